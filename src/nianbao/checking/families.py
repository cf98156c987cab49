"""The rule families; importing this registers them all."""

from nianbao.checking.rules import (
    breakdown,
    dup,
    form,
    law,
    num,
    pair,
    priv,
    src,
    support,
    table,
    table_form,
    text,
    unit,
    unit_organ,
    unit_place,
    year,
)

__all__ = [
    "breakdown",
    "dup",
    "form",
    "law",
    "num",
    "pair",
    "priv",
    "src",
    "support",
    "table",
    "table_form",
    "text",
    "unit",
    "unit_organ",
    "unit_place",
    "year",
]
