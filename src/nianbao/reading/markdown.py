"""Markdown with pipe tables.

A table's head row names each column by its labels joined by `` / ``; its first cell is the corner. Each
following row begins with the row's labels joined likewise. A bold line above a table is its block title. Rows of
different lengths are those of a table whose merged cells come once.
"""

from __future__ import annotations

import re
from typing import Unpack

from nianbao.kinds import editions
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Given, GridCell, Para, TableGrid
from nianbao.reading.headings import section_of
from nianbao.reading.report_assembly import assemble
from nianbao.report import Report, TextPlace

_ROW = lazy(r"^\s*\|(.*)\|\s*$")
_RULE = lazy(r"^[\s|:-]+$")
_HEAD = lazy(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD = lazy(r"^\*\*(.+)\*\*$")
_BREAK = lazy(r"<br\s*/?>")
_LINK = lazy(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_HEADINGS = 2
"""From how many headings of sections with ``#`` before them a text is Markdown."""
_ESCAPE = lazy(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", _LINK.sub(r"\1", re.sub(r"\*\*(.+?)\*\*", r"\1", text))).strip()


def is_markdown(text: str) -> bool:
    """Whether a text, whatever its file is called, has headings of a report as Markdown writes them."""
    heads = [match[2] for match in map(_HEAD.match, text.split("\n")) if match]
    return sum(any(section_of(head, form, heading=True) for form in editions()) for head in heads) >= _HEADINGS


def _split(row: str) -> list[str]:
    match = _ROW.match(row)
    inner = match.group(1) if match else row
    return [_plain(_BREAK.sub("\n", part)) for part in re.split(r"(?<!\\)\|", inner)]


def _grid(rows: list[tuple[int, int, str]], title: str) -> TableGrid:
    cells: list[GridCell] = []
    number = 0
    for start, line, raw in rows:
        if _RULE.match(raw):
            continue
        for column, text in enumerate(_split(raw)):
            place = TextPlace(start=start, end=start + len(raw), line=line)
            labels = [part.strip() for part in text.split(" / ")]
            cells.append(GridCell(labels[-1] if column == 0 and number else text, number, column, 1, 1, place))
        number += 1
    exact = len({len(_split(raw)) for _, _, raw in rows if not _RULE.match(raw)}) == 1
    return TableGrid(cells, exact=exact, title=title, location=cells[0].location if cells else None)


def read_markdown(text: str, **given: Unpack[Given]) -> Report:
    """Read a report from Markdown; offsets are code points of the text as given."""
    blocks: list[Block] = []
    rows: list[tuple[int, int, str]] = []
    bold: Para | None = None
    offset = 0

    def end_table() -> None:
        if rows:
            title = bold.text if bold is not None and blocks[-1] is bold else ""
            blocks[len(blocks) - bool(title) :] = [_grid(rows, title)]
            rows.clear()

    for line, raw in enumerate(text.split("\n"), 1):
        start, offset = offset, offset + len(raw) + 1
        row = raw.rstrip("\r")
        if _ROW.match(row):
            rows.append((start, line, row))
            continue
        end_table()
        if not row.strip():
            continue
        head = _HEAD.match(row)
        level = len(head.group(1)) if head else 0
        words = _plain(head.group(2) if head else row)
        at = start + max(row.find(words[:1]), 0)
        exact = text[at : at + len(words)] == words
        place = TextPlace(start=at if exact else start, end=at + len(words) if exact else start + len(row), line=line)
        para = Para(words, place, max(level - 1, 0), [], level == 1)
        bold = para if _BOLD.match(row.strip()) else bold
        blocks.append(para)
    end_table()
    from nianbao.reading.html_article import without_site  # every text is asked whether it is Markdown

    return assemble(without_site(blocks), **given).report
