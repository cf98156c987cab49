"""The large proofs in full: ``make proof``, or some: ``run.py fuzz marking``. Results are kept here, by commit.

Runs the tests that take a sample under ``make test`` with every seed and every moment, nothing skipped, and
writes ``<commit>.json``: what ran, on what, how many cases each proof had, how long it took.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SEEDS = "2000"
PROOFS = {
    "a model's draft cut off at every question, by kill -9 and Ctrl-C, goes on": "tests/cli/test_engines.py",
    "the mask table, two sets by other hands: what gets through is named, what is clean stays": (
        "tests/text/test_private_data.py"
    ),
    "what leaves the machine, by every command": "tests/cli/test_what_is_sent.py",
    "every way an endpoint fails, in each answer format": "tests/drafting/test_endpoints.py",
    "endpoints that fail now and then, in one part, in the middle": "tests/drafting/test_endpoint_recovery.py",
    "Ctrl-C and debugging SDKs, in a process of its own": "tests/drafting/test_endpoint_process.py",
    "hostile files: refused or read within 10 s and 500 MB, nobody called": "tests/reading/test_hostile.py",
    "a model's sentences, scripted by another hand: false figures refused, inventions marked": (
        "tests/drafting/test_scripted.py"
    ),
    "figures of our own drafts as plain text bind back, each to its own fact": "tests/claims/test_bind_text.py",
    "our own sentences with plain figures are a model's answer, kept whole": "tests/drafting/test_plain_answers.py",
    "a whole draft through llama.cpp's server": "tests/drafting/test_real_server.py",
    "pages of 35 layouts are one and the same report": "tests/reading/test_page_layouts.py",
    "two independent sets of 56 and 20 pages are read as their authors say": "tests/reading/test_page_set.py",
    "what is no report is refused in every command and format": "tests/cli/test_recognised.py",
    "text of every encoding, or refused": "tests/text/test_decode.py",
    "damaged files and tables in text, labels misprinted, rows added: no figure shifts": "tests/reading/test_damage.py",
    "this year's report against last year's, every format": "tests/jobs/test_previous.py",
    "PDF files: tables cut before every row, shapes of paragraphs, damage": "tests/reading/test_pdf.py",
    "what is written reads back, labels altered": "tests/reading/test_round_trip.py",
    "drafts as plain text: every figure binds back to its fact, none to another": "tests/claims/test_bind_text.py",
    "every figure changed: no sentence of a draft is false": "tests/drafting/test_truth.py",
    "pieces of reports in any order: no rule breaks off, every place is in the text": "tests/checking/test_robust.py",
    "600 tables by chance: what our accounts write, claims read, and the check is silent": (
        "tests/drafting/test_accounts.py"
    ),
    "fourteen drafts: no clause twice, every sentence sourced, no raw numeral": "tests/drafting/test_prose.py",
    "random edits of a draft come back whole": "tests/jobs/test_align.py",
    "edits of every kind in a Word file: nothing typed is missing unsaid": "tests/jobs/test_word_edits.py",
    "what people put into a Word file beside words: kept or told": "tests/jobs/test_additions.py",
    "edits made in LibreOffice survive a redraft": "tests/jobs/test_libreoffice.py",
    "killed at every moment of draft, take and final": "tests/jobs/test_kill.py",
    "the sentence of every answer to a question, both editions: check has nothing against it": (
        "tests/drafting/test_questions.py"
    ),
    "questions in a terminal, stopped in every way at every moment; the sheet": "tests/cli/test_ask.py",
    "an invented third edition": "tests/third_edition",
    "every command under twenty hash seeds": "tests/cli/test_deterministic.py",
    "many files in any order, with any processes and hash seed": "tests/jobs/test_many.py",
    "bad input": "tests/cli/test_bad_input.py",
    "pages rendered": "tests/writing/test_pages.py",
    "examples and what is kept of them": "tests/test_examples.py",
    "fixes bring nothing new and are final, in memory and in files": "tests/checking/test_fixing.py",
    "fixes in files, LibreOffice accepts them": "tests/jobs/test_fixing.py",
    "tracked changes and comments at random places": "tests/writing/test_docx_changes.py",
    "tracked changes from one report to another: all accepted, all rejected, by us and by LibreOffice": (
        "tests/reviewing/test_marking.py"
    ),
    "a reviewer's work in Chromium, with two tabs, a crash, and the way back to the clerk": (
        "tests/reviewing/test_review_page.py"
    ),
    "the review server attacked": "tests/reviewing/test_review_security.py",
    "the review server killed while decisions come in": "tests/reviewing/test_review_kill.py",
    "runs of an evaluation: cut off, replayed, compared, judged": "tests/scoring/test_evaluate.py",
    "the seed, row by row": "tests/checking/test_seed.py",
    "clean passages": "tests/checking/test_clean.py",
    "old Word files and saved pages": "tests/reading/test_office.py",
    "PDF files of our Word files: the same cells, headings and paragraphs": "tests/reading/test_pdf_office.py",
    "texts spoiled in known ways, at every dose: the metrics notice": "tests/scoring/test_sensitivity.py",
    "500 changes of a workbook's sheets, 40 and more by LibreOffice: no figure is read as another untold": (
        "tests/reading/test_workbook_changes.py"
    ),
    "files changed by chance: a report or an error, none hangs": "tests/reading/test_fuzz.py",
    "odd characters through YAML, workbook, model, page, text, JSON and Word: nothing invisible is printed": (
        "tests/text/test_allowed_characters.py"
    ),
    "work grows with the length, not with its square": "tests/text/test_work.py",
}
SCRIPTS = {
    "2,000 planted defects": ["eval/injection/run.py", "--keep"],
    "defects written by another hand, rules since widened": ["eval/injection/held_out.py", "--set", "second", "--keep"],
    "defects written by a third hand, rules mended since the first run": [
        "eval/injection/held_out.py",
        "--set",
        "third",
        "--keep",
    ],
    "defects written by a fourth hand, rules mended since the first run": [
        "eval/injection/held_out.py",
        "--set",
        "fourth",
        "--keep",
    ],
    "metrics against texts spoiled in known ways": ["eval/sensitivity/run.py", "--keep"],
    "faults put into the modules that count: their tests notice": ["eval/mutation/run.py", "--sample", "200", "--keep"],
    "speed": ["eval/benchmarks/check_speed.py", "--keep"],
    "drafting beside the model": ["eval/benchmarks/draft_overhead.py", "--keep"],
    "speed of comparing": ["eval/benchmarks/compare_speed.py", "--keep"],
    "speed of the review page": ["eval/benchmarks/review_speed.py", "--keep"],
    "speed of reading": ["eval/benchmarks/read_speed.py", "--keep"],
}
"""Measurements: what they print is kept; they pass when they end."""


def commit() -> tuple[str, bool]:
    """The commit, and whether files differ from it (other than results)."""

    def git(*args: str) -> str:
        return subprocess.run(["git", *args], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    changed = [line for line in git("status", "--porcelain").splitlines() if not line[3:].startswith("eval/proof/")]
    return git("rev-parse", "HEAD").strip(), bool(changed)


def proof(target: str, folder: Path) -> dict[str, Any]:
    """Run one proof; its counts, and the figures its tests recorded."""
    report = folder / "report.xml"
    began = time.monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "2",
            "-p",
            "no:cacheprovider",
            "-o",
            "junit_family=xunit1",
            f"--junitxml={report}",
            target,
        ],
        cwd=ROOT,
        env={**os.environ, "NIANBAO_LARGE_SEEDS": SEEDS, "NIANBAO_REQUIRE_ALL": "1"},
        capture_output=True,
        text=True,
    )
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))
    figures: dict[str, int] = {}
    for item in suite.iter("property"):
        figures[item.attrib["name"]] = figures.get(item.attrib["name"], 0) + int(item.attrib["value"])
    counts = {name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
    if done.returncode:
        sys.stdout.write(done.stdout[-4000:])
    return {**counts, **figures, "passed": done.returncode == 0, "seconds": round(time.monotonic() - began)}


def measured(words: list[str]) -> dict[str, Any]:
    """Run a measurement; what it printed."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    printed = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode:
        sys.stdout.write(done.stderr[-4000:])
    return {"passed": done.returncode == 0, "printed": printed, "seconds": round(time.monotonic() - began)}


def main(only: list[str]) -> int:
    """Run them all, or those whose file holds one of some words; 1 if any failed.

    Each result is kept as it comes: a run that was cut off goes on where it was.
    """
    hash, changed = commit()
    path = HERE / f"{hash[:12]}.json"
    before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() and not changed else {}
    results = {name: item for name, item in before.get("proofs", {}).items() if item["passed"]}
    for name, target in (PROOFS | SCRIPTS).items():
        where = target if isinstance(target, str) else target[0]
        if name in results or (only and not any(word in where for word in only)):
            continue
        if isinstance(target, str):
            with tempfile.TemporaryDirectory() as folder:
                results[name] = proof(target, Path(folder))
        else:
            results[name] = measured(target)
        sys.stdout.write(f"{name}: {json.dumps(results[name], ensure_ascii=False)[:400]}\n")
        sys.stdout.flush()
        record = {
            "commit": hash,
            "changed_since": changed,
            "finished": len(results) == len(PROOFS) + len(SCRIPTS),
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "python": platform.python_version(),
            "system": platform.system(),
            "proofs": results,
        }
        path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if all(item["passed"] for item in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
