"""Findings as remarks, JSON, SARIF, a web page and a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nianbao.checking import SEVERITIES, Finding
from nianbao.checking.finding import fingerprint
from nianbao.checking.sarif import sarif
from nianbao.files import beside, write_atomic
from nianbao.jobs.check.check_file import Checked, shown_name
from nianbao.jobs.check.check_files import Unread
from nianbao.package_data import VERSION
from nianbao.writing.annotated_html import annotated_html, annotated_page
from nianbao.writing.annotations import Annotation
from nianbao.writing.issue_list import Issue, issue_list

_PLACE_UNKNOWN = "无法判断："


def remarks(findings: Iterable[Finding]) -> list[Annotation]:
    """Each finding as a remark at its place, in the same order."""
    return [_annotation(finding) for finding in findings]


def _annotation(finding: Finding) -> Annotation:
    body = [f"{name}：{words}" for name, words in finding.grounds.items()]
    if finding.fix is not None and finding.fix.advice:
        body.append(f"办法：{finding.fix.advice}")
    placed = finding.offset is not None
    return Annotation(
        head=("" if finding.verdict == "fails" else _PLACE_UNKNOWN) + finding.message,
        body=tuple(body),
        level=finding.severity if finding.verdict == "fails" else "info",
        code=finding.code,
        quote=finding.quote if placed else "",
        section=finding.section,
        paragraph=finding.paragraph,
        start=finding.offset,
        end=finding.offset + len(finding.quote) if finding.offset is not None else None,
        cell=finding.cell,
        location=finding.location,
        place=finding.place,
    )


_UNKNOWN = "无法判断"
_UNREAD = "没有读成"
_ORDER = (*SEVERITIES.values(), _UNKNOWN)


def as_json(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """``{"schema": 1, "files": [{"path", "findings"}]}``; a silenced finding says by what in ``silenced``.

    ``passage`` says what was read where only a passage was to be checked; ``unread`` why a file could not be read.
    """
    files = [
        {"path": item.path, "findings": [one.to_json() for one in item.findings]}
        | ({"passage": item.passage} if item.passage else {})
        for item in checked
    ]
    files += [{"path": item.path, "findings": [], "unread": "\n".join(item.lines)} for item in unread]
    return {"schema": 1, "files": files}


def as_sarif(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """SARIF 2.1.0; files that could not be read are notifications of the run."""
    texts = {item.path: item.text for item in checked if item.text is not None}
    files = [(item.path, item.findings) for item in checked]
    refused = [(item.path, "\n".join(item.lines)) for item in unread]
    return sarif(files, version=VERSION, fingerprint=fingerprint, texts=texts, unread=refused)


def as_page(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> bytes:
    """One self-contained web page: each report with what was found in its margin, after the files that could not be
    read; silenced findings left out."""
    shown = [
        (shown_name(item.path), item.report, remarks(one for one in item.findings if one.silenced is None))
        for item in checked
        if item.report is not None
    ]
    passages = [item.passage for item in checked if item.passage]
    clean = "这段文字没有要改的地方；没有当作整份报告检查" if passages else "没有发现问题"
    refused = [(item.path, "\n".join(item.lines)) for item in unread]
    if len(shown) == 1 and not refused:
        name, report, notes = shown[0]
        what = f"只检查了{passages[0]}：{name}" if passages else report.title or name
        return annotated_html(report, notes, title=f"检查结果：{what}", clean=clean)
    return annotated_page(shown, title=f"检查结果（{len(shown)} 份）", clean=clean, unread=refused)


def _issue(item: Checked, finding: Finding) -> Issue:
    return Issue(
        unit=item.unit,
        file=shown_name(item.path),
        place=finding.place,
        level=SEVERITIES[finding.severity] if finding.verdict == "fails" else _UNKNOWN,
        code=finding.code,
        quote=finding.excerpt or finding.quote,
        problem=finding.message,
        basis="；".join(f"{name}：{words}" for name, words in finding.grounds.items()),
        advice=finding.fix.advice if finding.fix is not None else "",
    )


def as_workbook(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> bytes:
    """问题清单.xlsx: files that could not be read, then a row a finding, the gravest first; silenced ones left out."""
    refused = [
        Issue("", item.path, "", _UNREAD, "", "", "没有读成，没有检查", "", "\n".join(item.lines)) for item in unread
    ]
    found = [_issue(item, one) for item in checked for one in item.findings if one.silenced is None]
    return issue_list([*refused, *sorted(found, key=lambda row: _ORDER.index(row.level))])


def put(data: bytes, path: Path) -> Path:
    """Write a file; where the name is taken, beside it.

    Raises:
        FileBusy: it cannot be written now.
    """
    target = beside(path) if path.exists() else path
    write_atomic(target, data)
    return target
