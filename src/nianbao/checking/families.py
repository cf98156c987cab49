"""The rule families; importing this registers them all."""

from nianbao.checking.rules import num, src, table, table_form, unit, year

__all__ = ["num", "src", "table", "table_form", "unit", "year"]
