"""The control-character table: each odd character through YAML, workbook, model, page, text and Word file."""

from __future__ import annotations

import functools
import io
import json
import os
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from drafting.asking import given, settings_for
from drafting.honest import honest, task_of, written
from model_server import Answer, Asked, completion, serving
from nianbao import check, draft
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.openai_model import Chat
from nianbao.errors import InputError
from nianbao.reading import FORMATS, Given
from nianbao.report import Report, Unit
from nianbao.text.allowed_characters import cleaned, name_of, unmarked
from text.odd_characters import CONTROLS, INVISIBLE, LOST, MARKUP, NAMES, NONCHARACTERS, SIGNS, SURROGATES
from workbooks import Filled

LARGE = bool(os.environ.get("NIANBAO_LARGE_SEEDS"))
GONE = [*CONTROLS, *SURROGATES, *NONCHARACTERS, *INVISIBLE]
"""What never reaches a Word file."""
TABLE = [*GONE, *LOST, *SIGNS]


def sampled(values: Sequence[str], of: int = 12) -> list[str]:
    """All of them in a proof; else one in so many, and the last."""
    return list(values) if LARGE else [*values[::of], values[-1]]


def named(char: str) -> str:
    return "-".join(f"U+{ord(part):04X}" for part in char[:2])


ENDS = ("\x0b", "\x0c", "\x85", "\u2028", "\u2029", *"\x1c\x1d\x1e\x1f")
"""What ends a line to somebody: a line feed or a space in its place changes nothing."""


def words_of(data: bytes) -> str:
    """Everything that a Word file shows."""
    document = Document(io.BytesIO(data))
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def invisible(text: str) -> list[str]:
    """What of a text shows nothing, or is half a character; by an eye of its own, without the list under test."""
    blank = "\u115f\u1160\u3164\uffa0\u2800\ufffc\U0001d173"
    return [
        named(char)
        for char in text
        if char in blank
        or (unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me", "Zl", "Zp") and char not in "\n\t")
    ]


def told(report: Report, char: str) -> bool:
    """Whether a reader's remarks name a character, or there is nothing to say of it."""
    return char in ENDS or any(name_of(char) in str(remark) for remark in report.remarks)


def harmless(report: Report, char: str) -> None:
    """What every edge owes: nothing invisible in the Word file, nothing silent, the rest of the sentence there."""
    assert told(report, char), [str(item) for item in report.remarks]
    assert [item for item in check(report) if item.code == "TABLE16"] or char in ENDS
    made = docx_bytes_of(report)
    assert invisible(words_of(made)) == [], named(char)
    assert "政府信息二十三" in words_of(made)


def docx_bytes_of(report: Report) -> bytes:
    from nianbao.writing import render

    return render(draft(report).report if report.structured else report, ".docx")


NOTHING = Given()


def read(suffix: str, data: bytes, given: Given = NOTHING) -> tuple[Report, str]:
    """The report a file gives, or why it is refused: with what to do."""
    try:
        return FORMATS[suffix](data, f"x{suffix}", given), ""
    except InputError as error:
        refused = error
    assert all(problem.remedy for problem in refused.problems)
    return Report(), str(refused)


HEAD = "单位: 云岭县白沙镇人民政府\n年度: 2024\n其余: 零\n素材:\n  主动公开:\n    - "


def yaml_escape(char: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in char)


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
@pytest.mark.parametrize("raw", [False, True], ids=["escaped", "raw"])
def test_yaml(char: str, raw: bool) -> None:
    if raw and char in SURROGATES:
        return  # no encoding of a file holds it
    words = f"编发{char}政府信息二十三" if raw else f'"编发{yaml_escape(char)}政府信息二十三"'
    given = f"{HEAD}{words}。\n" if raw else f"{HEAD}{words}\n"
    report, refused = read(".yaml", given.encode())
    if refused:
        assert char in (*LOST, *SURROGATES)
        assert "第6行" in refused
        return
    assert char not in LOST
    harmless(report, char)


@functools.cache
def workbook() -> bytes:
    """A filled-in workbook with ZQX where a character goes."""
    import tempfile

    from nianbao.jobs.flow.new_job import new

    with tempfile.TemporaryDirectory() as folder:
        job = new("云岭县白沙镇人民政府", year=2024, folder=Path(folder) / "卷")
        book = Filled(job.folder / "素材.xlsx")
        book.declare("rest")
        book.row("素材", 方面="主动公开", 做了什么="编发ZQX政府信息二十三")
        return book.save().read_bytes()


def in_archive(data: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    found = 0
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            found += part.count(old)
            target.writestr(name, part.replace(old, new))
    assert found
    return out.getvalue()


def xml_holds(char: str) -> bool:
    return char not in (*SURROGATES, "\ufffe", "\uffff") and (ord(char) >= 0x20)


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
def test_workbook(char: str) -> None:
    """As Excel keeps it: what XML cannot hold as ``_x0007_``, the rest as it is."""
    stored = char if xml_holds(char) and ord(char) >= 0x7F else "".join(f"_x{ord(c):04X}_" for c in char)
    data = in_archive(workbook(), b"ZQX", stored.encode())
    report, refused = read(".xlsx", data)
    if refused:
        assert char in LOST
        assert "工作表“素材”" in refused
        return
    assert char not in LOST
    harmless(report, char)


PAGE = (
    "<html><body><h1>白沙镇人民政府2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    "<p>编发{}政府信息二十三条。</p><p>六、其他需要报告的事项</p><p>没有。</p></body></html>"
)
UNIT = Unit.parse("云岭县白沙镇人民政府")


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
@pytest.mark.parametrize("ref", [False, True], ids=["raw", "reference"])
def test_page(char: str, ref: bool) -> None:
    if char in SURROGATES and not ref:
        return
    if 0x7F < ord(char) < 0xA0 and ref:
        return  # HTML says that such a reference is a character of Windows-1252
    shown = f"&#{ord(char)};" if ref else char
    report = FORMATS[".html"](PAGE.format(shown).encode(), "x.html", Given(unit=UNIT, year=2024))
    if ref and (char in SURROGATES or char in NONCHARACTERS or ord(char) < 0x20):
        char = "\ufffd" if "\ufffd" in report.model_dump_json() else char
    assert told(report, char), [str(item) for item in report.remarks]
    text = words_of(docx_bytes_of(report)).replace(char if char in LOST else "\0", "")
    assert invisible(text) == []
    assert "政府信息二十三条" in text


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_keeps_its_places(char: str, suffix: str) -> None:
    if char in SURROGATES:
        return
    text = f"2024年政府信息公开工作年度报告\n\n一、总体情况\n编发{char}政府信息二十三条。\n\n全年没有收费。\n"
    report = FORMATS[suffix](text.encode(), f"x{suffix}", Given(unit=UNIT, year=2024))
    assert told(report, char)
    kept = [paragraph for _, paragraph in report.paragraphs()]
    assert char in LOST or invisible("".join(paragraph.text for paragraph in kept)) == []
    last = kept[-1].location
    assert last is not None
    assert last.type == "text"
    assert text[last.start : last.end] == "全年没有收费。"
    assert last.line == text.count("\n", 0, last.start) + 1


@functools.cache
def word_file() -> bytes:
    report = FORMATS[".html"](PAGE.format("ZQX").encode(), "x.html", Given(unit=UNIT, year=2024))
    from nianbao.writing import render

    return render(report, ".docx")


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
def test_word_file(char: str) -> None:
    """A Word file that somebody hands in: read without what shows nothing, or refused as damaged."""
    data = in_archive(word_file(), b"ZQX", char.encode("utf-8", "surrogatepass"))
    report, refused = read(".docx", data, Given(unit=UNIT, year=2024))
    if refused:
        assert not xml_holds(char)
        return
    assert told(report, char), [str(item) for item in report.remarks]
    text = words_of(docx_bytes_of(report)).replace(char if char in LOST else "\0", "")
    assert invisible(text) == []


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
def test_json(char: str) -> None:
    """A report that nianbao read, changed by hand."""
    report = FORMATS[".html"](PAGE.format("ZQX").encode(), "x.html", Given(unit=UNIT, year=2024))
    value = json.dumps({"schema": 1, "report": report.to_json()}).replace("ZQX", json.dumps(char)[1:-1])
    again = FORMATS[".json"](value.encode(), "x.json", Given())
    text = words_of(docx_bytes_of(again))
    assert char in (*LOST, *SIGNS) or told(again, char)
    assert invisible(text.replace(char if char in LOST else "\0", "")) == []


# ── a model


def answering(
    insert: Callable[[str], str], text: Callable[[str], str] = lambda said: said
) -> Callable[[Asked], Answer]:
    """A server whose model puts something into its first sentence about management."""

    def before(asked: Asked) -> Answer | None:
        if "清理" not in asked.text or task_of(asked) in ("verify", "repair", "problems"):
            return None
        value = json.loads(written(asked.text, task_of(asked)))
        value["sentences"][0]["text"] = insert(value["sentences"][0]["text"])
        return completion(text(json.dumps(value)))

    return honest(before)


def drafted(insert: Callable[[str], str], text: Callable[[str], str] = lambda said: said) -> tuple[str, Report]:
    """The words of the Word file that a draft with such a model becomes."""
    with serving(answering(insert, text)) as server:
        engine = Modelled(Chat(endpoint_of(settings_for(server.base_url))), Options(max_repairs=0))
        report = draft(given(), engine).report
    return words_of(docx_bytes_of(report)), report


@pytest.mark.parametrize("char", sampled(TABLE), ids=named)
def test_model(char: str) -> None:
    """Cleaned where that is certainly harmless, else the sentence is refused and ours stands there."""
    words, report = drafted(lambda said: said.replace("过期", f"过{char}期"))
    assert invisible(words) == []
    assert char not in words or char in "\n"
    assert "清理" in words
    assert "过期信息" in words
    assert report.remarks == []


@pytest.mark.parametrize("sign", sampled(MARKUP, 3))
def test_markup_of_a_model(sign: str) -> None:
    words, _ = drafted(lambda said: f"{sign}{said}")
    for part in ("<", ">", "&", "#", "＃", "`", "|", "*", "~", "](", "$", "\\", "^", "@", "__", "😀", "✅", "→"):
        assert part not in words, (sign, part)
    assert "过期信息" in words


# ── the list itself


@pytest.mark.parametrize("text", NAMES)
def test_names_and_official_signs_pass(text: str) -> None:
    for words in (text, f"白沙{text}镇", f"{text}白沙镇"):
        assert cleaned(words).text == words
        assert cleaned(words).odd == ()


def test_every_character_of_gb2312_and_gbk_passes() -> None:
    rows = bytes(range(0x81, 0xFF)), bytes([*range(0x40, 0x7F), *range(0x80, 0xFF)])
    chars = [bytes([high, low]).decode("gbk", "ignore") for high in rows[0] for low in rows[1]]
    assert [char for char in chars if cleaned(char).odd] == []
    assert len([char for char in chars if char]) > 21_000


@pytest.mark.parametrize(("given_", "kept"), [
    ("公开\u200b", "公开"), ("\ufeff公开", "公开"), ("e\u0301", "é"), ("\ue863", "\u4dae"),
    ("公开\u2028信息", "公开\n信息"),
])  # fmt: skip
def test_nothing_is_said_of_what_changes_nothing(given_: str, kept: str) -> None:
    assert cleaned(given_) == (kept, ())


@pytest.mark.parametrize(
    "text", ["5<6", "C#课程", "a&b", "3*4", "*", "`", "#1窗口", "A|B", "1 < 2 > 0", "{{fact.a_b}}"]
)
def test_a_clerks_own_signs_stay(text: str) -> None:
    assert unmarked(text).text == text


def test_markup_in_a_clerks_note_is_taken_out_and_told() -> None:
    note = "**编发**政府信息二十三条，<b>公开</b>`目录`，5<6，C#课程，&nbsp;[县网](https://example.com/a)![图](tu.png)"
    report = FORMATS[".yaml"](f"{HEAD}'{note}'\n".encode(), "x.yaml", Given())
    assert report.notes[0].text == "编发政府信息二十三条，公开目录，5<6，C#课程， 县网"
    assert any("排版记号" in str(remark) and "**" in str(remark) for remark in report.remarks)


def test_one_remark_a_kind() -> None:
    words = "编发\u200b政府\u200b信息\u200e二十三条"
    report = FORMATS[".yaml"](f"{HEAD}{words}\n".encode(), "x.yaml", Given())
    assert len(report.remarks) == 2
    assert "零宽空格（U+200B） 2 个" in str(report.remarks[0])


def test_a_name_with_a_private_character_is_refused_where_it_stands() -> None:
    with pytest.raises(InputError, match=r"第6行：有造字区的字（U\+E000）") as refused:
        FORMATS[".yaml"](f"{HEAD}表彰李\ue000明\n".encode(), "x.yaml", Given())
    assert "重新输入" in refused.value.problems[0].remedy


def test_the_program_says_what_it_took_out(tmp_path: Path) -> None:
    from cli.program import spawn

    (tmp_path / "a.yaml").write_text(f'{HEAD}"编发\\x07政府信息"\n', encoding="utf-8")
    done = spawn("draft", "a.yaml", cwd=tmp_path)
    assert "程序出错" not in done.said
    assert done.code in (0, 1)
    assert "控制字符U+0007" in spawn("check", "a.yaml", cwd=tmp_path).said
    assert spawn("new", "白沙\u200b镇人民政府", "--year", "2024", cwd=tmp_path).code == 0
    assert (tmp_path / "白沙镇人民政府-2024" / "素材.xlsx").exists()
    refused = spawn("new", "白沙\ue000镇人民政府", "--year", "2024", cwd=tmp_path)
    assert (refused.code, "造字区" in refused.err) == (2, True)


def test_take_refuses_what_only_the_clerk_can_tell(tmp_path: Path) -> None:
    """A private character typed in Word would have gone into the draft and out with the final file."""
    from cli.program import spawn

    (tmp_path / "a.yaml").write_text(f"{HEAD}编发ZQX政府信息二十三\n", encoding="utf-8")
    assert spawn("draft", "a.yaml", cwd=tmp_path).code == 0
    word, draft_ = tmp_path / "a" / "年报.docx", tmp_path / "a" / "草稿.json"
    made, before = word.read_bytes(), draft_.read_bytes()
    word.write_bytes(in_archive(made, b"ZQX", "李\ue000明".encode()))
    done = spawn("take", "a/年报.docx", cwd=tmp_path)
    assert (done.code, draft_.read_bytes() == before) == (2, True)
    assert "造字区的字（U+E000）" in done.err
    assert "段" in done.err
    assert "重新输入" in done.err
    word.write_bytes(in_archive(made, b"ZQX", "李\u200b明".encode()))
    done = spawn("take", "a/年报.docx", cwd=tmp_path)
    assert done.code == 0
    assert "零宽空格" in done.out
    assert "李明政府信息" in draft_.read_text(encoding="utf-8")
