"""nianbao schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nianbao.cli.options import option


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
