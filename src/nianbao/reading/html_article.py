"""Finds the report among the blocks of a web page, from its title to its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any

from nianbao.kinds import subject_pattern
from nianbao.package_data import data_file
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Para, TableGrid
from nianbao.reading.cell_values import official_date
from nianbao.reading.headings import title_unit, title_year, unnumbered
from nianbao.reading.html_blocks import FormWords, PageBlock
from nianbao.text import bare

_LINE = 60
"""The longest line that may be the page's own, or a title."""
_ABOVE = 3
"""How many lines above its last a title may begin."""
_BELOW = 3
"""How many blocks below its end its date may stand."""
_PROSE = 40
_UNNUMBERED = 3
"""From how many different titles without ordinals on they are headings."""
_TITLE_ENDS = lazy(r"(?:报告|年报|总结)(?:[（(][^（）()]{1,20}[）)])?[》”]?$")
_TITLE_WORDS = "SUBJECT|年度报告|年报"
_EXPLAINS = lazy(r"关于报送|关于印发|关于做好|通知")


_data = data_file(__file__, "page_furniture.yaml")


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    """A line beside a table that says how to see it whole on a small screen."""
    words = "|".join(map(re.escape, sorted(_data()["hints"], key=len, reverse=True)))
    return re.compile(rf"^(?:{words}|[（()）\s，、。!！←→<>《》]){{1,12}}$")


@lru_cache(maxsize=1)
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What begins a line of the page's own, what stands in one, and what one is made of."""
    data = _data()
    labels = "|".join(r"[\s\u3000]*".join(label) for label in sorted(data["labels"], key=len, reverse=True))
    words = "|".join(map(re.escape, sorted(data["words"], key=len, reverse=True)))
    only = "|".join(map(re.escape, data["only"]))
    return (
        re.compile(rf"^[\s【\[（(]*(?:{labels})[\s\u3000]*[：:]"),
        re.compile(words),
        re.compile(rf"^(?:{only}|[\s|/·>＞»【】\[\]（）():：0-9A-Za-z+-])+$"),
    )


def is_furniture(text: str) -> bool:
    """Whether a line above or below an article is the page's own."""
    label, words, only = _furniture()
    if len(text) > _LINE * 3 or text.endswith("。"):
        return False
    return bool(label.match(text) or only.match(text) or (len(text) <= _LINE * 2 and words.search(text)))


def _is_metadata(grid: TableGrid) -> bool:
    """Whether a table says when and by whom a page was made."""
    label = _furniture()[0]
    texts = [cell.text for cell in grid.cells if cell.text]
    return (
        sum(label.match(text if text.rstrip().endswith(("：", ":")) else f"{text}：") is not None for text in texts) > 1
    )


def is_title(text: str) -> bool:
    """Whether a line is, or ends, the title of a report."""
    plain = "".join(text.split())
    return (
        len(plain) <= _LINE
        and _TITLE_ENDS.search(plain) is not None
        and subject_pattern(_TITLE_WORDS).search(plain) is not None
        and _EXPLAINS.search(plain) is None
    )


def _text(item: PageBlock) -> str:
    return item.block.text if isinstance(item.block, Para) else ""


def _anchors(blocks: Sequence[PageBlock], words: FormWords) -> list[int]:
    """The blocks that can only be the report's: headings of its sections, and its tables."""
    found: set[int] = set()
    plain: dict[int, str] = {}
    for number, item in enumerate(blocks):
        block = item.block
        if isinstance(block, TableGrid):
            found |= {number} if words.is_table(block) else set()
        elif not item.linked:
            if words.heads(block.text, heading=block.heading == 1):
                found.add(number)
            elif (id := unnumbered(block.text, words.forms[-1])) is not None:
                plain[number] = id
    if len(set(plain.values())) >= _UNNUMBERED:
        found |= set(plain)
    return sorted(found)


def _common(elements: Sequence[Any]) -> Any:
    """The smallest element that holds all of these."""
    above: list[Any] | None = None
    for element in elements:
        own = [*reversed(list(element.iterancestors())), element]
        if above is None:
            above = own
            continue
        above = [one for one, _ in takewhile(lambda pair: pair[0] is pair[1], zip(above, own, strict=False))]
    return above[-1] if above else None


def _within(item: PageBlock, element: Any) -> bool:
    return item.element is element or any(above is element for above in item.element.iterancestors())


def _title(blocks: Sequence[PageBlock], before: int, body: str) -> tuple[int, int] | None:
    """Where the title nearest above the first heading begins and ends; None where there is none."""
    last = next((n for n in range(before - 1, -1, -1) if is_title(_text(blocks[n])) and not blocks[n].linked), None)
    if last is None:
        return None
    start, text = last, _text(blocks[last])
    for above in range(last - 1, max(last - _ABOVE, 0) - 1, -1):
        line = _text(blocks[above])
        if not line or len(line) > _LINE or line.endswith(("。", "：", ":")) or is_furniture(line) or is_title(line):
            break
        now, then = title_unit(text), title_unit(line + text)
        named = then is not None and then.name in body and (now is None or now.name not in body)
        dated = title_year(text) is None and title_year(line) is not None
        if not named and not dated and (now is not None or then is None):
            break
        start, text = above, line + text
    return start, last + 1


def _lead(blocks: Sequence[PageBlock], start: int, first: int) -> list[PageBlock]:
    """What stands between the title and the first heading and is the report's."""
    kept = []
    for item in blocks[start:first]:
        if isinstance(item.block, TableGrid):
            if not _is_metadata(item.block):
                kept.append(item)
        elif not item.linked and not is_furniture(item.block.text):
            kept.append(item)
    return kept


def _end(blocks: Sequence[PageBlock], last: int, holder: Any) -> int:
    """The block behind the report's last."""
    end = max((n + 1 for n in range(last, len(blocks)) if _within(blocks[n], holder)), default=last + 1)
    if end == last + 1:  # the words of the last section stand outside
        while end < len(blocks) and isinstance(blocks[end].block, Para) and not _foot(blocks[end]):
            end += 1
    for at in range(end, min(end + _BELOW, len(blocks))):
        if official_date(_text(blocks[at])) is not None:
            return at + 1
    while end > last + 1 and _foot(blocks[end - 1]):
        end -= 1
    return end


def _foot(item: PageBlock) -> bool:
    if isinstance(item.block, TableGrid):
        return _is_metadata(item.block)
    return item.linked or is_furniture(item.block.text)


def _cut_tail(found: list[PageBlock], last: int) -> list[PageBlock]:
    """Without the links and lines of the site that go on behind the date."""
    dated = [n for n in range(last, len(found)) if official_date(_text(found[n])) is not None]
    if not dated:
        return found
    behind = found[dated[-1] + 1 :]
    short = all(_foot(item) or len(_text(item)) < _PROSE // 2 for item in behind)
    return found[: dated[-1] + 1] if short else found


def article(blocks: Sequence[PageBlock]) -> tuple[list[Block], bool]:
    """The report's own blocks.

    Args:
        blocks: of the whole page.

    Returns:
        Its blocks from the title on, and whether a title stands among them. All of the page's that are no links where
        nothing on it is a report's: no heading of a section and no table of the form.
    """
    words = FormWords.known()
    anchors = _anchors(blocks, words)
    if not anchors:
        return [item.block for item in blocks if not item.linked], False
    first, last = anchors[0], anchors[-1]
    holder = _common([blocks[number].element for number in anchors])
    if len(anchors) == 1:
        holder = holder.getparent() if holder.getparent() is not None else holder
    end = _end(blocks, last, holder)
    body = "".join("".join(_text(item).split()) for item in blocks[first:end])
    title = _title(blocks, first, body)
    if title is None:
        start = next((n for n in range(first) if _within(blocks[n], holder)), first)
        while start and len(_text(blocks[start - 1])) >= _PROSE and _text(blocks[start - 1]).endswith(("。", "）")):
            start -= 1
        head: list[PageBlock] = []
    else:
        head, start = [*blocks[title[0] : title[1]]], title[1]
    found = [*head, *_lead(blocks, start, first)]
    at = len(found) + last - first
    found += blocks[first:end]
    found = _cut_tail(found, at)
    for item in head:
        if isinstance(item.block, Para):
            item.block.heading = 0
    return _with_tables([item.block for item in found], words.titles), title is not None


def _with_tables(blocks: Sequence[Block], titles: frozenset[str]) -> list[Block]:
    """The blocks, each table with its title that stood as a line above it, and without the page's hints beside it."""
    found: list[Block] = []
    for number, block in enumerate(blocks):
        beside = (*blocks[max(number - 1, 0) : number], *blocks[number + 1 : number + 2])
        if isinstance(block, Para) and _hint().match(block.text) and any(isinstance(n, TableGrid) for n in beside):
            continue
        above = found[-1] if found else None
        if isinstance(block, TableGrid) and isinstance(above, Para) and bare(above.text) in titles:
            found.pop()
            block.title = above.text
        found.append(block)
    return found


def without_site(blocks: Sequence[Block]) -> list[Block]:
    """A text that was copied from a page, without the lines of the site above its first heading and below its end."""
    items = [PageBlock(block, None) for block in blocks]
    anchors = _anchors(items, FormWords.known())
    if not anchors:
        return list(blocks)
    end = len(items)
    while end > anchors[-1] + 1 and _foot(items[end - 1]):
        end -= 1
    kept = _cut_tail(items[:end], anchors[-1])
    return [
        item.block
        for number, item in enumerate(kept)
        if number >= anchors[0] or isinstance(item.block, TableGrid) or not is_furniture(item.block.text)
    ]
