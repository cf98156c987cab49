"""The folder of one report: drafting in it, taking Word edits back, finishing; and checking any file."""

from nianbao.jobs.checkable import report_for_check
from nianbao.jobs.checked import Checked, CheckOptions
from nianbao.jobs.final import Finalised, finalise
from nianbao.jobs.folder import Job, find
from nianbao.jobs.many import check_files
from nianbao.jobs.new import new
from nianbao.jobs.redraft import Drafted, redraft
from nianbao.jobs.take import Taken, take

__all__ = [
    "CheckOptions",
    "Checked",
    "Drafted",
    "Finalised",
    "Job",
    "Taken",
    "check_files",
    "finalise",
    "find",
    "new",
    "redraft",
    "report_for_check",
    "take",
]
