"""What a text says of the form without a figure, held against the tables: for NUM01 and, of changes, NUM04."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity
from nianbao.patterns import lazy

WHOLE_REGION = ("documents", "regulations", "licence", "service", "penalty", "coercion", "fees", "procurement")
"""Of what a government's table counts its whole region, and its text may count its own office."""


def gainsaid(context: Context, passage: Passage, found: Iterable[Finding] = (), *, moves: bool) -> Iterator[Finding]:
    """What a paragraph says in words that the tables gainsay, in whichever way it is understood.

    Args:
        found: what is told of the paragraph already.
        moves: whether changes against last year are meant; all else, where not.
    """
    if passage.paragraph.role != "body":
        return
    from nianbao.claims import against_form  # claims are loaded when a text is held against a table

    told = [
        (item.position - passage.offset, item.position - passage.offset + len(item.quote))
        for item in found
        if item.position is not None
    ]
    for statement in context.reading(passage).statements:
        place = (statement.start, statement.end)
        if statement.moves is not moves or any(place[0] < end and start < place[1] for start, end in told):
            continue
        judged = against_form(statement, context.book, context.claims.roles)
        if judged is None or judged.holds is not False:
            continue
        whole = statement.each or statement.senses[0].operator == "left"
        if not whole and _understood(context, passage, place, statement.year):
            continue  # what is left over is a cell of its own, whichever group the words name
        if moves and _of_items(context, judged.roles) and not _ITEMS.search(passage.folded, *_clause(passage, place)):
            continue  # 许可项目由9项减至6项，但业务量不降反升
        if context.meanings(passage).of_statement(statement, judged.roles):
            continue
        told.append(place)
        yield context.at(
            passage,
            *place,
            f"文中说{judged.said}，{judged.known}",
            severity="warning" if moves else _severity(context, passage, judged.roles, place[0]),
            evidence={"文中": passage.text[slice(*place)], "表格": judged.known.removeprefix("表格")},
            fix="重新核对，改正增减的方向" if moves else "以台账为准，改文字或改表格",
        )


_ITEMS = lazy("项目|事项|目录|清单")


def _of_items(context: Context, roles: tuple[str, ...]) -> bool:
    """Whether it is the number of items on a list that moved, and no count of what was done."""
    return any(context.claims.roles.by_id[role].signed for role in roles)


def _clause(passage: Passage, place: tuple[int, int]) -> tuple[int, int]:
    begin = max(passage.folded.rfind(mark, 0, place[0]) for mark in "，。；") + 1
    return begin, place[1]


def _understood(context: Context, passage: Passage, place: tuple[int, int], year: str) -> bool:
    """Whether a claim says what these words say, and the figures agree with it or gainsay it already."""
    for claim in context.said(passage):
        if claim.start >= place[1] or place[0] >= claim.end:
            continue
        if not (claim.denied or claim.all or claim.what in ("change", "rank")) or claim.year != year:
            continue  # 本年没有……，2023年同样没有: of the other year
        verdict = context.verdict(claim)
        if verdict is not None and verdict.holds and claim.sure:
            return True
    return False


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
