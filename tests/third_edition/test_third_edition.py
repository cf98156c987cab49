"""A new statutory form is a new YAML file: an invented edition goes the whole way with no line of Python.

It rests on another document, has another block, and calls its sections, aspects, blocks, rows and columns by other ids.
By hand: ``NIANBAO_FORMS=tests/third_edition nianbao new 云岭县白沙镇人民政府 --year 2026``.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import samples
from nianbao import check, check_text, compare, load
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
    "asked.fresh.natural": 4,
    "asked.open.natural": 2,
    "asked.unable1.natural": 1,
    "asked.reject2.natural": 1,
}


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_FORMS", str(Path(__file__).parent))


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job of 2026, filled in once for all tests."""
    place = tmp_path_factory.mktemp("卷") / "白沙镇"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_FORMS", str(Path(__file__).parent))
        job = new("云岭县白沙镇人民政府", year=2026, folder=place)
    filled = Filled(job.folder / "素材.xlsx")
    filled.figures(FIGURES)
    filled.declare("rest")
    filled.row("素材", 方面="主动公开", 做了什么="公开", 对象或内容="政府信息", 数量="186条", 渠道="县政府网站")
    filled.row("问题", 问题="解读形式单一", 表现或原因="文字稿多", 措施="惠民补贴政策一律配图解", 时限="2027年6月底前")
    filled.save()
    return job.folder


@pytest.fixture
def folder(edition: None, filled_in: Path, tmp_path: Path) -> Path:
    """A job of 2026, filled in."""
    return Path(shutil.copytree(filled_in, tmp_path / "白沙镇"))


@pytest.mark.usefixtures("edition")
def test_it_is_the_form_of_its_years() -> None:
    assert form_for("disclosure", 2026).edition == "2026"
    assert form_for("disclosure", 2025).edition == "2021"
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
    assert parsed.cells["asked.total.all"].value == Decimal(4)
    assert "2026年，我镇开展政府信息公开工作的情况如下。" in text
    assert parsed.unit is not None
    assert parsed.year == 2026
    asked = {"LAW08", "SRC01"}  # what only a person can say: the results of assessment, still to be filled in
    for report in (load(folder), parsed):
        assert {item.code for item in check(report) if item.severity != "info"} <= asked


def test_its_own_identities_are_checked(folder: Path) -> None:
    filled = Filled(folder / "素材.xlsx")
    filled.figures({"interpretation.policy.video": 12, "asked.total.natural": 9})
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


@pytest.fixture(scope="module")
def written(filled_in: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of the report, as it is published."""
    place = Path(shutil.copytree(filled_in, tmp_path_factory.mktemp("稿") / "白沙镇"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_FORMS", str(Path(__file__).parent))
        write(redraft(find(place)).draft.report, place / "年报.md")
    return (place / "年报.md").read_text(encoding="utf-8")


@pytest.fixture
def published(edition: None, written: str) -> str:
    """The text of the report, checked by the invented edition."""
    return written


def found(text: str, *codes: str) -> list[str]:
    return [item.message for item in check_text(text) if item.code in codes]


def test_its_own_document_is_no_mistake_and_another_number_is(published: str) -> None:
    assert found(published, "LAW02", "LAW03", "LAW05") == []
    (wrong,) = found(published.replace("〔2026〕99号", "〔2021〕30号"), "LAW02")
    assert "国办公开办函〔2026〕99号" in wrong


def test_the_document_before_is_out_of_force(published: str) -> None:
    old = "关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）"
    new = "关于印发〈中华人民共和国政府信息公开工作年度报告格式（2026年修订）〉的通知》（国办公开办函〔2026〕99号）"
    assert new in published
    (said,) = found(published.replace(new, old), "LAW03")
    assert "2026年度报告应当依据国办公开办函〔2026〕99号" in said
    year = samples.sample("2021").year
    assert year is not None
    assert year < 2026
    assert not [item for item in check(samples.sample("2021")) if item.code in ("LAW02", "LAW03")]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("全年新收政府信息公开申请4件", "全年收到政府信息公开申请6件", "NUM01"),
        ("没有结转下年度办理的申请", "结转下年度继续办理2件", "NUM01"),
        ("新制定行政规范性文件2件", "制定行政规范性文件3件", "NUM01"),
    ],
)
def test_renamed_ids_silence_no_rule(published: str, before: str, after: str, code: str) -> None:
    assert before in published
    assert found(published, code) == []
    assert found(published.replace(before, after, 1), code)


def test_last_years_figures_come_from_the_edition_before(edition: None, tmp_path: Path) -> None:
    """190 cells mean the same in both, under other ids."""
    report = samples.sample("2021").model_copy(update={"year": 2025, "date": "2026年1月12日"})
    assert report.unit is not None
    past = tmp_path / "2025.docx"
    write(report.model_copy(update={"title": report.title.replace("2024", "2025")}), past)
    told: list[str] = []
    job = new(report.unit.name, year=2026, within=report.unit.within, folder=tmp_path / "卷", previous=past, told=told)
    assert any("从上年报告读到" in line for line in told)
    filled = Filled(job.folder / "素材.xlsx")
    carried = report.cells["requests.carry_out.natural"].value
    now = load(job.folder / "素材.xlsx")
    assert now.cells["asked.carry_in.natural"].value == carried
    filled.figures({"asked.fresh.natural": 90, "asked.open.natural": 90 + int(carried or 0)})
    filled.declare("rest")
    filled.save()
    text = "".join(sentence.text for sentence in redraft(find(job.folder)).draft.report.sentences())
    was = report.cells["requests.new.total"].value
    assert was is not None
    assert f"新收数量比上年增加{90 - was}件" in text
    compared = compare(report, load(job.folder), findings=False)
    assert sum(pair.comparable for pair in compared.cells) >= 100
