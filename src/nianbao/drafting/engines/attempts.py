"""Attempts at an endpoint: at most so many, not too fast, and none beyond the deadline."""

from __future__ import annotations

import email.utils
import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from nianbao.drafting.engines.model import ModelError

__all__ = ["Failed", "Patience", "retry_after"]

T = TypeVar("T")


class Failed(Exception):
    """One attempt that failed.

    Attributes:
        kind: for the record. message: for people. again: whether another attempt may help. wait: seconds the
            endpoint asked for. hopeless: whether every other question will fare the same.
    """

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        again: bool = False,
        wait: float | None = None,
        hopeless: bool = False,
        input_tokens: int = 0,
        output_tokens: int = 0,
    ) -> None:
        super().__init__(message)
        self.kind, self.message, self.again, self.wait, self.hopeless = kind, message, again, wait, hopeless
        self.input_tokens, self.output_tokens = input_tokens, output_tokens


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that an answer asks to wait, as a number or a date (RFC 9110, 10.2.3); None where it does not."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


class Patience:
    """How often and how fast an endpoint is asked in one draft; shared by its threads.

    Args:
        retries: further attempts at one question. longest: the longest wait an endpoint may ask for.
        deadline: seconds from now for everything. per_minute: attempts in a minute, 0 for any.
    """

    def __init__(self, *, retries: int, longest: float, deadline: float, per_minute: int) -> None:
        self.ends = time.monotonic() + deadline
        self.stopped = threading.Event()
        self._retries, self._longest = retries, longest
        self._step = 60.0 / per_minute if per_minute else 0.0
        self._next = 0.0
        self._lock = threading.Lock()
        self.hopeless: Failed | None = None

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.ends - time.monotonic()

    def _pause(self, seconds: float) -> None:
        """Wait, unless that would be beyond the deadline or the draft is stopped.

        Raises:
            Failed: there is no time.
        """
        if seconds >= self.left:
            raise Failed("timeout", "在规定的总时间内没有得到回答")
        if self.stopped.wait(max(0.0, seconds)):
            raise Failed("stopped", "已经停止")

    def _gate(self) -> None:
        with self._lock:
            now = time.monotonic()
            at = max(now, self._next)
            self._next = at + self._step
        self._pause(at - now)

    def ask(self, attempt: Callable[[], T], observe: Callable[[Failed, float], None]) -> T:
        """What one of a few attempts gives.

        Args:
            attempt: asks once. observe: told of each failed attempt, with its seconds.

        Raises:
            ModelError: none of them gave anything.
        """
        tried = spent_in = spent_out = 0
        while True:
            if self.hopeless is not None:
                raise ModelError(self.hopeless.kind, self.hopeless.message, requests=tried, hopeless=True)
            began = time.monotonic()
            try:
                self._gate()
                began = time.monotonic()
                tried += 1
                return attempt()
            except Failed as failed:
                observe(failed, time.monotonic() - began)
                spent_in, spent_out = spent_in + failed.input_tokens, spent_out + failed.output_tokens
                wait = min(8.0, 0.5 * 2**tried) if failed.wait is None else failed.wait
                over = failed.wait is not None and failed.wait > self._longest
                if not failed.again or over or tried > self._retries or wait >= self.left:
                    if failed.hopeless:
                        self.hopeless = failed
                    raise ModelError(
                        failed.kind,
                        failed.message,
                        requests=tried,
                        input_tokens=spent_in,
                        output_tokens=spent_out,
                        hopeless=failed.hopeless,
                    ) from failed
                try:
                    self._pause(wait)
                except Failed as late:
                    raise ModelError(late.kind, late.message, requests=tried) from late
