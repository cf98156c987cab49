"""草稿.json gone, damaged, or replaced by an older copy: what people did is in a copy, and is not passed over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import OWN, append, change, words
from nianbao.checking.silence import Dismissed
from nianbao.jobs.store.draft_file import load, save
from nianbao.jobs.store.folder import Job
from nianbao.reviewing.session.block_values import decided, paragraph

Main = Callable[..., Run]
LATER = "全年另开展政务公开业务讲评会4次。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return drafted(tmp_path / "白沙镇")


def _named(said: str, folder: Path) -> Path:
    """The copy that a message says to copy back."""
    kept = [path for path in (folder / "历次").glob("草稿-*.json") if str(path) in said]
    assert len(kept) == 1, said
    return kept[0]


def _taken(folder: Path, main: Main) -> Path:
    """An edited Word file, taken back from where no folder of ours is; the file."""
    came = folder.parent / "退回.docx"
    append(shutil.copy(folder / "年报.docx", came), "过期信息", OWN)
    done = main("take", came, "--folder", folder)
    assert OWN in done.out, done.said
    return came


def _without_copies(folder: Path) -> None:
    """As an older program leaves a folder: no count of writes, and no copy of the draft file but one a draft."""
    (folder / "历次" / "草稿-存底.json").unlink()
    for path in [folder / "草稿.json", *(folder / "历次").glob("草稿-*.json")]:
        value = json.loads(path.read_bytes())
        value.pop("saved", None)
        value.pop("seal", None)
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def test_the_copy_a_message_names_holds_what_was_taken_back(folder: Path, main: Main) -> None:
    _taken(folder, main)
    (folder / "草稿.json").write_bytes(b"{")
    done = main("final", folder)
    assert done.code == 2
    shutil.copy(_named(done.err, folder), folder / "草稿.json")
    main("draft", folder)
    assert OWN in "".join(words(folder / "年报.docx"))
    assert "不是最新的" not in main("check", folder).said


def test_the_copy_holds_what_was_decided_on_the_review_page_and_set_aside(folder: Path, main: Main) -> None:
    job = Job(folder)
    draft = load(job)
    assert draft is not None
    held = next(item for _, item in draft.report.paragraphs() if len(item.sentences) > 2)
    save(job, decided(draft, paragraph(held.id), list(held.sentences), list(held.sentences[1:])))
    draft = load(job)
    assert draft is not None
    aside = Dismissed(code="UNIT04", fingerprint="0" * 16, quote="红旗镇", reason="结对单位")
    save(job, draft.model_copy(update={"dismissed": [aside]}))
    kept = (folder / "草稿.json").read_bytes()
    (folder / "草稿.json").unlink()
    shutil.copy(_named(main("draft", folder).err, folder), folder / "草稿.json")
    assert (folder / "草稿.json").read_bytes() == kept


@pytest.mark.parametrize("older", [False, True])
def test_an_older_copy_put_back_is_noticed_until_taken_again(older: bool, folder: Path, main: Main) -> None:
    came = _taken(folder, main)
    if older:
        _without_copies(folder)
    shutil.copy(folder / "历次" / "草稿-1.json", folder / "草稿.json")
    assert "不是最新的" in main("check", folder).said
    done = main("final", folder)
    assert done.code == 2
    assert "不是最新的" in done.err
    assert not (folder / "年报（定稿）.docx").exists()
    if not older:
        assert OWN in done.err  # what would be lost
        assert "不是最新的" in main("draft", folder).said
        assert "不是最新的" in main("final", folder).said  # the new draft lacks it as well
    again = main("take", came, "--folder", folder)
    assert OWN in again.out
    assert "不是最新的" not in again.said
    main("draft", folder)
    assert "不是最新的" not in main("final", folder).said
    assert OWN in "".join(words(folder / "年报.docx"))


def test_a_draft_from_an_older_copy_keeps_what_it_lacks(folder: Path, main: Main) -> None:
    _taken(folder, main)
    shutil.copy(folder / "历次" / "草稿-1.json", folder / "草稿.json")
    change(folder, "made: 2,", "made: 3,")
    main("draft", folder)
    append(folder / "年报.docx", "规范性文件", LATER)
    said = main("take", folder).said
    assert "不是最新的" in said
    kept = _named(said, folder)
    assert OWN in kept.read_text(encoding="utf-8")
    kept.rename(folder / kept.name)  # what it says to do where the edits are not wanted
    assert "不是最新的" not in main("check", folder).said


def test_our_own_work_never_looks_old(folder: Path, main: Main) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    for command in ("take", "draft", "check", "export", "final", "draft", "check", "final"):
        assert "不是最新的" not in main(command, folder).said, command
    append(folder / "年报.docx", OWN, LATER)
    for command in ("take", "draft", "export", "check", "final"):
        assert "不是最新的" not in main(command, folder).said, command
    assert not list((folder / "历次").glob("草稿-未用*"))


@pytest.mark.parametrize("older", [False, True])
def test_a_draft_file_that_is_gone_is_said_everywhere(older: bool, folder: Path, main: Main) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    if older:
        _without_copies(folder)
    (folder / "草稿.json").unlink()
    before = (folder / "年报.docx").read_bytes()
    commands = [[name, folder] for name in ("check", "draft", "take", "final", "export", "review")]
    commands += [["pack", folder, "--with-notes"], ["take", folder / "年报.docx"], ["check", folder / "年报.docx"]]
    for name, *rest in commands:
        done = main(name, *rest)
        assert "草稿文件不见了" in done.said, (name, rest, done.said)
        alone = name == "check" and rest[0] != folder  # a Word file can be checked by itself, which is said
        assert alone or (done.code == 2 and "没有发现问题" not in done.said), name
        assert not (folder / "草稿.json").exists()
    assert (folder / "年报.docx").read_bytes() == before
    shutil.copy(_named(done.said, folder), folder / "草稿.json")
    assert OWN in main("take", folder).out


def test_starting_anew_after_the_draft_file_is_gone(folder: Path, main: Main) -> None:
    (folder / "草稿.json").unlink()
    assert "请把“历次”文件夹和 年报.docx 移走" in main("draft", folder).err
    shutil.rmtree(folder / "历次")
    (folder / "年报.docx").unlink()
    assert main("draft", folder).code in (0, 1)
    assert (folder / "年报.docx").exists()
