"""Text, FactRef, UnitRef, Blank, Guard, Sentence, Paragraph: what a paragraph is made of."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from nianbao.report.location import Location

Origin = Literal["offline", "chat", "clerk", "reviewer", "past"]


HUMAN: tuple[Origin, ...] = ("clerk", "reviewer")
"""Whose words a person answers for: never drafted again, and not held against the notes."""


DELETED = "deleted"
"""``rival`` of a sentence that one person changed and another deleted."""


Support = Literal["supported", "read", "generic", "unsupported", "blank", "unknown"]
"""Whether a sentence rests on its sources; ``read``: by a reading model, its words being others than theirs."""


_PLACES = ("location", "title_lines", "padded", "comments")


class Value(BaseModel):
    """A value whose place in a source takes no part in equality."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine = {key: value for key, value in self.__dict__.items() if key not in _PLACES}
        theirs = {key: value for key, value in other.__dict__.items() if key not in _PLACES}
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]


class Text(Value):
    """Words as they stand; never expanded."""

    type: Literal["text"] = "text"
    text: str

    @property
    def shown(self) -> str:
        """What the reader sees."""
        return self.text


class FactRef(Value):
    """A figure, by the id of its fact, with the value and text it was bound to.

    Attributes:
        text: the figure as code wrote it, measure word included: ``3件``.
        said: how the sentence says it, where it says the same in another form: ``三件``, a note's ``8回`` as ``8次``.
        typed: what a person wrote over it, if she did; shown instead, and a finding.
    """

    type: Literal["fact"] = "fact"
    id: str
    value: Decimal | None = None
    text: str
    said: str | None = None
    typed: str | None = None

    @property
    def shown(self) -> str:
        """What the reader sees."""
        if self.typed is not None:
            return self.typed
        return self.text if self.said is None else self.said


class UnitRef(Value):
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


class Blank(Value):
    """Something a person still has to write (待填).

    Attributes:
        what: what is missing, in the clerk's words.
        basis: why it has to be there. help: how it is to be filled; told beside the report, never in it.
    """

    type: Literal["blank"] = "blank"
    what: str
    basis: str = ""
    help: str = ""

    @property
    def shown(self) -> str:
        """What the reader sees."""
        return f"【待填：{self.what}】"


Span = Annotated[Text | FactRef | UnitRef | Blank, Field(discriminator="type")]


class Guard(Value):
    """A predicate over facts under which a sentence is true.

    ``text`` is its only form: ``requests.new.total = 0``, ``a + b = c``,
    ``trend(requests.new.total) = up``, ``given(handling_fee.notices)`` (filled in, not declared zero with the rest).
    Parsed and judged in ``facts``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    text: str


class Sentence(Value):
    """A sentence (句): spans, what it rests on, and under which figures it is true.

    Attributes:
        id: stable key of what it says (statement id, note id); a re-draft finds it by this.
        sources: ``cell:…``, ``note:…``, ``problem:…``, ``form:…``, ``unit`` or ``clerk``; None when unknown.
        support: whether it rests on its sources; ``generic`` where it says nothing that needs any; ``blank`` while
            it waits for a person.
        stale: why it is no longer true, as found when figures changed; empty while it is.
        doubt: why it rests on nothing, where its support says so.
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
    doubt: str = ""
    verbatim: bool = False
    rival: str = ""

    @property
    def text(self) -> str:
        """What the reader sees."""
        spans = self.spans
        return spans[0].shown if len(spans) == 1 else "".join(span.shown for span in spans)


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


_Made = TypeVar("_Made", bound=Value)


_set = object.__setattr__


_SENTENCE: dict[str, Any] = {name: field.default for name, field in Sentence.model_fields.items()}


_SENTENCE_FIELDS, _TEXT_FIELDS = set(Sentence.model_fields), set(Text.model_fields)


class Piece(NamedTuple):
    """A run of a paragraph's text and the span it came from."""

    start: int
    end: int
    sentence: Sentence
    span: Span


class Paragraph(Value):
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
