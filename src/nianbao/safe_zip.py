"""Opens zip archives from outside (Word files, workbooks) within limits of size and depth.

A leaf: whatever reads a file that is a zip opens it here. Declared sizes may lie, so every member is unpacked
once, a little at a time and not kept; what is XML in it goes through a parser that builds nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from nianbao.errors import InputError

MOST_MEMBERS = 2_000
MOST_UNPACKED = 128 * 1024 * 1024
"""Bytes of all members, unpacked; pictures are the most of a real file's."""
MOST_XML = 24 * 1024 * 1024
"""Bytes of XML, unpacked; a report has one or two million."""
MOST_ELEMENTS = 400_000
MOST_ROWS = 5_000
"""Rows of tables or sheets; the official tables have a hundred."""
MOST_DEPTH = 150
_RATIO, _SMALL = 400, 4 * 1024 * 1024
"""How many times larger than packed a member may be, from this size on."""
_CHUNK = 64 * 1024
_STRETCH = 1_024
"""Bytes over which tags are counted together."""
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\0)(\?xml(?:[^>]*?encoding\s*=\s*[\"']([^\"'>]*))?)?")
_CENTRAL = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SOURCE = "请确认文件来源；是年报的，请在 Word 或 WPS 中打开，另存一份再试"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)


class _Refused(Exception):
    """Found while parsing."""


class _Scan:
    """What is counted in the XML of an archive, over all its parts."""

    def __init__(self) -> None:
        self.bytes = self.elements = self.rows = 0

    def parser(self, name: str) -> Any:
        """A parser for a part that counts and keeps nothing."""
        depth = 0
        pictured = "/media/" in name and name.endswith(".svg")

        def begin(tag: str, _: object) -> None:
            nonlocal depth
            depth += 1
            if tag[-2:] == "tr" or tag[-3:] == "row":
                self.row(tag)
            if depth > MOST_DEPTH:
                raise _Refused(f"内容嵌套超过 {MOST_DEPTH} 层，不像一份年报")

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        def declared(*_: object) -> None:
            if not pictured:
                raise _Refused("里面声明了文档类型或实体（DOCTYPE），Word、WPS 和 Excel 不会这样写")

        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.StartDoctypeDeclHandler = declared
        return parser

    def counts(self, data: bytes) -> bool:
        """Count a part by its signs alone, many times faster than a parser calls us.

        Exact in UTF-8 where nothing is declared, commented or quoted (no ``<!``), no instruction follows the first
        one, and every ``>`` ends a tag (as many as ``<``): then each ``</`` closes an element and each ``/>`` one that
        was just opened.

        Returns:
            False where that does not hold, or where it comes near a limit: then a parser has to say.
        """
        declared = _ENCODING.match(data)
        if declared is None or (declared[2] or b"utf-8").lower() not in (b"utf-8", b"us-ascii"):
            return False
        instructions = data.count(b"<?")
        if b"<!" in data or instructions > bool(declared[1]) or data.count(b"<") != data.count(b">"):
            return False
        rows = data.count(b":tr") + data.count(b"row")
        if self.rows + rows > MOST_ROWS:
            return False
        depth, at = -instructions, 0
        while at < len(data):
            end = data.find(b">", at + _STRETCH) + 1 or len(data)
            closed = data.count(b"</", at, end)
            opens = data.count(b"<", at, end) - closed
            if depth + opens > MOST_DEPTH:
                return False
            depth += opens - closed - data.count(b"/>", at, end)
            at = end
        self.rows += rows
        return True

    def row(self, tag: str) -> None:
        """Count a row of a table or sheet."""
        self.rows += tag == "row" or tag.endswith((":tr", ":row"))
        if self.rows > MOST_ROWS:
            raise _Refused(f"表格超过 {MOST_ROWS} 行，不像一份年报")

    def take(self, chunk: bytes) -> None:
        """Count bytes, and elements by their opening signs: in any encoding that is read, one byte is theirs."""
        self.bytes += len(chunk)
        if self.bytes > MOST_XML:
            raise _Refused(f"文字和表格解开后超过 {MOST_XML >> 20} MB，不像一份年报")
        self.elements += chunk.count(b"<") - chunk.count(b"</")
        if self.elements > MOST_ELEMENTS:
            raise _Refused(f"内容超过 {MOST_ELEMENTS // 10000} 万个元素，不像一份年报")


def is_xml(head: bytes) -> bool:
    """Whether a member that begins so is XML, whatever it is called."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > _SMALL and size > _RATIO * max(entry.compress_size, 1):
                raise _Refused(f"“{entry.filename[:60]}”解开后大了 {_RATIO} 倍以上，不像正常的文件")
            yield chunk


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, scan: _Scan, left: int) -> int:
    """The bytes of a member, counted; its XML is looked through."""
    size = 0
    xml: list[bytes] = []
    for chunk in _chunks(archive, entry):
        is_marked = bool(xml) or (not size and is_xml(chunk[:256]))
        size += len(chunk)
        if size > left:
            raise _Refused(f"解开后过大（超过 {MOST_UNPACKED >> 20} MB），不像一份年报")
        if is_marked:
            xml.append(chunk)
            try:
                scan.take(chunk)
            except _Refused:
                _parse(b"".join(xml), scan, entry.filename)  # too many of what, it can say
                raise
    if xml and not scan.counts(data := b"".join(xml)):
        _parse(data, scan, entry.filename)
    return size


def _parse(data: bytes, scan: _Scan, name: str) -> None:
    parser = scan.parser(name)
    try:
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK], False)
    except LookupError as error:
        raise _Refused(f"“{name[:60]}”的编码不认识") from error
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
            raise _Refused(f"“{name[:60]}”的编码不认识") from error
        # damaged: for its reader to say; no other parser goes further


def _strays(name: str) -> bool:
    """Whether a member would lie outside the folder it is unpacked into."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def _listed(data: bytes) -> zipfile.ZipFile:
    """The archive with its list of members read.

    Raises:
        _Refused: there are too many. BadZipFile and the like: there is no whole list.
    """
    if data.count(_CENTRAL) > 4 * MOST_MEMBERS:  # counted before the list of them is made
        raise _Refused(f"压缩包里有超过 {MOST_MEMBERS} 个文件，不像一份年报")
    archive = zipfile.ZipFile(io.BytesIO(data))
    if len(archive.infolist()) > MOST_MEMBERS:
        raise _Refused(f"压缩包里有超过 {MOST_MEMBERS} 个文件，不像一份年报")
    return archive


def _inspect(archive: zipfile.ZipFile) -> None:
    entries, scan = archive.infolist(), _Scan()
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Refused("压缩包里的内容加了密码")
    if any(_strays(entry.filename) for entry in entries):
        raise _Refused("压缩包里有指向别处的文件名，不是正常的文件")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise _Refused("压缩的方法不是 Word、WPS 和 Excel 用的")
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if any(at + size > following for (at, size), (following, _) in pairwise(places)):
        raise _Refused("压缩包里的文件互相重叠，打不开，不是正常的文件")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _Refused(f"解开后过大（超过 {MOST_UNPACKED >> 20} MB），不像一份年报")
    left = MOST_UNPACKED
    for entry in entries:
        left -= _unpacked(archive, entry, scan, left)


def opened(data: bytes, where: str, remedy: str = _SOURCE) -> zipfile.ZipFile:
    """A zip archive whose members are safe to read into memory.

    Raises:
        InputError: it is cut off, damaged, encrypted, made to fill memory or time, declares entities, or has
            names that lead elsewhere.
    """
    try:
        archive = _listed(data)
        _inspect(archive)
    except _Refused as error:
        raise InputError.one(where, str(error), _SOURCE) from error
    except _BROKEN as error:
        what = "文件已损坏，打不开"
        if not data.startswith(b"PK"):
            what = "打不开，不是 Word 文件或工作簿，或已损坏"
        elif b"PK\x05\x06" not in data[-66_000:]:
            what = "文件不完整（没有结尾），打不开；可能没有下载完或没有保存好"
        raise InputError.one(where, what, remedy) from error
    return archive


def names_of(data: bytes) -> frozenset[str]:
    """The names in a zip archive; none where there is no whole list of them."""
    try:
        with _listed(data) as archive:
            return frozenset(archive.namelist())
    except (_Refused, *_BROKEN):
        return frozenset()
