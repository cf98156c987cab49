"""A sentence that a person wrote in Word and put into her material as well is printed once, and is not out of date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import change
from jobs.test_typed_figures import edited

Main = Callable[..., Run]
NOTE = "申请由党政综合办公室统一登记，疑难件送县司法局会商，全年会商5件"


@pytest.mark.parametrize(
    "hers",
    [
        "疑难件一律先送县司法局研究再作答复，全年研究6件，均形成书面意见",
        "申请由党政综合办公室统一登记，疑难件送县司法局会商，全年会商7件",
    ],
)
def test_it_is_printed_once(tmp_path: Path, main: Main, hers: str) -> None:
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, (NOTE, hers))
    change(folder, NOTE, hers)
    said = main("draft", folder).said
    assert "SRC03" not in said
    assert "已删除" not in said
    printed = "".join(item.text for item in Document(str(folder / "年报.docx")).paragraphs)
    assert printed.count(hers) == 1
    assert NOTE not in printed
    assert "素材和草稿都没有变化" in main("draft", folder).said
