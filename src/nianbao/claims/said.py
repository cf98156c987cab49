"""Whether words say a thing that questions and local requirements name: a role, a part of one, or a topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from nianbao.claims.against_facts import value_of
from nianbao.claims.claim import Claim
from nianbao.facts import FactBook
from nianbao.facts.binding import COMPARISONS
from nianbao.kinds.questions import Guard, Topic
from nianbao.kinds.roles import Roles


def says(wanted: str, words: str, claims: Sequence[Claim], topics: Mapping[str, Topic], roles: Roles) -> bool:
    """Whether words say what is wanted.

    Args:
        wanted: a topic; or a role that is told of the year and the unit itself, as a whole or, with ``/website`` behind
            it, of a part. words: as written. claims: what was read of them.
    """
    topic = topics.get(wanted)
    if topic is not None:
        return any(word in words for word in topic.words) or any(
            _names(family, words, roles) for family in topic.families
        )
    role, _, part = wanted.partition("/")
    return any(
        role in claim.roles
        and claim.year == "own"
        and claim.scope == "own"
        and (any(item.value == part for item in claim.by) if part else _of_all(claim))
        for claim in claims
    )


def _names(family: str, words: str, roles: Roles) -> bool:
    known = roles.family.get(family)
    if known is None:
        return False
    for look_alike in sorted(known.nothing, key=len, reverse=True):
        words = words.replace(look_alike, "")
    return any(word in words for word in known.objects)


def _of_all(claim: Claim) -> bool:
    """Whether a claim is of the whole, told with or without the one channel that it went through."""
    return all(item.kind in ("applicant", "channel") for item in claim.by)


def role_value(role: str, book: FactBook, roles: Roles, *, last: bool = False) -> Decimal | None:
    """The figure of a role in the report's tables and notes; None where it has none."""
    ids = roles.facts(role)
    return value_of((f"last.{id}" if last else id for id in ids), book)


def guards_hold(guards: Iterable[Guard], book: FactBook, roles: Roles) -> bool:
    """Whether comparisons of roles hold, all of them; none does whose figures are not known."""
    for left, compared, right in guards:
        values = [
            Decimal(name) if name.isdigit() else role_value(name, book, roles, last=last)
            for last, name in (left, right)
        ]
        if values[0] is None or values[1] is None or not COMPARISONS[compared](values[0], values[1]):
            return False
    return True
