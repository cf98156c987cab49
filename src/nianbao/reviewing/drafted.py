"""A draft beside its own Word file: paired by our bookmarks, which both know."""

from __future__ import annotations

from nianbao.align.differences import differences
from nianbao.reading.docx import DocxParsed
from nianbao.report import Paragraph, Report, Section, bookmark
from nianbao.reviewing.comparison import Comparison, ParagraphPair, SectionPair

__all__ = ["beside_its_file"]


def _pair(old: tuple[Section, Paragraph] | None, section: Section, new: Paragraph) -> ParagraphPair:
    home, was = old or (None, None)
    runs = tuple(differences(was.text if was else "", new.text))
    kind = "added" if was is None else "same" if was.text == new.text else "changed"
    moved = home is not None and home.id != section.id
    return ParagraphPair(kind, was, new, home.id if home else "", section.id, runs, moved=moved)  # type: ignore[arg-type]


def beside_its_file(parsed: DocxParsed, new: Report) -> Comparison:
    """What a draft, with what is suggested for it, changes in its Word file.

    Args:
        parsed: the file. new: the draft.

    Returns:
        A comparison of the two; a paragraph is the one its bookmark says, else the one with the same words.
    """
    old = parsed.report
    marked: dict[str, tuple[Section, Paragraph]] = {}
    texts: dict[str, list[tuple[Section, Paragraph]]] = {}
    for section, paragraph in old.paragraphs():
        texts.setdefault(paragraph.text, []).append((section, paragraph))
        for name in parsed.bookmarks.get(paragraph.id, ()):
            marked.setdefault(name, (section, paragraph))
    met: set[str] = set()

    def was(paragraph: Paragraph) -> tuple[Section, Paragraph] | None:
        own = marked.get(bookmark(paragraph.id))
        found = next(
            (item for item in ([own] if own else []) + texts.get(paragraph.text, []) if item[1].id not in met), None
        )
        if found is not None:
            met.add(found[1].id)
        return found

    sections: list[SectionPair] = []
    for section in new.sections:
        before = old.section(section.id)
        pairs = tuple(_pair(was(item), section, item) for item in section.paragraphs if item.text.strip())
        heading = tuple(differences(before.heading if before else "", section.heading))
        sections.append(SectionPair(section.id, heading, pairs))
    title = tuple(differences(old.title, new.title))
    return Comparison(old, new, "年报.docx", "草稿", title, tuple(sections))
