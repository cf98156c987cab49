"""PAIR: what was left standing of a template."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context, Hit
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.form_finished import at_the_end
from nianbao.patterns import lazy
from nianbao.report import Blank

_PLACEHOLDER = lazy(
    r"(?<![×Xx＊*✕╳])[×Xx＊*✕╳]{2,}(?=[省市县区镇乡街道局村年月日件条次份]|人民政府)|(?<![A-Za-z0-9])[xX]{2,}(?![A-Za-z0-9])|某某(?=[省市县区镇乡街道局村])|(?<![\u4e00-\u9fff])某某|(?<=[由在对向与和为是])某某"
    r"|[（(\[【](?:此处|这里|请|需|应|可|如|示例|说明|注意|备注|单位名称|年份|填写|填表|填报|模板|样例|范例|待填|待补充|待补|待核实|待核|待确认|待定|略)[^）)\]】\n]{0,40}[）)\]】]"
    r"|[（(\[【][^（()）\[\]【】\n]{0,40}(?:[填写述明][^（()）\[\]【】\n]{0,20}[0-9]+字|(?:提交|报送|发布|公布|上报|印发|定稿)前删除|删除(?:本|此)[行段]|供参考|按实际(?:情况)?填写)[^（()）\[\]【】\n]{0,20}[）)\]】]"
    r"|[_＿]{3,}|(?<!…)…{2,}(?=[件条次年月日份])|\{\{[^}\n]{0,40}\}\}|\$\{[^}\n]{0,40}\}|待补充|待填写|（数字）|TODO|TBD|lorem|(?<!#)##+(?=[件条次年])|(?<!○)○{2,}(?=[年月日件条次县镇乡])|〇〇(?=[县镇乡件条])"
)
_PLACEHOLDER_ANCHOR = lazy("×|X|x|＊|\\*|✕|╳|某某|（|\\(|\\[|【|_|＿|…|{{|\\$|待补充|待填写|TODO|TBD|lorem|##|○|〇〇")
_FILLING = lazy(
    r"(?<![\u4e00-\u9fff，、])请(?:[^，。；！？\n（）()]{0,4}(?:领导|主任|书记|[镇乡县市局科股站所]长|同志|老师|同事|您|你|大家|各位))?"
    r"(?:再|帮忙|抓紧|尽快|进一步)?(?:核实|核对|核准|确认|审定|审阅|把关|补充|补全|斟酌|定夺|修改)(?:一下)?(?=[。！？!?）)】\]…★☆\n]|$)"
    r"|该部分以表格形式报告|本部分由各单位填写|请各单位|填报说明|填写说明|请按实际填写|以下为模板|（模板）|（样例）|（范文）|参考范文"
)


def _is_blank(hit: Hit, known: dict[str, set[int]]) -> bool:
    """Whether a blank of ours stands there; the same words typed by somebody are none, and nobody else tells them.

    Args:
        known: by paragraph, where its blanks begin: filled here.
    """
    paragraph = hit.block.paragraph
    if paragraph is None:
        return False
    if paragraph.id not in known:
        known[paragraph.id] = {piece.start for piece in paragraph.pieces() if isinstance(piece.span, Blank)}
    return hit.start - hit.block.start in known[paragraph.id]


@rule("PAIR06", "placeholder", "error", "norm")
def placeholder(context: Context) -> Iterator[Finding]:
    """留下了占位符或填写说明

    【是什么】“××镇”“XX件”“（此处填写）”“请领导核实”“填写说明”等模板里的字、写给同事的话没有换掉。
    【依据】国办公开办函〔2021〕30号：发布内容不准确的追究责任。定稿时是错误；其余看不出是不是有意遮盖，是警告。
    【错】
    - 全年主动公开政府信息××条。
    【对】
    - 全年主动公开政府信息30条。
    - 申请人王××的申请已办结。
    【怎么改】换成实际内容，或删去。
    【怎么不报】遮盖姓名、号码的“×”不报。
    【一句话】不留占位符，没有的内容不写。
    """
    masked = context.document.masked
    told: list[tuple[int, int]] = []
    blanks: dict[str, set[int]] = {}
    for hit in context.search(_PLACEHOLDER, masked=False, anchor=_PLACEHOLDER_ANCHOR):
        if masked[hit.start] == "□":
            continue
        if hit.match.group().startswith("【待填") and _is_blank(hit, blanks):
            continue  # SRC01
        told.append((hit.start, hit.end))
        yield context.mark(
            hit.start,
            hit.end,
            f"“{context.document.text[hit.start : hit.end]}”像是没有换掉的占位符或说明",
            severity=at_the_end(context),
            fix="换成实际内容，或删去",
        )
    for hit in context.search(_FILLING):
        if any(start <= hit.start < end for start, end in told):
            continue
        yield context.mark(
            hit.start,
            hit.end,
            f"“{hit.match.group()}”是填写说明或写给同事的话",
            severity=at_the_end(context),
            fix="删去",
        )
