"""Drafts a report: figures and notes in, a checked draft out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nianbao.checking import Finding, check, tagged
from nianbao.drafting.aspect_layout import in_their_aspects, laid_out
from nianbao.drafting.draft import Advice, Draft
from nianbao.drafting.engines import Engine
from nianbao.drafting.engines import engine as engine_named
from nianbao.drafting.engines.offline import Offline
from nianbao.errors import InputError, InputProblem
from nianbao.facts import FactBook, bind, complete
from nianbao.kinds import Form, first_year, form_for, form_named
from nianbao.kinds.statements import Detail
from nianbao.report import Report, Section, TableSeen
from nianbao.report.model import limits_of, section_length
from nianbao.text.personal_data import masked


def _form(report: Report) -> Form:
    """The form to draft by.

    Raises:
        InputError: no unit, no year, or a year before there was a form.
    """
    problems = []
    if report.unit is None:
        problems.append(InputProblem(where="素材", what="没有写编制机关", remedy="请填写单位全称，如“白沙镇人民政府”"))
    if report.year is None:
        problems.append(InputProblem(where="素材", what="没有写报告年度", remedy="请填写四位年份，如 2025"))
    elif report.year < (first := first_year(report.kind)):
        remedy = f"统一的格式自 {first} 年度起施行，请检查年度是否填错"
        problems.append(InputProblem(where="素材", what=f"不能起草 {report.year} 年度的报告", remedy=remedy))
    if problems or report.year is None:
        raise InputError(problems)
    return form_named(report.edition, report.kind) if report.edition else form_for(report.kind, report.year)


def outline(report: Report) -> Report:
    """The report to draft: edition set, totals computed, tables in place, title written, no sections.

    Raises:
        InputError: it has no unit, no year, or a year without a form.
    """
    chosen = _form(report)
    cells = complete(chosen, report.cells)
    tables = [TableSeen(id=table.id) for table in chosen.tables if table.printed]
    filled = report.model_copy(
        update={
            "edition": chosen.edition,
            "cells": cells,
            "stage": "draft",
            "tables": tables,
            "sections": [],
            "notes": in_their_aspects(chosen, report.notes),
        }
    )
    title = "".join(span.shown for span in bind(chosen.title, FactBook(filled)))
    return filled.model_copy(update={"title": title})


def _within_limits(base: Report) -> Report:
    """The report with figures told more shortly where a section would be longer than a local requirement allows.

    What an office chose is kept, and nothing is left out that a note says; what is too long even so, the check tells.
    """
    form = form_named(base.edition, base.kind)
    limits = limits_of(base)
    if not limits or base.detail:
        return base

    def fits(report: Report) -> bool:
        sections = Offline().compose(FactBook(report)).sections
        return not any(
            section_length(section, limit) > (limit.most or 0)
            for section in sections
            for limit in limits
            if form.role_of_section(section.id) == limit.section
        )

    shorter: list[Detail] = ["中", "简"]
    told = [base, *(base.model_copy(update={"detail": detail}) for detail in shorter)]
    return next((report for report in told if fits(report)), told[-1])


def _unused(report: Report, sections: list[Section]) -> list[str]:
    used = {
        source
        for section in sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        for source in sentence.sources or ()
    }
    notes = [note.id for note in report.notes if f"note:{note.id}" not in used and note.words.strip()]
    return notes + [problem.id for problem in report.problems if f"problem:{problem.id}" not in used]


_BEGUN = 40
"""Characters of a note that a finding on it quotes."""


def unlisted(report: Report, findings: Iterable[Finding], listed: Collection[str]) -> list[Finding]:
    """Findings without those of notes left out of the text that are listed for a person (请核实) already.

    Args:
        listed: the ids of those notes.
    """
    words = tuple(
        begun for note in report.notes if note.id in listed and (begun := masked(note.words)[:_BEGUN].strip())
    )
    unused = tagged("unused")
    return [item for item in findings if item.code not in unused or not any(one in item.message for one in words)]


def _advice(report: Report, chosen: Form) -> list[Advice]:
    noted = {note.aspect for note in report.notes if note.words.strip()}
    return [
        Advice(aspect=aspect.id, label=aspect.label, concrete=aspect.concrete)
        for aspect in chosen.aspects
        if aspect.id not in noted
    ]


def draft(
    report: Report, engine: str | Engine = "offline", parts: frozenset[str] | None = None, *, checked: bool = True
) -> Draft:
    """Draft a report.

    Args:
        report: figures and notes, as ``load`` gives them.
        engine: the name of an engine, or an engine. parts: as for ``Engine.compose``.
        checked: whether it has findings; not where it is put together with an older draft and checked then.

    Returns:
        The draft. Wrong totals and missing cells are findings, not refusals.

    Raises:
        InputError: no unit, no year, or a year for which there is no form.
        NianbaoError: there is no such engine.
    """
    writer = engine_named(engine) if isinstance(engine, str) else engine
    base = _within_limits(outline(report))
    composed = writer.compose(FactBook(base), parts)
    sections = laid_out(form_named(base.edition, base.kind), composed.sections, numbered=bool(base.points))
    drafted = base.model_copy(update={"sections": sections})
    unused = _unused(drafted, sections)
    return Draft(
        report=drafted,
        engine=writer.name,
        findings=unlisted(drafted, check(drafted), {*unused, *(item.note for item in composed.dropped)})
        if checked
        else [],
        unused=unused,
        dropped=list(composed.dropped),
        advice=_advice(drafted, form_named(drafted.edition, drafted.kind)),
        read=[sentence for sentence in drafted.sentences() if sentence.verbatim],
        usage=composed.usage,
        prompts=composed.prompts,
        failures=composed.failures,
        unverified=composed.unverified,
        left=composed.left,
    )
