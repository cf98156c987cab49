"""What is no statement for a report is not shown to a model: doubts, words to whoever drafts, wishes as measures."""

from __future__ import annotations

from drafting.figures import report
from drafting.honest import honest
from model_server import serving
from nianbao.drafting import Draft, draft
from nianbao.drafting.engines import Setup, engine
from nianbao.drafting.to_verify import to_verify
from nianbao.report import Note, Problem, Report
from nianbao.settings import ModelSettings


def given() -> Report:
    return report(
        "2021",
        {},
        notes=[
            Note(id="n1", aspect="platform", text="便民服务中心设公开角1处，好像还要再设1处。"),
            Note(id="n2", aspect="platform", text="听说明年要收公众号。"),
            Note(
                id="n3",
                aspect="proactive",
                what="公开",
                object="政府信息",
                quantity="30条",
                result="县直部门20条、乡镇10条",
            ),
        ],
        problems=[
            Problem(
                id="p1", problem="专职人员少", cause="专职只有1人", measure="想再要一个编，估计难", deadline="6月底前"
            ),
            Problem(
                id="p2", problem="群众看不懂答复", cause="回头还要打电话问", measure="编答复书范本，请法律顾问看一遍"
            ),
        ],
    )


def drafted() -> tuple[Draft, str]:
    with serving(honest()) as server:
        chosen = ModelSettings(base_url=server.base_url, model="m", retries=0, threads=1, verify=False)
        found = draft(given(), engine("chat", Setup(chosen)))
    return found, "\n".join(asked.text for asked in server.asked)


def test_what_is_uncertain_is_not_shown_to_a_model_and_is_listed() -> None:
    found, sent = drafted()
    assert "便民服务中心设公开角1处" in sent
    assert "再设1处" not in sent
    assert "听说" not in sent
    assert "收公众号" not in sent
    listed = {item.text: item.note for item in found.dropped}
    assert any("再设1处" in text and note == "n1" for text, note in listed.items())


def test_what_came_of_our_own_doing_is_shown_though_it_names_other_offices() -> None:
    found, sent = drafted()
    assert "县直部门20条、乡镇10条" in sent
    assert not any("县直部门" in item.text for item in found.dropped)


def test_a_wish_is_no_measure_and_a_person_is_asked_for_one() -> None:
    found, sent = drafted()
    assert "编，估计难" not in sent
    assert "问1：问题：专职人员少；表现或原因：专职只有1人\n" in sent
    assert "回头还要打电话问" in sent, "what shows a problem is the matter there"
    paragraphs = {item.id: item.text for _, item in found.report.paragraphs()}
    assert "待填" in paragraphs["problems.p1.measure"]
    assert not any("要一个编" in text for text in paragraphs.values())
    assert any("要一个编" in item.text and item.note == "p1" for item in found.dropped)
    assert "范本" in paragraphs["problems.p2.measure"]


def test_a_note_left_out_is_told_once_with_all_of_its_words() -> None:
    found, _ = drafted()
    assert not [item for item in found.findings if item.code == "SRC15"], "请核实 lists them"
    listed = [line for sort in to_verify(found) for line in sort.lines]
    assert sum("收公众号" in line for line in listed) == 1
