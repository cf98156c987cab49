"""What our web pages are made of: the shell of a page, a table of the form, the look of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from nianbao.kinds import Grid, GridCell, Table, layout
from nianbao.report import Paragraph

__all__ = ["FACE", "TABLE_STYLE", "heading_level", "page", "table_lines"]

FACE = 'FangSong, STFangsong, "Noto Serif CJK SC", SimSun, serif'
TABLE_STYLE = """\
.table { overflow-x: auto; margin: .6em 0 1.2em; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; }
th, td { border: 1px solid #000; padding: .3em .4em; text-align: center; font-weight: normal; }
th[scope=row] { text-align: left; }
@media print { .table { overflow: visible; } tr { break-inside: avoid; } }
"""


def page(title: str, style: str, body: Iterable[str], *, head: Iterable[str] = ()) -> Iterator[str]:
    """The lines of a whole page.

    Args:
        title: plain text. style: its style sheet. body: what stands in ``body``, escaped. head: further
            lines of its head.
    """
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield from head
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield from body
    yield "</body>"
    yield "</html>"


def heading_level(paragraph: Paragraph) -> int:
    """The level of a heading within a section, 2 to 4; 0 for a paragraph that is none."""
    return paragraph.level if paragraph.role == "heading" and 2 <= paragraph.level <= 4 else 0


def _scope(cell: GridCell) -> str:
    if cell.role == "label":
        return "row" if cell.rowspan == 1 else "rowgroup"
    return "col" if cell.colspan == 1 else "colgroup"


def _cell(cell: GridCell, figure: Callable[[str], str]) -> str:
    spans = "".join(
        f' {name}="{value}"' for name, value in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if value > 1
    )
    if cell.cell is not None:
        return f"<td{spans}>{figure(cell.cell)}</td>"
    if not cell.text:
        return f"<td{spans}></td>"
    return f'<th{spans} scope="{_scope(cell)}">{escape(cell.text)}</th>'


def _rows(grid: Grid, figure: Callable[[str], str]) -> Iterator[str]:
    """The rows, those of a head in ``thead`` and each block in a ``tbody`` of its own."""
    group = ""
    for number, row in enumerate(grid.by_row()):
        block = next((cell.block for cell in row), group)
        wanted = "thead" if number < grid.head_rows else f"tbody {block}"
        if wanted != group:
            if group:
                yield f"</{group.split()[0]}>"
            yield f"<{wanted.split()[0]}>"
            group = wanted
        yield "<tr>" + "".join(_cell(cell, figure) for cell in row) + "</tr>"
    if group:
        yield f"</{group.split()[0]}>"


def table_lines(table: Table, figure: Callable[[str], str], *, of: str = "") -> Iterator[str]:
    """The lines of a table of the form.

    Args:
        figure: the id of a cell → what stands in it, escaped. of: whose table it is, where a page has several.
    """
    yield f'<div class="table" role="region" tabindex="0" aria-label="{escape(of + table.name)}">'
    yield "<table>"
    yield from _rows(layout(table), figure)
    yield "</table>"
    yield "</div>"
