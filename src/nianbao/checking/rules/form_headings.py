"""FORM: headings and their order, the five aspects, the period and the date."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import ORDINAL, Context, heading_place, is_whole, numbered_sections
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.kinds import Form, Heading
from nianbao.patterns import lazy
from nianbao.report import Section
from nianbao.text import bare, chinese_number


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
    【怎么不报】六个标题齐全、顺序正确就不会报；只检查一段文字时，只看与格式的标题前后相连的标题。
    【一句话】六个部分的标题由程序写入。
    """
    form = context.form
    if form is None:
        return
    if not form.fixed:
        yield from _contents(context, form)
        return
    if not is_whole(context):
        yield from _strange(context, form)
        return
    from rapidfuzz import fuzz

    sections = numbered_sections(context)
    titles = {section.id: section.title for section in form.sections}
    aliases = {section.id: section.aliases for section in form.sections}
    seen: dict[str, None] = {}
    for section in sections:
        start, end = heading_place(context, section)
        if not section.id:
            yield context.mark(
                start,
                end,
                f"“{section.heading}”不是格式规定的{_count(form)}个部分",
                fix=f"{_count(form)}个部分是：{'；'.join(titles.values())}",
            )
            continue
        if section.id in seen:
            yield context.mark(start, end, f"“{section.heading}”出现了两次", fix="合并或删去一处")
        seen[section.id] = None
        right = titles[section.id]
        known = [bare(right), *map(bare, aliases[section.id])]
        if bare(section.heading) in known:
            continue
        own = ORDINAL.sub("", section.heading)
        if any(ORDINAL.sub("", title) == own for title in (right, *aliases[section.id])):
            continue  # only its ordinal differs: FORM03 says so
        near = fuzz.ratio(own, ORDINAL.sub("", right)) >= 60
        yield context.mark(
            start,
            end,
            f"标题写成“{section.heading}”，格式为“{right}”",
            fix=Fix(applies="unsafe" if near else "display", text=right, advice=f"改为“{right}”"),
        )
    wanted = [section.id for section in form.sections]
    missing = [titles[id] for id in wanted if id not in seen]
    if missing and not context.drafted:
        yield context.whole(
            f"缺少{'、'.join(f'“{title}”' for title in missing)}{'等' if len(missing) > 1 else ''}部分",
            fix="按格式补上；没有内容的写“无”或填表",
        )
    order = [id for id in seen if id in wanted]
    if order != sorted(order, key=wanted.index):
        wrong = next(id for id, right in zip(order, sorted(order, key=wanted.index), strict=True) if id != right)
        section = next(item for item in sections if item.id == wrong)
        start, end = heading_place(context, section)
        yield context.mark(start, end, f"{_count(form)}个部分的顺序与格式不同", fix="按格式规定的顺序排列")


@rule("FORM14", "section-gone", "error", "norm", tags=("form",))
def section_gone(context: Context) -> Iterator[Finding]:
    """草稿里少了一个部分

    【是什么】程序起草的稿子有六个部分，其中一个在 Word 中被整个删去了。
    【依据】《条例》第五十条第一款所列各项都要写；格式按国办公开办函〔2021〕30号（试行格式为〔2019〕60号）。
    【错】
    - 从草稿里删去“五、存在的主要问题及改进情况”
    【对】
    - 六个部分都在；没有内容的写“无”或填表
    【怎么改】在 Word 中补上这一部分（可从“历次”里以前的文件复制），再取回。
    【怎么不报】只看本程序起草的稿子；六个部分都在就不会报。
    【一句话】六个部分一个不少。
    """
    if context.form is None or not context.drafted:
        return
    held = {section.id for section in context.report.sections}
    for section in context.form.sections:
        if section.id not in held:
            yield context.whole(
                f"“{section.title}”这一部分不见了",
                fix="在 Word 中补上这一部分（可从“历次”里以前的文件复制），再取回；没有内容的写“无”",
            )


_PARTS = lazy(r"([一二三四五六七八九十]|[0-9]{1,2})个?(?:部分|方面)(?:组成|构成|内容|。|；|，|$|进行|汇报|报告|情况)")
_WHOLE_WORDS = lazy(
    r"组成|构成|全文包括|报告包括|年报包括|内容包括|分为|包含|年度报告由|年报由|本报告由|从.{0,120}方面"
)


@rule("FORM02", "parts-claimed", "warning", "arithmetic")
def parts_claimed(context: Context) -> Iterator[Finding]:
    """说有几个部分，与正文不符

    【是什么】开头说“本报告由五个部分组成”，正文却有六个部分；说“从主动公开、平台建设等五个方面”，下面的小标题少了一个。
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
    yield from _promised(context)
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
            if said in (count, len(context.form.sections) if context.form is not None else count):
                continue
            yield context.at(
                passage,
                *match.span(),
                f"这里说有{said}个部分，正文有{count}个部分",
                evidence={"正文": "；".join(section.heading for section in numbered_sections(context))},
                fix="改为正文实有的部分数",
            )


def _contents(context: Context, form: Form) -> Iterator[Finding]:
    """Where only contents are laid down, and every heading is known: what of them is told nowhere."""
    sections = numbered_sections(context)
    if not sections or not all(section.id for section in sections) or context.drafted or context.report.structured:
        return
    seen, body = {section.id for section in sections}, context.document.folded
    absent = [
        heading.title.partition("、")[2]
        for heading in form.sections
        if heading.id not in seen
        and (form.nothing is None or heading.id != form.nothing.section)
        and not any(topic in body for aspect in form.aspects_of(heading.id) for topic in aspect.topics)
    ]
    if absent:
        yield context.whole(
            f"没有看到这些内容：{'；'.join(absent)}",
            severity="info",
            evidence={"依据": form.basis.number},
            fix="补写；已经写在别的部分里的，不必改",
        )


def _strange(context: Context, form: Form) -> Iterator[Finding]:
    """In a passage: a heading that is none of the form's, though its number continues one that is."""
    ids = [section.id for section in form.sections]
    sections = numbered_sections(context)
    for index, section in enumerate(sections):
        match = ORDINAL.match(section.heading)
        if match is None or (section.id and _says_what(context.role_of(section), section.heading)):
            continue
        number = chinese_number(match.group(1)) or 0
        neighbours = [(sections[index - 1], number - 2)] if index else []
        neighbours += [(sections[index + 1], number)] if index + 1 < len(sections) else []
        if not 1 <= number <= len(ids) or not any(
            0 <= at < len(ids) and bare(near.heading) in _known(form.sections[at]) for near, at in neighbours
        ):
            continue
        right = form.sections[number - 1].title
        start, end = heading_place(context, section)
        yield context.mark(
            start,
            end,
            f"标题写成“{section.heading}”，格式为“{right}”",
            fix=Fix(applies="display", text=right, advice=f"改为“{right}”"),
        )


def _count(form: Form) -> str:
    """How many sections the form has, as a text says it."""
    return "零一二三四五六七八九十"[len(form.sections)] if len(form.sections) <= _TEN else str(len(form.sections))


_TEN = 10


def _known(section: Heading) -> list[str]:
    """A section's title and its other names, bare."""
    return [bare(section.title), *map(bare, section.aliases)]


def _says_what(role: str, heading: str) -> bool:
    """Whether a heading says, in whatever words, what the section is about."""
    return role in _ESSENTIAL and _ESSENTIAL[role].search(heading) is not None


_ESSENTIAL = {
    "overview": lazy("情况|概"),
    "proactive": lazy("公开"),
    "requests": lazy("申请"),
    "remedies": lazy("复议|诉讼"),
    "problems": lazy("问题|不足|改进"),
    "other": lazy("其他|其它"),
}
"""What a heading says, in whatever words, that is taken for a section's."""


_FROM = lazy(r"从(?P<list>[\u4e00-\u9fff、]{8,80}?)(?:等)?(?P<n>[三四五六])个?方面")


def _promised(context: Context) -> Iterator[Finding]:
    """Aspects named as those of the section, of which one has no sub-heading though each of the others has one."""
    sections = context.report.sections
    for hit in context.search(_FROM):
        section = hit.block.section
        if section is None or hit.block.kind != "body" or not any(item.heading for item in _after(sections, section)):
            continue
        named = hit.match["list"].replace("和", "、").replace("及", "、").split("、")
        if len(named) != chinese_number(hit.match["n"]):
            continue
        blocks = [block for block in context.document.of(section) if block.start > hit.start]
        points = [
            context.document.folded[block.start : block.end]
            for block in blocks
            if _POINT.match(context.document.folded, block.start, block.end)
        ]
        rest = context.document.folded[hit.block.end : blocks[-1].end] if blocks else ""
        absent = [name for name in named if not any(name in point[: len(name) + _LEAD] for point in points)]
        if len(absent) != 1 or len(points) != len(named) - 1 or absent[0] in rest:
            continue
        at = hit.match.start("list") + hit.match["list"].index(absent[0])
        yield context.mark(
            at,
            at + len(absent[0]),
            f"这里说有{len(named)}个方面，下面没有写“{absent[0]}”",
            evidence={"下面写了": "；".join(name for name in named if name != absent[0])},
            fix="补写这一方面，或改这里的说法",
        )


_POINT = lazy(r"\s*(?:[（(][一二三四五六七八九十][）)]|[0-9]{1,2}[.．、])")
_LEAD = 14
"""How far into a point its subject stands at most."""


def _after(sections: list[Section], section: Section) -> list[Section]:
    """The sections behind one."""
    return sections[next(index for index, item in enumerate(sections) if item is section) + 1 :]


@rule("FORM04", "five-aspects", "warning", "norm", tags=("form", "person"))
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
    wanted = [aspect for aspect in form.aspects_of(form.sections[0].id) if not aspect.optional] if form else []
    if form is None or not wanted or not is_whole(context):
        return
    first = form.sections[0].id
    section = next((item for item in context.report.sections if item.id == first), None)
    if section is None or not section.paragraphs:
        return
    body = "".join(context.document.text[start:end] for start, end in context.document.sections(first))
    headings = [paragraph.text for paragraph in section.paragraphs if paragraph.level == 2]
    missing = [
        aspect.label
        for aspect in wanted
        if not any(topic in body for topic in (*aspect.topics, aspect.label, *aspect.covers))
    ]
    if missing:
        start, end = heading_place(context, section)
        yield context.mark(
            start,
            end,
            f"总体情况没有写到：{'、'.join(missing)}",
            evidence={"依据": "国办公开办函〔2021〕30号"},
            fix="补写缺少的方面；没有事项的如实写明",
        )
        return
    named = [
        aspect.label
        for aspect in wanted
        if any(label in heading for heading in headings for label in (aspect.label, *aspect.aliases, *aspect.topics))
    ]
    if len(headings) >= _HEADED and len(named) < _NAMED:
        start, end = heading_place(context, section)
        absent = [aspect.label for aspect in wanted if aspect.label not in named]
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
    form = context.form
    if form is None or not any(_PERIOD.search(fixed.text) for fixed in form.preamble):
        return  # the form has no such sentence
    if is_whole(context) and not _PERIOD.search(context.document.folded):
        yield context.whole(
            "没有写数据的统计期限",
            fix=f"在开头写明“本报告所列数据统计期限为{context.report.year or 'X'}年1月1日至12月31日”",
        )


@rule("FORM10", "no-date", "warning", "usage")
def no_date(context: Context) -> Iterator[Finding]:
    """没有落款日期

    【是什么】报告末尾没有成文日期。
    【依据】公文通行写法；格式没有明文要求，所以草稿和往年报告只作提示，定稿时是警告。
    【错】
    - 报告末尾没有日期
    【对】
    - 报告末尾写明“2024年1月15日”
    【怎么改】补上单位名称和成文日期。
    【怎么不报】写明日期就不会报；只有素材的不报。
    【一句话】落款日期由程序写入。
    """
    report = context.report
    if report.date or not (context.drafted or (is_whole(context) and not report.structured)):
        return
    where = "；在素材里填“成文日期”，或写在 Word 文件的末尾再取回" if context.drafted else ""
    yield context.whole(
        "报告末尾没有成文日期",
        severity="warning" if report.stage == "final" else "info",
        fix=f"补上单位名称和成文日期{where}",
    )


@rule("FORM15", "heading-is-a-sentence", "error", "form", tags=("form",))
def heading_is_a_sentence(context: Context) -> Iterator[Finding]:
    """小标题里连着正文

    【是什么】“（四）平台建设”这样的小标题后面没有换行，直接连着一句正文，整句排成了标题。只看本程序起草的稿子。
    【依据】小标题单独成行（GB/T 9704—2012 7.3.3 的结构层次）；起草时小标题和正文各是一段。
    【错】
    - （四）平台建设更新政务公开栏2块。（整段是小标题）
    【对】
    - （四）平台建设（单独一段，下一段写：更新政务公开栏2块。）
    【怎么改】在 Word 中把光标放在小标题后面，按回车分成两段，正文用正文样式，再取回。
    【怎么不报】小标题里没有句号，就不会报。
    【一句话】小标题单独成段。
    """
    if context.report.stage not in ("draft", "final"):
        return
    for passage in context.passages:
        if passage.paragraph.role == "heading" and "。" in passage.paragraph.text:
            yield context.at(
                passage, 0, len(passage.paragraph.text), "小标题里连着正文",
                fix="在小标题后面按回车分成两段，正文用正文样式",
            )  # fmt: skip
