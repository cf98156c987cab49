"""A moved paragraph moves its findings and changes nothing else."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nianbao import check_text
from nianbao.checking.finding import fingerprint

UNIT, YEAR = "云岭县白沙镇人民政府", 2023
HEAD = f"{UNIT}{YEAR}年政府信息公开工作年度报告\n一、总体情况\n"
PARAGRAPHS = (
    "3月，党政办公室更新了办事指南。",
    "我街道在大厅放了意见簿。",
    "栏目认真及时的做好了维护，过期的信息已撤下。",
    "截止2023年12月31日，公开信息30条，其中政策20条、动态15条。",
    "请与我局联系，，电话见公开指南。",
    "全县共公开信息30条。",
)
_PLACE = re.compile(r"第\d+(?:行|段)")


def found(order: tuple[int, ...]) -> tuple[Counter[tuple[str, ...]], Counter[str], list[tuple[str, int]]]:
    """Findings without their places, their fingerprints, and which paragraph each stands in."""
    text = HEAD + "\n".join(PARAGRAPHS[number] for number in order) + "\n"
    findings = check_text(text, unit=UNIT, year=YEAR, within=("云岭县", "江州市"), passage=True)
    for item in findings:
        if item.quote and item.start is not None:
            assert text[item.start : item.end] == item.quote
    said = Counter((item.code, item.severity, item.quote, _PLACE.sub("", item.message)) for item in findings)
    first = HEAD.count("\n")
    lines = [
        (item.code, order[text.count("\n", 0, item.start) - first])
        for item in findings
        if item.start is not None and item.start >= len(HEAD)
    ]
    return said, Counter(map(fingerprint, findings)), sorted(lines)


ORDERS = [(1, 0, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 0, 1, 2, 4, 5), (2, 5, 0, 4, 1, 3)]


@pytest.mark.parametrize("order", ORDERS)
def test_moved(order: tuple[int, ...]) -> None:
    plain = found(tuple(range(len(PARAGRAPHS))))
    assert len(plain[2]) >= 5
    assert found(order) == plain
