"""Text of any encoding is read as what it says or refused: never as nonsense."""

from __future__ import annotations

import codecs
import random

import pytest

from nianbao.errors import InputError
from nianbao.text import decode
from nianbao.text.decode import decoded

TEXT = "白沙镇人民政府2023年政府信息公开工作年度报告\r\n一、总体情况\r\n我镇主动公开政府信息23条。\r\n"
CHINESE = "一、总体情况。我镇主动公开政府信息，按时答复申请。"


@pytest.mark.parametrize("text", [TEXT, CHINESE], ids=["mixed", "Chinese only"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_every_encoding_with_and_without_a_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_marks_of_the_other_order(mark: bytes) -> None:
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    data = mark + TEXT.encode(encoding)
    text, named, kept = decoded(data, "a.txt")
    assert (text, kept + text.encode(named)) == (TEXT, data), "it can be written back"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(4000),
        bytes(range(256)) * 20,
        b"\0" * 4000,
        TEXT.encode("utf-16-le")[1:],
        TEXT.encode("utf-32-le")[:-1],
        "繁體字的報告，主動公開政府資訊".encode("big5") * 20,
        TEXT.encode()[:30] + b"\xff\xfe\xfa" + TEXT.encode()[30:],
    ],
    ids=["random", "all bytes", "zeros", "shifted", "cut", "big5", "broken"],
)
def test_what_is_no_text_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"不是文本文件|解码"):
        decode(data, "a.txt")
