"""What a line is: heading, sub-heading, title, date; and whose report it is."""

from __future__ import annotations

import re

from nianbao.forms import Form, editions
from nianbao.report import Unit
from nianbao.text import bare

__all__ = ["DATE", "is_title", "section_id", "sub_level", "title_unit", "title_year"]

DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_TITLE = re.compile(r"(?:年度?报告|年报)$")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,2}[，.]")
_SUB = ((2, re.compile(r"^（[一二三四五六七八九十]{1,2}）")), (3, re.compile(r"^\d{1,2}[.，]")))
_HEAD = re.compile(r"^(.*?)((?:19|20)\d{2})年")


def section_id(line: str, form: Form | None) -> str | None:
    """The section a line heads: its id, ``""`` for a heading that is unknown, None for no heading."""
    seen = bare(line).rstrip("。：")
    forms = [form] if form else editions()
    for each in forms:
        for heading in each.sections:
            for label in (heading.title, *heading.aliases):
                wanted = bare(label)
                if seen == wanted or (_ORDINAL.match(seen) and _ORDINAL.sub("", seen) == _ORDINAL.sub("", wanted)):
                    return heading.id
    if _ORDINAL.match(seen) and len(seen) <= 30 and "。" not in line:
        return ""
    return None


def sub_level(line: str) -> int:
    """2 for （一）, 3 for 1., 0 for a body paragraph; a sub-heading is short and has no 。."""
    seen = bare(line)
    if len(seen) > 40 or "。" in seen or seen.endswith(("；", "，")):
        return 0
    return next((level for level, pattern in _SUB if pattern.match(seen)), 0)


def is_title(text: str) -> bool:
    """Whether joined lines are a report's title."""
    return bool(_TITLE.search(bare(text)))


def title_year(title: str) -> int | None:
    """The report year a title names."""
    match = _HEAD.match(bare(title))
    return int(match[2]) if match else None


def title_unit(title: str, within: tuple[str, ...]) -> Unit | None:
    """The unit a title names."""
    match = _HEAD.match(bare(title))
    name = match[1].removeprefix("关于") if match else ""
    return Unit.parse(name, within=within) if name else None
