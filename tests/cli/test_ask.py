"""``nianbao ask``: in a real terminal, through pipes and files, stopped at any moment, and through the workbook."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from cli.program import KANGRONG, call, spawn
from cli.terminal import Terminal
from nianbao.jobs.flow.ask import AskSession
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.store.answer_file import kept_answers
from nianbao.jobs.store.folder import find
from nianbao.reading import read

SPARSE = """
单位: 云岭县康荣镇人民政府
年度: 2024
其余: 零
表:
  requests:
    new: {natural: 5}
    open: {natural: 4}
    carry_out: {natural: 1}
素材:
  主动公开: [全年公开政府信息126条]
问题:
  - {问题: 更新不够及时, 措施: 每月核对一次}
"""


@pytest.fixture
def job(tmp_path: Path) -> Path:
    home = tmp_path / "康荣 镇"
    home.mkdir()
    (home / "report.yaml").write_text(SPARSE, encoding="utf-8")
    return home


def answers(home: Path) -> dict[str, str]:
    return {key: item.answer for key, item in kept_answers(home).answers.items()}


# ── pipes and files


def test_questions_are_answered_through_a_pipe(job: Path) -> None:
    done = spawn("ask", job.name, cwd=job.parent, data="没有\n\n没有\nq\n".encode())
    assert done.code == 0, done.said
    assert answers(job) == {"assessment": "没有", "accountability": "没有"}
    assert "已存好：未开展工作考核。" in done.out
    assert "这次答了 2 问，写成 2 句：" in done.out
    assert '写进报告：nianbao draft "康荣 镇"' in done.out
    assert not done.err


def test_a_console_in_gbk_is_understood(job: Path) -> None:
    done = spawn(
        "ask", job.name, cwd=job.parent, data="没有\nq\n".encode("gbk"), encoding="gbk", PYTHONIOENCODING="gbk"
    )
    assert done.code == 0, done.said
    assert answers(job) == {"assessment": "没有"}
    assert "未开展工作考核" in done.out


def test_back_again_and_out(job: Path) -> None:
    typed = "县政府考核为良好\nb\n县政府考核结果为优秀\n乱写\n退出\n"
    done = spawn("ask", job.name, cwd=job.parent, data=typed.encode())
    assert answers(job) == {"assessment": "县政府考核结果为优秀"}
    assert "原来的回答：县政府考核为良好" in done.out
    assert "太短" in done.out
    assert [item.answer for item in kept_answers(job).answers["assessment"].was] == ["县政府考核为良好"]


def test_back_at_the_first_question_and_over_all_again(job: Path) -> None:
    done = spawn("ask", job.name, cwd=job.parent, data="b\n没有\nb\nb\n\nq\n".encode())
    assert done.out.count("这是第一问。") == 2
    assert done.out.count("第 1 问") == 4
    assert answers(job) == {"assessment": "没有"}  # Enter keeps what was answered
    lines = "\n" * 60 + "q\n"
    again = spawn("ask", job.name, "--again", cwd=job.parent, data=lines.encode())
    assert "原来的回答：没有（回车保留）" in again.out
    assert answers(job) == {"assessment": "没有"}


def test_what_would_be_asked_is_listed_for_people_and_programs(job: Path) -> None:
    listed = spawn("ask", job.name, "--list", cwd=job.parent)
    assert "政府信息公开工作考核怎样做的" in listed.out
    assert "assessment" not in listed.out
    found = json.loads(spawn("ask", job.name, "--list", "--format", "json", cwd=job.parent).out)
    first = found["open"][0]
    assert (first["id"], first["answer"], first["choices"]) == ("assessment", "text", [])
    assert any(item["choices"] == ["是", "否", "不写"] for item in found["open"])
    assert not (job / "追问.json").exists()


def test_answers_come_from_a_file(job: Path, tmp_path: Path) -> None:
    path = tmp_path / "回答.yaml"
    path.write_text(
        "assessment: 没有\n全年举办政务公开业务培训几次？: 3\ntraining_people: 56\nleader: 副镇长\n", encoding="utf-8"
    )
    done = spawn("ask", job.name, "--answers", path, cwd=job.parent)
    assert done.code == 0, done.said
    assert answers(job) == {"assessment": "没有", "training": "3次", "training_people": "56人次", "leader": "副镇长"}
    as_json = tmp_path / "回答.json"
    as_json.write_text('[{"id": "office", "answer": "党政办"}]', encoding="utf-8")
    assert spawn("ask", job.name, "--answers", as_json, cwd=job.parent).code == 0
    assert answers(job)["office"] == "党政办"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("training: 几次\n", "第1行：“全年举办政务公开业务培训几次？”没有存：请填一个数字"),
        ("trainings: 3\n", "“trainings”现在不问，没有存"),
        ("- 3\n", "第1行：没有写 id 和 answer"),
        ("training: [3]\n", "“training”的回答要写成一句话或一个数"),
        ("", "文件是空的"),
        ("三次", "不是一份追问的回答"),
        ("a: b: c\n", "写法有误"),
    ],
)
def test_a_bad_file_of_answers_is_told_with_its_line(job: Path, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "回答.yaml"
    path.write_text(text, encoding="utf-8")
    done = spawn("ask", job.name, "--answers", path, cwd=job.parent)
    assert done.code in (1, 2)
    assert said in done.said
    assert "Traceback" not in done.said
    assert answers(job) == {}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1, "answers": 3}', '{"schema": 99}'])
def test_damaged_answers_are_refused_and_kept(job: Path, content: str) -> None:
    (job / "追问.json").write_text(content, encoding="utf-8")
    for command in (("ask", job.name), ("draft", job.name)):
        done = spawn(*command, cwd=job.parent, data=b"3\n")
        assert done.code == 2, command
        assert "追问.json" in done.err
        assert "没有改动" in done.err
    assert (job / "追问.json").read_text(encoding="utf-8") == content


def test_what_is_no_job_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "年报.txt").write_text("年报", encoding="utf-8")
    assert call(capsys, monkeypatch, "ask", tmp_path / "没有").code == 2
    assert call(capsys, monkeypatch, "ask", tmp_path / "年报.txt").code == 2
    shutil.copy(KANGRONG, tmp_path / "report.yaml")
    assert call(capsys, monkeypatch, "ask", tmp_path, "--format", "xml").code == 2
    assert call(capsys, monkeypatch, "ask", tmp_path, "--format", "json").code == 2


# ── a real terminal, stopped and resumed


@pytest.fixture
def terminal(job: Path) -> Iterator[Callable[[], Terminal]]:
    opened: list[Terminal] = []

    def begin() -> Terminal:
        opened.append(Terminal("ask", job.name, cwd=job.parent))
        return opened[-1]

    yield begin
    for child in opened:
        child.close()


TYPED = ("没有", "", "没有", "120", "98", "0", "2", "b", "3", "40余")
"""What is typed at the prompts, in order: answers, a skip, a step back."""
WAYS = ("q", "ctrl-c", "ctrl-d", "kill")
MOMENTS = [(moment, WAYS[moment % 4]) for moment in range(10)]
if "NIANBAO_LARGE_SEEDS" in os.environ:
    MOMENTS = [(moment, how) for moment in range(11) for how in WAYS]


@pytest.mark.parametrize(("moment", "how"), MOMENTS)
def test_stopped_at_any_moment_and_resumed(job: Path, terminal: Callable[[], Terminal], moment: int, how: str) -> None:
    child = terminal()
    kept: dict[str, str] = {}
    for text in TYPED[:moment]:
        child.wait("\n> ")
        child.type(text)
        if text not in ("", "b") and child.wait("已存好：|请填|请只填|太短").group() == "已存好：":
            assert answers(job) != kept  # on the disk before the next question is put
            kept = answers(job)
    child.wait("\n> ")
    if how == "q":
        child.type("q")
    elif how == "kill":
        child.kill()
    else:
        child.press(b"\x03" if how == "ctrl-c" else b"\x04")
    last = child.end()
    assert answers(job) == kept
    assert "Traceback" not in last
    if how != "kill":
        assert "问没有答，什么时候都可以接着答" in last
    again = terminal()
    again.wait("还有 ([0-9]+) 问，最要紧的先问")
    again.wait("\n> ")
    assert not [item.ask for item in kept_answers(job).answers.values() if item.ask in again.before]
    again.type("q")
    again.end()
    assert answers(job) == kept


def test_a_choice_is_made_by_its_number(job: Path, terminal: Callable[[], Terminal]) -> None:
    child = terminal()
    while child.wait("1 是|\n> ").group() != "1 是":
        child.type("")
    child.wait("\n> ")
    child.type("3")
    child.wait("不写进报告，不再问")
    child.type("q")
    child.end()
    assert list(answers(job).values()) == ["不写"]


def test_what_the_table_gainsays_is_told_while_it_is_asked(job: Path, terminal: Callable[[], Terminal]) -> None:
    session = AskSession(find(job))
    session.answer(next(item for item in session.open if item.key == "in_time"), "否")
    kept = session.answer(next(item for item in session.open if item.key == "late"), "80")
    assert kept.wrong
    assert "这里答80件" in kept.said
    assert answers(job)["late"] == "80件"  # kept, though not used
    child = terminal()
    child.wait("的回答“80件”没有写进报告")
    child.wait("超过法定期限答复的有几件")
    child.wait("\n> ")
    child.type("1")
    child.wait("已存好：答复超过法定期限的有1件。")


# ── what becomes of answers in the job


def test_answers_are_in_the_draft_the_word_file_and_the_way_back(job: Path) -> None:
    redraft(find(job))
    session = AskSession(find(job))
    for key, text in (("assessment", "县政府考核结果为良好"), ("training", "2"), ("training_people", "56")):
        session.answer(next(item for item in session.open if item.key == key), text)
    done = redraft(find(job))
    text = "".join(item.text for item in done.draft.report.sentences())
    assert "县政府考核结果为良好。" in text
    assert "全年举办政务公开业务培训2次，参训56人次。" in text
    assert {item.id for item in done.draft.report.notes} >= {"answer:assessment", "answer:training"}
    for command in (
        ("check", job.name),
        ("check", f"{job.name}/年报.docx"),
        ("export", job.name),
        ("take", f"{job.name}/年报.docx"),
    ):
        run = spawn(*command, cwd=job.parent)
        assert "Traceback" not in run.said, command
        assert not [line for line in run.out.splitlines() if "错误" in line and "培训" in line], command
    again = AskSession(find(job))
    again.answer(again.situation.used["training"].asked, "3")
    changed = redraft(find(job))
    assert "业务培训3次" in "".join(item.text for item in changed.draft.report.sentences())


def test_the_draft_ends_with_the_three_best_questions(job: Path) -> None:
    done = spawn("draft", job.name, cwd=job.parent)
    lines = done.out.splitlines()
    at = next(number for number, line in enumerate(lines) if "问没有答，最要紧的" in line)
    assert [line.startswith("  ") for line in lines[at + 1 : at + 4]] == [True] * 3
    assert lines[at + 4] == '逐一回答：nianbao ask "康荣 镇"（回车跳过，随时可停）'


# ── the workbook


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    home = tmp_path / "卷"
    new("云岭县白沙镇人民政府", year=2024, folder=home)
    book = openpyxl.load_workbook(home / "素材.xlsx")
    for row in book["单位"].iter_rows(min_row=2):
        if str(row[0].value).startswith("各表没有填的格"):
            row[1].value = "是"
    book["素材"]["A2"], book["素材"]["H2"] = "监督保障", "由副镇长分管政府信息公开工作"
    book.save(home / "素材.xlsx")
    return home


def rows(home: Path) -> dict[str, dict[str, str]]:
    """The sheet 追问 by question, with its columns by label."""
    sheet = openpyxl.load_workbook(home / "素材.xlsx")["追问"]
    head = [cell.value for cell in sheet[1]]
    lines = [
        {label: cell.value or "" for label, cell in zip(head, row, strict=True)} for row in sheet.iter_rows(min_row=2)
    ]
    return {line["追问"]: line for line in lines if line["编号"]}


def fill(home: Path, **texts: str) -> None:
    """Type answers into the sheet, as a person in a spreadsheet program does."""
    book = openpyxl.load_workbook(home / "素材.xlsx")
    sheet = book["追问"]
    head = [cell.value for cell in sheet[1]]
    key, answer = head.index("编号"), head.index("回答")
    left = dict(texts)
    for row in sheet.iter_rows(min_row=2):
        if row[key].value in left:
            row[answer].value = left.pop(row[key].value)
    assert not left
    book.save(home / "素材.xlsx")


TRAINING = "全年举办政务公开业务培训几次？"
REVIEWED = "有没有因审查不到位公开了不该公开的内容？"


def test_a_new_workbook_says_where_questions_will_stand(workbook: Path) -> None:
    assert rows(workbook) == {}
    assert "起草一次以后" in str(openpyxl.load_workbook(workbook / "素材.xlsx")["追问"]["B2"].value)


def test_the_sheet_is_filled_by_a_draft_and_nothing_else_is_touched(workbook: Path) -> None:
    before = openpyxl.load_workbook(workbook / "素材.xlsx")
    plain = read(workbook / "素材.xlsx")
    redraft(find(workbook))
    after = openpyxl.load_workbook(workbook / "素材.xlsx")
    assert read(workbook / "素材.xlsx") == plain
    for sheet in before:
        if sheet.title != "追问":
            there = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
            assert there == {cell.coordinate: cell.value for row in after[sheet.title].iter_rows() for cell in row}
    found = rows(workbook)
    assert TRAINING in found
    assert found[TRAINING]["怎样回答"] == "填数字，单位是次"
    assert "政府信息公开工作由哪位领导分管？（写职务，不写姓名）" not in found  # a note says it
    lists = {item.formula1 for item in after["追问"].data_validations.dataValidation}
    assert '"是,否,不写"' in lists


def test_what_is_typed_into_the_sheet_is_in_the_next_draft(workbook: Path) -> None:
    redraft(find(workbook))
    fill(workbook, training="2", leak="否", office="党政综合办公室")
    done = redraft(find(workbook))
    text = "".join(item.text for item in done.draft.report.sentences())
    assert "全年举办政务公开业务培训2次。" in text
    assert "全年未发生因审查不到位公开不应公开内容的情况。" in text
    assert answers(workbook) == {"training": "2", "leak": "否", "office": "党政综合办公室"}
    found = rows(workbook)
    assert (found[TRAINING]["回答"], found[TRAINING]["写成"]) == ("2", "全年举办政务公开业务培训2次。")
    assert redraft(find(workbook)).messages[-1] == "素材和草稿都没有变化，Word 文件保持原样。"


def test_what_is_not_understood_stays_in_the_sheet_and_is_told(workbook: Path) -> None:
    redraft(find(workbook))
    fill(workbook, training="好几次吧")
    done = redraft(find(workbook))
    assert any("工作表“追问”" in line and "好几次吧" in line and "请填一个数字" in line for line in done.messages)
    assert rows(workbook)[TRAINING]["回答"] == "好几次吧"
    assert answers(workbook) == {}
    fill(workbook, training="2")
    redraft(find(workbook))
    fill(workbook, training="不止2次")
    done = redraft(find(workbook))
    assert any("仍按原来的回答“2”写" in line for line in done.messages)
    assert rows(workbook)[TRAINING]["回答"] == "不止2次"
    assert "业务培训2次" in "".join(item.text for item in done.draft.report.sentences())


def test_an_answer_stays_though_its_question_is_no_longer_open(workbook: Path) -> None:
    redraft(find(workbook))
    fill(workbook, training="2")
    redraft(find(workbook))
    book = openpyxl.load_workbook(workbook / "素材.xlsx")
    book["素材"]["A3"], book["素材"]["H3"] = "监督保障", "举办业务培训5次"
    book.save(workbook / "素材.xlsx")
    done = redraft(find(workbook))
    text = "".join(item.text for item in done.draft.report.sentences())
    assert "培训5次" in text
    assert "培训2次" not in text
    found = rows(workbook)[TRAINING]
    assert (found["回答"], found["写成"]) == ("2", "没有写进报告：素材里已经写了")


def test_an_answer_given_in_the_terminal_stands_in_the_sheet_and_one_emptied_is_taken_back(workbook: Path) -> None:
    redraft(find(workbook))
    session = AskSession(find(workbook))
    session.answer(next(item for item in session.open if item.key == "training"), "4")
    redraft(find(workbook))
    assert rows(workbook)[TRAINING]["回答"] == "4次"
    fill(workbook, training="")
    done = redraft(find(workbook))
    assert "业务培训4次" not in "".join(item.text for item in done.draft.report.sentences())
    assert [item.answer for item in kept_answers(workbook).answers["training"].was] == ["4次"]


def test_two_answers_to_one_question_are_told(workbook: Path) -> None:
    redraft(find(workbook))
    session = AskSession(find(workbook))
    session.answer(next(item for item in session.open if item.key == "training"), "4")
    fill(workbook, training="5")
    done = redraft(find(workbook))
    assert any("写的是“5”，另外答过“4次”；按表里写的用" in line for line in done.messages)
    assert "业务培训5次" in "".join(item.text for item in done.draft.report.sentences())


def test_a_workbook_without_the_sheet_is_drafted_all_the_same(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook / "素材.xlsx")
    del book["追问"]
    book.save(workbook / "素材.xlsx")
    data = (workbook / "素材.xlsx").read_bytes()
    done = redraft(find(workbook))
    assert done.open
    assert not done.sheet
    assert (workbook / "素材.xlsx").read_bytes() == data


def test_a_workbook_that_is_open_is_left_and_told(workbook: Path) -> None:
    (workbook / "~$素材.xlsx").write_bytes(b"\x05clerk" + b" " * 160)
    data = (workbook / "素材.xlsx").read_bytes()
    done = redraft(find(workbook))
    assert (workbook / "素材.xlsx").read_bytes() == data
    assert any("“追问”表没有更新" in line for line in done.messages)
