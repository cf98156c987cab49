"""Drafts in a job folder: reads the input, drafts, merges edits, writes the files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nianbao.claims import Binder, claims_of, typed_bound, typed_rebound
from nianbao.drafting import Draft, draft, outline
from nianbao.drafting.draft_report import unlisted
from nianbao.drafting.engines import Engine
from nianbao.drafting.open_questions import Asked, Given
from nianbao.errors import FileBusy, InputError, NianbaoError
from nianbao.facts import FactBook, form_of, judge, note_parts, problem_parts
from nianbao.files import digest, make_folder, opened_by, read_bytes, refuse_target, write_atomic
from nianbao.jobs.flow.answers_over import answered, keep_and_show
from nianbao.jobs.flow.beyond_report import in_short
from nianbao.jobs.flow.cell_edits import lay_over
from nianbao.jobs.flow.clerk_input import beside_it, not_yet, read_input, read_plain
from nianbao.jobs.flow.merge_edits import merge
from nianbao.jobs.flow.word_edits import describe, still_thin
from nianbao.jobs.store import word_file
from nianbao.jobs.store.dismissals import heard, without_read
from nianbao.jobs.store.draft_file import (
    as_bytes,
    behind,
    keep_hand_edit,
    keep_snapshot,
    lacking,
    load,
    new_id,
    said_of_hand_edit,
    save,
)
from nianbao.jobs.store.draft_values import CellEdit, DraftFile
from nianbao.jobs.store.folder import HISTORY, Job
from nianbao.jobs.store.kept_marks import open_in
from nianbao.jobs.store.pack_file import safe
from nianbao.jobs.store.run_record import record, record_hash
from nianbao.kinds import Form
from nianbao.report import HUMAN, Report, Sentence
from nianbao.writing import FORMATS, render
from nianbao.writing.question_sheet import has_sheet


@dataclass(frozen=True)
class Drafted:
    """What drafting in a job folder did.

    Attributes:
        draft: the draft with its findings. written: the files, the Word file first.
        messages: what the clerk should know. changes: figures and sentences that changed since last time.
        open: the questions that are open, the most valuable first. sheet: whether the workbook has them.
    """

    draft: Draft
    written: list[Path]
    messages: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    open: list[Asked] = field(default_factory=list)
    sheet: bool = False


def bases(report: Report) -> dict[str, str]:
    """A short hash of each note and problem, to see later whether it was reworded."""
    found = {f"note:{note.id}": list(note_parts(note)) for note in report.notes}
    found |= {f"problem:{problem.id}": list(problem_parts(problem)) for problem in report.problems}
    return {id: hashlib.sha256(repr(parts).encode()).hexdigest()[:12] for id, parts in found.items()}


def _moved_ground(old: DraftFile, report: Report, sentences: list[Sentence]) -> list[str]:
    """A person's sentences whose note or problem was reworded or removed since."""
    now = bases(report)
    lines = []
    for sentence in sentences:
        if sentence.origin not in HUMAN:
            continue
        for source in sentence.sources or []:
            before = old.basis.get(source)
            if before is not None and now.get(source) != before:
                what = "已改写" if source in now else "已删除"
                lines.append(f"这句所依据的素材{what}，请看一看是否仍然成立：{sentence.text}")
                break
    return lines


def _chosen(form: Form, section: str | None, only: str | None) -> set[str] | None:
    """Sections and aspects to redraft, from what the clerk typed.

    Raises:
        NianbaoError: there is no such section or aspect.
    """
    if section is None and only is None:
        return None
    chosen: set[str] = set()
    if section is not None:
        wanted = section.rstrip("、").removeprefix("第").removesuffix("部分")
        found = next(
            (item for item in form.sections if wanted in (item.id, item.title, item.title.split("、")[0])), None
        )
        if found is None:
            known = "、".join(item.title.split("、")[0] for item in form.sections)
            raise NianbaoError(f"没有“{section}”这一部分；可写：{known}")
        chosen.add(found.id)
    if only is not None:
        aspect = next((item for item in form.aspects if only in (item.id, item.label, *item.aliases)), None)
        if aspect is None:
            raise NianbaoError(f"没有“{only}”这一方面；可写：{'、'.join(item.label for item in form.aspects)}")
        chosen.add(f"{aspect.section or form.sections[0].id}.{aspect.id}")
    return chosen


_ORGANS = ("政府", "局", "厅", "委", "委员会", "办公室", "办事处", "中心", "院")
"""How the name of a unit ends; a folder may be called anything else."""


def _whose(job: Job, report: Report, old: DraftFile | None, today: date | None = None) -> list[str]:
    """What to say where the input is not of the year or unit that the folder or its draft is of.

    Raises:
        InputError: the draft is of another year, and the folder's name does not say that it was the wrong one.
    """
    match = re.fullmatch(r"(.+)-([0-9]{4})", job.folder.resolve().name)
    unit, year = (match[1], int(match[2])) if match else ("", None)
    drafted = old.report.year if old is not None else None
    early = bool(not_yet(drafted, "", today))  # an older program drafted it: the year is mended now
    if report.year and drafted and report.year != drafted and report.year != year and not early:
        what = f"素材写的是 {report.year} 年，这个文件夹里的草稿是 {drafted} 年的"
        remedy = f"年份写错了，请在素材里改回 {drafted}；要写 {report.year} 年的，请用 nianbao new 另建一个文件夹"
        raise InputError.one(str(job.folder), f"{what}，没有改动", remedy)
    lines = []
    if year and report.year and report.year != year:
        lines.append(f"文件夹名是 {year} 年，素材写的是 {report.year} 年，已按素材起草；请核对报告年度。")
    name = report.unit.name if report.unit is not None else ""
    if unit.endswith(_ORGANS) and name and unit not in safe(name) and safe(name) not in unit:
        lines.append(f"文件夹名是“{unit}”，素材写的单位是“{name}”，已按素材起草；请核对单位全称。")
    before = old.report.unit.name if old is not None and old.report.unit is not None else ""
    if before and name and before != name:
        lines.append(f"上一稿的单位是“{before}”，素材现在写的是“{name}”，已按素材起草；请核对单位全称。")
    return lines


def _of_another_year(old: DraftFile, report: Report, today: date | None) -> bool:
    """Whether a draft is of another year than the input: the folder was copied, or is used again, for a new report."""
    years = old.report.year, report.year
    return None not in years and years[0] != years[1] and not not_yet(years[0], "", today)


def _begun_again(job: Job, old: DraftFile, report: Report, given: Mapping[str, Given]) -> tuple[DraftFile, list[str]]:
    """A draft without anything that people did to another year's, which is kept in the history; and that in words.

    Args:
        given: the answers to questions, by key: they are of the input, and stay.
    """
    name = f"草稿-{old.report.year}年度.json"
    make_folder(job.history)
    write_atomic(job.history / name, as_bytes(old))
    # the finished report of that year is not ours to write over
    files = {file: state for file, state in old.files.items() if file != job.final_path.name}
    fresh = DraftFile(
        id=new_id(), version=old.version, saved=old.saved, input=old.input, files=files, current=old.current,
        report=Report(unit=report.unit, year=report.year),
    )  # fmt: skip
    whence = f"这个文件夹里的草稿是 {old.report.year} 年度的，像是从上一年复制来的"
    said = [f"{whence}；{report.year} 年度的报告从头起草，原来的草稿存为 {HISTORY}/{name}。"]
    hers = [item.text for item in old.report.sentences() if item.origin in HUMAN]
    others = lacking(fresh, old)[1 if hers else 0 :]  # its first line is of the sentences
    left = [f"  {text}" for text in [*hers, *others]]
    if left:
        said += [f"其中人在 Word 中改写、新写的，没有带入新稿；{report.year} 年度仍然属实的，请写进素材：", *left]
    if given:
        said += [
            "追问的回答还是原来的，已照用；请逐条核对是不是今年的：",
            *(f"  {item.answer}" for item in given.values()),
        ]
    return fresh, said


def _combined(old: DraftFile, fresh: Draft, chosen: set[str] | None) -> tuple[Report, list[str]]:
    """The new draft with everything a person wrote."""
    book = FactBook(fresh.report)
    typed = typed_bound(old.report.sections, Binder(claims_of(old.report)))
    merged = merge(typed, fresh.report.sections, book, touched=old.touched, deleted=old.deleted, chosen=chosen)
    sections = [
        section.model_copy(update={"heading": old.headings.get(section.id, section.heading)})
        for section in merged.sections
    ]
    date = fresh.report.date if old.date is None else old.date
    report = fresh.report.model_copy(
        update={
            "sections": sections, "title": old.title or fresh.report.title, "date": date,
            "beside": old.report.beside,
        }
    )  # fmt: skip
    sections = typed_rebound(report.sections, Binder(claims_of(report, book)))
    report = report.model_copy(update={"sections": sections})
    changes = describe(merged.changes, report.sentences())
    return report, [*changes, *_unwritten(old, book), *_moved_ground(old, report, report.sentences())]


def _unwritten(old: DraftFile, book: FactBook) -> list[str]:
    """What the program wrote on figures that are there no longer: it writes nothing of them now."""
    return [
        f"表格里的数现在空着或不是数，这句话里靠它写的没有再写：{sentence.text}"
        for sentence in old.report.sentences()
        if sentence.origin not in HUMAN and any(judge(guard, book) is None for guard in sentence.guards)
    ]


def redraft(
    job: Job,
    *,
    engine: str | Engine = "offline",
    section: str | None = None,
    only: str | None = None,
    output: Path | None = None,
    today: date | None = None,
    profiles: Sequence[str] = (),
) -> Drafted:
    """Draft, or draft again, in a job folder.

    Args:
        job: the folder; made if it is to stand beside an input file.
        engine: an engine or the name of one that needs no settings.
        section, only: redraft only a section (五) or an aspect (监督保障).
        output: a further place for the Word file. today: the day; the clock's by default.
        profiles: local requirements that are named now, files whole; kept for later commands.

    Raises:
        InputError: the input cannot be read or drafted, or ``output`` is no name for a copy; nothing was written.
        JobError: the folder is in use, the draft damaged, a file cannot be written.
    """
    if output is not None:
        refuse_target(output, tuple(FORMATS), what="草稿")
        word_file.refuse_place(job, output)
    if not job.folder.exists():
        outline(read_input(job.input(), today=today))  # refuse before anything is made
        make_folder(job.folder)
    with job.locked():
        return _redraft(job, engine, section, only, output, today, profiles)


def _redraft(
    job: Job,
    engine: str | Engine,
    section: str | None,
    only: str | None,
    output: Path | None,
    today: date | None,
    profiles: Sequence[str],
) -> Drafted:
    old = load(job)
    word_file.refuse_opened(job, old, "起草")
    messages = keep_hand_edit(job)
    if old is not None:
        messages += said_of_hand_edit(old)[1:]
        messages += [*behind(job, old), *word_file.recover(job, old)]
    source = job.input(old.input if old else "")
    if opened_by(source) is not None:
        messages.append(f"{source.name} 正在 Excel 或 WPS 中打开：没有保存的内容没有读到，保存以后请再运行一次。")
    data = read_bytes(source)
    messages += job.told_of(source)
    plain = read_plain(source, messages, today=today)
    messages += [*_whose(job, plain, old, today), *beside_it(source, plain)]
    asked = answered(plain, source, job.folder, whole=True, profiles=profiles)
    report = asked.report
    messages += asked.told
    if old is not None and _of_another_year(old, report, today):
        old, said = _begun_again(job, old, report, asked.kept.given())
        messages += said
    changes: list[str] = []
    edits: dict[str, CellEdit] = {}
    form = form_of(report)
    if old is not None and old.cells and form is not None:
        report, edits, applied, conflicts = lay_over(form, report, old.cells)
        changes += applied
        messages += conflicts
    form = form_of(outline(report))
    chosen = _chosen(form, section, only) if form else None
    fresh = draft(report, engine, frozenset(chosen) if chosen is not None else None, checked=False)
    if fresh.report.detail != report.detail:
        messages.append(
            f"照地方要求的字数，表里的数写得简一些（“{fresh.report.detail}”）；"
            '要全写的，在 nianbao.toml 的 [style] 写 detail = "详"。'
        )
    combined = fresh.report
    if old is not None:
        combined, more = _combined(old, fresh, chosen)
        changes += more
    findings = heard(combined, old.dismissed if old else [])
    combined = without_read(combined, findings)
    version = _next_version(job, old)
    data, said = keep_and_show(job, source, data, asked)
    messages += said
    kept = old or DraftFile(id=new_id(), report=combined)
    result = kept.model_copy(
        update={
            "version": version,
            "input": _relative(source, job.folder),
            "input_sha256": digest(data),
            "engine": fresh.engine,
            "prompts": fresh.prompts,
            "report": combined,
            "unused": _unused(combined, fresh.report, kept.deleted),
            "dropped": fresh.dropped,
            "advice": still_thin(fresh.advice, combined),
            "failures": fresh.failures,
            "unverified": fresh.unverified,
            "record_sha256": record_hash(job) if fresh.usage.requests or fresh.engine != "offline" else "",
            "cells": edits,
            "basis": bases(combined),
            "files": dict(kept.files),
            "by_hand": [],
        }
    )
    if old is not None and _unchanged(job, old, result):
        result = result.model_copy(update={"version": old.version, "files": old.files})
        save(job, result)
        newest = word_file.current(job, result)
        written, said = [newest, job.draft_path], ["素材和草稿都没有变化，Word 文件保持原样。"]
    else:
        written, said = _write(job, result, old)
    messages += said
    others = [path for path in word_file.untaken(job, result) if not word_file.is_draft_name(job, path)]
    messages += word_file.said_of_untaken(others, "新稿")
    messages += in_short(result)
    messages += open_in(result)
    if result.pictures or result.furniture:
        messages += word_file.homeless(job, result, render(result.report, ".docx"))
    if output is not None:
        name = str(output.resolve())
        data = word_file.rendered(job, result, output.suffix)
        path, said = word_file.put_copy(output, data, result.files.get(name))
        messages += said
        written.append(path)
        if path == output:
            result.files[name] = word_file.next_state(output, result.files.get(name), data)
            save(job, result)
    record(
        job, "draft", engine=result.engine, version=version, input=result.input_sha256, usage=fresh.usage.model_dump()
    )
    # what wants mending is of this run alone, and in no file
    listed = {*result.unused, *(item.note for item in result.dropped)}
    update = {"findings": unlisted(combined, findings, listed), "left": fresh.left}
    whole = result.as_draft().model_copy(update=update)
    waiting = asked.situation.open if asked.situation is not None else []
    return Drafted(whole, written, messages, changes, waiting, sheet=has_sheet(data))


def _unchanged(job: Job, old: DraftFile, new: DraftFile) -> bool:
    """Whether the Word file on disk is already what would be written."""
    newest = word_file.current(job, old)
    state = old.files.get(newest.name)
    if state is None or state.taken or not newest.exists() or old.report.to_json() != new.report.to_json():
        return False
    # a reviewer's decision changes the draft alone: the Word file is as it was written, and holds it not yet
    written = word_file.rendered(job, new.model_copy(update={"version": old.version}))
    return word_file.is_current(newest, state) and digest(written) == state.sha256


def _next_version(job: Job, old: DraftFile | None) -> int:
    """One more than any version that ever was written, even by a run that was cut off."""
    kept = [int(path.stem.removeprefix("草稿-")) for path in job.history.glob("草稿-*.json") if path.stem[3:].isdigit()]
    return max([old.version if old else 0, *kept]) + 1


def _unused(combined: Report, fresh: Report, deleted: Sequence[str]) -> list[str]:
    """Ids of notes and problems that no sentence rests on; one whose sentence a person took out was used."""
    gone = set(deleted)
    used = {source for item in fresh.sentences() if item.id in gone for source in item.sources or ()}
    used |= {source for sentence in combined.sentences() for source in sentence.sources or ()}
    ids = [f"note:{note.id}" for note in combined.notes if note.words.strip()]
    ids += [f"problem:{problem.id}" for problem in combined.problems]
    return [id.partition(":")[2] for id in ids if id not in used]


def _relative(source: Path, folder: Path) -> str:
    if source.parent == folder:
        return source.name
    if source.resolve().parent == folder.resolve().parent:
        return f"../{source.name}"
    return str(source.resolve())


def _write(job: Job, result: DraftFile, old: DraftFile | None) -> tuple[list[Path], list[str]]:
    """Write the draft, then its Word file; a crash between the two is mended by the next command."""
    data = word_file.rendered(job, result)
    path, messages = word_file.target(job, old)
    messages += _announce(job, result, path, data, old)
    try:
        write_atomic(path, data)
    except FileBusy as busy:
        if path.parent != job.folder or not path.exists():
            raise
        other = word_file.spare(job, result.files)
        messages += [str(busy), f"新稿写在 {other.name}；{path.name} 是以前的。"]
        if old is not None and path.name in old.files:
            result.files[path.name] = old.files[path.name]
        messages += _announce(job, result, other, data, old)
        write_atomic(other, data)
        path = other
    return [path, job.draft_path], [*messages, *word_file.superseded(job, result)]


def _announce(job: Job, result: DraftFile, path: Path, data: bytes, old: DraftFile | None) -> list[str]:
    """Before a Word file is written: keep one that was taken back, and save what will be in it."""
    state = result.files.get(path.name)
    kept = word_file.keep_taken(job, path, state, old.version if old else 0)
    result.files[path.name] = word_file.next_state(path, state, data)
    result.current = "" if path == job.docx_path else path.name
    keep_snapshot(job, result)
    save(job, result)
    return [f"取回过的 {path.name} 另存为 {kept.parent.name}/{kept.name}。"] if kept is not None else []
