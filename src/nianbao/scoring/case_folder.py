"""Loads cases from their folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from nianbao.errors import InputError, InputProblem
from nianbao.facts import form_of
from nianbao.jobs.flow.load_report import last_year, report_for_check
from nianbao.reading import read
from nianbao.reading.yaml_document import described
from nianbao.report import Report
from nianbao.scoring.case import TAGS, Case
from nianbao.settings import settings

CASE_FILE = "case.yaml"
"""What makes a folder a case."""

_KINDS = {
    "town": "镇", "township": "乡", "sumu": "乡", "street": "街道",
    "bureau": "局", "commission": "局", "department": "局",
    "county": "县", "banner": "县", "district": "县", "city": "市", "autonomous_prefecture": "市",
}  # fmt: skip
_FEW, _SPARSE, _RICH = 10, 7, 12


class FileRow(BaseModel):
    """A report of a case: a file beside ``case.yaml``, or one below the folder with the seed reports.

    Attributes:
        file: its name or path. origin: ``from: seeds`` where it lies below ``NIANBAO_SEEDS``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    file: str = Field(min_length=1)
    origin: Literal["", "seeds"] = Field(default="", alias="from")


class CaseFile(BaseModel):
    """``case.yaml``.

    Attributes:
        title: for people. input: figures and notes. references, others, last, final: see ``Case``; ``last`` is last
            year's report, whose text is compared. tags: what of ``TAGS`` is not to be taken from the input.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    input: str = Field(default="report.yaml", min_length=1)
    references: tuple[FileRow, ...] = ()
    others: tuple[FileRow, ...] = ()
    last: FileRow | None = None
    final: FileRow | None = None
    tags: Mapping[str, str] = {}
    derived: bool = False

    @field_validator("references", "others", mode="before")
    @classmethod
    def _rows(cls, value: object) -> object:
        return [cls._row(item) for item in value] if isinstance(value, list | tuple) else value

    @field_validator("last", "final", mode="before")
    @classmethod
    def _row(cls, value: object) -> object:
        return {"file": value} if isinstance(value, str) else value

    @field_validator("tags")
    @classmethod
    def _tags(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for name, word in value.items():
            if name not in TAGS:
                raise ValueError(f"里没有“{name}”这类标签。可写：{'、'.join(TAGS)}")
            if word not in TAGS[name]:
                raise ValueError(f"里“{name}”写的是“{word}”，不可用。可写：{'、'.join(TAGS[name])}")
        return value


class Skipped(NamedTuple):
    """A case that was not loaded, and why, in Chinese."""

    id: str
    reason: str


class _Absent(Exception):
    """A file that need not be there on every machine."""


def load_cases(folders: Iterable[Path]) -> tuple[list[Case], list[Skipped]]:
    """Load cases.

    Args:
        folders: each with a ``case.yaml``; the folder's name is the case's id.

    Returns:
        The cases in the order given, and those whose files are not given on this machine (``NIANBAO_SEEDS``), with
        the reason: whoever shows results shows these too.

    Raises:
        InputError: a folder that is no case, two of one name, or files that cannot be used; every problem at once.
    """
    cases: list[Case] = []
    skipped: list[Skipped] = []
    problems: list[InputProblem] = []
    seen: dict[str, Path] = {}
    for folder in folders:
        id = folder.resolve().name
        if id in seen and seen[id].resolve() != folder.resolve():
            what = f"与 {seen[id]} 同名，案例的编号就是文件夹名"
            problems.append(InputProblem(where=str(folder), what=what, remedy="请给其中一个改名"))
            continue
        if id in seen:
            continue
        seen[id] = folder
        try:
            cases.append(_load(folder, id))
        except _Absent as absent:
            skipped.append(Skipped(id, str(absent)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return cases, skipped


def tags_of(report: Report) -> dict[str, str]:
    """The tags that an input itself tells.

    Few requests are up to 10, new and carried in; sparse notes up to 7, rich ones more than 12.
    """
    edition = form_of(report)
    asked = [edition.figure(f"requests.{row}.total") for row in ("new", "carry_in")] if edition is not None else []
    cells = [report.cells.get(id) for id in asked]
    requests = sum(int(cell.value) for cell in cells if cell is not None and cell.value is not None)
    notes = len(report.notes)
    kind = _KINDS.get(report.unit.kind, "其他") if report.unit is not None else "其他"
    found = {
        "kind": kind,
        "volume": "无" if asked and not any(asked) else "零" if not requests else "少" if requests <= _FEW else "多",
        "notes": "简" if notes <= _SPARSE else "常" if notes <= _RICH else "详",
        "last": "有" if report.last is not None and (report.last.cells or report.last.text) else "无",
    }
    return {**found, "edition": edition.edition} if edition is not None else found


def with_last(report: Report, path: Path) -> Report:
    """An input with last year's text; its own figures of last year stay.

    Raises:
        InputError: the file is no report of this unit's last year.
    """
    last, _ = last_year(path, report.unit, report.year, report_kind=report.kind)
    if report.last is not None and report.last.cells:
        last = report.last.model_copy(update={"text": last.text, "source": last.source})
    return report.model_copy(update={"last": last})


def _load(folder: Path, id: str) -> Case:
    path = folder / CASE_FILE
    if not path.is_file():
        remedy = "请给出案例的文件夹；往年报告用 nianbao eval new-case 整理成案例"
        raise InputError.one(str(folder), f"不是案例：没有 {CASE_FILE}", remedy)
    said = described(path, CaseFile, "title: 白沙镇2024年")
    report = _input(folder / said.input)
    if said.last is not None:
        report = with_last(report, _file(folder, said.last, path, "last"))
    tags = {**tags_of(report), **said.tags}
    if problems := list(_untrue(said.tags, report, path)):
        raise InputError(problems)
    final = _file(folder, said.final, path, "final") if said.final is not None else None
    return Case(
        id=id,
        title=said.title,
        folder=folder,
        input=report,
        references=tuple(_own(_file(folder, row, path, "references"), report) for row in said.references),
        others=tuple(_text(_file(folder, row, path, "others")) for row in said.others),
        tags={name: tags[name] for name in TAGS if name in tags},
        derived=said.derived,
        final=_own(final, report) if final is not None else None,
    )


def _untrue(said: Mapping[str, str], report: Report, path: Path) -> Iterator[InputProblem]:
    """Tags that the figures themselves contradict."""
    true = tags_of(report)
    for name in ("edition", "last", "volume"):
        hard = name != "volume" or "零" in (said.get(name), true.get(name))
        if name in said and hard and said[name] != true.get(name):
            what = f"“tags.{name}”写的是“{said[name]}”，素材是“{true.get(name, '看不出')}”"
            yield InputProblem(where=str(path), what=what, remedy="请改正，或删去这个标签（由素材得出）")


def _file(folder: Path, row: FileRow, case: Path, field: str) -> Path:
    if row.origin == "seeds":
        seeds = settings().seeds
        if not seeds:
            raise _Absent(f"要用的“{row.file}”不在仓库里，也没有设置 NIANBAO_SEEDS（存放它的文件夹）")
        path = Path(seeds) / row.file
        if not path.is_file():
            raise _Absent(f"NIANBAO_SEEDS（{seeds}）里没有“{row.file}”")
        return path
    path = folder / row.file
    if not path.is_file():
        raise InputError.one(str(case), f"“{field}”写的“{row.file}”不在 {folder} 里", "请检查文件名")
    return path


def _input(path: Path) -> Report:
    if not path.is_file():
        raise InputError.one(str(path), "没有这份素材", "请检查 case.yaml 的 input，默认是 report.yaml")
    report = read(path)
    if report.sections:
        raise InputError.one(str(path), "是一份成稿，不是素材", "成稿请写在 references；input 写数字和素材")
    if report.unit is None or form_of(report) is None:
        raise InputError.one(str(path), "没有写单位或年度，或年度没有统一格式", "请在素材里写 单位、年度")
    return report


def _text(path: Path) -> Report:
    report, _ = report_for_check(path)
    if not any(paragraph.text.strip() for _, paragraph in report.paragraphs()):
        raise InputError.one(str(path), "没有读到文字", "参考报告要有各部分的文字；数字和素材写在 input")
    return report


def _own(path: Path, report: Report) -> Report:
    """A report of the same unit and year as the input; what it does not say is taken from the input."""
    found = _text(path)
    if found.year is not None and found.year != report.year:
        what = f"是 {found.year} 年度的报告，素材是 {report.year} 年度的"
        raise InputError.one(str(path), what, "请给出同一年度的报告；上年报告写在 last")
    theirs, ours = found.unit, report.unit
    if theirs is not None and ours is not None and not {theirs.place, theirs.own} & {ours.place, ours.own}:
        raise InputError.one(
            str(path), f"是“{theirs.name}”的报告，素材是“{ours.name}”的", "请给出本单位的报告；外单位的写在 others"
        )
    return found.model_copy(update={"unit": theirs or ours, "year": found.year or report.year})
