"""A file → a Report; one module a format, one function each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from nianbao.errors import InputError
from nianbao.files import read_bytes
from nianbao.report import Report, Unit

__all__ = ["FORMATS", "Given", "read", "read_text"]


class Given(NamedTuple):
    """What the user said because the file may not."""

    unit: Unit | None = None
    year: int | None = None
    within: tuple[str, ...] = ()


def _yaml(data: bytes, where: str, given: Given) -> Report:  # noqa: ARG001 (input files say it themselves)
    from nianbao.reading.yaml_input import read_yaml

    return read_yaml(data, where)


def _workbook(data: bytes, where: str, given: Given) -> Report:  # noqa: ARG001
    from nianbao.reading.workbook import read_workbook

    return read_workbook(data, where)


def _docx(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.docx import read_docx

    return read_docx(data, where, unit=given.unit, year=given.year, within=given.within)


def _pdf(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.pdf import read_pdf

    return read_pdf(data, where, unit=given.unit, year=given.year, within=given.within)


def _html(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.html import read_html
    from nianbao.text import decode

    return read_html(decode(data, where), where, unit=given.unit, year=given.year, within=given.within)


def _markdown(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.markdown import read_markdown
    from nianbao.text import decode

    return read_markdown(decode(data, where), unit=given.unit, year=given.year, within=given.within)


def _plain(data: bytes, where: str, given: Given) -> Report:
    from nianbao.text import decode

    return read_text(decode(data, where), unit=given.unit, year=given.year, within=given.within)


FORMATS: dict[str, Callable[[bytes, str, Given], Report]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".xlsx": _workbook,
    ".docx": _docx,
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
    ".txt": _plain,
}
"""A format a line: how a file of each ending is read."""

_REFUSED = {
    ".doc": "请在 Word 或 WPS 中另存为 .docx",
    ".wps": "请在 WPS 中另存为 .docx",
    ".xls": "请在 Excel 或 WPS 中另存为 .xlsx",
    ".et": "请在 WPS 中另存为 .xlsx",
    ".ofd": "请给出 Word 原稿（.docx）",
}


def read(path: Path, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()) -> Report:
    """Read a report from a file, by its ending.

    Args:
        unit, year, within: where the file does not say.

    Raises:
        InputError: it cannot be read; names the place and the remedy.
    """
    suffix = path.suffix.lower()
    reader = FORMATS.get(suffix)
    if reader is None:
        remedy = _REFUSED.get(suffix, f"可以读：{'、'.join(FORMATS)}")
        raise InputError.one(str(path), f"不能读“{suffix or '没有扩展名的'}”文件", remedy)
    return reader(read_bytes(path), str(path), Given(unit, year, within))


def read_text(text: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()) -> Report:
    """Read a report, or a few paragraphs of one, from text; places are code points of it."""
    from nianbao.reading.plain import read_plain

    return read_plain(text, unit=unit, year=year, within=within)
