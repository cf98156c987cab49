"""Findings as remarks for a writer: checking and writing do not know each other, the job introduces them."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.checking import Finding
from nianbao.writing.annotations import Annotation

__all__ = ["remarks"]

_UNKNOWN = "无法判断："


def remarks(findings: Iterable[Finding]) -> list[Annotation]:
    """Each finding as a remark at its place, in the same order."""
    return [_annotation(finding) for finding in findings]


def _annotation(finding: Finding) -> Annotation:
    body = [f"{name}：{words}" for name, words in finding.grounds.items()]
    if finding.fix is not None and finding.fix.advice:
        body.append(f"办法：{finding.fix.advice}")
    placed = finding.offset is not None
    return Annotation(
        head=("" if finding.verdict == "fails" else _UNKNOWN) + finding.message,
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
