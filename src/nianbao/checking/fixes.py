"""Which of the changes findings offer can be made together.

A change is made only if the report checked again has no new finding by it and the finding it mends is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from nianbao.checking.document import Document
from nianbao.checking.edits import Edit, NotMade, by_place, edits, fixed_report, spliced
from nianbao.checking.engine import check
from nianbao.checking.finding import Finding
from nianbao.report import Report

__all__ = ["Edit", "NotMade", "Recheck", "edits", "fixed_report", "settle"]

Recheck = Callable[[Report], list[Finding]]

NEW = "改了会带来新的问题：{message}"
STILL = "改了以后仍有同样的问题"
OTHER = "改了以后读出的文字与预期不同"


class _Moved:
    """Places of the words after some edits, as places of the words before."""

    def __init__(self, made: Sequence[Edit]) -> None:
        self.made = by_place(made)

    def before(self, start: int, end: int) -> tuple[int, int]:
        """What a stretch of the new words was: one that overlaps changed words takes in the whole change."""
        shift = 0
        first = last = None
        for edit in self.made:
            begin = edit.position + shift
            stop = begin + len(edit.new)
            if stop <= start:
                shift += len(edit.new) - len(edit.old)
                continue
            if begin >= end:
                break
            if first is None:
                first = min(start, begin) - shift
            shift += len(edit.new) - len(edit.old)
            last = max(end, stop) - shift
        return (start - shift if first is None else first), (end - shift if last is None else last)

    def after(self, edit: Edit) -> tuple[int, int]:
        """Where the new words of an edit stand."""
        begin = edit.position + sum(
            len(item.new) - len(item.old) for item in self.made if item.position < edit.position
        )
        return begin, begin + len(edit.new)


def _fresh(before: Sequence[Finding], after: Sequence[Finding], made: Sequence[Edit]) -> str:
    """Why edits should not be made: a finding that was not there, or one that is still there; empty if neither."""
    moved = _Moved(made)
    said = Counter((item.code, item.message) for item in before)
    loose = Counter((item.code, item.cell) for item in before if item.position is None)
    places: dict[str, list[tuple[int, int]]] = {}
    for item in before:
        if item.position is not None:
            places.setdefault(item.code, []).append((item.position, item.position + len(item.quote)))
    ends = {edit.code: [moved.after(other) for other in made if other.code == edit.code] for edit in made}
    for item in after:
        if item.verdict != "fails":
            continue
        if item.position is None:
            key = item.code, item.cell
            loose[key] -= 1
            if loose[key] < 0:
                return NEW.format(message=item.message)
            continue
        start, end = item.position, item.position + len(item.quote)
        if item.silenced is None and any(
            low < end and start < max(high, low + 1) for low, high in ends.get(item.code, ())
        ):
            return STILL
        said[item.code, item.message] -= 1
        if said[item.code, item.message] >= 0:
            continue
        low, high = moved.before(start, end)
        if not any(begin < high and low < stop for begin, stop in places.get(item.code, ())):
            return NEW.format(message=item.message)
    return ""


def settle(
    report: Report,
    findings: Sequence[Finding],
    *,
    unsafe: bool = False,
    change: Callable[[list[Edit]], tuple[Report, list[NotMade]]] | None = None,
    recheck: Recheck = check,
) -> tuple[list[Edit], list[NotMade]]:
    """The edits of one round that can be made together.

    Args:
        report: as it is. findings: of it. unsafe: whether those that want reading are made too.
        change: makes edits and gives the report as read back, and those it could not make; in memory by default.
        recheck: how the result is checked.

    Returns:
        The edits to make, by place; those that were offered and are not made, with the reason.
    """
    offered = edits(findings, unsafe=unsafe)
    if not offered:
        return [], []
    document = Document(report)
    offered = [
        edit._replace(block=document.text[block.start : block.end])
        for edit in offered
        for block in (document.block(edit.position),)
    ]
    not_made: list[NotMade] = []
    if change is not None:
        _, not_made = change(offered)
        refused = {item.edit.position for item in not_made}
        offered = [edit for edit in offered if edit.position not in refused]
    kept: list[Edit] = []

    def reason(group: list[Edit]) -> str:
        made = by_place([*kept, *group])
        wanted = spliced(document.text, [(edit.position, edit.old, edit.new) for edit in made])
        result = fixed_report(report, made) if change is None else change(made)[0]
        if Document(result).text != wanted:
            return OTHER
        return _fresh(findings, recheck(result), made)

    def attempt(group: list[Edit]) -> None:
        if not group:
            return
        why = reason(group)
        if not why:
            kept.extend(group)
        elif len(group) == 1:
            not_made.append(NotMade(group[0], why))
        else:
            half = len(group) // 2
            attempt(group[:half])
            attempt(group[half:])

    attempt(offered)
    return by_place(kept), sorted(not_made, key=lambda item: item.edit.position)
