"""Any endpoint that speaks OpenAI's protocol, through the openai SDK's raw responses; and whether it answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from nianbao.drafting.answers import BadAnswer, parse, schema_of
from nianbao.drafting.engines.endpoint import FORMATS, Endpoint, endpoint_of, shown_url
from nianbao.drafting.engines.endpoint_model import Asking
from nianbao.drafting.engines.model_port import Ask, Attempt, ModelError
from nianbao.drafting.engines.response_parsing import Answered, answered
from nianbao.settings import ModelSettings


class Chat(Asking):
    """A model behind an endpoint."""

    name = "chat"

    def __init__(self, endpoint: Endpoint, observe: Callable[[Attempt], None] = lambda _: None) -> None:
        super().__init__(endpoint, observe)
        proxy = f"，经代理 {shown_url(endpoint.settings.proxy)}" if endpoint.settings.proxy else ""
        self.destination = f"{shown_url(endpoint.base_url)}（模型 {endpoint.model}{proxy}）"

    def prepare(self) -> None:
        """The SDK's client over ours."""
        with self._lock:
            if self.client is None:
                from openai import OpenAI

                from nianbao.drafting.engines.http_client import client_for

                endpoint = self.endpoint
                settings = endpoint.settings
                http, self.transport = client_for(
                    endpoint.base_url,
                    proxy=settings.proxy,
                    limit=settings.timeout,
                    certificates=settings.certificates,
                    key=endpoint.key,
                )
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
        return answered(raw.http_response.content, self.endpoint.scrubbed)


_MESSAGES = [
    {"role": "system", "content": "只回答一个 JSON 对象，不要加说明。"},
    {"role": "user", "content": '请回答 {"answer": "好"}。'},
]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answer: str


class Probe(NamedTuple):
    """How an endpoint took one answer format."""

    format: str
    works: bool
    seconds: float
    said: str


def probe(settings: ModelSettings, announce: Callable[[str], None]) -> list[Probe]:
    """Ask an endpoint for a short answer in each format.

    Raises:
        NianbaoError: the settings name none; nothing was sent.
    """
    endpoint = endpoint_of(settings.model_copy(update={"retries": 0, "max_output_tokens": 256}))
    announce(Chat(endpoint).destination)
    found: list[Probe] = []
    for format in FORMATS:
        model = Chat(replace(endpoint, format=format))
        began = time.monotonic()
        try:
            reply = model.answer(Ask(f"probe.{format}", "probe", _MESSAGES, schema_of(_Answer)))
            parse(reply.text, _Answer)
            works = reply.format == format
            said = "" if works else f"不接受，改用 {reply.format} 才有回答"
        except (ModelError, BadAnswer) as error:
            works, said = False, str(error)
            if isinstance(error, ModelError) and error.hopeless:
                return [*found, Probe(format, False, time.monotonic() - began, said)]
        finally:
            model.close()
        found.append(Probe(format, works, time.monotonic() - began, said))
    return found
