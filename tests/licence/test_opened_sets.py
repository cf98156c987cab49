"""The sets of sentences by other hands that have been opened: what was learnt from them stays learnt."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nianbao import load
from nianbao.licence import Sources, judge

FOLDER = Path(__file__).parents[2] / "eval" / "licence"


@lru_cache
def behind(folder: str, job: int) -> Sources:
    """What stands behind a job's sentences."""
    return Sources(load(FOLDER / folder / "jobs" / f"{job}.yaml"))


def _bare(text: str) -> str:
    return "".join(text.split())


def cited(sources: Sources, words: list[str]) -> list[str]:
    """The notes that have the words which a sentence cites."""
    found = []
    for item in words:
        found += [f"note:{note.id}" for note in sources.report.notes if _bare(item) in _bare(note.words)]
        for row in sources.report.problems:
            parts = (row.problem, row.cause, row.measure, row.owner, row.deadline)
            if any(_bare(item) in _bare(part) for part in parts):
                found.append(f"problem:{row.id}")
    return list(dict.fromkeys(found))


def stand(folder: str, kind: str = "faithful") -> tuple[int, int]:
    """How many sentences of a kind stand, and how many there are."""
    rows: list[dict[str, Any]] = yaml.load(
        (FOLDER / folder / "answers.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    rows = [row for row in rows if row.get("class", "faithful") == kind]
    verdicts = [
        judge(row["text"], behind(folder, row["job"]), cited(behind(folder, row["job"]), row["cites"])) for row in rows
    ]
    return sum(verdict.licensed and verdict.grounded for verdict in verdicts), len(rows)


def test_faithful_sentences_stand() -> None:
    good, count = stand("first_faithful")
    assert count - good <= 0.1 * count


def test_altered_sentences_do_not() -> None:
    good, count = stand("first", "altered")
    assert good <= 0.1 * count


def test_hostile_sentences_do_not() -> None:
    """Figures of the tables under other names are the lock's, and not counted here."""
    good, count = stand("first", "hostile")
    assert good <= 0.15 * count
