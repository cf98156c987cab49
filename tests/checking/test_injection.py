"""A sample of the planted defects (``eval/injection``; the whole under ``make proof``)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "eval" / "injection"))

from plants import KINDS
from run import SEED, run

ENOUGH = 0.9


def test_what_is_planted_is_found_and_clean_reports_are_left_alone() -> None:
    outcome = run(len(KINDS), SEED + 1)
    assert outcome.clean_false == 0
    assert outcome.clean_characters > 40_000
    hits = sum(found for _, found in outcome.kinds.values())
    assert hits >= ENOUGH * len(KINDS), outcome.missed
    said = sum(row[2] for row in outcome.rules.values())
    right = sum(row[3] for row in outcome.rules.values())
    assert right >= ENOUGH * said
