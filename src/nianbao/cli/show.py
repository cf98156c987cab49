"""Commands that show what there is: rule, models, why, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option


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


def schema(
    output: Annotated[
        Path | None, option("-o", "--output", "文件", "写成 .json 文件，不写屏幕；同名文件不覆盖，写在旁边。")
    ] = None,
    profile: Annotated[bool, typer.Option("--profile", help="显示地方要求文件的，不是 report.yaml 的。")] = False,
) -> None:
    """显示 report.yaml 或地方要求文件的 JSON Schema，供编辑器提示和校验。

    \b
    例：
      nianbao schema -o report.schema.json
      nianbao schema --profile -o 地方要求.schema.json
    """
    import json

    from nianbao.cli.console import console, print_json
    from nianbao.files import refuse_target
    from nianbao.jobs.check.finding_outputs import put
    from nianbao.kinds.profiles import profile_schema
    from nianbao.reading.yaml_report import json_schema

    made = profile_schema() if profile else json_schema()
    if output is None:
        print_json(made)
        return
    refuse_target(output, (".json",), what="JSON Schema")
    data = (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()
    console().print(f"已写入：{put(data, output)}")
