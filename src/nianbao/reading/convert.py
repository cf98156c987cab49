"""What a clerk typed into a cell, to a value or none; never a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from nianbao.forms import CellForm
from nianbao.lazy import lazy
from nianbao.report import Cell, Location
from nianbao.text import chinese_number, fold

__all__ = ["BLANKS", "DATE_REMEDY", "NotNumber", "cell_value", "official_date"]

BLANKS = ("", "/", "-", "—", "——", "--", "无", "\\")
"""What offices write for no value; the raw text is kept, and none of them is a zero."""

_NUMBER = lazy(r"([+-]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(万元|亿元|元|件|个|项|条)?")


_DATE = lazy(r"([0-9]{4})\s*[年.\-/]\s*([0-9]{1,2})\s*[月.\-/]\s*([0-9]{1,2})\s*日?")
_CHINESE_DATE = lazy(r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
DATE_REMEDY = "请写成“2026年1月15日”这样"


def official_date(raw: str) -> str | None:
    """A date as official documents write it (GB/T 9704—2012, 7.3.5.4: Arabic figures, no leading zeros).

    Args:
        raw: ``2026.1.20``, ``2026-01-20``, ``二〇二六年一月二十日`` and the like.

    Returns:
        ``2026年1月20日``; None where it is no date.
    """
    text = fold(raw).strip()
    if match := _DATE.fullmatch(text):
        parts = [int(part) for part in match.groups()]
    elif match := _CHINESE_DATE.fullmatch(text):
        parts = [chinese_number(part) or 0 for part in match.groups()]
    else:
        return None
    try:
        day = date(*parts)
    except ValueError:
        return None
    return f"{day.year}年{day.month}月{day.day}日"


class NotNumber(ValueError):
    """A text where a number has to be."""


def cell_value(raw: str, form: CellForm | None, location: Location | None = None) -> Cell:
    """Read a cell.

    Args:
        raw: as written; full-width digits, thousands separators and a unit are understood.
        form: the cell's place in the form; None where only the number matters.
        location: where it stands.

    Returns:
        A cell with a value, or one in state ``blank`` for an empty cell, ``/``, ``-`` or 无. Negative and
        decimal counts keep their value: saying that they are wrong is checking's work.

    Raises:
        NotNumber: it is neither.
    """
    text = fold(raw).replace("——", "—").strip()
    if text in BLANKS:
        return Cell(value=None, raw=raw, state="blank", location=location)
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise NotNumber(raw)
    try:
        value = Decimal(match.group(1).replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise NotNumber(raw) from error
    unit = match.group(2) or ""
    measure = form.measure if form else ""
    if unit and measure and unit != measure:
        scale = {("元", "万元"): Decimal("0.0001"), ("万元", "元"): Decimal(10000)}.get((unit, measure))
        if scale is None:
            raise NotNumber(raw)
        value *= scale
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1)) if abs(value) < Decimal(10) ** 20 else value
    return Cell(value=value, raw=raw, unit=unit if unit and not measure else "", location=location)
