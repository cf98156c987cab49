"""素材.xlsx as a clerk filled it in: totals summed again, what she typed over them kept."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from nianbao.errors import InputError, InputProblem, NianbaoError
from nianbao.forms import Form, form
from nianbao.nearest import nearest
from nianbao.reading.content import refuse_other
from nianbao.reading.convert import DATE_REMEDY, NotNumber, cell_value, official_date
from nianbao.reading.note_ids import identify_notes, identify_problems
from nianbao.reading.notes_sorting import what_belongs_where
from nianbao.reading.workbook_extent import LAST_ROW, refuse_wide
from nianbao.reading.yaml_figures import rest_zero
from nianbao.report import Cell, LastYear, Note, Problem, Report, SheetPlace, Unit, kinds
from nianbao.zips import opened

__all__ = ["read_workbook"]

_MAP = "_nianbao"
_OTHER = "其他需要报告的事项"
_REMEDY = "请用 nianbao new 新建的 素材.xlsx 填写，并在 Excel 或 WPS 中保存为 .xlsx"


def _open(data: bytes, where: str) -> tuple[Any, Any]:
    """The workbook's formulas (openpyxl) and values (calamine).

    Raises:
        InputError: it is no workbook, an old or encrypted one, damaged or far too large.
    """
    refuse_other(data, where, ".xlsx")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError.one(where, "是旧格式（.xls）或加了密码的文件", "请在 Excel 或 WPS 中去掉密码，另存为 .xlsx")
    with opened(data, where, _REMEDY) as archive:
        refuse_wide(archive, where)
    try:
        from openpyxl import load_workbook
        from python_calamine import CalamineWorkbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            formulas = load_workbook(io.BytesIO(data))
        return formulas, CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # openpyxl and calamine raise many kinds on damaged files
        raise InputError.one(where, "工作簿打不开，可能已损坏", _REMEDY) from error


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


class _Reader:
    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self.problems: list[InputProblem] = []
        self.formulas, self.values = _open(data, where)
        self.grids: dict[str, list[list[Any]]] = {}
        self.titles: dict[str, str] = {}
        self.edition, self.then, self.map = self._map()

    def problem(self, place: str, what: str, remedy: str = "") -> None:
        self.problems.append(InputProblem(where=f"{self.where} {place}", what=what, remedy=remedy))

    # ── finding sheets

    def _map(self) -> tuple[str, str, dict[str, list[tuple[str, str, str]]]]:
        if _MAP not in self.formulas.sheetnames:
            raise InputError.one(self.where, "不是本工具的素材工作簿（缺少对照表）", _REMEDY)
        sheet = self.formulas[_MAP]
        rows = [
            [str(value or "") for value in row]
            for row in sheet.iter_rows(max_row=min(sheet.max_row, LAST_ROW), max_col=4, values_only=True)
        ]
        found: dict[str, list[tuple[str, str, str]]] = {}
        for row in rows[1:]:
            kind, title, place, key = [*row, "", "", "", ""][:4]
            found.setdefault(kind, []).append((title, place, key))
        for title, name, _ in found.get("sheet", []):
            self._find_sheet(title, name)
        if self.problems:
            raise InputError(self.problems)
        return rows[0][1], rows[0][2], found

    def _find_sheet(self, title: str, name: str) -> None:
        """A sheet by its title, or by the defined name that follows it when it is renamed."""
        if title in self.formulas.sheetnames:
            self.titles[title] = title
            return
        defined = self.formulas.defined_names.get(name)
        moved = str(defined.attr_text).rpartition("!")[0].strip("'") if defined is not None else ""
        if moved in self.formulas.sheetnames:
            self.titles[title] = moved
            return
        known = "、".join(sheet for sheet in self.formulas.sheetnames if sheet != _MAP)
        self.problem("", f"找不到工作表“{title}”，可能改了名或被删", f"请把工作表的名字改回“{title}”（现有：{known}）")

    def _grid(self, title: str) -> list[list[Any]]:
        actual = self.titles[title]
        if actual not in self.grids:
            self.grids[actual] = self.values.get_sheet_by_name(actual).to_python(skip_empty_area=False)
        return self.grids[actual]

    def _value(self, title: str, place: str) -> str:
        from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

        letters, row = coordinate_from_string(place)
        grid, column = self._grid(title), column_index_from_string(letters)
        if row > len(grid) or column > len(grid[row - 1]):
            return ""
        return _text(grid[row - 1][column - 1])

    def _formula(self, title: str, place: str) -> bool:
        value = self.formulas[self.titles[title]][place].value
        return isinstance(value, str) and value.startswith("=")

    # ── figures

    def _cells(self, kind: str, edition: Form) -> dict[str, Cell]:
        from nianbao.facts import computed_cells

        computed = computed_cells(edition)
        found: dict[str, Cell] = {}
        for title, place, id in self.map.get(kind, []):
            known = edition.cells.get(id)
            if known is None:
                continue
            where = SheetPlace(sheet=self.titles[title], cell=place)
            formula = self._formula(title, place)
            if formula and id in computed:
                continue  # our own total: summed again from the raw cells
            raw = self._value(title, place)
            if formula and not raw:
                remedy = "请在 Excel 或 WPS 中打开、保存一次，或直接填数字"
                self.problem(str(where), f"“{known.label}”是公式，没有算出的值", remedy)
                continue
            if not raw:
                continue
            try:
                found[id] = cell_value(raw, known, where)
            except NotNumber:
                self.problem(
                    str(where), f"“{known.label}”要填数字，写的是“{raw[:20]}”", "请只写阿拉伯数字，如 3；没有的写 0"
                )
        return found

    def _declared(self, title: str, place: str) -> bool:
        text = self._value(title, place)
        if text and text not in ("是", "否"):
            self.problem(f"工作表“{self.titles[title]}”{place}", f"写的是“{text[:10]}”", "请填 是 或 否")
        return text == "是"

    def _rest(self, kind: str) -> set[str]:
        return {id for title, place, id in self.map.get(kind, []) if self._declared(title, place)}

    # ── words

    def _rows(self, kind: str) -> list[tuple[dict[str, str], str, int]]:
        columns = self.map.get(kind, [])
        if not columns:
            return []
        title = columns[0][0]
        found = []
        for number in range(2, len(self._grid(title)) + 1):
            row = {key: self._value(title, f"{letter}{number}") for _, letter, key in columns}
            if any(value for key, value in row.items() if key not in ("id", "aspect", "item", "raised")):
                found.append((row, self.titles[title], number))
        return found

    def _aspect(self, label: str, edition: Form, sheet: str, number: int) -> str | None:
        if label in (_OTHER, edition.sections[-1].id):
            return edition.sections[-1].id
        for aspect in edition.aspects:
            if label in (aspect.id, aspect.label, *aspect.aliases):
                return aspect.id
        what = f"没有“{label}”这个方面" if label else "没有选方面"
        self.problem(f"工作表“{sheet}”第{number}行", what, what_belongs_where(label, edition))
        return None

    def notes(self, edition: Form) -> list[Note]:
        found = []
        for row, sheet, number in self._rows("notes"):
            aspect = self._aspect(row.pop("aspect", ""), edition, sheet, number)
            if aspect is not None:
                place = SheetPlace(sheet=sheet, cell=f"A{number}")
                items = {item.label: item.id for item in edition.required}
                row["item"] = items.get(row.get("item", ""), row.get("item", ""))
                found.append(Note.model_validate({**row, "aspect": aspect, "location": place}))
        return identify_notes(_distinct(found))

    def problem_list(self) -> list[Problem]:
        found = []
        for row, sheet, number in self._rows("problems"):
            values: dict[str, Any] = dict(row)
            raised = values.pop("raised", "")
            values["raised"] = None if not raised else raised in ("是", "有")
            values["location"] = SheetPlace(sheet=sheet, cell=f"A{number}")
            if not values.get("problem"):
                self.problem(f"工作表“{sheet}”第{number}行", "没有写“问题”", "措施要对着问题写")
                continue
            found.append(Problem.model_validate(values))
        return identify_problems(_distinct(found))

    # ── the whole

    def _fields(self) -> tuple[dict[str, str], dict[str, str]]:
        fields = {
            key: (self._value(title, place), f"工作表“{self.titles[title]}”{place}")
            for title, place, key in self.map["unit"]
        }
        return {key: value for key, (value, _) in fields.items()}, {key: place for key, (_, place) in fields.items()}

    def _unit(self, fields: dict[str, str], places: dict[str, str]) -> Unit | None:
        name = fields.get("unit", "")
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
        text = fields.get("year", "").removesuffix("度").removesuffix("年")
        if not text:
            self.problem(places.get("year", ""), "没有写报告年度", "请写四位数字，如 2025")
        elif not (text.isascii() and text.isdigit() and len(text) == 4):
            self.problem(places["year"], f"报告年度要写四位年份，写的是“{text[:20]}”", "如 2025")
        else:
            return int(text)
        return None

    def _date(self, fields: dict[str, str], places: dict[str, str]) -> str:
        given = fields.get("date", "")
        day = official_date(given) if given else ""
        if day is None:
            self.problem(places["date"], f"成文日期写的是“{given[:20]}”，不是日期", DATE_REMEDY)
        return day or ""

    def report(self) -> Report:
        try:
            edition = form(self.edition)
        except NianbaoError as error:
            raise InputError.one(self.where, str(error), _REMEDY) from error
        fields, places = self._fields()
        year = self._year(fields, places)
        if year is not None and not edition.covers(year) and year >= 2019:
            self.problem(
                places["year"],
                f"这份工作簿是{edition.name}，不能用于 {year} 年度",
                f"请用 nianbao new … --year {year} 另建一份",
            )
        unit = self._unit(fields, places)
        cells = self._cells("cell", edition)
        rest = self._rest("rest")
        whole = any(self._declared(title, place) for title, place, key in self.map["unit"] if key == "rest")
        report = Report(
            unit=unit,
            year=year,
            edition=edition.edition,
            stage="draft",
            structured=True,
            cells=rest_zero(edition, cells, None if whole else rest),
            last=self._last(year),
            notes=self.notes(edition),
            problems=self.problem_list(),
            contact={
                key.partition(":")[2]: value for key, value in fields.items() if key.startswith("contact:") and value
            },
            date=self._date(fields, places),
        )
        if self.problems:
            raise InputError(self.problems)
        return report

    def _last(self, year: int | None) -> LastYear | None:
        if not self.then or not self.map.get("last"):
            return None
        then = form(self.then)
        cells, rest = self._cells("last", then), self._rest("last_rest")
        if not cells and not rest:
            return None
        asked = {id for _, _, id in self.map["last"]}
        filled = {id: cell for id, cell in rest_zero(then, cells, rest).items() if id in asked}
        return LastYear(year=year - 1 if year else None, edition=then.edition, cells=filled)


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

    Args:
        data: the file's bytes. where: how errors name it.

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
