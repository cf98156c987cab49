"""Words of a text file replaced: its encoding, its line ends and everything else stay byte for byte."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.report import TextPlace
from nianbao.text.decode import decoded
from nianbao.writing.replace_words import LOST, UNKNOWN, Replacement

__all__ = ["change_text", "spliced_bytes"]

RECODED = "文件的编码不能原样写回"


def spliced_bytes(data: bytes, where: str, changes: Sequence[tuple[int, int, str]]) -> bytes | None:
    """A text file with stretches replaced; None where its encoding cannot be written back as it was.

    Args:
        changes: first and last code point (exclusive) of the decoded text and what goes there; not touching.
    """
    text, encoding, mark = decoded(data, where)
    if mark + text.encode(encoding) != data:
        return None
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        return mark + text.encode(encoding)
    except UnicodeEncodeError:
        return None


def _place(text: str, wanted: Replacement) -> int | None:
    """Where the old words stand: at their place, or at the only one of their line (marks of Markdown shift them)."""
    if text.startswith(wanted.old, wanted.start):
        return wanted.start
    if not isinstance(wanted.location, TextPlace):
        return None
    lines = text.split("\n")
    number = wanted.location.line - 1
    if not 0 <= number < len(lines) or lines[number].count(wanted.old) != 1:
        return None
    return sum(len(line) + 1 for line in lines[:number]) + lines[number].find(wanted.old)


def change_text(data: bytes, where: str, wanted: Sequence[Replacement]) -> tuple[bytes, dict[int, str]]:
    """Replace words of a plain text or Markdown file.

    Args:
        data: the file. where: how errors name it. wanted: what to replace; places not touching each other.

    Returns:
        The file; for each change not made its number in ``wanted`` and why, in Chinese.
    """
    text, _, _ = decoded(data, where)
    refused: dict[int, str] = {}
    changes: list[tuple[int, int, str]] = []
    for number, item in enumerate(wanted):
        at = _place(text, item)
        if at is None:
            refused[number] = LOST if isinstance(item.location, TextPlace) else UNKNOWN
        else:
            changes.append((at, at + len(item.old), item.new))
    changed = spliced_bytes(data, where, changes)
    if changed is None:
        return data, dict.fromkeys(range(len(wanted)), RECODED)
    return changed, refused
