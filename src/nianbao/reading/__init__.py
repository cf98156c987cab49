"""A file or text → Report: one module a format, one line in the registry."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from nianbao.errors import InputError
from nianbao.files import read_bytes
from nianbao.report import Report, Unit

__all__ = ["INPUTS", "PAST", "read", "read_text"]

INPUTS = {
    ".yaml": ("yaml_input", "read_yaml"),
    ".yml": ("yaml_input", "read_yaml"),
    ".xlsx": ("workbook", "read_workbook"),
}
"""Figures and notes: ``function(data, where)``."""

PAST = {
    ".docx": ("docx", "read_docx"),
    ".txt": ("plain", "read_plain"),
}
"""Finished reports: ``function(data, where, *, unit, year, within)``."""

_REFUSED = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 再用",
    ".wps": "请用 WPS 打开，另存为 .docx 再用",
    ".pdf": "请给出原来的 Word 文件（.docx），或把文字粘贴到 .txt 文件",
    ".ofd": "请给出原来的 Word 文件（.docx），或把文字粘贴到 .txt 文件",
    ".xls": "请用 Excel 或 WPS 打开，另存为 .xlsx 再用",
    ".et": "请用 WPS 打开，另存为 .xlsx 再用",
}


def read(path: Path, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()) -> Report:
    """Read a report from a file, by its ending.

    Args:
        unit, year: of the report, where the file does not say; they outrank what it says.
        within: the places the unit lies in, nearest first.

    Raises:
        InputError: it cannot be read; says where, what and what to do.
    """
    suffix = path.suffix.lower()
    if suffix in _REFUSED:
        raise InputError.one(str(path), f"不能直接读取 {suffix} 文件", _REFUSED[suffix])
    found = INPUTS.get(suffix) or PAST.get(suffix)
    if found is None:
        known = "、".join([*INPUTS, *PAST])
        raise InputError.one(str(path), f"不认识的文件类型“{suffix}”", f"可以读取：{known}")
    data = read_bytes(path)
    function = getattr(import_module(f"nianbao.reading.{found[0]}"), found[1])
    options = {} if suffix in INPUTS else {"unit": unit, "year": year, "within": within}
    report: Report = function(data, str(path), **options)
    return report


def read_text(text: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()) -> Report:
    """Read plain text: a paragraph, or a whole report pasted from Word.

    Args:
        text: as given; places in the result are code points of it.
        unit, year, within: as in ``read``.
    """
    from nianbao.reading.plain import parse_plain

    return parse_plain(text, unit=unit, year=year, within=within)
