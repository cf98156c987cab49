"""A set of eval/claims read by a hand through the real sheets of 审读: rules, reader, and both.

``run.py SET --sheet DIR`` writes ``DIR/NN.txt``, one sheet a report: its sentences as paragraphs in their sections,
with the tables, as ``nianbao check --engine paste`` asks; nothing in it tells which are false. The hand writes its
answer, one JSON object, into ``DIR/NN.answers.txt``. ``--readings 2`` takes a second one from ``DIR/NN.second.txt``.
``--bare`` asks without what the rules found, and takes nothing as told by them: the reader alone.
``run.py SET --read DIR`` judges the answers as the program does and counts as eval/claims/run.py: a false sentence is
found where something above a hint overlaps what is wrong in it; on a true one everything of figures above a hint is a
false alarm (of a reader: everything above a hint). ``--missed`` prints what was not found and the false alarms;
``--keep NAME`` writes ``results/NAME.json``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "claims"))

import run as claims  # noqa: E402

from nianbao import draft, load  # noqa: E402
from nianbao.checking import Finding  # noqa: E402
from nianbao.checking.context import Context  # noqa: E402
from nianbao.drafting.engines.model_budget import Options  # noqa: E402
from nianbao.drafting.engines.model_port import MaskedModel  # noqa: E402
from nianbao.drafting.second_reader import read_report  # noqa: E402
from nianbao.drafting.second_reader.reading_sheet import PastedReading, mask_of, reading_sheet  # noqa: E402
from nianbao.report import Paragraph, Report, Sentence, Text  # noqa: E402

Item = dict[str, Any]
Job = tuple[str, list[Item], Path, int, bool]
"""A report's file, its sentences, the folder of the sheets, how many readings, whether without what rules found."""


def _section(item: Item) -> str:
    return str(claims.SECTIONS.get(item["section"].partition(".")[0], "overview"))


def together(bare: Report, items: list[Item]) -> Report:
    """The report with all its sentences, each a paragraph in its section, and nothing else but headings."""
    made = []
    for section in bare.sections:
        mine = [item for item in items if _section(item) == section.id]
        headings = [item for item in section.paragraphs if item.role == "heading"]
        paragraphs: list[Paragraph] = []
        placed: list[str] = []

        def put(rows: list[Item], aspect: str | None, paragraphs: list[Paragraph], placed: list[str]) -> None:
            for row in rows:
                sentence = Sentence(id=f"s{row['id']}", spans=[Text(text=row["text"])])
                paragraphs.append(Paragraph(id=row["id"], aspect=aspect, sentences=[sentence]))
                placed.append(row["id"])

        for heading in headings:
            paragraphs.append(heading)
            of = [item for item in mine if claims.ASPECTS.get(item["section"].partition(".")[2]) == heading.aspect]
            put(of if heading.aspect else [], heading.aspect, paragraphs, placed)
        put([item for item in mine if item["id"] not in placed], None, paragraphs, placed)
        made.append(section.model_copy(update={"paragraphs": paragraphs}))
    return bare.model_copy(update={"sections": made, "notes": [], "problems": [], "structured": False})


class Told(NamedTuple):
    """What was said of the sentences of a report: by rules, by rules as far as the reader does not doubt them, and by
    the reader, by id; and what the reader's came to."""

    rules: dict[str, list[claims.Heard]]
    left: dict[str, list[claims.Heard]]
    reader: dict[str, list[claims.Heard]]
    said: list[str]
    dropped: Counter[str]


def _by_rules(rows: dict[str, list[claims.Heard]], context: Context) -> list[Finding]:
    """What rules say of each sentence alone, at its place in the report of all."""
    found = []
    for passage in context.passages:
        for code, severity, start, end, message in rows.get(passage.paragraph.id, ()):
            quote = passage.text[start:end]
            at = passage.offset + start
            found.append(
                Finding(
                    code=code,
                    name="",
                    severity=severity,
                    message=message,
                    quote=quote,
                    position=at,
                    paragraph=passage.paragraph.id,
                    offset=start,
                )
            )
    return found


def _prepared(path: str, items: list[Item]) -> tuple[Report, list[Finding], dict[str, list[claims.Heard]]]:
    given = load(Path(path))
    report = together(draft(given).report, items).model_copy(update={"last": given.last})
    rows = {row["id"]: row["docx"] for row in claims.one((path, items))}
    return report, _by_rules(rows, Context(report)), rows


def write_sheet(job: Job) -> str:
    """The sheet of one report."""
    path, items, folder, readings, bare = job
    report, findings, _ = _prepared(path, items)
    findings = [] if bare else findings
    name = Path(path).stem
    text = reading_sheet(report, findings, [f"（评测：回答只存成 {name}.answers.txt）"], readings=readings)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return name


def read(job: Job) -> Told:
    """The answers to one sheet, judged as the program does."""
    path, items, folder, readings, bare = job
    report, findings, rows = _prepared(path, items)
    findings = [] if bare else findings
    name = Path(path).stem
    answers = {
        key: file.read_text(encoding="utf-8-sig")
        for key, file in (("审读", folder / f"{name}.answers.txt"), ("审读二", folder / f"{name}.second.txt"))
        if file.is_file()
    }
    model = MaskedModel(PastedReading(answers))
    made = read_report(report, findings, model, Options(), readings=readings, whole=True, mask=mask_of(report))
    reader: dict[str, list[claims.Heard]] = {}
    said = []
    for item in made.findings:
        if item.verdict != "fails":
            said.append(f"{name}: {item.message}")
            continue
        at = item.offset or 0
        heard = (item.code, item.severity, at, at + len(item.quote), f"{item.message} {item.evidence}")
        reader.setdefault(item.paragraph, []).append(heard)
    left = _left(rows, [item for item, now in zip(findings, made.told, strict=True) if now.severity != item.severity])
    return Told(rows, left, reader, [*said, *(f"{name}: {line}" for line in made.messages)], Counter(made.dropped))


def _left(rows: dict[str, list[claims.Heard]], doubted: list[Finding]) -> dict[str, list[claims.Heard]]:
    """What rules say where what the reader doubts is a hint."""
    lowered = {(item.code, item.paragraph, item.offset) for item in doubted}
    return {
        id: [(row[0], "info", *row[2:]) if (row[0], id, row[2]) in lowered else row for row in heard]
        for id, heard in rows.items()
    }


def judged(item: Item, heard: list[claims.Heard]) -> str:
    """As eval/claims; whatever a reader says above a hint of a true sentence is an alarm."""
    alarm = item["truth"] and any(row[0] == "READ01" and row[1] != "info" for row in heard)
    return "alarm" if alarm else str(claims.judged(item, heard))


def figures_of(items: list[Item], said: dict[str, list[claims.Heard]]) -> dict[str, Any]:
    """Recall and false alarms of what was said."""
    told = Counter(judged(item, said.get(item["id"], [])) for item in items)
    true = [item for item in items if item["truth"]]
    false = len(items) - len(true)
    hints = sum(any(row[0] == "READ01" for row in said.get(item["id"], [])) for item in true)
    families: dict[str, list[int]] = {}
    for item in items:
        if not item["truth"]:
            row = families.setdefault(item["family"], [0, 0])
            row[0] += judged(item, said.get(item["id"], [])) == "found"
            row[1] += 1
    return {
        "recall": round(told["found"] / max(false, 1), 3),
        "recall with hints": round((told["found"] + told["hinted"]) / max(false, 1), 3),
        "false alarms": told["alarm"],
        "false": round(told["alarm"] / max(len(true), 1), 3),
        "true ones the reader doubts, hints too": hints,
        "families": {name: f"{row[0]}/{row[1]}" for name, row in sorted(families.items())},
    }


def main() -> None:
    """Write the sheets of a set, or count what came of the answers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("set", type=Path)
    parser.add_argument("--sheet", metavar="DIR", type=Path)
    parser.add_argument("--read", metavar="DIR", type=Path)
    parser.add_argument("--readings", type=int, default=1)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--keep", metavar="NAME")
    asked = parser.parse_args()
    items: list[Item] = yaml.load((asked.set / "sentences.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    by_report: dict[str, list[Item]] = {}
    for item in items:
        by_report.setdefault(item["report"], []).append(item)
    folder = asked.sheet or asked.read
    if folder is None:
        parser.error("--sheet or --read")
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [
        (str(asked.set / "reports" / f"{name}.yaml"), rows, folder, asked.readings, asked.bare)
        for name, rows in by_report.items()
    ]
    with ProcessPoolExecutor(2) as pool:
        if asked.sheet:
            sys.stdout.write(f"{len(list(pool.map(write_sheet, jobs)))} sheets in {folder}\n")
            return
        told = list(pool.map(read, jobs))
    rules: dict[str, list[claims.Heard]] = {}
    left: dict[str, list[claims.Heard]] = {}
    reader: dict[str, list[claims.Heard]] = {}
    for one in told:
        rules |= one.rules
        left |= one.left
        reader |= one.reader
    both = {item["id"]: [*left.get(item["id"], []), *reader.get(item["id"], [])] for item in items}
    figures = {
        "sentences": len(items),
        "readings": asked.readings,
        "rules": figures_of(items, rules),
        "reader": figures_of(items, reader),
        "both": figures_of(items, both),
        "dropped": dict(sum((one.dropped for one in told), Counter())),
    }
    for line in (line for one in told for line in one.said):
        sys.stdout.write(f"{line}\n")
    if asked.missed:
        for item in items:
            what = judged(item, both[item["id"]])
            if what not in ("found", "quiet") or (item["truth"] and reader.get(item["id"])):
                sys.stdout.write(f"{what} {item['id']} {item.get('family', '')}: {item['text']}\n")
                sys.stdout.write(f"    {item.get('wrong', '')} {item.get('why', '')}\n")
                for row in both[item["id"]]:
                    sys.stdout.write(f"    {row}\n")
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if asked.keep:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout.strip()
        path = HERE / "results" / f"{asked.keep}.json"
        path.parent.mkdir(exist_ok=True)
        kept = {"set": asked.set.name, "commit": commit, **figures}
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
