"""What is wrong in a kind's YAML file as lines in Chinese, each with the line of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nianbao.errors import nearest
from nianbao.kinds.tables import Data

if TYPE_CHECKING:
    from pydantic import ValidationError

    from nianbao.kinds.faults import Fault

__all__ = ["explained", "unreadable", "validation_faults"]

_MISSING = "缺少"
_MOST = 12
"""Problems of one file that are told."""


def _models(base: type[Data] = Data) -> Iterator[type[Data]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _keys() -> list[str]:
    return sorted({item.alias or name for model in _models() for name, item in model.model_fields.items()})


def validation_faults(error: ValidationError) -> list[Fault]:
    """What pydantic found, in Chinese."""
    return [(tuple(item["loc"]), _said(item)) for item in error.errors()]


def _said(item: Any) -> str:
    key, given = str(item["loc"][-1]) if item["loc"] else "", item.get("input")
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        if key in _keys():
            return f"“{key}”不能写在这里，请检查缩进"
        near = nearest(key, _keys())
        return f"没有“{key}”这个键" + (f"，{near}" if near else "")
    if kind == "missing":
        return f"{_MISSING}“{key}”"
    if kind == "too_short":
        return f"“{key}”至少要有 {context.get('min_length', 1)} 项"
    if kind == "literal_error":
        return f"“{key}”写的是“{str(given)[:20]}”，只能写：{str(context.get('expected', '')).replace(' or ', '、')}"
    if kind == "value_error":
        return str(context.get("error", item["msg"]))
    what = {
        "string_type": "要写成文字",
        "int_parsing": "要写成整数",
        "int_type": "要写成整数",
        "bool_parsing": "要写 true 或 false",
        "tuple_type": "要写成列表（每项前加“- ”，或用方括号）",
        "dict_type": "要写成“键: 值”",
        "model_type": "要写成“键: 值”",
    }.get(kind, "写得不对")
    return f"“{key}”{what}" if key and not key.isdigit() else what


def unreadable(path: Path, error: Exception) -> str:
    """Why a file is no YAML, with the line if the parser says one."""
    line = re.search(r"line ([0-9]+)", str(error))
    where = f"{path.name} 第{line[1]}行" if line else path.name
    return f"{where}：YAML 写法有误，请检查缩进、冒号和引号"


def explained(path: Path, faults: Iterable[Fault]) -> list[str]:
    """Problems of a file, one a line, in the file's order.

    Args:
        path: of the file. faults: each with the keys that lead to it.
    """
    root = _root(path)
    found = sorted(_joined((_line(root, place), said, place) for place, said in faults), key=lambda item: item[0])
    lines = []
    for line, said, place in found[:_MOST]:
        where = f"{path.name} 第{line}行" if line else path.name
        names = "、".join(str(key) for key in place if isinstance(key, str)) if not line else ""
        lines.append(f"{where}：{said}" + (f"（{names}）" if names else ""))
    if len(found) > _MOST:
        lines.append(f"{path.name}：另有 {len(found) - _MOST} 处")
    return lines


def _joined(found: Iterable[tuple[int, str, tuple[str | int, ...]]]) -> list[tuple[int, str, tuple[str | int, ...]]]:
    """What is missing at one line, told once."""
    kept: dict[tuple[int, str], tuple[int, str, tuple[str | int, ...]]] = {}
    for line, said, place in found:
        missing = said.startswith(_MISSING)
        key = (line, _MISSING if missing else said)
        if missing and key in kept:
            before = kept[key]
            kept[key] = (line, before[1] + said.removeprefix(_MISSING), before[2])
        else:
            kept.setdefault(key, (line, said, place))
    return list(kept.values())


def _root(path: Path) -> Any:
    if path.suffix != ".yaml":
        return None
    import yaml

    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _line(root: Any, place: tuple[str | int, ...]) -> int:
    """The line that keys lead to; of the last that is there where the rest is missing. 0 where there are no lines."""
    import yaml

    if root is None:
        return 0
    node: Any = root
    line: int = root.start_mark.line + 1
    for key in place:
        if isinstance(node, yaml.MappingNode):
            found = next(
                ((name, value) for name, value in node.value if getattr(name, "value", None) == str(key)), None
            )
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            return line
    return int(line)
