"""Converts .doc, .wps and .rtf to .docx with LibreOffice, without macros or network."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from nianbao.errors import InputError
from nianbao.reading.file_content import MOST_CHARS, characters
from nianbao.safe_zip import MOST_ROWS

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
    """Write the settings of a private profile, before LibreOffice first starts with it."""
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
    """The environment: what it writes goes into a folder that is removed, its proxy is nobody."""
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
    """Limits of the new process, set in it before LibreOffice begins (not on Windows)."""
    import contextlib
    import resource

    limits = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, _MOST_WRITTEN), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_DATA, _MOST_MEMORY))
    for kind, most in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


_SECONDS = 30
_DEPTH, _MARKS = 200, 1_000_000
"""Groups of an RTF file within each other, and braces in all."""
_BRACES = re.compile(rb"\\\\.|[{}]", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0"
_USUAL = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def soffice() -> str | None:
    """The LibreOffice program of this machine; None where there is none."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    folders = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    windows = [str(Path(folder, "LibreOffice", "program", "soffice.exe")) for folder in folders if folder]
    return next((path for path in (*_USUAL, *windows) if Path(path).exists()), None)


def _filter(data: bytes, where: str, suffix: str, remedy: str) -> str:
    """How LibreOffice is to open it, by what it is; left to itself it opens anything as text.

    Raises:
        InputError: it is none of these.
    """
    if data.startswith(_OLE):
        return "MS Word 97"
    if data.lstrip().startswith(b"{\\rtf"):
        return "Rich Text Format"
    raise InputError.one(where, f"不是“{suffix}”文件，可能已损坏", remedy)


def _refuse_large(data: bytes, where: str) -> None:
    """Refuse what LibreOffice would work on for minutes: counted in the bytes as they are.

    Raises:
        InputError: far too many characters, rows, or groups in groups.
    """
    what = ""
    if data.startswith(_OLE):
        if characters(data) > MOST_CHARS:
            what = f"超过 {MOST_CHARS // 10_000} 万字"
    elif data.count(b"\\trowd") > MOST_ROWS:
        what = f"表格超过 {MOST_ROWS} 行"
    else:
        depth = 0
        for count, brace in enumerate(_BRACES.finditer(data)):
            depth += 1 if brace.group() == b"{" else -1 if brace.group() == b"}" else 0
            if depth > _DEPTH or count > _MARKS:
                what = f"内容嵌套超过 {_DEPTH} 层" if depth > _DEPTH else "内容太多"
                break
    if what:
        raise InputError.one(where, f"{what}，不像一份年报", "请只留下年报再试，或确认给的文件没有错")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    if sys.platform == "win32":
        words = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        with contextlib.suppress(OSError):
            subprocess.run(words, capture_output=True, check=False)  # noqa: S603
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _run(command: list[str], folder: Path) -> int:
    """Run LibreOffice to its end; its exit status.

    Raises:
        TimeoutExpired: it was ended with all its processes. OSError: it cannot be started.
    """
    own: dict[str, Any] = {}
    if sys.platform != "win32":
        own = {"start_new_session": True, "preexec_fn": partial(limit, _SECONDS)}
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(folder),
        **own,
    )
    try:
        return process.wait(_SECONDS)
    finally:
        _stop(process)


def as_docx(data: bytes, where: str, suffix: str, remedy: str) -> bytes:
    """A Word file made of another one; nothing but this machine's LibreOffice sees it.

    Args:
        data: the file's bytes. where: how errors name it. suffix: ``.doc``, ``.wps`` or ``.rtf``.
        remedy: what to do where it cannot be made.

    Raises:
        InputError: there is no LibreOffice, or it cannot open the file.
    """
    if data.startswith(b"PK"):
        return data  # saved as .docx under the old name
    opened = _filter(data, where, suffix, remedy)
    _refuse_large(data, where)
    program = soffice()
    if program is None:
        raise InputError.one(where, f"不能直接读“{suffix}”文件，这台电脑上也没有 LibreOffice 可以转换", remedy)
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, f"source{suffix}"), Path(folder, "made")
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *(
                "--headless",
                "--norestore",
                f"--infilter={opened}",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(made),
            ),
            str(source),
        ]
        write_profile(Path(folder, "profile"))
        try:
            status = _run(command, Path(folder))
        except subprocess.TimeoutExpired as error:
            raise InputError.one(where, f"LibreOffice 转换超过 {_SECONDS} 秒，没有转完", remedy) from error
        except OSError as error:
            raise InputError.one(where, f"LibreOffice 启动不了（{error.strerror or error}）", remedy) from error
        target = made / "source.docx"
        if status != 0 or not target.exists():
            raise InputError.one(where, "LibreOffice 打不开这个文件，可能已损坏或加了密码", remedy)
        return target.read_bytes()
