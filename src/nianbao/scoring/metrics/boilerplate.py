"""Metrics of boilerplate: shared with last year, other units, stock phrases; said twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from nianbao.checking.copied_text import shingles
from nianbao.drafting import outline
from nianbao.facts import form_of
from nianbao.package_data import load_data
from nianbao.patterns import alternatives, lazy
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import body, kept, last_text, lines, names, own_text
from nianbao.text import fold

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
