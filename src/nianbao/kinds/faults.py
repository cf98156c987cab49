"""What is wrong in a kind's YAML file, well-formed or not, as lines in Chinese, each with the line of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nianbao.errors import nearest
from nianbao.kinds.form import Form
from nianbao.kinds.tables import Data, Identity, Term
from nianbao.patterns import lazy

if TYPE_CHECKING:
    from pydantic import ValidationError

__all__ = ["Fault", "explained", "form_faults", "unreadable", "validation_faults"]


Fault = tuple[tuple[str | int, ...], str]
"""Where it stands, as keys and places from the top of the file; and what is wrong, in Chinese."""

_REF = lazy(r"\{\{\s*([^{}\s]+)\s*\}\}")
_WORD = lazy(r"[A-Za-z_][\w]*(?:\.[\w]+)+")
_UNIT = frozenset({"unit", "self", "organ", "party", "scope", "year", "next_year"})
_DERIVED = (".diff", ".growth", ".trend", ".share")


def form_faults(form: Form) -> Iterator[Fault]:
    """Everything of an edition that names what is not there, or is there twice.

    Args:
        form: as validated.
    """
    yield from _twice("sections", ((item.id, "部分") for item in form.sections))
    yield from _twice("aspects", ((item.id, "方面") for item in form.aspects))
    yield from _twice("identities", ((item.id, "勾稽关系") for item in form.identities))
    yield from _twice("statements", ((item.id, "数据叙述") for item in form.statements))
    yield from _tables(form)
    yield from _places(form)
    for at, identity in enumerate(form.identities):
        yield from _identity(form, identity, at)
    yield from _figures(form)


def _twice(key: str, named: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, (id, what) in enumerate(named):
        if id in seen:
            yield (key, at, "id"), f"{what}的 id 有重复：“{id}”"
        seen.add(id)


def _tables(form: Form) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, table in enumerate(form.tables):
        for under, block in enumerate(table.blocks):
            place = ("tables", at, "blocks", under)
            for cell in block.cells(table.id):
                if cell.id in seen:
                    yield place, f"单元格 id 有重复：“{cell.id}”"
                    break
                seen.add(cell.id)


def _unknown(what: str, id: str, known: Iterable[str]) -> str:
    near = nearest(id, list(known))
    return f"没有“{id}”这个{what}" + (f"，{near}" if near else "")


def _places(form: Form) -> Iterator[Fault]:
    sections = [section.id for section in form.sections]
    aspects = [aspect.id for aspect in form.aspects]
    tables = [table.id for table in form.tables]
    for at, section in enumerate(form.sections):
        if section.table is not None and section.table not in tables:
            yield ("sections", at, "table"), _unknown("表", section.table, tables)
    for key, items in (
        ("tables", [(item.section, None) for item in form.tables]),
        ("required", [(item.section, item.aspect) for item in form.required]),
        ("statements", [(item.section, item.aspect) for item in form.statements]),
    ):
        for at, (where, of) in enumerate(items):
            if where not in sections:
                yield (key, at, "section"), _unknown("部分", where, sections)
            if of is not None and of not in aspects:
                yield (key, at, "aspect"), _unknown("方面", of, aspects)
    for at, aspect in enumerate(form.aspects):
        if aspect.section is not None and aspect.section not in sections:
            yield ("aspects", at, "section"), _unknown("部分", aspect.section, sections)
    for at, id in enumerate(form.before.blocks if form.before is not None else ()):
        if id not in form.blocks:
            yield ("before", "blocks", at), _unknown("区块", id, form.blocks)
    if form.nothing is not None and form.nothing.section not in sections:
        yield ("nothing", "section"), _unknown("部分", form.nothing.section, sections)


def _identity(form: Form, identity: Identity, at: int) -> Iterator[Fault]:
    block = form.blocks.get(identity.block)
    if block is None:
        yield ("identities", at, "block"), _unknown("区块", identity.block, form.blocks)
        return
    paths = block.row_paths if identity.each == "column" else block.column_paths
    known = {path[-1].id or "" for path in paths} | {id for id, group in block.groups.items() if group}
    if identity.each == "block":
        known = {cell.id.removeprefix(f"{block.id}.") for cell in form.cells.values() if cell.block == block.id}
    sides: tuple[tuple[str, tuple[Term, ...]], ...] = (("left", identity.left), ("right", identity.right))
    for key, terms in sides:
        for term in terms:
            if term.ref not in known:
                yield ("identities", at, key), _unknown("项", term.ref, known)
    if identity.computes is not None and identity.computes not in {term.ref for term in identity.right}:
        yield ("identities", at, "computes"), f"“{identity.computes}”不在等号右边，不能由它算出"


def _figures(form: Form) -> Iterator[Fault]:
    """Figures that statements and derived facts name."""
    known = {*form.figures.values(), *form.cells}
    said = [item.id for item in form.statements]
    for at, derived in enumerate(form.derived):
        for id in derived.sum:
            if id not in known:
                yield ("derived", at, "sum"), _unknown("数", id, known)
    for at, item in enumerate(form.statements):
        used = [id for text in item.wordings for id in _REF.findall(text) if id not in _UNIT]
        guards = [*item.when, *(guard for more in item.more for guard in more.when)]
        used += [id for guard in guards for id in _WORD.findall(guard)]
        used += [id for parts in item.breakdowns for id in parts.facts]
        for id in dict.fromkeys(used):
            base = id.removeprefix("last.")
            for ending in _DERIVED:
                base = base.removesuffix(ending)
            if id and base not in known:
                yield ("statements", at), _unknown("数", id, known)
        for id in (*item.unless, *item.otherwise):
            if id not in said:
                yield ("statements", at), _unknown("数据叙述", id, said)
    for at, matter in enumerate(form.matters):
        if matter.aspect not in (aspects := [item.known_as for item in form.aspects]):
            yield ("matters", at), _unknown("方面", matter.aspect, aspects)


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
        known = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return f"“{key}”写的是“{str(given)[:20]}”，只能写：{known}"
    if kind == "value_error":
        return str(context.get("error", item["msg"]))
    what = {
        "string_type": "要写成文字",
        "int_parsing": "要写成整数",
        "int_type": "要写成整数",
        "less_than_equal": f"写的是“{str(given)[:20]}”，不能大于{context.get('le', '')}",
        "greater_than_equal": f"写的是“{str(given)[:20]}”，不能小于{context.get('ge', '')}",
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
