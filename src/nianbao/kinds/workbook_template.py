"""The workbook's sheets as they are laid out: what the writer draws and the reader compares with."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.errors import NianbaoError
from nianbao.kinds.form import Form
from nianbao.kinds.load import form_for
from nianbao.kinds.tables import Table
from nianbao.package_data import load_data

TOP = 4
"""The row in which a table begins; the title and the declaration stand above."""
MAP = "_nianbao"
"""The hidden sheet that says which edition the workbook is of and where everything stood."""


@lru_cache(maxsize=1)
def texts() -> Any:
    """The workbook's own sheets and words (``workbook/layout.yaml``)."""
    return load_data(Path(__file__).parent / "workbook" / "layout.yaml")


def unit_rows(form: Form) -> list[dict[str, Any]]:
    """The lines of the sheet 单位; what is declared of tables is not asked for where the form has none."""
    return [row for row in texts()["unit"] if row["key"] != "rest" or form.tables]


def help_lines(form: Form) -> list[str]:
    """How the workbook is filled in, a line each."""
    tables = "、".join(f"“{table.name}”" for table in form.tables)
    return [line.replace("{tables}", tables) for line in texts()["help" if form.tables else "help_without_tables"]]


def column_help(form: Form, column: dict[str, Any]) -> str:
    """What is filled into a column of notes or problems."""
    if column["key"] in form.hints:
        return form.hints[column["key"]]
    items = [item.label for item in form.required]
    named = "、".join(items[:-1]) + "或" + items[-1] if len(items) > 1 else "".join(items)
    help: str = column["help"]
    return help.replace("{items}", named) if items or "without" not in column else str(column["without"])


class TableSheet(NamedTuple):
    """A sheet that holds a table.

    Attributes:
        title: of the sheet. heading: of its first line, after the year.
        form: the edition that the table is of. last: whether it is last year's.
    """

    title: str
    heading: str
    form: Form
    table: Table
    last: bool


def last_tables(form: Form, then: Form) -> list[Table]:
    """Tables of last year's form (cut to the blocks that compare) worth asking for."""
    if then.edition == form.edition:
        return [table for table in then.tables if table.printed]
    same = {then.cells[id].block for id in form.same_cells(then).values()}
    found = []
    for table in then.tables:
        blocks = tuple(block for block in table.blocks if block.id in same)
        if blocks:
            found.append(table.model_copy(update={"blocks": blocks}))
    return found


def form_before(form: Form, year: int) -> Form | None:
    """Last year's form, where there is one and some of its tables compare."""
    try:
        then = form_for(form.kind, year - 1)
    except NianbaoError:
        return None
    return then if last_tables(form, then) else None


def table_sheets(form: Form, then: Form | None) -> list[TableSheet]:
    """The sheets with tables, in order: this year's, then last year's.

    Args:
        form: this year's edition. then: last year's; None where it is not asked for.
    """

    def sheet(one: Form, table: Table, *, last: bool) -> TableSheet:
        heading = one.section(table.section).title.partition("、")[2] if table.printed else table.name
        return TableSheet((texts()["last"] if last else "") + table.name, heading, one, table, last)

    found = [sheet(form, table, last=False) for table in form.tables]
    return found + ([sheet(then, table, last=True) for table in last_tables(form, then)] if then is not None else [])
