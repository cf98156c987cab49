"""A note's words as text in which figures, names, quotations and the unit are single characters; the grammar's data.

Words are moved and replaced around what is locked; each locked span is put back as it was, bound to its fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.facts import FactBook, bind
from nianbao.licence.traits import data as relations
from nianbao.package_data import load_data
from nianbao.report import FactRef, Span, Text, UnitRef
from nianbao.text.quantities import quantities

_KINDS = "QPTRZNU"
"""Counts, people, times, rates and scores, zeros, names and quotations, the unit and its years."""
_BASE, _EACH = 0xE000, 0x100
MARKS = "，；。"


def _block(kind: str) -> str:
    start = _BASE + _KINDS.index(kind) * _EACH
    return f"{chr(start)}-{chr(start + _EACH - 1)}"


FIGURES = "QPTRZ"
LOCKED_ENDS = tuple(chr(code) for code in range(_BASE, _BASE + len(_KINDS) * _EACH))
_QUOTED = re.compile("“[^”]*”|《[^》]*》|‘[^’]*’")
LOCKED = re.compile(f"[{chr(_BASE)}-{chr(_BASE + len(_KINDS) * _EACH - 1)}]")
_PEOPLE = ("人", "名", "位", "人次", "余人次", "户")
_ONE = ("个", "名", "位", "户", "家", "人")
_TIMES = ("年", "月", "日", "号", "季度")
_RATES = ("%", "‰", "分", "百分点", "个百分点")


@cache
def grammar() -> Any:
    """The data of the grammar, ``note_grammar.yaml``."""
    return load_data(Path(__file__).with_name("note_grammar.yaml"))


_WHO = (
    "(?:[^，；。：、的了是在由把被让请叫给找交送经到向与跟先再都均也各审签看完发填写核报要\ue000-\ue7ff]{0,9}?"
    "(?:领导|负责人|一把手|主任|[局镇乡县区市站所股科处组院校]长|书记|顾问|律师|专家|(?<![人委成])员|同志|专人|中心|政府|助理"
    "|(?<![承主督开举代])办|[科股局委所站部室处组队]))"
)
"""Who does something: an office, or a person by the office that she holds."""


@cache
def macros() -> dict[str, str]:
    """What the macros of its patterns stand for, by their letters."""
    macros = {kind: f"[{_block(kind)}]" for kind in _KINDS}
    macros["F"] = "[" + "".join(_block(kind) for kind in FIGURES) + "]"
    macros["Q"] = f"[{_block('Q')}{_block('Z')}]"
    macros["W"] = _WHO
    macros["B"] = "".join(sorted({word[-1] for word in relations()["bodies"] if len(word) < 4}))
    return macros


_LOOKS_BACK = re.compile(r"\(\?<=([^()\[\]]*\|[^()\[\]]*)\)")
"""What stands before, in words of several lengths: the engine wants each by itself."""


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A pattern of the data, its macros filled in; inside a class of characters without their brackets."""

    def filled(match: re.Match[str]) -> str:
        inside = parted.rfind("[", 0, match.start()) > parted.rfind("]", 0, match.start())
        macro = macros()[match[1]]
        return macro.strip("[]") if inside else macro if macro.startswith(("[", "(")) else f"[{macro}]"

    parted = _LOOKS_BACK.sub(lambda match: "(?:" + "|".join(f"(?<={one})" for one in match[1].split("|")) + ")", text)
    return re.compile(re.sub(r"\{([A-Z])\}", filled, parted))


class Locked:
    """Spans of one note's words as text in which each that is not plain words is one character."""

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self._spans: dict[str, Span] = {}
        self._count = dict.fromkeys(_KINDS, 0)

    def lock(self, spans: Iterable[Span]) -> str:
        """The text; quotations are locked whole where they hold nothing that is bound.

        Raises:
            OverflowError: more figures than there are characters, or one of these in the words themselves.
        """
        out: list[str] = []
        for span, behind in pairwise([*spans, Text(text="")]):
            if not isinstance(span, Text):
                day = isinstance(span, FactRef) and span.text.isdigit() and behind.shown.startswith(("号", "日"))
                score = isinstance(span, FactRef) and re.match("分(?![别钟类批层级送发期头])", behind.shown) is not None
                out.append(self._put(span, "T" if day else "R" if score else _kind(span)))
                continue
            if LOCKED.search(span.text):
                raise OverflowError
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

    def spans(self, text: str, *, official: bool = True) -> list[Span]:
        """The spans of a text made of the locked one.

        Args:
            official: whether with figures in the form of official texts; else as they were given.
        """
        out: list[Span] = []
        at = 0
        for match in LOCKED.finditer(text):
            if match.start() > at:
                out.append(Text(text=text[at : match.start()]))
            span = self._spans[match.group()]
            if official and isinstance(span, FactRef):
                span = _official(span, text[: match.start()], text[match.end() :])
            out.append(span)
            at = match.end()
        if at < len(text):
            out.append(Text(text=text[at:]))
        return out

    def shown(self, text: str) -> str:
        """A text as a person reads it, figures as she wrote them."""
        return LOCKED.sub(lambda match: self._spans[match.group()].shown, text)

    def spoken_figure(self, text: str) -> bool:
        """Whether a figure of a text reads as one speaks (大几百个), or says not of what it is a count."""
        for match in LOCKED.finditer(text):
            span = self._spans[match.group()]
            if not isinstance(span, FactRef):
                continue
            before, behind = text[: match.start()], text[match.end() :]
            shown = _official(span, before, behind).shown
            found = quantities(span.text)
            bare = len(found) == 1 and not found[0].measure and not re.match("[\u4e00-\u9fff·]", behind)
            if _SPOKEN_FIGURE.search(shown) or (bare and not before.endswith(("分", "得", "第", "为", "号"))):
                return True
        return False

    def dated(self, text: str) -> bool:
        """Whether a text begins with the report's year."""
        span = self._spans.get(text[:1])
        return isinstance(span, UnitRef) and span.id == "year"

    @property
    def ones(self) -> str:
        """The characters that stand for one person, household or thing: 一个, 1名."""
        return "".join(
            char
            for char, span in self._spans.items()
            if isinstance(span, FactRef) and span.value == 1 and span.text.endswith(_ONE)
        )

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
    return "P" if measure in _PEOPLE else "T" if measure in _TIMES else "R" if measure in _RATES or not measure else "Q"


_SPOKEN_FIGURE = re.compile("几|将近|把|好|大|上下|[十百千]|[一两二三四五六七八九]万")
_COUNTED = ("件", "条", "篇", "期", "份", "场", "处", "家", "名", "本", "块", "台")
_WHICH = ("", *"每第同任这那另哪某有各单唯之其为是")
_TENS = 20
"""From which on 几 behind a number says that there were some more: 二十几, but 十几."""
_SPOKEN = re.compile("[一二两三四五六七八九十百千]")


def _official(span: FactRef, before: str, behind: str) -> FactRef:
    """A figure in the form of official texts, where that says the same: 两百六十来条 → 约260条, 三次 → 3次."""
    found = quantities(span.text)
    if len(found) != 1 or found[0].value is None or found[0].value % 1 or span.said is not None:
        return span
    item = found[0]
    value = f"{item.value:f}"
    if before.endswith(tuple("几数上成好多大小")) or re.match("[百千](?!来|分之)", span.text):
        return span  # 大几百个, 百八十条
    if re.match("二(?![十百千万])", span.text):
        return span  # which one (二期工程): a count is 两
    if span.text.endswith("个月"):
        return span  # 两个月 is a length of time, no count
    if item.exact and item.measure == "个" and behind.startswith("人") and not before.endswith(_WHICH[1:]):
        return span.model_copy(update={"said": value})  # 两个人 as 2人
    about = "来" in span.text[1:]
    times = item.measure in ("次", "回", "遍")
    told = value + ("次" if times else item.measure)
    counts = times or (item.measure in _COUNTED and before[-1:] not in _WHICH)
    once = counts and behind[:1] in ("", *"，。；、）")  # 一次要求提供 is at one go
    spoken = _SPOKEN.search(span.text) and (once or not span.text.startswith(("一", "半")))
    if item.exact and item.measure and (spoken or item.measure in ("回", "遍")):
        return span.model_copy(update={"said": told})
    if not item.exact and (about or span.text.startswith(("差不多", "大概", "大约"))) and "万" not in span.text:
        return span.model_copy(update={"said": told if before.endswith("约") else f"约{told}"})
    if behind.startswith("了"):
        return span  # 比上年330件多了67件
    if not item.exact and "多" in span.text[1:] and not _SPOKEN.search(span.text):
        return span.model_copy(update={"said": span.text.replace("多", "余")})
    if not item.exact and re.match(f"{_SPOKEN.pattern}+[多几](?!万|千)", span.text) and (item.value or 0) >= _TENS:
        return span.model_copy(update={"said": f"{value}余{item.measure}"})
    if not item.exact and span.text.startswith("将近"):
        return span.model_copy(update={"said": f"近{told}"})
    return span


SELF = "self"


class Clause(NamedTuple):
    """A clause of a locked text, and the mark behind it."""

    text: str
    mark: str


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a locked text; none ends inside brackets."""
    found: list[Clause] = []
    at = depth = 0
    for index, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if char in MARKS and depth <= 0:
            found.append(Clause(text[at:index].strip(), char))
            at = index + 1
    found.append(Clause(text[at:].strip(), ""))
    return [clause for clause in found if clause.text]


def joined(clauses: Sequence[Clause]) -> str:
    """Clauses as a text, without the last mark."""
    out = "".join(clause.text + (clause.mark or "，") for clause in clauses)
    return out.rstrip(MARKS)
