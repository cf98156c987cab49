"""A report as rows of the review page: each block cut into pieces, and what its sentences rest on, as anchors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from nianbao.facts import FactBook, form_of
from nianbao.jobs.store.draft_values import KeptComment
from nianbao.kinds import Form, Grid, layout
from nianbao.report import Blank, FactRef, Paragraph, Report, Section, Sentence
from nianbao.reviewing.session.block_values import TITLE, heading, paragraph
from nianbao.reviewing.session.decision_store import Decision
from nianbao.reviewing.session.review_desk import ReviewSheet
from nianbao.reviewing.session.review_items import ReviewItem
from nianbao.reviewing.session.review_session import Alongside, Past
from nianbao.writing.printed_text import printed_table, shown

_PLACED = ("cell", "last", "note", "problem")
_UNPLACED = {
    "unit": "单位和年度",
    "contact": "联系方式",
    "date": "成文日期",
    "clerk": "单位自己写的",
    "reviewer": "审核时改的",
}


_WRITTEN = "模型写的，数字由程序对过"
_SUPPORT = {"read": "用词与素材不同，由模型对照素材读过"}


class SentenceGrounds:
    """What a report's words rest on.

    Args:
        report: a draft; of a finished text nothing is known, and nothing given.
    """

    def __init__(self, report: Report) -> None:
        self._book = FactBook(report)
        self._known = {f"note:{note.id}" for note in report.notes} | {f"problem:{item.id}" for item in report.problems}
        self._known |= {f"cell:{id}" for id in report.cells}
        self._known |= {f"last:{id}" for id in (report.last.cells if report.last is not None else ())}

    def of_figure(self, ref: FactRef) -> list[str]:
        """The places (``cell:…``, ``note:…``) a figure comes from; empty where it has none on the page."""
        fact = self._book.get(ref.id)
        return self._placed(fact.sources if fact is not None else ())

    def of_sentence(self, sentence: Sentence) -> list[str]:
        """The places a sentence rests on."""
        return self._placed(sentence.sources or ())

    def in_words(self, sentence: Sentence) -> str:
        """What else it rests on, in Chinese; empty where nothing is known."""
        said = [
            "规定的固定表述" if source.startswith("form:") else _UNPLACED.get(source, "")
            for source in sentence.sources or ()
        ]
        said.append(_WRITTEN if sentence.origin == "chat" else "")
        said.append(_SUPPORT.get(sentence.support or "", ""))
        return "、".join(dict.fromkeys(item for item in said if item))

    def _placed(self, sources: Iterable[str]) -> list[str]:
        return [
            source for source in dict.fromkeys(sources) if source.partition(":")[0] in _PLACED and source in self._known
        ]


class NoteCard(NamedTuple):
    """A note or problem as the page shows it: its place, what it is, and its columns that are not empty."""

    place: str
    head: str
    lines: list[tuple[str, str]]


_NOTE = (
    ("what", "做了什么"), ("object", "对象或内容"), ("quantity", "数量"), ("time", "时间"),
    ("channel", "渠道"), ("result", "结果"), ("text", "自由描述"),
)  # fmt: skip
_PROBLEM = (
    ("problem", "问题"), ("cause", "表现或原因"), ("measure", "措施"), ("owner", "负责"), ("deadline", "时限"),
)  # fmt: skip


def cards(report: Report, aspects: dict[str, str]) -> list[NoteCard]:
    """Every note and problem of a report.

    Args:
        aspects: labels of the form's aspects, by id.
    """

    def lines(item: object, columns: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(label, words) for name, label in columns if (words := str(getattr(item, name)).strip())]

    found = [NoteCard(f"note:{note.id}", aspects.get(note.aspect, "其他"), lines(note, _NOTE)) for note in report.notes]
    found += [NoteCard(f"problem:{item.id}", "问题和措施", lines(item, _PROBLEM)) for item in report.problems]
    return [card for card in found if card.lines]


_LEVELS = {"info": 1, "warning": 2, "error": 3}


def anchor(place: str) -> str:
    """The id an element of the page has for a block or a place."""
    return "x" + hashlib.sha256(place.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class PagePiece:
    """A run of a sentence.

    Attributes:
        kind: ``text``, ``figure``, ``unit`` or ``blank``. level: of the gravest item it is part of; empty for none.
        items: ids of the items it is part of. places: ids of the elements a figure comes from.
    """

    text: str
    kind: str
    level: str = ""
    items: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class SentenceView:
    """A sentence: its pieces, what it rests on as elements and in words, and whose it is."""

    pieces: tuple[PagePiece, ...]
    places: tuple[str, ...] = ()
    ground: str = ""
    origin: str = ""
    unsupported: bool = False


@dataclass(frozen=True)
class RowView:
    """A block of the report with all that belongs beside it.

    Attributes:
        id: of its element. block: as decisions know it. version: as it stands. tag: ``title``, ``h2``, ``h3``, ``p``
            or ``table``. text: all its words. items: to be decided. said: comments and requests. done: settled
            otherwise, latest last. kept: comments made in Word. past: what it was last year. gone: of last year's, what
            has no place any more.
        hash: changes when anything of the row does.
    """

    id: str
    block: str
    version: str
    tag: str
    text: str
    sentences: tuple[SentenceView, ...] = ()
    items: tuple[ReviewItem, ...] = ()
    said: tuple[Decision, ...] = ()
    done: tuple[Decision, ...] = ()
    kept: tuple[KeptComment, ...] = ()
    past: Past | None = None
    gone: tuple[Past, ...] = ()
    table: str = ""
    hash: str = ""


class _Rows:
    def __init__(self, sheet: ReviewSheet, last: Alongside | None) -> None:
        self.sheet, self.last = sheet, last
        self.report = sheet.report
        self.grounds = SentenceGrounds(sheet.report)
        self.items: dict[str, list[ReviewItem]] = {}
        for item in sheet.items:
            self.items.setdefault(item.block, []).append(item)
        self.kept: dict[str, list[KeptComment]] = {}
        for comment in sheet.comments:
            block = paragraph(comment.paragraph) if comment.paragraph else heading(comment.section)
            self.kept.setdefault(block if comment.paragraph or comment.section else TITLE, []).append(comment)
        self.done: dict[str, list[Decision]] = {}
        for decision in sheet.review.standing:
            if decision.block and decision.kind not in ("comment", "ask"):
                self.done.setdefault(decision.block, []).append(decision)

    def _row(self, block: str, tag: str, text: str, sentences: Sequence[SentenceView]) -> RowView:
        past = self.last.beside.get(block) if self.last is not None else None
        return RowView(
            anchor(block), block, self.sheet.version(block), tag, text, tuple(sentences),
            tuple(self.items.get(block, ())), tuple(self.sheet.review.said(block)), tuple(self.done.get(block, ())),
            tuple(self.kept.get(block, ())), past,
        )  # fmt: skip

    def _plain(self, block: str, text: str) -> list[SentenceView]:
        return [SentenceView(tuple(_cut(text, 0, "text", self.items.get(block, ()))))]

    def _sentences(self, held: Paragraph) -> Iterator[SentenceView]:
        marks = self.items.get(paragraph(held.id), ())
        at = 0
        for sentence in held.sentences:
            pieces: list[PagePiece] = []
            for span in sentence.spans:
                kind = "text"
                places: tuple[str, ...] = ()
                if isinstance(span, FactRef):
                    places = tuple(anchor(place) for place in self.grounds.of_figure(span))
                    kind = "figure" if places else "text"
                elif isinstance(span, Blank):
                    kind = "blank"
                pieces += _cut(span.shown, at, kind, marks, places)
                at += len(span.shown)
            yield SentenceView(
                tuple(pieces),
                tuple(anchor(place) for place in self.grounds.of_sentence(sentence)),
                self.grounds.in_words(sentence),
                sentence.origin,
                sentence.support == "unsupported",
            )

    def all(self) -> Iterator[RowView]:
        if self.report.title:
            yield self._row(TITLE, "title", self.report.title, self._plain(TITLE, self.report.title))
        for section in self.report.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[RowView]:
        gone = tuple(self.last.gone.get(section.id, ())) if self.last is not None else ()
        if section.heading:
            block = heading(section.id)
            yield self._row(block, "h2", section.heading, self._plain(block, section.heading))
        table = printed_table(self.report, section)
        placed = table is None
        for index, held in enumerate(section.paragraphs):
            if table is not None and not placed and index == section.table_at:
                placed = True
                yield RowView(
                    anchor(f"table:{table.id}"), "", "", "table", table.name, table=anchor(f"sheet:{table.id}")
                )
            tag = "h3" if held.role == "heading" else "p"
            yield self._row(paragraph(held.id), tag, held.text, list(self._sentences(held)))
        if table is not None and not placed:
            yield RowView(anchor(f"table:{table.id}"), "", "", "table", table.name, table=anchor(f"sheet:{table.id}"))
        if gone:
            yield RowView(anchor(f"gone:{section.id}"), "", "", "gone", "", gone=gone)


def _cut(
    text: str, at: int, kind: str, marks: Sequence[ReviewItem], places: tuple[str, ...] = ()
) -> Iterator[PagePiece]:
    """A stretch cut where items begin and end; ``at`` is where it stands in its block."""
    end = at + len(text)
    edges = {at, end}
    for item in marks:
        edges |= {edge for edge in (item.start, item.end) if at < edge < end}
    cuts = sorted(edges)
    for start, stop in pairwise(cuts):
        over = [item for item in marks if item.start <= start and stop <= item.end and item.end > item.start]
        level = max((item.level for item in over), key=_LEVELS.__getitem__, default="")
        yield PagePiece(
            text[start - at : stop - at], kind, level, tuple(anchor(f"item:{item.id}") for item in over), places
        )


def rows(sheet: ReviewSheet, last: Alongside | None) -> list[RowView]:
    """Every row of a report.

    Args:
        last: last year's along it, where there is one.
    """
    return list(_Rows(sheet, last).all())


# ── figures


@dataclass(frozen=True)
class CellView:
    """A cell of a table as the page draws it; ``value`` is None for a label.

    Attributes:
        before: last year's figure, where it is known. level: of the gravest item about it.
    """

    text: str
    rowspan: int
    colspan: int
    scope: str = ""
    id: str = ""
    before: str = ""
    label: str = ""
    level: str = ""


@dataclass(frozen=True)
class TableView:
    """A table: its element's id, its name, its rows."""

    id: str
    name: str
    rows: tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True)
class FigureTables:
    """The third column: tables with last year's figures, and the notes."""

    tables: tuple[TableView, ...] = ()
    cards: tuple[NoteCard, ...] = ()
    items: tuple[ReviewItem, ...] = field(default=())
    year: int | None = None
    last_year: int | None = None


def figures(sheet: ReviewSheet, last: Alongside | None) -> FigureTables:
    """Tables, notes, and what is to be decided about a cell or the whole."""
    report = sheet.report
    form = form_of(report)
    placed = {TITLE} if report.title else set()
    placed |= {heading(section.id) for section in report.sections if section.heading}
    placed |= {paragraph(held.id) for _, held in report.paragraphs()}
    loose = tuple(item for item in sheet.items if item.block not in placed)
    before = {id: shown(cell) for id, cell in (report.last.cells if report.last is not None else {}).items()}
    if not before and last is not None:
        before = {id: shown(cell) for id, cell in last.report.cells.items()}
    levels = {item.cell: item.level for item in sheet.items if item.cell}
    tables = [_table(report, form, table.id, before, levels) for table in form.tables] if form is not None else []
    aspects = {aspect.id: aspect.label for aspect in form.aspects} if form is not None else {}
    then = report.year - 1 if report.year is not None else None
    return FigureTables(tuple(tables), tuple(cards(report, aspects)), loose, report.year, then if before else None)


def _table(report: Report, form: Form, id: str, before: Mapping[str, str], levels: Mapping[str, str]) -> TableView:
    table = form.table(id)
    grid: Grid = layout(table)
    out = []
    for row in grid.by_row():
        cells = []
        for cell in row:
            if cell.cell is None:
                level = "row" if cell.role == "label" else "col"
                scope = level if (cell.rowspan if level == "row" else cell.colspan) == 1 else f"{level}group"
                cells.append(CellView(cell.text, cell.rowspan, cell.colspan, scope if cell.text else ""))
                continue
            label = form.cells[cell.cell].label
            held = report.cells.get(cell.cell)
            then = before.get(cell.cell, "")
            cells.append(
                CellView(
                    shown(held), cell.rowspan, cell.colspan, id=anchor(f"cell:{cell.cell}"),
                    before=then if then != shown(held) else "", label=label, level=levels.get(cell.cell, ""),
                )
            )  # fmt: skip
        out.append(tuple(cells))
    return TableView(anchor(f"sheet:{id}"), table.name, tuple(out))
