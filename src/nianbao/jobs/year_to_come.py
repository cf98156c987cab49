"""A report year that has not come yet: a slip of the finger, of which every date and comparison would be wrong."""

from __future__ import annotations

from datetime import date

from nianbao.errors import InputProblem

__all__ = ["not_yet"]


def not_yet(year: int | None, where: str, today: date | None = None) -> list[InputProblem]:
    """What is wrong with a report's year: nothing, or that it lies after this year.

    Args:
        where: what names it: a file, an option. today: the day; the clock's by default.
    """
    this = (today or date.today()).year
    if year is None or year <= this:
        return []
    remedy = f"年度报告写的是已过去的一年，请检查年份，如 {this - 1}；今年确实不是 {this} 年的，请先改正电脑的日期"
    return [InputProblem(where=where, what=f"报告年度写的是 {year}，这一年还没有到（今年是 {this} 年）", remedy=remedy)]
