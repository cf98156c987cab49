"""A Word file comes back to a draft that has moved on: its edits are carried over, and what both changed stays open.

``a`` is a sentence of ours, ``a=x`` a person's version of it that reads x, ``a~2`` our later one, and ``!`` names its
rival. ``base`` is what the Word file was written from, ``now`` the draft as it is, ``word`` what came back.
"""

from __future__ import annotations

import re

import pytest

from nianbao.align.alignment import Aligned
from nianbao.jobs.flow.merge_edits import replay
from nianbao.report import DELETED, Paragraph, Section, Sentence, Text


def sentence(word: str) -> Sentence:
    match = re.fullmatch(r"([\w.]+)(?:(=|~)(\w+))?(?:!(\w+))?", word)
    assert match is not None
    id, mark, words, rival = match.groups()
    return Sentence(
        id=id,
        spans=[Text(text=f"{words or id}。")],
        origin="clerk" if mark == "=" else "offline",
        rival=rival or "",
    )


def sections(text: str) -> list[Section]:
    """``s: p1 a b / p2 c | p3 d; t: q e``: sections, their paragraphs, and ``|`` for the table (else it is last)."""
    made = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        id, _, body = part.partition(":")
        before, table, behind = body.partition("|")
        rows = [[row.split() for row in side.split("/") if row.strip()] for side in (before, behind)]
        paragraphs = [
            Paragraph(id=own, sentences=[sentence(word) for word in words]) for own, *words in [*rows[0], *rows[1]]
        ]
        at = len(rows[0]) if table else len(paragraphs)
        made.append(Section(id=id, heading=id, paragraphs=paragraphs, table="t" if table else None, table_at=at))
    return made


def shown(found: list[Section]) -> str:
    def word(held: Sentence) -> str:
        words = held.text.removesuffix("。")
        mark = "=" if held.origin == "clerk" else "~"
        return held.id + (f"{mark}{words}" if words != held.id else "") + (f"!{held.rival}" if held.rival else "")

    def row(part: Paragraph) -> str:
        return " ".join([part.id, *map(word, part.sentences)])

    made = []
    for section in found:
        rows = [row(part) for part in section.paragraphs]
        before, behind = " / ".join(rows[: section.table_at]), " / ".join(rows[section.table_at :])
        made.append(f"{section.id}: " + (f"{before} | {behind}".strip() if section.table else before))
    return "; ".join(made)


def replayed(base: str, now: str, word: str, gone: str = "") -> tuple[str, list[str], list[str], list[str]]:
    ours, theirs = (
        {held.id: held for section in sections(text) for part in section.paragraphs for held in part.sentences}
        for text in (base, word)
    )
    aligned = Aligned(
        sections(word),
        edited=[id for id in theirs if id in ours and theirs[id] != ours[id]],
        added=[id for id in theirs if id not in ours],
        deleted=[id for id in ours if id not in theirs],
        touched=[],
    )
    found, touched, deleted, conflicts = replay(sections(now), sections(base), aligned, gone.split())
    return shown(found), touched, deleted, conflicts


BOTH = "同一句两边都改过，两种写法都留下了，请删去一种；在此之前不能定稿：{}。 ／ {}。"
BACK = "这句在一处被改、在另一处被删，已放回，请定留还是删；在此之前不能定稿：{}。"
KEPT = "这句在一处被改、在另一处被删，已保留，请定留还是删；在此之前不能定稿：{}。"

EDITED = [
    ("the draft has a new sentence", "s: p a b", "s: p n a b", "s: p a b=x", "s: p n a b=x"),
    ("we drafted it again", "s: p a b", "s: p a b~2 n", "s: p a b=x", "s: p a b=x n"),
    ("her version, as the file had it", "s: p a b=h", "s: p n a b=h", "s: p a b=x", "s: p n a b=x"),
    ("both wrote the same", "s: p a b", "s: p a b=x n", "s: p a b=x", "s: p a b=x n"),
    ("it stands elsewhere by now", "s: p a b; t: q c", "s: p a; t: q c b", "s: p a b=x; t: q c", "s: p a; t: q c b=x"),
    ("its ground has gone", "s: p a b c", "s: p a c", "s: p a b=x c", "s: p a b=x c"),
    ("among several", "s: p a b / q c d", "s: p a b / q n c d", "s: p a=x b / q c d=y", "s: p a=x b / q n c d=y"),
]


@pytest.mark.parametrize(("base", "now", "word", "wanted"), [case[1:] for case in EDITED], ids=[c[0] for c in EDITED])
def test_what_was_changed_in_word_alone_is_taken(base: str, now: str, word: str, wanted: str) -> None:
    text, touched, deleted, conflicts = replayed(base, now, word)
    assert (text, deleted, conflicts) == (wanted, [], [])
    assert touched == (["t"] if "t: q c b=x" in wanted else ["s"])


@pytest.mark.parametrize(("hers", "his"), [("甲", "乙"), ("乙", "甲")])
def test_what_both_changed_stands_twice_and_is_told(hers: str, his: str) -> None:
    text, touched, deleted, conflicts = replayed("s: p a b c", f"s: p a b={hers} c", f"s: p a b={his} c")
    assert text == f"s: p a b={hers}!b b.again={his}!b c"
    assert (touched, deleted, conflicts) == (["s"], [], [BOTH.format(hers, his)])


def test_a_third_version_is_a_rival_of_the_other_two() -> None:
    now = "s: p a b=x!b b.again=y!b c"
    text, touched, _, conflicts = replayed("s: p a b c", now, "s: p a b=z c")
    assert text == "s: p a b=x!b b.againx=z!b b.again=y!b c"
    assert (touched, conflicts) == (["s"], [BOTH.format("x", "z")])
    text, *_ = replayed("s: p a b c", "s: p b=x!o / q o=w!o", "s: p a b=z c")
    assert text == "s: p b=x!o b.again=z!o / q o=w!o", "they stay one dispute"
    text, *_ = replayed("s: p a b b.again", "s: p a b=x", "s: p a b=y b.again")
    assert text == "s: p a b=x!b b.againx=y!b", "no id of the Word file's is given twice"


def test_of_what_one_changed_and_the_other_deleted_a_person_decides() -> None:
    text, touched, deleted, conflicts = replayed("s: p a b c", "s: p a c", "s: p a b=x c", gone="b")
    assert text == f"s: p a b=x!{DELETED} c"
    assert (touched, deleted, conflicts) == (["s"], [], [BACK.format("x")])
    text, touched, deleted, conflicts = replayed("s: p a b c", "s: p a b=x c", "s: p a c")
    assert text == f"s: p a b=x!{DELETED} c"
    assert (touched, deleted, conflicts) == (["s"], [], [KEPT.format("x")])


DELETIONS = [
    ("ours", "s: p a b c", "s: p a b c n", "s: p a c", "s: p a c n", ["b"]),
    ("ours, drafted again", "s: p a b c", "s: p a b~2 c", "s: p a c", "s: p a c", ["b"]),
    ("her version, as the file had it", "s: p a b=h", "s: p n a b=h", "s: p a", "s: p n a", ["b"]),
    ("gone here, too", "s: p a b c d", "s: p a d", "s: p a d", "s: p a d", []),
    ("the second, when the first is gone", "s: p a b c", "s: p b c", "s: p b", "s: p b", ["c"]),
    ("the one behind a dispute", "s: p a b", "s: p a=x b", "s: p", f"s: p a=x!{DELETED}", ["b"]),
]


@pytest.mark.parametrize(
    ("base", "now", "word", "wanted", "gone"), [case[1:] for case in DELETIONS], ids=[c[0] for c in DELETIONS]
)
def test_what_was_deleted_in_word_goes(base: str, now: str, word: str, wanted: str, gone: list[str]) -> None:
    text, touched, deleted, _ = replayed(base, now, word)
    assert (text, deleted) == (wanted, gone)
    assert touched == (["s"] if gone else [])


ADDED = [
    ("behind what it follows", "s: p a b", "s: p a m b", "s: p a n b", "s: p a n m b"),
    ("behind the nearest that is left", "s: p a b c d", "s: p a d", "s: p a b c n d", "s: p a n d"),
    ("two in their order", "s: p a b", "s: p a b", "s: p a n m b", "s: p a n m b"),
    ("first, before what it precedes", "s: p a b", "s: p m a b", "s: p n a b", "s: p m n a b"),
    ("before the nearest that is left", "s: p a b c", "s: p m b c", "s: p n a b c", "s: p m n b c"),
    (
        "where its neighbour stands now",
        "s: p a b; t: q c",
        "s: p b; t: q c a",
        "s: p a n b; t: q c",
        "s: p b; t: q c a n",
    ),
    ("in its paragraph, of which nothing is left", "s: p a / q b", "s: p m / q b", "s: p a n / q b", "s: p n m / q b"),
    (
        "a paragraph behind the one above",
        "s: p a / q b",
        "s: p a / m m / q b",
        "s: p a / n n / q b",
        "s: p a / n n / m m / q b",
    ),
    (
        "behind the nearest one above",
        "s: p a / q b / r c",
        "s: p a / r c",
        "s: p a / q b / n n / r c",
        "s: p a / n n / r c",
    ),
    ("a paragraph before the first", "s: p a / q b", "s: p a / q b m", "s: n n / p a / q b", "s: n n / p a / q b m"),
    ("before the nearest one below", "s: p a / q b", "s: m m / q b", "s: n n / p a / q b", "s: m m / n n / q b"),
    (
        "a section of which nothing is left",
        "tt: q b; ss: p a; uu: r c",
        "tt: q b; ss: m m; uu: r c",
        "tt: q b; ss: p a / n n; uu: r c",
        "tt: q b; ss: m m / n n; uu: r c",
    ),
    (
        "a section that is not in the draft",
        "s: p a; t: q b",
        "s: p a m; t: q b",
        "s: p a; u: n n; t: q b",
        "s: p a m; t: q b / n n",
    ),
    ("between table and text", "s: p a | q b", "s: p a m | q b", "s: p a | n n / q b", "s: p a m | n n / q b"),
    ("between text and table", "s: p a | q b", "s: p a m | q b", "s: p a / n n | q b", "s: p a m / n n | q b"),
    ("before the table, the text above gone", "s: p a | q b", "s: | q b m", "s: p a / n n | q b", "s: n n | q b m"),
    ("far before the table", "s: p a / q b |", "s: p a / q b m |", "s: p a / n n / q b |", "s: p a / n n / q b m |"),
    ("far behind the table", "s: | p a / q b", "s: | p a / q b m", "s: | p a / n n / q b", "s: | p a / n n / q b m"),
    (
        "the text above now far behind the table",
        "s: p a | q b",
        "s: | q b / p a",
        "s: p a / n n | q b",
        "s: | q b / p a / n n",
    ),
    ("a text before a table alone", "s: |", "s: | m m", "s: n n |", "s: n n | m m"),
    ("a text behind a table alone", "s: |", "s: m m |", "s: | n n", "s: m m | n n"),
]


@pytest.mark.parametrize(("base", "now", "word", "wanted"), [case[1:] for case in ADDED], ids=[c[0] for c in ADDED])
def test_what_was_added_in_word_comes_where_it_stands_there(base: str, now: str, word: str, wanted: str) -> None:
    text, touched, deleted, conflicts = replayed(base, now, word)
    assert (text, conflicts) == (wanted, [])
    assert deleted == [id for id in "abc" if id in base and id not in word]
    home = next(part for part in wanted.split(";") if re.search(r"\bn\b", part))
    assert touched == [home.partition(":")[0].strip()]


def test_what_the_draft_has_already_is_not_added_again() -> None:
    text, touched, _, _ = replayed("s: p a", "s: p a n=x", "s: p a n=x")
    assert (text, touched) == ("s: p a n=x", [])


def test_an_untouched_file_changes_nothing_and_what_is_given_stays_as_it_was() -> None:
    base, now = sections("s: p a b | q c"), sections("s: p a=x m | q c~2")
    before = [item.model_copy(deep=True) for item in now]
    found, touched, deleted, conflicts = replay(now, base, Aligned(base, [], [], [], []))
    assert (found, touched, deleted, conflicts) == (now, [], [], [])
    aligned = Aligned(sections("s: p a=y n | o o"), ["a"], ["n", "o"], ["b", "c"], [])
    replay(now, base, aligned)
    assert now == before
