"""Shares of applications (占新收总量的40%, 近三成) held against every pair of figures that their words allow.

What the share is of and whose it is are taken from the whole sentence: counts told in it, and cells of the rows and
kinds of applicant that its words name. Where words stand there that name nothing of the form, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.claims.by_the_form import Misfit
from nianbao.claims.clauses import Clause, clauses
from nianbao.claims.fraction_words import fractions
from nianbao.claims.role_phrases import Matcher, Token
from nianbao.facts import FactBook, figure
from nianbao.facts.rounding import agrees, recomputed
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy
from nianbao.text import Quantity
from nianbao.text.sentences import sentence_spans

_FAMILY = "requests"
_MEASURES = ("件", "起", "宗", "份", "例", "笔")
_MARK = lazy("占比?|比重|比例")
_NOT_PLAIN = lazy("分别|各占|各约占|同比|比上年|较上年|比去年|较去年|提高|下降|上升|增|减|率|平均|百分点|每")
_OF = {
    "新收": ("requests.new",),
    "收到": ("requests.new", "requests.due"),
    "受理": ("requests.new", "requests.due"),
    "办结": ("requests.done",),
    "答复": ("requests.done", "requests.new", "requests.due"),
    "办理": ("requests.done", "requests.new", "requests.due"),
}
_ALL = ("requests.new", "requests.done", "requests.due")
_FILLER = lazy(
    "占比?|比重|比例|总数量?|总量|总件数|总|全部|全年|本年度?|年度|当年|申请量|申请数|申请|政府信息公开|信息公开|件数|数量|数|量|结果|处理|了|到|达|为|约|近|超过|超|逾"
    '|不足|不到|接近|将近|大约|仅|只|也|均|已|其中|共|合计|两者|二者|三者|提出|提交|所|的|之|一|[，、（）：" ]'
)
_CORE = lazy("过半|一半|半数|.成|.分之.")
"""A share in words without what leads it."""
_HUNDRED = Decimal(100)


class _Told(NamedTuple):
    """A share as told: its place, and what it may be."""

    start: int
    end: int
    text: str
    digits: str
    low: Decimal
    high: Decimal

    def fits(self, part: Decimal, whole: Decimal) -> bool:
        """Whether a part of a whole is this share."""
        if not whole or part > whole:
            return False
        share = part / whole * _HUNDRED
        return agrees(share, self.digits) if self.digits else self.low <= share <= self.high


def share_misfits(
    text: str, matcher: Matcher, topic: str, figures: Iterable[Quantity], book: FactBook, roles: Roles, *,
    year: int | None, own_scope: object = None,
) -> Iterator[Misfit]:  # fmt: skip
    """The shares of a paragraph that no pair of figures makes.

    Args:
        text: the paragraph, folded, quotations hidden. matcher: the roles' words. topic: what it is about.
        figures: its numbers. book: the report's facts. roles: bound to its edition. year: of the report.
    """
    figures = list(figures)
    for start, end in sentence_spans(text):
        if _MARK.search(text, start, end) is None:
            continue
        tokens = matcher.tokens(text, start, end, year)
        sentence = _Sentence(text, start, end, tokens, matcher, book, roles)
        if sentence.plain(topic, own_scope):
            here = [item for item in figures if start <= item.start and item.end <= end]
            yield from sentence.misfits(here)


class _Sentence:
    def __init__(
        self, text: str, start: int, end: int, tokens: list[Token], matcher: Matcher, book: FactBook, roles: Roles
    ) -> None:
        self.text, self.start, self.end, self.tokens = text, start, end, tokens
        self.matcher, self.book, self.roles = matcher, book, roles

    def plain(self, topic: str, own_scope: object) -> bool:
        """Whether the sentence tells of the unit's own applications of this year, and of nothing else."""
        families = {self.matcher.family[item.word] for item in self.tokens if item.word in self.matcher.family}
        if families - {_FAMILY} or (_FAMILY not in families and topic != _FAMILY):
            return False
        phrases = self.matcher.phrases(self.tokens, _FAMILY, [], listed=True)
        for token in self.tokens:
            senses = self.matcher.sense.get(token.word, ())
            past = token.word in ("<last>", "<other>")
            if past and not any(item.start <= token.start < item.end for item in phrases):
                return False
            if ("region" in senses or "superior" in senses) and not (callable(own_scope) and own_scope(token.word)):
                return False
        return True

    def misfits(self, figures: list[Quantity]) -> Iterator[Misfit]:
        """The shares of the sentence that do not fit."""
        counts = [item for item in figures if item.measure in _MEASURES and item.value]
        shares = [
            _Told(
                item.start,
                item.end,
                item.text,
                item.text.strip("%近约超逾达不足左右以上多").rstrip("%"),
                _HUNDRED,
                _HUNDRED,
            )
            for item in figures
            if item.measure == "%" and item.value is not None and item.exact
        ]
        for clause in clauses(self.text, self.start, self.end):
            here = [item for item in shares if clause.start <= item.start and item.end <= clause.end]
            here += [
                _Told(item.start, item.end, self.text[item.start : item.end], "", item.low, item.high)
                for item in fractions(self.text, clause.start, clause.end)
            ]
            if len(here) == 1 and not _NOT_PLAIN.search(self.text, clause.start, clause.end):
                found = self._misfit(here[0], clause, counts)
                if found is not None:
                    yield found

    def _misfit(self, share: _Told, clause: Clause, counts: list[Quantity]) -> Misfit | None:
        marks = list(_MARK.finditer(self.text, clause.start, share.end))
        if not marks or marks[0].start() > share.end:
            return None
        mark = marks[0]
        own = [item for item in counts if clause.start <= item.start and item.end <= mark.start()]
        before = [item for item in counts if item.end <= clause.start]
        if any(self.text[item.start - 1] == "各" for item in before):
            return None  # 公开和部分公开各6件，合计占57.1%
        parts = self._parts(clause.start, mark.start(), own, before)
        core = _CORE.search(self.text, share.start, share.end)
        stop = core.start() if core is not None and not share.digits else share.start
        wholes = self._wholes(
            mark.start(), stop, [item for item in counts if item.start >= mark.end() and item.end <= stop]
        )
        if not parts or wholes is None:
            return None
        wholes = wholes or [*(item.value for item in before if item.value), *self._cells(_ALL, ())]
        pairs = [(part, whole) for part in parts for whole in wholes if whole and part <= whole]
        if not pairs or any(share.fits(part, whole) for part, whole in pairs):
            return None
        part, whole = pairs[0]
        right = recomputed(part / whole * _HUNDRED, share.digits or "0.0")
        known = f"{figure(part)}÷{figure(whole)}＝{figure(right)}%"
        return Misfit(share.start, share.end, f"占{share.text}", known)

    def _parts(self, start: int, end: int, own: list[Quantity], before: list[Quantity]) -> list[Decimal]:
        """What the share may be of the whole: the counts of its clause, else what it names, else those told before."""
        if own:
            values = [item.value for item in own if item.value]
            return [*values, sum(values, Decimal(0))]
        rows, columns, plain = self._named(start, end)
        told = [item.value for item in before if item.value]
        if rows or columns:
            if not plain:
                return []
            spoken = self._named(self.start, start)[0]
            cells = self._cells(rows or ("requests.new", "requests.done", *spoken), columns)
            return [*cells, *told]
        if not plain or not told or start - before[-1].end > 2:
            return []
        return [*reversed(told), *(sum(told[-many:], Decimal(0)) for many in range(2, len(told) + 1))]

    def _wholes(self, start: int, end: int, counts: list[Quantity]) -> list[Decimal] | None:
        """What the words behind 占 name; empty where they name nothing, None where they name what is unknown."""
        if counts:
            return [item.value for item in counts if item.value]
        rows, columns, plain = self._named(start, end)
        if not plain:
            return None
        said = self.text[start:end]
        named = [role for word, roles in _OF.items() if word in said for role in roles]
        rows = tuple(role for role in rows if role not in ("requests.new", "requests.handled", "requests.done"))
        if not (named or rows or columns):
            return []
        return self._cells(tuple(dict.fromkeys([*rows, *named])) or _ALL, columns)

    def _named(self, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Rows and columns that words name, and whether nothing else of weight stands there."""
        inside = [item for item in self.tokens if start <= item.start and item.end <= end]
        known = self.roles.by_id
        phrases = [item for item in self.matcher.phrases(inside, _FAMILY, [], listed=True) if not item.weak]
        rows = tuple(dict.fromkeys(item.role for item in phrases if known[item.role].held))
        columns = tuple(
            dict.fromkeys(
                part for item in inside for way, part in self.matcher.part.get(item.word, ()) if way == "applicant"
            )
        )
        left, at = "", start
        for token in inside:
            left += self.text[at : token.start]
            at = token.end
        left += self.text[at:end]
        for word in _OF:
            left = left.replace(word, "")
        titled = "名义" in self.text[start:end]  # 以投诉举报名义提出的: what it is called, and not how it was answered
        return rows, columns, len(_FILLER.sub("", left)) <= 1 and not titled

    def _cells(self, rows: Iterable[str], columns: Iterable[str]) -> list[Decimal]:
        """The figures of rows, each column's and all of them together."""
        columns = tuple(columns)
        found: list[Decimal] = []
        for row in rows:
            if row not in self.roles.by_id:
                continue
            each = [self._value(row, column) for column in columns or ("",)]
            values = [item for item in each if item is not None]
            found += values
            if len(values) > 1:
                found.insert(0, sum(values, Decimal(0)))
        return found

    def _value(self, row: str, column: str) -> Decimal | None:
        values = [self.book.value(fact) for fact in self.roles.facts(row, column)]
        known = [item for item in values if item is not None]
        return sum(known, Decimal(0)) if values and len(known) == len(values) else None
