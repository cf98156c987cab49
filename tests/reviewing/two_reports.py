"""Pairs of reports: one generated, the other made of it by edits that a person would make."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from nianbao.reading.report_assembly import past_sentences
from nianbao.report import Cell, Paragraph, Report, Section, Unit
from reading.generated import report


def paragraph(id: str, text: str, level: int = 0) -> Paragraph:
    """A paragraph as it is read."""
    role = "heading" if level else "body"
    return Paragraph(id=id, role=role, level=level, sentences=past_sentences(id, text))


def said(*sections: tuple[str, str, list[str]], unit: str = "云岭县白沙镇人民政府", year: int = 2024) -> Report:
    """A report by sections: id, heading, paragraphs; （一）… are headings."""
    made = [
        Section(
            id=id,
            heading=heading,
            paragraphs=[
                paragraph(f"{id or 'x'}{index}.{n}", text, 2 if text.startswith("（") else 0)
                for n, text in enumerate(texts)
            ],
        )
        for index, (id, heading, texts) in enumerate(sections)
    ]
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return Report(unit=Unit.parse(unit), year=year, edition="2021", title=title, sections=made)


def overview(*texts: str, **more: object) -> Report:
    """A report of one section."""
    return said(("overview", "一、总体情况", list(texts)), **more)  # type: ignore[arg-type]


def edited(given: Report, seed: int) -> Report:
    """The report after edits: words and figures changed, paragraphs dropped, added, moved, split, merged."""
    rng = random.Random(seed)
    made = given.model_copy(deep=True)
    texts = [
        (number, item.text, item.level if item.role == "heading" else 0)
        for number, section in enumerate(made.sections)
        for item in section.paragraphs
    ]
    out: list[tuple[int, str, int]] = []
    for number, text, level in texts:
        act = rng.random()
        if act < 0.12:
            continue
        if act < 0.3:
            text = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), text)
        elif act < 0.4 and len(text) > 20:
            at = rng.randrange(len(text) - 8)
            text = text[:at] + rng.choice(("并逐项登记", "")) + text[at + rng.randrange(8) :]
        elif act < 0.48 and len(text) > 30 and not level:
            at = text.find("。", len(text) // 3) + 1
            if 0 < at < len(text):
                out.append((number, text[:at], 0))
                text = text[at:]
        elif act < 0.54 and out and not level and not out[-1][2] and out[-1][0] == number:
            text = out.pop()[1] + text
        out.append((number, text, level))
        if rng.random() < 0.08:
            out.append((number, f"新增的一段，第{rng.randrange(99)}号窗口开始受理网上预约，当天答复。", 0))
    for _ in range(rng.randrange(3)):
        if len(out) > 2:
            number, text, level = out.pop(rng.randrange(len(out)))
            out.insert(rng.randrange(len(out)), (rng.choice((number, number, out[-1][0])), text, level))
    for number, section in enumerate(made.sections):
        mine = [(text, level) for at, text, level in out if at == number]
        section.paragraphs = [paragraph(f"n{number}.{n}", text, level) for n, (text, level) in enumerate(mine)]
    for id in rng.sample(sorted(made.cells), min(5, len(made.cells))):
        made.cells[id] = Cell(value=Decimal(rng.randrange(9)), raw="")
    return made


def pair(seed: int) -> tuple[Report, Report]:
    """A generated report, and what became of it."""
    given = report(seed)
    return given, edited(given, seed)
