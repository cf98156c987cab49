"""PRIV: what a clerk's notes tell of people, before anything is drafted from them."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.text.personal_data import personal

_SHOWN = 40
"""Characters of a note that a message shows."""


@rule("PRIV08", "person-in-notes", "warning", "norm")
def person_in_notes(context: Context) -> Iterator[Finding]:
    """素材里有个人信息

    【是什么】素材里写了身份证号、手机号码、银行卡号，或申请人、举报人的姓名；起草时已隐去，留出待填处。
    【依据】《条例》第十五条：涉及个人隐私的信息不得公开。
    【错】
    - 公开栏已更新。（素材写申请人张小明的申请已办结）
    【对】
    - 公开栏已更新。（素材写申请人张某的申请已办结）
    【怎么改】在素材中删去或遮盖后重新起草。
    【怎么不报】写“申请人”“张某”的不报；办公电话、办公地址、政务邮箱不是个人信息。
    【一句话】不写个人信息。
    """
    report = context.report
    given = [("素材", note.words, note.location) for note in report.notes]
    given += [
        ("问题", " ".join((item.problem, item.cause, item.measure, item.owner, item.deadline)), item.location)
        for item in report.problems
    ]
    for kind, words, place in given:
        if what := list(dict.fromkeys(item.what for item in personal(words))):
            shown = "".join(_masked(words))[:_SHOWN]
            yield context.whole(
                f"{kind}里有{'、'.join(what)}，起草时已隐去：{shown}",
                severity="warning",
                location=place,
                evidence={"依据": "《条例》第十五条"},
                fix="在素材中删去或遮盖后重新起草",
            )


def _masked(words: str) -> Iterator[str]:
    at = 0
    for item in personal(words):
        yield words[at : item.start] + "□"
        at = item.end
    yield words[at:]
