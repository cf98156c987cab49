"""SRC: what a note says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from math import ceil

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import (
    Claim,
    bound_pieces,
    claim_words,
    claims,
    is_known,
    noted,
    own_claims,
    pairs,
    tabled,
)
from nianbao.patterns import lazy
from nianbao.report import Note
from nianbao.text import Quantity, fold, quantities, raw_numerals
from nianbao.text.sentences import overlapping

_DENIAL = lazy(r"一直(?:没有|未)|从未|没有|尚未|未曾|未能|未|没(?!收)|没(?=收到)|无(?=[\u4e00-\u9fff])")
_DENIES = 0.6
"""The share of a denied clause's pairs of characters that stand in a note which says it was done."""


@rule("SRC14", "contradiction", "warning", "norm")
def contradiction(context: Context) -> Iterator[Finding]:
    """与素材矛盾

    【是什么】素材写培训3次，文中写培训5次；素材写每季度，文中写每周；素材写开展过，文中说没有。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；是不是同一件事按用词判断，所以只作警告。
    【错】
    - 全年组织培训5次。（素材写培训3次）
    【对】
    - 全年组织培训3次。（素材写培训3次）
    【怎么改】以事实为准，改素材或改文字。
    【怎么不报】与素材一致就不会报。人自己写的句子，只在同一件事的数、等次、频次与素材不同时提醒一次。
    【一句话】不与素材矛盾。
    """
    if not is_known(context):
        return
    yield from _own(context)
    ground = _Ground(context)
    values = tuple(claim_words()["frequency_values"])
    for claim in claims(context):
        yield from _denied(context, claim, ground)
        yield from _other_count(context, claim, ground)
        said = [word for word in values if word in claim.text]
        for word in said:
            subject = _subject(claim.text, claim.text.find(word) + len(word))
            if (note := ground.otherwise(subject, word)) is not None:
                other = next(item for item in values if item in fold(note.words))
                yield context.mark(
                    claim.start + claim.text.find(word),
                    claim.start + claim.text.find(word) + len(word),
                    f"这里写“{word}”，素材写“{other}”",
                    severity="warning",
                    evidence={"素材": note.words[:60]},
                    fix="以事实为准，改素材或改文字",
                )


class _Alike:
    """Sets of pairs of characters, and which of them hold most of another set."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self._sets = sets
        self._where: dict[str, list[int]] = {}
        for index, pairs_ in enumerate(sets):
            for pair in pairs_:
                self._where.setdefault(pair, []).append(index)

    def first(self, wanted: set[str]) -> int | None:
        """The first set that holds enough of what is wanted; None where none does.

        One that does holds at least one of the few rarest, so that only sets with one of these are looked at.
        """
        if not wanted:
            return 0 if self._sets else None
        enough = _DENIES * len(wanted)
        rarest = sorted(wanted, key=lambda pair: len(self._where.get(pair, ())))[: len(wanted) - ceil(enough) + 1]
        candidates = sorted({index for pair in rarest for index in self._where.get(pair, ())})
        return next((index for index in candidates if len(wanted & self._sets[index]) >= enough), None)


class _Ground:
    """What the notes say, found by its words.

    Attributes:
        figures: every figure with its measure word. counts: by measure word and the two characters of a noun near it,
            the first note that counts so, with its figure.
    """

    def __init__(self, context: Context) -> None:
        self.figures: set[tuple[Decimal | None, str]] = set()
        self.counts: dict[tuple[str, str], tuple[Note, Quantity]] = {}
        self._notes = [(note, fold(note.words)) for note in context.report.notes]
        for note, words in self._notes:
            for item in quantities(note.words):
                self.figures.add((item.value, item.measure))
                near = words[max(0, item.start - 8) : item.end + 4]
                for at in range(len(near) - 1):
                    self.counts.setdefault((item.measure, near[at : at + 2]), (note, item))
        clauses = re.split("[，。；\n]", noted(context))
        denied = dict.fromkeys(frozenset(pairs(clause)) for clause in clauses if _DENIAL.search(clause))
        self._denied = _Alike(list(denied))

    @cached_property
    def _done(self) -> tuple[list[Note], _Alike]:
        """Notes that deny nothing, and their pairs of characters."""
        done = [(note, words) for note, words in self._notes if not _DENIAL.search(words)]
        return [note for note, _ in done], _Alike([frozenset(pairs(words)) for _, words in done])

    @cached_property
    def _frequencies(self) -> dict[str, dict[frozenset[str], tuple[int, Note]]]:
        """Notes that say how often, by each four characters in them, and of these by what they say: the first one."""
        found: dict[str, dict[frozenset[str], tuple[int, Note]]] = {}
        for index, (note, words) in enumerate(self._notes):
            said = frozenset(word for word in claim_words()["frequency_values"] if word in words)
            for at in range(len(words) - 3 if said else 0):
                found.setdefault(words[at : at + 4], {}).setdefault(said, (index, note))
        return found

    def otherwise(self, subject: str, word: str) -> Note | None:
        """The first note that says of a subject another frequency, and not this one."""
        held = self._frequencies.get(subject, {}) if subject else {}
        return min((item for said, item in held.items() if word not in said), default=(0, None), key=_order)[1]

    def denies(self, rest: set[str]) -> bool:
        """Whether a note or problem denies what a clause denies."""
        return self._denied.first(rest) is not None

    def tells(self, rest: set[str]) -> Note | None:
        """The first note that says, and denies nothing, what a clause denies."""
        notes, alike = self._done
        index = alike.first(rest) if len(rest) >= 3 else None
        return None if index is None else notes[index]


def _own(context: Context) -> Iterator[Finding]:
    """A person's own sentence that has another rank, frequency or count than the notes it is of; each once."""
    words = claim_words()
    families = [tuple(family) for family in (*words["ranks"], words["frequency_values"])]
    for claim, notes in own_claims(context):
        noted_words = "\n".join(fold(note.words) for note in notes)
        for family in families:
            said, other = _only(claim.text, family), _only(noted_words, family)
            if said and other and said != other:
                yield _differs(context, claim, claim.text.find(said), said, other, noted_words)
        bound = overlapping((piece.start, piece.end) for piece in bound_pieces(claim.sentence))
        held = [item for item in quantities(noted_words) if item.measure and item.measure not in _DATES]
        for quantity in raw_numerals(claim.text):
            same = [item for item in held if item.measure == quantity.measure]
            counted = [item for item in raw_numerals(claim.text) if item.measure == quantity.measure]
            if (
                len(same) == len(counted) == 1
                and quantity.exact
                and quantity.value != same[0].value
                and not bound(quantity.start, quantity.end)
                and not tabled(context, quantity)
            ):
                yield _differs(context, claim, quantity.start, quantity.text, same[0].text, noted_words)


_DATES = ("年", "月", "日", "时")


def _only(text: str, family: tuple[str, ...]) -> str:
    """The one word of a family that a text has, a longer one before those in it; empty where it has none or several."""
    found = []
    for word in sorted(family, key=len, reverse=True):
        if word in text:
            found.append(word)
            text = text.replace(word, "，")
    return found[0] if len(found) == 1 else ""


def _differs(context: Context, claim: Claim, at: int, said: str, other: str, words: str) -> Finding:
    return context.mark(
        claim.start + at,
        claim.start + at + len(said),
        f"您写的是“{said}”，素材写“{other}”",
        severity="warning",
        evidence={"素材": words[:60]},
        fix="以事实为准，改素材或改文字；素材不必改的可以不理",
    )


def _order(item: tuple[int, Note | None]) -> int:
    return item[0]


def _denied(context: Context, claim: Claim, ground: _Ground) -> Iterator[Finding]:
    """A clause that says something was not done, of which a note says that it was, and no note or problem denies it."""
    at = 0
    for clause in re.split("(?<=[，。；])", claim.text):
        denial = _DENIAL.search(clause)
        if denial is not None:
            rest = pairs(_YEARS.sub("", clause.replace(denial.group(), "")))
            note = None if ground.denies(rest) else ground.tells(rest)
            if note is not None:
                yield context.mark(
                    claim.start + at,
                    claim.start + at + len(clause),
                    f"这里说没有，素材写“{note.words[:30]}”",
                    severity="warning",
                    fix="以事实为准，改素材或改文字",
                )
        at += len(clause)


_YEARS = lazy(r"本年度|全年|20[0-9]{2}年度?|我[镇乡街道局县市区]+|政府信息公开")


_ABOUT = lazy("(?:不足|不到|超过|近|约|至少|最多)$")


def _subject(text: str, at: int) -> str:
    """The four characters that say what a frequency is of."""
    match = re.match(r"(?:一次|[0-9]次|至少|对|开展|组织|进行)?([\u4e00-\u9fff]{4})", text[at:])
    return match.group(1) if match else ""


def _other_count(context: Context, claim: Claim, ground: _Ground) -> Iterator[Finding]:
    """A count with a measure word that a note has for the same noun, with another number."""
    bound = overlapping((piece.start, piece.end) for piece in bound_pieces(claim.sentence))
    for quantity in raw_numerals(claim.text):
        if bound(quantity.start, quantity.end):
            continue  # put in by code, from its own cell or note
        if not quantity.exact or _ABOUT.search(claim.text, 0, quantity.start):
            continue  # no count to be held against another
        noun = re.sub(r"[^\u4e00-\u9fff]", "", claim.text[max(0, quantity.start - 4) : quantity.start])[-2:]
        if len(noun) < 2 or quantity.value is None or not quantity.measure:
            continue
        if (quantity.value, quantity.measure) in ground.figures:
            continue  # a note has the figure, whatever noun stands next to it
        same = ground.counts.get((quantity.measure, noun))
        if same is not None and not tabled(context, quantity):
            note, other = same
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"这里写“{quantity.text}”，素材写“{other.text}”",
                severity="warning",
                evidence={"素材": note.words[:60]},
                fix="以事实为准，改素材或改文字",
            )
