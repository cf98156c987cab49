"""The command line: one module a command, no logic of its own."""

from __future__ import annotations

import gc
import os
import sys

__all__ = ["INTERRUPTED", "main"]


_RARELY = 1_000_000
"""Objects made between two searches for rings of them: there are few, and at Python's 700 a short run searches for a
tenth of its time."""


INTERRUPTED = "已中断，没有写到一半的文件；再运行一次同一条命令，就从头做或接着做。"


def main() -> None:
    """Run ``nianbao``."""
    _name_files()
    gc.set_threshold(_RARELY)
    try:
        from nianbao.cli.app import main as run

        run()
    except KeyboardInterrupt:  # also while the program is still being loaded
        sys.stderr.buffer.write(f"{INTERRUPTED}\n".encode(sys.stderr.encoding or "utf-8", "replace"))
        sys.stderr.flush()
        sys.exit(130)
    finally:
        gc.freeze()  # what the process leaves with is not searched for rings: that took a fifth of a small check


def _name_files() -> None:
    """Start again in UTF-8 where the system's locale cannot name 年报.docx (``LC_ALL=C`` taken literally)."""
    try:
        os.fsencode("年报.docx")
    except UnicodeEncodeError:
        if os.environ.get("PYTHONUTF8") != "1":
            command = [sys.executable, *sys.orig_argv[1:]]
            os.execve(sys.executable, command, {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606
