"""Markdown of a report.

The convention, which the reader of Markdown shares:

- ``#`` is the title, ``##`` a section, ``###`` a sub-heading; paragraphs stand a line each.
- A pipe table cannot merge cells, so each block of a form's table is a table of its own with one header
  row. A block that has a title is preceded by it as a line in bold.
- Where the form labels its rows, the first column holds the row's labels, outermost first, joined by
  `` / ``; the first header cell is the form's corner text. Every other header cell is the column's labels,
  joined likewise. A table without row labels has figures only.
- A blank cell is empty. What waits for a person stands as in Word: ``【待填：…】``, ``【待核实】``.
- A backslash stands before a character that Markdown would take as its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nianbao.kinds import Block, Node, Table
from nianbao.report import Cell, Report, Section
from nianbao.writing.printed_text import parts, shown, signature, stretches

PATH = " / "
"""What joins the labels of a row or column."""

_SPECIAL = re.compile(r"[\\`*_\[\]<|~]")
_LINE_START = re.compile(r"^(?=[#>+\-])|^(?P<number>[0-9]{1,9})(?=[.)](?:\s|$))")


def _line(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = _SPECIAL.sub(lambda match: "\\" + match.group(), " ".join(text.split("\n")))
    started = _LINE_START.match(escaped)
    if started is None:
        return escaped
    if number := started.group("number"):
        return number + "\\" + escaped[len(number) :]
    return "\\" + escaped


def _cell(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match.group(), " ".join(text.split()))


def _path(nodes: tuple[Node, ...]) -> str:
    return PATH.join(node.label for node in nodes if node.label)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(_cell(text) for text in cells) + " |"


def _block(block: Block, cells: Mapping[str, Cell]) -> Iterator[str]:
    if block.title:
        yield f"**{_cell(block.title)}**"
        yield ""
    corner = [block.corner] if block.label_columns else []
    yield _row([*corner, *(_path(path) for path in block.column_paths)])
    yield "| " + " | ".join([*("---" for _ in corner), *("---:" for _ in block.column_paths)]) + " |"
    for rows in block.row_paths:
        figures = [
            shown(cells.get(block.cell_id(rows[-1].id or "", columns[-1].id or ""))) for columns in block.column_paths
        ]
        yield _row([*([_path(rows)] if block.label_columns else []), *figures])
    yield ""


def _section(report: Report, section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {_line(section.heading)}"
        yield ""
    for part in parts(report, section):
        if isinstance(part, Table):
            for block in part.blocks:
                yield from _block(block, report.cells)
            continue
        text = _line("".join(text for text, _ in stretches(part.sentences, draft=report.stage != "final")))
        yield f"{'#' * (part.level + 1)} {text}" if part.role == "heading" and 2 <= part.level <= 4 else text
        yield ""


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_line(report.title)}"
    yield ""
    for section in report.sections:
        yield from _section(report, section)
    for line in signature(report):
        yield _line(line)
        yield ""


def render_markdown(report: Report) -> bytes:
    """The Markdown of a report, UTF-8.

    Returns:
        The file's bytes, the same for the same report.
    """
    return ("\n".join(_lines(report)).rstrip("\n") + "\n").encode()
