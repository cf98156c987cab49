"""Edits made on an older Word file, carried over to the draft as it is now."""

from __future__ import annotations

from nianbao.jobs.align import Aligned
from nianbao.report import HUMAN, Paragraph, Section, Sentence

__all__ = ["replay"]


def _index(sections: list[Section]) -> dict[str, Sentence]:
    return {
        sentence.id: sentence
        for section in sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    }


def replay(
    now: list[Section], base: list[Section], aligned: Aligned
) -> tuple[list[Section], list[str], list[str], list[str]]:
    """Carry edits over.

    Args:
        now: the draft's sections as they are. base: as they were when the Word file was written.
        aligned: the Word file beside ``base``.

    Returns:
        Sections, touched section ids, deleted sentence ids, and conflicts: a sentence changed on both
        sides keeps both versions, one after the other.
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
                conflicts.append(f"同一句两边都改过，两种写法都留下了，请删去一种：{ours.text} ／ {theirs.text}")
                theirs = theirs.model_copy(update={"id": f"{id}.again"})
            touched[_after(sections, theirs, aligned)] = None
        else:
            touched[_swap(sections, theirs)] = None
    for id in aligned.added:
        if id not in current:
            touched[_after(sections, came[id], aligned)] = None
    deleted = []
    for id in aligned.deleted:
        held = current.get(id)
        if held is None:
            continue
        if held.origin in HUMAN and held != before.get(id):
            conflicts.append(f"这句在一处被改、在另一处被删，已保留：{held.text}")
            continue
        touched[_remove(sections, id)] = None
        deleted.append(id)
    return sections, [id for id in touched if id], deleted, conflicts


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


def _after(sections: list[Section], sentence: Sentence, aligned: Aligned) -> str:
    """Put a sentence after the nearest one before it that is in the draft now; else at its section's end."""
    section_id, before, home = _neighbours(aligned, sentence)
    for id in reversed(before):
        for section in sections:
            for paragraph in section.paragraphs:
                for index, held in enumerate(paragraph.sentences):
                    if held.id == id:
                        paragraph.sentences.insert(index + 1, sentence)
                        return section.id
    section = next((item for item in sections if item.id == section_id), sections[-1])
    section.paragraphs.append(home.model_copy(update={"sentences": [sentence]}))
    return section.id


def _neighbours(aligned: Aligned, sentence: Sentence) -> tuple[str, list[str], Paragraph]:
    root = sentence.id.removesuffix(".again")
    for section in aligned.sections:
        before: list[str] = []
        for paragraph in section.paragraphs:
            for held in paragraph.sentences:
                if held.id == root:
                    if sentence.id != root:
                        before.append(root)
                    return section.id, before, paragraph
                before.append(held.id)
    return "", [], Paragraph(id=sentence.id)
