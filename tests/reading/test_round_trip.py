"""What is written reads back: the same unit, year, edition, headings, words and figures."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.jobs.check.reading_summary import Kept, as_bytes
from nianbao.reading import read
from nianbao.report import Report
from nianbao.writing import render
from reading.generated import published, report
from reading.labels import in_docx, in_html, in_markdown

SEEDS = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "8")), 400)
ALTERED: dict[str, Callable[[bytes, random.Random], bytes]] = {
    ".docx": in_docx,
    ".html": in_html,
    ".md": in_markdown,
}


def back(data: bytes, suffix: str, folder: Path) -> Report:
    path = folder / f"年报{suffix}"
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize("suffix", ALTERED)
def test_what_is_written_reads_back(
    suffix: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    cells = 0
    for seed in range(SEEDS):
        given = report(seed)
        found = back(render(given, suffix), suffix, tmp_path)
        assert published(found) == published(given), seed
        assert found.remarks == [], seed
        assert [(table.id, table.remarks) for table in found.tables] == [(table.id, []) for table in given.tables], seed
        cells += len(given.cells)
    record_property(f"cells read back from {suffix}", cells)


@pytest.mark.parametrize("suffix", ALTERED)
def test_glosses_and_line_breaks_in_labels_cost_nothing(
    suffix: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    cells = 0
    for seed in range(SEEDS):
        given = report(seed)
        data = ALTERED[suffix](render(given, suffix), random.Random(seed))
        assert published(back(data, suffix, tmp_path)).values == published(given).values, seed
        cells += len(given.cells)
    record_property(f"cells read back from {suffix} with altered labels", cells)


@pytest.mark.parametrize("kept", ["yaml", "json"])
def test_what_was_read_is_kept_wholly(kept: Kept, tmp_path: Path) -> None:
    for seed in range(SEEDS // 2):
        found = back(render(report(seed), ".docx"), ".docx", tmp_path)
        again = back(as_bytes(found, kept), f".{kept}", tmp_path)
        assert again == found, seed
        assert [item.location for _, item in again.paragraphs()] == [item.location for _, item in found.paragraphs()]
        assert as_bytes(again, kept) == as_bytes(found, kept)
