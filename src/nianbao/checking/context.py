"""The report under check: form, facts, paragraphs and sections, and methods that create findings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from nianbao.checking.document import Document, TextBlock
from nianbao.checking.finding import Finding, Fix, RuleName, Severity, Verdict
from nianbao.errors import NianbaoError
from nianbao.facts import FactBook, form_of
from nianbao.kinds import DEFAULT_KIND, Form, kind_of
from nianbao.pattern_needs import begins, each, may_hold, pair_unit, units_of
from nianbao.patterns import lazy
from nianbao.report import Cell, Location, Paragraph, Report, Section, Sentence, TextPlace
from nianbao.text import sentence_spans
from nianbao.text.quantities import TELLING

if TYPE_CHECKING:
    from nianbao.claims import Claim, OtherMeanings, Reading, ReportClaims
    from nianbao.claims import Verdict as ClaimVerdict


BESIDE = "beside"
"""Id of the section that words beside the text (headers, cells) stand in while they are checked alone."""
T = TypeVar("T")
_RANK: dict[Severity, int] = {"error": 2, "warning": 1, "info": 0}
_TELLING = lazy(TELLING)
_WINDOW = 60
"""Characters shown on either side of a quotation, at most."""


@lru_cache(maxsize=64)
def _by_beginning(words: tuple[str, ...]) -> dict[int, list[tuple[int, str, set[int]]]]:
    """By two characters the words of a list that begin with them: place in it, word, and its own units."""
    found: dict[int, list[tuple[int, str, set[int]]]] = {}
    for index, word in enumerate(words):
        found.setdefault(pair_unit(word), []).append((index, word, units_of(word)))
    return found


@dataclass(frozen=True)
class Passage:
    """A paragraph as rules read it.

    Attributes:
        text: as shown. folded: of equal length, for matching. masked: folded, quotations hidden.
        hidden: masked, the unit's own names and its superiors' hidden too.
        offset: where it begins in the document's text.
    """

    section: Section
    paragraph: Paragraph
    text: str
    folded: str
    masked: str
    hidden: str
    offset: int = 0

    @property
    def sentences(self) -> Iterator[tuple[int, int, Sentence]]:
        """Where each of its sentences begins and ends in its text."""
        end = 0
        for sentence in self.paragraph.sentences:
            begin, end = end, end + len(sentence.text)
            yield begin, end, sentence


@dataclass(frozen=True)
class Hit:
    """A match of a pattern in the document, with the block it is in; offsets are the document's."""

    match: re.Match[str]
    block: TextBlock

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.match.end()

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.match.span()


class Context:
    """A report under check. Nothing in a report makes it raise.

    Attributes:
        rule: the rule that is being run: findings are made in its name, and no more severe than it.
    """

    def __init__(self, report: Report, copied: dict[str, tuple[float, str]] | None = None) -> None:
        """Take a report to check.

        Args:
            copied: paragraph id → share of it that stands in another unit's report, and whose.
        """
        self.copied = copied or {}
        try:
            kind_of(report.kind)
        except NianbaoError:  # of a kind that was in a folder of editions then, and is not now
            report = report.model_copy(update={"kind": DEFAULT_KIND, "edition": ""})
        try:
            form_of(report)
        except NianbaoError:  # an edition nobody knows: TABLE09 says so, everything else goes by the year
            report = report.model_copy(update={"edition": ""})
        self.report = report
        self.book = FactBook(report)
        self.rule: RuleName | None = None
        self._memo: dict[str, Any] = {}
        self._read: dict[tuple[str, str | None, str], Reading] = {}
        self._held: dict[int, tuple[Claim, ClaimVerdict | None]] = {}
        self._stops: dict[str, list[int]] = {}

    @cached_property
    def form(self) -> Form | None:
        """The form it is checked by; None where neither edition nor year is known."""
        return form_of(self.report)

    @cached_property
    def unverified(self) -> bool:
        """Whether nobody has held the form of this kind of report against an official text."""
        return not kind_of(self.report.kind).verified

    @cached_property
    def document(self) -> Document:
        """The words of the report as one text."""
        return Document(self.report)

    @cached_property
    def passages(self) -> list[Passage]:
        """Every paragraph, in order."""
        document, hidden = self.document, self.hidden
        return [
            Passage(
                block.section,
                block.paragraph,
                document.text[block.start : block.end],
                document.folded[block.start : block.end],
                document.masked[block.start : block.end],
                hidden[block.start : block.end],
                block.start,
            )
            for block in document.blocks
            if block.section is not None and block.paragraph is not None
        ]

    @cached_property
    def claims(self) -> ReportClaims:
        """What the report says; its paragraphs are read when a rule asks for theirs, each once."""
        from nianbao.claims import claims_of  # the words of every role: a line of text is checked without

        return claims_of(self.report, self.book)

    @cached_property
    def comparable(self) -> bool:
        """Whether anything that is told can be held against a figure of a table, or against something else told."""
        if self.report.cells or (self.report.last is not None and self.report.last.cells):
            return True
        text = self.document.folded
        return next(islice(_TELLING.finditer(text), 1, None), None) is not None

    @cached_property
    def told(self) -> list[tuple[Passage, list[Claim]]]:
        """The paragraphs that speak of what a table holds, each with what it says of it; none where there is nothing
        to hold it against."""
        if not self.comparable:
            return []
        matcher = self.claims.reader.matcher
        about = {passage.offset for passage in self.holding(matcher.keys)}
        topics = {place for place, topic in matcher.topics.items() if topic in matcher.held}
        return [
            (passage, self.said(passage))
            for passage in self.passages
            if passage.offset in about or passage.paragraph.aspect in topics or passage.section.id in topics
        ]

    def said(self, passage: Passage) -> list[Claim]:
        """What a paragraph says, of anything that is counted; headings say nothing."""
        return self.reading(passage).claims if passage.paragraph.role == "body" else []

    def reading(self, passage: Passage) -> Reading:
        """A paragraph read; once, whoever asks, and however often the report has its words."""
        place = passage.paragraph.aspect, passage.section.id
        key = (passage.text, *place)
        if key not in self._read:
            self._read[key] = self.claims.reader.read(passage.text, aspect=place[0], section=place[1])
        return self._read[key]

    def meanings(self, passage: Passage) -> OtherMeanings:
        """What a paragraph may mean besides what was read of it: asked before a fault of a figure is told."""
        from nianbao.claims import OtherMeanings

        reading = self.reading(passage)
        return self.memo(f"meanings {id(reading)}", lambda: OtherMeanings(self.claims.reader, reading, self.book))

    def verdict(self, claim: Claim) -> ClaimVerdict | None:
        """What the report's figures say of a claim; once, whoever asks."""
        held = self._held.get(id(claim))
        if held is None:
            from nianbao.claims import against_facts

            held = self._held[id(claim)] = (claim, against_facts(claim, self.book, self.claims.roles))
        return held[1]

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Every name that is the unit's own, longest first; none where the unit is not known."""
        return self.report.unit.names if self.report.unit is not None else ()

    @cached_property
    def hidden(self) -> str:
        """The document's words with quotations, the unit's own names and its superiors' names hidden."""
        text = self.document.masked
        unit = self.report.unit
        for name in (*self.own_names, *unit.within) if unit is not None else ():
            if len(name) > 2:
                text = text.replace(name, "\u25a1" * len(name))
        return text

    @cached_property
    def units(self) -> set[int]:
        """Every character and every two that stand together in the document's words, as a number each."""
        return units_of(self.document.folded)

    def held(self, words: tuple[str, ...]) -> Iterator[str]:
        """Those of some folded words, of two characters and more, that occur: told by what stands together, which is
        found once for the whole check; only words of which every two characters do are then sought."""
        begun, units, text = _by_beginning(words), self.units, self.document.folded
        there = [row for unit in begun.keys() & units for row in begun[unit] if row[2] <= units]
        return (word for _, word, _ in sorted(there, key=itemgetter(0)) if word in text)

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern may be found in the document's words, folded or masked: most are not, and need then not be
        looked for."""
        return may_hold(self.units, pattern)

    def holds(self, words: tuple[str, ...]) -> bool:
        """Whether any of some words occurs."""
        return next(self.held(words), "") != ""

    @cached_property
    def _offsets(self) -> list[int]:
        return [passage.offset for passage in self.passages]

    def holding(self, anchor: re.Pattern[str], *sections: str) -> Iterator[Passage]:
        """The paragraphs in whose folded words a pattern occurs; of some sections, where named.

        One search of the whole text costs far less than one of each paragraph, and a rule's own patterns
        then run on few of them.

        Args:
            anchor: a pattern that begins with a literal or a class, and matches within a line.
        """
        if not self.may_hold(anchor):
            return
        anchor = begins(anchor)
        text, passages, ids = self.document.folded, self.passages, self.section_ids(*sections)
        at = 0
        while match := anchor.search(text, at):
            index = bisect_right(self._offsets, match.start()) - 1
            at = self.document.block(match.start()).end
            if index < 0:
                continue
            passage = passages[index]
            inside = match.start() < passage.offset + len(passage.text)  # else a title or a heading
            if inside and (not sections or passage.section.id in ids):
                yield passage

    def holding_any(self, words: tuple[str, ...]) -> Iterator[Passage]:
        """The paragraphs in whose folded words any of some words occurs, once for each word."""
        document = self.document
        for word in words:
            at = document.folded.find(word)
            while at >= 0:
                index = bisect_right(self._offsets, at) - 1
                if index >= 0 and at < self.passages[index].offset + len(self.passages[index].text):
                    yield self.passages[index]  # else a title or a heading
                at = document.folded.find(word, document.block(at).end)

    def section_ids(self, *roles: str) -> tuple[str, ...]:
        """The ids of the sections with these roles in this report's form."""
        return self.form.section_ids(*roles) if self.form is not None else roles

    def role_of(self, section: Section | None) -> str:
        """What rules know a section by; empty for none."""
        if section is None:
            return ""
        return self.form.role_of_section(section.id) if self.form is not None else section.id

    def role_of_aspect(self, paragraph: Paragraph) -> str:
        """What rules know a paragraph's aspect by; empty for none."""
        return self.form.role_of_aspect(paragraph.aspect) if self.form is not None else paragraph.aspect or ""

    def figure(self, role: str) -> Decimal | None:
        """The value of the figure with a role; None where the form has none, or the report gives none."""
        id = self.form.figure(role) if self.form is not None else ""
        return self.book.value(id) if id else None

    def memo(self, key: str, make: Callable[[], T]) -> T:
        """Something several rules of a family need, worked out once for the report."""
        if key not in self._memo:
            self._memo[key] = make()
        made: T = self._memo[key]
        return made

    def search(
        self, pattern: re.Pattern[str], *, masked: bool = True, anchor: re.Pattern[str] | None = None
    ) -> Iterator[Hit]:
        """Every match in the document; quotations are hidden unless ``masked`` is false.

        Args:
            anchor: a pattern that begins with literals, found by it wherever ``pattern`` is found, for a pattern
                that begins with a look-behind or a group, which is slow to find: only lines that hold the anchor
                are searched. No match may then go beyond a line.
        """
        document = self.document
        if not self.may_hold(pattern) or (anchor is not None and not self.may_hold(anchor)):
            return
        text = document.masked if masked else document.folded
        if anchor is None:
            for match in each(pattern, text):
                yield Hit(match, document.block(match.start()))
            return
        at = 0
        while found := anchor.search(text, at):
            block = document.block(found.start())
            at = block.end
            for match in pattern.finditer(text, block.start, block.end):
                yield Hit(match, block)

    def clause(self, start: int, end: int, marks: str = "，。；：！？\n") -> tuple[int, int]:
        """Offsets of the clause around a place of the document."""
        if marks not in self._stops:  # found once: looking for a mark that is not there goes through the whole text
            self._stops[marks] = [match.start() for match in re.finditer(f"[{marks}]", self.document.folded)]
        stops = self._stops[marks]
        before, after = bisect_left(stops, start), bisect_left(stops, end)
        return (stops[before - 1] + 1 if before else 0), (
            stops[after] if after < len(stops) else len(self.document.folded)
        )

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Offsets of every sentence of the body text, in order."""
        document = self.document
        return [
            (block.start + start, block.start + end)
            for block in document.blocks
            if block.kind == "body"
            for start, end in sentence_spans(document.text[block.start : block.end])
        ]

    @cached_property
    def drafted(self) -> bool:
        """Whether it is a draft of ours: its sentences carry sources."""
        return any(sentence.origin != "past" for sentence in self.report.sentences())

    def in_section(self, *ids: str) -> Iterator[Passage]:
        """The paragraphs of some sections, named by their roles."""
        ids = self.section_ids(*ids)
        return (passage for passage in self.passages if passage.section.id in ids)

    # ── findings

    def at(self, passage: Passage, start: int, end: int, message: str, **more: Any) -> Finding:
        """A finding at a place of a paragraph."""
        return self.mark(passage.offset + start, passage.offset + end, message, **more)

    def mark(self, start: int, end: int, message: str, **more: Any) -> Finding:
        """A finding at a place of the document; it ends with its block. It is as severe as its rule, where not said."""
        block = self.document.block(start)
        end = min(end, block.end)
        place = block.location
        shift = -block.start
        if isinstance(place, TextPlace):
            place = place.part(start - block.start, end - block.start)
            shift = place.start - start
        if start < end:
            more |= self._around(block, start, end)
        return self._finding(
            message=message,
            quote=self.document.text[start:end],
            start=shift + start,
            end=place.end if isinstance(place, TextPlace) else shift + end,
            location=place,
            paragraph=block.paragraph.id if block.paragraph is not None else "",
            position=start,
            **more,
        )

    def _around(self, block: TextBlock, start: int, end: int) -> dict[str, Any]:
        """Where a quotation stands, for those who show it: its block, and the sentence around it."""
        text = self.document.text
        low, high = max(block.start, start - _WINDOW), min(block.end, end + _WINDOW)
        begin = text.rfind("。", low, start) + 1 or low
        stop = text.find("。", max(end - 1, start), high) + 1 or high
        return {
            "section": block.section.id if block.section is not None else "",
            "offset": start - block.start,
            "excerpt": text[begin:stop],
            "excerpt_at": start - begin,
        }

    def cell(self, id: str, message: str, **more: Any) -> Finding:
        """A finding about a figure of a table."""
        cell = self.report.cells.get(id)
        place = cell.location if cell else None
        return self._finding(
            message=message, quote=_raw(cell), location=place, cell=id, **({"where": self.where(id)} | more)
        )

    def where(self, id: str) -> str:
        """A figure's place by the labels of its table: 收到和处理申请情况表“（一）予以公开”行“自然人”列."""
        place = self.form.cells.get(id) if self.form is not None else None
        if self.form is None or place is None:
            return ""
        alike = [
            path for path in self.form.blocks[place.block].column_paths if path[-1].label == place.columns[-1].label
        ]
        row = place.rows[-1].label
        column = "·".join(node.label for node in place.columns[-min(len(alike), 2) :])
        shown = (f"“{row}”行" if row else "") + (f"“{column}”列" if column else "")
        return self.form.table(place.table).name + shown

    def whole(self, message: str, *, location: Location | None = None, **more: Any) -> Finding:
        """A finding about the report, a section or a table as a whole."""
        return self._finding(message=message, location=location, **more)

    def _finding(
        self,
        *,
        message: str,
        severity: Severity | None = None,
        verdict: Verdict = "fails",
        fix: Fix | str | None = None,
        evidence: dict[str, str] | None = None,
        **more: Any,
    ) -> Finding:
        rule = self.rule
        if rule is not None:
            if severity is None or _RANK[severity] > _RANK[rule.severity]:
                severity = rule.severity
            if self.unverified and "form" in rule.tags:
                severity = "info"
        return Finding(
            code=rule.code if rule else "",
            name=rule.name if rule else "",
            severity=severity or "info",
            verdict=verdict,
            message=message,
            fix=Fix(advice=fix) if isinstance(fix, str) else fix,
            evidence=evidence or {},
            **more,
        )


def _raw(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.raw is not None:
        return cell.raw
    return "" if cell.value is None else str(cell.value)


_WHOLE = 3
"""Known section headings from which a text is a whole report, not a passage of one."""


def numbered_sections(context: Context) -> list[Section]:
    """The sections that have a first-level heading."""
    return [section for section in context.report.sections if section.heading]


def is_whole(context: Context) -> bool:
    """Whether the text is a whole report: at least three of the form's headings stand in it."""
    return context.memo("whole", lambda: sum(bool(section.id) for section in numbered_sections(context)) >= _WHOLE)


AHEAD = ("problems", "measures")
"""Roles of sections that speak of the year to come."""

ORDINAL = lazy(r"^\s*([一二三四五六七八九十]{1,3})\s*[、．.，]\s*")
"""The number before a first-level heading."""


def part_called(context: Context, section: Section) -> str:
    """What a message calls a section: by its number in the form, else by its heading."""
    titles = {item.id: item.title for item in context.form.sections} if context.form is not None else {}
    match = ORDINAL.match(titles.get(section.id, ""))
    return f"第{match[1]}部分" if match is not None else f"“{section.heading}”"


def heading_place(context: Context, section: Section) -> tuple[int, int]:
    """Where a section's heading stands in the document."""
    block = context.document.of(section)[0]
    return block.start, block.end
