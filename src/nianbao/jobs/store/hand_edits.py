"""What somebody changed in 草稿.json itself, a line each: what of it stays, what is written again from the input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from nianbao.facts import form_of
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.report import HUMAN, Cell

T = TypeVar("T")
A = TypeVar("A")

_STAYS = "留下，会印出来；不要的请在 Word 中改回，再取回"
_GOES = "不留，重新起草时照素材写；要改的请在 Word 中改好，再取回"
_FIELDS = {
    "deleted": "删去的句子", "touched": "改动过的部分", "dismissed": "设为不报的问题", "decisions": "审核的决定",
    "comments": "批注", "suggested": "修改建议", "highlighted": "标了底色、隐藏、划掉的文字", "pictures": "图片",
    "furniture": "页眉页脚", "files": "文件的记录",
}  # fmt: skip
"""What else of a draft file is kept from draft to draft."""
_INPUT = {
    "notes": "素材",
    "problems": "问题和措施",
    "contact": "联系方式",
    "unit": "单位",
    "year": "年度",
    "last": "上年数字",
}


def hand_edits(before: DraftFile, now: DraftFile) -> list[str]:
    """The changes, those that stay first."""
    stays: list[str] = []
    goes: list[str] = []
    sentences = {item.id: item for held in (before, now) for item in held.report.sentences()}
    texts = [{item.id: item.text for item in held.report.sentences()} for held in (before, now)]
    for id, old, new in _changed(texts, ""):
        line = f"“{old.strip() or '（没有）'}” → “{new.strip() or '（删去）'}”"
        (stays if sentences[id].origin in HUMAN else goes).append(line)
    printed = [
        {"标题": report.title, "成文日期": report.date} | {item.id: item.heading for item in report.sections}
        for report in (before.report, now.report)
    ]
    own = [{"标题": held.title, "成文日期": held.date or ""} | held.headings for held in (before, now)]
    for lines, heads in ((goes, printed), (stays, own)):
        for id, old, new in _changed(heads, ""):
            kind = "成文日期" if id == "成文日期" else "标题"
            lines.append(f"{kind}“{old or '（没有）'}” → “{new or '（删去）'}”")
    form = form_of(now.report)
    names = {id: f"表格“{cell.label}”" for id, cell in form.cells.items()} if form is not None else {}
    for id, was, cell in _changed([before.report.cells, now.report.cells], None):
        goes.append(f"{names.get(id, '表格的一格')}：{_shown(was)} → {_shown(cell)}")
    typed = [{id: edit.raw for id, edit in held.cells.items()} for held in (before, now)]
    for id, old, new in _changed(typed, "（没有）"):
        stays.append(f"{names.get(id, '表格的一格')}在 Word 中改的数：{old or '空'} → {new or '空'}")
    stays += [name for field, name in _FIELDS.items() if getattr(before, field) != getattr(now, field)]
    goes += [name for field, name in _INPUT.items() if getattr(before.report, field) != getattr(now.report, field)]
    told = [*(f"{line}：{_STAYS}" for line in stays), *(f"{line}：{_GOES}" for line in goes)]
    return list(dict.fromkeys(told)) or ["文字和数字以外的内容"]


def _changed(held: Sequence[Mapping[str, T]], absent: A) -> Iterator[tuple[str, T | A, T | A]]:
    """What is not the same before and now, with its id; ``absent`` where one has it not."""
    before, now = held
    for id in dict.fromkeys([*before, *now]):
        old, new = before.get(id, absent), now.get(id, absent)
        if old != new:
            yield id, old, new


def _shown(cell: Cell | None) -> str:
    if cell is None or (cell.typed is None and cell.value is None):
        return "空"
    return cell.typed or f"{cell.value}"
