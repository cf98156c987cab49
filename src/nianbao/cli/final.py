"""nianbao final."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import ProfileOption, option, profiles_given


def final(
    path: Annotated[Path, typer.Argument(metavar="文件夹", help="报告的文件夹。")],
    output: Annotated[
        Path | None, option("-o", "--output", "文件", "定稿写到这里，以 .docx、.html 或 .md 结尾。")
    ] = None,
    profile: ProfileOption = None,
) -> None:
    """定稿：写出干净的文件；还有待填、待核实、请读或错误时不写。

    \b
    例：
      nianbao final 白沙镇人民政府-2025
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import counted, show_findings, show_lines
    from nianbao.jobs.flow.finalise import finalise
    from nianbao.jobs.store.folder import find

    done = finalise(find(path), output=output, profiles=profiles_given(profile))
    out = console()
    show_lines(out, done.messages)
    show_findings(out, done.refused)
    if done.refused:
        out.print(f"没有定稿：{counted(done.refused)}")
        raise typer.Exit(1)
    for file in done.written:
        out.print(f"定稿：{file}")
    if done.open:
        out.print(("定稿里还有下列地方，请再看一遍：", "bold"))
        show_findings(out, done.open)
        out.print(counted(done.open))
