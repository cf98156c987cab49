"""kill -9 while decisions come in: what was acknowledged is there, and the draft says what the record says."""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import Job
from nianbao.reviewing.session.block_values import value_of
from nianbao.reviewing.session.decision_store import stands
from nianbao.reviewing.session.review_desk import Desk
from nianbao.reviewing.session.review_session import source_of
from reviewing.desks import job
from reviewing.served import Served, served

BLOCK = "paragraph:overview.platform"
ROW = re.compile(r'id="(x[0-9a-f]{12})" data-version="([^"]+)" data-text="([^"]*)"')
TIMES = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "2")), 60)
"""How often it is killed; more often under ``make proof``."""

pytestmark = [pytest.mark.large, pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")]


def decide(running: Served, started: int, acknowledged: list[str]) -> None:
    """Change one paragraph over and over until nobody answers; what was answered is noted only then."""
    report = running.reports()[0]
    number = started
    try:
        while True:
            row, version, _ = next(
                found for found in ROW.findall(running.get(f"/r/{report}").text)
                if "查询栏" in found[2] or "次改" in found[2]
            )  # fmt: skip
            number += 1
            words = f"第{number}次改。"
            answer = running.post(
                f"/r/{report}/decide", {"kind": "edit", "row": row, "version": version, "words": words}
            )
            if answer.status == 200:
                acknowledged.append(words)
    except (OSError, HTTPException):
        return


def agree(made: Job, acknowledged: list[str]) -> None:
    """The record has every acknowledged decision in order, and the draft says what its last one says."""
    desk = Desk(source_of(made.folder), "王芳")
    desk.sheet()
    decisions = desk.source.store.read()
    kept = [words for item in decisions for words in re.findall("第[0-9]+次改。", item.after)]
    assert [words for words in kept if words in set(acknowledged)] == acknowledged
    assert len(kept) <= len(acknowledged) + TIMES  # at most the one that was under way at each kill
    draft = load(made)
    assert draft is not None
    if decisions:
        assert stands(value_of(draft.report, BLOCK), decisions[-1].after)
    desk.source.store.close()


def test_killed_while_deciding(tmp_path: Path) -> None:
    made = job(tmp_path / "白沙镇-2024")
    chance = random.Random(TIMES)
    acknowledged: list[str] = []
    for turn in range(TIMES):
        with served(made.folder) as running:
            running.enter()
            running.get(f"/r/{running.reports()[0]}")
            worker = threading.Thread(target=decide, args=(running, 1000 * turn, acknowledged))
            worker.start()
            wanted = len(acknowledged) + chance.randint(1, 3)
            while worker.is_alive() and len(acknowledged) < wanted:
                time.sleep(0.01)
            time.sleep(chance.random() / 50)  # anywhere in the next decision
            running.kill()
            worker.join()
            assert not worker.is_alive()
        agree(made, acknowledged)
    assert len(acknowledged) >= TIMES
