"""PRIV: mobile, identity and bank card numbers, private mailboxes."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.patterns import lazy
from nianbao.text.personal_data import LONG_DIGITS, MOBILE, is_card_number, is_identity_number

_MAIL = lazy(
    r"[A-Za-z0-9._-]{2,40}@(?:qq|163|126|sina|sohu|gmail|foxmail|139|189|hotmail|yeah)\.(?:com|net|cn)(?:\.cn)?"
)


def private(context: Context, span: tuple[int, int], severity: Severity, message: str, fix: str) -> Finding:
    """That something in the report is private, with the article that says so."""
    return context.mark(*span, message, severity=severity, evidence={"依据": "《条例》第十五条"}, fix=fix)


@rule("PRIV01", "mobile-number", "warning", "norm", tags=("private",))
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
    for hit in context.search(MOBILE, masked=False):
        yield context.mark(*hit.span, "手机号码没有遮盖", fix="换成办公电话，或遮盖中间四位")


@rule("PRIV02", "identity-number", "error", "norm", tags=("private",))
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
    for hit in context.search(LONG_DIGITS, masked=False):
        if is_identity_number(hit.match.group()):
            yield private(context, hit.match.span(), "error", "身份证号码没有遮盖", "删去，或遮盖出生日期和顺序码")
        elif _SAID_IDENTITY.search(context.document.folded, max(0, hit.start - _LABEL), hit.start) and len(
            hit.match.group()
        ) in (15, 18):
            yield private(
                context,
                hit.match.span(),
                "warning",
                "写明是身份证号，没有遮盖（校验位不符，可能写错）",
                "删去，或遮盖出生日期和顺序码",
            )


_LABEL = 12
"""How far before a number what it is may begin."""


_SAID_IDENTITY = lazy("(?:身份证(?:号码|号|件号)?|公民身份号码)(?:为|是)?[:：（( ]?$")


_SAID_CARD = lazy("(?:银行卡号?|卡号|个人(?:银行)?(?:账户|账号|帐号|卡))(?:为|是|号)?[:：（( ]?$")


_CARD_WORDS = ("卡号", "银行", "账号", "帐号", "账户", "开户")


@rule("PRIV04", "bank-card", "error", "norm", tags=("private",))
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
    for hit in context.search(LONG_DIGITS, masked=False):
        around = text[max(0, hit.start - 16) : hit.end + 8]
        if any(word in around for word in _CARD_WORDS) and is_card_number(hit.match.group()):
            yield private(context, hit.match.span(), "error", "银行卡号没有遮盖", "删去，或遮盖中间各位")
        elif len(hit.match.group()) >= _CARD and _SAID_CARD.search(text, max(0, hit.start - _LABEL), hit.start):
            yield private(
                context,
                hit.match.span(),
                "warning",
                "写明是个人的银行账户，号码没有遮盖（校验位不符，可能写错）",
                "删去，或遮盖中间各位",
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
        yield context.mark(*hit.span, "联系邮箱是公众邮箱", fix="有政务邮箱的换成政务邮箱")
