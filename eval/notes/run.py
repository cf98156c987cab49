"""Clerks' notes by another hand, who had not seen the sorting: which aspect each line is put to.

``run.py [--keep NAME]`` prints and keeps: right; left for the clerk where words would have made it plain; placed with
certainty where an honest person asks; wrong and certain; lost or changed; and what does not belong into an aspect but
came into one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from nianbao.kinds import form_for
from nianbao.reading.notes_file import read_notes

HERE = Path(__file__).parent
SET = HERE / "set"
_MARK = re.compile(r"^[\s0-9一二三四五六七八九十、．.（）()①-⑳·•●\-*]+")


def _bare(text: str) -> str:
    return re.sub(r"[\s：]+", "", _MARK.sub("", text)).rstrip("。；")


def judged(name: str, year: int, lines: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """How a file's lines were sorted, and those that are not right."""
    form = form_for("disclosure", year)
    read = read_notes(SET / name, form)
    labels = {
        aspect.id: "政府信息公开平台建设" if aspect.id == "platform" else aspect.label for aspect in form.aspects
    } | {form.sections[-1].id: "其他", "": "不确定"}
    placed = [(_bare(note.words), labels[note.aspect]) for note in read.notes]
    for problem in read.problems:
        placed += [(_bare(text), kind) for text, kind in ((problem.problem, "问题"), (problem.measure, "措施")) if text]
    counts: Counter[str] = Counter()
    wrong = []
    for line in lines:
        wanted = {line["aspect"], *line.get("also", ())}
        text = _bare(line["text"])
        found = {kind for held, kind in placed if text in held}
        if "标题" in wanted:
            kind = "right" if not any(text == held for held, _ in placed) else "heading taken for a note"
        elif not found:
            kind = "lost or changed"
        elif found & wanted:
            kind = "right"
        elif found == {"不确定"}:
            kind = "left for the clerk"
        elif wanted == {"不确定"}:
            kind = "certain where one asks"
        elif wanted == {"其他"}:
            kind = "no aspect's, put into one"
        else:
            kind = "wrong and certain"
        counts[kind] += 1
        if kind != "right":
            wrong.append(f"{kind}: {line['text']} → {'、'.join(sorted(found)) or '—'} ({line['aspect']})")
    return counts, wrong


def main() -> None:
    """Judge every file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    told: list[str] = []
    for entry in yaml.load((SET / "expected.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader):
        counts, wrong = judged(entry["file"], entry["year"], entry["lines"])
        total += counts
        told += [f"{entry['file']}: {line}" for line in wrong]
    sys.stdout.write("\n".join(told) + f"\n{dict(total)} of {sum(total.values())}\n")
    if options.keep:
        value = {"counts": dict(total), "lines": sum(total.values()), "not right": told}
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        (HERE / "results" / f"{options.keep}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
