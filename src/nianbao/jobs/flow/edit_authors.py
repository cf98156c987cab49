"""Who made each edit in a Word file, and what became of our suggestions.

An edit made in tracked changes (修订) by another than us is a reviewer's decision, kept with who and when; an edit made
directly is the clerk's. Our own tracked changes that still stand are open: they are read as not made. One that is gone
was accepted where its new words stand now and rejected where the old ones do; Word does not keep by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nianbao.align.alignment import Aligned
from nianbao.jobs.flow.merge_edits import letters
from nianbao.jobs.store.draft_values import CellEdit, Suggested, WordDecision
from nianbao.report import DocxPlace, Location, Report, Sentence, each_sentence, sentences_changed
from nianbao.text import split_sentences
from nianbao.wordml.content import VERIFIED, accepted, tag
from nianbao.wordml.tracked_changes import AUTHOR, Tracked, is_tracked, main_root, settle, tracked, with_main
from nianbao.writing.docx_runs import RunFinder


class Touch(NamedTuple):
    """A change within a sentence: where the sentence begins in its paragraph, what was put in there, what went."""

    change: Tracked
    at: int
    put: tuple[tuple[int, int], ...]
    gone: str

    @property
    def words(self) -> str:
        """What was put in."""
        return "".join(self.change.text[start:end] for start, end in self.put)


def _typed_besides(words: str, touches: Sequence[Touch], known: str) -> bool:
    """Whether a sentence has words that neither stood there before nor were put in as tracked changes."""
    at, wanted = touches[0].at, words.strip()
    left = list(wanted)
    for start, end in (span for touch in touches for span in touch.put):
        for index in range(start - at, end - at):
            left[index] = "\n"
    return any(letters(part) not in known for part in "".join(left).split("\n"))


@dataclass(frozen=True)
class Marks:
    """The tracked changes of a Word file.

    Attributes:
        data: the file with our own suggestions that still stand taken out; others' changes are in it.
        by_others: their changes. shown: the text of each paragraph as the file shows it, our suggestions included.
    """

    data: bytes = b""
    by_others: list[Tracked] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    places: RunFinder | None = None

    @classmethod
    def of(cls, data: bytes) -> Marks:
        """The tracked changes of a Word file that can be read."""
        root = main_root(data)
        if not is_tracked(root):
            return cls(data)
        shown = [accepted(item) for item in root.iter(tag("p"))]
        if settle(root, lambda author: False if author == AUTHOR else None):
            data = with_main(data, root)
        body = root.find(tag("body"))
        return cls(data, [item for item in tracked(body) if item.author != AUTHOR], shown, RunFinder(body))

    def on(self, words: str, was: str) -> list[Touch]:
        """The changes that touch some words that stand in the file now; what only lies beside them does not.

        Args:
            words: a sentence as it stands. was: as it stood; empty for a new one.
        """
        wanted = words.strip()
        found: list[Touch] = []
        for item in self.by_others:
            at = item.text.find(wanted) if wanted else -1
            if at < 0:
                continue
            end = at + len(wanted)
            put = [(max(spot.start, at), min(spot.end, end)) for spot in item.spots if not spot.gone]
            put = [(start, stop) for start, stop in put if start < stop]
            gone = [
                spot.gone
                for spot in item.spots
                if spot.gone and (at < spot.start < end or (at <= spot.start <= end and spot.gone.strip() in was))
            ]
            if put or gone:
                found.append(Touch(item, at, tuple(put), "".join(gone)))
        first = next((touch.change.paragraph for touch in found), None)
        return [touch for touch in found if touch.change.paragraph is first]

    def without(self, words: str) -> Tracked | None:
        """The change that took some words out."""
        wanted = words.strip()
        return next((item for item in self.by_others if wanted and wanted in item.gone), None)

    def on_cell(self, place: Location | None, label: str, edit: CellEdit) -> list[WordDecision]:
        """The decision on a figure, where it was changed in tracked changes."""
        if self.places is None or not isinstance(place, DocxPlace):
            return []
        first: Any = self.places.paragraph(place)
        found = next((item for item in self.by_others if item.paragraph is first), None)
        if found is None:
            return []
        before, after = f"{label}：{edit.was or '空'}", f"{label}：{edit.raw or '空'}"
        return [WordDecision(kind="changed", who=found.author, when=found.date, before=before, after=after)]


def verified_by(report: Report) -> dict[str, str]:
    """Sentences that a reviewer's comment says are true, with her name."""
    texts = {item.id: item.text for _, item in report.paragraphs()}
    return {
        texts[item.paragraph][item.start : item.end].strip(): item.author
        for item in report.comments
        if item.author != AUTHOR and item.text.startswith(VERIFIED) and item.paragraph in texts
    }


def attributed(
    aligned: Aligned, base: Report, marks: Marks, suggested: Sequence[Suggested], verified: Mapping[str, str]
) -> tuple[Aligned, list[WordDecision]]:
    """A returned file's sentences with whose they are.

    Args:
        aligned: the file beside ``base``. marks: of the file. suggested: what we suggested in it.
        verified: see ``verified_by``.

    Returns:
        The same with origin ``reviewer`` where a reviewer decided; the decisions made in tracked changes.
    """
    before = {sentence.id: sentence.text for sentence in base.sentences()}
    after = {item.id: item.text for item in each_sentence(aligned.sections)}
    known = letters("".join(before.values()))
    ours = {(item.before.strip(), item.after.strip()) for item in suggested}
    decisions: list[WordDecision] = []
    theirs: set[str] = set()
    for id in dict.fromkeys([*aligned.edited, *aligned.added]):
        if id not in after:
            continue
        was = before.get(id, "")
        if (was.strip(), after[id].strip()) in ours:
            theirs.add(id)
        elif was == after[id] and was.strip() in verified:
            theirs.add(id)
            decisions.append(
                WordDecision(kind="confirmed", who=verified[was.strip()], before=was, after=was, sentence=id)
            )
        elif was != after[id] and (touches := marks.on(after[id], was)):
            mixed = _typed_besides(after[id], touches, known)
            if not mixed:
                theirs.add(id)
            decisions += [
                WordDecision(
                    kind="changed" if was else "added",
                    who=touch.change.author,
                    when=touch.change.date,
                    before=touch.gone if mixed else was,
                    after=touch.words if mixed else after[id],
                    sentence=id,
                )
                for touch in touches
            ]
    decisions += [
        WordDecision(kind="removed", who=found.author, when=found.date, before=before[id], sentence=id)
        for id in aligned.deleted
        if (found := marks.without(before.get(id, ""))) is not None
    ]
    if not theirs:
        return aligned, decisions

    def own(sentence: Sentence) -> Sentence:
        return sentence.model_copy(update={"origin": "reviewer"}) if sentence.id in theirs else sentence

    return aligned._replace(sections=sentences_changed(aligned.sections, own)), decisions


class Settled(NamedTuple):
    """What became of our suggestions: decided ones, open ones, and all of them in words."""

    decisions: list[WordDecision]
    open: list[Suggested]
    said: list[str]


def _words(report: Report) -> list[str]:
    blocks = [report.title]
    for section in report.sections:
        blocks.append(section.heading)
        blocks += [paragraph.text for paragraph in section.paragraphs]
    return blocks


def _sentences(blocks: Iterable[str]) -> set[str]:
    return {part.strip() for block in blocks for part in split_sentences(block)} - {""}


def _stands(words: str, sentences: set[str]) -> bool:
    """Whether words stand as whole sentences: a shortened sentence stands inside the longer one it was."""
    wanted = _sentences([words])
    return bool(wanted) and wanted <= sentences


def settled_suggestions(suggested: Sequence[Suggested], marks: Marks, came: Report) -> Settled:
    """What became of the suggestions of the last export."""
    blocks, shown = _sentences(_words(came)), _sentences(marks.shown)
    done = Settled([], [], [])
    for item in suggested:
        line = f"{item.before.strip() or '（新增）'} → {item.after.strip() or '（删去）'}"
        if _stands(item.after, blocks):
            done.decisions.append(_decided("accepted", item))
            done.said.append(f"已采纳：{line}")
        elif _stands(item.after, shown) and _stands(item.before, blocks):
            done.open.append(item)
            done.said.append(f"还没有定：{line}")
        elif _stands(item.before, blocks):
            done.decisions.append(_decided("rejected", item))
            done.said.append(f"未采纳：{line}")
        else:
            done.said.append(f"另作修改：{line}")
    return done


def _decided(kind: str, item: Suggested) -> WordDecision:
    return WordDecision.model_validate(
        {"kind": kind, "before": item.before, "after": item.after, "sentence": item.sentence}
    )
