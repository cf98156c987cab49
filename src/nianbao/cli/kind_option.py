"""The options that say which kind of report is meant, and which kind of unit makes it."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["KindOption", "UnitKindOption", "kinds_given"]

KindOption = Annotated[
    str, typer.Option("--kind", metavar="种类", help="报告种类，如 法治政府建设年度报告；不写是政府信息公开年报。")
]
UnitKindOption = Annotated[str, typer.Option("--unit-kind", metavar="类型", help="机关类型；名称看不出时才写。")]


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
