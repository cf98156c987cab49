"""SRC14, SRC16: what a note says otherwise, and figures of a text that neither notes nor tables have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import Claim, bound_pieces, claims, is_known, noted, own_claims, tabled
from nianbao.checking.rules.src_licence import judged, sources_of
from nianbao.package_data import data_file
from nianbao.patterns import lazy
from nianbao.report import Note
from nianbao.text import Quantity, fold, quantities, raw_numerals
from nianbao.text.personal_data import masked
from nianbao.text.sentences import overlapping

if TYPE_CHECKING:
    from nianbao.licence import Doubt

_RELATIONS = frozenset({"denial", "agent", "order", "modal", "beside", "plan", "limit"})
"""Kinds of doubt that say that a note has it otherwise."""
_OF_A_MODEL = _RELATIONS | {"splice"}
"""A sentence that names its notes may tell one of them of another one's thing as well; of a person's nobody knows."""


_words = data_file(__file__, "contradiction.yaml")


@rule("SRC14", "contradiction", "warning", "norm", tags=("contradicted",))
def contradiction(context: Context) -> Iterator[Finding]:
    """与素材矛盾

    【是什么】素材写培训3次，文中写培训5次；素材写每季度，文中写每周；素材写开展过，文中说没有；素材写综合办登记、司法所审查，文中互换了；素材写计划，文中写已经；两条素材各说一件事，文中说成一件。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；是不是同一件事按用词判断，所以只作警告。
    【错】
    - 全年组织培训5次。（素材写培训3次）
    【对】
    - 全年组织培训3次。（素材写培训3次）
    【怎么改】以事实为准，改素材或改文字。
    【怎么不报】与素材一致就不会报。人自己写的句子，只在同一件事的数、等次、频次与素材不同时提醒一次，说法相反的只作提示。
    【一句话】不与素材矛盾。
    """
    if not is_known(context):
        return
    yield from _own(context)
    yield from _otherwise(context)
    ground = _Ground(context)
    values = tuple(_words()["frequencies"])
    for claim in claims(context):
        yield from _other_count(context, claim, ground)
        said = [word for word in values if word in claim.text]
        for word in said:
            subject = _subject(claim.text, claim.text.find(word) + len(word))
            if (note := ground.otherwise(subject, word)) is not None:
                other = next(item for item in values if item in fold(note.words))
                if _as_often(word, other):
                    continue
                yield context.mark(
                    claim.start + claim.text.find(word),
                    claim.start + claim.text.find(word) + len(word),
                    f"这里写“{word}”，素材写“{other}”",
                    evidence={"素材": masked(note.words)[:60]},
                    fix="以事实为准，改素材或改文字",
                )


def _as_often(one: str, other: str) -> bool:
    """Whether two expressions of a rate go by the same unit: 每日, 每天."""
    from nianbao.licence.rates import rates  # not needed where nothing is drafted

    return bool(rates(one)) and {rate.unit for rate in rates(one)} == {rate.unit for rate in rates(other)}


def _otherwise(context: Context) -> Iterator[Finding]:
    """What the notes deny, plan, order or give to another one, by the licence; of a person's own sentence as a hint."""
    for item in judged(context):
        for doubt in item.verdict.doubts:
            if doubt.kind in _OF_A_MODEL:
                yield _told(context, item.claim, doubt, "warning", "以事实为准，改素材或改文字")
    own = own_claims(context)
    if own:
        from nianbao.licence import judge
    for claim, notes in own:
        verdict = judge(claim.text, sources_of(context), [f"note:{note.id}" for note in notes])
        for doubt in verdict.doubts:
            if doubt.kind in _RELATIONS:
                yield _told(context, claim, doubt, "info", "以事实为准，改素材或改文字；素材不必改的可以不理")


def _told(context: Context, claim: Claim, doubt: Doubt, severity: Severity, advice: str) -> Finding:
    return context.mark(claim.start + doubt.start, claim.start + doubt.end, doubt.why, severity=severity, fix=advice)


class _Ground:
    """What the notes say, found by its words.

    Attributes:
        figures: every figure with its measure word. counts: by measure word and the two characters of a noun near it,
            the first note that counts so, with its figure.
    """

    def __init__(self, context: Context) -> None:
        self.figures: set[tuple[Decimal | None, str]] = set()
        self.counts: dict[tuple[str, str], tuple[Note, Quantity]] = {}
        self._notes = [(note, fold(note.words)) for note in context.report.notes]
        for note, words in self._notes:
            for item in quantities(note.words):
                self.figures.add((item.value, item.measure))
                near = words[max(0, item.start - 8) : item.end + 4]
                for at in range(len(near) - 1):
                    self.counts.setdefault((item.measure, near[at : at + 2]), (note, item))

    @cached_property
    def _frequencies(self) -> dict[str, dict[frozenset[str], tuple[int, Note]]]:
        """Notes that say how often, by each four characters in them, and of these by what they say: the first one."""
        found: dict[str, dict[frozenset[str], tuple[int, Note]]] = {}
        for index, (note, words) in enumerate(self._notes):
            said = frozenset(word for word in _words()["frequencies"] if word in words)
            for at in range(len(words) - 3 if said else 0):
                found.setdefault(words[at : at + 4], {}).setdefault(said, (index, note))
        return found

    def otherwise(self, subject: str, word: str) -> Note | None:
        """The first note that says of a subject another frequency, and not this one."""
        held = self._frequencies.get(subject, {}) if subject else {}
        return min((item for said, item in held.items() if word not in said), default=(0, None), key=itemgetter(0))[1]


def _own(context: Context) -> Iterator[Finding]:
    """A person's own sentence that has another rank, frequency or count than the notes it is of; each once."""
    words = _words()
    families = [tuple(family) for family in (*words["ranks"], words["frequencies"])]
    for claim, notes in own_claims(context):
        noted_words = "\n".join(fold(note.words) for note in notes)
        for family in families:
            said, other = _only(claim.text, family), _only(noted_words, family)
            if said and other and said != other:
                yield _differs(context, claim, claim.text.find(said), said, other, noted_words)
        bound = overlapping((piece.start, piece.end) for piece in bound_pieces(claim.sentence))
        held = [item for item in quantities(noted_words) if item.measure and item.measure not in _DATES]
        for quantity in raw_numerals(claim.text):
            same = [item for item in held if item.measure == quantity.measure]
            counted = [item for item in raw_numerals(claim.text) if item.measure == quantity.measure]
            if (
                len(same) == len(counted) == 1
                and quantity.exact
                and quantity.value != same[0].value
                and not _a_part(claim.text, quantity, same[0])
                and not bound(quantity.start, quantity.end)
                and not tabled(context, quantity)
            ):
                yield _differs(context, claim, quantity.start, quantity.text, same[0].text, noted_words)


_OF_IT = lazy("其中|包括|包含|含有?|里面|另[有外]?")
"""Before a figure: it is told of a part, or of something else besides."""


def _a_part(text: str, quantity: Quantity, noted: Quantity) -> bool:
    """Whether a sentence tells a figure as a part of what the note counts: 其中图解12条, of 205条."""
    less = quantity.value is not None and noted.value is not None and quantity.value < noted.value
    return less and _OF_IT.search(text, 0, quantity.start) is not None


_DATES = ("年", "月", "日", "时")


def _only(text: str, family: tuple[str, ...]) -> str:
    """The one word of a family that a text has, a longer one before those in it; empty where it has none or several."""
    found = []
    for word in sorted(family, key=len, reverse=True):
        if word in text:
            found.append(word)
            text = text.replace(word, "，")
    return found[0] if len(found) == 1 else ""


def _differs(context: Context, claim: Claim, at: int, said: str, other: str, words: str) -> Finding:
    return context.mark(
        claim.start + at,
        claim.start + at + len(said),
        f"您写的是“{said}”，素材写“{other}”",
        evidence={"素材": words[:60]},
        fix="以事实为准，改素材或改文字；素材不必改的可以不理",
    )


_ABOUT = lazy("(?:不足|不到|超过|近|约|至少|最多)$")


def _subject(text: str, at: int) -> str:
    """The four characters that say what a frequency is of."""
    match = re.match(r"(?:一次|[0-9]次|至少|对|开展|组织|进行)?([\u4e00-\u9fff]{4})", text[at:])
    return match.group(1) if match else ""


def _other_count(context: Context, claim: Claim, ground: _Ground) -> Iterator[Finding]:
    """A count with a measure word that a note has for the same noun, with another number."""
    from nianbao.licence.note_figures import NoteFigures  # not needed where nothing is drafted

    bound = overlapping((piece.start, piece.end) for piece in bound_pieces(claim.sentence))
    for quantity in raw_numerals(claim.text):
        if bound(quantity.start, quantity.end):
            continue  # put in by code, from its own cell or note
        if not quantity.exact or _ABOUT.search(claim.text, 0, quantity.start):
            continue  # no count to be held against another
        noun = re.sub(r"[^\u4e00-\u9fff]", "", claim.text[max(0, quantity.start - 4) : quantity.start])[-2:]
        if len(noun) < 2 or quantity.value is None or not quantity.measure:
            continue
        if (quantity.value, quantity.measure) in ground.figures:
            continue  # a note has the figure, whatever noun stands next to it
        same = ground.counts.get((quantity.measure, noun))
        if same is not None and not tabled(context, quantity):
            note, other = same
            if NoteFigures((fold(note.words),)).give(quantity, claim.text):
                continue  # 4月、10月各一次: 2次
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"这里写“{quantity.text}”，素材写“{other.text}”",
                evidence={"素材": masked(note.words)[:60]},
                fix="以事实为准，改素材或改文字",
            )


@rule("SRC16", "figure-without-source", "warning", "norm", tags=("unsupported",))
def figure_without_source(context: Context) -> Iterator[Finding]:
    """文中的数在表格和素材里都没有

    【是什么】别处起草的文字里，这个数既不在表格里，也不在素材里。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；能不能由别的数算出看不全，所以只作警告。
    【错】
    - 公开信息25条。（素材和表格里没有25）
    【对】
    - 公开信息23条。（素材写明23条）
    【怎么改】改正，或把数写进素材。
    【怎么不报】数在表格、素材里，或是文号、条款、日期，不会报。
    【一句话】只用素材和表格里的数。
    """
    held = [claim for claim in claims(context) if claim.sentence.origin == "past"]  # of the others SRC05 tells
    if not held:
        return
    known: set[Decimal] = {q.value for q in quantities(noted(context)) if q.value is not None}
    known |= {cell.value for cell in context.report.cells.values() if cell.value is not None}
    if context.report.last is not None:
        known |= {cell.value for cell in context.report.last.cells.values() if cell.value is not None}
    for fact in context.book.all.values():
        if fact.value is not None:
            known.add(abs(fact.value))
    year = context.report.year
    for claim in held:
        for quantity in raw_numerals(claim.text):
            if (
                quantity.value is None
                or quantity.value in known
                or quantity.measure in ("年", "月", "日", "方面", "个")
            ):
                continue
            if year is not None and quantity.value in (year - 1, year, year + 1):
                continue
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"“{quantity.text}”在表格和素材里都没有",
                fix="改正，或把数写进素材",
            )
