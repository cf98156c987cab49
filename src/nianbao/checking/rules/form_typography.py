"""FORM03, 05–07: the numbering of headings and lists, breaks of the title, half-width characters, stray spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from nianbao.checking.context import ORDINAL, Context, heading_place, is_whole, numbered_sections
from nianbao.checking.document import TextBlock
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.kinds import subjects
from nianbao.patterns import lazy
from nianbao.text import chinese_number

_CJK = "\u4e00-\u9fff"


_TITLE_TERMS = ("年度报告", "工作报告", "人民政府", "办事处", "委员会", "管理局")


@rule("FORM05", "title-break", "warning", "norm", tags=("form",))
def title_break(context: Context) -> Iterator[Finding]:
    """标题在词语中间断行

    【是什么】标题分两行时从“政府信息｜公开”这样的词语中间断开。
    【依据】GB/T 9704—2012：标题回行时要做到词意完整。
    【错】
    - 云岭县白沙镇2023年政府信息⏎公开工作年度报告
    【对】
    - 云岭县白沙镇2023年⏎政府信息公开工作年度报告
    - 云岭县白沙镇人民政府2023年政府信息公开⏎工作年度报告
    【怎么改】在单位、年份之后或“政府信息公开”之后断行。
    【怎么不报】不在词语中间断行就不会报。
    【一句话】标题由程序写入。
    """
    lines = context.report.title_lines
    blocks = [block for block in context.document.blocks if block.kind == "title"]
    for index in range(len(lines) - 1):
        above, below = lines[index].text, lines[index + 1].text
        for term in (*subjects(context.report.kind), *_TITLE_TERMS):
            cut = next((k for k in range(1, len(term)) if above.endswith(term[:k]) and below.startswith(term[k:])), 0)
            if cut:
                block = blocks[index]
                yield context.mark(
                    block.end - cut,
                    block.end,
                    f"标题从“{term[:cut]}｜{term[cut:]}”中间断行",
                    evidence={"依据": "GB/T 9704—2012：回行时词意完整"},
                    fix=f"不要从“{term}”中间断行",
                )
                break


_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = lazy(
    rf"(?<=[{_CJK}”》）%％])[,;:?!](?=\s*[{_CJK}“《（0-9])|(?<=[{_CJK}”》）])[,;:?!](?=\s*$)|(?<=[{_CJK}])[()]|[()](?=[{_CJK}])|(?<=[{_CJK}”》）])\.(?=\s*$)"
    rf"|(?<=[{_CJK}”》）])(?<![一二三四五六七八九十])\.(?=\s*[{_CJK}“《])",
    re.M,
)
_HALF_MARKS = lazy("[,;:?!().]")
_FULL_MARKS = lazy("[，；：？！（）]")
_MANY = 12
_WIDE_DIGITS = lazy("[０-９]+(?:[．，][０-９]+)*")


@rule("FORM06", "half-width", "warning", "usage")
def half_width(context: Context) -> Iterator[Finding]:
    """中文里用了半角标点，或全角数字

    【是什么】中文句子里用了英文的逗号、句点、括号等；数字写成了全角的“１２”。
    【依据】GB/T 15834—2011 的标点形式；见到的是解读而非原文，所以只作警告；全角数字凭通行写法，只作提示。
    【错】
    - 完善公开制度,更新公开目录。
    - 公开图解１２条。
    【对】
    - 完善公开制度，更新公开目录。
    - 网址www.example.gov.cn，电话0571-88889999。
    - 全年点击1,200次。
    【怎么改】改为全角标点、半角数字。
    【怎么不报】数字、网址、邮箱里的不报。
    【一句话】中文用全角标点。
    """
    text = context.document.text
    found = [(mark.start(), mark.group()) for mark in _HALF_MARKS.finditer(text) if _HALF.match(text, mark.start())]
    copied = len(found) > _MANY and len(found) > len(_FULL_MARKS.findall(text))
    for at, mark in found:
        right = "。" if mark == "." else _FULL[mark]
        yield context.mark(
            at,
            at + 1,
            f"半角“{mark}”应为全角“{right}”" + ("（全文大多是半角，像是从网页复制的）" if copied else ""),
            severity="info" if copied else "warning",
            fix=Fix(applies="safe", text=right, advice=f"改为“{right}”"),
        )
    for match in _WIDE_DIGITS.finditer(text):
        digits = unicodedata.normalize("NFKC", match.group())
        yield context.mark(
            *match.span(),
            f"数字“{match.group()}”是全角的，应为半角“{digits}”",
            severity="info",
            fix=Fix(applies="safe", text=digits, advice=f"改为“{digits}”"),
        )


_SPACE = lazy(
    rf"(?<=[{_CJK}，。；：、”》）])"
    rf"[ \t\u00a0\u3000\u2002\u2003\u2009]+(?=[{_CJK}，。；：、“《（》）”])|(?<=《)[ \t]+|[ \t]+(?=》)"
)


@rule("FORM07", "stray-space", "info", "usage")
def stray_space(context: Context) -> Iterator[Finding]:
    """多余的空格

    【是什么】汉字之间、书名号里面有空格，或行末有不间断空格、全角空格。
    【依据】通行写法，所以只作提示。
    【错】
    - 根据《中华人民共和国政府信息公开条例 》要求编制。
    【对】
    - 根据《中华人民共和国政府信息公开条例》要求编制。
    - 2023 年公开信息 23 条。
    【怎么改】删去空格。
    【怎么不报】数字、字母两边的空格不报。
    【一句话】汉字之间不加空格。
    """
    found = list(context.search(_SPACE, masked=False, anchor=re.compile(" ")))
    for hit in found:
        yield context.mark(*hit.span, "这里有多余的空格", fix=Fix(applies="safe", text="", advice="删去空格"))
    for place in context.report.padded[:_MANY]:
        yield context.whole("行末有不间断空格或全角空格", location=place, fix="删去行末的空格")


_LEVELS = (
    (2, lazy(r"^\s*（([一二三四五六七八九十]{1,3})）")),
    (3, lazy(r"^\s*([0-9]{1,2})(?P<mark>[.．、])(?!(?!20[0-9]{2}年)[0-9])")),
)
_INLINE = lazy(
    r"(?:(?<=[。；：，\n])|^)(?:(?P<n>[一二三四五六七八九十])(?P<what>是|要)(?=[\u4e00-\u9fff]|[0-9]{1,2}月)"
    r"|(?P<di>第)(?P<m>[一二三四五六七八九十])(?=[，：]|是)|(?P<ring>(?P<r>[①-⑩]))|(?P<dot>(?P<d>[0-9]{1,2})[.．、])(?=[\u4e00-\u9fff]))",
    re.M,
)
_ORDINALS = lazy(r"[一二三四五六七八九十][是要]|第[一二三四五六七八九十][，：是]|[①-⑩]|[。；：，][0-9]{1,2}[.．、]")
_OTHER = lazy(
    r"(?<=[。；：，])(?:(?P<d>[0-9]{1,2})[.．、]|[（(](?P<b>[一二三四五六七八九十]|[0-9]{1,2})[）)]|第(?P<n>[一二三四五六七八九十])[，：]|其(?P<q>[一二三四五六七八九十])[，：]"
    r"|(?P<r>[①-⑩]))"
)


@rule("FORM03", "numbering", "warning", "usage")
def numbering(context: Context) -> Iterator[Finding]:
    """序号跳号、重号或样式混用

    【是什么】（一）后面是（三），两个（二），从（二）开始，“1.”和“1、”混用，或者一是、三是之间写“2.”。
    【依据】GB/T 9704—2012 第7.3.3条的层次序数；连续是通行要求，所以只作警告。
    【错】
    - 主要做法：一是更新目录；三是组织培训。
    【对】
    - 主要做法：一是更新目录；二是组织培训。
    - 这既是要求，也是责任。
    【怎么改】按顺序改正序号，同一层次用一种样式。
    【怎么不报】连续就不会报。
    【一句话】序号连续，同一层次用一种样式。
    """
    yield from _first_level(context)
    for section in context.report.sections:
        blocks = [block for block in context.document.of(section) if block.paragraph is not None]
        yield from _second_levels(context, blocks)
    yield from _mixed(context)
    yield from _pointed(context)
    yield from _inline(context)


def _first_level(context: Context) -> Iterator[Finding]:
    if not is_whole(context):
        yield from _neighbours(context)
        return
    expected = 1
    for section in numbered_sections(context):
        match = ORDINAL.match(section.heading)
        if match is None:
            continue
        number = chinese_number(match.group(1)) or 0
        if number != expected:
            start, _ = heading_place(context, section)
            yield context.mark(
                start + match.start(1),
                start + match.end(1),
                f"序号是“{match.group(1)}”，前后看应为第{expected}个",
                fix="按顺序改正序号",
            )
        expected = number + 1


def _neighbours(context: Context) -> Iterator[Finding]:
    """In a passage: a heading of the form right behind the one before it, with a number that does not follow."""
    form = context.form
    ids = [section.id for section in form.sections] if form is not None else []
    sections = numbered_sections(context)
    for before, section in pairwise(sections):
        first, second = ORDINAL.match(before.heading), ORDINAL.match(section.heading)
        if first is None or second is None or before.id not in ids or section.id not in ids:
            continue
        wanted = (chinese_number(first.group(1)) or 0) + 1
        if ids.index(section.id) != ids.index(before.id) + 1 or chinese_number(second.group(1)) == wanted:
            continue
        start, _ = heading_place(context, section)
        yield context.mark(
            start + second.start(1),
            start + second.end(1),
            f"序号是“{second.group(1)}”，前一个标题是“{first.group(1)}”",
            fix="按顺序改正序号",
        )


def _second_levels(context: Context, blocks: list[TextBlock]) -> Iterator[Finding]:
    """Numbering of （一） within a section, and of 1. under each （一）."""
    text = context.document.folded
    expected = {2: 1, 3: 1}
    started = {2: False, 3: False}
    for block in blocks:
        line = text[block.start : block.end]
        for level, pattern in _LEVELS:
            match = pattern.match(line)
            if match is None:
                continue
            raw = match.group(1)
            number = int(raw) if raw.isdigit() else chinese_number(raw) or 0
            if number != expected[level] and number != 1 and (started[level] or block.start):
                start = block.start + match.start(1)
                yield context.mark(
                    start,
                    start + len(raw),
                    f"序号“{raw}”不连续，前一个是{expected[level] - 1}"
                    if started[level]
                    else f"序号从“{raw}”开始，前面没有1",
                    fix="按顺序改正序号",
                )
            elif number == 1 and started[level] and level == 2:
                start = block.start + match.start(1)
                yield context.mark(start, start + len(raw), f"同一部分里有两个“（{raw}）”", fix="按顺序改正序号")
            expected[level], started[level] = number + 1, True
            if level == 2:
                expected[3], started[3] = 1, False


def _mixed(context: Context) -> Iterator[Finding]:
    """1. and 1、 in one report."""
    styles: dict[str, list[tuple[int, int]]] = {}
    text = context.document.text
    for block in context.document.blocks:
        match = _LEVELS[1][1].match(text[block.start : block.end])
        if match is not None and block.paragraph is not None:
            mark = match["mark"].replace("．", ".")
            styles.setdefault(mark, []).append((block.start + match.start("mark"), block.start + match.end("mark")))
    if len(styles) < 2:
        return
    start, end = styles["、"][0]
    yield context.mark(
        start,
        end,
        f"三级序号有“1.”（{len(styles['.'])}处）也有“1、”（{len(styles['、'])}处）",
        severity="info",
        evidence={"依据": "GB/T 9704—2012 第7.3.3条：第三层用“1.”"},
        fix="统一写成“1.”",
    )


_POINTED = lazy(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)](?P<mark>[、，.．])", re.M)


def _pointed(context: Context) -> Iterator[Finding]:
    """（一）、 instead of （一）."""
    for hit in context.search(_POINTED):
        yield context.mark(
            *hit.match.span("mark"),
            "带括号的序号后面不用标点",
            fix=Fix(applies="unsafe", text="", advice="删去括号后面的标点"),
        )


def _number(raw: str) -> int:
    """The number an ordinal tells: 3, 三 or ③."""
    if "①" <= raw <= "⑩":
        return ord(raw) - ord("①") + 1
    return int(raw) if raw.isdigit() else chinese_number(raw) or 0


def _inline(context: Context) -> Iterator[Finding]:
    """一是…二是…, 第一，…第二，…, ①…②…: a gap, a repetition, a start that is not one, another kind between."""
    at = 0
    masked = context.document.masked
    while found := _ORDINALS.search(masked, at):
        block = context.document.block(found.start())
        at = block.end
        if block.paragraph is not None:
            yield from _runs(context, block)


def _runs(context: Context, block: TextBlock) -> Iterator[Finding]:
    """The ordinals in a paragraph, a run for each kind."""
    line = context.document.masked[block.start : block.end]
    runs: dict[str, tuple[int, int]] = {}
    for match in _INLINE.finditer(line):
        kind = match["what"] or match["di"] or ("①" if match["ring"] else ".")
        number = _number(match["n"] or match["m"] or match["r"] or match["d"])
        last, end = runs.get(kind, (0, 0))
        if number == 1 or last:
            runs[kind] = number, match.end()
        if number == 1 or not last or number == last + 1:
            continue
        other = _between(line, end, match.start(), number - 1) if number == last + 2 else None
        if other is not None:
            shown = context.document.text[block.start + other.start() : block.start + other.end()]
            yield context.mark(
                block.start + other.start(),
                block.start + other.end(),
                f"前后写“{match.group()}”，这里写“{shown}”，序号样式不同",
                fix="同一层次用一种样式",
            )
            continue
        yield context.mark(
            block.start + match.start(),
            block.start + match.end(),
            f"前一项是第{last}，这里写“{match.group()}”",
            fix="按顺序改正序号，或补上漏写的一项",
        )


def _between(line: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """An ordinal of another kind with a number."""
    each = _OTHER.finditer(line, start, end)
    return next((item for item in each if _number(item[item.lastgroup or 0]) == number), None)
