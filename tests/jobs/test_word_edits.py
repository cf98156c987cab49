"""Random edits of every kind in a draft's Word file: after take and another draft nothing typed is missing unsaid."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import libreoffice
from jobs.additions import KEPT, PICTURES, TOLD, add, stays
from jobs.folders import drafted
from jobs.test_folder import change
from jobs.test_libreoffice import edited
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.folder import find

pytestmark = pytest.mark.large

SEEDS = range(min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "2")), 300))
OFFICE_SEEDS = range(min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "1")), 40))
CELLS = [
    "{n}件（另有口头{m}件）",
    "约{n}{m}",
    "{n}/{m}",
    "无（见附{n}{m}）",
    "{n}{m}",
    "{n}（其中{m}件延期）",
    "第{n}{m}号",
    "",
]


class Edits:
    """Edits of a document by chance, and the words that were typed."""

    def __init__(self, document: Any, seed: int) -> None:
        self.document, self.rng = document, random.Random(seed)
        self.typed: list[str] = []
        self.adds: list[Callable[[Any], None]] = []
        self.number = 0

    def words(self) -> str:
        self.number += 1
        what = self.rng.choice(["专栏", "台账", "座谈", "清单"])
        said = f"镇里另办第{self.rng.randint(100, 999)}号{what}{self.number}回"
        self.typed.append(said)
        return said

    def _body(self) -> list[Any]:
        return [item for item in self.document.paragraphs if len(item.text) > 6 and item.runs]

    def sentence(self) -> None:
        """A sentence behind a paragraph."""
        self.rng.choice(self._body()).runs[-1].text += self.words() + "。"

    def inside(self) -> None:
        """Words inside a run."""
        run = self.rng.choice([run for item in self._body() for run in item.runs if self._is_ours(run.text)])
        at = self.rng.randrange(1, len(run.text))
        run.text = run.text[:at] + self.words() + run.text[at:]

    def _is_ours(self, text: str) -> bool:
        return len(text) > 4 and not any(words in text for words in self.typed)

    def paragraph(self) -> None:
        """A paragraph of her own."""
        place = self.rng.choice(self._body()[1:])
        place.insert_paragraph_before(self.words() + "。", style=place.style)

    def cut(self) -> None:
        """A paragraph of ours away."""
        place = self.rng.choice(self._body()[2:])
        if not any(words in place.text for words in self.typed):
            place._p.getparent().remove(place._p)

    def move(self) -> None:
        """A paragraph elsewhere."""
        one, other = self.rng.sample(self._body()[2:], 2)
        other._p.addprevious(one._p)

    def _table(self) -> Any:
        return self.rng.choice(self.document.tables)

    def cell(self) -> None:
        """Words or figures over a cell, a label or a figure."""
        rows = self._table()._tbl.tr_lst
        cell = self.rng.choice([cell for row in rows for cell in row.tc_lst])
        words = self.rng.choice(CELLS).format(n=self.rng.randint(1, 9), m=self.rng.randint(301, 999))
        texts = list(cell.iter(f"{{{self.document.element.nsmap['w']}}}t"))
        if not texts:
            return
        if any(typed in (texts[0].text or "") for typed in self.typed):
            return
        for item in texts:
            item.text = ""
        texts[0].text = words
        if words:
            self.typed.append(words)

    def row(self) -> None:
        """A row copied with words in it."""
        row = self.rng.choice(self._table()._tbl.tr_lst)
        made = deepcopy(row)
        row.addnext(made)
        texts = list(made.iter(f"{{{self.document.element.nsmap['w']}}}t"))
        for item in texts:
            item.text = ""
        if texts:
            self.rng.choice(texts).text = self.words()

    def row_moved(self) -> None:
        """A row to the end of its table."""
        table = self._table()._tbl
        table.append(self.rng.choice(table.tr_lst))

    def column(self) -> None:
        """A column more."""
        for index, row in enumerate(self._table()._tbl.tr_lst):
            made = deepcopy(row.tc_lst[-1])
            row.append(made)
            texts = list(made.iter(f"{{{self.document.element.nsmap['w']}}}t"))
            for item in texts:
                item.text = ""
            if texts and index == 1:
                texts[0].text = self.words()

    def added(self) -> None:
        """Something that is no words: a header, a picture, a note."""
        one = self.rng.choice([*KEPT, *TOLD])
        if one not in self.adds:
            self.adds.append(one)

    def make(self) -> None:
        kinds = [self.sentence, self.inside, self.paragraph, self.cut, self.move, self.cell, self.cell, self.row,
                 self.row_moved, self.column, self.added, self.added]  # fmt: skip
        for _ in range(self.rng.randint(2, 7)):
            self.rng.choice(kinds)()


def bare(text: str) -> str:
    return "".join(text.split())


def everything(path: Path) -> str:
    """All that a Word file shows, in the body, tables, headers and footers."""
    document = Document(str(path))
    space = f"{{{document.element.nsmap['w']}}}"
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element, section.first_page_header._element]
    return bare("".join(item.text or "" for part in parts for item in part.iter(f"{space}t")))


def shown(lines: list[str]) -> str:
    return bare("".join(lines))


def assert_nothing_missing(folder: Path, edits: Edits) -> None:
    path = folder / "年报.docx"
    taken = take(path)
    said = [*taken.changes, *taken.conflicts, *taken.messages]
    if edits.typed or edits.adds:
        assert "没有发现修改。" not in said
    for made in ("3", "4"):
        change(folder, f"made: {int(made) - 1},", f"made: {made},")
        done = redraft(find(folder))
        now, told = everything(path), shown([*said, *done.messages, *done.changes])
        for words in edits.typed:
            assert bare(words) in now or bare(words) in told, f"{words} is lost"
        for one in edits.adds:
            if one in TOLD:
                assert bare(TOLD[one]) in told, one.__name__
            else:
                assert stays(path.read_bytes(), one) or (one in PICTURES and "没有带入" in told), one.__name__
        again = take(path)
        assert [line for line in again.changes if line.startswith(("改：", "增：", "删：", "标题："))] == [], (
            "ours is no edit"
        )
    if not (refused := finalise(find(folder)).refused):
        final = everything(folder / "年报（定稿）.docx")
        assert all(bare(words) in final or bare(words) in told for words in edits.typed)
    assert all(item.severity != "info" for item in refused)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_typed_is_missing_unsaid(tmp_path: Path, seed: int) -> None:
    folder = drafted(tmp_path / "白沙镇")
    path = folder / "年报.docx"
    document = Document(str(path))
    edits = Edits(document, seed)
    edits.make()
    document.save(str(path))
    edits.adds = [one for one in edits.adds if _fits(path, one)]
    add(path, *edits.adds)
    assert_nothing_missing(folder, edits)


def _fits(path: Path, one: Callable[[Any], None]) -> bool:
    """Whether the paragraph that an addition hangs on is still there."""
    try:
        one(Document(str(path)))
    except StopIteration:
        return False
    return True


@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", OFFICE_SEEDS)
def test_nor_where_libreoffice_made_the_edits(tmp_path: Path, seed: int) -> None:
    folder = drafted(tmp_path / "白沙镇")
    path = folder / "年报.docx"
    rng = random.Random(seed)
    document = Document(str(path))
    edits = Edits(document, seed)
    edits.adds = rng.sample(list(KEPT), 1)
    add(path, *edits.adds)
    anchors = [item.text[:12] for item in document.paragraphs if len(item.text) > 20]
    one, two, three = rng.sample(anchors[2:], 3)
    edited(
        path,
        [
            ["add", one, edits.words() + "。"],
            ["replace", two, two + edits.words()],
            ["split", three],
            [
                "cell",
                rng.choice(["行政处罚", "行政强制", "行政许可"]),
                1,
                "7件（另有简易" + str(rng.randint(301, 999)) + "件）",
            ],
        ],
        tmp_path / "office",
    )
    assert libreoffice.program()
    assert_nothing_missing(folder, edits)
