"""Binding after writing: which fact each figure of a free text states, by role and value."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from nianbao.claims.against_facts import against_facts, fact_ids
from nianbao.claims.claim import Claim
from nianbao.claims.quantity_range import bounds
from nianbao.claims.report_claims import ReportClaims
from nianbao.facts import Fact, note_parts, problem_parts
from nianbao.patterns import lazy
from nianbao.report import FactRef, Report, Span, Text, UnitRef
from nianbao.text import Quantity, fold, quantities, raw_numerals
from nianbao.text.quantities import alike, measure_of
from nianbao.text.sentences import sentence_spans

State = Literal["bound", "ambiguous", "none"]
_WINDOW = 16
"""Characters beside a figure that are compared with those beside a note's."""
_LEAST = 2
"""Characters that a figure's words must share with a note's."""
_SAME = 4
_VERBATIM = 6
"""Characters that a figure's words share with a note's where they are its own words."""
_PROBLEMS = "problems"


_DATES = ("年", "月", "日", "号", "季度", "天", "周")
_PIECE_END = lazy("[，。；：、（）()！？0-9]")
_CLAUSE = lazy("[，。；：！？（）()]")
_FILLING = lazy("其中|全年|分别|累计|总计|合计|共计|[共计为有了的达到]")
_TRAILING = lazy("(?:[共计约近达到为有了的是]|信息|提出|申请|分别|累计|总计|合计|其中)+$")
_WORDS = lazy("[\u4e00-\u9fff]+")
_EACH, _TOGETHER = lazy("各|每"), lazy("(?<!公)共(?![同享建])|合计|总计|累计")
_OF_THEM = lazy("其中|所?涉")
_LAST_WORDS = lazy("[\u4e00-\u9fff]+$")


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

    def shifted(self, by: int) -> Bound:
        """The same in a piece of the text that begins so far behind its beginning."""
        return self._replace(start=self.start - by, end=self.end - by)


class _Noted(NamedTuple):
    """A figure in somebody's words, with the words around it, and what it says there."""

    fact: Fact
    left: str
    right: str
    words: str
    aspect: str
    figure: Quantity | None
    claim: Claim | None
    plain: str

    @property
    def measure(self) -> str:
        """Its measure word."""
        return measure_of(self.figure, self.right) if self.figure is not None else self.fact.measure


class _Asked(NamedTuple):
    """A figure to bind: where it stands, what the text says it is, and what it is said to rest on."""

    figure: Quantity
    text: str
    claim: Claim | None
    aspect: str | None
    section: str
    near: frozenset[str]
    strict: bool


def _plain(text: str) -> str:
    """Words as they are compared: 新换了5人 of a note is 新换5人 of a report."""
    return "".join(fold(text).split()).replace("了", "")


class Binder:
    """Binds figures of free texts to the facts of one report."""

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
                before = note.what + note.object if field in ("quantity", "result") else ""
                fields.append((f"note:{note.id}.{field}", text, before, note.words, note.aspect))
        for item in self.report.problems:
            words = " ".join((item.problem, item.cause, item.measure, item.owner, item.deadline))
            fields += [(f"problem:{item.id}.{field}", text, "", words, "") for field, text in problem_parts(item)]
        for source, text, before, words, aspect in fields:
            spans = self.book.words(source, text, hide=False)
            shown = [span.shown for span in spans]
            claims = self._claims(before + text, aspect, "" if aspect else _PROBLEMS)
            at = len(before)
            for number, span in enumerate(spans):
                if isinstance(span, FactRef) and (fact := self.book.get(span.id)) is not None:
                    left, right = before + "".join(shown[:number]), "".join(shown[number + 1 :])
                    figure = next((item for item in quantities(span.shown) if item.text == span.shown), None)
                    claim = claims.get(at)
                    found.append(
                        _Noted(
                            fact, _plain(left), _plain(right), _plain(words), aspect, figure, claim, _plain(fact.text)
                        )
                    )
                at += len(span.shown)
        return found

    def read(self, text: str, *, aspect: str | None = None, section: str = "") -> list[Claim]:
        """What a text claims; a sentence that says nothing behind those before it is read by itself."""
        found = list(self.told.reader.read(text, aspect=aspect, section=section).claims)
        spans = list(sentence_spans(text))
        for start, end in spans if len(spans) > 1 else ():
            if any(start <= claim.start < end for claim in found):
                continue
            alone = self.told.reader.read(text[start:end], aspect=aspect, section=section).claims
            found += [replace(claim, start=claim.start + start, end=claim.end + start) for claim in alone]
        return sorted(found, key=lambda claim: (claim.start, claim.end))

    def _claims(self, text: str, aspect: str | None, section: str) -> dict[int, Claim]:
        """The claims that figures of a text make, by where they begin."""
        claims = self.read(text, aspect=aspect, section=section)
        return {claim.start: claim for claim in claims if claim.text == text[claim.start : claim.end]}

    # ── binding

    def bind(
        self,
        text: str,
        *,
        aspect: str | None = None,
        section: str = "",
        sources: Sequence[str] = (),
        strict: bool = False,
    ) -> list[Bound]:
        """Every figure, year and given literal of a text, with the fact that it states.

        Args:
            text: a paragraph or sentence. aspect, section: ids of those it is to stand in.
            sources: ids of the notes and problems that the text is said to rest on (``note:n1``), where that is known:
                they are looked at first; a figure of any other needs words of its note beside it.
            strict: whether only what states a fact beyond doubt is bound: a person's figure must follow no wrong cell.
        """
        claims = self._claims(text, aspect, section)
        found: list[Bound] = []
        taken: list[tuple[int, int]] = []
        for start, end, id in self._literals(text):
            taken.append((start, end))
            found.append(Bound(start, end, text[start:end], id, "bound", (id,), None))
        chosen: dict[str, int] = {}
        near = frozenset(sources)
        for figure in raw_numerals(text):
            if any(start < figure.end and figure.start < end for start, end in taken):
                continue
            asked = _Asked(figure, text, claims.get(figure.start), aspect, section, near, strict)
            bound = self._figure(asked, chosen)
            if bound.fact:
                chosen[bound.fact] = chosen.get(bound.fact, 0) + 1
            found.append(bound)
        return sorted(found, key=lambda item: (item.start, item.end))

    def states(self, id: str, figure: Quantity, text: str, claim: Claim | None, sources: Iterable[str] = ()) -> bool:
        """Whether the words beside a figure may be those of a fact: an id is worth no more than what is said with it.

        Args:
            id: of the fact that somebody names. figure: in ``text``. claim: what the text says that it is.
        """
        noted = next((item for item in self._noted if item.fact.id == id), None)
        if noted is None:
            return claim is None or self._of(id, claim)
        asked = _Asked(figure, text, claim, None, "", frozenset(sources), strict=False)
        return not self._otherwise(asked, noted)

    def counted(self, value: Decimal, behind: str, among: Container[str]) -> Fact | None:
        """The noted figure of a value whose measure word may stand at the beginning of some words: 支队伍 for 3支.

        Args:
            among: ids of the facts to look at.
        """
        for item in self._noted:
            known = item.figure is not None and item.figure.value == value and item.fact.id in among
            if known and item.measure and any(alike(item.measure, behind[:length]) for length in (1, 2, 3)):
                return item.fact
        return None

    def _of(self, id: str, claim: Claim) -> bool:
        """Whether a claim is of a table's fact, or of what is derived from it."""
        if claim.scope != "own" or claim.year == "other":
            return False
        base = id.removeprefix("last.")
        for ending in (".growth", ".diff", ".share", ".trend"):
            base = base.removesuffix(ending)
        known = set(fact_ids(claim, self.roles, last=False))
        if claim.what == "change":  # 其中企业1件，比上年增加2件: of the total, as a rule
            known |= set(fact_ids(replace(claim, by=()), self.roles, last=False))
        if claim.what == "count" and len(claim.roles) == 1:
            for reading in self.roles.by_id[claim.role].also:
                known |= {fact for role in reading for fact in self.roles.facts(role, claim.applicant)}
        return base in known and (claim.what == "change" or id.startswith("last.") == (claim.year == "last"))

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
                same = fold("".join(item.text.split())) == "".join(fact.text.split())
                span = FactRef(id=fact.id, value=fact.value, text=fact.text, said=None if same else item.text)
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

    def _figure(self, asked: _Asked, chosen: dict[str, int]) -> Bound:
        figure, text, claim = asked.figure, asked.text, asked.claim
        literal = text[figure.start : figure.end]
        noted = self._noted_as(figure, text[figure.end :])
        cells = self._cells.get((figure.value, figure.measure), []) if figure.value is not None and figure.exact else []
        candidates = tuple(dict.fromkeys([fact.id for fact in cells] + [item.fact.id for item in noted]))

        def bound(id: str, state: State = "bound") -> Bound:
            start, end = figure.start, figure.end
            if id in ("year", "next_year"):
                end -= 1
            return Bound(start, end, text[start:end], id, state, candidates, claim)

        noted = [item for item in noted if not self._otherwise(asked, item)]
        if asked.strict:
            noted = [item for item in noted if self._surely(asked, item, noted)]
            claim = claim if claim is not None and claim.sure and not self._of_nothing(figure, text) else None
        best, ties = self._best(noted, asked, chosen)
        told_of_problem = asked.section == _PROBLEMS and any(id.startswith("problem:") for id in asked.near)
        own_words = (
            best is not None
            and not ties
            and (told_of_problem or asked.section == _PROBLEMS or not self._table(best))
            and _beside(best, figure, text)
        )
        if (id := self._meant(claim, figure, text)) and not own_words:
            return bound(id)
        year = self._year(literal) if figure.measure == "年" else ""
        if year and (best is None or (asked.near and not asked.near & set(best.fact.sources))):
            return bound(year)
        if best is not None:
            return bound(best.fact.id) if not ties else bound("", "ambiguous")
        return bound(
            "", "ambiguous" if len(candidates) > 1 and claim is not None and not self._facts(claim) else "none"
        )

    def _of_nothing(self, figure: Quantity, text: str) -> bool:
        """Whether a figure's clause has a word that only looks like what is counted: 收到低保申请14件."""
        begins = max((match.end() for match in _CLAUSE.finditer(text, 0, figure.start)), default=0)
        ends = _CLAUSE.search(text, figure.end)
        reader = self.told.reader
        tokens = reader.matcher.tokens(fold(text), begins, ends.start() if ends else len(text), reader.year)
        return any(token.word in reader.matcher.nothing for token in tokens)

    def _surely(self, asked: _Asked, noted: _Noted, others: Sequence[_Noted]) -> bool:
        """Whether a text says of a figure just what the note says: in its very words, or the same claim."""
        if _beside(noted, asked.figure, asked.text):
            return True
        claim, other = asked.claim, noted.claim
        alone = all(item.fact.id == noted.fact.id for item in others)
        if alone and claim is not None and other is not None and claim.sure and other.sure:
            return claim.role == other.role and claim.what == other.what and claim.by == other.by
        left, right = asked.text[: asked.figure.start], asked.text[asked.figure.end :]
        return alone and _common(_segment(_plain(left), _plain(right)), noted) >= _SAME

    def _table(self, noted: _Noted) -> bool:
        """Whether a note's figure is one that the tables hold too."""
        return noted.claim is not None and bool(self._facts(noted.claim))

    def _otherwise(self, asked: _Asked, noted: _Noted) -> bool:
        """Whether a text says of a figure what the note does not: of another thing, or as another kind of number."""
        figure, text = asked.figure, asked.text
        said = _plain(text[: figure.start]), _plain(figure.text), _plain(text[figure.end :])
        if _counts_otherwise(said, (noted.left, noted.plain, noted.right)):
            return True
        return self._contradicts(asked, noted) or self._exchanged(asked, noted)

    def _contradicts(self, asked: _Asked, noted: _Noted) -> bool:
        """Whether a text says of a figure what the note does not: another role, another kind of applicant."""
        claim, other = asked.claim, noted.claim
        if claim is None or claim.denied:
            return False
        if (
            claim.sure
            and self._facts(claim)
            and not _beside(noted, asked.figure, asked.text)
            and not self._its_own(asked, noted)
        ):
            verdict = against_facts(claim, self.book, self.roles)
            if verdict is not None and verdict.holds is False and not self._told_apart(asked, noted):
                return True
        if other is None or not claim.sure or not other.sure:
            return False
        parts = [[item for item in one.by if item.kind in ("applicant", "channel")] for one in (claim, other)]
        if other.what == claim.what and self._alike_roles(claim, other) and parts[0] == parts[1]:
            return False
        if parts[0] and parts[1] and parts[0] != parts[1]:
            return True
        return bool(self._facts(claim) or self._facts(other)) and not self._told_apart(asked, noted)

    def _its_own(self, asked: _Asked, noted: _Noted) -> bool:
        """Whether a note that the text names says the same of the figure, told as some of them: 所涉申请17件."""
        claim, other = asked.claim, noted.claim
        if claim is None or other is None or not asked.near & set(noted.fact.sources):
            return False
        start = max((match.end() for match in _CLAUSE.finditer(asked.text, 0, asked.figure.start)), default=0)
        end = _CLAUSE.search(asked.text, asked.figure.end)
        said = asked.text[start : end.start() if end else len(asked.text)]
        return self._alike_roles(claim, other) and _OF_THEM.search(said) is not None

    def _told_apart(self, asked: _Asked, noted: _Noted) -> bool:
        """Whether the figure's clause has words of the note that no table has: 1件征地类申请, 3件文件开展后评估."""
        figure, text = asked.figure, asked.text
        begins = max((match.end() for match in _PIECE_END.finditer(text, 0, figure.start)), default=0)
        ends = _PIECE_END.search(text, figure.end)
        end = ends.start() if ends else len(text)
        folded = fold(text)
        reader = self.told.reader
        for token in reader.matcher.tokens(folded, begins, end, reader.year):
            folded = folded[: token.start] + "·" * (token.end - token.start) + folded[token.end :]
        own = _FILLING.sub("·", folded[begins : figure.start] + "·" + folded[figure.end : end])
        return any(
            own[at : at + _LEAST] in noted.words
            for at in range(len(own) - 1)
            if _WORDS.fullmatch(own[at : at + _LEAST])
        )

    def _alike_roles(self, one: Claim, other: Claim) -> bool:
        """Whether two claims may be of the same figure: the same role, or one that offices call by its words."""
        if one.role == other.role:
            return True
        readings = [
            {role for ids in self.roles.by_id[claim.role].also for role in ids} | {claim.role}
            for claim in (one, other)
            if len(claim.roles) == 1
        ]
        return len(readings) == 2 and bool(readings[0] & readings[1])

    def _exchanged(self, asked: _Asked, noted: _Noted) -> bool:
        """Whether a figure's words stand beside another one in its note: 自然人5件 of a note's 自然人3件、企业5件."""
        figure = asked.figure
        if figure.measure in _DATES:
            return False
        own = _segment(asked.text[: figure.start], asked.text[figure.end :])
        mine = _common(own, noted)
        measure = measure_of(figure, asked.text[figure.end :])
        left, right = _plain(asked.text[: figure.start]), _plain(asked.text[figure.end :])
        return any(
            (item.fact.sources == noted.fact.sources or asked.near & set(item.fact.sources))
            and item.figure is not None
            and item.figure.value != figure.value
            and item.figure.measure not in _DATES
            and alike(item.measure, measure)
            and _next_to(left, right, item) >= max(_LEAST, mine + _LEAST if mine >= _LEAST else 0)
            for item in self._noted
        )

    def _year(self, literal: str) -> str:
        year = self.report.year
        return {str(year): "year", str((year or 0) + 1): "next_year"}.get(literal.rstrip("年度"), "") if year else ""

    def _noted_as(self, figure: Quantity, behind: str) -> list[_Noted]:
        """The noted figures that say as much: of the same value, as exact, with a measure that may stand for it."""
        plain = _plain(figure.text)
        same = [item for item in self._noted if item.plain == plain]
        measure = measure_of(figure, behind)
        same = [item for item in same if figure.measure or item.measure == measure]
        if figure.value is None:
            return same
        like = [
            item
            for item in self._noted
            if item.figure is not None
            and item.figure.value == figure.value
            and bounds(item.figure) == bounds(figure)
            and alike(item.measure, measure)
        ]
        exact = [item for item in like if item.measure == measure]
        return [*same, *(item for item in exact + like if item not in same)]

    def _facts(self, claim: Claim) -> tuple[str, ...]:
        """The facts that a claim's role has, if it is of the unit's own whole year."""
        if claim.scope != "own" or claim.year == "other" or any(item.kind != "applicant" for item in claim.by):
            return ()
        return fact_ids(claim, self.roles)

    def _meant(self, claim: Claim | None, figure: Quantity, text: str) -> str:
        """The one fact that has the claim's role and the figure's value; empty where none has."""
        if claim is None or claim.scope != "own" or claim.year == "other" or claim.denied or not figure.exact:
            return ""
        sums = [self._facts(claim)]
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
            readings = (claim, replace(claim, by=()))  # 其中企业1件，比上年增加2件: of the total
            if not self._names(claim, text):
                readings = readings[::-1]
            sums = [fact_ids(item, self.roles, last=False) for item in readings]
        elif claim.what != "count":
            return ""
        for ids in sums:
            if len(ids) != 1:
                continue
            fact = self.book.get(ids[0] + ending)
            if fact is not None and fact.value == figure.value and fact.measure in (figure.measure, claim.measure):
                return fact.id
        return ""

    def _names(self, claim: Claim, text: str) -> bool:
        """Whether a claim's own clause names the kind of applicant that it is of."""
        begins = max((match.end() for match in _CLAUSE.finditer(text, 0, claim.start)), default=0)
        parts = self.roles.parts["applicant"]
        words = [word for id in claim.applicant.split("+") if id in parts for word in parts[id].said_as]
        return any(word in text[begins : claim.start] for word in words)

    def _best(self, noted: list[_Noted], asked: _Asked, chosen: dict[str, int]) -> tuple[_Noted | None, bool]:
        """The noted figure whose words stand beside the text's figure too; and whether others fit as well."""
        if not noted:
            return None, False
        figure, text = asked.figure, asked.text
        begin, end = next(
            ((start, stop) for start, stop in sentence_spans(text) if start <= figure.start < stop), (0, len(text))
        )
        left, right = _plain(text[begin : figure.start]), _plain(text[figure.end : end])
        cited = [item for item in noted if asked.near & set(item.fact.sources)]
        scored: list[tuple[tuple[int, ...], _Noted]] = []
        for item in cited or noted:
            beside = _suffix(left, item.left) + _prefix(right, item.right)
            shared = _shared(left[-_WINDOW * 2 :] + "#" + right[:_WINDOW], item.words)
            if beside < _LEAST and shared < _LEAST and not cited and not asked.strict:
                continue
            free = -chosen.get(item.fact.id, 0)
            near = _common(_segment(left, right), item)
            score = (min(beside, 12) * 2 + shared, near, int(item.aspect == (asked.aspect or "")), free)
            scored.append((score, item))
        if not scored:
            return None, False
        scored.sort(key=lambda pair: pair[0], reverse=True)
        top = [item for score, item in scored if score == scored[0][0]]
        different = len({(item.fact.sources, item.left) for item in top}) > 1
        same = all(item.words == top[0].words for item in top)
        return top[0], different and not same


def _counts_otherwise(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two figures, each with the words before and behind it, are told as numbers of different kinds.

    What is done one by one (一件一件) is no number of things, and what each has (各2次) is not what all have (共2次).
    """
    repeated = [left.endswith(figure) or right.startswith(figure) for left, figure, right in (one, other)]
    each, total = ({each_or_all(left) for left, _, _ in (one, other)} >= {way} for way in ("each", "all"))
    return repeated[0] is not repeated[1] or (each and total)


def each_or_all(left: str) -> str:
    """Whether a figure is told of each (各2次), of all (共2次), or neither (empty); 各类 and 各项 say neither."""
    piece = _PIECE_END.split(left)[-1]
    if any(not quantities(f"1{piece[match.end() :]}")[0].measure for match in _EACH.finditer(piece)):
        return "each"
    return "all" if _TOGETHER.search(piece) else ""


def _beside(item: _Noted, figure: Quantity, text: str) -> bool:
    """Whether a noted figure stands in the text between the very words that it stands between in the note."""
    left, right = _plain(text[: figure.start]), _plain(text[figure.end :])
    return _suffix(left, item.left) + _prefix(right, item.right) >= _VERBATIM


def _segment(left: str, right: str) -> str:
    """The words that a figure shares with no other: from the mark or figure before it to the next."""
    return _PIECE_END.split(left)[-1] + "#" + _PIECE_END.split(right)[0]


def _common(segment: str, item: _Noted) -> int:
    """The longest run of characters that a figure's own words share with those of a noted one."""
    one, other = (_FILLING.sub("·", text) for text in (segment, _segment(item.left, item.right)))
    best = 0
    for start in range(len(one)):
        while start + best < len(one) and one[start : start + best + 1] in other:
            if not _WORDS.fullmatch(one, start, start + best + 1):
                break
            best += 1
    return best


def _next_to(left: str, right: str, item: _Noted) -> int:
    """How many characters stand right beside a figure that stand beside a noted one too, fillers left out."""
    before = max(_suffix(left, item.left), _suffix(_TRAILING.sub("", left), _TRAILING.sub("", item.left)))
    run = _LAST_WORDS.search(left[len(left) - before :]) if before else None
    ahead = _WORDS.match(right[: _prefix(right, item.right)])
    return max(len(run.group()) if run else 0, len(ahead.group()) if ahead else 0)


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
    text: str,
    report: Report | ReportClaims,
    *,
    aspect: str | None = None,
    section: str = "",
    sources: Sequence[str] = (),
) -> list[Bound]:
    """Which fact each figure of a free text states.

    Args:
        text: a paragraph or sentence. report: its figures and notes; a ``ReportClaims`` where many texts are bound.
        aspect, section: ids of those it is to stand in. sources: what it is said to rest on.

    Returns:
        Every figure and year, in order; ``state`` says what is ambiguous and what no fact has.
    """
    told = report if isinstance(report, ReportClaims) else ReportClaims(report)
    return Binder(told).bind(text, aspect=aspect, section=section, sources=sources)
