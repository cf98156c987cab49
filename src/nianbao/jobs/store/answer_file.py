"""追问.json: the clerk's answers to questions, with what was answered before; each on the disk at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nianbao.drafting.open_questions import Given
from nianbao.errors import InputError, JobError
from nianbao.files import make_folder, read_bytes, write_atomic

ANSWERS = "追问.json"
SCHEMA = 1
Via = Literal["ask", "sheet", "file"]


class Before(BaseModel):
    """An answer that was replaced or taken back."""

    model_config = ConfigDict(extra="forbid")

    answer: str
    at: str = ""
    via: Via = "ask"


class Kept(BaseModel):
    """An answer.

    Attributes:
        answer: as typed; empty where it was taken back. ask: the question as it was put. at: when.
        via: the terminal, the workbook's sheet, or a file of answers.
        basis: the figures it was given for, by role. was: what was answered before, oldest first.
    """

    model_config = ConfigDict(extra="forbid")

    answer: str
    ask: str = ""
    at: str = ""
    via: Via = "ask"
    basis: dict[str, str] = {}
    was: list[Before] = []


class AnswerFile(BaseModel):
    """The content of 追问.json.

    Attributes:
        answers: by the question's key. sheet: what the workbook's sheet had when it was last read or written: what is
            different there now was typed since.
        profiles: the local requirements that were named on the command line, files relative to the folder; before what
            the input names.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_: int = Field(default=SCHEMA, alias="schema")
    answers: dict[str, Kept] = {}
    sheet: dict[str, str] = {}
    profiles: list[str] = []

    def given(self) -> dict[str, Given]:
        """The answers as drafting takes them."""
        return {key: Given(item.answer, item.basis) for key, item in self.answers.items() if item.answer.strip()}

    def with_answer(self, key: str, answer: str, ask: str, basis: Mapping[str, str], via: Via) -> AnswerFile:
        """The file with an answer; an earlier one is kept behind it."""
        old = self.answers.get(key)
        if old is not None and old.answer == answer and dict(basis) == old.basis:
            return self
        was = [*old.was, Before(answer=old.answer, at=old.at, via=old.via)] if old is not None else []
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        new = Kept(answer=answer, ask=ask, at=now, via=via, basis=dict(basis), was=was)
        return self.model_copy(update={"answers": {**self.answers, key: new}})


def answer_path(folder: Path) -> Path:
    """Where a job folder's answers are kept."""
    return folder / ANSWERS


def kept_answers(folder: Path) -> AnswerFile:
    """The answers of a job folder; none where there is no file.

    Raises:
        JobError: the file is damaged, or a newer program's.
    """
    path = answer_path(folder)
    if not path.is_file():
        return AnswerFile()
    with suppress(ValueError, InputError):  # an empty file is damaged, too
        data = read_bytes(path)
        value = json.loads(data.decode("utf-8-sig"))
        if isinstance(value, dict) and isinstance(value.get("schema"), int) and value["schema"] > SCHEMA:
            raise JobError(f"{path}：是更新的版本写的，这个版本读不了；请更新程序，没有改动。")
        with suppress(ValidationError):
            return AnswerFile.model_validate(value)
    raise JobError(f"{path}：追问的回答读不了，文件可能损坏；没有改动。请用备份恢复，或把它改名后重新回答。")


def save_answers(folder: Path, answers: AnswerFile) -> None:
    """Write the answers of a job folder, whole or not at all.

    Raises:
        FileBusy: the file cannot be written now.
    """
    make_folder(folder)
    value = answers.model_dump(by_alias=True)
    if not answers.profiles:
        del value["profiles"]  # as older programs read it
    text = json.dumps(value, ensure_ascii=False, indent=1)
    write_atomic(answer_path(folder), (text + "\n").encode())
