"""Options that several commands share: the kind of report and of unit, and the format by the ending of ``-o``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from nianbao.errors import InputError
from nianbao.files import refuse_target


def option(*words: str, **more: Any) -> Any:
    """An option: its flags, what its value is called, its help; else as ``typer.Option``."""
    *flags, metavar, help = words
    return typer.Option(*flags, metavar=metavar, help=help, **more)


KindOption = Annotated[str, option("--kind", "种类", "报告种类，如 法治政府建设年度报告；不写是政府信息公开年报。")]
UnitKindOption = Annotated[str, option("--unit-kind", "类型", "机关类型；名称看不出时才写。")]

ProfileOption = Annotated[
    list[str] | None,
    option(
        "--profile",
        "地方要求",
        "当地通知的要求：名称、文号，或写着要求的 .yaml 文件，可写多次；无 表示不用。不写按单位所在地找。",
    ),
]


def profiles_given(names: list[str] | None) -> tuple[str, ...]:
    """The local requirements that a user named, files whole."""
    if not names:
        return ()
    from nianbao.jobs.flow.local_requirements import named

    return named(names, Path())


def kinds_given(kind: str, unit_kind: str = "") -> tuple[str, str]:
    """The id of the kind of report and the kind of unit that a user named; empty where none was.

    ``--kind`` meant the unit's kind when there was one kind of report: a unit's kind is still taken there, and told.

    Raises:
        FormError: there is no such kind of report.
    """
    if not kind:
        return "", unit_kind
    from nianbao.report import kinds

    if not unit_kind and any(kind in (item.id, item.label) for item in kinds().values()):
        from nianbao.cli.console import errors
        from nianbao.cli.show_findings import show_lines

        show_lines(
            errors(), [f"--kind 现在写报告种类；“{kind}”是机关类型，已按机关类型用，以后请写 --unit-kind {kind}"]
        )
        return "", kind
    from nianbao.kinds import kind_named

    return kind_named(kind).id, unit_kind


_Format = TypeVar("_Format", bound=StrEnum)


def by_ending(output: Path, formats: Mapping[str, _Format], given: _Format | None, what: str) -> _Format:
    """The format a file is to be written in.

    Args:
        output: the file that was named. formats: by ending. given: what ``--format`` says, where it was written.
        what: how the thing to be written is called.

    Raises:
        InputError: an ending of none of the formats, or of another than ``--format`` says. FileBusy: it cannot be
        written there.
    """
    if given is not None and given not in formats.values():
        endings = "、".join(formats)
        raise InputError.one(f"--format {given}", "只显示在屏幕上，不能写文件", f"去掉 -o，或写成 {endings}")
    refuse_target(output, tuple(formats), what=what)
    found = formats[output.suffix.lower()]
    if given is not None and given is not found:
        raise InputError.one(str(output), f"文件名的结尾和 --format {given} 不一致", "请改其中一个")
    return found
