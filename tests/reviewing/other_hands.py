"""A report as a Word file made by other hands: own styles, runs cut anywhere, lines in one paragraph, bookmarks."""

from __future__ import annotations

import io
import random
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from nianbao.facts import form_of
from nianbao.report import Report
from nianbao.writing.docx_tables import table_element

__all__ = ["by_other_hands"]


class _Hand:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.document: Any = Document()
        self.styles = {}
        for name, size in (("正文（县里）", 15), ("标题·自定", 18), ("小标题甲", 16)):
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.font.size, style.font.name = Pt(size), "宋体"
            self.styles[name] = style
        self.marks = 0

    def _runs(self, paragraph: Any, text: str) -> None:
        """The words in runs cut anywhere, some bold, one perhaps in a link, a content control or a smart tag."""
        at = 0
        while at < len(text):
            end = min(len(text), at + self.rng.randint(1, 14))
            run = paragraph.add_run(text[at:end])
            run.bold = self.rng.random() < 0.2
            if self.rng.random() < 0.1:
                holder = OxmlElement(self.rng.choice(("w:hyperlink", "w:smartTag")))
                run._r.addprevious(holder)
                holder.append(run._r)
            at = end

    def _bookmark(self, paragraph: Any) -> None:
        self.marks += 1
        for kind in ("bookmarkStart", "bookmarkEnd"):
            element = OxmlElement(f"w:{kind}")
            element.set(qn("w:id"), str(self.marks))
            if kind == "bookmarkStart":
                element.set(qn("w:name"), f"_Toc{self.marks}")
                paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, element)
            else:
                paragraph._p.append(element)

    def say(self, texts: list[str], style: str) -> None:
        """A paragraph; several texts are lines of it."""
        paragraph = self.document.add_paragraph(style=self.styles[style] if self.rng.random() < 0.9 else None)
        for number, text in enumerate(texts):
            if number:
                paragraph.add_run().add_break()
            self._runs(paragraph, text)
        if self.rng.random() < 0.3:
            self._bookmark(paragraph)
        if self.rng.random() < 0.15:
            self.document.add_paragraph("")

    def table(self, element: Any) -> None:
        self.document.element.body[-1].addprevious(element)
        if self.rng.random() < 0.5:
            self.document.add_paragraph("")

    def lines(self, texts: list[str]) -> None:
        """Texts, now and then two or three in one paragraph."""
        while texts:
            many = self.rng.choice((1, 1, 1, 1, 2, 3))
            self.say(texts[:many], "正文（县里）")
            texts = texts[many:]


def by_other_hands(report: Report, rng: random.Random) -> bytes:
    """The file of a report."""
    hand = _Hand(rng)
    form = form_of(report)
    assert form is not None
    tables = {table.id: table for table in form.tables}
    if rng.random() < 0.5:
        at = report.title.index("年") - 4
        hand.say([report.title[:at]], "标题·自定")
        hand.say([report.title[at:]], "标题·自定")
    else:
        hand.say([report.title], "标题·自定")
    for section in report.sections:
        if section.heading:
            hand.say([section.heading], "小标题甲")
        texts = [item.text for item in section.paragraphs]
        if section.table is None:
            hand.lines(texts)
            continue
        hand.lines(texts[: section.table_at])
        hand.table(table_element(tables[section.table], report.cells))
        hand.lines(texts[section.table_at :])
    if report.date:
        hand.say([report.unit.full if report.unit else ""], "正文（县里）")
        hand.say([report.date], "正文（县里）")
    out = io.BytesIO()
    hand.document.save(out)
    return out.getvalue()
