"""nianbao check."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from nianbao.cli.options import KindOption, ProfileOption, by_ending, kinds_given, option, profiles_given

if TYPE_CHECKING:
    from nianbao.jobs.check.check_file import Checked, CheckOptions
    from nianbao.jobs.check.check_files import Unread


class Format(StrEnum):
    """How findings are given."""

    text = "text"
    json = "json"
    html = "html"
    xlsx = "xlsx"
    sarif = "sarif"


class FailOn(StrEnum):
    """From which level on the exit code is 1."""

    error = "error"
    warning = "warning"
    never = "never"


_SUFFIXES = {
    ".json": Format.json,
    ".html": Format.html,
    ".htm": Format.html,
    ".xlsx": Format.xlsx,
    ".sarif": Format.sarif,
}
_FILES = {Format.html: "检查结果.html", Format.xlsx: "问题清单.xlsx"}
"""Formats for people who open a file; the name where none is given."""


def _listed(path: Path) -> list[str]:
    """File names that a file or standard input lists, a line each.

    Raises:
        InputError: it cannot be read.
    """
    import sys

    from nianbao.files import read_bytes
    from nianbao.text import decode

    data = sys.stdin.buffer.read() if str(path) == "-" else read_bytes(path)
    return [line.strip() for line in decode(data, str(path)).splitlines() if line.strip()]


def expanded(names: list[str]) -> list[str]:
    """File names: patterns expanded (cmd.exe does not), a folder of reports as the reports in it, no lock files.

    Raises:
        InputError: a pattern that matches nothing, or a folder with nothing to check.
    """
    from nianbao.errors import InputError
    from nianbao.files import is_lock

    found: list[str] = []
    for name in names:
        if name == "-" or Path(name).exists() or not glob.has_magic(name):
            found += _reports(name)
            continue
        matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (patterns may be absolute)
        if not matched:
            raise InputError.one(name, "没有匹配的文件", "请检查路径和通配符")
        found += matched
    return [name for name in dict.fromkeys(found) if not is_lock(Path(name).name)]


def _reports(name: str) -> list[str]:
    from nianbao.cli.console import errors
    from nianbao.errors import InputError
    from nianbao.jobs.store.folder import copies_in, holds_job, inside

    path = Path(name)
    if name == "-" or not path.is_dir() or holds_job(path):
        return [name]
    found = [str(item) for item in inside(path)]
    if copies := copies_in(path):
        errors().print(f"同名的原件已检查，没有另查 {len(copies)} 份：{'、'.join(item.name for item in copies)}")
    if not found:
        raise InputError.one(
            name,
            "文件夹里没有可以检查的报告",
            "可以读：.docx、.pdf、.html、.md、.txt 等，以及报告的文件夹；素材请写明文件名",
        )
    return found


def _fails(item: Checked, level: FailOn | None) -> bool:
    wanted: Literal["error", "warning", "never"] = level.value if level is not None else item.profile.check.fail_on
    counted = {"never": (), "error": ("error",), "warning": ("error", "warning")}[wanted]
    return any(finding.severity in counted for finding in item.standing)


def _show(checked: Sequence[Checked], unread: Sequence[Unread], *, statistics: bool, hints: bool) -> None:
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import counted, show_findings, show_lines, show_statistics
    from nianbao.cli.show_many import show_many

    out = console()
    many = len(checked) + len(unread) > 1
    if many and not (statistics or hints):
        show_many(out, checked, unread)
    else:
        for item in checked:
            if many:
                out.print((item.path, "bold"))
            show_lines(out, item.messages)
            if not statistics:
                show_findings(out, item.findings)
    if statistics:
        show_statistics(out, [(item.path, item.findings) for item in checked])
    if checked:
        findings = [finding for item in checked for finding in item.findings]
        out.print(counted(findings, passage=all(item.passage for item in checked), unread=len(unread)))


def _give(checked: Sequence[Checked], unread: Sequence[Unread], format: Format, output: Path | None) -> None:
    from nianbao.cli.console import as_text, console, print_json
    from nianbao.jobs.check import finding_outputs

    if format in (Format.json, Format.sarif):
        shaped = finding_outputs.as_json if format is Format.json else finding_outputs.as_sarif
        value = shaped(checked, unread)
        if output is None:
            print_json(value)
            return
        data = as_text(value).encode()
    else:
        made = finding_outputs.as_page if format is Format.html else finding_outputs.as_workbook
        data = made(checked, unread)
    written = finding_outputs.put(data, output or Path(_FILES[format]))
    console().print(f"已写入：{written}")


def _fix(checked: Sequence[Checked], *, unsafe: bool, diff: bool) -> bool:
    """Fix or show each file; whether all could be."""
    from nianbao.cli.console import console, errors
    from nianbao.cli.show_findings import show_changes, show_lines
    from nianbao.errors import NianbaoError
    from nianbao.jobs.check.fix_file import changed, previewed

    out, done = console(), True
    for item in checked:
        try:
            if diff:
                show_lines(out, previewed(item, unsafe=unsafe))
            else:
                show_changes(out, item.path, changed(item, unsafe=unsafe))
        except NianbaoError as error:
            show_lines(errors(), error.lines)
            done = False
    return done


def _annotate(item: Checked, out: Path) -> None:
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.jobs.check.fix_file import annotated

    show_lines(console(), annotated(item, out))


def _keep_baseline(checked: Sequence[Checked], path: Path) -> None:
    from nianbao.checking.silence import write_baseline
    from nianbao.cli.console import console
    from nianbao.jobs.check.check_file import baseline_key

    count = write_baseline(path, [(baseline_key(item.path, path), item.findings) for item in checked])
    console().print(f"基线：{path}（{count} 项，以后只报新的问题）")


def _set_aside(names: list[str], words: list[str], reason: str) -> None:
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.jobs.store.dismissals import dismiss

    for name in names:
        found = dismiss(Path(name), words, reason)
        show_lines(console(), [f"{name}：{len(found)} 项不再报（{reason.strip()}）"])


def _read_over(checked: list[Checked], engine: str, readings: int) -> list[Checked]:
    from nianbao.cli.console import errors
    from nianbao.cli.show_findings import show_destination, show_lines, show_progress
    from nianbao.jobs.check.second_reading import ReadingOptions, read_over

    def announce(where: str) -> None:
        show_destination("报告的文字和表格", where)

    found, messages = read_over(checked, ReadingOptions(engine, readings, announce, show_progress))
    show_lines(errors(), messages)
    return found


def _dry_run(checked: list[Checked], engine: str, readings: int) -> None:
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.jobs.check.second_reading import ReadingOptions, tokens_told

    show_lines(console(), tokens_told(checked, ReadingOptions(engine, readings)))


def _chosen(format: Format | None, output: Path | None, *, changing: bool) -> Format:
    """How findings are given: by the file's ending, else as said, else as text.

    Raises:
        InputError: the file's ending is of none of the formats, or findings are not given at all.
    """
    from nianbao.errors import InputError

    if output is None:
        return format or Format.text
    if changing:
        raise InputError.one("-o", "不能与 --fix、--unsafe-fixes、--diff 同用", "改好的副本写在原件旁边；请去掉 -o")
    return by_ending(output, _SUFFIXES, format, "检查结果")


def _refuse_unwritable(names: list[str], annotate: Path | None, baseline: Path | None, *, fixing: bool) -> None:
    """Refuse before anything is checked what cannot be written, or would be made of a file that is open in Word."""
    from nianbao.files import refuse_target

    if annotate is not None:
        refuse_target(annotate, (".docx",), what="批注")
    if baseline is not None:
        refuse_target(baseline, (".json",), what="基线")
    if not fixing and annotate is None:
        return
    from nianbao.files import refuse_open
    from nianbao.jobs.check.fix_file import file_of  # it reads Word, which a check of a text does without

    for name in names:
        refuse_open(file_of(Path(name)), "写副本")


def _options(
    unit: str, within: list[str] | None, year: int | None, select: list[str] | None, ignore: list[str] | None,
    config: Path | None, baseline: Path | None, previous: Path | None, kind: str, profiles: list[str] | None,
    *, keep: bool, passage: bool,
) -> CheckOptions:  # fmt: skip
    from nianbao.checking.silence import Selection
    from nianbao.jobs.check.check_file import CheckOptions
    from nianbao.report import Unit
    from nianbao.text.allowed_characters import typed

    Selection.parse(select or (), ignore or ())
    places = tuple(typed(place, "--within") for place in within or ())
    return CheckOptions(
        unit=Unit.parse(typed(unit, "--unit"), within=places) if unit else None,
        year=year,
        within=places,
        report_kind=kinds_given(kind)[0],
        profiles=profiles_given(profiles),
        previous=previous,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        config=config,
        baseline=baseline,
        keep=keep,
        passage=passage,
    )


def check(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="文件…", help="报告、素材或文件夹；- 表示从标准输入读文字。")
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="text 给人看（默认），json、sarif 给程序用，html 是一页网页，xlsx 是问题清单。"),
    ] = None,
    output: Annotated[
        Path | None,
        option("-o", "--output", "文件", "结果写成 .html、.xlsx、.json 或 .sarif；同名文件不覆盖，写在旁边。"),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="有这一级问题时退出码为 1：error（默认）、warning 或 never。")
    ] = None,
    select: Annotated[
        list[str] | None, option("--select", "规则", "只报这些：编号、规则族或级别，如 UNIT,YEAR01,error。")
    ] = None,
    ignore: Annotated[list[str] | None, option("--ignore", "规则", "不报这些：编号、规则族或级别。")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="只按规则统计次数。")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="检查多份时，连提示一起逐处列出。")] = False,
    files_from: Annotated[
        Path | None, option("--files-from", "文件", "要检查的文件名写在这个文件里，一行一个；- 表示从标准输入读。")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="把有把握的修改写进一份副本（Word 中为修订），原件不动。")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="连同需要人看一遍的修改一起写进副本。")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示会怎样改，不写文件。")] = False,
    annotate: Annotated[Path | None, option("--annotate", "文件", "把问题写成批注，存为这份 Word 文件。")] = None,
    baseline: Annotated[Path | None, option("--baseline", "文件", "基线：其中已有的问题只标明，不计。")] = None,
    write_baseline: Annotated[Path | None, option("--write-baseline", "文件", "把现有的问题记为基线。")] = None,
    dismiss: Annotated[
        list[str] | None, option("--dismiss", "规则[:引文]", "这份草稿不再报这一项（记入草稿），同时写 --reason。")
    ] = None,
    reason: Annotated[str, option("--reason", "理由", "--dismiss 的理由。")] = "",
    config: Annotated[Path | None, option("--config", "文件", "用这份设置，不找 nianbao.toml。")] = None,
    engine: Annotated[
        str,
        option(
            "--engine",
            "引擎",
            "另请模型审读：chat、langchain（文字和表格会发送出去）、paste（写出提示词，到对话网页去问）、replay；默认不用。",
        ),
    ] = "",
    readings: Annotated[int, option("--readings", "次数", "审读几次：2 次的，两次都读出来的才采用。")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="不审读，只说要用多少词元、多少钱，不发送。")] = False,
    workers: Annotated[int, option("--workers", "个数", "用几个进程；0 为自动。", min=0)] = 0,
    unit: Annotated[str, option("--unit", "单位全称", "文件里看不出单位时写。")] = "",
    within: Annotated[list[str] | None, option("--within", "地名", "所在的县、市、省，近的在前，可写多次。")] = None,
    year: Annotated[int | None, option("--year", "年份", "文件里看不出年度时写。")] = None,
    previous: Annotated[
        Path | None, option("--previous", "文件", "上年报告，核对结转、现行有效等与上年是否相符。")
    ] = None,
    kind: KindOption = "",
    profile: ProfileOption = None,
    passage: Annotated[bool, typer.Option("--passage", help="只检查一段文字，不当作整份报告。")] = False,
) -> None:
    """检查报告、草稿、素材或一段文字。

    \b
    例：
      nianbao check 白沙镇人民政府-2025
      nianbao check 年报/*.docx --format xlsx -o 问题清单.xlsx
      nianbao check 2024年报.docx --previous 2023年报.pdf
      nianbao check 年报.docx --fix
      nianbao check 年报.docx --annotate 年报（批注）.docx
      nianbao check 各镇年报/*.docx --select UNIT,error --statistics
      nianbao check 年报.docx --engine paste
      nianbao check - --passage --unit 白沙镇人民政府 --within 云岭县 --year 2023
    """
    from nianbao.cli.console import errors
    from nianbao.cli.show_findings import show_lines
    from nianbao.errors import InputError, NianbaoError
    from nianbao.jobs.check.check_file import shown_name
    from nianbao.jobs.check.check_files import Unread, check_files, left_over

    if (dry_run or readings != 1) and not engine:
        raise InputError.one("--dry-run" if dry_run else "--readings", "要与 --engine 同用", "如：--engine chat")
    if engine:
        from nianbao.jobs.check.second_reading import refuse

        refuse(engine, readings)
    if "-" in (files or ()) and files_from == Path("-"):
        raise InputError.one("--files-from -", "标准输入不能又是文件名单、又是要检查的文字", "请去掉一个 -")
    names = expanded([*(files or ()), *(_listed(files_from) if files_from is not None else ())])
    if not names:
        raise InputError.one("文件", "没有写要检查的文件", "例：nianbao check 白沙镇人民政府-2025")
    changing = fix or unsafe_fixes or diff
    chosen = _chosen(format, output, changing=changing)
    _refuse_unwritable(names, annotate, write_baseline, fixing=changing and not diff)
    if annotate is not None and len(names) > 1:
        raise InputError.one("--annotate", "一次只能批注一份文件", "请一份一份地做")
    keep = changing or annotate is not None or chosen is Format.html or bool(engine)
    if previous is not None and len(names) > 1:
        raise InputError.one("--previous", "一次只能核对一份", "请一份一份地做")
    options = _options(
        unit, within, year, select, ignore, config, baseline, previous, kind, profile, keep=keep, passage=passage
    )
    if dismiss:
        _set_aside(names, dismiss, reason)
    checked: list[Checked] = []
    unread: list[Unread] = []
    for name, outcome in check_files(names, options, workers=workers):
        if isinstance(outcome, NianbaoError):
            unread.append(Unread(shown_name(name), outcome.lines))
            show_lines(errors(), outcome.lines)
        else:
            checked.append(outcome)
    if engine and dry_run:
        _dry_run(checked, engine, readings)
        return
    if engine:
        checked = _read_over(checked, engine, readings)
    refused = bool(unread)
    if changing and checked:
        refused |= not _fix(checked, unsafe=unsafe_fixes, diff=diff)
    elif chosen is Format.text:
        _show(checked, unread, statistics=statistics, hints=hints)
    else:
        for item in checked:
            show_lines(errors(), item.messages)
        _give(checked, unread, chosen, output)
    if annotate is not None and checked:
        _annotate(checked[0], annotate)
    if write_baseline is not None:
        _keep_baseline(checked, write_baseline)
    show_lines(errors(), left_over(checked))
    if refused:
        raise typer.Exit(2)
    if any(_fails(item, fail_on) for item in checked):
        raise typer.Exit(1)
