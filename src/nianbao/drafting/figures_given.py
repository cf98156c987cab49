"""Figures as a model is given them: what each is called and its value, no finished sentence to copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from nianbao.drafting.breakdowns import detail_of
from nianbao.facts import Fact, FactBook
from nianbao.report import FactRef, Span, Text

_CHANGES = {"up": ("增加", "增长"), "down": ("减少", "下降")}
_LAST, _TOTAL, _SHARE, _IN_ALL = "last.", "total", ".share", "总计"
_DIGITS = "0123456789"
_TELLING = 3
"""Shares of one whole that tell something: one behind every result is no sentence that anybody reads."""
_FEW = 2
"""Kinds of applicants of a row that are named though the sentence of ours does not name them, where there is little to
tell."""


def figures_given(ids: Sequence[str], book: FactBook) -> list[Span]:
    """The facts of one statement, each with its name: a row's total, its share and its parts, then the rows in it."""
    rows: dict[str, list[str]] = {}
    changed: dict[str, set[str]] = {}
    for id in ids:
        base, _, ending = id.rpartition(".")
        if ending in ("diff", "growth", "trend"):
            changed.setdefault(base, set()).add(ending)
        elif ending != "share":
            rows.setdefault(base, []).append(id)
    shares = _largest({id.removesuffix(_SHARE) for id in ids if id.endswith(_SHARE)}, book)
    told: list[list[Span]] = []
    for group in _groups(rows, book):
        shares = _at_group(group, shares, book)
        lines = [words for row in group if (words := _row(_whole(row, rows[row], book), shares, book))]
        if group[0][-1] in _DIGITS:  # rows of a group whose own figure is not told
            told += lines
        elif lines:
            told.append([*lines[0], *_more(lines[1:], "，其中")])
    told += [words for base, how in changed.items() if (words := _change(base, how, book))]
    return _listed(told, "；")


def _listed(items: Iterable[list[Span]], mark: str = "、") -> list[Span]:
    out: list[Span] = []
    for words in items:
        out += [*([Text(text=mark)] if out else []), *words]
    return out


def _more(items: list[list[Span]], mark: str = "、") -> list[Span]:
    return [Text(text=mark), *_listed(items)] if items else []


def _groups(rows: Collection[str], book: FactBook) -> list[list[str]]:
    """Rows in their order, those of one group together: 不予公开, then its numbered reasons; never beside their sum."""
    sums = {
        part.rpartition(".")[0]: row
        for row in rows
        if book.form is not None
        for _, part in book.form.divided(f"{row}.{_TOTAL}", "rows")
    }
    found: dict[str, list[str]] = {}
    for row in rows:
        members = found.setdefault(sums.get(row, row.rstrip(_DIGITS)), [])
        members.insert(0 if row[-1] not in _DIGITS else len(members), row)
    return list(found.values())


def _largest(shares: set[str], book: FactBook) -> set[str]:
    """Of figures that have a share the largest, where there are many."""
    values = {id: fact.value or 0 for id in shares if (fact := book.get(id)) is not None}
    return {id for id, _ in sorted(values.items(), key=lambda item: (-item[1], item[0]))[:_TELLING]}


def _at_group(group: Sequence[str], shares: set[str], book: FactBook) -> set[str]:
    """The figures with a share; that of a group's only row is given at the group, as which it reads behind the row."""
    head, *others = (f"{row}.{_TOTAL}" for row in group)
    if len(others) != 1 or others[0] not in shares or f"{head}{_SHARE}" not in book:
        return shares
    return shares - {others[0]} | {head} if book[head].value == book[others[0]].value else shares


def _whole(row: str, ids: list[str], book: FactBook) -> list[str]:
    """A row's facts, its total first; with its parts where these are few."""
    total = f"{row}.{_TOTAL}"
    if total not in ids:
        return ids
    cells = book.form.cells if book.form is not None else {}
    parts = [id for id in cells if id.startswith(f"{row}.") and id != total]
    filled = [id for id in parts if (fact := book.get(id)) is not None and fact.value]
    few = len(filled) <= _FEW and book.form is not None and detail_of(book, book.form) == "详"
    return [total, *(filled if few else [id for id in parts if id in ids])]


def _row(ids: list[str], shares: set[str], book: FactBook) -> list[Span]:
    facts = [fact for id in ids if (fact := book.get(id)) is not None]
    if not facts:
        return []
    first = facts[0]
    name = first.name.partition("（")[0]
    out: list[Span] = [Text(text=("上年" if first.id.startswith(_LAST) else "") + name)]
    if not first.id.endswith(f".{_TOTAL}"):
        column = _called(first, name)
        twice = next((at for at in range(len(column), 0, -1) if name.endswith(column[:at])), 0)  # …收费 收费金额
        return [*out, Text(text=column[twice:]), _value(first), *_more([_part(fact, name) for fact in facts[1:]])]
    inside: list[list[Span]] = []
    if first.id in shares:
        inside.append([Text(text="占"), _value(book[f"{first.id}{_SHARE}"])])
    whole = [fact for fact in facts[1:] if fact.value == first.value]
    inside += [[Text(text=_called(fact, name))] for fact in whole] or [_part(fact, name) for fact in facts[1:]]
    brackets = [Text(text="（"), *_listed(inside), Text(text="）")] if inside else []
    return [*out, _value(first), *brackets]


def _called(fact: Fact, name: str) -> str:
    """What a part is called inside its row."""
    return fact.name.removeprefix(name).removeprefix(name.removesuffix(_IN_ALL)).strip("（）")


def _part(fact: Fact, name: str) -> list[Span]:
    return [Text(text=_called(fact, name)), _value(fact)]


def _value(fact: Fact) -> Span:
    """A figure; none is no secret, and is never written by its id."""
    if fact.value == 0:
        return Text(text=fact.text)
    return FactRef(id=fact.id, value=fact.value, text=fact.text)


def _change(base: str, how: set[str], book: FactBook) -> list[Span]:
    """A change against last year."""
    fact, trend = book.get(base), book.trend(base)
    if fact is None or trend is None:
        return []
    if trend not in _CHANGES:
        return [Text(text=f"{fact.name}与上年持平")]
    changes = [
        [Text(text=word), _value(changed)]
        for word, ending in zip(_CHANGES[trend], ("diff", "growth"), strict=True)
        if ending in how and (changed := book.get(f"{base}.{ending}")) is not None
    ]
    return [Text(text=f"{fact.name}比上年"), *(_listed(changes) or [Text(text=_CHANGES[trend][0])])]
