"""The program: its commands, and the one place where refusals become exit codes.

Exit codes: 0 done; 1 an error-level finding remains; 2 refused, nothing written.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import traceback
from copy import copy
from typing import Annotated

import typer

from nianbao import __version__
from nianbao.cli import INTERRUPTED
from nianbao.cli.ask import ask
from nianbao.cli.check import check
from nianbao.cli.compare import compare
from nianbao.cli.console import errors, make_safe
from nianbao.cli.draft import draft
from nianbao.cli.evaluate import evaluation
from nianbao.cli.hand_over import export, final, pack, take
from nianbao.cli.new import new
from nianbao.cli.prompt import prompt
from nianbao.cli.read import read
from nianbao.cli.review import review
from nianbao.cli.show import models, rule, schema, why
from nianbao.cli.typer_chinese import ClickError, Command, Group, explain
from nianbao.errors import NianbaoError
from nianbao.files import reason

app = typer.Typer(
    cls=Group,
    name="nianbao",
    help="起草、检查、对照政府机关的年度报告（政府信息公开工作年度报告等）。默认不联网，不需要账号。",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (new, ask, draft, take, check, export, final, read, compare, pack, review, why, schema, rule, models):
    app.command(cls=Command)(_command)
app.add_typer(prompt, name="prompt")
app.add_typer(evaluation, name="eval")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nianbao {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    """起草、检查、对照政府机关的年度报告（政府信息公开工作年度报告等）。默认不联网，不需要账号。

    \b
    常用：
      nianbao new 白沙镇人民政府 --year 2025 --within 云岭县
      nianbao draft 白沙镇人民政府-2025
      nianbao ask 白沙镇人民政府-2025
      nianbao take 白沙镇人民政府-2025/年报.docx
      nianbao check 年报.docx
      nianbao why 白沙镇人民政府-2025/年报.docx "新收政府信息公开申请"
      nianbao final 白沙镇人民政府-2025
      nianbao read 2024年报.pdf
      nianbao compare 2024年报.pdf 白沙镇人民政府-2025
      nianbao pack 白沙镇人民政府-2025
      nianbao review 白沙镇人民政府-2025.nianbao
    """


def _asked(words: list[str]) -> typer.Typer:
    """The program with the one command that is called, where it is one: to make all of them takes typer a tenth of the
    time that a small check takes."""
    named = [
        item for item in app.registered_commands if item.callback is not None and item.callback.__name__ in words[:1]
    ]
    if not named:
        return app
    one = copy(app)
    one.registered_commands, one.registered_groups = named, []
    return one


def _our_fault(error: BaseException) -> str:
    """Keep the traceback (no text of any report) where it can be sent to us."""
    frames = traceback.format_tb(error.__traceback__)
    text = f"nianbao {__version__}\npython {sys.version}\n{type(error).__name__}\n{''.join(frames)}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="nianbao-", suffix=".txt", delete=False, encoding="utf-8"
        ) as stream:
            stream.write(text)
        return f"出错情况记在 {stream.name}（不含报告内容），请发给维护人员。"
    except OSError:
        return "请把操作步骤告诉维护人员。"


def _of_files(error: OSError | RuntimeError) -> str:
    """What is wrong with a file or folder that the system refused; empty where the error is none of files.

    A loop of links is a ``RuntimeError`` in Python 3.11 and 3.12 (``Path.resolve``).
    """
    if isinstance(error, OSError):
        name = error.filename or error.filename2
        return f"{name}：{reason(error)}。请检查路径和权限，或换一个位置再试。" if name and error.errno else ""
    found = re.match(r"Symlink loop from '(.*)'$", str(error))
    return f"{found[1]}：是绕成圈的链接，不指向任何文件。请给出真正的文件或文件夹。" if found else ""


_BROKEN_OFF = 130


def main() -> None:
    """Run the program; never a traceback."""
    make_safe()
    code = 0
    try:
        result = _asked(sys.argv[1:])(prog_name="nianbao", standalone_mode=False)
        code = result if isinstance(result, int) else 0
        if code == _BROKEN_OFF:  # typer makes this code of a Ctrl-C, without a word
            errors().print(INTERRUPTED)
    except typer.Exit as done:
        code = done.exit_code
    except typer.Abort:
        errors().print("已取消。")
        code = _BROKEN_OFF
    except KeyboardInterrupt:
        errors().print(INTERRUPTED)
        code = _BROKEN_OFF
    except ClickError as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":
            typer.echo(getattr(problem, "message", ""))
        else:
            errors().print(explain(problem))
        code = 2
    except NianbaoError as refusal:
        for line in refusal.lines:
            errors().print(line)
        code = 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except (OSError, RuntimeError) as error:
        said = _of_files(error)
        errors().print(said or f"程序出错了，这不是您的问题。{_our_fault(error)}")
        code = 2
    except Exception as error:  # the last net: what we did not foresee is our fault, said in Chinese
        errors().print(f"程序出错了，这不是您的问题。{_our_fault(error)}")
        code = 2
    sys.exit(code)
