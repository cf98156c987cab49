"""What a formula on a table's sheet adds up, by the figures it points at."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nianbao.facts import computed_cells
from nianbao.kinds import Form
from nianbao.reading.workbook_file import Place, position

__all__ = ["ERRORS", "sums_of", "terms_of"]

ERRORS = ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "Err:")
"""What a cell shows whose formula cannot be worked out."""
_REFERENCE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
_TERM = re.compile(rf"([+-]?)(?:SUM\(({_REFERENCE}(?:[,;]{_REFERENCE})*)\)|({_REFERENCE}))")

Terms = frozenset[tuple[str, int]]
"""Ids of the figures added (1) or taken away (-1); a place where none stands is named by its place."""


def _each(reference: str) -> list[Place]:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    if (bottom - top + 1) * (right - left + 1) > 1000:
        return []
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def terms_of(formula: str, owner: Mapping[Place, str]) -> Terms | None:
    """The figures that a formula adds up.

    Args:
        formula: as the workbook has it. owner: by place: the id of the figure that stands there.

    Returns:
        Its terms; None where it is no plain sum. Empty places inside a range are nobody's and left out.
    """
    text = "".join(formula.removeprefix("=").split()).upper()
    found: set[tuple[str, int]] = set()
    end = 0
    for match in _TERM.finditer(text):
        if match.start() != end or (end and not match[1]):
            return None
        end = match.end()
        sign = -1 if match[1] == "-" else 1
        if match[3] and ":" not in match[3]:
            found.add((owner.get(position(match[3]), match[3]), sign))
            continue
        for reference in re.split("[,;]", match[2] or match[3]):
            single = ":" not in reference
            for place in _each(reference):
                if place in owner or single:
                    found.add((owner.get(place, reference), sign))
    return frozenset(found) if end == len(text) and end else None


def sums_of(form: Form) -> dict[str, set[Terms]]:
    """For each total of a form the sums that make it."""
    return {
        id: {frozenset((part, sign) for part, sign, last in instance.left if not last) for instance in instances}
        for id, instances in computed_cells(form).items()
    }
