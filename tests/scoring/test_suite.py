"""Suites: what is read, which cases they name, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.errors import InputError
from nianbao.scoring.suite import load_suite

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def file(tmp_path: Path) -> Path:
    for name in ("甲", "乙"):
        (tmp_path / "cases" / name).mkdir(parents=True)
        (tmp_path / "cases" / name / "case.yaml").write_text("title: 一\n", encoding="utf-8")
    (tmp_path / "cases" / "不是案例").mkdir()
    (tmp_path / "suites").mkdir()
    return tmp_path / "suites" / "方案.yaml"


def test_the_repositorys_suite_names_every_case() -> None:
    suite = load_suite(ROOT / "eval" / "suites" / "repository.yaml")
    names = {folder.name for folder in suite.case_folders()}
    assert names == {path.name for path in (ROOT / "eval" / "cases").iterdir()}
    assert [row.shown for row in suite.engines] == ["offline"]
    assert suite.metrics == ()


def test_a_suite_says_engines_metrics_and_gates(file: Path) -> None:
    file.write_text(
        """
cases: [../cases/乙, "../cases/*"]
engines:
  - offline
  - {name: chat, model: 甲模型, prompts: 我的提示词, settings: {temperature: 0.2}}
  - {name: replay, record: 记录.jsonl, label: 上次}
metrics: [precision, recall]
gates:
  precision: {min: 0.99}
  recall: {not-worse-than: offline, by: 0.02, engine: 上次}
""",
        encoding="utf-8",
    )
    suite = load_suite(file)
    assert [folder.name for folder in suite.case_folders()] == ["乙", "甲"], "each once, in the order named"
    assert [row.shown for row in suite.engines] == ["offline", "chat 甲模型 我的提示词", "上次"]
    assert suite.gates["precision"].min == 0.99
    assert suite.gates["recall"].not_worse_than == "offline"
    suite.require_metrics(["precision", "recall"])
    with pytest.raises(InputError, match="没有“recall”这个指标"):
        suite.require_metrics(["precision"])
    with pytest.raises(InputError, match="“recall”只报告，不能作为门槛"):
        suite.require_metrics(["precision", "recall"], gated=["precision"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# 还没写\n", ["文件是空的", "cases:"]),
        ("title: 一\n", ["“cases”没有写"]),
        ("cases: []\n", ["“cases”至少写一项"]),
        ("cases: a\nengine: offline\n", ["第2行", "“engine”没有这一项", "engines"]),
        ("cases: a\nengines:\n  - gpt\n", ["第3行", "写的是“gpt”", "offline"]),
        ("cases: a\nengines:\n  - {name: chat, modle: x}\n", ["第3行", "modle", "model"]),
        ("cases: a\nengines: [offline, offline]\n", ["“offline”有两个", "label"]),
        ("cases: a\nengines:\n  - name: replay\n", ["没有写 record", "记录文件"]),
        ("cases: a\ngates: {likeness: {}}\n", ["没有写要求", "min"]),
        ("cases: a\ngates: {likeness: {min: 高}}\n", ["“gates.likeness.min”要写数字"]),
        ("cases: a\ngates: {likeness: {min: 2, max: 1}}\n", ["min 大于 max"]),
        ("cases: a\ngates: {likeness: {mim: 2}}\n", ["mim", "min"]),
    ],
)
def test_what_is_wrong_is_said_with_line_and_remedy(file: Path, text: str, said: list[str]) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_suite(file)
    for part in said:
        assert part in str(refused.value)


def test_a_pattern_that_names_no_case_is_refused(file: Path) -> None:
    file.write_text("cases: ['../cases/甲', '../没有/*', '../cases/不是*']\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_suite(file).case_folders()
    assert "“../没有/*”没有对上一个案例" in str(refused.value)
    assert "不是*" in str(refused.value)
