"""A drafted folder for tests, made once and copied."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.folder import find

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@cache
def _drafted(example: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "job"
        home.mkdir()
        shutil.copy(EXAMPLES / example / "report.yaml", home)
        redraft(find(home))
        return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def drafted(home: Path, example: str = "baisha-2024") -> Path:
    """Make a folder in which an example was drafted."""
    for name, data in _drafted(example).items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return home
