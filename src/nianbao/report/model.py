"""What a report is. A draft, a clerk's input and a report published years ago are all a ``Report``.

No validator here rejects what a published report may contain: saying what is wrong is checking's work.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from nianbao.kinds.form import DEFAULT_KIND
from nianbao.report.location import Location
from nianbao.report.unit import Unit

__all__ = [
    "DELETED",
    "HUMAN",
    "AlteredLabel",
    "Blank",
    "Cell",
    "Comment",
    "FactRef",
    "Guard",
    "LastYear",
    "Note",
    "Origin",
    "Paragraph",
    "Piece",
    "Problem",
    "Remark",
    "Report",
    "Section",
    "Sentence",
    "Span",
    "Stage",
    "TableSeen",
    "Text",
    "TitleLine",
    "UnitRef",
    "as_read",
    "compact",
]

Origin = Literal["offline", "chat", "clerk", "reviewer", "past"]
HUMAN: tuple[Origin, ...] = ("clerk", "reviewer")
"""Whose words a person answers for: never drafted again, and not held against the notes."""
DELETED = "deleted"
"""``rival`` of a sentence that one person changed and another deleted."""
Stage = Literal["draft", "final", "past"]
Support = Literal["supported", "generic", "unsupported", "blank", "unknown"]


_PLACES = ("location", "title_lines", "padded", "comments")


class _Value(BaseModel):
    """A value whose place in a source takes no part in equality."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine = {key: value for key, value in self.__dict__.items() if key not in _PLACES}
        theirs = {key: value for key, value in other.__dict__.items() if key not in _PLACES}
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]


class Text(_Value):
    """Words as they stand; never expanded."""

    type: Literal["text"] = "text"
    text: str

    @property
    def shown(self) -> str:
        """What the reader sees."""
        return self.text


class FactRef(_Value):
    """A figure, by the id of its fact, with the value and text it was bound to.

    Attributes:
        text: the figure as code wrote it, measure word included: ``3件``.
        typed: what a person wrote over it, if she did; shown instead, and a finding.
    """

    type: Literal["fact"] = "fact"
    id: str
    value: Decimal | None = None
    text: str
    typed: str | None = None

    @property
    def shown(self) -> str:
        """What the reader sees."""
        return self.text if self.typed is None else self.typed


class UnitRef(_Value):
    """The unit's name, self-reference, organ, Party organ, scope word, or a year.

    Attributes:
        id: ``unit``, ``self``, ``organ``, ``party``, ``scope``, ``year`` or ``next_year``.
    """

    type: Literal["unit"] = "unit"
    id: str
    text: str

    @property
    def shown(self) -> str:
        """What the reader sees."""
        return self.text


class Blank(_Value):
    """Something a person still has to write (待填).

    Attributes:
        what: what is missing, in the clerk's words.
        basis: why it has to be there.
    """

    type: Literal["blank"] = "blank"
    what: str
    basis: str = ""

    @property
    def shown(self) -> str:
        """What the reader sees."""
        return f"【待填：{self.what}】"


Span = Annotated[Text | FactRef | UnitRef | Blank, Field(discriminator="type")]


class Guard(_Value):
    """A predicate over facts under which a sentence is true.

    ``text`` is its only form: ``requests.new.total = 0``, ``a + b = c``,
    ``trend(requests.new.total) = up``. Parsed and judged in ``facts``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    text: str


class Sentence(_Value):
    """A sentence (句): spans, what it rests on, and under which figures it is true.

    Attributes:
        id: stable key of what it says (statement id, note id); a re-draft finds it by this.
        sources: ``cell:…``, ``note:…``, ``problem:…``, ``form:…``, ``unit`` or ``clerk``; None when unknown.
        support: whether it rests on its sources; ``generic`` where it says nothing that needs any; ``blank`` while
            it waits for a person.
        stale: why it is no longer true, as found when figures changed; empty while it is.
        verbatim: whether a person's own words were taken over and want reading.
        rival: what versions of one sentence that two people changed have in common; ``DELETED`` where one of them
            deleted it. Open while another version stands, or until a person keeps the sentence.
    """

    id: str
    spans: list[Span]
    sources: list[str] | None = None
    guards: list[Guard] = Field(default_factory=list)  # a default is copied for each of thousands of sentences
    support: Support = "unknown"
    origin: Origin = "past"
    stale: str = ""
    verbatim: bool = False
    rival: str = ""

    @property
    def text(self) -> str:
        """What the reader sees."""
        return "".join(span.shown for span in self.spans)


def as_read(id: str, text: str) -> Sentence:
    """A sentence of a finished text, its words as they stand and nothing known of it.

    The same as ``Sentence(id=id, spans=[Text(text=text)])``, made without validation of what needs none: a report has
    thousands, and they are a third of the time it takes to read it.
    """
    words = _unchecked(Text, _TEXT_FIELDS, {"type": "text", "text": text})
    return _unchecked(Sentence, _SENTENCE_FIELDS, {**_SENTENCE, "id": id, "spans": [words], "guards": []})


def _unchecked(kind: type[_Made], names: set[str], fields: dict[str, Any]) -> _Made:
    made = kind.__new__(kind)
    _set(made, "__dict__", fields)
    _set(made, "__pydantic_fields_set__", names)  # every field is in them already: one set does for all
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


_Made = TypeVar("_Made", bound=_Value)
_set = object.__setattr__
_SENTENCE: dict[str, Any] = {name: field.default for name, field in Sentence.model_fields.items()}
_SENTENCE_FIELDS, _TEXT_FIELDS = set(Sentence.model_fields), set(Text.model_fields)


class Piece(NamedTuple):
    """A run of a paragraph's text and the span it came from."""

    start: int
    end: int
    sentence: Sentence
    span: Span


class Paragraph(_Value):
    """A paragraph: sentences, and the place it was read at.

    Attributes:
        id: stable within its report; the name of its Word bookmark comes from it.
        role: ``heading`` for a sub-heading (its level in ``level``: 2 for （一）, 3 for 1.), else ``body``.
        aspect: the aspect of section 一 it belongs to, where known.
        marked: an ordinal that the writer puts before it is part of the text, never added.
    """

    id: str
    role: Literal["body", "heading"] = "body"
    level: int = 0
    aspect: str | None = None
    sentences: list[Sentence] = []
    location: Location | None = None

    @property
    def text(self) -> str:
        """What the reader sees."""
        return "".join(sentence.text for sentence in self.sentences)

    def pieces(self) -> list[Piece]:
        """The spans in order, each with its offsets in ``text``."""
        pieces: list[Piece] = []
        at = 0
        for sentence in self.sentences:
            for span in sentence.spans:
                end = at + len(span.shown)
                pieces.append(Piece(at, end, sentence, span))
                at = end
        return pieces

    def at(self, offset: int) -> Piece | None:
        """The piece an offset of ``text`` falls in; None beyond the end."""
        pieces = [piece for piece in self.pieces() if piece.end > piece.start]
        index = bisect_right([piece.start for piece in pieces], offset) - 1
        if 0 <= index < len(pieces) and offset < pieces[index].end:
            return pieces[index]
        return None


class Section(_Value):
    """A section (部分).

    Attributes:
        id: the form's id of it; ``preamble`` before the first heading; ``""`` where unknown.
        heading: as it stands in the report; empty for the preamble.
        table: id of the table it holds, or None.
        table_at: how many of its paragraphs stand before the table.
    """

    id: str
    heading: str = ""
    paragraphs: list[Paragraph] = []
    table: str | None = None
    table_at: int = 0
    location: Location | None = None


class Cell(_Value):
    """A figure of a table: a value or none, its raw text, its place.

    Attributes:
        value: the number; None for a blank, ``/`` or ``-``.
        raw: as it was written; None where nothing was (declared zero, computed).
        state: ``given``, ``zero`` (covered by a declaration that the rest is zero), ``computed``
            (a total left to code), ``blank``.
        unit: a unit written in the cell (``251000元``), where the form gives none.
        typed: what a person wrote in the Word file's table where it is more than a figure, or none; shown instead.
        rival: what the input has where it was changed to another figure as well; empty once one of them is chosen.
    """

    value: Decimal | None = None
    raw: str | None = None
    state: Literal["given", "zero", "computed", "blank"] = "given"
    unit: str = ""
    typed: str | None = None
    rival: str = ""
    location: Location | None = None


class LastYear(_Value):
    """Last year's figures.

    Attributes:
        source: the file they were read from, where they were read from one of their own.
    """

    year: int | None = None
    edition: str = ""
    cells: dict[str, Cell] = {}
    text: dict[str, str] = {}
    source: str = ""


class Note(_Value):
    """A work note (素材): one thing done, by column or as free text.

    Attributes:
        id: stable: a hidden column of the workbook, ``id:`` in YAML, else from the content.
        aspect: the aspect it belongs to; ``other`` for section 六.
        what: 做了什么. object: 对象或内容. quantity: 数量. time: 时间. channel: 渠道. result: 结果.
        text: free text, used as written.
        item: the required item it answers (``assessment`` …), where said.
    """

    id: str
    aspect: str
    what: str = ""
    object: str = ""
    quantity: str = ""
    time: str = ""
    channel: str = ""
    result: str = ""
    text: str = ""
    item: str = ""
    location: Location | None = None

    @property
    def words(self) -> str:
        """Everything the clerk wrote in it."""
        return " ".join(
            part
            for part in (self.time, self.channel, self.what, self.object, self.quantity, self.result, self.text)
            if part
        )


class Problem(_Value):
    """A problem with its measure.

    Attributes:
        problem: 问题. cause: 表现或原因. measure: 措施. owner: 负责. deadline: 时限.
        raised: whether last year's report already named it; None where not said.
    """

    id: str
    problem: str
    cause: str = ""
    measure: str = ""
    owner: str = ""
    deadline: str = ""
    raised: bool | None = None
    location: Location | None = None


class TitleLine(_Value):
    """A line of the title as it stands in the source: a title may be broken over several."""

    text: str
    location: Location | None = None


class Comment(_Value):
    """A comment (批注) in the file, at one block of it; one over several blocks is there once for each.

    Attributes:
        text: what it says. author: who wrote it.
        section, paragraph, cell: ids of what it stands at, as in a finding; all empty for the title.
        location: of the title line, heading, paragraph or cell it stands at.
        start, end: what it covers of that block's text, in code points.
    """

    text: str
    author: str = ""
    section: str = ""
    paragraph: str = ""
    cell: str = ""
    location: Location | None = None
    start: int = 0
    end: int = 0


class Remark(_Value):
    """What could not be read, or was read otherwise than it stands, in Chinese; and where it stands.

    Attributes:
        kept: whether what it tells of is in the report all the same.
    """

    text: str
    location: Location | None = None
    kept: bool = False

    def __str__(self) -> str:
        return self.text


def _remark(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Remarks = list[Annotated[Remark, BeforeValidator(_remark)]]


class AlteredLabel(_Value):
    """A label of a table that is not the form's, though it was certain which one is meant.

    Attributes:
        axis: what it labels. found: as it stands. meant: the form's own.
        edition: of the form whose label it is, where it is another edition's; empty for a misprint.
    """

    axis: Literal["row", "column", "title"]
    found: str
    meant: str
    edition: str = ""
    location: Location | None = None


class TableSeen(_Value):
    """A table found in a report.

    Attributes:
        id: the form's id of it.
        confidence: 0 to 1, how surely its figures were matched to the form's cells.
        remarks: what of it could not be read.
        altered: labels read for others. unread: ids of cells that may well be filled, but were not read (why is in
            ``remarks``): nobody may call them empty.
    """

    id: str
    confidence: float = Field(default=1.0, ge=0, le=1)
    remarks: Remarks = []
    altered: list[AlteredLabel] = []
    unread: list[str] = []
    location: Location | None = None


class Report(_Value):
    """A report, right or wrong, drafted or published.

    Attributes:
        unit, year: None where the text does not say and nobody did.
        kind: id of the kind of report (报告种类).
        edition: of the form: from the labels when read, from the year when drafted; empty if unknown.
        cells: by id of the form's cell. A cell of the form that is not here is missing.
        tables: the tables present; empty where the input has figures but no tables as such.
        contact: labels and values printed at the end of the preamble (联系电话 …), as given.
        date: the date it was made (成文日期), as printed.
        structured: whether it was read from figures and notes (input), not from a finished text.
        title_lines: the title as the source breaks it; empty where it stands on one line of its own making.
        padded: places where a line of the source ends in a no-break or full-width space.
        comments: of the Word file it was read from; not part of the report, and never saved with it.
        remarks: what of the file could not be read.
    """

    unit: Unit | None = None
    year: int | None = None
    kind: str = DEFAULT_KIND
    edition: str = ""
    stage: Stage = "past"
    title: str = ""
    sections: list[Section] = []
    cells: dict[str, Cell] = {}
    tables: list[TableSeen] = []
    last: LastYear | None = None
    notes: list[Note] = []
    problems: list[Problem] = []
    contact: dict[str, str] = {}
    date: str = ""
    structured: bool = False
    title_lines: list[TitleLine] = []
    padded: list[Location] = []
    comments: list[Comment] = Field(default=[], exclude=True)
    remarks: Remarks = []
    location: Location | None = None

    def section(self, id: str) -> Section | None:
        """The section with an id, or None."""
        return next((section for section in self.sections if section.id == id), None)

    def paragraphs(self) -> list[tuple[Section, Paragraph]]:
        """Every paragraph with its section, in order."""
        return [(section, paragraph) for section in self.sections for paragraph in section.paragraphs]

    def sentences(self) -> list[Sentence]:
        """Every sentence, in order."""
        return [sentence for _, paragraph in self.paragraphs() for sentence in paragraph.sentences]

    def versions(self, sentence: Sentence) -> list[Sentence]:
        """The other versions that stand of a sentence that two people changed."""
        if sentence.rival in ("", DELETED):
            return []
        alike = [item for item in self.sentences() if item.rival == sentence.rival and item.text.strip()]
        return [item for item in alike if item.id != sentence.id]

    def to_json(self) -> dict[str, Any]:
        """A JSON value that ``model_validate`` reads back equal."""
        compacted: dict[str, Any] = compact(self.model_dump(mode="json"))
        if compacted["kind"] == DEFAULT_KIND:
            del compacted["kind"]  # as it was written when there was one kind only
        return compacted


_LEFT_OUT = (
    "location",
    "title_lines",
    "padded",
    "typed",
    "stale",
    "verbatim",
    "rival",
    "basis",
    "unit",
    "guards",
    "aspect",
    "raised",
    "raw",
    "altered",
    "unread",
    "kept",
)


def compact(value: Any) -> Any:
    """A dumped report without the empty fields that most of its values have."""
    if isinstance(value, dict):
        return {
            key: compact(item)
            for key, item in value.items()
            if not (key in _LEFT_OUT and (item is None or item is False or item == [] or (item == "" and key != "raw")))
        }
    return [compact(item) for item in value] if isinstance(value, list) else value
