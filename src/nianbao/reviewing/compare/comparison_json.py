"""A comparison as JSON, by ``comparison.schema.json``; documented in ``docs/compare.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from nianbao.align.alignment import CellPair, FigureChange, ParagraphPair
from nianbao.align.differences import Run
from nianbao.checking import Finding
from nianbao.report import Cell, Paragraph, Report
from nianbao.reviewing.compare.comparison import Comparison, counts

SCHEMA = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what ``as_json`` gives."""
    value: dict[str, Any] = json.loads(Path(__file__).with_name("comparison.schema.json").read_text(encoding="utf-8"))
    return value


def as_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as a JSON value; numbers are decimal strings, shares 0 to 1 with four places."""
    return {
        "schema": SCHEMA,
        "old": _side(comparison.old, comparison.old_name, comparison.old_findings),
        "new": _side(comparison.new, comparison.new_name, comparison.new_findings),
        "remarks": list(comparison.remarks),
        "carried": _share(comparison.carried),
        "counts": counts(comparison)._asdict(),
        "title": _runs(comparison.title),
        "particulars": [item._asdict() for item in comparison.particulars],
        "sections": [
            {
                "id": section.id,
                "heading": _runs(section.heading),
                "carried": _share(section.carried),
                "paragraphs": [_paragraph(pair) for pair in section.paragraphs],
            }
            for section in comparison.sections
        ],
        "cells": [_cell(pair) for pair in comparison.cells],
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else format(round(value, 2), "f")


def _runs(runs: Iterable[Run]) -> list[dict[str, str]]:
    return [run._asdict() for run in runs]


def _side(report: Report, name: str, findings: Iterable[Finding]) -> dict[str, Any]:
    return {
        "name": name,
        "title": report.title,
        "unit": report.unit.full if report.unit is not None else "",
        "year": report.year,
        "edition": report.edition,
        "findings": [finding.to_json() for finding in findings],
    }


def _of(paragraph: Paragraph | None, section: str) -> dict[str, Any] | None:
    if paragraph is None:
        return None
    return {"id": paragraph.id, "section": section, "role": paragraph.role, "text": paragraph.text}


def _figure(change: FigureChange) -> dict[str, Any]:
    return {
        "old": change.old,
        "new": change.new,
        "old_value": _number(change.old_value),
        "new_value": _number(change.new_value),
        "difference": _number(change.difference),
        "percent": _percent(change.percent),
        "clause": change.clause,
    }


def _paragraph(pair: ParagraphPair) -> dict[str, Any]:
    return {
        "kind": pair.kind,
        "moved": pair.moved,
        "joined": pair.joined,
        "whole": pair.whole,
        "alike": round(pair.alike, 4),
        "old": _of(pair.old, pair.old_section),
        "new": _of(pair.new, pair.new_section),
        "runs": _runs(pair.runs),
        "seen": _runs(pair.shown),
        "figures": [_figure(change) for change in pair.figures],
    }


def _value(cell: Cell | None) -> dict[str, Any] | None:
    return None if cell is None else {"value": _number(cell.value), "raw": cell.raw, "unit": cell.unit}


def _cell(pair: CellPair) -> dict[str, Any]:
    return {
        "table": pair.table,
        "label": pair.label,
        "old_id": pair.old_id,
        "new_id": pair.new_id,
        "old": _value(pair.old),
        "new": _value(pair.new),
        "comparable": pair.comparable,
        "changed": pair.changed,
        "difference": _number(pair.difference),
        "percent": _percent(pair.percent),
    }
