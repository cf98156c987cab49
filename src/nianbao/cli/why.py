"""nianbao why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def why(
    path: Annotated[Path, typer.Argument(metavar="WORD文件或文件夹", help="年报.docx，或它的文件夹。")],
    sentence: Annotated[str, typer.Argument(metavar="句子", help="要查的一句话，或其中的几个字。")],
) -> None:
    """查一句话的来历：依据哪一格、哪条素材，数是多少，谁写的，谁改过。

    \b
    例：
      nianbao why 白沙镇人民政府-2025/年报.docx "新收政府信息公开申请14件"
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.jobs.flow.sentence_basis import basis_of

    out = console()
    found = basis_of(path, sentence)
    if not found.exact:
        out.print("草稿里没有一字不差的这一句，最接近的是下面这句；在 Word 里改过的，请先用 nianbao take 取回。")
    out.print((found.sentence, "bold"))
    out.print(f"在哪里：{found.place}")
    out.print(f"有没有依据：{found.support}")
    for title, lines in (("依据：", found.sources), ("其中的数：", found.figures)):
        if lines:
            out.print(title)
            show_lines(out, lines, "  ")
    out.print(f"谁写的：{found.written}")
    if found.changes:
        out.print("改过：")
        show_lines(out, found.changes, "  ")
