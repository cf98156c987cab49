"""A model that is as good as its brief: it answers every prompt of ours from what the prompt gives, in plain words."""

from __future__ import annotations

import json
import re
from typing import Any

from model_server import Asked

__all__ = ["content", "said", "task"]

_FIGURES = re.compile(r"^- (表\d+)：(.*)$", re.MULTILINE)
_NOTE = re.compile(r"^- ((?:素|问)\d+)：(.*)$", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)


def task(asked: Asked) -> str:
    """``draft``, ``repair`` or ``verify``."""
    system = str(asked.body["messages"][0]["content"]) if asked.body.get("messages") else ""
    return "verify" if system.startswith("你核对") else "repair" if "修改" in system[:20] else "draft"


def _columns(words: str) -> dict[str, str]:
    parts = [part.partition("：") for part in words.split("；")]
    return {label if mark else "": text if mark else label for label, mark, text in parts}


def _note(id: str, words: str) -> dict[str, Any]:
    given = _columns(words)
    order = ("时间", "渠道", "做了什么", "对象或内容", "数量")
    text = given.get("") or "".join(given.get(name, "") for name in order)
    tail = "，" + given["结果"] if given.get("结果") else ""
    return {"text": text + tail + "。", "sources": [id]}


def _problem(id: str, words: str) -> dict[str, Any]:
    given = _columns(words)
    cause = "，" + given["表现或原因"] if given.get("表现或原因") else ""
    tail = "".join(f"，{given[name]}{what}" for name, what in (("负责", "负责"), ("时限", "完成")) if given.get(name))
    return {
        "id": id,
        "problem": [{"text": given.get("问题", "") + cause + "。", "sources": [id]}],
        "measures": [{"text": given.get("措施", "") + tail + "。", "sources": [id]}],
    }


def _figures(text: str) -> list[dict[str, Any]]:
    """The sentences on figures, as they are given."""
    return [{"text": words, "sources": [id]} for id, words in _FIGURES.findall(text)]


def content(asked: Asked) -> dict[str, Any]:
    """The answer, as an object."""
    text = str(asked.body["messages"][-1]["content"])
    if task(asked) == "verify":
        sentences = text.partition("【文字】")[2].partition("【回答格式】")[0]
        numbers = [int(item) for item in _NUMBERED.findall(sentences)]
        return {"verdicts": [{"n": n, "verdict": "supported", "sources": [], "why": ""} for n in numbers]}
    facts, _, rest = text.partition("【素材】")
    notes = rest.partition("【往年")[0].partition("【上一次的回答】")[0]
    found = _NOTE.findall(notes)
    if any(id.startswith("问") for id, _ in found):
        return {"problems": [_problem(id, words) for id, words in found]}
    return {"sentences": [*_figures(facts), *(_note(id, words) for id, words in found)]}


def said(asked: Asked) -> str:
    """The answer, as its text."""
    return json.dumps(content(asked), ensure_ascii=False)
