"""Metrics of findings by length of the text."""

from __future__ import annotations

from nianbao.checking import Severity
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import body

_PER = 1000


def _rate(scored: Scored, severity: Severity) -> float | None:
    characters = len("".join(body(scored).split()))
    if not characters:
        return None
    return sum(item.counts and item.severity == severity for item in scored.findings) * _PER / characters


@metric("errors_per_1000", "每千字错误数", "检查", better="down", high=None)
def errors_per_1000(scored: Scored) -> float | None:
    """Findings of severity 错误 for 1,000 characters of the body.

    Range: 0 upwards, less is better; None for a text without words.
    Meaning: every finding that counts (assessed, not silenced), tables and missing items included, over the characters
        of sections 一 to 六 without tables, headings and blanks.
    Source: defects for a unit of length, as usual in copy editing; the rules are in docs/rules.md.
    Weakness: a place left for the clerk to fill is an error too, so sparse notes raise it whoever writes, and a text
        that says less has fewer places to be wrong: read it beside note_coverage.
    """
    return _rate(scored, "error")


@metric("warnings_per_1000", "每千字警告数", "检查", better="down", high=None)
def warnings_per_1000(scored: Scored) -> float | None:
    """Findings of severity 警告 for 1,000 characters of the body.

    Range: 0 upwards, less is better; None for a text without words.
    Meaning: as errors_per_1000, of warnings: what is most likely wrong and a person has to look at.
    Source: as errors_per_1000.
    Weakness: some rules mark a place once however much is wrong there; false alarms count.
    """
    return _rate(scored, "warning")


@metric("infos_per_1000", "每千字提示数", "检查", better="down", high=None)
def infos_per_1000(scored: Scored) -> float | None:
    """Findings of severity 提示 for 1,000 characters of the body.

    Range: 0 upwards, less is better; None for a text without words.
    Meaning: as errors_per_1000, of advice on wording and of notes that may have been left out.
    Source: as errors_per_1000.
    Weakness: advice is usage, not norm: a good text may have some.
    """
    return _rate(scored, "info")
