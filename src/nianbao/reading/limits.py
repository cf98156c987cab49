"""How much a file may hold: counted before it is walked through."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.errors import InputError
from nianbao.reading.blocks import Block, Para
from nianbao.safe_zip import MOST_ROWS

__all__ = ["MOST_CHARS", "MOST_ROWS", "fit_blocks", "fit_text"]

MOST_CHARS = 500_000
"""Characters of a report; a long one has fifty thousand."""
MOST_LINES = 50_000
MOST_CELLS = 50_000
_REMEDY = "请只留下年报再试，或确认给的文件没有错"


def _refuse(where: str, what: str) -> InputError:
    return InputError.one(where, f"{what}，不像一份年报", _REMEDY)


def fit_text(text: str, where: str) -> str:
    """A text as given.

    Args:
        text: plain or Markdown. where: how errors name it.

    Raises:
        InputError: it has far too many characters, lines or rows of tables.
    """
    if len(text) > MOST_CHARS:
        raise _refuse(where, f"有 {len(text) // 10_000} 万字，超过上限 {MOST_CHARS // 10_000} 万字")
    if (lines := text.count("\n")) > MOST_LINES:
        raise _refuse(where, f"有 {lines} 行，超过上限 {MOST_LINES} 行")
    rows = sum("\t" in line or line.startswith("|") for line in text.split("\n"))
    if rows > 2 * MOST_ROWS:  # a pasted table may have a line a cell
        raise _refuse(where, f"表格有 {rows} 行，超过上限 {2 * MOST_ROWS} 行")
    return text


def fit_blocks(blocks: Sequence[Block], where: str) -> Sequence[Block]:
    """Paragraphs and tables as read.

    Args:
        blocks: of a file. where: how errors name it.

    Raises:
        InputError: they are far too many or too long.
    """
    chars = sum(
        len(block.text) if isinstance(block, Para) else sum(len(cell.text) for cell in block.cells) for block in blocks
    )
    if chars > MOST_CHARS:
        raise _refuse(where, f"有 {chars // 10_000} 万字，超过上限 {MOST_CHARS // 10_000} 万字")
    if len(blocks) > MOST_LINES:
        raise _refuse(where, f"有 {len(blocks)} 段，超过上限 {MOST_LINES} 段")
    cells = sum(len(block.cells) for block in blocks if not isinstance(block, Para))
    if cells > MOST_CELLS:
        raise _refuse(where, f"表格有 {cells} 格，超过上限 {MOST_CELLS} 格")
    return blocks
