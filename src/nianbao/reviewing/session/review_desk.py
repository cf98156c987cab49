"""One report under review: its open items and the decisions on them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from nianbao.checking import Finding
from nianbao.drafting.to_verify import ToVerify
from nianbao.errors import JobError, NianbaoError
from nianbao.jobs.store.draft_values import KeptComment
from nianbao.report import Report
from nianbao.reviewing.session.block_values import Value, confirmed, filled, rewritten, signed, value_of, without
from nianbao.reviewing.session.decision_store import (
    Decision,
    DecisionKind,
    Review,
    dumped,
    fold,
    stands,
    text_of,
    version_of,
)
from nianbao.reviewing.session.review_items import ReviewItem, items
from nianbao.reviewing.session.review_source import Source
from nianbao.text.allowed_characters import cleaned

_GONE = "这一条已经处理过，或改动以后不再需要。请刷新页面。"
MOST_WORDS = 20_000
"""Characters of one block or comment; the longest paragraph of a real report has some two thousand."""


@dataclass(frozen=True)
class Act:
    """What a reviewer asks for.

    Attributes:
        block: what it is about; empty for the whole report. version: of the block as the reviewer saw it.
        item: id of the suggestion it settles. words: of an edit, a blank, a comment, a reason.
        decision: id of the decision to undo; None for the last.
    """

    kind: DecisionKind
    block: str = ""
    version: str = ""
    item: str = ""
    words: str = ""
    decision: int | None = None


class Clash(NianbaoError):
    """Somebody decided on the same block first.

    Attributes:
        theirs: the block's words now. version: of the block now. by: who and when, in words.
    """

    def __init__(self, theirs: str, version: str, by: str) -> None:
        self.theirs, self.version, self.by = theirs, version, by
        super().__init__("这一段刚刚在别处改过，请选用哪一种。")


@dataclass(frozen=True)
class ReviewSheet:
    """A report as it stands on the desk.

    Attributes:
        findings: of it as it stands. items: what is still to be decided. review: what was decided.
        comments: people's, taken back with Word files. verify: what the draft leaves to be verified (请核实).
    """

    report: Report
    findings: tuple[Finding, ...]
    items: tuple[ReviewItem, ...]
    review: Review
    messages: tuple[str, ...]
    comments: tuple[KeptComment, ...] = ()
    verify: tuple[ToVerify, ...] = ()

    def version(self, block: str) -> str:
        """The version of a block; empty for the whole report."""
        value = value_of(self.report, block) if block else None
        return "" if value is None else version_of(self.review, block, value)

    @property
    def waiting(self) -> int:
        """How many items are to be decided; another wording may be chosen and need not."""
        return sum(item.kind != "candidate" for item in self.items)

    @property
    def counts(self) -> dict[str, int]:
        """Open items by severity."""
        found = Counter(item.level for item in self.items if item.kind != "candidate")
        return {level: found[level] for level in ("error", "warning", "info")}


def writable(words: str) -> str:
    """Words as a report may hold them.

    Raises:
        JobError: there is a character in them that only the reviewer can tell.
    """
    found = cleaned(words)
    if lost := [item.name for item in found.odd if item.fate == "lost"]:
        raise JobError(f"文字里有{lost[0]}，别的电脑上显示不出，没有保存。请换成能显示的字，再保存一次。")
    return found.text


def _may_stand(item: ReviewItem) -> bool:
    """Whether a sentence may be left as it is; of two versions one has to go."""
    return item.kind == "verify" or (item.kind == "conflict" and item.after is not None)


class Desk:
    """One report under review."""

    def __init__(self, source: Source, who: str) -> None:
        self.source, self.who = source, who
        self._lock = threading.RLock()
        self._sheet: tuple[tuple[object, ...], ReviewSheet] | None = None
        self._recovered = False

    def _recover(self) -> None:
        """Put in what was acknowledged and not yet in the draft when a run was cut off."""
        if self._recovered:
            return
        waiting = self.source.store.unheld()
        if waiting:
            with self.source.locked():
                for decision in waiting:
                    self.source.store.hold(decision.id, "held" if self.source.put(decision) else "lost")
        self._recovered = True

    def sheet(self) -> ReviewSheet:
        """The report as it stands.

        Raises:
            NianbaoError: it cannot be read.
        """
        with self._lock:
            self._recover()
            decisions = self.source.store.read()
            key = (self.source.stamp(), decisions[-1].id if decisions else 0)
            if self._sheet is None or self._sheet[0] != key:
                self._sheet = key, self._made(decisions)
            return self._sheet[1]

    def _made(self, decisions: list[Decision]) -> ReviewSheet:
        held = self.source.held()
        review = fold(decisions)
        findings = self.source.checked(held.report)
        found = items(held.report, findings, advice=held.advice, candidates=self.source.candidates(held.report))
        waiting = tuple(item for item in found if item.id not in review.settled)
        return ReviewSheet(held.report, tuple(findings), waiting, review, held.messages, held.comments, held.verify)

    def decide(self, act: Act) -> Decision:
        """Take a decision; when this returns, it is on the disk.

        Raises:
            Clash: the block is not as the reviewer saw it. NianbaoError: it cannot be taken; nothing was kept.
        """
        if len(act.words) > MOST_WORDS:
            raise JobError(f"文字超过 {MOST_WORDS} 字，没有保存。")
        act = replace(act, words=writable(act.words))
        with self._lock:
            self._recover()
            with self.source.locked():
                sheet = self.sheet()
                decision = self._undone(sheet, act) if act.kind == "undo" else self._decided(sheet, act)
                stored = self.source.store.append(decision)
                self._recovered = not stored.changes  # until the draft has it, too
                if stored.changes:
                    self.source.store.hold(stored.id, "held" if self.source.put(stored) else "lost")
                    self._recovered = True
                return stored

    def _decided(self, sheet: ReviewSheet, act: Act) -> Decision:
        if not act.block:
            return self._about_all(sheet, act)
        value = value_of(sheet.report, act.block)
        if value is None:
            raise JobError("这一段已经不在报告里了，没有保存。请刷新页面。")
        item = next((held for held in sheet.items if held.id == act.item), None)
        if act.kind in ("comment", "ask", "reject"):
            if act.item and item is None:
                raise JobError(_GONE)
            return self._said(act, item)
        self._same(sheet, act, value)
        if act.item and item is None:
            raise JobError(_GONE)
        after = self._after(sheet, act, item, value)
        made = signed(value, after, self.source.origin, vouched=act.kind != "accept")
        label = item.title if item is not None else ""
        return Decision(
            act.kind, self.who, block=act.block, item=act.item, label=label, before=dumped(value), after=dumped(made)
        )

    def _same(self, sheet: ReviewSheet, act: Act, value: Value) -> None:
        version = version_of(sheet.review, act.block, value)
        if act.version == version:
            return
        decision = next(
            (item for item in reversed(self.source.store.read()) if item.block == act.block and item.changes), None
        )
        by = f"{decision.who}，{decision.at[11:19]}" if decision is not None else "草稿已更新"
        raise Clash(text_of(value), version, by)

    def _said(self, act: Act, item: ReviewItem | None) -> Decision:
        words = act.words.strip()
        if act.kind == "comment" and not words:
            raise JobError("批注是空的，没有保存。")
        if act.kind == "reject" and item is None:
            raise JobError("没有说明是哪一条，没有保存。")
        if act.kind == "reject" and item is not None and item.kind == "conflict":
            raise JobError("两种写法要删去一种，不能不处理，没有保存。")
        label = item.title if item is not None else ""
        return Decision(act.kind, self.who, block=act.block, item=act.item, label=label, words=words or label)

    def _about_all(self, sheet: ReviewSheet, act: Act) -> Decision:
        item = next((held for held in sheet.items if held.id == act.item), None)
        if act.kind in ("comment", "ask", "reject"):
            if act.item and item is None:
                raise JobError(_GONE)
            return self._said(act, item)
        if act.kind in ("return", "pass"):
            return Decision(act.kind, self.who, words=act.words)
        raise JobError("没有说明是哪一段，没有保存。")

    def _after(self, sheet: ReviewSheet, act: Act, item: ReviewItem | None, value: Value) -> Value:
        if act.kind == "edit":
            if not act.words.strip() and isinstance(value, str):
                raise JobError("标题不能是空的，没有保存。")
            return rewritten(sheet.report, act.block, act.words) if act.words.strip() else []
        if item is None:
            raise JobError("没有说明是哪一条，没有保存。")
        makers: dict[str, Callable[[], Value | None]] = {
            "accept": lambda: item.after if item.kind in ("fix", "candidate") else None,
            "confirm": lambda: confirmed(value, item.sentence) if _may_stand(item) else None,
            "fill": lambda: filled(value, item.sentence, item.span, act.words) if act.words.strip() else None,
            "remove": lambda: without(value, item.sentence) if item.sentence else None,
        }
        after = makers[act.kind]() if act.kind in makers else None
        if after is None:
            raise JobError(
                "这一条不能这样处理，没有保存。" if act.words.strip() or act.kind != "fill" else "没有填写内容。"
            )
        return after

    def _undone(self, sheet: ReviewSheet, act: Act) -> Decision:
        standing = {item.id: item for item in sheet.review.standing}
        target = standing.get(act.decision) if act.decision is not None else sheet.review.undoable
        if target is None:
            raise JobError("没有可以撤销的。" if act.decision is None else "这一条已经撤销过了。请刷新页面。")
        undo = Decision(
            "undo", self.who, block=target.block, item=target.item, label=target.label or target.words,
            undoes=target.id,
        )  # fmt: skip
        if not target.changes:
            return undo
        now = value_of(sheet.report, target.block)
        if not stands(now, target.after):
            raise JobError("这一段后来又改过，请先撤销后来的修改。")
        return Decision(
            "undo", self.who, block=target.block, item=target.item, label=target.label,
            before=target.after, after=target.before, undoes=target.id,
        )  # fmt: skip
