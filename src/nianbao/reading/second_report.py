"""A second report behind the first in one file: found by its headings, which begin again."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.kinds import Form
from nianbao.reading.blocks import Block, Para
from nianbao.reading.headings import section_of, title_unit, title_year
from nianbao.report import Remark

__all__ = ["first_alone"]

_AGAIN = 3
"""How many sections have to come again, in their order, with words or tables between them."""
_MOST = 100
"""How many headings are looked at."""
_LONG, _ABOVE = 60, 12
"""How long a second report's title is at most, and how far above its first heading it stands."""


def _headings(blocks: Sequence[Block], form: Form) -> list[tuple[int, str]]:
    """Where the form's sections begin; those of a list of contents have nothing between them."""
    found = [
        (number, id)
        for number, item in enumerate(blocks)
        if isinstance(item, Para) and (id := section_of(item.text, form, heading=item.heading == 1))
    ]
    ends = [*(number for number, _ in found[1:]), len(blocks)]
    return [(number, id) for (number, id), end in zip(found, ends, strict=False) if end > number + 1]


def _second(blocks: Sequence[Block], form: Form) -> int | None:
    """The block in which a second report's first section begins."""
    headings = _headings(blocks, form)[:_MOST]
    order = [section.id for section in form.sections]
    for at, (number, id) in enumerate(headings):
        before = {known for _, known in headings[:at]}
        again = [known for _, known in headings[at:] if known in before]
        if id in before and len(set(again)) >= _AGAIN and len(before) >= _AGAIN and id == min(again, key=order.index):
            return number
    return None


def _is_title(text: str) -> bool:
    named = title_unit(text) is not None or title_year(text) is not None
    return named and len(text) <= _LONG and not text.endswith("。") and ("公开" in text or "报告" in text)


def first_alone(blocks: Sequence[Block], form: Form) -> tuple[list[Block], list[Remark]]:
    """The blocks of the first report, and a remark on the one behind it that is not read.

    Args:
        blocks: of the file. form: whose sections are looked for.
    """
    start = _second(blocks, form)
    if start is None:
        return list(blocks), []
    title, begin = "", start
    for number in range(start - 1, max(start - _ABOVE, 0) - 1, -1):
        item = blocks[number]
        text = item.text.strip() if isinstance(item, Para) else ""
        if _is_title(text):
            title, begin = text, number
            break
    named = f"（{title}）" if title else ""
    what = f"文件里还有另一份报告{named}，没有读，只检查了前面的一份；请把两份报告分别存成一个文件"
    return list(blocks[:begin]), [Remark(text=what, location=blocks[begin].location)]
