"""TABLE: relations between figures (勾稽关系)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.table_identities import identity_findings


@rule("TABLE01", "row-sum", "error", "arithmetic")
def row_sum(context: Context) -> Iterator[Finding]:
    """各类申请人之和不等于总计

    【是什么】第三部分表格每一行，自然人和五类法人或其他组织之和应当等于总计。
    【依据】表格自身：总计栏就是各栏之和。
    【错】
    - 新收：自然人 2、商业企业 1，总计填 4
    【对】
    - 新收：自然人 2、商业企业 1，总计填 3
    【怎么改】核对台账，改正填错的一栏；总计留空由程序算出。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】总计由程序计算，不要自己写总数。
    """
    return identity_findings(context, "TABLE01")


@rule("TABLE02", "column-sum", "error", "arithmetic")
def column_sum(context: Context) -> Iterator[Finding]:
    """各项办理结果之和不等于（七）总计

    【是什么】第三部分表格每一栏，（一）至（六）各项之和应当等于（七）总计。
    【依据】表格自身：（七）总计是本年度办理结果各项之和。
    【错】
    - 予以公开 2、无法提供 1，（七）总计填 2
    【对】
    - 予以公开 2、无法提供 1，（七）总计填 3
    【怎么改】核对每件申请的办理结果，一件只计入一项。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】办理结果各项之和就是办结总数，不要另写总数。
    """
    return identity_findings(context, "TABLE02")


@rule("TABLE03", "balance", "error", "arithmetic")
def balance(context: Context) -> Iterator[Finding]:
    """新收加上年结转不等于办结加结转下年

    【是什么】第三部分表格每一栏，第一项加第二项之和，等于第三项（总计）加第四项之和。
    【依据】表格左上角注明的勾稽关系。
    【错】
    - 新收 3、上年结转 1，总计 3、结转下年 0
    【对】
    - 新收 3、上年结转 1，总计 3、结转下年 1
    【怎么改】逐件核对：年底没有办完的计入“结转下年度继续办理”。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】收到的申请要么办结，要么结转下年。
    """
    return identity_findings(context, "TABLE03")


@rule("TABLE04", "carried-over", "error", "arithmetic")
def carried_over(context: Context) -> Iterator[Finding]:
    """上年结转与上年报告的结转下年不一致

    【是什么】今年的“上年结转”每一栏应当等于上年报告同一栏的“结转下年度继续办理”。
    【依据】两个栏目的含义；两个版本的表格这两行相同。
    【错】
    - 上年报告结转下年 2，今年上年结转填 0
    【对】
    - 上年报告结转下年 2，今年上年结转填 2
    【怎么改】以已公开的上年报告为准；上年报告有误的，先更正上年报告。
    【怎么不报】没有给上年数字（素材里的“上年”各表，或 --previous 上年报告）时不核对。
    【一句话】上年结转的件数以上年报告为准。
    """
    return identity_findings(context, "TABLE04")


@rule("TABLE05", "in-force", "warning", "inference")
def in_force(context: Context) -> Iterator[Finding]:
    """主动公开情况表与上年接不上，或自身对不上

    【是什么】现行有效件数一般等于上年现行有效加本年制发减本年废止；试行格式的项目数量同理。
    【依据】实务做法；清理、失效、合并会合法地打破，所以只作警告。
    【错】
    - 上年现行有效 5、本年制发 2、废止 0，现行有效填 5
    【对】
    - 上年现行有效 5、本年制发 2、废止 0，现行有效填 7
    【怎么改】核对文件目录；因清理、到期失效减少的，可以不改，留好依据备查。
    【怎么不报】没有给上年数字（素材里的“上年”各表，或 --previous 上年报告）时，跨年的关系不核对；
    2021 年度与 2020 年度的栏目不同，也不核对。
    【一句话】规范性文件的件数只用表里的数。
    """
    return identity_findings(context, "TABLE05")


@rule("TABLE06", "remedy-sum", "error", "arithmetic")
def remedy_sum(context: Context) -> Iterator[Finding]:
    """复议或诉讼各结果之和不等于总计

    【是什么】第四部分表格三组，结果维持、结果纠正、其他结果、尚未审结之和应当等于总计。
    【依据】表格自身：总计是四种结果之和。
    【错】
    - 行政复议：结果维持 1、尚未审结 1，总计填 1
    【对】
    - 行政复议：结果维持 1、尚未审结 1，总计填 2
    【怎么改】逐件核对案件结果；总计留空由程序算出。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】复议、诉讼的总数由程序计算。
    """
    return identity_findings(context, "TABLE06")


@rule("TABLE15", "unlikely-relation", "warning", "inference")
def unlikely_relation(context: Context) -> Iterator[Finding]:
    """数字之间的关系少见

    【是什么】例如上年尚未审结的案件今年没有计入，实际收取的信息处理费多于通知收取的。
    【依据】由栏目含义推断，没有明文，所以只作警告。
    【错】
    - 上年行政复议尚未审结 2，今年行政复议总计填 0
    【对】
    - 上年行政复议尚未审结 2，今年行政复议总计填 2
    【怎么改】核对案件台账；确属例外的可以不改。
    【怎么不报】没有给上年数字时不核对。
    【一句话】上年没有审结的案件今年要有交代。
    """
    return identity_findings(context, "TABLE15")
