"""What is said of all of a group, and how reviews and lawsuits ended: 均, 一律, 法院支持了我局."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from nianbao.claims.claim import Claim
from nianbao.claims.form_clauses import ALL_DUE, ASKED, CAME_IN, DEALT_WITH, EXCEPT, WHOLES, FormClauses
from nianbao.claims.form_names import Heard, Name, Named, words_in
from nianbao.claims.form_statement import Cells, Sense, Statement
from nianbao.patterns import lazy

_GROUP_MOST = 4
_PERIOD = ("%", "天", "日", "个工作日", "工作日", "倍", "小时")
_IN_TIME = lazy("期限|时限|按期|按时|如期|到期|[0-9]+个?(?:工作日|天)")
_EXCEPTED = lazy("(?:其中)?除(?!了)[^，。；]*外")
_MOVES = {"up", "down", "same", "compares"}


_EXCEPTED = lazy("除(?!了)[^，。；]*外$")
_NOT_YET = lazy("(?:未|没有?|等待|待)$")
_CLOSED = lazy(
    "审结|结案|办结|了结|审理完毕|审理终结|审理完|宣判|裁判|裁决|(?:作出|作了|下达)[^，。；]{0,6}(?:判决|裁定|决定)|有了?(?:结果|结论)"
)


class FormAlls(FormClauses):
    """Reads what clauses say of all there was."""

    def _all(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        marks = [
            mark
            for mark in words_in("every", text, clause.start, clause.end)
            if mark[2] in ("均", "都") or not self._inside(words.tokens, mark[0], mark[1])
        ]
        if not marks or self._supposed(words.tokens) or text.startswith("有", marks[-1][1]):
            return  # 三类均有企业提出: each has some
        if number and _EXCEPTED.fullmatch(text, heard[number - 1].start, heard[number - 1].end):
            return  # 除1件补正后仍不明确以外，都是本机关不掌握: of the rest
        start, end = marks[0][0], marks[-1][1] if self._close(marks) else marks[0][1]
        denied = next((place for place in words_in("not_all", text, clause.start, start) if place[1] == start), None)
        start = denied[0] if denied is not None else start  # 并非都由自然人提出
        if words_in("negation", text, end, clause.end) and not self._named(heard, number, end, clause.end).rows:
            return
        if any(item.start >= end and item.measure not in _PERIOD for item in words.figures):
            return
        if any(token.start >= start and self._senses(token) & _MOVES for token in words.tokens):
            return
        what = self._named(heard, number, end, clause.end)
        over = _CLOSED.search(text, end, clause.end)
        if (what.start < 0 and over is None) or self._left(heard, number, end, clause.end):
            return
        if any(
            not what.start <= mark[0] < what.end
            for mark in words_in("negation", text, end, clause.end)
            if not self._inside(words.tokens, mark[0], mark[1])
        ):
            return
        group = self._group(heard, number, start)
        rows = self._rows(what.rows)
        if group is None or not self._held(rows):
            return
        wholes, columns, told, sure = group
        families = list(dict.fromkeys(self.roles.by_id[whole].family for whole in wholes))
        apart = len(families) > 1 and told is None
        for some in (
            [[item for item in wholes if self.roles.by_id[item].family == one] for one in families]
            if apart
            else [wholes]
        ):
            senses = [
                sense
                for whole in some
                for column in columns
                for sense in self._of_all(whole, column, told, rows, what, (end, clause), sure)
            ]
            if denied is not None:
                senses = [replace(sense, operator="not_all") for sense in senses if sense.operator == "all"]
            if senses:
                stop = max(what.end, end, over.end() if over is not None else end)
                yield Statement(start, stop, "", tuple(senses), clause.year)

    @staticmethod
    def _close(marks: Sequence[tuple[int, int, str]]) -> bool:
        return all(two[0] - one[1] <= 1 for one, two in pairwise(marks))

    def _of_all(
        self,
        whole: str,
        columns: tuple[str, ...],
        told: Decimal | None,
        rows: list[Name],
        what: Named,
        place: tuple[int, Heard],
        sure: bool,
    ) -> Iterator[Sense]:
        """The senses in which all of a whole may be what is said of it."""
        end, clause = place
        known, by_id = self.roles.by_id[whole], self.roles.by_id
        base = Cells((whole,), columns)
        strong = [item for item in rows if not item.weak or by_id[item.roles[0]].group]
        results = tuple(dict.fromkeys(role for item in strong for role in item.roles if self._part(role, whole)))
        finished = {role for item in rows for role in item.roles} & {"requests.done", "requests.handled"}
        if results:
            if not columns or all(ASKED in by_id[role].parts for role in results):
                yield Sense("all", Cells(results, columns), base if sure else None, told)
        elif what.applicants and columns and ASKED in known.parts:
            who = tuple(dict.fromkeys(item[2] for item in what.applicants))
            inner = self.roles.parts["applicant"][columns[0]].sum
            if len(columns) == 1 and set(who) <= set(inner) and sure:
                yield Sense("all", Cells((whole,), who), base, told)  # 法人或其他组织17件，全部来自商业企业
        elif what.applicants and not columns and ASKED in known.parts:
            if all(role in (*WHOLES, whole) for item in strong for role in item.roles):
                who = tuple(dict.fromkeys(item[2] for item in what.applicants))
                yield Sense("all", Cells((whole,), who), base if sure else None, told)
        elif finished and known.family == "requests" and sure:
            said = clause.words.text[end : clause.end]
            now = any(token.word == "<own>" for token in clause.words.between(end, clause.end))
            if ("requests.done" in finished or now) and not _IN_TIME.search(said):
                yield Sense("left", Cells(("requests.carry_out",), columns), base, told)
        elif sure and (over := _CLOSED.search(clause.words.text, end, clause.end)) is not None:
            pending = f"{whole}.pending"
            if pending in by_id:
                still = _NOT_YET.search(clause.words.text, end, over.start()) is not None  # 均尚未审结
                yield Sense("all" if still else "left", Cells((pending,)), base, told)

    def _part(self, role: str, whole: str) -> bool:
        """Whether a role is a result that all of a whole may have."""
        one, two = self.roles.by_id[role], self.roles.by_id[whole]
        if one.family == "requests" and whole in WHOLES:
            return (one.group != "" and one.group != "opened") or bool(one.group == "opened")
        if whole.endswith(".closed"):
            return one.within == two.within and one.group == "results" and not role.endswith(".pending")
        return one.within == whole

    def _group(
        self, heard: Sequence[Heard], number: int, until: int
    ) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], Decimal | None, bool] | None:
        """What "all" is of: the totals and the kinds of applicant that it may be, the figure told for it, whether
        it is sure that nothing narrows it."""
        clause = heard[number]
        text = clause.words.text
        rest = EXCEPT.search(text, clause.start, until) is not None
        if number and _EXCEPTED.search(text, heard[number - 1].start, heard[number - 1].end):
            return None  # 其他处理4件，除1件为主动撤回外，均为…: of the others
        figures = [item for item in clause.words.figures if item.end <= until and item.measure not in _PERIOD]
        if any(not item.exact for item in figures) or (rest and figures):
            return None  # 除1件外均为…: of the others
        if len(figures) == 2:
            return self._both_that_came(heard, number, until)
        if len(figures) > 2:
            return None
        here = self._named(heard, number, clause.start, until)
        narrow = bool(self._left(heard, number, clause.start, until)) or rest or self.narrowed(heard, number)
        told = figures[0].value if figures else None
        if here.start >= 0 and (figures or any(not item.weak for item in here.rows) or here.applicants or number == 0):
            return self._as_group(here, told, narrow, clause, heard, number)
        if figures and told is not None:
            return self._bases(heard, number), ((),), told, False
        if narrow or rest:
            return None
        for back in range(number - 1, max(-1, number - _GROUP_MOST), -1):
            before = heard[back]
            if before.words.clause.depth > clause.words.clause.depth:
                continue
            if heard[back + 1].words.clause.before == "；" or before.scope != "own":
                return None
            counts = [claim for claim in before.claims if claim.what == "count"]
            total = self._total(heard, back)
            if total is not None and all(claim.sure for claim in counts):
                role, told = total
                return self._wholes(role), ((),), told, not self._left(heard, back, before.start, before.end)
            if counts:
                claim = self._together(counts) or counts[-1]
                counts = [claim] if claim is not counts[-1] else counts
                if len(counts) == 1 and not claim.sure and claim.exact:
                    names = self._named(heard, back, before.start, before.end)
                    narrowed = bool(self._left(heard, back, before.start, before.end))
                    if narrowed or len(self._families(before.words.tokens)) > 1:
                        return None  # 因行政处罚引起的行政诉讼2件，均维持
                    return (
                        self._as_group(names, claim.value, narrowed, before, heard, back) if names.start >= 0 else None
                    )
                if len(counts) > 1 or not claim.sure or claim.denied or not claim.exact or len(claim.roles) > 1:
                    return None
                if claim.all or any(item.kind != "applicant" and item.value != "其中" for item in claim.by):
                    return None
                inner = bool(self._left(heard, back, before.start, before.end))
                applicants = tuple(part for part in claim.applicant.split("+") if part)
                return self._wholes(claim.role), (applicants,), claim.value, not inner and claim.part_of is None
            if before.words.figures:
                return None
            names = self._named(heard, back, before.start, before.end)
            if names.start >= 0 and self._left(heard, back, before.start, before.end):
                return None
            if names.start >= 0:
                return self._as_group(names, None, self.narrowed(heard, number), before, heard, back)
        return None

    @staticmethod
    def _together(counts: Sequence[Claim]) -> Claim | None:
        """The total that the counts of a clause divide: 行政诉讼2件，直接起诉、复议后起诉各1件: of both."""
        whole = counts[0].part_of
        if len(counts) < 2 or whole is None or any(one.part_of is not whole or not one.exact for one in counts):
            return None
        return whole if sum((one.value or Decimal(0) for one in counts), Decimal(0)) == whole.value else None

    def _both_that_came(
        self, heard: Sequence[Heard], number: int, until: int
    ) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], Decimal | None, bool] | None:
        """What came in and what was carried in, together: 新收8件连同上年结转的1件全部办结."""
        clause = heard[number]
        here = self._named(heard, number, clause.start, until)
        roles = {role for item in here.rows for role in item.roles}
        figures = [item.value for item in clause.words.figures if item.end <= until]
        if "requests.carry_in" not in roles or None in figures or self._left(heard, number, clause.start, until):
            return None
        told = sum((value for value in figures if value is not None), Decimal(0))
        return (ALL_DUE,), (tuple(dict.fromkeys(item[2] for item in here.applicants)),), told, True

    def _total(self, heard: Sequence[Heard], number: int) -> tuple[str, Decimal] | None:
        """The total of reviews or lawsuits that a clause tells with its one figure: 另有1件经复议后起诉."""
        clause = heard[number]
        figures = [item for item in clause.words.figures if item.measure not in _PERIOD]
        rows = self._rows(self._named(heard, number, clause.start, clause.end).rows)
        rows = [item for item in rows if not item.weak]
        if len(figures) != 1 or figures[0].value is None or len(rows) != 1 or len(rows[0].roles) != 1:
            return None
        role = rows[0].roles[0]
        return (role, figures[0].value) if f"{role}.pending" in self.roles.by_id and clause.year == "own" else None

    def _wholes(self, role: str) -> tuple[str, ...]:
        if role in WHOLES:
            return (role,) if role != "requests.handled" else ("requests.done", CAME_IN, ALL_DUE)
        closed = f"{role}.closed"
        return (role, closed) if closed in self.roles.by_id else (role,)

    def _as_group(
        self, here: Named, told: Decimal | None, narrow: bool, clause: Heard, heard: Sequence[Heard], number: int
    ) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], Decimal | None, bool] | None:
        rows = self._rows(here.rows)
        if not self._held(rows):
            return None
        strong = [item for item in rows if not item.weak] or rows
        roles = tuple(dict.fromkeys(role for item in strong for role in item.roles))
        columns = tuple(dict.fromkeys(item[2] for item in here.applicants))
        together = len(columns) < 2 or self._joined(clause, [item[:2] for item in here.applicants])
        if not roles:
            roles = self._bases(heard, number)
        wholes: list[str] = []
        for role in roles:
            if role in WHOLES:
                loose = told is None or all(item.weak for item in strong)
                wholes += [role] if role in (DEALT_WITH, ALL_DUE) else [CAME_IN, ALL_DUE]
                wholes += [DEALT_WITH] if loose else []
            else:
                wholes += self._wholes(role)
        if columns:
            wholes = [role for role in wholes if ASKED in self.roles.by_id[role].parts]
            if any(role in WHOLES for role in wholes):
                wholes = [*wholes, CAME_IN, DEALT_WITH]
        ways = (columns,) if together else tuple((part,) for part in columns)
        return tuple(dict.fromkeys(wholes)), ways, told, not narrow

    def _results(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        if words.figures or words_in("every", words.text, clause.start, clause.end):
            return
        if self._supposed(words.tokens):
            return
        names = self._rows(self._named(heard, number, clause.start, clause.end).rows)
        denied = words_in("negation", words.text, clause.start, clause.end)
        results = [
            item
            for item in names
            if all(self.roles.by_id[role].group == "results" and role.startswith("remedies.") for role in item.roles)
        ]
        closed = [item for item in names if any(role.endswith(".closed") for role in item.roles)]
        if not results and len(closed) == 1:
            results = [closed[0]._replace(roles=(f"{closed[0].roles[0].removesuffix('.closed')}.pending",))]
        if not results or len(names) != max(len(results), len(closed)):
            return
        common = [role for role in results[0].roles if all(role in item.roles for item in results)]
        if not common or self._left(heard, number, clause.start, clause.end):
            return
        low, high = results[0].start, results[-1].end
        if any(not low <= start < high for start, _, _ in denied):
            return
        if number == 0 or clause.words.clause.before not in ("，", "（"):
            return
        told = next(
            (self._total(heard, at) for at in (number - 1, number - 2) if at >= 0 and heard[at].words.figures), None
        )
        if told is None:
            return
        senses = [
            Sense("left", Cells((role,)), Cells((told[0],)), told[1])
            if closed
            else Sense("all", Cells((role,)), Cells((told[0],)), told[1])
            for role in common
            if self.roles.by_id[role].within == told[0]
        ]
        if senses:
            yield Statement(low, high, "", tuple(senses), clause.year)
