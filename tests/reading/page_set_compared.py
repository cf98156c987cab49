"""What was read of a page of the independent set, held against what its author says is on it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from nianbao.errors import NianbaoError
from nianbao.kinds import Form, form_named
from nianbao.reading import read
from nianbao.report import Report

__all__ = ["differences"]

_EDITIONS = {"2021": "2021", "trial": "2019"}
_TABLES = {"2": "proactive", "3": "requests", "4": "remedies"}


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u00a0", ""))


def _keys(edition: Form) -> dict[tuple[str, str], str]:
    """``(table, row path|column)`` as the set names a cell, to the cell's id."""
    titles = {block.id: block.title for table in edition.tables for block in table.blocks}
    found = {}
    for id, cell in edition.cells.items():
        rows = [node.label for node in cell.rows if node.label]
        columns = [node.label for node in cell.columns if node.label]
        path = rows if rows else columns[:-1]
        if cell.table == "proactive":
            path = [titles[cell.block], *rows]
        found[cell.table, f"{'/'.join(path)}|{columns[-1]}"] = id
    return found


def _cells(report: Report, expected: dict[str, Any]) -> list[str]:
    keys = _keys(form_named(_EDITIONS[expected["edition"]]))
    wrong, missing = [], []
    for table, cells in expected["tables"].items():
        for key, wanted in cells.items():
            cell = report.cells.get(keys[_TABLES[table], key])
            value = None if cell is None else cell.value
            figure = re.match(r"-?[0-9.]+", wanted)
            if figure is None:
                if value is not None:
                    wrong.append(f"{key}: {value} for a blank")
            elif value is None:
                missing.append(key)
            elif value != Decimal(figure[0]):
                wrong.append(f"{key}: {value} for {wanted}")
    said = [f"cells wrong: {len(wrong)}, {wrong[:3]}"] if wrong else []
    return said + ([f"cells missing: {len(missing)}, {missing[:3]}"] if missing else [])


def _words(report: Report, expected: dict[str, Any]) -> list[str]:
    known = [section.id for section in form_named(_EDITIONS[expected["edition"]]).sections]
    found = [known.index(section.id) + 1 for section in report.sections if section.id in known]
    said = [] if found == expected["sections"] else [f"sections: {found}"]
    for number, texts in expected["section_text_contains"].items():
        section = report.section(known[int(number) - 1])
        body = _plain("".join(item.text for item in section.paragraphs)) if section is not None else ""
        said += [f"not in {number}: {text[:40]}" for text in texts if _plain(text) not in body]
    whole = _plain("".join(item.text for _, item in report.paragraphs()))
    said += [f"preface lost: {text[:40]}" for text in expected["preface_contains"] if _plain(text) not in whole]
    read_words = whole + _plain(report.title + "".join(section.heading for section in report.sections))
    cells = {cell.raw for cell in report.cells.values()}
    return said + [
        f"not of the report: {word}"
        for word in expected["must_not_contain"]
        if _plain(word) in read_words or word in cells
    ]


def differences(path: Path, expected: dict[str, Any]) -> list[str]:
    """What is otherwise than expected; empty where a page is read as it should be."""
    try:
        report = read(path)
    except NianbaoError as error:
        return [] if expected.get("refused") else [f"refused: {error}"]
    if expected.get("refused"):
        return ["read, though it should be refused"]
    unit = report.unit
    named = {unit.name, unit.full, "".join(reversed(unit.within)) + unit.full} if unit is not None else set()
    said = [] if expected["unit"] in named else [f"unit: {unit.name if unit is not None else None}"]
    said += [] if report.year == expected["year"] else [f"year: {report.year}"]
    edition = _EDITIONS[expected["edition"]]
    said += (
        []
        if report.edition in (edition, "") and (report.edition or not expected["tables"])
        else [f"edition: {report.edition}"]
    )
    said += _words(report, expected) + _cells(report, expected)
    if expected.get("tables_missing") and report.cells:
        said.append("cells of tables that are not there")
    return said
