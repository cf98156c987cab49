"""What is noticed of notes before drafting: several aspects in one note, a problem that says there is none."""

from __future__ import annotations

from nianbao.facts import form_of
from nianbao.lazy import lazy
from nianbao.reading.notes_sorting import aspect_of
from nianbao.report import Note, Problem, Report
from nianbao.text import sentence_spans

__all__ = ["noticed"]

_SAID = lazy("[\u4e00-\u9fffA-Za-z0-9]")
_WORD = 2
"""Characters up to which a problem is an answer (无, 没有, 暂无) and no problem."""


def _place(item: Note | Problem, name: str) -> str:
    return str(item.location) if item.location is not None else name


def noticed(report: Report) -> tuple[Report, list[str]]:
    """A clerk's input without problems that say that there is none, and what she should know of it.

    Args:
        report: as read.
    """
    none = [item for item in report.problems if len(_SAID.findall(item.problem)) <= _WORD and not item.measure.strip()]
    lines = [
        f"{_place(item, '问题')}：只写了“{item.problem}”，没有当作一个问题；"
        "确实没有问题的也要写明工作中的不足，报告不宜写“无”"
        for item in none
    ]
    kept = [item for item in report.problems if item not in none]
    form = form_of(report)
    labels = {aspect.id: aspect.label for aspect in form.aspects} if form is not None else {}
    for note in report.notes if form is not None else ():
        found = [aspect_of(note.text[start:end], form) for start, end in sentence_spans(note.text)] if form else []
        others = [labels[id] for id in dict.fromkeys(found) if id and id != note.aspect]
        if others and len(found) > 1 and note.aspect in labels:
            lines.append(
                f"{_place(note, '素材')}：这一条都写进了“{labels[note.aspect]}”，其中像有{'、'.join(others)}的事；"
                "请按方面分成几条，各选方面"
            )
    return report.model_copy(update={"problems": kept}) if none else report, lines
