"""Radicals that a PDF's font mapping puts where the author wrote the character that looks the same.

Kangxi radicals and compatibility ideographs have their character in Unicode's own tables; most of the
supplement (⺠ for 民) has not, and is listed here.
"""

from __future__ import annotations

import unicodedata
from functools import cache

__all__ = ["SUPPLEMENT", "without_radicals"]

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
