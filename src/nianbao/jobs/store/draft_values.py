"""Data model of 草稿.json: the draft, its Word files, edited cells, decisions, suggestions, kept parts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from nianbao.checking.silence import Dismissed
from nianbao.drafting import Advice, Draft, Dropped
from nianbao.report import Report

SCHEMA = 3


class _Kept(BaseModel):
    """A value in the draft file."""

    model_config = ConfigDict(extra="forbid")


class CellStep(_Kept, frozen=True):
    """One change of a figure in a Word file's table.

    Attributes:
        was, raw: before and after. who, when: of the tracked change it was made in; empty where it was made directly.
        file: the Word file's name. sha256: its hash, by which the record says when it was taken back.
    """

    was: str
    raw: str
    who: str = ""
    when: str = ""
    file: str = ""
    sha256: str = ""

    @property
    def by(self) -> str:
        """Who made it, and in which file, in words."""
        return f"{self.who}在 {self.file} 中" if self.who and self.file else self.who or f"{self.file or 'Word'} 中"


class CellEdit(_Kept):
    """A figure the clerk changed in the Word file's table.

    Attributes:
        raw: what she typed. was: what our table had.
        rival: what another Word file, edited from the same draft, has in its place; empty once one is chosen.
        steps: all changes of the figure that were taken back, oldest first; an older program kept none.
    """

    raw: str
    was: str
    rival: str = ""
    steps: list[CellStep] = []


class WordDecision(_Kept):
    """What a person decided on some words in Word.

    Attributes:
        kind: ``changed``, ``added`` or ``removed`` by her own hand in tracked changes; ``confirmed`` where she found
            true what rested on nothing; ``accepted`` or ``rejected`` where it was our suggestion.
        who, when: as Word has them; empty for a suggestion, of which Word does not keep who settled it.
        before, after: the words. sentence: id of the sentence; empty for a heading, the title or a figure.
    """

    kind: Literal["changed", "added", "removed", "confirmed", "accepted", "rejected"]
    who: str = ""
    when: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""


class Suggested(_Kept):
    """A change we suggested in an exported Word file: the words before and after, and which export it was."""

    before: str
    after: str
    sentence: str = ""
    export: str = ""


class KeptComment(_Kept):
    """A person's comment (批注) in a Word file that was taken back.

    Attributes:
        who: its author. text: what it says. section, paragraph, cell: ids of what it stands at; all empty for the
            title or where the draft no longer has it. quote: the words it stands at.
        done: whether it is marked as resolved (已解决) in Word.
    """

    who: str = ""
    text: str
    section: str = ""
    paragraph: str = ""
    cell: str = ""
    quote: str = ""
    done: bool = False


class KeptMark(_Kept, frozen=True):
    """Words that a person marked by their form in a Word file that was taken back, until it is decided about them.

    Attributes:
        text: the words; empty for a cell without any. how: the mark. cell: id of the table's cell they stand in.
        where: 页眉 or 页脚; empty in the report itself.
    """

    text: str
    how: Literal["标了底色", "隐藏", "划了删除线"] = "标了底色"
    cell: str = ""
    where: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """By which it is the same mark in another file; the words of a cell may be in part."""
        return self.text, self.how, self.cell or self.where


def _mark(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class FileState(_Kept):
    """A file we wrote: its hash now, and the hashes it may still have after a crash.

    Attributes:
        sha256: as last written or taken back; earlier: of versions of ours that it replaced.
        taken: whether the bytes are the clerk's, taken back; such a file is kept before it is replaced.
        base: name in the history of what the file held when it was last taken back; its further edits are
            told from that. base_version: the draft version, and export, that the file says it is.
    """

    sha256: str
    earlier: list[str] = []
    taken: bool = False
    base: str = ""
    base_version: str = ""


class KeptPicture(_Kept):
    """A picture that a person put into the Word file.

    Attributes:
        source: name in the history of the file that has it. index: counts the file's pictures from 0.
        at: id of the paragraph that it belongs to; ``heading:`` and a section's, ``signature:`` and a line's number.
        where: see ``writing.docx_pictures``.
    """

    source: str
    index: int
    at: str
    where: Literal["start", "end", "after"]


class DraftFile(BaseModel):
    """The content of 草稿.json.

    Attributes:
        id: of the job, opaque; version: counts the drafts; saved: how often the file was written, 0 by an older
            program. The Word file carries ``id-version``.
        input, input_sha256: the clerk's file, relative to the folder, and its hash when drafted.
        report: the draft with every sentence, span, source and guard.
        failures: parts that the engine could not write, with the reason; unverified:
            those that no model read again. record_sha256: of 记录.jsonl behind it.
        deleted: keys of sentences the clerk deleted; they are not drafted again.
        touched: sections the clerk changed the order or the words of.
        title: the clerk's own title, if she changed it. headings: likewise by section.
        date: the date she wrote in the Word file, empty where she deleted it; None where she left ours.
        dismissed: findings the clerk set aside, with her reasons.
        decisions: what people decided in Word, oldest first. comments: theirs, as last taken back. suggested: what
            exports suggested and nobody has decided yet.
        current: name of the Word file with the newest draft, where that is not 年报.docx: it could not be written.
        highlighted: words that a person had highlighted, hidden or struck out in a Word file that was taken back; plain
            words by an older program.
        furniture: name in the history of the Word file whose headers and footers are used; empty for ours.
        pictures: of a Word file that was taken back, which go into the next one.
        left_out: what of the Word file taken back last no draft holds, in words; left_in: its name in the history.
        cells: figures changed in the Word file. basis: hash of each source when it was drafted from.
        by_hand: what somebody changed in the file itself since the last draft, a line each: in no Word file yet.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_: int = Field(default=SCHEMA, alias="schema")
    id: str
    version: int = 1
    saved: int = 0
    input: str = ""
    input_sha256: str = ""
    engine: str = "offline"
    prompts: dict[str, str] = {}
    report: Report
    unused: list[str] = []
    dropped: list[Dropped] = []
    advice: list[Advice] = []
    failures: dict[str, str] = {}
    unverified: dict[str, str] = {}
    record_sha256: str = ""
    deleted: list[str] = []
    touched: list[str] = []
    title: str = ""
    date: str | None = None
    headings: dict[str, str] = {}
    cells: dict[str, CellEdit] = {}
    basis: dict[str, str] = {}
    dismissed: list[Dismissed] = []
    decisions: list[WordDecision] = []
    comments: list[KeptComment] = []
    suggested: list[Suggested] = []
    furniture: str = ""
    pictures: list[KeptPicture] = []
    left_out: list[str] = []
    left_in: str = ""
    files: dict[str, FileState] = {}
    current: str = ""
    highlighted: list[Annotated[KeptMark, BeforeValidator(_mark)]] = []
    by_hand: list[str] = []

    @property
    def draft_id(self) -> str:
        """What the Word file carries."""
        return f"{self.id}-{self.version}"

    def as_draft(self) -> Draft:
        """The drafting side of it."""
        return Draft(
            report=self.report,
            engine=self.engine,
            unused=self.unused,
            dropped=self.dropped,
            advice=self.advice,
            read=[sentence for sentence in self.report.sentences() if sentence.verbatim],
            prompts=self.prompts,
            failures=self.failures,
            unverified=self.unverified,
        )
