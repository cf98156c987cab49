"""nianbao rule."""

from __future__ import annotations

from typing import Annotated

import typer


def rule(
    code: Annotated[str | None, typer.Argument(metavar="编号", help="如 UNIT01；不写则列出全部规则。")] = None,
) -> None:
    """显示检查规则：是什么、依据、错和对的例子、怎么改。

    \b
    例：
      nianbao rule
      nianbao rule UNIT01
    """
    from nianbao.checking import SEVERITIES
    from nianbao.checking.engine import known_rules
    from nianbao.cli.console import console
    from nianbao.errors import NianbaoError

    out = console()
    known = {item.code: item for item in known_rules()}
    if code is None:
        for item in known.values():
            out.print(f"{item.code}  {SEVERITIES[item.severity]}  {item.title}")
        return
    chosen = known.get(code.upper()) or next((item for item in known.values() if item.name == code), None)
    if chosen is None:
        raise NianbaoError(f"没有规则“{code}”；运行 nianbao rule 可列出全部规则。")
    out.print(chosen.text)
