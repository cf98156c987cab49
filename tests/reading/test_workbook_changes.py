"""Whatever is done to a workbook's sheets, no figure is read as another than it was without being told."""

from __future__ import annotations

import json
import os
import random
import subprocess
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import libreoffice
from nianbao.errors import InputError
from nianbao.facts import computed_cells
from nianbao.kinds import form_for, form_named
from nianbao.reading import read
from nianbao.report import Report, SheetPlace, Unit
from nianbao.writing.workbook import workbook
from workbook_changes import Bench, Layout, Refused, change
from workbooks import Filled

UNIT = Unit.parse("云岭县白沙镇人民政府")
YEARS = (2020, 2025)
WHOLE = int(os.environ.get("NIANBAO_LARGE_SEEDS", "0")) >= 500
SEEDS = range(500 if WHOLE else 20)
NOTES = {
    "what": "做了什么",
    "object": "对象或内容",
    "quantity": "数量",
    "time": "时间",
    "channel": "渠道",
    "result": "结果",
}
PROBLEMS = {"problem": "问题", "cause": "表现或原因", "measure": "措施", "owner": "负责"}


class Tagged:
    """A workbook in which every figure and every word is another."""

    def __init__(self, path: Path, year: int) -> None:
        edition = form_for("disclosure", year)
        path.write_bytes(workbook(edition, UNIT, year))
        self.path, self.figures, self.places = path, {}, {}
        self.there: dict[str, set[str]] = {}
        filled = Filled(path)
        hidden = list(filled.book["_nianbao"].iter_rows(values_only=True))
        then = form_named(str(hidden[0][2]))
        tag = 10_001
        for kind, title, place, id, *_ in hidden[1:]:
            if kind in ("cell", "last"):
                cell = filled.book[title][place]
                self.places.setdefault(title, []).append((cell.row, cell.column))
                if id not in computed_cells(edition if kind == "cell" else then):
                    cell.value = tag
                    self.figures[tag] = (kind, id, title)
                    tag += 1
        for index in range(1, 9):
            filled.row("素材", 方面="主动公开", **{label: f"{key}{index}" for key, label in NOTES.items()})
            filled.row("问题", **{label: f"{key}{index}" for key, label in PROBLEMS.items()})
        filled.save()
        self.layouts = self._layouts(filled.book)

    def _layouts(self, book: Workbook) -> list[Layout]:
        found = [Layout(title, book[title], places) for title, places in self.places.items()]
        for title, columns in (("素材", len(NOTES)), ("问题", len(PROBLEMS))):
            found.append(Layout(title, book[title], [(r, c) for r in range(2, 10) for c in range(1, columns + 1)]))
        unit = Layout("单位", book["单位"], [(r, 2) for r in range(2, 12)])
        return [*found, unit]


def shown(book: Workbook) -> dict[str, set[str]]:
    """By what a filled cell holds: the sheets on which it stands."""
    found: dict[str, set[str]] = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if value is not None:
                    found.setdefault(str(value), set()).add(sheet.title)
    return found


def astray(tagged: Tagged, report: Report) -> list[str]:
    """Figures and words that are read as others than they were, or not at all, without being told."""
    told = {remark.location.sheet for remark in report.remarks if isinstance(remark.location, SheetPlace)}
    there = tagged.there
    wrong = []
    read_as: dict[int, set[tuple[str, str]]] = {}
    for kind, cells in (("cell", report.cells), ("last", report.last.cells if report.last else {})):
        for id, cell in cells.items():
            if cell.value is None or int(cell.value) not in tagged.figures or cell.state == "computed":
                continue
            tag, place = int(cell.value), cell.location
            read_as.setdefault(tag, set()).add((kind, id))
            assert isinstance(place, SheetPlace)
            if tagged.figures[tag][:2] != (kind, id) and place.sheet not in told:
                wrong.append(f"{tag}: {tagged.figures[tag]} read as {kind} {id} at {place}")
    for tag, (kind, id, _) in tagged.figures.items():
        sheets = there.get(str(tag), set())
        if sheets and (kind, id) not in read_as.get(tag, set()) and not sheets & told:
            wrong.append(f"{tag}: {kind} {id} not read, on {sheets}")
    for title, names, items in (("素材", NOTES, report.notes), ("问题", PROBLEMS, report.problems)):
        heard = set()
        for item in items:
            held = {key: getattr(item, key) for key in names if getattr(item, key)}
            heard |= set(held.values())
            apart = any(not value.startswith(key) for key, value in held.items())
            apart |= len({value.lstrip("abcdefghijklmnopqrstuvwxyz") for value in held.values()}) > 1
            if apart and not told & {title, item.location.sheet if isinstance(item.location, SheetPlace) else ""}:
                wrong.append(f"{title}: {held}")
        for key in names:
            for index in range(1, 9):
                word = f"{key}{index}"
                if word in there and word not in heard and not there[word] & told:
                    wrong.append(f"{word} not read, on {there[word]}")
    return wrong


def outcome(tagged: Tagged, changes: list[list[Any]]) -> str:
    """How a changed workbook is read: refused, told or silent; fails where a figure went astray."""
    try:
        report = read(tagged.path)
    except InputError as error:
        refused = error
    else:
        refused = None
    if refused is not None:
        placed = ["素材.xlsx" in item.where and "“" in str(item) for item in refused.problems]
        assert all(placed), (changes, str(refused))
        return "refused"
    wrong = astray(tagged, report)
    assert not wrong, (changes, [str(item) for item in report.remarks], wrong[:5])
    return "told" if report.remarks else "silent"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Tagged]:
    return {year: Tagged(tmp_path_factory.mktemp(str(year)) / "素材.xlsx", year) for year in YEARS}


def by_chance(seed: int, tagged: Tagged, path: Path) -> tuple[Tagged, list[list[Any]]]:
    """A copy changed once or twice."""
    chance = random.Random(seed)
    layouts = tagged.layouts
    titles = [item.title for item in layouts]
    wanted = 2 if seed % 4 == 3 else 1
    while True:
        changes = [change(chance, layouts, titles) for _ in range(wanted)]
        path.write_bytes(tagged.path.read_bytes())
        bench = Bench(path)
        try:
            bench.do(changes)
        except (Refused, KeyError, ValueError):
            continue
        changed = copy(tagged)
        changed.path, changed.there = path, shown(bench.book)
        return changed, changes


@pytest.mark.parametrize("part", range(0, len(SEEDS), 10))
def test_no_figure_goes_astray(
    part: int, fresh: dict[int, Tagged], tmp_path: Path, record_testsuite_property: Any
) -> None:
    outcomes = []
    for seed in SEEDS[part : part + 10]:
        tagged, changes = by_chance(seed, fresh[YEARS[seed % 2]], tmp_path / "素材.xlsx")
        outcomes.append(outcome(tagged, changes))
    for name in ("refused", "told", "silent"):
        record_testsuite_property(f"{name}_{part}", outcomes.count(name))


FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97"}


@pytest.mark.libreoffice
@pytest.mark.parametrize("part", range(0, 48 if WHOLE else 6, 6))
def test_no_figure_goes_astray_in_libreoffice(
    part: int, fresh: dict[int, Tagged], tmp_path: Path, record_testsuite_property: Any
) -> None:
    """The same changes made by a spreadsheet program, which moves names, formulas and merged cells itself."""
    work = []
    for seed in range(part, part + 6):
        chance, tagged = random.Random(10_000 + seed), fresh[YEARS[seed % 2]]
        path = tmp_path / str(seed) / "素材.xlsx"
        path.parent.mkdir()
        path.write_bytes(tagged.path.read_bytes())
        changes = [change(chance, tagged.layouts, list(tagged.places))]
        work.append({"path": str(path), "changes": changes, "filter": FILTERS[".xlsx"]})
    command = [libreoffice.python_with_uno(), str(Path(__file__).parent.parent / "uno_sheets.py"), str(tmp_path)]
    done = subprocess.run(command, input=json.dumps(work), capture_output=True, text=True)
    lines = done.stdout.split()
    assert len(lines) == len(work), done.stderr
    made = [item for item, line in zip(work, lines, strict=True) if line == "1"]
    assert len(made) >= len(work) - 1, done.stderr
    outcomes = []
    for item in made:
        seed = int(Path(item["path"]).parent.name)
        tagged = copy(fresh[YEARS[seed % 2]])
        tagged.path = Path(item["path"])
        tagged.there = shown(load_workbook(tagged.path))
        outcomes.append(outcome(tagged, item["changes"]))
    for name in ("refused", "told", "silent"):
        record_testsuite_property(f"libreoffice_{name}_{part}", outcomes.count(name))
