"""report.yaml: Chinese or English keys, scalars taken as text, nothing guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nianbao.errors import InputError
from nianbao.reading import read
from nianbao.report import Report

ENGLISH = """
unit: 云岭县白沙镇人民政府
year: 2024
rest: zero
contact: {联系电话: 0000-8612345}
tables:
  requests:
    new: {natural: 3, business: 1}
    open: {natural: 3}
    deny4: {business: 1}
  remedies:
    direct: {pending: 2}
notes:
  proactive:
    - {what: 公开, object: 政府信息, quantity: 23条}
    - 每月更新一次
problems:
  - {problem: 解读少, measure: 增加图解, deadline: 6月底前}
"""
CHINESE = """
单位: 云岭县白沙镇人民政府
年度: 2024
其余: 零
联系方式: {联系电话: 0000-8612345}
表:
  收到和处理政府信息公开申请情况:
    一、本年新收政府信息公开申请数量: {自然人: 3, 商业企业: 1}
    （一）予以公开: {自然人: 3}
    4.保护第三方合法权益: {商业企业: 1}
  政府信息公开行政复议、行政诉讼情况:
    未经复议直接起诉: {尚未审结: 2}
素材:
  主动公开:
    - {做了什么: 公开, 对象或内容: 政府信息, 数量: 23条}
    - 每月更新一次
问题:
  - {问题: 解读少, 措施: 增加图解, 时限: 6月底前}
"""


def load(text: str, folder: Path) -> Report:
    path = folder / "report.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def plain(report: Report) -> dict[str, Any]:
    """A report without places."""
    value = report.to_json()

    def strip(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: strip(part) for key, part in item.items() if key != "location"}
        return [strip(part) for part in item] if isinstance(item, list) else item

    return dict(strip(value))


def test_chinese_and_english_keys_say_the_same(tmp_path: Path) -> None:
    assert plain(load(CHINESE, tmp_path)) == plain(load(ENGLISH, tmp_path))


def test_zero_only_where_given_or_declared(tmp_path: Path) -> None:
    declared = load(ENGLISH, tmp_path)
    assert declared.cells["requests.new.legal"].state == "zero"
    bare = load(ENGLISH.replace("rest: zero\n", ""), tmp_path)
    assert "requests.new.legal" not in bare.cells
    assert bare.cells["requests.new.natural"].value == 3


def test_a_table_may_declare_its_own_rest(tmp_path: Path) -> None:
    text = ENGLISH.replace("rest: zero\n", "").replace("  requests:\n", "  requests:\n    rest: zero\n")
    report = load(text, tmp_path)
    assert report.cells["requests.new.legal"].state == "zero"
    assert "licensing.licence.decisions" not in report.cells


@pytest.mark.parametrize("scalar", ["on", "yes", "2024-01-15", "1e3", "0x1F", "0o17", "1_000", "1:30", ".5"])
def test_scalars_are_text_first(scalar: str, tmp_path: Path) -> None:
    """What YAML would make of a word is not what the clerk wrote."""
    note = load(ENGLISH.replace("每月更新一次", scalar), tmp_path).notes[1]
    assert note.words == scalar
    with pytest.raises(InputError, match="数字"):
        load(ENGLISH.replace("natural: 3, business", f"natural: {scalar}, business"), tmp_path)


def test_errors_come_in_reading_order_with_lines(tmp_path: Path) -> None:
    text = ENGLISH.replace("unit:", "units:").replace("natural: 3, b", "natural: 三, b").replace("what:", "who:")
    with pytest.raises(InputError) as refused:
        load(text, tmp_path)
    lines = [int(str(item.where).rpartition("第")[2].removesuffix("行")) for item in refused.value.problems]
    assert lines == sorted(lines)
    assert len(lines) >= 3
    assert all(item.remedy for item in refused.value.problems)


def test_a_wide_colon_in_a_table_is_named_as_the_cause(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        load(CHINESE.replace("（一）予以公开: {自然人: 3}", "（一）予以公开: {自然人：3}"), tmp_path)
    (problem,) = told.value.problems
    assert "全角冒号" in str(problem)
    assert "半角冒号加空格" in str(problem)


def test_notes_keep_their_ids_when_reordered(tmp_path: Path) -> None:
    before = {note.words: note.id for note in load(ENGLISH, tmp_path).notes}
    text = ENGLISH.replace("    - 每月更新一次\n", "").replace("  proactive:\n", "  proactive:\n    - 每月更新一次\n")
    assert {note.words: note.id for note in load(text, tmp_path).notes} == before


@pytest.mark.parametrize("date", ["2025-01-15", "2025.1.15", "2025/1/15", "2025年1月15日", "二〇二五年一月十五日"])
def test_dates_are_written_as_documents_write_them(date: str, tmp_path: Path) -> None:
    assert load(ENGLISH + f"date: {date}\n", tmp_path).date == "2025年1月15日"


@pytest.mark.parametrize("date", ["2025年13月1日", "一月中旬", "2025"])
def test_what_is_no_date_is_refused(date: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"不是日期|没有这一天"):
        load(ENGLISH + f"date: {date}\n", tmp_path)


def test_an_input_in_braces_is_an_input_and_no_report_read_before(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("{单位: 云岭县白沙镇人民政府, 年度: 2024, 其余: 零}", encoding="utf-8")
    report = read(path)
    assert report.structured
    assert report.year == 2024
