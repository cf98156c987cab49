"""Measured figures kept beside the commit that they are of."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

__all__ = ["keep"]

HERE = Path(__file__).parent


def keep(result: dict[str, Any], suffix: str = "") -> Path:
    """Write a result to ``results/<commit><suffix>.json``; gives the path below the repository."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True, check=True)
    out = HERE / "results" / f"{commit.stdout[:12]}{suffix}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return out.relative_to(HERE.parents[1])
