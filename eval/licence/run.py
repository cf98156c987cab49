"""What becomes of a model's sentences, each known for what it is: faithful, altered in one point, or hostile.

``run.py SET`` takes ``SET/jobs/N.yaml`` (tables and notes) and ``SET/answers.yaml``, written by hands that saw neither
the code nor its word lists. Every sentence is a model's answer for its part, alone, over a loopback server, in a
draft of its own part: ``kept`` (it stands unmarked), ``marked``, or ``dropped`` with a reason. No reading model.
``--bind`` writes figures as references where one fact of what the sentence cites has their words: for a program that
refuses plain figures. ``--keep NAME`` writes ``results/NAME.json``; ``--kept`` prints what stood, ``--lost`` the rest.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from model_server import Answer, Asked, completion, serving  # noqa: E402
from nianbao import load  # noqa: E402
from nianbao.drafting import draft  # noqa: E402
from nianbao.drafting.brief import Brief, briefs  # noqa: E402
from nianbao.drafting.draft_report import outline  # noqa: E402
from nianbao.drafting.engines.endpoint import endpoint_of  # noqa: E402
from nianbao.drafting.engines.model_budget import Options  # noqa: E402
from nianbao.drafting.engines.model_engine import Modelled  # noqa: E402
from nianbao.drafting.engines.openai_model import Chat  # noqa: E402
from nianbao.facts import FactBook  # noqa: E402
from nianbao.report import Report  # noqa: E402
from nianbao.settings import ModelSettings  # noqa: E402

HERE = Path(__file__).parent
Item = dict[str, Any]


def _sources(report: Report, item: Item) -> list[str]:
    """Ids of the notes and problems whose words an item cites."""
    found = []
    for words in item["cites"]:
        bare = "".join(words.split())
        for note in report.notes:
            fields = [note.text, note.what, note.object, note.quantity, note.result, note.words]
            if bare and any(bare in "".join(text.split()) for text in fields):
                found.append(f"note:{note.id}")
        for problem in report.problems:
            fields = [problem.problem, problem.cause, problem.measure, problem.owner, problem.deadline]
            if bare and any(bare in "".join(text.split()) for text in fields if text):
                found.append(f"problem:{problem.id}")
    return list(dict.fromkeys(found))


def _bound(text: str, sources: list[str], brief: Brief) -> str:
    """Figures as references, where a fact of what is cited, or else of the tables, has these very words."""
    near = {source.replace(":", ".") for source in sources}
    ranked = sorted(
        brief.facts.items(),
        key=lambda row: (-len(row[1].text), not any(row[0].startswith(f"{stem}.") for stem in near)),
    )
    out, at = [], 0
    while at < len(text):
        hit = next(
            (
                (id, fact)
                for id, fact in ranked
                if fact.text
                and fact.text[0].isdigit()
                and text.startswith(fact.text, at)
                and not (at and text[at - 1].isdigit())
            ),
            None,
        )
        if hit is None:
            out.append(text[at])
            at += 1
        else:
            out.append(f"{{{{{hit[0]}}}}}")
            at += len(hit[1].text)
    return "".join(out)


class Script:
    """A server that answers each part with the one sentence of this round."""

    def __init__(self, round: dict[str, tuple[str, list[str], str]], parts: dict[str, Brief]) -> None:
        self.round, self.parts = round, parts

    def __call__(self, asked: Asked) -> Answer:
        shape = asked.body["response_format"]["json_schema"]["schema"]["properties"]
        task = "problems" if "problems" in shape else "aspect"
        fitting = [
            (len(brief.note_lines) + len(brief.fact_lines), key)
            for key, brief in self.parts.items()
            if brief.note_lines in asked.text and (task == brief.task == "problems" or brief.fact_lines in asked.text)
        ]
        key = max(fitting)[1]
        text, sources, slot = self.round.get(key, ("", [], ""))
        said = [{"text": text, "sources": sources}] if text else []
        if task == "aspect":
            return completion(json.dumps({"sentences": said}, ensure_ascii=False))
        id = next((source for source in sources if source.startswith("problem:")), "")
        rows = [{"id": id, "problem": [], "measures": []} | {slot: said}] if id else []
        return completion(json.dumps({"problems": rows}, ensure_ascii=False))


def _own(text: str) -> str:
    """A text with what the unit calls itself in one form: drafting writes 我区 for 本区."""
    return re.sub("[本我](?=[镇乡县市区局委]|街道|单位|机关|部门)", "我", text)


def _fate(item: Item, report: Report, dropped: list[Any]) -> tuple[str, str]:
    bare = _own("".join(item["text"].split()).rstrip("。；"))
    for sentence in report.sentences():
        if sentence.origin == "chat" and bare in _own("".join(sentence.text.split())):
            return ("kept" if sentence.support == "supported" else "marked"), sentence.support
    return "dropped", "；".join(str(row.reason) for row in dropped)[:200]


def one(job: tuple[str, list[Item], bool]) -> list[tuple[str, str, str]]:
    """The fate of every item of one job."""
    path, items, bind = job
    given = load(path)
    parts = {brief.key: brief for brief in briefs(FactBook(outline(given)))}
    labels = {brief.label: key for key, brief in parts.items()} | {"问题": "problems", "改进措施": "problems"}
    queues: dict[str, list[Item]] = defaultdict(list)
    out = []
    for item in items:
        key = next((key for label, key in labels.items() if item["part"] in label or label in item["part"]), "")
        if key:
            queues[key].append(item)
        else:
            out.append((item["id"], "no part", item["part"]))
    while any(queues.values()):
        now = {key: rows.pop(0) for key, rows in queues.items() if rows}
        round = {}
        for key, item in now.items():
            sources = _sources(given, item)
            text = _bound(item["text"], sources, parts[key]) if bind else item["text"]
            round[key] = (text, sources, "problem" if item["part"] == "问题" else "measures")
        with serving(Script(round, parts)) as server:
            model = Chat(endpoint_of(ModelSettings(base_url=server.base_url, model="m", retries=0)))
            made = draft(given, Modelled(model, Options(verify=False, max_repairs=0)))
            model.stop()
        for item in now.values():
            mine = [row for row in made.dropped if row.text[:6] in item["text"] or item["text"][:6] in row.text]
            out.append((item["id"], *_fate(item, made.report, mine)))
    return out


def main() -> None:
    """Run a set and print, or keep, what became of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("set", type=Path)
    parser.add_argument("--bind", action="store_true")
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--lost", action="store_true")
    parser.add_argument("--keep", metavar="NAME")
    asked = parser.parse_args()
    items: list[Item] = yaml.safe_load((asked.set / "answers.yaml").read_text(encoding="utf-8"))
    by_job: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_job[str(asked.set / "jobs" / f"{item['job']}.yaml")].append(item)
    with ProcessPoolExecutor(2) as pool:
        fates = {id: (what, why) for found in pool.map(one, [(path, rows, asked.bind) for path, rows in by_job.items()])
                 for id, what, why in found}  # fmt: skip
    told: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        what, why = fates[item["id"]]
        told[item.get("class", "faithful")][what] += 1
        kinds[f"{item.get('class', 'faithful')} {item.get('kind', '')}"][what] += 1
        if (asked.kept and what == "kept") or (asked.lost and what != "kept"):
            sys.stdout.write(f"{what} {item['id']} {item.get('kind', '')}: {item['text']}\n    {item['cites']} {why}\n")
    figures = {"all": told, "kinds": {name: f"{row['kept']}/{row.total()} kept" for name, row in sorted(kinds.items())}}
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if asked.keep:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout.strip()
        path = HERE / "results" / f"{asked.keep}.json"
        path.parent.mkdir(exist_ok=True)
        kept = {"set": asked.set.name, "commit": commit, "bound before": asked.bind, **figures}
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
