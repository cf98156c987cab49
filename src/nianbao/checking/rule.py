"""A rule (规则): code, slug, severity, grounds, tags, its page; and how rules are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Severity, Tag
from nianbao.patterns import lazy

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


class TagWords(NamedTuple):
    """A tag in Chinese: what it is called, and what follows for a finding of a rule that has it."""

    title: str
    about: str


TAGS: dict[Tag, TagWords] = {
    "blank": TagWords("待填", "留着空等人填；在正文里填好，不能设为不报"),
    "unverified": TagWords("待核实", "句子没有依据，等人核实；在正文里处理，不能设为不报"),
    "conflict": TagWords("没有选定", "同一处有两种写法，等人选定；在正文里处理，不能设为不报"),
    "own_words": TagWords("照素材原话", "素材没有整句读懂、照着写的句子，请人读一遍"),
    "unsupported": TagWords("没有依据", "素材和数字都不支持；模型写的退回、删去或标为待核实"),
    "wording": TagWords("用词对不上", "用词在素材里找不到；另一个模型对照素材读过、引得出原文的，句子留用并列入请核实"),
    "unused": TagWords("没有用上", "素材写了、报告没有写；起草时列入请核实，不再另报"),
    "contradicted": TagWords("与依据矛盾", "与表格或素材说的不一样；模型写的退回、删去或标为待核实"),
    "person": TagWords("只有人能补", "缺的内容只有人知道，不退给模型"),
    "blank_cell": TagWords("表格空格", "定稿按格式写满表格，表里空着的是人改出来的，定稿前要说明"),
    "words_in_cell": TagWords("格里的话", "人在表格里写了话；其中没有一个确定的数的，定稿前要改"),
    "unfinished": TagWords("没有做完", "留给别人看的记号、占位符；页眉页脚和表格里的字也看，改好或删去，不能设为不报"),
    "private": TagWords("个人信息", "页眉页脚和表格里的字也看"),
    "unanswered": TagWords("没有措施", "问题没有对应的措施，计入“问题措施对应率”"),
    "unit": TagWords("单位写错", "写成了别的单位，计入“单位称谓正确率”"),
    "year": TagWords("年度写错", "写成了别的年度，计入“年度正确率”"),
    "form": TagWords("对照格式", "对照的是格式和它所依据的文件；报告种类没有对照官方文本核过的，只作提示"),
}
"""What each tag means. Other rooms ask for rules by tag (``engine.tagged``), never by code."""

Check = Callable[[Context], Iterator[Finding]]


@dataclass(frozen=True)
class Page:
    """A rule's page: text by the names of ``PAGE_PARTS``."""

    parts: dict[str, str]

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
        grounds: what it rests on. tags: what kind of thing it tells.
    """

    code: str
    name: str
    title: str
    severity: Severity
    grounds: Grounds
    check: Check = field(repr=False)
    docstring: str = field(repr=False)
    tags: tuple[Tag, ...] = ()

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


def register(
    code: str, name: str, severity: Severity, grounds: Grounds, docstring: str, check: Check, tags: tuple[Tag, ...] = ()
) -> None:
    """Register a rule with its page as text; what ``rule`` and the phrase rules share.

    Raises:
        ValueError: the code is taken, or the severity exceeds the grounds.
    """
    if code in RULES:
        raise ValueError(f"{code} is taken")
    if severity == "error" and grounds not in _FIRM:
        raise ValueError(f"{code}: {grounds} gives at most a warning")
    title = docstring.strip().partition("\n")[0].strip().rstrip("。")
    RULES[code] = Rule(code, name, title, severity, grounds, check, docstring, tags)


def rule(
    code: str, name: str, severity: Severity, grounds: Grounds, *, tags: tuple[Tag, ...] = ()
) -> Callable[[Check], Check]:
    """Register a rule.

    Args:
        code: stable, ``FAMILY`` and two digits. name: English slug.
        severity: the most it reports. grounds: what it rests on; an error needs a verified norm, the
            form itself or arithmetic. tags: what kind of thing it tells, of ``TAGS``.

    Raises:
        ValueError: as ``register``.
    """

    def add(check: Check) -> Check:
        register(code, name, severity, grounds, check.__doc__ or "", check, tags)
        return check

    return add
