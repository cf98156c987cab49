"""What a model is asked and answers (the port), behind a mask (代号); the answers that a record holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

from nianbao.drafting.answers import VerifyAnswer, schema_of, usable
from nianbao.drafting.prompts import Message
from nianbao.errors import NianbaoError
from nianbao.text.masking import Mask, without_invented


@dataclass(frozen=True)
class Ask:
    """One question.

    Attributes:
        key: the part it is for. round: 0 for the first answer, then repairs. candidate: from 0.
        prompt: the label of the prompt. messages: what is sent. schema: of the answer, for endpoints that take one.
        mask: the placeholders of the report that it is about; it stays here.
    """

    key: str
    prompt: str
    messages: list[Message]
    schema: dict[str, Any]
    round: int = 0
    candidate: int = 0
    mask: Mask | None = field(default=None, compare=False, repr=False)

    @property
    def digest(self) -> str:
        """What an answer belongs to: the same question has the same, whoever is asked."""
        whole = [self.key, self.messages, self.schema, self.round, self.candidate]
        return hashlib.sha256(
            json.dumps(whole, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")
        ).hexdigest()[:24]


class Reply(NamedTuple):
    """An answer: its text, what it cost, and how it was asked for."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0
    requests: int = 1
    format: str = ""
    seconds: float = 0.0


class ModelError(NianbaoError):
    """A question that got no answer.

    Attributes:
        kind: ``unauthorized``, ``not_found``, ``timeout``, ``truncated``, ``refused`` … for the record.
        requests, input_tokens, output_tokens: what it cost all the same. hopeless: whether every other question
            will fare the same. reached: what was sent to whom, in Chinese, where the message is not plain.
    """

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        reached: str = "",
        requests: int = 0,
        input_tokens: int = 0,
        output_tokens: int = 0,
        hopeless: bool = False,
    ) -> None:
        super().__init__(message)
        self.kind, self.requests, self.hopeless, self.reached = kind, requests, hopeless, reached
        self.input_tokens, self.output_tokens = input_tokens, output_tokens


class Attempt(NamedTuple):
    """One request and what came of it, for the record."""

    ask: Ask
    model: str
    format: str
    outcome: str
    seconds: float
    input_tokens: int = 0
    output_tokens: int = 0
    text: str = ""


class Model(Protocol):
    """A way of having the questions of one draft answered. ``sends`` says whether anything leaves the machine, and
    ``destination`` where to."""

    name: str
    sends: bool
    destination: str

    def answer(self, ask: Ask) -> Reply:
        """The answer to a question; blocking, from several threads at once.

        Raises:
            ModelError: there is none.
        """
        ...

    def stop(self) -> None:
        """Give up what is being asked, ask no more, and let connections go; called when a draft ends, however."""
        ...

    def close(self) -> None:
        """Let connections go; a further question makes new ones."""
        ...


class ReadBy:
    """A model that writes, and another one that reads what it wrote."""

    def __init__(self, writer: Model, reader: Model) -> None:
        self.writer, self.reader = writer, reader
        self.name, self.sends = writer.name, writer.sends or reader.sends
        self.destination = f"{writer.destination}；写好的句子连同素材另发到：{reader.destination}（核对依据）"

    def answer(self, ask: Ask) -> Reply:
        """The answer of whichever of the two it is for."""
        return (self.reader if ask.schema == schema_of(VerifyAnswer) else self.writer).answer(ask)

    def stop(self) -> None:
        """Ask no more."""
        self.writer.stop()
        self.reader.stop()

    def close(self) -> None:
        """Let connections go."""
        self.writer.close()
        self.reader.close()


class Remembered:
    """A model that is not asked again what it answered before the run was cut off.

    Args:
        model: asked what is new. answers: by a question's digest.
    """

    def __init__(self, model: Model, answers: Mapping[str, Reply]) -> None:
        self.model, self._answers = model, answers
        self.name, self.sends, self.destination = model.name, model.sends, model.destination

    def answer(self, ask: Ask) -> Reply:
        """The answer of before, or the model's; one that could not be used is asked for again."""
        known = self._answers.get(ask.digest)
        if known is None or not usable(known.text, ask.schema):
            return self.model.answer(ask)
        return known._replace(requests=0)

    def stop(self) -> None:
        """Ask no more."""
        self.model.stop()

    def close(self) -> None:
        """Let connections go."""
        self.model.close()


class Replayed:
    """The answers of a record, and no others: nothing is sent."""

    name = "replay"
    sends = False
    destination = ""

    def __init__(self, answers: Mapping[str, Reply]) -> None:
        self._answers = answers

    def answer(self, ask: Ask) -> Reply:
        """The recorded answer.

        Raises:
            ModelError: the record has none: figures, notes, prompts or settings are not those of the run.
        """
        known = self._answers.get(ask.digest)
        if known is None:
            raise ModelError("not_recorded", "记录里没有这一问的回答（数字、素材、提示词或设置改过）")
        return known._replace(requests=0)

    def stop(self) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """There are no connections."""


_TOLD = (
    "〔姓名1〕〔住址1〕这样的是代号，代替了不便发送的文字。要写到的，照抄代号，连同括号；"
    "不要改动，不要猜它代替的是什么，也不要自己写姓名、号码、住址。"
)


def masked_messages(messages: list[Message], mask: Mask) -> list[Message]:
    """Messages as they may leave the machine; where anything was masked, with a line on what placeholders are."""
    found: list[Message] = [{**item, "content": mask.out(item["content"])} for item in messages]
    if found != messages:
        first = found[0]
        found[0] = {**first, "content": f"{first['content']}\n\n{_TOLD}"}
    return found


class MaskedModel:
    """A model that is sent no name and number of a person, and whose answers have them where it named them.

    Args:
        model: asked, and recorded, with placeholders.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.name, self.sends, self.destination = model.name, model.sends, model.destination

    def answer(self, ask: Ask) -> Reply:
        """The answer to a question, placeholders replaced; what a model tells of people beside them is left out.

        Raises:
            ModelError: there is none.
        """
        mask = ask.mask.fork() if ask.mask is not None else Mask()
        messages = masked_messages(ask.messages, mask)
        reply = self.model.answer(replace(ask, messages=messages))
        given = [item["content"] for item in messages]
        return reply._replace(text=mask.back(without_invented(reply.text, given), json_string=True))

    def stop(self) -> None:
        """Ask no more."""
        self.model.stop()

    def close(self) -> None:
        """Let connections go."""
        self.model.close()
