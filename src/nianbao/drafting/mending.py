"""What goes back of an answer: the sentences at fault alone, each with why and what its sources say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nianbao.drafting.answers import AspectAnswer, MendAnswer, ProblemAnswer, ProblemsAnswer, Said
from nianbao.drafting.brief import Brief, Required
from nianbao.drafting.complaints import Complaint, Fault, Slot
from nianbao.drafting.drafted_part import Part
from nianbao.drafting.prompts import Message, Prompt, figures_told
from nianbao.patterns import lazy

_NUMBER = lazy(r"^[0-9]{1,2}\.")
_ITEM = lazy(r"(?m)^([0-9]+)\. (?:(原句：.*)\n   问题：.*|(（还没有写）\n   问题：.*))((?:\n   依据：.*)+)")
_MOST = 20
"""Faults that go back at once."""


def _placed(answer: AspectAnswer | ProblemsAnswer, brief: Brief) -> Iterator[tuple[Slot, Said]]:
    if isinstance(answer, AspectAnswer):
        yield from ((("", ""), said) for said in answer.sentences)
        return
    for item in answer.problems:
        id = _problem_id(item, brief)
        yield from (((id, "problem"), said) for said in item.problem)
        yield from (((id, "measures"), said) for said in item.measures)


def _problem_id(item: ProblemAnswer, brief: Brief) -> str:
    return brief.short.id(item.id).removeprefix("problem:")


def faults(answer: AspectAnswer | ProblemsAnswer, part: Part, complaints: Sequence[Complaint]) -> list[Fault]:
    """What an answer has to have mended, in its order, then what it leaves out."""
    brief = part.brief
    why: dict[str, list[str]] = {}
    for complaint in complaints:
        for name in filter(None, (complaint.sentence, _NUMBER.sub("", complaint.sentence))):
            why.setdefault(part.answered.get(name, name), []).append(complaint.why)
    for item in () if brief.task == "problems" else part.omitted():
        for sentence in part.in_part(item)[-1:]:  # what tells it in part is written anew in its place
            why.setdefault(part.answered.get(sentence.text, sentence.text), []).append(_not_whole(item, part))
    kept = {part.answered.get(sentence.text, sentence.text) for sentence in part.sentences}
    found: dict[str, Fault] = {}
    for slot, said in _placed(answer, brief):
        text = said.text.strip()
        if text in why and text not in found:
            found[text] = Fault(slot, text, why[text], brief.short.ids(said.sources), text in kept)
    return [*found.values(), *_left_out(part)][:_MOST]


def _not_whole(item: Required, part: Part) -> str:
    names = [fact.name for id in sorted(item.shown - part.shown) if (fact := part.brief.book.get(id)) is not None]
    return f"这组数没有写全，还缺：{'、'.join(names)}；请把这句写全" if names else "这组数没有写全，请把这句写全"


def _left_out(part: Part) -> Iterator[Fault]:
    brief = part.brief
    if brief.task != "problems":
        gaps = {source for gap in part.gaps for source in gap.sources}  # a sentence that goes back says it
        for source in [*part.unsaid(), *(item.own for item in part.omitted() if not part.in_part(item))]:
            if source not in gaps and source not in part.declined:
                yield Fault(("", ""), "", ["还没有写到，或没有写全，请写成一句"], [source])
        return
    for item in brief.problems:
        for what, own, slot, given in (
            ("问题", "problem", f"problems.{item.id}", item.problem),
            ("措施", "measures", f"problems.{item.id}.measure", item.measure),
        ):
            told = part.slots.get(slot) or f"problem:{item.id} {own}" in part.declined
            if given.strip() and not told and not any(gap.slot == slot for gap in part.gaps):
                yield Fault((item.id, own), "", [f"这个问题还没有写{what}，请写成一句"], [f"problem:{item.id}"])


def basis(sources: Sequence[str], brief: Brief) -> list[str]:
    """What sources say, as the model was shown it; nothing of an id of a figure or of nothing."""
    whole = brief.citing(sources)
    lines = f"{whole.fact_lines}\n{whole.note_lines}".splitlines()
    given = {line.partition("：")[0]: line.removeprefix("- ") for line in reversed(lines)}
    shown = (f"- {brief.short.shown.get(source, source)}" for source in sources)
    return [given[id] for id in shown if id in given]


Row = tuple[str, str, Sequence[str]]
"""A sentence that goes back: as answered, empty for what is not said; why; what it is to rest on."""


def rows_of(brief: Brief, wrong: Sequence[Fault]) -> list[Row]:
    """What goes back of a part."""
    return [
        (one.text, "；".join(dict.fromkeys(map(brief.short.told, one.why))), basis(one.sources, brief)) for one in wrong
    ]


def mend_messages(prompt: Prompt, brief: Brief, wrong: Sequence[Fault]) -> list[Message]:
    """The messages that ask for the sentences at fault, and no others."""
    return ask_back(prompt, brief.inputs()["report"], rows_of(brief, wrong), shown=brief.show_values)


def asked_back(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """The sentences that a question asks for anew: its number there, and what it is known by: its words and its basis,
    not what is wrong with it; of what is not written yet that, too."""
    return [(int(match[1]), (match[2] or match[3], match[4])) for match in _ITEM.finditer(text.replace("\r\n", "\n"))]


def ask_back(prompt: Prompt, report: str, rows: Iterable[Row], *, shown: bool) -> list[Message]:
    """The messages for sentences that go back."""
    items: list[str] = []
    for number, (text, why, basis) in enumerate(rows, 1):
        items += [f"{number}. 原句：{text}" if text else f"{number}. （还没有写）", f"   问题：{why}"]
        items += [f"   依据：{line}" for line in basis or ["（没有）"]]
    return prompt.fill(report=report, items="\n".join(items), figures=figures_told(shown=shown))


def declined(wrong: Sequence[Fault], given: MendAnswer) -> frozenset[str]:
    """What an answer to sentences that went back leaves out on purpose: it has no words for them."""
    told = {item.n for item in given.sentences if item.text.strip()}
    asked = {item.n: wrong[item.n - 1] for item in given.sentences if 1 <= item.n <= len(wrong)}
    return frozenset(source for n, fault in asked.items() if n not in told for source in fault.tells)


def mended_answer(
    answer: AspectAnswer | ProblemsAnswer, wrong: Sequence[Fault], given: MendAnswer, brief: Brief
) -> AspectAnswer | ProblemsAnswer:
    """An answer with the mended sentences in the place of those at fault; the others are as they were.

    Args:
        wrong: as they were numbered. given: what came back; what has no words is left out of the answer.
    """
    fresh: dict[tuple[Slot, str], list[Said]] = {}
    for item in given.sentences:
        if 1 <= item.n <= len(wrong):
            fault = wrong[item.n - 1]
            said = [Said(text=item.text, sources=item.sources or fault.sources)] if item.text.strip() else []
            fresh.setdefault((fault.slot, fault.text), []).extend(said)

    def put(slot: Slot, old: Sequence[Said]) -> list[Said]:
        more = fresh.pop((slot, ""), [])
        return [*(one for said in old for one in fresh.get((slot, said.text.strip()), [said])), *more]

    if isinstance(answer, AspectAnswer):
        return AspectAnswer(sentences=put(("", ""), answer.sentences))
    rows = [(_problem_id(row, brief), row) for row in answer.problems]
    missing = dict.fromkeys(id for (id, _), _ in fresh if id not in dict(rows))
    rows += [(id, ProblemAnswer(id=id, problem=[], measures=[])) for id in missing]
    return ProblemsAnswer(
        problems=[
            ProblemAnswer(
                id=row.id, problem=put((id, "problem"), row.problem), measures=put((id, "measures"), row.measures)
            )
            for id, row in rows
        ]
    )
