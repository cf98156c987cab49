"""Checks many files in parallel, and compares them with each other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from nianbao.checking.copied_text import Copied, copies
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.checking.silence import codes_of
from nianbao.errors import NianbaoError
from nianbao.jobs.check.check_file import STDIN, Checked, CheckOptions, check_file

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


class Unread(NamedTuple):
    """A file that was given and could not be read.

    Attributes:
        path: as given. lines: why, and what to do, in Chinese.
    """

    path: str
    lines: Sequence[str]


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
