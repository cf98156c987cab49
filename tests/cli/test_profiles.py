"""Local requirements (地方要求): an office's own in one YAML file, and ours, found by the unit's place; on screen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cli.program import BAISHA, KANGRONG, Run
from nianbao.errors import FormError
from nianbao.jobs.store.answer_file import kept_answers
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.kinds.profiles import profile_at
from nianbao.report import Report

Main = Callable[..., Run]

CITY = """
id: yunling-2024
name: 云岭市2024年度
document: {title: 云岭市人民政府办公室关于编制2024年度报告的通知, number: 云政办函〔2025〕3号, date: 2025-01-06}
places: [云岭市]
years: [2024]
verified: read
topics:
  hall: {words: [便民服务大厅, 政务大厅]}
points:
  - id: hall
    label: 政务大厅查阅点数
    aspect: platform
    counted: true
    said: [hall]
    question: halls
    quote: 写明政务大厅查阅点数
  - {id: training, label: 培训次数, aspect: supervision, said: [training.held], question: training}
  - {id: gazette, label: 政府公报期数, aspect: platform, said: [gazette.issues], units: [县]}
limits:
  - {section: overview, most: 120, quote: 总体情况不超过120字}
dates:
  - {what: 公开, month: 1, day: 10, quote: 1月10日前公开}
sentences:
  - {id: copy, section: preamble, text: "本报告电子版可在云岭市政府网站{{unit}}专栏下载。"}
questions:
  - id: halls
    aspect: platform
    answer: number
    measure: 处
    said: [hall]
    ask: 政务大厅设有查阅点几处？
    says: "政务大厅设有查阅点{answer}。"
    none: 政务大厅未设查阅点。
    source: 云政办函〔2025〕3号
"""
INPUT = """
单位: 云岭市白沙镇人民政府
年度: 2024
成文日期: 2025年1月15日
其余: 零
表:
  requests:
    new: {natural: 2}
    open: {natural: 2}
素材:
  主动公开: [全年公开政府信息126条，其中政府网站80条。]
  平台建设: [全年更新村务公开栏12块。]
  监督保障: [考核结果为良好。, 社会评议由20名村民代表打分，评议结果为满意。, 没有责任追究的情况。]
  其他需要报告的事项: [没有收取信息处理费，无其他需要报告的事项。]
问题:
  - {问题: 公开栏更新不够及时, 措施: 每月核对一次}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    job = tmp_path / "白沙"
    job.mkdir()
    (job / "report.yaml").write_text(INPUT, encoding="utf-8")
    (tmp_path / "云岭市要求.yaml").write_text(CITY, encoding="utf-8")
    return job


def held(home: Path) -> Report:
    draft = load(find(home))
    assert draft is not None
    return draft.report


def local(done: Run) -> dict[str, list[str]]:
    """The findings on local requirements of a check given as JSON, by rule."""
    found: dict[str, list[str]] = {}
    for file in json.loads(done.out)["files"]:
        for item in file["findings"]:
            if item["code"].startswith("LOC"):
                assert item["severity"] != "error"
                found.setdefault(item["code"], []).append(item["message"])
    return found


def test_a_strangers_file_is_drafted_by_and_checked(home: Path, main: Main) -> None:
    done = main("draft", home, "--profile", "云岭市要求.yaml")
    assert (
        "地方要求：云岭市2024年度，《云岭市人民政府办公室关于编制2024年度报告的通知》（云政办函〔2025〕3号）"
        in done.out
    )
    assert "总体情况不超过120字；1月10日前公开" in done.out
    found = local(main("check", home, "--format", "json"))  # later commands know it
    assert found["LOC01"] == [
        "云政办函〔2025〕3号要求“政府信息公开平台建设”写明的，没有写到：政务大厅查阅点数",
        "云政办函〔2025〕3号要求“监督保障”写明的，没有写到：培训次数",
    ]
    assert "超过要求的120字" in found["LOC02"][0]
    assert found["LOC03"] == ["落款日期2025年1月15日，晚于云政办函〔2025〕3号要求的1月10日前公开"]
    assert "LOC04" not in found  # the draft has the sentence
    told = main("check", home)
    assert "云岭市人民政府办公室关于编制2024年度报告的通知" in told.out
    assert "怎样数：按Word的字数，汉字和标点各算一个，连写的数字、字母算一个；标题和表格不算" in told.out
    assert "本报告电子版可在云岭市政府网站云岭市白沙镇人民政府专栏下载。" in held(home).sections[0].paragraphs[0].text
    assert "地方要求：《云岭市人民政府办公室关于编制2024年度报告的通知》" in main("why", home, "电子版").out


def test_its_questions_come_first_and_their_answers_are_what_was_missing(home: Path, main: Main) -> None:
    listed = main("ask", home, "--list", "--profile", "云岭市要求.yaml")
    asked = [line for line in listed.out.splitlines() if line[:3].strip().rstrip(".").isdigit()]
    assert "政务大厅设有查阅点几处？" in "".join(asked[:4])
    (home.parent / "答.yaml").write_text("政务大厅设有查阅点几处？: 2\ntraining: 3\n", encoding="utf-8")
    done = main("ask", home, "--answers", "答.yaml")  # it need not be named again
    assert done.code == 0, done.said
    assert "政务大厅设有查阅点2处。" in done.out
    assert set(kept_answers(home).answers) == {"yunling-2024/halls", "training"}
    main("draft", home)
    assert "LOC01" not in local(main("check", home, "--format", "json"))


def test_it_is_switched_off_and_stays_so(home: Path, main: Main) -> None:
    main("draft", home, "--profile", "云岭市要求.yaml")
    main("draft", home, "--profile", "无")
    assert local(main("check", home, "--format", "json")) == {}
    assert "地方要求" not in main("draft", home).out
    assert "电子版" not in held(home).sections[0].paragraphs[0].text


def test_the_input_or_the_settings_name_it(home: Path, main: Main) -> None:
    (home.parent / "nianbao.toml").write_text('[local]\nprofiles = ["云岭市要求.yaml"]\n', encoding="utf-8")
    assert "地方要求：云岭市2024年度" in main("draft", home).out
    source = home / "report.yaml"
    source.write_text(INPUT + "地方要求: 无\n", encoding="utf-8")
    assert "地方要求" not in main("draft", home).out
    (home.parent / "nianbao.toml").unlink()
    source.write_text(INPUT + "地方要求: [../云岭市要求.yaml]\n", encoding="utf-8")
    assert "地方要求：云岭市2024年度" in main("draft", home).out


def test_a_folder_of_the_office_is_found_by_the_units_place(
    home: Path, main: Main, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    folder = home.parent / "forms" / "profiles"
    folder.mkdir(parents=True)
    (home.parent / "云岭市要求.yaml").rename(folder / "yunling.yaml")
    monkeypatch.setenv("NIANBAO_FORMS", str(folder.parent))
    done = main("draft", home)
    assert "按单位所在地用了地方要求：云岭市2024年度" in done.out
    assert "不用的，加 --profile 无" in done.out
    text = home.parent / "年报.txt"
    text.write_text(
        "一、总体情况\n（一）主动公开。公开信息3条。\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n无。\n"
    )
    found = local(
        main("check", text, "--unit", "石桥乡人民政府", "--within", "云岭市", "--year", 2024, "--format", "json")
    )
    assert set(found) == {"LOC01", "LOC04"}
    later = main("check", text, "--unit", "石桥乡人民政府", "--within", "云岭市", "--year", 2025)
    assert "有云岭市2024年度的要求（云政办函〔2025〕3号），都不是2025年度的，没有使用" in later.out
    other = main("check", text, "--unit", "石桥乡人民政府", "--within", "江州市", "--year", 2024)
    assert "云岭" not in other.out


def test_what_was_only_seen_is_asked_and_never_found(home: Path, main: Main) -> None:
    seen = CITY.replace("verified: read", "verified: seen")
    (home.parent / "见到的.yaml").write_text(seen, encoding="utf-8")
    done = main("draft", home, "--profile", "见到的.yaml")
    assert "当地报告里常见的写法，只用来追问，不作检查" in done.out
    assert local(main("check", home, "--format", "json")) == {}
    assert "政务大厅设有查阅点几处？" in main("ask", home, "--list").out


def test_what_was_only_quoted_is_a_hint(home: Path, main: Main) -> None:
    (home.parent / "引文.yaml").write_text(CITY.replace("verified: read", "verified: quoted"), encoding="utf-8")
    main("draft", home, "--profile", "引文.yaml")
    items = json.loads(main("check", home, "--format", "json").out)["files"][0]["findings"]
    assert {item["severity"] for item in items if item["code"].startswith("LOC")} == {"info"}


def test_new_writes_it_into_the_workbook(home: Path, main: Main) -> None:
    done = main("new", "云岭市青溪镇人民政府", "--year", 2024, "--profile", "云岭市要求.yaml")
    assert "地方要求：云岭市2024年度" in done.out
    job = home.parent / "云岭市青溪镇人民政府-2024"
    assert "地方要求：云岭市2024年度" in main("draft", job).out


def test_final_takes_it_too(home: Path, main: Main) -> None:
    main("draft", home)
    done = main("final", home, "--profile", "云岭市要求.yaml")
    assert "地方要求：云岭市2024年度" in done.out
    assert "没有写到：培训次数" in done.said
    assert "地方要求：云岭市2024年度" in main("draft", home).out  # and it is kept


def test_sub_headings_are_those_of_the_place(home: Path, main: Main) -> None:
    outline = "outline:\n  - {aspect: proactive, heading: 主动公开方面, tells: 按栏目写条数}\n"
    (home.parent / "写法.yaml").write_text(CITY.replace("verified: read", "verified: seen") + outline, encoding="utf-8")
    assert "主动公开：按栏目写条数" in main("new", "云岭市青溪镇人民政府", "--year", 2024, "--profile", "写法.yaml").out
    main("draft", home, "--profile", "写法.yaml")
    headings = [item.text for _, item in held(home).paragraphs() if item.role == "heading"]
    assert headings[:2] == ["（一）主动公开方面", "（二）依申请公开"]
    assert "没有发现修改" in main("take", home / "年报.docx").out


def test_a_folder_that_was_moved_keeps_its_file_with_it(home: Path, main: Main) -> None:
    inside = home / "要求.yaml"
    (home.parent / "云岭市要求.yaml").rename(inside)
    main("draft", home, "--profile", "白沙/要求.yaml")
    moved = home.parent / "别处" / "白沙"
    moved.parent.mkdir()
    home.rename(moved)
    assert "地方要求：云岭市2024年度" in main("draft", moved).out
    (moved / "要求.yaml").unlink()
    assert "LOC01" in local(main("check", moved, "--format", "json"))  # the draft has it still
    gone = main("draft", moved)
    assert gone.code == 2
    assert "要求.yaml：没有这个地方要求文件" in gone.err


def test_a_prompt_sheet_keeps_it_for_the_next_step(home: Path, main: Main) -> None:
    assert "地方要求：云岭市2024年度" in main("draft", home, "--engine", "paste", "--profile", "云岭市要求.yaml").out
    assert "地方要求：云岭市2024年度" in main("draft", home).out


def test_a_year_it_is_not_for_is_told(home: Path, main: Main) -> None:
    old = CITY.replace("years: [2024]", "years: [2022, 2023]")
    (home.parent / "旧.yaml").write_text(old, encoding="utf-8")
    done = main("draft", home, "--profile", "旧.yaml")
    assert "地方要求“云岭市2024年度”只适用于2022年度至2023年度，没有用于这份2024年度的报告" in done.out
    assert local(main("check", home, "--format", "json")) == {}


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("said: [training.held]", "said: [trainings.held]", "id: training", "没有“trainings.held”这个口径或话题"),
        ("aspect: supervision", "aspect: supervison", "id: training", "没有“supervison”这个方面"),
        ("section: overview", "section: overveiw", "most: 120", "没有“overveiw”这个部分，是不是“overview”？"),
        ("question: halls", "question: hall", "question: hall", "没有“hall”这个问题，是不是“halls”？"),
        ("units: [县]", "units: [县局]", "id: gazette", "没有“县局”这个机关类型"),
        ("most: 120, ", "", "section: overview", "没有写字数"),
        ("verified: read", "verified: sure", "verified: sure", "只能写：read、quoted、seen"),
        ("points:", "point:", "point:", "没有“point”这个键，是不是“points”？"),
        ("month: 1, day: 10", "month: 13, day: 10", "month: 13", "“month”写的是“13”，不能大于12"),
        ("name: 云岭市2024年度", "", "id: yunling", "缺少“name”"),
        ("points:", "points: [", "", "YAML 写法有误"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_told_with_its_line(
    before: str, after: str, line: str, said: str, home: Path
) -> None:
    assert before in CITY
    path = home.parent / "云岭市要求.yaml"
    path.write_text(CITY.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FormError) as refused:
        profile_at(path)
    told = next(item for item in refused.value.lines if said in item)
    assert told.startswith("云岭市要求.yaml 第")
    if line:
        number = int(told.partition("第")[2].partition("行")[0])
        assert line in path.read_text(encoding="utf-8").splitlines()[number - 1]


def test_with_a_wrong_file_nothing_is_drafted(home: Path, main: Main) -> None:
    path = home.parent / "云岭市要求.yaml"
    path.write_text(CITY.replace("training.held", "trainings.held"), encoding="utf-8")
    done = main("draft", home, "--profile", path.name)
    assert done.code == 2
    assert done.err.startswith("云岭市要求.yaml 第")
    assert load(find(home)) is None


def test_a_name_nobody_knows_is_told_with_the_nearest(home: Path, main: Main) -> None:
    done = main("draft", home, "--profile", "武威市2025")
    assert done.code == 2
    assert "没有叫“武威市2025”的地方要求，是不是“武威市2025年度”？" in done.err
    gone = main("draft", home, "--profile", "没有.yaml")
    assert gone.code == 2
    assert "没有这个地方要求文件" in gone.err


@pytest.mark.parametrize("example", [BAISHA, KANGRONG], ids=lambda path: path.parent.name)
def test_all_else_is_found_alike_with_and_without(example: Path, home: Path, main: Main) -> None:
    city = CITY.replace("years: [2024]", "years: [2020, 2021, 2022, 2023, 2024]")
    (home.parent / "要求.yaml").write_text(city, encoding="utf-8")
    shutil.copy(example, home / "report.yaml")
    found = []
    for name in ("无", "要求.yaml"):
        main("draft", home, "--profile", name)
        checked = json.loads(main("check", home, "--format", "json").out)["files"][0]["findings"]
        found.append([(item["code"], item["message"]) for item in checked if not item["code"].startswith("LOC")])
        assert any(item["code"] == "LOC02" for item in checked) == (name != "无")
    assert found[0] == found[1]


def test_its_questions_stand_in_the_workbook_and_are_answered_there(home: Path, main: Main) -> None:
    main("new", "云岭市青溪镇人民政府", "--year", 2024, "--profile", "云岭市要求.yaml")
    job = home.parent / "云岭市青溪镇人民政府-2024"
    main("draft", job)
    path = job / "素材.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["追问"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    sheet.cell(cells["政务大厅设有查阅点几处？"].row, cells["回答"].column).value = 2
    book.save(path)
    main("draft", job)
    draft = load(find(job))
    assert draft is not None
    assert "政务大厅设有查阅点2处。" in [item.text for item in draft.report.sentences()]
