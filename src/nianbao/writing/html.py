"""The web page of a report: one file, ready for a government site.

Real tables with ``rowspan`` and ``colspan``, a small style sheet inside, no script and no request to
anywhere. Everything from the report is escaped. At stage ``draft`` what waits for a person stands in
``<mark>``.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from nianbao.kinds import Table
from nianbao.report import Paragraph, Report, Section
from nianbao.writing.html_pieces import FACE, TABLE_STYLE, heading_level, page, table_lines
from nianbao.writing.printed_text import parts, shown, signature, stretches

__all__ = ["render_html"]

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

    Args:
        report: drafted or read.

    Returns:
        The file's bytes, the same for the same report.
    """
    return ("\n".join(page(report.title, _STYLE, _body(report))) + "\n").encode()
