"""Polishing: an engine's sentences in a model's words, one for one, under the same ids and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from nianbao.checking import check, tagged
from nianbao.claims import Binder, claims_of
from nianbao.drafting.answers import BadAnswer, MendAnswer, PolishAnswer, VerifyAnswer, parse, schema_of
from nianbao.drafting.brief import Brief, Required, mask_of
from nianbao.drafting.draft import Composed, Dropped, Usage
from nianbao.drafting.engines.model_budget import Budget, Options, Progress, asked
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.joined_sentence import Joined
from nianbao.drafting.mending import ask_back
from nianbao.drafting.part_judgement import sentence_at
from nianbao.drafting.plain_words import broken, mended
from nianbao.drafting.prompts import Message, Prompt, figures_told, load_prompt
from nianbao.drafting.short_ids import ShortIds
from nianbao.drafting.wording_read import asked_about, found, words_in_doubt
from nianbao.facts import FactBook, UnknownFact, bind
from nianbao.facts.binding import HIDDEN, tidied, wire
from nianbao.licence import Source, Sources, judge, put_in
from nianbao.patterns import lazy
from nianbao.report import Blank, FactRef, Paragraph, Report, Section, Sentence, Span, Text, UnitRef
from nianbao.text import fold
from nianbao.text.masking import Mask, invented, placeholders

_SHORTER, _LONGER = 0.4, 1.6
"""How much shorter or longer a sentence may become."""
_CONTEXT = 3
"""Sentences before one that may say what it is about."""
_TITLES = lazy("《[^》]*》|“[^”]*”")
_NUMBER = lazy(r"^(?:[0-9]{1,2}\.)")


def _own(section: Section, only: frozenset[str] | None = None) -> Iterator[tuple[Paragraph, Sentence]]:
    """The sentences that may be reworded: not headings, blanks, or the form's own."""
    for paragraph in section.paragraphs:
        if paragraph.role == "heading" or not _wanted(section, paragraph, only):
            continue
        for sentence in paragraph.sentences:
            fixed = all(source.startswith("form:") for source in sentence.sources or ["form:"])
            if sentence.support == "supported" and not fixed:
                yield paragraph, sentence


def _wanted(section: Section, paragraph: Paragraph, only: frozenset[str] | None) -> bool:
    return only is None or section.id in only or f"{section.id}.{paragraph.aspect}" in only


def short_ids(sections: Iterable[Section], unsent: Container[str] = ()) -> ShortIds:
    """The short ids of what may be reworded: 句1 a sentence, 数1 a figure.

    Args:
        unsent: ids of figures that keep theirs: they are masked with what is around them.
    """
    short = ShortIds()
    for section in sections:
        for _, sentence in _own(section):
            short.add("句", [sentence.id])
            refs = (span.id for span in sentence.spans if isinstance(span, FactRef))
            short.add("数", (id for id in refs if id not in unsent))
    return short


def polish_messages(
    section: Section,
    prompts: Path | None = None,
    only: frozenset[str] | None = None,
    *,
    hidden: Container[str] | None = None,
    short: ShortIds | None = None,
) -> list[Message]:
    """What is sent to have a section's sentences polished; empty where it has none.

    Args:
        hidden: ids of figures that are not shown though others are; None where none is. short: ids as they are shown.
    """
    ids = short or short_ids([section])
    lines = [
        f"{ids.shown[sentence.id]}：{_NUMBER.sub('', ids.out(wire(sentence.spans, hidden)))}"
        for _, sentence in _own(section, only)
    ]
    told = figures_told(shown=hidden is not None)
    return load_prompt("polish", prompts).fill(sentences="\n".join(lines), figures=told) if lines else []


def _with_blanks(spans: list[Span], old: Sentence) -> list[Span] | None:
    """Spans with the old sentence's blanks where the wire form has their sign; None where their number differs."""
    blanks = [span for span in old.spans if isinstance(span, Blank)]
    out: list[Span] = []
    for span in spans:
        pieces = span.text.split(HIDDEN) if isinstance(span, Text) else []
        if len(pieces) < 2:
            out.append(span)
            continue
        for at, piece in enumerate(pieces):
            if at:
                if not blanks:
                    return None
                out.append(blanks.pop(0))
            out += [Text(text=piece)] if piece else []
    return None if blanks else out


def _brief(old: Sentence, section: Section, paragraph: Paragraph, binder: Binder) -> Brief:
    """What a sentence's new words may rest on: its own notes and figures, and what it says."""
    book = binder.book
    sources = set(old.sources or ())
    ids = [span.id for span in old.spans if isinstance(span, FactRef)]
    return Brief(
        key=f"{section.id}.{paragraph.aspect}" if paragraph.aspect else section.id,
        task="polish",
        label=section.heading,
        book=book,
        facts={id: fact for id in ids if (fact := book.get(id)) is not None},
        required=(Required(old, frozenset(), frozenset(), frozenset()),),
        notes=tuple(note for note in book.report.notes if f"note:{note.id}" in sources),
        problems=tuple(item for item in book.report.problems if f"problem:{item.id}" in sources),
        shared=binder,
    )


def _in_titles(spans: list[Span], old: Sentence) -> list[Span]:
    """Spans with the references that stand inside a title in the old sentence, where the title is the same; with the
    unit's own words as references, wherever they stand."""
    out = list(spans)
    found = Counter(span.id for span in out if isinstance(span, FactRef | UnitRef))
    for span in old.spans:
        if not isinstance(span, FactRef | UnitRef):
            continue
        if found[span.id]:
            found[span.id] -= 1
            continue
        for at, piece in enumerate(out):
            if not isinstance(piece, Text):
                continue
            titles = (match.start() for match in _TITLES.finditer(piece.text) if span.shown in match.group())
            own = isinstance(span, UnitRef) and not span.shown.isdigit() and span.shown in piece.text
            begin = 0 if own else next(titles, None)
            if begin is not None:
                start = piece.text.index(span.shown, begin)
                halves = (piece.text[:start], piece.text[start + len(span.shown) :])
                rest: list[Span] = [Text(text=half) for half in halves if half]
                out[at : at + 1] = [*rest[: bool(halves[0])], span, *rest[bool(halves[0]) :]]
                break
    return out


def _counted(spans: Iterable[Span], book: FactBook) -> dict[Decimal, set[str]]:
    """Figures that spans tell, with their measure words; the unit's names and its year say nothing new, 一 as an
    article and the 1次 of 每季度1次 count nothing."""
    found: dict[Decimal, set[str]] = {}
    before = ""
    for span in spans:
        fact = book.get(span.id) if isinstance(span, FactRef) else None
        if fact is not None and fact.value is not None:
            each = fact.measure == "次" and any(word in _CLAUSES.split(before)[-1] for word in _EACH)
            if fact.value != 1 or not (each or span.shown.startswith("一")):
                found.setdefault(fact.value, set()).add(fact.measure)
        before += span.shown
    return found


_CLAUSES, _EACH = lazy("[，。；：]"), ("每", "逐", "按")


def _same_figures(one: Mapping[Decimal, set[str]], other: Mapping[Decimal, set[str]]) -> bool:
    """Whether the figures of two sentences are the same, whichever has no measure word: 列第4, 列第4位."""
    return one.keys() == other.keys() and all(
        one[value] == other[value] or (len(one[value] | other[value]) == _WITH_NONE and "" in one[value] | other[value])
        for value in one
    )


_WITH_NONE = 2
"""Ways in which a figure is measured where one sentence has no measure word for it."""


class _Reworded(NamedTuple):
    """A sentence in other words, and those of them that a reading model has to find in its sources, with why."""

    sentence: Sentence
    words: list[str]
    why: str


class _Refused(Exception):
    """Other words for a sentence cannot be taken; says why."""


def _reworded(old: Sentence, text: str, brief: Brief, before: str, sources: Sources, *, reads: bool) -> _Reworded:
    """A sentence in other words: its figures are the same, whichever way they are written.

    Args:
        text: a model's words. brief: what they may rest on. before: what stands before the sentence.
        sources: of the report, for the licence. reads: whether a model reads it, which may find its words there.

    Raises:
        _Refused: it says something else.
    """
    text = mended(text)
    for what in invented(text):
        raise _Refused(f"写了原句没有的{what}")
    for mark in placeholders(text):
        raise _Refused(f"代号“{mark}”不是给出的")
    ids = [span.id for span in old.spans if isinstance(span, FactRef | UnitRef)]
    mark = old.spans[0].text if isinstance(old.spans[0], Text) and _NUMBER.match(old.spans[0].text) else ""
    number = _NUMBER.match(mark)
    try:
        spans = bind(tidied(_NUMBER.sub("", text.strip()), ids), brief.book)
    except UnknownFact as error:
        raise _Refused(str(error)) from error
    with_blanks = _with_blanks(spans, old)
    if with_blanks is None:
        raise _Refused("“〔已隐去〕”有增减")
    if why := broken("，".join(span.text for span in with_blanks if isinstance(span, Text)), old.text):
        raise _Refused(why)
    joined = Joined(with_blanks, brief, list(old.sources or ()), before)
    if joined.wrong:
        raise _Refused("；".join(joined.wrong))
    spans = _in_titles(joined.spans, old)
    if not _same_figures(_counted(spans, brief.book), _counted(old.spans, brief.book)):
        raise _Refused("数字有增减，或者不是原来的数")
    if Counter(_TITLES.findall(text)) != Counter(_TITLES.findall(wire(old.spans))):
        raise _Refused("改动了文件名或引文")
    length, was = sum(len(span.shown) for span in spans), len(old.text)
    if not _SHORTER * was <= length <= _LONGER * was + 4 or "\n" in text:
        raise _Refused("长短相差太多")
    if not spans[-1].shown.endswith(("。", "！", "？", "”", "）")):
        raise _Refused("没有句号")
    lead = [Text(text=number.group())] if number else []
    new = old.model_copy(update={"spans": [*lead, *spans], "origin": "chat", "verbatim": False})
    own = Source("old", (("text1", old.text.rstrip("。")),))
    verdict = judge(new.text, sources, old.sources, bound=put_in(new), also=[own])
    if verdict.licensed:
        return _Reworded(new, [], "")
    if not reads or not verdict.wording:
        raise _Refused(verdict.why)
    words = words_in_doubt(new.text, verdict.wording)
    return _Reworded(new.model_copy(update={"support": "read"}), words, verdict.why)


class Polished:
    """An engine whose sentences are polished by a model: the offline engine, or one whose model wrote them before.

    Args:
        model: who polishes. options: how it is asked. writer: whose sentences; the offline engine's where it is None.
    """

    def __init__(self, model: Model, options: Options, writer: Modelled | None = None) -> None:
        self.model, self.options, self.writer = model, options, writer
        self.name, self.sends, self.destination = model.name, model.sends, model.destination
        self.budget = Budget(options)
        self.unverified: dict[str, str] = {}
        self.mask = Mask()

    def compose(self, book: FactBook, parts: frozenset[str] | None = None) -> Composed:
        """Draft, then reword; a sentence that a model changes in more than words stays as it was."""
        with closing(self.model):
            return self._compose(book, parts)

    def _compose(self, book: FactBook, parts: frozenset[str] | None) -> Composed:
        self.budget, self.unverified = Budget(self.options), {}
        first = Offline().compose(book) if self.writer is None else self.writer.compose(book, parts, self.budget)
        base = first.sections
        self.mask = mask_of(book)
        short = short_ids(base, book.unsent)
        self.mask.alias(short.own)
        shown_but = book.unsent if self.options.show_values else None
        dropped: list[Dropped] = list(first.dropped)
        failures: dict[str, str] = dict(first.failures)
        used = [load_prompt("polish", self.options.prompts)]
        if self.options.verify:
            used.append(load_prompt("verify", self.options.prompts))
        sections = []
        for section in base:
            messages = polish_messages(section, self.options.prompts, parts, hidden=shown_but, short=short)
            if section.id == "preamble" or not messages:
                sections.append(section)
                continue
            try:
                text = asked(
                    self.model,
                    Ask(f"polish.{section.id}", used[0].label, messages, schema_of(PolishAnswer), mask=self.mask),
                    self.budget,
                )
                given = {short.id(item.id): item.text for item in parse(text, PolishAnswer).sentences}
                reads = self.options.verify
                polished, refused, waiting = _polished(section, given, book, parts, short, reads=reads)
                if refused and self.options.max_repairs and not self.budget.spent:
                    given |= self._mended(section, refused, short, shown_but, used)
                    polished, refused, waiting = _polished(section, given, book, parts, short, reads=reads)
            except (ModelError, BadAnswer) as error:
                if self.writer is None:
                    failures[section.heading] = str(error)
                else:
                    self.unverified[section.heading] = f"文字没有再润色：{error}"
                self._tell(section, "failed")
                sections.append(section)
                continue
            doubted = self._doubted(section, polished, waiting) if self.options.verify else {}
            polished, back = _restored(section, polished, doubted)
            dropped += [Dropped(text=text, reason=f"润色没有采用：{why}") for text, why in refused.values()]
            dropped += back
            sections.append(polished)
            self._tell(section, "done")
        sections, back = _judged(base, sections, book.report)
        usage = Usage(
            requests=self.budget.requests,
            input_tokens=self.budget.input_tokens,
            output_tokens=self.budget.output_tokens,
        )
        prompts = first.prompts | {prompt.id: prompt.label for prompt in used}
        unverified = first.unverified | self.unverified
        return Composed(sections, dropped + back, usage, prompts, failures, unverified, first.left)

    def _mended(
        self,
        section: Section,
        refused: Mapping[str, tuple[str, str]],
        short: ShortIds,
        hidden: Container[str] | None,
        used: list[Prompt],
    ) -> dict[str, str]:
        """Other words for what was refused, which goes back alone, once; none where nothing usable comes back."""
        prompt = load_prompt("mend", self.options.prompts)
        used.append(prompt)
        old = {sentence.id: sentence for _, sentence in _own(section)}
        rows = (
            (text, short.told(why), [short.out(wire(old[id].spans, hidden))]) for id, (text, why) in refused.items()
        )
        messages = ask_back(prompt, section.heading, rows, shown=hidden is not None)
        ask = Ask(f"polish.{section.id}", prompt.label, messages, schema_of(MendAnswer), round=1, mask=self.mask)
        try:
            answer = parse(asked(self.model, ask, self.budget), MendAnswer)
        except (ModelError, BadAnswer):
            return {}
        ids = list(refused)
        return {
            ids[item.n - 1]: item.text for item in answer.sentences if 1 <= item.n <= len(ids) and item.text.strip()
        }

    def _tell(self, section: Section, state: str) -> None:
        self.options.progress(Progress(section.heading, 0, state, self.budget.tokens, self.budget.seconds))

    def _doubted(self, old: Section, new: Section, waiting: Mapping[str, _Reworded]) -> dict[str, str]:
        """Reworded sentences that say what the old ones do not, by a reading model: id → why.

        Args:
            waiting: those with words that it has to find there.
        """
        before = {sentence.id: sentence for sentence in _sentences(old)}
        changed = [item for item in _sentences(new) if item.spans != before[item.id].spans]
        if not changed:
            return {}
        given = {item.id: wire(before[item.id].spans) for item in changed}
        prompt = load_prompt("verify", self.options.prompts)
        messages = prompt.fill(
            facts="（编号所指的数字和名称由程序填写，不必核对）",
            notes="\n".join(f"- {id}：{text}" for id, text in given.items()),
            sentences="\n".join(
                f"{number}. {wire(item.spans)}〔依据：{item.id}〕"
                f"{asked_about(waiting[item.id].words if item.id in waiting else ())}"
                for number, item in enumerate(changed, 1)
            ),
        )
        why = {id: item.why for id, item in waiting.items()}
        try:
            schema = schema_of(VerifyAnswer)
            ask = Ask(f"polish.{old.id}", prompt.label, messages, schema, mask=self.mask)
            text = asked(self.model, ask, self.budget)
            verdicts = parse(text, VerifyAnswer).verdicts
        except (ModelError, BadAnswer) as error:
            self.unverified[old.heading] = str(error)
            return why
        for item in verdicts:
            sentence = changed[item.n - 1] if 1 <= item.n <= len(changed) else None
            if sentence is None:
                continue
            if item.verdict == "unsupported":
                why[sentence.id] = item.why.strip() or "原句没有这样说"
            elif sentence.id in waiting and found(
                waiting[sentence.id].words, item, [given[sentence.id]], fold(sentence.text)
            ):
                why.pop(sentence.id, None)
        return why


def _sentences(section: Section) -> Iterator[Sentence]:
    for paragraph in section.paragraphs:
        yield from paragraph.sentences


def _mapped(section: Section, new: Callable[[Sentence], Sentence]) -> Section:
    paragraphs = [
        paragraph.model_copy(update={"sentences": [new(sentence) for sentence in paragraph.sentences]})
        for paragraph in section.paragraphs
    ]
    return section.model_copy(update={"paragraphs": paragraphs})


def _restored(old: Section, new: Section, why: dict[str, str]) -> tuple[Section, list[Dropped]]:
    """A polished section with some sentences as they were."""
    before = {sentence.id: sentence for sentence in _sentences(old)}
    dropped = [
        Dropped(text=sentence.text, reason=f"润色没有采用：{why[sentence.id]}")
        for sentence in _sentences(new)
        if sentence.id in why
    ]
    return _mapped(new, lambda sentence: before[sentence.id] if sentence.id in why else sentence), dropped


def _objections(sections: list[Section], base: Report) -> dict[str, dict[str, str]]:
    """What the check engine has against each sentence: id → code → message."""
    report = base.model_copy(update={"sections": sections, "structured": False})
    found: dict[str, dict[str, str]] = {}
    for finding in check(report):
        told = finding.severity != "info" or finding.code in tagged("unsupported", "contradicted")  # hints too
        if finding.verdict == "fails" and told and finding.paragraph:
            sentence = sentence_at(report, finding)
            if sentence is not None:
                found.setdefault(sentence.id, {})[finding.code] = finding.message
    return found


def _judged(old: list[Section], new: list[Section], base: Report) -> tuple[list[Section], list[Dropped]]:
    """Polished sections without the sentences in which the rules find what they did not find before."""
    before = _objections(old, base)
    why = {
        id: next(message for code, message in said.items() if code not in before.get(id, {}))
        for id, said in _objections(new, base).items()
        if set(said) - set(before.get(id, {}))
    }
    pairs = [_restored(section, polished, why) for section, polished in zip(old, new, strict=True)]
    same = {item.id: item.spans for section in old for item in _sentences(section)}
    changed = {item.text for section in new for item in _sentences(section) if item.spans != same[item.id]}
    dropped = [item for _, back in pairs for item in back if item.text in changed]
    return [section for section, _ in pairs], dropped


def _polished(
    section: Section,
    given: Mapping[str, str],
    book: FactBook,
    only: frozenset[str] | None,
    short: ShortIds,
    *,
    reads: bool,
) -> tuple[Section, dict[str, tuple[str, str]], dict[str, _Reworded]]:
    """A section in other words, what was refused: id → the words and why; and what a reading model has to settle.

    Args:
        given: a model's words by sentence id. reads: whether a model reads them.
    """
    mine = {sentence.id for _, sentence in _own(section, only)}
    refused: dict[str, tuple[str, str]] = {}
    waiting: dict[str, _Reworded] = {}
    binder = Binder(claims_of(book.report, book))
    homes = {sentence.id: paragraph for paragraph in section.paragraphs for sentence in paragraph.sentences}
    sources = Sources(book.report, book)

    def new(sentence: Sentence) -> Sentence:
        text = given.get(sentence.id, "") if sentence.id in mine else ""
        refs = {span.id for span in sentence.spans if isinstance(span, FactRef | UnitRef)}
        shown = {short.shown[id] for id in refs if id in short.shown}
        text = short.back(tidied(text, refs | shown)) if text.strip() else ""
        if not text.strip() or text.strip() in (wire(sentence.spans), sentence.text):
            return sentence
        paragraph = homes[sentence.id]
        at = next(number for number, item in enumerate(paragraph.sentences) if item.id == sentence.id)
        before = "".join(item.text for item in paragraph.sentences[max(0, at - _CONTEXT) : at])
        brief = _brief(sentence, section, paragraph, binder)
        try:
            made = _reworded(sentence, text, brief, before, sources, reads=reads)
        except _Refused as error:
            refused[sentence.id] = (given[sentence.id].strip(), str(error))
            return sentence
        if made.words:
            waiting[sentence.id] = made
        return made.sentence

    return _mapped(section, new), refused, waiting
