"""nianbao draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["draft"]


def draft(
    path: Annotated[Path, typer.Argument(metavar="素材或文件夹", help="报告的文件夹，或 素材.xlsx、report.yaml。")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="另存一份 Word 文件到这里。")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="部分", help="只重新起草一个部分，如 五。")
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="方面", help="只重新起草一个方面，如 监督保障。")
    ] = None,
    engine: Annotated[str, typer.Option("--engine", metavar="引擎", help="起草引擎；offline 不联网。")] = "offline",
) -> None:
    """由数字和素材起草，写出 Word 文件；改过的句子不会被覆盖。

    \b
    例：
      nianbao draft 白沙镇人民政府-2025
      nianbao draft report.yaml -o 送审稿.docx
      nianbao draft 白沙镇人民政府-2025 --section 五
    """
    from nianbao.cli.console import console
    from nianbao.cli.show import show_draft, show_lines
    from nianbao.jobs.folder import find
    from nianbao.jobs.redraft import redraft

    done = redraft(find(path), engine=engine, section=section, only=only, output=output)
    out = console()
    if done.changes:
        out.print(("与上次相比：", "bold"))
        show_lines(out, done.changes, "  ")
    show_lines(out, done.messages)
    show_draft(out, done.draft)
    for file in done.written:
        if file.suffix == ".docx":
            out.print(f"Word 文件：{file}")
    if any(item.severity == "error" and item.counts for item in done.draft.findings):
        raise typer.Exit(1)
