"""A clerk's notes from a text or Word file, sorted by aspect where that is certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from nianbao.errors import InputError
from nianbao.files import read_bytes
from nianbao.kinds import Form
from nianbao.patterns import lazy
from nianbao.reading import read
from nianbao.reading.blocks import TableGrid
from nianbao.reading.notes_sorting import MEASURES, PROBLEMS, aspect_of, heading_of
from nianbao.reading.removed_characters import Characters
from nianbao.report import Note, Problem, TextPlace
from nianbao.text import decode, sentence_spans
from nianbao.text.list_marks import ListMark, list_marks, without_mark

SUFFIXES = (".txt", ".md", ".docx", ".doc", ".wps", ".rtf")
_OFFICE = SUFFIXES[3:]
_NAMED = lazy(r"^\s*([^：:。；，]{2,14})[：:]\s*(?=\S)")
_NUMBERED = lazy(r"[一二三四五六七八九十]{1,3}、[^。；，！？：:0-9]+")
"""A line with a section's number and no more than a name."""
_BESIDE = ("页眉", "页脚", "脚注", "尾注")
"""What of a Word file is no line of its body, and is told."""
_HEAD = 20
"""Characters of a line up to which it may be a heading."""
_LONG = 100
"""Twice so many characters of a line under a heading are cut into sentences, too."""
_MOST = 5000
"""Characters of a note, at most: what a cell of a workbook holds with room to spare."""
_SECTIONS = 3
"""So many sections of the form, and it is a report and not notes."""


@dataclass
class NotesRead:
    """What was read of a file with notes.

    Attributes:
        notes: in order; the aspect is empty where nothing says which. problems: with their measures.
        told: what the clerk should know, in Chinese: what was used as a heading, what was not read.
    """

    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def _lines(path: Path, data: bytes, told: list[str]) -> Iterator[tuple[str, bool, str]]:
    """Each line, whether the file calls it a heading, and what the row of a table is named that it stands in."""
    suffix = path.suffix.lower()
    if suffix in (".txt", ".md"):
        yield from ((line, False, "") for line in decode(data, str(path)).splitlines())
        return
    from nianbao.reading.docx import docx_blocks
    from nianbao.reading.docx_inventory import inventory

    if suffix in _OFFICE:
        from nianbao.reading.libreoffice import as_docx

        data = as_docx(data, str(path), suffix, "请在 Word 或 WPS 中另存为 .docx")
    blocks, remarks = docx_blocks(data, str(path))
    told += [str(remark) for remark in remarks]
    beside = [str(item) for item in inventory(data) if item.words and item.kind in _BESIDE]
    if beside:
        told.append(f"正文以外的字没有写进素材：{'、'.join(dict.fromkeys(beside))}；要写的请填进素材")
    for block in blocks:
        if not isinstance(block, TableGrid):
            yield from ((line, block.heading > 0, "") for line in block.text.split("\n"))
            continue
        rows: dict[int, list[str]] = {}
        for cell in sorted(block.cells, key=lambda item: (item.row, item.column)):
            rows.setdefault(cell.row, []).append(cell.text.strip())
        for row in rows.values():
            cells = [cell for cell in row if cell]
            if len(cells) == 2:
                yield from ((line, False, cells[0]) for line in cells[1].split("\n"))
            elif cells:
                yield "，".join(" ".join(cell.split()) for cell in cells), False, ""


class _Sorter:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.done = NotesRead()
        self.home: str | None = None
        self.used = False
        self.headings: list[str] = []
        self.marks: list[str] = []
        self.doubted: list[str] = []
        self.faults: list[str] = []
        self.measures: list[str] = []

    def line(self, plain: str, heading: bool, row: str, mark: ListMark | None) -> None:
        """A line of the file, and the mark at its head."""
        if not plain:
            if self.used:
                self.home = None  # a gap ends what stands under a heading
            return
        if row:
            home = heading_of(row, self.form)
            if home is None:
                self.put(f"{row}：{plain}", None)
            else:
                self.headings.append(row)
                self.put(self.bare(plain, mark), home)
            return
        named = heading_of(plain, self.form) if len(plain) <= _HEAD else None
        if named is not None:
            self.headings.append(plain)
            self.home, self.used = named, False
            return
        if len(plain) <= _HEAD and (heading or plain.endswith(("：", ":")) or _NUMBERED.fullmatch(plain)):
            self.headings.append(plain)
            self.home = None  # a heading of none of the aspects ends the one before
            return
        plain = self.bare(plain, mark)
        match = _NAMED.match(plain)
        home = heading_of(match.group(1), self.form) if match else None
        if match and home is not None:
            self.headings.append(match.group(1))
            plain, self.home = plain[match.end() :], None
        self.put(plain, home or self.home)
        self.used = True

    def bare(self, line: str, mark: ListMark | None) -> str:
        """A line without its ordinal or list mark."""
        if mark is None or mark.end == len(line):
            return line
        if not mark.sure:
            self.doubted.append(line[: mark.end + 4])
            return line
        self.marks.append(mark.shown)
        return without_mark(line, mark)

    def put(self, text: str, home: str | None) -> None:
        """A line's words, a sentence each; those under a heading stay together while they are short."""
        pieces = [text]
        if home is None or len(text) > 2 * _LONG:
            pieces = [piece for start, end in sentence_spans(text) if (piece := text[start:end].strip())]
        for piece in pieces:
            for at in range(0, len(piece), _MOST):
                self.note(piece[at : at + _MOST], home)

    def note(self, text: str, home: str | None) -> None:
        if home == PROBLEMS:
            self.faults.append(text)
        elif home == MEASURES:
            self.measures.append(text)
        else:
            self.done.notes.append(Note(id="", aspect=home or aspect_of(text, self.form), text=text))

    def finish(self) -> NotesRead:
        """Problems with their measures, in the order of both; measures too many are notes to be sorted."""
        for fault, measure in zip_longest(self.faults, self.measures):
            if fault is None:
                self.done.notes.append(Note(id="", aspect="", text=measure))
            else:
                self.done.problems.append(Problem(id="", problem=fault.rstrip("。；"), measure=measure or ""))
        if self.headings:
            names = "、".join(f"“{item}”" for item in dict.fromkeys(self.headings))
            self.done.told.append(f"这些行是标题，只用来归类，没有写成素材：{names}")
        if self.marks:
            shown = "”“".join(dict.fromkeys(self.marks))
            self.done.told.append(f"{len(self.marks)} 行前面的序号或项目符号没有写进素材：“{shown}”")
        if self.doubted:
            shown = "”“".join(dict.fromkeys(self.doubted))
            self.done.told.append(f"这些行的开头看不出是序号还是正文，照原样写进素材：“{shown}”；是序号的请删去")
        return self.done


def read_notes(path: Path, form: Form) -> NotesRead:
    """Read a file of a clerk's notes.

    Returns:
        Every word of the file in a note, a problem or a measure, or told.

    Raises:
        InputError: it is no such file, holds nothing, or is a finished report.
    """
    if path.suffix.lower() not in SUFFIXES:
        remedy = (
            "素材工作簿请直接用 nianbao draft"
            if path.suffix.lower() in (".xlsx", ".yaml", ".yml")
            else "请另存为 .docx 或 .txt"
        )
        raise InputError.one(str(path), f"不能从“{path.suffix or '没有扩展名的'}”文件读素材", remedy)
    data = read_bytes(path)
    _refuse_report(path)
    sorter = _Sorter(form)
    characters = Characters(private=True)
    lines = [
        (characters.text(line, TextPlace(start=0, end=len(line), line=number)).strip(), heading, row)
        for number, (line, heading, row) in enumerate(_lines(path, data, sorter.done.told), 1)
    ]
    for (line, heading, row), mark in zip(lines, list_marks([line for line, _, _ in lines]), strict=True):
        sorter.line(line, heading, row, mark)
    if problems := characters.problems(str(path)):
        raise InputError(problems)
    done = sorter.finish()
    done.told += [str(remark) for remark in characters.remarks()]
    if not done.notes and not done.problems:
        raise InputError.one(str(path), "没有读到素材", "请一行写一件做过的事，如：全年公开政府信息126条")
    return done


def _refuse_report(path: Path) -> None:
    """Refuse a finished report given as notes: most likely last year's.

    Raises:
        InputError: it is one.
    """
    report = read(path, passage=True)
    known = {section.id for section in report.sections if section.id and section.id != "preamble" and section.heading}
    if report.tables or len(known) >= _SECTIONS:
        year = f"{report.year} 年度的" if report.year is not None else ""
        raise InputError.one(
            str(path),
            f"像是一份{year}年报，不是素材",
            f"作上年报告用，请写 --previous {path.name}；素材一行写一件今年做过的事",
        )
