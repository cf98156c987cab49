"""All metrics, in the order of the tables; importing this registers them."""

from nianbao.scoring.metrics import (  # noqa: I001 (the order is that of the tables)
    figures_and_support,
    note_coverage,
    mistakes,
    measure_coverage,
    manner,
)

__all__ = ["figures_and_support", "manner", "measure_coverage", "mistakes", "note_coverage"]
