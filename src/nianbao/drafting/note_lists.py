"""Lists that a clerk jots down (解读：图解3，视频2，共5篇) as clauses: the whole first, then its parts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nianbao.drafting.locked_words import MARKS, Locked, grammar, macros
from nianbao.drafting.verb_frames import acts, events, led
from nianbao.text.quantities import quantities

_LEAST = 2
"""Members of the shortest list."""
_TOTAL = "(?:一共|总共|合计|总计|共计|共)"


class _Item(NamedTuple):
    """A member of a list: what is counted, the figure's character, its value and measure, what stands behind."""

    name: str
    figure: str
    value: Decimal
    measure: str


def _value(char: str, locked: Locked) -> tuple[Decimal, str] | None:
    figure = locked.figure(char)
    found = quantities(figure.text) if figure is not None else []
    if len(found) != 1 or found[0].value is None:
        return None
    return found[0].value, found[0].measure


def _item(words: str, locked: Locked) -> _Item | None:
    match = re.fullmatch(f"([^{MARKS}：、{macros()['F'].strip('[]')}]{{0,12}})({macros()['F']})", words.strip())
    found = _value(match[2], locked) if match is not None else None
    return _Item(match[1].removeprefix("其中"), match[2], *found) if match is not None and found is not None else None


def _measure(name: str, aspect: str) -> str:
    """The measure of what is counted without one: 件 of 自然人5, where requests are told."""
    data = grammar()["measures"]
    found = next((one for one, nouns in data["any"].items() if name.endswith(tuple(nouns))), "")
    return found or next((one for one, nouns in data.get(aspect, {}).items() if name.endswith(tuple(nouns))), "")


def _items(words: str, locked: Locked) -> list[_Item]:
    """The members of a list; none where any of it is no member."""
    found = [_item(re.sub(f"^{_TOTAL}(?={macros()['F']})", "", part), locked) for part in re.split("[，、]", words)]
    return [item for item in found if item is not None] if all(found) else []


def _parts(items: list[_Item], measure: str, aspect: str) -> str:
    return "、".join(
        f"{item.name}{item.figure}{'' if item.measure else measure or _measure(item.name, aspect)}" for item in items
    )


def _with_whole(label: str, items: list[_Item], aspect: str) -> str:
    """A list with the count of the whole before or behind its parts; empty where there is none."""
    for whole, parts in ((items[0], items[1:]), (items[-1], items[:-1])):
        total = sum(part.value for part in parts)
        same = all(part.measure in ("", whole.measure) for part in parts)
        if (
            len(parts) >= _LEAST
            and not whole.name
            and total == whole.value
            and same
            and all(part.name for part in parts)
        ):
            measure = whole.measure or _measure(label, aspect)
            counted = whole.figure + ("" if whole.measure else measure)
            return f"{_headed(label)}{counted}，其中{_parts(parts, measure, aspect)}"
    return ""


def _headed(label: str) -> str:
    """What is counted, with the verb that it is told with: 政策解读 as 发布政策解读."""
    verb = next((verb for word, verb in events() if label.endswith(word)), "")
    return f"{verb}{label}" if verb and not acts().match(label) else label


def _done_to(label: str, items: list[_Item], aspect: str) -> str:
    """What was done with things that the label names: 规范性文件：制发1，废止2."""
    names = grammar()["done_in_lists"]
    known = (*grammar()["acts"], *names)
    if not items[0].name or not all(item.name in known for item in items):
        return ""
    measure = next((item.measure for item in items if item.measure), "") or _measure(label, aspect)
    told = [
        f"{names.get(item.name, item.name)}{'' if at else label}{item.figure}{'' if item.measure else measure}"
        for at, item in enumerate(items)
    ]
    return "、".join(told)


_RECORD = {
    "time": ("时间", "日期"),
    "who": ("对象", "参加对象", "参训对象", "范围"),
    "people": ("人次", "人数", "参加", "参训", "参加人数", "参训人数", "到会"),
    "count": ("次数", "期数", "场次"),
    "about": ("内容", "主题"),
    "where": ("地点",),
}
"""What labels tell of an event that the first of them names."""


def _event(pairs: list[tuple[str, str]], locked: Locked) -> str:
    """培训：6月、11月；对象：信息员；人次：78 as one clause; empty where it is no such record."""
    verb = next((verb for word, verb in events() if pairs[0][0].endswith(word)), "")
    if not verb or len(pairs) < _LEAST:
        return ""
    told: dict[str, str] = {}
    first = pairs[0][1]
    told["time" if not led(first)[1] else "count" if _item(first, locked) else "about"] = first
    for label, value in pairs[1:]:
        key = next((key for key, labels in _RECORD.items() if label in labels), "")
        if not key or key in told:
            return ""
        told[key] = value
    people = told.get("people", "")
    found = _value(people, locked) if people else None
    if people and (found is None or found[1] not in ("", "人", "人次", "名")):
        return ""
    measure = "人次" if ("人次", people) in pairs else "人"
    many = people + ("" if found is None or found[1] else measure)
    lead = f"{told['time']}，" if "time" in told else ""
    lead += f"在{told['where']}" if "where" in told else ""
    whom = f"对{told['who']}" if "who" in told else ""
    clauses = [f"{lead}{whom}{verb}{pairs[0][0]}{told.get('count', '')}"]
    clauses += [f"内容为{told['about']}"] if "about" in told else []
    return "，".join([*clauses, *([f"{many}参加"] if many else [])])


def listed(text: str, locked: Locked, aspect: str) -> str:
    """A note's statement with its lists as clauses; as it is where it holds none."""
    parts = [part.strip() for part in text.split("；") if part.strip()]
    pairs = [part.partition("：")[::2] for part in parts]
    if all(label and value and "：" not in value for label, value in pairs) and (told := _event(pairs, locked)):
        return told
    out: list[str] = []
    for part in parts:
        label, _, value = part.rpartition("：") if part.count("：") == 1 else ("", "", part)
        items = _items(value, locked)
        before = re.search(f"{macros()['F']}$", out[-1]) if out and not label else None
        if before is not None and len(items) >= _LEAST:  # 解读：25篇；图解14，视频11
            found = _value(before.group(), locked)
            if found is not None and sum(item.value for item in items) == found[0]:
                out[-1] = f"{out[-1]}，其中{_parts(items, found[1], aspect)}"
                continue
        name = re.sub("方面$|情况$", "", label)
        own = re.fullmatch(f"(.*?)({macros()['F']})", name)
        if own is not None and len(items) >= _LEAST:  # 新收9件：自然人7、企业2
            found = _value(own[2], locked)
            if found is not None and sum(item.value for item in items) == found[0]:
                out.append(f"{name}，其中{_parts(items, found[1], aspect)}")
                continue
        if name.endswith(("渠道", "途径", "申请人")) and len(items) >= _LEAST:
            out.append(f"按{name}分，{_parts(items, '', aspect)}")
        elif name and len(items) >= _LEAST:
            told = _with_whole(name, items, aspect) or _done_to(name, items, aspect)
            plain = all(item.name and not item.measure and not re.search("[比数率]", item.name) for item in items)
            measure = "" if not plain else _measure(name, aspect)
            out.append(told or (f"{name}包括{_parts(items, measure, aspect)}" if measure else part))
        elif name and len(items) == 1 and not items[0].name and not items[0].measure:
            out.append(f"{_headed(name)}{items[0].figure}{_measure(name, aspect)}")
        else:
            out.append(part)
    return "；".join(out)


def _same(before: str, name: str, locked: Locked) -> str:
    """The measure of what was done to what stands before it: 来信30件，办结28."""
    if not name.endswith((*grammar()["acts"], "采纳", "解决", "其余")):
        return ""
    held = [_value(char, locked) for char in re.findall(macros()["F"], before)[-1:]]
    return held[0][1] if held and held[0] is not None and held[0][1] not in ("人", "人次", "年", "月", "日") else ""


def completed(text: str, locked: Locked, aspect: str) -> str:
    """A sentence in which bare counts have their measure: that of the whole whose parts they are, else of what they
    count.

    Args:
        text: locked. aspect: as for ``listed``.
    """
    figure = macros()["F"]
    bare = re.compile(f"(?P<name>[\u4e00-\u9fff）]{{1,12}})(?P<figure>{figure})(?=[、，；。（）]|$)")
    found = [
        (match, held)
        for match in bare.finditer(text)
        if (held := _value(match["figure"], locked)) is not None and not held[1]
    ]
    if not found:
        return text
    total = sum(held[0] for _, held in found)
    wholes = [
        held
        for match in re.finditer(f"{figure}(?=[，：；（、])", text)
        if (held := _value(match.group()[:1], locked)) is not None
    ]
    whole = next((measure for value, measure in wholes if measure and value == total), "")
    default = (whole or _measure(found[0][0]["name"], aspect)) if len(found) >= _LEAST else ""
    if not default and len(found) > _LEAST:
        default = grammar()["measures"]["list"].get(aspect, "")
    for match, _ in reversed(found):
        measure = default or _measure(match["name"], aspect) or _same(text[: match.start()], match["name"], locked)
        if not match["name"].endswith(tuple(grammar()["measures"]["none"])):
            text = f"{text[: match.end()]}{measure}{text[match.end() :]}"
    return text
