"""Numbers, codes and addresses of people in a text, found wide: in every writing, with separators, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.patterns import HAN, alternatives, lazy
from nianbao.text.person_names import person_names
from nianbao.text.personal_data import (
    NO_AMOUNT,
    SEPARATED,
    WRITTEN_IDENTITY,
    WRITTEN_MOBILE,
    Personal,
    digits_shown,
    is_card_number,
    is_identity_number,
    people,
    readings,
)

REGIONS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
"""What provinces are called in one character: on plates, in case numbers."""


Unless = Callable[[re.Match[str]], bool]


# ── rows of digits

_FEW = 4
"""Digits that a number has at least."""
_DIGIT = lazy("[0-9]")
_ABROAD_HAS = 8
"""Digits that a number abroad has at least, its country's with it."""
_STARS = "*＊xX×•●"
_IDENTITY_15 = lazy(
    rf"(?<![0-9])[1-8](?:{SEPARATED}[0-9]){{7}}{SEPARATED}(?:0{SEPARATED}[1-9]|1{SEPARATED}[0-2])"
    rf"{SEPARATED}(?:[012]{SEPARATED}[0-9]|3{SEPARATED}[01])(?:{SEPARATED}[0-9]){{3}}(?![0-9]){NO_AMOUNT}"
)
_MISREAD = dict(zip("lIiOoZSB", "11100258", strict=True))
_IDENTITY_MISREAD = lazy(rf"(?<![0-9A-Za-z])[0-9{''.join(_MISREAD)}]{{16,18}}[0-9{''.join(_MISREAD)}Xx](?![0-9A-Za-z])")
_MOBILE_MISREAD = lazy(rf"(?<![0-9A-Za-z])[0-9{''.join(_MISREAD)}]{{11}}(?![0-9A-Za-z])")
"""An identity number and a mobile number as a scan gives them, letters in place of digits."""
_NUMERAL = "0-9零〇洞一二三四五六七八九幺两拐勾"
_SPOKEN = lazy(rf"[1一幺](?:[{_NUMERAL}]|[、，, ]|[二两三四五六七八]个(?=[{_NUMERAL}])){{6,24}}")
_TIMES = lazy(rf"([二两三四五六七八])个([{_NUMERAL}])")
"""幺七七，四个零，三九幺五: a number as it is told over the telephone."""
_ABROAD = lazy(r"(?<![0-9A-Za-z+])\+[1-9][0-9]{0,2}[ \-]?(?:[（]?[0-9]{1,4}[）]?[ \-]?){2,5}(?<=[0-9])(?![0-9])")
_STARRED = lazy(rf"(?<![0-9A-Za-z])[0-9]{{1,10}}[ -]?[{_STARS}]{{2,12}}[ -]?[0-9]{{1,8}}[Xx]?(?![0-9A-Za-z])")
_TAIL = lazy(
    r"(?:身份证|证件|手机|电话|卡|账号|号码)[^，。；\n0-9]{0,8}(?:后|末|尾)(?:[四五六八]|[4568])?[位号数]?(?:为|是|：)?(?P<n>[0-9]{3,8}[Xx]?)(?![0-9年件])"
    r"|尾号(?:为|是|：)?(?P<m>[0-9]{3,8}[Xx]?)(?![0-9])"
)
_EXTENSION = r"[ ]?(?:[-—]|转(?:分机)?|分机)[ ]?[0-9]{1,5}"
_LAND_LINE = lazy(
    r"(?<![0-9-])(?:(?:\+|00)86[ -]?)?(?:（0[0-9]{2,3}）|0[0-9]{2,3})[ \-—]{0,2}[2-9][0-9]{2,3}[ -]?[0-9]{3,4}"
    rf"(?:{_EXTENSION})?(?![0-9])"
    rf"|(?<![0-9A-Za-z-])[2-9][0-9]{{2,3}}[ -]?[0-9]{{4}}[ ]?(?:转(?:分机)?|分机)[ ]?[0-9]{{1,5}}(?![0-9])"
)
_LOCAL_LINE = lazy(
    r"(?:[他她我人]家里?的?|座机|宅电|固话|家庭电话|住宅电话|电话号码|电话|tel|Tel|TEL)(?:为|是|号码)?[：: ]{0,2}"
    r"(?P<n>[2-9][0-9]{2,3}[ -]?[0-9]{4})(?![0-9])"
)
_LONG = lazy(rf"(?<![0-9.\-/])[0-9](?:{SEPARATED}[0-9]){{10,24}}[Xx]?(?![0-9]){NO_AMOUNT}")

# ── codes with letters

_LETTERED = lazy(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2}[0-9]{9}[A-Z]{2}|[A-Z]{1,3}[0-9]{7,12}|[A-Z]{1,2}[0-9]{6}[（(][0-9A][）)]"
    r"|[157][/ ]?[0-9]{6}[（(/][0-9][）)]?)(?![A-Za-z0-9])"
)
_OFFICER = lazy(r"[军南北沈兰成济广空海士文武东西中火参政后装]字?第?[ ]?[0-9]{6,8}号?(?![0-9])")
_DEED = lazy(
    rf"[{HAN}]{{0,4}}(?:[（(](?:19|20)[0-9]{{2}}[）)])?[{HAN}]{{0,6}}?"
    r"(?:房权证|集用|国用|宅基地|土证|林证|不动产权|房地证|经营权证|农地权)"
    rf"[{HAN}]{{0,4}}(?:[（(](?:19|20)[0-9]{{2}}[）)])?[{HAN}]{{0,8}}第?[0-9]{{4,12}}号"
)
_SOLE_TRADER = lazy(r"(?<![0-9A-Za-z])92[0-9]{6}[0-9A-Z]{10}(?![0-9A-Za-z])")
_PLATE = lazy(
    rf"[{REGIONS}使][ ]?[A-HJ-NP-Za-hj-np-z][ ·•・\-/]{{0,2}}(?:[A-HJ-NP-Za-hj-np-z0-9][ ]?){{4,5}}"
    r"(?:[A-HJ-NP-Za-hj-np-z0-9]|[挂学警港澳领使])(?![A-Za-z0-9])"
    rf"|WJ[ ]?[{HAN}]?[ ·]?[0-9A-Z]{{5}}(?![A-Za-z0-9])"
    rf"|[{REGIONS}][ ]?[0-9]{{2}}[ ·\-]?[0-9A-Z]{{5}}(?![A-Za-z0-9])"
    rf"|(?<=牌)(?:[号照]码?)?[{HAN}]{{2,3}}[A-Z][0-9]{{4,6}}(?![A-Za-z0-9])"
    rf"|[{REGIONS}][{HAN}]{{1,3}}[渔货客机]运?[0-9]{{4,6}}(?![A-Za-z0-9])"
)
_NAME_OF_BOX = r"[A-Za-z0-9._%+\-]"
_MAIL = lazy(
    rf"(?<!{_NAME_OF_BOX}){_NAME_OF_BOX}{{1,64}}[ ]?(?:@|\[at\]|（at）|艾特)[ \n]?"
    r"[ ]?[A-Za-z0-9\-]+(?:[ ]?(?:[.。点]|\[dot\]|（dot）)[ ]?[A-Za-z0-9\-]+)+"
    rf"|{_NAME_OF_BOX}{{1,64}}[ ]?[#*][ ]?[A-Za-z0-9\-]{{2,30}}[ ]?[.。][ ]?(?:com|cn|net|org)(?![A-Za-z])"
    rf"|{_NAME_OF_BOX}{{2,40}}(?: {_NAME_OF_BOX}{{2,40}})? at [A-Za-z0-9\-]+(?: dot [A-Za-z]+)+"
)
_ACCOUNT = lazy(r"wxid_[A-Za-z0-9]{6,}")

# ── what opens a door

_OPENS = (
    "token|key|secret|sign|signature|auth|session|sid|ticket|code|pwd|password|openid|userid|uid|idcard|phone|mobile"
    "|name"
)
_URL_SECRET = lazy(rf"[?？&#][A-Za-z_\-]*(?:{_OPENS})[A-Za-z_\-]*=(?P<value>[!-%\x27-~]+)")
_LOGIN = lazy(
    r"(?:登[录陆]|账号密码|账密|用户名密码)(?:为|是)?[： ]{1,2}[!-.0-;=?-~]{2,40} ?/ ?(?P<value>[!-.0-;=?-~！？]{4,40})"
)
_DIAL = lazy(r"(?<=[码锁盘])(?:为|是|：)?(?P<value>(?:[左右顺逆正反][转]?[0-9]{1,3}[ ，、-]?){2,6})(?<=[0-9])")
_EXPIRY = lazy(r"有效期(?:限|至)?(?:为|是|：)?(?P<value>(?:0[1-9]|1[0-2])/[0-9]{2})(?![0-9/])")
_OF_A_BODY = lazy(
    r"(?i:face|finger|idcard|sfz|photo|dna)[A-Za-z0-9_\-]*[0-9][A-Za-z0-9_\-]*\.(?:jpe?g|png|bmp|tiff?|pdf|dat)"
)
_URL_LOGIN = lazy(r"(?<=：//)[^\s/@：]+：[^\s/@]+(?=@)")
_KEY = lazy(
    r"(?<![A-Za-z0-9])(?:sk|pk|rk|ak)[-_][A-Za-z0-9_\-]{12,}"
    r"|(?<![A-Za-z0-9])(?:AKIA|ASIA|LTAI|AKID|ghp_|gho_|github_pat_|glpat-|xox[bap]-|AIza)[A-Za-z0-9_\-]{8,}"
    r"|(?<![A-Za-z0-9])eyJ[A-Za-z0-9_\-]{8,2000}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]+)?"
    r"|(?<=Bearer )[A-Za-z0-9._\-]{8,}"
    r"|(?<![A-Za-z0-9{.:_/\-])(?=[A-Za-z_\-]*[0-9])(?=[0-9_\-]*[A-Za-z])"
    r"(?:[A-Za-z0-9]{24,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![A-Za-z0-9}])"
)
_DEGREES = r"[0-9]{1,3}(?:\.[0-9]+|[°度][0-9]{1,2}(?:\.[0-9]+)?[′'分]?(?:[0-9]{1,2}(?:\.[0-9]+)?[″\"秒]?)?)"
_GPS = lazy(
    rf"(?:(?:东经|西经|北纬|南纬|经度|纬度|[EWNS])[：: ]?{_DEGREES}[°度]?[EWNS]?[，,、 ]{{0,2}}){{1,2}}"
    r"(?:-?[0-9]{1,3}\.[0-9]{3,}°?)?"
    r"|(?<![0-9.])-?[0-9]{1,3}\.[0-9]{4,}°?[ ]?[，,、/ ][ ]?-?[0-9]{1,3}\.[0-9]{4,}°?(?![0-9])"
    r"|[0-9]{1,3}°[0-9]{1,2}[′'][0-9.]{0,6}[″\"]?[EWNS]?"
)
_MACHINE = lazy(
    r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])"
    r"|(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[：:\-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])"
)

# ── births and addresses

_CN_DAY = "[一二三四五六七八九十]{1,3}"
_DAY = (
    r"(?:(?:19|20)[0-9]{2}|民国[0-9一二三四五六七八九十]{1,3}|[一二][九〇零][0-9〇零一二三四五六七八九]{2}|[0-9]{2})[年./\-]"
    rf"(?:[0-9]{{1,2}}|{_CN_DAY})(?:[月./\-](?:[0-9]{{1,2}}|{_CN_DAY})[日号]?|月)?"
)
_MOON_DAY = r"(?:农历|阴历|旧历)?[正一二三四五六七八九十冬腊]{1,2}月(?:初|廿|卅|十|二十)[一二三四五六七八九十]{0,2}"
_BIRTH = lazy(
    r"(?:出生日期|出生年月日?|出生时间|出生于|出生(?=：)|生于|生日)[：:为是 ]{0,2}"
    rf"(?P<a>{_MOON_DAY}(?:[，,]属.)?(?:[，,](?:19|20)[0-9]{{2}}年)?|{_DAY}|(?:19|20)[0-9]{{6}}|(?:19|20)[0-9]{{2}}年)"
    rf"|(?P<b>{_DAY})(?=出生|生(?=[，。；、）)人于]|$))|(?P<c>(?:19|20)[0-9]{{2}}年)(?=出生[，。；、）)]|生[，。；、）)])"
)
_N = "[0-9一二三四五六七八九十]"
_STOP = r"[，。；：、！？（）()“”\s|{}\n]"
_PLACE = r"[^，。；：:、！？（）()“”\s|{}\n]"
_SETTLED = "(?:楼|宿舍|家属院|省|市|县|区|镇|乡|村|路|街|巷|弄|小区|花园|苑|屯|组|栋|幢|里|庄|寨)"
_ROOM = (
    r"(?:[0-9A-Za-z一二三四五六七八九十甲乙丙丁东西南北]{1,4}(?:号楼|栋|幢|座|#)[ ,，\-]?"
    rf"(?:{_N}{{1,3}}(?:单元|门|梯)[ ,，\-]?)?"
    rf"(?:{_N}{{1,3}}[层楼])?(?:[0-9A-Za-z]{{2,5}}|[零〇一二三四五六七八九]{{3,4}})?[室房号户]?"
    rf"|{_N}{{1,3}}单元[ \-]?[0-9零〇一二三四五六七八九]{{2,4}}[室房号户]?"
    r"|[0-9]{1,3}排[0-9]{1,3}号|[0-9]{1,4}号[0-9]{3,4}(?![0-9年月号文令])[室房户]?"
    r"|[0-9]{1,3}-[0-9]{1,2}-[0-9]{2,4}[室号户]?)"
)
_ESTATE = (
    "(?:小区|花园|家园|公寓|新村|苑|府|城|里|庭|园|湾|居|院|宿舍|家属院|家属楼|安置房|安置点|公租房|廉租房|弄|巷|胡同|号|路|街|道"
    "|广场|大厦|期|区|社区|村|都|楼|驿站|店)"
)
_HOME = lazy(rf"{_PLACE}{{0,26}}?{_ESTATE}(?:[（(][^）)]{{1,6}}[）)])?{_ROOM}")
_BUILDING = lazy("单元|[栋幢座#]|[0-9]排|号楼|号[0-9]|[0-9]-[0-9]")
_HOUSE_END = lazy("[0-9一二三四五六七八九十百][号户]|[院屋]")
_VILLAGE = "(?:村|社区|屯|寨|庄|嘎查)"
_GROUP_NUMBER = rf"(?:委会)?[{HAN}]{{0,4}}?第?{_N}{{1,3}}(?:村民小)?[组社队]"
_HOUSE = lazy(
    rf"[{HAN}]{{0,14}}?{_VILLAGE}{_GROUP_NUMBER}第?[0-9一二三四五六七八九十百]{{1,4}}[号户](?:附[0-9]{{1,3}}号)?"
)
_FLAT = lazy(rf"{_N}{{1,3}}(?:号楼|[栋幢座]){_N}{{1,3}}单元[0-9零〇一二三四五六七八九]{{3,4}}[室号]?")
_HAMLET = lazy(
    rf"[{HAN}]{{1,10}}?村(?!供销|专业|农业|股份|经济)[{HAN}]{{1,4}}(?:(?:社|组|屯|湾|坪|寨|院子)第?{_N}{{1,3}}[号户]|[社组屯寨][{HAN}]{{1,4}}(?:院子|大院|老屋|屋场|屋里))"
)
_GROUP = lazy(rf"[{HAN}]{{1,10}}?{_VILLAGE}{_GROUP_NUMBER}")
_BACKWARDS = lazy(
    rf"[0-9]{{2,4}}[室房][，、 ]?(?:{_N}{{1,3}}单元[，、 ]?)?[0-9A-Z一二三四五六七八九十]{{1,3}}(?:号楼|[栋幢座])"
    rf"[，、 ]?[{HAN}]{{1,10}}?{_ESTATE}"
)
_BED = lazy(
    rf"[{HAN}]{{0,14}}(?:科|病区|病房|ICU|CCU|监护室)[0-9一二三四五六七八九十]{{0,3}}(?:加|-|第|病?室)?[0-9]{{1,3}}号?(?:病床|床)(?![位，]?[0-9位数上])"
)
_TOLD = lazy(
    rf"[{HAN}]{{0,14}}[东西南北左右](?:[岸侧边手头面]|拐|转)+(?:倒?数)?第{_N}{{1,2}}[户家][{HAN}]{{0,3}}门?(?<=[户家门])"
)
"""西岸第三家红铁门."""
_PARKING = lazy(rf"[{HAN}]{{0,10}}(?:地下|负)?[0-9一二三]?[层楼]?[A-Z]?-?[0-9]{{2,4}}号?车位")
_DELIVERED = lazy(
    rf"地址(?:为|是|在|：)?[ ]?(?P<a>[{HAN}0-9A-Za-z\-]{{4,40}}?(?:[0-9]{{1,4}}[号楼室栋]|[座栋][0-9]{{2,5}}))"
    rf"(?=[{HAN}]{{2,3}}收|，(?:快递|收|签|寄|送|挂号))"
    r"|(?:寄送|收货|收件|配送|家庭)地址(?:为|是|在|：)?[ ]?"
    rf"(?P<b>[{HAN}0-9A-Za-z\-]{{4,40}}?(?:[0-9]{{1,4}}[号楼室栋])+)"
)


class _Words(NamedTuple):
    """Patterns of the data: what is written before a number, and where an office's stand."""

    labelled: re.Pattern[str]
    accounts: re.Pattern[str]
    secrets: re.Pattern[str]
    documents: re.Pattern[str]
    office: re.Pattern[str]
    office_place: re.Pattern[str]
    dwelling: re.Pattern[str]
    office_mail: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    wide = people()["private"]
    return _Words(
        labelled=re.compile(
            rf"(?:{alternatives(wide['numbered'])}|[{HAN}]证编?(?=号))"
            r"(?:号码|号|编号|账户|账号)?(?:为|是|系)?[：:=（( “\"'\]】|]{0,3}"
            rf"(?P<n>(?:[{HAN}]{{1,3}}[字证])?[{HAN}]?字?第?[A-Za-z0-9*＊×]"
            r"[A-Za-z0-9*＊×\-/ 第]{2,28}[A-Za-z0-9*](?:（[0-9A-Z]{1,2}）)?号?)(?![0-9A-Za-z]|\.?[0-9]*[万亿]?元)"
        ),
        accounts=re.compile(
            rf"(?<![A-Za-z])(?:{alternatives(wide['accounts'])})"
            r"(?:号码|号|账号|[ ]?ID)?(?:为|是)?[：:=（( “\"'@|]{0,3}"
            r"(?P<n>[0-9]{2,4}(?:[ -][0-9]{2,4}){1,3}|[A-Za-z0-9][A-Za-z0-9_\-.]{4,30}(?<![.]))"
        ),
        secrets=re.compile(
            rf"(?:{alternatives(wide['secrets'])})(?:（[{HAN}A-Za-z0-9]{{1,8}}）)?(?:(?:为|是|改为|=|：|\"|\s){{1,4}}(?P<n>[!-~！？：（）]{{3,80}})"
            rf"|(?<=[码令])(?P<m>[{HAN}]{{0,4}}(?=[!-~]*[0-9])[!-~]{{3,40}})(?![位个天月]))",
            re.IGNORECASE,
        ),
        documents=re.compile(rf"(?:{alternatives(wide['documents'])})[^，。；\n0-9]{{0,6}}$"),
        office=re.compile(alternatives(wide["office"])),
        office_place=re.compile(alternatives(wide["office_place"])),
        dwelling=re.compile(
            rf"(?:(?:{alternatives(wide['dwelling'])})[：在于 ]{{0,2}}"
            rf"|(?:{alternatives(wide['dwelling_labels'])})[：:=|为是在于 ]{{1,3}}|住(?![房宅院户所址建在宿]))"
            rf"(?P<n>(?!{_PLACE}{{0,8}}哪)(?={_PLACE}{{0,20}}{_SETTLED}){_PLACE}{{3,60}}?(?=的|[那这]一?[户家]|{_STOP}|$))"
        ),
        office_mail=re.compile(alternatives(wide["office_mail"])),
    )


_PERSON = lazy("本人|家|私人|住|申请人|当事人|村民|居民|群众|户主|先生|女士|其[电手]|联系人|手机")


def _at(match: re.Match[str]) -> int:
    """Where what counts of a match begins: the group that has a name, else all of it."""
    return match.start(match.lastgroup or 0)


def _said(match: re.Match[str]) -> str:
    return str(match[match.lastgroup or 0])


def _of_an_office(match: re.Match[str]) -> bool:
    """Whether a number is an office's: its sentence so far names one, and nobody."""
    at = _at(match)
    before = re.split(r"[。；\n]", match.string[max(0, at - 60) : at])[-1]
    if person_names(before):
        return False
    near = re.split(r"[，、]", before)[-1]
    office = _words().office
    if office.search(near):
        return not _PERSON.search(near)
    return office.search(before) is not None and not _PERSON.search(before)


def _of_a_document(match: re.Match[str]) -> bool:
    return _words().documents.search(match.string, max(0, _at(match) - 16), _at(match)) is not None


def _in_an_office(match: re.Match[str]) -> bool:
    return _words().office_place.search(match.string, max(0, match.start() - 12), match.end()) is not None


def _fewer(digits: int) -> Unless:
    return lambda match: sum(char.isdigit() or char in _STARS for char in _said(match)) < digits


def _no_number(match: re.Match[str]) -> bool:
    return _fewer(_FEW)(match) or _of_a_document(match)


def _no_account(match: re.Match[str]) -> bool:
    words = _said(match)
    return not (any(char.isdigit() for char in words) or set("_.") & set(words) or "号" in match.group())


def _not_misread(begins: str) -> Unless:
    def judged(match: re.Match[str]) -> bool:
        row = "".join(_MISREAD.get(char, char) for char in match.group())
        letters = sum(not char.isdigit() for char in match.group())
        return not 0 < letters <= len(row) - _FEW or re.match(begins, row) is None

    return judged


def _public_mail(match: re.Match[str]) -> bool:
    local, _, host = match.group().partition("@")
    return host.strip().endswith(".gov.cn") and _words().office_mail.search(local.lower()) is not None


def _spoken(text: str) -> Iterator[Personal]:
    """Mobile numbers as they are told, with pauses and 四个零."""
    for match in _SPOKEN.finditer(text):
        stretch = match.group().rstrip("、，, ")
        said = _TIMES.sub(lambda times: times[2] * int(digits_shown(times[1] * 7)[0]), stretch)
        if WRITTEN_MOBILE.fullmatch(digits_shown(re.sub("[、，, ]", "", said))):
            yield Personal(match.start(), match.start() + len(stretch), "手机号码")


def _long(text: str) -> Iterator[Personal]:
    """Long rows of digits, by what they can be."""
    for match in _LONG.finditer(text):
        if _of_a_document(match):
            continue
        row = re.sub("[^0-9Xx]", "", match.group())
        if is_identity_number(row):
            yield Personal(*match.span(), "身份证号")
        elif len(row) >= 16 or "卡" in text[max(0, match.start() - 12) : match.start()] or is_card_number(row):
            yield Personal(*match.span(), "银行卡号")
        elif len(row) >= 15 or (len(row) > 11 and row[0] != "0"):
            yield Personal(*match.span(), "号码")


_DIGITS, _LETTERS = lazy("[0-9]{4}"), lazy("[A-Za-z]")


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[re.Pattern[str], str, re.Pattern[str] | None, Unless | None], ...]:
    """Patterns (the group that counts, else all of it), what they find, without what there is none, and unless what."""
    words = _words()
    return (
        (WRITTEN_IDENTITY, "身份证号", _DIGIT, _of_a_document),
        (_IDENTITY_15, "身份证号", _DIGIT, _of_a_document),
        (WRITTEN_MOBILE, "手机号码", _DIGIT, _of_a_document),
        (_IDENTITY_MISREAD, "身份证号", _LETTERS, _not_misread("[1-8][0-9]{5}(?:19|20)[0-9]{2}[01]")),
        (_MOBILE_MISREAD, "手机号码", _LETTERS, _not_misread("1[3-9]")),
        (_ABROAD, "电话号码", _DIGIT, _fewer(_ABROAD_HAS)),
        (_STARRED, "号码", _DIGIT, _fewer(_FEW)),
        (_TAIL, "号码", _DIGIT, None),
        (_LAND_LINE, "电话号码", _DIGIT, _of_an_office),
        (_LOCAL_LINE, "电话号码", _DIGIT, _of_an_office),
        (words.labelled, "证件号码", _DIGIT, _no_number),
        (words.accounts, "账号", None, _no_account),
        (words.secrets, "密码、密钥", None, None),
        (_URL_SECRET, "密码、密钥", lazy("="), None),
        (_LOGIN, "密码、密钥", lazy("/"), None),
        (_DIAL, "密码、密钥", _DIGIT, None),
        (_EXPIRY, "密码、密钥", lazy("/"), None),
        (_HOME, "住址", _BUILDING, _in_an_office),
        (_HOUSE, "住址", _HOUSE_END, _in_an_office),
        (_HAMLET, "住址", _HOUSE_END, None),
        (_DELIVERED, "住址", lazy("地址"), None),
        (words.dwelling, "住址", None, None),
        (_DEED, "证件号码", lazy("[权用证林地]"), None),
        (_PARKING, "住址", lazy("车位"), None),
        (_BACKWARDS, "住址", lazy("[室房]"), None),
        (_BED, "住址", lazy("床"), None),
        (_FLAT, "住址", lazy("单元"), None),
        (_TOLD, "住址", lazy("第"), None),
        (_LETTERED, "证件号码", _DIGITS, _of_a_document),
        (_OFFICER, "证件号码", _DIGITS, None),
        (_PLATE, "车牌号", lazy("[0-9A-Za-z] ?[0-9A-Za-z] ?[0-9A-Za-z]"), None),
        (_SOLE_TRADER, "个体工商户代码", _DIGITS, None),
        (_ACCOUNT, "账号", _LETTERS, None),
        (_OF_A_BODY, "账号", _LETTERS, None),
        (_KEY, "密码、密钥", _LETTERS, None),
        (_URL_LOGIN, "密码、密钥", lazy("@"), None),
        (_GPS, "位置", _DIGIT, None),
        (_MACHINE, "网络地址", lazy("[0-9A-Fa-f][.：:-]"), None),
        (_MAIL, "邮箱", _LETTERS, _public_mail),
        (_BIRTH, "出生日期", lazy("生"), None),
    )


def private_codes(text: str) -> list[Personal]:
    """Numbers, codes, addresses and dates of birth that tell who a person is, or open a door.

    Args:
        text: folded (``text.fold``).
    """
    found = list(_spoken(text))
    for shown in readings(text):
        found += _long(shown)
        for pattern, what, needed, unless in _kinds():
            if needed is None or needed.search(shown):
                found += [
                    Personal(*match.span(match.lastgroup or 0), what)
                    for match in pattern.finditer(shown)
                    if unless is None or not unless(match)
                ]
    return found


def village_groups(text: str) -> list[Personal]:
    """A village's group, which is a person's address where a name stands behind it."""
    return [Personal(*match.span(), "住址") for match in _GROUP.finditer(text)]
