"""Perturbations: a good text made worse in known ways, so that one can see which metrics notice.

What is changed is no longer bound to a fact; it stands under the sources that were cited before.

Doses are nested: the places that a small dose spoils are among those of a larger one. Every result is the same for the
same seed.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.rules.stated_problems import problems_and_measures
from nianbao.patterns import any_of, lazy
from nianbao.report import Paragraph, Report, Sentence, Span, Text
from nianbao.text import fold, raw_numerals

__all__ = ["DEGRADATIONS", "DOSES", "Edit", "Material", "degraded", "edited"]


class Edit(NamedTuple):
    """Words to put in place of a stretch of a paragraph; a new sentence behind it where ``behind``."""

    paragraph: str
    start: int
    end: int
    words: str
    behind: bool = False


def _put(sentence: Sentence, words: str, id: str) -> Sentence:
    """A new sentence behind another, bound to nothing, under the other's sources."""
    update = {"id": id, "spans": [Text(text=words)], "guards": [], "origin": "chat", "verbatim": False}
    return sentence.model_copy(update=update)


def _changed(sentence: Sentence, edits: Sequence[tuple[int, int, str]]) -> Sentence:
    """A sentence with some stretches changed; figures and names that no edit touches stay bound.

    Args:
        edits: start and end in the sentence, and the words put there; they do not overlap.
    """
    spans: list[Span] = []
    at = 0
    for span in sentence.spans:
        shown, end = span.shown, at + len(span.shown)
        mine = sorted((low, high, words) for low, high, words in edits if low < end and at < high)
        if not mine:
            spans.append(span)
        for low, high, words in reversed(mine):
            cut, stop = max(low - at, 0), min(high - at, len(shown))
            shown = shown[:cut] + (words if low >= at else "") + shown[stop:]  # over several spans: into the first
        if mine and shown:
            spans.append(Text(text=shown))
        at = end
    return sentence.model_copy(update={"spans": spans, "guards": [], "origin": "chat", "verbatim": False})


def _edited_paragraph(paragraph: Paragraph, edits: Sequence[Edit]) -> Paragraph | None:
    """The paragraph with some stretches changed; None where no words are left."""
    made: list[Sentence] = []
    at = 0
    for sentence in paragraph.sentences:
        end = at + len(sentence.text)
        mine = [edit for edit in edits if not edit.behind and edit.start < end and at < edit.end]
        inside = [(max(edit.start - at, 0), edit.end - at, edit.words if edit.start >= at else "") for edit in mine]
        changed = _changed(sentence, inside) if mine else sentence
        if changed.text.strip():
            made.append(changed)
        for number, edit in enumerate((edit for edit in edits if edit.behind and at < edit.end <= end), 1):
            id = f"{sentence.id}.put{number}"
            same = edit.words == sentence.text
            made.append(sentence.model_copy(update={"id": id}) if same else _put(sentence, edit.words, id))
        at = end
    return paragraph.model_copy(update={"sentences": made}) if made else None


def edited(report: Report, edits: Iterable[Edit]) -> Report:
    """A copy with some stretches changed; paragraphs without words left are gone, headings stay."""
    by_paragraph: dict[str, list[Edit]] = {}
    for edit in edits:
        by_paragraph.setdefault(edit.paragraph, []).append(edit)
    sections = []
    for section in report.sections:
        kept = []
        for paragraph in section.paragraphs:
            mine = by_paragraph.get(paragraph.id)
            changed = _edited_paragraph(paragraph, mine) if mine else paragraph
            if changed is not None:
                kept.append(changed)
        sections.append(section.model_copy(update={"paragraphs": kept}))
    return report.model_copy(update={"sections": sections, "structured": False})


DOSES = (0.0, 0.1, 0.25, 0.5, 1.0)
"""Shares of the places that are spoiled."""


@dataclass(frozen=True)
class Material:
    """What is put into texts.

    Attributes:
        last: paragraphs of last year's report. others: of another unit's. inventions: sentences that no note has.
        misprints: a term → the same misprinted. slogans: sentences that say nothing.
    """

    last: Sequence[str] = ()
    others: Sequence[str] = ()
    inventions: Sequence[str] = ()
    misprints: Mapping[str, str] | None = None
    slogans: Sequence[str] = ()


_Places = Callable[[Report, Material, random.Random], list[list[Edit]]]
DEGRADATIONS: dict[str, _Places] = {}
"""Name → what finds its places: for each place the edits that spoil it."""


def _degradation(name: str) -> Callable[[_Places], _Places]:
    def register(find: _Places) -> _Places:
        DEGRADATIONS[name] = find
        return find

    return register


def degraded(name: str, report: Report, dose: float, material: Material, seed: int = 0) -> Report:
    """A text spoiled in one way.

    Args:
        name: of ``DEGRADATIONS``. report: a good text. dose: 0 to 1, the share of its places; above 0 at least one.
        material: what is put in. seed: which places go first, and what they become.

    Returns:
        A copy. With dose 0, and where the text has no such place, the text as it is.

    Raises:
        KeyError: there is no such degradation.
    """
    draw = random.Random(f"{name} {seed}")
    places = DEGRADATIONS[name](report, material, draw)
    draw.shuffle(places)
    count = math.ceil(dose * len(places))
    edits = [edit for place in places[:count] for edit in place]
    return edited(report, edits) if edits else report


def _bodies(report: Report) -> list[Paragraph]:
    return [
        paragraph
        for section, paragraph in report.paragraphs()
        if section.id != "preamble" and paragraph.role == "body" and paragraph.text.strip()
    ]


def _spots(paragraph: Paragraph) -> list[tuple[int, int, Sentence]]:
    """The sentences of a paragraph that wait for nobody, with their places."""
    found, at = [], 0
    for sentence in paragraph.sentences:
        end = at + len(sentence.text)
        if sentence.support != "blank" and sentence.text.strip():
            found.append((at, end, sentence))
        at = end
    return found


# ── the ways


@_degradation("wrong_figure")
def _wrong_figure(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A figure becomes another one."""
    places = []
    for paragraph in _bodies(report):
        text = paragraph.text
        for item in raw_numerals(text):
            number = re.search(r"[0-9]+", fold(item.text))
            if number is None or item.measure == "年":
                continue
            value = int(number.group())
            other = value + draw.choice([n for n in (-2, -1, 1, 2, 3, 5, 7, 11, 20) if value + n > 0])
            start = item.start + number.start()
            places.append([Edit(paragraph.id, start, start + len(number.group()), str(other))])
    return places


_OTHER_KIND = {"街道": "镇", "镇": "街道", "乡": "街道", "局": "镇", "县": "镇", "区": "镇", "市": "镇"}


@_degradation("wrong_unit")
def _wrong_unit(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """The unit becomes one of another kind: 我镇 becomes 我街道."""
    unit = report.unit
    if unit is None or unit.of.word not in _OTHER_KIND:
        return []
    other = _OTHER_KIND[unit.of.word]
    words = {word: word[0] + other for word in unit.of.self if word[0] in "我本" and word.endswith(unit.of.word)}
    words |= {unit.place: unit.place.removesuffix(unit.of.word)[:1] + "坪" + other} if unit.place else {}
    pattern = any_of(words)
    return [
        [Edit(paragraph.id, match.start(), match.end(), words[match.group()])]
        for _, paragraph in report.paragraphs()
        for match in pattern.finditer(paragraph.text)
    ]


@_degradation("dropped_note")
def _dropped_note(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A sentence that tells a note is left out."""
    return [
        [Edit(paragraph.id, start, end, "")]
        for paragraph in _bodies(report)
        for start, end, sentence in _spots(paragraph)
        if any(source.startswith("note:") for source in sentence.sources or ())
    ]


@_degradation("stale_year")
def _stale_year(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """The year of the report becomes the year before."""
    if report.year is None:
        return []
    pattern = re.compile(rf"(?<![0-9〔]){report.year}(?=年)")
    return [
        [Edit(paragraph.id, match.start(), match.end(), str(report.year - 1))]
        for _, paragraph in report.paragraphs()
        for match in pattern.finditer(paragraph.text)
    ]


def _pasted(report: Report, words: Sequence[str]) -> list[list[Edit]]:
    paragraphs = [item for item in _bodies(report) if any(spot[2].sources for spot in _spots(item))]
    return [
        [Edit(paragraph.id, 0, len(paragraph.text), words[number])]
        for number, paragraph in enumerate(paragraphs[: len(words)])
    ]


@_degradation("last_year_pasted")
def _last_year_pasted(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A paragraph becomes one of last year's."""
    return _pasted(report, material.last)


@_degradation("other_unit_pasted")
def _other_unit_pasted(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A paragraph becomes one of another unit's."""
    return _pasted(report, material.others)


@_degradation("doubled")
def _doubled(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A sentence is said again right behind itself."""
    return [
        [Edit(paragraph.id, start, end, sentence.text, behind=True)]
        for paragraph in _bodies(report)
        for start, end, sentence in _spots(paragraph)
        if len(sentence.text) > 15
    ]


@_degradation("problem_without_measure")
def _problem_without_measure(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A measure of section 五 is left out."""
    context = Context(report)
    _, measures = problems_and_measures(context)
    places = []
    for item in measures:
        edits = []
        for block in context.document.blocks:
            low, high = max(block.start, item.start), min(block.end, item.end)
            if block.kind == "body" and block.paragraph is not None and low < high:
                edits.append(Edit(block.paragraph.id, low - block.start, high - block.start, ""))
        if edits:
            places.append(edits)
    return places


def _put_behind(report: Report, words: Sequence[str], draw: random.Random) -> list[list[Edit]]:
    spots = [
        (paragraph.id, start, end)
        for paragraph in _bodies(report)
        for start, end, sentence in _spots(paragraph)
        if any(source.startswith(("note:", "problem:")) for source in sentence.sources or ())
    ]
    chosen = draw.sample(list(words), k=min(len(spots), len(words)))
    return [[Edit(*spot, word, behind=True)] for spot, word in zip(spots, chosen, strict=False)]


@_degradation("invented")
def _invented(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """Behind a sentence that tells a note stands one that no note has, under the same source."""
    return _put_behind(report, material.inventions, draw)


@_degradation("slogans")
def _slogans(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """Behind a sentence that tells a note stands a slogan."""
    return _put_behind(report, material.slogans, draw)


@_degradation("misprints")
def _misprints(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """A term of the statute is misprinted."""
    words = material.misprints or {}
    if not words:
        return []
    pattern = any_of(words)
    return [
        [Edit(paragraph.id, match.start(), match.end(), words[match.group()])]
        for _, paragraph in report.paragraphs()
        if paragraph.role == "body"
        for match in pattern.finditer(paragraph.text)
    ]


_STOP = lazy(r"。(?=.)")


@_degradation("run_on")
def _run_on(report: Report, material: Material, draw: random.Random) -> list[list[Edit]]:
    """Two sentences become one: a full stop becomes a comma."""
    return [
        [Edit(paragraph.id, match.start(), match.end(), "，")]
        for paragraph in _bodies(report)
        for match in _STOP.finditer(paragraph.text)
    ]
