"""nianbao draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nianbao.cli.options import KindOption, ProfileOption, kinds_given, option, profiles_given
from nianbao.errors import NianbaoError

if TYPE_CHECKING:
    from nianbao.drafting.engines import Engine


def draft(
    path: Annotated[Path, typer.Argument(metavar="素材或文件夹", help="报告的文件夹，或 素材.xlsx、report.yaml。")],
    output: Annotated[
        Path | None, option("-o", "--output", "文件", "另存一份到这里，以 .docx、.html 或 .md 结尾。")
    ] = None,
    section: Annotated[str | None, option("--section", "部分", "只重新起草一个部分，如 五。")] = None,
    only: Annotated[str | None, option("--only", "方面", "只重新起草一个方面，如 监督保障。")] = None,
    polish: Annotated[bool, typer.Option("--polish", help="不另写，只让模型逐句润色不联网起草的文字。")] = False,
    answers: Annotated[
        list[Path] | None, option("--answers", "文件", "粘贴好回答的提示词文件（paste 引擎）；可写几次。")
    ] = None,
    by_section: Annotated[bool, typer.Option("--by-section", help="paste 引擎：每一部分一条提示词。")] = False,
    engine: Annotated[
        str, option("--engine", "引擎", "offline 不联网；chat、langchain 发给模型；replay 重放记录；paste 手工粘贴。")
    ] = "offline",
    model: Annotated[str | None, option("--model", "模型", "模型的名称（chat、langchain）。")] = None,
    unit: Annotated[str, option("--unit", "单位全称", "由 .txt、.docx 素材起草时写。")] = "",
    year: Annotated[int | None, option("--year", "-y", "年份", "由 .txt、.docx 素材起草时写。")] = None,
    within: Annotated[
        list[str] | None, option("--within", "-w", "地名", "所在的县、市、省，近的在前，可写多次。")
    ] = None,
    kind: KindOption = "",
    profile: ProfileOption = None,
    candidates: Annotated[
        int | None, option("--candidates", "个数", "每部分先写几稿，取问题最少的。", min=1, max=10)
    ] = None,
) -> None:
    """由数字和素材起草，写出 Word 文件；改过的句子不会被覆盖。

    \b
    例：
      nianbao draft 白沙镇人民政府-2025
      nianbao draft report.yaml -o 送审稿.docx
      nianbao draft 白沙镇人民政府-2025 --section 五
      nianbao draft 白沙镇人民政府-2025 --engine chat
      nianbao draft 白沙镇人民政府-2025 --engine paste
      nianbao draft 工作记录.txt --unit 白沙镇人民政府 --year 2025
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import announce, show_draft, show_lines, show_open, show_progress
    from nianbao.command_line import command
    from nianbao.jobs.flow.draft_job import redraft
    from nianbao.jobs.flow.job_engine import engine_for
    from nianbao.jobs.store.folder import find

    out = console()
    if unit or year is not None or kind:
        path = _begun(path, unit, year, tuple(within or ()), kind)
    job = find(path)
    if engine == "paste" and not answers:
        if output is not None:
            raise NianbaoError("这一步只写提示词，不写稿子：请去掉 -o，粘贴好回答以后与 --answers 一起写。")
        from nianbao.jobs.flow.job_engine import write_prompts

        told: list[str] = []
        sheet = write_prompts(job, by_section=by_section, profiles=profiles_given(profile), told=told)
        show_lines(out, told)
        out.print(f"提示词写在：{sheet}")
        out.print(f"复制到对话网页，把回答粘贴回这个文件，再运行 {command('draft', path, '--answers', sheet)}")
        return
    if answers:
        from nianbao.jobs.flow.job_engine import pasted

        if engine not in ("offline", "paste"):
            raise NianbaoError("--answers 只用于 paste 引擎，不能与其他引擎同用。")
        by_hand = pasted(job, *answers)
        writer: Engine = by_hand
    else:
        writer = engine_for(job, engine, progress=show_progress, polish=polish, model=model, candidates=candidates)
    announce(writer)
    done = redraft(job, engine=writer, section=section, only=only, output=output, profiles=profiles_given(profile))
    if done.changes:
        out.print(("与上次相比：", "bold"))
        show_lines(out, done.changes, "  ")
    show_lines(out, done.messages)
    show_draft(out, done.draft)
    show_open(out, done.open, path, sheet=done.sheet)
    for file in done.written:
        if file.suffix == ".docx":
            out.print(f"Word 文件：{file}")
        elif file != job.draft_path:
            out.print(f"另存了一份：{file}")
    if answers:
        from nianbao.jobs.flow.job_engine import write_readings, write_repairs

        read, doubted = (sum(pair) for pair in zip((0, 0), *by_hand.readings.values(), strict=True))
        if read:
            found = f"其中 {doubted} 句没有依据，已标“待核实”" if doubted else "都有依据"
            out.print(f"对话网页核对了 {read} 句，{found}。")
        if repairs := write_repairs(job, done.draft.left):
            out.print(f"还有不合要求的地方，修改用的提示词写在：{repairs}（可以不改）")
        if reading := write_readings(job, by_hand.unread, answers):
            out.print(
                f"再请对话网页逐句核对，能找出规则看不出的多写、错写，提示词写在：{reading}（可以不做；要改的，改好再核对）"
            )
    if any(item.severity == "error" and item.counts for item in done.draft.findings):
        raise typer.Exit(1)


def _begun(path: Path, unit: str, year: int | None, within: tuple[str, ...], kind: str) -> Path:
    """A job folder beside a file of notes, made of it; the folder.

    Raises:
        InputError: the file holds no notes, or unit or year is missing. FileBusy: the folder is in use.
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.errors import InputError
    from nianbao.jobs.flow.new_job import new
    from nianbao.reading.notes_file import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        remedy = "请去掉 --unit、--year、--kind；单位、年度和种类写在素材里"
        raise InputError.one(str(path), "不是 .txt、.docx 等写着素材的文件", remedy)
    if not unit or year is None:
        raise InputError.one(str(path), "没有写单位或年度", "请写 --unit 单位全称 --year 年份")
    told: list[str] = []
    report_kind, _ = kinds_given(kind)
    job = new(
        unit, year=year, within=within, report_kind=report_kind, folder=path.with_suffix(""), notes=[path], told=told
    )
    out = console()
    show_lines(out, told)
    out.print(f"已新建：{job.folder}")
    return job.folder
