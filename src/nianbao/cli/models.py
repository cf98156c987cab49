"""nianbao models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option


def models(
    path: Annotated[Path, typer.Argument(metavar="文件夹", help="用这个文件夹的设置（nianbao.toml）。")] = Path(),
    model: Annotated[str | None, option("--model", "模型", "模型的名称。")] = None,
) -> None:
    """试一试模型的地址：通不通，接受哪种回答格式，一个短回答要多久。只发送一句测试的话。

    \b
    例：
      OPENAI_BASE_URL=http://127.0.0.1:8000/v1 NIANBAO_MODEL=qwen3 nianbao models
    """
    from nianbao.cli.console import console
    from nianbao.drafting.engines.openai_model import probe
    from nianbao.settings import model_settings

    settings = model_settings(path)
    if model is not None:
        settings = settings.model_copy(update={"model": model})
    out = console()
    found = probe(settings, lambda destination: out.print(f"将发送一句测试的话到：{destination}"))
    for item in found:
        how = "可用" if item.works else "不可用"
        out.print((f"  {item.format:<12} {how}，{item.seconds:.1f} 秒  {item.said}", "" if item.works else "yellow"))
    best = next((item for item in found if item.works), None)
    if best is None:
        raise typer.Exit(2)
    out.print(f"可以用：nianbao draft 文件夹 --engine chat（回答格式 {best.format}）")
