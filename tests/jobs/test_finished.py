"""What is no finished report: told by check, refused by final; and what final repeats of what is still open."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cli.program import EXAMPLES, KANGRONG, Run
from jobs.test_folder import append
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx

Main = Callable[..., Run]
ANSWERS = {
    "平台建设情况": "县政府网站设康荣镇专栏。",
    "工作考核": "县政府考核等次为合格。",
    "社会评议": "没有开展社会评议。",
    "责任追究": "没有追究责任的情形。",
}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("样") / "康荣镇"
    home.mkdir()
    shutil.copy(KANGRONG, home)
    redraft(find(home))
    return home


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drafted, tmp_path / drafted.name))


def fill(path: Path, answers: dict[str, str] = ANSWERS) -> None:
    """Type over the blanks, in their own (highlighted) runs, as a clerk does."""
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for what, text in answers.items():
                run.text = re.sub(f"【待填：{what}[^】]*】", text, run.text)
    document.save(str(path))


def _without_answer(path: Path) -> None:
    fill(path, ANSWERS | {"平台建设情况": ""})


def _none(path: Path) -> None:
    fill(path, ANSWERS | {"平台建设情况": "无"})


def _as_above(path: Path) -> None:
    fill(path, ANSWERS | {"工作考核": "同上。"})


def _typed(text: str) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        fill(path)
        append(path, ANSWERS["平台建设情况"], text)

    return put


def _heading(path: Path) -> None:
    fill(path)
    document = Document(str(path))
    last = next(item for item in document.paragraphs if item.text.startswith("二、"))
    added = last.insert_paragraph_before("（六）工作亮点")
    added.style = next(item.style for item in document.paragraphs if item.text.startswith("（一）"))
    document.save(str(path))


def _highlighted(path: Path) -> None:
    fill(path)
    document = Document(str(path))
    home = next(item for item in document.paragraphs if ANSWERS["平台建设情况"] in item.text)
    run = home.add_run("专栏更新36次。")
    run.font.highlight_color = WD_COLOR_INDEX.BRIGHT_GREEN
    document.save(str(path))


def _shaded(where: str) -> Callable[[Path], None]:
    """What LibreOffice writes for a ground, and Word for 底纹: of a word, or of a whole paragraph."""

    def shade(path: Path) -> None:
        fill(path)
        document = Document(str(path))
        home = next(item for item in document.paragraphs if ANSWERS["平台建设情况"] in item.text)
        run = home.add_run("专栏更新36次。")
        within = run._element.get_or_add_rPr() if where == "word" else home._element.get_or_add_pPr()
        within.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="00FF00"/>'))
        document.save(str(path))

    return shade


OPEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "the answer deleted": (_without_answer, "下面没有内容"),
    "无": (_none, "不成句子"),
    "同上": (_as_above, "不成句子"),
    "marks and a word to the head": (_typed("★★★请领导核实"), "记号"),
    "a word to the head": (_typed("请领导核实。"), "写给同事的话"),
    "a note in brackets": (_typed("（此处待补充）"), "占位符"),
    "XX": (_typed("全年更新XX条。"), "占位符"),
    "某某": (_typed("由某某负责。"), "占位符"),
    "a blank typed by hand": (_typed("【待填：更新次数】"), "占位符"),
    "a heading without content": (_heading, "下面没有内容"),
    "highlighted": (_highlighted, "底色"),
    "shaded words": (_shaded("word"), "底色"),
    "a shaded paragraph": (_shaded("paragraph"), "底色"),
}


@pytest.mark.parametrize("kind", OPEN)
def test_what_is_not_finished_is_told_and_final_refuses(kind: str, folder: Path, main: Main) -> None:
    put, said = OPEN[kind]
    put(folder / "年报.docx")
    checked = main("check", folder / "年报.docx")
    assert said in checked.said, checked.said
    taken = main("take", folder)
    assert said in taken.said, taken.said
    for _ in range(2):  # as taken, and after another draft
        done = main("final", folder)
        assert done.code in (1, 2), done.said
        assert said in done.said, done.said
        assert not (folder / "年报（定稿）.docx").exists()
        main("draft", folder)


def test_blanks_filled_in_their_own_yellow_are_finished(folder: Path, main: Main) -> None:
    fill(folder / "年报.docx")
    assert "底色" not in main("check", folder / "年报.docx").said
    assert "底色" not in main("take", folder).said
    append(folder / "年报.docx", ANSWERS["平台建设情况"], "公开栏更新4期。")
    assert "底色" not in main("take", folder).said
    done = main("final", folder)
    assert done.code == 0, done.said


def test_a_highlight_that_is_taken_away_no_longer_stands_in_the_way(folder: Path, main: Main) -> None:
    _highlighted(folder / "年报.docx")
    main("take", folder)
    document = Document(str(folder / "年报.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.highlight_color = None
    document.save(str(folder / "年报.docx"))
    main("take", folder)
    assert main("final", folder).code == 0


def test_last_years_sentence_with_last_years_figures_is_told(folder: Path, main: Main) -> None:
    last = Document()
    for line in (
        "康荣镇人民政府2019年政府信息公开工作年度报告", "一、总体情况", "（四）政府信息公开平台建设",
        "2019年，党政办组织信息员培训4次，参训86人次。公开栏更新36期。", "二、主动公开政府信息情况",
    ):  # fmt: skip
        last.add_paragraph(line)
    last.save(str(folder / "上年报告.docx"))
    shutil.copy(EXAMPLES / "kangrong-2020" / "report.yaml", folder)
    fill(
        folder / "年报.docx",
        ANSWERS | {"平台建设情况": "2020年，党政办组织信息员培训4次，参训86人次。公开栏更新40期。"},
    )
    main("take", folder)
    main("draft", folder)
    checked = main("check", folder)
    assert checked.out.count("与上年报告一字不差，数字也一样") <= 1, "only the copied sentence"
    done = main("final", folder)
    assert "与上年报告一字不差，数字也一样" in done.said, done.said
    assert "公开栏更新40期。" not in [line for line in done.said.splitlines() if "一字不差" in line]


def test_final_repeats_what_is_open_and_that_no_date_is_there(folder: Path, main: Main) -> None:
    fill(folder / "年报.docx", ANSWERS | {"社会评议": "群众代表参加了座谈。"})
    text = (folder / "report.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("date:")]
    (folder / "report.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    main("take", folder)
    drafted = main("draft", folder)
    assert "没有成文日期" in drafted.out, drafted.out
    done = main("final", folder)
    assert done.code == 0, done.said
    assert "请再看一遍" in done.out
    assert "没有成文日期" in done.out


SPOKEN = "喇叭坏得没法听，拖着拖着就到年底了"


def test_a_note_in_the_clerks_own_words_is_final_only_once_it_was_read(tmp_path: Path, main: Main) -> None:
    given = (EXAMPLES / "baisha-2024" / "report.yaml").read_text(encoding="utf-8")
    assert "  platform:\n" in given
    (tmp_path / "白沙镇").mkdir()
    given = given.replace("  platform:\n", f"  platform:\n    - {SPOKEN}\n")
    (tmp_path / "白沙镇" / "report.yaml").write_text(given, encoding="utf-8")
    main("draft", tmp_path / "白沙镇")
    main("check", tmp_path / "白沙镇", "--annotate", tmp_path / "批注.docx")
    told = [item.text for item in parse_docx((tmp_path / "批注.docx").read_bytes(), "批注.docx").report.comments]
    assert [text[:3] for text in told if "照素材写的" in text] == ["请读："], "once is enough"
    refused = main("final", tmp_path / "白沙镇")
    assert refused.code == 1
    assert "喇叭坏得" in refused.out
    assert not list((tmp_path / "白沙镇").glob("*定稿*"))
    assert "--dismiss SRC21" in refused.out
    main("check", tmp_path / "白沙镇", "--dismiss", "SRC21", "--reason", "已读")
    assert main("final", tmp_path / "白沙镇").code == 0
    again = main("draft", tmp_path / "白沙镇")
    assert "照素材写的" not in again.out, "they were read, and are not told to be read again"
    comments = parse_docx((tmp_path / "白沙镇" / "年报.docx").read_bytes(), "年报.docx").report.comments
    assert not any("请读" in item.text for item in comments)
    assert "没有发现修改" in main("take", tmp_path / "白沙镇").out
    assert "用不上" not in main("check", tmp_path / "白沙镇").said
