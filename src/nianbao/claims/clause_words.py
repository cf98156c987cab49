"""A clause with its known words, figures and wordings; and what is carried from clause to clause."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from nianbao.claims.claim import By, Claim, Scope, Year
from nianbao.claims.clauses import Clause
from nianbao.claims.role_phrases import Phrase, Token
from nianbao.patterns import lazy
from nianbao.text import Quantity

CAME_TOO = lazy("连同|加上|新收|收到|受理|接收|一并|合并")
"""What came in is spoken of besides what was brought over."""
_FILLER = lazy(
    "总共|一共|共计|总计|合计|累计|共有|数量|总数|总量|件数|为|有|了|的|达到|达|约|是|计|已|各类|事项|案件|案|申请|公开|到|过|全年|本年度|本年|年度"
    "|情况|结果|均|都|也|仅|只|另|又|还|再|新|即|总|等|办理|处理|决定|政府|信息|类|项目|金额|收到|提出|提起|发生|作出|做出|实际|合|由|并|依法|按时"
    "|按期|及时|其中|其|要求|书面|有效|通过|方式|途径|渠道|形式|方面|继续|被|属于|因|涉及|年末|年底|截至|共|数|因此|经|行政|属|系|给予|的有|人|该|此"
    "|[：、（）\"' ]"
)


def filler_only(words: str, most: int = 3) -> bool:
    """Whether words say nothing of their own: what is left without fillers is a few characters at most."""
    return len(words) <= most or len(_FILLER.sub("", words)) <= most


_NOT_ONE = lazy(
    "(?:申请|案件)?(?:也|都|均)?(?:没有|没|未(?!予公开|公开|提供)|无(?!法|正当|现成))(?![^，。；]{0,3}[办审结完了])"
    "|[也都]不(?=[收设存再])|[^，。；、0-9]{1,10}(?:也|都)(?:没有|没|未)(?![^，。；]{0,3}[办审结完了])"
)


def not_one(figure: Quantity, text: str) -> bool:
    """Whether a figure is the one of which it is said behind it that there is none: 一件也没有, not 一件没有办完."""
    return figure.value == 1 and figure.text[:1] == "一" and _NOT_ONE.match(text, figure.end) is not None


@dataclass(slots=True)
class ClauseWords:
    """A clause as it is read.

    Attributes:
        text: the paragraph, folded, quotations hidden. clause: its place. tokens, figures, phrases: what is in it.
        used: words that a figure, a denial or an "all" took, by their start.
    """

    text: str
    clause: Clause
    tokens: list[Token]
    figures: list[Quantity]
    phrases: list[Phrase] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    starts: dict[str, list[int]] = field(default_factory=dict)

    def begins(self, name: str, senses: Mapping[str, Container[str]]) -> list[int]:
        """Where the words of a sense begin, in order."""
        if name not in self.starts:
            self.starts[name] = [token.start for token in self.tokens if name in senses.get(token.word, ())]
        return self.starts[name]

    def first(self, name: str, senses: Mapping[str, Container[str]]) -> Token | None:
        """The first word of a sense."""
        starts = self.begins(name, senses)
        return next((token for token in self.tokens if token.start == starts[0]), None) if starts else None

    def free(self, phrase: Phrase) -> bool:
        """Whether no figure took a wording yet."""
        return self.tokens[phrase.last].start not in self.used

    def take(self, phrase: Phrase) -> None:
        """Give a wording to a figure."""
        self.used.add(self.tokens[phrase.last].start)

    def own_words(self, start: int, end: int, known: Container[str]) -> str:
        """The text between two offsets without the known words that name a part."""
        text, at = "", start
        for token in self.tokens:
            if start <= token.start and token.end <= end and token.word in known:
                text += self.text[at : token.start]
                at = token.end
        return text + self.text[at:end]

    def between(self, start: int, end: int) -> list[Token]:
        """The known words that stand between two offsets."""
        return [token for token in self.tokens if start <= token.start and token.end <= end]


@dataclass(slots=True)
class Spoken:
    """What has been said so far in a paragraph, that what follows may rest on.

    Attributes:
        topic: the family spoken of. year, named, scope, month: whose and of when. year_at: where the year was said.
        year_aside: whether another year was named within a sentence, and not where it begins.
            both_years: whether it is said of this year and the last one (2021年和2022年).
        counts: the counts told, in order. listed: the total whose parts are being told; None where no list is open.
        in_list: whether a list is open. pending: a wording whose figure is still to come, and its clause's words.
        compared: the change told last. percent: the sentence in which a share or rate was told last.
        excepted: where the sentence makes an exception (除1件外). subject: the one applicant that it tells of.
        whose: the figure that told it.
        base: the role of which the sentence's shares are. comparing: whether it compares with last year.
        most: the claim of which there are said to be most or next to most, whose figure is still to come.
        rows: the reasons that the sentence has named. years: those of which its figures are respectively.
        inner: where claims within brackets stand.
        of_unknown: whether a total without role was told of which parts are (未公开的76件中).
        unknown: where the last figure stands that found no role. sentence: number of the sentence.
    """

    topic: str = ""
    year: Year = "own"
    named: int | None = None
    year_at: int = -1
    year_aside: bool = False
    both_years: bool = False
    scope: Scope = "own"
    month: By | None = None
    counts: list[Claim] = field(default_factory=list)
    inner: set[int] = field(default_factory=set)
    listed: Claim | None = None
    in_list: bool = False
    pending: Phrase | None = None
    compared: Claim | None = None
    percent: int = -1
    unknown: int = -1
    of_unknown: bool = False
    base: str = ""
    comparing: bool = False
    excepted: tuple[int, int] = (0, 0)
    subject: tuple[By, ...] = ()
    whose: Claim | None = None
    most: Claim | None = None
    rows: list[Phrase] = field(default_factory=list)
    years: list[Token] = field(default_factory=list)
    sentence: int = 0

    def last_count(self, *, own: bool = False) -> Claim | None:
        """The count told last; of the unit's own year, where asked."""
        for claim in reversed(self.counts):
            if not own or claim.year == "own":
                return claim
        return None
