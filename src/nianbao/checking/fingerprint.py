"""What a finding is known by when the report has moved on: never a line number."""

from __future__ import annotations

import hashlib

from nianbao.checking.finding import Finding
from nianbao.patterns import lazy
from nianbao.text import bare, fold

__all__ = ["fingerprint"]

_NEAR = 8
"""Characters on either side of the quotation that take part: enough to tell two places apart, few enough that an
edit elsewhere in the sentence changes nothing."""
_PLACE = lazy(r"第[0-9]+(?:行|段|页)|表[0-9]+第[0-9]+行第[0-9]+列")
_FIGURE = lazy(r"[0-9]+(?:\.[0-9]+)?")


def fingerprint(finding: Finding) -> str:
    """A short hash of code, words, what stands near them, and the figures compared.

    A paragraph may move and the rest of the report change; when the words or a figure change it is another
    finding. Two alike in one report have one fingerprint: whoever compares counts them.

    Returns:
        16 hex digits (SHA-256, cut).
    """
    before = fold(finding.excerpt[: finding.excerpt_at])
    after = fold(finding.excerpt[finding.excerpt_at + len(finding.quote) :])
    figures = [number for words in finding.evidence.values() for number in _FIGURE.findall(_PLACE.sub("", words))]
    parts = [
        finding.code,
        finding.cell,
        bare(finding.quote),
        "".join(before.split())[-_NEAR:],
        "".join(after.split())[:_NEAR],
        " ".join(figures),
        "" if finding.quote else bare(_PLACE.sub("", finding.message)),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
