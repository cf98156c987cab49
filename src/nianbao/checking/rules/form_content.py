"""FORM: content under another heading, headings without content, what is no sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from nianbao.checking.context import ORDINAL, Context, is_whole
from nianbao.checking.document import TextBlock
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.stated_problems import lacks
from nianbao.patterns import lazy
from nianbao.report import HUMAN
from nianbao.text import sentence_spans


def at_the_end(context: Context) -> Severity:
    """What certainly is no finished text is an error in a finished report; before and elsewhere a warning."""
    return "error" if context.report.stage == "final" else "warning"


def _whole(context: Context) -> dict[str, str]:
    """Why nothing may be left out, where the form says so."""
    return {"依据": context.form.complete} if context.form is not None and context.form.complete else {}


@rule("FORM12", "empty-heading", "error", "norm", tags=("form",))
def empty_heading(context: Context) -> Iterator[Finding]:
    """标题下面没有内容

    【是什么】一个部分或“（四）平台建设”这样的小标题下面一个字也没有，多半是删了待填的内容、留下了标题。
    【依据】国办公开办函〔2021〕30号：年度报告内容“不能遗漏，也不宜泛化”。定稿时是错误，其余是警告。
    【错】
    - （四）政府信息公开平台建设⏎（五）监督保障⏎培训2次。
    【对】
    - （四）政府信息公开平台建设⏎更新公开栏2块。⏎（五）监督保障⏎培训2次。
    - 六、其他需要报告的事项⏎无。
    【怎么改】写上内容；没有事项的如实写明；多出来的标题删去。
    【怎么不报】下面有文字或表格就不会报；标题自己就是一句话的不报。
    【一句话】每个标题下面都有内容。
    """
    blocks = context.document.blocks
    whole = is_whole(context)
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.section is None or not _is_label(context, block):
            continue
        if block.paragraph is None:
            if not whole or block.section.table or _has_table(context, block):
                continue
        elif block.paragraph.level > 2 and not context.drafted:
            continue  # a published list of measures may be set as headings
        if _has_content(context, block, index):
            continue
        yield context.mark(
            block.start,
            block.end,
            f"“{context.document.text[block.start : block.end]}”下面没有内容",
            severity=at_the_end(context),
            evidence=_whole(context),
            fix="写上内容，没有事项的如实写明；多出来的标题删去",
        )


def _is_label(context: Context, block: TextBlock) -> bool:
    text = context.document.text[block.start : block.end].rstrip()
    return 0 < len(text) <= _LABEL and not text.endswith(_ENDS)


_LABEL = 30
_ENDS = ("。", "；", "！", "？", "，", "：", ".", ";")


def _has_table(context: Context, block: TextBlock) -> bool:
    """Whether the form puts a table into this section: that it is missing is another rule's to tell."""
    form = context.form
    held = (
        next((item for item in form.sections if block.section and item.id == block.section.id), None) if form else None
    )
    return held is None or bool(held.table)


def _has_content(context: Context, block: TextBlock, index: int) -> bool:
    blocks, level = context.document.blocks, block.paragraph.level if block.paragraph is not None else 0
    for other in islice(blocks, index + 1, None):
        if other.section is not block.section:
            break
        if other.kind == "heading" and other.paragraph is not None and other.paragraph.level <= level:
            return False
        if other.kind == "body" and context.document.text[other.start : other.end].strip():
            return True
        if other.kind == "heading" and not _is_label(context, other):
            return True
    # nothing but the end of the section: a table may stand there
    return block.section is not None and block.section.table is not None


@rule("FORM13", "not-a-sentence", "error", "norm", tags=("form",))
def not_a_sentence(context: Context) -> Iterator[Finding]:
    """应当写成句子的地方只有一两个字

    【是什么】总体情况里要写工作考核结果、平台建设等，却只写“无。”“略。”“同上。”“良好。”，或只写了要填什么（“工作考核结果情况。”），看不出说的是什么。
    【依据】国办公开办函〔2021〕30号：年度报告内容“不能遗漏，也不宜泛化”。定稿时是错误，其余是警告。
    【错】
    - 一、总体情况⏎（五）监督保障⏎无。
    【对】
    - 一、总体情况⏎（五）监督保障⏎没有开展社会评议，没有责任追究的情形。
    - 六、其他需要报告的事项⏎无。
    【怎么改】写成一句完整的话，如“没有开展社会评议。”“县政府考核结果为良好。”
    【怎么不报】写成句子就不会报；第五、六部分没有内容写“无”的不报。
    【一句话】没有的事项也写成一句话。
    """
    form = context.form
    if form is None:
        return
    first = form.sections[0].id
    asked = {_bare(words) for item in form.required for words in (item.blank, item.label)}
    alone = set() if context.drafted else _alone(context)
    for passage in context.in_section(first):
        if passage.paragraph.role == "heading":
            continue
        spans: Iterable[tuple[int, int]] = [(0, len(passage.text))]
        if context.drafted:
            spans = _written(passage.paragraph)
        elif passage.offset not in alone:
            continue  # a scrap of a page that is badly cut into paragraphs
        for start, end in spans:
            said = passage.text[start:end]
            words = "".join(_SAID.findall(said))
            if 0 < len(words) <= _WORD or _bare(said) in asked:
                yield context.at(
                    passage,
                    start,
                    end,
                    f"“{said.strip()}”不成句子，看不出说的是什么",
                    severity=at_the_end(context),
                    evidence=_whole(context),
                    fix="写成一句完整的话，如“没有开展社会评议。”“县政府考核结果为良好。”",
                )


_SAID = lazy("[\u4e00-\u9fffA-Za-z0-9]")
_WORD = 2


def _bare(words: str) -> str:
    """What is to be told of, without signs and without 结果, 情况 behind it: nothing is told by its name alone."""
    return "".join(_SAID.findall(words)).removesuffix("情况").removesuffix("结果")


def _alone(context: Context) -> set[int]:
    """Where the paragraphs begin that are all that stands under their heading."""
    blocks = context.document.blocks
    return {
        block.start
        for before, block, after in zip(blocks, blocks[1:], [*blocks[2:], None], strict=False)
        if block.kind == "body"
        and before.kind == "heading"
        and (after is None or after.kind == "heading" or after.section is not block.section)
    }


def _written(paragraph: Any) -> Iterator[tuple[int, int]]:
    """What a person wrote in a paragraph of a draft, a sentence each."""
    at = 0
    for sentence in paragraph.sentences:
        if sentence.origin in HUMAN:
            yield from ((at + start, at + end) for start, end in sentence_spans(sentence.text))
        at += len(sentence.text)


_FEE_OR_OTHER = lazy("信息处理费|(?:没有|无|未有)其[他它]需要报告的")
_PROBLEM_OR_MEASURE = lazy("问题|困难|短板|差距|改进|下一步|措施|整改")
_DENIALS = lazy("(?:没有|无|未|不)(?:有)?(?:其[他它]|需要|收取|发生|发出|产生|涉及|收费)+")
_PROBLEMS = lazy(
    r"\s*(?:我[镇乡街局县市区委][^，。]{0,12})?(?:目前|仍?还?存在的?)?(?:主要)?(?:问题|不足)(?:和不足)?(?:是|：|有|在于|主要是)"
)
_MEASURE = lazy("改进(?:措施|情况|办法)|下一步|今后|整改措施")
_APPLIED = lazy("(?:新收|收到|受理|办结|答复)[^，。；]{0,8}申请[^，。；]{0,6}[0-9]+件")
_REMEDY = lazy("复议|诉讼|起诉|诉|应诉")
_REMEDIES = lazy("行政(?:复议|诉讼)[^，。；]{0,8}[0-9]+件|(?:未|没有)(?:发生|被)[^，。；]{0,16}(?:复议|诉讼)")
_APPLICATION = lazy("申请(?!行政复议|复议|人民法院)|依申请|结转")


def _in_problems(body: str) -> bool:
    """Whether words under 五 are those of 六."""
    return bool(
        _FEE_OR_OTHER.search(body)
        and not _PROBLEM_OR_MEASURE.search(body)
        and not lacks().search(_DENIALS.sub("", body))
    )


def _in_other(body: str) -> bool:
    """Whether words under 六 are those of 五."""
    return bool(_PROBLEMS.match(body) and _MEASURE.search(body))


def _in_requests(body: str) -> bool:
    """Whether words under 三 are those of 四."""
    return bool(_REMEDIES.search(body) and not _APPLICATION.search(body))


def _in_remedies(body: str) -> bool:
    """Whether words under 四 are those of 三."""
    return bool(_APPLIED.search(body) and not _REMEDY.search(body))


_SECTIONS = {
    "requests": (_in_requests, "remedies"),
    "remedies": (_in_remedies, "requests"),
    "problems": (_in_problems, "other"),
    "other": (_in_other, "problems"),
}
"""By a section's role: what tells another's words, and the other's role."""


@rule("FORM11", "misplaced-content", "warning", "inference")
def misplaced(context: Context) -> Iterator[Finding]:
    """内容写在了别的部分下面

    【是什么】第五部分只写“无其他需要报告的事项”，第六部分写问题和措施；或者第三、第四部分的文字互换了。
    【依据】各部分写什么由标题可知；由用词推断，所以只作警告。
    【错】
    - 五、存在的主要问题及改进情况⏎没有收取信息处理费，无其他需要报告的事项。
    【对】
    - 五、存在的主要问题及改进情况⏎公告换得慢，已改为每周一换。
    - 六、其他需要报告的事项⏎没有收取信息处理费，无其他需要报告的事项。
    【怎么改】把文字移到对应的标题下面。
    【怎么不报】同时写了本部分的内容就不会报。
    【一句话】各部分写标题所说的内容。
    """
    form = context.form
    if form is None:
        return
    there = {section.id for section in context.report.sections if section.heading}
    numbers = {section.id: ORDINAL.match(section.title) for section in form.sections}
    order = {id: f"第{match[1]}部分" for id, match in numbers.items() if match is not None}
    folded = context.document.folded
    for section in context.report.sections:
        blocks = [block for block in context.document.of(section) if block.kind == "body"]
        role = context.role_of(section)
        if role not in _SECTIONS or not section.heading or not blocks:
            continue
        look, (other,) = _SECTIONS[role][0], form.section_ids(_SECTIONS[role][1])
        called = order.get(other, "")
        if not called:
            continue
        if is_whole(context) and other not in there:
            continue  # FORM01: the other's heading is missing, hence its words stand here
        if look("\n".join(folded[block.start : block.end] for block in blocks)):
            yield context.mark(
                blocks[0].start,
                blocks[0].end,
                f"这里写的像是{called}的内容",
                fix="把文字移到对应的标题下面，本部分另写",
            )
