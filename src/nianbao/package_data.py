"""Reads package data: YAML in the tree, JSON in the wheel; and the version.

In the tree the JSON is kept beside Python's own bytecode, under the same rules: not where writing bytecode is
off, made again when the YAML is newer, never needed.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


def load_data(path: Path) -> Any:
    """Read a data file of ours.

    Args:
        path: a ``.yaml`` file; a ``.json`` file beside it is read instead when the YAML is not there.

    Raises:
        OSError: neither is there.
        ValueError: it is not well-formed, or says a key twice (``RepeatedKeyError``).
    """
    if path.suffix == ".json" or not path.exists():
        return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    stamp = path.stat()
    cached = _cache(path, stamp)
    if cached is not None:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(cached.read_bytes())
    data = _parsed(path)
    if cached is not None:
        _keep(cached, data)
    return data


def data_file(module: str, name: str) -> Callable[[], Any]:
    """What a data file beside a module (``__file__``) holds; it is read when it is first asked for."""
    return cache(lambda: load_data(Path(module).with_name(name)))


@cache
def templates(folder: Path) -> Environment:
    """The page templates in a folder; what they fill in is escaped, and has to be there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(folder)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _parsed(path: Path) -> Any:
    import yaml

    try:
        return yaml.load(path.read_bytes(), Loader=_loader())  # noqa: S506 (a safe loader, C or not)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


@lru_cache(maxsize=1)
def _loader() -> Any:
    """The C loader where there is one; a date stays the text it is, as it is in JSON."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
        for first, rules in base.yaml_implicit_resolvers.items()
    }
    return type("Loader", (base,), {"yaml_implicit_resolvers": resolvers, "flatten_mapping": _flattened(base)})


class RepeatedKeyError(ValueError):
    """A key that stands twice in one mapping, of which a parser would keep the second without a word."""

    def __init__(self, key: str, first: int, line: int) -> None:
        self.key, self.first, self.line = key, first, line
        super().__init__(f"key {key!r} of line {first} again at line {line}")


def _flattened(base: Any) -> Any:
    """The step in which a mapping takes up what it merges (``<<``); what it says itself is said once."""

    def flatten(loader: Any, node: Any) -> None:
        seen: dict[str, int] = {}
        for key, _ in [] if hasattr(node, "flat") else node.value:
            line = key.start_mark.line + 1
            if not isinstance(key.value, str) or key.tag.endswith(":merge"):
                continue  # what is no text is no key of ours: the parser refuses it ({{year}} without quotation marks)
            if key.value in seen:
                raise RepeatedKeyError(key.value, seen[key.value], line)
            seen[key.value] = line
        node.flat = True  # what it merged is among its own from now on
        base.flatten_mapping(loader, node)

    return flatten


def _cache(path: Path, stamp: os.stat_result) -> Path | None:
    """Where the JSON of a YAML file of ours is kept, its time and size in the name; None where nothing is kept."""
    if sys.dont_write_bytecode or not path.is_relative_to(_HERE):
        return None
    try:
        bytecode = Path(cache_from_source(f"{path}.py"))
    except NotImplementedError:
        return None
    return bytecode.with_name(f"{path.name}.{stamp.st_mtime_ns:x}-{stamp.st_size:x}.json")


def _keep(cached: Path, data: Any) -> None:
    """Write the JSON whole or not at all; older ones of the same file go."""
    text = json.dumps(data, ensure_ascii=False)
    with contextlib.suppress(OSError):
        cached.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cached.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).replace(cached)
        stem = cached.name.rpartition(".yaml.")[0]
        for old in cached.parent.glob(f"{stem}.yaml.*.json"):
            if old != cached:
                old.unlink()


VERSION = "0.1.0"
