"""How fast two reports are compared, beside difflib in the same run: ``python eval/benchmarks/compare_speed.py [--keep]``.

Two reports of about 10,000 characters are read; the second is last year's with a tenth of its paragraphs gone, figures
changed in a third, words in a fifth, and one in twenty moved. Times are process time in seconds, the least of several
runs; a ratio is difflib's time (the two texts as one string each, no paragraphs, figures or tables) over ours.
``--keep`` writes the figures beside the commit to ``eval/benchmarks/results/``.
"""

from __future__ import annotations

import platform
import random
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "eval" / "injection"))

from check_speed import seconds, tabled, varied
from kept import keep

from nianbao.reading import read_text
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison import counts
from nianbao.reviewing.compare.comparison_json import as_json
from nianbao.reviewing.compare.comparison_page import as_page

SIZES = {"10,000 characters": 30_500, "100,000 characters": 305_000}
"""Bytes of words."""
REPEATS = 7


def later(text: str) -> str:
    """What became of a text a year later; always the same."""
    rng = random.Random(len(text))
    lines: list[str] = []
    for line in text.splitlines():
        draw = rng.random()
        if len(line) < 40:
            lines.append(line)
        elif draw < 0.1:
            continue
        elif draw < 0.43:
            lines.append(re.sub(r"\d+", lambda match: str(int(match[0]) + 1), line))
        elif draw < 0.63:
            lines.append(f"{line[:20]}改由专人逐项登记{line[30:]}")
        elif draw < 0.68:
            lines.insert(rng.randrange(max(len(lines) - 8, 1), len(lines) + 1), line)
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def on_text(text: str) -> dict[str, Any]:
    """Comparing with and without findings, the two views, and difflib."""
    changed = later(text)
    old, new = read_text(text), read_text(changed)
    found = compare(old, new)
    row: dict[str, Any] = {
        "characters": [len(text), len(changed)],
        "counts": counts(found)._asdict(),
        "compare": seconds(lambda: compare(old, new, findings=False), REPEATS),
        "compare and check both": seconds(lambda: compare(old, new), REPEATS),
        "page": seconds(lambda: as_page(found), REPEATS),
        "json": seconds(lambda: as_json(found), REPEATS),
    }
    if len(text) < 50_000:
        row["difflib"] = seconds(lambda: SequenceMatcher(None, text, changed, autojunk=False).get_opcodes(), 1)
        row["ratio"] = row["difflib"] / row["compare"]
    return row


def run() -> dict[str, Any]:
    """Everything, in one run."""
    rows = {name: on_text(varied(size)) for name, size in SIZES.items()}
    rows["with tables"] = on_text(tabled())
    small, large = (rows[name]["compare"] for name in SIZES)
    return {"python": platform.python_version(), "texts": rows, "100,000 over ten times 10,000": large / (10 * small)}


def table(result: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    lines = [
        f"{'text':20} {'chars':>15} {'compare':>9} {'+ check':>9} {'page':>9} {'json':>9} {'difflib':>9} {'ratio':>7}"
    ]
    for name, row in result["texts"].items():
        sizes = "/".join(map(str, row["characters"]))
        other = f"{row['difflib']:9.4f} {row['ratio']:7.1f}" if "ratio" in row else f"{'-':>9} {'-':>7}"
        lines.append(
            f"{name:20} {sizes:>15} {row['compare']:9.4f} {row['compare and check both']:9.4f} "
            f"{row['page']:9.4f} {row['json']:9.4f} {other}"
        )
    lines.append(f"100,000 over ten times 10,000: {result['100,000 over ten times 10,000']:.2f}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep if asked."""
    result = run()
    print(table(result))
    if "--keep" in sys.argv[1:]:
        print(keep(result, "-compare"))


if __name__ == "__main__":
    main()
