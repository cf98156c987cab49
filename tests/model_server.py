"""A server on this machine that speaks OpenAI's protocol over real HTTP, answers as told, and can misbehave."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Answer", "Asked", "Server", "completion", "serving"]


@dataclass(frozen=True)
class Asked:
    """A request as it came: its path, headers, body, and the number of requests before it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    number: int

    @property
    def text(self) -> str:
        """Everything that was said to the model."""
        return "\n".join(str(message["content"]) for message in self.body.get("messages", []))


@dataclass(frozen=True)
class Answer:
    """What is sent back: after how long, which status, headers and bytes; or how the connection ends.

    Attributes:
        wait: seconds before the headers. body: sent whole, or in pieces with ``pause`` seconds between them.
        cut: bytes of the body after which the connection is reset; None for none. endless: bytes sent for ever.
        drip: whether the headers come a byte at a time, for ever.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    pause: float = 0.0
    cut: int | None = None
    endless: bytes = b""
    drip: bool = False


def completion(content: str | None, *, finish: str = "stop", **message: Any) -> Answer:
    """An ordinary answer."""
    value = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Answer(json.dumps(value, ensure_ascii=False).encode(), headers={"content-type": "application/json"})


Script = Callable[[Asked], Answer]


class Server:
    """The server's side of a test: what it was asked, and where it is."""

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self.connections = 0
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                self._serve({})

            def do_CONNECT(self) -> None:
                self._serve({})

            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers.get("content-length") or 0))
                try:
                    body = json.loads(data)
                except ValueError:
                    body = {}
                self._serve(body)

            def _serve(self, body: dict[str, Any]) -> None:
                with server._lock:
                    asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body, len(server.asked))
                    server.asked.append(asked)
                self._send(server.script(asked))

            def _send(self, answer: Answer) -> None:
                if server.closing.wait(answer.wait):
                    return
                try:
                    if answer.drip:
                        self.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
                        while not server.closing.wait(0.05):
                            self.wfile.write(b"a")
                        return
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    if answer.endless:
                        self.send_header("transfer-encoding", "chunked")
                        self.end_headers()
                        chunk = answer.endless
                        while not server.closing.wait(0.05):
                            self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                        return
                    self.send_header("content-length", str(len(answer.body)))
                    self.end_headers()
                    if answer.cut is not None:
                        self.wfile.write(answer.body[: answer.cut])
                        self.wfile.flush()
                        self._reset()
                        return
                    if answer.pause:
                        half = len(answer.body) // 2
                        self.wfile.write(answer.body[:half])
                        self.wfile.flush()
                        if server.closing.wait(answer.pause):
                            return
                        self.wfile.write(answer.body[half:])
                    else:
                        self.wfile.write(answer.body)
                except OSError:
                    pass  # the other side has gone

            def _reset(self) -> None:
                linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.close_connection = True
                self.connection.close()

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def process_request(self, request: Any, client_address: Any) -> None:
                with server._lock:
                    server.connections += 1
                super().process_request(request, client_address)

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.scheme = "http"
        if tls is not None:
            self.scheme = "https"
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def base_url(self) -> str:
        """What a client is told."""
        return f"{self.scheme}://127.0.0.1:{self.port}/v1"

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def serving(script: Script, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the time of a test."""
    server = Server(script, tls)
    try:
        yield server
    finally:
        server.close()
