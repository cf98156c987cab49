"""Web page of a report, and the building blocks of our other web pages.

Real tables with ``rowspan`` and ``colspan``, a small style sheet inside, no script and no request to
anywhere. Everything from the report is escaped. At stage ``draft`` what waits for a person stands in
``<mark>``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from nianbao.kinds import Grid, GridCell, Table, layout
from nianbao.report import Paragraph, Report, Section
from nianbao.writing.printed_text import parts, shown, signature, stretches

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


_STYLE = f"""
body {{ max-width: 52em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff;
  font: 1.125rem/1.9 {FACE}; }}
h1 {{ font-size: 1.6rem; text-align: center; line-height: 1.5; }}
h2, h3 {{ font-size: 1.125rem; margin: 1em 0 .4em; text-indent: 2em; }}
h2 {{ font-family: SimHei, "Noto Sans CJK SC", sans-serif; }}
h3 {{ font-family: KaiTi, STKaiti, serif; }}
p {{ margin: 0; text-indent: 2em; }}
.sign {{ text-align: right; padding-right: 4em; text-indent: 0; }}
mark {{ background: #ff0; color: #000; }}
{TABLE_STYLE}@media print {{ body {{ max-width: none; margin: 0; }} }}
"""


def _inline(paragraph: Paragraph, draft: bool) -> str:
    return "".join(
        f"<mark>{escape(text)}</mark>" if marked else escape(text)
        for text, marked in stretches(paragraph.sentences, draft=draft)
    )


def _section(report: Report, section: Section) -> Iterator[str]:
    draft = report.stage != "final"
    if section.heading:
        yield f"<h2>{escape(section.heading)}</h2>"
    for part in parts(report, section):
        if isinstance(part, Table):
            yield from table_lines(part, lambda cell: escape(shown(report.cells.get(cell))))
        else:
            level = heading_level(part)
            tag = f"h{level + 1}" if level else "p"
            yield f"<{tag}>{_inline(part, draft)}</{tag}>"


def _body(report: Report) -> Iterator[str]:
    yield "<main>"
    yield f"<h1>{escape(report.title)}</h1>"
    for section in report.sections:
        yield from _section(report, section)
    for line in signature(report):
        yield f'<p class="sign">{escape(line)}</p>'
    yield "</main>"


def render_html(report: Report) -> bytes:
    """The web page of a report, UTF-8.

    Returns:
        The file's bytes, the same for the same report.
    """
    return ("\n".join(page(report.title, _STYLE, _body(report))) + "\n").encode()
