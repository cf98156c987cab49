"""What the clauses of a sentence name of the form, and of what they may speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar, cast

from nianbao.claims.claim import Claim
from nianbao.claims.form_names import Heard, Name, Named, named, residue, words_in
from nianbao.claims.form_statement import Cells
from nianbao.claims.role_phrases import Matcher, Token
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy

_T = TypeVar("_T")
_JOINED = lazy("[、和及或与并也以]|以及|或者|，")
_NARROWING = lazy(
    "(?:对(?![照比标接])|针对|就(?!此)|关于|涉及|因(?!此)|由于|凡)[^，。；]*(?:申请|信息|案件|答复|事项|件|的|引发|引起)$"
)
EXCEPT = lazy(
    "除(?!了)|其余|剩余|余下|剩下|另(?:有|外|案)?|其[他它](?!组织|对外|处理|结果|情形|法)|多数|部分(?!公开)|个别|有的|大多|一些|某些|除外"
)
_GROUP_MOST = 4
WHOLES = ("requests.new", "requests.handled", "requests.done", "requests.due")
CAME_IN, DEALT_WITH, ALL_DUE = "requests.new", "requests.done", "requests.due"
ASKED = "applicant"
_THAT = lazy("因此|由此|为此|因之|据此")
_DENIES = lazy(
    "(?:并|尚|从|也|暂)?(?:未|没|无|没有|未有|未曾|未发生|没有发生|未出现|没有出现|未产生|没有产生|未引发|未引起|未接收|未涉及|不涉及|不存在|未因|未被|没有因|没有被)|零"
)


class FormClauses:
    """Reads what clauses name."""

    def __init__(self, matcher: Matcher, own: Sequence[str] = ()) -> None:
        self.matcher, self.own = matcher, tuple(own)
        self.roles: Roles = matcher.roles
        self._seen: dict[tuple[str, int, int, int], object] = {}

    def forget(self) -> None:
        """Begin another sentence: what was worked out for the clauses of the last one is of no use."""
        self._seen.clear()

    def _once(self, what: str, number: int, start: int, end: int, work: Callable[[], _T]) -> _T:
        """What was worked out for a stretch of a clause; once a sentence, as several operators ask for it."""
        key = (what, number, start, end)
        if key not in self._seen:
            self._seen[key] = work()
        return cast("_T", self._seen[key])

    def _topics(self, heard: Sequence[Heard], number: int) -> list[str]:
        """The families that a clause may be about."""
        return self._once("topics", number, 0, 0, lambda: self._topics_of(heard, number))

    def _topics_of(self, heard: Sequence[Heard], number: int) -> list[str]:
        """The families that a clause may be about: those it names, else those named before, else the part's."""
        clause = heard[number]
        here = self._families(clause.words.tokens)
        if here:
            return [*here, clause.topic] if clause.topic not in here else here
        topic = clause.topic
        for token in clause.words.tokens:
            topic = self.matcher.topic_of(token.word, topic)
        if topic != clause.topic and topic in self.matcher.held:
            return [topic]  # 复议机关, 法院
        for before in reversed(heard[max(0, number - _GROUP_MOST) : number]):
            named_before = self._families(before.words.tokens)
            if named_before:
                return [clause.topic] if clause.topic in named_before else named_before
        return [clause.topic]

    def _families(self, tokens: Sequence[Token]) -> list[str]:
        """The families that words name: by a thing's name, or by what the form calls its change (行政许可事项)."""
        found = [self.matcher.family.get(token.word) or self.matcher.changes.get(token.word, "") for token in tokens]
        return [family for family in dict.fromkeys(found) if family in self.matcher.held]

    def _named(self, heard: Sequence[Heard], number: int, start: int, end: int) -> Named:
        words, topics = heard[number].words, self._topics(heard, number)
        return self._once(
            "named", number, start, end, lambda: named(words, start, end, self.matcher, topics, words.figures)
        )

    def _left(self, heard: Sequence[Heard], number: int, start: int, end: int, *hide: tuple[int, int]) -> str:
        if end <= start:
            return ""
        topics = self._topics(heard, number) or [""]
        if not any(topic in self.matcher.held for topic in topics):
            topics = [*topics, "requests"]
        return residue(heard[number].words, start, end, self.matcher, topics, self.own, hide)

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
        return one.family == two.family and role in WHOLES and (narrow or (role != other and other not in WHOLES))

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
            for one, two in pairwise(ordered)
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

    def says_more(self, heard: Sequence[Heard], number: int, start: int, end: int) -> bool:
        """Whether a stretch of a clause holds words of its own, which may narrow what the form's words are of."""
        return len(self._left(heard, number, start, end)) > 1

    def narrowed(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether the clause before says of which only the clause speaks: 对涉及征地的申请，没有…."""
        clause = heard[number]
        if number == 0 or clause.words.clause.before != "，":
            return False
        before = heard[number - 1]
        said = before.words.text[before.start : before.end]
        if _NARROWING.fullmatch(said) is None or words_in("every", said, 0, len(said)):
            return False  # 涉及第三方的申请一律先沟通后答复 says all of its own
        rows = self._named(heard, number - 1, before.start, before.end).rows
        return bool(self._left(heard, number - 1, before.start, before.end)) or any(
            self.roles.by_id[role].group for item in rows for role in item.roles
        )

    def _because_of_that(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether a clause rests on what the one before told, in words that are not the form's: 也没有因此被复议."""
        clause = heard[number]
        if not _THAT.search(clause.words.text, clause.start, clause.end):
            return False
        if number == 0:
            return True
        before = heard[number - 1]
        return bool(self._left(heard, number - 1, before.start, before.end))

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
        """The totals that a kind of applicant or a result may be of, where none is named: of a row told right before,
        surely where its kinds of applicant are being told (部分公开8件，自然人5件、企业3件，没有科研机构)."""
        told = self._counts(heard, number)
        near: tuple[str, ...] = ()
        if told and len(told[-1].roles) == 1:
            last, clause = told[-1], heard[number].words.clause
            listed = last.way == ASKED and last.part_of is not None and len(last.part_of.roles) == 1
            role = last.part_of.role if listed and last.part_of is not None else last.role
            if role not in WHOLES and ASKED in self.roles.by_id[role].parts:
                near = (role,)
                of_it = all(self._of_row(claim, role) for claim in told)
                if of_it and clause.before == "，" and not self._named_whole(heard, number):
                    return near  # 不予公开的3件，多数由自然人提出
                if clause.before == "，" and (listed or heard[number].words.text.startswith("其中", clause.start)):
                    return near
        return (*near, *self._totals(heard, number))

    @staticmethod
    def _of_row(claim: Claim, role: str) -> bool:
        """Whether a count is of a row, or of a part of it."""
        return claim.role == role or (claim.part_of is not None and claim.part_of.role == role)

    def _named_whole(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether the clauses up to one name all applications: 全年收到的申请，予以公开3件，企业居多."""
        return any(
            role in WHOLES
            for at in range(number + 1)
            for item in self._named(heard, at, heard[at].start, heard[at].end).rows
            for role in item.roles
            if not item.weak
        )

    def _totals(self, heard: Sequence[Heard], number: int) -> tuple[str, ...]:
        for claim in reversed(self._counts(heard, number)):
            for role in claim.roles:
                if role in WHOLES:
                    return tuple(dict.fromkeys((role, *(WHOLES if role != CAME_IN else (CAME_IN, ALL_DUE)))))
        return (CAME_IN, DEALT_WITH, ALL_DUE)

    def _senses(self, token: Token) -> set[str]:
        return self.matcher.sense.get(token.word, set())

    @staticmethod
    def _cells(claim: Claim) -> Cells:
        return Cells(claim.roles, tuple(part for part in claim.applicant.split("+") if part))

    def _of_us(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether a clause is of the unit itself: what a superior organ decides on a review is."""
        scope = heard[number].scope
        if scope == "superior":
            return not self.matcher.remedies.keys().isdisjoint(self._topics(heard, number))
        return scope == "own"
