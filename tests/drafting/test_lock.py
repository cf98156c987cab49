"""The number lock: what a model's sentence may say of figures, and what it may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nianbao.drafting import outline
from nianbao.drafting.answers import Said
from nianbao.drafting.brief import Brief, briefs
from nianbao.drafting.figure_lock import lock
from nianbao.facts import FactBook
from nianbao.reading import read
from nianbao.report import Report

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"


def report() -> Report:
    return outline(read(EXAMPLE))


def brief(key: str = "overview.requests", given: Report | None = None, *, show: bool = False) -> Brief:
    return {item.key: item for item in briefs(FactBook(given or report()), show_values=show)}[key]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("全年新收申请{{requests.new.total}}。", "全年新收申请14件。"),
        ("全年新收申请{{requests.new.total}}件。", "全年新收申请14件。"),
        ("新收｛｛requests.new.total｝｝，其中自然人{ { requests.new.natural } }", "新收14件，其中自然人9件。"),
        ("全年新收申请{requests.new.total}。", "全年新收申请14件。"),
        ("比上年{{requests.new.total.trend}}{{requests.new.total.growth}}。", "比上年增长40%。"),
        ("2024年，我镇新收申请{{requests.new.total}}。", "2024年，我镇新收申请14件。"),
        ("{{year}}年，{{self}}依据《条例》第二十条公开。", "2024年，我镇依据《条例》第二十条公开。"),
        ("下一步，{{next_year}}年继续会商。", "下一步，2025年继续会商。"),
    ],
)  # fmt: skip
def test_what_passes(text: str, shown: str) -> None:
    result = lock(Said(text=text, sources=["note:n962b7f"]), brief(), "s")
    assert result.sentence is not None, result.complaints
    assert result.sentence.text == shown
    assert result.complaints == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("全年新收申请{{requests.new.totl}}。", "是不是“requests.new.total”"),
        ("全年新收申请5件。", "自己写的数"),
        ("全年新收申请５件。", "自己写的数"),
        ("全年新收申请五件。", "自己写的数"),
        ("全年会商三十余次。", "自己写的数"),
        ("办结率百分之百。", "自己写的数"),
        ("2019年以来新收申请{{requests.new.total}}。", "自己写的数"),
        ("全年新收申请约{{requests.new.total}}。", "前面不能写“约”"),
        ("全年新收申请{{requests.new.total}}条。", "已带单位“件”"),
        ("全年新收申请1{{requests.new.total}}。", "成了另一个数"),
        ("全年新收申请{{requests.new.total。", "花括号|自己写的数"),
        ("。", "空"),
        ("申请人张小明提出的申请已办结。", "姓名"),
        ("手机13812345678。", "手机号码"),
    ],
)
def test_what_does_not(text: str, why: str) -> None:
    result = lock(Said(text=text, sources=["note:n962b7f"]), brief(), "s")
    assert result.sentence is None
    assert any(re.search(why, item.why) for item in result.complaints), result.complaints


def test_a_zero_is_said_without_a_figure() -> None:
    given = report()
    cells = {
        id: cell.model_copy(update={"value": cell.value * 0}) if id.startswith("requests.") and cell.value else cell
        for id, cell in given.cells.items()
    }
    zero = brief(given=given.model_copy(update={"cells": cells, "last": None}))
    refused = lock(Said(text="全年收到申请{{requests.new.total}}。", sources=[]), zero, "s")
    assert refused.sentence is None
    assert "是零" in refused.complaints[0].why
    said = lock(Said(text="全年没有收到申请。", sources=["requests.new.total"]), zero, "s").sentence
    assert said is not None
    assert "requests.new.total = 0" in [guard.text for guard in said.guards]
    assert said.sources == ["cell:requests.new.total"]


def test_sentences_carry_what_they_rest_on_and_under_what_they_hold() -> None:
    text = "新收{{requests.new.total}}，比上年{{requests.new.total.trend}}。"
    said = lock(Said(text=text, sources=["n962b7f", "不是编号"]), brief(), "s")
    assert said.sentence is not None
    assert said.sentence.sources == ["note:n962b7f", "cell:requests.new.total", "last:requests.new.total"]
    assert [guard.text for guard in said.sentence.guards] == [
        "requests.new.total > 0",
        "trend(requests.new.total) = up",
    ]
    assert [item.fatal for item in said.complaints] == [False]


def test_a_model_sees_no_figure_unless_it_is_to() -> None:
    hidden, shown = brief(), brief(show=True)
    given = hidden.fact_lines + hidden.note_lines
    assert not re.search("[0-9]件", given)
    assert "新收政府信息公开申请14件（自然人9件" in shown.fact_lines
    assert "会商5件" in shown.note_lines
    assert re.search(r"全年会商\{\{数[0-9]+\}\}", given)
