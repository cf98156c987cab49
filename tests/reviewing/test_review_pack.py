"""Handing a report over as a file: what goes in, what comes out, and archives made to do harm."""

from __future__ import annotations

import io
import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from cli.program import contents, spawn
from nianbao.errors import InputError, JobError
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.pack_file import pack, unpack
from nianbao.reviewing.session.review_desk import Act, Desk
from nianbao.reviewing.session.review_session import source_of
from reviewing.desks import job, text

NAME = "云岭县白沙镇人民政府-2024"


@pytest.fixture
def made(tmp_path: Path) -> Job:
    return job(tmp_path / "单位" / "白沙镇-2024")


def handed(packed: Path, to: Path) -> Path:
    """The file on another machine."""
    to.mkdir(exist_ok=True)
    return Path(shutil.copy(packed, to))


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return path


def test_the_folder_comes_back_as_it_was(made: Job, tmp_path: Path) -> None:
    packed = pack(made, notes=True)
    assert packed.path == tmp_path / "单位" / f"{NAME}.nianbao"
    folder, said = unpack(handed(packed.path, tmp_path / "审核"))
    assert folder == tmp_path / "审核" / NAME
    assert "打开在文件夹" in said[0]
    there, here = contents(folder), contents(made.folder)
    assert "记录.jsonl" not in there
    del here["记录.jsonl"]
    assert there == here


def test_without_notes_no_note_is_anywhere_in_the_file(made: Job, tmp_path: Path) -> None:
    packed = pack(made, notes=False)
    assert packed.names == ["草稿.json", "年报.docx"]
    with zipfile.ZipFile(packed.path) as opened:
        draft = json.loads(opened.read("草稿.json"))
    assert "notes" not in draft["report"] or draft["report"]["notes"] == []
    assert draft["report"].get("problems", []) == []
    whole = json.dumps(draft, ensure_ascii=False)
    assert '"channel"' not in whole
    folder, _ = unpack(packed.path)
    assert text(Job(folder)) == text(made)


def test_without_notes_sentences_are_not_held_against_notes_that_are_not_there(made: Job) -> None:
    before = Desk(source_of(made.folder), "王芳").sheet()
    folder, _ = unpack(pack(made, notes=False).path)
    after = Desk(source_of(folder), "王芳").sheet()
    told = {(item.code, item.quote) for item in before.items}
    new = [item for item in after.items if (item.code, item.quote) not in told]
    assert new == []


def test_the_record_goes_in_only_when_asked_for(made: Job) -> None:
    assert "记录.jsonl" not in pack(made, notes=True).names
    assert "记录.jsonl" in pack(made, notes=True, record=True).names


def test_what_else_lies_in_the_folder_stays_there(made: Job) -> None:
    (made.folder / "身份证.jpg").write_bytes(b"x")
    (made.folder / "历次" / "别的.txt").write_bytes(b"x")
    assert not {"身份证.jpg", "历次/别的.txt"} & set(pack(made, notes=True).names)


def test_edits_in_word_not_taken_back_are_not_left_behind(made: Job) -> None:
    made.docx_path.write_bytes(made.docx_path.read_bytes() + b"\0")
    with pytest.raises(JobError, match="nianbao take"):
        pack(made, notes=True)


def test_opening_the_same_file_again_finds_what_was_decided(made: Job, tmp_path: Path) -> None:
    packed = handed(pack(made, notes=True).path, tmp_path / "审核")
    folder, _ = unpack(packed)
    at = Desk(source_of(folder), "王芳")
    block = "paragraph:overview.platform"
    at.decide(Act("edit", block, at.sheet().version(block), words="审核改的。"))
    at.source.store.close()
    again, _ = unpack(packed)
    assert again == folder
    assert "审核改的。" in text(Job(again))


def test_a_folder_with_other_content_is_never_written_to(made: Job, tmp_path: Path) -> None:
    packed = handed(pack(made, notes=True).path, tmp_path / "审核")
    other = tmp_path / "审核" / NAME
    other.mkdir()
    (other / "草稿.json").write_text("别人的", encoding="utf-8")
    before = contents(other)
    folder, said = unpack(packed)
    assert folder == tmp_path / "审核" / f"{NAME}（2）"
    assert "没有覆盖" in said[1]
    assert contents(other) == before


def test_a_link_in_the_folders_place_is_not_followed(made: Job, tmp_path: Path) -> None:
    packed = handed(pack(made, notes=True).path, tmp_path / "审核")
    (tmp_path / "外面").mkdir()
    (tmp_path / "审核" / NAME).symlink_to(tmp_path / "外面", target_is_directory=True)
    folder, _ = unpack(packed)
    assert folder.name == f"{NAME}（2）"
    assert list((tmp_path / "外面").iterdir()) == []


def test_packing_again_does_not_write_over_another_file(made: Job) -> None:
    first = pack(made, notes=True).path
    assert pack(made, notes=True).path == first
    second = pack(made, notes=False).path
    assert second.name == f"{NAME}（2）.nianbao"
    assert zipfile.ZipFile(first).namelist() != zipfile.ZipFile(second).namelist()


# ── harm


def _link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "name",
    [
        "../草稿.json", "/etc/cron.d/x", "历次/../../x.json", "C:\\x.json", "..\\x.json", "历次\\..\\..\\x.json",
        "历次/深/x.json", "别的.sh", ".bashrc", "历次/x.exe", "审核.sqlite3", ".nianbao-来源", "nianbao.toml",
        "上年报告.d/x.docx", "历次/..", "历次/.x.json",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_or_is_not_ours_is_refused(made: Job, tmp_path: Path, name: str) -> None:
    place = tmp_path / "审核"
    place.mkdir()
    path = archive(place / "x.nianbao", ("草稿.json", made.draft_path.read_bytes()), (name, b"x"))
    with pytest.raises(InputError, match=r"没有打开|指向别处"):
        unpack(path)
    assert [item.name for item in place.iterdir()] == ["x.nianbao"]
    assert not (tmp_path / "x.json").exists()


def test_a_link_in_the_archive_is_refused(made: Job, tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.nianbao", ("草稿.json", made.draft_path.read_bytes()), (_link("年报.docx"), b"/etc/passwd")
    )
    with pytest.raises(InputError, match="没有打开"):
        unpack(path)


def test_a_bomb_is_refused(made: Job, tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.nianbao", ("草稿.json", made.draft_path.read_bytes()), ("历次/草稿-1.json", b" " * 140_000_000)
    )
    assert path.stat().st_size < 500_000
    with pytest.raises(InputError, match=r"解开后|倍"):
        unpack(path)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["x.nianbao", "单位"]


def test_two_members_of_one_name_are_refused(made: Job, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr("草稿.json", made.draft_path.read_bytes())
        with pytest.warns(UserWarning, match="Duplicate"):
            opened.writestr("草稿.json", b"{}")
    path = tmp_path / "x.nianbao"
    path.write_bytes(held.getvalue())
    with pytest.raises(InputError, match="没有打开"):
        unpack(path)


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04", b"", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.nianbao"
    path.write_bytes(data)
    with pytest.raises(InputError):
        unpack(path)


def test_a_name_in_the_draft_does_not_choose_the_place(made: Job, tmp_path: Path) -> None:
    value = json.loads(made.draft_path.read_bytes())
    value["report"]["unit"]["name"] = "../../外面/镇人民政府"
    place = tmp_path / "审核"
    place.mkdir()
    path = archive(place / "x.nianbao", ("草稿.json", json.dumps(value, ensure_ascii=False).encode()))
    folder, _ = unpack(path)
    assert folder.parent == place


# ── the command


def test_without_a_console_to_ask_at_the_option_must_be_given(made: Job) -> None:
    run = spawn("pack", made.folder, cwd=made.folder.parent)
    assert run.code == 2
    assert "请写明素材和历次草稿要不要放进去：放进去写 --with-notes" in run.said
    assert "？" not in run.said
    assert not list(made.folder.parent.glob("*.nianbao"))


def test_the_command_says_what_is_in_it(made: Job) -> None:
    run = spawn("pack", made.folder, "--without-notes", cwd=made.folder.parent)
    assert run.code == 0
    assert f"{NAME}.nianbao" in run.out
    assert "没有放素材" in run.out
    assert load(made) is not None
