"""The independent set of pages read: ``python eval/pages/run.py FOLDER NAME`` writes ``results/NAME.json``.

FOLDER holds ``pages`` and ``expected`` as ``tests/reading/page_set/generate.py`` writes them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from reading.page_set_compared import differences  # noqa: E402


def main() -> None:
    """Read every page and say how many are read as they should be."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    found = {}
    for page in sorted((folder / "pages").iterdir()):
        expected = json.loads((folder / "expected" / f"{page.name}.json").read_text(encoding="utf-8"))
        found[page.name] = [line.replace(str(page), page.name) for line in differences(page, expected)]
    passed = sum(not lines for lines in found.values())
    result = {"pages": len(found), "passed": passed, "differences": found}
    target = HERE / "results" / f"{name}.json"
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{passed} of {len(found)} pages read as they should be; {target.name}")


if __name__ == "__main__":
    main()
