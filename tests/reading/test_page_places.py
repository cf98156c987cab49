"""Places on a web page are found by a person, also where the whole page is one line."""

from __future__ import annotations

from pathlib import Path

from nianbao.checking import check
from nianbao.reading import read
from reading.page_layouts import BODY, LAYOUTS, page


def places(data: bytes, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    report = read(path)
    return {item.quote: str(item.location) for item in check(report) if item.location is not None}


def faulty() -> bytes:
    text = page(LAYOUTS["plain"]).decode()
    return text.replace("公开栏换新8块。", "公开栏换新8块。。").replace("<td>14</td>", "<td>15</td>").encode()


def test_paragraph_of_the_section_and_line_of_the_source(tmp_path: Path) -> None:
    data = faulty()
    number = 1 + next(n for n, line in enumerate(data.decode().split("\n")) if "换新8块" in line)
    at = BODY["overview"].index(next(text for text in BODY["overview"] if "换新8块" in text)) + 1
    assert places(data, tmp_path)["。。"] == f"“一、总体情况”第{at}段（源代码第{number}行）"


def test_a_page_in_one_line_has_no_line_numbers(tmp_path: Path) -> None:
    found = places(faulty().replace(b"\n", b""), tmp_path)
    assert found["。。"] == "“一、总体情况”第8段"
    assert not [place for place in found.values() if place.startswith("第1行")]


def test_a_cell_is_in_the_table_of_its_section(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(faulty())
    found = [str(item.location) for item in check(read(path)) if item.cell.startswith("requests.new")]
    assert found
    assert all(place.startswith("“三、收到和处理政府信息公开申请情况”表2第4行") for place in found)
