"""Breakdowns of figures: a form's ``Parts`` as words with their guards, to the level of detail that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from nianbao.facts import Fact, FactBook
from nianbao.kinds import Form, Node, Parts
from nianbao.kinds.statements import Detail

_ORDINAL = re.compile(r"^(?:[0-9]+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")


class Told(NamedTuple):
    """Words with ``{{fact}}`` in them, and the guards under which they are true."""

    text: str
    guards: tuple[str, ...]


class _Item(NamedTuple):
    id: str
    name: str
    value: Decimal | None

    @property
    def ref(self) -> str:
        return f"{{{{{self.id}}}}}"


class _Phrase(NamedTuple):
    """What is told of an item; ``plain`` where that is its figure alone, so that it can be told with its like."""

    item: _Item
    text: str
    guards: tuple[str, ...]
    plain: bool


def detail_of(book: FactBook, form: Form) -> Detail:
    """How much the accounts of a report tell: as its office chose, else by how much there is to tell."""
    if book.report.detail:
        return book.report.detail
    volume = book.value(form.detail.of) if form.detail is not None else None
    return "中" if form.detail is not None and volume is not None and volume > form.detail.most else "详"


def _looked_up(words: Mapping[str, str], id: str, node: Node | None) -> str | None:
    """What is given for an item by its id, the end of it, or the id of its row or column."""
    for key, value in words.items():
        if key == id or id.endswith(f".{key}") or (node is not None and node.id == key):
            return value
    return None


def _filled(pattern: str, name: str, value: str, every: str = "") -> str:
    return pattern.replace("{name}", name).replace("{every}", every).replace("{value}", value)


class Breakdowns:
    """Tells breakdowns of the figures of a report."""

    def __init__(self, book: FactBook, form: Form) -> None:
        self.book, self.form = book, form
        self.level = detail_of(book, form)

    def told(self, parts: Parts, of: str = "") -> Told | None:
        """A breakdown's words and guards.

        Args:
            parts: the breakdown. of: the fact that is broken down, where it does not say so itself.

        Returns:
            None where there is nothing to tell, where a part of a total is unknown or the parts do not add up to it,
            or where less detail is wanted.
        """
        of = parts.of or of
        whole = parts.total or of
        if (parts.levels and self.level not in parts.levels) or self._one_kind(parts):
            return None
        items = self._items(parts, of)
        listed = [item for item in items if item.value]
        guards = [f"{item.id} > 0" for item in listed]
        if not listed or (whole and not self._adds_up(items, whole)):
            return None
        if whole:
            guards.append(" + ".join(item.id for item in listed) + f" = {whole}")
            if len(listed) == 1:
                return self._alone(parts, listed[0], whole, guards)
        if not parts.each:
            return None
        shared = bool(parts.share and whole) and self.level in parts.share_levels
        shared = shared and (self.book.value(whole) or 0) >= parts.share_from
        pieces, more = self._joined(parts, [self._phrase(parts, item, shared=shared) for item in listed])
        zeros = [item for item in items if item.value == 0]
        text = parts.lead + (parts.mark or _mark(pieces)).join(pieces) + parts.end
        if parts.zero and zeros:
            text += parts.zero.replace("{name}", "、".join(item.name for item in zeros))
            guards += [f"{item.id} = 0" for item in zeros]
        return Told(text, (*guards, *more))

    def wordings(self, parts: Parts, of: str = "") -> Iterator[str]:
        """Everything that a breakdown may say of any item, whatever the figures are, in pieces."""
        of = parts.of or of
        for item in self._items(parts, of):
            name, value = item.name, item.ref
            alone = _looked_up(parts.alone, item.id, None) or ""
            patterns = [parts.each, parts.only, parts.one, alone.replace("{all}", ""), alone.replace("{all}", "均")]
            for pattern in filter(None, patterns):
                for text in {_filled(pattern.replace("{item}", name), name, value, every) for every in ("", "各")}:
                    yield from (text, parts.lead + text)
            for pattern in (parts.each, parts.zero):  # of items told together: one begins it, another ends it
                head, _, tail = pattern.partition("{name}")
                yield from (name, head + name, parts.lead + head + name)
                yield from (name + _filled(tail, "", value, "各"), pattern.replace("{name}", name))
            for inner in parts.inner:
                if not inner.within or item.id in inner.within:
                    reasons = self._items(inner, item.id) if inner.single else []
                    single = [_filled(inner.single, one.name, one.ref).replace("{whole}", name) for one in reasons]
                    yield from (text for words in single for text in (words, parts.lead + words))
                    yield from self.wordings(inner, item.id)
        if parts.share:
            yield parts.share.replace("{share}", "1%")

    def _one_kind(self, parts: Parts) -> bool:
        """Whether all that some rows count is of one kind of applicant."""
        if not parts.one_kind:
            return False
        kinds = {
            node.id
            for row in parts.one_kind
            for node, id in self.form.divided(row, "columns")
            if (self.book.value(id) or 0) > 0
        }
        return len(kinds) <= 1

    def _items(self, parts: Parts, of: str) -> list[_Item]:
        if not parts.along:
            return [self._named(parts, id) for id in parts.items]
        items = []
        for node, id in self.form.divided(of, parts.along):
            name = _looked_up(parts.words, id, node)
            if name is None:
                plain = _ORDINAL.sub("", node.label)
                name = (node.short or node.name or plain) if parts.along == "columns" else (node.short or plain)
            items.append(_Item(id, name, self.book.value(id)))
        return items

    def _named(self, parts: Parts, id: str) -> _Item:
        """An item given by its id: called by its column where all items share a row, else by its row."""
        fact: Fact | None = self.book.get(id)
        name = _looked_up(parts.words, id, None)
        if name is None:
            cell, rows = self.form.cells.get(id), {self._row(item) for item in parts.items}
            name = fact.short if fact is not None else ""
            if cell is not None and len(rows) == 1 and cell.rows[-1].label:
                column = cell.columns[-1]
                name = column.short or column.name or column.label
        return _Item(id, name, fact.value if fact is not None else None)

    def _row(self, id: str) -> str | None:
        cell = self.form.cells.get(id)
        return cell.row if cell is not None else None

    def _adds_up(self, items: list[_Item], whole: str) -> bool:
        known = [item.value for item in items if item.value is not None]
        return len(known) == len(items) and sum(known, Decimal(0)) == self.book.value(whole)

    def _alone(self, parts: Parts, item: _Item, whole: str, guards: list[str]) -> Told | None:
        """What is said where one item is all there is."""
        alone, several = _looked_up(parts.alone, item.id, None), (item.value or 0) > 1
        pattern = alone or (parts.one if parts.one and not several else parts.only)
        if not pattern:
            return None
        if "{all}" in pattern or (not alone and parts.one):
            guards = [*guards, f"{whole} {'>' if several else '='} 1"]
        told = self._phrase(parts, item, bare=True)
        text = pattern.replace("{all}", "均" if several else "").replace("{item}", told.text)
        return Told(_filled(text, item.name, item.ref), (*guards, *told.guards))

    def _phrase(self, parts: Parts, item: _Item, *, bare: bool = False, shared: bool = False) -> _Phrase:
        """An item with what it is broken down into; ``bare`` without its figure, ``shared`` with its share."""
        value = "" if bare else item.ref
        for inner in parts.inner:
            if (inner.within and item.id not in inner.within) or (bare and inner.along == "columns"):
                continue  # whose all of it is, is told with what came in and what is left
            if inner.single and (only := self._single(inner, item)) is not None:
                if _matches(inner.silent, only.id):
                    continue
                text = _filled(inner.single, only.name, "" if bare else only.ref).replace("{whole}", item.name)
                deeper = None if bare else next(filter(None, (self.told(one, only.id) for one in inner.inner)), None)
                guards = (f"{only.id} > 0", f"{only.id} = {item.id}", *(deeper.guards if deeper is not None else ()))
                behind = (deeper.text if deeper is not None else "") + self._share(parts, only.id, shared)
                return _Phrase(item, text + behind, guards, plain=False)
            if (found := self.told(inner, item.id)) is not None:
                share = self._share(parts, item.id, shared)
                behind = found.text + share if inner.end else share + found.text
                return _Phrase(item, _filled(parts.each, item.name, value) + behind, found.guards, plain=False)
        text = _filled(parts.each, item.name, value) + self._share(parts, item.id, shared)
        return _Phrase(item, text, (), plain=not shared)

    def _single(self, inner: Parts, item: _Item) -> _Item | None:
        """The one part that makes up an item, where that is to be told."""
        if (inner.levels and self.level not in inner.levels) or self._one_kind(inner):
            return None
        items = self._items(inner, item.id)
        listed = [one for one in items if one.value]
        return listed[0] if len(listed) == 1 and self._adds_up(items, item.id) else None

    def _share(self, parts: Parts, id: str, shared: bool) -> str:
        if not shared or self.book.get(f"{id}.share") is None:
            return ""
        return parts.share.replace("{share}", f"{{{{{id}.share}}}}")

    def _joined(self, parts: Parts, phrases: list[_Phrase]) -> tuple[list[str], list[str]]:
        """The phrases in order, plain ones of one figure told together: 自然人、商业企业各1件; with their guards."""
        pieces, guards = [], []
        for alike in _alike(phrases, parts.together):
            last = alike[-1].item
            guards += [guard for one in alike for guard in one.guards]
            guards += [f"{one.item.id} = {last.id}" for one in alike[:-1]]
            together = "、".join(one.item.name for one in alike)
            pieces.append(_filled(parts.each, together, last.ref, "各") if len(alike) > 1 else alike[0].text)
        return pieces, guards


def _alike(phrases: list[_Phrase], together: str) -> list[list[_Phrase]]:
    """The phrases in order, those of one figure together."""
    if together == "whole" and len({phrase.item.value for phrase in phrases if phrase.plain}) == 1:
        return [phrases]
    groups: list[list[_Phrase]] = []
    for phrase in phrases:
        near = groups if together == "all" else groups[-1:] if together == "next" else []
        like = (group for group in near if group[0].plain and group[0].item.value == phrase.item.value)
        group = next(like, None) if phrase.plain else None
        if group is None:
            groups.append([phrase])
        else:
            group.append(phrase)
    return groups


def _matches(keys: tuple[str, ...], id: str) -> bool:
    return _looked_up(dict.fromkeys(keys, "x"), id, None) is not None or any(f".{key}." in id for key in keys)


def _mark(pieces: list[str]) -> str:
    """The mark that is stronger than any inside the pieces that it stands between."""
    return "；" if any("，" in piece for piece in pieces) else "，" if any("、" in piece for piece in pieces) else "、"
