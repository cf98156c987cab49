"""What a sentence says of the form without a figure: each clause read by the cells it names and its one operator.

The order of the words does not matter. From a clause, and from those before it where it names nothing itself, come the
rows, the kinds of applicant and the group that it speaks of; a word for none, all, more or fewer, most says what of
them. A statement is made only where nothing else is left in the clause that could narrow what it is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.claim import Claim
from nianbao.claims.form_names import Heard, Name, Named, closed_words, form_words, named, residue, shares_in, words_in
from nianbao.claims.form_statement import Cells, Operator, Sense, Statement
from nianbao.claims.role_phrases import Matcher, Token
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy

__all__ = ["FormStatements"]

_JOINED = lazy("[、和及或与并也以]|以及|或者|，")
_NARROWING = lazy(
    "(?:对(?![照比标接])|针对|就(?!此)|关于|涉及|因(?!此)|由于|凡)[^，。；]*(?:申请|信息|案件|答复|事项|件|的|引发|引起)$"
)
_SUBJECT = ("的", "里", "中")
_EXCEPT = lazy(
    "除(?!了)|其余|剩余|余下|剩下|另(?:有|外|案)?|其[他它](?!组织|对外|处理|结果|情形|法)|多数|部分(?!公开)|个别|有的|大多|一些|某些|除外"
)
_GROUP_MOST = 4
"""Clauses that a clause without a group of its own is looked back over."""
_ONE = Decimal(1)
_WHOLES = ("requests.new", "requests.handled", "requests.done", "requests.due")
_CAME_IN, _DEALT_WITH, _ALL_DUE = "requests.new", "requests.done", "requests.due"
_PERIOD = ("%", "天", "日", "个工作日", "工作日", "倍", "小时")
_IN_TIME = lazy("期限|时限|按期|按时|如期|到期|[0-9]+个?(?:工作日|天)")
_ASKED = "applicant"


class FormStatements:
    """Reads sentences into statements on the form.

    Args:
        matcher: of the kind's roles. own: the unit's names.
    """

    def __init__(self, matcher: Matcher, own: Sequence[str] = ()) -> None:
        self.matcher, self.own = matcher, tuple(own)
        self.roles: Roles = matcher.roles

    def read(self, heard: Sequence[Heard], text: str) -> list[Statement]:
        """What a sentence says.

        Args:
            heard: its clauses in order. text: the paragraph as it stands.
        """
        found: list[Statement] = []
        for number, clause in enumerate(heard):
            if clause.year == "other" or clause.month or not self._of_us(heard, number):
                continue
            for made in (*self._none(heard, number), *self._all(heard, number), *self._moved(heard, number)):
                found.append(self._quoted(made, text))
            found += [self._quoted(made, text) for made in self._some(heard, number)]
            for made in (*self._results(heard, number), *self._ranks(heard, number), *self._shares(heard, number)):
                found.append(self._quoted(made, text))
        return found

    def _of_us(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether a clause is of the unit itself: what a superior organ decides on a review is."""
        scope = heard[number].scope
        if scope == "superior":
            known = {role.family for role in self.roles.roles if role.id.startswith("remedies.")}
            return bool(known & set(self._topics(heard, number)))
        return scope == "own"

    @staticmethod
    def _quoted(made: Statement, text: str) -> Statement:
        return Statement(made.start, made.end, text[made.start : made.end], made.senses, made.year)

    # ── what a clause names

    def _topics(self, heard: Sequence[Heard], number: int) -> list[str]:
        """The families that a clause may be about: those it names, else those named before, else the part's."""
        clause = heard[number]
        here = self._families(clause.words.tokens)
        if here:
            return [*here, clause.topic] if clause.topic not in here else here
        for before in reversed(heard[max(0, number - _GROUP_MOST) : number]):
            named_before = self._families(before.words.tokens)
            if named_before:
                return [clause.topic] if clause.topic in named_before else named_before
        return [clause.topic]

    def _families(self, tokens: Sequence[Token]) -> list[str]:
        held, family = self.matcher.held, self.matcher.family
        return list(dict.fromkeys(family[token.word] for token in tokens if family.get(token.word) in held))

    def _named(self, heard: Sequence[Heard], number: int, start: int, end: int) -> Named:
        words = heard[number].words
        return named(words, start, end, self.matcher, self._topics(heard, number), words.figures)

    def _left(self, clause: Heard, start: int, end: int, *hide: tuple[int, int]) -> str:
        return residue(clause.words, start, end, self.matcher, self.own, hide) if end > start else ""

    def _wider(self, role: str, other: str) -> bool:
        """Whether a role is the whole that another is a part of."""
        if role == other:
            return False
        one, two = self.roles.by_id[role], self.roles.by_id[other]
        if other in one.sum_of:
            return True
        if two.within and (two.within == role or self._wider(role, two.within)):
            return True
        narrow = bool(two.group) or other in ("requests.carry_out", "requests.carry_in")
        return one.family == two.family and role in _WHOLES and (narrow or (role != other and other not in _WHOLES))

    def _rows(self, names: Sequence[Name]) -> list[Name]:
        """Of what is named, what is no whole of another that is named too: 行政执法案卷…不予公开 is the first."""
        all_roles = {role for item in names for role in item.roles}
        kept = []
        for item in names:
            roles = tuple(
                role for role in item.roles if not any(self._wider(role, other) for other in all_roles - {role})
            )
            if roles:
                kept.append(item._replace(roles=roles))
        return kept

    def _held(self, names: Sequence[Name]) -> bool:
        return all(self.roles.by_id[role].held for item in names for role in item.roles)

    def _joined(self, clause: Heard, places: Sequence[tuple[int, int]]) -> bool:
        """Whether places of a clause are joined by 、 or 和, so that what is said is of each."""
        ordered = sorted(places)
        return all(
            one[1] >= two[0] or _JOINED.search(clause.words.text, one[1], two[0]) is not None
            for one, two in zip(ordered, ordered[1:], strict=False)
        )

    def _counts(self, heard: Sequence[Heard], number: int, until: int | None = None) -> list[Claim]:
        """The counts told in a sentence before a place, those of this year."""
        until = heard[number].start if until is None else until
        return [
            claim
            for clause in heard[: number + 1]
            for claim in clause.claims
            if claim.what == "count"
            and claim.start < until
            and claim.year == "own"
            and not claim.denied
            and not claim.all
        ]

    def _narrowed(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether the clause before says of which only the clause speaks: 对涉及征地的申请，没有…."""
        clause = heard[number]
        if number == 0 or clause.words.clause.before != "，":
            return False
        before = heard[number - 1]
        said = before.words.text[before.start : before.end]
        return _NARROWING.fullmatch(said) is not None and bool(self._left(before, before.start, before.end))

    def _because_of_that(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether a clause rests on what the one before told, in words that are not the form's: 也没有因此被复议."""
        clause = heard[number]
        if not _THAT.search(clause.words.text, clause.start, clause.end):
            return False
        return number == 0 or bool(self._left(heard[number - 1], heard[number - 1].start, heard[number - 1].end))

    # ── 没有, 未, 无, 为零

    def _none(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        marks = [
            (start, end)
            for start, end, _ in words_in("negation", text, clause.start, clause.end)
            if not self._inside(words.tokens, start, end)
        ]
        other = [place[:2] for place in words_in("no_negation", text, clause.start, clause.end)]
        other += closed_words(text, clause.start, clause.end)
        marks = [mark for mark in marks if not any(start <= mark[0] and mark[1] <= end for start, end in other)]
        marks += [(start, end) for start, end, _ in words_in("zero", text, clause.start, clause.end)]
        marks.sort()
        if not marks or self._supposed(words.tokens) or _EXCEPT.search(text, clause.start, clause.end):
            return
        if self._narrowed(heard, number) or self._because_of_that(heard, number):
            return
        for at, (start, end) in enumerate(marks):
            if any(text[other - 1] not in _ALSO for other, _ in marks[at + 1 :]) or (
                at and text[start - 1] not in _ALSO
            ):
                continue  # 没有不予公开而未说明理由的
            stop = marks[at + 1][0] if at + 1 < len(marks) else clause.end
            begin = marks[at - 1][1] if at else clause.start
            if any(end <= item.start < stop and item.value not in (0, 1) for item in words.figures):
                continue
            here = self._named(heard, number, clause.start, stop)
            after = self._between(here, end, stop)
            before = self._between(here, clause.start, start)
            if self._left(clause, clause.start, start, *marks) or self._left(clause, end, stop, *marks):
                continue
            if not after.rows and not after.applicants:
                after, before = self._between(here, begin, start), Named((), ())
                if words.figures and any(item.end <= start for item in words.figures):
                    continue
            yield from self._denied(heard, number, after, before, (start, end))

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
            choices = [self._choices(clause, item, heard, number) for item in own] or (
                [[list(self._bases(heard, number))]] if column else []
            )
            for groups in choices:
                for group in groups:
                    senses = [
                        Sense("none", Cells((role,), column))
                        for role in group
                        if not column or _ASKED in self.roles.by_id[role].parts
                    ]
                    if senses:
                        yield Statement(low, high, "", tuple(senses), clause.year)

    def _choices(self, clause: Heard, item: Name, heard: Sequence[Heard], number: int) -> list[list[str]]:
        """The roles of a wording: apart where the clause names each one's family, else as ways to understand it."""
        if len(item.roles) == 1:
            role = self.roles.by_id[item.roles[0]]
            return [[role.id, *(one for sums in role.also for one in sums if len(sums) == 1)]]
        here = self._families(clause.words.tokens)
        apart = [role for role in item.roles if self.roles.by_id[role].family in here]
        return [[role] for role in apart] if apart else [list(item.roles)]

    @staticmethod
    def _inside(tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a word of denial is but a part of another word: 未经复议, 无法提供, 尚未审结."""
        return any(
            token.start <= start
            and end <= token.end
            and token.end - token.start > end - start
            and not _DENIES.fullmatch(token.word)
            for token in tokens
        )

    def _supposed(self, tokens: Sequence[Token]) -> bool:
        return any("not_said" in self.matcher.sense.get(token.word, ()) for token in tokens[:2])

    def _bases(self, heard: Sequence[Heard], number: int) -> tuple[str, ...]:
        """The totals that a kind of applicant or a result may be of, where none is named."""
        for claim in reversed(self._counts(heard, number)):
            for role in claim.roles:
                if role in _WHOLES:
                    return tuple(dict.fromkeys((role, *(_WHOLES if role != _CAME_IN else (_CAME_IN, _ALL_DUE)))))
        return (_CAME_IN, _DEALT_WITH, _ALL_DUE)

    # ── 仍有, 也有

    def _some(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        marks = words_in("present", words.text, clause.start, clause.end)
        if len(marks) != 1 or words.figures or words_in("negation", words.text, clause.start, clause.end):
            return
        if self._supposed(words.tokens) or _EXCEPT.search(words.text, clause.start, clause.end):
            return
        here = self._named(heard, number, clause.start, clause.end)
        rows = [item for item in self._rows(here.rows) if not item.weak]
        if len(rows) != 1 or here.applicants or not self._held(rows):
            return
        if self._left(clause, clause.start, clause.end, marks[0][:2]):
            return
        senses = tuple(Sense("some", Cells((role,))) for role in rows[0].roles)
        low, high = min(marks[0][0], rows[0].start), max(marks[0][1], rows[0].end)
        yield Statement(low, high, "", senses, clause.year)

    # ── 均, 全部, 一律

    def _all(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        marks = [
            mark
            for mark in words_in("every", text, clause.start, clause.end)
            if mark[2] in ("均", "都") or not self._inside(words.tokens, mark[0], mark[1])
        ]
        if not marks or self._supposed(words.tokens):
            return
        start, end = marks[0][0], marks[-1][1] if self._close(text, marks) else marks[0][1]
        if words_in("negation", text, end, clause.end) and not self._named(heard, number, end, clause.end).rows:
            return
        if any(item.start >= end and item.measure not in _PERIOD for item in words.figures):
            return
        if any(token.start >= start and self._senses(token) & _MOVES for token in words.tokens):
            return
        what = self._named(heard, number, end, clause.end)
        if what.start < 0 or self._left(clause, end, clause.end):
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
            if senses:
                yield Statement(start, max(what.end, end), "", tuple(senses), clause.year)

    def _senses(self, token: Token) -> set[str]:
        return self.matcher.sense.get(token.word, set())

    @staticmethod
    def _close(text: str, marks: Sequence[tuple[int, int, str]]) -> bool:
        return all(two[0] - one[1] <= 1 for one, two in zip(marks, marks[1:], strict=False))

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
            if not columns or all(_ASKED in by_id[role].parts for role in results):
                yield Sense("all", Cells(results, columns), base if sure else None, told)
        elif what.applicants and not columns and _ASKED in known.parts:
            if all(role in (*_WHOLES, whole) for item in strong for role in item.roles):
                who = tuple(dict.fromkeys(item[2] for item in what.applicants))
                yield Sense("all", Cells((whole,), who), base if sure else None, told)
        elif finished and known.family == "requests" and sure:
            said = clause.words.text[end : clause.end]
            now = any(token.word == "<own>" for token in clause.words.between(end, clause.end))
            if ("requests.done" in finished or now) and not _IN_TIME.search(said):
                yield Sense("left", Cells(("requests.carry_out",), columns), base, told)
        elif sure and any(role.endswith(".closed") for item in rows for role in item.roles):
            pending = f"{whole}.pending"
            if pending in by_id:
                yield Sense("left", Cells((pending,)), base, told)

    def _part(self, role: str, whole: str) -> bool:
        """Whether a role is a result that all of a whole may have."""
        one, two = self.roles.by_id[role], self.roles.by_id[whole]
        if one.family == "requests" and whole in _WHOLES:
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
        if _EXCEPT.search(text, clause.start, until):
            rest = True
        else:
            rest = False
        figures = [item for item in clause.words.figures if item.end <= until and item.measure not in _PERIOD]
        if len(figures) > 1:
            return None
        here = self._named(heard, number, clause.start, until)
        narrow = bool(self._left(clause, clause.start, until)) or rest or self._narrowed(heard, number)
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
            if total is not None:
                role, told = total
                return self._wholes(role), ((),), told, not self._left(before, before.start, before.end)
            if counts:
                claim = counts[-1]
                if len(counts) == 1 and not claim.sure and claim.exact:
                    names = self._named(heard, back, before.start, before.end)
                    narrowed = bool(self._left(before, before.start, before.end))
                    return (
                        self._as_group(names, claim.value, narrowed, before, heard, back) if names.start >= 0 else None
                    )
                if len(counts) > 1 or not claim.sure or claim.denied or not claim.exact or len(claim.roles) > 1:
                    return None
                if any(item.kind not in ("applicant",) for item in claim.by) or claim.all:
                    return None
                inner = bool(self._left(before, before.start, before.end))
                applicants = tuple(part for part in claim.applicant.split("+") if part)
                return self._wholes(claim.role), (applicants,), claim.value, not inner and claim.part_of is None
            if before.words.figures:
                return None
            names = self._named(heard, back, before.start, before.end)
            if names.start >= 0 and self._left(before, before.start, before.end):
                return None
            if names.start >= 0:
                return self._as_group(names, None, self._narrowed(heard, number), before, heard, back)
        return None

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
        if role in _WHOLES:
            return (role,) if role != "requests.handled" else ("requests.done", _CAME_IN, _ALL_DUE)
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
            if role in _WHOLES:
                loose = told is None or all(item.weak for item in strong)
                wholes += [role] if role in (_DEALT_WITH, _ALL_DUE) else [_CAME_IN, _ALL_DUE]
                wholes += [_DEALT_WITH] if loose else []
            else:
                wholes += self._wholes(role)
        if columns:
            wholes = [role for role in wholes if _ASKED in self.roles.by_id[role].parts]
            if any(role in _WHOLES for role in wholes):
                wholes = [*wholes, _CAME_IN, _DEALT_WITH]
        ways = (columns,) if together else tuple((part,) for part in columns)
        return tuple(dict.fromkeys(wholes)), ways, told, not narrow

    # ── a lawsuit's or a review's result, without "all"

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
        if len(results) != 1 or len(names) != 1 or self._left(clause, clause.start, clause.end):
            return
        if any(not results[0].start <= start < results[0].end for start, _, _ in denied):
            return
        if number == 0 or clause.words.clause.before not in ("，", "（"):
            return
        told = next(
            (self._total(heard, at) for at in (number - 1, number - 2) if at >= 0 and heard[at].words.figures), None
        )
        if told is None:
            return
        senses = [
            Sense("all", Cells((role,)), Cells((told[0],)), told[1])
            for role in results[0].roles
            if self.roles.by_id[role].within == told[0]
        ]
        if senses:
            yield Statement(results[0].start, results[0].end, "", tuple(senses), clause.year)

    # ── more, fewer, as many as last year

    def _moved(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        ways: list[tuple[int, int, Operator]] = []
        for token in words.tokens:
            sense = self.matcher.sense.get(token.word, set())
            way: Operator | None = (
                "up" if "up" in sense else "down" if "down" in sense else "same" if "same" in sense else None
            )
            if way is None or any(0 <= item.start - token.end <= 3 for item in words.figures):
                continue
            if token.end - token.start == 1 and not self._ends_comparison(clause, token):
                continue  # 内容多围绕…
            if _UNMOVED.search(text, max(clause.start, token.start - 3), token.start) or text.startswith(
                "的", token.end
            ):
                continue
            ways.append((token.start, token.end, way))
        if len(ways) != 1 or self._supposed(words.tokens):
            return
        start, end, way = ways[0]
        begun = max(
            (token.end for token in words.tokens if token.end <= start and self._compares(token)), default=clause.start
        )
        together = words_in("together", text, clause.start, end)
        pair = self._pair(heard, number)
        if pair is not None:
            yield Statement(start, end, "", (Sense(way, Cells((_CAME_IN,)), moved=pair),), "own")
            return
        if not self._compared(heard, number):
            return
        for cells in self._subjects(heard, number, start, begun, bool(together)):
            yield Statement(start, end, "", tuple(Sense(way, item) for item in cells), "own")

    def _ends_comparison(self, clause: Heard, token: Token) -> bool:
        """Whether one character says more or fewer at a comparison's end: 比上年多."""
        before = any(self._compares(other) and other.end <= token.start for other in clause.words.tokens)
        return before and token.end == clause.end

    def _compares(self, token: Token) -> bool:
        return "compares" in self.matcher.sense.get(token.word, ()) or token.word == "<last>"

    def _compared(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether a sentence compares with last year."""
        for clause in heard[: number + 1]:
            if any(token.word == "<other>" for token in clause.words.tokens):
                return False
            if words_in("compared", clause.words.text, clause.start, clause.end) or any(
                token.word == "<last>" for token in clause.words.tokens
            ):
                return True
        return False

    def _pair(self, heard: Sequence[Heard], number: int) -> tuple[Decimal, Decimal] | None:
        """The two figures between which a change is told beside its word: 略有上升，由12件变为9件."""
        for at in (number, number + 1):
            if at >= len(heard):
                continue
            clause = heard[at]
            figures = clause.words.figures
            if len(figures) < 2 or figures[0].value is None or figures[1].value is None:
                continue
            if figures[0].measure != figures[1].measure and figures[0].measure:
                continue
            ahead = clause.words.text[clause.start : figures[0].start]
            if at > number and (clause.words.clause.before != "，" or not _FROM.fullmatch(ahead)):
                continue
            if not _FROM.search(ahead) or not _TO.fullmatch(clause.words.text, figures[0].end, figures[1].start):
                continue
            return figures[0].value, figures[1].value
        return None

    def _subjects(
        self, heard: Sequence[Heard], number: int, until: int, begun: int, together: bool
    ) -> list[list[Cells]]:
        """Of what a change is said: for each thing the cells that its words may mean."""
        clause = heard[number]
        words = clause.words
        text = words.text
        amounts = words_in("amount", text, clause.start, until)
        hide = [
            *((start, end) for start, end, _ in amounts),
            *((start, end) for start, end, _ in words_in("degree", text, clause.start, until)),
            *((start, end) for start, end, _ in words_in("together", text, clause.start, until)),
        ]
        here = self._named(heard, number, clause.start, until)
        if self._left(clause, clause.start, until, *hide):
            return []
        pronoun = next(
            (form_words()["pronouns"][word] for _, _, word in words_in("pronouns", text, clause.start, until)), 0
        )
        counts = [
            claim
            for claim in self._counts(heard, number, until)
            if claim.sure and all(item.kind == "applicant" for item in claim.by) and len(claim.roles) == 1
        ]
        if pronoun:
            if len(counts) < 2:
                return []
            return [[self._cells(counts[-2] if pronoun > 0 else counts[-1])]]
        rows = self._rows(here.rows)
        if not self._held(rows):
            return []
        strong = [item for item in rows if not item.weak] or ([] if here.applicants else rows)
        if here.start >= 0 and not words.figures:
            columns = tuple(dict.fromkeys(item[2] for item in here.applicants))
            if len(strong) > 1 and not self._joined(clause, [(item.start, item.end) for item in strong]):
                return []
            if len(columns) > 1 and not together:
                return []
            each = [(part,) for part in columns] or [()]
            bases = [list(item.roles) for item in strong] or [list(self._bases(heard, number))]
            return [
                [Cells((role,), column) for role in base if not column or _ASKED in self.roles.by_id[role].parts]
                for base in bases
                for column in each
            ]
        if not counts:
            return []
        top = [claim for claim in counts if claim.part_of is None]
        if together:
            chosen = top[-2:] if _TWO.search(text, clause.start, until) else top
            return [[self._cells(claim)] for claim in chosen] if len(chosen) > 1 else []
        last = counts[-1]
        senses = [self._cells(last)]
        if last.part_of is not None:
            senses.append(self._cells(last.part_of))
        return [senses]

    @staticmethod
    def _cells(claim: Claim) -> Cells:
        return Cells((claim.role,), tuple(part for part in claim.applicant.split("+") if part))

    # ── most, next, more than half

    def _ranks(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        for list_name in ("most", "next"):
            for start, end, word in words_in(list_name, text, clause.start, clause.end):
                begin = max(text.rfind("、", clause.start, start) + 1, clause.start)
                ahead = self._named(heard, number, clause.start, start)
                behind = text[end : end + 2]
                if behind.startswith(("是", "为", "的是", "的为")) or (word == "其次" and start == clause.start):
                    low, high = end, clause.end
                    if self._left(clause, clause.start, start):
                        continue
                    where = self._named(heard, number, low, high)
                else:
                    low, high, where = clause.start, start, ahead
                if where.start < 0 or (text.startswith("的", end) and low != end):
                    continue
                if self._left(clause, low, high) or begin < 0:
                    continue
                yield from self._ranked(heard, number, where, list_name, (min(start, where.start), max(end, where.end)))

    def _ranked(
        self, heard: Sequence[Heard], number: int, where: Named, which: str, place: tuple[int, int]
    ) -> Iterator[Statement]:
        clause = heard[number]
        rows = self._rows(where.rows)
        strong = [item for item in rows if not item.weak and all(role not in _WHOLES for role in item.roles)]
        if not self._held(rows) or clause.words.figures:
            return
        columns = list(dict.fromkeys(item[2] for item in where.applicants))
        exact = Decimal(2) if which == "next" else None
        if columns:
            inside = self._within(heard, number)
            if inside and not set(columns) <= set(inside):
                return
            pool = [part for part in (inside or self.roles.columns)]
            if any(part not in self.roles.columns for part in columns):
                return
            roles = [role for item in strong for role in item.roles if _ASKED in self.roles.by_id[role].parts]
            bases = roles or list(self._bases(heard, number))
            for part in columns:
                yield Statement(*place, "", tuple(
                    Sense("rank", Cells((role,), (part,)), told=exact, places=2 if exact is not None else len(columns),
                          pool=tuple(Cells((role,), (other,)) for other in pool if other != part))
                    for role in bases
                ), clause.year)  # fmt: skip
        elif strong and all(len(item.roles) == 1 for item in strong):
            for item in strong:
                known = self.roles.by_id[item.roles[0]]
                pool_roles = [
                    other.id
                    for other in self.roles.roles
                    if other.family == known.family
                    and other.within == known.within
                    and other.group == known.group
                    and other.held
                    and other.id != known.id
                ]
                if not known.group or known.group == "opened":
                    return
                yield Statement(*place, "", (
                    Sense("rank", Cells((known.id,)), told=exact, places=2 if exact is not None else len(strong),
                          pool=tuple(Cells((other,)) for other in pool_roles)),
                ), clause.year)  # fmt: skip

    def _within(self, heard: Sequence[Heard], number: int) -> tuple[str, ...]:
        """The kinds of applicant of which a sentence speaks: those of 法人或其他组织."""
        for clause in reversed(heard[max(0, number - 2) : number]):
            for claim in reversed(clause.claims):
                known = self.roles.parts["applicant"].get(claim.applicant)
                if known is not None and known.sum:
                    return known.sum
        return ()

    def _shares(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        found = shares_in(words.text, clause.start, clause.end)
        if len(found) != 1 or words.figures:
            return
        start, end, least, most = found[0]
        low = start - words.text.startswith("占", start - 1)
        if self._left(clause, clause.start, clause.end, (low, end)):
            return
        if any(
            mark[0] < start or mark[0] >= end for mark in words_in("negation", words.text, clause.start, clause.end)
        ):
            return
        here = self._named(heard, number, clause.start, clause.end)
        rows = [item for item in self._rows(here.rows) if not item.weak or self.roles.by_id[item.roles[0]].group]
        results = [item for item in rows if all(self.roles.by_id[role].group for role in item.roles)]
        if (
            not self._held(rows)
            or len(here.applicants) > 1
            or len(results) > 1
            or any(len(item.roles) > 1 for item in rows)
        ):
            return
        pairs: list[tuple[Cells, Cells]] = []
        if here.applicants:
            column = (here.applicants[0][2],)
            bases = [item.roles[0] for item in results] or list(self._bases(heard, number))
            pairs = [
                (Cells((role,), column), Cells((role,))) for role in bases if _ASKED in self.roles.by_id[role].parts
            ]
        elif results:
            role = results[0].roles[0]
            known = self.roles.by_id[role]
            wholes = (known.within,) if known.within else (_DEALT_WITH, _CAME_IN) if known.family == "requests" else ()
            pairs = [(Cells((role,)), Cells((whole,))) for whole in wholes]
        if pairs:
            senses = tuple(Sense("share", part, whole, least=least, most=most) for part, whole in pairs)
            yield Statement(min(low, here.start), max(end, here.end), "", senses, clause.year)


_MOVES = {"up", "down", "same", "compares"}
_THAT = lazy("因此|由此|为此|因之|据此")
_ALSO = "也、亦又和及且并与，或"
_DENIES = lazy(
    "(?:并|尚|从|也|暂)?(?:未|没|无|没有|未有|未曾|未发生|没有发生|未出现|没有出现|未产生|没有产生|未引发|未引起|未接收|未涉及|不涉及|不存在|未因|未被|没有因|没有被)|零"
)
_UNMOVED = lazy("[不未没无]")
_FROM = lazy("[^，。；]{0,24}(?:由|从|上年|去年|上一年|20[0-9]{2}年)[^，。；0-9]{0,6}")
_TO = lazy("(?:[^，。；0-9]{0,4}(?:变为|变成|变到|到|至|为|成)了?)")
_TWO = lazy("双|两|二者")
