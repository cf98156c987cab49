"""What people put into a Word file beside words: kept in the next one, or told by name and place each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import libreoffice
from jobs.additions import KEPT, TOLD, Add, add, comment, footer, header, header_picture, picture, whole
from jobs.test_conflicts import folder  # noqa: F401
from jobs.test_folder import change, retype
from nianbao.jobs.final import finalise
from nianbao.jobs.folder import find
from nianbao.jobs.redraft import redraft
from nianbao.jobs.take import take


def assert_told(folder: Path, adds: list[Add]) -> None:  # noqa: F811
    """Every addition stays or is told, at each take and at the next draft."""
    path = folder / "年报.docx"
    add(path, *adds)
    data = path.read_bytes()
    for number in range(2):
        taken = take(path)
        said = [*taken.changes, *taken.messages]
        assert "没有发现修改。" not in said or (number and all(one in KEPT for one in adds))
        for one in adds:
            assert any((KEPT | TOLD)[one] in line for line in said) or (number and one in KEPT), one.__name__
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    now = path.read_bytes()
    for one in adds:
        assert one not in KEPT or KEPT[one] in whole(now) or one is header_picture, one.__name__
    assert [line for line in take(path).changes if "页眉" in line] == [], "what we wrote is no edit"
    if any(one in TOLD and one is not comment for one in adds):
        assert any(item.read_bytes() == data for item in (folder / "历次").glob("取回-*.docx"))


def test_all_of_them_stay_or_are_told(folder: Path) -> None:  # noqa: F811
    assert_told(folder, [*KEPT, *TOLD])


SOME = [*KEPT, *TOLD] if "NIANBAO_LARGE_SEEDS" in os.environ else [header_picture, picture, comment]


@pytest.mark.parametrize("one", SOME, ids=lambda item: item.__name__)
@pytest.mark.large
def test_each_stays_or_is_told(folder: Path, one: Add) -> None:  # noqa: F811
    assert_told(folder, [one])


def test_a_draft_says_what_it_could_not_keep(folder: Path) -> None:  # noqa: F811
    add(folder / "年报.docx", picture)
    take(folder / "年报.docx")
    change(folder, "made: 2,", "made: 3,")
    assert any("图片" in line and "历次/取回-" in line for line in redraft(find(folder)).messages)


def test_headers_and_footers_stay_to_the_end(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, header, footer, header_picture)
    take(path)
    redraft(find(folder))
    retype(path, "无其他需要报告的事项。", "没有其他需要报告的事项。")
    take(path)
    redraft(find(folder))
    finalise(find(folder))
    for name in ("年报.docx", "年报（定稿）.docx"):
        words = whole((folder / name).read_bytes())
        assert "内部资料请勿外传" in words, name
        assert "云岭县白沙镇印制" in words, name
    assert "nianbao" not in whole((folder / "年报（定稿）.docx").read_bytes())


def test_words_of_a_box_stay_as_a_paragraph(folder: Path) -> None:  # noqa: F811
    from jobs.additions import text_box

    path = folder / "年报.docx"
    add(path, text_box)
    take(path)
    redraft(find(folder))
    assert "框里的提醒一句" in whole(path.read_bytes())


@pytest.mark.libreoffice
def test_saving_in_libreoffice_adds_nothing(folder: Path, tmp_path: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    made = libreoffice.convert(path, "docx:MS Word 2007 XML", tmp_path)
    path.write_bytes(made.read_bytes())
    assert take(path).messages == ["没有发现修改。"]
    add(path, header, picture)
    made = libreoffice.convert(path, "docx:MS Word 2007 XML", tmp_path)
    path.write_bytes(made.read_bytes())
    taken = take(path)
    assert len(taken.changes) == 1, taken.changes
    assert [line for line in taken.messages if "图片" in line]
    redraft(find(folder))
    assert libreoffice.convert(path, "pdf", tmp_path)
    assert "内部资料请勿外传" in "".join(libreoffice.text_of(libreoffice.convert(path, "pdf", tmp_path)))
