"""Which findings are wanted: by code, family, slug or level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nianbao.checking.engine import all_rules
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import SEVERITIES, Rule
from nianbao.errors import InputError, InputProblem, nearest

__all__ = ["Selection", "codes_of"]

_LEVELS: dict[str, Severity] = {name: name for name in SEVERITIES} | {word: name for name, word in SEVERITIES.items()}


def codes_of(word: str) -> frozenset[str]:
    """The codes a word names: a rule's code or slug, or a family's name; empty where it names none."""
    rules = all_rules()
    upper = word.upper()
    return frozenset(rule.code for rule in rules if upper in (rule.code, _family(rule)) or word == rule.name)


def _family(rule: Rule) -> str:
    return rule.code.rstrip("0123456789")


def _known() -> list[str]:
    rules = all_rules()
    families = dict.fromkeys(map(_family, rules))
    return [*families, *(rule.code for rule in rules), *(rule.name for rule in rules), *_LEVELS]


@dataclass(frozen=True)
class _Words:
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


@dataclass(frozen=True)
class Selection:
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
        chosen, dropped = self.select, self.ignore
        return (
            (not chosen.codes or finding.code in chosen.codes)
            and (not chosen.levels or finding.severity in chosen.levels)
            and finding.code not in dropped.codes
            and finding.severity not in dropped.levels
        )
