"""What a clause names of the form, whatever the order of its words, and what it says besides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.claims.claim import Claim, Scope, Year
from nianbao.claims.clause_words import ClauseWords
from nianbao.claims.clauses import Clause
from nianbao.claims.clauses import words as grammar
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.package_data import load_data
from nianbao.pattern_needs import begins
from nianbao.patterns import alternatives, lazy
from nianbao.text import Quantity

HEADS = ("家", "名", "位", "个", "人", "户")
"""What applicants are counted by: 申请人中有1家企业."""


@lru_cache(maxsize=1)
def form_words() -> dict[str, Any]:
    """The words by which a clause says something of the form without a figure (``form_words.yaml``)."""
    data: dict[str, Any] = load_data(Path(__file__).with_name("form_words.yaml"))
    return data


@lru_cache(maxsize=2)
def _neutral(court: bool) -> re.Pattern[str]:
    """Words that change nothing; those for courts and other organs only where reviews and lawsuits are told of."""
    kinds = form_words()["neutral"]
    return re.compile(alternatives(word for kind in kinds if court or kind != "court" for word in kinds[kind]))


def tells(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a text holds a word by which something of the form may be said without a figure."""
    return begins(_telling()).search(text, start, len(text) if end is None else end) is not None


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    found = form_words()
    lists = ("negation", "zero", "present", "every", "likewise", "only", "most", "next")
    told = [word for name in lists for word in found[name]]
    told += [word for item in found["shares"] for word in item["said"]]
    told += [word for name in ("up", "down", "same") for word in grammar()[name] if len(word) > 1]
    told += [word.partition("~")[0] for words in found["court"].values() for word in words]
    than = f"[比较与和同跟](?:{alternatives([*grammar()['last'], '20'])})|超过|超出|分之|半|[一二三四五六七八九]成"
    return re.compile(f"{alternatives(told)}|{than}|{happened().pattern}")


@lru_cache(maxsize=1)
def happened() -> re.Pattern[str]:
    """That there was something: 有…, or what was done with 过 or 了 behind it (采取过, 制发了)."""
    found = form_words()
    does = alternatives([*found["neutral"]["happen"], *found["acts"]])
    never = alternatives(found["no_having"])
    return re.compile(
        f"(?<![没未无如若凡所具拥享设含占只仅共带保到])[另还也又仍尚确既]?(?<!没)有(?!{never})(?:过|了)?|(?:曾|曾经)?(?:{does})(?:过|了)"
    )


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternatives(form_words()[name]))


def words_in(name: str, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The words of one list between two offsets: where they begin and end, and what they are."""
    return [(match.start(), match.end(), match.group()) for match in _pattern(name).finditer(text, start, end)]


@lru_cache(maxsize=1)
def _shares() -> dict[str, tuple[Decimal, Decimal]]:
    return {
        word: (Decimal(item["least"]), Decimal(item["most"]))
        for item in form_words()["shares"]
        for word in item["said"]
    }


@lru_cache(maxsize=1)
def _share_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(_shares()))


def shares_in(text: str, start: int, end: int) -> list[tuple[int, int, Decimal, Decimal]]:
    """The shares told in words between two offsets: where they stand, and the least and the most they mean."""
    return [
        (match.start(), match.end(), *_shares()[match.group()]) for match in _share_pattern().finditer(text, start, end)
    ]


@dataclass(slots=True)
class Heard:
    """A clause as it was read, with what was known when it began.

    Attributes:
        words: the clause. topic, year, scope, month: what was spoken of. listed: the total whose parts were being told.
        claims: what it asserts by its figures and by its wordings.
    """

    words: ClauseWords
    topic: str
    year: Year
    scope: Scope
    month: bool
    listed: Claim | None = None
    claims: list[Claim] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.words.clause.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words.clause.end


def rows_and_groups(heard: Iterable[Heard], matcher: Matcher) -> bool:
    """Whether a sentence names rows beside groups of rows that are not theirs: 予以公开最多，其次是不掌握相关信息."""
    known = matcher.roles.by_id
    found = {item.role for clause in heard for item in clause.words.phrases if not item.weak}
    of = {known[role].within for role in found if known[role].within and known[known[role].within].group == "results"}
    return bool(of) and not of & found and any(known[role].group == "results" for role in found)


class Name(NamedTuple):
    """A row, group or total of the form that a clause names: its place, and the roles that the words may mean."""

    start: int
    end: int
    roles: tuple[str, ...]
    weak: bool


class Named(NamedTuple):
    """What a stretch of a clause names of the form.

    Attributes:
        rows: in order, of overlapping ones the one that says most. applicants: kinds of applicant, by place.
    """

    rows: tuple[Name, ...]
    applicants: tuple[tuple[int, int, str], ...]

    @property
    def roles(self) -> list[str]:
        """Of the rows, in order."""
        return [role for item in self.rows for role in item.roles]

    @property
    def start(self) -> int:
        """Where the first of them begins; -1 where there is none."""
        return min([*(item.start for item in self.rows), *(item[0] for item in self.applicants)], default=-1)

    @property
    def end(self) -> int:
        """Where the last of them ends; -1 where there is none."""
        return max([*(item.end for item in self.rows), *(item[1] for item in self.applicants)], default=-1)


def named(
    words: ClauseWords, start: int, end: int, matcher: Matcher, topics: Iterable[str], figures: Iterable[Quantity] = ()
) -> Named:
    """What stands of the form between two offsets of a clause.

    Args:
        topics: families that may be spoken of; wordings of each are looked for. figures: the clause's.
    """
    tokens = words.between(start, end)
    spans = [(item.start, item.end) for item in figures]
    found: dict[tuple[int, int], dict[str, Phrase]] = {}
    for topic in dict.fromkeys(topics):
        for phrase in matcher.phrases(tokens, topic, spans, listed=False):
            if matcher.roles.by_id[phrase.role].family in matcher.held:
                found.setdefault((phrase.start, phrase.end), {}).setdefault(phrase.role, phrase)
    names = _judged(words, start, end, matcher, list(dict.fromkeys(topics)))
    loose = "requests" in topics or not any(topic in matcher.held for topic in topics)
    rows = labelled(words.text, start, end, matcher)
    names += [item for item in rows if _fits(item, found, matcher, loose=loose)]
    rank = sorted(found, key=lambda span: (_weak(found[span]), -_length(found[span]), span[0] - span[1], span))
    for span in rank:
        here = found[span]
        if any(span[0] < item.end and item.start < span[1] for item in names):
            continue
        strong = [role for role, phrase in here.items() if not phrase.weak] or list(here)
        names.append(Name(span[0], span[1], tuple(strong), _weak(here)))
    parts = matcher.roles.parts.get("applicant", {})
    applicants = [
        (token.start, token.end, part)
        for token in tokens
        for dimension, part in matcher.part.get(token.word, ())
        if dimension == "applicant" and part in parts
    ]
    return Named(tuple(sorted(names)), tuple(applicants))


def _fits(item: Name, found: Iterable[tuple[int, int]], matcher: Matcher, *, loose: bool) -> bool:
    """Whether the words of a label name its row here: of applications where they are spoken of; of what else there is
    where no wording says more (经复议后起诉至法院 is no plain suit)."""
    if matcher.roles.by_id[item.roles[0]].family == "requests":
        return loose
    return all(stop <= item.start or item.end <= begin for begin, stop in found)


@lru_cache(maxsize=1)
def _labels() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """The rows of the form with the words of their labels, as data tells."""
    found = form_words()["row_words"].items()
    return tuple((role, tuple(re.compile(alternatives(group)) for group in groups)) for role, groups in found)


@lru_cache(maxsize=4)
def _labels_in(text: str) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """Those of which all the words may stand in a text: few do, and every stretch of it is asked for them."""
    return tuple(row for row in _labels() if all(group.search(text) for group in row[1]))


def labelled(text: str, start: int, end: int, matcher: Matcher) -> list[Name]:
    """The rows of which all that their labels turn on stands in a stretch, in whatever order and form."""
    found: list[Name] = []
    for role, groups in _labels_in(text):
        if role not in matcher.roles.by_id:
            continue
        places = [match.span() for group in groups if (match := group.search(text, start, end)) is not None]
        if len(places) < len(groups):
            continue
        begin, stop = min(place[0] for place in places), max(place[1] for place in places)
        if stop - begin <= _LABEL:
            found.append(Name(begin, stop, (role,), False))
    found.sort(key=lambda item: item.start - item.end)
    kept: list[Name] = []
    for item in found:
        if not any(item.start < other.end and other.start < item.end for other in kept):
            kept.append(item)
    return kept


@lru_cache(maxsize=1)
def _reasons() -> tuple[dict[str, tuple[tuple[str, re.Pattern[str]], ...]], re.Pattern[str]]:
    """The everyday words for each row of a group, as data tells, and those that stand between them."""
    found = form_words()["reasons"]
    groups = {
        group: tuple((role, re.compile(alternatives(said))) for role, said in rows.items())
        for group, rows in found.items()
        if group != "soft"
    }
    return groups, re.compile(alternatives(found["soft"]))


def reason_in(
    text: str, start: int, end: int, group: str, matcher: Matcher, *, several: bool = False
) -> tuple[Name, list[tuple[int, int]]] | None:
    """The one row of a group that is spoken of which a stretch names, in whichever words, with the places of all that
    belongs to it; None where it names none, or several, unless they are asked for."""
    groups, soft = _reasons()
    hits = [
        (match.start(), match.end(), role)
        for role, pattern in groups.get(group, ())
        if role in matcher.roles.by_id
        for match in pattern.finditer(text, start, end)
    ]
    kept: list[tuple[int, int, str]] = []
    for hit in sorted(hits, key=lambda item: (item[0] - item[1], item[0])):
        if not any(hit[0] < other[1] and other[0] < hit[1] for other in kept):
            kept.append(hit)
    roles = dict.fromkeys(role for _, _, role in sorted(kept))
    if not roles or (len(roles) > 1) != several:
        return None
    begin, stop = min(item[0] for item in kept), max(item[1] for item in kept)
    places = [item[:2] for item in kept] + [match.span() for match in soft.finditer(text, start, end)]
    return Name(begin, stop, tuple(roles), False), places


_LABEL = 24
"""Characters over which the words of one row's label may be spread."""


@lru_cache(maxsize=1)
def _court() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How reviews and lawsuits end, as data tells: the row's last name, and a pattern of its words."""

    def pattern(items: Iterable[str]) -> str:
        longest = sorted(items, key=len, reverse=True)
        return "|".join(re.escape(item).replace("\\~", "~").replace("~", "[^，。；、0-9]{0,8}?") for item in longest)

    return tuple((outcome, re.compile(pattern(items))) for outcome, items in form_words()["court"].items())


@lru_cache(maxsize=4)
def _court_in(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those of which one may stand in a text."""
    return tuple(row for row in _court() if row[1].search(text))


@lru_cache(maxsize=4)
def _closed_in(text: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of words by which a review ends, or of which a label is made, that occur in a text."""
    groups = [*(pattern for _, pattern in _court()), *(group for _, groups in _labels() for group in groups)]
    return tuple(group for group in groups if group.search(text))


def closed_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where words stand that have a 未 or 不 of their own: 尚未宣判, 逾期不补正."""
    return [match.span() for pattern in _closed_in(text) for match in pattern.finditer(text, start, end)]


_OUTCOMES = {"either": ("upheld", "other")}


def _judged(words: ClauseWords, start: int, end: int, matcher: Matcher, topics: list[str]) -> list[Name]:
    """How a review or a lawsuit ended, in whichever word: 责令重新答复, 确认…违法, 支持了本局."""
    families = [id for topic in topics for id in matcher.remedies.get(topic, ())]
    if not families:
        return []
    found = [
        (match.start(), match.end(), outcome)
        for outcome, pattern in _court_in(words.text)
        for match in pattern.finditer(words.text, start, end)
    ]
    names: list[Name] = []
    for begin, stop, outcome in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        if any(begin < item.end and item.start < stop for item in names):
            continue
        ends = [f"{base}.{one}" for base in families for one in _OUTCOMES.get(outcome, (outcome,))]
        names.append(Name(begin, stop, tuple(role for role in ends if role in matcher.roles.by_id), False))
    return names


def _weak(phrases: dict[str, Phrase]) -> bool:
    return all(phrase.weak for phrase in phrases.values())


def _length(phrases: dict[str, Phrase]) -> int:
    return max(phrase.length for phrase in phrases.values())


def rows_named(matcher: Matcher, text: str, begin: int, place: tuple[int, int], role: str) -> list[str]:
    """The rows that a stretch of text may name besides a role: by how a review ended, by the words of a row's label,
    or, where nothing in the sentence names the role's own family, as rows of what the sentence does name.

    Args:
        begin: where the sentence begins. place: the stretch.
    """
    family = matcher.roles.by_id[role].family
    tokens = matcher.tokens(text, begin, place[1], None)
    families = [matcher.family.get(token.word, "") for token in tokens]
    families = [one for one in dict.fromkeys(families) if one in matcher.held]
    words = ClauseWords(text, Clause(place[0], place[1], "", 0), tokens, [])
    found = [*_judged(words, *place, matcher, [family]), *labelled(text, *place, matcher)]
    if family not in families and families:
        found += named(words, *place, matcher, families).rows
    return [one for item in found for one in item.roles]


def residue(
    words: ClauseWords,
    start: int,
    end: int,
    matcher: Matcher,
    topics: Collection[str],
    own: Iterable[str] = (),
    hide: Iterable[tuple[int, int]] = (),
    *,
    court: bool = True,
) -> str:
    """What a stretch of a clause says besides the form's words and those that change nothing.

    Args:
        topics: the families that it may be about. own: the unit's names.
        hide: places that are accounted for: the operator, a figure.
        court: whether courts and superior organs say nothing of their own where reviews and suits are told of.
    """
    court = court and not matcher.remedies.keys().isdisjoint(topics)
    neutral = _neutral(court)
    kept = list(words.text[start:end])
    places = [(token.start, token.end) for token in words.between(start, end) if _known(token, matcher, topics)]
    places += [(item.start, item.end) for item in words.figures]
    places += [match.span() for match in _SELF.finditer(words.text, start, end)]
    places += [match.span() for match in neutral.finditer(words.text, start, end)]
    whole = [
        group
        for _, groups in _labels_in(words.text)
        for group in groups
        if all(each.search(words.text, start, end) for each in groups)
    ]
    told = (*(pattern for _, pattern in _court_in(words.text)), *whole)
    places += [match.span() for pattern in told for match in pattern.finditer(words.text, start, end)]
    places += [
        _modifier(words.text, start, token.start) for token in words.between(start, end) if _files(token, matcher)
    ]
    for begin, stop in (*places, *hide):
        for at in range(max(begin, start), min(stop, end)):
            kept[at - start] = "\0"
    left = "".join(kept)
    for name in own:
        if len(name) > 1 and name in left:
            for level in ("省", "市", "县", "区", "镇", "乡", ""):
                left = left.replace(level + name, "\0")
    return "".join(char for char in neutral.sub("", left) if char not in '\0 ，；：。（）"□')


_MODIFIER = lazy(
    "[是为系由自家名位给](?P<kind>[^是为系由自家名位给，。；、0-9的非]{1,4}|[^是为由自给，。；0-9非]{1,20}(?:等|之类的?))$"
)


def _modifier(text: str, start: int, end: int) -> tuple[int, int]:
    """Which kind of an applicant of a kind is meant, right before it: 均为报关企业, 一家物流企业."""
    found = _MODIFIER.search(text, start, end)
    return found.span("kind") if found is not None else (end, end)


def _files(token: Token, matcher: Matcher) -> bool:
    return any(dimension == "applicant" for dimension, _ in matcher.part.get(token.word, ()))


def names_self(text: str, start: int, end: int) -> bool:
    """Whether words between two offsets call the unit by a word for itself: 我局, 本机关."""
    return _SELF.search(text, start, end) is not None


def _known(token: Token, matcher: Matcher, topics: Collection[str]) -> bool:
    """Whether a word belongs to the wordings of what is spoken of, or to the grammar."""
    if token.word.startswith("<"):
        return True
    family = matcher.family.get(token.word)
    if (family in topics and family in matcher.held) or matcher.spoken.get(token.word, set()) & set(topics):
        return True
    if _files(token, matcher):
        return True
    return bool(matcher.sense.get(token.word, set()) & _GRAMMAR)


_SELF = lazy(
    "[我本](?:人民)?(?:省|市|县|区|州|盟|旗|镇|乡|街道|局|委|办|厅|院|队|站|所|关|处|室|府|中心|单位|机关|部门|系统|政府|分局|支队)(?:机关|办公室|系统)?"
)
_GRAMMAR = {
    "denial",
    "all",
    "up",
    "down",
    "same",
    "compares",
    "from",
    "reaches",
    "each",
    "each_of",
    "sums",
    "back",
    "self",
}
