"""记录.jsonl: appended record of runs, questions and answers. It stays on the machine."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nianbao.drafting.engines.model_port import Attempt, Reply
from nianbao.errors import FileBusy, NianbaoError
from nianbao.files import reason
from nianbao.jobs.store.folder import Job
from nianbao.text.masking import without_invented


def _append(path: Path, values: dict[str, Any]) -> None:
    """A whole line at the end; behind a line that was torn off, on a line of its own.

    Raises:
        FileBusy: the record cannot be written.
    """
    line = json.dumps({"time": datetime.now().astimezone().isoformat(timespec="seconds"), **values}, ensure_ascii=False)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as stream:
            end = stream.seek(0, os.SEEK_END)
            torn = b""
            if end:
                stream.seek(end - 1)
                torn = b"" if stream.read(1) == b"\n" else b"\n"
            stream.seek(0, os.SEEK_END)
            stream.write(torn + line.encode("utf-8", "backslashreplace") + b"\n")
    except OSError as error:
        raise FileBusy(f"{path}：不能写入（{reason(error)}）。") from error


class _Named(Job):
    """A folder whose record has another name."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.parent)
        self._path = path

    @property
    def record_path(self) -> Path:
        """The record."""
        return self._path


def record_in(path: Path) -> Job:
    """What keeps its record in a file of any name: an evaluation's, which has many."""
    return _Named(path)


def record(job: Job, event: str, **values: Any) -> None:
    """Append a line to the job's record.

    Raises:
        FileBusy: the record cannot be written.
    """
    _append(job.record_path, {"event": event, **values})


class Recorder:
    """Writes the attempts of a draft, one line each, from any of its threads.

    Args:
        job: whose record. keep: ``text`` for what was sent and answered, ``hash`` for their digests only.
    """

    def __init__(self, job: Job, keep: Literal["text", "hash"]) -> None:
        self._job, self._keep = job, keep
        self._lock = threading.Lock()

    def __call__(self, attempt: Attempt) -> None:
        """Write an attempt as it was sent, with placeholders; what a model tells of people beside them is left out.

        Keys are never in it.
        """
        ask = attempt.ask
        text = without_invented(attempt.text, [item["content"] for item in ask.messages])
        values: dict[str, Any] = {
            "ask": ask.digest,
            "part": ask.key,
            "prompt": ask.prompt,
            "round": ask.round,
            "candidate": ask.candidate,
            "model": attempt.model,
            "format": attempt.format,
            "outcome": attempt.outcome,
            "seconds": round(attempt.seconds, 3),
            "input_tokens": attempt.input_tokens,
            "output_tokens": attempt.output_tokens,
        }
        if self._keep == "text":
            values |= {"sent": ask.messages, "answer": text}
        else:
            sent = json.dumps(ask.messages, ensure_ascii=False)
            values |= {"sent_sha256": _sha256(sent), "answer_sha256": _sha256(text)}
        with self._lock:
            record(self._job, "attempt", **values)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def events(job: Job) -> Iterator[dict[str, Any]]:
    """The record's lines; what is torn or damaged is passed over."""
    try:
        data = job.record_path.read_bytes()
    except OSError:
        return
    for line in data.split(b"\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            yield value


def _reply(line: dict[str, Any]) -> Reply | None:
    text = line.get("answer")
    if line.get("event") != "attempt" or line.get("outcome") != "ok" or not isinstance(text, str):
        return None
    spent = [value if isinstance(value := line.get(f"{side}_tokens"), int) else 0 for side in ("input", "output")]
    return Reply(text, spent[0], spent[1], format=str(line.get("format", "")))


def answers(job: Job) -> dict[str, Reply]:
    """Every answer of the record by its question's digest, the latest of each."""
    return {str(line.get("ask")): reply for line in events(job) if (reply := _reply(line)) is not None}


def exchanges(job: Job) -> Iterator[tuple[str, str]]:
    """Every question of the record whose text was kept, as sent, and its answer, in the order they came."""
    for line in events(job):
        sent = line.get("sent")
        if (reply := _reply(line)) is not None and isinstance(sent, list):
            asked = [item.get("content") for item in sent if isinstance(item, dict)]
            yield "\n".join(text for text in asked if isinstance(text, str)), reply.text


def recorded(job: Job) -> dict[str, Reply]:
    """Every answer of the record, as ``answers``.

    Raises:
        NianbaoError: there are none, or only their digests were kept.
    """
    found = answers(job)
    if not found:
        hashed = any("answer_sha256" in line for line in events(job))
        why = '只存了摘要（record = "hash"）' if hashed else "没有模型的回答"
        raise NianbaoError(f"{job.record_path}：{why}，不能重放。请用 --engine chat 起草。")
    return found


def unfinished(job: Job, ends: Literal["draft", "read"] = "draft") -> dict[str, Reply]:
    """The answers since the last draft, or the last reading, that was finished: of a run that was cut off."""
    found: dict[str, Reply] = {}
    for line in events(job):
        if line.get("event") == ends:
            found = {}
        elif (reply := _reply(line)) is not None:
            found[str(line.get("ask"))] = reply
    return found


class First(NamedTuple):
    """A first answer that was recorded: the part it is for, which of several (from 0), and its text."""

    part: str
    candidate: int
    text: str


def first_answers(job: Job) -> list[First]:
    """The first answers of the last draft that was finished, repairs and verdicts left out; in the order they came.

    Where only digests were kept there are none.
    """
    done: list[First] = []
    found: list[First] = []
    for line in events(job):
        if line.get("event") == "draft":
            done, found = found, []
        elif line.get("round") == 0 and (reply := _reply(line)) is not None:
            number = line.get("candidate")
            found.append(First(str(line.get("part")), number if isinstance(number, int) else 0, reply.text))
    return done


def record_hash(job: Job) -> str:
    """SHA-256 of the record as it is; empty where there is none."""
    try:
        return hashlib.sha256(job.record_path.read_bytes()).hexdigest()
    except OSError:
        return ""
