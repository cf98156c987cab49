"""Applies the edits of a returned Word file to a draft; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from nianbao.align.alignment import Aligned
from nianbao.align.sentences import align
from nianbao.claims import Binder, claims_of, typed_rebound
from nianbao.drafting import Advice
from nianbao.facts import Change, FactBook, complete, form_of, rebind, released
from nianbao.jobs.flow.cell_edits import after, as_held, cell_edits, counted_as, in_line, lay_over
from nianbao.jobs.flow.edit_authors import Marks, attributed, settled_suggestions, verified_by
from nianbao.jobs.flow.merge_edits import letters, replay
from nianbao.jobs.flow.older_file import likest, refuse_older
from nianbao.jobs.store.draft_file import base_name, snapshot, taken_base
from nianbao.jobs.store.draft_values import CellStep, DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.kept_comments import Kept, kept_comments
from nianbao.reading.docx import DocxParsed
from nianbao.report import HUMAN, Cell, Report, Section, Sentence, each_sentence, sentences_changed


def base_of(
    job: Job, draft: DraftFile, parsed: DocxParsed, path: Path, sha256: str = "", *, older: bool | None = True
) -> tuple[DraftFile, list[str]]:
    """What the Word file held before the clerk's edits: when last taken back, else when it was written.

    Args:
        sha256: of the file, by which one without a draft id is known that nobody edited. older: of a file without a
            draft id that looks older than the draft, whether it is one; None to ask.

    Raises:
        JobError: ``older`` is None, and that must be known.
    """
    name = file_name(job, path)
    _, _, version = parsed.draft_id.rpartition("-")
    state = draft.files.get(name)
    same = state is not None and state.base_version == edition_of(parsed.draft_id, parsed.export)
    held = state.base if state is not None and same else ""
    known = base_name(parsed.export) if parsed.export else ""
    if not version.isdigit() and sha256:
        known = base_name(sha256)
    for kept_name in (held, known):
        if (base := taken_base(job, kept_name)) is not None:
            return base, _older(base, draft) if not version.isdigit() else []
    if not version.isdigit():
        return _without_id(job, draft, parsed, path, older)
    kept = snapshot(job, int(version))
    if kept is None:
        return draft, [f"没有找到第 {version} 稿的存底，按内容与当前草稿对齐。"]
    return kept, _older(kept, draft)


def _older(base: DraftFile, draft: DraftFile) -> list[str]:
    if base.version == draft.version:
        return []
    if base.version > draft.version:
        which = f"这是第 {base.version} 稿的 Word 文件，现在的草稿文件却是第 {draft.version} 稿，像是换回了旧的"
        return [f"{which}；只取了这个 Word 文件里改过的地方，第 {base.version} 稿的其余内容不在草稿里。"]
    which = f"这是第 {base.version} 稿的 Word 文件，比现在的草稿（第 {draft.version} 稿）旧"
    return [f"{which}；只取它自己的修改，后来改的都保留。"]


def _without_id(
    job: Job, draft: DraftFile, parsed: DocxParsed, path: Path, older: bool | None
) -> tuple[DraftFile, list[str]]:
    """The base of a file without a draft id: the draft, or an earlier one that it is liker."""
    base, apart = (draft, 0) if older is False else likest(job, draft, parsed.report)
    if base is not draft and older is None:
        refuse_older(job, path, base, draft, apart)
    if base is not draft and base.report != draft.report:
        lines = _older(base, draft)
        return base, ["文件里没有草稿编号，按内容看是较早的稿子，只取它自己改过的地方。", *lines]
    return draft, ["文件里没有草稿编号（可能是另存或复制出来的），按内容与当前草稿对齐。"]


def edition_of(draft_id: str, export: str) -> str:
    """Which file of ours a Word file began as: the number of its draft, and its export, where it is one.

    A file that was copied over another of the folder is known by it for what it is.
    """
    _, _, version = draft_id.rpartition("-")
    return f"{version} {export}".strip()


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
    after = {sentence.id: sentence.text for sentence in each_sentence(aligned.sections)}
    edited = [id for id in dict.fromkeys(aligned.edited) if id in after]
    gone = [id for id in aligned.deleted if before.get(id, "").strip()]
    joined = _within(gone, before, edited, after, before)
    split = _within(aligned.added, after, edited, before, after)
    lines = []
    for id in edited:
        was = "".join(before[one] for one in before if one == id or joined.get(one) == id)
        now = "".join(after[one] for one in after if one == id or split.get(one) == id)
        lines.append(f"改：{was} → {now}" if was != now else f"核实：{now}")
    lines += [f"增：{after[id]}" for id in aligned.added if id not in split]
    lines += [f"删：{before[id]}" for id in gone if id not in joined]
    if _rearranged(base.sections, aligned.sections):
        lines.append("段落的位置或分合有变化，已按 Word 中的样子保留。")
    return lines


_MOSTLY = 85
"""How much of a sentence has to stand in another, of 100, to be told as a part of it."""


def _within(
    alone: Sequence[str],
    texts: Mapping[str, str],
    edited: Sequence[str],
    others: Mapping[str, str],
    own: Mapping[str, str],
) -> dict[str, str]:
    """Sentences that only seem to have gone, or come: by id the edited one in which their words stand now, or stood.

    Args:
        alone: ids of those that went (or came), with their words in ``texts``. edited: ids of those that were edited,
            with their words after (or before) in ``others``, and on the side of ``texts`` in ``own``.
    """
    found = {}
    for id in alone:
        words = letters(texts[id])
        likely = [
            (fuzz.partial_ratio(words, letters(others[one])), one)
            for one in edited
            if len(words) <= len(letters(others[one])) and fuzz.partial_ratio(words, letters(own[one])) < _MOSTLY
        ]
        score, best = max(likely, default=(0, ""))
        if score >= _MOSTLY:
            found[id] = best
    return found


def _rearranged(before: list[Section], after: list[Section]) -> bool:
    """Whether sentences that stand in both were moved, split into paragraphs otherwise, or joined."""

    def runs(sections: list[Section], both: set[str]) -> list[list[str]]:
        found = [
            [sentence.id for sentence in paragraph.sentences if sentence.id in both]
            for section in sections
            for paragraph in section.paragraphs
        ]
        return [run for run in found if run]

    ids = [{item.id for item in each_sentence(sections)} for sections in (before, after)]
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


def returned(
    draft: DraftFile,
    base: DraftFile,
    parsed: DocxParsed,
    marks: Marks | None = None,
    source: tuple[str, str] = ("", ""),
) -> Returned:
    """The draft with a Word file's edits in it; nothing is written.

    Args:
        draft: as it is now. base: as the Word file was before the edits. parsed: the Word file. marks: its tracked
            changes: who made which edit. source: name and hash of the file.
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
        chosen: dict[str, Cell] = {}
        for id, edit in edits.items():
            prior = draft.cells.get(id)
            label = f"表格“{form.cells[id].label}”"
            decided = marks.on_cell(parsed.report.cells[id].location, label, edit)
            who, when = next(((item.who, item.when) for item in decided), ("", ""))
            step = CellStep(was=edit.was, raw=edit.raw, who=who, when=when, file=source[0], sha256=source[1])
            steps = [*(prior.steps if prior is not None else []), step]
            edits[id] = after(prior, edit).model_copy(update={"steps": steps})
            cells[id] = edits[id].model_copy(update={"was": prior.was}) if prior is not None else edits[id]
            if prior is not None and prior.rival and not edits[id].rival:  # typed where both were shown: chosen
                chosen[id] = report.cells[id].model_copy(update={"rival": "", "versions": ""})
            counts = counted_as(edit.raw, form.cells[id])
            changes.append(f"{label}：{in_line(edit.was)} → {in_line(edit.raw)}" + (f"（{counts}）" if counts else ""))
            decisions += decided
        report = report.model_copy(update={"cells": report.cells | chosen})
        report, _, _, clashes = lay_over(
            form, report, edits, given={id: item.steps[0].was for id, item in edits.items()}
        )
        conflicts += clashes + said
        report = report.model_copy(update={"cells": complete(form, report.cells)})
    report = _headed(report, base.report, parsed.report)
    book = FactBook(report)
    bound, moved = _rebound(report.sections, book, _outgrown(base.report, aligned))
    bound = typed_rebound(bound, Binder(claims_of(report, book)))
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
    stale = {sentence.id: sentence.stale for sentence in each_sentence(bound)}

    return sentences_changed(sections, lambda it: it.model_copy(update={"stale": stale.get(it.id, it.stale)}))


def _outgrown(base: Report, aligned: Aligned) -> set[str]:
    """Ids of sentences that were told to hold no longer, and that a person then wrote otherwise."""
    stale = {sentence.id: sentence.text for sentence in base.sentences() if sentence.stale}
    edited = set(aligned.edited) & set(stale)
    after = each_sentence(aligned.sections)
    return {sentence.id for sentence in after if sentence.id in edited and sentence.text != stale[sentence.id]}


def _rebound(sections: list[Section], book: FactBook, outgrown: set[str]) -> tuple[list[Section], list[Change]]:
    moved: list[Change] = []

    def bound(sentence: Sentence) -> Sentence:
        made, changes = rebind(released(sentence, book) if sentence.id in outgrown else sentence, book)
        moved.extend(changes)
        return made

    return sentences_changed(sections, bound), moved


def file_name(job: Job, path: Path) -> str:
    """How 草稿.json calls a file: by name in its folder, else by its full path."""
    return path.name if path.resolve().parent == job.folder.resolve() else str(path.resolve())


def describe(changes: list[Change], sentences: list[Sentence], ground: str = "素材") -> list[str]:
    """What re-binding did, in words; ``ground`` is what the figures changed in."""
    texts = {sentence.id: sentence.text for sentence in sentences}
    lines = [
        f"随{ground}更新：{change.before} → {change.after}（{texts.get(change.sentence, '')}）"
        for change in changes
        if change.kind in ("figure", "unit")
    ]
    return list(dict.fromkeys(lines))


def still_thin(advice: Sequence[Advice], report: Report) -> list[Advice]:
    """Advice on aspects that nobody has written on: what a person wrote in Word needs no note."""
    written = {
        paragraph.aspect
        for _, paragraph in report.paragraphs()
        if any(sentence.origin in HUMAN and sentence.support != "blank" for sentence in paragraph.sentences)
    }
    return [item for item in advice if item.aspect not in written]
