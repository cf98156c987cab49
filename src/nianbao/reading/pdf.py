"""PDF files with a text layer: paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Unpack

from nianbao.reading.blocks import Block, Given, TableGrid
from nianbao.reading.pdf_glyphs import Glyph, Line, lines_of
from nianbao.reading.pdf_pages import DrawnPage, drawn_pages, refuse_columns, remarks_on
from nianbao.reading.pdf_ruling_lines import RuledGrid
from nianbao.reading.pdf_tables import TablePart, filled, goes_on, join, stretches, table_grid
from nianbao.reading.pdf_text import PageText, drop_footnotes, drop_furniture, measures, paragraphs
from nianbao.reading.report_assembly import assemble
from nianbao.report import Remark, Report

# ── one page


def _placed(page: DrawnPage, grids: list[RuledGrid]) -> PageText:
    """The text of a page in its tables and outside them; a character belongs to the smallest grid round it."""
    inside: dict[int, list[Glyph]] = {index: [] for index in range(len(grids))}
    outside: list[Glyph] = []
    order = sorted(range(len(grids)), key=lambda index: grids[index].area)
    for glyph in page.glyphs:
        owner = next((index for index in order if grids[index].holds(glyph.centre, glyph.middle)), None)
        if owner is not None:
            inside[owner].append(glyph)
        elif not glyph.turn:
            outside.append(glyph)
    parts = [filled(grid, inside[index], page.number, index + 1) for index, grid in enumerate(grids)]
    return PageText(page.number, page.width, page.height, lines_of(outside, page.number), parts)


def _is_last(page: PageText, part: TablePart) -> bool:
    return part is page.parts[-1] and not any(line.top > part.bottom - 2 for line in page.lines)


def _is_first(page: PageText, part: TablePart) -> bool:
    return part is page.parts[0] and not any(line.bottom < part.top + 2 for line in page.lines)


def _follow(before: PageText, after: PageText) -> bool:
    """Whether the last table of a page goes on at the top of the next."""
    if not before.parts or not after.parts:
        return False
    one, two = before.parts[-1], after.parts[0]
    return _is_last(before, one) and _is_first(after, two) and goes_on(one, two)


def _text(pages: Sequence[DrawnPage]) -> list[PageText]:
    """Every page's text; a frame of one column counts as a table only where it is a piece of one."""
    texts = [_placed(page, page.grids) for page in pages]
    drop_furniture(texts)
    pieces = {
        id(part)
        for one, two in pairwise(texts)
        if _follow(one, two) and (one.parts[-1].is_table or two.parts[0].is_table)
        for part in (one.parts[-1], two.parts[0])
    }
    kept = [
        [grid for grid, part in zip(page.grids, text.parts, strict=True) if part.is_table or id(part) in pieces]
        for page, text in zip(pages, texts, strict=True)
    ]
    texts = [_placed(page, grids) for page, grids in zip(pages, kept, strict=True)]
    drop_furniture(texts)
    drop_footnotes(texts)
    for text in texts:
        text.parts = [part for part in text.parts if any(cell.text for cell in part.cells)]
        for number, line in enumerate(text.lines, 1):
            line.number = number
    return texts


# ── the whole


def _height(item: Line | TablePart) -> float:
    return (item.top + item.bottom) / 2 if isinstance(item, Line) else item.top


def _blocks(texts: list[PageText]) -> list[Block]:
    """Paragraphs and tables in reading order."""
    lines = [line for text in texts for line in text.lines]
    if not lines:
        return [table_grid(part) for part in _joined(texts)]
    given = measures(lines, max(text.width for text in texts))
    joined = {id(part): part for part in _joined(texts)}
    blocks: list[Block] = []
    run: list[Line] = []

    def flush() -> None:
        for stretch in stretches(run):
            blocks.extend([stretch] if isinstance(stretch, TableGrid) else paragraphs(stretch, given))
        run.clear()

    for text in texts:
        items: list[Line | TablePart] = [*text.lines, *text.parts]
        for item in sorted(items, key=_height):
            if isinstance(item, Line):
                run.append(item)
            elif id(item) in joined:
                flush()
                blocks.append(table_grid(item))
    flush()
    return blocks


def _footnotes(texts: list[PageText]) -> list[str]:
    """A remark for each page with footnotes: they are no part of the text (nor are they in a Word file's)."""
    return [
        f"第 {text.number} 页有脚注，没有算作正文：{''.join(line.text for line in text.footnotes)[:60]}"
        for text in texts
        if text.footnotes
    ]


def _joined(texts: list[PageText]) -> list[TablePart]:
    """The tables, each put together from its parts; a part that went onto another is not among them."""
    found: list[TablePart] = []
    follows = [False, *(_follow(one, two) for one, two in pairwise(texts))]
    for text, follow in zip(texts, follows, strict=True):
        for index, part in enumerate(text.parts):
            if index == 0 and follow and found:
                join(found[-1], part)
            else:
                found.append(part)
    return found


def read_pdf(data: bytes, where: str, **given: Unpack[Given]) -> Report:
    """Read a PDF that has a text layer as a report.

    Args:
        data: the file's bytes. where: how errors name it.
        given: what the text may not say.

    Raises:
        InputError: it is scanned, encrypted, damaged, empty, in two columns or far too large.
    """
    pages = list(drawn_pages(data, where))
    remarks = remarks_on(pages, where)
    texts = _text(pages)
    refuse_columns(texts, where)
    report = assemble(_blocks(texts), **given).report
    report.remarks += [Remark(text=text) for text in (*remarks, *_footnotes(texts))]
    return report
