"""Answers that were given before: a record's, for a run that was cut off, and for one that is run again."""

from __future__ import annotations

from collections.abc import Mapping

from nianbao.drafting.answers import usable
from nianbao.drafting.engines.model_port import Ask, Model, ModelError, Reply

__all__ = ["Remembered", "Replayed"]


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
