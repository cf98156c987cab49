"""LAW: the report's basis, deadline, and statements that are required."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nianbao.checking.context import Context, is_whole
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.law_citations import documents, known, superseded_basis
from nianbao.kinds import Required, editions, kind_of
from nianbao.patterns import lazy
from nianbao.text.dates import first_date


@rule("LAW03", "superseded-basis", "error", "norm", tags=("form",))
def superseded(context: Context) -> Iterator[Finding]:
    """依据的文件已被代替，或当时还没有

    【是什么】2021年度以后的报告仍依据〔2019〕60号的试行格式，或引用已被修订的国务院令第492号。
    【依据】国办公开办函〔2021〕30号从2021年度报告起适用；《条例》2019年5月15日起施行的是国务院令第711号。
    【错】
    - 根据国办公开办函〔2019〕60号要求编制本报告。（2022年度报告）
    【对】
    - 根据国办公开办函〔2021〕30号要求编制本报告。（2022年度报告）
    - 根据国办公开办函〔2019〕60号要求编制本报告。（2020年度报告）
    【怎么改】改为报告年度适用的文件。
    【怎么不报】同时引用了适用的文件就不会报。
    【一句话】编制依据由程序写入。
    """
    year, form, text = context.report.year, context.form, context.document.folded
    if year is None or form is None or not form.covers(year):
        return
    right = next((item for item in documents(context) if item.number == form.basis.number), None)
    bases = {edition.basis.number: edition for edition in editions(form.kind)}
    for item, places in superseded_basis(context):
        yet = "公布时还没有" if (item.since or 0) > year else "应当依据" + form.basis.number + "，不是"
        yield context.mark(
            places[0].start(),
            places[0].end(),
            f"{year}年度报告{yet}{item.number}（{bases[item.number].name}）",
            severity="error" if right is not None and right.sure else "warning",
            evidence={"依据": form.basis.number, "文中": "、".join(place.group() for place in places)},
            fix=f"改为{form.basis.number}及其文件名",
        )
    statute = known(context).statute
    law = next((item for item in documents(context) if statute is not None and item.id == statute.document), None)
    if statute is None or law is None:
        return
    old, new = (number[number.index("第") :] for number in (statute.former, law.number))
    for match in re.finditer(re.escape(old), text):
        if new.strip("第号") in text[max(0, match.start() - 30) : match.end() + 30]:
            continue
        issuer = law.number[: law.number.index("第")]
        start = match.start() - (len(issuer) if text.endswith(issuer, 0, match.start()) else 0)
        yield context.mark(
            start,
            match.end(),
            f"条例{statute.since[:4]}年修订后公布的{issuer}是{new}",
            evidence={"依据": law.number},
            fix=Fix(applies="unsafe", text=text[start : match.end()].replace(old, new), advice=f"改为{new}"),
        )
    yield from _in_force(context)


_BASIS_2008 = lazy(
    r"(?:依据|根据|按照|依照|遵照)[^，。；\n]{0,8}2008年5月1日[^，。；《\n]{0,12}《(?:中华人民共和国)?政府信息公开条例》"
)
_REVISED = lazy(
    r"修订(?:后)?的?《(?:中华人民共和国)?(?:政府信息公开)?条例》[^，。；\n0-9]{0,6}"
    r"(?P<date>(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日)起?(?:正式)?(?:施行|实施|生效)"
)


def _in_force(context: Context) -> Iterator[Finding]:
    """Since when the statute is in force, where a report rests on it or says so."""
    if known(context).statute is None:
        return
    text = context.document.folded
    for hit in context.search(_BASIS_2008, masked=False):
        begin, stop = context.clause(*hit.span, "。\n")
        if "2019" in text[begin:stop] or "修订" in text[begin:stop] or "711" in text[begin:stop]:
            continue
        start = text.index("2008年", hit.start)
        yield context.mark(
            start,
            hit.end,
            "2008年5月1日起施行的是修订前的条例，现行条例2019年5月15日起施行",
            severity="warning",
            evidence={"依据": "国务院令第711号"},
            fix="改为现行条例（国务院令第711号）",
        )
    for hit in context.search(_REVISED, masked=False, anchor=_REVISED_ANCHOR):
        if (int(hit.match["y"]), int(hit.match["m"]), int(hit.match["d"])) == (2019, 5, 15):
            continue
        yield context.mark(
            *hit.match.span("date"),
            "修订后的《条例》自2019年5月15日起施行",
            severity="warning",
            evidence={"依据": "国务院令第711号"},
            fix=Fix(applies="unsafe", text="2019年5月15日", advice="改为2019年5月15日"),
        )


_REVISED_ANCHOR = lazy("修订(?:后)?的?《")


@rule("LAW07", "after-the-deadline", "error", "norm", tags=("form",))
def deadline(context: Context) -> Iterator[Finding]:
    """成文日期晚于公布期限

    【是什么】部门和乡镇、街道的报告1月31日前公布，县级以上政府的报告3月31日前公布。
    【依据】《条例》第四十九条。条文没有写乡镇、街道，各地一般同部门，所以只作警告；日历上没有的日期是错误。
    【错】
    - 镇报告落款“2024年2月20日”（2023年度报告）
    【对】
    - 镇报告落款“2024年1月20日”（2023年度报告）
    【怎么改】核对日期；确已逾期的尽快公布。
    【怎么不报】没有落款日期不判断。
    【一句话】落款日期由程序写入。
    """
    report = context.report
    signed = first_date(report.date)
    if signed is None or report.year is None or report.unit is None:
        return
    try:
        made = date(*signed)
    except ValueError:
        yield context.whole(f"落款日期“{report.date}”不存在", fix="改正日期")
        return
    region = report.unit.of.government and report.unit.of.level in (1, 2, 3)
    due = next((item for item in kind_of(report.kind).due if item.regions == region), None)
    if due is None:
        return
    last = date(report.year + 1, due.month, due.day)
    if made > last:
        yield context.whole(
            f"落款日期{report.date}，晚于{last.year}年{last.month}月{last.day}日",
            severity="warning",
            evidence={"依据": due.basis},
            fix="核对日期；确已逾期的尽快公布",
        )
    elif made.year <= report.year:
        yield context.whole(
            f"落款日期{report.date}，{report.year}年度还没有结束", severity="warning", fix="核对落款日期或报告年度"
        )


def _told_by_a_note(context: Context, item: Required) -> bool:
    """Whether a sentence rests on a note that is about an item: its words may do without the note's heading."""
    rested = {source for sentence in context.report.sentences() for source in sentence.sources or ()}
    return any(
        f"note:{note.id}" in rested
        and (note.item in (item.id, item.label) or any(word in note.words for word in item.topics))
        for note in context.report.notes
    )


@rule("LAW08", "assessment-missing", "warning", "norm", tags=("form", "person"))
def assessment(context: Context) -> Iterator[Finding]:
    """没有写工作考核、社会评议、责任追究结果

    【是什么】各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况。
    【依据】《条例》第五十条第一款第四项。有没有写按用词判断，所以只作警告。
    【错】
    - 镇政府的报告通篇没有提到考核、评议、追究责任
    【对】
    - 监督保障部分写明考核结果、社会评议结果、有无责任追究
    【怎么改】在监督保障部分如实补写；没有的写明没有。
    【怎么不报】部门、街道办事处的报告不要求。
    【一句话】人民政府的报告要写工作考核、社会评议和责任追究结果。
    """
    form, unit = context.form, context.report.unit
    if form is None or unit is None or not unit.of.government or not is_whole(context):
        return
    body = context.document.folded
    missing = [
        item.label
        for item in form.required
        if item.applies == "government"
        and not any(word in body for word in item.topics)
        and not _told_by_a_note(context, item)
    ]
    if missing:
        yield context.whole(
            f"没有写{'、'.join(missing)}的结果情况",
            evidence={"依据": "《条例》第五十条第一款第四项"},
            fix="在监督保障部分如实补写；没有的写明没有",
        )


_FEE = lazy(r"信息处理费|收费|收取.{0,10}费")


@rule("LAW09", "fee-statement", "warning", "norm", tags=("form",))
def fee_statement(context: Context) -> Iterator[Finding]:
    """第六部分没有写信息处理费

    【是什么】2021年度起，其他需要报告的事项里要写收取信息处理费的情况，没有收取也要写明。
    【依据】《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），2021年1月1日起施行；河南等地通知要求收取情况纳入年度报告。
    【错】
    - 六、其他需要报告的事项⏎无。（2023年度报告）
    【对】
    - 六、其他需要报告的事项⏎本年度没有收取信息处理费，无其他需要报告的事项。（2023年度报告）
    - 六、其他需要报告的事项⏎无。（2020年度报告）
    【怎么改】补写“本年度没有收取信息处理费”，或写发出收费通知的件数、总金额和实际收取的总金额。
    【怎么不报】写明收费情况就不会报；2020年度以前不要求。
    【一句话】第六部分写信息处理费收取情况。
    """
    form, report = context.form, context.report
    other = form.section_ids("other")[0] if form is not None else ""
    section = report.section(other)
    if form is None or report.year is None or section is None or report.structured:
        return
    if not any(block.known_as == "handling_fee" for block in form.blocks.values()):
        return  # not among what this report has to say
    body = "".join(paragraph.text for paragraph in section.paragraphs)
    late = context.figure("requests.other2.total")
    if late and not _FEE.search(body):
        start, end = _section_place(context, other)
        yield context.mark(
            start,
            end,
            f"表格里逾期未缴费的申请有{late}件，第六部分没有写收费情况",
            evidence={"表格": f"申请人逾期未按收费通知要求缴纳费用 {late}"},
            fix="补写发出收费通知的件数、总金额和实际收取的总金额",
        )
    elif not _FEE.search(context.document.folded):
        start, end = _section_place(context, other)
        yield context.mark(
            start,
            end,
            "第六部分没有写收取信息处理费的情况",
            evidence={"依据": "国办函〔2020〕109号"},
            fix="没有收取的，补写“本年度没有收取信息处理费”",
        )


def _section_place(context: Context, id: str) -> tuple[int, int]:
    block = next(item for item in context.document.blocks if item.section is not None and item.section.id == id)
    return block.start, block.end
