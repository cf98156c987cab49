"""A rule (规则): one small generator, with a code, a slug, a severity, and its page as docstring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Severity

__all__ = ["PAGE_PARTS", "SEVERITIES", "Page", "Rule", "all_rules", "rule"]

PAGE_PARTS = ("是什么", "依据", "错", "对", "怎么改", "怎么不报", "一句话")
"""The parts of a rule's page, in order; every rule has them all."""
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}

Check = Callable[[Context], Iterator[Finding]]


@dataclass(frozen=True)
class Page:
    """A rule's page: text by the names of ``PAGE_PARTS``."""

    parts: dict[str, str]

    @property
    def avoid(self) -> str:
        """One line of advice for a prompt."""
        return self.parts["一句话"]

    def examples(self, kind: str) -> list[str]:
        """The examples under 错 or 对, one a line, without their list marks."""
        lines = (line.strip() for line in self.parts.get(kind, "").splitlines())
        return [line.removeprefix("- ").strip() for line in lines if line.startswith("- ")]


@dataclass(frozen=True)
class Rule:
    """A rule as registered.

    Attributes:
        code: ``UNIT01``. name: English slug. title: what it is called in Chinese.
        severity: the most it reports; bounded by its evidence.
    """

    code: str
    name: str
    title: str
    severity: Severity
    check: Check = field(repr=False)
    page: Page = field(repr=False)

    @property
    def text(self) -> str:
        """The page as printed."""
        head = f"{self.code} {self.title}（{self.name}，{SEVERITIES[self.severity]}）"
        return "\n".join([head, *(f"\n【{part}】\n{self.page.parts[part]}" for part in PAGE_PARTS)])


_RULES: dict[str, Rule] = {}
_PART = re.compile(r"^【(" + "|".join(PAGE_PARTS) + r")】\s*(.*)$")


def _page(docstring: str) -> tuple[str, Page]:
    lines = [line.strip() for line in docstring.strip().splitlines()]
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines[1:]:
        if match := _PART.match(line):
            current = parts.setdefault(match.group(1), [])
            if match.group(2):
                current.append(match.group(2))
        elif current is not None and line:
            current.append(line)
    return lines[0].rstrip("。"), Page({name: "\n".join(body) for name, body in parts.items()})


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Check]:
    """Register a rule.

    Args:
        code: stable, ``FAMILY`` and two digits. name: English slug.
        severity: error needs a verified norm, the form itself or arithmetic.

    Raises:
        ValueError: the code is taken, or the page lacks a part.
    """

    def register(check: Check) -> Check:
        title, page = _page(check.__doc__ or "")
        missing = [part for part in PAGE_PARTS if not page.parts.get(part)]
        if missing:
            raise ValueError(f"{code}: page lacks {missing}")
        if code in _RULES:
            raise ValueError(f"{code} is taken")
        _RULES[code] = Rule(code, name, title, severity, check, page)
        return check

    return register


def all_rules() -> list[Rule]:
    """Every rule, by code."""
    import nianbao.checking.families  # noqa: F401  (registers them)

    return [_RULES[code] for code in sorted(_RULES)]
