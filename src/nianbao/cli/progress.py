"""What a clerk sees while a model drafts: where things go, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nianbao.cli.console import errors

if TYPE_CHECKING:
    from nianbao.cli.console import Console
    from nianbao.drafting.engines import Engine
    from nianbao.drafting.options import Progress
    from nianbao.text.masking import Masked

__all__ = ["announce", "show_destination", "show_masked", "show_progress"]


def show_destination(what: str, destination: str) -> None:
    """Say where something will go, and what of people may go with it, before it does."""
    from nianbao.text.masking import CANNOT

    errors().print(f"{what}将发送到：{destination}")
    errors().print((f"姓名、号码、住址等换成代号再发送（nianbao prompt show 可先看）。{CANNOT}。", "dim"))


def show_masked(out: Console, masked: list[Masked]) -> None:
    """What placeholders stand for, here alone: each kind with its count and words; and what no program can promise."""
    from nianbao.text.masking import CANNOT

    if masked:
        out.print(("换成代号的（只在本机显示，不发送）：", "bold"))
    for kind in dict.fromkeys(item.kind for item in masked):
        of = [item for item in masked if item.kind == kind]
        out.print(
            f"  {kind} {sum(item.times for item in of)} 处：{'、'.join(f'{i.words}→{i.placeholder}' for i in of)}"
        )
    if not masked:
        out.print("没有找到要换成代号的姓名、号码、住址等。")
    out.print(f"{CANNOT}。")


def announce(engine: Engine) -> None:
    """Say where an engine sends things, before it does; nothing for one that sends nothing."""
    if engine.sends:
        show_destination("素材和数字的名称", engine.destination)


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
