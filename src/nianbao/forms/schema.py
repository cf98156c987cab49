"""The classes an edition file is read into: a statutory form as a value.

A form has sections, aspects, tables, identities between their figures, and the sentences that rest on
figures alone. Nothing here knows a particular edition; see ``2019.yaml`` and ``2021.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

__all__ = [
    "Aspect",
    "Block",
    "CellForm",
    "Derived",
    "Form",
    "Heading",
    "Identity",
    "More",
    "Node",
    "Parts",
    "Required",
    "Statement",
    "Table",
    "Term",
]

CellKind = Literal["count", "signed", "money"]
Severity = Literal["error", "warning", "info"]


def _text(value: object) -> object:
    """Take the YAML scalars that look like booleans or numbers as the text they were written as."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_text)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Node(_Data):
    """A label of a table's head or side; a leaf is a column or row of figures.

    Attributes:
        id: the key of a leaf, or of a group whose sum is a fact; None for a label that only groups.
        label: byte for byte as the form prints it.
        name: how a sentence calls it; the label when empty and ``short`` is not given.
        short: how a breakdown calls it (``name`` by default).
        aliases: further labels accepted when reading, never written.
        kind: of a column leaf: ``count``, ``signed`` (a change, may be negative) or ``money``.
        measure: measure word or unit of the figures, empty where the form gives none.
        help: what to fill in here, for the workbook's comments.
    """

    id: str | None = None
    label: Text
    name: str | None = None
    short: str | None = None
    aliases: tuple[Text, ...] = ()
    kind: CellKind = "count"
    measure: str | None = None
    help: str = ""
    children: tuple[Node, ...] = ()

    @property
    def leaf(self) -> bool:
        """Whether this is a row or column of figures."""
        return not self.children

    def leaves(self) -> Iterator[Node]:
        """The leaves under this node, itself if it is one, in order."""
        if self.leaf:
            yield self
        for child in self.children:
            yield from child.leaves()

    def paths(self) -> Iterator[tuple[Node, ...]]:
        """The path from this node down to each leaf, both included."""
        if self.leaf:
            yield (self,)
        for child in self.children:
            for path in child.paths():
                yield (self, *path)

    def depth(self) -> int:
        """Levels of labels from here down; 1 for a leaf."""
        return 1 + max((child.depth() for child in self.children), default=0)

    def groups(self) -> Iterator[Node]:
        """Every node with an id and children, here and below."""
        if self.children and self.id:
            yield self
        for child in self.children:
            yield from child.groups()


class CellForm(_Data):
    """A cell of a form: where it stands and what it counts.

    Attributes:
        id: ``block.row.column`` without empty parts: ``requests.new.total``.
        rows: labels from the side, outermost first.
        columns: labels from the head, outermost first.
    """

    id: str
    table: str
    block: str
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    measure: str
    kind: CellKind
    label: str
    name: str

    @property
    def row(self) -> str:
        """The row's id."""
        return self.rows[-1].id or ""

    @property
    def column(self) -> str:
        """The column's id."""
        return self.columns[-1].id or ""


class Block(_Data):
    """A head and its rows; a table is one or more blocks, one under the other.

    Attributes:
        title: a full-width title row, or None.
        corner: the text above the row labels.
        label_columns: how many columns the row labels take.
        measure: measure word where a column gives none.
    """

    id: str
    title: Text | None = None
    corner: Text = ""
    label_columns: int = Field(default=1, ge=0, le=5)
    measure: str = ""
    columns: tuple[Node, ...]
    rows: tuple[Node, ...]

    @cached_property
    def row_paths(self) -> tuple[tuple[Node, ...], ...]:
        """Each row's labels, outermost first."""
        return tuple(path for node in self.rows for path in node.paths())

    @cached_property
    def column_paths(self) -> tuple[tuple[Node, ...], ...]:
        """Each column's labels, outermost first."""
        return tuple(path for node in self.columns for path in node.paths())

    @property
    def head_depth(self) -> int:
        """How many rows the head takes."""
        return max(node.depth() for node in self.columns)

    @cached_property
    def groups(self) -> dict[str, Node]:
        """Groups of rows or columns whose sum is a fact, by id."""
        return {group.id: group for node in (*self.rows, *self.columns) for group in node.groups() if group.id}

    def cell_id(self, row: str, column: str) -> str:
        """The id of the cell in a row and column, both given by id."""
        return ".".join(part for part in (self.id, row, column) if part)

    def cells(self, table: str) -> Iterator[CellForm]:
        """The block's cells, row by row."""
        for rows in self.row_paths:
            for columns in self.column_paths:
                row, column = rows[-1], columns[-1]
                labels = [node.label for node in (*rows, *columns) if node.label]
                row_name = row.label if row.name is None else row.name
                column_name = column.label if column.name is None else column.name
                yield CellForm(
                    id=self.cell_id(row.id or "", column.id or ""),
                    table=table,
                    block=self.id,
                    rows=rows,
                    columns=columns,
                    measure=self.measure if column.measure is None else column.measure,
                    kind=column.kind,
                    label=" · ".join(([self.title] if self.title else []) + labels),
                    name=f"{row_name}（{column_name}）" if row_name and column_name else row_name or column_name,
                )

    @model_validator(mode="after")
    def _ids(self) -> Self:
        for what, paths in (("行", self.row_paths), ("列", self.column_paths)):
            ids = [path[-1].id for path in paths]
            if None in ids or len(set(ids)) != len(ids):
                raise ValueError(f"区块 {self.id} 的每一{what}都要有各不相同的 id")
        if self.row_paths and max(map(len, self.row_paths)) > max(self.label_columns, 1):
            raise ValueError(f"区块 {self.id} 的行标签层数多于 label_columns")
        return self


class Table(_Data):
    """A table of the form, or a group of figures the text must state (``printed: false``)."""

    id: str
    section: str
    name: str
    printed: bool = True
    blocks: tuple[Block, ...]


class Heading(_Data):
    """A section (部分) of the report: its official title, accepted variants, the table it holds."""

    id: str
    title: Text
    aliases: tuple[Text, ...] = ()
    table: str | None = None
    parts: tuple[Text, ...] = ()


class Aspect(_Data):
    """One of the things section 一 must cover (方面).

    Attributes:
        topics: words by which a text is seen to cover it.
        concrete: what a note should say to make it concrete.
        figures_first: whether sentences on figures come before those on notes.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    concrete: str = ""
    figures_first: bool = False


class Required(_Data):
    """An item the law requires; without a note it is a blank in the draft."""

    id: str
    label: str
    section: str
    aspect: str | None = None
    applies: Literal["all", "government"] = "all"
    topics: tuple[str, ...]
    blank: str
    basis: str


class Term(_Data):
    """A term of an identity: a row, column or group (or a cell), with a sign, of this year or last."""

    ref: str
    sign: Literal[1, -1] = 1
    last: bool = False

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read ``carry_in``, ``-repealed`` or ``last:carry_out``."""
        sign: Literal[1, -1] = 1
        if text.startswith("-"):
            sign, text = -1, text[1:]
        last = text.startswith("last:")
        return cls(ref=text.removeprefix("last:"), sign=sign, last=last)


def _terms(value: object) -> object:
    if isinstance(value, list | tuple):
        return [Term.parse(item) if isinstance(item, str) else item for item in value]
    return value


Terms = Annotated[tuple[Term, ...], BeforeValidator(_terms)]


class Identity(_Data):
    """A relation between figures (勾稽关系), as data; nothing is evaluated as code.

    Attributes:
        id: the field's name of it (``T3-BAL``).
        code: the rule that reports it.
        each: repeat for each column (terms name rows), each row (terms name columns), or once for
            the block (terms name cells as ``row.column``).
        computes: the term on the right that code may fill when the form left it to be summed.
    """

    id: str
    code: str
    block: str
    each: Literal["row", "column", "block"]
    left: Terms
    op: Literal["=", "<=", ">="]
    right: Terms
    severity: Severity
    basis: str
    computes: str | None = None

    @property
    def compares_years(self) -> bool:
        """Whether a term is last year's."""
        return any(term.last for term in (*self.left, *self.right))


class More(_Data):
    """A clause that joins a statement when its guards hold."""

    when: tuple[str, ...] = ()
    text: str


class Parts(_Data):
    """A breakdown into the facts that are not zero.

    Attributes:
        items: facts, in the order they are named.
        total: the fact they must add up to; without one, every non-zero item is named.
        each: pattern of an item, with ``{name}`` and ``{value}``.
        lead: what joins the breakdown to the sentence.
        only: pattern when a single item makes up the total; ``one`` when moreover it is 1.
    """

    items: tuple[str, ...]
    total: str | None = None
    each: str
    lead: str = ""
    only: str = ""
    one: str = ""


class Statement(_Data):
    """A sentence that rests on figures alone, with the guards under which it is true.

    ``otherwise`` names statements: a ``blank`` stands where none of them could be said.
    """

    id: str
    section: str
    aspect: str | None = None
    when: tuple[str, ...] = ()
    text: str = ""
    more: tuple[More, ...] = ()
    parts: Parts | None = None
    otherwise: tuple[str, ...] = ()
    blank: str = ""
    basis: str = ""


class Derived(_Data):
    """A fact that is the sum of cells of different blocks or groups."""

    id: str
    sum: tuple[str, ...]
    name: str
    measure: str = ""


class Fixed(_Data):
    """A fixed sentence of the form."""

    id: str
    text: str


class Years(_Data):
    """The report years an edition is for; no last year while it is in force."""

    first: int
    last: int | None = None


class Basis(_Data):
    """The document that lays the form down, and how we know its text."""

    document: str
    number: str
    source: str


class Before(_Data):
    """Which blocks mean the same in the edition before."""

    edition: str
    blocks: tuple[str, ...] = ()


class Nothing(_Data):
    """How a section says that there is nothing to report."""

    section: str
    text: str
    says: tuple[str, ...]
    blank: str


class Form(_Data):
    """A statutory form (格式), one edition (版本) of it."""

    edition: Text
    name: str
    years: Years
    basis: Basis
    before: Before | None = None
    marks: tuple[str, ...] = ()
    title: str
    preamble: tuple[Fixed, ...] = ()
    sections: tuple[Heading, ...]
    aspects: tuple[Aspect, ...]
    required: tuple[Required, ...] = ()
    tables: tuple[Table, ...]
    derived: tuple[Derived, ...] = ()
    identities: tuple[Identity, ...] = ()
    statements: tuple[Statement, ...] = ()
    nothing: Nothing | None = None

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Every block by id."""
        return {block.id: block for table in self.tables for block in table.blocks}

    @cached_property
    def cells(self) -> dict[str, CellForm]:
        """Every cell by id, in the form's order."""
        return {cell.id: cell for table in self.tables for block in table.blocks for cell in block.cells(table.id)}

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

    @model_validator(mode="after")
    def _refs(self) -> Self:
        sections = {section.id for section in self.sections}
        tables = {table.id for table in self.tables}
        ids = [cell.id for table in self.tables for block in table.blocks for cell in block.cells(table.id)]
        if len(ids) != len(set(ids)):
            raise ValueError("单元格 id 有重复")
        for section in self.sections:
            if section.table is not None and section.table not in tables:
                raise ValueError(f"部分 {section.id} 的表 {section.table} 不存在")
        for id, section_id in (
            *((item.id, item.section) for item in self.tables),
            *((item.id, item.section) for item in self.required),
            *((item.id, item.section) for item in self.statements),
        ):
            if section_id not in sections:
                raise ValueError(f"{id} 所在的部分 {section_id} 不存在")
        for identity in self.identities:
            block = self.blocks.get(identity.block)
            if block is None:
                raise ValueError(f"勾稽关系 {identity.id} 的区块 {identity.block} 不存在")
            for term in (*identity.left, *identity.right):
                row = block.row_paths[0][-1].id or ""
                column = block.column_paths[0][-1].id or "" if identity.each == "column" else ""
                for cell in self.resolve(block, term, row="" if identity.each == "block" else row, column=column):
                    if cell not in self.cells:
                        raise ValueError(f"勾稽关系 {identity.id} 的项 {term.ref} 不存在")
        return self
