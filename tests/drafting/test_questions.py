"""Questions (追问): which are open, what an answer becomes, and what gainsays it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from drafting.asking import settings_for
from drafting.figures import report
from drafting.honest import honest
from drafting.misbehaviour import KEY, MODELS
from model_server import serving
from nianbao.checking import check
from nianbao.drafting import draft
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.open_questions import Asked, Given, Situation
from nianbao.drafting.question_answers import RefusedAnswer, parsed, sentence_of
from nianbao.facts import complete
from nianbao.kinds import form_named
from nianbao.kinds.questions import Question, questions_of
from nianbao.report import Cell, LastYear, Note, Problem, Report, Unit

REQUESTS = {"requests.new.natural": 5, "requests.open.natural": 4, "requests.carry_out.natural": 1}


def town(figures: dict[str, int] | None = None, **more: object) -> Report:
    return report("2021", figures or {}, **{"notes": [], "problems": [], **more})


def keys(given: Report, **answers: str) -> list[str]:
    return [asked.key for asked in Situation(given, {key: Given(text) for key, text in answers.items()}).open]


def question(id: str) -> Question:
    return next(item for item in questions_of("disclosure").questions if item.id == id)


def note(aspect: str, text: str) -> Note:
    return Note(id="n1", aspect=aspect, text=text)


# ── what is asked


def test_requests_are_asked_about_only_where_there_were_any() -> None:
    assert {"in_time", "request_subjects", "carried_reason"} <= set(keys(town(REQUESTS)))
    assert not {"in_time", "request_subjects", "carried_reason"} & set(keys(town()))


@pytest.mark.parametrize(
    ("aspect", "text", "asked"),
    [
        ("supervision", "全年组织业务培训2次，参训40人次", "training"),
        ("proactive", "全年主动公开政府信息126条", "published_total"),
        ("proactive", "发布政策解读6篇", "interpretation_count"),
        ("management", "清理过期信息12条", "cleanup"),
        ("supervision", "由副镇长分管", "leader"),
        ("supervision", "县里考核为良好", "assessment"),
        ("requests", "申请均在法定期限内答复", "in_time"),
        ("supervision", "全年没有因政务公开工作被追究责任的情形", "accountability"),
    ],
)
def test_what_a_note_says_is_not_asked(aspect: str, text: str, asked: str) -> None:
    assert asked in keys(town(REQUESTS))
    assert asked not in keys(town(REQUESTS, notes=[note(aspect, text)]))


def test_a_note_on_something_else_does_not_silence_a_question() -> None:
    assert "training" in keys(town(notes=[note("supervision", "由党政办更新公开指南")]))


def test_a_bureau_is_not_asked_what_governments_report() -> None:
    bureau = town(unit=Unit.parse("云岭县教育局"))
    assert not {"assessment", "appraisal", "accountability", "boards"} & set(keys(bureau))
    assert "random_checks" in keys(bureau)


def test_each_problem_is_asked_for_what_it_lacks() -> None:
    given = town(
        problems=[Problem(id="p1", problem="解读形式单一", measure="配图解"), Problem(id="p2", problem="更新慢")]
    )
    found = keys(given)
    assert "problem_measure@p2" in found
    assert "problem_measure@p1" not in found
    assert {"problem_owner@p1", "problem_deadline@p1", "problem_owner@p2"} <= set(found)
    assert "problem_first" not in found


def test_a_long_problem_is_cut_at_a_mark_and_says_so() -> None:
    given = town(problems=[Problem(id="p1", problem="公开不及时；解读形式单一；人员更换频繁、没有交接记录")])
    (asked,) = [item for item in Situation(given, {}).open if item.key == "problem_measure@p1"]
    assert "“公开不及时；解读形式单一；人员更换频繁……”" in asked.ask


def test_last_years_problems_are_asked_about_where_the_report_is_kept() -> None:
    last = LastYear(year=2023, edition="2021", text={"problems": "公开不及时。"})
    assert "last_problems" in keys(town().model_copy(update={"last": last}))
    assert "last_problems" not in keys(town())


def test_an_aspect_with_enough_sentences_is_asked_less() -> None:
    many = [Note(id=f"n{number}", aspect="management", text=f"做了第{number}件管理方面的事") for number in range(1, 6)]
    assert "archive" in keys(town())
    assert "archive" not in keys(town(notes=many))


def test_a_thin_aspect_comes_before_a_full_one() -> None:
    full = [Note(id=f"n{number}", aspect="supervision", text=f"做了第{number}件事") for number in range(1, 4)]
    found = keys(town(notes=full))
    assert found.index("review") < found.index("training")
    assert (thin := keys(town())).index("training") < thin.index("review")


def test_empty_cells_are_asked_for_and_filled() -> None:
    base = town()
    cells = {id: cell for id, cell in base.cells.items() if not id.startswith("handling_fee.")}
    given = base.model_copy(update={"cells": cells})
    assert "fee_notices" in keys(given)
    answered = Situation(given, {"fee_notices": Given("0"), "fee_collected": Given("0")})
    assert answered.report.cells["handling_fee.notices"].value == 0
    assert answered.report.cells["handling_fee.collected"].value == 0


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_questions_are_asked_of_both_editions(edition: str) -> None:
    given = report(edition, REQUESTS, notes=[], problems=[])
    assert {"in_time", "published_total", "training"} <= set(keys(given))


# ── answers


@pytest.mark.parametrize(
    ("id", "raw", "text", "sentence"),
    [
        ("training", "3", "3次", "全年举办政务公开业务培训3次。"),
        ("training", "３次", "3次", "全年举办政务公开业务培训3次。"),
        ("training", "三", "3次", "全年举办政务公开业务培训3次。"),
        ("training", "没有", "0次", "全年未举办政务公开业务培训。"),
        ("training", "0", "0次", "全年未举办政务公开业务培训。"),
        ("published_total", "约120", "约120条", "全年主动公开政府信息约120条。"),
        ("published_total", "一百二十多条", "120多条", "全年主动公开政府信息120多条。"),
        ("published_total", "1,204", "1204条", "全年主动公开政府信息1204条。"),
        ("published_total", "1.2万条", "1.2万条", "全年主动公开政府信息1.2万条。"),
        ("training_people", "70余人次", "70余人次", "参训70余人次"),
        ("in_time", "y", "是", "办结的申请均在法定期限内答复。"),
        ("leak", "没有", "否", "全年未发生因审查不到位公开不应公开内容的情况。"),
        ("guide", "2024-05-12", "2024年5月12日", "政府信息公开指南和目录于2024年5月12日更新。"),
        ("guide", "5月", "5月", "政府信息公开指南和目录于5月更新。"),
        ("guide", "没有", "没有", "政府信息公开指南和目录全年未更新。"),
        ("budget", "2", "只公开了预算", "公开了年度预算。"),
        ("leader", "副镇长", "副镇长", "政府信息公开工作由副镇长分管。"),
        ("request_subjects", "征地；低保,项目", "征地、低保、项目", "申请内容主要涉及征地、低保、项目。"),
        ("review", "信息发布前由办公室复核。", "信息发布前由办公室复核", "信息发布前，由办公室复核。"),
        ("assessment", "没有开展", "没有", "未开展工作考核。"),
        ("appraisal", "请代表8人提意见3条", "请代表8人提意见3条", "社会评议方面，请代表8人提意见3条。"),
        ("appraisal", "请代表8人评议", "请代表8人评议", "请代表8人评议。"),
        ("columns", "新设“惠民补贴”栏目", "新设“惠民补贴”栏目", "新设“惠民补贴”栏目。"),
        ("guide", "九月三十日", "9月30日", "政府信息公开指南和目录于9月30日更新。"),
        ("guide", "二〇二四年九月", "2024年9月", "政府信息公开指南和目录于2024年9月更新。"),
        ("guide", "九月底", "9月底", "政府信息公开指南和目录于9月底更新。"),
        ("training", "不写", "不写", ""),
        ("documents_agreed", "否", "否", ""),
    ],
)  # fmt: skip
def test_an_answer_becomes_a_sentence(id: str, raw: str, text: str, sentence: str) -> None:
    asked = question(id)
    answer = parsed(asked, raw)
    assert (answer.text, sentence_of(asked, answer)) == (text, sentence)


@pytest.mark.parametrize(
    ("id", "raw", "said"),
    [
        ("training", "几次", "请填一个数字，单位是次"),
        ("training", "3-5", "请填一个数字"),
        ("training", "-3", "请填一个数字"),
        ("training", "2.5", "请填整数"),
        ("training", "3人", "问的是多少次"),
        ("training", "2次，参训40人", "请填一个数字"),
        ("cell_made", "约3", "请填准确的数字"),
        ("in_time", "大概吧", "请填“是”或“否”"),
        ("guide", "13月", "没有13月"),
        ("guide", "2月30日", "2月没有30日"),
        ("guide", "九月三十一日", "9月没有31日"),
        ("guide", "二〇二四年十三月五日", "没有13月"),
        ("columns", "九月三十一日", "9月没有31日"),
        ("columns", "九月三十日", "只写了日期"),
        ("columns", "4月31日新设栏目2个", "4月没有31日"),
        ("leader", "二月三十日成立的领导小组", "2月没有30日"),
        ("budget", "公开了", "请从下列各项中选一项"),
        ("assessment", "3", "太短"),
        ("review", "好像是三审？", "问号"),
        ("leader", "字" * 80, "请只填名称"),
        ("review", "字" * 600, "600 个字"),
        ("training", " 。 ", "没有写回答"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_words(id: str, raw: str, said: str) -> None:
    with pytest.raises(RefusedAnswer) as refused:
        parsed(question(id), raw)
    assert said in str(refused.value)


def answered(given: Report, **answers: str) -> Situation:
    return Situation(given, {key: Given(text) for key, text in answers.items()})


def test_an_answer_is_a_note_of_its_own_whose_figures_are_facts() -> None:
    found = answered(town(), training="2", training_people="56")
    made = draft(found.report).report
    (sentence,) = [item for item in made.sentences() if "业务培训2次" in item.text]
    assert sentence.text == "全年举办政务公开业务培训2次，参训56人次。"
    assert sentence.sources == ["note:answer:training", "note:answer:training_people"]
    assert sentence.support == "supported"
    assert [span.value for span in sentence.spans if hasattr(span, "value")] == [2, 56]
    assert not [item for item in check(made) if item.severity == "error" and "培训" in item.quote]


REPORTED = (
    ("2021", "云岭县白沙镇人民政府"),
    ("2021", "云岭县教育局"),
    ("2019", "云岭县人民政府"),
    ("2019", "云岭县白沙镇人民政府"),
)
EVERYTHING = REQUESTS | {
    "requests.carry_in.natural": 2, "requests.deny4.natural": 2, "requests.new.business": 2,
    "remedies.reconsideration.corrected": 1, "remedies.direct.corrected": 1, "documents.normative.made": 2,
}  # fmt: skip
SAMPLES = {
    "number": ("0", "1", "3"),
    "yes_no": ("是", "否", "是"),
    "date": ("5月", "没有", "2024年3月2日"),
    "name": ("综合办公室", "副职负责人", "县政府网站信息公开专栏"),
    "text": ("由#科核对调整", "没有", "#科有2人更换"),
    "list": ("网络1件、信函2件", "没有", "网络3件"),
}


def samples(turn: int) -> dict[str, Given]:
    """An answer for every question that is not of a problem or a cell; questions that lead on are answered so."""
    asked = [item for item in questions_of("disclosure").questions if not (item.each or item.makes or item.cell)]
    leading = {id: wanted for item in asked for id, wanted in item.follows.items()}
    found = {}
    for item in asked:
        raw = list(item.choices)[turn % len(item.choices)] if item.answer == "choice" else SAMPLES[item.answer][turn]
        if item.answer == "list" and "条" in item.help + item.ask:
            raw = raw.replace("件", "条")
        raw = raw.replace("#", chr(ord("甲") + len(found)))
        if item.id in leading and turn:
            raw = "7" if leading[item.id] == "some" else leading[item.id]
        found[item.id] = Given(raw)
    return found


@pytest.mark.long
@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize(("edition", "unit"), REPORTED)
def test_check_has_nothing_against_the_sentences_of_answers(edition: str, unit: str, turn: int) -> None:
    """What we write of answers is read back as what it states: no finding that was not there before."""
    base = report(edition, EVERYTHING, {"requests.new.natural": 4}, notes=[], problems=[], unit=Unit.parse(unit))
    before = {(item.code, item.message) for item in draft(base).findings}
    found = Situation(base, samples(turn))
    assert len(found.used) > 40
    made = draft(found.report)
    new = [item for item in made.findings if item.counts and (item.code, item.message) not in before]
    assert not [(item.code, item.message, item.quote) for item in new if item.severity != "info"]
    gainsaid = {key for key, why in found.unused.items() if "答的是" in why}
    assert gainsaid <= ({"documents_public"} if edition == "2019" else set())  # 2019 counts what was published


def test_a_follow_up_is_joined_to_the_answer_that_it_follows() -> None:
    answers = {
        "accounts": "2",
        "quarterly": "没有被检查",
        "accounts_closed": "1",
        "zones": "1",
        "zones_where": "办事大厅",
    }
    text = "".join(item.text for item in draft(answered(town(), **answers).report).report.sentences())
    assert "年末有政务新媒体账号2个，全年关停、注销1个。" in text
    assert "设有政务公开专区、查阅点1处，设在办事大厅。" in text


def test_answers_to_required_items_close_their_blanks() -> None:
    blanks = {item.id for item in draft(town()).report.sentences() if item.support == "blank"}
    assert {"blank.assessment", "blank.appraisal", "blank.accountability"} <= blanks
    found = answered(town(), assessment="县里考核为良好", appraisal="没有", accountability="没有", other_matters="没有")
    made = draft(found.report).report
    text = "".join(item.text for item in made.sentences())
    assert not {item.id for item in made.sentences() if item.support == "blank"} & {
        "blank.assessment", "blank.appraisal", "blank.accountability", "blank.other",
    }  # fmt: skip
    assert "未开展社会评议。" in text
    assert "无其他需要报告的事项。" in text


def test_a_problem_is_made_and_then_asked_for_its_measure() -> None:
    found = answered(town(), problem_first="公开不够及时")
    assert [item.problem for item in found.report.problems] == ["公开不够及时"]
    key = "problem_measure@answer:problem_first"
    assert key in [asked.key for asked in found.open]
    found = Situation(town(), {"problem_first": Given("公开不够及时"), key: Given("每季度核对一次")})
    text = "".join(item.text for item in draft(found.report).report.sentences())
    assert "公开不够及时。" in text
    assert "每季度核对1次。" in text


def test_nothing_answered_is_asked_again_and_leaving_out_is_an_answer() -> None:
    found = answered(town(REQUESTS), training="不写", published_total="120", in_time="是")
    assert not {"training", "published_total", "in_time"} & {asked.key for asked in found.open}
    assert not [item for item in found.report.notes if "training" in item.id]


# ── what gainsays an answer


def test_more_than_the_table_has_is_told_at_once_and_not_used() -> None:
    found = answered(town(REQUESTS), late="8", in_time="否")
    assert found.unused["late"] == "表里办结的政府信息公开申请为4件，这里答8件"
    assert not [item for item in found.report.notes if item.id == "answer:late"]
    assert "late" in [asked.key for asked in found.open]


def test_the_parts_of_a_list_are_no_more_than_the_whole() -> None:
    found = answered(town(REQUESTS), request_channels="网络4件、信函2件")
    assert found.unused["request_channels"] == "表里新收政府信息公开申请为5件，这里合计6件"


def test_a_text_that_gainsays_the_table_is_told() -> None:
    found = answered(town(REQUESTS), reply_review="全年收到政府信息公开申请8件，由司法所审核")
    assert "5" in found.unused["reply_review"]
    assert "8件" in found.unused["reply_review"]


def test_an_answer_for_other_figures_is_asked_again() -> None:
    given = {"in_time": Given("是", {"requests.done": "4"})}
    assert "answer:in_time" in [item.id for item in Situation(town(REQUESTS), given).report.notes]
    more = town(REQUESTS | {"requests.open.natural": 5, "requests.new.natural": 6})
    found = Situation(more, given)
    assert "answer:in_time" not in [item.id for item in found.report.notes]
    assert found.open[0].key == "in_time"
    assert "4件" in found.open[0].why


def test_an_answer_gives_way_to_a_note_and_to_the_table() -> None:
    found = answered(town(notes=[note("supervision", "举办业务培训5次")]), training="2")
    assert found.unused["training"] == "素材里已经写了"
    text = "".join(item.text for item in draft(found.report).report.sentences())
    assert "培训2次" not in text
    filled = answered(town({"documents.normative.made": 3}), cell_made="2")
    assert filled.report.cells["documents.normative.made"].value == 3
    assert filled.told == ["追问“本年制发行政规范性文件几件？”答的是2件，表里已经填了3件，用的是表里的数，请核对"]


def test_no_answer_outlives_what_it_was_given_for() -> None:
    """Every figure that an answer depends on is changed: the answer is used only where it still may be true."""
    given = {
        "in_time": Given("是", {"requests.done": "4"}),
        "request_channels": Given("网络3件、信函2件", {"requests.new": "5"}),
        "carried_reason": Given("年末收到", {"requests.carry_out": "1"}),
    }
    base = town(REQUESTS)
    used = {item.id for item in Situation(base, given).report.notes}
    assert used == {"answer:in_time", "answer:request_channels", "answer:carried_reason"}
    form = form_named("2021")
    for cell, goes in (
        ("requests.new.natural", "answer:request_channels"),
        ("requests.open.natural", "answer:in_time"),
        ("requests.carry_out.natural", "answer:carried_reason"),
    ):
        for value in (0, 9):
            cells = complete(form, base.cells | {cell: Cell(value=Decimal(value), raw=str(value))})
            left = {item.id for item in Situation(base.model_copy(update={"cells": cells}), given).report.notes}
            assert goes not in left, (cell, value)


def test_an_edition_that_calls_its_parts_otherwise_is_asked_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_FORMS", str(Path(__file__).parent.parent / "third_edition"))
    given = Report(unit=Unit.parse("云岭县白沙镇人民政府"), year=2026, structured=True)
    found = Situation(given, {})
    assert {"assessment", "training", "review", "other_matters", "problem_first"} <= {item.key for item in found.open}
    done = answered(
        given, assessment="县里考核为良好", other_matters="没有", training="2", problem_first="更新不够及时"
    )
    made = draft(done.report).report
    text = "".join(item.text for item in made.sentences())
    assert "全年举办政务公开业务培训2次。" in text
    assert "县里考核为良好。" in text
    assert "方面，县里" not in text
    assert "更新不够及时。" in text
    assert not {"other_matters", "assessment"} & {item.key for item in done.open}


def test_the_other_kind_of_report_has_questions_of_its_own() -> None:
    given = Report(unit=Unit.parse("云岭县白沙镇人民政府"), year=2024, kind="lawful_government", structured=True)
    found = [item.key for item in Situation(given, {}).open]
    assert {"problem_first", "other_matters", "chaired"} == set(found[:3])
    assert {"chaired", "studied", "reviewed", "mediated"} <= set(found)
    made = draft(answered(given, mediated="42", chaired="2").report).report
    text = "".join(item.text for item in made.sentences())
    assert "全年调解矛盾纠纷42件。" in text
    assert "主要负责人全年主持召开法治建设会议2次。" in text


def covered(blank: str, waiting: list[Asked]) -> bool:
    """Whether an open question would fill a blank of a draft."""
    kind, _, rest = blank.partition(".")
    return any(
        blank in asked.question.blanks
        or (kind == "blank" and rest in (asked.question.aspect, asked.question.item))
        or (kind == "measure" and asked.key == f"problem_measure@{rest}")
        for asked in waiting
    )


@pytest.mark.parametrize(("edition", "unit"), REPORTED)
def test_every_gap_that_a_draft_leaves_is_a_question(edition: str, unit: str) -> None:
    base = report(edition, REQUESTS, notes=[], problems=[Problem(id="p1", problem="更新慢")], unit=Unit.parse(unit))
    cells = {id: cell for id, cell in base.cells.items() if not id.startswith("handling_fee.")}
    for given in (base.model_copy(update={"cells": cells}), base.model_copy(update={"problems": []})):
        waiting = Situation(given, {}).open
        blanks = {item.id for item in draft(given).report.sentences() if item.support == "blank"}
        assert blanks
        assert not {blank for blank in blanks if not covered(blank, waiting)}


def test_a_model_writes_from_answers_as_from_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    found = answered(town(REQUESTS), training="2", leader="副镇长", request_subjects="征地", published_total="126")
    with serving(honest()) as server:
        model = Modelled(MODELS["chat"](settings_for(server.base_url)), Options())
        made = draft(found.report, model)
    theirs = {item.text: item.sources for item in made.report.sentences() if item.origin == "chat"}
    assert theirs["全年举办政务公开业务培训2次。"] == ["note:answer:training"]
    assert theirs["申请内容主要涉及征地。"] == ["note:answer:request_subjects"]
    assert not made.dropped
    assert not made.unused


def test_of_two_statements_that_cannot_both_be_true_is_asked_which_holds() -> None:
    given = town(
        REQUESTS,
        notes=[note("requests", "全年收到政府信息公开申请8件"), Note(id="n2", aspect="supervision", text="培训2次")],
    )
    found = Situation(given, {})
    asked = found.open[0]
    assert asked.key == "which_holds@n1"
    assert "5" in asked.ask
    assert "全年收到政府信息公开申请8件" in asked.ask
    table, other = asked.question.choices
    kept = Situation(given, {asked.key: Given(table)})
    text = "".join(item.text for item in draft(kept.report).report.sentences())
    assert "8件" not in text
    assert "培训2次" in text
    assert kept.told == ["素材“全年收到政府信息公开申请8件”与表不符，按追问的回答没有写进报告"]
    assert asked.key not in [item.key for item in kept.open]
    mended = Situation(given, {asked.key: Given(other)})
    assert "请在表里改正" in mended.told[0]
    made = draft(mended.report)  # until that is done, both cannot stand side by side
    assert "8件" not in "".join(item.text for item in made.report.sentences())
    assert [(item.note, "请核对哪个对" in item.reason) for item in made.dropped] == [("n1", True)]


def test_what_the_tables_gainsay_is_asked_by_its_short_name_too() -> None:
    cells = {**REQUESTS, "enforcement.penalty.decisions": 3}
    given = town(cells, notes=[note("proactive", "处罚今年一共做了5起，公开栏每月更换")])
    asked = [item.ask for item in Situation(given, {}).open]
    assert "表格行政处罚处理决定是3，素材写的是“处罚今年一共做了5起”，哪个对？" in asked
    made = draft(given)
    text = "".join(item.text for item in made.report.sentences())
    assert "5起" not in text
    assert "公开栏每月更换" in text


def test_what_agrees_with_the_table_is_not_asked_about() -> None:
    for text in (
        "全年收到政府信息公开申请5件",
        "有1件申请结转下年度办理",
        "办结的申请均按期答复",
        "申请人到窗口咨询3次",
    ):
        assert not [
            key for key in keys(town(REQUESTS, notes=[note("requests", text)])) if key.startswith("which_holds")
        ]
