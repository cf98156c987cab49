"""A Report → a file; one module a format, one function each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nianbao.errors import NianbaoError
from nianbao.files import write_atomic
from nianbao.report import Report

__all__ = ["FORMATS", "render", "write"]


def _docx(report: Report, draft_id: str) -> bytes:
    from nianbao.writing.docx import render_docx

    return render_docx(report, draft_id)


def _html(report: Report, _draft_id: str) -> bytes:
    from nianbao.writing.html import render_html

    return render_html(report)


def _markdown(report: Report, _draft_id: str) -> bytes:
    from nianbao.writing.markdown import render_markdown

    return render_markdown(report)


FORMATS: dict[str, Callable[[Report, str], bytes]] = {
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
}
"""A format a line: how a file of each ending is written."""


def render(report: Report, suffix: str, *, draft_id: str = "") -> bytes:
    """A report as a file's bytes.

    Args:
        suffix: ``.docx``, ``.html`` or ``.md``. draft_id: for ``.docx``.

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
