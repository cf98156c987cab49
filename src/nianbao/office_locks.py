"""Files that are open in Word, WPS or LibreOffice: told by the lock files that these put beside them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nianbao.errors import FileBusy

__all__ = ["Opened", "is_lock", "opened_by", "refuse_open"]

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

    Args:
        path: the file. doing: what is refused.

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
