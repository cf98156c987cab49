"""A title broken into lines where its words end (GB/T 9704-2012, 7.3.1: 词意完整，排列对称)."""

from __future__ import annotations

from nianbao.kinds import subject_pattern
from nianbao.report.unit import split_prefix

__all__ = ["LINE_WIDTH", "text_width", "title_lines"]

LINE_WIDTH = 20.0
"""Characters of 22 pt in a line of 156 mm; a digit takes half of one."""

_TITLE = "(?P<unit>.+?)(?P<year>[0-9]{4}年(?:度)?)?(?P<what>SUBJECT.*)"


def text_width(text: str) -> float:
    """How wide a text is, in Chinese characters: an ASCII character takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def title_lines(title: str, width: float = LINE_WIDTH) -> list[str]:
    """Break a title so that no line ends inside what it is on (政府信息公开) or, while it fits a line, the unit's name.

    Args:
        title: the whole title. width: of a line, in characters.

    Returns:
        Its lines, which joined give the title. A title of another shape is returned whole: Word breaks it.
    """
    match = subject_pattern(_TITLE).fullmatch(title)
    if text_width(title) <= width or match is None:
        return [title]
    unit, year, what = match["unit"], match["year"] or "", match["what"]
    if text_width(unit + year) <= width:
        return [unit + year, what]
    if text_width(unit) <= width:
        return [unit, year + what]
    places, own = split_prefix(unit)
    head = "".join(places)
    if head and text_width(own + year) <= width:
        return [head, own + year, what]
    return [head, own, year + what] if head else [unit, year + what]
