"""Run ``nianbao`` many times and kill it (SIGKILL) at the n-th change it makes to the disk.

Reads one JSON line a run, ``[n, folder, [command, …]]``, forks (the imports are paid once) and answers
``[return code, moments, output]``; a negative code is the signal that ended it. Moments are counted before and
after every rename, flush, new folder and removal; n = 0 kills nothing.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from typing import Any

import docx  # noqa: F401  (paid once)
import lxml.html  # noqa: F401

import nianbao.checking.rules
import nianbao.cli.app
import nianbao.drafting
import nianbao.jobs
import nianbao.writing.docx

MOMENTS = ("replace", "rename", "fsync", "mkdir", "unlink", "link")


def child(wanted: int, folder: str, command: list[str], output: Any, counter: Any) -> None:
    """One run, in a process of its own."""
    count = 0

    def moment() -> None:
        nonlocal count
        count += 1
        os.pwrite(counter.fileno(), str(count).encode().ljust(8), 0)
        if count == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **more: Any) -> Any:
            moment()
            result = function(*args, **more)
            moment()
            return result

        return watched

    os.chdir(folder)
    os.dup2(output.fileno(), 1)
    os.dup2(output.fileno(), 2)
    for name in MOMENTS:
        setattr(os, name, around(getattr(os, name)))
    sys.argv = ["nianbao", *command]
    try:
        nianbao.cli.app.main()
    except SystemExit as done:
        sys.stdout.flush()
        os._exit(int(done.code or 0))


def main() -> None:
    for line in sys.stdin:
        wanted, folder, command = json.loads(line)
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as counter:
            if (pid := os.fork()) == 0:
                child(wanted, folder, command, output, counter)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            output.seek(0)
            counter.seek(0)
            said = output.read().decode("utf-8", "replace")
            sys.stdout.write(json.dumps([code, int(counter.read() or b"0"), said]) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
