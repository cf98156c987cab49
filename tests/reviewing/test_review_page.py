"""A reviewer at the page, in a real browser: what issue 6 says must be shown."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.pack_file import pack
from nianbao.writing import write
from reviewing.desks import GUESS, job, text
from reviewing.served import Served, served
from samples import finished, sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.chromium
AXE = os.environ.get("NIANBAO_AXE", "")
"""Path of axe.min.js, which is not ours to keep here."""
PLATFORM, SUPERVISION, MANAGEMENT = "14个村", "镇长任", "清理专栏"


@pytest.fixture(scope="module")
def axe() -> str:
    """The accessibility checker."""
    if AXE and Path(AXE).is_file():
        return Path(AXE).read_text(encoding="utf-8")
    if os.environ.get("NIANBAO_REQUIRE_ALL") != "1":
        pytest.skip("needs axe-core: set NIANBAO_AXE to axe.min.js (npm pack axe-core)")
    raise AssertionError("NIANBAO_AXE does not name axe.min.js")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    made.set_default_timeout(300_000)
    yield made
    made.close()


@pytest.fixture
def made(tmp_path: Path) -> Job:
    return job(tmp_path / "单位" / "白沙镇-2024")


class Watch:
    """What a page did that it should not: errors, and requests to anywhere but its own server."""

    def __init__(self, page: Page, running: Served) -> None:
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        page.on(
            "request",
            lambda sent: None if sent.url.startswith(running.origin) else self.elsewhere.append(sent.url),
        )


def enter(context: BrowserContext, running: Served) -> Page:
    """Open the list by the opening address."""
    page = context.new_page()
    page.goto(running.address)
    assert page.url == f"{running.origin}/"
    return page


def opened(context: BrowserContext, running: Served) -> Page:
    """Open the first report from the list."""
    page = enter(context, running)
    page.click(".list tbody a")
    page.wait_for_selector("#rows .row")
    return page


def row(page: Page, words: str) -> Any:
    """The row of the page with a paragraph that has these words."""
    return page.locator(f'#rows .row[data-text*="{words}"]')


def saved(page: Page, words: str) -> None:
    """Wait until the page says that something is saved."""
    page.wait_for_function("words => document.getElementById('live').textContent.includes(words)", arg=words)


def typed(page: Page, words: str) -> None:
    page.locator(".editor textarea").fill(words)
    page.click('.editor [data-do="save-edit"]')


def test_a_review_from_the_list_to_the_clerks_take(context: BrowserContext, made: Job, tmp_path: Path) -> None:
    desk = tmp_path / "审核"
    desk.mkdir()
    packed = Path(shutil.copy(pack(made, notes=True).path, desk))
    with served(packed) as running:
        page = opened(context, running)
        watch = Watch(page, running)

        # a figure to its cell
        page.click('#rows .row[data-text*="全年新收政府信息公开申请"] .fig:text-is("14件")')
        cell = page.locator(".sheet td.on")
        assert cell.inner_text().split()[0] == "14"
        assert "新收政府信息公开申请数量" in (cell.get_attribute("title") or "")
        assert cell.evaluate("element => element === document.activeElement")
        # a figure to its note, a sentence to all it rests on
        page.click('#rows .row[data-text*="清理专栏"] .fig:text-is("23条")')
        assert "专栏内过期信息" in page.locator(".note.on").inner_text()
        row(page, "加上上年结转").locator(".ground").nth(3).click()
        assert page.locator(".sheet td.on").count() > 5

        # accept one, edit another, reject a third, settle what awaits verification
        row(page, MANAGEMENT).locator('[data-kind="fix"] [data-do="accept"]').first.click()
        saved(page, "已保存：采纳")
        row(page, PLATFORM).locator('[data-kind="fix"] [data-do="edit"]').first.click()
        area = page.locator(".editor textarea")
        assert "截至10月底" in area.input_value()
        typed(page, area.input_value().replace("都已更新", "均已更新"))
        saved(page, "已保存：改写")
        row(page, SUPERVISION).locator('[data-kind="fix"] [data-do="reject"]').first.click()
        saved(page, "已保存：不采纳")
        row(page, PLATFORM).locator('[data-kind="verify"] [data-do="confirm"]').click()
        saved(page, "已保存：核实属实")
        assert watch.errors == []
        assert watch.elsewhere == []
        running.kill()

    # killed, started again: everything acknowledged is there
    with served(packed) as running:
        page = opened(context, running)
        assert "截至12月底" in row(page, MANAGEMENT).locator(".words").inner_text()
        assert "均已更新" in row(page, "均已更新").locator(".words").inner_text()
        assert row(page, SUPERVISION).locator('[data-kind="fix"]').count() == 0
        assert row(page, PLATFORM).locator('[data-kind="verify"]').count() == 0

        # a second tab on the same paragraph at the same time
        other = context.new_page()
        other.goto(page.url)
        row(page, PLATFORM).locator('.tools [data-do="edit"]').click()
        row(other, PLATFORM).locator('.tools [data-do="edit"]').click()
        typed(page, page.locator(".editor textarea").input_value() + "第一页加的。")
        saved(page, "已保存：改写")
        typed(other, other.locator(".editor textarea").input_value() + "第二页加的。")
        other.wait_for_selector("#conflict[open]")
        assert "第一页加的。" in other.inner_text("#conflict-theirs")
        assert "第二页加的。" in other.inner_text("#conflict-mine")
        merged = other.input_value("#conflict-merged").replace("第二页加的。", "第一页加的。第二页加的。")
        other.fill("#conflict-merged", merged)
        other.click('[data-do="merged"]')
        saved(other, "已保存：改写")
        assert row(other, "第一页加的。第二页加的。").count() == 1

        # a comment and the return
        row(other, "开展政府信息公开工作").locator('.tools [data-do="open-comment"]').click()
        other.fill("#comment-words", "请写明全年的重点工作。")
        other.click('[data-do="save-comment"]')
        saved(other, "已保存：批注")
        other.click('#bar [data-do="open-return"]')
        other.fill("#return-words", "请改后三日内再报")
        other.click('[data-do="return"]')
        other.wait_for_selector("#return-after:not([hidden])")
        assert any("请写明全年的重点工作" in line for line in other.locator("#return-todo li").all_inner_texts())
        with other.expect_download() as download:
            other.click("#return-after a")
        assert download.value.suggested_filename == "退回-云岭县白沙镇人民政府-2024.docx"
        other.click('#return-after [data-do="close"]')
        assert other.locator("#bar .state").inner_text() == "已退回"
        other.click("text=全部报告")
        assert other.locator(".list .state").inner_text() == "已退回"

    # the clerk, at her own machine
    returned = next(desk.rglob("退回-*.docx"))
    shutil.copy(returned, made.folder)
    before = text(made)
    taken = take(made.folder / returned.name)
    said = "\n".join(taken.changes)
    assert "截至12月底" in said
    assert "均已更新" in said
    assert "第一页加的。" in said
    assert any(GUESS in line for line in taken.changes)
    assert "请改后三日内再报" in "\n".join([*taken.messages, *taken.changes])
    after = text(made)
    assert after != before
    assert "截止9月底" in after
    draft = load(made)
    assert draft is not None
    settled = {held.text: held for held in draft.report.sentences() if held.origin == "reviewer"}
    assert settled[GUESS].support == "supported"
    assert any("均已更新" in words for words in settled)
    assert {item.who for item in draft.decisions} == {"王芳"}


@pytest.mark.parametrize(("choice", "stands"), [("mine", "第二页。"), ("theirs", "第一页。")])
def test_the_second_of_two_tabs_chooses(context: BrowserContext, made: Job, choice: str, stands: str) -> None:
    with served(made.folder) as running:
        page = opened(context, running)
        other = context.new_page()
        other.goto(page.url)
        row(page, PLATFORM).locator('.tools [data-do="edit"]').click()
        row(other, PLATFORM).locator('.tools [data-do="edit"]').click()
        typed(page, "第一页。")
        saved(page, "已保存")
        typed(other, "第二页。")
        other.wait_for_selector("#conflict[open]")
        other.click(f'#conflict [data-do="{choice}"]')
        saved(other, "已保存" if choice == "mine" else "已用对方的")
        assert row(other, stands).count() == 1
    assert stands in text(made)


def test_closing_the_question_keeps_what_was_typed(context: BrowserContext, made: Job) -> None:
    with served(made.folder) as running:
        page = opened(context, running)
        other = context.new_page()
        other.goto(page.url)
        row(other, PLATFORM).locator('.tools [data-do="edit"]').click()
        row(page, PLATFORM).locator('.tools [data-do="edit"]').click()
        typed(page, "第一页。")
        saved(page, "已保存")
        typed(other, "第二页写了很久。")
        other.wait_for_selector("#conflict[open]")
        other.keyboard.press("Escape")
        assert other.locator(".editor textarea").input_value() == "第二页写了很久。"


def test_when_the_program_has_gone_the_page_says_so_and_keeps_the_words(context: BrowserContext, made: Job) -> None:
    with served(made.folder) as running:
        page = opened(context, running)
        row(page, PLATFORM).locator('.tools [data-do="edit"]').click()
        running.kill()
        typed(page, "还没有保存的话。")
        saved(page, "没有保存")
        assert page.locator(".editor textarea").input_value() == "还没有保存的话。"
    assert "还没有保存的话" not in text(made)


def test_by_keys_alone(context: BrowserContext, made: Job) -> None:
    with served(made.folder) as running:
        page = opened(context, running)
        fixes = page.locator('.item[data-kind="fix"]').count()
        for _ in range(40):
            page.keyboard.press("j")
            if page.locator('.item.current[data-kind="fix"]').count():
                break
        page.keyboard.press("a")
        saved(page, "已保存：采纳")
        assert page.locator('.item[data-kind="fix"]').count() < fixes
        page.keyboard.press("u")
        saved(page, "已保存：撤销")
        assert page.locator('.item[data-kind="fix"]').count() == fixes
        page.keyboard.press("k")
        page.keyboard.press("r")
        saved(page, "已保存：")
        page.keyboard.press("e")
        page.wait_for_selector(".editor textarea:focus")
        page.keyboard.type("ajk")
        assert "ajk" in page.locator(".editor textarea").input_value()
        page.click('.editor [data-do="cancel-edit"]')
        page.keyboard.press("?")
        page.wait_for_selector("#help[open]")
        page.uncheck("#keys-on")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert page.locator("#help[open]").count() == 0


def test_a_bare_word_file_is_reviewed_and_returned(context: BrowserContext, tmp_path: Path) -> None:
    path = tmp_path / "报来的.docx"
    write(sample(), path)
    with served(path) as running:
        page = opened(context, running)
        watch = Watch(page, running)
        assert "没有素材，句子无法对到依据" in page.locator(".notice").first.inner_text()
        assert (
            page.locator("#rows .fig, #rows .ground").count()
            == page.locator("#rows .row:not([data-version]) .fig").count()
        )
        page.locator('[data-kind="verify"] [data-do="confirm"]').click()
        saved(page, "已保存：核实属实")
        page.locator('[data-kind="blank"] [data-do="open-fill"]').click()
        page.fill(".item .editor input", "评议结果为满意。")
        page.click('[data-do="save-fill"]')
        saved(page, "已保存：填写")
        page.click('#bar [data-do="open-return"]')
        page.click('[data-do="return"]')
        page.wait_for_selector("#return-after:not([hidden])")
        assert watch.errors == []
    assert (tmp_path / "退回-云岭县白沙镇人民政府-2024.docx").is_file()


def test_last_years_report_stands_beside_this_years(context: BrowserContext, made: Job, tmp_path: Path) -> None:
    past = finished().model_copy(
        update={"year": 2023, "title": "云岭县白沙镇人民政府2023年政府信息公开工作年度报告", "date": "2024年1月12日"}
    )
    write(past, tmp_path / "2023.docx")
    with served(made.folder, options=("--previous", str(tmp_path / "2023.docx"))) as running:
        page = opened(context, running)
        assert "2023 年年报" in page.locator(".row.heads .past").inner_text()
        assert "5月开设惠民补贴查询栏" in row(page, PLATFORM).locator(".past").inner_text()


def test_a_script_in_a_report_or_a_comment_does_not_run(context: BrowserContext, made: Job) -> None:
    with served(made.folder, who="<img src=x onerror=alert(1)>") as running:
        page = opened(context, running)
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        row(page, PLATFORM).locator('.tools [data-do="open-comment"]').click()
        page.fill("#comment-words", "<img src=x onerror=alert(2)><script>alert(3)</script>")
        page.click('[data-do="save-comment"]')
        saved(page, "已保存")
        row(page, PLATFORM).locator('.tools [data-do="edit"]').click()
        typed(page, "<svg onload=alert(4)>一句。")
        saved(page, "已保存")
        page.reload()
        page.goto(page.url + "/log")
        assert said == []
        assert page.title() != "stolen"
        assert page.locator("main script, main img, main svg").count() == 0


# ── everyone


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds on a page as it is."""
    page.evaluate(axe)
    found = page.evaluate(
        "async () => (await axe.run(document, {runOnly: {type: 'tag', values: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})).violations"
    )
    return [f"{item['id']}: {[node['html'][:160] for node in item['nodes'][:3]]}" for item in found]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_any_page(browser: Browser, made: Job, axe: str, width: int, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    write(finished().model_copy(update={"year": 2023}), tmp_path / "2023.docx")
    with served(made.folder, options=("--previous", str(tmp_path / "2023.docx"))) as running:
        page = enter(context, running)
        page.wait_for_selector(".n-error")
        assert violations(page, axe) == []
        page.click(".list tbody a")
        page.wait_for_selector("#rows .row")
        assert violations(page, axe) == []
        row(page, PLATFORM).locator('[data-kind="fix"] [data-do="accept"]').first.click()
        saved(page, "已保存")
        row(page, PLATFORM).locator('.tools [data-do="open-comment"]').click()
        assert violations(page, axe) == []
        page.fill("#comment-words", "请补。")
        page.click('[data-do="save-comment"]')
        saved(page, "已保存：批注")
        row(page, PLATFORM).locator('.tools [data-do="edit"]').click()
        row(page, SUPERVISION).locator('[data-kind="blank"] [data-do="open-fill"]').click()
        page.locator("#rows .fig").nth(4).click()
        for held in page.locator("details").all():
            held.evaluate("element => { element.open = true; }")
        assert violations(page, axe) == []
        for dialog in ("help", "pass", "return", "conflict"):
            page.evaluate(f"document.getElementById('{dialog}').showModal()")
            assert violations(page, axe) == [], dialog
            page.evaluate(f"document.getElementById('{dialog}').close()")
        page.goto(page.url + "/log")
        assert violations(page, axe) == []
        page.goto(f"{running.origin}/r/none")
        assert violations(page, axe) == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_runs_over_the_edge(browser: Browser, made: Job, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    with served(made.folder) as running:
        page = enter(context, running)
        for _ in range(2):
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0
            if page.locator(".list").count():
                page.click(".list tbody a")
                page.wait_for_selector("#rows .row")
    context.close()
