"""What else could stand in a draft: earlier drafts, and what a model answered before one answer was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nianbao.errors import NianbaoError
from nianbao.jobs.draftfile import DraftFile, snapshot
from nianbao.jobs.folder import Job
from nianbao.jobs.record import First, first_answers
from nianbao.report import Paragraph, Report, Sentence

if TYPE_CHECKING:
    from nianbao.drafting.brief import Brief

__all__ = ["wordings"]

Wording = tuple[str, list[Sentence]]
"""Where it is from, in Chinese, and the sentences of a paragraph."""


def wordings(job: Job, draft: DraftFile) -> dict[str, list[Wording]]:
    """What else was written for each paragraph of a draft, each wording once.

    Args:
        draft: the job's. What its own version said when it was written is not among them.

    Returns:
        By id of the paragraph: first what the model answered, then earlier drafts, the later ones first.
    """
    found: dict[str, list[Wording]] = {}
    met: set[tuple[str, str]] = set()
    for name, paragraph in [*_answered(job, draft), *_earlier(job, draft)]:
        key = paragraph.id, paragraph.text
        if paragraph.text.strip() and key not in met:
            met.add(key)
            found.setdefault(paragraph.id, []).append((name, list(paragraph.sentences)))
    return found


def _earlier(job: Job, draft: DraftFile) -> Iterator[tuple[str, Paragraph]]:
    numbers = [path.stem.removeprefix("草稿-") for path in job.history.glob("草稿-*.json")]
    versions = sorted((int(item) for item in numbers if item.isdigit()), reverse=True)
    for number in versions:
        if number == draft.version:
            continue
        try:
            held = snapshot(job, number)
        except NianbaoError:
            continue
        for _, paragraph in held.report.paragraphs() if held is not None else ():
            yield f"第 {number} 稿", paragraph


def _made(answer: First, brief: Brief, base: Report) -> Paragraph | None:
    """The paragraph that an answer gives; None where it gives none."""
    from nianbao.drafting.answers import BadAnswer, parse
    from nianbao.drafting.engines.modelled import SHAPES, lock_answer
    from nianbao.drafting.parts import placed
    from nianbao.drafting.support import judged_by_rules, settled

    try:
        part = lock_answer(parse(answer.text, SHAPES[brief.task]), brief)
    except (BadAnswer, KeyError):
        return None
    if not part.sentences:
        return None
    part = settled(part, judged_by_rules(part, base))
    sections = placed(base.sections, part) if part.sentences else []
    return next((held for item in sections for held in item.paragraphs if held.id == brief.key), None)


def _answered(job: Job, draft: DraftFile) -> Iterator[tuple[str, Paragraph]]:
    """The answers of the record, locked and judged again as they were when it was drafted."""
    answers = [item for item in first_answers(job) if item.part.partition(".")[2]]
    if len({item.candidate for item in answers}) < 2:
        return
    from nianbao.drafting.brief import briefs
    from nianbao.drafting.engines.offline import Offline
    from nianbao.facts import FactBook

    book = FactBook(draft.report)
    try:
        base = draft.report.model_copy(update={"sections": Offline().compose(book).sections})
        known = {item.key: item for item in briefs(book)}
    except NianbaoError:
        return
    for answer in answers:
        if answer.part in known and (made := _made(answer, known[answer.part], base)) is not None:
            yield f"模型的候选 {answer.candidate + 1}", made
