"""Shapes of tables met in published reports: columns moved, tables doubled, signs for zero, notes, places in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import pdfs
from cli.program import call
from nianbao.checking import Finding, check
from nianbao.kinds import form_named, layout
from nianbao.kinds.tables import Grid
from nianbao.reading import read, read_text
from nianbao.reading.html import read_html
from nianbao.report import Cell, Report
from nianbao.writing import render
from reading.generated import distinct
from reading.test_listed import figures, rows

TITLE = "白沙镇人民政府2023年政府信息公开工作年度报告"
_HEAD = {"自然人": 0, "商业企业": 1, "科研机构": 2, "社会公益组织": 3, "法律服务机构": 4, "其他": 5, "总计": 6}
_ROWS = [path[-1] for path in form_named("2021").blocks["requests"].row_paths]


def page(table: str, heading: str = "三、收到和处理政府信息公开申请情况") -> Report:
    return read_html(f"<h1>{TITLE}</h1><p>一、总体情况</p><p>公开信息12条。</p><p>{heading}</p>{table}", "年报.html")


def requests(columns: list[str], value: int = 100, extra: str = "", wrap: str = "{}") -> str:
    """The requests table of a page with its columns in some order, one head row, a figure of its own in each cell."""
    head = "".join(f"<td>{name}</td>" for name in columns)
    lines = [f"<tr><td>项目</td>{head}</tr>"]
    for number, row in enumerate(_ROWS):
        cells = "".join(f"<td>{wrap.format(value + number * 10 + _HEAD[name])}</td>" for name in columns)
        lines.append(f"<tr><td>{row.label}</td>{cells}</tr>")
    return f"<table>{''.join(lines)}{extra}</table>"


def wanted(value: int = 100) -> dict[str, Decimal]:
    columns = [path[-1].id for path in form_named("2021").blocks["requests"].column_paths]
    return {
        f"requests.{row.id}.{column}": Decimal(value + number * 10 + at)
        for number, row in enumerate(_ROWS)
        for at, column in enumerate(columns)
    }


def told(report: Report) -> str:
    return "\n".join(remark.text for table in report.tables for remark in table.remarks)


@pytest.mark.parametrize(
    "columns",
    [
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "自然人", "总计"],
        ["总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ],
)
def test_columns_in_another_order(columns: list[str]) -> None:
    found = page(requests(columns))
    assert figures(found) == wanted()


def test_a_column_of_the_offices_own_is_told_and_left_out() -> None:
    columns = [*list(_HEAD)[:6], "总计"]
    table = requests(columns).replace("<td>总计</td>", "<td>法人小计</td><td>总计</td>")
    for number in range(len(_ROWS)):
        table = table.replace(f"<td>{100 + number * 10 + 6}</td>", f"<td>9</td><td>{100 + number * 10 + 6}</td>")
    found = page(table)
    assert figures(found) == wanted()
    assert "法人小计" in told(found)


def test_a_table_that_stands_twice() -> None:
    same = page(requests(list(_HEAD)) * 2)
    assert figures(same) == wanted()
    assert told(same) == "这张表出现两次，数字相同，只读了前一次"
    other = page(requests(list(_HEAD)) + requests(list(_HEAD)).replace(">100<", ">77<"))
    assert figures(other) == wanted()
    assert "1 格不同" in told(other)
    assert "前为 100、后为 77" in told(other)


def test_two_years_side_by_side_are_not_mixed() -> None:
    columns = list(_HEAD)
    found = page(requests([*columns, *columns]))
    assert figures(found) == {}
    assert "自然人”不止一栏" in told(found)
    assert [item for item in check(found) if item.code == "TABLE10" and "申请情况表里没有" in item.message] == []


def test_a_row_of_sums_added() -> None:
    extra = "<tr><td>合计</td>" + "<td>5</td>" * 7 + "</tr>"
    found = page(requests(list(_HEAD), extra=extra))
    assert figures(found) == wanted()
    assert "多出一行“合计”" in told(found)


@pytest.mark.parametrize(
    "wrap", ["{}件", "{}①", "{}[1]", "{}（注1）", "{}*", " {} ", "０{}", "<sup></sup>{}<sup>①</sup>"]
)
def test_figures_with_measures_and_marks(wrap: str) -> None:
    assert figures(page(requests(list(_HEAD), wrap=wrap))) == wanted()


@pytest.mark.parametrize(
    ("raw", "value"),
    [("零", 0), ("〇", 0), ("○", 0), ("０", 0), ("O", 0), ("o", 0), ("1O", 10), ("l2", 12), ("1,234", 1234),
     ("1，234", 1234), ("1,\n234", 1234), ("3件", 3), ("——", None), ("／", None), ("无", None), ("－", None)],
)  # fmt: skip
def test_signs_for_figures(raw: str, value: int | None) -> None:
    table = requests(list(_HEAD)).replace(">100<", f">{raw.replace(chr(10), '<br>')}<")
    found = page(table)
    held = found.cells["requests.new.natural"]
    assert held.value == value
    assert held.raw == raw
    letters = any(sign in raw for sign in "Ool")
    assert ("按 " in told(found)) == letters


def test_two_figures_in_one_cell_are_not_made_one() -> None:
    found = page(requests(list(_HEAD)).replace(">100<", "><p>1</p><p>2</p><"))
    assert found.cells["requests.new.natural"].value is None
    assert "分不清" in told(found)


def test_merged_value_cells_cost_their_row_only() -> None:
    table = requests(list(_HEAD)).replace("<td>100</td><td>101</td>", "<td colspan=2>100</td>")
    found = page(table)
    assert {id for id in wanted() if id not in found.cells} == {id for id in wanted() if ".new." in id}
    assert figures(found).items() <= wanted().items()
    assert [item.message for item in check(found) if item.code == "TABLE10" and "本年新收" in item.message] == []


def test_group_labels_repeated_in_each_row() -> None:
    table = requests(list(_HEAD)).replace("<td>项目</td>", "<td>项目</td><td>项目</td><td>项目</td>")
    for row in form_named("2021").blocks["requests"].row_paths:
        labels = [node.label for node in row]
        labels = [labels[0]] * (3 - len(labels)) + labels
        table = table.replace(f"<td>{row[-1].label}</td>", "".join(f"<td>{label}</td>" for label in labels))
    assert figures(page(table)) == wanted()


def test_pictures_instead_of_tables_are_not_zeros() -> None:
    heads = [section.title for section in form_named("2021").sections]
    body = "".join(f"<p>{head}</p><img src='t.png'>" for head in heads)
    found = read_html(f"<h1>{TITLE}</h1>{body}", "年报.html")
    assert found.cells == {}
    assert any(item.code == "TABLE10" and item.severity == "error" for item in check(found))


def test_hundreds_of_empty_columns() -> None:
    text = rows(distinct(11), " | ")
    wide = "\n".join(line + " | " * 300 if " | " in line else line for line in text.split("\n"))
    assert figures(read_text(wide)) == figures(distinct(11))


# ── places in words


def _spoilt(seed: int = 1) -> Report:
    given = distinct(seed)
    cell = Cell(value=Decimal(-5), raw="-5")
    return given.model_copy(update={"cells": {**given.cells, "requests.open.business": cell}})


def _negative(found: list[Finding]) -> Finding:
    [finding] = [item for item in found if item.code == "TABLE14" and item.cell == "requests.open.business"]
    return finding


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_findings_place_is_row_and_column(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(render(_spoilt(), suffix))
    place = _negative(check(read(path))).place
    assert "收到和处理申请情况表“（一）予以公开”行“商业企业”列" in place
    run = call(capsys, monkeypatch, "check", path)
    assert "“（一）予以公开”行“商业企业”列" in "".join(run.out.split("\n"))
    assert "requests.open" not in run.out


def test_a_place_in_text_and_pdf_names_line_or_page_too(tmp_path: Path) -> None:
    given = _spoilt()
    assert "行 收到和处理申请情况表“（一）予以公开”行" in _negative(check(read_text(rows(given, "\t")))).place
    path = tmp_path / "年报.pdf"
    path.write_bytes(pdfs.whole_report(given))
    place = _negative(check(read(path))).place
    assert place.startswith("第")
    assert "页 收到和处理申请情况表“（一）予以公开”行“商业企业”列" in place


def test_columns_of_one_name_are_told_apart() -> None:
    given = distinct(1)
    cell = Cell(value=Decimal(-5), raw="-5")
    found = check(given.model_copy(update={"cells": {**given.cells, "remedies.after.upheld": cell}}))
    [finding] = [item for item in found if item.code == "TABLE14"]
    assert "“复议后起诉·结果维持”列" in finding.place


def test_a_sum_is_told_at_its_column() -> None:
    found = check(page(requests(list(_HEAD))))
    assert {item.place for item in found if item.code == "TABLE03"} >= {"收到和处理申请情况表“（七）总计”行“自然人”列"}


# ── PDF


def test_a_misprinted_label_of_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    given = distinct(1)

    def misprinted(table: object) -> Grid:
        plan = layout(table)  # type: ignore[arg-type]
        wrong = {"2.重复申请": "2.重复审请", "自然人": "自燃人", "行政强制": "行政强治"}
        return plan._replace(cells=tuple(cell._replace(text=wrong.get(cell.text, cell.text)) for cell in plan.cells))

    monkeypatch.setattr(pdfs, "layout", misprinted)
    data = pdfs.whole_report(given)
    from nianbao.reading.pdf import read_pdf

    found = read_pdf(data, "年报.pdf")
    assert {id: cell.value for id, cell in found.cells.items()} == figures(given)
    assert {item.found for table in found.tables for item in table.altered} == {"2.重复审请", "自燃人", "行政强治"}
