"""Finds what must not be published of people: identity, card and mobile numbers, names of applicants."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import NamedTuple

from nianbao.package_data import data_file
from nianbao.patterns import HAN, alternatives, lazy
from nianbao.text.fold import fold
from nianbao.text.sentences import overlapping

MOBILE = lazy(r"(?<![0-9A-Za-z*＊\-—])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9A-Za-z*])")
LONG_DIGITS = lazy(r"(?<![0-9A-Za-z/])[0-9]{15,19}[Xx]?(?![0-9A-Za-z/\-])")
_SPACED = lazy(r"(?<![0-9A-Za-z/])[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -][0-9]{1,3})?(?![0-9A-Za-z/\-])")
_SAID = lazy(
    r"(?:(?P<id>身份证(?:号码|号|件号)?|公民身份号码)|(?P<card>银行卡号?|卡号|个人(?:银行)?(?:账户|账号|帐号)))"
    r"(?:为|是)?[:：（( ]?$"
)
_NUMERALS = dict(
    zip(
        "零〇○洞⓪一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两拐勾①②③④⑤⑥⑦⑧⑨",
        "000001234567891234567891279123456789",
        strict=True,
    )
)
_APART = " -·."
_ROW = lazy(f"(?:[0-9{''.join(_NUMERALS)}][ \\-·.]?){{7,}}")
_KEYCAP = r"(?:\ufe0f?\u20e3)?[ \n\-‐‑·.—_]?"
SEPARATED = r"[ \n\-‐‑·.—_]?"
NO_AMOUNT = r"(?!\s*(?:元|万|亿|千|百|件|条|次|人|户|字|份|篇|%|％|余|多|平方|公里|吨|亩))"


def digits_shown(text: str) -> str:
    """A text of equal length in which long rows of Chinese numerals are digits: 一三八〇〇… is 13800…."""
    return next(reversed(readings(text)))


def readings(text: str) -> dict[str, None]:
    """What a row of numerals may be, each a text of equal length: as it stands, in part digits, wholly digits.

    A Chinese numeral at either end of a row may belong to the words beside it: 李四13800000000 is called 李四, and
    13800000000三次 is dialled three times.
    """
    if not any(char in _NUMERALS for char in text):
        return {text: None}

    def put(first: int, last: int, match: re.Match[str]) -> str:
        row = match.group()
        end = len(row.rstrip(_APART)) - last
        return row[:first] + "".join(_NUMERALS.get(char, char) for char in row[first:end]) + row[end:]

    ends = ((1, 1), (1, 0), (0, 1), (0, 0))
    return dict.fromkeys([text, *(_ROW.sub(partial(put, *kept), text) for kept in ends)])


WRITTEN_IDENTITY = lazy(
    rf"(?<![0-9])[1-8](?:{SEPARATED}[0-9]){{5}}{SEPARATED}(?:1{SEPARATED}9|2{SEPARATED}0)(?:{SEPARATED}[0-9]){{2}}"
    rf"{SEPARATED}(?:0{SEPARATED}[1-9]|1{SEPARATED}[0-2]){SEPARATED}(?:[012]{SEPARATED}[0-9]|3{SEPARATED}[01])(?:{SEPARATED}[0-9]){{3}}{SEPARATED}[0-9Xx](?![0-9])"
)
WRITTEN_MOBILE = lazy(
    rf"(?<![0-9.])(?:[（(]?(?:\+|00)?86[）)]?[ \-]{{0,2}})?(?:1{_KEYCAP}[3-9]{_KEYCAP}[0-9]|[（]1[3-9][0-9][）])"
    rf"(?:{_KEYCAP}[0-9]){{8}}(?![0-9])" + NO_AMOUNT
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LABEL = 12
"""How far before a number what it is may begin."""


class Personal(NamedTuple):
    """A stretch of a text that tells who a person is: its place, and what it is, in Chinese."""

    start: int
    end: int
    what: str


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are a resident identity number: its date and check digit (GB 11643—1999)."""
    if not re.fullmatch(
        r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]", text
    ):
        return False
    return "10X98765432"[sum(int(text[i]) * w for i, w in enumerate(_WEIGHTS)) % 11] == text[17].upper()


def is_card_number(text: str) -> bool:
    """Whether 16 to 19 digits pass the check of bank cards (ISO/IEC 7812, Luhn)."""
    if not re.fullmatch(r"[1-9][0-9]{15,18}", text):
        return False
    total = 0
    for index, char in enumerate(reversed(text)):
        value = int(char) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


people = data_file(__file__, "people.yaml")
"""How people are called, what they are called by, and what tells who they are."""


def surnames() -> str:
    """The surnames of one character, one after the other."""
    return str(people()["surnames"])


def name_pattern() -> str:
    """A surname and one or two characters, as a pattern."""
    data = people()
    return f"(?:{alternatives(data['double_surnames'])}|[{surnames()}])[{HAN}]{{1,2}}"


@lru_cache(maxsize=1)
def _parties() -> re.Pattern[str]:
    data = people()
    return re.compile(
        rf"(?:{alternatives(data['parties'])})(?:[：:（]|为|是|系)?(?P<name>{name_pattern()}?)"
        rf"(?=[，。；、（）()\s：:]|{alternatives([*data['follows'], *data['private']['after']])}|$)"
    )


@lru_cache(maxsize=1)
def _not_names() -> tuple[str, ...]:
    return (*people()["not_names"], *people()["private"]["not_names"])


_HIDDEN = ("某", "×", "*")


def _numbers(text: str) -> list[Personal]:
    """Numbers, in digits."""
    found = [Personal(match.start(), match.end(), "手机号码") for match in WRITTEN_MOBILE.finditer(text)]
    for match in WRITTEN_IDENTITY.finditer(text):
        said = _SAID.search(text, max(0, match.start() - _LABEL), match.start())
        if is_identity_number(re.sub("[^0-9Xx]", "", match.group())) or (said and said["id"]):
            found.append(Personal(match.start(), match.end(), "身份证号"))
    for pattern in (LONG_DIGITS, _SPACED):
        for match in pattern.finditer(text):
            digits = re.sub("[ -]", "", match.group())
            said = _SAID.search(text, max(0, match.start() - _LABEL), match.start())
            if is_identity_number(digits) or (said and said["id"] and len(digits) in (15, 18)):
                found.append(Personal(match.start(), match.end(), "身份证号"))
            elif (said and said["card"]) or (len(digits) >= 16 and is_card_number(digits)):
                found.append(Personal(match.start(), match.end(), "银行卡号"))
    return found


def personal(text: str) -> list[Personal]:
    """What of a text tells who a person is, in order, without overlaps.

    Office telephones, addresses and mailboxes are no personal data; of names only those of applicants, parties
    and informants count.
    """
    folded = fold(text)
    found: list[Personal] = []
    for shown in readings(folded):
        taken = overlapping((item.start, item.end) for item in found)
        found += [item for item in _first_of(_numbers(shown)) if not taken(item.start, item.end)]
    if any(word in folded for word in people()["parties"]):
        for match in _parties().finditer(folded):
            name = match["name"]
            if not any(mark in name for mark in _HIDDEN) and not name.startswith(_not_names()):
                found.append(Personal(*match.span("name"), "姓名"))
    return _first_of(found)


def _first_of(found: list[Personal]) -> list[Personal]:
    """In order, of those that overlap the first and longest."""
    kept: list[Personal] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def masked(text: str) -> str:
    """A text as it may leave the machine: what tells who a person is left out."""
    out, at = [], 0
    for item in personal(text):
        out += [text[at : item.start], "〔已隐去〕"]
        at = item.end
    return "".join([*out, text[at:]])
