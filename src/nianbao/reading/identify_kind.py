"""Which kind of report a text is: by its title, its headings and the labels of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nianbao.kinds import DEFAULT_KIND, Form, all_kinds, editions, latest
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Para, TableGrid
from nianbao.text import bare

__all__ = ["form_said", "kind_said", "titled"]

_TITLE_MOST, _HEAD = 60, 40
"""Characters of a title's line, and how many paragraphs at the start may be one."""
_TITLED, _HEADED, _MARKED = 3, 2, 3
"""What a title, a heading to the letter and a table's own label count for."""
_REPORT = lazy(r"报告|年报|报表|总结")


def titled(text: str) -> str:
    """The kind whose report a title names; empty where it names none, or where the words are no title."""
    plain = "".join(text.split())
    if len(plain) > _TITLE_MOST or not _REPORT.search(plain) or plain.endswith(("。", "；", "，")):
        return ""
    ends = [(plain.rfind(word) + len(word), len(word), kind.id) for kind in all_kinds() for word in kind.subjects]
    found = [item for item in ends if item[0] >= item[1]]
    return max(found)[2] if found else ""


@lru_cache(maxsize=8)
def _headings(_forms: tuple[int, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in editions():
        found.setdefault(form.kind, set()).update(bare(title) for title, _ in form.headings)
    return found


def _own_headings() -> dict[str, set[str]]:
    return _headings(tuple(id(form) for form in editions()))


def kind_said(blocks: Sequence[Block], given: str = "") -> str:
    """The id of the kind of report that paragraphs and tables are of.

    Args:
        blocks: in order. given: what the user said; it counts.

    Returns:
        The kind with most to say for it; the default one where nothing speaks for another.
    """
    if given:
        return given
    kinds = all_kinds()
    if len(kinds) == 1:
        return kinds[0].id
    score = dict.fromkeys((kind.id for kind in kinds), 0)
    paragraphs = [item.text for item in blocks if isinstance(item, Para) and item.text.strip()]
    for text in paragraphs[:_HEAD]:
        if (said := titled(text)) and score[said] < _TITLED:
            score[said] += _TITLED
    lines = {bare(text) for text in paragraphs if len(text) <= _TITLE_MOST}
    for id, own in _own_headings().items():
        score[id] += _HEADED * len(lines & own)
    labels = "".join(
        "".join(cell.text.split()) for item in blocks if isinstance(item, TableGrid) for cell in item.cells
    )
    for form in editions() if labels else ():
        score[form.kind] += _MARKED * any(mark in labels for mark in form.marks)
    best = max(score.values())
    return DEFAULT_KIND if score[DEFAULT_KIND] == best else next(id for id, value in score.items() if value == best)


def form_said(blocks: Sequence[Block], given: str = "") -> Form:
    """The newest edition of the kind of report that paragraphs and tables are of."""
    return latest(kind_said(blocks, given))
