"""Names of places that nobody gave: a model that copies another town's report leaves its name in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.package_data import load_data
from nianbao.patterns import lazy

__all__ = ["foreign_places"]

_PLACE = lazy(
    r"(?=(?P<core>[\u4e00-\u9fff]{2})(?P<end>镇|乡|街道|苏木|县|(?:市|区|旗)(?=人民政府|政府))"
    r"(?![镇乡村级里直域城街长]))"
)


@lru_cache(maxsize=1)
def _words() -> Any:
    return load_data(Path(__file__).with_name("places.yaml"))


def foreign_places(text: str, given: Sequence[str]) -> list[str]:
    """The names of places in a text that are in nothing given; their last two characters and the kind.

    Args:
        text: a model's words. given: the notes, the unit's own names, the places it lies in.
    """
    found: dict[str, None] = {}
    for match in _PLACE.finditer(text):
        core, name = match["core"], match["core"] + match["end"]
        if core[-1] in _words()["before"] or core in _words()["not_names"] or any(name in words for words in given):
            continue
        found[name] = None
    return list(found)
