"""A copy of a text for matching, of equal length: width, quotes and radicals unified.

Kangxi radicals and compatibility ideographs have their character in Unicode's own tables; most of the
supplement (⺠ for 民) has not, and is listed here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from nianbao.patterns import lazy

SUPPLEMENT = dict(
    zip(
        "⺁⺃⺄⺇⺉⺋⺎⺏⺐⺒⺓⺕⺖⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乚乙几刂㔾尣尣尢巳幺彐忄扌攵旡月歺母民氵氺灬爫丬牛犭王疋罒示礻竹糹纟罓罒网羊羊耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""CJK Radicals Supplement to the character of the same shape; left out where there is none."""

_RANGES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))


@cache
def _plain() -> dict[int, str]:
    found: dict[int, str] = {}
    for code in (code for codes in _RANGES for code in codes):
        plain = SUPPLEMENT.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            found[code] = plain
    return found


def without_radicals(text: str) -> str:
    """A text with radicals and compatibility ideographs as the characters they stand for; of equal length."""
    return text.translate(_plain())


_PAIRS = {
    "\u00a0": " ", "\u3000": " ", "\t": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ",
    "．": ".", "﹒": ".", "“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "﹙": "（", "﹚": "）",
    "(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！",
    "－": "-", "−": "-", "–": "-", "／": "/", "＼": "\\", "｜": "|", "＝": "=", "＆": "&",
}  # fmt: skip
_COMPATIBLE = (range(0x2E80, 0x2FE0), range(0xFF10, 0xFF5B), range(0xF900, 0xFB00))
"""Radicals, full-width digits and letters, compatibility ideographs."""


def _table() -> dict[str, str]:
    table = dict(_PAIRS)
    for char in (chr(code) for codes in _COMPATIBLE for code in codes):
        folded = unicodedata.normalize("NFKC", without_radicals(char))
        if len(folded) == 1:
            table[char] = _PAIRS.get(folded, folded)
    return {char: folded for char, folded in table.items() if char != folded}


_TABLE = _table()
_FOLDED = lazy("[" + re.escape("".join(_TABLE)) + "]")


def fold(text: str) -> str:
    """Fold a text for matching: radicals, full-width digits and letters, quotes, brackets, spaces.

    Returns:
        A text of the same length in code points; never shown to anyone.
    """
    at = 0
    while found := _FOLDED.search(text, at):  # once for each character there is, which is then replaced everywhere
        char, at = found.group(), found.end()
        text = text.replace(char, _TABLE[char])
    return text


def bare(text: str) -> str:
    """Fold a label for comparison: no white space, quotes and punctuation unified. Length changes."""
    return _bare_label(text) if len(text) <= _LABEL else _bare(text)


def _bare(text: str) -> str:
    folded = "".join(fold(text).split())
    return folded.replace("、", "，")


_LABEL = 80
_bare_label = lru_cache(maxsize=8192)(_bare)
"""Labels are compared again and again, with every cell of a table."""
