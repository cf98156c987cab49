"""Quantities and their measure words: 23条, 30余件, 百分之五, 1.2万元; loose figures, and what stands for no value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import NamedTuple

from nianbao.package_data import data_file
from nianbao.patterns import lazy
from nianbao.text.fold import fold

_MEASURED = "[零〇一二两三四五六七八九十百][件条篇次场期份个人名项]"
TELLING = (
    f"[0-9]+|成|分之|半|{_MEASURED}|未|没|无|均|全部|都|件件|持平|降|增|升|减|零|最多|最少|次之|倍|多于|少于|[多少高低]了"
    "|其余"
)
"""A pattern of what figures, denials and changes are told with: a text without any says nothing that is counted."""


class Quantity(NamedTuple):
    """A number in a text.

    Attributes:
        start, end: offsets of the literal form, approximation and measure word included.
        text: the literal form: ``30余件``.
        value: the number, scaled by 万 or 亿; None where only approximate (数十).
        measure: the measure word or unit, ``%`` for percentages, empty if none follows.
        exact: False for 余, 近, 约 and the like.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    measure: str
    exact: bool


_data = data_file(__file__, "measures.yaml")


@cache
def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _data()["alike"]:
        for word in group:
            found[word] = found.get(word, frozenset()) | frozenset(group)
    return found


_RANGE = lazy(r"[—－~～至到-]{1,2}[0-9]+(?P<measure>月|日|年|时)")


def measure_of(quantity: Quantity, behind: str) -> str:
    """A quantity's measure word; the one that stands behind it where it is none by itself: 10号, 3支.

    Args:
        behind: what follows the quantity.
    """
    if quantity.measure == "个":  # 2个月, 3个人: not the 个 of 2个专栏
        return next((word for word in ("个月", "个星期", "人") if f"个{behind}".startswith((word, f"个{word}"))), "个")
    if not quantity.measure and (match := _RANGE.match(behind)) is not None:
        return match["measure"]
    return quantity.measure or (behind[:1] if behind[:1] in _alike() else "")


def alike(one: str, other: str) -> bool:
    """Whether one measure word may stand for another: 次 for 回, 名 for 人."""
    return one == other or other in _alike().get(one, ())


def vaguely_in(text: str, quantity: Quantity) -> bool:
    """Whether a text tells a number as vaguely with 几 behind its tens: 二十几件 for 20余件."""
    if quantity.exact or not quantity.measure or not quantity.text.strip("0123456789").startswith(_MORE):
        return False
    return any(
        (chinese_number(match[1]) if not match[1].isdigit() else int(match[1])) == quantity.value
        and text.startswith(tuple(measures_like(quantity.measure)), match.end())
        for match in _SOME_TENS.finditer(text)
    )


_MORE, _SOME_TENS = ("余", "多"), lazy("([一二三四五六七八九]?[十百]|[0-9]+0)几")


def spelt_in(text: str, value: Decimal | None, measure: str) -> bool:
    """Whether a text tells a number from one to ten in Chinese numerals before such a measure word: 两处 for 2处."""
    if value is None or value not in _SPELT or not measure:
        return False
    pointed = any(word in measures_like(measure) and re.search(f"[那这该]{word}", text) for word in _ONE)  # 那件
    if value == 1 and (
        pointed
        or any(
            re.search(f"(?<!没)有{word}", text)  # 有个申请人
            for word in _ONE
            if word in measures_like(measure) or measure in _PERSONS
        )
        or any(re.search(f"[装买设放做]了{word}(?=[\u4e00-\u9fff]{{2}})", text) for word in measures_like(measure))
    ):
        return True
    return any(
        len(measure_of(quantities(f"1{text[match.start() + 1 :][:_NOUN]}")[0], text[match.end() :])) <= len(word)
        for word in measures_like(measure)
        for match in re.finditer(f"[{_SPELT[value]}]{re.escape(word)}", text)  # and no 两个月 for 2个
    )


_ONE, _PERSONS = ("个", "位", "件", "户"), ("名", "人", "位")
_SPELT = {
    Decimal(value): numerals
    for value, numerals in enumerate(["一", "二两", "三", "四", "五", "六", "七", "八", "九", "十"], 1)
}


def several_in(text: str, said: str) -> bool:
    """Whether a text tells as vaguely as some words that there are several of what counts the same: 多项 of 好几样,
    若干 of 几次."""
    many, few = _data()["several"]
    word = next((word for word in (*many, *few) if said.startswith(word)), "")
    may = [*many] if word in many else [*many, *few]
    counts = _alternatives(list(measures_like(said.removeprefix(word))))
    return bool(word) and re.search(f"(?:{_alternatives(may)})(?:{counts})", text) is not None


def of_people(text: str, value: Decimal | None, *, exact: bool) -> bool:
    """Whether a text counts as many people with 个, and as exactly: 20个家长, 到了52个."""
    return any(
        item.measure == "个" and read.measure == "人" and item.value == value and item.exact is exact
        for item, read in zip(quantities(text), counted(text), strict=True)
    )


def _named_before(text: str, at: int) -> bool:
    """Whether people are named before a place of a text, in its sentence."""
    before = text[max(text.rfind(mark, 0, at) for mark in _SENTENCE_ENDS) + 1 : at]
    return any(word in before for word in _data()["people"] if len(word) > 1)


_DID = lazy("[\u4e00-\u9fff]了|[中里]|都|已|没|未|[，。；、]|$")
"""What follows 个 where it stands for those named before."""
_CAME = tuple("了来到有共的")
_OF_THEM = tuple("有里中仅")
_STOPS_AT = lazy("[，。；、：（）\\s]")
_NOUN = 6
"""Characters behind 个 in which stands what it counts."""


@lru_cache(maxsize=1024)
def counted(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text with what it says that they count: people behind 个, and of numbers without a measure
    word that of a total in their sentence (通知41，图解4，共45条)."""
    people, found = False, list[Quantity]()
    for item in quantities(text):
        if item.measure == "个":
            named = any(word in text[item.end : item.end + _NOUN] for word in _data()["people"])
            alone = text[item.end : item.end + 1] in ("", *"，。；、 \n") and text[item.start - 1 : item.start] in _CAME
            of_them = people and text[item.start - 1 : item.start] in _OF_THEM  # 20个老人里只有2个看过, …有7个没听过
            told = _DID.match(text, item.end) is not None and _named_before(text, item.start)  # 社区信息员…，9个换了4个
            post = _STOPS_AT.split(text[item.end : item.end + _NOUN])[0] in _data()["posts"]  # 3个编
            people = named or of_them or told
            item = item._replace(measure="人") if people or alone or post else item
        elif item.measure == "" and (measure := _totalled(text, item) or _listed(text, item, found)):
            item = item._replace(measure=measure)
        found.append(item)
    return tuple(found)


def _listed(text: str, item: Quantity, before: Sequence[Quantity]) -> str:
    """The measure word of the member of a list before a bare number's own: 优秀9家、良好31家、一般6."""
    alone = before and item.measure == "" and text[item.end : item.end + 1] in ("", *_STOPS_BEHIND)
    if not alone or before[-1].measure not in _COUNTING:
        return ""
    return before[-1].measure if _NEXT.fullmatch(text, before[-1].end, item.start) else ""


_NEXT, _STOPS_BEHIND = lazy("[、，][\u4e00-\u9fff]{1,4}"), tuple("，。；、：（）\n")


def _totalled(text: str, item: Quantity) -> str:
    """The measure word of the total in a bare number's sentence that takes it in; empty where there is none."""
    first = max(text.rfind(mark, 0, item.start) for mark in _SENTENCE_ENDS) + 1
    last = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, item.end)) >= 0), default=len(text))
    items = [one for one in raw_numerals(text) if first <= one.start < last and one.value is not None]
    bare = [one for one in items if not measure_of(one, text[one.end :])]
    total = sum(one.value for one in bare if one.value is not None)
    measures = {
        one.measure
        for one in items
        if one.measure in _COUNTING and one.value is not None
        and (one.value == total or (total < one.value and text.endswith(_TOTAL, 0, one.start)))
    }  # fmt: skip
    return measures.pop() if item in bare and len(measures) == 1 else ""


_SENTENCE_ENDS = "。；\n"
_TOTAL = ("共", "一共", "合计", "总数", "总计", "计", "共有", "加起来")
_COUNTING = frozenset("件条篇次场期份个名人户项家起宗例册本张块处套类批轮部台")


def spellings(value: Decimal | None) -> str:
    """Chinese numerals of one character for a number from one to ten; none for others."""
    return _SPELT.get(value, "") if value is not None else ""


def measured_alike(text: str, value: Decimal | None, word: str) -> bool:
    """Whether a text tells a number from one to ten in Chinese numerals right before a word that we know as no
    measure: 两排 for 2排."""
    return value in _SPELT and bool(word) and re.search(f"[{_SPELT[value]}]{re.escape(word)}", text) is not None


def bound_of(text: str, quantity: Quantity) -> str:
    """Which way the words around a quantity bound it (``measures.yaml``); empty where they do not."""
    begins = quantity.start + len(_BEGINS.split(fold(quantity.text))[0])  # behind the 超过 of 不超过5个
    data = _data()
    ends = quantity.end if quantity.measure else quantity.end + 1  # 60分以上: a measure of one character
    for name, sides in data["bounds"].items():
        before, behind = tuple(sides["before"]), tuple(sides["behind"])
        word = max((word for word in before if text.endswith(word, 0, begins)), key=len, default="")
        if not word and (afar := _AFAR.search(text, 0, begins)) is not None and afar[1] in {*before} & {*data["afar"]}:
            return str(name)
        if word:
            denied = text.endswith(tuple(data["denied"]), 0, begins - len(word))
            return str(data["turned"][name] if denied else name) if name in data["turned"] else str(name)
        if quantity.text.endswith(behind) or text.startswith(behind, quantity.end) or text.startswith(behind, ends):
            return str(name)
        if not quantity.exact and sides.get("inside", "\n") in quantity.text[1:]:  # 150来人
            return str(name)
    return ""


_AFAR = lazy("([至最起][少多码])[\u4e00-\u9fff]{1,3}$")
"""A bound with a verb between it and its figure: 至少发布1篇."""


def bounded_alike(text: str, quantity: Quantity, other: str) -> bool:
    """Whether another text has a quantity of the same value that it bounds in the same way, in whichever words."""
    bound = bound_of(text, quantity)
    return bool(bound) and any(
        one.value == quantity.value
        and bound_of(other, one) == bound
        and (alike(one.measure, quantity.measure) or not (one.measure and quantity.measure))
        for one in quantities(other)
    )


def measures_like(measure: str) -> frozenset[str]:
    """Measure words that may stand for one, itself among them."""
    return _alike().get(measure, frozenset()) | {measure}


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CN = "零〇一二两三四五六七八九十百千"
_BEGINS = lazy(f"[0-9{_CN}]")
_LONGEST = 40
"""Characters of a numeral; a longer row of them is none."""


def chinese_number(text: str) -> int | None:
    """The value of a numeral in Chinese characters (二十三, 一百零五, 二〇二五); None if it is none."""
    if (
        not text
        or len(text) > _LONGEST
        or any(char not in _DIGITS and char not in _UNITS and char not in "万亿" for char in text)
    ):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = number = 0
    before = scaled = ""  # the character before, and the scales before
    unit = 10_000  # that the next must be smaller than
    for char in text:
        if char in _DIGITS:
            if _DIGITS.get(before):
                return None  # 二三十
            number = _DIGITS[char]
        elif char in _UNITS:
            bare = not number and (before in _UNITS and char != "十")  # 千百 tells no number, 百十 does
            if _UNITS[char] >= unit or bare:
                return None  # 十十十
            unit = _UNITS[char]
            section += (number or 1) * unit
            number = 0
        else:
            size = 10_000 if char == "万" else 100_000_000
            if char in scaled:
                return None  # 三万五万
            scaled, unit = scaled + char if char == "万" else char, 10_000
            if char == "亿":
                total = (total + section + number or 1) * size
            else:
                total += (section + number or 1) * size
            section = number = 0
        before = char
    return total + section + number


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a quantity begins with, which is found fast, and a quantity."""
    data = _data()
    vague = [*data["approximate_before"], *data["chinese_approximate_before"]]
    begins = re.compile(f"[0-9{_CN}{''.join(word[0] for word in vague)}]")
    words = _alternatives(data["words"])
    before = _alternatives(data["approximate_before"])
    chinese_vague = _alternatives(vague)
    after = _alternatives(data["approximate_after"])
    behind = _alternatives([word for word in data["approximate_after"] if word != "来"])  # 84名来自各县
    chinese_before = _alternatives(data["chinese_before"])
    number = r"[0-9]+(?:，[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    chinese = rf"[{_CN}]++(?:[万亿][{_CN}]*+)?"  # never gives back: a long row of numerals would take for ever
    return begins, re.compile(
        rf"(?P<percent_cn>百分之(?P<pcn>[{_CN}]+(?:点[{_CN}]+)?|{number}))"
        rf"|(?P<before>{before})?(?P<number>{number})(?P<scale>[万亿千百])?(?P<after>{after})?(?P<measure>%|％|‰|{words})?(?P<after2>{behind})?"
        rf"|(?P<cbefore>{chinese_vague})?(?P<cn>{chinese})(?P<cafter>{after})?(?P<cmeasure>{chinese_before})(?P<cafter2>左右|以上)?"
    )


_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace("，", ""))
    except InvalidOperation:
        return None


_ROW = lazy(f"[{_CN}]+(?!分之)")
"""A row of numerals, none of which begins a quantity where the first does not; but 百 of 百分之 does."""


def _matches(text: str) -> Iterator[re.Match[str]]:
    begins, pattern = _patterns()
    at = 0
    while start := begins.search(text, at):
        match = pattern.match(text, start.start())
        if match is not None:
            yield match
            at = match.end()
        else:
            at = (_ROW.match(text, start.start()) or start).end()


_ABOUT = ("一二", "一两", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九")
"""Two digits that stand for one or the other: 五六件, 两三次."""


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in order.

    Arabic numerals always count; Chinese numerals only before a measure word and not inside a word
    (进一步, 第一次 and 统一 are none).
    """
    return list(_quantities(text))


@lru_cache(maxsize=2048)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """They are asked for of one clause by several rules, and of one sentence at every step of a draft."""
    folded = fold(text)
    not_after, not_before = tuple(_data()["not_after"]), tuple(_data()["not_before"])
    one_case = re.compile(_data()["one_case"])
    found: list[Quantity] = []
    for match in _matches(folded):
        start, end = match.span()
        if match["percent_cn"]:
            whole, _, part = match["pcn"].partition("点")
            value = _decimal(match["pcn"])
            if value is None:
                head = chinese_number(whole)
                value = None if head is None else Decimal(head)
                if value is not None and part:
                    spelt = all(char in _DIGITS for char in part)  # else 五点二十五, which is none
                    value = value + Decimal(f"0.{''.join(str(_DIGITS[char]) for char in part)}") if spelt else None
            found.append(Quantity(start, end, text[start:end], value, "%", value is not None))
        elif match["number"]:
            value = _decimal(match["number"])
            measure = match["measure"] or ""
            scale = match["scale"]
            if measure == "元" and scale == "万":
                measure, scale = "万元", None
            if value is not None and scale:
                value *= _SCALES[scale]
            exact = not (match["before"] or match["after"] or match["after2"])
            found.append(Quantity(start, end, text[start:end], value, measure.replace("％", "%"), exact))
        elif match["cn"]:
            if not match["cbefore"] and folded.endswith(not_after, 0, start):
                continue
            if folded.startswith(not_before, end):
                continue
            if match.group() == "一起" and not one_case.match(folded, start):
                continue  # 和方案一起张贴
            number = chinese_number(match["cn"]) if match["cn"] not in _ABOUT else None  # 五六件
            exact = number is not None and not (match["cbefore"] or match["cafter"] or match["cafter2"])
            found.append(
                Quantity(
                    start, end, text[start:end], None if number is None else Decimal(number), match["cmeasure"], exact
                )
            )
    return tuple(found)


_ALLOWED = lazy(
    r"《[^《》\n]*》"  # names of documents
    r"|[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*\d+号|第\d+号|第[0-9零一二三四五六七八九十百]+[条章款项届次号]"
    r"|1月1日|12月31日"  # the period every report covers
    r"|(?:^|(?<=[。：\n]))\s*(?:[0-9]{1,2}(?:[.．](?![0-9])|、)|（[0-9]{1,2}）|[0-9]{1,2}）)"  # list marks, not 12.5%
    r"|[（(][0-9]{1,2}[）)]"
)


def allowed_numerals(text: str) -> list[tuple[int, int]]:
    """Offsets where numerals are part of a name, article, document number, list mark or the fixed period."""
    return [match.span() for match in _ALLOWED.finditer(fold(text))]


def raw_numerals(text: str) -> list[Quantity]:
    """Quantities of a text that stand outside the allowed places."""
    allowed = allowed_numerals(text)
    return [quantity for quantity in quantities(text) if not _overlaps((quantity.start, quantity.end), allowed)]


_SIGN = lazy(r"[/\\／＼]{0,2}|[-—–―－_ー─━]{1,4}|无|没有|暂无|无数据|不适用")
"""Dashes of every keyboard and the strokes that pass for one."""


def is_blank_sign(raw: str) -> bool:
    """Whether all that is written says that there is no value; the raw text is kept, and none of them is a zero."""
    return _SIGN.fullmatch(fold(raw).strip()) is not None


class LooseFigure(NamedTuple):
    """A figure of a text that ``quantities`` does not read.

    Attributes:
        start, end, text: its place and words, with the character behind a numeral in Chinese characters.
        value: of a numeral in Chinese characters; None for what is vague or of another script.
    """

    start: int
    end: int
    text: str
    value: int | None


_loose = data_file(__file__, "loose_figures.yaml")


@cache
def _told() -> re.Pattern[str]:
    data = _loose()
    return re.compile("|".join([*data["spelt"], *data["vague"]]))


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _loose()["words"]), key=len, reverse=True)))


_NUMERAL = lazy("[〇零一二两三四五六七八九十百千万亿]+")
_TITLES = lazy(
    r"《[^《》\n]*》|第[一二三四五六七八九十百零]+[条章款项届次号批期轮季]|[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*\d+号"
)
_ORDINARY = frozenset(
    "0123456789０１２３４５６７８９〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟参廿卅卌幺俩"
)


def loose_figures(text: str) -> list[LooseFigure]:
    """Every figure of a text that is no quantity and in no title, in order; words like 统一 and 三是 hold none."""
    folded = fold(text)
    found = [
        LooseFigure(at, at + 1, char, None)
        for at, char in enumerate(text)
        if char > "\x7f" and char not in _ORDINARY and unicodedata.numeric(char, None) is not None
    ]
    titles = [match.span() for match in _TITLES.finditer(folded)]
    found += [
        LooseFigure(match.start(), match.end(), text[match.start() : match.end()], None)
        for match in _told().finditer(folded)
        if not _overlaps(match.span(), titles)
    ]
    taken = [(item.start, item.end) for item in found] + [(item.start, item.end) for item in quantities(text)] + titles
    taken += [match.span() for match in _words().finditer(folded)]
    for match in _NUMERAL.finditer(folded):
        start, end = match.span()
        if _overlaps((start, end), taken) or folded[end : end + 1] in tuple(_loose()["marks"]):
            continue
        found.append(LooseFigure(start, end, text[start : end + 1], chinese_number(match.group())))
    return sorted(found)


def in_a_word(text: str, start: int, end: int) -> bool:
    """Whether a numeral between two offsets is part of a word that tells no figure: 一起会商, 统一."""
    return any(match.start() <= start and end <= match.end() for match in _words().finditer(fold(text)))


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
