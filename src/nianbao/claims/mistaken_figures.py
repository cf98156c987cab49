"""Figures that the grammar placed nowhere, and that are a cell's of their family miswritten, or last year's.

全年办理821件 behind 其他对外管理服务事项 has no wording of its own; that the form has 812 there, and no 821, tells it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nianbao.claims.by_the_form import Misfit
from nianbao.claims.claim import Claim
from nianbao.claims.role_phrases import Matcher, Token
from nianbao.facts import FactBook, figure
from nianbao.facts.rounding import misread
from nianbao.kinds.roles import Role, Roles
from nianbao.patterns import lazy
from nianbao.text import Quantity
from nianbao.text.sentences import sentence_spans

__all__ = ["mistaken_figures"]

_LEAST = 10
"""A smaller figure may be anything's."""
_PART = lazy("余|剩|另|其中|分别|各|平均|每")
"""Before a figure that is a part, or of each of several."""
_ELSEWHERE = ("<last>", "<other>", "<month>")


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
    for start, end in sentence_spans(text):
        low = bisect_left(figures, start, key=lambda item: item.start)
        high = bisect_left(figures, end, key=lambda item: item.start)
        here = [item for item in figures[low:high] if item.end <= end and item.exact and item.value]
        if not here:
            continue
        tokens = matcher.tokens(text, start, end, year)
        if not _plain(tokens, matcher, own_scope):
            continue
        spoken = _Spoken(tokens, matcher, topic)
        parts = [match.span() for match in _PART.finditer(text, start, end)]
        for item in here:
            told = placed.get(item.start)
            if item.value is None or item.value < _LEAST or (told is not None and told.sure):
                continue
            begin = max(text.rfind(mark, start, item.start) for mark in "，；：（") + 1 or start
            first = bisect_left(parts, (begin, 0))
            if first < len(parts) and parts[first][1] <= item.start:
                continue
            family = spoken.family(item)
            rows = [role for role in roles.roles if role.family == family and role.cells and not role.signed]
            found = _misfit(item, [role for role in rows if item.measure in role.measures], book, roles)
            if found is not None:
                yield found


def _plain(tokens: list[Token], matcher: Matcher, own_scope: object) -> bool:
    """Whether a sentence tells of the unit's own year only."""
    for token in tokens:
        senses = matcher.sense.get(token.word, set())
        if token.word in _ELSEWHERE or {"part_of_year", "compares"} & senses:
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

    def family(self, item: Quantity) -> str:
        """The family at a figure; empty where another thing stands right behind it."""
        while self.read < len(self.tokens) and self.tokens[self.read].end <= item.start:
            self.now = self.matcher.topic_of(self.tokens[self.read].word, self.now)
            self.read += 1
        behind = self.starting.get(item.end)
        if behind is not None and self.matcher.family.get(behind.word, self.now) != self.now:
            return ""
        return self.now if self.now in self.matcher.held and self.now != "requests" else ""


def _misfit(item: Quantity, rows: list[Role], book: FactBook, roles: Roles) -> Misfit | None:
    cells = [(role, value) for role in rows if (value := _value(roles.facts(role.id), book)) is not None]
    if not cells or item.value is None or any(value == item.value for _, value in cells):
        return None
    then = [(role, _value([f"last.{id}" for id in roles.facts(role.id)], book)) for role in rows]
    for role, value in cells:
        old = next((was for one, was in then if one is role), None)
        if old == item.value:
            known = f"表格{role.name}是{figure(value)}（{figure(old)}是上年的数）"
        elif misread(item.value, value):
            known = f"表格{role.name}是{figure(value)}"
        else:
            continue
        return Misfit(item.start, item.end, f"{role.name}{item.text}", known, roles.facts(role.id))
    return None


def _value(ids: Iterable[str], book: FactBook) -> Decimal | None:
    values = [book.value(id) for id in ids]
    known = [item for item in values if item is not None]
    return sum(known, Decimal(0)) if values and len(known) == len(values) else None
