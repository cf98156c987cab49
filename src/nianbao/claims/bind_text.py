"""Binding after writing: which fact each figure of a free text states, by role and value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from nianbao.claims.against_facts import fact_ids
from nianbao.claims.claim import Claim
from nianbao.claims.report_claims import ReportClaims
from nianbao.facts import Fact, note_parts, problem_parts
from nianbao.report import FactRef, Report, Span, Text, UnitRef
from nianbao.text import Quantity, fold, raw_numerals
from nianbao.text.sentences import sentence_spans

__all__ = ["Binder", "Bound", "bind_text"]

State = Literal["bound", "ambiguous", "none"]
_WINDOW = 16
"""Characters beside a figure that are compared with those beside a note's."""
_LEAST = 2
"""Characters that a figure's words must share with a note's."""
_SAME = 4
_VERBATIM = 6
"""Characters that a figure's words share with a note's where they are its own words."""
_PROBLEMS = "problems"


class Bound(NamedTuple):
    """A figure of a text and the fact that it states.

    Attributes:
        start, end, text: the figure in the text. fact: id of the fact, ``year`` or ``next_year`` for a year; empty
            unless it is bound. state: ``ambiguous`` where several facts have its value and its words fit more than one,
            ``none`` where no fact has it as what the text says it is.
        candidates: ids of facts with its value. claim: what the text says it is, where that is known.
    """

    start: int
    end: int
    text: str
    fact: str
    state: State
    candidates: tuple[str, ...]
    claim: Claim | None


class _Noted(NamedTuple):
    """A figure in somebody's words, with the words around it."""

    fact: Fact
    left: str
    right: str
    words: str
    aspect: str


def _plain(text: str) -> str:
    return "".join(fold(text).split())


class Binder:
    """Binds figures of free texts to the facts of one report.

    Args:
        told: the report's claims, for its facts and roles.
    """

    def __init__(self, told: ReportClaims) -> None:
        self.told = told
        self.book, self.roles, self.report = told.book, told.roles, told.report

    # ── what can be meant

    @cached_property
    def _cells(self) -> dict[tuple[Decimal, str], list[Fact]]:
        """The facts of tables, by value and measure."""
        found: dict[tuple[Decimal, str], list[Fact]] = {}
        for id, fact in self.book.all.items():
            if id not in self.book.noted and fact.value is not None:
                found.setdefault((fact.value, fact.measure), []).append(fact)
        return found

    @cached_property
    def _noted(self) -> list[_Noted]:
        """The figures of notes and problems, each with the words beside it."""
        found: list[_Noted] = []
        fields: list[tuple[str, str, str, str, str]] = []
        for note in self.report.notes:
            for field, text in note_parts(note):
                before = note.what + note.object if field == "quantity" else ""
                fields.append((f"note:{note.id}.{field}", text, before, note.words, note.aspect))
        for item in self.report.problems:
            words = " ".join((item.problem, item.cause, item.measure, item.owner, item.deadline))
            fields += [(f"problem:{item.id}.{field}", text, "", words, "") for field, text in problem_parts(item)]
        for source, text, before, words, aspect in fields:
            spans = self.book.words(source, text, hide=False)
            shown = [span.shown for span in spans]
            for number, span in enumerate(spans):
                if isinstance(span, FactRef) and (fact := self.book.get(span.id)) is not None:
                    left, right = before + "".join(shown[:number]), "".join(shown[number + 1 :])
                    found.append(_Noted(fact, _plain(left), _plain(right), _plain(words), aspect))
        return found

    @cached_property
    def _by_text(self) -> dict[str, list[_Noted]]:
        found: dict[str, list[_Noted]] = {}
        for item in self._noted:
            found.setdefault(_plain(item.fact.text), []).append(item)
            if item.fact.value is not None:
                found.setdefault(f"{item.fact.value.normalize()} {item.fact.measure}", []).append(item)
        return found

    # ── binding

    def bind(self, text: str, *, aspect: str | None = None, section: str = "", source: str = "") -> list[Bound]:
        """Every figure, year and given literal of a text, with the fact that it states.

        Args:
            text: a paragraph or sentence. aspect, section: ids of those it is to stand in.
            source: id of the note or problem that the text is said to rest on (``note:n1``), where that is known.
        """
        reading = self.told.reader.read(text, aspect=aspect, section=section)
        claims = {claim.start: claim for claim in reading.claims if claim.text == text[claim.start : claim.end]}
        found: list[Bound] = []
        taken: list[tuple[int, int]] = []
        for start, end, id in self._literals(text):
            taken.append((start, end))
            found.append(Bound(start, end, text[start:end], id, "bound", (id,), None))
        chosen: dict[str, int] = {}
        for figure in raw_numerals(text):
            if any(start < figure.end and figure.start < end for start, end in taken):
                continue
            bound = self._figure(figure, text, claims.get(figure.start), aspect, section, source, chosen)
            if bound.fact:
                chosen[bound.fact] = chosen.get(bound.fact, 0) + 1
            found.append(bound)
        return sorted(found)

    def spans(self, text: str, bounds: Iterable[Bound]) -> list[Span]:
        """A text as spans: bound figures as references, the rest as it stands."""
        out: list[Span] = []
        at = 0
        for item in bounds:
            if not item.fact:
                continue
            if item.fact in ("year", "next_year"):
                span: Span = UnitRef(id=item.fact, text=item.text)
            else:
                fact = self.book[item.fact]
                span = FactRef(id=fact.id, value=fact.value, text=item.text)
            out += [Text(text=text[at : item.start])] if item.start > at else []
            out.append(span)
            at = item.end
        return out + ([Text(text=text[at:])] if at < len(text) else [])

    def _literals(self, text: str) -> list[tuple[int, int, str]]:
        """Contact data and dates that stand in the text as they were given."""
        found: list[tuple[int, int, str]] = []
        for id, fact in self.book.noted.items():
            if fact.value is None and fact.sources[0] in ("contact", "date") and len(fact.text) > _SAME:
                found += [(match.start(), match.end(), id) for match in re.finditer(re.escape(fact.text), text)]
        return found

    def _figure(
        self,
        figure: Quantity,
        text: str,
        claim: Claim | None,
        aspect: str | None,
        section: str,
        source: str,
        chosen: dict[str, int],
    ) -> Bound:
        literal = text[figure.start : figure.end]
        noted = self._noted_as(figure)
        cells = self._cells.get((figure.value, figure.measure), []) if figure.value is not None else []
        candidates = tuple(dict.fromkeys([fact.id for fact in cells] + [item.fact.id for item in noted]))

        def bound(id: str, state: State = "bound") -> Bound:
            start, end = figure.start, figure.end
            if id in ("year", "next_year"):
                end -= 1
            return Bound(start, end, text[start:end], id, state, candidates, claim)

        best, ties = self._best(noted, figure, text, aspect, source, chosen)
        own_words = (
            best is not None and not ties and (bool(source) or (section == _PROBLEMS and _beside(best, figure, text)))
        )
        if (id := self._meant(claim, figure)) and not own_words:
            return bound(id)
        told = claim is not None and bool(self._facts(claim))
        if best is not None:
            return bound(best.fact.id) if not ties else bound("", "ambiguous")
        if (year := self._year(literal)) and figure.measure == "年":
            return bound(year)
        if told:
            return bound("", "none")
        return bound("", "ambiguous" if len(candidates) > 1 and claim is not None else "none")

    def _year(self, literal: str) -> str:
        year = self.report.year
        return {str(year): "year", str((year or 0) + 1): "next_year"}.get(literal.rstrip("年度"), "") if year else ""

    def _noted_as(self, figure: Quantity) -> list[_Noted]:
        same = self._by_text.get(_plain(figure.text), [])
        if same or figure.value is None:
            return same
        return self._by_text.get(f"{figure.value.normalize()} {figure.measure}", [])

    def _facts(self, claim: Claim) -> tuple[str, ...]:
        """The facts that a claim's role has, if it is of the unit's own whole year."""
        if claim.scope != "own" or claim.year == "other" or any(item.kind != "applicant" for item in claim.by):
            return ()
        return fact_ids(claim, self.roles)

    def _meant(self, claim: Claim | None, figure: Quantity) -> str:
        """The one fact that has the claim's role and the figure's value; empty where none has."""
        if claim is None or claim.scope != "own" or claim.year == "other" or claim.denied:
            return ""
        sums = [self._facts(claim)]
        if claim.what == "count" and len(claim.roles) == 1 and not claim.applicant:
            sums += [self.roles.facts(ids[0]) for ids in self.roles.by_id[claim.role].also if len(ids) == 1]
        ending = ""
        if claim.what == "share":
            ending = ".share"
        elif claim.what == "change":
            if claim.against != "last":
                return ""
            trends = {self.book.trend(id) for id in fact_ids(claim, self.roles, last=False)}
            if claim.direction and trends != {claim.direction}:
                return ""
            ending = ".growth" if claim.measure == "%" else ".diff"
            sums = [fact_ids(claim, self.roles, last=False)]
        elif claim.what == "rate":
            return ""
        for ids in sums:
            if len(ids) != 1:
                continue
            fact = self.book.get(ids[0] + ending)
            if fact is not None and fact.value == figure.value and fact.measure in (figure.measure, claim.measure):
                return fact.id
        return ""

    def _best(
        self,
        noted: list[_Noted],
        figure: Quantity,
        text: str,
        aspect: str | None,
        source: str,
        chosen: dict[str, int],
    ) -> tuple[_Noted | None, bool]:
        """The noted figure whose words stand beside the text's figure too; and whether others fit as well."""
        if not noted:
            return None, False
        begin, end = next(
            ((start, stop) for start, stop in sentence_spans(text) if start <= figure.start < stop), (0, len(text))
        )
        left, right = _plain(text[begin : figure.start]), _plain(text[figure.end : end])
        scored: list[tuple[tuple[int, ...], _Noted]] = []
        for item in noted:
            if source and source not in item.fact.sources:
                continue
            beside = _suffix(left, item.left) + _prefix(right, item.right)
            shared = _shared(left[-_WINDOW * 2 :] + "#" + right[:_WINDOW], item.words)
            if beside < _LEAST and shared < _LEAST and not source:
                continue
            free = -chosen.get(item.fact.id, 0)
            scored.append(((min(beside, 12) * 2 + shared, int(item.aspect == (aspect or "")), free), item))
        if not scored:
            return None, False
        scored.sort(key=lambda pair: pair[0], reverse=True)
        top = [item for score, item in scored if score == scored[0][0]]
        different = len({(item.fact.sources, item.left) for item in top}) > 1
        alike = all(item.words == top[0].words for item in top)
        return top[0], different and not alike


def _beside(item: _Noted, figure: Quantity, text: str) -> bool:
    """Whether a noted figure stands in the text between the very words that it stands between in the note."""
    left, right = _plain(text[: figure.start]), _plain(text[figure.end :])
    return _suffix(left, item.left) + _prefix(right, item.right) >= _VERBATIM


def _suffix(one: str, other: str) -> int:
    """How many characters two texts end alike."""
    count = 0
    while count < min(len(one), len(other), _WINDOW) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _prefix(one: str, other: str) -> int:
    """How many characters two texts begin alike."""
    count = 0
    while count < min(len(one), len(other), _WINDOW) and one[count] == other[count]:
        count += 1
    return count


def _shared(one: str, other: str) -> int:
    """The characters of a text whose pairs stand in another."""
    pairs = {other[at : at + 2] for at in range(len(other) - 1)}
    return sum(one[at : at + 2] in pairs for at in range(len(one) - 1) if not one[at].isdigit())


def bind_text(
    text: str, report: Report | ReportClaims, *, aspect: str | None = None, section: str = "", source: str = ""
) -> list[Bound]:
    """Which fact each figure of a free text states.

    Args:
        text: a paragraph or sentence. report: its figures and notes; a ``ReportClaims`` where many texts are bound.
        aspect, section: ids of those it is to stand in. source: what it is said to rest on.

    Returns:
        Every figure and year, in order; ``state`` says what is ambiguous and what no fact has.
    """
    told = report if isinstance(report, ReportClaims) else ReportClaims(report)
    return Binder(told).bind(text, aspect=aspect, section=section, source=source)
