"""The public API, as README and notebooks use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import nianbao
from nianbao import check, check_text, draft, load, write
from nianbao.errors import NianbaoError

EXAMPLE = Path(__file__).parent.parent / "examples" / "baisha-2024" / "report.yaml"


def test_names() -> None:
    assert nianbao.__all__ == ["__version__", "check", "check_text", "compare", "draft", "load", "write"]


def test_the_whole_way(tmp_path: Path) -> None:
    result = draft(load(EXAMPLE))
    assert result.findings == []
    assert result.unused == []
    for suffix in ("docx", "html", "md"):
        write(result.report, tmp_path / f"年报.{suffix}")
        assert check(load(tmp_path / f"年报.{suffix}")) == []


def test_check_text_gives_code_points() -> None:
    text = "😀第一段。\n我街道公开信息23条。"
    found = check_text(text, unit="白沙镇人民政府", year=2023, within=("云岭县",), passage=True)
    assert [(item.code, text[item.start : item.end]) for item in found if item.start is not None] == [
        ("PAIR07", "😀"),
        ("UNIT01", "我街道"),
    ]


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match=r"\.docx"):
        write(draft(load(EXAMPLE)).report, tmp_path / "年报.pdf")
    with pytest.raises(NianbaoError, match="不存在"):
        load(tmp_path / "none.docx")
    with pytest.raises(NianbaoError, match="magic"):
        draft(load(EXAMPLE), engine="magic")


def test_an_unknown_kind_of_unit_is_told_and_neutral() -> None:
    report = load(EXAMPLE)
    other = report.model_copy(update={"unit": nianbao_unit("某某联席会议")})
    result = draft(other)
    assert any("本机关" in sentence.text for sentence in result.report.sentences())
    assert [item.severity for item in result.findings if item.verdict == "unassessed"] == ["info"]


def nianbao_unit(name: str) -> object:
    from nianbao.report import Unit

    return Unit.parse(name)


def test_import_is_light(tmp_path: Path) -> None:
    script = (
        "import sys, nianbao; print(sorted({'pydantic', 'docx', 'openai', 'langchain', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=600)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("words", ["我镇围绕群众关切加强政府信息公开。", "全年主动公开政府信息23条。"])
def test_a_passage_with_nothing_to_compare_loads_no_roles_no_claims_and_no_engine(words: str, tmp_path: Path) -> None:
    line = tmp_path / "一句.txt"
    line.write_text(words, encoding="utf-8")
    script = (
        "import sys, nianbao.package_data as data\n"
        "real, read = data.load_data, []\n"
        "data.load_data = lambda path, *more: (read.append(path.stem), real(path, *more))[1]\n"
        "sys.argv = ['nianbao', 'check', '--passage', sys.argv[1]]\n"
        "from nianbao.cli import main\n"
        "try:\n main()\nexcept SystemExit:\n pass\n"
        "ours = {'nianbao.drafting', 'nianbao.licence', 'nianbao.claims'}\n"
        "heavy = {'docx', 'lxml', 'rapidfuzz', 'typer._adapters', *ours} & set(sys.modules)\n"
        "print('\\n' + repr(sorted({'roles', 'topics'} & set(read) | heavy)), 'kind' in read)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(line)], capture_output=True, text=True, cwd=tmp_path, timeout=600
    )
    assert done.stdout.splitlines()[-1] == "[] True", done.stdout + done.stderr
