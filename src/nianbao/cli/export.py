"""nianbao export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option


def export(
    path: Annotated[Path, typer.Argument(metavar="文件夹", help="报告的文件夹。")],
    track_changes: Annotated[
        bool,
        typer.Option(
            "--track-changes", help="把修改建议写成修订，问题和待核实写成批注，供审核人在 Word 中采纳或拒绝。"
        ),
    ] = False,
    output: Annotated[Path | None, option("-o", "--output", "文件", "写到这里，以 .docx 结尾。")] = None,
) -> None:
    """导出草稿的 Word 文件，供别人看或改；改好以后用 nianbao take 取回。

    \b
    例：
      nianbao export 白沙镇人民政府-2025 --track-changes
      nianbao export 白沙镇人民政府-2025 -o 送审.docx
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.jobs.store.folder import find
    from nianbao.reviewing.compare.export_docx import export as run

    done = run(find(path), track_changes=track_changes, output=output)
    out = console()
    show_lines(out, done.messages)
    if track_changes:
        out.print(f"修改建议 {done.suggestions} 处写成修订，批注 {done.comments} 条。")
    out.print(f"导出：{done.path}")
