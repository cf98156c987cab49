"""年报.docx: rendering it, recognising edits, keeping what a person saved."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import FileBusy, InputError, JobError, NianbaoError
from nianbao.files import beside, digest, is_lock, make_folder, opened_by, reason, refuse_open, write_atomic
from nianbao.jobs.store.draft_file import begun, load, save
from nianbao.jobs.store.draft_values import DraftFile, FileState
from nianbao.jobs.store.folder import HISTORY, KEPT, REPORT_DOCX, Job, holds_job
from nianbao.jobs.store.kept_comments import at_the_draft
from nianbao.jobs.store.kept_marks import as_comments
from nianbao.reading.docx import draft_id_of
from nianbao.writing import render
from nianbao.writing.docx_carried_over import with_furniture, with_pictures
from nianbao.writing.printed_text import signature

_BESIDE = re.compile(rf"{re.escape(Path(REPORT_DOCX).stem)}（\d+）{re.escape(Path(REPORT_DOCX).suffix)}")
"""A draft that was written beside 年报.docx."""


def rendered(job: Job, draft: DraftFile, suffix: str = ".docx") -> bytes:
    """The file of a draft, a Word file by default; people's comments are in it, and ours on words that they marked."""
    marks = as_comments(draft.report, draft.highlighted)
    report = draft.report.model_copy(update={"comments": at_the_draft(draft.report, [*draft.comments, *marks])})
    data = render(report, suffix, draft_id=draft.draft_id)
    return framed(job, draft, data) if suffix.lower() == ".docx" else data


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
        raise FileBusy(f"{path}：无法读取（{reason(error)}）。请关闭正在打开它的程序后再试。") from error


def is_edited(path: Path, state: FileState | None) -> bool:
    """Whether a file holds something we neither wrote nor took back."""
    now = _hash(path)
    if now is None:
        return False
    return state is None or (now != state.sha256 and now not in state.earlier)


def is_current(path: Path, state: FileState) -> bool:
    """Whether a file is, byte for byte, what was written last."""
    return _hash(path) == state.sha256


def current(job: Job, draft: DraftFile) -> Path:
    """The Word file that holds the newest draft."""
    return job.folder / (draft.current or job.docx_path.name)


def refuse_opened(job: Job, draft: DraftFile | None, doing: str) -> None:
    """Refuse to go on while a Word file of the job is open: what is typed there is not in the file yet.

    Raises:
        FileBusy: it is.
    """
    for path in dict.fromkeys([job.docx_path, *([current(job, draft)] if draft is not None else [])]):
        refuse_open(path, doing)


def _whose(job: Job) -> str:
    """Which report a folder is of, as far as it can be told."""
    try:
        draft = load(job)
    except NianbaoError:
        draft = None
    report = draft.report if draft is not None else None
    if report is None or report.unit is None or report.year is None:
        return job.folder.name
    return f"{report.unit.name} {report.year} 年度"


def refuse_place(job: Job, path: Path, *, final: bool = False) -> None:
    """Refuse to write a copy where it would be taken for something else: under a name that the folder's own files
    have, or into the folder of another report.

    Args:
        path: where the user wants it. final: whether it is the finished file, whose own name it may have.

    Raises:
        InputError: it is such a place.
    """
    parent = path.resolve().parent
    if parent != job.folder.resolve():
        home = Job(parent.parent if parent.name == HISTORY else parent)
        if not job.owns(home.folder) and (holds_job(home.folder) or begun(home)):
            remedy = f"请写到别处；要写到这份报告自己的文件夹，请写 -o {job.folder / path.name}"
            raise InputError.one(str(path), f"这是另一份报告的文件夹（{_whose(home)}），没有写入", remedy)
        return
    name = path.name.casefold()
    whose = ""
    if name == job.docx_path.name.casefold() or _BESIDE.fullmatch(name):
        whose = "草稿的文件名，由起草写"
    elif name == job.final_path.name.casefold() and not final:
        whose = "定稿的文件名，由定稿写"
    elif path.stem == KEPT:
        whose = "放上年报告的文件名"
    if whose:
        raise InputError.one(str(path), f"在报告的文件夹里，这是{whose}", "请换一个文件名")


def target(job: Job, old: DraftFile | None) -> tuple[Path, list[str]]:
    """Where a draft's Word file may be written without losing anything, and what to tell the clerk."""
    path, states = job.docx_path, old.files if old is not None else {}
    if not is_edited(path, states.get(path.name)):
        return path, []
    other = spare(job, states)
    why = "在上次起草之后被改过、还没有取回" if old is not None else "已经在文件夹里，不是在这里起草的"
    return other, [
        f"{path.name} {why}，没有覆盖；新稿写在 {other.name}。",
        f"要保留其中的修改，请先运行：{command('take', path)} ；再重新起草。",
    ]


def spare(job: Job, states: dict[str, FileState]) -> Path:
    """The first name beside 年报.docx that is free, or holds a draft of ours that nobody has touched."""
    path, number = job.docx_path, 2
    while True:
        other = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        if not os.path.lexists(other):
            return other
        if other.is_file() and not is_edited(other, states.get(other.name)) and opened_by(other) is None:
            return other
        number += 1


def untaken(job: Job, draft: DraftFile) -> list[Path]:
    """Word files in the folder that we wrote and a person changed since: 年报.docx, those beside it, exports; and
    under another name."""
    names = dict.fromkeys([job.docx_path.name, *draft.files])
    paths = [job.folder / name for name in names if Path(name).name == name and name.lower().endswith(".docx")]
    found = [
        path
        for path in paths
        if path != job.final_path and path.is_file() and is_edited(path, draft.files.get(path.name))
    ]
    known = {sha for state in draft.files.values() for sha in (state.sha256, *state.earlier)}
    return [*found, *(path for path in _renamed(job, draft) if _hash(path) not in known)]


def _renamed(job: Job, draft: DraftFile) -> list[Path]:
    """Word files in the folder that are of this draft by what they carry, under names that we did not give."""
    own = {job.docx_path.name, job.final_path.name, *draft.files}
    found = sorted(path for path in job.folder.glob("*.docx") if path.name not in own and not is_lock(path.name))
    return [path for path in found if draft_id_of(path).rpartition("-")[0] == draft.id]


def is_draft_name(job: Job, path: Path) -> bool:
    """Whether a file has a name that drafting gives: 年报.docx, 年报（2）.docx."""
    return path.name == job.docx_path.name or _BESIDE.fullmatch(path.name) is not None


def said_of_untaken(paths: Sequence[Path], where: str) -> list[str]:
    """What to tell of changed files that a new draft or the finished file goes without.

    Args:
        where: what their edits are not in.
    """
    return [
        f"{path.name} 是这份报告的 Word 文件，被改过、还没有取回，其中的修改不在{where}里；"
        f"要用，请先运行 {command('take', path)}。"
        for path in paths
    ]


def to_take(job: Job) -> Path:
    """The Word file that a folder stands for when it is to be taken back: the one that was changed.

    Raises:
        JobError: it is not there, and others are that began as it.
    """
    draft = load(job)
    if draft is None:
        return job.docx_path
    newest, edited = current(job, draft), untaken(job, draft)
    changed = [path for path in edited if path in (newest, job.docx_path)]
    if not changed and edited and not newest.exists():
        ways = "；".join(command("take", path) for path in edited)
        raise JobError(f"{newest.name} 不在文件夹里，没有取回。改过、还没有取回的有：{ways}")
    return newest if newest in changed else changed[0] if changed else newest


def next_state(path: Path, state: FileState | None, data: bytes) -> FileState:
    """The state to record before writing: the new hash, and those the file may still have after a crash."""
    now = _hash(path)
    earlier = [item for item in dict.fromkeys([now, *(state.earlier if state else [])]) if item]
    return FileState(sha256=digest(data), earlier=earlier[:8])


def keep_taken(job: Job, path: Path, state: FileState | None, version: int) -> Path | None:
    """Before a file taken back from the clerk is replaced, put a copy into the history."""
    if state is None or not state.taken or not path.exists():
        return None
    make_folder(job.history)
    same = job.history / f"取回-{state.sha256[:12]}{path.suffix}"
    if _hash(same) == _hash(path):
        return same
    copy = job.history / f"{path.stem}-{version}-取回{path.suffix}"
    if copy.exists() and _hash(copy) != _hash(path):
        copy = beside(copy)
    if not copy.exists():
        write_atomic(copy, path.read_bytes())
    return copy


def recover(job: Job, draft: DraftFile) -> list[str]:
    """Finish what a run left: a draft cut off before its Word file was written, or written beside an open one."""
    name = job.docx_path.name
    state = draft.files.get(name)
    if draft.current and draft.current != name:
        return _into_place(job, draft, state)
    if state is None or state.taken or state.sha256 == _hash(job.docx_path) or is_edited(job.docx_path, state):
        return []
    data = rendered(job, draft)
    if digest(data) == state.sha256:
        write_atomic(job.docx_path, data)
    return []


def _into_place(job: Job, draft: DraftFile, state: FileState | None) -> list[str]:
    """The newest draft, written beside 年报.docx, into 年报.docx as soon as that may be."""
    newest, wanted = current(job, draft), job.docx_path
    written = draft.files.get(newest.name)
    if newest.is_file() and is_edited(newest, written):
        return []  # a person works on it
    data = rendered(job, draft)
    if written is None or digest(data) != written.sha256:
        return []  # edits were taken back since: a Word file with this number and other words than its copy loses edits
    if is_edited(wanted, state) or opened_by(wanted) is not None:
        if not newest.exists():
            write_atomic(newest, data)
        return [f"最新一稿在 {newest.name}；{wanted.name} 是以前的。"]
    keep_taken(job, wanted, state, draft.version)
    moved = draft.model_copy(
        update={"current": "", "files": {**draft.files, wanted.name: next_state(wanted, state, data)}}
    )
    try:
        write_atomic(wanted, data)
    except FileBusy:
        return [f"最新一稿在 {newest.name}；{wanted.name} 是以前的。"]
    save(job, moved)
    draft.current, draft.files, draft.saved = moved.current, moved.files, moved.saved
    return [f"最新一稿已写进 {wanted.name}；{newest.name} 是同一稿，可以删去。"]


def superseded(job: Job, draft: DraftFile) -> list[str]:
    """What to tell of drafts written beside the newest one that are older and that nobody has touched."""
    newest = current(job, draft).name
    old = [
        name
        for name, state in draft.files.items()
        if name != newest and _BESIDE.fullmatch(name) and (job.folder / name).is_file()
        and not is_edited(job.folder / name, state)
    ]  # fmt: skip
    return [f"{'、'.join(old)} 是以前的一稿，里面没有还要取回的修改，可以删去。"] if old else []


def _free_or_same(path: Path, data: bytes) -> Path:
    """The first name beside a file that is free, or holds these very bytes already."""
    number = 2
    while True:
        other = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        if not os.path.lexists(other) or (other.is_file() and _hash(other) == digest(data)):
            return other
        number += 1


def put_copy(path: Path, data: bytes, state: FileState | None) -> tuple[Path, list[str]]:
    """Write a draft's file to a place the clerk named; beside it where that holds something else."""
    if path.exists() and is_edited(path, state) and _hash(path) != digest(data):
        other = _free_or_same(path, data)
        write_atomic(other, data)
        return other, [f"{path} 已有别的内容，没有覆盖；写在 {other.name}。"]
    write_atomic(path, data)
    return path, []
