"""How far a workbook's sheets reach: one cell in the last corner makes a reader fill a sheet of a billion cells."""

from __future__ import annotations

import contextlib
import re
import zipfile
from typing import Any
from xml.parsers import expat

from nianbao.errors import InputError
from nianbao.safe_zip import is_xml

__all__ = ["LAST_COLUMN", "LAST_ROW", "refuse_wide"]

LAST_ROW, LAST_COLUMN = 10_000, 300
_MOST_MERGED = 100_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_REMEDY = "请用 nianbao new 新建的 素材.xlsx 填写；表外多出来的内容请删去"


def _position(place: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(place.strip().upper())
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


class _Sheet:
    """What of a sheet makes a reader fill memory: where filled cells stand, and how many cells are merged."""

    def __init__(self) -> None:
        self.row = self.cell = self.found = ""
        self.merged = 0

    def begin(self, tag: str, values: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = values.get("r", "")
        elif name == "c":
            self.cell = values.get("r") or f"A{self.row}"
        elif name in ("v", "f", "is") and self.cell:
            row, column = _position(self.cell)
            if row > LAST_ROW or column > LAST_COLUMN:
                self.found = self.found or self.cell
        elif name == "mergeCell":
            first, _, last = values.get("ref", "").partition(":")
            (top, left), (bottom, right) = _position(first), _position(last or first)
            self.merged += (bottom - top + 1) * (right - left + 1)


def _sheet(data: bytes) -> _Sheet:
    sheet = _Sheet()
    parser: Any = expat.ParserCreate()
    parser.StartElementHandler = sheet.begin
    with contextlib.suppress(expat.ExpatError):  # damaged: for its reader to say
        parser.Parse(data, True)
    return sheet


def refuse_wide(archive: zipfile.ZipFile, where: str) -> None:
    """Refuse a workbook with a filled cell far off, or with millions of merged cells.

    Args:
        archive: the workbook, checked by ``zips.opened``. where: how errors name it.

    Raises:
        InputError: names the part and the cell.
    """
    for name in archive.namelist():
        data = archive.read(name)
        if not is_xml(data[:256]):
            continue
        sheet = _sheet(data)
        place = name.rpartition("/")[2].removesuffix(".xml")
        if sheet.found:
            raise InputError.one(f"{where} {place}", f"表外很远的单元格 {sheet.found} 里有内容", _REMEDY)
        if sheet.merged > _MOST_MERGED:
            raise InputError.one(f"{where} {place}", "合并的单元格太多，不像一份素材", _REMEDY)
