"""Figures that are surely a cell's, and stand for another: of another year, or miswritten where no wording places them.

2021年新收83件, where 83 is 2022's; 全年办理821件 behind 其他对外管理服务事项, where the form has 812 and no 821.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from nianbao.claims.against_facts import against_facts, base_of, fact_ids, name_of, value_of
from nianbao.claims.by_the_form import Misfit
from nianbao.claims.claim import Claim
from nianbao.claims.items_told import item_misfits
from nianbao.claims.role_phrases import Matcher, Token
from nianbao.facts import FactBook, figure
from nianbao.facts.rounding import misread
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy
from nianbao.text import Quantity
from nianbao.text.sentences import sentence_spans

_LEAST = 10
"""A smaller figure may be anything's."""
_PART = lazy("余|剩|另|其中|分别|各|平均|每|前年|年前|历年|以来|近[两三四五]年")
"""Before a figure that is a part, of each of several, or of other years without a number."""
_YEARS = ("<own>", "<last>", "<other>", "<next>")


def mistaken_figures(
    text: str, matcher: Matcher, topic: str, figures: Iterable[Quantity], claims: Iterable[Claim], book: FactBook,
    roles: Roles, *, year: int | None, own_scope: object = None,
) -> Iterator[Misfit]:  # fmt: skip
    """The figures of a paragraph that are surely a cell's, and not what it has.

    Args:
        text: the paragraph, folded, quotations hidden. matcher: the roles' words. topic: what it is about.
        figures: its numbers. claims: what was read of it. book: the report's facts. roles: bound to its edition.
    """
    placed: dict[int, Claim] = {}
    for claim in claims:
        placed.setdefault(claim.start, claim)
    figures = sorted(figures, key=lambda item: item.start)
    bases = {base_of(role.id) for role in roles.roles if role.signed}
    for start, end in sentence_spans(text):
        low = bisect_left(figures, start, key=lambda item: item.start)
        high = bisect_left(figures, end, key=lambda item: item.start)
        here = [item for item in figures[low:high] if item.end <= end and item.exact and item.value]
        if not here:
            continue
        tokens = matcher.tokens(text, start, end, year)
        plain = _plain(tokens, matcher, own_scope)
        spoken = _Spoken(tokens, matcher, topic)
        parts = [match.span() for match in _PART.finditer(text, start, end)]
        yield from _exchanged(here, tokens, book, roles, year)
        judged = {claim.start for claim in placed.values() if claim.sure and against_facts(claim, book, roles)}
        yield from item_misfits(text, start, end, tokens, matcher, topic, here, judged, book, roles)
        for at, item in enumerate(here):
            told = placed.get(item.start)
            family = spoken.family(item)
            if told is not None and told.what == "change":
                yield from _moved_since(item, told, year, book, roles)
            if item.value is None or item.value < _LEAST:
                continue
            if told is not None and told.sure:
                if told.year == "other" and spoken.dated and told.whole_but_year and not told.denied:
                    rows = [_Row(name_of(told, roles), fact_ids(told, roles, last=False), book)]
                    yield from _misfit(item, rows, "<other>", year)
                continue
            begin = max(text.rfind(mark, start, item.start) for mark in "，；：（") + 1 or start
            before = [one.value or _NONE for one in here[max(at - _FEW, 0) : at] if one.measure == item.measure]
            if any(one - other == item.value for one, other in combinations(before, 2)):
                continue  # 应收1300元，实收900元，尚差的400元
            first = bisect_left(parts, (begin, 0))
            if not plain or (first < len(parts) and parts[first][1] <= item.start):
                continue
            if told is None and text.endswith("的", begin, item.start):
                continue  # 以市政府为被申请人的18件: some, whatever they are
            known = [role for role in roles.roles if role.family == family and role.cells and not role.signed]
            known = [role for role in known if role.id not in bases]
            rows = [_Row(role.name, roles.facts(role.id), book) for role in known if item.measure in role.measures]
            yield from _misfit(item, rows, spoken.year, year)


def _plain(tokens: list[Token], matcher: Matcher, own_scope: object) -> bool:
    """Whether a sentence tells of the unit's own figures of whole years."""
    for token in tokens:
        senses = matcher.sense.get(token.word, set())
        if token.word == "<month>" or {"part_of_year", "compares"} & senses:
            return False
        if {"region", "superior"} & senses and not (callable(own_scope) and own_scope(token.word)):
            return False
    return True


class _Spoken:
    """What a sentence speaks of where its figures stand; they are asked for in order."""

    def __init__(self, tokens: list[Token], matcher: Matcher, topic: str) -> None:
        self.tokens, self.matcher, self.now = tokens, matcher, topic
        self.read = 0
        self.starting: dict[int, Token] = {token.start: token for token in tokens}
        self.year, self.dated = "<own>", False

    def family(self, item: Quantity) -> str:
        """The family at a figure; empty where another thing stands right behind it."""
        while self.read < len(self.tokens) and self.tokens[self.read].end <= item.start:
            token = self.tokens[self.read]
            self.now = self.matcher.topic_of(token.word, self.now)
            if token.word in _YEARS:
                self.year, self.dated = token.word, bool(token.year) and token.word in ("<other>", "<next>")
            self.read += 1
        behind = self.starting.get(item.end)
        if behind is not None and self.matcher.family.get(behind.word, self.now) != self.now:
            return ""
        return self.now if self.now in self.matcher.held and self.now != "requests" else ""


def _exchanged(
    here: list[Quantity], tokens: list[Token], book: FactBook, roles: Roles, year: int | None
) -> Iterator[Misfit]:
    """The figures of two years in each other's place, whatever they are called: 2022年办结34件、2023年办结28件.

    Two figures of one measure, each right behind its year, that are one row's with the years exchanged, and no row's as
    they stand, are surely that row's.
    """
    dated: dict[str, tuple[Token, Quantity]] = {}
    named = [token for token in tokens if token.word in _YEARS]
    for item in here:
        at = bisect_left(named, item.start, key=lambda token: token.start) - 1
        near = at >= 0 and named[at].start >= item.start - _NEAR
        if near and item.value is not None and item.value >= _LEAST:
            dated.setdefault(named[at].word, (named[at], item))
    own, last = dated.get("<own>"), dated.get("<last>")
    if own is None or last is None or own[1].measure != last[1].measure or own[1].value == last[1].value:
        return
    parts = [("", ""), *((part.id, part.name) for part in roles.parts.get("applicant", {}).values())]
    rows = [
        _Row(name + role.name, facts, book)
        for role in roles.roles
        if own[1].measure in role.measures
        for id, name in parts
        if (facts := roles.facts(role.id, id))
    ]
    told = own[1].value, last[1].value
    row = next((row for row in rows if (row.then, row.now) == told), None)
    if row is None or any((row.now, row.then) == told for row in rows):
        return
    first, then = sorted((own, last), key=lambda pair: pair[0].start)
    said = f"{row.name}上年{last[1].text}、{year or '本'}年{own[1].text}"
    known = f"表格上年是{figure(row.then or _NONE)}、{year or '本'}年是{figure(row.now or _NONE)}，两年的数写反了"
    yield Misfit(first[0].start, then[1].end, said, known, row.facts)


_NONE = Decimal(0)
_FEW = 4
"""Figures before one of which it may be the difference."""
_NEAR = 14
"""Characters before a figure in which the year that it is told of begins."""


def _moved_since(item: Quantity, told: Claim, year: int | None, book: FactBook, roles: Roles) -> Iterator[Misfit]:
    """A change that is told against another year and is just the one against last year: 比2022年增加14件, of 2024."""
    if year is None or told.named in (None, year, year - 1) or told.against or told.value is None or not told.direction:
        return
    least = _LEAST if told.measure != "%" or told.value == int(told.value) else 0
    verdict = against_facts(replace(told, against="last"), book, roles) if told.value >= least else None
    if verdict is not None and verdict.holds:
        said = f"{name_of(told, roles)}比{told.named}年{_WAYS[told.direction]}{item.text}"
        known = f"{verdict.known}，这是比{year - 1}年的"
        yield Misfit(item.start, item.end, said, known, verdict.facts, of_another_year=True)


_WAYS = {"up": "增加", "down": "减少", "same": "持平"}


class _Row:
    """A row of the form: its name, its cells, and what they have of this year and of the last."""

    def __init__(self, name: str, facts: tuple[str, ...], book: FactBook) -> None:
        self.name, self.facts = name, facts
        self.now, self.then = value_of(facts, book), value_of([f"last.{id}" for id in facts], book)


def _misfit(item: Quantity, rows: list[_Row], told: str, year: int | None) -> Iterator[Misfit]:
    """What a figure told of a year is instead: a cell of another year, or a cell of this year miswritten."""
    if item.value is None or any(item.value == {"<own>": row.now, "<last>": row.then}.get(told) for row in rows):
        return
    own = f"{year}年" if year else "本年"
    for row in rows:
        said = f"{row.name}{item.text}"
        if row.then == item.value and told != "<last>":
            known = "" if told == "<other>" or row.now is None else f"表格{row.name}是{figure(row.now)}"
            then = f"{year - 1}年" if year and told == "<other>" else "上年"
        elif row.now == item.value and told != "<own>":
            known, then = f"上年{row.name}是{figure(row.then)}" if told == "<last>" and row.then else "", own
        elif told == "<own>" and row.now is not None and misread(item.value, row.now):
            yield Misfit(item.start, item.end, said, f"表格{row.name}是{figure(row.now)}", row.facts)
            return
        else:
            continue
        of = f"{figure(item.value)}是{then}的数"
        yield Misfit(item.start, item.end, said, f"{known}（{of}）" if known else of, row.facts, of_another_year=True)
        return
