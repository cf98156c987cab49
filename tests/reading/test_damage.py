"""Files with damage: figures, rows, labels and headings dropped, doubled or blanked, labels misprinted, rows added.

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
from lxml import etree, html

from nianbao.checking import check
from nianbao.kinds import form_named
from nianbao.reading import read, read_text
from nianbao.text import bare
from nianbao.writing import render
from reading.generated import distinct
from reading.misprints import is_label, misprinted
from reading.test_listed import rows as text_rows
from reading.test_listed import whole_rows

SEEDS = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "15")), 1500)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _kinds(told: list[str]) -> list[str]:
    """What may be done next: of a row with one cell dropped and one doubled nobody could say which they were."""
    kinds = ["blank", "drop row", "double row", "drop heading", "double heading", "other label"]
    kinds += ["misprint", "misprint", "misprint", "other edition", "blank zeros", "foreign row"]
    return kinds if any("cell" in how for how in told) else [*kinds, "drop cell", "double cell"]


def _damage(
    rng: random.Random, told: list[str], cells: list[Any], rows: list[Any], headings: list[Any], copy: Any, text: Any
) -> str:
    how = rng.choice(_kinds(told))
    place = rng.choice(headings if "heading" in how and headings else rows if "row" in how else cells)
    if how == "blank zeros":
        for cell in cells:
            if _words(cell).strip().isdigit() and rng.random() < 0.3:
                text(cell, "")
        return how
    if how in ("misprint", "other edition"):
        place = rng.choice([cell for cell in cells if _new_label(rng, how, _words(cell))] or cells)
        text(place, _new_label(rng, how, _words(place)) or _words(place))
        return how
    if how == "foreign row":
        row = copy(place)
        place.addnext(row)
        for cell in [item for item in row if is_label(_words(item))]:
            text(cell, rng.choice(FOREIGN))
        return how if any(_words(item).strip() in FOREIGN for item in row) else "double row"
    if how.startswith("drop"):
        _remove(place)
    elif how.startswith("double"):
        place.addnext(copy(place))
    else:
        text(place, "" if how == "blank" else "另外一项")
    return how


FOREIGN = ("其他对外管理服务事项清单", "便民服务事项", "村务公开条数", "合计", "转送办理")
"""Rows that no form has."""
COUNTERPARTS = {"规范性文件": "行政规范性文件", "处理决定数量": "本年处理决定数量"}
"""A label of one edition and what the other calls the same."""


_TEXT = etree.XPath("string()")


def _words(element: Any) -> str:
    return str(_TEXT(element))  # itertext asks python-docx's elements, which have a text of their own


def _new_label(rng: random.Random, how: str, label: str) -> str:
    """What a label is misprinted as, or called in the other edition; empty for what is no label."""
    label = "".join(label.split())
    if how == "misprint":
        return misprinted(rng, label) if is_label(label) else ""
    both = COUNTERPARTS | {newer: older for older, newer in COUNTERPARTS.items()}
    return both.get(label, "")


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
        left_out = ("double heading", "other label", "blank zeros", "foreign row")
        how = rng.choice([kind for kind in _kinds(told) if kind not in left_out])
        at = rng.choice(heads if how == "drop heading" and heads else tabled)
        told.append(how)
        if how in ("drop row", "drop heading"):
            del lines[at]
        elif how == "double row":
            lines.insert(at, lines[at])
        else:
            cells = lines[at].split("|")
            inner = rng.randint(1, len(cells) - 2)
            if how in ("misprint", "other edition"):
                inner = rng.choice([at for at, cell in enumerate(cells) if is_label(cell)] or [inner])
                cells[inner] = _new_label(rng, how, cells[inner]) or cells[inner]
            elif how == "blank":
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
            tables = {form_named(given.edition).cells[id].table for id in gone}
            said = {item.id for item in found.tables if item.remarks} | {
                id for id in tables if all(item.id != id for item in found.tables)
            }
            blanks = {form_named(given.edition).cells[id].table for id in gone if id in found.cells}
            assert tables <= said | blanks, (seed, how, gone[:3])
            assert any(item.code in ("TABLE07", "TABLE10", "TABLE16") for item in check(found)), (seed, how)
    record_property(f"damaged {suffix} files", SEEDS)
    record_property(f"figures left out of damaged {suffix} files, none shifted", left_out)


def _line_damage(rng: random.Random, lines: list[str], between: str, told: list[str]) -> str:
    """One damage to a table saved as text, a row on a line or a cell on a line."""
    tabled = [at for at, line in enumerate(lines) if between in line or is_label(line) or line.strip().isdigit()]
    at = rng.choice(tabled)
    how = rng.choice(["misprint", "misprint", *(kind for kind in _kinds(told) if "head" not in kind)])
    if how == "drop row":
        del lines[at]
    elif how in ("double row", "foreign row"):
        lines.insert(at, lines[at])
        if how == "foreign row":
            lines[at] = between.join(
                rng.choice(FOREIGN) if is_label(cell) else cell for cell in lines[at].split(between)
            )
    else:
        cells = lines[at].split(between)
        inner = rng.randrange(len(cells))
        if how in ("misprint", "other edition"):
            inner = rng.choice([at for at, cell in enumerate(cells) if is_label(cell)] or [inner])
            cells[inner] = _new_label(rng, how, cells[inner]) or cells[inner]
        elif how == "blank zeros":
            cells = ["" if cell.strip().isdigit() and rng.random() < 0.3 else cell for cell in cells]
        elif how == "blank":
            cells[inner] = ""
        elif how == "drop cell" and len(cells) > 1:
            del cells[inner]
        elif how == "double cell" and len(cells) > 1:
            cells.insert(inner, cells[inner])
        lines[at] = between.join(cells)
    return how


@pytest.mark.parametrize("shape", ["tabs", "bars", "sheet", "spaces"])
def test_nothing_shifts_in_text(shape: str, record_property: Callable[[str, object], None]) -> None:
    between = {"tabs": "\t", "bars": " | ", "sheet": "\t", "spaces": "  "}[shape]
    left_out = 0
    for seed in range(SEEDS):
        given, rng = distinct(seed), random.Random(seed)
        plain = whole_rows(given, between, spans=True, framed=False) if shape == "sheet" else text_rows(given, between)
        lines = plain.split("\n")
        told: list[str] = []
        for _ in range(rng.randint(1, 3)):
            told.append(_line_damage(rng, lines, between, told))
        found = read_text("\n".join(lines))
        values = {id: cell.value for id, cell in given.cells.items()}
        shifted = {id: cell.value for id, cell in found.cells.items() if cell.value not in (values[id], None)}
        assert shifted == {}, (seed, told)
        left_out += sum(1 for id in values if found.cells.get(id) is None or found.cells[id].value is None)
    record_property(f"damaged tables in text ({shape})", SEEDS)
    record_property(f"figures left out of damaged tables in text ({shape}), none shifted", left_out)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_single_misprint_costs_nearly_nothing(
    suffix: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """One label of each file misprinted: the figures stay, or it is said why not; never is a cell called empty."""
    path = tmp_path / f"年报{suffix}"
    kept = 0
    for seed in range(SEEDS):
        rng = random.Random(seed)
        given = distinct(seed)
        label = rng.choice([text for text in labels_of(given.edition) if len(text) > 2])
        wrong = misprinted(rng, label)
        path.write_bytes(relabelled(render(given, suffix), suffix, label, wrong))
        found = read(path)
        values = {id: cell.value for id, cell in given.cells.items()}
        assert {id for id, cell in found.cells.items() if cell.value not in (values[id], None)} == set(), (seed, wrong)
        findings = check(found)
        whole = {id: cell.value for id, cell in found.cells.items()} == values
        kept += whole
        told = [item.message for item in findings if item.code in ("TABLE11", "TABLE16")]
        same = bare(wrong) == bare(label) or wrong.startswith("（二）部分公开（")  # a gloss in brackets does not count
        assert same or any("".join(wrong.split())[:20] in text for text in told), (seed, wrong)
        assert not any("里没有" in item.message for item in findings if item.code == "TABLE10"), (seed, label, wrong)
    record_property(f"single misprints in {suffix} files", SEEDS)
    record_property(f"of those, files of which every figure was kept ({suffix})", kept)
    assert kept >= SEEDS * 0.8


def labels_of(edition: str) -> list[str]:
    """The labels of an edition's printed rows, and of its columns whose name is theirs alone."""
    found: list[str] = []
    for block in (block for table in form_named(edition).tables if table.printed for block in table.blocks):
        heads = [path[-1].label for path in block.column_paths]
        found += [path[-1].label for path in block.row_paths if path[-1].label]
        found += [label for label in heads if heads.count(label) == 1]
    return found


def relabelled(data: bytes, suffix: str, old: str, new: str) -> bytes:
    """A file with a label of its tables changed wherever it stands."""
    if suffix == ".docx":
        document = docx.Document(io.BytesIO(data))
        for text in document.element.body.iter("{*}tc"):
            for run in text.iter("{*}t"):
                run.text = new if run.text == old else run.text
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    page = data.decode()
    if suffix == ".html":
        return page.replace(f">{old}<", f">{new}<").encode()
    ends = [(f" {old} |", f" {new} |")]
    for before, after in ends:
        page = page.replace(before, after)
    return page.encode()
