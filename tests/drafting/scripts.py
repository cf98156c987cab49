"""Cases of drafting with a model: the input, the answers of a model, and what each of its sentences is."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from model_server import Answer, Asked, completion
from nianbao import load
from nianbao.drafting.answers import Said
from nianbao.drafting.brief import Brief, briefs
from nianbao.drafting.draft import Draft
from nianbao.drafting.draft_report import outline
from nianbao.drafting.drafted_part import PARTLY
from nianbao.drafting.figure_lock import Locked, lock
from nianbao.facts import FactBook
from nianbao.facts.binding import UNIT_IDS
from nianbao.report import FactRef, Report, Sentence

FOLDER = Path(__file__).parent / "scripted"
LOCKED = ("numeral", "wrong_fact", "injected")
"""What the lock has to catch."""
UNSUPPORTED = ("invented", "contradicts", "swapped", "wrong_place")
"""What a reader has to catch: words that the notes do not hold."""
KINDS = ("supported", "generic", *LOCKED, *UNSUPPORTED)
_REF = re.compile(r"\{\{(.+?)\}\}")
_FIGURE = re.compile(r"\{\{.+?\}\}|[0-9]+[条件次篇个]?")


@dataclass(frozen=True)
class Line:
    """A scripted sentence: of which part and slot, what it is, its wire form, and what it is mended to.

    Attributes:
        slot: ``""``, or ``k1.problem`` and ``k1.measures``. what: what is invented. free: whether the lock may refuse
            it though it is supported. then: the second answer's; None where it repeats itself.
    """

    part: str
    slot: str
    kind: str
    text: str
    by: tuple[str, ...]
    what: str
    free: bool
    then: str | None
    locked: Locked = field(compare=False, repr=False)

    @property
    def passes(self) -> bool:
        """Whether the lock lets it through."""
        return self.locked.sentence is not None

    @property
    def shown(self) -> str:
        """As it reads in a draft."""
        return self.locked.sentence.text if self.locked.sentence else self.text

    @property
    def cited(self) -> bool:
        """Whether it rests, as locked, on a note or a figure."""
        return bool(self.locked.sentence and self.locked.sentence.sources) or "." in self.slot


class Case:
    """A case: its report, its briefs, and the scripted sentences. ``errors`` is what the server did not understand."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.name = path.stem
        given, answers = path.read_text(encoding="utf-8").split("\n---\n")
        source = folder / f"{self.name}.yaml"
        source.write_text(given, encoding="utf-8")
        self.report: Report = load(source)
        self.answers: dict[str, Any] = yaml.load(answers, yaml.CSafeLoader)
        self.errors: list[str] = []

    @cached_property
    def book(self) -> FactBook:
        """The facts that drafting has."""
        return FactBook(outline(self.report))

    @cached_property
    def briefs(self) -> dict[str, Brief]:
        """Briefs by the part's short name."""
        return {brief.key.rpartition(".")[2]: brief for brief in briefs(self.book)}

    @cached_property
    def lines(self) -> list[Line]:
        """Every scripted sentence."""
        return list(self._lines())

    @cached_property
    def omits(self) -> list[tuple[str, str]]:
        """What the answers leave out: part, and id of a note or of a sentence on figures."""
        parts = [(part, rows) for part, rows in self.answers.items() if isinstance(rows, list)]
        return [(part, id) for part, rows in parts for row in rows for id in row.get("omits", ())]

    def _lines(self) -> Iterator[Line]:
        for part, rows in self.answers.items():
            if isinstance(rows, list):
                yield from (self._line(part, "", row) for row in rows if "omits" not in row)
                continue
            for id, slots in rows.items():
                for slot, below in slots.items():
                    yield from (self._line(part, f"{id}.{slot}", row) for row in below)

    def _line(self, part: str, slot: str, row: dict[str, Any]) -> Line:
        brief = self.briefs[part]
        kind = next(kind for kind in KINDS if kind in row)
        text = self._resolved(row[kind], brief)
        by = tuple(self._source(item, brief) for item in row.get("by", ()))
        then = row.get("then")
        return Line(
            part=part,
            slot=slot,
            kind=kind,
            text=text,
            by=by,
            what=row.get("what", ""),
            free=bool(row.get("free")),
            then=self._resolved(then, brief) if then else then,
            locked=lock(Said(text=text, sources=list(by)), brief, ""),
        )

    def _fact(self, short: str, brief: Brief) -> str:
        """``p1.quantity1`` → the id of that figure of that note, any note of the case; else as it stands."""
        for id in (*brief.facts, *self.book.all):
            stem = id.rpartition(".")[0]
            if stem in (f"note.{short}", f"problem.{short}"):
                return id
        return short

    def _resolved(self, text: str, brief: Brief) -> str:
        def fact(match: re.Match[str]) -> str:
            id = self._fact(match.group(1), brief)
            assert id in UNIT_IDS or id in self.book, f"{self.name}: no {match.group(1)} in {text}"
            return f"{{{{{id}}}}}"

        return _REF.sub(fact, text)

    def _source(self, short: str, brief: Brief) -> str:
        return (
            f"{brief.task if brief.task != 'problems' else 'problem'}:{short}".replace("aspect:", "note:")
            if ("." not in short)
            else self._fact(short, brief)
        )

    # ── the model's side

    def answer(self, part: str, *, second: bool = False) -> str:
        """A part's answer as the endpoint gives it."""

        def said(slot: str) -> list[dict[str, Any]]:
            found = []
            for line in self.lines:
                text = line.then if second and line.then is not None else line.text
                if (line.part, line.slot) == (part, slot) and text:
                    found.append({"text": text, "sources": list(line.by)})
            return found

        rows = self.answers.get(part)
        if not isinstance(rows, dict):
            return json.dumps({"sentences": said("")}, ensure_ascii=False)
        problems = [
            {"id": f"problem:{id}", "problem": said(f"{id}.problem"), "measures": said(f"{id}.measures")} for id in rows
        ]
        problems = [item for item in problems if item["problem"] or item["measures"]]
        return json.dumps({"problems": problems}, ensure_ascii=False)

    def mended(self, prompt: str) -> str:
        """The second answer for each sentence that went back."""
        found = []
        for number, text in re.findall(r"^(\d+)\. 原句：(.*)$", prompt, re.MULTILINE):
            line = next(item for item in self.lines if item.text.strip() == text)
            again = line.text if line.then is None else line.then
            found.append({"n": int(number), "text": again, "sources": list(line.by)})
        return json.dumps({"sentences": found}, ensure_ascii=False)

    def verdicts(self, part: str, prompt: str) -> str:
        """An honest reader's verdicts on the numbered sentences of a prompt: what the script says they are."""
        brief = self.briefs[part]
        known: dict[str, Line | None] = {}
        for line in self.lines:
            if line.part == part and line.locked.sentence:
                known[_shown(line.locked.sentence, brief)] = line
            if line.part == part and line.then:
                mended = lock(Said(text=line.then, sources=list(line.by)), brief, "").sentence
                assert mended is not None, f"{self.name}: {line.then}"
                known[_shown(mended, brief)] = None
        found = []
        for number, text in re.findall(r"^(\d+)\. (.*)〔依据：[^〕]*〕$", prompt, re.MULTILINE):
            bare = _FIGURE.sub("", text.rstrip("。"))
            if text not in known and any(bare in _FIGURE.sub("", line.text) for line in self.lines if not line.passes):
                known[text] = None  # what the lock leaves of a sentence that it refuses
            if text not in known:
                self.errors.append(f"{part}: {text}")
                continue
            scripted = known[text]
            kind = scripted.kind if scripted else "supported"
            verdict = "unsupported" if kind in UNSUPPORTED else kind
            why = f"素材里没有（{scripted.what or scripted.kind}）" if scripted and verdict == "unsupported" else ""
            found.append({"n": int(number), "verdict": verdict, "sources": [], "why": why})
        return json.dumps({"verdicts": found}, ensure_ascii=False)

    def part_of(self, prompt: str, task: str) -> str:
        """The part that a prompt is for: the one whose notes and facts it holds."""
        fitting = [
            (len(brief.note_lines) + len(brief.fact_lines), part)
            for part, brief in self.briefs.items()
            if brief.note_lines in prompt and (brief.fact_lines in prompt or task == brief.task == "problems")
        ]
        return max(fitting)[1]


def _shown(sentence: Sentence, brief: Brief) -> str:
    """A sentence as a reading model is shown it."""
    return brief.short.out(brief.wired(sentence.spans))


class Script:
    """The server's script for one draft."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()

    def __call__(self, asked: Asked) -> Answer:
        shape = asked.body["response_format"]["json_schema"]["schema"]["properties"]
        if "verdicts" in shape:
            return completion(self.case.verdicts(self.case.part_of(asked.text, ""), asked.text))
        if "要改的】" in asked.text:
            return completion(self.case.mended(asked.text))
        part = self.case.part_of(asked.text, "problems" if "problems" in shape else "aspect")
        with self._lock:
            round = self._asked[part] = self._asked.get(part, -1) + 1
        return completion(self.case.answer(part, second=round > 0))


def fate(line: Line, case: Case, draft: Draft) -> str:
    """What became of a sentence: ``locked``, ``dropped``, ``marked``, ``generic``, ``kept``, ``absent``, or ``ours``:
    it told some figures of an account that the answer leaves out, and our sentence on all of them stands there."""
    for sentence in written(draft.report, case.briefs[line.part].key):
        if sentence.origin == "chat" and re.sub(r"^\d+\.", "", sentence.text) == line.shown and line.passes:
            return {"unsupported": "marked", "supported": "kept"}.get(sentence.support, sentence.support)
    if line.locked.sentence and any(item.text == line.shown and item.reason == PARTLY for item in draft.dropped):
        told = _figures(line.locked.sentence)
        own = (item for item in written(draft.report, case.briefs[line.part].key) if item.origin == "offline")
        return "ours" if any(told <= _figures(item) for item in own) else "dropped"
    if any(line.text in item.text or line.shown in item.text for item in draft.dropped):
        return "dropped" if line.passes else "locked"
    if not line.passes and any(item.text in line.text for item in draft.dropped):
        return "locked"  # the clause at fault
    return "absent"


def _figures(sentence: Sentence) -> set[str]:
    return {span.id for span in sentence.spans if isinstance(span, FactRef)}


def written(report: Report, key: str) -> list[Sentence]:
    """The sentences of a part."""
    stem = f"{key}."
    return [
        sentence
        for _, paragraph in report.paragraphs()
        if paragraph.id == key or paragraph.id.startswith(stem)
        for sentence in paragraph.sentences
    ]
