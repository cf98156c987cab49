"""Groups of things in a sentence (结转的1件): every row and kind of applicant that is said of each, in any order.

The grammar gives a figure the nearest wording. Here a figure's clause and those that go on from it are taken together:
whatever of the form they name of it, wherever it stands. What it means is decided by the form (``by_the_form``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nianbao.claims.claim import Claim
from nianbao.claims.clause_words import not_one
from nianbao.claims.clauses import Clause, clauses, own_organ
from nianbao.claims.clauses import words as grammar
from nianbao.claims.form_names import labelled, words_in
from nianbao.claims.fraction_words import fractions
from nianbao.claims.quantity_range import bounds
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.package_data import load_data
from nianbao.patterns import alternatives, lazy
from nianbao.report import Unit
from nianbao.text import Quantity
from nianbao.text.sentences import sentence_spans

_start = attrgetter("start")
_FAMILY = "requests"
_LATER = "requests.carry_out"
"""What is told of things that the next year is named beside: they were not dealt with in this one."""
_MEASURES = ("件", "起", "宗", "份", "例", "笔")
_LINKED = lazy("(?:中|里|内|之中|当中)，?$|：$|（$")
_SPLIT = lazy("、|和(?=[^，。；]*[0-9])|及(?=[^，。；]*[0-9])|(?<=[件起宗份例])(?:申请)?(?:之中|当中|中|里|内)")
_JOINT = lazy("(?:等?(?:单位|机构)?)?(?:[、和与及]|以及)$")
_EITHER = lazy("或者?|/")
_LABELS = lazy(
    "(?:的申请|的|申请|类|方面|提出申请|提出)?(?:各占|各有|各为|各|均为|占|有|为|是|共|计|仅|：|（)*(?=[0-9一二两三四五六七八九十])"
)
_EXCEPTED = lazy("[^，。；]{0,4}(?:[之以]?外)")
"""Behind a figure that is told as an exception: 除1件外均为本机关不掌握."""
_WHY = lazy("(?:因|由于|以)(?:为|其|可能|涉及|涉|属于|属|申请人|所申请的?)*$")
_NUMBERED = lazy("[0-9一二两三四五六七八九十百][件起宗份例笔](?:申请)?(?:的)?$")
_ONE_EACH = lazy("(?:^|[^0-9第])一[为是由系]$")
"""Before the first of several that are one each: 2件申请人一为企业、一为个人."""
_THERE = lazy("[也还又仍都均]有$")
_PLAIN = lazy("(?:均|都|一律|已|依法|故|因此|全部|予以)*")
_PUNCTUATED = "，。；：（）！？\n"
_NOT = ("没有", "未有", "没", "无")
_REACH = 14
"""Characters between a way of saying how it was dealt with and the row that it names, at most."""


class Whose(NamedTuple):
    """Kinds of applicant that a group is said to be of.

    Attributes:
        start, end: their words. parts: ids. each: whether every one of them is meant.
        more: whether there are others besides: 企业、律师事务所等.
        either: whether only one of them filed it, and the words leave open which: 律师代理企业提出.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    each: bool
    either: bool = False
    more: bool = False


class Named(NamedTuple):
    """A row that is said of a group.

    Attributes:
        start, end: its words. role: the row. formal: whether it is told as what was decided.
        label: whether its words are the form's or the roles'; else words of everyday for a reason.
        strict: whether they mean just this row: 新收, not 收到.
    """

    start: int
    end: int
    role: str
    formal: bool
    label: bool
    strict: bool = False


@dataclass(slots=True)
class Group:
    """A number of things, and what a sentence says of them.

    Attributes:
        start, end: the figure. value: how many there are at least. text: the figure as written.
        rows: what is said of how they came in, were dealt with and why. whose: of whom they are.
        own: how many of ``rows`` stand in the figure's own clause. head: the group of which it is a part.
        claim: what the grammar made of the figure.
    """

    start: int
    end: int
    value: Decimal
    text: str
    rows: list[Named] = field(default_factory=list)
    whose: list[Whose] = field(default_factory=list)
    own: int = 0
    head: Group | None = None
    claim: Claim | None = None


class _Words(NamedTuple):
    """The words of ``group_words.yaml``, as patterns."""

    behind: re.Pattern[str]
    before: re.Pattern[str]
    on_behalf: re.Pattern[str]
    about: re.Pattern[str]
    decided: re.Pattern[str]
    some: re.Pattern[str]
    most: re.Pattern[str]
    not_done: re.Pattern[str]
    things: re.Pattern[str]
    another: re.Pattern[str]
    reasons: re.Pattern[str]
    row_of: dict[str, str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = load_data(Path(__file__).with_name("group_words.yaml"))
    row_of = {word: role for role, said in data["reasons"].items() for word in said}

    def any_of(name: str, tail: str = "", head: str = "") -> re.Pattern[str]:
        return re.compile(f"{head}(?:{alternatives(data[name])}){tail}")

    return _Words(
        any_of("applicant_behind", "(?:[一1][家个名位])?(?:[^，。；、0-9向对涉关给以等的或]{0,4})$"),
        any_of("applicant_before", head="(?:等|分别|均|共同|各自?|都|联合|自行|代表)*"),
        any_of("on_behalf"),
        any_of("about_it", "[^，。；、]{0,4}$"),
        any_of("decided_as", "[^，。；：]{0,6}$"),
        any_of("only_some"),
        any_of("the_most"),
        any_of("not_done"),
        any_of("things"),
        any_of("another"),
        re.compile(alternatives(row_of)),
        row_of,
    )


_COMPARED_WITH = lazy("的[^，。；、]{0,6}(?:倍|一半|分之|[一二三四五六七八九]成)")
"""Behind an applicant of which another is a multiple: 是商业企业申请数的五倍."""


class _Place(NamedTuple):
    """Where a sentence is read: its text, the roles' words, and whose report it is."""

    text: str
    matcher: Matcher
    unit: Unit | None
    year: int | None


def groups_of(
    text: str, matcher: Matcher, topic: str, figures: Iterable[Quantity], claims: Iterable[Claim], *,
    unit: Unit | None = None, year: int | None = None, own_scope: Any = None,
) -> list[list[Group]]:  # fmt: skip
    """The groups of applications that each sentence tells.

    Args:
        text: the paragraph, folded, quotations hidden. matcher: the roles' words. topic: what it is about.
        figures: its numbers. claims: what the grammar read. unit, year: of the report.
        own_scope: whether a word for a region is the unit's own.
    """
    placed: dict[int, Claim] = {}
    for claim in claims:
        placed.setdefault(claim.start, claim)
    numbers = [item for item in figures if item.measure in _MEASURES and item.value and not not_one(item, text)]
    found: list[list[Group]] = []
    at = 0
    now = topic
    place = _Place(text, matcher, unit, year)
    for start, end in sentence_spans(text):
        while at < len(numbers) and numbers[at].start < start:
            at += 1
        here = []
        while at < len(numbers) and numbers[at].end <= end:
            here.append(numbers[at])
            at += 1
        now = now if now == _FAMILY else topic
        tokens = matcher.tokens(text, start, end, year)
        if here:
            groups = _Sentence(place, tokens, here, placed, own_scope).read(start, end, now)
            if groups:
                found.append(groups)
        for token in tokens:
            now = matcher.topic_of(token.word, now)
    return found


class _Sentence:
    """The groups of one sentence, clause by clause."""

    def __init__(
        self, place: _Place, tokens: list[Token], figures: list[Quantity], placed: dict[int, Claim], own_scope: Any
    ) -> None:
        self.place, self.tokens, self.figures, self.placed = place, tokens, figures, placed
        self.own_scope = own_scope
        self.words = _words()
        self.groups: list[Group] = []
        self.open: Group | None = None

    def read(self, start: int, end: int, topic: str) -> list[Group]:
        place = self.place
        state: Literal["own", "foreign", "past"] = "own"
        for clause in clauses(place.text, start, end):
            inside = [item for item in self.tokens if clause.start <= item.start and item.end <= clause.end]
            state = self._state(inside, clause, state)
            figures = [item for item in self.figures if clause.start <= item.start and item.end <= clause.end]
            now = topic
            for token in inside:
                known = place.matcher.topic_of(token.word, topic)
                if figures or known in place.matcher.held:
                    topic = known  # 核对所需信息的名称: still of applications
            if state != "own" or self._compares(inside):
                self.open = None
                continue
            if clause.before == "；":
                self.open = None
            if not figures:
                self._goes_on(clause, inside)
                continue
            pieces = self._pieces(clause, figures)
            self.open = None
            for piece, figure in pieces:
                first = bisect_left(inside, piece.start, key=_start)
                last = bisect_left(inside, piece.end, key=_start)
                mine = [item for item in inside[first:last] if item.end <= piece.end]
                self._begin(piece, figure, mine, now, single=len(pieces) == 1)
        return self.groups

    def _state(self, tokens: list[Token], clause: Clause, state: Any) -> Any:
        """Whose and of when a clause is: the unit's own year, the past, or others'."""
        sense = self.place.matcher.sense
        phrases = self.place.matcher.phrases(tokens, _FAMILY, [], listed=True)
        for number, token in enumerate(tokens):
            kinds = sense.get(token.word, ())
            if token.word in ("<last>", "<other>"):
                if any(item.start <= token.start < item.end for item in phrases):
                    continue  # 上年结转
                if number and {"compares", "from"} & set(sense.get(tokens[number - 1].word, ())):
                    continue
                state = "past"
            elif token.word == "<own>" or "self" in kinds:
                state = "own"
            elif ("region" in kinds or "superior" in kinds) and not (self.own_scope and self.own_scope(token.word)):
                state = "foreign" if token.start - clause.start <= _REACH else state
        verb = next((item.start for item in tokens if self.place.matcher.begins(item.word)), clause.end)
        if own_organ(self.place.text[clause.start : verb], self.place.unit) is False:
            return "foreign"
        return state

    def _compares(self, tokens: list[Token]) -> bool:
        sense = self.place.matcher.sense
        kinds = {kind for token in tokens for kind in sense.get(token.word, ())}
        return "compares" in kinds or ("from" in kinds and "reaches" in kinds)

    def _pieces(self, clause: Clause, figures: list[Quantity]) -> list[tuple[Clause, Quantity]]:
        """A clause cut so that each piece has one figure; nothing where that cannot be done."""
        if len(figures) == 1:
            return [(clause, figures[0])]
        text = self.place.text
        found: list[tuple[Clause, Quantity]] = []
        at = clause.start
        for figure, following in zip(figures, [*figures[1:], None], strict=True):
            until = clause.end
            if following is not None:
                cut = _SPLIT.search(text, figure.end, following.start)
                if cut is None:
                    return []
                until = cut.start()
            found.append((Clause(at, until, clause.before if at == clause.start else "、", clause.depth), figure))
            at = until + 1
        return found

    def _begin(self, piece: Clause, figure: Quantity, tokens: list[Token], topic: str, *, single: bool) -> None:
        place, words = self.place, self.words
        claim = self.placed.get(figure.start)
        if claim is not None and (claim.scope != "own" or claim.year != "own" or claim.what != "count"):
            return
        head = self._head(piece, figure)
        behind = next((item for item in tokens if item.start == figure.end), None)
        thing = place.matcher.family.get(behind.word, _FAMILY) if behind is not None else _FAMILY
        if thing != _FAMILY or words.things.match(place.text, figure.end):
            return
        if head is None and not self._of_applications(piece, figure, tokens, topic, claim):
            return
        if not_one(figure, place.text) or (figure.value == 1 and place.text.endswith(_NOT, 0, figure.start)):
            return  # 也一件没有, 没有一件
        if words.not_done.search(place.text, piece.start, figure.start) or _EXCEPTED.match(place.text, figure.end):
            return
        low, _ = bounds(figure)
        if low is None or low <= 0:
            return
        group = Group(figure.start, figure.end, low, place.text[figure.start : figure.end], head=head, claim=claim)
        self._say(group, piece, tokens, around=figure)
        group.own = len(group.rows)
        self.groups.append(group)
        self.open = group if single else None

    def _of_applications(
        self, piece: Clause, figure: Quantity, tokens: list[Token], topic: str, claim: Claim | None
    ) -> bool:
        """Whether a figure counts applications, by the words of its clause, else by what was spoken of."""
        matcher = self.place.matcher
        named = [matcher.family[item.word] for item in tokens if item.word in matcher.family]
        if _FAMILY in named:
            return not any(family in matcher.held and family != _FAMILY for family in named)
        if topic == _FAMILY and self.words.reasons.search(self.place.text, piece.start, figure.start):
            return True  # 未按收费通知缴费的1件
        if claim is not None and claim.sure and matcher.roles.by_id[claim.roles[0]].family != _FAMILY:
            return False
        now = topic
        for token in tokens:
            if token.start <= figure.end:
                now = matcher.topic_of(token.word, now)
        return now == _FAMILY

    def _head(self, piece: Clause, figure: Quantity) -> Group | None:
        """The group of which a new one is told as a part, by the mark or word between them."""
        if not self.groups:
            return None
        last = self.groups[-1]
        text = self.place.text
        begun = text[piece.start : figure.start]
        parent = last.head if last.head is not None and piece.before == "、" else last
        linked = _LINKED.search(text[last.end : piece.start]) is not None and piece.start - last.end <= _REACH
        if (
            linked
            or begun.startswith(("其中", "分别", "包括", "含"))
            or (piece.before == "、" and last.head is not None)
        ):
            return parent
        if last.head is not None and piece.before == "，" and piece.start - last.end <= 1:
            return last.head  # 3件中，自然人2件，企业1件
        return None

    def _goes_on(self, clause: Clause, tokens: list[Token]) -> None:
        """Take a clause without a figure as said of the group before it."""
        text = self.place.text
        group = self.open
        if group is None or clause.before not in ("，", "（", "：", "）"):
            return
        if text.startswith("（", clause.end) and clause.before != "（":
            self.open = None  # 10件，理由以信访（6件）为主: the figure in brackets is its own
            return
        another = self.words.another.match(text, clause.start) or self.words.some.search(text, clause.start, clause.end)
        there = words_in("present", text, clause.start, clause.end) or _THERE.search(text, clause.start, clause.end)
        if another or there or fractions(text, clause.start, clause.end):  # 其他处理4件，一半为逾期不补正
            self.open = None
            return
        matcher = self.place.matcher
        others = {matcher.family.get(token.word, _FAMILY) for token in tokens} - {_FAMILY, "published"}
        if others & matcher.held:
            self.open = None  # of a review, a suit
            return
        self._say(group, clause, tokens, around=None)

    def _say(self, group: Group, clause: Clause, tokens: list[Token], around: Quantity | None) -> None:
        """Add to a group what a clause says of it."""
        text, words, matcher = self.place.text, self.words, self.place.matcher
        denied = next((item.start for item in tokens if "denial" in matcher.sense.get(item.word, ())), clause.end)
        if words.some.search(text, clause.start, clause.end) and around is None:
            return
        if around is not None and words.most.search(text, around.end, clause.end):
            tokens = [item for item in tokens if item.end <= around.end]
            clause = clause._replace(end=around.end)  # 14件以信访类为主: most of them, and not all
        spans = [(around.start, around.end)] if around is not None else []
        for phrase in _longest(matcher.phrases(tokens, _FAMILY, spans, listed=True), matcher):
            if phrase.end > denied or (around is None and words.not_done.search(text, clause.start, phrase.start)):
                continue
            alone = around is None and _PLAIN.fullmatch(text, clause.start, phrase.start) is not None
            formal = (
                alone or words.decided.search(text[max(clause.start, phrase.start - _REACH) : phrase.start]) is not None
            )
            why = any(_WHY.search(text, clause.start, row.start) for row in group.rows)
            formal = formal or (why and (phrase.end == clause.end or text[phrase.start - 1] == "而"))
            # 因没有现成信息不予公开: why, and what was decided
            group.rows.append(Named(phrase.start, phrase.end, phrase.role, formal, True, phrase.strict))
        for name in labelled(text, clause.start, clause.end, matcher):
            known = matcher.roles.by_id[name.roles[0]]
            free = all(item.end <= name.start or name.end <= item.start for item in group.rows)
            row = known.within or "members" in known.parts
            if known.family == _FAMILY and row and name.start <= denied and free:
                group.rows.append(Named(name.start, name.end, known.id, False, True))
        for match in words.reasons.finditer(text, clause.start, clause.end):
            role = words.row_of[match.group()]
            if (
                match.start() <= denied
                and role in matcher.roles.by_id
                and all(item.end <= match.start() or match.end() <= item.start for item in group.rows)
            ):
                group.rows.append(Named(match.start(), match.end(), role, False, False))
        for token in tokens:
            if (
                token.word == "<next>"
                and token.start < denied
                and all(item.end <= token.start or token.end <= item.start for item in group.rows)
            ):
                group.rows.append(Named(token.start, token.end, _LATER, False, False))
        group.whose += [item for item in self._whose(clause, tokens, around) if item.start < denied]

    def _whose(self, clause: Clause, tokens: list[Token], figure: Quantity | None) -> Iterator[Whose]:
        """The kinds of applicant that a clause says filed them: where an applicant's words stand as one who files."""
        text, words = self.place.text, self.words
        runs: list[list[tuple[Token, str]]] = []
        for token in tokens:
            part = next((p for d, p in self.place.matcher.part.get(token.word, ()) if d == "applicant"), None)
            if part is None:
                continue
            if figure is not None and figure.start <= token.start < figure.end:
                continue
            joined = runs and (
                _JOINT.fullmatch(text, runs[-1][-1][0].end, token.start)
                or _EITHER.fullmatch(text, runs[-1][-1][0].end, token.start)
            )
            if joined:
                runs[-1].append((token, part))
            else:
                runs.append([(token, part)])
        found: list[tuple[list[tuple[Token, str]], bool]] = []
        for run in runs:
            first, last = run[0][0], run[-1][0]
            ahead = text[clause.start : first.start]
            if words.about.search(ahead) and not words.behind.search(ahead):
                continue
            if (
                _ONE_EACH.search(ahead)
                or ahead.endswith(grammar()["not_of"])
                or _COMPARED_WITH.search(text, last.end, clause.end)
            ):
                continue
            after = words.before.match(text, last.end, clause.end)
            label = (
                figure is not None
                and _LABELS.match(text, last.end, figure.start + 1) is not None
                and last.end <= figure.start
            )
            stands = words.behind.search(ahead) or not ahead or _NUMBERED.search(ahead)
            ends = last.end == clause.end or text[last.end] in _PUNCTUATED or text.startswith("等", last.end)
            if label or (
                after is not None
                and (stands or figure is None or first.start < figure.start or bool(_NUMBERED.search(ahead)))
            ):
                found.append((run, bool(after)))
            elif words.behind.search(ahead) and ends:
                found.append((run, False))
        agents = [run for run in runs if words.on_behalf.match(text, run[-1][0].end)]
        if len(found) > 1 or (found and agents):
            several = sorted(
                {id(run): run for run in [*(run for run, _ in found), *agents]}.values(),
                key=lambda run: run[0][0].start,
            )
            parts = tuple(dict.fromkeys(part for run in several for _, part in run))
            yield Whose(several[0][0][0].start, several[-1][-1][0].end, parts, False, bool(agents))
            return
        for run, _ in found:
            parts = tuple(dict.fromkeys(part for _, part in run))
            either = any(_EITHER.fullmatch(text, one.end, two.start) for (one, _), (two, _) in pairwise(run))
            open_end = text.startswith("等", run[-1][0].end)
            yield Whose(run[0][0].start, run[-1][0].end, parts, not either and not open_end, more=open_end)


def _longest(phrases: list[Phrase], matcher: Matcher) -> list[Phrase]:
    """The wordings that name a row of the form, of those that overlap the longest."""
    strong = [
        item
        for item in phrases
        if not item.weak and matcher.roles.by_id[item.role].family == _FAMILY and matcher.roles.by_id[item.role].held
    ]
    kept: list[Phrase] = []
    for item in sorted(strong, key=lambda one: (one.length == 1, one.start - one.end, one.start)):
        if all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda one: one.start)
