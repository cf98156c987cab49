"""Output that never fails on a console's encoding."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, TextIO

from rich.console import Console

__all__ = ["as_text", "console", "errors", "make_safe", "print_json", "printable"]

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


class _Safe:
    """A stream that takes what rich writes."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def _stream(self) -> TextIO:
        stream: TextIO = getattr(sys, self._name)
        return stream

    def write(self, text: str) -> int:
        return self._stream.write(_fits(text, self._stream.encoding or "utf-8"))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _console(name: str) -> Console:
    stream: Any = _Safe(name)
    width = None if stream.isatty() else int(os.environ.get("COLUMNS", "0") or 0) or 200
    return Console(file=stream, highlight=False, soft_wrap=True, width=width, legacy_windows=False, emoji=False)


def console() -> Console:
    """Where results go."""
    return _console("stdout")


def errors() -> Console:
    """Where refusals go."""
    return _console("stderr")


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
