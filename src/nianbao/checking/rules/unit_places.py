"""UNIT: names of other places and other organs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.text_misprints import domain_words
from nianbao.checking.rules.unit_organs import against_unit
from nianbao.checking.rules.unit_self import words
from nianbao.kinds import subject_pattern
from nianbao.patterns import lazy
from nianbao.report import Unit

_SUBJECT = lazy(
    r"(?<![^，。；：\n年])(?:全年|年内|年初|年底|今年|本年|一年来|目前)?(?P<name>[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道|苏木|县|区|市|旗))"
    r"(?=(?:人民政府|政府|党委|党工委|办事处)?(?:严格|认真|高度重视|坚持|积极|深入|共|主动公开|按照|始终|进一步|持续|不断|结合|围绕|充分|着力|切实|通过|收到|未收到|将|成立|制定|召开|开展|落实|加强|及时|全年|更新|继续|高标准|推进|同时|组织|在公开栏|在政府|在微信|在大厅|政务公开|政府信息公开|信息公开))",
    re.MULTILINE,
)
_ACCOUNT = lazy(
    r'"(?P<name>[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道|县|区|市))[^"\n]{0,6}"'
    r"(?:政务)?(?:微信)?(?:公众号|公众平台|微博|抖音号|视频号)"
)
_COLUMN = lazy(
    r"网站(?:的)?(?P<name>[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道))(?:政府信息公开|政务公开|信息公开)?(?:专栏|专页|子站)"
)
_PUBLISHED = lazy(
    r"(?:发布|公开|公布|公示|推送|更新|编发|制作|张贴|解读)(?:了)?(?P<name>[\u4e00-\u9fff]{2,3}?(?:镇|乡|街道))"
    r"(?=[\u4e00-\u9fff]{2,12}?(?:信息|政策|公告|公示|指南|名单|目录|文件|制度|简报|动态)[^，。；\n]{0,6}?[0-9]+)"
)
"""What another township's name stands before, as the object of the unit's own act: it may be a column's name."""
_ENDS: dict[int, tuple[str, ...]] = {4: ("镇", "乡", "街道", "苏木"), 3: ("县", "区", "市", "旗")}
"""Endings of the names of places of a unit's own level: of another one of these it does not tell the work."""


def _is_name(match: re.Match[str]) -> bool:
    """Whether it can be the name of a place: no verb or common noun runs into the word for its kind, and it does not
    begin inside a word (告 of 报告)."""
    skip, name, at = words()["places"], match["name"], match.start("name")
    return match.string[max(at - 1, 0) : at + 1] not in domain_words() and (
        not name.endswith(tuple(skip["generic"]))
        and not any(word in name for word in skip["not_names"])
        and name[:2] not in domain_words()  # 通过区政府网站
    )


_COUNTY_SUBJECT = lazy(
    r"(?:按照|根据|在|落实|贯彻|经|由|向|参加|受|报|以及|、)(?P<name>[\u4e00-\u9fff]{2,4}?(?:县|区|市|旗))(?=委|人民政府|政府)"
)


_SITE = lazy(
    r"(?:依托|通过|登录|利用|借助|在)(?P<name>[\u4e00-\u9fff]{2,4}?(?:县|区|市|旗))(?=(?:人民)?政府(?:门户|官方)?(?:网|信息公开平台))"
)
_DEPARTMENT = lazy(
    r"(?<![^，。；：\n年])(?P<name>[\u4e00-\u9fff]{2,4}?(?:县|区|市|旗))[\u4e00-\u9fff]{2,12}?(?:局|委员会)"
    r"(?=全年|共|主动公开|通过|收到|受理|编制|坚持|认真|严格|持续|按时)",
    re.MULTILINE,
)


_SITE_ANCHOR = lazy("政府门户网|政府官方网|政府网|政府信息公开平台")
_DEPARTMENT_ANCHOR = lazy("(?:局|委员会)(?:全年|共|主动公开|通过|收到|受理|编制|坚持|认真|严格|持续|按时)")


def _may_lie_in(unit: Unit, name: str) -> bool:
    """Whether a 市 may be the one that the unit's own 市 lies in, which nobody told us of."""
    return name.endswith("市") and [place[-1] for place in unit.within].count("市") == 1 and unit.within[-1][-1] == "市"


def _sites(context: Context, unit: Unit) -> Iterator[Finding]:
    """The web site of another county's government, or another county's department as the subject."""
    chain = "".join((*unit.within, unit.name))
    if not unit.within or unit.of.level not in (0, 4):
        return
    nearest = unit.within[0][-1]
    patterns = [(_SITE, _SITE_ANCHOR)]
    if unit.of.level == 0:
        patterns.append((_DEPARTMENT, _DEPARTMENT_ANCHOR))
    for pattern, anchor in patterns:
        for hit in context.search(pattern, anchor=anchor):
            name = hit.match["name"]
            if name in chain or name[:-1] in chain or not name.endswith(nearest) or not _is_name(hit.match):
                continue
            above = _may_lie_in(unit, name)
            yield context.mark(
                *hit.match.span("name"),
                f"“{name}”如果不是{unit.within[0]}的上级，就是别处的地名"
                if above
                else f"“{name}”是别处的地名，单位在{unit.within[0]}",
                severity="info" if above else "warning",
                evidence={"单位": unit.name},
                fix="核对名称，并通读全段是否照抄自别处",
            )


@rule("UNIT04", "foreign-place", "warning", "usage", tags=("unit",))
def foreign_place(context: Context) -> Iterator[Finding]:
    """出现了别处的地名

    【是什么】镇的报告里以别的镇为主语讲工作，或说按照外县的部署，多半是照抄别处时没有改。
    【依据】编制机关的名称；报刊多次报道公文照抄留下外地地名。有没有正当理由看不出，所以只作警告。
    【错】
    - 2023年，红旗镇严格落实公开制度。
    【对】
    - 2023年，白沙镇严格落实公开制度。
    - 各乡镇按照县政府部署开展工作。
    - 到红旗镇学习公开栏做法。
    【怎么改】改成本单位的名称，并通读全段。
    【怎么不报】不作主语、引用文件名的不报；自己的简称（如“经开区”）不报，有别名的写进素材“别名”；
    可能是上级市的，只作提示。
    【一句话】不写别处的地名，单位名称由程序写入。
    """
    unit = context.report.unit
    if unit is None or unit.kind == "other":
        return
    own = {name for name in (*unit.names, *unit.within) if name}
    ends = _ENDS.get(unit.of.level, ())
    for hit in context.search(_SUBJECT):
        name = hit.match["name"]
        if not name.endswith(ends) or any(
            name in item or item.endswith(name) or name.endswith(item) for item in own if len(item) > 1
        ):
            continue
        if not _is_name(hit.match) or any(_within(name, item) for item in unit.names if len(item) > len(name)):
            continue
        yield against_unit(
            context,
            unit,
            hit.match.span("name"),
            f"这里以“{name}”为主语，报告的单位是{unit.name}",
            f"改为“{unit.self_word}”，并通读全段是否照抄自别处",
        )
    for hit in (*context.search(_ACCOUNT, masked=False), *context.search(_COLUMN)):
        name = hit.match["name"]
        ours = any(name in item or (len(item) > 1 and name.endswith(item)) for item in own)
        if name.endswith(ends) and _is_name(hit.match) and not ours:
            yield against_unit(
                context,
                unit,
                hit.match.span("name"),
                f"这里是“{name}”的账号或专栏，报告的单位是{unit.name}",
                "核对名称，并通读全段是否照抄自别处",
            )
    for hit in context.search(_PUBLISHED) if unit.of.level == 4 else ():
        name = hit.match["name"]
        if _is_name(hit.match) and not any(name in item or item.endswith(name) for item in own if len(item) > 1):
            yield against_unit(
                context,
                unit,
                hit.match.span("name"),
                f"公开的是“{name}”的信息，报告的单位是{unit.name}",
                "核对是否照抄自别处；是本单位的村、社区或原来的名称的，不用改",
                severity="info",
            )
    yield from _sites(context, unit)
    chain = "".join((*unit.within, unit.name))
    if not unit.within:
        return
    told: set[str] = set()
    for hit in context.search(_COUNTY_SUBJECT):
        name = hit.match["name"]
        if name in chain or name in told or name[:-1] in chain or not _is_name(hit.match):
            continue
        known = {place[-1] for place in unit.within} | ({unit.place[-1]} if unit.of.level in (2, 3) else set())
        if name[-1] not in known:
            continue  # a superior further up, that nobody told us of
        told.add(name)
        yield context.mark(
            *hit.match.span("name"),
            f"“{name}”不是{unit.name}的上级（{'、'.join(unit.within)}）",
            severity="info" if _may_lie_in(unit, name) else "warning",
            fix="核对是否照抄自别处",
        )


_ORGAN_NAME = lazy(
    r"[\u4e00-\u9fff]{2,20}?(?:人民政府|街道办事处|管理委员会|管委会)(?!网|门户|办公|信息|各|所属|公报|工作)"
)
_NEAR = lazy(r"联系|编制|公布|现将|特向")


def _within(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other in order: 高新区管委会 in 高新技术产业开发区管理委员会."""
    rest = iter(long)
    return all(char in rest for char in short)


def _same(unit: Unit, name: str) -> bool:
    """Whether a name may be the unit's, in full or shortened."""
    own = [*unit.names, unit.full]
    return any(_within(name, item) or _within(item, name) for item in own if len(item) > 1)


_TITLED = (
    r"(?:关于)?(?P<name>[\u4e00-\u9fff]{2,40}?)(?=(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年度?SUBJECT)"
)


def _other_title(context: Context, unit: Unit) -> Iterator[Finding]:
    """A title that names another unit of the same kind."""
    lines = [block for block in context.document.blocks if block.kind == "title"]
    title = "".join(context.document.text[block.start : block.end] for block in lines)
    match = subject_pattern(_TITLED, context.report.kind).match("".join(title.split()))
    if match is None or match["name"] in (unit.full, *unit.names):
        return  # nearly always
    named = Unit.parse(match["name"])
    if named.kind != unit.kind or _same(unit, named.place) or _same(unit, named.name):
        return
    for block in lines:
        at = context.document.text.find(named.place, block.start, block.end)
        if at >= 0:
            yield context.mark(
                at,
                at + len(named.place),
                f"标题里是“{named.place}”，报告的单位是{unit.name}",
                evidence={"单位": unit.name},
                fix="核对后统一名称",
            )
            return


_MADE_BY = lazy(
    r"本(?:年度)?报告由(?P<by>[\u4e00-\u9fff]{2,16}?人民政府(?:办公室|办公厅)?)(?=(?:负责|组织|牵头|汇总|统一)?(?:编制|编写|按照|根据|依据|依照|制作))"
)
"""A government's own statement of who made the report, where a department took its text."""
_CONTACT = lazy(
    r"(?:请与|请联系|请致电|请向)(?P<name>[\u4e00-\u9fff]{2,24}?(?:局|厅|管委会|管理委员会|委员会))"
    r"(?=[\u4e00-\u9fff]{0,8}(?:联系|咨询|反映)|(?:办公室|综合科|政务公开科)?[（(])"
    r"|，(?P<made>[\u4e00-\u9fff]{2,24}?(?:局|厅|管委会|管理委员会|委员会))(?=编制了?本(?:年度)?报告)"
)
_CONTACT_ANCHOR = lazy("请与|请联系|请致电|请向|编制了?本")
_PUBLIC_OFFICE = lazy("政务服务|数据|行政审批|信访|司法|政务公开|本|我|该|各")


def _other_contact(context: Context, unit: Unit) -> Iterator[Finding]:
    """Another department to write to, or that is said to have made the report."""
    if unit.of.level and unit.kind != "zone":
        return
    hits = [*context.search(_CONTACT, anchor=_CONTACT_ANCHOR), *context.search(_MADE_BY)]
    for hit in hits:
        group = hit.match.lastgroup or "name"
        name = hit.match[group]
        if _same(unit, name) or _PUBLIC_OFFICE.search(name):
            continue
        yield against_unit(
            context, unit, hit.match.span(group), f"这里写“{name}”，报告的单位是{unit.name}", "核对后统一名称"
        )


@rule("UNIT06", "name-inconsistent", "warning", "inference", tags=("unit",))
def name_inconsistent(context: Context) -> Iterator[Finding]:
    """开头、标题的单位名称不一致

    【是什么】标题是白沙镇，开头“请与白砂镇人民政府联系”；局的报告请人与别的局联系；标题写的是别的单位，名称对不上。
    【依据】由文内比较，所以只作警告。
    【错】
    - 云岭县白沙镇2023年政府信息公开工作年度报告⏎如有疑问，请与白砂镇人民政府联系。
    【对】
    - 云岭县白沙镇2023年政府信息公开工作年度报告⏎如有疑问，请与云岭县白沙镇人民政府联系。
    - 云岭县白沙镇2023年政府信息公开工作年度报告⏎报告在云岭县人民政府网站公布。
    【怎么改】核对后统一名称。
    【怎么不报】名称一致、写的是上级的不报。
    【一句话】单位名称由程序写入。
    """
    unit = context.report.unit
    if unit is None or unit.kind == "other":
        return
    yield from _other_title(context, unit)
    yield from _other_contact(context, unit)
    if not (unit.of.government or unit.kind in ("street", "zone")):
        return
    own = {name for name in unit.names if len(name) > 1}
    whose = "标题" if unit.place in context.report.title else "报告的单位"  # the title may say another name by now
    for passage in context.in_section("preamble", "body"):
        if not _NEAR.search(passage.masked):
            continue
        for match in _ORGAN_NAME.finditer(passage.masked):
            begin = max(passage.masked.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            if not _NEAR.search(passage.masked[begin : match.end() + 6]):
                continue
            full = match.group()
            if any(name in full or full.endswith(name) for name in own) or any(
                place in full and place != unit.place
                for place in unit.within
                if full.endswith((place + "人民政府", place + "政府"))
            ):
                continue
            ending = next(
                (
                    end
                    for end in ("镇", "乡", "街道", "县", "区", "市")
                    if re.sub(r"(?:人民政府|办事处)$", "", full).endswith(end)
                ),
                "",
            )
            if not ending or not unit.place.endswith(("镇", "乡", "街道", ending)):
                continue
            if (
                not unit.place.endswith(ending)
                and ending in ("镇", "乡")
                and re.sub(r"(?:人民政府|办事处)$", "", full).endswith(unit.place[:-1] + ending)
            ):
                at = match.start() + full.rfind(unit.place[:-1] + ending)
                yield context.at(
                    passage,
                    at,
                    at + len(unit.place),
                    f"这里写“{unit.place[:-1]}{ending}”，{whose}是“{unit.place}”",
                    fix=Fix(applies="unsafe", text=unit.place, advice=f"核对后统一为“{unit.place}”"),
                )
                continue
            other = re.sub(r"(?:人民政府|办事处)$", "", full)[-len(unit.place) :]
            if (
                other == unit.place
                or sum(a != b for a, b in zip(other, unit.place, strict=False)) > 1
                or len(other) != len(unit.place)
            ):
                continue
            at = match.start() + full.find(other)
            yield context.at(
                passage,
                at,
                at + len(other),
                f"这里写“{other}”，{whose}是“{unit.place}”",
                fix=Fix(applies="unsafe", text=unit.place, advice=f"核对后统一为“{unit.place}”"),
            )
