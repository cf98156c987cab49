"""Notes that say nothing but what the accounts of the tables say already: left out, and the clerk is told."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.claims import against_facts
from nianbao.drafting.draft import Dropped
from nianbao.facts import FactBook
from nianbao.kinds import Form
from nianbao.licence import Sources, judge
from nianbao.patterns import lazy
from nianbao.report import FactRef, Paragraph, Section, Sentence, Span, Text
from nianbao.text import raw_numerals

__all__ = ["without_repeats"]

_WHY = "表里的数已经按表写了，这里不再重复"


def without_repeats(sections: Sequence[Section], form: Form, book: FactBook) -> tuple[list[Section], list[Dropped]]:
    """Sections without the sentences of notes that their own accounts tell, and these.

    Args:
        sections: as composed. form: of the report. book: its facts.
    """
    sources = Sources(book.report, book)
    dropped: list[Dropped] = []

    def kept(paragraph: Paragraph) -> Paragraph:
        accounts = [item for item in paragraph.sentences if not _of_notes(item) and _shown(item)]
        if not accounts or len(accounts) == len(paragraph.sentences):
            return paragraph
        found = []
        for sentence in paragraph.sentences:
            aspect = form.role_of_aspect(paragraph.aspect)
            if _of_notes(sentence) and _told(sentence, accounts, aspect, sources):
                ids = [source.removeprefix("note:") for source in sentence.sources or ()]
                dropped.extend(Dropped(text=sentence.text, reason=_WHY, note=id) for id in ids)
            elif (parted := _parted(sentence)) and _told(parted[0], accounts, aspect, sources):
                found.append(parted[1])
            else:
                found.append(sentence)
        return paragraph.model_copy(update={"sentences": found})

    out = [
        section.model_copy(update={"paragraphs": [kept(item) for item in section.paragraphs]}) for section in sections
    ]
    return out, dropped


_WAYS = lazy("(?<=，)(?:其中)?(?=[^，。0-9]{2,4}提交[0-9]+件(?:[、。]))")


def _parted(sentence: Sentence) -> tuple[Sentence, Sentence] | None:
    """A note's sentence as what it says of how many requests there were, and by what ways they came; None where it
    does not say both."""
    at = _WAYS.search(sentence.text)
    if at is None or not _of_notes(sentence):
        return None
    before: list[Span] = []
    behind: list[Span] = [Text(text="申请中，")]
    start = 0
    for span in sentence.spans:
        end = start + len(span.shown)
        if end <= at.start():
            before.append(span)
        elif start >= at.end():
            behind.append(span)
        elif isinstance(span, Text):
            before.append(Text(text=span.text[: at.start() - start]))
            behind.append(Text(text=span.text[at.end() - start :]))
        start = end
    whole = "".join(span.shown for span in before).rstrip("，")
    first = sentence.model_copy(update={"spans": [Text(text=f"{whole}。")]})
    return first, sentence.model_copy(update={"spans": behind, "verbatim": False})


def _of_notes(sentence: Sentence) -> bool:
    return any(source.startswith("note:") for source in sentence.sources or ())


def _shown(sentence: Sentence) -> set[str]:
    return {span.id for span in sentence.spans if isinstance(span, FactRef)}


def _told(sentence: Sentence, accounts: Sequence[Sentence], aspect: str, sources: Sources) -> bool:
    """Whether every figure is surely one that the accounts show, and the words are such as the form has itself."""
    figures = raw_numerals(sentence.text)
    if not figures:
        return False
    shown = {id for account in accounts for id in _shown(account)}
    claims = sources.claims
    told = []
    for claim in claims.reader.read(sentence.text, aspect=aspect).claims:
        held = against_facts(claim, claims.book, claims.roles) if claim.sure else None
        if held is None or held.holds is not True or not set(held.facts) & shown:
            return False
        told.append((claim.start, claim.end))
    if not all(any(start <= item.start < end for start, end in told) for item in figures):
        return False
    cited = [source for account in accounts for source in account.sources or ()]
    return judge(sentence.text, sources, cited).licensed
