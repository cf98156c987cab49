"""Archives are counted before they are used, as a parser would count them."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao import safe_zip
from nianbao.errors import InputError
from nianbao.safe_zip import MOST_DEPTH, MOST_ROWS, _Scan, opened

_NAMES = ("w:p", "w:tr", "row", "arrow", "w:t", "tr")


def _element(name, children):
    return f"<{name}>{''.join(children)}</{name}>" if children else f"<{name} a='x'/>"


_TREES = st.recursive(
    st.sampled_from(["文字", "", "a > b", "/>", "<?say </w:p> ?>", "<!-- </w:p> -->", "<![CDATA[</w:p>]]>", "<w:b/>"]),
    lambda inner: st.builds(_element, st.sampled_from(_NAMES), st.lists(inner, max_size=4)),
    max_leaves=40,
)


def _measured(xml: str) -> tuple[int, int]:
    """Depth and rows as a parser sees them."""
    depth = deepest = rows = 0

    def begin(tag, _):
        nonlocal depth, deepest, rows
        depth += 1
        deepest = max(depth, deepest)
        rows += tag == "row" or tag.endswith((":tr", ":row"))

    def end(_):
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(xml.encode(), True)
    return deepest, rows


def _archive(xml: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return data.getvalue()


@pytest.mark.usefixtures("_shallow")
@settings(deadline=None)
@given(_TREES, st.integers(0, 60), st.booleans())
def test_what_signs_alone_let_through_a_parser_lets_through(tree, more, declared):
    xml = "<w:p>" * more + f"<w:p>{tree}</w:p>" + "</w:p>" * more
    if declared:
        xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml
    deepest, rows = _measured(xml)
    scan = _Scan()
    if scan.counts(xml.encode()):
        assert deepest <= safe_zip.MOST_DEPTH
        assert rows <= scan.rows


@pytest.fixture(scope="module")
def _shallow():
    patch = pytest.MonkeyPatch()
    patch.setattr(safe_zip, "MOST_DEPTH", 30)
    patch.setattr(safe_zip, "_STRETCH", 24)
    yield
    patch.undo()


def test_an_ordinary_part_needs_no_parser():
    xml = '<?xml version="1.0" encoding="UTF-8"?><w:document>' + "<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 900
    assert _Scan().counts((xml + "</w:document>").encode())


@pytest.mark.parametrize(
    "xml",
    [
        "<a>" * (MOST_DEPTH + 1) + "</a>" * (MOST_DEPTH + 1),
        "<a t='/>'>" * (MOST_DEPTH + 1) + "</a>" * (MOST_DEPTH + 1),
        "<a>/&gt;/>" * (MOST_DEPTH + 1) + "</a>" * (MOST_DEPTH + 1),
        "<a><?x </a> ?>" * (MOST_DEPTH + 1) + "</a>" * (MOST_DEPTH + 1),
        "<a><!-- </a> -->" * (MOST_DEPTH + 1) + "</a>" * (MOST_DEPTH + 1),
        ("<?xml version='1.0' encoding='utf-16'?>" + "<a>" * 151 + "</a>" * 151).encode("utf-16"),
    ],
)
def test_depth_cannot_be_hidden(xml):
    with pytest.raises(InputError, match="嵌套超过"):
        opened(_archive(xml if isinstance(xml, bytes) else xml.encode()), "a.docx")


def test_rows_are_refused_and_what_only_sounds_like_them_is_not():
    many = MOST_ROWS + 1
    with pytest.raises(InputError, match="超过 5000 行"):
        opened(_archive(b"<a xmlns:w='w'>" + b"<w:tr/>" * many + b"</a>"), "a.docx")
    opened(_archive(b"<a>" + b"<arrow/>" * many + b"</a>"), "a.docx").close()


def test_an_encoding_nobody_knows_is_refused():
    with pytest.raises(InputError, match="编码不认识"):
        opened(_archive(b"<?xml version='1.0' encoding='UTF-9'?><a>b</a>"), "a.docx")


def test_a_declared_type_is_refused():
    with pytest.raises(InputError, match="DOCTYPE"):
        opened(_archive(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "a.docx")
