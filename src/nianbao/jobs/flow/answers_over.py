"""A clerk's answers to questions (追问) laid over the input and shown in the workbook's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from nianbao.drafting.open_questions import Asked, Situation
from nianbao.drafting.question_answers import RefusedAnswer, choices_of, how_to_answer, parsed
from nianbao.errors import InputError, NianbaoError
from nianbao.files import opened_by, read_bytes, write_atomic
from nianbao.jobs.flow.local_requirements import as_kept, named, with_local
from nianbao.jobs.store.answer_file import AnswerFile, answer_path, kept_answers, save_answers
from nianbao.jobs.store.folder import Job, is_input
from nianbao.kinds.workbook_template import texts
from nianbao.reading.workbook_file import SheetAnswer, sheet_answers
from nianbao.report import Report
from nianbao.writing.question_sheet import QuestionRow, has_sheet, with_questions


class Answered(NamedTuple):
    """A clerk's input with her answers.

    Attributes:
        situation: the input with the answers laid over it; None where there is nothing to lay over and nobody asked
            what is open. kept: the answers, with what the sheet has new. told: what the clerk should know.
        sheet: what the workbook's sheet has, by key. plain: the input without them, with its local requirements.
    """

    report: Report
    situation: Situation | None
    kept: AnswerFile
    told: list[str]
    sheet: dict[str, SheetAnswer]
    plain: Report


def home_of(source: Path) -> Path:
    """The folder in which the answers to questions on an input are kept: its own, or the one made for it."""
    return source.parent if is_input(source.name) else source.with_suffix("")


def answered(
    report: Report, source: Path, folder: Path | None = None, *, whole: bool = False, profiles: Sequence[str] = ()
) -> Answered:
    """A clerk's input with the local requirements that hold for it, and with her answers.

    Args:
        profiles: local requirements that are named now, files whole; kept with the answers.
        report: as read. source: the file it was read from. folder: where the answers are; beside the input by default.
        whole: whether what is open is wanted although nothing was answered.

    Raises:
        InputError: there are answers, and the input has no unit or year. JobError: 追问.json is damaged.
        FormError: local requirements that nobody knows, or a file of them that is wrong.
    """
    home = folder or home_of(source)
    kept = kept_answers(home) if answer_path(home).is_file() else AnswerFile()
    sheet = sheet_answers(read_bytes(source)) if source.suffix.lower() in (".xlsx", ".xls", ".et") else {}
    if profiles:
        kept = kept.model_copy(update={"profiles": as_kept(profiles, home)})
    report, told = with_local(report, source, profiles or named(kept.profiles, home))
    changed = {key: item for key, item in sheet.items() if item.answer != kept.sheet.get(key, "")}
    if not whole and not changed and not any(item.answer for item in kept.answers.values()):
        return Answered(report, None, kept, told, sheet, report)
    kept = _with_sheet(report, kept, changed, told)
    situation = Situation(report, kept.given())
    return Answered(situation.report, situation, kept, [*told, *situation.told], sheet, report)


def keep_profiles(folder: Path, names: Sequence[str]) -> None:
    """Keep the local requirements that were named now for later commands.

    Args:
        folder: the job's, locked by the caller. names: files whole.
    """
    kept = kept_answers(folder)
    save_answers(folder, kept.model_copy(update={"profiles": as_kept(names, folder)}))


def _with_sheet(report: Report, kept: AnswerFile, changed: dict[str, SheetAnswer], told: list[str]) -> AnswerFile:
    """The answers with what was typed into the sheet since it was last read or written."""
    if not changed:
        return kept
    situation = Situation(report, kept.given())
    known = {question.id: question for question in situation.every()}
    known |= {asked.question.id: asked.question for asked in situation.open}
    for key, item in changed.items():
        question = known.get(key.partition("@")[0])
        if question is None:
            told.append(f"{item.place}：这一问现在没有了，回答“{item.answer[:20]}”留着，没有写进报告")
            continue
        before = kept.answers.get(key)
        if item.answer:
            try:
                parsed(question, item.answer)
            except RefusedAnswer as error:
                still = f"；仍按原来的回答“{before.answer[:20]}”写" if before is not None and before.answer else ""
                told.append(f"{item.place}：回答“{item.answer[:20]}”没有用上：{error}{still}")
                continue
        elsewhere = before is not None and before.answer and before.answer != kept.sheet.get(key, "")
        if elsewhere and before is not None and before.answer != item.answer:
            told.append(
                f"{item.place}：写的是“{item.answer[:20] or '（空）'}”，另外答过“{before.answer[:20]}”；"
                + ("按表里写的用" if item.answer else "按另外答的用")
                + "，请核对"
            )
            if not item.answer:
                continue
        kept = kept.with_answer(key, item.answer, item.ask, situation.basis(question), "sheet")
        kept = kept.model_copy(update={"sheet": {**kept.sheet, key: item.answer}})
    return kept


def refuse_unreadable(source: Path) -> None:
    """Refuse what is no clerk's input to ask about.

    Raises:
        InputError: it is not.
    """
    if source.suffix.lower() not in (".xlsx", ".xls", ".et", ".yaml", ".yml"):
        raise InputError.one(str(source), "不是素材（素材.xlsx 或 report.yaml）", "请给出报告的文件夹或素材文件")


def question_rows(situation: Situation, kept: AnswerFile, sheet: dict[str, SheetAnswer]) -> list[QuestionRow]:
    """The rows of the sheet: open questions first, then what was answered, then what is asked no more.

    An answer that was typed and is not understood stays as it was typed.
    """
    rows: list[QuestionRow] = []

    def row(asked: Asked, answer: str, became: str) -> None:
        typed = sheet[asked.key].answer if asked.key in sheet else ""
        if typed and typed not in (answer, kept.sheet.get(asked.key, "")):  # not understood, or another answer holds
            answer = typed
        how = how_to_answer(asked.question)
        rows.append(QuestionRow(asked.key, asked.label, asked.ask, answer, how, became, choices_of(asked.question)))

    for asked in situation.open:
        row(asked, _kept(kept, asked.key), asked.why)
    for key, used in situation.used.items():
        became = used.sentence or ("不写进报告" if used.answer.kind == "left" else "已经记下")
        row(used.asked, _kept(kept, key), became)
    shown = {item.key for item in rows}
    for key, item in kept.answers.items():
        if item.answer and key not in shown:
            why = situation.unused.get(key, "现在不问了")
            rows.append(QuestionRow(key, "", item.ask, item.answer, "", f"没有写进报告：{why}", []))
    shown = {item.key for item in rows}
    for key, typed in sheet.items():
        if typed.answer and key not in shown:
            rows.append(QuestionRow(key, "", typed.ask, typed.answer, "", "没有写进报告：现在不问了", []))
    return rows


def _kept(kept: AnswerFile, key: str) -> str:
    found = kept.answers.get(key)
    return found.answer if found is not None else ""


def keep_and_show(job: Job, source: Path, data: bytes, asked: Answered) -> tuple[bytes, list[str]]:
    """Keep what the sheet has new, and refresh the sheet.

    Returns:
        The input's bytes as they are now on the disk, and what the clerk should know. A workbook that is open, is not
        ours or would not show what it should is left as it is. Other parts of the file are copied byte for byte.
    """
    kept = asked.kept
    said: list[str] = []
    if asked.situation is not None and source.suffix.lower() == ".xlsx" and has_sheet(data):
        rows = question_rows(asked.situation, kept, asked.sheet)
        new = with_questions(data, rows)
        if new != data and opened_by(source) is not None:
            said.append(f"{source.name} 正在打开，“{texts()['sheets']['questions']}”表没有更新；关闭后再起草一次就有。")
        elif new != data:
            typed = {row.key: row.answer for row in rows}
            if {key: item.answer for key, item in sheet_answers(new).items()} != typed:
                said.append(f"{source.name} 的“{texts()['sheets']['questions']}”表没有更新，请用 nianbao ask 回答。")
            else:
                try:
                    write_atomic(source, new)
                except NianbaoError as error:
                    said.append(f"“{texts()['sheets']['questions']}”表没有更新：{error}")
                else:
                    data = new
        if data == new:
            known = {row.key: row.answer for row in rows if row.answer and row.key in kept.answers}
            kept = kept.model_copy(update={"sheet": {**kept.sheet, **known}})
    if kept != (kept_answers(job.folder) if answer_path(job.folder).is_file() else AnswerFile()):
        save_answers(job.folder, kept)
    return data, said
