"""What a draft leaves for a person to verify (请核实): uncertain, taken over, left out, not read; never in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nianbao.drafting.draft import Draft
from nianbao.facts import FactBook, named
from nianbao.patterns import lazy
from nianbao.report import Sentence

_CLIP = 60
_NUMBER = lazy(r"^[0-9]{1,2}[.．、](?![0-9])")


def _by_note(draft: Draft) -> list[str]:
    """What was left out of notes, a line for each note and reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in draft.dropped:
        if item.note:
            found.setdefault((item.note, item.reason), []).append(item.text)
    return [f"{'，'.join(dict.fromkeys(texts))}（{reason}）" for (_, reason), texts in found.items()]


def _words(sentence: Sentence) -> str:
    """A sentence without the number of its problem."""
    return _NUMBER.sub("", sentence.text)


def _doubted(sentence: Sentence) -> str:
    return f"{_words(sentence)}{f'（{sentence.doubt}）' if sentence.doubt else ''}"


class ToVerify(NamedTuple):
    """Things of one sort to verify: what a person is to do with them, and the lines."""

    title: str
    lines: list[str]


def to_verify(draft: Draft, asked: Sequence[str] = (), *, marked: bool = True) -> list[ToVerify]:
    """The list, the most pressing first; sorts of which there is nothing are left out.

    Args:
        asked: questions that are open and go with it. marked: whether with sentences that are marked in the text.
    """
    sentences = draft.report.sentences()
    stale = [item for item in sentences if item.stale]
    book = FactBook(draft.report) if stale else None
    words = {note.id: note.words for note in draft.report.notes}
    words |= {problem.id: problem.problem for problem in draft.report.problems}
    told = {item.note for item in draft.dropped}
    found = [
        ToVerify(
            "待核实（素材里没有写；属实的在 Word 中删去“待核实”批注，不属实的删去这句，再用 nianbao take 取回）",
            [_doubted(item) for item in sentences if marked and item.support == "unsupported"],
        ),
        ToVerify(
            "用词与素材不同，由模型对照素材读过、认为是同一件事的，请对照素材看一遍",
            [_words(item) for item in sentences if item.support == "read"],
        ),
        ToVerify(
            "写了以后素材或数字变了，看看还对不对",
            [f"{_words(item)}（{named(item.stale, book)}）" for item in stale if book is not None],
        ),
        ToVerify("照素材写的，请改成报告的说法（Word 中有“请读”批注）", [_words(item) for item in draft.read]),
        ToVerify("素材里这些话没有写进报告（核实以后需要写的，改写清楚再起草）", _by_note(draft)),
        ToVerify("素材写了、报告没有写的", [words.get(id, id)[:_CLIP] for id in draft.unused if id not in told]),
        ToVerify("下列句子没有采用", [f"{item.text}（{item.reason}）" for item in draft.dropped if not item.note]),
        ToVerify(
            "没有请模型核对成，只按规则核对，请多看一遍", [f"{label}：{why}" for label, why in draft.unverified.items()]
        ),
        ToVerify("还没有回答的", list(asked)),
    ]
    return [item for item in found if item.lines]
