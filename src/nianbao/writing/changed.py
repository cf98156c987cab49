"""Words of a file replaced; one format a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from nianbao.writing.replace_words import Replacement

__all__ = ["CHANGEABLE", "change"]

Changed = tuple[bytes, dict[int, str]]


def _docx(data: bytes, _where: str, wanted: Sequence[Replacement], when: datetime) -> Changed:
    from nianbao.writing.replace_in_docx import change_docx

    return change_docx(data, wanted, when=when)


def _html(data: bytes, where: str, wanted: Sequence[Replacement], _when: datetime) -> Changed:
    from nianbao.writing.changed_html import change_html

    return change_html(data, where, wanted)


def _text(data: bytes, where: str, wanted: Sequence[Replacement], _when: datetime) -> Changed:
    from nianbao.writing.changed_text import change_text

    return change_text(data, where, wanted)


CHANGEABLE: dict[str, Callable[[bytes, str, Sequence[Replacement], datetime], Changed]] = {
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
    ".md": _text,
    ".txt": _text,
}
"""How a file of each ending is changed."""


def change(data: bytes, where: str, suffix: str, wanted: Sequence[Replacement], *, when: datetime) -> Changed:
    """Replace words of a file.

    Args:
        data: the file. where: how errors name it. suffix: one of ``CHANGEABLE``, in small letters.
        wanted: what to replace, places not touching each other. when: the date of tracked changes.

    Returns:
        The file with the changes; for each change not made its number in ``wanted`` and why, in Chinese.
    """
    return CHANGEABLE[suffix](data, where, wanted, when)
