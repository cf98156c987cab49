"""What a console shows of findings: places that line up, floods held back, silenced ones counted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from cli.program import spawn
from nianbao.checking import Finding, Fix, Silence
from nianbao.cli.console import Console, columns, underlined
from nianbao.cli.show_findings import counted, show_findings, show_statistics
from nianbao.report import TextPlace

SENTENCE = "本镇按照“五公开”的要求（2023年）做好工作……并及时的做好宣传，公开信息⼀批。"


def finding(code: str = "TEXT03", *, line: int = 1, **more: object) -> Finding:
    """An invented finding about 的 in the sentence."""
    at = SENTENCE.index("的做好宣传")
    made = {
        "code": code,
        "name": "de",
        "severity": "warning",
        "message": "“的”应为“地”",
        "quote": "的",
        "location": TextPlace(start=at, end=at + 1, line=line),
        "excerpt": SENTENCE,
        "excerpt_at": at,
    }
    return Finding.model_validate(made | more)


def shown(findings: list[Finding], width: int = 200) -> list[str]:
    out = io.StringIO()
    show_findings(Console(file=out, width=width), findings)
    return out.getvalue().splitlines()


def under_marks(text: str, marks: str, encoding: str = "utf-8") -> str:
    """The characters of one line that have the marks of the next below them."""
    taken, at = "", 0
    for character in text:
        wide = columns(character, encoding)
        if "^" in marks[at : at + wide]:
            taken += character
        at += wide
    return taken


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("width", [24, 40, 72, 200])
@pytest.mark.parametrize("quote", ["的做", "“五公开”", "……", "2023", "⼀批。", "本镇"])
def test_marks_stand_under_the_quotation_and_nothing_is_wider_than_the_console(
    encoding: str, width: int, quote: str
) -> None:
    text, marks = underlined(SENTENCE, SENTENCE.rindex(quote), quote, width, encoding)
    wanted = quote.replace("⼀", "?") if encoding == "gbk" else quote
    assert under_marks(text, marks, encoding) == wanted
    assert columns(text, encoding) <= width
    assert len(marks) <= width
    (text + marks).encode(encoding)


def test_whole_sentence_is_shown_uncut_where_it_fits() -> None:
    assert underlined(SENTENCE, 0, "本镇", 200) == (SENTENCE, "^^^^")


def test_a_quotation_longer_than_the_console_is_cut_at_its_end() -> None:
    text, marks = underlined("甲" + "乙" * 50 + "丙", 1, "乙" * 50, 20)
    assert text == "…" + "乙" * 9 + "…"
    assert marks == " " + "^" * 18


def test_control_characters_do_not_move_the_marks() -> None:
    hostile = "一\t二\x1b[31m三\n四"
    text, marks = underlined(hostile, hostile.index("四"), "四", 40)
    assert text == "一 二 [31m三 四"
    assert under_marks(text, marks) == "四"


def test_what_a_report_says_cannot_steer_the_console() -> None:
    evil = "甲\x1b[2J\r\u202e乙\n丙"
    made = finding(message=evil, excerpt=evil, excerpt_at=0, quote=evil, evidence={"原": evil}, fix=Fix(advice=evil))
    lines = shown([made])
    assert len(lines) == 5
    assert not set("".join(lines)) & {"\x1b", "\r", "\u202e"}


def test_a_finding_shows_excerpt_both_sides_and_remedy() -> None:
    lines = shown([finding(evidence={"左边": "3", "右边": "4"}, fix=Fix(advice="改为“地”"))], 60)
    assert lines[0] == "  警告 TEXT03 第1行 “的”应为“地”"
    assert lines[3:] == ["      左边：3", "      右边：4", "      办法：改为“地”"]
    assert under_marks(lines[1], lines[2]) == "的"
    assert max(map(cell_len, lines)) < 60


def test_a_cell_without_excerpt_shows_what_stands_in_it() -> None:
    lines = shown([finding(excerpt="", quote="12.5件", message="件数不是整数")])
    assert lines[1:] == ["      原文：12.5件"]


def test_many_alike_are_counted_not_listed() -> None:
    lines = shown([finding(line=number) for number in range(1, 1501)])
    assert len(lines) < 15
    assert "      同样的问题还有 1497 处：第4行、第5行、第6行、第7行、第8行等" in lines
    assert lines[-1] == "  每一处都看：在检查的命令后面加 -o 检查结果.html，打开那个网页。"


def test_many_of_one_rule_are_counted_whatever_they_say() -> None:
    flood = [finding(message=f"第{number}种说法", line=number) for number in range(1, 1501)]
    lines = shown([*flood, finding("UNIT01", message="自称不对", severity="error")])
    assert "UNIT01" in lines[0]
    assert sum("种说法" in line for line in lines) == 20
    assert "  TEXT03 还有 1480 处：第21行、第22行、第23行、第24行、第25行等" in lines


def test_three_alike_are_all_shown() -> None:
    lines = shown([finding(line=number) for number in (1, 2, 3)])
    assert sum("TEXT03" in line for line in lines) == 3
    assert not any("还有" in line for line in lines)


def test_silenced_findings_are_counted_apart() -> None:
    heard = finding()
    silenced = [finding(silenced=Silence(by=by)) for by in ("baseline", "baseline", "comment")]
    assert counted([heard, *silenced]) == "警告 1；另有 3 项按设置不报（基线 2，批注 1）"
    assert counted(silenced) == "没有发现问题；另有 3 项按设置不报（基线 2，批注 1）"
    assert counted([]) == "没有发现问题"
    unknown = finding(verdict="unassessed", silenced=Silence(by="settings", reason="由上级统一公布"))
    assert counted([unknown]) == "没有发现问题；另有 1 项按设置不报（设置 1）"
    assert shown(silenced) == []


def test_statistics_count_by_rule_the_most_frequent_first() -> None:
    out = io.StringIO()
    once = finding("UNIT01", severity="error")
    files = [
        ("甲.docx", [finding(), finding(), once]),
        ("乙.docx", [finding(), finding("NUM01", silenced=Silence(by="baseline"))]),
    ]
    show_statistics(Console(file=out, width=200), files)
    lines = out.getvalue().splitlines()
    assert [line.split() for line in lines] == [
        ["编号", "次数", "文件", "错误", "警告", "不报", "规则"],
        ["TEXT03", "3", "2", "0", "3", "0", "“的”“地”“得”用错"],
        ["UNIT01", "1", "1", "1", "0", "0", "自称与单位不符"],
        ["NUM01", "0", "0", "0", "0", "1", "文字里的数与表格不一致"],
        ["合计", "4", "2", "1", "3", "1", "共检查", "2", "个文件"],
    ]
    ends = [cell_len(line[: line.rindex(line.split()[6])]) for line in lines]
    assert len(set(ends)) == 1, "columns do not line up"


def test_a_gbk_console_gets_everything_it_can_hold(tmp_path: Path) -> None:
    given = SENTENCE.replace("⼀", "⼀我街道")
    args = ("check", "-", "--passage", "--unit", "白沙镇人民政府", "--year", "2023")
    done = spawn(*args, cwd=tmp_path, data=given.encode(), encoding="gbk", PYTHONIOENCODING="gbk")
    lines = done.out.splitlines()
    at = next(index for index, line in enumerate(lines) if "UNIT01" in line)
    assert (done.code, done.err) == (1, "")
    assert under_marks(*(line.partition("│ ")[2] for line in lines[at + 1 : at + 3]), "gbk") == "我街道"
