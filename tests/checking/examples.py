"""The examples on the rules' pages as reports: what stands in brackets behind one says what it stands in."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from drafting.figures import report as with_figures
from nianbao.reading import read_text
from nianbao.report import Cell, LastYear, Note, Paragraph, Report, Section, Sentence, Text, Unit

UNIT = "云岭县白沙镇人民政府"
WHOLE = (Path(__file__).parent / "fixtures" / "whole.txt").read_text(encoding="utf-8")
_NOTE = re.compile(r"（([^（）]*)）$")
_CONTEXT = re.compile(r"[0-9]{4}年?度?报告|正文有|报告的一个标题|素材|表格|某镇|云岭[县区][\u4e00-\u9fff]+[局委]|年度")


def parts(example: str) -> tuple[str, str]:
    """The example and what its last brackets say of where it stands; empty where they are its own."""
    match = _NOTE.search(example)
    if match is None or not _CONTEXT.search(match.group(1)):
        return example, ""
    return example[: match.start()], match.group(1)


def text_report(example: str) -> Report:
    """An example that is text: ⏎ breaks lines; a year, a unit or a whole report may stand behind it."""
    text, note = parts(example)
    text = text.replace("⏎", "\n")
    year = int(note[:4]) if note[:4].isdigit() else 2023
    unit = note if note.startswith("云岭") else UNIT
    if "安镇街道" in text:
        unit = "安镇街道办事处"
    if note.startswith("正文有"):
        text = WHOLE.replace("要求编制。", f"要求编制。{text}", 1)
    elif note.startswith("报告的一个标题"):
        text = WHOLE.replace("二、主动公开政府信息情况", text, 1)
    return read_text(text, unit=Unit.parse(unit), year=year)


def noted(example: str, *, origin: str = "chat") -> Report:
    """An example of SRC: the sentence, and the note that the brackets tell of."""
    text, note = parts(example)
    fact = re.sub(r"^素材(?:和表格)?(?:里)?(?:只)?(?:写明|写了|写|没有)?", "", note)
    if "没有" in note:
        fact = "每季度组织培训"
    sentence = Sentence(id="s", spans=[Text(text=text)], sources=["note:n"], origin=origin, support="supported")  # type: ignore[arg-type]
    section = Section(id="overview", heading="一、总体情况", paragraphs=[Paragraph(id="p", sentences=[sentence])])
    return Report(
        unit=Unit.parse(UNIT), year=2023, edition="2021", stage="draft", sections=[section],
        notes=[Note(id="n", aspect="proactive", text=fact)],
    )  # fmt: skip


def figures(cells: dict[str, int | str], last: dict[str, int] | None = None, edition: str = "2021") -> Report:
    """A report with these cells, typed totals among them."""
    plain = {id: value for id, value in cells.items() if isinstance(value, int) and not id.endswith(".total")}
    made = with_figures(edition, plain, last)
    typed = {
        id: Cell(value=Decimal(value) if str(value).lstrip("-").isdigit() else None, raw=str(value),
                 state="given" if str(value).lstrip("-").isdigit() else "blank")
        for id, value in cells.items()
        if id not in plain
    }  # fmt: skip
    return made.model_copy(update={"cells": made.cells | typed})


def with_last(text: str, section: str, last: str) -> Report:
    """A report with one section's text and last year's text of it."""
    made = read_text(text, unit=Unit.parse(UNIT), year=2023)
    return made.model_copy(update={"last": LastYear(year=2022, text={section: last})})
