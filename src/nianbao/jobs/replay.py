"""Edits made on an older Word file, carried over to the draft as it is now."""

from __future__ import annotations

from collections.abc import Container

from nianbao.align.sentences import Aligned
from nianbao.report import DELETED, HUMAN, Paragraph, Section, Sentence

__all__ = ["replay"]


def _index(sections: list[Section]) -> dict[str, Sentence]:
    return {
        sentence.id: sentence
        for section in sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    }


def replay(
    now: list[Section], base: list[Section], aligned: Aligned, gone: Container[str] = ()
) -> tuple[list[Section], list[str], list[str], list[str]]:
    """Carry edits over.

    Args:
        now: the draft's sections as they are. base: as they were when the Word file was written.
        aligned: the Word file beside ``base``. gone: ids of sentences that a person deleted from the draft since.

    Returns:
        Sections, touched section ids, deleted sentence ids, and conflicts: a sentence changed on both
        sides keeps both versions, one after the other, with one ``rival``; one changed here and deleted there
        stays, its rival ``DELETED``.
    """
    current, before, came = _index(now), _index(base), _index(aligned.sections)
    sections = [
        section.model_copy(
            update={
                "paragraphs": [
                    item.model_copy(update={"sentences": list(item.sentences)}) for item in section.paragraphs
                ]
            }
        )
        for section in now
    ]
    conflicts: list[str] = []
    touched: dict[str, None] = {}
    for id in dict.fromkeys(aligned.edited):
        theirs = came[id]
        ours = current.get(id)
        if ours is None or (ours.origin in HUMAN and ours != before.get(id) and ours.text != theirs.text):
            if ours is not None:
                conflicts.append(
                    f"同一句两边都改过，两种写法都留下了，请删去一种；在此之前不能定稿：{ours.text} ／ {theirs.text}"
                )
                theirs = theirs.model_copy(update={"id": _free(id, current, came), "rival": ours.rival or id})
                current[theirs.id] = theirs
                _swap(sections, ours.model_copy(update={"rival": theirs.rival}))
            elif id in gone:
                conflicts.append(f"这句在一处被改、在另一处被删，已放回，请定留还是删；在此之前不能定稿：{theirs.text}")
                theirs = theirs.model_copy(update={"rival": DELETED})
            touched[_after(sections, theirs, aligned, id)] = None
        else:
            touched[_swap(sections, theirs)] = None
    for id in aligned.added:
        if id not in current:
            touched[_after(sections, came[id], aligned, id)] = None
    deleted = []
    for id in aligned.deleted:
        held = current.get(id)
        if held is None:
            continue
        if held.origin in HUMAN and held != before.get(id):
            conflicts.append(f"这句在一处被改、在另一处被删，已保留，请定留还是删；在此之前不能定稿：{held.text}")
            touched[_swap(sections, held.model_copy(update={"rival": DELETED}))] = None
            continue
        touched[_remove(sections, id)] = None
        deleted.append(id)
    return sections, [id for id in touched if id], deleted, conflicts


def _free(id: str, *taken: Container[str]) -> str:
    """An id for another version of a sentence."""
    made = f"{id}.again"
    while any(made in held for held in taken):
        made += "x"
    return made


def _swap(sections: list[Section], sentence: Sentence) -> str:
    for section in sections:
        for paragraph in section.paragraphs:
            for index, held in enumerate(paragraph.sentences):
                if held.id == sentence.id:
                    paragraph.sentences[index] = sentence
                    return section.id
    return ""


def _remove(sections: list[Section], id: str) -> str:
    for section in sections:
        for paragraph in section.paragraphs:
            if any(held.id == id for held in paragraph.sentences):
                paragraph.sentences[:] = [held for held in paragraph.sentences if held.id != id]
                return section.id
    return ""


def _after(sections: list[Section], sentence: Sentence, aligned: Aligned, root: str) -> str:
    """Put a sentence where the Word file has it: in the paragraph of its neighbours there, else in one of its own.

    Args:
        root: its id in the Word file; another version goes after the one that has it.
    """
    section_id, home, above = _place(aligned, root)
    ids = [item.id for item in home.sentences]
    at = ids.index(root) if root in ids else len(ids)
    before = [*ids[:at], root] if sentence.id != root else ids[:at]
    for id in reversed(before):
        if (found := _find(sections, id)) is not None:
            section, paragraph, index = found
            paragraph.sentences.insert(index + 1, sentence)
            return section.id
    for id in ids[at:]:
        if (found := _find(sections, id)) is not None:
            section, paragraph, index = found
            paragraph.sentences.insert(index, sentence)
            return section.id
    for section, paragraph in ((item, held) for item in sections for held in item.paragraphs):
        if paragraph.id == home.id:
            paragraph.sentences.insert(0, sentence)
            return section.id
    own = home.model_copy(update={"sentences": [sentence]})
    for id in reversed(above):
        if (found := _find(sections, id)) is not None:
            section, paragraph, _ = found
            place = section.paragraphs.index(paragraph) + 1
            section.paragraphs.insert(place, own)
            if place <= section.table_at:
                section.table_at += 1
            return section.id
    section = next((item for item in sections if item.id == section_id), sections[-1])
    section.paragraphs.append(own)
    return section.id


def _find(sections: list[Section], id: str) -> tuple[Section, Paragraph, int] | None:
    for section in sections:
        for paragraph in section.paragraphs:
            for index, held in enumerate(paragraph.sentences):
                if held.id == id:
                    return section, paragraph, index
    return None


def _place(aligned: Aligned, root: str) -> tuple[str, Paragraph, list[str]]:
    """Section and paragraph of a sentence in the Word file, and the sentences of the section's paragraphs above it."""
    for section in aligned.sections:
        above: list[str] = []
        for paragraph in section.paragraphs:
            if any(held.id == root for held in paragraph.sentences):
                return section.id, paragraph, above
            above += [held.id for held in paragraph.sentences]
    return "", Paragraph(id=root), []
