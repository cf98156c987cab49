"""What was not read is told with what to do after it was looked at."""

from __future__ import annotations

import pytest

from nianbao.checking import check
from nianbao.reading import read_text
from nianbao.report import Remark, SheetPlace


@pytest.mark.parametrize(
    ("remark", "then"),
    [
        (Remark(text="表外的内容没有读", location=SheetPlace(sheet="素材", cell="K3")), "重新起草"),
        (Remark(text="文件里有 2 幅图片，没有读"), "写成文字、表格再检查"),
        (Remark(text="有公文里一般不用的字符：表情 1 个，照原样读", kept=True), "改好原件再检查"),
    ],
)
def test_the_remedy_says_what_to_do_after_looking(remark: Remark, then: str) -> None:
    report = read_text("一、总体情况\n公开信息30条。").model_copy(update={"remarks": [remark]})
    (finding,) = [item for item in check(report) if item.message == remark.text]
    assert finding.fix is not None
    assert then in finding.fix.advice
    assert "不用改" in finding.fix.advice
