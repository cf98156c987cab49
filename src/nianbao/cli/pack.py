"""nianbao pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option
from nianbao.errors import NianbaoError


def _asked(given: bool | None) -> bool:
    """What was given, else what she answers; without a console to ask at, refused.

    Raises:
        NianbaoError: nobody can be asked.
    """
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise NianbaoError(
            "请写明素材和历次草稿要不要放进去：放进去写 --with-notes（审核的人凭它核对每句话的依据），"
            "不放写 --without-notes；没有打包。"
        )
    return typer.confirm("素材和历次草稿要不要放进去？审核的人凭它核对每句话的依据")


def pack(
    path: Annotated[Path, typer.Argument(metavar="文件夹", help="报告的文件夹。")],
    output: Annotated[
        Path | None, option("-o", "--output", "文件", "写到这里；默认是文件夹旁的 单位-年份.nianbao。")
    ] = None,
    notes: Annotated[
        bool | None, typer.Option("--with-notes/--without-notes", help="素材和历次草稿放不放进去。不写就问。")
    ] = None,
    record: Annotated[
        bool, typer.Option("--with-record/--without-record", help="与模型往来的起草记录放不放进去。")
    ] = False,
) -> None:
    """打包成一个文件，交给审核的人。

    \b
    例：
      nianbao pack 白沙镇人民政府-2025
      nianbao pack 白沙镇人民政府-2025 --without-notes
    """
    from nianbao.cli.console import console
    from nianbao.jobs.store.folder import find
    from nianbao.jobs.store.pack_file import pack as run

    job = find(path)
    wanted = _asked(notes)
    if record and not wanted:
        raise NianbaoError("起草记录里有素材，不能与 --without-notes 同用。")
    done = run(job, notes=wanted, record=record, output=output)
    out = console()
    out.print(f"已打包：{done.path}")
    out.print(f"里面有：{'、'.join(done.names)}")
    for line in done.open:
        out.print(line)
    if not wanted:
        out.print("没有放素材：审核的人看得到报告和表格，看不到句子的依据。")
