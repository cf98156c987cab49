"""The Word file as a view of the draft: written, recognised as ours, recovered, kept when it is the clerk's."""

from __future__ import annotations

from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import FileBusy
from nianbao.files import beside, digest, write_atomic
from nianbao.jobs.draftfile import DraftFile, FileState
from nianbao.jobs.folder import HISTORY, Job
from nianbao.writing import render
from nianbao.writing.docx_furniture import with_furniture
from nianbao.writing.docx_pictures import with_pictures
from nianbao.writing.words import signature

__all__ = [
    "framed",
    "homeless",
    "is_current",
    "is_edited",
    "keep_taken",
    "kept_file",
    "put_copy",
    "recover",
    "rendered",
    "target",
]


def rendered(job: Job, draft: DraftFile) -> bytes:
    """The Word file of a draft."""
    return framed(job, draft, render(draft.report, ".docx", draft_id=draft.draft_id))


def framed(job: Job, draft: DraftFile, data: bytes) -> bytes:
    """A Word file with the headers, footers and pictures that a person gave the draft, where she did."""
    source = kept_file(job, draft.furniture)
    if draft.furniture and source.is_file():
        data = with_furniture(data, source.read_bytes())
    return _illustrated(job, draft, data)[0]


def kept_file(job: Job, name: str) -> Path:
    """A file of the history by the name that a draft has; a draft from elsewhere names no other file."""
    return job.history / Path(name).name


def homeless(job: Job, draft: DraftFile, data: bytes) -> list[str]:
    """What a person put into a Word file and has no place in the next one, in words.

    Args:
        data: the next one, without her pictures.
    """
    lines = []
    if draft.furniture and not kept_file(job, draft.furniture).is_file():
        lines.append(f"您的页眉页脚没有带入：原件 {HISTORY}/{draft.furniture} 不在了，用的是程序自己的页脚。")
    if count := _illustrated(job, draft, data)[1]:
        sources = "、".join(dict.fromkeys(f"{HISTORY}/{item.source}" for item in draft.pictures))
        lines.append(f"您放进 Word 的图片有 {count} 幅没有带入：所在的段落没有了，或原件不在。原件：{sources}。")
    return lines


def _illustrated(job: Job, draft: DraftFile, data: bytes) -> tuple[bytes, int]:
    """The file with the draft's pictures, and how many have no place."""
    if not draft.pictures:
        return data, 0
    report = draft.report
    words = {item.id: item.text for _, item in report.paragraphs()}
    words |= {f"heading:{item.id}": item.heading for item in report.sections}
    words |= {f"signature:{number}": line for number, line in enumerate(signature(report))}
    missing = 0
    for source in dict.fromkeys(item.source for item in draft.pictures):
        places = {item.index: (words.get(item.at, ""), item.where) for item in draft.pictures if item.source == source}
        path = kept_file(job, source)
        if not path.is_file():
            missing += len(places)
            continue
        data, left = with_pictures(data, path.read_bytes(), places)
        missing += len(left)
    return data, missing


def _hash(path: Path) -> str | None:
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileBusy(f"{path}：无法读取（{error.strerror or error}）。请关闭正在打开它的程序后再试。") from error


def is_edited(path: Path, state: FileState | None) -> bool:
    """Whether a file holds something we neither wrote nor took back."""
    now = _hash(path)
    if now is None:
        return False
    return state is None or (now != state.sha256 and now not in state.earlier)


def is_current(path: Path, state: FileState) -> bool:
    """Whether a file is, byte for byte, what was written last."""
    return _hash(path) == state.sha256


def target(path: Path, state: FileState | None) -> tuple[Path, list[str]]:
    """Where a Word file may be written without losing anything, and what to tell the clerk."""
    if not is_edited(path, state):
        return path, []
    other = beside(path)
    return other, [
        f"{path.name} 在上次起草之后被改过、还没有取回，没有覆盖；新稿写在 {other.name}。",
        f"要保留其中的修改，请先运行：{command('take', path)} ；再重新起草。",
    ]


def next_state(path: Path, state: FileState | None, data: bytes) -> FileState:
    """The state to record before writing: the new hash, and those the file may still have after a crash."""
    now = _hash(path)
    earlier = [item for item in dict.fromkeys([now, *(state.earlier if state else [])]) if item]
    return FileState(sha256=digest(data), earlier=earlier[:8])


def keep_taken(job: Job, path: Path, state: FileState | None, version: int) -> Path | None:
    """Before a file taken back from the clerk is replaced, put a copy into the history."""
    if state is None or not state.taken or not path.exists():
        return None
    job.history.mkdir(exist_ok=True)
    same = job.history / f"取回-{state.sha256[:12]}{path.suffix}"
    if _hash(same) == _hash(path):
        return same
    copy = job.history / f"{path.stem}-{version}-取回{path.suffix}"
    if copy.exists() and _hash(copy) != _hash(path):
        copy = beside(copy)
    if not copy.exists():
        write_atomic(copy, path.read_bytes())
    return copy


def recover(job: Job, draft: DraftFile) -> bool:
    """Finish a draft that was cut off between 草稿.json and the Word file; whether there was one."""
    state = draft.files.get(job.docx_path.name)
    if state is None or state.taken or state.sha256 == _hash(job.docx_path):
        return False
    if is_edited(job.docx_path, state):
        return False
    data = rendered(job, draft)
    if digest(data) != state.sha256:
        return False
    write_atomic(job.docx_path, data)
    return True


def put_copy(path: Path, data: bytes, state: FileState | None) -> tuple[Path, list[str]]:
    """Write the Word file to a place the clerk named; beside it where that holds something else."""
    if path.exists() and is_edited(path, state) and _hash(path) != digest(data):
        other = beside(path)
        write_atomic(other, data)
        return other, [f"{path} 已有别的内容，没有覆盖；写在 {other.name}。"]
    write_atomic(path, data)
    return path, []
