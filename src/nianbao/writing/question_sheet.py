"""Writes the sheet 追问 into a workbook and leaves every other byte of its parts as it is."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, NamedTuple

from lxml import etree

from nianbao.kinds.workbook_template import texts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEHIND = ("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
           "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
           "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
           "extLst")  # fmt: skip
"""Elements of a sheet that stand behind its data validations (ECMA-376, CT_Worksheet)."""
_LINE = 14
"""Points of a line of words; programs do not fit the height of a row that they did not make."""
_LIST = 255
"""Characters that a list of choices may have in the file."""
_PARSER: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}


class QuestionRow(NamedTuple):
    """A row of the sheet: the question's key, the aspect, the question, the answer, how to answer, what it became."""

    key: str
    label: str
    ask: str
    answer: str
    how: str
    became: str
    choices: list[str]


def _q(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


def _part(archive: zipfile.ZipFile) -> str:
    """The name of the sheet's part; empty where the workbook has no such sheet."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    book = etree.fromstring(archive.read("xl/workbook.xml"), etree.XMLParser(**_PARSER))
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**_PARSER))
    title = texts()["sheets"]["questions"]
    for sheet in book.iter(_q("sheet")):
        if sheet.get("name") == title:
            wanted = sheet.get(f"{{{_REL}}}id")
            target = next((str(link.get("Target")) for link in links if link.get("Id") == wanted), "")
            name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            return name if name in names else ""
    return ""


def has_sheet(data: bytes) -> bool:
    """Whether a file is a workbook with the sheet 追问."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(_part(archive))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError):
        return False


def with_questions(data: bytes, rows: list[QuestionRow]) -> bytes:
    """The workbook with these rows on the sheet 追问; the same bytes where they stand there already."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = _part(archive)
        old = archive.read(name)
        shared = _shared(archive)
        new = _sheet(old, rows, shared)
        if new is None:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for item in archive.infolist():
                target.writestr(item, new if item.filename == name else archive.read(item.filename))
    return out.getvalue()


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """The workbook's shared strings."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = etree.fromstring(archive.read("xl/sharedStrings.xml"), etree.XMLParser(**_PARSER))
    return ["".join(text.text or "" for text in item.iter(_q("t"))) for item in root.findall(_q("si"))]


def _shown(cell: Any, shared: list[str]) -> str:
    value = cell.findtext(_q("v")) or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return "".join(text.text or "" for text in cell.iter(_q("t"))) or value


def _columns(head: Any, shared: list[str]) -> dict[str, str]:
    """By key: the letters of the column, by the labels of the first row."""
    labels = {column["label"]: column["key"] for column in texts()["questions"]} | {texts()["hidden"]["id"]: "key"}
    found: dict[str, str] = {}
    for cell in head.findall(_q("c")):
        letters = re.sub("[0-9]", "", cell.get("r", ""))
        if letters and (key := labels.get(_shown(cell, shared).strip())):
            found.setdefault(key, letters)
    return found


def _sheet(old: bytes, rows: list[QuestionRow], shared: list[str]) -> bytes | None:
    """The part with the rows; None where they stand there, or the sheet is not as we made it."""
    root = etree.fromstring(old, etree.XMLParser(**_PARSER))
    held = root.find(_q("sheetData"))
    if held is None or not len(held):
        return None
    columns = _columns(held[0], shared)
    keys = [column["key"] for column in texts()["questions"]] + ["key"]
    if set(columns) != set(keys):
        return None
    there = {
        int(line.get("r", "0")): {re.sub("[0-9]", "", cell.get("r", "")): cell for cell in line.findall(_q("c"))}
        for line in list(held)[1:]
    }
    top = int(held[0].get("r", "1"))
    wanted = [{key: getattr(row, key) for key in keys} for row in rows]
    now = [
        {key: _shown(there[number][columns[key]], shared) if columns[key] in there[number] else "" for key in keys}
        for number in sorted(there)
    ]
    if [line for line in now if any(line.values())] == wanted:
        return None
    first = there.get(top + 1) or (next(iter(there.values())) if there else {})
    styles = {key: first[letters].get("s") for key, letters in columns.items() if letters in first}
    for line in list(held)[1:]:
        held.remove(line)
    for number, values in enumerate(wanted or [dict.fromkeys(keys, "")], top + 1):
        held.append(_row(number, values, columns, styles))
    _choices(root, rows, columns["answer"], top + 1)
    if (size := root.find(_q("dimension"))) is not None:
        root.remove(size)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _row(number: int, values: dict[str, str], columns: dict[str, str], styles: dict[str, str | None]) -> Any:
    lines = max(-(-len(values[column["key"]]) // (column["width"] // 2 - 1)) for column in texts()["questions"])
    line = etree.Element(_q("row"), r=str(number), ht=str(_LINE * max(lines, 1) + 2), customHeight="1")
    order = sorted(columns, key=lambda key: (len(columns[key]), columns[key]))
    for key in order:
        cell = etree.SubElement(line, _q("c"), r=f"{columns[key]}{number}")
        if style := styles.get(key):
            cell.set("s", style)
        if values[key]:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, _q("is")), _q("t"))
            text.text = values[key]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return line


def _choices(root: Any, rows: list[QuestionRow], letters: str, first: int) -> None:
    """Lists to choose from, one for each set of choices."""
    for old in root.findall(_q("dataValidations")):
        root.remove(old)
    places: dict[str, list[str]] = {}
    for number, row in enumerate(rows, first):
        listed = '"' + ",".join(row.choices) + '"'
        if row.choices and len(listed) <= _LIST:
            places.setdefault(listed, []).append(f"{letters}{number}")
    if not places:
        return
    made = etree.Element(_q("dataValidations"), count=str(len(places)))
    for listed, cells in places.items():
        rule = etree.SubElement(
            made, _q("dataValidation"), type="list", allowBlank="1", showErrorMessage="1", errorTitle="填写有误",
            error="请从列表中选择", sqref=" ".join(cells),
        )  # fmt: skip
        etree.SubElement(rule, _q("formula1")).text = listed
    behind = [child for child in root if etree.QName(child).localname in _BEHIND]
    at = list(root).index(behind[0]) if behind else len(root)
    root.insert(at, made)
