"""The review page served by the program itself, as a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Answer", "Served", "served"]


class Answer(NamedTuple):
    """What a request got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Served:
    """A running ``nianbao review``.

    Attributes:
        address: the opening address, token included. port: it is on. process: the program.
    """

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        self.port = int(re.search(r":(\d+)/", address)[1])  # type: ignore[index]
        self.token = address.rpartition("/")[2]
        self.cookie = self.csrf = ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send a request just as it is written: no header but those given is made up, but Host where it is not."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            sent = {
                "Host": f"127.0.0.1:{self.port}",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            }
            if body is not None and "Content-Length" not in sent:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def enter(self) -> None:
        """Come in by the opening address, as a browser does."""
        opened = self.ask("GET", f"/open/{self.token}")
        assert opened.status == 303
        self.cookie = opened.headers["set-cookie"].partition(";")[0]
        self.csrf = re.search(r'name="csrf" content="([^"]+)"', self.get("/").text)[1]  # type: ignore[index]

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, Cookie=self.cookie)

    def post(self, path: str, value: Any, **headers: str) -> Answer:
        """Post as the page does."""
        sent = {
            "Cookie": self.cookie,
            "Origin": self.origin,
            "X-CSRF": self.csrf,
            "Content-Type": "application/json",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        return self.ask("POST", path, json.dumps(value).encode(), **sent)

    def reports(self) -> list[str]:
        """The names reports have in addresses, in the list's order."""
        return re.findall(r'href="/r/([^"/]+)"', self.get("/").text)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def served(*paths: Path | str, who: str = "王芳", options: tuple[str, ...] = ()) -> Iterator[Served]:
    """Run ``nianbao review`` on reports; killed at the end if it still runs."""
    command = [sys.executable, "-m", "nianbao", "review", *map(str, paths), "--no-open", "--who", who, *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=os.environ
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("http://"):
            break
    else:
        process.wait(30)
        process.stdout.close()
        raise AssertionError("".join(said))
    running = Served(process, line.strip())
    try:
        yield running
    finally:
        if process.poll() is None:
            running.kill()
