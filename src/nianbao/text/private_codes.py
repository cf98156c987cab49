"""Numbers, codes and addresses of people in a text, found wide: in every writing, with separators, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.lazy import lazy
from nianbao.text.person_names import person_names
from nianbao.text.personal import (
    NO_AMOUNT,
    SEPARATED,
    WRITTEN_IDENTITY,
    WRITTEN_MOBILE,
    digits_shown,
    is_card_number,
    is_identity_number,
    people,
)
from nianbao.text.trie import alternatives

__all__ = ["Code", "private_codes", "village_groups"]


class Code(NamedTuple):
    """A number or an address: its place, and what it is, in Chinese."""

    start: int
    end: int
    what: str


_MASKED = "*＊xX×•●"


_ID15 = lazy(
    rf"(?<![0-9])[1-8](?:{SEPARATED}[0-9]){{7}}{SEPARATED}(?:0{SEPARATED}[1-9]|1{SEPARATED}[0-2]){SEPARATED}(?:[012]{SEPARATED}[0-9]|3{SEPARATED}[01])(?:{SEPARATED}[0-9]){{3}}(?![0-9])"
    + NO_AMOUNT
)
_STARRED = lazy(rf"(?<![0-9A-Za-z])[0-9]{{1,10}}[ -]?[{_MASKED}]{{2,12}}[ -]?[0-9]{{1,8}}[Xx]?(?![0-9A-Za-z])")
_LAND = lazy(
    r"(?<![0-9])(?:(?:\+|00)86[ -]?)?(?:[（(]?0[1-9][0-9]{1,2}[）)]?[ \-—]{0,2})[2-9][0-9]{2,3}[ -]?[0-9]{4}(?:(?:[-—]|转|分机)[0-9]{1,5})?(?![0-9])"
)
_LOCAL = lazy(
    r"(?:座机|宅电|固话|家庭电话|住宅电话|电话号码|电话|tel|Tel|TEL)(?:为|是|号码)?[：: ]{0,2}(?P<n>[2-9][0-9]{2,3}[ -]?[0-9]{4})(?![0-9])"
)
_LONG = lazy(rf"(?<![0-9.\-/])[0-9](?:{SEPARATED}[0-9]){{10,24}}[Xx]?(?![0-9])" + NO_AMOUNT)
_LETTERED = lazy(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,3}[0-9]{7,12}|[A-Z]{1,2}[0-9]{6}[（(][0-9A][）)]|[157][/ ]?[0-9]{6}[（(/][0-9][）)]?)(?![A-Za-z0-9])"
)
_OFFICER = lazy(r"[军南北沈兰成济广空海士文武东西中火参政后装]字?第?[ ]?[0-9]{6,8}号?(?![0-9])")
_SOLE = lazy(r"(?<![0-9A-Za-z])92[0-9]{6}[0-9A-Z]{10}(?![0-9A-Za-z])")
_PLATE = lazy(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][ ]?[A-HJ-NP-Za-hj-np-z][ ·•・\-]{0,2}"
    r"(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳领使])(?![A-Za-z0-9])|WJ[ ]?[\u4e00-\u9fff]?[ ·]?[0-9A-Z]{5}(?![A-Za-z0-9])"
)
_MAIL = lazy(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}[ ]?(?:@|＠|\[at\]|（at）|#at#)[ ]?[A-Za-z0-9\-]+(?:[.．][A-Za-z0-9\-]+)+"
)
_URL_SECRET = lazy(
    r"(?P<key>[?？&#](?:[A-Za-z_\-]*(?:token|key|secret|sign|signature|auth|session|sid|ticket|code|pwd|password|openid|userid|uid|idcard|phone|mobile|name)[A-Za-z_\-]*)=)(?P<value>[^&\s，。；、）\"]+)"
)
_URL_LOGIN = lazy(r"(?<=：//)[^\s/@：]+：[^\s/@]+(?=@)")
_KEY = lazy(
    r"(?<![A-Za-z0-9])(?:sk|pk|rk|ak)[-_][A-Za-z0-9_\-]{12,}|(?<![A-Za-z0-9])(?:AKIA|ASIA|LTAI|AKID|ghp_|gho_|github_pat_|glpat-|xox[bap]-|AIza)[A-Za-z0-9_\-]{8,}"
    r"|eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]+)?|(?<=Bearer )[A-Za-z0-9._\-]{8,}"
    r"|(?<![A-Za-z0-9{.:_/\-])(?=[A-Za-z_\-]*[0-9])(?=[0-9_\-]*[A-Za-z])(?:[A-Za-z0-9]{24,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![A-Za-z0-9}])"
)
_GPS = lazy(
    r"(?:(?:东经|西经|北纬|南纬|经度|纬度|[EWNS])[：: ]?[0-9]{1,3}(?:\.[0-9]+|[°度][0-9]{1,2}(?:\.[0-9]+)?[′'分]?(?:[0-9]{1,2}(?:\.[0-9]+)?[″\"秒]?)?)[°度]?[EWNS]?[，,、 ]{0,2}){1,2}"
    r"|(?<![0-9.])-?[0-9]{1,3}\.[0-9]{4,}[°]?[ ]?[，,、/ ][ ]?-?[0-9]{1,3}\.[0-9]{4,}[°]?(?![0-9])|[0-9]{1,3}°[0-9]{1,2}[′'][0-9.]{0,6}[″\"]?[EWNS]?"
)
_MACHINE = lazy(
    r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])|(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[：:\-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])"
)
_WXID = lazy(r"wxid_[A-Za-z0-9]{6,}")
_BIRTH_DAY = r"(?:(?:19|20)[0-9]{2}|[一二][九〇零][0-9〇零一二三四五六七八九]{2}|[0-9]{2})[年./\-](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[月./\-](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]?|月)?"
_BIRTH = lazy(
    rf"(?:出生日期|出生年月日?|出生时间|出生于|生于|生日)[：:为是 ]{{0,2}}(?P<a>{_BIRTH_DAY}|(?:19|20)[0-9]{{6}}|(?:19|20)[0-9]{{2}}年)"
    rf"|(?P<b>{_BIRTH_DAY})(?=出生|生(?=[，。；、）)人于]|$))|(?P<c>(?:19|20)[0-9]{{2}}年)(?=出生[，。；、）)]|生[，。；、）)])"
)
_SETTLED = "(?:省|市|县|区|镇|乡|村|路|街|巷|弄|小区|花园|苑|屯|组|栋|幢|里|庄|寨)"
_STOP = r"[，。；：、！？（）()“”\s|{}\n]"
_PLACE_WORDS = r"[^，。；：:、！？（）()“”\s|{}\n]"
_ROOM = (
    r"(?:[0-9A-Za-z一二三四五六七八九十甲乙丙丁东西南北]{1,4}(?:号楼|栋|幢|座|#)[ ,，\-]?(?:[0-9一二三四五六七八九十甲乙丙丁东西]{1,3}(?:单元|门|梯)[ ,，\-]?)?"
    r"(?:[0-9一二三四五六七八九十]{1,3}[层楼])?(?:[0-9A-Za-z]{2,5}|[零〇一二三四五六七八九]{3,4})?(?:室|房|号|户)?"
    r"|[0-9一二三四五六七八九十]{1,3}单元[ \-]?[0-9零〇一二三四五六七八九]{2,4}(?:室|房|号|户)?|[0-9]{1,3}-[0-9]{1,2}-[0-9]{2,4}(?:室|号|户)?)"
)
_ESTATE = r"(?:小区|花园|家园|公寓|新村|苑|府|城|里|庭|园|湾|居|院|宿舍|家属院|家属楼|安置房|安置点|公租房|廉租房|弄|巷|胡同|号|路|街|道|广场|大厦|期|区|社区|村)"
_HOME = lazy(rf"{_PLACE_WORDS}{{0,26}}?{_ESTATE}(?:[（(][^）)]{{1,6}}[）)])?{_ROOM}")
_VILLAGE = lazy(
    r"[\u4e00-\u9fff]{0,14}?(?:村|社区|屯|寨|庄|嘎查|自然村|行政村)(?:委会)?[\u4e00-\u9fff]{0,4}?(?:第)?[0-9一二三四五六七八九十]{1,3}(?:村民小)?[组社队](?:第)?(?:[0-9一二三四五六七八九十百]{1,4}(?:号|户)(?:附[0-9]{1,3}号)?|(?=[\u4e00-\u9fff]{2,3}(?:反映|申请|家|户)))"
)
_GROUP = lazy(
    r"[\u4e00-\u9fff]{1,8}?(?:村|社区|屯|寨|庄|嘎查)[\u4e00-\u9fff]{0,4}?(?:第)?[0-9一二三四五六七八九十]{1,3}(?:村民小)?[组社队](?:[0-9一二三四五六七八九十百]{1,4}(?:号|户))?"
)


class _Words(NamedTuple):
    labelled: re.Pattern[str]
    accounts: re.Pattern[str]
    secrets: re.Pattern[str]
    documents: re.Pattern[str]
    office: re.Pattern[str]
    office_place: re.Pattern[str]
    dwelling: re.Pattern[str]
    office_mail: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    wide = people()["private"]
    joined = r"(?:号码|号|编号|账户|账号)?(?:为|是|系)?[：:（( “\"\]】]{0,3}"
    return _Words(
        labelled=re.compile(
            rf"(?:{alternatives(wide['numbered'])}){joined}(?P<n>[\u4e00-\u9fff]?字?第?[A-Za-z0-9*＊×]"
            rf"(?:[A-Za-z0-9*＊×\-/（）() ]{{2,28}})[A-Za-z0-9）)*]号?|[A-Za-z0-9*]{{4,30}})"
        ),
        accounts=re.compile(
            rf"(?:{alternatives(wide['accounts'])})(?:号码|号|账号)?(?:为|是)?[：:（( “\"@]{{0,3}}(?P<n>[A-Za-z0-9][A-Za-z0-9_\-.]{{4,30}})"
        ),
        secrets=re.compile(
            rf"(?:{alternatives(wide['secrets'])})(?:为|是|=|＝|：|:|“|\"|\s){{1,4}}(?P<n>[!-~！？：（）]{{4,80}})",
            re.IGNORECASE,
        ),
        documents=re.compile(rf"(?:{alternatives(wide['documents'])})[^，。；\n0-9]{{0,6}}$"),
        office=re.compile(alternatives(wide["office"])),
        office_place=re.compile(alternatives(wide["office_place"])),
        dwelling=re.compile(
            rf"(?:(?:{alternatives(wide['dwelling'])})[：在于 ]{{0,2}}|(?:{alternatives(wide['dwelling_labels'])})[：为是在于 ]{{1,3}}"
            rf"|住(?![房宅院户所址建在宿]))(?P<n>(?={_PLACE_WORDS}{{0,20}}{_SETTLED}){_PLACE_WORDS}{{3,60}}?(?=的|{_STOP}|$))"
        ),
        office_mail=frozenset(wide["office_mail"]),
    )


_PERSON = lazy("本人|家|私人|住|申请人|当事人|村民|居民|群众|户主|先生|女士|其[电手]|联系人|手机")


def _of_an_office(text: str, at: int) -> bool:
    """Whether the number at a place is an office's: its sentence so far names one, and nobody."""
    before = re.split(r"[。；\n]", text[max(0, at - 60) : at])[-1]
    near = re.split(r"[，、]", before)[-1]
    if _PERSON.search(near) or person_names(before):
        return False
    return _words().office.search(near) is not None or (
        _words().office.search(before) is not None and not _PERSON.search(before)
    )


def _digit_rows(text: str) -> Iterator[Code]:
    words = _words()
    for pattern, what in ((WRITTEN_IDENTITY, "身份证号"), (_ID15, "身份证号"), (WRITTEN_MOBILE, "手机号码")):
        for match in pattern.finditer(text):
            if not words.documents.search(text, max(0, match.start() - 16), match.start()):
                yield Code(*match.span(), what)
    for match in _LONG.finditer(text):
        row = re.sub("[^0-9Xx]", "", match.group())
        if words.documents.search(text, max(0, match.start() - 16), match.start()):
            continue
        if is_identity_number(row):
            yield Code(*match.span(), "身份证号")
        elif len(row) >= 15 or (len(row) > 11 and row[0] != "0"):
            card = is_card_number(row) or "卡" in text[max(0, match.start() - 12) : match.start()] or len(row) >= 16
            yield Code(*match.span(), "银行卡号" if card else "号码")
    for match in _STARRED.finditer(text):
        if sum(char.isdigit() for char in match.group()) >= 4:
            yield Code(*match.span(), "号码")
    for match in _LAND.finditer(text):
        if not _of_an_office(text, match.start()):
            yield Code(*match.span(), "电话号码")
    for match in _LOCAL.finditer(text):
        if not _of_an_office(text, match.start("n")):
            yield Code(*match.span("n"), "电话号码")


def _labelled(text: str) -> Iterator[Code]:
    words = _words()
    for match in words.labelled.finditer(text):
        value = match["n"].strip()
        if sum(char.isdigit() or char in _MASKED for char in value) >= 4:
            yield Code(match.start("n"), match.start("n") + len(match["n"].rstrip()), "证件号码")
    for match in words.accounts.finditer(text):
        if any(char.isdigit() for char in match["n"]) or "_" in match["n"] or match.group().find("号") >= 0:
            yield Code(*match.span("n"), "账号")
    for match in words.secrets.finditer(text):
        yield Code(*match.span("n"), "密码、密钥")


def _addresses(text: str) -> Iterator[Code]:
    words = _words()
    for pattern in (_HOME, _VILLAGE):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 12) : match.end()]
            if not words.office_place.search(around) and re.search("[0-9一二三四五六七八九十]", match.group()):
                yield Code(*match.span(), "住址")
    for match in words.dwelling.finditer(text):
        yield Code(*match.span("n"), "住址")


def private_codes(text: str) -> list[Code]:
    """Numbers, codes, addresses and dates of birth that tell who a person is, or open a door.

    Args:
        text: folded (``text.fold``).
    """
    shown = digits_shown(text)
    found = [*_digit_rows(shown), *_labelled(shown), *_addresses(text)]
    for pattern, what in (
        (_LETTERED, "证件号码"), (_OFFICER, "证件号码"), (_SOLE, "个体工商户代码"), (_PLATE, "车牌号"),
        (_WXID, "账号"), (_KEY, "密码、密钥"), (_GPS, "位置"), (_MACHINE, "网络地址"), (_URL_LOGIN, "密码、密钥"),
    ):  # fmt: skip
        found += [Code(*match.span(), what) for match in pattern.finditer(shown)]
    for match in _MAIL.finditer(text):
        local, _, host = match.group().partition("@")
        if not (host.strip().endswith(".gov.cn") and local.strip().lower() in _words().office_mail):
            found.append(Code(*match.span(), "邮箱"))
    found += [Code(*match.span("value"), "密码、密钥") for match in _URL_SECRET.finditer(text)]
    for match in _BIRTH.finditer(shown):
        group = next(name for name in "abc" if match[name])
        found.append(Code(*match.span(group), "出生日期"))
    return found


def village_groups(text: str) -> list[Code]:
    """A village's group, which is a person's address where a name stands behind it."""
    return [Code(*match.span(), "住址") for match in _GROUP.finditer(text)]
