"""Notes against the tables: what of a note the tables gainsay, so that a person is asked which of the two holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from nianbao.checking import check, tagged
from nianbao.claims import Claim, against_facts, claims_of, role_value
from nianbao.drafting.locked_words import MARKS, Locked, clauses_of, grammar, joined
from nianbao.facts import FactBook, figure, form_of
from nianbao.patterns import lazy
from nianbao.report import Paragraph, Section, Sentence, Text
from nianbao.text import raw_numerals

_CLAUSES = lazy(f"[{MARKS}]")
_HANGS = lazy("[这那]|^(?:其中|分别|[就都也又还均是]|包括|全是)")
"""How a clause reads that goes on with the one before it: 本子上是这个数."""


_COUNTS = lazy("[0-9一二两三四五六七八九十百]+(?:件|起|例|宗|个|份|元|万)|其中")
"""What a clause counts that is part of the sum before it, or came of it: 网上8件, 退回41万."""


_OTHERS = lazy("(?:其他|其它|其余)(?:的)?[0-9]")


class AgainstTables:
    """Holds a clerk's words against the tables."""

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self._claims = claims_of(book.report, book)
        self._read: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def gainsaid(self, text: str, aspect: str) -> list[tuple[str, str]]:
        """What a text surely says of our figures that the tables have otherwise, and the checks find false too: what
        the tables say, and the clause.

        Args:
            aspect: as rules know it; empty where it is not known. What is counted may be called by a shorter name at
                the beginning of a clause: 处罚9起.
        """
        if (text, aspect) not in self._read:
            self._read[text, aspect] = list(self._gainsaid(text, aspect))
        return self._read[text, aspect]

    def _gainsaid(self, text: str, aspect: str) -> Iterator[tuple[str, str]]:
        for known, claim in self._false(text, aspect):
            yield known, _clause(text, claim)
        for clause in _CLAUSES.split(text):
            if aspect == "requests" and (left := self._left_over) and re.search(grammar()["all_done"], clause):
                yield left, clause
            for short, full in grammar()["short_names"].items():
                if clause.startswith(short):
                    yield from ((known, clause) for known, _ in self._false(full + clause.removeprefix(short), aspect))

    @cached_property
    def _left_over(self) -> str:
        """What the tables say of requests that were carried over, where there are some."""
        role = self._claims.roles.by_id.get("requests.carry_out")
        value = role_value(role.id, self.book, self._claims.roles) if role is not None else None
        return f"表格{role.name}是{figure(value)}件" if role is not None and value else ""

    def _false(self, text: str, aspect: str) -> Iterator[tuple[str, Claim]]:
        for claim in self._claims.reader.read(text, aspect=aspect or None).claims:
            if _OTHERS.match(_clause(text, claim)):
                continue  # 田地12，山林8，其他3: what is left of a note's own list, and no result of the form
            verdict = against_facts(claim, self.book, self._claims.roles) if claim.sure else None
            if verdict is not None and verdict.holds is False and self.found_false(text, aspect):
                yield verdict.known, claim

    def found_false(self, text: str, aspect: str) -> bool:
        """Whether the checks, which know more of how people speak than a single claim, find a sentence false."""
        form = form_of(self.book.report)
        if form is None:
            return False
        place = next((item for item in form.aspects if item.known_as == aspect), None)
        sentence = Sentence(id="said", spans=[Text(text=text)])
        paragraph = Paragraph(id="said", aspect=place.id if place is not None else None, sentences=[sentence])
        section = (place.section if place is not None else "") or form.sections[0].id
        report = self.book.report.model_copy(
            update={"sections": [Section(id=section, paragraphs=[paragraph])], "notes": [], "problems": []}
        )
        return any(
            item.paragraph == "said" and item.severity != "info" and item.code in tagged("contradicted")
            for item in check(report)
        )

    def without(self, text: str, locked: Locked, aspect: str) -> tuple[str, list[tuple[str, str]]]:
        """A note's words without the clauses that tables gainsay and what hangs on these; and those, each with why."""
        shown = locked.shown(text)
        if (
            not raw_numerals(shown)
            and not re.search("[没未无零]", shown)
            and not re.search(grammar()["all_done"], shown)
        ):
            return text, []
        false = {clause.strip(): known for known, clause in self.gainsaid(shown, aspect)}
        kept, left, why = [], [], ""
        for clause in clauses_of(text) if false else ():
            said = locked.shown(clause.text)
            known = next((known for words, known in false.items() if words in said), "")
            if known:
                why = f"与表不符：{known}；请核对哪个对"
            elif not (why and (_COUNTS if raw_numerals(said) else _HANGS).search(said)):
                why = ""
            if why:
                left.append((clause.text, why))
                why = "" if clause.mark in "；。" else why
            else:
                kept.append(clause)
        return (joined(kept), left) if left else (text, [])


def _clause(text: str, claim: Claim) -> str:
    """The clause of a text in which a claim stands: what a person has to look at."""
    begins = max(text.rfind(mark, 0, claim.start) for mark in MARKS) + 1
    ends = min((at for mark in MARKS if (at := text.find(mark, claim.end)) >= 0), default=len(text))
    return text[begins:ends]
