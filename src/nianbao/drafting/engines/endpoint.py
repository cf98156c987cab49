"""An endpoint: where a model is, what it is called, and with what it is asked. Nothing here sends."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from nianbao.errors import NianbaoError, nearest
from nianbao.package_data import load_data
from nianbao.settings import ModelSettings


def host_of(url: str) -> str:
    """Host and port of an address: ``api.example.cn:443``.

    Raises:
        NianbaoError: it is no address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        parts, port = urlsplit(""), None
    if not parts.hostname or port is None:
        raise NianbaoError(f"“{url.rpartition('@')[2]}”不是可用的网址。请写成 https://主机/v1 的样子。")
    return f"{parts.hostname.lower()}:{port}"


Format = Literal["json_schema", "json_object", "plain"]
FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "plain")
"""Answer formats, from the strictest; an endpoint that refuses one is asked in the next."""


@dataclass(frozen=True)
class Endpoint:
    """Where and how to ask.

    Attributes:
        base_url, model: as given or as the provider has them. key: never printed. format: tried first.
        limit: what the endpoint calls the limit of answer tokens.
    """

    base_url: str
    model: str
    key: str = field(repr=False)
    format: Format
    limit: str
    settings: ModelSettings

    @property
    def host(self) -> str:
        """``host:port``."""
        return host_of(self.base_url)

    def scrubbed(self, text: str) -> str:
        """A text without the key in it."""
        return text.replace(self.key, "***") if len(self.key) > 3 else text


@lru_cache(maxsize=1)
def providers() -> dict[str, Any]:
    """Known providers by id."""
    found: dict[str, Any] = load_data(Path(__file__).with_name("providers.yaml"))["providers"]
    return found


def shown_url(url: str) -> str:
    """An address as it may be shown: without a name and password, without a query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def checked_key(key: str, variable: str) -> str:
    """A key as it can be sent.

    Raises:
        NianbaoError: it holds what no key does; the variable is named, the key is not shown.
    """
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise NianbaoError(f"环境变量 {variable} 里的密钥有汉字、空格或换行，不会是真的密钥。请重新复制一次。")
    return key


def _proxy_checked(settings: ModelSettings) -> None:
    """Refuse a proxy that could not be used.

    Raises:
        NianbaoError: it is no address of an HTTP proxy.
    """
    if not settings.proxy:
        return
    host_of(settings.proxy)
    if urlsplit(settings.proxy).scheme not in ("http", "https"):
        raise NianbaoError("设置中的 proxy 不能用。请写成 http://主机:端口 的样子（不支持 socks 代理）。")


def _certificates_checked(settings: ModelSettings) -> None:
    """Refuse a file of certificates that could not be used.

    Raises:
        NianbaoError: it cannot be read, or holds none.
    """
    if not settings.certificates:
        return
    try:
        ssl.create_default_context(cafile=settings.certificates)
    except (OSError, ssl.SSLError) as error:
        raise NianbaoError(
            f"设置中的 certificates 不能用：{settings.certificates} 读不出证书。请写 PEM 格式证书文件的路径。"
        ) from error


def _key(settings: ModelSettings, row: dict[str, Any], given: str) -> str:
    """The key for an address; OpenAI's is not given to a provider that has a variable of its own."""
    names = [settings.key_variable] if settings.key_variable else [row["key"]] if row.get("key") else []
    if not settings.key_variable and (given or not row):
        names.append("OPENAI_API_KEY")
    found = next((os.environ[name].strip() for name in names if os.environ.get(name, "").strip()), "")
    if not found and row.get("key") and not given:
        raise NianbaoError(f"没有密钥：请设置环境变量 {names[0]}（{row['name']}的 API 密钥），再运行一次。")
    name = next((name for name in names if os.environ.get(name, "").strip() == found), "")
    return checked_key(found, name)


def endpoint_of(settings: ModelSettings) -> Endpoint:
    """The endpoint that settings and environment name.

    Raises:
        NianbaoError: no address, no model, no key where one is needed, or a host that is not allowed.
    """
    if settings.provider and settings.provider not in providers():
        near = nearest(settings.provider, providers()) or f"可写：{'、'.join(providers())}"
        raise NianbaoError(f"没有“{settings.provider}”这个服务商。{near}")
    row = providers().get(settings.provider, {})
    given = settings.base_url or ("" if settings.provider else os.environ.get("OPENAI_BASE_URL", "").strip())
    base_url = given or row.get("base_url", "")
    if not base_url:
        raise NianbaoError(
            "没有写模型的地址。请设置 OPENAI_BASE_URL，"
            "或在 nianbao.toml 的 [model] 中写 provider（如 deepseek）或 base-url。"
        )
    host = host_of(base_url)
    _proxy_checked(settings)
    _certificates_checked(settings)
    if settings.allowed_hosts and host not in {_with_port(item, base_url) for item in settings.allowed_hosts}:
        allowed = "、".join(settings.allowed_hosts)
        raise NianbaoError(f"{host} 不在允许的主机之内（allowed-hosts：{allowed}），没有向它发送任何内容。")
    if not settings.model:
        raise NianbaoError("没有写模型的名称。请设置 NIANBAO_MODEL，或在 nianbao.toml 的 [model] 中写 model。")
    chosen: Format = settings.format or row.get("format") or "json_schema"
    return Endpoint(
        base_url=base_url,
        model=settings.model,
        key=_key(settings, row, given),
        format=chosen,
        limit=settings.token_limit or row.get("limit", "max_tokens"),
        settings=settings,
    )


def _with_port(item: str, base_url: str) -> str:
    scheme = base_url.partition("://")[0]
    return host_of(item if "://" in item else f"{scheme}://{item}")
