"""For an approved web chat without an API: prompts to copy, and answers pasted back, through the same validation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from nianbao.drafting.answers import BadAnswer, MendAnswer, ReportAnswer, VerifyAnswer, parse, usable
from nianbao.drafting.brief import Brief, briefs, whole_messages
from nianbao.drafting.complaints import repair_messages
from nianbao.drafting.draft import Left, Unread
from nianbao.drafting.engines.model_port import Ask, Attempt, ModelError, Reply, masked_messages
from nianbao.drafting.engines.sentences_answered import SentencesAnswered
from nianbao.drafting.mending import ask_back, rows_of
from nianbao.drafting.prompts import Message, load_prompt
from nianbao.errors import InputError
from nianbao.facts import FactBook
from nianbao.patterns import lazy
from nianbao.text.masking import CANNOT, Mask, placeholders

WHOLE = "全文"
"""What a sheet calls the answer that holds every part."""
MENDED = "修改"
"""What a sheet calls the answer that holds the sentences written anew."""
READING = "核对·"
"""What a sheet calls the answer of a reading model for a part begins so."""
_FROM, _TO = "━━━━━━━━ 从下一行开始复制 ━━━━━━━━", "━━━━━━━━ 复制到上一行为止 ━━━━━━━━"
_PROMPT = "━━ 提示词："
_ANSWER = lazy(r"(?m)^(?:━+|##)\s*回答\s*[:：]\s*([^\s━（(]+)[^\n]*$")


@dataclass(frozen=True)
class Copy:
    """A prompt to copy: for which part, what it is called, its messages as they are, and the report's placeholders."""

    key: str
    label: str
    messages: list[Message]
    mask: Mask

    def masked(self) -> tuple[str, Mask]:
        """The text to copy, and what was masked in it."""
        mask = self.mask.fork()
        return "\n\n".join(message["content"] for message in masked_messages(self.messages, mask)), mask


def whole_prompt(book: FactBook, *, show_values: bool, prompts: Path | None = None) -> list[Copy]:
    """One prompt for the whole report; none where there is nothing to write from.

    Args:
        book: the facts of the report to draft. prompts: the user's own prompts' folder.
    """
    wanted = briefs(book, show_values=show_values, opening=True)
    if not wanted:
        return []
    messages = whole_messages(load_prompt("report", prompts), wanted)
    return [Copy(WHOLE, WHOLE, messages, wanted[0].mask)]


def part_prompts(book: FactBook, *, show_values: bool, prompts: Path | None = None) -> list[Copy]:
    """A prompt for each part, for models that cannot write a whole report."""
    return [
        Copy(brief.label, brief.label, load_prompt(brief.task, prompts).fill(**brief.inputs()), brief.mask)
        for brief in briefs(book, show_values=show_values)
    ]


def repair_prompts(left: Mapping[str, Left], prompts: Path | None = None) -> list[Copy]:
    """One prompt for the sentences at fault of every part, these alone; and one for each part to be written anew."""
    rows = [row for item in left.values() for row in rows_of(item.brief, item.wrong)]
    copies = []
    if rows:
        brief = next(iter(left.values())).brief
        report = brief.inputs()["report"]
        messages = ask_back(load_prompt("mend", prompts), report, rows, shown=brief.show_values)
        copies.append(Copy(MENDED, MENDED, messages, brief.mask))
    whole = load_prompt("repair", prompts)
    return copies + [
        Copy(
            item.brief.label,
            item.brief.label,
            repair_messages(whole, item.brief, item.answer, item.complaints),
            item.brief.mask,
        )
        for item in left.values()
        if not item.wrong
    ]


def reading_prompts(unread: Mapping[str, Unread]) -> list[Copy]:
    """A prompt for each part as it was kept, for another model to read: whether every sentence rests on the notes."""
    return [
        Copy(f"{READING}{item.brief.label}", item.brief.label, item.messages, item.brief.mask)
        for item in unread.values()
    ]


def sheet(
    title: str, why: str, run: Sequence[str], copies: Sequence[Copy], *, shown: bool, by_section: str = ""
) -> str:
    """The plain-text file that a clerk works with: what to copy, and where to paste the answers.

    Args:
        title: its heading. why: what is gained by it; empty for the first. run: the commands to run then.
        shown: whether figures stand in it. by_section: the command for one prompt a part, where it is another.
    """
    each = "每一部分各用一次新对话。" if len(copies) > 1 else ""
    figures = (
        "素材和表格里的数字写在提示词里，会随文字交给对话网页；不许交出数字的，"
        "请技术人员在 nianbao.toml 的 [model] 里写 show-values = false，再写一次提示词。"
        if shown
        else "数字留在本机：提示词里只有它们的编号，如 {{数1}}，回答里的编号由程序换回数字，不要改动。"
    )
    right = (
        "正确的回答以 { 开头、以 } 结尾，里面是一句句话和依据的编号，像程序代码，这是正常的；"
        "前后有“好的”之类的话不要紧。"
    )
    cut = "回答没有写完（最后不是 }）的，删去，请它“从头重新回答，只回答一个完整的 JSON 对象”，再粘贴"
    lines = [
        title,
        *(["", why] if why else []),
        "",
        f"一、把两条横线之间的文字全部复制，粘贴到经批准使用的对话网页，发送。{each}",
        "二、把回答全部复制，粘贴到写着“回答”的那一行下面，保存本文件。重新粘贴的，先删去原来的回答。",
        "三、打开命令行窗口（Windows 可在这个文件夹的地址栏里输入 cmd，回车），依次运行：",
        *(f"    {line}" for line in run),
        "四、稿子写在这个文件夹的 年报.docx 里。",
        "",
        right,
        f"{cut}{f'；还是写不完的，改为分部分写：{by_section}' if by_section else ''}。",
        figures,
        "{{self}}、{{unit}} 代表单位名称，〔姓名1〕这样的是代号，都由程序换回原来的文字，不要改动。",
        f"姓名、号码、住址等已换成代号。{CANNOT}。",
        "",
        *copied(copies),
    ]
    return "\n".join(lines)


def copied(copies: Sequence[Copy]) -> list[str]:
    """The lines of a sheet that hold the prompts, each with the place for its answer."""
    return [
        line
        for copy in copies
        for line in (
            f"{_PROMPT}{copy.label} ━━",
            "",
            _FROM,
            copy.masked()[0],
            _TO,
            "",
            f"━━ 回答：{copy.key}（粘贴在这一行下面）━━",
            "",
            "",
        )
    ]


def answers_in(text: str, where: str) -> dict[str, str]:
    """The answers of a sheet that was filled in, by part; of any other file, its text as the whole report's.

    Raises:
        InputError: nothing was pasted.
    """
    marks = list(_ANSWER.finditer(text))
    found: dict[str, str] = {}
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        body = text[mark.end() : end]
        body = body.partition(f"\n{_PROMPT}")[0].partition("\n## 提示词：")[0].strip()
        key = mark.group(1)
        if body:
            found[key] = body
    if not marks and text.strip():
        found = {WHOLE: text.strip()}
    if not found:
        raise InputError.one(where, "没有粘贴回答", "请把回答粘贴到写着“回答”的那一行下面，保存后再运行")
    return found


S = TypeVar("S", bound=BaseModel)
_GIVEN = lazy(r"(?m)^(?:- |   依据：)((?:素|问|表)[0-9]+)：(.*)$")
_CHANGED = "写出提示词以后素材或表格改过，回答里的{what}对不上了"
_AGAIN = "请重新运行 nianbao draft 文件夹 --engine paste，用新的提示词再问一次"


def check_sheet(sheet: str, wanted: Sequence[Brief], where: str) -> None:
    """Refuse answers whose prompts were made of other notes: their ids and placeholders would stand for others.

    Args:
        sheet: the file as filled in. wanted: the briefs as they are now. where: the sheet, for errors.

    Raises:
        InputError: the notes are not those of the sheet.
    """
    if _FROM not in sheet:
        return
    coded = any(placeholders(text) for text in answers_in(sheet, where).values())
    now: dict[str, str] = {}
    for brief in wanted:
        now |= {match[1]: match[2] for match in _GIVEN.finditer(f"{brief.fact_lines}\n{brief.note_lines}")}
    mask = next((brief.mask for brief in wanted), Mask())
    ids = {mask.fork().out(words): id for id, words in now.items()}
    for match in _GIVEN.finditer(sheet.replace("\r\n", "\n")):
        id, words = match[1], match[2]
        if id in now and mask.agrees(words, now[id]):
            continue
        if coded and id in now and placeholders(words):
            raise InputError.one(where, _CHANGED.format(what="代号（如〔姓名1〕）"), _AGAIN)
        if ids.get(words, id) != id:
            raise InputError.one(where, _CHANGED.format(what=f"编号（如{id}）"), _AGAIN)


def _read(text: str, shape: type[S], where: str) -> S:
    """An answer that is of no use in part.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return parse(text, shape)
    except BadAnswer as error:
        raise InputError.one(
            where, f"粘贴的回答不能用：{error}", "请让它“只回答一个完整的 JSON 对象”重新回答，再粘贴一次"
        ) from error


def _split(text: str, where: str) -> dict[str, str]:
    """A whole report's answer as the parts' answers."""
    return _read(text, ReportAnswer, where).by_part()


def _asked_in(sheet: str) -> dict[str, str]:
    """What a sheet asks, by the name of the answer."""
    found, start = {}, 0
    for mark in _ANSWER.finditer(sheet):
        found[mark[1]] = sheet[start : mark.start()].rpartition(_FROM)[2]
        start = mark.end()
    return found


class Pasted:
    """Answers that a person pasted, and those she pasted before: to single sentences whichever sheet asked for them.

    Args:
        answers: of a sheet. where: the sheet, for errors. before: recorded answers by digest. observe: the record.
        labels: what the parts are called in a sheet, by key. sheet: its text, with what it asked.
        known: what was answered to sentences before; takes what this sheet has.

    Raises:
        InputError: the answer for the whole report, the sentences written anew, or a reading cannot be read.
    """

    name = "paste"
    sends = False
    destination = ""

    def __init__(
        self,
        answers: Mapping[str, str],
        where: str,
        before: Mapping[str, Reply],
        observe: Callable[[Attempt], None] = lambda _: None,
        labels: Mapping[str, str] | None = None,
        sheet: str = "",
        known: SentencesAnswered | None = None,
    ) -> None:
        self._labels = dict(labels or {})
        self._answers: dict[str, str] = {}
        self._known = known or SentencesAnswered()
        self._before, self._observe = before, observe
        self.take(answers, where, sheet)

    def take(self, answers: Mapping[str, str], where: str, sheet: str = "") -> None:
        """Take the answers of a further sheet; where two answer the same, the later holds.

        Raises:
            InputError: as at first.
        """
        fresh = dict(answers)
        if WHOLE in fresh:
            fresh = {**_split(fresh.pop(WHOLE), where), **fresh}
        asked = _asked_in(sheet.replace("\r\n", "\n"))
        if MENDED in fresh:
            self._known.mended(asked.get(MENDED, ""), _read(fresh.pop(MENDED), MendAnswer, where))
        for key in [key for key in fresh if key.startswith(READING) and key in asked]:
            self._known.read(asked[key], _read(fresh.pop(key), VerifyAnswer, f"{where} {key}"))
        self._answers |= fresh

    def _text(self, ask: Ask) -> str:
        """What was pasted for a question; empty where nothing was."""
        task = ask.prompt.partition("@")[0]
        label = self._labels.get(ask.key, ask.key)
        asked = ask.messages[-1]["content"] if ask.messages else ""
        if task == "mend":
            return self._known.mend(asked)
        if task == "verify":
            names: tuple[str, ...] = (f"{READING}{label}", f"verify.{ask.key}")
            return next((self._answers[name] for name in names if name in self._answers), self._known.reading(asked))
        if ask.round:
            return ""
        names = (label, ask.key, ask.key.rpartition(".")[2], task)
        return next((self._answers[name] for name in names if name in self._answers), "")

    def answer(self, ask: Ask) -> Reply:
        """What was pasted for a part.

        Raises:
            ModelError: nothing was.
        """
        known = self._before.get(ask.digest)
        if text := self._text(ask):
            if known is None or known.text != text:
                self._observe(Attempt(ask, "paste", "plain", "ok", 0.0, text=text))
            return Reply(text, requests=0)
        if known is not None and usable(known.text, ask.schema):
            return known._replace(requests=0)
        raise ModelError("not_pasted", "没有粘贴这一部分的回答")

    def stop(self) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """There are no connections."""
