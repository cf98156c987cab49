"""What a comment, the draft's list, the settings and a baseline silence: where, which comes first, what is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document as OpenDocument

from nianbao.checking import Finding, check
from nianbao.checking.finding import fingerprint
from nianbao.checking.silence import Dismissed, Selection, Silences, silence, silences
from nianbao.errors import InputError
from nianbao.reading import read
from nianbao.report import Comment, DocxPlace, Location, Report, Unit
from nianbao.settings import IgnoreRow

UNIT = Unit.parse("云岭县白沙镇人民政府")
AT = {"section": "overview", "paragraph": "d1"}


def finding(quote: str = "我街道", offset: int | None = 2, **more: object) -> Finding:
    values = {"code": "UNIT01", "name": "x", "severity": "error", "message": f"“{quote}”写错了", **AT, **more}
    return Finding(quote=quote, offset=offset, **values)  # type: ignore[arg-type]


def comment(text: str = "nianbao：忽略 引用", start: int = 0, end: int = 20, **more: object) -> Comment:
    return Comment(text=text, start=start, end=end, **{"location": DocxPlace(paragraph=3), **AT, **more})  # type: ignore[arg-type]


def heard(
    findings: Sequence[Finding], *comments: Comment, given: Silences | None = None
) -> tuple[list[str], list[str]]:
    """Who silenced each finding and why, and what is told."""
    result = silence(findings, Report(comments=list(comments)), given or Silences())
    marks = [f"{item.silenced.by} {item.silenced.reason}".strip() if item.silenced else "" for item in result.findings]
    return marks, result.unneeded


# ── where


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (0, 2, False), (0, 3, True), (2, 5, True), (3, 4, True), (4, 9, True), (5, 6, False), (0, 9, True),
        (1, 1, False), (2, 2, True), (4, 4, True), (5, 5, False),
    ],
)  # fmt: skip
def test_a_comment_silences_what_it_touches_in_its_paragraph(start: int, end: int, covered: bool) -> None:
    """今年【我街道】认真公开: characters 2 to 5. A comment at a point stands at the character behind it."""
    marks, told = heard([finding()], comment(start=start, end=end))
    assert marks == (["comment 引用"] if covered else [""])
    assert told == ([] if covered else ["第3段的批注“nianbao：忽略 引用”已经用不上了"])


CELL = DocxPlace(table=2, row=3, column=4)
NOWHERE = {"section": "", "paragraph": "", "cell": ""}


@pytest.mark.parametrize(
    ("of_comment", "of_finding", "covered"),
    [
        (AT, AT, True),
        (AT, {**AT, "location": DocxPlace(paragraph=9)}, True),  # a draft's own place is another than the file's
        (AT, {**AT, "paragraph": "d2"}, False),
        (AT, {**AT, "section": "planning"}, False),
        (AT, {**AT, "paragraph": ""}, False),
        ({**AT, "paragraph": ""}, {**AT, "paragraph": ""}, True),  # a heading
        ({**NOWHERE, "cell": "requests.new.total"}, {**NOWHERE, "cell": "requests.new.total", "offset": None}, True),
        ({**NOWHERE, "cell": "requests.new.total"}, {**NOWHERE, "cell": "requests.open.total", "offset": None}, False),
        # the title has no ids: its lines are known by their places
        ({**NOWHERE, "location": DocxPlace(paragraph=1)}, {**NOWHERE, "location": DocxPlace(paragraph=1)}, True),
        ({**NOWHERE, "location": DocxPlace(paragraph=1)}, {**NOWHERE, "location": DocxPlace(paragraph=2)}, False),
        ({**NOWHERE, "location": DocxPlace(paragraph=1)}, {**NOWHERE, "location": None}, False),
        ({**NOWHERE, "location": None}, {**NOWHERE, "location": None}, False),
        (
            {**NOWHERE, "location": DocxPlace(paragraph=1)},
            {**NOWHERE, "location": DocxPlace(paragraph=1, at=11)},
            False,
        ),
        # a table as a whole: its findings stand at one of its cells, or at a heading
        (
            {**NOWHERE, "cell": "requests.new.total", "location": CELL},
            {**NOWHERE, "location": CELL, "offset": None},
            True,
        ),
        (
            {**NOWHERE, "cell": "requests.new.total", "location": CELL},
            {**NOWHERE, "location": DocxPlace(table=2, row=3, column=5), "offset": None},
            False,
        ),
        (
            {**AT, "paragraph": "", "location": DocxPlace(paragraph=5)},
            {**NOWHERE, "location": DocxPlace(paragraph=5), "offset": None},
            True,
        ),
    ],
)
def test_a_comment_silences_only_at_its_own_block(
    of_comment: dict[str, str | Location | None], of_finding: dict[str, str | Location | None], covered: bool
) -> None:
    marks, _ = heard([finding(**of_finding)], comment(**of_comment))  # type: ignore[arg-type]
    assert (marks == ["comment 引用"]) is covered


def test_a_comment_on_one_line_of_a_paragraph_leaves_the_next_line_heard(tmp_path: Path) -> None:
    """Lines that a clerk breaks with Shift+Enter are one paragraph in Word, and paragraphs of their own to us."""
    document = OpenDocument()
    title = document.add_paragraph()
    name = title.add_run("云岭县白沙镇人民政府")
    name.add_break()
    title.add_run("2023年政府信息公开工作年度报告")
    document.add_paragraph("一、总体情况")
    lines = document.add_paragraph()
    first = lines.add_run("我街道按时公开。")
    first.add_break()
    lines.add_run("我街道按时答复。")
    document.add_comment([first], "nianbao：忽略 引用群众原话", author="李四")
    path = tmp_path / "年报.docx"
    document.save(str(path))
    report = read(path, unit=UNIT, year=2023)
    result = silence(check(report), report, Silences())
    units = [(item.paragraph, item.silenced is not None) for item in result.findings if item.code == "UNIT01"]
    assert [silenced for _, silenced in units] == [True, False]
    assert len({paragraph for paragraph, _ in units}) == 2
    assert result.unneeded == []


@pytest.mark.parametrize(
    ("offset", "start", "covered"),
    [(0, 0, True), (1, 0, False), (5, 3, False), (5, 4, False), (5, 5, True), (5, 7, True)],
)
def test_a_comment_at_a_point_stands_at_one_character(offset: int, start: int, covered: bool) -> None:
    marks, _ = heard([finding(offset=offset)], comment(start=start, end=start))
    assert (marks == ["comment 引用"]) is covered


def test_of_two_comments_at_one_place_the_first_gives_the_reason_and_both_are_needed() -> None:
    marks, told = heard([finding()], comment("nianbao：忽略 甲"), comment("nianbao：忽略 乙"))
    assert (marks, told) == (["comment 甲"], [])


# ── what a comment says


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("nianbao：忽略", "comment"),
        ("nianbao：忽略 UNIT01", "comment"),
        ("nianbao：忽略UNIT01：引用原话。", "comment 引用原话"),
        ("nianbao：忽略 TEXT03、UNIT01，引用原话", "comment 引用原话"),
        ("nianbao：忽略 unit 引用原话", "comment 引用原话"),
        ("nianbao：忽略 wrong-self-reference 引用原话", "comment 引用原话"),
        ("nianbao：忽略 see above", "comment see above"),
        ("NIANBAO : IGNORE", "comment"),
        ("\n nianbao:忽略\n引用原话\n", "comment 引用原话"),
        ("nianbao：忽略 TEXT03", ""),
        ("nianbao：忽略 YEAR", ""),
        ("nianbao忽略", ""),
        ("请看：nianbao：忽略", ""),
    ],
)
def test_which_rules_a_comment_names_and_why(text: str, mark: str) -> None:
    assert heard([finding()], comment(text))[0] == [mark]
    assert silences(comment(text)) is text.strip().lower().startswith(("nianbao：", "nianbao:", "nianbao :"))


@pytest.mark.parametrize("text", ["nianbao：忽略 UNIT99", "nianbao：忽略 UNIT01 UNIT99 引用"])
def test_a_comment_with_a_rule_that_is_none_silences_nothing_and_is_told_once(text: str) -> None:
    marks, told = heard([finding()], comment(text), comment(text))
    assert marks == [""]
    assert told == ["第3段的批注写了“UNIT99”，没有这条规则，这条批注没有起作用"]


def test_a_comment_over_several_paragraphs_is_needed_if_one_of_them_needs_it() -> None:
    other = {"paragraph": "d2", "location": DocxPlace(paragraph=4)}
    assert heard([finding()], comment(author="李四"), comment(author="李四", **other)) == (["comment 引用"], [])
    _, told = heard([finding()], comment(author="李四"), comment(author="张三", **other))
    assert told == ["第4段的批注“nianbao：忽略 引用”已经用不上了"], "what another person wrote is another comment"
    _, told = heard([finding()], comment(author="李四"), comment("nianbao：忽略 别的", author="李四", **other))
    assert told == ["第4段的批注“nianbao：忽略 别的”已经用不上了"]
    assert heard([], comment(), comment())[1] == ["第3段的批注“nianbao：忽略 引用”已经用不上了"], "once"


def test_a_long_comment_is_shown_cut() -> None:
    assert heard([], comment("  nianbao：忽略" + "长" * 40))[1] == [
        "第3段的批注“nianbao：忽略" + "长" * 20 + "”已经用不上了"
    ]


# ── which comes first, and what is left


def test_the_drafts_list_comes_before_comments_settings_and_the_baseline() -> None:
    one = finding()
    print = fingerprint(one)
    listed = (Dismissed(code="UNIT01", fingerprint=print, quote="我街道", reason="甲"),)
    rows = (IgnoreRow(code="UNIT01", reason="丙"),)
    held = Counter({print: 1})
    says = comment("nianbao：忽略 乙")
    assert heard([one], says, given=Silences(listed, rows, held))[0] == ["draft 甲"]
    assert heard([one], says, given=Silences((), rows, held))[0] == ["comment 乙"]
    assert heard([one], given=Silences((), rows, held))[0] == ["settings 丙"]
    assert heard([one], given=Silences((), (), held))[0] == ["baseline"]
    assert heard([one])[0] == [""]
    left = silence([one], Report(comments=[says]), Silences((), rows, held))
    assert (left.baseline_left, left.rows_used) == (held, frozenset()), "what another silenced used up neither"
    used = silence([one], Report(), Silences((), rows, held))
    assert used.rows_used == {rows[0]}


def test_a_baseline_silences_as_many_as_it_holds() -> None:
    one, other = finding(), finding("我局")
    held = Counter({fingerprint(one): 2})
    result = silence([one, other, one, one], Report(), Silences(baseline=held))
    assert [item.silenced is not None for item in result.findings] == [True, False, True, False]
    assert result.baseline_left == Counter()
    assert held == {fingerprint(one): 2}, "what was given is not used up"
    assert silence([one], Report(), Silences(baseline=held)).baseline_left == Counter({fingerprint(one): 1})


def test_what_the_draft_set_aside_and_no_longer_meets_is_told() -> None:
    listed = [
        Dismissed(code="UNIT01", fingerprint=fingerprint(finding()), quote="我街道", reason="引用"),
        Dismissed(code="YEAR01", fingerprint="0" * 16, quote="去年", reason="旧文"),
        Dismissed(code="TABLE01", fingerprint="1" * 16, reason="已核"),
    ]
    marks, told = heard([finding(), finding()], given=Silences(listed))
    assert marks == ["draft 引用"] * 2, "as often as it is met"
    assert told == [
        "草稿中对 YEAR01“去年” 的不报已经用不上了（旧文）",
        "草稿中对 TABLE01 的不报已经用不上了（已核）",
    ]


@pytest.mark.parametrize(
    ("row", "quote", "covered"),
    [
        ({"code": "UNIT01"}, "我街道", True),
        ({"code": "unit"}, "我街道", True),
        ({"code": "TEXT"}, "我街道", False),
        ({"code": "UNIT01", "quote": "街道"}, "我街道", True),
        ({"code": "UNIT01", "quote": "我 街道"}, "我街道", True),
        ({"code": "UNIT01", "quote": "12件"}, "共１２ 件", True),
        ({"code": "UNIT01", "quote": "我街道办"}, "我街道", False),
        ({"code": "TEXT", "quote": "街道"}, "我街道", False),
    ],
)
def test_a_row_of_the_settings_names_a_rule_and_perhaps_words(row: dict[str, str], quote: str, covered: bool) -> None:
    given = IgnoreRow(reason="通行写法", **row)
    marks, told = heard([finding(quote)], given=Silences(rows=(given,)))
    assert marks == (["settings 通行写法"] if covered else [""])
    assert told == [], "another file may need it"


def test_the_first_row_that_covers_gives_the_reason_and_all_are_used() -> None:
    rows = (
        IgnoreRow(code="TEXT", reason="甲"),
        IgnoreRow(code="UNIT", reason="乙"),
        IgnoreRow(code="UNIT01", reason="丙"),
    )
    result = silence([finding()], Report(), Silences(rows=rows))
    assert result.findings[0].silenced is not None
    assert result.findings[0].silenced.reason == "乙"
    assert result.rows_used == set(rows[1:])


# ── which are asked for


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        (("UNIT,error",), (), True), (("UNIT,warning",), (), False), (("TEXT,error",), (), False),
        (("UNIT", "ERROR"), (), True), (("错误",), (), True), (("UNIT,,",), (), True), ((" , ",), (), True),
        (("UNIT",), ("UNIT01",), False), (("UNIT",), ("error",), False), ((), ("TEXT，错误",), False),
        (("UNIT",), ("TEXT", "warning"), True),
    ],
)  # fmt: skip
def test_a_code_and_a_level_must_both_be_met_and_what_is_ignored_is_ignored(
    select: tuple[str, ...], ignore: tuple[str, ...], wanted: bool
) -> None:
    assert Selection.parse(select, ignore).wants(finding()) is wanted


def test_an_unknown_word_is_told_with_the_list_it_stands_in() -> None:
    with pytest.raises(InputError) as told:
        Selection.parse(("UNIT", "QQQ9"), (), where=("设置 select", "设置 ignore"))
    assert "设置 select" in str(told.value)
    assert "没有规则、规则族或级别“QQQ9”" in str(told.value)
    with pytest.raises(InputError) as told:
        Selection.parse((), ("QQQ9",))
    assert "--ignore" in str(told.value)
