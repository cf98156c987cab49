"""The command line: one module a command, no logic of its own."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run ``nianbao``."""
    from nianbao.cli.app import main as run

    run()
