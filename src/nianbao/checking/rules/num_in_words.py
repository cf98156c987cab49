"""What a text says of the form without a figure, held against the tables: for NUM01 and, of changes, NUM04."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity

__all__ = ["WHOLE_REGION", "gainsaid"]

WHOLE_REGION = ("documents", "regulations", "licence", "service", "penalty", "coercion", "fees", "procurement")
"""Of what a government's table counts its whole region, and its text may count its own office."""


def gainsaid(context: Context, passage: Passage, *, moves: bool) -> Iterator[Finding]:
    """What a paragraph says in words that the tables gainsay, in whichever way it is understood.

    Args:
        moves: whether changes against last year are meant; all else, where not.
    """
    if passage.paragraph.role != "body":
        return
    from nianbao.claims import against_form  # claims are loaded when a text is held against a table

    told: set[tuple[int, int]] = set()
    for statement in context.reading(passage).statements:
        place = (statement.start, statement.end)
        if statement.moves is not moves or place in told:
            continue
        judged = against_form(statement, context.book, context.claims.roles)
        if judged is None or judged.holds is not False:
            continue
        told.add(place)
        yield context.at(
            passage,
            *place,
            f"文中说{judged.said}，{judged.known}",
            severity="warning" if moves else _severity(context, passage, judged.roles, place[0]),
            evidence={"文中": passage.text[slice(*place)], "表格": judged.known.removeprefix("表格")},
            fix="重新核对，改正增减的方向" if moves else "以台账为准，改文字或改表格",
        )


def _severity(context: Context, passage: Passage, roles: tuple[str, ...], start: int) -> Severity:
    unit = context.report.unit
    if unit is not None and unit.of.level in (0, 4):
        return "warning"
    by_id = context.claims.roles.by_id
    if all(by_id[role].family not in WHOLE_REGION for role in roles):
        return "warning"
    scope = unit.scope if unit is not None else ""
    begin = passage.folded.rfind("。", 0, start) + 1
    return "warning" if scope and scope in passage.folded[begin:start] else "info"
