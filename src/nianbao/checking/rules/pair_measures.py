"""PAIR: each stated problem and its measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context, is_whole, part_called
from nianbao.checking.copied_text import contained, shingles
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.stated_problems import (
    MEASURES,
    NUMBERED,
    SECTION,
    Item,
    contradicts,
    lacks,
    parted,
    problems_and_measures,
)
from nianbao.patterns import lazy
from nianbao.text import fold, sentence_spans


@rule("PAIR01", "problem-without-measure", "warning", "usage", tags=("unanswered",))
def problem_without_measure(context: Context) -> Iterator[Finding]:
    """问题没有对应的措施

    【是什么】第五部分提了一个问题，改进措施里没有一条回答它。
    【依据】各地要求“逐条提出改进措施”；是否对应按用词判断，所以只作警告。
    【错】
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一。下一步，将加强业务培训。
    【对】
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一。下一步，将开通微信公众号。
    - 五、存在的主要问题及改进情况⏎一是更新不及时。下一步，将每月更新。
    【怎么改】为这个问题补一条措施，或删去这个问题。
    【怎么不报】措施里有对应的用词就不会报；每个问题后面紧跟措施，或条数相等的，只在措施明显讲别的事时才报。
    【一句话】每个问题都要有一条对应的措施。
    """
    problems, measures = problems_and_measures(context)
    if not problems or not measures:
        if problems and _ends(context) and not _acts(context) and sum(len(item.text) for item in problems) > 12:
            last = problems[-1]
            yield context.mark(
                last.start, min(last.end, last.start + 40), "提了问题，没有写改进措施", fix="逐条补写改进措施"
            )
        return
    if problems[0].own or _one_each(problems, measures):
        yield from _contradicted(context, problems, measures)
        return
    answered = frozenset().union(*(item.topics for item in measures))
    whole = "".join(item.text for item in measures)
    for item in problems:
        if not item.topics or item.topics & answered or _shares_noun(item.text, whole) or _paired(context, item):
            continue
        yield context.mark(
            item.start,
            item.end,
            f"这个问题（{'、'.join(sorted(item.topics)[:2])}）没有对应的改进措施",
            evidence={"措施讲的是": "、".join(sorted(answered)) or "没有看出"},
            fix="为这个问题补一条措施，或删去这个问题",
        )


def _paired(context: Context, item: Item) -> bool:
    """Whether a problem or measure comes from a row in which the clerk wrote both: she has paired them."""
    pairs = {f"problem:{row.id}" for row in context.report.problems if row.problem and row.measure}
    if not pairs:
        return False
    for passage in context.in_section(SECTION, MEASURES):
        at = item.start - passage.offset
        if 0 <= at < len(passage.text):
            here = passage.paragraph.at(at + len(item.text) - len(item.text.lstrip("0123456789.、（）() ")))
            return here is not None and not pairs.isdisjoint(here.sentence.sources or ())
    return False


def _one_each(problems: list[Item], measures: list[Item]) -> bool:
    """Whether both are counted, and there are as many measures as problems: a person has paired them."""
    return (
        len(problems) == len(measures)
        and all(NUMBERED.match(item.text) for item in problems)
        and all(NUMBERED.match(item.text) for item in measures)
    )


def _contradicted(context: Context, problems: list[Item], measures: list[Item]) -> Iterator[Finding]:
    """Problems of which every measure written for them is plainly about something else."""
    for item in problems:
        if _paired(context, item):
            continue
        points = parted(item.own) if item.own else [measure.text for measure in measures]
        if all(contradicts(item.text, point, context.report.kind) for point in points):
            yield context.mark(
                item.start,
                item.own_end or item.end,
                "写在后面的措施与这个问题无关",
                evidence={"措施": points[0].strip()[:40]},
                fix="为这个问题补一条措施，或删去这个问题",
            )


def _ends(context: Context) -> bool:
    """Whether nothing more of section 五 is to come: it has its heading, and the text goes on, or is a whole report.

    Of a section alone too: its heading says that both are in it.
    """
    return is_whole(context) or any(
        context.role_of(section) == SECTION and section.heading for section in context.report.sections
    )


_ACTS = lazy(
    "已|将|拟|计划|措施|举措|整改|下一步|今后|打算|每[月季周半年日天]|按[月季周]"
    "|由(?!于|来)|把(?!关)|建立|制定|开展|组织|联合|增[加设聘配]|推动|推进|落实|健全|优化|改为|压缩|编[制写印]|培训"
)


def _acts(context: Context) -> bool:
    """Whether section 五 tells of anything done, in whatever words: also a sentence that tells of no lack."""
    text = context.document.folded
    for passage in context.in_section(SECTION, MEASURES):
        if passage.paragraph.role != "body":
            continue
        if _ACTS.search(passage.folded):
            return True
        for start, end in sentence_spans(passage.text):
            sentence = text[passage.offset + start : passage.offset + end]
            if len(sentence) > _SENTENCE and not lacks().search(sentence):
                return True
    return False


_SENTENCE = 6
"""Characters that a sentence has at least; less is an ordinal or a label."""


_COMMON = lazy(
    r"政府信息公开|政务公开|信息公开|政府信息|政府|信息|公开|工作|进一步|问题|不足|存在|方面|情况|需要|有待|加强|提高|完善|还|不够|主要|一些|部分|个别|人民|群众|我[镇乡街道局县市区]"
)


def _shares_noun(problem: str, measures: str) -> bool:
    """Whether problem and measures share a word of three characters that is not of every report."""
    words = _COMMON.sub("□", problem)
    return any(
        "□" not in words[at : at + 3]
        and re.fullmatch(r"[\u4e00-\u9fff]{3}", words[at : at + 3])
        and words[at : at + 3] in measures
        for at in range(len(words) - 2)
    )


@rule("PAIR02", "measure-without-problem", "info", "inference")
def measure_without_problem(context: Context) -> Iterator[Finding]:
    """措施没有对应的问题

    【是什么】写了一条改进措施，前面没有提到它要解决的问题。
    【依据】由用词推断，所以只作提示。
    【错】
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一。下一步，一是开通公众号；二是加强保密审查。
    【对】
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一；二是审核不严。下一步，一是开通公众号；二是加强保密审查。
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一。下一步，开通公众号。
    【怎么改】补写对应的问题，或删去这条措施。
    【怎么不报】措施不分条，或多于一半对不上（多半是判断不准）时不报。
    【一句话】措施要对着问题写。
    """
    problems, measures = problems_and_measures(context)
    numbered = [item for item in measures if NUMBERED.match(item.text)]
    if not problems or len(numbered) < 2:
        return
    raised = frozenset().union(*(item.topics for item in problems))
    said = "".join(item.text for item in problems)
    alone = [
        item for item in numbered if item.topics and not item.topics & raised and not _shares_noun(item.text, said)
    ]
    if len(alone) * 2 > len(numbered):
        alone = []
    far = [
        item
        for item in numbered
        if all(contradicts(problem.text, item.text, context.report.kind) for problem in problems)
    ]
    if len(far) < len(numbered):
        alone = [item for item in numbered if item in alone or item in far]
    for item in alone:
        if _paired(context, item):
            continue
        yield context.mark(
            item.start,
            item.end,
            f"这条措施（{'、'.join(sorted(item.topics)[:2])}）前面没有提到对应的问题",
            fix="补写对应的问题，或删去这条措施",
        )


@rule("PAIR03", "same-problems-as-last-year", "warning", "norm", tags=("form",))
def same_problems(context: Context) -> Iterator[Finding]:
    """问题与上年相同，没有说上年改得怎样

    【是什么】今年的问题和上年报告的问题几乎一样，又没有说上年的措施落实得怎样。
    【依据】国办公开办函〔2021〕30号：内容雷同、敷衍塞责的追究责任；“改进情况”应当写改进的结果。
    【错】
    - 与上年同一个问题，没有说改进情况
    【对】
    - 写明“针对上年提出的……，已……”
    【怎么改】写明上年问题的改进情况，再写今年的问题。
    【怎么不报】没有给上年文字时不比较。
    【一句话】上年提过的问题要写改进情况。
    """
    last = context.report.last
    past = last.text.get(context.section_ids(SECTION)[0], "") if last else ""
    if not past:
        return
    problems, _ = problems_and_measures(context)
    known = shingles(past)
    body = "".join(passage.text for passage in context.in_section(SECTION, MEASURES))
    if re.search(r"上年|上一年|去年|上年度|20[0-9]{2}年提出|整改(?:完成|到位|情况)|已(?:经)?(?:整改|改进|解决)", body):
        return
    for item in problems:
        if len(item.text) >= 12 and contained(item.text, known) >= 0.8:
            yield context.mark(
                item.start, item.end, "这个问题上年报告已经写过，没有写改进情况", fix="写明上年问题的改进情况"
            )


_NONE = lazy(
    r"^(?:暂)?(?:无|没有)(?:存在)?(?:的?(?:主要)?(?:问题|情况))?(?:及改进情况)?。?$|^(?:(?:20[0-9]{2}年度?|本年度)，?)?(?:本[镇乡局县市区]|我[镇乡局县市区]|本单位|本机关|我单位|我?街道)?(?:政府信息公开|政务公开)?(?:工作)?(?:中|方面)?(?:不存在|没有|无|未发现)(?:明显|突出|主要)?(?:的)?(?:问题|不足|问题和不足)(?:及改进情况)?。?$|^/$|^无问题。?$"
)


@rule("PAIR04", "no-problems", "error", "norm", tags=("form",))
def no_problems(context: Context) -> Iterator[Finding]:
    """第五部分是空的、写“无”或只有措施

    【是什么】“存在的主要问题及改进情况”没有内容、只写“无”，或只写改进措施、通篇没有一处讲问题（后者只作警告）。
    【依据】《条例》第五十条第一款第五项：年度报告应当包括存在的主要问题及改进情况。
    【错】
    - 五、存在的主要问题及改进情况⏎无。⏎六、其他需要报告的事项⏎无。
    - 五、存在的主要问题及改进情况⏎下一步，一是组织培训；二是建立公开台账。
    【对】
    - 五、存在的主要问题及改进情况⏎一是更新不够及时。将每月更新。⏎六、其他需要报告的事项⏎无。
    - 六、其他需要报告的事项⏎无。
    【怎么改】写本年度实际存在的问题和改进情况。
    【怎么不报】写了内容就不会报。
    【一句话】第五部分要写实际存在的问题。
    """
    section = context.report.section(context.section_ids(SECTION)[0])
    if section is None or context.report.structured:
        return
    heading = context.form.section(section.id) if context.form is not None else None
    basis = heading.basis if heading is not None else ""
    what = "问题" if heading is not None and heading.holding == "problems" else "问题和改进情况"
    body = "".join(paragraph.text for paragraph in section.paragraphs if paragraph.role == "body").strip()
    after = [item for item in context.report.sections if item.heading and item is not section]
    if (not body and after and context.report.sections[-1] is not section) or (body and _NONE.match(body)):
        blocks = [item for item in context.document.blocks if item.section is section]
        block = next((item for item in blocks if item.kind == "body"), blocks[0])
        yield context.mark(
            block.start,
            block.end,
            f"{part_called(context, section)}没有写{what}"
            if not body
            else f"{part_called(context, section)}只写了“{body[:10]}”",
            evidence={"依据": basis},
            fix=f"写本年度实际存在的{what}",
        )
    elif body and _ONLY_MEASURES.match(fold(body)) and not lacks().search(fold(body)):
        block = next(item for item in context.document.blocks if item.section is section and item.kind == "body")
        yield context.mark(
            block.start,
            min(block.end, block.start + _SHOWN),
            f"{part_called(context, section)}只写了改进措施，没有写存在的主要问题",
            severity="warning",
            evidence={"依据": basis},
            fix="先写本年度实际存在的问题，再逐条写改进情况",
        )


_SHOWN = 40
"""Characters of a long passage that a finding marks."""
_ONLY_MEASURES = lazy(
    r"\s*(?:下一步|下一阶段|改进(?:措施|情况|方向|举措)|今后|明年"
    r"|20[0-9]{2}年，?[^。]{0,12}(?:将|计划|拟)|我[镇乡局县市区]将)"
)


_CONCRETE = lazy(
    r"[0-9]|每(?:月|季|周|半?年|日)|年底前|[上下]半年|季度|由[^，。；]{2,12}(?:负责|牵头|组织)|[一二三四五六七八九十两]次|逐月|按月|定期|(?<!进)一次|专人|[一二三四]季度|月底前|定人|挂牌|开通|印制|张贴|建成|建立[^，。；]{0,8}台账|增设|新设"
)


@rule("PAIR05", "vague-measures", "info", "usage")
def vague_measures(context: Context) -> Iterator[Finding]:
    """措施没有写谁做、何时做、做多少

    【是什么】改进措施通篇是“进一步加强”“不断提高”，没有责任人、时间、次数。
    【依据】固镇县部署会等地方要求“不得敷衍”；所以只作提示。
    【错】
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一。下一步，将进一步拓宽公开渠道，不断提高公开水平，进一步加强学习。
    【对】
    - 五、存在的主要问题及改进情况⏎一是公开渠道单一。下一步，由党政办在6月底前开通微信公众号，每周更新。
    - 五、存在的主要问题及改进情况⏎一是更新不及时。下一步，每月核查一次。
    【怎么改】补上由谁做、何时完成、做几次。
    【怎么不报】有一处写到时间、次数、负责的就不会报。
    【一句话】措施写明由谁做、何时做、做多少。
    """
    problems, measures = problems_and_measures(context)
    if not problems or not measures:
        return
    words = re.sub(r"(?:到|在)?20[0-9]{2}年度?", "", "".join(item.text for item in measures))
    words = re.sub(r"[（(]?[0-9一二三四五六七八九十]{1,2}[.、）)]|[一二三四五六七八九十]是", "", words)
    if len(words) >= 20 and not _CONCRETE.search(words):
        first = measures[0]
        yield context.mark(first.start, first.end, "改进措施没有写谁做、何时做、做多少", fix="补上责任人、时间、次数")
