"""Commands that take a Word file back or hand one on: take, export, final, pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import ProfileOption, option, profiles_given
from nianbao.errors import NianbaoError


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
