"""Only what the next Word file really goes without is said to be lost; an edited finished file is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import append, change, retype

Main = Callable[..., Run]


def _text(folder: Path) -> str:
    return "".join(item.text for item in Document(str(folder / "年报.docx")).paragraphs)


@pytest.mark.long
def test_a_sentence_behind_a_blank_is_carried_and_not_said_to_be_lost(tmp_path: Path, main: Main) -> None:
    folder = drafted(tmp_path / "白沙镇")
    path = folder / "report.yaml"
    whole = path.read_text(encoding="utf-8")
    change(folder, "    - 政务公开占站所年度考核的4分，考核结果均为合格\n", "")
    assert "【待填：" in main("draft", folder).out or "【待填：" in _text(folder)
    shutil.copy(folder / "年报.docx", folder / "送审.docx")
    retype(folder / "送审.docx", "】", "】社会评议满意率96%。")
    path.write_text(whole, encoding="utf-8")
    main("draft", folder)
    said = main("take", folder / "送审.docx").said
    main("draft", folder)
    assert "社会评议满意率96%" in _text(folder)
    assert "不会带入新稿" not in said


def test_a_sentence_whose_figure_followed_the_material_is_not_said_to_be_lost(tmp_path: Path, main: Main) -> None:
    folder = drafted(tmp_path / "白沙镇")
    shutil.copy(folder / "年报.docx", folder / "送审.docx")
    retype(folder / "送审.docx", "23条", "23条，涉及栏目两个")
    change(folder, "quantity: 23条", "quantity: 24条")
    main("draft", folder)
    said = main("take", folder / "送审.docx").said
    main("draft", folder)
    assert "24条，涉及栏目两个" in _text(folder)
    assert "不会带入新稿" not in said


def test_a_finished_file_that_was_edited_is_to_be_taken(tmp_path: Path, main: Main) -> None:
    folder = drafted(tmp_path / "白沙镇")
    assert main("final", folder).code == 0
    path = folder / "年报（定稿）.docx"
    append(path, "增长40%", "全年接受群众当面咨询15人次。")
    done = main("final", folder)
    assert (
        "年报（定稿）.docx 是这份报告的 Word 文件，被改过、还没有取回，其中的修改不在年报（定稿）（2）.docx里"
        in done.said
    )
    assert "nianbao take" in done.said


@pytest.mark.parametrize("sign", ["白沙镇党政综合办公室", "江南省云岭县白沙镇人民政府"])
def test_another_signature_is_told_with_the_place_to_change_it(tmp_path: Path, main: Main, sign: str) -> None:
    folder = drafted(tmp_path / "白沙镇")
    path = folder / "年报.docx"
    document = Document(str(path))
    filled = [item for item in document.paragraphs if item.text.strip()]
    ours = filled[-2].text
    filled[-2].runs[0].text = sign
    document.save(str(path))
    said = main("take", folder).said
    assert f"落款“{sign}”：落款按素材“单位”表的单位全称写" in said
    assert "增：" not in said
    main("draft", folder)
    lines = [item.text for item in Document(str(path)).paragraphs if item.text.strip()]
    assert lines[-2] == ours
    assert sign not in lines
