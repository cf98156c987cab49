"""An edition made by the recipe of CONTRIBUTING.md to the letter: another document, and nothing else that is new."""

from __future__ import annotations

from pathlib import Path

import pytest

import samples
from nianbao import check_text, load
from nianbao.kinds import form_named
from nianbao.kinds.roles import ROLES
from nianbao.writing import write

_OLD, _NEW = "国办公开办函〔2021〕30号", "国办公开办函〔2026〕7号"
_TITLE = "国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知"
_BLOCKS = "documents, licensing, enforcement, fees, requests, remedies, handling_fee"
_DOCUMENTS = f"""documents:
  - id: form-2026
    number: {_NEW}
    titles: [{_TITLE}]
    sure: true
    since: 2026
    replaces: [form-2021]
"""


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the edition, in a folder of one's own."""
    text = (ROLES.parent / "2021.yaml").read_text(encoding="utf-8")
    for before, after in (
        ('edition: "2021"\nname: 2021年格式', 'edition: "2026"\nname: 2026年格式'),
        ("years: {first: 2021}", "years: {first: 2026}"),
        ('before:\n  edition: "2019"', f'{_DOCUMENTS}before:\n  edition: "2021"'),
        ("blocks: [requests, remedies]", f"blocks: [{_BLOCKS}]"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    folder = tmp_path / "forms"
    folder.mkdir()
    path = folder / "2026.yaml"
    path.write_text(text.replace(_OLD, _NEW), encoding="utf-8")
    monkeypatch.setenv("NIANBAO_FORMS", str(folder))
    return path


def published(folder: Path, number: str) -> Path:
    """A report of 2026 as it is published, that rests on a document."""
    path = folder / "年报.md"
    write(samples.sample("2021"), path)
    text = path.read_text(encoding="utf-8")
    before = "本报告按照规定的格式编制。"
    assert before in text
    text = text.replace(before, f"本报告根据《{_TITLE}》（{number}）要求编制。")
    path.write_text(text.replace("2024年", "2026年"), encoding="utf-8")
    return path


@pytest.mark.usefixtures("edition")
def test_a_published_report_of_its_year_is_read_by_it(tmp_path: Path) -> None:
    assert form_named("2026").years.first == 2026
    path = published(tmp_path, _NEW)
    assert load(path).edition == "2026"
    text = path.read_text(encoding="utf-8")
    assert [item.message for item in check_text(text) if item.code in ("LAW02", "LAW03")] == []
    (old,) = [item.message for item in check_text(text.replace(_NEW, _OLD)) if item.code == "LAW03"]
    assert _NEW in old


@pytest.mark.usefixtures("edition")
def test_a_report_of_an_earlier_year_keeps_its_edition(tmp_path: Path) -> None:
    path = published(tmp_path, _OLD)
    path.write_text(path.read_text(encoding="utf-8").replace("2026年", "2024年"), encoding="utf-8")
    assert load(path).edition == "2021"
