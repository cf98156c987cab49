"""Parses YAML with line numbers, every scalar as text; validates it into a model with line and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from nianbao.errors import InputError, InputProblem, nearest
from nianbao.files import read_bytes
from nianbao.reading.removed_characters import Characters
from nianbao.report import YamlPlace
from nianbao.text import decode

_DEPTH = 20
_NODES = 20_000
_CHARS = 500_000


@dataclass(frozen=True)
class Scalar:
    """A text as written and its place."""

    text: str
    place: YamlPlace
    quoted: bool = False


@dataclass(frozen=True)
class Seq:
    """A list and its place."""

    items: tuple[Value, ...]
    place: YamlPlace


@dataclass(frozen=True)
class Map:
    """A mapping: pairs of key and value in order, and its place."""

    pairs: tuple[tuple[Scalar, Value], ...]
    place: YamlPlace


Value = Scalar | Seq | Map


def _loader(text: str) -> yaml.SafeLoader:
    kind = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: yaml.SafeLoader = kind(text)
    return loader


def _refuse_bombs(text: str, where: str) -> None:
    """Walk the events before composing: aliases, tags, depth and size are refused where they stand."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), 1):
        mark = event.start_mark
        line = mark.line + 1 if mark is not None else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError.one(
                f"{where} 第{line}行", "不支持 & 和 * 引用", "请把内容直接写出来；文字里有 & 或 * 时加引号"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise InputError.one(f"{where} 第{line}行", "不支持 ! 标签", "请直接写文字或数字；文字以 ! 开头时加引号")
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent) and count > 3:
            raise InputError.one(f"{where} 第{line}行", "一个文件里只能写一份报告", "请去掉中间的 --- 行")
        if depth > _DEPTH:
            raise InputError.one(f"{where} 第{line}行", "层次太深，不像一份报告", "请对照示例检查缩进")
        if count > _NODES:
            raise InputError.one(f"{where} 第{line}行", "内容太多，不像一份报告", "请检查是否给错了文件")


def compose(text: str, where: str, characters: Characters | None = None) -> Value | None:
    """Read YAML into nodes.

    Returns:
        The root; None where there is nothing but comments.

    Raises:
        InputError: it is far too long, no well-formed YAML, or uses what is refused (aliases, tags, duplicate keys).
    """
    if len(text) > _CHARS:
        what = f"有 {len(text) // 10_000} 万字，超过上限 {_CHARS // 10_000} 万字，不像一份素材"
        raise InputError.one(where, what, "请检查是否给错了文件")
    characters = characters or Characters()
    text = characters.source(text)  # libyaml refuses most of what shows nothing, and takes the rest for words
    try:
        _refuse_bombs(text, where)
        node = _loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if "nesting" in str(error):  # newer libyaml counts the levels itself
            raise InputError.one(f"{where} 第{line}行", "层次太深，不像一份报告", "请对照示例检查缩进") from error
        raise InputError.one(f"{where} 第{line}行", _explain(text, line), "请对照示例检查缩进、冒号和引号") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError.one(where, "不是有效的 YAML 文件", "请对照示例检查") from error
    if node is None:
        return None
    problems: list[InputProblem] = []
    value = _value(node, where, problems, characters)
    if problems:
        raise InputError(problems)
    return value


WIDE_COLON = "用了全角冒号“：”，键后面要用半角冒号加空格“: ”"
"""What is wrong with a key that holds one."""


def _explain(text: str, line: int) -> str:
    lines = text.splitlines()
    row = lines[line - 1] if line <= len(lines) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "行首用了制表符（Tab），YAML 只能用空格缩进"
    if "：" in row and ":" not in row:
        return WIDE_COLON
    return "写法有误，读不下去"


def _place(node: yaml.Node) -> YamlPlace:
    return YamlPlace(line=node.start_mark.line + 1, column=node.start_mark.column + 1)


def _pairs(
    node: yaml.MappingNode, where: str, problems: list[InputProblem], characters: Characters
) -> Iterator[tuple[Scalar, Value]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            problems.append(InputProblem(where=f"{where} 第{line}行", what="键必须是一个词", remedy="请对照示例检查"))
            continue
        if key.value in seen:
            what = f"“{key.value}”写了两次（第{seen[key.value]}行已有）"
            problems.append(InputProblem(where=f"{where} 第{line}行", what=what, remedy="请合并成一处"))
            continue
        seen[key.value] = line
        yield (
            Scalar(characters.text(str(key.value), _place(key)).strip(), _place(key)),
            _value(value, where, problems, characters),
        )


def _value(node: yaml.Node, where: str, problems: list[InputProblem], characters: Characters) -> Value:
    if isinstance(node, yaml.MappingNode):
        return Map(tuple(_pairs(node, where, problems, characters)), _place(node))
    if isinstance(node, yaml.SequenceNode):
        return Seq(tuple(_value(item, where, problems, characters) for item in node.value), _place(node))
    quoted = getattr(node, "style", None) in ("'", '"')
    empty = not quoted and str(node.value).strip() in ("~", "null", "Null", "NULL")
    return Scalar("" if empty else characters.text(str(node.value), _place(node)), _place(node), quoted)


M = TypeVar("M", bound=BaseModel)

_WORDS = {
    "missing": "没有写",
    "extra_forbidden": "没有这一项",
    "literal_error": "值不可用",
    "string_type": "要写成一行文字",
    "float_parsing": "要写数字",
    "float_type": "要写数字",
    "int_parsing": "要写整数",
    "int_type": "要写整数",
    "bool_parsing": "要写 true 或 false",
    "bool_type": "要写 true 或 false",
    "string_too_short": "不能是空的",
    "too_short": "至少写一项",
    "tuple_type": "要写成列表（每项前加“- ”）",
    "list_type": "要写成列表（每项前加“- ”）",
    "dict_type": "下面要缩进写各项",
    "model_type": "下面要缩进写各项",
    "model_attributes_type": "下面要缩进写各项",
}


def described(path: Path, model: type[M], example: str) -> M:
    """Read a YAML file as a model.

    Args:
        path: the file. model: what it holds; keys it does not know are refused.
        example: a line that shows how such a file begins, for who left it empty.

    Raises:
        InputError: it cannot be read, is no YAML, or says what the model does not take; every problem at once.
    """
    where = str(path)
    root = compose(decode(read_bytes(path), where), where)
    if not isinstance(root, Map):
        what = "文件是空的" if root is None else "第一层要写成“键: 值”"
        raise InputError.one(where, what, f"例如：{example}")
    try:
        return model.model_validate(_plain(root))
    except ValidationError as error:
        errors = error.errors()
        inner = [item["loc"] for item in errors]
        told = [  # a list whose only item is wrong is not also too short
            item
            for item in errors
            if item["type"] != "too_short"
            or not any(other[: len(item["loc"])] == item["loc"] and other != item["loc"] for other in inner)
        ]
        raise InputError([_problem(item, root, model, where) for item in told]) from error


def _plain(value: Value) -> Any:
    if isinstance(value, Map):
        return {key.text: _plain(below) for key, below in value.pairs}
    if isinstance(value, Seq):
        return [_plain(item) for item in value.items]
    return value.text if value.text or value.quoted else None


def _line(root: Value, path: tuple[Any, ...]) -> int:
    """The line of the deepest part of a path that is there."""
    found, line = root, root.place.line
    for part in path:
        if isinstance(found, Map):
            pair = next(((key, below) for key, below in found.pairs if key.text == str(part)), None)
            if pair is None:
                break
            line, found = pair[0].place.line, pair[1]
        elif isinstance(found, Seq) and isinstance(part, int) and part < len(found.items):
            found = found.items[part]
            line = found.place.line
        else:
            break
    return line


def _written(root: Value, path: tuple[Any, ...]) -> str:
    for part in path:
        if isinstance(root, Map):
            root = next((below for key, below in root.pairs if key.text == str(part)), root)
        elif isinstance(root, Seq) and isinstance(part, int):
            root = root.items[part]
    return root.text if isinstance(root, Scalar) else ""


def _problem(error: Mapping[str, Any], root: Value, model: type[BaseModel], where: str) -> InputProblem:
    path = tuple(part for part in error["loc"] if part != "[key]")
    shown = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in path)
    kind = str(error["type"])
    what, remedy = _WORDS.get(kind, "写得不对"), ""
    if kind == "extra_forbidden":
        known = _known(model, path[:-1])
        remedy = nearest(str(path[-1]), known) or f"可写：{'、'.join(known)}"
    elif kind == "literal_error":
        written = _written(root, path)
        what = f"写的是“{written}”，不可用" if written else what
        remedy = "可写：" + error["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
    elif kind == "value_error":
        what, _, remedy = str(error["ctx"]["error"]).partition("。")
    elif kind == "missing":
        remedy = f"请写一行 {path[-1]}: …"
    place = f"{where} 第{_line(root, path)}行"
    return InputProblem(where=place, what=f"“{shown}”{what}" if shown else what, remedy=remedy)


def _known(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """The keys that may stand at a path of the file."""
    for part in path:
        if isinstance(part, int):
            continue
        field = next((item for name, item in model.model_fields.items() if part in (name, item.alias)), None)
        below = _model_in(field.annotation) if field is not None else None
        model = below or model
    return [item.alias or name for name, item in model.model_fields.items()]


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((found for part in getattr(kind, "__args__", ()) if (found := _model_in(part)) is not None), None)
