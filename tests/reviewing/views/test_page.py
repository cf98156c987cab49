"""The page of a comparison: as a reader of the file, and in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import samples
from nianbao.report import Report
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison_page import as_page
from reviewing.two_reports import overview, pair, said

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SPLIT = ("村务公开栏按月更新，过期的内容随时撤下。", "群众当场提出的疑问由窗口答复，不能答复的登记。")
MOVED = "开展政务公开培训{}次，参训人员30余人，培训内容包括条例解读。"
HOSTILE = "<script>alert(1)</script><img src=https://example.invalid/x.png onerror=alert(2)>{{ 7*7 }}&amp;"


def two() -> tuple[Report, Report]:
    problem = "公开的内容不够及时，个别站所报送信息慢。"
    old = said(
        ("overview", "一、总体情况", [MOVED.format(2), "".join(SPLIT), HOSTILE]),
        ("problems", "五、存在的主要问题", [problem, "下一步，每月通报报送情况。"]),
        year=2023,
    )
    new = said(
        ("overview", "一、总体情况", [*SPLIT, HOSTILE + "改"]),
        ("problems", "五、存在的主要问题", [problem, MOVED.format(3), "下一步，按季通报报送情况，年底纳入考核。"]),
    )
    return old, new


def page(old: Report, new: Report, **names: str) -> Any:
    return lxml.html.document_fromstring(as_page(compare(old, new, **names)).decode())


def texts(tree: Any, side: str) -> list[str]:
    gone = "del" if side == "new" else "ins"
    found = []
    for cell in tree.cssselect(f".text .row:not(.stub) .{side}"):
        for item in cell.cssselect(gone):
            item.drop_tree()
        found.append(cell.text_content())
    return [text for text in found if text]


@pytest.mark.long
@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_read_down_its_side_the_page_is_the_new_report(seed: int) -> None:
    old, new = pair(seed)
    shown = texts(page(old, new), "new")
    said_there = [one.text for _, one in new.paragraphs() if one.text]
    assert "".join(shown) == new.title + "".join(said_there)
    before = "".join(sorted("".join(texts(page(old, new), "old"))))
    assert before == "".join(sorted(old.title + "".join(one.text for _, one in old.paragraphs())))


def test_nothing_of_a_report_is_markup() -> None:
    old, new = two()
    tree = page(old, new, old_name=HOSTILE, new_name=HOSTILE)
    assert not tree.cssselect("script, img, link, iframe, object, form, base")
    assert not [item for item in tree.iter() for name in item.attrib if name.lower().startswith("on")]
    assert all(value.startswith("#") for value in tree.xpath("//@href | //@src"))
    assert HOSTILE in tree.cssselect("title")[0].text_content()
    assert not re.search(r"url\(|@import", tree.cssselect("style")[0].text_content())


def test_every_link_leads_somewhere_and_every_id_is_there_once() -> None:
    for old, new in (two(), pair(7), pair(31)):
        tree = page(old, new)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {value[1:] for value in tree.xpath("//@href")} <= set(ids)


def test_a_moved_paragraph_leads_to_where_it_stood_and_back() -> None:
    tree = page(*two())
    (stub,) = tree.cssselect(".row.stub")
    (row,) = tree.cssselect(".row.moved")
    assert stub.cssselect(".new a")[0].get("href") == f"#{row.get('id')}"
    assert row.cssselect(".what a")[0].get("href") == f"#{stub.get('id')}"
    assert "五、存在的主要问题" in stub.text_content()
    assert "原在“一、总体情况”" in row.text_content()


def test_the_summary_says_what_a_reviewer_asks_first() -> None:
    old, new = two()
    found = compare(old, new)
    tree = lxml.html.document_fromstring(as_page(found).decode())
    top = tree.cssselect(".figures-of")[0].text_content()
    for words in (
        "沿用 ",
        "改 3 段",
        "移 1 段",
        "拆开 1 段",
        "正文数字变 1 处",
        f"问题 A {len(found.old_findings)} 项",
    ):
        assert words in top
    figures = tree.cssselect("[aria-label=正文中变了的数字] tbody tr")
    assert [[cell.text_content() for cell in row][1:5] for row in figures] == [["2次", "3次", "+1", "+50%"]]


def test_changed_cells_are_listed_and_cells_of_other_forms_are_not() -> None:
    tree = page(samples.sample("2019"), samples.sample("2021"))
    (table,) = tree.cssselect("[aria-label=主动公开情况表]")
    assert "现行有效" not in table.text_content()
    assert "没有对照" in tree.text_content()


def test_the_same_report_twice_says_so() -> None:
    report = overview("村务公开栏按月更新。")
    tree = page(report, report.model_copy(deep=True))
    assert "两份的文字和表格没有不同。" in tree.text_content()
    assert not tree.cssselect(".text ins, .text del")


@pytest.mark.chromium
def test_it_opens_from_a_file_asks_for_nothing_and_fits(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "对照.html"
    path.write_bytes(as_page(compare(*two())))
    for width in (1280, 390):
        shown = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
        asked: list[str] = []
        said_there: list[str] = []
        shown.on("request", lambda request, asked=asked: asked.append(request.url))
        shown.on("console", lambda message, said=said_there: said.append(message.text))
        shown.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert said_there == []
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        row = shown.locator(".row.moved")
        assert row.locator(".old").is_visible() == (width == 1280)
        assert row.locator(".new del").is_visible() == (width == 390)
        shown.check("#only")
        assert not shown.locator(".row.still").first.is_visible()
        if width == 1280:
            shown.check("#inline")
            assert not row.locator(".old").is_visible()
            assert row.locator(".new del").is_visible()
        shown.close()


@pytest.mark.chromium
def test_words_stand_out_from_their_ground(browser: Browser, tmp_path: Path) -> None:
    """WCAG AA: 4.5 to 1, whatever the level of a finding or the kind of a change."""
    path = tmp_path / "对照.html"
    path.write_bytes(as_page(compare(*two())))
    shown = browser.new_page(viewport={"width": 1280, "height": 800})
    shown.goto(path.as_uri())
    low: list[str] = shown.evaluate(CONTRAST)
    assert low == []


CONTRAST = """() => {
  const light = (color) => color.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const node of document.querySelectorAll('body *')) {
    if (![...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(node.outerHTML.slice(0, 80));
  }
  return low;
}"""
