"""The page of a run: everything in it, nothing from outside, nothing of a report taken for markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.scoring.metric import METRICS
from nianbao.scoring.run_evaluation import Tried, evaluate
from nianbao.scoring.run_file import EvaluationRun
from nianbao.scoring.run_page import as_page, compared_page
from nianbao.scoring.run_summary import compare_runs
from scoring.runs_made import made_run, some_cases


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> EvaluationRun:
    made, _ = evaluate(
        some_cases("zhen-2022-few", "xiang-2023-zero", "zhen-2025-zero"),
        [Tried("offline", "offline")],
        tmp_path_factory.mktemp("run"),
        suite="试<script>alert(1)</script>",
        metrics=list(METRICS),
        skipped={"kangrong-2020": "没有给出"},
        injected={"NUM01": (21, 20, 22, 21)},
    )
    made.entries[0].title = "<img src=x onerror=alert(1)>"
    return made


def test_it_says_what_a_person_looks_for(run: EvaluationRun) -> None:
    page = as_page(run).decode()
    for words in (
        "素材写到率",
        "参考文本",
        "上年文字改年份",
        "没有评“kangrong-2020”：没有给出",
        "NUM01",
        "没有总分",
        "最差的案例",
    ):
        assert words in page
    assert "<svg " in page
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.chromium
def test_it_asks_for_nothing_and_fits(run: EvaluationRun, tmp_path: Path, browser) -> None:
    path = tmp_path / "评测.html"
    path.write_bytes(as_page(run))
    for width in (1280, 390):
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        errors: list[str] = []
        page.on("console", lambda message, errors=errors: errors.append(message.text))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert errors == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_two_runs_compared() -> None:
    before = made_run({"chat": [0.1 * number for number in range(10)]}, id="甲")
    after = made_run({"chat": [0.1 * number + 0.2 for number in range(10)]}, id="乙")
    page = compared_page(compare_runs(before, after)).decode()
    assert "变好" in page
    assert "+0.2" in page
    assert "<svg " in page


def test_without_the_library_for_plots_the_page_says_so(run: EvaluationRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.scoring.run_page.find_spec", lambda _: None)
    page = as_page(run).decode()
    assert "没有画图" in page
    assert "<svg " not in page
    assert "素材写到率" in page
