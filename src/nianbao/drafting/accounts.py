"""Sentences of figures alone (数据叙述), from the form's statements where their guards hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from nianbao.facts import Fact, FactBook, UnknownFact, bind, judge
from nianbao.kinds import Form, Parts, Statement, form_named
from nianbao.report import Blank, Cell, FactRef, Guard, LastYear, Report, Sentence, Span, Text

__all__ = ["blank_sentence", "figure_sentence", "place_statements", "uncovered", "wording"]


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


def blank_sentence(id: str, what: str, basis: str = "") -> Sentence:
    """A place a person has to fill."""
    return Sentence(id=id, spans=[Blank(what=what, basis=basis)], sources=[], support="blank", origin="offline")


def _part_name(fact: Fact, parts: Parts, form: Form) -> str:
    """How a breakdown calls an item: by its column where all items share a row, else by its row."""
    cells = [form.cells.get(item) for item in parts.items]
    cell = form.cells.get(fact.id)
    if cell is not None and all(cells) and len({item.row for item in cells if item}) == 1 and cell.rows[-1].label:
        column = cell.columns[-1]
        return column.short or column.name or column.label
    return fact.short


def _breakdown(parts: Parts, book: FactBook, form: Form) -> tuple[list[Span], list[str]] | None:
    """The breakdown's spans and guards; None where it cannot be said truly."""
    facts = [book.get(item) for item in parts.items]
    known = [fact for fact in facts if fact is not None and fact.value is not None]
    listed = [fact for fact in known if fact.value and fact.value > 0]
    if not listed:
        return None
    guards = [f"{fact.id} > 0" for fact in listed]
    if parts.total is not None:
        total = book.value(parts.total)
        if len(known) != len(facts) or sum(fact.value for fact in listed if fact.value) != total:
            return None
        guards = [*guards, " + ".join(fact.id for fact in listed) + f" = {parts.total}"]
    pattern = ""
    if len(listed) == 1 and parts.total is not None:
        single = listed[0].value == 1 and parts.one
        pattern = parts.one if single else parts.only
        if pattern:
            guards.append(f"{parts.total} {'=' if single else '>'} 1")
    if pattern:
        return bind(pattern.replace("{name}", _part_name(listed[0], parts, form)), book), guards
    spans: list[Span] = [Text(text=parts.lead)] if parts.lead else []
    for index, fact in enumerate(listed):
        if index:
            spans.append(Text(text="、"))
        words = parts.each.replace("{name}", _part_name(fact, parts, form)).replace("{value}", "{{" + fact.id + "}}")
        spans.extend(bind(words, book))
    return spans, guards


def _say(statement: Statement, book: FactBook, form: Form) -> Sentence | None:
    if any(judge(guard, book) is not True for guard in statement.when):
        return None
    guards = list(statement.when)
    try:
        spans = bind(statement.text, book)
    except UnknownFact:
        return None
    if statement.parts is not None:
        broken = _breakdown(statement.parts, book, form)
        if broken is None and statement.parts.total is None:
            return None
        if broken is not None:
            spans += broken[0]
            guards += broken[1]
    for more in statement.more:
        if all(judge(guard, book) is True for guard in more.when):
            spans += bind(more.text, book)
            guards += more.when
    if not spans[-1].shown.endswith("。"):
        spans.append(Text(text="。"))
    return figure_sentence(statement.id, spans, guards, book)


def place_statements(form: Form, book: FactBook, section: str, aspect: str | None) -> list[Sentence]:
    """The sentences on figures that belong in a section or aspect, in the form's order.

    A statement is said only when every guard is known to hold; one with ``otherwise`` leaves a blank
    where none of the statements it names could be said.
    """
    said: dict[str, Sentence] = {}
    for statement in form.statements:
        if statement.section != section or statement.aspect != aspect:
            continue
        if statement.otherwise:
            if not any(id in said for id in statement.otherwise):
                said[statement.id] = blank_sentence(statement.id, statement.blank, statement.basis)
        elif (sentence := _say(statement, book, form)) is not None:
            said[statement.id] = sentence
    return list(said.values())


def _templates(statement: Statement, book: FactBook, form: Form) -> Iterator[str]:
    yield statement.text
    yield from (more.text for more in statement.more)
    if statement.parts is None:
        return
    yield statement.parts.lead
    for fact in (book.get(item) for item in statement.parts.items):
        if fact is not None:
            name = _part_name(fact, statement.parts, form)
            for pattern in (statement.parts.each, statement.parts.only, statement.parts.one):
                words = pattern.replace("{name}", name).replace("{value}", "{{" + fact.id + "}}")
                yield from (words, statement.parts.lead + words)


@lru_cache(maxsize=8)
def wording(edition: str, kind: str) -> tuple[str, ...]:
    """What the form's statements say, clause by clause, for figures that are all the same.

    Args:
        edition, kind: of the form.

    Returns:
        Texts that stand in every report written by this program, figures aside.
    """
    known = form_named(edition, kind)
    now, then = ({id: Cell(value=Decimal(value)) for id in known.cells} for value in (2, 1))
    book = FactBook(Report(kind=kind, edition=edition, cells=now, last=LastYear(edition=edition, cells=then)))
    found = []
    for statement in known.statements:
        for template in _templates(statement, book, known):
            try:
                found.append("".join(span.shown for span in bind(template, book)))
            except UnknownFact:
                continue
    return tuple(found)


def _mentioned(form: Form) -> set[str]:
    """Ids of blocks that the form's own statements speak of."""
    words = " ".join(
        " ".join((item.text, *item.when, *(item.parts.items if item.parts else ()))) for item in form.statements
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
