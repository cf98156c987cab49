"""Every metric: a small function a module of its family registers. Importing this fills ``METRICS``."""

from nianbao.scoring.metrics import (  # the order is that of the tables
    boilerplate,
    defects,
    figures,
    length,
    likeness,
    names,
    notes,
    pairing,
    readability,
    support,
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
