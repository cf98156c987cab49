"""An evaluation case (案例): an input, and the past or reference reports that a draft of it is scored against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.report import Report

__all__ = ["TAGS", "Case"]

TAGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("镇", "乡", "街道", "局", "县", "市", "其他"),
    "edition": ("2019", "2021"),
    "volume": ("零", "少", "多", "无"),
    "notes": ("简", "常", "详"),
    "last": ("有", "无"),
}
"""What a case may be tagged with: kind of unit, edition of the form, requests of the year (无 where the kind of report
has none), how much the notes say, whether last year's report is given."""


@dataclass(frozen=True)
class Case:
    """A case.

    Attributes:
        id: the name of its folder. title: for people. folder: where it lies.
        input: figures and notes, as the clerk gives them. references: past or reference reports, maybe none.
        others: reports of other units, for what is copied from them. tags: of ``TAGS``.
        derived: whether the notes were made from the reference: then no likeness is reported, and the case is never
            pooled with independent ones.
        final: the text a reviewer let pass, where there is one.
    """

    id: str
    title: str
    folder: Path
    input: Report
    references: tuple[Report, ...] = ()
    others: tuple[Report, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    derived: bool = False
    final: Report | None = None
