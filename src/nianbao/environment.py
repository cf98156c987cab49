"""Settings from environment variables, by pydantic-settings; loaded only where there are any."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from nianbao.errors import NianbaoError

__all__ = ["read_environment"]

M = TypeVar("M", bound=BaseModel)


def read_environment(model: type[M], prefix: str) -> M:
    """A model filled from the variables whose names are its fields' behind a prefix.

    Raises:
        NianbaoError: a value is not what the field takes.
    """

    class FromEnvironment(BaseSettings, model):  # type: ignore[misc, valid-type]
        model_config = SettingsConfigDict(env_prefix=prefix, extra="ignore", frozen=True)

    try:
        return model.model_validate(FromEnvironment().model_dump())
    except ValidationError as error:
        names = "、".join(
            f"{prefix}{str(item['loc'][-1]).upper()}（现在是“{item['input']}”）" for item in error.errors()
        )
        raise NianbaoError(f"环境变量的值不能用：{names}。请改成数字或删去这个变量。") from error
