"""FORM, PAIR: unfinished text: empty headings, answers that are no sentences, marks left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from nianbao.checking.context import Context, is_whole
from nianbao.checking.document import TextBlock
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.report import HUMAN
from nianbao.text import sentence_spans

__all__ = ["at_the_end"]


def at_the_end(context: Context) -> Severity:
    """What certainly is no finished text is an error in a finished report; before and elsewhere a warning."""
    return "error" if context.report.stage == "final" else "warning"


def _whole(context: Context) -> dict[str, str]:
    """Why nothing may be left out, where the form says so."""
    return {"依据": context.form.complete} if context.form is not None and context.form.complete else {}


@rule("FORM12", "empty-heading", "error", "norm", tags=("form",))
def empty_heading(context: Context) -> Iterator[Finding]:
    """标题下面没有内容

    【是什么】一个部分或“（四）平台建设”这样的小标题下面一个字也没有，多半是删了待填的内容、留下了标题。
    【依据】国办公开办函〔2021〕30号：年度报告内容“不能遗漏，也不宜泛化”。定稿时是错误，其余是警告。
    【错】
    - （四）政府信息公开平台建设⏎（五）监督保障⏎培训2次。
    【对】
    - （四）政府信息公开平台建设⏎更新公开栏2块。⏎（五）监督保障⏎培训2次。
    - 六、其他需要报告的事项⏎无。
    【怎么改】写上内容；没有事项的如实写明；多出来的标题删去。
    【怎么不报】下面有文字或表格就不会报；标题自己就是一句话的不报。
    【一句话】每个标题下面都有内容。
    """
    blocks = context.document.blocks
    whole = is_whole(context)
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.section is None or not _is_label(context, block):
            continue
        if block.paragraph is None:
            if not whole or block.section.table or _has_table(context, block):
                continue
        elif block.paragraph.level > 2 and not context.drafted:
            continue  # a published list of measures may be set as headings
        if _has_content(context, block, index):
            continue
        yield context.mark(
            block.start,
            block.end,
            f"“{context.document.text[block.start : block.end]}”下面没有内容",
            severity=at_the_end(context),
            evidence=_whole(context),
            fix="写上内容，没有事项的如实写明；多出来的标题删去",
        )


def _is_label(context: Context, block: TextBlock) -> bool:
    text = context.document.text[block.start : block.end].rstrip()
    return 0 < len(text) <= _LABEL and not text.endswith(_ENDS)


_LABEL = 30
_ENDS = ("。", "；", "！", "？", "，", "：", ".", ";")


def _has_table(context: Context, block: TextBlock) -> bool:
    """Whether the form puts a table into this section: that it is missing is another rule's to tell."""
    form = context.form
    held = (
        next((item for item in form.sections if block.section and item.id == block.section.id), None) if form else None
    )
    return held is None or bool(held.table)


def _has_content(context: Context, block: TextBlock, index: int) -> bool:
    blocks, level = context.document.blocks, block.paragraph.level if block.paragraph is not None else 0
    for other in islice(blocks, index + 1, None):
        if other.section is not block.section:
            break
        if other.kind == "heading" and other.paragraph is not None and other.paragraph.level <= level:
            return False
        if other.kind == "body" and context.document.text[other.start : other.end].strip():
            return True
        if other.kind == "heading" and not _is_label(context, other):
            return True
    # nothing but the end of the section: a table may stand there
    return block.section is not None and block.section.table is not None


@rule("FORM13", "not-a-sentence", "error", "norm", tags=("form",))
def not_a_sentence(context: Context) -> Iterator[Finding]:
    """应当写成句子的地方只有一两个字

    【是什么】总体情况里要写工作考核结果、平台建设等，却只写“无。”“略。”“同上。”“良好。”，看不出说的是什么。
    【依据】国办公开办函〔2021〕30号：年度报告内容“不能遗漏，也不宜泛化”。定稿时是错误，其余是警告。
    【错】
    - 一、总体情况⏎（五）监督保障⏎无。
    【对】
    - 一、总体情况⏎（五）监督保障⏎没有开展社会评议，没有责任追究的情形。
    - 六、其他需要报告的事项⏎无。
    【怎么改】写成一句完整的话，如“没有开展社会评议。”“县政府考核结果为良好。”
    【怎么不报】写成句子就不会报；第五、六部分没有内容写“无”的不报。
    【一句话】没有的事项也写成一句话。
    """
    form = context.form
    if form is None:
        return
    first = form.sections[0].id
    alone = set() if context.drafted else _alone(context)
    for passage in context.in_section(first):
        if passage.paragraph.role == "heading":
            continue
        spans: Iterable[tuple[int, int]] = [(0, len(passage.text))]
        if context.drafted:
            spans = _written(passage.paragraph)
        elif passage.offset not in alone:
            continue  # a scrap of a page that is badly cut into paragraphs
        for start, end in spans:
            said = passage.text[start:end]
            if 0 < len(_SAID.findall(said)) <= _WORD and said.strip():
                yield context.at(
                    passage,
                    start,
                    end,
                    f"“{said.strip()}”不成句子，看不出说的是什么",
                    severity=at_the_end(context),
                    evidence=_whole(context),
                    fix="写成一句完整的话，如“没有开展社会评议。”“县政府考核结果为良好。”",
                )


_SAID = lazy("[\u4e00-\u9fffA-Za-z0-9]")
_WORD = 2


def _alone(context: Context) -> set[int]:
    """Where the paragraphs begin that are all that stands under their heading."""
    blocks = context.document.blocks
    return {
        block.start
        for before, block, after in zip(blocks, blocks[1:], [*blocks[2:], None], strict=False)
        if block.kind == "body"
        and before.kind == "heading"
        and (after is None or after.kind == "heading" or after.section is not block.section)
    }


def _written(paragraph: Any) -> Iterator[tuple[int, int]]:
    """What a person wrote in a paragraph of a draft, a sentence each."""
    at = 0
    for sentence in paragraph.sentences:
        if sentence.origin in HUMAN:
            yield from ((at + start, at + end) for start, end in sentence_spans(sentence.text))
        at += len(sentence.text)


@lru_cache(maxsize=1)
def _signs() -> tuple[re.Pattern[str], frozenset[str]]:
    """What no finished text is written with, a run of it; and the bullets."""
    data = load_data(Path(__file__).with_name("finished.yaml"))
    allowed = re.escape("".join(data["signs"].values()))
    return re.compile(f"[^\\s\u4e00-\u9fffA-Za-z0-9{allowed}]+"), frozenset(data["bullets"])


_SHOUTED = lazy("[?？!！]{2,}")


@rule("PAIR07", "left-mark", "error", "norm")
def left_mark(context: Context) -> Iterator[Finding]:
    """留下了记号

    【是什么】“★★★”“→→”“？？？”等写给别人看的记号，没有删去。
    【依据】GB/T 15834—2011《标点符号用法》所列的标点符号里没有；定稿时是错误，其余是警告。
    【错】
    - 公开信息30条★★★。
    - 培训2次？？？
    【对】
    - 公开信息30条。
    - 评为“四星级窗口”，面积120㎡。
    - ●完善制度，每季度核查一次。
    【怎么改】处理好以后删去记号。
    【怎么不报】标点、单位、数学符号和段首的一个项目符号不报；引号里的不报。
    【一句话】不留记号。
    """
    strange, bullets = _signs()
    document = context.document
    for match in strange.finditer(document.masked):
        found, at = match.group(), match.start()
        if not any(unicodedata.category(char)[0] in "SP" for char in found):
            continue  # letters of another script, rare characters
        if found in bullets and not document.text[document.block(at).start : at].strip():
            continue
        yield _left(context, at, match.end())
    for hit in context.search(_SHOUTED):
        yield _left(context, hit.start, hit.end)


def _left(context: Context, start: int, end: int) -> Finding:
    return context.mark(
        start,
        end,
        f"“{context.document.text[start:end]}”像是留给别人看的记号",
        severity=at_the_end(context),
        evidence={"依据": "GB/T 15834—2011"},
        fix="处理好以后删去",
    )
