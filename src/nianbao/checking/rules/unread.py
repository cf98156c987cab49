"""TABLE16: what of a file could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule


@rule("TABLE16", "not-read", "warning", "form")
def not_read(context: Context) -> Iterator[Finding]:
    """有内容没有读出来

    【是什么】表格多一行、少一格、表头认不出来，格里不是数字，文件里有图片或别的表，这些内容没有读，也就没有检查；或者文字里有看不见的字符、网页的记号，去掉了才读。
    【依据】统一格式的表格；读不准的不猜，如实说明。
    【错】
    - “总计”一行只有 6 格，应有 7 格
    【对】
    - 每一行的格数都与表头相同
    【怎么改】对照原件补齐这一行，或改用带表格的 Word 文件检查。
    【怎么不报】表格与统一格式一致就不会报。
    【一句话】表格由程序写入。
    """
    report = context.report
    names = {table.id: table.name for table in context.form.tables} if context.form is not None else {}
    for item in report.tables:
        for remark in item.remarks:
            yield context.whole(
                f"表格读取时：{remark}",
                severity="warning",
                verdict="unassessed",
                location=remark.location or item.location,
                where=names.get(item.id, ""),
                fix="对照原件核对这一处；改正后重新检查",
            )
    for remark in report.remarks:
        yield context.whole(
            f"{remark}",
            severity="warning",
            verdict="unassessed",
            location=remark.location,
            fix="这部分请人工查看",
        )
