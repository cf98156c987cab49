"""Turns of speech in clerks' notes as a report has them: of a whole note, of a clause, of a verb that ends one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nianbao.drafting.locked_words import SELF, Locked, pattern
from nianbao.package_data import load_data

_ARROW = re.compile("→|->|—>|➔|=>|＞|(?<=[审签批核稿发])—{1,2}(?=[\u4e00-\u9fff])")


@cache
def _turns() -> Any:
    return load_data(Path(__file__).with_name("note_turns.yaml"))


def _applied(text: str, rows: Sequence[Mapping[str, Any]], locked: Locked, aspect: str) -> str:
    for row in rows:
        if row.get("of", aspect) != aspect:
            continue
        to = str(row["to"])
        found = pattern(row["from"])
        if "{self}" in to and found.search(text):
            to = to.replace("{self}", locked.unit(SELF))
        text = found.sub(to, text)
    return text


def note_turned(text: str, locked: Locked, aspect: str) -> str:
    """A note's statement with its lists and its first words as a report has them."""
    return _applied(steps(text), _turns()["notes"], locked, aspect)


def clause_turned(clause: str, locked: Locked, aspect: str) -> str:
    """A clause likewise."""
    return _applied(clause, _turns()["clauses"], locked, aspect)


def ends_turned(clause: str, locked: Locked) -> str:
    """A clause that was told, without what is left of how one speaks: 了 before a count, a bare last verb."""
    clause = _times_last(_applied(clause, _turns()["told"], locked, ""), locked)
    for row in _turns()["ends"]:
        match = pattern(f"^(.*{row['after']}){row['verb']}$").match(clause)
        if match is not None:
            return f"{match[1]}{row['to']}"
    return clause


def _times_last(clause: str, locked: Locked) -> str:
    """How often something was done, behind what was done: 开展一次案卷评查 as 开展案卷评查1次."""
    match = pattern(
        "^(.*?(?:学习|开展|组织|核对|检查|修改|举办|召开|更新|通报|抽查))({Q})([\u4e00-\u9fff]{2,10})$"
    ).match(clause)
    figure = locked.figure(match[2]) if match is not None else None
    if match is None or figure is None or not figure.text.endswith(("次", "回", "遍")):
        return clause
    return f"{match[1]}{match[3]}{match[2]}"


_STEP = 2
"""Characters of the shortest step that says who does what."""
_STEP_ENDS = {
    "审": "审核",
    "发": "发布",
    "签": "签发",
    "批": "审批",
    "核": "审核",
    "稿": "稿",
    "发布": "发布",
}


def steps(text: str) -> str:
    """Who does what one after another, noted with arrows, as a list: 科室拟稿→分管领导审→党政办发."""
    if not _ARROW.search(text):
        return text
    head, mark, tail = re.match("([^，；。]*)([，；。]?)(.*)", text, re.S).groups()  # type: ignore[union-attr]
    label, colon, chain = head.rpartition("：")
    parts = [part.strip() for part in _ARROW.split(chain)]
    if len(parts) < 2 or any(len(part) < _STEP for part in parts):
        return text
    if not any(part.endswith(tuple(_STEP_ENDS)) for part in parts):
        return f"{label}{'依次为' if colon else '依次经'}{'、'.join(parts)}{mark}{tail}"
    told = []
    for part in parts:
        end = next((end for end in _STEP_ENDS if part.endswith(end) and len(part) > len(end) + 1), "")
        whole = part.endswith(("自审", "初审", "复审", "终审", "会审", "审核", "复核", "签发", "印发", "审批", "发布"))
        told.append(part[: len(part) - len(end)] + _STEP_ENDS[end] if end and not whole else part)
    first = f"{label}由" if colon and len(label) <= 6 else f"{label}，由" if colon else "由"
    return f"{first}{'、'.join(told)}{mark}{tail}"
