"""Names of people in a text, found wide: by surname, by the characters of given names, and by what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from nianbao.patterns import alternatives, lazy
from nianbao.text.personal_data import people

__all__ = ["person_names"]

Span = tuple[int, int]

_PUNCT = r"，。；：、！？（）\[\]【】〔〕《》“”\"'「」『』/|.·⟦⟧\s"
_STANDS = rf"(?:[{_PUNCT}—]|$)"
_SIGN = r"某×✕*＊○□Xx"
_COUNTED = "一二两三四五六七八九十"
_PLACES = tuple("市县区乡镇村旗盟州路街湖河岛屯寨庄桥")
_WITHIN = tuple("中上下内外里前后")
"""What no given name is by itself: 文中说."""
_HAN = "\u4e00-\u9fff"
_LONGEST = 6
"""Characters that what stands before a name may have."""


class _Parts(NamedTuple):
    """The data, as sets and patterns: surnames, the characters of given names, and what stands around names."""

    single: frozenset[str]
    usual: frozenset[str]
    words_too: frozenset[str]
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
    called: re.Pattern[str]
    transliterated: re.Pattern[str]
    traditional: dict[int, str]


@lru_cache(maxsize=1)
def _parts() -> _Parts:
    data: Any = people()
    wide = data["private"]
    usual, words_too = str(data["surnames"]), str(wide["word_surnames"])
    other = str(data["other_surnames"])
    double = alternatives(data["double_surnames"])
    titled = f"{usual}{wide['titled_surnames']}"
    roles = alternatives([*wide["roles"], *wide["posts"], *data["rules"]["staff"]])
    after = alternatives([*wide["after"], *wide["titles"]])
    acts = alternatives([word for word in wide["after"] if len(word) > 1])
    follows = "|".join([f"[{_PUNCT}]", *wide["after_call"], "$"])
    return _Parts(
        single=frozenset(usual + other + words_too),
        usual=frozenset(usual + wide["clear_surnames"]) - frozenset(wide["unsure_surnames"]),
        words_too=frozenset(words_too),
        double=tuple(data["double_surnames"]),
        given=frozenset(str(data["given"])),
        words=tuple(dict.fromkeys([*data["not_names"], *wide["not_names"]])),
        surname=re.compile(f"{double}|[{usual}{other}{words_too}]"),
        after=re.compile(rf"{after}|{_STANDS}|{{"),
        acts=re.compile(alternatives(wide["personal_acts"])),
        before=re.compile(
            rf"(?:^|[{_PUNCT}@—…+※>●■◆★-]|[0-9-]{{6}}|{alternatives([*wide['before'], *wide['places']])})$"
        ),
        roles=re.compile(
            rf"(?:{roles})(?:\s*[（(:：、“\"「『]\s*|为|是|系|叫|名叫|姓名[：:]?|名为|即|之一|包括|分别[为是]|有|[一二三四五六七八九两]名)?\s*"
            rf"(?=[{_HAN}])"
        ),
        titled=re.compile(
            rf"(?<![前现历时兼担就离])(?P<surname>{double}|[{titled}])(?P<given>[{_HAN}]{{0,2}}?)副?"
            rf"(?P<title>{alternatives(wide['titles'])})"
        ),
        hidden=re.compile(
            rf"(?:{double}|[{usual}{other}])(?:[{_SIGN}]{{1,3}}(?:(?<=某)[{_HAN}](?=[{_PUNCT}]|等|$))?|[{_HAN}][{_SIGN}])(?![A-Za-z0-9])"
            rf"|姓[{usual}{other}](?:[，,]?名[{_HAN}]{{1,2}}|的?(?=[{_HAN}，。、；]|$))"
        ),
        called=re.compile(
            rf"[老小阿][{usual}{wide['clear_surnames']}](?:哥|姐|叔|婶|爷)?(?=又|也|{after}|{follows})"
            rf"|[{usual}](?:{alternatives(wide['called'])})(?=又|也|同志|等|{follows})|老[{usual}]头"
            rf"|[{usual}{other}]{{1,2}}氏(?:[{data['given']}](?=[{_PUNCT}]))?"
            rf"|[{usual}](?:老[大二三四五六七八幺]|[麻瘸癞聋哑瞎秃驼疯]子)(?={after}|{_STANDS})"
            rf"|阿[{data['given']}](?={after}|{_STANDS})|小[{_HAN}](?=[她他][爸妈爹娘])"
        ),
        transliterated=re.compile(
            rf"(?:牧[民户]|村民|群众|居民|[藏彝傣苗壮侗羌]族|维吾尔族|哈萨克族|蒙古族|学生|同学|申请人|干部|僧人)"
            rf"(?P<a>[{_TRANSLITERATED}]{{2,6}}?)(?={_STANDS}|{after})"
            rf"|(?<=[向由给与为经请])(?P<c>[{_TRANSLITERATED}]{{3,6}}?)(?=送达|告知|答复|说明|{acts}|[{_PUNCT}])"
            rf"|(?:^|(?<=[{_PUNCT}和与及]))(?P<b>[{_TRANSLITERATED}]{{3,6}}?)(?={acts}|[、和与及][{_TRANSLITERATED}]{{3,6}}?(?:{acts}))"
            rf"|(?:^|(?<=[{_PUNCT}和与及由请向]))(?P<d>(?:{alternatives(wide['peoples'])})[{_TRANSLITERATED}]{{0,4}}?)(?={after}|{_STANDS})"
        ),
        traditional={ord(pair[0]): pair[1] for pair in wide["traditional"].split()},
    )


def _is_word(text: str, at: int) -> bool:
    return text.startswith(_parts().words, at)


def _is_name_by_all_signs(text: str, at: int, *, sure: bool) -> bool:
    """Whether three characters are a name though they begin like a word: 律师严守成提交, 邹平安说."""
    given = text[at + 1 : at + 3]
    known = len(given) == 2 and all(char in _parts().given for char in given)
    follows = _parts().after if sure else _parts().acts
    return known and follows.match(text, at + 3) is not None


def _name(text: str, at: int, *, sure: bool) -> int:
    """The end of a name that begins at a place; 0 where none does.

    Args:
        sure: whether what stands before already says that it is a name.
    """
    parts = _parts()
    surname = next((len(word) for word in parts.double if text.startswith(word, at)), 0)
    if not surname:
        if text[at : at + 1] not in parts.single:
            return 0
        surname = 1
    if _is_word(text, at) and not _is_name_by_all_signs(text, at, sure=sure):
        return 0
    usual = surname > 1 or text[at] in parts.usual
    best, found = 0, 0
    for given in (3, 2, 1):
        end = at + surname + given
        words = text[at + surname : end]
        if given > 2 and not (usual and words[0:1] in parts.single - parts.words_too):
            continue  # 陈方婉仪, two surnames
        if len(words) < given or not all("\u4e00" <= char <= "\u9fff" for char in words):
            continue
        if words[-1] in _COUNTED and re.match("[人户名位件]", text[end : end + 1]):
            continue  # 张三、李四、王五三人
        stands = parts.after.match(text, end) is not None
        if not sure and (text[end : end + 1] in _PLACES or (not stands and text[end + 1 : end + 2] in _PLACES)):
            continue  # 白石岭乡, 张芝山镇
        if words[-1] in _COUNTED and not stands:
            continue  # 白雪一起来
        if (
            surname == 1
            and text[at] in parts.words_too
            and not (given > 1 and (stands or sure) and all(char in parts.given for char in words))
        ):
            continue  # 时间、项目
        if given > 2:
            known = stands and all(char in parts.given for char in words[1:])
            score = 4 if known else 0
        else:
            usual_here = usual or (words not in _WITHIN and parts.acts.match(text, end) is not None)
            score = _score(words, usual=usual_here, sure=sure, stands=stands)
        if not score and surname > 1 and stands and given > 1:
            score = 1  # 司马相如
        if not score and sure and re.match(_STANDS, text[end:]):
            score = 1
        if score > best:
            best, found = score, end
    return found


def _score(given: str, *, usual: bool, sure: bool, stands: bool) -> int:
    """How well a given name does: by its characters, by what follows; 0 for not at all."""
    known = sum(char in _parts().given for char in given)
    if sure:
        if known == len(given):
            return 1 + 2 * stands
        return 2 if stands and known else 0
    if known < len(given):
        return 0
    if len(given) == 1 and not usual:
        return 0  # 安宁, 高峰: as good as any word
    return 3 if stands else len(given) if usual else 1


_TRANSLITERATED = (
    "阿艾爱奥巴白贝比别波伯布达德迪丁杜多恩尔法菲费弗福盖戈格古哈海汉赫黑霍基吉加伽迦杰金卡凯科克肯库奎拉莱兰"
    "劳勒雷里利丽莉林琳隆卢鲁路露伦罗洛马玛迈麦曼梅米莫木穆娜纳那奈内妮尼宁诺欧帕佩皮普奇齐恰琼丘热仁日茹萨塞"
    "桑森沙莎珊舍什史斯苏孙索塔泰坦汤特提天图吐托瓦威韦维翁沃乌吾伍西希夏辛新姆雅亚扬耶叶伊依英尤约泽扎詹兆卓"
    "佐买江合孜肉则洪力甫坎牙祖农居再努卜茨朗央次旺姑仓措珠曲晋顿赤嘎绒旦罕云其孟和高娃额敦包腾乐呼楞朝宝音牧"
    "呷惹火子且支日吾牛妞铁尼瓦宗敖"
)
_LINK = "[·•・‧∙⋅．.]"
_DOTTED = lazy(rf"[{_TRANSLITERATED}]{{1,7}}(?:{_LINK}[{_TRANSLITERATED}]{{1,8}})+")
_DOTTED_ALONE = lazy(rf"(?:(?<=[{_PUNCT}])|^)[{_HAN}]{{2,6}}[·•・‧∙⋅][{_HAN}]{{1,6}}(?=[{_PUNCT}]|$)")
_LATIN = lazy(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?(?![A-Za-z])"
    r"|(?<![A-Za-z] )(?<![A-Za-z])[A-Z][a-z]+(?:[- ][A-Z]\.?)?(?:[ ·\-][A-Z][a-z]+)+(?![A-Za-z])"
    r"|(?<![A-Za-z])[A-Z]{2,} [A-Z][a-z]+(?:-[a-z]+)?(?![A-Za-z])|(?<![A-Za-z])[A-Z][a-z]+(?: [A-Z]\.){1,2}"
    r"|(?<![A-Za-z])(?=[A-Za-z，, -]{0,20}[À-ÿ])[A-ZÀ-Þ][a-zß-ÿ]+[，,]? [A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?"
)
_LATIN_WORDS = frozenset(
    ["Microsoft", "Windows", "Word", "Excel", "Office", "Adobe", "Acrobat", "Reader", "Internet", "Explorer", "Google",
     "Chrome", "Android", "Apple", "Linux", "Kylin", "Open", "Source", "Server", "System", "Data", "Web", "App",
     "Times", "Roman", "Noto", "Sans", "Serif", "New", "Big", "Smart", "Power", "Point", "Bearer"]
)  # fmt: skip
_NICKNAME = lazy(
    r"(?:网民|网友|网名|昵称|用户|博主|微信名|微博名|账号名|号主|绰号|外号|ID)(?:为|是|叫|名为)?[：:]?"
    r"[“\"「『@](?P<name>[^”\"」』，。；\n]{1,20})(?:[”\"」』]|(?=[，。；\n]|$))"
    r"|[“\"](?P<alias>[^”\"，。；\n]{1,20})[”\"](?=[^，。；\n]{0,8}(?:叫他|叫她|称他|称她|绰号|外号))"
    r"|(?:[叫喊][他她]|称[他她]为?|人称)[“\"](?P<called>[^”\"，。；\n]{1,20})[”\"]"
)
_CHILD = lazy(rf"(?:学生|同学|孩子|儿童|幼儿|[男女]孩)(?P<name>小[{_HAN}])(?=的|家|在|等|[{_PUNCT}]|$)")
_DETAILS = lazy(
    r"[（(，,、/\s]{0,2}(?:男|女|性别|[\u4e00-\u9fff]{1,4}族[，,、）)]|身份证|公民身份|电话|手机|联系电话|联系方式|微信|QQ|现年|年龄"
    r"|[0-9]{1,2}岁|[0-9]{4}年|出生|生于|户籍|家住|住址|系[^统]|患)"
)
"""What tells of a person right behind the name."""
_FIELD = lazy(r"(?:(?<=[：:|\t，；、（(])|^)\s*")
_ENDS_FIELD = lazy(r"\s*(?=[；;。，,、|\t\n）)（(]|$)")
_BETWEEN = lazy(r"\s*(?:、|，|,|和|及|与|以及|/|；|\s)\s*")
_GAP = r"[ \n_]{1,3}"
_SPACED = lazy(
    rf"(?:^|(?<=[{_PUNCT}])|(?<=[和与及给由]))(?P<surname>[{_HAN}])"
    rf"(?:{_GAP}(?P<one>[{_HAN}])(?:{_GAP}(?P<two>[{_HAN}])(?![{_HAN}]{{1,2}}(?:[{_PUNCT}]|$)))?|(?P<glued>[{_HAN}])\n(?P<last>[{_HAN}]))"
)
"""张 三, 李 小 红, and a name broken over two lines."""


def _listed(text: str, start: int, *, sure: bool = False) -> Iterator[Span]:
    """Names one after the other: 张三、李四和王五."""
    at = start
    while end := _name(text, at, sure=sure):
        yield at, end
        link = _BETWEEN.match(text, end)
        if link is None and len(text[at:end]) > 2 and _name(text, end, sure=False) - end > 2:
            at, sure = end, False  # 刘翠花田大勇孙桂芝
            continue
        if link is None:
            break
        at, sure = link.end(), True


def _behind_roles(text: str) -> Iterator[Span]:
    """申请人（刘翠花）, 村民李小红、王大山, 镇长王大伟."""
    for match in _parts().roles.finditer(text):
        yield from _listed(text, match.end(), sure=True)


def _titled(text: str) -> Iterator[Span]:
    """王先生, 李书记, 刘翠花同志: with a title, a surname alone tells too."""
    parts = _parts()
    for match in parts.titled.finditer(text):
        given, official = match["given"], match["title"] not in ("先生", "女士", "同志", "小姐", "太太")
        if _is_word(text, match.start()) or not all(char in parts.given for char in given):
            continue
        if official and not given and not parts.before.search(text, max(0, match.start() - _LONGEST), match.start()):
            continue  # 青石镇长 is no 石镇长
        yield match.start(), match.start("title") if given else match.end()


def _told_by_its_characters(text: str) -> Iterator[Span]:
    """由张伟负责, 3组李小红反映, 安玉珍来问: where a name may begin, and every character of it is a usual one."""
    parts = _parts()
    listed = 0
    for match in parts.surname.finditer(text):
        if match.start() < listed:
            continue  # a list is gone through once
        if parts.before.search(text, max(0, match.start() - _LONGEST), match.start()) and (
            _name(text, match.start(), sure=False)
        ):
            for start, listed in _listed(text, match.start()):
                yield start, listed


def _fields(text: str) -> Iterator[Span]:
    """A name alone behind a colon, between bars or in a line; a name with a person's details behind it."""
    parts = _parts()
    for match in _FIELD.finditer(text):
        at = match.end()
        end = _name(text, at, sure=True)
        if not end or not all(char in parts.given for char in text[at + 1 : end]):
            continue
        whole = text[at - 1 : at] in ("", ":", "：", "|", "\t", "\n") and _ENDS_FIELD.match(text, end)
        if (whole and text[at] in parts.usual) or _DETAILS.match(text, end):
            yield at, end


def _spaced(text: str) -> Iterator[Span]:
    parts = _parts()
    for match in _SPACED.finditer(text):
        given = "".join(match[name] or "" for name in ("one", "two", "glued", "last"))
        known = match["surname"] in parts.single and all(char in parts.given for char in given)
        if known and parts.after.match(text, match.end()):
            yield match.span()


def person_names(text: str) -> list[Span]:
    """Names of people: places of each.

    Args:
        text: folded (``text.fold``).

    Wide: what is found may be none now and then; what is an organ's, a place's or a document's name is not taken.
    """
    if not text.isascii():
        text = text.translate(_parts().traditional)
    found = [match.span() for pattern in (_DOTTED, _DOTTED_ALONE) for match in pattern.finditer(text)]
    found += [
        match.span() for match in _LATIN.finditer(text) if not _LATIN_WORDS & set(re.split(r"[ \-·]", match.group()))
    ]
    for pattern in (_NICKNAME, _parts().transliterated, _CHILD):
        for match in pattern.finditer(text):
            found += [match.span(name) for name in pattern.groupindex if match[name]]
    for pattern in (_parts().hidden, _parts().called):
        found += [match.span() for match in pattern.finditer(text) if not _is_word(text, match.start())]
    for finder in (_behind_roles, _titled, _told_by_its_characters, _spaced, _fields):
        found += finder(text)
    return sorted(set(found))
