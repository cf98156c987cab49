"""A returned Word file is the truth: nothing in it is lost, and what still stands is still ours."""

from __future__ import annotations

import os
import random
from decimal import Decimal

import pytest

from drafting.test_truth import CASES
from jobs.word import Page
from nianbao.align.alignment import Aligned
from nianbao.align.sentences import align, realign
from nianbao.drafting import draft
from nianbao.facts import FactBook
from nianbao.jobs.flow.merge_edits import merge
from nianbao.report import FactRef, Paragraph, Section, Sentence, Text, bookmark

RICH = draft(CASES["2021 rich"]).report


def texts(sections: list[Section]) -> list[str]:
    return [paragraph.text for section in sections for paragraph in section.paragraphs]


def back(page: Page) -> Aligned:
    return align(page.sections, *page.returned())


def row(page: Page, words: str) -> int:
    return next(index for index, item in enumerate(page.rows) if words in item[1])


def edit(page: Page, words: str, text: str) -> None:
    index = row(page, words)
    home, _, marks = page.rows[index]
    page.rows[index] = (home, text, marks)


@pytest.mark.parametrize("marked", [True, False])
def test_a_file_nobody_edited_brings_nothing_back(marked: bool) -> None:
    aligned = back(Page(RICH.sections, marked=marked))
    assert (aligned.edited, aligned.added, aligned.deleted, aligned.touched) == ([], [], [], [])
    assert aligned.sections[1].paragraphs == RICH.sections[1].paragraphs


def test_only_what_its_comment_was_taken_off_is_confirmed() -> None:
    """One that rests on nothing has that comment alone, whosever words it is: 请读 was never there to be deleted."""
    words = "县里来人看了一回，说还行。"
    waiting = Sentence(id="s", spans=[Text(text=words)], support="unsupported", verbatim=True)
    ours = [Section(id="overview", paragraphs=[Paragraph(id="p", sentences=[waiting])])]
    came = Sentence(id="c", spans=[Text(text=words)], support="unsupported")
    there = [Section(id="overview", paragraphs=[Paragraph(id="d", sentences=[came])])]
    assert align(ours, there, {"d": [bookmark("p")]}).edited == []
    came.support = "unknown"
    assert align(ours, there, {"d": [bookmark("p")]}).edited == ["s"]


@pytest.mark.parametrize("marked", [True, False])
def test_an_edited_sentence_is_the_clerks_and_its_neighbours_stay_ours(marked: bool) -> None:
    page = Page(RICH.sections, marked=marked)
    old = page.rows[row(page, "全年新收")][1]
    edit(
        page,
        "全年新收",
        old.replace("加上上年结转的1件（自然人），应办理", "加上上年结转的1件（自然人，已于1月办结），应办理"),
    )
    aligned = back(page)
    assert aligned.edited == ["overview.requests.due"]
    held = {s.id: s for section in aligned.sections for p in section.paragraphs for s in p.sentences}
    assert held["overview.requests.due"].origin == "clerk"
    assert held["overview.requests.new"].origin == "offline"
    refs = [span.id for span in held["overview.requests.due"].spans if isinstance(span, FactRef)]
    totals = ["carry_in", "due", "total", "carry_out"]
    assert refs == [f"requests.{row}.total" for row in totals]


def test_a_figure_typed_over_a_fact_is_kept_beside_it() -> None:
    page = Page(RICH.sections)
    old = page.rows[row(page, "全年新收")][1]
    edit(page, "全年新收", old.replace("全年新收政府信息公开申请7件", "全年新收政府信息公开申请17件"))
    aligned = back(page)
    sentence = next(
        s for sec in aligned.sections for p in sec.paragraphs for s in p.sentences if s.id == "overview.requests.new"
    )
    typed = [(span.id, span.text, span.typed) for span in sentence.spans if isinstance(span, FactRef) and span.typed]
    assert typed == [("requests.new.total", "7件", "17件")]
    assert "17件" in sentence.text


def test_a_filled_blank_is_the_clerks_sentence() -> None:
    page = Page(RICH.sections)
    index = row(page, "【待填：工作考核")
    home, text, marks = page.rows[index]
    page.rows[index] = (home, text.replace("【待填：工作考核结果】", "县政府考核中得分居全县前列。"), marks)
    aligned = back(page)
    sentence = next(
        s for sec in aligned.sections for p in sec.paragraphs for s in p.sentences if s.id == "blank.assessment"
    )
    assert (sentence.origin, sentence.support, sentence.text) == ("clerk", "supported", "县政府考核中得分居全县前列。")


def test_splitting_joining_moving_and_deleting_paragraphs_is_kept() -> None:
    page = Page(RICH.sections)
    index = row(page, "全年新收")
    home, text, marks = page.rows[index]
    cut = text.index("办结的")
    page.rows[index : index + 1] = [(home, text[:cut], marks), (home, text[cut:], [])]
    gone = row(page, "2024年，我镇依照")
    del page.rows[gone]
    one, two = row(page, "解读形式单一"), row(page, "增加图解")
    page.rows[one], page.rows[two] = page.rows[two], page.rows[one]
    aligned = back(page)
    assert texts(aligned.sections) == page.text()
    assert aligned.deleted == ["overview.opening"]
    assert aligned.edited == aligned.added == []


@pytest.mark.parametrize("seed", range(int(os.environ.get("NIANBAO_LARGE_SEEDS", "60"))))
@pytest.mark.parametrize("marked", [True, False])
def test_no_word_is_lost_whatever_was_done_and_a_redraft_keeps_it(seed: int, marked: bool) -> None:
    rng = random.Random(seed)
    page = Page(RICH.sections, marked=marked)
    for _ in range(rng.randint(1, 6)):
        index = rng.randrange(len(page.rows))
        home, text, marks = page.rows[index]
        match rng.choice(["edit", "split", "join", "delete", "move", "insert"]):
            case "edit" if len(text) > 4:
                at = rng.randrange(1, len(text) - 1)
                page.rows[index] = (
                    home,
                    text[:at] + rng.choice(["补充一句话。", "，另行说明", "12件", ""]) + text[at + rng.randint(0, 6) :],
                    marks,
                )
            case "split" if len(text) > 4:
                at = rng.randrange(1, len(text) - 1)
                page.rows[index : index + 1] = [(home, text[:at], marks), (home, text[at:], [])]
            case "join" if index + 1 < len(page.rows) and page.rows[index + 1][0] == home:
                page.rows[index : index + 2] = [(home, text + page.rows[index + 1][1], marks + page.rows[index + 1][2])]
            case "delete":
                del page.rows[index]
            case "move":
                page.rows.insert(rng.randrange(len(page.rows)), page.rows.pop(index))
            case "insert":
                page.rows.insert(index, (home, f"这是第{seed}次另写的一段。", []))
    wanted, _ = page.returned()
    aligned = back(page)
    assert ["".join(t.split()) for t in texts(aligned.sections)] == ["".join(t.split()) for t in texts(wanted)]
    again = merge(aligned.sections, RICH.sections, FactBook(RICH), touched=aligned.touched, deleted=aligned.deleted)
    after = "".join("".join(texts(again.sections)).split())
    for sentence in (s for sec in aligned.sections for p in sec.paragraphs for s in p.sentences):
        if sentence.origin == "clerk":
            assert "".join(sentence.text.split()) in after
    for id in aligned.deleted:
        assert id not in {s.id for sec in again.sections for p in sec.paragraphs for s in p.sentences}
    assert texts(again.sections) == texts(aligned.sections), "a redraft from the same figures changes nothing"


@pytest.mark.parametrize(
    ("new", "typed"),
    [
        ("收到的申请中2件在15个工作日内答复，1件经批准延期。", []),
        ("收到的申请中2件在15个工作日内答复，2件经批准延期。", ["2件"]),
        ("收到依申请公开4件，均在15个工作日内答复。", ["4件"]),
    ],
)
def test_parts_that_make_the_figure_are_not_written_over_it(new: str, typed: list[str]) -> None:
    ours = Sentence(
        id="s",
        spans=[
            Text(text="收到依申请公开"),
            FactRef(id="note.n1.quantity", value=Decimal(3), text="3件"),
            Text(text="，均在15个工作日内答复。"),
        ],
        sources=["note:n1"],
        support="supported",
        origin="offline",
    )
    spans = realign(ours, new)
    assert "".join(span.shown for span in spans) == new
    assert [span.typed for span in spans if isinstance(span, FactRef) and span.typed] == typed
