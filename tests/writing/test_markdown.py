"""Markdown: pipe tables with paths of labels, nothing lost, nothing taken for markup."""

from __future__ import annotations

import re

import pytest

from nianbao.facts import figure
from nianbao.kinds import form_named
from nianbao.report import Text
from nianbao.writing import render
from samples import BLANK_CELL, EDITIONS, finished, sample


def lines(report: object) -> list[str]:
    return render(report, ".md").decode().split("\n")  # type: ignore[arg-type]


def tables(edition: str) -> list[tuple[str, list[list[str]]]]:
    """Each pipe table with the line before it: head and rows, the rule left out."""
    found: list[tuple[str, list[list[str]]]] = []
    before = ""
    for line in lines(sample(edition)):
        if line.startswith("|"):
            if not found or found[-1][0] != before or before == "":
                found.append((before, []))
                before = before or "-"
            found[-1][1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif line:
            before = line
    return [(title, [row for row in rows if not set("".join(row)) <= set("-:")]) for title, rows in found]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_stands_under_the_labels_of_its_row_and_column(edition: str) -> None:
    report, chosen = sample(edition), form_named(edition)
    blocks = [block for table in chosen.tables if table.printed for block in table.blocks]
    found = tables(edition)
    assert len(found) == len(blocks)
    for (title, rows), block in zip(found, blocks, strict=True):
        if block.title:
            assert title == f"**{block.title}**"
        first = 1 if block.label_columns else 0
        columns = [" / ".join(node.label for node in path) for path in block.column_paths]
        assert rows[0][first:] == columns
        if first:
            assert rows[0][0] == block.corner
        assert len(rows) == 1 + len(block.row_paths)
        for row, path in zip(rows[1:], block.row_paths, strict=True):
            if first:
                assert row[0] == " / ".join(node.label for node in path)
            for text, column in zip(row[first:], block.column_paths, strict=True):
                cell = report.cells[block.cell_id(path[-1].id or "", column[-1].id or "")]
                assert text == ("" if cell.value is None else figure(cell.value) + cell.unit)


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for edition in EDITIONS:
        for _, rows in tables(edition):
            assert len({len(row) for row in rows}) == 1


def test_headings_show_the_levels() -> None:
    text = lines(sample())
    assert text[0] == f"# {sample().title}"
    assert [line[3:] for line in text if line.startswith("## ")] == [item.title for item in form_named("2021").sections]
    assert "### （一）主动公开" in text
    assert [line for line in text if line][-2:] == ["云岭县白沙镇人民政府", "2025年1月15日"]


def test_blank_cell_is_empty() -> None:
    row = next(line for line in lines(sample()) if "8.属于行政查询事项" in line)
    assert sample().cells[BLANK_CELL].value is None
    assert row.endswith("| 0 | 0 | 0 | 0 |  | 0 | 0 |")


def test_marks_stand_in_a_draft_only() -> None:
    text = "\n".join(lines(sample()))
    assert "群众查询时间明显缩短。【待核实】" in text
    assert "【待填：社会评议结果情况】" in text
    assert "待核实" not in "\n".join(lines(finished()))


@pytest.mark.parametrize(
    "words",
    [
        "# 不是标题",
        "1. 不是列表",
        "- 不是列表",
        "> 不是引文",
        "a|b",
        "*甲*_乙_",
        "138****1234",
        "<b>",
        "[甲](乙)",
        "\\",
    ],
)
def test_what_the_report_says_is_not_taken_for_markup(words: str) -> None:
    report = sample()
    report.sections[0].paragraphs[0].sentences = report.sections[0].paragraphs[0].sentences[:1]
    report.sections[0].paragraphs[0].sentences[0].spans = [Text(text=words)]
    line = lines(report)[2]
    assert line != words
    assert re.sub(r"\\(.)", r"\1", line) == words


def test_a_line_break_in_a_text_does_not_end_its_paragraph() -> None:
    report = sample()
    report.sections[0].paragraphs[0].sentences[0].spans = [Text(text="前\n\n# 后")]
    assert lines(report)[2].startswith("前")
    assert "# 后" not in lines(report)
