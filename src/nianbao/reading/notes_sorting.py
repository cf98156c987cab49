"""Sorts a note to an aspect of section 一 by the form's own words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nianbao.kinds import Form
from nianbao.patterns import lazy
from nianbao.text import fold

PROBLEMS, MEASURES = "problems", "measures"
OTHER = "其他需要报告的事项"
_ORDINAL = lazy(r"^\s*[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]\s*")
_TAIL = lazy(r"(?:方面|情况|工作|部分)+$")
_CHANNEL = lazy(
    r"(?:在|通过|利用|依托|借助|经由?)[^，。；]{1,24}?(?=公开|发布|公示|公告|刊登|推送|张贴|更新|解读|回应)"
)
"""By what way something was published: that says nothing of the aspect."""
_LIKE = 75
"""Likeness from 0 to 100 from which a word is a misspelt aspect."""


@lru_cache(maxsize=8)
def _names(form: Form) -> dict[str, str]:
    """Headings by which a clerk names an aspect, and the other parts of a report that take words."""
    found = {name: aspect.id for aspect in form.aspects for name in (aspect.label, aspect.id, *aspect.aliases)}
    found |= dict.fromkeys(
        ("问题", "存在问题", "存在的问题", "存在的主要问题", "主要问题", "不足", "存在的不足"), PROBLEMS
    )
    found |= dict.fromkeys(
        ("措施", "改进措施", "改进", "整改措施", "下一步", "下一步打算", "下步打算", "改进情况"), MEASURES
    )
    return found | dict.fromkeys((OTHER, "其他", "其它", "其他事项", "其他需要报告"), form.sections[-1].id)


def heading_of(line: str, form: Form) -> str | None:
    """What a line names as a heading: an aspect's id, ``problems``, ``measures`` or the last section; else None."""
    plain = _ORDINAL.sub("", fold(line)).strip().rstrip("：:。")
    names = _names(form)
    return names.get(plain) or names.get(_TAIL.sub("", plain))


def aspect_of(text: str, form: Form) -> str:
    """The one aspect whose words stand in a text; empty where there are none, or those of several."""
    plain = _CHANNEL.sub("", fold(text))
    found = {
        aspect.id
        for aspect in form.aspects
        if any(word in plain for word in (aspect.label, *aspect.belongs))
        and (not aspect.beside or any(word in plain for word in (aspect.label, *aspect.beside)))
    }
    return found.pop() if len(found) == 1 else ""


def what_belongs_where(label: str, form: Form, names: Sequence[str] = ()) -> str:
    """What to say of an aspect that the form does not have: the one meant, if misspelt, else what belongs where."""
    from rapidfuzz import fuzz, process

    labels = [*(aspect.label for aspect in form.aspects), OTHER]
    if not label:
        return f"请从列表中选：{'、'.join(labels)}"
    near = process.extractOne(label, [*labels, *names], scorer=fuzz.ratio, score_cutoff=_LIKE)
    if near is not None:
        return f"是不是“{near[0]}”？"
    told = "；".join(f"{aspect.label}（{aspect.concrete}）" for aspect in form.aspects)
    return f"可选：{'、'.join(labels)}。各写什么：{told}"
