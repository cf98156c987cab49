"""NUM06: a stated count against the list or names beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.patterns import lazy
from nianbao.text import chinese_number

_COUNT = r"(?<![0-9.年月第每各一二两三四五六七八九十百余近约])(?P<n>[二两三四五六七八九十]{1,3}|[1-9][0-9]?)"
_MEASURE = "个|期|场|次|项|类|种|批|条|份|部|家|名|处|所|块|座|篇|件"
_LIST = r"(?P<list>[^。；：！？（）0-9]+?)(?=[。；！？\n]|，|$)"
_NAMED = lazy(
    rf"{_COUNT}(?P<m>{_MEASURE})(?P<what>[^。；：！？、0-9二两三四五六七八九十各每等]{{0,24}}?)"
    rf"，?(?P<lead>分别(?:为|是|有|叫做?)|依次(?:为|是)|即|具体(?:为|是))：?{_LIST}"
)
_DATES = lazy(
    rf"{_COUNT}(?P<m>次|期|场|批|轮)(?P<what>[^。；：！？、0-9各每]{{0,24}}?)，?分别(?:于|在|为)"
    r"(?P<list>(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|份|初|底|末)?(?:、|和|及|与|，)?){2,})"
)
_ANCHOR = lazy("分别[为是有叫于在]|依次[为是]|，即|具体[为是]")
_MORE = lazy("，(?:以及|及|和|还有|另有|另外|此外|同时|其中)")
_OPEN = lazy("等|主要|包括|之一|若干|其他|其余")
_JOINED = lazy("和|及|与|或|以及")
_GENERAL = ("部门", "单位", "内容", "方面", "情况", "信息")


def _value(raw: str) -> int:
    return int(raw) if raw.isdigit() else (chinese_number(raw) or 0)


def named_behind(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Counts that the list of names or months behind them does not bear out.

    Yields:
        start, end, what is wrong, the list.
    """
    if not _ANCHOR.search(text):
        return
    for match in _DATES.finditer(text):
        listed, said = len(re.findall("[0-9]{1,2}月", match["list"])), _value(match["n"])
        if listed != said:
            yield match.start("n"), match.end("m"), _why(match, said, str(listed)), match["list"]
    for match in _NAMED.finditer(text):
        words, said = match["list"], _value(match["n"])
        if _OPEN.search(words) or _MORE.match(text, match.end()) or "、" not in words:
            continue
        parts = words.split("、")
        least = len(parts)
        most = least + len(_JOINED.findall(words))
        more = said < least and _alike(parts)
        if (said > most and min(map(len, parts)) > 1) or more:
            yield (
                match.start("n"),
                match.end("m"),
                _why(match, said, str(least) if least == most else f"{least}至{most}"),
                words,
            )


def _why(match: re.Match[str], said: int, listed: str) -> str:
    return f"说有{said}{match['m']}，后面列出{listed}{match['m']}"


def _alike(parts: list[str]) -> bool:
    """Whether every part ends as the others do, so that no 、 stands within one."""
    ends = {re.split("和|及|与", part)[-1][-1:] for part in parts}
    return len(ends) == 1 and min(map(len, parts)) > 2 and not parts[-1].endswith(_GENERAL)


_STATED = lazy(
    r"(?:(?:以下|如下|下列|下面|存在|做好|抓好|从|重点做好|主要有|主要是|以)[^，。；：]{0,12}?)?(?<![第一二三四五六七八九十0-9年月])(?P<n>[一二两三四五六七八九十]|[0-9]{1,2})(?P<m>个|项|条|种|类|点|大)?(?P<what>方面|措施|问题|不足|举措|工作|困难|渠道|途径|环节|任务|薄弱环节|短板)(?P<gap>[^。：；]{0,16}?)[：:。]"
)
_ENUM = lazy(
    r"(?:(?<=[。；：，\n])|^)(?P<n>[一二三四五六七八九十])是|(?:(?<=[。；：，\n])|^)(?P<b>[一二三四五六七八九十])、",
    re.M,
)


_NOUN = "领域|平台|渠道|载体|制度|方面|环节|栏目|专栏|重点领域|机制|专题|层面|维度|途径|类别|文件|办法|方式|板块"
_NUMBER = r"(?<![0-9.年月第一二三四五六七八九十百])(?P<n>[二两三四五六七八九十]{1,3}|[1-9][0-9]?)"
_COUNTED = lazy(rf"{_NUMBER.replace('?P<n>', '?:')}(?:个|项|条|种|类|大)?(?:方面|措施|问题|不足|举措|工作|困难)")
_BEFORE = lazy(rf"(?P<etc>等)?{_NUMBER}(?:个|项|类|大|种)(?:重点|主要|公开|专门)?(?P<what>{_NOUN})")
_AHEAD = lazy(
    rf"{_NUMBER}(?:个|项|类|大|种)(?:重点|主要|公开)?(?P<what>{_NOUN})[^，。：；、0-9等]{{0,8}}：(?P<list>[^。：；，0-9]+)。"
)
_ONE = lazy(
    "行政复议(?:、|和|及|与|以及|或)(?:被?(?:提起|提出))?行政诉讼|复议、诉讼|(?:问题|不足)(?:、|和|及|与|以及)(?:下一?步)?(?:改进|整改)"
    "|公民、法人|乡镇、街道|乡、镇|新闻发布会、通气会|收到(?:和|及|与)?(?:、)?处理"
)
"""Names that hold a joining word, and are one thing: those of the form's sections among them."""
_PARTS = lazy("[0-9二两三四五六七八九十]个?(?:部分|章节|板块|方面)")
_JOINED_BEFORE = ("、", "和", "及", "与", "以及")
_ANOTHER_COUNT = lazy(r"[、和及与][0-9二两三四五六七八九十]+[个项类大种条件]")
_COMPOSED = lazy(
    rf"(?:由|包括|包含|分为|涵盖)：?(?P<list>[^。；：！？，\n]{{6,400}}?)(?P<etc>等)?{_NUMBER}个?(?P<what>部分|章节|板块|方面)(?:的?内容)?"
    r"(?:组成|构成)?(?=[，。；\n]|$)"
)
_WHOLE_NAME = (
    "情况",
    "事项",
    "概述",
    "综述",
    "概况",
    "总结",
    "措施",
    "问题",
    "建议",
    "打算",
    "计划",
    "说明",
    "附表",
    "附件",
    "工作",
)
"""How a part of a report is named: what ends otherwise begins the next name (行政复议、行政诉讼情况)."""


def _stated(text: str) -> Iterator[re.Match[str]]:
    """Counts before a list, each the nearest to its list: of 两个问题，采取以下三项措施： the second."""
    at = 0
    while match := _STATED.search(text, at):
        if _COUNTED.search(match["gap"]):
            at = match.end("what")
            continue
        yield match
        at = match.end()


def _items(words: str, names: int) -> tuple[int, int]:
    """How many things a list names, at least and at most: 和 may join two or stand within one."""
    if names:
        return names, names
    words = _ONE.sub("某", words)
    joined = len(re.findall("和|及|与|或", words))
    least = words.count("、") + 1
    return least, least + joined


def _by_name(context: Context) -> Iterator[Finding]:
    """Counts beside a list of names joined by 、."""
    for passage in context.holding(re.compile("[个项类大种](?:重点|主要|公开|专门)?(?:" + _NOUN + ")")):
        text = passage.folded
        for match in (*_BEFORE.finditer(text), *_AHEAD.finditer(text)):
            after = "list" in match.groupdict()
            if after:
                words, etc = match["list"], False
                if re.search("等|主要|包括", match.group()):
                    continue
            else:
                begin = max(text.rfind(mark, 0, match.start()) for mark in "，。；：") + 1
                words, etc = text[begin : match.start()], match["etc"] is not None
                if re.search("等|（|组成|各", words) or passage.masked.startswith("组成", match.end()):
                    continue
                if words.endswith(_JOINED_BEFORE) or _ANOTHER_COUNT.match(text, match.end()):
                    continue  # a member of the list, no sum of it: 日历、指南、13个领域服务的公开
            names = re.findall("《[^《》]*》", words)
            if names and re.sub("《[^《》]*》|、|和|及", "", words).count("《"):
                continue
            least, most = _items(words, len(names) if len(names) > 1 else 0)
            said = int(match["n"]) if match["n"].isdigit() else (chinese_number(match["n"]) or 0)
            if least < 3 and not (len(names) == least == 2):
                continue  # two names may be one, and a single 、 is often another list's
            if least <= said <= most or (etc and said > most):
                continue
            listed = str(least) if least == most else f"{least}至{most}"
            yield context.at(
                passage,
                match.start("n"),
                match.end("what"),
                f"说有{said}{text[match.end('n')]}{match['what']}，列出{listed}项",
                severity="warning" if names or after or not etc else "info",
                evidence={"列出": words[-60:]},
                fix="改数目，或补上漏写的一项",
            )


def _composed(context: Context) -> Iterator[Finding]:
    """The number of parts that a report says it is made of, against their names before it."""
    for passage in context.holding(_PARTS):
        for match in _COMPOSED.finditer(passage.masked):
            parts = match["list"].split("、")
            least = 1 + sum(part.endswith(_WHOLE_NAME) or behind.startswith(part) for part, behind in pairwise(parts))
            most = max(_items(match["list"], 0)[1], len(parts))
            raw = match["n"]
            said = int(raw) if raw.isdigit() else (chinese_number(raw) or 0)
            if len(parts) < 3 or least <= said <= most or (match["etc"] and said > most):
                continue
            listed = str(least) if least >= most else f"{least}至{most}"
            yield context.at(
                passage,
                match.start("n"),
                match.end("what"),
                f"说有{said}个{match['what']}，列出{listed}项",
                severity="info" if match["etc"] else "warning",
                evidence={"列出": match["list"][-60:]},
                fix="改数目，或补上漏写的一项、删去多写的一项",
            )


def _behind(context: Context) -> Iterator[Finding]:
    """Counts before 分别为 and a list of names or months."""
    if not context.holds(("分别", "依次", "，即", "具体为", "具体是")):
        return
    for passage in context.holding(re.compile("分别|依次|，即|具体[为是]")):
        for start, end, why, words in named_behind(passage.folded):
            yield context.at(passage, start, end, why, evidence={"列出": words[-60:]}, fix="改数目，或补上漏写的一项")


@rule("NUM06", "stated-count", "warning", "arithmetic")
def stated_count(context: Context) -> Iterator[Finding]:
    """说有几项，与列出的不符

    【是什么】“存在以下三个问题：一是……二是……”，只列了两个；“教育、就业、社保等两个领域”，
    列出的比说的多；“甲、乙、丙、丁五个领域”，没有“等”而数目不同；“举办四期培训，分别为甲、乙、丙”，
    “开会两次，分别于3月、6月、9月”，与后面列出的不符；“由……六部分组成”，前面列出的不是六部分。
    【依据】算术；后面还有没有别的列法看不出，所以只作警告。
    【错】
    - 存在以下三个问题：一是渠道单一；二是更新不及时。
    - 围绕教育、就业、社保、医疗五个领域公开信息。
    - 举办培训四期，分别为年报专题、答复专题、解读专题。
    【对】
    - 围绕教育、就业、社保等五个领域公开信息。
    - 存在以下两个问题：一是渠道单一；二是更新不及时。
    - 从三个方面改进工作。
    - 举办培训三期，分别为年报专题、答复专题、解读专题。
    【怎么改】改数目，或补上漏写的一项。
    【怎么不报】后面没有逐项列出时不判断。
    【一句话】说有几项就列几项。
    """
    yield from _by_name(context)
    yield from _composed(context)
    yield from _behind(context)
    for passage in context.holding(re.compile("一是")):
        text = passage.masked
        stated = list(_stated(text))
        for index, match in enumerate(stated):
            raw = match["n"]
            said = int(raw) if raw.isdigit() else (chinese_number(raw) or 0)
            stop = stated[index + 1].start() if index + 1 < len(stated) else len(text)
            listed = [item for item in _ENUM.finditer(text, match.end() - 1, stop) if item["n"]]
            if not listed or listed[0]["n"] != "一" or listed[0].start() - match.end() > 2:
                continue
            run = 0
            for item in listed:
                if chinese_number(item["n"]) != run + 1:
                    break
                run += 1
            if run >= 2 and run != said:
                yield context.at(
                    passage,
                    match.start("n"),
                    match.end("what"),
                    f"说有{said}{match['m'] or ''}{match['what']}，列出{run}项",
                    evidence={"列出": "；".join(text[item.start() : item.start() + 12] for item in listed[:run])},
                    fix="改数目，或补上漏写的一项",
                )
