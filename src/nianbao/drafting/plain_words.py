"""Plain words: what a model's sentence may be written with, and how much of an answer is taken."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rapidfuzz import fuzz

from nianbao.package_data import data_file
from nianbao.patterns import lazy
from nianbao.report import FactRef, Sentence
from nianbao.text.allowed_characters import cleaned, unmarked

_BROKEN = lazy("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""What a broken escape leaves (``\\frac``, half an emoji): part of the text is lost with it."""
LOST = "\ufffd"
_SIGNS = lazy(r"[!-~]*[<>#*`|~^_$\\\[\]&=@{}][!-~]*|[＜＞＃＊｀｜＾＿＄＆＠]")
"""Runs of half-width characters that hold a sign of markup, of formulas or of code; and such signs in full width."""
_PLAIN_SIGNS = frozenset("+＋×÷±%％‰℃°㎡㎞㎏")
_PUNCTUATION = lazy(r"[\W_]+")


limits = data_file(__file__, "answer_limits.yaml")
"""How much of an answer is taken."""


def allowed_value(value: Any) -> Any:
    """A value of an answer's JSON: its texts without what shows nothing; U+FFFD where part of a text is lost."""
    if isinstance(value, str):
        return cleaned(_BROKEN.sub(LOST, value)).text
    if isinstance(value, dict):
        return {cleaned(str(key)).text: allowed_value(item) for key, item in value.items()}
    return [allowed_value(item) for item in value] if isinstance(value, list) else value


def mended(text: str) -> str:
    """A sentence without what is certainly markup."""
    return unmarked(text).text.strip()


def broken(text: str, given: str) -> str:
    """What keeps a sentence from being printed, in Chinese; empty where nothing does.

    Letters, numbers and punctuation of an official text are allowed; any other sign only as the notes have it.
    """
    found = cleaned(text)
    if lost := [item for item in found.odd if item.fate == "lost"]:
        return f"有{lost[0].name}或写坏的字符，重写这一句"
    own = [run for run in _SIGNS.findall(text) if run not in given]
    own += [char for char in text if _symbol(char) and char not in given]
    own += [item.char for item in found.odd if item.fate == "kept"]
    if own:
        shown = "”“".join(dict.fromkeys(run[:20] for run in own))
        return f"有“{shown}”这样的记号；只写文字和标点，不用网页、表格、公式的记号和表情"
    return ""


def _symbol(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in ("So", "Sk", "Sm") and char not in _PLAIN_SIGNS


def bare(text: str) -> str:
    """What of a text is words: no punctuation and no white space, which everybody writes as she likes."""
    return _PUNCTUATION.sub("", text)


class Repeats:
    """The sentences of a part so far, to tell one that says the same again."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._by_source: dict[str, list[tuple[str, set[str], set[str]]]] = {}

    def found(self, sentence: Sentence) -> bool:
        """Whether a sentence says what one before it said: in the same words, or nearly and with nothing of its own."""
        words = bare(sentence.text)
        if words in self._said:
            return True
        facts = {span.id for span in sentence.spans if isinstance(span, FactRef)}
        sources = set(sentence.sources or ())
        figures = re.findall(r"\d+", words)
        for before, known, rested in self._by_source.get(min(sources, default=""), ()):
            own = facts - known or sources - rested or figures != re.findall(r"\d+", before)
            if not own and fuzz.ratio(words, before, score_cutoff=limits()["same"]):
                return True
        self._said.add(words)
        for source in sources or ("",):
            self._by_source.setdefault(source, []).append((words, facts, sources))
        return False


def runs_for_ever(text: str) -> bool:
    """Whether an answer's end is one stretch again and again."""
    endless = limits()["endless"]
    tail = text[-endless["ends"] :]
    borders = [0] * len(tail)
    at = 0
    for index in range(1, len(tail)):
        while at and tail[index] != tail[at]:
            at = borders[at - 1]
        at += tail[index] == tail[at]
        borders[index] = at
    period = len(tail) - borders[-1] if tail else 0
    return len(tail) == endless["ends"] and period * int(endless["times"]) <= len(tail)
