"""The data on people as sets and patterns: surnames, the characters of given names, what stands around names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from nianbao.patterns import HAN, alternatives
from nianbao.text.personal_data import people

__all__ = ["CIRCLED", "COUNTED", "PUNCTUATION", "STANDS", "TRANSLITERATED", "Parts", "Span", "is_word", "parts"]

Span = tuple[int, int]

PUNCTUATION = r"，。；：、！？（）\[\]【】〔〕《》“”\"'「」『』/\\|.·⟦⟧①-⑳\s"
CIRCLED = "①-⑳"
STANDS = rf"(?:[{PUNCTUATION}—]|$)"
_SIGN = r"某×✕*＊○□Xx"
COUNTED = "一二两三四五六七八九十"
_SHOP = rf"[{HAN}]{{1,5}}[厂店坊馆场行社]"
"""老田家食品厂."""
TRANSLITERATED = (
    "阿艾爱奥巴白贝比别波伯布达德迪丁杜多恩尔法菲费弗福盖戈格古哈海汉赫黑霍基吉加伽迦杰金卡凯科克肯库奎拉莱兰"
    "劳勒雷里利丽莉林琳隆卢鲁路露伦罗洛马玛迈麦曼梅米莫木穆娜纳那奈内妮尼宁诺欧帕佩皮普奇齐恰琼丘热仁日茹萨塞"
    "桑森沙莎珊舍什史斯苏孙索塔泰坦汤特提天图吐托瓦威韦维翁沃乌吾伍西希夏辛新姆雅亚扬耶叶伊依英尤约泽扎詹兆卓"
    "佐买江合孜肉则洪力甫坎牙祖农居再努卜茨朗央次旺姑仓措珠曲晋顿赤嘎绒旦罕云其孟和高娃额敦包腾乐呼楞朝宝音牧"
    "呷惹火子且支日吾牛妞铁尼瓦宗敖"
)


class Parts(NamedTuple):
    """The data, as sets and patterns: surnames, the characters of given names, and what stands around names."""

    single: frozenset[str]
    usual: frozenset[str]
    words_too: frozenset[str]
    rare: frozenset[str]
    double: tuple[str, ...]
    given: frozenset[str]
    words: tuple[str, ...]
    surname: re.Pattern[str]
    after: re.Pattern[str]
    acts: re.Pattern[str]
    before: re.Pattern[str]
    roles: re.Pattern[str]
    titled: re.Pattern[str]
    hidden: re.Pattern[str]
    polite: re.Pattern[str]
    called: re.Pattern[str]
    transliterated: re.Pattern[str]
    role: re.Pattern[str]
    acts_too: re.Pattern[str]
    nobody: re.Pattern[str]
    no_name: re.Pattern[str]
    traditional: dict[int, str]


@lru_cache(maxsize=1)
def parts() -> Parts:
    data: Any = people()
    wide = data["private"]
    usual, words_too = str(data["surnames"]), str(wide["word_surnames"])
    other = str(data["other_surnames"])
    double = alternatives(data["double_surnames"])
    titled = f"{usual}{wide['titled_surnames']}"
    roles = alternatives([*wide["roles"], *wide["kin"], *wide["posts"], *data["rules"]["staff"]])
    titles = [*wide["titles"], *wide["polite"]]
    after = alternatives([*wide["after"], *titles, *wide["kin"]])
    after = rf"(?:{after}|家(?!{_SHOP}))"
    acts = alternatives([word for word in wide["after"] if len(word) > 1])
    follows = "|".join([f"[{PUNCTUATION}]", *wide["after_call"], rf"家(?!{_SHOP})", "$"])
    return Parts(
        single=frozenset(usual + other + words_too),
        usual=frozenset(usual + wide["clear_surnames"]) - frozenset(wide["unsure_surnames"]),
        words_too=frozenset(words_too),
        rare=frozenset(wide["rare_surnames"]),
        double=tuple(data["double_surnames"]),
        given=frozenset(str(data["given"])),
        words=tuple(dict.fromkeys([*data["not_names"], *wide["not_names"]])),
        surname=re.compile(f"{double}|[{usual}{other}{words_too}]"),
        after=re.compile(rf"{after}|{STANDS}|{{"),
        acts=re.compile(alternatives(wide["personal_acts"])),
        before=re.compile(
            rf"(?:^|[{PUNCTUATION}@—…+※>●■◆★-]|[0-9-]{{6}}|{alternatives([*wide['before'], *wide['places']])})$"
        ),
        roles=re.compile(
            rf"(?:{roles})(?:\s*[（(:：、“\"「『]\s*|为|是|系|叫|名叫|姓名[：:]?|名为|即|之一|包括|分别[为是]|有|[一二三四五六七八九两]名)?\s*"
            rf"(?=[{HAN}])"
        ),
        titled=re.compile(
            rf"(?<![前现历时兼担就离])(?P<surname>{double}|[{titled}])(?P<given>[{HAN}]{{0,2}}?)副?"
            rf"(?P<title>{alternatives(titles)})"
        ),
        hidden=re.compile(
            rf"(?:{double}|[{usual}{other}])(?:[{_SIGN}]{{1,3}}(?:(?<=某)(?:[0-9]|[{HAN}](?=[{PUNCTUATION}]|等|$)))?|[{HAN}][{_SIGN}])(?![A-Za-z0-9])"
            rf"|姓[{usual}{other}](?:[，,]?名[{HAN}]{{1,2}}|的?(?=[{HAN}，。、；]|$))"
        ),
        polite=re.compile(
            rf"(?:^|(?<=[{PUNCTUATION}@{CIRCLED}])|(?<={alternatives(wide['polite_before'])}))(?![该名位个这那某各老男女有的两几众])[{HAN}]"
            rf"(?:{alternatives(wide['polite'])})"
        ),
        called=re.compile(
            rf"(?<![光家])[老小阿][{usual}{wide['clear_surnames']}](?:哥|姐|叔|婶|爷)?(?=又|也|{after}|{follows})"
            rf"|[{usual}](?:{alternatives(wide['called'])})(?=又|也|同志|等|{follows})|老[{usual}]头"
            rf"|[{usual}{other}]{{1,2}}氏(?:[{data['given']}](?=[{PUNCTUATION}]))?"
            rf"|[{usual}](?:老[大二三四五六七八幺]|[麻瘸癞聋哑瞎秃驼疯]子)(?={after}|{STANDS})"
            rf"|阿[{data['given']}](?={after}|{STANDS})|小[{HAN}](?=[她他][爸妈爹娘])"
        ),
        transliterated=re.compile(
            rf"(?<=[人民商户员籍者胞客生工])(?P<e>[{HAN}]{{1,7}}(?:[·•・‧∙⋅][{HAN}]{{1,7}}?){{1,4}})(?={after}|{STANDS})|"
            rf"(?:牧[民户]|村民|群众|居民|[藏彝傣苗壮侗羌]族|维吾尔族|哈萨克族|蒙古族|学生|同学|申请人|干部|僧人)"
            rf"(?P<a>[{TRANSLITERATED}]{{2,6}}?)(?={STANDS}|{after})"
            rf"|(?<=[向由给与为经请])(?P<c>[{TRANSLITERATED}]{{3,6}}?)(?=送达|告知|答复|说明|{acts}|[{PUNCTUATION}])"
            rf"|(?:^|(?<=[{PUNCTUATION}和与及]))(?P<b>[{TRANSLITERATED}]{{3,6}}?)(?={acts}|[、和与及][{TRANSLITERATED}]{{3,6}}?(?:{acts}))"
            rf"|(?:^|(?<=[{PUNCTUATION}和与及由请向]))(?P<d>(?:{alternatives(wide['peoples'])})[{TRANSLITERATED}]{{0,4}}?)(?={after}|{STANDS})"
        ),
        role=re.compile(roles),
        acts_too=re.compile(acts),
        nobody=re.compile(rf"(?:{alternatives(wide['no_ends'])})$|^[{HAN}]+(?:{alternatives(wide['posts'])})$"),
        no_name=re.compile(alternatives(wide["no_beginnings"])),
        traditional={ord(pair[0]): pair[1] for pair in wide["traditional"].split()},
    )


def is_word(text: str, at: int) -> bool:
    return text.startswith(parts().words, at)
