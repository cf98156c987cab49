"""What becomes of a model's sentences, each known for what it is: faithful, altered in one point, or hostile.

``run.py SET`` takes ``SET/jobs/N.yaml`` (tables and notes) and ``SET/answers.yaml``, written by hands that saw neither
the code nor its word lists. Every sentence is a model's answer for its part, alone, over a loopback server, in a
draft of its own part: ``kept`` (it stands unmarked), ``marked``, or ``dropped`` with a reason. No reading model.
``--through`` sends them another way: ``polish`` (in a job folder, the answer rewords the sentence that rests on the
same note; ``not asked`` where it cites several), ``paste`` (pasted into a sheet of prompts in a job folder), ``reader``
(over the server, which reads as well: honestly, from the set's labels, so what it shows is that a reader is heeded).
``--sheet DIR`` writes what a reading model is asked about each sentence, in plain text, for another hand to play it;
``--read DIR …`` runs the set with that hand's answers as the reader's (what ``DIR.key.json`` says is whose); with
``--sheet`` only what these do not answer is asked.
``--bind`` writes figures as references where one fact of what the sentence cites has their words: for a program that
refuses plain figures. ``--keep NAME`` writes ``results/NAME.json``; ``--kept`` prints what stood, ``--lost`` the rest.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from model_server import Answer, Asked, completion, serving  # noqa: E402
from nianbao import load  # noqa: E402
from nianbao.drafting import draft, drafted_part  # noqa: E402
from nianbao.drafting.brief import Brief, briefs  # noqa: E402
from nianbao.drafting.draft import Draft  # noqa: E402
from nianbao.drafting.draft_report import outline  # noqa: E402
from nianbao.drafting.engines.endpoint import endpoint_of  # noqa: E402
from nianbao.drafting.engines.model_budget import Options  # noqa: E402
from nianbao.drafting.engines.model_engine import Modelled  # noqa: E402
from nianbao.drafting.engines.openai_model import Chat  # noqa: E402
from nianbao.drafting.engines.polish import short_ids  # noqa: E402
from nianbao.facts import FactBook  # noqa: E402
from nianbao.jobs.flow.draft_job import redraft  # noqa: E402
from nianbao.jobs.flow.job_engine import engine_for, pasted, write_prompts  # noqa: E402
from nianbao.jobs.store.folder import Job, find  # noqa: E402
from nianbao.report import Report  # noqa: E402
from nianbao.settings import ModelSettings  # noqa: E402

drafted_part._only = lambda *_: False
"""A sentence is judged for what it says, also where it tells only some of a set of figures and ours takes its place."""

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


class Answered(NamedTuple):
    """One sentence of a round: its text, the notes it cites, the problem's column, and whether it is honest."""

    text: str
    sources: list[str]
    slot: str
    honest: bool
    id: str = ""

    def content(self, task: str) -> str:
        """The answer of its part."""
        said = [{"text": self.text, "sources": self.sources}]
        if task == "aspect":
            return json.dumps({"sentences": said}, ensure_ascii=False)
        id = next((source for source in self.sources if source.startswith("problem:")), "")
        rows = [{"id": id, "problem": [], "measures": []} | {self.slot: said}] if id else []
        return json.dumps({"problems": rows}, ensure_ascii=False)


NONE = "（没有）"
"""What a part has in place of notes or figures, where it has none; a reader is shown those of other parts there."""
EMPTY = {"aspect": '{"sentences": []}', "problems": '{"problems": []}'}
"""What is answered for a part that has no sentence in a round."""


Reader = Callable[[str, str, str], Item]
"""What a reading model says of an item's sentence, by the item's id; it is told the part's key and the question."""


class Script:
    """A server that answers each part with the one sentence of this round, and reads what it is shown."""

    def __init__(self, round: dict[str, Answered], parts: dict[str, Brief], reader: Reader | None = None) -> None:
        self.round, self.parts, self.reader = round, parts, reader

    def __call__(self, asked: Asked) -> Answer:
        shape = asked.body["response_format"]["json_schema"]["schema"]["properties"]
        reads = "verdicts" in shape
        task = "problems" if "problems" in shape else "aspect"
        fitting = [
            (len(brief.note_lines) + len(brief.fact_lines), key)
            for key, brief in self.parts.items()
            if brief.note_lines.replace(NONE, "") in asked.text
            and (brief.fact_lines.replace(NONE, "") in asked.text or (task == brief.task == "problems" and not reads))
        ]
        key = max(fitting)[1]
        if reads and self.reader is not None:
            verdict = {"n": 1, "sources": [], "why": ""} | self.reader(self.round[key].id, key, asked.text)
            return completion(json.dumps({"verdicts": [verdict]}, ensure_ascii=False))
        if reads:
            honest = self.round[key].honest
            verdict = {
                "n": 1,
                "verdict": "supported" if honest else "unsupported",
                "why": "" if honest else "与素材不符",
            }
            return completion(json.dumps({"verdicts": [verdict | {"sources": []}]}, ensure_ascii=False))
        return completion(self.round[key].content(task) if key in self.round else EMPTY[task])


def _own(text: str) -> str:
    """A text with what the unit calls itself in one form: drafting writes 我区 for 本区."""
    return re.sub("[本我](?=[镇乡县市区局委]|街道|单位|机关|部门)", "我", text)


def _fate(item: Item, report: Report, dropped: list[Any]) -> tuple[str, str]:
    bare = _own("".join(item["text"].split()).rstrip("。；"))
    for sentence in report.sentences():
        if sentence.origin == "chat" and bare in _own("".join(sentence.text.split())):
            if sentence.support in ("supported", "read"):
                return "kept", sentence.support
            return "marked", sentence.doubt or sentence.support
    return "dropped", "；".join(str(row.reason) for row in dropped)[:200]


def _in_turn(queues: dict[str, list[Item]]) -> Iterator[dict[str, Item]]:
    """Rounds of at most one item of each queue."""
    while any(queues.values()):
        yield {key: rows.pop(0) for key, rows in queues.items() if rows}


def _told(round: dict[str, Item], report: Report, dropped: list[Any]) -> Iterator[tuple[str, str, str]]:
    for item in round.values():
        mine = [row for row in dropped if row.text[:6] in item["text"] or item["text"][:6] in row.text]
        yield (item["id"], *_fate(item, report, mine))


def one(job: tuple[str, list[Item], bool, str], reader: Reader | None = None) -> list[tuple[str, str, str]]:
    """The fate of every item of one job."""
    path, items, bind, through = job
    given = load(path)
    if through == "polish":
        return list(_polished(path, items, given))
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
    for now in _in_turn(queues):
        round = {}
        for key, item in now.items():
            sources = _sources(given, item)
            text = _bound(item["text"], sources, parts[key]) if bind else item["text"]
            slot = "problem" if item["part"] == "问题" else "measures"
            round[key] = Answered(text, sources, slot, item.get("class", "faithful") == "faithful", item["id"])
        script = Script(round, parts, reader)
        made = _by_paste(path, round, parts) if through == "paste" else _by_server(given, script, through)
        out += _told(now, made.report, made.dropped)
    return out


def _by_server(given: Report, script: Script, through: str) -> Draft:
    with serving(script) as server:
        model = Chat(endpoint_of(ModelSettings(base_url=server.base_url, model="m", retries=0)))
        made = draft(given, Modelled(model, Options(verify=through == "reader", max_repairs=0)))
        model.stop()
    return made


@contextmanager
def _folder(path: str) -> Iterator[Job]:
    """A job folder with an input of its own."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "卷"
        folder.mkdir()
        shutil.copy(path, folder / "report.yaml")
        yield find(folder)


def _by_paste(path: str, round: dict[str, Answered], parts: dict[str, Brief]) -> Draft:
    """What a person has who asks a web chat for each part and pastes the answers into the sheet."""
    with _folder(path) as job:
        sheet = write_prompts(job, by_section=True)
        text = sheet.read_text(encoding="utf-8-sig")
        for key, brief in parts.items():
            said = round[key].content(brief.task) if key in round else EMPTY[brief.task]
            text = re.sub(
                rf"(?m)^(━━ 回答：{re.escape(brief.label)}（.*)$", lambda mark, said=said: f"{mark[0]}\n\n{said}", text
            )
        sheet.write_text(text, encoding="utf-8-sig")
        return redraft(job, engine=pasted(job, sheet)).draft


def _polished(path: str, items: list[Item], given: Report) -> Iterator[tuple[str, str, str]]:
    """The fate of items as new words for the sentence that rests on the note which they cite."""
    plain = draft(given).report
    short = short_ids(plain.sections)
    before = [item for item in plain.sentences() if item.sources]
    queues: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        sources = _sources(given, item)
        head = {"问题": "problem.", "改进措施": "measure."}.get(item["part"], "")
        id = next((one.id for one in before if one.sources == sources and one.id.startswith(head)), "")
        if id:
            queues[id].append(item)
        else:
            yield item["id"], "not asked", "没有只依据这些素材的一句"
    for now in _in_turn(queues):

        def script(asked: Asked, now: dict[str, Item] = now) -> Answer:
            if "要改的】" in asked.text:
                return completion('{"sentences": []}')
            shown = {short.shown.get(id, id): item for id, item in now.items()}
            rows = [{"id": id, "text": item["text"]} for id, item in shown.items() if f"{id}：" in asked.text]
            return completion(json.dumps({"sentences": rows}, ensure_ascii=False))

        with _folder(path) as job, serving(script) as server:
            engine = engine_for(
                job, "chat", polish=True, base_url=server.base_url, model="m", retries=0, verify=False, api_key="k"
            )
            made = redraft(job, engine=engine).draft
        yield from _told(now, made.report, made.dropped)


_PER_SHEET = 60
"""Sentences of a sheet at most."""
_HOW = """{system}

【怎样答】在“{answers}”里每句写一行：编号、空格、supported 或 generic 或 unsupported；
这句列了用词的，空格后逐个写“用词=原文”，用分号隔开，没有原文的等号后面空着。例：
1 supported
2 supported 会商=与市司法局商量；参阅=供各科室参考
3 unsupported 从严=
"""
_LINE = re.compile(r"^[ \t]*(\d+)[ \t.、．]*(supported|generic|unsupported)\b[:：，,]?[ \t]*(.*)$", re.M)


class Question(NamedTuple):
    """What a reading model is asked about one sentence: the system's words, what it may rest on, the sentence."""

    system: str
    given: str
    sentence: str


def _question(text: str) -> Question:
    system, _, rest = text.partition("【数据】")
    given, _, tail = rest.partition("【文字】")
    return Question(system.strip(), f"【数据】{given}".strip(), tail.partition("【回答格式】")[0].strip())


def asked_of(job: tuple[str, list[Item], bool, str]) -> list[tuple[str, str, Question]]:
    """What a reading model is asked about the items of a job on which its word counts: id, part, question."""
    found: dict[str, tuple[str, Question]] = {}

    def reader(id: str, part: str, text: str) -> Item:
        found[id] = part, _question(text)
        return {"verdict": "supported"}

    fates = {id: what for id, what, _ in one(job, reader)}
    return [
        (id, f"{job[0]} {part}", question)
        for id, (part, question) in found.items()
        if fates[id] == "kept" or "用词：" in question.sentence
    ]


def write_sheets(folder: Path, asked: list[tuple[str, str, Question]]) -> None:
    """The sheets, sentences of a part together, in no order of their kinds; whose they are stands beside the folder."""
    random.Random(0).shuffle(asked)
    asked.sort(key=lambda row: row[1])
    folder.mkdir(parents=True, exist_ok=True)
    key = {}
    for start in range(0, len(asked), _PER_SHEET):
        name = f"{start // _PER_SHEET + 1:02}"
        lines, part = [_HOW.format(system=asked[start][2].system, answers=f"{name}.answers.txt")], ""
        for number, (id, where, question) in enumerate(asked[start : start + _PER_SHEET], start + 1):
            key[number] = id
            lines += ["", "────────", question.given, "", "【文字】"] if where != part else []
            lines.append(f"{number}.{question.sentence.removeprefix('1.')}")
            part = where
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder.with_name(f"{folder.name}.key.json").write_text(json.dumps(key, indent=0), encoding="utf-8")


def read_sheets(folders: list[Path]) -> dict[str, Item]:
    """The verdicts of a hand that answered the sheets, by item id."""
    found: dict[str, Item] = {}
    for folder in folders:
        key = json.loads(folder.with_name(f"{folder.name}.key.json").read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.answers.txt")):
            for number, verdict, words in _LINE.findall(path.read_text(encoding="utf-8")):
                pairs = [row.partition("=") for row in re.split("[;；]", words.replace("＝", "=")) if "=" in row]
                said = [{"word": word.strip(), "quote": quote.strip()} for word, _, quote in pairs]
                found[key[number]] = {"verdict": verdict, "words": said}
        missing = [f"{number} ({id})" for number, id in key.items() if id not in found]
        sys.stderr.write(f"{folder}: {len(key) - len(missing)} of {len(key)} answered; without: {missing[:20]}\n")
    return found


def _by_hand(given: dict[str, Item], id: str, *_: str) -> Item:
    return given.get(id, {"verdict": "unsupported"})


def main() -> None:
    """Run a set and print, or keep, what became of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("set", type=Path)
    parser.add_argument("--through", choices=("engine", "polish", "paste", "reader"), default="engine")
    parser.add_argument("--bind", action="store_true")
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--lost", action="store_true")
    parser.add_argument("--keep", metavar="NAME")
    parser.add_argument("--sheet", metavar="DIR", type=Path)
    parser.add_argument("--read", metavar="DIR", type=Path, nargs="+", default=[])
    asked = parser.parse_args()
    items: list[Item] = yaml.load((asked.set / "answers.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    by_job: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_job[str(asked.set / "jobs" / f"{item['job']}.yaml")].append(item)
    with ProcessPoolExecutor(2) as pool:
        through = "reader" if asked.sheet or asked.read else asked.through
        jobs = [(path, rows, asked.bind, through) for path, rows in by_job.items()]
        if asked.sheet:
            known = read_sheets(asked.read)
            rows = [row for rows in pool.map(asked_of, jobs) for row in rows]
            write_sheets(asked.sheet, [row for row in rows if row[0] not in known])
            return
        work = partial(one, reader=partial(_by_hand, read_sheets(asked.read))) if asked.read else one
        fates = {id: (what, why) for found in pool.map(work, jobs) for id, what, why in found}
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
        kept = {
            "set": asked.set.name,
            "commit": commit,
            "bound before": asked.bind,
            "through": "a hand that read" if asked.read else asked.through,
            **figures,
        }
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
