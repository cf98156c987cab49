"""A model is shown short ids, and answers with them: in prompts, sources, references, problems, and what goes back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from drafting.honest import honest, task_of
from model_server import Answer, Asked, completion, serving
from nianbao import draft, load
from nianbao.drafting.answers import Said
from nianbao.drafting.brief import Brief, briefs
from nianbao.drafting.draft_report import outline
from nianbao.drafting.engines import Setup, engine
from nianbao.drafting.engines.paste import whole_prompt
from nianbao.drafting.figure_lock import lock
from nianbao.drafting.prompts import load_prompt
from nianbao.facts import FactBook
from nianbao.settings import ModelSettings

BAISHA = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
_LONG = re.compile(r"(?:note|problem|cell|last)[:.]\w|requests\.|remedies\.|licensing\.|fees\.")


def book() -> FactBook:
    return FactBook(outline(load(BAISHA)))


def part(key: str, *, show: bool = True) -> Brief:
    return {item.key.rpartition(".")[2]: item for item in briefs(book(), show_values=show)}[key]


@pytest.mark.parametrize("show", [True, False])
def test_no_prompt_holds_an_id_of_ours(show: bool) -> None:
    for item in briefs(book(), show_values=show):
        prompt = load_prompt(item.task).fill(**item.inputs())
        assert not _LONG.search("".join(message["content"] for message in prompt))
    (whole,) = whole_prompt(book(), show_values=show)
    assert not _LONG.search(whole.masked()[0])
    assert "方面编号" not in whole.masked()[0]


def test_the_figures_are_given_by_name_and_value_and_not_as_sentences_to_copy() -> None:
    lines = part("requests").fact_lines.splitlines()
    assert lines[0] == ("- 表2：新收政府信息公开申请14件（自然人9件、商业企业3件、社会公益组织1件、法律服务机构1件）")
    assert any("新收政府信息公开申请比上年增加4件、增长40%" in line for line in lines)
    assert any("无法提供" in line and "，其中本机关不掌握相关政府信息" in line for line in lines)
    assert not any(line.endswith("。") for line in lines)
    hidden = part("requests", show=False).fact_lines.splitlines()
    assert re.search(r"表2：新收政府信息公开申请\{\{数\d+\}\}（自然人\{\{数\d+\}\}、", hidden[0])
    assert "requests." not in "".join(hidden), "every figure has a short id"


def test_an_answer_with_short_ids_is_bound() -> None:
    requests = part("requests")
    note = re.search(r"- (素\d+)：申请由党政综合办公室统一登记", requests.note_lines)
    assert note
    said = lock(
        Said(text="新收政府信息公开申请14件，申请由党政综合办公室统一登记。", sources=[f"{note[1]}、表3"]),
        requests,
        "s",
    )
    assert said.sentence is not None, said.complaints
    assert said.sentence.sources == ["note:n962b7f", "cell:requests.new.total"]


@pytest.mark.parametrize("written", ["{{%s}}", "{%s}", "｛｛%s｝｝", "{{ %s }}"])
def test_a_short_reference_is_the_figure_that_it_stands_for(written: str) -> None:
    requests = part("requests", show=False)
    number = re.search(r"新收政府信息公开申请\{\{(数\d+)\}\}", requests.fact_lines)
    assert number
    text = f"新收政府信息公开申请{written % number[1]}。"
    said = lock(Said(text=text, sources=["表3"]), requests, "s")
    assert said.sentence is not None, said.complaints
    assert said.sentence.text == "新收政府信息公开申请14件。"


def test_a_denial_rests_on_the_cells_of_the_sentence_that_it_cites() -> None:
    report = load(BAISHA.parent.parent / "kangrong-2020" / "report.yaml")
    given = next(item for item in briefs(FactBook(outline(report))) if "新收政府信息公开申请0件" in item.fact_lines)
    id = re.search(r"(表\d+)：新收政府信息公开申请0件", given.fact_lines)
    assert id
    said = lock(Said(text="全年未收到政府信息公开申请，也没有上年结转的申请。", sources=[id[1]]), given, "s")
    assert said.sentence is not None, said.complaints
    assert "cell:requests.new.total" in (said.sentence.sources or [])
    assert {"requests.new.total = 0", "requests.carry_in.total = 0"} <= {g.text for g in said.sentence.guards}


def test_what_goes_back_to_a_model_names_what_it_was_shown() -> None:
    def forgetful(asked: Asked) -> Answer | None:
        if task_of(asked) == "aspect" and '"problems"' not in asked.text:
            return completion(json.dumps({"sentences": []}))
        return None

    with serving(honest(forgetful)) as server:
        settings = ModelSettings(base_url=server.base_url, model="m", retries=0, verify=False, max_repairs=1)
        draft(load(BAISHA), engine("chat", Setup(settings)))
    back = [asked.text for asked in server.asked if task_of(asked) == "repair"]
    assert back
    assert not [text for text in back if _LONG.search(text)]
    assert any("表3 没有写到" in text for text in back)
