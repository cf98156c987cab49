"""Merges a person's edits with a newer draft, by sentence ids.

Sections nobody touched are the new draft's. In a touched section the person's order and words stay; our
own sentences are replaced by their new version, those whose ground is gone are dropped, and new ones go in
after the sentence they follow in the new draft. What she deleted is not drafted again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from nianbao.align.alignment import Aligned
from nianbao.facts import Change, FactBook, rebind
from nianbao.report import DELETED, HUMAN, Paragraph, Section, Sentence, each_sentence, sentences_changed


class Merged(NamedTuple):
    """The sections after the merge, and what happened to figures in sentences that were kept."""

    sections: list[Section]
    changes: list[Change]


def _sources(sentence: Sentence) -> set[str]:
    return {source for source in sentence.sources or () if source.startswith(("note:", "problem:"))}


def _put_into_the_input(old: list[Section], new: list[Section]) -> list[Section]:
    """The old draft, where a person's sentence that the new one has word for word rests on what that one rests on.

    She wrote it in Word and put it into her input as well: it is one sentence, not two.
    """
    fresh = {
        letters(sentence.text): sentence
        for section in reversed(new)
        for paragraph in reversed(section.paragraphs)
        for sentence in reversed(paragraph.sentences)
    }

    def based(sentence: Sentence) -> Sentence:
        if sentence.origin not in HUMAN or sentence.rival:
            return sentence
        same = fresh.pop(letters(sentence.text), None)
        if same is None or not same.sources:
            return sentence
        update: dict[str, object] = {"sources": same.sources, "guards": same.guards, "support": same.support}
        if same.text == sentence.text:  # else her own marks, or that she took some away, stay hers
            update["spans"] = same.spans
        return sentence.model_copy(update=update)

    return sentences_changed(old, based)


def letters(text: str) -> str:
    """A text without its marks and spaces, to find it again where these were changed."""
    return "".join(sign for sign in text if sign.isalnum())


class _Merger:
    def __init__(
        self,
        old: list[Section],
        new: list[Section],
        book: FactBook,
        touched: set[str],
        deleted: set[str],
        chosen: set[str] | None,
    ) -> None:
        self.old, self.new, self.book = _put_into_the_input(old, new), new, book
        self.touched, self.chosen = touched, chosen
        human = [sentence for sentence in each_sentence(self.old) if sentence.origin in HUMAN]
        covered = set().union(*map(_sources, human)) if human else set()
        based = {(letters(sentence.text), tuple(sentence.sources or ())) for sentence in human}
        self.kept_ids = {sentence.id for sentence in human}
        # Only sentences that stand in touched sections are bound to their old place.
        self.placed = {
            sentence.id
            for section in self.old
            if section.id in touched
            for paragraph in section.paragraphs
            for sentence in paragraph.sentences
        }
        self.wanted = {
            sentence.id: sentence
            for sentence in each_sentence(new)
            if sentence.id not in deleted
            and sentence.id not in self.kept_ids
            and not (sentence.sources and (letters(sentence.text), tuple(sentence.sources)) in based)
            and not (_sources(sentence) and _sources(sentence) <= covered and sentence.id not in self.placed)
        }
        self.changes: list[Change] = []

    def _rebound(self, sentence: Sentence) -> Sentence:
        result, changes = rebind(sentence, self.book)
        self.changes += changes
        return result

    def _is_chosen(self, section: Section, paragraph: Paragraph) -> bool:
        return self.chosen is None or section.id in self.chosen or f"{section.id}.{paragraph.aspect}" in self.chosen

    def _kept(self, section: Section, paragraph: Paragraph) -> list[Sentence]:
        """An old paragraph's sentences: a person's stay, ours take their new version or go."""
        out = []
        for sentence in paragraph.sentences:
            if sentence.origin in HUMAN or not self._is_chosen(section, paragraph):
                out.append(self._rebound(sentence))
                self.wanted.pop(sentence.id, None)
            elif sentence.id in self.wanted:
                out.append(self.wanted.pop(sentence.id))
        return out

    def _from_new(self, section: Section) -> Section:
        """A section nobody touched, without sentences that moved into a touched one."""
        paragraphs = []
        for paragraph in section.paragraphs:
            sentences = [
                self.wanted.pop(item.id)
                for item in paragraph.sentences
                if item.id in self.wanted and item.id not in self.placed
            ]
            if sentences:
                paragraphs.append(paragraph.model_copy(update={"sentences": sentences}))
        return _resized(section, paragraphs, section.table_at >= len(section.paragraphs))

    def _from_old(self, section: Section) -> Section:
        paragraphs: list[Paragraph] = []
        before = 0
        for index, paragraph in enumerate(section.paragraphs):
            if sentences := self._kept(section, paragraph):
                paragraphs.append(paragraph.model_copy(update={"sentences": sentences}))
                before += index < section.table_at
        return section.model_copy(update={"paragraphs": paragraphs, "table_at": before})

    def _insert(self, section: Section, source: Section) -> Section:
        """Put sentences of the new draft that have no place yet after what they follow there."""
        paragraphs = [item.model_copy(update={"sentences": list(item.sentences)}) for item in section.paragraphs]
        grown = 0
        last: str | None = None
        for paragraph in source.paragraphs:
            if not self._is_chosen(source, paragraph):
                continue
            for sentence in paragraph.sentences:
                if sentence.id in self.wanted and sentence.id not in self.placed:
                    grown += _place(paragraphs, paragraph, self.wanted.pop(sentence.id), last)
                if any(item.id == sentence.id for held in paragraphs for item in held.sentences):
                    last = sentence.id
        return section.model_copy(update={"paragraphs": paragraphs, "table_at": section.table_at + grown})

    def run(self) -> Merged:
        news = {section.id: section for section in self.new}
        sections: list[Section] = []
        for section in self.old:
            fresh = news.get(section.id)
            whole = self.chosen is None or section.id in self.chosen
            if fresh is not None and section.id not in self.touched and whole:
                sections.append(self._from_new(fresh))
            else:
                kept = self._from_old(section)
                sections.append(self._insert(kept, fresh) if fresh is not None else kept)
        held = {section.id for section in self.old}
        for index, section in enumerate(self.new):
            if section.id not in held and (fresh := self._from_new(section)).paragraphs:
                sections.insert(min(index, len(sections)), fresh)
        return Merged(sections, self.changes)


def _resized(section: Section, paragraphs: list[Paragraph], table_last: bool) -> Section:
    at = len(paragraphs) if table_last else min(section.table_at, len(paragraphs))
    return section.model_copy(update={"paragraphs": paragraphs, "table_at": at})


def _is_one_aspect(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs tell of one aspect, which may have been parted otherwise before."""
    return bool(one.aspect) and one.aspect == other.aspect and one.role == other.role == "body"


def _place(paragraphs: list[Paragraph], home: Paragraph, sentence: Sentence, last: str | None) -> int:
    """Insert a sentence; returns how many paragraphs were added."""
    where = next((item for item in paragraphs if item.id == home.id), None)
    after = next(
        ((item, index) for item in paragraphs for index, held in enumerate(item.sentences) if held.id == last), None
    )
    first = home.sentences[0].id == sentence.id
    if after is not None and (after[0] is where or ((where is None or not first) and _is_one_aspect(home, after[0]))):
        after[0].sentences.insert(after[1] + 1, sentence)
        return 0
    if where is not None:
        where.sentences.insert(0 if first else len(where.sentences), sentence)
        return 0
    at = paragraphs.index(after[0]) + 1 if after is not None else (0 if last is None else len(paragraphs))
    paragraphs.insert(at, home.model_copy(update={"sentences": [sentence]}))
    return 1


def merge(
    old: list[Section],
    new: list[Section],
    book: FactBook,
    *,
    touched: Iterable[str] = (),
    deleted: Iterable[str] = (),
    chosen: set[str] | None = None,
) -> Merged:
    """Merge a new draft into the one a person worked on.

    Args:
        old: the sections as they stand, with what came back from Word.
        new: the sections just drafted.
        book: the facts now; figures in kept sentences are brought up to date, and guards judged.
        touched: sections a person changed. deleted: ids of sentences she deleted.
        chosen: sections (``problems``) or aspects (``overview.supervision``) to redraft; None for all.

    Returns:
        Every sentence of a person is in the result, in her order.
    """
    return _Merger(old, new, book, set(touched), set(deleted), chosen).run()


def _index(sections: list[Section]) -> dict[str, Sentence]:
    return {sentence.id: sentence for sentence in each_sentence(sections)}


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
    sections = sentences_changed(now, lambda sentence: sentence)
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
    return sections, list(touched), deleted, conflicts


def _free(id: str, *taken: Container[str]) -> str:
    """An id for another version of a sentence."""
    made = f"{id}.again"
    while any(made in held for held in taken):
        made += "x"
    return made


def _swap(sections: list[Section], sentence: Sentence) -> str:
    section, paragraph, index = _standing(sections, sentence.id)
    paragraph.sentences[index] = sentence
    return section.id


def _remove(sections: list[Section], id: str) -> str:
    section, paragraph, index = _standing(sections, id)
    del paragraph.sentences[index]
    return section.id


def _after(sections: list[Section], sentence: Sentence, aligned: Aligned, root: str) -> str:
    """Put a sentence where the Word file has it: in the paragraph of its neighbours there, else in one of its own.

    Args:
        root: its id in the Word file; another version goes after the one that has it.
    """
    section_id, home, above, below, before_table = _home(aligned, root)
    ids = [item.id for item in home.sentences]
    at = ids.index(root)
    for id, behind in [*((id, 1) for id in reversed(ids[: at + 1])), *((id, 0) for id in ids[at:])]:
        if (found := _find(sections, id)) is not None:
            section, paragraph, index = found
            paragraph.sentences.insert(index + behind, sentence)
            return section.id
    for section, paragraph in ((item, held) for item in sections for held in item.paragraphs):
        if paragraph.id == home.id:
            paragraph.sentences.insert(0, sentence)
            return section.id
    own = home.model_copy(update={"sentences": [sentence]})
    for id, behind in [*((id, 1) for id in reversed(above)), *((id, 0) for id in below)]:
        if (found := _find(sections, id)) is not None:
            section, paragraph, _ = found
            _put(section, section.paragraphs.index(paragraph) + behind, own, before_table)
            return section.id
    section = next((item for item in sections if item.id == section_id), sections[-1])
    _put(section, section.table_at if section.table and before_table else len(section.paragraphs), own, before_table)
    return section.id


def _put(section: Section, at: int, own: Paragraph, before_table: bool) -> None:
    """Insert a paragraph; of one that comes beside the table, the Word file says on which side."""
    section.paragraphs.insert(at, own)
    section.table_at += at < section.table_at + before_table


def _find(sections: list[Section], id: str) -> tuple[Section, Paragraph, int] | None:
    for section in sections:
        for paragraph in section.paragraphs:
            for index, held in enumerate(paragraph.sentences):
                if held.id == id:
                    return section, paragraph, index
    return None


def _standing(sections: list[Section], id: str) -> tuple[Section, Paragraph, int]:
    if (found := _find(sections, id)) is None:
        raise KeyError(id)
    return found


class _Home(NamedTuple):
    """Where a sentence stands in the Word file, with the sentences of its section above it and from it on."""

    section: str
    paragraph: Paragraph
    above: list[str]
    below: list[str]
    before_table: bool


def _home(aligned: Aligned, root: str) -> _Home:
    section, at = next(
        (section, at)
        for section in aligned.sections
        for at, paragraph in enumerate(section.paragraphs)
        if any(held.id == root for held in paragraph.sentences)
    )
    above, below = (
        [held.id for item in part for held in item.sentences]
        for part in (section.paragraphs[:at], section.paragraphs[at:])
    )
    return _Home(section.id, section.paragraphs[at], above, below, at < section.table_at)
