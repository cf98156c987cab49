"""Writing files so that a crash leaves the old file or the new one, and nothing of the clerk's is lost."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path

from nianbao.errors import FileBusy

__all__ = ["beside", "clear_leftovers", "digest", "read_bytes", "write_atomic"]


_PREFIX, _SUFFIX = ".nianbao-", ".tmp"


def digest(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _refusal(path: Path, error: OSError) -> FileBusy:
    if error.errno == errno.ENOSPC:
        return FileBusy(f"{path}：磁盘已满，没有写入。请清出空间后再试；原来的文件没有改动。")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY):
        return FileBusy(
            f"{path}：不能写入（没有权限，或正在 Word、WPS 中打开）。请关闭该文件或换一个位置再试；原来的文件没有改动。"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileBusy(f"{path}：文件夹不存在，不能写入。请检查路径。")
    return FileBusy(f"{path}：不能写入（{error.strerror or error}）。原来的文件没有改动。")


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it: flushed, then renamed over it.

    Raises:
        FileBusy: it cannot be written now (open elsewhere, no permission, disk full); nothing changed.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def clear_leftovers(*folders: Path) -> None:
    """Remove temporary files that a crash left; called only while a job's folder is locked."""
    for folder in folders:
        for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                path.unlink()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def beside(path: Path) -> Path:
    """The first free name beside a file: ``年报.docx`` gives ``年报（2）.docx``."""
    number = 2
    while (other := path.with_name(f"{path.stem}（{number}）{path.suffix}")).exists():
        number += 1
    return other


def read_bytes(path: Path, *, most: int | None = None) -> bytes:
    """Read a file.

    Args:
        most: refuse files of more bytes than this.

    Raises:
        InputError: it is not there, is no file, is empty, too large, or may not be read.
    """
    from nianbao.errors import InputError
    from nianbao.settings import settings

    limit = settings().max_megabytes * 1024 * 1024 if most is None else most
    where = str(path)
    try:
        if path.is_dir():
            raise InputError.one(where, "是文件夹，不是文件")
        size = path.stat().st_size
        if size == 0:
            raise InputError.one(where, "文件是空的", "请检查是否保存成功")
        if size > limit:
            raise InputError.one(
                where,
                f"文件有 {size / 1048576:.0f} MB，超过上限 {limit / 1048576:.0f} MB",
                "请确认给的是年报或素材；确需读取时设置环境变量 NIANBAO_MAX_MEGABYTES",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError.one(where, "文件不存在", "请检查路径和文件名") from error
    except PermissionError as error:
        raise InputError.one(where, "没有读取权限，或正被其他程序占用", "请关闭占用它的程序后再试") from error
    except OSError as error:
        raise InputError.one(where, f"无法读取（{error.strerror or error}）") from error
