"""Which sentence of an aspect follows which, and where a paragraph ends: by what its form says that it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from nianbao.drafting.locked_words import grammar
from nianbao.facts.binding import REFERENCE
from nianbao.kinds import Form
from nianbao.kinds.statements import Matter
from nianbao.report import FactRef, Note, Paragraph, Section, Sentence, Text

_LONG, _LEAST = 300, 60
"""Characters from which an aspect has several paragraphs, and of the shortest: readers found one of 400 too long, and
a paragraph of one short sentence is no better."""
_CLAUSES = re.compile("[，,；;：:。]")
_FEWEST, _ORDINALS = 3, "一二三四五六七八九十"
_NTH = re.compile("[一二三四五六七八九十]是(?=[^，。；]{2})")
_SHORT = 6
"""Characters of a first clause that only says when or names a thing: 9月至11月, 考核."""
_GOES_ON = ("其中", "其余", "此外", "另", "同时", "此", "该", "这", "上述", "以上", "以后", "后来", "还")
"""How words begin that only make sense behind what stands before them."""


def in_their_aspects(form: Form, notes: Sequence[Note]) -> list[Note]:
    """Notes under the aspects that they belong to, where the clerk wrote one down elsewhere (培训 under 平台建设)."""
    ids = {aspect.known_as: aspect.id for aspect in form.aspects}

    def placed(note: Note) -> Note:
        for row in grammar()["belongs"]:
            here = note.text and form.role_of_aspect(note.aspect) in row["of"] and row["to"] in ids
            if here and any(re.search(words, note.text) for words in row["words"]):
                return note.model_copy(update={"aspect": ids[row["to"]]})
        return note

    return [placed(note) for note in notes]


def _matters(form: Form, aspect: str) -> list[Matter]:
    return [matter for matter in form.matters if matter.aspect == form.role_of_aspect(aspect)]


def _of(id: str, matter: Matter) -> bool:
    """Whether an account is one of a matter's."""
    return any(f"{id}.".startswith(f"{one}.") for one in matter.accounts)


def _rows(form: Form, matter: Matter) -> set[str]:
    """The rows whose figures a matter's accounts tell."""
    told = [item for item in form.statements if _of(item.id, matter)]
    ids = [id for item in told for text in item.wordings for id in REFERENCE.findall(text)]
    ids += [id for item in told for parts in item.breakdowns for id in parts.facts]
    return {id.rpartition(".")[0] for id in ids if not id.startswith("last.")}


def _account(form: Form, sentence: Sentence, matters: Sequence[Matter]) -> int | None:
    """The matter that an account tells of, ours or a model's in other words, by its number; None of what is none."""
    found = next((at for at, matter in enumerate(matters) if _of(sentence.id, matter)), None)
    first = next((span.id for span in sentence.spans if isinstance(span, FactRef) and span.id in form.cells), None)
    if found is not None or first is None:
        return found
    row = first.rpartition(".")[0]
    return next((at for at, matter in enumerate(matters) if row in _rows(form, matter)), None)


def _about(text: str, matters: Sequence[Matter], before: int | None = None) -> int:
    """The matter that a note is about, by its number: by the words of its first clause, that of the one before it where
    it goes on from there, else the one that holds the rest."""
    rest = next((at for at, matter in enumerate(matters) if not matter.words and not matter.accounts), len(matters) - 1)
    clauses = [clause for clause in _CLAUSES.split(text.strip()) if clause]
    if before is not None and text.startswith(_GOES_ON):
        return before
    leads = bool(clauses) and (len(clauses[0]) <= _SHORT or clauses[0].endswith("中"))  # 4月; 新收的9件中
    first = "，".join(clauses[: 2 if leads else 1])
    found = [(first.find(word), at) for at, matter in enumerate(matters) for word in matter.words if word in first]
    return min(found)[1] if found else rest


def notes_in_order(form: Form, aspect: str, notes: Sequence[Note]) -> list[Note]:
    """An aspect's notes, those about one matter together, in the order of the matters; else in the clerk's."""
    if not (matters := _matters(form, aspect)):
        return list(notes)
    places: list[int] = []
    for note in notes:
        places.append(_about(note.words, matters, places[-1] if places else None))
    return [note for _, note in sorted(zip(places, notes, strict=True), key=lambda pair: pair[0])]


def _places(form: Form, aspect: str, sentences: Sequence[Sentence]) -> list[int]:
    """The matter of each sentence; another sentence of the same note stays with its first."""
    matters = _matters(form, aspect)
    of_note: dict[str, int] = {}
    places: list[int] = []
    for sentence in sentences:
        account = _account(form, sentence, matters)
        if account is not None:
            places.append(account)
            continue
        note = next((source for source in sentence.sources or () if source.startswith("note:")), "")
        place = of_note[note] if note in of_note else _about(sentence.text, matters, places[-1] if places else None)
        if note:
            of_note[note] = place
        places.append(place)
    return places


def in_order(form: Form, aspect: str, figures: Sequence[Sentence], words: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of an aspect: of each matter its accounts, then what the notes say of it."""
    known = next(item for item in form.aspects if item.id == aspect)
    if not _matters(form, aspect):
        return [*figures, *words] if known.figures_first else [*words, *figures]
    sentences = [*figures, *words]
    places = [*_places(form, aspect, figures), *_places(form, aspect, words)]
    return [sentence for _, sentence in sorted(zip(places, sentences, strict=True), key=lambda pair: pair[0])]


def laid_out(form: Form, sections: Sequence[Section], *, numbered: bool = False) -> list[Section]:
    """Sections as an engine composed them, each aspect one paragraph, with several for an aspect that is long.

    Args:
        numbered: whether an office wants what notes tell in an aspect as 一是…。二是…。.
    """
    found = []
    for section in sections:
        given = [_numbered(form, item) for item in section.paragraphs] if numbered else section.paragraphs
        paragraphs = [part for item in given for part in _parted(form, _counted_on(item))]
        more = len(paragraphs) - len(section.paragraphs)
        at = section.table_at + (more if section.table_at == len(section.paragraphs) else 0)
        found.append(section.model_copy(update={"paragraphs": paragraphs, "table_at": at}))
    return found


def _parted(form: Form, paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph as it is, or as several where it is long and tells of several matters."""
    aspect, matters = paragraph.aspect or "", _matters(form, paragraph.aspect or "")
    if listed := _listed(paragraph):
        return listed
    if paragraph.role != "body" or not any(item.apart for item in matters) or _length(paragraph.sentences) < _LONG:
        return [paragraph]
    groups: list[list[Sentence]] = [[]]
    at: int | None = None
    for place, sentence in zip(_places(form, aspect, paragraph.sentences), paragraph.sentences, strict=True):
        if at is not None and place != at and matters[place].apart:
            groups.append([])
        groups[-1].append(sentence)
        at = place
    return [
        paragraph.model_copy(update={"id": paragraph.id if at == 0 else f"{paragraph.id}.{at + 1}", "sentences": group})
        for at, group in enumerate(_joined(groups))
    ]


def _listed(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph that lists things as 一是…。二是…。: the list whole, and what leads to it by itself where it is long;
    nothing for any other."""
    marks = [match[0] for item in paragraph.sentences if (match := _NTH.match(item.text))]
    if paragraph.role != "body" or len(marks) < _FEWEST or marks[0] != "一是":
        return []
    at = next(at for at, item in enumerate(paragraph.sentences) if item.text.startswith("一是"))
    if _length(paragraph.sentences[:at]) < _LEAST or _length(paragraph.sentences) < _LONG:
        return [paragraph]
    parts = enumerate((paragraph.sentences[:at], paragraph.sentences[at:]), 1)
    ids = {1: paragraph.id}
    return [
        paragraph.model_copy(update={"id": ids.get(part, f"{paragraph.id}.{part}"), "sentences": sentences})
        for part, sentences in parts
    ]


def _counted_on(paragraph: Paragraph) -> Paragraph:
    """An aspect's paragraph whose list a model numbered and lost a member of (二是…。三是…。), numbered anew."""
    sentences = list(paragraph.sentences)
    at = [number for number, item in enumerate(sentences) if _NTH.match(item.text)]
    told = [_ORDINALS.index(sentences[number].text[0]) for number in at]
    ours = all(sentences[number].origin == "chat" and isinstance(sentences[number].spans[0], Text) for number in at)
    if not paragraph.aspect or not ours or told == list(range(len(at))) or told != sorted(set(told)):
        return paragraph
    for number, place in enumerate(at):
        first, *more = sentences[place].spans
        mark = f"{_ORDINALS[number]}是" if len(at) > 1 else ""
        spans = [Text(text=mark + first.shown[2:]), *more]
        sentences[place] = sentences[place].model_copy(update={"spans": spans})
    return paragraph.model_copy(update={"sentences": sentences})


def _numbered(form: Form, paragraph: Paragraph) -> Paragraph:
    """An aspect's paragraph with what each note tells numbered, from three notes on."""
    if paragraph.role != "body" or not paragraph.aspect:
        return paragraph
    matters = _matters(form, paragraph.aspect)
    first: dict[str, str] = {}
    for sentence in paragraph.sentences:
        notes = [source for source in sentence.sources or () if source.startswith("note:")]
        if notes and _account(form, sentence, matters) is None:
            first.setdefault(notes[0], sentence.id)
    if not _FEWEST <= len(first) <= len(_ORDINALS):
        return paragraph
    marks = {id: f"{_ORDINALS[number]}是" for number, id in enumerate(first.values())}
    sentences = [
        item.model_copy(update={"spans": [Text(text=marks[item.id]), *item.spans]}) if item.id in marks else item
        for item in paragraph.sentences
    ]
    return paragraph.model_copy(update={"sentences": sentences})


def _joined(groups: Sequence[list[Sentence]]) -> list[list[Sentence]]:
    """Groups of sentences, short neighbours as one, and what is short even so with what stands before it."""
    together = [
        [sentence for group in run for sentence in group]
        for short, found in groupby(groups, key=lambda group: _length(group) < _LEAST)
        for run in ([list(found)] if short else [[group] for group in found])
    ]
    out: list[list[Sentence]] = []
    for group in together:
        if out and min(_length(group), _length(out[-1])) < _LEAST:
            out[-1] += group
        else:
            out.append(group)
    return out


def _length(sentences: Sequence[Sentence]) -> int:
    return sum(len(sentence.text) for sentence in sentences if sentence.support != "blank")
