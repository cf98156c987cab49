"""Content of a returned Word file that a report does not model: kept for the next file, or told."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Container, Iterable
from typing import NamedTuple

from docx import Document

from nianbao.facts import form_of
from nianbao.files import digest, write_atomic
from nianbao.jobs.store.draft_values import DraftFile, KeptPicture
from nianbao.jobs.store.folder import HISTORY, Job
from nianbao.jobs.store.word_file import kept_file, rendered
from nianbao.reading.docx_inventory import FURNITURE, InventoryItem, beside, beyond, body_words, furniture, inventory
from nianbao.report import Cell, DocxPlace, FactRef, Report
from nianbao.text import fold, split_sentences
from nianbao.text.allowed_characters import cleaned
from nianbao.writing.docx_carried_over import PictureSeen, pictures
from nianbao.writing.printed_text import shown, signature

_CELLS = "表格里的字"
_SHOWN = 3
_BOXES = ("文本框", "艺术字")


class Beyond(NamedTuple):
    """What goes beyond a draft.

    Attributes:
        draft: with the file's headers and footers, where they are not ours. changes: what of it stays, in words.
        lost: what the next file will not have, a line each; the file itself is in the history.
        apart: what the next file will not have though its words stand in it, a line each.
    """

    draft: DraftFile
    changes: list[str]
    lost: list[str]
    apart: list[str]


def beyond_draft(job: Job, data: bytes, read: Report, base: DraftFile, draft: DraftFile, held: DraftFile) -> Beyond:
    """What of a Word file the draft with its edits does not hold.

    Args:
        data: the Word file as it came, our open suggestions left out. read: what was read of it. base: what it was
            written from, or held when last taken back. draft: with the file's edits. held: what the file holds.
    """
    before = rendered(job, base)
    came, was = inventory(data), inventory(before)
    name = f"取回-{digest(data)[:12]}.docx"
    changes: list[str] = []
    framed = furniture(came) != furniture(was)
    if framed:
        draft = draft.model_copy(update={"furniture": name})
        hers = [str(item) for item in beyond(came, was) if item.kind in FURNITURE]
        changes.append(f"页眉页脚有修改，已按 Word 中的样子保留：{'、'.join(hers) or '删去了原有的'}")
        _keep(job, name, data)
    kept, said = _pictures(job, name, (_homes(pictures(before), base), _homes(pictures(data), held)), draft)
    if said:
        draft = draft.model_copy(update={"pictures": kept})
        _keep(job, name, data)
        changes += said
    same = (
        not framed
        and draft.pictures == base.pictures
        and draft.report == base.report
        and draft.furniture == base.furniture
    )
    after = before if same else rendered(job, draft)
    there = beside(Document(io.BytesIO(after)))
    draft = draft.model_copy(update={"report": draft.report.model_copy(update={"beside": there})})
    others = [_unread(was, base.report), _unread(inventory(after), draft.report)]
    left = [item for item in beyond(_unread(came, read), *others) if item.kind not in FURNITURE]
    boxes = [item for item in left if item.kind in _BOXES and _stands(item.words, after)]
    lost = [
        *_words(data, before, after, draft.report),
        *_told([item for item in left if item not in boxes], {item.key for item in was}),
    ]
    if lost or boxes:
        _keep(job, name, data)
    apart = [f"{item}：里面的字已写进正文，新稿里没有这个框本身。" for item in boxes]
    return Beyond(draft.model_copy(update={"left_out": lost, "left_in": name if lost else ""}), changes, lost, apart)


def _unread(items: Iterable[InventoryItem], report: Report) -> list[InventoryItem]:
    """The items without the figures of the tables that are in the report: what becomes of these is told as figures."""
    form = form_of(report)
    if form is None:
        return list(items)
    ids = [
        cell.id for table in form.tables if table.printed for block in table.blocks for cell in block.cells(table.id)
    ]
    texts = (_in_file(report.cells[id]) for id in ids if id in report.cells)
    figures = Counter(InventoryItem(_CELLS, text, "").key for text in texts if text)
    left = []
    for item in items:
        if figures[item.key] > 0:
            figures[item.key] -= 1
        else:
            left.append(item)
    return left


def _in_file(cell: Cell) -> str:
    """What stands in the file's cell: as it was read there, else as we print it."""
    return ((cell.raw or "") if isinstance(cell.location, DocxPlace) else shown(cell)).strip()


def _stands(words: str, data: bytes) -> bool:
    """Whether every sentence of some words stands in a Word file's text."""
    text = _bare("".join(body_words(data)))
    return bool(words.strip()) and all(_bare(part) in text for part in split_sentences(words))


def in_short(draft: DraftFile) -> list[str]:
    """One line on what of the Word file taken back last the drafted one does not have; none where it has all."""
    if not draft.left_out:
        return []
    more = f"等 {len(draft.left_out)} 项" if len(draft.left_out) > _SHOWN else ""
    what = "；".join(draft.left_out[:_SHOWN])
    return [f"取回的 Word 文件里有新稿没有的内容：{what}{more}。原件在 {HISTORY}/{draft.left_in}，需要的请自己贴回。"]


class _Picture(NamedTuple):
    """A picture of a file: itself, the paragraph it belongs to, and where there."""

    image: str
    at: str
    where: str


def _homes(shown: list[PictureSeen], held: DraftFile) -> list[_Picture]:
    """The pictures of a file at the paragraphs of what it holds; at none where that is not known."""
    report = held.report
    at = {_bare(item.text): item.id for _, item in reversed(report.paragraphs())}
    at |= {_bare(line): f"signature:{number}" for number, line in enumerate(signature(report))}
    at |= {_bare(item.heading): f"heading:{item.id}" for item in report.sections if item.heading}
    return [_Picture(item.image, at.get(_bare(item.words), ""), item.where) for item in shown]


def _pictures(
    job: Job, name: str, files: tuple[list[_Picture], list[_Picture]], draft: DraftFile
) -> tuple[list[KeptPicture], list[str]]:
    """The draft's pictures with those that a file adds and without those that were taken out of it, and that in words.

    Args:
        name: of the file in the history. files: its pictures before and now.
    """
    before, now = files
    gone, new = Counter(before) - Counter(now), Counter(now) - Counter(before)
    kept: list[KeptPicture] = []
    for item in draft.pictures:
        one = _kept_picture(job, item)
        if gone[one] > 0:
            gone[one] -= 1
        else:
            kept.append(item)
    added: list[KeptPicture] = []
    homes = {item.id for _, item in draft.report.paragraphs()}
    for index, one in enumerate(now):
        if new[one] > 0:
            new[one] -= 1
            if one.at in homes or one.at.startswith(("heading:", "signature:")):
                added.append(
                    KeptPicture.model_validate({"source": name, "index": index, "at": one.at, "where": one.where})
                )
    left = Counter(item.image for item in before) - Counter(item.image for item in now)
    said = [f"{len(added)} 幅图片留在原来的段落，新稿里也有。"] if added else []
    said += [f"{left.total()} 幅图片在 Word 中已删去，新稿里不再有。"] if left else []
    return [*kept, *added], said


def _kept_picture(job: Job, item: KeptPicture) -> _Picture:
    """A picture of the draft as its file has it; without itself where that file is gone."""
    path = kept_file(job, item.source)
    shown = pictures(path.read_bytes()) if path.is_file() else []
    return _Picture(shown[item.index].image if item.index < len(shown) else "", item.at, item.where)


def _keep(job: Job, name: str, data: bytes) -> None:
    job.history.mkdir(exist_ok=True)
    path = job.history / name
    if not path.exists():
        write_atomic(path, data)


def _told(items: Iterable[InventoryItem], known: Container[tuple[str, str]]) -> list[str]:
    """A line for each; one for all cells of a table, with what no cell of ours says (``known``) named in full."""
    lines: list[str] = []
    cells: dict[str, list[InventoryItem]] = {}
    for item in items:
        if item.kind == _CELLS:
            cells.setdefault(item.place.partition("个表")[0] + "个表", []).append(item)
        else:
            lines.append(str(item))
    for table, held in cells.items():
        new = [item for item in held if item.key not in known]
        shown = [f"“{' '.join(item.words.split())}”" for item in dict.fromkeys(new or held[:_SHOWN])]
        lines.append(f"{table}里的 {len(held)} 格：{'、'.join(shown)}{'等' if len(shown) < len(held) else ''}")
    return list(dict.fromkeys(lines))


def _bare(text: str) -> str:
    return "".join(fold(cleaned(text).text).split())


def _words(came: bytes, was: bytes, now: bytes, draft: Report) -> list[str]:
    """Sentences of a person that the next file would not have: none, unless something here is wrong.

    A mark of ours before a sentence is not hers, and a figure may follow its fact: the sentence is in the next file.
    """
    held = [_bare("".join(body_words(data))) for data in (was, now)]
    following = [
        "".join(r"\S{1,20}" if isinstance(span, FactRef) else re.escape(_bare(span.shown)) for span in item.spans)
        for item in draft.sentences()
        if any(isinstance(span, FactRef) for span in item.spans)
    ]
    lines = body_words(came)
    said = [part.strip() for line in lines for part in split_sentences(_MARK.sub("", line))]
    lost = [part for part in said if not any(_bare(part) in words for words in held)]
    ours = signature(draft)
    signed = lines[-2].strip() if ours and len(lines) > 1 else ""
    signs = f"落款“{signed}”：落款按素材“单位”表的单位全称写，新稿里是“{ours[0] if ours else ''}”；要改，请改那里"
    return [
        signs if part == signed else f"“{part}”这句话"
        for part in lost
        if not any(re.fullmatch(one, _bare(part)) for one in following)
    ]


_MARK = re.compile("【待填[^】]*】")
