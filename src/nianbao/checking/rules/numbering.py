"""FORM: the numbers of headings and of points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.document import Block
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.sections import ORDINAL, heading_place, is_whole, numbered_sections
from nianbao.lazy import lazy
from nianbao.text import chinese_number

_LEVELS = (
    (2, lazy(r"^\s*（([一二三四五六七八九十]{1,3})）")),
    (3, lazy(r"^\s*([0-9]{1,2})(?P<mark>[.．、])(?!(?!20[0-9]{2}年)[0-9])")),
)
_INLINE = lazy(r"(?:(?<=[。；：，\n])|^)(?P<n>[一二三四五六七八九十])(?P<what>是|要)(?=[\u4e00-\u9fff])", re.M)


@rule("FORM03", "numbering", "warning", "usage")
def numbering(context: Context) -> Iterator[Finding]:
    """序号跳号、重号或样式混用

    【是什么】（一）后面是（三），两个（二），从（二）开始，或者“1.”和“1、”混用。
    【依据】GB/T 9704—2012 第7.3.3条的层次序数；连续是通行要求，所以只作警告。
    【错】
    - 主要做法：一是更新目录；三是组织培训。
    【对】
    - 主要做法：一是更新目录；二是组织培训。
    - 这既是要求，也是责任。
    【怎么改】按顺序改正序号，同一层次用一种样式。
    【怎么不报】连续就不会报。
    【一句话】序号连续，同一层次用一种样式。
    """
    yield from _first_level(context)
    for section in context.report.sections:
        blocks = [block for block in context.document.of(section) if block.paragraph is not None]
        yield from _second_levels(context, blocks)
    yield from _mixed(context)
    yield from _inline(context)


def _first_level(context: Context) -> Iterator[Finding]:
    if not is_whole(context):
        return
    expected = 1
    for section in numbered_sections(context):
        match = ORDINAL.match(section.heading)
        if match is None:
            continue
        number = chinese_number(match.group(1)) or 0
        if number != expected:
            start, _ = heading_place(context, section)
            yield context.mark(
                start + match.start(1),
                start + match.end(1),
                f"序号是“{match.group(1)}”，前后看应为第{expected}个",
                severity="warning",
                fix="按顺序改正序号",
            )
        expected = number + 1


def _second_levels(context: Context, blocks: list[Block]) -> Iterator[Finding]:
    """Numbering of （一） within a section, and of 1. under each （一）."""
    text = context.document.folded
    expected = {2: 1, 3: 1}
    started = {2: False, 3: False}
    for block in blocks:
        line = text[block.start : block.end]
        for level, pattern in _LEVELS:
            match = pattern.match(line)
            if match is None:
                continue
            raw = match.group(1)
            number = int(raw) if raw.isdigit() else chinese_number(raw) or 0
            if number != expected[level] and number != 1 and (started[level] or block.start):
                start = block.start + match.start(1)
                yield context.mark(
                    start,
                    start + len(raw),
                    f"序号“{raw}”不连续，前一个是{expected[level] - 1}"
                    if started[level]
                    else f"序号从“{raw}”开始，前面没有1",
                    severity="warning",
                    fix="按顺序改正序号",
                )
            elif number == 1 and started[level] and level == 2:
                start = block.start + match.start(1)
                yield context.mark(
                    start, start + len(raw), f"同一部分里有两个“（{raw}）”", severity="warning", fix="按顺序改正序号"
                )
            expected[level], started[level] = number + 1, True
            if level == 2:
                expected[3], started[3] = 1, False


def _mixed(context: Context) -> Iterator[Finding]:
    """1. and 1、 in one report."""
    styles: dict[str, list[tuple[int, int]]] = {}
    text = context.document.text
    for block in context.document.blocks:
        match = _LEVELS[1][1].match(text[block.start : block.end])
        if match is not None and block.paragraph is not None:
            mark = match["mark"].replace("．", ".")
            styles.setdefault(mark, []).append((block.start + match.start("mark"), block.start + match.end("mark")))
    if len(styles) < 2:
        return
    start, end = styles["、"][0]
    yield context.mark(
        start,
        end,
        f"三级序号有“1.”（{len(styles['.'])}处）也有“1、”（{len(styles['、'])}处）",
        severity="info",
        evidence={"依据": "GB/T 9704—2012 第7.3.3条：第三层用“1.”"},
        fix="统一写成“1.”",
    )


def _inline(context: Context) -> Iterator[Finding]:
    """一是…二是…: a gap, a repetition, or a start that is not one."""
    for block in context.document.blocks:
        if block.paragraph is None:
            continue
        line = context.document.masked[block.start : block.end]
        if "是" not in line and "要" not in line:
            continue
        runs: dict[str, int] = {}
        for match in _INLINE.finditer(line):
            number = chinese_number(match["n"]) or 0
            last = runs.get(match["what"], 0)
            if number == 1:
                runs[match["what"]] = 1
            elif last and number != last + 1:
                yield context.mark(
                    block.start + match.start(),
                    block.start + match.end(),
                    f"前一项是第{last}，这里写“{match.group()}”",
                    severity="warning",
                    fix="按顺序改正序号，或补上漏写的一项",
                )
                runs[match["what"]] = number
            elif last:
                runs[match["what"]] = number
