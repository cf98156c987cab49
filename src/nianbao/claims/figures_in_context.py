"""Figures that take what they count from another clause: from what it says there are most of, from what was excepted,
from the kind of suit or of applicant that is spoken of, and what goes over to the next year."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from nianbao.claims.claim import By, Claim
from nianbao.claims.clause_words import ClauseWords, Spoken
from nianbao.claims.figure_claims import RECENT, FigureClaims
from nianbao.claims.form_names import Heard, named, residue, words_in
from nianbao.claims.part_lists import can_have, merged
from nianbao.claims.quantity_range import bounds
from nianbao.claims.role_phrases import Matcher
from nianbao.patterns import lazy
from nianbao.report import Unit
from nianbao.text import Quantity

_TWO = 2
_AHEAD = ("requests.carry_out", "requests.carry_in", "requests.done", "requests.handled")
"""Rows besides results that a kind of applicant of which a sentence tells may have."""
ONE_OF_TWO = lazy("(?:其中)?(?:(?P<first>前)|后)(?:者|一?(?:类|种|项|部分)|一)")
_KIND_IS = lazy("系|是|为|属")
_STILL = lazy("(?:[仍尚还]有|[剩余]|剩余|剩下|剩有)$")
_IN_HAND = lazy(
    "(?:政府信息公开|信息公开)?(?:申请)?(?:[仍尚还正]|正在|处于|未|没有|在|法定|答复|办理|办结|办完|处理|到期|期限|时限"
    "|[之以]?内|中|过程)*"
)
_RANK_IS = lazy("的?(?:[是为]|属于?)")
_RANK_HAS = lazy("(?:[共计有为达占]|合计|共计|一共|数量|件数)*")
_IN_ALL = lazy("全年|全部|共|总|合计|本年|年内|另")
"""Before a figure that is again of all, and not of the one kind of applicant that was spoken of."""


class FiguresInContext(FigureClaims):
    """Makes claims of figures by the clauses around theirs."""

    def __init__(
        self, matcher: Matcher, text: str, masked: str, spoken: Spoken, unit: Unit | None, own: tuple[str, ...]
    ) -> None:
        super().__init__(matcher, text, masked, spoken, unit)
        self.own = own
        self.heard: list[Heard] = []
        self.one_kind = False  # whether the one of two kinds is spoken of to which a clause pointed back

    def _excepted_from(self, figure: Quantity, told: list[Claim]) -> list[Claim]:
        """A figure of what is excepted from the total told before it: 无法提供的16件，除1件外均为不掌握.

        Args:
            told: what was made of it, if anything: 除1件由企业提出外.
        """
        spoken = self.spoken
        of = next((item for item in reversed(spoken.counts) if item.start < spoken.excepted[0] and not item.all), None)
        if of is None or of.sentence != spoken.sentence or figure.measure not in ("", of.measure) or of.denied:
            return []
        low, high = bounds(figure)
        text = self.text[figure.start : figure.end]
        who = [item for claim in told for item in claim.by if item.kind == "applicant"]
        who = who if len(who) == 1 and can_have(of, "applicant", self.roles) else []
        by = (*of.by, *(who or [By("subject", "除外", "除外")]))
        return [
            replace(of, start=figure.start, end=figure.end, text=text, value=figure.value, low=low, high=high, by=by,
                    part_of=of, way=by[-1].kind)
        ]  # fmt: skip

    def _before_the_most(self, figure: Quantity, words: ClauseWords, until: int) -> int:
        """Where the words that may name a figure end: before what there are said to be most of (4件以企业为主)."""
        ranks = [item for name in ("most", "next") for item in words_in(name, self.masked, figure.end, until)]
        if not ranks:
            return until
        found = named(words, figure.end, ranks[0][0], self.matcher, [self.spoken.topic])
        rows = [item.start for item in found.rows if self.roles.by_id[item.roles[0]].group]
        return min([*rows, *(item[0] for item in found.applicants)], default=until)

    def _the_most(self, words: ClauseWords) -> Claim | None:
        """What a clause says there are most of, or next to most, without its figure: 以信访类为主; 其中企业申请最多."""
        clause, spoken = words.clause, self.spoken
        ranks = [item for name in ("most", "next") for item in words_in(name, self.masked, clause.start, clause.end)]
        last = max((item.end for item in words.figures), default=clause.start)
        ranks = [item for item in ranks if item[0] >= last]
        if len(ranks) != 1 or clause.depth:
            return None
        start, end, _ = ranks[0]
        behind = _RANK_IS.match(self.masked, end)
        low, high = (behind.end(), clause.end) if behind is not None else (last, start)
        found = named(words, low, high, self.matcher, [spoken.topic], words.figures)
        rows = [item for item in found.rows if not item.weak]
        rows = [item for item in rows if self.roles.by_id[item.roles[0]].group]
        if len(rows) > 1 or (rows and (len(rows[0].roles) > 1 or found.applicants)) or len(found.applicants) > 1:
            return None
        text = self.text[start:end]
        if rows:
            role = rows[0].roles[0]
            return Claim(start, end, text, role, year=spoken.year, scope=spoken.scope, part_of=self._part_of(role, ()))
        if not found.applicants:
            return None
        part = self.roles.parts["applicant"][found.applicants[0][2]]
        by = (By("applicant", part.id, part.name),)
        for whole in reversed(spoken.counts):
            if whole.sentence != spoken.sentence or whole.year != spoken.year:
                break
            if can_have(whole, "applicant", self.roles) or self._holds(whole, by):
                return replace(whole, start=start, end=end, text=text, by=merged(whole.by, by), part_of=whole)
        return None

    def _of_the_most(self, words: ClauseWords) -> dict[int, Claim]:
        """The figure of what the clause before says there are most of: 以信访类为主，计6件."""
        most, clause = self.spoken.most, words.clause
        if most is None or clause.before != "，" or clause.depth or not words.figures:
            return {}
        figure = words.figures[0]
        if not _RANK_HAS.fullmatch(self.masked, clause.start, figure.start) or not self._measured(most.role, figure):
            return {}
        text = self.text[figure.start : figure.end]
        return {figure.start: self._made(figure, words, text, most.role, most.by, most.part_of, sure=True)}

    def _the_kind(self, words: ClauseWords) -> None:
        """Go on with the one of two kinds that a clause points back to: 直接起诉4件、复议后起诉6件；前一类维持2件."""
        which = ONE_OF_TWO.match(self.masked, words.clause.start, words.clause.end)
        if which is None or words.clause.depth:
            return
        whole = self.matcher.wider(self.spoken.topic) or self.spoken.topic
        kinds: list[str] = []
        for heard in self.heard:
            for token in heard.words.tokens:
                family = self.matcher.family.get(token.word, "")
                if self.matcher.narrower(family, whole) and family not in kinds:
                    kinds.append(family)
        if len(kinds) == _TWO:
            self.spoken.topic, self.one_kind = kinds[0] if which["first"] else kinds[1], True

    def _kinds_of_outcome(self, words: ClauseWords) -> list[Claim]:
        """That some suits which ended in one way were of one kind: 被纠正的1件系未经复议直接起诉."""
        counts = [item for item in self.claims[-RECENT:] if words.clause.start <= item.start and item.what == "count"]
        if len(counts) != 1 or len(words.figures) != 1 or not counts[0].exact or len(counts[0].roles) > 1:
            return []
        told, end = counts[0], words.clause.end
        whole = self.matcher.wider(self.roles.by_id[told.role].family) or self.roles.by_id[told.role].family
        kinds = [item for item in words.tokens if self.matcher.narrower(self.matcher.family.get(item.word, ""), whole)]
        named_before = named(words, words.clause.start, told.start, self.matcher, [whole]).rows
        ends = {role.rpartition(".")[2] for item in named_before for role in item.roles if self._is_result(role)}
        if told.year != "own" or len(kinds) != 1 or kinds[0].start < told.end or len(ends) != 1:
            return []
        role = f"remedies.{self.matcher.family[kinds[0].word]}.{ends.pop()}"
        if role not in self.roles.by_id or _KIND_IS.search(self.masked, told.end, kinds[0].start) is None:
            return []
        if residue(words, told.end, end, self.matcher, {whole}, self.own, [kinds[0][:2]]):
            return []
        if told.role == role.rpartition(".")[0]:
            self._unsure(told.start, told.start + 1)
        by = (By("subject", "其中", "其中"),)
        text = self.text[told.start : kinds[0].end]
        return [
            replace(told, end=kinds[0].end, text=text, role=role, by=by, part_of=None, way="", sure=True, strict=True)
        ]

    def _left_for_next_year(self, words: ClauseWords) -> None:
        """The applications told right before, of which the clause says that they go over: 仍有4件在办，将延至2025年."""
        over = [item for item in words.phrases if item.role in self.matcher.forward and not item.weak]
        role = over[0].role if over else ""
        before = self.heard[-2].words if len(self.heard) > 1 else None
        if not role or before is None or words.figures or words.clause.before != "，" or len(before.figures) != 1:
            return
        figure = before.figures[0]
        if not _STILL.search(self.masked, before.clause.start, figure.start):
            return
        if not _IN_HAND.fullmatch(self.masked, figure.end, before.clause.end) or not self._measured(role, figure):
            return
        for number in range(len(self.claims) - 1, -1, -1):
            claim = self.claims[number]
            if claim.start != figure.start:
                continue
            if claim.what == "count" and claim.role == "requests.new" and claim.exact:
                by = tuple(item for item in claim.by if item.kind == "applicant")
                end = over[0].end
                self.claims[number] = replace(
                    claim, end=end, text=self.text[claim.start : end], role=role, by=by, part_of=None, way="",
                    sure=True, readings=(),
                )  # fmt: skip
            return

    def _around_bracket(self, words: ClauseWords) -> tuple[By, ...]:
        """The kind of applicant with which a clause begins that a bracket without figures cuts: 自然人（含结转）."""
        before = next((item.words for item in reversed(self.heard[:-1]) if not item.words.clause.depth), None)
        if words.clause.before != "）" or words.clause.depth or before is None:
            return ()
        inner = self.masked[before.clause.end : words.clause.start]
        who = [item for item in self._named(before.tokens) if item[1] == "applicant"]
        if not inner.startswith("（") or "）" in inner[:-1] or any(char.isdigit() for char in inner):
            return ()
        if before.figures or len(who) != 1:
            return ()
        if who[0][0].start - before.clause.start > 1:
            return ()
        part = self.roles.parts["applicant"][who[0][2]]
        return (By("applicant", part.id, part.name),)

    def _of_subject(self, claim: Claim, words: ClauseWords) -> Claim:
        """A result of the one kind of applicant of which its sentence tells: 企业应办19件，部分公开3件."""
        head = self.spoken.whose
        role = self.roles.by_id[claim.roles[0]]
        ours = role.group or role.id in _AHEAD
        if head is None or not (head.sure and head.exact and claim.exact) or not ours or claim.denied:
            return claim.unsure()
        if "；" in self.masked[head.end : claim.start] or (claim.value or 0) > (head.value or 0):
            return claim.unsure()
        if _IN_ALL.search(self.masked, words.clause.start, claim.start) or not claim.sure:
            return claim.unsure()
        return replace(claim, by=(*claim.by, *self.spoken.subject))

    def _parts(self, claim: Claim) -> tuple[str, ...]:
        return self.roles.by_id[claim.roles[0]].parts

    def _unsure(self, start: int, end: int, measures: Container[str] | None = None) -> None:
        """Doubt the claims between two offsets; those of some measures, where named."""
        for number in range(max(len(self.claims) - RECENT, 0), len(self.claims)):
            claim = self.claims[number]
            if start <= claim.start < end and claim.sure and (measures is None or claim.measure in measures):
                unsure = claim.unsure()
                self.claims[number] = unsure
                if claim in self.spoken.counts:
                    self.spoken.counts[self.spoken.counts.index(claim)] = unsure

    def _so_this_year(self, words: ClauseWords) -> dict[int, Claim]:
        """This year's figure of what the clause before counts of last year: 上年其他处理4件，今年3件."""
        last = self.spoken.last_count()
        first = words.tokens[0] if words.tokens else None
        if last is None or first is None or first.word != "<own>" or words.clause.before != "，" or not words.figures:
            return {}
        figure = words.figures[0]
        near = last.sentence == self.spoken.sentence and last.year == "last" and len(last.roles) == 1
        if not near or first.start != words.clause.start or first.end != figure.start or figure.measure != last.measure:
            return {}
        text = self.text[figure.start : figure.end]
        by = tuple(item for item in last.by if item.kind == "applicant") if not last.all else ()
        made = self._made(figure, words, text, last.role, by, None, sure=last.sure)
        return {figure.start: replace(made, year="own", named=None)}

    def _of_outcome_told(self, claim: Claim) -> bool:
        """Whether a figure of one remedy goes on from how some reviews or suits ended."""
        counts = self.spoken.counts
        last = next((item for item in reversed(counts) if item.end <= claim.start and item.role != claim.role), None)
        if last is None or last.sentence != claim.sentence or not last.role.startswith("remedies."):
            return False
        ended = self.roles.by_id[last.roles[0]].group == "results"
        return ended and (claim.value or 0) < (last.value or 0) and self.masked[claim.start - 1] == "各"
