"""NUM05, NUM07: measure words and figures in the wrong form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule

_MEASURE = re.compile(
    r"(?:政府信息公开|信息公开|依申请公开)申请(?:事项)?(?:共计?|总计|合计)?[0-9]+(?P<m>起|宗|条|个|次)|(?:收到|受理|办理|答复)[0-9]+(?P<m2>起|宗|条|个|次)(?:政府信息公开|信息公开|依申请公开)的?申请"
)


@rule("NUM05", "measure-word", "info", "usage")
def measure_word(context: Context) -> Iterator[Finding]:
    """申请的量词不是“件”

    【是什么】“收到政府信息公开申请3起”，申请通常论“件”。
    【依据】表格和已公布报告的通行写法，所以只作提示。
    【错】
    - 收到政府信息公开申请3起。
    【对】
    - 收到政府信息公开申请3件。
    - 公开信息3条，回应关切2次。
    【怎么改】改为“件”。
    【怎么不报】用“件”“份”就不会报。
    【一句话】申请论“件”，信息论“条”。
    """
    for hit in context.search(_MEASURE):
        group = "m" if hit.match["m"] else "m2"
        yield context.mark(
            hit.match.start(group),
            hit.match.end(group),
            f"申请用了量词“{hit.match[group]}”，通常用“件”",
            severity="info",
            fix=Fix(applies="unsafe", text="件", advice="改为“件”"),
        )


_APPROX_ANCHOR = re.compile("[余多约近超逾不]")
_APPROX = re.compile(
    r"(?P<exact>(?<![0-9.])[0-9]*[1-9])(?P<word>余|多)(?=[条件篇次场期份个名人户项家张册部处])|(?P<twice>(?:约|近|大约|将近|超过|超|逾|不足)[0-9]+(?:余|多|左右|以上)|[0-9]+余[条件篇次场期份个名人户项家张册部处](?:左右|以上))"
)


@rule("NUM07", "approximate-exact", "info", "usage")
def approximate(context: Context) -> Iterator[Finding]:
    """确数后面用了约数词

    【是什么】“233余条”“约30余次”，确数和约数混用。
    【依据】通行用法，所以只作提示。
    【错】
    - 公开信息233余条。
    【对】
    - 公开信息230余条。
    - 公开信息233条。
    【怎么改】有确数的写确数，没有的只用一个约数词。
    【怎么不报】整数后面用“余”的不报。
    【一句话】有确数的写确数。
    """
    for hit in context.search(_APPROX, anchor=_APPROX_ANCHOR):
        if hit.match["exact"] and len(hit.match["exact"]) < 2:
            continue
        what = "确数后面用了“" + hit.match["word"] + "”" if hit.match["exact"] else "两个约数词重复"
        yield context.mark(
            hit.start,
            hit.end,
            f"“{hit.match.group()}”{what}",
            severity="info",
            fix="有确数的写确数，没有的只用一个约数词",
        )
