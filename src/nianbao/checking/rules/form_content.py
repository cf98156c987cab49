"""FORM: what stands under the heading of another section."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context, is_whole
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.stated_problems import lacks
from nianbao.patterns import lazy

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
    "requests": (_in_requests, "remedies", "第四部分"),
    "remedies": (_in_remedies, "requests", "第三部分"),
    "problems": (_in_problems, "other", "第六部分"),
    "other": (_in_other, "problems", "第五部分"),
}
"""By section: what tells another's words, the other, and what it is called."""


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
    there = {section.id for section in context.report.sections if section.heading}
    folded = context.document.folded
    for section in context.report.sections:
        blocks = [block for block in context.document.of(section) if block.kind == "body"]
        if section.id not in _SECTIONS or not section.heading or not blocks:
            continue
        look, other, called = _SECTIONS[section.id]
        if is_whole(context) and other not in there:
            continue  # FORM01: the other's heading is missing, hence its words stand here
        if look("\n".join(folded[block.start : block.end] for block in blocks)):
            yield context.mark(
                blocks[0].start,
                blocks[0].end,
                f"这里写的像是{called}的内容",
                severity="warning",
                fix="把文字移到对应的标题下面，本部分另写",
            )
