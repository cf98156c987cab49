"""Plain prose, and the seed pasted from Word."""

from pathlib import Path

from nianbao import check
from nianbao.kinds import form_named
from nianbao.reading import read, read_text
from nianbao.text import bare


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


def test_seed(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    report = read(seed)
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


def test_every_line_of_the_seed_is_somewhere(seed: Path) -> None:
    """Nothing between the title and the end is dropped: a paragraph, a heading, or a table's label or figure."""
    report = read(seed)
    lines = [line.strip() for line in seed.read_text(encoding="utf-8").splitlines() if line.strip()]
    first = next(number for number, line in enumerate(lines) if line.startswith("一、"))
    read_in = {bare(line) for _, item in report.paragraphs() for line in item.text.splitlines()}
    read_in |= {bare(section.heading) for section in report.sections}
    known = form_named("2019")
    labels = {
        bare(label)
        for table in known.tables
        for block in table.blocks
        for path in (*block.row_paths, *block.column_paths)
        for node in path
        for label in (node.label, block.title or "", block.corner)
    }
    whole = "".join(labels)
    lost = [line for line in lines[first:] if bare(line) not in read_in and not bare(line).isdigit()]
    assert [line for line in lost if bare(line) not in whole] == []


def test_places_in_the_seed_are_those_of_the_file(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    placed = [item for item in check(read(seed)) if item.start is not None and item.quote]
    assert "我街道" in [item.quote for item in placed]
    assert [item.quote for item in placed if text[item.start : item.end] != item.quote] == []


def test_lines_broken_within_a_paragraph_are_one_and_places_stay_true() -> None:
    body = (
        "全年公开惠民补贴名单12期（其中村级公开栏9期，网站3期），更新办事指南3份，，"
        "培训信息员2次，到会35人，没有发生责任追究的情形。"
    )
    lines = ["白沙镇人民政府2023年政府信息公开工作", "年度报告"]
    for heading in ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"):
        whole = "　　" + body
        lines += ["　　" + heading, *(whole[at : at + 20] for at in range(0, len(whole), 20))]
    text = "\n".join(lines) + "\n"
    report = read_text(text)
    assert [[paragraph.text for paragraph in section.paragraphs] for section in report.sections] == [[body]] * 3
    found = [item for item in check(report) if item.code == "TEXT07"]
    assert len(found) == 3
    for item in found:
        assert text[item.start : item.end] == "，，"
        assert str(item.location) == f"第{text.count(chr(10), 0, item.start) + 1}行"
    assert not [item for item in check(report) if item.code == "TEXT04"]


_TITLE = "白沙镇人民政府2024年政府信息公开工作年度报告"


def test_a_quoted_mail_is_read_without_its_marks_and_says_what_was_left() -> None:
    quoted = [_TITLE, "", "一、总体情况", "全年公开信息一百条。", "二、主动公开政府信息情况", "行政许可\t3"]
    text = "请审。\n\n" + "\n".join(f"> {line}" for line in quoted) + "\n此致\n"
    report = read_text(text)
    assert report.unit is not None
    assert report.unit.name == "白沙镇人民政府"
    (body,) = report.sections[0].paragraphs
    assert body.text == "全年公开信息一百条。"
    place = body.location
    assert text[place.start : place.end] == body.text  # type: ignore[union-attr]
    assert "2 行没有读" in report.remarks[0].text


def test_page_numbers_that_count_are_no_paragraphs_and_others_stay() -> None:
    lines = [_TITLE, "一、总体情况", "公开十条。", "— {} —", "二、主动公开政府信息情况", "- {} -", "没有规章。"]
    counted = read_text("\n".join(lines).format(1, 2))
    assert [item.text for section in counted.sections for item in section.paragraphs] == [
        "公开十条。",
        "没有规章。",
    ]
    other = read_text("\n".join(lines).format(1, 7))
    assert [item.text for section in other.sections for item in section.paragraphs] == [
        "公开十条。",
        "— 1 —",
        "- 7 -",
        "没有规章。",
    ]


def test_markdown_in_a_text_file_keeps_its_bold_lines_and_names_tables_by_them() -> None:
    text = (
        f"# {_TITLE}\n\n## 一、总体情况\n\n**（一）主动公开**\n\n见[专栏](http://example.invalid/)。\n\n"
        "## 二、主动公开政府信息情况\n\n**第二十条第（五）项**\n\n| 信息内容 | 本年处理决定数量 |\n|---|---|\n"
        "| 行政许可 | 5 |\n\n**到此为止**\n"
    )
    report = read_text(text)
    assert [item.text for item in report.sections[0].paragraphs] == ["（一）主动公开", "见专栏。"]
    assert [item.text for item in report.sections[1].paragraphs] == ["到此为止"]
    assert [int(cell.value or 0) for cell in report.cells.values()] == [5]
