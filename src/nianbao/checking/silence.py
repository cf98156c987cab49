"""Which findings are heard: selected by code, family or level; dismissed, ignored or in the baseline (基线)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.checking.engine import known_rules, tagged
from nianbao.checking.finding import Finding, Severity, Silence, fingerprint
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.checking.rule import SEVERITIES, Rule
from nianbao.errors import InputError, InputProblem, nearest
from nianbao.files import read_bytes, write_atomic
from nianbao.kinds.tables import Data
from nianbao.patterns import lazy
from nianbao.report import Comment, Report
from nianbao.settings import IgnoreRow
from nianbao.text import bare, fold

_LEVELS: dict[str, Severity] = {name: name for name in SEVERITIES} | {word: name for name, word in SEVERITIES.items()}


def codes_of(word: str) -> frozenset[str]:
    """The codes a word names: a rule's code or slug, or a family's name; empty where it names none."""
    rules = known_rules()
    upper = word.upper()
    return frozenset(rule.code for rule in rules if upper in (rule.code, _family(rule)) or word == rule.name)


def _family(rule: Rule) -> str:
    return rule.code.rstrip("0123456789")


def _known() -> list[str]:
    rules = known_rules()
    families = dict.fromkeys(map(_family, rules))
    return [*families, *(rule.code for rule in rules), *(rule.name for rule in rules), *_LEVELS]


class _Words(NamedTuple):
    codes: frozenset[str]
    levels: frozenset[Severity]


def _parsed(words: Iterable[str], where: str) -> _Words:
    codes: set[str] = set()
    levels: set[Severity] = set()
    problems = []
    for word in (part.strip() for item in words for part in item.replace("，", ",").split(",")):
        if not word:
            continue
        if word.lower() in _LEVELS:
            levels.add(_LEVELS[word.lower()])
        elif found := codes_of(word):
            codes |= found
        else:
            remedy = nearest(word, _known()) or "运行 nianbao rule 可列出全部规则"
            problems.append(InputProblem(where, f"没有规则、规则族或级别“{word}”", remedy))
    if problems:
        raise InputError(problems)
    return _Words(frozenset(codes), frozenset(levels))


class Selection(NamedTuple):
    """Which findings are wanted.

    Words of one nature add up (``UNIT,YEAR03``); a code and a level must both be met (``UNIT,error`` is
    the errors of UNIT). What is ignored is ignored, whatever is selected.
    """

    select: _Words
    ignore: _Words

    @classmethod
    def parse(
        cls,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        *,
        where: tuple[str, str] = ("--select", "--ignore"),
    ) -> Selection:
        """Read the words.

        Args:
            select: all if empty. where: how errors name the two lists.

        Raises:
            InputError: a word names nothing; the nearest is named.
        """
        return cls(_parsed(select, where[0]), _parsed(ignore, where[1]))

    def wants(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        return self.selects(finding) and not self.ignores(finding)

    def selects(self, finding: Finding) -> bool:
        """Whether a finding is among those asked for, ignored or not."""
        codes, levels = self.select
        return (not codes or finding.code in codes) and (not levels or finding.severity in levels)

    def ignores(self, finding: Finding) -> bool:
        """Whether a finding is to be ignored."""
        return finding.code in self.ignore.codes or finding.severity in self.ignore.levels


IGNORE = "nianbao：忽略"
"""How a comment begins that silences: ``nianbao：忽略 UNIT04 红旗镇是结对单位``."""


class Dismissed(Data):
    """A finding that the clerk set aside in the draft's own list (草稿.json)."""

    code: str
    fingerprint: str
    quote: str = ""
    reason: str


@dataclass(frozen=True)
class Silences:
    """What may silence the findings of one report; its Word comments are the report's own.

    Attributes:
        dismissed: the draft's list. rows: of the settings, those that hold for the file.
        baseline: how often each fingerprint stood in the baseline.
    """

    dismissed: Sequence[Dismissed] = ()
    rows: Sequence[IgnoreRow] = ()
    baseline: Counter[str] = field(default_factory=Counter)


class Silenced(NamedTuple):
    """Findings after silencing.

    Attributes:
        findings: all of them, in the order given; silenced ones carry why.
        unneeded: silences that found nothing to silence, in Chinese; ``rows_used`` tells of the settings' rows,
            which may be needed by another file. baseline_left: what of the baseline was not met.
    """

    findings: list[Finding]
    unneeded: list[str]
    rows_used: frozenset[IgnoreRow]
    baseline_left: Counter[str]


# ── Word comments

_MARK = lazy(r"^\s*nianbao\s*[:：]\s*(?:ignore|忽略)", re.IGNORECASE)
_WORD = lazy(r"\s*[,，、:：]?\s*([A-Za-z]+[0-9]*(?:-[a-z-]+)?)")


class _Remark(NamedTuple):
    comment: Comment
    codes: frozenset[str]
    unknown: str
    reason: str


def _remark(comment: Comment) -> _Remark | None:
    """A comment that silences; None for any other."""
    found = _MARK.match(comment.text)
    if found is None:
        return None
    codes: set[str] = set()
    at = found.end()
    unknown = ""
    while (word := _WORD.match(comment.text, at)) is not None:
        named = codes_of(word.group(1))
        if not named:
            unknown = word.group(1) if re.fullmatch(r"[A-Za-z]+[0-9]+", word.group(1)) else ""
            break
        codes |= named
        at = word.end()
    return _Remark(comment, frozenset(codes), unknown, comment.text[at:].strip(" \n,，、:：;；。"))


def silences(comment: Comment) -> bool:
    """Whether a comment is there to silence findings, whatever it says of which."""
    return _MARK.match(comment.text) is not None


def _same_block(comment: Comment, finding: Finding) -> bool:
    """By ids, which a draft has too; the title and a table as a whole have none and go by their place."""
    named = comment.section, comment.paragraph, comment.cell
    if any(named) and named == (finding.section, finding.paragraph, finding.cell):
        return True
    return comment.location is not None and comment.location == finding.location


def _covers(remark: _Remark, finding: Finding) -> bool:
    if remark.unknown or (remark.codes and finding.code not in remark.codes):
        return False
    comment = remark.comment
    if not _same_block(comment, finding):
        return False
    if finding.offset is None:
        return True
    return finding.offset < max(comment.end, comment.start + 1) and comment.start < finding.offset + len(finding.quote)


def _by_comments(report: Report) -> tuple[list[_Remark], list[str]]:
    remarks = [remark for comment in report.comments if (remark := _remark(comment)) is not None]
    told = [
        f"{remark.comment.location}的批注写了“{remark.unknown}”，没有这条规则，这条批注没有起作用"
        for remark in remarks
        if remark.unknown
    ]
    return remarks, list(dict.fromkeys(told))


# ── settings


def _row_covers(row: IgnoreRow, finding: Finding) -> bool:
    return finding.code in codes_of(row.code) and (not row.quote or bare(row.quote) in bare(fold(finding.quote)))


def _same_words(item: Dismissed, finding: Finding) -> bool:
    """Whether what was set aside of a model's reading is said again: it quotes a little more or less each time."""
    old, new = bare(fold(item.quote)), bare(fold(finding.quote))
    return item.code == finding.code and bool(old) and bool(new) and (old in new or new in old)


# ── all of them


def silence(findings: Iterable[Finding], report: Report, silences: Silences) -> Silenced:
    """Mark the findings that somebody decided not to hear.

    The draft's own list comes first, then comments in the Word file, the settings, the baseline.
    """
    remarks, unneeded = _by_comments(report)
    dismissed = {item.fingerprint: item for item in silences.dismissed}
    left = Counter(silences.baseline)
    met: set[str] = set()
    heeded: set[int] = set()
    used: set[IgnoreRow] = set()

    def of_draft(finding: Finding, print: str) -> Silence | None:
        if finding.code == READ_BY_MODEL.code:
            print = next((item.fingerprint for item in silences.dismissed if _same_words(item, finding)), print)
        if print not in dismissed:
            return None
        met.add(print)
        return Silence(by="draft", reason=dismissed[print].reason)

    def of_comment(finding: Finding, _: str) -> Silence | None:
        covering = [index for index, remark in enumerate(remarks) if _covers(remark, finding)]
        heeded.update(covering)
        return Silence(by="comment", reason=remarks[covering[0]].reason) if covering else None

    def of_settings(finding: Finding, _: str) -> Silence | None:
        covering = [row for row in silences.rows if _row_covers(row, finding)]
        used.update(covering)
        return Silence(by="settings", reason=covering[0].reason) if covering else None

    def of_baseline(_: Finding, print: str) -> Silence | None:
        if left[print] <= 0:
            return None
        left[print] -= 1
        return Silence(by="baseline")

    ways: tuple[Callable[[Finding, str], Silence | None], ...] = (of_draft, of_comment, of_settings, of_baseline)
    hashed = bool(dismissed or silences.baseline)
    marked = []
    for finding in findings:
        print = fingerprint(finding) if hashed else ""
        said = next((said for way in ways if (said := way(finding, print)) is not None), None)
        marked.append(finding if said is None else finding.model_copy(update={"silenced": said}))
    unneeded += [
        f"草稿中对 {item.code}{f'“{item.quote}”' if item.quote else ''} 的不报已经用不上了（{item.reason}）"
        for item in silences.dismissed
        if item.fingerprint not in met
        and item.code not in tagged("own_words")  # the next draft went by it
        and item.code != READ_BY_MODEL.code  # a model reads when it is asked to
    ]
    places = {
        (remark.comment.text, remark.comment.author) for index, remark in enumerate(remarks) if index in heeded
    }  # a comment over several paragraphs is one comment
    unneeded += dict.fromkeys(
        f"{remark.comment.location}的批注“{remark.comment.text.strip()[:30]}”已经用不上了"
        for remark in remarks
        if not remark.unknown
        and remark.codes != {READ_BY_MODEL.code}
        and (remark.comment.text, remark.comment.author) not in places
    )
    return Silenced(marked, unneeded, frozenset(used), +left)


_KIND = "nianbao-baseline"
SCHEMA = 1

Baseline = Mapping[str, Counter[str]]
"""How often each fingerprint stood, by file, relative to the baseline's folder."""


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: it is not there, is no baseline, or a newer nianbao wrote it.
    """
    where = str(path)
    try:
        data: Any = json.loads(read_bytes(path))
        kind, schema, files = data["kind"], data["schema"], data["files"]
        if kind != _KIND or not isinstance(schema, int):
            raise ValueError(kind)
        if schema > SCHEMA:
            raise InputError.one(where, "这份基线由更新版本的 nianbao 写成", "请升级后再用")
        return {name: Counter(str(row["fingerprint"]) for row in rows) for name, rows in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError.one(where, "不是基线文件", "请用 nianbao check … --write-baseline 重新生成") from error


def write_baseline(path: Path, found: Iterable[tuple[str, Iterable[Finding]]]) -> int:
    """Write a baseline of the findings that stand.

    Args:
        path: where to; another kind of file there is not overwritten.
        found: file name relative to the baseline's folder, and findings; those silenced otherwise are left out.

    Raises:
        InputError: a file of another kind is there. FileBusy: it cannot be written now.
    """
    if path.exists():
        load_baseline(path)
    files = {
        name: [
            {"fingerprint": fingerprint(item), "code": item.code, "quote": item.quote, "message": item.message}
            for item in findings
            if item.verdict == "fails" and (item.silenced is None or item.silenced.by == "baseline")
        ]
        for name, findings in found
    }
    data = {"kind": _KIND, "schema": SCHEMA, "files": {name: rows for name, rows in sorted(files.items()) if rows}}
    write_atomic(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
    return sum(map(len, files.values()))
