"""A wording added to ``roles.yaml`` is read wherever it stands: no other list has to be kept beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nianbao.checking import check
from nianbao.claims.role_phrases import Matcher
from nianbao.facts import complete
from nianbao.kinds import form_named
from nianbao.kinds.roles import ROLES, SaidAs, load_roles
from nianbao.report import Paragraph, Report, Section, Sentence, Text, Unit


@pytest.fixture
def kind_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind like the disclosure report, whose role of licences is called 办证许可件 too."""
    folder = tmp_path / "licences"
    shutil.copytree(ROLES.parent, folder)
    first = "{say: 处理决定|作出处理决定, in: licence}"
    for name, before, after in (
        ("kind.yaml", "id: disclosure\n", "id: licences\n"),
        ("roles.yaml", first, f"办证许可件, {first}"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setenv("NIANBAO_FORMS", str(tmp_path))
    return "licences"


@pytest.mark.parametrize(("figure", "told"), [(31, True), (30, False)])
def test_a_noun_added_to_said_as_is_held_against_the_table(kind_with: str, figure: int, *, told: bool) -> None:
    from drafting.figures import zeros
    from nianbao.report import Cell

    form = form_named("2021", kind_with)
    raw = {id: cell for id, cell in zeros(form).items() if cell.state != "computed"}
    raw["licensing.licence.decisions"] = Cell(value=30, raw="30")
    sentence = Sentence(id="s", spans=[Text(text=f"发放办证许可件{figure}件。")])
    paragraph = Paragraph(id="p", aspect="proactive", sentences=[sentence])
    report = Report(
        kind=kind_with,
        unit=Unit.parse("云岭县白沙镇人民政府", within=("云岭县", "江州市")),
        year=2024,
        edition="2021",
        cells=complete(form, raw),
        sections=[Section(id="overview", heading="一、总体情况", paragraphs=[paragraph])],
    )
    assert ("NUM01" in {item.code for item in check(report)}) is told


@pytest.mark.parametrize(
    ("role", "say", "sentence"),
    [
        ("decisions.licence", "办证许可件", "发放办证许可件31件。"),
        ("requests.done", "阅卷|阅档 ~ 了结", "阅档的已经全部了结12件。"),
        ("requests.carry_in", "<last> ~ 挪到今年的阅档", "上年挪到今年的阅档3件。"),
    ],
)
def test_a_wording_that_names_no_known_thing_opens_its_paragraph(role: str, say: str, sentence: str) -> None:
    roles = load_roles()
    added = [
        item.model_copy(update={"said_as": (*item.said_as, SaidAs(say=say))} if item.id == role else {})
        for item in roles.roles
    ]
    assert Matcher(roles).keys.search(sentence) is None
    assert Matcher(roles.model_copy(update={"roles": tuple(added)})).keys.search(sentence) is not None
