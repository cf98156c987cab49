"""What somebody changed in 草稿.json itself, a line each: what of it stays, what is written again from the input."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.facts import form_of
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.report import HUMAN, Cell, Report, Sentence

__all__ = ["hand_edits"]

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
    """The changes, those that stay first.

    Args:
        before: as the program wrote it last. now: as somebody left it.
    """
    stays: list[str] = []
    goes: list[str] = []
    for was, sentence in _sentences(before.report, now.report):
        line = f"“{was.strip() or '（没有）'}” → “{sentence.text.strip() or '（删去）'}”"
        (stays if sentence.origin in HUMAN else goes).append(line)
    heads = [{item.id: item.heading for item in held.report.sections} for held in (before, now)]
    texts = [("标题", before.report.title, now.report.title), ("成文日期", before.report.date, now.report.date)]
    texts += [("标题", heads[0].get(id, ""), heads[1].get(id, "")) for id in dict.fromkeys([*heads[0], *heads[1]])]
    goes += [f"{kind}“{old or '（没有）'}” → “{new or '（删去）'}”" for kind, old, new in texts if old != new]
    own = [("标题", before.title, now.title), ("成文日期", before.date or "", now.date or "")]
    own += [("标题", before.headings.get(id, ""), now.headings.get(id, "")) for id in before.headings | now.headings]
    stays += [f"{kind}“{old or '（没有）'}” → “{new or '（删去）'}”" for kind, old, new in own if old != new]
    goes += _figures(before.report, now.report)
    names = _names(now.report)
    for id in dict.fromkeys([*before.cells, *now.cells]):
        old, new = (held.cells[id].raw if id in held.cells else "（没有）" for held in (before, now))
        if old != new:
            stays.append(f"{names.get(id, '表格的一格')}在 Word 中改的数：{old or '空'} → {new or '空'}")
    stays += [name for field, name in _FIELDS.items() if getattr(before, field) != getattr(now, field)]
    goes += [name for field, name in _INPUT.items() if getattr(before.report, field) != getattr(now.report, field)]
    lines = [f"{line}：{_STAYS}" for line in dict.fromkeys(stays)] + [
        f"{line}：{_GOES}" for line in dict.fromkeys(goes)
    ]
    return lines or ["文字和数字以外的内容"]


def _sentences(before: Report, now: Report) -> Iterator[tuple[str, Sentence]]:
    """Each sentence of other words than before: these, and the sentence; one that is gone has no words."""
    was = {item.id: item for item in before.sentences()}
    there = {item.id: item for item in now.sentences()}
    for id in dict.fromkeys([*was, *there]):
        sentence = there.get(id) or was[id].model_copy(update={"spans": []})
        old = was[id].text if id in was else ""
        if old != sentence.text:
            yield old, sentence


def _names(report: Report) -> dict[str, str]:
    form = form_of(report)
    return {id: f"表格“{cell.label}”" for id, cell in form.cells.items()} if form is not None else {}


def _figures(before: Report, now: Report) -> Iterator[str]:
    names = _names(now)
    for id in dict.fromkeys([*before.cells, *now.cells]):
        old, new = before.cells.get(id), now.cells.get(id)
        if old != new:
            yield f"{names.get(id, '表格的一格')}：{_shown(old)} → {_shown(new)}"


def _shown(cell: Cell | None) -> str:
    if cell is None or (cell.typed is None and cell.value is None):
        return "空"
    return cell.typed or f"{cell.value}"
