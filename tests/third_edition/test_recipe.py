"""An edition made by the recipe of CONTRIBUTING.md to the letter: another document, and nothing else that is new."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import samples
from nianbao import check_text, load
from nianbao.errors import FormError
from nianbao.kinds import form_named, load_form
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


_ROW = "              - {id: total, label: （七）总计, name: 办理结果总计}\n"
_NEW_ROW = "              - {id: withdrawn, label: （七）申请人撤回, name: 申请人撤回}\n" + _ROW.replace(
    "（七）", "（八）"
)
_COLUMN = '              - {id: total, label: 总计, name: ""}\n'
_NEW_COLUMN = "              - {id: foreign, label: 外国人, name: 外国人}\n" + _COLUMN
_RESULTS, _KINDS = (
    "left: [open, partial, deny, unable, reject, others]",
    "left: [natural, business, research, welfare, legal, other]",
)
_STATEMENT = """  - id: overview.requests.results
    section: overview
    aspect: requests
    when: [requests.total.total > 0]
    text: 办结的{{requests.total.total}}
    parts:
      items:
        - requests.open.total
        - requests.partial.total
        - requests.deny.total
        - requests.unable.total
        - requests.reject.total
        - requests.others.total
        - requests.withdrawn.total
      total: requests.total.total
      lead: 中，
"""


def changed(edition: Path, *changes: tuple[str, str]) -> Path:
    """The edition with what is new in it; under another name, so that it is read once more."""
    text = edition.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    path = edition.with_name("changed.yaml")
    edition.unlink()
    path.write_text(text, encoding="utf-8")
    return path


def refusals(path: Path) -> list[str]:
    with pytest.raises(FormError) as refused:
        load_form(path, "disclosure")
    return refused.value.lines


def test_a_row_and_a_column_in_no_sum_are_told_where_they_stand(edition: Path) -> None:
    path = changed(edition, (_ROW, _NEW_ROW), (_COLUMN, _NEW_COLUMN))
    column, row = refusals(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for said, label in ((column, "“外国人”（foreign）这一列"), (row, "“（七）申请人撤回”（withdrawn）这一行")):
        assert f"{label}不在任何勾稽关系里" in said
        assert label[1:4] in lines[int(said.partition("第")[2].partition("行")[0]) - 1]
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(id: (?:withdrawn|foreign),)", r"\1 summed: false,", text), encoding="utf-8")
    assert "requests.withdrawn.foreign" in load_form(path, "disclosure").cells


def test_a_sentence_that_leaves_out_the_new_row_is_told_in_its_own_file(edition: Path) -> None:
    """Else it is dropped from the draft without a word wherever the row has a figure."""
    sums = (
        (_RESULTS, _RESULTS.replace("others]", "others, withdrawn]")),
        (_KINDS, _KINDS.replace("other]", "other, foreign]")),
    )
    path = changed(edition, (_ROW, _NEW_ROW), (_COLUMN, _NEW_COLUMN), *sums)
    (line,) = refusals(path)
    assert line.startswith("accounts.yaml 第")
    assert "“overview.requests.results”的 items 加起来不是“requests.total.total”，缺 “requests.withdrawn.total”" in line
    assert "changed.yaml 用了这一条" in line
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nstatements:\n", f"\nstatements:\n{_STATEMENT}", 1), encoding="utf-8")
    made = load_form(path, "disclosure")
    ids = [item.id for item in made.statements]
    assert len(ids) == len(set(ids)) == len(form_named("2021").statements)
    assert ids == [item.id for item in form_named("2021").statements]


def test_renamed_blocks_share_the_accounts(edition: Path) -> None:
    path = changed(
        edition,
        ("      - id: requests\n", "      - id: asked\n        role: requests\n"),
        ("block: requests", "block: asked"),
        ("fees, requests,", "fees, asked,"),
        ("requests.new.", "asked.new."),
        ("requests.carry_in.", "asked.carry_in."),
        ("requests.total.", "asked.total."),
        ("id: requests.due.total", "id: asked.due.total, role: requests.due.total"),
    )
    told = {item.id: item for item in load_form(path, "disclosure").statements}
    assert told["overview.requests.new"].text == "全年新收政府信息公开申请{{asked.new.total}}"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(", role: requests.due.total", ""), encoding="utf-8")
    assert any(line.startswith("accounts.yaml") and "“requests.due.total”" in line for line in refusals(path))
    assert told["overview.requests.up"].when == ("trend(asked.new.total) = up", "last.asked.new.total > 0")


def test_an_old_id_is_told_by_what_it_is_called_now(edition: Path) -> None:
    path = changed(edition, ("      - id: licensing\n", "      - id: permits\n        role: licensing\n"))
    said = "\n".join(refusals(path))
    assert "没有“licensing”这个区块，现在叫“permits”" in said
    assert "没有“licensing.licence.decisions”这个数，现在叫“permits.licence.decisions”" in said


def test_accounts_that_are_no_file_are_told(edition: Path) -> None:
    (line,) = refusals(changed(edition, ("accounts: accounts\n", "accounts: acounts\n")))
    assert "没有“acounts.yaml”这个文件" in line


def test_the_number_of_a_replaced_document_is_told_wherever_it_still_stands(edition: Path) -> None:
    (line,) = refusals(changed(edition, (f"complete: {_NEW}", f"complete: {_OLD}")))
    assert f"还写着“{_OLD}”" in line


def test_roles_beside_an_edition_of_ours_are_told_to_be_of_no_use(edition: Path) -> None:
    edition.with_name("roles.yaml").write_text("families: []\n", encoding="utf-8")
    with pytest.raises(FormError, match=r"roles\.yaml：不会用到"):
        form_named("2026")
