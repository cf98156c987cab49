"""What tells of people in a text, found wide, for what leaves the machine: names, numbers, addresses, circumstances.

``text.personal`` finds what must never be published, narrow; here a false find costs little, since what is masked by
it (``text.masking``) comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.lazy import lazy
from nianbao.text.fold import fold
from nianbao.text.person_names import person_names
from nianbao.text.personal import Personal, people, personal
from nianbao.text.private_codes import private_codes, village_groups
from nianbao.text.trie import alternatives

__all__ = ["private_data"]

_SENTENCE = lazy(r"[^。；！？\n]+")
_AMOUNT = lazy(
    r"(?:人民币|现金)?[0-9][0-9,，.]*(?:万|亿|千|百)?余?元|[一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{2,}元"
)
_REGION = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CASE = lazy(
    rf"[（(〔\[]20[0-9]{{2}}[）)〕\]][{_REGION}最][0-9]{{0,4}}(?:[行民刑执财破调赔司认法][\u4e00-\u9fff]{{0,3}})[0-9]{{1,6}}(?:-[0-9]{{1,3}})?号"
    r"|[\u4e00-\u9fff（）()]{1,10}(?:复决|复受|复议|罚决|行罚|罚字|处罚|仲案|仲裁|劳仲|信访|信复|信告|拘通|强戒|刑诉|起诉)[\u4e00-\u9fff]{0,3}字?[（(〔\[]20[0-9]{2}[）)〕\]](?:第)?[0-9]{1,6}号"
)
_CASE_FROM = lazy(
    r"^.*?(?=[\u4e00-\u9fff]{1,4}(?:[（(][\u4e00-\u9fff]{1,4}[）)])?(?:复|罚|行罚|处|仲|劳|信|拘|强戒|刑|起)[\u4e00-\u9fff]{0,4}字?[（(〔\[])"
)


@lru_cache(maxsize=1)
def _matters() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    wide = people()["private"]
    ill = alternatives(wide["illnesses"])
    disabled = alternatives(wide["disabilities"])
    lead = "(?:因|已|被|曾|长期|常年|先天性?)?(?:患有|患上|患(?!者)|身患|罹患|确诊为?|查出|检出|感染|得了|诊断为|诊断出|突发|并发|换上|疑似|自述有)"
    kind = r"(?:[\u4e00-\u9fff]{0,6}?)"
    tail = "(?:病史|晚期|早期|中期|患者|症|术后|手术|住院|复发|并发症|后遗症)?"
    return (
        re.compile(
            rf"{lead}(?:了|有|的)?{kind}(?:{ill}){tail}|{lead}(?:了|有)?[\u4e00-\u9fff]{{1,6}}(?:病|症|癌|瘤|炎){tail}"
        ),
        re.compile(
            rf"(?:[\u4e00-\u9fff]{{0,3}}?)(?:{ill}){tail}|(?:{disabled})(?!人(?!士))|{alternatives(wide['circumstances'])}"
        ),
        re.compile(rf"(?:(?:{lead})|因|系|为|是|属|持)?(?:{disabled})(?:证)?(?!人)"),
        re.compile(alternatives(wide["one"])),
    )


def _circumstances(text: str, names: list[Personal]) -> Iterator[Personal]:
    """Illness, disability, poverty, crime and family, and sums paid, in a sentence with a person."""
    suffers, named, disabled, one = _matters()
    paid = re.compile(alternatives(people()["private"]["paid"]))
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        has_name = any(start <= item.start < end for item in names)
        has_one = has_name or one.search(text, start, end) is not None
        if has_one:
            for match in suffers.finditer(text, start, end):
                yield Personal(*match.span(), "身体、家庭状况")
            if re.search("一名|一位|该|本人|其|他|她|某", text[start:end]):
                for match in disabled.finditer(text, start, end):
                    yield Personal(*match.span(), "身体、家庭状况")
        if has_name:
            for match in named.finditer(text, start, end):
                yield Personal(*match.span(), "身体、家庭状况")
            if paid.search(text, start, end):
                for match in _AMOUNT.finditer(text, start, end):
                    yield Personal(*match.span(), "金额")


def _cases(text: str) -> Iterator[Personal]:
    for match in _CASE.finditer(text):
        lead = _CASE_FROM.match(match.group())
        yield Personal(match.start() + (lead.end() if lead else 0), match.end(), "案号")


def private_data(text: str) -> list[Personal]:
    """What of a text tells of people, in order, without overlaps.

    Args:
        text: any text; full-width and compatible characters are read as usual ones.
    """
    folded = fold(text)
    names = [Personal(start, end, "姓名") for start, end in person_names(folded)]
    found: list[Personal] = [*personal(text), *names]
    found += [Personal(*item) for item in private_codes(folded)]
    starts = {item.start for item in names}
    found += [
        Personal(*item) for item in village_groups(folded) if item.end in starts or _villager(folded, item.end, starts)
    ]
    found += _cases(folded)
    found += _circumstances(folded, [item for item in found if item.what == "姓名"])
    return _apart(found)


def _villager(text: str, at: int, starts: set[int]) -> bool:
    match = re.compile("的?(?:村民|居民|群众|农户|低保户|贫困户)").match(text, at)
    return match is not None and match.end() in starts


_ORDER = {
    "身份证号": 0,
    "手机号码": 1,
    "密码、密钥": 1,
    "邮箱": 1,
    "车牌号": 1,
    "证件号码": 2,
    "账号": 2,
    "银行卡号": 3,
}
"""What counts where two begin at one place and are of one length."""


def _apart(found: list[Personal]) -> list[Personal]:
    """The stretches without what an earlier one already has."""
    kept: list[Personal] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end, _ORDER.get(item.what, 9))):
        if kept and item.start < kept[-1].end:
            item = item._replace(start=kept[-1].end)
        if item.end > item.start:
            kept.append(item)
    return kept
