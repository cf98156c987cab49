"""Where changes go in a report: into title, headings and paragraphs, and into which of a sentence's spans."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.checking import Finding, Fix
from nianbao.checking.document import Document
from nianbao.checking.fixes import Edit, by_place, edits, fixed_report, spliced
from nianbao.report import FactRef, Paragraph, Report, Section, Sentence, Span, Text, TitleLine

FIGURE = FactRef(id="requests.new.total", value=Decimal(3), text="3件")


def edit(position: int, old: str, new: str) -> Edit:
    return Edit(position, old, new, "TEXT07", "m", "warning", "", "", 0, None, 0)


def report(*sentences: list[Span]) -> Report:
    held = [Sentence(id=f"s{at}", spans=spans) for at, spans in enumerate(sentences)]
    return Report(year=2024, sections=[Section(id="overview", paragraphs=[Paragraph(id="p", sentences=held)])])


def words(*parts: str) -> list[Span]:
    """Spans: a figure where it says 3件, words elsewhere."""
    return [FIGURE if part == "3件" else Text(text=part) for part in parts]


def spans(changed: Report) -> list[list[str]]:
    """Each sentence's spans; a figure that was typed over in 【】, one that is as its fact says in []."""
    return [
        [
            (f"【{span.typed}】" if span.typed is not None else f"[{span.text}]")
            if isinstance(span, FactRef)
            else span.shown
            for span in sentence.spans
        ]
        for sentence in changed.sections[0].paragraphs[0].sentences
    ]


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        # 收到申请 | 3件 | ，，已答复。 ‖ 办结 | 3件 | 。
        ([(0, "收到", "新收")], [["新收申请", "[3件]", "，，已答复。"], ["办结", "[3件]", "。"]]),
        ([(2, "申请", "申请书")], [["收到申请书", "[3件]", "，，已答复。"], ["办结", "[3件]", "。"]]),
        ([(6, "，，", "，")], [["收到申请", "[3件]", "，已答复。"], ["办结", "[3件]", "。"]]),
        ([(4, "3件", "4件")], [["收到申请", "【4件】", "，，已答复。"], ["办结", "[3件]", "。"]]),
        ([(5, "件", "条")], [["收到申请", "【3条】", "，，已答复。"], ["办结", "[3件]", "。"]]),
        ([(14, "3", "4")], [["收到申请", "[3件]", "，，已答复。"], ["办结", "【4件】", "。"]]),
        # over several spans and sentences: what is new goes into the first of them
        ([(3, "请3", "请书4")], [["收到申请书4", "【件】", "，，已答复。"], ["办结", "[3件]", "。"]]),
        ([(3, "请3件，", "请，")], [["收到申请，", "【】", "，已答复。"], ["办结", "[3件]", "。"]]),
        ([(5, "件，，已", "条，已")], [["收到申请", "【3条，已】", "答复。"], ["办结", "[3件]", "。"]]),
        ([(11, "。办", "，并办")], [["收到申请", "[3件]", "，，已答复，并办"], ["结", "[3件]", "。"]]),
        ([(11, "。办结3", "4")], [["收到申请", "[3件]", "，，已答复4"], ["", "【件】", "。"]]),
        # several at once, some in one span
        (
            [(0, "收到", "新收"), (3, "请", "请书"), (6, "，，", "，"), (15, "件", "条")],
            [["新收申请书", "[3件]", "，已答复。"], ["办结", "【3条】", "。"]],
        ),
        (
            [(0, "收到", ""), (3, "请3", "请"), (5, "件，", "条"), (8, "已", "均已")],
            [["申请", "【条】", "，均已答复。"], ["办结", "[3件]", "。"]],
        ),
    ],
)
def test_a_change_goes_into_the_spans_it_touches(changes: list[tuple[int, str, str]], after: list[list[str]]) -> None:
    given = report(words("收到申请", "3件", "，，已答复。"), words("办结", "3件", "。"))
    before = given.model_copy(deep=True)
    assert spans(fixed_report(given, [edit(*change) for change in reversed(changes)])) == after
    assert given == before, "the one given is as it was"


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 6), st.integers(0, 4)), max_size=4),
)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_the_words_after_are_the_words_before_with_the_changes_made(
    lengths: list[int], lots: list[tuple[int, int, int]]
) -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地"[: sum(lengths)]
    cuts = [sum(lengths[:number]) for number in range(len(lengths) + 1)]
    parts = [text[low:high] for low, high in pairwise(cuts)]
    changes: list[tuple[int, str, str]] = []
    at, wanted = 0, ""
    for gap, old, new in lots:
        if at + gap + old > len(text):
            break
        wanted += text[at : at + gap] + "新" * new
        at += gap
        changes.append((at, text[at : at + old], "新" * new))
        at += old
    wanted += text[at:]
    assert spliced(text, changes) == wanted
    changed = fixed_report(report([Text(text=part) for part in parts]), [edit(*change) for change in changes])
    assert changed.sections[0].paragraphs[0].text == wanted


def test_title_headings_and_paragraphs_each_take_their_own() -> None:
    lines = [Paragraph(id=f"p{at}", sentences=[Sentence(id=f"s{at}", spans=[Text(text="的的一")])]) for at in range(3)]
    given = Report(
        year=2024,
        title="的的名的的年报",
        title_lines=[TitleLine(text="的的名"), TitleLine(text="的的年报")],
        sections=[
            Section(id="a", heading="的的一、", paragraphs=lines[:2]),
            Section(id="b", heading="", paragraphs=lines[2:]),
            Section(id="c", heading="的的三、", paragraphs=[]),
        ],
    )
    blocks = Document(given).blocks
    assert len(blocks) == 7
    for number, block in enumerate(blocks):
        changed = fixed_report(given, [edit(block.start, "的的", "的")])
        told = [
            *(line.text for line in changed.title_lines), changed.sections[0].heading,
            *(item.text for _, item in changed.paragraphs()), changed.sections[2].heading,
        ]  # fmt: skip
        assert [at for at, line in enumerate(told) if not line.startswith("的的")] == [number]
        assert changed.title == "".join(line.text for line in changed.title_lines)
    every = fixed_report(given, [edit(block.start + 1, "的", "") for block in blocks])
    assert Document(every).text == Document(given).text.replace("的的", "的")
    alone = Report(year=2024, title="的的年报", sections=given.sections)
    assert fixed_report(alone, [edit(0, "的的", "的")]).title == "的年报"
    assert fixed_report(alone, [edit(0, "的的", "的")]).title_lines == []
    bare = Report(year=2024, sections=given.sections)
    assert fixed_report(bare, [edit(0, "的的", "的")]).sections[0].heading == "的一、"
    assert fixed_report(bare, []) == bare


# ── which changes are offered


def finding(position: int | None, quote: str, text: str | None, **more: object) -> Finding:
    fix = None if text is None else Fix(applies="safe", text=text)
    values = {"code": "TEXT07", "name": "x", "severity": "warning", "message": "m", "start": position, **more}
    return Finding(quote=quote, position=position, fix=fix, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ([(0, "甲乙", "丙"), (2, "丁", "戊")], ["丙", "戊"]),  # side by side
        ([(0, "甲乙", "丙"), (1, "乙", "戊")], ["丙"]),
        ([(0, "甲乙丁", "丙"), (1, "乙", "戊"), (3, "己", "庚")], ["丙", "庚"]),
        ([(0, "甲", "丙"), (0, "甲乙", "戊")], ["丙"]),  # of one place and weight the shorter
        ([(0, "甲", "甲")], []),  # no change
        ([(0, "", "甲")], []),
        ([(None, "甲", "乙")], []),
        ([(0, "甲", None)], []),
        ([(0, "甲", "")], [""]),  # words taken out
    ],
)
def test_changes_that_do_not_touch_each_other_are_offered(
    offered: list[tuple[int | None, str, str | None]], taken: list[str]
) -> None:
    found = [finding(*item) for item in offered]
    assert [item.new for item in edits(found)] == taken
    assert [item.new for item in edits(reversed(found))] == taken


def test_of_one_place_the_gravest_then_the_first_code_then_the_first_words() -> None:
    error, warning, info = (
        finding(3, "甲", new, severity=level, code=code)
        for new, level, code in (("一", "error", "UNIT01"), ("二", "warning", "TEXT01"), ("三", "info", "DUP01"))
    )
    assert [item.new for item in edits([info, warning, error])] == ["一"]
    assert [item.new for item in edits([info, warning])] == ["二"]
    alike = [
        finding(3, "甲", "乙", code="TEXT02"),
        finding(3, "甲", "乙二", code="TEXT01"),
        finding(3, "甲", "乙一", code="TEXT01"),
    ]
    assert [(item.code, item.new) for item in edits(alike)] == [("TEXT01", "乙一")]


def test_an_edit_says_where_it_is_as_the_finding_does() -> None:
    (told,) = edits([finding(7, "甲乙", "丙", section="overview", paragraph="d1", offset=4)])
    assert (told.position, told.end, told.old, told.new) == (7, 9, "甲乙", "丙")
    assert (told.section, told.paragraph, told.offset, told.start) == ("overview", "d1", 4, 7)
    (bare,) = edits([finding(7, "甲乙", "丙", start=None)])
    assert (bare.offset, bare.start) == (0, 0)
    assert by_place([edit(5, "甲", "乙"), edit(1, "丙", "丁")]) == [edit(1, "丙", "丁"), edit(5, "甲", "乙")]
