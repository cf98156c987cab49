"""Which questions (追问) are open for a clerk's input, which answers are used, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from nianbao.claims import Claim, ClaimReader, against_facts, conflicts, guards_hold, role_value, says
from nianbao.drafting.against_tables import AgainstTables
from nianbao.drafting.draft_report import outline
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.note_sentences import as_written
from nianbao.drafting.question_answers import Parsed, RefusedAnswer, counted, parsed, sentence_of
from nianbao.errors import NianbaoError
from nianbao.facts import FactBook, figure, form_of, note_parts
from nianbao.kinds import Form, Required
from nianbao.kinds.profiles import local_questions
from nianbao.kinds.questions import Question, Questions
from nianbao.kinds.roles import Roles, roles_of
from nianbao.report import Cell, Note, Problem, QuestionPlace, Report, Sentence

_THIN = 15
"""What the questions of an aspect gain while it has too few sentences."""
_GAP = 30
"""What a question gains whose answer fills a 待填: nothing is finished while one stands."""
_AGAIN = 200
"""Weight of a question whose answer cannot be used as it is: before all others."""
_CLIP = 24
_MARKS = "，。；、：,;"


def _clip(text: str) -> str:
    """The beginning of a text, up to the last mark that it has room for, and a sign that there is more."""
    if len(text) <= _CLIP:
        return text
    end = max(text.rfind(mark, _CLIP // 3, _CLIP) for mark in _MARKS)
    return (text[:end] if end > 0 else text[: _CLIP - 1]) + "……"


@dataclass(frozen=True)
class Given:
    """An answer as it was given.

    Attributes:
        answer: as typed. basis: the figures it was given for, by role; one that changed asks again.
    """

    answer: str
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A question that is open.

    Attributes:
        key: the question's id, with the problem's where it is about one. ask: as it is put.
        label: of the aspect or section it is about. why: why it is put again, where it was answered before.
    """

    key: str
    question: Question
    ask: str
    label: str
    weight: int
    why: str = ""


@dataclass(frozen=True)
class Used:
    """An answer that is used: what it became; ``sentence`` is empty where it is only kept, or fills a cell or field."""

    asked: Asked
    answer: Parsed
    sentence: str = ""


class Situation:
    """A clerk's input with her answers laid over it.

    Attributes:
        report: the input with a note for each answer, cells and problems filled. used: what became of each answer.
        unused: answers that are kept and not used, with the reason. told: what the clerk should know of them.

    Raises:
        InputError: the input has no unit or year.
    """

    def __init__(self, report: Report, given: Mapping[str, Given]) -> None:
        self.given = given
        self.base = outline(report)
        form = form_of(self.base)
        assert form is not None  # outline has chosen it
        self.form: Form = form
        self.roles: Roles = roles_of(form)
        self.book = FactBook(self.base)
        self.reader = ClaimReader(self.roles, report.year, report.unit)
        self.tables = AgainstTables(self.book)
        self.report = report
        self.used: dict[str, Used] = {}
        self.unused: dict[str, str] = {}
        self.told: list[str] = []
        self._waiting: list[Asked] = []
        self._notes: list[Note] = []
        self._problems = list(report.problems)
        self._cells = dict(report.cells)
        for question in self.every():
            for key, problem in self._instances(question):
                self._settle(question, key, problem)
        kept = [note for note in report.notes if self._holds_with_tables(note)]
        self.report = report.model_copy(
            update={"notes": [*kept, *self._notes], "problems": self._problems, "cells": self._cells}
        )

    def every(self) -> Iterator[Question]:
        """Every question of the kind, and those made of what the form requires."""
        yield from self.questions.questions
        yield from self._required

    # ── what is known

    @cached_property
    def questions(self) -> Questions:
        """Of the kind of report, and of the local requirements that hold for it."""
        return local_questions(self.base.kind, self.base.profiles)

    @cached_property
    def _said(self) -> list[tuple[str, list[Claim]]]:
        """The clerk's own notes: their words, and what they say."""
        found = []
        for note in self.base.notes:
            text = as_written(note) or note.words
            aspect = self.form.role_of_aspect(note.aspect)
            found.append((note.words, self.reader.read(text, aspect=aspect).claims))
        return found

    @cached_property
    def _blanks(self) -> set[str]:
        """Ids of what a draft without answers leaves to be filled in, as editions call it and as rules do."""
        found = {item.id for item in self._sentences(self.base) if item.support == "blank"}
        names = [id.removeprefix("blank.") for id in found]
        return found | {
            f"blank.{role(name)}" for name in names for role in (self._role_of_section, self._role_of_aspect)
        }

    @cached_property
    def _unsaid(self) -> set[str]:
        """The blanks, and of other matters what no note tells, though the section needs no blank."""
        nothing = self.form.nothing
        if nothing is None or any(note.aspect == nothing.section and note.words.strip() for note in self.base.notes):
            return self._blanks
        return {*self._blanks, f"blank.{nothing.section}", f"blank.{self._role_of_section(nothing.section)}"}

    def _role_of_section(self, id: str) -> str:
        return self.form.role_of_section(id)

    def _role_of_aspect(self, id: str) -> str:
        return self.form.role_of_aspect(id)

    @staticmethod
    def _sentences(report: Report) -> Iterator[Sentence]:
        for section in Offline().compose(FactBook(report)).sections:
            for paragraph in section.paragraphs:
                yield from paragraph.sentences

    def _is_said(self, question: Question) -> bool:
        if question.blanks and not (question.cell or self._unsaid.intersection(question.blanks)):
            return True  # a draft has no gap there
        topics = [self.questions.topics[wanted] for wanted in question.said if wanted in self.questions.topics]
        words = "".join(f"{item.problem}{item.cause}{item.measure}" for item in self.base.problems)
        if any(word in words for topic in topics if topic.problems for word in topic.words):
            return True
        return any(self._says(wanted, words, claims) for wanted in question.said for words, claims in self._said)

    def _says(self, wanted: str, words: str, claims: list[Claim]) -> bool:
        return says(wanted, words, claims, self.questions.topics, self.roles)

    def _value(self, role: str, *, last: bool = False) -> Decimal | None:
        return role_value(role, self.book, self.roles, last=last)

    def _holds(self, question: Question) -> bool:
        return guards_hold(question.guards, self.book, self.roles)

    # ── one question after the other

    def _instances(self, question: Question) -> Iterator[tuple[str, Problem | None]]:
        if not question.each:
            yield question.id, None
            return
        for problem in list(self._problems):
            yield f"{question.id}@{problem.id}", problem

    def _why_not(self, question: Question, problem: Problem | None) -> str:
        """Why a question does not arise, in Chinese; empty where it does."""
        unit = self.base.unit
        if question.units and (unit is None or unit.kind not in question.units):
            return "本单位不问这一项"
        if not self._holds(question):
            return "表里的数现在不需要这一问"
        if question.cell and (known := self._given_cell(question)) is not None:
            return f"表里已经填了{known}"
        if question.makes and any(not item.id.startswith("answer:") for item in self._problems):
            return "“问题”表里已经写了"
        if problem is not None and getattr(problem, question.field).strip():
            return "“问题”表里已经写了"
        if question.last and not (self.base.last is not None and self._last_problems()):
            return "没有上年报告的问题可对照"
        if self._is_said(question):
            return "素材里已经写了"
        for id, wanted in question.follows.items():
            before = self.used.get(id)
            if before is None or not before.answer.is_as(wanted):
                return "前面那一问的回答变了"
        return ""

    def _last_problems(self) -> str:
        last = self.base.last
        ids = self.form.section_ids("problems")
        return "".join(last.text.get(id, "") for id in ids) if last is not None else ""

    def _given_cell(self, question: Question) -> str | None:
        """What the input has in the cell that a question fills; an empty text where there is no such cell."""
        ids = self.roles.facts(question.cell)
        if len(ids) != 1 or ids[0] not in self.form.cells:
            return ""
        cell = self.base.cells.get(ids[0])
        return None if cell is None or cell.value is None else figure(cell.value) + question.measure

    def _asked(self, question: Question, key: str, problem: Problem | None, why: str = "") -> Asked:
        ask = question.ask.replace("{problem}", _clip(problem.problem) if problem is not None else "")
        return Asked(key, question, ask, self._label(question), question.weight, why)

    def _label(self, question: Question) -> str:
        if question.each or question.makes:
            return self._section_name(self.form.section_ids("problems")[0])
        if question.cell:
            id = next(iter(self.roles.facts(question.cell)), "")
            cell = self.form.cells.get(id)
            return self.form.table(cell.table).name if cell is not None else ""
        for aspect in self.form.aspects:
            if aspect.known_as == question.aspect:
                return aspect.label
        return self._section_name(self.form.section_ids(question.aspect)[0])

    def _section_name(self, id: str) -> str:
        return next((item.title.partition("、")[2] for item in self.form.sections if item.id == id), "")

    def _place(self, question: Question) -> str:
        """The id of the aspect or section that its sentence is written under; empty where the edition has none."""
        for aspect in self.form.aspects:
            if aspect.known_as == question.aspect:
                return aspect.id
        found = self.form.section_ids(question.aspect)[0] if question.aspect else ""
        return found if any(section.id == found for section in self.form.sections) else ""

    def _settle(self, question: Question, key: str, problem: Problem | None) -> None:
        given = self.given.get(key)
        if not (question.each or question.makes or question.cell) and not self._place(question):
            return
        why = self._why_not(question, problem)
        if why:
            if given is not None and given.answer.strip():
                self._put_aside(question, key, problem, given, why)
            return
        asked = self._asked(question, key, problem)
        if given is None or not given.answer.strip():
            self._waiting.append(asked)
            return
        if changed := self.changed(question, given):
            self._again(asked, f"按{changed}答的，现在变了", given)
            return
        try:
            answer = parsed(question, given.answer)
        except RefusedAnswer as error:
            self._again(asked, str(error), given)
            return
        if wrong := self.contradictions(question, answer):
            self._again(asked, "；".join(wrong), given)
            return
        self._use(asked, answer, problem)

    def _put_aside(self, question: Question, key: str, problem: Problem | None, given: Given, why: str) -> None:
        self.unused[key] = why
        if not question.cell:
            return
        known = self._given_cell(question) or ""
        try:
            answer = parsed(question, given.answer)
        except RefusedAnswer:
            return
        if known and answer.kind != "left" and answer.text != known:
            asked = self._asked(question, key, problem)
            self.told.append(f"追问“{asked.ask}”答的是{answer.text}，{why}，用的是表里的数，请核对")

    def _again(self, asked: Asked, why: str, given: Given) -> None:
        self.unused[asked.key] = why
        self._waiting.append(Asked(asked.key, asked.question, asked.ask, asked.label, _AGAIN, why))
        self.told.append(f"追问“{asked.ask}”的回答“{_clip(given.answer)}”没有写进报告：{why}；请再答一次")

    def basis(self, question: Question) -> dict[str, str]:
        """The figures that an answer depends on, as they are now."""
        values = {role: self._value(role) for role in question.about}
        return {role: figure(value) for role, value in values.items() if value is not None}

    def changed(self, question: Question, given: Given) -> str:
        """The figure that an answer was given for and that is another now, in words; empty where all are the same."""
        now = self.basis(question)
        for role, then in given.basis.items():
            if role in question.about and now.get(role) != then:
                return f"{self.roles.by_id[role].name}{then}件"
        return ""

    # ── answers against tables, notes and each other

    def contradictions(self, question: Question, answer: Parsed) -> list[str]:
        """What an answer says that tables, notes or other answers gainsay, in Chinese."""
        if answer.kind == "left":
            return []
        found = self._beyond(question, answer)
        text = sentence_of(question, answer)
        if found or not text:
            return found
        claims = [item for item in self.reader.read(text, aspect=question.aspect).claims if item.sure]
        for claim in claims:
            verdict = against_facts(claim, self.book, self.roles)
            if verdict is not None and verdict.holds is False and self.tables.found_false(text, question.aspect):
                found.append(f"{verdict.known}，这里答的是“{answer.text}”")
        readings = [claims for _, claims in self._said] + [
            self.reader.read(used.sentence, aspect=used.asked.question.aspect).claims
            for used in self.used.values()
            if used.sentence and used.asked.question.id != question.id
        ]
        for conflict in conflicts([*readings, claims], self.roles):
            held = all(self.roles.by_id[role].held for role in conflict.second[1].roles)
            if held and conflict.second[0] == len(readings) != conflict.first[0]:
                found.append(f"别处写的是“{conflict.first[1].text}”，这里答的是“{answer.text}”")
        return list(dict.fromkeys(found))

    def _beyond(self, question: Question, answer: Parsed) -> list[str]:
        """Figures of an answer that are together more than there is."""
        if not question.at_most:
            return []
        if "." in question.at_most:
            role = self.roles.by_id[question.at_most]
            most, name, measure = self._value(role.id), f"表里{role.name}为", (*role.measures, "")[0]
        else:
            before = self.used.get(question.at_most)
            if before is None:
                return []
            most, name = before.answer.value, f"“{before.asked.ask}”答的是"
            measure = before.asked.question.measure
        said = answer.value if answer.value is not None else counted(answer.text, measure)
        if most is None or said is None or said <= most:
            return []
        here = "这里答" if answer.value is not None else "这里合计"
        return [f"{name}{figure(most)}{measure}，{here}{figure(said)}{question.measure or measure}"]

    # ── notes against tables

    def _holds_with_tables(self, note: Note) -> bool:
        """Whether a note stays: one that the tables gainsay is asked about, and left out where she says so."""
        aspect = self.form.role_of_aspect(note.aspect)
        text = as_written(note)
        for known, said in self.tables.gainsaid(text, aspect) if text else ():
            question = _which_holds(aspect, known, said, one=len(list(note_parts(note))) == 1)
            asked = self._asked(question, f"{question.id}@{note.id}", None)
            given = self.given.get(asked.key)
            answer = given.answer if given is not None and given.answer in question.choices else ""
            if not answer:
                self._waiting.append(asked)
                return True
            self.used[asked.key] = Used(asked, Parsed("some", answer))
            if answer == _TABLE:
                self.told.append(f"素材“{_clip(note.words)}”与表不符，按追问的回答没有写进报告")
                return False
            self.told.append(f"追问里答了以素材为准：请在表里改正（{known}，素材写的是“{said}”）")
            return True
        return True

    # ── what an answer becomes

    def _use(self, asked: Asked, answer: Parsed, problem: Problem | None) -> None:
        question, sentence = asked.question, ""
        if answer.kind == "left":
            pass
        elif question.cell:
            (id,) = self.roles.facts(question.cell)
            place = QuestionPlace(ask=asked.ask)
            self._cells[id] = Cell(value=answer.value, raw=figure(answer.value or Decimal(0)), location=place)
        elif question.makes and answer.kind == "some":
            self._problems.append(
                Problem(id=f"answer:{asked.key}", problem=answer.text, location=QuestionPlace(ask=asked.ask))
            )
        elif problem is not None and answer.kind == "some":
            at = next(number for number, item in enumerate(self._problems) if item.id == problem.id)
            self._problems[at] = self._problems[at].model_copy(update={question.field: answer.text})
        elif problem is None and not question.makes and (sentence := sentence_of(question, answer)):
            self._notes.append(
                Note(
                    id=f"answer:{asked.key}",
                    aspect=self._place(question),
                    text=sentence,
                    item=question.item,
                    location=QuestionPlace(ask=asked.ask),
                )
            )
        self.used[asked.key] = Used(asked, answer, sentence)

    # ── what is still open

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many sentences each aspect has, answers included."""
        sections = Offline().compose(FactBook(outline(self.report))).sections
        found: dict[str, int] = {}
        for section in sections:
            for paragraph in section.paragraphs:
                if paragraph.role == "body" and paragraph.aspect:
                    said = sum(sentence.support != "blank" for sentence in paragraph.sentences)
                    found[paragraph.aspect] = found.get(paragraph.aspect, 0) + said
        return found

    @property
    def open(self) -> list[Asked]:
        """The open questions, the most valuable first."""
        found: list[tuple[int, int, Asked]] = []
        for number, asked in enumerate(self._waiting):
            question = asked.question
            place = self._place(question)
            optional = next((item.optional for item in self.form.aspects if item.id == place), True)
            count = self.counts.get(place, 0)
            if question.thin and count >= question.thin and not asked.why:
                continue
            thin = 0 if optional else (count < self.questions.enough) + (count == 0)
            gap = bool(self._blanks.intersection(question.blanks))
            found.append((-(asked.weight + _THIN * thin + _GAP * gap), number, asked))
        return [asked for _, _, asked in sorted(found, key=lambda item: item[:2])]

    @cached_property
    def _required(self) -> list[Question]:
        """Questions on what the form requires and ``questions.yaml`` does not ask: an edition of an office's own."""
        asked = {question.item for question in self.questions.questions}
        made = [_of_required(item, self.form) for item in self.form.required if item.id not in asked]
        return [question for question in made if question is not None]


_TABLE, _NOTE = "以表为准，素材这句不写", "以素材为准，表要改"


def _which_holds(aspect: str, known: str, words: str, *, one: bool) -> Question:
    """The question which of two statements holds that cannot both be true.

    Args:
        aspect: of the note. known: what the table says. words: the note's clause. one: whether the note says that and
            no more, so that it can be left out whole.
    """
    return Question(
        id="which_holds",
        aspect=aspect,
        ask=f"{known}，素材写的是“{words}”，哪个对？",
        answer="choice",
        choices={_TABLE: "", _NOTE: ""} if one else {_NOTE: "", "以表为准，我去改素材": ""},
        source="表格与素材不一致",
        weight=150,
    )


def _of_required(required: Required, form: Form) -> Question | None:
    from nianbao.report import kinds

    try:
        return Question(
            id=f"required_{required.id}",
            aspect=form.role_of_aspect(required.aspect) if required.aspect else form.role_of_section(required.section),
            ask=f"{required.label}的情况和结果怎样？",
            help="没有的写“没有”",
            answer="text",
            says="{answer}。",
            none=required.none,
            item=required.id,
            units=tuple(item.id for item in kinds().values() if item.government) if required.applies != "all" else (),
            blanks=(f"blank.{required.id}",),
            source=required.basis,
            weight=95,
        )
    except (NianbaoError, ValueError):
        return None
