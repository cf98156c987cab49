"""A part of a report put together from a model's sentences: what it leaves out is told, and ours stands in."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao.drafting import draft, outline
from nianbao.drafting.answers import AspectAnswer, ProblemAnswer, ProblemsAnswer, Said
from nianbao.drafting.brief import briefs
from nianbao.drafting.drafted_part import Part, locked_aspect, locked_problems, placed
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.part_judgement import judged_by_rules
from nianbao.facts import FactBook
from nianbao.report import Note, Problem

CAUSE = "经办人员身兼数职，没有时间做图解"


def _locked(said: list[str]) -> tuple[Part, str]:
    """Section 五 with a model's words for its problem, and the text that comes of it."""
    problem = Problem(id="p1", problem="政策解读形式单一", cause=CAUSE, measure="逐件配发图解")
    book = FactBook(outline(report("2021", {}, problems=[problem])))
    brief = next(item for item in briefs(book) if item.key == "problems")
    answer = ProblemAnswer(
        id="p1",
        problem=[Said(text=text, sources=["problem:p1"]) for text in said],
        measures=[Said(text="逐件配发图解。", sources=["problem:p1"])],
    )
    part = locked_problems(ProblemsAnswer(problems=[answer]), brief)
    section = next(item for item in placed(Offline().compose(book).sections, part) if item.id == "problems")
    return part, "".join(paragraph.text for paragraph in section.paragraphs)


@pytest.mark.parametrize(
    "said",
    [["政策解读形式单一，主要是经办人员身兼数职、没有时间做图解。"], ["政策解读形式单一。", CAUSE + "。"]],
)
def test_a_cause_in_other_words_is_the_models(said):
    part, text = _locked(said)
    assert part.complaints == []
    assert text.count("身兼数职") == 1


def test_a_cause_told_with_some_of_its_words_is_not_told_again_and_is_listed() -> None:
    part, text = _locked(["政策解读形式单一，主要原因是经办人员没有时间。"])
    assert part.complaints == []
    assert "身兼数职" not in text
    assert [item.note for item in part.dropped] == ["p1"]


def test_an_account_that_is_left_out_stands_in_its_place_among_the_others() -> None:
    note = Note(id="n1", aspect="requests", text="网上3件，当面2件")
    cells = {"requests.new.natural": 5, "requests.carry_in.natural": 1, "requests.open.natural": 6}
    book = FactBook(outline(report("2021", cells, notes=[note])))
    brief = next(item for item in briefs(book) if item.key == "overview.requests")
    new, *_, review = brief.required
    text = "全年新收政府信息公开申请5件，均由自然人提出；按提交方式，网上3件、当面2件。"
    said = [
        Said(text=text, sources=[new.own, "note:n1"]),
        Said(text="未被申请行政复议、提起行政诉讼。", sources=[review.own]),
    ]
    part = locked_aspect(AspectAnswer(sentences=said), brief)
    section = next(item for item in placed(Offline().compose(book).sections, part) if item.id == "overview")
    text = next(one.text for one in section.paragraphs if one.id == brief.key)
    assert text.index("全年新收") < text.index("应办理6件") < text.index("行政复议")


def test_who_applied_may_be_left_out_where_it_stands_in_brackets() -> None:
    cells = {"requests.new.natural": 5, "requests.carry_in.natural": 1, "requests.open.natural": 6}
    book = FactBook(outline(report("2021", cells)))
    brief = next(item for item in briefs(book) if item.key == "overview.requests")
    due = next(item for item in brief.required if "requests.carry_in.total" in item.shown)
    text = "加上上年结转的1件，应办理6件，年内办结6件，没有结转下年度继续办理的申请。"
    part = locked_aspect(AspectAnswer(sentences=[Said(text=text, sources=[due.own])]), brief)
    assert due not in part.omitted()


def test_a_cause_left_out_is_told_and_ours_is_added():
    part, text = _locked(["政策解读形式单一。"])
    assert [str(item) for item in part.complaints if "没有写表现或原因" in str(item)]
    assert "政策解读形式单一。经办人员身兼数职，没有时间制作图解。" in text


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2025年6月底", "逐件配发图解，2025年6月底前完成"),
        ("2025年6月底前", "逐件配发图解，2025年6月底前完成"),
        ("2025年6月30日", "逐件配发图解，2025年6月30日前完成"),
        ("2025年上半年", "逐件配发图解，2025年上半年完成"),
        ("2025年2月起", "逐件配发图解，2025年2月起开展"),
        ("2025年全年", "逐件配发图解，2025年全年开展"),
        ("每季度", "逐件配发图解，每季度开展"),
        ("长期", "逐件配发图解，长期坚持"),
    ],
)
def test_a_deadline_is_told_as_it_was_meant(deadline, said):
    assert f"{said}。" in _measures(Problem(id="p1", problem="解读少", measure="逐件配发图解", deadline=deadline))


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2025年6月底", "2025年6月底前完成"),
        ("2025年6月底前完成", "2025年6月底前完成"),
        ("2025年上半年", "2025年上半年完成"),
        ("2025年2月起", "2025年2月起开展"),
        ("每季度", "每季度开展"),
        ("长期", "长期坚持"),
    ],
)
def test_what_is_done_stands_before_who_answers_and_by_when(deadline, said):
    problem = Problem(id="p1", problem="解读少", measure="逐件配发图解", owner="办公室", deadline=deadline)
    assert f"逐件配发图解，由办公室负责，{said}。" in _measures(problem)


def test_measures_that_share_an_owner_each_name_it():
    problems = [
        Problem(id="p1", problem="解读少", measure="逐件配发图解", owner="办公室"),
        Problem(id="p2", problem="更新慢", measure="每月5日更新", owner="办公室", deadline="2025年6月底"),
    ]
    text = _measures(*problems)
    assert "1.逐件配发图解，由办公室负责。" in text
    assert "2.每月5日更新，由办公室负责，2025年6月底前落实。" in text


def _measures(*problems: Problem) -> str:
    book = FactBook(outline(report("2021", {}, problems=list(problems))))
    section = next(item for item in Offline().compose(book).sections if item.id == "problems")
    return "".join(paragraph.text for paragraph in section.paragraphs)


def _aspect(said: list[Said], cells: dict[str, int] | None = None) -> Part:
    """The requests' part with a model's sentences."""
    book = FactBook(outline(report("2021", cells or {}, {"requests.new.natural": 2})))
    brief = next(item for item in briefs(book) if item.key == "overview.requests")
    return locked_aspect(AspectAnswer(sentences=said), brief)


def _missing(part: Part) -> str:
    return "".join(item.sentence.text for item in part.omitted())


def test_an_id_among_the_sources_says_nothing():
    """What has to be said is said by words, whatever a sentence cites."""
    ids = ["requests.new.total", "requests.carry_in.total"]
    ids += ["remedies.reconsideration.total", "remedies.litigation.total"]
    none = "全年未收到政府信息公开申请，也没有上年结转的申请。"
    remedies = "未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。"
    cited_only = _aspect([Said(text="依法做好依申请公开工作。", sources=ids)])
    assert none in _missing(cited_only)
    assert remedies in _missing(cited_only)
    assert [item.why for item in cited_only.complaints if "没有写到，或没有写全" in item.why]
    said = _aspect([
        Said(text="本年没有收到公开申请，上年也没有结转的申请。", sources=ids[:2]),
        Said(text="没有行政复议，也没有行政诉讼。", sources=ids[2:]),
    ])  # fmt: skip
    assert none not in _missing(said)
    assert remedies not in _missing(said)


def test_a_change_is_said_with_or_without_its_degree():
    cells = {"requests.new.natural": 3, "requests.open.natural": 3}
    first = Said(text="全年新收政府信息公开申请3件，均由自然人提出。", sources=["requests.new.total"])
    assert "新收数量比上年的2件增加1件" in _missing(_aspect([first], cells))
    for text in ("比上年增加1件。", "申请数量较上年有所增加。", "新收申请比上年增长50%。"):
        part = _aspect([first, Said(text=text, sources=["requests.new.total"])], cells)
        assert "比上年" not in _missing(part), (text, part.complaints)


def test_an_office_may_have_each_measure_beside_its_problem():
    problems = [
        Problem(id="p1", problem="解读少", measure="逐件配发图解", owner="办公室", deadline="2025年6月底"),
        Problem(id="p2", problem="更新慢", measure="每月5日更新"),
    ]
    given = report("2021", {}, problems=problems).model_copy(update={"measures": "对应"})
    section = next(item for item in draft(given).report.sections if item.id == "problems")
    assert "".join(paragraph.text for paragraph in section.paragraphs) == (
        "一是解读少。对此，逐件配发图解，由办公室负责，2025年6月底前完成。二是更新慢。对此，每月5日更新。"
    )


@pytest.mark.parametrize(
    ("said", "marked"), [("由党政办小陈牵头逐件配发图解。", True), ("由党政办牵头逐件配发图解。", False)]
)
def test_the_name_of_a_persons_measure_is_not_printed_without_a_word(said: str, marked: bool) -> None:
    problem = Problem(id="p1", problem="政策解读形式单一", measure="小陈（党政办）牵头，逐件配发图解")
    book = FactBook(outline(report("2021", {}, problems=[problem])))
    brief = next(item for item in briefs(book) if item.key == "problems")
    answer = ProblemAnswer(
        id="p1",
        problem=[Said(text="政策解读形式单一。", sources=["problem:p1"])],
        measures=[Said(text=said, sources=["problem:p1"])],
    )
    part = locked_problems(ProblemsAnswer(problems=[answer]), brief)
    judged = judged_by_rules(part, draft(book.report).report)
    told = [why for why in judged.unsupported.values() if "小陈" in why]
    assert bool(told) is marked, judged.unsupported
    assert all("请核实" in why for why in told)


def test_that_a_problem_is_not_new_stands_with_it_and_is_said_once():
    problems = [
        Problem(id="p1", problem="解读少", measure="逐件配发图解", raised=True),
        Problem(id="p2", problem="上年报告指出的更新慢仍未解决", measure="每月5日更新", raised=True),
    ]
    section = next(
        item for item in draft(report("2021", {}, problems=problems)).report.sections if item.id == "problems"
    )
    texts = [paragraph.text for paragraph in section.paragraphs]
    assert "1.解读少。该问题在上年报告中已经提出，仍然存在。" in texts
    assert "2.上年报告指出的更新慢仍未解决。" in texts


def _section_five(problem: Problem, said: list[str], measures: list[str]) -> tuple[Part, list[str]]:
    """Section 五 with a model's words, and everything that is found in it."""
    book = FactBook(outline(report("2021", {}, problems=[problem])))
    brief = next(item for item in briefs(book) if item.key == "problems")
    id = f"problem:{problem.id}"
    answer = ProblemAnswer(
        id=problem.id,
        problem=[Said(text=text, sources=[id]) for text in said],
        measures=[Said(text=text, sources=[id]) for text in measures],
    )
    part = locked_problems(ProblemsAnswer(problems=[answer]), brief)
    base = book.report.model_copy(update={"sections": Offline().compose(book).sections})
    return part, [str(item) for item in (*part.complaints, *judged_by_rules(part, base).complaints)]


NOT_DONE = Problem(
    id="p1",
    problem="社区公示栏没有装完",
    cause="2个社区的院墙在翻修，新栏没处挂",
    measure="院墙翻修好一处装一处，翻修期间在值班室张贴",
)
SOME = Problem(
    id="p1",
    problem="大厅屏幕和网站内容不一样",
    cause="有的通知只发了屏幕，网站没有",
    measure="凡是屏幕发的通知，2个工作日内在区政府网站补发",
)


@pytest.mark.parametrize(
    ("problem", "said", "measure"),
    [
        (
            NOT_DONE,
            "社区公示栏没有装完，2个社区的院墙在翻修，新栏没处挂。",
            "院墙翻修好一处，公示栏安装一处，翻修期间在值班室张贴。",
        ),
        (
            SOME,
            "大厅屏幕和网站内容不一样，有的通知只发了屏幕，网站没有。",
            "凡是屏幕发布的通知，2个工作日内在区政府网站补发。",
        ),
    ],
)
def test_what_a_problem_denies_or_limits_does_not_bind_its_measure(problem: Problem, said: str, measure: str) -> None:
    _, found = _section_five(problem, [said], [measure])
    assert found == []


def test_a_problem_is_still_bound_by_what_it_denies_and_a_measure_by_its_own_words() -> None:
    _, found = _section_five(NOT_DONE, ["社区公示栏已装完。"], ["院墙翻修好一处装一处，翻修期间在值班室张贴。"])
    assert any("社区公示栏已装完" in item for item in found)
    yearly = Problem(id="p1", problem="公告更新慢", measure="部分社区先行试点，公告不再层层转发")
    _, found = _section_five(yearly, ["公告更新慢。"], ["社区先行试点，公告层层转发。"])
    assert any("社区先行试点" in item for item in found)


def test_figures_of_a_cause_are_asked_of_the_problem_and_not_of_its_measure() -> None:
    problem = Problem(
        id="p1", problem="村里的公告栏更新慢", cause="3个村的文书都是一个人管", measure="每月末到村查看，没换的当场换"
    )
    measure = "每月末到村查看公告栏，没有更换的当场更换。"
    part, found = _section_five(problem, ["村里的公告栏更新慢。"], [measure])
    assert [item for item in found if "没有写全" in item and measure in item] == []
    refused = "村里的公告栏更新慢，17个村的文书都是一个人管。"
    part, found = _section_five(problem, [refused], [measure])
    assert {item.sentence for item in part.complaints} == {refused}  # what was refused goes back, and nothing else
    part, found = _section_five(problem, ["村里的公告栏更新慢。", "17个村的文书都是一个人管。"], [measure])
    assert {item.sentence for item in part.complaints} == {"17个村的文书都是一个人管。"}


def test_a_cause_that_counts_to_one_is_told_by_its_figure() -> None:
    problem = Problem(id="p1", problem="图解太少", cause="全年一张也没做", measure="逐件配发图解")
    part, _ = _section_five(problem, ["图解太少，全年未制作1张图解。"], ["逐件配发图解。"])
    assert part.complaints == []
    part, _ = _section_five(problem, ["图解太少。"], ["逐件配发图解。"])
    assert [item for item in part.complaints if "表现或原因" in item.why]


def test_all_lawsuits_are_told_where_those_brought_directly_are_all() -> None:
    part = _aspect(
        [
            Said(text="全年没有收到政府信息公开申请，没有上年结转的申请。", sources=[]),
            Said(text="被申请行政复议1件，维持1件。", sources=[]),
            Said(text="未经复议直接被提起行政诉讼1件，结果维持。", sources=[]),
        ],
        {"remedies.reconsideration.upheld": 1, "remedies.direct.upheld": 1},
    )
    assert "行政诉讼" not in _missing(part)
