"""Base of models behind an endpoint: retries, answer formats stepped down, recording."""

from __future__ import annotations

import ssl
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from nianbao.drafting.engines.attempts import OUT_OF_TIME, STOPPED, Failed, Patience
from nianbao.drafting.engines.endpoint import FORMATS, Endpoint, Format, shown_url
from nianbao.drafting.engines.model_port import Ask, Attempt, ModelError, Reply
from nianbao.drafting.engines.response_parsing import Answered, refused

_DOWN = ("bad_format", "bad_request")
"""Refusals that another answer format may not meet."""
_UNANSWERED = ("redirected", "untrusted", "timeout", "stopped", "connection", "not_installed", "not_made", "budget")
"""Failures from which nobody can see whether the question had gone out."""
_CERTAIN = ("unauthorized", "unpaid", "redirected", "untrusted")
"""What holds for every question even where others have been answered."""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What an error was raised from, and that in turn."""
    while error.__cause__ is not None:
        error = error.__cause__
        yield error


class _Way(NamedTuple):
    """How an endpoint is asked: the answer format, and what it calls the limit of answer tokens."""

    format: Format
    limit: str

    @property
    def lower(self) -> _Way | None:
        """The same in the next format; None where there is none."""
        at = FORMATS.index(self.format) + 1
        return self._replace(format=FORMATS[at]) if at < len(FORMATS) else None

    @property
    def renamed(self) -> _Way:
        """The same with the other name of the limit."""
        return self._replace(limit="max_tokens" if self.limit == "max_completion_tokens" else "max_completion_tokens")


class Asking(ABC):
    """What every way of asking an endpoint shares: attempts, the format that it takes, the record."""

    name = ""
    sends = True
    destination = ""
    client: Any = None
    transport: Any = None

    def __init__(self, endpoint: Endpoint, observe: Callable[[Attempt], None]) -> None:
        settings = endpoint.settings
        self.endpoint, self._observe = endpoint, observe
        self._way = _Way(endpoint.format, endpoint.limit)
        self._answered = False  # then a broken connection is no reason to give up on it
        self._lock = threading.Lock()
        self._attempt = threading.local()
        self._patience = Patience(
            retries=settings.retries,
            longest=settings.retry_after,
            deadline=settings.deadline,
            per_minute=settings.requests_per_minute,
            wait=settings.retry_wait,
        )

    def stop(self) -> None:
        """Give up: waits end, and exchanges too."""
        self._patience.stopped.set()
        if (transport := self.transport) is not None:
            transport.stop()
        self.close()

    def close(self) -> None:
        """Let connections go; a further question makes new ones."""
        with self._lock:
            transport, self.transport, self.client = self.transport, None, None
        if transport is not None:
            transport.close()

    @abstractmethod
    def prepare(self) -> None:
        """Make the client, when the first question is asked.

        Raises:
            Failed: it cannot be made.
        """

    @abstractmethod
    def once(self, ask: Ask, body: dict[str, Any]) -> Answered:
        """Ask once.

        Raises:
            Failed: it gave no answer.
        """

    def _body(self, ask: Ask, way: _Way, most: int) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.endpoint.model, "messages": ask.messages, way.limit: most}
        if self.endpoint.settings.temperature is not None:
            body["temperature"] = self.endpoint.settings.temperature
        if way.format == "json_schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": ask.schema},
            }
        elif way.format == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def sdk_failure(self, error: Exception) -> Failed | None:
        """What an error of the openai SDK means; None for another's."""
        import openai

        if isinstance(error, openai.APIStatusError):
            return refused(error.status_code, error.response.headers, error.response.content, self.endpoint.scrubbed)
        if isinstance(error, openai.APITimeoutError):
            return self.late()
        if isinstance(error, openai.APIConnectionError):
            return self._unconnected(list(_causes(error)))
        if isinstance(error, openai.OpenAIError):
            why = f"返回的内容不能用（{type(error).__name__}）。请检查 base-url"
            return Failed("bad_body", why, again=True)
        return None

    def late(self) -> Failed:
        """What it means that no answer came in time."""
        if self._patience.left <= 0 or self._patience.stopped.is_set():
            return Failed("timeout", OUT_OF_TIME)
        return Failed("timeout", "等了很久没有回答。请检查网络，或调大 timeout", again=True)

    @property
    def _went_out(self) -> bool:
        """Whether this thread's last attempt sent its question; where a package's own client is used, it may have."""
        transport: Any = getattr(self._attempt, "transport", None)
        return bool(transport.sent) if transport is not None else bool(getattr(self._attempt, "made", False))

    def _reached(self, kind: str, requests: int, *, sent: bool) -> str:
        """What was sent to whom; empty where an answer was read, which tells it."""
        if not requests:
            return "这一部分没有发送"
        if kind not in _UNANSWERED:
            return ""
        if not sent:
            return "内容没有发送"
        where = self.endpoint.host if self.endpoint.base_url else "对方"
        if self.endpoint.settings.proxy:
            where += f"，经代理 {shown_url(self.endpoint.settings.proxy)}"
        known = getattr(self._attempt, "transport", None) is not None
        return f"内容{'已经' if known else '可能已经'}发到 {where}"

    def _unconnected(self, causes: list[BaseException]) -> Failed:
        import httpx2

        from nianbao.drafting.engines.http_client import Redirected, TooLarge

        if self._patience.stopped.is_set():
            return Failed("stopped", STOPPED)  # by us
        if any(isinstance(item, Redirected) for item in causes):
            why = f"{self.endpoint.host} 要求转到别的地址，没有照办，那个地址什么也没有收到。请检查 base-url"
            return Failed("redirected", why, hopeless=True)
        if any(isinstance(item, TooLarge) for item in causes):
            return Failed("too_large", "对方返回的内容没有尽头，已断开。请检查 base-url，或换一个模型")
        if any(isinstance(item, httpx2.DecodingError) for item in causes):
            return Failed("bad_body", "对方返回的内容解不开。请检查 base-url 和代理", again=True)
        held = [part for item in causes for part in (item, *item.args)]  # the connection below wraps what it met
        if any(isinstance(item, ssl.SSLCertVerificationError) for item in held):
            why = f"{self.endpoint.host} 的证书不被信任。是单位内网的，请在 [model] 的 certificates 中写证书文件"
            return Failed("untrusted", why, hopeless=True)
        what = "连接中断，没有等到回答" if self._went_out else f"连不上 {self.endpoint.host}"
        why = f"{what}。请检查网络、地址和代理（proxy）"
        return Failed("connection", why, again=True, hopeless=True)

    def _once(self, ask: Ask, way: _Way, most: int) -> Reply:
        """One attempt.

        Raises:
            Failed: it gave no answer.
        """
        began = time.monotonic()
        self._attempt.transport, self._attempt.made = None, False
        self.prepare()
        transport = self._attempt.transport = self.transport  # ``stop`` takes it away
        self._attempt.made = True
        if transport is not None:
            limit = time.monotonic() + self.endpoint.settings.timeout  # without what importing an SDK takes
            transport.until(min(limit, self._patience.ends))
        try:
            got = self.once(ask, self._body(ask, way, most))
        except Failed as failed:
            failed.hopeless = failed.hopeless and (failed.kind in _CERTAIN or not self._answered)
            raise
        text, seconds = self.endpoint.scrubbed(got.text), time.monotonic() - began
        self._observe(
            Attempt(ask, self.endpoint.model, way.format, "ok", seconds, got.input_tokens, got.output_tokens, text)
        )
        return Reply(text, got.input_tokens, got.output_tokens, 1, way.format, seconds)

    def answer(self, ask: Ask) -> Reply:
        """The answer to a question, in the strictest format that the endpoint takes.

        Raises:
            ModelError: there is none; the message holds no key.
        """
        requests = spent_in = spent_out = 0
        sent = False
        way, most, widened, renamed = self._way, self.endpoint.settings.max_output_tokens, False, False
        while True:

            def observe(failed: Failed, seconds: float, way: _Way = way) -> None:
                nonlocal sent
                sent = sent or self._went_out
                tokens = failed.input_tokens, failed.output_tokens
                self._observe(Attempt(ask, self.endpoint.model, way.format, failed.kind, seconds, *tokens))

            try:
                reply = self._patience.ask(lambda w=way, m=most: self._once(ask, w, m), observe)  # type: ignore[misc]
            except ModelError as error:
                requests += error.requests
                spent_in, spent_out = spent_in + error.input_tokens, spent_out + error.output_tokens
                if error.kind == "truncated" and not widened:
                    most, widened = most * 2, True
                elif error.kind == "bad_limit" and not renamed:
                    way, renamed = way.renamed, True
                elif error.kind in (*_DOWN, "no_answer") and way.lower is not None:
                    way = way.lower
                else:
                    reached = self._reached(error.kind, requests, sent=sent)
                    raise ModelError(
                        error.kind,
                        self.endpoint.scrubbed(str(error)) + (f"。{reached}" if reached else ""),
                        reached=reached,
                        requests=requests,
                        input_tokens=spent_in,
                        output_tokens=spent_out,
                        hopeless=error.hopeless,
                    ) from None
                continue
            self._learn(way)
            return reply._replace(
                requests=requests + reply.requests,
                input_tokens=spent_in + reply.input_tokens,
                output_tokens=spent_out + reply.output_tokens,
            )

    def _learn(self, way: _Way) -> None:
        """Ask the first way that was answered from now on: a refusal alone may be about the one question."""
        with self._lock:
            if not self._answered:
                self._way = way
            self._answered = True
        hopeless = self._patience.hopeless
        if hopeless is not None and hopeless.kind not in (*_CERTAIN, "busy"):
            self._patience.hopeless = None  # it was not
