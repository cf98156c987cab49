"""Any endpoint that speaks OpenAI's protocol, through the openai SDK's raw responses."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from nianbao.drafting.engines.attempts import Failed, Patience
from nianbao.drafting.engines.endpoint import FORMATS, Endpoint, Format
from nianbao.drafting.engines.model import Ask, Attempt, ModelError, Reply
from nianbao.drafting.engines.replies import Answered, answered, refused

__all__ = ["Asking", "Chat"]

_DOWN = ("bad_format", "bad_request")
"""Refusals that another answer format may not meet."""


class Asking:
    """What every way of asking an endpoint shares: attempts, the format that it takes, the record.

    Args:
        endpoint: where. observe: told of every attempt.
    """

    name = ""
    sends = True
    destination = ""
    client: Any = None
    transport: Any = None

    def __init__(self, endpoint: Endpoint, observe: Callable[[Attempt], None]) -> None:
        settings = endpoint.settings
        self.endpoint, self._observe = endpoint, observe
        self._format: Format = endpoint.format
        self._limit = endpoint.limit
        self._lock = threading.Lock()
        self._reached = False  # then a broken connection is no reason to give up on it
        self._patience = Patience(
            retries=settings.retries,
            longest=settings.retry_after,
            deadline=settings.deadline,
            per_minute=settings.requests_per_minute,
        )

    def stop(self) -> None:
        """Give up: waits end, and connections are closed."""
        self._patience.stopped.set()
        if self.transport is not None:
            self.transport.stopped.set()
        self.close()

    def close(self) -> None:
        """Let connections go; a further question makes new ones."""
        with self._lock:
            transport, self.transport, self.client = self.transport, None, None
        if transport is not None:
            transport.close()

    def prepare(self) -> None:
        """Make the client, when the first question is asked.

        Raises:
            Failed: it cannot be made.
        """
        raise NotImplementedError

    def once(self, ask: Ask, body: dict[str, Any]) -> Answered:
        """Ask once.

        Raises:
            Failed: it gave no answer.
        """
        raise NotImplementedError

    def _body(self, ask: Ask, format: Format, most: int) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.endpoint.model, "messages": ask.messages, self._limit: most}
        if self.endpoint.settings.temperature is not None:
            body["temperature"] = self.endpoint.settings.temperature
        if format == "json_schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": ask.schema},
            }
        elif format == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def sdk_failure(self, error: Exception) -> Failed | None:
        """What an error of the openai SDK means; None for another's."""
        import openai

        from nianbao.drafting.engines.http import Redirected, TooLarge

        if isinstance(error, openai.APIStatusError):
            return refused(error.status_code, error.response.headers, error.response.content)
        if isinstance(error, openai.APITimeoutError):
            return Failed("timeout", "等了很久没有回答。请检查网络，或调大 timeout", again=True)
        if isinstance(error, openai.APIConnectionError):
            if isinstance(error.__cause__, Redirected):
                return Failed("redirected", "对方要求转到别的地址，没有照办。请检查 base-url", hopeless=True)
            if isinstance(error.__cause__, TooLarge):
                return Failed("too_large", "对方返回的内容没有尽头，已断开。请换一个模型或地址")
            why = f"连不上 {self.endpoint.host}，或连接中断。请检查网络和地址"
            return Failed("connection", why, again=True, hopeless=not self._reached)
        if isinstance(error, openai.OpenAIError):
            return Failed("bad_body", f"返回的内容不能用（{type(error).__name__}）", again=True)
        return None

    def _once(self, ask: Ask, format: Format, most: int) -> Reply:
        began = time.monotonic()
        self.prepare()
        if (transport := self.transport) is not None:
            transport.until(min(began + self.endpoint.settings.timeout, self._patience.ends))
        got = self.once(ask, self._body(ask, format, most))
        self._reached = True
        seconds = time.monotonic() - began
        self._observe(
            Attempt(ask, self.endpoint.model, format, "ok", seconds, got.input_tokens, got.output_tokens, got.text)
        )
        return Reply(got.text, got.input_tokens, got.output_tokens, 1, format, seconds)

    def answer(self, ask: Ask) -> Reply:
        """The answer to a question, in the strictest format that the endpoint takes.

        Raises:
            ModelError: there is none; the message holds no key.
        """
        requests = spent_in = spent_out = 0
        most, widened, renamed = self.endpoint.settings.max_output_tokens, False, False
        while True:
            format = self._format

            def observe(failed: Failed, seconds: float, format: Format = format) -> None:
                outcome = f"{failed.kind}"
                self._observe(
                    Attempt(
                        ask, self.endpoint.model, format, outcome, seconds, failed.input_tokens, failed.output_tokens
                    )
                )

            try:
                reply = self._patience.ask(lambda f=format, m=most: self._once(ask, f, m), observe)  # type: ignore[misc]
            except ModelError as error:
                requests += error.requests
                spent_in, spent_out = spent_in + error.input_tokens, spent_out + error.output_tokens
                if error.kind == "truncated" and not widened:
                    most, widened = most * 2, True
                    continue
                if error.kind == "bad_limit" and not renamed:
                    renamed = True
                    self._limit = "max_tokens" if self._limit == "max_completion_tokens" else "max_completion_tokens"
                    continue
                if error.kind in (*_DOWN, "no_answer") and self._step_down(format):
                    continue
                raise ModelError(
                    error.kind,
                    self.endpoint.scrubbed(str(error)),
                    requests=requests,
                    input_tokens=spent_in,
                    output_tokens=spent_out,
                    hopeless=error.hopeless,
                ) from None
            return reply._replace(
                requests=requests + reply.requests,
                input_tokens=spent_in + reply.input_tokens,
                output_tokens=spent_out + reply.output_tokens,
            )

    def _step_down(self, refused: Format) -> bool:
        """Take the next format for the rest of the run; False where there is none."""
        with self._lock:
            if self._format != refused:
                return True  # another thread has
            at = FORMATS.index(refused) + 1
            if at == len(FORMATS):
                return False
            self._format = FORMATS[at]
            return True


class Chat(Asking):
    """A model behind an endpoint.

    Args:
        endpoint: where. observe: told of every attempt, for the record.
    """

    name = "chat"

    def __init__(self, endpoint: Endpoint, observe: Callable[[Attempt], None] = lambda _: None) -> None:
        super().__init__(endpoint, observe)
        proxy = f"，经代理 {endpoint.settings.proxy}" if endpoint.settings.proxy else ""
        self.destination = f"{endpoint.base_url}（模型 {endpoint.model}{proxy}）"

    def prepare(self) -> None:
        """The SDK's client over ours."""
        with self._lock:
            if self.client is None:
                from openai import OpenAI

                from nianbao.drafting.engines.http import client_for

                endpoint = self.endpoint
                settings = endpoint.settings
                http, self.transport = client_for(endpoint.base_url, proxy=settings.proxy, limit=settings.timeout)
                self.client = OpenAI(
                    api_key=endpoint.key or "none", base_url=endpoint.base_url, max_retries=0, http_client=http
                )

    def once(self, ask: Ask, body: dict[str, Any]) -> Answered:  # noqa: ARG002 (the body holds it)
        """Ask once, and read the answer as it came."""
        import openai

        try:
            raw = self.client.chat.completions.with_raw_response.create(**body)
        except openai.OpenAIError as error:
            failed = self.sdk_failure(error)
            assert failed is not None
            raise failed from None
        return answered(raw.http_response.content)
