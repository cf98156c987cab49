"""What is wrong with one sentence goes back as one sentence; what stays wrong is ours in its place, and only that."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from drafting.figures import report
from drafting.honest import honest, task_of
from model_server import Answer, Asked, Server, completion, serving
from nianbao.drafting import Draft, draft
from nianbao.drafting.answers import AspectAnswer, Said
from nianbao.drafting.brief import briefs
from nianbao.drafting.drafted_part import Part, locked_aspect, placed
from nianbao.drafting.engines import Setup, engine
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.mending import faults
from nianbao.facts import FactBook
from nianbao.report import Note, Problem, Report, Sentence
from nianbao.settings import ModelSettings


def given() -> Report:
    return report(
        "2021",
        {
            "requests.new.natural": 9,
            "requests.new.business": 3,
            "requests.open.natural": 9,
            "requests.open.business": 1,
            "requests.deny1.business": 2,
        },
        notes=[
            Note(id="n1", aspect="management", time="4月", what="清理", object="过期信息", quantity="5条"),
            Note(id="n2", aspect="management", what="更新", object="机构职能信息", quantity="3条"),
            Note(id="n3", aspect="management", what="编制", object="信息公开目录", quantity="1份"),
        ],
        problems=[Problem(id="p1", problem="解读形式单一", measure="增加图解", owner="办公室")],
    )


def drafted(script: Callable[[Asked], Answer], **settings: Any) -> tuple[Draft, Server]:
    with serving(script) as server:
        chosen = ModelSettings(**{"base_url": server.base_url, "model": "m", "retries": 0, "threads": 1, **settings})
        found = draft(given(), engine("chat", Setup(chosen)))
    return found, server


def ids(asked: Asked) -> dict[str, str]:
    return {words: id for id, words in re.findall(r"^- ((?:素|表)\d+)：(.*)$", asked.text, re.MULTILINE)}


def management(asked: Asked, second: str, sources: list[str], more: str = "") -> Answer:
    first, _, third = (next(id for words, id in ids(asked).items() if key in words) for key in ("清理", "更新", "编制"))
    rows = [
        {"text": "4月清理过期信息5条。", "sources": [first]},
        {"text": second, "sources": sources},
        {"text": "编制信息公开目录1份。", "sources": [third]},
        *({"text": words, "sources": [id]} for words, id in ids(asked).items() if id.startswith("表")),
    ]
    rows += [{"text": more, "sources": []}] if more else []
    return completion(json.dumps({"sentences": rows}, ensure_ascii=False))


def wrong_once(asked: Asked, mark: str = "") -> Answer | None:
    if task_of(asked) == "aspect" and "清理" in asked.text:
        return management(asked, f"{mark}更新机构职能信息8条。", ["素2"])
    return None


def sentences(found: Draft, id: str = "overview.management") -> list[Sentence]:
    """A part's sentences, without the one on documents."""
    (part,) = (one for _, one in found.report.paragraphs() if one.id == id)
    return [item for item in part.sentences if "规范性文件" not in item.text]


def paragraph(found: Draft, id: str = "overview.management") -> list[str]:
    return [item.text for item in sentences(found, id)]


@pytest.mark.parametrize("mark", ["", "2."])
def test_one_wrong_sentence_goes_back_alone_with_what_its_source_says(mark: str) -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend" and "更新机构职能信息8条" in asked.text:
            mended = {"n": 1, "text": "更新机构职能信息3条。", "sources": ["素2"]}
            return completion(json.dumps({"sentences": [mended]}, ensure_ascii=False))
        return wrong_once(asked, mark)

    found, server = drafted(honest(script), verify=False)
    (back,) = [asked.text for asked in server.asked if task_of(asked) in ("mend", "repair")]
    assert f"1. 原句：{mark}更新机构职能信息8条。" in back
    assert "“8条”是自己写的数" in back
    assert "依据：素2：做了什么：更新；对象或内容：机构职能信息；数量：3条" in back
    assert "清理" not in back
    assert "编制" not in back
    texts = paragraph(found)
    assert texts == ["4月清理过期信息5条。", "更新机构职能信息3条。", "编制信息公开目录1份。"]
    assert {item.origin for item in sentences(found)} == {"chat"}
    assert found.dropped == []


def test_what_stays_wrong_is_ours_in_its_place_and_the_rest_is_the_models() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            mended = {"n": 1, "text": "更新机构职能信息9条。", "sources": ["素2"]}
            return completion(json.dumps({"sentences": [mended]}, ensure_ascii=False))
        return wrong_once(asked)

    found, _ = drafted(honest(script), verify=False)
    assert paragraph(found) == ["4月清理过期信息5条。", "更新机构职能信息3条。", "编制信息公开目录1份。"]
    assert [item.origin for item in sentences(found)] == ["chat", "offline", "chat"]
    assert any("更新机构职能信息" in item.text for item in found.dropped)
    assert found.failures == {}


def test_a_note_that_was_left_out_is_asked_for_alone() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            said = {"n": 1, "text": "更新机构职能信息3条。", "sources": ["素2"]}
            return completion(json.dumps({"sentences": [said]}, ensure_ascii=False))
        if task_of(asked) == "aspect" and "清理" in asked.text:
            return management(asked, "编制信息公开目录1份。", ["素3"])
        return None

    found, server = drafted(honest(script), verify=False)
    (back,) = [asked.text for asked in server.asked if task_of(asked) == "mend"]
    assert "（还没有写）" in back
    assert "依据：素2：" in back
    assert sorted(paragraph(found)) == sorted(
        ["4月清理过期信息5条。", "编制信息公开目录1份。", "更新机构职能信息3条。"]
    )


def test_a_sentence_without_ground_is_left_out_when_it_is_sent_back_empty() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            return completion(json.dumps({"sentences": [{"n": 1, "text": "", "sources": []}]}))
        if task_of(asked) == "aspect" and "清理" in asked.text:
            return management(asked, "更新机构职能信息3条。", ["素2"], "全年接待来访群众4000人次。")
        return None

    found, _ = drafted(honest(script), verify=False)
    assert paragraph(found) == ["4月清理过期信息5条。", "更新机构职能信息3条。", "编制信息公开目录1份。"]
    assert found.dropped == []


def test_an_account_told_in_part_is_ours_once() -> None:
    """The model leaves a reason out of the results: our whole sentence stands there, not both."""

    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            return completion('{"sentences": []}')
        if task_of(asked) == "aspect" and "新收" in asked.text:
            found = ids(asked)
            rows = [{"text": words, "sources": [id]} for words, id in found.items() if "办结" not in words]
            results = next(id for words, id in found.items() if "予以公开" in words)
            rows.append({"text": "予以公开10件，其中自然人9件。", "sources": [results]})
            return completion(json.dumps({"sentences": rows}, ensure_ascii=False))
        return None

    found, _ = drafted(honest(script), verify=False)
    text = "".join(paragraph(found, "overview.requests"))
    assert text.count("予以公开10件") == 1, text
    assert "不予公开2件" in text


def test_a_measure_that_is_wrong_goes_back_alone() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            said = {"n": 1, "text": "由办公室增加图解。", "sources": ["问1"]}
            return completion(json.dumps({"sentences": [said]}, ensure_ascii=False))
        if task_of(asked) == "problems":
            row = {
                "id": "问1",
                "problem": [{"text": "解读形式单一。", "sources": ["问1"]}],
                "measures": [{"text": "由办公室增加图解12期。", "sources": ["问1"]}],
            }
            return completion(json.dumps({"problems": [row]}, ensure_ascii=False))
        return None

    found, server = drafted(honest(script), verify=False)
    (back,) = [asked.text for asked in server.asked if task_of(asked) == "mend"]
    assert "解读形式单一。" not in back.partition("依据：")[0]
    assert "由办公室增加图解。" in paragraph(found, "problems.p1.measure")
    assert found.dropped == []


def test_a_part_that_is_too_long_goes_back_whole() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "repair":
            return management(asked, "更新机构职能信息3条。", ["素2"])
        if task_of(asked) == "aspect" and "清理" in asked.text:
            more = "，".join("过期信息清理情况如前所述" for _ in range(40))
            return management(asked, "更新机构职能信息3条。", ["素2"], f"{more}。")
        return None

    found, server = drafted(honest(script), verify=False)
    assert [task_of(asked) for asked in server.asked if task_of(asked) in ("mend", "repair")]
    assert paragraph(found) == ["4月清理过期信息5条。", "更新机构职能信息3条。", "编制信息公开目录1份。"]


SPOKEN = "窗口那边还是老一套，跟上回讲的一个样，弄了好些天才弄好2回"


def spoken() -> Report:
    return report(
        "2021",
        {},
        notes=[
            Note(id="s1", aspect="platform", text=SPOKEN),
            Note(id="s2", aspect="platform", what="设置", object="公开查阅点", quantity="3处"),
        ],
        problems=[
            Problem(
                id="p1",
                problem="群众看不懂答复",
                measure="编写答复书范本",
                owner="党政办牵头 司法所配合",
                deadline="明年上半年",
            )
        ],
    )


def test_a_refused_sentence_is_never_replaced_by_the_clerks_raw_words() -> None:
    """The grammar has no sentence for it either: it is left out, and listed with its note."""
    said = {"text": "服务窗口办理9回。", "sources": ["素1"]}

    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            return completion(json.dumps({"sentences": [{"n": 1, **said}]}, ensure_ascii=False))
        if task_of(asked) == "aspect" and "窗口那边" in asked.text:
            return completion(json.dumps({"sentences": [said, {"text": "设置公开查阅点3处。", "sources": ["素2"]}]}))
        return None

    with serving(honest(script)) as server:
        chosen = ModelSettings(base_url=server.base_url, model="m", retries=0, threads=1, verify=False)
        found = draft(spoken(), engine("chat", Setup(chosen)))
    text = "".join(one.text for _, one in found.report.paragraphs())
    assert "老一套" not in text
    assert "9回" not in text
    assert any(item.note == "s1" and SPOKEN in item.text for item in found.dropped)


def test_who_and_until_when_are_not_told_again_in_other_marks() -> None:
    told = "{{next_year}}年上半年，由党政办牵头、司法所配合，编写答复书范本。"

    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "problems":
            row = {
                "id": "问1",
                "problem": [{"text": "群众看不懂答复。", "sources": ["问1"]}],
                "measures": [{"text": told, "sources": ["问1"]}],
            }
            return completion(json.dumps({"problems": [row]}, ensure_ascii=False))
        return None

    with serving(honest(script)) as server:
        chosen = ModelSettings(base_url=server.base_url, model="m", retries=0, threads=1, verify=False)
        found = draft(spoken(), engine("chat", Setup(chosen)))
    (measure,) = (one for _, one in found.report.paragraphs() if one.id == "problems.p1.measure")
    assert measure.text == "2025年上半年，由党政办牵头、司法所配合，编写答复书范本。"


def test_ours_in_a_place_says_only_what_the_model_has_not_said() -> None:
    """One sentence of the model's on reconsideration stands; that on litigation was refused."""
    figures = {
        "remedies.reconsideration.upheld": 3,
        "remedies.reconsideration.corrected": 1,
        "remedies.direct.upheld": 2,
    }
    base = report("2021", figures)
    (brief,) = [item for item in briefs(FactBook(base), show_values=True) if item.key == "overview.requests"]
    (id,) = re.findall("(?m)^- (表[0-9]+)：行政复议", brief.fact_lines)
    said = "因政府信息公开工作被申请行政复议4件，其中维持3件、纠正1件。"
    part = locked_aspect(
        AspectAnswer(sentences=[Said(text=said, sources=[id]), Said(text="被提起行政诉讼7件。", sources=[id])]), brief
    )
    sections = placed(Offline().compose(FactBook(base)).sections, part)
    (paragraph,) = [item for section in sections for item in section.paragraphs if item.id == "overview.requests"]
    assert paragraph.text.count("行政复议") == 1
    assert "被提起行政诉讼2件" in paragraph.text


LAWSUITS = {
    "remedies.reconsideration.upheld": 2,
    "remedies.direct.upheld": 1,
    "remedies.after.upheld": 1,
    "remedies.after.pending": 1,
}


def told_by(figures: dict[str, int], *texts: str) -> tuple[Part, str, AspectAnswer]:
    """Sentences of a model that cite every account of the requests: the part, its paragraph, the answer."""
    base = report("2021", figures)
    (brief,) = [item for item in briefs(FactBook(base), show_values=True) if item.key == "overview.requests"]
    ids = re.findall("(?m)^- (表[0-9]+)：", brief.fact_lines)
    said = [*texts, *(item.sentence.text for item in brief.required if item.sentence.id.endswith(".none"))]
    answer = AspectAnswer(sentences=[Said(text=text, sources=ids) for text in said])
    part = locked_aspect(answer, brief)
    sections = placed(Offline().compose(FactBook(base)).sections, part)
    found = "".join(
        item.text for section in sections for item in section.paragraphs if item.id.startswith("overview.requests")
    )
    return part, found, answer


def test_an_account_that_two_sentences_tell_together_is_whole() -> None:
    part, text, _ = told_by(
        LAWSUITS,
        "被申请行政复议2件，结果均为维持。",
        "被提起行政诉讼3件，其中未经复议直接起诉1件，结果维持；复议后起诉2件，结果维持1件、尚未审结1件。",
    )
    assert part.omitted() == []
    assert text.count("行政诉讼3件") == 1


def test_the_only_row_of_a_sum_is_told_by_the_sum_and_its_name() -> None:
    figures = {"requests.new.natural": 4, "requests.open.natural": 3, "requests.other1.natural": 1}
    part, text, _ = told_by(
        figures,
        "新收政府信息公开申请4件，均为自然人申请。",
        "办结4件，其中予以公开3件；其他处理1件，为申请人逾期不补正不再处理（自然人）。",
    )
    assert part.omitted() == []
    assert text.count("予以公开") == 1


def test_an_account_told_in_part_goes_back_as_its_own_sentence_and_never_stands_beside_ours() -> None:
    figures = {"requests.new.natural": 10, "requests.open.natural": 5, "requests.deny1.natural": 2,
               "requests.deny2.natural": 3}  # fmt: skip
    part, text, answer = told_by(
        figures,
        "新收政府信息公开申请10件，均为自然人申请。",
        "办结10件，其中予以公开5件（自然人5件），不予公开5件，其中属于国家秘密2件（自然人2件）。",
    )
    assert part.omitted() != []
    assert text.count("予以公开5件") == 1
    (fault,) = faults(answer, part, part.complaints)
    assert fault.text == answer.sentences[1].text
    assert fault.kept
    assert "还缺：其他法律行政法规禁止公开" in "".join(fault.why)


def test_a_repair_that_is_not_taken_says_why_and_takes_no_sound_one_with_it() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "mend":
            rows = [
                {"n": 1, "text": "更新机构职能信息3条。", "sources": ["素2"]},
                {"n": 2, "text": "编制信息公开目录4份。", "sources": ["素3"]},
            ]
            return completion(json.dumps({"sentences": rows}, ensure_ascii=False))
        if task_of(asked) == "aspect" and "清理" in asked.text:
            rows = [
                {"text": words, "sources": [id]}
                for words, id in (
                    ("4月清理过期信息5条。", "素1"),
                    ("更新机构职能信息8条。", "素2"),
                    ("编制信息公开目录2份。", "素3"),
                    *((words, id) for words, id in ids(asked).items() if id.startswith("表")),
                )
            ]
            return completion(json.dumps({"sentences": rows}, ensure_ascii=False))
        return None

    found, _ = drafted(honest(script), verify=False)
    assert paragraph(found)[:2] == ["4月清理过期信息5条。", "更新机构职能信息3条。"]
    told = {item.text: item.reason for item in found.dropped}
    assert "“4份”是自己写的数" in told["编制信息公开目录4份。"]
