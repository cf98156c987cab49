"""``nianbao eval`` as an evaluator types it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cli.program import Run, call, spawn
from drafting.honest import honest
from model_server import Asked, completion, serving
from nianbao.scoring.run_file import load_run

ROOT = Path(__file__).parents[2]
CASES = ROOT / "eval" / "cases"


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)

    def run(*args: object) -> Run:
        return call(capsys, monkeypatch, *args)

    return run


def suite(tmp_path: Path, gates: str = "{}", engines: str = "[offline]") -> Path:
    for id in ("jiedao-2021-few", "xiang-2023-zero"):
        shutil.copytree(CASES / id, tmp_path / "案例" / id, dirs_exist_ok=True)
    path = tmp_path / "方案.yaml"
    path.write_text(
        f"title: 两个案例\ncases: 案例/*\nengines: {engines}\nmetrics: all\ngates: {gates}\n", encoding="utf-8"
    )
    return path


@pytest.mark.long
def test_the_repositorys_suite_passes_its_gates(ran, tmp_path: Path) -> None:
    done = ran("eval", "run", ROOT / "eval" / "suites" / "repository.yaml", "-o", tmp_path / "评测")
    assert done.code == 0, done.out + done.err
    made = load_run(tmp_path / "评测")
    assert len(made.of("offline")) >= 12
    assert "素材写到率" in done.out
    assert "没有评“kangrong-2020”" in done.err
    page = next((tmp_path / "评测").glob("*/评测.html")).read_text("utf-8")
    assert "各案例的分布" in page


def test_a_gate_that_does_not_hold_ends_with_status_1_and_says_by_how_much(ran, tmp_path: Path) -> None:
    done = ran("eval", "run", suite(tmp_path, "{length_fit: {min: 1.5}}"))
    assert done.code == 1
    assert re.search(r"offline：篇幅合度 0\.\d+，低于 1\.5，差 [01]\.\d+", done.err), done.err
    assert (tmp_path / "评测").is_dir()  # the run is kept


@pytest.mark.long
def test_two_runs_are_compared(ran, tmp_path: Path) -> None:
    path = suite(tmp_path)
    assert ran("eval", "run", path, "-o", "甲").code == 0
    text = path.read_text("utf-8")
    path.write_text(text.replace("title: 两个案例", "title: 又一次"), encoding="utf-8")
    assert ran("eval", "run", path, "-o", "乙").code == 0
    done = ran("eval", "compare", "甲", "乙", "-o", "比较.html")
    assert done.code == 0, done.err
    assert "案例不足，不下结论" in done.out
    assert (tmp_path / "比较.html").is_file()
    alone = spawn("eval", "compare", "甲", "乙", cwd=tmp_path)  # a process that has run nothing else
    assert alone.out == done.out.partition("已写入")[0]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["eval", "run"], "没有写方案，也没有写 --past"),
        (["eval", "run", "没有.yaml"], "没有.yaml"),
        (["eval", "run", "--past", "没有的文件夹"], "没有的文件夹"),
        (["eval", "run", "--past", ".", "--engine", "paste"], "paste"),
        (["eval", "run", "--past", ".", "--engine", "chatt"], "不能用来评测"),
        (["eval", "compare", "a", "b"], "没有评测结果"),
        (["eval", "compare", "a", "b", "-o", "c.pdf"], "以 .html、.htm 结尾"),
        (["eval", "metric", "note_coverag"], "note_coverage"),
        (["eval", "judge", "a", "b", "c"], "没有评测结果"),
        (["eval", "new-case", "没有.docx"], "没有.docx"),
    ],
)
def test_what_cannot_be_done_is_said(ran, args, said) -> None:
    done = ran(*args)
    assert done.code == 2, done.out
    assert said in done.err
    assert "Traceback" not in done.err


def test_engine_settings_that_cannot_be_used_are_told_with_the_engine(ran, tmp_path: Path) -> None:
    done = ran("eval", "run", suite(tmp_path, engines="[{name: chat, settings: {timeout: -1}}]"))
    assert done.code == 2
    assert "chat" in done.err
    assert "timeout" in done.err


def test_metrics_have_pages(ran) -> None:
    done = ran("eval", "metric")
    assert done.code == 0
    for id in re.findall(r"^(\w+) ", done.out, re.MULTILINE):
        page = ran("eval", "metric", id)
        assert page.code == 0
        assert "Range" in page.out
        assert "Weakness" in page.out


@pytest.mark.long
def test_the_page_of_the_docs_as_written(ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two models on one's own past reports, in the five commands that the page has."""
    for number, id in enumerate(("zhen-2022-few", "xiang-2023-zero", "jiedao-2021-few"), 1):
        (tmp_path / "往年报告").mkdir(exist_ok=True)
        shutil.copyfile(CASES / id / "reference.md", tmp_path / "往年报告" / f"{number}.md")
    text = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    commands = text.split("```console\n")[1].split("```")[0].strip().splitlines()
    assert len(commands) == 5

    def models(asked: Asked):
        if "年报" not in asked.text and "素材" not in asked.text:
            return completion('{"answer": "好"}')
        return None

    with serving(honest(models)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-evaluation")
        monkeypatch.setenv("NIANBAO_MODEL", "甲")
        for command in commands:
            done = ran(*command.split()[1:])
            assert done.code == 0, f"{command}\n{done.out}{done.err}"
            assert "sk-planted-evaluation" not in done.out + done.err
        assert {asked.body["model"] for asked in server.asked if "素材" in asked.text} == {"甲", "乙"}
    assert (tmp_path / "比较.html").is_file()
    made = load_run(tmp_path / "评测甲")
    assert len(made.of("chat 甲", derived=True)) == 3
    assert made.of("chat 甲") == []
    assert all(item.scores["chrf"] is None for item in made.entries if item.drafted)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"sk-planted-evaluation" not in path.read_bytes(), path


def test_a_case_made_of_a_past_report(ran, tmp_path: Path) -> None:
    done = ran("eval", "new-case", CASES / "zhen-2022-few" / "reference.md", "-o", "案例/柳荫")
    assert done.code == 0, done.err
    assert "逐条改正" in done.out
    assert ran("eval", "new-case", CASES / "zhen-2022-few" / "reference.md", "-o", "案例/柳荫").code == 2
    path = tmp_path / "方案.yaml"
    path.write_text("title: 一个\ncases: 案例/*\n", encoding="utf-8")
    assert ran("eval", "run", path).code == 0


@pytest.mark.long
def test_a_judge_is_asked_only_when_wanted(ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ran("eval", "run", suite(tmp_path)).code == 0
    (tmp_path / "人评.yaml").write_text("jiedao-2021-few: 参考文本\n", encoding="utf-8")
    with serving(lambda _: completion('{"better": "一样", "why": "都属实"}')) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("NIANBAO_MODEL", "评")
        done = ran("eval", "judge", "评测", "offline", "参考文本", "--people", "人评.yaml")
        assert done.code == 0, done.err
        assert "将发送到" in done.err
        assert "一样 2；随先后改口的 0，共 2 对" in done.out
        assert "与人的评判一致：1 对中 0 对" in done.out
        asked = len(server.asked)
        assert ran("eval", "judge", "评测", "offline", "参考文本").code == 0
        assert len(server.asked) == asked  # what was answered is not asked again
