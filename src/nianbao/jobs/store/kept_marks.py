"""Highlighted, hidden and struck-out words of a Word file that was taken back: open until a person decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from nianbao.errors import JobError
from nianbao.facts import form_of
from nianbao.jobs.store.draft_file import snapshot
from nianbao.jobs.store.draft_values import DraftFile, KeptComment, KeptMark
from nianbao.jobs.store.folder import Job
from nianbao.reading.docx import DocxParsed
from nianbao.report import Blank, Report, bookmark
from nianbao.wordml.tracked_changes import AUTHOR
from nianbao.writing.printed_text import shown

_OURS = "yellow"
"""The colour in which we write blanks: what is typed over one keeps it."""
_BLANK = "【待填"
_PENDING = "没有定下来："
"""How our comment begins on words that were marked in an earlier Word file; ours are written without the mark."""
_COMMENT = re.compile(rf"{_PENDING}(标了底色|隐藏|划了删除线)的“(.*)”。要用的", re.DOTALL)
_SAID = {
    "标了底色": ("标了底色（突出显示、底纹）的文字还没有定下来", "请核实、改好，去掉底色"),
    "隐藏": ("隐藏的文字（在 Word 里看不见，起草、定稿会照常印出）还没有定下来", "要用的取消隐藏，不要的删去"),
    "划了删除线": ("划了删除线的文字还没有删去（起草、定稿会照常印出）", "不要的删去，要用的去掉删除线"),
}
"""By mark: what is told, and what to do in Word."""


def _blanks(report: Report) -> set[str]:
    """Bookmarks of paragraphs that have a blank."""
    return {
        bookmark(paragraph.id)
        for _, paragraph in report.paragraphs()
        if any(isinstance(piece.span, Blank) for piece in paragraph.pieces())
    }


def marks_in(parsed: DocxParsed, job: Job | None = None, draft: DraftFile | None = None) -> list[KeptMark]:
    """The words that people marked in a Word file, and those of an earlier one that our comments in it name.

    Args:
        parsed: the Word file. job, draft: that it is of; None for a file of somebody else, whose shaded cells are its
            design. Our own yellow blanks are no marks, nor are shaded labels of a table.
    """
    then, version = None, parsed.draft_id.rpartition("-")[2]
    if job is not None and version.isdigit():
        with suppress(JobError):
            then = snapshot(job, int(version))
    blanks = {name for held in (draft, then) if held is not None for name in _blanks(held.report)}
    cells = {cell.location: id for id, cell in parsed.report.cells.items()}
    found = []
    for item in parsed.marked:
        of_blank = item.colour == _OURS and (then is None or bool(set(item.bookmarks) & blanks))
        if _BLANK in item.text or (of_blank and job is not None and item.cell is None):
            continue
        id = cells.get(item.cell, "") if item.cell is not None else ""
        if item.cell is None or (id and (job is not None or item.how != "标了底色")):
            found.append(KeptMark(text=item.text, how=item.how, cell=id, where=item.where))
    for comment in parsed.report.comments:
        match = _COMMENT.match(comment.text) if comment.author == AUTHOR else None
        if match is not None:
            found.append(KeptMark.model_validate({"text": match[2], "how": match[1], "cell": comment.cell}))
    return list(dict.fromkeys(found))


def kept_marks(report: Report, found: Sequence[KeptMark], base: DraftFile, draft: DraftFile) -> list[KeptMark]:
    """The marks that are open after a Word file was taken back: its own, and those kept before that it did not settle.

    Args:
        report: with its edits. found: in the file. base: what the file was written from, or held when last taken back.
        draft: as it is now.
    """
    there = {item.key for item in found}
    settled = {item.key for item in base.highlighted} - there
    return _still_there(report, [*(item for item in draft.highlighted if item.key not in settled | there), *found])


def _still_there(report: Report, marks: Sequence[KeptMark]) -> list[KeptMark]:
    """Those of the marks whose words still stand where they were."""
    texts = [report.title, report.date, *(section.heading for section in report.sections)]
    texts += [paragraph.text for _, paragraph in report.paragraphs()]
    beside: dict[str, str] = {}
    for item in report.beside:
        beside[item.place] = f"{beside.get(item.place, '')}\n{item.text}"

    def stands(item: KeptMark) -> bool:
        if item.cell:
            words = shown(report.cells.get(item.cell))
            return item.text in words if item.text else not words
        if item.where:
            return "".join(item.text.split()) in "".join(beside.get(item.where, "").split())
        return any(item.text in text for text in texts)

    return [item for item in marks if stands(item)]


def said_of(report: Report, marks: Sequence[KeptMark]) -> list[str]:
    """What to tell of marked words, a line for each kind of mark; empty where there are none."""
    lines = []
    for how, (head, remedy) in _SAID.items():
        mine = list(dict.fromkeys(_named(report, item) for item in marks if item.how == how))
        if mine:
            more = f"等 {len(mine)} 处" if len(mine) > _SHOWN else ""
            lines.append(f"{head}：{'、'.join(mine[:_SHOWN])}{more}；{remedy}（上面有批注的，也删去批注），再取回")
    return lines


def open_in(draft: DraftFile) -> list[str]:
    """What to tell of the marked words that stand in a draft."""
    return said_of(draft.report, _still_there(draft.report, draft.highlighted))


_SHOWN = 3


def _named(report: Report, item: KeptMark) -> str:
    words = f"“{item.text[:30]}{'……' if len(item.text) > 30 else ''}”" if item.text else "空格"
    form = form_of(report)
    label = form.cells[item.cell].label if form is not None and item.cell in form.cells else ""
    place = f"表格“{label}”一格" if label else item.where
    return f"{words}（{place}）" if place else words


def as_comments(report: Report, marks: Sequence[KeptMark]) -> list[KeptComment]:
    """Our comments on marked words in the next Word file, which has them without the mark.

    Those in headers and footers go over with their form, and need none; nor do words that are not there.
    """
    told: set[str] = set()
    found = []
    for item in _still_there(report, marks):
        if item.where or item.text + item.cell in told:
            continue
        text = f"{_PENDING}{item.how}的“{item.text}”。要用的删去这条批注，不要的删去这几个字，再取回。"
        section = next((one.id for one in report.sections if one.heading and item.text in one.heading), "")
        found.append(KeptComment(who=AUTHOR, text=text, section=section, cell=item.cell, quote=item.text))
        told.add(item.text + item.cell)
    return found
