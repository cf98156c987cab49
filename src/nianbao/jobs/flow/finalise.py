"""Writes the final file; refuses while anything still waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.checking import Finding, tagged
from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.files import digest, make_folder, refuse_open, refuse_target
from nianbao.jobs.flow.answers_over import keep_profiles
from nianbao.jobs.flow.job_report import refuse_changed_input
from nianbao.jobs.flow.local_requirements import with_local
from nianbao.jobs.flow.word_edits import file_name
from nianbao.jobs.store import word_file
from nianbao.jobs.store.dismissals import heard
from nianbao.jobs.store.draft_file import behind, keep_taken_base, load, refuse_hand_edit, save
from nianbao.jobs.store.draft_values import DraftFile, FileState
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.kept_comments import open_comments, said_of_comment
from nianbao.jobs.store.kept_marks import open_in
from nianbao.jobs.store.run_record import record
from nianbao.reading.docx_inventory import FURNITURE, beyond, inventory
from nianbao.report import Report
from nianbao.writing import FORMATS, render


@dataclass(frozen=True)
class Finalised:
    """What finishing did.

    Attributes:
        written: the files. refused: the findings for which it was refused, where it was.
        open: findings that a person should look at once more, in what was written.
        messages: what the clerk should know.
    """

    written: list[Path] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def finalise(job: Job, *, output: Path | None = None, profiles: Sequence[str] = ()) -> Finalised:
    """Write the finished file: no comment, revision, bookmark, draft id, author or template text.

    Args:
        output: where to write it, in the format of its ending; ``年报（定稿）.docx`` in the job folder by default.
        profiles: local requirements that are named now, files whole, in place of those it was drafted with.

    Returns:
        The file, with what is still open in it; or the findings in the way (blanks, 待核实, 请读, anything at error
        level, a title, heading or cell that is not as the form has it): then nothing is written.

    Raises:
        InputError: ``output`` is no name of such a file. JobError: there is no draft, its Word file has edits not
        taken back or is open, words in it are marked, a comment in it is open, or a file cannot be written.
        FormError: ``profiles`` names what nobody knows, or a file that is wrong.
    """
    if output is not None:
        refuse_target(output, tuple(FORMATS), what="定稿")
        word_file.refuse_place(job, output, final=True)
    if not job.folder.is_dir():
        raise JobError(f"{job.folder}：没有草稿，请先运行 nianbao draft。")
    with job.locked():
        draft = load(job)
        if draft is None:
            raise JobError(f"{job.folder}：没有草稿，请先运行 nianbao draft。")
        word_file.refuse_opened(job, draft, "定稿")
        wanted = output or job.final_path
        refuse_open(wanted)
        if old := behind(job, draft):
            raise JobError("\n".join([*old, "还没有定稿，没有写入任何文件。"]))
        refuse_hand_edit(job, draft, "定稿")
        unread = refuse_changed_input(job, draft)
        make_folder(job.history)  # the draft file's copy goes there: refused before anything is written
        messages = [*unread, *word_file.recover(job, draft)]
        messages += _untaken(job, draft)
        undecided = _undecided(draft)
        draft.report, said = with_local(draft.report, job.folder, profiles, drafting=False)
        messages += said
        report = draft.report.model_copy(update={"stage": "final"})
        told = [item for item in heard(report, draft.dismissed) if item.silenced is None]
        findings = [item for item in told if item.counts]
        errors = [item for item in findings if item.severity == "error"]
        altered = [item for item in findings if item.severity == "warning" and _of_the_form(item, report)]
        spoken = [item for item in findings if item.code in tagged("own_words")]  # nobody has read them yet
        if errors or altered or spoken:
            said = [*undecided, "还不能定稿：请先处理下列各项，再运行 nianbao draft 和 nianbao final。"]
            unfinished = {item.cell for item in errors if item.cell}
            if alterable := [item for item in altered if item.cell not in unfinished]:
                said.append(
                    "题目、标题和表格按格式写入，不留空格；确要与格式不同的，先写明理由："
                    f"{command('check', job.folder)} --dismiss {alterable[0].code} --reason 理由"
                )
            if spoken:
                said.append(
                    "照素材写的句子要有人读过：在 Word 中改好，或删去“请读”批注，再取回；都读过、不用改的，"
                    f"{command('check', job.folder)} --dismiss {spoken[0].code} --reason 已读"
                )
            return Finalised(refused=[*errors, *altered, *spoken], messages=[*messages, *said])
        if undecided:
            raise JobError("\n".join([*undecided, "还没有定稿，没有写入任何文件。"]))
        plain = render(report, wanted.suffix)
        word = wanted.suffix.lower() == ".docx"
        data = word_file.framed(job, draft, plain) if word else plain
        was = draft.files.get(file_name(job, wanted))
        path, said_too = word_file.put_copy(wanted, data, was)
        if path != wanted and was is not None and word:
            said_too += word_file.said_of_untaken([wanted], path.name)
        base = keep_taken_base(job, draft, digest(data)) if word else ""  # it has no draft id to be known by
        draft.files[file_name(job, path)] = FileState(sha256=digest(data), base=base)
        save(job, draft)
        if profiles:
            keep_profiles(job.folder, profiles)
        record(job, "final", version=draft.version, file=digest(data))
        messages += [
            *_furniture(data if word else b"", plain),
            *(word_file.homeless(job, draft, plain) if word else ()),
        ]
        still = [item for item in told if item.severity != "info"]  # what could not be judged among them
        return Finalised(written=[path], open=still, messages=[*messages, *said_too])


def _of_the_form(item: Finding, report: Report) -> bool:
    """Whether it is about the title, a heading or a cell without a figure: only a person alters what code wrote."""
    if item.code in tagged("words_in_cell"):
        return item.cell in report.cells and report.cells[item.cell].value is None
    return item.code in tagged("blank_cell") or (not item.paragraph and item.position is not None and not item.where)


_SHOWN = 5


def _furniture(data: bytes, plain: bytes) -> list[str]:
    """The headers and footers of a person in a finished Word file, which may say what is not for everyone."""
    if not data:
        return []
    hers = [str(item) for item in beyond(inventory(data), inventory(plain)) if item.kind in FURNITURE]
    return [f"定稿的页眉页脚是在 Word 里改过的：{'、'.join(hers)}；请确认可以随报告公开。"] if hers else []


def _untaken(job: Job, draft: DraftFile) -> list[str]:
    """What to tell of exported and renamed files that were changed since.

    Raises:
        JobError: the job's own Word file, or one written beside it, has edits that were not taken back.
    """
    changed = word_file.untaken(job, draft)
    own = [path for path in changed if word_file.is_draft_name(job, path)]
    if own:
        raise JobError(
            f"{own[0].name} 有还没有取回的修改。请先运行 {command('take', own[0])}，再定稿"
            "（不要其中的修改，就把这个文件改名或移走）；没有写入任何文件。"
        )
    return word_file.said_of_untaken(changed, "定稿")


def _undecided(draft: DraftFile) -> list[str]:
    """Words in the draft that somebody marked in Word, and comments that nobody has settled, in words."""
    said = open_in(draft)
    if comments := open_comments(draft.comments):
        shown = [f"  {said_of_comment(draft.report, item)}" for item in comments[:_SHOWN]]
        more = [f"  批注还有 {len(comments) - _SHOWN} 条"] if len(comments) > _SHOWN else []
        said += ["取回的 Word 文件里还有没有处理的批注，处理以后请在 Word 里删去或标为已解决，再取回：", *shown, *more]
    return said
