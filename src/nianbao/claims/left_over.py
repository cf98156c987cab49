"""What a stretch of text says besides the form's words: it may pick some of the things out."""

from __future__ import annotations

from nianbao.claims.clause_words import ClauseWords
from nianbao.claims.clauses import Clause
from nianbao.claims.form_names import residue
from nianbao.claims.read_claims import ClaimReader
from nianbao.text import quantities

__all__ = ["left_over"]


def left_over(reader: ClaimReader, text: str, start: int, end: int, family: str) -> str:
    """The words between two offsets that are none of the form's and that may change what is told.

    Args:
        reader: of the report. text: the paragraph, folded. family: what is spoken of.
    """
    figures = [item._replace(start=item.start + start, end=item.end + start) for item in quantities(text[start:end])]
    tokens = reader.matcher.tokens(text, start, end, reader.year)
    words = ClauseWords(text, Clause(start, end, "", 0), tokens, figures)
    sense = reader.matcher.sense
    region = [
        (item.start, item.end)
        for item in tokens
        if "region" in sense.get(item.word, ()) and reader.own_scope(item.word)
    ]
    names = reader.unit.names if reader.unit is not None else ()
    return residue(words, start, end, reader.matcher, (family,), names, region)
