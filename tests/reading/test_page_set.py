"""The independent sets of pages: each page is read as its author says, or refused where it holds no report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reading.page_set_compared import differences

HERE = Path(__file__).parent


@pytest.mark.parametrize(("name", "count"), [("page_set", 56), ("page_set_2", 20)])
def test_every_page_is_read_as_its_author_says(name: str, count: int, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(HERE / name / "generate.py"), str(tmp_path)], check=True, cwd=HERE / name)
    found = {}
    pages = sorted((tmp_path / "pages").iterdir())
    for page in pages:
        expected = json.loads((tmp_path / "expected" / f"{page.name}.json").read_text(encoding="utf-8"))
        if lines := differences(page, expected):
            found[page.name] = lines
    assert len(pages) == count
    assert found == {}
