"""The wordings of all roles as one matcher: words found in one pass, then put together into phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from nianbao.claims.clauses import words
from nianbao.kinds.roles import Roles
from nianbao.patterns import alternatives, lazy

_NEAR, _FAR = 4, 26
"""Characters that may stand between two words of a phrase: as they are, and at a gap."""
_TIME = ("last", "next", "own")
_FOLDS = str.maketrans({"“": '"', "”": '"'})


class Token(NamedTuple):
    """A known word in a text.

    Attributes:
        word: as it is known: ``<last>``, ``<next>``, ``<own>``, ``<other>`` for years.
        year: the year it names, where it names one.
    """

    start: int
    end: int
    word: str
    year: int = 0


class _Pattern(NamedTuple):
    role: str
    elements: tuple[frozenset[str], ...]
    behind: tuple[tuple[frozenset[str], int], ...]  # the elements after the first, each with the gap before it
    within: str
    alone: bool
    anywhere: bool
    weak: bool
    listed: bool
    not_in: frozenset[str]
    readings: tuple[str, ...]
    strict: bool


class Phrase(NamedTuple):
    """A wording of a role found in a clause.

    Attributes:
        start, end: from its first word to its last. role: whose wording. weak: whether others are preferred.
        first, last: numbers of its first and last token in the clause. length: how many of them it uses.
        listed: whether it only counts inside a list of parts. readings: other roles that it may mean.
        strict: whether it means just this.
    """

    start: int
    end: int
    role: str
    weak: bool
    first: int
    last: int
    length: int
    listed: bool
    readings: tuple[str, ...]
    strict: bool


class Matcher:
    """All wordings of a kind's roles.

    Args:
        roles: the roles; which edition they are bound to does not matter.

    Attributes:
        family: word → the family whose thing it names. alone: word → the family that alone uses it.
        anywhere: word → the family whose result it is, whatever is spoken of.
        about: word → the family that it says is spoken of.
        part: word → dimension and part. nothing: words that only look like one of the others.
        forward: roles that are told with the next year (结转次年). telling: words that say something without a figure.
        held: families that tables have figures for.
        light: words that name a thing or a part of it. spoken: word → the families of
            what tables hold in whose wordings it stands.
        remedies: family of reviews or suits → its totals. divided: results that have reasons of their own.
        changes: what the form calls the change of a thing → its family. tokens: ``_tokens``, each stretch read once.
        topics: section or aspect → the family that it is about.
        keys: a pattern that every paragraph with a claim on a table holds.
    """

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.family: dict[str, str] = {}
        self.part: dict[str, list[tuple[str, str]]] = {}
        self.about: dict[str, str] = {}
        self.nothing: set[str] = set()
        for family in roles.families:
            for word in family.objects:
                self.family.setdefault(word.translate(_FOLDS), family.id)
            self.about |= {word.translate(_FOLDS): family.id for word in family.about}
            self.nothing |= {word.translate(_FOLDS) for word in family.nothing}
        for dimension in roles.dimensions:
            for part in dimension.values:
                for word in part.said_as:
                    self.part.setdefault(word.translate(_FOLDS), []).append((dimension.id, part.id))
        self._within = {
            role.family: roles.by_id[role.within].family
            for role in roles.roles
            if role.within and roles.by_id[role.within].family != role.family
        }
        self.remedies: dict[str, list[str]] = {}
        for role in roles.roles:
            if role.id.startswith("remedies."):
                self.remedies.setdefault(role.family, []).extend([role.id] if role.id.count(".") == 1 else [])
        self.divided = {role.id for role in roles.roles if role.group == "results" and "members" in role.parts}
        self.changes = {
            word: role.family
            for role in roles.roles
            if role.signed
            for said in role.said_as
            for word in said.say.split("|")
        }
        self.tokens = lru_cache(maxsize=64)(self._tokens)
        self.alone: dict[str, str] = {}
        self.anywhere: dict[str, str] = {}
        self._starts: dict[str, list[_Pattern]] = {}
        spoken: set[str] = set()
        within: dict[str, set[str]] = {}
        patterns = list(self._patterns())
        for pattern in patterns:
            for element in (*pattern.elements, pattern.not_in):
                spoken |= element
            for word in pattern.elements[0]:
                within.setdefault(word, set()).add(pattern.within)
            if pattern.alone:
                self.alone |= dict.fromkeys(pattern.elements[0], pattern.within)
            if pattern.anywhere and len(pattern.elements) == 1 and roles.by_id[pattern.role].group == "results":
                self.anywhere |= dict.fromkeys(pattern.elements[0], pattern.within)
            for word in pattern.elements[0]:
                self._starts.setdefault(word, []).append(pattern)
        objects = {family.id: tuple(item.translate(_FOLDS) for item in family.objects) for family in roles.families}
        for word, families in within.items():  # 复议维持 speaks of reviews, 申请人撤回 of requests or of reviews
            only = next(iter(families)) if len(families) == 1 else ""
            if only and word.startswith(objects[only]):
                self.about.setdefault(word, only)
        self.forward = {item.role for item in patterns if any("<next>" in element for element in item.elements)}
        self.held = {role.family for role in roles.roles if role.cells or role.sum_of}
        self.spoken: dict[str, set[str]] = {}
        for pattern in patterns:
            role = roles.by_id[pattern.role]
            for word in {word for element in pattern.elements for word in element} if role.held else ():
                self.spoken.setdefault(word, set()).add(role.family)
        grammar = words()
        self.sense: dict[str, set[str]] = {}
        for name in _GRAMMAR:
            for word in grammar[name]:
                self.sense.setdefault(word, set()).add(name)
        for stem in grammar["moving"]:
            ways = self.sense.get(stem, set()) & {"up", "down"}
            for word in (stem + end for end in grammar["reaching"] if ways):
                self.sense.setdefault(word, set()).update((*ways, "reaches"))
        self.telling = {word for word, senses in self.sense.items() if senses & _TELLING}
        self.topics = {
            **{family.section: family.id for family in roles.families if family.section},
            **{family.aspect: family.id for family in roles.families if family.aspect},
        }
        timed = {word: f"<{name}>" for name in _TIME for word in grammar[name]}
        self._timed = timed
        everything = {*self.family, *self.about, *self.part, *self.nothing, *spoken, *self.sense, *timed}
        everything = {word for word in everything if not word.startswith("<")}
        self.light = frozenset({*self.part, *self.family})
        self._known = frozenset(everything)
        lengths: dict[str, set[int]] = {}
        for word in everything:
            lengths.setdefault(word[:2], {1}).add(len(word))
        self._lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}
        self._begins = re.compile(f"[0-9{re.escape(''.join({word[0] for word in everything}))}]")
        own = {word for items in self._starts.values() for item in items if item.anywhere for word in item.elements[0]}
        told = [item for item in patterns if roles.by_id[item.role].held]
        self.keys = re.compile(alternatives(_keys(roles, {*self.alone, *own}, told)))

    def _patterns(self) -> Iterable[_Pattern]:
        for role in self.roles.roles:
            for said in role.said_as:
                elements: list[frozenset[str]] = []
                gaps: list[int] = []
                gap = _NEAR
                for piece in said.say.split():
                    if piece == "#":
                        continue
                    if piece == "~":
                        gap = _FAR
                        continue
                    elements.append(self._any(piece))
                    gaps.append(gap)
                    gap = _NEAR
                yield _Pattern(
                    role.id,
                    tuple(elements),
                    tuple(zip(elements, gaps, strict=True))[1:],
                    said.within,
                    said.alone,
                    said.anywhere,
                    said.weak,
                    said.listed,
                    frozenset(said.not_in),
                    said.readings,
                    said.strict,
                )

    def _any(self, piece: str) -> frozenset[str]:
        found: set[str] = set()
        for word in piece.split("|"):
            if word.startswith("<") and word[1:-1] in self.roles.family:
                found |= {item.translate(_FOLDS) for item in self.roles.family[word[1:-1]].objects}
            else:
                found.add(word.translate(_FOLDS))
        return frozenset(found)

    def topic_of(self, word: str, now: str) -> str:
        """What is spoken of after a word: a court's judgement leaves it at a suit of one kind."""
        if word in self.family:
            return self.family[word]
        family = self.about.get(word)
        if family is None or self._within.get(now) == family:
            return now
        return family

    def narrower(self, family: str, other: str) -> bool:
        """Whether a family is a kind of another: suits without review, of suits."""
        return self._within.get(family) == other

    def wider(self, family: str) -> str:
        """The family of which one is a kind; empty for one that is none."""
        return self._within.get(family, "")

    def begins(self, word: str) -> bool:
        """Whether a wording begins with a word."""
        return word in self._starts

    def only_family(self, tokens: list[Token]) -> str:
        """The one family that a sentence is about, by all its words; empty where it names none or several."""
        named = {self.family[token.word] for token in tokens if token.word in self.family}
        if not named:
            named = {self.alone[token.word] for token in tokens if token.word in self.alone}
        return named.pop() if len(named) == 1 else ""

    def _tokens(self, text: str, start: int, end: int, year: int | None) -> list[Token]:
        """The known words between two offsets of a folded text.

        Args:
            year: the report's; years named are told by it.
        """
        found: list[Token] = []
        timed, known, lengths = self._timed, self._known, self._lengths
        at = start
        for place in self._begins.finditer(text, start, end):
            begin = place.start()
            if begin < at:
                continue  # within a word
            dated = _DATED.match(text, begin, end) if text[begin] in "0123456789" else None
            if dated is not None:
                at, number = dated.end(), int(dated["y"] or dated["m"])
                whole = _WHOLE_YEAR.match(text, at, end) if dated["y"] else None
                at = whole.end() if whole is not None else at  # 2018年全年: of that year
                found.append(Token(begin, at, _year(number, year) if dated["y"] else "<month>", number))
                continue
            for length in lengths.get(text[begin : begin + 2], (1,)):  # the longest word that stands there
                word = text[begin : begin + length]
                if word in known and begin + length <= end:
                    at = begin + length
                    found.append(Token(begin, at, timed.get(word, word)))
                    break
        return found

    def phrases(self, tokens: list[Token], topic: str, figures: list[tuple[int, int]], *, listed: bool) -> list[Phrase]:
        """The wordings that the words of a clause make.

        Args:
            tokens: the clause's words. topic: the family spoken of before it.
            figures: offsets of its figures; a wording goes over one at most.
            listed: whether the clause stands in a list of parts.
        """
        found: list[Phrase] = []
        topics: list[str] = []
        now = topic
        for token in tokens:
            now = self.topic_of(token.word, now)
            topics.append(now)
        sure = {self.anywhere[token.word] for token in tokens if token.word in self.anywhere} if listed else set()
        words = {token.word for token in tokens}
        for first, token in enumerate(tokens):
            for pattern in self._starts.get(token.word, ()):
                if (pattern.listed and not listed) or not words.isdisjoint(pattern.not_in):
                    continue
                if pattern.behind and words.isdisjoint(pattern.behind[0][0]):
                    continue
                last = self._matched(pattern, tokens, first, figures) if pattern.behind else first
                if last is None:
                    continue
                if pattern.within and not (
                    _about(pattern.within, topics, first, last, topic)
                    or (pattern.alone and (not topics[first] or pattern.within in sure))
                    or pattern.anywhere
                ):
                    continue
                found.append(
                    Phrase(
                        token.start,
                        tokens[last].end,
                        pattern.role,
                        pattern.weak,
                        first,
                        last,
                        len(pattern.elements),
                        pattern.listed,
                        pattern.readings,
                        pattern.strict,
                    )
                )
        return found

    @staticmethod
    def _matched(pattern: _Pattern, tokens: list[Token], first: int, figures: list[tuple[int, int]]) -> int | None:
        last = first
        over = 0
        for element, gap in pattern.behind:
            for number in range(last + 1, len(tokens)):
                end = tokens[last].end
                inside = [item for item in figures if end <= item[0] < tokens[number].start]
                covered = sum(stop - begin for begin, stop in inside)
                if tokens[number].start - end - covered > gap:
                    return None
                if tokens[number].word in element:
                    over += len(inside)
                    if over > 1:
                        return None
                    last = number
                    break
            else:
                return None
        return last


_DATED = lazy("(?P<y>20[0-9]{2})年度?|(?P<m>[0-9]{1,2})月(?!底)")
_WHOLE_YEAR = lazy("全年度?|年内|当年|一年|年度内")
_TELLING = {"denial", "all", "up", "down", "same"}
_GRAMMAR = (
    *("denial", "not_said", "all", "opens", "each", "up", "down", "same", "apart", "reaches", "compares", "from"),
    *("share", "sums", "each_of", "region", "superior", "self", "part_of_year", "back"),
)


def _about(family: str, topics: list[str], first: int, last: int, topic: str) -> bool:
    """Whether a clause is about a family where a phrase stands: by the word for it before or in the phrase, behind it
    where none stands before, or by what was spoken of."""
    if family in (topics[first], topics[last]):
        return True
    return topics[first] == topic == "" and family in topics[last:]


def _year(named: int, year: int | None) -> str:
    if year is None:
        return "<other>"
    return {0: "<own>", -1: "<last>", 1: "<next>"}.get(named - year, "<other>")


def _keys(roles: Roles, own: set[str], told: list[_Pattern]) -> set[str]:
    """Words of which one stands in every paragraph that says something of a figure that some table holds, unless its
    aspect or section says what it is about.

    Args:
        own: words that only a family of the tables uses: 不予公开, 无法提供.
        told: wordings of figures that some table holds; one that needs no family beside it, and has no key in it, gives
            keys of its own: else no paragraph would be read for it.
    """
    families = {role.family for role in roles.roles if role.cells or role.sum_of}
    found = {word.translate(_FOLDS) for family in families for word in roles.family[family].objects}
    found |= {word for word in own if not word.startswith("<")} | {"结转"}
    known = re.compile(alternatives(found))
    for item in told:
        if not item.within and not any(all(map(known.search, words)) for words in item.elements):
            literal = [words for words in item.elements if not any(word.startswith("<") for word in words)]
            found |= max(literal, key=lambda words: min(map(len, words)), default=frozenset())
    # a word that holds another key needs not be looked for
    return {word for word in found if found.isdisjoint(_parts(word))}


def _parts(word: str) -> Iterable[str]:
    """Every shorter word that stands in a word."""
    last = len(word)
    return (word[start:end] for start in range(last) for end in range(start + 1, last + 1) if end - start < last)


@lru_cache(maxsize=4)
def _matcher(key: int, holder: _Held) -> Matcher:  # noqa: ARG001
    return Matcher(holder.roles)


class _Held:
    def __init__(self, roles: Roles) -> None:
        self.roles = roles

    def __hash__(self) -> int:
        return id(self.roles.roles)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.roles.roles is self.roles.roles


def matcher_of(roles: Roles) -> Matcher:
    """The matcher of a kind's roles, made once."""
    return _matcher(id(roles.roles), _Held(roles))
