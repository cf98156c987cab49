"""How fast past reports are read, beside python-docx alone: ``python eval/benchmarks/read_speed.py [--keep]``.

A Word file is read by us and walked by python-docx (every paragraph and run, every cell with its span and merge) in the
same run: process time, the least of several runs; the ratio is ours over the other's. Two hundred files of all formats
are read by one process and by two: wall time, the least of three passes. ``--keep`` writes the figures beside the commit to
``eval/benchmarks/results/``. Needs ``pip install nianbao[test]`` for the PDF files.
"""

from __future__ import annotations

import io
import platform
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests")]

from check_speed import seconds, tabled, varied
from docx import Document
from docx.oxml.ns import qn
from kept import keep

from nianbao.reading import read, read_text
from nianbao.reading.docx import read_docx
from nianbao.report import Report
from nianbao.writing import render
from pdfs import whole_report
from reading.mutated import sound

REPEATS, LONG, PASSES = 15, 150_000, 3
MIXTURE = {".docx": 90, ".html": 40, ".pdf": 25, ".txt": 15, ".md": 10, ".xlsx": 10, ".yaml": 10}
"""Files of each format among two hundred: most reports are Word files or pages of a site."""


def ordinary() -> Report:
    """A township's report of about 4,000 characters with its three tables."""
    return read_text(tabled())


def long() -> Report:
    """The same with an overview of a hundred pages."""
    report = ordinary()
    more = [item for _, item in read_text(varied(LONG)).paragraphs()]
    section = next(item for item in report.sections if item.id == "overview")
    section.paragraphs += [item.model_copy(update={"id": f"long{number}"}) for number, item in enumerate(more)]
    return report


def walked(data: bytes) -> tuple[int, int]:
    """What python-docx sees of a Word file: characters of all runs, and cells with their spans."""
    characters = cells = 0
    for block in Document(io.BytesIO(data)).element.body:
        if block.tag == qn("w:p"):
            characters += sum(len(run.text) for run in block.r_lst)
        elif block.tag == qn("w:tbl"):
            for row in block.tr_lst:
                for cell in row.tc_lst:
                    cells += cell.grid_span
                    cells -= cell.vMerge == "continue"
                    characters += sum(len(run.text) for paragraph in cell.p_lst for run in paragraph.r_lst)
    return characters, cells


def on_docx(report: Report) -> dict[str, Any]:
    """A Word file read by us and walked by python-docx."""
    data = render(report, ".docx")
    characters, cells = walked(data)
    ours, other = seconds(lambda: read_docx(data, "a.docx"), REPEATS), seconds(lambda: walked(data), REPEATS)
    return {
        "characters": characters, "cells": cells, "figures read": len(read_docx(data, "a.docx").cells),
        "read": ours, "python-docx": other, "ratio": ours / other,
    }  # fmt: skip


def _read(name: str) -> int:
    return len(read(Path(name)).cells)


def many() -> dict[str, float]:
    """Two hundred files of all formats, read by one process and by two."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for suffix, count in MIXTURE.items():
            for number in range(count):
                file = Path(folder, f"{number}{suffix}")
                file.write_bytes(whole_report(ordinary()) if suffix == ".pdf" else sound(suffix, number % 20))
                names.append(str(file))
        names.sort(key=lambda name: Path(name).stem)
        for name in names[: len(MIXTURE)]:
            _read(name)  # readers are loaded
        taken: dict[int, list[float]] = {1: [], 2: []}
        for workers in (1, 2) * PASSES:
            begin = time.perf_counter()
            if workers == 1:
                figures = sum(map(_read, names))
            else:
                with ProcessPoolExecutor(workers) as pool:
                    figures = sum(pool.map(_read, names, chunksize=5))
            taken[workers].append(time.perf_counter() - begin)
    times = [min(taken[1]), min(taken[2])]
    return {
        "files": len(names), "figures": figures, "one process": times[0], "two processes": times[1],
        "files a second, one": len(names) / times[0], "files a second, two": len(names) / times[1],
        "ratio": times[0] / times[1],
    }  # fmt: skip


def run() -> dict[str, Any]:
    """Everything, in one run."""
    read_docx(render(ordinary(), ".docx"), "a.docx")  # data is loaded
    return {
        "python": platform.python_version(),
        "docx": {"ordinary": on_docx(ordinary()), "long": on_docx(long())},
        "many": many(),
    }


def table(result: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    lines = [f"{'Word file':10} {'chars':>8} {'cells':>6} {'read s':>8} {'docx s':>8} {'ratio':>6}"]
    lines += [
        f"{name:10} {row['characters']:8} {row['cells']:6} {row['read']:8.4f} {row['python-docx']:8.4f} {row['ratio']:6.2f}"
        for name, row in result["docx"].items()
    ]
    files = result["many"]
    lines.append(
        f"{files['files']} files of {len(MIXTURE)} formats: one process {files['files a second, one']:.1f} a second, "
        f"two {files['files a second, two']:.1f}, ratio {files['ratio']:.2f}"
    )
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep if asked."""
    result = run()
    print(table(result))
    if "--keep" in sys.argv[1:]:
        print(keep(result, "-read"))


if __name__ == "__main__":
    main()
