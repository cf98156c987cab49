"""Bytes of unknown encoding to text."""

from __future__ import annotations

import codecs
import unicodedata

from nianbao.errors import InputError

__all__ = ["decode", "decoded"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _utf16_without_bom(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: an even length and zero bytes on one side only (ASCII parts show it)."""
    if len(data) < 4 or len(data) % 2:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if not even + odd or even + odd < len(data) // 40 or (even and odd):
        return None
    encoding = "utf-16-be" if even else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = (char for char in text if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\r\n\f")
    return (text, encoding) if next(strange, None) is None else None


def decode(data: bytes, where: str) -> str:
    """Decode a text file: BOM, UTF-8, UTF-16, else GB18030 (what Notepad calls ANSI on Chinese Windows).

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
                return data[len(bom) :].decode(encoding), encoding, bom
            except UnicodeDecodeError as error:
                raise _broken(where, error.start + len(bom), encoding) from error
    if (found := _utf16_without_bom(data)) is not None:
        return *found, b""
    if b"\0" in data:
        raise InputError.one(where, "不是文本文件", "请给出 .yaml、.txt、.md、.html、.docx 或 .xlsx 文件")
    try:
        return data.decode("utf-8"), "utf-8", b""
    except UnicodeDecodeError as utf8:
        try:
            return data.decode("gb18030"), "gb18030", b""
        except UnicodeDecodeError as gb:
            place = max(utf8.start, gb.start)
            raise _broken(where, place, "UTF-8 和 GB18030") from gb


def _broken(where: str, offset: int, encoding: str) -> InputError:
    return InputError.one(
        where,
        f"第 {offset + 1} 个字节起无法按 {encoding} 解码，文件可能损坏",
        "请在记事本或 WPS 中打开，另存为 UTF-8 编码",
    )
