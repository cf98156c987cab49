"""What a report is. A draft, a clerk's input and a report published years ago are all a ``Report``.

No validator here rejects what a published report may contain: saying what is wrong is checking's work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from nianbao.kinds.form import DEFAULT_KIND
from nianbao.kinds.profile import Limit, length
from nianbao.report.location import Location
from nianbao.report.spans import DELETED, Paragraph, Sentence, Text, Value
from nianbao.report.unit import Unit

if TYPE_CHECKING:
    from nianbao.kinds.profile import Profile


Stage = Literal["draft", "final", "past"]


class Section(Value):
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


class Cell(Value):
    """A figure of a table: a value or none, its raw text, its place.

    Attributes:
        value: the number; None for a blank, ``/`` or ``-``.
        raw: as it was written; None where nothing was (declared zero, computed).
        state: ``given``, ``zero`` (covered by a declaration that the rest is zero), ``computed``
            (a total left to code), ``blank``.
        unit: a unit written in the cell (``251000元``), where the form gives none.
        typed: what a person wrote in the Word file's table where it is more than a figure, or none; shown instead.
        rival: what the input, or another Word file, has where it was changed to another figure as well; empty once
            one of them is chosen. versions: which of these stands where, and who wrote it, in words.
    """

    value: Decimal | None = None
    raw: str | None = None
    state: Literal["given", "zero", "computed", "blank"] = "given"
    unit: str = ""
    typed: str | None = None
    rival: str = ""
    versions: str = ""
    location: Location | None = None


class LastYear(Value):
    """Last year's figures.

    Attributes:
        source: the file they were read from, where they were read from one of their own.
    """

    year: int | None = None
    edition: str = ""
    cells: dict[str, Cell] = {}
    text: dict[str, str] = {}
    source: str = ""

    def sections(self) -> list[Section]:
        """Its text as sections; what is held by aspect too stands in the section already."""
        found = []
        for id, text in self.text.items():
            if "." not in id or id.partition(".")[0] not in self.text:
                paragraphs = [
                    Paragraph(id=f"{id}.{number}", sentences=[Sentence(id=f"{id}.{number}.1", spans=[Text(text=line)])])
                    for number, line in enumerate(text.split("\n"), 1)
                ]
                found.append(Section(id=id, paragraphs=paragraphs))
        return found


class Note(Value):
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


class Problem(Value):
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


class TitleLine(Value):
    """A line of the title as it stands in the source: a title may be broken over several."""

    text: str
    location: Location | None = None


class Comment(Value):
    """A comment (批注) in the file, at one block of it; one over several blocks is there once for each.

    Attributes:
        text: what it says. author: who wrote it.
        section, paragraph, cell: ids of what it stands at, as in a finding; all empty for the title.
        location: of the title line, heading, paragraph or cell it stands at.
        start, end: what it covers of that block's text, in code points. done: whether it is marked as resolved.
    """

    text: str
    author: str = ""
    section: str = ""
    paragraph: str = ""
    cell: str = ""
    location: Location | None = None
    start: int = 0
    end: int = 0
    done: bool = False


class Remark(Value):
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


class WordsBeside(Value):
    """Words of a file that stand neither in its text nor in its tables, and are published with them.

    Attributes:
        place: where, in Chinese: 页眉, 页脚, 脚注, 图片的说明文字.
    """

    place: str
    text: str


def _profiles(value: object) -> object:
    """Local requirements as values; their classes are loaded only for a report that has some."""
    if not isinstance(value, list) or not value:
        return value
    from nianbao.kinds.profile import Profile

    return [Profile.model_validate(item) for item in value]


if TYPE_CHECKING:
    Profiles = list[Profile]
else:
    Profiles = Annotated[list[Any], BeforeValidator(_profiles)]


class AlteredLabel(Value):
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


class TableSeen(Value):
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


def each_sentence(sections: Iterable[Section]) -> Iterator[Sentence]:
    """The sentences of sections, in order."""
    return (item for section in sections for paragraph in section.paragraphs for item in paragraph.sentences)


def sentences_changed(sections: Iterable[Section], change: Callable[[Sentence], Sentence]) -> list[Section]:
    """Sections with what ``change`` makes of each sentence in its place; their lists are new ones."""

    def within(paragraph: Paragraph) -> Paragraph:
        return paragraph.model_copy(update={"sentences": [change(item) for item in paragraph.sentences]})

    return [item.model_copy(update={"paragraphs": [within(held) for held in item.paragraphs]}) for item in sections]


class Report(Value):
    """A report, right or wrong, drafted or published.

    Attributes:
        unit, year: None where the text does not say and nobody did.
        kind: id of the kind of report (报告种类).
        edition: of the form: from the labels when read, from the year when drafted; empty if unknown.
        cells: by id of the form's cell. A cell of the form that is not here is missing.
        tables: the tables present; empty where the input has figures but no tables as such.
        contact: labels and values printed at the end of the preamble (联系电话 …), as given.
        date: the date it was made (成文日期), as printed.
        detail: how much its accounts tell, where its office chose it. measures: likewise where measures stand.
            points: likewise whether what notes tell is numbered.
        profile_names: the local requirements (地方要求) that the input names, as typed: names, files, or 无.
        profiles: those that hold for it, as they were when it was read or drafted.
        structured: whether it was read from figures and notes (input), not from a finished text.
        title_lines: the title as the source breaks it; empty where it stands on one line of its own making.
        padded: places where a line of the source ends in a no-break or full-width space.
        beside: words in headers, footers, notes and descriptions of pictures.
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
    detail: Literal["", "简", "中", "详"] = ""
    measures: Literal["", "分列", "对应"] = ""
    points: Literal["", "一是"] = ""
    profile_names: list[str] = []
    profiles: Profiles = []
    structured: bool = False
    title_lines: list[TitleLine] = []
    padded: list[Location] = []
    beside: list[WordsBeside] = []
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
        return list(each_sentence(self.sections))

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
    "doubt",
    "verbatim",
    "rival",
    "versions",
    "basis",
    "help",
    "detail",
    "measures",
    "points",
    "unit",
    "guards",
    "aspect",
    "raised",
    "raw",
    "altered",
    "unread",
    "kept",
    "beside",
    "done",
    "profile_names",
    "profiles",
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


def limits_of(report: Report) -> list[Limit]:
    """How long sections may be at most, by the local requirements that hold for a report and whose words were read."""
    unit = report.unit
    return [
        limit
        for profile in report.profiles
        for limit in profile.limits
        if limit.most is not None
        and profile.read(limit) != "seen"
        and unit is not None
        and limit.is_for(unit.kind, unit.nearest)
    ]


def section_length(section: Section, limit: Limit) -> int:
    """Characters of a section: neither its title nor tables count, nor what is still to be filled in."""
    words = (
        sentence.text
        for paragraph in section.paragraphs
        if limit.headings or paragraph.role != "heading"
        for sentence in paragraph.sentences
        if sentence.support != "blank"
    )
    return length("\n".join(words), limit.count)
