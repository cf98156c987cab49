"""Past reports as sites give them: titles below the page's furniture or none, headings of other outlines."""

import pytest

from nianbao.reading import read_text
from nianbao.report import Report, TextPlace

OVERVIEW = "一、总体情况\n2023年，我镇共公开信息12条。\n"


def known(report: Report) -> tuple[str | None, int | None, tuple[str, ...]]:
    unit = report.unit
    return (unit.name if unit else None, report.year, unit.within if unit else ())


def headings(text: str) -> list[str]:
    return [section.id for section in read_text(text).sections if section.heading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a title below the page's furniture
        ("首页 > 信息公开 > 年报\n白沙镇2023年政府信息公开工作年度报告\n来源：党政办\n", ("白沙镇", 2023, ())),
        ("政府信息公开\n江州市云岭区2023年政府信息公开工作年度报告\n", ("江州市云岭区", 2023, ("江州市",))),
        ("登录    注册\n无障碍\n白沙镇人民政府2023年政府信息公开年报\n", ("白沙镇人民政府", 2023, ())),
        ("2023年白沙镇政府信息公开工作年度报告\n", ("白沙镇", 2023, ())),
        (
            "2023年报告\n云岭县白沙镇人民政府\n2023年政府信息公开工作年度报告\n",
            ("云岭县白沙镇人民政府", 2023, ("云岭县",)),
        ),
        (
            "江州市云岭区人民政府东门街道办事处2023年政府信息公开年度报告\n",
            ("江州市云岭区人民政府东门街道办事处", 2023, ("云岭区", "江州市")),
        ),
        # no title: the words before the first section
        ("现发布《云岭县白沙镇2023年政府信息公开工作年度报告》。\n", ("云岭县白沙镇", 2023, ("云岭县",))),
        (
            "本年报由云岭县白沙镇人民政府编制，数据统计期限为2023年1月1日至12月31日。\n",
            ("云岭县白沙镇人民政府", 2023, ("云岭县",)),
        ),
        ("云岭县教育局现向社会公布《2023年政府信息公开工作年度报告》。\n", ("云岭县教育局", 2023, ("云岭县",))),
        ("现将2023年云岭县财政局政府信息公开工作年度报告予以公布。\n", ("云岭县财政局", 2023, ("云岭县",))),
        # superiors written before the name
        (
            "白沙镇2023年政府信息公开工作年度报告\n请联系云岭县白沙镇人民政府（江州市云岭县白沙镇河街1号）。\n",
            ("白沙镇", 2023, ("云岭县", "江州市")),
        ),
        ("白沙镇2023年政府信息公开工作年度报告\n可与房山区白沙镇人民政府联系。\n", ("白沙镇", 2023, ("房山区",))),
        # said of two places: of neither
        (
            "白沙镇2023年政府信息公开工作年度报告\n地址：云岭县白沙镇。学习了，河东县白沙镇的做法。\n",
            ("白沙镇", 2023, ()),
        ),
        # a bureau of the same name there is in every place above it
        ("自然资源局2023年政府信息公开工作年度报告\n根据江州市自然资源局的部署编制。\n", ("自然资源局", 2023, ())),
        # nothing says whose it is
        ("根据规定，编制本报告。统计期限自2023年1月1日起至2023年12月31日止。\n", (None, 2023, ())),
        ("根据云岭县人民政府办公室的通知编制本报告。\n", (None, 2023, ())),
    ],
)
def test_whose_it_is(text: str, expected: tuple[str | None, int | None, tuple[str, ...]]) -> None:
    assert known(read_text(text + OVERVIEW)) == expected


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("云岭县人民政府关于2019年度政府信息公开工作情况的报告", "云岭县人民政府", 2019),
        ("云岭县林业和草原局关于2023年政府信息公开工作的年度报告", "云岭县林业和草原局", 2023),
        ("2021年度云岭县水务局关于政府信息公开工作的年度报告", "云岭县水务局", 2021),
        ("关于云岭县水务局2022年政府信息公开工作年度报告", "云岭县水务局", 2022),
        ("白沙街道信息公开工作报告", "白沙街道", None),
        ("白沙街道2023年政务信息公开工作报告", "白沙街道", 2023),
        ("白沙镇2021年度政务公开工作报告", "白沙镇", 2021),
        ("云岭县教育局政务公开工作报告（2021年度）", "云岭县教育局", 2021),
        ("云岭县退役军人事务局政府信息公开2023年度报告", "云岭县退役军人事务局", 2023),
        ("2023年度政府信息公开工作年度报告——云岭县民政局", "云岭县民政局", 2023),
        ("2023年政府信息公开工作年度报告（白沙镇人民政府）", "白沙镇人民政府", 2023),
        ("云岭县文化和旅游局（云岭县文物局）2023年政府信息公开工作年度报告", "云岭县文化和旅游局", 2023),
        ("云岭县人民政府白沙街道办事处（本级）2023年政府信息公开工作年度报告", "云岭县人民政府白沙街道办事处", 2023),
        ("国家税务总局云岭县税务局2024年政府信息公开工作年度报告", "国家税务总局云岭县税务局", 2024),
        ("国家统计局云岭调查队2023年政府信息公开工作年度报告", "国家统计局云岭调查队", 2023),
        ("中华人民共和国江州海关2023年政府信息公开工作年度报告", "中华人民共和国江州海关", 2023),
        ("江州大学2023年信息公开年度报告", None, 2023),
    ],
)
def test_titles_of_other_forms(title: str, unit: str | None, year: int | None) -> None:
    report = read_text(f"{title}\n一、总体情况\n按时公开。\n")
    assert (report.unit.name if report.unit else None, report.year) == (unit, year)
    assert report.title == title


def test_a_local_organ_of_a_central_office_lies_in_its_place() -> None:
    unit = read_text("国家税务总局云岭县税务局2024年政府信息公开工作年度报告\n" + OVERVIEW).unit
    assert unit is not None
    assert unit.within == ("云岭县",)
    assert "云岭县税务局" in unit.names


def test_a_unit_named_in_short_has_the_full_name_of_the_text() -> None:
    said = "卫健局2023年政府信息公开工作年度报告\n根据规定，云岭县卫生健康局编制本报告。\n" + OVERVIEW
    assert known(read_text(said + "云岭县卫生健康局\n2024年1月15日\n"))[0] == "云岭县卫生健康局"


def test_two_years_are_none() -> None:
    report = read_text("一、总体情况\n2022年，公开12条。\n2023年，公开13条。\n")
    assert report.year is None


def test_a_title_broken_inside_the_name_is_whole() -> None:
    report = read_text("云岭县自然\n资源局2023年政府信息公开工作年度报告\n云岭县自然资源局编制本报告。\n" + OVERVIEW)
    assert known(report)[0] == "云岭县自然资源局"
    assert report.title_lines[0].text == "云岭县自然"


def test_what_stands_above_the_title_is_kept_where_it_is_no_line_of_the_site() -> None:
    title = "白沙镇2023年政府信息公开工作年度报告\n来源：党政办　浏览次数：12　字号：大 中 小\n"
    report = read_text("首页 > 年报\n此件由党政办公室供稿，请核对。\n" + title + OVERVIEW + "【打印】 【关闭】\n")
    texts = [(section.id, [paragraph.text for paragraph in section.paragraphs]) for section in report.sections]
    assert texts == [("preamble", ["此件由党政办公室供稿，请核对。"]), ("overview", ["2023年，我镇共公开信息12条。"])]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("一、概述", "overview"),
        ("一 、概  述", "overview"),
        ("一　概述", "overview"),
        ("第一部分 总体情况", "overview"),
        ("一、2023年政府信息公开工作总体情况", "overview"),
        ("一、政府信息公开工作的基本概况。", "overview"),
        ("二、政府信息主动公开情况", "proactive"),
        ("三、政府信息依申请公开办理情况", "requests"),
        ("四、复议、诉讼和申诉情况", "remedies"),
        ("五、存在的主要问题和改进措施", "problems"),
        ("三、政府信息公开收费及减免情况", ""),
        ("四、咨询处理情况", ""),
        ("二、组织领导和制度建设情况", ""),
    ],
)
def test_headings_of_other_outlines(line: str, section: str) -> None:
    assert headings(f"白沙镇2023年政府信息公开工作年度报告\n{line}\n我镇共公开信息12条。\n") == [section]


def test_titles_without_ordinals() -> None:
    text = (
        "总体情况\n公开12条。\n主动公开政府信息情况\n见表。\n收到和处理政府信息公开申请情况\n没有申请。\n"
        "其他需要报告的事项\n无。\n"
    )
    assert headings(text) == ["overview", "proactive", "requests", "other"]
    assert headings("总体情况\n公开12条。\n") == []


def test_headings_inside_a_line() -> None:
    """A page saved without its line breaks."""
    text = (
        "现公布白沙镇2023年政府信息公开工作年度报告，请社会各界监督。 一、总体情况 2023年，我镇公开12条。 "
        "二、主动公开政府信息情况"
    )
    report = read_text(text)
    assert [(section.id, section.heading) for section in report.sections] == [
        ("preamble", ""), ("overview", "一、总体情况"), ("proactive", "二、主动公开政府信息情况"),
    ]  # fmt: skip
    for _, paragraph in report.paragraphs():
        assert isinstance(paragraph.location, TextPlace)
        assert text[paragraph.location.start : paragraph.location.end] == paragraph.text
    listed = "本报告由一、总体情况，二、主动公开政府信息情况等六个部分组成，内容真实，数据准确，请社会各界监督。"
    assert headings(listed) == []


def test_a_report_of_before_2019_has_no_edition_and_no_tables() -> None:
    text = (
        "白沙镇2016年政府信息公开工作年度报告\n一、概述\n公开信息。\n二、主动公开情况\n公开12条。\n三、依申请公开情况\n"
        "没有申请。\n四、收费及减免情况\n未收费。\n五、复议、诉讼情况\n没有。\n附表\n指标\t单位\t数量\n主动公开信息数\t条\t12\n"
    )
    report = read_text(text)
    assert (report.year, report.edition, report.cells, report.tables) == (2016, "", {}, [])
    assert headings(text) == ["overview", "proactive", "requests", "", "remedies"]


TABLE = """第二十条第（一）项
信息内容
本年制发件数
本年废止件数
现行有效件数
规章
0
0
0
行政规范性文件
3
1
7
第二十条第（五）项
信息内容
本年处理决定数量
行政许可
15
"""


@pytest.mark.parametrize(
    "shape",
    [
        lambda line: f"| {line} |",
        lambda line: f"{line} |",
        lambda line: f"{line} |\n|||" if line.startswith("第二十条") else f"{line} |",
        lambda line: f"|\n{line}",
        lambda line: f"\n{line}",
    ],
)
def test_tables_between_bars(shape: object) -> None:
    """A cell a line, as pages are turned into text, with what is left of their borders."""
    lines = [shape(line) for line in TABLE.splitlines()]  # type: ignore[operator]
    report = read_text("白沙镇2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n" + "\n".join(lines) + "\n")
    values = {id: cell.value for id, cell in report.cells.items()}
    assert report.edition == "2021"
    assert values["documents.normative.in_force"] == 7
    assert values["licensing.licence.decisions"] == 15
    assert len(values) == 7


def test_a_row_a_line_between_bars() -> None:
    rows = (
        "| 第二十条第（一）项 |||\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
        "| 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 3 | 1 | 7 |\n"
    )
    report = read_text("二、主动公开政府信息情况\n" + rows)
    assert report.cells["documents.normative.in_force"].value == 7
