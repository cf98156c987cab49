"""NUM: what a table gainsays though no figure stands in the text: 件件有答复 beside no request, 无结转 beside some."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.checking.context import Context, Passage
from nianbao.facts import figure
from nianbao.patterns import lazy

__all__ = ["Gainsaid", "gainsaid"]

_ABOUT_REQUESTS = lazy("申请(?!行政复议|复议|强制执行|人民法院)")
_EACH_ANSWERED = lazy(
    r"件件(?:都)?有(?:答复|回复|回音|着落|结果)|(?:均|全部|都)(?:已|能)?(?:依法|依规|及时|按时|按期|在[^，。；]{0,12}内)*"
    r"(?:予以|作出|给予)?(?:答复|办结|办理完毕)"
)
_NONE_CARRIED = lazy(
    r"(?:无|没有|未(?:有|发生)?)(?:申请)?结转(?!至|到)(?:(?:至|到)?(?:下年|下一年|次年)度?)?|(?:无|没有)[^，。；0-9]{0,8}结转(?:至|到)?(?:下年|下一年|次年)"
)
_ALL_DONE = lazy(r"(?:均|全部|都)(?:已)?(?:依法|依规|及时|按时|按期)*(?:予以)?(?:办结|办理完毕)")
_CORRECTED = lazy(r"(?:复议|诉讼|法院|法庭)[^。；]{0,30}?(?:予以|被|依法|均)(?:予以)?纠正(?!0)")
_NO = lazy(r"未|没有|无|0件|零|如|若|可能|防止|避免|不得")
_LEFT_OPEN = lazy("结转|期限内|时限|到期|法定期|除|其余|另")
_PENDING = "结转下年度继续办理总计"


class Gainsaid(NamedTuple):
    """Words that a figure of a table gainsays: their place in the passage, what they say, and the figure."""

    start: int
    end: int
    said: str
    name: str
    value: str


def gainsaid(context: Context, passage: Passage) -> Iterator[Gainsaid]:
    """Words of a passage on this unit's requests and remedies that the tables gainsay."""
    text, value = passage.masked, context.figure
    new, carried, out = (value(f"requests.{row}.total") for row in ("new", "carry_in", "carry_out"))
    of_requests = (
        context.role_of_aspect(passage.paragraph) == "requests" or context.role_of(passage.section) == "requests"
    )

    def about(begin: int, end: int) -> bool:
        return bool(_ABOUT_REQUESTS.search(text, begin, end)) or (of_requests and begin == 0)

    if new == 0 and carried == 0:
        for match in _EACH_ANSWERED.finditer(text):
            begin = text.rfind("。", 0, match.start()) + 1
            if about(begin, match.end()) and not _NO.search(text, begin, match.start()):
                yield Gainsaid(*match.span(), "有申请并且都已答复", "新收和上年结转总计", "0")
    if out:
        yield from _carried(text, out, of_requests)
    corrected = [value(f"remedies.{row}.corrected") for row in ("reconsideration", "direct", "after")]
    known = [item for item in corrected if item is not None]
    if known and not sum(known, Decimal(0)):
        for match in _CORRECTED.finditer(text):
            begin = text.rfind("。", 0, match.start()) + 1
            if not _NO.search(text, begin, match.end()):
                yield Gainsaid(*match.span(), "复议、诉讼中有被纠正的", "行政复议、行政诉讼结果纠正", "0")


def _carried(text: str, out: Decimal, of_requests: bool) -> Iterator[Gainsaid]:
    for match in _NONE_CARRIED.finditer(text):
        if "上年" not in text[max(0, match.start() - 4) : match.end()] and of_requests:
            yield Gainsaid(*match.span(), "没有结转下年度的申请", _PENDING, figure(out))
    for match in _ALL_DONE.finditer(text):
        begin = text.rfind("。", 0, match.start()) + 1
        asked = of_requests and _ABOUT_REQUESTS.search(text, begin, match.start())
        if asked and not _LEFT_OPEN.search(text, begin, match.end() + 20):
            yield Gainsaid(*match.span(), "申请全部办结", _PENDING, figure(out))
