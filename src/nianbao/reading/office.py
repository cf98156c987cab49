"""Old Word files, WPS files and RTF, made a Word file by LibreOffice on this machine, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from nianbao.errors import InputError

__all__ = ["as_docx", "soffice"]

_SECONDS = 120
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
    program = soffice()
    if program is None:
        raise InputError.one(where, f"不能直接读“{suffix}”文件，这台电脑上也没有 LibreOffice 可以转换", remedy)
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
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
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise InputError.one(where, f"LibreOffice 转换超过 {_SECONDS} 秒，没有转完", remedy) from error
        except OSError as error:
            raise InputError.one(where, f"LibreOffice 启动不了（{error.strerror or error}）", remedy) from error
        target = made / "source.docx"
        if done.returncode != 0 or not target.exists():
            raise InputError.one(where, "LibreOffice 打不开这个文件，可能已损坏或加了密码", remedy)
        return target.read_bytes()
