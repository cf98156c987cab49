"""Reference page of all rules, ``docs/rules.md``, generated from their docstrings."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from nianbao.checking.engine import all_rules
from nianbao.checking.rule import GROUNDS, PAGE_PARTS, SEVERITIES, TAGS, Rule
from nianbao.package_data import load_data


class RuleFamily(NamedTuple):
    """A family of rules: the letters of its codes, what it is called and looks at, in Chinese."""

    code: str
    title: str
    about: str


@lru_cache(maxsize=1)
def families() -> tuple[RuleFamily, ...]:
    """The families in the order of the reference (``rules/families.yaml``)."""
    rows = load_data(Path(__file__).with_name("rules") / "families.yaml")
    return tuple(RuleFamily(code, row["title"], row["about"]) for code, row in rows.items())


_HEAD = """\
# 检查规则

<!-- 由 make rules 生成，不要手改；内容在各条规则的说明里。 -->

`nianbao check` 共有 {count} 条规则，分 {families} 类。`nianbao rule 编号` 显示其中一条。

| 级别 | 意思 |
|---|---|
| 错误 | 有明文规定、格式本身或算术可以证明的错；定稿前必须改。 |
| 警告 | 多半是错，请核对。 |
| 提示 | 写法上的建议，改不改由您决定。 |

缺了数字或素材、无法判断的，写明“无法判断”和原因，不算错误。

有的规则带类别，说明它报的是哪一类事；起草、定稿、评测等按类别取用规则，不按编号：

{tags}
"""


def _escaped(text: str) -> str:
    """Text as Markdown prints it unchanged."""
    return re.sub(r"([\\`*_<>|#\[\]])", r"\\\1", text)


def _part(name: str, text: str) -> Iterator[str]:
    """A part of a page: its examples as a list, other lines as one paragraph."""
    yield ""
    lines = text.splitlines()
    if all(line.startswith("- ") for line in lines):
        yield f"**{name}**"
        yield ""
        yield from (f"- {_escaped(line.removeprefix('- '))}" for line in lines)
        return
    yield f"**{name}** " + "  \n".join(_escaped(line) for line in lines)


def _rule(rule: Rule) -> Iterator[str]:
    yield ""
    yield f'<a id="{rule.code}"></a>'
    yield ""
    yield f"### {rule.code} {_escaped(rule.title)}"
    yield ""
    tags = f"，类别：{'、'.join(TAGS[tag].title for tag in rule.tags)}" if rule.tags else ""
    yield f"`{rule.name}`，{SEVERITIES[rule.severity]}，判断的根据：{GROUNDS[rule.grounds]}{tags}"
    for name in PAGE_PARTS:
        yield from _part(name, rule.page.parts[name])


def _tags(rules: list[Rule]) -> Iterator[str]:
    """What each tag means, and which rules have it."""
    yield "| 类别 | 意思 | 规则 |"
    yield "|---|---|---|"
    for tag, words in TAGS.items():
        codes = [f"[{rule.code}](#{rule.code})" for rule in rules if tag in rule.tags]
        if not codes:
            raise ValueError(f"no rule has the tag {tag}")
        yield f"| {words.title}（`{tag}`） | {words.about} | {' '.join(codes)} |"


def _lines() -> Iterator[str]:
    rules = all_rules()
    by_family = {code: list(group) for code, group in groupby(rules, lambda rule: rule.code.rstrip("0123456789"))}
    titles = {family.code: family for family in families()}
    if by_family.keys() != titles.keys():
        raise ValueError(f"families.yaml and the rules differ: {sorted(by_family.keys() ^ titles.keys())}")
    yield _HEAD.format(count=len(rules), families=len(titles), tags="\n".join(_tags(rules)))
    yield "| 类 | 看什么 | 规则 |"
    yield "|---|---|---|"
    for family in titles.values():
        codes = " ".join(f"[{rule.code}](#{rule.code})" for rule in by_family[family.code])
        yield f"| {family.code} {family.title} | {family.about} | {codes} |"
    for family in titles.values():
        yield ""
        yield f"## {family.code} {family.title}"
        yield ""
        yield family.about
        for rule in by_family[family.code]:
            yield from _rule(rule)


def reference() -> str:
    """All rules by family, in Chinese Markdown: each with code, slug, severity, grounds and its page.

    Raises:
        ValueError: a family of rules has no title, or a title no rules.
    """
    return "\n".join(_lines()) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8", newline="\n")
