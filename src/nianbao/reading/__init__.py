"""A file → a Report; one module a format, one function each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from nianbao.errors import InputError
from nianbao.files import read_bytes
from nianbao.reading.blocks import Given
from nianbao.report import Remark, Report

__all__ = ["FORMATS", "Given", "read", "read_text"]


def _yaml(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.report_json import is_dumped
    from nianbao.reading.yaml_report import read_yaml

    return _dumped(data, where, given) if is_dumped(data[:64].decode("utf-8", "replace")) else read_yaml(data, where)


def _dumped(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.report_json import read_dumped
    from nianbao.text import decode

    return _as_given(read_dumped(decode(data, where), where), given)


def _as_given(report: Report, given: Given) -> Report:
    """A report that was read before, with what the user says now."""
    unit, within = given.get("unit") or report.unit, given.get("within")
    if unit is not None and within and not unit.within:
        unit = unit.model_copy(update={"within": within})
    year, kind = given.get("year") or report.year, given.get("report_kind") or report.kind
    return report.model_copy(update={"unit": unit, "year": year, "kind": kind})


def _workbook(data: bytes, where: str, given: Given) -> Report:  # noqa: ARG001
    from nianbao.reading.file_content import kind_of

    kind = kind_of(data)
    if kind is not None and ".xls" in kind.suffixes:
        from nianbao.reading.child_process import read_apart

        return read_apart(data, where, "xls")
    from nianbao.reading.workbook import read_workbook

    return read_workbook(data, where)


def _docx(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.docx import read_docx

    return read_docx(data, where, **given)


def _office(suffix: str) -> Callable[[bytes, str, Given], Report]:
    def reader(data: bytes, where: str, given: Given) -> Report:
        from nianbao.reading.libreoffice import as_docx

        return _docx(as_docx(data, where, suffix, _REFUSED[suffix]), where, given)

    return reader


def _pdf(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.child_process import read_apart

    return read_apart(data, where, **given)


def _mht(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.html import page_of, read_html

    return read_html(page_of(data, where), where, **given)


def _html(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.html import read_html
    from nianbao.text import decode

    return read_html(decode(data, where), where, **given)


def _markdown(data: bytes, where: str, given: Given) -> Report:
    from nianbao.reading.file_content import fit_text
    from nianbao.reading.plain_text import read_markdown
    from nianbao.reading.removed_characters import read_allowed
    from nianbao.text import decode

    return read_allowed(fit_text(decode(data, where), where), lambda text: read_markdown(text, **given))


def _plain(data: bytes, where: str, given: Given) -> Report:
    from nianbao.text import decode

    return read_text(decode(data, where), where, **given)


FORMATS: dict[str, Callable[[bytes, str, Given], Report]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _dumped,
    ".xlsx": _workbook,
    ".xls": _workbook,
    ".et": _workbook,
    ".docx": _docx,
    ".doc": _office(".doc"),
    ".wps": _office(".wps"),
    ".rtf": _office(".rtf"),
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
    ".mht": _mht,
    ".mhtml": _mht,
    ".md": _markdown,
    ".txt": _plain,
}
"""A format a line: how a file of each ending is read."""

_REFUSED = {
    ".doc": "请在 Word 或 WPS 中另存为 .docx",
    ".wps": "请在 WPS 中另存为 .docx",
    ".rtf": "请在 Word 或 WPS 中另存为 .docx",
    ".nianbao": "这是打包送审的文件，请用 nianbao review 打开",
    ".ofd": "请给出 Word 原稿（.docx），或在 WPS 中打开后另存为 .docx 或 .pdf",
    ".docm": "宏不会被运行，文件也没有读；请在 Word 或 WPS 中另存为不含宏的 .docx",
    ".xlsm": "宏不会被运行，文件也没有读；请在 Excel 或 WPS 中另存为不含宏的 .xlsx",
}


def _reader(data: bytes, where: str, suffix: str) -> tuple[Callable[[bytes, str, Given], Report], str]:
    """How a file is read: by its ending, or by its content where that is certainly another; and a remark on that.

    Raises:
        InputError: it is of a kind that is not read.
    """
    from nianbao.reading.file_content import kind_of, refuse_other

    kind = kind_of(data)
    if kind is None or suffix in kind.suffixes:
        return FORMATS[suffix], ""
    if not kind.suffixes:
        refuse_other(data, where, suffix)
    return FORMATS[kind.suffixes[0]], f"文件名以“{suffix}”结尾，内容是{kind.name}，已按内容读"


def read(path: Path, *, passage: bool = False, **given: Unpack[Given]) -> Report:
    """Read a report from a file, by its ending; by its content where that is certainly of another kind.

    Args:
        passage: whether a passage of a report is meant. given: what the file may not say.

    Raises:
        InputError: it cannot be read, or is no report; names the place and the remedy.
    """
    from nianbao.reading.identify_unit import recognised

    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        if not path.exists():
            raise InputError.one(str(path), "文件或文件夹不存在", "请检查路径和文件名")
        remedy = _REFUSED.get(suffix, f"可以读：{'、'.join(FORMATS)}")
        raise InputError.one(str(path), f"不能读“{suffix or '没有扩展名的'}”文件", remedy)
    data = read_bytes(path)
    reader, said = _reader(data, str(path), suffix)
    report = reader(data, str(path), given)
    if said:
        report = report.model_copy(update={"remarks": [Remark(text=said), *report.remarks]})
    return report if passage else recognised(report, str(path))


def read_text(text: str, where: str = "给出的文字", **given: Unpack[Given]) -> Report:
    """Read a report, or a few paragraphs of one, from text; places are code points of it.

    Args:
        text: decoded, as given. where: how errors name it.
        given: what the text may not say.

    Raises:
        InputError: it is far too long.
    """
    from nianbao.reading.file_content import fit_text
    from nianbao.reading.plain_text import is_markdown, read_markdown, read_plain
    from nianbao.reading.removed_characters import read_allowed

    text = fit_text(text, where)
    reader = read_markdown if is_markdown(text) else read_plain
    return read_allowed(text, lambda text: reader(text, **given))
