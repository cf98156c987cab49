"""A figure of a clause as claims: a count with its whole, a share, a rate, a change, another year's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from nianbao.claims.claim import By, Claim, Direction, Year
from nianbao.claims.clause_words import ClauseWords, Spoken, filler_only, not_one
from nianbao.claims.clauses import own_organ
from nianbao.claims.comparisons import (
    change_claim,
    changed,
    directions,
    of_part,
    rated,
    share_claim,
    shared,
    subject,
)
from nianbao.claims.figure_wording import BEHIND_BARE, LABEL, FigureWording
from nianbao.claims.form_names import named
from nianbao.claims.fraction_words import Fraction
from nianbao.claims.part_lists import can_have, is_part, merged, way_of
from nianbao.claims.quantity_range import bounds
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.claims.role_relations import average_of, ratio_claim
from nianbao.patterns import lazy
from nianbao.report import Unit
from nianbao.text import Quantity

_KIND: dict[str, Literal["applicant", "channel"]] = {"applicant": "applicant", "channel": "channel"}

_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5}

_WHOLES = (
    ("办结", "requests.done"),
    ("办理", "requests.handled"),
    ("答复", "requests.handled"),
    ("新收", "requests.new"),
    ("收到", "requests.new"),
    ("受理", "requests.new"),
    ("申请总", "requests.new"),
)

_ADDED = (
    *("requests.new", "requests.carry_in", "remedies.reconsideration", "remedies.litigation"),
    *("decisions.licence", "decisions.service", "decisions.penalty", "decisions.coercion"),
)
_REMEDIES = ("remedies.reconsideration", "remedies.litigation")
_FAMILIES = ("reconsideration", "litigation", "direct", "after")
_WHOLE_REMEDIES = tuple(f"remedies.{one}" for one in _FAMILIES)
_REMEDY = lazy("复议|诉讼|起诉|应诉")
_BOTH_REMEDIES = lazy("复议(?:案件|申请|案)?(?:[、和与及]|以及)?(?:行政)?诉讼")
RECENT = 300
"""Claims, at most, that are looked back at: no text has more between two that go together."""
_ROW = 12
"""Characters between two figures of one row."""
_THING = lazy("[\u4e00-\u9fff](?<![均已全都的其未也])")
_ABOUT = ("对", "就", "将", "把", "给", "向", "为", "以", "按")

_BACK = ("published.total",)
_NEAR = ("这", "该")
_ALONE = lazy("[0-9、，。；（）：一二两三四五六七八九十各共占有为的]|处理|情[况形]|类|方式|结果|$")
"""Behind 其他 where it is a row of a list."""

_YEAR_WORDS = ("<own>", "<last>", "<other>")

_REACHED = lazy("(?:共计?|总计|累计|本年度?|今年|全年)*(?:达到?|为|至|到|增至|降至)了?")

SUM = lazy("加起来|相加|合起来|加在一起|合计|共计|总计|两类|两项|三类|三项|共")

_TOGETHER = lazy("(?:三者|两者|二者)?(?:总共|一共|共|共有)")
_DISPUTES = lazy("[^，。；0-9]{0,12}行政争议(?:案件|案)?(?:总共|一共|共计|共有|合计|共|达到?|为)?")
"""Reviews and suits together."""
_THIS_YEAR = lazy("(?:而|则)?(?:今年|本年度?|当年|20[0-9]{2}年)(?:的|有|为|这)?")
_NO_ONE = lazy("(?:没有|没|未)(?:作出|发生|收到|出现|产生|受理|实施|引发|引起|提出|办理|采取)(?:过|了|任何)?$")
"""Before the one of which there was none: 没有作出一件行政强制决定."""
_WITHIN = ("以内", "以下", "之内")
_STAYS = lazy(
    "(?:但|却|也|都|均|仍然?|还|依然|总量|总数|数量|连续)*(?:(?:保持|维持|控制|停留)?在|没有超过|未超过|不超过|未突破|没有突破)"
)
_OTHERS = ("其余", "余下", "剩余", "剩下", "其他", "其它", "另外")
_OTHER_KINDS = lazy(
    "，?(?:其余|其他|其它|余下|剩余|剩下|另外)的?(?P<number>[两三四五])?类(?:申请人|申请主体|主体|申请)?(?:提出|合计|共计|一共|合起来|共|为|有|的|申请)*"
)
_ALSO = lazy("(?:个?项目|件)?[、，和]?(?:共计?|合计|总计|计|约|金额|花费|耗资|支出|资金|总价|总额|成交)?")
_IS_RATE = lazy("(?:率|比例|比率)(?:为|达到?|是|控制在|保持在|仅为?|只有|约为?)?")
_DECIDES = lazy("法院|复议机关|复议机构|司法机关")
_SUMMED = lazy("(?:合计|共计|总计|一共|总共)(?:为|有|是|达)?$")
_HAS = lazy("(?:有|为|计|达|共|是|了|到|提出|申请)*")
_AMONG = lazy("[中里]，?(?:有|的)?(?:，|$)?")
_ANDS = ("和", "与", "及", "、")
_IN_ALL = lazy("共|总|全年|本年|年内|各")
_IN_TIME = lazy("期限|时限|按时|按期|及时|限时")
_REASON = lazy("因|由于|涉及|为由|理由")
_IN_WHOLE = lazy("在[^，。；]{1,16}[中里]$")
"""What a share is of, before the word for it: 在直接起诉案件中占18.8%."""
_ADDED_UP = lazy(
    "(?:答复|处理|案件|申请|情形)?(?:(?P<number>[两三四五])[项类种者])?(?:情形|结果|答复|处理|申请|案件)?"
    "(?:加起来|相加|合起来|加在一起|合计|共计|总计|总共|一共|共)(?:为|有|达)?"
)
_TOTAL = lazy("(?:加起来|相加|合起来|加在一起|合计|共计|总计|总共|累计|一共|共)[^，。；0-9]{0,6}$")

_AS = lazy(
    "(?:同期的|只有|同|也|亦|均|发布|公开|收到|同期|全年|年底|受理|新收|申请|办结|的|为|是|有|共|仅|度|末|，|：|则)*+"
)


class FigureClaims(FigureWording):
    """Makes claims of figures."""

    def __init__(self, matcher: Matcher, text: str, masked: str, spoken: Spoken, unit: Unit | None) -> None:
        super().__init__(matcher, masked, spoken)
        self.text, self.unit = text, unit
        self.claims: list[Claim] = []
        self.ahead: Token | None = None  # the last word of the clause before
        self.depth = 0
        self.at = 0  # the figure that is being read
        self.orphan = 0  # how deep the bracket stands whose figure found no role
        self.inner = spoken.inner
        self.mismatched = False  # whether figures and what they are respectively of do not match in number

    def _figure(
        self, figure: Quantity, words: ClauseWords, left: int, right: int, ways: list[tuple[Token, Direction]]
    ) -> list[Claim]:
        spoken = self.spoken
        text = self.text[figure.start : figure.end]
        told = changed(figure, words, left, ways)
        share = self._respective_share(figure, words, text)
        if share is not None:
            return [share]
        respective = self._respective_change(figure, words, text)
        if respective is not None:
            return [respective]
        if self._compared_each(words, figure):
            return []  # 许可和处罚分别比上年多14件、少3件, of counts that are not told here
        related = ratio_claim(figure, words, self.matcher, spoken, text) or average_of(
            figure, words, left, self.matcher, spoken, self.text
        )
        if related is not None:
            return [related]
        if told is not None and "reaches" not in self.matcher.sense.get(told[0].word, ()):
            summed = self._sum_of_last(figure, words, words.clause.start)
            if summed is not None and "+" in summed.role:
                low, high = bounds(figure)
                return [
                    replace(
                        summed, start=figure.start, end=figure.end, text=text, what="change", value=figure.value,
                        low=low, high=high, measure=figure.measure, direction=told[1], against="last", part_of=None,
                        way="",
                    )
                ]  # fmt: skip
            made = change_claim(figure, words, told, self.matcher, spoken, text)
            if made is not None and self._sums(words, figure.start):
                return [made.unsure()]  # 两者合计还多了1件
            return [self._of_whom(made, words)] if made is not None else []
        if figure.measure in ("%", "倍", "个百分点", "百分点", "‰"):
            return self._percent(figure, words, left, text)
        if not figure.measure and self.masked[figure.end : figure.end + 1] not in BEHIND_BARE:
            return []  # a number in a name, an address, a score
        base = self._base(figure, words, left)
        if base:
            who = {item[2] for item in self._named(words.tokens) if item[1] == "applicant"}
            if base.applicant and len(who) == 1 and base.applicant not in who and len(words.figures) == 1:
                base = replace(base, by=self._whose(None, words, words.clause.end, base.role))
            return [base]
        return self._count(figure, words, left, right, text)

    def _sums(self, words: ClauseWords, until: int) -> bool:
        """Whether a clause speaks of several things together before a place: 两类合计占三成."""
        return any(
            "sums" in self.matcher.sense.get(token.word, ()) for token in words.between(words.clause.start, until)
        )

    def _respective_share(self, figure: Quantity, words: ClauseWords, text: str) -> Claim | None:
        """The share of one of several counts: 个人12件、企业3件，分别占新收总数的75%、18.8%."""
        each = words.first("each", self.matcher.sense)
        if figure.measure != "%" or each is None or not self.masked.startswith(("占", "约占"), each.end):
            return None
        behind = [item for item in words.figures if item.start >= each.end and item.measure == "%"]
        told = [
            claim
            for claim in self.spoken.counts
            if claim.sentence == self.spoken.sentence and claim.year == "own" and claim.start not in self.inner
        ]
        told = [
            claim
            for claim in told
            if not any(claim.start == (one.part_of.start if one.part_of else -1) for one in told)
        ]
        if len(behind) < 2 or len(told) != len(behind) or any(claim.all or claim.denied for claim in told):
            return None
        if (
            any(item.start < each.start for item in words.figures)
            or filler_only(self.masked[words.clause.start : each.start]) is False
        ):
            return None
        of = told[behind.index(figure)]
        made = share_claim(figure, of, text, self.spoken)
        return self._of_named(made, words) if figure is behind[0] else replace(made, against=self._last_whole())

    def _last_whole(self) -> Claim | Literal[""]:
        """The whole that the share told last is of."""
        last = self.claims[-1] if self.claims else None
        return last.against if last is not None and isinstance(last.against, Claim) else ""

    def _respective_change(self, figure: Quantity, words: ClauseWords, text: str) -> Claim | None:
        """The change of one of several counts: 许可12件、处罚3件，分别比上年减少2件和1件."""
        each = words.first("each", self.matcher.sense)
        behind = [item for item in words.figures if each is not None and item.start >= each.end]
        if each is None or len(behind) < 2 or figure not in behind:
            return None
        ways = [pair for pair in directions(words, self.matcher) if pair[0].start >= each.end]
        told = [claim for claim in self.spoken.counts if claim.sentence == self.spoken.sentence and claim.year == "own"]
        if len(told) < len(behind) or not ways or ways[0][0].end > behind[0].start:
            return None
        if len(ways) not in (1, len(behind)):
            return None
        number = behind.index(figure)
        of = told[-len(behind) :][number]
        low, high = bounds(figure)
        last = any(token.word == "<last>" for token in words.tokens)
        return replace(
            of, start=figure.start, end=figure.end, text=text, what="change", value=figure.value, low=low, high=high,
            measure=figure.measure, direction=ways[number if len(ways) > 1 else 0][1], against="last" if last else "",
            part_of=None, way="",
        )  # fmt: skip

    def _by_years(self, words: ClauseWords) -> dict[int, tuple[Token, Phrase]]:
        """The years of figures told behind all of them: 2023年、2024年行政许可分别为1106件和1340件."""
        each = words.first("each", self.matcher.sense)
        if each is None:
            return {}
        years = [token for token in words.tokens if token.word in _YEAR_WORDS and token.end <= each.start]
        if years:
            joined = all(self.masked[one.end : two.start] in ("、", "和", "与", "及") for one, two in pairwise(years))
            self.spoken.years = years if joined else []
        years = self.spoken.years
        figures = [item for item in words.figures if item.start >= each.end and item.measure != "%"]
        if len(years) < 2 or len(figures) != len(years) or len(figures) != len(words.figures):
            return {}
        strong = [item for item in words.phrases if item.end <= figures[0].start and not item.weak]
        strong = [item for item in strong if self._measured(item.role, figures[0])]
        widest = max(strong, key=lambda item: (item.end - item.start, item.length), default=None)
        if widest is None or any(item.role != widest.role and item.end > widest.end for item in strong):
            return {}
        if any(item.start < widest.start and item.role != widest.role for item in strong):
            return {}
        return {figure.start: (year, widest) for figure, year in zip(figures, years, strict=True)}

    def _yearly(self, figure: Quantity, words: ClauseWords, told: dict[int, tuple[Token, Phrase]]) -> list[Claim]:
        """The claim of a figure whose year stands among others before it."""
        if figure.start not in told:
            return []
        token, phrase = told[figure.start]
        words.take(phrase)
        year: Year = "own" if token.word == "<own>" else "last" if token.word == "<last>" else "other"
        made = self._made(figure, words, self.text[figure.start : figure.end], phrase.role, (), None, sure=True)
        return [replace(made, year=year, named=token.year or None, part_of=None, way="")]

    def _respective(self, words: ClauseWords) -> dict[int, Phrase | By]:
        """The labels of figures that are told behind all of them: 自然人、商业企业分别为4件、1件."""
        each = words.first("each", self.matcher.sense)
        figures = [item for item in words.figures if each is not None and item.start >= each.end]
        if each is None or len(figures) < 2:
            return {}
        if self._compared_each(words, figures[0]):
            return {}  # 项目数和金额分别比2019年多24个、2446.4万元
        labels: list[tuple[int, Phrase | By]] = []
        start = words.clause.start
        strong = [item for item in words.phrases if not item.weak and start <= item.start and item.end <= each.start]
        for phrase in sorted(strong, key=lambda item: (item.start, item.start - item.end)):
            if all(phrase.start != at for at, _ in labels):
                labels.append((phrase.start, phrase))
        if len(labels) != len(figures):
            grouped = [item for item in words.phrases if self.roles.by_id[item.role].group and item.end <= each.start]
            labels = []
            for phrase in sorted(grouped, key=lambda item: (item.start, item.start - item.end)):
                if not labels or phrase.start >= self._end_of(labels[-1][1]):
                    labels.append((phrase.start, phrase))
        if len(labels) != len(figures):
            labels = []
            for token, dimension, part in self._named(words.between(start, each.start)):
                if all(token.start != at for at, _ in labels):
                    label = By(_KIND[dimension], part, self.roles.parts[dimension][part].name)
                    labels.append((token.start, label))
        if len(labels) != len(figures):
            self.mismatched = bool(strong)
            return {}
        return {figure.start: label for figure, (_, label) in zip(figures, labels, strict=True)}

    def _compared_each(self, words: ClauseWords, figure: Quantity) -> bool:
        """Whether what is told of each of several things is how it compares: 分别比上年多14件、少3件."""
        each = words.first("each", self.matcher.sense)
        if each is None:
            return False
        behind = sum(item.start >= each.end for item in words.figures)
        compared = (self.matcher.sense.get(token.word, set()) for token in words.between(each.end, figure.start))
        return behind > 1 and any({"compares", "up", "down"} & senses for senses in compared)

    @staticmethod
    def _end_of(label: Phrase | By) -> int:
        return label.end if isinstance(label, Phrase) else 0

    def _given(self, figure: Quantity, words: ClauseWords, labels: dict[int, Phrase | By]) -> list[Claim]:
        """The claim of a figure whose label stands among others before it."""
        label = labels.get(figure.start)
        if label is None:
            return []
        text = self.text[figure.start : figure.end]
        if figure.measure == "%":
            shares = any("share" in self.matcher.sense.get(token.word, ()) for token in words.tokens)
            if isinstance(label, By) or not shares:
                return []
            words.take(label)
            alone = Claim(figure.start, figure.end, text, label.role, year=self.spoken.year, scope=self.spoken.scope)
            return [share_claim(figure, alone, text, self.spoken)]
        if isinstance(label, By):
            like, of = self._divided((label,), figure)
            if like is not None:
                return [self._made(figure, words, text, like.role, merged(like.by, (label,)), of, sure=like.sure)]
            known = label.kind == "applicant" and self.spoken.topic in ("", "requests")
            return [self._loose(figure, words, text, (label,), sure=True)] if known else []
        words.take(label)
        return [self._made(figure, words, text, label.role, (), self._part_of(label.role, ()), sure=True)]

    def _percent(self, figure: Quantity, words: ClauseWords, left: int, text: str) -> list[Claim]:
        spoken = self.spoken
        share = shared(figure, words, left, self.matcher)
        if share is not None:
            before = [phrase for phrase in words.phrases if left <= phrase.start and phrase.end <= share.start]
            inside = _IN_WHOLE.search(self.masked, left, share.start)
            before = [item for item in before if inside is None or item.end <= inside.start()]  # 在诉讼中占
            last = self.claims[-1] if self.claims else None
            outer = (c for c in reversed(self.claims[-RECENT:]) if self.depth or c.start not in self.inner)
            count = next((c for c in outer if c.what == "count"), None)
            spoken.percent = spoken.sentence
            if before and (count is None or count.start < words.clause.start or left > count.end):
                phrase = max(before, key=lambda item: (not item.weak, item.end))
                if self.masked[phrase.start - 1 : phrase.start] == "类" or self.masked[phrase.end] == "类":
                    return []  # 公开类答复
                same = count if count is not None and count.role == phrase.role else None
                roles = [item.role for item in self._joined_phrases(phrase, before)]
                of = same or Claim(
                    figure.start,
                    figure.end,
                    text,
                    "+".join(roles),
                    year=spoken.year,
                    scope=spoken.scope,
                    part_of=self._part_of(roles[0], ()),
                )
                if same is None:
                    of = replace(of, by=self._whose(None, words, share.start, of.role))
                for item in before:
                    words.take(item)
                made = replace(share_claim(figure, of, text, spoken), part_of=of.part_of)
                return [self._of_named(made, words)]
            several = self._sum_of_last(figure, words, words.clause.start)
            if several is not None:
                return [self._of_named(share_claim(figure, several, text, spoken), words)]
            if spoken.unknown > (count.start if count is not None else -1) or self._sums(words, share.start):
                return []
            who = [item for item in self._named(words.between(left, share.start)) if item[1] == "applicant"]
            if len(who) == 1 and count is not None and count.applicant not in ("", who[0][2]):
                whole = count.part_of or replace(count, by=())  # 自然人9件，企业占20%: of the same whole
                by = self._whose(None, words, share.start, whole.role)
                return [self._of_named(share_claim(figure, replace(whole, by=by), text, spoken), words)]
            if count is not None and figure.start - count.end <= 30 and last is not None:
                return [self._of_named(share_claim(figure, count, text, spoken), words)]
            return []
        forward = self.matcher.forward
        for phrase in words.phrases:
            group = self.roles.by_id[phrase.role].group or phrase.role in forward
            if group and phrase.start >= left and _IS_RATE.fullmatch(self.masked, phrase.end, figure.start):
                words.take(phrase)
                alone = Claim(figure.start, figure.end, text, phrase.role, year=spoken.year, scope=spoken.scope)
                alone = replace(alone, sure=not phrase.weak)  # 公开率: with what was opened in part, or without
                behind = self.masked[figure.end : words.clause.end]
                return [self._of_named(share_claim(figure, alone, text, spoken, behind), words)]
        part = self._share_of_listed(figure, words, left, text)
        if part is not None:
            return [part]
        rate = rated(figure, words, left, self.matcher)
        spoken.percent = spoken.sentence
        if rate is None:
            return []
        role = self.roles.by_id[rate.role]
        low, high = bounds(figure)
        words.take(rate)
        in_time = _IN_TIME.search(self.masked, words.clause.start, rate.start) is not None
        return [
            Claim(
                figure.start,
                figure.end,
                text,
                role.of or role.id,
                what="rate",
                value=figure.value,
                low=low,
                high=high,
                measure="%",
                year=spoken.year,
                named=spoken.named,
                scope=spoken.scope,
                all=figure.value == 100,
                part_of=spoken.last_count(),
                sure=not in_time,
                sentence=spoken.sentence,
            )
        ]

    def _share_of_listed(self, figure: Quantity, words: ClauseWords, left: int, text: str) -> Claim | None:
        """The share that a part is of the total before it: 已审结的22件中，被纠正的不到5%."""
        spoken = self.spoken
        of = spoken.listed if spoken.in_list else None
        near = [item for item in words.phrases if left <= item.start and item.end <= figure.start and not item.weak]
        if of is None or not near or not of.sure or of.by or of.sentence != spoken.sentence:
            return None
        phrase = max(near, key=lambda item: (item.end, item.length))
        part = is_part(phrase.role, of, self.roles) and self._is_result(phrase.role)
        if not part or self.masked[phrase.end : figure.start] not in ("", "的", "的占", "的只占", "的仅占"):
            return None
        words.take(phrase)
        made = Claim(figure.start, figure.end, text, phrase.role, year=spoken.year, scope=spoken.scope, part_of=of)
        return share_claim(figure, made, text, spoken, self.masked[figure.end : words.clause.end])

    def _of_named(self, share: Claim, words: ClauseWords) -> Claim:
        """A share with the whole that the words name: 占办结总数的, 占不予公开总数的."""
        mark = next(
            (
                token
                for token in reversed(words.tokens)
                if token.end <= share.start and "share" in self.matcher.sense.get(token.word, ())
            ),
            None,
        )
        begin = mark.start + 1 if mark is not None else share.start  # 占总数 is one word
        said = self.masked[begin : share.end]
        named = [item.role for item in words.phrases if begin <= item.start and item.end <= share.end]
        named += [role for word, role in _WHOLES if word in said and role in self.roles.by_id]
        role = next((role for role in named if role not in share.roles), "")
        if role:
            self.spoken.base = role
        inside = share.part_of is not None and not self.roles.by_id[share.part_of.roles[0]].rest
        if not role and not inside and not share.applicant and self.spoken.base not in share.roles:
            role = self.spoken.base
        if not role:
            return share
        whole = Claim(share.start, share.end, share.text, role, year=share.year, scope=share.scope)
        who = [item for item in self._named(words.between(begin, share.end)) if item[1] == "applicant"]
        if len(who) == 1 and share.applicant == who[0][2] and "applicant" in self.roles.by_id[role].parts:
            whole = replace(whole, by=share.by)  # 企业申请中…，合计占企业办结件的一半
        return replace(share, against=whole)

    def _base(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """Another year's figure of what is compared: 比上年的2件, （上年19件）, 由60件."""
        before = words.between(left, figure.start)
        sense = self.matcher.sense
        mark = before[-1] if before else None
        if mark is None and words.clause.before == "（" and self.ahead is not None:
            mark = self.ahead if self.ahead.end == words.clause.start - 1 else None
        year: Year = "own"
        if mark is not None and mark.word in ("<last>", "<other>"):
            year = "last" if mark.word == "<last>" else "other"
        elif mark is not None and "from" in sense.get(mark.word, ()):
            if self.masked.startswith("的", mark.end):
                return None  # 以第三方合法权益为由的3件
            year = "other"
        else:
            return None
        if any(words.tokens[phrase.first].start <= mark.start < phrase.end for phrase in words.phrases):
            return None
        if mark is not self.ahead and not _AS.fullmatch(self.masked, mark.end, figure.start):
            return None
        role, of, phrase = subject(words, mark.start, self.spoken, self.matcher, figure.measure)
        if not role or (of is None and phrase is None):
            return None
        if figure.measure and figure.measure not in self.roles.by_id[role.split("+")[0]].measures:
            return None
        if year == "other" and "from" in sense.get(mark.word, ()):
            year = "last" if not any(item.word == "<other>" for item in before) else "other"
        low, high = bounds(figure)
        return Claim(
            figure.start,
            figure.end,
            self.text[figure.start : figure.end],
            role,
            value=figure.value,
            low=low,
            high=high,
            measure=figure.measure,
            by=self._whose(of, words, mark.start, role),
            year=year,
            named=mark.year or None,
            scope=of.scope if of is not None else self.spoken.scope,
            sure=len(before) <= 6 and mark.word != "从" and not of_part(self.spoken, phrase, self.depth),
            readings=phrase.readings if phrase is not None else (),
            sentence=self.spoken.sentence,
        )

    def _whose(self, of: Claim | None, words: ClauseWords, until: int, role: str) -> tuple[By, ...]:
        """The part of which a change or its figures are told: the applicant of its own clause, else the count's."""
        named = [item for item in self._named(words.between(words.clause.start, until)) if item[1] == "applicant"]
        if len(named) == 1 and all("applicant" in self.roles.by_id[one].parts for one in role.split("+")):
            part = self.roles.parts["applicant"][named[0][2]]
            return (By("applicant", part.id, part.name),)
        return of.by if of is not None else ()

    def _of_whom(self, change: Claim, words: ClauseWords) -> Claim:
        """A change with the kind of applicant that its clause names before it: 企业申请比上年少了3件."""
        sense = self.matcher.sense
        marks = (token for token in words.tokens if {"compares", "from"} & sense.get(token.word, set()))
        until = next((token.start for token in marks if token.end <= change.end), change.start)
        named = {item[2] for item in self._named(words.between(words.clause.start, until)) if item[1] == "applicant"}
        behind = next((token for token in words.tokens if token.start == change.end), None)
        if not named and behind is not None and self._named([behind]):
            named, until = {item[2] for item in self._named([behind]) if item[1] == "applicant"}, behind.end
        if not named or change.applicant in named:
            return change  # of all of them, or of whom the count before it is
        if len(named) > 1 or any("applicant" not in self.roles.by_id[one].parts for one in change.roles):
            return change.unsure()
        return replace(change, by=self._whose(None, words, until, change.role), part_of=None, way="")

    def _count(self, figure: Quantity, words: ClauseWords, left: int, right: int, text: str) -> list[Claim]:
        if self._of_things(figure, words) or self.masked.endswith("每", 0, figure.start):
            return []  # 每10件新收申请里: no count
        if (kinds_left := self._other_kinds(figure, words, left, text)) is not None:
            return [kinds_left]
        chosen, sure = self._chosen(figure, words, left, right)
        described = self._described(figure, words, left, chosen)
        if described is not None:
            chosen, sure = [described], False
        by, parts_sure, label = self._by(figure, words, left, right, chosen)
        together = any(item.kind == "applicant" for item in by) and _SUMMED.search(self.masked, left, figure.start)
        if self._of_a_kind(figure, words, left, chosen) and not together:
            by = (*by, By("subject", "其中", "其中"))
        spoken = self.spoken
        listed = spoken.listed if spoken.in_list else None
        if listed is not None and chosen and self._unrelated(chosen[0].role, listed, figure):
            if chosen[0].weak or chosen[0].start >= figure.end:
                chosen, sure = [], False
            elif words.clause.depth or not self.masked.endswith("；", 0, words.clause.start):
                sure = False  # 行政复议2件，其中…；行政诉讼2件: a semicolon ends the list
        if listed is not None and chosen and chosen[0].weak and chosen[0].role == "requests.new" and len(chosen) == 1:
            kinds = [item for item in by if item.kind == "applicant"]
            if kinds and listed.role != "requests.new" and can_have(listed, "applicant", self.roles):
                chosen = []  # 予以公开17件，其中企业申请9件
                if filler_only(words.own_words(left, figure.start, self.matcher.part), 1):
                    by = tuple(item for item in by if item.value != "其中")  # 只有2件是企业提出的
        if chosen and chosen[0].weak and len(chosen) == 1 and self._divides_last(chosen[0], figure, words, by):
            chosen = []  # 不掌握的6件，由自然人提出5件，由企业提出1件
        if chosen and chosen[0].listed and self._after_applicant(figure):
            chosen, sure = [], False  # 自然人5件，其他2件
            by = (By("applicant", "other", self.roles.parts["applicant"]["other"].name),)
        if chosen and chosen[0].listed and listed is not None and self._by_subject(listed):
            chosen = []  # 教师招聘类12件、其他10件
        if chosen and chosen[0].listed and not _ALONE.match(self.masked, chosen[0].end):
            chosen = []  # 4件要求提供其他关区的数据
        if chosen and len(chosen) == 1 and chosen[0].weak and chosen[0].role == "requests.new" and not by:
            summed = self._summed(figure, words, left)
            if summed is not None and "+" in summed.role:
                return [summed]  # 两类申请共22件
        if len(chosen) == 1 and chosen[0].weak and (row := self._as_last_year(figure, chosen[0], left)):
            chosen = [chosen[0]._replace(role=row, weak=False, readings=())]
        if self._each(figure, words, left):
            if len(chosen) == 1 and (rows := self._apart(chosen[0])):
                chosen = [chosen[0]._replace(role=row) for row in rows]
            ended = self._ended(figure, words, right, chosen)
            behind = self.masked[figure.end : min(right, words.clause.end)]
            remedies = bool(ended) and all(item.role in _WHOLE_REMEDIES for item in ended)
            sure = sure and not (remedies and not filler_only(behind, 1))  # 复议、诉讼各有1件跨年
            several = self._several(figure, words, text, ended, by, sure=sure)
            if several:
                return several
        if len(chosen) == 1 and chosen[0].weak and (alike := self._as_before(chosen[0], words, left)):
            chosen = [chosen[0]._replace(role=alike, weak=False, readings=())]
        if len(chosen) == 1 and (moved := self._added_items(figure, words, chosen[0], text)) is not None:
            return [moved]
        if chosen:
            roles = []
            for phrase in chosen:
                words.take(phrase)
                if phrase.role not in roles:
                    roles.append(phrase.role)
            if listed is not None and len(roles) == 1 and self.depth:
                roles = [self._both_ways(roles[0], listed)]
            if len(chosen) == 1 and not by:
                roles = self._of_both_remedies(chosen[0], words) or roles
            if roles == [_REMEDIES[1]] and _BOTH_REMEDIES.search(self.masked, left, figure.start) and not by:
                roles = list(_REMEDIES)  # 复议诉讼合计34件
            roles = self._outcome_of_each(roles)
            role = "+".join(roles)
            total = (
                len(roles) > 1 and len(chosen) > 1 and SUM.search(self.masked, chosen[-1].end, figure.start) is not None
            )
            added = _ADDED_UP.fullmatch(self.masked, chosen[-1].end, figure.start) if total else None
            if added is not None and _NUMBERS.get(added["number"] or "", len(roles)) == len(roles):
                sure = True  # 部分公开、不予公开和不予处理三项加起来15件
            inside = False
            if listed is not None and role == listed.role and not by and listed.end != figure.end:
                inside = self._year_of(figure, words, listed)[0] == listed.year
                label = LABEL.sub("", self.masked[left : chosen[0].start]) if chosen[0].start >= left else ""
                by = (By("subject", label, label),) if inside and label else by
            if _AMONG.search(self.masked, chosen[-1].end, figure.start) and not any(
                i.kind in ("subject", "applicant") for i in by
            ):
                by = (*by, By("subject", "其中", "其中"))  # 新收的申请中有2件…: some of them
            of = None if total else self._part_of(role, by)
            apart = False
            if listed is not None and of is None and role != listed.role:
                apart = chosen[0].weak or any(self.roles.by_id[item].own_list for item in listed.roles)
            apart = apart or (inside and not by)
            known = self.roles.by_id[roles[0]]
            if len(roles) == 1 and known.sum_of and known.group == "results" and not by:
                reason = self.masked[max(left, chosen[0].start - 24) : chosen[0].start]
                if chosen[0].start >= left and _REASON.search(reason):
                    by = (By("subject", "其中", "其中"),)  # 因公开后可能危及公共安全不予公开1件: some of them
                    of = None
            told_in = self.depth or (
                self.masked.startswith(("含", "其中", "包括", "包含"), words.clause.start)
                and listed is not None
                and words.clause.start - listed.end <= 2
            )
            if listed is not None and told_in and roles == ["requests.carry_in"] and listed.strict:
                one = self._made(figure, words, text, role, by, None, sure=sure and parts_sure)
                return [one, replace(one, part_of=listed, way="foreign")]  # 新收3件（含上年结转1件）
            firm = not chosen[0].readings  # 办理185件（新收178件＋结转7件）: carried in
            told_in = told_in or (len(roles) == 1 and not chosen[0].weak and self._in_its_list(role, listed, figure))
            if listed is not None and told_in and len(roles) == 1 and firm and self._elsewhere(role, listed):
                one = self._made(figure, words, text, role, by, None, sure=sure and parts_sure)
                return [one, replace(one, part_of=listed, way="foreign")]
            about = chosen[0].weak and self.masked[figure.start - 1 : figure.start] in _ABOUT
            apart = apart or about
            sure = sure and parts_sure
            made = [self._made(figure, words, text, role, by, of, sure=sure and not apart)]
            if chosen[0].weak and role == "requests.new" and made[0].applicant:
                made = [replace(made[0], readings=("requests.done",))]
            if chosen[0].readings or chosen[0].strict:
                made = [replace(made[0], readings=chosen[0].readings, strict=chosen[0].strict)]
            beside = [item for item in words.phrases if item.first == chosen[0].first + 1]
            others = [item for item in beside if self._and(chosen[0], item) and item.role != role]
            return made + [self._made(figure, words, text, item.role, by, None, sure=sure) for item in others]
        if by:
            like, of = self._divided(by, figure)
            if like is not None:
                by = merged(like.by, by)
                return [self._made(figure, words, text, like.role, by, of, sure=parts_sure and like.sure)]
            told = any(item.kind == "applicant" and self._spoken_out(item, words) for item in by)
            if told and self._measured("requests.new", figure):
                return [self._loose(figure, words, text, by, sure=parts_sure)]
        ranked = self._ranked_last(figure, words) or self._of_same_thing(figure, words, text)
        if ranked is not None:
            return [ranked]
        pending = spoken.pending
        if (
            pending is not None
            and self._measured(pending.role, figure)
            and filler_only(self._without_year(words, left, figure.start))
        ):
            following = figure.end == words.clause.end and self._without_year(words, left, figure.start) == ""
            spoken.pending = pending if following else None  # 新制作：2019年3件，2020年3件
            between = self.masked[pending.end : figure.start]
            bare = between == "（" and self.masked.startswith("）", figure.end)  # 本机关不掌握（31件）
            sure = not pending.weak and ("（" not in between or bare)
            return [self._made(figure, words, text, pending.role, by, self._part_of(pending.role, by), sure=sure)]
        summed = self._summed(figure, words, left) or self._disputes(figure, words, left)
        if summed is not None:
            return [summed]
        back = self._pointed_at(figure, words, left)
        if back is not None:
            return [self._made(figure, words, text, back.role, back.by, None, sure=back.sure)]
        reached = self._reached(figure, words, left)
        if reached is not None:
            return [reached]
        inside_row = any(
            left <= item.start and item.end <= figure.start and not item.weak and words.free(item)
            and self._of_another_row(item.role, spoken.listed)
            for item in words.phrases
        )  # fmt: skip
        if spoken.in_list and spoken.listed is not None and label and not by and not inside_row:
            of = spoken.listed
            if figure.measure in ("", of.measure) and figure.end != of.end:
                if any("self" in self.matcher.sense.get(token.word, ()) for token in words.between(left, figure.start)):
                    own = self._made(figure, words, text, of.role, of.by, None, sure=of.sure)
                    return [replace(own, scope="own")]  # 全县210件，其中我镇9件
                subject_ = By("subject", label, label)
                return [self._made(figure, words, text, of.role, merged(of.by, (subject_,)), of, sure=of.sure)]
        return []

    def _as_last_year(self, figure: Quantity, phrase: Phrase, left: int) -> str:
        """The row that last year's figure before it was of: 上年其他处理4件，今年3件则由自然人提出."""
        last = self.spoken.last_count()
        if (
            last is None
            or last.sentence != self.spoken.sentence
            or last.year != "last"
            or phrase.role != "requests.new"
        ):
            return ""
        known = self.roles.by_id[last.roles[0]]
        this = _THIS_YEAR.fullmatch(self.masked, left, figure.start) is not None
        return last.role if this and (known.group or known.within) and len(last.roles) == 1 else ""

    def _ranked_last(self, figure: Quantity, words: ClauseWords) -> Claim | None:
        """The figure of the kind of applicant that the clause before ranks: 其中企业申请最多，有4件."""
        last = self.claims[-1] if self.claims else None
        if last is None or last.what != "rank" or not last.by or words.clause.before != "，":
            return None
        near = last.sentence == self.spoken.sentence and last.end == words.clause.start - 1
        if not near or not _HAS.fullmatch(self.masked, words.clause.start, figure.start):
            return None
        text = self.text[figure.start : figure.end]
        of = self._part_of(last.role, last.by)
        made = self._made(figure, words, text, last.role, last.by, of, sure=last.sure)
        return replace(made, readings=last.readings)

    def _apart(self, phrase: Phrase) -> tuple[str, ...]:
        """The rows that a wording of several names one by one: 予以公开和部分公开各6件."""
        role = self.roles.by_id[phrase.role]
        named = any(mark in self.masked[phrase.start : phrase.end] for mark in _ANDS)
        return role.sum_of if role.group == "opened" and named else ()

    def _outcome_of_each(self, roles: list[str]) -> list[str]:
        """The outcome of one remedy together with others as that of each: 被纠正的复议、诉讼案件合计2件."""
        kind, _, end = roles[0].rpartition(".")
        wholes = [role for role in roles[1:] if role != kind]
        if len(roles) == 1 or kind not in _REMEDIES or any(role not in _REMEDIES for role in wholes):
            return roles
        return [roles[0], *(f"{role}.{end}" for role in wholes)]

    def _ended(self, figure: Quantity, words: ClauseWords, right: int, chosen: list[Phrase]) -> list[Phrase]:
        """The remedies of each of which so many ended in one way, told behind: 复议和诉讼各有1件被纠正."""
        families = [self.roles.by_id[item.role].family for item in chosen]
        if not all(item.role in _WHOLE_REMEDIES for item in chosen):
            return chosen
        behind = named(words, figure.end, right, self.matcher, families).rows
        ends = {role.rpartition(".")[2] for item in behind for role in item.roles if self.roles.by_id[role].group}
        roles = [f"{item.role}.{next(iter(ends), '')}" for item in chosen]
        if len(ends) != 1 or any(role not in self.roles.by_id for role in roles):
            return chosen
        return [item._replace(role=role) for item, role in zip(chosen, roles, strict=True)]

    def _described(self, figure: Quantity, words: ClauseWords, left: int, chosen: list[Phrase]) -> Phrase | None:
        """The row that a description before a figure names: 属于行政执法案卷、告知按卷宗查阅规定办理的10件."""
        if not chosen or not chosen[0].weak or not self.masked.endswith("的", 0, figure.start):
            return None
        rows = [
            item
            for item in words.phrases
            if left <= item.start
            and item.end <= chosen[0].start
            and not item.weak
            and words.free(item)
            and self.roles.by_id[item.role].within
        ]
        return rows[0] if len(rows) == 1 and self.roles.by_id[rows[0].role].group else None

    def _of_a_kind(self, figure: Quantity, words: ClauseWords, left: int, chosen: list[Phrase]) -> bool:
        """Whether only those applications are counted that a description before the figure is of: 夹带账号的3件申请."""
        if len(chosen) != 1 or not chosen[0].weak or chosen[0].role != "requests.new":
            return False
        if chosen[0].end <= figure.start and self.masked.endswith("的", left, chosen[0].start):
            return not filler_only(words.own_words(left, chosen[0].start - 1, (*self._light, *_YEAR_WORDS)), 1)
        if self.masked.endswith("有", words.clause.start, figure.start):
            return not _IN_ALL.search(self.masked, words.clause.start, figure.start)  # 仍有9件申请问到补贴
        if not self.masked.endswith("的", left, figure.start):
            return False
        if chosen[0].start < figure.end:
            return True  # 企业提出的1件申请: all that they filed, or one of them
        return not filler_only(words.own_words(left, figure.start - 1, (*self._light, *_YEAR_WORDS)), 1)

    def _of_both_remedies(self, phrase: Phrase, words: ClauseWords) -> list[str]:
        """The results of reviews and of suits that a wording means after both were named together:
        复议与诉讼合计4件，其中维持3件."""
        kind, _, result = phrase.role.rpartition(".")
        if kind not in _REMEDIES or phrase.role in _REMEDIES:
            return []
        family = self.matcher.family
        if any(family.get(token.word) in _FAMILIES for token in words.tokens):
            return []
        both = list(_BOTH_REMEDIES.finditer(self.masked, self._begun(words), words.clause.start))
        if not both or _REMEDY.search(self.masked, both[-1].end(), words.clause.start):
            return []
        roles = [f"{one}.{result}" for one in _REMEDIES]
        return roles if all(role in self.roles.by_id for role in roles) else []

    def _begun(self, words: ClauseWords) -> int:
        """Where the sentence of a clause begins."""
        return self.masked.rfind("。", 0, words.clause.start) + 1

    def _after_applicant(self, figure: Quantity) -> bool:
        """Whether a figure stands in a row of kinds of applicant: 自然人5件，企业3件，其他2件."""
        last = self.spoken.last_count()
        if last is None or last.sentence != self.spoken.sentence:
            return False
        plain = last.role == "requests.new" and figure.start - last.end <= _ROW
        return last.way == "applicant" or (plain and bool(last.applicant))

    def _divides_last(self, phrase: Phrase, figure: Quantity, words: ClauseWords, by: tuple[By, ...]) -> bool:
        """Whether a kind of applicant's figure goes on from the row told right before, of which it may be a part."""
        last = self.spoken.last_count()
        if last is None or phrase.role != "requests.new" or self.spoken.subject:
            return False
        if words.clause.before not in ("，", "："):
            return False
        whole = last.part_of if last.way == "applicant" and last.part_of is not None else last
        kinds = [item for item in by if item.kind == "applicant"]
        if len(kinds) != 1 or last.sentence != self.spoken.sentence or last.year != "own" or whole.all:
            return False
        row = self.roles.by_id[whole.roles[0]].group or whole.role in ("requests.carry_in", "requests.carry_out")
        fits = (figure.value or 0) <= (whole.value or 0)
        return bool(row) and fits and can_have(whole, "applicant", self.roles)

    def _by_subject(self, listed: Claim) -> bool:
        """Whether a list divides its total by what the things are about, which no table tells apart."""
        parts = [item for item in self.spoken.counts if item.part_of is not None and item.part_of.start == listed.start]
        return bool(parts) and parts[-1].way == "subject"

    def _of_things(self, figure: Quantity, words: ClauseWords) -> bool:
        """Whether it counts the members of a list by the name behind it: 公开年报、依申请公开等4个板块."""
        if self.masked[figure.start - 1 : figure.start] != "等" or figure.measure != "个":
            return False
        behind = next((token for token in words.tokens if token.start == figure.end), None)
        named = behind is not None and behind.word in self.matcher.family
        return not named and _THING.match(self.masked, figure.end) is not None

    def _without_year(self, words: ClauseWords, left: int, until: int) -> str:
        """The text between two offsets without the year that it begins with."""
        first = next((token for token in words.tokens if token.start >= left and token.end <= until), None)
        return self.masked[
            first.end if first is not None and first.word in _YEAR_WORDS and first.start == left else left : until
        ]

    def _as_before(self, phrase: Phrase, words: ClauseWords, left: int) -> str:
        """The role of a thing told in a row with another: 现行有效的规章27件、规范性文件412件; empty if none is."""
        last = self.spoken.last_count()
        if last is None or last.end != left or not self.masked.startswith(("、", "和", "及"), left):
            return ""
        if last.start < words.clause.start or phrase.start < left:
            return ""
        kind, _, what = last.role.rpartition(".")
        family = self.roles.by_id[phrase.role].family
        one = f"{family}.{what}"
        return one if kind and family != kind and one in self.roles.by_id and one != phrase.role else ""

    def _several(
        self, figure: Quantity, words: ClauseWords, text: str, chosen: list[Phrase], by: tuple[By, ...], *, sure: bool
    ) -> list[Claim]:
        """The claims of a figure that is that of each of several things."""
        parts = [item for item in by if "+" in item.value and item.kind in ("applicant", "channel")]
        if len(chosen) > 1:
            made = []
            for phrase in chosen:
                words.take(phrase)
                made.append(self._made(figure, words, text, phrase.role, by, self._part_of(phrase.role, by), sure=sure))
            return made
        if not parts:
            return []
        made = []
        for value, name in zip(parts[0].value.split("+"), parts[0].name.split("、"), strict=True):
            one = (*(item for item in by if item is not parts[0]), By(parts[0].kind, value, name))
            if chosen:
                words.take(chosen[0])
                made.append(
                    self._made(figure, words, text, chosen[0].role, one, self._part_of(chosen[0].role, one), sure=sure)
                )
                continue
            like, of = self._divided(one, figure)
            if like is not None:
                made.append(self._made(figure, words, text, like.role, merged(like.by, one), of, sure=like.sure))
            elif self._spoken_out(one[-1], words):
                made.append(self._loose(figure, words, text, one, sure=True))
        return made

    def _summed(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """A total named after its parts: 网上申请5件，信函2件，合计7件."""
        before = self.masked[left : figure.start]
        if not _TOTAL.search(before) or before.startswith(_OTHERS):
            return None
        spoken = self.spoken
        several = self._sum_of_last(figure, words, words.clause.start)
        if several is not None:
            made = self._made(
                figure, words, self.text[figure.start : figure.end], several.role, several.by, None, sure=several.sure
            )
            return replace(made, scope=several.scope)
        parts: list[Claim] = []
        for claim in reversed(spoken.counts):
            if not self.depth and claim.start in self.inner:
                continue
            if claim.sentence != spoken.sentence or claim.measure != figure.measure or claim.part_of is not None:
                break
            if parts and (claim.role, len(claim.by)) != (parts[-1].role, len(parts[-1].by)):
                break
            parts.append(claim)
        if len(parts) < 2 or not parts[0].by:
            return None
        text = self.text[figure.start : figure.end]
        by = tuple(item for item in parts[0].by if all(item in part.by for part in parts))
        total = self._made(figure, words, text, parts[0].role, by, None, sure=parts[0].sure)
        for part in parts:
            whole = replace(part, part_of=total, way=way_of(part.role, part.by, total, self.roles))
            at = len(self.claims) - 1 - self.claims[::-1].index(part)
            self.claims[at] = whole
            spoken.counts[spoken.counts.index(part)] = whole
        return total

    def _disputes(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """Reviews and suits told together after each: 复议11件、诉讼5件，信息公开类行政争议16件."""
        if left != words.clause.start or not _DISPUTES.fullmatch(self.masked, left, figure.start):
            return None
        both = self._sum_of_last(figure, words, left)
        if both is None:
            return None
        text = self.text[figure.start : figure.end]
        return self._made(figure, words, text, both.role, both.by, None, sure=both.sure)

    def _sum_of_last(self, figure: Quantity | Fraction, words: ClauseWords, left: int) -> Claim | None:
        """The results told last that a figure sums: 予以公开5件、部分公开2件，两类合计7件; 以上合计7件."""
        spoken = self.spoken
        before = self.masked[left : figure.start]
        sums = any("sums" in self.matcher.sense.get(token.word, ()) for token in words.between(left, figure.start))
        disputes = left == words.clause.start and _DISPUTES.fullmatch(before) is not None
        if not sums and not disputes and not (left == words.clause.start and _TOGETHER.fullmatch(before)):
            return None
        number = next((value for word, value in _NUMBERS.items() if word in before), 0)
        parts: list[Claim] = []
        for claim in reversed(spoken.counts):
            group = self.roles.by_id[claim.roles[0]].group or claim.role in _ADDED
            if not self.depth and claim.start in self.inner:
                continue
            if claim.year != "own" and spoken.year == "own" and claim.sentence == spoken.sentence:
                continue  # 处罚16件，上年为6件；强制1件，上年为7件，合计…
            if (
                claim.sentence != spoken.sentence
                or not group
                or claim.what != "count"
                or claim.all
                or "+" in claim.role
            ):
                break
            if parts and (parts[0].by != claim.by or (claim.role in _ADDED) != (parts[0].role in _ADDED)):
                break
            if any(part.part_of is not None and part.part_of.start == claim.start for part in parts):
                break  # 不予处理12件，其中…6件、…4件，合计: of those, not of their total with them
            parts.append(claim)
            if len(parts) == number:
                break
        if len(parts) < 2 or (number and len(parts) != number):
            return None
        if disputes and any(part.role not in _REMEDIES for part in parts):
            return None
        role = "+".join(dict.fromkeys(part.role for part in reversed(parts)))
        return replace(
            parts[-1], role=role, sure=all(part.sure for part in parts) and role.count("+") == len(parts) - 1
        )

    def _loose(self, figure: Quantity, words: ClauseWords, text: str, by: tuple[By, ...], *, sure: bool) -> Claim:
        """What is told of a kind of applicant without saying whether of the received or of the dealt with."""
        made = self._made(figure, words, text, "requests.new", by, None, sure=sure)
        return replace(made, readings=("requests.done",))

    def _in_its_list(self, role: str, listed: Claim | None, figure: Quantity) -> bool:
        """Whether a reason is told as one of those that an open list divides its total into, of which that much is
        left: 无法提供的19件中，申请人逾期不补正的5件."""
        known = self.roles.by_id[role]
        if listed is None or listed.value is None or figure.value is None or not (listed.sure and listed.exact):
            return False
        if not known.within or known.group == "results" or listed.sentence != self.spoken.sentence or listed.by:
            return False
        told = [item for item in self.spoken.counts if item.part_of is not None and item.part_of.start == listed.start]
        if any(item.value is None or item.way != "members" for item in told):
            return False
        return sum((item.value or Decimal(0) for item in told), figure.value) <= listed.value

    def _elsewhere(self, role: str, total: Claim) -> bool:
        """Whether a role told in brackets behind a total is a part of another: 无法提供9件（含重复申请2件）."""
        known, whole = self.roles.by_id[role], self.roles.by_id[total.roles[0]]
        if len(total.roles) > 1 or role == total.role or known.family != whole.family or known.group == "opened":
            return False
        if whole.group == "results":
            return bool(known.group) and known.within != whole.id and not known.rest
        return bool(whole.rest) and role == whole.rest

    def _both_ways(self, role: str, of: Claim) -> str:
        """A role told as a part of another way of dividing the same: 尚在审理3起（直接起诉1起）."""
        family = self.roles.by_id[role].family
        result = of.roles[0].rpartition(".")[2]
        one = f"{role}.{result}"
        other = self.roles.by_id[of.roles[0]]
        if other.group == "results" and self.matcher.narrower(family, other.family) and one in self.roles.by_id:
            return one
        return role

    def _spoken_out(self, by: By, words: ClauseWords) -> bool:
        """Whether a kind of applicant is named as the form names it, or applications are spoken of."""
        if self.spoken.topic == "requests":
            return True
        named = {token.word for token in words.tokens}
        return not self.spoken.topic and any(
            self.roles.parts["applicant"][part].name in named for part in by.value.split("+")
        )

    def _unrelated(self, role: str, total: Claim, figure: Quantity) -> bool:
        """Whether a wording in a list of parts names no part of its total: 行政复议2件（其中1件为信息公开件）."""
        families = {self.roles.by_id[item].family for item in total.roles}
        if self.roles.by_id[role].family in families or is_part(role, total, self.roles):
            return False
        return figure.measure in ("", total.measure)

    def _pointed_at(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """The count that a figure points back to: 上述186条."""
        before = words.between(left, figure.start)
        if not before or "back" not in self.matcher.sense.get(before[-1].word, ()) or before[-1].end != figure.start:
            return None
        near = before[-1].word in _NEAR
        for claim in reversed(self.spoken.counts):
            if claim.measure == figure.measure and (claim.part_of is None or near):
                if near and claim.value != figure.value:
                    continue  # 这2件: the two just told, whatever they are
                return claim
        if near:
            return None
        role = next((role for role in _BACK if self._measured(role, figure) and role in self.roles.by_id), None)
        return Claim(figure.start, figure.end, "", role) if role is not None and figure.measure == "条" else None

    def _reached(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """The figure that a change reaches: 由上年的10件降至6件."""
        token = next(
            (
                item
                for item in reversed(words.tokens)
                if item.end <= figure.start and "reaches" in self.matcher.sense.get(item.word, ())
            ),
            None,
        )
        change = self.spoken.compared
        bound = self._bounded(figure, words, left)
        if bound is not None:
            return bound
        if token is None or token.start < left or not filler_only(self.masked[token.end : figure.start], 2):
            here = change is not None and change.sentence == self.spoken.sentence
            if not here or left != words.clause.start or not _REACHED.fullmatch(self.masked, left, figure.start):
                return None
        until = token.start if token is not None else figure.start
        role, of, _ = subject(words, until, self.spoken, self.matcher, figure.measure)
        base = next((claim for claim in reversed(self.claims[-RECENT:]) if claim.what == "count"), None)
        base = base if base is not None and base.year != "own" else None
        if base is not None and base.sentence == self.spoken.sentence and base.measure == figure.measure:
            role = base.role
        if not role or not self._measured(role.split("+")[0], figure):
            return None
        low, high = bounds(figure)
        return Claim(
            figure.start,
            figure.end,
            self.text[figure.start : figure.end],
            role,
            value=figure.value,
            low=low,
            high=high,
            measure=figure.measure,
            by=base.by if base is not None and base.role == role else of.by if of is not None else (),
            scope=self.spoken.scope,
            readings=base.readings if base is not None else (),
            sentence=self.spoken.sentence,
        )

    def _bounded(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """A bound that is told of the count before it: 28件，比上年的34件有所下降，但仍在30件以上."""
        if left != words.clause.start or words.clause.before != "，":
            return None
        behind = self.masked[figure.end : words.clause.end]
        if not _STAYS.fullmatch(self.masked, left, figure.start) or behind not in ("", *_WITHIN):
            return None
        here = [item for item in self.spoken.counts if item.sentence == self.spoken.sentence and item.year == "own"]
        last = here[-1] if here else None
        if (
            last is None
            or not last.sure
            or not last.exact
            or last.measure != figure.measure
            or last.part_of is not None
        ):
            return None
        low, high = bounds(figure)
        below = any(word in self.masked[left : words.clause.end] for word in (*_WITHIN, "不超过", "未超过", "没有超过"))
        low, high = (None, figure.value) if below else (low, high)
        end = words.clause.end
        return replace(last, start=left, end=end, text=self.text[left:end], value=figure.value, low=low, high=high)

    def _divided(self, by: tuple[By, ...], figure: Quantity) -> tuple[Claim | None, Claim | None]:
        """Whose part is told where only its dimension is named, and the total: the last one that can have it.

        Returns:
            A claim of the same role, and the total; the total None where only other parts of it are told.
        """
        spoken = self.spoken
        kind = next((item.kind for item in by if item.kind != "month"), None)
        if kind is None:
            return None, None
        pool = [spoken.listed] if spoken.listed is not None else []
        last = spoken.last_count()
        within = self._goes_into(last, figure) if kind == "applicant" and last is not None else None
        if within is not None:
            return within, within
        pool += [
            claim
            for claim in reversed(spoken.counts)
            if claim.sentence >= spoken.sentence - 1 and claim.year == spoken.year
        ]
        pool = [claim for claim in pool if claim is not None and (claim.measure or not claim.denied)]
        room = [claim for claim in pool if claim.value is None or figure.value is None or claim.value >= figure.value]
        for claim in pool:
            if figure.measure not in ("", claim.measure):
                continue
            if claim.sentence < spoken.sentence and room and claim not in room:
                continue  # 新收86件；上年结转3件。按申请人分，自然人71件: no part is more than its whole
            if any(item.kind == kind for item in claim.by):
                return (claim, claim) if self._holds(claim, by) else (claim, claim.part_of)
            whole = claim.part_of
            if whole is not None and claim is not spoken.listed and can_have(whole, kind, self.roles):
                return whole, whole
            if can_have(claim, kind, self.roles):
                return claim, claim
        return None, None

    def _goes_into(self, last: Claim, figure: Quantity) -> Claim | None:
        """The reason told right before of which a kind of applicant is told, and not of the total that reasons divide:
        拒绝公开的20件里，危及“三安全一稳定”4件，由自然人提出3件、律师事务所提出1件."""
        spoken, whole = self.spoken, last.part_of
        if whole is not None and last.way == "applicant" and whole.part_of is not None:
            last, whole = whole, whole.part_of  # the second of them
        if whole is None or last.way not in ("members", "results") or last.all or last.sentence != spoken.sentence:
            return None
        among = [item for item in spoken.counts if item.part_of is not None and item.part_of.start == whole.start]
        fits = (figure.value or 0) <= (last.value or 0) and can_have(last, "applicant", self.roles)
        return last if fits and not any(item.way == "applicant" for item in among) else None

    def _added_items(self, figure: Quantity, words: ClauseWords, phrase: Phrase, text: str) -> Claim | None:
        """The items of a list that were added or taken away, the list named between: 增加行政许可项目2项."""
        ways = [item for item in directions(words, self.matcher) if item[0].end == phrase.start and item[1]]
        if not ways or not self.roles.by_id[phrase.role].signed or phrase.end > figure.start:
            return None
        words.take(phrase)
        made = self._made(figure, words, text, phrase.role, (), None, sure=True)
        past = made.year != "own"
        return None if past else replace(made, what="change", direction=ways[0][1], against="last", denied=False)

    def _of_same_thing(self, figure: Quantity, words: ClauseWords, text: str) -> Claim | None:
        """A figure joined to one of the same thing in another measure: 政府集中采购11个项目、208.3万元."""
        last = self.spoken.last_count()
        if last is None or last.part_of is not None or not _ALSO.fullmatch(self.masked, last.end, figure.start):
            return None
        known = self.roles.by_id
        family = known[last.roles[0]].family
        alike = [
            role.id for role in self.roles.roles
            if role.family == family and role.cells and not role.signed and not role.group and figure.measure
            and figure.measure in role.measures and last.measure not in role.measures
        ]  # fmt: skip
        return self._made(figure, words, text, alike[0], (), None, sure=last.sure) if len(alike) == 1 else None

    def _other_kinds(self, figure: Quantity, words: ClauseWords, left: int, text: str) -> Claim | None:
        """The figure of the kinds of applicant that a sentence has not named: 个人15件，企业6件，其余四类共11件."""
        match = _OTHER_KINDS.fullmatch(self.masked, left, figure.start)
        here = [item for item in self.spoken.counts if item.sentence == self.spoken.sentence and item.applicant]
        if match is None or not here or any((item.role, item.year) != (here[0].role, here[0].year) for item in here):
            return None
        named = {part for item in here for part in item.applicant.split("+")}
        known = self.roles.parts["applicant"]
        others = [part for part in self.roles.columns if part not in named]
        if not others or not named <= {*self.roles.columns} or _NUMBERS.get(match["number"], 0) not in (0, len(others)):
            return None
        names = "、".join(known[part].name for part in others)
        by = merged(here[0].by, (By("applicant", "+".join(others), names),))
        made = self._made(figure, words, text, here[0].role, by, here[0].part_of, sure=all(item.sure for item in here))
        return replace(made, readings=here[0].readings)

    def _holds(self, claim: Claim, by: tuple[By, ...]) -> bool:
        """Whether a claim is of several kinds of applicant of which one is named: 法人和其他组织5件，其中企业3件."""
        applicants = self.roles.parts["applicant"]
        named = [item.value for item in by if item.kind == "applicant"]
        return bool(named) and claim.applicant in applicants and named[0] in applicants[claim.applicant].sum

    def _part_of(self, role: str, by: tuple[By, ...]) -> Claim | None:
        """The claim whose part a role's figure is: of the open list's total, else of the last total of the sentence."""
        spoken = self.spoken
        first = role.split("+")[0]
        if spoken.in_list and spoken.listed is not None:
            for of in (spoken.listed, spoken.listed.part_of):
                if of is not None and (is_part(first, of, self.roles) or (role == of.role and len(by) > len(of.by))):
                    return of
        for claim in reversed(spoken.counts):
            if claim.sentence != spoken.sentence:
                break
            if claim.year != spoken.year or claim.denied:
                continue
            if not claim.sure and "；" in self.masked[claim.end : max(self.at, claim.end)]:
                continue  # 对4件申请，告知…；对3件申请作不予处理
            if claim.part_of is not None and claim.part_of.role == claim.role and not self.depth:
                continue  # one applicant's or channel's
            if claim.applicant and not by and self._of_others_since(claim):
                continue  # 企业9件，公开5件；公益组织方面公开2件，另有1件
            if is_part(first, claim, self.roles) and self._is_result(first):
                return claim
            if role == claim.role and len(by) > len(claim.by) and set(claim.by) <= set(by):
                return claim
        return None

    def _of_another_row(self, role: str, listed: Claim | None) -> bool:
        """Whether a wording names another result than what an open list divides: 不掌握11件，其中…；予以公开8件."""
        return (
            listed is not None
            and self._is_result(role)
            and self._is_result(listed.roles[0])
            and (role not in listed.roles and not is_part(role, listed, self.roles))
        )

    def _of_others_since(self, whole: Claim) -> bool:
        """Whether another kind of applicant is spoken of since a semicolon behind a count."""
        mark = self.masked.rfind("；", whole.end, max(self.at, whole.end))
        since = (item.applicant for item in self.spoken.counts if item.start > mark >= 0)
        return any(who and who != whole.applicant for who in since)

    def _is_result(self, role: str) -> bool:
        return bool(self.roles.by_id[role].within or self.roles.by_id[role].group)

    def _made(
        self,
        figure: Quantity,
        words: ClauseWords,
        text: str,
        role: str,
        by: tuple[By, ...],
        of: Claim | None,
        *,
        sure: bool,
    ) -> Claim:
        spoken = self.spoken
        low, high = bounds(figure)
        scope = spoken.scope
        if scope == "own" and of is None and all(item.kind == "applicant" for item in by):
            verb = next(
                (
                    token.start
                    for token in words.tokens
                    if token.start >= words.clause.start and self.matcher.begins(token.word)
                ),
                figure.start,
            )
            ahead = self.masked[words.clause.start : min(verb, figure.start)]
            decides = role.startswith("remedies.") and _DECIDES.search(ahead)  # 被法院纠正的2件
            if not decides and own_organ(ahead, self.unit) is False:
                scope = "other"
        who = [item.value for item in by if item.kind == "applicant"]
        if (
            of is not None
            and of.applicant
            and who
            and not self._holds(of, by)
            and who[0] not in of.applicant.split("+")
        ):
            of = None  # 企业9件，其中…；公益组织方面2件
        denied = figure.value == 0 or self._none_of(figure, words)
        value = Decimal(0) if denied and figure.value is not None else figure.value
        if of is not None:
            by = merged(tuple(item for item in of.by if item.kind != "subject"), by) if role != of.role else by
        year, named = self._year_of(figure, words, of)
        return Claim(
            start=figure.start,
            end=figure.end,
            text=text,
            role=role,
            value=value,
            low=Decimal(0) if denied else low,
            high=Decimal(0) if denied else high,
            measure=figure.measure,
            by=by,
            year=year,
            named=named,
            scope=of.scope if of is not None else scope,
            denied=denied,
            part_of=of,
            way=way_of(role, by, of, self.roles),
            sure=sure and (of is None or of.sure),
            sentence=spoken.sentence,
        )

    def _none_of(self, figure: Quantity, words: ClauseWords) -> bool:
        """Whether a figure of one is denied: 无1件被纠正, 未发生一起, 一件也没有."""
        if figure.value != 1:
            return False
        if not_one(figure, self.masked) or _NO_ONE.search(self.masked, words.clause.start, figure.start):
            return True
        before = words.between(words.clause.start, figure.start)
        return (
            bool(before) and "denial" in self.matcher.sense.get(before[-1].word, ()) and figure.start == before[-1].end
        )
