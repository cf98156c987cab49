"""Many files at once: the same whatever the order, the processes and the hash seed; our own sentences are no copies."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from cli.program import spawn
from drafting.generated import own_words
from nianbao import draft, write
from nianbao.jobs.check.check_file import Checked, CheckOptions
from nianbao.jobs.check.check_files import check_files

SHARED = (
    "全年在门户网站公开预算决算、惠民补贴、工程招标等信息，村级公开栏按月更新，"
    "由驻村干部拍照上传，镇纪委逐月抽查，发现漏贴的当天补齐并通报到村。"
)
TOWNS = [f"云岭县{first}{second}镇人民政府" for first in "白黄青红黑大小长" for second in "沙石水山林岗桥坝"]


def _folder(tmp_path: Path, count: int) -> list[str]:
    """Reports of one text, each under another unit's name; every third is a second copy of the one before."""
    for index in range(count):
        unit = TOWNS[index - 1 if index % 3 == 2 else index]
        year = 2024
        title = f"{unit}{year}年政府信息公开工作年度报告"
        text = f"{title}\n一、总体情况\n{SHARED}\n五、存在的主要问题及改进情况\n{SHARED[:-9]}。\n"
        (tmp_path / f"{index:02}.txt").write_text(text, encoding="utf-8")
    return [f"{index:02}.txt" for index in range(count)]


def _said(out: str) -> dict[str, list[str]]:
    found = json.loads(out)
    return {item["path"]: [json.dumps(f, ensure_ascii=False) for f in item["findings"]] for item in found["files"]}


def test_the_same_files_give_the_same_findings_whatever_the_order_processes_and_hash_seed(tmp_path: Path) -> None:
    names = _folder(tmp_path, 60)
    first = None
    for seed, workers in ((0, 1), (1, 2), (7, 1)):
        order = list(names)
        random.Random(seed).shuffle(order)
        run = spawn("check", *order, "--format", "json", "--workers", workers, cwd=tmp_path, PYTHONHASHSEED=str(seed))
        said = _said(run.out)
        assert set(said) == set(names)
        assert all(any("DUP04" in line for line in lines) for lines in said.values())
        first = first or said
        assert said == first


@pytest.mark.parametrize("year", [2020, 2024])
def test_sentences_that_we_write_for_figures_are_no_copies(tmp_path: Path, year: int) -> None:
    names = []
    for index, town in enumerate(TOWNS[:20]):
        result = draft(own_words(town, year, seed=index))
        path = tmp_path / f"{index:02}.docx"
        write(result.report, path)
        names.append(str(path))
    for name, outcome in check_files(names, CheckOptions(), workers=1):
        assert isinstance(outcome, Checked)
        copied = [finding for finding in outcome.findings if finding.code == "DUP04"]
        assert not copied, f"{name}: {copied[0].message} {copied[0].quote}"


def test_a_copied_paragraph_is_still_told_beside_our_sentences(tmp_path: Path) -> None:
    names = []
    for index, town in enumerate(TOWNS[:3]):
        report = own_words(town, 2024, seed=index)
        note = report.notes[0].model_copy(update={"id": "shared", "what": "", "object": "", "text": SHARED})
        result = draft(report.model_copy(update={"notes": [note, *report.notes[1:]] if index else report.notes}))
        path = tmp_path / f"{index}.docx"
        write(result.report, path)
        names.append(str(path))
    told = [
        {finding.code for finding in outcome.findings}
        for _, outcome in check_files(names, CheckOptions(), workers=1)
        if isinstance(outcome, Checked)
    ]
    assert ["DUP04" in codes for codes in told] == [False, True, True]
