"""A rule (规则): code, slug, severity, grounds, its page; and how rules are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Severity
from nianbao.patterns import lazy

__all__ = ["GROUNDS", "PAGE_PARTS", "RULES", "SEVERITIES", "Page", "Rule", "rule"]

PAGE_PARTS = ("是什么", "依据", "错", "对", "怎么改", "怎么不报", "一句话")
"""The parts of a rule's page, in order; every rule has them all."""
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}

Grounds = Literal["norm", "form", "arithmetic", "usage", "inference"]
GROUNDS: dict[Grounds, str] = {
    "norm": "有明文规定",
    "form": "格式本身",
    "arithmetic": "算术",
    "usage": "通行写法",
    "inference": "推断",
}
"""What a rule rests on. Only the first three allow an error."""
_FIRM: tuple[Grounds, ...] = ("norm", "form", "arithmetic")

_ON_THE_FORM = ("FORM", "LAW", "PAIR03", "PAIR04", "TABLE")

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
        grounds: what it rests on.
    """

    code: str
    name: str
    title: str
    severity: Severity
    grounds: Grounds
    check: Check = field(repr=False)
    docstring: str = field(repr=False)

    @property
    def on_the_form(self) -> bool:
        """Whether it holds a report against its form and the documents it rests on, not against language or figures."""
        return self.code.startswith(_ON_THE_FORM) and self.grounds in ("norm", "form")

    @cached_property
    def page(self) -> Page:
        """Its page, read when somebody asks: a check needs none.

        Raises:
            ValueError: it lacks a part.
        """
        page = _page(self.docstring)
        missing = [part for part in PAGE_PARTS if not page.parts.get(part)]
        if missing:
            raise ValueError(f"{self.code}: page lacks {missing}")
        return page

    @property
    def text(self) -> str:
        """The page as printed."""
        head = f"{self.code} {self.title}（{self.name}，{SEVERITIES[self.severity]}，{GROUNDS[self.grounds]}）"
        return "\n".join([head, *(f"\n【{part}】\n{self.page.parts[part]}" for part in PAGE_PARTS)])


RULES: dict[str, Rule] = {}
"""By code; filled as the modules of ``rules`` are imported: ask ``engine.all_rules`` for them."""
_PART = lazy(r"^【(" + "|".join(PAGE_PARTS) + r")】\s*(.*)$")


def _page(docstring: str) -> Page:
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
    return Page({name: "\n".join(body) for name, body in parts.items()})


def register(code: str, name: str, severity: Severity, grounds: Grounds, docstring: str, check: Check) -> None:
    """Register a rule with its page as text; what ``rule`` and the phrase rules share.

    Raises:
        ValueError: the code is taken, or the severity exceeds the grounds.
    """
    if code in RULES:
        raise ValueError(f"{code} is taken")
    if severity == "error" and grounds not in _FIRM:
        raise ValueError(f"{code}: {grounds} gives at most a warning")
    title = docstring.strip().partition("\n")[0].strip().rstrip("。")
    RULES[code] = Rule(code, name, title, severity, grounds, check, docstring)


def rule(code: str, name: str, severity: Severity, grounds: Grounds) -> Callable[[Check], Check]:
    """Register a rule.

    Args:
        code: stable, ``FAMILY`` and two digits. name: English slug.
        severity: the most it reports. grounds: what it rests on; an error needs a verified norm, the
            form itself or arithmetic.

    Raises:
        ValueError: as ``register``.
    """

    def add(check: Check) -> Check:
        register(code, name, severity, grounds, check.__doc__ or "", check)
        return check

    return add
