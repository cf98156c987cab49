"""Phrase rules: rows of YAML with the same fields as a rule written in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix, Severity, Tag
from nianbao.checking.rule import Grounds, register
from nianbao.kinds.tables import Data
from nianbao.package_data import load_data
from nianbao.patterns import any_of


class Phrase(Data):
    """A phrase that is wrong, or wrong here.

    Attributes:
        find: literal, of two characters at least. right: what stands there instead; empty for advice only.
        why: put into the message instead of the rule's.
        source: where the phrase was met, or the norm it offends.
        not_after, not_before: no finding behind or in front of these.
        since, until: report years it holds for. levels: of the units it holds for (``UnitKind.level``).
        government: for 人民政府 only (True), for others only (False).
        fix: whether ``right`` may be put in unseen. quoted: it is wrong in quotation marks, too.
    """

    find: str = Field(min_length=2)
    right: str = ""
    why: str = ""
    source: str = ""
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    levels: tuple[int, ...] = ()
    government: bool | None = None
    fix: Literal["safe", "unsafe", "display"] = "unsafe"
    severity: Severity | None = None
    quoted: bool = False


class PhraseRule(Data):
    """A rule made of phrases.

    Attributes:
        page: the parts of the rule's page. message: with ``{found}``, ``{right}``, ``{why}``.
        advice: of the fix. quoted: whether quotations are searched too.
        sections: ids of the sections it looks at; all if empty.
    """

    code: str
    name: str
    title: str
    severity: Severity
    grounds: Grounds
    tags: tuple[Tag, ...] = ()
    page: dict[str, str]
    message: str
    advice: str = ""
    quoted: bool = False
    blocks: tuple[Literal["title", "heading", "body"], ...] = ("title", "heading", "body")
    sections: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What it finds."""
        return tuple(phrase.find for phrase in self.phrases)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its words as one pattern, made when it first runs."""
        return any_of(self.words)

    @cached_property
    def by_word(self) -> dict[str, list[Phrase]]:
        """Its phrases by what they find."""
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase.find, []).append(phrase)
        return found

    @cached_property
    def ever_quoted(self) -> bool:
        """Whether quotations are to be searched for any of them."""
        return self.quoted or any(phrase.quoted for phrase in self.phrases)


def _applies(phrase: Phrase, context: Context) -> bool:
    report = context.report
    if phrase.since is not None and (report.year is None or report.year < phrase.since):
        return False
    if phrase.until is not None and (report.year is None or report.year > phrase.until):
        return False
    if phrase.levels and (report.unit is None or report.unit.of.level not in phrase.levels):
        return False
    return phrase.government is None or (report.unit is not None and report.unit.of.government == phrase.government)


def _check(rule: PhraseRule, context: Context) -> Iterator[Finding]:
    if not context.holds(rule.words):
        return
    text, masked, phrases = context.document.folded, context.document.masked, rule.by_word
    for hit in context.search(rule.pattern, masked=not rule.ever_quoted):
        hidden = not rule.quoted and not masked.startswith(hit.match.group(), hit.start)
        if hit.block.kind not in rule.blocks:
            continue
        if rule.sections and context.role_of(hit.block.section) not in rule.sections:
            continue
        for phrase in phrases[hit.match.group()]:
            if not _applies(phrase, context) or (hidden and not phrase.quoted):
                continue
            if text.startswith(phrase.not_before, hit.end) if phrase.not_before else False:
                continue
            if text.endswith(phrase.not_after, 0, hit.start) if phrase.not_after else False:
                continue
            found = context.document.text[hit.start : hit.end]
            message = rule.message.format(found=found, right=phrase.right, why=phrase.why)
            advice = rule.advice.format(found=found, right=phrase.right, why=phrase.why)
            yield context.mark(
                hit.start,
                hit.end,
                message,
                severity=phrase.severity or rule.severity,
                evidence={"出处": phrase.source} if phrase.source else {},
                fix=Fix(
                    applies=phrase.fix if phrase.right else "display",
                    text=phrase.right or None,
                    advice=advice or (f"改为“{phrase.right}”" if phrase.right else "请核对后改写"),
                ),
            )
            break


@lru_cache(maxsize=8)
def _rules(path: Path) -> tuple[PhraseRule, ...]:
    return tuple(PhraseRule.model_validate(row) for row in load_data(path))


def register_phrases(path: Path, also: Mapping[str, Callable[[Context], Iterator[Finding]]] | None = None) -> None:
    """Register the phrase rules of a YAML file.

    Args:
        path: of the file; a wheel holds it as JSON.
        also: by code, what finds more of the same fault than a list of phrases can.
    """
    for row in _rules(path):

        def check(context: Context, row: PhraseRule = row) -> Iterator[Finding]:
            yield from _check(row, context)
            if also and row.code in also:
                yield from also[row.code](context)

        docstring = row.title + "\n" + "\n".join(f"【{part}】{text}" for part, text in row.page.items())
        register(row.code, row.name, row.severity, row.grounds, docstring, check, row.tags)
