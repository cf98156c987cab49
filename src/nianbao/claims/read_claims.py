"""A paragraph read once into claims, and the figures of it that found no role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from nianbao.claims.by_the_form import Misfit
from nianbao.claims.claim import By, Claim, Figure, Scope, Year
from nianbao.claims.clause_words import CAME_TOO, ClauseWords, Spoken, filler_only
from nianbao.claims.clauses import Clause, clauses, own_organ, words
from nianbao.claims.comparisons import (
    change_words,
    directions,
    of_part,
    share_moved,
    subject,
)
from nianbao.claims.denials import alls_of, denials_of
from nianbao.claims.figure_claims import RECENT, SUM
from nianbao.claims.figure_wording import ONE_EACH
from nianbao.claims.figures_in_context import ONE_OF_TWO, FiguresInContext
from nianbao.claims.form_names import Heard, labelled, named, reason_in, residue, rows_and_groups, tells, words_in
from nianbao.claims.form_statement import Statement
from nianbao.claims.form_statements import FormStatements
from nianbao.claims.fraction_words import Fraction, fractions
from nianbao.claims.groups_of_rows import grouped_claims, puts_in
from nianbao.claims.groups_told import Group, groups_of
from nianbao.claims.mistaken_figures import mistaken_figures
from nianbao.claims.part_lists import can_have, is_part
from nianbao.claims.rest_of_total import REST, rest_claims, rest_of
from nianbao.claims.role_phrases import Phrase, Token, matcher_of
from nianbao.claims.role_relations import averaged_per, compared_claims, rank_claims
from nianbao.claims.shares_by_form import share_misfits
from nianbao.facts import FactBook
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy
from nianbao.report import Unit
from nianbao.text import Quantity, allowed_numerals, fold, quantities
from nianbao.text.quantities import TELLING
from nianbao.text.sentences import overlapping, quoted_spans, sentence_spans

_IN_WORDS = ("成", "分之", "半")
_IN_ORDER = ("最多", "最少", "次之", "居首", "其余", "再次")
_SPACED = lazy("[^ ] +[0-9]|[0-9] +[^ ]")
_EXCEPT = lazy("除(?!了)[^。]{1,60}?外")
_LEFT_OVER = lazy("(?:其余|余下|剩余|剩下|连同|加上)[^，。；、]{0,8}$")
_ANOTHER = lazy("另(?!有上年)[^，。；、]{0,3}$")
_DIVIDED = ("channel", "applicant", "results", "members")
_NOW = lazy("(?:至|到|为|现有|仍有|还有|尚有)了?$")
_THAN_BEFORE = lazy("，?[比较](?:上年|去年|上一年|年初|20[0-9]{2}年)")
"""Behind the number that there is now: 32项，较年初减少4项."""
_SUBJECT = 9
_BEHIND_SHARE = lazy("(?:的|申请|案件|件|均|都|是|为|系|属于?|因|由|来自|获|得到|予以|作出|作|被|以|涉及)*")
_MEANWHILE = lazy("与此同时|同时|此外|另外|除此之外|相比之下")
_LOOK = 8
_NOT_COUNTED_AS = lazy("(?:没有|未|不再?|并未)(?:另行|重新|再)?(?:登记|列|计|算|视|作|当|归)(?:入|为|作|成)$")
"""Before what something is not counted as: 没有登记为申请."""
_FOR = ("针对", "对", "围绕", "根据", "按照", "就", "结合")
_OF_SOME = ("对", "针对", "关于", "涉及", "凡")
_WHY = lazy("因|由于|受|鉴于")
_MONTHS = lazy("(?P<from>[0-9]{1,2})月?[至—-](?P<to>[0-9]{1,2})月$")
_NONE_LEFT = ("不落", "不漏")
_PERIODS = ("季度", "月", "年", "工作日", "自然日", "星期", "小时", "层面", "方面", "渠道", "环节")
"""What a figure counts that is no thing of a table: 四个季度, 三个层面."""
_SO_MANY = ("两项", "三项", "四项", "五项", "两类", "三类", "四类", "两种", "三种")
_ADDED_UP = (
    "此消彼长",
    "此增彼减",
    "一增一减",
    "一减一增",
    "均",
    "都",
    "加起来",
    "相加",
    "合起来",
    "合计",
    "共计",
    "总计",
    "一共",
    "共",
    "之和",
    "加在一起",
)
"""What follows the number of things named before: 两项加起来21件."""
_AMONG = lazy("(?:的|政府信息|公开|申请|案件|信息|答复|行政|复议|诉讼|件|案|当|之)*[中里](?:，|$|[^，。；介])")
_DOES = lazy("[作做]出|核发|实施|办理|颁发")
_ADDED = lazy(
    "(?:增量|减量|增幅|降幅|增加|减少|增长|下降|多出|新增)(?:的|部分|数量|件数)*$|(?:增量|减量|增加的|减少的|多出的)"
)
_TWO = 2
_KINDS = ("remedies.reconsideration", "remedies.litigation", "remedies.direct", "remedies.after")
_REMEDIES = ("reconsideration", "litigation")
_THE_FORMER = lazy("(?:前|后)者|[前后][两三]者")
_MANY_YEARS = lazy(
    "历年|历次|(?<!今年)(?<!本年)(?<!年度)(?<!年初)(?<!月)(?<!份)以来|近[两三四五六七八九十0-9]+年|十[一二三四五六]五|[两三四五六七八九十]年[来间]|[两三四五六七八九十]年(?:合计|共计?|累计)"
)
"""Several years together: no table of one year holds them."""
_BEGINS = ("", *"，、；。：和及年度内共计总")
_TWO_YEARS = lazy("(?:最?近两年|两年)[来间里中内]?")
_IN_YEAR = lazy("(?:仅|只|才)?(?:发生|出现|时间|集中|都|均|就)*(?:在|于|是)$")
"""Before the one of several years in which something was: 近两年仅在2020年发生过1件."""
_BASE = lazy(
    "(?:按|以|用|除以)(?:全部|全年|本年)?(?P<of>办结|答复|办理|新收|收到|受理)[^，。；（）]{0,8}(?:计算|计(?=[，。；）])|为?基数|为基准|为基础|为准|为?分母|口径|测算|折算|来算|来看)"
)
_BASES = {
    "办结": "requests.done",
    "答复": "requests.handled",
    "办理": "requests.handled",
    "新收": "requests.new",
    "收到": "requests.new",
    "受理": "requests.new",
}
_ANOTHER_CAUSE = lazy(
    "因(?![^，。；]{0,16}(?:公开|信息|申请|答复))[^，。；]{2,16}?(?:被|而|引发|引起|产生|提起)[^，。；]{0,8}(?:复议|诉讼)[^，。；]*"
)
"""Reviews and suits about other things: 因行政处罚被提起行政诉讼2起."""
_NOT_COUNTED = lazy(
    "与(?:政府)?信息公开[^，。；]{0,4}无关|不计入|不在统计|不属于本[项表]|不属于统计|不属于(?:政府)?信息公开|非(?:政府)?信息公开|不列入"
)
_AND_THEN, _IS = lazy("[、，；]?(?:而|和|与|则)?"), lazy("(?:全年|收到|新收|则|仅|只有|有|为|是|的)*")
_OF_YEAR = lazy("(?:上年度?|去年|上一年度?|20[0-9]{2}年)(?:同期)?的$")
_OUTSIDE = lazy("[之以]外")
_WITH = ("与", "和", "同", "跟", "是", "为")
_JOINS = ("以", "和", "及", "与", "、", "，", "；", "。", "")
"""Behind a figure that what comes next is not of: 另行汇总的2件以及逾期未缴费的2件."""
_ELSE = lazy("新收|收到|受理|[比较由从]|[0-9]件[和与]")
_AS_LAST = lazy(
    "(?:与|和|同|跟|如同|像)(?:上年度?|上一年度?|去年度?|前一年度?|20[0-9]{2}年度?)(?:的?情况|同期|全年)*(?:完全|大体|均|都)?"
    "(?:一样|一致|相同|同样|无异|持平)"
)
"""A clause that says of what follows that it was so last year: 与上年一样，没有不予处理的."""
_NONE = lazy("(?:没有|未有|未发生|未出现|为零|零|无)(?=[，、；。）])")
_FROM = lazy("[由从][^，。；、0-9]{0,10}$")
_TO = lazy("(?:，)?[一-鿿]{0,3}?[到至为成了](?:本年度?|今年|当年|20[0-9]{2}年)?的?")
_NEAR_YEAR = 24
"""Characters between what is counted and the first of two years' figures, at most."""
_YEARS = ("<own>", "<last>", "<other>")
_LOOKING_BACK = ("", "回看", "回顾", "再看", "而", "看")
_UNTIL = ("至", "到", "于", "在", "转", "入", "截", "待")
_MOST_FIGURES = 150
"""Figures of a sentence; one of more is a table run together, and its figures are left unplaced."""
_LONGEST = 300
"""Known words of a sentence; one of more is no sentence that a person wrote, and its figures are left unplaced."""
_WHOLE = ("requests.new", "requests.handled", "requests.open")
"""What a wording is taken to count where it names no more: 禁止公开的8件."""
_UNDER = lazy("不到|不足|超过|超出")
_SPARE = 2
"""Characters of a reason that may be left over."""
_ASIDE = ("requests.carry_in", "requests.carry_out")
"""Claims that later ones may rest on."""
_DATES = ("年", "月", "日", "季度", "周", "天", "号", "岁", "页", "级", "届")

_TOLD = lazy(TELLING)

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


class Reading:
    """What a paragraph says.

    Attributes:
        text: the paragraph. claims: what it asserts, in order.
        statements: what it says of the form without a figure, where that is no claim.
        unplaced: its figures that found no role; dates and numbers of documents are none.
        about: whether it speaks of anything that a table holds; where it does not, nothing is read until asked for.
    """

    def __init__(self, reader: ClaimReader, text: str, topic: str) -> None:
        self.text = text
        self._reader, self._topic, self._matcher = reader, topic, reader.matcher
        self._folded = fold(text).replace("唯一一", "唯独一")  # 唯一一件申请: one
        self.about = topic in self._matcher.held or self._matcher.keys.search(self._folded) is not None

    @cached_property
    def _masked(self) -> str:
        """The folded text with quotations hidden; empty where spaces stand about its figures."""
        return "" if _SPACED.search(self._folded) else self._reader._open(self.text, self._folded)

    @cached_property
    def _figures(self) -> list[Quantity]:
        return quantities(self._masked)

    @cached_property
    def _read(self) -> tuple[list[Claim], list[Figure], list[Statement]]:
        folded = self._folded
        if not _TOLD.search(folded) and not puts_in(folded, 0, len(folded)) and not tells(folded):
            return [], [], []
        if not self._masked:
            return self._reader._squeezed(self.text, folded, self._topic)
        return _Paragraph(self._reader, self.text, self._masked, self._topic, self._figures).read()

    @property
    def claims(self) -> list[Claim]:
        """What the paragraph asserts, in order."""
        return self._read[0]

    @property
    def unplaced(self) -> list[Figure]:
        """The figures that found no role."""
        return self._read[1]

    @cached_property
    def groups(self) -> list[list[Group]]:
        """The groups of applications that it tells, a list a sentence, each with all that is said of it."""
        if not self.about or not _TOLD.search(self._masked):
            return []
        reader = self._reader
        return groups_of(
            self._masked, self._matcher, self._topic, self._figures, self.claims,
            unit=reader.unit, year=reader.year, own_scope=reader.own_scope,
        )  # fmt: skip

    def shares(self, book: FactBook, roles: Roles) -> list[Misfit]:
        """The shares of applications that no pair of figures makes, in the text or on the form."""
        if not self.about or "占" not in self._masked:
            return []
        reader = self._reader
        return list(
            share_misfits(
                self._masked, self._matcher, self._topic, self._figures, book, roles,
                year=reader.year, own_scope=reader.own_scope,
            )
        )  # fmt: skip

    def mistaken(self, book: FactBook, roles: Roles) -> list[Misfit]:
        """The figures without a role of their own that are a cell's miswritten, or last year's."""
        if not self.about:
            return []
        reader, known = self._reader, self._reader.roles.by_id
        unsure = any(
            not claim.sure or claim.year == "other" or not known[claim.roles[0]].held or known[claim.roles[0]].signed
            for claim in self.claims
        )  # a change since 2018 is unsure; 办件 may be letters, or applications
        if not self._masked or not (self.unplaced or unsure):
            return []
        return list(
            mistaken_figures(
                self._masked, self._matcher, self._topic, self._figures, self.claims, book, roles,
                year=reader.year, own_scope=reader.own_scope,
            )
        )  # fmt: skip

    @property
    def statements(self) -> list[Statement]:
        """What is said of the form without a figure, beside the claims."""
        return self._read[2]


class ClaimReader:
    """Reads paragraphs of a report into claims."""

    def __init__(self, roles: Roles, year: int | None = None, unit: Unit | None = None) -> None:
        self.roles, self.year, self.unit = roles, year, unit
        self.matcher = matcher_of(roles)
        own = (*unit.names, unit.scope, unit.of.word) if unit is not None else ()
        self.of_form = FormStatements(self.matcher, own)

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
        return Reading(self, text, topics.get(aspect or "", "") or topics.get(section, ""))

    # ── one paragraph

    def _squeezed(self, text: str, folded: str, topic: str) -> tuple[list[Claim], list[Figure], list[Statement]]:
        """The claims of a text with spaces about its figures (申请 9 件), read without them."""
        kept = [at for at, char in enumerate(folded) if char != " "]
        places = [*kept, len(text)]
        bare = "".join(text[at] for at in kept)
        claims, unplaced, statements = Reading(self, bare, topic)._read
        moved: dict[int, Claim] = {}

        def move(claim: Claim) -> Claim:
            if id(claim) not in moved:
                start, end = places[claim.start], places[claim.end - 1] + 1
                moved[id(claim)] = replace(
                    claim,
                    start=start,
                    end=end,
                    text=text[start:end],
                    part_of=move(claim.part_of) if claim.part_of is not None else None,
                    against=move(claim.against) if isinstance(claim.against, Claim) else claim.against,
                )
            return moved[id(claim)]

        def place(figure: Figure) -> Figure:
            start, end = places[figure.start], places[figure.end - 1] + 1
            return replace(figure, start=start, end=end, text=text[start:end])

        def shift(statement: Statement) -> Statement:
            start, end = places[statement.start], places[statement.end - 1] + 1
            return replace(statement, start=start, end=end, text=text[start:end])

        return (
            [move(claim) for claim in claims],
            [place(figure) for figure in unplaced],
            [shift(statement) for statement in statements],
        )

    def _open(self, text: str, folded: str) -> str:
        """The text with quotations hidden, but for those that only set off the words for a role: “予以公开”3件."""
        out: list[str] = []
        at = 0
        known = self.matcher
        for start, end in quoted_spans(text):
            inner = folded[start + 1 : end - 1]
            spoken = folded[start] == '"' and (known.begins(inner) or inner in known.part or inner in known.family)
            if not spoken:
                out += [folded[at:start], "□" * (end - start)]
                at = end
        return "".join([*out, folded[at:]]) if at else folded


class _Paragraph(FiguresInContext):
    """The reading of one paragraph, clause by clause."""

    def __init__(self, reader: ClaimReader, text: str, masked: str, topic: str, figures: list[Quantity]) -> None:
        super().__init__(reader.matcher, text, masked, Spoken(topic=topic), reader.unit, reader.of_form.own)
        self.reader, self.topic = reader, topic
        self.year_said = False
        self.as_last = (0, 0)
        self.unplaced: list[Figure] = []
        apart = overlapping(allowed_numerals(masked))
        self.figures = [
            _not_coming(item, masked)
            for item in figures
            if not item.measure.endswith(_DATES)
            and not apart(item.start, item.end)
            and item.text[0] != "第"
            and not masked.startswith(_PERIODS if item.measure in ("", "个") else _NONE_LEFT, item.end)
            and not (item.text in _SO_MANY and masked.startswith(_ADDED_UP, item.end))
        ]
        self.stack: list[tuple[str, Claim | None, bool, Year, Scope]] = []
        self.statements: list[Statement] = []

    def read(self) -> tuple[list[Claim], list[Figure], list[Statement]]:
        spoken = self.spoken
        for number, (start, end) in enumerate(sentence_spans(self.text)):
            spoken.sentence = number
            spoken.pending = None
            self.as_last, self.one_kind = (0, 0), False
            self.stack.clear()
            self.orphan = 0
            spoken.unknown, spoken.comparing, spoken.of_unknown = -1, False, False
            based = _BASE.search(self.masked, start, end)
            spoken.base = _BASES.get(based["of"], "") if based is not None else ""
            spoken.in_list, spoken.listed, spoken.subject, spoken.whose = False, None, (), None
            spoken.rows, spoken.years, spoken.most = [], [], None
            excepted = _EXCEPT.search(self.masked, start, end)
            spoken.excepted = excepted.span() if excepted is not None else (0, 0)
            if spoken.topic not in self.matcher.held:
                spoken.topic = self.topic  # 会商32次。予以公开51件: the meetings are over
            if spoken.year != "own" and spoken.named is None:
                spoken.year = "own"  # 上年 is said of its sentence, 2023年 until another year is named
            tokens = self.matcher.tokens(self.masked, start, end, self.reader.year)
            spoken.both_years = self._of_both_years(tokens)
            low = bisect_left(self.figures, start, key=lambda item: item.start)
            high = bisect_left(self.figures, end, key=lambda item: item.start)
            figures = self.figures[low:high]
            if not tokens or len(tokens) > _LONGEST or len(figures) > _MOST_FIGURES:
                self._leave(figures)  # no sentence that a person wrote
                continue
            del spoken.counts[:-RECENT]
            tokens = [
                token
                for token in tokens
                if token.word != "<month>"
                or not any(f.start <= token.start < f.end and f.measure != "月" for f in figures)
            ]
            telling = self.matcher.telling
            silent = not figures and not any(token.word in telling for token in tokens)
            silent = silent and not puts_in(self.masked, start, end) and not tells(self.masked, start, end)
            if silent and not any(mark in self.masked[start:end] for mark in (*_IN_WORDS, *_IN_ORDER)):
                self._pass(tokens)
                continue
            if not spoken.topic:
                spoken.topic = self.matcher.only_family(tokens)
            at = first = 0
            self.heard = []
            told = len(self.claims)
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
            self._by_year(tokens, figures)
            self._in_one_of_years(tokens, start, end, told)
            self._unrelated_to_openness(start, end)
            if any(claim.what == "rank" for claim in self.claims[told:]) and rows_and_groups(self.heard, self.matcher):
                self.claims[told:] = [
                    replace(claim, way="rows") if claim.what == "rank" and not claim.by else claim
                    for claim in self.claims[told:]
                ]
            self._of_form(self.claims[told:])
        self.claims.sort(key=lambda item: (item.start, item.end))
        return self.claims, self.unplaced, self.statements

    def _by_year(self, tokens: list[Token], figures: list[Quantity]) -> None:
        """Two years' figures, one after the other, of what was named before: 办结的申请，2023年为7件、2024年为11件."""
        inside = {
            token.start
            for heard in self.heard
            for phrase in heard.words.phrases
            for token in heard.words.between(phrase.start, phrase.end)
        }  # 上年结转3件
        tokens = [token for token in tokens if not (token.word in _YEARS and token.start in inside)]
        nones = _NONE.finditer(self.masked, tokens[0].start, tokens[-1].end + _NEAR_YEAR) if tokens else ()
        none = [Quantity(item.start(), item.end(), item.group(), Decimal(0), "", True) for item in nones]
        for one, two in pairwise(sorted([*figures, *none], key=lambda item: item.start)):
            first, second = (
                next((item for item in reversed(tokens) if item.end <= figure.start and item.word in _YEARS), None)
                for figure in (one, two)
            )
            if first is None or second is None or {first.word, second.word} != {"<own>", "<last>"}:
                continue
            if one.measure != two.measure and one.measure and two.measure:
                continue
            if not _AND_THEN.fullmatch(self.masked, one.end, second.start):
                continue
            if not _IS.fullmatch(self.masked, second.end, two.start):
                continue
            strong = [
                (phrase, heard)
                for heard in self.heard
                for phrase in heard.words.phrases
                if not phrase.weak and phrase.end <= one.start and self._measured(phrase.role, one)
            ]
            if not strong:
                continue
            phrase, heard = max(strong, key=lambda item: (item[0].end, item[0].length))
            of = [item for item in strong if self.roles.by_id[item[0].role].within == phrase.role and item[1] is heard]
            phrase, heard = of[-1] if of else (phrase, heard)  # 因属于过程性信息不予公开的，上年2件，今年没有
            low = max(heard.start, first.start if phrase.start >= first.end else heard.start)
            words = ClauseWords(self.masked, heard.words.clause, tokens, [])
            left = residue(words, low, first.start if phrase.end <= first.start else one.start, self.matcher,
                           {self.roles.by_id[phrase.role].family}, self.reader.of_form.own)  # fmt: skip
            begun = phrase.end if phrase.start >= first.end else first.end
            if len(left) > 1 or one.start - phrase.end > _NEAR_YEAR or not _IS.fullmatch(self.masked, begun, one.start):
                continue
            places = {one.start, two.start}
            self.claims = [claim for claim in self.claims if claim.start not in places]
            self.unplaced = [item for item in self.unplaced if item.start not in places]
            for figure, token in ((one, first), (two, second)):
                made = self._yearly(figure, words, {figure.start: (token, phrase)})
                self.claims += [replace(claim, scope="own") for claim in made]

    def _in_one_of_years(self, tokens: list[Token], start: int, end: int, told: int) -> None:
        """What there was in two years, as of the one that is named: 近两年只制发过1件，时间在2025年.

        Args:
            told: number of the sentence's first claim.
        """
        several = _TWO_YEARS.search(self.masked, start, end)
        years = [token for token in tokens if token.word in ("<own>", "<last>") and token.year]
        if several is None or len(years) != 1 or not _IN_YEAR.search(self.masked, several.end(), years[0].start):
            return
        counts = [item for item in self.claims[told:] if item.what == "count" and item.start > several.start()]
        counts = [item for item in counts if item.exact and not item.denied and not item.all and item.value]
        if not counts or (counts[0].sure and counts[0].year == "own"):
            return
        token, (first, *_) = years[0], counts
        self.claims.append(
            replace(
                first, start=token.start, end=token.end, text=self.text[token.start : token.end], sure=True,
                year="own" if token.word == "<own>" else "last", named=token.year, part_of=None, way="",
            )
        )  # fmt: skip

    def _from_to(self, words: ClauseWords) -> dict[int, Claim]:
        """Last year's figure and this year's, in a frame of any verb: 申请量不升反降，由69件减到61件."""
        made: dict[int, Claim] = {}
        for one, two in pairwise(words.figures):
            begun = _FROM.search(self.masked, words.clause.start, one.start)
            if begun is None or one.measure != two.measure or not _TO.fullmatch(self.masked, one.end, two.start):
                continue
            at = begun.start()
            phrases = [item for item in words.phrases if not item.weak and item.end <= at]
            phrases = [item for item in phrases if self._measured(item.role, one)]
            phrase = max(phrases, key=lambda item: (item.end, item.length), default=self.spoken.pending)
            if phrase is None or not self._measured(phrase.role, one) or self.roles.by_id[phrase.role].signed:
                continue
            first = max(self.masked.rfind(mark, 0, phrase.start) for mark in "，。；：") + 1
            if phrase is self.spoken.pending and phrase.weak and not filler_only(self.masked[first : phrase.start], 4):
                return {}  # 减少的是找错部门的申请，从4件降到1件
            who = [item for item in self._named(words.between(words.clause.start, at)) if item[1] == "applicant"]
            if len(who) > 1:
                continue
            role = phrase.role
            if SUM.search(self.masked, phrase.end, at):  # 复议、诉讼合计由19件升至31件
                role = "+".join(item.role for item in self._joined_phrases(phrase, phrases))
            by = tuple(By("applicant", part, self.roles.parts["applicant"][part].name) for _, _, part in who)
            tokens = words.between(at, one.start)
            per = averaged_per(self.masked, words.clause.start, at)
            if per == 0:
                continue  # 日均
            then: Year = "other" if any(token.word == "<other>" for token in tokens) else "last"
            for figure, year in ((one, then), (two, "own")):
                text = self.text[figure.start : figure.end]
                claim = self._made(figure, words, text, role, by, None, sure=True)
                made[figure.start] = replace(claim, year=year, named=None, part_of=None, way="")
                if per:  # 月均由5.3件升到12.7件
                    made[figure.start] = replace(made[figure.start], what="average", per=per)
        return made

    def _by_words(self, figure: Quantity, words: ClauseWords, left: int, right: int) -> list[Claim]:
        """A figure by how a review or suit ended, or by what a row's label turns on, in whichever word:
        法院支持我局的4件, 撤销我局答复1件, 没有在期限内补正的2件."""
        topic = self.spoken.topic
        for token in words.between(words.clause.start, figure.start):
            topic = self.matcher.topic_of(token.word, topic)
        remedies = f"remedies.{topic}" in self.roles.by_id
        if not remedies and topic not in ("", "requests"):
            return []
        right = figure.end if self.masked[figure.end : figure.end + 1] in ("中", "里") else right
        if any(token.word in ("<last>", "<other>") for token in words.between(left, right)):
            return []  # 其中2件为上年未审结案件
        found = named(words, left, right, self.matcher, [topic], words.figures)
        names = [item for item in found.rows if not item.weak]
        if len(names) != 1 or len(names[0].roles) != 1 or not self._measured(names[0].roles[0], figure):
            return []
        group = self.roles.by_id[names[0].roles[0]].group
        if group != "results" and (remedies or not group):
            return []
        if residue(words, left, right, self.matcher, {topic}, self.reader.of_form.own):
            return []
        role = names[0].roles[0]
        text = self.text[figure.start : figure.end]
        return [self._made(figure, words, text, role, (), self._part_of(role, ()), sure=True)]

    def _counts_whom(self, figure: Quantity, words: ClauseWords) -> bool:
        """Whether a figure counts who filed what another one counts: 剩下两件是一家律师事务所提出的."""
        if figure.measure not in ("家", "名", "位") or not figure.value:
            return False
        behind = next((item for item in words.tokens if item.start == figure.end), None)
        return behind is not None and any(
            dimension == "applicant" for dimension, _ in self.matcher.part.get(behind.word, ())
        )

    @staticmethod
    def _only_labelled(told: list[Claim]) -> bool:
        """Whether a figure was taken for a part of the open list by the words beside it only: 其中两件判决重作."""
        of = told[0].part_of
        return of is not None and told[0].role == of.role and told[0].way == "subject"

    def _by_reason(self, figure: Quantity, words: ClauseWords, left: int, right: int, told: list[Claim]) -> list[Claim]:
        """A figure by the reason that its words name, of the group that is spoken of: 不予公开的20件中，讨论稿8件.

        Args:
            told: what else was made of it; kept where that is a row, or another result.
        """
        group, of = self._group_spoken_of(words)
        apart = ONE_EACH.match(self.masked, figure.end)  # 另外5件分别是大量反复申请和要求重新出具
        loose = not told or not told[0].sure or told[0].role == group or told[0].role in _WHOLE or apart is not None
        if not group or not loose or len(told) > 1 or not self._measured(group, figure):
            return []
        if any(item.all or item.denied or item.what != "count" for item in told):
            return []
        comma = self.masked.rfind("、", left, figure.start) + 1
        mark = self.masked.find("、", figure.end, right)
        behind = (figure.end, mark if mark >= 0 else right)
        behind = behind if apart is not None or not told or told[0].role != group else (figure.start, figure.start)
        stretches: tuple[tuple[int, int], ...] = ((max(left, comma), figure.start), (left, figure.start), behind)
        if words.clause.before == "（" and words.clause[:2] == (figure.start, figure.end) and len(self.heard) > 1:
            stretches = self._around_figure(words, self.heard[-2])
        for low, high in dict.fromkeys(stretches):
            each = apart is not None and low == figure.end
            found = reason_in(self.masked, low, high, group, self.matcher, several=each)
            if found is None:
                if (low, high) != behind and self._named_reason(low, high, words):
                    return []
                continue
            name, places = found
            within = [item for item in words.between(low, high) if not _touches(item, places)]
            rows = labelled(self.masked, min(left, low), high, self.matcher)
            named_here = [item.role for item in words.phrases if min(left, low) <= item.start < high]
            if any(self._of_other_group(role, group) for role in (*named_here, *(item.roles[0] for item in rows))):
                return []  # 内容不明确、经告知后未补正的，按其他处理
            if any(item.start <= name.start and name.end <= item.end for item in words.phrases if item.role == group):
                return []  # 不予重复答复
            who = {item[2] for item in self._named(within) if item[1] == "applicant"}
            if len(who) > 1 or any("denial" in self._sense(item) for item in within):
                return []
            left_over = residue(words, low, high, self.matcher, {"requests"}, self.reader.of_form.own, places)
            if len(left_over) > _SPARE:
                return []
            by = tuple(By("applicant", part, self.roles.parts["applicant"][part].name) for part in who)
            text = self.text[figure.start : figure.end]
            return [self._made(figure, words, text, "+".join(name.roles), by, of, sure=of is None or of.sure)]
        return []

    def _around_figure(self, words: ClauseWords, before: Heard) -> tuple[tuple[int, int], ...]:
        """What stands before a figure in brackets, and what behind it: 绝大多数（17件）是不掌握."""
        end = words.clause.end + 1
        marks = [at for mark in "，。；（" if (at := self.masked.find(mark, end)) >= 0]
        begin = max([before.start, *(item.end for item in before.words.figures)])
        return (begin, before.end), (end, min(marks, default=len(self.masked)))

    def _of_other_group(self, role: str, group: str) -> bool:
        """Whether a role is a row of another group of results."""
        of = self.roles.by_id[role].within
        return bool(of) and of != group and self.roles.by_id[of].group == "results"

    def _named_reason(self, low: int, high: int, words: ClauseWords) -> bool:
        """Whether a stretch names a row by its own wording."""
        return any(
            low <= item.start and item.end <= high and not item.weak and self.roles.by_id[item.role].within
            for item in words.phrases
        )

    def _group_spoken_of(self, words: ClauseWords) -> tuple[str, Claim | None]:
        """The group of reasons that a figure's clause names, or that is being divided; with its figure."""
        groups = self.matcher.divided
        clause, spoken = words.clause, self.spoken
        here = {item.role for item in words.phrases if item.role in groups and not item.weak and not item.listed}
        here |= {one for item in labelled(self.masked, clause.start, clause.end, self.matcher) for one in item.roles}
        here &= groups
        counts = [item for item in reversed(spoken.counts) if item.sentence == spoken.sentence and not item.all]
        if here:
            group = here.pop()
            told = next((item for item in counts if item.role == group and not item.by), None)
            return ("", None) if here else (group, told)
        counts = [item for item in counts if self.roles.by_id[item.roles[0]].family == "requests" and not item.denied]
        for item in (spoken.listed if spoken.in_list else None, *counts[:1]):
            whole = item if item is None or item.role in groups else item.part_of
            if whole is not None and whole.role in groups and whole.exact and not whole.by:
                return whole.role, whole
        return "", None

    def _labelled(self, claims: list[Claim], figure: Quantity, words: ClauseWords, left: int) -> list[Claim]:
        """A figure's claim by the row whose label stands before it, where no wording but 申请 was found for it:
        没有现成文本、需要另行加工的3件申请."""
        if len(claims) == 1 and claims[0].role in _KINDS and not claims[0].by:
            behind = named(words, figure.end, words.clause.end, self.matcher, [self.roles.by_id[claims[0].role].family])
            ends = [item for item in behind.rows if item.roles == (f"{claims[0].role}.pending",)]
            ends = [item for item in ends if not any(figure.end < one.start < item.start for one in words.figures)]
            if ends and filler_only(self.masked[figure.end : ends[0].start], 4) and claims[0].what == "count":
                return [replace(claims[0], role=ends[0].roles[0])]  # 还有1件复议没有审结
        if len(claims) == 1 and self._only_labelled(claims):
            return self._by_words(figure, words, left, figure.start) or claims  # 判令重新答复1件
        if len(claims) != 1 or not claims[0].role.startswith("requests.") or claims[0].what != "count" or claims[0].by:
            return claims
        known = self.roles.by_id
        rows = labelled(self.masked, left, figure.start, self.matcher)
        rows = [item for item in rows if not any(known[one.roles[0]].within == item.roles[0] for one in rows)]
        if len(rows) != 1 or not known[role := rows[0].roles[0]].within:
            return claims
        before = [item for item in words.phrases if not item.weak and left <= item.start < figure.start]
        if any(item.role not in (role, known[role].within) for item in before):
            return claims
        joined = self.masked[figure.end : figure.end + 1] in _JOINS
        if claims[0].role not in ("requests.new", role) and (before or not joined):
            return claims
        topics = {"requests"}
        if residue(words, rows[0].end, figure.start, self.matcher, topics, self.reader.of_form.own):
            return claims
        part_of = claims[0].part_of if claims[0].role == role else self._part_of(role, ())
        return [replace(claims[0], role=role, readings=(), strict=False, part_of=part_of, sure=True)]

    def _of_form(self, claims: list[Claim]) -> None:
        """What the sentence says of the form without a figure."""
        for heard in self.heard:
            heard.claims = [claim for claim in claims if heard.start <= claim.start < heard.end]
        self.reader.of_form.forget()
        for number, heard in enumerate(self.heard):
            said = [claim for claim in heard.claims if claim.denied or claim.all]
            if said and self._of_others(number):
                self._unsure(heard.start, heard.end)
            for claim in said:
                if claim.denied and self.reader.of_form.says_more(self.heard, number, claim.start, claim.end):
                    self._unsure(claim.start, claim.start + 1)  # 没有制发涉及市场准入的规范性文件
        self.statements += self.reader.of_form.read(self.heard, self.text)

    def _of_others(self, number: int) -> bool:
        """Whether what a clause says is of some only, or of another organ: 对涉及征地的申请，没有不予公开的."""
        heard = self.heard[number]
        before = next((phrase.start for phrase in heard.words.phrases), heard.start)
        if own_organ(self.masked[heard.start : before], self.reader.unit) is False:
            return True
        said = self.masked[self.heard[number - 1].start : heard.start] if number else ""
        return said.startswith(_OF_SOME) and self.reader.of_form.narrowed(self.heard, number)

    def _of_both_years(self, tokens: list[Token]) -> bool:
        """Whether a sentence begins with this year and the one before it, joined: 2021年和2022年，本局均未收到."""
        years = [token for token in tokens[:4] if token.word in ("<own>", "<last>")]
        if len(years) != 2 or {token.word for token in years} != {"<own>", "<last>"}:
            return False
        return self.masked[years[0].end : years[1].start] in ("和", "、", "及", "与")

    def _pass(self, tokens: list[Token]) -> None:
        """Go on over a sentence that tells nothing but what it is about."""
        for token in tokens:
            self.spoken.topic = self.matcher.topic_of(token.word, self.spoken.topic)

    def _leave(self, figures: Iterable[Quantity]) -> None:
        figures = list(figures)
        if figures:
            self.spoken.unknown = figures[-1].start
            mark = self.masked[figures[-1].end : figures[-1].end + 1]
            if mark in ("中", "里"):
                self.spoken.of_unknown, self.spoken.base = True, ""
        self.unplaced += [
            Figure(item.start, item.end, self.text[item.start : item.end], item.value, item.measure) for item in figures
        ]

    def _clause(self, words: ClauseWords) -> None:
        spoken, clause = self.spoken, words.clause
        self._depth(clause)
        if clause.before != "（":
            self._both()
        if clause.before == "；" and not self.stack and _MEANWHILE.match(self.masked, clause.start):
            spoken.in_list, spoken.listed = False, None  # 含职业打假人80件；与此同时，投诉举报2.6万件
        self.depth = clause.depth
        begins = clause.before in ("", "。", "；") and not self.stack
        if not words.figures and begins and _AS_LAST.fullmatch(self.masked, clause.start, clause.end):
            self.as_last = (clause.start, clause.end)
            self.heard.append(Heard(words, spoken.topic, spoken.year, spoken.scope, spoken.month is not None))
            return
        if not words.tokens and not words.figures:
            self.heard.append(Heard(words, spoken.topic, spoken.year, spoken.scope, spoken.month is not None))
            for claim in self._in_words(words) or rank_claims(words, self.matcher, spoken, self.text):
                self._keep(claim)  # 予以公开39件，超过四成; 无法提供138件，数量居首
            return
        self._the_kind(words)
        self._lists(words)
        spans = [(item.start, item.end) for item in words.figures]
        listed = spoken.in_list or clause.before in ("，", "、") or len(words.figures) > 1
        phrases = self.matcher.phrases(words.tokens, spoken.topic, spans, listed=listed)
        words.phrases = self._pruned(phrases, words.figures)
        heard = Heard(words, spoken.topic, spoken.year, spoken.scope, False, spoken.listed)
        self.heard.append(heard)
        before = (spoken.year, spoken.named, spoken.year_at)
        self.year_said = False
        if clause.before == "；" and not clause.depth and spoken.year_aside:
            spoken.year, spoken.named, spoken.year_at = "own", None, -1  # 而2019年被纠正1件；行政诉讼1件: of this year
        self._when(words)
        if self.year_said:
            spoken.year_aside = spoken.year != "own" and clause.before != ""
        heard.year, heard.scope, heard.month = spoken.year, spoken.scope, spoken.month is not None
        ways = directions(words, self.matcher)
        pointed = ONE_OF_TWO.match(self.masked, clause.start, clause.end) if self.one_kind else None
        end = pointed.end() if pointed is not None else clause.start
        made = 0
        first = len(self.claims)
        none: list[Quantity] = []
        self.mismatched = False
        yearly = self._by_years(words)
        respective = {} if yearly else self._respective(words)
        compared = dict(compared_claims(words, self.matcher, spoken, self.text))
        framed = self._from_to(words) or self._of_the_most(words) or self._so_this_year(words)
        for number, figure in enumerate(words.figures):
            if number and made and "中有" in self.masked[end : figure.start] and spoken.last_count() is not None:
                spoken.listed, spoken.in_list = spoken.last_count(), True
            self.at = figure.start
            others = (item.start for item in words.figures[number + 1 :] if not self._counts_whom(item, words))
            following = next(others, clause.end)
            if self._none_of(figure, words):
                none.append(figure)  # 无一起行政复议: the denial tells it
                end = figure.end
                continue
            if figure.start in compared:
                self._keep(self._doubted(compared[figure.start], words))
                end = figure.end
                continue
            if figure.start in framed:
                claims = [framed[figure.start]]
            else:
                claims = self._yearly(figure, words, yearly) or self._given(figure, words, respective)
            low, high = spoken.excepted
            inside = low <= figure.start < high
            reach = self._before_the_most(figure, words, min(following, high) if inside else following)
            among = _AMONG.match(self.masked, figure.end, reach)
            reach = min(reach, among.end() - 1) if among is not None else reach  # 20件复议案件中被纠正4件
            claims = claims or self._figure(figure, words, end, reach, ways)
            if claims or not self._compared_each(words, figure):
                claims = self._labelled(claims, figure, words, end) or self._by_words(figure, words, end, reach)
                claims = self._by_reason(figure, words, end, reach, claims) or claims
            if inside and all(item.role == "requests.new" and item.readings for item in claims):
                claims = self._excepted_from(figure, claims) or claims
            if claims:
                made += 1
                for claim in claims:
                    told = self._doubted(claim, words)
                    self._keep(told.unsure() if self.mismatched else told)
                if claims[-1].what == "count" and _AMONG.match(self.masked, figure.end, clause.end + 1):
                    spoken.listed, spoken.in_list = claims[-1], True  # 已审结的26件中，维持18件
            else:
                self._leave([figure])
            end = figure.end
        if made == 1 and len(words.figures) == 1 and self.masked[clause.end - 1] in "中里" and clause.end > end:
            counted = self.claims[-1]
            if counted.what == "count" and counted.exact and filler_only(self.masked[end : clause.end - 1]):
                spoken.listed, spoken.in_list = counted, True  # 上述10件不予公开的申请中，自然人7件
        for claim in rank_claims(words, self.matcher, spoken, self.text):
            self._keep(self._doubted(claim, words))
        if -1 in compared:
            self._keep(self._doubted(compared[-1], words))
        moved = None if compared else share_moved(words, self.matcher, spoken, self.claims, self.text)
        if moved is not None:
            self._keep(moved)
            self.unplaced = [item for item in self.unplaced if item.start != moved.start]
        for claim in change_words(words, self.matcher, spoken) if not compared and moved is None else ():
            self._keep(self._of_whom(self._of_sum(claim, words), words))
        for claim in self._in_words(words):
            self._keep(claim)
        grouped = grouped_claims(words, self.matcher, spoken, self.text)
        rest = rest_claims(words, self.matcher, spoken, self.text, self.reader.of_form.own)
        for claim in rest:
            self.claims.append(claim)
        denied = denials_of(words, self.matcher, spoken, self.text)
        for claim in denied:
            self._denied(self._doubted(claim, words))
            if spoken.both_years and claim.year in ("own", "last") and claim.part_of is None:
                self.claims.append(replace(claim, year="last" if claim.year == "own" else "own"))
        if not denied:
            self._leave(none)
        if words.tokens and not rest:
            for claim in alls_of(words, self.matcher, spoken, self.text):
                told = self._doubted(claim, words)
                self.claims.append(told)
                spoken.counts.append(told)
        self._half_understood(words)
        self._left_for_next_year(words)
        self.claims += [*grouped, *self._kinds_of_outcome(words)]
        self._so_last_year(first)
        own = any(not item.weak for item in words.phrases)
        if (
            self.year_said
            and clause.before in ("，", "；", "（")
            and not own
            and spoken.year != "own"
            and words.figures
        ):
            spoken.year, spoken.named, spoken.year_at = before  # 收到7件，上年为3件，其中企业5件: of this year's
        if yearly:
            spoken.year, spoken.named = "own", None
        self._pend(words, made)
        spoken.most = self._the_most(words)
        named = any(token.word in ("<last>", "<other>") for token in words.tokens)
        if named and any("compares" in self._sense(token) for token in words.tokens):
            spoken.comparing = True
        self.ahead = words.tokens[-1] if words.tokens else None
        for token in words.tokens:
            spoken.topic = self.matcher.topic_of(token.word, spoken.topic)
        last = spoken.last_count()
        if last is not None and last.start >= clause.start:
            family = self.roles.by_id[last.roles[0]].family
            both = family in _REMEDIES and spoken.topic in _REMEDIES and last.sure
            if self.matcher.narrower(family, spoken.topic) or both:
                spoken.topic = family  # 1件未经复议直接起诉的行政诉讼案件

    def _so_last_year(self, first: int) -> None:
        """After 与上年一样, what a clause says is said of last year too.

        Args:
            first: number of the clause's first claim.
        """
        start, end = self.as_last
        told = [item for item in self.claims[first:] if item.what == "count" and item.year == "own" and not item.all]
        if not end or not told:
            return
        self.as_last = (0, 0)
        self.claims += [
            replace(item, start=start, end=end, text=self.text[start:end], year="last", part_of=None, way="")
            for item in told
            if item.part_of is None and (item.denied or item.exact)
        ]

    def _both(self) -> None:
        """After both kinds of suits were told, what follows is of all of them again."""
        spoken = self.spoken
        here = [
            claim
            for claim in spoken.counts
            if claim.sentence == spoken.sentence and not claim.all and claim.start not in self.inner
        ]
        if here:  # 直接起诉4件；复议后起诉6件，败诉1件: of the six
            begin = self.masked.rfind("；", 0, here[-1].start)
            here = [claim for claim in here if claim.start > begin]
        families = {self.roles.by_id[claim.roles[0]].family for claim in here[-4:]}
        whole = self.matcher.wider(spoken.topic)
        before = self.heard[-1].words if self.heard and not here else None
        if before is not None and not before.figures:  # 直接起诉和复议后起诉各半，已审结的5件中
            families |= {self.matcher.family.get(token.word, "") for token in before.tokens}
        if whole and sum(self.matcher.narrower(family, whole) for family in families) > 1 and not self.one_kind:
            spoken.topic = whole

    def _of_sum(self, claim: Claim, words: ClauseWords) -> Claim:
        """A change told in words, of the sum that its clause speaks of: 许可5件、处罚1件，合计比上年略减."""
        if not self._sums(words, claim.start):
            return claim
        at = Quantity(claim.start, claim.start, "", None, "", True)
        whole = self._sum_of_last(at, words, words.clause.start)
        if whole is None or "+" not in whole.role:
            return claim.unsure()
        return replace(claim, role=whole.role, by=whole.by, part_of=None, sure=whole.sure)

    def _doubted(self, claim: Claim, words: ClauseWords) -> Claim:
        """A claim, unsure where its sentence says it of others than all: 除1件外, 其余2件, 企业申请办结9件，其中…."""
        spoken = self.spoken
        of = claim.part_of
        if claim.role in _KINDS and words.clause.before == "，" and self._of_outcome_told(claim):
            return claim.unsure()  # 被撤销的有2件，复议、诉讼各1件
        this_year = any(token.word == "<own>" for token in words.tokens)
        before_now = of is not None and of.year == "last" and of.sentence == spoken.sentence
        if claim.all and before_now and (this_year or spoken.year == "own"):
            return claim.unsure()  # 上年1件未结，今年全部审结
        if claim.all and of is not None and of.role == "requests.carry_in" and self._only_brought(of, claim.start):
            return claim.unsure()  # 年初承接的2件都已办结: while others are left
        if claim.what == "change" and claim.against == "last" and self._told_of_last(claim, words):
            return claim.unsure()  # 在2019年增加2项的基础上: of that year
        if claim.all and _ADDED.search(self.masked, words.clause.start, claim.start):
            return claim.unsure()  # 增量全部来自自然人
        if isinstance(claim.against, Claim) and claim.year == "own" and self._after_last_year(words):
            return claim.unsure()  # 上年两者分别为13件和15件，公开的多于部分公开
        if claim.year == "last" and spoken.year == "last" and spoken.year_at >= 0 and claim.role != "requests.carry_in":
            named = any(token.word in ("<last>", "<other>") for token in words.tokens if token.end <= claim.start)
            if spoken.year_at != words.clause.start and not named and not words.clause.depth:
                return claim.unsure()  # 上年新收14件，办结12件: this year's or last's
        if _MANY_YEARS.search(self.masked, words.clause.start, claim.start):
            return claim.unsure()  # 历年累计受理64件
        if self.orphan or (not self.one_kind and _THE_FORMER.search(self.masked, words.clause.start, claim.start)):
            return claim.unsure()  # 剩余16件（自然人15件）: of which sixteen? 前者少26件: which?
        begin, end = spoken.excepted
        if end and begin <= claim.start < end and not (claim.exact and not claim.denied and self._strong(claim, words)):
            return claim.unsure()
        if end and claim.start >= end and (claim.all or claim.denied) and not self._of_excepted(claim):
            return claim.unsure()
        before = self.masked[words.clause.start : claim.start]
        if (
            not claim.denied
            and claim.role != "requests.carry_in"
            and (
                (_LEFT_OVER.search(before) and not self._told_as_rest(claim))
                or (_ANOTHER.search(before) and not self._is_result(claim.roles[0]))
            )
        ):
            left = rest_of(spoken)
            divided = left is not None and _same(claim.part_of, left.total) and claim.way in _DIVIDED
            if left is not None and divided and claim.exact and (claim.value or 0) > left.value:
                return claim  # 40件、21件，其余8件, of 68: more than there is
            if claim.role == "requests.carry_out" and self._strong(claim, words) and not self._of_some_applicant(claim):
                return claim  # 剩余4件结转下年: all that was left
            if left is None and self.roles.by_id[claim.roles[0]].group == "results" and self._strong(claim, words):
                return replace(claim, by=(*claim.by, By("subject", REST, REST)))  # of a total that is not told
            if left is None or left.value != claim.value or not claim.exact or len(claim.roles) > 1:
                return claim.unsure()
            if "等" in self.masked[claim.end : words.clause.end]:
                return claim.unsure()  # 其余29件由企业、律师事务所等提出
            return self._of_rest(claim, left.total)
        now = _NOW.search(before) or _THAN_BEFORE.match(self.masked, claim.end)
        if claim.what == "count" and self.roles.by_id[claim.roles[0]].signed and not now:
            return claim.unsure()  # 进驻行政许可事项120项: a list's, not all there are
        if claim.what != "count" or claim.part_of is not None or spoken.in_list:
            return claim
        applicants = tuple(item for item in claim.by if item.kind == "applicant")
        if not applicants and (outer := self._around_bracket(words)) and "applicant" in self._parts(claim):
            claim = replace(claim, by=(*claim.by, *outer))  # 自然人申请（含上年结转）共办结41件
            spoken.subject, spoken.whose = outer, claim
        elif applicants and self._named(words.between(words.clause.start, words.clause.start + _SUBJECT)):
            spoken.subject, spoken.whose = applicants, claim
        elif spoken.subject and not applicants and "applicant" in self._parts(claim):
            return self._of_subject(claim, words)
        return claim

    def _told_of_last(self, claim: Claim, words: ClauseWords) -> bool:
        """Whether a change is told as one that there was last year, and not against it."""
        ahead = words.between(words.clause.start, claim.end)
        named = [token for token in ahead if token.word in _YEARS]
        compared = any({"compares", "from"} & self._senses(token) for token in ahead)
        return (
            bool(named)
            and named[-1].word == "<last>"
            and not compared
            and not self.masked.endswith(_WITH, words.clause.start, named[-1].start)
        )

    def _told_as_rest(self, claim: Claim) -> bool:
        """Whether the rest is what its claim says: the kinds of applicant that were not named, or several reasons."""
        kinds = "+" in claim.applicant and claim.part_of is None
        return kinds or ("+" in claim.role and self.roles.by_id[claim.roles[0]].family == "requests")

    def _of_some_applicant(self, claim: Claim) -> bool:
        """Whether a sentence names a kind of applicant before a claim, of whose applications it may be."""
        begin = self.masked.rfind("。", 0, claim.start) + 1
        tokens = (token for heard in self.heard for token in heard.words.between(begin, claim.end))
        return bool(self._named(list(tokens)))

    def _only_brought(self, of: Claim, until: int) -> bool:
        """Whether a sentence, or the very clause of what is said of all, tells of what was brought over alone."""
        begin = self.masked.rfind("。", 0, of.start) + 1
        if "，" not in self.masked[of.end : until]:
            begin = max(begin, *(self.masked.rfind(mark, 0, of.start) + 1 for mark in "，；"))
        return CAME_TOO.search(self.masked, begin, of.start) is None

    def _after_last_year(self, words: ClauseWords) -> bool:
        """Whether the clause right before tells another year's figures, and this one names no year."""
        if words.clause.before != "，" or len(self.heard) < _TWO or any(item.word in _YEARS for item in words.tokens):
            return False
        before = self.heard[-2].words
        first = before.tokens[0] if before.tokens else None
        return first is not None and first.word in ("<last>", "<other>") and bool(before.figures)

    def _strong(self, claim: Claim, words: ClauseWords) -> bool:
        """Whether a claim of what is excepted says of its own words what it counts: 除6件结转下年外."""
        if claim.part_of is not None:
            return claim.part_of.sure
        named = {item.role for item in words.phrases if not item.weak}
        return named.issuperset(claim.roles)

    def _of_excepted(self, claim: Claim) -> bool:
        """Whether what is said is of what was excepted itself: 除2件外均已办结，结转件都是企业申请."""
        begin, end = self.spoken.excepted
        return claim.all and claim.part_of is not None and begin <= claim.part_of.start < end

    def _of_rest(self, claim: Claim, total: Claim) -> Claim:
        """A figure of the rest as a part of its total, or of another that it is told as."""
        if claim.part_of is not None or claim.by:
            return claim
        if self._elsewhere(claim.role, total):
            return replace(claim, part_of=total, way="foreign")
        return claim

    def _unrelated_to_openness(self, start: int, end: int) -> None:
        """Claims of which the sentence says that they do not count here: 与政府信息公开无关."""
        for match in _NOT_COUNTED.finditer(self.masked, start, end):
            begin = (
                max(self.masked.rfind("；", start, match.start()), self.masked.rfind("：", start, match.start())) + 1
            )
            self._unsure(max(begin, start), match.start())
        for match in _ANOTHER_CAUSE.finditer(self.masked, start, end):
            self._unsure(match.start(), match.end())

    def _half_understood(self, words: ClauseWords) -> None:
        """Claims of a clause in which another count found no role are not sure."""
        start, end = words.clause.start, words.clause.end
        measures = {item.measure for item in self.unplaced[-RECENT:] if start <= item.start < end}
        if measures:
            self._unsure(start, end, measures)
        last = max((item.end for item in words.figures), default=end)
        alls = any("all" in self._sense(token) for token in words.tokens)
        mine = {role for claim in self.claims[-RECENT:] if start <= claim.start < end for role in claim.roles}
        told = [
            item
            for item in words.phrases
            if not item.weak and item.start >= last and words.free(item) and not self._akin(item.role, mine)
        ]
        if told and not alls and any(self.reader.roles.facts(item.role) for item in told):
            self._unsure(start, end)  # 两件个人申请和三件企业申请予以公开

    def _akin(self, role: str, others: set[str]) -> bool:
        """Whether a role is one of some, or a part or the whole of one."""
        within = {self.roles.by_id[other].within for other in others}
        return role in others or role in within or self.roles.by_id[role].within in others

    def _in_words(self, words: ClauseWords) -> list[Claim]:
        """Shares told in words: 予以公开的不足三成, 占比过半."""
        if not any(mark in self.masked[words.clause.start : words.clause.end] for mark in _IN_WORDS):
            return []
        found = []
        for told in fractions(self.masked, words.clause.start, words.clause.end):
            if (of_year := _OF_YEAR.search(self.masked, words.clause.start, told.start)) is not None:
                found += self._of_last_year(told, words, of_year.start())
                continue
            if _OUTSIDE.search(self.masked, words.clause.start, told.start):
                continue  # 两者之外的合起来近四成
            behind = self._fraction_behind(told, words)
            if behind is not None:
                found += behind
                continue
            if any(token.start < told.start < token.end for token in words.tokens if "up" in self._sense(token)):
                continue
            if (halved := self._of_figure_before(told)) is not None:
                found.append(halved)
                continue
            shares = (
                token.start for token in words.tokens if "share" in self._sense(token) and token.end <= told.start
            )
            until = max(shares, default=told.start)
            before = [item for item in words.phrases if item.end <= until and words.free(item)]
            moved = [
                token
                for token in words.tokens
                if {"up", "down"} & self._senses(token) and "差不多" not in self.masked[token.start - 2 : token.end]
            ]
            if moved:
                made = self._moved_by(told, words, moved)
                found += [made] if made is not None else []
                continue  # 增长四成
            of = self._sum_of_last(told, words, words.clause.start)
            who = [item for item in self._named(words.between(words.clause.start, until)) if item[1] == "applicant"]
            if of is None and not before and len(who) == 1:
                theirs = (item for item in reversed(self.spoken.counts) if item.applicant == who[0][2])
                of = next((item for item in theirs if item.sentence == self.spoken.sentence), None)
                if of is None:
                    continue
            if self.spoken.unknown > max((claim.start for claim in self.claims[-RECENT:]), default=-1):
                continue
            if of is None and before:
                best = max(before, key=lambda item: (not item.weak, item.end))
                if self.masked[best.end : best.end + 1] == "率" and not best.role.startswith("remedies."):
                    continue  # of which whole?
                roles = "+".join(item.role for item in self._joined_phrases(best, before))
                listed = self.spoken.listed if self.spoken.in_list else None
                if best.weak and listed is not None and who and can_have(listed, "applicant", self.roles):
                    roles = listed.role  # 不予公开3件，其中企业申请占三分之二
                of = Claim(
                    told.start,
                    told.end,
                    "",
                    roles,
                    year=self.spoken.year,
                    scope=self.spoken.scope,
                    part_of=self._part_of(best.role, ()),
                )
                of = of if filler_only(self.masked[best.end : until], 4) else None
                if of is not None and len(who) == 1 and can_have(of, "applicant", self.roles):
                    part = self.roles.parts["applicant"][who[0][2]]
                    of = replace(of, by=(By("applicant", part.id, part.name),), readings=("requests.done",))
            if of is None and not before and not who:
                apart = until == told.start or filler_only(self.masked[words.clause.start : until])
                outer = (c for c in reversed(self.spoken.counts) if self.depth or c.start not in self.inner)
                outer = (c for c in outer if c.start < until)  # 占不予公开17件的七成
                of = next(outer, None) if apart else None  # 房屋档案查询类占一半以上: of what no table has
            if of is None or (of.sentence != self.spoken.sentence and not before) or of.what != "count":
                continue
            claim = replace(
                of, start=told.start, end=told.end, text=self.text[told.start : told.end], what="share", value=None,
                low=told.low, high=told.high, measure="%", sentence=self.spoken.sentence,
            )  # fmt: skip
            share = self._of_named(claim, words)
            unclear = self.spoken.of_unknown and share.against == ""
            found.append(share.unsure() if unclear else share)
        return found

    def _of_figure_before(self, told: Fraction) -> Claim | None:
        """The share of the figure right before it that the count told before that is: 31件，恰为总数62件的一半."""
        here = [item for item in self.spoken.counts if item.sentence == self.spoken.sentence]
        if len(here) < _TWO or here[-1].end != told.start - 1 or self.masked[told.start - 1] != "的":
            return None
        return replace(
            here[-2], start=told.start, end=told.end, text=self.text[told.start : told.end], what="share", value=None,
            low=told.low, high=told.high, measure="%", against=here[-1],
        )  # fmt: skip

    def _of_last_year(self, told: Fraction, words: ClauseWords, at: int) -> list[Claim]:
        """A figure as a share of last year's: 新收7件，不到上年的一半; of which year, its words say."""
        year = next((item.word for item in reversed(words.tokens) if at <= item.start < told.start), "<last>")
        last = self.spoken.last_count()
        near = last is not None and words.clause.before == "，" and last.end == words.clause.start - 1
        if (
            last is None
            or not near
            or year == "<other>"
            or not last.sure
            or last.year != "own"
            or last.part_of is not None
        ):
            return []
        ahead = _UNDER.search(self.masked, words.clause.start, at)
        if not filler_only(self.masked[words.clause.start : ahead.start() if ahead is not None else at]):
            return []
        low: Decimal | None = told.low / 100
        high: Decimal | None = told.high / 100
        middle = (told.low + told.high) / 200
        if ahead is not None:
            low, high = (Decimal(0), middle) if ahead.group() in ("不到", "不足") else (middle, None)
        begin = ahead.start() if ahead is not None else at
        return [
            replace(
                last, start=begin, end=told.end, text=self.text[begin : told.end], what="ratio",
                value=told.high / 100, low=low, high=high, measure="倍", against=replace(last, year="last"),
            )
        ]  # fmt: skip

    def _fraction_behind(self, told: Fraction, words: ClauseWords) -> list[Claim] | None:
        """A share told before what it is of: 近八成来自自然人, 半数以上需要另行制作; None if nothing is."""
        clause = words.clause
        after = [item for item in words.phrases if item.start >= told.end and self.roles.by_id[item.role].group]
        who = [item for item in self._named(words.between(told.end, clause.end)) if item[1] == "applicant"]
        if any("share" in self._sense(token) for token in words.tokens if token.end <= told.start):
            return None
        first = min([*(item.start for item in after), *(item[0].start for item in who)], default=-1)
        rest = self.masked[told.end : clause.end]
        if first < 0:
            return None if filler_only(rest) else []  # 近三成集中在征地补偿领域: of what no table has
        if not _BEHIND_SHARE.fullmatch(self.masked, told.end, first):
            return []
        last = self.spoken.last_count()
        if last is None or last.sentence != self.spoken.sentence or last.all or not last.sure or self.spoken.of_unknown:
            return []
        base = replace(
            last, start=told.start, end=told.end, text=self.text[told.start : told.end], what="share", value=None,
            low=told.low, high=told.high, measure="%", sentence=self.spoken.sentence, part_of=last, way="",
        )  # fmt: skip
        if after and first == after[0].start:
            best = max((item for item in after if item.start == first), key=lambda item: item.end)
            return [replace(base, role=best.role)] if is_part(best.role, last, self.roles) else []
        if len(who) != 1 or not can_have(last, "applicant", self.roles):
            return []
        part = self.roles.parts["applicant"][who[0][2]]
        return [replace(base, by=(*last.by, By("applicant", part.id, part.name)))]

    def _moved_by(self, told: Fraction, words: ClauseWords, moved: list[Token]) -> Claim | None:
        """A change told as a share in words: 增幅近四成, 同比下降三成."""
        token = next((item for item in reversed(moved) if item.end <= told.start), None)
        if token is None or not filler_only(self.masked[token.end : told.start], 1):
            return None
        if any(item.start >= told.end for item in words.figures) or self.masked.startswith("左右", told.end):
            return None
        compared = [item for item in words.tokens if {"compares", "from"} & self._senses(item)]
        start = compared[0].start if compared and compared[0].start < token.start else token.start
        role, of, phrase = subject(words, start, self.spoken, self.matcher)
        if not role or of_part(self.spoken, phrase, words.clause.depth):
            return None
        if any(item.word == "<other>" for item in words.tokens):
            return None
        made = Claim(
            told.start, told.end, self.text[told.start : told.end], role, what="change", low=told.low, high=told.high,
            measure="%", by=of.by if of is not None else (), scope=self.spoken.scope, against="last",
            direction="up" if "up" in self._senses(token) else "down", sentence=self.spoken.sentence,
        )  # fmt: skip
        return self._of_whom(made, words)

    def _senses(self, token: Token) -> set[str]:
        return self.matcher.sense.get(token.word, set())

    def _sense(self, token: Token) -> Container[str]:
        return self.matcher.sense.get(token.word, ())

    def _depth(self, clause: Clause) -> None:
        spoken = self.spoken
        if len(self.stack) > clause.depth and self.orphan > clause.depth:
            self.orphan = 0
        while len(self.stack) > clause.depth:
            spoken.topic, spoken.listed, spoken.in_list, spoken.year, spoken.scope = self.stack.pop()
        while len(self.stack) < clause.depth:
            self.stack.append((spoken.topic, spoken.listed, spoken.in_list, spoken.year, spoken.scope))
            last = spoken.last_count()
            if last is not None and clause.start - 2 <= last.end <= clause.start:
                spoken.listed, spoken.in_list = last, True
            elif any(clause.start - 2 <= item.end <= clause.start for item in self.unplaced[-RECENT:]):
                spoken.listed, spoken.in_list, self.orphan = None, False, len(self.stack)

    def _lists(self, words: ClauseWords) -> None:
        """Open a list of parts where the clause does."""
        spoken, clause = self.spoken, words.clause
        last = spoken.last_count()
        if clause.before == "：" and last is not None and last.end == clause.start - 1:
            spoken.listed, spoken.in_list = last, True
        sense = self.matcher.sense
        compares = any(
            "compares" in sense.get(token.word, ()) and "each" in sense.get(other.word, ())
            for other, token in pairwise(words.tokens)
        )
        for token in words.tokens:
            if token.word == "中有" or (compares and "each" in sense.get(token.word, ())):
                continue  # 分别比上年少7件、少2件
            if "opens" in self.matcher.sense.get(token.word, ()) and (
                token.word == "其中" or token.start == clause.start or token.word.startswith(("分别", "具体", "依次"))
            ):
                spoken.in_list = True
                total = spoken.listed if clause.depth else None
                spoken.listed = total or self._total(words.figures) or last
                return

    def _total(self, parts: list[Quantity]) -> Claim | None:
        """The total that a list opened here divides: the count told last, but of one list's parts their total.

        What was carried over is told in passing: a list of parts that are more is of what was told before it.
        """
        spoken = self.spoken
        outer = [
            claim
            for claim in spoken.counts
            if (self.stack or claim.start not in self.inner) and (claim.measure or not claim.denied)
        ]
        own = [claim for claim in outer if claim.year == "own"] if spoken.year == "own" else outer
        last = next(reversed(own or outer or spoken.counts), None)
        if last is not None and last.way == "members" and last.part_of is not None:
            others = [claim for claim in spoken.counts if claim.part_of is last.part_of and claim.way == "members"]
            if len(others) > 1:
                return last.part_of  # 直接起诉、复议后起诉各2起，其中…: of both
        if last is not None and last.all and last.part_of is not None and self._is_within(last.part_of, last):
            return last.part_of  # 索要执法案卷的3份，均不予公开，其中…: of these three
        if last is not None and parts and parts[0].value is not None and last.role in _ASIDE:
            more = last.value is not None and last.value < parts[0].value
            wider = (item for item in reversed(own) if item.sentence == last.sentence and item.role not in _ASIDE)
            if more and (whole := next(wider, None)) is not None:
                return whole  # 收到101件，上年结转1件，其中自然人100件
        return last

    def _is_within(self, part: Claim, whole: Claim) -> bool:
        """Whether a row is one of those that another sums."""
        return self.matcher.roles.by_id[part.role].within == whole.role

    def _pruned(self, phrases: list[Phrase], figures: list[Quantity]) -> list[Phrase]:
        """The wordings without those that a better one of the clause makes void."""
        phrases = [item for item in phrases if not self.masked.endswith(("不", "不再"), 0, item.start)]
        phrases = [item for item in phrases if not (item.weak and self.masked.endswith("未", 0, item.start))]
        phrases = [item for item in phrases if not self._only_to_come(item, figures)]
        phrases = [item for item in phrases if not (item.role == "requests.carry_in" and self._across(item))]
        phrases = [item for item in phrases if not (item.role.endswith(".pending") and self._of_past(item))]
        phrases = [
            item for item in phrases if not (item.role == "fees.amount" and item.weak and self._of_some_fee(item))
        ]
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

    def _across(self, phrase: Phrase) -> bool:
        """Whether a wording goes over what is told of something else: 2021年新收的4件和结转的1件, 结转由上年的15件."""
        return _ELSE.search(self.masked, phrase.start, phrase.end) is not None

    def _of_past(self, phrase: Phrase) -> bool:
        """Whether what was open was so last year: 其中2件为上年未审结案件."""
        return self.masked.endswith(tuple(words()["last"]), 0, phrase.start)

    def _of_some_fee(self, phrase: Phrase) -> bool:
        """Whether fees are named that are not all there are: 停车收费12万元."""
        return self.masked[max(phrase.start - 1, 0) : phrase.start] not in _BEGINS

    def _only_to_come(self, phrase: Phrase, figures: list[Quantity]) -> bool:
        """Whether what a wording tells has not happened: 待公开, 1件没有审结, 没有登记为申请."""
        said = words()
        if self.masked.endswith(said["not_yet"], 0, phrase.start):
            return True
        if _NOT_COUNTED_AS.search(self.masked, max(phrase.start - _LOOK, 0), phrase.start):
            return True
        if not phrase.weak or not self.masked.endswith(said["not_done"], 0, phrase.start):
            return False
        counted = any(item.end <= phrase.start for item in figures)
        return counted and not any(self.masked.startswith(item, phrase.start) for item in self.matcher.family)

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

    def _of_next(self, token: Token, words: ClauseWords) -> bool:
        """Whether the year behind the report's is when what is told was (2025年收到9件), and no date (至2025年1月) or
        what a figure of this year looks forward to (2025年继续办理2件)."""
        if token.word != "<next>" or any(phrase.role in self.matcher.forward for phrase in words.phrases):
            return False
        return not (self.masked[token.end : token.end + 1].isdigit() or self.masked.endswith(_UNTIL, 0, token.start))

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
        named, opens = False, self.masked.startswith("（", clause.end)  # 全县系统（含各校）共收到
        spoken.month = None if clause.depth == 0 and clause.before in ("", "。", "；") else spoken.month
        for number, token in enumerate(words.tokens):
            kinds = sense.get(token.word, ())
            early = not words.figures or token.end <= words.figures[0].start
            before_counts = all(item.start >= token.end for item in words.figures if item.measure)
            if (token.word in _YEARS or self._of_next(token, words)) and number not in taken and early:
                compared = number and sense.get(words.tokens[number - 1].word, set()) & {"compares", "from"}
                if compared and token.start - words.tokens[number - 1].end <= 2:
                    continue
                joined = (
                    number
                    and words.tokens[number - 1].word in _YEARS
                    and (token.start - words.tokens[number - 1].end <= 1)
                )  # 2021年和2022年
                if not joined and self.masked[max(0, token.start - 1) : token.start] in (
                    "与",
                    "和",
                    "比",
                    "较",
                    "同",
                    "是",
                    "为",
                ):
                    continue
                alone = token.end == clause.end and clause.depth == 0
                alone = alone and self.masked[clause.start : token.start] in _LOOKING_BACK
                if not words.figures and self.masked.startswith(_FOR, clause.start):
                    continue  # 针对上年反映的问题
                denied = any("denial" in sense.get(item.word, ()) for item in words.tokens)
                if token.start - clause.start <= 8 and (words.phrases or words.figures or alone or denied):
                    spoken.year = {"<own>": "own", "<last>": "last"}.get(token.word, "other")  # type: ignore[assignment]
                    spoken.named = (token.year or None) if clause.before == "" else None
                    spoken.year_at = clause.start if not token.year else -1
                    self.year_said = True
                    if spoken.year == "own":
                        spoken.month = None
            elif token.word == "<month>" and before_counts:
                behind = self.masked[token.end : token.end + 1]
                ahead = self.masked[token.start - 1 : token.start] if token.start else ""
                if behind in ("至", "-", "—") or behind.isdigit():
                    continue
                span = _MONTHS.search(self.masked, clause.start, token.end)
                if ahead in ("至", "-", "—") and span is not None:
                    whole = (span["from"], span["to"]) == ("1", "12")
                    spoken.month = None if whole else By("month", span.group(), span.group())  # 1至6月
                elif ahead not in ("至", "-", "—"):
                    spoken.month = By("month", str(token.year), f"{token.year}月")
            elif (
                "part_of_year" in kinds
                and early
                and not (_WHY.match(self.masked, clause.start, token.start) and not words.figures)
            ):  # 因第四季度政策调整: why, and not when
                spoken.month = By("month", token.word, token.word)
            elif "region" in kinds or "superior" in kinds:
                if self.reader.own_scope(token.word):
                    spoken.scope = "own" if not named else spoken.scope
                elif early and (words.phrases or words.figures or opens) and self._subject(token, words):
                    spoken.scope, named = ("region" if "region" in kinds else "superior"), True
            elif "self" in kinds:
                spoken.scope = "own"
        if clause.before in ("", "。") and clause.depth == 0 and not words.tokens:
            spoken.month = None

    def _subject(self, token: Token, words: ClauseWords) -> bool:
        """Whether a scope word is the clause's subject: 全县共收到, not 按照全县部署."""
        before = self.masked[words.clause.start : token.start]
        if _DOES.search(before) and "等" in self.masked[token.end : words.clause.end]:
            return False  # 作出…、基层法律服务工作者执业等行政许可决定: what is decided on
        return not any(
            mark in before
            for mark in ("按", "根据", "围绕", "落实", "依托", "在", "参加", "向", "对", "贯彻", "服务", "为", "由")
        ) or ("其中" in before)

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
        spoken.percent = -1
        if claim.part_of is None and spoken.in_list and not self.stack and claim.sure:
            spoken.in_list, spoken.listed = False, None  # a clause with a role that is no part closes the list
        if claim.year == "own" or claim.part_of is None:
            spoken.counts.append(claim)
            if self.stack:
                self.inner.add(claim.start)
        spoken.pending = None

    def _denied(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.spoken.counts.append(claim)

    def _pend(self, words: ClauseWords, made: int) -> None:
        """Remember a wording whose figure may follow behind a mark: 收到申请，共5件; not one that is denied
        (没有上年结转的申请，5件均已答复), and so told already."""
        spoken = self.spoken
        if words.clause.depth:
            return
        last = next(reversed(spoken.counts), None)
        made += last is not None and last.denied and last.start >= words.clause.start
        if made or not words.phrases or words.figures:
            if words.clause.depth == 0:
                spoken.pending = None
            return
        free = [item for item in words.phrases if words.free(item) and not item.listed]
        if not free:
            return
        rows = [item for item in free if self.roles.by_id[item.role].group and not item.weak]
        best = max(rows or free, key=lambda item: (not item.weak, item.end, item.end - item.start))
        reasons = labelled(self.masked, words.clause.start, best.start, self.matcher)
        inner = [item.roles[0] for item in reasons if self.roles.by_id[item.roles[0]].within == best.role]
        if len(inner) == 1:
            best = best._replace(role=inner[0])  # 不掌握是最主要的无法提供原因，涉及2件: of the reason
        if any(words_in(name, self.masked, best.end, words.clause.end) for name in ("most", "next")):
            spoken.pending = None  # 受理最多的是区住建局，31件
            return
        moved = [token for token in words.between(best.end, words.clause.end) if {"up", "down"} & self._senses(token)]
        moved = [token for token in moved if not self.masked.endswith("最", 0, token.start)]
        if filler_only(self.masked[best.end : moved[0].start if moved else words.clause.end]):
            spoken.pending = best
        else:
            spoken.pending = None  # 收到维持决定；本年新发生的复议与上年持平，都是5件: of what was named last


def _touches(token: Token, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a word stands in one of some places."""
    return any(token.start < end and start < token.end for start, end in places)


def _same(one: Claim | None, other: Claim) -> bool:
    return one is not None and one.start == other.start


def _not_coming(quantity: Quantity, masked: str) -> Quantity:
    """A figure without the beginning of the word behind it: 15件来自网络 and 比10件多5件 are exact."""
    if not quantity.text.endswith(("来", "多")) or quantity.text[-2:-1].isdigit() or not quantity.measure:
        return quantity
    if quantity.text.endswith("多") and not masked[quantity.end : quantity.end + 1].isdigit():
        return quantity
    return quantity._replace(end=quantity.end - 1, text=quantity.text[:-1], exact=True)
