"""UNIT: organs and heads that this kind of unit does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.lazy import lazy
from nianbao.report import kinds
from nianbao.text import any_of

_ORGANS = (
    (
        lazy(
            r"(?P<organ>街道(?:人民政府|政府(?!信息|网站|采购|购买|公报|门户|投资|专职|服务|公开|开放|系统|机关|工作人员)))"
        ),
        "街道办事处",
        "街道设办事处，是派出机关，没有人民政府",
    ),
    (lazy(r"(?<![城集])(?P<organ>[镇乡]办事处)"), "镇（乡）人民政府", "镇、乡设人民政府，不设办事处"),
    (lazy(r"(?<!乡)(?P<organ>[镇乡]党工委)"), "镇（乡）党委", "镇、乡设党委，党工委是派出机关"),
    (lazy(r"(?<![镇乡、和])(?P<organ>街道党委)(?!会(?!议))"), "街道党工委", "街道一般设党工委"),
)
_ORGANS_ANCHOR = lazy(r"街道(?:人民政府|政府|党委|办)|办事处|党工委|[区会园镇乡]党委|[镇乡]政府|人民政府")


@rule("UNIT02", "wrong-organ", "warning", "usage")
def wrong_organ(context: Context) -> Iterator[Finding]:
    """机关名称与单位类别不符

    【是什么】“街道人民政府”“镇办事处”“镇党工委”“局党工委”这类名称不存在，或在镇的报告里由“街道办事处”做事，多半是改抄时拼错。
    【依据】《地方组织法》第八十五条：街道办事处是派出机关；党的机构名称见于通行用法，所以只作警告。
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
    unit = context.report.unit
    of_kind = _OF_KIND.get(unit.kind, ()) if unit is not None else ()
    for passage in context.holding(_ORGANS_ANCHOR):
        for pattern, right, why in (*_ORGANS, *of_kind):
            for match in pattern.finditer(passage.hidden):
                if (
                    passage.hidden[match.start("organ") - 1 : match.start("organ")] == _HIDDEN
                    and passage.text[match.start("organ") - 1] not in "镇乡"
                ):
                    continue  # behind a quotation, not behind the unit's name
                yield context.at(
                    passage,
                    match.start("organ"),
                    match.end("organ"),
                    f"“{passage.text[match.start('organ') : match.end('organ')]}”：{why}",
                    severity="warning",
                    fix=f"应为“{right}”",
                )


_TOWN = (
    (
        lazy(
            r"(?:^|(?<=[，。；：\n]))(?P<organ>(?:街道)?办事处)(?=各科室|各站所|党政|高度|主要|成立|召开|制定|按|负责|将|共|及时)",
            re.M,
        ),
        "镇（乡）人民政府",
        "镇、乡设人民政府，不设办事处",
    ),
    (
        lazy(r"(?<=\u25a1)(?P<organ>街道办(?:事处)?)"),
        "镇（乡）人民政府",
        "镇、乡设人民政府，不设街道办事处",
    ),
)
_DEPARTMENT = ((lazy(r"(?<![镇乡街道])(?P<organ>局党工委)"), "局党组（局党委）", "局设党组或党委，党工委是派出机关"),)
_START = r"(?:^|(?<=[，。；：\n]))"
_STREET = (
    (lazy(r"(?<=\u25a1)(?P<organ>人民政府)"), "办事处", "街道设办事处，是派出机关，没有人民政府"),
    (
        lazy(
            _START + r"(?P<organ>[镇乡](?:党委|政府|人民政府))(?=主要|书记|会议|高度|多次|副|成立|召开|制定|按|将|、)",
            re.M,
        ),
        "街道党工委、办事处",
        "街道设党工委和办事处",
    ),
)
_HIDDEN = "\u25a1"
_OF_KIND = {
    "town": _TOWN,
    "township": _TOWN,
    "bureau": _DEPARTMENT,
    "street": _STREET,
    "zone": (
        (lazy(r"(?P<organ>(?:开发区|高新区|园区|新区|管委会)党委)(?!书记会)"), "党工委", "管委会设党工委，是派出机关"),
    ),
}


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
            severity="warning",
            fix=f"应为“{right}”",
        )

    if unit.of.level == 4:
        wrong = {head for head in _township_heads() if head not in unit.of.heads}
        pattern = re.compile("(?<![乡镇])(?:" + "|".join(sorted(wrong, key=len, reverse=True)) + ")(?!篇|效|期|远|度)")
        for passage in context.holding(any_of(wrong)):
            for match in pattern.finditer(passage.hidden):
                yield found(passage, *match.span())
    foreign = _FOREIGN_HEADS.get(unit.kind)
    if foreign is None:
        return
    for passage in context.holding(_HEAD_ANCHOR):
        for match in foreign.finditer(passage.hidden):
            begin, end = match.span("head")
            clause = passage.hidden[
                max(passage.hidden.rfind(mark, 0, begin) for mark in "。；\n") + 1 : match.end() + 20
            ]
            word = match["head"][0]
            if f"全{word}" in clause or f"{word}政府" in clause or f"{word}级" in clause:
                continue  # a superior's meeting
            yield found(passage, begin, end)


def _township_heads() -> Iterator[str]:
    for item in kinds().values():
        if item.level == 4 and item.id != "street":
            yield from item.heads


_ACTS = r"(?=(?:亲自)?(?:主持|任组长|任政务|任政府|任领导|担任|负总责|为第一责任人|是第一责任人|签发|审签|牵头|召集))"
_HEAD_ANCHOR = lazy("市长|区长|局长|主任|厅长|县长")
_FOREIGN_HEADS = {
    "town": lazy(rf"(?<![道区委会])(?P<head>办事处主任){_ACTS}"),
    "township": lazy(rf"(?<![道区委会])(?P<head>办事处主任){_ACTS}"),
    "county": lazy(rf"(?:^|(?<=[，。；：由经\n]))(?P<head>市长|区长){_ACTS}", re.M),
    "district": lazy(rf"(?:^|(?<=[，。；：由经\n]))(?P<head>县长|镇长){_ACTS}", re.M),
    "bureau": lazy(rf"(?<![改卫工健建资会党村居])(?P<head>委主任|厅长){_ACTS}"),
    "commission": lazy(rf"(?:^|(?<=[，。；：由经\n]))(?P<head>局长|厅长){_ACTS}", re.M),
}
"""Heads of other kinds as the subject of the unit's own acts; another organ's head stands with its name before it."""
