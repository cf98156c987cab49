"""Names of people: their characters as data, and what stands around them: a label, a form's field, an act, a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from nianbao.patterns import HAN, alternatives, lazy
from nianbao.text.personal_data import people

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
    ended: tuple[str, ...]
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
    time: re.Pattern[str]
    media: tuple[str, ...]
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
        ended=tuple(wide["ended_by_a_surname"]),
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
            rf"|(?:^|(?<=[{PUNCTUATION}]))[{usual}](?:{alternatives(wide['short_titles'])})"
            rf"(?={alternatives(wide['superior_acts'])})"
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
        time=re.compile(wide["times"]),
        media=tuple(wide["media"]),
        traditional={ord(pair[0]): pair[1] for pair in wide["traditional"].split()},
    )


def is_word(text: str, at: int) -> bool:
    """Whether a word begins where a name might (江苏), or the word before ends there (工单全年)."""
    data = parts()
    return text.startswith(data.words, at) or text.endswith(data.ended, 0, at + 1)


_NAME = lazy(f"[{HAN}]+")
_PERSON = (
    rf"(?:[{HAN}]{{0,6}}(?:人|员|者|户主|代表|师|士)(?:姓名)?"
    rf"|[{HAN}]{{0,4}}(?:姓名|署名|签名|签字|签章|落款|抄送|经手))"
)
LABEL = rf"{_PERSON}(?:（[^（）]{{1,6}}）)?[\"']?"
_KEY = r"(?i:from|to|cc|[a-z_]{0,12}(?:name|applicant|sender|contact))[\"']?"
_EDGE = rf"(?:^|(?<=[{PUNCTUATION}&{CIRCLED}]))"
_CLAUSE = rf"{_EDGE}(?<!《)"
_END = rf"\s*(?=[{PUNCTUATION}&<>{CIRCLED}]|$)"
_BEHIND_A_NAME = (
    r"(?=的(?:名字|姓名)|（(?:曾用名|又名|原名|别名|小名|乳名|化名|绰号|外号|男|女|[0-9]{1,3}岁|"
    rf"[{HAN}]{{0,6}}(?:人|员|者|家长|代表)(?:的[{HAN}]{{1,3}})?）)|[，,]?\s?[男女][，,；\s（])"
)
_PAPER = (
    "(?:同志|女士|先生)?(?=(?:政府)?信息公开|等[0-9]{0,3}[人户]|信访|不服|补正|答复|申请"
    "|投诉|举报|延期|反映|来信|诉求|告知|一案|案|诉)"
)
_PAPERS = "(?:身份证|户口|申请|答复|补正|证明|照片|病历|简历|扫描|签名|承诺|委托|材料)"
_ENDING = r"\.(?i:docx?|xlsx?|pdf|jpe?g|png|bmp|wps|et|ofd|txt|zip|rar|tiff?|mp[34])(?![A-Za-z])"
_FILE = rf"[{HAN}A-Za-z0-9_\-—+]{{0,16}}{_ENDING}"
_OF_A_FILE = r"(?:^|(?<=[传到了件\s“\"《：:，、_\-—+/]))"
_COMES = "(?=来函|来信|来电|来访|致电|致函|发来|打来|递交|寄来)"
_TOLD = (
    rf"(?=不?同意|不服|要求|来[电信访函查取问咨复]|反映|拒绝|提[出起交]|递交|补[正交]|签[字名收]|撤[诉回]|当面|当场|亲自|申请|表示"
    rf"|投诉|举报|已?领[取走到回]|代[为领签交]|陪同|到[场窗镇乡县局]|前来|身份证|电话|手机|在[{HAN}]{{2,8}}[签填写]|于[0-9]{{1,2}}月|称|说"
    rf"|打[来电]|诉[{HAN}]{{2,12}}|一案|案已|等[0-9]{{1,3}}[人户]|为首|本人|家[属里中的]|入户|带人|阅卷|催|现?住|两次|多次|不在"
    rf"|的?(?:父|母|儿|女|丈夫|妻|哥|弟|姐|妹|爷|奶|孙|配偶|邻居|亲属|家属)|及其[{HAN}]|[，,]身份证)"
)
"""What one person does, has or is."""
_CALLED = "(?=同志|律师|老师|医生|大夫|师傅|先生|女士|小姐|教授|法官|检察官|警官|大爷|大妈|阿姨)"
_RECEIVES = (
    "(?=送达|说明|告知|解释|答复|出具|邮寄|发出|寄|核实|沟通|联系|协商|约|了解|调查|打|回|讲|念|填|补|面谈|道歉|本人)"
)
_ASKED = "(?=到|前来|来|补|领|参加|说明|核实|于|在|带|本人|尽快|提供|面谈|谈话)"
_ONE = "(?:[人者儿童胞匠生告师书子夫妻]|[保困贫农牧商租测]户|户主|(?<!人)员|代表|主任|[事会社组]长)"
_HAS = "(?=的|家[属的产里]|（|负责|入户|接的)"


class _Context(NamedTuple):
    """What stands before a name and behind it, and what the characters between must be.

    ``whose``: "any" where it is a form's field; "surname" begins with one; "usual" and has only characters of given
    names behind it; "plain" begins with one and with no word; "given" has only those characters, whatever the
    surname; "member" of a list with a name; "stranger" of another people: none of the words that stand behind
    names is in it. ``reach``: how many characters.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    whose: str
    reach: tuple[int, ...]


def _context(before: str, behind: str, whose: str, reach: tuple[int, ...] = (4, 3, 2)) -> _Context:
    return _Context(lazy(before), lazy(behind), whose, reach)


_CONTEXTS = (
    # 联系人：…，姓名=…，From: …，【姓名】…，姓名|…: the whole field of a form
    _context(rf"{LABEL}\s?(?:[：:=】]\s?[\"']?|换成|改成|改为|变更为|显示为?)\s*", _END, "any"),
    # From: …, name=…
    _context(rf"{_KEY}\s?[：:=]\s?[\"']?", _END, "surname"),
    # 申请人 … 要求
    _context(rf"{_PERSON}\s", rf"(?=\s)|{_TOLD}", "surname", (3, 2)),
    # 姓名|…|, and in the next line
    _context(rf"{LABEL}\s?[|\n]\s?", _END, "surname"),
    # 经办/复核：…: those who sign
    _context(
        r"(?:复核|初审|复审|终审|校核|校对|审核|审签|签发|拟稿|撰稿|经办|承办)[：:=]\s*",
        _END,
        "surname",
    ),
    # 又名…，小名…: whatever stands there
    _context(
        r"(?:曾用名|又名|小名|乳名|诨名|(?:原名|别名|化名|绰号|外号)(?=[为是叫：]))[为是叫]?[：:]?",
        _END,
        "any",
    ),
    # 信息员【…】，（法人…）
    _context(rf"{_PERSON}[（【\[“\"]", "(?=[）】\\]”\"])", "surname"),
    _context(rf"[（【\[]{_PERSON}", "(?=[）】\\]])", "surname"),
    # 本人…，申请; 我叫…
    _context(r"(?:本人|[我俺](?:叫|是|名叫))", _END, "surname"),
    # 《关于…政府信息公开申请的答复》, 《…补正告知书》
    _context(r"《(?:关于|对|给|致)?", _PAPER, "surname"),
    # …身份证正反面.jpg, 补偿_…_扫描件.pdf
    _context(_OF_A_FILE, rf"(?=[_\-—+的]?{_PAPERS}{_FILE})", "surname"),
    _context(_OF_A_FILE, rf"(?=[_\-—+]{_FILE})", "usual", (3,)),
    _context(r"[_\-—+]", rf"(?={_ENDING})", "plain"),
    # 7 | … | 临时救助: behind the number of a row
    _context(r"(?:^|(?<=[\n；;|]))\s*[0-9]{1,4}\s?[|,，\t]\s?", r"\s?(?=[|,，\t])", "surname"),
    # 住院号0000231，…，: behind a number that one person has
    _context(
        r"(?:[号证卡]|电话|手机)[^，；。\n0-9A-Za-z]{0,4}[0-9A-Za-z*\-]{4,24}[，,、 ]\s?",
        "(?=[，,、；)）])",
        "usual",
    ),
    # 群里@…
    _context("@", r"(?=[ \n]|$)", "any", (5, 4, 3, 2)),
    # 给…与…的答复; 送到…手上; 通知…到; 由…签收: what one person is given, asked or answers for
    _context("[给向与和及]", "(?=的(?:答复|告知书|回复|通知书|函))", "surname"),
    _context("(?:[交寄送发转递]给|[交寄送递]到|送达)", "(?=[，。；]|手[上中里]|本人|签收)", "surname"),
    _context("[给向与同跟对]", _RECEIVES, "plain", (3, 2)),
    _context("[约替帮陪劝请找]|通知|告知|联系|邀请|约谈", _ASKED, "plain", (3, 2)),
    _context("[由经让叫]", _TOLD, "plain", (3, 2)),
    # 关于…申请公开事项
    _context("(?:关于|答复|回复)", "(?=申请公开|信访|不服|反映|提出的|等[0-9])", "plain", (3, 2)),
    # 此致 敬礼 …; 签到：…
    _context(r"(?:敬礼|签到|名单|对象)[！：:]?\s?", _END, "plain", (3, 2)),
    # ①…②, 1.…；
    _context(rf"[{CIRCLED}]|(?:^|(?<=[{PUNCTUATION}]))[0-9]{{1,2}}[.、]", _END, "plain", (3,)),
    # …、…两人: what is counted as people
    _context(r"[、/\\和与及]", rf"\s?等?[{COUNTED}0-9]{{1,3}}人|等人", "surname"),
    # …的名字, …（来访人）, …（曾用名
    _context(_EDGE, _BEHIND_A_NAME, "surname"),
    # 法定代表人…不同意, 病人…家属; …撤诉; …同志: what one person does or has
    _context(_ONE, _TOLD, "given", (3, 2)),
    _context(_ONE, _TOLD, "surname", (3, 2)),
    _context(_ONE, _HAS, "surname", (3,)),
    _context(_CLAUSE, _TOLD, "plain", (3, 2)),
    _context(_CLAUSE, _CALLED, "plain", (3, 2)),
    _context("[收接]到|受理", "(?=的(?:邮件|来[信电函]|申请|电话|快递|材料))", "plain", (3, 2)),
    # …来函, 五社…反映: a name of another people
    _context(_EDGE, _COMES, "stranger", (6, 5, 4)),
    _context(r"[0-9一二三四五六七八九十][组社队]", _TOLD, "stranger", (6, 5, 4)),
)  # fmt: skip


def _fits(words: str, whose: str) -> bool:
    """Whether characters may be a name where a context says that one stands there."""
    data = parts()
    if len(words) < 2 or not _NAME.fullmatch(words) or data.time.fullmatch(words):
        return False
    double = words[:2] in data.double
    first, given = words[0], words[2 if double else 1 :]
    known = all(char in data.given for char in given)
    surname = double or first in data.single or first in data.rare
    if (
        data.role.fullmatch(words)
        or data.role.fullmatch(given)
        or (data.no_name.match(words) and not (known and surname))
    ):
        return False
    usual = first in data.usual if len(words) == 2 else surname
    if data.nobody.search(words) and not (known and usual):
        return False
    if whose == "any":
        return True
    if not given or data.acts_too.match(words):
        return False
    if whose == "stranger":
        return not (data.after.match(words) or data.acts_too.search(words) or data.role.search(words))
    word = is_word(words, 0)
    if whose == "given":
        return known and first in data.given and not word
    if len(given) > 2:
        return known and first in data.single and given[0] in data.single
    long = len(given) == 2
    if word and not (known and (long or whose != "plain") if whose != "member" else long and _known(given)):
        return False
    if whose == "member" and known and first in data.given:
        return True
    if whose == "plain" and (first in data.words_too or first not in data.single):
        return double or (surname and known and long)
    return surname and (known or whose != "usual") and (known or long or (whose != "plain" and first not in data.rare))


def _known(given: str) -> bool:
    return any(char in parts().given for char in given)


def in_contexts(text: str) -> Iterator[Span]:
    """Names in the contexts, in a folded text."""
    for context in _CONTEXTS:
        for match in context.before.finditer(text):
            at = match.end()
            for end in (at + length for length in context.reach):
                if end <= len(text) and context.behind.match(text, end) and _fits(text[at:end], context.whose):
                    yield at, end
                    break


_LINK = (
    rf"(?:\s{{0,2}}(?:、|和|与|及|以及|[/\\；;|]|[0-9]{{1,2}}[.、]|（[0-9]{{1,2}}）|[{CIRCLED}])\s{{0,2}}){{1,2}}"
    r"|\s{1,3}"
)
_NEXT = lazy(_LINK)
_PREVIOUS = lazy(rf"(?:{_LINK})$")
_STOPS = lazy(_END)
_COUNT = lazy(rf"\s?(?:等?[{COUNTED}0-9]{{1,3}}(?:人|位(?!数)|[户名](?=[，。、的]))|等人)")
"""How many people a list has: 两人, 等人."""
_BOTH = lazy("[都均各]|分别|一起|共同|两人")
_LEADS = lazy(rf"(?:^|[{PUNCTUATION}{CIRCLED}有为是的由给向对找约了含括到即])$")


def fellows(text: str, found: list[Span]) -> Iterator[Span]:
    """What stands in one list with a name that was found: 原野、支玉叶等人; 1.白桂英 2.文有才."""
    starts, ends = {start for start, _ in found}, {end for _, end in found}
    for start, end in found:
        like = "surname" if _COUNT.match(text, end) else "member"
        while (link := _NEXT.match(text, end)) and link.end() not in starts:
            follows = _STOPS if link.group().isspace() else parts().after
            at = link.end()
            end = next(
                (
                    at + length
                    for length in (4, 3, 2)
                    if at + length <= len(text)
                    and (follows.match(text, at + length) or _COUNT.match(text, at + length))
                    and _fits(text[at : at + length], "surname" if _BOTH.match(text, at + length) else "member")
                ),
                0,
            )
            if not end:
                break
            starts.add(at)
            yield at, end
        while (link := _PREVIOUS.search(text, max(0, start - 8), start)) and link.start() not in ends:
            at = link.start()
            start = next(
                (
                    at - length
                    for length in (4, 3, 2)
                    if length <= at
                    and _LEADS.search(text, max(0, at - length - 1), at - length)
                    and _fits(text[at - length : at], like)
                ),
                -1,
            )
            if start < 0:
                break
            ends.add(at)
            yield start, at


_SINGLES = lazy(rf"(?<![{HAN}])[{HAN}](?:[ \n_]{{1,3}}[{HAN}](?![{HAN}])){{1,3}}")


def spaced_names(text: str) -> list[Span]:
    """Names written with blanks between their characters, which nothing but a name is: 李 强.

    Args:
        text: folded (``text.fold``).
    """
    return [
        match.span()
        for match in _SINGLES.finditer(text)
        if (words := re.sub(r"[\s_]", "", match.group()))[0] in parts().usual and _fits(words, "surname")
    ]
