"""One part of a report built from a model's sentences: what it covers, what it lacks, where it goes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from nianbao.checking.rules.notes import ENOUGH, pairs, rests
from nianbao.drafting.answer_sentences import sentences_of
from nianbao.drafting.answers import AspectAnswer, ProblemAnswer, ProblemsAnswer, Said
from nianbao.drafting.brief import Brief, Required
from nianbao.drafting.complaints import Complaint
from nianbao.drafting.draft import Dropped
from nianbao.drafting.figure_lock import lock
from nianbao.drafting.joined_sentence import claims_made
from nianbao.drafting.plain_words import Repeats, bare, limits
from nianbao.drafting.problem_paragraphs import (
    assignment,
    measure_mark,
    measure_paragraph,
    problem_mark,
    problem_paragraph,
    raised_before,
)
from nianbao.facts import problem_parts
from nianbao.licence import Sources, judge, put_in
from nianbao.licence.traits import traits_of
from nianbao.patterns import lazy
from nianbao.report import FactRef, Note, Paragraph, Problem, Section, Sentence, Span, Text
from nianbao.text import fold, quantities

NOTHING = "没有一句可用的话"
"""What is wrong with an answer without a sentence."""
PARTLY = "这组数没有写全，换成了按表格写的一句"
"""Why a model's sentence on figures is ours."""
_ALONE = lazy("(?:[^，；]*政府信息公开[^，；]*)?(?:被|没有被|未被)(?:申请|提起)")
"""How a clause begins that has a subject matter of its own, whatever stood before it."""
OPENED = lazy("^[^。]*?开展[^，。]*?工作[，。]")
"""The words of an opening sentence that stand there already."""
_CONTEXT = 3
"""Sentences before one that may say what it is about."""


class Gap(NamedTuple):
    """Where a sentence was refused.

    Attributes:
        slot: paragraph id. after: the words of the sentence before it. sources: the ids that it cited, ours.
    """

    slot: str
    after: str
    sources: tuple[str, ...]


@dataclass
class Part:
    """A part as answered, locked.

    Attributes:
        brief: what it was written from. slots: sentences by paragraph id, in order.
        complaints: what is wrong with it. dropped: sentences that cannot be kept, with the reason.
        gaps: where these stood. answered: a sentence's words → those of the answer.
        declined: what the answer would not tell when it was asked for: it is not asked for again.
    """

    brief: Brief
    slots: dict[str, list[Sentence]]
    complaints: list[Complaint] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()

    @property
    def sentences(self) -> list[Sentence]:
        """Every sentence, in order."""
        return [sentence for slot in self.slots.values() for sentence in slot]

    @property
    def cited(self) -> set[str]:
        """Sources and fact ids that the part's sentences name."""
        found = {source for sentence in self.sentences for source in sentence.sources or ()}
        return found | {source.partition(":")[2] for source in found if source.startswith(("cell:", "last:"))}

    @property
    def shown(self) -> set[str]:
        """Ids of the facts that the part's text shows, each as what it is: the lock saw to that."""
        return _shown(self.sentences)

    def omitted(self) -> list[Required]:
        """What has to be said of the figures and no sentence says: an id among the sources says nothing."""
        text = "".join(sentence.text for sentence in self.sentences)
        said = claims_made(text, self.brief)
        shown, cited = self.shown | _only_row(self.shown, text, self.brief) | _counted(said, self.brief), self.cited
        shown |= _sums_of_one(shown, self.brief)
        return [item for item in self.brief.required if not _says(said, shown, cited, item, self.brief)]

    def in_part(self, item: Required) -> list[Sentence]:
        """Sentences that tell some of an account's figures and nothing else."""
        own = _shown([item.sentence])
        rows = {_row(id) for id in own}  # what ours does not tell is never lost for it
        return [one for one in self.sentences if _shown([one]) & own and _only(one, rows)]

    def declining(self, declined: frozenset[str]) -> Part:
        """The part where what an answer would not tell is not complained of."""
        if not declined:
            return self
        left = [item for item in self.complaints if item.lacks not in declined and item.why != NOTHING]
        return replace(self, complaints=left, declined=declined)

    def unsaid(self) -> list[str]:
        """Sources of notes that no sentence rests on."""
        cited = self.cited
        return [source for source in self.brief.words if source not in cited]


def _says(said: frozenset[tuple[object, ...]], shown: set[str], cited: set[str], item: Required, brief: Brief) -> bool:
    if item.shown:
        return item.shown <= shown
    wanted = claims_made(item.sentence.text, brief)
    if item.derived:
        return bool(item.derived & shown) or any(_alike(one, other) for one in wanted for other in said)
    if not wanted:  # of what the claims do not read, the id is all there is
        return bool(item.cited & cited)
    return all(any(_alike(one, other) for other in said) for one in wanted)


def _only_row(shown: set[str], text: str, brief: Brief) -> set[str]:
    """Ids of rows that make up a sum alone, where a text shows the sum and names the row: 其他处理1件，为逾期不补正."""
    told = pairs(text)
    found = set()
    for id in shown:
        fact = brief.book.get(id)
        cells = [
            source.removeprefix("cell:") for source in (fact.sources if fact else ()) if source.startswith("cell:")
        ]
        rows = [row for cell in cells if (row := brief.book.get(cell)) is not None and row.value]
        if fact and len(cells) > 1 and len(rows) == 1 and rests(rows[0].name, told) >= 2 * ENOUGH:
            found.add(rows[0].id)
    return found


def _sums_of_one(shown: set[str], brief: Brief) -> set[str]:
    """Ids of sums of two of which one is nothing and the other is told: 未经复议直接被起诉1件 tells of all lawsuits."""
    found = set()
    for item in brief.required:
        for id in item.shown - shown:
            fact = brief.book.get(id)
            sources = fact.sources if fact is not None else ()
            cells = [source.removeprefix("cell:") for source in sources if source.startswith("cell:")]
            parts = [cell for cell in cells if (part := brief.book.get(cell)) is not None and part.value]
            if len(cells) == 2 and len(parts) == 1 and parts[0] in shown:
                found.add(id)
    return found


def _counted(said: frozenset[tuple[Any, ...]], brief: Brief) -> set[str]:
    """Ids of the facts whose figure a text's claims tell, wherever the number itself was bound: with others that are
    zero it tells the one that is not (尚未审结1件), and what is all of another (其他处理1件，为逾期不补正)."""
    found = set()
    for facts, what, none, *_ in said:
        some = [id for id in facts if (fact := brief.book.get(id)) is not None and fact.value]
        if what == "count" and not none and len(some) == 1:
            found.add(some[0])
    return found


def _alike(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two claims say the same of the same figures; a change says it with or without its degree."""
    return one[:-1] == other[:-1] and (one[1] == "change" or one[-1] == other[-1])


def _id(base: str, sources: Sequence[str], shown: Iterable[str], brief: Brief, taken: set[str]) -> str:
    """A stable id: of the note or the statement it says, as the offline engine gives them, else of its sources."""
    notes = [source for source in sources if source.startswith("note:")]
    ids = set(shown)
    required = next((item.sentence.id for item in brief.required if item.shown and item.shown <= ids), "")
    if notes:
        id = f"note.{notes[0].partition(':')[2]}"
    elif required:
        id = required
    else:
        id = f"{base}.{hashlib.sha256('|'.join(sources).encode()).hexdigest()[:6]}"
    number, found = 1, id
    while found in taken:
        number += 1
        found = f"{id}.{number}"
    taken.add(found)
    return found


_FAULT = lazy("“([^”]+)”")
_DANGLES = ("其中", "分别", "均", "占", "其余", "另")
"""How a clause begins that stands on the one before it."""


def _stands(sentence: Sentence, brief: Brief) -> bool:
    """Whether what is left of a refused sentence tells a note, and rests on it by every word: half an invention is one
    too."""
    told = pairs(sentence.text)
    notes = [source for source in sentence.sources or () if source in brief.words]
    if not any(rests("".join(text for _, text in brief.words[source]), told) >= ENOUGH / 2 for source in notes):
        return False
    sources = Sources(brief.book.report, brief.book)
    verdict = judge(sentence.text, sources.behind(sentence), sentence.sources, bound=put_in(sentence))
    return verdict.licensed and verdict.grounded


def _begins(clause: str) -> bool:
    """Whether a clause begins with when, where or by whom, and so hangs on none before it; 重复的未剔除 may."""
    return _BEGINS.match(clause) is not None or any(not agent.start for agent in traits_of(clause).agents)


_BEGINS = lazy(r"[0-9]{1,2}月|\{\{|[在由经对将向]")


def _without_faults(item: Said, complaints: Sequence[Complaint], brief: Brief) -> tuple[str, str] | None:
    """A refused sentence on notes without the clauses at fault, and these; None where not enough of it is left.

    A count that nobody gave in one clause takes no more with it than this clause and what hangs on it.
    """
    text = item.text.strip()
    noted = any(source in brief.citing([source]).words for source in brief.short.ids(item.sources))
    words = {word for one in complaints if one.fatal for word in _FAULT.findall(one.why)}
    if not noted or not words:
        return None
    for mark in "；，":
        clauses = text.rstrip("。").split(mark)
        kept: list[str] = []
        gone: list[str] = []
        hangs = False
        for clause in clauses:
            hangs = hangs and (clause.startswith(_DANGLES) or (mark == "，" and not _begins(clause)))
            hangs = hangs or any(word in clause for word in words)
            (gone if hangs else kept).append(clause)
        short = mark.join(kept)
        first = mark == "；" or (bool(kept) and kept[0] is clauses[0])
        if gone and first and 2 * len(short) > len(text):
            return f"{short}。", mark.join(gone)
    return None


def _lock_all(said: Sequence[Said], brief: Brief, part: Part, slot: str) -> list[Sentence]:
    """The sentences that can be kept, each once, of as many as the part can need."""
    kept: list[Sentence] = []
    again: Counter[str] = Counter()
    seen: set[str] = set()
    repeats = Repeats()
    id = "measure." if slot.endswith(".measure") else ""
    most = max(limits()["sentences_least"], limits()["sentences_each"] * (len(brief.words) + len(brief.required)))
    for item in said:
        words = item.text.strip()
        if words in seen or len(seen) >= most:
            again[words if words in seen else ""] += 1
            continue
        seen.add(words)
        before = "".join(sentence.text for sentence in kept[-_CONTEXT:])
        result = lock(item, brief, id, before)
        part.complaints += result.complaints
        if result.sentence is None and (shorter := _without_faults(item, result.complaints, brief)) is not None:
            again_locked = lock(item.model_copy(update={"text": shorter[0]}), brief, id, before)
            if (
                again_locked.sentence is not None
                and not again_locked.complaints
                and _stands(again_locked.sentence, brief)
            ):
                why = "；".join(complaint.why for complaint in result.complaints)
                part.dropped.append(Dropped(text=shorter[1], reason=why))
                result = again_locked
        if result.sentence is not None and repeats.found(result.sentence):
            again[words] += 1
        elif result.sentence is not None:
            kept.append(result.sentence)
            part.answered[result.sentence.text] = words
        elif words:
            after = kept[-1].text if kept else ""
            part.gaps.append(Gap(slot, after, tuple(brief.short.ids(item.sources))))
            why = "；".join(complaint.why for complaint in result.complaints)
            part.dropped.append(Dropped(text=words, reason=why))
    if beyond := again.pop("", 0):
        part.complaints.append(Complaint(f"句子太多，后面 {beyond} 句没有读；只写素材里有的"))
        part.dropped.append(Dropped(text=f"（后面的 {beyond} 句）", reason="句子太多，没有读"))
    for words, count in again.items():
        part.complaints.append(Complaint(f"这句话重复了 {count} 次，只写一次", words))
        part.dropped.append(Dropped(text=words, reason=f"与前面的话重复（{count} 次）"))
    return kept


def _too_long(part: Part) -> None:
    """Tell a part that is too long, and leave out what goes far beyond what it was asked to be."""
    length = sum(len(sentence.text) for sentence in part.sentences)
    if length <= part.brief.most or part.brief.opens:
        return
    part.complaints.append(Complaint(f"全段 {length} 字，超过 {part.brief.most} 字；只写素材里有的，删去多余的话"))
    given = sum(len(text) for parts in part.brief.words.values() for _, text in parts)
    left = int(limits()["part_over"] * max(part.brief.most, given))
    for slot, sentences in part.slots.items():
        kept = []
        for sentence in sentences:
            left -= len(sentence.text)
            if left >= 0:
                kept.append(sentence)
            else:
                part.dropped.append(Dropped(text=sentence.text, reason="这一部分太长，后面的没有采用"))
        part.slots[slot] = kept


def locked_aspect(answer: AspectAnswer, brief: Brief) -> Part:
    """An aspect's answer, locked, with what it leaves out."""
    part = Part(brief, {})
    taken: set[str] = set()
    sentences = []
    said = answer.sentences
    if brief.opens:  # written out whole by some, or told in more sentences than one
        said = [item.model_copy(update={"text": brief.opens + OPENED.sub("", item.text.strip())}) for item in said[:1]]
    for sentence in _lock_all(said, brief, part, brief.key):
        shown = [span.id for span in sentence.spans if isinstance(span, FactRef)]
        id = f"{brief.key}.said" if brief.opens else _id(brief.key, sentence.sources or [], shown, brief, taken)
        sentences.append(sentence.model_copy(update={"id": id}))
    part.slots = {brief.key: sentences}
    if not sentences and not brief.opens:
        part.complaints.append(Complaint(NOTHING))
    part.complaints += [Complaint(f"{source} 这条素材没有写到", lacks=source) for source in part.unsaid()]
    part.complaints += [
        Complaint(
            f"{item.own} 没有写到，或没有写全：{brief.short.out(brief.wired(brief.given_of(item)))}", lacks=item.own
        )
        for item in part.omitted()
    ]
    _too_long(part)
    return part


def _problem_slots(item: Problem, answer: ProblemAnswer | None, part: Part, brief: Brief) -> None:
    source = f"problem:{item.id}"
    for slot, given, what in (
        (f"problems.{item.id}", answer.problem if answer else [], "问题"),
        (f"problems.{item.id}.measure", answer.measures if answer else [], "措施"),
    ):
        kept = [
            sentence.model_copy(
                update={"sources": list(dict.fromkeys([source, *(sentence.sources or [])])), "support": "supported"}
            )
            for sentence in _lock_all(given, brief, part, slot)
        ]
        stem = slot.replace("problems.", "problem.") if what == "问题" else f"measure.{item.id}"
        part.slots[slot] = [
            sentence.model_copy(update={"id": stem if at == 0 else f"{stem}.{at + 1}"})
            for at, sentence in enumerate(kept)
        ]
        if not kept and not _refused(slot, part) and (what == "问题" or item.measure.strip()):
            own = "problem" if what == "问题" else "measures"
            part.complaints.append(Complaint(f"{source} 没有写{what}", lacks=f"{source} {own}"))
    said, measures = part.slots[f"problems.{item.id}"], part.slots[f"problems.{item.id}.measure"]
    for sentence in said + measures:
        others = [id for id in sentence.sources or [] if id.startswith("problem:") and id != source]
        if others:
            part.complaints.append(Complaint(f"把 {'、'.join(others)} 的内容写到了 {source} 下面", sentence.text))
    if not item.measure.strip():  # a blank for a person: what the model says instead is no measure of the notes
        for sentence in measures:
            part.complaints.append(Complaint(f"{source} 没有写措施，不能增加", sentence.text))
            part.dropped.append(Dropped(text=sentence.text, reason="素材里这个问题没有写措施"))
        measures.clear()
    refused = _refused(f"problems.{item.id}", part)  # what was refused may say it, and goes back
    if said and not refused and _untold(item, said) and not _reworded(item, said):
        part.complaints.append(
            Complaint(f"{source} 没有写表现或原因：{item.cause.strip()}", said[-1].text, fatal=False)
        )
    shown = part.shown
    told = {one.value for sentence in said + measures for one in quantities(sentence.text)}
    left: dict[bool, list[str]] = {}
    for id, fact in brief.facts.items():
        if source in fact.sources and id not in shown and fact.value not in told:
            left.setdefault(_PLANNED.match(id.split(".")[2]) is not None, []).append(fact.text)
    for planned, texts in left.items():  # each with the sentences that are to tell it
        tellers = measures if planned else said
        if tellers and (planned or not refused):
            why = f"{source} 的数字、时限没有写全：“{'”“'.join(texts)}”"
            part.complaints.append(Complaint(why, tellers[-1].text, fatal=False))
    if not measures:
        return
    last = measures[-1].text
    owner = dict(problem_parts(item)).get("owner", "")
    if owner and bare(owner) not in bare("".join(sentence.text for sentence in measures)):
        part.complaints.append(Complaint(f"{source} 的措施没有写由“{owner}”负责", last, fatal=False))


_PLANNED = lazy("measure|owner|deadline")
"""Columns of a problem that its measures tell."""


def _refused(slot: str, part: Part) -> bool:
    return any(gap.slot == slot for gap in part.gaps)


def _untold(item: Problem, said: Sequence[Sentence]) -> bool:
    """Whether what shows or causes a problem is in none of its sentences, by their words or by its figures, denied
    where it denies them: 全年未制作1篇 of 一篇都没做."""
    if not item.cause.strip() or _rests(item, said) >= ENOUGH:
        return False
    cause, text = fold(item.cause), fold("".join(sentence.text for sentence in said))
    given, told = ({one.value for one in quantities(words)} for words in (cause, text))
    alike = bool(traits_of(cause).denials) == bool(traits_of(text).denials)
    return not (given and given <= told and alike and _rests(item, said))


def _reworded(item: Problem, said: Sequence[Sentence]) -> bool:
    """Whether a problem goes on behind what it is with some of its cause's words and all of its figures: 村文书身兼数职
    of 村文书一个人兼好几样事. What stands for it would say it twice."""
    text = fold("".join(sentence.text for sentence in said))
    given = {one.value for one in quantities(fold(item.cause)) if not (one.value == 1 and one.text[0] == "一")}
    more = len(_PIECES.findall(text)) > 1 and len(text) > len(item.problem.strip())
    return more and given <= {one.value for one in quantities(text)} and _rests(item, said) > 0


_PIECES = lazy("[^，。；：]+")


def _rests(item: Problem, said: Sequence[Sentence]) -> float:
    return rests(item.cause.strip(), pairs("".join(sentence.text for sentence in said)))


def locked_problems(answer: ProblemsAnswer, brief: Brief) -> Part:
    """Section 五's answer, locked: the problems and measures of the notes, no more."""
    part = Part(brief, {})
    given = {item.id: item for item in brief.problems}
    answered: dict[str, ProblemAnswer] = {}
    for one in answer.problems:
        id = brief.short.id(one.id).removeprefix("problem:")
        if id not in given:
            part.complaints.append(Complaint(f"素材里没有问题“{one.id}”，不能增加"))
            text = "".join(item.text for item in [*one.problem, *one.measures])
            part.dropped.append(Dropped(text=text, reason="素材里没有这个问题"))
        elif id in answered:
            part.complaints.append(Complaint(f"problem:{id} 写了两遍"))
        else:
            answered[id] = one
    for id, item in given.items():
        _problem_slots(item, answered.get(id), part, brief)
    _too_long(part)
    return part


# ── putting together


def _filled_aspect(part: Part) -> list[Sentence]:
    """The aspect's sentences, with ours for what they leave out: where a sentence on it was refused or told it in
    part, else where the offline engine has it."""
    brief = part.brief
    sentences = list(part.sentences)
    unsaid = {source.partition(":")[2] for source in part.unsaid()}
    for item in part.omitted():
        if item.sentence.id not in {sentence.id for sentence in sentences}:
            sentences = _with_account(sentences, item, part)
    last: list[Sentence] = []
    for note in brief.notes:
        if note.id not in unsaid:
            continue
        if f"note:{note.id}" in part.declined:
            part.dropped += [] if note.id in {item.note for item in part.dropped} else [_not_told(note, DECLINED)]
            continue
        ours = sentences_of(brief.book, [note])
        if note.text.strip() and not _official(ours):
            part.dropped += [] if note.id in {item.note for item in part.dropped} else [_not_told(note)]
            continue
        at = _gap(sentences, f"note:{note.id}", part)
        if at is None:
            last += ours
        else:
            sentences = [*sentences[:at], *ours, *sentences[at:]]
    return sentences + last


CAUSE = "这个问题的表现或原因，模型换了说法，或者没有写全；请对照看一遍"
"""Why what shows or causes a problem is listed."""
UNTOLD = "模型没有写成，程序也不能替你改成公文的话；请看看怎样写，写到 Word 里"
"""Why a note is in no sentence."""
DECLINED = "请模型写，模型认为不该写进报告，没有写；要写的，请写到 Word 里"
"""Why a note is in no sentence that a model was asked for and would not write."""


def _shown(sentences: Sequence[Sentence]) -> set[str]:
    return {span.id for sentence in sentences for span in sentence.spans if isinstance(span, FactRef)}


def _official(ours: Sequence[Sentence]) -> bool:
    """Whether the offline engine's sentences may stand for a model's: none of them is the clerk's own free words."""
    return not any(sentence.verbatim for sentence in ours)


def _not_told(note: Note, why: str = UNTOLD) -> Dropped:
    return Dropped(text=note.words.strip(), reason=why, note=note.id)


def _with_account(sentences: list[Sentence], item: Required, part: Part) -> list[Sentence]:
    """Sentences with ours on the figures, in place of those that tell some of these figures and nothing else."""
    ours = item.sentence
    partial = [sentence for sentence in part.in_part(item) if sentence in sentences]
    if partial:
        at: int | None = sentences.index(partial[0])
        sentences = [sentence for sentence in sentences if sentence not in partial]
        part.dropped += [Dropped(text=one.text, reason=PARTLY) for one in partial]
    else:
        at = _gap(sentences, item.own, part)
    if at is None:
        order = part.brief.required
        earlier = frozenset[str]().union(*(one.shown for one in order[: order.index(item)])) - item.shown
        before = [n for n, one in enumerate(sentences) if _shown([one]) & earlier]
        first = before[-1] + 1 if before else 0
        at = first if part.brief.figures_first or before else len(sentences)
    ours = _without(ours, _shown([one for one in sentences if one not in partial]))
    return [*sentences[:at], ours, *sentences[at:]]


def _without(ours: Sentence, told: set[str]) -> Sentence:
    """Our sentence without the clauses all of whose figures are told already; whole where one of the rest would not
    stand by itself."""
    clauses: list[list[Span]] = [[]]
    for span in ours.spans:
        pieces = span.text.split("；") if isinstance(span, Text) else [""]
        for number, words in enumerate(pieces):
            if number:
                clauses.append([])
            if not isinstance(span, Text):
                clauses[-1].append(span)
            elif words:
                clauses[-1].append(Text(text=words))
    ids = [{span.id for span in clause if isinstance(span, FactRef)} for clause in clauses]
    kept = [clause for clause, own in zip(clauses, ids, strict=True) if not (own and own <= told)]
    alone = all(clause and isinstance(clause[0], Text) and _ALONE.match(clause[0].text) for clause in kept)
    if not kept or len(kept) == len(clauses) or not alone:
        return ours
    spans = [span for number, clause in enumerate(kept) for span in ([Text(text="；")] if number else []) + clause]
    if kept[-1] is not clauses[-1]:
        spans.append(Text(text="。"))
    return ours.model_copy(update={"spans": spans})


def _row(id: str) -> str:
    """The row of a table that a figure is of, whichever kind of applicant it counts, or how it changed."""
    return ".".join(id.removeprefix("last.").split(".")[:2])


def _only(sentence: Sentence, rows: set[str]) -> bool:
    """Whether a model's sentence tells figures of the tables, of these rows and no others, and no note."""
    sources = sentence.sources or ()
    shown = _shown([sentence])
    return (
        sentence.origin == "chat"
        and bool(shown)
        and {_row(id) for id in shown} <= rows
        and not any(source.startswith(("note:", "problem:")) for source in sources)
    )


def _gap(sentences: Sequence[Sentence], source: str, part: Part) -> int | None:
    """Where a refused sentence stood that cited a source; None where there was none."""
    gap = next((gap for gap in part.gaps if source in gap.sources), None)
    if gap is None:
        return None
    return next((number + 1 for number, one in enumerate(sentences) if one.text == gap.after), 0)


def _marked(sentences: list[Sentence], mark: str) -> list[Sentence]:
    if not mark:
        return sentences
    first = sentences[0]
    return [first.model_copy(update={"spans": [Text(text=mark), *first.spans]}), *sentences[1:]]


def _filled_problems(part: Part, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Section 五's paragraphs: headings as they are, each problem and measure in the model's words or else ours."""
    brief = part.brief
    fresh: dict[str, Paragraph] = {}
    for number, item in enumerate(brief.problems, 1):
        ours = problem_paragraph(brief.book, item, number)
        if said := part.slots.get(ours.id, []):
            cause = [one for one in ours.sentences[1:] if one.id.endswith(".cause")] if _untold(item, said) else []
            told = _shown(cause) <= _shown(said) and _rests(item, said) >= ENOUGH / 2
            if cause and (told or _reworded(item, said)):  # in other words
                part.dropped += [Dropped(text=item.cause.strip(), reason=CAUSE, note=item.id)]
            else:  # a model's own was refused: what stands for it is made of the clerk's words
                refused = _refused(ours.id, part)
                said = [*said, *(one.model_copy(update={"verbatim": True}) if refused else one for one in cause)]
            said = [*said, *raised_before(item, "".join(one.text for one in said))]
            ours = ours.model_copy(update={"sentences": _marked(said, problem_mark(brief.book, number))})
        fresh[ours.id] = ours
        ours = measure_paragraph(brief.book, item, number)
        if said := part.slots.get(ours.id, []):
            said = [*said, *assignment(brief.book, item, said)]
            ours = ours.model_copy(update={"sentences": _marked(said, measure_mark(brief.book, number))})
        fresh[ours.id] = ours
    return [fresh.get(item.id, item) for item in paragraphs]


def placed(sections: Sequence[Section], part: Part) -> list[Section]:
    """A report's sections with a part in its place; blanks for what has to be reported stay.

    Args:
        sections: as the offline engine made them.
    """
    found = []
    for section in sections:
        if part.brief.opens:
            section = section.model_copy(update={"paragraphs": [_opened(item, part) for item in section.paragraphs]})
        elif part.brief.task == "problems" and _holds_problems(section):
            section = section.model_copy(update={"paragraphs": _filled_problems(part, section.paragraphs)})
        else:
            section = section.model_copy(
                update={
                    "paragraphs": [
                        paragraph.model_copy(update={"sentences": _filled_aspect(part) + _blanks(paragraph)})
                        if paragraph.id == part.brief.key
                        else paragraph
                        for paragraph in section.paragraphs
                    ]
                }
            )
        found.append(section)
    return found


def _opened(paragraph: Paragraph, part: Part) -> Paragraph:
    """The paragraph that opens a section with the sentence that a model ended; any other as it is."""
    at = next((at for at, item in enumerate(paragraph.sentences) if OPENED.match(item.text)), None)
    if paragraph.id != part.brief.key or at is None or not part.sentences:
        return paragraph
    sentences = [*paragraph.sentences[:at], *part.sentences, *paragraph.sentences[at + 1 :]]
    return paragraph.model_copy(update={"sentences": sentences})


def _holds_problems(section: Section) -> bool:
    """Whether a section holds problems or measures: one holds both, or one each."""
    return any(paragraph.id.startswith("problems.") for paragraph in section.paragraphs)


def _blanks(paragraph: Paragraph) -> list[Sentence]:
    return [sentence for sentence in paragraph.sentences if sentence.support == "blank"]
