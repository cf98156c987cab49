"""Fixes in files: only the words change, in a copy; LibreOffice shows tracked changes, and accepting gives the text."""

from __future__ import annotations

import io
import random
import shutil
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document as OpenDocument
from lxml import etree

from jobs.test_libreoffice import edited
from messy import WANTED, messy
from nianbao.checking import Finding, Fix, check
from nianbao.checking.document import Document
from nianbao.errors import InputError
from nianbao.jobs.check.fix_file import FixedFile, fix_file, preview
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.store.folder import find
from nianbao.reading import read
from nianbao.reading.docx import parse_docx
from nianbao.report import Report
from nianbao.writing import render

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "eval" / "injection"))

from base import clean
from plants import KINDS

WHEN = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
TEXT = (
    "云岭县白沙镇人民政府2024年政府信息公开工作年度报告\r\n\r\n一、总体情况\r\n"
    "截止2024年12月底，公开信息12条，，涉及补贴。\r\n　　培训两次。  \r\n"
)


def fixed(path: Path, *, unsafe: bool = False) -> FixedFile:
    report = read(path)
    return fix_file(path, report, check(report), unsafe=unsafe, when=WHEN)


def texts(report: Report) -> list[str]:
    return [paragraph.text for _, paragraph in report.paragraphs()]


# ── text and pages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_keeps_its_encoding_and_every_other_byte(encoding: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(TEXT.encode(encoding))
    done = fixed(path)
    assert done.path == tmp_path / f"年报（修改）{suffix}"
    wanted = TEXT.replace("截止2024", "截至2024").replace("，，", "，")
    assert done.path.read_bytes() == wanted.encode(encoding)
    assert path.read_bytes() == TEXT.encode(encoding)
    assert [edit.code for edit in done.made] == ["TEXT10", "TEXT07"]
    again = fixed(done.path)
    assert (again.path, again.made, again.not_made) == (None, [], [])
    assert fixed(path).path == tmp_path / f"年报（修改2）{suffix}"


def test_marks_of_markdown_stay(tmp_path: Path) -> None:
    path = tmp_path / "年报.md"
    path.write_text(
        "# 2024年年度报告\n\n## 一、总体情况\n\n**截止2024年12月底**，公开信息12条，，涉及补贴。\n", encoding="utf-8"
    )
    done = fixed(path)
    assert done.path is not None
    assert "**截至2024年12月底**，公开信息12条，涉及补贴。\n" in done.path.read_text(encoding="utf-8")


PAGE = """<!DOCTYPE html>\r\n<html><head><meta charset=utf-8><title>截止2024年，，</title>
<script>var a = "截止2024年12月底，，";</script></head>
<body><div class='nav'>首页</div><!-- 截止2024年12月底 -->
<h1>云岭县白沙镇人民政府<br>2024年政府信息公开工作年度报告</h1><p>一、总体情况
<P style="a>b">截<b>止</b>2024年12月底&#xff0c;公开&nbsp;信息12条，<span>，涉及</span>
补贴&amp;补助。</P><p>同一句话，，说了。</p><p>另一句。</p><p>同一句话，，说了。</p></body></html>"""


def test_a_page_changes_only_between_its_tags(tmp_path: Path) -> None:
    path = tmp_path / "年报.html"
    path.write_bytes(PAGE.encode("gb18030"))
    done = fixed(path)
    assert done.path is not None
    wanted = PAGE.replace("截<b>止</b>", "截<b>至</b>").replace("条，<span>，涉及", "条，<span>涉及")
    wanted = wanted.replace("公开&nbsp;信息", "公开信息")
    assert done.path.read_bytes().decode("gb18030") == wanted
    assert {item.edit.old for item in done.not_made} <= {"，，"}
    assert len(done.not_made) == 2, "two alike on one line cannot be told apart"
    assert fixed(done.path).made == []


# ── Word


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_gets_tracked_changes_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    data = messy()
    path.write_bytes(data)
    done = fixed(path)
    assert done.path is not None
    assert done.not_made == []
    assert texts(read(done.path)) == WANTED
    before, after = parts(data), parts(done.path.read_bytes())
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert list(before) == list(after)
    root = etree.fromstring(after["word/document.xml"])
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    ids = root.xpath("//w:ins/@w:id | //w:del/@w:id | //w:bookmarkStart/@w:id", namespaces=space)
    assert len(ids) == len(set(ids)) == 3 + len(done.made) + 1
    ours = "//*[@w:author='nianbao']"
    assert set(root.xpath(f"{ours}/@w:date", namespaces=space)) == {"2026-01-15T08:30:00Z"}
    bold = root.xpath(f"{ours}[.='，']/w:r/w:rPr/w:sz/@w:val", namespaces=space)
    assert bold == ["30"], "the deleted comma of the bold run keeps its size"
    # Rejecting our changes gives the file's own words back.
    for element in root.xpath("//w:ins[@w:author='nianbao']", namespaces=space):
        element.getparent().remove(element)
    was = etree.fromstring(before["word/document.xml"])
    assert "".join(root.itertext()) == "".join(was.itertext())
    again = fixed(done.path)
    assert (again.path, again.made) == (None, [])


@pytest.mark.libreoffice
def test_libreoffice_shows_the_changes_and_accepts_them(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(messy(commented=False))  # LibreOffice 7.4 without its windows' files dies of a comment
    done = fixed(path)
    assert done.path is not None
    ours = ["nianbao"] * (len(done.made) + 1)  # 截止 → 截至 is a deletion and an insertion
    shown = shutil.copy(done.path, tmp_path / "shown.docx")
    edited(Path(shown), [["changes", *ours, "王五", "王五", "王五"], ["accept"], ["changes"]], tmp_path / "office")
    accepted = [text for text in texts(read(Path(shown))) if text]
    date = next(text for text in accepted if "培训站所人员" in text)  # its field was worked out anew
    assert [text if text != date else WANTED[3] for text in accepted] == WANTED
    assert date.endswith("培训站所人员，到会20人。")
    with zipfile.ZipFile(shown) as archive:
        assert b"w:del " not in archive.read("word/document.xml")


def test_a_drafts_word_file_is_changed_in_a_copy(tmp_path: Path) -> None:
    folder = tmp_path / "白沙镇"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "report.yaml")
    redraft(find(folder))
    report, _ = report_for_check(folder)
    section, paragraph = next(pair for pair in report.paragraphs() if len(pair[1].text) > 30)
    words = paragraph.text[:2]
    wrong = Finding(
        code="TEXT07", name="x", severity="warning", message="两个字不对", quote=words, offset=0, start=0,
        position=next(item.start for item in Document(report).blocks if item.paragraph is paragraph),
        section=section.id, paragraph=paragraph.id, fix=Fix(applies="safe", text=f"{words}（改）"),
    )  # fmt: skip
    before = {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}
    done = fix_file(folder, report, [wrong], when=WHEN)
    assert done.path == folder / "年报（修改）.docx", done.not_made
    changed = parse_docx(done.path.read_bytes(), "年报.docx").report
    assert f"{words}（改）" in "".join(texts(changed))
    for name, data in before.items():
        assert (folder / name).read_bytes() == data


def test_a_comment_in_a_drafts_file_stands_at_the_drafts_own_paragraph(tmp_path: Path) -> None:
    folder = tmp_path / "白沙镇"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "report.yaml")
    redraft(find(folder))
    path = folder / "年报.docx"
    document = OpenDocument(path)
    item = next(item for item in document.paragraphs if "3个工作日" in item.text)
    document.add_comment(item.runs, "nianbao: ignore NUM05 属实", author="李四")
    document.save(path)
    report, _ = report_for_check(folder)
    (comment,) = report.comments
    held = next(
        item for section, item in report.paragraphs() if (section.id, item.id) == (comment.section, comment.paragraph)
    )
    assert "3个工作日" in held.text[comment.start : comment.end]
    assert len(held.text) == comment.end - comment.start


def test_the_clerks_input_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    shutil.copy(EXAMPLE, path)
    report = read(path)
    with pytest.raises(InputError, match="--diff"):
        fix_file(path, report, check(report), when=WHEN)
    assert [item.name for item in tmp_path.iterdir()] == ["report.yaml"]


def test_the_preview_shows_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    report = read(path)
    assert preview(path, report, check(report)).split("\n") == [
        "--- 年报.txt",
        "+++ 年报（修改）.txt",
        "@@ 第4行（TEXT10、TEXT07） @@",
        "- 截止2024年12月底，公开信息12条，，涉及补贴。",
        "+ 截至2024年12月底，公开信息12条，涉及补贴。",
        "",
    ]
    assert [item.name for item in tmp_path.iterdir()] == ["年报.txt"]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
def test_planted_defects_are_fixed_in_files(suffix: str, tmp_path: Path) -> None:
    """In each format: fewer findings for each change, none new, nothing left to change."""
    rng = random.Random(20261125)
    changed = 0
    for number, (name, planter) in enumerate(KINDS.items()):
        plant = planter(clean(number % 60), rng)
        made = plant.base.report()
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(plant.base.text.encode("gb18030") if suffix == ".txt" else render(made, suffix))
        report = read(path, unit=made.unit, year=made.year)
        findings = check(report)
        done = fix_file(path, report, findings, unsafe=True, when=WHEN)
        if done.path is None:
            continue
        changed += 1
        again = read(done.path, unit=made.unit, year=made.year)
        after = check(again)
        assert sum(item.counts for item in after) <= sum(item.counts for item in findings) - len(done.made), name
        assert fix_file(done.path, again, after, unsafe=True, when=WHEN).made == [], name
    assert changed >= 20
