"""The words around a finding, its place underlined: two lines that keep step under double-width characters."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from nianbao.cli.console import printable

__all__ = ["columns", "one_line", "underlined"]


def columns(text: str, encoding: str = "utf-8") -> int:
    """How many columns a text takes on a console of an encoding.

    Quotation marks, dashes and the like are one column wide, but two where the encoding is a Chinese one.
    """
    from rich.cells import cell_len  # only where something is found

    wide = 0
    if encoding.lower().startswith(("gb", "cp936")):
        wide = sum(east_asian_width(character) == "A" for character in text)
    return cell_len(text) + wide


def one_line(text: str) -> str:
    """The text without what could move a console's cursor, change its colours or turn its direction."""
    return "".join(" " if category(character) in ("Cc", "Cf", "Zl", "Zp") else character for character in text)


def _first(text: str, room: int, encoding: str) -> str:
    """As much of the beginning of a text as fits."""
    kept = 0
    for index, character in enumerate(text):
        kept += columns(character, encoding)
        if kept > room:
            return text[:index]
    return text


def _last(text: str, room: int, encoding: str) -> str:
    """As much of the end of a text as fits."""
    return _first(text[::-1], room, encoding)[::-1]


def underlined(excerpt: str, at: int, quote: str, width: int, encoding: str = "utf-8") -> tuple[str, str]:
    """An excerpt cut to a width, and the line that marks the quotation in it.

    Args:
        excerpt: the words around. at: where in them the quotation stands. quote: it.
        width: columns there are. encoding: of the console; what it lacks is replaced before measuring.

    Returns:
        The text, with … where it is cut, and blanks and ``^`` of the same columns.
    """
    cut = printable("…", encoding)
    before, after = (printable(one_line(part), encoding) for part in (excerpt[:at], excerpt[at + len(quote) :]))
    inside = printable(one_line(quote), encoding)
    room = width - 2 * columns(cut, encoding)
    if columns(inside, encoding) > room:
        before, inside, after = cut if before else "", _first(inside, room, encoding), cut
    else:
        spare = room - columns(inside, encoding)
        left = max(spare // 2, spare - columns(after, encoding))
        shorter = _last(before, left, encoding)
        before = shorter if shorter == before else cut + shorter
        rest = _first(after, spare - columns(shorter, encoding), encoding)
        after = rest if rest == after else rest + cut
    marks = " " * columns(before, encoding) + "^" * max(columns(inside, encoding), 1)
    return f"{before}{inside}{after}", marks
