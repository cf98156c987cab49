"""The mask (代号) that every model stands behind: nothing goes to it, and nothing comes from it, but through this."""

from __future__ import annotations

from dataclasses import replace

from nianbao.drafting.engines.model_port import Ask, Model, Reply
from nianbao.drafting.prompts import Message
from nianbao.text.masking import Mask, without_invented

__all__ = ["MaskedModel", "masked_messages"]

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
