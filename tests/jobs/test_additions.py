"""What people put into a Word file beside words: kept in the next one, or told by name and place each time."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

import libreoffice
from jobs.additions import (
    KEPT,
    PICTURE,
    TOLD,
    Add,
    add,
    body,
    comment,
    footer,
    footnote,
    header,
    header_picture,
    own_picture,
    picture,
    stays,
    whole,
)
from jobs.test_conflicts import folder  # noqa: F401
from jobs.test_folder import append, change, retype
from nianbao.errors import NianbaoError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import load, save
from nianbao.jobs.store.folder import find
from nianbao.writing.docx_carried_over import pictures


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
        assert one not in KEPT or stays(now, one), one.__name__
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
    add(folder / "年报.docx", footnote)
    take(folder / "年报.docx")
    change(folder, "made: 2,", "made: 3,")
    assert any("脚注里的说明" in line and "历次/取回-" in line for line in redraft(find(folder)).messages)


def test_headers_and_footers_stay_to_the_end(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, header, footer, header_picture)
    take(path)
    redraft(find(folder))
    retype(path, "无其他需要报告的事项。", "没有其他需要报告的事项。")
    take(path)
    redraft(find(folder))
    said = [line for line in finalise(find(folder)).messages if "页眉页脚" in line]
    assert len(said) == 1, said
    assert "内部资料请勿外传" in said[0]
    assert "公开" in said[0]
    for name in ("年报.docx", "年报（定稿）.docx"):
        words = whole((folder / name).read_bytes())
        assert "内部资料请勿外传" in words, name
        assert "云岭县白沙镇印制" in words, name
    assert "nianbao" not in whole((folder / "年报（定稿）.docx").read_bytes())


def test_pictures_stay_at_their_paragraphs_to_the_end(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, picture, own_picture)
    take(path)
    append(path, "清理专栏内过期信息", "公开指南于11月修订。")
    take(path)
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    finalise(find(folder))
    for name in ("年报.docx", "年报（定稿）.docx"):
        held = pictures((folder / name).read_bytes())
        assert [item.where for item in held] == ["end", "after"], name
        assert all("无其他需要报告" in item.words for item in held), name


def test_a_picture_whose_paragraph_went_is_told(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    document = Document(str(path))
    body(document, "更新村务公开栏").add_run().add_picture(str(PICTURE))
    document.save(str(path))
    take(path)
    text = (folder / "report.yaml").read_text(encoding="utf-8")
    assert "村务公开栏" in text
    draft = load(find(folder))
    assert draft is not None
    draft.pictures[0].at = "nowhere"
    save(find(folder), draft)
    assert any("1 幅没有带入" in line and "历次/取回-" in line for line in redraft(find(folder)).messages)


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
    assert len(taken.changes) == 2, taken.changes
    assert not [line for line in taken.messages if "图片" in line]
    redraft(find(folder))
    assert libreoffice.convert(path, "pdf", tmp_path)
    assert "内部资料请勿外传" in "".join(libreoffice.text_of(libreoffice.convert(path, "pdf", tmp_path)))


def test_a_kept_file_that_is_gone_is_told_at_draft_and_final(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, header, picture)
    take(path)
    for kept in (folder / "历次").glob("取回-*.docx"):
        kept.unlink()
    change(folder, "made: 2,", "made: 3,")
    for messages in (redraft(find(folder)).messages, finalise(find(folder)).messages):
        assert any("页眉页脚没有带入" in line for line in messages)
        assert any("1 幅没有带入" in line for line in messages)


def test_a_file_with_a_broken_part_is_taken_or_refused_in_chinese(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, header, footnote)
    data = path.read_bytes()
    for name in ("word/footnotes.xml", "word/header1.xml"):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                new.writestr(entry, b"<broken" if entry.filename == name else old.read(entry))
        path.write_bytes(out.getvalue())
        with contextlib.suppress(NianbaoError):
            assert take(path).messages


def test_a_picture_that_nobody_touched_is_no_change(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, picture)
    assert any("1 幅图片" in line for line in take(path).changes)
    redraft(find(folder))
    document = Document(str(path))
    body(document).runs[0].text = "没有其他需要报告的事项。"
    document.save(str(path))
    changes = take(path).changes
    assert len(changes) == 1, changes
    redraft(find(folder))
    assert [item.where for item in pictures(path.read_bytes())] == ["end"]
    document = Document(str(path))
    drawing = next(body(document, "没有其他需要报告")._p.iter(qn("w:drawing")))
    drawing.getparent().remove(drawing)
    document.save(str(path))
    assert any("1 幅图片在 Word 中已删去" in line for line in take(path).changes)
    redraft(find(folder))
    assert pictures(path.read_bytes()) == []


def test_a_picture_stays_where_its_paragraph_was_changed_on_both_sides(folder: Path, tmp_path: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, picture)
    take(path)
    redraft(find(folder))
    other = tmp_path / "退回.docx"
    other.write_bytes(path.read_bytes())
    for one, words in ((path, "公开指南于11月修订。"), (other, "公开栏由专人管理。")):
        document = Document(str(one))
        body(document, "无其他需要报告的事项。").runs[0].text += words
        document.save(str(one))
    document = Document(str(other))
    body(document, "更新村务公开栏").add_run().add_picture(str(PICTURE))
    document.save(str(other))
    take(path)
    take(other, folder)
    redraft(find(folder))
    assert len(pictures(path.read_bytes())) == 2


def test_a_character_that_cannot_be_seen_is_not_told_as_a_lost_sentence(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    retype(path, "无其他需要报告的事项。", "无其他需要\u200b报告的事项。")
    taken = take(path)
    said = [*taken.changes, *taken.messages]
    assert not any("不会带入" in line or "这句话" in line for line in said), said
    assert any("零宽空格" in line for line in said), said
