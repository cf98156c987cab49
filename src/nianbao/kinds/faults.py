"""What is wrong in a kind's YAML file, well-formed or not, as lines in Chinese, each with the line of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nianbao.errors import nearest
from nianbao.kinds.form import Aspect, Form, Heading
from nianbao.kinds.kind import Document
from nianbao.kinds.statements import Statement
from nianbao.kinds.tables import Block, Data, Identity, Node, Term
from nianbao.package_data import RepeatedKeyError
from nianbao.patterns import lazy

if TYPE_CHECKING:
    from pydantic import ValidationError


Fault = tuple[tuple[str | int, ...], str]
"""Where it stands, as keys and places from the top of the file; and what is wrong, in Chinese."""

_REF = lazy(r"\{\{\s*([^{}\s]+)\s*\}\}")
_WORD = lazy(r"[A-Za-z_][\w]*(?:\.[\w]+)+")
_UNIT = frozenset({"unit", "self", "organ", "party", "scope", "year", "next_year"})
_DERIVED = (".diff", ".growth", ".trend", ".share")


def form_faults(form: Form, documents: Iterable[Document] = ()) -> Iterator[Fault]:
    """Everything of an edition that names what is not there, is there twice, or is left out where it must be."""
    yield from _replaced(form, documents)
    yield from _twice("sections", ((item.id, "部分") for item in form.sections))
    yield from _twice("aspects", ((item.id, "方面") for item in form.aspects))
    yield from _twice("identities", ((item.id, "勾稽关系") for item in form.identities))
    yield from _twice("statements", ((item.id, "数据叙述") for item in form.statements))
    yield from _tables(form)
    yield from _places(form)
    wrong = [fault for at, identity in enumerate(form.identities) for fault in _identity(form, identity, at)]
    yield from wrong or _unsummed(form)
    yield from _figures(form, sums=not wrong)


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


def _unknown(what: str, id: str, known: Iterable[str], roles: Mapping[str, str] = MappingProxyType({})) -> str:
    """That there is no such thing, and what is meant: what rules know by that name (``roles``), or the nearest."""
    if id in roles:
        return f"没有“{id}”这个{what}，现在叫“{roles[id]}”"
    near = nearest(id, list(known))
    return f"没有“{id}”这个{what}" + (f"，{near}" if near else "")


def _roles(items: Iterable[Heading | Aspect | Block | Node]) -> dict[str, str]:
    return {item.known_as: item.id or "" for item in items if item.known_as}


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
                yield (key, at, "section"), _unknown("部分", where, sections, _roles(form.sections))
            if of is not None and of not in aspects:
                yield (key, at, "aspect"), _unknown("方面", of, aspects, _roles(form.aspects))
    for at, aspect in enumerate(form.aspects):
        if aspect.section is not None and aspect.section not in sections:
            yield ("aspects", at, "section"), _unknown("部分", aspect.section, sections, _roles(form.sections))
    for at, id in enumerate(form.before.blocks if form.before is not None else ()):
        if id not in form.blocks:
            yield ("before", "blocks", at), _unknown("区块", id, form.blocks, _roles(form.blocks.values()))
    for at, id in enumerate(form.before.cells if form.before is not None else ()):
        if id not in form.cells:
            yield ("before", "cells", at), _unknown("单元格", id, form.cells)
    if form.nothing is not None and form.nothing.section not in sections:
        yield ("nothing", "section"), _unknown("部分", form.nothing.section, sections, _roles(form.sections))


def _identity(form: Form, identity: Identity, at: int) -> Iterator[Fault]:
    block = form.blocks.get(identity.block)
    if block is None:
        yield ("identities", at, "block"), _unknown("区块", identity.block, form.blocks, _roles(form.blocks.values()))
        return
    paths = block.row_paths if identity.each == "column" else block.column_paths
    known = {path[-1].id or "" for path in paths} | {id for id, group in block.groups.items() if group}
    if identity.each == "block":
        known = {cell.id.removeprefix(f"{block.id}.") for cell in form.cells.values() if cell.block == block.id}
    roles = _roles((*(path[-1] for path in paths), *block.groups.values()))
    sides: tuple[tuple[str, tuple[Term, ...]], ...] = (("left", identity.left), ("right", identity.right))
    for key, terms in sides:
        for term in terms:
            if term.ref not in known:
                yield ("identities", at, key), _unknown("项", term.ref, known, roles)
    if identity.computes is not None and identity.computes not in {term.ref for term in identity.right}:
        yield ("identities", at, "computes"), f"“{identity.computes}”不在等号右边，不能由它算出"


_EITHER = "算进合计的，写进 identities 的那一条；不算进任何合计的，在这里写 summed: false"


def _unsummed(form: Form) -> Iterator[Fault]:
    """Rows and columns in no identity of their block, though the block has a total of such."""
    for table_at, table in enumerate(form.tables):
        for at, block in enumerate(table.blocks):
            for each, key, what, nodes in (
                ("column", "rows", "行", block.rows),
                ("row", "columns", "列", block.columns),
            ):
                own = [item for item in form.identities if item.block == block.id and item.each == each]
                if not any(item.computes for item in own):
                    continue
                held = {term.ref for item in own if not item.compares_years for term in (*item.left, *item.right)}
                for place, path in _leaves(nodes):
                    if path[-1].summed and held.isdisjoint(node.id for node in path):
                        said = f"“{path[-1].label}”（{path[-1].id}）这一{what}不在任何勾稽关系里：{_EITHER}"
                        yield ("tables", table_at, "blocks", at, key, *place), said


def _leaves(nodes: tuple[Node, ...]) -> Iterator[tuple[tuple[str | int, ...], tuple[Node, ...]]]:
    """Each row or column below: the keys that lead to it, and its labels from the outermost."""
    for at, node in enumerate(nodes):
        if node.leaf:
            yield (at,), (node,)
        for place, path in _leaves(node.children):
            yield (at, "children", *place), (node, *path)


def _uncounted(form: Form, at: int, item: Statement) -> Iterator[Fault]:
    """A breakdown that leaves out a part of its total: with a figure there the sentence would be dropped."""
    for parts in item.breakdowns:
        for part in (parts, *parts.below):
            lacking = form.lacking(part.total, part.items) if part.total and part.items else []
            if lacking:
                names = "、".join(f"“{id}”" for id in lacking)
                yield ("statements", at), f"“{item.id}”的 items 加起来不是“{part.total}”，缺 {names}"


def _replaced(form: Form, documents: Iterable[Document]) -> Iterator[Fault]:
    """Numbers of documents that this edition's own replace, where it still rests on them."""
    replaced = {id for item in form.documents for id in item.replaces}
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("basis", "number"), form.basis.number),
        (("complete",), form.complete),
        *((("preamble", at, "text"), item.text) for at, item in enumerate(form.preamble)),
        *((("required", at, "basis"), item.basis) for at, item in enumerate(form.required)),
        *((("identities", at, "basis"), item.basis) for at, item in enumerate(form.identities)),
    ]
    for document in documents:
        for place, text in places if document.id in replaced else ():
            if document.number in text:
                yield place, f"还写着“{document.number}”，documents 里的新文件已经代替它（replaces）"


def _figures(form: Form, *, sums: bool) -> Iterator[Fault]:
    """Figures that statements and derived facts name; and those they leave out, where the sums are right."""
    known = {*form.figures.values(), *form.cells}
    said = [item.id for item in form.statements]
    for at, derived in enumerate(form.derived):
        for id in derived.sum:
            if id not in known:
                yield ("derived", at, "sum"), _unknown("数", id, known, form.figures)
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
                yield ("statements", at), _unknown("数", base, known, form.figures)
        yield from _uncounted(form, at, item) if sums else ()
        for id in (*item.unless, *item.otherwise):
            if id not in said:
                yield ("statements", at), _unknown("数据叙述", id, said)
    if form.detail is not None and form.detail.of not in known:
        yield ("detail",), _unknown("数", form.detail.of, known, form.figures)
    for at, matter in enumerate(form.matters):
        if matter.aspect not in (aspects := [item.known_as for item in form.aspects]):
            yield ("matters", at), _unknown("方面", matter.aspect, aspects)


_MISSING = "缺少"


def _models(base: type[Data] = Data) -> Iterator[type[Data]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _keys() -> list[str]:
    return sorted({item.alias or name for model in _models() for name, item in model.model_fields.items()})


def validation_faults(error: ValidationError) -> list[Fault]:
    """What pydantic found, in Chinese; a list that only lacks what is told at fault in it is not told."""
    found = [(tuple(item["loc"]), item) for item in error.errors()]
    places = [place for place, _ in found]
    return [
        (place, _said(item))
        for place, item in found
        if item["type"] != "too_short" or not any(len(other) > len(place) == _same(other, place) for other in places)
    ]


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """How many keys two places begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


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
    if isinstance(error, RepeatedKeyError):
        again = f"第{error.first}行已经写了“{error.key}”，后写的会盖掉先写的，请合在一处"
        return f"{path.name} 第{error.line}行：{again}"
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
    for line, said, place in found:
        where = f"{path.name} 第{line}行" if line else path.name
        names = "、".join(str(key) for key in place if isinstance(key, str)) if not line else ""
        lines.append(f"{where}：{said}" + (f"（{names}）" if names else ""))
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
