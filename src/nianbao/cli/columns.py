"""Columns on a console that stand under each other, Chinese or not."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.cli.console import Console
from nianbao.cli.excerpt import columns

__all__ = ["print_table"]


def print_table(out: Console, rows: Sequence[Sequence[str]], *, figures: bool = False) -> None:
    """Print rows, their columns under each other.

    Args:
        rows: of one length. figures: whether every column but the first holds figures, and stands to the right.
    """
    widths = [max(columns(row[number], out.encoding) for row in rows) for number in range(len(rows[0]))]
    for row in rows:
        cells = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            room = " " * max(width - columns(text, out.encoding), 0)
            cells.append(room + text if figures and number else text + room)
        out.print(("  " + "  ".join(cells)).rstrip())
