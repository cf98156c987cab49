"""All rules, those with a tag, and running them over a report."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from nianbao.checking.context import BESIDE, Context
from nianbao.checking.copied_text import Copied
from nianbao.checking.finding import Finding, Tag
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.checking.rule import RULES, Rule
from nianbao.kinds.load import looked_at_once
from nianbao.report import Origin, Paragraph, Report, Section, Sentence, Text

_MOST = 1000
"""Findings of one rule; a report has some ten, and what has more is not read to the end, which is said."""


def check(report: Report, copied: Copied | None = None) -> list[Finding]:
    """Check a report, drafted, given as figures, or finished.

    Returns:
        Findings in the report's order: by paragraph and place, then tables, then the whole. A severity
        never exceeds its rule's.
    """
    with looked_at_once():
        return _checked(Context(report, copied))


def _checked(context: Context) -> list[Finding]:
    cells = {id: index for index, id in enumerate(context.form.cells)} if context.form else {}
    found: list[Finding] = []
    for rule in all_rules():
        found += _found(context, rule)
    found += _beside(context)

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.position is not None:
            return 0, finding.position, finding.code
        return (1, cells.get(finding.cell, 0), finding.code) if finding.cell else (2, 0, finding.code)

    return sorted(found, key=place)


def _found(context: Context, rule: Rule) -> Iterator[Finding]:
    """What a rule finds, and that it broke off if it did: the fault is ours, and the other rules still speak."""
    context.rule = rule
    try:
        found = iter(rule.check(context))
        yield from islice(found, _MOST)
        if next(found, None) is not None:
            yield _not_to_the_end(context, rule)
    except Exception as error:
        yield not_finished(context, rule, error)


def _beside(context: Context) -> Iterator[Finding]:
    """What is unfinished or private in words that stand beside the text: headers, footers, words in cells.

    Nothing else is said of them: they are no sentences of the report.
    """
    report = context.report
    given = [(item.text, {"where": item.place}) for item in report.beside]
    given += [
        (cell.typed, {"where": context.where(id), "cell": id})
        for id, cell in report.cells.items()
        if cell.typed and cell.typed.strip()
    ]
    origin: Origin = "clerk" if context.drafted else "past"
    asked = tagged("unfinished", "private")
    for words, place in given:
        said = Sentence(id=BESIDE, spans=[Text(text=words)], origin=origin)
        home = Section(id=BESIDE, paragraphs=[Paragraph(id=BESIDE, sentences=[said])])
        alone = Context(
            Report(unit=report.unit, year=report.year, kind=report.kind, stage=report.stage, sections=[home])
        )
        for rule in all_rules():
            if rule.code in asked:
                yield from (item.model_copy(update=_NOWHERE | place) for item in _found(alone, rule))


_NOWHERE = {"start": None, "end": None, "paragraph": "", "position": None, "section": "", "offset": None}


def not_finished(context: Context, rule: Rule, error: Exception) -> Finding:
    """That a rule broke off: what it looks for was not judged, and the report is not said to be clean.

    Args:
        error: what it broke off with; the finding names its kind and the line of our code, no text of the report.
    """
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return context.whole(
        f"程序出错，“{rule.title}”这一项没有检查完",
        severity="warning",
        verdict="unassessed",
        evidence={"出错": f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"},
        fix="这一项请人工核对，并把出错一行告诉维护人员",
    )


def _not_to_the_end(context: Context, rule: Rule) -> Finding:
    """That a rule found so much that the rest was not looked at."""
    return context.whole(
        f"“{rule.title}”已经列出{_MOST}处，后面的没有再查",
        severity="warning",
        verdict="unassessed",
        fix="先改这些；改完以后再检查一次",
    )


def all_rules() -> list[Rule]:
    """Every rule, by code."""
    import nianbao.checking.rules  # noqa: F401  (registers them)

    return [RULES[code] for code in sorted(RULES)]


def known_rules() -> list[Rule]:
    """Every code that a finding may have: the rules, and what a reading model tells."""
    return [*all_rules(), READ_BY_MODEL]


@cache
def tagged(*tags: Tag) -> frozenset[str]:
    """The codes of the rules with any of some tags: how other rooms ask what a finding tells."""
    return frozenset(rule.code for rule in all_rules() if not set(tags).isdisjoint(rule.tags))
