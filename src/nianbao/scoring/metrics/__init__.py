"""Every metric: a small function a module of its family registers. Importing this fills ``METRICS``."""

from nianbao.scoring.metrics import (  # noqa: I001 (the order is that of the tables)
    figures,
    notes,
    support,
    names,
    defects,
    pairing,
    boilerplate,
    length,
    readability,
    likeness,
)

__all__ = [
    "boilerplate",
    "defects",
    "figures",
    "length",
    "likeness",
    "names",
    "notes",
    "pairing",
    "readability",
    "support",
]
