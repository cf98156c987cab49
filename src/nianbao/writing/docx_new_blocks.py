"""Inserted and deleted paragraphs and tables as tracked changes, formatted like their neighbours."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from nianbao.wordml.content import atoms, tag
from nianbao.writing.docx_redline_plan import MarkedBlock
from nianbao.writing.docx_runs import Changer, stamp

_LEFT_OUT = tuple(tag(name) for name in ("numPr", "pageBreakBefore", "sectPr", "pPrChange", "rPr", "framePr"))
_NOT_COPIED = tuple(tag(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish"))


def marked_mark(paragraph: Any, mark: Any) -> None:
    """Put a ``w:ins`` or ``w:del`` on a paragraph's own mark."""
    properties = paragraph.find(tag("pPr"))
    if properties is None:
        properties = paragraph.makeelement(tag("pPr"), {})
        paragraph.insert(0, properties)
    run = properties.find(tag("rPr"))
    if run is None:
        run = properties.makeelement(tag("rPr"), {})
        behind = next((item for item in properties if item.tag in (tag("sectPr"), tag("pPrChange"))), None)
        if behind is not None:
            behind.addprevious(run)
        else:
            properties.append(run)
    run.insert(0, mark)


def _run_of(paragraph: Any) -> Any:
    """The properties most of a paragraph's words have."""
    sizes: dict[int, int] = {}
    runs: dict[int, Any] = {}
    for atom in atoms(paragraph):
        run = atom.element.getparent()
        if run is not None and run.tag == tag("r"):
            runs[id(run)] = run
            sizes[id(run)] = sizes.get(id(run), 0) + len(atom.text)
    if not sizes:
        return None
    return runs[max(sizes, key=lambda key: sizes[key])].find(tag("rPr"))


def _clean(properties: Any) -> Any:
    if properties is None:
        return None
    made = copy.deepcopy(properties)
    for item in made.findall("*"):
        if item.tag in _NOT_COPIED:
            made.remove(item)
    return made


class Models:
    """The paragraphs of a file by what they are.

    Args:
        held: each block of the file and its ``w:p``, before anything was changed.
    """

    def __init__(self, held: Sequence[tuple[MarkedBlock, Any]]) -> None:
        self.kinds: list[tuple[str, int, Any, Any]] = []
        self.order: dict[Any, int] = {}
        for block, paragraph in held:
            if paragraph is None:
                continue
            self.kinds.append((block.role, block.level, paragraph, _clean(_run_of(paragraph))))
        roots = {paragraph.getroottree().getroot() for _, _, paragraph, _ in self.kinds}
        wanted = {paragraph for _, _, paragraph, _ in self.kinds}
        for root in roots:
            for number, item in enumerate(root.iter(tag("p"))):
                if item in wanted:
                    self.order[item] = number

    def like(self, block: MarkedBlock, beside: Any) -> tuple[Any, Any]:
        """Properties of a new paragraph and of its words; the words' are None where there is no model.

        Args:
            beside: what it is put behind; None at the beginning.
        """
        found = self._nearest(block, beside)
        if found is None:
            from nianbao.writing.docx_layout import child

            return child(None, "pPr"), None
        paragraph, run = found
        own = paragraph.find(tag("pPr"))
        made = paragraph.makeelement(tag("pPr"), {}) if own is None else copy.deepcopy(own)
        for item in made.findall("*"):
            if item.tag in _LEFT_OUT:
                made.remove(item)
        return made, run

    def _nearest(self, block: MarkedBlock, beside: Any) -> tuple[Any, Any] | None:
        at = self.order.get(beside, 0) if beside is not None else 0
        for wanted in ((block.role, block.level), (block.role, None), ("body", 0), (None, None)):
            kin = [
                item
                for item in self.kinds
                if wanted[0] in (None, item[0]) and wanted[1] in (None, item[1])
            ]  # fmt: skip
            if kin:
                chosen = min(kin, key=lambda item: abs(self.order.get(item[2], 0) - at))
                return chosen[2], chosen[3]
        return None

    @staticmethod
    def in_cell(paragraph: Any) -> Any:
        """The properties of words put into an empty cell: those its mark has, else those of the cells beside it."""
        own = paragraph.find(f"{tag('pPr')}/{tag('rPr')}")
        if own is not None and len(own):
            return _clean(own)
        empty = next(paragraph.iter(tag("r")), None)
        if empty is not None and empty.find(tag("rPr")) is not None:
            return _clean(empty.find(tag("rPr")))
        row = next(paragraph.iterancestors(tag("tr")), None)
        return None if row is None else _clean(_run_of(row))


_APART = timedelta(minutes=2)
"""How much earlier whole paragraphs are dated than words: LibreOffice takes an author's changes that touch and lie
within a minute for one, so that rejecting a new paragraph would take the end of the one before it along."""


class Whole:
    """Marks of whole paragraphs and rows."""

    def __init__(self, changer: Changer, when: datetime) -> None:
        self.changer, self.apart = changer, stamp(when - _APART)

    def mark(self, paragraph: Any, kind: str) -> None:
        """A paragraph's own mark as inserted or deleted."""
        marked_mark(paragraph, self.changer.mark(kind, self.apart))

    def paragraph(self, words: str, properties: Any, run: Any) -> Any:
        """A new paragraph whose words and mark are insertions."""
        paragraph = self.changer.root.makeelement(tag("p"), {})
        paragraph.append(properties)
        self.mark(paragraph, "ins")
        paragraph.append(self.changer.insertion(words, run, self.apart))
        return paragraph

    def table(self, table: Any) -> Any:
        """A new table, all its rows insertions."""
        self.rows(table, "ins")
        return table

    def spacer(self) -> Any:
        """An empty paragraph, inserted: two tables that touch are one in Word."""
        paragraph = self.changer.root.makeelement(tag("p"), {})
        self.mark(paragraph, "ins")
        return paragraph

    def rows(self, table: Any, kind: str) -> None:
        """Rows with all they hold as inserted or deleted."""
        for row in table.iter(tag("tr")):
            properties = row.find(tag("trPr"))
            if properties is None:
                properties = row.makeelement(tag("trPr"), {})
                before = row.find(tag("tblPrEx"))
                if before is not None:
                    before.addnext(properties)
                else:
                    row.insert(0, properties)
            change = properties.find(tag("trPrChange"))
            mark = self.changer.mark(kind, self.apart)
            if change is not None:
                change.addprevious(mark)
            else:
                properties.append(mark)
        for paragraph in table.iter(tag("p")):
            self.mark(paragraph, kind)
            self.runs(paragraph, kind)

    def runs(self, paragraph: Any, kind: str) -> None:
        """All words of a paragraph as inserted or deleted."""
        for run in list(paragraph.iter(tag("r"))):
            above = next(run.iterancestors(tag("p")), None)
            if above is not paragraph or next(run.iterancestors(tag("ins"), tag("del")), None) is not None:
                continue
            if kind == "del":
                self.changer.delete(run, self.apart)
            else:
                mark = self.changer.mark(kind, self.apart)
                run.addprevious(mark)
                mark.append(run)
