"""The mask table: what must not leave the machine, written by a hand that did not see the code.

``run.py`` tells what gets through and what is masked without need; ``--set second`` takes ``second_people.yaml`` and
``second_clean.yaml`` (a later set by another hand, with other kinds); ``--keep NAME`` writes ``results/NAME.json``.
Every row of ``people.yaml`` is masked alone, as one note is. ``secret`` must not be in what is sent, in any writing;
``secret_soft`` (sums, ages, tails of numbers) and contacts that an office publishes are counted apart; ``keep`` and
the sentences of ``clean.yaml`` must stay. All names and numbers are invented.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from nianbao.text.masking import Mask

HERE = Path(__file__).parent
SETS = {"first": "", "second": "second_", "third": "third_"}
"""Sets of rows, and what the names of their files begin with."""
RUN = 6
"""Digits of a secret number in a row that count as the number."""


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of the set."""
    found: list[dict[str, Any]] = yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def _same(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _tight(text: str) -> str:
    return re.sub(r"[\s·.\-—/、,，]", "", text)


def leaked(secret: str, masked: str) -> bool:
    """Whether a secret stands in a text: whatever its width, blanks and hyphens, or a good part of its digits."""
    given, text = _same(secret), _same(masked)
    if given in text or (len(_tight(given)) > 1 and _tight(given) in _tight(text)):
        return True
    digits = "".join(re.findall(r"\d", given))
    if len(digits) < 8:
        return False
    runs = [re.sub(r"\D", "", run) for run in re.findall(r"\d(?:[\d\s·.\-—/]*\d)?", text)]
    return any(digits[at : at + RUN] in run for run in runs for at in range(len(digits) - RUN + 1))


def leaks(row: dict[str, Any], masked: str, what: str = "secret") -> list[str]:
    """Secrets of a row that got through."""
    return [secret for secret in row.get(what, []) if leaked(secret, masked)]


def lost(row: dict[str, Any], masked: str) -> list[str]:
    """What had to stay and is gone."""
    text = re.sub(r"\s", "", _same(masked))
    return [keep for keep in row["keep"] if re.sub(r"\s", "", _same(keep)) not in text]


def touched(row: dict[str, Any], masked: str) -> bool:
    """Whether a clean sentence was changed; in one with an office's contacts, beside them."""
    if not row.get("office"):
        return bool(masked != row["text"])
    at = 0
    for words in re.split("|".join(map(re.escape, sorted(row["published"], key=len, reverse=True))), row["text"]):
        at = masked.find(words, at)
        if at < 0:
            return True
        at += len(words)
    return False


def measured(begins: str = "") -> dict[str, Any]:
    """The figures of a set, and every row that fell short."""
    people, clean = rows(f"{begins}people.yaml"), rows(f"{begins}clean.yaml")
    through, gone, soft = [], [], Counter[str]()
    for row in people:
        masked = Mask().out(row["text"])
        if found := leaks(row, masked):
            through.append({"kind": row["kind"], "text": row["text"], "secret": found, "sent": masked})
        if found := lost(row, masked):
            gone.append({"kind": row["kind"], "text": row["text"], "keep": found, "sent": masked})
        soft.update({"masked": len(row.get("secret_soft", [])), "sent": len(leaks(row, masked, "secret_soft"))})
    changed, offices = [], 0
    for row in clean:
        masked = Mask().out(row["text"])
        if touched(row, masked):
            changed.append({"like": row["like"], "text": row["text"], "sent": masked})
        offices += any(words not in masked for words in row.get("published", []))
    kinds = {row["kind"] for row in people}
    missed = {item["kind"] for item in through}
    return {
        "kinds": len(kinds),
        "kinds with nothing through": len(kinds - missed),
        "rows": len(people),
        "rows with something through": len(through),
        "rows with a false mask": len(gone),
        "clean sentences": len(clean),
        "clean sentences changed": len(changed),
        "soft": len([1 for row in people for _ in row.get("secret_soft", [])]),
        "soft sent": soft["sent"],
        "contacts of an office masked": offices,
        "through": through,
        "false masks": gone,
        "changed": changed,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", metavar="NAME", help="write results/NAME.json")
    parser.add_argument("--set", choices=SETS, default="first", help="which rows")
    given = parser.parse_args()
    found = measured(SETS[given.set])
    for item in (*found["through"], *found["false masks"], *found["changed"]):
        print(json.dumps(item, ensure_ascii=False))
    print(json.dumps({name: value for name, value in found.items() if not isinstance(value, list)}, ensure_ascii=False))
    if given.keep:
        path = HERE / "results" / f"{given.keep}.json"
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
