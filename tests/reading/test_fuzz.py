"""Files that chance has changed: what comes of one is a report or an InputError, within seconds."""

from __future__ import annotations

import io
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl
import pytest

from nianbao.checking import check
from nianbao.errors import InputError
from nianbao.jobs.check.reading_summary import as_bytes, told
from nianbao.reading import FORMATS as READERS
from nianbao.reading import Given
from nianbao.reading.pdf import read_pdf
from nianbao.report import Report
from reading.mutated import FORMATS, mutated, sound
from samples import finished

SEEDS = int(os.environ.get("NIANBAO_LARGE_SEEDS", "0"))
SHARES = {
    ".docx": 4,
    ".html": 3,
    ".xlsx": 2,
    ".mht": 2,
    ".md": 2,
    ".txt": 2,
    ".yaml": 2,
    ".json": 2,
    ".pdf": 1,
    ".doc": 1,
    ".wps": 1,
    ".rtf": 1,
}
"""Of 23: how much of all there is of a format; the slow ones less."""
PARTS = 4 if SEEDS else 1
SECONDS = 20


class Hangs(BaseException):
    """It took too long; not an Exception, so that nothing on the way takes it for a damaged file."""


@contextmanager
def within_seconds() -> Iterator[None]:
    """Raise when the reading takes too long."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(*_: Any) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_one(data: bytes, suffix: str) -> Report | None:
    """A file read in this process as ``read`` does; None where it was refused."""
    try:
        if suffix == ".pdf":
            return read_pdf(data, "a.pdf")
        return READERS[suffix](data, f"a{suffix}", Given())
    except InputError as error:
        if not error.lines:
            raise RuntimeError("it says nothing") from error
        return None


def goes_on(report: Report) -> None:
    """What is done with every report: checked, told of, kept."""
    check(report)
    told(report)
    as_bytes(report, "json").decode()
    if SEEDS:
        as_bytes(report, "yaml").decode()


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Old formats up to the point where LibreOffice would be asked."""
    monkeypatch.setattr("nianbao.reading.libreoffice.soffice", lambda: None)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_report_or_an_error(suffix: str, part: int, record_property: Callable[[str, object], None]) -> None:
    count = (SEEDS * 10 if SEEDS else 300) * SHARES[suffix] // sum(SHARES.values()) // PARTS + 1
    read = 0
    for seed in range(part * count, (part + 1) * count):
        data = mutated(suffix, seed)
        try:
            with within_seconds():
                report = read_one(data, suffix)
                if report is not None:
                    read += 1
                    goes_on(report)
        except (Exception, Hangs) as error:
            raise AssertionError(f"mutated({suffix!r}, {seed}): {type(error).__name__}") from error
    record_property("changed files read or refused", count)
    record_property("of them read and checked", read)


def kept(**more: object) -> bytes:
    """A report as ``nianbao read`` keeps it, with something wrong."""
    value = json.loads(as_bytes(finished(), "json"))
    value["report"] |= more
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"edition": "201019"}, "201019"),
        ({"sections": [{"id": "pvoactive", "heading": "二、主动公开政府信息情况"}]}, "pvoactive"),
        ({"tables": [{"id": "requets"}]}, "requets"),
        ({"cells": {"requests.new.naturl": {"value": 3}}}, "requests.new.naturl"),
        ({"unit": {"name": "白沙镇", "kind": "twon"}}, "twon"),
        ({"last": {"edition": "1999"}}, "1999"),
    ],
)
def test_a_kept_report_that_names_what_there_is_not(more: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        READERS[".json"](kept(**more), "a.json", Given())


def test_a_workbook_whose_map_is_damaged() -> None:
    data = sound(".xlsx", 0)
    book = openpyxl.load_workbook(io.BytesIO(data))
    hidden = next(sheet for sheet in book if sheet.sheet_state != "visible")
    for row in (1, 9):
        out = io.BytesIO()
        hidden.cell(row, 2).value = None
        hidden.cell(row, 3).value = "?"
        book.save(out)
        with pytest.raises(InputError):
            READERS[".xlsx"](out.getvalue(), "a.xlsx", Given())
