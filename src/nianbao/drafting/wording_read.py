"""What a reading model may settle: words that no source has, where it quotes the source's own words for them.

A quotation has to stand in what the sentence rests on and not in the sentence itself: a new word takes the place of a
word of the source's. So nothing that a sentence tells its reader can lift a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nianbao.drafting.answers import Quoted, Verdict
from nianbao.licence import Doubt
from nianbao.patterns import HAN, lazy
from nianbao.text import fold

_SHORTEST, _LONGEST = 2, 20
"""Characters of a quotation."""
_SAYS = lazy(f"[{HAN}A-Za-z0-9]")


def words_in_doubt(text: str, doubts: Iterable[Doubt]) -> list[str]:
    """The words of a sentence that are in doubt, each once."""
    return list(dict.fromkeys(text[doubt.start : doubt.end] for doubt in doubts))


def asked_about(words: Sequence[str]) -> str:
    """The line under a sentence that asks for its words; empty for none."""
    return f"\n   用词：{'、'.join(f'“{word}”' for word in words)}" if words else ""


def found(words: Sequence[str], verdict: Verdict, basis: Iterable[str], said: str) -> bool:
    """Whether a reading model found all words of a sentence that are in doubt in what it rests on.

    Args:
        words: that were asked about. verdict: the model's on the sentence. basis: what the sentence rests on, as shown.
        said: the sentence.
    """
    if not words or verdict.verdict != "supported":
        return False
    quotes = {_bare(item.word): item for item in verdict.words}
    texts = [_bare(text) for text in basis]
    return all((item := quotes.get(_bare(word))) is not None and _stands(item, texts, said) for word in words)


def _stands(item: Quoted, texts: Sequence[str], said: str) -> bool:
    quote = _bare(item.quote)
    return _SHORTEST <= len(quote) <= _LONGEST and any(quote in text for text in texts) and quote not in _bare(said)


def _bare(text: str) -> str:
    """What of a text is words: no white space, quotation marks and punctuation, which models write as they like."""
    return "".join(_SAYS.findall(fold(text)))
