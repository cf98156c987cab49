"""A past report made a case: figures, notes, problems, what was not read; and whole folders of past reports."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import libreoffice
from nianbao.drafting import draft
from nianbao.errors import FileBusy, InputError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.draft_file import load, save
from nianbao.jobs.store.folder import Job
from nianbao.reading import read
from nianbao.report import Text, Unit
from nianbao.scoring.case import FINAL
from nianbao.scoring.case_folder import load_cases
from nianbao.scoring.derive_case import cases_from_past, new_case
from nianbao.scoring.run_evaluation import Tried, evaluate
from nianbao.writing import write
from pdfs import whole_report

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "eval" / "cases"
PAST = ["ju-2023-many", "xian-2020-many", "zhen-2022-few", "xiang-2023-zero", "jiedao-2020-many"]


@pytest.mark.parametrize("id", PAST)
@pytest.mark.parametrize("suffix", [".md", ".docx", ".html"])
def test_figures_become_the_input_and_the_case_drafts(id: str, suffix: str, tmp_path: Path) -> None:
    past = tmp_path / f"往年{suffix}"
    write(read(CASES / id / "reference.md"), past)
    made = new_case(past, tmp_path / "案例")
    (case,), skipped = load_cases([tmp_path / "案例"])
    assert skipped == []
    assert case.derived
    want = read(CASES / id / "report.yaml")
    printed = [key for key in case.input.cells if not key.startswith("handling_fee")]
    assert {key: case.input.cells[key].value for key in printed} == {
        key: cell.value for key, cell in want.cells.items() if not key.startswith("handling_fee")
    }
    assert (case.input.unit, case.input.year) == (want.unit, want.year)
    assert len(case.references) == 1
    assert len(case.input.problems) == len(want.problems)
    assert all(problem.measure for problem in case.input.problems)
    assert not [item for item in draft(case.input).findings if item.severity == "error"]
    assert any("没有列为素材" in line for line in made.messages)


def test_a_text_in_the_encoding_of_notepad(tmp_path: Path) -> None:
    page = (CASES / "ju-2023-many" / "reference.md").read_text(encoding="utf-8")
    (tmp_path / "往年.txt").write_text(re.sub(r"(?m)^#+ |^\|.*\n|\*\*", "", page), encoding="gb18030")
    case = new_case(tmp_path / "往年.txt", tmp_path / "案例").case
    assert case.input.year == 2023
    assert any("预售资金监管账户" in note.words for note in case.input.notes)


@pytest.mark.libreoffice
def test_a_pdf_as_an_office_prints_it(tmp_path: Path) -> None:
    write(read(CASES / "ju-2023-many" / "reference.md"), tmp_path / "往年.docx")
    case = new_case(libreoffice.convert(tmp_path / "往年.docx", "pdf", tmp_path), tmp_path / "案例").case
    want = read(CASES / "ju-2023-many" / "report.yaml")
    assert case.input.cells["requests.new.total"].value == want.cells["requests.new.total"].value
    assert len(case.input.problems) == 3
    assert any("预售资金监管账户" in note.words for note in case.input.notes)


def test_a_file_of_tables_alone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "往年.pdf").write_bytes(whole_report(read(CASES / "ju-2023-many" / "reference.md")))
    with pytest.raises(InputError, match="没有读到文字"):
        new_case(tmp_path / "往年.pdf", tmp_path / "案例")


def test_notes_have_columns_where_the_text_is_plain_and_stay_whole_where_not(tmp_path: Path) -> None:
    notes = new_case(CASES / "ju-2023-many" / "reference.md", tmp_path / "案例").case.input.notes
    letters = next(note for note in notes if "来信" in note.words)
    assert (letters.what, letters.object, letters.quantity) == ("答复", "县长信箱来信", "156件")
    assert letters.result == "平均4个工作日办结"
    whole = next(note for note in notes if "23个楼盘" in note.words)
    assert whole.text.startswith("5月公布23个楼盘")
    assert {note.aspect for note in notes} == {
        "proactive",
        "requests",
        "management",
        "platform",
        "supervision",
        "other",
    }


def test_every_word_of_a_note_stands_in_the_report(tmp_path: Path) -> None:
    """Nothing is made up: what is proposed was said."""
    for number, folder in enumerate(sorted(CASES.glob("*/reference.md"))):
        case = new_case(folder, tmp_path / str(number)).case
        said = "".join(paragraph.text for _, paragraph in case.references[0].paragraphs())
        for note in case.input.notes:
            for part in (note.what, note.object, note.quantity, note.time, note.channel, note.result, note.text):
                assert part in said or part == "无"
        for problem in case.input.problems:
            for part in (problem.problem, problem.owner, problem.deadline):
                assert part in said


def test_what_the_tables_tell_and_talk_that_tells_nothing_are_no_notes(tmp_path: Path) -> None:
    page = (CASES / "ju-2023-many" / "reference.md").read_text(encoding="utf-8")
    page = page.replace("5月公布23个", "我局高度重视政府信息公开工作，切实加强领导。5月公布23个")
    (tmp_path / "往年.md").write_text(page, encoding="utf-8")
    made = new_case(tmp_path / "往年.md", tmp_path / "案例")
    words = "".join(note.words for note in made.case.input.notes)
    assert "高度重视" not in words
    assert "制发行政规范性文件3件" not in words
    assert "新收申请31件" not in words
    assert "每月一次，全年12次" in words, "the office's meetings are told by no table, though one cell is 12"
    assert "没有讲到具体工作：1 句，没有列为素材" in made.messages


def test_what_a_draft_still_waits_for_is_no_note(tmp_path: Path) -> None:
    made = new_case(ROOT / "examples" / "kangrong-2020" / "样稿" / "年报.md", tmp_path / "案例")
    assert "待填" not in (tmp_path / "案例" / "report.yaml").read_text(encoding="utf-8")
    assert any(line.startswith("原文还是待填、待核实") for line in made.messages)


def test_people_are_left_out_of_notes(tmp_path: Path) -> None:
    page = (CASES / "ju-2023-many" / "reference.md").read_text(encoding="utf-8")
    page = page.replace("查到即答。", "查到即答，申请人张伟明的手机13812345678已登记。")
    (tmp_path / "往年.md").write_text(page, encoding="utf-8")
    made = new_case(tmp_path / "往年.md", tmp_path / "案例")
    text = (tmp_path / "案例" / "report.yaml").read_text(encoding="utf-8")
    assert "13812345678" not in text
    assert "张伟明" not in text
    assert any("隐去个人信息 2 处" in line and "参考报告" in line for line in made.messages)


def test_tables_that_were_not_read_and_totals_that_are_wrong_are_told(tmp_path: Path) -> None:
    page = (CASES / "ju-2023-many" / "reference.md").read_text(encoding="utf-8")
    page = re.sub(r"\| 行政许可 \| 367 \|", "| 行政许可 | / |", page)
    page = page.replace("| 22 | 6 | 0 | 0 | 3 | 0 | 31 |", "| 22 | 6 | 0 | 0 | 3 | 0 | 35 |")
    (tmp_path / "往年.md").write_text(page, encoding="utf-8")
    made = new_case(tmp_path / "往年.md", tmp_path / "案例")
    said = "\n".join(made.messages)
    assert "“主动公开情况表”有 1 格没有数字" in said
    assert "是 35，各项之和是 31" in said
    assert made.case.input.cells["requests.new.total"].value == 31
    assert "licensing.licence.decisions" not in made.case.input.cells, "what is unknown is not zero"


def test_a_report_without_tables_is_taken_and_told(tmp_path: Path) -> None:
    page = (CASES / "xiang-2023-zero" / "reference.md").read_text(encoding="utf-8")
    page = "\n".join(line for line in page.splitlines() if not line.startswith(("|", "**")))
    (tmp_path / "往年.md").write_text(page, encoding="utf-8")
    said = "\n".join(new_case(tmp_path / "往年.md", tmp_path / "案例").messages)
    assert "没有读到“收到和处理申请情况表”" in said


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "案例"
    folder.mkdir()
    (folder / "我的笔记.txt").write_text("不能丢", encoding="utf-8")
    with pytest.raises(FileBusy, match="已经有这个文件夹，没有改动"):
        new_case(CASES / "ju-2023-many" / "reference.md", folder)
    assert [path.name for path in folder.iterdir()] == ["我的笔记.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["案例"]


def test_the_folder_is_named_after_unit_and_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert new_case(CASES / "zhen-2022-few" / "reference.md").folder == Path("沂桥县柳荫镇人民政府-2022")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((r"2022年", "2017年"), "2017 年度的报告没有统一格式"),
        ((r"(?s).*", "一、总体情况\n\n没有单位的几句话。"), "看不出是哪个单位"),
        ((r"(?s).*", "没有单位的几句话。"), "没有认出年报的任何一个部分"),
    ],
)
def test_what_makes_no_case_is_refused_and_nothing_is_written(
    change: tuple[str, str], said: str, tmp_path: Path
) -> None:
    page = (CASES / "zhen-2022-few" / "reference.md").read_text(encoding="utf-8")
    page = re.sub(*change, page, count=0 if change[0] == "2022年" else 1)
    (tmp_path / "往年.md").write_text(page, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        new_case(tmp_path / "往年.md", tmp_path / "案例")
    assert not (tmp_path / "案例").exists()


def test_unit_and_year_may_be_said(tmp_path: Path) -> None:
    (tmp_path / "往年.txt").write_text("一、总体情况\n全年公开政府信息30条。\n", encoding="utf-8")
    case = new_case(tmp_path / "往年.txt", tmp_path / "案例", unit=Unit.parse("云岭县白沙镇人民政府"), year=2023).case
    assert case.tags["kind"] == "镇"
    assert [note.quantity for note in case.input.notes] == ["30条"]


# ── a folder of past reports


def test_a_folder_of_past_reports_is_cases_with_last_year_and_other_units(tmp_path: Path) -> None:
    past = tmp_path / "往年"
    past.mkdir()
    write(read(CASES / "ju-2023-many" / "reference.md"), past / "住建局2023.docx")
    shutil.copy(CASES / "ju-2023-many" / "last.md", past / "住建局2022.md")
    shutil.copy(CASES / "xiang-2023-zero" / "reference.md", past / "云头乡2023.md")
    (past / "坏的.docx").write_bytes(b"PK\x03\x04")
    (past / "便条.txt").write_text("记得交报告。", encoding="utf-8")
    before = {path: path.read_bytes() for path in past.iterdir()}
    cases, skipped = cases_from_past(past)
    found = {case.id: case for case in cases}
    assert set(found) == {"住建局2023.docx", "住建局2022.md", "云头乡2023.md"}
    assert {item.id for item in skipped} == {"坏的.docx", "便条.txt"}
    assert all(item.reason for item in skipped)
    now = found["住建局2023.docx"]
    assert now.derived
    assert now.tags["last"] == "有"
    assert now.input.last is not None
    assert now.input.last.cells["requests.new.total"].value == 19
    assert [other.unit.place for other in now.others if other.unit] == ["云头乡"]
    assert found["住建局2022.md"].tags["last"] == "无"
    assert {path: path.read_bytes() for path in past.iterdir()} == before


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有报告"):
        cases_from_past(tmp_path)
    with pytest.raises(InputError, match="没有这个文件夹"):
        cases_from_past(tmp_path / "没有")


# ── a job that people worked on


def test_a_job_that_people_worked_on_is_an_independent_case(tmp_path: Path) -> None:
    job = tmp_path / "白沙镇"
    job.mkdir()
    shutil.copy(ROOT / "examples" / "baisha-2024" / "report.yaml", job)
    redraft(Job(job))
    assert new_case(job, tmp_path / "没人改过").case.derived
    found = load(Job(job))
    assert found is not None
    sentence = next(item for item in found.report.sentences() if "网上咨询47件" in item.text)
    sentence.spans, sentence.origin = [Text(text="网上咨询47件都在3个工作日内作了回复。")], "reviewer"
    save(Job(job), found)
    made = new_case(job, tmp_path / "有人改过")
    assert not made.case.derived
    assert made.case.references == ()
    assert made.case.final is not None
    assert "都在3个工作日内作了回复" in "".join(item.text for item in made.case.final.sentences())
    assert made.case.input.notes == read(job / "report.yaml").notes
    run, _ = evaluate([made.case], [Tried("offline", "offline")], tmp_path / "评测", suite="试", metrics=["edit_final"])
    offline, final = run.of("offline")[0].scores["edit_final"], run.of(FINAL)[0].scores["edit_final"]
    assert offline > 0
    assert final == 0
