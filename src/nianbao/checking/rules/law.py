"""LAW: statutes, document numbers and what the report is bound to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.form import is_whole
from nianbao.data import load_data
from nianbao.lazy import lazy
from nianbao.text import alternatives, fold

_FORM_2021, _FORM_2019 = "form-2021", "form-2019"
_NEW_FORM_FROM = 2021


class _Document(NamedTuple):
    id: str
    number: str
    titles: tuple[str, ...]
    keys: tuple[str, ...]
    not_keys: tuple[str, ...]
    sure: bool


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("documents.yaml"))


@lru_cache(maxsize=1)
def _documents() -> tuple[_Document, ...]:
    return tuple(
        _Document(
            row["id"],
            row["number"],
            tuple(row["titles"]),
            tuple(row.get("keys", ())),
            tuple(row.get("not_keys", ())),
            row["sure"],
        )
        for row in _data()["documents"]
    )


# ── document numbers

_ISSUER_MOST = 10
_ISSUER = rf"[\u4e00-\u9fff]{{2,{_ISSUER_MOST}}}?"
_BRACKETED_YEAR = lazy(r"[〔\[【（［﹝]\s*[0-9]{2,4}\s*[〕\]】）］﹞]")
_NUMBER = lazy(
    rf"(?P<issuer>{_ISSUER})(?P<open>[〔\[【（［﹝])\s*(?P<year>(?:19|20)?[0-9]{{2}})\s*(?P<close>[〕\]】）］﹞])\s*(?P<ordinal>第)?\s*(?P<zero>0*)(?P<n>[0-9]{{1,5}})\s*号"
)
_ISSUER_ENDS = lazy(r"(?:发|函|字|办|令|公告|通|文|规|政|厅|电|秘|改|建|财|教|人社|卫|局|委|工|示)$")


def _numbers(context: Context) -> list[re.Match[str]]:
    """Every document number: looked for before its bracket with the year, which is rare."""

    def work() -> list[re.Match[str]]:
        text, found, last = context.document.folded, [], 0
        for year in _BRACKETED_YEAR.finditer(text):
            for at in range(max(last, year.start() - _ISSUER_MOST), year.start()):
                match = _NUMBER.match(text, at)
                if match is not None and match.start("open") == year.start():
                    found.append(match)
                    last = match.end()
                    break
        return found

    return context.memo("numbers", work)


_UNCLOSED = lazy(
    r"[〔\[【](?P<year>20[0-9]{2})(?P<n>[0-9]{1,3})号|(?<=[发函字办])(?P<y>20[0-9]{2})[〕\]】](?P<m>[0-9]{1,3})号"
)


@rule("LAW01", "document-number-form", "warning", "norm")
def number_form(context: Context) -> Iterator[Finding]:
    """发文字号写法不对

    【是什么】年份没有用六角括号〔〕，年份不是四位，括号缺了一半，序号前加“第”或“0”，或把字号写进书名号里面。
    【依据】GB/T 9704—2012 第7.2.5条：年份用四位阿拉伯数字、六角括号括入，发文顺序号不加“第”、不编虚位。
    【错】
    - 根据国办公开办函[2021]30号文件要求编制。
    【对】
    - 根据国办公开办函〔2021〕30号文件要求编制。
    - 依照国务院令第711号公布的条例。
    - （2023）浙01行终5号判决已执行。
    【怎么改】改成“机关代字〔年份〕序号号”，放在书名号之后的括号里。
    【怎么不报】写法正确就不会报；法院案号不报。
    【一句话】发文字号写成〔年份〕序号号。
    """
    text = context.document.text
    for match in _numbers(context):
        if not _ISSUER_ENDS.search(match["issuer"]):
            continue
        start, end = match.start("open"), match.end()
        raw = text[match.start("open")] + text[match.start("close")]
        faults = []
        if raw != "〔〕":
            faults.append("年份应当用六角括号〔〕")
        if len(match["year"]) != 4:
            faults.append("年份应当写四位")
        if match["ordinal"]:
            faults.append("序号前不加“第”")
        if match["zero"]:
            faults.append("序号不补0")
        if not faults:
            continue
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        right = f"〔{year}〕{match['n']}号"
        safe = faults == ["年份应当用六角括号〔〕"]
        yield context.mark(
            start,
            end,
            f"发文字号“{text[start:end]}”：{'，'.join(faults)}",
            severity="warning",
            evidence={"依据": "GB/T 9704—2012 第7.2.5条"},
            fix=Fix(applies="safe" if safe else "unsafe", text=right, advice=f"改为“{right}”"),
        )
    for found in _UNCLOSED.finditer(context.document.folded):
        right = f"〔{found['year'] or found['y']}〕{found['n'] or found['m']}号"
        yield context.mark(
            found.start(),
            found.end(),
            f"发文字号“{text[found.start() : found.end()]}”：年份的括号缺了一半",
            severity="warning",
            evidence={"依据": "GB/T 9704—2012 第7.2.5条"},
            fix=Fix(applies="unsafe", text=right, advice=f"核对后改为“{right}”"),
        )
    inside = re.compile(r"[（(](?:[^（）()《》\n]{2,14}〔[0-9]{4}〕[0-9]{1,5}号|国务院令第[0-9]{1,4}号)[）)]》")
    for found in inside.finditer(text):
        yield context.mark(
            found.start(),
            found.end(),
            "发文字号写在书名号里面了",
            severity="warning",
            fix=Fix(
                applies="unsafe",
                text=f"》{text[found.start() : found.end() - 1]}",
                advice="把书名号的右半移到字号的括号前面",
            ),
        )
    rows = {row["find"]: row["right"] for row in _data()["issuers"]}
    pattern = re.compile(f"({alternatives(rows)})(?=[〔\\[【（［])")
    for hit in context.search(pattern, masked=False):
        right = rows[hit.match.group(1)]
        yield context.mark(
            hit.start,
            hit.end,
            f"机关代字“{hit.match.group()}”应为“{right}”",
            severity="warning",
            fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
        )


# ── titles and numbers

_TITLE = lazy(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》")
_AFTER = lazy(
    r"[（(]?\s*(国务院令第[0-9]+号|[\u4e00-\u9fff]{2,10}?\s*[〔\[【（［]\s*[0-9]{4}\s*[〕\]】）］]\s*(?:第)?0*[0-9]{1,5}\s*号)"
)
_INSIDE = lazy(r"[（(]([\u4e00-\u9fff]{2,10}?[〔\[【（［][0-9]{4}[〕\]】）］](?:第)?0*[0-9]{1,5}号)[）)]$")


class _Cited(NamedTuple):
    start: int
    end: int
    title: str
    number: str
    number_at: tuple[int, int]
    lead: str


def _tidy(title: str) -> str:
    """A title for comparison: one kind of inner brackets, no spaces."""
    text = fold(title).replace("《", "〈").replace("》", "〉").replace("<", "〈").replace(">", "〉")
    return "".join(text.split())


def _tidy_number(number: str) -> str:
    text = "".join(number.split())
    return re.sub(r"[〔\[【（［(]([0-9]{4})[〕\]】）］)](?:第)?0*", r"〔\1〕", text)


def _cited(context: Context) -> list[_Cited]:
    """Every title in the report with the number that stands behind it, or inside it."""

    def work() -> list[_Cited]:
        text = context.document.text
        found = []
        for match in _TITLE.finditer(text):
            title, number, span = match.group(1), "", (0, 0)
            inner = _INSIDE.search(title)
            if inner:
                number, span = inner.group(1), (match.start(1) + inner.start(1), match.start(1) + inner.end(1))
                title = title[: inner.start()]
            elif after := _AFTER.match(text, match.end()):
                number, span = after.group(1), after.span(1)
            lead = text[max(0, match.start() - 30) : match.start()]
            found.append(_Cited(match.start(), match.end(), _tidy(title), _tidy_number(number), span, lead))
        return found

    return context.memo("cited", work)


@lru_cache(maxsize=1)
def _tidy_titles() -> tuple[tuple[str, str, _Document], ...]:
    """Every known title: for comparison, as it is, and its document."""
    return tuple((_tidy(title), title, document) for document in _documents() for title in document.titles)


def _named(title: str) -> _Document | None:
    """The document a title names by its key words."""
    for tidy, _, document in _tidy_titles():
        if title == tidy:
            return document
    for document in _documents():
        if any(key in title for key in document.keys) and not any(key in title for key in document.not_keys):
            return document
    return None


def _national(number: str) -> bool:
    """Whether a number is the State Council's or its offices', not a province's own."""
    return number.startswith(tuple(_data()["national"]))


_LOCAL = lazy(r"省|市(?!场)|县|自治区|州|转发|实施|贯彻")


@rule("LAW02", "number-against-title", "error", "norm")
def number_title(context: Context) -> Iterator[Finding]:
    """发文字号与文件名对不上

    【是什么】文件名是〔2019〕60号的，字号写成〔2021〕30号，或者反过来。
    【依据】文件本身的名称和字号（documents.yaml 逐条注明是否核实；没有核实的只作警告）。
    【错】
    - 《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）
    【对】
    - 《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）
    - 《云岭县关于做好政府信息公开工作年度报告有关事项的通知》（云政办发〔2023〕9号）
    【怎么改】核对后改正字号或文件名。
    【怎么不报】文件名与字号一致就不会报；地方文件不比较。
    【一句话】引用文件要核对文件名和字号。
    """
    from rapidfuzz import fuzz

    by_number = {document.number: document for document in _documents()}
    for item in _cited(context):
        if not item.number:
            continue
        if item.title.endswith("政府信息公开条例") and item.number.startswith("国务院令"):
            if item.number == "国务院令第492号":
                continue  # LAW03
            if item.number != "国务院令第711号":
                yield _mismatch(context, item, "国务院令第711号", "error")
            continue
        if not _national(item.number):
            continue
        named, numbered = _named(item.title), by_number.get(item.number)
        if named is not None and named.number != item.number:
            if _LOCAL.search(item.title) and item.title not in map(_tidy, named.titles):
                continue
            yield _mismatch(context, item, named.number, "error" if named.sure else "warning")
        elif named is None and numbered is not None:
            start, end = item.start, item.end
            close = max(fuzz.ratio(item.title, _tidy(title)) for title in numbered.titles)
            if close >= 75:
                continue  # LAW05: the right document, its title misquoted
            yield context.mark(
                start,
                end,
                f"{item.number}是《{numbered.titles[0]}》，不是这个文件",
                severity="error" if numbered.sure else "warning",
                evidence={
                    "文中": f"《{item.title}》（{item.number}）",
                    "文件": f"《{numbered.titles[0]}》（{numbered.number}）",
                },
                fix="核对后改正字号或文件名",
            )


def _mismatch(context: Context, item: _Cited, right: str, severity: Severity) -> Finding:
    start, end = item.number_at
    return context.mark(
        start,
        end,
        f"《{item.title[:40]}》的字号是{right}，这里写成{item.number}",
        severity=severity,
        evidence={"文中": item.number, "文件": right},
        fix=Fix(applies="unsafe", text=right, advice=f"核对后改为{right}"),
    )


@rule("LAW03", "superseded-basis", "error", "norm")
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
    year = context.report.year
    if year is None or year < 2019:
        return
    text = context.document.folded
    new = re.compile(r"国办公开办?函?[〔（\[【]2021[〕）\]】]\s*30号|年度报告格式(?!（试行）)")
    old = re.compile(r"国办公开办?函?[〔（\[【]2019[〕）\]】]\s*60号|年度报告格式（试行）")
    names = re.compile(r"年度报告有关事项的通知")
    preamble = [block for block in context.document.blocks if block.kind == "body"][:6]
    stop = preamble[-1].end if preamble else 0
    if year >= _NEW_FORM_FROM:
        found = old.search(text, 0, stop) or (names.search(text, 0, stop) if not new.search(text, 0, stop) else None)
        if found and not new.search(text, 0, stop):
            local = text[max(0, found.start() - 40) : found.start()]
            if found.re is names and not local.rstrip("关于政府信息公开工作").endswith(("公开办公室", "《")):
                found = None
        if found and not new.search(text, 0, stop):
            yield context.mark(
                found.start(),
                found.end(),
                f"{year}年度报告应当依据国办公开办函〔2021〕30号，这里是〔2019〕60号的试行格式",
                severity="error",
                evidence={"依据": "国办公开办函〔2021〕30号"},
                fix="改为国办公开办函〔2021〕30号及其文件名",
            )
    else:
        newer = re.compile(r"国办公开办?函?[〔（\[【]2021[〕）\]】]\s*30号")
        if found := newer.search(text, 0, stop):
            yield context.mark(
                found.start(),
                found.end(),
                f"{year}年度报告公布时还没有〔2021〕30号文，应当依据〔2019〕60号",
                severity="error",
                evidence={"依据": "国办公开办函〔2019〕60号"},
                fix="改为国办公开办函〔2019〕60号及其文件名",
            )
    for match in re.finditer(r"第492号", text):
        if "711" in text[max(0, match.start() - 30) : match.end() + 30]:
            continue
        start = match.start() - (len("国务院令") if text.endswith("国务院令", 0, match.start()) else 0)
        yield context.mark(
            start,
            match.end(),
            "条例2019年修订后公布的国务院令是第711号",
            severity="error",
            evidence={"依据": "国务院令第711号"},
            fix=Fix(applies="unsafe", text=text[start : match.end()].replace("492", "711"), advice="改为第711号"),
        )


@rule("LAW05", "misquoted-title", "warning", "norm")
def misquoted(context: Context) -> Iterator[Finding]:
    """文件名引错几个字

    【是什么】《……政府信息公开工作年度报告格式》少了“公开工作”，《……信息公开条列》写错字。
    【依据】文件本身的名称（documents.yaml）。有多少差别算引错是经验，所以只作警告。
    【错】
    - 根据《中华人民共和国政府信息年度报告格式》要求编制。
    【对】
    - 根据《中华人民共和国政府信息公开工作年度报告格式》要求编制。
    - 根据《云岭县政府信息公开条例实施办法》开展工作。
    【怎么改】按文件原名改正。
    【怎么不报】与原名一致，或明显是另一个文件。
    【一句话】文件名照原名写全。
    """
    for item in _cited(context):
        right = _misquoted(item.title) if len(item.title) >= _TITLE_LEAST else ""
        if not right:
            continue
        yield context.mark(
            item.start,
            item.end,
            f"文件名与原名不同，原名是《{right}》",
            severity="warning",
            evidence={"文中": item.title, "原名": right},
            fix=Fix(applies="unsafe", text=f"《{right}》", advice="按原名改正"),
        )


_TITLE_LEAST, _TITLE_ALIKE = 7, 86


@lru_cache(maxsize=1024)
def _misquoted(title: str) -> str:
    """The known title that a title is nearly, but not; empty where there is none. A report repeats its titles."""
    from rapidfuzz import fuzz

    best, right = 0.0, ""
    for tidy, shown, _ in _tidy_titles():
        if tidy == title:
            return ""
        if abs(len(tidy) - len(title)) <= 6 and (ratio := fuzz.ratio(tidy, title)) > best:
            best, right = ratio, shown
    return "" if best < _TITLE_ALIKE or re.search(r"[0-9]", right) or _other(title, _tidy(right)) else right


_OTHER_WORDS = (
    "实施",
    "办法",
    "细则",
    "解读",
    "省",
    "市",
    "县",
    "自治区",
    "规定",
    "贯彻",
    "试行",
    "修订",
    "填报",
    "区",
    "州",
    "全",
)


def _other(title: str, right: str) -> bool:
    """Whether a like title is another document's: it has a word that the known one lacks."""
    return any((word in title) != (word in right) for word in _OTHER_WORDS)


# ── what the report is bound to say

_DATE = lazy(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


@rule("LAW07", "after-the-deadline", "warning", "norm")
def deadline(context: Context) -> Iterator[Finding]:
    """成文日期晚于公布期限

    【是什么】部门和乡镇、街道的报告1月31日前公布，县级以上政府的报告3月31日前公布。
    【依据】《条例》第四十九条。条文没有写乡镇、街道，各地一般同部门，所以只作警告。
    【错】
    - 镇报告落款“2024年2月20日”（2023年度报告）
    【对】
    - 镇报告落款“2024年1月20日”（2023年度报告）
    【怎么改】核对日期；确已逾期的尽快公布。
    【怎么不报】没有落款日期不判断。
    【一句话】落款日期由程序写入。
    """
    report = context.report
    match = _DATE.match(fold(report.date)) if report.date else None
    if match is None or report.year is None or report.unit is None:
        return
    try:
        made = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        yield context.whole(f"落款日期“{report.date}”不存在", severity="warning", fix="改正日期")
        return
    region = report.unit.of.government and report.unit.of.level in (1, 2, 3)
    last = date(report.year + 1, 3, 31) if region else date(report.year + 1, 1, 31)
    if made > last:
        yield context.whole(
            f"落款日期{report.date}，晚于{last.year}年{last.month}月{last.day}日",
            severity="warning",
            evidence={"依据": "《条例》第四十九条"},
            fix="核对日期；确已逾期的尽快公布",
        )
    elif made.year <= report.year:
        yield context.whole(
            f"落款日期{report.date}，{report.year}年度还没有结束", severity="warning", fix="核对落款日期或报告年度"
        )


@rule("LAW08", "assessment-missing", "warning", "norm")
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
        if item.applies == "government" and not any(word in body for word in item.topics)
    ]
    if missing:
        yield context.whole(
            f"没有写{'、'.join(missing)}的结果情况",
            severity="warning",
            evidence={"依据": "《条例》第五十条第一款第四项"},
            fix="在监督保障部分如实补写；没有的写明没有",
        )


_FEE = lazy(r"信息处理费|收费|收取.{0,10}费")
_NOTHING = lazy(r"^(?:[一-龥]{0,12})?(?:无|没有)(?:其他)?(?:需要)?(?:报告)?的?(?:其他)?(?:事项|情况)?。?$")


@rule("LAW09", "fee-statement", "warning", "norm")
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
    year = context.report.year
    section = context.report.section("other")
    if year is None or year < _NEW_FORM_FROM or section is None or context.report.structured:
        return
    body = "".join(paragraph.text for paragraph in section.paragraphs)
    late = context.book.cell("requests.other2.total")
    if late and not _FEE.search(body):
        start, end = _section_place(context, "other")
        yield context.mark(
            start,
            end,
            f"表格里逾期未缴费的申请有{late}件，第六部分没有写收费情况",
            severity="warning",
            evidence={"表格": f"申请人逾期未按收费通知要求缴纳费用 {late}"},
            fix="补写发出收费通知的件数、总金额和实际收取的总金额",
        )
    elif not _FEE.search(context.document.folded):
        start, end = _section_place(context, "other")
        yield context.mark(
            start,
            end,
            "第六部分没有写收取信息处理费的情况",
            severity="warning",
            evidence={"依据": "国办函〔2020〕109号"},
            fix="没有收取的，补写“本年度没有收取信息处理费”",
        )


def _section_place(context: Context, id: str) -> tuple[int, int]:
    block = next(item for item in context.document.blocks if item.section is not None and item.section.id == id)
    return block.start, block.end
