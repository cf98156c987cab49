"""The engine without a model: deterministic, the default. Nothing is said without a cell or a note."""

from __future__ import annotations

from nianbao.drafting.accounts import blank_sentence, place_statements, uncovered
from nianbao.drafting.answer_sentences import sentences_of
from nianbao.drafting.aspect_layout import in_order, notes_in_order
from nianbao.drafting.draft import Composed, Dropped
from nianbao.drafting.note_sentences import answered_none, is_bare, left_of_problems, left_out
from nianbao.drafting.problem_paragraphs import problem_paragraphs
from nianbao.drafting.told_by_tables import without_repeats
from nianbao.facts import FactBook, bind, form_of
from nianbao.kinds import Aspect, Form, Heading, Required
from nianbao.report import FactRef, Note, Paragraph, Section, Sentence, Span, Text

_ORDINALS = "一二三四五六七八九十"


class Offline:
    """Composes the report from figures and notes, with no model and no network."""

    name = "offline"
    sends = False
    destination = ""

    def compose(self, book: FactBook, parts: frozenset[str] | None = None) -> Composed:  # noqa: ARG002 (it writes all)
        """Draft every section."""
        form = form_of(book.report)
        if form is None:
            return Composed([])
        sections = [_preamble(form, book)]
        sections += [_section(form, heading, book) for heading in form.sections]
        sections, repeated = without_repeats(sections, form, book)
        return Composed(sections, dropped=[*_left(book), *repeated])


def _left(book: FactBook) -> list[Dropped]:
    found = [*left_out(book, book.report.notes), *left_of_problems(book)]
    return [Dropped(text=item.text, reason=item.why, note=item.note) for item in found]


def _fixed(id: str, spans: list[Span]) -> Sentence:
    return Sentence(id=id, spans=spans, sources=[f"form:{id}"], support="supported", origin="offline")


def _preamble(form: Form, book: FactBook) -> Section:
    sentences = [_fixed(item.id, bind(item.text, book)) for item in form.preamble] + _local(form, "preamble", book)
    if contact := _contact(book):
        sentences.append(contact)
    return Section(id="preamble", paragraphs=[Paragraph(id="preamble", sentences=sentences)] if sentences else [])


def _local(form: Form, section: str, book: FactBook) -> list[Sentence]:
    """The sentences that local requirements want in a section."""
    unit = book.report.unit
    role = form.role_of_section(section)
    return [
        _fixed(f"local.{profile.id}.{item.id}", bind(item.text, book))
        for profile in book.report.profiles
        for item in profile.sentences
        if item.section == role
        and profile.read(item) != "seen"
        and unit is not None
        and item.is_for(unit.kind, unit.nearest)
    ]


def _heading(aspect: Aspect, book: FactBook) -> str:
    """What an aspect's sub-heading is called: as reports of the place have it, else by the form."""
    called = (
        item.heading for profile in book.report.profiles for item in profile.outline if item.aspect == aspect.known_as
    )
    return next((heading for heading in called if heading), aspect.label)


def _contact(book: FactBook) -> Sentence | None:
    labels = [label for label, text in book.report.contact.items() if text.strip()]
    if not labels:
        return None
    spans = bind("如对本报告有疑问，请与{{unit}}联系（", book)
    for index, label in enumerate(labels):
        fact = book[f"contact.{label}"]
        spans += [
            Text(text=("；" if index else "") + f"{label}："),
            FactRef(id=fact.id, value=fact.value, text=fact.text),
        ]
    spans.append(Text(text="）。"))
    return Sentence(id="preamble.contact", spans=spans, sources=["contact"], support="supported", origin="offline")


def _section(form: Form, heading: Heading, book: FactBook) -> Section:
    aspects = form.aspects_of(heading.id)
    if heading.holding:  # what was noted stands before what is counted, and the lead before that
        noted = _aspects(form, heading, aspects, book) if aspects else []
        counted = problem_paragraphs(book, heading)
        paragraphs = noted + (_lead(heading, book) if book.report.problems else []) + counted
        if not paragraphs:
            paragraphs = [_asked(heading)]
    elif aspects:
        opening = place_statements(form, book, heading.id, None)
        opening += _local(form, heading.id, book)
        first = [Paragraph(id=f"{heading.id}.lead", sentences=opening)] if opening else []
        paragraphs = _lead(heading, book) + first + (_aspects(form, heading, aspects, book) or [_asked(heading)])
    else:
        sentences = place_statements(form, book, heading.id, None)
        sentences += _others(form, heading, book, said=bool(sentences))
        sentences += _local(form, heading.id, book)
        paragraphs = _lead(heading, book)
        paragraphs += [Paragraph(id=f"{heading.id}.{item.id}", sentences=[item]) for item in sentences]
    return Section(
        id=heading.id, heading=heading.title, paragraphs=paragraphs, table=heading.table, table_at=len(paragraphs)
    )


def _lead(heading: Heading, book: FactBook) -> list[Paragraph]:
    if not heading.lead:
        return []
    id = f"{heading.id}.lead"
    return [Paragraph(id=id, sentences=[_fixed(id, bind(heading.lead, book))])]


def _asked(heading: Heading) -> Paragraph:
    """A section of which nothing is known."""
    what = heading.blank or heading.title.partition("、")[2]
    blank = blank_sentence(f"blank.{heading.id}", what, heading.basis, heading.help)
    return Paragraph(id=f"{heading.id}.blank", sentences=[blank])


def _aspects(form: Form, heading: Heading, aspects: tuple[Aspect, ...], book: FactBook) -> list[Paragraph]:
    """The aspects of a section: under a sub-heading each, where there are several; an optional one only where known."""
    first_table = form.tables[0].section if form.tables else ""
    written: list[tuple[Aspect, list[Sentence]]] = []
    for aspect in aspects:
        extra = uncovered(form, book) if aspect.id == first_table else []
        sentences = _aspect(form, heading, aspect, book, extra)
        if sentences:
            written.append((aspect, sentences))
    paragraphs = []
    for number, (aspect, sentences) in enumerate(written):
        id = f"{heading.id}.{aspect.id}"
        if len(aspects) > 1:
            title = _fixed(f"{id}.heading", [Text(text=f"（{_ORDINALS[number]}）{_heading(aspect, book)}")])
            role = Paragraph(id=f"{id}.heading", role="heading", level=2, aspect=aspect.id, sentences=[title])
            paragraphs.append(role)
        paragraphs.append(Paragraph(id=id, aspect=aspect.id, sentences=sentences))
    return paragraphs


def _aspect(form: Form, heading: Heading, aspect: Aspect, book: FactBook, extra: list[Sentence]) -> list[Sentence]:
    notes = [note for note in book.report.notes if note.aspect == aspect.id]
    figures = place_statements(form, book, heading.id, aspect.id) + extra
    words = sentences_of(book, notes_in_order(form, aspect.id, notes))
    blanks = [
        blank_sentence(f"blank.{item.id}", item.blank, item.basis, item.help)
        for item in form.required
        if item.section == heading.id
        and item.aspect == aspect.id
        and _applies(item, book)
        and not _answered(item, notes)
    ]
    sentences = in_order(form, aspect.id, figures, words)
    if not sentences and not aspect.optional:
        blanks = [blank_sentence(f"blank.{aspect.id}", f"{aspect.label}情况", help=aspect.concrete), *blanks]
    return sentences + blanks


def _applies(item: Required, book: FactBook) -> bool:
    unit = book.report.unit
    return item.applies == "all" or (unit is not None and unit.of.government)


def _answered(item: Required, notes: list[Note]) -> bool:
    return any(
        note.item in (item.id, item.label) or (not note.item and any(topic in note.words for topic in item.topics))
        for note in notes
        if not is_bare(note) or answered_none(note, [item]) is not None
    )


def _others(form: Form, heading: Heading, book: FactBook, *, said: bool) -> list[Sentence]:
    """Notes on other matters; that there are none is said only when the clerk said so.

    Args:
        said: whether the section says something already (fees): it then needs no blank, what else there is is asked.
    """
    nothing = form.nothing
    if nothing is None or nothing.section != heading.id:
        return []
    notes = [note for note in book.report.notes if note.aspect == heading.id]
    none = [note for note in notes if note.words.strip(" 。") in nothing.says or is_bare(note)]
    if real := [note for note in notes if note not in none]:
        return sentences_of(book, real)
    if not none:
        return [] if said else [blank_sentence(f"blank.{heading.id}", nothing.blank, nothing.basis, nothing.help)]
    spans: list[Span] = [Text(text=nothing.text)]
    sources = [f"note:{none[0].id}"]
    return [Sentence(id=f"{heading.id}.nothing", spans=spans, sources=sources, support="supported", origin="offline")]
