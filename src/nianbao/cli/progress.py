"""What a clerk sees while a model drafts: where things go, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nianbao.cli.console import errors

if TYPE_CHECKING:
    from nianbao.drafting.engines import Engine
    from nianbao.drafting.options import Progress

__all__ = ["announce", "show_progress"]


def announce(engine: Engine) -> None:
    """Say where an engine sends things, before it does; nothing for one that sends nothing."""
    if engine.sends:
        errors().print(f"素材和数字的名称将发送到：{engine.destination}（个人信息已隐去）")


_STATES = {"answered": "已回答", "done": "写好", "failed": "没有写成，用了不联网的写法"}


def show_progress(progress: Progress) -> None:
    """A line for what happened: part, round, tokens, time."""
    if progress.state == "asked":
        return
    round = f"第 {progress.round} 次修改，" if progress.round else ""
    left = f"，还有 {progress.complaints} 处不合要求" if progress.state == "answered" and progress.complaints else ""
    errors().print(
        (f"  {progress.label}：{round}{_STATES[progress.state]}{left}", ""),
        (f"（{progress.tokens} 词元，{progress.seconds:.0f} 秒）", "dim"),
    )
