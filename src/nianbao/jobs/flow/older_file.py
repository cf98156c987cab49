"""Finds what a Word file without a draft id was made from: of all drafts kept, the one that it is likest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.facts import form_of
from nianbao.jobs.store.draft_file import kept_drafts
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.report import DocxPlace, Report
from nianbao.text import split_sentences
from nianbao.writing.printed_text import shown


def _parts(report: Report) -> Counter[tuple[str, str]]:
    """The sentences and figures of a report, as often as they stand in it."""
    words = [
        part.strip() for _, paragraph in report.paragraphs() for part in split_sentences(paragraph.text) if part.strip()
    ]
    found = Counter(("", part) for part in words)
    form = form_of(report)
    for table in form.tables if form is not None else ():
        for id in (cell.id for block in table.blocks for cell in block.cells(table.id) if table.printed):
            cell = report.cells.get(id)
            read = cell is not None and isinstance(cell.location, DocxPlace)
            text = ((cell.raw or "") if cell is not None and read else shown(cell)).strip()
            found[id, text] += 1
    return found


def _apart(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> int:
    return sum(((one - other) + (other - one)).values())


def likest(job: Job, draft: DraftFile, report: Report) -> tuple[DraftFile, int]:
    """Which draft a file is likest: the one of now, where none kept in the history is liker.

    Returns:
        The draft, and in how many sentences and figures the file differs from the one of now.
    """
    came = _parts(report)
    best, least = draft, _apart(came, _parts(draft.report))
    now = least
    for kept in kept_drafts(job):
        if kept.id == draft.id and (apart := _apart(came, _parts(kept.report))) < least:
            best, least = kept, apart
    return best, now


def refuse_older(job: Job, path: Path, base: DraftFile, draft: DraftFile, apart: int) -> None:
    """Ask before the edits of a file that seems older than the draft are told from the draft.

    Raises:
        JobError: always.
    """
    run = [command("take", path, "--folder", job.folder, option) for option in ("--older", "--newest")]
    what = f"较早的第 {base.version} 稿，草稿现在是第 {draft.version} 稿"
    if base.version == draft.version:
        what = f"第 {base.version} 稿取回修改以前的样子"
    raise JobError(
        f"{path}：文件里没有草稿编号，文字像是{what}；"
        f"照它改，草稿里会有 {apart} 处不同，后来取回、起草的可能被改回去。没有取回，请先定：\n"
        f"  只取回它自己改过的地方，草稿里后来的都保留：{run[0]}\n"
        f"  就要改成和它一样：{run[1]}"
    )
