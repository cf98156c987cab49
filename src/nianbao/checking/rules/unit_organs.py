"""UNIT: organs and heads that this kind of unit does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.unit_superiors import foreign_leaders, foreign_offices, foreign_superiors
from nianbao.package_data import load_data
from nianbao.patterns import alternatives, any_of, lazy
from nianbao.report import kinds

_ORGANS_ANCHOR = lazy(
    r"街道(?:人民政府|政府|党委|办)|办事处|党工委|[区会园镇乡]党委|[镇乡]政府|人民政府|人大|人代会|人民代表大会|常务会|村政府"
)
_HEAD_ANCHOR = lazy("[市区县镇局厅]长|主任")
_HIDDEN = "\u25a1"


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("organs.yaml"))


def _behind(row: Any, opens: str) -> str:
    """The look-behind of a row; a clause begins behind one of the characters of ``opens``."""
    if row.get("begins"):
        return rf"(?:^|(?<=[{opens}\n]))"
    if row.get("named"):
        return f"(?<={_HIDDEN})"
    return f"(?<![{row['not_after']}])" if "not_after" in row else ""


def _ahead(row: Any) -> str:
    """The look-ahead of a row."""
    if "before" in row:
        return f"(?={alternatives(row['before'])})"
    never = f"(?!{alternatives(row['not_before'])})" if "not_before" in row else ""
    return f"(?:{never}|(?={alternatives(row['but'])}))" if "but" in row else never


@lru_cache(maxsize=32)
def _organs(kind: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Organs that units of a kind do not have: where each stands, what is right, and why."""
    rows = [row for row in _data()["organs"] if kind in row.get("kinds", (kind,))]
    return tuple(
        (
            re.compile(
                f"{_behind(row, '，。；：')}{row.get('pattern') or alternatives(row['words'])}{_ahead(row)}",
                re.MULTILINE,
            ),
            row["right"],
            row["why"],
        )
        for row in rows
    )


@lru_cache(maxsize=32)
def _heads(kind: str) -> re.Pattern[str] | None:
    """Heads that units of a kind do not have, in acts of the unit's own; None where no row is of the kind."""
    rows = [row for row in _data()["heads"] if kind in row["kinds"]]
    acts = f"(?=(?:亲自)?{alternatives(_data()['acts'])})"
    each = (f"{_behind(row, '，。；：由经')}{alternatives(row['words'])}" for row in rows)
    return re.compile(f"(?:{'|'.join(each)}){acts}", re.MULTILINE) if rows else None


@rule("UNIT02", "wrong-organ", "warning", "usage", tags=("unit",))
def wrong_organ(context: Context) -> Iterator[Finding]:
    """机关名称与单位类别不符

    【是什么】“街道人民政府”“镇办事处”“镇党工委”“镇人大常委会”“镇政府常务会议”这类名称不存在，在镇的报告里由“街道办事处”做事，或县里的单位写“区委、区政府”，多半是改抄时拼错。
    【依据】《地方组织法》第八十五条：街道办事处是派出机关；党的机构名称见于通行用法，乡镇人大的机构凭常识，没有逐条核对，所以只作警告。
    【错】
    - 镇办事处高度重视政务公开。
    【对】
    - 镇政府重视政务公开。
    - 安镇街道办事处负责政务公开。
    - 各镇人民政府、街道办事处分别公开。
    【怎么改】改成本单位的机关名称。
    【怎么不报】引用文件名、原话时用《》或“”。
    【一句话】机关名称由程序写入。
    """
    yield from foreign_superiors(context)
    yield from foreign_offices(context)
    yield from foreign_leaders(context)
    unit = context.report.unit
    kind = unit.kind if unit is not None else ""
    for passage in context.holding(_ORGANS_ANCHOR):
        for pattern, right, why in _organs(kind):
            for match in pattern.finditer(passage.hidden):
                start, end = match.span()
                if passage.hidden[start - 1 : start] == _HIDDEN and passage.text[start - 1] not in "镇乡道":
                    continue  # behind a quotation or the place it lies in, not behind the unit's own name
                yield context.at(
                    passage,
                    start,
                    end,
                    f"“{passage.text[start:end]}”：{why}",
                    severity="warning",
                    fix=f"应为“{right}”",
                )


@rule("UNIT05", "wrong-head", "warning", "norm")
def wrong_head(context: Context) -> Iterator[Finding]:
    """负责人职务与单位类别不符

    【是什么】镇的报告里出现“乡长”，县的报告里由“市长”任组长，委的报告里由“局长”负总责，多半是照抄时没有改。
    【依据】《地方组织法》第七十条、第八十二条：镇长、乡长、局长、主任等分别是各该机关的负责人。
    【错】
    - 由乡长任组长的领导小组。（某镇）
    【对】
    - 由镇长任组长的领导小组。
    - 副县长到我镇调研。
    - 参加乡镇长会议。
    【怎么改】改成本单位负责人的职务。
    【怎么不报】上级负责人的职务不报；引用时用“”。
    【一句话】不写负责人的姓名和职务，除非素材里有。
    """
    unit = context.report.unit
    if unit is None or unit.kind in ("other", "office", "centre", "section"):
        return
    right = unit.of.heads[0] if unit.of.heads else "负责人"

    def found(passage: Passage, start: int, end: int) -> Finding:
        return context.at(
            passage,
            start,
            end,
            f"{unit.of.label}没有“{passage.text[start:end]}”，负责人是{right}",
            severity="warning",
            fix=f"应为“{right}”",
        )

    if unit.of.level == 4:
        wrong = {head for head in _township_heads() if head not in unit.of.heads}
        pattern = re.compile("(?<![乡镇])(?:" + "|".join(sorted(wrong, key=len, reverse=True)) + ")(?!篇|效|期|远|度)")
        for passage in context.holding(any_of(wrong)):
            for match in pattern.finditer(passage.hidden):
                yield found(passage, *match.span())
    foreign = _heads(unit.kind)
    if foreign is None:
        return
    for passage in context.holding(_HEAD_ANCHOR):
        for match in foreign.finditer(passage.hidden):
            begin, end = match.span()
            clause = passage.hidden[max(passage.hidden.rfind(mark, 0, begin) for mark in "。；\n") + 1 : end + 20]
            word = match.group()[0]
            if f"全{word}" in clause or f"{word}政府" in clause or f"{word}级" in clause:
                continue  # a superior's meeting
            yield found(passage, begin, end)


def _township_heads() -> Iterator[str]:
    for item in kinds().values():
        if item.level == 4 and item.id != "street":
            yield from item.heads
