"""The folder of one report: drafting in it, taking Word edits back, finishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nianbao.jobs.checkable import report_for_check
    from nianbao.jobs.final import Finalised, finalise
    from nianbao.jobs.folder import Job, find
    from nianbao.jobs.new import new
    from nianbao.jobs.redraft import Drafted, redraft
    from nianbao.jobs.take import Taken, take

__all__ = ["Drafted", "Finalised", "Job", "Taken", "finalise", "find", "new", "redraft", "report_for_check", "take"]

_MODULES = {
    "report_for_check": "checkable",
    "Finalised": "final",
    "finalise": "final",
    "Job": "folder",
    "find": "folder",
    "new": "new",
    "Drafted": "redraft",
    "redraft": "redraft",
    "Taken": "take",
    "take": "take",
}


def __getattr__(name: str) -> Any:
    """Import a job when it is asked for: a check of a text needs neither Word nor Excel."""
    if name not in _MODULES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"nianbao.jobs.{_MODULES[name]}"), name)
