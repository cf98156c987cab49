"""Punctuation of a clerk's own words brought to what a report prints; nothing else is touched."""

from __future__ import annotations

from nianbao.patterns import lazy

__all__ = ["punctuate"]

_CJK = "\u3400-\u9fff\uf900-\ufaff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = lazy(rf"(?<=[{_CJK}”》）%])\s*([,;:?!])\s*|(?<=[0-9A-Za-z])([,;?!])(?=[{_CJK}“《（])")
_BRACKETS = lazy(rf"\((?=[^()]*[{_CJK}])([^()]*)\)")
_SPACES = lazy(
    rf"(?<=[{_CJK}，。；：！？、“”《》（）])[ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+(?=[{_CJK}，。；：！？、“”《》（）])"
)
_DOUBLED = lazy(r"([，。；：、])\1+")
_STOP = lazy(rf"(?<=[{_CJK}”》）])\.(?=\s*$|\s*[{_CJK}])")


_QUOTED = lazy(rf'"(?=[^"\n]*[{_CJK}])([^"\n“”]{{1,80}})"')
_APOSTROPHES = lazy(rf"(?<![0-9A-Za-z])'(?=[^'\n]*[{_CJK}])([^'\n‘’]{{1,80}})'")


def _quoted(text: str) -> str:
    """Straight quotes around Chinese words as “ ”, those within as ‘ ’; an odd one is left to the writer."""
    if text.count('"') % 2 == 0:
        text = _QUOTED.sub(r"“\1”", text)
    return _APOSTROPHES.sub(r"‘\1’" if "“" in text else r"“\1”", text) if text.count("'") % 2 == 0 else text


def punctuate(text: str) -> str:
    """Bring punctuation to full width and quotes to “ ”, drop stray spaces and doubled marks.

    Decimals, times, addresses and numbers keep their half-width marks. No word changes.

    Args:
        text: a clerk's words, a line or less.
    """
    if '"' in text or "'" in text:
        text = _quoted(text)
    text = _SPACES.sub("", text.strip(" \t\r\n\u00a0\u3000"))
    text = _STOP.sub("。", text)
    text = _HALF.sub(lambda match: _FULL[match.group(1) or match.group(2)], text)
    text = _BRACKETS.sub(r"（\1）", text)
    return _DOUBLED.sub(r"\1", text)
