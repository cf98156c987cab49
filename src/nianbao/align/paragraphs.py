"""Pairs the sections and paragraphs of two reports; the share of one that stands unchanged in the other.

What changes by rote does not count, on either side of the fraction: figures, years, and the unit's own name. A text
taken over with the year and the figures replaced is carried over whole. White space does not count either.

Counted as carried are the sentences that stand anywhere in the other report, word for word, and, of other sentences,
the stretches of at least ``STRETCH`` characters that the paragraph it became has in common with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from nianbao.align.alignment import NOTHING, Carried, ParagraphPair, SectionPair
from nianbao.align.differences import Run, differences
from nianbao.align.figures import figures_changed
from nianbao.align.pairing import Group, PairingItem, heaviest_rising, joined, likeness, paired, shared_out, woven
from nianbao.patterns import lazy
from nianbao.report import Paragraph, Report, Section, bookmark
from nianbao.text.sentences import sentence_spans

STRETCH = 6
"""Characters in a row that are taken over rather than in common by chance."""
_FIGURE, _NAME = "\ue000", "\ue001"
_NUMERAL = lazy(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*|[〇零一二三四五六七八九十百千两]{2,}")
_NOT_COUNTED = re.compile(f"[{_FIGURE}{_NAME}]")
_SPACE = lazy(r"\s+")


class Stock:
    """The sentences of a report, what changes by rote taken out."""

    def __init__(self, report: Report) -> None:
        self.report = report
        names = [name for name in (report.unit.names if report.unit is not None else ()) if len(name) > 1]
        self._names = re.compile("|".join(map(re.escape, names))) if names else None

    @cached_property
    def sentences(self) -> frozenset[str]:
        """Those of its paragraphs, headings left out."""
        texts = (self.masked(item.text) for _, item in self.report.paragraphs() if item.role == "body")
        return frozenset(text[low:high] for text in texts for low, high in sentence_spans(text))

    def masked(self, text: str) -> str:
        """A text without white space, a sign for each figure and each name of the unit."""
        text = _SPACE.sub("", text)
        if self._names is not None:
            text = self._names.sub(_NAME, text)
        return _NUMERAL.sub(_FIGURE, text)


def _length(text: str) -> int:
    return len(text) - len(_NOT_COUNTED.findall(text))


def carried(old: Stock, new: Stock, text: str, befores: Sequence[str]) -> Carried:
    """What of a paragraph stands unchanged in the other report.

    Args:
        old, new: the two reports. text: a paragraph of the new one. befores: the paragraphs it was made from, if any.
    """
    words = new.masked(text)
    loose: list[tuple[int, int]] = []
    kept = 0
    for low, high in sentence_spans(words):
        if words[low:high] in old.sentences:
            kept += _length(words[low:high])
        else:
            loose.append((low, high))
    if befores and loose:
        kept += _in_common("".join(map(old.masked, befores)), words, loose)
    return Carried(kept, _length(words))


def _in_common(before: str, words: str, loose: Sequence[tuple[int, int]]) -> int:
    """Characters of some stretches of a text that it has in common with another, in rows long enough."""
    at = kept = 0
    for run in differences(before, words):
        if run.kind == "del":
            continue
        end = at + len(run.text)
        if run.kind == "same":
            lengths = (_length(words[max(at, low) : min(end, high)]) for low, high in loose if low < end and at < high)
            kept += sum(length for length in lengths if length >= STRETCH)
        at = end
    return kept


_ALIKE = 0.6
"""Likeness of two headings, ordinal included, from which an unknown one is the other's."""


class Sections(NamedTuple):
    """A pair of sections, by number; None on the side that has none."""

    old: int | None
    new: int | None


def sections_paired(old: Sequence[Section], new: Sequence[Section]) -> list[Sections]:
    """Pair sections by the form's id, and those left whose heading is unknown to the form by likeness.

    Returns:
        In the new report's order; what only the old one has stands where it stood.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for i, section in enumerate(old):
        waiting[section.id].append(i)
    found: dict[int, int] = {}
    for j, section in enumerate(new):
        if section.id and waiting[section.id]:
            found[j] = waiting[section.id].pop(0)
    left = {i for i in range(len(old)) if i not in found.values()}
    scored = [
        (likeness(old[i].heading, section.heading), i, j)
        for j, section in enumerate(new)
        if j not in found
        for i in left
        if not (old[i].id and section.id)
    ]
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1] + one[2])):
        if score >= _ALIKE and i in left and j not in found:
            found[j] = i
            left.remove(i)
    pairs = [Sections(found.get(j), j) for j in range(len(new))]
    rising: list[tuple[int, int]] = []
    for position, pair in enumerate(pairs):
        if pair.old is not None and (not rising or pair.old > rising[-1][0]):
            rising.append((pair.old, position))
    behind = woven(rising, sorted(left))
    placed = [Sections(i, None) for i in behind.get(-1, ())]
    for position, pair in enumerate(pairs):
        placed.append(pair)
        placed += [Sections(i, None) for i in behind.get(position, ())]
    return placed


@dataclass(frozen=True)
class _Side:
    """The paragraphs of a report, numbered through: each with its section's number and what is compared of it."""

    sections: Sequence[Section]
    paragraphs: list[Paragraph] = field(default_factory=list)
    section: list[int] = field(default_factory=list)
    items: list[PairingItem] = field(default_factory=list)

    @classmethod
    def of(cls, sections: Sequence[Section], pair_of: dict[int, int]) -> _Side:
        side = cls(sections)
        for number, section in enumerate(sections):
            count = max(len(section.paragraphs) - 1, 1)
            for place, paragraph in enumerate(section.paragraphs):
                side.paragraphs.append(paragraph)
                side.section.append(number)
                side.items.append(PairingItem(paragraph.text, paragraph.role, pair_of[number], place / count))
        return side

    def id(self, number: int) -> str:
        return self.sections[self.section[number]].id


class Reports:
    """Two reports beside each other: which paragraph became which.

    Args:
        old, new: the reports.
        bookmarks: of a draft's own Word file as ``old``: of each of its paragraphs the names of ours that begin in
            it. A paragraph of the draft is then the one with its bookmark, else the one with the same words, else new.
    """

    def __init__(self, old: Report, new: Report, bookmarks: Mapping[str, Sequence[str]] | None = None) -> None:
        self.sections = sections = sections_paired(old.sections, new.sections)
        self.old = _Side.of(old.sections, {pair.old: n for n, pair in enumerate(sections) if pair.old is not None})
        self.new = _Side.of(new.sections, {pair.new: n for n, pair in enumerate(sections) if pair.new is not None})
        self.stock, self.own = Stock(old), Stock(new)
        self.split: dict[int, Group] = {}  # by the number of each part, in the new report
        self.merged: dict[int, Group] = {}  # by the number of each part, in the old one
        if bookmarks is not None:
            self.partner = self._marked(bookmarks)
        else:
            self.partner = paired(self.old.items, self.new.items)
            self._join()
        self.whole_of = {group.whole: group for group in self.merged.values()}
        self.moved = self._moved()

    def _marked(self, bookmarks: Mapping[str, Sequence[str]]) -> dict[int, int]:
        """Which paragraphs belong together where bookmarks say so."""
        homes: dict[str, int] = {}
        texts: dict[str, list[int]] = defaultdict(list)
        for i, paragraph in enumerate(self.old.paragraphs):
            texts[paragraph.text].append(i)
            for name in bookmarks.get(paragraph.id, ()):
                homes.setdefault(name, i)
        found: dict[int, int] = {}
        met: set[int] = set()
        for j, paragraph in enumerate(self.new.paragraphs):
            own = homes.get(bookmark(paragraph.id))
            choices = [*([own] if own is not None else ()), *texts.get(paragraph.text, ())]
            free = next((number for number in choices if number not in met), None)
            if free is not None and paragraph.text.strip():
                found[j] = free
                met.add(free)
        return found

    def _join(self) -> None:
        """Find what was split and what was merged; where a paragraph could be part of both, the likelier is taken."""
        back = {i: j for j, i in self.partner.items()}
        splits = [(group, True) for group in joined(self.old.items, self.new.items, self.partner)]
        merges = [(group, False) for group in joined(self.new.items, self.old.items, back)]

        def order(one: tuple[Group, bool]) -> tuple[float, int, str]:
            """The likelier first, then the longer: the same whichever report is called the old one."""
            whole = (self.old if one[1] else self.new).paragraphs[one[0].whole].text
            return -one[0].alike, -len(whole), whole

        for group, split in sorted(splits + merges, key=order):
            wholes, parts = ({group.whole}, set(group.parts)) if split else (set(group.parts), {group.whole})
            if wholes & self.merged.keys() or parts & self.split.keys() or self._taken(wholes, parts):
                continue
            if split:
                self.split |= dict.fromkeys(group.parts, group)
                if group.whole not in back:
                    self._pair(group.whole, max(group.parts, key=lambda number: len(self.new.items[number].text)), back)
            else:
                self.merged |= dict.fromkeys(group.parts, group)
                if group.whole not in self.partner:
                    self._pair(max(group.parts, key=lambda number: len(self.old.items[number].text)), group.whole, back)

    def _taken(self, olds: set[int], news: set[int]) -> bool:
        """Whether a paragraph is the whole of a group already."""
        return bool(
            olds & {group.whole for group in self.split.values()}
            or news & {group.whole for group in self.merged.values()}
        )

    def _pair(self, i: int, j: int, back: dict[int, int]) -> None:
        self.partner[j], back[i] = i, j

    def _moved(self) -> set[int]:
        """Numbers in the new report of paragraphs that stand at another place.

        Where a section has no counterpart (a heading that one side lacks), what stands in it has moved only if it is
        out of order in the whole.
        """
        moved: set[int] = set()
        rows: dict[int, list[int]] = {}
        for j in sorted(self.partner):
            there, here = self.old.items[self.partner[j]].section, self.new.items[j].section
            if there == here:
                rows.setdefault(here, []).append(j)
            elif None not in (*self.sections[there], *self.sections[here]):
                moved.add(j)
            else:
                rows.setdefault(-1, []).append(j)
        if loose := rows.pop(-1, []):
            everything = sorted(self.partner)
            moved |= self._out_of_order(everything) & set(loose)
        for row in rows.values():
            moved |= self._out_of_order(row)
        return moved

    def _out_of_order(self, row: list[int]) -> set[int]:
        befores = [self.partner[j] for j in row]
        lengths = [len(self.old.items[i].text) + len(self.new.items[j].text) for i, j in zip(befores, row, strict=True)]
        stayed = heaviest_rising(befores, lengths)
        return {j for position, j in enumerate(row) if position not in stayed}

    def _both(self, i: int, j: int) -> ParagraphPair:
        before, after = self.old.items[i].text, self.new.items[j].text
        same = before == after
        runs = tuple(differences(before, after))
        group, merged = self.split.get(j), self.merged.get(i)
        seen: tuple[Run, ...] = ()
        told_before, told_after = before, after
        if group is not None:
            seen, told_after = self._share(group, j, split=True)
        elif merged is not None:
            seen, told_before = self._share(merged, i, split=False)
        return ParagraphPair(
            kind="same" if same else "changed",
            old=self.old.paragraphs[i],
            new=self.new.paragraphs[j],
            old_section=self.old.id(i),
            new_section=self.new.id(j),
            runs=runs,
            figures=() if same else figures_changed(told_before, told_after),
            moved=j in self.moved,
            alike=1.0 if same else likeness(before, after),
            joined="split" if group is not None else "merged" if merged is not None else "",
            whole=self._whole(group, merged),
            seen=seen,
            count=self.carried(j),
        )

    def _whole(self, split: Group | None, merged: Group | None) -> str:
        if split is not None:
            return self.old.paragraphs[split.whole].id
        return self.new.paragraphs[merged.whole].id if merged is not None else ""

    def _share(self, group: Group, part: int, *, split: bool) -> tuple[tuple[Run, ...], str]:
        """What a reader sees of one part of a group, and the parts put together."""
        wholes, parts = (self.old, self.new) if split else (self.new, self.old)
        texts = [parts.items[number].text for number in group.parts]
        shares = shared_out(wholes.items[group.whole].text, texts, split=split)
        return shares[group.parts.index(part)], "".join(texts)

    def _added(self, j: int) -> ParagraphPair:
        group = self.split.get(j)
        text = self.new.items[j].text
        return ParagraphPair(
            kind="added",
            old=None,
            new=self.new.paragraphs[j],
            old_section="",
            new_section=self.new.id(j),
            runs=(Run("ins", text),) if text else (),
            joined="split" if group is not None else "",
            whole=self._whole(group, None),
            seen=self._share(group, j, split=True)[0] if group is not None else (),
            count=self.carried(j),
        )

    def _removed(self, i: int) -> ParagraphPair:
        group = self.merged.get(i)
        text = self.old.items[i].text
        return ParagraphPair(
            kind="removed",
            old=self.old.paragraphs[i],
            new=None,
            old_section=self.old.id(i),
            new_section="",
            runs=(Run("del", text),) if text else (),
            joined="merged" if group is not None else "",
            whole=self._whole(None, group),
            seen=self._share(group, i, split=False)[0] if group is not None else (),
        )

    def _befores(self, j: int) -> list[str]:
        if (merged := self.whole_of.get(j)) is not None:
            return [self.old.items[i].text for i in merged.parts]
        group = self.split.get(j)
        i = group.whole if group is not None else self.partner.get(j)
        return [self.old.items[i].text] if i is not None else []

    def carried(self, j: int, text: str | None = None) -> Carried:
        """What of a paragraph of the new report is carried over from the old one; nothing of a heading.

        Args:
            j: its number. text: a part of it that alone is looked at.
        """
        if self.new.items[j].role != "body":
            return NOTHING
        return carried(self.stock, self.own, self.new.items[j].text if text is None else text, self._befores(j))

    def pairs(self) -> tuple[SectionPair, ...]:
        """The sections in the new report's order, what the old one alone has where it stood.

        Every paragraph of both reports is in exactly one pair.
        """
        nothing = Section(id="")
        made: list[SectionPair] = []
        for pair, placed in zip(self.sections, self._placed_all(), strict=True):
            one = self.old.sections[pair.old] if pair.old is not None else nothing
            other = self.new.sections[pair.new] if pair.new is not None else nothing
            id = (one if pair.new is None else other).id
            made.append(SectionPair(id, tuple(differences(one.heading, other.heading)), tuple(placed)))
        return tuple(made)

    def _placed_all(self) -> list[list[ParagraphPair]]:
        taken = set(self.partner.values())
        lone: dict[int, list[int]] = {}
        for i, item in enumerate(self.old.items):
            if i not in taken:
                lone.setdefault(item.section, []).append(i)
        rows: dict[int, list[int]] = {}
        for j, item in enumerate(self.new.items):
            rows.setdefault(item.section, []).append(j)
        return [
            self._placed(number, rows.get(number, []), lone.get(number, [])) for number in range(len(self.sections))
        ]

    def _placed(self, number: int, row: list[int], lone: list[int]) -> list[ParagraphPair]:
        stayed = [
            (self.partner[j], position)
            for position, j in enumerate(row)
            if j in self.partner and j not in self.moved and self.old.items[self.partner[j]].section == number
        ]
        behind = woven(stayed, lone)
        placed: list[ParagraphPair] = []
        for position in range(-1, len(row)):
            if position >= 0:
                j = row[position]
                placed.append(self._both(self.partner[j], j) if j in self.partner else self._added(j))
            placed += [self._removed(i) for i in behind.get(position, ())]
        return placed
