"""Metrics of likeness to a reference text; reported, never gated."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from typing import Any

from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import body, kept, own_text


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
