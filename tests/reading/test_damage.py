"""Files with damage: figures, rows, labels and headings dropped, doubled or blanked.

The reader never raises, never puts a figure into another cell, and says what is missing.
"""

from __future__ import annotations

import io
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

from nianbao.checking import check
from nianbao.forms import form
from nianbao.reading import read
from nianbao.writing import render
from reading.generated import distinct

SEEDS = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "30")), 1500)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _kinds(told: list[str]) -> list[str]:
    """What may be done next: of a row with one cell dropped and one doubled nobody could say which they were."""
    kinds = ["blank", "drop row", "double row", "drop heading", "double heading", "other label"]
    return kinds if any("cell" in how for how in told) else [*kinds, "drop cell", "double cell"]


def _damage(
    rng: random.Random, told: list[str], cells: list[Any], rows: list[Any], headings: list[Any], copy: Any, text: Any
) -> str:
    how = rng.choice(_kinds(told))
    place = rng.choice(headings if "heading" in how and headings else rows if "row" in how else cells)
    if how.startswith("drop"):
        _remove(place)
    elif how.startswith("double"):
        place.addnext(copy(place))
    else:
        text(place, "" if how == "blank" else "另外一项")
    return how


def in_docx(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    w = body.nsmap["w"]

    def text(cell: Any, words: str) -> None:
        runs = list(cell.iter(f"{{{w}}}t"))
        for run in runs:
            run.text = ""
        if runs:
            runs[0].text = words

    told = []
    for _ in range(rng.randint(1, 3)):
        cells, rows = list(body.iter(f"{{{w}}}tc")), list(body.iter(f"{{{w}}}tr"))
        heads = [item for item in body.iter(f"{{{w}}}p") if re.match("^[一二三四五六]、", "".join(item.itertext()))]
        heads = [item for item in heads if not any(above.tag.endswith("}tc") for above in item.iterancestors())]
        told.append(_damage(rng, told, cells, rows, heads, lambda item: docx.oxml.parse_xml(_xml(item)), text))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "、".join(told)


def _xml(element: Any) -> bytes:
    from lxml import etree

    return etree.tostring(element)


def in_html(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    root = html.document_fromstring(data.decode())

    def text(cell: Any, words: str) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.text = words

    told = []
    for _ in range(rng.randint(1, 3)):
        cells, rows, heads = list(root.iter("td", "th")), list(root.iter("tr")), list(root.iter("h2"))
        told.append(_damage(rng, told, cells, rows, heads, lambda item: html.fromstring(_row(item)), text))
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"), "、".join(told)


def _row(element: Any) -> Any:
    """A copy of an element, parsed where a row or a cell may stand."""
    from copy import deepcopy

    return html.tostring(deepcopy(element), with_tail=False)


def in_markdown(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    lines = data.decode().split("\n")
    told = []
    for _ in range(rng.randint(1, 3)):
        tabled = [index for index, line in enumerate(lines) if line.startswith("|") and "---" not in line]
        heads = [index for index, line in enumerate(lines) if line.startswith("## ")]
        how = rng.choice([kind for kind in _kinds(told) if kind not in ("double heading", "other label")])
        at = rng.choice(heads if how == "drop heading" and heads else tabled)
        told.append(how)
        if how in ("drop row", "drop heading"):
            del lines[at]
        elif how == "double row":
            lines.insert(at, lines[at])
        else:
            cells = lines[at].split("|")
            inner = rng.randint(1, len(cells) - 2)
            if how == "blank":
                cells[inner] = "  "
            elif how == "drop cell":
                del cells[inner]
            else:
                cells.insert(inner, cells[inner])
            lines[at] = "|".join(cells)
    return "\n".join(lines).encode(), "、".join(told)


DAMAGED: dict[str, Callable[[bytes, random.Random], tuple[bytes, str]]] = {
    ".docx": in_docx,
    ".html": in_html,
    ".md": in_markdown,
}


@pytest.mark.parametrize("suffix", DAMAGED)
def test_nothing_shifts_and_what_is_missing_is_said(
    suffix: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / f"年报{suffix}"
    left_out = 0
    for seed in range(SEEDS):
        given = distinct(seed)
        data, how = DAMAGED[suffix](render(given, suffix), random.Random(seed))
        path.write_bytes(data)
        found = read(path)
        values = {id: cell.value for id, cell in given.cells.items()}
        shifted = {id: cell.value for id, cell in found.cells.items() if cell.value not in (values[id], None)}
        assert shifted == {}, (seed, how)
        assert found.edition == given.edition, (seed, how)
        gone = [id for id in values if found.cells.get(id) is None or found.cells[id].value is None]
        if gone:
            left_out += len(gone)
            tables = {form(given.edition).cells[id].table for id in gone}
            said = {item.id for item in found.tables if item.remarks} | {
                id for id in tables if all(item.id != id for item in found.tables)
            }
            blanks = {form(given.edition).cells[id].table for id in gone if id in found.cells}
            assert tables <= said | blanks, (seed, how, gone[:3])
            assert any(item.code in ("TABLE07", "TABLE10", "TABLE16") for item in check(found)), (seed, how)
    record_property(f"damaged {suffix} files", SEEDS)
    record_property(f"figures left out of damaged {suffix} files, none shifted", left_out)
