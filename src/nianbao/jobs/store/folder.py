"""The job folder (卷): its file names, finding it, and its lock."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import InputError, JobError
from nianbao.files import clear_leftovers, is_lock, reason
from nianbao.patterns import lazy

_INPUTS = ("素材.xlsx", "report.yaml", "report.yml")
_COPY = r"[ _-]*(?:副本|复件|[Cc]opy(?: of)?)?[ _-]*"
_WORKBOOK = re.compile(rf"{_COPY}素材{_COPY}(?:[(（\[] *[0-9]+ *[)）\]]|[0-9]*)\.(?:xlsx|xls|et)", re.IGNORECASE)
"""素材.xls of an older program, and names of a second copy: 素材(1).xlsx, 素材 - 副本.xlsx."""
DRAFT = "草稿.json"
REPORT_DOCX = "年报.docx"
FINAL_DOCX = "年报（定稿）.docx"
RECORD = "记录.jsonl"
HISTORY = "历次"
LOCK = ".nianbao.lock"
_WORKBOOKS = (".xlsx", ".xls", ".et")
_INPUT_SUFFIXES = (".yaml", ".yml", *_WORKBOOKS)
_REPORT_SUFFIXES = (".docx", ".html", ".htm", ".md", ".txt", ".doc", ".wps", ".rtf", ".pdf", ".mht", ".mhtml")
_COPIES = _REPORT_SUFFIXES[5:]
"""What is often a copy: left out where another file of the same name is there."""


class Job:
    """A job folder.

    Args:
        folder: where our files are.
        source: the clerk's input; None to look for it (in the folder, or as the draft remembers it).
    """

    def __init__(self, folder: Path, source: Path | None = None) -> None:
        self.folder = folder
        self._source = source

    @property
    def draft_path(self) -> Path:
        """草稿.json."""
        return self.folder / DRAFT

    @property
    def docx_path(self) -> Path:
        """年报.docx."""
        return self.folder / REPORT_DOCX

    @property
    def final_path(self) -> Path:
        """The finished file."""
        return self.folder / FINAL_DOCX

    @property
    def record_path(self) -> Path:
        """记录.jsonl."""
        return self.folder / RECORD

    @property
    def history(self) -> Path:
        """The folder with earlier drafts and the Word files taken back."""
        return self.folder / HISTORY

    def owns(self, folder: Path) -> bool:
        """Whether a folder is the job's, or the one in which its input lies."""
        own = [self.folder, *([self._source.parent] if self._source is not None else [])]
        return folder.resolve() in [path.resolve() for path in own]

    def input(self, remembered: str = "", *, ask: bool = True) -> Path:
        """The clerk's input file.

        Args:
            remembered: its path relative to the folder, as the draft has it.
            ask: whether several that could be meant are refused although one of them is remembered.

        Raises:
            InputError: there is none, or there are several.
        """
        if self._source is not None:
            return self._source
        last = self.folder / remembered if remembered and (self.folder / remembered).is_file() else None
        if last is not None and not ask:
            return last
        found = inputs(self.folder)
        if found and not any(_usual(path) for path in found):  # a copy only: is it the one, beside other workbooks?
            found += [path for path in workbooks(self.folder) if path not in found]
        if len(found) > 1:
            names = "、".join(path.name for path in found)
            what = f"有 {len(found)} 份素材（{names}），不知道用哪一份"
            remedy = f'请写明文件，如：nianbao draft "{found[0]}"；不用的请移走'
            if not any(_usual(path) for path in found):
                what = f"没有叫“素材.xlsx”的文件，有 {len(found)} 个工作簿（{names}），不知道用哪一个"
                remedy = "请把要用的一份改名为“素材.xlsx”，旧的素材移走"
            raise InputError.one(str(self.folder), what, remedy)
        if found:
            return found[0]
        if last is not None:
            return last
        others = [path.name for path in workbooks(self.folder)]
        if others:
            what = f"没有叫“素材.xlsx”的文件，有：{'、'.join(others)}"
            remedy = f'其中有素材的，请写明文件：nianbao draft "{self.folder / others[0]}"，或把它改名为“素材.xlsx”'
            raise InputError.one(str(self.folder), what, remedy)
        raise InputError.one(
            str(self.folder), "没有素材（素材.xlsx 或 report.yaml）", "请用 nianbao new 新建，或给出素材文件的路径"
        )

    def told_of(self, source: Path) -> list[str]:
        """What to say of an input that nobody named and that has not the usual name."""
        if self._source is not None or _usual(source) or source.parent != self.folder:
            return []
        return [f"没有叫“素材.xlsx”的文件，用的是“{source.name}”；请核对是不是这一份。"]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder: one process at a time; released when the process ends, however it ends.

        Raises:
            JobError: another process holds it, or the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise JobError(f"{self.folder}：另一个 nianbao 正在处理这份报告，请等它结束后再试。") from error
        except OSError as error:
            raise JobError(f"{self.folder}：文件夹不能写入（{reason(error)}）。请检查权限或换一个位置。") from error
        try:
            clear_leftovers(self.folder, self.history)
            yield
        finally:
            lock.release()


def is_input(name: str) -> bool:
    """Whether a file is a clerk's input by its name; lock files are not."""
    return name in _INPUTS or _WORKBOOK.fullmatch(name) is not None


def _listed(folder: Path) -> list[Path]:
    """Files of a folder that people see."""
    try:
        return [path for path in folder.iterdir() if not path.name.startswith((".", "~$")) and path.is_file()]
    except OSError:
        return []


def _usual(path: Path) -> bool:
    return path.name in _INPUTS or path.stem == "素材"


def workbooks(folder: Path) -> list[Path]:
    """The workbooks of a folder, last year's report left out."""
    return sorted(path for path in _listed(folder) if path.suffix.lower() in _WORKBOOKS and path.stem != KEPT)


def inputs(folder: Path) -> list[Path]:
    """The files of a folder that could be the clerk's input, the usual names first."""
    found = [path for path in _listed(folder) if is_input(path.name)]
    return sorted(found, key=lambda path: (path.name not in _INPUTS, path.name))


def holds_job(folder: Path) -> bool:
    """Whether a folder is a job's: it has a draft or a clerk's input."""
    return (folder / DRAFT).is_file() or bool(inputs(folder))


READING = "审读"
"""What the files of a model's reading of a report are called, or end with."""
_SHEET = lazy(rf"(?:.*-)?{READING}(?:-[0-9]+)?\.txt")


def inside(folder: Path) -> list[Path]:
    """What there is to check in a folder of reports that is no job itself: jobs, and files of finished reports.

    Workbooks and yaml files are inputs, checked when named; Word's lock files and hidden files are left out.
    """
    found = _reports_in(folder)
    copies = _copies_among(found)
    return sorted(path for path in found if path not in copies)


def copies_in(folder: Path) -> list[Path]:
    """Files of a folder that ``inside`` leaves out since another of the same name is the report they were made of."""
    return sorted(_copies_among(_reports_in(folder)))


def _reports_in(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.iterdir()
        if not path.name.startswith(".")
        and not is_lock(path.name)
        and (holds_job(path) if path.is_dir() else path.suffix.lower() in _REPORT_SUFFIXES)
        and not _SHEET.fullmatch(path.name)
    ]


def _copies_among(found: list[Path]) -> set[Path]:
    originals = {path.stem for path in found if path.suffix.lower() not in _COPIES}
    return {path for path in found if path.suffix.lower() in _COPIES and path.stem in originals}


def find(path: Path) -> Job:
    """The job a path means: a job folder, any file in it, or an input file beside which one is made.

    Raises:
        InputError: nothing is there, or it is no job and no input.
    """
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            return Job(path)
    except FileNotFoundError as error:
        raise InputError.one(str(path), "文件或文件夹不存在", "请检查路径和文件名") from error
    except OSError as error:
        raise InputError.one(str(path), f"打不开（{reason(error)}）", "请检查路径和文件名") from error
    if path.suffix.lower() == ".nianbao":
        raise InputError.one(str(path), "这是打包送审的文件，不是报告的文件夹", f"请打开看：{command('review', path)}")
    if is_input(path.name):
        return Job(path.parent, path)
    if path.suffix.lower() in _INPUT_SUFFIXES and not is_lock(path.name):
        return Job(path.with_suffix(""), path)
    if holds_job(path.parent):
        return Job(path.parent)
    if path.parent.name == HISTORY and holds_job(path.parent.parent):
        return Job(path.parent.parent)
    raise InputError.one(
        str(path), "不是素材，也不在某份报告的文件夹里", "请给出 素材.xlsx、report.yaml 或报告所在的文件夹"
    )


KEPT = "上年报告"
"""What a copy of last year's report is called in a job folder, whatever its format."""
