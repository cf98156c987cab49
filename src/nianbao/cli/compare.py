"""nianbao compare."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nianbao.cli.options import by_ending, option

if TYPE_CHECKING:
    from nianbao.reviewing.compare.comparison import Comparison


class Format(StrEnum):
    """How a comparison is given."""

    text = "text"
    html = "html"
    docx = "docx"
    json = "json"


_SUFFIXES = {".html": Format.html, ".htm": Format.html, ".docx": Format.docx, ".json": Format.json}
_FILES = {Format.html: "对照.html", Format.docx: "对照.docx"}
"""Formats for people who open a file; the name where none is given."""


def compare(
    old: Annotated[str, typer.Argument(metavar="A", help="原来的一份：往年报告、草稿、定稿，或报告的文件夹。")],
    new: Annotated[str, typer.Argument(metavar="B", help="拿来对照的一份。")],
    output: Annotated[
        Path | None, option("-o", "--output", "文件", "写成 .html、.docx（修订）或 .json；同名文件不覆盖，写在旁边。")
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="text 显示在屏幕上（默认），html 是一页网页，docx 是修订，json 给程序用。"),
    ] = None,
) -> None:
    """对照两份报告：改了哪些字和数，哪些段落移动过，有多少照旧。

    A、B 可以是报告的文件夹、Word、PDF、网页、文字、yaml、xlsx，原件都不会动。

    \b
    例：
      nianbao compare 2023年报.docx 白沙镇人民政府-2024
      nianbao compare 草稿.docx 年报（定稿）.docx -o 对照.html
      nianbao compare 2023年报.pdf 2024年报.docx -o 修订.docx
    """
    from nianbao.cli.console import as_text, console, errors, print_json
    from nianbao.cli.show_comparison import show_comparison
    from nianbao.cli.show_findings import show_lines
    from nianbao.jobs.check.finding_outputs import put
    from nianbao.reviewing.compare.compare_reports import compare_files

    chosen = (format or Format.text) if output is None else by_ending(output, _SUFFIXES, format, "对照结果")
    if chosen is Format.docx:
        old = _word_file(old)
    comparison, messages = compare_files(old, new)
    if chosen is Format.text:
        show_lines(console(), messages)
        show_comparison(console(), comparison)
        return
    show_lines(errors(), messages)
    if chosen is Format.json:
        from nianbao.reviewing.compare.comparison_json import as_json

        value = as_json(comparison)
        if output is None:
            print_json(value)
            return
        data = as_text(value).encode("utf-8", "replace")
    elif chosen is Format.html:
        from nianbao.reviewing.compare.comparison_page import as_page

        data = as_page(comparison)
    else:
        data = _docx(comparison, Path(old))
    console().print(f"已写入：{put(data, output or Path(_FILES[chosen]))}")


def _word_file(old: str) -> str:
    """A folder's Word file, in which the changes are marked; the file itself otherwise."""
    from nianbao.jobs.store.folder import Job

    path = Path(old)
    return str(Job(path).docx_path) if path.is_dir() and Job(path).docx_path.is_file() else old


def _docx(comparison: Comparison, old: Path) -> bytes:
    """Tracked changes, in A's own file where that is a Word file."""
    from nianbao.cli.console import errors
    from nianbao.cli.show_findings import show_lines
    from nianbao.files import read_bytes
    from nianbao.reading.file_content import kind_of
    from nianbao.reviewing.compare.comparison_docx import compared_docx

    base = read_bytes(old) if old.suffix.lower() == ".docx" else None
    if base is not None and (kind := kind_of(base)) is not None and ".docx" not in kind.suffixes:
        base = None  # another kind of file under a Word file's name
    data, messages = compared_docx(comparison, base)
    show_lines(errors(), messages)
    return data
