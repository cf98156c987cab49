"""Files that are open in Word, WPS or LibreOffice: noticed before anything is written; and which file is the newest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run, contents
from jobs.test_folder import OWN, append, change, words
from nianbao.files import opened_by
from nianbao.jobs.flow.new_job import new
from workbooks import Filled

Main = Callable[..., Run]


@pytest.fixture
def folder(drafted: Path) -> Path:
    return drafted


LOCKS = {
    "Word, a short name": ("年报.docx", "~$年报.docx"),
    "Word, seven characters": ("白沙镇年报送审.docx", "~$沙镇年报送审.docx"),
    "Word, a long name": ("白沙镇人民政府-2025.docx", "~$镇人民政府-2025.docx"),
    "WPS, a long name": ("白沙镇人民政府-2025.docx", "~$白沙镇人民政府-2025.docx"),
    "WPS on Linux": ("年报.docx", ".~年报.docx"),
    "LibreOffice": ("年报.docx", ".~lock.年报.docx#"),
    "Excel": ("素材.xlsx", "~$素材.xlsx"),
}


@pytest.mark.parametrize("kind", LOCKS)
def test_a_lock_file_says_that_a_file_is_open(kind: str, tmp_path: Path) -> None:
    name, lock = LOCKS[kind]
    (tmp_path / name).write_bytes(b"x")
    assert opened_by(tmp_path / name) is None
    (tmp_path / lock).write_bytes(b"")
    assert opened_by(tmp_path / name) is not None


def test_another_files_lock_says_nothing(tmp_path: Path) -> None:
    for name in ("年报.docx", "报.docx", "年报（2）.docx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "~$报.docx").write_bytes(b"")
    (tmp_path / "~$年报（2）.docx").write_bytes(b"")
    assert opened_by(tmp_path / "年报.docx") is None
    assert opened_by(tmp_path / "报.docx") is not None


def test_who_has_it_open_is_said(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(b"x")
    lock = tmp_path / ".~lock.年报.docx#"
    lock.write_text(",刘文书,office-pc,27.11.2026 10:00,file:///home/liu;", encoding="utf-8")
    opened = opened_by(path)
    assert opened is not None
    assert opened.who == "刘文书"
    lock.unlink()
    name = "李主任"
    head = bytes([6]) + b"LiZhu " + b" " * 47
    (tmp_path / "~$年报.docx").write_bytes(
        head + len(name).to_bytes(2, "little") + name.encode("utf-16-le") + bytes(90)
    )
    opened = opened_by(path)
    assert opened is not None
    assert opened.who == name


COMMANDS: dict[str, list[str]] = {
    "draft": ["draft", "白沙镇"],
    "take": ["take", "白沙镇/年报.docx"],
    "take, the folder": ["take", "白沙镇"],
    "final": ["final", "白沙镇"],
    "export": ["export", "白沙镇"],
    "export, tracked": ["export", "白沙镇", "--track-changes"],
    "pack": ["pack", "白沙镇", "--with-notes"],
    "check --fix": ["check", "白沙镇/年报.docx", "--fix"],
    "check --annotate": ["check", "白沙镇", "--annotate", "批注.docx"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_written_while_the_word_file_is_open(
    command: str, folder: Path, main: Main, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a lock file that a crash left behind does not lock her out: it is named, and how to go on."""
    monkeypatch.chdir(folder.parent)
    change(folder, "made: 2,", "made: 3,")
    lock = folder / "~$年报.docx"
    lock.write_bytes(b"")
    before = contents(folder.parent)
    done = main(*COMMANDS[command])
    assert done.code == 2, done.said
    assert "年报.docx：正在" in done.err
    assert "没有打开" in done.err
    assert lock.name in done.err
    assert contents(folder.parent) == before
    lock.unlink()
    if command == "final":
        main("draft", "白沙镇")  # the input was changed as well
    assert main(*COMMANDS[command]).code in (0, 1)


def test_an_open_workbook_is_read_and_that_is_said(tmp_path: Path, main: Main) -> None:
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    filled.save()
    (job.folder / "~$素材.xlsx").write_bytes(b"")
    for command in ("read", "check"):
        done = main(command, job.folder / "素材.xlsx")
        assert "没有保存的内容没有读到" in done.said, done.said
    done = main("draft", job.folder)
    assert done.code in (0, 1), done.said
    assert "没有保存的内容没有读到" in done.said


def test_an_open_report_is_checked_and_that_is_said(folder: Path, main: Main) -> None:
    (folder / ".~lock.年报.docx#").write_text(",甲,pc,x,y;", encoding="utf-8")
    for name in (folder, folder / "年报.docx"):
        assert "没有保存的内容没有读到" in main("check", name).said


# ── which Word file is the newest


def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if Path(target).name == "年报.docx":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)


def test_the_newest_draft_is_known_and_goes_into_its_place(
    folder: Path, main: Main, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(folder, "made: 2,", "made: 3,")
    with monkeypatch.context() as patch:
        busy(patch)
        assert "年报（2）.docx" in main("draft", folder).out
        for _ in range(2):
            done = main("draft", folder)
            assert "最新一稿在 年报（2）.docx" in done.out
            assert f"Word 文件：{folder / '年报（2）.docx'}" in done.out
            assert f"Word 文件：{folder / '年报.docx'}\n" not in done.out
        assert "最新一稿在 年报（2）.docx" in main("check", folder).out
        assert not (folder / "年报（3）.docx").exists()
    done = main("draft", folder)
    assert "最新一稿已写进 年报.docx" in done.out
    assert "制发行政规范性文件3件" in "".join(words(folder / "年报.docx"))
    assert f"Word 文件：{folder / '年报.docx'}" in done.out


def test_finishing_uses_the_newest(folder: Path, main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    change(folder, "made: 2,", "made: 3,")
    with monkeypatch.context() as patch:
        busy(patch)
        main("draft", folder)
        append(folder / "年报（2）.docx", "过期信息", OWN)
        done = main("final", folder)
        assert done.code == 2
        assert "年报（2）.docx 有还没有取回的修改" in done.err
        assert OWN in main("take", folder).out
    main("draft", folder)
    assert OWN in "".join(words(folder / "年报.docx"))
    done = main("final", folder)
    assert done.code == 0, done.said
    text = "".join(words(folder / "年报（定稿）.docx"))
    assert OWN in text
    assert "制发行政规范性文件3件" in text


def test_drafting_with_edits_untaken_does_not_pile_up_files(folder: Path, main: Main) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    for number in ("3", "4", "5"):
        change(folder, f"made: {int(number) - 1},", f"made: {number},")
        assert "年报（2）.docx" in main("draft", folder).out
        assert f"制发行政规范性文件{number}件" in "".join(words(folder / "年报（2）.docx"))
    assert [path.name for path in sorted(folder.glob("年报*.docx"))] == ["年报.docx", "年报（2）.docx"]
    assert OWN in "".join(words(folder / "年报.docx"))
    append(folder / "年报（2）.docx", "村务公开栏", "指南已修订。")
    change(folder, "made: 5,", "made: 6,")
    assert "年报（3）.docx" in main("draft", folder).out
    assert "指南已修订。" in "".join(words(folder / "年报（2）.docx"))


def test_finishing_again_beside_her_own_final_file_does_not_pile_up(folder: Path, main: Main) -> None:
    main("final", folder)
    append(folder / "年报（定稿）.docx", "过期信息", OWN)
    for _ in range(3):
        done = main("final", folder)
        assert "年报（定稿）（2）.docx" in done.out
    assert not (folder / "年报（定稿）（3）.docx").exists()
    assert OWN in "".join(words(folder / "年报（定稿）.docx"))


@pytest.mark.parametrize("name", ["卷.", "卷 ", "CON", "a:b", "问?"])
def test_a_folder_that_windows_cannot_have(name: str, tmp_path: Path, main: Main) -> None:
    done = main("new", "白沙镇人民政府", "--year", "2025", "--folder", tmp_path / name)
    assert done.code == 2
    assert "请换一个名字" in done.err
    assert not list(tmp_path.iterdir())


def test_a_path_with_a_space_is_named_as_it_is_typed(drafted: Path, tmp_path: Path, main: Main) -> None:
    folder = tmp_path / "白沙 镇"
    shutil.copytree(drafted, folder)
    append(folder / "年报.docx", "过期信息", OWN)
    for command in ("final", "check", "draft"):
        done = main(command, folder)
        assert f'nianbao take "{folder / "年报.docx"}"' in done.said, done.said
