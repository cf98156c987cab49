"""PDF files drawn for the tests: text where we want it, the form's tables cut by page breaks where we want them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from nianbao.kinds import Grid, GridCell, form_named, layout
from nianbao.report import Report

PAGE = (595.0, 842.0)
FONT = "STSong-Light"
LEFT, TOP, RIGHT, BOTTOM = 79.0, 105.0, 522.0, 742.0


def new_canvas(out: io.BytesIO, size: tuple[float, float] = PAGE, **more: Any) -> Any:
    """A canvas with a Chinese font every reader has."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return Canvas(out, pagesize=size, **more)


def width(text: str, size: float) -> float:
    """How wide a text is."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    new_canvas(io.BytesIO())
    return float(stringWidth(text, FONT, size))


@dataclass
class Sheet:
    """A PDF in the making; heights are counted from the top of the page."""

    out: io.BytesIO = field(default_factory=io.BytesIO)
    size: tuple[float, float] = PAGE
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.canvas = new_canvas(self.out, self.size, **self.more)

    def text(self, x: float, y: float, text: str, size: float = 16.0) -> None:
        """A text whose upper edge is at a height."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.size[1] - y - 0.88 * size, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line."""
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A filled box, as Word draws borders."""
        self.canvas.rect(x0, self.size[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def page(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.out.getvalue()


def wrapped(text: str, first: float, whole: float, size: float) -> list[str]:
    """A text in lines, the first of another width."""
    lines, room = [""], first
    for char in text:
        if width(lines[-1] + char, size) > room + 0.01 and char not in "，。；：、）":
            lines.append("")
            room = whole
        lines[-1] += char
    return lines


def prose(
    sheet: Sheet, texts: Sequence[str], *, size: float = 16.0, pitch: float = 29.0, indent: float = 2.0,
    number: str = "— {} —", header: str = "", gap: float = 0.0, pages: int = 1, end: bool = True,
) -> float:  # fmt: skip
    """Paragraphs down the pages; the height reached."""
    y, page = TOP, pages

    def finish() -> None:
        sheet.text(430, 780, number.format(page), 14)
        if header:
            sheet.text(100, 50, header, 10)

    for text in texts:
        for at, line in enumerate(wrapped(text, RIGHT - LEFT - indent * size, RIGHT - LEFT, size)):
            if y + pitch > BOTTOM:
                finish()
                sheet.page()
                y, page = TOP, page + 1
            sheet.text(LEFT + (indent * size if at == 0 else 0), y, line, size)
            y += pitch
        y += gap
    if end:
        finish()
    return y


# ── tables


@dataclass(frozen=True)
class Drawing:
    """How a table is drawn.

    Attributes:
        rules: ``lines``, ``boxes`` (a stroked box a cell) or ``bars`` (thin filled boxes a cell side).
        label: where a merged label that a page break cuts has its text: ``first`` part, ``second``, ``both`` or
            ``halves``. head: whether the head is repeated. open: no rule where the page breaks. shift: points by
            which later pages are shifted. align: of figures.
    """

    rules: str = "lines"
    label: str = "first"
    head: bool = False
    open: bool = False
    shift: float = 0.0
    align: str = "centre"
    size: float = 9.0


def figures(plan: Grid) -> dict[str, str]:
    """A different figure in every cell, some of them blank or long."""
    values: dict[str, str] = {}
    for number, cell in enumerate((cell for cell in plan.cells if cell.cell), 1):
        assert cell.cell
        values[cell.cell] = "" if number % 13 == 5 else str(number * 1009) if number % 7 == 3 else str(number)
    return values


def expected(values: dict[str, str]) -> dict[str, Decimal | None]:
    """What a reader makes of them."""
    return {id: Decimal(text) if text else None for id, text in values.items()}


def edges(plan: Grid, total: float = RIGHT - LEFT) -> list[float]:
    """Where the columns begin and end."""
    shares = {0: [], 1: [0.30], 3: [0.113, 0.158, 0.30]}[plan.label_columns]
    count = plan.columns - plan.label_columns
    shares = [*shares, *[(1 - sum(shares)) / count] * count]
    found = [0.0]
    for share in shares:
        found.append(found[-1] + share * total)
    return found


def _lines(text: str, room: float, size: float) -> list[str]:
    return [line for line in wrapped(text, room - 4, room - 4, size) if line] or [""]


def heights(plan: Grid, xs: Sequence[float], size: float) -> list[float]:
    """How high each row is: room for the label of its leaf."""
    found = [size * 1.3 + 6] * plan.rows
    for cell in plan.cells:
        if cell.rowspan == 1:
            count = len(_lines(cell.text, xs[cell.column + cell.colspan] - xs[cell.column], size))
            found[cell.row] = max(found[cell.row], count * size * 1.3 + 6)
    return found


def draw_rows(
    sheet: Sheet, plan: Grid, values: dict[str, str], rows: range, top: float, how: Drawing, *, left: float = LEFT,
    more: bool = False, began: bool = False,
) -> float:  # fmt: skip
    """Some rows of a table; the height reached.

    Args:
        more: whether rows follow on another page. began: whether rows came before.
    """
    xs = [left + edge for edge in edges(plan)]
    high = heights(plan, xs, how.size)
    ys = {rows.start: top}
    for row in rows:
        ys[row + 1] = ys[row] + high[row]
    for cell in plan.cells:
        first, last = max(cell.row, rows.start), min(cell.row + cell.rowspan, rows.stop)
        if first >= last:
            continue
        box = (xs[cell.column], ys[first], xs[cell.column + cell.colspan], ys[last])
        no_top = how.open and began and first == rows.start
        no_bottom = how.open and more and last == rows.stop
        _frame(sheet, box, how, no_top=no_top, no_bottom=no_bottom)
        text = values.get(cell.cell or "", "") if cell.cell else cell.text
        text = _share(cell, text, how, cut=(first > cell.row, last < cell.row + cell.rowspan))
        _write(sheet, text, box, how, figure=cell.cell is not None, long=cell.role == "label" and cell.rowspan == 1)
    return ys[rows.stop]


def _share(cell: GridCell, text: str, how: Drawing, *, cut: tuple[bool, bool]) -> str:
    """What a part of a cut cell shows of its text."""
    if not any(cut) or how.label == "both":
        return text
    middle = len(text) // 2
    if how.label == "halves" and sum(cut) == 1:
        return text[middle:] if cut[0] else text[:middle]
    shown = not cut[0] if how.label in ("first", "halves") else not cut[1]
    return text if shown else ""


def _frame(
    sheet: Sheet, box: tuple[float, float, float, float], how: Drawing, *, no_top: bool, no_bottom: bool
) -> None:
    x0, y0, x1, y1 = box
    if how.rules == "boxes" and not (no_top or no_bottom):
        sheet.canvas.rect(x0, sheet.size[1] - y1, x1 - x0, y1 - y0, stroke=1, fill=0)
        return
    sides = [(x0, y0, x0, y1), (x1, y0, x1, y1)]
    sides += [] if no_top else [(x0, y0, x1, y0)]
    sides += [] if no_bottom else [(x0, y1, x1, y1)]
    for a, b, c, d in sides:
        if how.rules == "bars":
            sheet.bar(a - 0.24, b - 0.24, c + 0.24, d + 0.24)
        else:
            sheet.line(a, b, c, d)


def _write(
    sheet: Sheet, text: str, box: tuple[float, float, float, float], how: Drawing, *, figure: bool, long: bool
) -> None:
    x0, y0, x1, y1 = box
    lines = _lines(text, x1 - x0, how.size)
    y = (y0 + y1 - len(lines) * how.size * 1.3) / 2 + 0.15 * how.size
    for line in lines:
        long_text = width(line, how.size)
        x = (x0 + x1 - long_text) / 2
        if figure and how.align == "right":
            x = x1 - 2 - long_text
        elif long or (figure and how.align == "left"):
            x = x0 + 2
        sheet.text(x, y, line, how.size)
        y += how.size * 1.3


def split_table(edition: str, id: str, split: int, how: Drawing) -> tuple[bytes, dict[str, Decimal | None]]:
    """A PDF with the title, the heading and one table that breaks before a row; and what is in its cells."""
    plan = layout(form_named(edition).table(id))
    values = figures(plan)
    sheet = Sheet()
    table = form_named(edition).table(id)
    year = 2020 if edition == "2019" else 2024
    sheet.text(180, TOP, f"云岭县白沙镇{year}年政府信息公开工作年度报告", 14)
    sheet.text(LEFT + 32, TOP + 40, form_named(edition).section(table.section).title)
    draw_rows(sheet, plan, values, range(split), TOP + 70, how, more=True)
    sheet.text(480, 780, "— 1 —", 14)
    sheet.page()
    top, left = TOP, LEFT + how.shift
    if how.head and plan.head_rows and split >= plan.head_rows:
        top = draw_rows(sheet, plan, values, range(plan.head_rows), top, how, left=left)
    bottom = draw_rows(sheet, plan, values, range(split, plan.rows), top, how, left=left, began=True)
    sheet.text(LEFT + 32, bottom + 12, "五、存在的主要问题及改进情况")
    sheet.text(LEFT + 32, bottom + 41, "解读形式单一，群众不爱看。")
    sheet.text(94, 780, "— 2 —", 14)
    sheet.page()
    return sheet.bytes(), expected(values)


def tables() -> list[tuple[str, str, int]]:
    """Every printed table of both editions, and each row before which it can break."""
    found = []
    for edition in ("2019", "2021"):
        for table in form_named(edition).tables:
            if table.printed:
                found += [(edition, table.id, row) for row in range(1, layout(table).rows)]
    return found


def whole_report(report: Report) -> bytes:
    """A PDF of a report: its title, and each section's heading, paragraphs and table, a section a page."""
    assert report.edition
    edition = form_named(report.edition)
    sheet = Sheet()
    sheet.text(140, TOP, report.title, 14)
    y = TOP + 40
    for section in edition.sections:
        sheet.text(LEFT + 32, y, section.title)
        y += 30
        for table in edition.tables:
            if table.printed and table.section == section.id:
                plan = layout(table)
                values = {id: str(cell.value) for id, cell in report.cells.items() if cell.value is not None}
                draw_rows(sheet, plan, values, range(plan.rows), y, Drawing())
                sheet.page()
                y = TOP
    sheet.page()
    return sheet.bytes()
