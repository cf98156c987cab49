"""What is no report is an error in every command and every format; a passage is checked as one, and said to be one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cli.program import Run, call
from nianbao import check_text, load
from nianbao.errors import InputError
from samples import finished

Main = Callable[..., Run]
NO_REPORT = "没有认出年报的任何一个部分"
WORDS = "2023年，我镇认真做好政府信息公开工作。"


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Main:
    monkeypatch.chdir(tmp_path)
    return lambda *args: call(capsys, monkeypatch, *args)


def word(text: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


FILES: dict[str, bytes] = {
    "a.html": "<p>你好</p>".encode(),
    "b.htm": f"<html><body><div>{WORDS}</div></body></html>".encode(),
    "c.json": b'{"schema":1,"report":{}}',
    "d.yaml": b"schema: 1\nreport: {}\n",
    "e.txt": WORDS.encode(),
    "f.md": f"# 通知\n\n{WORDS}\n".encode(),
    "g.docx": word(WORDS),
    "h.mht": b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>" + WORDS.encode() + b"</p>\n",
    "i.json": b'{"schema":1,"report":{"structured":true}}',
    "j.txt": WORDS.encode("utf-32"),
    "k.txt": b"",
    "l.html": b"<html><body></body></html>",
    "m.txt": "今日菜单：红烧肉 12 元。\n".encode("gb18030"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "gate",
    [
        (),
        ("--format", "json"),
        ("--format", "sarif"),
        ("--format", "html"),
        ("--format", "xlsx"),
        ("--fail-on", "never"),
    ],
)
def test_check_refuses_what_is_no_report(name: str, gate: tuple[str, ...], main: Main) -> None:
    Path(name).write_bytes(FILES[name])
    done = main("check", name, *gate)
    assert done.code == 2, done.said
    assert name in done.err
    assert "没有发现问题" not in done.said
    assert "程序出错" not in done.said


@pytest.mark.parametrize("name", FILES)
def test_no_other_command_takes_it(name: str, main: Main, tmp_path: Path) -> None:
    Path(name).write_bytes(FILES[name])
    for command in (
        ("read", name),
        ("read", name, "-o", "读出.yaml"),
        ("compare", name, name),
        ("check", name, "--fix"),
        ("check", name, "--annotate", "批注.docx"),
        ("check", name, "--write-baseline", "基线.json"),
        ("new", "白沙镇人民政府", "--year", "2024", "--previous", name),
        ("draft", name),
    ):
        done = main(*command)
        assert done.code == 2, (command, done.said)
        assert "程序出错" not in done.said
        assert not Path("批注.docx").exists()
        assert not Path("读出.yaml").exists()


def test_the_others_of_many_files_are_checked(main: Main, tmp_path: Path) -> None:
    from nianbao.writing import write

    write(finished(), tmp_path / "好.html")
    Path("坏.html").write_bytes(FILES["a.html"])
    done = main("check", "好.html", "坏.html", "--format", "json")
    assert done.code == 2
    assert [(item["path"], "unread" in item) for item in json.loads(done.out)["files"]] == [
        ("好.html", False),
        ("坏.html", True),
    ]
    assert f"坏.html：{NO_REPORT}" in done.err


@pytest.mark.parametrize("name", ["e.txt", "f.md", "g.docx", "b.htm"])
def test_a_passage_is_said_to_be_one(name: str, main: Main) -> None:
    Path(name).write_bytes(FILES[name])
    who = ("--unit", "白沙镇人民政府", "--year", "2023", "--passage")
    done = main("check", name, *who)
    assert done.code == 0, done.said
    assert "只检查了一段文字（" in done.out
    assert "没有表）" in done.out
    assert "没有发现问题" not in done.said
    assert "一段文字" in json.loads(main("check", name, *who, "--format", "json").out)["files"][0]["passage"]
    main("check", name, *who, "--format", "html", "-o", "页.html")
    page = Path("页.html").read_text(encoding="utf-8")
    assert "没有发现问题" not in page
    assert "没有当作整份报告检查" in page


def test_the_interface_makes_the_same_difference(tmp_path: Path) -> None:
    path = tmp_path / "e.txt"
    path.write_bytes(FILES["e.txt"])
    with pytest.raises(InputError, match=NO_REPORT):
        load(path)
    with pytest.raises(InputError, match=NO_REPORT):
        check_text(WORDS)
    assert load(path, passage=True).paragraphs()[0][1].text == WORDS
    assert check_text(WORDS, unit="白沙镇人民政府", year=2023, passage=True) == []


def test_sections_without_tables_are_told(main: Main) -> None:
    """Tables as pictures: not refused, not all zero, not without a word."""
    head = "白沙镇人民政府2023年政府信息公开工作年度报告\n"
    Path("a.txt").write_text(head + "一、总体情况\n2023年，我镇按时公开。\n", encoding="utf-8")
    done = main("check", "a.txt")
    assert "只认出 1 个部分，没有找到年报的表" in done.out
    six = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "六、其他需要报告的事项")
    Path("b.txt").write_text(head + "\n我镇按时公开。\n".join(six) + "\n无。\n", encoding="utf-8")
    assert "没有读到法定表格" in main("check", "b.txt").out
