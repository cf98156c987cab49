"""Converts what was typed into a cell to a value; never a guess."""

from __future__ import annotations

from decimal import Decimal

from nianbao.kinds import CellForm
from nianbao.patterns import lazy
from nianbao.report import Cell, Location
from nianbao.text import fold, is_blank_sign
from nianbao.text.dates import in_figures, no_such_day

_NUMBER = lazy(r"([+-]?(?:[0-9]{1,3}(?:，[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(万元|亿元|元|件|个|项|条)?")


_DATE = lazy(r"([0-9]{4})\s*[年.\-/]\s*([0-9]{1,2})\s*[月.\-/]\s*([0-9]{1,2})\s*日?")
_LONGEST = 40
DATE_REMEDY = "请写成“2026年1月15日”这样"


def official_date(raw: str) -> str | None:
    """A date as official documents write it (GB/T 9704—2012, 7.3.5.4: Arabic figures, no leading zeros).

    Args:
        raw: ``2026.1.20``, ``2026-01-20``, ``二〇二六年一月二十日`` and the like.

    Returns:
        ``2026年1月20日``; None where it is no date.
    """
    day = _day(raw)
    return f"{day[0]}年{day[1]}月{day[2]}日" if day and not no_such_day(*day) else None


def date_fault(raw: str) -> str:
    """Why something is no date, in Chinese: what the calendar does not have, where it is written as one."""
    day = _day(raw)
    why = no_such_day(*day) if day else ""
    return f"没有这一天（{why}）" if why else "不是日期"


def _day(raw: str) -> tuple[int, int, int] | None:
    match = _DATE.fullmatch(in_figures(fold(raw).strip())) if len(raw) <= _LONGEST else None
    return (int(match[1]), int(match[2]), int(match[3])) if match is not None else None


class NotNumber(ValueError):
    """A text where a number has to be.

    Attributes:
        why: why it is none, in Chinese, where there is more to say than that.
    """

    def __init__(self, raw: str, why: str = "") -> None:
        super().__init__(raw)
        self.why = why


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
    text = fold(raw).strip()
    if is_blank_sign(raw):
        return Cell(value=None, raw=raw, state="blank", location=location)
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise NotNumber(raw)
    value = Decimal(match.group(1).replace("，", ""))
    unit = match.group(2) or ""
    measure = form.measure if form else ""
    if unit and measure and unit != measure:
        scale = {("元", "万元"): Decimal("0.0001"), ("万元", "元"): Decimal(10000)}.get((unit, measure))
        if scale is None:
            raise NotNumber(raw)
        value *= scale
    if value == (whole := value.to_integral_value()):
        value = whole
    return Cell(value=value, raw=raw, unit=unit if unit and not measure else "", location=location)


_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "○": "0", "〇": "0", "◯": "0", "l": "1", "I": "1", "零": "0"})
"""Signs that stand for a digit in a cell of digits: letters struck by mistake, circles and 零 written for zero."""
_ZEROS = ("零", "〇", "○", "◯")
_NOTE_MARK = lazy(r"^(.*[0-9])\s*(?:[①-⑳*※＊†¹²³⁰-⁹]+|\[[0-9]{1,2}\]|（?注[0-9]{0,2}）?|（[0-9]{1,2}）)$")
"""A figure with the mark of a footnote behind it."""


def printed_value(raw: str, form: CellForm | None, location: Location | None = None) -> tuple[Cell, str]:
    """Read a cell of a printed table, in which more is met than a clerk may type into a workbook.

    Returns:
        The cell as ``cell_value`` gives it, its raw text as it stands; and what was taken for what, in Chinese,
        where that is not plain to see.

    Raises:
        NotNumber: it is neither a figure nor a mark for none, or two could be meant.
    """
    joined = "".join(map(str.strip, raw.split("\n"))) if raw.split("\n")[0].rstrip().endswith((",", "，", ".")) else raw
    try:
        cell = cell_value(joined, form, location)
    except NotNumber:
        pass
    else:
        return cell.model_copy(update={"raw": raw}), ""
    parts = fold(raw).split()
    if len(parts) > 1 and all(part.isdecimal() for part in parts):
        raise NotNumber(raw, "一格里有几组数字，分不清是一个数断开了还是几个数，没有读")
    told = ""
    text = fold(raw).strip()
    if match := _NOTE_MARK.match(text):
        text = match.group(1)
        told = f"的“{raw.strip()}”去掉注释符号，按 {text.replace('，', '')} 读"
    digits = text.translate(_LOOKALIKES)
    if digits != text and text not in _ZEROS:
        told = f"的“{raw.strip()}”里有字母或符号，按 {digits.replace('，', '')} 读"
    cell = cell_value(digits, form, location)  # raises NotNumber as it stands
    return cell.model_copy(update={"raw": raw}), told
