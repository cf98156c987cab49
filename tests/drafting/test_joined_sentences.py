"""A model's sentences one by one: which fact each figure is bound to, or every complaint that a clerk reads of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drafting.figures import report as made
from drafting.test_lock import report
from nianbao.drafting import outline
from nianbao.drafting.answers import Said
from nianbao.drafting.brief import Brief, briefs
from nianbao.drafting.figure_lock import Locked, lock
from nianbao.drafting.joined_sentence import claims_made
from nianbao.drafting.note_sentences import unit_words
from nianbao.facts import FactBook
from nianbao.package_data import load_data
from nianbao.report import FactRef, Note, Problem, Report, Text

DATA: Any = load_data(Path(__file__).with_name("joined_sentences.yaml"))


def _briefs(given: Report) -> dict[str, Brief]:
    return {item.key.rpartition(".")[2]: item for item in briefs(FactBook(given), show_values=True)}


def _given() -> Report:
    notes = [
        Note(id=id, aspect=aspect, **(note if isinstance(note, dict) else {"text": note}))
        for aspect, found in DATA["notes"].items()
        for id, note in found.items()
    ]
    problems = [Problem(id=id, **problem) for id, problem in DATA["problems"].items()]
    return report().model_copy(update={"notes": notes, "problems": problems})


BRIEFS = _briefs(_given())
CASES = [
    pytest.param(case, id=f"{group}: {case['say']}") for group, cases in DATA["sentences"].items() for case in cases
]


def locked(brief: Brief, text: str, cites: list[str] = [], behind: str = "") -> Locked:  # noqa: B006
    return lock(Said(text=text, sources=cites), brief, "s", behind)


def reads(result: Locked) -> str:
    """The sentence with what is bound in brackets; of a note's figure, the note's id."""
    assert result.sentence is not None, [item.why for item in result.complaints]
    out = ""
    for span in result.sentence.spans:
        id = "" if isinstance(span, Text) else span.id
        if id.startswith(("note.", "problem.")):
            id = id.split(".")[1]
        out += f"[{id}: {span.shown}]" if id else span.shown
    return out


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_a_sentence(case: dict[str, Any]) -> None:
    brief = BRIEFS[case.get("part", "requests")]
    result = locked(brief, case["say"], case.get("cites", []), case.get("behind", ""))
    if "refused" in case:
        assert result.sentence is None, reads(result)
        assert [item.why for item in result.complaints] == [why.replace("自写", DATA["own"]) for why in case["refused"]]
        assert all(item.fatal for item in result.complaints)
        return
    assert reads(result) == case["reads"]
    assert result.complaints == []
    assert result.sentence is not None
    shown = [span for span in result.sentence.spans if isinstance(span, FactRef)]
    assert all(span.value == brief.book[span.id].value for span in shown)
    facts = {source for span in shown for source in brief.book[span.id].sources}
    assert facts <= set(result.sentence.sources)
    if "holds" in case:
        assert [guard.text for guard in result.sentence.guards] == case["holds"]


QUIET = _briefs(outline(made("2021", {}, {"requests.new.natural": 2})))["requests"]
"""No request came in, none was contested; two the year before."""
FIRST = _briefs(outline(made("2021", {"requests.new.natural": 3, "requests.open.natural": 3})))["requests"]
"""Three requests, all by persons and all granted; nothing is known of the year before."""


@pytest.mark.parametrize(
    ("text", "shown", "holds"),
    [
        ("全年没有收到申请。", "", ["requests.new.total = 0"]),
        ("全年零申请。", "", ["requests.new.total = 0"]),
        ("行政诉讼为零。", "", ["remedies.litigation.total = 0"]),
        ("行政复议零发生。", "", ["remedies.reconsideration.total = 0"]),
        ("全年收到申请0件。", "全年收到申请[requests.new.total: 0件]。", ["requests.new.total = 0"]),
        ("没有复议和诉讼。", "", ["remedies.reconsideration.total = 0", "remedies.litigation.total = 0"]),
        ("没有收到申请，也没有结转。", "", ["requests.new.total = 0", "requests.carry_out.total = 0"]),
        ("2023年新收申请2件。", "2023年新收申请[last.requests.new.total: 2件]。", ["last.requests.new.total > 0"]),
        ("新收申请比上年减少2件。", "新收申请比上年减少[requests.new.total.diff: 2件]。", []),
    ],
)  # fmt: skip
def test_a_year_in_which_there_was_nothing(text: str, shown: str, holds: list[str]) -> None:
    result = locked(QUIET, text)
    assert reads(result) == (shown or text)
    assert result.sentence is not None
    assert [guard.text for guard in result.sentence.guards] == holds


def test_what_is_told_of_a_year_in_which_there_was_nothing() -> None:
    refused = locked(QUIET, "收到申请1件。")
    assert refused.sentence is None
    assert [item.why for item in refused.complaints] == [
        "“1件”" + DATA["own"],
        "“新收政府信息公开申请1件”与表格不符：表格新收政府信息公开申请是0",
    ]


@pytest.mark.parametrize(
    ("text", "shown", "holds"),
    [
        ("申请全部予以公开。", "", ["requests.open.total = 3"]),
        ("均予以公开。", "", ["requests.open.total = 3", "requests.total.total = 3"]),
        ("申请均已办结。", "", ["requests.carry_out.total = 0"]),
        ("申请均予以公开和部分公开。", "", ["requests.open.total = 3", "requests.partial.total = 0"]),
        ("全部由自然人提出。", "", ["requests.new.natural = 3"]),
        ("公开率100%。", "公开率[requests.open.total.share: 100%]。", []),
    ],
)  # fmt: skip
def test_a_first_year_in_which_all_was_granted(text: str, shown: str, holds: list[str]) -> None:
    result = locked(FIRST, text)
    assert reads(result) == (shown or text)
    assert result.sentence is not None
    assert [guard.text for guard in result.sentence.guards] == holds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("申请均不予公开。", "“全部是不予公开”与表格不符：表格新收政府信息公开申请是3，不予公开是0"),
        ("新收申请3件，均予以部分公开。", "“全部是部分公开”与表格不符：表格新收政府信息公开申请是3，部分公开是0"),
        ("全部不予公开。", "“全部是不予公开”与表格不符：表格办结的政府信息公开申请是3，不予公开是0"),
        ("2023年公开信息。", "“2023年”{}"),
        ("2023年新收申请2件。", "“2023年”“2件”{}"),
        ("申请同比上升。", "“同比上升”没有依据：表格和素材里没有可比的数"),
        ("同比有所好转。", "“同比”没有依据：表格和素材里没有可比的数"),
        ("与上年相比，信息更多。", "“与上年相比”没有依据：表格和素材里没有可比的数"),
    ],
)
def test_what_is_not_so_in_a_first_year(text: str, why: str) -> None:
    result = locked(FIRST, text)
    assert result.sentence is None
    assert [item.why for item in result.complaints] == [why.replace("{}", DATA["own"])]


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("新收申请14件。", "全年共收到政府信息公开申请14件。", "办结申请13件。"),
        ("没有科研机构提出申请。", "科研机构提出申请0件。", "没有其他申请人提出申请。"),
        ("新收申请比上年增加4件。", "全年收到的申请，同比增加4件。", "新收申请比上年有所增加。"),
        ("直接起诉1件，均尚未审结。", "直接起诉1件，均尚未审结。", "直接起诉1件，尚未审结1件。"),
    ],
)
def test_two_texts_claim_the_same_of_the_tables_or_do_not(text: str, same: str, other: str) -> None:
    brief = BRIEFS["requests"]
    assert claims_made(text, brief)
    assert claims_made(text, brief) == claims_made(same, brief)
    assert claims_made(text, brief) != claims_made(other, brief)


@pytest.mark.parametrize(
    "text", ["新收申请15件。", "全年会商5件。", "新收申请比上年有所减少。", "没有自然人提出申请。"]
)
def test_what_is_not_so_or_of_no_table_is_no_claim(text: str) -> None:
    assert claims_made(text, BRIEFS["requests"]) == frozenset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("向松本镇学习", "向松本镇学习"),
        ("松本镇的做法", "松本镇的做法"),
        ("样本局部修改", "样本局部修改"),
        ("本市民来信", "本市民来信"),
        ("由本镇办理", "由我镇办理"),
        ("群众对本街道满意，全年我街道收到", "群众对我镇满意，全年我镇收到"),
        ("本局面向群众", "我镇面向群众"),
        ("我局长期公开", "我镇长期公开"),
    ],
)
def test_a_unit_speaks_of_itself_in_words_and_not_within_names(text: str, shown: str) -> None:
    assert "".join(span.shown for span in unit_words([Text(text=text)], report().unit)) == shown


SAID = {
    "requests": "按渠道：网页8、快递4、当面2（网页这8里头含邮箱来的3）。一个人全年提了46件。难办的上过局务会，上过6次",
    "management": "制发公文73件：主动公开21、依申请公开28、不公开24。1991到2005年的老档扫完了",
    "supervision": "公开股3个编，含1个劳务派遣。来电25",
}


@pytest.mark.parametrize(
    ("part", "text", "found"),
    [
        ("requests", "网页8件（含邮箱3件）、快递4件、当面2件。", "网页[8件]（含邮箱[3件]）、快递[4件]、当面[2件]。"),
        ("requests", "网页8（邮箱3）。", "网页[8]（邮箱[3]）。"),
        ("requests", "1名申请人全年提出申请46件。", "[1名]申请人全年提出申请[46件]。"),
        ("requests", "难办的提交局务会，全年提交6次。", "难办的提交局务会，全年提交[6次]。"),
        (
            "management",
            "制发公文73件，其中主动公开21件、依申请公开28件、不公开24件。",
            "制发公文[73件]，其中主动公开[21件]、依申请公开[28件]、不公开[24件]。",
        ),
        ("management", "1991年至2005年的老档已扫描。", "[1991年]至[2005年]的老档已扫描。"),
        ("supervision", "公开股编制3名，含劳务派遣1人。", "公开股编制[3名]，含劳务派遣[1人]。"),
        ("requests", "网页8件、快递2件、当面4件。", "“2件”“4件”" + DATA["own"]),
        ("supervision", "来电25人次。", "“25人次”" + DATA["own"]),
    ],
)
def test_a_figure_takes_the_measure_word_that_its_note_left_out(part: str, text: str, found: str) -> None:
    """Of the sum that it is part of, of what it counts, or of the year it reaches to; of another it is not said."""
    notes = [Note(id=aspect, aspect=aspect, text=said) for aspect, said in SAID.items()]
    result = locked(_briefs(report().model_copy(update={"notes": notes}))[part], text, [part])
    if result.sentence is None:
        assert "；".join(item.why for item in result.complaints) == found
    else:
        assert re.sub(r"\[[a-z]+: ", "[", reads(result)) == found
