"""Reads and writes 草稿.json, its copies and its history; one that is older than what people did since."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.files import digest, make_folder, reason, write_atomic
from nianbao.jobs.store.draft_values import SCHEMA, DraftFile
from nianbao.jobs.store.folder import DRAFT, HISTORY, REPORT_DOCX, Job
from nianbao.jobs.store.hand_edits import hand_edits
from nianbao.jobs.store.run_record import events
from nianbao.reading.removed_characters import Characters
from nianbao.report import HUMAN, compact
from nianbao.text.allowed_characters import cleaned

COPY = "草稿-存底.json"
"""In the history: the draft file as last written, for the day on which the file itself is damaged or gone."""
_ASIDE = "草稿-未用"
"""How copies begin in the history that hold what people did and the draft file does not, since an older one was put
back."""
_SHOWN = 30


def _to_three(data: dict[str, Any]) -> dict[str, Any]:
    """Sentences in the clerk's own words had no comment yet: one whose Word file has none was not read for that."""
    for section in data["report"].get("sections", ()):
        for paragraph in section.get("paragraphs", ()):
            for sentence in paragraph.get("sentences", ()):
                sentence.pop("verbatim", None)
    return data


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: lambda data: data, 2: _to_three}
"""From a schema to the next: ``{1: to_two}``. Applied in order when an older file is read."""
_SEALED_SINCE = 2


def new_id() -> str:
    """An opaque id for a job."""
    return secrets.token_hex(8)


_SEAL = "seal"
"""Key of a hash over all else in the file: where it does not fit, somebody else than this program wrote in it."""


class _DamagedError(JobError):
    """A draft file that cannot be read."""


def _sealed(value: dict[str, Any]) -> str:
    words = json.dumps({key: item for key, item in value.items() if key != _SEAL}, ensure_ascii=False, sort_keys=True)
    return digest(words.encode("utf-8", "surrogatepass"))[:32]


def as_bytes(draft: DraftFile) -> bytes:
    """The bytes of a 草稿.json."""
    value: dict[str, Any] = compact(draft.model_dump(mode="json", by_alias=True))
    return to_json({**value, _SEAL: _sealed(value)}, indent=1) + b"\n"  # as json.dumps, which indents in Python


def _parse(path: Path) -> DraftFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JobError(f"{path}：无法读取（{reason(error)}）。请检查这个文件和权限；没有改动任何文件。") from error
    return parse(data, str(path))


_ESCAPED = re.compile(rb'\\[^"\\n]')
"""What JSON may write otherwise than as it is, but for quotation marks, backslashes and ends of lines."""


def _is_plain(content: bytes) -> bool:
    """Whether no character stands in a file that a report may not hold: its values, of which it has thousands, need
    then not be gone through one by one."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    found = cleaned(text)
    return found.text == text and not found.odd and _ESCAPED.search(content) is None


def parse(content: bytes, path: str) -> DraftFile:
    """A draft from the bytes of a 草稿.json.

    Raises:
        JobError: it is damaged, or written by a newer nianbao.
    """
    try:
        data = json.loads(content)
        schema = data["schema"]
        if not isinstance(schema, int) or schema > SCHEMA:
            raise JobError(f"{path}：这份草稿由更新版本的 nianbao 写成（{schema}），请升级后再打开；文件没有改动。")
        for older in range(schema, SCHEMA):
            data = _MIGRATIONS[older](data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _DamagedError(f"{path}：草稿文件已损坏，没有改动。") from error
    try:
        characters = Characters()
        words = {key: item for key, item in data.items() if key != _SEAL}
        if not _is_plain(content):
            words = characters.values(words)
        draft = DraftFile.model_validate(words | {"schema": SCHEMA})
        draft.report.remarks += characters.remarks()
        return draft
    except ValidationError as error:
        raise _DamagedError(f"{path}：草稿文件的内容不完整，可能已损坏，没有改动。") from error


def load(job: Job) -> DraftFile | None:
    """The job's draft; None where nothing has been drafted.

    Raises:
        JobError: it is damaged, gone though a copy of it is there, or written by a newer nianbao.
    """
    if not os.path.lexists(job.draft_path):
        if found := _gone(job):
            raise JobError(
                f"{job.draft_path}：草稿文件不见了，没有改动。{_copy(job, *found[0])}，再取回或起草。"
                f"要从头起草，请把“{HISTORY}”文件夹和 {REPORT_DOCX} 移走。"
            )
        return None
    try:
        draft = _parse(job.draft_path)
    except _DamagedError as error:
        raise JobError(f"{error}{_remedy(job)}") from error
    if _edited_by_hand(job) is not None:
        draft.by_hand = list(dict.fromkeys([*draft.by_hand, *_written_by_hand(job, draft)]))
    return draft


def begun(job: Job) -> bool:
    """Whether something was drafted in a folder, also where its draft file is gone."""
    return os.path.lexists(job.draft_path) or bool(_gone(job))


_Kept = tuple[Path, DraftFile]


def copies(job: Job, draft: DraftFile | None = None, *, newer: bool = False) -> list[_Kept]:
    """The readable copies of the job's draft file in its history, the newest first.

    Args:
        newer: only those that are newer than ``draft``, or hold what was not put into it.
    """
    found: list[_Kept] = []
    for path in _copies(job):
        aside = path.stem.startswith(_ASIDE)
        if newer and draft is not None and draft.saved and not aside and _peek(path) <= draft.saved:
            continue  # far quicker than to read it whole
        try:
            kept = _parse(path)
        except JobError:
            continue
        if draft is None or not newer or aside or _is_newer(kept, draft):
            found.append((path, kept))
    return sorted(found, key=lambda item: (item[1].saved, item[1].version, item[0].name == COPY), reverse=True)


def _copies(job: Job) -> list[Path]:
    try:
        return sorted(job.history.glob("草稿-*.json"))
    except OSError:
        return []


def _is_newer(kept: DraftFile, draft: DraftFile) -> bool:
    if kept.saved or draft.saved:
        return kept.saved > draft.saved
    return kept.version > draft.version


def _gone(job: Job) -> list[_Kept]:
    """The copies of a draft file that is gone; none where a first draft was cut off before it wrote one."""
    found = copies(job)
    written = any(path.name == COPY or kept.version > 1 for path, kept in found) or _drafted(job)
    return found if written else []


def _drafted(job: Job) -> bool:
    try:
        return b'"event": "draft"' in job.record_path.read_bytes()
    except OSError:
        return False


def _copy(job: Job, path: Path, kept: DraftFile) -> str:
    return f"最新的完好存底是第 {kept.version} 稿：请把 {path} 复制到 {job.folder}，改名为 {DRAFT}"


def _remedy(job: Job) -> str:
    """What to do about a damaged draft: the last version in the history that can be read."""
    for found in copies(job):
        return f"{_copy(job, *found)}（先把坏的移走），再取回或起草；{REPORT_DOCX} 不会被覆盖。"
    return (
        "“历次”文件夹里没有完好的存底：请把这个文件移走后重新起草（年报.docx 不会被覆盖，其中的修改请照着再改一遍）。"
    )


def lacking(draft: DraftFile, kept: DraftFile) -> list[str]:
    """What people did that a copy of the draft file holds and the draft does not, in words."""
    said: list[str] = []
    now = {sentence.text for sentence in draft.report.sentences()}
    hers = [item.text for item in kept.report.sentences() if item.origin in HUMAN and item.text not in now]
    if hers:
        more = f"等 {len(hers)} 句" if len(hers) > 1 else ""
        said.append(f"改写、新写的“{hers[0][:40]}”{more}")
    standing = {sentence.id for sentence in draft.report.sentences()}
    if gone := [id for id in kept.deleted if id not in draft.deleted and id in standing]:
        said.append(f"删去 {len(gone)} 句")
    if not hers and not gone and set(kept.touched) - set(draft.touched):
        said.append("文字或段落的调整")
    if kept.title != draft.title or kept.date != draft.date or kept.headings.items() - draft.headings.items():
        said.append("标题或成文日期的修改")
    cells = [id for id, edit in kept.cells.items() if id not in draft.cells or draft.cells[id].raw != edit.raw]
    if cells:
        said.append(f"表格里改的 {len(cells)} 格")
    aside = {item.fingerprint for item in draft.dismissed}
    if count := sum(item.fingerprint not in aside for item in kept.dismissed):
        said.append(f"设为不报的 {count} 项")
    if any(item not in draft.comments for item in kept.comments):
        said.append("批注")
    if any(item.kind == "confirmed" and item not in draft.decisions for item in kept.decisions):
        said.append("核实过的句子")
    if kept.furniture != draft.furniture or any(item not in draft.pictures for item in kept.pictures):
        said.append("图片或页眉页脚")
    return said


def _edited_by_hand(job: Job) -> bytes | None:
    """The bytes of a 草稿.json that somebody else than this program wrote in; None where nobody did."""
    try:
        data = job.draft_path.read_bytes()
        value = json.loads(data)
        if value["schema"] < _SEALED_SINCE or value.get(_SEAL) == _sealed(value):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return data


def _written_by_hand(job: Job, draft: DraftFile) -> list[str]:
    """What was changed in a 草稿.json by hand, a line each, as its copy tells."""
    try:
        before = _parse(job.history / COPY)
    except JobError:
        return ["有改动，看不出改了哪里"]
    return hand_edits(before, draft)


def said_of_hand_edit(draft: DraftFile) -> list[str]:
    """What to tell of a draft file that was edited by hand and not drafted since; empty where it was not."""
    if not draft.by_hand:
        return []
    more = [f"  等 {len(draft.by_hand)} 处"] if len(draft.by_hand) > _SHOWN else []
    shown = [f"  {line}" for line in draft.by_hand[:_SHOWN]]
    return [f"{DRAFT} 被人直接改动过，Word 文件里没有这些改动：", *shown, *more]


def refuse_hand_edit(job: Job, draft: DraftFile, doing: str) -> None:
    """Refuse to send or finish a draft whose words are in no Word file, since somebody wrote in its file.

    Raises:
        JobError: somebody did, and nothing was drafted since.
    """
    if said := said_of_hand_edit(draft):
        again = command("draft", job.folder)
        remedy = f"请先重新起草：{again}（由素材写出的句子会照素材重写；要改文字，请在 Word 中改好再取回）"
        raise JobError("\n".join([*said, f"没有{doing}，没有写入任何文件。{remedy}"]))


def keep_hand_edit(job: Job) -> list[str]:
    """Keep a copy of a 草稿.json that somebody else than this program wrote in, before it is written again.

    Raises:
        FileBusy: the copy cannot be written.
    """
    data = _edited_by_hand(job)
    if data is None:
        return []
    make_folder(job.history)
    copy = job.history / f"手改-{job.draft_path.stem}-{digest(data)[:8]}.json"
    if not copy.exists():
        write_atomic(copy, data)
    said = f"{DRAFT} 被人改动过，改动后的样子存为 {HISTORY}/{copy.name}；"
    return [said + "下面逐项说明哪些留下、哪些照素材重写。"]


def save(job: Job, draft: DraftFile) -> None:
    """Write 草稿.json, and a copy into the history; of one that a person wrote in, another copy is kept.

    The copy that is replaced is put aside where it is newer than what the draft was made from, and holds what the
    draft does not.

    Raises:
        FileBusy: it cannot be written now.
    """
    keep_hand_edit(job)
    make_folder(job.history)
    newest = max([draft.saved, *(kept.saved for kept in _put_aside(job, draft))])
    draft.saved = newest + 1
    data = as_bytes(draft)
    write_atomic(job.draft_path, data)
    write_atomic(job.history / COPY, data)


def _put_aside(job: Job, draft: DraftFile) -> list[DraftFile]:
    """Copies newer than what the draft was made from; the newest that holds more is kept under another name."""
    peeked = [_peek(path) for path in _copies(job)]
    if draft.saved and all(saved <= draft.saved for saved in peeked):
        return []
    found = [(path, kept) for path, kept in copies(job, draft, newer=True)]
    more = [(path, kept) for path, kept in found if lacking(draft, kept)]
    if more and not more[0][0].stem.startswith(_ASIDE):
        data = more[0][0].read_bytes()
        write_atomic(job.history / f"{_ASIDE}-{digest(data)[:8]}.json", data)
    return [kept for _, kept in found]


def _peek(path: Path) -> int:
    """How often the draft file had been written of which a file is a copy; 0 where it cannot be told."""
    try:
        saved = json.loads(path.read_bytes()).get("saved", 0)
    except (OSError, ValueError, AttributeError):
        return 0
    return saved if isinstance(saved, int) else 0


def _snapshot_path(job: Job, version: int) -> Path:
    return job.history / f"草稿-{version}.json"


def snapshot(job: Job, version: int) -> DraftFile | None:
    """The draft as it was when a version of the Word file was written."""
    path = _snapshot_path(job, version)
    return _parse(path) if path.exists() else None


def keep_snapshot(job: Job, draft: DraftFile) -> None:
    """Keep a version, so that a Word file of it can still be taken back later."""
    make_folder(job.history)
    write_atomic(_snapshot_path(job, draft.version), as_bytes(draft))


def taken_base(job: Job, name: str) -> DraftFile | None:
    """What a file held when it was last taken back."""
    path = job.history / name
    return _parse(path) if name and path.exists() else None


def kept_drafts(job: Job) -> Iterator[DraftFile]:
    """Everything the history keeps that a Word file was written from or held, the newest drafts first."""
    found: list[DraftFile] = []
    for path in [*_copies(job), *sorted(job.history.glob("取回-*.json"))]:
        try:
            found.append(_parse(path))
        except JobError:
            continue
    yield from sorted(found, key=lambda item: (item.version, item.saved), reverse=True)


def base_name(sha256: str) -> str:
    """How the history calls what a file holds."""
    return f"取回-{sha256[:12]}.json"


def keep_taken_base(job: Job, draft: DraftFile, sha256: str) -> str:
    """Keep what a file holds that is being taken back; returns its name in the history."""
    make_folder(job.history)
    name = base_name(sha256)
    write_atomic(job.history / name, as_bytes(draft))
    return name


def peek_id(job: Job) -> str | None:
    """The id in a job's 草稿.json, or in its newest copy where it is gone; None where it cannot be read."""
    try:
        return str(json.loads(job.draft_path.read_bytes())["id"])
    except FileNotFoundError:
        return next((kept.id for _, kept in _gone(job)), None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
    with contextlib.suppress(JobError):
        _parse(job.history / COPY)
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
