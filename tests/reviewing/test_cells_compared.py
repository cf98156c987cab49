"""Tables cell by cell."""

from __future__ import annotations

from decimal import Decimal

import samples
from nianbao.align.figures import cells_compared, shared_cells
from nianbao.kinds import form_named
from nianbao.report import Cell, Report
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison import cells_changed


def with_cells(report: Report, **values: str | None) -> Report:
    cells = dict(report.cells)
    for id, value in values.items():
        name = id.replace("__", ".")
        cells[name] = Cell(value=None if value is None else Decimal(value), raw=value or "/")
    return report.model_copy(update={"cells": cells})


def test_a_changed_cell_has_its_labels_difference_and_percent() -> None:
    old = samples.sample()
    new = with_cells(old, requests__new__natural="12")
    (changed,) = [pair for pair in cells_compared(old, new) if pair.changed]
    assert changed.new_id == "requests.new.natural"
    assert "自然人" in changed.label
    assert changed.difference == 3
    assert changed.percent is not None
    assert round(changed.percent, 1) == Decimal("33.3")


def test_zero_and_nothing_are_two_things() -> None:
    zero = with_cells(samples.sample(), requests__open__legal="0")
    nothing = with_cells(samples.sample(), requests__open__legal=None)
    (changed,) = [pair for pair in cells_compared(zero, nothing) if pair.changed]
    assert (changed.difference, changed.percent) == (None, None)


def test_every_cell_of_the_form_in_its_order() -> None:
    report = samples.sample()
    assert [pair.new_id for pair in cells_compared(report, report)] == [
        id for id in form_named("2021").cells if id in report.cells
    ]


def test_a_table_that_is_not_printed_is_no_change_where_one_report_leaves_it_out() -> None:
    published = samples.sample()
    cells = {id: cell for id, cell in published.cells.items() if not id.startswith("handling_fee.")}
    published = published.model_copy(update={"cells": cells})
    drafted = with_cells(published, handling_fee__notices="0", handling_fee__charged="0", handling_fee__collected="0")
    for old, new in ((published, drafted), (drafted, published)):
        pairs = cells_compared(old, new)
        assert len([pair for pair in pairs if "收费通知件数" in pair.label]) == 1
        assert not [pair for pair in pairs if pair.changed and pair.comparable]
    more = with_cells(drafted, handling_fee__notices="1")
    assert len([pair for pair in cells_compared(drafted, more) if pair.changed and pair.comparable]) == 1


def test_over_editions_only_what_means_the_same_is_compared() -> None:
    old, new = samples.sample("2019"), samples.sample("2021")
    pairs = cells_compared(old, new)
    both = [pair for pair in pairs if pair.comparable]
    assert {pair.table for pair in both} == {"requests", "remedies", "proactive"}
    counted = {pair.new_id.rpartition(".")[2] for pair in both if pair.table == "proactive"}
    assert counted == {"made", "decisions"}  # section 二 changed its columns, and these two alone are told in both
    alone = {pair.new_id for pair in pairs if not pair.old_id and pair.table in ("requests", "remedies")}
    assert not alone & form_named("2019").cells.keys()
    assert {pair.old_id for pair in pairs if pair.old_id} == set(old.cells)
    assert {pair.new_id for pair in pairs if pair.new_id} == set(new.cells)
    remarks = compare(old, new, findings=False).remarks
    assert any("收到和处理" in line and "逐格对照" in line for line in remarks)
    assert all(pair.comparable for pair in cells_changed(compare(old, new, findings=False)))


def test_the_map_is_read_both_ways_round() -> None:
    there = shared_cells(form_named("2019"), form_named("2021"))
    assert there == shared_cells(form_named("2021"), form_named("2019")) != {}


def test_a_report_without_a_form_has_no_tables_to_compare() -> None:
    old = samples.sample().model_copy(update={"edition": "", "year": 2016, "cells": {}})
    pairs = cells_compared(old, samples.sample())
    assert pairs
    assert not any(pair.comparable for pair in pairs)
