"""Last year's report: its figures in the new workbook, and this year's report held against them."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from cli.program import Run, call
from nianbao.checking import check
from nianbao.errors import InputError
from nianbao.jobs.check.check_file import CheckOptions, check_file
from nianbao.jobs.flow.load_report import last_year
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.flow.previous_report import with_previous
from nianbao.kinds import form_for, form_named
from nianbao.reading import read
from nianbao.reading.report_assembly import past_sentences
from nianbao.report import Cell, Paragraph, Report, Section, TableSeen, Unit
from nianbao.writing import render
from pdfs import whole_report
from workbooks import Filled

UNIT = Unit.parse("云岭县白沙镇人民政府")
OTHER = Unit.parse("云岭县罗湾乡人民政府")
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")
SUFFIXES = (".docx", ".pdf", ".html", ".yaml")
PAIRS = ((2019, 2020), (2020, 2021), (2023, 2024))


def made(
    year: int, *, new: tuple[int, ...], carry_in: tuple[int, ...], carry_out: tuple[int, ...], **more: int
) -> Report:
    """A report whose figures agree with each other: every request not carried over was granted."""
    edition = form_for("disclosure", year)
    values: dict[str, int] = {}
    for id, cell in edition.cells.items():
        if any(table.id == cell.table and table.printed for table in edition.tables):
            values[id] = 0
    rows = {"new": new, "carry_in": carry_in, "carry_out": carry_out}
    rows["open"] = rows["total"] = tuple(a + b - c for a, b, c in zip(new, carry_in, carry_out, strict=True))
    for row, figures in rows.items():
        for column, value in zip(COLUMNS, figures, strict=True):
            values[f"requests.{row}.{column}"] = value
        values[f"requests.{row}.total"] = sum(figures)
    values |= {id.replace("__", "."): value for id, value in more.items()}
    sections = [
        Section(
            id=item.id,
            heading=item.title,
            paragraphs=[Paragraph(id=item.id, sentences=past_sentences(item.id, "本项情况如下。"))],
            table=next((table.id for table in edition.tables if table.printed and table.section == item.id), None),
            table_at=1,
        )
        for item in edition.sections
    ]
    return Report(
        unit=UNIT,
        year=year,
        edition=edition.edition,
        stage="past",
        title=f"{UNIT.name}{year}年政府信息公开工作年度报告",
        sections=sections,
        cells={id: Cell(value=Decimal(value), raw=str(value)) for id, value in values.items()},
        tables=[TableSeen(id=table.id) for table in edition.tables if table.printed],
    )


def then(year: int, **more: int) -> Report:
    return made(year, new=(9, 4, 0, 1, 0, 0), carry_in=(1, 0, 0, 0, 0, 0), carry_out=(3, 2, 0, 1, 0, 0), **more)


def now(year: int, carry_in: tuple[int, ...] = (3, 2, 0, 1, 0, 0), **more: int) -> Report:
    return made(year, new=(5, 5, 0, 0, 0, 0), carry_in=carry_in, carry_out=(1, 0, 0, 0, 0, 0), **more)


def put(report: Report, folder: Path, suffix: str) -> Path:
    path = folder / f"{report.year}年报{suffix}"
    if suffix == ".pdf":
        path.write_bytes(whole_report(report))
    elif suffix == ".yaml":
        from nianbao.jobs.check.reading_summary import as_bytes

        path.write_bytes(as_bytes(report, "yaml"))
    else:
        path.write_bytes(render(report, suffix))
    return path


def codes(report: Path, previous: Path) -> list[str]:
    found = check_file(str(report), CheckOptions(previous=previous, select=("TABLE",))).findings
    return sorted({item.code for item in found if item.severity in ("error", "warning")})


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_new_workbook_holds_last_years_figures(before: int, after: int, suffix: str, tmp_path: Path) -> None:
    given = then(before, **({"documents__normative__in_force": 7} if before > 2020 else {}))
    job = new(UNIT.name, year=after, folder=tmp_path / "卷", previous=put(given, tmp_path, suffix))
    found = read(job.folder / "素材.xlsx")
    assert found.last is not None
    edition, older = form_for("disclosure", after), form_for("disclosure", before)
    compares = edition.before
    same = (
        set(older.blocks)
        if edition is older or compares is None
        else {*compares.blocks, *(older.cells[id].block for id in compares.cells)}
    )
    wanted = {id: cell.value for id, cell in given.cells.items() if older.cells[id].block in same}
    assert {id: cell.value for id, cell in found.last.cells.items() if cell.value is not None} == wanted
    assert found.last.edition == older.edition
    for column in (*COLUMNS, "total"):
        carried = found.cells[f"requests.carry_in.{column}"].value
        assert carried == given.cells[f"requests.carry_out.{column}"].value, column
    filled = {id for id, cell in found.cells.items() if cell.value is not None}
    assert {id for id in filled if not id.startswith("requests.carry_in.")} == set()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_years_that_go_on_from_each_other(before: int, after: int, suffix: str, tmp_path: Path) -> None:
    last, this = then(before), now(after)
    if before > 2020:
        last = then(before, documents__normative__made=2, documents__normative__in_force=7)
        this = now(
            after, documents__normative__made=3, documents__normative__repealed=1, documents__normative__in_force=9
        )
    assert codes(put(this, tmp_path, ".docx"), put(last, tmp_path, suffix)) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_was_carried_over_differs(before: int, after: int, suffix: str, tmp_path: Path) -> None:
    """Told by column, with both sides and both places; the total is wrong only because the column is."""
    this, last = put(now(after, carry_in=(3, 1, 0, 1, 0, 0)), tmp_path, ".docx"), put(then(before), tmp_path, suffix)
    found = [item for item in check_file(str(this), CheckOptions(previous=last)).findings if item.code == "TABLE04"]
    assert [item.cell for item in found] == ["requests.carry_in.business"]
    finding = found[0]
    assert (finding.severity, finding.evidence["左"], finding.evidence["右"]) == ("error", "1", "2")
    assert "上年结转下年 2" in finding.message
    assert finding.location is not None
    assert finding.evidence["上年出处"].startswith(last.name)
    assert ("表" in finding.evidence["上年出处"]) == (suffix in (".docx", ".pdf", ".html"))


def test_last_years_figures_typed_into_the_workbook_are_placed_there(tmp_path: Path) -> None:
    """A page or PDF has no sheets: the figure stands in the workbook that was made with it."""
    last = put(then(2023), tmp_path, ".html")
    job = new(UNIT.name, year=2024, folder=tmp_path / "卷", previous=last)
    filled = Filled(job.folder / "素材.xlsx")
    filled.figures({"requests.carry_in.natural": 9})
    path = filled.save()
    (found,) = [item for item in check(with_previous(read(path), path)[0]) if item.code == "TABLE04"]
    assert found.evidence["上年出处"].startswith("素材（上年报告为 ")
    assert "工作表“上年·" in found.evidence["上年出处"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_documents_in_force_do_not_go_on(suffix: str, tmp_path: Path) -> None:
    last = then(2023, documents__normative__made=2, documents__normative__in_force=7)
    this = now(2024, documents__normative__made=3, documents__normative__repealed=1, documents__normative__in_force=8)
    path, previous = put(this, tmp_path, ".html"), put(last, tmp_path, suffix)
    found = [item for item in check_file(str(path), CheckOptions(previous=previous)).findings if item.code == "TABLE05"]
    assert [(item.cell, item.severity) for item in found] == [("documents.normative.in_force", "warning")]
    assert (found[0].evidence["左"], found[0].evidence["右"]) == ("8", "9")
    assert previous.name in found[0].evidence["上年出处"]


def test_items_of_the_edition_before(tmp_path: Path) -> None:
    """2019 and 2020: what there was, plus what came, is what there was a year later."""
    last = then(2019, licensing__licence__previous=8, licensing__licence__change=-3, documents__normative__total=4)
    good = now(2020, licensing__licence__previous=5, documents__normative__published=1, documents__normative__total=5)
    bad = now(2020, licensing__licence__previous=6, documents__normative__published=1, documents__normative__total=6)
    previous = put(last, tmp_path, ".docx")
    assert codes(put(good, tmp_path, ".docx"), previous) == []
    assert codes(put(bad, tmp_path, ".docx"), previous) == ["TABLE05"]
    found = check_file(str(tmp_path / "2020年报.docx"), CheckOptions(previous=previous)).findings
    cells = {item.cell for item in found if item.code == "TABLE05"}
    assert cells == {"licensing.licence.previous", "documents.normative.total"}


def test_pending_cases_go_on_from_2020_to_2021(tmp_path: Path) -> None:
    last = then(2020, remedies__reconsideration__pending=2, remedies__reconsideration__total=2)
    previous = put(last, tmp_path, ".docx")
    assert codes(put(now(2021), tmp_path, ".docx"), previous) == ["TABLE15"]
    good = now(2021, remedies__reconsideration__upheld=2, remedies__reconsideration__total=2)
    assert codes(put(good, tmp_path, ".docx"), previous) == []


def test_from_2020_to_2021_only_what_compares(tmp_path: Path) -> None:
    """What of the tables compares is said; of section 二 only cells that mean the same in both editions."""
    last = then(2020, licensing__licence__decisions=50, documents__normative__total=30)
    _, told = last_year(put(last, tmp_path, ".docx"), UNIT, 2021)
    assert len(told) == 1
    assert "2021年格式" in told[0]
    assert "收到和处理申请情况表" in told[0]
    assert "主动公开情况表中意思相同的格" in told[0]
    before = form_named("2021").before
    assert before is not None
    assert {id.rpartition(".")[2] for id in before.cells} == {"made", "decisions"}


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (then(2022), "2022 年度"),
        (then(2023).model_copy(update={"title": f"{OTHER.name}2023年政府信息公开工作年度报告"}), "罗湾乡"),
        (then(2023).model_copy(update={"cells": {}, "edition": "2021"}), "没有读到表格里的数字"),
    ],
)  # fmt: skip
def test_what_is_not_last_years_report_is_refused(report: Report, said: str, tmp_path: Path) -> None:
    path = put(report, tmp_path, ".docx")
    with pytest.raises(InputError) as caught:
        last_year(path, UNIT, 2024)
    assert said in "".join(caught.value.lines)


def test_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    last, this = put(then(2020), tmp_path, ".pdf"), put(now(2021, (3, 1, 0, 1, 0, 0)), tmp_path, ".docx")
    run = call(capsys, monkeypatch, "check", this, "--previous", last, "--select", "TABLE04", "--format", "json")
    assert run.code == 1
    (finding,) = json.loads(run.out)["files"][0]["findings"]
    assert "2020年报.pdf 第" in finding["evidence"]["上年出处"]
    several = call(capsys, monkeypatch, "check", this, this.with_suffix(".doc"), "--previous", last)
    assert (several.code, "一次只能核对一份" in several.err) == (2, True)
    started = call(capsys, monkeypatch, "new", UNIT.name, "-y", 2021, "--folder", tmp_path / "卷", "--previous", last)
    assert started.code == 0
    assert "请核对" in started.out


# ── last year's text

Ran = Callable[..., Run]
Pair = tuple[Path, Path]


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    return lambda *args: call(capsys, monkeypatch, *args)


@pytest.fixture
def two_years(tmp_path: Path, ran: Ran) -> tuple[Path, Path]:
    """A folder of last year, drafted, and one of this year with the same notes, other figures and a copy of it."""
    before, after = tmp_path / "去年", tmp_path / "今年"
    text = (EXAMPLE / "report.yaml").read_text()
    for folder, year in ((before, 2024), (after, 2025)):
        folder.mkdir()
        changed = text.replace("year: 2024", f"year: {year}").replace("date: 2025年", f"date: {year + 1}年")
        if folder is after:
            changed = changed.replace("natural: 9, business: 3", "natural: 12, business: 5")
            changed = changed.replace("partial: {natural: 1, business: 1}", "partial: {natural: 4, business: 3}")
            changed = changed.replace("raised: true", "raised: false")
        (folder / "report.yaml").write_text(changed)
    assert ran("draft", before).code == 0
    return before, after


EXAMPLE = Path(__file__).parents[2] / "examples" / "baisha-2024"


def test_new_keeps_a_copy_of_last_years_report(two_years: Pair, ran: Ran, tmp_path: Path) -> None:
    before, _ = two_years
    made = tmp_path / "新"
    done = ran("new", "云岭县白沙镇人民政府", "-y", "2025", "--folder", made, "--previous", before)
    assert done.code == 0, done.out + done.err
    assert (made / "上年报告.docx").read_bytes() == (before / "年报.docx").read_bytes()
    assert "比对文字" in done.out + done.err


def test_text_taken_over_from_last_year_is_told_and_figures_alone_are_not(two_years: Pair, ran: Ran) -> None:
    before, after = two_years
    alone = ran("draft", after)
    assert "DUP03" not in alone.out
    (after / "上年报告.docx").write_bytes((before / "年报.docx").read_bytes())
    done = ran("draft", after)
    told = [item for item in json.loads(ran("check", after, "--format", "json").out)["files"][0]["findings"]
            if item["code"] == "DUP03"]  # fmt: skip
    assert any("镇长任政务公开领导小组组长" in item["quote"] for item in told)
    assert not any(item["quote"].startswith("全年新收政府信息公开申请") for item in told)
    assert done.code == 0, done.out + done.err


def test_last_years_published_report_beside_a_draft_is_still_last_years(two_years: Pair, ran: Ran) -> None:
    before, after = two_years
    assert ran("final", before).code == 0
    kept = after / "上年报告.docx"
    kept.write_bytes((before / "年报（定稿）.docx").read_bytes())
    for _ in range(2):
        done = ran("draft", after)
        assert done.code == 0, done.out + done.err
        assert "没有用上年报告的文字" not in done.out + done.err
    told = json.loads(ran("check", after, "--format", "json").out)["files"][0]["findings"]
    assert any(item["code"] == "DUP03" for item in told)
    assert "2024" in ran("read", kept).out
    assert "没有取回" not in ran("compare", kept, after).err


def test_a_model_is_shown_last_years_way_of_writing_without_its_figures(two_years: Pair, ran: Ran) -> None:
    before, after = two_years
    (after / "上年报告.docx").write_bytes((before / "年报.docx").read_bytes())
    shown = ran("prompt", "show", "aspect", after).out
    assert "党政综合办公室承办日常工作" in shown.replace("\n", "")
    assert "公开政府信息□条" in shown.replace("\n", "")


def test_a_copy_that_cannot_be_used_hinders_nothing(two_years: Pair, ran: Ran) -> None:
    _, after = two_years
    (after / "上年报告.docx").write_bytes(b"PK not a file")
    done = ran("draft", after)
    assert done.code == 0, done.out + done.err
    assert "没有用上年报告的文字" in done.out + done.err
    assert (after / "年报.docx").is_file()


def test_last_years_report_is_not_taken_back_as_the_clerks_edits(two_years: Pair, ran: Ran) -> None:
    before, after = two_years
    (after / "上年报告.docx").write_bytes((before / "年报.docx").read_bytes())
    assert ran("draft", after).code == 0
    kept = (after / "草稿.json").read_bytes()
    done = ran("take", after / "上年报告.docx")
    assert done.code != 0
    assert "上年的报告" in done.out + done.err
    assert (after / "草稿.json").read_bytes() == kept


def test_another_years_report_in_the_folder_is_not_taken_for_the_draft(two_years: Pair, ran: Ran) -> None:
    before, after = two_years
    assert ran("final", before).code == 0
    assert ran("draft", after).code == 0
    other = after / "2024年报.docx"
    other.write_bytes((before / "年报（定稿）.docx").read_bytes())
    kept = (after / "草稿.json").read_bytes()
    done = ran("take", other)
    assert done.code != 0
    assert "2024 年度的报告" in done.out + done.err
    assert (after / "草稿.json").read_bytes() == kept
    assert "没有取回" not in ran("check", other).err


@pytest.mark.parametrize("own", [False, True])
def test_words_in_a_cell_of_last_years_file_are_told(own: bool, tmp_path: Path) -> None:
    from docx import Document

    from jobs.folders import drafted
    from jobs.test_folder import put as put_words

    words = "3件（另有口头1件）"
    path = put(then(2024), tmp_path, ".docx")
    unit, year = UNIT.name, 2025
    if own:  # of a folder of ours, whose draft knows the words
        folder = drafted(tmp_path / "白沙镇")
        path = folder / "年报.docx"
        report = read(path)
        assert report.unit is not None
        assert report.year is not None
        unit, year = report.unit.name, report.year + 1
    document = Document(str(path))
    row = next(row for table in document.tables for row in table.rows if "新收" in row.cells[0].text)
    put_words(row.cells[-3].paragraphs[0], words)
    document.save(str(path))
    told: list[str] = []
    new(unit, year=year, within=("云岭县",), folder=tmp_path / "今年", previous=path, told=told)
    assert any(words in line for line in told), told
