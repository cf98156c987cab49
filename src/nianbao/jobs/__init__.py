"""The folder of one report: drafting in it, taking Word edits back, finishing."""

from nianbao.jobs.annotating import Annotated, annotate_file
from nianbao.jobs.checkable import report_for_check
from nianbao.jobs.final import Finalised, finalise
from nianbao.jobs.fixing import Fixed, fix_file, fixable, preview
from nianbao.jobs.folder import Job, find
from nianbao.jobs.new import new
from nianbao.jobs.redraft import Drafted, redraft
from nianbao.jobs.take import Taken, take

__all__ = [
    "Annotated",
    "Drafted",
    "Finalised",
    "Fixed",
    "Job",
    "Taken",
    "annotate_file",
    "finalise",
    "find",
    "fix_file",
    "fixable",
    "new",
    "preview",
    "redraft",
    "report_for_check",
    "take",
]
