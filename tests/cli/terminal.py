"""A program in a real terminal of Unix: what it shows is waited for, and typed to as a person does."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

_SECONDS = 120


def _own_terminal() -> None:
    """In the child: the terminal is its own, and Ctrl-C ends it, also where what started the tests ignores it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """``nianbao`` with a terminal of its own.

    Attributes:
        before: what was shown before what was last waited for.
    """

    def __init__(self, *words: str, cwd: Path) -> None:
        self._master, slave = pty.openpty()
        self._held = ""
        self.before = ""
        self._child = subprocess.Popen(
            [sys.executable, "-m", "nianbao", *words], cwd=cwd, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True, preexec_fn=_own_terminal,
            env={**os.environ, "TERM": "dumb"},
        )  # fmt: skip
        os.close(slave)

    def _more(self, until: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(until - time.monotonic(), 0))
        if not ready:
            raise AssertionError(f"waited in vain; shown: {self._held[-500:]}")
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return False
        self._raw = getattr(self, "_raw", b"") + data
        text = self._raw.decode("utf-8", "ignore")
        if len(text.encode()) == len(self._raw):
            self._held, self._raw = self._held + text, b""
        return bool(data)

    def wait(self, pattern: str) -> re.Match[str]:
        """Wait until something is shown, and pass over it."""
        until = time.monotonic() + _SECONDS
        while (match := re.search(pattern, self._held)) is None:
            if not self._more(until):
                raise AssertionError(f"ended without {pattern}; shown: {self._held[-500:]}")
        self.before, self._held = self._held[: match.start()], self._held[match.end() :]
        return match

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, f"{text}\n".encode())

    def press(self, key: bytes) -> None:
        """Press a key: ``\\x03`` is Ctrl-C, ``\\x04`` Ctrl-D."""
        os.write(self._master, key)

    def kill(self) -> None:
        """End it by kill -9."""
        self._child.kill()

    def end(self) -> str:
        """Wait until it has ended; what it showed at last."""
        until = time.monotonic() + _SECONDS
        while self._more(until):
            pass
        self._child.wait(timeout=_SECONDS)
        return self._held

    def close(self) -> None:
        """Leave nothing behind."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait(timeout=_SECONDS)
        os.close(self._master)
