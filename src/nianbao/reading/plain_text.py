"""Reads a report from text: plain, pasted from Word, or Markdown."""

from __future__ import annotations

import re
from typing import Unpack

from nianbao.kinds import editions
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Given, GridCell, Para, TableGrid
from nianbao.reading.headings import section_of
from nianbao.reading.identify_unit import form_said
from nianbao.reading.report_assembly import assemble
from nianbao.reading.text_blocks import TextReader, unquoted, unwrapped
from nianbao.report import Remark, Report, TextPlace


def _indented(text: str, block: Block) -> bool:
    """Whether a line begins with the spaces of a new paragraph."""
    place = block.location
    return isinstance(place, TextPlace) and text.endswith(("\u3000", "  ", "\u00a0"), 0, place.start)


def read_plain(text: str, **given: Unpack[Given]) -> Report:
    """Read a report, or a few paragraphs of one, from text as decoded; places are code points of it."""
    from nianbao.reading.html_article import without_site  # which reads what is set in <pre> as this does

    reader = TextReader(text)
    blocks = without_site(list(reader.blocks()))
    blocks = unwrapped(
        blocks, form_said(blocks, given.get("report_kind", "")), [_indented(text, block) for block in blocks]
    )
    report = assemble(blocks, **given).report
    if left := unquoted(text.split("\n")):
        said = f"这是邮件引用的文字（每行前有“>”），引用以外的 {left} 行没有读"
        report.remarks.insert(0, Remark(text=said))
    report.padded = [place for line in reader.lines if not line.cell and (place := line.padding()) is not None]
    return report


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
