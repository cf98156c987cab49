"""Pairs of reports made at random, and a comparison of two whose paragraphs carry on their ids."""

from __future__ import annotations

import random
from decimal import Decimal

from nianbao.align.alignment import ParagraphPair, SectionPair
from nianbao.align.differences import differences
from nianbao.report import Cell, Paragraph, Report, Section
from nianbao.reviewing.compare.comparison import Comparison
from reading.generated import published, report

__all__ = ["altered", "compared", "pair", "published"]


def compared(old: Report, new: Report) -> Comparison:
    """A comparison by ids: a paragraph goes on the one with its id, wherever that stood."""
    before = {item.id: (section, item) for section, item in old.paragraphs()}
    met: set[str] = set()
    sections: list[SectionPair] = []
    for section in new.sections:
        pairs: list[ParagraphPair] = []
        for item in section.paragraphs:
            home, was = before.get(item.id, (None, None))
            runs = tuple(differences(was.text if was else "", item.text))
            if was is None or home is None:
                pairs.append(ParagraphPair("added", None, item, "", section.id, runs))
                continue
            met.add(item.id)
            pairs.append(
                ParagraphPair(
                    "same" if was.text == item.text else "changed",
                    was, item, home.id, section.id, runs,
                    moved=home.id != section.id,
                )
            )  # fmt: skip
        own = old.section(section.id)
        pairs += [
            ParagraphPair("removed", item, None, own.id, "", tuple(differences(item.text, "")))
            for item in (own.paragraphs if own else [])
            if item.id not in {held.id for _, held in new.paragraphs()}
        ]
        heading = tuple(differences(own.heading if own else "", section.heading))
        sections.append(SectionPair(section.id, heading, tuple(pairs)))
    sections += [
        SectionPair(
            item.id,
            tuple(differences(item.heading, "")),
            tuple(
                ParagraphPair("removed", held, None, item.id, "", tuple(differences(held.text, "")))
                for held in item.paragraphs
                if held.id not in met
            ),
        )
        for item in old.sections
        if new.section(item.id) is None
    ]
    title = tuple(differences(old.title, new.title))
    return Comparison(old, new, "旧稿", "新稿", title, tuple(sections))


def _words(rng: random.Random, text: str) -> str:
    """Some stretches of a text put otherwise, now and then its end; its first two characters stay, so it stays text."""
    for _ in range(rng.randint(1, 3)):
        if len(text) < 6:
            return text
        if rng.random() < 0.2:
            text = text[: len(text) - rng.choice((0, 1, 4))] + rng.choice(("", "等。", "，已报县里。"))
            continue
        start = rng.randint(2, len(text) - 3)
        end = min(len(text) - 1, start + rng.choice((0, 0, 1, 2, 6)))
        text = text[:start] + rng.choice(("", "县里", "另有3件", "、村", "8")) + text[end:]
    return text


def _paragraph(rng: random.Random, item: Paragraph) -> Paragraph:
    from nianbao.reading.report_assembly import past_sentences

    if item.role == "heading" or rng.random() < 0.5:
        return item
    return item.model_copy(update={"sentences": past_sentences(item.id, _words(rng, item.text))})


def _fresh(rng: random.Random, number: int) -> Paragraph:
    from nianbao.reading.report_assembly import past_sentences

    id = f"new{number}"
    words = rng.choice(("全年没有变化。", "乡里另设公开栏3处，由文化站照看。", "有2件转县里办理。"))
    return Paragraph(id=id, sentences=past_sentences(id, words))


def altered(given: Report, rng: random.Random) -> Report:
    """Another report from one: words changed, paragraphs put in, taken out, moved; figures; a section; a table."""
    sections: list[Section] = []
    number = 0
    for section in given.sections:
        paragraphs: list[Paragraph] = []
        for item in section.paragraphs:
            if rng.random() < 0.15 and len(section.paragraphs) > 1:
                continue
            paragraphs.append(_paragraph(rng, item))
            if rng.random() < 0.2:
                number += 1
                paragraphs.append(_fresh(rng, number))
        if rng.random() < 0.3 and len(paragraphs) > 1:
            paragraphs.insert(rng.randrange(len(paragraphs)), paragraphs.pop(rng.randrange(len(paragraphs))))
        sections.append(section.model_copy(update={"paragraphs": paragraphs, "table_at": rng.randint(0, len(paragraphs))
                        if rng.random() < 0.1 else min(section.table_at, len(paragraphs))}))  # fmt: skip
    bodies = [item for item in sections if item.paragraphs and item.table is None and item.heading]
    if rng.random() < 0.3 and len(bodies) > 1:
        one, other = rng.sample(bodies, 2)
        if len(one.paragraphs) > 1:
            other.paragraphs.append(one.paragraphs.pop())
    if rng.random() < 0.2:
        sections = [item for item in sections if item.id != rng.choice(("other", "problems"))] or sections
    if rng.random() < 0.15:
        held = next(item for item in sections if item.table is not None)
        held.table, held.table_at = None, len(held.paragraphs)
        if not held.paragraphs:
            held.paragraphs.append(_fresh(rng, 99))
    cells = dict(given.cells)
    for id in rng.sample(sorted(cells), rng.randint(0, 12)):
        value = Decimal(rng.choice((0, 7, 312, 20_480)))
        cells[id] = Cell(value=None, raw="", state="blank") if rng.random() < 0.2 else Cell(value=value, raw=str(value))
    shown = {item.table for item in sections}
    tables = [item for item in given.tables if item.id in shown]
    year = given.year or 2020
    update = {
        "sections": sections,
        "cells": _printed(cells, given, shown),
        "tables": tables,
        "title": given.title.replace(f"{year}年", f"{year}年度") if rng.random() < 0.3 else given.title,
        "date": rng.choice(("", given.date, f"{year + 1}年1月{rng.randint(2, 28)}日")),
    }
    return given.model_copy(update=update)


def _printed(cells: dict[str, Cell], given: Report, shown: set[str | None]) -> dict[str, Cell]:
    from nianbao.kinds import form_named

    kept = {
        cell.id for table in form_named(given.edition).tables if table.id in shown
        for block in table.blocks for cell in block.cells(table.id)
    }  # fmt: skip
    return {id: cell for id, cell in cells.items() if id in kept}


def pair(seed: int) -> tuple[Report, Report]:
    """An old and a new report; the same for the same seed."""
    rng = random.Random(seed + 7000)
    old = report(seed)
    if rng.random() < 0.6:
        old = old.model_copy(update={"date": f"{(old.year or 2020) + 1}年1月15日"})
    if rng.random() < 0.1:
        return old, report(seed + 1)
    return old, altered(old.model_copy(deep=True), rng)
