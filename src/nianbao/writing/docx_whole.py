"""Paragraphs and tables that come or go whole, as tracked changes (修订)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from nianbao.wordml.content import tag
from nianbao.writing.docx_changes import Changer, stamp
from nianbao.writing.docx_models import marked_mark

__all__ = ["Whole"]

_APART = timedelta(minutes=2)
"""How much earlier whole paragraphs are dated than words: LibreOffice takes an author's changes that touch and lie
within a minute for one, so that rejecting a new paragraph would take the end of the one before it along."""


class Whole:
    """Marks of whole paragraphs and rows.

    Args:
        changer: of the document. when: the date of changes of words.
    """

    def __init__(self, changer: Changer, when: datetime) -> None:
        self.changer, self.apart = changer, stamp(when - _APART)

    def mark(self, paragraph: Any, kind: str) -> None:
        """A paragraph's own mark as inserted or deleted."""
        marked_mark(paragraph, self.changer.mark(kind, self.apart))

    def paragraph(self, words: str, properties: Any, run: Any) -> Any:
        """A new paragraph whose words and mark are insertions.

        Args:
            properties: its ``w:pPr``. run: the ``w:rPr`` of its words, or None.
        """
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
