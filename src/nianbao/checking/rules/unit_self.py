"""UNIT: how the report calls its own unit, and its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.unit_organs import against_unit, foreign_scopes, guides_others
from nianbao.checking.rules.whose_figures import renaming
from nianbao.package_data import data_file
from nianbao.patterns import lazy
from nianbao.report import Unit, neutral_forms

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
_SELF = lazy("[我本](?:" + "|".join(_WORDS) + ")|我村(?=两委|党委|政府|党支部|全年|共)")
_HIGHER = ("省", "市", "州", "县", "旗", "区", "盟")
_TOWN_WORDS = ("镇", "乡", "街道", "街", "苏木", "办事处")


words = data_file(__file__, "words.yaml")
"""Lists of words the families share (``words.yaml``)."""


def _is_word(text: str, start: int, end: int) -> bool:
    lists = words()["self"]
    if start and text[start - 1] in lists["not_after"].get(text[start], []):
        return False
    token = text[start + 1 : end]
    after = text[end : end + 3]
    return not any(after.startswith(tail) for tail in lists["not_before"].get(token, []))


def _selves(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SELF.finditer(text):
        if _is_word(text, *match.span()):
            yield *match.span(), match.group()


def _superior(unit: Unit, word: str) -> bool:
    """Whether a word may be a superior's: a place it lies in, or any higher one where none is known."""
    if word not in _HIGHER:
        return False
    if unit.within:
        ends = {place[-1] for place in unit.within}
        return word in ends or (word in ("省", "市", "州", "区") and unit.of.level in (0, 4))
    return unit.of.level in (0, 4) or (unit.of.level == 3 and word in ("省", "市", "州", "盟", "区"))


def _severity(unit: Unit, word: str) -> str:
    """How surely a self-reference of another kind is wrong: error, warning, info, or nothing."""
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
        return "warning" if unit.within and word in ("县", "旗") else "superior"
    if word == "村":
        return "warning"
    if word == "办" and unit.of.government:
        return "info"  # the office of the government drafts its report
    if unit.of.level in (1, 2) and word in ("县", "区", "旗", "市"):
        return "warning"
    return "error"


_LEAD = 8
"""Characters that may stand before a word that opens a clause."""


def _claims(text: str, start: int, end: int) -> bool:
    """Whether a superior's word opens a clause of its own: 我县共公开…, not 按照我县部署."""
    lists = words()["self"]
    near = max(0, start - _LEAD - 1)
    begin = max(near - 1, *(text.rfind(mark, near, start) for mark in "，。；：\n")) + 1
    before, after = text[begin:start], text[end : end + 6]
    if len(before) > _LEAD or any(word in before for word in lists["superior_after"]):
        return False
    if _COUNTED.match(text[end : end + 40]) and re.match(
        "[^，。；]{0,12}(?:收到|受理|公开|办结)", text[end : end + 16]
    ):
        return True  # 我市各级行政机关共收到…件
    if any(after.startswith(word) for word in lists["superior_before"]):
        return False
    return bool(re.match(r"[，]?(?:[^，。]{0,4})(?:" + "|".join(words()["scope_subject"]) + ")", text[end : end + 12]))


def _contact(text: str, start: int, end: int) -> bool:
    """Whether it is the office one may write to: 请与我办联系."""
    return text[start + 1 : end] in ("办", "中心") and "联系" in text[max(0, start - 4) : end + 6]


_EACH = lazy("各|每个|分别")


def _sentence(text: str, at: int) -> int:
    """Where the sentence around a place begins."""
    return max(text.rfind(mark, 0, at) for mark in "。；！？\n") + 1


@rule("UNIT01", "wrong-self-reference", "error", "norm", tags=("unit",))
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
    【怎么不报】引用文件名、原话时用《》或“”；上级部署写成“按照我县部署”；“各镇负责人为本镇第一责任人”一类讲各自的不报。
    政府的报告自称“我办”只作提示。
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
            if token[0] == "本" and _EACH.search(passage.hidden, _sentence(passage.hidden, start), start):
                continue  # 各镇主要负责人为本镇第一责任人: each one's own
            verdict = _severity(unit, token[1:])
            if not verdict or (verdict == "superior" and not _claims(passage.hidden, start, end)):
                continue
            severity = verdict if verdict in ("error", "info") else "warning"
            yield context.at(
                passage,
                start,
                end,
                f"{unit.of.label}的报告里自称“{passage.text[start:end]}”，"
                + ("指办公室的请写全称" if severity == "info" else f"应为“{unit.self_word}”"),
                severity=severity,
                evidence={"单位": unit.name, "自称": unit.self_word},
                fix=Fix(
                    applies="unsafe", text=unit.self_word, advice=f"改为“{unit.self_word}”，并通读全段是否照抄自别处"
                ),
            )


_SCOPE = lazy(r"全(?P<w>省|市|州|县|旗|区|镇|乡|街道|街|局|系统|苏木|盟)")
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
_COUNTED = lazy(
    r"^(?:各[^，。；]{0,6})?(?:人民政府|政府)?(?:共|累计|合计|一共|总共|主动公开|公开|发布|收到|受理|新收|办理|办结|制发|答复|通过[^，。；]{0,16}(?:公开|发布)|[^，。；]{0,8}(?:主动公开|发布|收到|受理))(?=[^，。；]{0,24}[0-9])"
)


@rule("UNIT03", "wrong-scope", "warning", "norm", tags=("unit",))
def wrong_scope(context: Context) -> Iterator[Finding]:
    """“全县”“全市”等范围词与单位不符

    【是什么】镇的报告里写“全街道主动公开信息30条”、“指导全县各乡镇”，县的报告里写“全市公开……条”，区里的单位写“全县”，多半是照抄时没有改。
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
    yield from guides_others(context)
    told: set[int] = set()
    for finding in _scopes(context, unit):
        told.add(finding.position or 0)
        yield finding
    yield from foreign_scopes(context, told)


def _scopes(context: Context, unit: Unit) -> Iterator[Finding]:
    """Words for the scope of another kind of unit, or of another level in a count."""
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
            begin, _ = context.clause(*hit.span)
            before = text[begin : hit.start]
            if not _COUNTED.match(after) or any(item in before for item in words()["self"]["superior_after"]):
                continue
            if (
                word in ends
                and unit.of.level == 4
                and not re.match(r"^[^，。；]{0,12}(?:主动公开|公开|发布|收到|受理|制发)", after)
            ):
                continue
        right = unit.scope
        yield against_unit(
            context,
            unit,
            hit.match.span(),
            f"{unit.of.label}的报告里写“{hit.match.group()}”，应为“{right}”",
            renaming(context, *hit.span, right, f"改为“{right}”", whose="本单位"),
        )
