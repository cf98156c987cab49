"""nianbao review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option


def review(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="报告…", help="报告的文件夹、.nianbao 文件、Word 等文件，或装着它们的文件夹。"),
    ],
    port: Annotated[int, option("--port", "端口", "0 为任一空闲的。", min=0, max=65535)] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="不自动打开浏览器。")] = False,
    who: Annotated[str, option("--who", "姓名", "审核人，记在每一条处理上。")] = "审核员",
    previous: Annotated[
        list[Path] | None, option("--previous", "文件", "上年的年报，显示在旁边；可写几次，按单位和年度对应。")
    ] = None,
    host: Annotated[str, typer.Option("--host", hidden=True)] = "127.0.0.1",
) -> None:
    """打开审核页面：对照上年和数字，逐条采纳、改写、退回。只在本机，不联网。

    \b
    例：
      nianbao review 白沙镇人民政府-2025
      nianbao review 白沙镇人民政府-2025.nianbao --who 王芳
      nianbao review 报来的年报.docx --previous 2024年报.docx
      nianbao review 全县年报
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.reviewing.server.app import serve
    from nianbao.reviewing.session.review_session import Shelf

    out = console()
    shelf = Shelf(paths, who=who.strip() or "审核员", previous=previous or [])

    def show(address: str) -> None:
        show_lines(out, shelf.messages)
        out.print(f"审核页面（{len(shelf.entries)} 份）：")
        typer.echo(address)
        out.print("只在这台电脑上能打开，地址请不要转给别人。审核完按 Ctrl-C 结束；处理过的都已保存。")

    serve(shelf, host=host, port=port, show=show, browser=not no_open)
    out.print("审核结束，处理过的都已保存。")
