"""Every command once, in one folder: what each printed, how it ended and which bytes it wrote, as JSON.

Run as a process of its own, so that the hash seed is the caller's: ``every_command.py FOLDER EXAMPLES``. The name of a
new draft and the time are random and pass by nature; here both stand still.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import json
import os
import secrets
import shutil
import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

_CLOCKS = ("jobs.store.run_record", "jobs.store.answer_file", "jobs.check.fix_file", "reviewing.compare.export_docx",
           "reviewing.session.return_to_clerk", "reviewing.compare.comparison_docx",
           "reviewing.session.decision_store", "scoring.run_evaluation")  # fmt: skip

COMMANDS = """
--help
rule
rule NUM01
schema
models
prompt list
new 白沙镇人民政府 --year 2025 --within 云岭县
draft 卷
ask 卷 --list
ask 卷 --list --format json
ask 卷 --answers 回答.yaml
draft 卷
read 卷
read 卷/年报.docx
read 卷 -o 读.yaml
read 卷 -o 读.json
why 卷/年报.docx 申请
check 卷/年报.docx
check 卷/年报.docx --format json
check 卷/年报.docx --format sarif
check 卷/年报.docx --format html -o 问题.html
check 卷/年报.docx --format xlsx -o 问题.xlsx
check 卷 康荣.yaml --statistics
check 卷/年报.docx --annotate 批注.docx
draft 白沙.yaml -o 白沙.docx
check 白沙.docx 卷/年报.docx --fix
compare 卷/年报.docx 白沙.docx
compare 卷/年报.docx 白沙.docx -o 对照.html
compare 卷/年报.docx 白沙.docx -o 对照.docx
compare 卷/年报.docx 白沙.docx -o 对照.json
prompt show aspect 卷
export 卷
export 卷 --track-changes
pack 卷 --with-notes
take 卷/年报.docx
final 卷
draft 卷 --engine paste
draft 卷
new 白沙镇人民政府 --year 2026 --previous 白沙.docx
""".strip().splitlines()


class _Still(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2026, 1, 5, 9, 0, tzinfo=tz or UTC)


def _run(said: list[object], *args: str) -> None:
    from nianbao.cli.app import main

    sys.argv = ["nianbao", *args]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code: object = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as done:
            code = done.code
    said.append([args, code, *(stream.buffer.getvalue().decode() for stream in (out, err))])  # type: ignore[attr-defined]


def every_command(examples: Path) -> list[object]:
    """Run them all in the current folder."""
    said: list[object] = []
    shutil.copy(examples / "kangrong-2020" / "report.yaml", "康荣.yaml")
    shutil.copy(examples / "baisha-2024" / "report.yaml", "白沙.yaml")
    Path("卷").mkdir()
    shutil.copy("康荣.yaml", "卷/report.yaml")
    Path("回答.yaml").write_text("assessment: 没有\nleader: 副镇长\n", encoding="utf-8")
    for words in COMMANDS:
        _run(said, *words.split())
    return said


def main(folder: Path, examples: Path) -> None:
    """Print it all."""
    secrets.token_hex = lambda count=16: "5" * (2 * count)  # type: ignore[assignment]
    for name in _CLOCKS:
        importlib.import_module(f"nianbao.{name}").__dict__["datetime"] = _Still
    os.chdir(folder)
    said = every_command(examples)
    files = {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path().rglob("*"))
        if path.is_file()
    }
    sys.stdout.write(json.dumps({"said": said, "files": files}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).resolve())
