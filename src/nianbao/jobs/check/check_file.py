"""Checks files, one or many: reads each, runs the rules, applies silences."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from pathlib import Path

from nianbao.checking import Finding, check
from nianbao.checking.copied_text import Copied, Prints, clauses, copies, prints
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.checking.silence import Baseline, Dismissed, Selection, Silences, codes_of, load_baseline, silence
from nianbao.errors import InputError, InputProblem, NianbaoError, nearest
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.store.folder import DRAFT, Job
from nianbao.reading.blocks import Given
from nianbao.report import Report, Unit
from nianbao.settings import IgnoreRow, ProjectSettings, load_project_settings, profile_for
from nianbao.text.allowed_characters import plain

STDIN = "-"


@dataclass(frozen=True)
class CheckOptions:
    """How files are checked; the same for all of a run.

    Attributes:
        unit, year, within, report_kind: where a file does not say. profiles: local requirements, files whole.
        select, ignore: as given on the command line, besides what the settings say. config: the settings file to use
            instead of each file's own.
        baseline: instead of the settings'. compare: whether reports are compared with each other.
        keep: whether the report itself is wanted after; of many files it is not.
        passage: whether each is a passage of a report, and no report.
    """

    unit: Unit | None = None
    year: int | None = None
    within: tuple[str, ...] = ()
    report_kind: str = ""
    profiles: tuple[str, ...] = ()
    previous: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    baseline: Path | None = None
    compare: bool = False
    keep: bool = False
    passage: bool = False

    def profile(self, name: str) -> ProjectSettings:
        """The settings for a file.

        Raises:
            InputError: they cannot be used.
        """
        if self.config is not None:
            return load_project_settings(self.config)
        return profile_for(Path() if name == STDIN else Path(name))


@dataclass(frozen=True)
class _Asked:
    """Which findings were asked for: what the settings leave out is left out, whatever is selected."""

    chosen: Selection
    settings: Selection

    def wants(self, finding: Finding) -> bool:
        return self.chosen.wants(finding) and self.settings.wants(finding)


@dataclass
class Checked:
    """A file and what was found.

    Attributes:
        path: as given. unit: its full name. report: as checked, where it was to be kept.
        messages: what the user should know of how it was read.
        findings: those asked for, silenced ones marked; asked: which those are. unneeded: silences that nothing needed.
        profile: the settings that held; rows_used: its ``[[ignore]]`` rows that silenced something here.
        key: the file's name in a baseline. baseline_left: entries of the baseline that were not met.
        prints: for comparison with other reports. text: of a plain text file, decoded as its places count.
        passage: what was read, in Chinese, where only a passage was to be checked.
        read: whether a model was asked to read it as well.
    """

    path: str
    unit: str
    findings: list[Finding]
    asked: _Asked
    report: Report | None = None
    messages: list[str] = field(default_factory=list)
    unneeded: list[str] = field(default_factory=list)
    profile: ProjectSettings = field(default_factory=ProjectSettings)
    rows: tuple[IgnoreRow, ...] = ()
    rows_used: frozenset[IgnoreRow] = frozenset()
    key: str = ""
    baseline_left: Counter[str] = field(default_factory=Counter)
    prints: Prints | None = None
    text: str | None = None
    passage: str = ""
    read: bool = False

    @property
    def standing(self) -> list[Finding]:
        """Findings that count."""
        return [item for item in self.findings if item.counts]


def _text(name: str) -> str | None:
    """What is checked, as text, where it is plain text."""
    from nianbao.files import read_bytes
    from nianbao.reading.file_content import kind_of
    from nianbao.text import decode

    if name == STDIN:
        return decode(sys.stdin.buffer.read(), "标准输入")
    if Path(name).suffix.lower() in (".txt", ".md"):
        data = read_bytes(Path(name))
        kind = kind_of(data)
        return decode(data, name) if kind is None or Path(name).suffix.lower() in kind.suffixes else None
    return None


def _read(name: str, text: str | None, options: CheckOptions, within: tuple[str, ...]) -> tuple[Report, list[str]]:
    given = Given(unit=options.unit, year=options.year, within=within, report_kind=options.report_kind)
    if name == STDIN and text is not None:
        from nianbao.reading import read_text
        from nianbao.reading.identify_unit import recognised

        report = read_text(text, "标准输入", **given)
        return report if options.passage else recognised(report, "标准输入"), []
    return report_for_check(Path(name), passage=options.passage, **given)


def _passage(report: Report) -> str:
    """What a passage holds, in Chinese."""
    words = len(report.title) + sum(len(section.heading) for section in report.sections)
    words += sum(len(paragraph.text) for _, paragraph in report.paragraphs())
    return f"一段文字（{words} 字，{f'{len(report.tables)} 张表' if report.tables else '没有表'}）"


def dismissed_in(name: str) -> list[Dismissed]:
    """The list in the draft of a job folder, or of the folder that a file of the job stands in."""
    path = Path(name)
    folder = path if path.is_dir() else path.parent
    if name == STDIN or not (folder / DRAFT).is_file():
        return []
    from nianbao.jobs.store.draft_file import load

    draft = load(Job(folder))
    return list(draft.dismissed) if draft is not None else []


def _rows(profile: ProjectSettings, name: str) -> tuple[IgnoreRow, ...]:
    """The ``[[ignore]]`` rows that hold for a file.

    Raises:
        InputError: a row names no rule; the nearest is named.
    """
    from nianbao.checking.engine import known_rules

    where = str(profile.source)
    problems = [
        InputProblem(
            where,
            f"[[ignore]] 中没有规则或规则族“{row.code}”",
            nearest(row.code, [rule.code for rule in known_rules()]) or "运行 nianbao rule 可列出全部规则",
        )
        for row in profile.ignore
        if not codes_of(row.code)
    ]
    if problems:
        raise InputError(problems)
    if not profile.ignore:
        return ()
    path = Path(name).resolve()
    folder = profile.folder.resolve()
    relative = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return tuple(
        row
        for row in profile.ignore
        if not row.file or fnmatchcase(relative, row.file) or fnmatchcase(path.name, row.file)
    )


def _baseline(options: CheckOptions, profile: ProjectSettings, name: str) -> tuple[Baseline, str]:
    """The baseline and the file's name in it."""
    path = options.baseline
    if path is None and profile.check.baseline:
        path = profile.folder / profile.check.baseline
    if path is None:
        return {}, ""
    return load_baseline(path), baseline_key(name, path)


def baseline_key(name: str, baseline: Path) -> str:
    """A file's name in a baseline: relative to the baseline's folder where it lies below, else as it stands."""
    if name == STDIN:
        return name
    path, folder = Path(name).resolve(), baseline.resolve().parent
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def _asked(options: CheckOptions, profile: ProjectSettings) -> _Asked:
    """What the command line selects takes the place of what the settings select.

    Raises:
        InputError: a word names no rule, family or level.
    """
    select = () if options.select else profile.check.select
    where = str(profile.source)
    return _Asked(
        Selection.parse(options.select, options.ignore),
        Selection.parse(select, profile.check.ignore, where=(f"{where} select", f"{where} ignore")),
    )


def check_file(name: str, options: CheckOptions, copied: Copied | None = None, text: str | None = None) -> Checked:
    """Check one file.

    Args:
        name: a path, a job folder, or ``-`` for standard input. copied: what of it stands in other reports.
        text: of it, if it was already read (standard input can be read once).

    Raises:
        NianbaoError: it cannot be read, or a setting cannot be used.
    """
    profile = options.profile(name)
    within = options.within or tuple(map(plain, profile.check.within))
    words = _text(name) if text is None else text
    report, messages = _read(name, words, options, within)
    if options.previous is not None:
        from nianbao.jobs.flow.load_report import last_year

        last, lines = last_year(options.previous, report.unit, report.year, report_kind=report.kind)
        report, messages = report.model_copy(update={"last": last}), [*messages, *lines]
    passage = _passage(report) if options.passage else ""
    if passage:
        messages = [*messages, f"只检查了{passage}，没有当作整份报告检查。"]
    else:
        from nianbao.jobs.flow.local_requirements import with_local

        source = Path() if name == STDIN else Path(name)
        report, told = with_local(report, source, options.profiles, drafting=False, settings=profile)
        messages = list(dict.fromkeys([*messages, *told]))
    baseline, key = _baseline(options, profile, name)
    rows = _rows(profile, name)
    held = Silences(dismissed_in(name), rows, Counter(baseline.get(key, ())))
    result = silence(check(report, copied), report, held)
    asked = _asked(options, profile)
    return Checked(
        path=name,
        unit=report.unit.full if report.unit is not None else "",
        report=report if options.keep else None,
        findings=[item for item in result.findings if asked.wants(item)],
        asked=asked,
        messages=messages,
        unneeded=result.unneeded,
        profile=profile,
        rows=rows,
        rows_used=result.rows_used,
        key=key,
        baseline_left=result.baseline_left,
        prints=prints(report, _common(report.edition, report.kind)) if options.compare else None,
        text=words,
        passage=passage,
    )


@lru_cache(maxsize=8)
def _common(edition: str, kind: str) -> frozenset[str]:
    """Clauses that the program writes for figures: alike in two reports, they are copied from neither."""
    from nianbao.drafting.accounts import wording

    return clauses(wording(edition, kind)) if edition else frozenset()


def recheck(checked: Checked, report: Report) -> list[Finding]:
    """Check a changed version of a checked file: the same findings asked for, the same silences heeded."""
    held = Silences(dismissed_in(checked.path), checked.rows)
    return [item for item in silence(check(report), report, held).findings if checked.asked.wants(item)]


Outcome = Checked | NianbaoError

_ENOUGH = 16
"""Files from which a second process is worth its start (about half a second)."""


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _one(options: CheckOptions, name: str, copied: Copied | None = None, text: str | None = None) -> Outcome:
    try:
        return check_file(name, options, copied, text)
    except NianbaoError as error:
        return error


@contextmanager
def _mapped(workers: int) -> Iterator[Callable[..., Iterable[Outcome]]]:
    """A ``map`` over so many processes; the built-in one where there is one."""
    if workers <= 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        try:
            yield lambda work, *lists: pool.map(work, *lists, chunksize=max(1, len(lists[0]) // (workers * 8)))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def check_files(names: Sequence[str], options: CheckOptions, *, workers: int = 0) -> Iterator[tuple[str, Outcome]]:
    """Check files, and each with the others for copied paragraphs.

    Args:
        names: paths, job folders or ``-``. workers: processes; 0 for as many as there are cores and files enough.

    Yields:
        Each name in order with what was found, or with the refusal where it could not be read.
    """
    count = 1 if STDIN in names else workers or (cores() if len(names) >= _ENOUGH else 1)
    options = replace(options, compare=len(names) > 1)
    with _mapped(min(count, len(names))) as mapped:
        outcomes = list(mapped(partial(_one, options), names))
        compared = [
            (index, item.prints) for index, item in enumerate(outcomes) if isinstance(item, Checked) and item.prints
        ]
        found = copies([held for _, held in compared])
        again = [(index, copied) for (index, _), copied in zip(compared, found, strict=True) if copied]
        texts = [item.text if isinstance(item := outcomes[index], Checked) else None for index, _ in again]
        files = [names[index] for index, _ in again]
        renewed = mapped(partial(_one, options), files, [copied for _, copied in again], texts)
        for (index, _), outcome in zip(again, renewed, strict=True):
            outcomes[index] = outcome
    yield from zip(names, outcomes, strict=True)


def left_over(checked: Sequence[Checked]) -> list[str]:
    """Silences that none of these files needed: rows of the settings, entries of the baseline, in Chinese."""
    lines = [line for item in checked for line in item.unneeded]
    rows = {
        (item.profile.source, row)
        for item in checked
        for row in item.rows
        if item.read or codes_of(row.code) != {READ_BY_MODEL.code}
    }
    used = {(item.profile.source, row) for item in checked for row in item.rows_used}
    for source, row in sorted(rows - used, key=lambda pair: (str(pair[0]), pair[1].code, pair[1].quote)):
        what = f"{row.code}“{row.quote}”" if row.quote else row.code
        lines.append(f"{source} 的 [[ignore]] {what} 这次没有用上，可以删去（{row.reason}）")
    left = Counter({item.path: item.baseline_left.total() for item in checked if item.baseline_left})
    lines += [f"{path}：基线中有 {count} 项已经没有了，可以用 --write-baseline 更新" for path, count in left.items()]
    return lines
