"""UNIT: whose report it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.data import load_data
from nianbao.report import Unit, kinds, neutral_forms
from nianbao.text import any_of

_WORDS = (
    "街道",
    "办事处",
    "中心",
    "园区",
    "苏木",
    "省",
    "市",
    "州",
    "县",
    "旗",
    "区",
    "镇",
    "乡",
    "盟",
    "局",
    "委",
    "厅",
    "办",
    "科",
    "街",
)
_SELF = re.compile("[我本](?:" + "|".join(_WORDS) + ")")
_HIGHER = ("省", "市", "州", "县", "旗", "区", "盟")
_TOWN_WORDS = ("镇", "乡", "街道", "街", "苏木", "办事处")
_CLAUSE = "，。；：！？、（ \n"


@lru_cache(maxsize=1)
def words() -> Any:
    """Lists of words the families share (``words.yaml``)."""
    return load_data(Path(__file__).with_name("words.yaml"))


def _is_word(text: str, start: int, end: int) -> bool:
    lists = words()["self"]
    if start and text[start - 1] in lists["not_after"].get(text[start], []):
        return False
    token = text[start + 1 : end]
    after = text[end : end + 3]
    return not any(after.startswith(tail) for tail in lists["not_before"].get(token, []))


def _selves(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SELF.finditer(text):
        if _is_word(text, match.start(), match.end()):
            yield match.start(), match.end(), match.group()


def _superior(unit: Unit, word: str) -> bool:
    """Whether a word may be a superior's: a place it lies in, or any higher one where none is known."""
    if word not in _HIGHER:
        return False
    if unit.within:
        ends = {place[-1] for place in unit.within}
        return word in ends or (word in ("省", "市", "州", "区") and unit.of.level in (0, 4))
    return unit.of.level in (0, 4) or (unit.of.level == 3 and word in ("省", "市", "州", "盟", "区"))


def _severity(unit: Unit, word: str) -> str:
    """How surely a self-reference of another kind is wrong: error, warning, or nothing."""
    own = {item[1:] for item in unit.of.self} | {unit.of.word}
    if word in own or (word == "办事处" and unit.kind == "street"):
        return ""
    if unit.of.level == 0 and word in _HIGHER and (not unit.within or word in {place[-1] for place in unit.within}):
        return ""  # a department speaks of its own government's place
    if _superior(unit, word):
        return "superior"
    if unit.of.level == 0 and word not in _TOWN_WORDS:
        return "warning"
    if unit.kind == "zone" and word in _HIGHER:
        return "superior"
    if unit.of.level in (1, 2) and word in ("县", "区", "旗", "市"):
        return "warning"
    return "error"


def _claims(text: str, start: int, end: int) -> bool:
    """Whether a superior's word opens a clause of its own: 我县共公开…, not 按照我县部署."""
    lists = words()["self"]
    begin = max((text.rfind(mark, 0, start) for mark in "，。；：\n"), default=-1) + 1
    before, after = text[begin:start], text[end : end + 6]
    if any(word in before for word in lists["superior_after"]):
        return False
    if any(after.startswith(word) for word in lists["superior_before"]):
        return False
    return len(before) <= 8 and bool(
        re.match(r"[，]?(?:[^，。]{0,4})(?:" + "|".join(words()["scope_subject"]) + ")", text[end : end + 12])
    )


def _contact(text: str, start: int, end: int) -> bool:
    """Whether it is the office one may write to: 请与我办联系."""
    return text[start + 1 : end] in ("办", "中心") and "联系" in text[max(0, start - 4) : end + 6]


@rule("UNIT01", "wrong-self-reference", "error", "norm")
def wrong_self(context: Context) -> Iterator[Finding]:
    """自称与单位不符

    【是什么】镇的报告里出现“我街道”“我局”“我乡”等别的机关的自称，多半是照抄时没有改。
    【依据】编制机关的名称；年度报告内容雷同、敷衍塞责的，依《条例》第四十七条追究（国办公开办函〔2021〕30号）。
    【错】
    - 促进我街道信息公开工作更加规范。
    【对】
    - 促进我镇信息公开工作更加规范。
    - 按照我县统一部署开展工作。
    - 印发《关于做好我街道环境整治的通知》。
    - 本机关、本单位负责解释。
    【怎么改】改成本单位的自称（如“我镇”），并通读全段，看其余内容是否也是别处的。
    【怎么不报】引用文件名、原话时用《》或“”；上级部署写成“按照我县部署”。
    【一句话】只用本单位的自称，单位名称由程序写入。
    """
    unit = context.report.unit
    if unit is None or unit.kind == "other":
        used = any(any(_selves(passage.masked)) for passage in context.holding(_SELF))
        if unit is not None:
            yield context.whole(
                f"看不出“{unit.name}”是哪一类机关，自称用“本机关”，是否合适不能判断",
                severity="info",
                verdict="unassessed",
                fix="名称无误的，请在素材“机关类型”中选一类",
            )
        elif used:
            yield context.whole(
                "没有给出单位，自称是否正确不能判断",
                severity="info",
                verdict="unassessed",
                fix="请写明单位全称（--unit）",
            )
        return
    for passage in context.holding(_SELF):
        for start, end, token in _selves(passage.hidden):
            if token in neutral_forms() or token in unit.of.self or _contact(passage.hidden, start, end):
                continue
            verdict = _severity(unit, token[1:])
            if not verdict or (verdict == "superior" and not _claims(passage.hidden, start, end)):
                continue
            severity = "error" if verdict == "error" else "warning"
            yield context.at(
                passage,
                start,
                end,
                f"{unit.of.label}的报告里自称“{passage.text[start:end]}”，应为“{unit.self_word}”",
                severity=severity,
                evidence={"单位": unit.name, "自称": unit.self_word},
                fix=Fix(
                    applies="unsafe", text=unit.self_word, advice=f"改为“{unit.self_word}”，并通读全段是否照抄自别处"
                ),
            )


_ORGANS = (
    (
        re.compile(
            r"街道(?:人民政府|政府(?!信息|网站|采购|购买|公报|门户|投资|专职|服务|公开|开放|系统|机关|工作人员))"
        ),
        "街道办事处",
        "街道设办事处，是派出机关，没有人民政府",
    ),
    (re.compile(r"(?<![城集])[镇乡]办事处"), "镇（乡）人民政府", "镇、乡设人民政府，不设办事处"),
    (re.compile(r"(?<!乡)[镇乡]党工委"), "镇（乡）党委", "镇、乡设党委，党工委是派出机关"),
    (re.compile(r"(?<![镇乡、和])街道党委(?!会)"), "街道党工委", "街道一般设党工委"),
)
_ORGANS_ANCHOR = re.compile(r"街道(?:人民政府|政府|党委)|镇办事处|乡办事处|镇党工委|乡党工委")


@rule("UNIT02", "wrong-organ", "warning", "usage")
def wrong_organ(context: Context) -> Iterator[Finding]:
    """机关名称与单位类别不符

    【是什么】“街道人民政府”“镇办事处”“镇党工委”这类名称不存在，多半是改抄时拼错。
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
    for passage in context.holding(_ORGANS_ANCHOR):
        for pattern, right, why in _ORGANS:
            for match in pattern.finditer(passage.hidden):
                yield context.at(
                    passage,
                    match.start(),
                    match.end(),
                    f"“{passage.text[match.start() : match.end()]}”：{why}",
                    severity="warning",
                    fix=f"应为“{right}”",
                )


@rule("UNIT05", "wrong-head", "warning", "norm")
def wrong_head(context: Context) -> Iterator[Finding]:
    """负责人职务与单位类别不符

    【是什么】镇的报告里出现“乡长”，乡的报告里出现“镇长”，街道的报告里出现“镇长”“乡长”。
    【依据】《地方组织法》第七十条：镇长、乡长分别是镇、乡人民政府的负责人。
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
    if unit is None or unit.of.level != 4:
        return
    wrong = {
        head
        for item in kinds().values()
        if item.level == 4 and item.id != unit.kind
        for head in item.heads
        if head not in unit.of.heads and item.id != "street"
    }
    pattern = re.compile("(?<![乡镇])(?:" + "|".join(sorted(wrong, key=len, reverse=True)) + ")(?!篇|效|期|远|度)")
    for passage in context.holding(any_of(wrong)):
        for match in pattern.finditer(passage.hidden):
            right = unit.of.heads[0] if unit.of.heads else "负责人"
            yield context.at(
                passage,
                match.start(),
                match.end(),
                f"{unit.of.label}没有“{match.group()}”，负责人是{right}",
                severity="warning",
                fix=f"应为“{right}”",
            )


_SCOPE = re.compile(r"全(?P<w>省|市|州|县|旗|区|镇|乡|街道|街|局|系统|苏木|盟)")
_SCOPE_NOT = {
    "市": ("场", "民化", "面"),
    "区": ("域", "位"),
    "局": ("性", "观", "意识", "面"),
    "镇": ("街",),
    "街": ("区", "道"),
    "县": ("域",),
    "系统": ("性",),
    "乡": ("镇", "村"),
    "州": (),
}
_COUNTED = re.compile(
    r"^(?:各[^，。；]{0,6})?(?:人民政府|政府)?(?:共|累计|合计|一共|总共|主动公开|公开|发布|收到|受理|新收|办理|办结|制发|答复|通过[^，。；]{0,16}(?:公开|发布)|[^，。；]{0,8}(?:主动公开|发布|收到|受理))(?=[^，。；]{0,24}[0-9])"
)


@rule("UNIT03", "wrong-scope", "warning", "norm")
def wrong_scope(context: Context) -> Iterator[Finding]:
    """“全县”“全市”等范围词与单位不符

    【是什么】镇的报告里写“全街道主动公开信息30条”，县的报告里写“全市公开……条”，多半是照抄时没有改。
    【依据】编制机关的范围：《条例》第四十九条，各机关报告本机关的情况。上级的数字有时可以引用，所以只作警告。
    【错】
    - 全街道主动公开政府信息30条。
    【对】
    - 全镇主动公开政府信息30条。
    - 参加全县政务公开培训2次。
    - 全区医疗机构名单已公开。（云岭区卫生健康局）
    【怎么改】改成本单位的范围词（如“全镇”），并核对数字是不是本单位的。
    【怎么不报】不是本单位自己的数、引用上级部署的不报。
    【一句话】范围词由程序写入。
    """
    unit = context.report.unit
    if unit is None or unit.kind in ("other",):
        return
    own = unit.of.word
    ends = {place[-1] for place in unit.within}
    for hit in context.search(_SCOPE):
        word = hit.match["w"]
        text = context.document.masked
        after = text[hit.end : hit.end + 40]
        if after.startswith(_SCOPE_NOT.get(word, ()) or ("\0",)) or text[hit.start - 1 : hit.start] in (
            "完",
            "安",
            "健",
            "齐",
            "两",
        ):
            continue
        if word == own or unit.of.scope == hit.match.group() or (word == "街" and unit.kind == "street"):
            continue
        if (unit.of.level == 0 and word in (*_HIGHER, "系统")) or (word == "局" and unit.of.level == 0):
            continue  # a department speaks of its own place
        if unit.kind == "zone" and word in _HIGHER:
            continue
        if word in ("系统",):
            continue
        lower = word in ("镇", "乡", "街道", "街", "苏木", "局")
        if lower and unit.of.level == 4:
            pass  # another kind of township: never its own
        elif lower and (unit.of.level or not _COUNTED.match(after)):
            continue
        elif lower:
            pass  # a department's count is its own, not a township's
        else:
            begin, _ = context.clause(hit.start, hit.end)
            before = text[begin : hit.start]
            if any(item in before for item in words()["self"]["superior_after"]) or not _COUNTED.match(after):
                continue
            if (
                word in ends
                and unit.of.level == 4
                and not re.match(r"^[^，。；]{0,12}(?:主动公开|公开|发布|收到|受理|制发)", after)
            ):
                continue
        right = unit.scope
        yield context.mark(
            hit.start,
            hit.end,
            f"{unit.of.label}的报告里写“{hit.match.group()}”，应为“{right}”",
            severity="warning",
            evidence={"单位": unit.name},
            fix=Fix(applies="unsafe", text=right, advice=f"核对数字是不是本单位的，改为“{right}”"),
        )


_SUBJECT = re.compile(
    r"(?:(?<=[，。；：\n])|(?<=年，)|(?<=年)|^)(?P<name>[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道|苏木))"
    r"(?=(?:人民政府|政府|党委|党工委|办事处)?(?:严格|认真|高度重视|坚持|积极|深入|共|主动公开|按照|始终|进一步|持续|不断|结合|围绕|充分|着力|切实|通过|收到|未收到|将|成立|制定|召开|开展|落实|加强|政务公开|政府信息公开|信息公开))",
    re.MULTILINE,
)
_COUNTY_SUBJECT = re.compile(
    r"(?:按照|根据|在|落实|贯彻|经|由|向|参加|受|报|以及|、)(?P<name>[\u4e00-\u9fff]{2,4}?(?:县|区|市|旗))(?=委|人民政府|政府)"
)


@rule("UNIT04", "foreign-place", "warning", "usage")
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
    【怎么不报】不作主语、引用文件名的不报；自己有别名的写进素材“别名”。
    【一句话】不写别处的地名，单位名称由程序写入。
    """
    unit = context.report.unit
    if unit is None or unit.kind == "other":
        return
    skip = words()["places"]
    own = {name for name in (*unit.names, *unit.within) if name}
    if unit.of.level == 4:
        for hit in context.search(_SUBJECT):
            name = hit.match["name"]
            if any(name in item or item.endswith(name) or name.endswith(item) for item in own if len(item) > 1):
                continue
            if name.endswith(tuple(skip["generic"])) or any(word in name for word in skip["not_names"]):
                continue
            yield context.mark(
                hit.match.start("name"),
                hit.match.end("name"),
                f"这里以“{name}”为主语，报告的单位是{unit.name}",
                severity="warning",
                evidence={"单位": unit.name},
                fix=f"改为“{unit.self_word}”，并通读全段是否照抄自别处",
            )
    chain = "".join((*unit.within, unit.name))
    if not unit.within:
        return
    told: set[str] = set()
    for hit in context.search(_COUNTY_SUBJECT):
        name = hit.match["name"]
        if (
            name in chain
            or name in told
            or name[:-1] in chain
            or any(word in name for word in skip["not_names"])
            or name.endswith(tuple(skip["generic"]))
        ):
            continue
        known = {place[-1] for place in unit.within} | ({unit.place[-1]} if unit.of.level in (2, 3) else set())
        if name[-1] not in known:
            continue  # a superior further up, that nobody told us of
        told.add(name)
        yield context.mark(
            hit.match.start("name"),
            hit.match.end("name"),
            f"“{name}”不是{unit.name}的上级（{'、'.join(unit.within)}）",
            severity="warning",
            fix="核对是否照抄自别处",
        )


_ORGAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:人民政府|街道办事处|管理委员会|管委会)(?!网|门户|办公|信息|各|所属|公报|工作)"
)
_NEAR = re.compile(r"联系|编制|公布|现将|特向")


@rule("UNIT06", "name-inconsistent", "warning", "inference")
def name_inconsistent(context: Context) -> Iterator[Finding]:
    """开头的单位名称与标题不同

    【是什么】标题是白沙镇，开头“请与白砂镇人民政府联系”，名称对不上。
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
    if unit is None or not (unit.of.government or unit.kind in ("street", "zone")):
        return
    own = {name for name in unit.names if len(name) > 1}
    for passage in context.in_section("preamble", "body"):
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
            if not ending or not unit.place.endswith(ending):
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
                f"这里写“{other}”，标题是“{unit.place}”",
                severity="warning",
                fix=Fix(applies="unsafe", text=unit.place, advice=f"核对后统一为“{unit.place}”"),
            )
