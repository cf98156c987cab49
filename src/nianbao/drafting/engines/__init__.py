"""Engines (起草引擎), by name. Only an engine's own module may import a model library, when it is used."""

from __future__ import annotations

from nianbao.drafting.engines.base import Composed, Engine
from nianbao.drafting.engines.offline import Offline
from nianbao.errors import NianbaoError

__all__ = ["Composed", "Engine", "engine"]

_ENGINES: dict[str, type[Engine]] = {"offline": Offline}


def engine(name: str) -> Engine:
    """The engine with a name.

    Raises:
        NianbaoError: there is none.
    """
    if name not in _ENGINES:
        raise NianbaoError(f"没有名为“{name}”的起草引擎；现有：{'、'.join(_ENGINES)}")
    return _ENGINES[name]()
