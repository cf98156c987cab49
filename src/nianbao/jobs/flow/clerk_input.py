"""Reads the clerk's input for drafting, with last year's text, and notices doubtful notes and years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nianbao.drafting.note_sentences import answered_none, is_bare, others_self_words
from nianbao.errors import InputError, InputProblem, NianbaoError, places_of
from nianbao.facts import form_of
from nianbao.facts.note_parts import left_out, note_parts
from nianbao.files import read_bytes
from nianbao.jobs.flow.answers_over import answered
from nianbao.jobs.flow.previous_report import with_previous
from nianbao.jobs.store.folder import is_input, workbooks
from nianbao.kinds import Form
from nianbao.kinds.workbook_template import texts
from nianbao.patterns import lazy
from nianbao.reading import read
from nianbao.reading.notes_sorting import aspect_of
from nianbao.reading.workbook_file import one_sheet
from nianbao.report import Note, Problem, Report
from nianbao.settings import profile_for
from nianbao.text import bare, sentence_spans
from nianbao.text.list_marks import list_items, list_marks, without_mark
from nianbao.text.sentences import joined_lines


def not_yet(year: int | None, where: str, today: date | None = None) -> list[InputProblem]:
    """What is wrong with a report's year: nothing, or that it lies after this year.

    Args:
        where: what names it: a file, an option. today: the day; the clock's by default.
    """
    this = (today or date.today()).year
    if year is None or year <= this:
        return []
    remedy = f"年度报告写的是已过去的一年，请检查年份，如 {this - 1}；今年确实不是 {this} 年的，请先改正电脑的日期"
    return [InputProblem(where=where, what=f"报告年度写的是 {year}，这一年还没有到（今年是 {this} 年）", remedy=remedy)]


def beside_it(source: Path, report: Report) -> list[str]:
    """What to say of other workbooks in the folder of the input that are filled in for the same report: not read."""
    others = [path for path in workbooks(source.parent) if path.name != source.name]
    found = [path for path in others if _for_the_same(path, report)] if is_input(source.name) else []
    if not found:
        return []
    newer = [path.name for path in found if path.stat().st_mtime > source.stat().st_mtime]
    when = f"（{'、'.join(newer)} 比它新）" if newer else ""
    names = "、".join(path.name for path in found)
    told = f"文件夹里还有像是填同一份报告的工作簿：{names}，没有读；读的是“{source.name}”{when}。"
    return [told + "要用另一份，把它改名为“素材.xlsx”，原来的移走；不用的请移走。"]


def _for_the_same(path: Path, report: Report) -> bool:
    try:
        if one_sheet(read_bytes(path), texts()["sheets"]["notes"]) is None:
            return False
        other = read(path)
    except NianbaoError:
        return True  # it has our sheets, and what is wrong in it is not known
    ours, theirs = report.unit, other.unit
    same = ours is None or theirs is None or ours.full.endswith(theirs.name) or theirs.full.endswith(ours.name)
    return same and (None in (report.year, other.year) or report.year == other.year)


_SAID = lazy("[\u4e00-\u9fffA-Za-z0-9]")
_SHOWN = 8
"""Characters of a line that are shown behind its mark."""
_SENTENCE, _CLIP = 6, 24
"""Characters from which the same words are no chance, and up to which a problem is shown."""
_NAMED = 2
"""Members of a list that are shown."""
_WORD = 2
"""Characters up to which a problem is an answer (无, 没有, 暂无) and no problem."""


def _place(item: Note | Problem, name: str) -> str:
    return str(item.location) if item.location is not None else name


def noticed(report: Report) -> tuple[Report, list[str]]:
    """A clerk's input without problems that say that there is none and notes that state nothing, and what she should
    know of it.
    """
    none = [item for item in report.problems if len(_SAID.findall(item.problem)) <= _WORD and not item.measure.strip()]
    lines = [
        f"{_place(item, '问题')}：只写了“{item.problem}”，没有当作一个问题；"
        "确实没有问题的也要写明工作中的不足，报告不宜写“无”"
        for item in none
    ]
    kept = [item for item in report.problems if item not in none]
    form = form_of(report)
    labels = {aspect.id: aspect.label for aspect in form.aspects} if form is not None else {}
    for note in report.notes if form is not None else ():
        found = [aspect_of(note.text[start:end], form) for start, end in sentence_spans(note.text)] if form else []
        others = [labels[id] for id in dict.fromkeys(found) if id and id != note.aspect]
        if others and len(found) > 1 and note.aspect in labels:
            lines.append(
                f"{_place(note, '素材')}：这一条都写进了“{labels[note.aspect]}”，其中像有{'、'.join(others)}的事；"
                "请按方面分成几条，各选方面"
            )
        lines += _unclear(note, form) if form is not None else []
    notes, unlisted = _without_marks(report.notes, kept)
    notes = [note for note in notes if not left_out(note.text) or next(note_parts(note), None) is not None]
    lines += [*unlisted, *_several_in_one(kept), *_raised_before(report, kept), *_of_another_kind(report)]
    return report.model_copy(update={"problems": kept, "notes": notes}), lines


def _without_marks(notes: Sequence[Note], problems: Sequence[Problem]) -> tuple[list[Note], list[str]]:
    """Notes without a mark before their first words, which may count on from one note to the next; which marks are
    taken off (those of further lines and of problems when sentences are made), and what may be a mark or words."""
    made = list(notes)
    owner: list[tuple[str, int, str, str]] = []
    for name in ("what", "text"):
        owner += [
            (_place(note, "素材"), at, name, line)
            for at, note in enumerate(notes)
            for line in _lines(getattr(note, name))
        ]
    for name in ("problem", "measure"):
        owner += [(_place(item, "问题"), -1, name, line) for item in problems for line in _lines(getattr(item, name))]
    gone: dict[str, list[str]] = {}
    told = []
    for (place, number, name, line), mark in zip(owner, list_marks([line for *_, line in owner]), strict=True):
        if mark is not None and mark.sure:
            text = getattr(made[number], name).lstrip() if number >= 0 else ""
            if text.startswith(line):
                text = without_mark(line, mark) + text[len(line) :]
                made[number] = made[number].model_copy(update={name: text})
            for shown, _ in list_items(line, mark):
                gone.setdefault(shown, []).append(place)
        elif mark is not None:
            told.append(
                f"{place}：“{line[: mark.end + _SHOWN]}”开头的“{mark.shown}”看不出是序号还是正文，照原样写进报告；"
                "是序号的，请删去"
            )
    if gone:
        where = places_of(list(dict.fromkeys(place for places in gone.values() for place in places)))
        told.insert(
            0, f"{where}：行首的序号、项目符号（“{'”“'.join(gone)}”）没有写进报告；不是序号的，请改写这一行的开头"
        )
    return made, told


def _several_in_one(problems: Sequence[Problem]) -> list[str]:
    """Lists of problems in one cell, that go into the report as one problem with one measure."""
    told = []
    for item in problems:
        several, measures = _listed(item.problem), _listed(item.measure)
        if len(several) > 1:
            fewer = f"，措施只有{len(measures)}条" if 0 < len(measures) < len(several) else ""
            told.append(
                f"{_place(item, '问题')}：一格里写了{len(several)}个问题（“{'”“'.join(several[:_NAMED])}”"
                f"{'等' if len(several) > _NAMED else ''}）{fewer}，都当作一个问题写了；请分成{len(several)}行，"
                "一行写一个问题和它的措施"
            )
    return told


def _raised_before(report: Report, problems: Sequence[Problem]) -> list[str]:
    """Problems that stand in last year's report, word for word, and are not said to have been raised then."""
    form, last = form_of(report), report.last
    if form is None or last is None:
        return []
    before = bare("".join(last.text.get(id, "") for id in form.section_ids("problems")))
    return [
        f"{_place(item, '问题')}：“{item.problem[:_CLIP]}”上年报告里已经写过，“上年是否已提出”"
        f"{'填的是“否”' if item.raised is False else '没有填'}；请核对，上年提过的填“是”，措施写明改进到哪一步"
        for item in problems
        if not item.raised and len(said := bare(item.problem).rstrip("。")) >= _SENTENCE and said in before
    ]


def _listed(text: str) -> list[str]:
    """The members of a numbered list; the whole where it is none."""
    lines = _lines(text)
    found = [
        words.strip("。；， ")
        for line, mark in zip(lines, list_marks(lines), strict=True)
        for _, words in (list_items(line, mark) if mark is not None and mark.sure else ())
    ]
    return [words for words in found if words] or lines[:1]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _of_another_kind(report: Report) -> list[str]:
    """Notes and problems that speak as a unit of another kind: what is written is not what they say."""
    if report.unit is None:
        return []
    said = [(_place(note, "素材"), note.words) for note in report.notes]
    said += [(_place(item, "问题"), f"{item.problem}\n{item.measure}") for item in report.problems]
    return [
        f"{place}：写的是“{'”“'.join(words)}”，本单位是{report.unit.name}，报告中写作“{report.unit.self_word}”；"
        "如是从别处抄来的，请核对所写的事"
        for place, text in said
        if (words := others_self_words(text, report.unit))
    ]


def _unclear(note: Note, form: Form) -> list[str]:
    """A note left out because it names nothing that there was none of, and line breaks that may mean either."""
    place = _place(note, "素材")
    elsewhere = form.nothing is not None and note.aspect == form.nothing.section
    lines = []
    if not elsewhere and is_bare(note) and answered_none(note, form.required) is None:
        lines.append(f"{place}：只写了“{note.words.strip()}”，看不出是哪一项没有，没有写进报告；请写明什么事项没有")
    if words := left_out(note.text):
        lines.append(
            f"{place}：没有写进报告：“{'”“'.join(words)}”（只有符号、对人说的话，或者后面没有内容的引导语）；"
            "要写的，请写成一句完整的话"
        )
    for broken, together in joined_lines(note.text).doubted:
        how = "连成一句" if together else "分成两句"
        lines.append(
            f"{place}：自由描述在“{broken.replace('⏎', '”和“')}”之间换了行，已{how}；不是这样的，请在换行处补上标点"
        )
    return lines


def read_plain(path: Path, told: list[str] | None = None, *, today: date | None = None) -> Report:
    """A clerk's input as she filled it in, with last year's text where a copy of that report is kept with it.

    Args:
        told: takes what the clerk should know of last year's report. today: the day; the clock's by default.

    Raises:
        InputError: it cannot be read, is a finished report, or is of a year that has not come yet; or the settings of
            its folder cannot be used.
    """
    report = read(path)
    if not report.structured:
        raise InputError.one(str(path), "不是素材（素材.xlsx 或 report.yaml）", "请给出素材文件")
    if early := not_yet(report.year, str(path), today):
        raise InputError(early)
    report, lines = with_previous(report, path)
    report, seen = noticed(report)
    if told is not None:
        told += [*seen, *lines]
    style = profile_for(path).style
    return report.model_copy(update={"detail": style.detail, "measures": style.measures, "points": style.points})


def read_input(path: Path, *, today: date | None = None) -> Report:
    """A clerk's input with the answers to questions (追问), each a note of its own.

    Args, raises: as for ``read_plain``; also

    Raises:
        JobError: 追问.json is damaged.
    """
    return answered(read_plain(path, today=today), path).report
