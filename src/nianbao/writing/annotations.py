"""A remark at a place of a report, and where it goes in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from nianbao.align.docx_blocks import WordBlocks
from nianbao.kinds import Table, layout
from nianbao.report import Location, Report
from nianbao.writing.printed_text import parts

Level = Literal["error", "warning", "info"]


class Annotation(NamedTuple):
    """A remark.

    Attributes:
        head: one line in Chinese, what is wrong. body: further lines (both sides, basis, remedy).
        level: how grave. code: of the rule, ``UNIT01``.
        quote: the words it is about; empty for a table or the whole.
        section: id of the section it is in; empty for the title and the whole.
        paragraph: id of the paragraph; empty for a heading, the title, a table or the whole.
        start, end: of the quote in the title, heading or paragraph; None for a table or the whole.
        cell: id of the form's cell, if it is about one.
        location: where the source has it. place: the same in words.
        author: who says it; empty for us. A person's remark stands as she wrote it, without level and code.
    """

    head: str
    body: tuple[str, ...]
    level: Level
    code: str
    quote: str = ""
    section: str = ""
    paragraph: str = ""
    start: int | None = None
    end: int | None = None
    cell: str = ""
    location: Location | None = None
    place: str = ""
    author: str = ""


class Place(NamedTuple):
    """A block of a report as printed.

    ``key`` is the number of the title's line or of the section, or the id of the paragraph or cell;
    ``whole`` has none.
    """

    kind: Literal["whole", "title", "heading", "paragraph", "cell"]
    key: int | str = 0


_WHOLE = Place("whole")


def title_texts(report: Report) -> list[str]:
    """The title's lines as the source breaks it."""
    return [line.text for line in report.title_lines] or ([report.title] if report.title else [])


def holds(text: str, remark: Annotation) -> bool:
    """Whether a remark's quotation stands in a text where it says."""
    return remark.start is not None and text.replace("\n", " ")[remark.start : remark.end] == remark.quote


def _paragraphs_and_cells(report: Report) -> tuple[set[str], set[str]]:
    """Ids of the paragraphs and cells that a writer prints."""
    paragraphs: set[str] = set()
    cells: set[str] = set()
    for section in report.sections:
        for part in parts(report, section):
            if isinstance(part, Table):
                cells |= {cell.cell for cell in layout(part).cells if cell.cell is not None}
            else:
                paragraphs.add(part.id)
    return paragraphs, cells


def place_remarks(report: Report, remarks: Sequence[Annotation]) -> dict[Place, list[Annotation]]:
    """Each remark under the block it is about; under ``whole`` what is about no block that is printed."""
    paragraphs, cells = _paragraphs_and_cells(report)
    titles = title_texts(report)

    def where(remark: Annotation) -> Place:
        if remark.cell:
            return Place("cell", remark.cell) if remark.cell in cells else _WHOLE
        if remark.paragraph:
            return Place("paragraph", remark.paragraph) if remark.paragraph in paragraphs else _WHOLE
        if not remark.section:
            for index, line in enumerate(titles):
                if holds(line, remark):
                    return Place("title", index)
        for index, section in enumerate(report.sections):
            if section.heading and section.id == remark.section and holds(section.heading, remark):
                return Place("heading", index)
        return _WHOLE

    placed: dict[Place, list[Annotation]] = {}
    for remark in remarks:
        placed.setdefault(where(remark), []).append(remark)
    for group in placed.values():
        group.sort(key=lambda remark: (remark.start or 0, remark.end or 0))
    return placed


def in_word(remark: Annotation, blocks: WordBlocks) -> Annotation:
    """A remark on a report at its place in a Word file of it.

    Returns:
        Without a place where the file does not have what it is about; about the whole where it is about words of the
        title that the file's title does not have.
    """
    if remark.cell:
        return remark._replace(location=blocks.cell(remark.cell))
    if remark.section or remark.paragraph:
        return remark._replace(location=blocks.block(remark.section, remark.paragraph))
    if not remark.quote:
        return remark._replace(location=blocks.here(remark.location))
    for line in blocks.read.title_lines:
        at = remark.start if holds(line.text, remark) else line.text.find(remark.quote)
        if at is not None and at >= 0:
            return remark._replace(location=line.location, start=at, end=at + len(remark.quote))
    return remark._replace(location=None, quote="", start=None)


def nested(
    text: str,
    remarks: Sequence[tuple[int, Annotation]],
    *,
    write: Callable[[str], str],
    wrap: Callable[[Annotation, str], str],
    refer: Callable[[int, Annotation], str],
) -> str:
    """A text with its remarks marked; where they overlap, marks are nested piece by piece.

    Args:
        text: as printed. remarks: with their numbers; one whose quotation is not there is only referred to.
        write: plain text → markup. wrap: a piece of markup → marked. refer: the reference after a quotation.
    """
    held = [(number, remark, remark.start or 0, remark.end or 0) for number, remark in remarks if holds(text, remark)]
    lost = [(number, remark) for number, remark in remarks if not holds(text, remark)]
    cuts = sorted({0, len(text), *(item[2] for item in held), *(item[3] for item in held)})
    out = ["".join(refer(number, remark) for number, remark, _, end in held if end == 0)]
    for start, end in pairwise(cuts):
        piece = write(text[start:end])
        for _, remark, first, last in reversed(held):
            if first <= start and end <= last:
                piece = wrap(remark, piece)
        out.append(piece)
        out += [refer(number, remark) for number, remark, _, last in held if last == end]
    return "".join(out) + "".join(refer(number, remark) for number, remark in lost)
