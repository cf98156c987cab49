"""Metrics of the manner of writing: set phrases, lengths, likeness to the unit's own report."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.checking.copied_text import shingles
from nianbao.drafting import outline
from nianbao.facts import form_of
from nianbao.package_data import load_data
from nianbao.patterns import alternatives, lazy
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import body, kept, last_text, lines, names, own_text
from nianbao.text import fold, split_sentences

_REFERENCE = lazy(r"\{\{[^{}]*\}\}|\{[^{}]*\}")


def _of_the_form(scored: Scored) -> frozenset[str]:
    """Runs of the form's own statements, which every report says alike."""

    def make() -> frozenset[str]:
        form = form_of(outline(scored.case.input))
        if form is None:
            return frozenset()
        said: list[str] = [form.nothing.text] if form.nothing else []
        said += [words for item in form.statements for words in item.wordings]
        return shingles("\n".join(_REFERENCE.sub("", text) for text in said))

    return kept(scored, "runs of the form", make)


def _own_runs(scored: Scored) -> frozenset[str]:
    return kept(scored, "runs", lambda: shingles(body(scored), names(scored)) - _of_the_form(scored))


def _share(scored: Scored, other: frozenset[str]) -> float | None:
    mine = _own_runs(scored)
    return len(mine & other) / len(mine) if mine else None


@metric("boilerplate_last", "与上年雷同", "套话", better="down", needs="last")
def boilerplate_last(scored: Scored) -> float | None:
    """Share of the text that stands in last year's report.

    Range: 0 to 1, less is better; None where last year's text is not given.
    Meaning: share of the runs of five Chinese characters (figures, years and the unit's names left out) that last
        year's text has too. Runs of the form's own statements, which are the same every year, are not counted.
    Source: shingling (Broder, On the resemblance and containment of documents, 1997); 国办公开办函〔2021〕30号:
        内容雷同.
    Weakness: what is done the same way every year is rightly said the same way; two texts on one subject share some
        runs by chance (a tenth or so).
    """
    last = last_text(scored)
    return _share(scored, shingles(last, names(scored))) if last.strip() else None


@metric("boilerplate_others", "与其他单位雷同", "套话", better="down", needs="others")
def boilerplate_others(scored: Scored) -> float | None:
    """Share of the text that stands in other units' reports.

    Range: 0 to 1, less is better; None where no other report is given.
    Meaning: as boilerplate_last, against all other reports of the case together, their own units' names left out too.
    Source: as boilerplate_last; rule DUP04.
    Weakness: grows with the number of reports it is held against: compare only runs on the same case.
    """
    others = scored.case.others
    if not others:
        return None
    runs: set[str] = set()
    for other in others:
        runs |= shingles(own_text(other), other.unit.names if other.unit is not None else ())
    return _share(scored, frozenset(runs))


@lru_cache(maxsize=1)
def _stock() -> re.Pattern[str]:
    rows = load_data(Path(__file__).with_name("stock_phrases.yaml"))["phrases"]
    return re.compile(alternatives(fold(word) for row in rows for word in row["words"]))


@metric("boilerplate_stock", "套话占比", "套话", better="down")
def boilerplate_stock(scored: Scored) -> float | None:
    """Share of the text's characters that are stock phrases.

    Range: 0 to 1, less is better; None for a text without words.
    Meaning: characters of the body covered by a phrase of stock_phrases.yaml, over all of its characters.
    Source: the list names a source for each group: press on official style, and the slogans of rule TEXT09.
    Weakness: only listed phrases are seen, and one of them may be to the point.
    """
    text = "".join(fold(body(scored)).split())
    return sum(len(match.group()) for match in _stock().finditer(text)) / len(text) if text else None


_RUN = 8
_NOT_WORDS = lazy(r"[^\u4e00-\u9fff]")


@metric("repetition", "重复", "套话", better="down")
def repetition(scored: Scored) -> float | None:
    """Share of the text that it has said before.

    Range: 0 to 1, less is better; None for a text without words.
    Meaning: share of the runs of eight Chinese characters within a paragraph (figures left out) that stand earlier in
        the same text.
    Source: seq-rep-n, Welleck et al., Neural Text Generation with Unlikelihood Training, arXiv 1908.04319, by
        characters.
    Weakness: long names of documents, bodies and platforms repeat rightly; what is said again in other words is not
        seen.
    """
    runs: Counter[str] = Counter()
    for line in lines(scored):
        words = _NOT_WORDS.sub("", fold(line.text))
        runs.update(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
    return 1 - len(runs) / runs.total() if runs else None


@lru_cache(maxsize=1)
def norms() -> dict[str, tuple[int, int]]:
    """Section id → least and most characters that are usual (``length_norms.yaml``)."""
    rows = load_data(Path(__file__).with_name("length_norms.yaml"))["sections"]
    return {id: (row["least"], row["most"]) for id, row in rows.items()}


def _fit(length: int, least: int, most: int) -> float:
    if length < least:
        return length / least
    return most / length if length > most else 1.0


@metric("length_fit", "篇幅合度", "篇幅", better="up")
def length_fit(scored: Scored) -> float | None:
    """How near the length of sections 一 and 五 is to what is usual.

    Range: 0 to 1, more is better.
    Meaning: for each section 1 within its norm, outside it the shorter length over the longer; the mean of the two.
        Characters without tables, headings, blanks and white space.
    Source: length_norms.yaml, which says what each bound rests on; no norm of length was found in the notices.
    Weakness: the norms are usage, wide and from few reports; a unit with little to tell rightly falls below them.
    """
    found = []
    for id, (least, most) in norms().items():
        length = sum(len("".join(line.text.split())) for line in lines(scored) if line.section.id == id)
        found.append(_fit(length, least, most))
    return sum(found) / len(found)


LONG = 80
"""Characters; a sentence with more is long."""


def _lengths(scored: Scored) -> list[int]:
    def make() -> list[int]:
        found = [len("".join(item.split())) for line in lines(scored) for item in split_sentences(line.text)]
        return [length for length in found if length > 1]

    return kept(scored, "lengths", make)


@metric("sentence_length", "平均句长", "可读性", better=None, high=None, gated=False)
def sentence_length(scored: Scored) -> float | None:
    """Mean length of the sentences, in characters with punctuation.

    Range: 0 upwards, neither is better; None for a text without sentences.
    Meaning: characters of the body over the sentences that end in 。, ！ or ？; a semicolon ends none.
    Source: sentence length is a factor of nearly every formula of readability (Flesch, A new readability yardstick,
        1948); no formula that was tested on official Chinese is known to us.
    Weakness: a list of figures is long and easy to read; short sentences may be hard. Says nothing about words.
    """
    found = _lengths(scored)
    return sum(found) / len(found) if found else None


@metric("long_sentences", "长句占比", "可读性", better="down")
def long_sentences(scored: Scored) -> float | None:
    """Share of the sentences with more than 80 characters.

    Range: 0 to 1, less is better; None for a text without sentences.
    Meaning: as sentence_length, of those above the bound.
    Source: as sentence_length; the bound is ours: about two and a half lines of a page of 28 characters a line
        (GB/T 9704-2012).
    Weakness: as sentence_length; breakdowns of requests by kind pass the bound without being hard to read.
    """
    found = _lengths(scored)
    return sum(length > LONG for length in found) / len(found) if found else None


def missing() -> str:
    """Why chrF and BLEU-zh are not worked out, in Chinese, for whoever shows the scores; empty where they are."""
    if importlib.util.find_spec("sacrebleu") is not None:
        return ""
    return "没有安装 sacrebleu，chrF 和 BLEU-zh 不计算；需要时请运行 pip install 'nianbao[eval]'"


@lru_cache(maxsize=1)
def _metrics() -> tuple[Any, Any] | None:
    if missing():
        return None
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(), BLEU(tokenize="zh", effective_order=True)


def _references(scored: Scored) -> list[str]:
    if scored.case.derived:
        return []
    return kept(scored, "references", lambda: [text for item in scored.case.references if (text := own_text(item))])


def _by_sacrebleu(scored: Scored, which: int) -> float | None:
    references, text, both = _references(scored), body(scored), _metrics()
    if not references or both is None:
        return None
    if not text:
        return 0.0
    return min(float(both[which].sentence_score(text, references).score), 100.0)  # sums of floats may pass it


@metric("chrf", "chrF", "相似", better="up", high=100.0, gated=False, needs="reference")
def chrf(scored: Scored) -> float | None:
    """Likeness to the reference by runs of one to six characters (chrF2).

    Range: 0 to 100; None without a reference, for derived cases, and where sacrebleu is not installed.
    Meaning: F-score of character n-grams, recall weighing twice, body against body; the best of several references.
    Source: Popović, chrF, WMT 2015; sacrebleu (Post 2018), its default settings.
    Weakness: changing a figure, naming a wrong town or turning a sentence around hardly lowers it; a good paraphrase
        does. A real report may well be the worse text. Never gated.
    """
    return _by_sacrebleu(scored, 0)


@metric("bleu_zh", "BLEU-zh", "相似", better="up", high=100.0, gated=False, needs="reference")
def bleu_zh(scored: Scored) -> float | None:
    """Likeness to the reference by runs of one to four Chinese characters.

    Range: 0 to 100; None without a reference, for derived cases, and where sacrebleu is not installed.
    Meaning: BLEU with sacrebleu's tokenizer zh, effective order, body against body, all references together.
    Source: Papineni et al. 2002; sacrebleu (Post 2018).
    Weakness: as chrf; made for whole corpora, and unsteady on one text.
    """
    return _by_sacrebleu(scored, 1)


def _joined(text: str) -> str:
    return "".join(text.split())


@metric("rouge_l", "ROUGE-L（按字）", "相似", better="up", gated=False, needs="reference")
def rouge_l(scored: Scored) -> float | None:
    """Likeness to the reference by the longest common subsequence of characters.

    Range: 0 to 1; None without a reference and for derived cases.
    Meaning: twice the length of the longest common subsequence over both lengths (F1), white space left out, body
        against body; the best of several references. Equals rapidfuzz's Indel similarity.
    Source: Lin, ROUGE, 2004, with characters for words.
    Weakness: as chrf; sections told in another order lose much.
    """
    from rapidfuzz.distance import Indel

    text = _joined(body(scored))
    references = _references(scored)
    if not references:
        return None
    return max(Indel.normalized_similarity(text, _joined(item)) for item in references)


@metric("edit_final", "与审定文本的编辑距离", "相似", better="down", gated=False, needs="final")
def edit_final(scored: Scored) -> float | None:
    """What share of the characters a reviewer changed, or would have to.

    Range: 0 to 1, less is better; None where there is no text that a reviewer let pass, and for derived cases.
    Meaning: Levenshtein distance by characters between body and reviewed body, over the longer of the two.
    Source: Moramarco et al., arXiv 2204.00447: it follows usefulness at least as well as learned measures.
    Weakness: a paragraph moved counts as deleted and written anew; a changed figure is one character.
    """
    from rapidfuzz.distance import Levenshtein

    final = scored.case.final
    if final is None or scored.case.derived:
        return None
    text, passed = _joined(body(scored)), _joined(own_text(final))
    return Levenshtein.normalized_distance(text, passed) if text or passed else None
