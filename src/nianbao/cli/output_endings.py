"""What ``-o`` asks for: the format is the one of the file's ending, or the command refuses."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from nianbao.errors import InputError
from nianbao.files import refuse_target

__all__ = ["by_ending"]

_Format = TypeVar("_Format", bound=StrEnum)


def by_ending(output: Path, formats: Mapping[str, _Format], given: _Format | None, what: str) -> _Format:
    """The format a file is to be written in.

    Args:
        output: the file that was named. formats: by ending. given: what ``--format`` says, where it was written.
        what: how the thing to be written is called.

    Raises:
        InputError: an ending of none of the formats, or of another than ``--format`` says. FileBusy: it cannot be
        written there.
    """
    if given is not None and given not in formats.values():
        endings = "、".join(formats)
        raise InputError.one(f"--format {given}", "只显示在屏幕上，不能写文件", f"去掉 -o，或写成 {endings}")
    refuse_target(output, tuple(formats), what=what)
    found = formats[output.suffix.lower()]
    if given is not None and given is not found:
        raise InputError.one(str(output), f"文件名的结尾和 --format {given} 不一致", "请改其中一个")
    return found
