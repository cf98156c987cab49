"""Comments (批注) of people, kept from one Word file to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.checking.silence import silences
from nianbao.facts import form_of
from nianbao.jobs.store.draft_values import DraftFile, KeptComment
from nianbao.reading.docx import DocxParsed
from nianbao.report import Comment, Report, bookmark
from nianbao.text import sentence_spans
from nianbao.wordml.content import VERIFIED
from nianbao.wordml.tracked_changes import AUTHOR

_BRIEF = 24


class Kept(NamedTuple):
    """Comments after a Word file was taken back.

    Attributes:
        all: what the draft keeps. found: those in the file. gone: those that were in it and no longer are.
    """

    all: list[KeptComment]
    found: list[KeptComment]
    gone: list[KeptComment]


def _key(item: KeptComment) -> tuple[str, str]:
    return item.who, item.text.strip()


def kept_comments(parsed: DocxParsed, base: DraftFile, draft: DraftFile) -> Kept:
    """The comments of others in a file, at the draft's own paragraphs, and those kept before that it did not delete.

    Args:
        parsed: the file. base: what it was written from, whose paragraphs our bookmarks name; the draft itself where
            that is not known, and then none counts as deleted.
    """
    found = _found(parsed, base.report)
    there = Counter(map(_key, found))
    before = Counter(map(_key, base.comments)) if base is not draft else Counter[tuple[str, str]]()
    deleted = before - there
    others: list[KeptComment] = []
    gone: list[KeptComment] = []
    for item in draft.comments:
        key = _key(item)
        if there[key] > 0:
            there[key] -= 1
        elif deleted[key] > 0:
            deleted[key] -= 1
            gone.append(item)
        else:
            others.append(item)
    return Kept([*others, *found], found, gone)


def _found(parsed: DocxParsed, base: Report) -> list[KeptComment]:
    by_mark = {bookmark(item.id): item.id for _, item in base.paragraphs()}
    texts = {item.id: item.text for _, item in parsed.report.paragraphs()}
    homes = {
        id: next((by_mark[name] for name in names if name in by_mark), "") for id, names in parsed.bookmarks.items()
    }
    found = [
        KeptComment(
            who=item.author, text=item.text, section=item.section, paragraph=homes.get(item.paragraph, ""),
            cell=item.cell, quote=_sentences(texts.get(item.paragraph, ""), item.start, item.end),
            done=(item.author, item.text) in parsed.resolved,
        )
        for item in parsed.report.comments
        if item.author != AUTHOR
    ]  # fmt: skip
    told = {_key(item) for item in found}
    anchored_nowhere = [
        KeptComment(who=who, text=text, done=(who, text) in parsed.resolved)
        for who, text in parsed.comments
        if who != AUTHOR
    ]
    return [*found, *(item for item in anchored_nowhere if _key(item) not in told)]


def _sentences(text: str, start: int, end: int) -> str:
    """The sentences that some words of a paragraph stand in."""
    over = [(first, last) for first, last in sentence_spans(text) if first < end and start < last]
    return text[over[0][0] : over[-1][1]].strip() if over else text[start:end]


def at_the_draft(report: Report, kept: Sequence[KeptComment]) -> list[Comment]:
    """Kept comments at their places in a draft: the sentence, else what is left of its place, else the title."""
    texts = {item.id: (section.id, item.text) for section, item in report.paragraphs()}
    sections = {section.id for section in report.sections if section.heading}
    found = []
    for item in kept:
        place: dict[str, str | int] = {}
        words = item.quote.strip()
        own = texts.get(item.paragraph)
        home = item.paragraph if own is not None and words in own[1] else ""
        if words and not home:
            home = next((id for id, (_, text) in texts.items() if words in text), item.paragraph if own else "")
        if item.cell in report.cells:
            place = {"cell": item.cell}
        elif home:
            section, text = texts[home]
            start = max(text.find(words), 0) if words else 0
            place = {"section": section, "paragraph": home, "start": start, "end": start + len(words)}
        elif item.section in sections:
            place = {"section": item.section}
        found.append(Comment.model_validate({"text": item.text, "author": item.who, "done": item.done, **place}))
    return found


def open_comments(kept: Sequence[KeptComment]) -> list[KeptComment]:
    """The comments that wait for an answer: not those marked as resolved, nor those that tell us something."""
    return [item for item in kept if not (item.done or item.text.startswith(VERIFIED) or _is_for_us(item))]


def _is_for_us(item: KeptComment) -> bool:
    """Whether it silences findings (nianbao：忽略 …): what became of that is told where it is taken."""
    return silences(Comment(text=item.text))


def said_of_comment(report: Report, item: KeptComment) -> str:
    """A comment with its author and the sentence it stands at, in a line."""
    return f"批注（{item.who or '没有署名'}）：{' '.join(item.text.split())}（{_where(report, item)}）"


def said_of_comments(report: Report, kept: Kept) -> list[str]:
    """What to tell of the comments of a file that was taken back: each with the sentence it stands at."""
    waiting = open_comments(kept.found)
    lines = [said_of_comment(report, item) for item in waiting]
    if lines:
        lines.append("这些批注在新稿里保留，处理以后请在 Word 里删去或标为已解决，再取回；在此之前不能定稿。")
    lines += [
        f"{said_of_comment(report, item)}：{'已标为已解决' if item.done else '已看到'}，新稿里保留。"
        for item in kept.found
        if item not in waiting
    ]
    return [*lines, *(f"批注已在 Word 中删去（{item.who or '没有署名'}）：{item.text}" for item in kept.gone)]


def _where(report: Report, item: KeptComment) -> str:
    form = form_of(report)
    if item.cell and form is not None and item.cell in form.cells:
        return f"在表格“{form.cells[item.cell].label}”"
    heading = next((section.heading for section in report.sections if section.id == item.section), "")
    under = f"“{heading}”" if heading else ""
    words = " ".join(item.quote.split())
    if words:
        shown = words[:_BRIEF] + ("……" if len(words) > _BRIEF else "")
        many = len(list(sentence_spans(words))) > 1
        return f"在{under}{'的' if under else ''}“{shown}”{'这几句' if many else '一句'}"
    return f"在标题{under}" if under else "在标题，或不在正文和表格里"
