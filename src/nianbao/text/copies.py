"""A copy of a text for matching that is not of its length, and the way back from the copy's places to the text's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nianbao.patterns import HAN, lazy

__all__ = ["Copy", "replaced", "tight"]

Piece = tuple[str, int, int, bool]
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_LOOSE = lazy(
    rf"(?P<unseen>[{_UNSEEN}]+)"
    rf"|\*\*[{HAN}]{{2,12}}\*\*"
    rf"|(?<![{HAN}])[{HAN}](?:[ \n]{{1,4}}[{HAN}](?=[^{HAN}]|[的来等说在到]|$)){{1,5}}"
    rf"|(?<![{HAN}])[{HAN}](?:_{{1,2}}[{HAN}]){{1,3}}"
    rf"|(?<![{HAN}])[{HAN}]{{1,2}}\n{{1,2}}(?=[{HAN}])"
)
_GAP = lazy(rf"[ _\n*{_UNSEEN}]")


class Copy:
    """A text put together of pieces of another.

    Args:
        pieces: what is shown, from where to where it stands for the text, and whether only as a whole.
    """

    def __init__(self, pieces: Iterator[Piece]) -> None:
        out: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for shown, start, end, whole in pieces:
            out.append(shown)
            if whole:
                self._starts += [start] * len(shown)
                self._ends += [end] * len(shown)
            else:
                self._starts += range(start, end)
                self._ends += range(start + 1, end + 1)
        self.shown = "".join(out)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the copy stands in the text."""
        return self._starts[start], self._ends[end - 1]


def replaced(text: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]) -> Copy:
    """A copy in which every match is something else, which stands for the match wholly."""

    def pieces() -> Iterator[Piece]:
        at = 0
        for match in pattern.finditer(text):
            yield text[at : match.start()], at, match.start(), False
            yield put(match), *match.span(), True
            at = match.end()
        yield text[at:], at, len(text), False

    return Copy(pieces())


def tight(text: str) -> Copy | None:
    """A copy without what only stands between characters that belong together; none where nothing does.

    Characters that show nothing, marks of emphasis, blanks between single characters (姓 名：李 强), a line that
    breaks behind one or two.

    Args:
        text: folded (``text.fold``).
    """
    if _LOOSE.search(text) is None:
        return None

    def pieces() -> Iterator[Piece]:
        at = 0
        for match in _LOOSE.finditer(text):
            yield text[at : match.start()], at, match.start(), False
            for place in range(*match.span()):
                if not _GAP.match(text[place]):
                    yield text[place], place, place + 1, False
            at = match.end()
        yield text[at:], at, len(text), False

    return Copy(pieces())
