"""LOC: what a province, city or county asks of its reports besides the form: points, length, date, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from nianbao.checking.context import Context, is_whole, part_called
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.kinds.profile import COUNTED
from nianbao.patterns import lazy
from nianbao.report.model import section_length
from nianbao.text import fold, sentence_spans
from nianbao.text.dates import first_date

if TYPE_CHECKING:  # loaded only for a report that has some
    from nianbao.claims import Claim
    from nianbao.kinds.profile import FixedWords, Limit, LocalDate, Point, Profile

__all__: list[str] = []

_SEVERITY: dict[str, Severity] = {"read": "warning", "quoted": "info"}
"""By how far the words were read; what was only seen in reports gives no finding."""
_Item = TypeVar("_Item", "Point", "Limit", "LocalDate", "FixedWords")


def _asked(
    context: Context, listed: Callable[[Profile], tuple[_Item, ...]]
) -> Iterator[tuple[Profile, _Item, Severity]]:
    """What local requirements ask of this unit, with how severe it is to leave it undone.

    Args:
        listed: which of the things that they ask.
    """
    unit = context.report.unit
    if unit is None:
        return
    for profile in context.report.profiles:
        for item in listed(profile):
            severity = _SEVERITY.get(profile.read(item))
            if severity is not None and item.is_for(unit.kind, unit.nearest):
                yield profile, item, severity


def _grounds(profile: Profile, *quotes: str) -> dict[str, str]:
    found = {"依据": profile.cited}
    quoted = [quote for quote in dict.fromkeys(quotes) if quote]
    return found | ({"原文": "；".join(f"“{quote}”" for quote in quoted)} if quoted else {})


_BLANK = lazy(r"【待填[^】]*】")
_COUNTED = lazy(r"[0-9]|[零〇一二两三四五六七八九十百千]+(?:件|条|次|个|期|篇|处|项|份|块|家|场)|未|没有|无")


class _Told:
    """What the report says, for asking whether it says a thing: its paragraphs' claims, and its sentences."""

    def __init__(self, context: Context) -> None:
        from nianbao.kinds.profiles import local_questions

        self.context = context
        self.roles = context.claims.roles
        self.topics = local_questions(context.report.kind, ()).topics
        self.claims: list[Claim] = []
        self.sentences: list[str] = []
        for passage in context.passages:
            if passage.paragraph.role == "heading":
                continue
            self.claims += context.said(passage)
            self.sentences += [
                _BLANK.sub("", passage.folded[start:end]) for start, end in sentence_spans(passage.folded)
            ]

    def says(self, profile: Profile, point: Point) -> bool:
        """Whether the report says a point, in any section."""
        from nianbao.claims import says

        topics = {**self.topics, **profile.topics}
        words = [text for text in self.sentences if not point.counted or _COUNTED.search(text)]
        return any(
            says(wanted, "", self.claims, {}, self.roles)
            if wanted not in topics
            else any(says(wanted, text, (), topics, self.roles) for text in words)
            for wanted in point.said
        )

    def holds(self, point: Point) -> bool:
        """Whether it is asked for with the figures that the report has."""
        from nianbao.claims import guards_hold
        from nianbao.kinds.questions import guards_of

        return guards_hold(guards_of(point.when), self.context.book, self.roles)


@rule("LOC01", "local-point-missing", "warning", "norm", tags=("person",))
def local_points(context: Context) -> Iterator[Finding]:
    """没有写当地要求写的内容

    【是什么】省、市、县的通知要求写明的数量和事项（如政府网站发布信息数、政务公开专区数），报告里没有写到。
    【依据】地方要求里所列的文件；只看过文件引文的是提示，只在报告里见过的写法不报。
    【错】
    - 当地通知要求写政务公开专区数，报告只写了公众号
    【对】
    - 写明“设有政务公开专区2处”，没有的写明“未设政务公开专区”
    【怎么改】运行 nianbao ask 逐问回答，或直接补写；确实没有的写明没有。
    【怎么不报】写到了就不会报；不适用本单位的，--profile 无 或 --dismiss 写明理由。
    【一句话】当地通知要求写的逐项写到，没有的写明没有。
    """
    asked = list(_asked(context, lambda profile: profile.points))
    form = context.form
    if not asked or form is None or not is_whole(context):
        return
    told = context.memo("local requirements", lambda: _Told(context))
    labels = {item.known_as: item.label for item in form.aspects}
    missing: dict[tuple[str, str, Severity], tuple[Profile, list[Point]]] = {}
    for profile, point, severity in asked:
        if told.holds(point) and not told.says(profile, point):
            missing.setdefault((profile.id, point.aspect, severity), (profile, []))[1].append(point)
    for (_, aspect, severity), (profile, points) in missing.items():
        where = f"“{labels[aspect]}”" if aspect in labels else ""
        yield context.whole(
            f"{profile.short}要求{where}写明的，没有写到：{'、'.join(point.label for point in points)}",
            severity=severity,
            evidence=_grounds(profile, *(point.quote for point in points)),
            fix="运行 nianbao ask 逐问回答，或直接补写；没有的写明没有",
        )


@rule("LOC02", "local-length", "warning", "norm", tags=("person",))
def local_length(context: Context) -> Iterator[Finding]:
    """字数与当地要求不符

    【是什么】通知规定了某一部分的篇幅（如总体情况原则上不超过一千字），这一部分超过了，或者不够。
    【依据】地方要求里所列的文件。文件没有说怎样数的，按Word的字数：汉字和标点各算一个，连写的数字、字母算一个；标题、表格不算。
    【错】
    - 总体情况1200字，当地通知要求不超过一千字
    【对】
    - 总体情况900字
    【怎么改】删去与本年工作无关的话，合并重复的内容；不够的补写具体的事。
    【怎么不报】在规定的字数以内就不会报。
    【一句话】有规定篇幅的，不超过规定的字数。
    """
    limits = list(_asked(context, lambda profile: profile.limits))
    if not limits:
        return
    for profile, limit, severity in limits:
        section = next((item for item in context.report.sections if context.role_of(item) == limit.section), None)
        if section is None or not section.heading:
            continue
        count = section_length(section, limit)
        over = limit.most is not None and count > limit.most
        if not over and (limit.least is None or count >= limit.least or not count):
            continue
        left_out = "表格和这一部分的标题" if limit.headings else "标题和表格"
        wanted = f"超过要求的{limit.most}字" if over else f"不到要求的{limit.least}字"
        yield context.whole(
            f"{part_called(context, section)}{count}字，{wanted}",
            location=section.location,
            severity=severity,
            evidence=_grounds(profile, limit.quote) | {"怎样数": f"{COUNTED[limit.count]}；{left_out}不算"},
            fix="删去与本年工作无关的话，合并重复的内容" if over else "补写具体的事，有数字的写上数字",
        )


@rule("LOC03", "local-date", "warning", "norm", tags=("person",))
def local_date(context: Context) -> Iterator[Finding]:
    """成文日期晚于当地要求的公开日期

    【是什么】通知规定了公开的日期，落款日期在它之后。
    【依据】地方要求里所列的文件。
    【错】
    - 落款“2024年1月30日”，当地通知要求1月28日前公开（2023年度报告）
    【对】
    - 落款“2024年1月20日”，当地通知要求1月28日前公开（2023年度报告）
    【怎么改】核对日期；确已逾期的尽快公开。
    【怎么不报】没有落款日期，或在期限以内的不报。
    【一句话】落款日期由程序写入。
    """
    made = first_date(context.report.date)
    if made is None or context.report.year is None:
        return
    for profile, item, severity in _asked(context, lambda profile: profile.dates):
        if item.publishes and made > (context.report.year + 1, item.month, item.day):
            yield context.whole(
                f"落款日期{context.report.date}，晚于{profile.short}要求的{item.month}月{item.day}日前{item.what}",
                severity=severity,
                evidence=_grounds(profile, item.quote),
                fix="核对日期；确已逾期的尽快公开",
            )


_REFERENCE = lazy(r"\{\{[^{}]*\}\}")


@rule("LOC04", "local-sentence-missing", "warning", "norm", tags=("person",))
def local_sentence(context: Context) -> Iterator[Finding]:
    """没有当地要求写的句子

    【是什么】通知规定了报告里要有的一句话（如前言说明电子版在哪里下载），报告里没有。
    【依据】地方要求里所列的文件。
    【错】
    - 当地通知要求前言写“本报告电子版可从县政府网站下载。”，前言没有
    【对】
    - 前言写了“本报告电子版可从县政府网站下载。”
    【怎么改】照通知的写法补上。
    【怎么不报】有这句话就不会报，标点不同不算缺。
    【一句话】当地通知规定的句子照写。
    """
    if not is_whole(context):
        return
    asked = list(_asked(context, lambda profile: profile.sentences))
    text = _bare(context.document.folded) if asked else ""
    for profile, words, severity in asked:
        parts = [re.escape(_bare(fold(part))) for part in _REFERENCE.split(words.text)]
        if re.search(".{0,60}?".join(parts), text) is None:
            yield context.whole(
                f"{profile.short}要求写的一句话没有写：“{_REFERENCE.sub('……', words.text)}”",
                severity=severity,
                evidence=_grounds(profile, words.quote),
                fix="照通知的写法补上",
            )


_MARKS = lazy(r"[\s，。、；：！？“”‘’《》〈〉（）()\[\]【】—…·,.;:!?\"'-]+")


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
