"""A second kind of report goes the whole way by YAML alone: 法治政府建设年度报告.

Notes → workbook → draft → Word → read → check → compare → final. By hand::

    nianbao new 云岭县青溪镇人民政府 --year 2024 --kind 法治政府建设年度报告
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao import check, check_text, compare, draft, load
from nianbao.drafting.brief import briefs
from nianbao.facts import FactBook
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.store.folder import find
from nianbao.kinds import all_kinds, form_for
from nianbao.reading import read_text
from nianbao.report import Report
from workbooks import Filled

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "qingxi-2024-fazhi" / "report.yaml"
KIND = "lawful_government"
UNIT = "云岭县青溪镇人民政府"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A job of 2024, filled in as a clerk does."""
    job = new(UNIT, year=2024, report_kind="法治政府建设报告", folder=tmp_path / "青溪镇")
    filled = Filled(job.folder / "素材.xlsx")
    filled.row(
        "素材", 方面="健全行政执法工作体系", 做了什么="办理", 对象或内容="行政处罚案件", 数量="16件", 时间="全年"
    )
    filled.row(
        "素材", 方面="加强法治宣传教育", 做了什么="举办", 对象或内容="法治讲座", 数量="14场", 渠道="各村文化广场"
    )
    filled.row("素材", 方面="第一责任人履职", 自由描述="镇长主持召开法治建设专题会议3次。")
    filled.row("素材", 方面="其他需要报告的事项", 自由描述="无")
    filled.row(
        "问题",
        问题="执法力量不足",
        表现或原因="持证人员只有8人",
        措施="组织12名干部参加执法资格考试",
        时限="2025年6月底前",
    )
    filled.declare("date", "2025年1月20日")
    filled.save()
    return job.folder


def texts(report: Report) -> list[str]:
    return [line for section in report.sections for line in (section.heading, *(p.text for p in section.paragraphs))]


def test_it_has_no_line_of_python() -> None:
    folder = Path(form_for(KIND, 2024).folder or "")
    assert {path.suffix for path in folder.iterdir() if path.is_file()} <= {".yaml", ".json"}
    source = folder.parent.parent
    named = [path for path in source.rglob("*.py") if KIND in path.read_text(encoding="utf-8")]
    assert named == []


def test_notes_to_finished_file(folder: Path, tmp_path: Path) -> None:
    drafted = redraft(find(folder)).draft
    assert drafted.report.kind == KIND
    said = texts(drafted.report)
    assert "一、推进法治政府建设的主要举措和成效" in said
    assert "（一）健全行政执法工作体系" in said, "aspects without notes are left out, and the others are numbered on"
    assert "（二）加强法治宣传教育" in said
    assert "镇长主持召开法治建设专题会议3次。" in said
    assert "执法力量不足。持证人员只有8人。" in said
    assert "组织12名干部参加执法资格考试，2025年6月底前完成。" in said
    assert "无其他需要报告的情况。" in said
    assert not [line for line in said if "信息公开" in line]
    assert [item.code for item in drafted.findings if item.severity != "info"] == []
    back = load(folder / "年报.docx")
    assert (back.kind, back.year, back.unit and back.unit.name) == (KIND, 2024, UNIT)
    assert [section.id for section in back.sections[1:]] == [item.id for item in form_for(KIND, 2024).sections]
    done = finalise(find(folder))
    assert done.written
    finished = load(folder / "年报（定稿）.docx")
    assert finished.kind == KIND
    assert texts(finished) == said
    assert [item.code for item in check(finished)] == []


def test_a_draft_without_notes_asks_for_what_is_laid_down(tmp_path: Path) -> None:
    job = new(UNIT, year=2024, report_kind=KIND, folder=tmp_path / "空")
    drafted = redraft(find(job.folder)).draft
    assert {item.code for item in drafted.findings} <= {"SRC01", "FORM10"}
    blanks = [line for line in texts(drafted.report) if "待填" in line]
    assert len(blanks) == 5
    assert any("主要举措和成效" in line for line in blanks)
    assert any("不足和原因" in line for line in blanks)
    assert any("第一责任人履职情况" in line for line in blanks)
    assert any("主要安排" in line for line in blanks)


def test_the_workbook_asks_nothing_of_tables(folder: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(folder / "素材.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        "填写说明",
        "单位",
        "素材",
        "问题",
        "追问",
    ]
    words = "".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert f"{UNIT}2024年法治政府建设年度报告素材" in words
    for word in ("信息公开", "灰格", "都是零", "社会评议"):
        assert word not in words


def test_next_year_is_held_against_it(folder: Path, tmp_path: Path) -> None:
    redraft(find(folder))
    told: list[str] = []
    later = new(UNIT, year=2025, report_kind=KIND, folder=tmp_path / "下年", previous=folder / "年报.docx", told=told)
    assert any("执法力量不足" in line for line in told), "last year's problems are told"
    assert not [line for line in told if "格" in line], "there is no table to fill in"
    filled = Filled(later.folder / "素材.xlsx")
    filled.row(
        "素材", 方面="健全行政执法工作体系", 做了什么="办理", 对象或内容="行政处罚案件", 数量="21件", 时间="全年"
    )
    filled.save()
    now = redraft(find(later.folder)).draft.report
    assert now.last is not None
    assert now.last.text
    compared = compare(load(folder), now, findings=False)
    pairs = [pair for section in compared.sections for pair in section.paragraphs if pair.old and pair.new]
    both = [(pair.old.text, pair.new.text) for pair in pairs if pair.old and pair.new]
    assert any("16件" in old and "21件" in new for old, new in both)


def test_last_years_report_of_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    from nianbao.errors import InputError

    redraft(find(folder))
    with pytest.raises(InputError, match="是法治政府建设年度报告，今年的是政府信息公开工作年度报告"):
        new(UNIT, year=2025, folder=tmp_path / "下年", previous=folder / "年报.docx")


PUBLISHED = """云岭县青溪镇{title}
2023年，青溪镇深入学习贯彻上级部署，扎实推进法治政府建设。现将有关情况报告如下：
一、2023年法治政府建设主要举措和成效
（一）强化组织领导
一是健全机制。成立由镇党委书记任组长的法治建设工作领导小组，召开专题会议3次。二是压实责任。印发年度工作要点，明确任务16项。
（二）规范行政执法
全年办理行政处罚案件12件，开展执法培训2次，参训40人次。
二、存在的问题及原因
一是执法人员少，持证人员只有6人。二是普法形式单一，以发放资料为主。
三、党政主要负责人履行推进法治建设第一责任人职责情况
镇长主持召开专题会议2次。
四、下一步工作打算
2024年，我镇将组织10名干部参加执法资格考试；联合学校开展模拟法庭活动2次。
"""


@pytest.mark.parametrize(
    "title",
    [
        "2023年法治政府建设年度报告",
        "2023年度法治政府建设情况报告",
        "关于2023年度法治政府建设工作情况的报告",
        "人民政府2023年法治政府建设工作总结",
    ],
)
def test_a_published_title_says_which_report_it_is(title: str) -> None:
    report = read_text(PUBLISHED.format(title=title))
    assert report.kind == KIND
    assert report.year == 2023
    assert report.unit is not None
    assert report.unit.name.startswith("云岭县青溪镇")
    known = [section.id for section in report.sections if section.id != "preamble"]
    assert known == ["achievements", "shortcomings", "duties", "plan"]
    assert [item.code for item in check(report) if item.severity != "info"] == []


def test_what_only_the_other_report_lays_down_is_not_asked() -> None:
    """No table, no period, no fee, no six headings; and a norm that nobody has verified gives a hint at most."""
    found = check_text(PUBLISHED.format(title="2023年法治政府建设年度报告"))
    assert not {item.code for item in found} & {"TABLE10", "FORM01", "FORM04", "FORM09", "LAW08", "LAW09"}
    wrong = PUBLISHED.format(title="2023年法治政府建设年度报告").replace(
        "深入学习贯彻上级部署", "认真落实《法治政府建设与责任落实督察工作规定》（厅字〔2018〕28号）"
    )
    (law,) = [item for item in check_text(wrong) if item.code == "LAW02"]
    assert law.severity == "info"
    assert "厅字〔2019〕28号" in law.message
    empty = PUBLISHED.format(title="2023年法治政府建设年度报告")
    start, stop = empty.index("一是执法人员少"), empty.index("三、党政")
    (none,) = [item for item in check_text(empty[:start] + "无。\n" + empty[stop:]) if item.code == "PAIR04"]
    assert none.severity == "info"
    assert none.message.startswith("第二部分")


def test_a_general_fault_is_told_as_ever() -> None:
    text = PUBLISHED.format(title="2023年法治政府建设年度报告").replace("参训40人次", "其中参训40人次，参训40人次")
    text = text.replace("2024年，我镇将", "2024年，我局将")
    assert "UNIT01" in {item.code for item in check_text(text)}


def test_contents_that_stand_nowhere_are_a_hint() -> None:
    text = PUBLISHED.format(title="2023年法治政府建设年度报告")
    (said,) = [item for item in check_text(text[: text.index("四、下一步")]) if item.code == "FORM01"]
    assert said.severity == "info"
    assert "下一年度推进法治政府建设的主要安排" in said.message
    assert "不足" not in said.message


def test_a_models_prompt_names_the_report() -> None:
    base = load(EXAMPLE)
    given = [brief.inputs() for brief in briefs(FactBook(base))]
    assert {item["report"] for item in given} == {"法治政府建设年度报告"}
    assert {"一、推进法治政府建设的主要举措和成效", "三、党政主要负责人履行推进法治建设第一责任人职责的情况"} <= {
        item["section"] for item in given
    }
    assert [item["section"] for item in given if item["section"].startswith("二")] == [
        "二、推进法治政府建设存在的不足和原因"
    ]


def test_the_example_is_drafted_without_a_finding() -> None:
    result = draft(load(EXAMPLE))
    assert [item.message for item in result.findings] == []
    assert result.unused == []


def test_every_kind_but_the_verified_one_is_marked() -> None:
    assert [kind.id for kind in all_kinds() if kind.verified] == ["disclosure"]
