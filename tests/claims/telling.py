"""Claims as short lines, for fixtures: ``requests.new[natural]=4 part``."""

from __future__ import annotations

from nianbao.claims import Claim
from nianbao.facts import figure

__all__ = ["told"]


def told(claim: Claim) -> str:
    """A claim as one line: role, part, value, then what else is said of it."""
    by = "".join(f"[{item.value}]" for item in claim.by)
    words = [claim.role + by]
    if claim.what == "change":
        words.append(claim.direction)
        if claim.value is not None:
            words.append(figure(claim.value) + (claim.measure if claim.measure in ("%", "倍") else ""))
        words += ["against last"] if claim.against == "last" else []
    elif claim.value is None:
        words.append("?")
    else:
        value = figure(claim.value) if claim.exact else f"{_bound(claim.low)}..{_bound(claim.high)}"
        words[0] += f"={value}" + (claim.measure if claim.measure in ("%", "万元", "元") else "")
    words += [claim.what] if claim.what in ("share", "rate", "ratio", "average", "rank") else []
    if isinstance(claim.against, Claim) and claim.what != "share":
        words.append("than " + claim.against.role + "".join(f"[{item.value}]" for item in claim.against.by))
    words += [claim.year] if claim.year != "own" else []
    words += [claim.scope] if claim.scope != "own" else []
    words += ["denied"] if claim.denied and claim.text[:1] not in "0０" else []
    words += ["all"] if claim.all else []
    words += (
        [f"part of {claim.part_of.role}"]
        if claim.part_of is not None and claim.part_of.role != claim.role
        else (["part"] if claim.part_of is not None else [])
    )
    words += ["unsure"] if not claim.sure else []
    return " ".join(words)


def _bound(value: object) -> str:
    return "" if value is None else figure(value)  # type: ignore[arg-type]
