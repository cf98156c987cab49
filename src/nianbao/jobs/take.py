"""Taking back a Word file that a clerk or a reviewer edited (取回)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from nianbao.align.sentences import Aligned, align
from nianbao.checking import Finding
from nianbao.command_line import command
from nianbao.errors import InputError, JobError
from nianbao.facts import Change, FactBook, complete, form_of, rebind, released
from nianbao.files import digest, read_bytes
from nianbao.jobs.behind import behind
from nianbao.jobs.beyond_draft import beyond_draft
from nianbao.jobs.cells import as_held, cell_edits, counted_as, in_line, lay_over
from nianbao.jobs.decisions import Marks, attributed, settled_suggestions, verified_by
from nianbao.jobs.dismissing import by_comments, heard
from nianbao.jobs.draftfile import (
    DraftFile,
    FileState,
    base_name,
    keep_hand_edit,
    keep_taken_base,
    load,
    save,
    snapshot,
    taken_base,
)
from nianbao.jobs.folder import HISTORY, Job, find
from nianbao.jobs.highlighted import by_people, said_of, still_there
from nianbao.jobs.job_of_file import home_of
from nianbao.jobs.kept_comments import Kept, kept_comments, said_of_comments
from nianbao.jobs.places import Places
from nianbao.jobs.record import record
from nianbao.jobs.redraft import describe, still_thin
from nianbao.jobs.replay import replay
from nianbao.jobs.wordfile import to_take
from nianbao.office_locks import refuse_open
from nianbao.reading.docx import DocxParsed, parse_docx
from nianbao.reading.file_content import kind_of
from nianbao.reading.libreoffice import as_docx
from nianbao.reading.recognised import is_recognised
from nianbao.reading.removed_characters import refuse_lost
from nianbao.report import HUMAN, Paragraph, Report, Section, Sentence
from nianbao.writing.replace_in_docx import AUTHOR

__all__ = ["Returned", "Taken", "base_of", "file_name", "returned", "take"]


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


def base_of(job: Job, draft: DraftFile, parsed: DocxParsed, name: str) -> tuple[DraftFile, list[str]]:
    """What the Word file held before the clerk's edits: when last taken back, else when it was written."""
    _, _, version = parsed.draft_id.rpartition("-")
    state = draft.files.get(name)
    held = state.base if state is not None and state.base_version == version else ""
    known = base_name(parsed.export) if parsed.export else ""
    for kept_name in (held, known):
        if (base := taken_base(job, kept_name)) is not None:
            return base, []
    if not version.isdigit():
        return draft, ["文件里没有草稿编号（可能是另存或复制出来的），按内容与当前草稿对齐。"]
    kept = snapshot(job, int(version))
    if kept is None:
        return draft, [f"没有找到第 {version} 稿的存底，按内容与当前草稿对齐。"]
    if int(version) == draft.version:
        return kept, []
    return kept, [f"这是第 {version} 稿的 Word 文件，当前是第 {draft.version} 稿；修改已并入当前草稿。"]


def _shape(sections: list[Section]) -> list[object]:
    """Which sentences stand where, and a person's words: what must agree for a Word file's order to be taken whole."""
    return [
        (section.id, paragraph.id, sentence.id, sentence.text if sentence.origin in HUMAN else "")
        for section in sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    ]


def _said(aligned: Aligned, base: Report) -> list[str]:
    before = {sentence.id: sentence.text for sentence in base.sentences()}
    after = {
        sentence.id: sentence.text
        for section in aligned.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    }
    lines = [
        f"改：{before[id]} → {after[id]}" if before[id] != after[id] else f"核实：{after[id]}"
        for id in dict.fromkeys(aligned.edited)
        if id in after
    ]
    lines += [f"增：{after[id]}" for id in aligned.added]
    lines += [f"删：{before[id]}" for id in aligned.deleted if before.get(id, "").strip()]
    if _rearranged(base.sections, aligned.sections):
        lines.append("段落的位置或分合有变化，已按 Word 中的样子保留。")
    return lines


def _rearranged(before: list[Section], after: list[Section]) -> bool:
    """Whether sentences that stand in both were moved, split into paragraphs otherwise, or joined."""

    def runs(sections: list[Section], both: set[str]) -> list[list[str]]:
        found = [
            [sentence.id for sentence in paragraph.sentences if sentence.id in both]
            for section in sections
            for paragraph in section.paragraphs
        ]
        return [run for run in found if run]

    ids = [
        {item.id for section in sections for paragraph in section.paragraphs for item in paragraph.sentences}
        for sections in (before, after)
    ]
    both = ids[0] & ids[1]
    return runs(before, both) != runs(after, both)


class Returned(NamedTuple):
    """The draft with a Word file's edits, the edits in words, conflicts, and what the file itself holds.

    ``suggestions``: what became of ours, a line each. ``comments``: people's.
    """

    draft: DraftFile
    changes: list[str]
    conflicts: list[str]
    held: DraftFile
    suggestions: list[str]
    comments: Kept


def _as_held(held: DraftFile, came: Report) -> DraftFile:
    """The base for the file's next edits: its own title, headings and figures."""
    headings = {section.id: section.heading for section in came.sections}
    sections = [
        section.model_copy(update={"heading": headings.get(section.id, section.heading)})
        for section in held.report.sections
    ]
    report = held.report.model_copy(
        update={
            "title": came.title or held.report.title,
            "date": came.date,
            "sections": sections,
            "cells": held.report.cells | {id: as_held(cell) for id, cell in came.cells.items()},
        }
    )
    return held.model_copy(update={"report": report})


def returned(draft: DraftFile, base: DraftFile, parsed: DocxParsed, marks: Marks | None = None) -> Returned:
    """The draft with a Word file's edits in it; nothing is written.

    Args:
        draft: as it is now. base: as the Word file was before the edits. parsed: the Word file. marks: its tracked
            changes: who made which edit.
    """
    marks = marks or Marks()
    aligned = align(base.report.sections, parsed.report.sections, parsed.bookmarks, confirms=bool(parsed.draft_id))
    verified = verified_by(parsed.report)
    aligned, decisions = attributed(aligned, base.report, marks, draft.suggested, verified)
    asked = [item for item in draft.suggested if parsed.export and item.export == parsed.export]
    settled = settled_suggestions(asked, marks, parsed.report)
    elsewhere = [item for item in draft.suggested if item not in asked]
    changes = _said(aligned, base.report)
    conflicts: list[str] = []
    if _shape(base.report.sections) == _shape(draft.report.sections):
        sections, touched, deleted = aligned.sections, aligned.touched, aligned.deleted
    else:
        sections, touched, deleted, conflicts = replay(
            draft.report.sections, base.report.sections, aligned, frozenset(draft.deleted)
        )
    report = draft.report.model_copy(update={"sections": sections})
    titles = _titles(base.report, parsed.report)
    form = form_of(report)
    cells = dict(draft.cells)
    if form is not None:
        edits, said = cell_edits(form, base.report, parsed.report)
        for id, edit in edits.items():
            was = draft.cells[id].was if id in draft.cells else edit.was
            cells[id] = edit.model_copy(update={"was": was})
            label = f"表格“{form.cells[id].label}”"
            counts = counted_as(edit.raw, form.cells[id])
            changes.append(f"{label}：{in_line(edit.was)} → {in_line(edit.raw)}" + (f"（{counts}）" if counts else ""))
            decisions += marks.on_cell(parsed.report.cells[id].location, label, edit)
        report, _, _, clashes = lay_over(form, report, edits)
        conflicts += clashes + said
        report = report.model_copy(update={"cells": complete(form, report.cells)})
    report = _headed(report, base.report, parsed.report)
    book = FactBook(report)
    bound, moved = _rebound(report.sections, book, _outgrown(base.report, aligned))
    report = report.model_copy(update={"sections": bound})
    changes += [*titles, *describe(moved, report.sentences(), "表格")]
    comments = kept_comments(parsed, base, draft)
    update: dict[str, object] = {
        "report": report,
        "advice": still_thin(draft.advice, report),
        "touched": list(dict.fromkeys([*draft.touched, *touched])),
        "deleted": list(dict.fromkeys([*draft.deleted, *deleted])),
        "cells": cells,
        "decisions": [*draft.decisions, *decisions, *settled.decisions],
        "suggested": [*elsewhere, *settled.open],
        "comments": comments.all,
    }
    if parsed.report.title and parsed.report.title != base.report.title:
        update["title"] = parsed.report.title
    if parsed.report.date != base.report.date:
        update["date"] = parsed.report.date
    update["headings"] = draft.headings | _headings(base.report, parsed.report)
    held = base.model_copy(
        update={
            "report": base.report.model_copy(update={"sections": _told(aligned.sections, bound)}),
            "comments": comments.found,
        }
    )
    result = draft.model_copy(update=update)
    return Returned(result, changes, conflicts, _as_held(held, parsed.report), settled.said, comments)


def _headings(base: Report, came: Report) -> dict[str, str]:
    ours = {section.id: section.heading for section in base.sections}
    return {
        section.id: section.heading
        for section in came.sections
        if section.id in ours and section.heading.strip() != ours[section.id].strip()
    }


def _titles(base: Report, came: Report) -> list[str]:
    lines = [f"标题：{base.title} → {came.title}"] if came.title and came.title != base.title else []
    if came.date != base.date:
        lines.append(f"成文日期：{base.date or '无'} → {came.date or '无'}")
    ours = {section.id: section.heading for section in base.sections}
    lines += [f"标题：{ours[id]} → {heading}" for id, heading in _headings(base, came).items()]
    present = {section.id for section in came.sections}
    lines += [
        f"“{section.heading}”的标题在 Word 中已不见。"
        for section in base.sections
        if section.heading and section.id not in present
    ]
    return lines


def _headed(report: Report, base: Report, came: Report) -> Report:
    """The report with the title, headings and date that were changed in the Word file."""
    headings = _headings(base, came)
    sections = [item.model_copy(update={"heading": headings.get(item.id, item.heading)}) for item in report.sections]
    update: dict[str, object] = {"sections": sections}
    if came.title and came.title != base.title:
        update["title"] = came.title
    if came.date != base.date:
        update["date"] = came.date
    return report.model_copy(update=update)


def _told(sections: list[Section], bound: list[Section]) -> list[Section]:
    """What a file holds, with what its person was just told of sentences that hold no longer."""
    stale = {
        sentence.id: sentence.stale
        for section in bound
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    }

    def told(paragraph: Paragraph) -> Paragraph:
        sentences = [item.model_copy(update={"stale": stale.get(item.id, item.stale)}) for item in paragraph.sentences]
        return paragraph.model_copy(update={"sentences": sentences})

    return [
        section.model_copy(update={"paragraphs": [told(paragraph) for paragraph in section.paragraphs]})
        for section in sections
    ]


def _outgrown(base: Report, aligned: Aligned) -> set[str]:
    """Ids of sentences that were told to hold no longer, and that a person then wrote otherwise."""
    stale = {sentence.id: sentence.text for sentence in base.sentences() if sentence.stale}
    edited = set(aligned.edited) & set(stale)
    after = [
        sentence for section in aligned.sections for paragraph in section.paragraphs for sentence in paragraph.sentences
    ]
    return {sentence.id for sentence in after if sentence.id in edited and sentence.text != stale[sentence.id]}


def _rebound(sections: list[Section], book: FactBook, outgrown: set[str]) -> tuple[list[Section], list[Change]]:
    moved: list[Change] = []
    out: list[Section] = []
    for section in sections:
        paragraphs: list[Paragraph] = []
        for paragraph in section.paragraphs:
            sentences: list[Sentence] = []
            for sentence in paragraph.sentences:
                if sentence.id in outgrown:
                    sentence = released(sentence, book)
                bound, changes = rebind(sentence, book)
                moved += changes
                sentences.append(bound)
            paragraphs.append(paragraph.model_copy(update={"sentences": sentences}))
        out.append(section.model_copy(update={"paragraphs": paragraphs}))
    return out, moved


def file_name(job: Job, path: Path) -> str:
    """How 草稿.json calls a file: by name in its folder, else by its full path."""
    return path.name if path.resolve().parent == job.folder.resolve() else str(path.resolve())


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
        raise InputError.one(str(path), what, "请给出 年报.docx，或审核的人退回的那一份 Word 文件")
    what = "请在 Word 或 WPS 中另存为 .docx 后再取回"
    made = as_docx(data, str(path), path.suffix.lower(), what)
    return made, [f"{path.name} 是{kind.name}，已由本机的 LibreOffice 转换后取回；原件没有改动。"]


def take(path: Path, folder: Path | None = None) -> Taken:
    """Bring a Word file's edits into its job's draft.

    Args:
        path: the Word file, in the job folder; or the folder, for its 年报.docx.
        folder: the job folder, where the file lies elsewhere; no other folder than a named one is changed.

    Returns:
        What came back. The Word file is not changed; the clerk's input is not changed.

    Raises:
        InputError: it is no readable Word file. JobError: its draft cannot be found or is in use, or lies in a folder
            that was not named.
    """
    if path.is_dir():
        path = to_take(find(path))
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
        name = file_name(job, path)
        base, messages = base_of(job, draft, parsed, name)
        messages = [*said, *messages, *keep_hand_edit(job)]
        result, changes, conflicts, held, suggestions, comments = returned(draft, base, parsed, marks)
        aside = by_comments(
            result.report, Places(parsed).comments(result.report, parsed.report.comments), result.dismissed
        )
        marks_left = by_people(job, draft, parsed)
        result = result.model_copy(
            update={"dismissed": [*result.dismissed, *aside], "highlighted": still_there(result.report, marks_left)}
        )
        messages += said_of(result.highlighted)
        messages += [f"按批注不再报：{item.code}“{item.quote}”（{item.reason}）" for item in aside]
        more = beyond_draft(job, marks.data or word, parsed.report, base, result)
        result, changes = more.draft, [*changes, *more.changes]
        messages += more.apart
        held = held.model_copy(update={"furniture": result.furniture, "pictures": result.pictures})
        state = result.files.get(name)
        earlier = [state.sha256, *state.earlier] if state else []
        ours = state is not None and digest(data) in (state.sha256, *state.earlier) and not state.taken
        if not ours:
            kept = keep_taken_base(job, held, digest(data))
            version = parsed.draft_id.rpartition("-")[2]
            result.files[name] = FileState(
                sha256=digest(data), earlier=earlier[:8], taken=True, base=kept, base_version=version
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
