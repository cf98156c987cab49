"""Cases from their folders: what is read, what is skipped, what is refused; and every case of the repository."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from nianbao.checking import check
from nianbao.drafting import Draft, draft
from nianbao.errors import InputError
from nianbao.facts import form_of
from nianbao.reading import read
from nianbao.report import Report
from nianbao.scoring.case import TAGS, Case
from nianbao.scoring.case_folder import load_cases, tags_of
from nianbao.writing import write

ROOT = Path(__file__).parent.parent.parent
FOLDERS = sorted(path for path in (ROOT / "eval" / "cases").iterdir() if path.is_dir())
OURS = [folder for folder in FOLDERS if folder.name != "kangrong-2020"]
DESERVED = {"xiang-2023-zero": ["LAW08"]}
"""Warnings a reference deserves: nothing in the notes of that case tells of 社会评议, and nothing is invented."""


def told(folder: Path) -> str:
    """What is said of a folder that is refused."""
    with pytest.raises(InputError) as refused:
        load_cases([folder])
    return str(refused.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case of ours to change."""
    made = tmp_path / "一个案例"
    shutil.copytree(ROOT / "eval" / "cases" / "zhen-2022-few", made)
    (made / "case.yaml").write_text("title: 柳荫镇\nreferences: [reference.md]\n", encoding="utf-8")
    return made


def say(folder: Path, text: str) -> None:
    (folder / "case.yaml").write_text(text, encoding="utf-8")


# ── the repository's


@lru_cache
def case_of(folder: Path) -> tuple[Case, Draft]:
    """A case of ours, and its offline draft."""
    (case,), skipped = load_cases([folder])
    assert not skipped
    return case, draft(case.input)


@pytest.fixture(scope="module")
def ours() -> dict[str, Case]:
    cases, skipped = load_cases(OURS)
    assert not skipped
    return {case.id: case for case in cases}


def test_tags_cover_what_the_issue_asks(ours: dict[str, Case]) -> None:
    assert len(ours) >= 12
    for name in ("edition", "volume", "notes", "last"):
        assert {case.tags[name] for case in ours.values()} == set(TAGS[name])
    assert {"镇", "乡", "街道", "局", "县"} <= {case.tags["kind"] for case in ours.values()}
    assert any(case.input.last and case.input.last.text for case in ours.values()), "last year's text, not only figures"
    assert not any(case.derived for case in ours.values())


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_a_case_drafts_and_its_reference_agrees_with_its_figures(folder: Path) -> None:
    case, made = case_of(folder)
    assert dict(case.tags) == tags_of(case.input)
    assert [item.message for item in made.findings if item.severity == "error"] == []
    assert made.unused == []
    (reference,) = case.references
    assert {id: cell.value for id, cell in reference.cells.items()} == {
        id: cell.value for id, cell in case.input.cells.items() if id in reference.cells
    }
    form = form_of(case.input)
    assert form is not None
    assert len(reference.tables) == sum(table.printed for table in form.tables)
    assert [section.id for section in reference.sections if section.heading] == [item.id for item in form.sections]
    held = reference.model_copy(update={"last": case.input.last})
    found = [item for item in check(held) if item.severity != "info"]
    assert [item.code for item in found if item.severity == "error"] == []
    assert [item.code for item in found] == DESERVED.get(case.id, [])


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_a_reference_is_no_copy_of_the_draft(folder: Path) -> None:
    """Written by hand: most sentences that tell of notes and problems are worded otherwise than the offline draft."""
    case, made = case_of(folder)

    def sentences(report: Report) -> set[str]:
        return {
            sentence.text
            for section, paragraph in report.paragraphs()
            if section.id in ("overview", "problems", "achievements", "shortcomings") and paragraph.role == "body"
            for sentence in paragraph.sentences
            if len(sentence.text) > 8
        }

    written = sentences(case.references[0])
    assert len(written & sentences(made.report)) < len(written) / 3


def test_no_two_cases_tell_the_same_work(ours: dict[str, Case]) -> None:
    words = Counter(note.words for case in ours.values() for note in case.input.notes if len(note.words) > 4)
    assert [text for text, count in words.items() if count > 1] == []


def test_kangrong_is_skipped_with_the_reason_where_its_text_is_not_given() -> None:
    cases, skipped = load_cases([ROOT / "eval" / "cases" / "kangrong-2020"])
    assert cases == []
    assert [item.id for item in skipped] == ["kangrong-2020"]
    assert "NIANBAO_SEEDS" in skipped[0].reason


def test_kangrong_is_loaded_from_the_folder_that_is_given(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_SEEDS", str(seeds))
    (case,), skipped = load_cases([ROOT / "eval" / "cases" / "kangrong-2020"])
    assert skipped == []
    assert case.references[0].year == 2020
    assert dict(case.tags) == tags_of(case.input)
    assert not [item for item in draft(case.input).findings if item.severity == "error"]


def test_seeds_given_without_the_file_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_SEEDS", str(tmp_path))
    cases, skipped = load_cases([ROOT / "eval" / "cases" / "kangrong-2020"])
    assert cases == []
    assert str(tmp_path) in skipped[0].reason


# ── a user's own


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_reference_may_be_of_any_format(folder: Path, suffix: str) -> None:
    want = read(folder / "reference.md")
    (folder / "reference.md").unlink()
    write(want, folder / f"原文{suffix}")
    say(folder, f"title: 柳荫镇\nreferences: [原文{suffix}]\nothers: [原文{suffix}]\nfinal: 原文{suffix}\n")
    (case,), _ = load_cases([folder])
    assert case.id == "一个案例"
    assert case.references[0].cells["requests.new.total"].value == 5
    assert "村务公开栏" in "".join(paragraph.text for _, paragraph in case.references[0].paragraphs())
    assert case.final == case.references[0] == case.others[0]
    assert case.tags == {"kind": "镇", "edition": "2021", "volume": "少", "notes": "详", "last": "有"}


def test_last_years_text_comes_from_its_report_and_the_figures_given_stay(tmp_path: Path) -> None:
    made = tmp_path / "案例"
    shutil.copytree(ROOT / "eval" / "cases" / "zhen-2025-zero", made)
    say(made, "title: 雁回镇\nlast: last.md\n")
    text = (made / "report.yaml").read_text(encoding="utf-8")
    (made / "report.yaml").write_text(
        text
        + "上年:\n  年度: 2024\n  其余: 零\n  表:\n    requests:\n      new: {natural: 1}\n      open: {natural: 1}\n",
        encoding="utf-8",
    )
    (case,), _ = load_cases([made])
    last = case.input.last
    assert last is not None
    assert "26天" in last.text["problems"]
    assert last.cells["requests.new.natural"].value == 1
    assert last.cells["documents.normative.in_force"].value == 0, "the clerk's own figure, not the report's 3"


def test_last_years_report_of_another_year_is_refused(folder: Path) -> None:
    say(folder, "title: 柳荫镇\nlast: reference.md\n")
    assert "2022 年度" in told(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["case.yaml", "文件是空的"]),
        ("# 还没写\n", ["文件是空的", "title:"]),
        ("references: [reference.md]\n", ["“title”没有写"]),
        ("title: 一\nreference: [reference.md]\n", ["第2行", "“reference”没有这一项", "references"]),
        ("title: 一\nreferences: [没有.md]\n", ["“references”写的“没有.md”不在"]),
        ("title: 一\nreferences:\n  - {from: seed, file: a.txt}\n", ["第3行", "写的是“seed”", "可写：、seeds"]),
        ("title: 一\nreferences:\n  - {form: seeds, file: a.txt}\n", ["第3行", "form", "from"]),
        ("title: 一\ntags: {kind: 村}\n", ["第2行", "“kind”写的是“村”", "街道"]),
        ("title: 一\ntags: {size: 大}\n", ["没有“size”这类标签", "volume"]),
        ("title: 一\ntags: {volume: 零}\n", ["“tags.volume”写的是“零”，素材是“少”"]),
        ('title: 一\ntags: {edition: "2019"}\n', ["“tags.edition”写的是“2019”，素材是“2021”"]),
        ("title: 一\nderived: 也许\n", ["第2行", "“derived”要写 true 或 false"]),
        ("title: 一\ninput: reference.md\n", ["成稿，不是素材"]),
        ("title: 一\ninput: 没有.yaml\n", ["没有.yaml", "没有这份素材"]),
        ("title: 一\nreferences: [report.yaml]\n", ["没有读到文字"]),
        ("- 一\n", ["第一层"]),
        ("title: [一\n", ["case.yaml", "写法有误"]),
    ],
)
def test_what_is_wrong_is_said_with_file_field_and_remedy(folder: Path, text: str, said: list[str]) -> None:
    say(folder, text)
    message = told(folder)
    for part in said:
        assert part in message


def test_a_reference_of_another_year_or_unit_is_refused(folder: Path) -> None:
    shutil.copy(ROOT / "eval" / "cases" / "xiang-2023-zero" / "reference.md", folder / "别的.md")
    say(folder, "title: 一\nreferences: [别的.md]\n")
    assert "2023 年度" in told(folder)
    page = (folder / "reference.md").read_text(encoding="utf-8").replace("柳荫镇", "白沙镇")
    (folder / "别的.md").write_text(page, encoding="utf-8")
    assert "本单位的报告" in told(folder)


def test_everything_wrong_is_told_at_once(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    twin = tmp_path / "另一处" / folder.name
    shutil.copytree(folder, twin)
    say(folder, "titel: 一\n")
    with pytest.raises(InputError) as refused:
        load_cases([folder, empty, twin])
    message = str(refused.value)
    assert "titel" in message
    assert "不是案例：没有 case.yaml" in message
    assert "同名" in message
