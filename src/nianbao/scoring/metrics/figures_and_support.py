"""Metrics of figures and support: allowed and required figures, unsupported and contradicted sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from nianbao.checking.rules.notes import licensed, noted
from nianbao.claims import Binder, Claim, ReportClaims, against_facts, claims_of
from nianbao.facts import judge as holds
from nianbao.licence import Doubt, Sources, judge
from nianbao.report import HUMAN, FactRef, Sentence, Text
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import TextLine, bare, composed, ground, held, kept, lines
from nianbao.text import Quantity, fold, quantities, raw_numerals
from nianbao.text.sentences import overlapping

_Key = tuple[Decimal, str]


class _Figure(NamedTuple):
    """A figure of the body.

    Attributes:
        fact: id of the fact that it is bound to; empty for a figure that is bound to none. false: whether it surely
            says something that the case's tables hold otherwise.
    """

    quantity: Quantity
    fact: str
    false: bool


class _Judged(NamedTuple):
    """A sentence of the body, and what the licence and the tables have against it."""

    sentence: Sentence
    doubts: tuple[Doubt, ...]
    false: bool


def _is_year(quantity: Quantity) -> bool:
    """Whether it names a calendar year."""
    return quantity.measure == "年" and quantity.value is not None and 1949 <= quantity.value <= 2100


def _case(scored: Scored) -> ReportClaims:
    """The case's facts and roles, and what reads claims on them."""
    return kept(scored, "case claims", lambda: claims_of(ground(scored).report, ground(scored).book))


def _sentences(line: TextLine) -> list[tuple[int, Sentence]]:
    """The sentences of a paragraph, each with where it begins in the paragraph's words."""
    found, at = [], 0
    for sentence in line.paragraph.sentences:
        found.append((at, sentence))
        at += len(bare(sentence.text))
    return found


def _put_in(sentence: Sentence) -> dict[tuple[int, int], str]:
    """Where code put figures and names into a sentence's words: place → id."""
    found, at = {}, 0
    for span in sentence.spans:
        end = at + len(bare(span.shown))
        if not isinstance(span, Text) and end > at:
            found[at, end] = span.id if isinstance(span, FactRef) else ""
        at = end
    return found


class _Read(NamedTuple):
    """A paragraph of the body: which facts its figures state, by place, and what it surely says that is not so."""

    line: TextLine
    facts: dict[tuple[int, int], str]
    false: list[Claim]


def _stated(line: TextLine, binder: Binder) -> dict[tuple[int, int], str]:
    """Which fact each figure of a paragraph states: by reference where code put it in, else by its role and value."""
    found = {
        (at + start, at + end): id
        for at, sentence in _sentences(line)
        for (start, end), id in _put_in(sentence).items()
    }
    taken = overlapping(found)
    for item in binder.bind(line.text, aspect=line.paragraph.aspect, section=line.section.id):
        if not taken(item.start, item.end):
            found[item.start, item.end] = item.fact
    return found


def _false_claims(line: TextLine, told: ReportClaims, noted: Callable[[int, int], bool]) -> list[Claim]:
    """What a paragraph surely says of the case's tables and they hold otherwise; not by a figure of a note."""
    aspect, section = line.paragraph.aspect, line.section.id
    if told.form is not None:
        aspect, section = told.form.role_of_aspect(aspect), told.form.role_of_section(section)
    found = []
    for claim in told.reader.read(line.text, aspect=aspect, section=section).claims:
        verdict = against_facts(claim, told.book, told.roles) if claim.sure else None
        if verdict is not None and verdict.holds is False and not noted(claim.start, claim.end):
            found.append(claim)
    return found


def _read(scored: Scored) -> list[_Read]:
    def make() -> list[_Read]:
        told = _case(scored)
        binder, found = Binder(told), []
        for line in lines(scored):
            facts = _stated(line, binder)
            noted = overlapping(place for place, id in facts.items() if id in told.book.noted)
            found.append(_Read(line, facts, _false_claims(line, told, noted)))
        return found

    return kept(scored, "read", make)


def _figures(scored: Scored) -> list[_Figure]:
    """The figures of the body: no years, no names of documents, no articles, no list marks."""

    def make() -> list[_Figure]:
        return [
            _Figure(
                item,
                next((id for (start, end), id in facts.items() if start < item.end and item.start < end), ""),
                any(claim.start < item.end and item.start < claim.end for claim in false),
            )
            for line, facts, false in _read(scored)
            for item in raw_numerals(line.text)
            if not _is_year(item)
        ]

    return kept(scored, "figures", make)


def _known(scored: Scored) -> set[_Key]:
    """Every fact's value with its measure word; a missing measure word stands for any."""

    def make() -> set[_Key]:
        found: set[_Key] = set()
        for fact in ground(scored).book.all.values():
            if fact.value is not None:
                found.add((abs(fact.value), fact.measure))
            found.update((abs(q.value), q.measure) for q in quantities(fact.text) if q.value is not None)
        return found

    return kept(scored, "known figures", make)


def is_licensed(scored: Scored, quantity: Quantity) -> bool:
    """Whether a fact of the case has the figure: a cell, a sum, last year's, a difference, a rate, a note's."""
    if quantity.value is None:
        return fold(quantity.text) in noted(ground(scored))
    known, value = _known(scored), abs(quantity.value)
    if (value, quantity.measure) in known or (value, "") in known:
        return True
    if not quantity.measure and any(held == value for held, _ in known):
        return True
    return licensed(ground(scored), quantity)


@metric("figure_precision", "数字有据率", "数字", better="up")
def figure_precision(scored: Scored) -> float | None:
    """Share of the figures in the text that a fact of the case licenses, and that do not say something false.

    Range: 0 to 1, more is better; None for a text without figures.
    Meaning: every figure of sections 一 to 六 with its measure word is looked up among the case's cells, sums,
        differences, rates, last year's cells and the figures of its notes; one that the text surely says to be a figure
        of the tables, and that states no note, must be that figure. Years, articles, document numbers and list marks
        are left out (for years see year_correctness).
    Source: precision of the facts in a generated text against its table, after Wiseman, Shieber and Rush, Challenges
        in Data-to-Document Generation, arXiv 1707.08052; what a figure is said to be is read by nianbao.claims.
    Weakness: a figure of a note passes wherever it stands, unless the words around it surely make it one of the tables.
        A figure computed by the writer from three or more facts counts as false.
    """
    found = _figures(scored)
    return sum(is_licensed(scored, item.quantity) and not item.false for item in found) / len(found) if found else None


def _required(scored: Scored) -> list[tuple[str, _Key]]:
    """What is due: facts with the figures that they show, each once; sums that need not be told are left out."""

    def make() -> list[tuple[str, _Key]]:
        form = _case(scored).book.form
        aside = {item.id for item in form.derived if item.aside} if form is not None else set()
        due = (
            (span.id, (item.value, item.measure))
            for sentence in composed(scored)
            for span in held(sentence)
            if span.id not in aside
            for item in quantities(span.text)
            if item.value is not None and not _is_year(item)
        )
        return list(dict.fromkeys(due))

    return kept(scored, "required figures", make)


@metric("figure_recall", "应写数字写到率", "数字", better="up")
def figure_recall(scored: Scored) -> float | None:
    """Share of the figures that the report should give and does.

    Range: 0 to 1, more is better; None where the case has no figure that must be given.
    Meaning: what should be given is what code alone would say of the case: the figures of the form's statements that
        apply, and those of notes, problems and measures. One is given where a figure of the text states that fact, by
        its role and value; a figure of a note, or of what is not known, is taken for any fact with its value and
        measure word. A fact is due once; a figure that two facts have must stand there twice.
    Source: recall against the table's own facts, after PARENT (Dhingra et al., arXiv 1906.01081), with the form's
        statements (国办公开办函〔2021〕30号) for what is due; which fact a figure states is read by nianbao.claims.
    Weakness: a figure that was bound to no cell is found wherever it stands; figures that are zero are said in words
        and not counted.
    """
    due = _required(scored)
    if not due:
        return None
    noted = _case(scored).book.noted
    told = [
        (item.fact, (item.quantity.value, item.quantity.measure))
        for item in _figures(scored)
        if item.quantity.value is not None and not item.false
    ]
    wanted, stated = Counter(due), Counter(told)
    given = wanted & stated
    left = Counter(key for _, key in (wanted - given).elements())
    loose = Counter(key for fact, key in (stated - given).elements() if not fact or fact in noted)
    return (given.total() + (left & loose).total()) / len(due)


RELATIONS = frozenset({"denial", "agent", "order", "modal", "beside", "plan", "limit"})
"""Kinds of doubt that say that a note has it otherwise; the others say that nothing has it."""


def _judged(scored: Scored) -> list[_Judged]:
    """Every sentence of the body that says something, held against the case's notes and tables."""

    def make() -> list[_Judged]:
        sources = Sources(ground(scored).report, ground(scored).book)
        ours = {_plain(item.text) for item in composed(scored)}
        found = []
        for line, _, false in _read(scored):
            for at, sentence in _sentences(line):
                text = bare(sentence.text)
                if not text.strip():
                    continue
                doubts: tuple[Doubt, ...] = ()
                if sentence.origin not in HUMAN and _plain(sentence.text) not in ours:
                    bound = list(_put_in(sentence))
                    doubts = judge(text, sources.behind(sentence), sentence.sources, bound=bound).doubts
                wrong = any(at <= claim.start < at + len(text) for claim in false)
                found.append(_Judged(sentence, doubts, wrong))
        return found

    return kept(scored, "judged sentences", make)


def _plain(text: str) -> str:
    return "".join(fold(text).split())


_SLIGHT = 1.0
"""How much of slight doubts a sentence may have, as in the licence."""


def _is_unsupported(item: _Judged) -> bool:
    doubts = [doubt for doubt in item.doubts if doubt.kind not in RELATIONS]
    if item.sentence.support == "read":  # a model that read it found these words in the sources
        doubts = [doubt for doubt in doubts if not doubt.wording]
    return (
        item.sentence.support == "unsupported"
        or any(not doubt.slight for doubt in doubts)
        or sum(doubt.slight for doubt in doubts) > _SLIGHT
    )


@metric("unsupported", "无依据句占比", "依据", better="down")
def unsupported(scored: Scored) -> float | None:
    """Share of the sentences that rest on no figure and no note.

    Range: 0 to 1, less is better; None for a text without sentences.
    Meaning: a sentence counts when it has words or figures that its sources do not license (where it names none, the
        notes most like it), or when drafting marked it 待核实, by its rules or by a model that read it again. One that
        is word for word what code says of the case does not count, nor one that a clerk or reviewer wrote, nor words
        that a model which read the sentence found in its sources.
    Source: share of unsupported statements, as in attributable generation (Rashkin et al., AIS, arXiv 2112.12870),
        judged by nianbao.licence.
    Weakness: the licence goes by words, synonyms and relations that it knows: an invention in the words of a note may
        pass, a note told in other words may be objected to. Drafts were written under the same licence: a blind spot
        of it shows neither there nor here (figure_precision goes by numerals alone).
    """
    found = [_is_unsupported(item) for item in _judged(scored)]
    return sum(found) / len(found) if found else None


def _is_contradicted(scored: Scored, item: _Judged) -> bool:
    sentence = item.sentence
    return (
        item.false
        or any(doubt.kind in RELATIONS for doubt in item.doubts)
        or bool(sentence.stale)
        or any(_fails(scored, guard.text) for guard in sentence.guards)
        or any(isinstance(span, FactRef) and span.typed not in (None, span.text) for span in sentence.spans)
    )


def _fails(scored: Scored, guard: str) -> bool:
    try:
        return holds(guard, ground(scored).book) is False
    except ValueError:
        return False


@metric("contradictions", "矛盾句占比", "依据", better="down")
def contradictions(scored: Scored) -> float | None:
    """Share of the sentences that say otherwise than the tables or the notes.

    Range: 0 to 1, less is better; None for a text without sentences.
    Meaning: a sentence counts when it surely says something of the tables that they hold otherwise, when it turns
        round what a note says (who, in what order, whether at all, planned or done), when it was written for other
        figures, or when a figure in it was typed over.
    Source: claims held against the tables (nianbao.claims), relations held against the notes (nianbao.licence); share
        by sentence as for unsupported.
    Weakness: only what the grammar is sure of is seen: a wrong figure of which no table speaks is none of these
        (figure_precision and unsupported see it), and a note turned around in meaning may pass.
    """
    found = [_is_contradicted(scored, item) for item in _judged(scored)]
    return sum(found) / len(found) if found else None
