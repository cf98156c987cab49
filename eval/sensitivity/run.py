"""Whether metrics notice what they are for: good texts are spoiled in known ways, at increasing doses.

    python eval/sensitivity/run.py [--keep] [--seeds N]

For every way, dose and case each metric is worked out; those that ``expectations.yaml`` names must move the way it says
from dose to dose, on the mean of all cases, and end worse in every case that they can be seen in; those that are not
free must stay. ``--keep`` writes ``table.md`` and ``table.json`` here. Status 1 where an expectation is not met.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

import nianbao.scoring.metrics  # noqa: F401 (fills METRICS)
from nianbao import load
from nianbao.checking import check
from nianbao.drafting import draft
from nianbao.kinds import DEFAULT_KIND
from nianbao.reading import read_text
from nianbao.report import LastYear, Report, Unit
from nianbao.scoring.case import Case
from nianbao.scoring.metric import METRICS, Scored

sys.path.insert(0, str(Path(__file__).parent))
from perturbations import DEGRADATIONS, DOSES, Material, degraded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIKENESS = ("chrf", "bleu_zh", "rouge_l", "edit_final")
_NEAR = 1e-9
_BACK = 0.01
"""How far a step may go back, of the whole way: a rate for 1,000 characters moves with the length of the text too."""


@dataclass(frozen=True)
class Good:
    """A case with a good text of it, and what is put into that."""

    case: Case
    text: Report
    material: Material

    @cached_property
    def scores(self) -> dict[str, float | None]:
        """Every metric of the text as it is, which stands at the beginning of every way."""
        return scores(self.case, self.text)


@dataclass(frozen=True)
class Cell:
    """A metric under a way: its mean over cases at each dose, the greatest change in any case, and how it fared.

    Attributes:
        expected: ``up``, ``down``, ``still`` or ``free``.
        seen: cases, once a seed, in which the way has a place and the metric a value.
        wrong: what is not as expected, in Chinese; empty where all is.
    """

    means: tuple[float, ...]
    farthest: float
    expected: str
    seen: int
    wrong: str


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


@lru_cache(maxsize=1)
def expectations() -> Any:
    """What is expected."""
    return _yaml(HERE / "expectations.yaml")


@lru_cache(maxsize=1)
def _material() -> tuple[dict[str, list[str]], Report, Material]:
    data = _yaml(HERE / "material.yaml")
    injected = ROOT / "eval" / "injection"
    other = data["others"]
    words = "一、总体情况\n" + "\n".join(other["paragraphs"]) + "\n"
    report = read_text(words, unit=Unit.parse(other["unit"]), year=other["year"])
    material = Material(
        others=other["paragraphs"],
        inventions=[row["text"] for row in _yaml(injected / "inventions.yaml")],
        misprints={row["right"]: row["wrong"] for row in _yaml(injected / "misprints.yaml")},
        slogans=data["slogans"],
    )
    return data["last"], report, material


def _inputs(more: Path) -> Iterable[tuple[str, Report]]:
    """The examples, and the cases of a folder."""
    for folder in sorted([*(ROOT / "examples").iterdir(), *more.glob("*")]):
        path = next((folder / name for name in ("report.yaml", "input.yaml") if (folder / name).exists()), None)
        if path is not None:
            yield folder.name, load(path)


def goods(names: Sequence[str] = (), more: Path = ROOT / "eval" / "cases") -> list[Good]:
    """The good texts: drafts of the offline engine, which says nothing without a figure or a note."""
    last, other, material = _material()
    found = []
    for name, given in _inputs(more):
        if (names and name not in names) or given.unit is None or given.year is None or given.kind != DEFAULT_KIND:
            continue  # norms of length, and errors of form, are those of one kind
        before = given.last or LastYear(year=given.year - 1)
        if not before.text:
            given = given.model_copy(
                update={"last": before.model_copy(update={"text": {id: "\n".join(rows) for id, rows in last.items()}})}
            )
        text = draft(given).report
        case = Case(name, name, HERE, given, references=(text,), others=(other,), final=text)
        paragraphs = [line for words in (given.last.text if given.last else {}).values() for line in words.split("\n")]
        found.append(Good(case, text, replace(material, last=[line for line in paragraphs if len(line) > 15])))
    return found


def scores(case: Case, text: Report) -> dict[str, float | None]:
    """Every metric of a text."""
    scored = Scored(case, text, tuple(check(text)))
    return {id: metric.measure(scored) for id, metric in METRICS.items()}


Doses = list[dict[str, float | None]]


def measure(good: Good, way: str, doses: Sequence[float] = DOSES, seed: int = 0) -> Doses | None:
    """A text at every dose; None where the way finds no place in it."""
    texts = [degraded(way, good.text, dose, good.material, seed) for dose in doses]
    if texts[-1] is good.text:
        return None
    return [good.scores if text is good.text else scores(good.case, text) for text in texts]


def judge(way: str, metric: str, runs: Sequence[Doses]) -> Cell:
    """How a metric fared under a way, over cases and seeds."""
    rows = expectations()
    wanted = rows["ways"][way]
    on_mean = wanted.get("moves_on_mean", {})
    moves = wanted["moves"].get(metric) or on_mean.get(metric)
    expected = moves or ("free" if metric in (*wanted["free"], *LIKENESS) else "still")
    series = [[dose[metric] for dose in run] for run in runs]
    full = [[value for value in one if value is not None] for one in series if None not in one]
    if not full:
        return Cell((), 0.0, expected, 0, "没有一个案例可以算" if expected in ("up", "down") else "")
    means = tuple(fmean(column) for column in zip(*full, strict=True))
    farthest = max((abs(value - one[0]) for one in full for value in one), default=0.0)
    wrong = ""
    if expected in ("up", "down"):
        sign = 1 if expected == "up" else -1
        steps = [(b - a) * sign for a, b in pairwise(means)]
        blind = sum((one[-1] - one[0]) * sign <= _NEAR for one in full)
        if any(step < -_BACK * sum(map(abs, steps)) for step in steps):
            wrong = "不随剂量单调变化"
        elif means[-1] == means[0] or (blind and metric not in on_mean):
            wrong = f"{blind}个案例里没有反应"
    elif expected == "still":
        tolerance = rows["tolerance"].get(metric, rows["tolerance"]["default"])
        drift = max(abs(value - means[0]) for value in means)
        if drift > tolerance:
            wrong = f"不该变而变了{drift:.3f}"
    return Cell(means, farthest, expected, len(full), wrong)


Table = dict[str, dict[str, Cell]]


def table(found: Sequence[Good], doses: Sequence[float] = DOSES, seeds: int = 1) -> Table:
    """Every way against every metric."""
    made: Table = {}
    for way in DEGRADATIONS:
        runs = [run for good in found for seed in range(seeds) if (run := measure(good, way, doses, seed)) is not None]
        made[way] = {id: judge(way, id, runs) for id in METRICS}
    return made


def failures(made: Table) -> list[str]:
    """What is not as expected, a line each."""
    return [
        f"{way} × {id}: {cell.wrong} {tuple(round(value, 3) for value in cell.means)}"
        for way, row in made.items()
        for id, cell in row.items()
        if cell.wrong
    ]


_SAYS = {"up": "应升", "down": "应降", "still": "应不变", "free": "不作要求"}


def markdown(made: Table, cases: Sequence[str], doses: Sequence[float]) -> str:
    """The table as it is kept."""
    lines = [
        "# 指标灵不灵：把好的文字按已知的方式改坏",
        "",
        "<!-- 由 python eval/sensitivity/run.py --keep 生成，不要手改。 -->",
        "",
        f"好的文字是离线起草的{len(cases)}个案例：{'、'.join(cases)}。",
        f"剂量是改坏的处数所占的比例：{'、'.join(f'{dose:g}' for dose in doses)}。",
        (
            "表里是平均值。“应升”“应降”的，平均值随剂量单调变化，并且每个案例都有反应；加“平均”的，只要求平均值，"
            "因为有的案例里没有它看得见的地方。“应不变”的，平均值的变化在容许的范围内。“次”是案例数乘以随机种子数。"
        ),
        "与好的文字的相似度（chrF、BLEU-zh、ROUGE-L、编辑距离）只列出，不作要求：错数、错单位时只略降，改得好的文字也会降。",
    ]
    for way, row in made.items():
        wanted = expectations()["ways"][way]
        lines += ["", f"## {wanted['says']} `{way}`", ""]
        lines += ["| 指标 | 期望 | " + " | ".join(f"{dose:g}" for dose in doses) + " | 次 | 结果 |"]
        lines += ["|---|---|" + "---:|" * len(doses) + "---:|---|"]
        order = {"down": 0, "up": 0, "free": 2, "still": 1}
        for id, cell in sorted(row.items(), key=lambda item: order[item[1].expected]):
            shown = [f"{value:.3f}" for value in cell.means] or ["—"] * len(doses)
            name = f"{METRICS[id].name} `{id}`"
            asked = _SAYS[cell.expected] + ("（平均）" if id in wanted.get("moves_on_mean", {}) else "")
            result = cell.wrong or ("—" if cell.expected == "free" else "符合")
            lines.append(f"| {name} | {asked} | {' | '.join(shown)} | {cell.seen} | {result} |")
        lines += ["", *(f"- `{id}` 不作要求：{why}" for id, why in wanted["free"].items())]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Run, print what is not as expected, keep if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--cases", type=Path, default=ROOT / "eval" / "cases")
    given = parser.parse_args()
    found = goods(more=given.cases)
    made = table(found, seeds=given.seeds)
    cases = [good.case.id for good in found]
    if given.keep:
        (HERE / "table.md").write_text(markdown(made, cases, DOSES), encoding="utf-8")
        data = {
            "cases": cases,
            "doses": DOSES,
            "seeds": given.seeds,
            "ways": {
                way: {
                    id: {
                        "means": [round(value, 6) for value in cell.means],
                        "expected": cell.expected,
                        "wrong": cell.wrong,
                    }
                    for id, cell in row.items()
                }
                for way, row in made.items()
            },
        }
        (HERE / "table.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    wrong = failures(made)
    print("\n".join(wrong) or "all as expected")
    moved = sum(cell.expected in ("up", "down") for row in made.values() for cell in row.values())
    print(
        f"cases {len(cases)}, ways {len(made)}, metrics {len(METRICS)}, must move {moved}, not as expected {len(wrong)}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
