"""A Report → a file, and words replaced in a file: one line a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from nianbao.errors import NianbaoError
from nianbao.files import write_atomic
from nianbao.report import Report
from nianbao.writing.replace_words import Replacement

__all__ = ["CHANGEABLE", "FORMATS", "change", "render", "write"]


def _docx(report: Report, draft_id: str) -> bytes:
    from nianbao.writing.docx import render_docx

    return render_docx(report, draft_id)


def _html(report: Report, _draft_id: str) -> bytes:
    from nianbao.writing.html import render_html

    return render_html(report)


def _markdown(report: Report, _draft_id: str) -> bytes:
    from nianbao.writing.markdown import render_markdown

    return render_markdown(report)


FORMATS: dict[str, Callable[[Report, str], bytes]] = {".docx": _docx, ".html": _html, ".htm": _html, ".md": _markdown}
"""A format a line: how a file of each ending is written."""


def render(report: Report, suffix: str, *, draft_id: str = "") -> bytes:
    """A report as a file's bytes.

    Raises:
        NianbaoError: another suffix.
    """
    writer = FORMATS.get(suffix.lower())
    if writer is None:
        raise NianbaoError(f"不能写成“{suffix or '没有扩展名'}”文件；可写：{'、'.join(FORMATS)}")
    return writer(report, draft_id)


def write(report: Report, path: Path, *, draft_id: str = "") -> None:
    """Write a report to a file, whole or not at all.

    Raises:
        NianbaoError: an unknown ending, or the file cannot be written now.
    """
    write_atomic(path, render(report, path.suffix, draft_id=draft_id))


Changed = tuple[bytes, dict[int, str]]


def _change_docx(data: bytes, _where: str, wanted: Sequence[Replacement], when: datetime) -> Changed:
    from nianbao.writing.docx_runs import change_docx

    return change_docx(data, wanted, when=when)


def _change_html(data: bytes, where: str, wanted: Sequence[Replacement], _when: datetime) -> Changed:
    from nianbao.writing.replace_words import change_html

    return change_html(data, where, wanted)


def _change_text(data: bytes, where: str, wanted: Sequence[Replacement], _when: datetime) -> Changed:
    from nianbao.writing.replace_words import change_text

    return change_text(data, where, wanted)


CHANGEABLE: dict[str, Callable[[bytes, str, Sequence[Replacement], datetime], Changed]] = {
    ".docx": _change_docx,
    ".html": _change_html,
    ".htm": _change_html,
    ".md": _change_text,
    ".txt": _change_text,
}
"""How a file of each ending is changed."""


def change(data: bytes, where: str, suffix: str, wanted: Sequence[Replacement], *, when: datetime) -> Changed:
    """Replace words of a file.

    Args:
        data: the file. where: how errors name it. suffix: one of ``CHANGEABLE``, in small letters.
        wanted: what to replace, places not touching each other. when: the date of tracked changes.

    Returns:
        The file with the changes; for each change not made its number in ``wanted`` and why, in Chinese.
    """
    return CHANGEABLE[suffix](data, where, wanted, when)
