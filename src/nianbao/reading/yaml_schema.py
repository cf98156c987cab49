"""JSON Schema of report.yaml for editors."""

from __future__ import annotations

from typing import Any

from nianbao.kinds import all_kinds, editions
from nianbao.reading.yaml_tables import keys
from nianbao.report import kinds

__all__ = ["json_schema"]


def _named(group: str, values: dict[str, Any]) -> dict[str, Any]:
    """Properties under their English and Chinese names alike."""
    found: dict[str, Any] = {}
    for name, forms in keys()[group].items():
        for form in (name, *forms):
            found[form] = values.get(name, {"$ref": "#/$defs/text"})
    return found


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**schema, "description": description} if description else schema


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of ``report.yaml``; descriptions are in Chinese."""
    described = keys()["descriptions"]
    aspects = sorted(
        {label for form in editions() for item in form.aspects for label in (item.id, item.label, *item.aliases)}
    )
    note = {"anyOf": [{"$ref": "#/$defs/text"}, _object(_named("note", {}), "一条素材")]}
    notes = {"anyOf": [note, {"type": "array", "items": note}]}
    figures: dict[str, Any] = {"$ref": "#/$defs/figures"}
    zero = {"enum": keys()["words"]["zero"], "description": described["rest"]}
    year = {"type": ["integer", "string"], "pattern": "^[0-9]{4}", "description": described["year"]}
    tables = {"type": "object", "additionalProperties": figures, "description": described["tables"]}
    last = _object(_named("last", {"year": year, "rest": zero, "tables": tables}), described["last"])
    problems = {"type": "array", "items": _object(_named("problem", {})), "description": described["problems"]}
    values: dict[str, Any] = {
        "unit": {"type": "string", "description": described["unit"]},
        "within": {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": described["within"],
        },
        "aliases": {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": described["aliases"],
        },
        "kind": {
            "enum": [word for item in kinds().values() for word in (item.id, item.label)],
            "description": described["kind"],
        },
        "report_kind": {
            "enum": [word for kind in all_kinds() for word in (kind.name, *kind.names, kind.id)],
            "description": described["report_kind"],
        },
        "year": year,
        "rest": zero,
        "date": {"type": "string", "description": described["date"]},
        "contact": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/text"},
            "description": described["contact"],
        },
        "tables": tables,
        "last": last,
        "notes": {
            "anyOf": [
                _object(dict.fromkeys((*aspects, *keys()["other_aspect"]), notes)),
                {"type": "array", "items": note},
            ],
            "description": described["notes"],
        },
        "problems": problems,
    }
    unit, years = ["unit", *keys()["report"]["unit"]], ["year", *keys()["report"]["year"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "年度报告素材（report.yaml）",
        **_object(_named("report", values)),
        "allOf": [
            {"anyOf": [{"required": [name]} for name in unit]},
            {"anyOf": [{"required": [name]} for name in years]},
        ],
        "$defs": {
            "text": {"type": ["string", "number", "boolean", "null"]},
            "figures": {
                "anyOf": [
                    {"type": ["integer", "number", "string", "null"]},
                    {"type": "object", "additionalProperties": {"$ref": "#/$defs/figures"}},
                ]
            },
        },
    }
