"""nianbao new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import KindOption, ProfileOption, UnitKindOption, kinds_given, option, profiles_given


def new(
    name: Annotated[str, typer.Argument(metavar="单位全称", help="如 白沙镇人民政府。")],
    year: Annotated[int, option("--year", "-y", "年份", "报告年度，如 2025。")],
    within: Annotated[
        list[str] | None, option("--within", "-w", "地名", "所在的县、市、省，近的在前，可写多次。")
    ] = None,
    kind: KindOption = "",
    unit_kind: UnitKindOption = "",
    folder: Annotated[Path | None, option("--folder", "文件夹", "新建在哪里；默认是 单位全称-年份。")] = None,
    previous: Annotated[Path | None, option("--previous", "文件", "上年报告，用来填上年的数字、比对文字。")] = None,
    notes: Annotated[
        list[Path] | None,
        option("--notes", "文件", "写好的素材（.txt、.docx），一行一件事，填进素材工作簿；可写多次。"),
    ] = None,
    profile: ProfileOption = None,
) -> None:
    """新建一份报告的文件夹，里面是要填写的素材工作簿。

    \b
    例：
      nianbao new 白沙镇人民政府 --year 2025 --within 云岭县
      nianbao new 白沙镇人民政府 --year 2025 --previous 2024年报.docx
      nianbao new 白沙镇人民政府 --year 2025 --notes 工作记录.docx
      nianbao new 白沙镇人民政府 --year 2025 --kind 法治政府建设年度报告
      nianbao new 白沙镇人民政府 --year 2025 --profile 云岭县要求.yaml
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.command_line import command
    from nianbao.jobs.flow.new_job import new as run
    from nianbao.kinds import DEFAULT_KIND, form_for

    told: list[str] = []
    report_kind, of_unit = kinds_given(kind, unit_kind)
    job = run(
        name,
        year=year,
        within=tuple(within or ()),
        kind=of_unit or None,
        report_kind=report_kind,
        folder=folder,
        previous=previous,
        notes=notes or (),
        profiles=profiles_given(profile),
        told=told,
    )
    out = console()
    show_lines(out, told)
    out.print(f"已新建：{job.folder}")
    if previous is not None:
        if form_for(report_kind or DEFAULT_KIND, year).tables:
            out.print("上年的数字已填好，“上年结转”一行也按上年报告填了，请核对")
        out.print("上年报告留了一份在文件夹里，起草和检查时用来比对文字")
    out.print(f"请填写：{job.folder / '素材.xlsx'}")
    out.print(f"填好保存后运行：{command('draft', job.folder)}")
