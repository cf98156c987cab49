"""The rule families; importing this registers them all."""

from nianbao.checking.rules import (
    articles,
    breakdown,
    dup,
    form,
    law,
    marks,
    num,
    pair,
    priv,
    src,
    support,
    table,
    table_form,
    text,
    unit,
    year,
)

__all__ = [
    "articles",
    "breakdown",
    "dup",
    "form",
    "law",
    "marks",
    "num",
    "pair",
    "priv",
    "src",
    "support",
    "table",
    "table_form",
    "text",
    "unit",
    "year",
]
