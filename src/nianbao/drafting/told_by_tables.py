"""Notes that say what the accounts of the tables say already: left out, or what is new joined to the account."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.claims import against_facts
from nianbao.drafting.draft import Dropped
from nianbao.facts import FactBook
from nianbao.kinds import Form
from nianbao.licence import Sources, judge
from nianbao.patterns import lazy
from nianbao.report import FactRef, Section, Sentence, Span, Text
from nianbao.text import raw_numerals

_WHY = "表里的数已经按表写了，这里不再重复"


def without_repeats(sections: Sequence[Section], form: Form, book: FactBook) -> tuple[list[Section], list[Dropped]]:
    """Sections without the sentences of notes that their own accounts tell, and these."""
    told = _Told(Sources(book.report, book), form)
    return _once([told.without(section) for section in sections], told.dropped), told.dropped


_TWICE = "别处已经写了"
_WORDS, _ID = lazy("[\u4e00-\u9fff]{2,}"), lazy("[a-z][a-z0-9_.]+")
_STUB = 14
"""Characters, with the stop, of a note that only repeats a count of another one."""


def _once(sections: Sequence[Section], dropped: list[Dropped]) -> list[Section]:
    """Sections without notes that are only a count which another note gives with more: 网站204条."""
    paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
    notes = [item for paragraph in paragraphs for item in paragraph.sentences if _of_notes(item)]
    gone: set[str] = set()
    for item in notes:
        figures = [span for span in item.spans if isinstance(span, FactRef)]
        words = _WORDS.findall("".join(span.text for span in item.spans if isinstance(span, Text)))
        if len(figures) != 1 or len(item.text) > _STUB or not words or "，" in item.text:
            continue
        for other in notes:
            same = any(isinstance(span, FactRef) and span.text == figures[0].text for span in other.spans)
            if other is not item and same and all(word in other.text for word in words):
                ids = [source.removeprefix("note:") for source in item.sources or ()]
                dropped.extend(Dropped(text=item.text, reason=_TWICE, note=id) for id in ids)
                gone.add(item.id)
                break
    if not gone:
        return list(sections)
    return [
        section.model_copy(
            update={
                "paragraphs": [
                    paragraph.model_copy(
                        update={"sentences": [item for item in paragraph.sentences if item.id not in gone]}
                    )
                    for paragraph in section.paragraphs
                ]
            }
        )
        for section in sections
    ]


_STARTS = lazy("[^，。]{0,6}的[0-9一]+件|[0-9]+件(?:申请)?(?:均|都)")
"""How a clause begins that needs no other before it."""
_BY_WHOM = lazy("[省市县区]政府(?=纠正|维持|撤销)")
"""Who decided, which an account does not say."""
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


def _stated(sentence: Sentence) -> set[str]:
    """The figures that an account gives, or says are none."""
    none = {left for guard in sentence.guards for left, sign, right in [guard.text.partition(" = ")] if right == "0"}
    return _shown(sentence) | none


def _equal(account: Sentence) -> set[str]:
    """The figures that an account says are as large as one that it gives: 维持、纠正各1件."""
    return {id for guard in account.guards for id in _ID.findall(guard.text)}


class _Told:
    """Takes out of sections what their accounts tell."""

    def __init__(self, sources: Sources, form: Form) -> None:
        self.sources, self.form = sources, form
        self.dropped: list[Dropped] = []

    def without(self, section: Section) -> Section:
        """A section without repeats: within a paragraph; where it has no aspects and each sentence is a paragraph of
        its own, among all of these."""
        if any(paragraph.aspect for paragraph in section.paragraphs):
            paragraphs = [
                paragraph.model_copy(update={"sentences": self._kept(paragraph.sentences, paragraph.aspect)})
                for paragraph in section.paragraphs
            ]
            return section.model_copy(update={"paragraphs": paragraphs})
        sentences = [sentence for paragraph in section.paragraphs for sentence in paragraph.sentences]
        kept = {item.id: item for item in self._kept(sentences, None, section.id)}
        paragraphs = [
            paragraph.model_copy(
                update={"sentences": [kept[item.id] for item in paragraph.sentences if item.id in kept]}
            )
            for paragraph in section.paragraphs
        ]
        left = [item for item in paragraphs if item.sentences]
        at = section.table_at - (len(paragraphs) - len(left) if section.table_at else 0)
        return section.model_copy(update={"paragraphs": left, "table_at": at})

    def _kept(self, sentences: list[Sentence], aspect: str | None, section: str = "") -> list[Sentence]:
        accounts = [item for item in sentences if not _of_notes(item) and _stated(item)]
        if not accounts or len(accounts) == len(sentences):
            return sentences
        changed: dict[str, Sentence] = {}
        gone: set[str] = set()
        for sentence in sentences:
            if not _of_notes(sentence):
                continue
            if (account := self._teller(sentence, accounts, aspect, section)) is not None:
                ids = [source.removeprefix("note:") for source in sentence.sources or ()]
                self.dropped.extend(Dropped(text=sentence.text, reason=_WHY, note=id) for id in ids)
                sources = [*(account.sources or ()), *(sentence.sources or ())]  # so that the note is known to be told
                changed[account.id] = account.model_copy(update={"sources": sources})
            elif (parted := _parted(sentence)) and self._teller(parted[0], accounts, aspect, section) is not None:
                changed[sentence.id] = parted[1]
                continue
            elif (shorter := self._shorter(sentence, accounts, aspect)) is not None:
                changed[sentence.id] = shorter
                continue
            elif section and (joined := self._joined(sentence, accounts)) is not None:
                changed[joined.id] = joined
            else:
                continue
            gone.add(sentence.id)
            accounts = [changed.get(item.id, item) for item in accounts]
        return [changed.get(item.id, item) for item in sentences if item.id not in gone]

    def _shorter(self, sentence: Sentence, accounts: Sequence[Sentence], aspect: str | None) -> Sentence | None:
        """A note's sentence without its first or its last clause where an account tells that: 废止2件."""
        if "；" in sentence.text or "（" in sentence.text:
            return None
        clauses = _clauses(sentence.spans)
        told = self._told_clauses(sentence.text, clauses, accounts, aspect)
        first, last = 0, len(clauses)
        while last > 1 and told[last - 1]:
            last -= 1
        begin = next((at for at in range(last) if not told[at]), 0)
        if begin and _STARTS.match("".join(span.shown for span in clauses[begin])):
            first = begin
        kept = clauses[first:last]
        text = "".join(span.shown for clause in kept for span in clause)
        if len(kept) == len(clauses) or len(text) < _STUB - 4:
            return None
        spans: list[Span] = []
        for clause in kept:
            spans += [Text(text="，"), *clause] if spans else clause
        return sentence.model_copy(update={"spans": [*spans, Text(text="。")]})

    def _told_clauses(
        self, text: str, clauses: list[list[Span]], accounts: Sequence[Sentence], aspect: str | None
    ) -> list[bool]:
        """Of each clause of a sentence whether the accounts give all its figures and the form has its words."""
        shown = {id for account in accounts for id in _shown(account) | _equal(account)}
        claims = self.sources.claims
        place = self.form.role_of_aspect(aspect) if aspect else None
        surely: list[tuple[int, int]] = []
        for claim in claims.reader.read(text, aspect=place).claims:
            held = against_facts(claim, claims.book, claims.roles) if claim.sure else None
            if held is not None and held.holds and set(held.facts) & shown:
                surely.append((claim.start, claim.end))
        out, at = [], 0
        for clause in clauses:
            words = "".join(span.shown for span in clause)
            at = text.index(words, at)
            figures = [item.start + at for item in raw_numerals(words)]
            covered = bool(figures) and all(any(a <= start < b for a, b in surely) for start in figures)
            out.append(covered and self._licensed(_BY_WHOM.sub("", words) + "。", accounts))
            at += len(words)
        return out

    def _licensed(self, text: str, accounts: Sequence[Sentence]) -> bool:
        """Whether the words of a text are such as the form has itself."""
        cited = [source for account in accounts for source in account.sources or () if not source.startswith("note:")]
        return judge(text, self.sources, cited).licensed

    def _teller(
        self, sentence: Sentence, accounts: Sequence[Sentence], aspect: str | None, section: str
    ) -> Sentence | None:
        """An account that tells what a note says: every figure and denial is surely one that the accounts have, and all
        the words are the form's; None where that is not so."""
        stated = {id for account in accounts for id in _stated(account)}
        shown = {id for account in accounts for id in _shown(account)}
        claims = self.sources.claims
        told, facts = [], set()
        place = self.form.role_of_aspect(aspect) if aspect else None
        for claim in claims.reader.read(sentence.text, aspect=place, section=section).claims:
            held = against_facts(claim, claims.book, claims.roles) if claim.sure else None
            if held is None or held.holds is not True:
                return None
            denied = not raw_numerals(sentence.text[claim.start : claim.end])
            if not (bool(held.facts) and set(held.facts) <= stated if denied else set(held.facts) & shown):
                return None
            told.append((claim.start, claim.end))
            facts |= set(held.facts)
        figures = raw_numerals(sentence.text)
        if not told or not all(any(start <= item.start < end for start, end in told) for item in figures):
            return None
        if not self._licensed(sentence.text, accounts):
            return None
        return next((item for item in accounts if _stated(item) & facts), None)

    def _joined(self, sentence: Sentence, accounts: Sequence[Sentence]) -> Sentence | None:
        """The account that tells clauses of a note, with the others behind it; None where none of its clauses is told.

        A clause is told where its figures are the account's and its words the form's.
        """
        clauses = _clauses(sentence.spans)
        for account in accounts:
            figures = {span.text for span in account.spans if isinstance(span, FactRef)}
            told = [
                clause
                for clause in clauses
                if (given := [span.text for span in clause if isinstance(span, FactRef)])
                and set(given) <= figures
                and self._licensed("".join(span.shown for span in clause) + "。", [account])
            ]
            if clauses[0] in told and len(told) < len(clauses):
                spans = _stopless(account.spans)
                for clause in clauses:
                    spans += [Text(text="，"), *clause] if clause not in told else []
                return account.model_copy(
                    update={
                        "spans": [*spans, Text(text="。")],
                        "sources": [*(account.sources or ()), *(sentence.sources or ())],
                        "guards": [*account.guards, *sentence.guards],
                        "verbatim": sentence.verbatim,
                    }
                )
        return None


def _clauses(spans: Sequence[Span]) -> list[list[Span]]:
    """The clauses of a sentence, without the marks between them."""
    out: list[list[Span]] = [[]]
    for span in _stopless(spans):
        pieces = span.text.split("，") if isinstance(span, Text) else []
        if not pieces:
            out[-1].append(span)
        for number, piece in enumerate(pieces):
            if number:
                out.append([])
            if piece:
                out[-1].append(Text(text=piece))
    return [clause for clause in out if clause]


def _stopless(spans: Sequence[Span]) -> list[Span]:
    last = spans[-1]
    if not isinstance(last, Text) or not last.text.endswith("。"):
        return list(spans)
    text = last.text.removesuffix("。")
    return [*spans[:-1], *([Text(text=text)] if text else [])]
