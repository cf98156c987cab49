"""Port of what is under review, a job or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from nianbao.checking import Finding
from nianbao.drafting import Advice
from nianbao.jobs.check.check_file import Checked, CheckOptions, check_file, recheck
from nianbao.jobs.store.draft_values import KeptComment
from nianbao.report import Origin, Report
from nianbao.reviewing.session.decision_store import Decision, Store
from nianbao.reviewing.session.review_items import Candidate

__all__ = ["Checking", "Held", "Source", "stamp_of"]


class Held(NamedTuple):
    """A report as it stands: with what the draft left over, and what a reviewer should know of how it was read."""

    report: Report
    advice: tuple[Advice, ...] = ()
    messages: tuple[str, ...] = ()
    comments: tuple[KeptComment, ...] = ()


class Source(Protocol):
    """What is under review.

    Attributes:
        name: of the file or folder. folder: where what is written goes. store: its decisions.
        origin: what a reviewer's sentences become. drafted: whether sentences say what they rest on.
    """

    name: str
    folder: Path
    store: Store
    origin: Origin
    drafted: bool

    def stamp(self) -> tuple[int, int]:
        """What changes when the file does."""

    def held(self) -> Held:
        """The report as it stands."""

    def checked(self, report: Report) -> list[Finding]:
        """The findings of a version of it, silences heeded."""

    def candidates(self, report: Report) -> Mapping[str, Sequence[Candidate]]:
        """What other drafts say, by paragraph."""

    def locked(self) -> AbstractContextManager[None]:
        """A context in which nobody else changes it."""

    def put(self, decision: Decision) -> bool:
        """Put a decision that changed the text in; whether it could be."""

    def previous(self) -> Path | None:
        """Last year's report, where one lies beside it."""

    def base(self) -> bytes | None:
        """The Word file that the clerk has; None where there is none."""


def stamp_of(path: Path) -> tuple[int, int]:
    """What changes when a file does; zeros where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


class Checking:
    """How a path is checked: read once for its settings, then again for each version."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: Checked | None = None

    def __call__(self, report: Report) -> list[Finding]:
        if self._first is None:
            self._first = check_file(str(self._path), CheckOptions())
        return recheck(self._first, report)
