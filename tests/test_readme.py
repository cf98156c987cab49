"""The READMEs show real output of real commands, and name no command or option that is not there."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import textwrap
from pathlib import Path

import pytest

from nianbao import check_text
from nianbao.checking.rule import RULES
from nianbao.checking.rules import num_form

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
PARAGRAPH = "2023年，我街道主动公开政府信息23条。\n"


def commands(readme: str) -> list[tuple[str, str]]:
    """Each ``$ nianbao …`` with the output shown under it, empty where none is."""
    found: list[tuple[str, str]] = []
    for language, block in BLOCK.findall((ROOT / readme).read_text(encoding="utf-8")):
        if language != "console":
            continue
        first = len(found)
        for line in block.splitlines():
            if line.startswith("$ nianbao"):
                found.append((line[2:].partition("  #")[0].strip(), ""))
            elif len(found) > first and not line.startswith(("$", ">")):
                command, output = found[-1]
                found[-1] = (command, output + line + "\n")
    return found


def run(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints."""
    import io

    from nianbao.cli.app import main

    words, _, source = command.partition("<")
    monkeypatch.setattr(sys, "argv", shlex.split(words))
    if source:
        stdin = io.TextIOWrapper(io.BytesIO(Path(source.strip()).read_bytes()))
        monkeypatch.setattr(sys, "stdin", stdin)
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out.replace("\\", "/")


@pytest.mark.parametrize("readme", READMES)
def test_output_shown_is_real(
    readme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    example = tmp_path / "examples" / "kangrong-2020"
    example.mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "kangrong-2020" / "report.yaml", example)
    (tmp_path / "段落.txt").write_text(PARAGRAPH, encoding="utf-8")
    shown = [(command, output) for command, output in commands(readme) if output]
    assert shown
    for command, output in shown:
        assert run(command, capsys, monkeypatch).strip() == output.strip(), command


def test_draft_shown_in_chinese_is_the_same() -> None:
    block = (ROOT / "examples" / "kangrong-2020" / "样稿" / "终端.txt").read_text(encoding="utf-8")
    text = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    assert block.rpartition("Word 文件")[0] in text


GROUPS = ("eval", "prompt")
"""Commands that have commands of their own."""


@pytest.mark.parametrize("readme", READMES)
def test_commands_and_options_exist(
    readme: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = set(re.findall(r"`?nianbao ([a-z]+)", text)) - {"import"}
    assert named >= {"new", "draft", "take", "check", "final", "rule"}
    for command, _ in commands(readme):
        words = shlex.split(command.partition("<")[0])
        command_of = words[1] if words[1] not in GROUPS else f"{words[1]} {words[2]}"
        page = run(f"nianbao {command_of} --help", capsys, monkeypatch)
        for option in (word for word in words if word.startswith("--")):
            assert option in page, command


def test_links_and_make_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for readme in READMES:
        text = (ROOT / readme).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert (ROOT / target).exists(), target
        for name in re.findall(r"`?make ([a-z]+)", text):
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


def test_python_shown_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = [
        body for kind, body in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")) if kind == "python"
    ]
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("[]\n0 ")


def test_the_rule_that_contributing_adds_is_one() -> None:
    """The recipe as it is printed: the function finds what its page says is wrong, and passes what is right."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = textwrap.dedent(next(body for kind, body in BLOCK.findall(text) if kind == "python"))
    try:
        exec(compile(block, "CONTRIBUTING.md", "exec"), vars(num_form).copy())
        added = RULES["NUM13"]
        for kind, found in (("错", ["NUM13"]), ("对", [])):
            for words in added.page.examples(kind):
                assert [item.code for item in check_text(words, passage=True) if item.code == "NUM13"] == found
    finally:
        RULES.pop("NUM13", None)
