"""SRC01–06, 19–21: sentences without a basis: blank, unsupported, stale, typed over; conflicts nobody settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import HOW_TO_FILL, Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import licensed
from nianbao.checking.rules.src_licence import Judged, judged, sources_of
from nianbao.facts import figure, judge, left_out, named
from nianbao.report import DELETED, HUMAN, Blank, FactRef, Piece, Sentence, Text
from nianbao.text import raw_numerals
from nianbao.text.quantities import Quantity, spelt_in

if TYPE_CHECKING:
    from nianbao.licence import Doubt


def _final(context: Context) -> Severity:
    return "error" if context.report.stage == "final" else "warning"


def _pieces(context: Context) -> Iterator[tuple[Passage, Piece]]:
    """Every piece of every paragraph that is more than finished text of unknown origin."""
    for passage in _made(context):
        for piece in passage.paragraph.pieces():
            yield passage, piece


_TEXT = {Text}


def _made(context: Context) -> list[Passage]:
    """Paragraphs with a sentence of which more is known than its words; a published report has none."""

    def plain(sentence: Sentence) -> bool:
        return (
            sentence.origin == "past"
            and sentence.support == "unknown"
            and not sentence.stale
            and not sentence.verbatim
            and not sentence.guards
            and {*map(type, sentence.spans)} <= _TEXT
        )

    return context.memo(
        "made", lambda: [item for item in context.passages if not all(map(plain, item.paragraph.sentences))]
    )


@rule("SRC01", "blank", "error", "norm", tags=("blank", "person"))
def blank(context: Context) -> Iterator[Finding]:
    """有待填的内容

    【是什么】应当报告而素材里没有的内容，起草时留出了待填处；定稿前要填上或删去。
    【依据】《条例》第五十条规定的内容；工作考核、社会评议、责任追究结果情况由各级人民政府报告。
    【错】
    - 【待填：工作考核结果】
    【对】
    - 县政府考核结果为良好。
    【怎么改】在素材中补写后重新起草，或在 Word 中填好后取回；隐去的个人信息不要补写，改成不涉及个人的写法。
    【怎么不报】填好或删去就不会报；草稿阶段是警告，定稿时是错误。
    【一句话】没有依据的内容留空，不要编写。
    """
    for passage, piece in _pieces(context):
        if isinstance(piece.span, Blank):
            told = {"依据": piece.span.basis, HOW_TO_FILL: piece.span.help}
            evidence = {name: words for name, words in told.items() if words}
            yield context.at(
                passage, piece.start, piece.end, f"还没有填：{piece.span.what}", severity=_final(context),
                evidence=evidence, fix=_REWORD if left_out(piece.span) else _FILL_IN,
            )  # fmt: skip


_FILL_IN = "在素材中补写后重新起草，或在 Word 中填好后用 nianbao take 取回"
_REWORD = "不要补写：在素材中改成不涉及个人的写法后重新起草，或在 Word 中删去这一处待填、改顺句子后用 nianbao take 取回"


@rule("SRC02", "unsupported", "error", "norm", tags=("unverified",))
def unsupported(context: Context) -> Iterator[Finding]:
    """句子没有依据

    【是什么】这句话既不是表格的数字，也不是素材里写的事，标为待核实。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号：发布内容不准确的追究责任）。
    【错】
    - 建立了全覆盖的公开机制。【待核实】（素材没有提到）
    【对】
    - 每月核查一次公开栏。（素材写明）
    【怎么改】在素材中补上依据，或删去；确认属实的，在 Word 中删去“待核实”批注后取回。
    【怎么不报】有素材或数字支持，或经人确认。
    【一句话】只写素材和数字里有的事。
    """
    for passage in _made(context):
        for at, end, sentence in passage.sentences:
            if sentence.support == "unsupported":
                yield context.at(
                    passage, at, end, "这句话没有素材或数字支持，待核实", severity=_final(context),
                    fix="补上素材，或删去；确认属实的，在 Word 中删去“待核实”批注后取回",
                )  # fmt: skip


@rule("SRC21", "clerks-own-words", "info", "usage", tags=("own_words",))
def own_words(context: Context) -> Iterator[Finding]:
    """照素材写的句子

    【是什么】这句素材程序没有整句读懂，能改写的改写了，其余照素材放进了报告，读来可能像说话，不像报告。
    【依据】年度报告是公文，表述应当准确、规范。
    【错】
    - 县里来人看了一回，说还行。（照素材写）
    【对】
    - 县政府办公室来我镇检查1次，未指出问题。
    【怎么改】在 Word 中改成报告的说法，或改写素材后重新起草；不用改的，删去“请读”批注后取回。
    【怎么不报】改过，或在 Word 中删去“请读”批注后取回，就不会报。
    【一句话】照素材写的句子，自己读一遍再定稿。
    """
    for passage in _made(context):
        for at, end, sentence in passage.sentences:
            if sentence.verbatim:
                yield context.at(
                    passage, at, end, "这句话照素材写的，请改成报告的说法",
                    fix="在 Word 中改写，或改写素材后重新起草；不用改的，删去“请读”批注后取回",
                )  # fmt: skip


@rule("SRC03", "stale-sentence", "error", "arithmetic", tags=("contradicted",))
def stale(context: Context) -> Iterator[Finding]:
    """数字变了，句子不再成立

    【是什么】句子是按当时的数字写的，数字改动后，句子的前提不成立了。
    【依据】表格与文字应当一致。
    【错】
    - 全年未收到政府信息公开申请。（表格新收已改为 1）
    【对】
    - 全年新收政府信息公开申请1件。
    【怎么改】改写这一句；不是自己改过的句子，重新起草即可。
    【怎么不报】数字与句子一致，或报了以后改写过，就不会报。
    【一句话】句子不得与表格数字矛盾。
    """
    for passage in _made(context):
        for at, end, sentence in passage.sentences:
            failed = [guard.text for guard in sentence.guards if _fails(context, guard.text)]
            if failed or sentence.stale:
                why = named(sentence.stale or "成立条件已不满足：" + "、".join(failed), context.book)
                message = "数字改动后，这句话不再成立" if failed else "这句话所依据的数字或素材已改写或删去"
                remedy = "请改写或删去这一句" if sentence.origin in HUMAN else _AGAIN
                yield context.at(passage, at, end, message, evidence={"原因": why}, fix=remedy)


_AGAIN = (
    "数改错了的，把素材或 Word 表格里的数改回来；改对了的，用 nianbao take 取回 Word 里的修改后，"
    "用 nianbao draft 重新起草，这一句照新的数重写"
)


def _fails(context: Context, guard: str) -> bool:
    try:
        return judge(guard, context.book) is False
    except ValueError:
        return False


@rule("SRC04", "typed-over", "error", "arithmetic", tags=("contradicted",))
def typed_over(context: Context) -> Iterator[Finding]:
    """文字里的数与表格或素材不同

    【是什么】有人在 Word 中改了由程序写入的数，与表格或素材不一致；改了地址、电话的，只作警告。
    【依据】表格与文字应当一致。
    【错】
    - 新收申请5件（表格为 3）
    【对】
    - 新收申请3件（表格为 3）
    【怎么改】数字以文字为准的，改表；以表为准的，改文。
    【怎么不报】两边一致就不会报。
    【一句话】数字由程序写入，不要自己写数。
    """
    for passage, piece in _pieces(context):
        span = piece.span
        if not isinstance(span, FactRef) or span.typed is None or "".join(span.typed.split()) == span.text:
            continue
        fact = context.book.get(span.id)
        if fact is None and piece.sentence.stale:
            continue  # SRC03 tells that its ground is gone: there is no figure left to agree with
        if fact is not None and "contact" in fact.sources:
            yield context.at(
                passage, piece.start, piece.end, f"文中的{fact.name}写“{span.typed}”，素材的{fact.name}是“{span.text}”",
                severity="warning", evidence={"文中": span.typed, "素材": span.text, "事实": span.id},
                fix=f"文中写得对的，改素材“单位”表的{fact.name}后重新起草；素材对的，把文中改回“{span.text}”",
            )  # fmt: skip
            continue
        noted = fact is not None and any(source.startswith(("note:", "problem:")) for source in fact.sources)
        name = f"{fact.name}中" if fact and noted else fact.name if fact else "素材中"
        change = "改素材：把素材" if noted else "改表：把表格"
        yield context.at(
            passage, piece.start, piece.end, f"文中写“{span.typed}”，{name}是“{span.text}”",
            evidence={"文中": span.typed, "表格或素材": span.text, "事实": span.id},
            fix=f"{change}中的数改为“{span.typed}”；改文：把文中的数改回“{span.text}”",
        )  # fmt: skip


@rule("SRC05", "raw-numeral", "error", "norm", tags=("unsupported",))
def raw_numeral(context: Context) -> Iterator[Finding]:
    """起草的句子里有来历不明的数

    【是什么】起草引擎写的句子里，每个数都应当来自表格或素材；这个数不是。
    【依据】数字由程序从表格和素材写入，不得编造。
    【错】
    - 公开信息25条。（素材里没有 25）
    【对】
    - 公开信息23条。（素材写明 23条）
    - 依照《条例》第二十条公开。
    【怎么改】重新起草；仍出现的，把数写进素材。
    【怎么不报】文号、条款、序号、文件名中的数不报；人自己写的句子不报；素材用别的说法写了的（20个家长、20名家长）不报；句子没有记出处时，素材里有这个数（或由素材的两个数算得出）不报。
    【一句话】只用给出的事实编号，不要写数字。
    """
    yield from _of_others(context)
    for passage, piece in _pieces(context):
        if not isinstance(piece.span, Text) or piece.sentence.origin not in ("offline", "chat"):
            continue
        if all(source.startswith("form:") for source in piece.sentence.sources or ["?"]):
            continue
        unknown = piece.sentence.support == "unknown" and not piece.sentence.sources
        for quantity in raw_numerals(piece.span.text):
            start, end = piece.start + quantity.start, piece.start + quantity.end
            if (unknown and licensed(context, quantity)) or _given(context, passage.offset + start, piece.sentence):
                continue
            if _spelt(context, quantity, piece.sentence):
                continue
            yield context.at(
                passage, start, end, f"“{quantity.text}”不是来自表格或素材",
                fix="重新起草；确有其事的，把数写进素材",
            )  # fmt: skip


def _of_others(context: Context) -> Iterator[Finding]:
    """Figures that are of a note which their sentence does not cite: 6月 where what it cites says 9月."""
    for passage, piece in _pieces(context):
        if isinstance(piece.span, FactRef) and piece.span.id in context.book.noted and piece.sentence.origin == "chat":
            start = passage.offset + piece.start
            own = not set(context.book.noted[piece.span.id].sources).isdisjoint(piece.sentence.sources or [])
            if own and _claimed(context, start) is None:
                continue  # a sentence that waits to be verified has no claims; its figure is of what it cites
            if piece.sentence.sources and judged(context) and not _given(context, start, piece.sentence):
                told = f"“{piece.span.shown}”不是来自这句话所依据的素材"
                remedy = "重新起草；确有其事的，把数写进素材"
                yield context.at(passage, piece.start, piece.end, told, fix=remedy)


def _given(context: Context, at: int, sentence: Sentence) -> bool:
    """Whether what a sentence cites gives the figure in its own way (20个家长 for 20名家长), as the licence does."""
    told = _claimed(context, at)
    if told is None and sentence.origin == "chat" and sentence.support == "unsupported":
        return bool(sentence.sources)  # it waits to be verified: its figures were held against what it cites already
    if told is None or not sentence.sources:
        return False
    return not any(doubt.start <= at - told.claim.start < doubt.end for doubt in told.verdict.doubts if _counts(doubt))


def _spelt(context: Context, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether what a sentence cites gives the number in spoken words, which are no figure there: 看一趟 for 一次."""
    told = sources_of(context).told
    cited = [told[id] for id in sentence.sources or () if id in told]
    return any(spelt_in(source.text, quantity.value, quantity.measure) for source in cited)


def _claimed(context: Context, at: int) -> Judged | None:
    """The judged claim in which a place stands."""
    return next((item for item in judged(context) if item.claim.start <= at < item.claim.end), None)


def _counts(doubt: Doubt) -> bool:
    return doubt.kind in ("figure", "all")


@rule("SRC06", "fact-gone", "error", "norm", tags=("unsupported",))
def fact_gone(context: Context) -> Iterator[Finding]:
    """数字所依据的素材不见了

    【是什么】句子里的数原来来自某条素材或某一格，现在那条素材已删去或改写。
    【依据】每个数都要有出处。
    【错】
    - 培训3次。（写培训次数的素材已删去）
    【对】
    - 培训3次。（素材写明培训3次）
    【怎么改】核对这个数是否仍然成立；不成立的改写或删去，成立的在素材中补回。
    【怎么不报】素材还在就不会报。
    【一句话】只用给出的事实编号。
    """
    if not context.drafted:
        return
    told: set[str] = set()
    for passage, piece in _pieces(context):
        sentence = piece.sentence
        if sentence.stale or sentence.id in told:
            continue
        if isinstance(piece.span, FactRef) and context.book.get(piece.span.id) is None:
            told.add(sentence.id)
            yield context.at(
                passage, piece.start, piece.end, f"“{piece.span.shown}”原来的出处已删去或改写",
                evidence={"事实": piece.span.id}, fix="核对后改写这一句，或把素材补回",
            )  # fmt: skip


@rule("SRC19", "two-versions", "error", "form", tags=("conflict",))
def two_versions(context: Context) -> Iterator[Finding]:
    """两处改法没有选定

    【是什么】同一句话两个人都改过，或一处改一处删；同一格的数在 Word 和素材里，
    或在两份 Word 文件里，改成了不同的数。两种写法都留着，等人选定。
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
        if not any(sentence.rival for sentence in passage.paragraph.sentences):
            continue
        for at, end, sentence in passage.sentences:
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
                yield context.at(passage, at, end, message, evidence=evidence, fix=fix)
    form = context.form
    for id, cell in context.report.cells.items():
        if cell.rival:
            shown = cell.typed or (figure(cell.value) + cell.unit if cell.value is not None else "空")
            label = form.cells[id].label if form is not None and id in form.cells else id
            yield context.cell(
                id, f"“{label}”改成了两个数，{shown} 和 {cell.rival}，没有选定",
                evidence={"现在印的": shown, "另一个": cell.rival} | ({"由来": cell.versions} if cell.versions else {}),
                fix="核对后把素材和 Word 中的这一格改成同一个数：改素材后重新起草，在 Word 中改后用 nianbao take 取回",
            )  # fmt: skip


NO_FIGURE = "不是一个确定的阿拉伯数字，计算和核对时当作没有填"


@rule("SRC20", "words-in-a-cell", "warning", "form", tags=("words_in_cell",))
def words_in_a_cell(context: Context) -> Iterator[Finding]:
    """表格的格里写了数以外的话

    【是什么】有人在 Word 的表格里写了话，如“3件（另有口头1件）”“约3”。
    原话照样印出；其中的数确定的按那个数计算，不确定的不计入合计。
    【依据】统一格式的表格每格填一个数。
    【错】
    - 予以公开、自然人一格写“3件（另有口头1件）”
    【对】
    - 予以公开、自然人一格写“3”，口头的1件写在文字部分
    【怎么改】格里只留数，确实没有的写 0，要说明的话移到文字部分；改后用 nianbao take 取回。
    【怎么不报】格里只有数，或留空，就不会报。格里没有一个确定的数的，不能定稿。
    【一句话】表格里只写数。
    """
    form = context.form
    for id, cell in context.report.cells.items():
        if cell.typed is None or not cell.typed.strip():
            continue
        label = form.cells[id].label if form is not None and id in form.cells else id
        counts = NO_FIGURE if cell.value is None else f"按 {figure(cell.value)} 计算"
        yield context.cell(
            id, f"“{label}”在 Word 的表里写的是“{' '.join(cell.typed.split())}”，{counts}",
            fix="在 Word 的这一格里只留数，确实没有的写 0；要说明的话移到文字部分",
        )  # fmt: skip
