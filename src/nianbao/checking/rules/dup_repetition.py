"""DUP01, DUP02, DUP06, DUP07: doubled words, repeated phrases and filler words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.package_data import data_file
from nianbao.patterns import any_of, lazy

_DOUBLED = lazy(r"(?P<w>[\u4e00-\u9fff]{2,12})(?P=w)")
_DOUBLED_CHARACTER = lazy(r"(?P<w>[的了和与及在是为对将把被从向于并我性行])(?P=w)")

_MEMBER = lazy(r"[、。](?P<w>[\u4e00-\u9fff]{2,24}?)(?=(?P<end>[、，。；：！）\n和与及等或]|$))")
"""What may be the second of two: behind a mark, up to the next."""
_BEGINS = frozenset("、，。；：的和与及过用在对将由\n")
_LONG_MEMBER = 4
"""From this length on a word need not begin behind a mark to be taken for the same word."""
_MEASURE = lazy(r"(?<=[0-9])(?P<w>[条件次份篇场期项个名家户批处])(?P=w)(?=[，。；、：）\n]|$)")
_COUNT_TWICE = lazy(
    r"(?<![0-9.])(?P<w>[0-9]+(?:\.[0-9]+)?(?:人次|万元|平方米|[条件次份篇场期项个名家户批处块人元年月天日册张部台组类种村%]))(?P=w)(?![0-9])"
)
_INSIDE = lazy(r"、(?P<w>[\u4e00-\u9fff]{2,8})(?=[、等])")
"""A member of a series that has others before and behind it."""
_DIGIT_MEASURE = lazy(
    "[0-9](?:[条件次份篇场期项个名家户批处块人元年月天日册张部台组类种村%][0-9条件次份篇场期项个名家户批处]|人次[0-9]|万元[0-9]|平方米[0-9])"
)


_data = data_file(__file__, "doubled.yaml")


def _doubling_is_right(text: str, start: int, end: int, word: str) -> bool:
    """Whether a doubled word is two words that meet, or a name."""
    if len(word) == 1:
        allowed = _data()["single"].get(word, {})
        return text.startswith(tuple(allowed.get("before", ())) or ("\0",), end) or text.endswith(
            tuple(allowed.get("after", ())) or ("\0",), 0, start
        )
    if word in _data()["words"]:
        return True
    tails = _data()["followed_by"].get(word)
    if tails and text.startswith(tuple(tails), end):
        return True
    heads = _data()["preceded_by"].get(word)
    return bool(heads) and text.endswith(tuple(heads), 0, start)


@lru_cache(maxsize=1)
def _nearly() -> re.Pattern[str]:
    return any_of(row["find"] for row in _data()["nearly"])


@rule("DUP01", "doubled-word", "warning", "usage")
def doubled_word(context: Context) -> Iterator[Finding]:
    """词语重复

    【是什么】“公开公开工作”“工作工作”“的的”“审核、审核”“23条条”“23条23条”“进行行”，多打了一遍；
    用顿号列举时同一项列了两次。
    【依据】通行用法，所以只作警告。
    【错】
    - 认真进行政府信息公开公开工作宣传教育。
    - 做好信息的采集、采集和归档。
    - 设公开栏11块11块。
    - 公开了就业、教育、医疗、养老、教育、住房等信息。
    【对】
    - 学习习近平新时代中国特色社会主义思想。
    - 白沙镇人民政府政府信息公开指南已更新。
    - 处处方便群众，人人可以查阅。
    【怎么改】删去多打的一遍。
    【怎么不报】叠词、地名、前后两个词相接的不报。
    【一句话】词语不重复。
    """
    text = context.document.masked
    names = context.own_names
    for hit in (*context.search(_DOUBLED), *context.search(_DOUBLED_CHARACTER)):
        word = hit.match["w"]
        if len(set(word)) == 1 and len(word) > 1:
            continue
        if _doubling_is_right(text, *hit.span, word):
            continue
        around = text[max(0, hit.start - 12) : hit.end + 12]
        if any(word * 2 in name and name in around for name in names):
            continue
        yield context.mark(
            *hit.span,
            f"“{word}”连着写了两遍",
            fix=Fix(applies="unsafe", text=context.document.text[hit.start : hit.start + len(word)], advice="删去一遍"),
        )
    yield from _doubled_across(context)
    yield from _last_doubled(context)
    rows = {row["find"]: row["right"] for row in _data()["nearly"]}
    for hit in context.search(_nearly()):
        right = rows[hit.match.group()]
        yield context.mark(
            *hit.span,
            f"“{hit.match.group()}”说了两遍，应为“{right}”",
            fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
        )


def _doubled_across(context: Context) -> Iterator[Finding]:
    """What is doubled with a mark between, and a measure word after its figure."""
    text = context.document.masked
    found: list[tuple[int, int, str]] = []
    for match in _MEMBER.finditer(text):
        word, mark = match["w"], match.start()
        start = mark - len(word)
        if start < 0 or not text.startswith(word, start):
            continue
        series = text[mark] == "、" and (len(word) >= _LONG_MEMBER or start == 0 or text[start - 1] in _BEGINS)
        if series or (text[mark] == "。" and match["end"] == "。"):
            found.append((start, match.end(), word))
    found += [(*hit.span, hit.match["w"]) for hit in context.search(_COUNT_TWICE, anchor=_DIGIT_MEASURE)]
    found += _again_in_series(text)
    found += [(*hit.span, hit.match["w"]) for hit in context.search(_MEASURE, anchor=_DIGIT_MEASURE)]
    for start, end, word in found:
        yield context.mark(
            start,
            end,
            f"“{word}”写了两遍",
            fix=Fix(applies="unsafe", text=context.document.text[start : start + len(word)], advice="删去一遍"),
        )


def _again_in_series(text: str) -> list[tuple[int, int, str]]:
    """Members of a series joined by 、 that were named before in it: 教育、医疗、养老、教育、就业."""
    found: list[tuple[int, int, str]] = []
    seen: dict[str, int] = {}
    end = -1
    for match in _INSIDE.finditer(text):
        if match.start() != end:
            seen = {}
        end = match.end()
        word = match["w"]
        if word in seen and seen[word] != match.start() - 1 - len(word):  # next to it: said above
            found.append((match.start("w"), match.end(), word))
        seen.setdefault(word, match.start("w"))
    return found


@lru_cache(maxsize=1)
def _stuttered() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Words with their last character doubled, and what may follow where it begins another word."""
    rows = {word + word[-1]: tuple(after) for word, after in _data()["last"].items()}
    return any_of(rows), rows


def _last_doubled(context: Context) -> Iterator[Finding]:
    pattern, rows = _stuttered()
    if not context.holds(tuple(rows)):
        return
    text = context.document.masked
    for hit in context.search(pattern):
        after = rows[hit.match.group()]
        if after and text.startswith(after, hit.end):
            continue
        yield context.mark(
            *hit.span,
            f"“{hit.match.group()[-1]}”连着写了两遍",
            fix=Fix(applies="unsafe", text=context.document.text[hit.start : hit.end - 1], advice="删去一遍"),
        )


_GRAM = 12
_STOPS = frozenset("\n。；！？□")
_STOP = lazy("[" + "".join(_STOPS) + "]")
_ANCHOR = lazy(
    r"[\n，。；：、！？（）](?:[一二三四五六七八九十]是)?(?=([^\n，。；：、！？（）\s□]"
    f"[^\n。；！？□]{{{_GRAM - 1}}}))"
)
"""Where a clause begins, and what it begins with."""
_PHRASE, _CLAUSE = 16, 12
"""How long a repeated phrase must be, and a whole clause."""


@lru_cache(maxsize=1)
def _standing() -> tuple[str, ...]:
    return tuple(_data()["standing"])


_COUNTS = lazy(
    "(?:(?:自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他组织|维持|纠正|其他结果|尚未审结)、?)+(?:各?[0-9]+件|各)?[，、]?"
)
"""Parts of a table's figure, which two figures may have alike: 自然人2件，科研机构、社会公益组织各1件."""
_NOTHING_SAID = lazy(r"[0-9，、：“”\"（）\s年月日]")


def _plain(context: Context, start: int, end: int) -> str:
    """What a repeated phrase says beyond names and standing formulas."""
    text = context.document.folded[start:end]
    text = _COUNTS.sub("", text)
    for name in (*context.own_names, *_standing()):
        text = text.replace(name, "")
    return _NOTHING_SAID.sub("", text)


_DIGIT = lazy("[0-9]")
_SENTENCE, _SENTENCE_WITHOUT_FIGURE = 8, 12
"""How long a whole sentence must be that a section says twice: one with a figure is no formula."""


def _sentences_again(context: Context) -> Iterator[tuple[int, int, int]]:
    """Sentences that their section has said before, word for word: where they stand, and where the first began."""
    document = context.document
    text, blocks = document.folded, document.blocks
    first: dict[tuple[str, str], int] = {}
    number, home = -1, ""
    for start, end in context.clauses:
        if end - start < _SENTENCE:
            continue
        while number + 1 < len(blocks) and blocks[number + 1].start <= start:
            number += 1
            section = blocks[number].section
            home = section.id if section is not None else ""
        sentence = text[start:end].rstrip("。；！？ \n")
        start += len(sentence) - len(sentence := sentence.lstrip())
        length = len(sentence)
        if length < _SENTENCE or (length < _SENTENCE_WITHOUT_FIGURE and not _DIGIT.search(sentence)):
            continue
        earlier = first.setdefault((home, sentence), start)
        if earlier != start:
            yield start, start + length, earlier


@rule("DUP02", "repeated-phrase", "warning", "usage")
def repeated_phrase(context: Context) -> Iterator[Finding]:
    """整句整段的话说了两遍

    【是什么】同样的一长串话在报告里出现两次以上，多半是拼接几份稿子时没有删。
    【依据】国办公开办函〔2021〕30号把内容雷同列为追责情形；多长算重复是经验，所以只作警告。
    【错】
    - 遵照依法公开、真实公正、及时便民的原则公开。又遵照依法公开、真实公正、及时便民的原则宣传。
    【对】
    - 全年收到政府信息公开申请2件，均已办结。政府信息公开申请没有结转下年度。
    - 公民、法人或者其他组织可以申请；公民、法人或者其他组织也可以查阅。
    【怎么改】留一处，删去其余。
    【怎么不报】条例名称、格式规定的文字、单位名称不算。
    【一句话】同样的话只说一遍。
    """
    document = context.document
    text = document.masked
    first: dict[str, int] = {}
    done = -1
    again = list(_sentences_again(context))
    for start, end, earlier in again:
        yield _said_before(context, start, end, earlier)
    for match in _ANCHOR.finditer(f"\n{text}"):
        at = match.end() - 1
        before = first.setdefault(match[1], at)
        if before == at or at < done or at - before < _GRAM:
            continue
        if apart := _soon_apart(text, before, at):
            done = apart
            continue
        block = document.block(at)
        if document.block(before).kind != "body":
            first[match[1]] = at
            continue
        if block.kind != "body":
            continue
        start, end = _widen(text, before, at, block.start, block.end)
        if text[start] == "是" and start < at:  # 一是……三是……
            start += 1
        done = end
        whole = (_edge(text, start - 1) or text[start - 1] == "是") and _edge(text, end)
        least = _CLAUSE if whole else _PHRASE
        if end - start < least or len(_plain(context, start, end)) < least - 2:
            continue
        if not any(one <= start and end <= two for one, two, _ in again):
            yield _said_before(context, start, end, before - (at - start))


def _said_before(context: Context, start: int, end: int, earlier: int) -> Finding:
    document = context.document
    place, length = document.block(earlier).location, end - start
    return context.mark(
        start,
        end,
        f"这{length}个字前面已经说过",
        evidence={"前一处": f"{place or ''} {document.text[earlier : earlier + length]}".strip()},
        fix="留一处，删去其余",
    )


def _soon_apart(text: str, one: int, two: int) -> int:
    """Where two places that begin with the same gram differ, if that is before the phrase is long and within a clause;
    0 where it is not."""
    if text[two - 2] == text[one - 2] or text[two - 1] == "是":
        return 0
    for end in range(_GRAM, min(_PHRASE, len(text) - two)):
        if text[one + end] != text[two + end]:
            return 0 if _edge(text, two + end) else two + end
    return 0


def _edge(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or text[at] in "\n，。；：！？"


def _widen(text: str, one: int, two: int, begin: int, stop: int) -> tuple[int, int]:
    """The whole of what two places that begin with the same gram have in common, around the second one, within its
    sentence."""
    next_stop = _STOP.search(text, two, stop)
    end = min(next_stop.start() if next_stop else stop, 2 * two - one) - two
    if text[one : one + end] != text[two : two + end]:  # most that is repeated goes on to the stop
        end = next(at for at in range(_GRAM, end) if text[one + at] != text[two + at])
    back = 0
    while (
        two - back > begin
        and one - back > 0
        and text[one - back - 1] == text[two - back - 1]
        and text[two - back - 1] not in _STOPS
    ):
        back += 1
    stretch = text[two - back : two + end]
    trimmed = stretch.strip("，、：；")
    start = two - back + (len(stretch) - len(stretch.lstrip("，、：；")))
    return start, start + len(trimmed)


_FILLERS = ("进一步", "不断", "切实", "认真", "积极", "严格", "扎实", "深入")
_OFTEN = 6
_RATE = 0.002


@rule("DUP07", "filler-words", "info", "usage")
def fillers(context: Context) -> Iterator[Finding]:
    """“进一步”“不断”等用得太多

    【是什么】同一个虚饰词在一份报告里出现六次以上，而且每千字多于两次。
    【依据】国办公开办函〔2021〕30号要求内容“不宜泛化”；次数是经验，所以只作提示。
    【错】
    - 进一步提高认识，进一步完善制度，进一步加强培训，进一步规范目录，进一步拓宽渠道，进一步压实责任。
    【对】
    - 进一步完善制度，每季度培训一次。
    - 进一步规范目录，进一步清理栏目。
    【怎么改】换成具体做法，或删去。
    【怎么不报】次数不多就不会报。
    【一句话】少用“进一步”“不断”。
    """
    text = context.document.masked
    for word in _FILLERS:
        count = text.count(word)
        if count >= _OFTEN and count > _RATE * len(text):
            at = text.find(word)
            yield context.mark(at, at + len(word), f"“{word}”全文用了{count}次", fix="换成具体做法，或删去")


_FIGURE = lazy(r"[0-9.%％，、约余多]")
_SAYS_LITTLE = 6


def _only_figure(part: str) -> bool:
    """Whether a part hardly says more than a figure, of what stands before it: 占11.5%, 同比增长20%."""
    return bool(_DIGIT.search(part)) and len(_FIGURE.sub("", part)) <= _SAYS_LITTLE


@rule("DUP06", "end-repeats-beginning", "warning", "usage")
def end_repeats(context: Context) -> Iterator[Finding]:
    """一句话的末尾又说了开头

    【是什么】“2023年，我镇主动公开政府信息23条，2023年我镇主动公开政府信息。”一类首尾重复。
    【依据】通行写法，所以只作警告。
    【错】
    - 进一步完善信息公开制度，更新公开目录，进一步完善信息公开制度。
    【对】
    - 进一步完善信息公开制度，更新公开目录。
    - 公开是常态，不公开是例外，以公开促规范。
    【怎么改】删去末尾重复的部分。
    【怎么不报】首尾不重复就不会报。
    【一句话】一句话不重复。
    """
    text = context.document.masked
    for start, end in context.clauses:
        sentence = text[start:end].rstrip("。；！？ ")
        parts = sentence.split("，")
        if len(set(parts)) == len(parts):
            continue  # nearly always
        seen: dict[str, int] = {}
        at = start
        for part in parts:
            within = text.count("（", start, at) > text.count("）", start, at)  # of what stands before the bracket
            if len(part) >= 6 and part in seen and "□" not in part and not within and not _only_figure(part):
                yield context.mark(at, at + len(part), f"“{part[:20]}”在这句话里说了两遍", fix="删去重复的部分")
                break
            if part:
                seen.setdefault(part, at)
            at += len(part) + 1
