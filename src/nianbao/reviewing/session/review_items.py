"""Open items of a report: fixes, findings, 待核实, 待填, other wordings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nianbao.align.differences import Run, differences
from nianbao.checking import Finding, Severity, tagged
from nianbao.checking.finding import fingerprint
from nianbao.drafting import Advice
from nianbao.report import DELETED, Blank, Report, Sentence
from nianbao.reviewing.session.block_values import TITLE, Value, block_of, confirmed, fixed, paragraph
from nianbao.reviewing.session.decision_store import text_of
from nianbao.writing.printed_text import dispute

ItemKind = Literal["fix", "finding", "verify", "blank", "conflict", "candidate", "advice"]


@dataclass(frozen=True)
class Candidate:
    """What another draft says in a paragraph: its name, and the sentences there."""

    name: str
    value: list[Sentence]


@dataclass(frozen=True)
class ReviewItem:
    """Something to decide.

    Attributes:
        id: the same as long as what it is about is the same. block: what it is in; empty for tables and the whole.
        level: how grave; title, body: in Chinese, what it is and what it rests on. code: of the rule, if one.
        start, end: what it is about, in the block's text; both 0 where it is the whole block.
        after: the block's value when it is accepted; None where accepting changes no text. runs: what that changes.
        sentence, span: id of a sentence, and index of a blank in it. cell: id of a cell of the form.
    """

    id: str
    kind: ItemKind
    block: str
    level: Severity
    title: str
    body: tuple[str, ...] = ()
    code: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0
    after: Value | None = None
    runs: tuple[Run, ...] = ()
    sentence: str = ""
    span: int = 0
    cell: str = ""
    safe: bool = False


def _id(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _of_findings(report: Report, findings: Sequence[Finding]) -> Iterator[ReviewItem]:
    met: Counter[str] = Counter()
    blocks = {paragraph(item.id): item.text for _, item in report.paragraphs()}
    for finding in findings:
        if finding.silenced is not None or finding.code in tagged("blank", "unverified"):
            continue  # these are items of their own
        if finding.code in tagged("conflict") and not finding.cell:
            continue  # likewise; two versions of a figure are settled in the table
        block = block_of(finding)
        id = _id("finding", fingerprint(finding), block)
        met[id] += 1
        after = fixed(report, finding)
        body = [f"{name}：{words}" for name, words in finding.grounds.items()]
        if finding.fix is not None and finding.fix.advice:
            body.append(f"办法：{finding.fix.advice}")
        placed = finding.offset is not None and bool(finding.quote)
        before = _text(report, block, blocks)
        start = finding.offset or 0
        if block == TITLE and len(report.title_lines) > 1:  # counted in its line
            start = max(report.title.find(finding.quote), 0)
        yield ReviewItem(
            id=id if met[id] == 1 else _id(id, met[id]),
            kind="finding" if after is None else "fix",
            block=block,
            level=finding.severity if finding.verdict == "fails" else "info",
            title=finding.message if finding.verdict == "fails" else f"无法判断：{finding.message}",
            body=tuple(body),
            code=finding.code,
            quote=finding.quote,
            start=start if placed else 0,
            end=start + len(finding.quote) if placed else 0,
            after=after,
            runs=() if after is None else tuple(differences(before, text_of(after))),
            cell=finding.cell,
            safe=finding.fix is not None and finding.fix.applies == "safe",
        )


def _text(report: Report, block: str, blocks: Mapping[str, str]) -> str:
    if block in blocks:
        return blocks[block]
    section = report.section(block.partition(":")[2])
    return section.heading if section is not None else report.title


def _waiting(report: Report) -> Iterator[ReviewItem]:
    for _, held in report.paragraphs():
        block, at = paragraph(held.id), 0
        for sentence in held.sentences:
            end = at + len(sentence.text)
            if sentence.support == "unsupported":
                yield ReviewItem(
                    _id("verify", block, sentence.id), "verify", block, "warning",
                    "待核实：这句话没有素材或数字支持", (sentence.doubt,) if sentence.doubt else (),
                    quote=sentence.text, start=at, end=end, after=confirmed(held.sentences, sentence.id),
                    sentence=sentence.id,
                )  # fmt: skip
            if lines := dispute(report, sentence):
                alone = sentence.rival == DELETED
                title = (
                    "没有选定：这句话一处改过，另一处删去了" if alone else "没有选定：同一句的几种写法都在，只留一句"
                )
                yield ReviewItem(
                    _id("conflict", block, sentence.id, sentence.rival), "conflict", block, "error", title,
                    tuple(lines[1:]), quote=sentence.text, start=at, end=end, sentence=sentence.id,
                    after=confirmed(held.sentences, sentence.id) if alone else None,
                )  # fmt: skip
            for index, span in enumerate(sentence.spans):
                if isinstance(span, Blank):
                    body = (f"依据：{span.basis}",) if span.basis else ()
                    begin = at + sum(len(item.shown) for item in sentence.spans[:index])
                    yield ReviewItem(
                        _id("blank", block, sentence.id, index), "blank", block, "warning", f"待填：{span.what}", body,
                        start=begin, end=begin + len(span.shown), sentence=sentence.id, span=index,
                    )  # fmt: skip
            at = end


def _other(report: Report, candidates: Mapping[str, Sequence[Candidate]]) -> Iterator[ReviewItem]:
    for _, held in report.paragraphs():
        block = paragraph(held.id)
        for candidate in candidates.get(held.id, ()):
            words = text_of(candidate.value)
            yield ReviewItem(
                _id("candidate", block, words), "candidate", block, "info", f"另一种写法（{candidate.name}）",
                after=list(candidate.value), runs=tuple(differences(held.text, words)),
            )  # fmt: skip


def _advised(report: Report, advice: Sequence[Advice]) -> Iterator[ReviewItem]:
    for item in advice:
        home = next((held for _, held in report.paragraphs() if held.aspect == item.aspect), None)
        yield ReviewItem(
            _id("advice", item.aspect), "advice", paragraph(home.id) if home is not None else "", "info",
            f"“{item.label}”没有素材", (f"写上这些会更具体：{item.concrete}",),
        )  # fmt: skip


def items(
    report: Report,
    findings: Sequence[Finding],
    *,
    advice: Sequence[Advice] = (),
    candidates: Mapping[str, Sequence[Candidate]] | None = None,
) -> list[ReviewItem]:
    """Everything to decide in a report, in its order: by block, in a block by place; then tables and the whole."""
    found = [
        *_of_findings(report, findings),
        *_waiting(report),
        *_advised(report, advice),
        *_other(report, candidates or {}),
    ]
    order = {"title": 0}
    for section in report.sections:
        order[f"heading:{section.id}"] = len(order)
        for held in section.paragraphs:
            order[paragraph(held.id)] = len(order)
    rank = {"fix": 0, "finding": 0, "verify": 0, "blank": 0, "conflict": 0, "advice": 1, "candidate": 2}
    return sorted(found, key=lambda item: (order.get(item.block, len(order)), rank[item.kind], item.start))
