"""A model judges pairs of texts (评判) by a rubric, in both orders.

Off unless asked for. Judges prefer what stands first, what is long and what they wrote themselves (Zheng et al.,
Judging LLM-as-a-Judge, arXiv 2306.05685): a pair counts only where both orders agree, and how often they do not
is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from nianbao.drafting import outline
from nianbao.drafting.answers import BadAnswer, JudgeAnswer, parse, schema_of
from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.drafting.prompts import Prompt, load_prompt
from nianbao.errors import InputError
from nianbao.facts import FactBook, form_of
from nianbao.scoring.case import Case
from nianbao.scoring.run_file import CaseGrounds, EvaluationRun, RunEntry, ScoredPassage
from nianbao.text.personal_data import masked

Side = Literal["a", "b", "same"]


class JudgeVerdict(NamedTuple):
    """What became of a pair.

    Attributes:
        case, title: of the case. forward, backward: which text was called better when A stood first, and when B did;
            None where no answer could be used. why: what the judge said, once for each order.
    """

    case: str
    title: str
    forward: Side | None
    backward: Side | None
    why: tuple[str, str]

    @property
    def agreed(self) -> Side | None:
        """What both orders say; None where they differ, or one is missing."""
        return self.forward if self.forward == self.backward else None


class JudgedRun(NamedTuple):
    """All pairs of two texts judged.

    Attributes:
        a, b: what the texts are called. verdicts: one a case. people: what people said of the same pairs, by case.
        prompt: id, version and hash of the rubric. failures: what could not be asked, in Chinese.
    """

    a: str
    b: str
    verdicts: list[JudgeVerdict]
    people: Mapping[str, Side]
    prompt: str
    failures: list[str]

    def count(self, side: Side) -> int:
        """Pairs on which both orders say so."""
        return sum(item.agreed == side for item in self.verdicts)

    @property
    def split(self) -> int:
        """Pairs on which the orders differ: the judge went by the place."""
        return sum(
            item.forward is not None and item.backward is not None and item.agreed is None for item in self.verdicts
        )

    @property
    def agreement(self) -> tuple[int, int]:
        """Pairs on which people and the judge say the same, of those that both decided."""
        both = [item for item in self.verdicts if item.agreed is not None and item.case in self.people]
        return sum(item.agreed == self.people[item.case] for item in both), len(both)


def _text(passages: Sequence[ScoredPassage]) -> str:
    return "\n".join(f"{item.heading}\n{item.text}".strip() for item in passages if item.text.strip())


_SIDES: dict[tuple[str, bool], Side] = {
    ("甲", True): "a", ("乙", True): "b", ("甲", False): "b", ("乙", False): "a", ("一样", True): "same",
    ("一样", False): "same",
}  # fmt: skip


def _asked(
    model: Model, prompt: Prompt, grounds: CaseGrounds, pair: tuple[RunEntry, RunEntry], *, forward: bool
) -> tuple[Side, str]:
    """Which is better, in one order.

    Raises:
        ModelError, BadAnswer: there is no answer that can be used.
    """
    first, second = pair if forward else pair[::-1]
    messages = prompt.fill(facts=grounds.facts, notes=grounds.notes, first=_text(first.text), second=_text(second.text))
    key = f"judge.{pair[0].case}.{'ab' if forward else 'ba'}"
    answer = parse(model.answer(Ask(key, prompt.label, messages, schema_of(JudgeAnswer))).text, JudgeAnswer)
    return _SIDES[answer.better, forward], answer.why.strip()


def judge(
    run: EvaluationRun,
    a: str,
    b: str,
    model: Model,
    *,
    people: Mapping[str, Side] | None = None,
    prompts: Path | None = None,
    progress: Callable[[int, int, str], None] = lambda *_: None,
) -> JudgedRun:
    """Have a model say of each case which of two texts of a run is the better one, in both orders.

    Args:
        run: the run. a, b: what the texts are called in it. model: who judges. people: decisions of people by case.
        prompts: the user's own prompts. progress: told of each pair.

    Raises:
        InputError: a text of that name is not in the run, or no case has both.
    """
    for name in (a, b):
        if name not in run.labels:
            raise InputError.one("评判", f"这次评测里没有“{name}”", f"可写：{'、'.join(run.labels)}")
    left = {item.case: item for item in run.entries if item.engine == a}
    right = {item.case: item for item in run.entries if item.engine == b}
    pairs = [(left[case], right[case]) for case in run.cases if case in left and case in right]
    if not pairs or a == b:
        raise InputError.one("评判", f"“{a}”和“{b}”没有一个案例是两份都有的", "请换两份文字")
    prompt = load_prompt("judge", prompts)
    verdicts: list[JudgeVerdict] = []
    failures: list[str] = []
    with closing(model):
        for number, pair in enumerate(pairs, 1):
            progress(number, len(pairs), pair[0].title)
            said: list[tuple[Side | None, str]] = []
            for forward in (True, False):
                try:
                    said.append(
                        _asked(model, prompt, run.grounds.get(pair[0].case, CaseGrounds()), pair, forward=forward)
                    )
                except (ModelError, BadAnswer) as error:
                    failures.append(str(error))
                    said.append((None, str(error)))
            verdicts.append(JudgeVerdict(pair[0].case, pair[0].title, said[0][0], said[1][0], (said[0][1], said[1][1])))
    return JudgedRun(a, b, verdicts, dict(people or {}), prompt.label, list(dict.fromkeys(failures)))


def people_from(path: Path, a: str, b: str) -> dict[str, Side]:
    """People's decisions: a YAML file of ``案例编号: 引擎名`` or ``一样``.

    Raises:
        InputError: it cannot be read, or names another text.
    """
    import yaml

    from nianbao.files import read_bytes

    try:
        value = yaml.safe_load(read_bytes(path).decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError.one(str(path), "不是正确的 YAML", "一行一项：案例编号: 引擎名（或 一样）") from error
    sides: dict[str, Side] = {a: "a", b: "b", "一样": "same"}
    if not isinstance(value, dict):
        raise InputError.one(str(path), "没有读到人的评判", "一行一项：案例编号: 引擎名（或 一样）")
    for case, said in value.items():
        if str(said) not in sides:
            raise InputError.one(str(path), f"“{case}”写的是“{said}”", f"可写：{'、'.join(sides)}")
    return {str(case): sides[said] for case, said in value.items()}


def grounds_of(case: Case) -> CaseGrounds:
    """The figures of the tables that are not zero, the notes and the problems of a case."""
    report = outline(case.input)
    book, form = FactBook(report), form_of(report)
    facts = []
    for id in form.cells if form is not None else ():
        fact = book.get(id)
        if fact is not None and fact.value:
            facts.append(f"{fact.name}：{fact.text}")
    notes = [note.words for note in report.notes if note.words.strip()]
    for item in report.problems:
        parts = (("问题", item.problem), ("原因", item.cause), ("措施", item.measure), ("负责", item.owner),
                 ("时限", item.deadline))  # fmt: skip
        notes.append("；".join(f"{name}：{text}" for name, text in parts if text.strip()))
    return CaseGrounds(facts=masked("\n".join(facts) or "（都是零）"), notes=masked("\n".join(notes)))
