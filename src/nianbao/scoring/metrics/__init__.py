"""All metrics, in the order of the tables; importing this registers them."""

from nianbao.scoring.metrics import (  # noqa: I001 (the order is that of the tables)
    figures_and_support,
    note_coverage,
    unit_and_year,
    defects,
    measure_coverage,
    boilerplate,
    text_length,
    reference_likeness,
)

__all__ = [
    "boilerplate",
    "defects",
    "figures_and_support",
    "measure_coverage",
    "note_coverage",
    "reference_likeness",
    "text_length",
    "unit_and_year",
]
