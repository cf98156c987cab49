"""Reads 素材.xlsx by its labels; sums totals again, keeps what was typed over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from nianbao.errors import InputError, InputProblem, NianbaoError, nearest
from nianbao.facts import computed_cells
from nianbao.facts.note_parts import identify_notes, identify_problems
from nianbao.kinds import DEFAULT_KIND, Form, all_kinds, editions, first_year, form_for, form_named
from nianbao.kinds.workbook_template import MAP, TOP, TableSheet, table_sheets, texts, unit_rows
from nianbao.patterns import lazy
from nianbao.reading.cell_values import DATE_REMEDY, NotNumber, cell_value, date_fault, official_date
from nianbao.reading.notes_sorting import what_belongs_where
from nianbao.reading.removed_characters import Characters
from nianbao.reading.workbook_file import Area, Place, WorkbookSheet, at, known_words, letters, open_book, strangers
from nianbao.reading.workbook_places import ERRORS, Misplaced, SheetPlaces, place_table, sums_of, terms_of
from nianbao.reading.yaml_tables import rest_zero
from nianbao.report import Cell, LastYear, Note, Problem, Remark, Report, SheetPlace, Unit, kinds
from nianbao.text import bare

_OTHER = "其他需要报告的事项"
_REMEDY = "请用 nianbao new 新建的 素材.xlsx 填写，并在 Excel 或 WPS 中保存为 .xlsx"
_UNDO = "请撤销对行、列和单元格的改动（Ctrl+Z）；撤销不了的，用 nianbao new 另建一份，把数字抄过去"
_NO_VALUE = "请在 Excel 或 WPS 中打开、保存一次，或直接填写"
_SHOWN = 5
_CLIP = 16
"""Characters shown of a cell that was not read."""
_POSTCODE = 6
_YES, _NO = ("是", "有"), ("否", "无", "没有")


def _clip(text: str) -> str:
    """The beginning of a text, and a sign that there is more."""
    return text if len(text) <= _CLIP else f"{text[: _CLIP - 1]}……"


class _Mapped(NamedTuple):
    """A line of the hidden sheet: what stands where when the workbook is new, and the name that follows it."""

    kind: str
    title: str
    place: str
    key: str
    name: str


_ESCAPED = lazy(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """A text of a cell: what XML cannot hold stands in the file as ``_x0007_`` (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Reader:
    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self.problems: list[InputProblem] = []
        self.remarks: list[Remark] = []
        self.characters = Characters(private=True)
        self.book = open_book(data, where)
        for sheet in self.book.sheets.values():
            self._clean(sheet)
        self.titles: dict[str, str] = {}
        self.edition, self.then, self.kind, self.map = self._map()
        self.placed: dict[str, SheetPlaces] = {}
        self.tables: list[TableSheet] = []
        self.pushed: set[str] = set()
        self.other_years: dict[tuple[str, int], list[tuple[WorkbookSheet, Place]]] = {}

    def _clean(self, sheet: WorkbookSheet) -> None:
        """The words of a sheet as a report may hold them."""
        for place, text in list(sheet.values.items()):
            where = SheetPlace(sheet=sheet.title, cell=at(place))
            if kept := self.characters.text(_unescaped(text), where).strip():
                sheet.values[place] = kept
            else:
                del sheet.values[place]

    def problem(self, place: str, what: str, remedy: str = "") -> None:
        self.problems.append(InputProblem(where=f"{self.where} {place}".strip(), what=what, remedy=remedy))

    def remark(self, text: str, sheet: WorkbookSheet, place: Place) -> None:
        self.remarks.append(Remark(text=text, location=SheetPlace(sheet=sheet.title, cell=at(place))))

    # ── finding sheets

    def _map(self) -> tuple[str, str, str, list[_Mapped]]:
        sheet = self.book.sheets.get(MAP)
        if sheet is None:
            return self._unmapped()
        deep = max((row for row, _ in sheet.values), default=0)
        rows = [[sheet.text((row, column)) for column in range(1, 6)] for row in range(1, deep + 1)]
        if not rows or rows[0][0] != "edition":
            raise InputError.one(self.where, "工作簿里的对照表被改动过，认不出是哪一年的格式", _REMEDY)
        found = [_Mapped(*row) for row in rows[1:] if row[0]]
        for item in found:
            if item.kind == "sheet":
                self._find_sheet(item.title, item.place)
        if self.problems:
            raise InputError(self.problems)
        return rows[0][1], rows[0][2], rows[0][3] or DEFAULT_KIND, found

    def _unmapped(self) -> tuple[str, str, str, list[_Mapped]]:
        """The edition of a workbook whose hidden sheet is gone: by its year, if its sheets are all there.

        Raises:
            InputError: they are not.
        """
        sheet = self.book.sheets.get(texts()["sheets"]["unit"])
        year = next((sheet.text((row, column + 1)) for (row, column), text in sheet.values.items()
                     if text == "报告年度"), "") if sheet else ""  # fmt: skip
        help = self.book.sheets.get(texts()["sheets"]["help"])
        headed = help.text((1, 1)) if help is not None else ""
        kind = next((one.id for one in all_kinds() if one.name in headed), DEFAULT_KIND)
        edition = next((one for one in editions(kind) if year.isdigit() and one.covers(int(year))), None)
        missing = InputError.one(self.where, "不是本工具的素材工作簿（缺少对照表）", _REMEDY)
        if edition is None:
            raise missing
        titles = [item.title for item in table_sheets(edition, None)]
        titles += [texts()["sheets"][key] for key in ("unit", "notes", "problems")]
        if any(title not in self.book.sheets for title in titles):
            raise missing
        try:
            then = form_for(kind, int(year) - 1)
        except NianbaoError:
            then = None
        last = [item.title for item in table_sheets(edition, then) if item.last]
        asked = then is not None and all(title in self.book.sheets for title in last)
        self.titles = {title: title for title in (*titles, *(last if asked else ()))}
        return edition.edition, then.edition if asked and then is not None else "", kind, []

    def _find_sheet(self, title: str, name: str) -> None:
        """A sheet by its title, or by the defined name that follows it when it is renamed."""
        defined = self.book.names.get(name)
        moved = defined[0] if defined is not None else title
        if title in self.book.sheets and (moved == title or moved not in self.book.sheets):
            self.titles[title] = title
        elif title in self.book.sheets:
            what = f"“{title}”和“{moved}”两张表不知道哪一张是原来的"
            self.problem("", what, f"请只留一张，名字用“{title}”，另一张删去或移到别的文件")
        elif moved in self.book.sheets:
            self.titles[title] = moved
        else:
            known = "、".join(sheet for sheet in self.book.sheets if sheet != MAP)
            self.problem(
                "", f"找不到工作表“{title}”，可能改了名或被删", f"请把工作表的名字改回“{title}”（现有：{known}）"
            )

    def _sheet(self, title: str) -> WorkbookSheet:
        return self.book.sheets[self.titles.get(title, title)]

    def _names(self, kind: str, title: str) -> dict[str, tuple[str, Area] | None]:
        """By key: where the names of a sheet point now; nothing for a name that is not there at all."""
        return {
            item.key: self.book.names[item.name]
            for item in self.map
            if item.kind == kind and item.title == title and item.name in self.book.names
        }

    def _value(self, sheet: WorkbookSheet, place: Place) -> str:
        """What a cell of words holds; a formula without a value is told."""
        text = sheet.text(place)
        if place in sheet.formulas and (not text or text.startswith(ERRORS)):
            what = "是公式，算不出值" if text else "是公式，没有算出的值"
            self.problem(f"工作表“{sheet.title}”{at(place)}", what, _NO_VALUE)
            return ""
        return text

    # ── tables

    def _place_tables(self, edition: Form, then: Form | None) -> None:
        self.tables = [item for item in table_sheets(edition, then) if item.title in self.titles]
        for item in self.tables:
            sheet = self._sheet(item.title)
            try:
                self.placed[item.title] = place_table(sheet, item.table)
            except Misplaced as error:
                other = self._other_edition(sheet, item)
                for place, what in error.told if not other else ():
                    self.problem(f"工作表“{sheet.title}”{place}", what, _UNDO)
                if other:
                    self.problem(f"工作表“{sheet.title}”", f"这张表是{other}，应为{item.form.name}", _UNDO)

    def _other_edition(self, sheet: WorkbookSheet, item: TableSheet) -> str:
        """The name of the other edition whose table this is; empty where it is none."""
        for edition in editions(item.form.kind):
            for table in edition.tables:
                if edition.edition != item.form.edition and table.name == item.table.name:
                    try:
                        place_table(sheet, table)
                    except Misplaced:
                        continue
                    return edition.name
        return ""

    def _cells(self, item: TableSheet) -> dict[str, Cell]:
        """The figures of a table, and what is told of them."""
        places, sheet, edition = self.placed[item.title], self._sheet(item.title), item.form
        owner = {place: id for id, found in places.figures.items() for place in found}
        sums = sums_of(edition)
        found: dict[str, Cell] = {}
        words: dict[str, list[tuple[Place, str]]] = {}
        self._not_pushed(item, places, sheet)
        for id, there in places.figures.items():
            filled = [place for place in there if sheet.text(place) or place in sheet.formulas]
            if not filled:
                continue
            known = edition.cells[id]
            where = SheetPlace(sheet=sheet.title, cell=at(filled[0]))
            if len(filled) > 1:
                cells = "、".join(f"{at(place)} 是“{sheet.text(place)[:10]}”" for place in filled)
                self.problem(str(where), f"“{known.label}”是一格，拆开后填了几个数：{cells}", "请只留一个数")
                continue
            if filled[0] != there[0]:
                shown = sheet.text(filled[0])[:20]
                what = (
                    f"“{known.label}”原是合并的一格（{at(there[0])}），“{shown}”填在拆开后的 {at(filled[0])}，已按它读"
                )
                self.remark(what, sheet, filled[0])
            raw = sheet.text(filled[0])
            formula = sheet.formulas.get(filled[0])
            if formula is not None:
                taken = self._formula(formula, raw, id, owner, sums, sheet, filled[0], known.label)
                if taken is None:
                    continue
                raw = taken
            try:
                found[id] = cell_value(raw, known, where)
            except NotNumber:
                words.setdefault(raw[:20], []).append((filled[0], known.label))
        self._not_numbers(words, sheet)
        if places.reordered:
            names = "、".join(places.reordered[:3])
            what = f"行列的次序与模板不同（“{names}”等换了位置），已按行名、列名读，请核对"
            self.remark(what, sheet, (TOP, 1))
        return found if self.book.knows_formulas else _without_sums(edition, found)

    def _not_numbers(self, words: dict[str, list[tuple[Place, str]]], sheet: WorkbookSheet) -> None:
        """Cells that hold no number; the same mark down a column or along a row is told once, with every cell."""
        for raw, there in words.items():
            label = there[0][1]
            what = f"“{label}”要填数字，写的是“{raw}”"
            if len(there) > 1:
                cells = "、".join(at(place) for place, _ in there)
                what = f"“{label}”等{len(there)}格（{cells}）要填数字，写的都是“{raw}”"
            where = str(SheetPlace(sheet=sheet.title, cell=at(there[0][0])))
            self.problem(where, what, "请只写阿拉伯数字，如 3；没有的写 0")

    def _formula(
        self, formula: str, raw: str, id: str, owner: dict[Place, str], sums: dict[str, Any],
        sheet: WorkbookSheet, place: Place, label: str,
    ) -> str | None:  # fmt: skip
        """What a formula in a figure's cell stands for; None where it is our own, or was told."""
        terms = terms_of(formula, owner)
        if terms is not None and terms in sums.get(id, ()):
            return None  # our own total: summed again from the raw cells
        where = f"工作表“{sheet.title}”{at(place)}"
        if self._another(terms, sums, id):
            what = f"“{label}”这一格里是别的格的合计公式（{formula[:40]}），单元格移动过，数字可能错了位"
            self.problem(where, what, _UNDO)
            return None
        worked = raw and not raw.startswith(ERRORS)
        if id in sums:
            done = f"按它算出的“{raw[:20]}”读" if worked else "它算不出值，按各分项重新相加"
            self.remark(f"“{label}”的合计公式改过（{formula[:40]}），{done}，请核对", sheet, place)
            return raw if worked else None
        if not worked:
            what = "算不出值" if raw else "没有算出的值"
            if "#REF" in formula.upper():  # what it added up was deleted
                self.problem(where, f"“{label}”是公式，它用到的格已删去，{what}", _UNDO)
            elif sheet.title not in self.pushed:  # else it came with the move that was told
                self.problem(where, f"“{label}”是公式，{what}", "请在 Excel 或 WPS 中打开、保存一次，或直接填数字")
            return None
        return raw

    @staticmethod
    def _another(terms: Any, sums: dict[str, Any], id: str) -> bool:
        return bool(terms) and len(terms) > 1 and any(terms in found for one, found in sums.items() if one != id)

    def _not_pushed(self, item: TableSheet, places: SheetPlaces, sheet: WorkbookSheet) -> None:
        """See by the names that follow the cells that none was pushed to another place; what was dragged is told."""
        moved: list[tuple[str, Place]] = []
        lost = 0
        for id, named in self._names("last" if item.last else "cell", item.title).items():
            if named is None:
                lost += 1
            elif id in places.figures and (named[0] != sheet.title or named[1][:2] not in places.figures[id]):
                moved.append((id, named[1][:2]))
        if not moved:
            return
        told = "、".join(f"“{item.form.cells[id].label}”的格到了 {at(place)}" for id, place in moved[:3])
        more = f"等 {len(moved)} 格" if len(moved) > 3 else ""
        if len(moved) > lost:
            where = f"工作表“{sheet.title}”{at(moved[0][1])}"
            self.pushed.add(sheet.title)
            self.problem(where, f"单元格移动过（{told}{more}），数字和行名、列名错开了", _UNDO)
        else:
            self.remark(f"单元格拖动过（{told}{more}），数字按现在所在的行、列读，请核对", sheet, moved[0][1])

    def _declared(self, item: TableSheet) -> tuple[bool, set[Place]]:
        """Whether the rest of a table is declared zero; the places of the declaration."""
        sheet, label = self._sheet(item.title), bare(texts()["table_rest"])
        row, column = next((place for place, text in sheet.values.items() if bare(text) == label), (0, 0))
        if not row:
            self.remark(f"“{texts()['table_rest']}”这一行不见了，按没有声明读", sheet, (2, 1))
            return False, set()
        filled = [place for place in sheet.filled if place[0] == row and place[1] > column]
        place = filled[0] if filled else (row, column + 1)
        return self._yes(sheet, place), {(row, column), place}

    def _yes(self, sheet: WorkbookSheet, place: Place) -> bool:
        text = self._value(sheet, place)
        if text and text not in ("是", "否"):
            self.problem(f"工作表“{sheet.title}”{at(place)}", f"写的是“{text[:10]}”", "请填 是 或 否")
        return text == "是"

    def _title(self, item: TableSheet, year: int | None) -> set[Place]:
        """Where the line above a table stands; a year in it that is not the table's is kept, to be told."""
        sheet, heading = self._sheet(item.title), bare(f"年 {item.heading}")
        found = {place for place, text in sheet.values.items() if bare(text)[4:] == heading and text[:4].isdigit()}
        expected = year - 1 if item.last and year else year
        for place in found:
            if expected and (said := sheet.text(place)[:4]) != str(expected):
                self.other_years.setdefault((said, expected), []).append((sheet, place))
        return found

    def _of_other_years(self, year: int | None) -> None:
        """Tell once of all tables over which another year stands: a folder copied from last year's has it on each."""
        if not self.other_years:
            return
        told = []
        for (said, expected), heads in self.other_years.items():
            title = heads[0][0].title
            which = f"“{title}”" if len(heads) == 1 else f"“{title}”等{len(heads)}张表"
            told.append(f"{which}的表头写的是“{said}年”，应是 {expected} 年的数字")
        sheet, place = next(iter(self.other_years.values()))[0]
        self.remark(f"“单位”表的报告年度是 {year}，{'；'.join(told)}，请核对", sheet, place)

    def _of_old_format(self) -> None:
        """Tell what .xls keeps from us: marks of a cell that may say that its figure does not count."""
        if not self.book.knows_formulas:
            what = "旧格式（.xls）的工作簿读不出删除线和批注：划掉的内容会照常写进报告；有这些的，请另存为 .xlsx 再起草"
            self.remark(what, next(iter(self.book.sheets.values())), (TOP, 1))

    def _table(self, item: TableSheet, year: int | None) -> tuple[dict[str, Cell], bool]:
        """A table's figures, and whether the rest is declared zero."""
        if item.title not in self.placed:
            return {}, False
        sheet, places = self._sheet(item.title), self.placed[item.title]
        cells = self._cells(item)
        rest, declared = self._declared(item)
        read = {place for there in places.figures.values() for place in there} | places.labels | declared
        self._strays(sheet, read | self._title(item, year))
        self._crossed_or_remarked(sheet, {place for there in places.figures.values() for place in there} | declared)
        owner = {place: id for id, there in places.figures.items() for place in there}
        for place in sheet.formulas.keys() - owner.keys():
            if self._another(terms_of(sheet.formulas[place], owner), sums_of(item.form), ""):
                what = "表外有一格是表里的合计公式，单元格移动过，数字可能错了位"
                self.problem(f"工作表“{sheet.title}”{at(place)}", what, _UNDO)
        return cells, rest

    def _strays(self, sheet: WorkbookSheet, read: set[Place]) -> None:
        """Tell what stands in cells that mean nothing."""
        ours = re.compile(
            "|".join((*map(re.escape, texts()["hidden"].values()), re.escape(texts()["mark"]) + "[0-9]+"))
        )
        left = [place for place in sheet.filled if place not in read and not ours.fullmatch(sheet.text(place))]
        if left:
            shown = "、".join(f"{at(p)}“{_clip(sheet.text(p) or sheet.formulas[p])}”" for p in left[:_SHOWN])
            more = f"等 {len(left)} 格" if len(left) > _SHOWN else ""
            self.remark(f"表外的内容没有读：{shown}{more}；要写进报告的请填在表里", sheet, left[0])

    def _crossed_or_remarked(self, sheet: WorkbookSheet, places: Iterable[Place]) -> None:
        """Refuse what is struck through, of which nobody knows whether it counts; tell what was remarked on a cell."""
        there = sorted(places)
        crossed = [place for place in there if place in sheet.struck and sheet.text(place)]
        if crossed:
            alone = len(crossed) == 1
            words = [_clip(sheet.struck[place]) for place in crossed[:_SHOWN]]
            shown = "、".join(f"{'' if alone else at(at_)}“{text}”" for at_, text in zip(crossed, words, strict=False))
            more = f"等 {len(crossed)} 格" if len(crossed) > _SHOWN else ""
            what = f"{shown}{more}打了删除线，不知道还算不算"
            self.problem(f"工作表“{sheet.title}”{at(crossed[0])}", what, "不要的请删去内容，要的请取消删除线")
        for place in there:
            if said := sheet.comments.get(place):
                what = f"这一格有批注“{_clip(said)}”，批注不写进报告；请核对这一格，核对好的把批注删去"
                self.remark(what, sheet, place)

    # ── words

    def _head(self, sheet: WorkbookSheet, name: str) -> tuple[int, dict[str, int]]:
        """The row of the heads of 素材 or 问题, and by key the column of each; 0 where it cannot be read."""
        hidden = {key: label for key, label in texts()["hidden"].items() if key != "mark" or self._marked(name)}
        labels = {column["key"]: column["label"] for column in texts()[name]} | hidden
        wanted = {bare(label) for label in labels.values()}
        rows = Counter(row for (row, _), text in sheet.values.items() if bare(text) in wanted)
        row, count = max(rows.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
        if count * 2 < len(labels):
            self.problem(f"工作表“{sheet.title}”第1行", f"表头（{'、'.join(labels.values())}）不见了", _UNDO)
            return 0, {}
        at_label: dict[str, list[int]] = {}
        for (there, column), text in sorted(sheet.values.items()):
            if there == row:
                at_label.setdefault(bare(text), []).append(column)
        columns = {key: found for key, label in labels.items() if (found := at_label.get(bare(label)))}
        for key, found in columns.items():
            if len(found) > 1:
                where = f"工作表“{sheet.title}”{at((row, found[1]))}"
                self.problem(where, f"有 {len(found)} 列“{labels[key]}”，不知道哪一列是原来的", "请只留一列")
        self._gone(sheet, row, labels, {key: found[0] for key, found in columns.items()})
        return row, {key: found[0] for key, found in columns.items()}

    def _marked(self, name: str) -> bool:
        """Whether the workbook is new enough to mark its rows."""
        return any(item.kind == name and item.key == "mark" for item in self.map)

    def _gone(self, sheet: WorkbookSheet, row: int, labels: dict[str, str], columns: dict[str, int]) -> None:
        """Tell columns that are not there; renamed ones cannot be read."""
        gone = [label for key, label in labels.items() if key not in columns and key not in texts()["hidden"]]
        if not gone:
            return
        unknown = sorted({place[1] for place in sheet.filled if place[0] > row} - set(columns.values()))
        where = f"工作表“{sheet.title}”"
        if unknown:
            now = "、".join(f"{letters(column)}列“{sheet.text((row, column))[:10]}”" for column in unknown[:3])
            what = f"找不到“{'”“'.join(gone)}”这一列；{now} 有内容，但不是模板里的列"
            self.problem(f"{where}{at((row, unknown[0]))}", what, f"请把列名改回“{gone[0]}”，或撤销（Ctrl+Z）")
        else:
            self.remark(f"没有“{'”“'.join(gone)}”这一列，按没有填读", sheet, (row, 1))

    def _not_shifted(self, sheet: WorkbookSheet, name: str, title: str, row: int, columns: dict[str, int]) -> None:
        """See by names and marks that no cell of 素材 or 问题 was pushed away from the rest of its row."""
        reach: dict[str, tuple[int, int]] = {}
        for key, named in self._names(name, title).items():
            if named is None or key not in columns:
                continue
            if named[1][1] != columns[key]:
                what = f"表头和下面的内容错开了（“{sheet.text((row, columns[key]))}”的内容在{letters(named[1][1])}列）"
                self.problem(f"工作表“{sheet.title}”{at((row, columns[key]))}", what, _UNDO)
                return
            reach[key] = named[1][0], named[1][2]
        usual = Counter(reach.values()).most_common(1)
        for key, found in reach.items():
            if found != usual[0][0]:
                what = f"{letters(columns[key])}列有单元格插入或删除过，和别的列错开了行"
                self.problem(f"工作表“{sheet.title}”{letters(columns[key])}列", what, _UNDO)
        mark = re.compile(re.escape(texts()["mark"]) + "[0-9]+")
        pushed = [place for place, text in sheet.values.items() if mark.fullmatch(text)]
        pushed = [place for place in sorted(pushed) if place[1] != columns.get("mark")] if self._marked(name) else []
        if pushed:
            rows = "、".join(str(row) for row in sorted({row for row, _ in pushed})[:_SHOWN])
            what = "有单元格插入或删除过，后面的内容移到了别的列"
            self.problem(f"工作表“{sheet.title}”第{rows}行", what, _UNDO)

    def _rows(self, name: str) -> list[tuple[dict[str, str], str, int]]:
        title = texts()["sheets"][name]
        sheet = self._sheet(title)
        head, columns = self._head(sheet, name)
        if not head:
            return []
        self._not_shifted(sheet, name, title, head, columns)
        read = {(head, column) for column in columns.values()}
        found = []
        filled: set[Place] = set()
        for number in range(head + 1, max((row for row, _ in sheet.filled), default=0) + 1):
            row = {"id": ""} | {key: self._value(sheet, (number, column)) for key, column in columns.items()}
            read |= {(number, column) for column in columns.values()}
            row.pop("mark", None)
            if (column := columns.get("aspect")) and (area := sheet.area.get((number, column))):
                row["aspect"] = sheet.text(area[:2])  # one aspect merged over the rows that belong to it
            if any(value for key, value in row.items() if key not in ("id", "aspect", "item", "raised")):
                found.append((row, sheet.title, number))
                filled |= {(number, column) for key, column in columns.items() if key not in texts()["hidden"]}
            elif row.get("item") or row.get("raised"):
                chosen = row.get("item") or row.get("raised")
                self.remark(f"第{number}行只选了“{chosen}”，没有写内容，没有读", sheet, (number, 1))
        self._strays(sheet, read)
        self._crossed_or_remarked(sheet, filled)
        return found

    def _aspect(self, label: str, edition: Form, sheet: str, number: int) -> str | None:
        if label in (_OTHER, edition.sections[-1].id):
            return edition.sections[-1].id
        for aspect in edition.aspects:
            if label in (aspect.id, aspect.label, *aspect.aliases):
                return aspect.id
        what, remedy = f"没有“{label}”这个方面", what_belongs_where(label, edition)
        if not label:
            what, remedy = "没有选方面", f"{remedy}；不写进报告的，把这一行的内容清空"
        self.problem(f"工作表“{sheet}”第{number}行", what, remedy)
        return None

    def _item(self, said: str, edition: Form, where: str) -> str:
        """The id of the item that a note is the result of, by its label or by the name of its blank in a draft."""
        items = {name: item.id for item in edition.required for name in (item.id, item.blank, item.label)}
        if said and said not in items:
            labels = [item.label for item in edition.required]
            remedy = nearest(said, labels) or f"请从列表中选：{'、'.join(labels)}；都不是的留空"
            self.problem(where, f"“对应事项”里没有“{said[:20]}”这一项", remedy)
        return items.get(said, "")

    def notes(self, edition: Form) -> list[Note]:
        found = []
        for row, sheet, number in self._rows("notes"):
            aspect = self._aspect(row.pop("aspect", ""), edition, sheet, number)
            if aspect is not None:
                place = SheetPlace(sheet=sheet, cell=f"A{number}")
                row["item"] = self._item(row.get("item", ""), edition, f"工作表“{sheet}”第{number}行")
                found.append(Note.model_validate({**row, "aspect": aspect, "location": place}))
        return identify_notes(_distinct(found))

    def problem_list(self) -> list[Problem]:
        found = []
        for row, sheet, number in self._rows("problems"):
            values: dict[str, Any] = dict(row)
            raised = values.pop("raised", "")
            if raised not in ("", *_YES, *_NO):
                self.problem(f"工作表“{sheet}”第{number}行", f"“上年是否已提出”写的是“{raised[:10]}”", "请填 是 或 否")
            values["raised"] = None if not raised else raised in _YES
            values["location"] = SheetPlace(sheet=sheet, cell=f"A{number}")
            if not values.get("problem"):
                self.problem(f"工作表“{sheet}”第{number}行", "没有写“问题”", "措施要对着问题写")
                continue
            found.append(Problem.model_validate(values))
        return identify_problems(_distinct(found))

    # ── the whole

    def _fields(self, form: Form) -> tuple[dict[str, str], dict[str, str]]:
        """The fields of the sheet 单位 by key, and where each stands."""
        title = texts()["sheets"]["unit"]
        sheet = self._sheet(title)
        own = {row["key"]: row["label"] for row in unit_rows(form)}
        contact = [item.key for item in self.map if item.kind == "unit" and item.key.startswith("contact:")]
        labels = own | {
            key: key.partition(":")[2] for key in contact or [f"contact:{one}" for one in texts()["contact"]]
        }
        local = texts()["profile"]
        mapped = [item.key for item in self.map if item.kind == "unit"]
        if local["key"] in mapped or (not mapped and local["label"] in sheet.values.values()):
            labels[local["key"]] = local["label"]
        helps = {bare(row["help"]) for row in (*texts()["unit"], local)} | {bare(texts()["contact_help"])}
        by_text: dict[str, list[Place]] = {}
        for place, text in sheet.values.items():
            by_text.setdefault(bare(text), []).append(place)
        usual = Counter(place[1] for label in labels.values() for place in by_text.get(bare(label), ()))
        column = usual.most_common(1)[0][0] if usual else 1
        fields: dict[str, str] = {}
        places: dict[str, str] = {}
        read: set[Place] = {place for text in helps for place in by_text.get(text, ())}
        filled: set[Place] = set()
        for number, (key, label) in enumerate(labels.items(), 2):
            found = [place for place in by_text.get(bare(label), ()) if place[1] == column]
            if len(found) != 1:
                now = sheet.text((number, column))[:20]
                what = (
                    f"有 {len(found)} 行“{label}”"
                    if found
                    else f"找不到“{label}”这一行（模板里在第{number}行{f'，那里现在是“{now}”' if now else ''}）"
                )
                self.problem(f"工作表“{sheet.title}”", what, _UNDO)
                continue
            row = found[0][0]
            beside = [place for place in sheet.filled if place[0] == row and place[1] > column and place not in read]
            place = beside[0] if beside else (row, column + 1)
            read |= {found[0], place}
            filled.add(place)
            fields[key], places[key] = self._value(sheet, place), f"工作表“{sheet.title}”{at(place)}"
        self._strays(sheet, read)
        self._crossed_or_remarked(sheet, filled)
        return fields, places

    def _unit(self, fields: dict[str, str], places: dict[str, str]) -> Unit | None:
        if "unit" not in fields:
            return None  # its line is not there, which was told
        name = fields["unit"]
        if not name:
            self.problem(places.get("unit", ""), "没有写单位全称", "请写全称，如“云岭县白沙镇人民政府”")
            return None
        within = tuple(
            part for part in fields.get("within", "").replace("，", "、").replace(" ", "、").split("、") if part
        )
        kind = fields.get("kind") or None
        try:
            return Unit.parse(name, within=within, kind=kind)
        except KeyError:
            labels = [item.label for item in kinds().values()]
            self.problem(
                places["kind"], f"没有“{kind}”这一类机关", nearest(kind or "", labels) or f"可写：{'、'.join(labels)}"
            )
            return None

    def _year(self, fields: dict[str, str], places: dict[str, str]) -> int | None:
        if "year" not in fields:
            return None
        text = fields["year"].removesuffix("度").removesuffix("年")
        if not text:
            self.problem(places.get("year", ""), "没有写报告年度", "请写四位数字，如 2025")
        elif not (text.isascii() and text.isdigit() and len(text) == 4):
            self.problem(places["year"], f"报告年度要写四位年份，写的是“{text[:20]}”", "如 2025")
        else:
            return int(text)
        return None

    def _contact(self, fields: dict[str, str], places: dict[str, str]) -> dict[str, str]:
        """How the unit is reached; Excel takes the zero off a postcode that is typed as a number."""
        found = {key.partition(":")[2]: value for key, value in fields.items() if key.startswith("contact:") and value}
        code = found.get("邮编", "")
        if code.isdigit() and len(code) != _POSTCODE:
            remedy = "请先把这一格的格式设为“文本”再填，如 076200（开头的 0 会被 Excel 去掉）"
            self.problem(places["contact:邮编"], f"邮编写的是“{code[:20]}”，应是{_POSTCODE}位数字", remedy)
        return found

    def _date(self, fields: dict[str, str], places: dict[str, str]) -> str:
        given = fields.get("date", "")
        day = official_date(given) if given else ""
        if day is None:
            self.problem(places["date"], f"成文日期写的是“{given[:20]}”，{date_fault(given)}", DATE_REMEDY)
        return day or ""

    def report(self) -> Report:
        try:
            edition = form_named(self.edition, self.kind)
            then = form_named(self.then, self.kind) if self.then else None
        except NianbaoError as error:
            raise InputError.one(self.where, str(error), _REMEDY) from error
        fields, places = self._fields(edition)
        year = self._year(fields, places)
        if year is not None and not edition.covers(year) and year >= first_year(self.kind):
            self.problem(
                places["year"],
                f"这份工作簿是{edition.name}，不能用于 {year} 年度",
                f"请用 nianbao new … --year {year} 另建一份",
            )
        unit = self._unit(fields, places)
        self._place_tables(edition, then)
        self._strangers()
        cells: dict[str, Cell] = {}
        rest: set[str] = set()
        before: dict[str, Cell] = {}
        before_rest: set[str] = set()
        for item in self.tables:
            found, declared = self._table(item, year)
            (before if item.last else cells).update(found)
            if declared:
                (before_rest if item.last else rest).add(item.table.id)
        self._of_other_years(year)
        self._of_old_format()
        whole = fields.get("rest", "")
        if whole not in ("", "是", "否"):
            self.problem(places["rest"], f"写的是“{whole[:10]}”", "请填 是 或 否")
        report = Report(
            unit=unit,
            year=year,
            kind=self.kind,
            edition=edition.edition,
            stage="draft",
            structured=True,
            profile_names=[name for name in fields.get("profile", "").split("、") if name.strip()],
            cells=rest_zero(edition, cells, None if whole == "是" else rest),
            last=self._last(year, then, before, before_rest),
            notes=self.notes(edition),
            problems=self.problem_list(),
            contact=self._contact(fields, places),
            date=self._date(fields, places),
            remarks=self.remarks,
        )
        if problems := [*self.problems, *self.characters.problems(self.where)]:
            raise InputError(problems)
        return self.characters.report(report)

    def _last(self, year: int | None, then: Form | None, cells: dict[str, Cell], rest: set[str]) -> LastYear | None:
        if then is None or (not cells and not rest):
            return None
        asked = {cell.id for item in self.tables if item.last for block in item.table.blocks
                 for cell in block.cells(item.table.id)}  # fmt: skip
        filled = {id: cell for id, cell in rest_zero(then, cells, rest).items() if id in asked}
        return LastYear(year=year - 1 if year else None, edition=then.edition, cells=filled)

    def _strangers(self) -> None:
        words = known_words(self.tables, self.titles)
        for title, what, unsettled in strangers(self.book.sheets, words, texts()["sheets"]["help"]):
            if unsettled:
                self.problem(f"工作表“{title}”", what, "请只留要用的一张，另一张删去或移到别的文件")
            else:
                self.remark(what, self.book.sheets[title], self.book.sheets[title].filled[0])


def _without_sums(edition: Form, cells: dict[str, Cell]) -> dict[str, Cell]:
    """Figures without the totals that are the sums of what is there; .xls does not say which are formulas."""
    kept = dict(cells)
    for id, instances in computed_cells(edition).items():
        held = cells.get(id)
        if held is None or held.value is None:
            continue
        for instance in instances:
            parts: Iterable[tuple[int, Cell | None]] = [(sign, cells.get(part)) for part, sign, _ in instance.left]
            if sum((sign * (cell.value or 0) for sign, cell in parts if cell), Decimal(0)) == held.value:
                kept.pop(id, None)
                break
    return kept


def _distinct(items: list[Any]) -> list[Any]:
    """Rows copied with their hidden id get a new one."""
    seen: set[str] = set()
    out = []
    for item in items:
        if item.id and item.id in seen:
            item = item.model_copy(update={"id": ""})
        seen.add(item.id)
        out.append(item)
    return out


def read_workbook(data: bytes, where: str) -> Report:
    """Read a filled-in workbook.

    Returns:
        Figures, notes and problems. A total that is still our formula is summed from its parts; one
        typed over is kept as given.

    Raises:
        InputError: every problem found, each with its sheet and cell.
    """
    try:
        return _Reader(data, where).report()
    except (IndexError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputError.one(where, "工作簿已损坏，读不下去（对照表与各表不符）", _REMEDY) from error
