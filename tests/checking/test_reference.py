"""docs/rules.md: every rule is in it, as its page says today."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import nianbao
from nianbao.checking import PAGE_PARTS, Rule, all_rules
from nianbao.checking.reference import families, reference

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "rules.md"


def unescaped(text: str) -> str:
    return re.sub(r"\\([\\`*_<>|#\[\]])", r"\1", text)


def test_the_document_is_of_today() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), "run: make rules"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_documented_whole(rule: Rule) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    section = unescaped(text.partition(f"\n### {rule.code} ")[2].partition("\n### ")[0].partition("\n## ")[0])
    assert section.startswith(rule.title)
    assert f"`{rule.name}`" in section
    assert [name for name in PAGE_PARTS if f"**{name}**" not in section] == []
    assert all(example in section for kind in ("错", "对") for example in rule.page.examples(kind))


def test_families_stand_in_their_order_and_links_lead_somewhere() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)", text, re.MULTILINE) == [family.code for family in families()]
    assert set(re.findall(r"\]\(#(\w+)\)", text)) == set(re.findall(r'<a id="(\w+)"></a>', text))


def test_no_room_but_the_rules_names_a_rule() -> None:
    """What another room wants of a rule it asks by tag: a rule that is added or renumbered is then heard everywhere."""
    package = Path(nianbao.__file__).parent
    codes = {rule.code for rule in all_rules()}
    named = re.compile("|".join(sorted(codes)))
    found = [
        f"{path.relative_to(package)}:{node.lineno} {node.value}"
        for path in sorted(package.rglob("*.py"))
        if path.parent.name != "rules" and named.search(text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in codes
    ]
    assert not found
