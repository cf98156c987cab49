"""How a paragraph put into another's Word file is to look: like the nearest of its kind there."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from nianbao.wordml.content import atoms, tag
from nianbao.writing.marked import MarkedBlock

__all__ = ["Models", "marked_mark"]

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
            from nianbao.writing.docx_styles import child

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
