"""How fast the review page opens: ``python eval/benchmarks/review_speed.py [--keep]``.

A county's set of 100 reports, each a folder of its own with a draft and some decisions, is served by the program as a
process of its own. Seconds as a reviewer waits for them: from the command to the address, the list asked for at once
while the reports are still being checked, the list again, when every report has been checked, then a report, and a
decision until it is acknowledged. The aim: the list of 100 within one second.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kept import keep

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "baisha-2024" / "report.yaml"
REPORTS, DECIDED, REPEATS = 100, 10, 9
AIM = 1.0
"""Seconds for the list."""


def county(folder: Path) -> None:
    """Make the folders: one is drafted, the others are it under other names; in every tenth something was decided."""
    from nianbao.jobs.flow.draft_job import redraft
    from nianbao.jobs.store.folder import Job
    from nianbao.reviewing.session.review_desk import Act, Desk
    from nianbao.reviewing.session.review_session import source_of

    first = folder / "镇001"
    first.mkdir(parents=True)
    shutil.copy(EXAMPLE, first / "report.yaml")
    redraft(Job(first))
    for number in range(2, REPORTS + 1):
        other = Path(shutil.copytree(first, folder / f"镇{number:03}"))
        draft = json.loads((other / "草稿.json").read_bytes())
        draft["id"] = f"{number:016x}"
        draft["report"]["unit"]["name"] = f"云岭县第{number}镇人民政府"
        (other / "草稿.json").write_text(json.dumps(draft, ensure_ascii=False, indent=1), encoding="utf-8")
    for number in range(1, REPORTS + 1, REPORTS // DECIDED):
        desk = Desk(source_of(folder / f"镇{number:03}"), "审核员")
        for line in range(5):
            desk.decide(Act("comment", words=f"第{line}条"))
        desk.source.store.close()


class Client:
    """A browser's requests, one after another on one connection."""

    def __init__(self, address: str) -> None:
        self.port = int(re.findall(r":(\d+)/", address)[0])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.cookie = ""
        self.cookie = self.ask("GET", "/open/" + address.rpartition("/")[2])[1]["set-cookie"].partition(";")[0]

    def ask(self, method: str, path: str, body: bytes | None = None, **more: str) -> tuple[str, dict[str, str], float]:
        """What came, its headers, and the seconds it took."""
        began = time.perf_counter()
        headers = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in more.items()}}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        took = time.perf_counter() - began
        if response.status >= 400:
            raise SystemExit(f"{path}: {response.status} {text[:200]}")
        return text, {name.lower(): value for name, value in response.getheaders()}, took


def measured(folder: Path) -> dict[str, float]:
    """Seconds of each step."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "nianbao", "review", str(folder), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ) as process:
        assert process.stdout is not None
        address = next(line.strip() for line in process.stdout if line.startswith("http://"))
        started = time.perf_counter() - began
        client = Client(address)
        text, _, first = client.ask("GET", "/")
        _, _, second = client.ask("GET", "/")
        while any(row["counts"] is None for row in json.loads(client.ask("GET", "/counts")[0]).values()):
            time.sleep(0.2)
        checked = time.perf_counter() - began
        lists = [client.ask("GET", "/")[2] for _ in range(REPEATS)]
        report = re.findall(r'href="/r/([^"/]+)"', text)[0]
        page, _, opened = client.ask("GET", f"/r/{report}")
        csrf = re.findall(r'name="csrf" content="([^"]+)"', page)[0]
        decisions = [
            client.ask(
                "POST", f"/r/{report}/decide", json.dumps({"kind": "comment", "words": f"{number}"}).encode(),
                Origin=f"http://127.0.0.1:{client.port}", X_CSRF=csrf, Content_Type="application/json",
            )[2]
            for number in range(REPEATS)
        ]  # fmt: skip
        rows = len(re.findall("<tr data-report=", text))
        process.terminate()
    if rows != REPORTS:
        raise SystemExit(f"the list has {rows} reports, not {REPORTS}")
    return {
        "start": started,
        "list, first, while checking": first,
        "list, second": second,
        "all checked, from the start": checked,
        "list, all checked, median": statistics.median(lists),
        "report": opened,
        "decision, median": statistics.median(decisions),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "全县"
        county(folder)
        found = measured(folder)
    for name, seconds in found.items():
        print(f"{name:32} {seconds:8.3f} s")
    slowest = max(seconds for name, seconds in found.items() if name.startswith("list"))
    print(f"slowest list {slowest:.3f} s, aim {AIM} s: {'reached' if slowest <= AIM else 'MISSED'}")
    if "--keep" in sys.argv:
        result: dict[str, Any] = {
            "what": f"{REPORTS} reports in the review page",
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
            "seconds": {name: round(seconds, 4) for name, seconds in found.items()},
            "aim": AIM,
        }
        print(keep(result, "-review"))
    if slowest > AIM:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
