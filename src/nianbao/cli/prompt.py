"""nianbao prompt."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option
from nianbao.cli.typer_chinese import Command, Group

prompt = typer.Typer(
    cls=Group, no_args_is_help=True, rich_markup_mode=None, help="查看提示词：发给模型的是什么，自己改过的有没有错。"
)


def _folder(path: Path) -> Path | None:
    from nianbao.settings import model_settings

    settings = model_settings(path)
    return Path(settings.prompts) if settings.prompts else None


@prompt.command("list", cls=Command)
def listed() -> None:
    """列出各项任务的提示词：版本、摘要、用的是哪个文件。"""
    from nianbao.cli.console import console
    from nianbao.drafting.prompts import TASKS, load_prompt

    out = console()
    for id in TASKS:
        item = load_prompt(id, _folder(Path()))
        out.print(f"{item.id:<10} 第{item.version}版 {item.hash}  {item.title}", (f"  {item.path}", "dim"))


@prompt.command(cls=Command)
def show(
    task: Annotated[str, typer.Argument(metavar="任务", help="如 aspect、problems；nianbao prompt list 可列出。")],
    path: Annotated[
        Path | None, typer.Argument(metavar="素材或文件夹", help="给出时显示将要发送的原文；不写则显示提示词文件。")
    ] = None,
    engine: Annotated[str, option("--engine", "引擎", "chat、langchain：另外显示会发送到哪里；仍不发送。")] = "",
) -> None:
    """显示一项任务的提示词，或按素材显示将要发送的原文和大约的词元数（不联网，什么也不发送）。

    \b
    例：
      nianbao prompt show aspect
      nianbao prompt show aspect 白沙镇人民政府-2025
      nianbao prompt show aspect 白沙镇人民政府-2025 --engine chat
    """
    from nianbao.cli.console import console
    from nianbao.drafting.prompts import load_prompt

    out = console()
    if path is None:
        out.print(load_prompt(task, _folder(Path())).path.read_text(encoding="utf-8-sig").rstrip())
        return
    from nianbao.cli.show_findings import show_masked
    from nianbao.jobs.flow.job_engine import destination, masked_in, previews

    where = destination(path, engine) if engine else ""
    total = 0
    shown = previews(path, task)
    for preview in shown:
        out.print((f"━━ {preview.label}（约 {preview.tokens} 词元）", "bold"))
        for message in preview.messages:
            out.print((f"〔{message['role']}〕", "dim"))
            out.print(message["content"])
        total += preview.tokens
    out.print((f"共约 {total} 词元（按字数估计，偏多）。以上内容没有发送。", "bold"))
    show_masked(out, masked_in(shown))
    if where:
        out.print(f"用 --engine {engine} 起草时将发送到：{where}")


@prompt.command(cls=Command)
def check() -> None:
    """检查提示词：自己改过的文件能不能用。"""
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.drafting.prompts import prompt_problems

    out = console()
    problems = prompt_problems(_folder(Path()))
    show_lines(out, [str(item) for item in problems])
    if problems:
        raise typer.Exit(1)
    out.print("提示词都可以用。")
