"""Reports made at random, and what of them is published: what a reader of the file sees."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import NamedTuple

from nianbao.kinds import Form, form_named
from nianbao.reading.report_assembly import past_sentences
from nianbao.report import Cell, Paragraph, Report, Section, TableSeen, Unit

EDITIONS = ("2019", "2021")
_UNITS = (
    "云岭县白沙镇人民政府",
    "云岭县罗湾乡人民政府",
    "云岭区经纬街道办事处",
    "云岭县水务局",
    "云岭县人民政府",
    "江州市自然资源和规划局",
)
_WHO = ("党政办", "财政所", "民政办", "各村", "便民服务站", "信息员", "经办人")
_WHEN = ("年初", "3月", "汛期以前", "第四季度", "每月15日前", "2020年以来", "全年")
_DID = ("张贴", "更新", "核对", "清理", "登载", "讲解", "归档")
_WHAT = (
    "惠民补贴名单",
    "《公开指南》",
    "村级账目",
    "“一事一议”结果",
    "危房改造进度（含鉴定结论）",
    "办事指南",
    "道路维修计划",
)
_END = ("，共{}条", "{}次", "，涉及{}户", "", "；疑问由窗口答复", "，占{}.5%", "，经费1.{}万元")
GLOSSES = ("（单位：件）", "（件）", "(数量)", "（本年）")


class Published(NamedTuple):
    """What a reader of a published report sees.

    Attributes:
        texts: by section: its heading and the text of each paragraph. values: the figures that are there.
    """

    unit: str
    year: int | None
    edition: str
    texts: list[tuple[str, str, list[str]]]
    values: dict[str, Decimal]
    blanks: frozenset[str]


def published(report: Report) -> Published:
    """What is seen of a report."""
    texts = [
        (section.id, section.heading, [paragraph.text for paragraph in section.paragraphs])
        for section in report.sections
    ]
    values = {id: cell.value for id, cell in report.cells.items() if cell.value is not None}
    blanks = frozenset(id for id, cell in report.cells.items() if cell.value is None)
    name = report.unit.name if report.unit is not None else ""
    return Published(name, report.year, report.edition, texts, values, blanks)


def _sentence(rng: random.Random) -> str:
    parts = [rng.choice(_WHEN), "，" * rng.randint(0, 1), rng.choice(_WHO), rng.choice(_DID), rng.choice(_WHAT)]
    return "".join(parts) + rng.choice(_END).format(rng.randint(1, 5000)) + rng.choice("。。。！")


def _paragraphs(rng: random.Random, id: str) -> list[Paragraph]:
    made = []
    for number in range(rng.choice((0, 1, 1, 2, 3, 8))):
        level = rng.choice((0, 0, 0, 0, 2, 3))
        if level:
            mark = f"（{'一二三四五六七八'[number]}）" if level == 2 else f"{number + 1}."
            text = mark + rng.choice(("主动公开", "依申请公开", "平台建设", "监督保障", "做法和成效"))
        else:
            text = "".join(_sentence(rng) for _ in range(rng.randint(1, 6)))
        made.append(
            Paragraph(
                id=f"{id}.{number}",
                role="heading" if level else "body",
                level=level,
                sentences=past_sentences(f"{id}.{number}", text),
            )
        )
    return made


def _cells(rng: random.Random, edition: Form) -> dict[str, Cell]:
    """A figure for every printed cell, some of them blank; they need not add up, and are of every size."""
    found: dict[str, Cell] = {}
    printed = {block.id for table in edition.tables if table.printed for block in table.blocks}
    for id, place in edition.cells.items():
        if place.block not in printed:
            continue
        if rng.random() < 0.03:
            found[id] = Cell(value=None, raw="", state="blank")
            continue
        value = Decimal(rng.choice((0, 0, 0, rng.randint(1, 9), rng.randint(10, 999), rng.randint(1000, 2_000_000))))
        if place.kind == "money":
            value = Decimal(rng.randint(0, 99_999)) / 100
        elif place.kind == "change":
            value *= rng.choice((1, -1))
        found[id] = Cell(value=value, raw=str(value))
    return found


def report(seed: int) -> Report:
    """A finished report; the same for the same seed."""
    rng = random.Random(seed)
    edition = form_named(EDITIONS[seed % 2])
    year = rng.randint(edition.years.first, edition.years.last or 2025)
    name = rng.choice(_UNITS)
    sections = [Section(id="preamble", paragraphs=_plain(rng, "preamble"))] if rng.random() < 0.7 else []
    for item in edition.sections:
        tables = [table.id for table in edition.tables if table.printed and table.section == item.id]
        paragraphs = _paragraphs(rng, item.id) or ([] if tables else _plain(rng, item.id))
        section = Section(id=item.id, heading=item.title, paragraphs=paragraphs)
        if tables:
            section.table, section.table_at = tables[0], rng.randint(0, len(paragraphs))
        sections.append(section)
    return Report(
        unit=Unit.parse(name),
        year=year,
        edition=edition.edition,
        stage="past",
        title=f"{name}{year}年政府信息公开工作年度报告",
        sections=sections,
        cells=_cells(rng, edition),
        tables=[TableSeen(id=table.id) for table in edition.tables if table.printed],
    )


def distinct(seed: int) -> Report:
    """A report in which every figure is another one, so that a figure in a wrong cell is seen."""
    given = report(seed)
    cells = {id: Cell(value=Decimal(number), raw=str(number)) for number, id in enumerate(given.cells, 100)}
    return given.model_copy(update={"cells": cells})


def _plain(rng: random.Random, id: str) -> list[Paragraph]:
    text = "".join(_sentence(rng) for _ in range(rng.randint(1, 3)))
    return [Paragraph(id=f"{id}.0", sentences=past_sentences(f"{id}.0", text))]
