"""Engines (起草引擎), by name. Only an engine's own module may import a model library, when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.drafting.draft import Composed, Engine
from nianbao.drafting.engines.model_budget import Options, Progress
from nianbao.drafting.engines.model_port import Attempt, MaskedModel, Model, ReadBy, Remembered, Reply
from nianbao.drafting.engines.offline import Offline
from nianbao.errors import NianbaoError, nearest
from nianbao.settings import ModelSettings

__all__ = ["ENGINES", "Composed", "Engine", "Setup", "engine", "model_for"]

ENGINES = ("offline", "chat", "langchain", "paste", "replay")
"""Names that ``--engine`` takes."""


def _nothing(_: object) -> None:
    pass


@dataclass(frozen=True)
class Setup:
    """What an engine over a model is given.

    Attributes:
        settings: of the model. observe: told of every attempt. progress: told how far it is. asked: answers
            of a run that was cut off. recorded: every answer of the record, for ``replay``.
    """

    settings: ModelSettings = field(default_factory=ModelSettings)
    observe: Callable[[Attempt], None] = _nothing
    progress: Callable[[Progress], None] = _nothing
    asked: Mapping[str, Reply] = field(default_factory=dict)
    recorded: Mapping[str, Reply] = field(default_factory=dict)

    @property
    def options(self) -> Options:
        """How the parts are asked for."""
        settings = self.settings
        return Options(
            max_repairs=settings.max_repairs,
            candidates=settings.candidates,
            threads=settings.threads,
            show_values=settings.show_values,
            verify=settings.verify,
            sections=settings.ask_by == "section" and settings.candidates == 1,
            prompts=Path(settings.prompts) if settings.prompts else None,
            deadline=settings.deadline,
            max_tokens=settings.budget_tokens,
            progress=self.progress,
        )


def model_for(name: str, setup: Setup, *, reads: bool = False) -> Model:
    """The model behind an engine that sends, behind its mask; what it answered in a run that was cut off, it is not
    asked again.

    Args:
        reads: whether what it writes is read as well: by the model that is set for that, where one is.

    Raises:
        NianbaoError: it cannot be reached as the settings are; nothing was sent.
    """
    model = _asked(name, setup, setup.settings)
    reader = setup.settings.reader if reads and setup.settings.verify else None
    if reader is not None:
        model = ReadBy(model, _asked(name, setup, reader))
    return MaskedModel(Remembered(model, setup.asked))


def _asked(name: str, setup: Setup, settings: ModelSettings) -> Model:
    if name == "langchain":
        from nianbao.drafting.engines.langchain_model import LangChain, reach

        return LangChain(reach(settings), setup.observe)
    from nianbao.drafting.engines.endpoint import endpoint_of
    from nianbao.drafting.engines.openai_model import Chat

    return Chat(endpoint_of(settings), setup.observe)


def engine(name: str, setup: Setup | None = None, *, polish: bool = False) -> Engine:
    """The engine with a name.

    Args:
        polish: whether its model rewords the offline engine's sentences instead of writing its own.

    Raises:
        NianbaoError: there is none, or it cannot be used as the settings are.
    """
    if name == "offline":
        return Offline()
    if name not in ENGINES:
        near = nearest(name, ENGINES) or f"现有：{'、'.join(ENGINES)}"
        raise NianbaoError(f"没有名为“{name}”的起草引擎。{near}")
    if name == "paste":
        raise NianbaoError("paste 引擎要在报告的文件夹里用：nianbao draft 文件夹 --engine paste。")
    from nianbao.drafting.engines.model_engine import Modelled
    from nianbao.drafting.engines.model_port import Replayed

    given = setup or Setup()
    model: Model = MaskedModel(Replayed(given.recorded)) if name == "replay" else model_for(name, given, reads=True)
    if polish:
        from nianbao.drafting.engines.polish import Polished

        return Polished(model, given.options)
    written = Modelled(model, given.options)
    if given.settings.style_pass:
        from nianbao.drafting.engines.polish import Polished

        return Polished(model, given.options, written)
    return written
