"""Small steps of reading report.yaml: keys, one line of text, a mapping; what is wrong is noted with its line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.errors import InputProblem, nearest
from nianbao.package_data import load_data
from nianbao.reading.yaml_document import Map, Scalar, Value
from nianbao.report import YamlPlace

__all__ = ["Fields", "Pair", "keys"]

Pair = tuple[Scalar, Value] | None
"""A key and its value, if it is there."""


@lru_cache(maxsize=1)
def keys() -> Any:
    """The keys of report.yaml and their Chinese forms."""
    return load_data(Path(__file__).with_name("keys.yaml"))


class Fields:
    """Reads keys and values; collects problems."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[InputProblem] = []

    # ── small steps

    def problem(self, place: YamlPlace, what: str, remedy: str = "") -> None:
        self.problems.append(InputProblem(where=f"{self.where} 第{place.line}行", what=what, remedy=remedy))

    def keyed(self, node: Map, group: str, what: str) -> dict[str, tuple[Scalar, Value]]:
        """A mapping by our own names of its keys; unknown keys are problems."""
        names = keys()[group]
        known = {form: name for name, forms in names.items() for form in (name, *forms)}
        found: dict[str, tuple[Scalar, Value]] = {}
        for key, value in node.pairs:
            name = known.get(key.text)
            if name is None:
                shown = "、".join(forms[0] for forms in names.values())
                remedy = nearest(key.text, list(known)) or f"可用的键：{shown}"
                self.problem(key.place, f"{what}里没有“{key.text}”这个键", remedy)
            elif name in found:
                self.problem(key.place, f"“{key.text}”和“{found[name][0].text}”是同一项，写了两次", "请只留一处")
            else:
                found[name] = (key, value)
        return found

    def text(self, pair: Pair) -> str:
        if pair is None:
            return ""
        key, value = pair
        if isinstance(value, Scalar):
            return value.text.strip()
        self.problem(value.place, f"“{key.text}”要写成一行文字", "请去掉下面的缩进内容")
        return ""

    def mapping(self, pair: Pair, hint: str) -> Map | None:
        if pair is None:
            return None
        key, value = pair
        if isinstance(value, Map):
            return value
        if not (isinstance(value, Scalar) and not value.text.strip()):
            self.problem(value.place, f"“{key.text}”下面要缩进写各项", hint)
        return None
