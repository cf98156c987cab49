"""Totals with their parts, as sentences state them: 其中, 分别为, brackets, colons, totals named last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from nianbao.checking.context import Context, Passage
from nianbao.patterns import lazy
from nianbao.text import Quantity, quantities

Claim = Literal["whole", "likely", "some"]

_COUNTS = frozenset("件条篇次场期份个名人户项家起宗册则张部批幅")
_MEASURES = "[件条篇次场期份名人户项家起宗册则]"
# What a list of parts is known by where no word such as 其中 leads it: the ways in which one kind of thing is divided.
_FAMILIES = (
    lazy("网上|网络|在线|当面|现场|信函|邮寄|邮件|传真|书面|窗口"),
    lazy("自然人|公民|法人|企业|科研机构|公益组织|法律服务"),
    lazy("予以公开|部分公开|不予公开|无法提供|不予处理|其他处理"),
    lazy("维持|纠正|尚未审结|其他结果"),
    lazy("未经复议直接起诉|复议后起诉"),
    lazy("组长|主任|成员|专职|兼职|委员"),
)
_LABELS = lazy("|".join(family.pattern for family in _FAMILIES))
_LOOSE = ("统共", "总数", "共计", "总计", "总共", "累计", "一共", "共")
"""Words for a total that may be of more than what was told before it."""
_FIRM = ("合计", "相加", "加起来", "合起来", "加在一起", "合在一起", "加总", "之和", "总和")
_TOTALS = "|".join((*_FIRM, *_LOOSE))
_LEADS = ("其中", "分别", "包括", "包含", "具体", "分为", "，含", "；含")
_LISTED = (*_LEADS, "（", "中，", "里，", *_FIRM, *(word for word in _LOOSE if len(word) > 1), "共")
_COUNTED = lazy(rf"{_MEASURES}(?:：|，(?:[^，。；：、（）0-9]{{0,6}}?)(?:{_LABELS.pattern}))")


_N = "[0-9零〇一二两三四五六七八九十百千]"
_SEVERAL = lazy(f"{_N}[^。]*?(?!{_N})[^。]{_N}[^。]*?(?!{_N})[^。]{_N}")
"""A sentence with a total and two parts, or more."""


def listing(context: Context) -> list[Passage]:
    """The paragraphs that hold what every one with a total and parts has, in order: words are found far faster one by
    one in the whole text than by one pattern of them all."""
    found = {passage.offset: passage for passage in context.holding_any(_LISTED)}
    found |= {item.offset: item for item in context.holding(_COUNTED) if _SEVERAL.search(item.folded)}
    return [found[offset] for offset in sorted(found)]


_OPEN = lazy(
    r"等(?!级|次)|主要|部分(?!公开)|(?<![其剩业])余|多[条件篇次]|左右|以上|近[0-9]|约[0-9]|超[0-9过]|例如|包含但|涉及|尤其|特别"
    r"|重点(?:公开|发布|推进|推送|是|包括|聚焦|做好)|同时|转载|原创|还"
)
_COMPARED = lazy(
    r"比|较|同比|环比|多于|少于|高于|低于|不及|超过|去年|上年|上一年|增|减|下降|上升|占|率|平均|日均|浏览|点击|访问|阅读|粉丝|关注|每[月年周季]|每日(?!头条)"
)
_CHANGED = lazy("(?:增|减|少|多|升|降|加|长)(?:了|到|至|为)?$")
"""What a figure has before it that is the degree of a change, no total."""
_DEGREE = lazy("(?:反而|却|则|也)?(?:减少|增加|[多少增减升降])了?$")
_STOP = lazy(
    r"结转|办结|答复|同时|此外|另外|另有|未(?!审结|经复议)|没有|全年共|累计|培训|召开|开展|组织|共(?:计|有)?[0-9]"
)
_ENDED = lazy(
    r"[。；）\n]|，(?:均|都|全部|同时|此外|另|未|无|没有|组织|开展|召开|举办|培训|较|比|同比|回复|办结|答复|结转|按[时期]|其中)"
)
_SUMMED = lazy(f"(?:{_TOTALS})(?:为|有|达|是)?$")
_NESTED = lazy("内有|内含|其内|里面有")
"""What leads the parts of a part."""
_TURNED = lazy("发生|引发|引起|行政复议|行政诉讼|办结|答复")
_OTHER = lazy(r"(?:其[他它](?:各?类|信息|内容|方面|方式)?|其余|剩余|余下)[^，。；、0-9]{0,8}$")
_BRACKET = lazy(r"（(?P<in>[^（）]{4,160})）")
_NUMERAL = lazy("[0-9零〇一二两三四五六七八九十百千]")
_LEAD = lazy(
    r"其中(?:含|包括)?[：:，,]?|分别(?:为|是|有)[：:]?|包括(?!在)[：:，,]?|包含(?!在)[：:]?|具体为[：:]?|具体包括[：:]?|分为[：:]?|(?<=[，；])含"
)
_OF_EACH = lazy("，各[^，。；]*$")
"""The list is of another kind of thing than the total: 通用事项102项，各村事项分别为9项、8项."""
_EACH = lazy("(?P<names>[^，。；：（）0-9]+)各(?:自|提出|有|约|占)?$")
"""What a figure has before it that is that of each of several things: 商业企业、科研机构各1件."""
_AND = lazy("[、和及与]")
_NAMED_AGAIN = lazy("[中里][，：]")
_WITHIN = lazy(r"(?<=[，；。])(?P<name>[^，。；：、0-9（）]{2,8}?)(?:公开|发布|推送|信息|申请|文件|的)*[中里][，：]")
_GIVEN = lazy("(?:公开|发布|推送|登载|张贴|更新|信息|申请|文件|的|共)*$")
"""What may stand between the name of a part and its count."""
_SUM = lazy(
    rf"(?<=[，；、。）])(?P<of>[^，。；：、（）0-9]{{0,14}}?)(?:加起来|相加)?，?(?P<word>{_TOTALS})(?P<what>[^，。；、：（）0-9]{{0,10}})(?=[0-9])"
)
_OF_THESE = lazy(
    "以上|上述|(?P<number>[两二三四五六七八九])(?:项|类|种|个|者|家|部分|方面)|(?P<bare>[两二三四五六七八九])(?:渠道|方式|平台|途径|部门|栏目)"
)
"""Words by which a total is that of what was told before it."""

_PAST = lazy("上一?年|去年|前一?年|同期")
_POINTED = lazy("(?:这|上述|以上)?[两二三四五六七八九][项类种个者家]")
_THAN = lazy("(?:多于|高于|超过|少于|低于|不及)[^，。；0-9]{0,16}$")
_AT_LAST = lazy("(?:年末|年底|目前|现在|调整后|上年|去年|今年|本年)$")
_FORMER = lazy("前[两二三四五六七八九]")
_ANOTHER_WAY = lazy(
    "；(?=[^；。其]*[0-9][^；。]{1,24}其中)|，[^，。；0-9]{0,8}总数(?=[0-9])|；(?:按|从|以|就)[^，。；0-9]{1,12}(?:看|分|划分|来说|而言|统计)，"
)
"""Where the same total is divided once more, or another begins: 其中自然人28件；按承办单位看，甲局11件."""
_INNER = lazy("（[^（）]*）")
_NUMBERS = "零一二三四五六七八九"
_HALVES = lazy("上半年[^。]*下半年")


_NEAR, _FAR = 24, 90
"""Characters between a total and its list: up to the first one part is enough, up to the second it takes two."""


class Tree(NamedTuple):
    """A total with its parts, as a sentence states them.

    Attributes:
        total: the total. parts: those before the list turns to something else.
        claim: what the list claims: ``whole`` that nothing is left out, ``likely`` that by its form it is so (it runs
            to the end of the sentence and no word leaves it open), ``some`` nothing.
        others: what else the sentence counts before the list in the same measure, last first.
        disjoint: whether the parts exclude each other by what they are, so that no item is in two of them.
        other: whether a part is called the rest. after: whether the total is named after its parts.
        these: whether it is said to be of so many of them: 三类合计. pointed: of those right before it, and not of some
            named with it (予以公开和部分公开两类合计) or of an outcome of theirs (两类合计维持11件).
        mark: what of it is to be shown: the total with its parts, of which any may be the wrong one.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    claim: Claim
    others: tuple[Decimal, ...] = ()
    other: bool = False
    disjoint: bool = False
    after: bool = False
    these: bool = False
    pointed: bool = False
    mark: tuple[int, int] = (0, 0)


def counted(quantity: Quantity) -> bool:
    """Whether a quantity counts things that can be divided: items, documents, events, people."""
    return (
        quantity.value is not None and quantity.measure[:1] in _COUNTS and quantity.measure not in ("个工作日", "人次")
    )


def _between(found: list[Quantity], start: int, stop: int) -> list[Quantity]:
    """The quantities, which are in order, that stand between two offsets."""
    first = bisect_left(found, start, key=lambda item: item.start)
    return found[first : bisect_right(found, stop, lo=first, key=lambda item: item.end)]


def _part(quantity: Quantity, text: str, total: Quantity) -> Quantity | None:
    """The quantity as a part of the total: of its measure, or of none, which is then the total's."""
    if counted(quantity) and quantity.measure == total.measure:
        return quantity
    bare = not quantity.measure and quantity.value is not None and text[quantity.end : quantity.end + 1] in "、，。；）"
    return quantity._replace(measure=total.measure) if bare and text[quantity.end : quantity.end + 1] else None


def of_each(part: Quantity, before: str) -> Quantity:
    """A part as the sum of the things that it is the figure of each of: 商业企业、科研机构各1件."""
    each = _EACH.search(before)
    if each is None or part.value is None:
        return part
    return part._replace(value=part.value * (1 + len(_AND.findall(each["names"]))))


def _list_after(
    text: str, start: int, stop: int, total: Quantity, found: Iterable[Quantity], claim: Claim
) -> Tree | None:
    """The parts that stand between two offsets, of the total's measure.

    Args:
        claim: what the form of the list claims, at most.
    """
    parts: list[Quantity] = []
    at, mixed, foreign = start, False, False
    apart = Decimal(0)
    nested = 0
    for quantity in found:
        if quantity.start < nested or (not counted(quantity) and quantity.measure):
            continue
        begin = max(start - 1, *(text.rfind(mark, start, quantity.start) for mark in "，、；：")) + 1
        clause = _INNER.sub("", text[begin : quantity.start])  # （没有现成信息）2件: a row's name, no turn of the text
        if _COMPARED.search(clause) or (parts and (_STOP.search(clause) or "。" in text[at : quantity.start])):
            break
        if clause.startswith("全年"):
            break  # 其中纠正5件，全年作出行政许可决定320件
        if len(parts) > 1 and _SUMMED.search(clause):
            break  # 甲局84件，乙局39件，两家合计123件
        if parts and _NESTED.match(clause):
            nested = next((place for mark in "；，" if (place := text.find(mark, begin, stop)) >= 0), stop)
            continue  # 机构类20条，内有领导4条、职能16条；…: parts of the part before
        turned = parts and "；" in text[at : quantity.start]
        if turned and total.value is not None and quantity.value is not None and quantity.value > total.value:
            break  # 文件12条，其中图解5条；转载160条: another matter
        if len(parts) > 1 and _disjoint(text, tuple(parts)) and _TURNED.search(clause) and not _OTHER.search(clause):
            break  # 网络5件，信函4件，已答复，发生行政复议1件
        if _DEGREE.search(clause):
            continue  # 自然人28件，少了10件
        part = _part(quantity, text, total)
        if part is None:
            at, foreign = quantity.end, foreign or counted(quantity)
            apart += quantity.value or Decimal(0) if counted(quantity) else Decimal(0)
            continue
        mixed = mixed or foreign
        parts.append(of_each(part, text[at : quantity.start]))
        at = part.end
    if not parts:
        return None
    end = parts[-1].end
    other = _OTHER.search(text[start : parts[-1].start]) is not None
    open_ = mixed or len(parts) < 2 or _OPEN.search(text[start:end]) or text.startswith(("等", "余", "以"), end)
    if open_:
        claim = "some"
    elif apart and total.value == apart + sum((part.value or Decimal(0) for part in parts), Decimal(0)):
        claim = "some"  # the rest is counted by another measure word: 236条，其中27条、198条，回复诉求11件
    elif other:
        claim = "whole"
    elif end < stop and not _ENDED.match(text, end):
        claim = "some"
    return Tree(
        total, tuple(parts), claim, other=other, disjoint=_disjoint(text, tuple(parts)), mark=(total.start, end)
    )


def _disjoint(text: str, parts: tuple[Quantity, ...]) -> bool:
    """Whether all parts are labelled, before or behind their count, by words of one family."""
    labels = []
    for index, part in enumerate(parts):
        begin = parts[index - 1].end if index else max(0, part.start - 14)
        labels.append(text[begin : part.start])
    return any(all(family.search(label) for label in labels) for family in _FAMILIES)


@lru_cache(maxsize=256)
def trees(text: str) -> list[Tree]:
    """Every total with parts that a paragraph states, nested ones too; of a paragraph said again found once.

    Args:
        text: a paragraph, folded, of those that ``listing`` gives.
    """
    found = [
        quantity._replace(measure="人") if quantity.measure == "名" else quantity
        for quantity in quantities(text)
        if quantity.value is not None
    ]
    usable = [quantity for quantity in found if counted(quantity)]
    if not usable or len(found) < 2:
        return []
    return [
        *_led(text, found, usable),
        *_bracketed(text, found, usable),
        *_unled(text, found, usable),
        *_within(text, found, usable),
        *_summed(text, usable),
    ]


_BEFORE = 40
"""How many counts before a total may be the one that is meant."""


def _led(text: str, found: list[Quantity], usable: list[Quantity]) -> list[Tree]:
    """Lists that 其中, 分别为, 包括 lead."""
    made: list[Tree] = []
    if not any(word in text for word in _LEADS):
        return made
    ends = _Ends(text)
    for match in _LEAD.finditer(text):
        before = bisect_right(usable, match.start(), key=lambda item: item.end)
        while before and not _balanced(text[usable[before - 1].end : match.start()]):
            before -= 1  # （含结转1件），……其中: of what stands before the bracket
        if not before:
            continue
        if before > 1 and _THAN.search(text, usable[before - 2].end, usable[before - 1].start):
            before -= 1  # 企业申请41件，多于个人的33件，其中…: of what is compared, not of what it is compared with
        total = usable[before - 1]
        if _CHANGED.search(text, max(total.start - 8, 0), total.start):
            continue
        gap = text[total.end : match.start()]
        new = gap.rfind("。") == len(gap) - 1 and gap.count("。") == 1 and match.group().startswith("其中")
        if _AT_LAST.search(gap):
            continue  # 取消3项，…取消1项，年末分别为23项和8项
        if "；" in gap[:-1]:
            continue  # 办结33件；三类占了大半，具体为14件、9件: of another matter
        if match.group().startswith("分别") and _PAST.search(gap):
            continue  # 16件，多于上年的……，上年分别为11件和17件
        if len(gap) > _FAR or ("。" in gap and not new) or _OF_EACH.search(gap):
            continue
        inside = _bracket(text, match.start())
        stop = inside[1] if inside else ends.after(match.end())
        leads = _LEAD.finditer(text, match.end(), stop)
        limit = next((item.start() for item in leads if inside or _bracket(text, item.start()) is None), stop)
        level = _between(found, match.end(), limit) if inside else _without_brackets(text, match.end(), limit, found)
        claim: Claim = "whole" if match.group().startswith(("分", "具体")) else "likely"
        if match.group().startswith("分") and re.search("[中里]，", gap):
            claim = "some"  # 67件中，公开、不予公开分别为26件、6件
        tree = _list_after(text, match.end(), limit, total, level, claim)
        if tree is not None and "；" in text[match.end() : tree.parts[0].start]:
            continue  # 文件4件，其中一件为本年制发；处罚150件: of another matter
        if tree is not None and (len(gap) <= _NEAR or len(tree.parts) >= 2):
            others = _others(text, total, usable[max(before - _BEFORE, 0) : before - 1], inside)
            if len(tree.parts) == 1 and "；" in gap and any(other >= (tree.parts[0].value or 0) for other in others):
                continue  # 本级53件，区直291件，街道76件；其中两家147件: of which of them?
            if others and new:
                tree = tree._replace(claim="some")  # 其中 of which of them?
            made.append(tree._replace(others=others))
    return made


def _balanced(gap: str) -> bool:
    """Whether no bracket ends between a total and its list that had begun before it."""
    return gap.count("）") <= gap.count("（")


def _others(text: str, total: Quantity, before: list[Quantity], inside: tuple[int, int] | None) -> tuple[Decimal, ...]:
    if inside:
        return ()
    begin = text.rfind("。", 0, total.start) + 1
    return tuple(
        item.value
        for item in reversed(before)
        if item.start >= begin and item.measure == total.measure and item.value is not None
    )


def _bracketed(text: str, found: list[Quantity], usable: list[Quantity]) -> list[Tree]:
    """Lists in brackets behind their total."""
    made: list[Tree] = []
    if "（" not in text:
        return made
    for bracket in _BRACKET.finditer(text):
        if not _NUMERAL.search(bracket["in"]) or _LEAD.match(bracket["in"]):
            continue
        before = bisect_right(usable, bracket.start(), key=lambda item: item.end)
        if before and usable[before - 1].end == bracket.start():
            level = _between(found, bracket.start() + 1, bracket.end() - 1)
            tree = _list_after(text, bracket.start() + 1, bracket.end() - 1, usable[before - 1], level, "whole")
            if tree is not None and len(tree.parts) >= 2:
                made.append(tree)
    return made


def _unled(text: str, found: list[Quantity], usable: list[Quantity]) -> list[Tree]:
    """Lists behind a colon, and those whose parts are known by what they are: 收到申请9件，网络5件，信函4件."""
    made: list[Tree] = []
    ends = _Ends(text)
    for number, total in enumerate(usable[:-1]):
        if (
            number
            and text.startswith("、", usable[number - 1].end)
            and "，" not in text[usable[number - 1].end : total.start]
        ):
            continue  # 企业2件、其他组织1件，网络3件: itself one of a list
        if _CHANGED.search(text, max(total.start - 8, 0), total.start):
            continue
        mark = text[total.end : total.end + 1]
        if mark not in ("：", "，") or (mark == "，" and not _LABELS.search(text, total.end, total.end + 20)):
            continue
        if mark == "，" and _LABELS.search(text, max(text.rfind("，", 0, total.start), total.start - 10), total.start):
            continue  # itself a part of the same list
        stop = ends.after(total.end)
        if mark == "：":
            level = _without_brackets(text, total.end + 1, stop, found)
            tree = _list_after(text, total.end + 1, stop, total, level, "whole")
            if tree is not None and len(tree.parts) >= 2 and text.find("，", total.end, tree.parts[0].start) < 0:
                made.append(tree)
        elif mark == "，" and (parts := _of_a_kind(text, total, _without_brackets(text, total.end, stop, found))):
            ended = _ENDED.match(text, parts[-1].end) or parts[-1].end >= stop
            if ended and "结转" not in text:  # what was carried over may stand behind a difference
                made.append(Tree(total, parts, "likely", disjoint=True, mark=(total.start, parts[-1].end)))
    return made


def _of_a_kind(text: str, total: Quantity, after: list[Quantity]) -> tuple[Quantity, ...]:
    """The parts that follow at once, all labelled by words of one family; none where a label is another's."""
    at = total.end
    parts: list[Quantity] = []
    families = list(_FAMILIES)
    for quantity in after:
        label = text[at : quantity.start].strip("，、；和及")
        known = [family for family in families if family.search(label)]
        rest = parts and _OTHER.search(label)
        if (
            quantity.measure != total.measure
            or not (known or rest)
            or len(label) > 16
            or _OPEN.search(label)
            or _COMPARED.search(label)
        ):
            break
        families = known or families
        parts.append(of_each(quantity, text[at : quantity.start]))
        at = quantity.end
    return tuple(parts) if len(parts) >= 2 else ()


def _within(text: str, found: list[Quantity], usable: list[Quantity]) -> list[Tree]:
    """Lists of the parts of a part that is named again: ……，县区60条；县区信息中，甲县20条、乙县40条."""
    made: list[Tree] = []
    if not _NAMED_AGAIN.search(text):
        return made
    ends = _Ends(text)
    for match in _WITHIN.finditer(text):
        before = [
            item
            for item in usable
            if item.end < match.start()
            and _GIVEN.sub("", text[max(0, item.start - 16) : item.start]).endswith(match["name"])
        ]  # the label stands just before its count
        if len(before) != 1 or text.count("。", before[0].end, match.start()) > 1:
            continue
        stop = ends.after(match.end())
        level = _without_brackets(text, match.end(), stop, found)
        tree = _list_after(text, match.end(), stop, before[0], level, "likely")
        if tree is not None and len(tree.parts) >= 2:
            made.append(tree._replace(mark=(match.end(), tree.parts[-1].end)))
    return made


def _summed(text: str, usable: list[Quantity]) -> list[Tree]:
    """Totals that are named after their parts: 甲4件、乙5件，合计9件."""
    made: list[Tree] = []
    if not any(word in text for word in ("共", "计", "加", "合")):
        return made
    for match in _SUM.finditer(text):
        at = bisect_left(usable, match.end(), key=lambda item: item.start)
        if at == len(usable) or usable[at].start != match.end():
            continue
        total = usable[at]
        if _CHANGED.search(match["what"]) or _PAST.search(match["of"]):
            continue  # 两者相加仍比上年多1件; 上年这两项合计15件
        these = _OF_THESE.search(match["of"])
        sure = match["word"] not in _LOOSE or these is not None
        sure = sure or _HALVES.search(_INNER.sub("", text[max(0, match.start() - 40) : match.start()])) is not None
        own = text.rfind("。", 0, match.start()) + 1
        begin = own
        if own == match.start() and sure:
            begin = text.rfind("。", 0, max(own - 1, 0)) + 1
        between = _INNER.sub("", text[begin : match.start()])
        if _bracket(text, match.start()) or re.search("其中|包括|比|较|占|率|合计|共计|总计", between):
            continue
        told = _without_brackets(text, begin, match.start(), usable[:at])
        parts = tuple(
            item
            for item in told
            if item.measure == total.measure and not re.search("每[^，。；]{0,12}$", text[begin : item.start])
        )
        number = (these["number"] or these["bare"] or "") if these is not None else ""
        if number:
            many = 2 if number == "两" else _NUMBERS.index(number)
            if len(parts) < many:
                continue
            parts = parts[:many] if _FORMER.search(match["of"]) else parts[-many:]
            told = [item for item in told if item.start >= parts[0].start]
        if len(parts) < 2 or (not sure and len(told) != len(parts)) or not all(item.exact for item in parts):
            continue
        if re.match("[，。]?其中|（|：", text[total.end : total.end + 4]):
            continue
        claim: Claim = "likely" if sure else "some"
        pointed = bool(number) and _POINTED.match(match["of"]) is not None and not _LABELS.search(match["what"])
        mark = (parts[0].start, total.end)
        made.append(Tree(total, parts, claim, after=True, these=bool(number), pointed=pointed, mark=mark))
    return made


def _bracket(text: str, at: int) -> tuple[int, int] | None:
    open_at = text.rfind("（", max(0, at - 200), at)
    if open_at < 0 or "）" in text[open_at:at]:
        return None
    close = text.find("）", at, at + 1000)
    return (open_at, close) if close >= 0 else None


class _Ends:
    """Where what follows a place of a text is told of something else; places asked for in order cost one search."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked, self.found = 0, -1

    def after(self, at: int) -> int:
        """The end of the sentence, or where the same total is divided once more."""
        if self.asked <= at <= self.found:
            return self.found  # none was found on the way there
        stop = self.text.find("。", at)
        stop = stop if stop >= 0 else len(self.text)
        again = _ANOTHER_WAY.search(self.text, at, stop)
        self.asked, self.found = at, again.start() if again is not None else stop
        return self.found


def _without_brackets(text: str, start: int, stop: int, found: list[Quantity]) -> list[Quantity]:
    if text.find("（", start, stop) < 0:
        return _between(found, start, stop)
    hidden = [match.span() for match in re.finditer(r"（[^（）]*）", text[start:stop])]
    return [
        quantity
        for quantity in _between(found, start, stop)
        if not any(start + begin <= quantity.start < start + end for begin, end in hidden)
    ]
