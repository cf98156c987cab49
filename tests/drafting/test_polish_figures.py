"""Polishing with figures as they are: the same facts in other words are taken, other figures and directions are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.generated import generated
from nianbao import load
from nianbao.drafting.draft_report import outline
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.engines.polish import _own, _polished, short_ids
from nianbao.facts import FactBook
from nianbao.report import FactRef, Report, Section, Sentence

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def composed(given: Report) -> tuple[FactBook, list[Section]]:
    book = FactBook(outline(given))
    return book, [item for item in Offline().compose(book).sections if item.id != "preamble"]


def facts(sentences: list[Sentence]) -> list[str]:
    return [span.id for sentence in sentences for span in sentence.spans if isinstance(span, FactRef)]


@pytest.mark.parametrize("which", ["baisha-2024", "kangrong-2020", 1, 2, 3, 7])
def test_every_sentence_of_ours_as_plain_text_is_taken(which: str | int) -> None:
    """A polisher that copies what it reads with one word before it, figures as they are printed."""
    book, sections = composed(generated(which) if isinstance(which, int) else load(EXAMPLES / which / "report.yaml"))
    for section in sections:
        given = [sentence for _, sentence in _own(section)]
        plain = [re.sub(r"^[0-9]\.", "", sentence.text) for sentence in given]
        answer = {item.id: f"{text[:-1]}，情况如上。" for item, text in zip(given, plain, strict=True)}
        polished, refused, _ = _polished(section, answer, book, None, short_ids([section]), reads=False)
        assert [item for item in refused.values() if "长短" not in item[1]] == []
        again = [sentence for _, sentence in _own(polished)]
        assert facts(again) == facts(given)
        assert all("情况如上" in item.text for item in again if item.id not in refused)


BAISHA = composed(load(EXAMPLES / "baisha-2024" / "report.yaml"))


CAME = "新收数量比上年的10件增加4件，增长40%。"
BALANCE = "加上上年结转的1件（自然人），应办理15件，年内办结13件，结转下年度继续办理2件（自然人、社会公益组织各1件）。"
SUITS = (
    "因政府信息公开工作被申请行政复议2件，其中维持、纠正各1件；被提起行政诉讼2件，"
    "其中未经复议直接起诉1件（尚未审结）、复议后起诉1件（结果维持）。"
)


@pytest.mark.parametrize(
    ("was", "old", "new"),
    [
        (CAME, "比上年的10件增加4件，增长40%", "与上年的10件相比增加4件，增幅40%"),
        (CAME, "增加4件，增长40%", "增加{{requests.new.total.diff}}，增长40%"),
        (BALANCE, "结转下年度继续办理2件", "有2件结转下年度继续办理"),
        (BALANCE, "加上上年结转的1件", "连同上年结转的1件"),
        (CAME, "新收数量比上年", "2024年，我镇新收数量比上年"),
    ],
)
def test_the_same_facts_in_other_words_are_taken(was: str, old: str, new: str) -> None:
    assert old in was
    becomes = was.replace(old, new)
    assert _became(was, becomes) == becomes.replace("{{requests.new.total.diff}}", "4件")


@pytest.mark.parametrize(
    ("was", "old", "new"),
    [
        (CAME, "增加4件，增长40%", "减少4件，下降40%"),
        (CAME, "增加4件", "大幅增加4件"),
        (CAME, "增加4件，增长40%", "下降{{requests.new.total.growth}}、{{requests.new.total.diff}}"),
        (BALANCE, "，结转下年度继续办理2件（自然人、社会公益组织各1件）", "，没有结转下年度继续办理的申请"),
        (BALANCE, "结转下年度继续办理2件", "结转下年度继续办理3件"),
        (BALANCE, "结转下年度继续办理2件", "予以公开2件"),
        (BALANCE, "结转下年度继续办理2件", "结转下年度继续办理两三件"),
        (SUITS, "其中维持、纠正各1件", "均获维持"),
    ],
)
def test_other_figures_and_directions_are_not(was: str, old: str, new: str) -> None:
    assert old in was
    assert _became(was, was.replace(old, new)) == was


def _became(was: str, becomes: str) -> str:
    book, sections = BAISHA
    section = next(item for item in sections if item.id == "overview")
    old = next(sentence for _, sentence in _own(section) if sentence.text == was)
    polished, _, _ = _polished(section, {old.id: becomes}, book, None, short_ids([section]), reads=False)
    return next(sentence.text for _, sentence in _own(polished) if sentence.id == old.id)
