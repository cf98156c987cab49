"""Binds ``{{fact.id}}`` to spans, writes spans back, judges guards, updates old sentences."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Container, Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from nianbao.errors import NianbaoError
from nianbao.facts.fact_book import FactBook
from nianbao.patterns import lazy
from nianbao.report import HUMAN, Blank, FactRef, Guard, Sentence, Span, Text, Unit, UnitRef

REFERENCE = lazy(r"\{\{\s*([^{}]+?)\s*\}\}")
"""A reference in the wire form: ``{{id}}``."""
_TREND = lazy(r"trend\(([^()]+)\)\s*=\s*(up|down|same)$")
_GIVEN = lazy(r"given\(([^()]+)\)$")
_COMPARE = lazy(r"(.+?)\s*(<=|>=|!=|=|<|>)\s*(.+)$")
COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
UNIT_IDS = ("unit", "self", "organ", "party", "scope", "year", "next_year")
"""What is written of the unit and its years."""


class UnknownFact(NianbaoError):
    """A reference to a fact that does not exist; names the nearest."""

    def __init__(self, id: str, nearest: str | None) -> None:
        self.id, self.nearest = id, nearest
        super().__init__(f"没有编号为“{id}”的事实" + (f"，是不是“{nearest}”？" if nearest else "。"))


def unit_text(id: str, unit: Unit | None, year: int | None) -> str | None:
    """What ``{{unit}}``, ``{{self}}`` … stand for; None where the report does not say."""
    if id == "year":
        return None if year is None else str(year)
    if id == "next_year":
        return None if year is None else str(year + 1)
    if unit is None:
        return None
    return {
        "unit": unit.name,
        "self": unit.self_word,
        "organ": unit.organ,
        "party": unit.party,
        "scope": unit.scope,
    }.get(id)


def bind(text: str, book: FactBook) -> list[Span]:
    """Parse a template once, at the edge.

    Args:
        text: words with ``{{fact.id}}`` and ``{{unit}}`` references.
        book: the facts.

    Raises:
        UnknownFact: a reference names nothing.
    """
    from rapidfuzz import process

    spans: list[Span] = []
    at = 0
    for match in REFERENCE.finditer(text):
        if match.start() > at:
            spans.append(Text(text=text[at : match.start()]))
        id = match.group(1)
        at = match.end()
        if id in UNIT_IDS:
            shown = unit_text(id, book.report.unit, book.report.year)
            spans.append(
                UnitRef(id=id, text=shown) if shown is not None else Blank(what="单位名称" if id == "unit" else id)
            )
            continue
        fact = book.get(id)
        if fact is None:
            near = process.extractOne(id, list(book.all))
            raise UnknownFact(id, near[0] if near and near[1] > 60 else None)
        spans.append(FactRef(id=id, value=fact.value, text=fact.text))
    if at < len(text):
        spans.append(Text(text=text[at:]))
    return spans


def _side(text: str, book: FactBook) -> Decimal | None:
    total = Decimal(0)
    for term in text.split("+"):
        term = term.strip()
        try:
            total += Decimal(term)
        except InvalidOperation:
            value = book.value(term)
            if value is None:
                return None
            total += value
    return total


def judge(guard: Guard | str, book: FactBook) -> bool | None:
    """Whether a guard holds; None where a figure it needs is unknown.

    Raises:
        ValueError: the text is no guard.
    """
    text = guard if isinstance(guard, str) else guard.text
    if match := _TREND.match(text.strip()):
        trend = book.trend(match.group(1).strip())
        return None if trend is None else trend == match.group(2)
    if match := _GIVEN.match(text.strip()):  # not merely covered by a declaration that the rest is zero
        cell = book.report.cells.get(match.group(1).strip())
        return cell is not None and cell.value is not None and cell.state == "given"
    match = _COMPARE.match(text.strip())
    if match is None:
        raise ValueError(f"not a guard: {text!r}")
    left, right = _side(match.group(1), book), _side(match.group(3), book)
    if left is None or right is None:
        return None
    return COMPARISONS[match.group(2)](left, right)


class Change(NamedTuple):
    """What re-binding a sentence did: a figure updated, a fact gone, or a guard that no longer holds."""

    sentence: str
    kind: str
    what: str
    before: str
    after: str


def rebind(sentence: Sentence, book: FactBook) -> tuple[Sentence, list[Change]]:
    """Bring a sentence up to date with the figures.

    Figures whose fact still exists take its new value; what a person typed over one stays until the fact
    says the same, and is the fact's from then on; a fact that is gone keeps the text it was bound to; a
    guard that fails, and a fact that is gone, make the sentence stale; but a condition under which our words held
    does not bind a person's sentence that states the figures of it itself. Words are never changed.

    Returns:
        The sentence (a copy) and what changed.
    """
    changes: list[Change] = []
    spans: list[Span] = []
    stale: list[str] = []
    for span in sentence.spans:
        if isinstance(span, FactRef):
            fact = book.get(span.id)
            if fact is None:
                stale.append(f"“{span.shown}”所依据的数字已不存在或素材已改写")
                changes.append(Change(sentence.id, "gone", span.id, span.shown, ""))
            elif fact.text != span.text:
                same = "".join((span.typed or "").split()) in (span.text, fact.text)
                typed = None if same else span.typed
                update = {"value": fact.value, "text": fact.text, "said": None, "typed": typed}
                now = span.model_copy(update=update)
                if now.shown != span.shown:
                    changes.append(Change(sentence.id, "figure", span.id, span.shown, now.shown))
                span = now
        elif isinstance(span, UnitRef):
            shown = unit_text(span.id, book.report.unit, book.report.year)
            if shown is not None and shown != span.text:
                changes.append(Change(sentence.id, "unit", span.id, span.text, shown))
                span = span.model_copy(update={"text": shown})
        spans.append(span)
    guards: list[Guard] = []
    for guard in sentence.guards:
        if judge(guard, book) is False:
            if sentence.origin in HUMAN and _stated(guard, spans):
                continue  # it was a condition of our words; a person's words say these figures themselves
            stale.append(f"成立条件已不满足：{guard.text}")
            changes.append(Change(sentence.id, "guard", guard.text, "", ""))
        guards.append(guard)
    return sentence.model_copy(update={"spans": spans, "guards": guards, "stale": "；".join(stale)}), changes


def _stated(guard: Guard, spans: Iterable[Span]) -> bool:
    """Whether a sentence gives every figure of an equality, each as its fact has it now: our words said that equality
    instead of a figure (均, 没有)."""
    match = _COMPARE.match(guard.text.strip())
    if match is None or match[2] != "=":
        return False
    terms = [term.strip() for side in (match[1], match[3]) for term in side.split("+")]
    ids = {term for term in terms if not term[:1].isdigit()}
    refs = [span for span in spans if isinstance(span, FactRef)]
    return bool(ids) and ids <= {span.id for span in refs if "".join((span.typed or span.text).split()) == span.text}


def released(sentence: Sentence, book: FactBook) -> Sentence:
    """A sentence that a person wrote again because it held no longer: what failed binds it no more.

    Returns:
        The sentence without guards that fail; figures whose fact is gone are plain text.
    """
    spans = [
        Text(text=span.shown) if isinstance(span, FactRef) and book.get(span.id) is None else span
        for span in sentence.spans
    ]
    guards = [guard for guard in sentence.guards if judge(guard, book) is not False]
    return sentence.model_copy(update={"spans": spans, "guards": guards})


_BRACES = lazy(r"[{｛]\s*[{｛]\s*([^{}｛｝]{1,120}?)\s*[}｝]\s*[}｝]")
_SINGLE = lazy(r"(?<![{｛])[{｛]\s*([^{}｛｝]{1,120}?)\s*[}｝](?![}｝])")
HIDDEN = "〔已隐去〕"
"""What a blank is in the wire form."""


def wire(spans: Iterable[Span], hidden: Container[str] | None = None) -> str:
    """Spans as a model sees them: no figure, no name of the unit, nothing that tells who a person is.

    Args:
        hidden: ids of figures that are not shown though others are; None where none is.
    """
    out = []
    for span in spans:
        if isinstance(span, FactRef) and hidden is not None and span.id not in hidden:
            out.append(span.shown)
        elif isinstance(span, FactRef | UnitRef):
            out.append(f"{{{{{span.id}}}}}")
        elif isinstance(span, Blank):
            out.append(HIDDEN)
        else:
            out.append(span.text)
    return "".join(out)


def plain_ids(text: str) -> str:
    """An id as we write it: half-width, without braces and blanks."""
    return unicodedata.normalize("NFKC", text).strip(" \t\n{}“”\"'`").replace(" ", "")


def tidied(text: str, known: Iterable[str]) -> str:
    """A model's sentence with its references as we write them.

    Half-width, full-width and spaced braces are the same; single braces count where they hold a known id.
    """
    ids = known if isinstance(known, frozenset) else frozenset(known)
    text = _BRACES.sub(lambda match: f"{{{{{plain_ids(match.group(1))}}}}}", text)
    return _SINGLE.sub(
        lambda match: f"{{{{{plain_ids(match.group(1))}}}}}" if plain_ids(match.group(1)) in ids else match.group(),
        text,
    ).strip()
