"""What a score depends on, as one hash: code, case, engine and metrics. The same hash needs no second run."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from nianbao.report import Report
from nianbao.scoring.case import Case

__all__ = ["case_hash", "code_hash", "key_of"]

_SOURCES = (".py", ".yaml", ".json", ".md")


def _sha256(*parts: str | bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Of every file of the package and its prompts: whatever changes there may change a score."""
    root = Path(__file__).parents[1]
    prompts = root / "prompts"
    roots = [root] if prompts.is_dir() else [root, root.parents[1] / "prompts"]
    files = sorted(
        path
        for place in roots
        for path in place.rglob("*")
        if path.suffix in _SOURCES and "__pycache__" not in path.parts
    )
    return _sha256(*(part for path in files for part in (path.name, path.read_bytes())))[:16]


def _report(report: Report | None) -> str:
    return "" if report is None else json.dumps(report.to_json(), ensure_ascii=False, sort_keys=True)


def case_hash(case: Case) -> str:
    """Of all that a case holds."""
    reports = [case.input, *case.references, *case.others, case.final]
    return _sha256(case.id, json.dumps(dict(case.tags), sort_keys=True), *map(_report, reports))[:16]


def key_of(*parts: object) -> str:
    """Of anything that JSON can say."""
    return _sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str))[:24]
