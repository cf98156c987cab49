"""TEXT: punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.patterns import lazy

_CJK = "\u4e00-\u9fff"

_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】", "〈": "〉", "「": "」"}
_CLOSERS = {close: open for open, close in _PAIRS.items()}
_LIST_MARK = lazy(r"(?:(?<=^)|(?<=[\s。；：，、\n]))[0-9一二三四五六七八九十①-⑩]{1,3}(?=）)", re.M)
_MARKS = lazy(r"[（）()《》“”〔〕【】〈〉「」]")
_OTHER = "[^（）()《》“”〔〕【】〈〉「」]"
_BALANCED = lazy(f"(?:{_OTHER}++|" + "|".join(f"{open}{_OTHER}*+{close}" for open, close in _PAIRS.items()) + ")*+")
"""Pairs one after another, none in another: so most paragraphs are. Nothing is tried twice (possessive)."""


@rule("TEXT04", "unbalanced-marks", "error", "norm")
def unbalanced(context: Context) -> Iterator[Finding]:
    """书名号、括号、引号不成对

    【是什么】有左没有右，有右没有左，或者交叉。
    【依据】GB/T 15834—2011《标点符号用法》：括号、引号、书名号成对使用。
    【错】
    - 根据《中华人民共和国政府信息公开条例要求编制。
    【对】
    - 根据《中华人民共和国政府信息公开条例》要求编制。
    - 1）主动公开；2）依申请公开。
    【怎么改】补上缺的一半。
    【怎么不报】成对就不会报；“1）”这样的序号不报。
    【一句话】标点成对。
    """
    text = context.document.text
    for block in context.document.blocks:
        if not _BALANCED.fullmatch(text, block.start, block.end):
            yield from _unbalanced_in(context, text, block.start, block.end)


def _unbalanced_in(context: Context, text: str, start: int, end: int) -> Iterator[Finding]:
    """The first mark of a block without its other; what follows it is out of step."""
    listed = {match.end() for match in _LIST_MARK.finditer(context.document.folded, start, end)}
    opened: list[tuple[str, int]] = []
    told = -1
    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        mark = {"(": "（", ")": "）"}.get(mark, mark)
        if mark in _PAIRS:
            opened.append((mark, at))
        elif opened and _PAIRS[opened[-1][0]] == mark:
            opened.pop()
        elif at in listed:
            continue
        elif told < 0:
            told = at
            inside = [item for item in opened if item[0] == _CLOSERS[mark]]
            if inside:  # crossed: the inner one was never closed
                yield _unbalanced(context, opened[-1][1], opened[-1][0], _PAIRS[opened[-1][0]])
            else:
                yield _unbalanced(context, at, mark, _CLOSERS[mark])
            opened = []
    if opened and told < 0:
        yield _unbalanced(context, opened[-1][1], opened[-1][0], _PAIRS[opened[-1][0]])


_NAMED = {"“": "前双引号", "”": "后双引号", "‘": "前单引号", "’": "后单引号"}
"""Quotation marks by name: a quotation mark in quotation marks cannot be read."""


def _unbalanced(context: Context, at: int, mark: str, other: str) -> Finding:
    mark, other = (_NAMED.get(item, f"“{item}”") for item in (mark, other))
    return context.mark(
        at,
        at + 1,
        f"{mark}没有与之成对的{other}",
        evidence={"依据": "GB/T 15834—2011"},
        fix=f"补上{other}，或删去多余的{mark}",
    )


_TITLES = lazy(r"》、《|”、“")
_PAUSE = lazy(
    r"、(?:(?P<clause>(?=按照|根据|依照|遵照|为了|从而|同时|并且|进而|然后|因此|所以|但是|此外))|(?P<etc>(?=等(?!级|候|待|同|于|额|次|离|分))))"
)


@rule("TEXT05", "pause-mark", "warning", "usage")
def pause_mark(context: Context) -> Iterator[Finding]:
    """顿号用错

    【是什么】用顿号连接分句（“办公室加强协调、各部门落实责任”）；书名号之间、引号之间加了顿号；“等”前面加了顿号。
    【依据】GB/T 15834—2011 通行解释：标有书名号、引号的并列成分之间通常不用顿号；见到的是解读而非原文，所以至多警告。
    【错】
    - 维护信息的严肃性、按照方案要求加强审查。
    【对】
    - 维护信息的严肃性，按照方案要求加强审查。
    - 《甲办法》（某发〔2020〕1号）、《乙办法》（某发〔2020〕2号）同时施行。
    - 教育、医疗等信息已公开。
    【怎么改】分句之间改用逗号；书名号、引号之间删去顿号。
    【怎么不报】中间有括号等成分时不报。
    【一句话】顿号只用于并列的词和短语。
    """
    for hit in context.search(_TITLES, masked=False):
        yield context.mark(
            *hit.span,
            f"“{hit.match.group()[0]}”“{hit.match.group()[2]}”之间通常不用顿号",
            severity="info",
            fix=Fix(
                applies="unsafe",
                text=context.document.text[hit.start] + context.document.text[hit.end - 1],
                advice="删去顿号",
            ),
        )
    yield from clauses_in_series(context)
    for hit in context.search(_PAUSE):
        if hit.match.lastgroup == "etc":
            yield context.mark(
                *hit.span, "“等”前面不用顿号", severity="info", fix=Fix(applies="safe", text="", advice="删去顿号")
            )
        else:
            yield context.mark(
                *hit.span, "这里用顿号连接了两个分句", fix=Fix(applies="safe", text="，", advice="顿号改为逗号")
            )


_DOUBLED = lazy(r"[，。；：、！？](?: *[，。；：、])+")


@rule("TEXT07", "doubled-punctuation", "error", "norm")
def doubled_punctuation(context: Context) -> Iterator[Finding]:
    """标点重复

    【是什么】“。。”“，，”“，。”等两个点号连用。
    【依据】GB/T 15834—2011《标点符号用法》：点号不连用。
    【错】
    - 全年公开信息23条。。
    【对】
    - 全年公开信息23条。
    - 有关情况见“平台建设”，不再重复。
    【怎么改】删去多余的标点。
    【怎么不报】不连用就不会报。
    【一句话】标点不重复。
    """
    text = context.document.text
    for hit in context.search(_DOUBLED, masked=False):
        found = text[hit.start : hit.end]
        kept = "。" if "。" in found else found[0]
        same = len(set(found.split()[0])) == 1 if found.split() else False
        yield context.mark(
            *hit.span,
            f"标点“{found}”连用",
            evidence={"依据": "GB/T 15834—2011"},
            fix=Fix(applies="safe" if same else "unsafe", text=kept, advice=f"改为“{kept}”"),
        )


_ESPECIALLY = lazy(rf"(?<=[{_CJK}）”》])(?<![更也又并且而才都是就])(?:特别是|尤其是)")


@rule("TEXT12", "comma-before-especially", "info", "usage")
def comma_before(context: Context) -> Iterator[Finding]:
    """“特别是”“尤其是”前面缺逗号

    【是什么】“舆情特别是涉及……的舆情”，前面应当停顿。
    【依据】通行写法，所以只作提示。
    【错】
    - 监测苗头性舆情特别是涉及民生的舆情。
    【对】
    - 监测苗头性舆情，特别是涉及民生的舆情。
    - 群众关心的，尤其是就业信息，全部公开。
    【怎么改】前面加逗号。
    【怎么不报】前面有标点就不会报。
    【一句话】“特别是”前面加逗号。
    """
    for hit in context.search(_ESPECIALLY):
        yield context.mark(
            *hit.span,
            f"“{hit.match.group()}”前面缺逗号",
            fix=Fix(applies="unsafe", text=f"，{hit.match.group()}", advice="前面加逗号"),
        )


_STRAIGHT = lazy(r'"(?P<in>[^"\n“”]{1,40})"')
_HAN = lazy("[\u4e00-\u9fff]")
_SOME = 12


@rule("TEXT15", "straight-quotes", "warning", "usage")
def straight_quotes(context: Context) -> Iterator[Finding]:
    """中文里用了直引号

    【是什么】中文词语用了英文的直引号（"…"），应当用“”。
    【依据】GB/T 15834—2011 的引号形式；见到的是解读而非原文，所以至多警告；全文都用的只作提示。
    【错】
    - 落实"先审后发"制度。
    【对】
    - 落实“先审后发”制度。
    - 网页代码写作class="title"。
    【怎么改】用中文输入法重新输入前后两个引号。
    【怎么不报】引号里没有汉字的不报。
    【一句话】中文用“”。
    """
    document = context.document
    if '"' not in document.text:
        return
    found = [match for match in _STRAIGHT.finditer(document.text) if _HAN.search(match["in"])]
    copied = len(found) > _SOME or (len(found) > 2 and "“" not in document.text)
    for match in found:
        right = f"“{match['in']}”"
        yield context.mark(
            *match.span(),
            f"{right}用的是英文直引号",
            severity="info" if copied else "warning",
            fix=Fix(applies="safe", text=right, advice=f"用中文输入法重新输入引号：{right}"),
        )


_LONG_SERIES = lazy(r"[^，。；：、\n]{10,}(?:、[^，。；：、\n]{9,})+(?=[，。；\n])")
_ACTS = lazy(
    r"^(?:各|全)?[^，。；、]{1,9}?(?:部门|办公室|单位|乡镇|街道|科室|股室|站所|局|镇|村|社区|中心|党政办|工作人员|干部|文书|负责人|信息员|窗口)"
    r"(?:具体|认真|积极|全面|统一|及时|主动)?(?:加强|落实|抓好|做好|负责|牵头|承担|组织|开展|完善|履行|配合|把关|审核|推进|强化)"
)
_ACTING = lazy("、[^，。；：、\n]{2,9}(?:加强|落实|抓好|做好|负责|牵头|承担|组织|开展|完善|履行|配合|推进|强化)")


def clauses_in_series(context: Context) -> Iterator[Finding]:
    """Whole clauses, each with a subject, a verb and an object, that 、 joins."""
    for hit in context.search(_LONG_SERIES, anchor=_ACTING):
        parts = hit.match.group().split("、")
        if not all(_ACTS.match(part) for part in parts):
            continue
        at = hit.start + len(parts[0])
        yield context.mark(
            at, at + 1, "这里用顿号连接了分句", severity="info", fix=Fix(advice="分句之间的顿号都改为逗号")
        )
