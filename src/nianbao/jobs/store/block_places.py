"""Where in a file the blocks of a report stand, also for a draft, which does not know its Word file's places."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.reading.docx import DocxParsed, parse_docx
from nianbao.report import Comment, DocxPlace, Location, Report, bookmark

__all__ = ["Places"]


class Places:
    """Places in a Word file.

    Attributes:
        apart: whether the report is another than the file gives when read alone (a draft with its sources).
    """

    def __init__(self, parsed: DocxParsed | None) -> None:
        self.apart = parsed is not None
        self.blocks: dict[str, list[Location | None]] = {}
        self.marked: dict[str, Location | None] = {}
        self.texts: dict[str, str] = {}
        self.cells: dict[str, Location | None] = {}
        if parsed is not None:
            self._learn(parsed)

    def _learn(self, parsed: DocxParsed) -> None:
        report = parsed.report
        found = [(line.text, line.location) for line in report.title_lines]
        for section in report.sections:
            found.append((section.heading, section.location))
            self.marked[f"heading:{section.id}"] = section.location
            self.texts[f"heading:{section.id}"] = section.heading
            for paragraph in section.paragraphs:
                found.append((paragraph.text, paragraph.location))
                for name in parsed.bookmarks.get(paragraph.id, ()):
                    self.marked[name], self.texts[name] = paragraph.location, paragraph.text
        for text, place in found:
            self.blocks.setdefault(text, []).append(place)
        self.cells = {id: cell.location for id, cell in report.cells.items()}

    @classmethod
    def of(cls, data: bytes, suffix: str, where: str, report: Report) -> Places:
        """The places of a report in a file.

        Args:
            data: the file. suffix: of its name. where: how errors name it. report: what was checked.
        """
        if suffix != ".docx" or _has_places(report):
            return cls(None)
        return cls(parse_docx(data, where))

    def again(self, data: bytes, report: Report) -> Places:
        """The same after the file was changed."""
        return Places.of(data, ".docx" if self.apart else "", "年报.docx", report)

    def location(self, section: str, paragraph: str, block: str, known: Location | None) -> Location | None:
        """Where a block stands: by its own place, else by our bookmark, else by its text where it stands once.

        Args:
            section, paragraph: its ids, as in a finding. block: its text. known: the place the report has for it.
        """
        if not self.apart or isinstance(known, DocxPlace):
            return known
        for name in (bookmark(paragraph) if paragraph else "", f"heading:{section}" if not paragraph else ""):
            if name and self.texts.get(name) == block:
                return self.marked[name]
        same = self.blocks.get(block, [])
        return same[0] if len(same) == 1 else None

    def comments(self, report: Report, comments: Iterable[Comment]) -> list[Comment]:
        """Comments of the Word file with the ids a draft has for what they stand at; others are left out."""
        ids: dict[Location | None, dict[str, str]] = {self.location("", "", report.title, None): {}}
        for section in report.sections:
            held = [("", section.heading, section.location)]
            held += [(item.id, item.text, item.location) for item in section.paragraphs]
            for paragraph, text, known in held:
                place = self.location(section.id, paragraph, text, known)
                ids[place] = {"section": section.id, "paragraph": paragraph}
        ids |= {place: {"cell": id} for id, place in self.cells.items()}
        return [
            comment.model_copy(update={"section": "", "paragraph": "", "cell": ""} | ids[comment.location])
            for comment in comments
            if comment.location is not None and comment.location in ids
        ]


def _has_places(report: Report) -> bool:
    """Whether the report was read from the Word file itself and from nothing else."""
    drafted = any(sentence.origin != "past" for sentence in report.sentences())
    return not drafted and any(isinstance(item.location, DocxPlace) for _, item in report.paragraphs())
