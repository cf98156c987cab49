"""What a case's texts were to be written from, in lines that a judge reads: people left out."""

from __future__ import annotations

from nianbao.drafting import outline
from nianbao.facts import FactBook, form_of
from nianbao.scoring.case import Case
from nianbao.scoring.runs import Grounds
from nianbao.text.personal_data import masked

__all__ = ["grounds_of"]


def grounds_of(case: Case) -> Grounds:
    """The figures of the tables that are not zero, the notes and the problems of a case."""
    report = outline(case.input)
    book, form = FactBook(report), form_of(report)
    facts = []
    for id in form.cells if form is not None else ():
        fact = book.get(id)
        if fact is not None and fact.value:
            facts.append(f"{fact.name}：{fact.text}")
    notes = [note.words for note in report.notes if note.words.strip()]
    for item in report.problems:
        parts = (("问题", item.problem), ("原因", item.cause), ("措施", item.measure), ("负责", item.owner),
                 ("时限", item.deadline))  # fmt: skip
        notes.append("；".join(f"{name}：{text}" for name, text in parts if text.strip()))
    return Grounds(facts=masked("\n".join(facts) or "（都是零）"), notes=masked("\n".join(notes)))
