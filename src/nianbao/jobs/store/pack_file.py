"""Packs a job folder into one .nianbao file and unpacks it, with or without notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from nianbao.command_line import command
from nianbao.errors import FileBusy, InputError, JobError
from nianbao.files import beside, digest, read_bytes, reason, refuse_target, write_atomic
from nianbao.jobs.store.draft_file import as_bytes, behind, load, refuse_hand_edit
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import DRAFT, HISTORY, KEPT, RECORD, REPORT_DOCX, Job, inputs, is_input
from nianbao.report import FactRef, Sentence, Span, Text, sentences_changed
from nianbao.safe_zip import opened

_FROM = ("note.", "problem.")
_NOTED = ("note:", "problem:")


def _span(span: Span) -> Span:
    if isinstance(span, FactRef) and span.id.startswith(_FROM):
        return Text(text=span.shown)
    return span


def _sentence(sentence: Sentence) -> Sentence:
    """A sentence whose figures from notes are plain words; of one that rests on notes, nothing is known any more."""
    if not any(source.startswith(_NOTED) for source in sentence.sources or ()):
        return sentence
    update: dict[str, object] = {"spans": [_span(span) for span in sentence.spans], "guards": []}
    if sentence.support in ("supported", "read") and sentence.origin not in ("clerk", "reviewer"):
        update |= {"origin": "past", "support": "unknown"}
    return sentence.model_copy(update=update)


def without_notes(draft: DraftFile) -> DraftFile:
    """The draft without notes, problems, dropped sentences and advice; the words of the report are as they were."""
    sections = sentences_changed(draft.report.sections, _sentence)
    report = draft.report.model_copy(update={"sections": sections, "notes": [], "problems": []})
    return draft.model_copy(update={"report": report, "dropped": [], "advice": [], "unused": [], "basis": {}})


SUFFIX = ".nianbao"
_SEAL = ".nianbao-来源"
"""Which archive a folder was unpacked from: opening it again finds the folder, with what was decided since."""
_MOST = 64 * 1024 * 1024
_WHEN = (1980, 1, 1, 0, 0, 0)


class Packed(NamedTuple):
    """What was written: the file, what went in, by name, and what is open in it, in words."""

    path: Path
    names: list[str]
    open: list[str]


def safe(name: str) -> str:
    """A name that a file may have on any system."""
    return "".join(char for char in name if char.isprintable() and char not in '\\/:*?"<>|').strip(". ") or "年报"


def called(draft: DraftFile) -> str:
    """``单位-年份``, as a file or folder may be called."""
    unit = draft.report.unit
    return safe(f"{unit.name if unit is not None else '年报'}-{draft.report.year or ''}".rstrip("-"))[:80]


def _members(job: Job, draft: DraftFile, notes: bool, with_record: bool) -> Iterator[tuple[str, bytes]]:
    kept = draft if notes else without_notes(draft)
    yield DRAFT, as_bytes(kept)
    for name in [REPORT_DOCX, *(path.name for path in sorted(job.folder.glob(f"{KEPT}.*")))]:
        if (job.folder / name).is_file():
            yield name, read_bytes(job.folder / name)
    sources = {draft.furniture, *(item.source for item in draft.pictures)} - {""}
    used = sorted(Path(name).name for name in sources)
    for name in used:
        if (job.history / name).is_file():
            yield f"{HISTORY}/{name}", read_bytes(job.history / name)
    if not notes:
        return  # earlier drafts hold the notes, too
    for path in inputs(job.folder):
        yield path.name, read_bytes(path)
    for path in sorted(job.history.glob("*")):
        if (
            path.is_file()
            and path.suffix in (".json", ".docx")
            and not path.name.startswith(".")
            and path.name not in used
        ):
            yield f"{HISTORY}/{path.name}", read_bytes(path)
    if with_record and job.record_path.is_file():
        yield RECORD, read_bytes(job.record_path)


def pack(job: Job, *, notes: bool, record: bool = False, output: Path | None = None) -> Packed:
    """Write a job folder as one file.

    Args:
        notes: whether the clerk's notes and earlier drafts go in; without them the draft itself holds none, and
            figures from notes are plain words. record: whether 记录.jsonl does.
        output: where to; ``单位-年份.nianbao`` beside the folder by default. Nothing is overwritten.

    Raises:
        JobError: there is no draft, or its Word file has edits not taken back. FileBusy: it cannot be written now.
    """
    from nianbao.jobs.store import word_file
    from nianbao.jobs.store.kept_marks import open_in

    if output is not None:
        refuse_target(output, (SUFFIX,), what="打包的文件")
        word_file.refuse_place(job, output)
    with job.locked():
        draft = load(job)
        if draft is None:
            raise JobError(f"{job.folder}：没有草稿，请先运行 nianbao draft。")
        word_file.refuse_opened(job, draft, "打包")
        word_file.recover(job, draft)
        for changed in word_file.untaken(job, draft):
            if changed in (job.docx_path, word_file.current(job, draft)):
                raise JobError(f"{changed.name} 有还没有取回的修改，没有打包。请先运行 {command('take', changed)}。")
        if old := behind(job, draft):
            raise JobError("\n".join([*old, "没有打包。"]))
        refuse_hand_edit(job, draft, "打包")
        members = list(_members(job, draft, notes, record))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    path = output or job.folder.resolve().parent / f"{called(draft)}{SUFFIX}"
    if path.exists() and read_bytes(path, most=_MOST) != held.getvalue():
        path = beside(path)
    write_atomic(path, held.getvalue())
    return Packed(path, [name for name, _ in members], open_in(draft))


# ── opening


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if len(parts) == 1:
        known = name in (DRAFT, REPORT_DOCX, RECORD) or is_input(name) or name.startswith(f"{KEPT}.")
        return known and safe(name) == name
    return (
        len(parts) == 2 and parts[0] == HISTORY and safe(parts[1]) == parts[1] and parts[1].endswith((".json", ".docx"))
    )


def _read(path: Path) -> tuple[bytes, dict[str, bytes]]:
    data = read_bytes(path, most=_MOST)
    where = str(path)
    wrong = "不是 nianbao 打包的文件"
    with opened(data, where, "请让对方用 nianbao pack 重新打包") as archive:
        members: dict[str, bytes] = {}
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            link = (entry.external_attr >> 16) & 0o170000 == 0o120000
            if link or not _wanted(entry.filename) or entry.filename in members:
                raise InputError.one(
                    where,
                    f"里面有不该有的内容（{entry.filename[:60]!r}），没有打开",
                    "请让对方用 nianbao pack 重新打包",
                )
            members[entry.filename] = archive.read(entry)
    if DRAFT not in members:
        raise InputError.one(where, f"{wrong}（没有 {DRAFT}）", "请让对方用 nianbao pack 重新打包")
    return data, members


def _draft(members: dict[str, bytes], where: str) -> DraftFile:
    from nianbao.jobs.store.draft_file import parse

    return parse(members[DRAFT], where)


def unpack(path: Path) -> tuple[Path, list[str]]:
    """Unpack a ``.nianbao`` into a folder beside it.

    Returns:
        The folder, and what the reviewer should know. The folder that the same file was unpacked into before is
        found again, with what was decided in it since; a folder with other content is never written to.

    Raises:
        InputError: it is no such file, or made to do harm; nothing was written. FileBusy: it cannot be written now.
    """
    data, members = _read(path)
    seal = digest(data)
    draft = _draft(members, str(path))
    parent = path.resolve().parent
    name = called(draft)
    number = 1
    while (folder := parent / (name if number == 1 else f"{name}（{number}）")).exists() or folder.is_symlink():
        mark = folder / _SEAL
        if mark.is_file() and mark.read_text(encoding="ascii", errors="replace").strip() == seal:
            return folder, []
        number += 1
    _written(folder, members, seal)
    messages = [f"{path.name} 打开在文件夹：{folder}"]
    if number > 1:
        messages.append(f"“{name}”已有别的内容，没有覆盖。")
    return folder, messages


def _written(folder: Path, members: dict[str, bytes], seal: str) -> None:
    """The folder, whole or not at all: made under another name, then renamed."""
    import shutil
    import tempfile

    try:
        made = Path(tempfile.mkdtemp(prefix=".nianbao-", dir=folder.parent))
    except OSError as error:
        raise FileBusy(f"{folder.parent}：不能新建文件夹（{reason(error)}）。请换一个位置。") from error
    try:
        for name, data in members.items():
            target = made / name
            target.parent.mkdir(exist_ok=True)
            write_atomic(target, data)
        write_atomic(made / _SEAL, f"{seal}\n".encode())
        made.chmod(0o755)
        made.rename(folder)
    except OSError as error:
        raise FileBusy(f"{folder}：不能写入（{reason(error)}）。") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
