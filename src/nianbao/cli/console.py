"""Output that never fails on a console's encoding; excerpts and columns that keep step under wide ones."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from typing import Any, TextIO
from unicodedata import category, east_asian_width

import typer

_STYLES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "dim": {"dim": True},
    "red": {"fg": "red", "bold": True},
    "yellow": {"fg": "yellow"},
    "cyan": {"fg": "cyan"},
}
_WIDE = 200
"""Columns of what is not a screen."""

_PLAIN = {"✓": "√", "✗": "×", "•": "-", "→": "->", "…": "..."}


def make_safe() -> None:
    """Let standard output and error take any character.

    Where the encoding holds no Chinese at all (``LANG=C``) it becomes UTF-8; where it holds most
    (GBK) what it lacks is replaced, never raised.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        try:
            "年报".encode(stream.encoding or "ascii")
            reconfigure(errors="replace")
        except (UnicodeEncodeError, LookupError):
            reconfigure(encoding="utf-8", errors="replace")


def _fits(text: str, encoding: str) -> str:
    """The text with what an encoding lacks replaced by plainer signs."""
    for sign, plain in _PLAIN.items():
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            text = text.replace(sign, plain)
    return text


def printable(text: str, encoding: str) -> str:
    """The text as a console of an encoding shows it: plainer signs, then ``?``, for what it lacks."""
    return _fits(text, encoding).encode(encoding, "replace").decode(encoding)


class Console:
    """Where lines go."""

    def __init__(self, file: TextIO, *, width: int | None = None) -> None:
        self._file = file
        self._styled = file.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        given = int(os.environ.get("COLUMNS", "0") or 0) or _WIDE
        self.width = width or (shutil.get_terminal_size().columns if file.isatty() else given)
        self.encoding = file.encoding or "utf-8"

    def print(self, *parts: str | tuple[str, str]) -> None:
        """Print a line.

        Args:
            parts: its words; with a style (``bold``, ``dim``, ``red``, ``yellow``, ``cyan``), which only a screen gets.
        """
        words = (part if isinstance(part, str) else self._as(*part) for part in parts)
        self._file.write(_fits("".join(words), self.encoding) + "\n")

    def _as(self, text: str, style: str) -> str:
        return typer.style(text, **_STYLES[style]) if style and self._styled else text


def console() -> Console:
    """Where results go."""
    return Console(sys.stdout)


def errors() -> Console:
    """Where refusals go."""
    return Console(sys.stderr)


def as_text(value: Any) -> str:
    """JSON as it stands in a file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def print_json(value: Any) -> None:
    """Print JSON; escaped to ASCII where the console's encoding could not hold it unchanged."""
    text = as_text(value)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(value, ensure_ascii=True, indent=2) + "\n"
    sys.stdout.write(text)


def aligned(rows: Sequence[Sequence[str]], *, left: Sequence[int] = (0,)) -> list[str]:
    """Rows of a table as lines, their columns under one another.

    Args:
        rows: of cells; a row may have fewer. left: columns that begin at the left, the others end at the right.
    """
    widths = [max(columns(row[index]) for row in rows if index < len(row)) for index in range(max(map(len, rows)))]
    lines = []
    for row in rows:
        pads = [" " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False)]
        cells = (cell + pad if at in left else pad + cell for at, (cell, pad) in enumerate(zip(row, pads, strict=True)))
        lines.append("  ".join(cells).rstrip())
    return lines


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


def print_table(out: Console, rows: Sequence[Sequence[str]], *, figures: bool = False) -> None:
    """Print rows, their columns under each other.

    Args:
        rows: of one length. figures: whether every column but the first holds figures, and stands to the right.
    """
    widths = [max(columns(row[number], out.encoding) for row in rows) for number in range(len(rows[0]))]
    for row in rows:
        cells = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            room = " " * max(width - columns(text, out.encoding), 0)
            cells.append(room + text if figures and number else text + room)
        out.print(("  " + "  ".join(cells)).rstrip())
