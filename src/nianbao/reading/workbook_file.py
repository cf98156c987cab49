"""A workbook's sheets as text: values, formulas, merged cells, names; which sheet is which."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from nianbao.errors import InputError
from nianbao.kinds import layout
from nianbao.kinds.workbook_template import MAP, TableSheet, texts
from nianbao.reading.file_content import LAST_COLUMN, LAST_ROW, LOCKED, kind_of, position, refuse_other, refuse_wide
from nianbao.safe_zip import opened
from nianbao.text import allowed_characters, bare

_REMEDY = "请用 nianbao new 新建的 素材.xlsx 填写，并在 Excel 或 WPS 中保存为 .xlsx"
_NAME = re.compile(r"(?:'((?:[^']|'')+)'|([^'!#]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)")

Place = tuple[int, int]
"""Row and column, both from 1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def letters(column: int) -> str:
    """``AB`` for 28."""
    out = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def at(place: Place) -> str:
    """``B7`` for row 7 and column 2."""
    return f"{letters(place[1])}{place[0]}"


def _text(value: Any) -> str:
    """A cell's value as a person wrote it: 3.0 is 3, a date is 2026年1月15日."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value).strip()


@dataclass
class WorkbookSheet:
    """A sheet.

    Attributes:
        title: its name. values: what each filled cell shows. formulas: of the cells that have one.
        merged: the merged areas. struck: where words are struck through, wholly or in part, and which.
        comments: what others remarked on a cell.
    """

    title: str
    values: dict[Place, str]
    formulas: dict[Place, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    struck: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = max((row for row, _ in self.values), default=0) + 100, max((c for _, c in self.values), default=0) + 50
        self.area = {
            (row, column): area
            for area in self.merged
            for row in range(area[0], min(area[2], last[0]) + 1)  # a whole column may be merged
            for column in range(area[1], min(area[3], last[1]) + 1)
        }

    def text(self, place: Place) -> str:
        """What a cell shows; empty where it is empty."""
        return self.values.get(place, "")

    def shown(self, place: Place) -> str:
        """What a reader sees at a cell: of a merged one, what stands in its first."""
        area = self.area.get(place)
        return self.text(area[:2] if area else place)

    @property
    def filled(self) -> list[Place]:
        """Cells with a value or a formula, row by row."""
        return sorted({*self.values, *self.formulas})


@dataclass
class Book:
    """A workbook.

    Attributes:
        sheets: by title, in order. names: where the defined names point: a sheet's title and an area; None where the
            cells were deleted. knows_formulas: whether formulas and names are known (not in ``.xls``).
    """

    sheets: dict[str, WorkbookSheet]
    names: dict[str, tuple[str, Area] | None]
    knows_formulas: bool = True


def _named(defined: Any) -> tuple[str, Area] | None:
    match = _NAME.fullmatch(str(defined.attr_text or "").strip())
    if match is None:
        return None
    first, _, last = match[3].partition(":")
    return (match[1] or match[2]).replace("''", "'"), (*position(first), *position(last or first))


def _formulas(sheet: Any) -> Iterator[tuple[Place, str]]:
    for (row, column), cell in sheet._cells.items():
        value = getattr(cell.value, "text", cell.value)  # an array formula is an object that holds its text
        if isinstance(value, str) and value.startswith("=") and cell.data_type in ("f", "s"):
            yield (row, column), value


def _struck(sheet: Any) -> Iterator[tuple[Place, str]]:
    """Words struck through: of a whole cell, or of a part of one."""
    for place, cell in sheet._cells.items():
        if isinstance(cell.value, list):  # words of several fonts
            parts = [part.text for part in cell.value if getattr(getattr(part, "font", None), "strike", None)]
            words = "".join(parts).strip()
        else:
            words = _text(cell.value) if cell.value is not None and cell.has_style and cell.font.strike else ""
        if words:
            yield place, words


_THREADED = re.compile(r"^\[[^\]\n]*\]\s.*?go\.microsoft\.com\S*\s+[^\n:：]{1,10}[:：]\s*", re.S)
"""What Excel puts before a threaded comment, for versions that know none."""
_ITS_AUTHOR = re.compile(r"^[^\n:：]{1,20}[:：]\n")


def _comments(sheet: Any) -> Iterator[tuple[Place, str]]:
    for place, cell in sheet._cells.items():
        if cell.comment is not None:
            text = _THREADED.sub("", str(cell.comment.text or ""))
            if text := " ".join(_ITS_AUTHOR.sub("", text.strip()).split()):
                yield place, text


def _sheet(values: Any, formulas: Any) -> WorkbookSheet:
    held = {}
    merged: list[Area] = []
    if values.start is not None:  # of an empty sheet it is None; width and height count from zero
        for row, line in enumerate(values.to_python(skip_empty_area=False), 1):
            for column, value in enumerate(line, 1):
                if text := _text(value):
                    held[row, column] = text
    if formulas is not None:
        merged = [(item.min_row, item.min_col, item.max_row, item.max_col) for item in formulas.merged_cells.ranges]
        known = dict(_formulas(formulas)), merged, dict(_struck(formulas)), dict(_comments(formulas))
        return WorkbookSheet(values.name, held, *known)
    for (top, left), (bottom, right) in getattr(values, "merged_cell_ranges", None) or ():
        merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return WorkbookSheet(values.name, held, {}, merged)


def open_book(data: bytes, where: str) -> Book:
    """Open a workbook.

    Raises:
        InputError: it is no workbook, an encrypted one, damaged or far too large.
    """
    kind = kind_of(data)
    old = kind is not None and ".xls" in kind.suffixes
    if not old:
        refuse_other(data, where, ".xlsx")
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise InputError.one(
                where, "工作簿打不开，可能已损坏或加了密码", "请在 Excel 或 WPS 中去掉密码，另存为 .xlsx"
            )
        with opened(data, where, _REMEDY) as archive:
            refuse_wide(archive, where)
    try:
        return _opened(data, where, old)
    except InputError:
        raise
    except Exception as error:  # openpyxl and calamine raise many kinds on damaged files
        if "assword" in str(error) or "ncrypt" in str(error):
            raise InputError.one(where, "文件加了密码，打不开", LOCKED.remedy) from error
        raise InputError.one(where, "工作簿打不开，可能已损坏", _REMEDY) from error


def one_sheet(data: bytes, title: str) -> WorkbookSheet | None:
    """One sheet of a workbook, values only; None where there is none of that title, or it cannot be read."""
    from python_calamine import CalamineWorkbook

    try:
        values = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if title not in values.sheet_names:
            return None
        page = values.get_sheet_by_name(title)
        return None if page.total_height > LAST_ROW or page.total_width > LAST_COLUMN else _sheet(page, None)
    except Exception:  # calamine raises many kinds on damaged files; who reads the figures says what is wrong
        return None


def _opened(data: bytes, where: str, old: bool) -> Book:
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    values = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if old:
        pages = [values.get_sheet_by_name(name) for name in values.sheet_names]
        for page in pages:
            if page.total_height > LAST_ROW or page.total_width > LAST_COLUMN:
                raise InputError.one(f"{where} 工作表“{page.name}”", "表外很远的单元格里有内容", _REMEDY)
        return Book({page.name: _sheet(page, None) for page in pages}, {}, knows_formulas=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas = load_workbook(io.BytesIO(data), rich_text=True)
    sheets = {
        page.title: _sheet(values.get_sheet_by_name(page.title), page)
        for page in formulas.worksheets  # charts have no cells
    }
    return Book(sheets, {name: _named(item) for name, item in formulas.defined_names.items()})


_COPY = re.compile(r"^(?:副本|复件)\s*|\s*(?:[(（]\s*[0-9]+\s*[)）]|[-_ ]?副本|_[0-9]+)$")


def known_words(tables: list[TableSheet], titles: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By the title a sheet has now: the words that the template puts on it."""
    words = {}
    for item in tables:
        labels = {bare(cell.text) for cell in layout(item.table).cells if cell.text}
        words[titles.get(item.title, item.title)] = frozenset(labels | {bare(texts()["table_rest"])})
    for key in ("notes", "problems"):
        title = texts()["sheets"][key]
        labels = {bare(column["label"]) for column in texts()[key]} | {
            bare(word) for word in texts()["hidden"].values()
        }
        words[titles.get(title, title)] = frozenset(labels)
    rows = [*texts()["unit"], *({"label": label, "help": texts()["contact_help"]} for label in texts()["contact"])]
    title = texts()["sheets"]["unit"]
    words[titles.get(title, title)] = frozenset(bare(row[key]) for row in rows for key in ("label", "help"))
    return words


def _content(sheet: WorkbookSheet, words: frozenset[str]) -> dict[tuple[int, int], str]:
    """What a person filled in: all but the template's own words, its first line and its marks."""
    return {
        place: text
        for place, text in sheet.values.items()
        if bare(text) not in words
        and place not in sheet.formulas
        and not re.fullmatch(r"[0-9]{4}年 .{4,40}|#[0-9]+", text)
    }


def _alike(sheet: WorkbookSheet, ours: WorkbookSheet, words: frozenset[str]) -> bool:
    """Whether most of the template's words on a sheet of ours stand at the same places of another."""
    places = [place for place, text in ours.values.items() if bare(text) in words]
    same = [place for place in places if bare(sheet.text(place)) == bare(ours.text(place))]
    return len(same) * 5 >= len(places) * 3


def strangers(
    sheets: Mapping[str, WorkbookSheet], words: Mapping[str, frozenset[str]], help_title: str
) -> Iterator[tuple[str, str, bool]]:
    """Sheets that the template does not have: their title, what to say, and whether it has to be settled first.

    A copy of one of ours with the same content, or with none, is only told; one with other content may be the one that
    was meant.
    """
    for title, sheet in sheets.items():
        if title in words or title in (MAP, help_title, texts()["sheets"]["questions"]) or not sheet.filled:
            continue
        like = [one for one in words if one in sheets and _alike(sheet, sheets[one], words[one])]
        if not like:
            cells = f"（如 {at(sheet.filled[0])}“{sheet.text(sheet.filled[0])[:10]}”）"
            yield title, f"工作表“{title}”不是素材里原有的表，里面的内容没有读{cells}", False
            continue
        like.sort(key=lambda one: (one != _COPY.sub("", title), one not in title))
        theirs = _content(sheet, words[like[0]])
        if not theirs:
            continue
        same = next((one for one in like if _content(sheets[one], words[one]) == theirs), None)
        if same is not None:
            yield title, f"工作表“{title}”和“{same}”内容一样，只读了“{same}”", False
            continue
        ours = _content(sheets[like[0]], words[like[0]])
        place = min(place for place in {*theirs, *ours} if theirs.get(place) != ours.get(place))
        what = f"{at(place)} 一张是“{ours.get(place, '')[:10]}”，一张是“{theirs.get(place, '')[:10]}”"
        yield title, f"有两张“{like[0]}”（另一张是“{title}”），内容不一样：{what}", True


class SheetAnswer(NamedTuple):
    """What stands beside a question: the answer (empty where there is none), the question, and the place in words."""

    answer: str
    ask: str
    place: str


def sheet_answers(data: bytes) -> dict[str, SheetAnswer]:
    """What is typed into the sheet 追问 of a workbook, by the question's key; nothing where it has no such sheet."""
    sheet = one_sheet(data, texts()["sheets"]["questions"])
    return answers_on(sheet) if sheet is not None else {}


def answers_on(sheet: WorkbookSheet) -> dict[str, SheetAnswer]:
    """The answers of the sheet, by the hidden key of each row."""
    labels = {bare(column["label"]): column["key"] for column in texts()["questions"]}
    labels[bare(texts()["hidden"]["id"])] = "id"
    heads: dict[int, dict[str, int]] = {}
    for (row, column), text in sheet.values.items():
        if key := labels.get(bare(text)):
            heads.setdefault(row, {}).setdefault(key, column)
    row = max(heads, key=lambda number: (len(heads[number]), -number), default=0)
    columns = heads.get(row, {})
    if not {"id", "answer"} <= columns.keys():
        return {}
    found = {}
    for number in range(row + 1, max((place for place, _ in sheet.filled), default=0) + 1):
        key = sheet.text((number, columns["id"]))
        place = (number, columns["answer"])
        answer = allowed_characters.plain(sheet.text(place)).strip()
        if key and (key not in found or answer):
            ask = sheet.text((number, columns["ask"])) if "ask" in columns else ""
            found[key] = SheetAnswer(answer, ask, f"工作表“{sheet.title}”{at(place)}")
    return found
