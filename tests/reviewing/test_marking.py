"""Tracked changes from one report to another: accepted they are the new one, rejected the old, text and tables."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import libreoffice
from messy import messy
from nianbao.checking import check
from nianbao.errors import InputError
from nianbao.reading.docx import parse_docx
from nianbao.report import Report, Text
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison_docx import compared_docx
from nianbao.wordml.content import tag
from nianbao.wordml.tracked_changes import AUTHOR, main_root
from nianbao.writing.docx import render_docx
from nianbao.writing.docx_comments import without_comments
from reviewing.other_hands import by_other_hands
from reviewing.pairs import altered, compared, pair, published
from reviewing.settled import settled
from reviewing.two_reports import overview

SEEDS = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "8")), 200)
WHEN = datetime(2026, 1, 15, tzinfo=UTC)
Made = tuple[Report, Report, bytes, list[str]]


def read(data: bytes) -> Report:
    return parse_docx(data, "年报.docx").report


def seen(report: Report) -> tuple[object, ...]:
    """What a reader sees: the title and date, headings and words, figures, blanks."""
    found = published(report)
    return report.title, report.date, found.texts, found.values, found.blanks


def printed(report: Report) -> Report:
    """The report as its own Word file gives it."""
    return read(render_docx(report, stands=True))


def ours(seed: int) -> Made:
    old, new = pair(seed)
    data, said = compared_docx(compared(old, new), None, when=WHEN)
    return printed(old), printed(new), data, said


def theirs(seed: int) -> Made:
    rng = random.Random(seed)
    base = by_other_hands(pair(seed)[0], rng)
    old = read(base)
    new = altered(old.model_copy(deep=True), rng)
    data, said = compared_docx(compared(old, new), base, when=WHEN)
    return old, new, data, said


HANDS: dict[str, Callable[[int], Made]] = {"ours": ours, "theirs": theirs}


@pytest.mark.large
@pytest.mark.parametrize("hand", HANDS)
def test_accepted_it_is_the_new_report_and_rejected_the_old(
    hand: str, record_property: Callable[[str, object], None]
) -> None:
    for seed in range(SEEDS):
        old, new, data, said = HANDS[hand](seed)
        assert seen(read(settled(data, accepted=True))) == seen(new), (seed, said)
        assert seen(read(settled(data, accepted=False))) == seen(old), (seed, said)
        assert seen(read(data)) == seen(new), seed
    record_property(f"pairs marked in a file of {hand}", SEEDS)


@pytest.mark.large
@pytest.mark.libreoffice
@pytest.mark.parametrize("hand", HANDS)
def test_libreoffice_accepts_and_rejects_them(
    hand: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    made = {seed: HANDS[hand](seed) for seed in range(SEEDS)}
    jobs: list[list[str]] = []
    for seed, (_, _, data, _) in made.items():
        path = tmp_path / f"{seed}.docx"
        path.write_bytes(without_comments(data, AUTHOR))  # LibreOffice without a screen falls over a comment's window
        jobs += [[str(path), how, str(tmp_path / f"{seed}-{how}.docx")] for how in ("accept", "reject")]
    settle_all(jobs, tmp_path)
    for seed, (old, new, _, said) in made.items():
        for how, wanted in (("accept", new), ("reject", old)):
            found = read((tmp_path / f"{seed}-{how}.docx").read_bytes())
            assert seen(found) == seen(wanted), (seed, how, said)
    record_property(f"pairs settled by LibreOffice in a file of {hand}", SEEDS)


def settle_all(jobs: list[list[str]], folder: Path) -> None:
    here = Path(__file__).parent.parent
    command = [libreoffice.python_with_uno(), str(here / "uno_settle.py"), str(folder)]
    done = subprocess.run(
        command, input=json.dumps(jobs), env=libreoffice.environment(folder), capture_output=True, text=True,
        timeout=600 + 10 * len(jobs),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_says_whose_layout_it_has() -> None:
    old, new = pair(1)
    _, said = compared_docx(compared(old, new), None, when=WHEN)
    assert "不是 Word 文件" in said[0]
    _, said = compared_docx(compared(old, new), render_docx(old), when=WHEN)
    assert said[0].startswith("保留了原 Word 文件的版式")


def test_a_base_that_is_no_word_file_is_refused() -> None:
    old, new = pair(1)
    with pytest.raises(InputError, match="打不开"):
        compared_docx(compared(old, new), b"PK\x03\x04 no file", when=WHEN)


def test_tracked_changes_of_others_in_the_base_are_settled_first_and_that_is_said() -> None:
    data = messy(commented=True)
    old = read(data)
    new = altered_words(old)
    made, said = compared_docx(compared(old, new), data, when=WHEN)
    assert any("原有的" in line and "先按“接受”处理" in line for line in said)
    assert [item.text for _, item in read(settled(made, accepted=False)).paragraphs()] == [
        item.text for _, item in old.paragraphs()
    ]
    assert [item.text for _, item in read(settled(made, accepted=True)).paragraphs()] == [
        item.text for _, item in new.paragraphs()
    ]


def altered_words(old: Report) -> Report:
    """The same report, each paragraph with a word more at its end."""
    new = old.model_copy(deep=True)
    for _, item in new.paragraphs():
        item.sentences[-1].spans = [Text(text=item.sentences[-1].text + "（已核）")]
    return new


def test_a_moved_paragraph_says_where_it_was() -> None:
    old, _ = pair(3)
    new = old.model_copy(deep=True)
    section = next(item for item in new.sections if item.table is None and item.heading and item.paragraphs)
    other = next(item for item in new.sections if item is not section and item.table is None and item.paragraphs)
    moved = section.paragraphs.pop()
    other.paragraphs.append(moved)
    if not section.paragraphs:
        section.paragraphs.append(moved.model_copy(update={"id": "other"}))
    data, _ = compared_docx(compared(old, new), render_docx(old), when=WHEN)
    assert any("移到这里" in item.text for item in read(data).comments)


def test_findings_of_the_new_report_stand_as_comments_also_in_tables() -> None:
    old, new = pair(1)
    findings = tuple(check(printed(new)))
    held = [item for item in findings if item.cell]
    assert held
    comparison = dataclasses.replace(compared(printed(old), printed(new)), new_findings=findings)
    data, said = compared_docx(comparison, render_docx(old, stands=True), when=WHEN)
    found = read(data).comments
    assert {item.cell for item in held} <= {item.cell for item in found}
    assert not any("没有位置可放" in line for line in said)


def test_the_page_and_the_word_file_say_the_same_paragraphs_moved() -> None:
    """Of a long paragraph and two short ones that changed places the short ones moved, in both."""
    long = "拟公开的信息先由业务站所初审，再由党政综合办公室复核并做保密审查，审查的记录随文件归档，每季度抽查一次。"
    short = ["公开栏按月更新。", "培训村信息员1次。"]
    comparison = compare(overview(long, *short), overview(*short, long), findings=False)
    told = [pair.new.text for section in comparison.sections for pair in section.paragraphs if pair.moved and pair.new]
    data, said = compared_docx(comparison, None, when=WHEN)
    gone = "".join(item.text or "" for item in main_root(data).iter(tag("delText")))
    assert told == short
    assert [item for item in (long, *short) if item in gone] == told
    assert not [line for line in said if "没有写成批注" in line]


def test_old_words_stand_before_the_new_ones_as_on_the_page() -> None:
    old = overview("公开栏按月更新。", "年初培训村信息员，逐村核对目录。", "设查询窗口一个。")
    new = overview("公开栏按月更新。", "请法律顾问把关疑难答复，逐件留痕。", "设查询窗口一个。")
    data, _ = compared_docx(compare(old, new, findings=False), None, when=WHEN)
    marked = [
        item.tag.removeprefix(tag(""))
        for item in main_root(data).iter(tag("delText"), tag("t"))
        if "培训村信息员" in (item.text or "") or "法律顾问" in (item.text or "")
    ]
    assert marked == ["delText", "t"]
