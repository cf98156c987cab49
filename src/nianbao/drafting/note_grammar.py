"""The grammar of clerks' notes: what of a note's words is a statement, and how it is said in official words.

Figures, names, quotations and the unit are single private characters while words are worked on, and are put back as the
spans that they were: none is altered, and each stays bound to its fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.facts import FactBook, bind
from nianbao.licence.traits import data as relations
from nianbao.licence.vocabulary import vocabulary
from nianbao.package_data import load_data
from nianbao.report import FactRef, Guard, Span, Text, Unit, UnitRef
from nianbao.text.quantities import quantities

__all__ = ["Locked", "Written", "composed_row", "sorted_out", "with_subject", "written"]

_KINDS = "QPTRZNU"
"""Counts, people, times, rates and scores, zeros, names and quotations, the unit and its years."""
_BASE, _EACH = 0xE000, 0x100
_MARKS = "，；。"


def _block(kind: str) -> str:
    start = _BASE + _KINDS.index(kind) * _EACH
    return f"{chr(start)}-{chr(start + _EACH - 1)}"


_FIGURES = "QPTRZ"
_PRIVATE_ENDS = tuple(chr(code) for code in range(_BASE, _BASE + len(_KINDS) * _EACH))
_QUOTED = re.compile("“[^”]*”|《[^》]*》|‘[^’]*’")
_PRIVATE = re.compile(f"[{chr(_BASE)}-{chr(_BASE + len(_KINDS) * _EACH - 1)}]")
_PEOPLE = ("人", "名", "位", "人次", "余人次", "户")
_TIMES = ("年", "月", "日", "号", "季度")
_RATES = ("%", "‰", "分", "百分点", "个百分点")


@cache
def _data() -> Any:
    return load_data(Path(__file__).with_name("note_grammar.yaml"))


@cache
def _macros() -> dict[str, str]:
    macros = {kind: f"[{_block(kind)}]" for kind in _KINDS}
    macros["F"] = "[" + "".join(_block(kind) for kind in _FIGURES) + "]"
    macros["Q"] = f"[{_block('Q')}{_block('Z')}]"
    macros["B"] = "".join(sorted({word[-1] for word in relations()["bodies"] if len(word) < 4}))
    return macros


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of the data, its macros filled in; inside a class of characters without their brackets."""

    def filled(match: re.Match[str]) -> str:
        inside = text.rfind("[", 0, match.start()) > text.rfind("]", 0, match.start())
        macro = _macros()[match[1]]
        return macro.strip("[]") if inside else macro if macro.startswith("[") else f"[{macro}]"

    return re.compile(re.sub(r"\{([A-Z])\}", filled, text))


class Locked:
    """Spans of one note's words as text in which each that is not plain words is one character.

    Args:
        book: the facts. spans: as ``own_words`` gives them.
    """

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self._spans: dict[str, Span] = {}
        self._count = dict.fromkeys(_KINDS, 0)

    def lock(self, spans: Iterable[Span]) -> str:
        """The text; quotations are locked whole where they hold nothing that is bound."""
        out: list[str] = []
        for span, behind in pairwise([*spans, Text(text="")]):
            if not isinstance(span, Text):
                day = isinstance(span, FactRef) and span.text.isdigit() and behind.shown.startswith(("号", "日"))
                score = isinstance(span, FactRef) and re.match("分(?![别钟类批层级送发期头])", behind.shown) is not None
                out.append(self._put(span, "T" if day else "R" if score else _kind(span)))
                continue
            at = 0
            for match in _QUOTED.finditer(span.text):
                out += [span.text[at : match.start()], self._put(Text(text=match.group()), "N")]
                at = match.end()
            out.append(span.text[at:])
        return "".join(out)

    def _put(self, span: Span, kind: str) -> str:
        number = self._count[kind]
        if number >= _EACH:
            raise OverflowError
        self._count[kind] += 1
        char = chr(_BASE + _KINDS.index(kind) * _EACH + number)
        self._spans[char] = span
        return char

    def unit(self, id: str) -> str:
        """A character for a word of the unit or its years; empty where the report does not say."""
        spans = bind(f"{{{{{id}}}}}", self.book)
        return self._put(spans[0], "U") if spans and isinstance(spans[0], UnitRef) else ""

    def spans(self, text: str) -> list[Span]:
        """The spans of a text made of the locked one."""
        out: list[Span] = []
        at = 0
        for match in _PRIVATE.finditer(text):
            if match.start() > at:
                out.append(Text(text=text[at : match.start()]))
            span = self._spans[match.group()]
            out.append(_official(span, text[: match.start()]) if isinstance(span, FactRef) else span)
            at = match.end()
        if at < len(text):
            out.append(Text(text=text[at:]))
        return out

    def shown(self, text: str) -> str:
        """A text as a person reads it, figures as she wrote them."""
        return _PRIVATE.sub(lambda match: self._spans[match.group()].shown, text)

    def figure(self, char: str) -> FactRef | None:
        """The figure that a character stands for."""
        span = self._spans.get(char)
        return span if isinstance(span, FactRef) else None


def _kind(span: Span) -> str:
    if isinstance(span, UnitRef):
        return "U"
    if not isinstance(span, FactRef):
        return "N"
    found = quantities(span.text)
    measure = found[0].measure if len(found) == 1 else ""
    if span.value == 0:
        return "Z"
    return "P" if measure in _PEOPLE else "T" if measure in _TIMES else "R" if measure in _RATES else "Q"


_SPOKEN = re.compile("[一二两三四五六七八九十百千]")


def _official(span: FactRef, before: str) -> FactRef:
    """A figure in the form of official texts, where that says the same: 两百六十来条 → 约260条, 三次 → 3次."""
    found = quantities(span.text)
    if len(found) != 1 or found[0].value is None or found[0].value % 1 or span.said is not None:
        return span
    item = found[0]
    value = f"{item.value:f}"
    about = "来" in span.text[1:]
    told = value + item.measure
    if item.exact and _SPOKEN.search(span.text) and not span.text.startswith(("一", "半")) and item.measure:
        return span.model_copy(update={"said": told})
    if not item.exact and (about or span.text.startswith(("差不多", "大概", "大约"))) and "万" not in span.text:
        return span.model_copy(update={"said": told if before.endswith("约") else f"约{told}"})
    if not item.exact and "多" in span.text[1:-1] and not _SPOKEN.search(span.text):
        return span.model_copy(update={"said": span.text.replace("多", "余")})
    return span


_SELF = "self"


# ── what is a statement


class _Clause(NamedTuple):
    """A clause of a locked text, and the mark behind it."""

    text: str
    mark: str


def _clauses(text: str) -> list[_Clause]:
    found: list[_Clause] = []
    at = depth = 0
    for index, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if char in _MARKS and depth <= 0:
            found.append(_Clause(text[at:index].strip(), char))
            at = index + 1
    found.append(_Clause(text[at:].strip(), ""))
    return [clause for clause in found if clause.text]


def _joined(clauses: Sequence[_Clause]) -> str:
    out = "".join(clause.text + (clause.mark or "，") for clause in clauses)
    return out.rstrip(_MARKS)


_ASIDE = re.compile("（([^（）]*)）")
_AGAIN = re.compile("^(?:但是?|不过|可是?|所以|因此|而且|就是)")


def sorted_out(text: str, year: int | None, *, problem: bool = False) -> tuple[str, list[tuple[str, str]]]:
    """A note's words without what is no statement for a report; and that, each with the reason.

    Args:
        text: locked. year: of the report. problem: whether it tells a problem, where opinions are the matter.
    """
    left: list[tuple[str, str]] = []

    def aside(match: re.Match[str]) -> str:
        why = _why_left(match[1], problem)
        if why is None:
            return match.group()
        left.append((match[1], why[0]))
        return ""

    text = _ASIDE.sub(aside, text)
    clauses = _clauses(text)
    whole = next((why for clause in clauses if (why := _why_left(clause.text, problem)) and why[1] == "all"), None)
    if whole is not None:
        return "", [*left, (text, whole[0])]
    if not problem and (why_others := _others(text)):
        return "", [*left, (text, why_others)]
    if last := _last_year(clauses, year):
        return "", [*left, (text, last)]
    kept: list[_Clause] = []
    rest = ""
    for clause in clauses:
        why = (rest, "rest") if rest else _why_left(clause.text, problem)
        if why is None:
            words = clause.text
            if left and kept == [] or (kept and left and left[-1][0] != kept[-1].text):
                words = _AGAIN.sub("", words) if left else words
            kept.append(clause._replace(text=words))
            continue
        left.append((clause.text, why[0]))
        rest = why[0] if why[1] == "rest" and clause.mark != "；" else ""
    if kept and not left:
        return text, left
    return _joined(kept), left


def _why_left(clause: str, problem: bool) -> tuple[str, str] | None:
    for row in _data()["leave"]:
        if problem and row["scope"] == "clause" and "感想" in row["why"]:
            continue
        found = (match for words in row["words"] for match in _pattern(words).finditer(clause))
        if any(not clause.startswith("的", match.end()) or match.end() == len(clause) - 1 for match in found):
            return row["why"], row["scope"]  # 拿不准的请法律顾问看: of what is dealt with, and not of the note
    return None


def _others(text: str) -> str:
    """Why a sentence is another office's, where one acts in it and nothing of it is with us."""
    row = _data()["others"]
    acts = "|".join(row["acts"])
    when = "(?:也|都|还|在|正在|今年|年初|年底|上半年|下半年|要|会|就|正|刚|[{T}])*"
    above = f"^(?:[省市县区]|上)(?:里|上|级|面|头){when}(?:{acts})"
    office = f"^[省市县区][^，。；的]{{1,7}}?(?:局|委|厅|办|政府|街道|镇|乡){when}(?:搞|弄|办|建|推|开|启动|出台|制定|举办|召开)"
    others = f"^(?:{'|'.join(row['bodies'])})"
    if any(_pattern(words).search(text) for words in row["none_of_us"]) and _pattern(
        f"{above}|{office}|{others}"
    ).search(text):
        return str(row["why"])
    if any(_pattern(words).search(text) for words in row["us"]):
        return ""
    if _pattern(f"{above}|{office}").search(text):
        return str(row["why"])
    return str(row["why"]) if _pattern(others).search(text) else ""


_THEN = re.compile("^(?:去年|上年|前年|头年)(?!提|结转|底|同期|报告|的?问题|转|末|剩|没)")


def _last_year(clauses: Sequence[_Clause], year: int | None) -> str:
    """Why a sentence is of a year before, where it is and nothing in it is of this year."""
    text = "".join(clause.text for clause in clauses)
    if not clauses or re.search("今年|本年|现在|目前", text) or year is None:
        return ""
    if _THEN.search(clauses[0].text):
        return f"说的是以前的事，本报告只写{year}年的"
    return ""


# ── words and frames


def _superiors(text: str, locked: Locked, unit: Unit | None, *, named: bool) -> str:
    """县里, 镇上 as the place's name, or as the unit itself."""
    if unit is None:
        return text

    def put(match: re.Match[str]) -> str:
        level = match[1]
        if level == unit.of.word:
            return locked.unit(_SELF)
        place = next((place for place in unit.within if named and place.endswith(level)), "")
        return place or level

    return re.sub(
        r"(?:(?<![\u4e00-\u9fff])|(?<=[被向由对受经在给到报从与和跟归]))([省市县区旗州镇乡局委])(?:里面?|上)(?![\u4e00-\u9fff]?网)(?:的)?",
        put,
        text,
    )


def _worded(text: str, locked: Locked) -> str:
    """A clause with its spoken words in the form of official texts."""
    unit_ids = ("self", "year", "next_year")
    for row in _data()["words"]:
        pattern = _pattern(row["from"])
        if not pattern.search(text):
            continue
        to = str(row["to"])
        if "{year}" in to and "今年" not in row["from"]:
            match = pattern.search(text)
            if match is None or (match.start() and text[match.start() - 1] not in _PRIVATE_ENDS):
                continue
        for id in unit_ids:
            if f"{{{id}}}" in to:
                to = to.replace(f"{{{id}}}", locked.unit(id) or "")
        text = pattern.sub(to.replace("\\", r"\\") if "\\1" not in to else to, text)
    return text


@cache
def _acts() -> re.Pattern[str]:
    words = sorted(map(re.escape, _data()["acts"]), key=len, reverse=True)
    nouns = "栏|专区|指南|目录|属性|平台|率|结果|得分|组|员|人(?!员)|册|单|表|班|会(?!议)|意见|情况|制度|小组|角|点|书|函|件|稿|方式|权限|机构|机制|机|场所|窗口|成绩|等次|台账|[的得：前后时中]|中心|大厅|代表|属性|渠道"
    return re.compile(f"(?:{'|'.join(words)})(?!{nouns})")


_TIME_WORDS = "年初|年底|年中|年末|上半年|下半年|第?[一二三四]季度|春节前?后?|汛期|[上中下]旬|全年|平时|每[天日周月年]|每季度?|每半年|每年|当年|同年|暑假|寒假|元旦|国庆"


@cache
def _lead() -> re.Pattern[str]:
    """What stands in front of a clause's subject: when, and in official order where and by what means."""
    time = _macros()["T"]
    unit = _macros()["U"]
    when = f"(?:{unit}年(?:初|底|末|中|上半年|下半年)?|{time}[号日份]?[初底末前后起]?|{_TIME_WORDS})"
    return re.compile(f"(?:{when}(?:[、和至到及，]|(?:以来|以后|期间|里|内|起|间))*)+")


def _led(text: str) -> tuple[str, str]:
    match = _lead().match(text)
    return (match.group(), text[match.end() :]) if match else ("", text)


@cache
def _spoken() -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in _data()["verbs"]:
        for word in row["from"]:
            found.setdefault(word, []).append(row)
    for word, verb in _data()["defaults"].items():
        found.setdefault(word, []).append({"to": verb, "default": True})
    return found


_ADVERBS = "都也还就又再共已曾均另先后仅刚才来去"
_FREE = re.compile(f"[{_ADVERBS}了、]|没有|尚未|[未没]|的")


class _Fit(NamedTuple):
    score: tuple[int, int]
    start: int
    end: int
    row: Mapping[str, Any]
    object: str


_TOLD = re.compile("了|过(?![期程时渡去往多半])")


@cache
def _words_inside() -> frozenset[str]:
    return frozenset(_data()["inside"])


def _begins(clause: str, at: int) -> bool:
    """Whether a verb of one character may begin there: at the start, behind when, an adverb, or who does it."""
    before = clause[:at]
    if not before or _led(before)[1] == "" or before[-1] in _ADVERBS or before[-1] in _PRIVATE_ENDS:
        return True
    return _body_ends(before) or before.endswith((*_data()["surfaces"], *_data()["places"], *_data()["go_on"]))


def _body_ends(text: str) -> bool:
    """Whether a text ends with the name of one who acts: no 办 of 区政府办."""
    return text.endswith(_bodies())


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(word for word in relations()["bodies"] if len(word) > 1)


def _fits(clause: str, locked: Locked) -> _Fit | None:
    """The verb frame that fits a clause best: its spoken verb, with an object or a count of the frame."""
    best: _Fit | None = None
    known = vocabulary().words
    figure = _macros()["F"]
    for spoken, rows in _spoken().items():
        for match in re.finditer(re.escape(spoken), clause):
            start, end = match.span()
            behind = clause[end:]
            bare = re.sub("^(?:完|好|出|上|到|成)?(?:了|过(?![期程时渡去往多半]))?(?:一?[个些]|共)?", "", behind)
            marked = bare != behind or re.match(figure, behind) is not None
            if len(spoken) == 1:
                if _body_ends(clause[:end]) or _body_ends(clause[: end + 1]):
                    continue
                told = _TOLD.match(behind) is not None
                if not told and not _begins(clause, start):
                    continue
                if (
                    start
                    and clause[start - 1 : start + 1] in (known | _words_inside())
                    and clause[start - 1] not in _ADVERBS
                ):
                    continue
                if not told and clause[start : start + 2] in known and not re.match(figure, behind):
                    continue
            for row in rows:
                fit = _scored(clause, start, end, bare, row, locked, marked=marked)
                if fit is not None and (best is None or fit.score > best.score):
                    best = fit
    return best


def _scored(
    clause: str, start: int, end: int, bare: str, row: Mapping[str, Any], locked: Locked, *, marked: bool
) -> _Fit | None:
    before = re.sub(f"[{_ADVERBS}]+$", "", clause[:start])
    for thing in sorted(row["objects"] if "objects" in row else (), key=len, reverse=True):
        at = bare.find(thing)
        if 0 <= at <= 14 and (marked or at == 0 or bare.endswith(thing)):
            return _Fit((3, len(thing)), start, end, row, thing)
        if before.endswith(thing) and marked:
            return _Fit((2, len(thing)), start, end, row, thing)
    first = locked.figure(bare[:1])
    if row.get("default"):
        told = _TOLD.match(clause[end:]) is not None
        said = told or first is not None
        inside = not told and clause[end - 1 : end + 1] in vocabulary().words
        return _Fit((0, -1), start, end, row, "") if said and not inside else None
    if marked and first is not None:
        found = quantities(first.text)
        if found and found[0].measure in row.get("counts", ()):
            return _Fit((1, 0), start, end, row, "")
        if row.get("always"):
            return _Fit((0, 0), start, end, row, "")
    return None


_RESULT = re.compile("^(完|好|出|上|到|成)?(?:了|过(?![期程时渡去往多半]))?(?:一?个(?!月|工作|星期))?")


def _framed(clause: str, locked: Locked) -> tuple[str, bool]:
    """A clause told with its frame's verb, object and count in their places; whether one fits."""
    fit = _fits(clause, locked)
    if fit is None:
        return clause, False
    before, behind = clause[: fit.start], _RESULT.sub("", clause[fit.end :])
    verb = str(fit.row["to"])
    if clause[fit.end :].startswith("完") and verb in ("办理", "整改", "清理", "修改"):
        verb = {"办理": "办结", "整改": "完成整改", "清理": "完成清理", "修改": "完成修改"}[verb]
    return f"{before}{verb}{behind}", True


@cache
def _transitive(kind: str) -> re.Pattern[str]:
    data = _data()
    known = set(data["transitive"].get(kind) or (row["to"] for row in data["verbs"]))
    words = sorted(known, key=len, reverse=True)
    adverbs = "[均都已共]|按时|及时|同步"
    return re.compile(
        f"^(?P<topic>[^{_MARKS}：]{{2,14}}?)(?P<adverbs>(?:{adverbs})*)(?P<act>{'|'.join(words)})(?:了|过)?共?(?P<count>{_macros()['F']}.?)$"
    )


_NOUN_BEFORE = ("政务", "村务", "党务", "校务", "院务", "依申请", "主动", "部分", "不予", "予以")


@cache
def _counted() -> tuple[str, ...]:
    objects = [thing for row in _data()["verbs"] for thing in row.get("objects", ()) if len(thing) > 1]
    return tuple({*objects, *_data()["counted"]})


@cache
def _objects(act: str) -> tuple[str, ...]:
    """What an official verb is done to."""
    rows = (row for row in _data()["verbs"] if row["to"] == act)
    return tuple(thing for row in rows for thing in row.get("objects", ()))


@cache
def _subjects() -> re.Pattern[str]:
    """What acts itself, and is not acted on, where it stands in front of a verb."""
    bodies = [*_bodies()] + list("办科股局委所站部室队组来去省市县区旗")
    return re.compile(f"(?:{'|'.join(bodies)}|[各每]村|{_macros()['U']})$")


def _reordered(clause: str) -> str:
    """A clause with the object that stands in front of its verb behind it: 信息公开451条 → 公开信息451条."""
    lead, rest = _led(clause)
    surfaces = tuple(_data()["surfaces"])
    for kind in ("publish", "handle", "frame"):
        match = _transitive(kind).match(rest)
        if match is None:
            continue
        if kind == "frame" and not match["topic"].endswith(_objects(match["act"])):
            continue
        topic, act = match["topic"], match["act"]
        event = any(topic.endswith(word) for word, _ in _events())
        if _subjects().search(topic) or re.search(
            "[了被由对将把在从向与各每均，因为于当]|其中|通过|全年|延期|口头|书面|累计|并", topic
        ):
            continue
        if topic.endswith(_NOUN_BEFORE) or not (event or topic.endswith(_counted())):
            continue
        if (kind == "publish" and topic.endswith(surfaces)) or topic[-1] in _PRIVATE_ENDS:
            continue
        if any(found.end() < len(topic) for found in _acts().finditer(topic)) and not event:
            continue
        adverbs = match["adverbs"].replace("都", "均")
        if adverbs in ("均", "共"):
            adverbs = ""
        return f"{lead}{adverbs}{act}{topic}{match['count']}"
    return clause


_BA = re.compile(
    "^(.*?)[把将]([^，。；]{2,18}?)(按时|及时|均|都|全部|统一|逐一|一并)?(?:在网上)?([\u4e00-\u9fff]{2})了?$"
)


def _ba(clause: str) -> str:
    """把预决算按时公开了 as 按时公开预决算."""
    match = _BA.match(clause)
    done = match is not None and (clause.endswith("了") or match[3])
    if match is None or not done or match[4] not in _data()["acts"] or match[3] in ("均", "都"):
        return clause
    return f"{match[1]}{match[3] or ''}{match[4]}{match[2]}"


def _ended(clause: str) -> str:
    """A clause that ends in 了: what was done is done, 领导小组已调整, 预决算已于2月份公开."""
    match = re.fullmatch(rf"(.*?)(?P<adverbs>[均都已]*)(?P<act>[\u4e00-\u9fff]{{2}})了", clause)
    acts = {
        *_data()["acts"],
        *_data()["transitive"]["publish"],
        *_data()["transitive"]["handle"],
        *_data()["defaults"].values(),
    }
    if match is None or match["act"] not in acts:
        return clause
    before, adverbs, act = match[1], match["adverbs"].replace("都", "均"), match["act"]
    if before.endswith("被"):
        return f"{before[:-1]}{adverbs}{'' if adverbs else '已'}被{act}"
    if (
        re.search("已|均|都|(?:书面|逐条|当场|口头|一并|也|就)$", before)
        or not before
        or re.search("(?:在|通过|向|对|按|为|由|将|把|从|于)[^，]{1,12}$", before)
    ):
        return f"{before}{adverbs}{act}"
    when = re.search(f"{_macros()['T']}[份底初前]?$", before)
    done = adverbs if "已" in adverbs else f"{adverbs}已"
    if when is not None and not adverbs and when.start():
        return f"{before[: when.start()]}{done}于{when.group()}{act}"
    return f"{before}{done}{act}"


@cache
def _events() -> list[tuple[str, str]]:
    pairs = [(word, verb) for verb, words in _data()["events"].items() for word in words]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _event(clause: str) -> tuple[str, bool]:
    """A clause that only names an event and how often: 3月培训两次 with its verb."""
    lead, rest = _led(clause)
    figure = _macros()["Q"]
    for word, verb in _events():
        match = re.match(f"([^{_MARKS}：]{{0,14}}?){word}(?:共|了|过)?({figure}.*)$", rest)
        if match is None or _acts().search(match[1]) or re.search("[了被由并]|组织", match[1]):
            continue
        if _subjects().search(match[1]) and word not in _data()["taught"]:
            continue  # 区政府办抽查2次
        people = _macros()["P"]
        tail = re.sub(f"^({figure})({people})$", r"\1，\2参加", match[2])
        return f"{lead}{verb}{match[1]}{word}{tail}", True
    return clause, False


_NO = "(?:没有|没|无|未有|未)"


def _denied(clause: str, locked: Locked) -> tuple[str, bool, list[Guard]]:
    """A clause that says that there was none of something, with the verb that denies it."""
    lead, rest = _led(clause)
    zero = _macros()["Z"]
    for row in _data()["none"]:
        for noun in sorted(row["nouns"], key=len, reverse=True):
            told = re.fullmatch(
                f"(?:{_NO}(?:任何|发生|收到|出现|收过?|收取)?{noun}(?:的?(?:情况|情形|问题|事))?|{noun}(?:都|也|一[件次个份]也?|情况)?(?:{_NO}(?:有)?(?:发生|收到|收|过)?|为?零|的没有))",
                rest,
            )
            guards: list[Guard] = []
            if told is None and (match := re.fullmatch(f"{noun}[：为是]?({zero})", rest)):
                figure = locked.figure(match[1])
                guards = [Guard(text=f"{figure.id} = 0")] if figure is not None else []
            elif told is None:
                continue
            return f"{lead}{row['to']}{row['as'].get(noun, noun)}", True, guards
    told = re.fullmatch(f"([^{_MARKS}：了过被]{{2,12}}?)(?:都|均|也)?(?:没有|无)", rest)
    if told is not None and not re.search("[有要是给我你他来去看问查尚还仍]", told[1]) and not _PRIVATE.search(told[1]):
        return f"{lead}无{told[1]}", True, []
    return clause, False, []


def _labelled(clause: str, locked: Locked) -> tuple[str, str, bool, list[Guard]]:
    """``label：value`` as a clause: its words, its part (time, place, means), whether it fits."""
    label, colon, value = clause.partition("：")
    if not colon or not value or len(label) > 8:
        return clause, "", False, []
    lead, rest = _led(label)
    if lead and not rest:
        return f"{lead}，{value}", "", True, []
    figure = re.fullmatch(f"约?{_macros()['F']}+", value) is not None
    none = re.fullmatch(f"{_NO}|没有过|零|{_macros()['Z']}", value) is not None
    if none:
        return (*_denied(f"{label}{value}", locked),)[:1] + ("", *_denied(f"{label}{value}", locked)[1:])
    for row in _data()["labels"]:
        if label in row["names"]:
            wording = row["any"]
            if figure and "figure" in row:
                wording = row["figure"]
            elif figure and "people" in row:
                wording = row["people"]
            elif "rank" in row and value.startswith("第"):
                wording = row["rank"]
            value_told = re.sub("^(?:由|在|通过)", "", value) if wording.startswith(("由", "在", "通过")) else value
            return wording.format(v=value_told, l=label), str(row.get("role", "")), True, []
    if figure:
        told, fits = _event(f"{label}{value}")
        return told, "", True, []
    thing = label.removesuffix("情况")
    if (done := re.match(f"(.{{2,3}}?)({_macros()['F']}.*)$", value)) and done[1] in (*_data()["acts"], "组织"):
        return f"{done[1]}{thing}{done[2]}", "", True, []
    if label in ("公开", "主动公开", "发布", "清理", "废止"):
        return f"{label}{value}", "", True, []
    if label.endswith(tuple(_data()["is"])):
        return f"{label}为{value}", "", True, []
    return clause, "", False, []


@dataclass
class Written:
    """A note's words as a sentence.

    Attributes:
        spans: without the final stop. framed: whether every clause fits a frame. subject: whether the unit is named
            first. clauses: how many the note has. guards: under which figures it holds.
    """

    spans: list[Span]
    framed: bool
    subject: bool
    clauses: int
    guards: list[Guard] = field(default_factory=list)


def _is_time(clause: str) -> bool:
    lead, rest = _led(clause)
    return bool(lead) and not rest


def _in_order(clauses: list[str]) -> list[str]:
    """Clauses with when in front of what, and who answers for it and by when before that."""
    if len(clauses) > 1:
        when = next((clause for clause in clauses[1:] if _is_time(clause)), None)
        if when is not None and not _led(clauses[0])[0]:
            clauses = [f"{when}，{clauses[0]}", *(clause for clause in clauses[1:] if clause is not when)]
    owner = next((clause for clause in clauses if re.fullmatch("由.{2,14}负责", clause)), None)
    due = next((clause for clause in clauses[1:] if re.fullmatch("(?:每|于).{1,8}?前?(?:开展|完成)?", clause)), None)
    if owner is not None and due is not None and len(clauses) > 2:
        rest = [clause for clause in clauses if clause not in (owner, due)]
        return [owner, f"{re.sub('(?:开展|完成)$', '', due)}{rest[0]}", *rest[1:]]
    return clauses


_MEANS = re.compile("(?:通过|利用|依托|在|向|对|为|按照?|将|与|会同|邀请|组织)(?![此于])")


def _with_subject(text: str, locked: Locked, *, wanted: bool) -> tuple[str, bool]:
    """A sentence with the unit as its subject where it has none and tells what the unit does."""
    lead, rest = _led(text)
    unit = _macros()["U"]
    if re.match(unit, rest):
        return text, True
    acts = _acts().match(rest)
    means = _MEANS.match(rest) if acts is None else None
    if means is not None:
        acts = next((found for found in _acts().finditer(rest, means.end()) if found.start() <= means.end() + 22), None)
        if acts is not None and re.search(f"[{_MARKS}]", rest[: acts.start()].rstrip("，")):
            acts = None
    if acts is None or re.match(_macros()["R"], rest[acts.end() :]):
        return text, False
    behind = rest[acts.end() : acts.end() + 1]
    if not means and _acts().match(rest, acts.end()) and acts.group() not in _data()["before_acts"]:
        return text, False  # 发布登记本由党政办保管
    if acts.group() in _data()["named"] and (behind in _spoken() or re.match(_macros()["F"], behind)):
        return text, False  # 评议发问卷200份, 解读2篇
    if not wanted:
        return text, True
    lead = lead.rstrip("，")
    return f"{lead}{'，' if lead else ''}{locked.unit(_SELF)}{rest}", True


_LE = "(?<=[\u4e00-\u9fff]{2})(?:了|过)"


def _without_le(clause: str) -> str:
    acts = _acts()
    out, at = [], 0
    for match in acts.finditer(clause):
        out.append(clause[at : match.end()])
        at = match.end()
        if _TOLD.match(clause[at:]) and not re.match("哪|什么|谁|多少|几", clause[at + 1 :]):
            at += 1
    return "".join([*out, clause[at:]])


def _clause_told(clause: str, locked: Locked) -> tuple[str, str, bool, list[Guard]]:
    told, role, fits, guards = _labelled(clause, locked)
    if fits and told != clause:
        head, _, value = told.partition("，") if _is_time(told.partition("，")[0]) else ("", "", told)
        more, ok, also = _plain_told(value, locked)
        return (f"{head}，{more}" if head else more), role, ok or not head, [*guards, *also]
    told, fits, guards = _plain_told(clause, locked)
    return told, "", fits, guards


def _plain_told(clause: str, locked: Locked) -> tuple[str, bool, list[Guard]]:
    told, fits, guards = _denied(clause, locked)
    if fits:
        return told, True, guards
    clause = _ba(clause)
    told, fits = _framed(clause, locked)
    if not fits:
        told, fits = _event(clause)
    told = _ended(told)
    if told.endswith("了") and told[-3:-1] in vocabulary().words:
        told = told[:-1]
    reordered = _reordered(told)
    told, fits = _without_le(reordered), fits or reordered != told
    if not fits:
        lead, rest = _led(told)
        rest = re.sub(f"^{_macros()['U']}", "", rest)
        act = _acts().search(rest)
        counted = re.search(f"{_macros()['F']}$", rest)
        fits = act is not None or counted is not None or _is_time(told)
    return told, fits, []


def _tidy(text: str) -> str:
    figures = _macros()["F"]
    text = re.sub(rf"\s+(?={figures})", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff\ue000-\ue7ff])\s+(?=[\u4e00-\u9fff\ue000-\ue7ff“《])", "，", text)
    text = re.sub("[，、]{2,}", "，", text)
    return text.strip(" ，；：、")


def _attended(words: str, before: str, *, fits: bool) -> tuple[str, bool]:
    """How many came to an event that the clause before names."""
    people = re.fullmatch(f"(?:共|参加|到会|参训|来了)?({_macros()['P']})(?:参加|参训|到会)?", words)
    if people is None or not any(word in before for word, _ in _events()):
        return words, fits
    return f"{'共' if words.startswith('共') else ''}{people[1]}参加", True


def written(
    text: str, locked: Locked, *, subject: bool, moved: frozenset[int] | None = None, named: bool = True
) -> Written:
    """A note's statement as a sentence.

    Args:
        text: locked, without what is left out. subject: whether the unit is to be named where the note leaves it out.
        moved: the clauses that are put otherwise, by their number; None for all, and for their order.
        named: whether places above are called by their names.
    """
    unit = locked.book.report.unit
    told: list[str] = []
    marks: list[str] = []
    guards: list[Guard] = []
    framed = True
    clauses = _clauses(_tidy(text))
    for number, clause in enumerate(clauses):
        if moved is not None and number not in moved:
            told.append(clause.text)
            marks.append(clause.mark)
            framed = False
            continue
        words = _worded(_superiors(clause.text, locked, unit, named=named), locked)
        if not words:
            continue
        words, role, fits, more = _clause_told(words, locked)
        if role == "time" and told:
            told.insert(0, words)
            marks.insert(0, "，")
        else:
            words, fits = _attended(words, told[-1] if told else "", fits=fits)
            told.append(words)
            marks.append(clause.mark)
        guards += more
        framed = framed and fits
    if moved is None:
        ordered = _in_order(told)
        if ordered != told:
            told, marks = ordered, ["，"] * len(ordered)
    body = _joined([_Clause(words, mark or "，") for words, mark in zip(told, marks, strict=True)])
    body, first = _with_subject(body, locked, wanted=subject and moved != frozenset())
    return Written(locked.spans(body), framed, first, len(clauses), guards)


# ── columns


def _kind_of_place(words: str) -> str:
    """``place``, ``surface`` or ``means``: whether something is done there, on it, or by it."""
    for key, name in (("places", "place"), ("surfaces", "surface")):
        if words.endswith(tuple(_data()[key])):
            return name
    return "means"


def _through(channel: str) -> str:
    """How a channel is told: 在便民服务中心大厅, 通过短信; on a page or a screen either, as what it stands beside."""
    parts = [part for part in re.split("[、和及，]", channel) if part]
    kinds = [_kind_of_place(part) for part in parts]
    beside = "place" if "place" in kinds else "means"
    found: list[tuple[str, list[str]]] = []
    for part, kind in zip(parts, kinds, strict=True):
        word = "在" if (beside if kind == "surface" else kind) == "place" else "通过"
        if found and found[-1][0] == word:
            found[-1][1].append(part)
        else:
            found.append((word, [part]))
    return "、".join(word + "、".join(items) for word, items in found)


def composed_row(columns: Mapping[str, str], locked: Locked, *, lead: bool) -> tuple[str, str]:
    """A note's columns as a clause: 时间，通过渠道做了什么对象数量，结果; and as it is without being put otherwise.

    Args:
        columns: what is filled in, locked. lead: whether when and by what means are said.
    """
    data = _data()
    when, channel = columns.get("time", ""), columns.get("channel", "")
    quantity = columns.get("quantity", "")
    given = channel.startswith(tuple(data["by"]))
    through = channel if given or not channel else _through(channel)
    act = columns.get("what", "") + columns.get("object", "")
    told = _plain_told(_worded(act + quantity, locked), locked)[0] if act or quantity else ""
    behind = ""
    often = next((times for word, times in data["rates"].items() if when.startswith(word)), 0)
    count = locked.figure(quantity[:1])
    if lead and often and count is not None and count.value not in (None, 1) and len(quantity) < 4:
        told = told.replace(quantity, "")  # 每季度公示4批次 would be four a quarter
        if count.value == often:
            behind = f"，共{quantity}"
        else:
            told, when = f"{told}{quantity}（{when}）", ""
    head = (f"{when}，" if when and lead else "") + (through if lead else "")
    plain = (f"{when}，" if when and lead else "") + (through if lead else "") + act + quantity
    result = columns.get("result", "")
    first, last = head + told + behind, plain
    if result:
        clauses = []
        for clause in _clauses(result):
            words = _plain_told(_worded(clause.text, locked), locked)[0]
            clauses.append(_attended(words, told, fits=True)[0] + clause.mark)
        first += ("，" if first else "") + "".join(clauses)
        last += ("，" if last else "") + result
    return first, last


def with_subject(text: str, locked: Locked, *, wanted: bool) -> tuple[str, bool]:
    """As for a sentence of free words."""
    return _with_subject(text, locked, wanted=wanted)
