"""Asks the clerk what her report lacks (追问): the open questions of a job, and an answer kept at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from nianbao.drafting.open_questions import Asked, Situation
from nianbao.drafting.question_answers import LEFT, parsed
from nianbao.errors import InputError, InputProblem
from nianbao.files import make_folder, read_bytes
from nianbao.jobs.flow.answers_over import answered, refuse_unreadable
from nianbao.jobs.flow.clerk_input import read_plain
from nianbao.jobs.store.answer_file import AnswerFile, Via, kept_answers, save_answers
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import Job
from nianbao.kinds.questions import Question
from nianbao.reading.yaml_document import Map, Scalar, Seq, Value, compose
from nianbao.report import Report
from nianbao.text import decode


class Kept(NamedTuple):
    """What became of an answer: the sentence, the cell or field it fills, or why it is not used yet, in Chinese."""

    said: str
    wrong: bool = False


class AskSession:
    """The questions of a job, while they are asked.

    Args:
        job: the folder or the input. via: where the answers come from. profiles: local requirements that are named now.

    Attributes:
        told: what the clerk should know of her earlier answers.

    Raises:
        InputError: the input cannot be read, or has no unit or year. JobError: 追问.json is damaged.
    """

    def __init__(self, job: Job, via: Via = "ask", profiles: Sequence[str] = ()) -> None:
        self.job, self.via = job, via
        self.told: list[str] = []
        drafted = load(job)
        source = job.input(drafted.input if drafted is not None else "")
        refuse_unreadable(source)
        found = answered(read_plain(source, self.told), source, job.folder, whole=True, profiles=profiles)
        self.plain: Report = found.plain
        self.told += found.told
        assert found.situation is not None  # asked for whole
        self.situation: Situation = found.situation
        self.done: dict[str, str] = {}
        if found.kept != self._kept():  # what the sheet has new
            with self._locked():
                save_answers(self.job.folder, found.kept)

    def _kept(self) -> AnswerFile:
        return kept_answers(self.job.folder)

    def _locked(self) -> AbstractContextManager[None]:
        make_folder(self.job.folder)
        return self.job.locked()

    @property
    def open(self) -> list[Asked]:
        """What is open now, the most valuable first."""
        return self.situation.open

    def given(self, key: str) -> str:
        """What was answered before; empty where nothing was."""
        found = self.situation.given.get(key)
        return found.answer if found is not None else ""

    def answer(self, asked: Asked, raw: str) -> Kept:
        """Keep an answer; it is on the disk when this returns.

        Args:
            asked: an open question, or one answered before. raw: as typed; not empty.

        Returns:
            What became of it. What contradicts the tables, notes or other answers is kept, told and not used.

        Raises:
            RefusedAnswer: it does not fit the question; nothing was kept.
            JobError: the folder is in use, or the file cannot be written.
        """
        answer = parsed(asked.question, raw)
        basis = self.situation.basis(asked.question)
        with self._locked():
            kept = self._kept().with_answer(asked.key, answer.text, asked.ask, basis, self.via)
            save_answers(self.job.folder, kept)
        self.situation = Situation(self.plain, kept.given())
        used = self.situation.used.get(asked.key)
        if used is None:
            why = self.situation.unused.get(asked.key, "这一问现在不用答了")
            return Kept(f"{why}。已经存下，但没有写进报告", wrong=True)
        self.done[asked.key] = used.sentence
        return Kept(self._became(asked.question, used.sentence, answer.text))

    @staticmethod
    def _became(question: Question, sentence: str, text: str) -> str:
        if sentence:
            return sentence
        if text == LEFT:
            return "不写进报告，不再问"
        if question.cell:
            return f"填进表里：{text}"
        if question.each or question.makes:
            return f"写进“问题”：{text}"
        return "记下了，报告里不写"


def answers_in(path: Path) -> dict[str, tuple[str, str]]:
    """A file of answers: by the question's key or its words, the answer and the place in words.

    Args:
        path: YAML or JSON: ``training: 3``, or a list of ``{id: training, answer: 3}``.

    Raises:
        InputError: it cannot be read or is no such file, with the line.
    """
    where = str(path)
    root = compose(decode(read_bytes(path), where), where)
    found: dict[str, tuple[str, str]] = {}
    problems: list[InputProblem] = []
    for name, value in _pairs(root, where, problems):
        if not isinstance(value, Scalar):
            problems.append(InputProblem(where=f"{where} {value.place}", what=f"“{name}”的回答要写成一句话或一个数"))
        elif value.text.strip():
            found[name] = (value.text.strip(), f"{where} {value.place}")
    if problems:
        raise InputError(problems)
    return found


def _pairs(root: Value | None, where: str, problems: list[InputProblem]) -> Iterator[tuple[str, Value]]:
    if isinstance(root, Map):
        yield from ((key.text, value) for key, value in root.pairs)
        return
    if not isinstance(root, Seq):
        remedy = "请写成“问题编号: 回答”，一行一个；编号见 nianbao ask --list --format json"
        raise InputError.one(where, "不是一份追问的回答", remedy)
    for item in root.items:
        fields: Mapping[str, Value] = {key.text: value for key, value in item.pairs} if isinstance(item, Map) else {}
        name = fields.get("id") or fields.get("ask")
        if not isinstance(name, Scalar) or "answer" not in fields:
            problems.append(InputProblem(where=f"{where} {item.place}", what="没有写 id 和 answer"))
            continue
        yield name.text, fields["answer"]
