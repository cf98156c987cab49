"""A model as judge: both orders of every pair, and what people said beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model_server import Answer, Asked, completion, serving
from nianbao.drafting.engines import Setup, model_for
from nianbao.errors import InputError
from nianbao.scoring.case import REFERENCE
from nianbao.scoring.model_judge import judge, people_from
from nianbao.scoring.run_evaluation import Tried, evaluate
from nianbao.scoring.run_file import EvaluationRun, ScoredPassage
from nianbao.settings import ModelSettings
from scoring.runs_made import some_cases

IDS = ("zhen-2022-few", "xiang-2023-zero", "jiedao-2021-few")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> EvaluationRun:
    made, _ = evaluate(
        some_cases(*IDS), [Tried("offline", "offline")], tmp_path_factory.mktemp("run"), suite="试", metrics=[]
    )
    return made


def answer(better: str) -> Answer:
    return completion(json.dumps({"better": better, "why": "漏了一条"}, ensure_ascii=False))


def judged(run: EvaluationRun, script, people=None):
    with serving(script) as server:
        model = model_for("chat", Setup(ModelSettings(base_url=server.base_url, model="m", retries=0)))
        return judge(run, "offline", REFERENCE, model, people=people), server.asked


def test_a_judge_that_reads_agrees_with_itself(run: EvaluationRun) -> None:
    def reads(asked: Asked) -> Answer:
        first, second = asked.text.split("【甲】")[1].split("【回答格式】")[0].split("【乙】")
        return answer("甲" if len(first) > len(second) else "乙")

    found, asked = judged(run, reads, {IDS[0]: "a", IDS[1]: "b"})
    assert len(asked) == 6
    assert found.split == 0
    assert found.count("a") + found.count("b") == 3
    same, of = found.agreement
    assert of == 2
    assert same == sum(
        item.agreed == {IDS[0]: "a", IDS[1]: "b"}[item.case] for item in found.verdicts if item.case in IDS[:2]
    )
    assert all("素材" in item.text for item in asked)


def test_a_judge_is_sent_nobody(run: EvaluationRun) -> None:
    told = [
        ScoredPassage(heading="一、总体情况", text="群众李小红（电话13800138000）反映，牧民阿依古丽·买买提患肺癌。")
    ]
    people = run.model_copy(update={"entries": [item.model_copy(update={"text": told}) for item in run.entries]})
    _, asked = judged(people, lambda _: answer("甲"))
    sent = "".join(item.text for item in asked)
    assert "群众〔姓名1〕" in sent
    assert [word for word in ("李小红", "13800138000", "阿依古丽", "肺癌") if word in sent] == []


def test_a_judge_that_goes_by_the_place_decides_nothing(run: EvaluationRun) -> None:
    found, _ = judged(run, lambda _: answer("甲"))
    assert (found.split, found.count("a"), found.count("b"), found.count("same")) == (3, 0, 0, 0)


def test_answers_that_cannot_be_used_are_told(run: EvaluationRun) -> None:
    found, _ = judged(run, lambda _: completion('{"better": "丙"}'))
    assert all(item.agreed is None for item in found.verdicts)
    assert found.split == 0
    assert found.failures


def test_refusals(run: EvaluationRun, tmp_path: Path) -> None:
    with serving(lambda _: answer("甲")) as server:
        model = model_for("chat", Setup(ModelSettings(base_url=server.base_url, model="m")))
        with pytest.raises(InputError, match="没有“chat”"):
            judge(run, "offline", "chat", model)
        assert server.asked == []
    path = tmp_path / "人评.yaml"
    path.write_text("a: offline\nb: 一样\n", encoding="utf-8")
    assert people_from(path, "offline", "chat") == {"a": "a", "b": "same"}
    for said in ("别的", "[offline]"):
        path.write_text(f"a: {said}\n", encoding="utf-8")
        with pytest.raises(InputError, match="可写：offline、chat、一样"):
            people_from(path, "offline", "chat")
