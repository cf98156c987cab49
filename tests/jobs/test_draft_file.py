"""草稿.json edited by hand, cut off, of a newer program; folders and files that are none; disks that are full."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run, contents
from jobs.test_folder import OWN, append, change
from jobs.test_folder import words as words_of
from nianbao.jobs.store.draft_file import _sealed

Main = Callable[..., Run]


@pytest.fixture
def folder(drafted: Path) -> Path:
    return drafted


@pytest.mark.parametrize("command", ["draft", "take"])
def test_a_draft_file_edited_by_hand_is_kept(command: str, folder: Path, main: Main) -> None:
    path = folder / "草稿.json"
    text = path.read_text(encoding="utf-8")
    assert "过期信息" in text
    hers = text.replace("过期信息", "失效信息")
    path.write_text(hers, encoding="utf-8")
    change(folder, "made: 2,", "made: 3,")
    done = main(command, folder)
    assert done.code in (0, 1), done.said
    assert "草稿.json 被人改动过" in done.out
    kept = list((folder / "历次").glob("手改-*.json"))
    assert [item.read_text(encoding="utf-8") for item in kept] == [hers]
    assert kept[0].name in done.out
    assert "被人改动过" not in main("draft", folder).out


@pytest.mark.parametrize("first", ["draft", "take"])
def test_which_hand_edits_stay_and_which_are_put_back_is_told_line_by_line(
    first: str, folder: Path, main: Main
) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    main("take", folder)
    main("draft", folder)
    path = folder / "草稿.json"
    hers = path.read_text(encoding="utf-8").replace("过期信息", "失效信息").replace(OWN, "本年没有更正过网上的信息。")
    path.write_text(hers, encoding="utf-8")
    done = main(first, folder)
    [stays] = [line for line in done.out.splitlines() if "更正过网上的信息" in line and "留下，会印出来" in line]
    [goes] = [line for line in done.out.splitlines() if "失效信息" in line and "不留，重新起草时照素材写" in line]
    assert OWN in stays
    assert "过期信息" in goes
    main("draft", folder)
    now = "".join(words_of(folder / "年报.docx"))
    assert "本年没有更正过网上的信息。" in now
    assert "失效信息" not in now


def test_an_older_draft_file_put_back_is_told_the_right_way_round(folder: Path, main: Main) -> None:
    for made in (3, 4):
        change(folder, f"made: {made - 1},", f"made: {made},")
        main("draft", folder)
    old = sorted((folder / "历次").glob("草稿-[0-9].json"))
    assert len(old) == 3
    shutil.copy(old[1], folder / "草稿.json")
    append(folder / "年报.docx", "过期信息", OWN)
    done = main("take", folder)
    assert "第 3 稿的 Word 文件，现在的草稿文件却是第 2 稿" in done.said, done.said
    assert "比现在的草稿" not in done.said


def test_our_own_draft_file_is_nobodys_edit(folder: Path, main: Main) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    for command in ("take", "draft", "export", "final"):
        assert "被人改动过" not in main(command, folder).said
    spaced = json.dumps(json.loads((folder / "草稿.json").read_bytes()), ensure_ascii=False)
    (folder / "草稿.json").write_text(spaced, encoding="utf-8")
    assert "被人改动过" not in main("draft", folder).said
    assert not list((folder / "历次").glob("手改-*"))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _garbled(path: Path) -> None:
    path.write_bytes(b"\x00\xff" * 400)


def _without_report(path: Path) -> None:
    value = json.loads(path.read_bytes())
    del value["report"]
    path.write_text(json.dumps(value), encoding="utf-8")


@pytest.mark.parametrize("damage", [_cut, _emptied, _garbled, _without_report])
def test_a_damaged_draft_file_is_said_with_the_last_good_one(
    damage: Callable[[Path], None], folder: Path, main: Main
) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    damage(folder / "草稿.json")
    before = contents(folder)
    for words in (
        ["take", folder / "年报.docx"],
        ["take", folder],
        ["draft", folder],
        ["final", folder],
        ["export", folder],
    ):
        done = main(*words)
        assert done.code == 2, done.said
        assert "草稿.json" in done.err
        assert "损坏" in done.err
        assert "没有找到它的草稿" not in done.err
        assert str(folder / "历次" / "草稿-存底.json") in done.err
        assert contents(folder) == before
    checked = main("check", folder / "年报.docx")
    assert "损坏" in checked.said
    shutil.copy(folder / "历次" / "草稿-存底.json", folder / "草稿.json")  # what it says to do
    assert OWN in main("take", folder).out


def test_no_good_copy_is_said(folder: Path, main: Main) -> None:
    _cut(folder / "草稿.json")
    for path in (folder / "历次").glob("草稿-*.json"):
        _cut(path)
    done = main("draft", folder)
    assert done.code == 2
    assert "没有完好的存底" in done.err


def test_a_draft_file_of_a_newer_program_is_left_alone(folder: Path, main: Main) -> None:
    value = json.loads((folder / "草稿.json").read_bytes())
    value["schema"] += 1
    (folder / "草稿.json").write_text(json.dumps(value), encoding="utf-8")
    before = contents(folder)
    for command in ("draft", "take", "final", "export"):
        done = main(command, folder)
        assert done.code == 2
        assert "升级" in done.err, done.said
        assert contents(folder) == before


def test_a_draft_file_of_an_older_program_is_read(folder: Path, main: Main) -> None:
    value = json.loads((folder / "草稿.json").read_bytes())
    for name in ("seal", "current"):
        value.pop(name, None)
    value["schema"] = 1
    (folder / "草稿.json").write_text(json.dumps(value), encoding="utf-8")
    done = main("draft", folder)
    assert done.code == 0, done.said
    assert "被人改动过" not in done.out


def test_no_sentence_is_taken_for_read_because_an_older_program_put_no_comment_on_it(folder: Path, main: Main) -> None:
    for path in (folder / "草稿.json", *(folder / "历次").glob("草稿-*.json")):
        value = json.loads(path.read_bytes()) | {"schema": 2}
        overview = next(item for item in value["report"]["sections"] if item["id"] == "overview")
        for paragraph in overview["paragraphs"]:
            for sentence in paragraph["sentences"]:
                sentence["verbatim"] = True
        path.write_text(json.dumps(value | {"seal": _sealed(value)}, ensure_ascii=False), encoding="utf-8")
    done = main("take", folder)
    assert "核实：" not in done.out
    assert "没有发现修改" in done.out


@pytest.mark.parametrize("schema", [0, -1])
def test_a_draft_file_of_no_schema_of_ours_is_damaged(schema: int, folder: Path, main: Main) -> None:
    value = json.loads((folder / "草稿.json").read_bytes()) | {"schema": schema}
    (folder / "草稿.json").write_text(json.dumps(value), encoding="utf-8")
    done = main("draft", folder)
    assert done.code == 2
    assert "损坏" in done.err


# ── what stands where something else should


def _loop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")
@pytest.mark.parametrize("put", [_loop, _folder])
@pytest.mark.parametrize("name", ["年报.docx", "草稿.json", "report.yaml", "素材.xlsx", "年报（定稿）.docx", "历次"])
def test_a_loop_or_a_folder_in_a_files_place(put: Callable[[Path], None], name: str, folder: Path, main: Main) -> None:
    """Each is refused with its name, or does not matter to the command; nothing of hers is lost."""
    change(folder, "made: 2,", "made: 3,")
    if name == "历次":
        shutil.rmtree(folder / name)
        if put is _folder:
            (folder / name).write_text("a file", encoding="utf-8")
        else:
            put(folder / name)
    else:
        put(folder / name)
    for command in ("draft", "take", "check", "final", "export", "pack"):
        before = contents(folder)
        done = main(command, folder, *(["--with-notes"] if command == "pack" else []))
        assert "程序出错" not in done.said, (command, done.said)
        assert done.code in (0, 1, 2)
        if done.code == 2:
            assert done.err.strip(), command
            assert contents(folder) == before, command


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")
def test_a_loop_of_links_given_to_a_command(tmp_path: Path, main: Main) -> None:
    loop = tmp_path / "圈"
    loop.symlink_to("圈")
    for command in ("draft", "take", "check", "final", "export", "read", "pack"):
        for path in (loop, loop / "年报.docx"):
            done = main(command, path)
            assert done.code == 2
            assert "程序出错" not in done.said, (command, done.said)
            assert "圈" in done.err
    done = main("new", "白沙镇人民政府", "--year", "2025", "--folder", loop)
    assert done.code == 2
    assert "程序出错" not in done.said


@pytest.mark.parametrize("name", ["长" * 300, "/".join(["很长的文件夹"] * 600)])
def test_a_path_that_no_system_has(name: str, tmp_path: Path, main: Main) -> None:
    for words in (
        ["draft", tmp_path / name], ["take", tmp_path / name], ["check", tmp_path / name], ["final", tmp_path / name],
        ["read", tmp_path / name], ["compare", tmp_path / name, tmp_path], ["export", tmp_path / name],
        ["new", "白沙镇人民政府", "--year", "2025", "--folder", tmp_path / name],
        ["new", "白沙镇人民政府", "--year", "2025", "--previous", tmp_path / name],
    ):  # fmt: skip
        done = main(*words)
        assert done.code == 2, words
        assert "程序出错" not in done.said, (words, done.said)


FULL = {
    "full": (errno.ENOSPC, "磁盘已满"),
    "quota": (errno.EDQUOT, "磁盘空间"),
    "read only": (errno.EROFS, "只能读"),
    "faulty": (errno.EIO, "磁盘读写出错"),
}


@pytest.mark.parametrize(("kind", "after"), [*zip(FULL, range(4), strict=True)])
def test_a_disk_that_does_not_take_it(
    kind: str, after: int, folder: Path, main: Main, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever write fails, nothing that was there is gone, and the next run, with room, finishes the work."""
    import tempfile

    append(folder / "年报.docx", "过期信息", OWN)
    assert main("take", folder).code == 0
    change(folder, "made: 2,", "made: 3,")
    made, left = tempfile.mkstemp, [after]
    number, said = FULL[kind]

    def failing(*args: object, **options: object) -> tuple[int, str]:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(number, os.strerror(number))
        return made(*args, **options)  # type: ignore[call-overload, no-any-return]

    hers = (folder / "年报.docx").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", failing)
        done = main("draft", folder)
        assert done.code == 2, done.said
        assert said in done.err
        assert "程序出错" not in done.said
    assert (folder / "年报.docx").read_bytes() == hers
    assert main("draft", folder).code == 0
    now = "".join(words_of(folder / "年报.docx"))
    assert OWN in now
    assert "制发行政规范性文件3件" in now
    assert not list(folder.rglob(".nianbao-*.tmp"))
