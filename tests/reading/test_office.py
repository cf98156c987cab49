"""Old Word files, RTF and saved pages: made by real LibreOffice, read back with every figure."""

from __future__ import annotations

import email.message
import email.policy
from pathlib import Path

import pytest

import libreoffice
from nianbao.errors import InputError
from nianbao.reading import read
from nianbao.writing import render
from reading.generated import published, report


@pytest.mark.libreoffice
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("kind", "suffix"), [("doc", ".doc"), ("doc", ".wps"), ("rtf", ".rtf")])
def test_old_files_read_like_the_new(kind: str, suffix: str, tmp_path: Path) -> None:
    given = report(4 if kind == "doc" else 5)
    path = tmp_path / "年报.docx"
    path.write_bytes(render(given, ".docx"))
    old = libreoffice.convert(path, kind, tmp_path).rename(tmp_path / f"往年报告{suffix}")
    before = sorted(tmp_path.iterdir())
    assert published(read(old)) == published(given)
    assert sorted(tmp_path.iterdir()) == before, "nothing is left beside the file"


@pytest.mark.libreoffice
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
def test_what_is_no_word_file_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏的.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 40)
    with pytest.raises(InputError, match=r"坏的\.doc.*另存为 \.docx"):
        read(path)


def mht(page: bytes, *, charset: str = "utf-8") -> bytes:
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = "2021年政府信息公开工作年度报告"
    message.set_content(page.decode().encode(charset), maintype="text", subtype="html", params={"charset": charset})
    message.make_related()
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", cid="<picture>")
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("suffix", [".mht", ".mhtml"])
def test_a_page_saved_whole_reads_like_the_page(charset: str, suffix: str, tmp_path: Path) -> None:
    given = report(7)
    path = tmp_path / f"网页{suffix}"
    path.write_bytes(mht(render(given, ".html"), charset=charset))
    assert published(read(path)) == published(given)


def test_an_archive_without_a_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "网页.mht"
    path.write_bytes(b"From: a\r\nContent-Type: text/plain\r\n\r\nhello")
    with pytest.raises(InputError, match=r"没有网页.*\.html"):
        read(path)
