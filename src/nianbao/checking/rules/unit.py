"""UNIT: whose report it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.data import load_data
from nianbao.report import Unit, kinds, neutral_forms

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


def hide_names(passage: Passage, unit: Unit) -> str:
    """The passage with quotations, the unit's own names and its superiors' names hidden."""
    text = passage.masked
    for name in (*unit.names, *unit.within):
        if len(name) > 2:
            text = text.replace(name, "\u25a1" * len(name))
    return text


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


@rule("UNIT01", "wrong-self-reference", "error")
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
        used = any(list(_selves(passage.masked)) for passage in context.passages)
        if unit is not None:
            yield context.whole(
                f"看不出“{unit.name}”是哪一类机关，自称用“本机关”，是否合适不能判断",
                severity="info", verdict="unassessed", fix="名称无误的，请在素材“机关类型”中选一类",
            )  # fmt: skip
        elif used:
            yield context.whole(
                "没有给出单位，自称是否正确不能判断", severity="info", verdict="unassessed",
                fix="请写明单位全称（--unit）",
            )  # fmt: skip
        return
    for passage in context.passages:
        text = hide_names(passage, unit)
        for start, end, token in _selves(text):
            if token in neutral_forms() or token in unit.of.self or _contact(text, start, end):
                continue
            verdict = _severity(unit, token[1:])
            if not verdict or (verdict == "superior" and not _claims(text, start, end)):
                continue
            severity = "error" if verdict == "error" else "warning"
            yield context.at(
                passage, start, end,
                f"{unit.of.label}的报告里自称“{passage.text[start:end]}”，应为“{unit.self_word}”",
                severity=severity,
                evidence={"单位": unit.name, "自称": unit.self_word},
                fix=Fix(
                    applies="unsafe", text=unit.self_word, advice=f"改为“{unit.self_word}”，并通读全段是否照抄自别处"
                ),
            )  # fmt: skip


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


@rule("UNIT02", "wrong-organ", "warning")
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
    unit = context.report.unit
    for passage in context.passages:
        text = hide_names(passage, unit) if unit else passage.masked
        for pattern, right, why in _ORGANS:
            for match in pattern.finditer(text):
                yield context.at(
                    passage, match.start(), match.end(), f"“{passage.text[match.start() : match.end()]}”：{why}",
                    severity="warning", fix=f"应为“{right}”",
                )  # fmt: skip


@rule("UNIT05", "wrong-head", "warning")
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
    for passage in context.passages:
        text = hide_names(passage, unit)
        for match in pattern.finditer(text):
            right = unit.of.heads[0] if unit.of.heads else "负责人"
            yield context.at(
                passage, match.start(), match.end(),
                f"{unit.of.label}没有“{match.group()}”，负责人是{right}", severity="warning", fix=f"应为“{right}”",
            )  # fmt: skip
