"""None and some of the form, in words: 没有…, 未…, 为零, 仍有…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.claims.clause_words import not_one
from nianbao.claims.form_clauses import ASKED, EXCEPT, WHOLES, FormClauses
from nianbao.claims.form_names import HEADS, Heard, Name, Named, closed_words, happened, words_in
from nianbao.claims.form_statement import Cells, Operator, Sense, Statement
from nianbao.claims.role_phrases import Token
from nianbao.patterns import lazy

_ONLY = lazy("(?:发生|出现|产生|遇到|形成|有|过|一?[件起例宗]|此类?|这[类种]|该类|类似|上述|情形|情况)*")
_OF_SUCH = ("对", "凡", "就", "针对", "关于", "如", "若", "因", "为", "以", "按")
_WHY = "因为就对"
_ALSO = "也、亦又和及且并与，或"
_TWO = 2
_ARISEN = lazy("因[^，。；]{0,14}?(?:引发|引起|产生|导致|发生|提起|被申请)的?")
_MODIFIED = 4
_CONTENT = lazy("涉及|关于|针对|对象|内容|查询")
DONE = lazy("作出|做出|发生|出现|产生|引发|收到|收取|受理|实施|采取|制发|制定|印发|出台|发出|废止")
"""A verb that may say alone that something was."""
_NOTHING_MORE = lazy("(?:决定|案件|情况|情形|事项|措施|的|申请|文件|件)*")
_IN = lazy("(?:中|里|当中|之中|方面)，?(?=[^，。；]*$|既|也|又|还|有|出现|存在|包括)")


def _outer(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that lie in no longer one, in order."""
    return sorted(
        place for place in set(places) if not any(o != place and o[0] <= place[0] and place[1] <= o[1] for o in places)
    )


class FormDenials(FormClauses):
    """Reads what clauses say there was none of, or some."""

    def _none(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        marks = self._negations(clause)
        moved = {token.start: token for token in words.tokens if self._senses(token) & {"up", "down"}}
        for mark in marks:
            if mark[1] in moved:
                yield from self._not_moved(heard, number, mark[0], moved[mark[1]])
        marks = sorted(mark for mark in marks if mark[1] not in moved)
        if not marks or self._supposed(words.tokens) or EXCEPT.search(text, clause.start, clause.end):
            return
        if cells := self._of_last_year(heard, number, marks):
            yield Statement(*marks[0], "", (Sense("none", cells),))
            return
        if before := self._named_before(heard, number, marks):
            yield from self._denied(heard, number, before, Named((), ()), marks[0])
            return
        if self.narrowed(heard, number) or self._because_of_that(heard, number):
            return
        for at, (start, end) in enumerate(marks):
            if any(text[other - 1] not in _ALSO for other, _ in marks[at + 1 :]) or (
                at and text[start - 1] not in _ALSO
            ):
                continue  # 没有不予公开而未说明理由的
            stop = marks[at + 1][0] if at + 1 < len(marks) else clause.end
            begin = marks[at - 1][1] if at else clause.start
            if any(
                end <= item.start < stop and (item.value not in (0, 1) or item.start > end + 2)
                for item in words.figures
            ):
                continue
            if self._of_these(heard, number, start):
                continue
            here = self._named(heard, number, clause.start, stop)
            after = self._without_why(self._between(here, end, stop), text)
            before = self._between(here, clause.start, start)
            if self._left(heard, number, clause.start, start, *marks) or self._left(heard, number, end, stop, *marks):
                continue
            if not after.rows and not after.applicants:
                if not _ONLY.fullmatch(words.text, end, stop):
                    continue  # 收到重新作出的答复以后没有再起诉; 按执法案卷未提供
                after, before = self._between(here, begin, start), Named((), ())
                if any(item.end <= start and not not_one(item, text) for item in words.figures):
                    continue
            yield from self._denied(heard, number, after, before, (start, end))

    def _without_why(self, found: Named, text: str) -> Named:
        """What is denied, and not why: 未因依申请公开收取任何费用."""
        rows = [item for item in found.rows if not (text[item.start - 1] in _WHY and set(item.roles) <= set(WHOLES))]
        return found._replace(rows=tuple(rows))

    def _of_these(self, heard: Sequence[Heard], number: int, start: int) -> bool:
        """Whether a denial is of all of some things told before, which were dealt with otherwise: 9件均未公开."""
        clause = heard[number]
        marks = words_in("every", clause.words.text, clause.start, start)
        told = self._counts(heard, number)
        named_here = self._named(heard, number, clause.start, start)
        if not marks or marks[-1][1] != start or named_here.start >= 0 or not told:
            return False
        families = {self.roles.by_id[role].family for role in told[-1].roles}
        after = self._named(heard, number, start, clause.end).rows
        return any(self.roles.by_id[role].family in families for item in after for role in item.roles)

    def _not_moved(self, heard: Sequence[Heard], number: int, start: int, token: Token) -> Iterator[Statement]:
        """That something did not move one way, so that it moved the other or stayed: 纠正数没有增加."""
        clause = heard[number]
        rows = [item for item in self._rows(self._named(heard, number, clause.start, start).rows) if not item.weak]
        if len(rows) != 1 or clause.words.figures or not self._held(rows):
            return
        if self._left(heard, number, clause.start, clause.end, (start, token.end)):
            return
        others: tuple[Operator, ...] = ("same", "down") if "up" in self._senses(token) else ("same", "up")
        senses = tuple(Sense(way, Cells((role,))) for role in rows[0].roles for way in others)
        yield Statement(start, token.end, "", senses, clause.year)

    def _of_last_year(self, heard: Sequence[Heard], number: int, hide: list[tuple[int, int]]) -> Cells | None:
        """What the clause before counts of last year, of which this one only says whether there was any again:
        上年有1件直接起诉的案件，本年未再发生."""
        clause = heard[number]
        words = clause.words
        if number == 0 or words.clause.before != "，" or words.figures:
            return None
        if not any(token.word == "<own>" for token in words.tokens):
            return None
        if self._named(heard, number, clause.start, clause.end).start >= 0:
            return None
        if self._left(heard, number, clause.start, clause.end, *hide):
            return None
        told = [claim for claim in heard[number - 1].claims if claim.what == "count"]
        if len(told) != 1 or told[0].year != "last" or told[0].denied or not told[0].sure or len(told[0].roles) > 1:
            return None
        left = self._left(heard, number - 1, heard[number - 1].start, heard[number - 1].end)
        return self._cells(told[0]) if len(left) <= 1 and not told[0].all else None

    def _named_before(self, heard: Sequence[Heard], number: int, marks: list[tuple[int, int]]) -> Named | None:
        """The row that the clause before names and this one only denies: 以重复申请为由不予处理的，全年没有."""
        clause = heard[number]
        here = self._named(heard, number, clause.start, clause.end)
        figures = [item for item in clause.words.figures if item.measure != "年"]
        if len(marks) != 1 or here.start >= 0 or any(not not_one(item, clause.words.text) for item in figures):
            return None
        only = _ONLY.fullmatch(clause.words.text, marks[0][1], clause.end)
        if only is None or number == 0 or clause.words.clause.before != "，":
            return None
        if self._left(heard, number, clause.start, clause.end, *marks) or self._families(clause.words.tokens):
            return None
        for back in range(number - 1, max(number - 4, -1), -1):
            before = heard[back]
            if (
                any(not not_one(item, before.words.text) for item in before.words.figures)
                or len(self._left(heard, back, before.start, before.end)) > 1
            ):
                return None
            found = self._named(heard, back, before.start, heard[number - 1].end)
            rows = [item for item in self._rows(found.rows) if not item.weak]
            if rows:
                return Named(tuple(rows), ()) if len(rows) == 1 and not found.applicants else None
        return None

    @staticmethod
    def _between(names: Named, start: int, end: int) -> Named:
        """What of some names ends between two offsets: a wording around a denial is behind it."""
        return Named(
            tuple(item for item in names.rows if start < item.end <= end),
            tuple(item for item in names.applicants if start <= item[0] and item[1] <= end),
        )

    def _denied(
        self, heard: Sequence[Heard], number: int, what: Named, who: Named, mark: tuple[int, int]
    ) -> Iterator[Statement]:
        clause = heard[number]
        names = self._rows([*who.rows, *what.rows])
        if not self._held(names):
            return
        strong = [item for item in names if not item.weak]
        names = strong or ([] if what.applicants else names)
        own = [item for item in names if item.start >= min((row.start for row in what.rows), default=-1)]
        applicants = what.applicants or who.applicants
        if len(own) > 1 and not self._joined(clause, [(item.start, item.end) for item in own]):
            return
        if len(applicants) > 1 and not self._joined(clause, [item[:2] for item in applicants]):
            return
        low = min([mark[0], *(item.start for item in own), *(item[0] for item in what.applicants)])
        high = max([mark[1], *(item.end for item in own), *(item[1] for item in what.applicants)])
        columns: list[tuple[str, ...]] = [(item[2],) for item in applicants] or [()]
        for column in columns:
            choices = [self._choices(clause, item) for item in own] or (
                [[list(self._bases(heard, number))]] if column else []
            )
            for groups in choices:
                for group in groups:
                    ways = [column] if column else [(), *self._subject(heard, number)]
                    senses = [
                        Sense("none", Cells((role,), way))
                        for role in group
                        for way in ways
                        if not way or ASKED in self.roles.by_id[role].parts
                    ]
                    if senses:
                        yield Statement(low, high, "", tuple(senses), clause.year)

    def _subject(self, heard: Sequence[Heard], number: int) -> list[tuple[str, ...]]:
        """The kinds of applicant of which a figure was told before in the sentence: 企业应办19件，没有予以公开的."""
        known = self.roles.parts["applicant"]
        found = [claim.applicant for claim in self._counts(heard, number) if claim.applicant and claim.part_of is None]
        ways: list[tuple[str, ...]] = [(part,) for part in dict.fromkeys(found) if part in known]
        for clause in heard[:number]:
            parts = (part for token in clause.words.tokens for _, part in self.matcher.part.get(token.word, ()))
            if named_parts := tuple(dict.fromkeys(part for part in parts if part in known)):
                ways.append(named_parts)  # 公益组织和法律服务机构的申请均已办结，无一结转
        return list(dict.fromkeys(ways))

    def _choices(self, clause: Heard, item: Name) -> list[list[str]]:
        """The roles of a wording: apart where the clause names each one's family, else as ways to understand it."""
        if len(item.roles) == 1:
            role = self.roles.by_id[item.roles[0]]
            return [[role.id, *(one for sums in role.also for one in sums if len(sums) == 1)]]
        here = self._families(clause.words.tokens)
        apart = [role for role in item.roles if self.roles.by_id[role].family in here]
        return [[role] for role in apart] if apart else [list(item.roles)]

    def _some(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        """That there was some of what a clause names: 出现过…, 有因…不予处理的, 既有个人提出的也有企业提出的."""
        clause = heard[number]
        words = clause.words
        text = words.text
        marks = self._present(heard, number)
        if not marks or self._negations(clause) or self._supposed(words.tokens):
            return
        counted = [item for item in words.figures if item.start < marks[0][0]]
        if words.figures and _CONTENT.search(text, clause.start, clause.end):
            return
        if len(counted) > 1 or any(item.measure not in HEADS for item in words.figures if item not in counted):
            return
        if EXCEPT.search(text, clause.start, marks[0][0]) or any(
            self._senses(token) & {"up", "down"} for token in words.tokens
        ):
            return
        led = text.startswith(_OF_SUCH, clause.start) and not _ARISEN.match(text, clause.start, clause.end)
        if led or text[marks[0][0] - 1] in "不是":
            return  # 对出现逾期不补正情形的申请: what is done then
        if cells := self._of_last_year(heard, number, marks):
            yield Statement(marks[0][0], marks[-1][1], "", (Sense("some", cells),))
            return
        here = self._named(heard, number, clause.start, clause.end)
        if self._left(heard, number, clause.start, clause.end, *marks):
            return
        among = self._among(heard, number, marks[0][0])
        if (
            text.startswith("的，", clause.end - 1)
            and not among
            and len(marks) < _TWO
            and text[marks[0][0] - 1] != "也"
        ):
            return  # 存在内容不明确的，一次性告知补正
        names = self._rows((*among, *here.rows))
        rows = [item for item in names if not item.weak]
        rows = rows or [item for item in names if not any(self.roles.by_id[role].group for role in item.roles)]
        rows = [item for item in rows if not set(item.roles) <= set(WHOLES)] or rows
        if not self._held(rows) or (rows and self._held_by_none(rows)):
            return
        if words.figures and not (here.applicants and all(item[0] > marks[0][0] for item in here.applicants)):
            return  # 3件有…: that there are three is told by the figure
        whose: list[tuple[str, ...]] = [(item[2],) for item in here.applicants]
        if len(whose) > 1 and not self._joined(clause, [item[:2] for item in here.applicants]):
            return
        if whose and not rows and "requests" not in self._topics(heard, number):
            return
        apart = len(marks) > 1 or bool(words_in("every", text, clause.start, clause.end))
        groups = [item.roles for item in rows] if apart else [tuple(role for item in rows for role in item.roles)]
        if len(rows) == 1 or not rows:
            groups = [rows[0].roles if rows else self._bases(heard, number) if whose else ()]
        one_by_one = len(rows) < _TWO or apart
        low, high = min(marks[0][0], here.start), max(marks[-1][1], here.end)
        for group in groups:
            for column in whose or [()]:
                asked = [role for role in group if not column or ASKED in self.roles.by_id[role].parts]
                some = [(role,) for role in asked] if one_by_one else [tuple(asked)] if asked else []
                if some:
                    senses = tuple(Sense("some", Cells(roles, column)) for roles in some)
                    yield Statement(low, high, "", senses, clause.year, each=len(whose) > 1 or len(groups) > 1)

    def _held_by_none(self, rows: Sequence[Name]) -> bool:
        """Whether rows are named that no table holds as such: how many were extended."""
        return any(not self.roles.facts(role) for item in rows for role in item.roles)

    def _present(self, heard: Sequence[Heard], number: int) -> list[tuple[int, int]]:
        """Where a clause says that there was something: by 有 or 存在, by what was done (作出过, 收取了), or, of this
        year or beside what is counted, by the verb alone (本年发生…, 处罚9件，作出行政强制决定，上年3件)."""
        clause = heard[number]
        text = clause.words.text
        found = [place[:2] for place in words_in("present", text, clause.start, clause.end)]
        found += [match.span() for match in happened().finditer(text, clause.start, clause.end)]
        who = [item[0] for item in self._named(heard, number, clause.start, clause.end).applicants]
        found += [
            (item.start, item.end)
            for item in clause.words.figures
            if item.measure in HEADS[:3] and any(0 <= at - item.end <= _MODIFIED for at in who)
        ]  # 申请人分别为1家商业企业和1家律师事务所
        if found:
            return _outer(found)
        plain = DONE.search(text, clause.start, clause.end)
        rows = self._named(heard, number, clause.start, clause.end).rows
        if plain is None or not rows or not _NOTHING_MORE.fullmatch(text, max(item.end for item in rows), clause.end):
            return []
        own = any(token.word == "<own>" for token in clause.words.tokens)
        beside = number + 1 < len(heard) and heard[number + 1].year == "last" and bool(heard[number + 1].words.figures)
        return [plain.span()] if own or (beside and plain.start() == clause.start) else []

    def _among(self, heard: Sequence[Heard], number: int, until: int) -> tuple[Name, ...]:
        """The rows of which a clause says what there was among them: 不予公开的申请中有企业提出的."""
        clause = heard[number]
        text = clause.words.text
        if _IN.search(text, clause.start, until):
            return tuple(self._named(heard, number, clause.start, until).rows)
        if number == 0 or clause.words.clause.before != "，":
            return ()
        before = heard[number - 1]
        marks = [match.span() for match in happened().finditer(text, before.start, before.end)]
        within = _IN.search(text, before.start, marks[0][0] if marks else before.end)
        if within is None or before.words.figures:
            return ()
        if self._left(heard, number - 1, before.start, before.end, *marks):
            return ()
        return tuple(self._named(heard, number - 1, before.start, within.end()).rows)

    def _negations(self, clause: Heard) -> list[tuple[int, int]]:
        """The words of denial of a clause that are no part of another word."""
        text = clause.words.text
        marks = [
            (start, end)
            for start, end, _ in words_in("negation", text, clause.start, clause.end)
            if not self._inside(clause.words.tokens, start, end)
        ]
        other = [place[:2] for place in words_in("no_negation", text, clause.start, clause.end)]
        other += closed_words(text, clause.start, clause.end)
        marks = [mark for mark in marks if not any(start < mark[1] <= end for start, end in other)]
        return marks + [(start, end) for start, end, _ in words_in("zero", text, clause.start, clause.end)]
