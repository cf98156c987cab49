"""A finding (问题项): what is wrong, where, both sides, its fix; and the fingerprint that identifies it."""

from __future__ import annotations

import hashlib
from typing import Any, Literal, Protocol

from pydantic import Field

from nianbao.kinds.tables import Data
from nianbao.patterns import lazy
from nianbao.report import Location, PdfPlace, SheetPlace, TextPlace, YamlPlace
from nianbao.text import bare, fold

HOW_TO_FILL = "怎样填"
"""Key of the evidence that says how a blank is to be filled."""

Severity = Literal["error", "warning", "info"]
Verdict = Literal["fails", "unassessed"]
Tag = Literal[
    "blank",
    "unverified",
    "conflict",
    "own_words",
    "unsupported",
    "wording",
    "contradicted",
    "person",
    "blank_cell",
    "words_in_cell",
    "unfinished",
    "private",
    "unanswered",
    "unit",
    "year",
    "form",
    "unused",
]
"""What kind of thing a rule tells; what each means is in ``rule.TAGS``."""


class RuleName(Protocol):
    """What a finding has of the rule in whose name it is made."""

    @property
    def code(self) -> str:
        """``UNIT01``."""

    @property
    def name(self) -> str:
        """English slug."""

    @property
    def severity(self) -> Severity:
        """The most it reports."""

    @property
    def tags(self) -> tuple[Tag, ...]:
        """What kind of thing it tells."""


class Fix(Data):
    """A change that would mend a finding.

    Attributes:
        applies: ``safe`` (could be made unseen), ``unsafe`` (wants reading) or ``display`` (advice only).
        text: what stands there after, for ``start:end`` of the finding; empty for advice.
        advice: the remedy in words.
    """

    applies: Literal["safe", "unsafe", "display"] = "display"
    text: str | None = None
    advice: str = ""


_IDS = {"事实", "勾稽关系"}
"""Evidence that names a fact or an identity by its id: for programs, never on a person's screen."""
_INTERNAL = {"paragraph", "cell", "position", "section", "offset", "excerpt", "excerpt_at"}


class Silence(Data):
    """Why a finding is not counted: it is still there, and still shown to whoever asks.

    Attributes:
        by: ``baseline``, ``settings``, ``comment`` (in the Word file) or ``draft`` (its own list).
        reason: in a person's words; empty for a baseline.
    """

    by: Literal["baseline", "settings", "comment", "draft"]
    reason: str = ""


class Finding(Data):
    """Something an office or a reviewer would object to.

    Attributes:
        code: of the rule, ``UNIT01``. name: its English slug, ``wrong-self-reference``.
        verdict: ``fails``, or ``unassessed`` with the reason in the message.
        message: in Chinese, one sentence: what, and both sides of what disagrees.
        quote: the words or figure it is about.
        start, end: code points: of the decoded text as given (plain text), else of the paragraph.
        location: the place in the source; None for a draft that has none.
        where: of a table: its name, and row and column by their labels; empty elsewhere.
        evidence: both sides of what disagrees, an equation in full, the norm.
        paragraph: id of the paragraph it is in, for writers and ``take``; empty for tables.
        cell: id of the form's cell it is about, if one.
        position: where it begins in the words of the report; None for tables and the whole.
        section: id of the section the quote is in; offset: of the quote in its title, heading or paragraph.
        excerpt: the sentence around it, and where in it the quote stands (``excerpt_at``); empty for tables.
        silenced: why it is not counted; None where it is.
    """

    code: str
    name: str
    severity: Severity
    verdict: Verdict = "fails"
    message: str
    quote: str = ""
    start: int | None = None
    end: int | None = None
    location: Location | None = None
    where: str = ""
    evidence: dict[str, str] = Field(default_factory=dict)
    fix: Fix | None = None
    paragraph: str = ""
    cell: str = ""
    position: int | None = None
    section: str = ""
    offset: int | None = None
    excerpt: str = ""
    excerpt_at: int = 0
    silenced: Silence | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a defect that stands: not silenced, and assessed."""
        return self.silenced is None and self.verdict == "fails"

    @property
    def grounds(self) -> dict[str, str]:
        """The evidence that a person reads: all but ids."""
        return {name: words for name, words in self.evidence.items() if name not in _IDS}

    @property
    def place(self) -> str:
        """Where it is, for a reader: page or line, then row and column by their labels; empty where nothing is known.

        Counted rows and columns of a page's or a Word file's table are left out where labels say more; a table's name,
        where the message begins with it or the sheet has it.
        """
        location = str(self.location) if self.location is not None else ""
        if not self.where or self.message.startswith(self.where) or f"“{self.where}”" in location:
            return location
        if isinstance(self.location, PdfPlace):
            location = f"第{self.location.page}页"
        elif not isinstance(self.location, TextPlace | SheetPlace | YamlPlace):
            location = ""
        return f"{location} {self.where}".strip()

    def to_json(self) -> dict[str, Any]:
        """The public fields, as ``nianbao check --format json`` prints them."""
        shown = self.model_dump(mode="json", exclude=_INTERNAL)
        if self.silenced is None:
            del shown["silenced"]
        if not self.where:
            del shown["where"]
        return shown


_NEAR = 8
"""Characters on either side of the quotation that take part: enough to tell two places apart, few enough that an
edit elsewhere in the sentence changes nothing."""
_PLACE = lazy(r"第[0-9]+(?:行|段|页)|表[0-9]+第[0-9]+行第[0-9]+列")
_FIGURE = lazy(r"[0-9]+(?:\.[0-9]+)?")


def fingerprint(finding: Finding) -> str:
    """A short hash of code, words, what stands near them, and the figures compared.

    A paragraph may move and the rest of the report change; when the words or a figure change it is another
    finding. Two alike in one report have one fingerprint: whoever compares counts them.

    Returns:
        16 hex digits (SHA-256, cut).
    """
    before = fold(finding.excerpt[: finding.excerpt_at])
    after = fold(finding.excerpt[finding.excerpt_at + len(finding.quote) :])
    figures = [number for words in finding.evidence.values() for number in _FIGURE.findall(_PLACE.sub("", words))]
    parts = [
        finding.code,
        finding.cell,
        bare(finding.quote),
        "".join(before.split())[-_NEAR:],
        "".join(after.split())[:_NEAR],
        " ".join(figures),
        "" if finding.quote else bare(_PLACE.sub("", finding.message)),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
