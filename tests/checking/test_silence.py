"""Silences: a Word comment, the draft's list, the settings, a baseline; and what is no longer needed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nianbao import check_text
from nianbao.checking import Finding, check
from nianbao.checking.finding import fingerprint
from nianbao.checking.silence import Dismissed, Silences, load_baseline, silence, write_baseline
from nianbao.errors import InputError
from nianbao.reading import read_text
from nianbao.report import Comment, DocxPlace, Report
from nianbao.settings import IgnoreRow

UNIT, YEAR = "云岭县白沙镇人民政府", 2023
FIRST = "我街道认真及时的做好公开。"
SECOND = "截止2023年12月31日，公开信息30条，其中政策20条、动态15条。"


def found(text: str) -> list[Finding]:
    return check_text(text, unit=UNIT, year=YEAR, passage=True)


def prints(text: str) -> Counter[str]:
    return Counter(fingerprint(item) for item in found(text))


# ── fingerprints


def test_a_moved_paragraph_keeps_its_fingerprints() -> None:
    assert prints(f"{FIRST}\n\n{SECOND}") == prints(f"{SECOND}\n开头。\n{FIRST}")


def test_words_before_and_after_the_place_are_not_the_line() -> None:
    assert prints(FIRST) == prints("3月新开了一个栏目。\n" + FIRST)


@pytest.mark.parametrize(
    ("old", "new"),
    [("动态15条", "动态16条"), ("公开信息30条", "公开信息31条"), ("我街道", "我乡"), ("认真及时的", "及时的")],
)
def test_another_figure_or_word_is_another_finding(old: str, new: str) -> None:
    text = FIRST + SECOND
    assert old in text
    assert prints(text) != prints(text.replace(old, new))


# ── comments


def commented(text: str, note: str, words: str) -> Report:
    """A report read from Word, with a comment over some words of its first paragraph."""
    report = read_text(text, unit=None, year=YEAR)
    section, paragraph = report.paragraphs()[0]
    paragraph.location = DocxPlace(paragraph=1)
    start = paragraph.text.index(words)
    report.unit = read_text(f"{UNIT}{YEAR}年政府信息公开工作年度报告").unit
    report.comments = [
        Comment(
            text=note,
            section=section.id,
            paragraph=paragraph.id,
            location=DocxPlace(paragraph=1),
            start=start,
            end=start + len(words),
        )
    ]
    return report


def heard(report: Report, silences: Silences | None = None) -> tuple[list[str], dict[str, str], list[str]]:
    result = silence(check(report), report, silences or Silences())
    standing = [item.code for item in result.findings if item.counts]
    marked = {
        item.code: f"{item.silenced.by} {item.silenced.reason}".strip() for item in result.findings if item.silenced
    }
    return standing, marked, result.unneeded


@pytest.mark.parametrize(
    "note",
    ["nianbao: ignore", "Nianbao：ignore", "nianbao: 忽略", " nianbao:ignore UNIT01", "nianbao: ignore unit，引用原话"],
)
def test_a_comment_silences_what_it_covers(note: str) -> None:
    standing, marked, unneeded = heard(commented(FIRST, note, "我街道"))
    assert standing == ["TEXT03"]
    assert marked["UNIT01"].startswith("comment")
    assert unneeded == []


def test_the_reason_follows_the_codes() -> None:
    _, marked, _ = heard(commented(FIRST, "nianbao: ignore UNIT01, TEXT03 引用群众原话。", FIRST))
    assert marked == {"UNIT01": "comment 引用群众原话", "TEXT03": "comment 引用群众原话"}


def test_another_code_another_place_and_another_comment_do_not() -> None:
    assert heard(commented(FIRST, "nianbao: ignore YEAR01", "我街道"))[0] == ["UNIT01", "TEXT03"]
    assert heard(commented(FIRST, "nianbao: ignore UNIT01", "公开"))[0] == ["UNIT01", "TEXT03"]
    assert heard(commented(FIRST, "请核对 nianbao: ignore", "我街道"))[0] == ["UNIT01", "TEXT03"]


def test_a_comment_that_silences_nothing_and_one_with_an_unknown_code_are_told() -> None:
    _, _, unneeded = heard(commented(FIRST, "nianbao: ignore UNIT01", "公开"))
    assert len(unneeded) == 1
    assert "用不上" in unneeded[0]
    standing, _, unneeded = heard(commented(FIRST, "nianbao: ignore UNIT99", "我街道"))
    assert standing == ["UNIT01", "TEXT03"]
    assert "UNIT99" in unneeded[0]
    assert "没有这条规则" in unneeded[0]


# ── the draft's list, the settings


def test_the_drafts_list() -> None:
    report = read_text(FIRST, unit=read_text(f"{UNIT}2023年政府信息公开工作年度报告").unit, year=YEAR)
    one = next(item for item in check(report) if item.code == "UNIT01")
    listed = [
        Dismissed(code="UNIT01", fingerprint=fingerprint(one), quote=one.quote, reason="引用"),
        Dismissed(code="YEAR01", fingerprint="0" * 16, reason="旧的"),
    ]
    standing, marked, unneeded = heard(report, Silences(listed))
    assert standing == ["TEXT03"]
    assert marked == {"UNIT01": "draft 引用"}
    assert len(unneeded) == 1
    assert "YEAR01" in unneeded[0]


def test_rows_of_the_settings() -> None:
    report = read_text(FIRST + "我局配合。", unit=read_text(f"{UNIT}2023年政府信息公开工作年度报告").unit, year=YEAR)
    rows = (IgnoreRow(code="UNIT", quote="街道", reason="甲"), IgnoreRow(code="LAW", reason="乙"))
    result = silence(check(report), report, Silences(rows=rows))
    silenced = [(item.quote, item.silenced.reason) for item in result.findings if item.silenced]
    assert silenced == [("我街道", "甲")]
    assert "我局" in [item.quote for item in result.findings if item.counts]
    assert result.rows_used == {rows[0]}


# ── baselines


def test_a_baseline_counts(tmp_path: Path) -> None:
    twice = "我街道按时公开。\n我街道按时公开。"
    path = tmp_path / "基线.json"
    once = [item for item in found("我街道按时公开。") if item.code == "UNIT01"]
    assert write_baseline(path, [("年报.txt", once)]) == 1
    held = Counter(load_baseline(path)["年报.txt"])
    report = read_text(twice, unit=read_text(f"{UNIT}2023年政府信息公开工作年度报告").unit, year=YEAR)
    result = silence(check(report), report, Silences(baseline=held))
    units = [item for item in result.findings if item.code == "UNIT01"]
    assert [item.silenced is not None for item in units] == [True, False]
    assert result.baseline_left == Counter()


def test_what_the_baseline_has_and_the_report_no_longer(tmp_path: Path) -> None:
    report = read_text("我镇按时公开。", unit=read_text(f"{UNIT}2023年政府信息公开工作年度报告").unit, year=YEAR)
    result = silence(check(report), report, Silences(baseline=prints(FIRST)))
    assert result.baseline_left.total() == len(found(FIRST))


@pytest.mark.parametrize("data", [b"{}", b"[]", b"[1", b'{"kind": "other", "schema": 1, "files": {}}'])
def test_another_file_is_no_baseline_and_not_overwritten(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "重要.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match="不是基线"):
        load_baseline(path)
    with pytest.raises(InputError, match="不是基线"):
        write_baseline(path, [("a", found(FIRST))])
    assert path.read_bytes() == data
