"""Edits of a draft as Word would bring them back, without Word: paragraphs of text and their bookmarks."""

from __future__ import annotations

from nianbao.report import Paragraph, Section, Sentence, Text, bookmark


class Page:
    """A draft's paragraphs as a clerk sees them: ``[section, text, bookmarks]`` rows she may change."""

    def __init__(self, sections: list[Section], *, marked: bool = True) -> None:
        self.sections = sections
        self.unread = {
            item.text for one in sections for lines in one.paragraphs for item in lines.sentences if item.verbatim
        }
        self.rows: list[tuple[str, str, list[str]]] = [
            (section.id, paragraph.text, [bookmark(paragraph.id)] if marked else [])
            for section in sections
            for paragraph in section.paragraphs
        ]

    def returned(self) -> tuple[list[Section], dict[str, list[str]]]:
        """The sections as a reader gives them, and the bookmarks by paragraph."""
        marks: dict[str, list[str]] = {}
        out: list[Section] = []
        number = 0
        for section in self.sections:
            paragraphs = []
            for home, text, names in self.rows:
                if home != section.id or not text.strip():
                    continue
                number += 1
                id = f"d{number}"
                marks[id] = names
                sentence = Sentence(id=f"{id}.1", spans=[Text(text=text)], verbatim=text in self.unread)
                paragraphs.append(Paragraph(id=id, sentences=[sentence]))
            out.append(
                Section(
                    id=section.id,
                    heading=section.heading,
                    paragraphs=paragraphs,
                    table=section.table,
                    table_at=len(paragraphs),
                )
            )
        return out, marks

    def text(self) -> list[str]:
        """What stands in each paragraph."""
        return [text for _, text, _ in self.rows if text.strip()]
