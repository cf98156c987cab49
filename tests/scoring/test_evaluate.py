"""Running an evaluation: what is scored, what is not done twice, what a recorded session gives again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafting.honest import honest
from model_server import Answer, serving
from nianbao.errors import InputError
from nianbao.scoring.case import LAST_YEAR, REFERENCE
from nianbao.scoring.metric import METRICS
from nianbao.scoring.run_evaluation import Step, Tried, evaluate, injected_results
from nianbao.scoring.run_file import EvaluationRun, load_run
from nianbao.settings import ModelSettings
from scoring.runs_made import some_cases

OFFLINE = Tried("offline", "offline")
IDS = ("zhen-2022-few", "xiang-2023-zero", "zhen-2025-zero")


def run(out: Path, *engines: Tried, fresh: bool = False) -> tuple[EvaluationRun, Path, list[Step]]:
    steps: list[Step] = []
    made, folder = evaluate(
        some_cases(*IDS), engines, out, suite="试", metrics=list(METRICS), progress=steps.append, fresh=fresh
    )
    return made, folder, steps


def chat(address: str, **more: object) -> Tried:
    settings = ModelSettings(base_url=address, model="m", retries=0, **more)
    return Tried("chat", "chat", settings, price=(2.0, 8.0))


def scores(made: EvaluationRun, engine: str) -> dict[str, dict[str, float | None]]:
    return {item.case: item.scores for item in made.of(engine)}


def test_engines_and_finished_texts_stand_beside_each_other(tmp_path: Path) -> None:
    made, folder, _ = run(tmp_path, OFFLINE)
    assert made.drafting == ["offline"]
    assert set(made.labels) == {"offline", REFERENCE, LAST_YEAR}
    assert [item.case for item in made.of("offline")] == list(IDS)
    assert [item.case for item in made.of(LAST_YEAR)] == ["zhen-2025-zero"]
    offline = made.of("offline")[0]
    assert set(offline.scores) == set(METRICS)
    assert offline.scores["figure_precision"] == 1
    assert any("柳荫" in passage.text for passage in offline.text)
    assert load_run(folder) == made
    assert load_run(tmp_path) == made  # the latest


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    first, _, steps = run(tmp_path, OFFLINE)
    assert not any(step.known for step in steps)
    again, folder, steps = run(tmp_path, OFFLINE)
    assert all(step.known for step in steps)
    assert again.entries == first.entries
    assert folder.parent == tmp_path
    _, _, steps = run(tmp_path, OFFLINE, fresh=True)
    assert not any(step.known for step in steps)


def test_a_run_that_is_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        if step.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(some_cases(*IDS), [OFFLINE], tmp_path, suite="试", metrics=list(METRICS), progress=stop)
    _, _, steps = run(tmp_path, OFFLINE)
    assert [step.known for step in steps] == [True] * 4 + [False] * (len(steps) - 4)


def test_a_changed_case_is_scored_again_and_the_others_are_not(tmp_path: Path) -> None:
    run(tmp_path, OFFLINE)
    cases = some_cases(*IDS)
    cases[0].input.notes[0].text = "新写的一条素材"
    steps: list[Step] = []
    evaluate(cases, [OFFLINE], tmp_path, suite="试", metrics=list(METRICS), progress=steps.append)
    assert {step.case for step in steps if not step.known} == {cases[0].title}


def test_a_recorded_session_of_a_chat_engine_gives_the_same_scores(tmp_path: Path) -> None:
    with serving(honest()) as server:
        made, folder, _ = run(tmp_path / "甲", chat(server.base_url))
        asked = len(server.asked)
        assert asked == sum(item.usage.requests for item in made.of("chat")) > 0
        assert all(item.failures == {} for item in made.of("chat"))
        assert made.cost(made.of("chat")[0]) > 0
        run(tmp_path / "甲", chat(server.base_url), fresh=True)
        assert len(server.asked) == asked  # what was answered is not asked again
    replayed, _, _ = run(tmp_path / "乙", Tried("重放", "replay", record=folder / "记录" / "chat"))
    assert scores(replayed, "重放") == scores(made, "chat")
    assert all(item.usage.requests == 0 for item in replayed.of("重放"))
    text = (folder / "评测.json").read_text("utf-8")
    assert "api_key" not in text


def test_a_draft_with_parts_that_failed_is_tried_again_the_next_time(tmp_path: Path) -> None:
    with serving(lambda _: Answer(b"{}", status=500)) as server:
        made, _, _ = run(tmp_path, chat(server.base_url))
        assert all(item.failures for item in made.of("chat"))
    with serving(honest()) as server:
        made, _, steps = run(tmp_path, chat(server.base_url))
    assert all(not item.failures for item in made.of("chat"))
    assert [step.known for step in steps if step.engine == "chat" and step.part is None] == [False] * 3


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有“nothing”这个指标"):
        evaluate(some_cases(IDS[0]), [OFFLINE], tmp_path, suite="试", metrics=["nothing"])
    with pytest.raises(InputError, match="没有记录"):
        evaluate(some_cases(IDS[0]), [Tried("r", "replay", record=tmp_path / "空")], tmp_path, suite="试", metrics=[])
    (tmp_path / "x.json").write_text("[]")
    with pytest.raises(InputError, match="不是植入错误的检验结果"):
        injected_results(tmp_path / "x.json")
    (tmp_path / "y.json").write_text(json.dumps({"rules": {"NUM01": [21, 20, 22, 21]}}))
    assert injected_results(tmp_path / "y.json") == {"NUM01": (21, 20, 22, 21)}
    with pytest.raises(InputError, match="没有评测结果"):
        load_run(tmp_path)
