"""Plant defects in clean reports and say which rules find them: ``python eval/injection/run.py [PLANTS] [--keep]``.

Recall of a rule: plants of its kinds that it finds at their place. Precision: of what it says of planted reports and
did not say of the clean ones, the share that answers the plant. Both are printed and, with ``--keep``, written beside
the commit to ``eval/injection/results/``. Rules under 0.9 recall are listed with the reason (``reasons.yaml``).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from base import clean
from plants import KINDS, Plant

from nianbao.checking import Finding, check
from nianbao.report import Report

PLANTS = 2000
SEED = 20261124
ENOUGH = 0.9


class Outcome(NamedTuple):
    """What the plants showed."""

    plants: int
    kinds: dict[str, tuple[int, int]]
    rules: dict[str, tuple[int, int, int, int]]
    missed: list[str]
    clean_false: int
    clean_characters: int


def _report(plant: Plant) -> Report:
    made = plant.base.report()
    if plant.origin != "past":
        for sentence in made.sentences():
            sentence.origin, sentence.sources, sentence.support = plant.origin, [], "unknown"  # type: ignore[assignment]
    return made


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def _at(finding: Finding, where: str) -> bool:
    return not where or not finding.quote or finding.quote in where or where in finding.quote


def run(plants: int, seed: int = SEED) -> Outcome:
    """Plant, check and count."""
    rng = random.Random(seed)
    names = list(KINDS)
    kinds: dict[str, list[int]] = {name: [0, 0] for name in names}
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    missed: list[str] = []
    before = {number: clean(number) for number in range(60)}
    baseline = {number: {_key(item) for item in base.findings()} for number, base in before.items()}
    for turn in range(plants):
        name = names[turn % len(names)]
        number = rng.randrange(len(before))
        plant = KINDS[name](before[number], rng)
        now = [item for item in check(_report(plant)) if _key(item) not in baseline[number] and item.verdict == "fails"]
        hit = [item for item in now if item.code in plant.expected and _at(item, plant.where)]
        kinds[name][0] += 1
        kinds[name][1] += bool(hit)
        first = hit[0].code if hit else plant.expected[0]
        wanted[first] += 1
        found[first] += bool(hit)
        if not hit:
            missed.append(f"{name}: {plant.where or plant.base.text[-60:]!r} → {[item.code for item in now]}")
        accepted = {*plant.expected, *plant.also}
        for item in now:
            if "*" in plant.also and item.code not in plant.expected:
                continue
            said[item.code] += 1
            right[item.code] += item.code in accepted
    rules = {code: (wanted[code], found[code], said[code], right[code]) for code in sorted({*wanted, *said})}
    false = sum(len(keys) for keys in baseline.values())
    characters = sum(len(base.text) for base in before.values())
    return Outcome(plants, {name: (a, b) for name, (a, b) in kinds.items()}, rules, missed, false, characters)


def table(outcome: Outcome) -> str:
    """The outcome as a person reads it."""
    reasons: dict[str, str] = yaml.load((HERE / "reasons.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader) or {}
    lines = [f"plants {outcome.plants}, kinds {len(outcome.kinds)}; findings on clean reports "
             f"{outcome.clean_false} in {outcome.clean_characters} characters", "", "rule      planted  found  recall  precision"]  # fmt: skip
    weak = []
    for code, (wanted, found, said, right) in outcome.rules.items():
        recall = found / wanted if wanted else None
        precision = right / said if said else None
        shown = "    -" if recall is None else f"{recall:7.2f}"
        lines.append(f"{code:8} {wanted:8} {found:6} {shown} {'-' if precision is None else f'{precision:9.2f}'}")
        if recall is not None and recall < ENOUGH:
            weak.append(f"{code}: recall {recall:.2f}; {reasons.get(code, 'no reason given')}")
    lines += ["", "kinds found less often than 0.9:"]
    lines += [f"  {name}: {b}/{a}" for name, (a, b) in outcome.kinds.items() if a and b / a < ENOUGH] or ["  none"]
    lines += ["", "rules under 0.9 recall:", *([f"  {line}" for line in weak] or ["  none"])]
    total = sum(a for a, _ in outcome.kinds.values())
    hits = sum(b for _, b in outcome.kinds.values())
    said_all = sum(row[2] for row in outcome.rules.values())
    right_all = sum(row[3] for row in outcome.rules.values())
    lines += ["", f"all: recall {hits / total:.3f}, precision {right_all / max(said_all, 1):.3f}"]
    return "\n".join(lines)


def main() -> None:
    """Run, print, and keep if asked."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    outcome = run(numbers[0] if numbers else PLANTS)
    print(table(outcome))
    if "--missed" in sys.argv:
        print("\n".join(outcome.missed))
    if "--keep" in sys.argv:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout.strip()
        kept: dict[str, Any] = {"commit": commit, "seed": SEED, **outcome._asdict(), "missed": len(outcome.missed)}
        folder = HERE / "results"
        folder.mkdir(exist_ok=True)
        (folder / f"{commit[:12]}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
