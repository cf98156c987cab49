"""A suite's engines: prompts that would not be used are refused, for the comparison would be ours with ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nianbao.errors import InputError
from nianbao.scoring.suite import Suite, tried_of

OURS = Path(__file__).parent.parent.parent / "prompts"


def suite(folder: Path) -> Suite:
    row = {"name": "chat", "model": "甲", "prompts": "我的"}
    return Suite.model_validate({"cases": "x", "engines": [row]}).model_copy(update={"path": folder / "方案.yaml"})


def test_prompts_that_are_there_are_used(tmp_path: Path) -> None:
    (tmp_path / "我的").mkdir()
    shutil.copy(OURS / "aspect.md", tmp_path / "我的")
    (tried,) = tried_of(suite(tmp_path))
    assert Path(tried.settings.prompts) == tmp_path / "我的"


def test_prompts_that_would_not_be_used_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这个文件夹"):
        tried_of(suite(tmp_path))
    (tmp_path / "我的").mkdir()
    with pytest.raises(InputError, match="没有提示词"):
        tried_of(suite(tmp_path))
    shutil.copy(OURS / "aspect.md", tmp_path / "我的" / "aspct.md")
    with pytest.raises(InputError, match="不会用到"):
        tried_of(suite(tmp_path))
