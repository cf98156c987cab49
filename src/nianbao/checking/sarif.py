"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code hosts and editors.

A place in a text is a region: line, and offsets in code points. A place in a Word file, a workbook or a
table has no region; it is a logical location with its Chinese name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from nianbao.checking.engine import known_rules
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import Rule
from nianbao.report import HtmlPlace, Location, PdfPlace, SheetPlace, TextPlace, YamlPlace

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_STDIN = "标准输入"


def _uri(name: str) -> str:
    """A file's name as a URI reference: relative to where the program runs, if it is below."""
    path = PurePath(name)
    if path.is_absolute():
        if not path.is_relative_to(Path.cwd()):
            return path.as_uri()
        path = path.relative_to(Path.cwd())
    return quote(path.as_posix(), safe="/")


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page.parts["是什么"]},
        "help": {"text": rule.text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"grounds": rule.grounds, "tags": [rule.code.rstrip("0123456789")]},
    }


def _text_region(finding: Finding, place: TextPlace, text: str | None) -> dict[str, Any]:
    """Line and offsets; columns, too, where the file's text is known."""
    if not finding.quote:
        return {"startLine": place.line}
    region: dict[str, Any] = {"startLine": place.line}
    if text is not None:
        region["startColumn"] = place.start - text.rfind("\n", 0, place.start)
        region["endLine"] = place.line + text.count("\n", place.start, place.end)
        region["endColumn"] = place.end - text.rfind("\n", 0, place.end)
    region |= {"charOffset": place.start, "charLength": place.end - place.start}
    region["snippet"] = {"text": finding.quote}
    return region


def _region(finding: Finding, place: Location, text: str | None) -> dict[str, Any] | None:
    """Where in the file's text it is; None where the file has no lines or the place is a table's cell."""
    if isinstance(place, TextPlace):
        return _text_region(finding, place, text)
    if isinstance(place, YamlPlace):
        return {"startLine": place.line, "startColumn": place.column}
    if isinstance(place, HtmlPlace) and place.table is None and place.line is not None:
        return {"startLine": place.line}
    return None


def _logical(place: Location) -> dict[str, Any]:
    path = [part for part in (getattr(place, "sheet", ""), getattr(place, "cell", "")) if part]
    kind = "cell" if isinstance(place, SheetPlace) or getattr(place, "table", None) else "paragraph"
    if isinstance(place, PdfPlace) and kind == "paragraph":
        kind = "page"
    return {"name": str(place), "fullyQualifiedName": "/".join(path) or str(place), "kind": kind}


def _location(finding: Finding, artifact: dict[str, Any], text: str | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.location is not None:
        region = _region(finding, finding.location, text)
        if region is not None:
            physical["region"] = region
        else:
            location["logicalLocations"] = [_logical(finding.location) | {"name": finding.place}]
    return location


def _fixes(finding: Finding, artifact: dict[str, Any]) -> list[dict[str, Any]]:
    """The replacement, where there is one and the file is plain text."""
    fix, place = finding.fix, finding.location
    if fix is None or fix.text is None or fix.applies == "display" or not isinstance(place, TextPlace):
        return []
    replacement = {
        "deletedRegion": {"charOffset": place.start, "charLength": place.end - place.start},
        "insertedContent": {"text": fix.text},
    }
    change = {"artifactLocation": artifact, "replacements": [replacement]}
    return [
        {
            "description": {"text": fix.advice or f"改为“{fix.text}”"},
            "artifactChanges": [change],
            "properties": {"applies": fix.applies},
        }
    ]


def _message(finding: Finding) -> str:
    lines = [finding.message, *(f"{name}：{words}" for name, words in finding.grounds.items())]
    if finding.fix is not None and finding.fix.advice:
        lines.append(f"办法：{finding.fix.advice}")
    return "\n".join(lines)


def _result(
    finding: Finding,
    artifact: dict[str, Any],
    text: str | None,
    indexes: dict[str, int],
    fingerprint: Callable[[Finding], str],
) -> dict[str, Any]:
    failed = finding.verdict == "fails"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "kind": "fail" if failed else "review",
        "level": _LEVELS[finding.severity] if failed else "none",
        "message": {"text": _message(finding)},
        "locations": [_location(finding, artifact, text)],
        "partialFingerprints": {"nianbao/v1": fingerprint(finding)},
        "suppressions": [],
    }
    if finding.code in indexes:
        result["ruleIndex"] = indexes[finding.code]
    if fixes := _fixes(finding, artifact):
        result["fixes"] = fixes
    if finding.silenced is not None:
        suppression: dict[str, Any] = {"kind": "external", "status": "accepted"}
        if finding.silenced.reason:
            suppression["justification"] = finding.silenced.reason
        suppression["properties"] = {"by": finding.silenced.by}
        result["suppressions"] = [suppression]
    return result


def _file(uri: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}}


def sarif(
    files: Sequence[tuple[str, Sequence[Finding]]],
    *,
    version: str,
    fingerprint: Callable[[Finding], str],
    texts: Mapping[str, str] | None = None,
    unread: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Findings of several files as one SARIF log.

    Args:
        files: each file's name as given (``-`` for standard input) and its findings.
        version: of this program. fingerprint: what tells a finding apart when the text around it moves.
        texts: the decoded text of plain text files, by name. Where it is given a region has columns; where
            not, its line is the whole line and only its offsets are exact.
        unread: files that could not be read, and why.

    Returns:
        The log, ready for ``json.dumps``. Offsets count code points of the decoded text, without its byte
        order mark. What could not be assessed is of kind ``review`` and level ``none``.
    """
    rules = known_rules()
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    artifacts: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    for index, (name, findings) in enumerate(files):
        if name == "-":
            artifact: dict[str, Any] = {"uri": "stdin", "index": index, "description": {"text": _STDIN}}
        else:
            artifact = {"uri": _uri(name), "index": index}
        artifacts.append({"location": artifact})
        text = (texts or {}).get(name)
        results += [_result(finding, artifact, text, indexes, fingerprint) for finding in findings]
    driver = {
        "name": "nianbao",
        "version": version,
        "semanticVersion": version,
        "language": "zh-CN",
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "results": results,
    }
    if unread:
        notes = [{"level": "error", "message": {"text": why}, "locations": [_file(_uri(name))]} for name, why in unread]
        run["invocations"] = [{"executionSuccessful": False, "toolExecutionNotifications": notes}]
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
