"""Answers as models and people give them: understood where that is safe, else refused with the reason."""

from __future__ import annotations

import pytest

from nianbao.drafting.answers import AspectAnswer, BadAnswer, ProblemsAnswer, parse, schema_of

GOOD = '{"sentences": [{"text": "他说“好”。", "sources": ["note:n1"]}]}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"\ufeff{GOOD}",
        f"好的，回答如下：\n```json\n{GOOD}\n```\n希望对您有帮助。",
        f"```\n{GOOD}\n```",
        f'<think>先想一想 {{"sentences": []}}</think>{GOOD}',
        f"想了很久</think>\n{GOOD}",
        GOOD.replace("]}]}", '],}],}').replace('"],}', '",],}'),
        GOOD.replace("{", "｛").replace("}", "｝").replace(":", "：").replace("note：", "note:"),
        GOOD.replace('{"', "{“").replace('":', "”:").replace(': "', ": “").replace('["', "[“").replace('"]', "”]"),
        GOOD + "\n{}",
        GOOD.replace("。", "。\n"),
    ],
    ids=["plain", "bom", "fence and chatter", "bare fence", "think", "think open", "trailing commas", "full-width",
         "Chinese quotes", "two objects", "line break in a string"],
)  # fmt: skip
def test_what_is_understood(text: str) -> None:
    found = parse(text, AspectAnswer).sentences
    assert found[0].text.replace("\n", "") == "他说“好”。"
    assert found[0].sources == ["note:n1"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "空"),
        ("   \n", "空"),
        ("抱歉，我不能回答。", "没有 JSON"),
        (GOOD[:-6], "没有写完"),
        ('{"sentences": [{"text": "a", "sources": []}', "没有写完"),
        ('{"sentences": [{"text": "a"}]}', r"sentences\[1\].sources缺少"),
        ('{"sentences": [{"text": "a", "sources": [], "note": 1}]}', "不应有"),
        ('{"sentences": {"text": "a"}}', "应是列表"),
        ('{"sentence": []}', "sentences缺少"),
        ("[1, 2]", "没有 JSON"),
        ('{"sentences": [}', "不是正确的 JSON|没有写完"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadAnswer, match=why):
        parse(text, AspectAnswer)


def test_schemas_stand_alone() -> None:
    text = str(schema_of(ProblemsAnswer))
    assert "$ref" not in text
    assert "'additionalProperties': False" in text
    assert "'required': ['id', 'problem', 'measures']" in text
