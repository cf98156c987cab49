"""What a clerk's input says now and its draft does not: figures, notes, the unit's fields changed after drafting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from nianbao.command_line import command
from nianbao.drafting import outline
from nianbao.errors import InputError, JobError
from nianbao.facts import form_of
from nianbao.files import digest, read_bytes
from nianbao.jobs.flow.cell_edits import in_line, lay_over
from nianbao.jobs.flow.clerk_input import beside_it, read_input
from nianbao.jobs.store.answer_file import answer_path
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.report import Cell, Note, Problem, Report, compact
from nianbao.writing.printed_text import shown

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
