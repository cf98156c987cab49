"""Where the title stands: at the top, below the furniture of a page, on one line or several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.kinds import Form
from nianbao.patterns import HAN, lazy
from nianbao.reading.blocks import Block, Para
from nianbao.reading.headings import section_of, sub_heading, title_unit, title_year

__all__ = ["title_span"]

_WORDS = ("年度报告", "年报", "信息公开", "政务公开")
_LONGEST, _LINES, _DEEPEST = 60, 4, 40
"""Characters of a title's line, its lines, and how many lines of furniture may stand above it."""
_FURNITURE = lazy(r"[>＞»|：:0-9/]|首页|登录|注册|打印|字号|无障碍|来源|浏览|当前位置|索引|正文|收藏|分享|专栏|目录")
_ENDS = lazy(rf"(?:报告|年报|总结)(?:[（(][^（）()]{{1,20}}[）)]|[—－-]+[{HAN}]{{3,30}})?[》”]?$")


_COLUMNS = ("政府信息公开", "信息公开", "政务公开", "政府信息公开年报", "信息公开年报")


def _is_furniture(text: str) -> bool:
    """Whether a line is the page's own: where it stands on the site, when it was put there, the name of a column."""
    return text in _COLUMNS or bool(_FURNITURE.search(text.split("年")[0].rstrip("0123456789〇○零一二三四五六七八九")))


def _text(block: Block) -> str:
    return block.text.strip(" \t\u00a0\u3000|") if isinstance(block, Para) else "。"


def _stops(text: str, form: Form) -> bool:
    """Whether a line cannot belong to a title."""
    if len(text) > _LONGEST or text.endswith(("。", "：", ":", "；", "，", ",")):
        return True
    return section_of(text, form) is not None or sub_heading(text) > 0


def _span(blocks: Sequence[Block], start: int, form: Form) -> tuple[str, int]:
    """The title that begins at a block, and the block behind it; empty where none does."""
    joined, lines, at = "", 0, start
    while at < len(blocks) and lines < _LINES and not _ENDS.search("".join(joined.split())):
        text = _text(blocks[at])
        if _stops(text, form):
            break
        joined += text
        lines += bool(text)
        at += 1
    plain = "".join(joined.split())
    return (joined, at) if any(word in plain for word in _WORDS) else ("", start)


def _filled(blocks: Sequence[Block]) -> list[int]:
    """The blocks at the start that could hold the title: lines above the first heading or long paragraph."""
    return [index for index, block in enumerate(blocks[:_DEEPEST]) if isinstance(block, Para) and _text(block)]


def title_span(blocks: Sequence[Block], form: Form) -> tuple[int, int]:
    """Where the title begins and ends among the blocks; an empty span where there is none.

    What stands at the top is the title, unless a unit and a year can only be read when some lines there are taken
    for the page's furniture.
    """
    first, end = _span(blocks, 0, form)
    if first and "关于报送" not in first and title_unit(first) and title_year(first) is not None:
        return _without_furniture(blocks, end, form)
    for start in _filled(blocks):
        text = _text(blocks[start])
        if section_of(text, form) is not None:
            break
        if _is_furniture(text):
            continue
        found, stop = _span(blocks, start, form)
        plain = "".join(found.split())
        if _ENDS.search(plain) and "关于报送" not in plain and title_unit(found) and title_year(found) is not None:
            return _without_furniture(blocks, stop, form, start)
    return (0, end) if first and not _is_furniture(first) else (0, 0)


def _without_furniture(blocks: Sequence[Block], end: int, form: Form, start: int = 0) -> tuple[int, int]:
    """The title without lines above it that are no part of it: the rest of the text knows only the shorter name."""
    filled = [index for index in range(start, end) if _text(blocks[index])]
    body = "".join("".join(item.text.split()) for item in blocks[end:] if isinstance(item, Para))
    whole = title_unit(_span(blocks, start, form)[0])
    if whole is None or whole.name in body:
        return start, end
    for before, index in zip(reversed(filled[:-1]), reversed(filled[1:]), strict=True):
        shorter = title_unit("".join(_text(block) for block in blocks[index:end]))
        if shorter is None:
            continue
        known = re.search(rf"(?:(?<![{HAN}])|(?<=年)){re.escape(shorter.name)}", body)
        if known or _is_furniture(_text(blocks[before])):
            return index, end
    return start, end
