"""SRC07–13, 15, 17, 18: words, causes and promises that no source supports, and notes that no sentence tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import Claim, claims, is_known, pairs, rests
from nianbao.patterns import HAN, lazy
from nianbao.text import quantities
from nianbao.text.personal_data import masked

if TYPE_CHECKING:  # loaded where a report has notes: a check of a text alone starts without it
    from nianbao.licence import Doubt, Sources, Verdict


class Judged(NamedTuple):
    """A sentence, what the licence says of it, and whether it is in doubt as a whole."""

    claim: Claim
    verdict: Verdict
    whole: bool


def sources_of(context: Context) -> Sources:
    """What stands behind the report under check."""
    from nianbao.licence import Sources

    return context.memo("licence sources", lambda: Sources(context.report, context.book))


def judged(context: Context) -> list[Judged]:
    """Every sentence whose support is in question, judged once; not what code composed of notes and figures."""

    def work() -> list[Judged]:
        from nianbao.licence import judge, put_in

        found = []
        for claim in claims(context):
            if claim.sentence.origin == "offline":
                continue
            bound = put_in(claim.sentence)
            verdict = judge(claim.text, sources_of(context).behind(claim.sentence), claim.sentence.sources, bound=bound)
            if claim.sentence.support == "read" and verdict.wording:
                continue  # another model found these words in the sources
            found.append(Judged(claim, verdict, _whole(claim.text, verdict)))
        return found

    return context.memo("licence verdicts", work) if is_known(context) else []


_HALF = 0.5
"""The share of a sentence's characters from which on all of it is in doubt."""
_HAN = lazy(f"[{HAN}]")
_WORDS = frozenset({"words", "body", "channel", "rate", "all", "mechanism", "promise", "cause"})
"""Kinds of doubt that are about words which nobody gave."""


def _whole(text: str, verdict: Verdict) -> bool:
    """Whether most of a sentence is of words that nobody gave."""
    words = [doubt for doubt in verdict.doubts if doubt.kind in _WORDS]
    if (verdict.licensed and verdict.grounded) or not words:
        return False
    places = {at for doubt in words for at in range(doubt.start, doubt.end)}
    return len(places) >= _HALF * sum(1 for char in text if _HAN.match(char))


def _doubts(context: Context, *kinds: str) -> Iterator[tuple[Judged, Doubt]]:
    """Doubts of some kinds, each word once in a sentence; none of a sentence that is licensed all the same."""
    for item in judged(context):
        if item.verdict.licensed:
            continue
        told: set[str] = set()
        for doubt in item.verdict.doubts:
            word = item.claim.text[doubt.start : doubt.end]
            if doubt.kind in kinds and word not in told:
                told.add(word)
                yield item, doubt


_ADVICE = "确有其事的补进素材，没有的删去"


def _unsupported(context: Context, what: str, *kinds: str, advice: str = _ADVICE) -> Iterator[Finding]:
    for item, doubt in _doubts(context, *kinds):
        word = item.claim.text[doubt.start : doubt.end]
        near = "，只有相近的说法" if doubt.slight else ""
        yield context.mark(
            item.claim.start + doubt.start,
            item.claim.start + doubt.end,
            f"素材里没有提到{what}“{word}”{near}",
            severity="info" if doubt.slight else "warning",
            fix=advice,
        )


@rule("SRC07", "mechanism-without-source", "warning", "norm", tags=("unsupported", "wording"))
def mechanism(context: Context) -> Iterator[Finding]:
    """写了素材里没有的制度、机制

    【是什么】“落实三审三校制度”“建立会商机制”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；相近的说法按用词判断，所以只作警告。
    【错】
    - 落实三审三校制度。（素材只写了每月更新公开栏）
    【对】
    - 落实三级审核。（素材写明三审三校）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一件事的任何一种说法就不会报。
    【一句话】素材没有写的制度、机制不写。
    """
    return _unsupported(context, "制度机制", "mechanism")


@rule("SRC08", "body-without-source", "warning", "norm", tags=("unsupported", "wording"))
def body(context: Context) -> Iterator[Finding]:
    """写了素材里没有的机构、人员

    【是什么】“由司法所审查”“邀请人大代表评议”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 邀请人大代表评议公开工作。（素材没有提到）
    【对】
    - 由党政办公室负责。（素材写明党政办）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一机构的任何一种说法就不会报；本机关自己的办公室不用素材写明。
    【一句话】素材没有写的机构、人员不写。
    """
    return _unsupported(context, "机构人员", "body")


@rule("SRC09", "channel-without-source", "warning", "norm", tags=("unsupported", "wording"))
def channel(context: Context) -> Iterator[Finding]:
    """写了素材里没有的渠道

    【是什么】“通过微博、短信公开”，素材里没有提到这些渠道。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 通过微博公开信息。（素材只写了公开栏）
    【对】
    - 通过公示栏公开信息。（素材写明公开栏）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一渠道的任何一种说法就不会报。
    【一句话】素材没有写的渠道不写。
    """
    return _unsupported(context, "公开渠道", "channel")


@rule("SRC10", "frequency-without-source", "warning", "norm", tags=("unsupported",))
def frequency(context: Context) -> Iterator[Finding]:
    """写了素材里没有的频次

    【是什么】“每周更新”“第一时间回应”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 每周更新公开栏。（素材没有写多久更新一次）
    【对】
    - 按月更新公开栏。（素材写明每月）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一频次的任何一种说法就不会报。
    【一句话】素材没有写的频次不写。
    """
    return _unsupported(context, "频次", "rate")


@rule("SRC11", "completeness-without-source", "warning", "norm", tags=("unsupported",))
def completeness(context: Context) -> Iterator[Finding]:
    """写了素材里没有的“全部”“100%”

    【是什么】“均按时办结”“公开率100%”“成效显著”，素材和表格里没有。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 政策解读率100%。（素材没有提到）
    【对】
    - 各村公开栏全部更新。（素材写明全部更新）
    【怎么改】有台账为证的补进素材，没有的删去。
    【怎么不报】素材里有同样的说法，或由表格数字得出，不会报。
    【一句话】素材没有写的“全部”“100%”“显著”不写。
    """
    return _unsupported(context, "这样的程度", "all", advice="有台账为证的补进素材，没有的删去")


@rule("SRC12", "cause-without-source", "warning", "norm", tags=("unsupported", "wording"))
def cause(context: Context) -> Iterator[Finding]:
    """写了素材里没有的原因

    【是什么】“由于机构改革，更新不及时”，素材里没有写这个原因。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 由于机构改革人员调整，栏目更新不及时。（素材没有写原因）
    【对】
    - 因经办人兼职较多，栏目更新不够及时。（素材写明由于经办人兼职较多，栏目更新不及时）
    【怎么改】确是这个原因的补进素材“表现或原因”，不是的删去。
    【怎么不报】素材里写了这个原因就不会报。
    【一句话】素材没有写的原因不写。
    """
    for item, doubt in _doubts(context, "cause"):
        yield context.mark(
            item.claim.start + doubt.start,
            item.claim.start + doubt.end,
            "素材里没有写这个原因",
            severity="info" if doubt.slight else "warning",
            fix="确是这个原因的补进素材“表现或原因”，不是的删去",
        )


@rule("SRC13", "commitment-without-source", "warning", "norm", tags=("unsupported", "wording"))
def commitment(context: Context) -> Iterator[Finding]:
    """写了素材里没有的承诺

    【是什么】“力争年底前建成政务公开体验区”，素材的措施里没有。
    【依据】报告公布后就是承诺；内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 力争年底前建成政务公开体验区。（素材没有这条措施）
    【对】
    - 确保每月更新公开栏。（素材写明每月更新公开栏）
    【怎么改】确有打算的补进素材“措施”，没有的删去。
    【怎么不报】素材里写了这条措施就不会报。
    【一句话】素材没有写的承诺不写。
    """
    told: set[int] = set()
    for item, doubt in _doubts(context, "promise"):
        if doubt.slight or item.claim.start in told:
            continue
        told.add(item.claim.start)
        yield context.mark(
            item.claim.start + doubt.start,
            item.claim.start + doubt.end,
            "素材里没有这项承诺",
            fix="确有打算的补进素材“措施”，没有的删去",
        )


@rule("SRC15", "unused-note", "info", "inference", tags=("unused",))
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
                f"素材没有写到：{masked(note.words)[:40]}", location=note.location, fix="补写，或确认不必写"
            )


@rule("SRC17", "sentence-without-source", "warning", "norm", tags=("unsupported", "wording"))
def sentence_without_source(context: Context) -> Iterator[Finding]:
    """整句话在素材里找不到

    【是什么】起草的一句话，用词大半不是素材里的，也不是由数字得出的。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；对不对得上按用词判断，所以只作警告。
    【错】
    - 面向群众开展宣讲，扩大知晓面。（素材写清理网站过期信息9条）
    【对】
    - 清理了网站上的过期信息。（素材写清理网站过期信息9条）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】半数以上的用词是素材里的、同义的或只起连缀作用的，不会报。
    【一句话】素材没有写的事不写。
    """
    for item in judged(context):
        if item.whole:
            end = item.claim.start + len(item.claim.text.rstrip())
            yield context.mark(item.claim.start, end, "这句话在素材里找不到依据", fix=_ADVICE)


@rule("SRC18", "clause-without-source", "warning", "norm", tags=("unsupported", "wording"))
def clause_without_source(context: Context) -> Iterator[Finding]:
    """一句话里有些话在素材里找不到

    【是什么】一句话大体有素材，其中几个字既不是素材里的，也不是同义的说法。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；对不对得上按用词判断，所以只作警告。
    【错】
    - 全年清理网站过期信息9条，编印操作图册。（素材写清理网站过期信息9条）
    【对】
    - 全年清理网站过期信息9条。（素材写清理网站过期信息9条）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同样的或同义的说法，或只是连缀的话，不会报；只有一个短词对不上的，也不报。
    【一句话】素材没有写的事，半句也不要加。
    """
    for item, doubt in _doubts(context, "words"):
        if item.whole:
            continue  # the whole sentence is in question: SRC17
        yield context.mark(item.claim.start + doubt.start, item.claim.start + doubt.end, doubt.why, fix=_ADVICE)
