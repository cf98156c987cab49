"""Tables whose labels are misprinted, another edition's, or lost: the figures are kept where only one can be meant."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from nianbao.checking import check
from nianbao.kinds import form_named
from nianbao.reading import read, read_text
from nianbao.report import Report
from nianbao.writing import render
from reading.generated import distinct

FORMATS = (".docx", ".html", ".md")


def _altered(given: Report, suffix: str, old: str, new: str, folder: Path, count: int = 1) -> Report:
    """A report written in a format, with a label of its tables altered there, and read back."""
    path = folder / f"年报{suffix}"
    path.write_bytes(render(given, suffix))
    if suffix == ".docx":
        import docx

        document = docx.Document(str(path))
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        texts = [text for cell in cells for text in cell._tc.iter("{*}t")]
        assert any(text.text == old for text in texts)
        for text in texts:
            if text.text == old:
                text.text = new
        document.save(str(path))
    else:
        page = path.read_text(encoding="utf-8")
        for end in ("<", " |"):
            page = page.replace(f">{old}{end}", f">{new}{end}").replace(f" {old}{end}", f" {new}{end}")
        page = page.replace(f"**{old}**", f"**{new}**")
        assert old not in page or new not in old
        path.write_text(page, encoding="utf-8")
    return read(path)


def _figures(report: Report) -> dict[str, Decimal]:
    return {id: cell.value for id, cell in report.cells.items() if cell.value is not None}


def _said(report: Report, *codes: str) -> list[str]:
    return [item.message for item in check(report) if item.code in codes]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("1.属于国家秘密", "1.属于国家秘蜜"),
        ("2.其他法律行政法规禁止公开", "2.其他法率行政法规禁止公开"),
        ("（一）予以公开", "（一）予已公开"),
        ("一、本年新收政府信息公开申请数量", "一、本年新収政府信息公开申请量"),
        ("二、上年结转政府信息公开申请数量", "二、上年结砖政府信息公开审请数量"),
        ("1.信访举报投诉类申请", "1.信访举报投述类申请"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
        ("（七）总计", "（七）合计"),
        ("四、结转下年度继续办理", "四、结转下年继续办理"),
        ("规章", "规张"),
        ("行政强制", "行政强治"),
        ("行政规范性文件", "行政规范文件"),
    ],
)
def test_a_misprinted_row_keeps_its_figures(suffix: str, right: str, wrong: str, tmp_path: Path) -> None:
    given = distinct(1)
    found = _altered(given, suffix, right, wrong, tmp_path)
    assert _figures(found) == _figures(given)
    [told] = _said(found, "TABLE11")
    assert wrong in told
    assert right in told
    assert _said(found, "TABLE10", "TABLE16") == []


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("自然人", "自燃人"),
        ("商业企业", "商业企叶"),
        ("总计", "合计"),
        ("结果纠正", "结果纠证"),
        ("现行有效件数", "现行有效件"),
        ("本年制发件数", "本年度制发数"),
        ("复议后起诉", "复议后起述"),
    ],
)
def test_a_misprinted_column_keeps_its_figures(suffix: str, right: str, wrong: str, tmp_path: Path) -> None:
    given = distinct(1)
    found = _altered(given, suffix, right, wrong, tmp_path)
    assert _figures(found) == _figures(given)
    assert any(wrong in told and right in told for told in _said(found, "TABLE11"))
    assert _said(found, "TABLE10", "TABLE16") == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_two_rows_could_mean_is_not_guessed_and_not_called_empty(suffix: str, tmp_path: Path) -> None:
    given = distinct(1)
    found = _altered(given, suffix, "行政强制", "行政处制", tmp_path)
    assert "enforcement.coercion.decisions" not in found.cells
    assert found.cells["enforcement.penalty.decisions"].value == given.cells["enforcement.penalty.decisions"].value
    assert any("行政处罚" in told and "行政强制" in told and "认不准" in told for told in _said(found, "TABLE16"))
    assert _said(found, "TABLE10") == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_row_of_the_clerks_own_is_not_taken_for_the_forms(suffix: str, tmp_path: Path) -> None:
    found = _altered(distinct(1), suffix, "行政许可", "行政确认", tmp_path)
    assert "licensing.licence.decisions" not in found.cells
    assert any("行政确认" in told for told in _said(found, "TABLE16"))
    assert _said(found, "TABLE10") == []


@pytest.mark.parametrize(
    ("seed", "right", "wrong"), [(1, "行政规范性文件", "规范性文件"), (0, "规范性文件", "行政规范性文件")]
)
def test_the_other_editions_label_is_told_as_such(seed: int, right: str, wrong: str, tmp_path: Path) -> None:
    given = distinct(seed)
    found = _altered(given, ".html", right, wrong, tmp_path)
    assert _figures(found) == _figures(given)
    [told] = _said(found, "TABLE11")
    own, other = form_named(given.edition).name, form_named("2019" if given.edition == "2021" else "2021").name
    assert f"{other}的" in told
    assert f"{given.year} 年度应当用{own}" in told


def test_a_row_only_the_other_edition_has_is_told_with_both_editions() -> None:
    rows = "\n".join(
        (
            "白沙镇人民政府2023年政府信息公开工作年度报告", "二、主动公开政府信息情况",
            "第二十条第（一）项", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t0\t0\t0",
            "行政规范性文件\t1\t0\t4", "第二十条第（五）项", "信息内容\t本年处理决定数量", "行政许可\t12",
            "其他对外管理服务事项\t7",
        )
    )  # fmt: skip
    found = read_text(rows)
    assert found.cells["licensing.licence.decisions"].value == 12
    assert any(
        "其他对外管理服务事项" in told and "2019年" in told and "2021年" in told for told in _said(found, "TABLE16")
    )


def test_three_rows_where_the_trial_form_has_one_are_not_called_empty(tmp_path: Path) -> None:
    newer, older = distinct(1), distinct(0)
    path = tmp_path / "年报.html"
    path.write_bytes(render(older, ".html"))
    page = path.read_text(encoding="utf-8")
    path.write_bytes(render(newer, ".html"))
    theirs = path.read_text(encoding="utf-8")
    mine, other = (text.split("<table")[2].split("</table>")[0] for text in (page, theirs))
    path.write_text(page.replace(mine, other), encoding="utf-8")
    found = read(path)
    assert found.edition == "2019"
    told = _said(found, "TABLE16")
    assert any("2021年格式的行" in text and "逾期不补正" in text for text in told)
    assert _said(found, "TABLE10") == []
    values = {cell.value for id, cell in newer.cells.items() if id.startswith("requests.")}
    assert {cell.value for id, cell in found.cells.items() if id.startswith("requests.")} <= values


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_lost_or_wrong_block_title_costs_nothing(suffix: str, tmp_path: Path) -> None:
    given = distinct(1)
    for wrong in ("第二十条第", "第二十条第（五）项"):
        found = _altered(given, suffix, "第二十条第（六）项", wrong, tmp_path)
        assert _figures(found) == _figures(given)
        assert any("第二十条第（六）项" in told for told in _said(found, "TABLE11"))
