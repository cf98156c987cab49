"""Settings from environment variables, by pydantic-settings; loaded only where there are any."""

from __future__ import annotations

from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from nianbao.errors import NianbaoError

M = TypeVar("M", bound=BaseModel)


def read_environment(model: type[M], prefix: str) -> M:
    """A model filled from the variables whose names are its fields' behind a prefix.

    Raises:
        NianbaoError: a value is not what the field takes.
    """

    return model.model_validate(_read(model, prefix).model_dump())


def given_in_environment(model: type[M], prefix: str) -> dict[str, Any]:
    """The fields of a model that the environment has variables for; a list may be written with commas.

    Raises:
        NianbaoError: a value is not what the field takes.
    """
    return _read(model, prefix).model_dump(exclude_unset=True)


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _read(model: type[M], prefix: str) -> BaseModel:
    lists = [name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple]

    class FromEnvironment(BaseSettings, model):  # type: ignore[misc, valid-type]
        model_config = SettingsConfigDict(
            env_prefix=prefix, extra="ignore", frozen=True, enable_decoding=False, alias_generator=None
        )
        if lists:
            _split = field_validator(*lists, mode="before")(_listed)

    try:
        return FromEnvironment()
    except ValidationError as error:
        names = "、".join(
            f"{prefix}{str(item['loc'][-1]).upper()}（现在是“{item['input']}”）" for item in error.errors()
        )
        raise NianbaoError(f"环境变量的值不能用：{names}。请改正或删去这个变量。") from error
