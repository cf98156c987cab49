"""A figure typed over the table's is told once, with both remedies, and not again as a figure of the text."""

from __future__ import annotations

from pathlib import Path

from nianbao import check, draft, load
from nianbao.report import FactRef, Report, Sentence

EXAMPLE = Path(__file__).parents[2] / "examples" / "baisha-2024" / "report.yaml"


def _typed(report: Report, fact: str, typed: str) -> Report:
    def sentence(item: Sentence) -> Sentence:
        spans = [
            span.model_copy(update={"typed": typed}) if isinstance(span, FactRef) and span.id == fact else span
            for span in item.spans
        ]
        return item if spans == item.spans else item.model_copy(update={"spans": spans, "origin": "edited"})

    sections = [
        section.model_copy(
            update={
                "paragraphs": [
                    item.model_copy(update={"sentences": [sentence(one) for one in item.sentences]})
                    for item in section.paragraphs
                ]
            }
        )
        for section in report.sections
    ]
    return report.model_copy(update={"sections": sections})


def test_told_once() -> None:
    report = draft(load(EXAMPLE)).report
    new = next(
        span
        for sentence in report.sentences()
        for span in sentence.spans
        if isinstance(span, FactRef) and span.id == "requests.new.total"
    )
    found = check(_typed(report, "requests.new.total", f"{int(new.text.rstrip('件')) + 40}件"))
    told = [item.code for item in found if item.code in ("SRC04", "NUM01") and item.verdict == "fails"]
    assert "SRC04" in told
    assert "NUM01" not in told
