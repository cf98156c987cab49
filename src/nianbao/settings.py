"""Settings: a leaf that every room may read. Nothing here touches the network."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings", "settings"]


class Settings(BaseSettings):
    """What an office may set through the environment.

    Attributes:
        forms: folders with further edition files (``NIANBAO_FORMS``, separated as in ``PATH``).
        seeds: the folder with the seed report, for the proofs (``NIANBAO_SEEDS``).
        max_megabytes: the largest input file that is read (``NIANBAO_MAX_MEGABYTES``), in MB.
    """

    model_config = SettingsConfigDict(env_prefix="NIANBAO_", extra="ignore")

    forms: str = ""
    seeds: str = ""
    max_megabytes: int = Field(default=20, ge=1, le=1000)

    @property
    def form_folders(self) -> tuple[Path, ...]:
        """The folders in ``forms``, in order."""
        return tuple(Path(part) for part in self.forms.split(os.pathsep) if part.strip())


def settings() -> Settings:
    """The settings in force now (read again at each call, so a test or a shell may change them)."""
    return Settings()
