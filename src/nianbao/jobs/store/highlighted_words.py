"""Words that a person highlighted in a Word file, which wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.errors import JobError
from nianbao.jobs.store.draft_file import snapshot
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.reading.docx import DocxParsed
from nianbao.report import Blank, Report, bookmark

__all__ = ["by_people", "said_of", "still_there"]

_OURS = "yellow"
"""The colour in which we write blanks: what is typed over one keeps it."""
_BLANK = "【待填"


def _blanks(report: Report) -> set[str]:
    """Bookmarks of paragraphs that have a blank."""
    return {
        bookmark(paragraph.id)
        for _, paragraph in report.paragraphs()
        if any(isinstance(piece.span, Blank) for piece in paragraph.pieces())
    }


def by_people(job: Job, draft: DraftFile, parsed: DocxParsed) -> list[str]:
    """The words that a person highlighted in a Word file of a job; our own yellow blanks are none.

    Args:
        draft: of the job, as it is now. parsed: the Word file.
    """
    if not parsed.highlights:
        return []
    _, _, version = parsed.draft_id.rpartition("-")
    try:
        then = snapshot(job, int(version)) if version.isdigit() else None
    except JobError:
        then = None
    blanks = _blanks(draft.report) | (_blanks(then.report) if then is not None else set())
    ours = [
        item for item in parsed.highlights if item.colour == _OURS and (then is None or set(item.bookmarks) & blanks)
    ]
    words = [item.text for item in parsed.highlights if item not in ours and _BLANK not in item.text]
    return list(dict.fromkeys(words))


def still_there(report: Report, words: Sequence[str]) -> list[str]:
    """Those of the words that still stand in a report."""
    texts = [report.title, *(section.heading for section in report.sections)]
    texts += [paragraph.text for _, paragraph in report.paragraphs()]
    return [item for item in words if any(item in text for text in texts)]


def said_of(words: Sequence[str]) -> list[str]:
    """What to tell of highlighted words, a line; empty where there are none."""
    if not words:
        return []
    quoted = "、".join(f"“{item[:30]}”" for item in words[:3]) + (f"等 {len(words)} 处" if len(words) > 3 else "")
    return [f"标了底色（突出显示）的文字还没有定下来：{quoted}；请核实、改好，去掉底色后取回"]
