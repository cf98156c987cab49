"""PRIV: what an organ keeps to itself: its discussions, and cases that are not closed."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.patterns import lazy

_SECRET = lazy(
    r"(?<!涉密)(?:会议记录|会议纪要|会议内容|会议情况|讨论情况|讨论内容|讨论记录|内部意见|研究情况|表决情况)[^，。；\n]{0,8}"
    r"(?:不得外传|不得外泄|不得泄露|不得对外|严禁外传|严禁外泄|请勿外传|注意保密|内部掌握|要求保密)(?!的?(?:规定|要求|纪律|制度|承诺|原则))"
)
_DISSENT = lazy(
    r"(?:班子成员|党组成员|党委委员|党工委委员|常委|参会领导)[^，。；\n]{0,22}(?:反对意见|反对票|表示反对|明确反对)"
)
_PENDING = lazy("正在核查|正在调查|正在查办|正在初核|拟移送|待移送|准备移送|尚未立案|立案前|初步核实阶段")
_CASE = lazy("涉嫌|问题线索|违纪线索|违法线索|案件线索")
_PERSON = lazy(
    r"[\u4e00-\u9fff]某|(?:财务人员|会计|出纳|负责人|经理|局长|主任|书记|镇长|乡长|站长|所长|干部|法定代表人)[^，。；\n]{0,6}涉嫌"
)
_WHY_DISCUSSED = "讨论记录属于过程性信息，不宜写进公开的报告"
_WHY_PENDING = "没有办结的案件线索写明了人和事，不宜写进公开的报告"


@rule("PRIV07", "not-for-publication", "warning", "norm")
def withheld(context: Context) -> Iterator[Finding]:
    """写了内部讨论、没有办结的案件线索

    【是什么】报告里写了班子成员讨论时的分歧、要求不得外传的会议记录，或正在核查、拟移送的线索和当事人。
    【依据】《条例》第十六条第二款：讨论记录、行政执法案卷信息可以不予公开；是否已经公开看不出，所以只作警告。
    【错】
    - 会议记录要求不得外传。
    - 正在核查的出纳王某涉嫌挪用公款线索，暂不公开。
    【对】
    - 镇党委会研究政务公开工作2次，会议纪要已归档。
    - 全年移送问题线索3件，均已办结。
    【怎么改】删去，只写研究的次数和公开的结果。
    【怎么不报】只写件数、次数的不报。
    【一句话】不写内部讨论和没有办结的案件。
    """
    for pattern, why in ((_SECRET, _WHY_DISCUSSED), (_DISSENT, _WHY_DISCUSSED)):
        for hit in context.search(pattern, masked=False):
            yield _found(context, hit.start, hit.end, why)
    text = context.document.folded
    for hit in context.search(_PENDING, masked=False):
        begin, stop = context.clause(hit.start, hit.end, "。；\n")
        if _CASE.search(text, begin, stop) and _PERSON.search(text, begin, stop):
            yield _found(context, hit.start, hit.end, _WHY_PENDING)


def _found(context: Context, start: int, end: int, why: str) -> Finding:
    return context.mark(
        start, end, why, severity="warning", evidence={"依据": "《条例》第十六条"}, fix="删去，只写公开的结果"
    )
