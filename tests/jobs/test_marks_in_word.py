"""What somebody marked in Word is open until it is settled there: hidden, struck out, shaded, commented."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from cli.program import Run
from jobs.test_finished import ANSWERS, drafted, fill
from jobs.test_finished import folder as blank

__all__ = ["blank", "drafted"]

Main = Callable[..., Run]
WORDS = "宣传栏更换5次。"


@pytest.fixture
def folder(blank: Path) -> Path:
    """A draft whose blanks are filled in."""
    fill(blank / "年报.docx")
    return blank


def edit(path: Path, change: Callable[[object], None]) -> None:
    document = Document(str(path))
    change(document)
    document.save(str(path))


def home(document: object) -> object:
    return next(item for item in document.paragraphs if ANSWERS["平台建设情况"] in item.text)  # type: ignore[attr-defined]


def sign(name: str, **values: str) -> object:
    said = " ".join(f'w:{key}="{value}"' for key, value in values.items())
    return parse_xml(f"<w:{name} {nsdecls('w')} {said}/>")


def _run(name: str) -> Callable[[object], None]:
    def put(document: object) -> None:
        home(document).add_run(WORDS)._element.get_or_add_rPr().append(sign(name))  # type: ignore[attr-defined]

    return put


def _styled(name: str) -> Callable[[object], None]:
    """The same by a style that is based on the one that says it."""

    def put(document: object) -> None:
        styles = document.styles.element  # type: ignore[attr-defined]
        for id, what in (("A1", f"<w:rPr><w:{name}/></w:rPr>"), ("A2", "")):
            based = '<w:basedOn w:val="A1"/>' if id == "A2" else ""
            head = f'<w:style {nsdecls("w")} w:type="character" w:styleId="{id}"><w:name w:val="旧字{id}"/>'
            styles.append(parse_xml(f"{head}{based}{what}</w:style>"))
        home(document).add_run(WORDS)._element.get_or_add_rPr().append(sign("rStyle", val="A2"))  # type: ignore[attr-defined]

    return put


def _in_header(name: str) -> Callable[[object], None]:
    def put(document: object) -> None:
        header = document.sections[0].header  # type: ignore[attr-defined]
        header.is_linked_to_previous = False
        header.paragraphs[0].add_run(WORDS)._element.get_or_add_rPr().append(sign(name))

    return put


MARKS: dict[str, tuple[Callable[[object], None], str]] = {
    "hidden": (_run("vanish"), "隐藏的文字"),
    "hidden by a style": (_styled("vanish"), "隐藏的文字"),
    "struck out": (_run("strike"), "划了删除线"),
    "struck out twice": (_run("dstrike"), "划了删除线"),
    "struck out by a style": (_styled("strike"), "划了删除线"),
    "hidden in a header": (_in_header("vanish"), "隐藏的文字"),
    "struck out in a header": (_in_header("strike"), "划了删除线"),
}


@pytest.mark.parametrize("kind", MARKS)
def test_hidden_and_struck_out_words_are_told_and_final_refuses(kind: str, folder: Path, main: Main) -> None:
    put, said = MARKS[kind]
    edit(folder / "年报.docx", put)
    for doing in ("check", "take", "final", "draft", "check", "final", "export", "pack"):
        done = main(doing, folder, *(["--with-notes"] if doing == "pack" else []))
        assert said in done.said, (doing, done.said)
        assert WORDS in done.said, (doing, done.said)
        assert doing != "final" or done.code == 2
    assert not (folder / "年报（定稿）.docx").exists()


def test_words_that_are_off_by_hand_are_no_marks(folder: Path, main: Main) -> None:
    """A toggle that is set to off, and a style without it."""

    def put(document: object) -> None:
        home(document).add_run(WORDS)._element.get_or_add_rPr().append(sign("strike", val="0"))  # type: ignore[attr-defined]

    edit(folder / "年报.docx", put)
    main("take", folder)
    assert main("final", folder).code == 0


def _comments(path: Path) -> list[str]:
    return [item.text for item in Document(str(path)).comments]


def _without_comment(path: Path, words: str) -> None:
    document = Document(str(path))
    gone = [item for item in document.comments if words in item.text]
    for item in gone:
        id = str(item.comment_id)
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for element in list(document.element.body.iter(qn(f"w:{name}"))):
                if element.get(qn("w:id")) == id:
                    element.getparent().remove(element)
        item._comment_elm.getparent().remove(item._comment_elm)
    assert gone
    document.save(str(path))


def test_a_mark_goes_on_as_a_comment_and_is_settled_there(folder: Path, main: Main) -> None:
    edit(folder / "年报.docx", _run("strike"))
    main("take", folder)
    main("draft", folder)
    assert any("划了删除线的“宣传栏更换5次。”" in text for text in _comments(folder / "年报.docx"))
    edit(folder / "年报.docx", lambda document: home(document).add_run("专栏更新36次。"))  # type: ignore[attr-defined]
    taken = main("take", folder)
    assert "划了删除线" in taken.said, "another edit does not settle it"
    assert main("final", folder).code == 2
    _without_comment(folder / "年报.docx", "划了删除线")
    main("take", folder)
    main("draft", folder)
    done = main("final", folder)
    assert done.code == 0, done.said
    text = "".join(item.text for item in Document(str(folder / "年报（定稿）.docx")).paragraphs)
    assert WORDS in text


def test_another_file_without_the_mark_does_not_settle_it(folder: Path, tmp_path: Path, main: Main) -> None:
    main("take", folder)
    main("export", folder, "-o", tmp_path / "送审.docx")
    edit(folder / "年报.docx", _run("vanish"))
    main("take", folder)
    edit(tmp_path / "送审.docx", lambda document: home(document).add_run("专栏更新36次。"))  # type: ignore[attr-defined]
    main("take", tmp_path / "送审.docx", "--folder", folder)
    done = main("final", folder)
    assert done.code == 2, done.said
    assert "隐藏的文字" in done.said, done.said


def test_the_marked_file_for_a_reviewer_has_the_comment_and_may_settle_it(
    folder: Path, tmp_path: Path, main: Main
) -> None:
    edit(folder / "年报.docx", _run("strike"))
    main("take", folder)
    main("draft", folder)
    sent = tmp_path / "送审.docx"
    main("export", folder, "--track-changes", "-o", sent)
    main("take", sent, "--folder", folder)
    assert main("final", folder).code == 2
    _without_comment(sent, "划了删除线")
    main("take", sent, "--folder", folder)
    done = main("final", folder)
    assert done.code == 0, done.said


def test_a_shaded_cell_of_the_table_is_open(folder: Path, main: Main) -> None:
    def shade(document: object) -> None:
        cell = _cell(document)
        cell._tc.get_or_add_tcPr().append(sign("shd", val="clear", color="auto", fill="FFFF00"))  # type: ignore[attr-defined]

    edit(folder / "年报.docx", shade)
    assert "底色" in main("check", folder).said
    taken = main("take", folder)
    assert "底色" in taken.said, taken.said
    assert "一格" in taken.said, taken.said
    assert main("final", folder).code == 2
    main("draft", folder)
    assert main("final", folder).code == 2
    _without_comment(folder / "年报.docx", "标了底色")
    main("take", folder)
    done = main("final", folder)
    assert done.code == 0, done.said


def _cell(document: object) -> object:
    """The cell of all applications that came in."""
    for table in document.tables:  # type: ignore[attr-defined]
        for row in table.rows:
            if "新收政府信息公开申请数量" in row.cells[0].text:
                return row.cells[-1]
    raise AssertionError("no such row")


def test_a_shaded_label_is_told_as_not_carried_over(folder: Path, main: Main) -> None:
    def shade(document: object) -> None:
        cell = document.tables[0].rows[0].cells[0]  # type: ignore[attr-defined]
        cell._tc.get_or_add_tcPr().append(sign("shd", val="clear", color="auto", fill="D9D9D9"))

    edit(folder / "年报.docx", shade)
    taken = main("take", folder)
    assert "单元格底纹" in taken.said, taken.said
    assert main("final", folder).code == 0


def test_what_is_unfinished_or_private_in_a_header_is_told_as_in_the_text(folder: Path, main: Main) -> None:
    def put(document: object) -> None:
        header = document.sections[0].header  # type: ignore[attr-defined]
        header.is_linked_to_previous = False
        header.paragraphs[0].add_run("★★★内部稿 请领导核实 XX 13812345678")

    edit(folder / "年报.docx", put)
    for doing in ("check", "take", "draft", "final"):
        done = main(doing, folder)
        for words in ("★★★", "请领导核实", "XX"):
            assert f"“{words}”" in done.said, (doing, words, done.said)
            assert "页眉" in done.said, (doing, words, done.said)
        assert "手机号码" in done.said or doing == "final", done.said
    assert done.code == 1
    assert not (folder / "年报（定稿）.docx").exists()
    refused = main("check", folder, "--dismiss", "PAIR07", "--reason", "就这样")
    assert "不能设为不报" in refused.said


def test_a_number_in_a_footer_is_warned_of_and_tracked_changes_there_do_not_reach_the_finished_file(
    folder: Path, main: Main
) -> None:
    def put(document: object) -> None:
        footer = document.sections[0].footer.paragraphs[0]  # type: ignore[attr-defined]
        footer.add_run(" 印数50份 电话13812345678")
        footer._p.append(
            parse_xml(
                f'<w:del {nsdecls("w")} w:id="9" w:author="李四"><w:r><w:delText>作废的话</w:delText></w:r></w:del>'
            )
        )

    edit(folder / "年报.docx", put)
    taken = main("take", folder)
    assert "印数50份" in taken.said, taken.said
    done = main("final", folder)
    assert done.code == 0, done.said
    assert "手机号码" in done.said, done.said
    parts = Document(str(folder / "年报（定稿）.docx")).part.package.iter_parts()
    assert not any("作废的话".encode() in part.blob for part in parts)


def test_the_description_of_a_picture_that_goes_over_is_looked_at(folder: Path, main: Main) -> None:
    def put(document: object) -> None:
        picture = home(document).add_run().add_picture(str(_png(folder)))  # type: ignore[attr-defined]
        picture._inline.docPr.set("descr", "联系李主任13812345678 待核实")

    edit(folder / "年报.docx", put)
    taken = main("take", folder)
    assert "图片的说明文字" in taken.said, taken.said
    assert "手机号码" in taken.said, taken.said
    done = main("final", folder)
    assert done.code == 1, done.said
    assert "待核实" in done.said, done.said


def _png(folder: Path) -> Path:
    from PIL import Image

    path = folder.parent / "图.png"
    Image.new("RGB", (8, 8)).save(path)
    return path


def test_a_mark_in_a_cell_is_removed_and_never_set_aside(folder: Path, main: Main) -> None:
    def put(document: object) -> None:
        paragraph = _cell(document).paragraphs[0]  # type: ignore[attr-defined]
        paragraph.runs[0].text = "140★待核实"

    edit(folder / "年报.docx", put)
    main("take", folder)
    done = main("final", folder)
    assert done.code == 1, done.said
    assert "待核实" in done.said, done.said
    assert "--dismiss" not in done.said, done.said
    refused = main("check", folder, "--dismiss", "SRC20", "--reason", "就这样")
    assert refused.code == 2, refused.said
    assert "还没有做完" in refused.said, refused.said
    assert main("final", folder).code == 1


def test_words_in_a_cell_that_are_made_a_figure_again_are_settled(folder: Path, main: Main) -> None:
    """Corrected in the file of the next draft, by the same hand: that is no second version."""

    def put(words: str) -> Callable[[object], None]:
        def change(document: object) -> None:
            _cell(document).paragraphs[0].runs[0].text = words  # type: ignore[attr-defined]

        return change

    was = _cell(Document(str(folder / "年报.docx"))).text  # type: ignore[attr-defined]
    edit(folder / "年报.docx", put(f"{was}★待核实"))
    main("take", folder)
    main("draft", folder)
    edit(folder / "年报.docx", put(was))
    taken = main("take", folder)
    assert "两个数" not in taken.said, taken.said
    done = main("final", folder)
    assert done.code == 0, done.said


def _commented(path: Path, text: str = "补好以前不能公开") -> None:
    edit(path, lambda document: document.add_comment(home(document).runs[0], text, author="李主任"))  # type: ignore[attr-defined]


def test_a_comment_that_nobody_settled_keeps_final_from_writing(folder: Path, main: Main) -> None:
    _commented(folder / "年报.docx")
    main("take", folder)
    for _ in range(2):
        done = main("final", folder)
        assert done.code == 2, done.said
        assert "批注（李主任）：补好以前不能公开" in done.said, done.said
        assert "删去或标为已解决" in done.said
        main("draft", folder)
    _without_comment(folder / "年报.docx", "不能公开")
    main("take", folder)
    assert main("final", folder).code == 0


def resolve(path: Path) -> None:
    """As Word and LibreOffice write it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document(str(path))
    (comment,) = list(document.comments)
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    comment._comment_elm.findall(qn("w:p"))[-1].set(f"{{{w14}}}paraId", "0ABCDEF1")
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    blob = f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0ABCDEF1" w15:done="1"/></w15:commentsEx>'
    part = Part(
        PackURI("/word/commentsExtended.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
        blob.encode(),
        document.part.package,
    )
    document.part.relate_to(part, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended")
    document.save(str(path))


def test_a_resolved_comment_is_kept_and_does_not_hold(folder: Path, main: Main) -> None:
    _commented(folder / "年报.docx")
    resolve(folder / "年报.docx")
    taken = main("take", folder)
    assert "已标为已解决" in taken.said, taken.said
    for _ in range(2):
        edit(folder / "年报.docx", lambda document: home(document).add_run("专栏更新36次。"))  # type: ignore[attr-defined]
        main("take", folder)
        main("draft", folder)
        assert any("不能公开" in text for text in _comments(folder / "年报.docx"))
    done = main("final", folder)
    assert done.code == 0, done.said


def test_a_comment_for_the_program_does_not_hold(folder: Path, main: Main) -> None:
    _commented(folder / "年报.docx", "nianbao：忽略 UNIT04 专栏就叫这个名")
    main("take", folder)
    assert not re.search("没有处理的批注", main("final", folder).said)
