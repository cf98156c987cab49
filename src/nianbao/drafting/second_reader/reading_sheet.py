"""审读 through a web chat: one sheet a report, to copy and to paste the answer into; and what was pasted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.drafting.engines.model_port import Ask, ModelError, Reply
from nianbao.drafting.engines.paste import Copy, copied
from nianbao.drafting.second_reader.read_report import questions
from nianbao.patterns import lazy
from nianbao.report import Report
from nianbao.text.masking import CANNOT, Mask

_KEYS = ("审读", "审读二")
"""What a sheet calls the answers of the first and of the second reading."""
_DIGEST = lazy(r"(?m)^编号：([0-9a-f]{8})\s*$")


def mask_of(report: Report) -> Mask:
    """The placeholders of a report: whatever is asked of it, and in whichever order, they are the same."""
    mask = Mask()
    mask.out(Context(report).document.text)
    return mask


def digest_of(report: Report, prompts: Path | None = None) -> str:
    """What a sheet belongs to: the report's words and tables, and the prompt; not what the rules found."""
    asked = [message["content"] for _, messages in questions(report, (), prompts, whole=True) for message in messages]
    return hashlib.sha256("\n".join(asked).encode("utf-8", "backslashreplace")).hexdigest()[:8]


def sheet_digest(sheet: str) -> str:
    """What a sheet says it belongs to; empty where it is none of ours."""
    match = _DIGEST.search(sheet.replace("\r\n", "\n"))
    return match[1] if match is not None else ""


def reading_sheet(
    report: Report, findings: Sequence[Finding], run: Sequence[str], *, readings: int = 1, prompts: Path | None = None
) -> str:
    """The plain-text file that a clerk works with: what to copy, and where to paste the answers.

    Args:
        findings: what the rules found. run: the commands to run then. readings: how often it is to be read.
    """
    asked = questions(report, findings, prompts, whole=True)
    mask = mask_of(report)
    copies = [
        Copy(key, "审读" if readings == 1 else f"第{number}次审读", messages, mask)
        for number, key in enumerate(_KEYS[:readings], 1)
        for _, messages in asked
    ]
    twice = "两条提示词一样，各用一次新对话，最好用两个不同的对话网页；两次都读出来的才作警告。"
    lines = [
        f"{report.title or '这份报告'}：请对话网页审读",
        f"编号：{digest_of(report, prompts)}",
        "",
        f"一、把两条横线之间的文字全部复制，粘贴到经批准使用的对话网页，发送。{twice if readings > 1 else ''}",
        "二、把回答全部复制，粘贴到写着“回答”的那一行下面，保存本文件。重新粘贴的，先删去原来的回答。",
        "三、打开命令行窗口（Windows 可在这个文件夹的地址栏里输入 cmd，回车），依次运行：",
        *(f"    {line}" for line in run),
        "",
        "正确的回答以 { 开头、以 } 结尾，像程序代码，这是正常的；前后有“好的”之类的话不要紧。",
        "回答没有写完（最后不是 }）的，已经写完的几处仍会采用；最好请它“从头重新回答，只回答一个完整的 JSON 对象”。",
        "模型读出来的不都对：程序会照原文和表格核一遍，对不上的不采用；采用的也请核对以后再改。",
        "报告的文字和表格里的数写在提示词里，会随文字交给对话网页；不许交出的，不要用这个办法。",
        f"姓名、号码、住址等已换成代号。{CANNOT}。",
        "",
        *copied(copies),
    ]
    return "\n".join(lines)


class PastedReading:
    """Answers that a person pasted into a sheet.

    Args:
        answers: of the sheet, by what it calls them.
    """

    name = "paste"
    sends = False
    destination = ""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = dict(answers)
        if "全文" in self._answers:  # a file that has the answer alone
            self._answers.setdefault(_KEYS[0], self._answers["全文"])

    def answer(self, ask: Ask) -> Reply:
        """What was pasted for a reading.

        Raises:
            ModelError: nothing was.
        """
        text = self._answers.get(_KEYS[min(ask.candidate, 1)], "")
        if not text:
            raise ModelError("not_pasted", "没有粘贴回答")
        return Reply(text, requests=0)

    def stop(self) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """There are no connections."""
