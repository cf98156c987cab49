"""Attacks on the review page: each is refused, and nothing is changed."""

from __future__ import annotations

import json
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.program import spawn
from nianbao.reviewing.session.decision_store import Store
from reviewing.desks import NASTY, job, text
from reviewing.served import Served, served

SECRET = "不在这次审核里的东西"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("卷")
    (base / "别的.txt").write_text(SECRET, encoding="utf-8")
    job(base / "白沙镇-2024")
    return base / "白沙镇-2024"


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Served]:
    with served(folder, who="<b>王芳</b>") as running:
        running.enter()
        yield running


@pytest.fixture
def report(page: Served) -> str:
    return page.reports()[0]


def comment(words: str = "请改") -> dict[str, object]:
    return {"kind": "comment", "words": words}


def decisions(folder: Path) -> int:
    return len(Store(folder / "审核.sqlite3").read())


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_a_name_rebound_to_this_machine_reaches_nothing(page: Served, host: str) -> None:
    answer = page.ask("GET", "/", Host=host.format(port=page.port), Cookie=page.cookie)
    assert answer.status in (400, 421)
    assert "白沙镇" not in answer.text


def test_the_opening_address_needs_its_token(page: Served) -> None:
    answer = page.ask("GET", "/open/wrong")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert "这个地址已经失效" in answer.text


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get(page: Served) -> None:
    answer = page.ask("GET", f"/open/{page.token}")
    cookie = answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/"
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert page.token not in answer.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/", "/counts", "/r/x", "/r/{report}", "/r/{report}/log", "/r/{report}/returned"])
def test_without_the_cookie_nothing_is_shown(page: Served, report: str, path: str) -> None:
    for cookie in ("", f"nianbao-{page.port}=wrong", "nianbao-1=x"):
        answer = page.ask("GET", path.format(report=report), Cookie=cookie)
        assert answer.status == 403
        assert "白沙镇" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"X_CSRF": ""},
        {"X_CSRF": "wrong"},
        {"Cookie": ""},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_post_that_is_not_from_our_page_changes_nothing(
    page: Served, report: str, folder: Path, headers: dict[str, str]
) -> None:
    before = decisions(folder)
    answer = page.post(f"/r/{report}/decide", comment(), **headers)
    assert answer.status in (403, 415)
    assert "error" in answer.json
    assert decisions(folder) == before


def test_the_same_post_from_our_page_is_taken(page: Served, report: str, folder: Path) -> None:
    before = decisions(folder)
    assert page.post(f"/r/{report}/decide", comment()).status == 200
    assert decisions(folder) == before + 1


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../pyproject.toml",
        "/static/%2e%2e%2f%2e%2e%2freport.html",
        "/static/report.html",
        "/static/",
        "/r/../别的.txt",
        "/r/%2e%2e%2f%2e%2e%2f别的.txt",
        "/r/..%5c..%5c别的.txt/returned",
        "/r/%00/log",
        "//etc/passwd",
        "/../../etc/passwd",
        "/docs",
        "/openapi.json",
    ],
)
def test_only_the_named_reports_are_reachable(page: Served, path: str) -> None:
    answer = page.get(path.replace("别的", "%E5%88%AB%E7%9A%84"))
    assert answer.status in (400, 404)
    assert SECRET not in answer.text
    assert "root:" not in answer.text
    assert "hatchling" not in answer.text


def test_the_returned_file_is_only_ever_one_of_the_report(page: Served, report: str, folder: Path) -> None:
    store = Store(folder / "审核.sqlite3")
    for name in ("../别的.txt", str(folder.parent / "别的.txt")):
        store.note("returned", name)
        assert page.get(f"/r/{report}/returned").status == 404
    (folder / "链接.docx").symlink_to(folder.parent / "别的.txt")
    store.note("returned", "链接.docx")
    assert page.get(f"/r/{report}/returned").status == 404
    store.note("returned", "")
    store.close()


def test_no_address_names_a_folder(page: Served, report: str, folder: Path) -> None:
    for path in ("/", f"/r/{report}", f"/r/{report}/log"):
        assert folder.parent.name not in page.get(path).text
    assert re.fullmatch(r"[\w-]{12}", report)


def test_what_a_report_says_is_never_run(page: Served, report: str, folder: Path) -> None:
    page.post(f"/r/{report}/decide", comment(NASTY))
    for path in ("/", f"/r/{report}", f"/r/{report}/log"):
        html = page.get(path).text
        assert NASTY not in html
        assert "<b>王芳</b>" not in html
        assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/review.js" defer>']
        assert not re.search(r"\son\w+=|style=|javascript:", html)
    assert "&lt;script&gt;" in page.get(f"/r/{report}").text


@pytest.mark.parametrize("path", ["/", "/r/{report}", "/counts", "/static/review.js", "/nothing", "/r/{report}/log"])
def test_every_answer_says_what_the_browser_may_do(page: Served, report: str, path: str) -> None:
    headers = page.get(path.format(report=report)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_body_too_large_is_not_read(page: Served, report: str, folder: Path) -> None:
    before = decisions(folder)
    assert page.post(f"/r/{report}/decide", comment("改" * 200_000)).status == 413
    assert page.post(f"/r/{report}/decide", comment(), Content_Length="999999999999").status == 413
    assert page.post(f"/r/{report}/decide", comment("改" * 30_000)).status == 422
    assert decisions(folder) == before


def test_a_body_in_pieces_without_a_length_is_held_to_the_same_limit(page: Served, report: str) -> None:
    head = (
        f"POST /r/{report}/decide HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\nOrigin: {page.origin}\r\n"
        f"Cookie: {page.cookie}\r\nX-CSRF: {page.csrf}\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", page.port), timeout=600) as connection:
        connection.sendall(head.encode())
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        try:
            for _ in range(8):
                connection.sendall(piece)
        except OSError:
            pass
        assert b" 413 " in connection.recv(200)


@pytest.mark.parametrize(
    "value",
    [
        {"kind": "comment", "words": "x", "path": "/etc/passwd"},
        {"kind": "return", "words": "x"},
        {"kind": "nothing"},
        {"kind": "edit", "row": "../../x", "words": "x"},
        {"kind": "accept", "item": "none"},
        {"kind": "undo", "decision": 99999},
        [],
        "x",
    ],
)
def test_a_malformed_decision_is_told_and_not_kept(page: Served, report: str, folder: Path, value: object) -> None:
    before = decisions(folder)
    answer = page.post(f"/r/{report}/decide", value)
    assert answer.status in (400, 422)
    assert answer.json["error"]
    assert decisions(folder) == before


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 20_000, b"\xff\xfe", b"", b'{"kind": NaN}', b'{"words": "\\ud800"}']
)
def test_a_body_that_is_no_decision_is_told(page: Served, report: str, folder: Path, body: bytes) -> None:
    before = decisions(folder)
    headers = {"Cookie": page.cookie, "Origin": page.origin, "X_CSRF": page.csrf, "Content_Type": "application/json"}
    answer = page.ask("POST", f"/r/{report}/decide", body, **headers)
    assert answer.status in (400, 422)
    assert decisions(folder) == before


def test_characters_that_no_file_can_hold_are_left_out(page: Served, report: str, folder: Path) -> None:
    assert page.post(f"/r/{report}/decide", comment("\ud800\x00")).status == 422
    assert page.post(f"/r/{report}/decide", comment("请\ud800改\x00\x1b成\uffff这样")).status == 200
    assert Store(folder / "审核.sqlite3").read()[-1].words == "请改成这样"
    assert page.get(f"/r/{report}").status == 200
    assert page.get(f"/r/{report}/log").status == 200
    assert page.post(f"/r/{report}/return", {"words": "退\x00\x0b回"}).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(page: Served, report: str, method: str) -> None:
    assert page.ask(method, f"/r/{report}/decide", Cookie=page.cookie).status == 405


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "localhost.evil.example"])
def test_no_address_but_this_machines_is_served(folder: Path, host: str) -> None:
    run = spawn("review", folder, "--no-open", "--host", host, cwd=folder.parent)
    assert run.code == 2
    assert "只在本机使用（127.0.0.1）" in run.said


def test_a_port_that_is_taken_is_told(folder: Path, page: Served) -> None:
    run = spawn("review", folder, "--no-open", "--port", page.port, cwd=folder.parent)
    assert run.code == 2
    assert f"端口 {page.port} 不能用" in run.said


def test_a_report_named_like_a_script_and_a_path_is_shown_as_words(tmp_path: Path) -> None:
    made = job(tmp_path / "一份")
    draft = json.loads(made.draft_path.read_bytes())
    draft["report"]["unit"]["name"] = f"{NASTY}../../镇人民政府"
    draft["report"]["title"] = NASTY
    made.draft_path.write_text(json.dumps(draft), encoding="utf-8")
    with served(made.folder) as running:
        running.enter()
        report = running.reports()[0]
        for path in ("/", f"/r/{report}", f"/r/{report}/log"):
            assert "<script>document" not in running.get(path).text
        answer = running.post(f"/r/{report}/return", {"words": "请改"})
        assert answer.status == 200
        written = [path for path in tmp_path.rglob("退回*") if path.is_file()]
        assert [path.parent for path in written] == [made.folder]
    assert NASTY in text(made)
    shutil.rmtree(made.folder)


def test_words_without_what_shows_nothing_are_kept_and_that_is_said(page: Served, report: str, folder: Path) -> None:
    answer = page.post(f"/r/{report}/decide", comment("请\u200b核对\u202e这\u0007一句"))
    assert answer.status == 200
    assert "零宽空格（U+200B）、文字方向控制符（U+202E）、控制字符U+0007" in answer.json["said"]
    assert "请核对这一句" in page.get(f"/r/{report}/log").text


def test_a_private_character_is_refused_and_nothing_is_kept(page: Served, report: str, folder: Path) -> None:
    before = decisions(folder)
    answer = page.post(f"/r/{report}/decide", comment("请核对李\ue000明"))
    assert answer.status in (400, 422)
    assert "造字区的字（U+E000）" in answer.json["error"]
    assert decisions(folder) == before
