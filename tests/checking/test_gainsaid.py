"""Words without figures that the tables gainsay."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao import draft, load
from nianbao.checking import check
from nianbao.report import Report, Sentence, Text

EXAMPLES = Path(__file__).parents[2] / "examples"


def _saying(example: str, words: str) -> Report:
    """A drafted example with one sentence more among those on requests."""
    report = draft(load(EXAMPLES / example / "report.yaml")).report.model_copy(deep=True)
    paragraph = next(item for section, item in report.paragraphs() if item.aspect == "requests" and item.role == "body")
    paragraph.sentences.append(Sentence(id="more", spans=[Text(text=words)], sources=["clerk"], origin="clerk"))
    return report


@pytest.mark.parametrize(
    ("example", "words", "said"),
    [
        ("kangrong-2020", "对申请做到件件有答复。", "上年结转政府信息公开申请是0"),
        ("kangrong-2020", "申请均在法定期限内答复。", "上年结转政府信息公开申请是0"),
        ("kangrong-2020", "行政复议中被纠正1件的，依法予以纠正。", "行政复议结果纠正是0"),
        ("baisha-2024", "收到的申请全部按时办结。", "结转下年度继续办理是2"),
        ("baisha-2024", "上年没有结转的申请。", "上年结转政府信息公开申请是1"),
        ("baisha-2024", "没有结转下年度的申请。", "结转下年度继续办理是2"),
    ],
)
def test_what_the_table_gainsays_is_told(example, words, said):
    found = [item for item in check(_saying(example, words)) if item.code == "NUM01"]
    assert any(said in item.message for item in found), found


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("kangrong-2020", "没有因申请未按时答复被投诉的情形。"),
        ("kangrong-2020", "复议、诉讼中没有被纠正的情形。"),
        ("kangrong-2020", "没有结转下年度的申请。"),
        ("kangrong-2020", "群众的留言全部按时答复。"),
        ("baisha-2024", "申请全部在法定期限内答复。"),
        ("baisha-2024", "除结转下年度的2件外，申请全部办结。"),
    ],
)
def test_what_agrees_with_the_table_is_not(example, words):
    plain = {item.message for item in check(draft(load(EXAMPLES / example / "report.yaml")).report)}
    found = [item for item in check(_saying(example, words)) if item.code == "NUM01" and item.message not in plain]
    assert found == []
