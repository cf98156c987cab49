"""A job's draft, or a Word file of it, as a report to check; what changed in its input since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Unpack

from nianbao.align.docx_blocks import WordBlocks
from nianbao.command_line import command
from nianbao.drafting import outline
from nianbao.errors import InputError, JobError, NianbaoError
from nianbao.facts import form_of
from nianbao.files import digest, opened_by, read_bytes
from nianbao.jobs.flow.answers_over import answered
from nianbao.jobs.flow.cell_edits import in_line, lay_over
from nianbao.jobs.flow.clerk_input import beside_it, read_input
from nianbao.jobs.flow.previous_report import with_previous
from nianbao.jobs.flow.word_edits import base_of, returned
from nianbao.jobs.store.answer_file import answer_path
from nianbao.jobs.store.draft_file import behind, load, said_of_hand_edit
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.job_of_file import job_of
from nianbao.jobs.store.kept_marks import kept_marks, marks_in, open_in, said_of
from nianbao.jobs.store.word_file import current, untaken
from nianbao.reading import read
from nianbao.reading.blocks import Given
from nianbao.reading.docx import parse_docx
from nianbao.reading.file_content import kind_of
from nianbao.reading.identify_unit import recognised
from nianbao.report import Cell, Note, Problem, Remark, Report, compact
from nianbao.writing.printed_text import shown

_ALONE = "没有找到它的草稿，句子的依据和数字来源不能判断；其余照常检查。"


def report_of_docx(path: Path, *, passage: bool = False, **given: Unpack[Given]) -> tuple[Report, list[str]]:
    """A Word file, with its draft's sentences where it is one of ours; and what the clerk should know.

    Raises:
        InputError: it cannot be read, or is no report.
    """
    data = read_bytes(path)
    kind = kind_of(data)
    if kind is not None and ".docx" not in kind.suffixes:
        return read(path, passage=passage, **given), []
    parsed = parse_docx(data, str(path), **given)

    def known(report: Report) -> Report:
        return report if passage else recognised(report, str(path))

    job = job_of(path, parsed)
    if job is None:
        told = said_of(parsed.report, marks_in(parsed))
        remarks = [*parsed.report.remarks, *(Remark(text=line) for line in told)]
        alone = parsed.report.model_copy(update={"remarks": remarks})
        return known(alone), [_ALONE] if parsed.draft_id else []
    try:
        draft = load(job)
    except JobError as error:
        return known(parsed.report), [str(error), _ALONE]
    if draft is None:
        return known(parsed.report), [_ALONE]
    base, messages = base_of(job, draft, parsed, path, digest(data))
    messages += behind(job, draft)
    if path.resolve().parent == job.folder.resolve():
        messages += _since(job, draft)
    came = returned(draft, base, parsed)
    if came.changes:
        messages.append(
            f"文件中有 {len(came.changes)} 处修改还没有取回（{command('take', path)}），已按修改后的内容检查。"
        )
    comments = WordBlocks(parsed.report, came.draft.report, parsed.bookmarks).comments(parsed.report.comments)
    report = came.draft.report.model_copy(update={"comments": comments, "beside": parsed.report.beside})
    marked = said_of(report, kept_marks(report, marks_in(parsed, job, draft), base, draft))
    remarks = [*parsed.report.remarks, *(Remark(text=line) for line in marked)]
    return report.model_copy(update={"remarks": remarks}), messages + came.conflicts


def report_of_job(job: Job) -> tuple[Report, list[str]]:
    """A job's draft, with edits made in Word since; its input where nothing was drafted yet.

    Raises:
        InputError: nothing was drafted, and the input cannot be read. JobError: the draft is damaged.
    """
    draft = load(job)
    if draft is None:
        source = job.input()
        report, lines = with_previous(read(source), source)
        found = answered(report, source, job.folder)
        return found.report, ["还没有起草，只检查素材中的数字。", *job.told_of(source), *lines, *found.told]
    messages = _since(job, draft)
    newest = current(job, draft)
    if opened_by(newest) is not None:
        messages.append(f"{newest.name} 正在 Word 或 WPS 中打开：没有保存的内容没有读到。")
    changed = [path for path in untaken(job, draft) if path in (newest, job.docx_path) and path.name in draft.files]
    if newest != job.docx_path:
        messages.append(f"最新一稿在 {newest.name}；{job.docx_path.name} 是以前的。")
    if changed:
        report, said = report_of_docx(newest if newest in changed else changed[0])
        return report, list(dict.fromkeys(messages + said))
    messages += behind(job, draft)
    marked = [Remark(text=line) for line in open_in(draft)]
    return draft.report.model_copy(update={"remarks": [*draft.report.remarks, *marked]}), messages


def _since(job: Job, draft: DraftFile) -> list[str]:
    """What to tell of a draft file, or an input, that was changed since the draft was written."""
    again = command("draft", job.folder)
    said = said_of_hand_edit(draft)
    if said:
        said.append(f"定稿以前请重新起草：{again}")
    try:
        job.input(draft.input, ask=False)
    except InputError:
        return [*said, "素材不在这个文件夹里，没有核对它在起草以后是不是改过。"]
    try:
        changes = input_changes(job, draft)
    except NianbaoError as error:
        changes = str(error).splitlines()
    if not changes:
        return said
    head = "素材在起草之后改过，下面检查的还没有这些改动："
    return [*said, head, *said_of_input(changes), f"请重新运行：{again}"]


_SHOWN = 8
_BRIEF = 40


def input_changes(job: Job, draft: DraftFile) -> list[str]:
    """What the input of a draft says otherwise than when it was drafted from; empty where it says the same.

    Returns:
        A line each: the place, what stood there, what stands there now.

    Raises:
        InputError: the input is not there, or cannot be read.
    """
    source = job.input(draft.input, ask=False)
    same = digest(read_bytes(source)) == draft.input_sha256
    if same and not answer_path(job.folder).is_file():  # answers to questions may have come since
        return []
    report = read_input(source)
    form = form_of(outline(report))
    if form is not None:
        report, _, _, _ = lay_over(form, report, draft.cells)
    now = outline(report)
    stored = Report.model_validate(compact(now.model_dump(mode="json", by_alias=True)))  # as the draft file holds one
    return list(dict.fromkeys(_differences(stored, draft, source)))


def _differences(now: Report, draft: DraftFile, source: Path) -> Iterator[str]:
    was = draft.report
    fields = {
        "单位全称": (was.unit.full if was.unit is not None else "", now.unit.full if now.unit is not None else ""),
        "报告年度": (str(was.year or ""), str(now.year or "")),
        "成文日期": (was.date, now.date) if draft.date is None else ("", ""),
    }
    for label in dict.fromkeys([*was.contact, *now.contact]):
        fields[label] = was.contact.get(label, ""), now.contact.get(label, "")
    yield from (f"{label}：{old or '空'} → {new or '空'}" for label, (old, new) in fields.items() if old != new)
    yield from _cells(now, was, source)
    yield from _items(was.notes, now.notes, "素材")
    yield from _items(was.problems, now.problems, "问题")


def _cells(now: Report, was: Report, source: Path) -> Iterator[str]:
    form = form_of(now)
    labels = {id: cell.label for id, cell in form.cells.items()} if form is not None else {}
    before, after = (report.last.cells if report.last is not None else {} for report in (was, now))
    for head, old, new in (("", was.cells, now.cells), ("上年·", before, after)):
        for id in dict.fromkeys([*old, *new]):
            one, other = old.get(id), new.get(id)
            if _shown(one) == _shown(other) or (other is not None and other.state == "computed"):
                continue
            place = f"{source.name} {other.location}" if other is not None and other.location is not None else ""
            label = f"{head}{labels[id]}" if id in labels else f"{head}表格里的一格"
            yield f"{place}“{label}”：{_words(one)} → {_words(other)}"


def _shown(cell: Cell | None) -> tuple[str, str]:
    return (shown(cell), cell.rival) if cell is not None else ("", "")


def _words(cell: Cell | None) -> str:
    """A cell as the input has it: a second figure beside one typed in Word is the input's."""
    return in_line(cell.rival or shown(cell) if cell is not None else "")


def _items(was: Sequence[Note | Problem], now: Sequence[Note | Problem], kind: str) -> Iterator[str]:
    """Notes or problems that were added or taken out; a reworded one is both."""
    before, after = ({item.id: item for item in items} for items in (was, now))
    yield from (f"{kind}少了“{_brief(before[id])}”" for id in before if id not in after)
    yield from (f"{kind}多了“{_brief(after[id])}”" for id in after if id not in before)
    for id in before.keys() & after.keys():
        old, new = (held[id].model_copy(update={"location": None}) for held in (before, after))
        if old != new:
            yield f"{kind}“{_brief(old)}”改成了“{_brief(new)}”"


def _brief(item: Note | Problem) -> str:
    words = " ".join((item.words if isinstance(item, Note) else f"{item.problem} {item.measure}").split())
    return words[:_BRIEF] + ("……" if len(words) > _BRIEF else "")


def said_of_input(changes: list[str]) -> list[str]:
    """The changes as lines to tell, the rest counted."""
    more = [f"  等 {len(changes)} 处"] if len(changes) > _SHOWN else []
    return [*(f"  {line}" for line in changes[:_SHOWN]), *more]


def refuse_changed_input(job: Job, draft: DraftFile) -> list[str]:
    """Refuse to finish a draft that the clerk's input has gone on from.

    Returns:
        What to tell where the input is not there (a folder that was sent on may be without it), or has others beside.

    Raises:
        JobError: the input says something else now. InputError: it cannot be read.
    """
    try:
        source = job.input(draft.input, ask=False)
    except InputError:
        return ["素材不在这个文件夹里，没有核对它在起草以后是不是改过。"]
    if changes := input_changes(job, draft):
        head = "素材在起草以后改过，草稿里还是原来的："
        again = f"还没有定稿，没有写入任何文件。请先重新起草：{command('draft', job.folder)}"
        raise JobError("\n".join([head, *said_of_input(changes), again]))
    return beside_it(source, draft.report)
