"""Attempts at an endpoint: at most so many, not too fast, and none beyond the deadline."""

from __future__ import annotations

import email.utils
import threading
import time
from collections.abc import Callable, Mapping

from nianbao.drafting.engines.model_port import ModelError, Reply

OUT_OF_TIME = "规定的总时间用完了，没有等到回答。请调大 deadline，或换一个快些的模型"
STOPPED = "已经停止，没有等到回答。请再运行一次"
_LONGEST = 8.0
"""Seconds between attempts at most, where the endpoint asks for none."""


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
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


class Patience:
    """How often and how fast an endpoint is asked in one draft; shared by its threads.

    Args:
        retries: further attempts at one question. longest: the longest wait an endpoint may ask for.
        deadline: seconds for everything, from the first question. per_minute: attempts in a minute, 0 for any.
        wait: seconds before the first further attempt; each time it doubles.
    """

    def __init__(self, *, retries: int, longest: float, deadline: float, per_minute: int, wait: float = 1.0) -> None:
        self.stopped = threading.Event()
        self.hopeless: Failed | None = None  # why nothing more is asked
        self._retries, self._longest, self._wait, self._deadline = retries, longest, wait, deadline
        self._step = 60.0 / per_minute if per_minute else 0.0
        self._next = 0.0
        self._ends: float | None = None
        self._lock = threading.Lock()

    @property
    def ends(self) -> float:
        """The moment by which everything ends; the clock starts when it is first asked for."""
        with self._lock:
            if self._ends is None:
                self._ends = time.monotonic() + self._deadline
            return self._ends

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
            raise Failed("timeout", OUT_OF_TIME)
        if self.stopped.wait(max(0.0, seconds)):
            raise Failed("stopped", STOPPED)

    def _ready(self) -> None:
        """Wait for this question's turn.

        Raises:
            Failed: nothing more is to be asked.
        """
        if self.hopeless is not None:
            raise Failed(self.hopeless.kind, self.hopeless.message, hopeless=True)
        with self._lock:
            now = time.monotonic()
            at = max(now, self._next)
            self._next = at + self._step
        self._pause(at - now)

    def ask(self, attempt: Callable[[], Reply], observe: Callable[[Failed, float], None]) -> Reply:
        """What one of a few attempts gives; its costs are those of all of them.

        Raises:
            ModelError: none of them gave anything.
        """
        tried = spent_in = spent_out = 0

        def given_up(failed: Failed) -> ModelError:
            return ModelError(
                failed.kind,
                failed.message,
                requests=tried,
                input_tokens=spent_in,
                output_tokens=spent_out,
                hopeless=failed.hopeless,
            )

        while True:
            try:
                self._ready()
            except Failed as failed:
                raise given_up(failed) from None
            began = time.monotonic()
            tried += 1
            try:
                reply = attempt()
            except Failed as failed:
                observe(failed, time.monotonic() - began)
                spent_in, spent_out = spent_in + failed.input_tokens, spent_out + failed.output_tokens
                wait = min(_LONGEST, self._wait * 2 ** (tried - 1)) if failed.wait is None else failed.wait
                if failed.again and failed.wait is not None and failed.wait > self._longest:
                    failed.again, failed.hopeless = False, True  # the others would be too early as well
                    failed.message += (
                        f"。对方要求等 {wait:.0f} 秒，超过了 retry-after 的 {self._longest:.0f} 秒，没有等"
                    )
                if not failed.again or tried > self._retries or wait >= self.left:
                    if failed.hopeless:
                        self.hopeless = failed
                    raise given_up(failed) from None
                try:
                    self._pause(wait)
                except Failed as late:
                    raise given_up(late) from None
            else:
                return reply._replace(
                    requests=reply.requests + tried - 1,
                    input_tokens=reply.input_tokens + spent_in,
                    output_tokens=reply.output_tokens + spent_out,
                )
