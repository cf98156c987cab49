"""Detects a draft file that is older than what people did since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nianbao.jobs.store.draft_file import COPY, copies, lacking
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import DRAFT, HISTORY, Job
from nianbao.jobs.store.run_record import events

__all__ = ["behind"]


def behind(job: Job, draft: DraftFile) -> list[str]:
    """What people did that the draft does not hold, as its copies and the record tell, and what to do; mostly empty.

    Args:
        draft: as it is now, or as it is about to be written.
    """
    found = [(path, what) for path, kept in copies(job, draft, newer=True) if (what := lacking(draft, kept))]
    if found:
        path, what = found[0]
        names = "、".join(f"{HISTORY}/{other.name}" for other, _ in found)
        back = f"请把 {path} 复制到 {job.folder}，改名为 {DRAFT}（先把现在的移走）"
        return [
            f"{DRAFT} 不是最新的：{HISTORY}/{path.name} 里有它没有的内容（{'；'.join(what)}）。",
            f"要用，{back}，或把改过的文件再取回一次；不要，请把 {names} 移出“{HISTORY}”文件夹。",
        ]
    if draft.saved == 0 or (job.history / COPY).exists():
        return _untold(job, draft)
    return []


def _untold(job: Job, draft: DraftFile) -> list[str]:
    """Edits that were taken back after the last draft, as the record tells, into another draft file than this one.

    Only where no readable copy of the draft tells it better: an older program kept none.
    """
    if any(path.name == COPY for path, _ in copies(job, draft)):
        return []
    lost: list[dict[str, Any]] = [
        line for line in _last_taken(job) if line.get("edits") and not _known(draft, str(line.get("file")))
    ]
    if not lost:
        return []
    times = "、".join(str(line.get("time", ""))[:16].replace("T", " ") for line in lost)
    return [
        f"{DRAFT} 不是最新的：{times} 取回过修改（{sum(int(line['edits']) for line in lost)} 处），它里面没有。",
        "要用，请把改过的那份 Word 文件再取回一次（nianbao take）；不要，请先重新起草（nianbao draft）。",
    ]


def _last_taken(job: Job) -> Iterator[dict[str, Any]]:
    for line in reversed(list(events(job))):
        if line.get("event") == "take":
            yield line
        elif line.get("event") in ("draft", "final", "export"):
            return


def _known(draft: DraftFile, sha256: str) -> bool:
    return any(
        sha256 in (state.sha256, *state.earlier) or Path(state.base).stem.endswith(sha256[:12])
        for state in draft.files.values()
    )
