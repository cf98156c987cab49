"""Check a test by a hand that had not seen the rules: ``held_out.py [--set second|third|fourth] [--missed] [--keep]``.

A defect of ``<set>_hand.yaml`` is found when a finding of an expected code, or of an expected family, overlaps the
marked words, or has no place where the text has no mark. ``seen`` counts findings of any code at the marked words: a
reader would look there, though for another reason. On the passages of
``<set>_clean.yaml`` every finding is false.
SRC05 is counted apart.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nianbao import check_text
from nianbao.checking import Finding, check
from nianbao.reading import read_text
from nianbao.report import Note, Unit

HERE = Path(__file__).parent
SETS = ("second", "third", "fourth")
WHOLE = ("FORM10", "FORM14")
"""What a draft lacks as a whole: a case is a passage of one."""
APART = "SRC05"  # a drafted figure carries its source; text that is read has none, so SRC05 doubts every figure in it


class Defect(NamedTuple):
    """A defect and what was said of it."""

    id: str
    kind: str
    expected: list[str]
    found: str
    seen: bool
    said: list[str]
    text: str


class Alarm(NamedTuple):
    """Something said of a clean passage."""

    id: str
    code: str
    severity: str
    quote: str
    message: str


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where the marked words are in it."""
    bare, start = "", 0
    spans: list[tuple[int, int]] = []
    for piece in re.split("([⟦⟧])", text):
        if piece == "⟦":
            start = len(bare)
        elif piece == "⟧":
            spans.append((start, len(bare)))
        else:
            bare += piece
    return bare, spans


def say(case: dict[str, Any], text: str) -> list[Finding]:
    """What the checks say of a case; with its notes behind it, where it has any."""
    within = tuple(case["within"])
    if "notes" not in case:
        found = check_text(text, unit=case["unit"], year=case["year"], within=within, passage=True)
    else:
        made = read_text(text, unit=Unit.parse(case["unit"], within=within), year=case["year"])
        for sentence in made.sentences():
            sentence.origin, sentence.sources, sentence.support = "chat", [], "unknown"
        notes = [Note(id=f"n{number}", aspect="proactive", text=words) for number, words in enumerate(case["notes"], 1)]
        found = [item for item in check(made.model_copy(update={"notes": notes})) if item.code not in WHOLE]
    return [item for item in found if item.verdict == "fails" and not item.silenced]


def _at(finding: Finding, spans: list[tuple[int, int]]) -> bool:
    if finding.start is None or finding.end is None:
        return not spans
    return any(
        finding.start < max(end, start + 1) and start < max(finding.end, finding.start + 1) for start, end in spans
    )


def _answers(code: str, expected: list[str]) -> bool:
    return any(code == name or (name.isalpha() and code.startswith(name)) for name in expected)


def defects(name: str) -> list[Defect]:
    """Every defect of a set, checked."""
    out = []
    for case in yaml.load((HERE / f"{name}_hand.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader):
        text, spans = unmark(case["text"])
        findings = say(case, text)
        right = [item for item in findings if item.code != APART and _answers(item.code, case["expected"])]
        hits = [item.code for item in right if _at(item, spans) or not spans]
        said = [f"{item.code}@{item.quote[:16]}" for item in findings]
        seen = any(_at(item, spans) for item in findings)
        out.append(
            Defect(case["id"], case["kind"], case["expected"], hits[0] if hits else "", seen, said, case["text"])
        )
    return out


def alarms(name: str) -> tuple[list[Alarm], int]:
    """What is said of the clean passages of a set, and how many characters they have."""
    out: list[Alarm] = []
    characters = 0
    for case in yaml.load((HERE / f"{name}_clean.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader):
        characters += len(case["text"])
        found = say(case, case["text"])
        out += [Alarm(case["id"], item.code, item.severity, item.quote[:30], item.message) for item in found]
    return out, characters


def _family(one: Defect) -> str:
    """The family a defect is counted in: its id's, or that of its first right answer where ids only number."""
    name = one.id.partition("-")[0].upper()
    return one.expected[0].rstrip("0123456789") if name in {each.upper() for each in SETS} else name


def _rows(groups: dict[str, list[Defect]]) -> list[str]:
    return [
        f"{name:8} {len(held):7} {sum(bool(one.found) for one in held):6} "
        f"{sum(bool(one.found) for one in held) / len(held):7.2f} {sum(one.seen for one in held):6}"
        for name, held in sorted(groups.items())
    ]


def table(cases: list[Defect], said: list[Alarm], characters: int) -> str:
    """The outcome as a person reads it."""
    families: defaultdict[str, list[Defect]] = defaultdict(list)
    codes: defaultdict[str, list[Defect]] = defaultdict(list)
    for one in cases:
        families[_family(one)].append(one)
        codes[one.expected[0]].append(one)
    loud = [one for one in said if one.severity != "info" and one.code != APART]
    apart = sum(one.code == APART for one in said)
    quiet = [one for one in said if one.severity == "info"]
    found = sum(bool(one.found) for one in cases)
    return "\n".join(
        [
            "          defects  found  recall   seen",
            *_rows(families),
            "",
            *_rows(codes),
            "",
            f"all: {found} of {len(cases)} found, recall {found / len(cases):.3f}",
            f"clean: {characters} characters; above info {len(loud)}, {len(loud) / characters * 1000:.2f} in 1,000; "
            f"{APART} apart from these {apart}; info {len(quiet)}, {len(quiet) / characters * 1000:.2f} in 1,000",
            "above info by code: "
            + ", ".join(f"{code} {n}" for code, n in Counter(one.code for one in loud).most_common()),
            "info by code: " + ", ".join(f"{code} {n}" for code, n in Counter(one.code for one in quiet).most_common()),
        ]
    )


def main() -> None:
    """Run, print, and keep if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=SETS, default="second", dest="name")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    cases = defects(asked.name)
    said, characters = alarms(asked.name)
    print(table(cases, said, characters))
    if asked.missed:
        print(*(f"{one.id} {one.expected} {one.text!r} said {one.said}" for one in cases if not one.found), sep="\n")
        print(*(" ".join(one) for one in sorted(said, key=lambda one: one.severity == "info")), sep="\n")
    if asked.keep:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout.strip()
        kept = {
            "commit": commit,
            "defects": len(cases),
            "found": {one.id: one.found for one in cases},
            "characters": characters,
            "alarms": [one._asdict() for one in said],
        }
        folder = HERE / "results"
        folder.mkdir(exist_ok=True)
        name = f"{asked.name}-hand-{commit[:12]}.json"
        (folder / name).write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
