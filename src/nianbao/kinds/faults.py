"""What is wrong with an edition or a kind that is well-formed YAML: names of things that it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.errors import nearest
from nianbao.kinds.form import Form
from nianbao.kinds.identities import Identity, Term
from nianbao.patterns import lazy

__all__ = ["Fault", "form_faults"]

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
    for at, question in enumerate(form.questions):
        if question.aspect not in (*aspects, *sections):
            yield ("questions", at, "aspect"), _unknown("方面", question.aspect, aspects)
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
    for at, derived in enumerate(form.derived):
        for id in derived.sum:
            if id not in known:
                yield ("derived", at, "sum"), _unknown("数", id, known)
    for at, item in enumerate(form.statements):
        texts = [item.text, *(more.text for more in item.more)]
        used = [id for text in texts for id in _REF.findall(text) if id not in _UNIT]
        guards = [*item.when, *(guard for more in item.more for guard in more.when)]
        used += [id for guard in guards for id in _WORD.findall(guard)]
        used += [*item.parts.items, item.parts.total or ""] if item.parts is not None else []
        for id in dict.fromkeys(used):
            base = id.removeprefix("last.")
            for ending in _DERIVED:
                base = base.removesuffix(ending)
            if id and base not in known:
                yield ("statements", at), _unknown("数", id, known)
