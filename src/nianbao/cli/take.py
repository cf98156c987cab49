"""nianbao take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option


def take(
    path: Annotated[
        Path, typer.Argument(metavar="WORD文件或文件夹", help="在 Word 或 WPS 中改过的 年报.docx，或它的文件夹。")
    ],
    folder: Annotated[
        Path | None, option("--folder", "文件夹", "起草时的文件夹；改过的文件不在那里面时要写明。")
    ] = None,
    older: Annotated[
        bool | None,
        typer.Option(
            "--older/--newest", help="没有草稿编号、像是旧稿的文件：--older 只取回它自己改的，--newest 改成和它一样。"
        ),
    ] = None,
) -> None:
    """取回在 Word 中的修改，以后重新起草时保留；带修订标记的改动记为审核人的决定。

    \b
    例：
      nianbao take 白沙镇人民政府-2025/年报.docx
      nianbao take 退回-白沙镇人民政府.docx --folder 白沙镇人民政府-2025
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import counted, show_findings, show_lines
    from nianbao.jobs.flow.take import take as run

    taken = run(path, folder, older=older)
    out = console()
    out.print(f"取回到文件夹：{taken.job.folder}")
    if taken.changes:
        out.print((f"取回 {len(taken.changes)} 处修改：", "bold"))
        show_lines(out, taken.changes, "  ")
    if taken.suggestions:
        out.print((f"对 {len(taken.suggestions)} 处修改建议的处理：", "bold"))
        show_lines(out, taken.suggestions, "  ")
    if taken.conflicts:
        out.print(("请看一看：", "bold"))
        show_lines(out, taken.conflicts, "  ")
    show_lines(out, taken.messages)
    show_findings(out, taken.findings)
    out.print(counted(taken.findings))
    if any(item.severity == "error" and item.counts for item in taken.findings):
        raise typer.Exit(1)
