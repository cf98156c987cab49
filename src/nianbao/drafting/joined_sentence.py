"""A model's sentence as it reads: which fact each of its figures states, and what it says of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.claims import Bound, Claim, OtherMeanings, Verdict, against_facts, fact_ids, value_of
from nianbao.claims.bind_text import each_or_all
from nianbao.drafting.brief import Brief
from nianbao.drafting.note_members import Member, members, told_in
from nianbao.facts import Fact, figure, note_parts, problem_parts
from nianbao.licence.exchanges import element_at
from nianbao.licence.note_figures import NoteFigures, is_share, pointed_at
from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.report import FactRef, Span, Text, UnitRef
from nianbao.text import Quantity, fold, quantities, raw_numerals
from nianbao.text.quantities import (
    LooseFigure,
    alike,
    bound_of,
    bounded_alike,
    counted,
    in_a_word,
    loose_figures,
    measure_of,
    measured_alike,
    of_people,
    several_in,
    spellings,
    spelt_in,
    vaguely_in,
)

_DATES = ("年", "月", "日", "号", "季度")
_IN = ("在", "到", "于")
_CLAUSE = lazy("[，。；：！？（）()]")
_LETTERS = lazy("[^\\W\\d_\u3400-\u9fff\u3007\U00020000-\U0003ffff]+")
_NUMERALS = "〇零一二两三四五六七八九十百千万"
_LISTED = ("种", "个", "项", "类", "样", "方面", "处", "方", "部分", "块", "条", "步", "道", "级", "关")
_BARE = ("人", "名", "个", "条", "次", "件", "份", "户")
"""What a figure may count that the notes give without a measure word, where it is as large as ``_LARGE``."""
_TURNS = "批轮次期场"
_MEMBERS, _PARTS, _STOPS = lazy("[、和与及]"), lazy("[，。；、：\\n]"), lazy("[，。；、\\n]")
_FROM_TO = lazy(
    "[由从](?P<one>[^，。；由从]{1,10})(?P<way>增长|增加|上升|上涨|提高|提升|下降|减少|降低|回落|压缩|压减)[至到为](?P<other>[^，。；]{1,10})"
)
_LIST, _THINGS = lazy("[^，。；：（）()\\n]+"), lazy("[，。；、：（）()\\n]")
_AROUND_THINGS = lazy("^(?:其中|这|里头|里面|含|有|包括)+|(?:来的|的|为|有|是|了|共|计)+$")
_NEAR = 12
"""Characters beside a note's figure that say what it is of."""
_PERSONS = ("人", "名", "位")
_OF_ANYTHING = "个"
"""What one of anything is counted in: 有1个问征地的 is told as 1件."""
_LARGE = 100
_MOST = 10
"""Members of a list that a sentence counts."""
_EACH = lazy("[，。；：\\n]")
_NOUN, _PAIR = lazy("[\u4e00-\u9fff]{2}"), lazy("(?=([\u4e00-\u9fff]{2}))")
_CHANGES = (".growth", ".diff")
_NOT_WITHIN = lazy("未能?|没有?|未曾")
_WITHIN = ("内", "以内", "之内")
_ONE_OF = ("其中", "中有", "另有", "其中有")
_LONGEST = 24
"""Characters of a clause that a complaint shows."""


@lru_cache(maxsize=1)
def words() -> Any:
    """The words around figures that are looked at (``figure_lock.yaml``)."""
    return load_data(Path(__file__).with_name("figure_lock.yaml"))


class _Place(NamedTuple):
    """A reference and where it stands in the sentence as it reads."""

    start: int
    end: int
    span: Span


def claims_made(text: str, brief: Brief) -> frozenset[tuple[object, ...]]:
    """What a text truly says of the tables: the facts, whether as a figure, a change, none or all of them."""
    roles, book = brief.binder.roles, brief.book
    found = set()
    for claim in brief.binder.told.reader.read(text, aspect=brief.aspect, section=brief.section_id).claims:
        verdict = against_facts(claim, book, roles)
        if verdict is not None and verdict.holds and verdict.facts:
            none = claim.denied or claim.value == 0
            found.add((verdict.facts, claim.what, none, claim.all and not none, claim.direction, claim.value))
    return frozenset(found)


@dataclass
class Joined:
    """A sentence with its references filled in, held against what it says.

    Args:
        given: its spans as answered. brief: what it was written from. sources: notes and problems that it cites.
        before: what stands before it in its paragraph, which may say what it is about.

    Attributes:
        wrong: what is wrong with it, in Chinese. spans: with every figure that states a fact as a reference to it.
        facts: what it rests on beside the figures that it shows. guards: under what else it stays true.
    """

    given: Sequence[Span]
    brief: Brief
    sources: Sequence[str]
    before: str = ""
    wrong: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    guards: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = "".join(span.shown for span in self.given)
        self._placed: list[tuple[int, int, Span]] = []
        self._noted: set[int] = set()
        self._raw: list[str] = []
        self._alone: dict[int, dict[int, Bound]] = {}  # by the clause in which it stands, what each figure says alone
        self._run_together()
        self._figures()
        self._loose()
        self._letters()
        if self._raw:
            said = "”“".join(dict.fromkeys(self._raw))
            self.wrong.append(f"“{said}”是自己写的数，表格和所依据的素材里没有；没有的不写")
        self._claims()
        self._changes()
        self.wrong = list(dict.fromkeys(self.wrong))
        self.spans = self._bound()

    # ── what is at hand

    @cached_property
    def _places(self) -> list[_Place]:
        found, at = [], 0
        for span in self.given:
            if not isinstance(span, Text):
                found.append(_Place(at, at + len(span.shown), span))
            at += len(span.shown)
        return found

    @cached_property
    def _read(self) -> tuple[list[Claim], dict[int, Bound]]:
        """The sentence's claims, and its figures as they bind, by where they begin; what is about nothing by itself is
        read behind what stands before it."""
        binder, brief = self.brief.binder, self.brief
        found: tuple[list[Claim], dict[int, Bound]] = ([], {})
        for before in ("", self.before) if self.before else ("",):
            text = before + self.text
            at = len(before)
            told = binder.read(text, aspect=brief.aspect, section=brief.section_id)
            bounds = binder.bind(text, aspect=brief.aspect, section=brief.section_id, sources=self.sources)
            claims = [_moved(claim, at) for claim in told if claim.start >= at]
            found = (claims, {item.start - at: item.shifted(at) for item in bounds if item.start >= at})
            placed = any(span.start < claim.end and claim.start < span.end for span in self._places for claim in claims)
            starts = {claim.start for claim in claims}
            unplaced = [item for item in self._quantities if item.measure not in _DATES and item.start not in starts]
            if not unplaced or placed:
                break
        return found

    @cached_property
    def _quantities(self) -> list[Quantity]:
        return quantities(self.text)

    def _claim(self, item: Quantity) -> Claim | None:
        """What the sentence says that a figure is."""
        return next((one for one in self._read[0] if one.start == item.start), None)

    def _noted_as(self, words: str) -> bool:
        """Whether the notes say so in these words."""
        return words in self.brief.plain

    def _clause(self, start: int) -> tuple[int, int]:
        begins = max((match.end() for match in _CLAUSE.finditer(self.text, 0, start)), default=0)
        ends = _CLAUSE.search(self.text, start)
        return begins, ends.start() if ends else len(self.text)

    # ── figures

    def _run_together(self) -> None:
        """Figures that stand against another figure, a numeral or a sign: 14件9件, 万14件, -14件."""
        for one, other in zip(self._quantities, self._quantities[1:], strict=False):
            pair = one.text + other.text
            close = one.end == other.start and (other.text[0].isdigit() or other.text[0] in _NUMERALS)
            dated = bool({one.measure, other.measure} & {*_DATES})  # 其余3个2025年建成
            if close and not dated and not self._noted_as(pair) and not self._both_noted(one, other):
                self.wrong.append(f"“{pair}”两个数紧挨着，合起来成了另一个数")
        before, about = re.compile(words()["before"]), tuple(words()["about"])
        for item in self._quantities:
            head = self.text[: item.start]
            if item.measure == "年" and item.text[:4].isdigit():
                continue
            match = before.search(head)
            spelt = match is not None and any(
                self._noted_as(match.group() + numeral + item.measure) for numeral in spellings(item.value)
            )  # 第5天 of 第五天
            nth = f"{match.group()}{item.value}" if match is not None else f"第{item.value}"
            ranked = re.search(f"{nth}(?![0-9])", self.brief.plain) is not None
            spelt = spelt or (match is not None and ranked)
            if match and not (
                spelt or head[: match.start()][-1:].isdigit() or self._noted_as(match.group() + item.text)
            ):
                self.wrong.append(f"“{match.group()}{item.text}”：数的前面不能写“{match.group()}”，合起来成了另一个数")
            word = next((word for word in about if head.endswith(word)), "")
            noted = self._noted_as(word + item.text) or (word == "第" and ranked)  # 列第9位 of 是第9
            if word and item.exact and not noted and not self._in_name(item):
                self.wrong.append(f"“{word}{item.text}”：数的前面不能写“{word}”")

    def _both_noted(self, one: Quantity, other: Quantity) -> bool:
        """Whether two figures are two of the notes', of different things: 3批8起 of a note's 3批，一共8起."""
        facts = {bound.fact for item in (one, other) if (bound := self._read[1].get(item.start)) is not None}
        apart = bool(one.measure and other.measure) and not alike(one.measure, other.measure)
        return apart and len(facts & self.brief.book.noted.keys()) > 1

    def _in_name(self, item: Quantity) -> bool:
        """Whether a figure is part of an article, a document's number or a date, and counts nothing."""
        return item not in raw_numerals(self.text)

    def _figures(self) -> None:
        raw = raw_numerals(self.text)
        told = {(item.start, item.end) for item in raw}
        for place in self._places:
            counts = isinstance(place.span, FactRef) and place.span.value is not None
            if counts and (place.start, place.end) not in told:
                self.wrong.append(f"“{self._around(place.start, place.end)}”：编号前后紧挨着别的字，合起来成了另一个数")
        for item in raw:
            inside = [place for place in self._places if place.start < item.end and item.start < place.end]
            if not inside:
                self._plain(item)
            elif any(place.start <= item.start and item.end <= place.end for place in inside):
                place = inside[0]
                if isinstance(place.span, FactRef) and place.span.value is not None:
                    self._referred(place.span, item)
            elif not all(isinstance(place.span, UnitRef) for place in inside) or item.measure != "年":
                self.wrong.append(f"“{item.text}”：编号前后紧挨着数字，合起来成了另一个数")

    def _around(self, start: int, end: int) -> str:
        return self.text[max(0, start - 4) : end + 4]

    def _referred(self, span: FactRef, item: Quantity) -> None:
        """A figure that the answer names by its id: the words beside it must be that fact's."""
        binder = self.brief.binder
        claim = self._claim(item)
        bound = self._read[1].get(item.start)
        noted = span.id in binder.book.noted
        if noted:
            self._noted.add(item.start)
        if binder.states(span.id, item, self.text, claim, self.sources) and (claim is not None or self._about(span)):
            return
        if bound is not None and bound.fact and bound.fact not in binder.book.noted and not noted:
            self._place(item.start, item.end, bound.fact)  # the same figure by the right name
            return
        fact = binder.book.get(span.id)
        name = fact.name if fact is not None else span.id
        self.wrong.append(f"“{self._said(item)}”说的不是“{name}”，{{{{{span.id}}}}} 用错了地方")

    def _said(self, item: Quantity) -> str:
        begins, _ = self._clause(item.start)
        return self.text[max(begins, item.end - _LONGEST) : item.end]

    def _about(self, span: FactRef) -> bool:
        """Whether a table's figure that the text gives no role stands beside no other subject's words."""
        binder = self.brief.binder
        if span.id in binder.book.noted:
            return True
        place = next(item for item in self._places if item.span is span)
        begins, ends = self._clause(place.start)
        reader = binder.told.reader
        tokens = reader.matcher.tokens(self.text, begins, ends, reader.year)
        named = {reader.matcher.family[token.word] for token in tokens if token.word in reader.matcher.family}
        base = span.id.removeprefix("last.")
        for ending in (*_CHANGES, ".trend", ".share"):
            base = base.removesuffix(ending)
        own = {role.family for role in binder.roles.roles if base in self._facts_of(role.id)}
        return not named or not own or bool(named & own)

    def _facts_of(self, role: str) -> set[str]:
        roles = self.brief.binder.roles
        return {fact for part in ("", *roles.columns) for fact in roles.facts(role, part)}

    def _plain(self, item: Quantity) -> None:
        """A figure that the answer writes as it is."""
        bound = self._read[1].get(item.start)
        claim = self._claim(item)
        word = claim is None and in_a_word(self.text, item.start, item.end)  # 一起会商
        otherwise = self._bounded_otherwise(item) or self._exchanged(item) or self._of_a_table(item)
        if bound is not None and bound.fact and not word and not otherwise:
            self._place(bound.start, bound.end, bound.fact)
            return
        if not (word or otherwise) and (told := self._member_told(item)) is not None:
            self._place(item.start, item.end, told.id)
            return
        verdict = self._verdict(claim) if claim is not None else None
        wrong = verdict is not None and verdict.holds is False
        if claim is not None and verdict is not None and verdict.holds and claim.sure and item.exact:
            self._fixed(verdict, item)
        elif word or self._one_of(item.text, item.end):
            self._noted.add(item.start)
        elif (
            self._counts_list(item)
            or self._each(item)
            or self._counts_nothing(item)
            or (not wrong and self._told_otherwise(item))
            or ((wrong or not item.exact) and self._of_the_same(item))
            or self._measured_here(item)
            or (verdict is not None and wrong and self._of_another(verdict, item))
            or any(vaguely_in(text, item) for text in self._cited)
            or is_share(item, self.text, self._cited)
            or (item.value == 1 and item.measure and any(pointed_at(text, item.measure) for text in self._cited))
            or self._pointed_at(item)
        ):
            self._noted.add(item.start)
            if (fact := self._only_fact(item)) is not None:
                self._place(item.start, item.end, fact.id)
        elif not otherwise and not wrong and self._written_otherwise(item):
            self._noted.add(item.start)  # the licence doubts how it is written
        elif otherwise or not (self._last_year(item) or self._by_its_part(item)):
            self._raw.append(item.text)

    def _member_told(self, item: Quantity) -> Fact | None:
        """The figure of a cited note whose whole member of a list is told around it: 有效问卷1438份 of 有效1438份,
        文字解读1篇 of 文字1, 2件行政复议中被纠正1件 of 2件复议被纠正1件."""
        first, last = element_at(self.text, item.start)
        mine = [one for one in self._quantities if first <= one.start < last]
        if item not in mine:
            return None
        claim = self._claim(item)
        tabled = claim is not None and self._verdict(claim) is not None and len(mine) == 1
        here = fold(self.text[first:last])
        for member in self._members:
            if any(one.words in here and one.words not in member.words for one in self._members if one.words):
                continue  # 公开惠民补贴信息214条 of 公开信息214条，其中惠民补贴86条
            if told_in(here, mine, member) and not (tabled and self._of_a_role(member.words)):
                return member.figures[mine.index(item)][1]
        return None

    def _of_a_role(self, words: str) -> bool:
        """Whether words only say what the tables count: 新收申请."""
        reader = self.brief.binder.told.reader
        tokens = reader.matcher.tokens(words, 0, len(words), reader.year)
        return len(words) - len({at for token in tokens for at in range(token.start, token.end)}) < len("征地")

    @cached_property
    def _members(self) -> list[Member]:
        """What the notes and problems count that the sentence cites."""
        brief, ids = self.brief, set(self.sources)
        parts = [(f"note:{one.id}.{at}", text) for one in brief.notes for at, text in note_parts(one)]
        parts += [(f"problem:{one.id}.{at}", text) for one in brief.problems for at, text in problem_parts(one)]
        return members(brief.book, [part for part in parts if part[0].partition(".")[0] in ids])

    def _pointed_at(self, item: Quantity) -> bool:
        """Whether it is one of several that a cited note tells of as that one: 其中1件 of 那件."""
        one = item.value == 1 and self.text.endswith(_ONE_OF, 0, item.start)
        return one and any(spelt_in(text, item.value, item.measure) for text in self._cited)

    def _written_otherwise(self, item: Quantity) -> bool:
        """Whether a note that the sentence cites has the figure in another unit, beside words that it has here too."""
        told = [one for text in self._cited for one in (*quantities(text), *counted(text))]
        if not item.value or any(alike(one.measure, item.measure) for one in told):
            return False  # what they count in this unit is another figure, or is it in another role
        if item.value == 1 and not any(one.value == 1 and one.measure == _OF_ANYTHING for one in told):
            return False
        return bool(NoteFigures(self._cited).otherwise(item, self.text)) and self._of_the_same(item, in_any_unit=True)

    @cached_property
    def _cited(self) -> tuple[str, ...]:
        """The words of the notes and problems that the sentence cites."""
        brief, ids = self.brief, set(self.sources)
        parts = [part for note in brief.notes if f"note:{note.id}" in ids for part in note_parts(note)]
        parts += [part for one in brief.problems if f"problem:{one.id}" in ids for part in problem_parts(one)]
        return tuple(fold(text) for _, text in parts)

    def _of_a_table(self, item: Quantity) -> bool:
        """Whether its clause by itself tells a table's figure and no note's: 会商后登记入册，予以公开5件."""
        begins, ends = self._clause(item.start)
        if self._claim(item) is not None or not any(self.text[:begins]):
            return False
        brief = self.brief
        clause = self.text[begins:ends]
        if begins not in self._alone:
            found = brief.binder.bind(clause, aspect=brief.aspect, section=brief.section_id, sources=self.sources)
            self._alone[begins] = {one.start: one for one in found}
        alone = self._alone[begins].get(item.start - begins)
        return alone is not None and alone.claim is not None and alone.claim.sure and not alone.fact

    def _bounded_otherwise(self, item: Quantity) -> bool:
        """Whether the notes bound the figure in another way: 不少于5个 is not 5个以下."""
        said, plain = bound_of(self.text, item), self.brief.plain
        same = (one for one in quantities(plain) if one.value == item.value and alike(one.measure, item.measure))
        told = {bound_of(plain, one) for one in same}
        return bool(said and told) and not told & {said, ""}

    def _only_fact(self, item: Quantity) -> Fact | None:
        """The one fact of what is cited that has the value of a figure which the notes tell in another way."""
        found = [
            fact
            for fact in self.brief.book.noted.values()
            if fact.value == item.value and set(fact.sources) & set(self.sources)
        ]
        return found[0] if len(found) == 1 else None

    def _told_otherwise(self, item: Quantity) -> bool:
        """Whether the notes tell the figure in another way: 两处 for 2处, 不少于5个 for 5个以上, 1300 for 1300人."""
        plain = self.brief.plain
        if spelt_in(plain, item.value, item.measure) or bounded_alike(self.text, item, plain):
            return True
        if item.measure in _PERSONS and of_people(plain, item.value, exact=item.exact):
            return True
        if not item.measure and measured_alike(plain, item.value, self.text[item.end : item.end + 1]):
            return True
        bare = (read for one, read in zip(quantities(plain), counted(plain), strict=True) if not one.measure)
        if any(read.value == item.value and read.measure and alike(read.measure, item.measure) for read in bare):
            return True
        begins, _ = self._clause(item.start)
        same = [one for one in quantities(plain) if one.value == item.value]
        if _NOT_WITHIN.search(self.text, begins, item.start) and self.text.startswith(_WITHIN, item.end):
            told = (bound_of(plain, one) for one in same if alike(one.measure, item.measure))
            return "above" in told  # 未能在5日内回复 of 超过5日才回复
        if self._respectively(item):
            return True
        if item.value is None or item.value < _LARGE:
            return False
        if not item.measure:
            return any(one.exact is item.exact for one in same)  # 关注人数4.2万 of 4.2万人关注
        return item.exact and item.measure in _BARE and any(one.exact and not one.measure for one in same)

    def _measured_here(self, item: Quantity) -> bool:
        """Whether a cited note has the figure without a measure word as what the sentence says of the same thing:
        信函98件 of 网上262、信函98, 1999年至2012年 of 1999到2012年."""
        mine = _thing(self.text, item, self._quantities)
        for text in self._cited:
            known = quantities(text)
            for one in known:
                if one.value != item.value or one.measure or one.exact is not item.exact:
                    continue
                if item.measure in _DATES:
                    if measure_of(one, text[one.end :]) == item.measure:
                        return True
                    continue
                theirs = _thing(text, one, known)
                same = bool(mine and theirs) and (mine in theirs or theirs in mine)
                if same and any(alike(measure, item.measure) for measure in self._summed_in(text)):
                    return True
        return False

    def _summed_in(self, text: str) -> set[str]:
        """The measure words of the wholes that a note's numbers without one make up: its own, or a table's."""
        found = {read.measure for one, read in zip(quantities(text), counted(text), strict=True) if not one.measure}
        bare = [one for one in quantities(text) if not one.measure and one.value is not None]
        book = self.brief.book
        for part in _LIST.finditer(text):
            listed = [one.value or 0 for one in bare if part.start() <= one.start < part.end()]
            if len(listed) > 1:
                wholes = (fact for id, fact in book.all.items() if fact.value == sum(listed) and id not in book.noted)
                found |= {fact.measure for fact in wholes}
        return found - {""}

    def _of_another(self, verdict: Verdict, item: Quantity) -> bool:
        """Whether a cited note has the figure, and what it is held for here is another's or another act's: 1名申请人
        提出46件, 重大的提交局长办公会，提交6次."""
        told = any(
            one.value == item.value and one.exact is item.exact and alike(one.measure, item.measure)
            for text in self._cited
            for one in quantities(text)
        )
        reader, brief = self.brief.binder.told.reader, self.brief
        if not told:
            return False
        reading = reader.read(self.text, aspect=brief.aspect, section=brief.section_id)
        return OtherMeanings(reader, reading, brief.book).of(verdict)

    def _respectively(self, item: Quantity) -> bool:
        """Whether it is what a note says of its member of a list: 民生、财政分别为88条、6条 of 民生88条、财政6条."""
        name, _ = self._member(item)
        return bool(name) and any(name in part and item.text in part for part in _PARTS.split(self.brief.plain))

    def _exchanged(self, item: Quantity) -> bool:
        """Whether the notes have it of another member of the list, and another figure of its own."""
        name, others = self._member(item)
        told = [
            {one.value for part in _PARTS.split(self.brief.plain) if member in part for one in quantities(part)}
            for member in (name, *others)
        ]
        return bool(name and told[0]) and item.value not in told[0] and any(item.value in values for values in told)

    def _member(self, item: Quantity) -> tuple[str, list[str]]:
        """How the member of a list begins that a figure behind 分别 is of, and how the others do; empty without one."""
        begins, _ = self._clause(item.start)
        before, found, behind = self.text[begins : item.end].rpartition("分别")
        names = [name.removeprefix("其中")[:2] for name in _MEMBERS.split(before)] if found else []
        place = len(_MEMBERS.findall(behind))
        return (names.pop(place), names) if place < len(names) else ("", [])

    def _of_the_same(self, item: Quantity, *, in_any_unit: bool = False) -> bool:
        """Whether a note has it beside words that stand beside it here too, and that no role is told with.

        Asked of what reads as a table's figure and is none (对4件涉及征收的申请), and of what is told vaguely.
        """
        begins, ends = self._clause(item.start)
        reader = self.brief.binder.told.reader
        hidden = set(range(item.start, item.end))
        for token in reader.matcher.tokens(self.text, begins, ends, reader.year):
            hidden.update(range(token.start, token.end))
        pairs = set(_PAIR.findall("".join("#" if at in hidden else self.text[at] for at in range(begins, ends))))
        plain = self.brief.plain
        for one in quantities(plain):
            vague = in_any_unit or (not one.exact and not item.exact)  # 40来个人, 40人左右
            if one.value != item.value or one.exact != item.exact or not (vague or alike(one.measure, item.measure)):
                continue
            before, behind = plain[: one.start][-_NEAR:], plain[one.end :][:_NEAR]
            near = f"{_STOPS.split(before)[-1]}#{_STOPS.split(behind)[0]}"
            if any(pair in near for pair in pairs):
                return True
        return False

    def _by_its_part(self, item: Quantity) -> bool:
        """Whether a figure is clear in its own part of the sentence, what stands before it about something else."""
        begins = max(self.text.rfind(mark, 0, item.start) for mark in "。；") + 1 or self._counting_from(item.start)
        claim = self._claim(item)
        if not begins or (claim is not None and claim.year == "other"):
            return False  # 2026年，继续办理，新收14件: the year before is of its own part too
        ends = next((at for at in range(item.end, len(self.text)) if self.text[at] in "。；"), len(self.text))
        binder, brief = self.brief.binder, self.brief
        bounds = binder.bind(
            self.text[begins:ends], aspect=brief.aspect, section=brief.section_id, sources=self.sources
        )
        found = next((one for one in bounds if one.start + begins == item.start and one.fact), None)
        if found is None:
            return False
        self._place(found.start + begins, found.end + begins, found.fact)
        return True

    def _counting_from(self, at: int) -> int:
        """Where the clauses with figures begin that a figure is one of, behind clauses that tell a note's words and
        figures (会商5件，新收14件)."""
        begins, _ = self._clause(at)
        while begins:
            before, _ = self._clause(begins - 2)
            if all(item.start in self._noted for item in self._quantities if before <= item.start < begins):
                return begins
            begins = before
        return 0

    def _fixed(self, verdict: Verdict, item: Quantity) -> None:
        """A figure that the tables give: of one cell, or worked out of some (a sum, a share) while they stay."""
        if len(verdict.facts) == 1 and (one := self.brief.book.get(verdict.facts[0])) and one.value == item.value:
            self._place(item.start, item.end, one.id)
            return
        for id in verdict.facts:
            fact = self.brief.book.get(id)
            if fact is not None and fact.value is not None:
                self.facts.append(fact)
                self.guards.append(f"{id} = {figure(fact.value)}")

    def _counts_list(self, item: Quantity) -> bool:
        """Whether it counts the members of the list before it: 国家秘密、商业秘密、个人隐私三项."""
        return item.measure in _LISTED and item.value is not None and self._lists(item.start, item.value)

    def _lists(self, start: int, count: Decimal) -> bool:
        begins, _ = self._clause(start)
        return 1 < count <= _MOST and len(re.split("、|以及|和|与|及", self.text[begins:start])) == count

    def _each(self, item: Quantity) -> bool:
        """Whether it is the sum of what a note says of each member of a list (4月、10月各一次: 2次), or the share of
        each where the note gives the sum."""
        if item.value is None or not item.exact:
            return False
        told = [(total, each.measure) for total, each in _distributed(self.brief.plain)]
        sums = [total for total, each in _distributed(self.text) if each.start == item.start]
        counted = [(one.value, one.measure) for one in quantities(self.brief.plain)]
        each = each_or_all(self.text[: item.start]) == "each"  # 各2次 is not what 4月、10月各一次 comes to
        return any(total == item.value and alike(measure, item.measure) for total, measure in told if not each) or any(
            total == value and alike(measure, item.measure) for total in sums for value, measure in counted
        )

    def _last_year(self, item: Quantity) -> bool:
        """Whether it is the number of the year that the sentence compares with."""
        report = self.brief.book.report
        if report.last is None or report.year is None or item.text.rstrip("年度") != str(report.year - 1):
            return False
        return any(claim.year == "last" or claim.against == "last" for claim in self._read[0])

    def _one_of(self, one: str, end: int) -> bool:
        """Whether words are 一个, 一位 before a noun that the notes have and count otherwise nowhere."""
        noun = self.text[end : end + 2]
        if not re.fullmatch(words()["article"], one) or not _NOUN.fullmatch(noun) or not self._noted_as(noun):
            return False
        return not self._otherwise_counted(end)

    def _no_count(self, item: LooseFigure) -> bool:
        """Whether a loose 一 counts nothing: 缺一不可, 放在一处, 迟报一事."""
        together = item.text == "一处" and self.text[max(item.start - 1, 0) : item.start] in _IN
        if item.text == "一不" or item.text in words()["named"]:
            return True
        return together

    def _otherwise_counted(self, end: int) -> bool:
        """Whether the notes count otherwise what stands there."""
        plain, noun = self.brief.plain, self.text[end : end + 2]
        counted = [other for other in quantities(plain) if other.measure not in ("", *_DATES) and other.value != 1]
        return any(noun in plain[other.end : other.end + 8].partition("\n")[0] for other in counted)

    def _place(self, start: int, end: int, id: str) -> None:
        if id in ("year", "next_year"):
            span: Span = UnitRef(id=id, text=self.text[start:end])
        else:
            fact = self.brief.book[id]
            said = self.text[start:end]
            same = fold("".join(said.split())) == "".join(fact.text.split())
            span = FactRef(id=id, value=fact.value, text=fact.text, said=None if same else said)
            if id in self.brief.book.noted:
                self._noted.add(start)
        self._placed.append((start, end, span))

    def _loose(self) -> None:
        """Figures in other scripts and words: the notes have them, or they are not said."""
        for item in loose_figures(self.text):
            if any(place.start <= item.start and item.end <= place.end for place in self._places):
                continue
            if self._noted_as(item.text) or item.text in self.brief.given or self._counted(item) or self._true(item):
                continue
            if self._one_of(item.text, item.start + len(item.text)) or self._no_count(item):
                continue
            if item.value and spelt_in(self.brief.plain, Decimal(item.value), item.text[-1:]):
                continue  # 三级审核 of a note's 三审
            bare = self.text[max(0, item.start - 1) : item.end]
            if self.text[item.start] in _NUMERALS and len(bare) > 1 and self._noted_as(bare):
                continue  # 过万的 of a note's 过万3篇
            if any(item.text in row and any(map(self._noted_as, row)) for row in words()["same"]):
                continue
            if any(several_in(text, item.text) for text in self._cited):
                continue
            self._raw.append(item.text)

    def _counted(self, item: LooseFigure) -> bool:
        """Whether a note counts as much (三支队伍 of a note's 3支), or the sentence lists as many (A和B两种)."""
        if not item.value:
            return False
        behind = self.text[item.end :]
        fact = self.brief.binder.counted(Decimal(item.value), behind, self.brief.facts)
        if fact is not None:
            self.facts.append(fact)
            return True
        measure = next((word for word in _LISTED if behind.startswith(word)), "")
        if item.text[-1] in _TURNS and each_or_all(self.text[: item.start]) != "each":
            months = sum(one.measure == "月" for one in self._quantities)
            return 1 < item.value == months  # 于1月和9月分两批
        return bool(measure) and self._lists(item.start, Decimal(item.value))

    def _counts_nothing(self, item: Quantity) -> bool:
        """Whether 一 counts nothing, or what a note has one of: 信息公开一项为3分, 电子屏一块 of 装了块电子屏."""
        if item.value != 1 or not item.text.startswith("一"):
            return False
        said_of = item.text in words()["named_so"] and self.text[item.end : item.end + 1] in words()["said_of_it"]
        return said_of or any(spelt_in(text, item.value, item.measure) for text in self._cited)

    def _true(self, item: LooseFigure) -> bool:
        """Whether it stands in what the tables bear out: 零申请."""
        return any(
            claim.start <= item.start < claim.end and (verdict := self._verdict(claim)) is not None and verdict.holds
            for claim in self._read[0]
        )

    def _letters(self) -> None:
        found = [run for run in _LETTERS.findall(self.text) if run not in self.brief.plain + self.brief.given]
        if found:
            self.wrong.append(f"“{'”“'.join(dict.fromkeys(found))}”是素材里没有的字母")

    # ── what is said

    def _verdict(self, claim: Claim) -> Verdict | None:
        """What the tables say of a claim, by the form's own words: 受理15件 is not 新收14件 and 结转1件 here."""
        roles, book = self.brief.binder.roles, self.brief.book
        verdict = against_facts(claim, book, roles)
        if verdict is None and claim.all:
            return self._all(claim)
        if verdict is None:
            return None
        own = all(item.kind == "applicant" for item in claim.by)
        if verdict.holds and claim.what == "count" and claim.exact and verdict.right[1:] and own:
            return verdict._replace(holds=claim.value == verdict.right[0])
        if verdict.holds is False and (otherwise := self._otherwise_read(claim)) is not None:
            return otherwise
        if claim.what == "change" and verdict.holds is False and claim.by:
            whole = against_facts(replace(claim, by=()), book, roles)  # 其中企业1件，比上年增加2件: of the total
            return whole if whole is not None and whole.holds else verdict
        return verdict

    def _otherwise_read(self, claim: Claim) -> Verdict | None:
        """What a claim truly says where it is read of a smaller whole: 复议后起诉2件，结果维持1件 of those 2, and a
        share of all that was dealt with where the text names no whole."""
        roles, book = self.brief.binder.roles, self.brief.book
        if claim.what == "share" and claim.value is not None:
            count = replace(claim, what="count")
            own = value_of(fact_ids(count, roles), book)
            for ids in (fact_ids(one, roles) for one in (count, replace(count, by=()))):
                fact = book.get(f"{ids[0]}.share") if len(ids) == 1 and value_of(ids, book) == own else None
                if fact is not None and fact.value == claim.value:  # of a row that is all of one kind of applicant's
                    return Verdict(claim, True, claim.text, fact.name, (fact.value,), (fact.id,), "table")
        if claim.what != "count":
            return None
        begins = max(self.text.rfind(mark, 0, claim.start) for mark in "。；") + 1
        before = [one for one in self._read[0] if begins <= one.start < claim.start and one.part_of is not None]
        whole, _, tail = claim.role.rpartition(".")
        if not before or before[-1].part_of is None or before[-1].part_of.role != whole:
            return None
        role = f"{before[-1].role}.{tail}"
        held = against_facts(replace(claim, role=role), book, roles) if role in roles.by_id else None
        return held if held is not None and held.holds else None

    def _all(self, claim: Claim) -> Verdict | None:
        """均予以公开 of all that was dealt with, where the text names no total."""
        roles, book = self.brief.binder.roles, self.brief.book
        role = roles.by_id[claim.roles[0]]
        part = fact_ids(claim, roles)
        kin = (item.id for item in roles.roles if item.family == role.family and item.rest and "results" in item.parts)
        within = role.within or (next(kin, "") if role.group == "results" else "")
        by = all(item.kind == "applicant" for item in claim.by)
        by_whom = claim.part_of is not None and claim.part_of.role == claim.role  # 全部由自然人提出
        if not (within or by_whom) or not by or claim.scope != "own" or claim.year == "other" or not part:
            return None
        of = replace(claim, by=claim.part_of.by) if claim.part_of and by_whom else replace(claim, role=within)
        whole = fact_ids(of, roles)
        one, other = value_of(part, book), value_of(whole, book)
        if one is None or other is None:
            return None
        where = "上年" if claim.year == "last" else "表格"
        of_whole, of_part = (_told_as(item, roles.by_id[item.roles[0]].name) for item in (of, claim))
        known = f"{where}{of_whole}是{figure(other)}，{of_part}是{figure(one)}"
        holds = one == other and other > 0  # nothing is said of all where there is none
        return Verdict(claim, holds, f"全部是{of_part}", known, (other,), part + whole, "table")

    def _claims(self) -> None:
        """What the sentence says of the tables must be so."""
        denied: dict[int, list[Verdict]] = {}
        for claim in self._read[0]:
            verdict = self._verdict(claim)
            if verdict is None or claim.start in self._noted:
                continue
            if claim.denied and claim.value == 0 and not claim.text[:1].isdigit():
                denied.setdefault(claim.start, []).append(verdict)
            elif verdict.holds is False and claim.sure:
                self.wrong.append(f"“{verdict.said}”与表格不符：{verdict.known}")
            elif verdict.holds:
                self._rests(claim, verdict)
        for group in denied.values():
            for item in group:
                if item.holds:
                    self._rests(item.claim, item)
            if false := next((one for one in group if one.holds is False and one.claim.sure), None):
                self.wrong.append(f"“{false.said}”与表格不符：{false.known}")

    def _rests(self, claim: Claim, verdict: Verdict) -> None:
        """What a true claim without a figure of its own rests on, and under what it stays true."""
        if claim.value is not None and not claim.denied:
            return
        facts = [fact for id in verdict.facts if (fact := self.brief.book.get(id)) is not None]
        self.facts += facts
        if claim.denied:
            self.guards += [f"{fact.id} = 0" for fact in facts]
        elif claim.what == "change" and len(facts) == 1 and claim.direction:
            self.guards.append(f"trend({facts[0].id}) = {claim.direction}")
        elif claim.all:
            self.guards += [f"{fact.id} = {figure(fact.value)}" for fact in facts if fact.value is not None]

    def _changes(self) -> None:
        """Words of direction and degree: what the figures or the notes say, and no more."""
        claims = [claim for claim in self._read[0] if claim.what == "change"]
        known = [claim for claim in claims if (verdict := self._verdict(claim)) is not None and verdict.holds]
        references = [place for place in self._places if isinstance(place.span, FactRef)]
        bound = [*references, *(_Place(*item) for item in self._placed)]
        trends = [
            place
            for place in bound
            if isinstance(place.span, FactRef) and place.span.id.endswith((*_CHANGES, ".trend"))
        ]
        last = any(claim.year == "last" for claim in self._read[0])
        for place in trends:
            self._direction(place)
        for claim in claims:
            verdict = self._verdict(claim)
            if (verdict is None or verdict.holds is None) and not self._way_noted(claim.text) and not trends:
                self.wrong.append(f"“{claim.text}”没有依据：表格和素材里没有可比的数")
        compared = re.search(words()["compared"], self.text)
        if (
            compared
            and not (known or trends or last or claims)
            and not re.search(words()["compared"], self.brief.plain)
        ):
            self.wrong.append(f"“{compared.group()}”没有依据：表格和素材里没有可比的数")
        for match in re.finditer(words()["degree"], self.text):
            if not self._noted_as(match.group()):
                self.wrong.append(f"“{match.group()}”没有依据：增减的程度用数来说，素材没有写的不写")

    def _way_noted(self, said: str) -> bool:
        found = re.findall(words()["ways"], said)
        if found and self._from_to(said):
            return True
        same = [{word for word in row if self._noted_as(word)} for row in words()["same_way"]]
        return all(
            self._noted_as(word)
            or any(told and word in row for told, row in zip(same, words()["same_way"], strict=True))
            for word in found
        )

    def _from_to(self, said: str) -> bool:
        """Whether a cited note has both figures of a change in this order, and it goes as they do: 由3%提高至5% of
        由3%调整为5%."""
        match = _FROM_TO.search(self.text)
        if match is None or match["way"] not in said:
            return False
        one, other = quantities(match["one"]), quantities(match["other"])
        if len(one) != 1 or not other or one[0].value is None or other[0].value is None:
            return False
        up = match["way"] in words()["same_way"][0]
        told = any(0 <= text.find(one[0].text) < text.rfind(other[0].text) for text in self._cited)
        return told and one[0].value != other[0].value and up is (other[0].value > one[0].value)

    def _direction(self, place: _Place) -> None:
        """A rate or difference beside the direction that it went."""
        span = place.span
        if not isinstance(span, FactRef) or span.id.endswith(".trend"):
            return
        base = span.id.rpartition(".")[0]
        trend = self.brief.book.trend(base)
        begins, ends = self._clause(place.start)
        reader = self.brief.binder.told.reader
        ways = [
            (token.start, way)
            for token in reader.matcher.tokens(self.text, begins, ends, reader.year)
            for way in ("up", "down", "same")
            if way in reader.matcher.sense.get(token.word, ())
        ]
        before = [way for start, way in ways if start < place.start]
        said = before[-1] if before else ways[0][1] if ways else ""
        if said and said != trend:
            now = {"up": "上升", "down": "下降", "same": "持平"}.get(trend or "", "不明")
            self.wrong.append(f"“{self.text[begins : place.end]}”与表格不符：比上年是{now}的")
        elif not said and not any(word in self.text[begins:ends] for word in words()["open"]):
            self.wrong.append(f"“{self.text[begins : place.end]}”没有说是增还是减")

    # ── put together

    def _bound(self) -> list[Span]:
        """The spans with what was bound put in."""
        out: list[Span] = []
        at = 0
        placed = {(start, end): span for start, end, span in self._placed}
        for span in self.given:
            start, end = at, at + len(span.shown)
            at = end
            if not isinstance(span, Text):
                out.append(placed.get((start, end), span))
                continue
            out += self._cut(span.text, start, placed)
        return out

    @staticmethod
    def _cut(text: str, start: int, placed: dict[tuple[int, int], Span]) -> Iterator[Span]:
        at = 0
        for (begin, end), span in sorted(placed.items(), key=lambda item: item[0]):
            if begin < start or end > start + len(text):
                continue
            if begin - start > at:
                yield Text(text=text[at : begin - start])
            yield span
            at = end - start
        if at < len(text):
            yield Text(text=text[at:])


def _thing(text: str, item: Quantity, among: Sequence[Quantity]) -> str:
    """What stands right before a figure in its member of a list, and counts: 邮箱 of （网上这262里头含邮箱来的29）."""
    begins = max((match.end() for match in _THINGS.finditer(text, 0, item.start)), default=0)
    begins = max([begins, *(one.end for one in among if one.end <= item.start)])
    return _AROUND_THINGS.sub("", text[begins : item.start])


def _distributed(text: str) -> Iterator[tuple[Decimal, Quantity]]:
    """The figures behind 各 with the sum over the list before it: 4月、10月各培训一次."""
    for item in quantities(text):
        begins = max((match.end() for match in _EACH.finditer(text, 0, item.start)), default=0)
        clause = text[begins : item.start]
        if "各" in clause and item.value and item.exact:
            members = len(re.split("、|以及|和|与|及", clause.partition("各")[0]))
            if members > 1:
                yield item.value * members, item


def _told_as(claim: Claim, name: str) -> str:
    """What a claim counts, with whose: 予以公开（自然人）."""
    return name + "".join(f"（{item.name}）" for item in claim.by)


def _moved(claim: Claim, by: int) -> Claim:
    return replace(claim, start=claim.start - by, end=claim.end - by)
