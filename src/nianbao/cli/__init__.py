"""The command line: one module a command, no logic of its own."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run ``nianbao``."""
    _name_files()
    from nianbao.cli.app import main as run

    run()


def _name_files() -> None:
    """Start again in UTF-8 where the system's locale cannot name 年报.docx (``LC_ALL=C`` taken literally)."""
    try:
        os.fsencode("年报.docx")
    except UnicodeEncodeError:
        if os.environ.get("PYTHONUTF8") != "1":
            command = [sys.executable, *sys.orig_argv[1:]]
            os.execve(sys.executable, command, {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606
