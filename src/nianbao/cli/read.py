"""nianbao read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nianbao.cli.options import KindOption, UnitKindOption, by_ending, kinds_given, option

if TYPE_CHECKING:
    from nianbao.jobs.check.reading_summary import Kept


class Format(StrEnum):
    """How what was read is given."""

    text = "text"
    yaml = "yaml"
    json = "json"


_SUFFIXES = {".yaml": Format.yaml, ".yml": Format.yaml, ".json": Format.json, ".txt": Format.text}


def read(
    files: Annotated[
        list[str], typer.Argument(metavar="文件…", help="往年报告：Word、PDF、网页、文字文件，或文件夹。")
    ],
    output: Annotated[
        Path | None,
        option(
            "-o",
            "--output",
            "文件",
            "写成 .yaml、.json，或只要文字的 .txt；几个文件时写文件夹。同名文件不覆盖，写在旁边。",
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="text 说明读到了什么（默认），写文件时只写文字；yaml、json 是读出的全部内容。"),
    ] = None,
    unit: Annotated[str, option("--unit", "单位全称", "文件里没有写明时用。")] = "",
    kind: KindOption = "",
    unit_kind: UnitKindOption = "",
    year: Annotated[int | None, option("--year", "-y", "年份", "文件里没有写明时用。")] = None,
    within: Annotated[
        list[str] | None, option("--within", "-w", "地名", "所在的县、市、省，近的在前，可写多次。")
    ] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="逐段列出文字里的数各说的是什么，没有读懂的也列出来。")
    ] = False,
) -> None:
    """读出往年报告，说明读到了什么，或存成 YAML、JSON、文字。

    \b
    例：
      nianbao read 2023年报.pdf
      nianbao read 2023年报.docx -o 2023年报.yaml
      nianbao read 2023年报.docx -o 2023年报.txt
      nianbao read 往年 -o 读出 --format json
      nianbao read 2023年报.docx --claims
    """
    from nianbao.cli.check import expanded
    from nianbao.cli.console import console, errors
    from nianbao.cli.show_findings import show_lines
    from nianbao.errors import NianbaoError
    from nianbao.jobs.check import reading_summary
    from nianbao.jobs.flow.load_report import report_for_check
    from nianbao.jobs.flow.new_job import unit_of

    report_kind, of_unit = kinds_given(kind, unit_kind)
    names, failed, places = expanded(files), False, tuple(within or ())
    chosen = _chosen(format, output, many=len(names) > 1)
    out = console()
    for name in names:
        try:
            named = unit_of(unit, places, of_unit or None) if unit else None
            report, _ = report_for_check(Path(name), unit=named, year=year, within=places, report_kind=report_kind)
            if output is not None:
                target = _target(output, name, chosen, many=len(names) > 1)
                out.print(f"已写入：{reading_summary.keep(report, target, chosen)}")
            elif format in (Format.yaml, Format.json):
                typer.echo(reading_summary.as_bytes(report, chosen).decode(), nl=False)
                continue
            if len(names) > 1 or output is None:
                out.print((name, "bold"))
            show_lines(out, reading_summary.told(report), "  ")
            if claims:
                from nianbao.jobs.check.reading_summary import claims_told

                show_lines(out, claims_told(report), "  ")
        except NianbaoError as error:
            show_lines(errors(), error.lines)
            failed = True
    if failed:
        raise typer.Exit(2)


def _chosen(format: Format | None, output: Path | None, *, many: bool) -> Kept:
    """What to write: by the file's ending, else as said, else YAML.

    Raises:
        InputError: several reports at once on the screen, or an ending that is none of ours.
    """
    from nianbao.errors import InputError

    if output is None and many and format in (Format.yaml, Format.json):
        raise InputError.one(f"--format {format}", "一次只能显示一份", "几份请写 -o 文件夹")
    if output is not None and not many and not output.is_dir():
        format = by_ending(output, _SUFFIXES, format, "读出的内容")
    return "json" if format is Format.json else "txt" if format is Format.text else "yaml"


def _target(output: Path, name: str, format: Kept, *, many: bool) -> Path:
    """Where a file's content goes: the file named, or one in the folder named.

    Raises:
        FileBusy: the folder cannot be made.
    """
    from nianbao.files import make_folder

    if not many and not output.is_dir():
        return output
    make_folder(output, parents=True)
    return output / f"{Path(name).stem}.{format}"
