"""Text that all writers print alike: cell figures, marked spans, signature, title lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.facts import figure_as_given, form_of
from nianbao.kinds import Table, subject_pattern
from nianbao.report import DELETED, Blank, Cell, Paragraph, Report, Section, Sentence
from nianbao.report.unit import split_prefix
from nianbao.wordml.content import DISPUTE, DOUBT, READ, UNSUPPORTED


def shown(cell: Cell | None) -> str:
    """A cell as printed: a person's own words, else its figure; nothing where there is none, never a zero."""
    if cell is not None and cell.typed is not None:
        return cell.typed
    if cell is None or cell.value is None:
        return ""
    return figure_as_given(cell) + cell.unit


def as_stands(cell: Cell | None) -> str:
    """A cell of a finished report as it stood there: ``/`` and ``1,234`` too; a draft's as it is printed."""
    if cell is None or cell.raw is None:
        return shown(cell)
    return cell.raw.strip()


def _marked(sentences: Iterable[Sentence], draft: bool, doubts: bool) -> Iterator[tuple[str, bool]]:
    for sentence in sentences:
        for span in sentence.spans:
            yield span.shown, draft and isinstance(span, Blank)
        if draft and doubts and sentence.support == "unsupported":
            yield UNSUPPORTED, True


def stretches(sentences: Iterable[Sentence], *, draft: bool, doubts: bool = True) -> list[tuple[str, bool]]:
    """Sentences as stretches of text, each with whether a person still has to see to it.

    Args:
        draft: whether blanks and unsupported sentences are marked; a finished report has no marks.
        doubts: whether an unsupported sentence has its mark in the text; a Word file has a comment for it.

    Returns:
        Neighbours of one kind joined, empty ones left out.
    """
    joined: list[tuple[str, bool]] = []
    for text, marked in _marked(sentences, draft, doubts):
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + text, marked)
        elif text:
            joined.append((text, marked))
    return joined


def doubt(report: Report, sentence: Sentence) -> list[str]:
    """What a comment on an unsupported sentence says, a line each: what to do, and what it claims to rest on."""
    notes = {f"note:{note.id}": note.words for note in report.notes}
    notes |= {f"problem:{item.id}": item.problem for item in report.problems}
    claimed = [notes[source] for source in sentence.sources or [] if notes.get(source)]
    why = f"：{sentence.doubt.rstrip('。；')}" if sentence.doubt else ""
    lines = [f"{DOUBT}这句话没有依据{why}。属实的删去这条批注，不属实的删去这句，再取回。"]
    lines += [f"它自称依据的素材：{words}" for words in claimed]
    return lines if claimed else [*lines, "素材和表格中没有写这件事。"]


def to_read(sentence: Sentence) -> list[str]:
    """What a comment says on a sentence that is the clerk's own words, a line each; nothing on any other."""
    if not sentence.verbatim or sentence.support == "unsupported":
        return []
    return [f"{READ}这句话照素材写的，请改成报告的说法。改好了或者不用改的，删去这条批注，再取回。"]


def dispute(report: Report, sentence: Sentence) -> list[str]:
    """What a comment says on a sentence of which two versions stand, a line each; nothing once one is chosen."""
    if not sentence.rival or not sentence.text.strip():
        return []
    if sentence.rival == DELETED:
        return [f"{DISPUTE}这句话一处改过，另一处删去了。要留下的删去这条批注，不要的删去这句，再取回。"]
    others = report.versions(sentence)
    if not others:
        return []
    head = f"{DISPUTE}这一句不止一处改过，几种写法都在。请只留一句，删去其余的，再取回。"
    return [head, *(f"另一种写法：{item.text}" for item in others)]


def remarks_on(report: Report, sentence: Sentence) -> list[list[str]]:
    """Comments on a sentence, the lines of each: that it rests on nothing, wants reading, has another version."""
    if not sentence.text.strip():
        return []
    doubted = doubt(report, sentence) if sentence.support == "unsupported" else []
    return [lines for lines in (doubted, to_read(sentence), dispute(report, sentence)) if lines]


def dispute_of_cell(cell: Cell) -> list[str]:
    """What a comment says on a figure that was changed to two figures; nothing where one is chosen."""
    if not cell.rival:
        return []
    both = f"{shown(cell) or '空'}（暂按这个）和 {cell.rival}"
    return [
        f"{DISPUTE}这一格改成了两个数：{both}。请把素材和 Word 改成同一个数。",
        *([cell.versions] if cell.versions else []),
    ]


def printed_table(report: Report, section: Section) -> Table | None:
    """The table a section prints; None where it has none or its form is not known."""
    form = form_of(report)
    if form is None or section.table is None:
        return None
    return next((table for table in form.tables if table.id == section.table and table.printed), None)


def parts(report: Report, section: Section) -> Iterator[Paragraph | Table]:
    """What stands under a section's heading, in order: its paragraphs that are not empty, and its table."""
    table = printed_table(report, section)
    for index, paragraph in enumerate(section.paragraphs):
        if index == section.table_at and table is not None:
            yield table
        if paragraph.text.strip():
            yield paragraph
    if table is not None and section.table_at >= len(section.paragraphs):
        yield table


def signature(report: Report) -> list[str]:
    """The unit's full name and the date; empty where no date is given."""
    if not report.date:
        return []
    return [*([report.unit.full] if report.unit else []), report.date]


LINE_WIDTH = 20.0
"""Characters of 22 pt in a line of 156 mm; a digit takes half of one."""

_TITLE = "(?P<unit>.+?)(?P<year>[0-9]{4}年(?:度)?)?(?P<what>SUBJECT.*)"


def text_width(text: str) -> float:
    """How wide a text is, in Chinese characters: an ASCII character takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def title_lines(title: str) -> list[str]:
    """Break a title so that no line ends inside what it is on (政府信息公开) or, while it fits a line, the unit's name.

    Returns:
        Its lines, which joined give the title. A title of another shape is returned whole: Word breaks it.
    """
    match = subject_pattern(_TITLE).fullmatch(title)
    if text_width(title) <= LINE_WIDTH or match is None:
        return [title]
    unit, year, what = match["unit"], match["year"] or "", match["what"]
    if text_width(unit + year) <= LINE_WIDTH:
        return [unit + year, what]
    if text_width(unit) <= LINE_WIDTH:
        return [unit, year + what]
    places, own = split_prefix(unit)
    head = "".join(places)
    if head and text_width(own + year) <= LINE_WIDTH:
        return [head, own + year, what]
    return [head, own, year + what] if head else [unit, year + what]
