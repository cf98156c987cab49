"""Accounts (数据叙述) as data: sentences on figures with their guards, breakdowns into parts, sums as facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from nianbao.kinds.tables import Data

Detail = Literal["简", "中", "详"]
"""How much an account says: totals and results; kinds of applicant and reasons too; all that is in the table."""


class Parts(Data):
    """A breakdown of a figure into the facts that are not zero.

    Patterns hold ``{name}`` and ``{value}`` of an item, ``{every}`` (各, where items of one figure are told together),
    ``{share}`` of the whole. A breakdown of an item (``inner``) knows by itself what it breaks down.

    Attributes:
        items: facts, in the order they are named; or
        of, along: the fact whose row's columns (``columns``: the kinds of applicant) or whose group's rows (``rows``:
            the reasons) they are.
        total: the fact they must add up to; ``of`` where that is given. Without one, every non-zero item is named.
        needed: whether the sentence says nothing without it.
        each: pattern of an item; empty where only a single one is told. words: what items are called here, by id of
            row, column or fact.
        lead, end: what stands before and after it. mark: what stands between items; else by what they hold.
        only: pattern where a single item makes up the total; ``one`` where moreover it is 1. ``{item}`` is the item
            with its own breakdown, without its figure.
        alone: the same, by item, before ``only`` and ``one``; ``{all}`` is 均 where it is more than 1.
        single: of a breakdown of an item: what then stands in place of the item's own words, ``{whole}``.
        silent: items that are not worth telling alone (其他).
        zero: what is said of the items that are 0.
        share, share_from, share_levels: what gives an item's share, from which total on, and at which levels.
        one_kind: ids of rows; where all that they count is of one kind of applicant, that kind is told once, not here.
        levels: at which it is told; at all where none is given.
        within: of a breakdown of items: of which of them; of all where none is given.
        inner: how each item is broken down further: the first that can be told.
        together: which items of one figure are told together (各): all of them, those next to each other, none, or
            those that are the whole list.
    """

    items: tuple[str, ...] = ()
    of: str = ""
    along: Literal["", "columns", "rows"] = ""
    total: str | None = None
    needed: bool = False
    each: str = "{name}{every}{value}"
    words: dict[str, str] = Field(default_factory=dict)
    lead: str = ""
    end: str = ""
    mark: str = ""
    only: str = ""
    one: str = ""
    alone: dict[str, str] = Field(default_factory=dict)
    single: str = ""
    silent: tuple[str, ...] = ()
    zero: str = ""
    share: str = ""
    share_from: int = 0
    share_levels: tuple[Detail, ...] = ("简", "中", "详")
    one_kind: tuple[str, ...] = ()
    levels: tuple[Detail, ...] = ()
    within: tuple[str, ...] = ()
    inner: tuple[Parts, ...] = ()
    together: Literal["all", "next", "none", "whole"] = "all"

    @property
    def wordings(self) -> Iterator[str]:
        """Its patterns and the words in them."""
        yield from (self.each, self.lead, self.end, self.only, self.one, self.single, self.zero, self.share)
        yield from (*self.words.values(), *self.alone.values())
        for part in self.inner:
            yield from part.wordings

    @property
    def below(self) -> Iterator[Parts]:
        """The breakdowns of its items, and of theirs."""
        for part in self.inner:
            yield part
            yield from part.below

    @property
    def facts(self) -> Iterator[str]:
        """The facts that it names."""
        yield from (*self.items, self.of, self.total or "", *self.one_kind, *self.within)
        for part in self.inner:
            yield from part.facts


class More(Data):
    """A clause that joins a statement where its guards hold, with a breakdown behind it.

    Attributes:
        levels: at which it is told; at all where none is given.
    """

    when: tuple[str, ...] = ()
    text: str = ""
    parts: Parts | None = None
    levels: tuple[Detail, ...] = ()


class Statement(Data):
    """A sentence that rests on figures alone, with the guards under which it is true.

    Attributes:
        text, parts, more: its beginning, the breakdown behind it, and the clauses that follow.
        unless: statements before it; it is not said where one of them is.
        otherwise: statements; a ``blank`` stands where none of them could be said, ``help`` says how to fill it.
    """

    id: str
    section: str
    aspect: str | None = None
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    text: str = ""
    more: tuple[More, ...] = ()
    parts: Parts | None = None
    otherwise: tuple[str, ...] = ()
    blank: str = ""
    basis: str = ""
    help: str = ""

    @property
    def breakdowns(self) -> Iterator[Parts]:
        """Its breakdowns, those of its clauses too."""
        yield from (parts for parts in (self.parts, *(more.parts for more in self.more)) if parts is not None)

    @property
    def wordings(self) -> Iterator[str]:
        """All its words, as patterns."""
        yield from (self.text, *(more.text for more in self.more))
        for parts in self.breakdowns:
            yield from parts.wordings


class Volume(Data):
    """How much is told where nobody chose it: everything up to so many, the medium level beyond.

    Attributes:
        of: the fact that is counted. most: up to which figure everything is told.
    """

    of: str
    most: int


class Matter(Data):
    """One of the things that an aspect tells of: its accounts, and behind them the notes that are about it.

    Attributes:
        aspect: by its role. accounts: statements, by the beginning of their ids. words: by which a note's first clause
            tells that it is about this. Accounts and notes of no matter are of the one that has neither.
        apart: whether a paragraph of its own begins with it, where the aspect is long.
    """

    aspect: str
    accounts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    apart: bool = False


class Accounts(Data):
    """Statements that several editions of a kind share, in a file beside them, and what aspects tell of, in order.

    They name figures, sections and aspects as rules do, by role; so an edition that calls them otherwise shares them.
    """

    detail: Volume | None = None
    matters: tuple[Matter, ...] = ()
    statements: tuple[Statement, ...] = ()


class Derived(Data):
    """A fact that is the sum of cells of different blocks or groups.

    Attributes:
        aside: whether a text that tells what it is the sum of need not tell it.
    """

    id: str
    role: str | None = None
    sum: tuple[str, ...]
    name: str
    measure: str = ""
    aside: bool = False
