"""Drafted folders for tests, made once and copied."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.folder import find

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
_KEPT: dict[str, dict[str, bytes]] = {}


def kept(name: str, home: Path, make: Callable[[Path], object]) -> Path:
    """Make a folder as ``make`` does: once for a name, then a copy, with the same draft's id."""
    if name not in _KEPT:
        with tempfile.TemporaryDirectory() as folder:
            first = Path(folder) / home.name
            first.mkdir()
            make(first)
            files = (path for path in first.rglob("*") if path.is_file())
            _KEPT[name] = {str(path.relative_to(first)): path.read_bytes() for path in files}
    for file, data in _KEPT[name].items():
        path = home / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return home


def drafted(home: Path, example: str = "baisha-2024") -> Path:
    """Make a folder in which an example was drafted."""

    def make(folder: Path) -> None:
        shutil.copy(EXAMPLES / example / "report.yaml", folder)
        redraft(find(folder))

    return kept(example, home, make)
