"""Files written into another report's folder, and packed files given to other commands: refused with the way on."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run
from jobs.folders import drafted
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.pack_file import pack

Main = Callable[..., Run]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A drafted folder, and another unit's."""
    return drafted(tmp_path / "白沙"), drafted(tmp_path / "康荣", "kangrong-2020")


@pytest.mark.parametrize(
    ("run", "name"),
    [
        *itertools.product(["draft", "final", "export"], ["年报.docx", "送审稿.docx", "历次/旧稿.docx"]),
        ("draft", "送审稿.html"),
        ("final", "送审稿.html"),
    ],
)
def test_nothing_is_written_into_another_reports_folder(
    folders: tuple[Path, Path], main: Main, run: str, name: str
) -> None:
    own, other = folders
    (other / "历次").mkdir(exist_ok=True)
    before = sorted(path for path in other.rglob("*"))
    done = main(run, own, "-o", other / name)
    assert done.code == 2, done.said
    assert "康荣镇人民政府 2020 年度" in done.err
    assert "没有写入" in done.err
    assert sorted(path for path in other.rglob("*")) == before


def test_a_folder_with_an_input_only_is_another_reports_too(folders: tuple[Path, Path], main: Main) -> None:
    own, other = folders
    (other / "草稿.json").unlink()
    shutil.rmtree(other / "历次", ignore_errors=True)
    done = main("draft", own, "-o", other / "送审稿.docx")
    assert done.code == 2, done.said
    assert "另一份报告的文件夹（康荣）" in done.err


def test_beside_the_folder_and_in_it_is_written(folders: tuple[Path, Path], main: Main, tmp_path: Path) -> None:
    own, _ = folders
    for place in (tmp_path / "送审稿.docx", own / "送审稿.docx"):
        assert main("draft", own, "-o", place).code in (0, 1)
        assert place.is_file()


@pytest.mark.parametrize("name", ["白沙.nianbao", "白沙.zip"])
def test_take_of_a_packed_file_names_the_command_that_opens_it(
    folders: tuple[Path, Path], main: Main, tmp_path: Path, name: str
) -> None:
    made = pack(Job(folders[0]), notes=True).path
    given = made.rename(tmp_path / name)
    done = main("take", given)
    assert done.code == 2
    assert "nianbao review" in done.err
    assert "压缩包" not in done.err


@pytest.mark.parametrize("run", ["draft", "final", "ask", "export"])
def test_other_commands_name_it_too(folders: tuple[Path, Path], main: Main, run: str) -> None:
    made = pack(Job(folders[0]), notes=True).path
    given = made.rename(folders[0] / "白沙.nianbao")
    done = main(run, given)
    assert done.code == 2, done.said
    assert "nianbao review" in done.err
