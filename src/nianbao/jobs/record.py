"""记录.jsonl: what was run, appended, never rewritten. It stays on the machine."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from nianbao.errors import FileBusy
from nianbao.jobs.folder import Job

__all__ = ["record"]


def record(job: Job, event: str, **values: Any) -> None:
    """Append a line to the job's record.

    Raises:
        FileBusy: the record cannot be written.
    """
    line = json.dumps(
        {"time": datetime.now().astimezone().isoformat(timespec="seconds"), "event": event, **values},
        ensure_ascii=False,
    )
    try:
        with job.record_path.open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
    except OSError as error:
        raise FileBusy(f"{job.record_path}：不能写入（{error.strerror or error}）。") from error
