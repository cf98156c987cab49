"""A new statutory form is a new YAML file: an invented edition goes the whole way with no line of Python."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from nianbao import check, load
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.store.folder import find
from nianbao.kinds import form_for, form_named
from nianbao.reading.docx import parse_docx
from nianbao.writing import write
from workbooks import Filled

FIGURES = {
    "documents.normative.made": 2,
    "documents.normative.in_force": 5,
    "interpretation.policy.published": 9,
    "interpretation.policy.video": 4,
    "interpretation.response.published": 3,
    "requests.new.natural": 4,
    "requests.open.natural": 2,
    "requests.unable1.natural": 1,
    "requests.reject2.natural": 1,
}


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_FORMS", str(Path(__file__).parent))


@pytest.fixture
def folder(edition: None, tmp_path: Path) -> Path:
    """A job of 2026, filled in."""
    job = new("云岭县白沙镇人民政府", year=2026, folder=tmp_path / "白沙镇")
    filled = Filled(job.folder / "素材.xlsx")
    filled.figures(FIGURES)
    filled.declare("rest")
    filled.row("素材", 方面="主动公开", 做了什么="公开", 对象或内容="政府信息", 数量="186条", 渠道="县政府网站")
    filled.row("问题", 问题="解读形式单一", 表现或原因="文字稿多", 措施="惠民补贴政策一律配图解", 时限="2027年6月底前")
    filled.save()
    return job.folder


@pytest.mark.usefixtures("edition")
def test_it_is_the_form_of_its_years() -> None:
    assert form_for(2026).edition == "2026"
    assert form_for(2025).edition == "2021"
    assert set(form_named("2026").cells) - set(form_named("2021").cells) >= {"interpretation.policy.published"}


def test_workbook_to_draft_to_word_and_back(folder: Path) -> None:
    drafted = redraft(find(folder))
    text = "".join(sentence.text for sentence in drafted.draft.report.sentences())
    assert "新制定行政规范性文件2件" in text
    assert "发布政策解读9件，其中视频4件" in text
    assert "无法提供或者不予处理2件" in text
    parsed = parse_docx((folder / "年报.docx").read_bytes(), "年报.docx").report
    assert parsed.edition == "2026"
    printed = {id for id, cell in form_named("2026").cells.items() if not id.startswith("handling_fee")}
    assert {id: parsed.cells[id].value for id in printed} == {
        id: drafted.draft.report.cells[id].value for id in printed
    }
    assert parsed.cells["requests.total.total"].value == Decimal(4)
    assert [item.code for item in check(load(folder)) if item.severity == "error"] == []


def test_its_own_identities_are_checked(folder: Path) -> None:
    filled = Filled(folder / "素材.xlsx")
    filled.figures({"interpretation.policy.video": 12, "requests.total.natural": 9})
    filled.save()
    found = redraft(find(folder)).draft.findings
    messages = {item.code: item.message for item in found if item.verdict == "fails"}
    assert "其中视频 12 > 发布 9" in messages["TABLE15"]
    assert "予以公开 2 + 无法提供或者不予处理 2" in messages["TABLE02"]


@pytest.mark.parametrize("suffix", [".html", ".md", ".docx"])
def test_every_format_returns_every_cell(folder: Path, tmp_path: Path, suffix: str) -> None:
    report = redraft(find(folder)).draft.report
    path = tmp_path / f"年报{suffix}"
    write(report, path)
    back = load(path)
    printed = [id for id in form_named("2026").cells if not id.startswith("handling_fee")]
    assert {id: back.cells[id].value for id in printed} == {id: report.cells[id].value for id in printed}


def test_finished_once_filled(folder: Path) -> None:
    redraft(find(folder))
    refused = finalise(find(folder))
    assert not refused.written
    assert any("工作考核" in item.message for item in refused.refused)
