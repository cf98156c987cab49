"""Report → facts: from cells, from notes, derived; binding and guards."""

from nianbao.facts.binding import Change, UnknownFact, bind, judge, rebind, released, unit_text
from nianbao.facts.computed_totals import complete, computed_cells, summed
from nianbao.facts.fact import Fact, Trend, figure, figure_as_given
from nianbao.facts.fact_book import FactBook, form_of, left_out, named
from nianbao.facts.note_parts import note_parts, problem_parts, says_none

__all__ = [
    "Change",
    "Fact",
    "FactBook",
    "Trend",
    "UnknownFact",
    "bind",
    "complete",
    "computed_cells",
    "figure",
    "figure_as_given",
    "form_of",
    "judge",
    "left_out",
    "named",
    "note_parts",
    "problem_parts",
    "rebind",
    "released",
    "says_none",
    "summed",
    "unit_text",
]
