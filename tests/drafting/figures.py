"""Reports with figures, for the drafting tests."""

from __future__ import annotations

from decimal import Decimal

from nianbao.facts import complete, computed_cells
from nianbao.kinds import Form, form_named
from nianbao.report import Cell, LastYear, Note, Problem, Report, Unit


def zeros(edition: Form) -> dict[str, Cell]:
    """Every raw cell declared zero, totals computed."""
    computed = computed_cells(edition)
    return complete(edition, {id: Cell(value=Decimal(0), state="zero") for id in edition.cells if id not in computed})


def report(edition: str, figures: dict[str, int], last: dict[str, int] | None = None, **more: object) -> Report:
    """A town's report with these figures, the rest zero."""
    chosen = form_named(edition)
    cells = zeros(chosen)
    raw = {id: cell for id, cell in cells.items() if cell.state != "computed"}
    raw |= {id: Cell(value=Decimal(value), raw=str(value)) for id, value in figures.items()}
    year = 2020 if edition == "2019" else 2024
    then = None
    if last is not None:
        old = {id: cell for id, cell in zeros(chosen).items() if cell.state != "computed"}
        old |= {id: Cell(value=Decimal(value)) for id, value in last.items()}
        then = LastYear(year=year - 1, edition=edition, cells=complete(chosen, old))
    base = Report(
        unit=Unit.parse("云岭县白沙镇人民政府"),
        year=year,
        edition=edition,
        cells=complete(chosen, raw),
        last=then,
        structured=True,
        notes=[Note(id="n1", aspect="proactive", what="公开", object="政府信息", quantity="23条")],
        problems=[Problem(id="p1", problem="解读形式单一", measure="增加图解")],
    )
    return base.model_copy(update=more)


def values(report: Report) -> dict[str, Decimal]:
    """The figures as plain numbers."""
    return {id: cell.value for id, cell in report.cells.items() if cell.value is not None}
