"""Hostile files, made here: none of them is more than a few megabytes, all of them ask for more than they are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from nianbao.writing import render
from reading.generated import report

READ = ""
"""Said of files that are read like any other."""


class Hostile(NamedTuple):
    """A file. Attributes: name: its name. make: its bytes, given the listener's address. said: words of the refusal;
    READ where it is read. heavy: slow enough to have a run of its own."""

    name: str
    make: Callable[[str], bytes]
    said: str
    heavy: bool = False
    office: bool = False


@lru_cache
def word() -> bytes:
    return render(report(4), ".docx")


@lru_cache
def page() -> str:
    return render(report(7), ".html").decode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx(changed: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A good Word file with members added or put in the place of others."""
    return zipped({**members(word()), **(changed or {})}, method)


def document(body: str, head: str = "") -> bytes:
    """A Word file with this body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return docx(
        {"word/document.xml": f"{head}<w:document {space}><w:body>{body}<w:sectPr/></w:body></w:document>".encode()}
    )


P = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("政府信息公开工作年度报告", "一、总体情况"))
LAUGHS = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def lying() -> bytes:
    """A member of 64 MB that says it has 1,000 bytes."""
    data = bytearray(docx({"word/media/a.bin": b"\0" * (64 << 20)}))
    real = struct.pack("<L", 64 << 20)
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = struct.pack("<L", 1000)
    return bytes(data)


def renamed(old: str, new: str) -> bytes:
    assert len(old) == len(new)
    return docx({old: b"x"}).replace(old.encode(), new.encode())


def flagged() -> bytes:
    """Every member is said to be encrypted."""
    data = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            data[start + at] |= 1
    return bytes(data)


def uncentral() -> bytes:
    data = word()
    return data[: data.index(b"PK\x01\x02")]


def overlapping() -> bytes:
    """Many entries of the list point at one member."""
    packed = zipfile.ZipFile(io.BytesIO(word()))
    held = packed.start_dir
    data = word()
    end = data.index(b"PK\x05\x06")
    entries = data[held:end]
    first = entries[: entries.index(b"PK\x01\x02", 4)]
    count = packed.filelist.__len__() + 1500
    entries += first * 1500
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), held, 0)
    return data[:held] + entries + tail


def external(address: str, kind: str, part: str) -> bytes:
    """A relationship of a part leads to the listener."""
    name = f"word/_rels/{part}.rels"
    old = members(word()).get(name, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                              b"</Relationships>")  # fmt: skip
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="http://{address}/{kind}" TargetMode="External"/>'
    return docx({name: old.replace(b"</Relationships>", new.encode() + b"</Relationships>")})


def rows(count: int) -> bytes:
    cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    return document(f"{P}<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * count}</w:tbl>{P}")


def nested_tables(depth: int) -> bytes:
    return document(P + "<w:tbl><w:tr><w:tc>" * depth + P + f"{P}</w:tc></w:tr></w:tbl>" * depth)


def ole(*streams: str) -> bytes:
    """As much of an OLE file as names its streams."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<3H", 0x3E, 3, 0xFFFE) + b"\x09\0\x06\0"
    entries = b""
    for name in streams:
        raw = name.encode("utf-16-le")
        entries += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, 2, 1) + b"\xff" * 12 + b"\0" * 48
    return head.ljust(512, b"\0") + entries.ljust(4096, b"\0")


def book(sheet: str, head: str = "") -> bytes:
    """A workbook with one sheet of this content, of no use as input."""
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'{head}<worksheet xmlns="{space}">{sheet}</worksheet>'.encode()
    return zipped({**members(out.getvalue()), "xl/worksheets/sheet1.xml": xml})


# ── PDF


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


def pdf(content: bytes, pages: int = 1, more: tuple[bytes, ...] = (), tree: bytes = b"") -> bytes:
    """Pages that all draw one content."""
    kids = b" ".join([b"3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        tree or b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>" % (pages, kids),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    if pages > 1:  # each page an object of its own: one met twice is passed over
        objects += [objects[2]] * (pages - 1)
        first = len(objects) - pages + 2
        kids = b" ".join(b"%d 0 R" % number for number in (3, *range(first, first + pages - 1)))
        objects[1] = b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>" % (pages, kids)
    out, places = b"%PDF-1.5\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, at = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, at)


def drawn(lines: int) -> bytes:
    text = b"BT /F 4 Tf 20 830 Td " + b"(%s) Tj 0 -5 Td " % (b"report " * 20) * lines + b"ET"
    return stream(text)


# ── pages and archives


def remote(address: str, where: str = "page") -> str:
    """A page that fetches from the listener in every way a page can."""
    added = (
        f'<link rel="stylesheet" href="http://{address}/{where}.css"><style>@import url(http://{address}/{where}2.css);'
        f"body{{background:url(http://{address}/{where}.png)}}</style>"
        f'<script src="http://{address}/{where}.js"></script><base href="http://{address}/">'
    )
    body = (
        f'<img src="http://{address}/{where}.jpg"><iframe src="http://{address}/{where}.html"></iframe>'
        f'<object data="http://{address}/{where}.svg"></object><svg><image href="http://{address}/{where}3.png"/></svg>'
    )
    return page().replace("<head>", f"<head>{added}", 1).replace("</body>", f"{body}</body>", 1)


def mht(html: str) -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    return f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--x--\r\n".encode()


def nested_mht(depth: int) -> bytes:
    out = "MIME-Version: 1.0\r\n"
    for number in range(depth):
        out += f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n"
    return (out + "Content-Type: text/html\r\n\r\n<html><p>hello</p>").encode()


def rtf(inner: str) -> bytes:
    lines = ("白沙镇人民政府2023年政府信息公开工作年度报告", "一、总体情况")
    words = "\\par ".join("".join(f"\\u{ord(char)}?" for char in line) for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\\pard {words}\\par {inner}\\par}}".encode()


def linked_rtf(address: str) -> bytes:
    field = '{{\\field{{\\*\\fldinst INCLUDEPICTURE "http://{0}/rtf.png" \\\\* MERGEFORMAT \\\\d}}{{\\fldrslt x}}}}'
    text = '{{\\field{{\\*\\fldinst INCLUDETEXT "http://{0}/rtf.docx"}}{{\\fldrslt x}}}}'
    link = '{{\\field{{\\*\\fldinst LINK Word.Document.8 "http://{0}/link.doc" \\\\a}}{{\\fldrslt x}}}}'
    return rtf(f"{{\\*\\template http://{address}/t.dotx}}" + (field + text + link).format(address))


# ── all of them

N = 330_000
"""Characters of a megabyte of Chinese."""


def same(data: Callable[[], bytes]) -> Callable[[str], bytes]:
    return lambda _: data()


def text(words: str, size: int = N) -> Callable[[str], bytes]:
    return lambda _: (words * (size // len(words))).encode()


HOSTILE: dict[str, Hostile] = {
    # archives
    "zip bomb": Hostile("炸弹.docx", same(lambda: docx({"word/media/a.bin": b"\0" * (150 << 20)})), "解开后"),
    "zip bomb that lies": Hostile("谎报.docx", same(lying), "损坏"),
    "20,000 members": Hostile("许多.docx", same(lambda: docx({f"word/{n}.xml": b"" for n in range(20_000)})), "2000 个"),
    "overlapping members": Hostile("重叠.docx", same(overlapping), "重叠"),
    "a zip in a zip": Hostile("套娃.docx", same(lambda: docx({"word/embeddings/a.zip": zipped({"a": word()})})), READ),
    "name leads out": Hostile("越界.docx", same(lambda: renamed("word/aa.txt", "../../a.txt")), "指向别处"),
    "absolute name": Hostile("绝对.docx", same(lambda: renamed("word/aa.txt", "/etc/aa.txt")), "指向别处"),
    "encrypted members": Hostile("加密.docx", same(flagged), "密码"),
    "truncated": Hostile("半截.docx", same(lambda: word()[: len(word()) // 2]), "不完整"),
    "no directory": Hostile("无目录.docx", same(uncentral), "不完整"),
    "another packing": Hostile("方法.docx", same(lambda: docx(method=zipfile.ZIP_BZIP2)), "压缩的方法"),
    # XML
    "entities": Hostile("实体.docx", same(lambda: document("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS)), "实体"),
    "external entity": Hostile("外部实体.docx", lambda at: document(
        "<w:p><w:r><w:t>&x;&f;</w:t></w:r></w:p>",
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "http://{at}/xxe"><!ENTITY f SYSTEM "file:///etc/hostname">]>'), "实体"),
    "entities in UTF-16": Hostile("宽字实体.docx", same(lambda: docx({"word/document.xml": (
        '<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + "<a>&i;</a>").encode("utf-16")})), "实体"),
    "deep XML": Hostile("深.docx", same(lambda: document("<w:sdt><w:sdtContent>" * 5000 + P + "</w:sdtContent></w:sdt>" * 5000)), "嵌套"),
    "tables in tables": Hostile("表中表.docx", same(lambda: nested_tables(500)), "嵌套"),
    "tables in some tables": Hostile("表中几层表.docx", same(lambda: nested_tables(40)), READ),
    "100,000 rows": Hostile("十万行.docx", same(lambda: rows(100_000)), "5000 行"),
    "wide cells": Hostile("宽格.docx", same(lambda: document(
        P + "<w:tbl>" + ("<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>' + P + "</w:tc></w:tr>") * 300
        + "</w:tbl>" + P)), READ),
    "open comments": Hostile("批注.docx", same(lambda: document(
        P + "<w:p>" + "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(5000))
        + "<w:r><w:t>a</w:t></w:r>" * 60_000 + "</w:p>")), READ),
    "macros": Hostile("宏.docx", same(lambda: docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})), "宏"),
    "external picture": Hostile("外链图.docx", lambda at: external(at, "image", "document.xml"), READ),
    "remote template": Hostile("外链模板.docx", lambda at: external(at, "attachedTemplate", "settings.xml"), READ),
    # locked, and under another's name
    "password": Hostile("密码.docx", same(lambda: ole("EncryptionInfo", "EncryptedPackage")), "密码"),
    "password of a workbook": Hostile("密码.xlsx", same(lambda: ole("EncryptionInfo", "EncryptedPackage")), "密码"),
    "old workbook": Hostile("旧表.docx", same(lambda: ole("Workbook")), "读到一半停了"),
    "picture as Word": Hostile("图片.docx", same(lambda: b"\xff\xd8\xff\xe0" + b"\0" * 400), "图片"),
    "text as Word": Hostile("文字.docx", text("我镇公开信息。", 90), "打不开"),
    "PDF as Word": Hostile("其实是PDF.docx", same(lambda: pdf(drawn(20))), "没有认出年报"),
    "Word as PDF": Hostile("其实是Word.pdf", same(word), READ),
    "Word as a workbook": Hostile("其实是Word.xlsx", same(word), READ),
    "page as .doc": Hostile("其实是网页.doc", lambda at: remote(at, "doc").encode(), READ),
    "page as .wps": Hostile("其实是网页.wps", lambda at: remote(at, "wps").encode("utf-16"), READ),
    "page as .rtf": Hostile("其实是网页.rtf", lambda at: remote(at, "rtf").encode("gb18030"), READ),
    "saved page as .doc": Hostile("其实是网页存档.doc", lambda at: mht(remote(at, "mhtdoc")), READ),
    "archive as .txt": Hostile("其实是压缩包.txt", same(lambda: zipped({"a.docx": word()})), "压缩包"),
    "text as .doc": Hostile("文字.doc", text("我镇公开信息。", 90), "另存为 .docx"),
    "Word XML": Hostile("平面.doc", text('<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', 80), "XML"),
    # workbooks
    "far corner": Hostile("远角.xlsx", same(lambda: book('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')), "XFD1048576"),
    "far row": Hostile("远行.xlsx", same(lambda: book('<sheetData><row r="1048576"><c><v>1</v></c></row></sheetData>')), "1048576"),
    "merged sheet": Hostile("合并.xlsx", same(lambda: book('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "合并"),
    "100,000 rows in a sheet": Hostile("十万行.xlsx", same(lambda: book(
        "<sheetData>" + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 100_001)) + "</sheetData>")), "5000 行"),
    "entities in a sheet": Hostile("实体.xlsx", same(lambda: book("<sheetData>&i;</sheetData>", LAUGHS)), "实体"),
    # pages
    "page that fetches": Hostile("外链.html", lambda at: remote(at).encode(), READ),
    "saved page that fetches": Hostile("外链.mht", lambda at: mht(remote(at, "mht")), READ),
    "page with entities": Hostile("实体.html", lambda at: (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "http://{at}/entity">]>' + page().replace("<body>", "<body>&x;")).encode(), READ),
    "100,000 divs": Hostile("十万层.html", same(lambda: ("<html><body>" + "<div>" * 99_000 + page() + "</div>" * 99_000).encode()), "嵌套太深"),
    "200 divs and 60,000 spans": Hostile("两百层.html", same(lambda: (
        "<html><body>" + "<div>" * 200 + "<span>总体情况其他需要报告</span>" * 60_000).encode()), "万字", True),
    "100,000 rows in a page": Hostile("十万行.html", same(lambda: ("<table>" + "<tr><td>1<td>2" * 100_000).encode()), "超过上限"),
    "merged cells of a page": Hostile("合并.html", same(lambda: (
        "<p>a</p><table>" + "<tr><td rowspan=200 colspan=200>1" * 4000 + "</table>").encode()), "合并"),
    "archives in archives": Hostile("套娃.mht", same(lambda: nested_mht(20_000)), "一层套一层"),
    # text
    "100,000 rows of text": Hostile("十万行.txt", text("1\t2\t3\t4\n", 800_000), "超过上限"),
    "100,000 rows of Markdown": Hostile("十万行.md", text("| 1 | 2 | 3 |\n", 1_400_000), "超过上限"),
    "20 MB on a line": Hostile("一行.txt", text("我镇公开信息，", 6_900_000), "万字"),
    "20 MB on a line of Markdown": Hostile("一行.md", text("|", 20_000_000), "万字"),
    # YAML and JSON
    "deep YAML": Hostile("深.yaml", text("[", 100_000), "太深"),
    "aliases": Hostile("引用.yaml", same(lambda: ("a: &a [1,1]\n" + "".join(
        f"{new}: &{new} [*{old},*{old},*{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))).encode()), "引用"),
    "1,000,000 keys": Hostile("百万键.yaml", same(lambda: "".join(f"k{n}: 1\n" for n in range(1_000_000)).encode()), "万字"),
    "many keys": Hostile("许多键.yaml", same(lambda: "".join(f"k{n}: 1\n" for n in range(40_000)).encode()), "内容太多"),
    "deep kept YAML": Hostile("深.yml", same(lambda: b"schema: 1\nreport: " + b"[" * 100_000), "读不下去"),
    "aliases in kept YAML": Hostile("引用.yml", same(lambda: ("schema: 1\nreport:\n  a: &a [1,1]\n" + "".join(
        f"  {new}: &{new} [*{old},*{old},*{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))).encode()), "读不下去"),
    "deep JSON": Hostile("深.json", same(lambda: b'{"schema": 1, "report": ' + b"[" * 200_000), "读不下去"),
    "long JSON": Hostile("长.json", same(lambda: b'{"schema": 1, "report": [' + b"1," * 8_000_000 + b"1]}"), "万字"),
    "deep text in kept JSON": Hostile("深句.json", same(lambda: b'{"schema": 1, "report": {"sections": ' + b'[{"paragraphs": ' * 400 + b"[]" + b"}]" * 400 + b"}}"), "层次太深"),
    # PDF
    "300 full pages": Hostile("三百页.pdf", same(lambda: pdf(drawn(130), 300)), "内容太多", True),
    "20,000 pages": Hostile("两万页.pdf", same(lambda: pdf(drawn(1), 20_000)), "300 页"),
    "PDF bomb": Hostile("炸弹.pdf", same(lambda: pdf(stream(b" " * (100 << 20)))), "过大"),
    "bomb called a picture": Hostile("图片炸弹.pdf", same(lambda: pdf(stream(b" " * (400 << 20), b"/Subtype/Image"))), ".pdf："),
    "pages in a ring": Hostile("成环.pdf", same(lambda: pdf(drawn(1), tree=b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")), ".pdf："),
    "deep arrays": Hostile("深.pdf", same(lambda: pdf(stream(b"[" * 200_000 + b"]" * 200_000))), ".pdf："),
    "50,000 boxes": Hostile("许多框.pdf", same(lambda: pdf(stream(b"".join(
        b"%d %d 9 9 re S " % (n * 7 % 590, n * 11 % 840) for n in range(50_000))))), "内容太多", True),
    "PDF cut off": Hostile("半截.pdf", same(lambda: pdf(drawn(60))[:-200]), "不完整"),
    # old files
    "damaged .doc": Hostile("坏.doc", same(lambda: ole("WordDocument")), "LibreOffice", office=True),
    "deep RTF": Hostile("深.rtf", same(lambda: rtf("{" * 100_000 + "a" + "}" * 100_000)), "嵌套"),
    "100,000 rows of RTF": Hostile("十万行.rtf", same(lambda: rtf("\\trowd\\cellx900\\intbl 1\\cell\\row " * 100_000)), "5000 行"),
    "RTF that fetches": Hostile("外链.rtf", linked_rtf, READ, office=True),
    "RTF that fetches, as .doc": Hostile("外链rtf.doc", linked_rtf, READ, office=True),
}  # fmt: skip

REPEATED = {
    "brackets": "（", "articles": "第1条", "spaces": " ", "wide spaces": "　", "ordinals": "、1、1", "digits": "1", "Chinese digits": "一二三四",
    "clauses": "我镇主动公开政府信息23条，", "sentences": "我镇主动公开政府信息23条。", "headings": "一、总体情况\n", "quotes": "“",
    "years": "2023年", "titles": "《国务院》", "open titles": "《", "shares": "50%、", "blanks": "【待填：", "letters": "a", "mails": "a@",
    "links": "http://", "spans of days": "2023年1月1日至", "names": "白沙镇", "growth": "比上年增加", "requests": "收到申请3件，",
    "unit": "云岭县白沙镇人民政府", "sums": "其中1件、", "documents": "〔2023〕5号", "of": "的", "tabs": "\t", "dots": "…", "lines": "\n",
    "phones": "0571-88888888", "ids": "330106199001011234", "numbers": "1,000,", "nested": "（一）", "decimals": "1.1.", "lists": "1.\n", "mixed": "我2",
}  # fmt: skip
"""A megabyte of each: nothing in reading or checking may take longer the more it repeats."""
