"""Checks one file: reads it, runs the rules, applies silences."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from nianbao.checking import Finding, check
from nianbao.checking.copied_text import Copied, Prints, clauses, prints
from nianbao.checking.finding import Severity, Silence
from nianbao.checking.silence import Baseline, Dismissed, Selection, Silences, codes_of, load_baseline, silence
from nianbao.errors import InputError, InputProblem, nearest
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.store.folder import DRAFT, Job
from nianbao.reading.blocks import Given
from nianbao.report import Report, Unit
from nianbao.settings import IgnoreRow, ProjectSettings, load_project_settings, profile_for
from nianbao.text.allowed_characters import plain

STDIN = "-"


def shown_name(path: str) -> str:
    """A file as a person is told of it."""
    return "标准输入" if path == STDIN else path


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
    """Which findings were asked for, and of which level: what the settings ignore is counted and not shown.

    Attributes:
        chosen: on the command line. settings: of the folder. levels: by code, those that the settings give.
    """

    chosen: Selection
    settings: Selection
    levels: Mapping[str, Severity]

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those asked for, each of its level."""
        found = []
        for item in findings:
            if (level := self.levels.get(item.code)) is not None and level != item.severity:
                item = item.model_copy(update={"severity": level})
            if not (self.chosen.wants(item) and self.settings.selects(item)):
                continue
            if self.settings.ignores(item) and item.silenced is None:
                item = item.model_copy(update={"silenced": _IGNORED})
            found.append(item)
        return found


_IGNORED = Silence(by="settings", reason="[check] ignore")


def _levels(profile: ProjectSettings) -> dict[str, Severity]:
    """The level of each rule that the settings name.

    Raises:
        InputError: a word names no rule; the nearest is named.
    """
    found: dict[str, Severity] = {}
    for word, level in profile.check.severity.items():
        if not (codes := codes_of(word)):
            raise _no_rule(profile, "[check.severity]", [word])
        found |= dict.fromkeys(codes, level)
    return found


def _no_rule(profile: ProjectSettings, table: str, words: Sequence[str]) -> InputError:
    from nianbao.checking.engine import known_rules

    known = [rule.code for rule in known_rules()]
    return InputError(
        [
            InputProblem(
                str(profile.source),
                f"{table} 中没有规则或规则族“{word}”",
                nearest(word, known) or "运行 nianbao rule 可列出全部规则",
            )
            for word in words
        ]
    )


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
    if unknown := [row.code for row in profile.ignore if not codes_of(row.code)]:
        raise _no_rule(profile, "[[ignore]]", unknown)
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
        _levels(profile),
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
        findings=asked.of(result.findings),
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
    return checked.asked.of(silence(check(report), report, held).findings)
