"""Word files of ours made to break where we want, and many of them turned into PDF by one LibreOffice."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

import libreoffice
from nianbao.kinds import form_named, layout
from nianbao.report import Cell, Report, Section
from nianbao.writing.docx import render_docx
from nianbao.writing.docx_layout import child
from pdfs import figures

AT_ONCE = 60


def pdfs_of(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Word files as PDF, by name."""
    soffice = libreoffice.program()
    assert soffice, "LibreOffice is not installed"
    environment = libreoffice.environment(folder)
    made: dict[str, bytes] = {}
    names = list(files)
    for start in range(0, len(names), AT_ONCE):
        batch = names[start : start + AT_ONCE]
        source, out = folder / f"docx{start}", folder / f"pdf{start}"
        source.mkdir()
        paths = [source / f"{number}.docx" for number in range(len(batch))]
        for path, name in zip(paths, batch, strict=True):
            path.write_bytes(files[name])
        profile = f"-env:UserInstallation=file://{libreoffice.own_folder()}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "pdf"]
        done = subprocess.run(
            [*command, "--outdir", str(out), *map(str, paths)], env=environment, capture_output=True, text=True,
            timeout=600,
        )  # fmt: skip
        for path, name in zip(paths, batch, strict=True):
            pdf = out / f"{path.stem}.pdf"
            assert pdf.exists(), done.stdout + done.stderr
            made[name] = pdf.read_bytes()
    return made


def table_report(edition: str, id: str) -> Report:
    """A report of one section with one table, a different figure in every cell."""
    given = form_named(edition)
    table = given.table(id)
    values = figures(layout(table))
    cells = {
        key: Cell(value=Decimal(text), raw=text) if text else Cell(value=None, state="blank")
        for key, text in values.items()
    }
    year = 2020 if edition == "2019" else 2024
    section = Section(id=table.section, heading=given.section(table.section).title, table=id)
    return Report(
        year=year,
        edition=edition,
        stage="final",
        title=f"云岭县白沙镇人民政府{year}年政府信息公开工作年度报告",
        sections=[section],
        cells=cells,
    )


def lowered(report: Report, points: int, *, head: bool, whole_rows: bool) -> bytes:
    """A report's Word file with its table moved down, free to break.

    Args:
        points: of empty space above the heading. head: whether the table's head is repeated. whole_rows: whether
            a row may not break inside.
    """
    document = Document(io.BytesIO(render_docx(report)))
    body: Any = document.element.body
    gone = ["keepNext", "pageBreakBefore"] + ([] if head else ["tblHeader"]) + ([] if whole_rows else ["cantSplit"])
    for element in [item for tag in gone for item in body.iter(qn(f"w:{tag}"))]:
        element.getparent().remove(element)
    while points > 0:
        space = child(None, "p")
        child(child(space, "pPr"), "spacing", before="0", after="0", line=str(min(points, 70) * 20), lineRule="exact")
        next(body.iter(qn("w:tbl"))).getprevious().addprevious(space)
        points -= 70
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def restyled(data: bytes, *, align: str = "", size: int = 0, indent: bool = True, margin: int = 0) -> bytes:
    """A Word file of ours in another layout.

    Args:
        align: of paragraphs (``left``). size: of the body, half-points. indent: whether paragraphs are indented; if
            not, they are spaced. margin: of the page, twips.
    """
    document = Document(io.BytesIO(data))
    body = document.styles["Normal"].element
    for style in (document.styles[name].element for name in ("Normal", "Heading 1", "Heading 2", "Heading 3")):
        if align:
            style.find(f"{qn('w:pPr')}/{qn('w:jc')}").set(qn("w:val"), align)
        if not indent:
            for item in style.iter(qn("w:ind")):
                item.set(qn("w:firstLineChars"), "0")
                item.set(qn("w:firstLine"), "0")
            style.find(f"{qn('w:pPr')}/{qn('w:spacing')}").set(qn("w:after"), "240")
        if size:
            for tag in ("sz", "szCs"):
                for item in style.iter(qn(f"w:{tag}")):
                    item.set(qn("w:val"), str(size))
            for item in style.iter(qn("w:ind")):
                if indent:
                    item.set(qn("w:firstLine"), str(size * 20))
            style.find(f"{qn('w:pPr')}/{qn('w:spacing')}").set(qn("w:line"), str(size * 16))
    assert body is not None
    if margin:
        for section in document.sections:
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin * 635
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
