"""NUM05, NUM07, NUM11: measure words, inexact and malformed numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.pattern_needs import each
from nianbao.patterns import lazy

_MEASURE = lazy(
    r"(?:政府信息公开|信息公开|依申请公开)申请(?:事项)?(?:共计?|总计|合计)?[0-9]+(?P<m>起|宗|条|个|次)|(?:收到|受理|办理|答复)[0-9]+(?P<m2>起|宗|条|个|次)(?:政府信息公开|信息公开|依申请公开)的?申请"
)


# What is counted → the word that does not count it, and the one that does. Source: usage in published reports.
_OTHERS = (
    ("申请", "件", lazy(r"(?:收到|受理|办理|答复|办结)依申请公开(?:事项|件)?(?:共计?)?[0-9]+(?P<m>起|宗|条|个|次|篇)")),
    (
        "信息",
        "条",
        lazy(
            r"(?:公开|发布|推送|更新)(?:各类|政府|政务)*信息(?:共计?|总计)?[0-9]+(?:余|多)?(?P<m>起|宗|场|名|户)(?!次)"
        ),
    ),
    (
        "培训和会议",
        "次",
        lazy(
            r"(?:培训|座谈|发布|推进|协调|部署)(?:班|会|会议)[0-9]+(?P<m>件|条|篇|份|起|宗)|(?:组织|开展|举办|参加)[^，。；、0-9]{0,10}培训[0-9]+(?P<m2>件|条|篇|份|起|宗)"
            r"|(?:组织|开展|举办)(?:了)?[0-9]+(?P<m3>件|条|篇|份|起|宗)[^，。；、0-9]{0,6}培训(?!资料|材料|内容|信息|手册|通知)"
        ),
    ),
)
_OTHER_ANCHORS = (lazy("依申请公开[0-9事件共]"), lazy("信息[0-9共总]"), lazy("[会班议训织展办]了?[0-9]"))


@rule("NUM05", "measure-word", "info", "usage")
def measure_word(context: Context) -> Iterator[Finding]:
    """量词不合通行用法

    【是什么】“收到政府信息公开申请3起”，申请通常论“件”；“公开信息9起”“举办培训班2件”，信息论“条”，培训论“次”。
    【依据】表格和已公布报告的通行写法，所以只作提示。
    【错】
    - 收到政府信息公开申请3起。
    - 举办培训班2件。
    【对】
    - 收到政府信息公开申请3件。
    - 公开信息3条，回应关切2次。
    【怎么改】申请改为“件”，信息改为“条”，培训、会议改为“次”。
    【怎么不报】申请用“件”“份”、信息用“条”“篇”、培训用“次”“期”“场”就不会报。
    【一句话】申请论“件”，信息论“条”。
    """
    for hit in context.search(_MEASURE):
        group = "m" if hit.match["m"] else "m2"
        yield context.mark(
            *hit.match.span(group),
            f"申请用了量词“{hit.match[group]}”，通常用“件”",
            fix=Fix(applies="unsafe", text="件", advice="改为“件”"),
        )
    for (what, right, pattern), anchor in zip(_OTHERS, _OTHER_ANCHORS, strict=True):
        for hit in context.search(pattern, anchor=anchor):
            group = next(name for name, found in hit.match.groupdict().items() if found)
            yield context.mark(
                *hit.match.span(group),
                f"{what}用了量词“{hit.match[group]}”，通常用“{right}”",
                fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
            )


_APPROX = lazy(
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
    for hit in context.search(_APPROX):
        if hit.match["exact"] and len(hit.match["exact"]) < 2:
            continue
        what = "确数后面用了“" + hit.match["word"] + "”" if hit.match["exact"] else "两个约数词重复"
        yield context.mark(*hit.span, f"“{hit.match.group()}”{what}", fix="有确数的写确数，没有的只用一个约数词")


_BROKEN = lazy(
    r"(?<![0-9.,第])(?P<group>[1-9][0-9]{0,2}(?:,[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,}))(?=[条件篇次份人期场家项])"
    r"|(?<![0-9.,])(?P<zero>0[0-9]+)(?=[条件篇次份人期场家项])"
    r"|(?<![0-9.,])(?P<dots>[0-9]+\.[0-9]+\.[0-9]+|[0-9]+\.\.+[0-9]+|[0-9]+\.(?=[条件篇次份]))(?=[条件篇次份人期场家项])"
)
_UNFILLED = lazy(r"(?<![A-Za-z0-9ＸX×*])(?P<n>[XxＸ×Nn])(?=[条件篇次份期场项家])(?<=[\u4e00-\u9fff]\S)")
_UNFILLED_WORDS = tuple(letter + measure for letter in "Xx×Nn" for measure in "条件篇次份期场项家")
_PARTIAL = lazy(r"(?<![0-9.])(?P<n>[0-9]+\.[0-9]+)(?=[条件篇份场期])")


@rule("NUM11", "malformed-number", "warning", "form")
def malformed(context: Context) -> Iterator[Finding]:
    """数字写得不成形

    【是什么】“1,34条”千位分节不是三位，“012件”以零开头，“3..5条”点号重复；“12.5条”不是整数；“X条”没有填数。
    【依据】《出版物上数字用法》（GB/T 15835）：分节以三位为一节；条、件、篇是整数。
    【错】
    - 公开信息1,34条。
    - 公开信息12.5条。
    - 公开信息X条。
    【对】
    - 公开信息1,342条。
    - 平均每月公开信息12.5条。
    - 公开信息1.2万条。
    【怎么改】对照台账补全或改正数字。
    【怎么不报】平均数、以万计的数可以有小数。
    【一句话】数字由程序写入。
    """
    document = context.document
    for hit in context.search(_UNFILLED) if context.holds(_UNFILLED_WORDS) else ():
        yield context.mark(
            hit.start, hit.end + 1, f"“{document.text[hit.start : hit.end + 1]}”没有写出数来", fix="对照台账补上数字"
        )
    for match in each(_BROKEN, document.text):
        if document.block(match.start()).section is not None:
            yield context.mark(
                match.start(), match.end() + 1, f"“{match.group()}”不成一个数", fix="对照台账补全或改正数字"
            )
    for match in each(_PARTIAL, document.text):
        start, _ = context.clause(match.start(), match.end())
        before = document.text[start : match.start()]
        if re.search("均|每|版本|[第占约]", before) or not before.strip("0123456789.、 "):
            continue
        if document.block(match.start()).section is not None:
            yield context.mark(
                match.start(),
                match.end() + 1,
                f"“{match.group()}”不是整数",
                severity="info",
                fix="对照台账补全或改正数字",
            )
