"""Whether the words around a figure allow that it counts fewer than all, or another's things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nianbao.patterns import lazy

if TYPE_CHECKING:
    from nianbao.checking.context import Context, Passage
    from nianbao.claims import Verdict

__all__ = ["denied_of_some", "of_others", "read_as_others", "read_as_some", "said_of_last_year"]

_MARKS = "，。；：（）！？\n"
_WORD = 2
"""Characters that are a word which may pick some out."""
_OTHERS = lazy(
    "隶属|下属|所属|直属|代管|派出|派驻|辖区|所辖|托管|挂靠|其他(?:单位|部门|机关)"
    "|各(?:单位|部门|镇|乡|街道|村|局|科|股|所|分局|支队|中队)"
    "|[0-9两三四五六七八九十]+(?:个|家)[^，。；0-9]{0,6}(?:单位|部门|乡镇|镇|乡|街道|局|海关|分局|院|校|所)|一家(?:就|单独|独自)"
    "|(?:另行|单独|分别)(?:编制|编报|统计|公布)|(?<!年)转(?:来|办|交)的|代为"
)
_APART = lazy("没有并入|不并入|未并入|不计入|未计入|没有计入|不纳入|未纳入|不汇总|互不重复")
_COUNTED_AS = lazy("(?:没有|未|不再?|并未)(?:另行|重新|再)?(?:登记|列|计|算|视|作|当|归)(?:入|为|作|成)[^，。；]*申请$")
_NOT_ALL = lazy("(?:未|没|没有)[^，。；的]{1,6}的[^，。；]{0,8}$|(?:过去|以往|往年|早年|从前)[^。；]*$")
"""Before what is some of last year's, or of other years: 2019年末未结的5件复议、3件诉讼."""
_SOME = lazy("[0-9一两二三四五六七八九十][件起宗例]")
_OFFICE = lazy(
    "(?:政府)?(?:办公室|办|局|委员会|委|中心|科|股|处)(?:本级|代表|直接|机关|自身|单独|独自)|本级(?:受理|收到|办理|直接|承办)"
)


def _sentence(text: str, start: int, end: int, marks: str = "。") -> tuple[int, int]:
    begin = max(text.rfind(mark, 0, start) for mark in marks) + 1
    stop = min((at for mark in marks if (at := text.find(mark, end)) >= 0), default=len(text))
    return begin, stop


def denied_of_some(text: str, start: int, end: int) -> bool:
    """Whether what is denied is denied of some things told in the clause, or only that they count as such:
    还有1件没有审结, 没有登记为申请.

    Args:
        text: the paragraph, folded. start, end: the words of the denial.
    """
    begin, _ = _sentence(text, start, end, _MARKS)
    return _SOME.search(text, begin, start) is not None or _COUNTED_AS.match(text, start, end) is not None


def said_of_last_year(context: Context, passage: Passage, start: int) -> bool:
    """Whether the clause right before tells last year's figures, so that what follows may be of that year:
    上年为5件，没有被纠正的.

    Args:
        start: where what follows begins.
    """
    text = passage.folded
    begin = max(text.rfind(mark, 0, start) for mark in "。；") + 1
    parts = text[begin:start].rstrip("，").split("，")
    matcher = context.claims.reader.matcher
    tokens = matcher.tokens(parts[-1], 0, len(parts[-1]), context.report.year)
    compares = any("compares" in matcher.sense.get(token.word, ()) for token in tokens)
    return bool(tokens) and tokens[0].word == "<last>" and tokens[0].start == 0 and not compares


def of_others(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of things that are not the unit's, or not only.

    Args:
        text: the paragraph, folded. start, end: a figure of it.
    """
    begin, stop = _sentence(text, start, end, "。；：")
    # not 结果维持187件……约谈3家单位: what follows is of something else
    return _OTHERS.search(text, begin, start) is not None or _APART.search(text, begin, stop) is not None


def read_as_others(passage: Passage, verdict: Verdict) -> bool:
    """Whether the words of its sentence say that a figure is others', or one office's of many: 代管的街道收到18件."""
    claim, text = verdict.claim, passage.folded
    begin, _ = _sentence(text, claim.start, claim.end, "。；：")
    if of_others(text, claim.start, claim.end):
        return True
    least = claim.value is not None and bool(verdict.right) and claim.value < min(verdict.right)
    return least and _OFFICE.search(text, begin, claim.start) is not None


def read_as_some(context: Context, passage: Passage, verdict: Verdict) -> bool:
    """Whether a figure below the table's stands among words that pick some things out: 涉及征地的6件."""
    from nianbao.claims import left_over

    claim, text = verdict.claim, passage.folded
    if claim.denied and not claim.text[:1].isdigit():
        last = claim.year == "own" and said_of_last_year(context, passage, claim.start)
        return last or denied_of_some(text, claim.start, claim.end)
    if claim.value is None or claim.what != "count" or claim.all or claim.denied or not verdict.right:
        return False
    if claim.value < min(verdict.right) and _NOT_ALL.search(
        text, _sentence(text, claim.start, claim.end)[0], claim.start
    ):
        return True
    if claim.value >= min(verdict.right) or not claim.role.startswith("requests."):
        return False
    begin, end = _sentence(text, claim.start, claim.end, _MARKS)
    return len(left_over(context.claims.reader, text, begin, end, "requests")) >= _WORD
