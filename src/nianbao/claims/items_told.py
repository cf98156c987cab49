"""The items of a list that a form tells as last year's number and what was added or taken away.

行政处罚事项新增1项，总数达到12项: each figure of a sentence is last year's number, a change or this year's number, by
the words right before it; whichever it is, the form has one value for it. Nothing is said of a figure whose words tell
none of the three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from nianbao.claims.against_facts import base_of, value_of
from nianbao.claims.by_the_form import Misfit
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.facts import FactBook, figure
from nianbao.kinds.roles import Role, Roles
from nianbao.patterns import lazy
from nianbao.text import Quantity

_UP = "增加|新增|净增加?|增设|增长|增补|增列|多|增"
_DOWN = "减少|取消|停征|停收|精简|核减|删减|压减|压缩|缩减|净减少?|降低|少|减"
_CHANGE = lazy(
    f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:的|了|有)?(?:共计?|合计|总计|累计)?[^，。；0-9增减多少取消到至为]{{0,6}}$"
)
_CUT = lazy("[由从]?[^，。；0-9]{0,16}(?:压减|压缩|精简|缩减|增加|减少|增|减|升|降|扩充|调整|变更?)(?:到|至|为|成)了?$")
_BASE = lazy("(?:上一?年度?|去年|年初|期初|<last>|原有?|[由从])[^，。；0-9增减多少]{0,14}$")
_NOW = lazy(
    "(?:现有|现为|现存|共有|总数(?:已?[达为到]+|有)|总量(?:已?[达为到]+|有)|达到?|剩余?|剩下|(?<![保停])留|保留|尚有|还有|仍有|仍为|仍是|后为|合计为?|共计?|总计"
    "|(?:年末|年底|期末|目前|现在|调整后|变动后)(?:[^，。；0-9]{0,10}(?:为|有|共|计|是))?)(?:了|共)?$"
)
_KEPT = lazy(
    "(?:继续|仍然?|全部)保留|(?:没有|没|无|未|未作|未做|未有|并无)(?:增减|变动|变化|调整|增加也未减少)|(?:保持|维持)不变|与上年(?:一致|相同|持平)"
)
"""That there are as many items as there were."""
_GROSS = lazy("承接|下放|划转|移交|承办|其中|省|市|国务院|上级|拟|将|计划|累计|以来|分别")
"""Words by which a change is one of several, or of another year."""
_NONE = lazy("(?:也|都)(?:不|没|未|无)")
_Kind = Literal["base", "change", "net", "now"]


class _Item(NamedTuple):
    """A figure of a list of items: which of the three it is, its value as signed, and where its words begin."""

    kind: _Kind
    value: Decimal
    figure: Quantity
    start: int


def item_misfits(
    text: str, start: int, end: int, tokens: list[Token], matcher: Matcher, topic: str, figures: Iterable[Quantity],
    understood: set[int], book: FactBook, bound: Roles,
) -> Iterator[Misfit]:  # fmt: skip
    """The figures of a sentence on items that are not what the form has.

    Args:
        text: the paragraph, folded. start, end: the sentence. tokens: its known words. topic: what it is about.
        figures: its exact figures, in order. understood: where those stand that the grammar judged.
        book, bound: the report's facts, and the roles bound to its edition.
    """
    roles = matcher.roles.by_id
    named = [item for item in matcher.phrases(tokens, topic, [], listed=False) if roles[item.role].signed]
    figures = list(figures)
    told: dict[str, list[_Item]] = {}
    at = start
    for item in figures:
        phrase = _named_by(item, named, tokens, matcher)
        ahead = text[at : item.start]
        at = item.end
        if item.value == 1 and _NONE.match(text, item.end):
            continue  # 目前一项也不收
        if phrase is None or item.value is None or item.measure not in roles[phrase.role].measures:
            continue
        if phrase.end <= item.start:
            inside = phrase.start - (item.start - len(ahead))
            ahead = ahead[:inside] + ahead[phrase.end - (item.start - len(ahead)) :] if inside >= 0 else ahead
        found = _kind(ahead, item, tokens)
        if found is not None:
            told.setdefault(phrase.role, []).append(found)
    for match in _KEPT.finditer(text, start, end):
        phrase = max((one for one in named if one.end <= match.start()), key=lambda one: one.end, default=None)
        since = phrase is not None and not any(
            matcher.family.get(token.word) for token in tokens if phrase.end <= token.start < match.start()
        )
        moved = value_of(bound.facts(phrase.role), book) if phrase is not None and since else None
        if phrase is not None and moved and not any(item.kind != "base" for item in told.get(phrase.role, ())):
            name = roles[phrase.role].name
            known = f"表格{name}是{figure(moved)}"
            yield Misfit(*match.span(), f"{name[:-2]}{match.group()}", known, bound.facts(phrase.role))
    for id, items in told.items():
        yield from _judged(roles[id], items, text[start:end], understood, bound, book)


def _named_by(item: Quantity, named: list[Phrase], tokens: list[Token], matcher: Matcher) -> Phrase | None:
    """The list of items that a figure is of: named right behind it, else last before it, and nothing else since."""
    behind = next((one for one in named if one.start == item.end), None)
    before = behind or max((one for one in named if one.end <= item.start), key=lambda one: one.end, default=None)
    if before is None or behind is not None:
        return before
    family = matcher.roles.by_id[before.role].family
    since = (matcher.family.get(token.word) for token in tokens if before.end <= token.start <= item.end)
    return None if any(one is not None and one != family for one in since) else before


def _kind(ahead: str, item: Quantity, tokens: list[Token]) -> _Item | None:
    value = item.value or Decimal(0)
    last = next((token for token in reversed(tokens) if token.end <= item.start and token.word == "<last>"), None)
    since = item.start - last.end if last is not None else len(ahead) + 1
    said = f"<last>{ahead[len(ahead) - since :]}" if since <= len(ahead) else ahead
    if "分别" in ahead:
        return None  # of several lists
    past = last is not None and since <= len(ahead) and not re.search("[，；]", ahead[len(ahead) - since :])
    if past and not _CUT.search(ahead):  # 上年还有2项; 在2019年增加2项的基础上
        return None if _CHANGE.search(ahead) else _Item("base", value, item, item.start)
    if _CUT.search(ahead) or _NOW.search(ahead):
        return _Item("now", value, item, item.start)
    moved = _CHANGE.search(ahead)
    if moved is not None:
        net: _Kind = "net" if "净" in moved.group() else "change"
        begun = item.start - (len(ahead) - moved.start())
        return None if _GROSS.search(ahead) else _Item(net, value if moved["up"] else -value, item, begun)
    return _Item("base", value, item, item.start) if _BASE.search(said) else None


def _judged(
    role: Role, items: list[_Item], sentence: str, understood: set[int], roles: Roles, book: FactBook
) -> Iterator[Misfit]:
    then, moved = value_of(roles.facts(base_of(role.id)), book), value_of(roles.facts(role.id), book)
    if then is None or moved is None:
        return
    changes = [item for item in items if item.kind == "change"]
    whole = sum((item.value for item in changes), Decimal(0))
    both = len({item.value > 0 for item in changes}) > 1
    known = f"表格{role.name[:-2]}上一年是{figure(then)}、本年增减{figure(moved)}，本年应为{figure(then + moved)}"
    for item in items:
        told = whole if item.kind == "change" and both else item.value
        if told == {"base": then, "now": then + moved}.get(item.kind, moved) or item.figure.start in understood:
            continue
        if item.kind == "change" and (_GROSS.search(sentence) or len(changes) > 1 + both or item is not changes[-1]):
            continue  # 新增3项、取消1项: what they make together
        how = {"base": "上一年", "now": "本年"}.get(item.kind, "增减")
        said = f"{role.name[:-2]}{how}{figure(told)}项"
        yield Misfit(item.start, item.figure.end, said, known, roles.facts(role.id))
