"""Refreshes the sheet 追问 of the clerk's workbook: the open questions, the answers, and what became of them."""

from __future__ import annotations

from pathlib import Path

from nianbao.drafting.open_questions import Asked, Situation
from nianbao.drafting.question_answers import choices_of, how_to_answer
from nianbao.errors import NianbaoError
from nianbao.files import opened_by, write_atomic
from nianbao.jobs.flow.answers_over import Answered
from nianbao.jobs.store.answer_file import AnswerFile, answer_path, kept_answers, save_answers
from nianbao.jobs.store.folder import Job
from nianbao.kinds.workbook_template import texts
from nianbao.reading.question_sheet import SheetAnswer, sheet_answers
from nianbao.writing.question_sheet import QuestionRow, has_sheet, with_questions


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
