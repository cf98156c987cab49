"""Exports the draft as a Word file for somebody else, open items as tracked changes and comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nianbao.checking import Finding, Severity, tagged
from nianbao.checking.fixes import Edit, fixed_report, settle
from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.files import beside, digest, read_bytes, refuse_target, write_atomic
from nianbao.jobs.check.finding_outputs import remarks
from nianbao.jobs.flow.word_edits import base_of, edition_of, file_name
from nianbao.jobs.store import word_file
from nianbao.jobs.store.dismissals import heard
from nianbao.jobs.store.draft_file import behind, keep_taken_base, load, refuse_hand_edit, save
from nianbao.jobs.store.draft_values import DraftFile, FileState, KeptMark, Suggested
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.kept_comments import at_the_draft
from nianbao.jobs.store.kept_marks import as_comments, open_in
from nianbao.jobs.store.run_record import record
from nianbao.reading.docx import parse_docx
from nianbao.report import EXPORT_PROPERTY, Paragraph, Report, Section, Sentence, sentences_changed
from nianbao.reviewing.compare.compare_reports import beside_its_file
from nianbao.reviewing.compare.comparison_docx import marked_docx, with_remarks
from nianbao.wordml.content import DISPUTE
from nianbao.writing.annotations import Annotation
from nianbao.writing.docx_package import with_property
from nianbao.writing.printed_text import remarks_on

_NOTHING = "没有可提的修改建议，文字与 年报.docx 相同。"
_ROUNDS = 5
"""A suggestion may make room for another it touched; more rounds than this have never been needed."""
_NO_DRAFT = "{folder}：没有草稿，请先运行 nianbao draft。"


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        path: the file. suggestions: how many sentences and headings it has tracked changes in by us; comments: how
            many comments.
    """

    path: Path
    messages: list[str] = field(default_factory=list)
    suggestions: int = 0
    comments: int = 0


def _drafted(job: Job) -> DraftFile:
    draft = load(job)
    if draft is None:
        raise JobError(_NO_DRAFT.format(folder=job.folder))
    return draft


def export(
    job: Job, *, track_changes: bool = False, output: Path | None = None, when: datetime | None = None
) -> Exported:
    """Write the draft as a Word file beside the job's own.

    Args:
        job: the folder. track_changes: whether what is open goes in: every fix that findings offer, also those to
            be read first, as tracked changes in the job's 年报.docx as it was last written or taken back; findings
            and 待核实 as comments. output: where to write; by default ``单位-年份.docx`` or, with tracked changes,
            ``单位-年份（修订）.docx`` in the folder. when: the date of changes and comments; now by default.

    Returns:
        What was written; a file that a person wrote is never replaced, then the new one stands beside it; of one
        that was taken back a copy is kept in the history.

    Raises:
        JobError: no draft, or 年报.docx has edits not taken back. InputError: ``output`` is no name of a Word file.
        FileBusy: it cannot be written now.
    """
    if output is not None:
        refuse_target(output, (".docx",), what="导出的文件")
        word_file.refuse_place(job, output)
    if not job.folder.is_dir():
        raise JobError(_NO_DRAFT.format(folder=job.folder))
    with job.locked():
        draft = _drafted(job)
        word_file.refuse_opened(job, draft, "导出")
        refuse_hand_edit(job, draft, "导出")
        messages = [*behind(job, draft), *word_file.recover(job, draft)]
        messages += open_in(draft)
        wanted = output or job.folder / f"{_named(draft.report)}{'（修订）' if track_changes else ''}.docx"
        if not track_changes:
            data, done, held = word_file.rendered(job, draft), Exported(wanted), draft
            token = digest(data)[:12]
        else:
            data, done, draft, held, token = _with_changes(job, draft, wanted, when or datetime.now(UTC))
        path, said = _put(job, draft, held, wanted, with_property(data, EXPORT_PROPERTY, token), token)
        save(job, draft)
        record(job, "export", version=draft.version, file=digest(data), suggestions=done.suggestions)
    return Exported(path, [*messages, *done.messages, *said], done.suggestions, done.comments)


def _named(report: Report) -> str:
    unit = report.unit.name if report.unit is not None else "年报"
    name = "".join(sign for sign in unit if sign not in '\\/:*?"<>|')
    return f"{name}-{report.year}" if report.year is not None else name


def _put(job: Job, draft: DraftFile, held: DraftFile, wanted: Path, data: bytes, token: str) -> tuple[Path, list[str]]:
    """Write the file; the draft is told what it holds, so that its edits can be told apart when it comes back.

    Args:
        held: what the file holds where none of our suggestions is accepted: also edits taken back since the draft
            of its number was written. token: by which the file is known under any name.
    """
    state = draft.files.get(file_name(job, wanted))
    path, said = wanted, []
    if wanted.exists() and word_file.is_edited(wanted, state):
        path = beside(wanted)
        said = [f"{wanted.name} 已有别的内容，没有覆盖；写在 {path.name}。"]
    elif (kept := word_file.keep_taken(job, wanted, state, draft.version)) is not None:
        said = [f"取回过的 {wanted.name} 另存为 {kept.parent.name}/{kept.name}。"]
    base = keep_taken_base(job, held, token)
    write_atomic(path, data)
    draft.files[file_name(job, path)] = FileState(
        sha256=digest(data), base=base, base_version=edition_of(draft.draft_id, token)
    )
    return path, said


# ── what is open


def _suggested(draft: DraftFile) -> tuple[Report, list[Edit]]:
    """The draft with every fix made that its findings offer and nobody has rejected, and the fixes."""
    report, made = draft.report, list[Edit]()
    findings = heard(report, draft.dismissed)
    for _ in range(_ROUNDS):
        now, _ = settle(report, findings, unsafe=True, recheck=lambda item: heard(item, draft.dismissed))
        if not now:
            break
        made += now
        report = fixed_report(report, now)
        findings = heard(report, draft.dismissed)
    return _without_rejected(draft, report), made


def _without_rejected(draft: DraftFile, report: Report) -> Report:
    """The report with sentences that a person would not have otherwise as they are in the draft."""
    rejected = {(item.before, item.after) for item in draft.decisions if item.kind == "rejected"}
    if not rejected:
        return report
    before = {sentence.id: sentence for sentence in draft.report.sentences()}

    def kept(sentence: Sentence) -> Sentence:
        was = before.get(sentence.id, sentence)
        return was if (was.text, sentence.text) in rejected else sentence

    return report.model_copy(update={"sections": sentences_changed(report.sections, kept)})


def _changed(old: Report, new: Report) -> list[Suggested]:
    before = {sentence.id: sentence.text for sentence in old.sentences()}
    found = [
        Suggested(before=before[item.id], after=item.text, sentence=item.id)
        for item in new.sentences()
        if item.id in before and before[item.id] != item.text
    ]
    headings = {section.id: section.heading for section in old.sections}
    pairs = [(old.title, new.title)]
    pairs += [(headings[item.id], item.heading) for item in new.sections if item.id in headings]
    return [*found, *(Suggested(before=was, after=now) for was, now in pairs if was != now)]


def _sentence_places(report: Report) -> list[tuple[Section, Paragraph, Sentence, int]]:
    found: list[tuple[Section, Paragraph, Sentence, int]] = []
    for section, paragraph in report.paragraphs():
        at = 0
        for sentence in paragraph.sentences:
            found.append((section, paragraph, sentence, at))
            at += len(sentence.text)
    return found


def _at(section: Section, paragraph: Paragraph, text: str, at: int, head: str, code: str, level: str) -> Annotation:
    start = at + len(text) - len(text.lstrip())
    words = text.strip()
    return Annotation(
        head=head, body=(), level=level, code=code, quote=words, section=section.id,  # type: ignore[arg-type]
        paragraph=paragraph.id, start=start, end=start + len(words),
    )  # fmt: skip


def _remarks(draft: Report, new: Report, made: list[Edit], findings: list[Finding]) -> list[Annotation]:
    """What stands in the margin: why each change is suggested, what rests on nothing, what else is wrong."""
    before = {sentence.id: sentence.text for sentence in draft.sentences()}
    found: list[Annotation] = []
    for section, paragraph, sentence, at in _sentence_places(new):
        was = before.get(sentence.id, sentence.text)
        if was != sentence.text and sentence.text.strip():
            reasons = {
                edit.message: edit
                for edit in made
                if (edit.section, edit.paragraph) == (section.id, paragraph.id) and edit.old in was
            }
            found += [
                _at(section, paragraph, sentence.text, at, f"修改建议：{words}", edit.code, edit.severity)
                for words, edit in reasons.items()
            ]
        for head, *body in remarks_on(new, sentence):
            level: Severity = "error" if head.startswith(DISPUTE) else "warning"
            found.append(_at(section, paragraph, sentence.text, at, head, "", level)._replace(body=tuple(body)))
    commented = tagged("unverified", "conflict", "own_words")  # told above, by a comment of their own
    shown = [item for item in findings if item.silenced is None and item.code not in commented]
    return [*found, *remarks(shown)]


def _on_marks(new: Report, marks: list[KeptMark]) -> list[Annotation]:
    """Our comments on words that somebody marked in an earlier Word file, as the job's own Word file has them."""
    return [
        Annotation(
            head=item.text, body=(), level="warning", code="", quote=kept.quote if item.paragraph else "",
            section=item.section, paragraph=item.paragraph, cell=item.cell,
            start=item.start if item.paragraph else None, end=item.end if item.paragraph else None,
        )
        for kept in as_comments(new, marks)
        for item in at_the_draft(new, [kept])
    ]  # fmt: skip


def _with_changes(
    job: Job, draft: DraftFile, wanted: Path, when: datetime
) -> tuple[bytes, Exported, DraftFile, DraftFile, str]:
    """The file, what is told of it, the draft with the suggestions, what the file holds without them, its token."""
    state = draft.files.get(job.docx_path.name)
    messages: list[str] = []
    if job.docx_path.exists():
        if word_file.is_edited(job.docx_path, state):
            raise JobError(
                f"{job.docx_path.name} 有还没有取回的修改。"
                f"请先运行：{command('take', job.docx_path)} ；再导出。没有写入任何文件。"
            )
        base = read_bytes(job.docx_path)
    else:
        base = word_file.rendered(job, draft)
        messages.append(f"没有 {job.docx_path.name}，按草稿排出，修订标在上面。")
    new, made = _suggested(draft)
    parsed = parse_docx(base, job.docx_path.name)
    held, _ = base_of(job, draft, parsed, job.docx_path)
    comparison = beside_its_file(parsed, new)
    data, said = marked_docx(comparison, base, when=when)
    wanted_remarks = _remarks(draft.report, new, made, heard(new, draft.dismissed))
    wanted_remarks += _on_marks(new, draft.highlighted)
    data, lost = with_remarks(data, new, wanted_remarks, when=when)
    messages += [*said, *(f"这一项没有位置可放，没有写成批注：{item.code} {item.head}" for item in lost)]
    suggested = _changed(held.report, new)
    token = digest(data)[:12]
    suggested = [item.model_copy(update={"export": token}) for item in suggested]
    if not suggested:
        messages.append(_NOTHING)
    done = Exported(wanted, messages, len(suggested), len(wanted_remarks) - len(lost))
    return data, done, draft.model_copy(update={"suggested": [*draft.suggested, *suggested]}), held, token
