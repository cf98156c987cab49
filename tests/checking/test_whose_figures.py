"""A year or a unit's name is not replaced alone where the sentence tells a figure of that year or unit."""

from __future__ import annotations

import pytest

from nianbao import check_text
from nianbao.checking import Finding, check
from nianbao.checking.fixes import edits
from nianbao.reading import read_text
from nianbao.report import LastYear, Unit

UNIT = "云岭县白沙镇人民政府"
COPIED = "2023年，我镇共主动公开政府信息289条。"


def told(text: str, code: str) -> Finding:
    findings = check_text(text, unit=UNIT, year=2024, within=("云岭县",), passage=True)
    return next(item for item in findings if item.code == code)


@pytest.mark.parametrize(
    ("code", "text", "figure"),
    [
        ("YEAR01", COPIED, "289条"),
        ("YEAR01", "2023年，我镇继续加强村级公开，全年张贴公告六十期。", "六十期"),
        ("YEAR01", "截至2023年12月31日，2024年累计公开信息130条。", "130条"),
        ("YEAR07", "按照2022年政务公开工作要点，公开信息45条。", "45条"),
        ("YEAR05", "五、存在的主要问题及改进情况\n2024年我镇将改造公开栏6块。", "6块"),
        ("UNIT03", "2024年，全县公开信息312条。", "312条"),
    ],
)
def test_the_figure_is_to_be_checked_and_no_button_changes_the_year_alone(code: str, text: str, figure: str) -> None:
    finding = told(text, code)
    assert finding.fix is not None
    assert figure in finding.fix.advice
    assert "核对" in finding.fix.advice
    assert edits([finding], unsafe=True) == []


def test_without_a_figure_the_year_is_changed() -> None:
    finding = told("2023年，我镇继续加强政务公开工作，2月10日印发方案。", "YEAR01")
    assert [edit.new for edit in edits([finding], unsafe=True)] == ["2024"]


def test_last_years_own_sentence_is_named() -> None:
    report = read_text(f"一、总体情况\n{COPIED}", unit=Unit.parse(UNIT), year=2024)
    unknown, known = (
        next(item for item in check(given) if item.code == "YEAR01")
        for given in (
            report,
            report.model_copy(update={"last": LastYear(year=2023, text={"overview": f"{COPIED}全年培训2次。"})}),
        )
    )
    assert unknown.fix is not None
    assert known.fix is not None
    assert "上年报告里有这句话" in known.fix.advice
    assert "上年报告里有" not in unknown.fix.advice
