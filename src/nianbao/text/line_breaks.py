"""Line breaks in a person's words: which end a sentence, and which only stand where a cell was narrow."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.patterns import lazy

__all__ = ["Joined", "joined_lines"]

_ENDS = lazy(r"[。！？!?；;…][”’』」）)】》]*$|\.$")
_GOES_ON = lazy(
    r"[，,、：:（(“‘《【—\-—]$|(?:的|在|对|向|和|与|及|或|由|把|将|为|以|从|于|至|到|按|被|让|等|共|约|第|其中)$"
)
"""How a line ends that has not come to its end."""
_MARKED = lazy(
    r"\s*(?:[0-9０-９]{1,2}[.．、](?![0-9０-９])|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,2}是?[、，]|"
    r"[一二三四五六七八九十]是|[①-⑳]|第[一二三四五六七八九十][，、]|[-•·●*])"
)
_COUNTED = (
    r"(?:[0-9０-９][0-9０-９,.，．]*|[一二两三四五六七八九十百千]+)(?:余|多)?(?:万|亿)?(?:人次|篇次|件次|场次|次|件|条|篇|期|场|个|人|"
    r"份|项|起|户|家|册|批|元|[%％]|处|部|张|幅|名|位|轮)"
)
_COUNT = lazy(_COUNTED)
_BARE_COUNT = lazy(_COUNTED + r"(?=$|[，。；、,;）)])")
_COUNTS_ALREADY = lazy(_COUNTED + "$")
"""A count at a line's beginning belongs to what stands before it, unless it goes on itself or that has its own."""
_LEANS = lazy(r"\s*(?:[，。；：、！？）”’》】…%％]|的(?!确|士)|等(?!级|候|待|次)|次(?!年|日|月)|以及|其中)")
"""How a line begins that no sentence does."""
_OPEN = (("（", "）"), ("“", "”"), ("《", "》"), ("(", ")"), ("【", "】"))


class Joined(NamedTuple):
    """A text's lines.

    Attributes:
        lines: those broken within a sentence put together. doubted: the ends of two lines that were put together or
            kept apart though either could be meant, with whether they were put together.
    """

    lines: list[str]
    doubted: list[tuple[str, bool]]


def joined_lines(text: str) -> Joined:
    """The lines of a text, those that a break only cuts put together.

    A break ends a sentence where the line has its full stop, or what follows has a list mark or can stand alone.
    """
    lines: list[str] = []
    doubted: list[tuple[str, bool]] = []
    for line in (item.strip() for item in text.splitlines()):
        if not line:
            lines.append("")
            continue
        above = lines[-1] if lines else ""
        if not above or _ENDS.search(above) or _MARKED.match(line):
            lines.append(line)
            continue
        inside = any(above.count(opened) > above.count(closed) for opened, closed in _OPEN)
        certain = inside or _GOES_ON.search(above) or _LEANS.match(line)
        together = certain or (_BARE_COUNT.match(line) and not _COUNTS_ALREADY.search(above))
        if not certain and _COUNT.match(line):
            doubted.append((f"{above[-8:]}⏎{line[:8]}", bool(together)))
        if together:
            apart = " " if (above[-1] + line[0]).isascii() and above[-1].isalpha() else ""
            lines[-1] = above + apart + line
        else:
            lines.append(line)
    return Joined([line for line in lines if line], doubted)
