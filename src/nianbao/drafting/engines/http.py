"""The HTTP client that models are reached by: one host, no redirects, no proxy but ours, and an end to every wait.

The SDKs' own client follows a redirect and posts the whole prompt to another host, takes proxies from the
environment, and waits for as long as bytes trickle in (measured against a loopback server).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx2

from nianbao.drafting.engines.hosts import host_of

__all__ = ["Bounded", "Redirected", "TooLarge", "client_for"]

_MOST_BYTES = 8 * 1024 * 1024
_SENT = frozenset(
    {"host", "authorization", "content-type", "content-length", "accept", "accept-encoding", "connection"}
)
"""Headers that are sent; what else the SDKs add (machine, versions, organisation) is not."""


class Redirected(httpx2.TransportError):
    """The server points elsewhere; nothing is sent there."""


class TooLarge(httpx2.TransportError):
    """The answer does not end."""


class _Body(httpx2.SyncByteStream):
    """A body that ends: by its own end, by time, or by its length."""

    def __init__(self, stream: httpx2.SyncByteStream, ends: float, stopped: threading.Event) -> None:
        self._stream, self._ends, self._stopped = stream, ends, stopped

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if size > _MOST_BYTES:
                raise TooLarge("answer too large")
            if time.monotonic() > self._ends or self._stopped.is_set():
                raise httpx2.ReadTimeout("out of time")
            yield chunk

    def close(self) -> None:
        self._stream.close()


class Bounded(httpx2.BaseTransport):
    """A transport to one host, with a deadline for each exchange.

    Args:
        host: ``host:port`` that alone is spoken to. proxy: of ours, or empty. limit: seconds of one exchange.
    """

    def __init__(self, host: str, proxy: str, limit: float) -> None:
        self._host, self._limit = host, limit
        self._inner = httpx2.HTTPTransport(trust_env=False, proxy=proxy or None)
        self.stopped = threading.Event()
        self._local = threading.local()

    def until(self, ends: float) -> None:
        """The moment this thread's next exchange has to end by."""
        self._local.ends = ends

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, if it goes where it may."""
        if host_of(str(request.url)) != self._host:
            raise Redirected(f"not {self._host}")
        now = time.monotonic()
        ends = min(getattr(self._local, "ends", now + self._limit), now + self._limit)
        left = max(0.05, ends - now)
        sent = httpx2.Request(
            request.method,
            request.url,
            headers=[
                *((name, value) for name, value in request.headers.multi_items() if name.lower() in _SENT),
                ("user-agent", "nianbao"),
            ],
            stream=request.stream,
            extensions={
                **request.extensions,
                "timeout": {"connect": min(left, 15.0), "read": left, "write": left, "pool": left},
            },
        )
        response = self._inner.handle_request(sent)
        if 300 <= response.status_code < 400:
            response.close()
            raise Redirected("redirected")
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _Body(response.stream, ends, self.stopped)
        return response

    def close(self) -> None:
        self._inner.close()


def client_for(base_url: str, *, proxy: str, limit: float) -> tuple[httpx2.Client, Bounded]:
    """A client that speaks to the host of an address alone."""
    transport = Bounded(host_of(base_url), proxy, limit)
    client = httpx2.Client(transport=transport, trust_env=False, follow_redirects=False)
    return client, transport
