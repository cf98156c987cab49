"""Finds what tells of people, generously, for masking text that leaves the machine; copies of text for matching.

``text.personal_data`` finds what must never be published, narrow; here a false find costs little, since what is
masked by it (``text.masking``) comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.patterns import HAN, alternatives, lazy
from nianbao.text.fold import fold
from nianbao.text.name_contexts import parts, spaced_names
from nianbao.text.person_names import person_names
from nianbao.text.personal_data import Personal, people, personal
from nianbao.text.private_codes import REGIONS, private_codes, village_groups

Piece = tuple[str, int, int, bool]
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_LOOSE = lazy(
    rf"(?P<unseen>[{_UNSEEN}]+)"
    rf"|\*\*[{HAN}]{{2,12}}\*\*"
    rf"|(?<![{HAN}])[{HAN}](?:[ \n]{{1,4}}[{HAN}](?=[^{HAN}]|[的来等说在到]|$)){{1,5}}"
    rf"|(?<![{HAN}])[{HAN}](?:_{{1,2}}[{HAN}]){{1,3}}"
    rf"|(?<![{HAN}])[{HAN}]{{1,2}}\n{{1,2}}(?=[{HAN}])"
)
_GAP = lazy(rf"[ _\n*{_UNSEEN}]")


class Copy:
    """A text put together of pieces of another.

    Args:
        pieces: what is shown, from where to where it stands for the text, and whether only as a whole.
    """

    def __init__(self, pieces: Iterator[Piece]) -> None:
        out: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for shown, start, end, whole in pieces:
            out.append(shown)
            if whole:
                self._starts += [start] * len(shown)
                self._ends += [end] * len(shown)
            else:
                self._starts += range(start, end)
                self._ends += range(start + 1, end + 1)
        self.shown = "".join(out)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the copy stands in the text."""
        return self._starts[start], self._ends[end - 1]


def replaced(text: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]) -> Copy:
    """A copy in which every match is something else, which stands for the match wholly."""

    def pieces() -> Iterator[Piece]:
        at = 0
        for match in pattern.finditer(text):
            yield text[at : match.start()], at, match.start(), False
            yield put(match), *match.span(), True
            at = match.end()
        yield text[at:], at, len(text), False

    return Copy(pieces())


def tight(text: str) -> Copy | None:
    """A copy without what only stands between characters that belong together; none where nothing does.

    Characters that show nothing, marks of emphasis, blanks between single characters (姓 名：李 强), a line that
    breaks behind one or two.

    Args:
        text: folded (``text.fold``).
    """
    if _LOOSE.search(text) is None:
        return None

    def pieces() -> Iterator[Piece]:
        at = 0
        for match in _LOOSE.finditer(text):
            yield text[at : match.start()], at, match.start(), False
            for place in range(*match.span()):
                if not _GAP.match(text[place]):
                    yield text[place], place, place + 1, False
            at = match.end()
        yield text[at:], at, len(text), False

    return Copy(pieces())


_SENTENCE = lazy(r"[^。；！？\n]+")
_AMOUNT = lazy(
    r"(?:人民币|现金)?[0-9][0-9,，.]*[万亿千百]?余?元|[一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{2,}元"
)
_DEBT = lazy(r"欠[^，。；\n]{0,10}?[0-9.]+[万千百]?元")
_YEAR = r"[（(〔\[]20[0-9]{2}[）)〕\]]"
_COURT_CASE = lazy(
    rf"{_YEAR}[{REGIONS}最][0-9]{{0,4}}[行民刑执财破调赔司认法][{HAN}]{{0,3}}[0-9]{{1,6}}(?:-[0-9]{{1,3}})?号"
)
_DECISION = lazy(
    rf"[{HAN}]{{1,4}}(?:[（(][{HAN}]{{1,4}}[）)])?"
    r"(?:复决|复受|复议|罚决|行罚|罚字|处罚|仲案|仲裁|劳仲|信访|信复|信告|拘通|强戒|刑诉|起诉)"
    rf"[{HAN}]{{0,3}}字?{_YEAR}第?[0-9]{{1,6}}号"
)
_REVIEW = lazy(rf"[{HAN}]{{1,2}}[政府行]复(?:字|议字)?{_YEAR}第?[0-9]{{1,6}}号")
_REVIEWED = lazy("复议|案号|维持|申请人|撤销|驳回")
_SCHOOL = lazy(
    rf"[{HAN}]{{2,14}}(?:小学|中学|高中|幼儿园|学校|大学|学院|[一二三四五六七八九十实][小中高幼])(?:[{HAN}0-9]{{0,4}}年级|[高初小中大学前]{{0,2}}[一二三四五六]?)[（(]?[0-9一二三四五六]{{1,2}}[）)]?班"
)
_MEDICINE = lazy(
    rf"(?:服用|口服|注射|服|吃|打)(?:了|着|过)?[{HAN}]{{1,6}}?(?:药片|药|片|胶囊|针剂|针|剂|素|锂|平|酮|汀|丁|胺|唑|林|酸|隆|仑)"
    r"(?![务台衡等原均息])"
)
_RESULT = lazy(
    r"(?:中考|高考|统考|期[中末](?:考试)?|总分|语文|数学|英语|物理|化学|成绩|考了|考试)[^，。；、\n]{0,4}?"
    r"(?:[0-9]{1,3}(?:\.[0-9])?分|不及格|倒数第?[一二三0-9]*|零分|挂科)"
)
_MOON_DAY = lazy(
    r"(?:农历|阴历|旧历)[正一二三四五六七八九十冬腊0-9]{1,3}月(?:初|廿|卅)?[一二三四五六七八九十0-9]{1,3}日?"
)
_SENT_TO = lazy(r"(?:寄|送|邮|投递|转)[到往至](?P<place>[^，。；：、（）\n]{4,30})$")
_HIDDEN = lazy("隐去|隐名|匿名化|去标识|脱敏|已匿名")
_HAMLET = lazy(rf"[{HAN}]{{1,6}}村(?!供销|专业|农业|股份|经济)[{HAN}]{{1,4}}[社组屯](?![{HAN}])")
_VILLAGER = lazy("的?(?:村民|居民|群众|农户|低保户|贫困户)?")
_LEADS = (
    "(?:因|已|被|曾|长期|常年|先天性?)?"
    "(?:患有|患上|患(?!者)|身患|罹患|确诊为?|查出|检出|感染|得了|诊断为|诊断出|突发|并发|疑似|自述有)"
)
_TAILS = "(?:病史|史|晚期|早期|中期|患者|症|术后|手术|住院|复发|并发症|后遗症)?"
_MATTER = "(?!复核|标准|政策|办法|公示|检查|筛查|防治|等级|证|评定|鉴定材料|补[贴助]标准|疫苗)"
"""What a matter is about, and nobody's state: 低保公示, 两癌检查."""
_DISABLED = "(?:[一二三四1-4]级)?(?:肢体|视力|听力|言语|智力|精神|多重)?残疾(?:[一二三四1-4]级)?"


class _Matters(NamedTuple):
    """What is told of somebody: suffered by one person; said with a name; said of one person; who one person is."""

    suffered: re.Pattern[str]
    named: re.Pattern[str]
    said: re.Pattern[str]
    one: re.Pattern[str]
    paid: re.Pattern[str]


@lru_cache(maxsize=1)
def _matters() -> _Matters:
    wide = people()["private"]
    ill, vague = alternatives(wide["illnesses"]), alternatives(wide["vague_illnesses"])
    disabled, state = alternatives(wide["disabilities"]), alternatives(wide["circumstances"])
    return _Matters(
        re.compile(
            rf"{_LEADS}[了有的]?[{HAN}]{{0,6}}?(?:{ill}|{vague}){_TAILS}|因(?:{ill}|{vague}){_TAILS}"
            rf"|{_LEADS}[了有]?[{HAN}]{{1,6}}[病症癌瘤炎]{_TAILS}"
        ),
        re.compile(
            rf"(?:重度|中度|轻度)?(?<!两)(?:{ill}){_TAILS}{_MATTER}|{_DISABLED}(?!人(?!士)){_MATTER}|(?:{disabled})(?!人(?!士)){_MATTER}"
            rf"|(?:做过)?(?:{state}){_MATTER}(?:[一二三四五六七八九十0-9]+(?:个月|年))?(?:手术|史)?"
        ),
        re.compile(
            rf"(?:(?<!认)[系为是属持]|曾因|曾被|被判处?|因?涉嫌|被)(?:重度|中度|轻度)?(?:{ill}|{disabled}|{_DISABLED}|{state}){_TAILS}(?!人员?)"
        ),
        re.compile(rf"{alternatives(wide['one'])}|(?<![{HAN}])[男女](?=[，、）)])|[0-9]{{2}}岁"),
        re.compile(alternatives(wide["paid"])),
    )


def _circumstances(text: str, names: list[Personal]) -> Iterator[Personal]:
    """Illness, disability, poverty, crime and family, school and sums paid, in a sentence with a person."""
    matters = _matters()
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        has_name = any(start <= item.start < end for item in names)
        wanted: list[tuple[re.Pattern[str], str]] = []
        if has_name or matters.one.search(text, start, end):
            wanted += [(matters.suffered, "身体、家庭状况"), (matters.said, "身体、家庭状况")]
        if has_name:
            wanted += [
                (matters.named, "身体、家庭状况"), (_DEBT, "金额"), (_SCHOOL, "学校班级"), (_HAMLET, "住址"),
                (_RESULT, "考试成绩"), (_MOON_DAY, "出生日期"), (_MEDICINE, "身体、家庭状况"),
            ]  # fmt: skip
            if matters.paid.search(text, start, end):
                wanted.append((_AMOUNT, "金额"))
        for pattern, what in wanted:
            for match in pattern.finditer(text, start, end):
                yield Personal(*match.span(), what)


def _cases(text: str) -> Iterator[Personal]:
    """Numbers of cases; 政复, which replies to an organ have too, where a review is spoken of.

    A sentence that says that it names nobody is believed.
    """
    for pattern in (_COURT_CASE, _DECISION, _REVIEW):
        for match in pattern.finditer(text):
            if _HIDDEN.search(text, match.end(), match.end() + 30):
                continue
            if pattern is not _REVIEW or _REVIEWED.search(text, max(0, match.start() - 30), match.end() + 20):
                yield Personal(*match.span(), "案号")


_NOTHING = lazy(rf"[^A-Za-z0-9{HAN}]{{30,}}")
"""A stretch without letter, digit or character: nothing that belongs together has one in it."""


_POST = lazy("[长记任员理监]$")
"""How a title ends that says which post somebody has: 王副局长, but not 王先生."""


def surname_end(text: str, item: Personal) -> int:
    """Where a surname ends that stands before a post: who it is is masked, which post stays to be told; 0 elsewhere."""
    match = parts().titled.fullmatch(text, item.start, item.end) if item.what == "姓名" else None
    return match.end("surname") if match is not None and not match["given"] and _POST.search(match["title"]) else 0


def private_data(text: str) -> list[Personal]:
    """What of a text tells of people, in order, without overlaps.

    Args:
        text: any text; full-width and compatible characters are read as usual ones.
    """
    return list(_cached(text))


@lru_cache(maxsize=64)
def _cached(text: str) -> tuple[Personal, ...]:
    """The same text is looked at for the placeholders of a report, when it is sent, and when an answer comes."""
    usual = fold(text)
    copy = tight(usual)
    folded = copy.shown if copy else usual
    found: list[Personal] = []
    at = 0
    for gap in [*_NOTHING.finditer(folded), None]:
        end = gap.start() if gap else len(folded)
        if end > at:
            found += [item._replace(start=item.start + at, end=item.end + at) for item in _found(folded[at:end])]
        at = gap.end() if gap else end
    if copy:
        found = [Personal(*copy.place(item.start, item.end), item.what) for item in found]
        found = _apart([*found, *(Personal(*span, "姓名") for span in spaced_names(usual))])
    return tuple(found)


def _found(folded: str) -> list[Personal]:
    names = [Personal(start, end, "姓名") for start, end in person_names(folded)]
    found: list[Personal] = [*personal(folded), *names]
    found += private_codes(folded)
    starts = {item.start for item in names}
    for item in village_groups(folded):
        villager = _VILLAGER.match(folded, item.end)
        if villager is not None and villager.end() in starts:
            found.append(item)
    for name in names:
        if place := _SENT_TO.search(folded, max(0, name.start - 34), name.start):
            found.append(Personal(*place.span("place"), "住址"))
    found += _cases(folded)
    found += _circumstances(folded, [item for item in found if item.what == "姓名"])
    return _apart(found)


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
