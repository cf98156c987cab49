"""Ranks and shares in words: 居多, 其次, 绝大多数."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.form_clauses import ASKED, CAME_IN, DEALT_WITH, WHOLES, FormClauses
from nianbao.claims.form_names import Heard, Named, rows_and_groups, shares_in, words_in
from nianbao.claims.form_statement import Cells, Sense, Statement

__all__ = ["FormRanks"]


class FormRanks(FormClauses):
    """Reads what clauses say of the most and of the more part."""

    def _ranks(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        for list_name in ("most", "next"):
            for start, end, word in words_in(list_name, text, clause.start, clause.end):
                if any(token.end == start and self._senses(token) & {"up", "down"} for token in words.tokens):
                    continue  # 减少最多的是法律服务机构: by how much, and not how many
                begin = max(text.rfind("、", clause.start, start) + 1, clause.start)
                ahead = self._named(heard, number, clause.start, start)
                behind = text[end : end + 2]
                if behind.startswith(("是", "为", "的是", "的为")) or (word == "其次" and start == clause.start):
                    low, high = end, clause.end
                    if self._left(heard, number, clause.start, start):
                        continue
                    where = self._named(heard, number, low, high)
                else:
                    low, high, where = clause.start, start, ahead
                if where.start < 0 or (text.startswith("的", end) and low != end):
                    continue
                if self._left(heard, number, low, high) or begin < 0:
                    continue
                yield from self._ranked(heard, number, where, list_name, (min(start, where.start), max(end, where.end)))

    def _ranked(
        self, heard: Sequence[Heard], number: int, where: Named, which: str, place: tuple[int, int]
    ) -> Iterator[Statement]:
        clause = heard[number]
        rows = self._rows(where.rows)
        strong = [item for item in rows if not item.weak and all(role not in WHOLES for role in item.roles)]
        if not self._held(rows) or clause.words.figures:
            return
        columns = list(dict.fromkeys(item[2] for item in where.applicants))
        exact = Decimal(2) if which == "next" else None
        if columns:
            among = [part for part in columns if self.roles.parts["applicant"][part].sum]
            columns = [part for part in columns if part not in among]
            inside = self.roles.parts["applicant"][among[0]].sum if among else self._within(heard, number)
            if not columns or (inside and not set(columns) <= set(inside)):
                return  # 为各类组织中最多: among them, and not they
            pool = list(inside or self.roles.columns)
            roles = [role for item in strong for role in item.roles if ASKED in self.roles.by_id[role].parts]
            bases = roles or list(self._bases(heard, number))
            for part in columns:
                yield Statement(*place, "", tuple(
                    Sense("rank", Cells((role,), (part,)), told=exact, places=2 if exact is not None else len(columns),
                          pool=tuple(Cells((role,), (other,)) for other in pool if other != part))
                    for role in bases
                ), clause.year)  # fmt: skip
        elif strong and all(len(item.roles) == 1 for item in strong):
            for item in strong:
                known = self.roles.by_id[item.roles[0]]
                if rows_and_groups(heard, self.matcher):
                    return
                pool_roles = [
                    other.id
                    for other in self.roles.roles
                    if other.family == known.family
                    and other.within == known.within
                    and other.group == known.group
                    and other.held
                    and other.id != known.id
                ]
                if not known.group or known.group == "opened":
                    return
                yield Statement(*place, "", (
                    Sense("rank", Cells((known.id,)), told=exact, places=2 if exact is not None else len(strong),
                          pool=tuple(Cells((other,)) for other in pool_roles)),
                ), clause.year)  # fmt: skip

    def _within(self, heard: Sequence[Heard], number: int) -> tuple[str, ...]:
        """The kinds of applicant of which a sentence speaks: those of 法人或其他组织."""
        for back in range(number - 1, max(number - 3, -1), -1):
            clause = heard[back]
            for _, _, part in self._named(heard, back, clause.start, clause.end).applicants:
                if self.roles.parts["applicant"][part].sum and not clause.words.figures:
                    return self.roles.parts["applicant"][part].sum
            for claim in reversed(clause.claims):
                known = self.roles.parts["applicant"].get(claim.applicant)
                if known is not None and known.sum:
                    return known.sum
        return ()

    def _shares(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        found = shares_in(words.text, clause.start, clause.end)
        if len(found) != 1 or words.figures:
            return
        start, end, least, most = found[0]
        ahead = [place[:2] for place in words_in("holding", words.text, clause.start, start)]
        low = ahead[-1][0] if ahead and ahead[-1][1] == start else start
        if self._left(heard, number, clause.start, clause.end, (low, end), *ahead):
            return
        if any(
            mark[0] < start or mark[0] >= end for mark in words_in("negation", words.text, clause.start, clause.end)
        ):
            return
        here = self._named(heard, number, clause.start, clause.end)
        rows = [item for item in self._rows(here.rows) if not item.weak or self.roles.by_id[item.roles[0]].group]
        results = [item for item in rows if all(self.roles.by_id[role].group for role in item.roles)]
        if (
            not self._held(rows)
            or len(here.applicants) > 1
            or len(results) > 1
            or any(len(item.roles) > 1 for item in rows)
        ):
            return
        pairs: list[tuple[Cells, Cells]] = []
        if here.applicants:
            column = (here.applicants[0][2],)
            bases = [item.roles[0] for item in results] or list(self._bases(heard, number))
            pairs = [
                (Cells((role,), column), Cells((role,))) for role in bases if ASKED in self.roles.by_id[role].parts
            ]
        elif results:
            role = results[0].roles[0]
            known = self.roles.by_id[role]
            wholes = (known.within,) if known.within else (DEALT_WITH, CAME_IN) if known.family == "requests" else ()
            pairs = [(Cells((role,)), Cells((whole,))) for whole in wholes]
        if pairs:
            senses = tuple(Sense("share", part, whole, least=least, most=most) for part, whole in pairs)
            yield Statement(min(low, here.start), max(end, here.end), "", senses, clause.year)
