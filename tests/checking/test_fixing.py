"""Fixes: those made bring nothing new, leave nothing of what they mend, and are not offered twice."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checking.examples import WHOLE
from checking.test_fixtures import WITHIN, cases
from nianbao.checking import Finding, Fix, check
from nianbao.checking.document import Document
from nianbao.checking.fixes import edits, fixed_report, settle
from nianbao.reading import read_text
from nianbao.report import FactRef, Paragraph, Report, Section, Sentence, Text, Unit

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "eval" / "injection"))

from base import clean
from plants import KINDS

UNIT = Unit.parse("云岭县白沙镇人民政府")


def finding(position: int, quote: str, text: str | None, **more: object) -> Finding:
    fix = Fix(applies=more.pop("applies", "safe"), text=text)  # type: ignore[arg-type]
    values = {"code": "TEXT07", "name": "x", "severity": "warning", "message": "m", **more}
    return Finding(quote=quote, position=position, offset=position, start=position, fix=fix, **values)  # type: ignore[arg-type]


def test_of_touching_changes_the_first_then_the_gravest_is_made() -> None:
    offered = [
        finding(5, "镇镇", "镇", code="DUP01"),
        finding(4, "我镇镇", "本镇", code="UNIT01"),
        finding(4, "我镇", "本镇", code="UNIT02", severity="error"),
        finding(9, "截止", "截至"),
        finding(9, "截止", "截至"),
    ]
    made = edits(offered)
    assert [(edit.code, edit.new) for edit in made] == [("UNIT02", "本镇"), ("TEXT07", "截至")]
    assert edits(list(reversed(offered))) == made


def test_only_what_is_asked_for_is_changed() -> None:
    offered = [
        finding(0, "甲", "乙", applies="unsafe"),
        finding(2, "丙", "丁", applies="display"),
        finding(4, "戊", None),
        finding(6, "己", "庚", verdict="unassessed"),
        finding(8, "辛", "壬", silenced={"by": "settings"}),
    ]
    assert edits(offered) == []
    assert [edit.new for edit in edits(offered, unsafe=True)] == ["乙"]


def test_a_figure_written_over_keeps_its_fact() -> None:
    spans = [Text(text="新收申请"), FactRef(id="requests.new.total", text="3条"), Text(text="，，办结。")]
    paragraph = Paragraph(id="p", sentences=[Sentence(id="s", spans=spans)])
    report = Report(unit=UNIT, year=2024, sections=[Section(id="overview", paragraphs=[paragraph])])
    made = edits([finding(5, "条", "件"), finding(6, "，，", "，")])
    fixed = fixed_report(report, made).sections[0].paragraphs[0]
    assert fixed.text == "新收申请3件，办结。"
    assert [span.type for span in fixed.sentences[0].spans] == ["text", "fact", "text"]
    assert paragraph.text == "新收申请3条，，办结。"


def test_a_change_that_brings_a_new_finding_is_not_made() -> None:
    """The right word of one rule may be the wrong word of another: then nothing is changed, and it is said why."""
    text = WHOLE.replace("要求编制。", "要求编制。我镇每季度核对一次公开栏，，记录在册。", 1)
    report = read_text(text, unit=UNIT, year=2023)
    findings = check(report)
    at = Document(report).text.index("记录在册")
    bad = findings[0].model_copy(
        update={"code": "TEXT99", "quote": "记录在册", "position": at, "fix": Fix(applies="safe", text="记录。。")}
    )
    made, not_made = settle(report, [*findings, bad])
    assert [edit.old for edit in made] == ["，，"]
    assert [item.edit.new for item in not_made] == ["记录。。"]
    assert "新的问题" in not_made[0].reason


def corpus() -> Iterator[tuple[str, Report]]:
    rng = random.Random(20261124)
    for number, (name, planter) in enumerate(KINDS.items()):
        yield name, planter(clean(number % 60), rng).base.report()


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_of_planted_defects_bring_nothing_new_and_are_final(unsafe: bool) -> None:
    changed = 0
    for name, report in corpus():
        findings = check(report)
        made, not_made = settle(report, findings, unsafe=unsafe)
        fixed = fixed_report(report, made)
        after = check(fixed)
        before = {(item.code, item.quote if item.position is not None else item.cell) for item in findings}
        now = {(item.code, item.quote if item.position is not None else item.cell) for item in after}
        new = {key for key in now - before if not any(key[0] == edit.code for edit in made)}
        quoted = {item.code for item in findings if any(edit.old in item.quote for edit in made)}
        assert {key for key in new if key[0] not in quoted} == set(), name
        assert sum(item.counts for item in after) <= sum(item.counts for item in findings) - len(made), name
        again, _ = settle(fixed, after, unsafe=unsafe)
        assert again == [], name
        assert not_made == [], name
        changed += bool(made)
    assert changed >= (20 if unsafe else 5)


def test_clean_reports_are_left_alone() -> None:
    for number in range(20):
        report = clean(number).report()
        assert settle(report, check(report), unsafe=True) == ([], [])


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_of_the_fixtures_are_final(unsafe: bool) -> None:
    """Over every passage that a rule is known to find: each change takes a finding away, and none is left to make."""
    changed, withdrawn = 0, 0
    for case in cases("fails"):
        report = read_text(case.text, unit=Unit.parse(case.unit, within=WITHIN), year=case.year)
        findings = check(report)
        for _ in range(5):
            made, not_made = settle(report, findings, unsafe=unsafe)
            if not made:
                break
            report = fixed_report(report, made)
            after = check(report)
            assert sum(item.counts for item in after) <= sum(item.counts for item in findings) - len(made), case.text
            findings = after
            changed += len(made)
        assert made == [], case.text
        withdrawn += len(not_made)
    assert changed >= (60 if unsafe else 15)
    assert withdrawn < changed / 10
