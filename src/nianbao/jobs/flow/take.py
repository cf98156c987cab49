"""取回: brings the edits of a returned Word file into the draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nianbao.align.docx_blocks import WordBlocks
from nianbao.checking import Finding
from nianbao.command_line import command
from nianbao.errors import InputError, JobError
from nianbao.files import digest, read_bytes, refuse_open
from nianbao.jobs.flow.beyond_report import beyond_draft
from nianbao.jobs.flow.edit_authors import Marks
from nianbao.jobs.flow.word_edits import base_of, edition_of, file_name, returned
from nianbao.jobs.store.dismissals import by_comments, heard
from nianbao.jobs.store.draft_file import behind, keep_hand_edit, keep_taken_base, load, said_of_hand_edit, save
from nianbao.jobs.store.draft_values import FileState
from nianbao.jobs.store.folder import HISTORY, REPORT_DOCX, Job, find
from nianbao.jobs.store.job_of_file import as_of, home_of
from nianbao.jobs.store.kept_comments import said_of_comments
from nianbao.jobs.store.kept_marks import kept_marks, marks_in, said_of
from nianbao.jobs.store.run_record import record
from nianbao.jobs.store.word_file import to_take
from nianbao.reading.docx import parse_docx
from nianbao.reading.file_content import PACKED, kind_of
from nianbao.reading.identify_unit import is_recognised
from nianbao.reading.libreoffice import as_docx
from nianbao.reading.removed_characters import refuse_lost
from nianbao.report import HUMAN
from nianbao.wordml.tracked_changes import AUTHOR


@dataclass(frozen=True)
class Taken:
    """What came back.

    Attributes:
        changes: the clerk's edits, in words. conflicts: where her edit and another change disagree.
        findings: of checking the draft with her edits. suggestions: what became of ours in the file, a line each.
    """

    job: Job
    findings: list[Finding] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)


def _as_docx(data: bytes, path: Path) -> tuple[bytes, list[str]]:
    """A Word file of what came back: WPS and old Word save ``.doc`` under any name.

    Raises:
        InputError: it is no Word file, or one that nothing on this machine can convert.
    """
    kind = kind_of(data)
    if kind is None or ".docx" in kind.suffixes:
        return data, []
    if ".doc" not in kind.suffixes and ".wps" not in kind.suffixes:
        what = f"是{kind.name}，不是 Word 文件，没有取回"
        more = f"；{kind.remedy}" if kind is PACKED else ""
        raise InputError.one(str(path), what, f"请给出 年报.docx，或审核的人退回的那一份 Word 文件{more}")
    what = "请在 Word 或 WPS 中另存为 .docx 后再取回"
    made = as_docx(data, str(path), path.suffix.lower(), what)
    return made, [f"{path.name} 是{kind.name}，已由本机的 LibreOffice 转换后取回；原件没有改动。"]


def take(path: Path, folder: Path | None = None, *, older: bool | None = None) -> Taken:
    """Bring a Word file's edits into its job's draft.

    Args:
        path: the Word file, in the job folder; or the folder, for its 年报.docx.
        folder: the job folder, where the file lies elsewhere; no other folder than a named one is changed.
        older: of a file without a draft id that looks older than the draft: whether it is told from the earlier draft
            that it is likest, or from the one of now; None to refuse it until that is said.

    Returns:
        What came back. The Word file is not changed; the clerk's input is not changed.

    Raises:
        InputError: it is no readable Word file. JobError: its draft cannot be found or is in use, or lies in a folder
            that was not named; the file seems older than the draft.
    """
    if path.is_dir():
        path = to_take(find(path))
    elif path.name == REPORT_DOCX and not path.exists():
        to_take(Job(path.parent))  # says which files of it are there under other names
    data = read_bytes(path)
    refuse_open(path, "取回")
    word, said = _as_docx(data, path)
    parsed = parse_docx(word, str(path))
    if not is_recognised(parsed.report):
        what = "里面没有年报的任何一个部分或表，不像是从草稿改来的，没有取回"
        raise InputError.one(str(path), what, "请给出 年报.docx，或审核的人退回的那一份 Word 文件")
    refuse_lost(parsed.report, str(path))
    marks = Marks.of(word)
    if marks.data != word:
        parsed = parse_docx(marks.data, str(path))
    job = home_of(path, parsed, folder)
    with job.locked():
        draft = load(job)
        if draft is None:
            raise JobError(f"{job.folder}：没有草稿。请先运行：{command('draft', job.folder)}")
        name, own = file_name(job, path), as_of(draft, parsed)
        if own is not parsed and parsed.draft_id:
            said.append(f"{path.name} 是在别处起草的，单位、年度与这份草稿相同，其中与草稿不同的地方都取回。")
        parsed = own
        base, messages = base_of(job, draft, parsed, path, digest(data), older=older)
        messages = [*said, *messages, *keep_hand_edit(job), *said_of_hand_edit(draft)[1:]]
        result, changes, conflicts, held, suggestions, comments = returned(
            draft, base, parsed, marks, (path.name, digest(data))
        )
        blocks = WordBlocks(parsed.report, result.report, parsed.bookmarks)
        aside = by_comments(result.report, blocks.comments(parsed.report.comments), result.dismissed)
        result = result.model_copy(update={"dismissed": [*result.dismissed, *aside]})
        messages += [f"按批注不再报：{item.code}“{item.quote}”（{item.reason}）" for item in aside]
        more = beyond_draft(job, marks.data or word, parsed.report, base, result, held)
        marked = marks_in(parsed, job, draft)
        open_marks = kept_marks(more.draft.report, marked, base, draft)
        result, changes = more.draft.model_copy(update={"highlighted": open_marks}), [*changes, *more.changes]
        messages += [*said_of(result.report, open_marks), *more.apart]
        held = held.model_copy(
            update={"furniture": result.furniture, "pictures": result.pictures, "highlighted": marked}
        )
        state = result.files.get(name)
        earlier = [state.sha256, *state.earlier] if state else []
        ours = state is not None and digest(data) in (state.sha256, *state.earlier) and not state.taken
        if not ours:
            kept = keep_taken_base(job, held, digest(data))
            edition = edition_of(parsed.draft_id, parsed.export)
            result.files[name] = FileState(
                sha256=digest(data), earlier=earlier[:8], taken=True, base=kept, base_version=edition
            )
        messages += behind(job, result)
        save(job, result)
        record(job, "take", version=result.version, file=digest(data), edits=len(changes))
    if more.lost:
        where = f"{job.folder.name}/{HISTORY}/{result.left_in}".lstrip("/")
        messages.append(f"Word 文件里的下列内容不会带入新稿，原件已存为 {where}：")
        messages += [f"  {line}" for line in more.lost]
    elif not changes and not conflicts:
        others = any(author != AUTHOR for author, _ in parsed.comments)
        messages.append("正文和表格没有修改，只有批注。" if others else "没有发现修改。")
    gone = "；重新起草的文件里没有它，这份原件会存进“历次”。"
    remarks = [line for line in parsed.report.remarks if "幅图片" not in line.text]
    messages += [f"{line}{'。' if line.kept else gone}" for line in remarks]
    messages += [
        f"表格里的“{item.meant}”写成了“{item.found}”：这一行（栏）的数字已取回；"
        "名称由程序按格式写，重新起草的文件里没有这处改动，这份原件会存进“历次”。"
        for table in parsed.report.tables
        for item in table.altered
    ]
    if any(sentence.origin in HUMAN for sentence in result.report.sentences()) and changes:
        again = command("draft", job.folder)
        messages.append(f"这些修改已记入草稿，再次起草时保留；重新生成 Word 请运行：{again}")
    messages += said_of_comments(result.report, comments)
    return Taken(job, heard(result.report, result.dismissed), messages, changes, conflicts, suggestions)
