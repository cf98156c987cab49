"""PDF files: made by real LibreOffice from our Word files, with tables broken at every row, and bad ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

import libreoffice
from nianbao.errors import InputError
from nianbao.reading import read
from nianbao.report import Report
from nianbao.writing import render
from reading.generated import distinct, published, report
from reading.split import shifted

LARGE = int(os.environ.get("NIANBAO_LARGE_SEEDS", "0"))
office = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
PAGE = 650
"""Points of a page's text, about."""


def pdfs(files: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """Word files as PDF files, by name, in one run of LibreOffice."""
    paths: list[Path] = []
    for name, data in files.items():
        path = folder / f"{name}.docx"
        path.write_bytes(data)
        paths.append(path)
    return {path.stem: path for path in libreoffice.convert_all(paths, "pdf", folder)}


@pytest.mark.libreoffice
@office
def test_what_word_files_say_pdf_files_say(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    seeds = range(60 if LARGE else 4)
    made = pdfs({str(seed): render(report(seed), ".docx") for seed in seeds}, tmp_path)
    cells = 0
    for seed in seeds:
        given, found = report(seed), read(made[str(seed)])
        assert published(found) == published(given), seed
        assert found.remarks == [], seed
        assert [item.remarks for item in found.tables] == [[] for _ in given.tables], seed
        cells += len(given.cells)
    record_property("cells read back from PDF", cells)


def _broken_after(found: Report, table: str) -> set[str]:
    """The rows of a table after which its page ends, by the first cell's row id."""
    pages: dict[str, int] = {}
    for id, cell in found.cells.items():
        if id.startswith(f"{table}.") and cell.location is not None:
            pages.setdefault(id.split(".")[1], getattr(cell.location, "page", 0))
    rows = list(pages)
    return {one for one, two in pairwise(rows) if pages[one] < pages[two]}


@pytest.mark.libreoffice
@office
@pytest.mark.parametrize("edition", [0, 1], ids=["2019", "2021"])
@pytest.mark.parametrize("repeat", [True, False], ids=["head repeated", "head once"])
def test_tables_broken_at_every_row(
    edition: int, repeat: bool, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    given = distinct(10 + edition)
    steps: Sequence[int] = range(0, PAGE, 7) if LARGE else range(40, PAGE, 150)
    broken: set[str] = set()
    count = 0
    for table in range(3):
        files = {f"{table}-{step}": shifted(given, table, step, repeat=repeat) for step in steps}
        for name, path in pdfs(files, tmp_path).items():
            found = read(path)
            wrong = {id: cell.value for id, cell in given.cells.items() if found.cells.get(id) != cell}
            assert wrong == {}, (name, [item.remarks for item in found.tables])
            assert [item.remarks for item in found.tables] == [[] for _ in given.tables], name
            broken |= _broken_after(found, "requests")
            count += 1
    rows = {id.split(".")[1] for id in given.cells if id.startswith("requests.")}
    if LARGE:
        assert len(rows - broken) <= 1, sorted(rows - broken)  # after the last row there is nothing to break
    record_property("PDF files with broken tables", count)
    record_property("rows of table 3 after which a page ended", len(broken))


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"):
        path = tmp_path / "坏.pdf"
        path.write_bytes(data)
        with pytest.raises(InputError, match=r"坏\.pdf.*(另存为|文字|是空的)"):
            read(path)


def page(content: bytes, *, image: bool = False, encrypted: bool = False) -> bytes:
    """A PDF file of one page, written by hand: some drawing, a picture, and no text."""
    drawn = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    picture = drawn + b"stream\n\0\nendstream"
    resources = b"<</XObject<</P 5 0 R>>>>" if image else b"<<>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources " + resources + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        picture,
        b"<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/Encrypt 6 0 R/ID[(a)(a)]" if encrypted else b""
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, lock, start)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (page(b"q 500 0 0 700 40 40 cm /P Do Q", image=True), "是扫描件.*文字识别"),
        (page(b""), "里面没有文字"),
        (page(b"", encrypted=True), "密码"),
    ],
)
def test_scans_and_locked_files_are_refused_with_a_remedy(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read(path)


def test_radicals_of_a_font_are_the_characters_they_stand_for() -> None:
    from nianbao.text.radicals import without_radicals

    assert without_radicals("⼈⺠政府信息公开⻅面会，⻓效机制") == "人民政府信息公开见面会，长效机制"
