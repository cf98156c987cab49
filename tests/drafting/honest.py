"""A model that writes what it is given and no more: the script of a server for tests of drafting."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from model_server import Answer, Asked, completion

__all__ = ["honest", "task_of", "verdicts", "written"]

_NOTE = re.compile(r"^- ((?:素|问)\d+)：(.*)$", re.MULTILINE)
_FIGURES = re.compile(r"^- (表\d+)：(.*)$", re.MULTILINE)
_COLUMN = re.compile("(?:时间|渠道|做了什么|对象或内容|数量|结果|问题|表现或原因|措施|负责|时限)：")


def task_of(asked: Asked) -> str:
    """Which of our prompts a request is."""
    text = asked.text
    for mark, task in (
        ('"verdicts"', "verify"),
        ("上一次的回答", "repair"),
        ("要改的】", "mend"),
        ('"faults"', "proofread"),
        ("你润色", "polish"),
        ('"problems"', "problems"),
        ('"sentences"', "aspect"),
    ):
        if mark in text:
            return task
    return "other"


def _parts(words: str) -> dict[str, str]:
    return {part.partition("：")[0]: part.partition("：")[2] for part in words.split("；") if "：" in part}


def written(text: str, task: str) -> str:
    """The answer to a prompt of ours, from its own facts and notes."""
    notes = _NOTE.findall(text)
    if task == "problems":
        problems = []
        for source, words in notes:
            parts = _parts(words)
            tail = "，由" + parts["负责"] + "负责" if "负责" in parts else ""
            tail += f"，{parts['时限']}完成" if "时限" in parts else ""
            said = [{"text": parts["问题"] + "。", "sources": [source]}]
            if "表现或原因" in parts:
                said.append({"text": parts["表现或原因"] + "。", "sources": [source]})
            measures = [{"text": parts["措施"] + tail + "。", "sources": [source]}] if "措施" in parts else []
            problems.append({"id": source, "problem": said, "measures": measures})
        return json.dumps({"problems": problems}, ensure_ascii=False)
    sentences = [
        {"text": _COLUMN.sub("", words).replace("；", "") + "。", "sources": [source]} for source, words in notes
    ]
    sentences += [{"text": words, "sources": [source]} for source, words in _FIGURES.findall(text)]
    return json.dumps({"sentences": sentences}, ensure_ascii=False)


def verdicts(text: str) -> str:
    """Every sentence supported."""
    count = len(re.findall(r"^\d+\. ", text.partition("【文字】")[2], re.MULTILINE))
    rows = [{"n": n, "verdict": "supported", "sources": [], "why": ""} for n in range(1, count + 1)]
    return json.dumps({"verdicts": rows})


def honest(before: Callable[[Asked], Answer | None] = lambda _: None) -> Callable[[Asked], Answer]:
    """A script: what ``before`` gives where it gives anything, else the honest answer."""

    def script(asked: Asked) -> Answer:
        if (given := before(asked)) is not None:
            return given
        task = task_of(asked)
        if task == "verify":
            return completion(verdicts(asked.text))
        return completion(written(asked.text, "problems" if '"problems"' in asked.text else task))

    return script
