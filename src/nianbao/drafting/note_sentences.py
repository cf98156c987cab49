"""Sentences of notes: composed from their columns, or the clerk's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from weakref import WeakKeyDictionary

from nianbao.drafting.against_tables import AgainstTables
from nianbao.drafting.locked_words import Locked
from nianbao.drafting.note_grammar import (
    Written,
    composed_row,
    is_standing,
    with_subject,
    written,
)
from nianbao.drafting.notes_left_out import LeftOut, sorted_out, withheld
from nianbao.drafting.official_words import is_official, spoken
from nianbao.facts import FactBook, bind, form_of, note_parts, problem_parts, says_none
from nianbao.kinds import Required
from nianbao.licence import Sources, judge, put_in
from nianbao.report import Guard, Note, Sentence, Span, Text, Unit, UnitRef, kinds, neutral_forms
from nianbao.text import mask, raw_numerals
from nianbao.text.quantities import is_blank_sign, quantities

_BESIDE = ("time", "channel")
"""Columns in which 无 says no more than an empty cell does."""
_WORD = 4
"""Characters of the longest word that is looked up beside a self-reference."""
_HAN = re.compile("[\u4e00-\u9fff]")
_BORDERS = re.compile("[，。；：、（）\\s]|全年|一共|总共|共计?")
_AGAIN = "另一条素材写的是同一件事，这里不再重复"
_SELF = re.compile(
    "(?:我|本)(?:"
    + "|".join(sorted({item.word for item in kinds().values() if item.word}, key=len, reverse=True))
    + ")"
)


def unit_words(spans: list[Span], unit: Unit | None) -> list[Span]:
    """Self-references in a person's words become references to the unit: 我街道 in a 镇 is 我镇.

    A superior's (按照我县部署) and what stands in quotation marks or titles stays.
    """
    if unit is None or unit.kind == "other":
        return spans
    out: list[Span] = []
    for span in spans:
        if not isinstance(span, Text):
            out.append(span)
            continue
        at = 0
        for match in _self_words(span.text, unit):
            if match.start() > at:
                out.append(Text(text=span.text[at : match.start()]))
            out.append(UnitRef(id="self", text=unit.self_word))
            at = match.end()
        if at < len(span.text):
            out.append(Text(text=span.text[at:]))
    return out


def _self_words(text: str, unit: Unit) -> Iterator[re.Match[str]]:
    if _SELF.search(text) is None:
        return
    own = {*unit.of.self, *(word for word in unit.names if len(word) <= 2)}
    superior = {f"{prefix}{place[-1]}" for place in unit.within for prefix in "我本"}
    same_level = {word for item in kinds().values() for word in item.self if item.level in (0, unit.of.level)}
    for match in _SELF.finditer(mask(text)):
        word = match.group()
        if word in neutral_forms() or (word not in own and (word in superior or word not in same_level)):
            continue
        if _by_itself(text, match.start(), match.end()):
            yield match


def _by_itself(text: str, start: int, end: int) -> bool:
    """Whether how a unit speaks of itself stands as words of its own: no 本镇 of 松本镇, no 本局 of 样本局部,
    no 本市 of 本市民.

    Before 本 must stand a mark, a word that is known or one that links: anything else may be a name and stays as it is.
    """
    from nianbao.licence.vocabulary import FUNCTION, vocabulary

    words = vocabulary().words
    before, behind = text[:start][-_WORD:], text[end:][:_WORD]
    if text[start] == "本" and before and _HAN.fullmatch(before[-1]):
        joined = any(before[-length:] + "本" in words for length in range(1, _WORD))
        known = before[-1] in FUNCTION or any(before[-length:] in words for length in range(1, _WORD + 1))
        if joined or not known:
            return False
    if not behind or text[end - 1] + behind[0] not in words:
        return True
    return any(behind[:length] in words for length in range(2, _WORD + 1))  # 本局|面向群众, but 本市民|来信


def others_self_words(text: str, unit: Unit | None) -> list[str]:
    """How a unit of another kind speaks of itself, in a text that ``unit_words`` would change: 我街道, in a 镇."""
    if unit is None or unit.kind == "other":
        return []
    found = (match.group() for match in _self_words(text, unit))
    return [word for word in dict.fromkeys(found) if word[1:] != unit.self_word[1:]]


def is_bare(note: Note) -> bool:
    """Whether all a note says is that there is none (无, 没有开展, /): no sentence by itself."""
    said = _words_of(note)
    return bool(said) and all(is_blank_sign(words) or says_none(words) for words in said)


def _words_of(note: Note) -> list[str]:
    return [
        words
        for field in (note.what, note.object, note.quantity, note.result, note.text)
        if (words := field.strip(" \n。，；"))
    ]


def as_written(note: Note) -> str:
    """A note's own words as sentences, put in no other form: what is held against the tables, and quoted."""
    parts = dict(note_parts(note))
    lead = "，".join(parts[field] for field in ("time", "channel") if field in parts)
    act = "".join(parts[field] for field in ("what", "object", "quantity") if field in parts)
    row = "，".join(words for words in (lead, act, parts.get("result", "")) if words)
    texts = [words for field, words in parts.items() if field.startswith("text")]
    return "".join(f"{words}。" for words in (row, *texts) if words)


def answered_none(note: Note, items: Sequence[Required]) -> Required | None:
    """The required item of which a note says that there was none, where all it says is that.

    Args:
        items: of the form. The note's own item counts, or the item's name before the answer (责任追究：无).
    """
    named = next((item for item in items if note.item in (item.id, item.label)), None)
    for item in items if named is None else (named,):
        said = " ".join(_words_of(note))
        begins = next((word for word in (item.label, *item.topics) if said.startswith(word)), "")
        rest = said.removeprefix(begins).removeprefix("结果").removeprefix("情况").strip(" ：:，")
        if (begins or named is not None) and says_none(rest):
            return item
    return None


def own_words(book: FactBook, source: str, text: str, *, hide: bool = True) -> list[Span]:
    """A person's words as spans: figures and self-references locked, the rest as written.

    Args:
        source: ``note:<id>.<part>`` or ``problem:<id>.<field>``, the part as ``facts`` names it.
        text: that part's words. hide: as for ``FactBook.words``.
    """
    return unit_words(book.words(source, text, hide=hide), book.report.unit)


_verdicts: dict[tuple[object, ...], bool] = {}
"""Of sentences held against their notes: a report is drafted again for every answer and every change."""
_MOST = 5000
_WAYS = ((True, True, True), (False, True, True), (True, False, True), (True, True, False), (False, False, False))
"""How a note is told until the licence finds nothing in it: places above by their names, the unit first, turns."""
_READABLE = 400
"""Characters of a sentence from which on it is not put otherwise: nobody can send it up as it is."""


class Writer:
    """Sentences of an aspect's notes, each held against its note before it stands.

    Args:
        book: the facts. named: whether the unit was named as the subject of the sentence before.
    """

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self.named = False

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self.book.report, self.book)

    @cached_property
    def _known(self) -> tuple[object, ...]:
        """What a verdict depends on beside the words of the note."""
        report = self.book.report
        cells = tuple((id, cell.value) for id, cell in sorted(report.cells.items()))
        return report.unit.name if report.unit else "", report.year, report.kind, report.edition, cells

    @cached_property
    def _aspects(self) -> dict[str, str]:
        """What rules know the aspects of the notes by, by their sources."""
        form = form_of(self.book.report)
        notes = self.book.report.notes if form is not None else []
        return {f"note:{note.id}": form.role_of_aspect(note.aspect) for note in notes if form is not None}

    @cached_property
    def _ahead(self) -> frozenset[str]:
        """Aspects, as rules know them, that tell of the year to come: 上半年 there is the next year's."""
        form = form_of(self.book.report)
        if form is None:
            return frozenset()
        return frozenset(
            aspect.known_as for aspect in form.aspects
            if aspect.section and form.role_of_section(aspect.section) == "measures"
        )  # fmt: skip

    def _stands(self, sentence: Sentence, plain: str = "") -> bool:
        """Whether the licence finds nothing in a sentence that its notes do not say; ``plain``: their own words."""
        if sentence.text.rstrip("。") == plain:
            return True
        cited = tuple(sentence.sources or ())
        told = tuple(source.text for id in cited if (source := self._sources.told.get(id)) is not None)
        key = (sentence.text, cited, told, self._known, sentence.id.startswith("measure."))
        if key not in _verdicts:
            if len(_verdicts) > _MOST:
                _verdicts.clear()
            _verdicts[key] = judge(
                sentence.text, self._sources.behind(sentence), cited, bound=put_in(sentence)
            ).licensed
        return _verdicts[key]

    def sentence(self, id: str, source: str, spans: list[Span]) -> Sentence | None:
        """What a note's free words state, in official words where the licence finds nothing in them that the note
        does not say; clause by clause as the clerk wrote it else. None where they state nothing."""
        locked = Locked(self.book)
        try:
            kept, _ = self.sorted_out(source, locked.lock(spans), locked)
        except OverflowError:
            return _said(id, source, spans, [], verbatim=True)
        return self._told(id, source, kept, locked, subject=not self.named) if kept else None

    @cached_property
    def _withheld(self) -> dict[str, str]:
        """Why nothing of a note is reported, by the sources of the notes that say so."""
        whys = {
            f"note:{note.id}": withheld([words for part, words in note_parts(note) if part.startswith("text")])
            for note in self.book.report.notes
        }
        return {source: why for source, why in whys.items() if why}

    @cached_property
    def _tables(self) -> AgainstTables:
        return AgainstTables(self.book)

    def sorted_out(
        self, source: str, text: str, locked: Locked, *, problem: bool = False
    ) -> tuple[str, list[tuple[str, str]]]:
        """As ``notes_left_out.sorted_out``; nothing of a note that says it is not to be reported, and nothing that the
        tables gainsay: which of the two holds is asked.

        Args:
            source: ``note:<id>``, with or without a part. text: locked, by ``locked``.
        """
        why = self._withheld.get(source) or self._withheld.get(source.rpartition(".")[0])
        if why and not source.endswith(".result"):
            return "", [(text, why)]
        kept, left = sorted_out(
            text, self.book.report.year, problem=problem, result=source.endswith(".result"), ones=locked.ones
        )
        note = source if source in self._aspects else source.rpartition(".")[0]
        if problem or not kept or "answer:" in source:
            return kept, left
        firm, gainsaid = self._tables.without(kept, locked, self._aspects.get(note, ""))
        if firm and self._told_by_another(note.removeprefix("note:"), locked.shown(firm)):
            return "", [*left, *gainsaid, (firm, _AGAIN)]
        return firm, [*left, *gainsaid]

    def _told_by_another(self, id: str, words: str) -> bool:
        """Whether another note has these figures and all the words around them: 网站238条, of a longer one."""
        figures = raw_numerals(words)
        if not figures:
            return False
        pieces, at = [], 0
        for item in figures:
            pieces += [words[at : item.start], words[item.start : item.end]]
            at = item.end
        pieces = [piece for part in [*pieces, words[at:]] for piece in _BORDERS.split(part) if piece]
        notes = [note for note in self.book.report.notes if not note.id.startswith("answer:")]
        own = next((at for at, note in enumerate(notes) if note.id == id), len(notes))
        return any(
            (all(piece in note.words for piece in pieces) or _same_matter(words, note.words))
            and (len(note.words), -at) > (len(notes[own].words) if own < len(notes) else 0, -own)
            for at, note in enumerate(notes)
            if at != own
        )

    def clause(self, source: str, spans: list[Span]) -> list[Span]:
        """A problem's or a measure's words, likewise; without a subject and without a stop, empty where they state
        nothing."""
        locked = Locked(self.book)
        try:
            kept, _ = sorted_out(locked.lock(spans), self.book.report.year, problem=True)
        except OverflowError:
            return spans
        if not kept:
            return []
        told = self._told("", source, kept, locked, subject=False).spans
        return told[:-1] if told and told[-1].shown == "。" else told

    def is_spoken(self, spans: list[Span], *, verbs: bool) -> bool:
        """Whether words of a problem or a measure are no words of a report yet; ``verbs``: as for ``spoken``."""
        try:
            return spoken(Locked(self.book).lock(spans).rstrip("。"), verbs=verbs)
        except OverflowError:
            return True

    def _told(self, id: str, source: str, kept: str, locked: Locked, *, subject: bool) -> Sentence:
        if len(kept) > _READABLE:
            self.named = False
            return _said(id, source, locked.spans(kept), [], verbatim=True)
        plain = "".join(span.shown for span in locked.spans(kept))
        aspect = self._aspects.get(source, "")
        dated = bool(id) and aspect not in self._ahead and not is_standing(kept)

        def made(
            moved: frozenset[int] | None, named: bool = True, first: bool = subject, turns: bool = True
        ) -> tuple[Sentence, Written]:
            told = written(
                kept, locked, subject=first, moved=moved, named=named, dated=dated, aspect=aspect, turns=turns
            )
            return _said(id, source, told.spans, told.guards, verbatim=False), told

        for named, first, turns in _WAYS:
            sentence, told = made(None, named, first and subject, turns)
            if self._stands(sentence, plain):
                break
        else:
            good = [at for at in range(told.clauses) if self._stands(made(frozenset([at]))[0], plain)]
            sentence, told = made(frozenset(good))
            if not self._stands(sentence, plain):
                sentence, told = made(frozenset())
        self.named = told.subject
        if is_official(told.body) and not locked.spoken_figure(told.body):
            return sentence
        return sentence.model_copy(update={"verbatim": True})

    def row(self, notes: Sequence[Note]) -> Sentence:
        """Notes that share time and channel, as one sentence that names them once."""
        locked = Locked(self.book)
        separator = "；" if any(note.result for note in notes) else "，"
        rows = []
        for index, note in enumerate(notes):
            filled = {
                field: locked.lock(own_words(self.book, f"note:{note.id}.{field}", words))
                for field, words in note_parts(note)
                if not field.startswith("text")
                and not (field in _BESIDE and (is_blank_sign(words) or says_none(words)))
            }
            if "result" in filled:
                filled["result"] = sorted_out(filled["result"], self.book.report.year, result=True)[0]
            rows.append(composed_row(filled, locked, lead=index == 0))
        sources = [f"note:{note.id}" for note in notes]
        told = separator.join(told for told, _ in rows if told)
        subject, named = with_subject(told, locked, wanted=not self.named)
        plain = separator.join(plain for _, plain in rows if plain)
        for text in (subject, told, plain):
            sentence = Sentence(
                id=f"note.{notes[0].id}",
                spans=[*locked.spans(text), Text(text="。")],
                sources=sources,
                support="supported",
                origin="offline",
                verbatim=not is_official(text),
            )
            if self._stands(sentence):
                break
        self.named = named and text == subject
        return sentence


_LIKE = 0.5
"""Share of the pairs of characters of one note that another has, from which on they tell the same, with one figure."""


def _same_matter(words: str, other: str) -> bool:
    """Whether a note tells what another tells in other words, with no figure of its own: 62件引导到窗口查, twice."""
    figures = {(item.value, item.measure) for item in quantities(words) if item.value}
    if not figures or max(value for value, _ in figures if value) < _TELLING:
        return False
    if not {value for value, _ in figures} <= {item.value for item in quantities(other)}:
        return False
    pairs = {words[at : at + 2] for at in range(len(words) - 1) if _HAN.match(words[at]) and _HAN.match(words[at + 1])}
    held = sum(pair in other for pair in pairs)
    return len(pairs) > _WORD and held >= _LIKE * len(pairs)


_TELLING = 20
"""From which on a figure is hardly two things' by chance."""


def writer_of(book: FactBook) -> Writer:
    """What writes a book's words, for what has no order of its own: kept with the book, which it reads once."""
    if book not in _writers:
        _writers[book] = Writer(book)
    return _writers[book]


_writers: WeakKeyDictionary[FactBook, Writer] = WeakKeyDictionary()


def _said(id: str, source: str, spans: list[Span], guards: list[Guard], *, verbatim: bool) -> Sentence:
    shown = "".join(span.shown for span in spans)
    stop = [] if shown.endswith(("！", "？", "。”", "。）")) else [Text(text="。")]
    return Sentence(
        id=id,
        spans=[*spans, *stop],
        sources=[source],
        guards=guards,
        support="supported",
        origin="offline",
        verbatim=verbatim,
    )


def _free(writer: Writer, note: Note) -> list[Sentence]:
    sentences = []
    for part, words in note_parts(note):
        if not part.startswith("text"):
            continue
        spans = own_words(writer.book, f"note:{note.id}.{part}", words)
        id = f"note.{note.id}" if part == "text1" and not _has_columns(note) else f"note.{note.id}.{part}"
        if (sentence := writer.sentence(id, f"note:{note.id}", spans)) is not None:
            sentences.append(sentence)
    return sentences


def is_left_out(book: FactBook, note: Note) -> bool:
    """Whether nothing of a note is a statement for a report."""
    parts = list(note_parts(note))
    if not parts or _has_columns(note) or note.id.startswith("answer:"):
        return False
    return all(not _sorted(book, note, part, words)[0] for part, words in parts)


def _sorted(book: FactBook, note: Note, part: str, words: str, *, told: bool = False) -> tuple[str, list[LeftOut]]:
    return _split(book, note.id, f"note:{note.id}.{part}", words, problem=False, told=told)


def _split(
    book: FactBook, id: str, source: str, words: str, *, problem: bool, told: bool = False
) -> tuple[str, list[LeftOut]]:
    """Words without what is no statement for a report, and that; ``told``: as the engine without a model tells them."""
    locked, writer = Locked(book), writer_of(book)
    try:
        text = locked.lock(own_words(book, source, words))
        if told:
            kept, left = writer.sorted_out(source, text, locked)
        else:
            kept, left = writer.sorted_out(source, text, locked, problem=problem)
    except OverflowError:
        return words, []
    return kept, [LeftOut(id, locked.shown(said), why) for said, why in left]


def left_of_problems(book: FactBook) -> list[LeftOut]:
    """What of the problems and their measures is no statement for a report, each with the reason."""
    return [
        left
        for problem in book.report.problems
        for part, words in problem_parts(problem)
        if part in ("problem", "cause", "measure")
        for left in _split(book, problem.id, f"problem:{problem.id}.{part}", words, problem=True)[1]
    ]


def reportable(book: FactBook, source: str, words: str) -> list[Span]:
    """What of a note's words is a statement for a report: figures and self-references locked, people as written."""
    spans = own_words(book, source, words, hide=False)
    locked = Locked(book)
    try:
        kept, left = writer_of(book).sorted_out(source, locked.lock(spans), locked)
    except OverflowError:
        return spans
    return locked.spans(kept, official=False) if left else spans


def left_out(book: FactBook, notes: Sequence[Note]) -> list[LeftOut]:
    """What of notes is no statement for a report, each with the reason."""
    return [
        left
        for note in notes
        for part, words in note_parts(note)
        if part.startswith(("text", "result")) and not note.id.startswith("answer:")
        for left in _sorted(book, note, part, words, told=True)[1]
    ]


def _none(book: FactBook, note: Note, item: Required) -> Sentence:
    return Sentence(
        id=f"note.{note.id}",
        spans=bind(item.none, book),
        sources=[f"note:{note.id}"],
        support="supported",
        origin="offline",
    )


def _has_columns(note: Note) -> bool:
    return any(not part.startswith("text") for part, _ in note_parts(note))


def note_sentences(book: FactBook, notes: Sequence[Note]) -> list[Sentence]:
    """The sentences of an aspect's notes, in the clerk's order.

    Neighbours with the same time and channel become one sentence; free text is used verbatim, but for
    punctuation and self-reference. An answer that there was none becomes the form's sentence on its item; one that
    says of nothing that there is none (无) becomes no sentence.
    """

    def together(note: Note) -> tuple[str, str, str]:
        alone = note.text or note.id in none or is_bare(note) or not (note.time or note.channel)
        return (note.id if alone else "", note.time, note.channel)

    form = form_of(book.report)
    items = form.required if form is not None else ()
    none = {note.id: item for note in notes if (item := answered_none(note, items)) is not None}
    sentences: list[Sentence] = []
    writer = Writer(book)
    for _, group in groupby(notes, key=together):
        members = []
        for note in group:
            if note.id in none:
                sentences.append(_none(book, note, none[note.id]))
            elif not is_bare(note):
                members.append(note)
        if columns := [note for note in members if _has_columns(note)]:
            sentences.append(writer.row(columns))
        for note in members:
            sentences.extend(_free(writer, note))
    return sentences
