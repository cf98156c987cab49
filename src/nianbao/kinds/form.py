"""An edition of a kind's form (格式版本) as a value: headings, aspects, tables, identities, statements, basis.

Nothing here knows a particular edition; see ``disclosure/2021.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from nianbao.kinds.kind import Document
from nianbao.kinds.statements import Derived, Matter, Statement, Volume
from nianbao.kinds.tables import Block, CellForm, Data, Identity, Instance, Label, Node, Table, Term

DEFAULT_KIND = "disclosure"
"""The kind of a report that does not say which it is: the only one there was."""


class Heading(Data):
    """A section (部分) of the report: its official title, accepted variants, the table it holds.

    Attributes:
        role: what rules know it by, where the edition gives it another id.
        older: what outlines of other years call it: read as it, and told as not the form's.
        lead: the sentence it begins with, with references to the unit and the year.
        parts: sub-headings before its problems and its measures. holds: which of these stand in it; both where it has
            ``parts``. blank: what is asked for where nothing is known of them; basis: why.
    """

    id: str
    role: str | None = None
    title: Label
    aliases: tuple[Label, ...] = ()
    older: tuple[Label, ...] = ()
    table: str | None = None
    parts: tuple[Label, ...] = ()
    lead: str = ""
    holds: Literal["", "problems", "measures", "both"] = ""
    blank: str = ""
    basis: str = ""
    help: str = ""

    @property
    def holding(self) -> str:
        """Which it holds: ``problems``, ``measures``, ``both``, or neither."""
        return self.holds or ("both" if self.parts else "")

    @property
    def known_as(self) -> str:
        """What rules know it by: its role, else its id."""
        return self.role or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading it is read by, the official one first."""
        return (self.title, *self.aliases, *self.older)


class Aspect(Data):
    """One of the things section 一 must cover (方面).

    Attributes:
        role: what rules know it by, where the edition gives it another id.
        topics: words by which a text is seen to cover it; covers: further ones, of short reports (FORM04).
            belongs: words that make it certain that a note is of it; beside: if any, only with one of them.
        concrete: what a note should say to make it concrete.
        figures_first: whether sentences on figures come before those on notes.
        section: the section it is written in; the first one where none is given.
        optional: whether it is left out, and not left to be filled in, where nothing is known of it.
    """

    id: str
    role: str | None = None
    label: Label
    aliases: tuple[Label, ...] = ()
    topics: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    belongs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    concrete: str = ""
    figures_first: bool = False
    section: str | None = None
    optional: bool = False

    @property
    def known_as(self) -> str:
        """What rules know it by: its role, else its id."""
        return self.role or self.id


class Required(Data):
    """An item the law requires; without a note it is a blank in the draft.

    Attributes:
        none: the sentence for a note on it that only says that there was none. help: how the blank is to be filled.
    """

    id: str
    label: str
    section: str
    aspect: str | None = None
    applies: Literal["all", "government"] = "all"
    topics: tuple[str, ...]
    blank: str
    basis: str
    none: str
    help: str = ""


class Fixed(Data):
    """A fixed sentence of the form."""

    id: str
    text: str


class Years(Data):
    """The report years an edition is for; no last year while it is in force."""

    first: int
    last: int | None = None


class Basis(Data):
    """The document that lays the form down, and how we know its text."""

    document: str
    number: str
    source: str


class Before(Data):
    """Which blocks, and which cells of other blocks, by this edition's ids, mean the same in the edition before."""

    edition: str
    blocks: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


class Nothing(Data):
    """How a section says that there is nothing to report; ``help`` says how its blank is to be filled."""

    section: str
    text: str
    says: tuple[str, ...]
    blank: str
    basis: str = ""
    help: str = ""


class Form(Data):
    """A statutory form (格式), one edition (版本) of it.

    Attributes:
        kind: id of the kind of report it is an edition of.
        roles: where a role's figure stands that no cell has by its own or its blocks', rows' and columns' role
            (``{requests.new: "asked.new.{applicant}"}``); null for a role that this edition has nothing for.
        complete: why nothing of it may be left out.
        fixed: whether titles and order of the sections are laid down to the letter.
        example: a row of notes for the workbook's help, by column, where the usual one does not fit.
        hints: what columns of the workbook are for, likewise.
        documents: that this edition rests on, besides the kind's.
        accounts: the file beside the kind's editions with the statements that they share; they follow its own.
        detail: how much its accounts tell where nobody chose it. matters: what its aspects tell of, in order.
        folder: of the kind, where its roles are; set when it is loaded.
    """

    kind: str = DEFAULT_KIND
    edition: Label
    name: str
    years: Years
    basis: Basis
    before: Before | None = None
    marks: tuple[str, ...] = ()
    roles: dict[str, str | None] = Field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    title: str
    complete: str = ""
    fixed: bool = True
    example: dict[str, str] = Field(default_factory=dict)
    hints: dict[str, str] = Field(default_factory=dict)
    preamble: tuple[Fixed, ...] = ()
    sections: tuple[Heading, ...] = Field(min_length=1)
    aspects: tuple[Aspect, ...] = ()
    required: tuple[Required, ...] = ()
    tables: tuple[Table, ...] = ()
    derived: tuple[Derived, ...] = ()
    identities: tuple[Identity, ...] = ()
    statements: tuple[Statement, ...] = ()
    accounts: str = ""
    detail: Volume | None = None
    matters: tuple[Matter, ...] = ()
    nothing: Nothing | None = None
    folder: Path | None = Field(default=None, exclude=True)

    def __hash__(self) -> int:
        """By its names: what is worked out of a form is kept by it."""
        return hash((self.kind, self.edition, self.name))

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Every block by id."""
        return {block.id: block for table in self.tables for block in table.blocks}

    @cached_property
    def cells(self) -> dict[str, CellForm]:
        """Every cell by id, in the form's order."""
        return {cell.id: cell for table in self.tables for block in table.blocks for cell in block.cells(table.id)}

    @cached_property
    def cells_of(self) -> dict[str, list[CellForm]]:
        """The cells of every table, by its id."""
        return {table.id: [cell for cell in self.cells.values() if cell.table == table.id] for table in self.tables}

    @cached_property
    def figures(self) -> dict[str, str]:
        """The figures by the names that rules know them by, each with this edition's id of it."""
        found = {role: id for block in self.blocks.values() for role, id in block.roles()}
        return found | {item.role or item.id: item.id for item in self.derived}

    @cached_property
    def _places(self) -> dict[str, tuple[Block, Node, Node]]:
        """Where each figure stands: its block, its row and its column, either of which may be a group."""
        found: dict[str, tuple[Block, Node, Node]] = {}
        for block in self.blocks.values():
            rows = [*(path[-1] for path in block.row_paths), *(group for node in block.rows for group in node.groups())]
            columns = [path[-1] for path in block.column_paths]
            columns += [group for node in block.columns for group in node.groups()]
            for row in rows:
                for column in columns:
                    found.setdefault(block.cell_id(row.id or "", column.id or ""), (block, row, column))
        return found

    def divided(self, id: str, along: Literal["columns", "rows"]) -> tuple[tuple[Node, str], ...]:
        """What a figure is divided into by the table itself, each part with its label.

        Args:
            id: of the figure: a cell or the sum of a group. along: whether the columns that its column sums up, in its
                row, or the rows of its group, in its column.

        Returns:
            The parts in the form's order; none where it is not divided so.
        """
        place = self._places.get(id)
        if place is None:
            return ()
        block, row, column = place
        if along == "rows":
            leaves = row.leaves() if row.children else ()
            return tuple((leaf, block.cell_id(leaf.id or "", column.id or "")) for leaf in leaves)
        sums = (
            term.ref
            for identity in self.identities
            if (identity.block, identity.each, identity.computes) == (block.id, "row", column.id)
            for term in identity.left
        )
        labels = {path[-1].id: path[-1] for path in block.column_paths}
        return tuple((labels[ref], block.cell_id(row.id or "", ref)) for ref in sums if ref in labels)

    def lacking(self, total: str, items: Iterable[str]) -> list[str]:
        """Which parts of a total some figures leave out, by the sum that they leave least of; none where no sum of it
        is known.

        Args:
            total: id of a cell or a derived figure. items: ids of figures: cells, sums of groups, derived figures.
        """
        told = {cell for id in items for cell in (id, *self._rows_of(id))}
        sums = [tuple(item.sum) for item in self.derived if item.id == total]
        sums += [
            tuple(cell for cell, _, _ in instance.left)
            for identity in self.identities
            if identity.computes and not identity.compares_years
            for instance in self._instances(identity)
            if [cell for cell, _, _ in instance.right] == [total]
        ]
        lacking = [[part for part in parts if part not in told] for parts in sums]
        return min(lacking, key=len, default=[])

    def _rows_of(self, id: str) -> tuple[str, ...]:
        return tuple(cell for _, cell in self.divided(id, "rows"))

    def figure(self, role: str) -> str:
        """This edition's id of the figure that rules know by a name; empty where it has none."""
        return self.figures.get(role, "")

    def aspects_of(self, section: str) -> tuple[Aspect, ...]:
        """The aspects that are written in a section."""
        first = self.sections[0].id
        return tuple(aspect for aspect in self.aspects if (aspect.section or first) == section)

    def same_cells(self, then: Form) -> dict[str, str]:
        """The cells that mean the same in an edition: this one's id → that one's; none where it is not the one before.

        Args:
            then: this edition, or another of its kind.
        """
        if then.edition == self.edition:
            return {id: id for id in self.cells}
        if self.before is None or self.before.edition != then.edition:
            return {}
        names = {id: name for name, id in self.figures.items() if id in self.cells}
        same = {id for id, cell in self.cells.items() if cell.block in self.before.blocks} | {*self.before.cells}
        found = {id: then.figure(names[id]) for id in self.cells if id in same}
        return {id: was for id, was in found.items() if was in then.cells}

    def role_of_section(self, id: str) -> str:
        """What rules know a section by; the id itself where it is none of the form's (``preamble``)."""
        return self._roles.get(id, id)

    @cached_property
    def _roles(self) -> dict[str, str]:
        return {section.id: section.known_as for section in self.sections}

    def role_of_aspect(self, id: str | None) -> str:
        """What rules know an aspect by; empty for none."""
        return next((aspect.known_as for aspect in self.aspects if aspect.id == id), id or "")

    def section_ids(self, *roles: str) -> tuple[str, ...]:
        """The sections with these roles; a name that is no section's (``preamble``, ``body``) stays as it is."""
        known = self._ids
        return tuple(known.get(role, role) for role in roles)

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {section.known_as: section.id for section in self.sections}

    @cached_property
    def headings(self) -> tuple[tuple[str, str], ...]:
        """Every title of a section, the official one first, with the section's id."""
        return tuple((title, section.id) for section in self.sections for title in section.names)

    @cached_property
    def instances(self) -> dict[str, tuple[Instance, ...]]:
        """By identity: it, repeated over its block's columns or rows."""
        return {identity.id: tuple(self._instances(identity)) for identity in self.identities}

    @cached_property
    def carried(self) -> dict[str, str]:
        """Cells that are by definition what a cell was last year, to that cell's id."""
        return {
            instance.left[0][0]: instance.right[0][0]
            for identity in self.identities
            if identity.op == "=" and identity.severity == "error"
            for instance in self.instances[identity.id]
            if [(sign, last) for _, sign, last in (*instance.left, *instance.right)] == [(1, False), (1, True)]
        }

    def _instances(self, identity: Identity) -> Iterator[Instance]:
        block = self.blocks[identity.block]

        def side(terms: tuple[Term, ...], row: str, column: str) -> tuple[tuple[str, int, bool], ...]:
            return tuple(
                (cell, term.sign, term.last)
                for term in terms
                for cell in self.resolve(block, term, row=row, column=column)
            )

        if identity.each == "block":
            yield Instance(identity, side(identity.left, "", ""), side(identity.right, "", ""), "", "")
            return
        for path in block.column_paths if identity.each == "column" else block.row_paths:
            key = path[-1].id or ""
            row, column = ("", key) if identity.each == "column" else (key, "")
            left, right = side(identity.left, row, column), side(identity.right, row, column)
            yield Instance(identity, left, right, path[-1].label, key)

    def table(self, id: str) -> Table:
        """The table with an id; KeyError when there is none."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(id)

    def section(self, id: str) -> Heading:
        """The section with an id; KeyError when there is none."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(id)

    def covers(self, year: int) -> bool:
        """Whether this edition is the one for a report year."""
        return self.years.first <= year and (self.years.last is None or year <= self.years.last)

    def resolve(self, block: Block, term: Term, *, row: str = "", column: str = "") -> list[str]:
        """The cells a term stands for, in one row or column; a group stands for its leaves."""
        group = block.groups.get(term.ref)
        refs = [leaf.id or "" for leaf in group.leaves()] if group else [term.ref]
        if column:
            return [block.cell_id(ref, column) for ref in refs]
        return [block.cell_id(row, ref) for ref in refs]
