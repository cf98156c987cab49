"""What is said of each of several things: 部分公开的和无法提供的都由自然人提出, 三类均有企业提出, 也不例外."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from nianbao.claims.form_clauses import ALL_DUE, ASKED, CAME_IN, DEALT_WITH, EXCEPT, WHOLES, FormClauses
from nianbao.claims.form_names import HEADS, Heard, words_in
from nianbao.claims.form_statement import Cells, Sense, Statement
from nianbao.patterns import lazy

_HAS = lazy("有(?!的是)")
_ALL_HAS = lazy("[都均皆]有(?:涉及)?$")
_NUMBER = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SO_MANY = lazy("(?P<number>[两三四五六])(?:类|项|种|者|方面)[^，。；]{0,4}(?:中|里)?$")
_KINDS = ("类", "种")
_SO_MANY_KINDS = lazy("(?:这|等)?[两二三四五](?:类|种)(?:主体|申请人)?")
_BACK = 3
_TWO = 2


class _Subject(NamedTuple):
    """A row of the form that a sentence speaks of, with the figure told for it."""

    role: str
    told: Decimal | None


class FormEach(FormClauses):
    """Reads what clauses say of each of several rows: whose they all are, or that each has some of a kind."""

    def _each(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        place = self._predicate(heard, number)
        if place is None:
            yield from self._of_every_kind(heard, number)
            return
        start, end, who = place
        some = _HAS.match(clause.words.text, end) is not None
        subjects = self._spoken_of(heard, number, start, several=True)
        if len(subjects) < _TWO or (some and len(who) > 1):
            return
        for item in subjects:
            sense = self._of_whom(item, who, some=some)
            if sense is not None:
                stop = max(at[1] for at in self._named(heard, number, end, clause.end).applicants)
                yield Statement(start, stop, "", (sense,), clause.year, each=True)

    def _of_every_kind(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        """That a row told before has some of each of several kinds of applicant: 其他处理的3件中，自然人、企业都有."""
        clause = heard[number]
        ends = _ALL_HAS.search(clause.words.text, clause.start, clause.end)
        who = self._named(heard, number, clause.start, clause.end)
        if ends is None or not who.applicants or who.rows or clause.words.figures:
            return
        if self._left(heard, number, clause.start, clause.end, ends.span()):
            return
        subjects = self._spoken_of(heard, number, clause.start, several=False)
        for start, _, part in who.applicants if len(subjects) == 1 else ():
            sense = self._of_whom(subjects[0], (part,), some=True)
            if sense is not None:
                yield Statement(start, ends.end(), "", (sense,), clause.year, each=True)

    def _likewise(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        """That what was said of others is so of these too: 予以公开的30件也不例外."""
        clause = heard[number]
        text = clause.words.text
        marks = words_in("likewise", text, clause.start, clause.end)
        if len(marks) != 1 or EXCEPT.search(text, clause.start, clause.end):
            return
        start, end, _ = marks[0]
        if self._left(heard, number, end, clause.end) or self._named(heard, number, end, clause.end).start >= 0:
            return
        for back in range(number - 1, max(number - 1 - _BACK, -1), -1):
            said = self._predicate(heard, back)
            if said is None:
                continue
            if _HAS.match(heard[back].words.text, said[1]):
                return
            for item in self._spoken_of(heard, number, start, several=False):
                sense = self._of_whom(item, said[2], some=False)
                if sense is not None:
                    yield Statement(start, end, "", (sense,), clause.year, each=True)
            return

    def _only(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        """That a row is of some kinds of applicant alone: 部分公开的8件，申请人只有自然人和企业."""
        clause = heard[number]
        text = clause.words.text
        marks = words_in("only", text, clause.start, clause.end)
        if len(marks) != 1 or EXCEPT.search(text, clause.start, clause.end) or self._supposed(clause.words.tokens):
            return
        start, end, _ = marks[0]
        if words_in("negation", text, clause.start, clause.end):
            return
        if any(item.end > end and item.measure not in (*_KINDS, *HEADS) for item in clause.words.figures):
            return
        what = self._named(heard, number, end, clause.end)
        many = _SO_MANY_KINDS.search(text, end, clause.end)
        hide = (many.span(),) if many is not None else ()
        if not what.applicants or any(not item.weak for item in what.rows):
            return
        if self._left(heard, number, end, clause.end, *hide):
            return
        who = tuple(dict.fromkeys(item[2] for item in what.applicants))
        place = (start, max(item[1] for item in what.applicants))
        if text.startswith("的", place[1]):
            return  # 申请人为企业的，…: which of them
        subjects = self._spoken_of(heard, number, start, several=False)
        if len(subjects) == 1:
            sense = self._of_whom(subjects[0], who, some=False)
            if sense is not None:
                yield Statement(*place, "", (sense,), clause.year, each=True)
            return
        before = self._named(heard, number, clause.start, start)
        told = any(item.what == "count" for one in heard[: number + 1] for item in one.claims)
        if before.applicants or told or self._left(heard, number, clause.start, start):
            return
        if all(role in WHOLES for item in before.rows for role in item.roles) and before.rows:
            senses = tuple(Sense("all", Cells((role,), who), Cells((role,))) for role in (CAME_IN, ALL_DUE, DEALT_WITH))
            yield Statement(*place, "", senses, clause.year, each=True)

    def _predicate(self, heard: Sequence[Heard], number: int) -> tuple[int, int, tuple[str, ...]] | None:
        """The word for all of a clause that names but kinds of applicant behind it: where it stands, and which."""
        clause = heard[number]
        text = clause.words.text
        marks = words_in("every", text, clause.start, clause.end)
        if not marks or self._supposed(clause.words.tokens) or EXCEPT.search(text, clause.start, clause.end):
            return None
        start, end = marks[0][0], marks[-1][1]
        before = words_in("not_all", text, clause.start, start)
        if any(place[1] == start for place in before) or words_in("negation", text, end, clause.end):
            return None
        if any(item.end > end for item in clause.words.figures):
            return None
        what = self._named(heard, number, end, clause.end)
        rows = [item for item in what.rows if not item.weak]
        if not what.applicants or rows or self._left(heard, number, end, clause.end):
            return None
        return start, end, tuple(dict.fromkeys(item[2] for item in what.applicants))

    def _spoken_of(self, heard: Sequence[Heard], number: int, until: int, *, several: bool) -> list[_Subject]:
        """The rows told before a place in its clause, or in the one before where it names none itself."""
        clause = heard[number]
        text = clause.words.text
        many = _SO_MANY.search(text, clause.start, until)
        found = self._rows_told(heard, number, until)
        if found is None or EXCEPT.search(text, clause.start, until):
            return []
        for back in range(number - 1, max(number - _BACK, -1), -1):
            if found or (clause.words.clause.before != "，" and many is None):
                break
            before = self._rows_told(heard, back, heard[back].end)
            if before is None or (not before and heard[back].words.figures):
                return []
            found = before
        if many is not None and several:
            wanted = _NUMBER[many["number"]]
            return found if len(found) == wanted else []
        return found

    def _rows_told(self, heard: Sequence[Heard], number: int, until: int) -> list[_Subject] | None:
        """The rows of a clause before a place, all with their figures or none; None where it is not read whole."""
        clause = heard[number]
        text = clause.words.text
        counts = [item for item in clause.claims if item.what == "count" and item.start < until and not item.all]
        figures = [item for item in clause.words.figures if item.end <= until and item.measure]
        first = counts[0].start if counts else until
        left = self._left(heard, number, first, until, *(m.span() for m in [_SO_MANY.search(text, first, until)] if m))
        if len(left) > 1:
            return None
        if not figures:
            rows = [item for item in self._rows(self._named(heard, number, clause.start, until).rows) if not item.weak]
            if len(self._left(heard, number, clause.start, until)) > _TWO or any(len(item.roles) > 1 for item in rows):
                return None
            return [_Subject(item.roles[0], None) for item in rows]
        known = {claim.start: claim for claim in counts}
        found: list[_Subject] = []
        for figure in figures:
            claim = known.get(figure.start)
            if claim is None or not claim.sure or not claim.exact or claim.by or len(claim.roles) > 1:
                return None
            if claim.year != "own" or claim.scope != "own" or claim.denied:
                return None
            found.append(_Subject(claim.role, claim.value))
        return found

    def _of_whom(self, item: _Subject, who: tuple[str, ...], *, some: bool) -> Sense | None:
        role = self.roles.by_id[item.role]
        if ASKED not in role.parts or item.role in WHOLES or not role.held:
            return None
        if some:
            return Sense("some", Cells((item.role,), who))
        return Sense("all", Cells((item.role,), who), Cells((item.role,)), item.told)
