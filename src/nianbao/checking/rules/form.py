"""FORM: headings, order, numbering, and how the page is set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.document import Block
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.lazy import lazy
from nianbao.report import Section
from nianbao.text import bare, chinese_number

__all__ = ["is_whole", "numbered_sections"]

_CJK = "\u4e00-\u9fff"
_WHOLE = 3
"""Known section headings from which a text is a whole report, not a passage of one."""


def numbered_sections(context: Context) -> list[Section]:
    """The sections that have a first-level heading."""
    return [section for section in context.report.sections if section.heading]


def is_whole(context: Context) -> bool:
    """Whether the text is a whole report: at least three of the form's headings stand in it."""
    return context.memo("whole", lambda: sum(bool(section.id) for section in numbered_sections(context)) >= _WHOLE)


_ORDINAL = lazy(r"^\s*([一二三四五六七八九十]{1,3})\s*[、．.，]\s*")


@rule("FORM01", "six-headings", "warning", "usage")
def six_headings(context: Context) -> Iterator[Finding]:
    """六个部分的标题不全、不按顺序或文字不同

    【是什么】年度报告由总体情况等六个部分组成，标题和顺序是固定的。
    【依据】国办公开办函〔2021〕30号（试行格式为〔2019〕60号）；第二至六部分的标题见于已公布报告的统一写法，所以只作警告。
    【错】
    - 二、主动公开政府政府情况（报告的一个标题）
    【对】
    - 二、主动公开政府信息情况（报告的一个标题）
    - 二、行政机关主动公开政府信息情况（报告的一个标题）
    【怎么改】按格式补上或改正标题；没有内容的写“无”或填表。
    【怎么不报】六个标题齐全、顺序正确就不会报；只检查一段文字时不看标题。
    【一句话】六个部分的标题由程序写入。
    """
    from rapidfuzz import fuzz

    form = context.form
    if form is None or not is_whole(context):
        return
    sections = numbered_sections(context)
    titles = {section.id: section.title for section in form.sections}
    aliases = {section.id: section.aliases for section in form.sections}
    seen: dict[str, None] = {}
    for section in sections:
        start, end = _heading_place(context, section)
        if not section.id:
            yield context.mark(
                start,
                end,
                f"“{section.heading}”不是格式规定的六个部分",
                severity="warning",
                fix=f"六个部分是：{'；'.join(titles.values())}",
            )
            continue
        if section.id in seen:
            yield context.mark(start, end, f"“{section.heading}”出现了两次", severity="warning", fix="合并或删去一处")
        seen[section.id] = None
        right = titles[section.id]
        known = [bare(right), *map(bare, aliases[section.id])]
        if bare(section.heading) in known:
            continue
        own = _ORDINAL.sub("", section.heading)
        if any(_ORDINAL.sub("", title) == own for title in (right, *aliases[section.id])):
            continue  # only its ordinal differs: FORM03 says so
        near = fuzz.ratio(own, _ORDINAL.sub("", right)) >= 60
        yield context.mark(
            start,
            end,
            f"标题写成“{section.heading}”，格式为“{right}”",
            severity="warning",
            fix=Fix(applies="unsafe" if near else "display", text=right, advice=f"改为“{right}”"),
        )
    wanted = [section.id for section in form.sections]
    missing = [titles[id] for id in wanted if id not in seen]
    if missing:
        yield context.whole(
            f"缺少{'、'.join(f'“{title}”' for title in missing)}{'等' if len(missing) > 1 else ''}部分",
            severity="warning",
            fix="按格式补上；没有内容的写“无”或填表",
        )
    order = [id for id in seen if id in wanted]
    if order != sorted(order, key=wanted.index):
        wrong = next(id for id, right in zip(order, sorted(order, key=wanted.index), strict=True) if id != right)
        section = next(item for item in sections if item.id == wrong)
        start, end = _heading_place(context, section)
        yield context.mark(start, end, "六个部分的顺序与格式不同", severity="warning", fix="按格式规定的顺序排列")


def _heading_place(context: Context, section: Section) -> tuple[int, int]:
    block = context.document.of(section)[0]
    return block.start, block.end


_PARTS = lazy(r"([一二三四五六七八九十]|[0-9]{1,2})个?(?:部分|方面)(?:组成|构成|内容|。|；|，|$|进行|汇报|报告|情况)")
_WHOLE_WORDS = lazy(
    r"组成|构成|全文包括|报告包括|年报包括|内容包括|分为|包含|年度报告由|年报由|本报告由|从.{0,120}方面"
)


@rule("FORM02", "parts-claimed", "warning", "arithmetic")
def parts_claimed(context: Context) -> Iterator[Finding]:
    """说有几个部分，与正文不符

    【是什么】开头说“本报告由五个部分组成”，正文却有六个部分。
    【依据】算术：说的数与正文一级标题的数比较。
    【错】
    - 本报告由四个部分组成。（正文有六个部分）
    【对】
    - 本报告由六个部分组成。（正文有六个部分）
    - 从四个方面改进工作。
    【怎么改】改为正文实有的部分数。
    【怎么不报】不说几个部分，或数目一致。
    【一句话】不写报告由几个部分组成，或写六个部分。
    """
    if not is_whole(context):
        return
    count = len(numbered_sections(context))
    for passage in context.holding(_PARTS, "preamble", "overview"):
        for match in _PARTS.finditer(passage.masked):
            begin = max(passage.masked.rfind("。", 0, match.start()) + 1, 0)
            before = passage.masked[begin : match.end()]
            if not _WHOLE_WORDS.search(before) or ("部分" not in match.group() and "总体情况" not in before):
                continue
            said = int(match.group(1)) if match.group(1).isdigit() else chinese_number(match.group(1))
            if said == count or said == 6:
                continue
            yield context.at(
                passage,
                match.start(),
                match.end(),
                f"这里说有{said}个部分，正文有{count}个部分",
                severity="warning",
                evidence={"正文": "；".join(section.heading for section in numbered_sections(context))},
                fix="改为正文实有的部分数",
            )


_LEVELS = (
    (2, re.compile(r"^\s*（([一二三四五六七八九十]{1,3})）")),
    (3, re.compile(r"^\s*([0-9]{1,2})(?P<mark>[.．、])(?!(?!20[0-9]{2}年)[0-9])")),
)
_INLINE = lazy(r"(?:(?<=[。；：，\n])|^)(?P<n>[一二三四五六七八九十])(?P<what>是|要)(?=[\u4e00-\u9fff])", re.M)


@rule("FORM03", "numbering", "warning", "usage")
def numbering(context: Context) -> Iterator[Finding]:
    """序号跳号、重号或样式混用

    【是什么】（一）后面是（三），两个（二），从（二）开始，或者“1.”和“1、”混用。
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
    yield from _inline(context)


def _first_level(context: Context) -> Iterator[Finding]:
    if not is_whole(context):
        return
    expected = 1
    for section in numbered_sections(context):
        match = _ORDINAL.match(section.heading)
        if match is None:
            continue
        number = chinese_number(match.group(1)) or 0
        if number != expected:
            start, _ = _heading_place(context, section)
            yield context.mark(
                start + match.start(1),
                start + match.end(1),
                f"序号是“{match.group(1)}”，前后看应为第{expected}个",
                severity="warning",
                fix="按顺序改正序号",
            )
        expected = number + 1


def _second_levels(context: Context, blocks: list[Block]) -> Iterator[Finding]:
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
                    severity="warning",
                    fix="按顺序改正序号",
                )
            elif number == 1 and started[level] and level == 2:
                start = block.start + match.start(1)
                yield context.mark(
                    start, start + len(raw), f"同一部分里有两个“（{raw}）”", severity="warning", fix="按顺序改正序号"
                )
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


def _inline(context: Context) -> Iterator[Finding]:
    """一是…二是…: a gap, a repetition, or a start that is not one."""
    for block in context.document.blocks:
        if block.paragraph is None:
            continue
        line = context.document.masked[block.start : block.end]
        if "是" not in line and "要" not in line:
            continue
        runs: dict[str, int] = {}
        for match in _INLINE.finditer(line):
            number = chinese_number(match["n"]) or 0
            last = runs.get(match["what"], 0)
            if number == 1:
                runs[match["what"]] = 1
            elif last and number != last + 1:
                yield context.mark(
                    block.start + match.start(),
                    block.start + match.end(),
                    f"前一项是第{last}，这里写“{match.group()}”",
                    severity="warning",
                    fix="按顺序改正序号，或补上漏写的一项",
                )
                runs[match["what"]] = number
            elif last:
                runs[match["what"]] = number


@rule("FORM04", "five-aspects", "warning", "norm")
def five_aspects(context: Context) -> Iterator[Finding]:
    """总体情况缺少应当写的方面

    【是什么】总体情况应当写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。
    【依据】国办公开办函〔2021〕30号：年度报告内容“不能遗漏，也不宜泛化”。有没有写按用词判断，所以只作警告。
    【错】
    - 总体情况只写了主动公开和依申请公开
    【对】
    - 总体情况写了五个方面
    【怎么改】补写缺少的方面；没有事项的如实写明。
    【怎么不报】五个方面都提到就不会报；不要求加小标题。
    【一句话】总体情况写五个方面。
    """
    form = context.form
    if form is None or not is_whole(context):
        return
    first = form.sections[0].id
    section = next((item for item in context.report.sections if item.id == first), None)
    if section is None or not section.paragraphs:
        return
    body = "".join(context.document.text[start:end] for start, end in context.document.sections(first))
    headings = [paragraph.text for paragraph in section.paragraphs if paragraph.level == 2]
    missing = [
        aspect.label for aspect in form.aspects if not any(topic in body for topic in (*aspect.topics, aspect.label))
    ]
    if missing:
        start, end = _heading_place(context, section)
        yield context.mark(
            start,
            end,
            f"总体情况没有写到：{'、'.join(missing)}",
            severity="warning",
            evidence={"依据": "国办公开办函〔2021〕30号"},
            fix="补写缺少的方面；没有事项的如实写明",
        )
        return
    named = [
        aspect.label
        for aspect in form.aspects
        if any(label in heading for heading in headings for label in (aspect.label, *aspect.aliases, *aspect.topics))
    ]
    if len(headings) >= _HEADED and len(named) < _NAMED:
        start, end = _heading_place(context, section)
        absent = [aspect.label for aspect in form.aspects if aspect.label not in named]
        yield context.mark(
            start,
            end,
            f"总体情况的小标题没有按五个方面写，看不出{'、'.join(absent)}",
            severity="info",
            evidence={"小标题": "；".join(headings)},
            fix="小标题按主动公开、依申请公开、政府信息管理、平台建设、监督保障写",
        )


_HEADED, _NAMED = 3, 3
"""From how many sub-headings on at least how many should be aspects."""

_TITLE_TERMS = (
    "政府信息公开",
    "政府信息",
    "信息公开",
    "年度报告",
    "工作报告",
    "人民政府",
    "办事处",
    "委员会",
    "管理局",
)


@rule("FORM05", "title-break", "warning", "norm")
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
        for term in _TITLE_TERMS:
            cut = next((k for k in range(1, len(term)) if above.endswith(term[:k]) and below.startswith(term[k:])), 0)
            if cut:
                block = blocks[index]
                yield context.mark(
                    block.end - cut,
                    block.end,
                    f"标题从“{term[:cut]}｜{term[cut:]}”中间断行",
                    severity="warning",
                    evidence={"依据": "GB/T 9704—2012：回行时词意完整"},
                    fix=f"不要从“{term}”中间断行",
                )
                break


_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = lazy(
    rf"(?<=[{_CJK}”》）%％])[,;:?!](?=\s*[{_CJK}“《（0-9])|(?<=[{_CJK}”》）])[,;:?!](?=\s*$)|(?<=[{_CJK}])[()]|[()](?=[{_CJK}])|(?<=[{_CJK}”》）])\.(?=\s*$)",
    re.M,
)
_HALF_MARKS = lazy("[,;:?!().]")
_FULL_MARKS = lazy("[，；：？！（）]")
_MANY = 12


@rule("FORM06", "half-width", "warning", "usage")
def half_width(context: Context) -> Iterator[Finding]:
    """中文里用了半角标点

    【是什么】中文句子里用了英文的逗号、括号等。
    【依据】GB/T 15834—2011 的标点形式；见到的是解读而非原文，所以只作警告。
    【错】
    - 完善公开制度,更新公开目录。
    【对】
    - 完善公开制度，更新公开目录。
    - 网址www.example.gov.cn，电话0571-88889999。
    - 全年点击1,200次。
    【怎么改】改为全角标点。
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
        yield context.mark(
            hit.start,
            hit.end,
            "这里有多余的空格",
            severity="info",
            fix=Fix(applies="safe", text="", advice="删去空格"),
        )
    for place in context.report.padded[:_MANY]:
        yield context.whole(
            "行末有不间断空格或全角空格",
            severity="info",
            location=place,
            fix="删去行末的空格",
        )


_PERIOD = lazy(r"1月1日[^。]{0,20}12月31日|统计期限|统计时限|统计时段|统计周期|统计时间")


@rule("FORM09", "no-period", "info", "usage")
def no_period(context: Context) -> Iterator[Finding]:
    """没有写数据的统计期限

    【是什么】开头一般写明“本报告所列数据统计期限为某年1月1日至12月31日”。
    【依据】DB51/T 2660—2019 第2.1条（四川）和已公布报告的通行写法，所以只作提示。
    【错】
    - 全文没有写统计期限
    【对】
    - 开头写明“本报告所列数据统计期限为2023年1月1日至2023年12月31日”
    【怎么改】在开头补上。
    【怎么不报】写明统计期限就不会报。
    【一句话】统计期限由程序写入。
    """
    if is_whole(context) and not _PERIOD.search(context.document.folded):
        yield context.whole(
            "没有写数据的统计期限",
            severity="info",
            fix=f"在开头写明“本报告所列数据统计期限为{context.report.year or 'X'}年1月1日至12月31日”",
        )


@rule("FORM10", "no-date", "info", "usage")
def no_date(context: Context) -> Iterator[Finding]:
    """没有落款日期

    【是什么】报告末尾没有成文日期。
    【依据】公文通行写法；格式没有明文要求，所以只作提示。
    【错】
    - 报告末尾没有日期
    【对】
    - 报告末尾写明“2024年1月15日”
    【怎么改】补上单位名称和成文日期。
    【怎么不报】写明日期就不会报；素材和草稿阶段不报。
    【一句话】落款日期由程序写入。
    """
    report = context.report
    if (
        is_whole(context)
        and report.stage == "past"
        and not report.structured
        and not report.date
        and not context.drafted
    ):
        yield context.whole("报告末尾没有成文日期", severity="info", fix="补上单位名称和成文日期")
