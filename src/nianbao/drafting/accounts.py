"""Sentences of figures alone (数据叙述), from the form's statements where their guards hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from nianbao.drafting.breakdowns import Breakdowns
from nianbao.facts import FactBook, bind, judge
from nianbao.facts.binding import UNIT_IDS
from nianbao.kinds import Form, Parts, Statement, form_named
from nianbao.kinds.statements import More
from nianbao.patterns import lazy
from nianbao.report import Blank, Cell, FactRef, Guard, LastYear, Report, Sentence, Span, Text

_REFERENCE = lazy(r"\{\{([^{}]+)\}\}")


def _sources(spans: Iterable[Span], guards: Iterable[str], book: FactBook) -> list[str]:
    """Everything a sentence on figures rests on: the facts it shows and those its guards name."""
    found: dict[str, None] = {}
    ids = [span.id for span in spans if isinstance(span, FactRef)]
    for guard in guards:
        inner = guard.removeprefix("trend(").split(")")[0] if guard.startswith("trend(") else guard
        ids += [word for word in inner.replace("+", " ").split() if "." in word and not word[0].isdigit()]
    for id in ids:
        fact = book.get(id)
        for source in fact.sources if fact else ():
            found.setdefault(source)
    return list(found)


def figure_sentence(id: str, spans: list[Span], guards: list[str], book: FactBook) -> Sentence:
    """A sentence of ours that rests on figures (and on the fixed words around them)."""
    sources = _sources(spans, guards, book) or [f"form:{id}"]
    return Sentence(
        id=id,
        spans=spans,
        sources=sources,
        guards=[Guard(text=guard) for guard in dict.fromkeys(guards)],
        support="supported",
        origin="offline",
    )


def blank_sentence(id: str, what: str, basis: str = "", help: str = "") -> Sentence:
    """A place a person has to fill; ``help`` says how, and stands beside the report, not in it."""
    spans: list[Span] = [Blank(what=what, basis=basis, help=help)]
    return Sentence(id=id, spans=spans, sources=[], support="blank", origin="offline")


def _bound(text: str, book: FactBook) -> list[Span] | None:
    """A template's spans; None where a figure that it names is not known."""
    named = (id.strip() for id in _REFERENCE.findall(text))
    if any(id not in UNIT_IDS and book.get(id) is None for id in named):
        return None
    return bind(text, book)


def _say(statement: Statement, book: FactBook, form: Form) -> Sentence | None:
    if any(judge(guard, book) is not True for guard in statement.when):
        return None
    told = Breakdowns(book, form)
    spans = _bound(statement.text, book)
    if spans is None:
        return None
    guards = list(statement.when)
    for clause in (More(parts=statement.parts), *statement.more):
        if clause.levels and told.level not in clause.levels:
            continue
        if any(judge(guard, book) is not True for guard in clause.when):
            continue
        words = _bound(clause.text, book)
        broken = told.told(clause.parts) if clause.parts is not None else None
        if clause.parts is not None and broken is None and (clause.parts.needed or not _whole(clause.parts)):
            if clause.parts is statement.parts:
                return None
            continue
        behind = _bound(broken.text, book) if broken is not None else []
        if words is None or behind is None:
            continue
        spans += words + behind
        guards += [*clause.when, *(broken.guards if broken is not None else ())]
    if not spans or not spans[-1].shown.endswith("。"):
        spans.append(Text(text="。"))
    return figure_sentence(statement.id, spans, guards, book)


def _whole(parts: Parts) -> str:
    """The fact that a breakdown is of; empty where its items make up nothing."""
    return parts.total or parts.of


def place_statements(form: Form, book: FactBook, section: str, aspect: str | None) -> list[Sentence]:
    """The sentences on figures that belong in a section or aspect, in the form's order.

    A statement is said only when every guard is known to hold; one with ``otherwise`` leaves a blank
    where none of the statements it names could be said.
    """
    said: dict[str, Sentence] = {}
    for statement in form.statements:
        if statement.section != section or statement.aspect != aspect or any(id in said for id in statement.unless):
            continue
        if statement.otherwise:
            if not any(id in said for id in statement.otherwise):
                said[statement.id] = blank_sentence(statement.id, statement.blank, statement.basis, statement.help)
        elif (sentence := _say(statement, book, form)) is not None:
            said[statement.id] = sentence
    return list(said.values())


def _templates(statement: Statement, told: Breakdowns) -> Iterator[str]:
    for clause in (More(text=statement.text, parts=statement.parts), *statement.more):
        yield clause.text
        for words in told.wordings(clause.parts) if clause.parts is not None else ():
            yield from (words, clause.text + words)


@lru_cache(maxsize=8)
def wording(edition: str, kind: str) -> tuple[str, ...]:
    """What the form's statements say, clause by clause, for figures that are all the same.

    Returns:
        Texts that stand in every report written by this program, figures aside.
    """
    known = form_named(edition, kind)
    now, then = ({id: Cell(value=Decimal(value)) for id in known.cells} for value in (2, 1))
    book = FactBook(Report(kind=kind, edition=edition, cells=now, last=LastYear(edition=edition, cells=then)))
    templates = (text for statement in known.statements for text in _templates(statement, Breakdowns(book, known)))
    bound = (_bound(text, book) for text in dict.fromkeys(templates) if text)
    return tuple("".join(span.shown for span in spans) for spans in bound if spans is not None)


def _mentioned(form: Form) -> set[str]:
    """Ids of blocks that the form's own statements speak of."""
    words = " ".join(
        " ".join((*item.wordings, *item.when, *(id for parts in item.breakdowns for id in parts.facts)))
        for item in form.statements
    )
    return {id for id in form.blocks if f"{id}." in words}


def uncovered(form: Form, book: FactBook) -> list[Sentence]:
    """Plain sentences for the figures of blocks that no statement of the form speaks of."""
    spoken = _mentioned(form)
    sentences = []
    for table in form.tables:
        for block in table.blocks:
            if block.id in spoken or not table.printed:
                continue
            for rows in block.row_paths:
                listed = [
                    (columns[-1], fact)
                    for columns in block.column_paths
                    if (fact := book.get(block.cell_id(rows[-1].id or "", columns[-1].id or "")))
                    and fact.value
                    and fact.value > 0
                ]
                if not listed:
                    continue
                row = rows[-1]
                words = (row.label if row.name is None else row.name) + "：" if row.label else ""
                words += "、".join(f"{column.name or column.label}{{{{{fact.id}}}}}" for column, fact in listed)
                guards = [f"{fact.id} > 0" for _, fact in listed]
                spans = bind(words + "。", book)
                sentences.append(figure_sentence(f"{block.id}.{row.id}.figures", spans, guards, book))
    return sentences
