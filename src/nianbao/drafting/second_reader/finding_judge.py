"""Code judges the judge: which of a reader's complaints become findings, and of what weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from nianbao.checking import Finding, Fix
from nianbao.checking.context import Context
from nianbao.checking.finding import Severity
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.drafting.answers import ReadDoubt, ReadFault
from nianbao.drafting.plain_words import broken, mended
from nianbao.drafting.second_reader.figure_judge import FigureVerdict, figure_verdict, reader_words
from nianbao.drafting.second_reader.stretches import named_findings
from nianbao.drafting.second_reader.table_rows import TableRows
from nianbao.patterns import lazy
from nianbao.text import bare, fold
from nianbao.text.masking import invented, placeholders

Why = Literal["absent", "refuted", "variant", "label", "name", "taste", "told", "useless", "alone"]
"""Why a complaint is dropped: its quotation is not in the text, arithmetic refutes it, it changes only a variant, an
official label or a name, it is of taste, it was told already, it says nothing, only one of two readings has it."""
_SHORTEST, _LONGEST = 1, 60
_WHY = 80
_LABEL = 4
"""Characters from which a label of the form is one wherever it stands."""
_DOUBLED = lazy(r"([，。；：、！？])\1|[，、；：][，。；、：]")
_PAIRS = ("（）", "“”", "《》", "〔〕")
_YEAR = lazy(r"(?:19|20)[0-9]{2}")
_LAST = lazy("上年|去年|较|比|同期|结转|上一年")
_WORDS = 2
"""Characters of the text from which a doubt shows something."""
_UNRELIABLE = 3
"""Complaints of figures that were refuted or gainsaid, from which, where they are more than those borne out, the
reader's word bears out nothing."""


@dataclass(frozen=True)
class Complaint:
    """A complaint at its place.

    Attributes:
        fault: as answered. start, end: of the quotation in the document's text. spot: what of it is wrong.
        verdict: of a figure. state: ``borne`` out by code, or ``open``. gainsaid: whether the program reads the words
            of another cell, which has the figure.
    """

    fault: ReadFault
    kind: str
    start: int
    end: int
    spot: tuple[int, int]
    state: Literal["borne", "open"]
    verdict: FigureVerdict | None = None
    gainsaid: bool = False

    def meets(self, other: Complaint) -> bool:
        """Whether two are of one place: what is wrong in one stands in what is wrong in the other, or beside it."""
        return self.spot[0] <= other.spot[1] and other.spot[0] <= self.spot[1]


@dataclass
class Judged:
    """What became of the complaints of one reading.

    Attributes:
        kept: in the order of the text. dropped: how many for which reason. reliable: whether the reader's word bears
            anything out: not where what it said of figures was refuted more often than borne out.
    """

    kept: list[Complaint] = field(default_factory=list)
    dropped: Counter[Why] = field(default_factory=Counter)
    reliable: bool = True


class FindingJudge:
    """Judges complaints of one report.

    Args:
        context: the report under check. findings: what the rules found in it.
    """

    def __init__(self, context: Context, findings: Sequence[Finding]) -> None:
        self.context, self.findings = context, findings
        context.rule = READ_BY_MODEL

    @cached_property
    def rows(self) -> TableRows:
        """The report's tables."""
        return TableRows(self.context.book)

    @cached_property
    def _labels(self) -> frozenset[str]:
        form = self.context.form
        if form is None:
            return frozenset()
        labels = {aspect.label for aspect in form.aspects} | {title for item in form.sections for title in item.names}
        labels |= {node.label for cell in form.cells.values() for node in (*cell.rows, *cell.columns)}
        return frozenset(fold(label) for label in labels if len(bare(label)) >= _LABEL)

    @cached_property
    def _names(self) -> frozenset[str]:
        unit = self.context.report.unit
        names = (unit.full, *unit.names, *unit.within) if unit is not None else ()
        return frozenset(fold(name) for name in names if len(name) > 2)

    def judged(self, faults: Iterable[ReadFault]) -> Judged:
        """The complaints of one reading, each judged."""
        found = Judged()
        for fault in faults:
            complaint = self._one(fault)
            if isinstance(complaint, str):
                found.dropped[complaint] += 1
            elif any(complaint.meets(other) and complaint.kind == other.kind for other in found.kept):
                found.dropped["told"] += 1
            else:
                found.kept.append(complaint)
        borne = sum(item.state == "borne" for item in found.kept)
        wrong = found.dropped["refuted"] + sum(item.gainsaid for item in found.kept)
        found.reliable = wrong < _UNRELIABLE or wrong <= borne
        if not found.reliable:
            found.kept = [replace(item, state="open") for item in found.kept]
        found.kept.sort(key=lambda item: item.start)
        return found

    def doubted(self, doubts: Iterable[ReadDoubt]) -> dict[str, str]:
        """Why warnings of the rules are none, by their names, as a reader says with words of their paragraph.

        An error stands whatever a reader says; one that doubts more than half of what it was told of doubts nothing.
        """
        named = named_findings(self.findings)
        found = {}
        for doubt in doubts:
            item, why = named.get(doubt.found.strip()), mended(doubt.why)[:_WHY].rstrip("。")
            if item is None or item.position is None or item.severity != "warning" or not why:
                continue
            block = self.context.document.block(item.position)
            words = fold(doubt.words.strip())
            if len(words) >= _WORDS and words in self.context.document.folded[block.start : block.end]:
                found[doubt.found.strip()] = why
        return found if len(found) <= max(len(named) // 2, 1) else {}

    # ── one complaint

    def _place(self, fault: ReadFault) -> tuple[int, int] | None:
        """Where a quotation stands: in the paragraph it names, else in the only place, else in the nearest one."""
        quote = fold(fault.quote.strip())
        if not _SHORTEST <= len(quote) <= _LONGEST * 2 or placeholders(fault.quote):
            return None
        document = self.context.document
        number = re.search("[0-9]+", fold(fault.at))
        index = int(number.group()) - 1 if number is not None and len(number.group()) < 6 else -1
        near = document.blocks[index].start if 0 <= index < len(document.blocks) else 0
        end = document.blocks[index].end if 0 <= index < len(document.blocks) else 0
        at = document.folded.find(quote, near, end)
        if at < 0:
            places = [match.start() for match in re.finditer(re.escape(quote), document.folded)]
            if not places:
                return None
            at = min(places, key=lambda place: abs(place - near))
        return (at, at + len(quote)) if at + len(quote) <= document.block(at).end else None

    def _spot(self, fault: ReadFault, start: int, end: int) -> tuple[int, int]:
        """What of a quotation is wrong: the words named, where they stand in it, else where the right ones differ."""
        text = self.context.document.folded[start:end]
        said, right = fold(fault.said.strip()), fold(fault.right.strip())
        if said and text.count(said) == 1:
            at = text.find(said)
            return start + at, start + at + len(said)
        if right:
            head, tail = _shared(text, right)
            if head + tail < len(text) or head:
                return start + min(head, len(text) - 1), max(end - tail, start + min(head, len(text) - 1) + 1)
        return start, end

    def _one(self, fault: ReadFault) -> Complaint | Why:
        place = self._place(fault)
        if place is None:
            return "absent"
        if not fault.why.strip() or fold(fault.right.strip()) == fold(fault.quote.strip()):
            return "useless"
        kind = fault.kind.strip() if fault.kind.strip() in reader_words()["kinds"] else "字词"
        start, end = place
        text = self.context.document.folded[start:end]
        spot = self._spot(fault, start, end)
        if self._told(spot):
            return "told"
        if kind == "数字" or fault.cells:
            return self._of_figure(fault, start, end, spot)
        if kind == "时间" and self._year_holds(fault, start):
            return "refuted"
        if why := self._no_fault(fault, text):
            return why
        return Complaint(fault, kind, start, end, spot, "borne" if self._hinted(spot) else "open")

    def _of_figure(self, fault: ReadFault, start: int, end: int, spot: tuple[int, int]) -> Complaint | Why:
        block = self.context.document.block(start)
        text = self.context.document.text[block.start : block.end]
        said = fault.said.strip()
        if not said or fold(said) not in self.context.document.folded[block.start : block.end]:
            words = self.context.document.text[start:end] if not said else ""
            if not words:
                return "absent"
            fault = fault.model_copy(update={"said": words})
        verdict = figure_verdict(fault, self.rows, text)
        if verdict.state == "refuted":
            return "refuted"
        state: Literal["borne", "open"] = "borne" if verdict.state == "borne" else "open"
        read = self._as_read(spot)
        gainsaid = state == "borne" and read is True and not self._same_cells(spot, verdict)
        if gainsaid:
            state = "open"
        elif state == "open" and (read is False or self._hinted(spot)):
            state = "borne"
        return Complaint(fault, "数字", start, end, spot, state, verdict, gainsaid)

    def _claims_at(self, spot: tuple[int, int]) -> list[tuple[bool | None, frozenset[str]]]:
        """What the program's own reading says of the claims at a place: whether each holds, and by which cells."""
        block = self.context.document.block(spot[0])
        passage = next((item for item in self.context.passages if item.offset == block.start), None)
        if passage is None:
            return []
        found = []
        for claim in self.context.said(passage):
            if claim.sure and claim.start < spot[1] - block.start and spot[0] - block.start < claim.end:
                verdict = self.context.verdict(claim)
                if verdict is not None:
                    found.append((verdict.holds, frozenset(verdict.facts)))
        return found

    def _as_read(self, spot: tuple[int, int]) -> bool | None:
        """Whether what is said holds, as the program reads it; None where it does not read it, or in two ways."""
        said = {holds for holds, _ in self._claims_at(spot)} - {None}
        return said.pop() if len(said) == 1 else None

    def _same_cells(self, spot: tuple[int, int], verdict: FigureVerdict) -> bool:
        return any(facts & verdict.facts for _, facts in self._claims_at(spot))

    def _overlapping(self, spot: tuple[int, int]) -> list[Finding]:
        return [
            item
            for item in self.findings
            if item.position is not None
            and item.verdict == "fails"
            and item.position < spot[1]
            and spot[0] < item.position + max(len(item.quote), 1)
        ]

    def _told(self, spot: tuple[int, int]) -> bool:
        """Whether a rule told of the place already, or what it told was set aside."""
        return any(item.severity != "info" or item.silenced is not None for item in self._overlapping(spot))

    def _hinted(self, spot: tuple[int, int]) -> bool:
        return any(item.severity == "info" for item in self._overlapping(spot))

    def _year_holds(self, fault: ReadFault, start: int) -> bool:
        """Whether the year complained of is right after all: the report's own, the one before in a comparison or the
        next one where it speaks of what is to come."""
        own = self.context.report.year
        said, right = _YEAR.findall(fold(fault.said)), _YEAR.findall(fold(fault.right))
        if own is None or len(set(said)) != 1:
            return False
        year = int(said[0])
        if right and year in map(int, right) and len(set(right)) == 1:
            return True
        sentence = self._sentence(start)
        ahead = self.context.role_of(self.context.document.block(start).section) in ("problems", "measures")
        if year == own + 1:
            return ahead or "下" in sentence or "将" in sentence
        return year == own - 1 and _LAST.search(sentence) is not None and not right

    def _sentence(self, at: int) -> str:
        low, high = self.context.clause(at, at + 1, "。；\n")
        return self.context.document.folded[low:high]

    def _no_fault(self, fault: ReadFault, text: str) -> Why | None:
        """Why what is not of a figure is no fault; None where it may be one."""
        words, right, why = reader_words(), fold(fault.right.strip()), fault.why
        if right:
            if any(name in text and name not in right for name in self._names):
                return "name"
            if any(label in text and label not in right for label in self._labels):
                return "label"
            if _plain(text) == _plain(right):
                return "variant"
            if bare(text) == bare(right) and not _DOUBLED.search(text) and _balanced(text):
                return "taste"
        if any(word in why for word in words["taste"]) and not any(word in why for word in words["fault"]):
            return "taste"
        return None

    # ── findings

    def finding(self, complaint: Complaint, severity: Severity, grounds: str) -> Finding:
        """The finding of a complaint.

        Args:
            severity: of it. grounds: what bears it out, in Chinese; empty for the reader's word alone.
        """
        fault, context = complaint.fault, self.context
        start, end = (complaint.start, complaint.end) if complaint.kind == "数字" else complaint.spot
        if end - start > _LONGEST:
            start, end = complaint.spot
        end = min(end, start + _LONGEST)
        evidence = {"来源": "模型读出" + (f"，{grounds}" if grounds else "，没有别的佐证，请核对")}
        known = complaint.verdict.known if complaint.verdict is not None else ""
        if known and complaint.state == "borne":
            evidence["表格"] = known
        why = mended(fault.why)[:_WHY].rstrip("。")
        message = f"{complaint.kind}：{why}"
        return context.mark(
            start, end, message, severity=severity, evidence=evidence, fix=self._fix(complaint, start, end)
        )

    def _fix(self, complaint: Complaint, start: int, end: int) -> Fix:
        right = complaint.fault.right.strip()
        right = "" if invented(right) or placeholders(right) else mended(right)
        text = self.context.document.text
        quote = text[complaint.start : complaint.end]
        if not right or broken(right, text) or len(right) > 2 * len(quote) + 4:
            return Fix(advice="核对后改正")
        if complaint.kind == "数字" or (start, end) == (complaint.start, complaint.end):
            return Fix(advice=f"核对后改为“{right}”")
        head = text[complaint.start : start]
        tail = text[end : complaint.end]
        if right.startswith(head) and right.endswith(tail) and len(right) >= len(head) + len(tail):
            put = right[len(head) : len(right) - len(tail)]
            if re.findall("[0-9]+", put) == re.findall("[0-9]+", text[start:end]):
                return Fix(applies="unsafe", text=put, advice=f"核对后改为“{right}”")
        return Fix(advice=f"核对后改为“{right}”")


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts begin and end alike with."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _plain(text: str) -> str:
    """A text with one writing for every word that has several."""
    for group in reader_words()["variants"]:
        for word in sorted(group, key=len, reverse=True):
            text = text.replace(word, group[0])
    return text


def _balanced(text: str) -> bool:
    return all(text.count(fold(pair[0])) == text.count(fold(pair[1])) for pair in _PAIRS)
