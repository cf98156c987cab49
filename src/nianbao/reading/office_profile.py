"""How LibreOffice runs when it opens a file from outside: no macro, no link followed, no way to the network."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

__all__ = ["environment", "limit", "write_profile"]

_NOWHERE, _PORT = "127.0.0.1", "9"
"""A proxy that nobody listens at."""
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_INET = "/org.openoffice.Inet/Settings"
_ITEMS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),  # since LibreOffice 24.2; older ones pass over it
    (_SECURITY, "ExecutePlugins", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    (_INET, "ooInetProxyType", "2"),
    (_INET, "ooInetHTTPProxyName", _NOWHERE),
    (_INET, "ooInetHTTPProxyPort", _PORT),
    (_INET, "ooInetHTTPSProxyName", _NOWHERE),
    (_INET, "ooInetHTTPSProxyPort", _PORT),
    (_INET, "ooInetFTPProxyName", _NOWHERE),
    (_INET, "ooInetFTPProxyPort", _PORT),
)
_MOST_MEMORY, _MOST_WRITTEN = 450 * 1024 * 1024, 64 * 1024 * 1024


def write_profile(folder: Path) -> None:
    """Write the settings of a private profile, before LibreOffice first starts with it.

    Args:
        folder: of the profile (``UserInstallation``); made here.
    """
    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _ITEMS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        encoding="utf-8",
    )


def environment(folder: Path) -> dict[str, str]:
    """The environment: what it writes goes into a folder that is removed, its proxy is nobody.

    Args:
        folder: a temporary one.
    """
    proxy = f"http://{_NOWHERE}:{_PORT}"
    names = [name for one in ("http", "https", "ftp", "all") for name in (f"{one}_proxy", f"{one.upper()}_PROXY")]
    own = {**os.environ, **dict.fromkeys(names, proxy), "no_proxy": "", "NO_PROXY": ""}
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        if sys.platform != "win32":
            own[name] = str(folder)
    if sys.platform == "win32":
        own["TEMP"] = own["TMP"] = str(folder)
    return own


def limit(seconds: int) -> None:
    """Limits of the new process, set in it before LibreOffice begins (not on Windows).

    Args:
        seconds: of the processor's time.
    """
    import contextlib
    import resource

    limits = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, _MOST_WRITTEN), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_DATA, _MOST_MEMORY))
    for kind, most in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
