"""What leaves the machine: over real HTTP, no name and number of a person; and it comes back into the draft."""

from __future__ import annotations

import json
from typing import Any

import pytest

from drafting.figures import report
from drafting.honest import honest
from model_server import Answer, Asked, Server, completion, serving
from nianbao import draft
from nianbao.drafting import Draft
from nianbao.drafting.engines import Setup, engine
from nianbao.report import Note, Problem, Report
from nianbao.settings import ModelSettings
from nianbao.text.masking import Mask

PEOPLE = (
    "李小红", "王先生", "刘翠花", "周正义", "阿依古丽", "买买提", "赵国强", "一三八零零一三八零零零", "13800138000",
    "肺癌", "zhang.san@qq.com", "65123456", "3栋2单元501室", "2单元", "5000", "530102", "D12345", "初23号",
)  # fmt: skip
"""What tells of people in the report below."""


def given() -> Report:
    """A report whose notes tell of people in the ways that clerks write."""
    return report(
        "2021",
        {"requests.new.natural": 3, "requests.open.natural": 2, "requests.carry_out.natural": 1},
        notes=[
            Note(id="n1", aspect="proactive", text="群众李小红反映公开栏看不清，已更换2块。"),
            Note(id="n2", aspect="requests", text="王先生来电咨询，电话一三八零零一三八零零零，当面答复。"),
            Note(id="n3", aspect="requests", text="申请人（刘翠花）委托律师周正义领取答复。"),
            Note(
                id="n4",
                aspect="management",
                text="牧民阿依古丽·买买提反映住址登记有误，已更正为白沙小区3栋2单元501室。",
            ),
            Note(id="n5", aspect="management", text="村民张大山患肺癌，信息公开后领取救助金5000元。"),
            Note(id="n6", aspect="supervision", text="签发人赵国强审核，车牌云A·D12345登记，邮箱zhang.san@qq.com。"),
            Note(
                id="n7", aspect="platform", text="公开栏留家庭电话0871-65123456，身份证 530102 1985 0312 1234 已遮盖。"
            ),
        ],
        problems=[
            Problem(id="p1", problem="群众李小红再次反映解读少", measure="由李小红试读（2024）云01行初23号案的解读")
        ],
    )


def drafted(server: Server, name: str = "chat", *, polish: bool = False, **settings: Any) -> Draft:
    chosen = ModelSettings(base_url=server.base_url, model="m", retries=0, **settings)
    return draft(given(), engine(name, Setup(chosen), polish=polish))


def sent(server: Server) -> str:
    return "\n".join(asked.text for asked in server.asked)


def told(server: Server) -> list[str]:
    return [word for word in PEOPLE if word in sent(server)]


@pytest.mark.parametrize(("name", "show"), [("chat", False), ("chat", True), ("langchain", False)])
def test_a_draft_sends_nobody(name: str, show: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-a-key")
    with serving(honest()) as server:
        found = drafted(server, name, show_values=show, verify=True)
    assert server.asked
    assert told(server) == []
    text = "\n".join(paragraph.text for _, paragraph in found.report.paragraphs())
    assert "〔姓名" not in text
    assert "王先生来电咨询" in text  # put back where the text needs it
    assert "3栋2单元501室" in text
    assert "刘翠花" not in text  # an applicant's name is not published, whoever drafts


def test_the_same_person_is_the_same_in_every_question() -> None:
    with serving(honest()) as server:
        drafted(server)
    marks = {asked.text[at : at + 5] for asked in server.asked if (at := asked.text.find("群众〔") + 2) > 1}
    assert marks == {"〔姓名1〕"}


def test_polishing_sends_nobody() -> None:
    with serving(lambda _: completion('{"sentences": []}')) as server:
        drafted(server, polish=True, verify=False)
    assert server.asked
    assert told(server) == []


def test_a_model_that_names_somebody_is_not_believed() -> None:
    def naming(asked: Asked) -> Answer:
        said = {"text": "申请人孙大伟（电话13900001111）反映公开栏已更换。", "sources": ["note:n1"]}
        return completion(json.dumps({"sentences": [said]}, ensure_ascii=False))

    with serving(naming) as server:
        found = drafted(server, verify=False, max_repairs=1)
    text = found.model_dump_json()
    assert "孙大伟" not in text
    assert "13900001111" not in text
    assert any("素材里没有的" in item.reason for item in found.dropped) or "素材里没有的" in str(found.failures)
    assert any("写了素材里没有的姓名" in asked.text for asked in server.asked)  # goes back to it as a complaint


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("周副镇长分管", "〔姓名1〕副镇长分管"),  # the post may be told, and is seen
        ("热线办单全年30件", "热线办单全年30件"),
        ("有人问自己家在地图哪个位置", "有人问自己家在地图哪个位置"),
    ],
)
def test_a_post_a_time_and_a_question_are_not_masked(words: str, sent: str) -> None:
    assert Mask().out(words) == sent


def test_a_placeholder_that_nobody_gave_is_refused() -> None:
    def making(asked: Asked) -> Answer:
        said = {"text": "〔姓名99〕反映公开栏已更换。", "sources": ["note:n1"]}
        return completion(json.dumps({"sentences": [said]}, ensure_ascii=False))

    with serving(making) as server:
        found = drafted(server, verify=False, max_repairs=0)
    assert "〔姓名99〕" not in "".join(paragraph.text for _, paragraph in found.report.paragraphs())


@pytest.mark.parametrize("written", ["[姓名1]", "【姓名1】", "〔姓名１〕", "（姓名1）", "〔 姓名1 〕"])
def test_a_placeholder_in_other_brackets_is_known(written: str) -> None:
    def other(asked: Asked) -> Answer:
        said = {"text": f"群众{written}反映公开栏看不清，已更换。", "sources": ["note:n1"]}
        return completion(json.dumps({"sentences": [said]}, ensure_ascii=False))

    with serving(other) as server:
        found = drafted(server, verify=False, max_repairs=0)
    assert "群众李小红反映公开栏看不清，已更换。" in "".join(item.text for _, item in found.report.paragraphs())


# ── what is said of what was sent


def _failures(script: Any, **settings: Any) -> tuple[Server, list[str]]:
    with serving(script) as server:
        found = drafted(server, verify=False, max_repairs=0, **settings)
    return server, list(found.failures.values())


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_after_a_redirect_the_first_host_is_said_to_have_it(status: int) -> None:
    with serving(honest()) as elsewhere:
        there = f"{elsewhere.base_url}/chat/completions"
        server, told = _failures(lambda _: Answer(b"", status=status, headers={"location": there}))
        assert elsewhere.asked == []
    asked = [why for why in told if "这一部分没有发送" not in why]
    assert asked
    for why in asked:
        assert f"内容已经发到 127.0.0.1:{server.port}" in why
        assert "那个地址什么也没有收到" in why
    assert len(server.asked) == len(asked)  # and the other parts are said not to have gone out


def test_a_connection_that_breaks_after_the_question_is_said_to_have_it() -> None:
    server, told = _failures(lambda _: Answer(b'{"choices": []}', cut=3))
    assert server.asked
    assert any(f"内容已经发到 127.0.0.1:{server.port}" in why for why in told)
    assert not any("内容没有发送" in why for why in told)


def test_no_answer_in_time_is_said_to_have_gone_out() -> None:
    server, told = _failures(lambda _: Answer(b"{}", wait=5), timeout=0.4)
    assert server.asked
    assert all(f"内容已经发到 127.0.0.1:{server.port}" in why for why in told if "这一部分没有发送" not in why)


def test_where_nobody_listens_nothing_is_said_to_have_gone_out() -> None:
    with serving(honest()) as server:
        server.close()
        found = drafted(server, verify=False, max_repairs=0)
    assert found.failures
    assert all("没有发送" in why and "发到" not in why for why in found.failures.values())


def test_a_retry_that_meets_nobody_does_not_take_back_what_went_out() -> None:
    """The first attempt reaches the server, which then goes away: the last attempt alone sent nothing."""
    holder: list[Server] = []

    def once(asked: Asked) -> Answer:
        holder[0]._http.socket.close()
        return Answer(b"{}", cut=1)

    with serving(once) as server:
        holder.append(server)
        chosen = ModelSettings(base_url=server.base_url, model="m", retries=2, retry_wait=0.01, threads=1, verify=False)
        found = draft(given(), engine("chat", Setup(chosen)))
    first = next(iter(found.failures.values()))
    assert f"内容已经发到 127.0.0.1:{server.port}" in first
