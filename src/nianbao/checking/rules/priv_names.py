"""PRIV: what must not be published about people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nianbao.checking.context import Context, Hit
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.patterns import alternatives, any_of, lazy
from nianbao.text.personal_data import (
    LONG_DIGITS,
    MOBILE,
    is_card_number,
    is_identity_number,
    name_pattern,
    people,
    surnames,
)

_LONG_NUMBER = lazy("[0-9][0-9]{14}")
_MAIL = lazy(
    r"[A-Za-z0-9._-]{2,40}@(?:qq|163|126|sina|sohu|gmail|foxmail|139|189|hotmail|yeah)\.(?:com|net|cn)(?:\.cn)?"
)


@rule("PRIV01", "mobile-number", "warning", "norm")
def mobile(context: Context) -> Iterator[Finding]:
    """公布了手机号码

    【是什么】报告里有没有遮盖的手机号码，可能是个人信息。
    【依据】《条例》第十五条；办公用的号码可以公布，是不是个人的看不出，所以只作警告。
    【错】
    - 联系人手机13812345678。
    【对】
    - 联系电话：0571-88889999。
    - 申请人电话138****5678。
    【怎么改】换成办公电话，或遮盖中间四位。
    【怎么不报】座机、已遮盖的不报。
    【一句话】不写手机号码。
    """
    for hit in context.search(MOBILE, masked=False, anchor=re.compile("1[3-9][0-9][ -]?[0-9]{4}")):
        yield context.mark(
            hit.start, hit.end, "手机号码没有遮盖", severity="warning", fix="换成办公电话，或遮盖中间四位"
        )


@rule("PRIV02", "identity-number", "error", "norm")
def identity(context: Context) -> Iterator[Finding]:
    """公布了身份证号码

    【是什么】报告里有没有遮盖的居民身份证号码。
    【依据】《条例》第十五条：涉及个人隐私的信息不得公开。号码按 GB 11643—1999 的校验位核对。
    【错】
    - 申请人身份证号11010519491231002X。
    【对】
    - 申请人身份证号110105********002X。
    - 统一社会信用代码11330100002489559P。
    【怎么改】删去，或遮盖出生日期和顺序码。
    【怎么不报】已遮盖的不报；校验位不符的，前面写明是身份证号才报（作警告）。
    【一句话】不写身份证号码。
    """
    for hit in context.search(LONG_DIGITS, masked=False, anchor=_LONG_NUMBER):
        if is_identity_number(hit.match.group()):
            yield context.mark(
                hit.start,
                hit.end,
                "身份证号码没有遮盖",
                severity="error",
                evidence={"依据": "《条例》第十五条"},
                fix="删去，或遮盖出生日期和顺序码",
            )
        elif _SAID_IDENTITY.search(context.document.folded, max(0, hit.start - _LABEL), hit.start) and len(
            hit.match.group()
        ) in (15, 18):
            yield context.mark(
                hit.start,
                hit.end,
                "写明是身份证号，没有遮盖（校验位不符，可能写错）",
                severity="warning",
                evidence={"依据": "《条例》第十五条"},
                fix="删去，或遮盖出生日期和顺序码",
            )


_LABEL = 12
"""How far before a number what it is may begin."""
_SAID_IDENTITY = lazy("(?:身份证(?:号码|号|件号)?|公民身份号码)(?:为|是)?[:：（( ]?$")
_SAID_CARD = lazy("(?:银行卡号?|卡号|个人(?:银行)?(?:账户|账号|帐号|卡))(?:为|是|号)?[:：（( ]?$")


def _data() -> Any:
    return people()["rules"]


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    """Names behind a word for a person, which the pattern begins with."""
    data, names = _data(), name_pattern()
    return re.compile(
        rf"(?:{alternatives(data['parties'])})(?P<party>{names})(?={alternatives(data['party_verbs'])})"
        rf"|(?:{alternatives(data['public'])})(?P<one>{names})(?={alternatives(data['public_verbs'])})"
        rf"|(?:{alternatives(data['companies'])})(?P<agent>{names})(?={alternatives(data['company_verbs'])})"
        rf"|(?:{alternatives(data['staff'])})(?:[：:]|为|是)(?P<staff>{names})(?=[，。；、（\s]|$)"
        rf"|(?:{alternatives(data['posts'])})(?P<post>{names})(?={alternatives(data['post_verbs'])})",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _residents() -> re.Pattern[str]:
    """Names that an address ends with."""
    return re.compile(
        rf"(?:室|号|组|村)的?(?P<resident>{name_pattern()})(?=[，。；、的]|申请|要求|提出|提起|反映|不服|起诉|$)",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _person_words() -> re.Pattern[str]:
    """The words for a person alone."""
    data = _data()
    return any_of([*data["parties"], *data["public"], *data["staff"], *data["companies"], *data["posts"]])


@lru_cache(maxsize=1)
def _informants() -> re.Pattern[str]:
    """Names that a sentence says an informant has."""
    data = _data()
    names = name_pattern()
    return re.compile(
        rf"(?:{alternatives(data['informants'])})(?:系|是|为|[：:])[^，。；、\n]{{0,12}}?(?P<informant>{names})(?=[，。；（\n]|$)",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _cases() -> re.Pattern[str]:
    """Names of pupils, patients and people in need, with what tells of their family or illness right behind."""
    data = _data()
    names = name_pattern()
    return re.compile(
        rf"(?:{alternatives(data['helped'])})(?P<helped>{names})(?=[，、（(][^。；\n]{{0,12}}?(?:{alternatives(data['private'])}))"
    )


_INFORMANT = lazy("举报人|投诉人|检举人|控告人|反映人|信访人")
_HELPED = lazy("学生|患者|受助|对象|户|儿童|孤儿|残疾人|老人|病人")
_ROOM = lazy(
    r"(?:由|系|为|是|即)?(?P<room>[\u4e00-\u9fff]{2,12}[0-9]{1,3}(?:栋|幢|号楼|座)[^，。；\n]{0,8}[0-9]{2,4}(?:室|号|户)?的?(?:住户|业主|居民|租户|户主))"
    r"(?=[\u4e00-\u9fff]某|[\u4e00-\u9fff](?:先生|女士)|因|申请|反映|要求|投诉|提起|起诉|不服)"
)
_ROOM_ANCHOR = lazy("住户|业主|居民|租户|户主")

_ADDRESS = ("家住", "住址", "申请人住", "现住", "居住在", "户籍地")
_DWELLING = lazy("|".join(_ADDRESS))
_LODGING = lazy("[0-9]+(?:号|室|单元|栋|幢|组)")
_CLAIMED = lazy(r"[由，、；][^，。；、\n]{0,8}$")
"""What stands before a post whose holder is named."""


def _dwells(context: Context, hit: Hit) -> bool:
    """Whether a name behind 502室 ends an address of a person's."""
    begin, _ = context.clause(hit.start, hit.end)
    before = context.document.folded[begin : hit.match.start("resident")]
    return any(word in before for word in _ADDRESS) and bool(_LODGING.search(before))


def _named(context: Context) -> list[Hit]:
    """Every name behind a word for a person, a party's or a member's of the staff, and behind an address."""

    def work() -> list[Hit]:
        text, words = context.document.masked, _person_words()
        made: list[Hit] = []
        found = words.search(text)
        while found is not None:  # the pattern is made only here: most reports have no such word
            match = _people().match(text, found.start())
            if match and (not match["post"] or _CLAIMED.search(text, max(0, found.start() - 9), found.start())):
                made.append(Hit(match, context.document.block(match.start())))
            found = words.search(text, match.end() if match else found.start() + 1)
        if _DWELLING.search(text):
            made += context.search(_residents(), anchor=_DWELLING)
        return made

    return context.memo("named", work)


_HIDDEN = ("某", "×", "*", "X")
_NOT_NAMES = ("先生", "女士", "同志", "等人")


@lru_cache(maxsize=1)
def _notname_pattern() -> tuple[str, ...]:
    return tuple(people()["not_names"])


def _is_name(name: str) -> bool:
    """Whether it is a name in full."""
    return (
        not any(mark in name for mark in _HIDDEN)
        and not name.endswith(_NOT_NAMES)
        and not name.startswith(_notname_pattern())
    )


@lru_cache(maxsize=1)
def _case_detail() -> re.Pattern[str]:
    data = _data()
    detail = alternatives(data["case_detail"])
    return re.compile(
        rf"(?:[{surnames()}](?:某[某\u4e00-\u9fff]?|[×*]{{1,2}})|申请人|原告)(?:因|以|与|的|为)[^，。；、\n]{{0,8}}?(?:{detail})"
    )


@rule("PRIV03", "applicant-named", "error", "norm")
def applicant(context: Context) -> Iterator[Finding]:
    """写出了申请人、当事人的姓名

    【是什么】报告里写了申请人、原告、信访人、举报人、居民的真实姓名，或申请人、学生、患者的家事、病情，或当事人到室的住址（后两种只作警告）。
    【依据】《条例》第十五条：涉及个人隐私的信息不得公开。
    【错】
    - 申请人王小明不服答复，提起行政复议。
    【对】
    - 申请人王某不服答复，提起行政复议。
    - 申请人应当提供姓名。
    【怎么改】改为“申请人”或“王某”。
    【怎么不报】写“某”“××”的不报。
    【一句话】不写申请人的姓名。
    """
    for hit in _named(context):
        held = hit.match.groupdict()
        group = next((key for key in ("party", "one", "agent", "resident") if held.get(key)), "")
        name = held[group] if group else ""
        if name and _is_name(name) and (group != "resident" or _dwells(context, hit)):
            yield context.mark(
                hit.match.start(group),
                hit.match.end(group),
                f"写出了当事人姓名“{name}”",
                severity="error",
                evidence={"依据": "《条例》第十五条"},
                fix="改为“申请人”或“某某”",
            )
    yield from _told(context)
    for hit in context.search(_case_detail(), masked=False):
        yield context.mark(
            hit.start,
            hit.end,
            "写出了申请人的家事、病情等隐私",
            severity="warning",
            evidence={"依据": "《条例》第十五条"},
            fix="删去，只写申请的办理结果",
        )


def _told(context: Context) -> Iterator[Finding]:
    """An informant, a pupil or a patient by name, and the room somebody lives in."""
    if _INFORMANT.search(context.document.masked):
        for hit in context.search(_informants(), anchor=_INFORMANT):
            if _is_name(hit.match["informant"]):
                yield context.mark(
                    *hit.match.span("informant"),
                    f"写出了举报、反映问题的人的姓名“{hit.match['informant']}”",
                    severity="error",
                    evidence={"依据": "《条例》第十五条"},
                    fix="删去，不写举报人的身份",
                )
    if _HELPED.search(context.document.masked):
        for hit in context.search(_cases(), anchor=_HELPED):
            if _is_name(hit.match["helped"]):
                yield context.mark(
                    *hit.match.span("helped"),
                    f"写出了姓名“{hit.match['helped']}”和家事、病情",
                    severity="warning",
                    evidence={"依据": "《条例》第十五条"},
                    fix="删去姓名和家事、病情，只写人数和结果",
                )
    for hit in context.search(_ROOM, anchor=_ROOM_ANCHOR):
        yield context.mark(
            *hit.match.span("room"),
            "写出了当事人的住址，可以认出是谁",
            severity="warning",
            evidence={"依据": "《条例》第十五条"},
            fix="删去住址",
        )


_CARD_WORDS = ("卡号", "银行", "账号", "帐号", "账户", "开户")


@rule("PRIV04", "bank-card", "error", "norm")
def bank_card(context: Context) -> Iterator[Finding]:
    """公布了银行卡号

    【是什么】报告里有没有遮盖的银行卡号。
    【依据】《条例》第十五条：涉及个人隐私的信息不得公开。号码按 ISO/IEC 7812 的校验位核对。
    【错】
    - 补贴发放至银行卡6222021234567890128。
    【对】
    - 补贴发放至银行卡6222****0128。
    - 索引号000014349202200039。
    【怎么改】删去，或遮盖中间各位。
    【怎么不报】前后没有讲银行、账户的不报；校验位不符的，前面写明是银行卡号、个人账户才报（作警告）。
    【一句话】不写银行卡号。
    """
    text = context.document.folded
    for hit in context.search(LONG_DIGITS, masked=False, anchor=_LONG_NUMBER):
        around = text[max(0, hit.start - 16) : hit.end + 8]
        if any(word in around for word in _CARD_WORDS) and is_card_number(hit.match.group()):
            yield context.mark(
                hit.start,
                hit.end,
                "银行卡号没有遮盖",
                severity="error",
                evidence={"依据": "《条例》第十五条"},
                fix="删去，或遮盖中间各位",
            )
        elif len(hit.match.group()) >= _CARD and _SAID_CARD.search(text, max(0, hit.start - _LABEL), hit.start):
            yield context.mark(
                hit.start,
                hit.end,
                "写明是个人的银行账户，号码没有遮盖（校验位不符，可能写错）",
                severity="warning",
                evidence={"依据": "《条例》第十五条"},
                fix="删去，或遮盖中间各位",
            )


_CARD = 16
"""Digits that a bank card has at least."""


@rule("PRIV05", "private-mailbox", "info", "usage")
def mailbox(context: Context) -> Iterator[Finding]:
    """联系邮箱是个人常用的邮箱

    【是什么】联系邮箱是 qq、163 等公众邮箱，而不是政务邮箱。
    【依据】通行做法；许多单位确实用公众邮箱办公，所以只作提示。
    【错】
    - 电子邮箱：baishazhen@qq.com。
    【对】
    - 电子邮箱：xxgk@yunling.gov.cn。
    - 通过“@白沙发布”账号回应。
    【怎么改】有政务邮箱的换成政务邮箱。
    【怎么不报】政务邮箱不报。
    【一句话】联系方式由程序写入。
    """
    for hit in context.search(_MAIL, masked=False):
        yield context.mark(hit.start, hit.end, "联系邮箱是公众邮箱", severity="info", fix="有政务邮箱的换成政务邮箱")


@rule("PRIV06", "staff-named", "info", "usage")
def staff(context: Context) -> Iterator[Finding]:
    """写出了普通工作人员的姓名

    【是什么】联系人、经办人、干事写了姓名，公布后难以收回。
    【依据】通行做法，所以只作提示。
    【错】
    - 联系人：王小明，电话0571-88889999。
    【对】
    - 联系人：党政办公室，电话0571-88889999。
    - 联系电话：0571-88889999。
    【怎么改】改写科室名称。
    【怎么不报】写科室、职务的不报。
    【一句话】联系方式写科室，不写个人姓名。
    """
    for hit in _named(context):
        held = hit.match.groupdict()
        group = "staff" if held.get("staff") else "post"
        name = held.get(group)
        if name and _is_name(name):
            yield context.mark(
                hit.match.start(group),
                hit.match.end(group),
                f"写出了工作人员姓名“{name}”",
                severity="info",
                fix="改写科室名称",
            )
