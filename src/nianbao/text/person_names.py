"""Names of people in a text, found wide: by surname, by the characters of given names, and by what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from nianbao.lazy import lazy
from nianbao.text.personal import people
from nianbao.text.trie import alternatives

__all__ = ["person_names"]

Span = tuple[int, int]

_HAN = "\u4e00-\u9fff"
_PUNCT = r"，。；：、！？（）\[\]【】〔〕《》“”\"'「」『』/|.·\s"
_STANDS = rf"(?:[{_PUNCT}]|$)"
_SIGN = r"某×✕*＊○□Xx"
_TRANSLITERATED = (
    "阿艾爱奥巴白贝比别波伯布达德迪丁杜多恩尔法菲费弗福盖戈格古哈海汉赫黑霍基吉加伽迦杰金卡凯科克肯库奎拉莱兰劳勒雷里利丽莉林琳隆卢鲁路"
    "露伦罗洛马玛迈麦曼梅米莫木穆娜纳那奈内妮尼宁诺欧帕佩皮普奇齐恰琼丘热仁日茹萨塞桑森沙莎珊山舍什史斯苏孙索塔泰坦汤特提天图吐托瓦威韦维翁"
    "沃乌吾伍西希夏辛新姆雅亚扬耶叶伊依英尤约泽扎詹兆卓佐买江合孜肉则吐洪力甫提坎帕夏牙生祖农居麦麦提江古再丽努尔阿卜杜拉茨朗央次旺姑仓措珠曲措"
    "晋顿布赤嘎绒巴桑旦罕斡乌云其其格巴图孟和苏日娜高娃额敦敖包腾格乐图雅呼斯楞那仁朝鲁宝音牧凯迪丽热巴汗"
)


class _Parts(NamedTuple):
    """The data, as sets and patterns."""

    single: frozenset[str]
    sure: frozenset[str]
    double: tuple[str, ...]
    given: frozenset[str]
    excluded: tuple[str, ...]
    after: re.Pattern[str]
    before: re.Pattern[str]
    roles: re.Pattern[str]
    titled: re.Pattern[str]
    hidden: re.Pattern[str]


@lru_cache(maxsize=1)
def _parts() -> _Parts:
    data: Any = people()
    wide = data["private"]
    sure, other = str(data["surnames"]), str(data["other_surnames"])
    double = tuple(data["double_surnames"])
    surname = f"(?:{alternatives(double)}|[{sure}{other}])"
    roles = alternatives([*wide["roles"], *wide["posts"], *data["rules"]["staff"]])
    return _Parts(
        single=frozenset(sure + other),
        sure=frozenset(sure) - set("任江石万龙马黄史严付程何钱田"),
        double=double,
        given=frozenset(str(data["given"])),
        excluded=tuple(dict.fromkeys([*data["not_names"], *wide["not_names"]])),
        after=re.compile(rf"{alternatives([*wide['after'], *wide['titles']])}|{_STANDS}|{{"),
        before=re.compile(rf"(?:^|[{_PUNCT}]|{alternatives([*wide['before'], *wide['places']])})$"),
        roles=re.compile(
            rf"(?:{roles})(?:\s*[（(:：、“\"「『]\s*|为|是|系|叫|名叫|姓名|名为|即|之一|[一二三四五六七八九两]名)?\s*(?=[{_HAN}])"
        ),
        titled=re.compile(
            rf"(?<![前现历时兼担就离])(?P<name>(?:{alternatives(double)}|[{sure}高段常白施葛柳翟殷詹倪俞左齐祝宁关舒纪童毕霍聂耿岳樊"
            rf"柯蓝盛苗翁骆兰路游辛管柴申冉桑房娄卓巩庞解刁裴车向文方洪温康季安成尤焦甘包]))(?P<given>[{_HAN}]{{0,2}}?)"
            rf"(?:副)?(?P<title>{alternatives(wide['titles'])})"
        ),
        hidden=re.compile(
            rf"(?:{surname})(?:[{_SIGN}]{{1,3}}|[{_HAN}][{_SIGN}])(?![A-Za-z0-9])|姓[{sure}{other}]的?(?=[{_HAN}])"
            rf"|[老小阿](?:[{sure}])(?=[{_PUNCT}]|反映|说|家|来|也|的儿|的女|等|同志|要求|投诉|咨询|申请|表示|$)"
            rf"|[{sure}]氏(?=[{_PUNCT}]|[{_HAN}])"
        ),
    )


def _excluded(text: str, at: int) -> bool:
    return text.startswith(_parts().excluded, at)


def _name(text: str, at: int, *, sure: bool) -> int:
    """The end of a name that begins at a place; 0 where none does.

    Args:
        sure: whether what stands before already says that it is a name.
    """
    parts = _parts()
    surname = next((len(word) for word in parts.double if text.startswith(word, at)), 0)
    if not surname:
        if text[at : at + 1] not in (parts.single if sure else parts.sure):
            return 0
        surname = 1
    if _excluded(text, at):
        return 0
    best, length = 0, 0
    for given in (2, 1):
        end = at + surname + given
        words = text[at + surname : end]
        if len(words) < given or not all("\u4e00" <= char <= "\u9fff" for char in words):
            continue
        if words[-1] in _COUNTED and re.match("[人户名位]", text[end : end + 1]):
            continue  # 张三、李四、王五三人
        known = all(char in parts.given for char in words)
        stands = parts.after.match(text, end) is not None
        if sure:
            score = 2 * stands + known if known or stands else 0
            if not known and not any(char in parts.given for char in words):
                # 村民钱款未付: nothing of it is a given name; then only punctuation tells
                score = 1 if re.match(_STANDS, text[end:]) else 0
        else:
            score = 3 if known and stands else 0
        if score > best:
            best, length = score, end
    return length


_COUNTED = "一二两三四五六七八九十"
_DOTTED = lazy(
    rf"[{_TRANSLITERATED}]{{1,7}}[·•・‧∙⋅．.][{_TRANSLITERATED}]{{1,8}}(?:[·•・‧∙⋅．.][{_TRANSLITERATED}]{{1,8}})*"
)
_DOTS_ALONE = lazy(rf"(?:(?<=[{_PUNCT}])|^)[{_HAN}]{{2,6}}[·•・‧∙⋅][{_HAN}]{{1,6}}(?=[{_PUNCT}]|$)")
_LATIN = lazy(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?(?![A-Za-z])"
    r"|(?<![A-Za-z] )(?<![A-Za-z])[A-Z][a-z]+(?:[- ][A-Z]\.?)?(?:[ ·\-][A-Z][a-z]{1,})+(?![A-Za-z])"
    r"|(?<![A-Za-z])[A-Z]{2,} [A-Z][a-z]+(?:[- ]?[a-z]+)?(?![A-Za-z])"
)
_LATIN_NOT = frozenset(
    ["Microsoft", "Windows", "Word", "Excel", "Office", "Adobe", "Acrobat", "Reader", "Internet", "Explorer", "Google", "Chrome", "Android", "Apple", "Linux", "Kylin", "Open", "Source", "Server", "System", "Data", "Web", "App", "Times", "Roman", "New", "Big", "Smart", "Face", "Time", "Java", "Script", "Python", "Power", "Point"]
)
_NICKNAME = lazy(
    r"(?:网民|网友|网名|昵称|用户|博主|微信名|微博名|账号名|号主|ID)(?:为|是|叫|名为)?[：:]?[“\"「『@](?P<name>[^”\"」』，。；\n]{1,20})(?:[”\"」』]|(?=[，。；\n]|$))"
)
_TRIBE = lazy(
    rf"(?:牧民|村民|群众|居民|藏族|维吾尔族|哈萨克族|蒙古族|彝族|傣族|学生|同学|申请人|干部|僧人)(?P<name>[{_TRANSLITERATED}]{{2,6}}?)(?={_STANDS}|反映|申请|来|提出|要求|因|患|家|向|等|的|投诉|咨询|不服|说|身患)"
)
_DETAILS = lazy(
    r"[（(，,、/\s]{0,2}(?:男|女|性别|汉族|[\u4e00-\u9fff]{1,4}族[，,、）)]|身份证|公民身份|电话|手机|联系电话|联系方式|微信|QQ|现年|年龄|[0-9]{1,2}岁|[0-9]{4}年|出生|生于|户籍|家住|住址|系[^统]|患)"
)
_FIELD = lazy(r"(?:(?<=[：:|\t，；、（(])|^)\s*")
_ENDS_FIELD = lazy(r"\s*(?=[；;。，,、|\t\n）)（(]|$)")
_BETWEEN = lazy(r"\s*(?:、|，|,|和|及|与|以及|/|；|\s)\s*")


def _listed(text: str, start: int, *, sure: bool = False) -> Iterator[Span]:
    """Names one after the other: 张三、李四和王五; more than one, unless what stands before says what they are."""
    found: list[Span] = []
    at = start
    while end := _name(text, at, sure=sure or bool(found)):
        found.append((at, end))
        link = _BETWEEN.match(text, end)
        if link is None:
            break
        at = link.end()
    yield from found


def _behind_roles(text: str) -> Iterator[Span]:
    """申请人（刘翠花）, 村民李小红、王大山, 镇长王大伟."""
    for match in _parts().roles.finditer(text):
        yield from _listed(text, match.end(), sure=True)


def _titled(text: str) -> Iterator[Span]:
    """王先生, 李书记, 刘翠花同志: with a title, a surname alone tells too."""
    parts = _parts()
    for match in parts.titled.finditer(text):
        if _excluded(text, match.start()):
            continue
        given, official = match["given"], match["title"] not in ("先生", "女士", "同志", "小姐", "太太")
        if given and not all(char in parts.given for char in given):
            continue
        before = text[match.start() - 1 : match.start()]
        if (
            official
            and not given
            and before
            and "\u4e00" <= before <= "\u9fff"
            and not parts.before.search(text[max(0, match.start() - 6) : match.start()])
        ):
            continue  # 青石镇长 is no 石镇长
        yield (match.start(), match.start("title") if given else match.end())


def _told_by_both_sides(text: str) -> Iterator[Span]:
    """由张伟负责, 3组李小红反映, 走访张三、李四; the surname and every character of the name are usual ones."""
    parts = _parts()
    for match in re.finditer(f"[{''.join(sorted(parts.sure))}]|{alternatives(parts.double)}", text):
        if parts.before.search(text, max(0, match.start() - 6), match.start()):
            end = _name(text, match.start(), sure=False)
            if end and (
                end - match.start() > 2 or not re.match("[、，]", text[end : end + 1]) or _DETAILS.match(text, end)
            ):
                yield (match.start(), end)


def _fields(text: str) -> Iterator[Span]:
    """A name alone behind a colon, between bars or in a line; a name with a person's details behind it."""
    parts = _parts()
    for match in _FIELD.finditer(text):
        at = match.end()
        if text[at : at + 1] in parts.single or text.startswith(parts.double, at):
            end = _name(text, at, sure=True)
            if not end or not all(char in parts.given for char in text[at + 1 : end]):
                continue
            whole = text[at - 1 : at] in ("", ":", "：", "|", "\t", "\n") and _ENDS_FIELD.match(text, end)
            if (whole and text[at] in parts.sure) or _DETAILS.match(text, end):
                yield (at, end)


def person_names(text: str) -> list[Span]:
    """Names of people: places of each.

    Args:
        text: folded (``text.fold``).

    Wide: what is found may be none now and then; what is an organ's, a place's or a document's name is not taken.
    """
    found = [match.span() for match in _DOTTED.finditer(text)]
    found += [match.span() for match in _DOTS_ALONE.finditer(text)]
    found += [
        match.span() for match in _LATIN.finditer(text) if not _LATIN_NOT & set(re.split(r"[ \-·]", match.group()))
    ]
    found += [match.span("name") for pattern in (_NICKNAME, _TRIBE) for match in pattern.finditer(text)]
    found += [match.span() for match in _parts().hidden.finditer(text) if not _excluded(text, match.start())]
    for finder in (_behind_roles, _titled, _told_by_both_sides, _fields):
        found += finder(text)
    for match in re.finditer("、", text):  # 张三、李四: two that are surely names, whatever stands around
        for back in (3, 2):
            start = match.start() - back
            if start >= 0 and _name(text, start, sure=False) == match.start() and _name(text, match.end(), sure=False):
                found += _listed(text, start)
    return sorted(set(found))
