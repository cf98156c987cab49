"""Output that never fails on a console's encoding."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import Any, TextIO

import typer

__all__ = ["Console", "as_text", "console", "errors", "make_safe", "print_json", "printable"]

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
    """Where lines go.

    Attributes:
        width: columns there are. encoding: of the stream.
    """

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
