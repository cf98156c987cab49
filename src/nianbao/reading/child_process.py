"""Reads a PDF or an old workbook in a child process with limits of time and memory."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import Any, Literal, Unpack

from nianbao.errors import InputError, InputProblem
from nianbao.reading.blocks import Given
from nianbao.report import Report, Unit

Apart = Literal["pdf", "xls"]
"""What is read apart: PDF files, and old workbooks, whose reader takes all memory where a file is damaged."""

SECONDS = 30
"""How long the process may take; pages and what is drawn on them are limited within it."""
_SAID: dict[Apart, tuple[str, str]] = {
    "pdf": ("PDF ", "请用 Word 或 WPS 的原稿（.docx），或在浏览器、阅读器中重新导出 PDF"),
    "xls": ("旧格式的工作簿", "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再试"),
}
"""What it is called, and what to do."""
_MOST_ANSWER = 64 * 1024 * 1024


def _environment() -> dict[str, str]:
    """This process's, with what it imports from; the folder it runs in is not looked into."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}


def _command() -> list[str] | None:
    """How to start the process; None where there is no Python to start (a frozen program)."""
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    return [sys.executable, "-P", "-m", "nianbao.reading.child_process"]


def _answer(out: bytes, where: str, kind: Apart) -> Report:
    """What the process gave.

    Raises:
        InputError: what it refused, or that it broke off.
    """
    try:
        answer: Any = json.loads(out) if len(out) <= _MOST_ANSWER else {}
    except ValueError:
        answer = {}
    if "problems" in answer:
        raise InputError([InputProblem(*problem) for problem in answer["problems"]])
    if "report" not in answer:
        name, remedy = _SAID[kind]
        raise InputError.one(where, f"{name}读到一半停了（内容太多或已损坏）", remedy)
    return Report.model_validate(answer["report"])


def read_apart(data: bytes, where: str, kind: Apart = "pdf", **given: Unpack[Given]) -> Report:
    """Read a file as its reader does, in a process of its own with limits of time and memory.

    Raises:
        InputError: as the reader; or it took too long or too much memory, or broke the process.
    """
    command = _command()
    if command is None:
        return read_here(data, where, kind, **given)
    unit = given.get("unit")
    head = json.dumps([where, kind, {**given, "unit": unit.model_dump(mode="json") if unit else None}]).encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            command, input=head + data, env=_environment(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        name, remedy = _SAID[kind]
        raise InputError.one(where, f"{name}读了 {SECONDS} 秒还没有读完，不像一份年报", remedy) from error
    except OSError as error:
        raise InputError.one(where, f"读文件的进程启动不了（{error.strerror or error}）", "请稍后再试") from error
    return _answer(done.stdout, where, kind)


def read_here(data: bytes, where: str, kind: Apart, **given: Unpack[Given]) -> Report:
    """Read a file in this process."""
    if kind == "xls":
        from nianbao.reading.workbook import read_workbook

        return read_workbook(data, where)
    from nianbao.reading.pdf import read_pdf

    return read_pdf(data, where, **given)


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

    where, kind, given = json.loads(sys.stdin.buffer.readline())
    given["unit"] = Unit.model_validate(given["unit"]) if given["unit"] else None
    given["within"] = tuple(given.get("within", ()))
    try:
        answer: dict[str, Any] = {"report": read_here(sys.stdin.buffer.read(), where, kind, **given).to_json()}
    except InputError as error:
        answer = {"problems": [list(problem) for problem in error.problems]}
    except (MemoryError, RecursionError):
        what = "读它要用的内存太多，不像一份年报"
        answer = {"problems": [[where, what, "请确认文件来源，或用 Word、WPS 的原稿（.docx）"]]}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
