"""Places in source files, which take no part in equality; bookmark names in Word files."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Place(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class TextPlace(_Place):
    """Code points of the decoded text as given; ``line`` from 1.

    Attributes:
        skipped: where the block's text leaves out a line end within it: the offset in its text, and how many
            characters of the source are left out there.
    """

    type: Literal["text"] = "text"
    start: int
    end: int
    line: int
    skipped: tuple[tuple[int, int], ...] = Field(default=(), exclude=True)

    def part(self, start: int, end: int) -> TextPlace:
        """The place of a part of the block's text."""
        if not self.skipped:  # nearly always
            return TextPlace(start=self.start + start, end=self.start + end, line=self.line)
        return TextPlace(
            start=self.start + start + sum(count for at, count in self.skipped if at <= start),
            end=self.start + end + sum(count for at, count in self.skipped if at < max(end, start + 1)),
            line=self.line + sum(at <= start for at, _ in self.skipped),
            skipped=tuple((at - start, count) for at, count in self.skipped if start < at < end),
        )

    def __str__(self) -> str:
        return f"第{self.line}行"


class DocxPlace(_Place):
    """A paragraph of the body, or a cell of a table; all counted from 1.

    Attributes:
        at: where in the paragraph's text the block begins (a paragraph may hold several lines); below 0 by the
            length of an ordinal that Word makes itself. Known only to who has just read the file.
        box: which paragraph of the text boxes at the paragraph it is, from 1; 0 for the paragraph itself.
    """

    type: Literal["docx"] = "docx"
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    at: int = Field(default=0, exclude=True)
    box: int = 0

    def __str__(self) -> str:
        if self.table is not None:
            return f"表{self.table}第{self.row}行第{self.column}列"
        return f"第{self.paragraph}段" + ("文本框" if self.box else "")


class HtmlPlace(_Place):
    """A paragraph of a section on a page, or a cell of a table; all counted from 1.

    Attributes:
        line: of the page's source. lined: whether the page has lines, so that a person finds anything by one.
        section: the heading of its section as the page has it, empty before the first.
        paragraph: which of the section's paragraphs it is; 0 for a heading, None where that is not known.
    """

    type: Literal["html"] = "html"
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    lined: bool = True
    section: str = ""
    paragraph: int | None = None

    def __str__(self) -> str:
        where = f"“{self.section}”" if self.section else ""
        if self.table is not None:
            return f"{where}表{self.table}第{self.row}行第{self.column}列"
        if self.paragraph is None:
            return f"第{self.line}行" if self.lined else "标题"
        part = where or "第一部分之前"
        line = f"（源代码第{self.line}行）" if self.lined and self.line is not None else ""
        return (f"标题{part}" if not self.paragraph else f"{part}第{self.paragraph}段") + line


class PdfPlace(_Place):
    """A page, and a line or table cell on it; all counted from 1."""

    type: Literal["pdf"] = "pdf"
    page: int
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.table is not None:
            return f"第{self.page}页表{self.table}第{self.row}行第{self.column}列"
        return f"第{self.page}页" + (f"第{self.line}行" if self.line else "")


class SheetPlace(_Place):
    """A cell of a workbook."""

    type: Literal["sheet"] = "sheet"
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"工作表“{self.sheet}”{self.cell}"


class YamlPlace(_Place):
    """A line and column of a YAML file, from 1."""

    type: Literal["yaml"] = "yaml"
    line: int
    column: int

    def __str__(self) -> str:
        return f"第{self.line}行"


class QuestionPlace(_Place):
    """An answer to a question (追问)."""

    type: Literal["question"] = "question"
    ask: str

    def __str__(self) -> str:
        return f"追问“{self.ask}”"


Location = Annotated[
    TextPlace | DocxPlace | HtmlPlace | PdfPlace | SheetPlace | YamlPlace | QuestionPlace, Field(discriminator="type")
]


BOOKMARK_PREFIX = "nb_"
EXPORT_PROPERTY = "nianbao-export"
"""The custom property that tells an exported file, with what was suggested in it, from the job's own."""
DRAFT_PROPERTY = "nianbao"
"""Name of the custom document property that holds the draft's opaque id."""


def bookmark(paragraph: str) -> str:
    """The Word bookmark of a paragraph.

    Returns:
        A name that tells nothing of it: ``nb_`` and 12 hex digits (Word allows 40 characters).
    """
    return BOOKMARK_PREFIX + hashlib.sha256(paragraph.encode()).hexdigest()[:12]
