"""Roles: every cell has one, every wording reads back as its role, an edition that leaves one unbound is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product
from pathlib import Path

import pytest

from nianbao.claims import ClaimReader
from nianbao.errors import FormError
from nianbao.kinds import Form, form_named
from nianbao.kinds.roles import ROLES, Role, Roles, SaidAs, load_roles, roles_of
from nianbao.report import Unit

YEARS = {"2019": 2020, "2021": 2024}
_MOST = 40


@pytest.mark.parametrize("edition", YEARS)
def test_every_cell_is_held_by_a_role(edition: str) -> None:
    form = form_named(edition)
    roles = roles_of(form)
    held = {fact for role in roles.roles for part in ("", *roles.columns) for fact in roles.facts(role.id, part)}
    assert set(form.cells) - held == set()


def _wordings(roles: Roles, role: Role, said: SaidAs) -> Iterator[str]:
    pieces: list[list[str]] = []
    for piece in said.say.split():
        if piece in ("~", "#"):
            continue
        words: list[str] = []
        for word in piece.split("|"):
            if word in ("<last>", "<next>", "<own>"):
                words.append({"<last>": "上年", "<next>": "下年度", "<own>": "本年"}[word])
            elif word.startswith("<"):
                words += roles.family[word[1:-1]].objects[:6]
            else:
                words.append(word)
        pieces.append(words)
    about = f"{roles.family[said.within].objects[0]}方面，" if said.within and not said.alone else ""
    measure = role.measures[0] if role.measures else "件"
    for words in islice(product(*pieces), _MOST):
        yield f"{about}全年{''.join(words)}{80 if measure == '%' else 3}{measure}。"


@pytest.mark.parametrize("edition", YEARS)
def test_every_wording_reads_back_as_its_role(edition: str) -> None:
    roles = roles_of(form_named(edition))
    reader = ClaimReader(roles, YEARS[edition], Unit.parse("云岭县白沙镇人民政府"))
    wrong: list[str] = []
    count = 0
    for role in roles.roles:
        for said in role.said_as:
            for text in _wordings(roles, role, said) if not said.listed else ():
                count += 1
                told = {(claim.role, claim.value) for claim in reader.read(text).claims}
                meant = {(id, Decimal(value)) for id in (role.id, role.of) for value in (3, 80)}
                wrong += [] if told & meant else [text]
    assert wrong == []
    assert count > 1000


@pytest.mark.parametrize("edition", YEARS)
def test_every_row_and_column_reads_back(edition: str) -> None:
    """A figure said of a row by its own name, with each kind of applicant as a part of it."""
    roles = roles_of(form_named(edition))
    reader = ClaimReader(roles, YEARS[edition], Unit.parse("云岭县白沙镇人民政府"))
    names = roles.parts["applicant"]
    for role in roles.roles:
        if "applicant" not in role.parts or not roles.facts(role.id):
            continue
        text = f"{role.name}50件，其中" + "、".join(
            f"{names[part].name}{n}件" for n, part in enumerate(roles.columns, 1)
        )
        told = {(claim.role, claim.applicant, claim.value) for claim in reader.read(text, aspect="requests").claims}
        meant = {(role.id, part, Decimal(n)) for n, part in enumerate(roles.columns, 1)} | {(role.id, "", Decimal(50))}
        assert told == meant, text


def test_a_choice_is_of_the_word_that_it_stands_in() -> None:
    assert SaidAs(say="(新收|受理) ~ 信息公开申请").say == "新收|受理 ~ 信息公开申请"
    assert SaidAs(say="收到|接(到|获) 申请").say == "收到|接到|收到|接获 申请"


def test_a_role_without_a_cell_is_told_with_file_and_line() -> None:
    form = form_named("2021")
    blocks = list(form.table("requests").blocks)
    rows = tuple(row for row in blocks[0].rows if row.id != "carry_in")
    table = form.table("requests").model_copy(update={"blocks": (blocks[0].model_copy(update={"rows": rows}),)})
    tables = tuple(table if item.id == "requests" else item for item in form.tables)
    cut = Form.model_validate(
        form.model_dump()
        | {"tables": [item.model_dump() for item in tables], "identities": [], "statements": [], "edition": "无结转"}
    )
    with pytest.raises(FormError, match="没有对应的数") as raised:
        roles_of(cut)
    assert "上年结转政府信息公开申请" in str(raised.value)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("sum_of: [remedies.direct, remedies.after]", "sum_of: [remedies.direct, remedies.later]", "remedies.later"),
        ("family: gazette", "family: gazettes", "gazettes"),
        ("said_as: [<last> 行政许可项目]", "said_as: [{say: 2019}]", "行：“say”要写成文字"),
        ("own_list: true", "own_list: true, own_list: true", "已经写了“own_list”"),
    ],
)
def test_a_role_that_names_what_is_not_there_is_an_error(tmp_path: Path, before: str, after: str, named: str) -> None:
    text = ROLES.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "roles.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FormError, match=re.escape(named)):
        load_roles(path)
