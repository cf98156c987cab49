"""SRC: sentences and figures that no note has, and notes that no sentence has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import (
    ENOUGH,
    Claim,
    bound_pieces,
    claims,
    is_known,
    licensed,
    noted,
    pairs,
    rests,
    table_words,
    tabled,
    telling,
)
from nianbao.patterns import lazy
from nianbao.report import FactRef, UnitRef
from nianbao.text import quantities, raw_numerals


@rule("SRC15", "unused-note", "info", "inference")
def unused(context: Context) -> Iterator[Finding]:
    """素材没有用上

    【是什么】素材里写的一件事，报告里没有写到。
    【依据】国办公开办函〔2021〕30号：内容不能遗漏；是不是写到了按用词判断，所以只作提示。
    【错】
    - 素材写了培训，报告没有写
    【对】
    - 素材写的都写到了
    【怎么改】补写，或确认不必写。
    【怎么不报】报告里有相近的文字，或素材的数都写到了，就不会报。
    【一句话】素材写的事都要写到。
    """
    if not is_known(context):
        return
    body = pairs(context.document.folded)
    used = {
        source.removeprefix("note:") for sentence in context.report.sentences() for source in sentence.sources or ()
    }
    told = {(item.value, item.measure) for item in quantities(context.document.folded)}
    for note in context.report.notes:
        figures = {(item.value, item.measure) for item in quantities(note.words) if item.measure != "年"}
        if len(figures) > 1 and figures <= told:
            continue  # every figure of it is in the text
        if note.id not in used and rests(note.words, body) < 0.6:
            yield context.whole(
                f"素材没有写到：{note.words[:40]}", severity="info", location=note.location, fix="补写，或确认不必写"
            )


@rule("SRC17", "sentence-without-source", "warning", "norm")
def sentence_without_source(context: Context) -> Iterator[Finding]:
    """整句话在素材里找不到

    【是什么】起草的一句话，用词与任何一条素材都对不上，也不是由数字得出的。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；对不对得上按用词判断，所以只作警告。
    【错】
    - 面向群众开展宣讲，扩大知晓面。（素材写清理网站过期信息9条）
    【对】
    - 清理了网站上的过期信息。（素材写清理网站过期信息9条）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】用词与素材有三分之一以上相合，或由表格数字得出，不会报。
    【一句话】素材没有写的事不写。
    """
    if not is_known(context):
        return
    notes = pairs(noted(context))
    for claim in claims(context):
        if any(source.startswith("cell:") for source in claim.sentence.sources or ()):
            continue
        if (
            any(isinstance(span, FactRef | UnitRef) for span in claim.sentence.spans)
            or claim.sentence.origin == "offline"
        ):
            continue  # bound to figures, or composed of notes by code
        counted = raw_numerals(claim.text)
        if len(counted) > 1 and all(licensed(context, item) for item in counted):
            continue  # every figure is the notes' own
        if len(telling(claim.text)) >= 5 and not _stands(context, claim, claim.text, notes, ENOUGH):
            end = claim.start + len(claim.text.rstrip())
            yield context.mark(
                claim.start, end, "这句话在素材里找不到依据", severity="warning", fix="确有其事的补进素材，没有的删去"
            )


@rule("SRC18", "clause-without-source", "warning", "norm")
def clause_without_source(context: Context) -> Iterator[Finding]:
    """一句话里有半句在素材里找不到

    【是什么】一句话的前半有素材，后半的用词与任何一条素材都对不上。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；对不对得上按用词判断，所以只作警告。
    【错】
    - 全年清理网站过期信息9条，受到企业称赞。（素材写清理网站过期信息9条）
    【对】
    - 全年清理网站过期信息9条。（素材写清理网站过期信息9条）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】半句中有表格或素材的数，用词与素材略有相合，或字数很少，不会报。
    【一句话】素材没有写的事，半句也不要加。
    """
    if not is_known(context):
        return
    notes = pairs(noted(context))
    for claim in claims(context):
        if claim.sentence.origin == "offline":
            continue  # composed of notes by code
        held = [(piece.start, piece.end) for piece in bound_pieces(claim.sentence)]
        clauses = list(_CLAUSE.finditer(claim.text))
        if len(clauses) < 2 or not _stands(context, claim, claim.text, notes, ENOUGH):
            continue  # the whole sentence is in question: SRC17
        for match in clauses:
            words = match.group()
            if raw_numerals(words) or any(match.start() < end and start < match.end() for start, end in held):
                continue
            if len(telling(words)) >= _TELLING and not _stands(context, claim, words, notes, _NEXT_TO_NOTHING):
                yield context.mark(
                    claim.start + match.start(),
                    claim.start + match.start() + len(words.rstrip("。；，")),
                    f"“{words.strip('。；，')}”在素材里找不到依据",
                    severity="warning",
                    fix="确有其事的补进素材，没有的删去",
                )


_NONE = lazy("没有|未|无|零")


def _stands(context: Context, claim: Claim, text: str, notes: set[str], enough: float) -> bool:
    """Whether a claim or a clause of it rests on the notes, or on the tables where it tells what they hold.

    It does where it has a figure of theirs, names one as its source, or says that there is none.
    """
    if rests(text, notes) >= enough:
        return True
    of_tables = (
        any(source.startswith(("cell:", "last:")) for source in claim.sentence.sources or ())
        or _NONE.search(text)
        or any(tabled(context, item) for item in raw_numerals(claim.text))
    )
    return bool(of_tables) and rests(text, notes | table_words(context)) >= enough


_CLAUSE = lazy(r"[^，；。]+[，；。]?")
_TELLING, _NEXT_TO_NOTHING = 4, 0.15


@rule("SRC16", "figure-without-source", "warning", "norm")
def figure_without_source(context: Context) -> Iterator[Finding]:
    """文中的数在表格和素材里都没有

    【是什么】别处起草的文字里，这个数既不在表格里，也不在素材里。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；能不能由别的数算出看不全，所以只作警告。
    【错】
    - 公开信息25条。（素材和表格里没有25）
    【对】
    - 公开信息23条。（素材写明23条）
    【怎么改】改正，或把数写进素材。
    【怎么不报】数在表格、素材里，或是文号、条款、日期，不会报。
    【一句话】只用素材和表格里的数。
    """
    held = [claim for claim in claims(context) if claim.sentence.origin == "past"]  # of the others SRC05 tells
    if not held:
        return
    known: set[Decimal] = {q.value for q in quantities(noted(context)) if q.value is not None}
    known |= {cell.value for cell in context.report.cells.values() if cell.value is not None}
    if context.report.last is not None:
        known |= {cell.value for cell in context.report.last.cells.values() if cell.value is not None}
    for fact in context.book.all.values():
        if fact.value is not None:
            known.add(abs(fact.value))
    year = context.report.year
    for claim in held:
        for quantity in raw_numerals(claim.text):
            if (
                quantity.value is None
                or quantity.value in known
                or quantity.measure in ("年", "月", "日", "方面", "个")
            ):
                continue
            if year is not None and quantity.value in (year - 1, year, year + 1):
                continue
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"“{quantity.text}”在表格和素材里都没有",
                severity="warning",
                fix="改正，或把数写进素材",
            )
