"""Writes a tracked-change plan into a Word file and keeps its formatting.

A new paragraph has its own mark inserted and one that goes its own mark deleted, so that accepting or rejecting
everything leaves whole paragraphs; a moved one goes at its old place and comes at its new one (``w:moveFrom`` needs
names and ranges that LibreOffice does not keep).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nianbao.align.differences import Run, differences
from nianbao.report import DocxPlace
from nianbao.wordml.content import Char, accepted, tag
from nianbao.wordml.tracked_changes import AUTHOR, main_root, with_main
from nianbao.writing.docx_new_blocks import Models, Whole
from nianbao.writing.docx_redline_plan import Marked, MarkedBlock, MarkedTable, brief
from nianbao.writing.docx_runs import Changer
from nianbao.writing.docx_tables import table_element
from nianbao.writing.printed_text import as_stands
from nianbao.writing.replace_words import Replacement

_UNMADE = "这一处不能加修订，没有改：{words}"
_BOXED = "文本框里的文字不能加修订，没有改：{words}"
_LOST = "原文件中找不到这一处，旧的文字没有标为删去：{words}"


def _replacements(runs: Iterable[Run], place: DocxPlace, block: str) -> list[Replacement]:
    """Runs as words put in place of others, by offset in the old text."""
    made: list[Replacement] = []
    at = 0
    gone = come = ""
    for run in (*runs, Run("same", "")):
        if run.kind == "del":
            gone += run.text
        elif run.kind == "ins":
            come += run.text
        else:
            if gone or come:
                made.append(Replacement(place, block, at, gone, come))
            at += len(gone) + len(run.text)
            gone = come = ""
    return made


class _Marker:
    def __init__(self, root: Any, marked: Marked, author: str, when: datetime) -> None:
        self.marked = marked
        self.changer = Changer(root, when, author)
        self.whole = Whole(self.changer, when)
        self.places = self.changer.places
        self.messages: list[str] = []
        self.blocks: list[MarkedBlock | MarkedTable] = list(marked.blocks)
        self.removed = list(marked.removed)
        held = [item for item in (*self.blocks, *self.removed) if isinstance(item, MarkedBlock)]
        self.models = Models([(item, self._element(item)) for item in held])
        self.kept: set[int] = set()
        self.there: set[int] = set()
        self.inside: set[int] = set()
        self.going: set[int] = set()

    def _element(self, block: MarkedBlock | MarkedTable) -> Any:
        if isinstance(block, MarkedTable):
            held = [number for number in block.numbers if 1 <= number <= len(self.places.tables)]
            return self.places.tables[max(held) - 1] if held else None
        return None if block.place is None else self.places.paragraph(block.place)

    def _chars(self, block: MarkedBlock) -> list[Char]:
        return [] if block.place is None else self.places.chars(block.place)[: len(block.old)]

    # ── words inside a paragraph that stays

    def _is_there(self, block: MarkedBlock) -> bool:
        """Whether the old words of a block are those of the file at its place."""
        chars = self._chars(block)
        return len(chars) == len(block.old) and all(
            char.text in ("", sign) for char, sign in zip(chars, block.old, strict=True)
        )

    def _stood(self, block: MarkedBlock) -> bool:
        """The same, before anything was changed."""
        return id(block) in self.there

    def _touches_ordinal(self, block: MarkedBlock) -> bool:
        """Whether a change is in an ordinal that Word makes itself."""
        chars = self._chars(block)
        assert block.place is not None
        label = next((index for index, char in enumerate(chars) if char.element is not None), len(chars))
        return any(item.offset < label for item in _replacements(block.runs, block.place, block.old))

    def _replace_whole(self) -> None:
        """Blocks that cannot be changed in place, or stand in one paragraph with a table to come between, come anew."""
        holder: Any = None
        for index, block in enumerate(self.blocks):
            if isinstance(block, MarkedTable):
                cut, holder = holder, None
                for later in range(index + 1, len(self.blocks) if cut is not None else 0):
                    other = self.blocks[later]
                    if isinstance(other, MarkedBlock) and self._element(other) is cut:
                        self._anew(later, other)
                continue
            if block.place is None:
                continue
            holder = self._element(block)
            if block.old == block.new:
                continue
            if block.place.box:
                self.messages.append(_BOXED.format(words=f"{brief(block.old)} → {brief(block.new)}"))
                self.blocks[index] = block._replace(runs=(Run("same", block.old),))
            elif not self._is_there(block):
                self.messages.append(_LOST.format(words=f"{brief(block.old)} → {brief(block.new)}"))
                self.blocks[index] = block._replace(runs=(Run("ins", block.new),), place=None)
            elif self._touches_ordinal(block):
                self._anew(index, block)

    def _anew(self, index: int, block: MarkedBlock) -> None:
        self.removed.append(block._replace(runs=(Run("del", block.old),)))
        self.blocks[index] = block._replace(runs=(Run("ins", block.new),), place=None)

    def _words(self) -> None:
        """Changes of words, the last of a paragraph first: the places before it still hold."""
        self.kept = {id(self._element(block)) for block in self.blocks if isinstance(block, MarkedBlock)}
        changes = [
            item
            for block in self.blocks
            if isinstance(block, MarkedBlock) and block.place is not None
            for item in _replacements(block.runs, block.place, block.old)
        ]
        changes += [
            Replacement(block.place, block.old, 0, block.old, "")
            for block in self.removed
            if isinstance(block, MarkedBlock) and block.place is not None
            if not block.place.box and self._stood(block) and self._shared(block)
        ]
        # what comes behind a block is put there before the block's own last words are
        changes = self._lines() + changes
        for item in sorted(changes, key=lambda one: one.offset + getattr(one.location, "at", 0), reverse=True):
            if self.changer.make(item):
                self.messages.append(_UNMADE.format(words=f"{brief(item.old)} → {brief(item.new)}"))

    def _lines(self) -> list[Replacement]:
        """New blocks between two that stand in one paragraph: lines of their own in it."""
        found: dict[int, list[str]] = {}
        last = -1
        for index, block in enumerate(self.blocks):
            if not isinstance(block, MarkedBlock):
                found.pop(last, None)
                last = -1
            elif block.place is not None:
                if last >= 0 and self._element(block) is not self._element(self.blocks[last]):
                    found.pop(last, None)
                elif last >= 0 and last in found:
                    self.inside |= set(range(last + 1, index))
                last = index
            elif last >= 0:
                found.setdefault(last, []).append(block.new)
        found.pop(last, None)
        made: list[Replacement] = []
        for index, words in found.items():
            after = self.blocks[index]
            assert isinstance(after, MarkedBlock)
            assert after.place is not None
            rest = accepted(self._element(after))[max(after.place.at, 0) + len(after.old) :]
            end = "" if rest.startswith("\n") else "\n"
            made.append(Replacement(after.place, after.old, len(after.old), "", "\n" + "\n".join(words) + end))
        return made

    def _shared(self, block: MarkedBlock) -> bool:
        """Whether other words that stay are in the paragraph of a block that goes."""
        return id(self._element(block)) in self.kept

    def _cells(self) -> None:
        for cell in self.marked.cells:
            chars = self.places.chars(cell.place)
            old = "".join(char.text for char in chars)
            failed = False
            if old:
                for item in reversed(_replacements(differences(old, cell.new), cell.place, old)):
                    failed = bool(self.changer.make(item)) or failed
            else:
                paragraph = self.places.paragraph(cell.place)
                failed = paragraph is None
                if paragraph is not None and cell.new:
                    paragraph.append(self.changer.insertion(cell.new, self.models.in_cell(paragraph)))
            if failed:
                self.messages.append(f"表格“{cell.label}”在原文件中找不到，没有标出修订：应为 {cell.new or '空'}")

    # ── what is new

    def _insert(self) -> None:
        cursor: Any = None
        last: MarkedBlock | MarkedTable | None = None
        for index, block in enumerate(self.blocks):
            if (element := self._element(block)) is not None:
                cursor, last = element, block
                continue
            if index in self.inside or (isinstance(block, MarkedBlock) and block.place is not None):
                continue  # a place that is lost has been told of
            cursor = self._put_after(block, cursor, last)
            last = block

    def _put_after(self, block: MarkedBlock | MarkedTable, cursor: Any, last: MarkedBlock | MarkedTable | None) -> Any:
        if isinstance(block, MarkedTable):
            table = self.whole.table(table_element(block.table, block.cells, as_stands))
            elements = [table, self.whole.spacer()]
            if cursor is not None and cursor.tag == tag("tbl"):
                elements.insert(0, self.whole.spacer())
        else:
            elements = [self.whole.paragraph(block.new, *self.models.like(block, cursor))]
        at = self._first() if cursor is None else self._past_blank(cursor, last)
        if cursor is None and id(at) not in self.going:
            for element in elements:
                at.addprevious(element)
            return elements[-1]
        at = self._past_going(at)
        for element in elements:
            at.addnext(element)
            at = element
        return elements[-1]

    def _past_going(self, at: Any) -> Any:
        """Behind the paragraphs that go: old words stand before the new ones, as on a page of the comparison."""
        while (following := at.getnext()) is not None and id(following) in self.going:
            at = following
        return at

    def _is_section_end(self, element: Any) -> bool:
        return element.find(f"{tag('pPr')}/{tag('sectPr')}") is not None

    def _first(self) -> Any:
        body = self.changer.root.find(tag("body"))
        found = [self._element(block) for block in (*self.blocks, *self.removed)]
        held = {id(item) for item in found if item is not None}
        return next((item for item in body.iter() if id(item) in held), body[-1])

    def _past_blank(self, cursor: Any, last: MarkedBlock | MarkedTable | None) -> Any:
        """Behind the empty paragraph that belongs to a title or a table."""
        wanted = isinstance(last, MarkedTable) or (last is not None and last.role == "title")
        following = cursor.getnext() if wanted else None
        if following is not None and following.tag == tag("p") and not accepted(following).strip():
            held = following.find(f"{tag('pPr')}/{tag('sectPr')}")
            return cursor if held is not None else following
        return cursor

    # ── what goes

    def _remove(self) -> None:
        done: set[int] = set()
        for block in self.removed:
            if isinstance(block, MarkedTable):
                for number in block.numbers:
                    self.whole.rows(self.places.tables[number - 1], "del")
                continue
            if block.place is not None and block.place.box:
                self.messages.append(_BOXED.format(words=brief(block.old)))
                continue
            element = self._element(block)
            if element is None or not self._stood(block):
                self.messages.append(_LOST.format(words=brief(block.old)))
            elif id(element) not in done and not self._shared(block):
                done.add(id(element))
                self.whole.runs(element, "del")
                if not self._is_section_end(element):  # the end of a section of pages stays
                    self.whole.mark(element, "del")

    def run(self) -> None:
        self._replace_whole()
        self.there = {id(item) for item in self.removed if isinstance(item, MarkedBlock) and self._is_there(item)}
        self._words()
        self._cells()
        gone = [item for item in self.removed if isinstance(item, MarkedBlock) and id(item) in self.there]
        elements = [self._element(item) for item in gone if not self._shared(item)]
        self.going = {id(item) for item in elements if item is not None and not self._is_section_end(item)}
        self._insert()
        self._remove()


def mark_docx(base: bytes, marked: Marked, *, when: datetime, author: str = AUTHOR) -> tuple[bytes, list[str]]:
    """Write a report into a Word file of another as tracked changes.

    Args:
        base: the Word file, without tracked changes of its own. marked: what becomes of it, by places in it.
        when, author: of the changes.

    Returns:
        The file, only its text rewritten; what could not be marked, in Chinese, a line each. Everything accepted it
        says what ``marked`` says; everything rejected it is the base.
    """
    root = main_root(base)
    marker = _Marker(root, marked, author, when)
    marker.run()
    return with_main(base, root), marker.messages
