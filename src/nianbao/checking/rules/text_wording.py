"""TEXT: misprinted terms, collocations, 的 for 地, slogans, headings without content."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.phrase_rules import register_phrases
from nianbao.checking.rule import rule
from nianbao.checking.rules.text_misprints import also_said, cut_phrases, misprints, misspelt
from nianbao.package_data import data_file
from nianbao.patterns import alternatives, any_of, lazy

_CJK = "\u4e00-\u9fff"


wording = data_file(__file__, "wording.yaml")
"""Lists of words of the family (``wording.yaml``)."""


@rule("TEXT01", "misprinted-term", "warning", "usage")
def misprinted_term(context: Context) -> Iterator[Finding]:
    """固定用语缺字、错字

    【是什么】“基本原则”写成“基本原”，“公开目录”写成“公开目路”一类的缺字、错字、颠倒；固定说法没有写完。
    【依据】固定用语取自条例、统一格式和公文通行说法（terms.yaml、lexicon.yaml），用字以通行写法为准，所以只作警告。
    【错】
    - 遵循及时便民、注重实效的基本原认真做好公开。
    - 全年收到政府信公开申请2件。
    - 落实“谁主管、谁负”的要求。
    【对】
    - 遵循及时便民、注重实效的基本原则，认真做好公开。
    - 基本原因是人手不足。
    - 政府信访工作与信息公开工作分别办理。
    【怎么改】补上缺的字，改正错的字。
    【怎么不报】引用文件名、原话时用《》或“”。
    【一句话】固定用语要写全、写对。
    """
    yield from _lone_self(context)
    told = -1
    found_here = heapq.merge(
        misprints(context.document.masked, context.report.kind),
        misspelt(context.document.masked, context.units),
        cut_phrases(context.document.folded, context.held),
    )
    for start, end, right, what in found_here:
        if start < told:
            continue
        told = end
        found = context.document.text[start:end]
        yield context.mark(
            start,
            end,
            f"“{found}”应为“{right}”，{what}",
            severity="info" if also_said(context.document.folded[start:end], right) else "warning",
            fix=Fix(applies="unsafe", text=right, advice=f"核对后改为“{right}”"),
        )


_LONE_SELF = lazy(
    r"(?:(?<=[年，。；：\n])|(?<=年度)|(?<=^))我(?=无|未|共|没有|收到|受理|通过|主动公开|严格|及时)", re.M
)


def _lone_self(context: Context) -> Iterator[Finding]:
    """我 as the subject without its unit: 2023年我无依申请公开事项."""
    unit = context.report.unit
    if unit is None or unit.kind == "other":
        return
    for hit in context.search(_LONE_SELF):
        yield context.mark(
            *hit.span,
            f"“我”后面缺字，应为“{unit.self_word}”",
            fix=Fix(applies="unsafe", text=unit.self_word, advice=f"核对后改为“{unit.self_word}”"),
        )


@lru_cache(maxsize=1)
def _collocations() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    rows = {noun: row for row in wording()["collocations"] for noun in row["nouns"]}
    verbs = {verb for row in rows.values() for verb in row["not"]}
    between = f"(?:{alternatives(wording()['between'])}){{0,3}}?"
    lacking = "(?:[^，。；、的]{2,10}(?:不强|不足|不够|不高|滞后|单一|薄弱)的)?"
    pattern = (
        rf"(?P<verb>{alternatives(verbs)})了?{between}{lacking}(?P<noun>{alternatives(rows)})(?=[，。；、和与\n]|$)"
    )
    return lazy(pattern), rows


@lru_cache(maxsize=1)
def told_of() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, dict[str, Any]]]:
    rows = {noun: row for row in wording()["told_of"] for noun in row["nouns"]}
    verbs = alternatives({verb for row in rows.values() for verb in row["not"]})
    return (
        lazy(rf"(?P<noun>{alternatives(rows)})(?:{'|'.join(_LED)}){{1,3}}(?P<verb>{verbs})(?=[，。；、\n]|$)"),
        lazy(rf"(?:{'|'.join(_LED)})(?:{verbs})"),
        rows,
    )


_LED = ("得到", "有了", "有", "不断", "明显", "有效", "进一步", "大幅", "有所", "持续", "逐步", "显著", "得以", "较大")


@lru_cache(maxsize=1)
def led_verbs() -> tuple[str, ...]:
    return tuple({led + verb for led in _LED for row in wording()["told_of"] for verb in row["not"]})


@lru_cache(maxsize=1)
def _adverb_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """的 for 地 between an adverb and a verb: what to look for, in lines with what."""
    data = wording()["adverbs"]
    adverbs, firm, nounlike, better, behind = (
        alternatives(data[key]) for key in ("words", "verbs", "noun_verbs", "better_before", "nouns_behind")
    )
    pattern = lazy(
        rf"(?P<adverb>{adverbs})(?P<de>的)(?:(?:{firm})|(?:{nounlike})(?:了|(?=[{_CJK}□《“])(?!{behind})))"
        rf"|更好(?P<better>的)(?={better})"
    )
    return pattern, lazy(f"的(?:{firm}|{nounlike}|{better})")


@lru_cache(maxsize=1)
def _other_de() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    """地 for 的 before a noun, and 的 for 得 before a complement: what to look for, in lines with what, what it is."""
    data = wording()["adverbs"]
    before, nouns, verbs, degrees, adjectives = (
        alternatives(data[key]) for key in ("di_before", "di_nouns", "de_verbs", "degrees", "adjectives")
    )
    end = r"(?=[，。；、！\n]|$)"
    return (
        (lazy(rf"(?:{before})(?P<at>地)(?:{nouns})"), lazy(f"地(?:{nouns})"), "的"),
        (lazy(rf"(?:{verbs})(?P<at>的)(?:{degrees})(?:{adjectives}){end}"), lazy(f"的(?:{degrees})"), "得"),
    )


@rule("TEXT03", "de-for-di", "warning", "usage")
def de_for_di(context: Context) -> Iterator[Finding]:
    """“的”“地”“得”用错

    【是什么】“及时的做好”，状语修饰动词用“地”；“公开地内容”，定语用“的”；“做的比较规范”，补语用“得”。
    【依据】现代汉语通行用法，所以只作警告。
    【错】
    - 认真及时的做好信息公开。
    【对】
    - 认真及时地做好信息公开。
    - 全面的公开目录。
    - 群众得到及时的回应。
    - 公文制发系统的公开属性已经改好。
    - 这是一次认真的学习。
    【怎么改】状语用“地”，定语用“的”，补语用“得”。
    【怎么不报】“的”后面是名词时不报。
    【一句话】状语用“地”，定语用“的”，补语用“得”。
    """
    nouns, named, adverb_words = (tuple(wording()["adverbs"][key]) for key in ("noun_after", "nouns_too", "words"))
    text = context.document.masked
    adverbs, between = _adverb_pattern()
    for hit in context.search(adverbs, anchor=between):
        begin, _ = context.clause(*hit.span)
        before = text[begin : hit.start]
        group = "de" if hit.match["de"] else "better"
        if group == "de" and any(word in before[-8:] for word in nouns):
            continue
        if (
            hit.match["adverb"] in named
            and before
            and not before.endswith((*adverb_words, "、", "和", "地", "更", "应"))
        ):
            continue
        at = hit.match.start(group)
        yield context.mark(
            at,
            at + 1,
            f"“{context.document.text[hit.start : hit.end]}”中的“的”应为“地”",
            fix=Fix(applies="safe", text="地", advice="“的”改为“地”"),
        )
    for pattern, anchor, right in _other_de():
        for hit in context.search(pattern, anchor=anchor):
            at = hit.match.start("at")
            yield context.mark(
                at,
                at + 1,
                f"“{context.document.text[hit.start : hit.end]}”中的“{text[at]}”应为“{right}”",
                fix=Fix(applies="unsafe", text=right, advice=f"“{text[at]}”改为“{right}”"),
            )


@rule("TEXT08", "heading-without-content", "info", "inference")
def heading_content(context: Context) -> Iterator[Finding]:
    """标题说的内容正文没有写

    【是什么】标题是“公开渠道建设”，下面没有提到任何一种渠道；标题是“培训”，下面没有培训。
    【依据】由标题和正文推断，所以只作提示。
    【错】
    - （四）公开渠道建设情况⏎我镇加强保密审查，确保该公开的及时公开。
    【对】
    - （四）公开渠道建设情况⏎我镇通过公开栏和微信公众号公开信息。
    - （一）主要亮点⏎我镇公开了集体资产。
    【怎么改】写上标题所说的内容，或改标题。
    【怎么不报】正文提到相应的内容就不会报。
    【一句话】正文要写标题所说的内容。
    """
    rows = wording()["heading_content"]
    blocks = context.document.blocks
    text = context.document.folded
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.paragraph is None:
            continue
        heading = text[block.start : block.end]
        row = next((row for row in rows if any(word in heading for word in row["heading"])), None)
        if row is None:
            continue
        level = block.paragraph.level
        body = []
        for other in islice(blocks, index + 1, None):
            if other.kind == "heading" and (other.paragraph is None or other.paragraph.level <= level):
                break
            body.append(text[other.start : other.end])
        content = "".join(body)
        if len(content) < 12 or any(word in content for word in row["content"]):
            continue
        yield context.mark(
            block.start,
            block.end,
            f"标题说的是“{row['name']}”，下面没有写到（如{'、'.join(row['content'][:4])}）",
            fix="写上标题所说的内容，或改标题",
        )


_DIGIT = lazy(r"[0-9]|[一二三四五六七八九十两]+[次条件名期场份项个人家]")


@lru_cache(maxsize=1)
def _slogans() -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = tuple(wording()["slogans"])
    return words, any_of(words)


@rule("TEXT09", "slogans", "info", "usage")
def slogans(context: Context) -> Iterator[Finding]:
    """一句话里套话多而没有事实

    【是什么】一句话连用三个以上套话，没有一个数、一件事。
    【依据】国办公开办函〔2021〕30号要求年度报告内容“不能遗漏，也不宜泛化”；套话清单来自实际报告，所以只作提示。
    【错】
    - 统筹服务资源，理顺工作机制，强化部门协调，创新服务方式，提升用户体验。
    【对】
    - 全年培训2次，理顺工作机制，强化部门协调，创新服务方式。
    - 强化部门协调，每月更新公开栏。
    【怎么改】换成做了的事、数量、时间，或删去。
    【怎么不报】句子里有数字时不报。
    【一句话】写事实，不写套话。
    """
    text = context.document.masked
    by_clause: dict[int, list[str]] = {}
    words, pattern = _slogans()
    for match in pattern.finditer(text) if context.holds(words) else ():
        index = bisect_right(context.clauses, (match.start(), len(text))) - 1
        if index >= 0 and match.end() <= context.clauses[index][1]:
            by_clause.setdefault(index, []).append(match.group())
    for index, found in by_clause.items():
        start, end = context.clauses[index]
        if len(found) >= 3 and not _DIGIT.search(text, start, end):
            yield context.mark(
                start,
                end,
                f"这句话连用{len(found)}个套话，没有事实：{'、'.join(found[:4])}",
                fix="换成做了的事、数量、时间，或删去",
            )


_UNTIL = lazy(
    r"截止(?:到|至|于)?(?=(?:[0-9]{4}年|[0-9]{1,2}月|目前|年底|年末|今年|上年|当年|本年|去年|[0-9〇零一二三四五六七八九]{4}年|报告期末|现在))"
)


@rule("TEXT10", "jiezhi", "warning", "usage")
def jiezhi(context: Context) -> Iterator[Finding]:
    """“截至”写成了“截止”

    【是什么】表示到某个时间为止用“截至”；“截止”后面不直接跟时间。
    【依据】《现代汉语词典》通行用法，所以只作警告。
    【错】
    - 截止2025年12月31日，公开信息30条。
    【对】
    - 截至2025年12月31日，公开信息30条。
    - 报名于12月31日截止。
    【怎么改】改为“截至”。
    【怎么不报】“截止日期”“已经截止”不报。
    【一句话】到某个时间为止用“截至”。
    """
    for hit in context.search(_UNTIL):
        yield context.mark(
            *hit.span,
            f"“{context.document.text[hit.start : hit.end]}”后面是时间，应为“截至”",
            fix=Fix(applies="safe", text="截至", advice="改为“截至”"),
        )


def mismatched(context: Context) -> Iterator[Finding]:
    """A verb and an object that do not go together, however many words stand between (TEXT06)."""
    told, anchor, of = told_of()
    for hit in context.search(told, anchor=anchor) if context.holds(led_verbs()) else ():
        row, verb, noun = of[hit.match["noun"]], hit.match["verb"], hit.match["noun"]
        if verb in row["not"]:
            yield context.mark(
                *hit.span,
                f"“{noun}”与“{verb}”不搭配，一般说“{noun}{row['right']}”",
                severity="info",
                fix=Fix(advice=f"“{verb}”改为“{row['right']}”"),
            )
    pattern, rows = _collocations()
    for hit in context.search(pattern):
        row, verb, noun = rows[hit.match["noun"]], hit.match["verb"], hit.match["noun"]
        if verb in row["not"]:
            yield context.mark(
                *hit.span,
                f"“{verb}”与“{noun}”不搭配，一般说“{row['right']}{noun}”",
                severity="info",
                fix=Fix(advice=f"“{verb}”改为“{row['right']}”"),
            )


register_phrases(Path(__file__).with_name("phrases.yaml"), also={"TEXT06": mismatched})
