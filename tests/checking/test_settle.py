"""Which changes are made together: each only if it brings nothing new and leaves nothing of what it mends."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.checking import Finding, Fix
from nianbao.checking.document import Document
from nianbao.checking.finding import Silence
from nianbao.checking.fixes import NEW, OTHER, STILL, Edit, NotMade, _Moved, fixed_report, settle
from nianbao.report import Paragraph, Report, Section, Sentence, Text

WORDS = {
    "TEXT01": ("截止目前", "截至目前"),
    "TEXT02": ("的的", "的"),
    "TEXT03": ("坏", "好好好"),
    "TEXT04": ("删去", ""),
}
"""What the small checker of these tests finds, and what it offers instead."""


def report(*lines: str) -> Report:
    paragraphs = [
        Paragraph(id=f"p{at}", sentences=[Sentence(id=f"s{at}", spans=[Text(text=line)])])
        for at, line in enumerate(lines)
    ]
    return Report(year=2024, sections=[Section(id="overview", paragraphs=paragraphs)])


def finding(code: str, position: int | None, quote: str, text: str | None = None, **more: object) -> Finding:
    values = {"name": "x", "severity": "warning", "message": f"{code}：{quote}", **more}
    fix = None if text is None else Fix(applies=values.pop("applies", "safe"), text=text)  # type: ignore[arg-type]
    return Finding(code=code, position=position, quote=quote, start=position, fix=fix, **values)  # type: ignore[arg-type]


def checked(given: Report) -> list[Finding]:
    text = Document(given).text
    return [
        finding(code, match.start(), old, new)
        for code, (old, new) in WORDS.items()
        for match in re.finditer(old, text)
    ]  # fmt: skip


def text_of(given: Report) -> list[str]:
    return [paragraph.text for _, paragraph in given.paragraphs()]


def settled(
    given: Report, after: Callable[[Report], list[Finding]] = checked, **more: object
) -> tuple[list[str], list[str]]:
    """The paragraphs with what is made, and why the rest is not."""
    made, not_made = settle(given, more.pop("before", None) or checked(given), recheck=after, **more)  # type: ignore[arg-type]
    assert [edit.position for edit in made] == sorted(edit.position for edit in made)
    return text_of(fixed_report(given, made)), [f"{item.edit.old}：{item.reason}" for item in not_made]


def test_changes_of_any_length_are_made_together() -> None:
    given = report("截止目前坏的的，删去坏。", "没有问题。", "坏坏截止目前删去，的的。")
    made = ["截至目前好好好的，好好好。", "没有问题。", "好好好好好好截至目前，的。"]
    assert settled(given) == (made, [])


def test_what_would_leave_the_same_fault_is_not_made() -> None:
    given = report("的的的的。")
    lines, not_made = settled(given)
    assert lines == ["的的的。"]
    assert not_made == [f"的的：{STILL}"]


def test_without_findings_nothing_is_done() -> None:
    given = report("没有问题。")
    assert settle(given, checked(given), recheck=checked) == ([], [])


def test_what_a_person_silenced_is_not_changed_and_disturbs_no_other_change() -> None:
    given = report("坏的的坏。")

    def after(changed: Report) -> list[Finding]:
        quiet = {"silenced": Silence(by="comment")}
        return [item.model_copy(update=quiet if item.code == "TEXT03" else {}) for item in checked(changed)]

    assert settled(given, after, before=after(given)) == (["坏的坏。"], [])


def offering(given: Report, *edits: tuple[str, str]) -> list[Finding]:
    text = Document(given).text
    return [finding("TEXT50", text.index(old), old, new) for old, new in edits]


def test_the_one_that_brings_something_new_is_left_and_the_others_are_made() -> None:
    """Five changes, of which one writes a word that another rule does not let stand."""
    given = report("甲一，甲二，甲三。", "甲四，甲五。")
    before = offering(given, ("甲一", "乙"), ("甲二", "丙丙丙"), ("甲三", "坏"), ("甲四", ""), ("甲五", "丁"))
    assert settled(given, before=before) == (
        ["乙，丙丙丙，甲三。", "，丁。"],
        [f"甲三：{NEW.format(message='TEXT03：坏')}"],
    )


def test_what_is_found_already_is_not_new_wherever_it_moves_to() -> None:
    given = report("甲一，坏，甲二。", "坏，甲三。")
    before = [*offering(given, ("甲一", ""), ("甲二", "很长的很长的"), ("甲三", "丙")), *checked(given)]
    before = [item.model_copy(update={"fix": None}) if item.code == "TEXT03" else item for item in before]
    assert settled(given, before=before) == (["，坏，很长的很长的。", "坏，丙。"], [])


@pytest.mark.parametrize("start", range(12))
def test_the_same_finding_in_other_words_is_the_old_one_only_at_its_place(start: int) -> None:
    """After 甲甲→乙乙乙乙 what stood at 6–8 stands at 8–10: a finding there says the old thing in other words."""
    given = report("零一甲甲四五病病八九。")
    old = finding("TEXT60", 6, "病病")
    before = [finding("TEXT50", 2, "甲甲", "乙乙乙乙"), old]
    result = "零一乙乙乙乙四五病病八九。"
    told = finding("TEXT60", start, result[start : start + 1], message="换了说法")
    lines, not_made = settled(given, lambda _: [told] if "乙" in text_of(_)[0] else before, before=before)
    if start in (8, 9):
        assert (lines, not_made) == ([result], [])
    else:
        assert lines == ["零一甲甲四五病病八九。"]
        assert not_made == [f"甲甲：{NEW.format(message='换了说法')}"]


@pytest.mark.parametrize(("start", "length"), [(start, length) for start in range(8) for length in (1, 2, 4)])
@pytest.mark.parametrize("new", ["乙乙乙", ""])
def test_a_finding_of_the_same_rule_at_the_changed_words_is_still_there(start: int, length: int, new: str) -> None:
    given = report("零一甲甲四五六七八九。")
    before = [finding("TEXT50", 2, "甲甲", new)]
    result = f"零一{new}四五六七八九。"
    quote = result[start : start + length]
    again = finding("TEXT50", start, quote, message="TEXT50：甲甲")
    lines, not_made = settled(given, lambda _: [again], before=before)
    touches = start < max(2 + len(new), 3) and start + length > 2
    assert not_made == ([f"甲甲：{STILL}"] if touches else []), "elsewhere it is the finding that was there before"
    assert lines == (["零一甲甲四五六七八九。"] if touches else [result])


def test_two_changes_of_one_rule_each_at_its_own_place() -> None:
    given = report("甲甲，甲乙，丙。")
    before = offering(given, ("甲甲", "丁丁丁"), ("甲乙", "戊"), ("丙", "己"))
    again = finding("TEXT50", 4, "戊", message="又来")

    def after(changed: Report) -> list[Finding]:
        text = Document(changed).text
        return [again.model_copy(update={"position": text.index("戊")})] if "戊" in text else []

    assert settled(given, after, before=before) == (["丁丁丁，甲乙，己。"], [f"甲乙：{STILL}"])


@pytest.mark.parametrize(("standing", "found", "kept"), [(0, 1, False), (1, 1, True), (1, 2, False), (2, 1, True)])
def test_findings_of_a_table_or_the_whole_are_counted(standing: int, found: int, kept: bool) -> None:
    given = report("甲甲。")
    loose = finding("TABLE01", None, "3", cell="requests.new.total")
    before = [*offering(given, ("甲甲", "乙")), *[loose] * standing]
    lines, not_made = settled(
        given, lambda _: [loose.model_copy(update={"message": "别的说法"})] * found, before=before
    )
    assert lines == (["乙。"] if kept else ["甲甲。"])
    assert not_made == ([] if kept else [f"甲甲：{NEW.format(message='别的说法')}"])
    other = loose.model_copy(update={"cell": "requests.open.total"})
    assert settled(given, lambda _: [loose, other], before=[*before, other, loose])[0] == ["乙。"]


def test_what_could_not_be_worked_out_is_no_new_finding() -> None:
    given = report("甲甲。")
    unknown = [
        finding("TABLE01", None, "", verdict="unassessed"),
        finding("TEXT50", 0, "乙", verdict="unassessed"),
        finding("TEXT70", 0, "乙", verdict="unassessed"),
    ]
    assert settled(given, lambda _: unknown, before=offering(given, ("甲甲", "乙"))) == (["乙。"], [])


def test_changes_that_want_reading_are_made_only_when_asked_for() -> None:
    given = report("甲甲，乙乙。")
    before = [finding("TEXT50", 0, "甲甲", "丙"), finding("TEXT51", 3, "乙乙", "丁", applies="unsafe")]
    assert settled(given, before=before) == (["丙，乙乙。"], [])
    assert settled(given, before=before, unsafe=True) == (["丙，丁。"], [])


def test_of_two_that_overlap_one_is_made() -> None:
    given = report("甲甲乙乙。")
    before = [
        finding("TEXT50", 0, "甲甲乙", "丙"),
        finding("TEXT51", 2, "乙乙", "丁"),
        finding("TEXT52", 4, "。", "！"),
    ]
    assert settled(given, before=before) == (["丙乙！"], [])


def test_a_file_that_cannot_take_a_change_says_so_and_takes_the_others() -> None:
    """Word files refuse what stands in a field, and what is read back is compared with what was meant."""
    given = report("甲甲，乙乙，丙丙。", "丁丁。")
    before = offering(given, ("甲甲", "一"), ("乙乙", "二二二"), ("丙丙", "三"), ("丁丁", "四"))
    blocks: list[str] = []

    def change(made: list[Edit]) -> tuple[Report, list[NotMade]]:
        blocks.extend(edit.block for edit in made)
        refused = [edit for edit in made if edit.old == "乙乙"]
        fixed = fixed_report(given, [edit for edit in made if edit not in refused])
        if any(edit.old == "丙丙" for edit in made):  # something else in the file moved
            fixed = report(*[line + "尾" for line in text_of(fixed)])
        return fixed, [NotMade(edit, "在域中") for edit in refused]

    made, not_made = settle(given, before, change=change, recheck=checked)
    assert [edit.new for edit in made] == ["一", "四"]
    assert [(item.edit.old, item.reason) for item in not_made] == [("乙乙", "在域中"), ("丙丙", OTHER)]
    assert set(blocks) == {"甲甲，乙乙，丙丙。", "丁丁。"}, "each knows the paragraph it stands in"
    assert [edit.block for edit in made] == ["甲甲，乙乙，丙丙。", "丁丁。"]
    nothing, told = settle(given, before[1:2], change=change, recheck=checked)
    assert (nothing, [item.reason for item in told]) == ([], ["在域中"])


def changes(lengths: list[tuple[int, int, int]]) -> list[Edit]:
    """Changes one after the other: words left alone before each, old and new words of these lengths."""
    made, at = [], 0
    for gap, old, new in lengths:
        at += gap
        made.append(Edit(at, "旧" * old, "新" * new, "TEXT50", "m", "warning", "", "", 0, None, 0))
        at += old
    return made


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4), st.integers(0, 6)), max_size=4),
    st.integers(0, 25),
    st.integers(1, 8),
)
@settings(deadline=None, derandomize=True, max_examples=300)
def test_where_words_were_before_the_changes(lengths: list[tuple[int, int, int]], start: int, length: int) -> None:
    """Every character of the new words knows which of the old it was, or which change made it."""
    made = changes(lengths)
    owners: list[tuple[int, int]] = []
    at = 0
    for edit in made:
        owners += [(number, number + 1) for number in range(at, edit.position)]
        owners += [(edit.position, edit.end)] * len(edit.new)
        at = edit.end
    owners += [(number, number + 1) for number in range(at, at + 40)]
    covered = owners[start : start + length]
    wanted = min(low for low, _ in covered), max(high for _, high in covered)
    assert _Moved(list(reversed(made))).before(start, start + length) == wanted
    for edit in made:
        low, high = _Moved(made).after(edit)
        assert high - low == len(edit.new)
        assert all(owner == (edit.position, edit.end) for owner in owners[low:high])
        assert low == sum(gap for gap, _, _ in lengths[: made.index(edit) + 1]) + sum(
            new for _, _, new in lengths[: made.index(edit)]
        )
