"""Ranks and shares in words: 居多, 其次, 绝大多数."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.claim import Claim
from nianbao.claims.form_clauses import ALL_DUE, ASKED, CAME_IN, DEALT_WITH, WHOLES, FormClauses
from nianbao.claims.form_names import Heard, Named, rows_and_groups, shares_in, words_in
from nianbao.claims.form_statement import Cells, Sense, Statement
from nianbao.claims.fraction_words import fractions
from nianbao.claims.quantity_range import bounds
from nianbao.patterns import lazy

_APART = lazy("率(?![先领])|各占|分别|均占|都占|平均|每")
_STEP = lazy("的?(?:审查|审核|认定|鉴定|判断|研判)")
_SUMMED = lazy("加起来|相加|合起来|加在一起|合计|共计|总计|总共|一共|共|(?:这?[两三四二]|以上)(?:类|项|者|种)|之和")
_ABOUT = lazy("仅仅?|只|约|大约|接近|超过|已|就|竟|当")
_AMONG = lazy("(?:的|政府信息|公开|申请|案件|信息|答复|件|案)*(?:当中|之中|中|里)$")
_ALL, _HAIR = Decimal(100), Decimal("0.0001")


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
        """What share something is, in words or bounded: 多数由企业提出, 无法提供的不足三分之一, 被纠正的不到5%."""
        clause = heard[number]
        words, text = clause.words, clause.words.text
        told = self._told_share(clause)
        if told is None or _APART.search(text, clause.start, clause.end):
            return
        start, end, least, most = told
        marks = [place[:2] for place in words_in("holding", text, clause.start, start + 1)]
        hide = [*marks, *(match.span() for match in _SUMMED.finditer(text, clause.start, start))]
        hide += [match.span() for match in _ABOUT.finditer(text, clause.start, start)]
        low = min([start, *(mark[0] for mark in marks)])
        if self._left(heard, number, clause.start, clause.end, (start, end), *hide):
            return
        denied = words_in("negation", text, clause.start, clause.end)
        denied = [mark for mark in denied if not self._inside(words.tokens, mark[0], mark[1])]
        if any(mark[0] < start or mark[0] >= end for mark in denied):
            return
        of = self._named(heard, number, marks[-1][1] if marks else start, end)
        ahead, behind = self._named(heard, number, clause.start, low), self._named(heard, number, end, clause.end)
        here = Named((*ahead.rows, *behind.rows), (*ahead.applicants, *behind.applicants))
        if here.start < 0:
            here = self._before_bracket(heard, number)
        if here.start >= 0 and _STEP.match(text, here.end):
            return  # 个别申请涉及国家秘密审查: a step, and no result
        pairs = self._pairs_of(heard, number, here, of)
        if pairs:
            senses = tuple(Sense("share", part, whole, least=least, most=most) for part, whole in pairs)
            first = min(low, here.start if here.start >= clause.start else low)
            yield Statement(first, max(end, here.end), "", senses, clause.year)

    def _before_bracket(self, heard: Sequence[Heard], number: int) -> Named:
        """What the clause names that a bracket stands between: 公开类答复（予以公开、部分公开）占一半以上."""
        clause = heard[number]
        at = number - 1
        while at >= 0 and heard[at].words.clause.depth > clause.words.clause.depth:
            at -= 1
        if at < 0 or at == number - 1 or clause.words.clause.before != "）" or heard[at].words.figures:
            return Named((), ())
        before = heard[at]
        plain = not self._left(heard, at, before.start, before.end)
        return self._named(heard, at, before.start, before.end) if plain else Named((), ())

    def _told_share(self, clause: Heard) -> tuple[int, int, Decimal, Decimal] | None:
        """The one share that a clause tells in words or within bounds, that no claim tells of a part."""
        text = clause.words.text
        found = [
            *shares_in(text, clause.start, clause.end),
            *(
                (item.start, item.end, item.low - _HAIR, item.high)
                for item in fractions(text, clause.start, clause.end)
            ),
        ]
        percents = [item for item in clause.words.figures if item.measure == "%" and not item.exact]
        for item in percents:
            low, high = bounds(item)
            found.append((item.start, item.end, low - _HAIR if low is not None else Decimal(0), high or _ALL))
        found.sort(key=lambda one: one[0] - one[1])
        found = [one for at, one in enumerate(found) if not any(o[0] <= one[0] and one[1] <= o[1] for o in found[:at])]
        if len(found) != 1 or len(clause.words.figures) > len(percents):
            return None
        start, end, _, _ = found[0]
        moved = (token for token in clause.words.tokens if self._senses(token) & {"up", "down", "same", "compares"})
        if any(token.end <= start or end <= token.start for token in moved):
            return None
        placed = (item for item in clause.claims if item.what == "share" and item.start < end and start < item.end)
        if found[0] in shares_in(text, clause.start, clause.end):
            return found[0]
        return None if any(item.sure and (item.by or item.part_of is not None) for item in placed) else found[0]

    def _pairs_of(self, heard: Sequence[Heard], number: int, here: Named, of: Named) -> list[tuple[Cells, Cells]]:
        """The parts and wholes of which a share may be."""
        known = self.roles.by_id
        rows = [item for item in self._rows(here.rows) if not item.weak or known[item.roles[0]].group]
        results = [item for item in rows if all(known[role].group for role in item.roles)]
        if not self._held((*rows, *of.rows)) or any(len(item.roles) > 1 for item in results):
            return []
        places = [item[:2] for item in here.applicants]
        if len(places) > 1 and not self._joined(heard[number], places):
            return []
        if len(results) > 1 and not self._joined(heard[number], [(item.start, item.end) for item in results]):
            return []
        columns = tuple(dict.fromkeys(item[2] for item in here.applicants))
        parts = tuple(dict.fromkeys(item.roles[0] for item in results))
        wholes = self._wholes_told(of)
        head = self._head_of(heard, number) if not of.rows else None
        if head is not None and not all(self._wider(head.role, part) for part in parts):
            head = None  # 维持9件，纠正2件，约有四分之一尚未审结: of all of them
        if head is not None:
            wholes = head.roles
        asked = [role for role in parts if ASKED in known[role].parts]
        if columns and parts:
            if len(parts) > 1 or not asked:
                return []
            ways = [(Cells(parts, columns), Cells(parts)), (Cells(parts, columns), Cells((DEALT_WITH,), columns))]
            return [*ways, *((Cells(parts, columns), Cells((role,))) for role in wholes)]
        if columns:
            bases = wholes or self._bases(heard, number)
            return [(Cells((role,), columns), Cells((role,))) for role in bases if ASKED in known[role].parts]
        if not parts:
            return []
        whose = self._cells(head).applicants if head is not None else ()
        if not wholes:
            one = known[parts[0]]
            wholes = (one.within,) if one.within else ()
            wholes = (*wholes, DEALT_WITH, CAME_IN, ALL_DUE) if one.family == "requests" else wholes
            wholes = (*wholes, f"{one.within}.closed") if f"{one.within}.closed" in known else wholes
        ways = [(Cells(parts, whose), Cells((role,), whose)) for role in wholes if not whose or asked]
        return [
            *ways,
            *((part, Cells((f"{role}.closed",))) for part, _ in ways for role in wholes if f"{role}.closed" in known),
        ]

    def _wholes_told(self, of: Named) -> tuple[str, ...]:
        """The wholes that the words between 占 and a share name: 占办结总数的三成."""
        roles = [role for item in of.rows for role in item.roles]
        loose = all(item.weak for item in of.rows) or "requests.handled" in roles
        return tuple(dict.fromkeys([*roles, *(WHOLES if roles and loose and set(roles) <= set(WHOLES) else ())]))

    def _head_of(self, heard: Sequence[Heard], number: int) -> Claim | None:
        """The count of which a clause tells the shares: 办结的13件当中，无法提供的不足三分之一."""
        if number == 0 or heard[number].words.clause.before != "，":
            return None
        before = heard[number - 1]
        counts = [item for item in before.claims if item.what == "count" and not item.all and not item.denied]
        if len(counts) != 1 or len(before.words.figures) != 1 or not counts[0].sure or counts[0].year != "own":
            return None
        among = _AMONG.search(before.words.text, counts[0].end, before.end) or counts[0].end == before.end
        return counts[0] if among else None
