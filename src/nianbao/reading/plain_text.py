"""Reads plain text, or text pasted from Word, as a report."""

from __future__ import annotations

from typing import Unpack

from nianbao.reading.blocks import Block, Given
from nianbao.reading.identify_unit import form_said
from nianbao.reading.report_assembly import assemble
from nianbao.reading.text_blocks import TextReader, unquoted, unwrapped
from nianbao.report import Remark, Report, TextPlace


def _indented(text: str, block: Block) -> bool:
    """Whether a line begins with the spaces of a new paragraph."""
    place = block.location
    return isinstance(place, TextPlace) and text.endswith(("\u3000", "  ", "\u00a0"), 0, place.start)


def read_plain(text: str, **given: Unpack[Given]) -> Report:
    """Read a report, or a few paragraphs of one, from text as decoded; places are code points of it."""
    from nianbao.reading.html_article import without_site  # which reads what is set in <pre> as this does

    reader = TextReader(text)
    blocks = without_site(list(reader.blocks()))
    blocks = unwrapped(
        blocks, form_said(blocks, given.get("report_kind", "")), [_indented(text, block) for block in blocks]
    )
    report = assemble(blocks, **given).report
    if left := unquoted(text.split("\n")):
        said = f"这是邮件引用的文字（每行前有“>”），引用以外的 {left} 行没有读"
        report.remarks.insert(0, Remark(text=said))
    report.padded = [place for line in reader.lines if not line.cell and (place := line.padding()) is not None]
    return report
