"""The folder of one report: drafting in it, taking Word edits back, finishing."""

from nianbao.jobs.checkable import report_for_check
from nianbao.jobs.final import Finalised, finalise
from nianbao.jobs.folder import Job, find
from nianbao.jobs.new import new
from nianbao.jobs.redraft import Drafted, redraft
from nianbao.jobs.take import Taken, take

__all__ = ["Drafted", "Finalised", "Job", "Taken", "finalise", "find", "new", "redraft", "report_for_check", "take"]
