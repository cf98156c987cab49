"""TEXT: incomplete sentences, ill-joined clauses, double denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.text_wording import wording
from nianbao.patterns import alternatives, lazy

_TWICE_DENIED = lazy(
    r"(?:防止|避免|杜绝|严防|谨防|切忌|严禁|禁止)(?:再)?(?P<no>不(?!良|实|当|正|合|规|法|稳|足|力|到|作|予|公|按|及|全|当|符|同|必|明|切|属)|没有|不要|不能|不得)"
    r"(?:再|再次|重复)?(?:发生|出现|造成|泄露|泄密|产生|违规|擅自|有)"
)
_DENIED_ANCHOR = lazy("(?:防止|避免|杜绝|严防|谨防|切忌|严禁|禁止)再?[不没]")
_JOINED = lazy(
    r"(?P<first>虽然|尽管)[^，。；！？\n但却而可然仍还也]{2,40}，(?P<second>所以|因此|因而|于是)"
    r"|(?P<first2>不仅|不但)[^，。；！？\n但却而可然仍还也更并且同]{2,40}，(?P<second2>但是|所以|因此)"
)
_DENIED = tuple(
    verb + word
    for verb in ("防止", "避免", "杜绝", "严防", "谨防", "切忌", "严禁", "禁止")
    for word in ("不", "没", "再不", "再没")
)
_SECOND = ("，所以", "，因此", "，因而", "，于是", "，但是")
_RIGHT = {"虽然": "但是", "尽管": "但是", "不仅": "而且", "不但": "而且"}
_NO_SUBJECT = lazy(
    r"(?:(?<=[。；！？\n])|^)\s*(?P<by>通过|经过)[^，。；！？\n]{3,40}，(?P<makes>使得?)(?![用其])[^，。；！？\n]{2,}"
)
_MAKES_ANCHOR = lazy("，使")


@rule("TEXT14", "ill-joined", "warning", "usage")
def ill_joined(context: Context) -> Iterator[Finding]:
    """否定重复，关联词不配

    【是什么】“防止不发生泄密”否定了两次，意思反了；“虽然……，所以……”关联词不配；
    “通过……，使……”两个介词连用，句子没有主语。
    【依据】现代汉语通行用法，所以至多警告；缺主语的只作提示。
    【错】
    - 加强审查，防止不发生泄密事件。
    - 虽然更新了栏目，所以查询方便了。
    【对】
    - 加强审查，防止发生泄密事件。
    - 虽然更新了栏目，但是查询还不方便。
    - 避免不良影响，防止不实信息传播。
    【怎么改】删去多余的否定词，换成相配的关联词，删去“通过”或“使”。
    【怎么不报】“防止不良”“避免不必要”一类的词不报。
    【一句话】否定只用一次，关联词要相配。
    """
    for hit in context.search(_TWICE_DENIED, anchor=_DENIED_ANCHOR) if context.holds(_DENIED) else ():
        if hit.match.group().startswith(("防止不再", "避免不再")):
            continue  # TEXT06 has these
        start, end = hit.match.span("no")
        yield context.mark(
            *hit.span, f"“{hit.match.group()}”否定了两次", fix=Fix(advice=f"删去“{context.document.text[start:end]}”")
        )
    for hit in context.search(_JOINED) if context.holds(_SECOND) else ():
        groups = hit.match.groupdict()
        name = next(name for name in ("second", "second2") if groups[name])
        first, second = groups[name.replace("second", "first")], groups[name]
        yield context.mark(
            *hit.match.span(name),
            f"“{first}”与“{second}”不相配",
            fix=Fix(advice=f"“{second}”改为“{_RIGHT[first]}”，或删去“{first}”"),
        )
    for hit in context.search(_NO_SUBJECT, anchor=_MAKES_ANCHOR):
        yield context.mark(
            hit.match.start("by"),
            hit.match.end("makes"),
            f"“{hit.match['by']}……，{hit.match['makes']}……”没有主语",
            severity="info",
            fix=Fix(advice=f"删去“{hit.match['by']}”或“{hit.match['makes']}”"),
        )


_LEAD = lazy(r"[\s□]*(?:根据|按照|依据|依照|遵照|结合|为了|为)")


_TAIL = lazy(r"(?:精神|要求|规定|实际|部署|通知|意见|文件|安排|办法|条例|□+(?:（[^（）]*）)?(?:等文件)?)$")


_PURPOSE = lazy(
    r"[\s□]*为了?(?:进一步|切实|全面|不断|更好|深入|持续|有效)?地?(?:提高|提升|加强|推进|推动|增强|促进|规范|保障|满足|方便)[^，；：]*"
    r"(?:水平|质量|能力|效能|效率|意识|力度|需求|需要|知情权|监督权|透明度|公信力|知晓率|满意度)。"
)


_MADE = lazy("使[^，。；]{2,14}的(?:质量|水平|能力|效率|意识|透明度|公信力|知晓率|满意度)。")


_LEFT_OPEN = lazy(r"[，、]$|(?<!目)的$")
"""The end of a paragraph that goes on: 另外，针对群众反映的."""


@lru_cache(maxsize=1)
def _cut_off() -> tuple[re.Pattern[str], tuple[str, ...]]:
    data = wording()["cut_off"]
    return lazy(f"(?:{alternatives(data['ends'])})。"), tuple(data["but"])


@rule("TEXT02", "fragment", "warning", "usage")
def fragment(context: Context) -> Iterator[Finding]:
    """句子没有主干

    【是什么】一句话只有“根据……精神。”“为进一步提高……水平。”，没有说做了什么就用了句号；或者断在“和”“不”上。
    【依据】通行写法，所以只作警告。
    【错】
    - 根据《格式》文件精神。我镇开展了工作。
    - 提升了政策的知晓率和。
    【对】
    - 办理申请不予公开的，说明理由，由专人负责普及。
    - 根据《格式》文件精神，我镇开展了工作。
    - 按照规定办理。
    【怎么改】把句号改成逗号，与下一句连起来，或补上做了什么。
    【怎么不报】句子完整就不会报。
    【一句话】每句话都要说清谁做了什么。
    """
    yield from _broken_off(context)
    masked = context.document.masked
    for start, end in context.clauses:
        if not _LEAD.match(masked, start, end):
            continue
        sentence = masked[start:end].strip()
        if not sentence.endswith("。") or len(sentence) < 8:
            continue
        parts = [part.strip() for part in sentence[:-1].split("，")]
        if not (parts and all(map(_LEAD.match, parts)) and all(map(_TAIL.search, parts))):
            continue
        stop = start + len(masked[start:end].rstrip())
        following = context.document.text[stop : stop + 1]
        yield context.mark(
            start,
            stop,
            "这句话只有“根据……”，没有说做了什么",
            fix=Fix(advice="把句号改成逗号与下一句连起来，或补上做了什么" if following != "\n" else "补上做了什么"),
        )


def _broken_off(context: Context) -> Iterator[Finding]:
    """A sentence that ends in the middle, or has a purpose or a cause and nothing that was done."""
    text = context.document.masked
    pattern, right = _cut_off()
    for hit in context.search(pattern):
        if not text.endswith(right, 0, hit.end - 1):
            start, end = context.clause(hit.start, hit.end - 1)
            yield context.mark(start, end + 1, "这句话没有写完", fix=Fix(advice="补上后面的话，或删去多余的字"))
    ends = tuple(wording()["cut_off"]["ends"])
    for block in context.document.blocks if context.drafted else ():  # a page's or a PDF's line may break anywhere
        last = text[block.start : block.end].rstrip()
        open_end = _LEFT_OPEN.search(last) or (last.endswith(ends) and not last.endswith(right))
        if block.kind == "body" and open_end:
            start, _ = context.clause(block.end - 1, block.end - 1, "。；！？\n")
            yield context.mark(start, block.end, "这句话没有写完", fix=Fix(advice="补上后面的话，或删去这半句"))
    purpose, made = context.may_hold(_PURPOSE), context.may_hold(_MADE)
    for start, end in context.clauses if purpose or made else ():
        if (purpose and _PURPOSE.fullmatch(text, start, end)) or (made and _MADE.search(text, start, end)):
            yield context.mark(
                start, end, "这句话没有说做了什么、结果怎样", fix=Fix(advice="与下一句连起来，或补上谓语")
            )
