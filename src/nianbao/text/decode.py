"""Bytes of unknown encoding to text."""

from __future__ import annotations

import codecs

from nianbao.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does: asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_ASKED = 4000
"""Characters that are looked at to see whether a decoding makes sense."""
_SURE, _MARKED, _DOUBTFUL = 0.9, 0.8, 0.6
"""Shares of usual characters: of a right guess; below it a text with UTF-16's mark, and one without, is none."""
_TEXTS = "请给出 .yaml、.txt、.md、.html、.docx 或 .xlsx 文件"


def _usual(text: str) -> float:
    """How many of a text's characters a Chinese office writes: printable ASCII and those of GB 2312."""
    signs = [char for char in text[:_ASKED] if not char.isspace()]
    if not signs:
        return 0.0
    known = "".join(signs).encode("gb2312", "ignore").decode("gb2312")
    return sum(char >= " " for char in known) / len(signs)


def _wide(data: bytes) -> tuple[str, str, float]:
    """The best reading of bytes as UTF-32 or UTF-16 without a mark: text, encoding, share of usual characters."""
    best = ("", "", 0.0)
    for encoding in _WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (share := _usual(text)) > best[2]:
            best = (text, encoding, share)
    return best


def decode(data: bytes, where: str) -> str:
    """Decode a text file: BOM, UTF-8, UTF-16, UTF-32, else GB18030 (what Notepad calls ANSI on Chinese Windows).

    Args:
        data: the file's bytes.
        where: how an error names the file.

    Returns:
        The text, without a BOM; line ends as they were.

    Raises:
        InputError: it is none of these encodings, or not text at all.
    """
    return decoded(data, where)[0]


def decoded(data: bytes, where: str) -> tuple[str, str, bytes]:
    """As ``decode``, with the encoding and the BOM (empty without one) by which the text can be written back."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _broken(where, error.start + len(bom), encoding) from error
            if len(bom) == 2 and text and _usual(text) < _MARKED:
                raise InputError.one(where, "不是文本文件", _TEXTS)  # two bytes begin many files
            return text, encoding, bom
    if b"\0" in data:
        text, encoding, share = _wide(data)
        if share < _SURE:
            raise InputError.one(where, "不是文本文件", _TEXTS)
        return text, encoding, b""
    try:
        return data.decode("utf-8"), "utf-8", b""
    except UnicodeDecodeError as utf8:
        return _not_utf8(data, where, utf8.start)


def _not_utf8(data: bytes, where: str, at: int) -> tuple[str, str, bytes]:
    """GB18030, or UTF-16 of nothing but Chinese, whichever makes sense."""
    wide, encoding, share = _wide(data)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as gb:
        if share >= _SURE:
            return wide, encoding, b""
        raise _broken(where, max(at, gb.start), "UTF-8 和 GB18030") from gb
    own = _usual(text)
    if share >= _SURE and own < _DOUBTFUL:
        return wide, encoding, b""
    if own < _DOUBTFUL:
        raise _broken(where, at, "UTF-8 和 GB18030")
    return text, "gb18030", b""


def _broken(where: str, offset: int, encoding: str) -> InputError:
    return InputError.one(
        where,
        f"第 {offset + 1} 个字节起无法按 {encoding} 解码，文件可能损坏",
        "请在记事本或 WPS 中打开，另存为 UTF-8 编码",
    )
