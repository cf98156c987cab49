"""HTTP client for one host: no redirects, no proxy but ours, and an end to every wait.

The SDKs' own client follows a redirect and posts the whole prompt to another host, takes proxies and headers from
the environment, and waits for as long as bytes trickle in: a timeout of theirs is one of a single read (measured
against a loopback server). Here every read and write ends by a moment, and all of them can be ended at once.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from ssl import SSLContext
from typing import Any

import httpcore2
import httpx2

from nianbao.drafting.engines.endpoint import host_of

_CONNECT = 15.0
"""Seconds to connect, at most."""


class _Stream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream, network: Network) -> None:
        self._inner, self._network = inner, network
        network.opened(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._network.left(httpcore2.ReadTimeout, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._network.left(httpcore2.WriteTimeout, timeout))

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._network.left(httpcore2.ConnectTimeout, timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def close(self) -> None:
        self._inner.close()

    def wake(self) -> None:
        """End what waits on this stream in another thread; closing it would not."""
        own = self._inner.get_extra_info("socket")
        if isinstance(own, socket.socket):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(own, socket.SHUT_RDWR)


class Network(httpcore2.NetworkBackend):
    """Connections whose reads and writes end by a moment that each thread sets."""

    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()
        self._local = threading.local()
        self._streams: weakref.WeakSet[_Stream] = weakref.WeakSet()
        self._lock = threading.Lock()
        self.stopped = threading.Event()

    def until(self, ends: float) -> None:
        """The moment by which this thread's exchange has to end."""
        self._local.ends = ends

    def left(self, late: type[httpcore2.TimeoutException], timeout: float | None) -> float:
        """Seconds left to this thread, and no more than a timeout.

        Raises:
            httpcore2.TimeoutException: none; of the kind given.
        """
        left = float(self._local.ends) - time.monotonic()
        if left <= 0 or self.stopped.is_set():
            raise late("out of time")
        return left if timeout is None else min(left, timeout)

    def opened(self, stream: _Stream) -> None:
        """Remember a stream for as long as it lives."""
        with self._lock:
            self._streams.add(stream)

    def stop(self) -> None:
        """End every read and write."""
        self.stopped.set()
        with self._lock:
            streams = list(self._streams)
        for stream in streams:
            stream.wake()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        left = min(_CONNECT, self.left(httpcore2.ConnectTimeout, timeout))
        return _Stream(self._inner.connect_tcp(host, port, left, local_address, socket_options), self)


_MOST_BYTES = 8 * 1024 * 1024
_MOST_PACKED = 128 * 1024
"""Bytes of an answer that is compressed although we asked for none: a thousand times as many unpacked."""
_KEPT = frozenset({"authorization", "content-type", "content-length", "x-api-key", "anthropic-version"})
"""Headers of a request that are sent on; what else the SDKs add (machine, versions, organisation) is not."""


class Redirected(httpx2.TransportError):
    """The server points elsewhere; nothing is sent there. The server itself has the question."""


class TooLarge(httpx2.TransportError):
    """The answer does not end."""


@contextmanager
def _mapped() -> Iterator[None]:
    """The errors of the connections below as those of the client."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise httpx2.ReadTimeout(str(error)) from error
    except (
        httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError, httpcore2.UnsupportedProtocol,
        httpcore2.ConnectionNotAvailable,
    ) as error:  # fmt: skip
        raise httpx2.ConnectError(str(error)) from error


def _nothing(_: bytes) -> None:
    pass


class _Body(httpx2.SyncByteStream):
    """A body that ends: by its own end, by time, or by its length."""

    def __init__(self, response: httpcore2.Response, most: int, ends: float, read: Callable[[bytes], None]) -> None:
        self._response, self._most, self._ends, self._read = response, most, ends, read

    def __iter__(self) -> Iterator[bytes]:
        size, kept = 0, []
        with _mapped():
            for chunk in self._response.iter_stream():
                size += len(chunk)
                if size > self._most:
                    raise TooLarge("answer too large")
                if time.monotonic() > self._ends:
                    raise httpx2.ReadTimeout("out of time")
                kept.append(chunk)
                yield chunk
        self._read(b"".join(kept))

    def close(self) -> None:
        self._response.close()


class _Question(httpx2.SyncByteStream):
    """A request's body that tells when it begins to go out."""

    def __init__(self, body: httpx2.SyncByteStream, begins: Callable[[], None]) -> None:
        self._body, self._begins = body, begins

    def __iter__(self) -> Iterator[bytes]:
        self._begins()
        yield from self._body

    def close(self) -> None:
        self._body.close()


@lru_cache(maxsize=4)
def _trusted(certificates: str = "") -> ssl.SSLContext:
    """The system's certificates and those of a file, read once: it takes as long as many a call."""
    context = httpx2.create_ssl_context(trust_env=False)
    if certificates:
        context.load_verify_locations(certificates)
    return context


class Bounded(httpx2.BaseTransport):
    """A transport to one host, with an end to each exchange.

    Args:
        host: ``host:port`` that alone is spoken to. proxy: of ours, or empty. limit: seconds of one exchange.
        key: sent instead of whatever the SDK would send. tls: whether certificates will be looked at.
        certificates: a file of those that are trusted beside the system's.
    """

    def __init__(
        self, host: str, proxy: str, limit: float, key: str = "", *, tls: bool = True, certificates: str = ""
    ) -> None:
        self._host, self._limit, self._key = host, limit, key
        self._network = Network()
        self._local = threading.local()
        verify = _trusted(certificates) if tls else None
        if proxy:
            given = httpx2.Proxy(proxy)
            self._pool: httpcore2.ConnectionPool = httpcore2.HTTPProxy(
                proxy_url=str(given.url), proxy_auth=given.raw_auth, ssl_context=verify, network_backend=self._network
            )
        else:
            self._pool = httpcore2.ConnectionPool(
                ssl_context=verify, max_connections=100, network_backend=self._network
            )

    def until(self, ends: float) -> None:
        """The moment by which this thread's next exchange has to end."""
        self._local.ends, self._local.body, self._local.sent = ends, None, False

    @property
    def sent(self) -> bool:
        """Whether this thread's last exchange came so far that its question went out, or began to."""
        return bool(getattr(self._local, "sent", False))

    def _went_out(self) -> None:
        self._local.sent = True

    @property
    def body(self) -> bytes | None:
        """The whole answer of this thread's last exchange, as it came; None for a refusal, or where it broke off.

        LangChain loses what it cannot read.
        """
        found: bytes | None = getattr(self._local, "body", None)
        return found

    def _keep(self, body: bytes) -> None:
        self._local.body = body

    def _begin(self) -> float:
        """The moment by which this exchange has to end."""
        ends = time.monotonic() + self._limit
        given: float | None = self._local.__dict__.pop("ends", None)
        ends = ends if given is None else min(ends, given)
        self._network.until(ends)
        return ends

    def _headers(self, request: httpx2.Request) -> list[tuple[bytes, bytes]]:
        kept = {name.lower(): value for name, value in request.headers.items() if name.lower() in _KEPT}
        if self._key:
            kept["authorization"] = f"Bearer {self._key}"
        host = request.url.netloc.decode("ascii")
        ours = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "nianbao"}
        return [(name.encode(), value.encode("ascii")) for name, value in ({"host": host} | kept | ours).items()]

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, if it goes where it may."""
        if host_of(str(request.url)) != self._host:
            raise Redirected(f"not {self._host}")
        assert isinstance(request.stream, httpx2.SyncByteStream)
        url, ends = request.url, self._begin()
        with _mapped():
            response = self._pool.handle_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=self._headers(request),
                    content=_Question(request.stream, self._went_out),
                    extensions={"timeout": {"pool": self._limit}},
                )
            )
        if 300 <= response.status < 400:
            response.close()
            raise Redirected("redirected")
        self._local.body = None
        packed = any(name.lower() == b"content-encoding" for name, _ in response.headers)
        read = self._keep if response.status < 300 and not packed else _nothing
        return httpx2.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response, _MOST_PACKED if packed else _MOST_BYTES, ends, read),
            extensions=response.extensions,
        )

    def stop(self) -> None:
        """End every exchange, now; none is begun after."""
        self._network.stop()

    def close(self) -> None:
        """Let connections go; those under way close their own."""
        for connection in self._pool.connections:
            if connection.is_idle():
                connection.close()


def client_for(
    base_url: str, *, proxy: str, limit: float, key: str = "", certificates: str = ""
) -> tuple[httpx2.Client, Bounded]:
    """A client that speaks to the host of an address alone."""
    tls = any(url.lower().startswith("https") for url in (base_url, proxy))
    transport = Bounded(host_of(base_url), proxy, limit, key, tls=tls, certificates=certificates)
    client = httpx2.Client(transport=transport, trust_env=False, follow_redirects=False)
    return client, transport
