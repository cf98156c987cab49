"""Hosts as we compare them."""

from __future__ import annotations

from urllib.parse import urlsplit

from nianbao.errors import NianbaoError

__all__ = ["host_of"]


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
