"""Names of people in a text, found wide: by surname and the characters of given names, and in contexts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.patterns import HAN, lazy
from nianbao.text.name_contexts import (
    COUNTED,
    LABEL,
    PUNCTUATION,
    STANDS,
    TRANSLITERATED,
    Span,
    fellows,
    in_contexts,
    is_word,
    parts,
)

_PLACES = tuple("市县区乡镇村旗盟州路街湖河岛屯寨庄桥场堂馆寺庙")
_WITHIN = tuple("中上下内外里前后")
"""What no given name is by itself: 文中说."""
_LONGEST = 6
"""Characters that what stands before a name may have."""


_NAME = lazy(f"[{HAN}]+")


def _is_name_by_all_signs(text: str, at: int, *, sure: bool) -> bool:
    """Whether three characters are a name though they begin like a word: 律师严守成提交, 邹平安说."""
    given = text[at + 1 : at + 3]
    known = len(given) == 2 and all(char in parts().given for char in given)
    follows = parts().after if sure else parts().acts
    return known and follows.match(text, at + 3) is not None


def _name(text: str, at: int, *, sure: bool) -> int:
    """The end of a name that begins at a place; 0 where none does.

    Args:
        sure: whether what stands before already says that it is a name.
    """
    data = parts()
    surname = next((len(word) for word in data.double if text.startswith(word, at)), 0)
    if not surname:
        if text[at : at + 1] not in data.single:
            return 0
        surname = 1
    if is_word(text, at) and not _is_name_by_all_signs(text, at, sure=sure):
        return 0
    usual = surname > 1 or text[at] in data.usual
    best, found = 0, 0
    for given in (3, 2, 1):
        end = at + surname + given
        words = text[at + surname : end]
        if given > 2 and not (usual and words[0:1] in data.single - data.words_too):
            continue  # 陈方婉仪, two surnames
        if len(words) < given or not _NAME.fullmatch(words):
            continue
        if not sure and data.role.fullmatch(words):
            continue  # 向群众说明
        if words[-1] in COUNTED and re.match("[人户名位件]", text[end : end + 1]):
            continue  # 张三、李四、王五三人
        if data.time.fullmatch(text, at, end) or data.time.fullmatch(words) or _cuts_a_medium(text, at + surname, end):
            continue  # 申请人全年提出, 办单全年30件, 石桥频道
        stands = data.after.match(text, end) is not None
        if not sure and (text[end : end + 1] in _PLACES or (not stands and text[end + 1 : end + 2] in _PLACES)):
            continue  # 白石岭乡, 张芝山镇
        if not sure and words in _PLACES:
            continue  # 李庄到马店
        if words[-1] in COUNTED and not stands:
            continue  # 白雪一起来
        if (
            surname == 1
            and text[at] in data.words_too
            and not (given > 1 and (stands or sure) and all(char in data.given for char in words))
        ):
            continue  # 时间、项目
        if given > 2:
            known = stands and all(char in data.given for char in words[1:])
            score = 4 if known else 0
        else:
            usual_here = usual or (words not in _WITHIN and data.acts.match(text, end) is not None)
            score = _score(words, usual=usual_here, sure=sure, stands=stands)
        if not score and surname > 1 and stands and given > 1:
            score = 1  # 司马相如
        if not score and sure and re.match(STANDS, text[end:]):
            score = 1
        if score > best:
            best, found = score, end
    return found


def _score(given: str, *, usual: bool, sure: bool, stands: bool) -> int:
    """How well a given name does: by its characters, by what follows; 0 for not at all."""
    known = sum(char in parts().given for char in given)
    if sure:
        if known == len(given):
            return 1 + 2 * stands
        return 2 if stands and known else 0
    if known < len(given):
        return 0
    if len(given) == 1 and not usual:
        return 0  # 安宁, 高峰: as good as any word
    return 3 if stands else len(given) if usual else 1


_LINK = "[·•・‧∙⋅．.]"
_DOTTED = lazy(rf"[{TRANSLITERATED}]{{1,7}}(?:{_LINK}[{TRANSLITERATED}]{{1,8}})+")
_DOTTED_ALONE = lazy(rf"(?:(?<=[{PUNCTUATION}])|^)[{HAN}]{{2,6}}[·•・‧∙⋅][{HAN}]{{1,6}}(?=[{PUNCTUATION}]|$)")
_LATIN = lazy(
    r"(?<![A-Za-z.])(?:[A-Z]\. ?){1,3}[A-Z][a-z]+(?![A-Za-z])|"
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
_ROMAN = lazy(
    rf"(?:{LABEL}\s?(?:[：:=]|显示为?|[为是]|栏?填的?是?)|落款|署名|签名|姓名)\s?"
    r"(?P<name>[A-Z]?[a-z]+(?:[ .'-]{1,2}[A-Za-z]+){0,4}|[A-Z][A-Za-z .'-]{2,30}[a-z])(?![A-Za-z@_.0-9])"
)
"""署名Michael, 发件人显示wangxiaoming."""
_BETWEEN = lazy(r"\s*(?:、|，|,|和|及|与|以及|/|；|\s)\s*")


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
    for match in parts().roles.finditer(text):
        yield from _listed(text, match.end(), sure=True)


def _titled(text: str) -> Iterator[Span]:
    """王先生, 李书记, 刘翠花同志: with a title, a surname alone tells too."""
    data = parts()
    for match in data.titled.finditer(text):
        given, official = match["given"], match["title"] not in ("先生", "女士", "同志", "小姐", "太太")
        if is_word(text, match.start()) or not all(char in data.given for char in given):
            continue
        if official and not given and not data.before.search(text, max(0, match.start() - _LONGEST), match.start()):
            continue  # 青石镇长 is no 石镇长
        yield match.start(), match.start("title") if given else match.end()


def _told_by_its_characters(text: str) -> Iterator[Span]:
    """由张伟负责, 3组李小红反映, 安玉珍来问: where a name may begin, and every character of it is a usual one."""
    data = parts()
    listed = 0
    for match in data.surname.finditer(text):
        if match.start() < listed or text[match.start() - 1 : match.start()] == "《":
            continue  # a list is gone through once; what has a title is no person
        if data.before.search(text, max(0, match.start() - _LONGEST), match.start()) and (
            _name(text, match.start(), sure=False)
        ):
            for start, listed in _listed(text, match.start()):
                yield start, listed


def _cuts_a_medium(text: str, start: int, end: int) -> bool:
    """Whether a page's or a channel's word begins among the last characters of what reads as a given name: 频道."""
    media = parts().media
    return any(text.startswith(media, at) and not text[at:end].startswith(media) for at in range(start, end))


_MEDIUM = lazy(r"[号目栏道台博户统序P]$")
"""What the name of an account or a page stands behind, in quotes: 公众号“…”, 专栏“…”."""


def _in_a_title(text: str, start: int, end: int) -> bool:
    """Whether it is a part of the name of an account or a page, which says more: 公众号“石桥发布”."""
    opened = text.rfind("“", max(0, start - _LONGEST), start)
    if opened < 0 or "”" in text[opened:start] or text.startswith("”", end) or not _MEDIUM.search(text[:opened]):
        return False
    return text.startswith(parts().media, end) or start > opened + 1


def _quoted_word(text: str, start: int, end: int) -> bool:
    """Whether a word that is no name is only quoted: 没有提到机构人员“许可”."""
    return text[start - 1 : start] in ("“", '"') and text[start:end] in parts().words


def person_names(text: str) -> list[Span]:
    """Names of people: places of each.

    Args:
        text: folded (``text.fold``).

    Wide: what is found may be none now and then; what is an organ's, a place's or a document's name is not taken.
    """
    if not text.isascii():
        text = text.translate(parts().traditional)
    found = [match.span() for pattern in (_DOTTED, _DOTTED_ALONE) for match in pattern.finditer(text)]
    found += [
        match.span() for match in _LATIN.finditer(text) if not _LATIN_WORDS & set(re.split(r"[ \-·]", match.group()))
    ]
    for pattern in (_NICKNAME, _ROMAN, parts().transliterated):
        for match in pattern.finditer(text):
            found += [
                match.span(name)
                for name in pattern.groupindex
                if match[name] and ("·" in match[name] or not parts().acts_too.match(match[name]))
            ]
    for pattern in (parts().hidden, parts().polite, parts().called):
        found += [match.span() for match in pattern.finditer(text) if not is_word(text, match.start())]
    for finder in (_behind_roles, _titled, _told_by_its_characters, in_contexts):
        found += finder(text)
    found = sorted(
        {(start, end) for start, end in found if not (_quoted_word(text, start, end) or _in_a_title(text, start, end))}
    )
    return sorted({*found, *fellows(text, found)})
