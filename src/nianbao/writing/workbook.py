"""Writes 素材.xlsx, laid out like the official tables; the look of our sheets, shared with the list of findings."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from nianbao.facts import computed_cells, figure
from nianbao.kinds import Form, Grid, Identity, Table, kind_of, layout
from nianbao.kinds.questions import questions_of
from nianbao.kinds.workbook_template import (
    MAP,
    TOP,
    TableSheet,
    column_help,
    form_before,
    help_lines,
    last_tables,
    table_sheets,
    texts,
    unit_rows,
)
from nianbao.report import Cell, LastYear, Report, Unit, kinds

_THIN = Side(style="thin", color="808080")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
LABEL = PatternFill("solid", fgColor="F2F2F2")
FACE = "宋体"
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)


def fit_to_a4(sheet: Worksheet, *, landscape: bool) -> None:
    """Print the sheet on A4, as wide as the paper and as many pages long as it takes."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def saved(book: Workbook) -> bytes:
    """The file's bytes: the same whenever it is made."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", data)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, data)
    return out.getvalue()


_GREY = PatternFill("solid", fgColor="E7E6E6")


class _Maker:
    def __init__(self, form: Form, unit: Unit, year: int, last: LastYear | None, report: Report | None) -> None:
        self.form, self.unit, self.year, self.last, self.report = form, unit, year, last, report
        self.book = Workbook()
        self.then = form_before(form, year)
        self.map: list[tuple[str, str, str, str, str]] = []
        self.names = 0

    # ── cells

    def _put(self, sheet: Worksheet, row: int, column: int, value: Any, *, open_: bool = False, **style: Any) -> Any:
        cell = sheet.cell(row=row, column=column)
        cell.value = value
        if style.get("text") and isinstance(value, str):
            cell.data_type = "s"  # words that begin with = are no formula
        cell.font = Font(name=FACE, size=style.get("size", 10), bold=style.get("bold", False))
        cell.alignment = Alignment(horizontal=style.get("side", "center"), vertical="center", wrap_text=True)
        cell.protection = Protection(locked=not open_)
        if style.get("border", True):
            cell.border = BORDER
        if fill := style.get("fill"):
            cell.fill = fill
        if style.get("text"):
            cell.number_format = "@"
        if help := style.get("help"):
            cell.comment = Comment(help, "nianbao", width=260, height=90)
        return cell

    def _sheet(self, title: str, *, landscape: bool = False) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(title)
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        fit_to_a4(sheet, landscape=landscape)
        self.names += 1
        name = f"nb_sheet_{self.names}"
        self.book.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!$A$1")
        self.map.append(("sheet", title, name, "", ""))
        return sheet

    def _note(self, kind: str, title: str, place: str, key: str, reach: str = "") -> None:
        """Say on the hidden sheet where something stands, and give it a name that follows it when cells are moved."""
        self.names += 1
        name = f"nb_{self.names}"
        column, row = re.fullmatch("([A-Z]+)([0-9]*)", place).groups()  # type: ignore[union-attr]
        reach = reach or f"${column}${row}"
        self.book.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!{reach}", hidden=True)
        self.map.append((kind, title, place, key, name))

    def _choice(self, sheet: Worksheet, place: str, choices: list[str]) -> None:
        validation = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
        validation.error, validation.errorTitle = "请从列表中选择", "填写有误"
        validation.showErrorMessage = True
        sheet.add_data_validation(validation)
        validation.add(place)

    # ── sheets

    def _help(self) -> None:
        for spare in list(self.book.worksheets):
            self.book.remove(spare)
        sheet: Worksheet = self.book.create_sheet(texts()["sheets"]["help"])
        title = f"{self.unit.name}{self.year}年{kind_of(self.form.kind).name}素材"
        self._put(sheet, 1, 1, title, size=14, bold=True, side="left", border=False)
        lines = [(line, "", "") for line in help_lines(self.form)]
        example = texts()["example"] | self.form.example
        for name in ("notes", "problems"):
            lines += [("", "", ""), (texts()[f"help_{name}"], "", "")]
            lines += [
                (column["label"], column_help(self.form, column), example.get(column["key"], ""))
                for column in texts()[name]
            ]
        lines += [("", "", ""), (texts()["help_tables"], "", "")] if self.form.tables else []
        lines += [
            (node.label or table.name, node.help, "")
            for table in self.form.tables
            for block in table.blocks
            for node in dict.fromkeys(one for path in (*block.row_paths, *block.column_paths) for one in path)
            if node.help
        ]
        for number, line in enumerate(lines, 3):
            for column, text in enumerate(line, 1):
                if text:
                    self._put(sheet, number, column, text, size=11, side="left", border=bool(line[1]))
            if line[0] and not line[1]:
                sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=3)
                sheet.row_dimensions[number].height = 34
        for letter, width in zip("ABC", (30, 52, 30), strict=True):
            sheet.column_dimensions[letter].width = width
        fit_to_a4(sheet, landscape=False)
        sheet.protection.sheet = True

    def _unit(self) -> None:
        sheet = self._sheet(texts()["sheets"]["unit"])
        report = self.report
        whole = "是" if report is not None and any(cell.state == "zero" for cell in report.cells.values()) else "否"
        values = {
            "unit": self.unit.name,
            "within": "、".join(self.unit.within),
            "year": str(self.year),
            "date": report.date if report else "",
            "rest": whole,
            "kind": "" if Unit.parse(self.unit.name).kind == self.unit.kind else self.unit.of.label,
        }
        contact = dict(report.contact) if report else {}
        rows = [(row["key"], row["label"], values.get(row["key"], ""), row["help"]) for row in unit_rows(self.form)]
        labels = [*texts()["contact"], *(label for label in contact if label not in texts()["contact"])]
        rows += [(f"contact:{label}", label, contact.get(label, ""), texts()["contact_help"]) for label in labels]
        local = texts()["profile"]
        rows.append((local["key"], local["label"], "、".join(report.profile_names) if report else "", local["help"]))
        for number, (key, label, value, help) in enumerate(rows, 2):
            self._put(sheet, number, 1, label, fill=LABEL, side="left", help=help)
            cell = self._put(sheet, number, 2, value or None, open_=True, side="left", text=True)
            self._put(sheet, number, 3, help, side="left", border=False, size=9)
            self._note("unit", sheet.title, cell.coordinate, key)
            if key == "rest":
                self._choice(sheet, cell.coordinate, [texts()["agreed"], texts()["denied"]])
            if key == "kind":
                self._choice(sheet, cell.coordinate, [item.label for item in kinds().values()])
        for column, width in zip("ABC", (28, 46, 60), strict=True):
            sheet.column_dimensions[column].width = width

    def _formula(self, form: Form, id: str, places: dict[str, str]) -> str | None:
        """The sum of a total's parts, from the identity that computes it."""
        for instance in computed_cells(form).get(id, []):
            identity: Identity = instance.identity
            if all(part in places for part, _, _ in instance.left):
                terms = "".join(("-" if sign < 0 else "+") + places[part] for part, sign, _ in instance.left)
                runs = [places[part] for part, _, _ in instance.left]
                if identity.each == "row" and all(sign > 0 for _, sign, _ in instance.left) and _adjacent(runs):
                    return f"=SUM({runs[0]}:{runs[-1]})"
                return "=" + terms.removeprefix("+")
        return None

    def _table(self, item: TableSheet) -> None:
        table, last = item.table, item.last
        grid = layout(table)
        sheet = self._sheet(item.title, landscape=grid.columns > 10)
        year = self.year - 1 if last else self.year
        self._put(sheet, 1, 1, f"{year}年 {item.heading}", bold=True, size=12, side="left", border=False)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=grid.columns)
        self._put(sheet, 2, 1, texts()["table_rest"], side="left", border=False)
        wide = min(4, grid.columns - 1) if grid.label_columns == 0 or grid.columns < 5 else grid.label_columns
        sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=wide)
        rest = self._put(sheet, 2, wide + 1, None, open_=True)
        self._choice(sheet, rest.coordinate, [texts()["agreed"], texts()["denied"]])
        self._note("last_rest" if last else "rest", sheet.title, rest.coordinate, table.id)
        if last and self.last is not None:
            rest.value = texts()["agreed"] if any(c.state == "zero" for c in self.last.cells.values()) else None
        self._grid(sheet, table, item.form, grid, last=last)
        self._widths(sheet, grid)

    def _grid(self, sheet: Worksheet, table: Table, form: Form, grid: Grid, *, last: bool) -> None:
        places = {
            cell.cell: f"{get_column_letter(cell.column + 1)}{cell.row + TOP}" for cell in grid.cells if cell.cell
        }
        now = self._carried() | (self.report.cells if self.report else {})
        source: dict[str, Cell] = (self.last.cells if self.last else {}) if last else now
        helps = {
            node.label: node.help
            for block in table.blocks
            for path in (*block.row_paths, *block.column_paths)
            for node in path
            if node.help
        }
        for item in grid.cells:
            row, column = item.row + TOP, item.column + 1
            if item.rowspan > 1 or item.colspan > 1:
                for y in range(item.rowspan):
                    for x in range(item.colspan):
                        sheet.cell(row=row + y, column=column + x).border = BORDER
                sheet.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + item.rowspan - 1,
                    end_column=column + item.colspan - 1,
                )
            if item.cell is None:
                side = "left" if item.role == "label" and item.rowspan == 1 else "center"
                self._put(sheet, row, column, item.text or None, fill=LABEL, side=side, help=helps.get(item.text))
                continue
            formula = self._formula(form, item.cell, places)
            given = source.get(item.cell)
            value = formula if given is None or given.state in ("computed", "zero") else _typed(given)
            fill = _GREY if formula else None
            self._put(sheet, row, column, value, open_=True, fill=fill)
            self._validate(sheet, places[item.cell], form.cells[item.cell].kind)
            self._note("last" if last else "cell", sheet.title, places[item.cell], item.cell)

    def _carried(self) -> dict[str, Cell]:
        """This year's figures that are by definition last year's."""
        if self.last is None:
            return {}
        then = self.then
        tables = last_tables(self.form, then) if then is not None else []
        same = {block.id for table in tables for block in table.blocks}
        if then is None or self.last.edition not in ("", then.edition):
            return {}
        summed, before = computed_cells(self.form), self.form.same_cells(then)
        carried = {now: before[was] for now, was in self.form.carried.items() if was in before}
        return {
            now: Cell(value=self.last.cells[was].value)
            for now, was in carried.items()
            if now not in summed and then.cells[was].block in same and was in self.last.cells
        }

    def _validate(self, sheet: Worksheet, place: str, kind: str) -> None:
        held: dict[str, DataValidation] = sheet.__dict__.setdefault("_nianbao_validations", {})
        if kind not in held:
            if kind == "money":
                rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
                rule.error = "请填金额数字，不能是负数"
            elif kind == "signed":
                rule = DataValidation(
                    type="whole", operator="between", formula1="-99999", formula2="99999", allow_blank=True
                )
                rule.error = "请填整数，减少写负数，如 -8"
            else:
                rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
                rule.error = "请填不小于零的整数"
            rule.errorTitle, rule.errorStyle = "填写有误", "warning"
            sheet.add_data_validation(rule)
            held[kind] = rule
        held[kind].add(place)

    def _widths(self, sheet: Worksheet, grid: Grid) -> None:
        labels = {0: (), 1: (26,), 3: (12, 14, 42)}.get(grid.label_columns, (20,) * grid.label_columns)
        values = grid.columns - grid.label_columns
        each = 24 if values <= 3 else 16 if values <= 6 else 9
        for index in range(grid.columns):
            width = labels[index] if index < len(labels) else each
            sheet.column_dimensions[get_column_letter(index + 1)].width = width
        for item in grid.cells:
            if item.role in ("label", "corner") and len(item.text) > 24:
                sheet.row_dimensions[item.row + TOP].height = 28
        sheet.row_dimensions[TOP + max(grid.head_rows - 1, 0)].height = 30
        sheet.freeze_panes = f"{get_column_letter(grid.label_columns + 1)}{TOP + grid.head_rows}"

    def _rows(self, name: str, values: list[dict[str, str]], choices: dict[str, list[str]]) -> None:
        columns = texts()[name]
        sheet = self._sheet(texts()["sheets"][name], landscape=True)
        count = max(texts()["rows"][name], len(values) + 20)
        for index, column in enumerate(columns, 1):
            self._put(sheet, 1, index, column["label"], bold=True, fill=LABEL, help=column_help(self.form, column))
            letter = get_column_letter(index)
            sheet.column_dimensions[letter].width = column["width"]
            self._note(name, sheet.title, letter, column["key"], f"${letter}$1:${letter}${count + 2}")
            if column["key"] in choices:
                self._choice(sheet, f"{letter}2:{letter}{count + 1}", choices[column["key"]])
        for index, (key, label) in enumerate(texts()["hidden"].items(), len(columns) + 1):
            letter = get_column_letter(index)
            self._put(sheet, 1, index, label, fill=LABEL)
            sheet.column_dimensions[letter].hidden = True
            self._note(name, sheet.title, letter, key, f"${letter}$1:${letter}${count + 2}")
        for number in range(count):
            row = values[number] if number < len(values) else {}
            for index, column in enumerate(columns, 1):
                value = row.get(column["key"]) or None
                self._put(sheet, number + 2, index, value, open_=True, side="left", text=True)
            self._put(sheet, number + 2, len(columns) + 1, row.get("id") or None, open_=True, text=True)
            self._put(sheet, number + 2, len(columns) + 2, f"{texts()['mark']}{number + 2}", text=True)
        sheet.freeze_panes = "A2"

    def _notes(self) -> None:
        labels = {aspect.id: aspect.label for aspect in self.form.aspects}
        labels[self.form.sections[-1].id] = "其他需要报告的事项"
        items = {item.id: item.label for item in self.form.required}
        rows = [
            {**{column["key"]: getattr(note, column["key"], "") for column in texts()["notes"]},
             "aspect": labels.get(note.aspect, note.aspect), "item": items.get(note.item, note.item), "id": note.id}
            for note in (self.report.notes if self.report else [])
        ]  # fmt: skip
        self._rows("notes", rows, {"aspect": list(labels.values()), "item": list(items.values())})

    def _problems(self) -> None:
        rows = [
            {**{key: getattr(item, key) for key in ("problem", "cause", "measure", "owner", "deadline", "id")},
             "raised": "" if item.raised is None else texts()["agreed"] if item.raised else texts()["denied"]}
            for item in (self.report.problems if self.report else [])
        ]  # fmt: skip
        self._rows("problems", rows, {"raised": [texts()["agreed"], texts()["denied"]]})

    def _questions(self) -> None:
        """The sheet 追问: empty until something is drafted. No part of the map: who deletes it loses no figure."""
        sheet: Worksheet = self.book.create_sheet(texts()["sheets"]["questions"])
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        fit_to_a4(sheet, landscape=True)
        columns = texts()["questions"]
        for index, column in enumerate(columns, 1):
            self._put(sheet, 1, index, column["label"], bold=True, fill=LABEL, help=column["help"])
            answer = column["key"] == "answer"
            said = texts()["questions_empty"] if column["key"] == "ask" else None
            fill = None if answer else _GREY
            self._put(sheet, 2, index, said, open_=answer, side="left", text=True, fill=fill)
            sheet.column_dimensions[get_column_letter(index)].width = column["width"]
        self._put(sheet, 1, len(columns) + 1, texts()["hidden"]["id"], fill=LABEL)
        self._put(sheet, 2, len(columns) + 1, None, text=True)
        sheet.column_dimensions[get_column_letter(len(columns) + 1)].hidden = True
        sheet.freeze_panes = "A2"

    def make(self) -> bytes:
        self._help()
        self._unit()
        for item in table_sheets(self.form, self.then):
            self._table(item)
        self._notes()
        self._problems()
        if questions_of(self.form.kind).questions:
            self._questions()
        hidden = self.book.create_sheet(MAP)
        hidden.sheet_state = "veryHidden"
        hidden.append(["edition", self.form.edition, self.then.edition if self.then else "", self.form.kind, ""])
        for line in self.map:
            hidden.append(list(line))
        self.book.properties.creator = "nianbao"
        return saved(self.book)


def _adjacent(places: list[str]) -> bool:
    """Whether cells stand side by side in one row."""
    split = [re.fullmatch(r"([A-Z]+)([0-9]+)", place) for place in places]
    if not all(split) or len({match.group(2) for match in split if match}) != 1:
        return False
    letters = [match.group(1) for match in split if match]
    return [get_column_letter(i) for i in range(1, 60)][_index(letters[0]) : _index(letters[-1]) + 1] == letters


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _typed(cell: Cell) -> Any:
    if cell.value is None:
        return cell.raw or None
    if cell.unit:
        return figure(cell.value) + cell.unit
    return int(cell.value) if cell.value == cell.value.to_integral_value() else float(cell.value)


def workbook(form: Form, unit: Unit, year: int, *, last: LastYear | None = None, report: Report | None = None) -> bytes:
    """A workbook to fill in.

    Args:
        form: the edition. unit, year: of the report.
        last: last year's figures, filled in where the blocks compare.
        report: figures, notes and problems to fill in.
    """
    return _Maker(form, unit, year, last or (report.last if report else None), report).make()
