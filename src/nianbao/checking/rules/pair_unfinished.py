"""PAIR: left-overs of a template, words to colleagues and marks, which no finished text has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from nianbao.checking.context import BESIDE, Context, Hit
from nianbao.checking.document import TextBlock
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.form_content import at_the_end
from nianbao.facts.note_parts import CHAT
from nianbao.package_data import data_file
from nianbao.patterns import alternatives, lazy
from nianbao.report import Blank

_data = data_file(__file__, "finished.yaml")


@cache
def _signs() -> tuple[re.Pattern[str], frozenset[str]]:
    """What no finished text is written with, a run of it; and the bullets."""
    data = _data()
    allowed = re.escape("".join(data["signs"].values()))
    return re.compile(f"[^\\s\u4e00-\u9fffA-Za-z0-9{allowed}]+"), frozenset(data["bullets"])


_LINES = "".join(map(chr, (*range(0x2010, 0x2016), *range(0x2500, 0x2580), 0x2E3A, 0x2E3B)))
"""Dashes and lines, as headers and footers are set with."""


def _is_beside(block: TextBlock) -> bool:
    """Whether words stand beside the text, in a header or a cell."""
    return block.section is not None and block.section.id == BESIDE


_SHOUTED = lazy("[?？!！]{2,}")


@rule("PAIR07", "left-mark", "error", "norm", tags=("unfinished",))
def left_mark(context: Context) -> Iterator[Finding]:
    """留下了记号

    【是什么】“★★★”“→→”“？？？”等写给别人看的记号，没有删去。
    【依据】GB/T 15834—2011《标点符号用法》所列的标点符号里没有；定稿时是错误，其余是警告。
    【错】
    - 公开信息30条★★★。
    - 培训2次？？？
    【对】
    - 公开信息30条。
    - 评为“四星级窗口”，面积120㎡。
    - ●完善制度，每季度核查一次。
    【怎么改】处理好以后删去记号。
    【怎么不报】标点、单位、数学符号和段首的一个项目符号不报；引号里的不报；草稿里的要删去，不能设为不报。
    【一句话】不留记号。
    """
    strange, bullets = _signs()
    document = context.document
    for match in strange.finditer(document.masked):
        found, at = match.group(), match.start()
        if not any(unicodedata.category(char)[0] in "SP" for char in found):
            continue  # letters of another script, rare characters
        if _is_beside(document.block(at)) and not found.strip(_LINES):
            continue  # round a page's number
        if found in bullets and not document.text[document.block(at).start : at].strip():
            continue
        yield _left(context, at, match.end())
    for hit in context.search(_SHOUTED):
        yield _left(context, *hit.span)


def _left(context: Context, start: int, end: int) -> Finding:
    return context.mark(
        start,
        end,
        f"“{context.document.text[start:end]}”像是留给别人看的记号",
        severity=at_the_end(context),
        evidence={"依据": "GB/T 15834—2011"},
        fix="处理好以后删去",
    )


_PLACEHOLDER = (
    r"(?<![×Xx＊*✕╳])[×Xx＊*✕╳]{2,}(?=[省市县区镇乡街道局村年月日件条次份]|人民政府)|(?<![A-Za-z0-9])[xX]{2,}(?![A-Za-z0-9])|某某(?=[省市县区镇乡街道局村])|(?<![\u4e00-\u9fff])某某|(?<=[由在对向与和为是])某某"
    r"|[（(\[【]<begins>[^）)\]】\n]{0,40}[）)\]】]"
    r"|[（(\[【][^（()）\[\]【】\n]{0,40}(?:[填写述明][^（()）\[\]【】\n]{0,20}[0-9]+字|<says>)[^（()）\[\]【】\n]{0,20}[）)\]】]"
    r"|[_＿]{3,}|(?<!…)…{2,}(?=[件条次年月日份])|\{\{[^}\n]{0,40}\}\}|\$\{[^}\n]{0,40}\}|待补充|待填写?|（数字）|TODO|TBD|lorem|(?<!#)##+(?=[件条次年])|(?<!○)○{2,}(?=[年月日件条次县镇乡])|〇〇(?=[县镇乡件条])"
)
_FILLING = (
    r"(?<![\u4e00-\u9fff，、])请(?:[^，。；！？\n（）()]{0,4}<people+asked>)?"
    r"<soon>?<to_do>(?:一下)?(?=[。！？!?）)】\]…★☆\s]|$)|<template>"
)
_WAITING = (
    r"(?:(?:[此这本该]一?[句段格页]|[此这]一?[处数])[^，。；！？\n（）()]{0,8}待[^，。；！？\n（）()]{0,8}"
    r"|待[\u4e00-\u9fff]{0,4}<people+waited_for>[审核确决商]?)<waits+of_people>(?=[。，；！？!?）)】\]…★☆\s]|$)"
)
"""What waits for somebody in the office: 此句待定, 待张主任定."""
_WAITING_ALONE = r"待<waits+alone>(?=[。，；！？!?）)】\]…★☆\s]|$)"
"""The same in a cell or a header, where no matter of the office can be told: 140待核实."""
_AMONG_US = (
    r"(?<![^。；，！？\n（])[^，。；！？\n（）]{0,10}?<at_once>一下(?=[。！？!?）)\]…★☆\s]|$)"
    r"|(?<![^。；！？\n])(?:[\u4e00-\u9fff]{2,8})?(?:同上|同前)(?:条|一条)?(?=[。；！\n]|$)|(?<![^。；！？\n])(?:见上|见前|略)(?=[。\n]|$)"
    r"|（(?:[接续转同][上下前后](?:一?[条句段页行格面])?|见[上下前后]一?[条句段页行格])）"
    r"|（待[\u4e00-\u9fff]{1,6}?<waits+in_brackets>）|(?<![A-Za-z0-9.])@[\u4e00-\u9fff]{1,4}"
)
"""What is said from one row, or one colleague, to the next: 小王确认一下, 同上, （接上条）."""
_AMONG_US_ANCHOR = lazy("一下|同上|同前|见[上下前后]|略|（[接续转待]|@")


@cache
def _worded(pattern: str) -> re.Pattern[str]:
    """A pattern with words of ``finished.yaml`` in place of the names of their lists: <people+asked>."""
    lists = _data()["left"]

    def words(match: re.Match[str]) -> str:
        return f"(?:{alternatives(word for name in match[1].split('+') for word in lists[name])})"

    return lazy(re.sub("<([a-z_+]+)>", words, pattern))


_ATTACHED = lazy(r"(?:详?见|参见|附后的)(?:本报告)?(?:附件|附表|附图)[0-9一二三四五六七八九十]{0,2}")
_AN_ATTACHMENT = lazy(r"^\s*(?:附件|附表|附图)", re.M)


def _not_attached(context: Context) -> Iterator[Hit]:
    """Where a draft points to an attachment, and none is there: what is made of it has the text and the tables."""
    if context.drafted and not _AN_ATTACHMENT.search(context.document.folded):
        yield from context.search(_ATTACHED)


_SHOWN = 30
"""Characters that a message shows."""
_LEFT_IN_DRAFTS = (
    (
        lazy(r"【(?!\d{4}】\s*(?:第)?\d+号)[^【】\n]*】"),
        False,
        "“{}”还带着待填的括号",
        "填好以后去掉括号，写成一句完整的话",
    ),
    (lazy(r"\|[^\n]*\|"), True, "“{}”是粘贴来的表格", "改写成句子，或删去"),
    (lazy(r"\*+[^*，。；\n]*\*+|(?<![^。\n])\*+"), True, "“{}”有粘贴来的排版记号", "删去记号"),
    (
        lazy(rf"(?:(?<=[。！？\n])|^)(?:[^。！？\n]*您[^。！？\n]*[。！？]?|{CHAT})"),
        True,
        "“{}”是对人说的话，不是报告里的",
        "删去",
    ),
)
"""What a draft of ours holds by oversight, though a published page may have it: pattern, whether not in quotations."""


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


def _said_to_colleagues(context: Context) -> Iterator[Hit]:
    yield from context.search(_worded(_FILLING))
    yield from context.search(_worded(_AMONG_US), anchor=_AMONG_US_ANCHOR)
    yield from context.search(_worded(_WAITING))
    for hit in context.search(_worded(_WAITING_ALONE)):
        if _is_beside(hit.block):
            yield hit


@rule("PAIR06", "placeholder", "error", "norm", tags=("unfinished",))
def placeholder(context: Context) -> Iterator[Finding]:
    """留下了占位符或填写说明

    【是什么】“××镇”“XX件”“（此处填写）”“请领导核实”“小王确认一下”“同上”“填写说明”等模板里的字、写给同事的话没有换掉；起草的报告里还看待填的括号、粘贴来的表格和对话、没有的附件；页眉页脚、表格里的字也看。
    【依据】国办公开办函〔2021〕30号：发布内容不准确的追究责任。定稿时是错误；其余看不出是不是有意遮盖，是警告。
    【错】
    - 全年主动公开政府信息××条。
    - 社会评议待填。
    【对】
    - 全年主动公开政府信息30条。
    - 申请人王××的申请已办结。
    【怎么改】换成实际内容，或删去。
    【怎么不报】遮盖姓名、号码的“×”不报；草稿里的要改好或删去，不能设为不报。
    【一句话】不留占位符，没有的内容不写。
    """
    masked = context.document.masked
    told: list[tuple[int, int]] = []
    blanks: dict[str, set[int]] = {}
    for hit in context.search(_worded(_PLACEHOLDER), masked=False):
        if masked[hit.start] == "□":
            continue
        if hit.match.group().startswith("【待填") and _is_blank(hit, blanks):
            continue  # SRC01
        told.append(hit.span)
        yield context.mark(
            *hit.span,
            f"“{context.document.text[hit.start : hit.end]}”像是没有换掉的占位符或说明",
            severity=at_the_end(context),
            fix="换成实际内容，或删去",
        )
    for pattern, masked_too, what, fix in _LEFT_IN_DRAFTS if context.drafted else ():
        for hit in context.search(pattern, masked=masked_too):
            if any(start < hit.end and hit.start < end for start, end in told) or _is_blank(hit, blanks):
                continue
            told.append(hit.span)
            shown = context.document.text[hit.start : hit.end]
            yield context.mark(*hit.span, what.format(shown[:_SHOWN]), severity=at_the_end(context), fix=fix)
    for hit in _said_to_colleagues(context):
        if any(start <= hit.start < end for start, end in told):
            continue
        told.append(hit.span)
        yield context.mark(
            *hit.span,
            f"“{hit.match.group()}”是填写说明或写给同事的话",
            severity=at_the_end(context),
            fix="处理好以后删去",
        )
    for hit in _not_attached(context):
        yield context.mark(
            *hit.span,
            f"写的是“{hit.match.group()}”，年报没有附件",
            severity="warning",
            fix="把要说的写进正文，或删去；随年报另发附件的，核对附件名称",
        )
