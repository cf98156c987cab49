"""Names of people who come to an office, told by what they do there or by a number of theirs beside them."""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.patterns import alternatives, lazy
from nianbao.text.fold import fold
from nianbao.text.name_contexts import parts
from nianbao.text.person_names import person_names
from nianbao.text.personal_data import Personal, people, personal

_BESIDE = lazy(r"[\s（）()：:，,、]{0,2}(?:的?(?:电话|手机|手机号|身份证号?)(?:号码|为|是)?[：:]?)?")
_CAME = lazy(
    r"[\s，,]{0,2}(?:等[0-9]*人|[一二两三四五六七八九十0-9]+[户人])?[\s，,]{0,2}"
    r"(?:申请(?:公开|查询|查阅|获取)|提[出起](?:申请|行政|诉讼)|(?:的|递交|寄来)(?:政府信息公开|信息公开)?申请|要求(?:公开|查阅)|反映|咨询|投诉|举报|"
    r"信访|上访|不服|来[电信访函](?![0-9]))"
)
"""What one person does who comes to an office."""
_NEAR = 8


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    """What is no name in full: 王书记, 李女士, 张某."""
    wide = people()["private"]
    return re.compile(rf"(?:{alternatives([*wide['posts'], *wide['titles'], *wide['polite']])})$|[某×*]")


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    """What stands before the name of somebody who holds an office or is known in public."""
    data = people()
    words = [*data["private"]["posts"], *data["rules"]["staff"], *data["rules"]["posts"], *data["known_in_public"]]
    return re.compile(rf"(?:{alternatives(words)})[\s：:]?$")


def private_people(text: str) -> list[Personal]:
    """Names in full of people who apply, ask or complain, or whose telephone or identity number stands beside them.

    Officials, staff, deputies and authors, by the word before the name, are none.
    """
    folded = fold(text)
    told = personal(folded)
    numbers = [item for item in told if item.what in ("手机号码", "身份证号")]
    spaces = [folded, *([_without(folded, numbers)] if numbers else [])]
    names = sorted({span for words in spaces for span in person_names(words)})
    found = [item for item in told if item.what == "姓名"]
    hidden = len(found)
    for start, end in names:
        name = folded[start:end]
        if (
            not _begins_as_one(name)
            or _titled().search(name)
            or _known().search(folded, max(0, start - _NEAR), start)
            or any(item.start < end and start < item.end for item in found)
        ):
            continue
        beside = any(
            (end <= item.start and _BESIDE.fullmatch(folded, end, item.start))
            or (item.end <= start and _BESIDE.fullmatch(folded, item.end, start))
            for item in numbers
        )
        came = _CAME.match(folded, end) or any(_CAME.match(folded, last) for last in _ends_of_list(folded, end, names))
        if beside or came:
            found.append(Personal(start, end, "姓名"))
    return found[hidden:]


def _begins_as_one(name: str) -> bool:
    """Whether a name begins with a usual surname: what is found wide may begin with a word (经通知, 后予以)."""
    return name[0] in parts().usual or name[:2] in parts().double or "·" in name


def _without(text: str, numbers: list[Personal]) -> str:
    """A text with blanks for its numbers: what stands before one may be a name only where nothing follows."""
    for item in numbers:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def _ends_of_list(text: str, end: int, names: list[tuple[int, int]]) -> list[int]:
    """Where the names end that stand in one list with a name: 李小红、王大山两户申请."""
    found: list[int] = []
    for start, last in names:
        if start > end and re.fullmatch(r"[、和与及\s]{1,2}", text[end:start]):
            found.append(last)
            end = last
    return found
