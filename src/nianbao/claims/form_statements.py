"""What a sentence says of the form without a figure: each clause read by the cells it names and its one operator.

The order of the words does not matter. From a clause, and from those before it where it names nothing itself, come the
rows, the kinds of applicant and the group that it speaks of; a word for none, all, more or fewer, most says what of
them. A statement is made only where nothing else is left in the clause that could narrow what it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nianbao.claims.clause_words import ClauseWords
from nianbao.claims.form_alls import FormAlls
from nianbao.claims.form_changes import FormChanges
from nianbao.claims.form_denials import DONE, FormDenials
from nianbao.claims.form_each import FormEach
from nianbao.claims.form_names import Heard, tells
from nianbao.claims.form_ranks import FormRanks
from nianbao.claims.form_statement import Statement

_MOVES = {"up", "down", "same"}


class FormStatements(FormDenials, FormAlls, FormEach, FormChanges, FormRanks):
    """Reads sentences into statements on the form."""

    def read(self, heard: Sequence[Heard], text: str) -> list[Statement]:
        """What a sentence says."""
        found: list[Statement] = []
        self.forget()
        heard = [piece for clause in heard for piece in self._pieces(clause)]
        for number, clause in enumerate(heard):
            if not self._tells(clause):
                continue
            if clause.year == "other" or clause.month or not self._of_us(heard, number):
                continue
            operators = (
                self._none, self._some, self._all, self._each, self._likewise, self._only, self._results,
                self._moved, self._ranks,
                self._shares,
            )  # fmt: skip
            found += [self._quoted(made, text) for read in operators for made in read(heard, number)]
        return found

    def _pieces(self, clause: Heard) -> list[Heard]:
        """A clause that says of several things how they moved, one by one: 项目数少了、金额多了."""
        text, ways = clause.words.text, [token for token in clause.words.tokens if self._senses(token) & _MOVES]
        marks = [at for at in range(clause.start, clause.end) if text[at] == "、"]
        stops = [at for at in marks if any(clause.start <= one.start < at for one in ways)]
        stops = [at for at in stops if any(one.start > at for one in ways)]
        bounds = [clause.start, *(at + 1 for at in stops)]
        ends = [*stops, clause.end]
        if not stops or any(
            sum(low <= one.start and one.end <= high for one in ways) != 1
            for low, high in zip(bounds, ends, strict=True)
        ):
            return [clause]
        return [self._piece(clause, low, high) for low, high in zip(bounds, ends, strict=True)]

    @staticmethod
    def _piece(clause: Heard, low: int, high: int) -> Heard:
        words = clause.words
        first = sum(token.end <= low for token in words.tokens)
        piece = ClauseWords(
            words.text,
            words.clause._replace(start=low, end=high, before=words.clause.before if low == clause.start else "，"),
            [token for token in words.tokens if low <= token.start and token.end <= high],
            [item for item in words.figures if low <= item.start and item.end <= high],
            [
                item._replace(first=item.first - first, last=item.last - first)
                for item in words.phrases
                if low <= item.start and item.end <= high
            ],
        )
        claims = [item for item in clause.claims if low <= item.start < high]
        return replace(clause, words=piece, claims=claims)

    def _tells(self, clause: Heard) -> bool:
        """Whether a clause has an operator: a word for none, all, most, more or fewer, or how a review ended; or the
        verb of what was done."""
        text, start, end = clause.words.text, clause.start, clause.end
        return (
            tells(text, start, end)
            or (not clause.words.figures and DONE.search(text, start, end) is not None)
            or any(self._senses(token) & _MOVES for token in clause.words.tokens)
        )

    @staticmethod
    def _quoted(made: Statement, text: str) -> Statement:
        return replace(made, text=text[made.start : made.end])
