"""Plain prose, and the seed pasted from Word."""

import os
from pathlib import Path

import pytest

from nianbao.reading import read, read_text

SEEDS = Path(os.environ.get("NIANBAO_SEEDS") or Path(__file__).parents[3] / "shared" / "seeds")


def test_prose_keeps_its_places() -> None:
    text = "\n  我镇全年公开信息12条。\r\n\r\n未收到申请。"
    report = read_text(text)
    assert [section.id for section in report.sections] == ["body"]
    for _, paragraph in report.paragraphs():
        place = paragraph.location
        assert place is not None
        assert place.type == "text"
        assert text[place.start : place.end] == paragraph.text
    assert [paragraph.text for _, paragraph in report.paragraphs()] == ["我镇全年公开信息12条。", "未收到申请。"]


def test_seed() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("needs the seed report: set NIANBAO_SEEDS to its folder")
    text = files[0].read_text(encoding="utf-8")
    report = read(files[0])
    assert report.unit is not None
    assert (report.unit.name, report.year, report.edition) == ("兰西县康荣镇", 2020, "2019")
    assert len(report.cells) == 22 + 161 + 15
    assert {cell.value for cell in report.cells.values()} == {0}
    assert [section.id for section in report.sections] == [
        "preamble", "overview", "proactive", "requests", "remedies", "problems", "other",
    ]  # fmt: skip
    assert [remark for table in report.tables for remark in table.remarks] == []
    for _, paragraph in report.paragraphs():
        place = paragraph.location
        assert place is not None
        assert place.type == "text"
        assert text[place.start : place.end] == paragraph.text
