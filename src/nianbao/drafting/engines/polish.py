"""Polishing: the offline engine's sentences in a model's words, one for one, under the same ids and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from nianbao.drafting.answers import BadAnswer, PolishAnswer, parse, schema_of
from nianbao.drafting.draft import Dropped, Usage
from nianbao.drafting.engines.base import Composed
from nianbao.drafting.engines.model import Ask, Model, ModelError
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.options import Budget, Options, Progress
from nianbao.drafting.prompts import Message, load_prompt
from nianbao.drafting.wire import tidied, wire
from nianbao.facts import FactBook, UnknownFact, bind
from nianbao.lazy import lazy
from nianbao.report import FactRef, Paragraph, Section, Sentence, Text, UnitRef
from nianbao.text import raw_numerals
from nianbao.text.personal import masked

__all__ = ["Polished", "polish_messages"]

_SHORTER, _LONGER = 0.4, 1.6
"""How much shorter or longer a sentence may become."""
_TITLES = lazy("《[^》]*》|“[^”]*”")
_NUMBER = lazy(r"^(?:[0-9]{1,2}\.)")


def _own(section: Section) -> Iterator[tuple[Paragraph, Sentence]]:
    """The sentences that may be reworded: not headings, blanks, or the form's own."""
    for paragraph in section.paragraphs:
        if paragraph.role == "heading":
            continue
        for sentence in paragraph.sentences:
            fixed = all(source.startswith("form:") for source in sentence.sources or ["form:"])
            if sentence.support == "supported" and not fixed:
                yield paragraph, sentence


def polish_messages(section: Section, prompts: Path | None = None) -> list[Message]:
    """What is sent to have a section's sentences polished; empty where it has none."""
    lines = [f"{sentence.id}：{_NUMBER.sub('', wire(sentence.spans))}" for _, sentence in _own(section)]
    return load_prompt("polish", prompts).fill(sentences="\n".join(lines)) if lines else []


def _reworded(old: Sentence, text: str, book: FactBook) -> tuple[Sentence | None, str]:
    """A sentence in other words, or why it is refused."""
    ids = [span.id for span in old.spans if isinstance(span, FactRef | UnitRef)]
    mark = old.spans[0].text if isinstance(old.spans[0], Text) and _NUMBER.match(old.spans[0].text) else ""
    number = _NUMBER.match(mark)
    try:
        spans = bind(tidied(_NUMBER.sub("", text.strip()), ids), book)
    except UnknownFact as error:
        return None, str(error)
    if Counter(span.id for span in spans if isinstance(span, FactRef | UnitRef)) != Counter(ids):
        return None, "编号有增减"
    if any(raw_numerals(span.text) for span in spans if isinstance(span, Text)):
        return None, "自己写了数"
    if Counter(_TITLES.findall(text)) != Counter(_TITLES.findall(wire(old.spans))):
        return None, "改动了文件名或引文"
    length, was = sum(len(span.shown) for span in spans), len(old.text)
    if not _SHORTER * was <= length <= _LONGER * was + 4 or "\n" in text:
        return None, "长短相差太多"
    if not spans[-1].shown.endswith(("。", "！", "？", "”", "）")):
        return None, "没有句号"
    lead = [Text(text=number.group())] if number else []
    return old.model_copy(update={"spans": [*lead, *spans], "origin": "chat"}), ""


class Polished:
    """The offline engine, its sentences polished by a model.

    Args:
        model: who polishes. options: how it is asked.
    """

    def __init__(self, model: Model, options: Options) -> None:
        self.model, self.options = model, options
        self.name, self.sends, self.destination = model.name, model.sends, model.destination

    def compose(self, book: FactBook) -> Composed:
        """Draft offline, then reword; a sentence that a model changes in more than words stays as it was."""
        with closing(self.model):
            return self._compose(book)

    def _compose(self, book: FactBook) -> Composed:
        base = Offline().compose(book)
        prompt = load_prompt("polish", self.options.prompts)
        budget = Budget(self.options)
        dropped: list[Dropped] = []
        failures: dict[str, str] = {}
        sections = []
        for section in base.sections:
            messages = polish_messages(section, self.options.prompts) if section.id != "preamble" else []
            if not messages:
                sections.append(section)
                continue
            label = section.heading
            ask = Ask(f"polish.{section.id}", prompt.label, messages, schema_of(PolishAnswer))
            try:
                if budget.spent:
                    raise ModelError("budget", budget.spent)
                reply = self.model.answer(ask)
                budget.spend(reply.requests, reply.input_tokens, reply.output_tokens)
                answer = parse(masked(reply.text), PolishAnswer)
            except (ModelError, BadAnswer) as error:
                failures[label] = str(error)
                self.options.progress(Progress(label, 0, "failed", budget.tokens, budget.seconds))
                sections.append(section)
                continue
            section, refused = _polished(section, answer, book)
            dropped += refused
            sections.append(section)
            self.options.progress(Progress(label, 0, "done", budget.tokens, budget.seconds))
        usage = Usage(requests=budget.requests, input_tokens=budget.input_tokens, output_tokens=budget.output_tokens)
        return Composed(sections, dropped, usage, {"polish": prompt.label}, failures)


def _polished(section: Section, answer: PolishAnswer, book: FactBook) -> tuple[Section, list[Dropped]]:
    given = {item.id: item.text for item in answer.sentences}
    mine = {sentence.id for _, sentence in _own(section)}
    dropped: list[Dropped] = []

    def new(sentence: Sentence) -> Sentence:
        text = given.get(sentence.id, "") if sentence.id in mine else ""
        if not text.strip() or text.strip() == wire(sentence.spans):
            return sentence
        found, why = _reworded(sentence, text, book)
        if found is None:
            dropped.append(Dropped(text=text.strip(), reason=f"润色没有采用：{why}"))
            return sentence
        return found

    paragraphs = [
        paragraph.model_copy(update={"sentences": [new(sentence) for sentence in paragraph.sentences]})
        for paragraph in section.paragraphs
    ]
    return section.model_copy(update={"paragraphs": paragraphs}), dropped
