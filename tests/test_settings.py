"""nianbao.toml: found from the file upward, read strictly, wrong keys told with place and nearest."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.errors import InputError
from nianbao.settings import load_project_settings, profile_for

GOOD = """
[check]
select = ["UNIT", "YEAR"]
ignore = ["TEXT09"]
fail-on = "warning"
baseline = "基线.json"
within = ["云岭县"]

[[ignore]]
code = "UNIT04"
quote = "红旗镇"
file = "白沙*"
reason = "结对单位"
"""


def test_the_nearest_file_upward_holds(tmp_path: Path) -> None:
    county, town = tmp_path / "县", tmp_path / "县" / "镇"
    town.mkdir(parents=True)
    (county / "nianbao.toml").write_text(GOOD, encoding="utf-8")
    found = profile_for(town / "年报.docx")
    assert found.source == county / "nianbao.toml"
    assert found.check.select == ("UNIT", "YEAR")
    assert found.check.fail_on == "warning"
    assert found.ignore[0].reason == "结对单位"
    assert profile_for(town).source == county / "nianbao.toml"


def test_a_project_file_counts_only_with_our_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.nianbao.check]\nignore = ['DUP']\n", encoding="utf-8")
    inner = tmp_path / "内"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert profile_for(inner / "a.txt").check.ignore == ("DUP",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[check]\nselcet = ['UNIT']\n", ["第2行", "check.selcet", "是不是“select”"]),
        ("[chekc]\n", ["第1行", "chekc", "是不是“check”"]),
        ("[check]\nfail-on = 'fatal'\n", ["第2行", "fail-on", "error", "warning", "never"]),
        ("[check]\nselect = 'UNIT'\n", ["第2行", "列表"]),
        ("[check]\nseverity = 'info'\n", ["第2行", "severity", "表"]),
        ("[[ignore]]\ncode = 'UNIT01'\n", ["ignore.1.reason", "没有写"]),
        ("[[ignore]]\ncode = 'UNIT01'\nreason = ''\n", ["reason", "空"]),
        ("[model]\nprovder = 'glm'\n", ["第2行", "是不是“provider”"]),
        ("[model]\ntimeout = '快'\nverify = '好'\n", ["第2行", "要写数字", "第3行", "true 或 false"]),
        ("[model]\nthreads = 20\n", ["第2行", "太大"]),
        ("[check\n", ["第1行", "TOML"]),
        ("[check]\nselect = [UNIT]\n", ["第2行", "引号"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, said: list[str]) -> None:
    path = tmp_path / "nianbao.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_project_settings(path)
    assert str(path) in str(told.value)
    for words in said:
        assert words in str(told.value)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "nianbao.toml"
    path.write_bytes("[[ignore]]\nreason = '结对'".encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        load_project_settings(path)
