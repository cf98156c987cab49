"""NUM12: the same figure told differently in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.breakdown import misread
from nianbao.facts import figure
from nianbao.patterns import lazy
from nianbao.text import chinese_number, quantities

_WHOLE = (
    r"(?:20[0-9]{2}年度?|全年|年内|本年度?|[我本全][镇乡县市区局委办街单机][道位关]?|街道|镇|乡|□+"
    r"|新|共计?|累计|总共|主动|依法|及时|对)*"
)
_REQUEST = r"(?:政府信息公开|信息公开|依申请公开|公开政府信息的?)(?:申请|申请事项)"
_KINDS = (
    (
        "收到的申请",
        lazy(rf"(?:新收|收到|受理|接收)(?:到)?(?:各类|有效)?{_REQUEST}(?:共计?|总计|合计)?(?P<n>[0-9]+)件"),
    ),
    ("收到的申请", lazy(rf"(?:新收|收到|受理|接收)(?:到)?(?P<n>[0-9]+)件{_REQUEST}")),
    ("公开的信息", lazy(r"(?:公开|发布)(?:各类)?(?:政府|政务)?信息(?:共计?|总计|合计|总数)?(?P<n>[0-9]+)条")),
    ("公开的信息", lazy(r"(?:全年|本年度?|年内)(?:主动)?(?:公开|发布)的(?P<n>[0-9]+)条(?:政府|政务)?信息")),
)
_YEAR = ("全年", "本年", "年内")
_MOST = 200
"""Tellings of one figure that are compared."""
_NEAR = 1000
"""How far before a figure its sentence is looked at."""
_ANCHOR = lazy("申请[0-9共总合]|信息[0-9共总合]|条信息|条政|件[政信依公]")


class _Said(NamedTuple):
    passage: Passage
    start: int
    end: int
    value: Decimal


def _said(context: Context) -> dict[str, list[_Said]]:
    """The counts that are the unit's own, of the whole year and by no one channel."""
    found: dict[str, list[_Said]] = {}
    for passage in context.holding(_ANCHOR, "preamble", "overview", "requests", "proactive", "body"):
        for name, pattern in _KINDS:
            for match in pattern.finditer(passage.hidden):
                near = max(match.start() - _NEAR, 0)
                begin = max(near - 1, *(passage.hidden.rfind(mark, near, match.start()) for mark in "。；，：、")) + 1
                before = passage.hidden[begin : match.start()]
                stop = max(near - 1, passage.hidden.rfind("。", near, match.start())) + 1
                sentence = passage.hidden[stop : match.start()]
                years = re.findall("(20[0-9]{2})年", sentence)
                other = any(int(year) != context.report.year for year in years)
                if (
                    not (match.group().startswith(_YEAR) or re.fullmatch(_WHOLE, before))
                    or other
                    or re.search("其中|去年|上年|网|微|公众号|公开栏|平台|渠道|月|季", sentence)
                ):
                    continue
                found.setdefault(name, []).append(
                    _Said(passage, match.start("n"), match.end("n") + 1, Decimal(match["n"]))
                )
    return found


@rule("NUM12", "told-twice", "warning", "arithmetic")
def told_twice(context: Context) -> Iterator[Finding]:
    """同一个数前后说法不同

    【是什么】前面说全年收到申请6件，后面说8件；前面说全年公开信息265条，后面说“对全年公开的256条信息”；
    说没有收到申请，后面又说办理了几件；“收到申请12件……上述11件”。
    【依据】同一报告里同一个数只有一个；口径有没有不同有时看不出，所以至多作警告。
    【错】
    - 全年收到政府信息公开申请6件。⏎全年收到政府信息公开申请8件，均已答复。
    - 全年未收到政府信息公开申请。收到的3件申请均已答复。
    【对】
    - 全年收到政府信息公开申请6件。⏎通过网络收到政府信息公开申请4件。
    - 全年公开信息300条。⏎公众号发布信息120条。
    【怎么改】核对台账，两处写同一个数；口径不同的写明口径。
    【怎么不报】写了渠道、月份、别的年份或别的单位的不比；差额正是上年结转数的不报。
    公开信息的条数只在像是抄错（差一个数字、两位颠倒）时作警告，其余作提示。
    【一句话】一个数只写一次，别处照抄。
    """
    yield from _denied(context)
    yield from _pointed_at(context)
    carried = {Decimal(number) for number in re.findall("结转[^。；，0-9]{0,16}([0-9]+)件", context.document.folded)}
    for name, places in _said(context).items():
        said = sorted(places, key=lambda item: (item.passage.offset, item.start))[:_MOST]
        for index, other in enumerate(said[1:], 1):
            earlier = said[:index]
            if any(
                item.value == other.value or (name == "收到的申请" and abs(other.value - item.value) in carried)
                for item in earlier
            ):
                continue
            first = next((item for item in earlier if misread(other.value, item.value)), earlier[0])
            sure = name == "收到的申请" or misread(other.value, first.value)
            yield context.at(
                other.passage,
                other.start,
                other.end,
                f"{name}前面写{first.value}，这里写{other.value}",
                severity="warning" if sure else "info",
                evidence={"前文": first.passage.text[max(0, first.start - 20) : first.end]},
                fix="核对台账，两处写同一个数；口径不同的写明口径",
            )


_NONE = lazy(
    r"(?:未|没有)(?:新)?(?:收到|接到|受理|接收)(?:过|到)?[^，。；0-9]{0,12}?(?:政府信息公开|信息公开|依申请公开|公开政府信息的?)申请"
)
_SOME = lazy(
    r"(?<!未)(?<!没有)(?:新收|收到|受理|办理|答复|办结)(?:到|了)?的?(?P<n>[1-9][0-9]*)件(?P<after>[^。；]{0,16})"
)
_OTHER_KIND = lazy("上年|上一年|结转|建议|提案|留言|投诉|信访|咨询|复议|诉讼|举报|来信|热线|许可|处罚|事项")
_CHANNEL = lazy("网|信函|当面|窗口|渠道|平台|邮|传真|对.{0,6}的申请")
_ASKED = lazy("申请|予以公开|不予公开|部分公开|无法提供|不予处理")


def _denied(context: Context) -> Iterator[Finding]:
    """No request was received, and then some were dealt with."""
    for passage in context.holding(re.compile("申请"), "overview", "requests", "body"):
        text = passage.hidden
        for match in _NONE.finditer(text):
            begin = max(text.rfind(mark, 0, match.start()) for mark in "，。；") + 1
            stop = text.find("。", match.end())
            named = re.findall("(20[0-9]{2})年", text[text.rfind("。", 0, match.start()) + 1 : match.start()])
            if _CHANNEL.search(text, begin, match.start()) or any(int(year) != context.report.year for year in named):
                continue
            other = _SOME.search(text, stop + 1) if stop >= 0 else None
            if other is None or other.start() - stop > 40 or not _ASKED.search(other["after"]):
                continue
            if _OTHER_KIND.search(text, match.end(), other.end()):
                continue
            yield context.at(
                passage,
                match.start(),
                match.end(),
                f"这里说没有收到申请，后面说“{passage.text[other.start() : other.end('n') + 1]}”",
                severity="warning",
                evidence={"后文": passage.text[other.start() : other.end()]},
                fix="核对台账，改正其中一处",
            )
            break


_THESE = lazy(r"(?:上述|以上|这)(?P<n>[0-9]+|[二两三四五六七八九十]+)件(?P<what>[^，。；0-9]{0,4}申请)")


def _pointed_at(context: Context) -> Iterator[Finding]:
    """上述11件申请, where the one count of requests before it is another."""
    for passage in context.holding(re.compile("件[^，。；0-9]{0,4}申请")):
        text = passage.folded
        for match in _THESE.finditer(text):
            raw = match["n"]
            said = Decimal(raw) if raw.isdigit() else Decimal(chinese_number(raw) or 0)
            before = [item for item in quantities(text[: match.start()]) if item.measure == "件" and item.value]
            if len(before) != 1 or not before[0].exact or before[0].value == said:
                continue
            if "申请" not in text[max(0, before[0].start - 20) : before[0].end + 10]:
                continue
            yield context.at(
                passage,
                match.start("n"),
                match.start("what"),
                f"前面写{figure(before[0].value or said)}件，这里写{raw}件",
                severity="warning",
                evidence={"前文": passage.text[max(0, before[0].start - 20) : before[0].end]},
                fix="核对台账，两处写同一个数",
            )
