"""Judges a part by rules and, where there is one, a reading model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nianbao.checking import Finding, check, tagged
from nianbao.drafting.answers import VerifyAnswer
from nianbao.drafting.complaints import Complaint
from nianbao.drafting.draft import Dropped
from nianbao.drafting.drafted_part import Part, placed
from nianbao.drafting.plain_words import mended
from nianbao.drafting.wording_read import asked_about, found, words_in_doubt
from nianbao.licence import Sources, judge, put_in
from nianbao.report import Report, Section, Sentence
from nianbao.text import fold


@dataclass
class Judged:
    """What was found in a part.

    Attributes:
        unsupported: sentence id → why it does not rest on what was given. generic: ids of sentences that say
            nothing that needs support. grounds: sentence id → sources that the judge names.
        unverified: why no model read the part, where one was asked. verdicts: ids of the sentences that one read;
            doubted: of those that it found to rest on nothing.
        unasked: whether sentences are left that none was asked to read.
    """

    complaints: list[Complaint] = field(default_factory=list)
    unsupported: dict[str, str] = field(default_factory=dict)
    generic: set[str] = field(default_factory=set)
    grounds: dict[str, list[str]] = field(default_factory=dict)
    wording: dict[str, list[str]] = field(default_factory=dict)
    worded: dict[str, list[Complaint]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    unverified: str = ""
    verdicts: set[str] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)
    unasked: bool = False


def sentence_at(report: Report, finding: Finding) -> Sentence | None:
    """The sentence that a finding stands in; None where it is about none."""
    for _, paragraph in report.paragraphs():
        if paragraph.id == finding.paragraph:
            piece = paragraph.at(finding.start or 0)
            return piece.sentence if piece is not None else None
    return None


def _alone(sections: list[Section], part: Part) -> list[Section]:
    """The part's own section with its own paragraphs."""
    key = part.brief.key
    return [
        section.model_copy(
            update={"paragraphs": [item for item in section.paragraphs if section.id == key or item.id in part.slots]}
        )
        for section in sections
        if section.id == key or key.startswith(f"{section.id}.")
    ]


def judged_by_rules(part: Part, base: Report) -> Judged:
    """What the check engine objects to in a part's sentences."""
    judged = Judged()
    # A text with notes behind it, no longer figures and notes alone; of the rest of the report, which the whole
    # draft's check reads, nothing.
    report = base.model_copy(update={"sections": _alone(placed(base.sections, part), part), "structured": False})
    own = {sentence.id for sentence in part.sentences}
    firm: set[str] = set()
    for finding in check(report):
        if finding.verdict != "fails" or finding.severity == "info" or finding.code in tagged("person"):
            continue
        sentence = sentence_at(report, finding) if finding.paragraph in part.slots else None
        if sentence is None or sentence.id not in own:
            continue
        told = finding.fix.advice if finding.fix is not None and finding.code not in tagged("unsupported") else ""
        advice = f"（{told}）" if told else ""  # 补进素材 is for the clerk to do
        complaint = Complaint(f"{finding.message}{advice}", sentence.text, fatal=False)
        judged.complaints.append(complaint)
        if finding.code in tagged("unsupported", "contradicted"):
            judged.unsupported.setdefault(sentence.id, finding.message)
            if finding.code in tagged("wording"):
                judged.worded.setdefault(sentence.id, []).append(complaint)
            else:
                firm.add(sentence.id)
    for sentence in part.sentences:
        for name in (item.words for item in part.brief.mask.masked if item.kind == "姓名"):
            if name in sentence.text and sentence.id not in firm:
                told = f"写了“{name}”：公开的报告一般写岗位或科室，不写个人姓名，请核实"
                judged.complaints.append(Complaint(told, sentence.text, fatal=False))
                judged.unsupported.setdefault(sentence.id, told)
                firm.add(sentence.id)
    waiting = [item for item in part.sentences if item.id in judged.unsupported and item.id not in firm]
    sources = Sources(base, part.brief.book) if waiting else None
    for sentence in waiting:
        assert sources is not None
        doubts = judge(sentence.text, sources.behind(sentence), sentence.sources, bound=put_in(sentence)).wording
        if doubts:
            judged.wording[sentence.id] = words_in_doubt(sentence.text, doubts)
    return judged


def numbered(part: Part, wording: Mapping[str, Sequence[str]]) -> str:
    """A part's sentences as a judge reads them."""
    return "\n".join(
        f"{number}. {part.brief.short.out(part.brief.wired(sentence.spans))}"
        f"〔依据：{'、'.join(part.brief.named(sentence.sources or ())) or '没有写'}〕"
        f"{asked_about(wording.get(sentence.id, ()))}"
        for number, sentence in enumerate(part.sentences, 1)
    )


_WHY = 120
"""Characters of a reading model's reason that are kept."""


def judged_by_model(part: Part, answer: VerifyAnswer, wording: Mapping[str, Sequence[str]]) -> Judged:
    """A reading model's verdicts, on the sentences as they were numbered."""
    judged = Judged()
    sentences = part.sentences
    for verdict in answer.verdicts:
        if not 1 <= verdict.n <= len(sentences):
            continue
        sentence = sentences[verdict.n - 1]
        judged.verdicts.add(sentence.id)
        if verdict.verdict == "unsupported":
            why = mended(verdict.why)[:_WHY] or "素材和事实里没有"
            judged.unsupported[sentence.id] = why
            judged.complaints.append(Complaint(f"没有依据：{why}", sentence.text, fatal=False))
        elif verdict.verdict == "generic":
            judged.generic.add(sentence.id)
        elif found(
            wording.get(sentence.id, ()), verdict, part.brief.telling(sentence.sources or ()), fold(sentence.text)
        ):
            judged.read.add(sentence.id)
        named = [part.brief.sources.get(item, "") for item in part.brief.short.ids(verdict.sources)]
        judged.grounds[sentence.id] = [source for source in named if source]
    return judged


def _grounded(sentence: Sentence, judged: Judged, part: Part) -> Sentence:
    """A sentence with the sources that the judge names, where it named none itself."""
    if sentence.sources:
        return sentence
    found: dict[str, None] = {}
    for source in judged.grounds.get(sentence.id, []):
        found.update(dict.fromkeys(part.brief.rests_on(source)))
    return sentence.model_copy(update={"sources": list(found)})


def settled(part: Part, judged: Judged) -> Part:
    """A part as it is kept: what rests on nothing is dropped, what cites a source and may not rest on it is marked.

    A sentence that cites a note or a figure is never dropped here.
    """
    slots: dict[str, list[Sentence]] = {}
    dropped = list(part.dropped)
    for slot, sentences in part.slots.items():
        kept = []
        for sentence in sentences:
            why = judged.unsupported.get(sentence.id, "")
            sentence = _grounded(sentence, judged, part)
            if why and not sentence.sources:
                dropped.append(Dropped(text=sentence.text, reason=f"没有依据：{why}"))
                continue
            if why:
                support = "unsupported"
            elif not sentence.sources:
                if sentence.id not in judged.generic:
                    dropped.append(Dropped(text=sentence.text, reason="没有写依据"))
                    continue
                support = "generic"
            else:
                support = "read" if sentence.id in judged.read else "supported"
            kept.append(
                sentence.model_copy(
                    update={"support": support, "doubt": "" if "{{" in why else part.brief.short.told(why)}
                )
            )
        slots[slot] = kept
    return replace(part, slots=slots, dropped=dropped)
