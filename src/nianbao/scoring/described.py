"""What a YAML file of an evaluation says (case.yaml, a suite), as a model; every problem with its line and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from nianbao.errors import InputError, InputProblem, nearest
from nianbao.files import read_bytes
from nianbao.reading.yaml_document import Map, Scalar, Seq, Value, compose
from nianbao.text import decode

__all__ = ["described"]

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
