"""Accounts of figures: what a statistician can add up, in words that the claims read as what they state."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from drafting.figures import report
from drafting.tables import by_chance
from nianbao import draft
from nianbao.checking import check
from nianbao.claims import Binder, against_facts, claims_of
from nianbao.drafting.accounts import wording
from nianbao.facts import FactBook
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.folder import find
from nianbao.kinds import form_named
from nianbao.report import Blank, Cell, FactRef, Report

SEEDS = 300 if "NIANBAO_LARGE_SEEDS" in os.environ else 5
EXPECTED = {"SRC01", "FORM10", "TABLE05", "TABLE08", "TABLE15"}
"""Findings that figures by chance bring about: blanks, documents that do not follow from last year's."""
FEW = {
    "requests.new.natural": 5, "requests.new.business": 2, "requests.carry_in.natural": 2, "requests.open.natural": 3,
    "requests.deny4.business": 1, "requests.unable1.natural": 2, "requests.unable3.natural": 1,
    "requests.reject2.natural": 1, "requests.carry_out.business": 1,
}  # fmt: skip
MANY = {
    "requests.new.natural": 310, "requests.new.business": 50, "requests.open.natural": 160,
    "requests.open.business": 10, "requests.deny4.natural": 22, "requests.deny6.natural": 9,
    "requests.deny7.business": 4, "requests.deny8.natural": 1, "requests.deny1.natural": 1,
    "requests.unable1.natural": 113, "requests.carry_out.natural": 4,
    "requests.carry_out.business": 36,
}  # fmt: skip


def said(
    figures: dict[str, int],
    last: dict[str, int] | None = None,
    aspect: str = "requests",
    edition: str = "2021",
    **more: object,
) -> str:
    """What a town's report says of an aspect, notes aside."""
    drafted = draft(report(edition, figures, last, notes=[], **more)).report
    return next(p.text for _, p in drafted.paragraphs() if p.aspect == aspect and p.role == "body")


def blank(given: Report, *cells: str) -> Report:
    """The report with cells that nobody filled in."""
    return given.model_copy(update={"cells": given.cells | {id: Cell(value=None, state="blank") for id in cells}})


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_what_is_written_is_read_as_what_it_states(
    edition: str, record_property: Callable[[str, object], None]
) -> None:
    """Tables by chance: every figure binds to its own fact, no claim is false, the check has nothing to say."""
    count = 0
    for seed in range(SEEDS):
        result = draft(by_chance(seed, edition))
        told = claims_of(result.report)
        binder = Binder(told)
        for section, paragraph in result.report.paragraphs():
            if section.id == "preamble" or paragraph.role != "body":
                continue
            bound = {
                item.start: item.fact
                for item in binder.bind(paragraph.text, aspect=paragraph.aspect, section=section.id)
            }
            for piece in paragraph.pieces():
                if isinstance(piece.span, FactRef) and piece.span.value is not None:
                    count += 1
                    assert bound.get(piece.start) == piece.span.id, f"{seed}: {piece.span.shown} in {paragraph.text}"
        verdicts = [
            against_facts(claim, told.book, told.roles) for item in told.readings for claim in item.claims if claim.sure
        ]
        assert [item.said for item in verdicts if item is not None and item.holds is False] == [], seed
        assert [item.message for item in result.findings if item.code not in EXPECTED] == [], seed
    record_property("figures", count)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_list_has_one_item(seed: int) -> None:
    for sentence in draft(by_chance(seed)).report.sentences():
        for listed in re.findall("其中([^；。]*)", sentence.text):
            assert len(re.findall("[0-9]+件", listed)) > 1 or "各" in listed, sentence.text


def test_the_balance_stands_in_one_place() -> None:
    text = said(FEW, {"requests.new.natural": 5})
    assert "全年新收政府信息公开申请7件，其中自然人5件、商业企业2件。" in text
    assert (
        "新收数量比上年的5件增加2件。加上上年结转的2件（自然人），应办理9件，年内办结8件，结转下年度继续办理1件（商业企业）。"
        in text
    )


def test_results_have_the_rows_reasons_and_their_applicants() -> None:
    assert (
        "办结的8件中，予以公开3件（自然人）；因保护第三方合法权益不予公开1件（商业企业）；无法提供3件，"
        "其中本机关不掌握相关政府信息2件（自然人）、补正后申请内容仍不明确1件（自然人）；"
        "因重复申请不予处理1件（自然人）。"
    ) in said(FEW)


@pytest.mark.parametrize(
    ("now", "last", "words"),
    [
        ({"requests.new.natural": 4}, {"requests.new.natural": 10}, "新收数量比上年的10件减少6件，下降60%。"),
        ({"requests.new.natural": 2}, {"requests.new.natural": 1}, "新收数量比上年的1件增加1件。"),
        ({"requests.new.natural": 4}, {"requests.new.natural": 4}, "4件，均由自然人提出。新收数量与上年持平。"),
        ({"requests.new.natural": 1}, {}, "1件，由自然人提出。上年未收到申请。"),
        ({}, {"requests.new.natural": 3}, "全年未收到政府信息公开申请，也没有上年结转的申请。上年新收3件。"),
        ({"requests.new.natural": 4}, None, "全年新收政府信息公开申请4件，均由自然人提出。没有上年结转"),
    ],
)  # fmt: skip
def test_a_change_has_its_base(now: dict[str, int], last: dict[str, int] | None, words: str) -> None:
    assert words in said(now, last)


def test_lawsuits_have_their_results() -> None:
    figures = {
        "remedies.reconsideration.upheld": 1, "remedies.reconsideration.corrected": 1, "remedies.direct.upheld": 2,
        "remedies.direct.pending": 1, "remedies.after.corrected": 1,
    }  # fmt: skip
    assert (
        "因政府信息公开工作被申请行政复议2件，其中维持、纠正各1件；被提起行政诉讼4件，"
        "其中未经复议直接起诉3件（维持2件、尚未审结1件），复议后起诉1件（结果纠正）。"
    ) in said(figures)
    assert "因政府信息公开工作被提起行政诉讼2件，均为复议后起诉（尚未审结）；没有被申请行政复议。" in said(
        {"remedies.after.pending": 2}
    )


def test_zeros_are_said_where_they_are_given_and_only_there() -> None:
    figures = {"licensing.licence.decisions": 42, "documents.normative.made": 2, "documents.normative.in_force": 2}
    text = said(figures, aspect="proactive")
    assert "全年作出行政许可决定42件，没有作出行政处罚、行政强制决定；没有行政事业性收费。" in text
    assert "本年制发行政规范性文件2件，没有废止，年末现行有效2件。" in said(figures, aspect="management")
    given = report("2021", figures, notes=[])
    known = blank(given, "enforcement.coercion.decisions", "documents.normative.repealed")
    text = "".join(sentence.text for sentence in draft(known).report.sentences())
    assert "行政强制" not in text
    assert "没有作出行政处罚决定；" in text
    assert "废止" not in text


def test_an_amount_keeps_its_decimals(tmp_path: Path) -> None:
    given = report("2021", {})
    cells = given.cells | {"fees.charge.amount": Cell(value=Decimal("216.5"), raw="216.50")}
    text = "".join(item.text for item in draft(given.model_copy(update={"cells": cells})).report.sentences())
    assert "；行政事业性收费216.50万元。" in text


@pytest.mark.parametrize(
    ("notices", "collected", "words"),
    [
        (0, 0, "2024年未发出信息处理费收费通知，未收取信息处理费。"),
        (None, 0, "2024年未收取信息处理费。"),
        (None, 90, "2024年实际收取信息处理费90元。"),
        (0, 90, "2024年实际收取信息处理费90元，年内未发出收费通知。"),
        (2, None, "2024年发出信息处理费收费通知2件，通知收费金额300元。"),
        (0, None, "【待填：信息处理费收取情况】"),
    ],
)
def test_of_the_fee_no_more_is_said_than_was_given(notices: int | None, collected: int | None, words: str) -> None:
    figures = {"handling_fee.charged": 300} if notices else {}
    given = report("2021", figures)
    values = {"handling_fee.notices": notices, "handling_fee.collected": collected}
    cells = {id: Cell(value=None if n is None else Decimal(n), raw=str(n or "")) for id, n in values.items()}
    section = draft(given.model_copy(update={"cells": given.cells | cells})).report.section("other")
    assert section is not None
    assert section.paragraphs[0].text == words


def test_what_is_only_declared_zero_with_the_rest_is_not_told_of_notices() -> None:
    """The rest declared zero says that no fee was taken; that no notice went out nobody said."""
    section = draft(report("2021", {"handling_fee.collected": 0})).report.section("other")
    assert section is not None
    assert section.paragraphs[0].text == "2024年未收取信息处理费。"


def test_many_requests_have_shares_and_every_reason() -> None:
    text = said(MANY)
    assert (
        "办结的320件中，予以公开170件，占53.1%；不予公开37件，占11.6%，其中属于国家秘密1件、保护第三方合法权益22件、"
        "属于四类过程性信息9件、属于行政执法案卷4件、属于行政查询事项1件；"
    ) in text
    assert "因本机关不掌握相关政府信息无法提供113件，占35.3%。" in text
    assert "结转下年度继续办理40件。" in text
    assert "（" not in text.partition("办结的320件中")[2]


def test_an_office_chooses_how_much_is_told(tmp_path: Path) -> None:
    brief, full = said(FEW, detail="简"), said(MANY, detail="详")
    assert "办结的8件中，予以公开3件；不予公开1件；" in brief or "办结的8件中，予以公开3件、不予公开1件、" in brief
    assert "自然人" not in brief
    assert "属于国家秘密1件（自然人）" in full


def test_the_level_comes_from_the_settings_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "白沙镇"
    folder.mkdir()
    example = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
    (folder / "report.yaml").write_bytes(example.read_bytes())
    (tmp_path / "nianbao.toml").write_text('[style]\ndetail = "简"\nmeasures = "对应"\n', encoding="utf-8")
    drafted = redraft(find(folder)).draft.report
    text = next(p.text for _, p in drafted.paragraphs() if p.aspect == "requests" and p.role == "body")
    assert "自然人" not in text.partition("办结的13件中")[2].partition("。")[0]
    assert any(p.text.startswith("一是") for _, p in drafted.paragraphs())


def test_the_opening_names_the_law_and_the_years_figures() -> None:
    drafted = draft(report("2021", FEW | {"documents.normative.made": 2})).report
    section = drafted.section("overview")
    assert section is not None
    assert section.paragraphs[0].text == (
        "2024年，我镇依照《中华人民共和国政府信息公开条例》开展政府信息公开工作，"
        "制发行政规范性文件2件，新收政府信息公开申请7件，办结申请8件。"
    )


def test_blanks_are_short_and_how_to_fill_them_stands_beside_the_report() -> None:
    result = draft(report("2019", {}, notes=[], problems=[]))
    blanks = [span for item in result.report.sentences() for span in item.spans if isinstance(span, Blank)]
    assert blanks
    assert [item.shown for item in blanks if len(item.what) > 20 or "素材" in item.what or "，" in item.what] == []
    assert [item.evidence["怎样填"] for item in result.findings if "其他需要报告的事项" in item.message] == [
        "没有的，在素材“其他需要报告的事项”中写“无”"
    ]


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_clause_of_an_account_is_known_as_the_programs_own(edition: str) -> None:
    """Two reports that say the same of figures are not copied from each other."""
    known = {
        re.sub(r"[0-9.]+", "", part)
        for text in wording(edition, "disclosure")
        for part in re.split("[，；。（）、]", text)
    }
    for seed in range(SEEDS):
        drafted = draft(by_chance(seed, edition)).report
        for section, paragraph in drafted.paragraphs():
            if section.id == "preamble" or paragraph.role != "body" or paragraph.aspect is None:
                continue
            clauses = re.split(
                "[，；。（）、]", "".join(s.text for s in paragraph.sentences if s.support == "supported")
            )
            unknown = [part for part in clauses if part and re.sub(r"[0-9.]+", "", part) not in known]
            assert unknown == [], unknown


def test_our_own_statements_say_when_they_may_be_said() -> None:
    form = form_named("2021")
    assert len({item.id for item in form.statements}) == len(form.statements)
    assert FactBook(report("2021", FEW)).value("requests.due.total") == 9
    assert check(draft(report("2021", FEW)).report) == draft(report("2021", FEW)).findings
