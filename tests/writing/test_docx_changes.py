"""Tracked changes at random places of random runs: accepted they give the new text, rejected the old."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from nianbao.report import DocxPlace
from nianbao.wordml.content import accepted, blocks, tag
from nianbao.writing.annotations import Annotation
from nianbao.writing.docx_comments import annotate
from nianbao.writing.docx_runs import change_docx
from nianbao.writing.replace_words import Replacement

WHEN = datetime(2026, 1, 15, tzinfo=UTC)
SIGNS = "甲乙丙丁戊己庚辛𠮷，。1a"


def run(rng: random.Random) -> str:
    text = "".join(rng.choice(SIGNS) for _ in range(rng.randint(1, 6)))
    more = rng.choice(["", "", "<w:tab/><w:t>子</w:t>", "<w:lastRenderedPageBreak/><w:t>丑</w:t>"])
    properties = rng.choice(["", "<w:rPr><w:b/></w:rPr>"])
    return f"<w:r>{properties}<w:t>{text}</w:t>{more}</w:r>"


def piece(rng: random.Random) -> str:
    inner = "".join(run(rng) for _ in range(rng.randint(1, 3)))
    by = f'w:id="{rng.randint(100, 10**6)}" w:author="王五"'
    return rng.choice(
        [
            inner,
            inner,
            f'<w:hyperlink w:anchor="x">{inner}</w:hyperlink>',
            f"<w:ins {by}>{inner}</w:ins>",
            f"<w:del {by}><w:r><w:delText>旧</w:delText></w:r></w:del>{inner}",
            f'<w:smartTag w:uri="u" w:element="e">{inner}</w:smartTag>',
            f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
            f'<w:bookmarkStart w:id="{rng.randint(100, 10**6)}" w:name="b"/>{inner}<w:proofErr w:type="spellStart"/>',
        ]
    )


def file(rng: random.Random) -> bytes:
    document = Document()
    end = document.element.body[-1]
    for _ in range(3):
        inner = "".join(piece(rng) for _ in range(rng.randint(1, 4)))
        end.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def body(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def lines(element: Any) -> list[str]:
    return [accepted(item) for item in blocks(element) if item.tag == tag("p")]


def rejected(element: Any) -> Any:
    """As it was before our changes."""
    for item in list(element.iter(tag("ins"), tag("del"))):
        if item.get(tag("author")) != "nianbao":
            continue
        if item.tag == tag("del"):
            for text in item.iter(tag("delText")):
                text.tag = tag("t")
            for child in list(item):
                item.addprevious(child)
        item.getparent().remove(item)
    return element


def cuts(rng: random.Random, text: str) -> list[tuple[int, int]]:
    marks = sorted(rng.sample(range(len(text) + 1), min(4, len(text) + 1)))
    return list(zip(marks[::2], marks[1::2], strict=False))


def test_accepted_they_give_the_new_text_and_rejected_the_old() -> None:
    rng = random.Random(20261124)
    made = 0
    for _ in range(150):
        data = file(rng)
        before = lines(body(data))
        wanted: list[Replacement] = []
        after = list(before)
        for number, text in enumerate(before):
            for start, end in reversed(cuts(rng, text)):
                new = "".join(rng.choice(SIGNS + " &<") for _ in range(rng.randint(0, 3)))
                place = DocxPlace(paragraph=number + 1)
                wanted.append(Replacement(place, text, start, text[start:end], new))
                after[number] = after[number][:start] + new + after[number][end:]
        rng.shuffle(wanted)
        changed, refused = change_docx(data, wanted, when=WHEN)
        assert refused == {}
        assert lines(body(changed)) == after
        assert lines(rejected(body(changed))) == before
        ids = [item.get(tag("id")) for item in body(changed).iter(tag("ins"), tag("del"))]
        assert len(ids) == len(set(ids))
        made += len(wanted)
    assert made > 500


def test_remarks_at_random_places_stand_at_their_words_and_change_no_text() -> None:
    rng = random.Random(20261125)
    for _ in range(40):
        data = file(rng)
        before = lines(body(data))
        remarks = [
            Annotation(
                "头", (), "info", "X", text[start:end], start=start, end=end, location=DocxPlace(paragraph=n + 1)
            )
            for n, text in enumerate(before)
            for start, end in cuts(rng, text)
            if start < end
        ]
        annotated, lost = annotate(data, remarks, when=WHEN)
        assert lost == []
        root = body(annotated)
        assert lines(root) == before
        for number, remark in enumerate(remarks):
            inside, held = False, ""
            for item in root.iter(tag("commentRangeStart"), tag("commentRangeEnd"), tag("t"), tag("tab")):
                if item.get(tag("id")) == str(number):
                    inside = item.tag == tag("commentRangeStart")
                elif inside and item.tag in (tag("t"), tag("tab")):
                    held += "\t" if item.tag == tag("tab") else item.text or ""
            assert held == remark.quote
