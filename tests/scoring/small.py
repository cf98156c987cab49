"""A small case with known figures, and texts written by hand for it."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

from nianbao import load
from nianbao.checking import check
from nianbao.drafting import outline
from nianbao.reading.report_assembly import past_sentences
from nianbao.report import LastYear, Paragraph, Report, Section
from nianbao.scoring import metrics  # noqa: F401 (fills METRICS)
from nianbao.scoring.case import Case
from nianbao.scoring.metric import METRICS, Scored

INPUT = """
unit: 云岭县白沙镇人民政府
year: 2024
rest: zero
notes:
  proactive:
    - {what: 公开, object: 惠农补贴名册, quantity: 46条, channel: 县政府网站}
  supervision:
    - {what: 培训, object: 村级信息员, quantity: 2次, result: 到会40人}
problems:
  - {problem: 公开栏更换拖拉, measure: 由驻村干部逐村核对公开栏}
"""
HEADINGS = {"overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况", "other": "六、其他需要报告的事项"}


@lru_cache(maxsize=8)
def given(yaml: str = INPUT) -> Report:
    """An input as the clerk gives it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.yaml"
        path.write_text(yaml, encoding="utf-8")
        return load(path)


def case(yaml: str = INPUT, *, last: str = "", **more: object) -> Case:
    """A case of it; ``last``: last year's section 一."""
    report = given(yaml)
    if last:
        report = report.model_copy(update={"last": LastYear(year=2023, edition="2021", text={"overview": last})})
    return Case("small", "小案例", Path(), report, **more)  # type: ignore[arg-type]


def text(overview: str = "", **sections: str) -> Report:
    """A finished text: paragraphs a line, by section."""
    made = []
    for id, words in {"overview": overview, **sections}.items():
        paragraphs = [
            Paragraph(id=f"{id}.{number}", sentences=past_sentences(f"{id}.{number}", line))
            for number, line in enumerate(words.split("\n"), 1)
            if line
        ]
        made.append(Section(id=id, heading=HEADINGS.get(id, ""), paragraphs=paragraphs))
    return Report(sections=made)


def scored(report: Report, of: Case | None = None) -> Scored:
    """A text as metrics read it, the case's figures and notes behind it."""
    of = of or case()
    behind = outline(of.input).model_copy(update={"sections": report.sections, "structured": False})
    return Scored(of, behind, tuple(check(behind)))


def score(id: str, report: Report, of: Case | None = None) -> float | None:
    """A metric of a text."""
    return METRICS[id].measure(scored(report, of))
