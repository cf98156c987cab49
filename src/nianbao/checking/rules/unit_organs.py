"""UNIT: organs, heads, superiors and scopes that this kind of unit does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Fix, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.text_misprints import domain_words
from nianbao.package_data import data_file
from nianbao.pattern_needs import each
from nianbao.patterns import alternatives, any_of, lazy
from nianbao.report import Unit, kinds

_COUNTY = ("县", "区", "旗")
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")


def _county_word(unit: Unit) -> str:
    """What the place of county level that a unit is, or lies in, is called; empty where that is not known."""
    if unit.of.level == 3 and unit.kind != "zone":
        return unit.of.word
    if unit.of.level in (0, 4) and unit.within and unit.within[0][-1] in _COUNTY:
        return "" if unit.within[0].endswith("自治区") else unit.within[0][-1]
    return ""


def _province(unit: Unit) -> str:
    """省, 自治区 or 市 (of a 直辖市) that a unit lies in; empty where nobody told."""
    for place in unit.within:
        if place in _MUNICIPALITIES:
            return "市"
        if place.endswith("自治区"):
            return "自治区"
        if place.endswith("省"):
            return "省"
    return ""


def _not_its(unit: Unit) -> dict[str, bool]:
    """The words for places of county level that a unit neither is nor lies in; whether each is certainly none of its
    superiors': 自治区 is called 区 too, so that where nobody told the province 区 may be it."""
    own = _county_word(unit)
    if not own or unit.name.endswith("自治区"):
        return {}
    return {
        word: word != "区" or _province(unit) in ("省", "市")
        for word in _COUNTY
        if word != own and (word != "区" or _province(unit) != "自治区")
    }


def against_unit(
    context: Context, unit: Unit, span: tuple[int, int], message: str, fix: str | Fix, severity: Severity = "warning"
) -> Finding:
    """That words do not fit the report's unit, which is named with it."""
    return context.mark(*span, message, severity=severity, evidence={"单位": unit.name}, fix=fix)


_SUPERIOR = lazy(
    r"(?P<organ>(?P<w>[县区旗])(?:委、(?P=w)(?:人民)?政府|委(?P=w)政府|委(?:常委会|办公室|办)"
    r"|(?:人民)?政府(?:常务会议|办公室|办(?!事|理|公大楼|公楼)|(?:门户|官方)?网(?:站)?)?|人大常委会|政协"
    r"|里(?=[\u4e00-\u9fff])|直(?=部门|单位|机关)))"
)
_VERBS = ("贯彻", "对照", "登录", "借助")
_BEFORE_A_WORD = "，。；：、（\n在经由向报按照从到被对与和及于"


def _begins(text: str, at: int, organ: str) -> bool:
    """Whether the word for a place begins at an offset, and is not the end of a name or of 社区, 园区, 服务区.

    Behind a verb of the domain (通过区政府网站) it does where an organ follows, not where a place may be meant
    (公开区里).
    """
    if at == 0 or text[at - 1] in _BEFORE_A_WORD:
        return True
    before = text[at - 2 : at]
    known = before in domain_words() or before in _VERBS
    return organ[1] != "里" and known and before not in _data()["areas"]


_PROVINCIAL = lazy(
    r"(?:^|(?<=[，。；：、在经由向报和按照])|(?<=根据|落实|贯彻|围绕|对照))"
    r"(?P<organ>(?P<w>省|自治区)(?:委、(?P=w)政府|委办公厅|党委|(?:人民)?政府(?:办公厅|办)?))",
    re.MULTILINE,
)
_PROVINCIAL_ANCHOR = lazy("省委|省人民政府|省政府|自治区(?:党委|人民政府|政府)")


def foreign_superiors(context: Context) -> Iterator[Finding]:
    """区委、区政府 in the report of a county's unit; 省政府 in that of a unit of a 直辖市."""
    unit = context.report.unit
    if unit is None:
        return
    others, own = _not_its(unit), _county_word(unit)
    if others:
        for hit in context.search(_SUPERIOR):
            organ, word = hit.match["organ"], hit.match["w"]
            if word in others and _begins(context.document.masked, hit.start, organ):
                yield against_unit(
                    context,
                    unit,
                    hit.match.span("organ"),
                    f"“{organ}”：单位在{_lies(unit)}，应是“{organ.replace(word, own)}”",
                    f"核对是哪一级的、是否照抄自别处；是本单位所在的，改为“{organ.replace(word, own)}”",
                    severity="warning" if others[word] else "info",
                )
    province = _province(unit)
    if province:
        for hit in context.search(_PROVINCIAL, anchor=_PROVINCIAL_ANCHOR):
            if hit.match["w"] != province:
                yield against_unit(
                    context,
                    unit,
                    hit.match.span("organ"),
                    f"“{hit.match['organ']}”：单位在{unit.within[-1]}",
                    "核对是否照抄自别处",
                )


_REPORTS = lazy(
    r"(?:报|经|由|提交|提请)(?P<organ>(?P<w>[县区旗市])(?P<own>[\u4e00-\u9fff]{2,12}?(?:局|委员会|委))(?:党组|党委|局长|主任|领导班子))"
)
_REPORTS_ANCHOR = lazy("局党组|局党委|局局长|委党组|委党委|局领导班子|委主任")


def foreign_leaders(context: Context) -> Iterator[Finding]:
    """The leaders of a department of the unit's own name, but of a lower place: 县自然资源局党组 for a city's."""
    unit = context.report.unit
    if unit is None or unit.of.level or not unit.within:
        return
    ends = {place[-1] for place in unit.within}
    for hit in context.search(_REPORTS, anchor=_REPORTS_ANCHOR):
        if hit.match["w"] in ends or not unit.own.endswith(hit.match["own"]):
            continue
        yield against_unit(
            context,
            unit,
            hit.match.span("organ"),
            f"“{hit.match['organ']}”：单位在{unit.within[0]}",
            "核对是否照抄自别处",
        )


def _lies(unit: Unit) -> str:
    return unit.place if unit.of.level == 3 else unit.within[0]


_SCOPE = lazy(r"全(?P<w>[县区旗])(?![域位级镇])")
_NAMED_COUNTY = lazy(r"(?<![全各市我本区省、每个])县(?!级|直|域|城|区|市|乡|政|委|镇)")


def foreign_scopes(context: Context, told: set[int]) -> Iterator[Finding]:
    """全县 in the report of a district's unit, and the reverse.

    Args:
        told: where a finding has been made already.
    """
    unit = context.report.unit
    if unit is None:
        return
    others = {word for word, sure in _not_its(unit).items() if sure}
    if not others and unit.of.level == 0 and unit.within and unit.within[0].endswith("市"):
        others = {"县", "旗"}  # a department of a city: 全县 is another's, unless a county is named
    if not others:
        return
    text = context.document.masked
    for hit in context.search(_SCOPE):
        begin, _ = context.clause(*hit.span, "。\n")
        if hit.start in told or hit.match["w"] not in others or _NAMED_COUNTY.search(text, begin, hit.start):
            continue
        if text[hit.start - 1 : hit.start] in tuple("安健齐完两"):
            continue
        right = f"全{_county_word(unit) or unit.within[0][-1]}"
        yield against_unit(
            context, unit, hit.match.span(), f"单位在{_lies(unit)}，这里写“{hit.match.group()}”", f"核对后改为“{right}”"
        )


_GUIDES = lazy(
    r"(?:指导|督促|督导|组织|统筹|协调|推动|带领|部署)全(?P<w>县|区|市|旗)(?:各|[0-9]+个|所有)"
    r"(?:乡镇|镇街|镇|乡|街道|部门|单位|县直|区直|市直)"
)
_BY_SUPERIOR = lazy("[县区市旗](?:委|政府|人民政府|政务|级|直)|上级|按照|配合|协助|参加")


def guides_others(context: Context) -> Iterator[Finding]:
    """A town or street that guides the towns and departments of its whole county."""
    unit = context.report.unit
    if unit is None or unit.of.level != 4:
        return
    for hit in context.search(_GUIDES):
        begin, _ = context.clause(*hit.span, "。；\n")
        if not _BY_SUPERIOR.search(context.document.masked, begin, hit.start):
            yield against_unit(
                context,
                unit,
                hit.match.span(),
                f"指导全{hit.match['w']}的乡镇、部门不是{unit.of.label}的职责",
                "核对是否照抄自上级的报告",
            )


_OFFICE = lazy(
    r"(?:^|(?<=[，。；：]))由(?P<organ>(?P<w>镇|乡|街道|局)(?:党政(?:综合)?办(?:公室)?|(?<=局)办公室))"
    r"(?=统一|负责|牵头|汇总|登记|审核|归口|把关|扎口|集中)",
    re.MULTILINE,
)
_MANY = lazy("乡镇|镇街|街镇|[各每](?:镇|乡|街道|局|部门|单位)|镇、乡|乡、镇|部门")
_PARTS = lazy(
    r"(?P<organ>[我本](?:局|委|厅|中心)(?:下辖|所辖|下设|管辖)的?[^，。；\n]{0,4}(?:[0-9]+个|各)?(?:行政村|村委会|居委会|社区居委会|自然村|村民小组|(?:村|社区)(?=[、，。；和及均都]|$)))"
    r"|(?P<organ2>[^，。；：\n]{0,6}(?:居委会|村委会|行政村|社区))(?=(?:均|都)?(?:作为|属于|是|为)[我本](?:局|委|厅|中心)的?(?:内设|直属|下属|派出)(?:机构|单位|股室|科室))",
    re.MULTILINE,
)
_PARTS_ANCHOR = lazy("[我本](?:局|委|厅|中心)(?:下|所|管|内|直|派|的)")


def foreign_offices(context: Context) -> Iterator[Finding]:
    """Another kind of unit's office that does the unit's own work; villages that are a department's parts."""
    unit = context.report.unit
    if unit is None or unit.kind in ("other", "office", "centre", "section", "zone"):
        return
    text = context.document.masked
    for hit in context.search(_OFFICE):
        begin, _ = context.clause(*hit.span, "。\n")
        if hit.match["w"] == unit.of.word or _MANY.search(text, begin, hit.start):
            continue
        yield against_unit(
            context,
            unit,
            hit.match.span("organ"),
            f"“{hit.match['organ']}”不是{unit.of.label}的机构",
            "改成本单位的机构名称，并通读全段是否照抄自别处",
        )
    if unit.of.level:
        return
    for hit in context.search(_PARTS, anchor=_PARTS_ANCHOR):
        group = "organ" if hit.match["organ"] else "organ2"
        yield against_unit(
            context,
            unit,
            hit.match.span(group),
            f"“{hit.match[group]}”：村、社区不是{unit.of.label}的下属单位",
            "核对是否照抄自乡镇、街道的报告",
        )


_ORGANS_ANCHOR = lazy(
    r"街道(?:人民政府|政府|党委|办)|办事处|党工委|[区会园镇乡]党委|[镇乡]政府|人民政府|人大|人代会|人民代表大会|常务会|村政府"
)
_HEAD_ANCHOR = lazy("[市区县镇局厅]长|主任")
_HIDDEN = "\u25a1"


_data = data_file(__file__, "organs.yaml")


def _behind(row: Any, opens: str) -> str:
    """The look-behind of a row; a clause begins behind one of the characters of ``opens``."""
    if row.get("begins"):
        return rf"(?:^|(?<=[{opens}\n]))"
    if row.get("named"):
        return f"(?<={_HIDDEN})"
    return f"(?<![{row['not_after']}])" if "not_after" in row else ""


def _ahead(row: Any) -> str:
    """The look-ahead of a row."""
    if "before" in row:
        return f"(?={alternatives(row['before'])})"
    never = f"(?!{alternatives(row['not_before'])})" if "not_before" in row else ""
    return f"(?:{never}|(?={alternatives(row['but'])}))" if "but" in row else never


@lru_cache(maxsize=32)
def _organs(kind: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Organs that units of a kind do not have: where each stands, what is right, and why."""
    rows = [row for row in _data()["organs"] if kind in row.get("kinds", (kind,))]
    return tuple(
        (
            lazy(
                f"{_behind(row, '，。；：')}{row.get('pattern') or alternatives(row['words'])}{_ahead(row)}",
                re.MULTILINE,
            ),
            row["right"],
            row["why"],
        )
        for row in rows
    )


@lru_cache(maxsize=32)
def _heads(kind: str) -> re.Pattern[str] | None:
    """Heads that units of a kind do not have, in acts of the unit's own; None where no row is of the kind."""
    rows = [row for row in _data()["heads"] if kind in row["kinds"]]
    acts = f"(?=(?:亲自)?{alternatives(_data()['acts'])})"
    each = (f"{_behind(row, '，。；：由经')}{alternatives(row['words'])}" for row in rows)
    return lazy(f"(?:{'|'.join(each)}){acts}", re.MULTILINE) if rows else None


@rule("UNIT02", "wrong-organ", "warning", "usage", tags=("unit",))
def wrong_organ(context: Context) -> Iterator[Finding]:
    """机关名称与单位类别不符

    【是什么】“街道人民政府”“镇办事处”“镇党工委”“镇人大常委会”“镇政府常务会议”这类名称不存在，在镇的报告里由“街道办事处”做事，或县里的单位写“区委、区政府”，多半是改抄时拼错。
    【依据】《地方组织法》第八十五条：街道办事处是派出机关；党的机构名称见于通行用法，乡镇人大的机构凭常识，没有逐条核对，所以只作警告。
    【错】
    - 镇办事处高度重视政务公开。
    【对】
    - 镇政府重视政务公开。
    - 安镇街道办事处负责政务公开。
    - 各镇人民政府、街道办事处分别公开。
    【怎么改】改成本单位的机关名称。
    【怎么不报】引用文件名、原话时用《》或“”。
    【一句话】机关名称由程序写入。
    """
    yield from foreign_superiors(context)
    yield from foreign_offices(context)
    yield from foreign_leaders(context)
    unit = context.report.unit
    kind = unit.kind if unit is not None else ""
    for passage in context.holding(_ORGANS_ANCHOR):
        for pattern, right, why in _organs(kind):
            for match in each(pattern, passage.hidden):
                start, end = match.span()
                if passage.hidden[start - 1 : start] == _HIDDEN and passage.text[start - 1] not in "镇乡道":
                    continue  # behind a quotation or the place it lies in, not behind the unit's own name
                yield context.at(passage, start, end, f"“{passage.text[start:end]}”：{why}", fix=f"应为“{right}”")


@rule("UNIT05", "wrong-head", "warning", "norm")
def wrong_head(context: Context) -> Iterator[Finding]:
    """负责人职务与单位类别不符

    【是什么】镇的报告里出现“乡长”，县的报告里由“市长”任组长，委的报告里由“局长”负总责，多半是照抄时没有改。
    【依据】《地方组织法》第七十条、第八十二条：镇长、乡长、局长、主任等分别是各该机关的负责人。
    【错】
    - 由乡长任组长的领导小组。（某镇）
    【对】
    - 由镇长任组长的领导小组。
    - 副县长到我镇调研。
    - 参加乡镇长会议。
    【怎么改】改成本单位负责人的职务。
    【怎么不报】上级负责人的职务不报；引用时用“”。
    【一句话】不写负责人的姓名和职务，除非素材里有。
    """
    unit = context.report.unit
    if unit is None or unit.kind in ("other", "office", "centre", "section"):
        return
    right = unit.of.heads[0] if unit.of.heads else "负责人"

    def found(passage: Passage, start: int, end: int) -> Finding:
        return context.at(
            passage,
            start,
            end,
            f"{unit.of.label}没有“{passage.text[start:end]}”，负责人是{right}",
            fix=f"应为“{right}”",
        )

    if unit.of.level == 4:
        anchor, pattern = _township_heads(unit.of.heads)
        for passage in context.holding(anchor):
            for match in pattern.finditer(passage.hidden):
                yield found(passage, *match.span())
    foreign = _heads(unit.kind)
    if foreign is None:
        return
    for passage in context.holding(_HEAD_ANCHOR):
        for match in foreign.finditer(passage.hidden):
            begin, end = match.span()
            clause = passage.hidden[max(passage.hidden.rfind(mark, 0, begin) for mark in "。；\n") + 1 : end + 20]
            word = match.group()[0]
            if f"全{word}" in clause or f"{word}政府" in clause or f"{word}级" in clause:
                continue  # a superior's meeting
            yield found(passage, begin, end)


@lru_cache(maxsize=32)
def _township_heads(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Heads of other townships than a unit's own: what holds one, and one in place."""
    towns = (item for item in kinds().values() if item.level == 4 and item.id != "street")
    wrong = {head for item in towns for head in item.heads if head not in own}
    return any_of(wrong), lazy(f"(?<![乡镇])(?:{'|'.join(sorted(wrong, key=len, reverse=True))})(?!篇|效|期|远|度)")
