"""Sound files of every format, and what chance makes of them: the same for the same seed."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable
from functools import lru_cache

from nianbao.jobs.check.reading_summary import as_bytes
from nianbao.kinds import form_named
from nianbao.report import Report, Unit
from nianbao.writing import render
from nianbao.writing.workbook import workbook
from pdfs import whole_report
from reading.generated import report as generated
from samples import finished

__all__ = ["FORMATS", "mutated", "sound"]

ODD = (
    *("\0", "\ufeff", "\ud800", "\udfff", "\u2028", "\u2029", "\u202e", "\u200f", "\ue000", "\U000f0000", "\u0085"),
    *("\x1b", "\r", "\t", "\u3000", "\u00a0", "|", "||", "<", "&", "&#0;", "&#xD800;", "]]>", "<table>", "</td>"),
    *("<td colspan=999999999>", "<tr rowspan=-1>", "-" * 300, "9" * 400, "一" * 5000, "（" * 800, "《" * 800),
    *("0." + "0" * 300 + "1", "1e999999", "{{", "}}", "*a", "&a [*a, *a]", "!!python/object:os.system", "- " * 200),
    *("[" * 600, "{" * 600, ": ", "? ", "---", "...", "年", "2023年", "第二十条第（一）项", "一、", "（一）", "总计"),
    *("\n\n", "\n|\n", "\t\t\t", "①", "𠮷", "e\u0301", "١٢", "２", "Ⅷ", "½", "−3", "∞", "NaN", "%s", "\\"),
)
"""Characters and runs that nobody expects; some are what a format's own words look like."""


def _mht(page: bytes) -> bytes:
    head = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_B"\r\n\r\n------=_B\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    )
    return head + page + b"\r\n------=_B--\r\n"


def _text(report: Report) -> bytes:
    lines = [report.title]
    for section in report.sections:
        lines += [section.heading, *(paragraph.text for paragraph in section.paragraphs)]
        for table in form_named(report.edition).tables if report.edition else ():
            if table.printed and table.id == section.table:
                for block in table.blocks:
                    for path in block.row_paths:
                        ids = [block.cell_id(path[-1].id or "", column[-1].id or "") for column in block.column_paths]
                        values = [str(report.cells[id].value) for id in ids if id in report.cells]
                        lines.append("\t".join([path[-1].label, *values]))
    return "\n".join(lines).encode()


def _workbook(report: Report) -> bytes:
    assert report.edition
    assert report.year
    return workbook(form_named(report.edition), report.unit or Unit.parse("白沙镇"), report.year, report=report)


_MADE: dict[str, Callable[[Report], bytes]] = {
    ".docx": lambda report: render(report, ".docx"),
    ".html": lambda report: render(report, ".html"),
    ".mht": lambda report: _mht(render(report, ".html")),
    ".md": lambda report: render(report, ".md"),
    ".txt": _text,
    ".yaml": lambda report: as_bytes(report, "yaml"),
    ".json": lambda report: as_bytes(report, "json"),
    ".xlsx": _workbook,
    ".pdf": whole_report,
    ".doc": lambda report: b"\xd0\xcf\x11\xe0" + _text(report),
    ".wps": lambda report: render(report, ".docx"),
    ".rtf": lambda report: rb"{\rtf1\ansi " + _text(report),
}
FORMATS = tuple(_MADE)
_ZIPPED = (".docx", ".xlsx", ".wps")
_TEXTS = (".html", ".mht", ".md", ".txt", ".yaml", ".json")


@lru_cache(maxsize=64)
def sound(suffix: str, number: int) -> bytes:
    """A sound file: three reports of either edition, long and short."""
    report = finished("2021") if number == 0 else generated(number)
    return _MADE[suffix](report)


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Bytes changed, cut off, left out, doubled, moved or put in."""
    held = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        if len(held) < 8:
            break
        at, length = rng.randrange(len(held)), rng.choice((1, 2, 7, 60, 900))
        how = rng.randrange(7)
        if how == 0:
            held[at] = rng.randrange(256)
        elif how == 1:
            held[at] ^= 1 << rng.randrange(8)
        elif how == 2:
            del held[at : at + length]
        elif how == 3:
            held[at:at] = held[at : at + length]
        elif how == 4:
            other = rng.randrange(len(held))
            part = held[other : other + length]
            held[at : at + length] = part
        elif how == 5:
            held[at:at] = bytes(rng.randrange(256) for _ in range(min(length, 60)))
        elif rng.random() < 0.2:
            del held[at:]
    return bytes(held)


def _odd(data: bytes, rng: random.Random) -> bytes:
    """Odd characters put into a text, or put for a piece of it; lines doubled, dropped and swapped."""
    text = data.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        at = rng.randrange(len(text) + 1)
        how = rng.randrange(5)
        if how <= 1:
            text = text[:at] + rng.choice(ODD) + text[at + rng.choice((0, 0, 1, 3, 20)) :]
        elif how == 2:
            lines = text.split("\n")
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            text = "\n".join(lines)
        elif how == 3:
            lines = text.split("\n")
            one = rng.randrange(len(lines))
            lines[one:one] = [lines[one]] * rng.choice((1, 3, 40)) if rng.random() < 0.6 else []
            del lines[one]
            text = "\n".join(lines)
        else:
            end = at + rng.choice((1, 10, 200))
            text = text[:at] + text[at:end] * 2 + text[end:]
    return text.encode("utf-8", "surrogatepass")


def _marked(data: bytes, rng: random.Random) -> bytes:
    """Elements and attributes of an XML part doubled, dropped, renamed, emptied or given odd values."""
    pieces = data.split(b"<")
    for _ in range(rng.choice((1, 1, 3, 10))):
        if len(pieces) < 4:
            break
        at = rng.randrange(1, len(pieces))
        how = rng.randrange(6)
        if how == 0:
            del pieces[at]
        elif how == 1:
            pieces.insert(at, pieces[at])
        elif how == 2:
            other = rng.randrange(1, len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif how == 3:
            parts = pieces[at].split(b'"')
            if len(parts) > 2:
                parts[1] = rng.choice(
                    (b"", b"-1", b"0", b"99999999999", b"x", b"nan", b"\xe4\xb8\x80", b"1.5", b"\xff")
                )
                pieces[at] = b'"'.join(parts)
        elif how == 4:
            name, closed, rest = pieces[at].partition(b">")
            pieces[at] = name + closed + rng.choice(ODD).encode("utf-8", "replace") + rest
        else:
            end = min(len(pieces), at + rng.choice((2, 10, 80)))
            pieces[at:at] = pieces[at:end]
    return b"<".join(pieces)


def _zipped(data: bytes, rng: random.Random) -> bytes:
    """A part changed, dropped, doubled or put under another's name, and packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.randrange(len(parts))
        if rng.random() < 0.5:  # what holds the text is changed most
            named = [
                i for i, (name, _) in enumerate(parts) if name.endswith(("document.xml", "styles.xml", "sheet1.xml"))
            ]
            at = rng.choice(named) if named else at
        name, part = parts[at]
        how = rng.randrange(9)
        if how == 0:
            del parts[at]
        elif how == 1:
            parts.append((name, rng.choice(parts)[1]))
        elif how == 2:
            other = rng.randrange(len(parts))
            parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
        elif how == 3:
            parts[at] = (name, _bytes(part, rng))
        elif how == 4:
            parts[at] = (name, _odd(part, rng))
        else:
            parts[at] = (name, _marked(part, rng))
        if not parts:
            break
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two parts of a name are meant
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


def mutated(suffix: str, seed: int) -> bytes:
    """A sound file of a format as chance has changed it."""
    rng = random.Random(f"{suffix}{seed}")
    data = sound(suffix, rng.randrange(3))
    if rng.random() < 0.03:
        other = rng.choice(FORMATS)  # a file of another format under this ending
        return sound(other, rng.randrange(3))
    if suffix in _ZIPPED and rng.random() < 0.75:
        return _zipped(data, rng)
    if suffix in (".html", ".mht") and rng.random() < 0.4:
        return _marked(data, rng)
    if suffix in _TEXTS and rng.random() < 0.7:
        return _odd(data, rng)
    return _bytes(data, rng)
