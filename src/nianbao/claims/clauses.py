"""Sentences cut into clauses, and what a clause says of year and whose figures it tells."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.report import Unit

_MARKS = lazy("[，；：（）。！？\n]")
_FEWEST = 2


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """The words by which a text denies, lists, compares (``words.yaml``)."""
    data: dict[str, Any] = load_data(Path(__file__).with_name("words.yaml"))
    return {name: tuple(items) for name, items in data.items()}


class Clause(NamedTuple):
    """A piece of a sentence between two marks.

    Attributes:
        start, end: offsets in the paragraph, marks left out.
        before: the mark before it, empty at the sentence's beginning. depth: how many brackets it stands in.
    """

    start: int
    end: int
    before: str
    depth: int


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of a sentence, in order; 、 joins and does not part."""
    found: list[Clause] = []
    at, before, depth = start, "", 0
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        if mark == "，" and text[match.end() : match.end() + 3].isdigit() and text[match.start() - 1].isdigit():
            continue  # 1,200条
        if match.start() > at:
            found.append(Clause(at, match.start(), before, depth))
        depth = depth + 1 if mark == "（" else max(depth - 1, 0) if mark == "）" else depth
        at, before = match.end(), mark
    if end > at:
        found.append(Clause(at, end, before, depth))
    return found


_ORGAN = lazy(
    r"(?P<organ>[一-鿿]{1,14}?(?:人民政府办公室|政府办公室|政府办|办公室|人民政府|政府|管委会|委员会|办事处|街道办|街道|局|厅|镇|乡|中心|院|委|办))"
    r"(?:机关|系统)?(?:也|又|还|则|仅|只|均|都|曾|已|在|于|年内|全年|本年度?|今年|20[0-9]{2}年度?|共计?|累计|新|一共|总共|去年|上年)*+$"
)
_OURS = lazy("[我本]")
"""因本镇不掌握: no organ of another name."""
_LEVELS = "省市县区州盟旗镇乡"
_BARE = ("人民政府办公室", "政府办公室", "政府办", "人民政府", "政府")
_TAIL = ("我", "本", "该", "由", "对", "向", "至", "到", "和", "与", "及", "各", "全")


def _letters_of(short: str, name: str) -> bool:
    """Whether a short name is made of a name's characters in order: 政府办 of 人民政府办公室."""
    letters = iter(name)
    return all(char in letters for char in short)


def own_organ(before: str, unit: Unit | None) -> bool | None:
    """Whether the organ that the words before a verb end with is the report's, and not another (县教育局受理申请); None
    where none surely is named.

    Args:
        before: the clause's words up to the verb, folded. unit: the report's organ.
    """
    found = _ORGAN.search(before)
    if found is None or unit is None:
        return None
    organ = found["organ"]
    for mark in ("其中", "另外", "此外", "另", "，", "年度", "年", "月", "中", "的"):
        organ = organ.rpartition(mark)[2] if mark in organ else organ
    if len(organ) < _FEWEST or organ.startswith(_TAIL) or _OURS.search(organ):
        return None
    if any(organ in name or name.endswith(organ) for name in (*unit.of.organs, *unit.names)):
        return True
    level, rest = (organ[0], organ[1:]) if organ[0] in _LEVELS else ("", organ)
    if rest in _BARE:
        return not (level and level != unit.of.word and not unit.own.startswith(_BARE))
    if len(rest) == 1 and rest in _LEVELS:
        return False  # 乡镇受理
    return _letters_of(rest, unit.own)
