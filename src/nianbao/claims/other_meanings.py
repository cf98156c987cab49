"""Whether what seems false may be meant otherwise: the one question asked before a fault of a figure is told.

A clause is understood where it was read whole: no word of it is left over that may narrow what is counted, and under no
reading that the form allows (of another year, of several rows together, of what is named beside it, as what was told
added up or taken away) does it agree with the cells. Else nothing is told of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from nianbao.claims.against_facts import Verdict, against_facts, fact_ids, value_of
from nianbao.claims.by_the_form import told_otherwise
from nianbao.claims.claim import By, Claim, Year
from nianbao.claims.clause_words import CAME_TOO, ClauseWords
from nianbao.claims.clauses import Clause, clauses, own_organ
from nianbao.claims.form_clauses import WHOLES
from nianbao.claims.form_names import Name, Named, form_words, named, names_self, reason_in, residue, rows_named
from nianbao.claims.rest_of_total import REST
from nianbao.facts import FactBook
from nianbao.facts.rounding import misread
from nianbao.patterns import alternatives
from nianbao.text import Quantity, fold, quantities
from nianbao.text.quantities import counted

if TYPE_CHECKING:
    from nianbao.claims.form_statement import Statement
    from nianbao.claims.read_claims import ClaimReader, Reading
    from nianbao.claims.role_phrases import Phrase, Token
    from nianbao.kinds.roles import Role, Roles


_SENTENCE, _CLAUSE, _PIECE = "。；", "，。；：（）！？\n", "，。；、"
_WORD = 2
"""Characters that are a word which may pick some out."""
_BESIDE = 20
"""Characters behind a figure in which the thing that it counts is looked for."""
_FEW = 8
"""The last figures told in a sentence, of which every two are tried as a sum or a difference."""
_PEOPLE = ("人", "名", "位", "户")
_CASES = ("件", "起", "宗", "例")
_LARGE = 10
_TOGETHER = 3
"""Kinds of applicant that a figure may be of together."""
_ABOUT = (
    "对",
    "就",
    "因",
    "经",
    "将",
    "把",
    "按",
    "以",
    "向",
    "给",
    "在",
    "从",
    "凡",
    "扣除",
    "减去",
    "加上",
    "连同",
    "除",
    "剔除",
    "涉",
    "针对",
    "关于",
)
_SUBJECT = 6
"""Characters at a clause's beginning in which its subject stands."""
_COUNTED = "[0-9两三四五六七八九十](?:个|家)[^，。；0-9]{0,6}"
_REST = ("除", "其余", "余下", "剩余", "剩下", "其他", "其它")
"""How what is said of the rest begins: it is of one row, whatever its exception names."""
_DIVIDED = ("members", "results", "applicant")
_CLASS = re.compile("类(?:申请)?(?=[0-9])")
_CLASSES = re.compile("(?P<what>(?!其他)[一-鿿]{2,12}类)(?:申请)?(?:有|为|共|计)?[0-9]+[件起]")
_RECEIVED = re.compile("复议(?:机关|机构|局|委员会)[^，。；0-9]{0,8}(?:受理|收到|新收|办理)")
"""That the unit is told of as the body to which reviews of others go."""
_BROUGHT = re.compile(
    "(?:上一?年度?|去年|20[0-9]{2}年)[^，。；0-9]{0,6}(?:结转|遗留|转来|转入|未结|未审结|未办结|没有[审办]结)"
)
"""How a sentence begins that is of what was not finished last year."""
_AMONG_NEW = re.compile("(?:新收|收到|受理)[^，。；]{0,8}[中里]，[^，。；0-9]{0,10}$")
_ONE_BY_ONE = re.compile("(?:(?<=[，；])|(?<=[，；]另)|(?<=[，；]其中))[一1][件起宗例]")
_RATE = re.compile(
    "占比|占[^，。；]{0,12}(?:比例|比重)|(?:比例|比重|率|增速|增幅|降幅|涨幅)(?:与|和|同|比|较|由|从|也|则|有|略|稍|基本)"
)
_THAN_LAST = re.compile("(?:[多少高低]于|超过)(?:上一?年|去年|上年度)$")
_SOME_OF_OPENNESS = re.compile("其中，?(?:涉及|涉|属于|关于|因|与|有关)?[^，。；0-9]{0,6}信息公开")
_ONLY = re.compile("只|仅仅?|才")
"""Before a figure that is called small: 另行制作的只有2件."""
_ONE_OF_TWO = re.compile("(?:其中)?[前后](?:者|一?(?:类|种|项|部分))")
_JOINED = ("", "、", "和", "与", "及")
_NUMBERS = ("", "单", "[两二]", *"三四五六七八九")
_PAST = ("<last>", "<other>")
_AS = ("与", "和", "同", "跟", "如", "像")
"""How words begin that say of what follows that it was so last year."""
_EACH = ("各", "各为", "各有", "均为", "都是", "均是", "皆为", "分别为")
"""Right before a figure that is each one's and not their sum: 制发和废止各2件."""


@cache
def _said(name: str, tail: str = "", head: str = "") -> re.Pattern[str]:
    """The words of a list of ``form_words.yaml``, with ``~`` for a few characters between."""
    words = alternatives(form_words()["otherwise"][name]).replace(r"\~", "~").replace("~", "[^，。；的]{0,8}")
    return re.compile(f"{head}(?:{words}){tail}")


class OtherMeanings:
    """What a paragraph may mean besides what was read of it."""

    def __init__(self, reader: ClaimReader, reading: Reading, book: FactBook) -> None:
        self.reader, self.reading, self.book = reader, reading, book
        self.matcher, self.roles = reader.matcher, reader.roles
        self.text = fold(reading.text).replace("唯一一", "唯独一")  # 唯一一件申请: one
        self._near: dict[int, tuple[str, ...]] = {}

    def of(self, verdict: Verdict, beside: Sequence[Verdict] = ()) -> bool:
        """Whether what a verdict calls false may be meant otherwise.

        Args:
            verdict: on a claim of the paragraph. beside: the verdicts on all that the paragraph says.
        """
        claim = verdict.claim
        if self.of_others(claim.start, claim.end, claim.role) or self._narrowed(verdict) or self._only_a_reason(claim):
            return True
        plain = claim.what == "count" and not (claim.denied or claim.all)
        ours = self._of_ours(claim)
        if plain and ((not ours and self._of_somebody(claim)) or self._of_something(claim) or self._of_people(claim)):
            return True
        if (plain and self._of_an_act(claim)) or (claim.part_of is not None and self._of_people(claim.part_of)):
            return True
        if (plain or claim.denied) and self._after_some(claim):
            return True
        if claim.part_of is not None and self._of_some_told(claim, claim.part_of):
            return True
        if (
            claim.all
            and claim.part_of is not None
            and claim.part_of.value is None
            and self._after_unplaced(claim.start)
        ):
            return True
        others = (self._one_by_one, self._to_be_put_right, self._of_more, self._of_those_brought, self._of_other_things)
        if plain and any(other(claim) for other in others):
            return True
        if claim.what in ("ratio", "average", "rank"):
            return False  # worked out from figures that its words name
        if claim.what == "change":
            tokens = self._tokens(self._around(claim.start, claim.end, _SENTENCE)[0], claim.end)
            level = claim.direction == "same" and claim.against == "last"
            if (
                self._carried_over(claim)
                or self._level_with_another(tokens, level)
                or self._after_unsure(claim.start, claim.value)
            ):
                return True
            return self._moved_otherwise(claim)
        if self.of_another_kind(claim):
            return True
        explained = claim.sure and (self._of_another_cell(claim) or _of_one_kind(claim))
        if not explained and (self._half_read(claim, beside) or self._carried_over(claim)):
            return True
        if claim.value is None:
            return False
        return self._told_sum(claim) or any(self._holds(other) for other in self._readings(claim))

    # ── what is left over

    def of_others(self, start: int, end: int, role: str = "") -> bool:
        """Whether a sentence tells of things that are not the unit's, or not only.

        Args:
            start, end: a figure of it. role: what it counts; a superior decides on the unit's own reviews.
        """
        foreign = False
        theirs = {"region"} if role.startswith("remedies.") else {"region", "superior"}
        here, _ = self._around(start, end, _CLAUSE)
        for begin in (self._clause_before(here), here):
            for token in self._tokens(begin, min(begin + _SUBJECT, start)):
                if theirs & self._senses(token):
                    foreign = not self.reader.own_scope(token.word)
                elif "self" in self._senses(token):
                    foreign = False
        unit = self.reader.unit
        if role.startswith("remedies.") and unit is not None and unit.of.government:
            foreign = foreign or _RECEIVED.search(self.text, self._around(start, end, "。；")[0], start) is not None
        begin, stop = self._around(start, end, "。；：")  # 维持187件……约谈3家单位: what follows is of something else
        several = _said("several", head=_COUNTED)
        if foreign or several.search(self.text, begin, start) or several.match(self.text, start):
            return True  # 三个街道新收182件: neither the three nor the others are the unit's
        others = _said("others").finditer(self.text, begin, start)
        if any(
            self.text[match.start() - 1] != "年" and not self.reader.own_scope(match.group()) for match in others
        ):  # 上年转来的: our own
            return True
        return _said("left_out").search(self.text, begin, stop) is not None or self._of_classes(start, end)

    def _of_classes(self, start: int, end: int) -> bool:
        """Whether a figure is of one of several classes by what was asked for, which no table has: 投诉办理结果类7件，
        企业档案类2件，食品抽检类1件."""
        if _CLASS.search(self.text, max(start - 1, 0), end) is None:
            return False
        found = list(_CLASSES.finditer(self.text, *self._around(start, end, "。；")))
        return len(found) > 1 and not all(self._named(*item.span("what"), ["requests"]).rows for item in found)

    def _of_somebody(self, claim: Claim) -> bool:
        """Whether a figure's clause, or the one from which it goes on, begins with what is neither the unit nor of the
        form: 县直部门受理, 兄弟单位办结5件，其中予以公开3件."""
        if not claim.role.startswith(("requests.", "remedies.")):
            return False  # 综合行政执法队作出行政处罚决定: who does what the unit answers for
        begin, end = self._around(claim.start, claim.end, _SENTENCE)
        foreign = False
        for clause in clauses(self.text, begin, claim.start):
            clause = clause._replace(end=min(self._around(clause.end, clause.end, _CLAUSE)[1], end))
            counts = [item.start for item in self._between(clause.start, clause.end) if item.measure in _CASES]
            among = not counts and self.text[clause.end - 1] in "中里"  # 县政府办公室无法提供的申请中，
            if not counts and not among:
                continue  # 受年底集中收件影响，
            tokens = self._tokens(clause.start, clause.end)
            until = min(
                next((token.start for token in tokens if self.matcher.begins(token.word)), clause.end),
                *counts[:1], clause.end,
            )  # fmt: skip
            ahead = self.text[clause.start : until]
            if among:
                foreign = foreign or own_organ(ahead, self.reader.unit) is False
                continue
            if claim.role.startswith("remedies.") and any("superior" in self._senses(token) for token in tokens[:2]):
                foreign = False
                continue  # 上级税务机关维持4件: it decides on the unit's own
            if names_self(self.text, clause.start, counts[0]) or own_organ(ahead, self.reader.unit):
                foreign = False
                continue
            if _ONE_OF_TWO.match(ahead):
                continue
            if ahead.startswith(_ABOUT) or _said("rest").match(ahead):
                continue  # 对企业索取年鉴的1件: of what it is, and not who did it
            words = ClauseWords(self.text, clause, tokens, [])
            left = residue(
                words,
                clause.start,
                until,
                self.matcher,
                self.matcher.held,
                self.reader.of_form.own,
                court=bool(self.roles.by_id[claim.roles[0]].group),
            )
            foreign = foreign or len(left) >= _WORD
        return foreign

    def _of_ours(self, claim: Claim) -> bool:
        """Whether a figure is one of a list that divides what the form has just as many of: whoever is named in it
        (不予公开的7件，理由依次是：讨论稿3件), it is the unit's own that is divided."""
        of = claim.part_of
        if of is None or not (claim.sure and of.sure and of.exact) or claim.way not in _DIVIDED:
            return False
        return of.sentence >= claim.sentence - 1 and self._holds(of)

    def _completes(self, claim: Claim, right: Decimal) -> bool:
        """Whether a list is whole with the form's figure in place of one of it: so it is that which is counted."""
        of = claim.part_of
        if of is None or not self._of_ours(claim):
            return False
        beside = [
            item.value
            for item in self.reading.claims
            if item.part_of is not None and item.part_of.start == of.start and item.way == claim.way
            and item.what == "count" and item.start != claim.start
        ]  # fmt: skip
        return None not in beside and sum((item for item in beside if item is not None), right) == of.value

    def _of_something(self, claim: Claim) -> bool:
        """Whether words between a figure and what it was taken to count make another thing of it: 制作答复书3份."""
        low, high = self._around(claim.start, claim.end, _CLAUSE)
        tokens = self._tokens(low, high)
        family = self._family(claim)
        phrases = self.matcher.phrases(tokens, family, [(claim.start, claim.end)], listed=True)
        phrases = [item for item in phrases if item.role in claim.roles]
        if not phrases:
            return False
        near = min(phrases, key=lambda item: max(item.start - claim.end, claim.start - item.end))
        begin, stop = min(near.start, claim.start), max(near.end, claim.end)
        who = (token.end for token in tokens if ("applicant", claim.applicant) in self.matcher.part.get(token.word, ()))
        begin = max([begin, *(at for at in who if claim.end < at <= near.start)])  # 剩下两件是县城一家律师事务所提出的
        words = ClauseWords(self.text, Clause(low, high, "", 0), tokens, [])
        kinds = self.text.rfind("等", begin, stop) + 1 or begin  # 核发户外广告、渣土运输等行政许可
        hide = [
            (claim.start, claim.end),
            (begin, kinds),
            *((item.start, item.end) for item in self._between(begin, stop)),
            *(match.span() for match in _ONLY.finditer(self.text, begin, stop)),
            *(token[:2] for token in tokens if "share" in self._senses(token)),  # 过程性信息占8件
        ]
        reason = self._reason(claim, begin, stop)
        hide += reason[1] if reason is not None else []
        left = residue(words, begin, stop, self.matcher, self.matcher.held, self.reader.of_form.own, hide)
        if left and self.text.rfind("的", claim.end, stop) > claim.end and self._too_many(claim):
            return False  # 废止2件与上位法不一致的规范性文件, where none was repealed
        return bool(left) and not any(left in name for name in self.reader.of_form.own)

    def _too_many(self, claim: Claim) -> bool:
        """Whether there are more than all that the tables have, so that they are not some of them either."""
        known = value_of(fact_ids(claim, self.roles, last=claim.year == "last"), self.book)
        return known is not None and claim.low is not None and claim.low > known

    def _of_people(self, claim: Claim) -> bool:
        """Whether its clause counts the people first whose it is, or it is a part of theirs: 1名申请人提出46件."""
        if not claim.role.startswith(("requests.", "remedies.")):
            return False
        low, _ = self._around(claim.start, claim.end, _CLAUSE)
        before = (item for item in counted(self.text) if low <= item.start and item.end <= claim.start)
        return any(item.measure in _PEOPLE for item in before)

    def _of_an_act(self, claim: Claim) -> bool:
        """Whether it says how often something was done, its clause not naming what the role counts: 提交6次."""
        low, high = self._around(claim.start, claim.end, _CLAUSE)
        family = self._family(claim)
        named = any(self.matcher.family.get(token.word) == family for token in self._tokens(low, high))
        return claim.role.startswith("requests.") and claim.text.endswith("次") and not named

    def _past(self, start: int) -> bool:
        """Whether the clause right before tells last year's figures, so that what follows may be of that year:
        上年为5件，没有被纠正的.

        Args:
            start: where what follows begins.
        """
        begin, _ = self._around(start, start, _SENTENCE)
        before = self.text[begin:start].rstrip("，").rpartition("，")[2]
        tokens = self.matcher.tokens(before, 0, len(before), self.reader.year)
        compares = any("compares" in self._senses(token) for token in tokens)
        row = any(not item.start for item in self.matcher.phrases(tokens, "requests", [], listed=True))
        return bool(tokens) and tokens[0].word == "<last>" and tokens[0].start == 0 and not compares and not row

    def _of_older(self, start: int) -> bool:
        """Whether what all are said to be is of last year's, or of one of two: 上年两件未决的今年均维持."""
        begin, _ = self._around(start, start, _CLAUSE)
        if self.text.startswith(("前者", "后者"), begin):
            return True
        tokens = self._tokens(begin, start)
        rows = self.matcher.phrases(tokens, "requests", [], listed=True)
        past = [token for token in tokens if token.word in _PAST]
        return any(not any(row.start <= token.start < row.end for row in rows) for token in past)

    def _some(self, start: int, end: int) -> bool:
        """Whether what is denied is denied of some things told in the clause, or only that they count as such:
        还有1件没有审结, 没有登记为申请.
        """
        begin, _ = self._around(start, end, _CLAUSE)
        counted = any(item.measure in _CASES for item in self._between(begin, start))
        rows = self._named(start, end, ["requests"]).rows
        one = re.search("一[件起例宗]", self.text[start:end]) is not None
        if one and any(self.roles.by_id[role].group for item in rows for role in item.roles):
            return counted  # 没有一件被列为信访类申请: of a row
        stop = self._around(start, end, _CLAUSE)[1]
        return counted or _said("counted_as", "[^，。；]*$").match(self.text, start, stop) is not None

    def left_over(self, start: int, end: int, family: str, until: int = 0) -> str:
        """The words of the clauses between two offsets that are none of the form's, and may narrow what is told.

        Args:
            family: of what is told. until: where to stop; at the clause's end, by default.
        """
        begin, stop = self._around(start, end, _CLAUSE)
        stop = until or stop
        figures = self._between(begin, stop)
        tokens = self._tokens(begin, stop)
        known = [
            (item.start, item.end)
            for item in tokens
            if {"share", "opens"} & self._senses(item)
            or ("region" in self._senses(item) and self.reader.own_scope(item.word))
        ]
        words = ClauseWords(self.text, Clause(begin, stop, "", 0), tokens, figures)
        about = {family, *self._families(*self._around(start, end, "。"))}
        own = self.reader.of_form.own
        left = residue(words, begin, stop, self.matcher, about, own, [(start, end), *known])
        return "" if any(left in name for name in own) else left  # 税务规范性文件 of a tax bureau: all it has

    def _narrowed(self, verdict: Verdict) -> bool:
        """Whether words pick some out of what is counted, of which there are no more than the form has."""
        claim = verdict.claim
        if claim.denied and self.text.startswith('"', claim.end):
            return True  # 没有“危及安全”的: of what is quoted
        if claim.denied and not claim.text[:1].isdigit():
            if self._of_outcome(claim.start, claim.roles):
                return True
            return (claim.year == "own" and self._past(claim.start)) or self._some(claim.start, claim.end)
        if claim.all and not any("all" in self._senses(item) for item in self._tokens(claim.start, claim.end)):
            stop = self._around(claim.start, claim.end, _SENTENCE)[1]
            begin = self._around(claim.start, claim.end, _CLAUSE)[0]
            near = claim.part_of is not None and claim.part_of.start >= begin
            return not near and any(item.measure in _CASES for item in self._between(claim.end, stop))
        if claim.what == "change":
            degree = "".join(form_words()["degree"])
            left = self.left_over(claim.start, claim.end, self._family(claim), until=claim.start)
            return sum(char not in degree for char in left) >= _WORD
        if claim.what != "count" or claim.all or claim.denied or claim.value is None or not verdict.right:
            return False
        if claim.value > max(verdict.right):
            return False  # a part is never more than its whole
        begin, _ = self._around(claim.start, claim.end, _SENTENCE)
        ahead = self.text[begin : claim.start].rstrip("有含")
        if _said("among", "$").search(ahead) or (claim.value == 1 and not ahead):
            return True
        if claim.value == max(verdict.right):
            return False
        if self._described(claim):
            return True
        if self._picked(begin, claim) or _said("office").search(self.text, begin, claim.start):
            return True
        if any(_miswritten(claim, right) or self._completes(claim, right) for right in verdict.right):
            return False
        if self._of_another_cell(claim):
            return False  # of all there is, whatever stands beside it
        return max(len(self.left_over(*at, self._family(claim))) for at in self._clauses_of(claim)) >= _WORD

    def _clauses_of(self, claim: Claim) -> list[tuple[int, int]]:
        """The places whose clauses say of what a figure is: its own, and the one before it where that names the thing:
        减少的是找错部门的申请，从4件降到1件."""
        begin, _ = self._around(claim.start, claim.end, _CLAUSE)
        before = self._clause_before(begin)
        ahead = self.text[before : max(begin - 1, before)]
        if self._names_row(claim) or not ahead.endswith(("的申请", "的案件")):
            return [(claim.start, claim.end)]
        return [(claim.start, claim.end), (begin - 1, begin - 1)]

    def _described(self, claim: Claim) -> bool:
        """Whether words of no row describe what a figure counts: 部门作为被申请人的2件均维持."""
        begin, _ = self._around(claim.start, claim.end, _CLAUSE)
        if self.text[claim.start - 1 : claim.start] != "的" or claim.start - begin <= _WORD:
            return False
        tokens = self._tokens(begin, claim.start)
        phrases = self.matcher.phrases(tokens, self._family(claim), [], listed=True)
        parts = any(self.matcher.part.get(token.word) for token in tokens)
        named_here = self._named(begin, claim.start, [self._family(claim)]).rows
        return not phrases and not parts and not named_here

    def _picked(self, begin: int, claim: Claim) -> bool:
        """Whether words before a figure pick some out, other than a row's own (未经复议直接起诉的2件, 未办结的2件)."""
        found = _said("some", "$").search(self.text, begin, claim.start)
        tokens = self._tokens(begin, claim.start)
        rows = self.matcher.phrases(tokens, self._family(claim), [], listed=True)
        own = [item[:2] for item in tokens if item.word in self.matcher.family]
        own += [(item.start, item.end) for item in rows if item.role in claim.roles]
        return found is not None and not any(start <= found.start() < end for start, end in own)

    def _of_another_cell(self, claim: Claim) -> bool:
        """Whether a figure is just what the form has of the other year, of another kind of applicant or of a row beside
        its own, and too great to be so by chance."""
        if claim.year == "other" or (claim.value or 0) < _LARGE or claim.denied or claim.all:
            return False
        others = [replace(claim, year="last" if claim.year == "own" else "own")]
        if claim.applicant:
            parts = (part for part in self.roles.parts["applicant"].values() if not part.sum)
            others += [replace(claim, by=(By("applicant", part.id, part.name),)) for part in parts]
        elif len(claim.roles) == 1 and (own := self.roles.by_id[claim.role]).group:
            alike = (role for role in self.roles.roles if (role.group, role.family) == (own.group, own.family))
            others += [replace(claim, role=role.id, readings=(), strict=True) for role in alike if role is not own]
        return any(self._holds(replace(other, part_of=None)) for other in others)

    def _only_a_reason(self, claim: Claim) -> bool:
        """Whether what a figure counts is only why something else was decided, or words of a fee that nobody paid."""
        group = next((item for told in self.reading.groups for item in told if item.start == claim.start), None)
        if group is None or len(claim.roles) > 1 or claim.what != "count":
            return False
        if self.roles.by_id[claim.role].family == "handling_fee":
            return any(item.role.startswith("requests.") for item in group.rows)
        begin, _ = self._around(claim.start, claim.end, _SENTENCE + "，")
        called = self.roles.by_id[claim.role].name.removeprefix("属于")
        if claim.part_of is not None or called in self.text[begin : claim.end + _BESIDE]:
            return False  # named as the form names it, or in a list of reasons
        if self._names_group(claim, begin, claim.end):
            return False
        return told_otherwise(claim.role, group, self.roles)

    def of_another_kind(self, claim: Claim) -> bool:
        """Whether the thing right behind a figure is another than its role's: 收到的4件建议."""
        if claim.all and not claim.denied:
            return False  # 全部属于行政执法案卷信息
        behind = self._tokens(claim.end, min(claim.end + _BESIDE, len(self.text)))
        thing = behind[0] if behind and behind[0].start == claim.end else None
        family = self.matcher.family.get(thing.word) if thing is not None else None
        role = self.roles.by_id[claim.roles[0]]
        if claim.denied and role.within and family == "published":
            return False  # 未出现需要另行制作信息的情形: the information that was asked for
        return family is not None and family != role.family

    def _to_be_put_right(self, claim: Claim) -> bool:
        """Whether it counts what came unclear and is asked to be put right: 对3件内容不明确的申请告知补正."""
        begin, end = self._around(claim.start, claim.end, _SENTENCE)
        asked = _said("put_right").search(self.text, claim.end, end) is not None
        role = self.roles.by_id.get(claim.role)
        unclear = role is not None and role.group == "unable"
        return unclear and asked and _said("still").search(self.text, begin, end) is None

    def _of_other_things(self, claim: Claim) -> bool:
        """Whether it goes on from a count of other things that it may divide: 审查信息342条，不予公开3条."""
        begin, end = self._around(claim.start, claim.end, _SENTENCE)
        told = [item for item in self.reading.claims if begin <= item.start < claim.start and item.what == "count"]
        if not told or not _of_result(claim, self.roles) or "requests" in self._families(begin, end):
            return False
        return all(self._family(item) != "requests" for item in told) and told[-1].measure == claim.measure

    def _of_more(self, claim: Claim) -> bool:
        """Whether only some of what it counts are about openness: 行政诉讼9件，其中涉及政府信息公开的2件."""
        _, end = self._around(claim.start, claim.end, _SENTENCE)
        return claim.part_of is None and _SOME_OF_OPENNESS.search(self.text, claim.end, end) is not None

    def _one_by_one(self, claim: Claim) -> bool:
        """Whether it is of one of a few that were told before, each by each: 结转的2件，一件26日收到，一件30日收到."""
        if claim.value != 1 or claim.part_of is not None:
            return False
        begin, end = self._around(claim.start, claim.end, _SENTENCE)
        ones = [match.start() for match in _ONE_BY_ONE.finditer(self.text, begin, end)]
        told = [item for item in self._between(begin, min(ones, default=begin)) if item.measure in _CASES]
        return claim.start in ones and len(ones) > 1 and bool(told) and told[-1].value == len(ones)

    def _of_those_brought(self, claim: Claim) -> bool:
        """Whether its sentence tells of nothing before it but what was brought over, of which it may be:
        上年结转的2件，一件予以公开，一件告知不掌握."""
        begin, _ = self._around(claim.start, claim.start, _SENTENCE)
        if claim.role == "requests.done" and _AMONG_NEW.search(self.text, begin, claim.start):
            return True  # 当年新收的14件中，当年办结13件
        if claim.role == "requests.new" and claim.part_of is not None and claim.part_of.role == "requests.done":
            return (claim.value or 0) <= (claim.part_of.value or 0)  # 办结15件，其中当年新收14件
        brought = _BROUGHT.match(self.text, begin, claim.start) if claim.role != "requests.carry_in" else None
        if brought is None or CAME_TOO.search(self.text, brought.end(), claim.start):
            return False
        told = [item for item in self._between(brought.start(), claim.start) if item.measure in _CASES]
        if not told:
            return claim.role.startswith("remedies.") and not self.roles.by_id[claim.roles[0]].group
        return (claim.value or 0) <= (told[0].value or 0)

    def _of_some_told(self, claim: Claim, whole: Claim) -> bool:
        """Whether it is a part of what is not all that the form has: 作为复议机关受理86件，其中维持52件."""
        verdict = against_facts(whole, self.book, self.roles)
        if verdict is None or verdict.holds is not False or not whole.exact:
            return False
        return claim.all or self.of(verdict)

    def _after_some(self, claim: Claim) -> bool:
        """Whether the count right before it is of some that were picked out, of which it goes on to speak.

        以市政府名义受理的申请212件，答复209件; 没有进入实体答复的共4件，不足两成.
        """
        begin, _ = self._around(claim.start, claim.start, _SENTENCE)
        told = [
            item for item in self.reading.claims
            if item.what == "count" and begin <= item.start and item.end <= claim.start
        ]  # fmt: skip
        if not told or _said("summed").search(self.text, told[-1].end, claim.start):
            return False
        verdict = against_facts(told[-1], self.book, self.roles)
        return verdict is not None and verdict.holds is False and self._narrowed(verdict)

    def _half_read(self, claim: Claim, beside: Sequence[Verdict]) -> bool:
        """Whether its sentence was not read whole: a figure of it has no role, or most of it does not agree either."""
        if any(item.value == REST for item in claim.by):
            return False  # more than there are of them at all
        here = [verdict for verdict in beside if verdict.claim.sentence == claim.sentence]
        begin, end = self._around(claim.start, claim.end, _SENTENCE)
        of = claim.part_of
        unplaced = [
            item
            for item in self.reading.unplaced
            if begin <= item.start < end
            and item.measure == claim.measure
            and not (item.value == 1 and self.text[item.start - 1 : item.start] in ("无", "有", "未"))  # 无一件被撤销
        ]
        plain = claim.sure and of is None and not claim.by and not claim.all
        near = of is not None and of.sure and not re.search("[，。；：、（）]", self.text[of.end : claim.start])
        plain = plain or (claim.all and claim.sure and near)  # 收到的4件申请全部由自然人提出，最长的一件…
        if of is not None and claim.sure and of.sure and self.roles.by_id[claim.roles[0]].within == of.role:
            unplaced = [item for item in unplaced if re.search("其中|包括", self.text[item.end : claim.start])]
        if unplaced and (not plain or unplaced[0].start < claim.start):
            return True  # 公文54件，其中依申请公开11件
        wrong = sum(verdict.holds is False for verdict in here)
        understood = not unplaced and all(
            verdict.claim.sure for verdict in here if verdict.claim.measure in ("", claim.measure)
        )
        return not plain and not understood and wrong > max(sum(verdict.holds is True for verdict in here), 1)

    def _carried_over(self, claim: Claim) -> bool:
        """Whether neither its row nor its whole is named since the last semicolon: it may be of another matter."""
        begin, _ = self._around(claim.start, claim.end, _SENTENCE)
        if claim.denied or claim.all or len(claim.roles) > 1 or claim.text.startswith(_AS):
            return False
        if claim.part_of is not None and (claim.part_of.start >= begin or self._of_ours(claim)):
            return False
        if claim.what == "change" and self.text.endswith(("净减", "净增", "净减少", "净增加"), begin, claim.start):
            return False  # 现行有效3件，与上年末相比净减3件
        if "+" in claim.applicant and _said("rest").search(self.text, begin, claim.start):
            return False  # 其余三类申请人共8件: those that were not named
        if claim.what == "count":  # in its clause, or the one before it
            here, _ = self._around(claim.start, claim.end, _CLAUSE)
            begin = max(begin, self._clause_before(here))
        elif begin == 0:
            return False
        tokens = self._tokens(begin, self._around(claim.start, claim.end, _CLAUSE)[1])
        phrases = self.matcher.phrases(tokens, self._family(claim), [(claim.start, claim.end)], listed=True)
        rows = any(item.role in claim.roles and not item.weak for item in phrases)
        rows = rows or not set(claim.roles).isdisjoint(self._named(begin, claim.end, [self._family(claim)]).roles)
        here, stop = self._around(claim.start, claim.end, _CLAUSE)
        rows = rows or (self._reason(claim, here, stop) is not None and self._names_group(claim, here, stop))
        parts = {part for token in tokens for dimension, part in self.matcher.part.get(token.word, ())}
        if claim.applicant and self._family(claim) in self._families(*self._around(claim.start, claim.end, _CLAUSE)):
            rows = True  # 唯一一件申请由企业提出
        own = set(claim.applicant.split("+"))
        own |= {
            part for one in own & {*self.roles.parts["applicant"]} for part in self.roles.parts["applicant"][one].sum
        }
        whose = not claim.applicant or bool(own & parts)
        return not (rows and whose)

    # ── other readings of what was read

    def _holds(self, claim: Claim) -> bool:
        verdict = against_facts(claim, self.book, self.roles)
        return verdict is not None and bool(verdict.holds)

    def _readings(self, claim: Claim) -> Iterator[Claim]:
        """The claim with the rows, the kinds of applicant, the year and the whole that its sentence also names."""
        if _of_one_kind(claim):
            return  # 被纠正的1件系直接起诉: how it ended, and of which kind it was
        begin, end = self._around(claim.start, claim.end, _SENTENCE)
        wholes = {self.roles.by_id[own].within for own in claim.roles} if self._decided_why(claim) else set()
        rows = [claim.role, *(role for role in dict.fromkeys(self._rows(claim, begin)) if role not in wholes)]
        times: list[Year] = [claim.year, *self._years(claim)]
        columns = [claim.by, *self._columns(claim, begin, end)]
        found = (
            replace(claim, role=role, by=by, year=year)
            for role in rows
            for by in (columns if role == claim.role or role in self._beside(claim) else [claim.by, ()])
            for year in times
        )
        yield from (item for item in found if (item.role, item.by, item.year) != (claim.role, claim.by, claim.year))
        if claim.year == "last" and _THAN_LAST.search(self.text, begin, claim.start):
            yield replace(claim, what="change", year="own", against="last", part_of=None)  # 多于上年1件: by one
        if claim.all and claim.part_of is not None:
            each = [item.role for item in self.reading.claims if item.start == claim.part_of.start]
            for whole in dict.fromkeys((self.roles.by_id[claim.roles[0]].within, "+".join(each))):
                if whole and whole != claim.part_of.role:  # 直接起诉、复议后起诉各2件，全部维持: of both
                    yield replace(claim, part_of=replace(claim.part_of, role=whole, value=None))

    def _years(self, claim: Claim) -> Iterator[Year]:
        """Last year, where its sentence named it before and no other since: 2019年为5件，维持3件."""
        if claim.year == "last" and claim.role == "requests.carry_in":
            yield "own"  # 上年结转 names the year of the row
        if claim.year != "own":
            return
        begin, _ = self._around(claim.start, claim.end, "。")
        tokens = self._tokens(begin, claim.start)
        phrases = self.matcher.phrases(tokens, self._family(claim), [], listed=True)
        for number in range(len(tokens) - 1, -1, -1):
            token = tokens[number]
            if token.word == "<own>" and not self.text.startswith("当年", token.start):  # 2019年为5件，当年未审结1件
                return
            if token.word not in _PAST or any(item.start <= token.start < item.end for item in phrases):
                continue
            compared = number and {"compares", "up", "down"} & self._senses(tokens[number - 1])
            if not compared or token.start - tokens[number - 1].end > 1:
                yield "last"
                return

    def _columns(self, claim: Claim, begin: int, end: int) -> Iterator[tuple[By, ...]]:
        """The kinds of applicant that the sentence names, or none; nothing where the claim's own clause names its."""
        start, stop = self._around(claim.start, claim.end, "，", (begin, end))
        loose = claim.part_of is None or not claim.sure  # else it is told of what, if of a kind of applicant
        parts: dict[str, By] = {}
        for token in self._tokens(begin, end):
            for dimension, part in self._parts_in(token.word):
                inside = start <= token.start and token.end <= stop
                if inside and any((item.kind, item.value) == ("applicant", part) for item in claim.by):
                    return
                if dimension == "applicant" and (loose or inside):
                    parts[part] = By("applicant", part, self.roles.parts["applicant"][part].name)
        rest = tuple(item for item in claim.by if item.kind != "applicant")
        whole = claim.part_of
        alone = whole is not None and bool(whole.applicant) and whole.part_of is None  # not one of a list of kinds
        theirs = alone and self._of_ours(claim)
        if loose or not (claim.all or theirs) or claim.part_of is None or not claim.part_of.applicant:
            yield rest  # not of what a kind of applicant's figure divides: 科研机构提出1件，其中予以公开1件
        yield from ((*rest, by) for by in parts.values())
        if 1 < len(parts) <= _TOGETHER:
            names = "、".join(by.name for by in parts.values())
            yield (*rest, By("applicant", "+".join(parts), names))

    def _parts_in(self, word: str) -> Iterable[tuple[str, str]]:
        """The parts that a word names, or the one with which it begins: 公民申请."""
        named = (self.matcher.part[word[:end]] for end in range(len(word), 1, -1) if word[:end] in self.matcher.part)
        return next(named, ())

    def _beside(self, claim: Claim) -> tuple[str, ...]:
        """The rows that its own piece names, each alone and together with the claim's."""
        if claim.start not in self._near:
            self._near[claim.start] = tuple(self._named_beside(claim))
        return self._near[claim.start]

    def _named_beside(self, claim: Claim) -> Iterator[str]:
        known, family = self.roles.by_id, self._family(claim)
        low, high = self._around(claim.start, claim.end, _CLAUSE + "、")
        phrases = self.matcher.phrases(self._tokens(low, high), family, [], listed=True)
        strong = [phrase for phrase in phrases if not phrase.weak]
        own = [phrase for phrase in strong if phrase.role in claim.roles]
        phrases = [item for item in phrases if not any(_inside(item, one) for one in own)]  # 上年没有办完的10件
        beside = {
            phrase.role
            for phrase in phrases
            if phrase.role not in claim.roles
            and known[phrase.role].family == family
            and not (
                phrase.weak
                and (
                    known[claim.roles[0]].group
                    or any(phrase.start < other.end and other.start < phrase.end for other in strong)
                )
            )
        }
        if claim.all or claim.text.startswith(_REST):
            return
        if self.text.endswith(_EACH, low, claim.start):
            return
        for role in beside:
            if not any(_nested(known[role], known[own]) for own in claim.roles):
                yield f"{claim.role}+{role}"
        yield from beside

    def _decided_why(self, claim: Claim) -> bool:
        """Whether a reason and its result are told together of the figure: 1件因属于第三方权益不予公开."""
        low, high = self._around(claim.start, claim.end, _CLAUSE + "、")
        rows = [item for item in self._named(low, high, [self._family(claim)]).rows if not item.weak]
        why = [item for item in rows if claim.role in item.roles]
        reason = self._reason(claim, low, high)
        why += [reason[0]] if reason is not None else []
        what = [item for item in rows if self.roles.by_id[claim.roles[0]].within in item.roles]
        return any(0 <= two.start - one.end <= _WORD for one in why for two in what)

    def _reason(self, claim: Claim, low: int, high: int) -> tuple[Name, list[tuple[int, int]]] | None:
        """The reason of its group that a figure was read by, where a stretch names it in words of everyday."""
        group = self.roles.by_id[claim.roles[0]].within
        found = reason_in(self.text, low, high, group, self.matcher) if group else None
        return found if found is not None and found[0].roles == (claim.role,) else None

    def _names_group(self, claim: Claim, low: int, high: int) -> bool:
        """Whether a stretch names the group of the row that a figure is of, and so what was decided and why."""
        group = self.roles.by_id[claim.roles[0]].within
        return bool(group) and group in self._named(low, high, [self._family(claim)]).roles

    def _rows(self, claim: Claim, begin: int) -> Iterator[str]:
        """Other rows that the words around a figure name, one of several that it was taken to sum, or all of them."""
        yield from self._beside(claim)
        if claim.what != "count" or claim.denied or claim.all:
            return
        if claim.year == "last" and not self._names_row(claim):  # 2件，维持、纠正各1件，上年为1件: of all of them
            yield from (item.role for item in self.reading.claims if begin <= item.start < claim.start)
        role = self.roles.by_id[claim.role] if len(claim.roles) == 1 else None
        if role is not None and role.group == "opened" and "部分" not in self.text[begin : claim.end + _BESIDE]:
            yield from role.sum_of  # 5件公开答复: those opened in full
        if self.text.endswith(("其他", "其它"), begin, claim.start):
            yield from (role.id for role in self.roles.roles if role.within == claim.role)  # the last of its reasons
        near = claim.part_of is not None and claim.part_of.sure and claim.part_of.start >= begin
        if claim.applicant and not near and not self._names_row(claim):
            yield from (role for role in WHOLES if role in self.roles.by_id)  # 予以公开5件。企业3件: of all, too
        low, high = self._around(claim.start, claim.end, _PIECE)
        low = max(low, begin)
        if self.text.endswith(_EACH, low, claim.start):
            return
        number = _NUMBERS[min(len(claim.roles), 9)]
        if not _said("so_many", head=number).search(self.text, low, claim.start):  # 三类合计17件: of all three
            yield from ("+".join(claim.roles[at:]) for at in range(1, len(claim.roles)))
        yield from rows_named(self.matcher, self.text, begin, (low, high), claim.roles[0])
        if len(claim.roles) == 1:
            yield from self._of_outcomes(claim, begin, low)
        bracket = self.text.rfind("（", low, claim.start)
        if bracket >= 0:  # 未经复议直接起诉的案件（由7件增至12件）
            yield from self._named(low, bracket, [self._family(claim), *self._families(low, bracket)]).roles
        totals = {
            role.family: role.id for role in self.roles.roles if role.id.endswith(f".{role.family}") and role.cells
        }
        tokens = [token for token in self._tokens(low, high) if self.matcher.family.get(token.word) in totals]
        for one, two in pairwise(tokens):
            if self.text[one.end : two.start] in _JOINED:  # 上年的6件复议诉讼案件
                yield "+".join(totals[self.matcher.family[token.word]] for token in (one, two))

    def _of_outcomes(self, claim: Claim, begin: int, low: int) -> Iterator[str]:
        """The parts of a total that its sentence names before it, the same outcome of other remedies and of all, and
        the wholes that a sum may be: 结果为纠正的，复议有3件; 公开和部分公开，共8件."""
        known = self.roles.by_id
        start, _ = self._around(claim.start, claim.end, "。")
        before = self._named(start, low, [self._family(claim), *self._families(start, low)]).roles
        summed = _said("summed").search(self.text, low, claim.start) is not None
        if claim.role.startswith("remedies."):
            ends = {role.rpartition(".")[2] for role in before if known[role].group == "results"}
            yield from (role for end in ends if (role := f"{claim.role}.{end}") in known)
            end = "." + claim.role.rpartition(".")[2]
            alike = [role.id for role in self.roles.roles if role.id.endswith(end) and role.group == "results"]
            about = {self.matcher.about.get(token.word) for token in self._tokens(begin, claim.start)}
            told = {*self._families(begin, self._around(claim.start, claim.end, _CLAUSE)[1]), *about}
            if known[claim.role].group == "results" and self._family(claim) not in told:
                yield from (role for role in alike if role != claim.role)  # 2022年那1件则是维持
            here = self._around(claim.start, claim.end, _CLAUSE)[0]
            apart = {"reconsideration", "litigation"} <= set(self._families(start, here))
            apart = apart and not self._families(here, claim.end)  # 复议12件，诉讼19件；被纠正的3件: of both
            if known[claim.role].group == "results" and (summed or apart):
                yield "+".join(role for role in alike if _top(role))
        if summed:
            yield from (role.id for role in self.roles.roles if claim.role in role.sum_of)

    def _names_row(self, claim: Claim) -> bool:
        """Whether a claim's own clause names its row."""
        low, high = self._around(claim.start, claim.end, _CLAUSE)
        phrases = self.matcher.phrases(self._tokens(low, high), self._family(claim), [], listed=True)
        return any(item.role in claim.roles for item in phrases)

    def _told_sum(self, claim: Claim) -> bool:
        """Whether a figure adds up what its sentence told before, or is what that leaves: 合计7件, 其余2件, 净增1件."""
        if claim.what not in ("count", "change") or claim.denied or claim.all:
            return False
        begin, _ = self._around(claim.start, claim.end, _SENTENCE)
        low, _ = self._around(claim.start, claim.end, _PIECE)
        told = [
            item.value or Decimal(0)
            for item in self.reading.claims
            if begin <= item.start < claim.start
            and item.what == "count"
            and item.exact
            and not item.denied
            and not item.all
        ]
        ahead = (self.text, max(low, begin), claim.start)
        if _said("summed").search(*ahead) and any(sum(told[at:]) == claim.value for at in range(len(told) - 1)):
            return True
        plain = not claim.by and not self.roles.by_id[claim.roles[0]].group
        if (plain and _said("rest").search(*ahead)) and any(
            told[at] - sum(told[at + 1 :]) == claim.value for at in range(len(told) - 1)
        ):
            return True
        if (
            claim.applicant == "other"
            and claim.way == "applicant"
            and claim.part_of is not None
            and claim.part_of.value
        ):
            others = (item for item in self.reading.claims if item.part_of == claim.part_of and item.what == "count")
            if sum((item.value or Decimal(0) for item in others), Decimal(0)) == claim.part_of.value:
                return True  # 其他各类申请人254件 of 1846, of which 1353 and 239 were told
        compared = any("compares" in self._senses(token) for token in self._tokens(begin, claim.end))
        return (claim.what == "change" and not compared) and any(
            abs(one - two) == claim.value for one, two in combinations(told[-_FEW:], 2)
        )

    def _moved_otherwise(self, claim: Claim) -> bool:
        """Whether a change is another thing's: 其中个人增加2件; 收费178万元，有所减少; 纠正率由7.4%降至6.5%."""
        told = [
            item
            for item in self.reading.claims
            if item.what == "count" and item.sentence == claim.sentence and item.start < claim.start
        ]
        begin, end = self._around(claim.start, claim.end, _CLAUSE)
        inside = any(begin <= item.start < end and item.measure for item in self.reading.unplaced)
        if inside or self._of_unknown(claim.start, claim.end, claim.roles):
            return True
        group = self.roles.by_id[claim.roles[0]].within
        reason = reason_in(self.text, begin, claim.start, group, self.matcher) if group else None
        if reason is not None and reason[0].roles != claim.roles:
            return True  # 第三方权益多8件，危及稳定多3件
        of_share = isinstance(claim.against, Claim) and claim.against.what == "share"
        if not of_share and _RATE.search(self.text, begin, claim.start):
            return True  # 占办结总数的比例与上年基本持平
        if claim.value is None:
            return False
        if self._told_sum(claim):
            return True
        based = [item for item in told if begin <= item.start and self.text.find("基础上", item.end, claim.start) >= 0]
        if (
            based
            and based[-1].year == "own"
            and based[-1].value != value_of(fact_ids(claim, self.roles, last=True), self.book)
        ):
            return True  # 规范性文件在5件基础上增加2件: of those in force
        low, _ = self._around(claim.start, claim.end, _PIECE)
        known = self.roles.parts.get("applicant", {})
        others: list[tuple[str, tuple[By, ...]]] = [
            (claim.role, (By("applicant", part, known[part].name),))
            for token in self._tokens(low, claim.end)
            for dimension, part in self.matcher.part.get(token.word, ())
            if dimension == "applicant"
        ]
        others += [(item.role, item.by) for item in told if item.year == "own"]
        if _said("summed").search(self.text, self._around(claim.start, claim.end, _SENTENCE)[0], claim.start):
            pairs = combinations(told[-_FEW:], 2)
            others += [("+".join(dict.fromkeys((one.role, two.role))), ()) for one, two in pairs]
        return any(
            self._holds(replace(claim, role=role, by=by, part_of=None))
            for role, by in dict.fromkeys(others)
            if (role, by) != (claim.role, claim.by)
        )

    def _after_unsure(self, start: int, value: Decimal | None = None) -> bool:
        """Whether the count right before a change was hardly read: 两项合计36件，比上年的27件有提升."""
        begin, _ = self._around(start, start, _SENTENCE)
        told = [item for item in self.reading.claims if item.what == "count" and item.end <= start]
        own = [item for item in told if item.start >= begin and item.year == "own"]
        return value is None and bool(own) and not own[-1].sure

    def of_statement(self, statement: Statement, roles: Sequence[str]) -> bool:
        """Whether what is said without a figure may be of another year, of a figure that found no role, of a kind of
        applicant that was named for another matter, or of two figures of this year that are alike.

        Args:
            roles: of what it was taken to be.
        """
        start, end = statement.start, statement.end
        if statement.year == "own" and self._past(start):
            return True
        if self.text.startswith('"', end):
            return True
        if statement.senses[0].operator in ("all", "left") and self._of_older(start):
            return True
        if statement.senses[0].operator == "none" and (self._some(start, end) or self._of_outcome(start, roles)):
            return True
        if statement.senses[0].operator == "left" and self._only_brought(start):
            return True
        if statement.senses[0].operator == "all" and not statement.each and self._after_unplaced(start):
            return True
        if statement.senses[0].operator == "none" and self._goes_on_from_row(start, end, roles):
            return True
        if not statement.moves:
            return False
        if self._after_unsure(start):
            return True
        begin, _ = self._around(start, end, _SENTENCE)
        tokens = self._tokens(begin, end)
        last = max(
            (item.start for item in self.reading.claims if item.what == "count" and item.start < start), default=0
        )
        begin = max(begin, self._around(last, last, _CLAUSE)[0])
        parts = {part for token in tokens for dimension, part in self.matcher.part.get(token.word, ())}
        if any(set(sense.part.applicants) - parts for sense in statement.senses):
            return True
        here, stop = self._around(start, end, _CLAUSE)
        told = any(sense.moved is not None for sense in statement.senses)
        if not told and any(here <= item.start < stop and item.measure for item in self.reading.unplaced):
            return True  # 纠错率为20.8%，比2019年的22.2%有所降低
        level = all(sense.operator == "same" and sense.moved is None for sense in statement.senses)
        return self._level_with_another(tokens, level) or self._of_unknown(start, end, roles)

    def _goes_on_from_row(self, start: int, end: int, roles: Sequence[str]) -> bool:
        """Whether what there was none of is a row of the clause before, which the denial names no more:
        上年年末还有1件复议没有审结，本年年末没有."""
        begin, stop = self._around(start, end, _CLAUSE)
        families = [self.roles.by_id[role].family for role in roles]
        if self._families(begin, stop) or self._named(begin, stop, families).rows:
            return False
        before = self._named(self._clause_before(begin), begin, families).roles
        return any(self.roles.by_id[role].group == "results" for role in before)

    def _after_unplaced(self, start: int) -> bool:
        """Whether the count told last before it found no role: 年初有2件在办，年末有4件在办，均为自然人申请."""
        begin, _ = self._around(start, start, _SENTENCE)
        unplaced = [item.start for item in self.reading.unplaced if item.measure in _CASES]
        told = [item.start for item in self.reading.claims if item.what == "count" and not item.all]
        last = max((at for at in (*unplaced, *told) if begin <= at < start), default=-1)
        return last in unplaced

    def _only_brought(self, start: int) -> bool:
        """Whether what is said to be all done is what was brought over, of which a sentence alone tells."""
        begin, _ = self._around(start, start, "。")
        told = [item for item in self.reading.claims if begin <= item.start < start and item.what == "count"]
        alone = bool(told) and told[-1].role == "requests.carry_in"
        if alone and self._around(start, start, _CLAUSE)[0] <= told[-1].start:
            begin = self._around(start, start, _CLAUSE)[0]  # 新收9件；上年转入的6件全部办结
        return alone and CAME_TOO.search(self.text, begin, start) is None

    def _of_outcome(self, start: int, roles: Sequence[str]) -> bool:
        """Whether what is denied is one outcome, named before: 结果为纠正的，复议有3件，诉讼一件也没有."""
        if not all(role.startswith("remedies.") and not self.roles.by_id[role].group for role in roles):
            return False
        begin, _ = self._around(start, start, _SENTENCE)
        before = self._named(begin, start, self._families(begin, start)).roles
        headed = re.search("的，", self.text[begin:start]) is not None
        return headed and any(self.roles.by_id[role].group == "results" for role in before)

    def _level_with_another(self, tokens: Sequence[Token], level: bool) -> bool:
        """Whether two figures of the year are said to be as many, and not one as many as last year's."""
        phrases = self.matcher.phrases(list(tokens), "requests", [], listed=True) if level else []
        rows = [item for item in phrases if item.role == "requests.carry_in"]  # 上年结转的2件 is of this year's form
        named = [token for token in tokens if not any(item.start <= token.start < item.end for item in rows)]
        return level and not any(token.word in (*_PAST, "同比", "环比") for token in named)

    def of_share(self, claim: Claim) -> bool:
        """Whether a share is of some that the form does not tell apart (线上渠道占新收申请的62.6%), or right of a whole
        or a kind of applicant that its sentence names: 以自然人为主，占新收总数的72.2%.
        """
        left = self.left_over(claim.start, claim.end, self._family(claim), until=claim.start)
        if (claim.value is not None and len(left) >= _WORD) or self._after_some(claim):
            return True
        if not isinstance(claim.against, Claim):
            return False
        begin, end = self._around(claim.start, claim.end, "。")
        wholes = [role.id for role in self.roles.roles if claim.role in role.sum_of]
        if any(self._holds(replace(claim, role=role)) for role in wholes):
            return True
        columns = [by for by in self._columns(replace(claim, part_of=None), begin, end) if by]
        return any(self._holds(replace(claim, role=claim.against.role, by=by, part_of=None)) for by in columns)

    def _of_unknown(self, start: int, end: int, roles: Sequence[str]) -> bool:
        """Whether a change is of a figure that found no role: 收费178万元，比上年有所减少; 纠正率由7.4%降至6.5%.

        Args:
            start, end: its words. roles: of what it was taken to be.
        """
        begin, stop = self._around(start, end, _CLAUSE)
        here = self._named(begin, stop, [self.roles.by_id[role].family for role in roles])
        counts = (item.end for item in self.reading.claims if item.what == "count" and item.start < start)
        last = start if here.rows or here.applicants else max(counts, default=0)
        last = max(last, self._clause_before(begin))  # told in the clause right before
        told = {measure for role in self.roles.roles if role.held for measure in role.measures}
        return any(last <= item.start < begin and item.measure in told for item in self.reading.unplaced)

    # ── where things stand

    @cached_property
    def _figures(self) -> list[Quantity]:
        return quantities(self.text)

    def _between(self, start: int, end: int) -> list[Quantity]:
        """The figures between two offsets."""
        first = bisect_left(self._figures, start, key=lambda item: item.start)
        last = bisect_left(self._figures, end, lo=first, key=lambda item: item.start)
        return [item for item in self._figures[first:last] if item.end <= end]

    def _tokens(self, start: int, end: int) -> list[Token]:
        return self.matcher.tokens(self.text, start, end, self.reader.year)

    def _senses(self, token: Token) -> set[str]:
        return self.matcher.sense.get(token.word, set())

    def _family(self, claim: Claim) -> str:
        return self.roles.by_id[claim.roles[0]].family

    def _families(self, start: int, end: int) -> list[str]:
        """The families that words between two offsets name, in order."""
        found = (self.matcher.family.get(token.word, "") for token in self._tokens(start, end))
        return [one for one in dict.fromkeys(found) if one in self.matcher.held]

    def _named(self, start: int, end: int, families: Iterable[str]) -> Named:
        words = ClauseWords(self.text, Clause(start, end, "", 0), self._tokens(start, end), [])
        return named(words, start, end, self.matcher, families)

    def _clause_before(self, start: int) -> int:
        """Where the clause before the one that begins at an offset begins."""
        return self._around(max(start - 1, 0), start, _CLAUSE)[0]

    def _around(
        self, start: int, end: int, marks: Iterable[str], within: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """The stretch around a place that lies between two marks."""
        low, high = within or (0, len(self.text))
        begin = max([low, *(self.text.rfind(mark, low, start) + 1 for mark in marks)])
        return begin, min([high, *(at for mark in marks if (at := self.text.find(mark, end, high)) >= 0)])


def _of_result(claim: Claim, roles: Roles) -> bool:
    """Whether it is of a way of dealing with applications, or of a reason for it."""
    role = roles.by_id[claim.roles[0]]
    return role.family == "requests" and bool(role.group or role.within)


def _of_one_kind(claim: Claim) -> bool:
    """Whether it says both how a suit ended and of which kind it was, and nothing else."""
    return claim.strict and claim.role.startswith("remedies.")


def _top(role: str) -> bool:
    """Whether a row is of one of the two remedies as a whole."""
    return role.split(".")[1] in ("reconsideration", "litigation")


def _miswritten(claim: Claim, right: Decimal) -> bool:
    """Whether a figure is another mistyped, or told in the wrong unit."""
    value = claim.value or Decimal(0)
    if claim.measure.endswith("元") and value:
        ratio = right / value
        if ratio.normalize().as_tuple().digits == (1,):
            return True
    return value >= _LARGE and misread(value, right)


def _inside(one: Phrase, other: Phrase) -> bool:
    """Whether a wording is a piece of another, longer one."""
    return one is not other and other.first <= one.first and one.last <= other.last and one.length < other.length


def _nested(one: Role, other: Role) -> bool:
    """Whether a role is a part of another, so that the two are not added up."""
    return one.within == other.id or other.within == one.id
