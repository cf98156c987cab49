"""SRC: what a note says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import (
    Claim,
    bound_pieces,
    claim_words,
    claims,
    is_known,
    noted,
    pairs,
    tabled,
)
from nianbao.lazy import lazy
from nianbao.report import Note
from nianbao.text import Quantity, fold, quantities, raw_numerals

_DENIAL = lazy(r"一直(?:没有|未)|从未|没有|尚未|未曾|未能|未|没(?!收)|没(?=收到)|无(?=[\u4e00-\u9fff])")
_DENIES = 0.6
"""The share of a denied clause's pairs of characters that stand in a note which says it was done."""


@rule("SRC14", "contradiction", "warning", "norm")
def contradiction(context: Context) -> Iterator[Finding]:
    """与素材矛盾

    【是什么】素材写培训3次，文中写培训5次；素材写每季度，文中写每周；素材写开展过，文中说没有。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；是不是同一件事按用词判断，所以只作警告。
    【错】
    - 全年组织培训5次。（素材写培训3次）
    【对】
    - 全年组织培训3次。（素材写培训3次）
    【怎么改】以事实为准，改素材或改文字。
    【怎么不报】与素材一致就不会报。
    【一句话】不与素材矛盾。
    """
    if not is_known(context):
        return
    notes = [(note, fold(note.words), quantities(note.words)) for note in context.report.notes]
    denied = [pairs(clause) for clause in re.split("[，。；\n]", noted(context)) if _DENIAL.search(clause)]
    values = tuple(claim_words()["frequency_values"])
    for claim in claims(context):
        yield from _denied(context, claim, notes, denied)
        yield from _other_count(context, claim, notes)
        said = [word for word in values if word in claim.text]
        for word in said:
            subject = _subject(claim.text, claim.text.find(word) + len(word))
            for note, words, _ in notes:
                other = next((item for item in values if item in words), "")
                if other and word not in words and subject and subject in words:
                    yield context.mark(
                        claim.start + claim.text.find(word),
                        claim.start + claim.text.find(word) + len(word),
                        f"这里写“{word}”，素材写“{other}”",
                        severity="warning",
                        evidence={"素材": note.words[:60]},
                        fix="以事实为准，改素材或改文字",
                    )
                    break


def _denied(
    context: Context, claim: Claim, notes: list[tuple[Note, str, list[Quantity]]], denied: list[set[str]]
) -> Iterator[Finding]:
    """A clause that says something was not done, of which a note says that it was, and no note or problem denies it."""
    at = 0
    for clause in re.split("(?<=[，。；])", claim.text):
        denial = _DENIAL.search(clause)
        if denial is not None:
            rest = pairs(_YEARS.sub("", clause.replace(denial.group(), "")))
            known = any(len(rest & said) >= _DENIES * len(rest) for said in denied)
            for note, words, _ in () if known else notes:
                if len(rest) >= 3 and not _DENIAL.search(words) and len(rest & pairs(words)) / len(rest) >= _DENIES:
                    yield context.mark(
                        claim.start + at,
                        claim.start + at + len(clause),
                        f"这里说没有，素材写“{note.words[:30]}”",
                        severity="warning",
                        fix="以事实为准，改素材或改文字",
                    )
                    break
        at += len(clause)


_YEARS = lazy(r"本年度|全年|20[0-9]{2}年度?|我[镇乡街道局县市区]+|政府信息公开")


_ABOUT = lazy("(?:不足|不到|超过|近|约|至少|最多)$")


def _subject(text: str, at: int) -> str:
    """The four characters that say what a frequency is of."""
    match = re.match(r"(?:一次|[0-9]次|至少|对|开展|组织|进行)?([\u4e00-\u9fff]{4})", text[at:])
    return match.group(1) if match else ""


def _other_count(context: Context, claim: Claim, notes: list[tuple[Note, str, list[Quantity]]]) -> Iterator[Finding]:
    """A count with a measure word that a note has for the same noun, with another number."""
    bound = [(piece.start, piece.end) for piece in bound_pieces(claim.sentence)]
    for quantity in raw_numerals(claim.text):
        if any(quantity.start < end and start < quantity.end for start, end in bound):
            continue  # put in by code, from its own cell or note
        if not quantity.exact or _ABOUT.search(claim.text, 0, quantity.start):
            continue  # no count to be held against another
        noun = re.sub(r"[^\u4e00-\u9fff]", "", claim.text[max(0, quantity.start - 4) : quantity.start])[-2:]
        if len(noun) < 2 or quantity.value is None or not quantity.measure:
            continue
        same = [
            (note, other)
            for note, words, counted in notes
            for other in counted
            if other.measure == quantity.measure and noun in words[max(0, other.start - 8) : other.end + 4]
        ]
        if any(
            other.value == quantity.value and other.measure == quantity.measure
            for _, _, counted in notes
            for other in counted
        ):
            continue  # a note has the figure, whatever noun stands next to it
        if same and all(other.value != quantity.value for _, other in same) and not tabled(context, quantity):
            note, other = same[0]
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"这里写“{quantity.text}”，素材写“{other.text}”",
                severity="warning",
                evidence={"素材": note.words[:60]},
                fix="以事实为准，改素材或改文字",
            )
