"""Reads the sheet 追问 of a workbook: what was typed beside each question."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.kinds.workbook_template import texts
from nianbao.reading.workbook_file import WorkbookSheet, at, one_sheet
from nianbao.text import allowed_characters, bare


class SheetAnswer(NamedTuple):
    """What stands beside a question: the answer (empty where there is none), the question, and the place in words."""

    answer: str
    ask: str
    place: str


def sheet_answers(data: bytes) -> dict[str, SheetAnswer]:
    """What is typed into the sheet 追问 of a workbook, by the question's key; nothing where it has no such sheet."""
    sheet = one_sheet(data, texts()["sheets"]["questions"])
    return answers_on(sheet) if sheet is not None else {}


def answers_on(sheet: WorkbookSheet) -> dict[str, SheetAnswer]:
    """The answers of the sheet, by the hidden key of each row."""
    labels = {bare(column["label"]): column["key"] for column in texts()["questions"]}
    labels[bare(texts()["hidden"]["id"])] = "id"
    heads: dict[int, dict[str, int]] = {}
    for (row, column), text in sheet.values.items():
        if key := labels.get(bare(text)):
            heads.setdefault(row, {}).setdefault(key, column)
    row = max(heads, key=lambda number: (len(heads[number]), -number), default=0)
    columns = heads.get(row, {})
    if not {"id", "answer"} <= columns.keys():
        return {}
    found = {}
    for number in range(row + 1, max((place for place, _ in sheet.filled), default=0) + 1):
        key = sheet.text((number, columns["id"]))
        place = (number, columns["answer"])
        answer = allowed_characters.plain(sheet.text(place)).strip()
        if key and (key not in found or answer):
            ask = sheet.text((number, columns["ask"])) if "ask" in columns else ""
            found[key] = SheetAnswer(answer, ask, f"工作表“{sheet.title}”{at(place)}")
    return found
