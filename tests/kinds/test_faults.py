"""A wrong kind or edition is refused when it is loaded, with the file, the line and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nianbao.errors import FormError
from nianbao.kinds import all_kinds, editions, form_for, kind_named, load_form
from nianbao.kinds.faults import form_faults
from nianbao.kinds.form import Form
from nianbao.kinds.roles import roles_of

THIRD = Path(__file__).parent.parent / "third_edition" / "2026.yaml"


def told(path: Path) -> list[str]:
    with pytest.raises(FormError) as refused:
        load_form(path)
    return refused.value.lines


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("left: [fresh, carry_in], op", "left: [fresh, carried_in], op", "T3-BAL", "没有“carried_in”这个项，是不是“carry_in”？"),
        ("code: TABLE03, block: asked", "code: TABLE03, block: aske", "T3-BAL", "没有“aske”这个区块，是不是“asked”？"),
        ("computes: total, severity: error, basis: （六）", "computes: sum, severity: error, basis: （六）", "T3-COL", "“sum”不在等号右边"),
        ("concrete: 申请从", "concretes: 申请从", "concretes", "没有“concretes”这个键，是不是“concrete”？"),
        ("{id: further, role: other, title", "{id: further, role: other, titel", "titel", "没有“titel”这个键，是不是“title”？"),
        ("{id: further, role: other, title", "{id: further, role: other, titel", "titel", "缺少“title”"),
        ("text: 全年没有新收政府信息公开申请，上年结转{{asked.carry_in.all}}", "text: 全年没有新收政府信息公开申请，上年结转{{asked.carryin.all}}", "id: general.requests.carried", "没有“asked.carryin.all”这个数，是不是“asked.carry_in.all”？"),
        ("title: 二、主动公开政府信息情况, table: proactive", "title: 二、主动公开政府信息情况, table: proactives", "proactives", "没有“proactives”这个表，是不是“proactive”？"),
        ("section: further\n    name: 信息处理费", "section: farther\n    name: 信息处理费", "section: farther", "没有“farther”这个部分，是不是“further”？"),
        ("    aspect: supervision\n    applies: government\n    topics: [考核]", "    aspect: guarantee\n    applies: government\n    topics: [考核]", "aspect: guarantee", "没有“guarantee”这个方面"),
        ("severity: error, basis: 总计栏", "severity: fatal, basis: 总计栏", "T3-ROW", "“severity”写的是“fatal”，只能写："),
        ("{id: carry_out, label", "{id: carried, label", "carry_out", "没有“carry_out”这个项"),
        ("years: {first: 2026}", "years: {first: 今年}", "first: 今年", "“first”要写成整数"),
        ("marks: [", "  marks: [", "marks", "“marks”不能写在这里，请检查缩进"),
        ("name: 虚构的2026年格式", "name: [虚构的2026年格式", "name", "YAML 写法有误"),
        ("name: 虚构的2026年格式", "name: {{year}}", "name", "YAML 写法有误"),  # braces without quotation marks
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(before: str, after: str, line: str, said: str, tmp_path: Path) -> None:
    text = THIRD.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    lines = told(path)
    found = [item for item in lines if said in item]
    assert found, lines
    number = int(found[0].partition("第")[2].partition("行")[0])
    assert line in path.read_text(encoding="utf-8").splitlines()[number - 1], found[0]
    assert found[0].startswith("wrong.yaml 第")


def test_a_block_without_rows_is_told(tmp_path: Path) -> None:
    text = THIRD.read_text(encoding="utf-8")
    start = text.index("        rows:\n          - {id: policy")
    stop = text.index("      - id: licensing")
    path = tmp_path / "wrong.yaml"
    path.write_text(text[:start] + text[stop:], encoding="utf-8")
    assert any("缺少“rows”" in line for line in told(path))


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    text = THIRD.read_text(encoding="utf-8")
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace("id: T3-COL,", "id: T3-BAL,"), encoding="utf-8")
    (line,) = told(path)
    assert "勾稽关系的 id 有重复：“T3-BAL”" in line


def test_a_figure_that_rules_ask_for_and_nothing_binds_is_told(tmp_path: Path) -> None:
    """A renamed block must not silence a rule without a word."""
    text = THIRD.read_text(encoding="utf-8").replace("id: licensing", "id: permits").replace("licensing.", "permits.")
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    (line,) = told(path)
    assert line.startswith("wrong.yaml 第")
    assert "口径“行政许可处理决定”（decisions.licence）没有对应的数" in line
    path.write_text(text.replace("- id: permits", "- id: permits\n        role: licensing"), encoding="utf-8")
    assert load_form(path).figure("licensing.licence.decisions") == "permits.licence.decisions"
    path.write_text(text.replace("\nroles:\n", "\nroles:\n  decisions.licence: null\n", 1), encoding="utf-8")
    assert load_form(path).figure("licensing.licence.decisions") == ""
    path.write_text(text.replace("\nroles:\n", "\nroles:\n  decision.licence: null\n", 1), encoding="utf-8")
    (line,) = told(path)
    assert "没有“decision.licence”这个口径，是不是“decisions.licence”？" in line


def test_an_edition_of_no_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("kind: disclosures\n" + THIRD.read_text(encoding="utf-8"), encoding="utf-8")
    (line,) = told(path)
    assert line.startswith("wrong.yaml 第1行：没有“disclosures”这种报告")


def test_a_kind_is_named_as_people_call_it() -> None:
    assert kind_named("政府信息公开年报").id == "disclosure"
    assert kind_named("disclosure").name == "政府信息公开工作年度报告"
    with pytest.raises(FormError, match="没有“政府信息公开年检”这种报告，是不是“政府信息公开年报”？"):
        kind_named("政府信息公开年检")


def test_a_folder_with_a_kind_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "patrol"
    folder.mkdir()
    (folder / "kind.yaml").write_text("id: patrol\nname: 巡查工作年度报告\nsubjects: [巡查]\n", encoding="utf-8")
    (folder / "first.yaml").write_text(
        "edition: first\nname: 虚构格式\nyears: {first: 2020}\n"
        "basis: {document: 虚构, number: 虚构, source: 为测试编的}\n"
        'title: "{{unit}}{{year}}年巡查工作年度报告"\n'
        "sections: [{id: work, title: 一、工作情况}]\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("NIANBAO_FORMS", str(tmp_path))
    assert kind_named("巡查工作年度报告").id == "patrol"
    assert form_for("patrol", 2024).kind == "patrol"
    assert all_kinds()[0].id == "disclosure"
    (folder / "kind.yaml").write_text("id: patrol\nname: 巡查工作年度报告\n", encoding="utf-8")
    with pytest.raises(FormError, match=r"kind\.yaml 第1行：缺少“subjects”"):
        all_kinds()


@pytest.mark.parametrize("form", editions(), ids=lambda form: f"{form.kind}-{form.edition}")
def test_our_own_editions_have_no_faults(form: Form) -> None:
    """They are not held against themselves at each start: here they are."""
    assert list(form_faults(form)) == []
    assert roles_of(form).roles or form.kind != "disclosure"


def test_an_edition_says_itself_which_figures_it_lacks(tmp_path: Path) -> None:
    """The roles know no edition: one that was forgotten is told by name, in an edition of any year."""
    path = tmp_path / "wrong.yaml"
    path.write_text(THIRD.read_text(encoding="utf-8").replace("  fees.items: null\n", ""), encoding="utf-8")
    (line,) = told(path)
    assert "口径“上一年行政事业性收费项目”（fees.items）没有对应的数" in line


def test_a_key_written_twice_is_told_at_the_second(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(THIRD.read_text(encoding="utf-8") + "nothing: {section: further}\n", encoding="utf-8")
    (line,) = told(path)
    assert "“nothing”，后写的会盖掉先写的" in line
    assert line.startswith(f"wrong.yaml 第{len(path.read_text(encoding='utf-8').splitlines())}行：第")


def test_what_only_follows_from_a_fault_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    text = THIRD.read_text(encoding="utf-8")
    path.write_text(text.replace("- {id: licence, label", "- {id: licence, lable"), encoding="utf-8")
    said = {line.partition("：")[2] for line in told(path)}
    assert said == {"没有“lable”这个键，是不是“label”？", "缺少“label”"}


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    text = THIRD.read_text(encoding="utf-8").replace("applies: government", "applies: county")
    path.write_text(re.sub(r"code: TABLE\d+, ", "", text), encoding="utf-8")
    lines = told(path)
    assert sum("缺少“code”" in line for line in lines) == text.count("code: TABLE")
    assert not any("另有" in line for line in lines)
