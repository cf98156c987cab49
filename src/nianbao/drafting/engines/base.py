"""The port every engine (起草引擎) stands behind: facts in, sections out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from nianbao.drafting.draft import Dropped, Usage
from nianbao.facts import FactBook
from nianbao.report import Section

__all__ = ["Composed", "Engine"]


@dataclass(frozen=True)
class Composed:
    """What an engine gives: sections without tables' figures, sentences it could not keep, what it used, and the
    parts for which it had to take the offline engine's text, and those that no model verified, with the reason."""

    sections: list[Section]
    dropped: list[Dropped] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    prompts: dict[str, str] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    unverified: dict[str, str] = field(default_factory=dict)


class Engine(Protocol):
    """A way of drafting. ``sends`` says whether anything leaves the machine, ``destination`` where to."""

    name: str
    sends: bool
    destination: str

    def compose(self, book: FactBook) -> Composed:
        """Draft every section of a report from its facts; blocking."""
        ...
