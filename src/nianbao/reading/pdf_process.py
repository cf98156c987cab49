"""The process in which a file is read apart: a line of JSON and the file on standard input, JSON on standard output."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from nianbao.errors import InputError
from nianbao.reading.apart import SECONDS, read_here

__all__ = ["main"]

_MOST_MEMORY = 420 * 1024 * 1024


def _limit() -> None:
    """Memory and time, where the system knows limits; the parent's clock holds everywhere."""
    try:
        import resource
    except ImportError:
        return  # Windows
    for kind, most in ((resource.RLIMIT_DATA, _MOST_MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def main() -> None:
    """Read one file and say what is in it, or what is wrong with it."""
    _limit()
    from nianbao.report import Unit

    given = json.loads(sys.stdin.buffer.readline())
    where, unit = given["where"], given["unit"]
    try:
        report = read_here(
            sys.stdin.buffer.read(),
            where,
            given["kind"],
            unit=Unit.model_validate(unit) if unit else None,
            year=given["year"],
            within=tuple(given["within"]),
            report_kind=given["report_kind"],
        )
        answer: dict[str, Any] = {"report": report.to_json()}
    except InputError as error:
        answer = {"problems": [list(problem) for problem in error.problems]}
    except (MemoryError, RecursionError):
        what = "读它要用的内存太多，不像一份年报"
        answer = {"problems": [[where, what, "请确认文件来源，或用 Word、WPS 的原稿（.docx）"]]}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
