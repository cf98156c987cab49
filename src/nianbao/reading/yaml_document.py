"""YAML taken as it was written: every scalar is text, with its line; aliases and tags are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from nianbao.errors import InputError, InputProblem
from nianbao.reading.removed_characters import Characters
from nianbao.report import YamlPlace

__all__ = ["Map", "Scalar", "Seq", "Value", "compose"]

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

    Args:
        text: the file's text. where: how errors name it. characters: takes what is odd in its words.

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


def _explain(text: str, line: int) -> str:
    lines = text.splitlines()
    row = lines[line - 1] if line <= len(lines) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "行首用了制表符（Tab），YAML 只能用空格缩进"
    if "：" in row and ":" not in row:
        return "用了全角冒号“：”，键后面要用半角冒号加空格“: ”"
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
