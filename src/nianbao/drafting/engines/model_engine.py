"""Drafting with a model, whichever it is: each part asked for, locked, judged, repaired, or else ours."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import NamedTuple

from pydantic import BaseModel

from nianbao.drafting.answers import (
    AspectAnswer,
    BadAnswer,
    MendAnswer,
    ProblemsAnswer,
    ReportAnswer,
    VerifyAnswer,
    parse,
    schema_of,
)
from nianbao.drafting.brief import Brief, briefs, uncertain_measures, whole_messages
from nianbao.drafting.complaints import Complaint, Fault, repair_messages
from nianbao.drafting.draft import Composed, Dropped, Left, Unread, Usage
from nianbao.drafting.drafted_part import NOTHING, Part, locked_aspect, locked_problems, placed
from nianbao.drafting.engines.model_budget import Budget, Options, Progress, asked
from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.mending import declined, faults, mend_messages, mended_answer
from nianbao.drafting.opening import opening_fault, opening_of
from nianbao.drafting.part_judgement import Judged, judged_by_model, judged_by_rules, numbered, settled
from nianbao.drafting.prompts import Message, Prompt, load_prompt
from nianbao.facts import FactBook
from nianbao.patterns import lazy
from nianbao.report import Report

SHAPES: dict[str, type[BaseModel]] = {"aspect": AspectAnswer, "problems": ProblemsAnswer}
"""What each task's answer is."""
_ID = lazy(r"(?:note|problem|said):[\w.:]+(?: 这条素材)?")
_NEAREST = lazy("，是不是“(?:note|problem|said):[^”]*”？")
"""The id that was meant: for the model, not for people."""
_NAMED = 3
"""Complaints that a person is told."""
_GRACE = 1.0
"""Seconds after the deadline in which what was answered is still taken."""
_REMEDY = "请换一个模型，或换一种回答格式（format）"


class _Round(NamedTuple):
    """An answer: its text, what became of it, and what is wrong with it."""

    text: str
    answer: AspectAnswer | ProblemsAnswer | None
    part: Part | None
    judged: Judged
    complaints: list[Complaint]
    tried: tuple[tuple[str, str], ...] = ()
    """Sentences at fault, each with what was written for it and not taken either, and why."""

    @property
    def score(self) -> int:
        """The lower the better: what is wrong, what had to be left out counting twice; no part at all the worst."""
        if self.part is None:
            return 1000
        return len(self.complaints) + len(self.part.dropped)

    @property
    def wrong(self) -> list[Fault]:
        """Its sentences at fault, and what it leaves out; none where it holds no sentence at all."""
        if self.answer is None or self.part is None or not (self.part.sentences or self.part.declined):
            return []
        found = faults(self.answer, self.part, self.complaints)
        tried = dict(self.tried)
        return [replace(one, why=[*one.why, tried[one.text]]) if one.text in tried else one for one in found]


class _Settled(NamedTuple):
    part: Part | None
    dropped: list[Dropped]
    failure: str
    unverified: str = ""


def _told(what: str, complaints: list[Complaint]) -> str:
    """Why an answer could not be used, for people."""
    whys = list(dict.fromkeys(_ID.sub("有一条素材", _NEAREST.sub("", item.why)) for item in complaints))[:_NAMED]
    return f"{what}（{'；'.join(whys)}）。{_REMEDY}" if whys else f"{what}。{_REMEDY}"


def lock_answer(answer: BaseModel, brief: Brief) -> Part:
    """A part's answer, locked."""
    if isinstance(answer, ProblemsAnswer):
        return locked_problems(answer, brief)
    assert isinstance(answer, AspectAnswer)
    return locked_aspect(answer, brief)


def _parsed(text: str, brief: Brief) -> AspectAnswer | ProblemsAnswer:
    return parse(text, ProblemsAnswer) if brief.task == "problems" else parse(text, AspectAnswer)


def _both(ruled: Judged, read: Judged, unread: str) -> Judged:
    """The rules' judgement with a reading model's, which may find the words that they did not; the rules' alone where
    it gave none."""
    if unread:
        ruled.unverified = unread
        return ruled
    lifted = [item for id in read.read for item in ruled.worded.get(id, [])]
    complaints = [item for item in ruled.complaints if item not in lifted]
    unsupported = {id: why for id, why in ruled.unsupported.items() if id not in read.read}
    known = {item.sentence for item in complaints}
    return Judged(
        [*complaints, *(item for item in read.complaints if item.sentence not in known)],
        {**read.unsupported, **unsupported},
        read.generic - set(unsupported),
        read.grounds,
        ruled.wording,
        ruled.worded,
        read.read,
    )


def _wanted(brief: Brief, parts: frozenset[str] | None) -> bool:
    return parts is None or brief.key in parts or brief.key.partition(".")[0] in parts


class Modelled:
    """The engine over a model.

    Attributes:
        unread: parts as they were kept that no model was asked to read, by key. readings: how many sentences of a
            part were read, and how many of them found to rest on nothing, by key.
    """

    def __init__(self, model: Model, options: Options | None = None) -> None:
        self.model = model
        self.options = options or Options()
        self.name, self.sends, self.destination = model.name, model.sends, model.destination
        self._used: dict[str, str] = {}
        self._left: dict[str, Left] = {}
        self._written: dict[str, str] = {}  # first answers to questions for a whole section, by part
        self._unwritten: dict[str, ModelError] = {}  # why there is none, likewise
        self.unread: dict[str, Unread] = {}
        self.readings: dict[str, tuple[int, int]] = {}

    # ── the whole

    def compose(self, book: FactBook, parts: frozenset[str] | None = None, budget: Budget | None = None) -> Composed:
        """Draft every section: the parts that a model can word, the rest as the offline engine has it.

        Args:
            budget: where what it may take is shared with what comes after.
        """
        base = Offline().compose(book)
        report = book.report.model_copy(update={"sections": base.sections})
        opening = self.options.sections or self.model.name == "paste"
        every = briefs(book, show_values=self.options.show_values, opening=opening)
        wanted = [item for item in every if _wanted(item, parts)]
        budget = budget or Budget(self.options)
        with closing(self.model):
            self._written = self._by_sections(wanted, budget) if self.options.sections else {}
            results = self._all(wanted, lambda brief: self._settle(brief, report, budget), budget)
        sections, dropped, failures, unverified = base.sections, list(base.dropped), {}, {}
        for brief, result in zip(wanted, results, strict=True):
            dropped += result.dropped
            if result.unverified:
                unverified[brief.label] = result.unverified
            if result.part is None:
                if not brief.opens:
                    failures[brief.label] = result.failure
            else:
                sections = placed(sections, result.part)
                dropped += [item for item in result.part.dropped if item not in dropped]  # what that left out
                if brief.task == "problems":
                    dropped += [
                        Dropped(text=item.measure.strip(), reason=why, note=item.id)
                        for item, why in uncertain_measures(book.report.problems)
                        if not any(one.note == item.id and one.text in item.measure for one in dropped)
                    ]
        usage = Usage(requests=budget.requests, input_tokens=budget.input_tokens, output_tokens=budget.output_tokens)
        used = dict(sorted(dict(self._used).items()))
        # in the report's order, whichever thread was done first
        left, unread = dict(self._left), dict(self.unread)
        self.unread = {brief.key: unread[brief.key] for brief in wanted if brief.key in unread}
        in_order = {brief.key: left[brief.key] for brief in wanted if brief.key in left}
        return Composed(sections, dropped, usage, used, failures, unverified, in_order)

    def _all(self, wanted: list[Brief], work: Callable[[Brief], _Settled], budget: Budget) -> list[_Settled]:
        """Every part, in a few threads that die with the program; what is not there in time is not waited for."""
        todo: queue.SimpleQueue[int] = queue.SimpleQueue()
        for index in range(len(wanted)):
            todo.put(index)
        done: dict[int, _Settled] = {}
        broken: list[BaseException] = []
        finished = threading.Semaphore(0)

        def run() -> None:
            while True:
                try:
                    index = todo.get_nowait()
                except queue.Empty:
                    return
                try:
                    done[index] = work(wanted[index])
                except BaseException as error:  # told where it can be seen
                    broken.append(error)
                finished.release()

        for _ in range(min(self.options.threads, 8, len(wanted))):
            threading.Thread(target=run, name="nianbao-part", daemon=True).start()
        ends, stopped = budget.ends, False
        try:
            while len(done) + len(broken) < len(wanted) and time.monotonic() < ends + _GRACE:
                finished.acquire(timeout=0.1)  # not for long: so that Ctrl-C is heard, on Windows too
                if time.monotonic() >= ends and not stopped:
                    self.model.stop()
                    stopped = True
        except BaseException:
            self.model.stop()
            raise
        if broken:
            raise broken[0]
        sent = f"。内容可能已经发到 {self.destination}" if self.sends else ""
        late = _Settled(None, [], budget.spent + sent)
        return [done.get(index, late) for index in range(len(wanted))]

    def _by_sections(self, wanted: list[Brief], budget: Budget) -> dict[str, str]:
        """The answers for the aspects of a section that were asked for at once, by part; what none came for is asked
        for by itself."""
        found: dict[str, str] = {}
        groups: dict[str, list[Brief]] = {}
        for brief in wanted:
            if brief.task == "aspect":
                groups.setdefault(brief.section_id, []).append(brief)
        for section, parts in groups.items():
            if len(parts) < 2:
                continue
            prompt = self._prompt("report")
            first = parts[0]
            self.options.progress(Progress(first.section, 0, "asked", budget.tokens, budget.seconds))
            ask = Ask(section, prompt.label, whole_messages(prompt, parts), schema_of(ReportAnswer), mask=first.mask)
            try:
                answers = parse(asked(self.model, ask, budget), ReportAnswer).by_part()
            except ModelError as error:
                self._unwritten |= {part.key: error for part in parts}
                if error.hopeless:
                    break
                continue
            except BadAnswer:
                continue
            for part in parts:
                if name := next((name for name in (part.label, part.aspect or "") if name in answers), ""):
                    found[part.key] = answers[name]
        return found

    # ── one part

    def _prompt(self, id: str) -> Prompt:
        prompt = load_prompt(id, self.options.prompts)
        self._used[id] = prompt.label
        return prompt

    def _tell(self, brief: Brief, round: int, state: str, budget: Budget, complaints: int = 0) -> None:
        self.options.progress(Progress(brief.label, round, state, budget.tokens, budget.seconds, complaints))

    def _settle(self, brief: Brief, base: Report, budget: Budget) -> _Settled:
        if brief.opens and brief.key not in self._written and self.model.name != "paste":
            return _Settled(None, [], "")  # nobody is asked for this half sentence alone
        prompt = self._prompt(brief.task)
        messages = prompt.fill(**brief.inputs())
        schema = schema_of(SHAPES[brief.task])
        best: _Round | None = None
        failure = ""
        for candidate in range(max(1, self.options.candidates)):
            self._tell(brief, 0, "asked", budget)
            ask = Ask(brief.key, prompt.label, messages, schema, candidate=candidate, mask=brief.mask)
            try:
                text = self._written.get(brief.key) or self._alone(ask, budget)
                came = self._judge(text, brief, base, budget, ask)
            except ModelError as error:
                failure = str(error)
                if error.hopeless:
                    break
                continue
            self._tell(brief, 0, "answered", budget, len(came.complaints))
            best = came if best is None or came.score < best.score else best
        if best is not None and brief.opens:
            return self._opened(best, brief, base, budget)
        if best is not None:
            best = self._repair(best, brief, base, budget, schema)
            if best.complaints:
                self._left[brief.key] = Left(brief, best.text, best.complaints, best.wrong)
            if best.part is not None:
                part = settled(best.part, best.judged)
                if part.sentences or part.declined:
                    self.readings[brief.key] = (len(best.judged.verdicts), len(best.judged.doubted))
                    if part.sentences and (not self.options.verify or best.judged.unasked):
                        self.unread[brief.key] = Unread(brief, self._question(best.part, best.judged))
                    self._tell(brief, 0, "done", budget, len(best.complaints))
                    return _Settled(part, part.dropped, "", best.judged.unverified)
                why = _told("模型的回答里没有一句可用的话", [item for item in best.complaints if item.sentence])
                self._tell(brief, 0, "failed", budget)
                return _Settled(None, part.dropped, why)
            failure = _told("模型的回答不能用", best.complaints)
        self._tell(brief, 0, "failed", budget)
        return _Settled(None, [], failure or "没有得到回答")

    def _opened(self, best: _Round, brief: Brief, base: Report, budget: Budget) -> _Settled:
        """What of a half sentence stands; ours stands where nothing does: that is said, and it goes back once."""

        def wrong(answer: AspectAnswer) -> str:
            part = lock_answer(answer, brief)
            if not part.sentences:
                return "；".join(item.why for item in part.complaints) or NOTHING
            judged = judged_by_rules(part, base)
            kept = settled(part, judged)
            return "；".join([*judged.unsupported.values(), *(() if kept.sentences else (kept.dropped[-1].reason,))])

        if not isinstance(best.answer, AspectAnswer):
            return _Settled(None, [Dropped(text=brief.label, reason=str(best.complaints[0]))], "")
        told = opening_of(best.answer, wrong)
        if best.answer.sentences and not told.answer.sentences and self.model.name == "paste":
            fault = opening_fault(best.answer, told.gone[0].reason, brief)
            prompt = self._prompt("mend")
            messages = mend_messages(prompt, brief, [fault])
            ask = Ask(brief.key, prompt.label, messages, schema_of(MendAnswer), round=1, mask=brief.mask)
            try:
                given = parse(asked(self.model, ask, budget), MendAnswer)
            except (ModelError, BadAnswer):
                self._left[brief.key] = Left(brief, best.text, [Complaint(told.gone[0].reason, fault.text)], [fault])
            else:
                mended = mended_answer(AspectAnswer(sentences=best.answer.sentences[:1]), [fault], given, brief)
                assert isinstance(mended, AspectAnswer)
                told = opening_of(mended, wrong)
        if not told.answer.sentences:
            return _Settled(None, told.gone, "")
        ask = Ask(brief.key, "aspect", [], {}, mask=brief.mask)
        came = self._judge(told.answer.model_dump_json(), brief, base, budget, ask)
        if came.part is None or came.judged.unsupported:  # another model read it, and doubts it
            why = "；".join(came.judged.unsupported.values())
            return _Settled(None, [Dropped(text=told.answer.sentences[0].text, reason=why), *told.gone], "")
        if not self.options.verify or came.judged.unasked:
            self.unread[brief.key] = Unread(brief, self._question(came.part, came.judged))
        return _Settled(settled(came.part, came.judged), told.gone, "", came.judged.unverified)

    def _alone(self, ask: Ask, budget: Budget) -> str:
        """A part's answer by itself, where the question for its section did not bring it.

        Raises:
            ModelError: there is none, with what became of that question too: it may have gone out.
        """
        before = self._unwritten.get(ask.key)
        if before is not None and before.hopeless:
            raise before
        try:
            return asked(self.model, ask, budget)
        except ModelError as error:
            if before is None or str(before) == str(error):
                raise
            told = f"{before}；{str(error).removesuffix('。这一部分没有发送')}"
            raise ModelError(error.kind, told, hopeless=error.hopeless) from error

    def _repair(self, best: _Round, brief: Brief, base: Report, budget: Budget, schema: dict[str, object]) -> _Round:
        """The best of an answer and its repairs; stops where what is wrong does not shrink."""
        for round in range(1, self.options.max_repairs + 1):
            if not best.complaints or budget.spent:
                break
            again = self._again(best, brief, base, budget, schema, round)
            if again is None:
                break
            came, given = again
            if came.score < best.score:
                best = came
                continue
            return self._untaken(best, came, given, brief, base, budget)
        return best

    def _again(
        self, best: _Round, brief: Brief, base: Report, budget: Budget, schema: dict[str, object], round: int
    ) -> tuple[_Round, MendAnswer] | None:
        """An answer after what is wrong with it went back: its sentences at fault alone; the whole where it holds none,
        or what is wrong is of the whole (too long); with the sentences that came. None where nothing came back."""
        answer, wrong = best.answer, best.wrong
        prompt = self._prompt("mend" if wrong else "repair")
        if wrong:
            messages, schema = mend_messages(prompt, brief, wrong), schema_of(MendAnswer)
        else:
            messages = repair_messages(prompt, brief, best.text, best.complaints)
        ask = Ask(brief.key, prompt.label, messages, schema, round=round, mask=brief.mask)
        self._tell(brief, round, "asked", budget, len(best.complaints))
        try:
            text = asked(self.model, ask, budget)
            blank = best.part.declined if best.part is not None else frozenset[str]()
            given = MendAnswer(sentences=[])
            if wrong and answer:
                given = parse(text, MendAnswer)
                blank |= declined(wrong, given)
                text = json.dumps(mended_answer(answer, wrong, given, brief).model_dump(), ensure_ascii=False)
            came = self._judge(text, brief, base, budget, ask, blank)
        except (ModelError, BadAnswer):
            return None
        self._tell(brief, round, "answered", budget, len(came.complaints))
        return came, given

    def _untaken(
        self, best: _Round, came: _Round, given: MendAnswer, brief: Brief, base: Report, budget: Budget
    ) -> _Round:
        """An answer with those of its repairs that nothing is wrong with, where they did not make it better together;
        of the others it is told why they were not taken."""
        if best.answer is None or best.part is None or not given.sentences:
            return best
        wrong, why = best.wrong, {one.text: "；".join(dict.fromkeys(one.why)) for one in came.wrong}
        sound = [item for item in given.sentences if item.text.strip() not in why]
        untaken = [item for item in given.sentences if item.text.strip() in why and 1 <= item.n <= len(wrong)]
        if sound and untaken:
            kept = MendAnswer(sentences=sound)
            answer = mended_answer(best.answer, wrong, kept, brief)
            ask = Ask(brief.key, brief.task, [], {}, mask=brief.mask)
            blank = best.part.declined | declined(wrong, kept)
            some = self._judge(json.dumps(answer.model_dump(), ensure_ascii=False), brief, base, budget, ask, blank)
            best = some if some.score < best.score else best
        assert best.part is not None
        tried = {}
        for item in untaken:
            words = item.text.strip()
            tried[wrong[item.n - 1].text] = f"改成“{words}”也没有采用：{why[words]}"
            if words != wrong[item.n - 1].text:
                best.part.dropped.append(Dropped(text=words, reason=f"修改没有采用：{brief.short.told(why[words])}"))
        return best._replace(tried=tuple(tried.items()))

    def _judge(
        self, text: str, brief: Brief, base: Report, budget: Budget, ask: Ask, blank: frozenset[str] = frozenset()
    ) -> _Round:
        try:
            answer = _parsed(text, brief)
        except BadAnswer as error:
            return _Round(text, None, None, Judged(), [Complaint(str(error))])
        part = lock_answer(answer, brief).declining(blank)
        if not part.sentences:
            return _Round(text, answer, part, Judged(), part.complaints)
        judged = judged_by_rules(part, base)
        if self.options.verify:
            read, unread = self._read(part, judged, budget, ask)
            both = _both(judged, read, unread)
            judged = replace(both, unasked=read.unasked, verdicts=read.verdicts, doubted=set(read.unsupported))
        return _Round(text, answer, part, judged, [*part.complaints, *judged.complaints])

    def _read(self, part: Part, ruled: Judged, budget: Budget, ask: Ask) -> tuple[Judged, str]:
        """A reading model's judgement; an empty one and why where that gives no answer."""
        prompt = load_prompt("verify", self.options.prompts)
        part = replace(part, brief=part.brief.showing(part.cited))
        brief = part.brief
        schema = schema_of(VerifyAnswer)
        question = Ask(
            brief.key, prompt.label, self._question(part, ruled), schema, ask.round, ask.candidate, brief.mask
        )
        try:
            answer = parse(asked(self.model, question, budget), VerifyAnswer)
        except (ModelError, BadAnswer) as error:
            unasked = isinstance(error, ModelError) and error.kind == "not_pasted"
            if unasked:
                return Judged(unasked=True), ""
            self._used["verify"] = prompt.label
            return Judged(), str(error)
        self._used["verify"] = prompt.label
        judged = judged_by_model(part, answer, ruled.wording)
        judged.unasked = self.model.name == "paste" and len(judged.verdicts) < len(part.sentences)
        return judged, ""

    def _question(self, part: Part, judged: Judged) -> list[Message]:
        """What a reading model is asked of a part."""
        brief = part.brief
        prompt = load_prompt("verify", self.options.prompts)
        year = brief.book.report.year
        years = f"- {{{{year}}}}年是{year}年，上年是{year - 1}年\n" if year is not None else ""
        return prompt.fill(
            facts=years + brief.fact_lines, notes=brief.note_lines, sentences=numbered(part, judged.wording)
        )
