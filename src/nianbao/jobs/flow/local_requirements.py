"""Which local requirements (地方要求) hold for a report: those that somebody named, else those of the unit's place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.facts import form_of
from nianbao.kinds.load import data_naming
from nianbao.report import Report
from nianbao.report.unit import without_central
from nianbao.settings import ProjectSettings, profile_for

if TYPE_CHECKING:  # most reports have none
    from nianbao.kinds.profile import Profile


_SUFFIXES = (".yaml", ".yml", ".json")
_OFF = "不用的，加 --profile 无"


def named(names: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Names of local requirements as they are typed, those of files whole."""
    given = [name.strip() for name in names if name.strip()]
    return tuple(str((folder / name).resolve()) if _is_file(name) else name for name in given)


def _is_file(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


def as_kept(names: Iterable[str], folder: Path) -> list[str]:
    """Names as a job folder keeps them: files relative to it, so that both can be moved together."""
    kept = []
    for name in names:
        try:
            kept.append(os.path.relpath(name, folder.resolve()) if _is_file(name) else name)
        except ValueError:  # another drive
            kept.append(name)
    return kept


def with_local(
    report: Report,
    source: Path,
    names: Sequence[str] = (),
    *,
    drafting: bool = True,
    settings: ProjectSettings | None = None,
) -> tuple[Report, list[str]]:
    """A report with the local requirements that hold for it.

    Args:
        report: as read; what it names itself comes before what the settings of its folder name, and that before what
            its unit's place leads to. A draft keeps those it was drafted with where none are named now.
        source: the file or folder it was read from.
        names: named by the user, files whole; before all others.
        drafting: whether somebody works on it, who also wants to know of what gives only questions.
        settings: in place of those of its folder.

    Returns:
        The report, and what the user should know: which hold and why, how to leave them out, which do not.

    Raises:
        FormError: a name that nobody knows; a file that is not there or is wrong, with its line.
        InputError: the settings of its folder cannot be used.
    """
    if report.profiles and not names:
        return report, _told_of(report, drafting)
    folder = source if source.is_dir() else source.parent
    chosen = tuple(names) or named(report.profile_names, folder)
    if not chosen:
        settings = settings or profile_for(source)
        chosen = named(settings.local.profiles, settings.folder)
    profiles, told = _named(report, chosen) if chosen else _found(report)
    held = report.model_copy(update={"profile_names": list(chosen), "profiles": profiles})
    return held, [*told, *_told_of(held, drafting)]


def _told_of(report: Report, drafting: bool) -> list[str]:
    """What to tell of the local requirements that hold for a report, and how to leave out what nobody named."""
    held = [profile for profile in report.profiles if drafting or profile.verified != "seen"]
    unit = report.unit
    said = [profile.described(unit.kind, unit.nearest) if unit is not None else profile.described() for profile in held]
    if report.profile_names:
        return [f"地方要求：{words}" for words in said]
    return [f"按单位所在地用了地方要求：{words}。{_OFF}" for words in said]


def usual(report: Report) -> list[str]:
    """How reports of the place are laid out, an aspect a line; nothing where no local requirement says."""
    form = form_of(report)
    if form is None or not report.profiles:
        return []
    labels = {item.known_as: item.title.partition("、")[2] for item in form.sections}
    labels |= {item.known_as: item.label for item in form.aspects}
    told = [f"{labels[item.aspect]}：{item.tells}" for local in report.profiles for item in local.outline if item.tells]
    return ["当地的报告通常写：", *(f"  {line}" for line in told)] if told else []


def _named(report: Report, chosen: Sequence[str]) -> tuple[list[Profile], list[str]]:
    from nianbao.kinds.profiles import is_none, profile_at, profile_named, why_not

    held: list[Profile] = []
    told: list[str] = []
    for name in chosen:
        if is_none(name):
            continue
        profile = profile_at(Path(name)) if _is_file(name) else profile_named(name, report.kind)
        if why := why_not(profile, report.kind, report.year):
            told.append(why)
        else:
            held.append(profile)
    return held, told


def _found(report: Report) -> tuple[list[Profile], list[str]]:
    unit = report.unit
    if unit is None or report.year is None or without_central(unit.name) != unit.name:  # a central office has its own
        return [], []
    places = list(dict.fromkeys([unit.place, *unit.within]))
    if not data_naming("profiles", "places", places):
        return [], []
    from nianbao.kinds.profiles import found_for

    found = found_for(report.kind, places, unit.kind, report.year)
    return list(found.profiles), list(found.told)
