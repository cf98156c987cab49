"""The network below the HTTP client: every read and write ends by a moment, and all of them can be ended at once.

A timeout of the client is one of a single read: a server that sends a byte now and then is waited for without end.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import weakref
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any

import httpcore2

__all__ = ["Network"]

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
