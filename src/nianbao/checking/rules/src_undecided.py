"""SRC19, SRC20: conflicts that nobody settled, and typed cells that are no figure."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.facts import figure
from nianbao.report import DELETED


@rule("SRC19", "two-versions", "error", "form", tags=("conflict",))
def two_versions(context: Context) -> Iterator[Finding]:
    """两处改法没有选定

    【是什么】同一句话两个人都改过，或一处改一处删；同一格的数在 Word 和素材里改成了不同的数。两种写法都留着，等人选定。
    【依据】同一件事在报告里只能有一种写法；选哪一种由人决定，程序不替人选。
    【错】
    - 培训站所信息员60人。培训站所和村级信息员75人。（同一句的两种改法都在）
    【对】
    - 培训站所和村级信息员75人。（另一种已删去）
    【怎么改】在 Word 中删去一种写法后取回，或在审核页上选一种；表格的数，把素材和 Word 改成一致。
    【怎么不报】只剩一种写法，就不会报；不能设为不报。
    【一句话】同一件事只写一遍。
    """
    for passage in context.passages:
        at = 0
        for sentence in passage.paragraph.sentences:
            end = at + len(sentence.text)
            gone = sentence.rival == DELETED
            others = context.report.versions(sentence) if sentence.rival else []
            if sentence.text.strip() and (gone or others):
                if gone:
                    message = "这句话一处改过、另一处删去了，留还是删没有定"
                    fix = "要留下的，在 Word 中删去这句上的批注；不要的，删去这句；然后用 nianbao take 取回"
                    evidence = {"改过的": sentence.text, "另一处": "删去了这句"}
                else:
                    message = "同一句不止一处改过，几种写法都在，没有选定"
                    fix = "只留一句，其余的删去：在 Word 中删去后用 nianbao take 取回，或在审核页上选定"
                    evidence = {"这一种": sentence.text, "另一种": "／".join(item.text for item in others)}
                yield context.at(passage, at, end, message, severity="error", evidence=evidence, fix=fix)
            at = end
    form = context.form
    for id, cell in context.report.cells.items():
        if cell.rival:
            shown = cell.typed or (figure(cell.value) + cell.unit if cell.value is not None else "空")
            label = form.cells[id].label if form is not None and id in form.cells else id
            yield context.cell(
                id, f"“{label}”在 Word 中是 {shown}，在素材中是 {cell.rival}，没有选定", severity="error",
                evidence={"Word": shown, "素材": cell.rival},
                fix="把素材和 Word 中的数改成一致：改素材后重新起草，或在 Word 中改后用 nianbao take 取回",
            )  # fmt: skip


@rule("SRC20", "words-in-a-cell", "warning", "form")
def words_in_a_cell(context: Context) -> Iterator[Finding]:
    """表格的格里写了数以外的话

    【是什么】有人在 Word 的表格里写了话，如“3件（另有口头1件）”“约3”。
    原话照样印出；其中的数确定的按那个数计算，不确定的不计入合计。
    【依据】统一格式的表格每格填一个数。
    【错】
    - 予以公开、自然人一格写“3件（另有口头1件）”
    【对】
    - 予以公开、自然人一格写“3”，口头的1件写在文字部分
    【怎么改】格里只留数，要说明的话移到文字部分；改后用 nianbao take 取回。
    【怎么不报】格里只有数，或留空，就不会报。
    【一句话】表格里只写数。
    """
    form = context.form
    for id, cell in context.report.cells.items():
        if cell.typed is None or not cell.typed.strip():
            continue
        label = form.cells[id].label if form is not None and id in form.cells else id
        counts = "不是一个确定的数，没有计入合计" if cell.value is None else f"按 {figure(cell.value)} 计算"
        yield context.cell(
            id, f"“{label}”写的是“{' '.join(cell.typed.split())}”，{counts}", severity="warning",
            fix="格里只留数，要说明的话移到文字部分",
        )  # fmt: skip
