"""Prompts: our own are whole, a user's override single files, and what is wrong with one is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nianbao.drafting.prompts import TASKS, load_prompt, prompt_problems, tokens
from nianbao.errors import InputError

OURS = Path(__file__).parent.parent.parent / "prompts"


def test_ours_are_whole_and_readable() -> None:
    assert prompt_problems() == []
    assert {path.stem for path in OURS.glob("*.md")} == set(TASKS)
    for id in TASKS:
        prompt = load_prompt(id)
        assert prompt.title
        assert "JSON" in prompt.system
        assert set(prompt.inputs) <= set(TASKS[id])


def test_a_folder_of_ones_own_overrides_single_files(tmp_path: Path) -> None:
    text = (OURS / "aspect.md").read_text(encoding="utf-8")
    text = re.sub("(?m)^version: .*$", "version: 99", text, count=1)
    (tmp_path / "aspect.md").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    mine, ours = load_prompt("aspect", tmp_path), load_prompt("aspect")
    assert (mine.version, mine.path) == ("99", tmp_path / "aspect.md")
    assert mine.hash != ours.hash
    assert load_prompt("verify", tmp_path).path == OURS / "verify.md"
    assert prompt_problems(tmp_path) == []


def test_a_missing_input_is_named() -> None:
    with pytest.raises(InputError, match=r"\$facts"):
        load_prompt("verify").fill(notes="", sentences="")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("$facts", "$fact", r"\$fact.*是不是“facts”"),
        ("[facts, notes, sentences]", "[facts, notes, sentences, year]", "“year”不会给出"),
        ("id: verify", "id: other", "两者要一致"),
        ("## user", "## users", "没有“## user”"),
        ("---\nid", "id", "没有 --- 之间的说明"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = (OURS / "verify.md").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "verify.md").write_text(text.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "vérify.md").write_text("", encoding="utf-8")
    found = "\n".join(map(str, prompt_problems(tmp_path)))
    assert "不会用到" in found
    with pytest.raises(InputError, match=said):
        load_prompt("verify", tmp_path)


def test_tokens_are_estimated_without_a_network() -> None:
    assert tokens([{"role": "user", "content": "年报" * 50}]) == 104
    assert tokens([{"role": "user", "content": "abcd" * 50}]) == 54
