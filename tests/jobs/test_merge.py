"""A new draft under what a person changed: her words stay, in her order; ours are renewed; nothing stands twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking.test_identities import few
from nianbao.facts import FactBook
from nianbao.jobs.flow.merge_edits import merge
from nianbao.report import FactRef, Guard, Paragraph, Report, Section, Sentence, Text

BOOK = FactBook(Report())


def sentence(word: str, version: str) -> Sentence:
    """``a`` is ours, ``A`` is a person's; ``a[n1 n2]`` rests on notes."""
    match = re.fullmatch(r"(\w+)(?:\[(.*)\])?", word)
    assert match is not None
    id, notes = match.groups()
    human = id.isupper()
    return Sentence(
        id=id.lower(),
        spans=[Text(text=f"{id}{'' if human else version}。")],
        sources=[f"note:{note}" if note[0] != "c" else f"cell:{note}" for note in (notes or "").split()],
        origin="clerk" if human else "offline",
    )


def section(id: str, *paragraphs: str, version: str = "", table_at: int = 0, table: str | None = None) -> Section:
    """``p1: a b`` is a paragraph; ``p1/aspect: a b`` one of an aspect; ``#h/aspect: a`` a heading."""
    made = []
    for text in paragraphs:
        name, _, words = text.partition(": ")
        own, _, aspect = name.lstrip("#").partition("/")
        made.append(
            Paragraph(
                id=own,
                role="heading" if name.startswith("#") else "body",
                aspect=aspect or None,
                sentences=[sentence(word, version) for word in re.findall(r"\w+(?:\[[^\]]*\])?", words)],
            )
        )
    return Section(id=id, heading=id, paragraphs=made, table=table, table_at=table_at)


def shown(item: Section) -> list[str]:
    return [f"{part.id}: {' '.join(held.text.rstrip('。') for held in part.sentences)}" for part in item.paragraphs]


def merged(old: list[Section], new: list[Section], **more: object) -> list[Section]:
    return merge(old, new, BOOK, **more).sections  # type: ignore[arg-type]


def one(old: Section, new: Section, **more: object) -> list[str]:
    """What a touched section becomes."""
    (found,) = merged([old], [new], touched=[old.id], **more)
    return shown(found)


def test_a_section_nobody_touched_is_the_new_drafts() -> None:
    old = section("s", "p1: a b", "p2: c", version="1", table_at=1, table="t")
    new = section("s", "p1: b", "p3: d e", version="2", table_at=2, table="t")
    (found,) = merged([old], [new])
    assert (shown(found), found.table_at, found.heading) == (["p1: b2", "p3: d2 e2"], 2, "s")
    first = section("s", "p1: b", "p3: d", version="2", table_at=1)
    assert merged([old], [first])[0].table_at == 1
    assert merged([old], [first.model_copy(update={"table_at": 0})])[0].table_at == 0


def test_in_a_touched_section_her_words_stay_and_ours_are_renewed_or_go() -> None:
    old = section("s", "p1: a B c", "p2: D", version="1")
    new = section("s", "p1: a c", "p2: e", version="2")
    assert one(old, new) == ["p1: a2 B c2", "p2: e2 D"], "what begins its paragraph there begins it"
    assert one(old, section("s", "p1: a", version="2")) == ["p1: a2 B", "p2: D"], "c has no ground any more"
    assert one(old, section("s")) == ["p1: B", "p2: D"]


def test_her_version_of_a_sentence_is_not_drafted_beside_it() -> None:
    assert one(section("s", "p1: A b"), section("s", "p1: a b c", version="2")) == ["p1: A b2 c2"]


def test_what_she_deleted_is_not_drafted_again() -> None:
    assert one(section("s", "p1: A"), section("s", "p1: b c", version="2"), deleted=["b"]) == ["p1: A c2"]
    (found,) = merged([section("s", "p1: a")], [section("s", "p1: a b", version="2")], deleted=["b"])
    assert shown(found) == ["p1: a2"]


def test_a_new_sentence_follows_what_it_follows_in_the_new_draft() -> None:
    old = section("s", "p1: BB aa CC", version="1")
    assert one(old, section("s", "p1: aa nn", version="2")) == ["p1: BB aa2 nn2 CC"]
    assert one(old, section("s", "p1: aa nn mm", version="2")) == ["p1: BB aa2 nn2 mm2 CC"]
    assert one(old, section("s", "p1: nn aa", version="2")) == ["p1: nn2 BB aa2 CC"], "what was first stays first"
    assert one(section("s", "p1: A"), section("s", "p1: x n", version="2"), deleted=["x"]) == ["p1: A n2"]
    assert one(section("s", "p1: a B"), section("s", "p1: a x n", version="2"), deleted=["x"]) == ["p1: a2 n2 B"]


def test_a_new_paragraph_follows_the_one_it_follows() -> None:
    old = section("s", "p1: a B", "p2: c D", version="1")
    assert one(old, section("s", "p1: a", "p9: n m", "p2: c", version="2")) == ["p1: a2 B", "p9: n2 m2", "p2: c2 D"]
    assert one(old, section("s", "p0: n", "p1: a", "p2: c", version="2")) == ["p0: n2", "p1: a2 B", "p2: c2 D"]
    assert one(old, section("s", "p1: a", "p2: c", "p9: n", version="2")) == ["p1: a2 B", "p2: c2 D", "p9: n2"]


def test_sentences_of_one_aspect_join_its_paragraph_and_headings_do_not() -> None:
    old = section("s", "#h1/xx: h", "p1/xx: a B", "p2/yy: c", version="1")
    joined = section("s", "#h1/xx: h", "p1/xx: a", "p5/xx: n", "p2/yy: c", version="2")
    assert one(old, joined) == ["h1: h2", "p1: a2 n2 B", "p2: c2"]
    other = section("s", "#h1/xx: h", "p1/xx: a", "p5/zz: n", "p2/yy: c", version="2")
    assert one(old, other) == ["h1: h2", "p1: a2 B", "p5: n2", "p2: c2"]
    heading = section("s", "#h1/xx: h", "p1/xx: a", "#h5/xx: n", "p2/yy: c", version="2")
    assert one(old, heading) == ["h1: h2", "p1: a2 B", "h5: n2", "p2: c2"]
    after_heading = section("s", "#h1/xx: h", "p0/xx: n", "p1/xx: a", "p2/yy: c", version="2")
    assert one(old, after_heading) == ["h1: h2", "p0: n2", "p1: a2 B", "p2: c2"]
    none = section("s", "p1: a", "p5: n", "p2: c", version="2")
    assert one(section("s", "p1: a B", "p2: c", version="1"), none) == ["p1: a2 B", "p5: n2", "p2: c2"]


def test_a_long_aspect_that_is_parted_otherwise_now_keeps_its_order() -> None:
    old = section("s", "p/r: a", "p.2/r: b C d", version="1")
    new = section("s", "p/r: a b e", "p.2/r: d", version="2")
    assert one(old, new) == ["p: a2", "p.2: b2 e2 C d2"]
    whole = section("s", "p/r: a b d e", version="2")
    assert one(old, whole) == ["p: a2", "p.2: b2 C d2 e2"]
    begun = section("s", "p/r: a", "p.2/r: e b d", version="2")
    assert one(old, begun) == ["p: a2", "p.2: e2 b2 C d2"], "what begins its paragraph there begins it"


def test_what_her_words_already_say_is_not_said_again() -> None:
    """A new sentence that rests only on notes which her sentences rest on would say them twice."""
    old = section("s", "p1: A[n1 n2]")
    new = section("s", "p1: b[n1] c[n1 n3] d[c1] e", version="2")
    assert one(old, new) == ["p1: A c2 d2 e2"]
    assert one(section("s", "p1: A[n1] b[n1]", version="1"), new) == ["p1: A b2 c2 d2 e2"], "b stood beside hers"
    others = merged(
        [section("s", "p1: A[n1]"), section("t", "q: x")], [section("s"), section("t", "q: b[n1] y")], touched=["s"]
    )
    assert [shown(item) for item in others] == [["p1: A"], ["q: y"]], "in other sections neither"


def test_a_sentence_moved_into_a_touched_section_is_not_in_both() -> None:
    old = [section("s", "p1: A m", version="1"), section("t", "q1: b", version="1")]
    new = [section("s", "p1: x", version="2"), section("t", "q1: b m", version="2")]
    found = merged(old, new, touched=["s"])
    assert [shown(item) for item in found] == [["p1: x2 A m2"], ["q1: b2"]]


def test_the_table_stays_between_its_paragraphs() -> None:
    old = section("s", "p1: a", "p2: B", "p3: c", "p4: D", version="1", table="t", table_at=2)
    (found,) = merged([old], [section("s", "p3: c", version="2")], touched=["s"])
    assert (shown(found), found.table_at) == (["p2: B", "p3: c2", "p4: D"], 1)
    (found,) = merged([old], [section("s", "p0: n", "p1: a", version="2")], touched=["s"])
    assert (shown(found), found.table_at) == (["p0: n2", "p1: a2", "p2: B", "p4: D"], 3)
    (found,) = merged([old], [section("s", "p1: a", "p3: c", version="2")], touched=["s"])
    assert (len(found.paragraphs), found.table_at) == (4, 2)


def test_a_section_of_the_new_draft_comes_where_it_stands_there() -> None:
    old = [section("s", "p1: A"), section("u", "p3: C")]
    new = [section("s"), section("t", "p2: n"), section("u"), section("v", "p4: m"), section("w")]
    assert [item.id for item in merged(old, new, touched=["s", "u"])] == ["s", "t", "u", "v"]
    first = [section("r", "p0: n"), section("s")]
    assert [item.id for item in merged(old, first, touched=["s", "u"])] == ["r", "s", "u"]
    gone = merged([section("x", "p1: A b")], [section("s", "p2: n")], touched=["x"])
    assert [(item.id, shown(item)) for item in gone] == [("s", ["p2: n"]), ("x", ["p1: A"])]


def test_only_what_was_chosen_is_drafted_again() -> None:
    old = [section("s", "p1/x: a", "p2/y: b", version="1"), section("t", "q1: c", version="1")]
    new = [section("s", "p1/x: a m", "p2/y: b n", version="2"), section("t", "q1: c o", version="2")]
    assert [shown(item) for item in merged(old, new, chosen={"t"})] == [["p1: a1", "p2: b1"], ["q1: c2 o2"]]
    assert [shown(item) for item in merged(old, new, chosen={"s.x"})] == [["p1: a2 m2", "p2: b1"], ["q1: c1"]]
    assert [shown(item) for item in merged(old, new, chosen={"s.y", "t"}, touched=["t"])] == [
        ["p1: a1", "p2: b2 n2"],
        ["q1: c2 o2"],
    ]
    assert [shown(item) for item in merged(old, new, chosen=set())] == [["p1: a1", "p2: b1"], ["q1: c1"]]


def test_figures_in_kept_sentences_are_brought_up_to_date_and_told() -> None:
    book = FactBook(few("2021", {"requests.new.natural": 5}, {}))
    held = Sentence(
        id="k",
        spans=[Text(text="新收"), FactRef(id="requests.new.total", text="3件")],
        guards=[Guard(text="requests.new.total > 9")],
        origin="clerk",
    )
    old = Section(id="s", paragraphs=[Paragraph(id="p", sentences=[held])])
    result = merge([old], [section("s", "p: n")], book, touched=["s"])
    (_, kept) = result.sections[0].paragraphs[0].sentences
    assert kept.text == "新收5件"
    assert "requests.new.total > 9" in kept.stale
    assert [(item.kind, item.before, item.after) for item in result.changes] == [
        ("figure", "3件", "5件"),
        ("guard", "", ""),
    ]
    assert old.paragraphs[0].text == "新收3件", "the one given is as it was"


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Section], list[Section], set[str], set[str]]:
    """A draft of which a person changed some, and a newer draft; any of it may have moved, gone or come."""
    names = [f"x{number}" for number in range(10)]
    human = draw(st.sets(st.sampled_from(names), max_size=4))

    def laid(ids: list[str], version: str, *, person: bool) -> list[Section]:
        sections = []
        for at, id in enumerate(("s", "t")):
            part = ids[at::2]
            cut = draw(st.integers(0, len(part)))
            rows = [row for row in (part[:cut], part[cut:]) if row]
            texts = [
                f"{id}{number}: {' '.join(word.upper() if person and word in human else word for word in row)}"
                for number, row in enumerate(rows)
            ]
            sections.append(section(id, *texts, version=version, table_at=draw(st.integers(0, len(rows)))))
        return sections

    old = laid(draw(st.permutations(names[: draw(st.integers(0, 10))])), "1", person=True)
    new = laid(draw(st.permutations(names[draw(st.integers(0, 5)) :])), "2", person=False)
    holds = {item.id for item in old for part in item.paragraphs for held in part.sentences if held.origin == "clerk"}
    touched = {item.id for item in old if any(h.origin == "clerk" for p in item.paragraphs for h in p.sentences)}
    deleted = draw(st.sets(st.sampled_from(names), max_size=2)) - holds
    return old, new, touched, deleted


@given(histories())
@settings(deadline=None, derandomize=True, max_examples=150)
def test_nothing_of_either_side_is_lost_or_stands_twice(
    history: tuple[list[Section], list[Section], set[str], set[str]],
) -> None:
    old, new, touched, deleted = history
    result = merged(old, new, touched=touched, deleted=deleted)

    def every(sections: list[Section]) -> list[Sentence]:
        return [held for item in sections for part in item.paragraphs for held in part.sentences]

    hers = [held.text for held in every(old) if held.origin == "clerk"]
    assert [held.text for held in every(result) if held.origin == "clerk"] == hers, "her words, in her order"
    ids = [held.id for held in every(result)]
    assert len(ids) == len(set(ids)), "nothing twice"
    kept = {held.id for held in every(old) if held.origin == "clerk"}
    assert set(ids) == kept | ({held.id for held in every(new)} - deleted), "all of the new draft but what she deleted"
    assert {held.text[-2] for held in every(result) if held.origin != "clerk"} <= {"2"}, "in its new words"
    for item in result:
        assert 0 <= item.table_at <= len(item.paragraphs)
        assert all(part.sentences for part in item.paragraphs)


@pytest.mark.parametrize("touched", [["s"], []])
def test_what_is_given_is_not_changed(touched: list[str]) -> None:
    old, new = section("s", "p1: A b", version="1"), section("s", "p1: b c", "p2: d", version="2")
    before = old.model_copy(deep=True), new.model_copy(deep=True)
    merged([old], [new], touched=touched)
    assert (old, new) == before
