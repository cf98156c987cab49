"""SRC: mechanisms, bodies, channels, frequencies and completeness that no note has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import (
    claim_words,
    claims,
    is_known,
    noted,
)
from nianbao.patterns import any_of, lazy
from nianbao.text import fold


class _Entry(NamedTuple):
    name: str
    words: tuple[str, ...]
    by: tuple[str, ...]
    near: tuple[str, ...]


class _Lexicon(NamedTuple):
    pattern: re.Pattern[str]
    by_word: dict[str, tuple[_Entry, ...]]


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


@lru_cache(maxsize=8)
def _lexicon(family: str) -> _Lexicon:
    entries = [
        _Entry(row["name"], _folded(row["words"]), _folded(row.get("by", ())), _folded(row["near"]))
        for row in claim_words()[family]
    ]
    by_word: dict[str, list[_Entry]] = {}
    for entry in entries:
        for word in entry.words:
            by_word.setdefault(word, []).append(entry)
    return _Lexicon(any_of(by_word), {word: tuple(items) for word, items in by_word.items()})


def _unsupported(context: Context, family: str, what: str, advice: str) -> Iterator[Finding]:
    """Words of a lexicon that no note has, in any of their spellings."""
    if not is_known(context):
        return
    lexicon, ground = _lexicon(family), noted(context)
    figures = family == "completeness"
    known: dict[str, bool] = {}

    def told_of(words: tuple[str, ...]) -> bool:
        """Whether one of some words is in the notes; each is looked for once."""
        for word in words:
            if word not in known:
                known[word] = word in ground
        return any(known[word] for word in words)

    for claim in claims(context):
        if figures and claim.sentence.sources and any(source.startswith("cell:") for source in claim.sentence.sources):
            continue  # what the figures themselves show
        told: set[str] = set()
        for match in lexicon.pattern.finditer(claim.text):
            word = match.group()
            if word in told or (word == "均" and not _adverb(claim.text, match.end())):
                continue
            if claim.text.endswith(("下", "上", "本", "全", "该", "跨", "报告"), 0, match.start()) and word == "年度":
                continue  # 结转下年度: when, not how often
            if word == "定期" and claim.text.startswith("法定期限", match.start() - 1):
                continue
            if family == "bodies" and word in _OWN_OFFICE and _OWN.search(claim.text, 0, match.end()):
                continue
            told.add(word)
            entries = lexicon.by_word[word]
            if any(told_of((*entry.words, *entry.by)) for entry in entries):
                continue
            plausible = any(told_of(entry.near) for entry in entries)
            yield context.mark(
                claim.start + match.start(),
                claim.start + match.end(),
                f"素材里没有提到{what}“{word}”" + ("，只有相近的说法" if plausible else ""),
                severity="info" if plausible else "warning",
                fix=advice,
            )


_OWN_OFFICE = ("办公室", "党政办", "党政办公室", "党政综合办")
_OWN = lazy(
    r"(?:^|[，。；、由])(?:[我本]?[省市县区州旗镇乡](?:人民)?政府|街道办事处|我[省市县区州旗镇乡局委]|本机关)(?:办公室|党政办公室|党政综合办|党政办)$"
)
"""The reporting unit's own office: it needs no note."""


def _adverb(text: str, end: int) -> bool:
    return text[end : end + 1] not in ("等", "衡", "值", "摊", "线") if end < len(text) else False


@rule("SRC07", "mechanism-without-source", "warning", "norm")
def mechanism(context: Context) -> Iterator[Finding]:
    """写了素材里没有的制度、机制

    【是什么】“落实三审三校制度”“建立会商机制”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；相近的说法按用词判断，所以只作警告。
    【错】
    - 落实三审三校制度。（素材只写了每月更新公开栏）
    【对】
    - 落实三级审核。（素材写明三审三校）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一件事的任何一种说法就不会报。
    【一句话】素材没有写的制度、机制不写。
    """
    return _unsupported(context, "mechanisms", "制度机制", "确有其事的补进素材，没有的删去")


@rule("SRC08", "body-without-source", "warning", "norm")
def body(context: Context) -> Iterator[Finding]:
    """写了素材里没有的机构、人员

    【是什么】“由司法所审查”“邀请人大代表评议”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 邀请人大代表评议公开工作。（素材没有提到）
    【对】
    - 由党政办公室负责。（素材写明党政办）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一机构的任何一种说法就不会报。
    【一句话】素材没有写的机构、人员不写。
    """
    return _unsupported(context, "bodies", "机构人员", "确有其事的补进素材，没有的删去")


@rule("SRC09", "channel-without-source", "warning", "norm")
def channel(context: Context) -> Iterator[Finding]:
    """写了素材里没有的渠道

    【是什么】“通过微博、短信公开”，素材里没有提到这些渠道。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 通过微博公开信息。（素材只写了公开栏）
    【对】
    - 通过公示栏公开信息。（素材写明公开栏）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一渠道的任何一种说法就不会报。
    【一句话】素材没有写的渠道不写。
    """
    return _unsupported(context, "channels", "公开渠道", "确有其事的补进素材，没有的删去")


@rule("SRC10", "frequency-without-source", "warning", "norm")
def frequency(context: Context) -> Iterator[Finding]:
    """写了素材里没有的频次

    【是什么】“每周更新”“第一时间回应”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 每周更新公开栏。（素材没有写多久更新一次）
    【对】
    - 按月更新公开栏。（素材写明每月）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一频次的任何一种说法就不会报。
    【一句话】素材没有写的频次不写。
    """
    return _unsupported(context, "frequencies", "频次", "确有其事的补进素材，没有的删去")


@rule("SRC11", "completeness-without-source", "warning", "norm")
def completeness(context: Context) -> Iterator[Finding]:
    """写了素材里没有的“全部”“100%”

    【是什么】“均按时办结”“公开率100%”“未发生泄密”，素材和表格里没有。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 政策解读率100%。（素材没有提到）
    【对】
    - 各村公开栏全部更新。（素材写明全部更新）
    【怎么改】有台账为证的补进素材，没有的删去。
    【怎么不报】素材里有同样的说法，或由表格数字得出，不会报。
    【一句话】素材没有写的“全部”“100%”“未发生”不写。
    """
    return _unsupported(context, "completeness", "这样的程度", "有台账为证的补进素材，没有的删去")
