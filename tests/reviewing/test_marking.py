"""Tracked changes from one report to another: accepted they are the new one, rejected the old, text and tables."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import libreoffice
from nianbao.reading.docx import parse_docx
from nianbao.report import Report
from nianbao.reviewing.marking import compared_docx
from nianbao.text.wordml_changes import AUTHOR
from nianbao.writing.docx import render_docx
from nianbao.writing.docx_comments import without_comments
from reviewing.other_hands import by_other_hands
from reviewing.pairs import altered, compared, pair, published
from reviewing.settled import settled

SEEDS = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "20")), 200)
WHEN = datetime(2026, 1, 15, tzinfo=UTC)
Made = tuple[Report, Report, bytes, list[str]]


def read(data: bytes) -> Report:
    return parse_docx(data, "年报.docx").report


def seen(report: Report) -> tuple[object, ...]:
    """What a reader sees: the title and date, headings and words, figures, blanks."""
    found = published(report)
    return report.title, report.date, found.texts, found.values, found.blanks


def printed(report: Report) -> Report:
    """The report as its own Word file gives it."""
    return read(render_docx(report, stands=True))


def ours(seed: int) -> Made:
    old, new = pair(seed)
    data, said = compared_docx(compared(old, new), None, when=WHEN)
    return printed(old), printed(new), data, said


def theirs(seed: int) -> Made:
    rng = random.Random(seed)
    base = by_other_hands(pair(seed)[0], rng)
    old = read(base)
    new = altered(old.model_copy(deep=True), rng)
    data, said = compared_docx(compared(old, new), base, when=WHEN)
    return old, new, data, said


HANDS: dict[str, Callable[[int], Made]] = {"ours": ours, "theirs": theirs}


@pytest.mark.large
@pytest.mark.parametrize("hand", HANDS)
def test_accepted_it_is_the_new_report_and_rejected_the_old(
    hand: str, record_property: Callable[[str, object], None]
) -> None:
    for seed in range(SEEDS):
        old, new, data, said = HANDS[hand](seed)
        assert seen(read(settled(data, accepted=True))) == seen(new), (seed, said)
        assert seen(read(settled(data, accepted=False))) == seen(old), (seed, said)
        assert seen(read(data)) == seen(new), seed
    record_property(f"pairs marked in a file of {hand}", SEEDS)


@pytest.mark.large
@pytest.mark.libreoffice
@pytest.mark.parametrize("hand", HANDS)
def test_libreoffice_accepts_and_rejects_them(
    hand: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    made = {seed: HANDS[hand](seed) for seed in range(SEEDS)}
    jobs: list[list[str]] = []
    for seed, (_, _, data, _) in made.items():
        path = tmp_path / f"{seed}.docx"
        path.write_bytes(without_comments(data, AUTHOR))  # LibreOffice without a screen falls over a comment's window
        jobs += [[str(path), how, str(tmp_path / f"{seed}-{how}.docx")] for how in ("accept", "reject")]
    settle_all(jobs, tmp_path)
    for seed, (old, new, _, said) in made.items():
        for how, wanted in (("accept", new), ("reject", old)):
            found = read((tmp_path / f"{seed}-{how}.docx").read_bytes())
            assert seen(found) == seen(wanted), (seed, how, said)
    record_property(f"pairs settled by LibreOffice in a file of {hand}", SEEDS)


def settle_all(jobs: list[list[str]], folder: Path) -> None:
    here = Path(__file__).parent.parent
    command = [libreoffice.python_with_uno(), str(here / "uno_settle.py"), str(folder)]
    done = subprocess.run(
        command, input=json.dumps(jobs), env=libreoffice.environment(folder), capture_output=True, text=True,
        timeout=120 + 10 * len(jobs),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_says_whose_layout_it_has() -> None:
    old, new = pair(1)
    _, said = compared_docx(compared(old, new), None, when=WHEN)
    assert "不是 Word 文件" in said[0]
    _, said = compared_docx(compared(old, new), render_docx(old), when=WHEN)
    assert said[0].startswith("保留了原 Word 文件的版式")
