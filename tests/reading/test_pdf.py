"""PDF files: paragraphs from lines, tables over page breaks, what stands on every page, refusals."""

from __future__ import annotations

import contextlib
import io
import os
import random
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nianbao.errors import InputError
from nianbao.kinds import form_named, layout
from nianbao.reading import read
from nianbao.reading.pdf import read_pdf
from nianbao.reading.pdf_pages import MOST_PAGES
from nianbao.report import PdfPlace, Report
from pdfs import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Drawing,
    Sheet,
    draw_rows,
    edges,
    expected,
    figures,
    heights,
    prose,
    split_table,
    tables,
)

EVERY = "NIANBAO_LARGE_SEEDS" in os.environ
TITLE = "云岭县白沙镇人民政府2024年政府信息公开工作年度报告"
LONG = (
    "2024年，我镇主动公开政府信息126条，其中网站88条、公开栏30条、其他渠道8条，比上年增加12条；惠农补贴、低保救助、"
    "危房改造的名单按户公示，张贴七天后归档，网站专栏按事项重新排列，公众号推送附上原文链接，群众可以按村查询。"
)
SHORT = "全年没有收取信息处理费。"
WAYS = [
    Drawing(),
    Drawing(label="second", rules="boxes"),
    Drawing(label="both", rules="bars", head=True),
    Drawing(label="halves", open=True, align="right"),
    Drawing(head=True, shift=14, align="left"),
]
NAMES = ["lines", "boxes, label below", "bars, head and label repeated", "open, label in halves", "head, page shifted"]


def texts(report: Report) -> list[str]:
    return [paragraph.text for _, paragraph in report.paragraphs()]


def values(report: Report) -> dict[str, Decimal | None]:
    return {id: cell.value for id, cell in report.cells.items()}


def said(paragraphs: list[str], **how: Any) -> Report:
    sheet = Sheet()
    prose(sheet, ["一、总体情况", *paragraphs], **how)
    sheet.page()
    return read_pdf(sheet.bytes(), "年报.pdf")


# ── paragraphs


@pytest.mark.parametrize("size", [10.5, 14.0, 16.0])
@pytest.mark.parametrize(
    "layout", [{"indent": 2.0}, {"indent": 0.0, "gap": 16.0}, {"indent": 2.0, "gap": 16.0}], ids=str
)
def test_lines_become_paragraphs(size: float, layout: dict[str, float]) -> None:
    wanted = [LONG, SHORT, LONG * 3, "（一）存在的主要问题", SHORT, LONG, LONG, "（二）改进情况", LONG * 2] * 3
    assert texts(said(wanted, size=size, pitch=1.8 * size, **layout)) == wanted


def test_every_length_of_a_last_line() -> None:
    """A paragraph ends rightly whether its last line is one character or full; over pages too."""
    wanted = [(LONG * 2)[: 60 + extra] + "。" for extra in range(58)]
    assert texts(said(wanted)) == wanted


def test_places() -> None:
    report = said([SHORT, LONG * 12, SHORT])
    places = [paragraph.location for _, paragraph in report.paragraphs()]
    assert places[0] == PdfPlace(page=1, line=2)
    assert isinstance(places[-1], PdfPlace)
    assert places[-1].page == 3
    assert str(places[0]) == "第1页第2行"


@pytest.mark.parametrize(
    "number",
    ["— {} —", "- {} -", "–{}–", "－ {} －", "第{}页", "第 {} 页 共 3 页", "{}/3", "{}", "· {} ·", "Page {} of 3"],
)
def test_page_numbers_are_dropped(number: str) -> None:
    wanted = [SHORT, LONG * 12, SHORT]
    assert texts(said(wanted, number=number)) == wanted


def test_running_heads_are_dropped() -> None:
    wanted = [SHORT, LONG * 12, SHORT]
    assert texts(said(wanted, header="云岭县白沙镇人民政府          2024年年报")) == wanted


def test_a_figure_alone_in_the_text_is_no_page_number() -> None:
    wanted = ["公开信息条数如下：", "126", SHORT]
    assert texts(said(wanted)) == wanted


def test_two_columns_of_a_line() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 80, "云岭县白沙镇人民政府", 10)
    sheet.text(400, 80, "发布日期：2025年1月15日", 10)
    prose(sheet, ["一、总体情况", LONG])
    sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert texts(report) == ["云岭县白沙镇人民政府 发布日期：2025年1月15日", LONG]


def test_radicals_are_the_characters_they_stand_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from nianbao.reading import pdf_glyphs
    from nianbao.text import without_radicals

    assert without_radicals("⼈⺠政府⻅⻔⻓⼯作⾥⾏㈠里") == "人民政府见门长工作里行㈠里"
    sheet = Sheet()
    sheet.text(LEFT + 32, TOP, "一、总体情况")
    sheet.text(LEFT + 32, TOP + 30, "人民见门。")
    sheet.page()
    swap = str.maketrans("人民见门", "⼈⺠⻅⻔")
    monkeypatch.setattr(pdf_glyphs, "without_radicals", lambda text: without_radicals(text.translate(swap)))
    assert texts(read_pdf(sheet.bytes(), "a.pdf")) == ["人民见门。"]


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.4, 0.0), (0.7, 0.7), (1.5, -1.0)])
def test_bold_drawn_twice_counts_once(shift: tuple[float, float]) -> None:
    sheet = Sheet()
    for x, y in ((0.0, 0.0), shift):
        sheet.text(LEFT + 32 + x, TOP + y, "一、总体情况")
        sheet.text(LEFT + 32 + x, TOP + 30 + y, "公开1100件，回复22件，谢谢。")
    sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert report.sections[0].heading == "一、总体情况"
    assert texts(report) == ["公开1100件，回复22件，谢谢。"]


def test_a_watermark_is_not_text() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 300)
    sheet.canvas.rotate(45)
    sheet.canvas.setFont("STSong-Light", 60)
    sheet.canvas.drawString(0, 0, "内部资料")
    sheet.canvas.restoreState()
    prose(sheet, ["一、总体情况", LONG * 4])
    sheet.page()
    assert texts(read_pdf(sheet.bytes(), "a.pdf")) == [LONG * 4]


def test_footnotes_are_no_text() -> None:
    sheet = Sheet()
    prose(sheet, ["一、总体情况", LONG * 2], end=False)
    first = "惠农补贴低保救助危房改造的名单按户公示张贴七天后归"
    sheet.text(LEFT + 32, BOTTOM - 60, first)
    sheet.text(LEFT + 27 * 16 + 1, BOTTOM - 61, "1", 8)
    sheet.line(LEFT, BOTTOM - 30, LEFT + 140, BOTTOM - 30)
    sheet.text(LEFT, BOTTOM - 24, "1 统计口径与上年一致。", 10)
    sheet.page()
    sheet.text(LEFT, TOP, "档的材料另存。")
    sheet.text(LEFT + 32, TOP + 29, SHORT)
    sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert texts(report) == [LONG * 2, first + "档的材料另存。", SHORT]
    assert any("统计口径与上年一致" in remark.text for remark in report.remarks)


def test_a_frame_round_text_is_no_table() -> None:
    sheet = Sheet()
    sheet.canvas.rect(LEFT - 20, 842 - 760, RIGHT - LEFT + 40, 700)
    prose(sheet, ["一、总体情况", LONG, SHORT])
    sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert texts(report) == [LONG, SHORT]
    assert report.remarks == []


# ── tables


@pytest.mark.large
@pytest.mark.parametrize("how", WAYS, ids=NAMES)
def test_a_table_cut_before_every_row(how: Drawing, record_property: Callable[[str, object], None]) -> None:
    """Tables 2, 3 and 4 of both editions, a figure of its own in every cell."""
    places = tables() if EVERY else tables()[:: 9 + WAYS.index(how)]
    count = 0
    for edition, id, row in places:
        data, wanted = split_table(edition, id, row, how)
        report = read_pdf(data, "年报.pdf")
        assert values(report) == wanted, (edition, id, row)
        assert not report.remarks
        assert not report.tables[0].remarks
        assert report.sections[-1].id == "problems"
        count += len(wanted)
    record_property("splits", len(places))
    record_property("cells", count)


def whole(edition: str, id: str, how: Drawing, size: tuple[float, float] = (595.0, 842.0), **more: Any) -> Sheet:
    """A table on one page, its heading above and text right under it."""
    plan = layout(form_named(edition).table(id))
    sheet = Sheet(size=size)
    table = form_named(edition).table(id)
    sheet.text(LEFT + 32, 60, form_named(edition).section(table.section).title)
    bottom = draw_rows(sheet, plan, figures(plan), range(plan.rows), 78, how, **more)
    sheet.text(LEFT + 32, bottom + 1, SHORT)
    sheet.page()
    return sheet


@pytest.mark.parametrize("align", ["left", "centre", "right"])
@pytest.mark.parametrize("rules", ["lines", "boxes", "bars"])
def test_text_that_touches_a_table(rules: str, align: str) -> None:
    for id in ("proactive", "requests", "remedies"):
        report = read_pdf(whole("2021", id, Drawing(rules=rules, align=align)).bytes(), "a.pdf")
        assert values(report) == expected(figures(layout(form_named("2021").table(id))))
        assert texts(report) == [SHORT]
        assert report.sections[0].table_at == 0


def test_places_of_cells() -> None:
    data, _ = split_table("2021", "requests", 10, Drawing(head=True))
    cells = read_pdf(data, "a.pdf").cells
    assert cells["requests.new.natural"].location == PdfPlace(page=1, table=1, row=4, column=4)
    place = cells["requests.carry_out.total"].location
    assert isinstance(place, PdfPlace)
    assert (place.page, place.table, place.column) == (2, 1, 10)
    assert str(place).startswith("第2页表1第")


@pytest.mark.parametrize("turned", [90, 270, 0])
def test_a_page_that_lies(turned: int) -> None:
    """A wide table on a page turned by its entry, or drawn on its side."""
    plan = layout(form_named("2021").table("remedies"))
    sheet = Sheet(size=(842.0, 595.0))
    canvas = sheet.canvas
    canvas.setPageSize((595.0, 842.0))
    canvas.setPageRotation(turned)
    canvas.rotate(-90 if turned == 270 else 90)
    canvas.translate(*((-842, 0) if turned == 270 else (0, -595)))
    sheet.text(LEFT + 32, 60, "四、政府信息公开行政复议、行政诉讼情况")
    draw_rows(sheet, plan, figures(plan), range(plan.rows), 90, Drawing())
    sheet.page()
    data = sheet.bytes().replace(b"[ 0 0 842 595 ]", b"[ 0 0 595 842 ]")  # reportlab turns the box round
    report = read_pdf(data, "a.pdf")
    assert values(report) == expected(figures(plan))
    assert report.sections[0].id == "remedies"


def test_a_page_break_inside_a_row() -> None:
    """The row's label and one of its figures stand on both pages."""
    plan = layout(form_named("2021").table("requests"))
    row = next(cell.row for cell in plan.cells if cell.text.startswith("（二）部分公开"))
    label = next(cell for cell in plan.cells if cell.row == row and cell.role == "label")
    values_ = figures(plan)
    figure = [cell for cell in plan.cells if cell.row == row and cell.cell]
    values_[figure[0].cell or ""] = "15135"
    first = dict(values_)
    first[figure[0].cell or ""] = "151"
    cut = Drawing()
    half = plan._replace(
        cells=tuple(cell._replace(text=label.text[:14]) if cell == label else cell for cell in plan.cells)
    )
    rest = plan._replace(
        cells=tuple(cell._replace(text=label.text[14:]) if cell == label else cell for cell in plan.cells)
    )
    second = {id: text for id, text in values_.items() if id not in {cell.cell for cell in figure}}
    second[figure[0].cell or ""] = "35"
    sheet = Sheet()
    sheet.text(LEFT + 32, TOP, "三、收到和处理政府信息公开申请情况")
    draw_rows(sheet, half, first, range(row + 1), TOP + 30, cut, more=True)
    sheet.page()
    draw_rows(sheet, rest, second, range(row, plan.rows), TOP, cut, began=True)
    sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert values(report) == expected(values_)
    assert not report.tables[0].remarks


def test_a_row_without_its_label_is_not_added_to_the_one_before() -> None:
    plan = layout(form_named("2021").table("requests"))
    row = next(cell.row for cell in plan.cells if cell.text.startswith("二、上年结转"))
    bare = plan._replace(
        cells=tuple(cell._replace(text="") if cell.row == row and not cell.cell else cell for cell in plan.cells)
    )
    wanted = {id: str(number + 10) for number, id in enumerate(figures(plan))}
    sheet = Sheet()
    draw_rows(sheet, bare, wanted, range(row), TOP, Drawing(), more=True)
    sheet.page()
    draw_rows(sheet, bare, wanted, range(row, plan.rows), TOP, Drawing(), began=True)
    sheet.page()
    got = values(read_pdf(sheet.bytes(), "a.pdf"))
    assert got == {id: value for id, value in expected(wanted).items() if ".carry_in." not in id}


def test_two_tables_with_a_page_break_between() -> None:
    """Table 4 at the top of the page after table 3 is not the rest of it, its heading before it or not."""
    for heading in (True, False):
        sheet = Sheet()
        three, four = (layout(form_named("2021").table(id)) for id in ("requests", "remedies"))
        draw_rows(sheet, three, figures(three), range(three.rows), 80, Drawing())
        sheet.page()
        if heading:
            sheet.text(LEFT + 32, TOP, "四、政府信息公开行政复议、行政诉讼情况")
        draw_rows(sheet, four, figures(four), range(four.rows), TOP + 30, Drawing())
        sheet.page()
        wanted = expected(figures(three)) | expected(figures(four))
        assert values(read_pdf(sheet.bytes(), "a.pdf")) == wanted


def test_a_table_over_three_pages_and_a_note_that_it_goes_on() -> None:
    plan = layout(form_named("2021").table("requests"))
    sheet = Sheet()
    for rows in (range(9), range(9, 18), range(18, plan.rows)):
        top = TOP
        if rows.start:
            sheet.text(RIGHT - 40, TOP - 16, "续表", 10)
            top = draw_rows(sheet, plan, {}, range(plan.head_rows), TOP, Drawing())
        draw_rows(sheet, plan, figures(plan), rows, top, Drawing())
        sheet.text(300, 790, f"{rows.start // 9 + 1}", 12)
        sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert values(report) == expected(figures(plan))
    assert texts(report) == []


def unruled(edition: str, id: str, *, drop: int | None = None) -> tuple[bytes, dict[str, Decimal | None]]:
    """A table without a line; one figure left empty."""
    plan = layout(form_named(edition).table(id))
    given = {key: str(number) for number, key in enumerate(figures(plan), 1)}
    if drop is not None:
        given[list(given)[drop]] = ""

    class _Bare(Sheet):
        def line(self, *_: float) -> None:
            pass

    sheet = _Bare()
    sheet.text(LEFT + 32, 60, form_named(edition).section(form_named(edition).table(id).section).title)
    bottom = draw_rows(sheet, plan, given, range(plan.rows), 90, Drawing())
    sheet.text(LEFT + 32, bottom + 30, "五、存在的主要问题及改进情况")
    sheet.text(LEFT + 32, bottom + 60, SHORT)
    sheet.page()
    return sheet.bytes(), expected(given)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("id", ["proactive", "requests", "remedies"])
@pytest.mark.parametrize("drop", [None, 0, 3, 8])
def test_a_table_without_lines_is_never_shifted(edition: str, id: str, drop: int | None) -> None:
    data, wanted = unruled(edition, id, drop=drop)
    report = read_pdf(data, "a.pdf")
    got = values(report)
    assert {key: value for key, value in got.items() if wanted[key] != value} == {}
    assert texts(report)[-1] == SHORT
    if id == "proactive" and drop is None:
        assert got == wanted


# ── refusals


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_pdf(data, "年报.pdf")
    return str(caught.value)


def pictures(text: bool = False, pages: int = 2) -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    noise = Image.effect_noise((200, 280), 80)
    sheet = Sheet()
    for _ in range(pages):
        sheet.canvas.drawImage(ImageReader(noise), 0, 0, 595, 842)
        if text:
            prose(sheet, ["一、总体情况", LONG])
        sheet.page()
    return sheet.bytes()


def test_a_scan_is_refused() -> None:
    message = refused(pictures())
    assert "扫描件，没有文字层" in message
    assert "文字识别" in message


def test_a_recognised_scan_is_read_with_a_remark() -> None:
    report = read_pdf(pictures(text=True), "a.pdf")
    assert LONG in texts(report)
    assert any("可能有错字" in remark.text for remark in report.remarks)


def test_one_scanned_page_is_said() -> None:
    sheet = Sheet()
    prose(sheet, ["一、总体情况", LONG * 3])
    sheet.page()
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet.canvas.drawImage(ImageReader(Image.effect_noise((200, 280), 80)), 0, 0, 595, 842)
    sheet.page()
    assert any(
        "第 2 页" in remark.text and "扫描" in remark.text for remark in read_pdf(sheet.bytes(), "a.pdf").remarks
    )


def test_blank_pages_are_refused() -> None:
    sheet = Sheet()
    sheet.page()
    assert "没有文字" in refused(sheet.bytes())


def test_a_password_is_asked_off() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    sheet = Sheet(more={"encrypt": StandardEncryption("secret", strength=128)})
    prose(sheet, [LONG])
    sheet.page()
    assert "加了密码" in refused(sheet.bytes())


def test_one_locked_against_printing_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    sheet = Sheet(more={"encrypt": StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=128)})
    sheet.canvas.setFont("Helvetica", 12)
    sheet.canvas.drawString(100, 700, "Annual report on the disclosure of information")
    sheet.page()
    assert texts(read_pdf(sheet.bytes(), "a.pdf")) == ["Annual report on the disclosure of information"]


def sound() -> bytes:
    return split_table("2021", "requests", 12, Drawing())[0]


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"x" * 500 + b"%%EOF"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert "PDF" in refused(data)


def test_a_file_cut_off_is_refused() -> None:
    data = sound()
    for end in range(50, len(data) - 40, len(data) // 12):
        assert "PDF" in refused(data[:end])


@pytest.mark.parametrize("seed", range(60 if EVERY else 12))
def test_damage_is_an_error_or_a_report(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(sound())
    for _ in range(rng.choice((1, 5, 40))):
        at = rng.randrange(20, len(data) - 20)
        if rng.random() < 0.3:
            del data[at : at + rng.randrange(1, 200)]
        else:
            data[at] = rng.randrange(256)
    with contextlib.suppress(InputError):
        assert isinstance(read_pdf(bytes(data), "a.pdf"), Report)


def test_too_many_pages() -> None:
    sheet = Sheet()
    for _ in range(MOST_PAGES + 1):
        sheet.text(LEFT, TOP, "一")
        sheet.page()
    assert f"{MOST_PAGES} 页" in refused(sheet.bytes())


def raw_pdf(content: bytes, resources: bytes = b"", objects: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of one page, as bytes."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + b">>>>",
        content,
        *objects,
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    offsets = []
    for number, part in enumerate(parts, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj" % number + part + b"\nendobj\n")
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, at))
    return out.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<" + more + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


def test_a_stream_made_to_fill_memory() -> None:
    bomb = zlib.compress(b"q Q " * (40 * 1024 * 1024))
    assert "过大" in refused(raw_pdf(stream(bomb, b"/Filter/FlateDecode")))


def test_forms_within_forms_do_not_run_on() -> None:
    """Nine forms that each draw the next ten times would draw a thousand million pages."""
    forms = tuple(
        stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 14)
    )
    last = stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    message = refused(raw_pdf(stream(b"/F Do " * 10), b"/XObject<</F 5 0 R>>", (*forms, last)))
    assert "内容太多" in message


def test_a_machine_busy_with_other_work_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter(range(0, 10_000_000, 3_600))
    monkeypatch.setattr("time.monotonic", lambda: float(next(hours)))
    monkeypatch.setattr("time.perf_counter", lambda: float(next(hours)))
    assert texts(said([LONG * 12, SHORT])) == [LONG * 12, SHORT]


def test_a_map_of_many_lines_is_no_table() -> None:
    rng = random.Random(1)
    sheet = Sheet()
    for _ in range(6000):
        x, y = rng.uniform(0, 595), rng.uniform(0, 842)
        sheet.line(x, y, *((x + 30, y) if rng.random() < 0.5 else (x, y + 30)))
    prose(sheet, ["一、总体情况", LONG])
    sheet.page()
    assert LONG in texts(read_pdf(sheet.bytes(), "a.pdf"))


def test_read_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "年报.PDF"
    path.write_bytes(sound())
    assert read(path).cells
    path.write_bytes(b"")
    with pytest.raises(InputError, match="空的"):
        read(path)


@pytest.mark.parametrize("look", ["shaded", "double", "turned label"])
def test_looks_of_a_table(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shaded head and shaded rows, double rules, a group label turned on its side."""
    plan = layout(form_named("2021").table("requests"))
    group = next(cell for cell in plan.cells if cell.text.startswith("三、"))
    xs = [LEFT + edge for edge in edges(plan)]
    ys = [TOP]
    for high in heights(plan, xs, 9.0):
        ys.append(ys[-1] + high)
    sheet = Sheet()
    sheet.canvas.setFillGray(0.85)
    if look == "shaded":
        for row in (*range(plan.head_rows), *range(5, plan.rows, 2)):
            sheet.bar(xs[0], ys[row], xs[-1], ys[row + 1])
    sheet.canvas.setFillGray(0)
    shown = plan
    if look == "turned label":
        shown = plan._replace(cells=tuple(c._replace(text="") if c == group else c for c in plan.cells))
        for turn, x, text in ((90, xs[0] + 18, group.text[:5]), (90, xs[0] + 34, group.text[5:])):
            sheet.canvas.saveState()
            sheet.canvas.translate(x, 842 - ys[20])
            sheet.canvas.rotate(turn)
            sheet.canvas.setFont("STSong-Light", 9)
            sheet.canvas.drawString(0, 0, text)
            sheet.canvas.restoreState()
    draw_rows(sheet, shown, figures(plan), range(plan.rows), TOP, Drawing())
    if look == "double":
        monkeypatch.setattr(Sheet, "text", lambda *_: None)
        draw_rows(sheet, plan, {}, range(plan.rows), TOP + 1.8, Drawing(), left=LEFT + 1.8)
    sheet.page()
    report = read_pdf(sheet.bytes(), "a.pdf")
    assert values(report) == expected(figures(plan))
    assert not report.tables[0].remarks
