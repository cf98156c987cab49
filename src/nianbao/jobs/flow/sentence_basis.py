"""A sentence's whole basis: cells and notes with what they hold, engine and prompt, and who changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from nianbao.errors import InputError, JobError
from nianbao.facts import FactBook, form_of, note_parts, problem_parts
from nianbao.jobs.store.draft_file import load, snapshot
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job, find
from nianbao.jobs.store.run_record import events
from nianbao.report import HUMAN, FactRef, Paragraph, Report, Section, Sentence
from nianbao.text import fold

_ALIKE = 60
"""How much of a sentence the words must be, of 100, where they do not stand in it."""
_SUPPORT = {
    "supported": "有依据",
    "read": "用词与素材不同，读稿的模型对照素材认为是同一件事，请核实",
    "generic": "没有说具体的事，不需要依据",
    "unsupported": "待核实：素材和表格里没有写到",
    "blank": "待填",
    "unknown": "没有判断过",
}
_ORIGINS = {"offline": "程序不联网写的", "clerk": "起草人写的", "reviewer": "审核人写的", "past": "往年报告的"}
_OTHERS = {"form": "格式规定的文字", "contact": "素材：联系方式", "date": "素材：成文日期", "unit": "素材：单位名称"}
"""Sources that are neither a cell nor a note."""
_DECIDED = {
    "changed": "改",
    "added": "加",
    "removed": "删",
    "confirmed": "核实",
    "accepted": "接受程序的修改",
    "rejected": "不接受程序的修改",
}


@dataclass(frozen=True)
class Basis:
    """What a sentence rests on, in words for people.

    Attributes:
        sentence: as the draft has it. place: where it stands. exact: whether the words asked for stand in it.
        support: whether it rests on its sources. sources: a line each. figures: each with what it is.
        written: by whom or by what. changes: who changed it, and its words in earlier drafts, oldest first.
    """

    sentence: str
    place: str
    exact: bool
    support: str
    sources: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    written: str = ""
    changes: list[str] = field(default_factory=list)


def basis_of(path: Path, words: str) -> Basis:
    """What a sentence of a job's draft rests on.

    Raises:
        InputError: no sentence of the draft is like the words. JobError: nothing has been drafted, or it is damaged.
    """
    job = find(path)
    draft = load(job)
    if draft is None:
        raise JobError(f"{job.folder}：还没有起草，没有句子可查。请先运行 nianbao draft。")
    section, paragraph, sentence, exact = _found(draft, words, str(path))
    book = FactBook(draft.report)
    return Basis(
        sentence=sentence.text,
        place="，".join(filter(None, (section.heading or "开头", _aspect(draft, paragraph)))),
        exact=exact,
        support=_supported(sentence),
        sources=[
            _written_in_word(sentence) if source == "clerk" else line
            for source in sentence.sources or ()
            if (line := _source(source, draft.report, book))
        ],
        figures=list(_figures(sentence, book)),
        written=_written(sentence, paragraph, section, draft, job),
        changes=list(_changes(sentence, draft, job)),
    )


_BY_HAND = "素材里没有，是人在 Word 里写的，由写的人负责；程序没有核过"


def _supported(sentence: Sentence) -> str:
    if sentence.support == "unsupported" and sentence.doubt:
        return f"待核实：{sentence.doubt}"
    return _BY_HAND if _is_by_hand(sentence) else _SUPPORT[sentence.support]


def _is_by_hand(sentence: Sentence) -> bool:
    """Whether nothing but a person's word bears it."""
    return sentence.origin in HUMAN and sentence.support == "supported" and set(sentence.sources or ()) <= {"clerk"}


def _written_in_word(sentence: Sentence) -> str:
    who = "审核人" if sentence.origin == "reviewer" else "起草人"
    return f"{who}在 Word 里{'写的' if _is_by_hand(sentence) else '改过'}"


def _found(draft: DraftFile, words: str, where: str) -> tuple[Section, Paragraph, Sentence, bool]:
    wanted = "".join(fold(words).split()).rstrip("。；;")
    if not wanted:
        raise InputError.one(
            where, "没有写要查的句子", '请写上一句话，或其中的几个字，如：nianbao why 年报.docx "新收"'
        )
    placed = [(section, item, one) for section, item in draft.report.paragraphs() for one in item.sentences]
    texts = ["".join(fold(one.text).split()) for *_, one in placed]
    holding = [at for at, text in enumerate(texts) if wanted in text]
    holding = [at for at in holding if texts[at].rstrip("。；;") == wanted] or holding
    if len(holding) > 1 and len({texts[at] for at in holding}) > 1:
        shown = "；".join(f"“{placed[at][2].text}”" for at in holding[:3])
        raise InputError.one(where, f"有 {len(holding)} 句都写到“{words}”：{shown}", "请多写几个字")
    if holding:
        return (*placed[holding[0]], True)
    scores = [fuzz.ratio(wanted, text) for text in texts]
    best = max(range(len(scores)), key=scores.__getitem__, default=-1)
    if best < 0 or scores[best] < _ALIKE:
        remedy = "请照稿子里的字写；在 Word 里改过、还没有取回的，请先用 nianbao take 取回"
        raise InputError.one(where, f"草稿里没有“{words}”这一句", remedy)
    return (*placed[best], False)


def _aspect(draft: DraftFile, paragraph: Paragraph) -> str:
    form = form_of(draft.report)
    return next((item.label for item in form.aspects if item.id == paragraph.aspect), "") if form is not None else ""


def _source(source: str, report: Report, book: FactBook) -> str:
    """A source as people know it: where it stands, and what it holds; empty for a cell that the form has no more."""
    kind, _, id = source.partition(":")
    if kind in ("cell", "last"):
        fact = book.get(f"last.{id}" if kind == "last" else id)
        table = "上年表格" if kind == "last" else "表格"
        return f"{table}：{fact.name.removeprefix('上年')}，{fact.text}" if fact is not None else ""
    if kind == "note":
        name = "追问的回答" if id.startswith("answer:") else "素材"
        parts = next((list(note_parts(item)) for item in report.notes if item.id == id), None)
    elif kind == "problem":
        name = "问题和措施"
        parts = next((list(problem_parts(item)) for item in report.problems if item.id == id), None)
    elif local := next((item for item in report.profiles if id.startswith(f"local.{item.id}.")), None):
        return f"地方要求：{local.cited}"
    else:
        return _OTHERS.get(kind, source)
    return f"{name}：" + ("；".join(text for _, text in parts) if parts is not None else "（素材里已经删去）")


def _figures(sentence: Sentence, book: FactBook) -> Iterator[str]:
    for span in sentence.spans:
        if not isinstance(span, FactRef):
            continue
        fact = book.get(span.id)
        if fact is None:
            yield f"{span.shown}：（表格和素材里已经没有这个数）"
        elif fact.text == span.shown:
            yield f"{span.shown}：{fact.name}"
        else:
            yield f"{span.shown}：{fact.name}，现在是 {fact.text}"


def _written(sentence: Sentence, paragraph: Paragraph, section: Section, draft: DraftFile, job: Job) -> str:
    if sentence.verbatim:
        return "照素材原文（只改标点和自称）"
    if sentence.origin != "chat":
        return _ORIGINS[sentence.origin]
    keys = {f"{section.id}.{paragraph.aspect}", section.id, f"polish.{section.id}"}
    asked = [
        event for event in events(job)
        if event.get("event") == "attempt" and event.get("outcome") == "ok" and event.get("part") in keys
        and not str(event.get("prompt", "")).startswith("verify@")
    ]  # fmt: skip
    if not asked:
        return f"模型写的（引擎 {draft.engine}；记录里没有这一部分）"
    last = asked[-1]
    name, _, version = str(last.get("prompt", "")).partition("#")[0].partition("@")
    model, when = last.get("model") or draft.engine, str(last.get("time", ""))[:16].replace("T", " ")
    return f"模型写的：{model}（引擎 {draft.engine}，提示词 {name} 第{version}版，{when}）"


def _changes(sentence: Sentence, draft: DraftFile, job: Job) -> Iterator[str]:
    before = ""
    for version in range(1, draft.version):
        if (old := snapshot(job, version)) is None:
            continue
        text = next((one.text for one in old.report.sentences() if one.id == sentence.id), "")
        if text and text != before and text != sentence.text:
            yield f"第 {version} 稿：{text}"
        before = text or before
    for item in draft.decisions:
        if item.sentence == sentence.id:
            who = "，".join(filter(None, (item.who or "没有署名", item.when[:16].replace("T", " "))))
            words = f"：“{item.before}” → “{item.after}”" if item.before or item.after else ""
            yield f"{who}：{_DECIDED[item.kind]}{words}"
    yield from _figures_changed(sentence, draft, job)


def _figures_changed(sentence: Sentence, draft: DraftFile, job: Job) -> Iterator[str]:
    """The changes of the table's figures that a sentence rests on: from which to which, who, in which file, when."""
    form = form_of(draft.report)
    ids = [source.removeprefix("cell:") for source in sentence.sources or ()]
    ids += [span.id for span in sentence.spans if isinstance(span, FactRef)]
    taken = {
        str(event.get("file")): str(event.get("time", "")) for event in events(job) if event.get("event") == "take"
    }
    for id in dict.fromkeys(ids):
        edit = draft.cells.get(id)
        if edit is None or form is None or id not in form.cells:
            continue
        name = f"表格“{form.cells[id].label}”"
        for step in edit.steps:
            when = (step.when or taken.get(step.sha256, ""))[:16].replace("T", " ")
            verb = "" if step.when else "取回"
            yield f"{name}：{step.was or '空'} → {step.raw or '空'}（{step.by}，{when}{verb}）"
        if draft.report.cells[id].rival:
            yield f"{name}：两个数还没有选定（{draft.report.cells[id].versions}）"
