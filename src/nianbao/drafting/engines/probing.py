"""Trying an endpoint: whether it answers, and in which formats."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from nianbao.drafting.answers import BadAnswer, parse, schema_of
from nianbao.drafting.engines.endpoint import FORMATS, endpoint_of
from nianbao.drafting.engines.endpoint_model import Chat
from nianbao.drafting.engines.model_port import Ask, ModelError
from nianbao.settings import ModelSettings

__all__ = ["Probe", "probe"]

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

    Args:
        settings: which endpoint. announce: told where the question goes, before it does.

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
