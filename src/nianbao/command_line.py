"""Commands as messages show them: ready to be copied, paths as they are seen from here, quoted where needed."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

_PLAIN = re.compile(r"[\w./\\:（）《》、，。—～@%+=-]+")


def _path(path: Path) -> str:
    """A path as it is typed here: relative where it lies below, else whole."""
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return str(path)


def command(*words: str | Path) -> str:
    """A command of nianbao to run next.

    Args:
        words: the command, its options and arguments. A path is shown from the current folder.

    Returns:
        ``nianbao take "白沙 镇/年报.docx"``: a word with spaces or signs of the shell in double quotes, which cmd.exe
        and PowerShell know too.
    """
    shown = []
    for word in words:
        text = _path(word) if isinstance(word, Path) else word
        if _PLAIN.fullmatch(text):
            shown.append(text)
        elif os.name == "posix" and re.search(r'["$`\\!]', text):
            shown.append(shlex.quote(text))
        else:
            shown.append(f'"{text}"')
    return " ".join(["nianbao", *shown])
