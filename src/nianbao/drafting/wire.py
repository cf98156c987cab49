"""The wire form between us and a model: ``{{fact.id}}`` for figures and names, parsed once, here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from nianbao.patterns import lazy
from nianbao.report import Blank, FactRef, Span, UnitRef

__all__ = ["HIDDEN", "UNIT_IDS", "plain_ids", "tidied", "wire"]

UNIT_IDS = ("unit", "self", "organ", "party", "scope", "year", "next_year")
"""What is written of the unit and its years."""

_BRACES = lazy(r"[{｛]\s*[{｛]\s*([^{}｛｝]{1,120}?)\s*[}｝]\s*[}｝]")
_SINGLE = lazy(r"(?<![{｛])[{｛]\s*([^{}｛｝]{1,120}?)\s*[}｝](?![}｝])")
HIDDEN = "〔已隐去〕"
"""What a blank is in the wire form."""


def wire(spans: Iterable[Span]) -> str:
    """Spans as a model sees them: no figure, no name of the unit, nothing that tells who a person is."""
    out = []
    for span in spans:
        if isinstance(span, FactRef | UnitRef):
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

    Args:
        text: what the model wrote. known: the ids it may use.
    """
    ids = known if isinstance(known, frozenset) else frozenset(known)
    text = _BRACES.sub(lambda match: f"{{{{{plain_ids(match.group(1))}}}}}", text)
    return _SINGLE.sub(
        lambda match: f"{{{{{plain_ids(match.group(1))}}}}}" if plain_ids(match.group(1)) in ids else match.group(),
        text,
    ).strip()
