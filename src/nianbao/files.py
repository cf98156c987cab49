"""Atomic writes, bounded reads, files that are open in an office program, and messages where one cannot be used."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from nianbao.errors import FileBusy, InputError

_OFFICE = (".docx", ".doc", ".docm", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".xlsm", ".et", ".ods", ".txt", ".html")
_LIBREOFFICE = ".~lock."
_WORD, _WPS = "~$", ".~"
_SHORT = 6
"""Characters of a name's stem up to which Word puts its mark before the whole name; for every further one up to two
it drops one from the front: ``~$年报.docx``, but ``~$镇年报送审稿改.docx`` for ``白沙镇年报送审稿改.docx``."""


class Opened(NamedTuple):
    """A file that is open elsewhere: the lock file that says so, and who has it open, where that stands in it."""

    lock: Path
    who: str


def is_lock(name: str) -> bool:
    """Whether a file of this name is a lock file of Word, WPS or LibreOffice."""
    return name.startswith((_WORD, _WPS))


def _dropped(name: str) -> int:
    return min(max(len(Path(name).stem) - _SHORT, 0), 2)


def _locks(path: Path) -> list[Path]:
    name, dropped = path.name, _dropped(path.name)
    names = [f"{_LIBREOFFICE}{name}#", f"{_WORD}{name}", f"{_WPS}{name}"]
    if dropped:
        names.append(f"{_WORD}{name[dropped:]}")
    # a program that drops characters from shorter names, too: unless a file is there whose own lock this is
    shorter = [name[count:] for count in (1, 2) if count != dropped and len(name) > count + len(path.suffix)]
    names += [f"{_WORD}{other}" for other in shorter if not path.with_name(other).exists()]
    return [path.with_name(item) for item in names]


def _who(lock: Path) -> str:
    """Who has the file open: Word's file begins with a length and a name, LibreOffice's is a line of fields."""
    try:
        data = lock.read_bytes()[:4096]
    except OSError:  # Word keeps its own from being read
        return ""
    if lock.name.startswith(_LIBREOFFICE):
        fields = data.decode("utf-8", "replace").split(",")
        return next((field.strip() for field in fields[:3] if field.strip()), "")
    for at in (54, 55):  # Word's and Excel's place of the name's length and the name
        length = int.from_bytes(data[at : at + 2], "little")
        name = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace") if 0 < length < 60 else ""
        if name.strip() and name.isprintable():
            return name.strip()
    return ""


def opened_by(path: Path) -> Opened | None:
    """Whether a file is open in Word, WPS or LibreOffice, as its lock file says; None where it is not.

    A crash leaves its lock file behind: who tells of an open file says which file that is, so that it can be deleted.
    """
    if path.suffix.lower() not in _OFFICE:
        return None
    try:
        if not path.is_file():
            return None
        lock = next((item for item in _locks(path) if item.is_file()), None)
    except OSError:
        return None
    return Opened(lock, _who(lock)) if lock is not None else None


def refuse_open(path: Path, doing: str = "写入") -> None:
    """Refuse to go on with a file that is open elsewhere.

    Raises:
        FileBusy: it is open, says its lock file.
    """
    opened = opened_by(path)
    if opened is None:
        return
    who = f"（{opened.who}）" if opened.who else ""
    raise FileBusy(
        f"{path}：正在 Word、WPS 或 Excel 中打开{who}，没有{doing}，文件都没有改动。请保存、关闭后再运行。"
        f"确实没有打开的（上次死机留下的标记），请删去同一文件夹里的 {opened.lock.name} 再运行。"
    )


_PREFIX, _SUFFIX = ".nianbao-", ".tmp"


def digest(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


_REASONS = {
    errno.EACCES: "没有权限，或正被别的程序占用",
    errno.EPERM: "没有权限，或正被别的程序占用",
    errno.EBUSY: "正被别的程序占用",
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了给您的磁盘空间",
    errno.EFBIG: "文件太大",
    errno.EROFS: "这个位置只能读，不能写",
    errno.ENAMETOOLONG: "路径或文件名太长",
    errno.ELOOP: "是绕成圈的链接，不指向任何文件",
    errno.EIO: "磁盘读写出错",
    errno.ETIMEDOUT: "网络上的磁盘没有回应",
    errno.EINVAL: "文件名不合规定",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese; its own words where the reason is none that people meet."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def _refusal(path: Path, error: OSError) -> FileBusy:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileBusy(f"{path}：{reason(error)}，没有写入。请清出空间后再试；原来的文件没有改动。")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        return FileBusy(
            f"{path}：不能写入（没有权限，或正在 Word、WPS 中打开）。请关闭该文件或换一个位置再试；原来的文件没有改动。"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileBusy(f"{path}：文件夹不存在，不能写入。请检查路径。")
    return FileBusy(f"{path}：不能写入（{reason(error)}）。请换一个位置或名字再试；原来的文件没有改动。")


def make_folder(path: Path, *, parents: bool = False) -> None:
    """Make a folder, if it is not there.

    Raises:
        FileBusy: it cannot be made, or a file stands in its place.
    """
    try:
        path.mkdir(parents=parents, exist_ok=True)
    except OSError as error:
        raise FileBusy(f"{path}：不能新建文件夹（{reason(error)}）。请换一个位置或名字再试。") from error


_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


def refuse_name(path: Path) -> None:
    """Refuse a name that a file or folder cannot have on every system.

    Raises:
        InputError: it is one.
    """
    if path.name not in ("", "..") and (bad := _bad_name(path.name)):
        raise InputError.one(str(path), f"这个名字{bad}", "请换一个名字")


def _bad_name(name: str) -> str:
    """Why a file of this name cannot be had on every system; empty where it can."""
    if name != name.rstrip(" ."):
        return "末尾有空格或点，Windows 不允许"
    if name.partition(".")[0].strip().lower() in _RESERVED:
        return "是 Windows 保留的名字"
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    if bad := next((char for char in name if char in '\\/:*?"<>|' or unicodedata.category(char) in unseen), ""):
        return f"有不能用的字符（{bad if bad.isprintable() else '看不见的字符'}）"
    return "太长" if len(name.encode()) > _LONGEST else ""


_LONGEST = 200
"""Bytes of a name: what every system allows is 255, and a number may be put behind it."""


def refuse_target(path: Path, endings: Collection[str] = (), *, what: str = "文件") -> None:
    """Refuse a place that a file cannot be written to, before anything is written.

    Args:
        path: where the user wants it. endings: those of the formats that can be written, each ``.docx``; any if none.
        what: how the thing to be written is called.

    Raises:
        InputError: the ending is of another format, a folder stands there, or the name is not allowed somewhere.
        FileBusy: the folder is not there or may not be written, or the file is open in Word or WPS.
    """
    where = str(path)
    refuse_name(path)
    try:
        if path.is_dir():
            example = f"，如 {path / ('年报' + next(iter(endings)))}" if endings else ""
            raise InputError.one(where, "是文件夹，不是文件", f"请写上文件名{example}")
        if endings and path.suffix.lower() not in endings:
            asked = f"“{path.suffix}”文件" if path.suffix else "没有扩展名的文件"
            raise InputError.one(where, f"{what}不能写成{asked}", f"文件名请以 {'、'.join(endings)} 结尾")
        parent = path.parent.stat()
    except OSError as error:
        raise _refusal(path, error) from error
    if not stat.S_ISDIR(parent.st_mode):
        raise FileBusy(f"{path}：{path.parent} 是文件，不是文件夹，不能写入。请检查路径。")
    if not os.access(path.parent, os.W_OK):
        raise FileBusy(f"{path}：文件夹 {path.parent} 不能写入（没有权限，或只能读）。请换一个位置。")
    if path.is_symlink() and not path.exists():
        raise FileBusy(f"{path}：是失效的链接，不指向任何文件，不能写入。请换一个名字。")
    refuse_open(path)


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it: flushed, then renamed over it.

    Raises:
        FileBusy: it cannot be written now (open elsewhere, no permission, disk full); nothing changed.
    """
    refuse_open(path)
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


def beside(path: Path, what: str = "") -> Path:
    """The first free name beside a file: ``年报.docx`` gives ``年报（2）.docx``.

    Args:
        what: what the other file is, said in its name and put before a number: ``年报（批注）.docx``. Else a reader
            takes it for the same thing.
    """
    marked = path.with_name(f"{path.stem}（{what}）{path.suffix}") if what and what not in path.stem else path
    if marked != path and not marked.exists():
        return marked
    number = 2
    while (other := marked.with_name(f"{marked.stem}（{number}）{marked.suffix}")).exists():
        number += 1
    return other


def read_bytes(path: Path, *, most: int | None = None) -> bytes:
    """Read a file.

    Raises:
        InputError: it is not there, is no file, is empty, too large, or may not be read.
    """
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
        raise InputError.one(where, f"无法读取（{reason(error)}）", "请检查路径和文件名") from error
