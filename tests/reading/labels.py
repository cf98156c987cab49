"""Labels of tables written otherwise than in the form: with a gloss, broken over lines, white space inside."""

from __future__ import annotations

import io
import random
import re

import docx
from lxml import html

from reading.generated import GLOSSES

_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?|")
_OFTEN = 0.3


def _altered(rng: random.Random, text: str, line_break: str) -> str:
    how = rng.choice(("gloss", "break", "space", "both"))
    if how in ("break", "both") and len(text) > 3:
        at = rng.randint(1, len(text) - 1)
        text = text[:at] + line_break + text[at:]
    if how == "space" and len(text) > 2:
        at = rng.randint(1, len(text) - 1)
        text = text[:at] + rng.choice((" ", "\u3000", "\u00a0")) + text[at:]
    return text + (rng.choice(GLOSSES) if how in ("gloss", "both") else "")


def in_docx(data: bytes, rng: random.Random) -> bytes:
    """Labels of a Word file altered."""
    document = docx.Document(io.BytesIO(data))
    for table in document.tables:
        for cell in {id(cell._tc): cell for row in table.rows for cell in row.cells}.values():
            text = cell.text.strip()
            if _FIGURE.fullmatch(text) is None and rng.random() < _OFTEN:
                cell.text = _altered(rng, text, "\n")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_html(data: bytes, rng: random.Random) -> bytes:
    """Labels of a page altered."""
    root = html.document_fromstring(data.decode())
    for cell in root.iter("td", "th"):
        text = cell.text_content().strip()
        if _FIGURE.fullmatch(text) is None and rng.random() < _OFTEN:
            first, *rest = _altered(rng, text, "\n").split("\n")
            for child in list(cell):
                cell.remove(child)
            cell.text = first
            for part in rest:
                line = html.Element("br")
                line.tail = part
                cell.append(line)
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")


def in_markdown(data: bytes, rng: random.Random) -> bytes:
    """Labels of pipe tables altered; the paths 行政诉讼 / 总计 of a head are left as they are."""
    lines = []
    for line in data.decode().split("\n"):
        cells = line.split("|")
        if len(cells) > 2:
            for at in range(1, len(cells) - 1):
                text = cells[at].strip()
                plain = not _FIGURE.fullmatch(text) and not re.fullmatch(r":?-+:?", text) and " / " not in text
                if plain and rng.random() < _OFTEN:
                    cells[at] = f" {_altered(rng, text, '<br>')} "
        lines.append("|".join(cells))
    return "\n".join(lines).encode()
