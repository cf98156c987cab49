"""A list of contents above a report: its headings, one after the other, which all come again."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.kinds import Form
from nianbao.reading.blocks import Block, Para
from nianbao.reading.headings import section_of
from nianbao.text import bare

__all__ = ["without_contents"]

_LISTED = 4
"""From how many headings in a row, all of which come again, they are a list of contents."""
_TOP = 60
"""How far down it begins at most."""


def without_contents(blocks: Sequence[Block], form: Form) -> list[Block]:
    """The blocks without a list of contents and the word 目录 above it.

    Args:
        blocks: of a file. form: whose sections are looked for.
    """
    ids = [
        section_of(item.text, form, heading=item.heading == 1) if isinstance(item, Para) else None for item in blocks
    ]
    for start, id in enumerate(ids[:_TOP]):
        end = start
        while end < len(ids) and ids[end]:
            end += 1
        if not id or end - start < _LISTED or not set(ids[start:end]) <= set(ids[end:]):
            continue
        above = blocks[start - 1] if start else None
        cut = start - 1 if isinstance(above, Para) and bare(above.text) == "目录" else start
        return [*blocks[:cut], *blocks[end:]]
    return list(blocks)
