"""Twelve sparse inputs, at most 25 answered questions each: how long section one becomes, and what it rests on.

``run.py`` writes ``result.json`` beside the cases; ``run.py show`` prints the texts as well.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from nianbao.checking import tagged
from nianbao.drafting.question_answers import RefusedAnswer
from nianbao.jobs.flow.ask import AskSession
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.folder import find

HERE = Path(__file__).parent
MOST = 25
USUAL = {"town": (350, 900), "bureau": (400, 1200)}
"""Characters of section one: domain-2.md §5.1."""


def answered(job: Path, own: dict[str, Any], pool: dict[str, list[str]], take: int) -> int:
    """Answer as the clerk of a case does, best question first; how many she answered."""
    session = AskSession(find(job))
    skipped: set[str] = set()
    count = 0
    while count < MOST:
        asked = next((item for item in session.open if item.key not in skipped), None)
        if asked is None:
            break
        skipped.add(asked.key)
        known = own.get(asked.question.id) or (pool.get(asked.question.id) or [None] * 3)[take]
        if known is None:
            continue
        try:
            kept = session.answer(asked, str(known))
        except RefusedAnswer as error:
            print(f"  refused {asked.key}: {error}")
            continue
        if kept.wrong:
            print(f"  wrong {asked.key}: {kept.said}")
        count += 1
    return count


def measured(case: dict[str, Any], pool: dict[str, list[str]]) -> tuple[dict[str, Any], str]:
    """What a case becomes, and its section one."""
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job"
        job.mkdir()
        given = {key: case[key] for key in ("unit", "year", "tables", "notes", "problems")} | {"rest": "zero"}
        (job / "report.yaml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
        before = redraft(find(job)).draft.report
        count = answered(job, case.get("own", {}), pool, case["take"])
        draft = redraft(find(job)).draft
    section = draft.report.sections[1]
    aspects: dict[str, int] = {}
    for paragraph in section.paragraphs:
        if paragraph.aspect and paragraph.role == "body":
            said = sum(sentence.support != "blank" for sentence in paragraph.sentences)
            aspects[paragraph.aspect] = aspects.get(paragraph.aspect, 0) + said
    text = "\n".join(paragraph.text for paragraph in section.paragraphs)
    length = len("".join(text.split()))
    low, high = USUAL[case["kind"]]
    counted = [item for item in draft.findings if item.counts and item.severity in ("error", "warning")]
    found = {
        "case": case["name"],
        "answered": count,
        "characters": length,
        "before": len("".join("".join(item.text for item in before.sections[1].paragraphs).split())),
        "usual": low <= length <= high,
        "aspects": aspects,
        "two_each": len(aspects) == 5 and min(aspects.values()) >= 2,
        "unsupported": sum(sentence.support in ("unsupported", "unknown") for sentence in draft.report.sentences()),
        "blanks": sum(item.code in tagged("blank") for item in draft.findings),
        "findings": [f"{item.code} {item.message}" for item in counted if item.code not in tagged("blank")],
    }
    return found, "\n".join(paragraph.text for part in draft.report.sections for paragraph in part.paragraphs)


def main() -> None:
    """Measure every case; keep the result."""
    data = yaml.load((HERE / "cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    results = []
    for case in data["cases"]:
        found, text = measured(case, data["answers"])
        results.append(found)
        print(json.dumps(found, ensure_ascii=False))
        if "show" in sys.argv:
            print(text, end="\n\n")
    good = sum(item["usual"] and item["two_each"] and not item["unsupported"] for item in results)
    print(f"{good} of {len(results)} as they should be")
    (HERE / "result.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
