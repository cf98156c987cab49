"""Serialises a Report to JSON or YAML and reads it back without loss."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from nianbao.errors import InputError, NianbaoError
from nianbao.facts import form_of
from nianbao.kinds import form_named, kind_of
from nianbao.patterns import lazy
from nianbao.reading.removed_characters import Characters
from nianbao.report import Report, kinds

SCHEMA = 1
_BESIDES = {"", "preamble", "body"}
"""Sections of no form: what stands before the first, text without any, and headings we do not know."""
_MOST_CHARS, _EVENTS, _DEPTH = 3_000_000, 300_000, 50
_HEAD = lazy(r'[\ufeff\s]*(?:schema:|\{\s*"schema"\s*:)')
"""How it begins; a clerk's YAML may begin with a brace too, and no key of it is called so."""


def is_dumped(text: str) -> bool:
    """Whether a YAML or JSON text is a report that was read before, and no clerk's input."""
    return _HEAD.match(text) is not None


def dumped(report: Report) -> dict[str, Any]:
    """A report as a value for YAML or JSON; ``read_dumped`` gives an equal one back."""
    return {"schema": SCHEMA, "report": report.to_json()}


def read_dumped(text: str, where: str) -> Report:
    """Read what ``nianbao read`` wrote, or the report in a 草稿.json.

    Raises:
        InputError: it is damaged, of a newer version, or something else.
    """
    remedy = "请用 nianbao read 从原件重新读出"
    if len(text) > _MOST_CHARS:
        what = f"有 {len(text) // 10_000} 万字，超过上限 {_MOST_CHARS // 10_000} 万字"
        raise InputError.one(where, f"{what}，不像 nianbao read 读出的报告", remedy)
    characters = Characters()
    text = characters.source(text)
    try:
        value = json.loads(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else _yaml(text)
    except (ValueError, RecursionError) as error:
        what = "层次太深或内容已损坏" if isinstance(error, RecursionError) else "内容已损坏"
        raise InputError.one(where, f"{what}，读不下去", remedy) from error
    if not isinstance(value, dict) or "report" not in value:
        raise InputError.one(where, "不是 nianbao read 读出的报告", "素材请用 .yaml 或 .xlsx，报告请给原件")
    if not isinstance(value.get("schema"), int) or value["schema"] > SCHEMA:
        raise InputError.one(where, f"由更新版本的 nianbao 写成（{value.get('schema')}）", "请升级后再读")
    try:
        report = Report.model_validate(characters.values(value["report"]))
    except RecursionError as error:
        raise InputError.one(where, "层次太深，读不下去", remedy) from error
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError.one(where, f"“{place}”写得不对", remedy) from error
    if strange := _strange(report):
        raise InputError.one(where, strange, remedy)
    report.remarks += characters.remarks()
    return report


def _strange(report: Report) -> str:
    """What a report names that its form has not, in Chinese; empty where all is known."""
    if report.unit is not None and report.unit.kind not in kinds():
        return f"没有叫“{report.unit.kind[:20]}”的机关类型"
    try:
        kind_of(report.kind)
        known = form_of(report)
        if report.last is not None and report.last.edition:
            form_named(report.last.edition, report.kind)
    except NianbaoError as error:
        return str(error)
    if known is None:
        return ""
    sections = {section.id for section in known.sections} | _BESIDES
    for what, ids, names in (
        ("部分", [section.id for section in report.sections], sections),
        ("表", [table.id for table in report.tables], {table.id for table in known.tables}),
        ("格", list(report.cells), set(known.cells)),
    ):
        if strange := [id for id in ids if id not in names]:
            return f"{known.name}没有叫“{strange[0][:20]}”的{what}"
    return ""


def _yaml(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEPTH or count > _EVENTS:
                raise ValueError("no file of ours has aliases, is so deep or so long")
        return yaml.load(text, Loader=loader)  # noqa: S506 (safe, C or not)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
