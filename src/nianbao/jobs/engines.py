"""The engine of a draft in a job folder: settings of its place, its record, what it was told before."""

from __future__ import annotations

from collections.abc import Callable

from nianbao.drafting.engines import ENGINES, Engine, Setup, engine
from nianbao.drafting.engines.model_budget import Progress
from nianbao.errors import NianbaoError
from nianbao.jobs.folder import Job
from nianbao.jobs.record import Recorder, recorded, unfinished
from nianbao.settings import ModelSettings, model_settings

__all__ = ["engine_for", "settings_for"]


def settings_for(job: Job, **given: object) -> ModelSettings:
    """The model settings that hold for a job folder, what is given on the command line over them.

    Raises:
        NianbaoError: a settings file or a variable cannot be used.
    """
    place = job.folder if job.folder.exists() else job.folder.parent
    found = model_settings(place)
    return found.model_copy(update={name: value for name, value in given.items() if value is not None})


def engine_for(
    job: Job,
    name: str,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    polish: bool = False,
    **given: object,
) -> Engine:
    """The engine that drafts in a job folder.

    Args:
        job: the folder. name: of the engine. progress: told how far it is.
        polish: whether the model only rewords. given: settings from the command line.

    Raises:
        NianbaoError: there is no such engine, or it cannot be used as the settings are; nothing was sent.
    """
    if polish and name not in ("chat", "langchain", "replay"):
        raise NianbaoError("--polish 要与 --engine chat、langchain 或 replay 同用。")
    if name == "offline" or name not in ENGINES:
        return engine(name)
    settings = settings_for(job, **given)
    if name == "replay":
        return engine(name, Setup(settings=settings, progress=progress, recorded=recorded(job)), polish=polish)
    observe = Recorder(job, settings.record)
    setup = Setup(settings=settings, observe=observe, progress=progress, asked=unfinished(job))
    return engine(name, setup, polish=polish)
