"""Quoted spans: titles in 《》, quotations in “”, document numbers in 〔〕, where wording rules do not apply."""

from __future__ import annotations

from nianbao.patterns import lazy

__all__ = ["mask", "quoted_spans"]

_QUOTED = lazy(
    r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80})*》|“[^“”\n]{0,120}”|「[^「」\n]{0,120}」|〔[^〔〕\n]{0,12}〕|\"[^\"\n]{1,60}\""
)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the quoted spans, marks included, in order."""
    return [match.span() for match in _QUOTED.finditer(text)]


def mask(text: str, spans: list[tuple[int, int]] | None = None, filler: str = "\u25a1") -> str:
    """The text with quoted spans replaced by fillers of equal length."""
    out: list[str] = []
    at = 0
    for start, end in quoted_spans(text) if spans is None else spans:
        out += [text[at:start], filler * (end - start)]
        at = end
    return "".join([*out, text[at:]])
