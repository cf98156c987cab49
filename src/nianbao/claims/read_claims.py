"""A paragraph read once into claims, and the figures of it that found no role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from nianbao.claims.claim import By, Claim, Direction, Figure, Scope, Year
from nianbao.claims.clause_words import ClauseWords, Spoken, filler_only
from nianbao.claims.clauses import Clause, clauses, foreign_organ
from nianbao.claims.comparisons import (
    change_claim,
    change_words,
    changed,
    directions,
    of_part,
    rated,
    share_claim,
    shared,
    subject,
)
from nianbao.claims.denials import alls_of, denials_of
from nianbao.claims.part_lists import can_have, is_part, merged, way_of
from nianbao.claims.quantity_range import bounds
from nianbao.claims.role_phrases import Phrase, Token, matcher_of
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy
from nianbao.report import Unit
from nianbao.text import Quantity, allowed_numerals, fold, quantities
from nianbao.text.sentences import overlapping, quoted_spans, sentence_spans

__all__ = ["ClaimReader", "Reading"]

_DATES = ("年", "月", "日", "季度", "周", "天", "号", "岁", "页", "级", "届")
_TOLD = lazy(
    "[0-9]|[零〇一二两三四五六七八九十百][件条篇次场期份个人名项]|未|没|无|均|全部|都|件件|持平|降|增|升|减|零"
)
_RIGHT = 6
"""Characters between a figure and the wording behind it."""
_JOIN = lazy('(?:、|和|及|或|与|以及|或者|的|申请|类|情形|["“”])*')
_BEHIND_BARE = ("", "、", "，", "。", "；", "）")
_KIND: dict[str, Literal["applicant", "channel"]] = {"applicant": "applicant", "channel": "channel"}
_ANDS = ("并", "、", "和", "及", "与")
_YEARS: dict[str, Year] = {"<own>": "own", "<last>": "last", "<other>": "other"}
_GOES_ON = (
    "的",
    "并",
    "且",
    "后",
    "是",
    "来自",
    "涉及",
    "在",
    "于",
    "以",
    "因",
    "由",
    "经",
    "按",
    "已",
    "未",
    "与",
    "和",
    "占",
    "所",
    "分",
    "主要",
    "内容",
    "其",
    "较",
    "比",
    "左右",
    "以上",
    "以内",
    "不",
)
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
_LEVELS = {
    1: ("全省",),
    2: ("全市", "全州", "全盟", "各县", "各县区", "各县市", "各区县", "各区", "市直", "各地"),
    3: ("全县", "全区", "全旗", "各乡镇", "各镇", "各街道", "各镇街", "县直", "区直"),
    4: (
        "全镇",
        "全乡",
        "全街道",
        "各村",
        "各部门",
        "各单位",
        "各级",
        "各股室",
        "各科室",
        "所辖",
        "下属",
        "下属单位",
        "各所属单位",
        "基层",
    ),
}
"""Words for all of a region, by the level of government whose own they still are."""
_ABOUT = ("对", "就", "将", "把", "给", "向", "为", "以", "按")
_BACK = ("published.total",)
_LABEL = lazy(
    '^(?:其中|中有|中|包括|包含|具体为|具体包括|分为|含|分别为|分别是|分别|即|有|为|：|，|、|和|及|共|另|其|"|\\s)+|(?:的|有|为|共|共计|计|分别|达到?|约|近|：|"|\\s|信息|申请|类)+$'
)


class Reading:
    """What a paragraph says.

    Attributes:
        text: the paragraph. claims: what it asserts, in order.
        unplaced: its figures that found no role; dates and numbers of documents are none.
        about: whether it speaks of anything that a table holds; where it does not, nothing is read until asked for.
    """

    def __init__(self, reader: ClaimReader, text: str, topic: str, about: bool) -> None:
        self.text, self.about = text, about
        self._reader, self._topic = reader, topic

    @cached_property
    def _read(self) -> tuple[list[Claim], list[Figure]]:
        return self._reader._claims(self.text, self._topic)

    @property
    def claims(self) -> list[Claim]:
        """What the paragraph asserts, in order."""
        return self._read[0]

    @property
    def unplaced(self) -> list[Figure]:
        """The figures that found no role."""
        return self._read[1]


class ClaimReader:
    """Reads paragraphs of a report into claims.

    Args:
        roles: the roles of the report's kind. year: the report's; None where unknown. unit: whose report it is.
    """

    def __init__(self, roles: Roles, year: int | None = None, unit: Unit | None = None) -> None:
        self.roles, self.year, self.unit = roles, year, unit
        self.matcher = matcher_of(roles)

    def own_scope(self, word: str) -> bool:
        """Whether a word for all of a region is the unit's own: 全县 and 各部门 of a county's government."""
        unit = self.unit
        if unit is None:
            return False
        if word == unit.scope:
            return True
        if not unit.of.government:
            return False
        level = next((number for number, words in _LEVELS.items() if word in words), 0)
        return unit.of.level <= level

    def read(self, text: str, *, aspect: str | None = None, section: str = "") -> Reading:
        """A paragraph's claims.

        Args:
            text: the paragraph. aspect, section: ids of those it stands in, which say what it is about.
        """
        topics = self.matcher.topics
        topic = topics.get(aspect or "", "") or topics.get(section, "")
        about = topic in self.matcher.held or self.matcher.keys.search(fold(text)) is not None
        return Reading(self, text, topic, about)

    # ── one paragraph

    def _claims(self, text: str, topic: str) -> tuple[list[Claim], list[Figure]]:
        folded = fold(text)
        if not _TOLD.search(folded):
            return [], []
        return _Paragraph(self, text, self._open(text, folded), topic).read()

    def _open(self, text: str, folded: str) -> str:
        """The text with quotations hidden, but for those that only set off the words for a role: “予以公开”3件."""
        out: list[str] = []
        at = 0
        known = self.matcher
        for start, end in quoted_spans(text):
            inner = folded[start + 1 : end - 1]
            spoken = folded[start] == '"' and (inner in known._starts or inner in known.part or inner in known.family)
            if not spoken:
                out += [folded[at:start], "□" * (end - start)]
                at = end
        return "".join([*out, folded[at:]]) if at else folded


class _Paragraph:
    """The reading of one paragraph, clause by clause."""

    def __init__(self, reader: ClaimReader, text: str, masked: str, topic: str) -> None:
        self.reader, self.matcher, self.roles = reader, reader.matcher, reader.roles
        self.text, self.masked = text, masked
        self.spoken = Spoken(topic=topic)
        self.claims: list[Claim] = []
        self.unplaced: list[Figure] = []
        apart = overlapping(allowed_numerals(masked))
        self.figures = [
            _not_coming(item, masked)
            for item in quantities(masked)
            if not item.measure.endswith(_DATES) and not apart(item.start, item.end) and item.text[0] != "第"
        ]
        self.ahead: Token | None = None
        self._light = {*self.matcher.part, *self.matcher.family}
        self.stack: list[tuple[str, Claim | None, bool, Year, Scope]] = []

    def read(self) -> tuple[list[Claim], list[Figure]]:
        spoken = self.spoken
        for number, (start, end) in enumerate(sentence_spans(self.text)):
            spoken.sentence = number
            spoken.pending = None
            self.stack.clear()
            spoken.in_list, spoken.listed = False, None
            if spoken.year != "own" and spoken.named is None:
                spoken.year = "own"  # 上年 is said of its sentence, 2023年 until another year is named
            tokens = self.matcher.tokens(self.masked, start, end, self.reader.year)
            low = bisect_left(self.figures, start, key=lambda item: item.start)
            high = bisect_left(self.figures, end, key=lambda item: item.start)
            figures = self.figures[low:high]
            if not tokens:
                self._leave(figures)
                continue
            tokens = [
                token
                for token in tokens
                if token.word != "<month>"
                or not any(f.start <= token.start < f.end and f.measure != "月" for f in figures)
            ]
            telling = self.matcher.telling
            if not figures and not any(token.word in telling for token in tokens):
                self._pass(tokens)
                continue
            if not spoken.topic:
                spoken.topic = self.matcher.only_family(tokens)
            at = first = 0
            for clause in clauses(self.masked, start, end):
                while at < len(tokens) and tokens[at].start < clause.start:
                    at += 1
                stop = at
                while stop < len(tokens) and tokens[stop].end <= clause.end:
                    stop += 1
                last = first
                while last < len(figures) and figures[last].end <= clause.end:
                    last += 1
                self._clause(ClauseWords(self.masked, clause, tokens[at:stop], figures[first:last]))
                at, first = stop, last
            self._leave(figures[first:])
        self.claims.sort(key=lambda item: (item.start, item.end))
        return self.claims, self.unplaced

    def _pass(self, tokens: list[Token]) -> None:
        """Go on over a sentence that tells nothing but what it is about."""
        for token in tokens:
            self.spoken.topic = self.matcher.topic_of(token.word, self.spoken.topic)

    def _leave(self, figures: Iterable[Quantity]) -> None:
        self.unplaced += [
            Figure(item.start, item.end, self.text[item.start : item.end], item.value, item.measure) for item in figures
        ]

    # ── one clause

    def _clause(self, words: ClauseWords) -> None:
        spoken, clause = self.spoken, words.clause
        self._depth(clause)
        if not words.tokens and not words.figures:
            return
        self._lists(words)
        spans = [(item.start, item.end) for item in words.figures]
        listed = spoken.in_list or clause.before in ("，", "、") or len(words.figures) > 1
        phrases = self.matcher.phrases(words.tokens, spoken.topic, spans, listed=listed)
        words.phrases = self._pruned(phrases)
        self._when(words)
        ways = directions(words, self.matcher)
        end = clause.start
        made = 0
        none: list[Quantity] = []
        respective = self._respective(words)
        for number, figure in enumerate(words.figures):
            if number and made and "中有" in self.masked[end : figure.start] and spoken.last_count() is not None:
                spoken.listed, spoken.in_list = spoken.last_count(), True
            following = words.figures[number + 1].start if number + 1 < len(words.figures) else clause.end
            if self._none_of(figure, words):
                none.append(figure)  # 无一起行政复议: the denial tells it
                end = figure.end
                continue
            claims = self._given(figure, words, respective) or self._figure(figure, words, end, following, ways)
            if claims:
                made += 1
                for claim in claims:
                    self._keep(claim)
            else:
                self._leave([figure])
            end = figure.end
        for claim in change_words(words, self.matcher, spoken):
            self._keep(claim)
        denied = denials_of(words, self.matcher, spoken, self.text)
        for claim in denied:
            self._denied(claim)
        if not denied:
            self._leave(none)
        if words.tokens:
            for claim in alls_of(words, self.matcher, spoken, self.text):
                self.claims.append(claim)
                spoken.counts.append(claim)
        self._pend(words, made)
        self.ahead = words.tokens[-1] if words.tokens else None
        for token in words.tokens:
            spoken.topic = self.matcher.topic_of(token.word, spoken.topic)
        self._both(words)

    def _both(self, words: ClauseWords) -> None:
        """After both kinds of suits were listed, what follows is of all of them again."""
        spoken = self.spoken
        if spoken.listed is None or not spoken.in_list:
            return
        here = [claim for claim in spoken.counts if claim.part_of is spoken.listed and claim.way == "members"]
        families = {self.roles.by_id[claim.roles[0]].family for claim in here}
        if len(families) > 1 and spoken.topic in families:
            spoken.topic = self.roles.by_id[spoken.listed.roles[0]].family

    def _depth(self, clause: Clause) -> None:
        spoken = self.spoken
        while len(self.stack) > clause.depth:
            spoken.topic, spoken.listed, spoken.in_list, spoken.year, spoken.scope = self.stack.pop()
        while len(self.stack) < clause.depth:
            self.stack.append((spoken.topic, spoken.listed, spoken.in_list, spoken.year, spoken.scope))
            last = spoken.last_count()
            if last is not None and clause.start - 2 <= last.end <= clause.start:
                spoken.listed, spoken.in_list = last, True

    def _lists(self, words: ClauseWords) -> None:
        """Open a list of parts where the clause does."""
        spoken, clause = self.spoken, words.clause
        last = spoken.last_count()
        if clause.before == "：" and last is not None and last.end == clause.start - 1:
            spoken.listed, spoken.in_list = last, True
        for token in words.tokens:
            if token.word == "中有":
                continue
            if "opens" in self.matcher.sense.get(token.word, ()) and (
                token.word == "其中" or token.start == clause.start or token.word.startswith(("分别", "具体"))
            ):
                spoken.in_list = True
                total = spoken.listed if clause.depth else None
                spoken.listed = total or self._total() or last
                return

    def _total(self) -> Claim | None:
        """The total that a list opened here divides: the count told last, but of one list's parts their total."""
        spoken = self.spoken
        return spoken.last_count(own=spoken.year == "own") or spoken.last_count()

    def _pruned(self, phrases: list[Phrase]) -> list[Phrase]:
        """The wordings without those that a better one of the clause makes void."""
        strong = [item for item in phrases if not item.weak]
        kept: list[Phrase] = []
        for item in phrases:
            others = [
                other
                for other in strong
                if other is not item and other.start < item.end and item.start < other.end and other.role != item.role
            ]
            if item.weak:
                if others:
                    continue
            elif any(self._better(other, item) and not self._and(item, other) for other in others):
                continue
            kept.append(item)
        return kept

    def _and(self, one: Phrase, other: Phrase) -> bool:
        """Whether two wordings share their thing: 收到并办结申请, 收到、办结申请."""
        return (
            one.last == other.last
            and other.first == one.first + 1
            and self.masked[one.start : other.start].endswith(_ANDS)
        )

    @staticmethod
    def _better(one: Phrase, other: Phrase) -> bool:
        """Whether a wording makes one that it overlaps void: it stands in its gap, or holds it and says more."""
        inside = other.first <= one.first and one.last <= other.last
        around = one.first <= other.first and other.last <= one.last
        loose = (other.last - other.first + 1) - other.length
        tight = (one.last - one.first + 1) - one.length
        if around and one.length > other.length and tight <= loose + 1:
            return True
        return (
            inside
            and loose > tight
            and one.length >= 1
            and (one.first > other.first or one.last < other.last)
            and (one.length > 1)
        )

    # ── time and scope

    def _when(self, words: ClauseWords) -> None:
        """Year, month and scope that the clause's beginning gives to it and to what follows."""
        spoken, clause = self.spoken, words.clause
        sense = self.matcher.sense
        taken = {
            number
            for phrase in words.phrases
            for number in range(phrase.first, phrase.last + 1)
            if words.tokens[number].word.startswith("<")
        }
        named = False
        spoken.month = None if clause.depth == 0 and clause.before in ("", "。", "；") else spoken.month
        for number, token in enumerate(words.tokens):
            kinds = sense.get(token.word, ())
            early = not words.figures or token.end <= words.figures[0].start
            if token.word in ("<own>", "<last>", "<other>") and number not in taken and early:
                compared = number and sense.get(words.tokens[number - 1].word, set()) & {"compares", "from"}
                if compared and token.start - words.tokens[number - 1].end <= 2:
                    continue
                if self.masked[max(0, token.start - 1) : token.start] in ("与", "和", "比", "较", "同"):
                    continue
                if token.start - clause.start <= 8 and (words.phrases or words.figures):
                    spoken.year = {"<own>": "own", "<last>": "last", "<other>": "other"}[token.word]  # type: ignore[assignment]
                    spoken.named = token.year or None
                    if spoken.year == "own":
                        spoken.month = None
            elif token.word == "<month>" and early:
                behind = self.masked[token.end : token.end + 1]
                ahead = self.masked[token.start - 1 : token.start] if token.start else ""
                if not behind.isdigit() and ahead not in ("至", "-", "—") and behind not in ("至", "-", "—"):
                    spoken.month = By("month", str(token.year), f"{token.year}月")
            elif "part_of_year" in kinds and early:
                spoken.month = By("month", token.word, token.word)
            elif "region" in kinds or "superior" in kinds:
                if self.reader.own_scope(token.word):
                    spoken.scope = "own" if not named else spoken.scope
                elif early and (words.phrases or words.figures) and self._subject(token, words):
                    spoken.scope, named = ("region" if "region" in kinds else "superior"), True
            elif "self" in kinds:
                spoken.scope = "own"
        if clause.before in ("", "。") and clause.depth == 0 and not words.tokens:
            spoken.month = None

    def _subject(self, token: Token, words: ClauseWords) -> bool:
        """Whether a scope word is the clause's subject: 全县共收到, not 按照全县部署."""
        before = self.masked[words.clause.start : token.start]
        return not any(
            mark in before
            for mark in ("按", "根据", "围绕", "落实", "依托", "在", "参加", "向", "对", "贯彻", "服务", "为", "由")
        ) or ("其中" in before)

    # ── one figure

    def _figure(
        self, figure: Quantity, words: ClauseWords, left: int, right: int, ways: list[tuple[Token, Direction]]
    ) -> list[Claim]:
        spoken = self.spoken
        text = self.text[figure.start : figure.end]
        told = changed(figure, words, left, ways)
        respective = self._respective_change(figure, words, text)
        if respective is not None:
            return [respective]
        if told is not None and "reaches" not in self.matcher.sense.get(told[0].word, ()):
            made = change_claim(figure, words, told, self.matcher, spoken, text)
            return [made] if made is not None else []
        if figure.measure in ("%", "倍", "个百分点", "百分点", "‰"):
            return self._percent(figure, words, left, text)
        if not figure.measure and self.masked[figure.end : figure.end + 1] not in _BEHIND_BARE:
            return []  # a number in a name, an address, a score
        base = self._base(figure, words, left)
        if base:
            return [base]
        return self._count(figure, words, left, right, text)

    def _respective_change(self, figure: Quantity, words: ClauseWords, text: str) -> Claim | None:
        """The change of one of several counts: 许可12件、处罚3件，分别比上年减少2件和1件."""
        each = next((token for token in words.tokens if "each" in self.matcher.sense.get(token.word, ())), None)
        behind = [item for item in words.figures if each is not None and item.start >= each.end]
        if each is None or len(behind) < 2 or figure not in behind:
            return None
        ways = [pair for pair in directions(words, self.matcher) if pair[0].start >= each.end]
        told = [claim for claim in self.spoken.counts if claim.sentence == self.spoken.sentence and claim.year == "own"]
        if len(ways) != 1 or ways[0][0].end > behind[0].start or len(told) < len(behind):
            return None
        of = told[-len(behind) :][behind.index(figure)]
        low, high = bounds(figure)
        last = any(token.word == "<last>" for token in words.tokens)
        return replace(
            of, start=figure.start, end=figure.end, text=text, what="change", value=figure.value, low=low, high=high,
            measure=figure.measure, direction=ways[0][1], against="last" if last else "", part_of=None, way="",
        )  # fmt: skip

    def _respective(self, words: ClauseWords) -> dict[int, Phrase | By]:
        """The labels of figures that are told behind all of them: 自然人、商业企业分别为4件、1件."""
        each = next((token for token in words.tokens if "each" in self.matcher.sense.get(token.word, ())), None)
        figures = [item for item in words.figures if each is not None and item.start >= each.end]
        if each is None or len(figures) < 2:
            return {}
        labels: list[tuple[int, Phrase | By]] = []
        start = words.clause.start
        strong = [item for item in words.phrases if not item.weak and start <= item.start and item.end <= each.start]
        for phrase in sorted(strong, key=lambda item: (item.start, item.start - item.end)):
            if all(phrase.start != at for at, _ in labels):
                labels.append((phrase.start, phrase))
        if len(labels) != len(figures):
            labels = []
            for token, dimension, part in self._named(words.between(start, each.start)):
                if all(token.start != at for at, _ in labels):
                    label = By(_KIND[dimension], part, self.roles.parts[dimension][part].name)
                    labels.append((token.start, label))
        if len(labels) != len(figures):
            return {}
        return {figure.start: label for figure, (_, label) in zip(figures, labels, strict=True)}

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
        if shared(figure, words, left, self.matcher) is not None:
            before = [phrase for phrase in words.phrases if left <= phrase.start and phrase.end <= figure.start]
            last = self.claims[-1] if self.claims else None
            count = next((c for c in reversed(self.claims) if c.what == "count"), None)
            if before and (count is None or count.start < words.clause.start or left > count.end):
                phrase = max(before, key=lambda item: (not item.weak, item.end))
                same = count if count is not None and count.role == phrase.role else None
                roles = [item.role for item in self._joined_phrases(phrase, before)]
                of = same or Claim(
                    figure.start, figure.end, text, "+".join(roles), year=spoken.year, scope=spoken.scope
                )
                for item in before:
                    words.take(item)
                made = replace(share_claim(figure, of, text, spoken), part_of=of.part_of)
                return [self._of_named(made, words)]
            several = self._sum_of_last(figure, words, words.clause.start)
            if several is not None:
                return [self._of_named(share_claim(figure, several, text, spoken), words)]
            if count is not None and figure.start - count.end <= 30 and last is not None:
                return [self._of_named(share_claim(figure, count, text, spoken), words)]
            return []
        rate = rated(figure, words, left, self.matcher)
        if rate is None:
            return []
        role = self.roles.by_id[rate.role]
        low, high = bounds(figure)
        words.take(rate)
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
                sentence=spoken.sentence,
            )
        ]

    def _of_named(self, share: Claim, words: ClauseWords) -> Claim:
        """A share with the whole that the words name: 占办结总数的."""
        said = self.masked[max(words.clause.start, share.start - 16) : share.start].rpartition("占")[2]
        for word, role in _WHOLES:
            if word in said and role in self.roles.by_id and role not in share.roles:
                whole = Claim(share.start, share.end, share.text, role, year=share.year, scope=share.scope)
                return replace(share, against=whole)
        return share

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
            year = "other"
        else:
            return None
        if any(words.tokens[phrase.first].start <= mark.start < phrase.end for phrase in words.phrases):
            return None
        if mark is not self.ahead and not _AS.fullmatch(self.masked, mark.end, figure.start):
            return None
        role, of, phrase = subject(words, mark.start, self.spoken)
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
            by=of.by if of is not None else (),
            year=year,
            named=mark.year or None,
            scope=of.scope if of is not None else self.spoken.scope,
            sure=len(before) <= 3 and mark.word != "从" and not of_part(self.spoken, phrase),
            readings=phrase.readings if phrase is not None else (),
            sentence=self.spoken.sentence,
        )

    def _count(self, figure: Quantity, words: ClauseWords, left: int, right: int, text: str) -> list[Claim]:
        chosen, sure = self._chosen(figure, words, left, right)
        by, parts_sure, label = self._by(figure, words, left, right, chosen)
        spoken = self.spoken
        listed = spoken.listed if spoken.in_list else None
        if listed is not None and chosen and self._unrelated(chosen[0].role, listed, figure):
            chosen = [] if chosen[0].weak or chosen[0].start >= figure.end else chosen
        if chosen and chosen[0].listed and spoken.counts and spoken.counts[-1].applicant:
            chosen, sure = [], False  # 自然人5件，其他2件
            by = (By("applicant", "other", self.roles.parts["applicant"]["other"].name),)
        if self._each(figure, words, left):
            several = self._several(figure, words, text, chosen, by, sure=sure)
            if several:
                return several
        if chosen:
            roles = []
            for phrase in chosen:
                words.take(phrase)
                if phrase.role not in roles:
                    roles.append(phrase.role)
            role = "+".join(roles)
            total = len(roles) > 1 and _SUM.search(self.masked, chosen[-1].end, figure.start) is not None
            if listed is not None and role == listed.role and not by and label and listed.end != figure.end:
                by = (By("subject", label, label),)
            of = None if total else self._part_of(role, by)
            apart = False
            if listed is not None and of is None and role != listed.role:
                apart = chosen[0].weak or any(self.roles.by_id[item].own_list for item in listed.roles)
            about = chosen[0].weak and self.masked[figure.start - 1 : figure.start] in _ABOUT
            apart = apart or about
            sure = sure and parts_sure
            made = [self._made(figure, words, text, role, by, of, sure=sure and not apart)]
            if chosen[0].readings:
                made = [replace(made[0], readings=chosen[0].readings)]
            others = [item for item in words.phrases if self._and(chosen[0], item) and item.role != role]
            return made + [self._made(figure, words, text, item.role, by, None, sure=sure) for item in others]
        if by:
            like, of = self._divided(by, figure)
            if like is not None:
                by = merged(like.by, by)
                return [self._made(figure, words, text, like.role, by, of, sure=parts_sure and like.sure)]
            told = any(item.kind == "applicant" and self._spoken_out(item, words) for item in by)
            if told and self._measured("requests.new", figure):
                return [self._loose(figure, words, text, by, sure=parts_sure)]
        pending = spoken.pending
        if (
            pending is not None
            and self._measured(pending.role, figure)
            and filler_only(self.masked[left : figure.start])
        ):
            spoken.pending = None
            return [self._made(figure, words, text, pending.role, by, self._part_of(pending.role, by), sure=True)]
        summed = self._summed(figure, words, left)
        if summed is not None:
            return [summed]
        back = self._pointed_at(figure, words, left)
        if back is not None:
            return [self._made(figure, words, text, back.role, back.by, None, sure=back.sure)]
        reached = self._reached(figure, words, left)
        if reached is not None:
            return [reached]
        if spoken.in_list and spoken.listed is not None and label and not by:
            of = spoken.listed
            if figure.measure in ("", of.measure) and figure.end != of.end:
                subject_ = By("subject", label, label)
                return [self._made(figure, words, text, of.role, merged(of.by, (subject_,)), of, sure=of.sure)]
        return []

    def _each(self, figure: Quantity, words: ClauseWords, left: int) -> bool:
        """Whether a figure is that of each thing named before it: 维持、纠正各1件."""
        before = words.between(left, figure.start)
        return (
            bool(before)
            and "each_of" in self.matcher.sense.get(before[-1].word, ())
            and (figure.start - before[-1].end <= 1)
        )

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
            elif self.spoken.topic == "requests":
                made.append(self._loose(figure, words, text, one, sure=True))
        return made

    def _summed(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """A total named after its parts: 网上申请5件，信函2件，合计7件."""
        before = self.masked[left : figure.start]
        if not _TOTAL.search(before):
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
            self.claims[self.claims.index(part)] = whole
            spoken.counts[spoken.counts.index(part)] = whole
        return total

    def _sum_of_last(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """The results told last that a figure sums: 予以公开5件、部分公开2件，两类合计7件; 以上合计7件."""
        spoken = self.spoken
        before = self.masked[left : figure.start]
        if not any("sums" in self.matcher.sense.get(token.word, ()) for token in words.between(left, figure.start)):
            return None
        number = next((value for word, value in _NUMBERS.items() if word in before), 0)
        parts: list[Claim] = []
        for claim in reversed(spoken.counts):
            group = self.roles.by_id[claim.roles[0]].group
            if (
                claim.sentence != spoken.sentence
                or not group
                or claim.what != "count"
                or claim.all
                or "+" in claim.role
            ):
                break
            if parts and (self.roles.by_id[parts[0].roles[0]].family, parts[0].by) != (
                self.roles.by_id[claim.roles[0]].family,
                claim.by,
            ):
                break
            parts.append(claim)
            if len(parts) == number:
                break
        if len(parts) < 2 or (number and len(parts) != number):
            return None
        role = "+".join(dict.fromkeys(part.role for part in reversed(parts)))
        return replace(
            parts[-1], role=role, sure=all(part.sure for part in parts) and role.count("+") == len(parts) - 1
        )

    def _loose(self, figure: Quantity, words: ClauseWords, text: str, by: tuple[By, ...], *, sure: bool) -> Claim:
        """What is told of a kind of applicant without saying whether of the received or of the dealt with."""
        made = self._made(figure, words, text, "requests.new", by, None, sure=sure)
        return replace(made, readings=("requests.done",))

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
        return self.roles.by_id[role].family not in families and figure.measure in ("", total.measure)

    def _pointed_at(self, figure: Quantity, words: ClauseWords, left: int) -> Claim | None:
        """The count that a figure points back to: 上述186条."""
        before = words.between(left, figure.start)
        if not before or "back" not in self.matcher.sense.get(before[-1].word, ()) or before[-1].end != figure.start:
            return None
        for claim in reversed(self.spoken.counts):
            if claim.measure == figure.measure and claim.part_of is None:
                return claim
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
        if token is None or token.start < left or not filler_only(self.masked[token.end : figure.start], 2):
            here = change is not None and change.sentence == self.spoken.sentence
            if not here or left != words.clause.start or not _REACHED.fullmatch(self.masked, left, figure.start):
                return None
        role, of, _ = subject(words, token.start if token is not None else figure.start, self.spoken)
        base = next((claim for claim in reversed(self.claims) if claim.what == "count" and claim.year != "own"), None)
        if base is not None and base.sentence == self.spoken.sentence:
            role = base.role
        if not role:
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
            by=of.by if of is not None else (),
            scope=self.spoken.scope,
            readings=base.readings if base is not None else (),
            sentence=self.spoken.sentence,
        )

    def _measured(self, role: str, figure: Quantity) -> bool:
        measures = self.roles.by_id[role].measures
        return not figure.measure or not measures or figure.measure in measures

    def _chosen(self, figure: Quantity, words: ClauseWords, left: int, right: int) -> tuple[list[Phrase], bool]:
        """The wording of a figure: before it, around it, behind it; and whether it is surely that one."""
        fit = [phrase for phrase in words.phrases if words.free(phrase) and self._measured(phrase.role, figure)]
        comma = self.masked.rfind("、", left, figure.start)
        before = [phrase for phrase in fit if phrase.start >= left and phrase.end <= figure.start]
        around = [
            phrase
            for phrase in fit
            if left <= phrase.start < figure.start and phrase.end > figure.end and phrase.end <= right
        ]
        stop = self.masked.find("、", figure.end, right)
        limit = stop if stop >= 0 else right
        behind = [
            phrase
            for phrase in fit
            if phrase.start >= figure.end
            and phrase.end <= limit
            and (
                phrase.start - figure.end <= _RIGHT
                or filler_only(words.own_words(figure.end, phrase.start, self._light), 4)
                or (not phrase.weak and self.masked[phrase.end : phrase.end + 1] in _BEHIND_BARE)
            )
        ]
        parts = self.matcher.part
        near = [phrase for phrase in before if filler_only(words.own_words(phrase.end, figure.start, parts), 8)]
        for strong in (True, False):
            for group in (near, around, behind):
                pool = [phrase for phrase in group if phrase.weak != strong]
                if not pool:
                    continue
                if group is behind:
                    alls = [item.start for item in words.tokens if "all" in self.matcher.sense.get(item.word, ())]
                    reach = min((at for at in alls if at >= figure.end), default=limit)
                    pool = [item for item in pool if item.start < reach] or pool
                    best = max(pool, key=lambda item: (item.end, item.end - item.start))
                    members = [item for item in pool if self._refines(item, best, words)]
                    best = max(members, key=lambda item: item.end, default=best)
                else:
                    best = max(pool, key=lambda item: (item.end if group is near else 0, item.end - item.start))
                if (
                    group is near
                    and best.end <= comma
                    and behind
                    and not filler_only(self.masked[comma + 1 : figure.start], 1)
                ):
                    continue
                sure = group is not near or filler_only(words.own_words(best.end, figure.start, parts))
                if not strong:
                    sure = sure and len({phrase.role for phrase in pool}) == 1
                chosen = [best]
                if group is near:
                    chosen = self._joined_phrases(best, pool)
                if not strong or group is not behind:
                    member = [item for item in before + behind if self._refines(item, best, words)]
                    chosen = [max(member, key=lambda item: item.end)] if member and len(chosen) == 1 else chosen
                if group is near and self._other_thing(figure, best, words, right):
                    return [], True
                sure = sure and self.masked[best.start - 1 : best.start] != "类"
                return chosen, sure and self._plain(best, words)
        return [], True

    def _refines(self, one: Phrase, whole: Phrase, words: ClauseWords) -> bool:
        """Whether a wording says which part of another's it is: 以重复申请为由不予处理."""
        return one is not whole and self.roles.by_id[one.role].within == whole.role and words.free(one)

    def _other_thing(self, figure: Quantity, phrase: Phrase, words: ClauseWords, right: int) -> bool:
        """Whether the figure counts what is named behind it and not the wording's thing: 印发的46份通知."""
        if any(words.tokens[number].word in self.matcher.family for number in range(phrase.first, phrase.last + 1)):
            return False
        token = next((item for item in words.tokens if item.start >= figure.end), None)
        stop = min(right, token.start if token is not None else right)
        mark = self.masked.find("、", figure.end, stop)
        behind = self.masked[figure.end : mark if mark >= 0 else stop]
        return len(behind) > 1 and not filler_only(behind, 1) and not behind.startswith(_GOES_ON)

    def _plain(self, phrase: Phrase, words: ClauseWords) -> bool:
        """Whether what stands in a wording's gap is nothing that makes it something else: 收到低保申请."""
        tokens = words.tokens[phrase.first : phrase.last + 1]
        unknown = 0
        for one, other in pairwise(tokens):
            gap = self.masked[one.end : other.start]
            for figure in words.figures:
                if one.end <= figure.start < other.start:
                    gap = gap.replace(self.masked[figure.start : figure.end], "")
            unknown += 0 if filler_only(gap) else len(gap)
        return unknown <= 3 or tokens[-1].end - tokens[-1].start > 3

    def _joined_phrases(self, best: Phrase, pool: list[Phrase]) -> list[Phrase]:
        """The wordings that stand joined before one figure: 予以公开、部分公开13件."""
        group = self.roles.by_id[best.role].group
        chosen = [best]
        family = self.roles.by_id[best.role].family
        while True:
            first = chosen[0]
            ahead = [
                item
                for item in pool
                if item.end <= first.start
                and item.role != first.role
                and _JOIN.fullmatch(self.masked, item.end, first.start)
                and self.masked[item.end : first.start]
            ]
            if not ahead:
                return chosen
            one = max(ahead, key=lambda item: (item.end, item.end - item.start))
            other = self.roles.by_id[one.role]
            alike = (group and other.group == group and other.family == family) or (
                {family, other.family} <= {"reconsideration", "litigation"}
            )
            if not alike:
                return chosen
            chosen.insert(0, one)

    def _by(
        self, figure: Quantity, words: ClauseWords, left: int, right: int, chosen: list[Phrase]
    ) -> tuple[tuple[By, ...], bool, str]:
        """The part that a figure is of: what is named before it, or behind it where nothing is."""
        comma = self.masked.rfind("、", left, figure.start)
        tokens = [token for token in words.between(left, figure.start) if token.start not in words.used]
        found = self._named(tokens)
        if found and chosen and any(phrase.start >= figure.end for phrase in chosen) and comma >= 0:
            found = [item for item in found if item[0].start > comma]
        if not found:
            stop = self.masked.find("、", figure.end, right)
            limit = stop if stop >= 0 else right
            end = max([phrase.end for phrase in chosen if phrase.end > figure.end], default=min(limit, figure.end + 8))
            everything = (
                token.start
                for token in words.tokens
                if token.start >= figure.end and "all" in self.matcher.sense.get(token.word, ())
            )
            behind = self._named(words.between(figure.end, min(end, limit, next(everything, limit))))
            if behind and (chosen or self.spoken.in_list or self.spoken.counts):
                found = [item for item in behind if item[1] == "applicant" or chosen or self.spoken.in_list]
        by: list[By] = []
        sure = True
        for dimension in ("applicant", "channel"):
            parts = list(dict.fromkeys(part for _, kind, part in found if kind == dimension))
            if not parts:
                continue
            if dimension == "applicant" and "natural" in parts and ("organisations" in parts or len(parts) > 2):
                continue  # 公民、法人和其他组织: everybody
            if len(parts) > 1 and dimension == "channel" and self._and_others(found):
                continue  # 通过网络、信函等渠道: by all of them
            if len(parts) > 1 and dimension == "applicant":
                if (
                    set(parts) <= {"organisations", "other", "business", "research", "welfare", "legal"}
                    and "organisations" in parts
                ):
                    parts = ["organisations"]
                else:
                    sure = False
            names = [self.roles.parts[dimension][part].name for part in parts]
            value = parts[0] if len(parts) == 1 else "+".join(parts)
            by.append(By("applicant" if dimension == "applicant" else "channel", value, "、".join(names)))
        for item in found:
            words.used.add(item[0].start)
        if self.spoken.month is not None:
            by.append(self.spoken.month)
        start = max(left, comma + 1)
        label = _LABEL.sub("", self.masked[start : figure.start])
        if not label:
            stop = self.masked.find("、", figure.end, right)
            label = _LABEL.sub("", self.masked[figure.end : stop if stop >= 0 else right])
        return tuple(by), sure, label[:24]

    def _and_others(self, found: list[tuple[Token, str, str]]) -> bool:
        end = max(token.end for token, kind, _ in found if kind == "channel")
        return _ALL_WAYS.match(self.masked, end) is not None

    def _named(self, tokens: list[Token]) -> list[tuple[Token, str, str]]:
        return [
            (token, dimension, part) for token in tokens for dimension, part in self.matcher.part.get(token.word, ())
        ]

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
        pool += [
            claim
            for claim in reversed(spoken.counts)
            if claim.sentence >= spoken.sentence - 1 and claim.year == spoken.year
        ]
        for claim in pool:
            if claim is None or (claim.denied and not claim.measure) or figure.measure not in ("", claim.measure):
                continue
            if any(item.kind == kind for item in claim.by):
                return claim, claim.part_of
            whole = claim.part_of
            if whole is not None and claim is not spoken.listed and can_have(whole, kind, self.roles):
                return whole, whole
            if can_have(claim, kind, self.roles):
                return claim, claim
        return None, None

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
            if claim.part_of is not None and claim.part_of.role == claim.role and not self.stack:
                continue  # one applicant's or channel's
            if is_part(first, claim, self.roles) and self._is_result(first):
                return claim
            if role == claim.role and len(by) > len(claim.by) and set(claim.by) <= set(by):
                return claim
        return None

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
        if scope == "own" and by == () and of is None:
            before = self.masked[words.clause.start : figure.start]
            verb = next(
                (
                    token.start
                    for token in words.tokens
                    if token.start >= words.clause.start and token.word in self.matcher._starts
                ),
                figure.start,
            )
            if foreign_organ(self.masked[words.clause.start : min(verb, figure.start)], self.reader.unit):
                scope = "other"
            del before
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
            sure=sure,
            sentence=spoken.sentence,
        )

    def _year_of(self, figure: Quantity, words: ClauseWords, of: Claim | None) -> tuple[Year, int | None]:
        """The year of a figure: as named beside it, else as spoken of."""
        spoken = self.spoken
        taken = [(phrase.start, phrase.end) for phrase in words.phrases]
        for token in reversed(words.tokens):
            year = _YEARS.get(token.word)
            inside = any(start <= token.start and token.end <= end for start, end in taken)
            if year is None or inside or token.start > figure.end:
                continue
            if token.end <= figure.start:
                return year, token.year or None
        behind = next((token for token in words.tokens if token.start >= figure.end), None)
        if behind is not None and behind.word in ("<next>", "<other>") and behind.start - figure.end <= 2:
            inside = any(start <= behind.start and behind.end <= end for start, end in taken)
            if not inside:
                return "other", behind.year or None  # 另1件于次年公开
        return (of.year if of is not None else spoken.year), spoken.named

    def _none_of(self, figure: Quantity, words: ClauseWords) -> bool:
        """Whether a figure of one is denied: 无1件被纠正, 未发生一起."""
        if figure.value != 1:
            return False
        before = words.between(words.clause.start, figure.start)
        return (
            bool(before) and "denial" in self.matcher.sense.get(before[-1].word, ()) and figure.start == before[-1].end
        )

    # ── what is kept

    def _keep(self, claim: Claim) -> None:
        spoken = self.spoken
        self.claims.append(claim)
        family = self.roles.by_id[claim.roles[0]].family
        if not spoken.topic:
            spoken.topic = family
        if claim.what == "change":
            spoken.compared = claim
        if claim.what != "count":
            return
        if claim.part_of is None and spoken.in_list and not self.stack and claim.sure:
            spoken.in_list, spoken.listed = False, None  # a clause with a role that is no part closes the list
        if claim.year == "own" or claim.part_of is None:
            spoken.counts.append(claim)
        spoken.pending = None

    def _denied(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.spoken.counts.append(claim)

    def _pend(self, words: ClauseWords, made: int) -> None:
        """Remember a wording whose figure may follow behind a mark: 收到申请，共5件."""
        spoken = self.spoken
        if made or not words.phrases or words.figures:
            if words.clause.depth == 0:
                spoken.pending = None
            return
        free = [item for item in words.phrases if words.free(item) and not item.listed]
        if not free:
            return
        best = max(free, key=lambda item: (not item.weak, item.end, item.end - item.start))
        if filler_only(self.masked[best.end : words.clause.end]):
            spoken.pending = best


def _not_coming(quantity: Quantity, masked: str) -> Quantity:
    """A figure without the beginning of the word behind it: 15件来自网络 and 比10件多5件 are exact."""
    if not quantity.text.endswith(("来", "多")) or quantity.text[-2:-1].isdigit() or not quantity.measure:
        return quantity
    if quantity.text.endswith("多") and not masked[quantity.end : quantity.end + 1].isdigit():
        return quantity
    return quantity._replace(end=quantity.end - 1, text=quantity.text[:-1], exact=True)


_REACHED = lazy("(?:共计?|总计|累计|本年度?|今年|全年)*(?:达到?|为|至|到|增至|降至)了?")
_SUM = lazy("合计|共计|总计|两类|两项|三类|三项|共")
_ALL_WAYS = lazy("[^，。；、0-9]{0,6}(?:等|[两三四五多][种类个]|各种|各渠道|各种渠道)")
_TOTAL = lazy("(?:合计|共计|总计|总共|累计|一共|共)[^，。；0-9]{0,6}$")
_AS = lazy("(?:的|为|是|有|共|仅|只有|发布|公开|收到|同期|全年|度|年底|末|受理|新收|申请|办结|同期的|，|：|则)*")
