"""An evaluation case (案例), and the texts that are scored beside its drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.drafting import outline
from nianbao.reading.report_assembly import past_sentences
from nianbao.report import Paragraph, Report, Section

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


REFERENCE, LAST_YEAR, FINAL = "参考文本", "上年文字改年份", "审定文本"


def held_against(text: Report, case: Case) -> Report:
    """A finished text with the case's figures and notes behind it, so that it is judged as a draft of them is."""
    base = outline(case.input)
    sections = [section.model_copy(deep=True) for section in text.sections]
    update = {"sections": sections, "title": text.title or base.title, "structured": False, "title_lines": []}
    return base.model_copy(update=update)


def _last_year(case: Case) -> Report | None:
    """Last year's text with the year changed, as a clerk in a hurry hands it in."""
    last, year = case.input.last, case.input.year
    if last is None or not last.text or year is None:
        return None
    base = outline(case.input)
    sections = []
    for id, text in last.text.items():
        if "." in id:
            continue  # an aspect's: its section has it too
        moved = re.sub(rf"{year - 1}(?=年)", str(year), text)
        paragraphs = [
            Paragraph(id=f"{id}.{number}", sentences=past_sentences(f"{id}.{number}", line))
            for number, line in enumerate(moved.split("\n"), 1)
            if line.strip()
        ]
        sections.append(Section(id=id, paragraphs=paragraphs))
    return base.model_copy(update={"sections": sections, "structured": False})


def beside(case: Case) -> Iterator[tuple[str, Report]]:
    """The finished texts of a case, by what they are called. No order among them is expected."""
    for number, text in enumerate(case.references, 1):
        yield REFERENCE + (str(number) if number > 1 else ""), held_against(text, case)
    if (last := _last_year(case)) is not None:
        yield LAST_YEAR, last
    if case.final is not None:
        yield FINAL, held_against(case.final, case)
