"""Sentences on figures with their tables: what the checks find of false ones, and say of true ones.

``run.py SET`` takes ``SET/reports/NN.yaml`` (tables, last year's figures) and ``SET/sentences.yaml``: sentences by a
hand that saw neither the rules nor how roles are said, half of them true, half with one thing changed. Each stands
alone in its section of a finished report, read back from a Word file and from text. A false sentence is found where a
finding above a hint overlaps what is wrong in it; on a true one every such finding of figures is a false alarm.
Figures of tables that a published report does not print (信息处理费) are those of ``NN.yaml``, as in an office.
``--keep NAME`` writes ``results/NAME.json``; ``--missed`` prints what was not found and what was said of true ones.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from nianbao import check, draft, load, write
from nianbao.checking import Finding
from nianbao.facts import form_of
from nianbao.report import Paragraph, Report, Sentence, Text

HERE = Path(__file__).parent
SECTIONS = {
    "主动公开政府信息情况": "proactive",
    "收到和处理政府信息公开申请情况": "requests",
    "行政复议行政诉讼": "remedies",
    "主要问题及改进": "problems",
    "存在的主要问题及改进情况": "problems",
    "其他": "other",
    "其他需要报告的事项": "other",
}
ASPECTS = {
    "主动公开": "proactive",
    "依申请公开": "requests",
    "政府信息管理": "management",
    "平台建设": "platform",
    "监督保障": "supervision",
}
Heard = tuple[str, str, int, int, str]
"""A finding in a sentence: its code, severity, where it begins and ends, and what it says."""
FIGURES = ("NUM", "TABLE")
"""Families of rules that a true sentence must not raise; what others say of its wording is not about figures."""


def _placed(bare: Report, where: str, text: str) -> Report:
    """The report with one sentence as its whole narrative."""
    part, _, aspect = where.partition(".")
    sentence = Sentence(id="s1", spans=[Text(text=text)])
    made = []
    for section in bare.sections:
        headings = [item for item in section.paragraphs if item.role == "heading"]
        mine = SECTIONS.get(part, "overview") == section.id
        paragraphs: list[Paragraph] = []
        for item in headings:
            paragraphs.append(item)
            if mine and item.aspect == ASPECTS.get(aspect):
                paragraphs.append(Paragraph(id="p.s", aspect=item.aspect, sentences=[sentence]))
        if mine and all(item.id != "p.s" for item in paragraphs):
            paragraphs.append(Paragraph(id="p.s", sentences=[sentence]))
        made.append(section.model_copy(update={"paragraphs": paragraphs}))
    return bare.model_copy(update={"sections": made, "notes": [], "problems": [], "structured": False})


def _said(report: Report, text: str, last: Any) -> list[Heard]:
    found: list[Finding] = check(report.model_copy(update={"last": last}) if last is not None else report)
    heard = []
    for item in found:
        if item.counts and not item.where and item.quote and item.quote in text and item.start is not None:
            own = item.offset if item.offset is not None else -1
            at = own if text[max(own, 0) :].startswith(item.quote) and own >= 0 else text.find(item.quote)
            heard.append((item.code, item.severity, at, at + len(item.quote), item.message))
    return heard


def one(job: tuple[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Every sentence of one report, read as Word and as text."""
    path, items = job
    given = load(path)
    bare = draft(given).report
    form = form_of(given)
    hidden = {table.id for table in form.tables if not table.printed} if form is not None else set()
    unprinted = {id: cell for id, cell in given.cells.items() if form is not None and form.cells[id].table in hidden}
    out = []
    with tempfile.TemporaryDirectory() as folder:
        for item in items:
            report = _placed(bare, item["section"], item["text"])
            row: dict[str, Any] = {"id": item["id"], "truth": item["truth"], "family": item.get("family", "")}
            for ending in ("docx", "md"):
                file = Path(folder) / f"{item['id']}.{ending}"
                write(report, file)
                read = load(file)
                cells = {**unprinted, **read.cells}
                read = read.model_copy(update={"unit": given.unit, "year": given.year, "cells": cells})
                row[ending] = _said(read, item["text"], given.last)
            out.append(row)
    return out


def judged(item: dict[str, Any], heard: list[Heard]) -> str:
    """``found``, ``missed``, ``hinted``, ``alarm`` or ``quiet``."""
    firm = [row for row in heard if row[1] != "info"]
    if item["truth"]:
        return "alarm" if any(row[0].startswith(FIGURES) for row in firm) else "quiet"
    start = item["text"].find(item["wrong"])
    end = start + len(item["wrong"])
    at = [row for row in heard if row[2] < end and start < row[3]]
    if any(row[1] != "info" for row in at):
        return "found"
    return "hinted" if at else "missed"


def main() -> None:
    """Run a set and print, or keep, its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("set", type=Path)
    parser.add_argument("--keep", metavar="NAME")
    parser.add_argument("--missed", action="store_true")
    asked = parser.parse_args()
    items = yaml.load((asked.set / "sentences.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    by_report: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        by_report.setdefault(item["report"], []).append(item)
    jobs = [(str(asked.set / "reports" / f"{name}.yaml"), rows) for name, rows in by_report.items()]
    with ProcessPoolExecutor(2) as pool:
        rows = {row["id"]: row for found in pool.map(one, jobs) for row in found}
    figures: dict[str, Any] = {"sentences": len(items)}
    for ending in ("docx", "md"):
        told = Counter(judged(item, rows[item["id"]][ending]) for item in items)
        false = sum(not item["truth"] for item in items)
        families: dict[str, list[int]] = {}
        for item in items:
            if not item["truth"]:
                row = families.setdefault(item["family"], [0, 0])
                row[0] += judged(item, rows[item["id"]][ending]) == "found"
                row[1] += 1
        figures[ending] = {
            "recall": round(told["found"] / max(false, 1), 3),
            "hinted": told["hinted"],
            "false alarms": told["alarm"],
            "false": round(told["alarm"] / max(len(items) - false, 1), 3),
            "families": {name: f"{row[0]}/{row[1]}" for name, row in sorted(families.items())},
        }
        if asked.missed:
            for item in items:
                what = judged(item, rows[item["id"]][ending])
                if what not in ("found", "quiet") and ending == "docx":
                    sys.stdout.write(f"{what} {item['id']} {item.get('family', '')}: {item['text']}\n")
                    sys.stdout.write(f"    {item.get('wrong', '')} {item.get('why', '')} {rows[item['id']][ending]}\n")
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if asked.keep:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout.strip()
        kept = {"set": asked.set.name, "commit": commit, **figures}
        path = HERE / "results" / f"{asked.keep}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
