"""Findings of a draft that the clerk dismissed, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nianbao.checking import Finding, check, tagged
from nianbao.checking.context import Context
from nianbao.checking.finding import fingerprint
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.checking.silence import Dismissed, Silences, codes_of, silence, silences
from nianbao.errors import InputError, JobError, nearest
from nianbao.jobs.store.draft_file import load, save
from nianbao.jobs.store.folder import find
from nianbao.jobs.store.run_record import record
from nianbao.report import Comment, Report, Sentence, sentences_changed
from nianbao.text import fold
from nianbao.text.allowed_characters import typed


def _kept() -> frozenset[str]:
    """Blanks, 待核实, two versions of one thing and marks of work not done are settled in the text, never set aside:
    the report would be published with them."""
    return tagged("blank", "unverified", "conflict", "unfinished")


def heard(report: Report, dismissed: Sequence[Dismissed]) -> list[Finding]:
    """The findings of a draft, those set aside marked; what may not be set aside stands, whatever a draft file says."""
    kept = _kept()
    allowed = [item for item in dismissed if item.code not in kept]
    return silence(check(report), report, Silences(allowed)).findings


def without_read(report: Report, findings: Sequence[Finding]) -> Report:
    """A draft in which sentences in the clerk's own words that somebody has read wait for nobody any more.

    Args:
        findings: of it, as ``heard`` gives them.
    """
    asked = tagged("own_words")
    aside = {(item.paragraph, item.quote) for item in findings if item.silenced is not None and item.code in asked}
    if not aside:
        return report

    seen = {one.id for _, held in report.paragraphs() for one in held.sentences if (held.id, one.text) in aside}

    def read(sentence: Sentence) -> Sentence:
        return sentence.model_copy(update={"verbatim": sentence.verbatim and sentence.id not in seen})

    return report.model_copy(update={"sections": sentences_changed(report.sections, read)})


def by_comments(report: Report, comments: Sequence[Comment], dismissed: Sequence[Dismissed]) -> list[Dismissed]:
    """What comments in a Word file set aside, for the draft's own list: a Word file written anew has no such comment.

    Args:
        report: the draft with the file's words. comments: of the file, at the draft's places. dismissed: already.
    """
    if not any(silences(comment) for comment in comments):
        return []
    seen = report.model_copy(update={"comments": list(comments)})
    return [
        Dismissed(code=item.code, fingerprint=fingerprint(item), quote=item.quote[:40], reason=item.silenced.reason)
        for item in silence(check(report), seen, Silences(dismissed)).findings
        if item.silenced is not None and item.silenced.by == "comment" and item.code not in _kept()
    ]


def dismiss(path: Path, words: Sequence[str], reason: str) -> list[Finding]:
    """Set findings of a draft aside.

    Args:
        path: the job folder, or a file in it. words: ``UNIT04``, or ``UNIT04:红旗镇`` for only those whose words
            contain what follows. reason: why; required.

    Raises:
        InputError: a code nobody knows, one that cannot be set aside, or no such finding. JobError: no draft.
    """
    job, reason = find(path), typed(reason, "--reason")
    if not reason.strip():
        raise InputError.one("--reason", "没有写理由", "请写明为什么这一项不是问题，如：--reason 红旗镇是结对单位")
    with job.locked():
        draft = load(job)
        if draft is None:
            raise JobError(f"{job.folder}：没有草稿，请先运行 nianbao draft；其他文件请用 nianbao.toml 的 [[ignore]]。")
        standing = [item for item in heard(draft.report, draft.dismissed) if item.counts]
        chosen = [item for word in words for item in _chosen(word, standing, draft.report)]
        added = [
            Dismissed(code=item.code, fingerprint=fingerprint(item), quote=item.quote[:40], reason=reason.strip())
            for item in chosen
        ]
        save(job, draft.model_copy(update={"dismissed": [*draft.dismissed, *added]}))
        record(job, "dismiss", codes=[item.code for item in chosen], reason=reason.strip())
    return chosen


def _as_read(report: Report, quote: str) -> Finding:
    """What a model reads of some words, which it is not to say again: it reads only when it is asked to.

    Raises:
        InputError: no words are given, or they are not in the draft.
    """
    context = Context(report)
    at = context.document.folded.find(fold(quote)) if quote.strip() else -1
    if at < 0:
        what = f"草稿里没有“{quote}”" if quote.strip() else "没有写是哪一处"
        raise InputError.one("--dismiss", what, "请照抄引文，如 --dismiss READ01:引文")
    context.rule = READ_BY_MODEL
    return context.mark(at, at + len(quote), "")


def _chosen(word: str, standing: Sequence[Finding], report: Report) -> list[Finding]:
    code, _, quote = word.replace("：", ":").partition(":")
    codes = codes_of(code)
    if not codes:
        raise InputError.one(
            "--dismiss",
            f"没有规则“{code}”",
            nearest(code, [item.code for item in standing]) or "运行 nianbao rule 可列出",
        )
    if codes & _kept():
        raise InputError.one("--dismiss", f"{code} 不能设为不报", f"{_SETTLE}填好、核实、选定或删去")
    if codes == {READ_BY_MODEL.code}:
        return [_as_read(report, quote)]
    found = [item for item in standing if item.code in codes and quote in item.quote]
    if unfinished := [item for item in found if _is_unfinished(item, standing)]:
        shown = " ".join(unfinished[0].quote.split())
        raise InputError.one("--dismiss", f"{unfinished[0].where}写的是“{shown}”，还没有做完，不能设为不报", _IN_CELL)
    if not found:
        raise InputError.one("--dismiss", f"这份草稿没有这样的问题（{word}）", "请先运行 nianbao check 看有哪些")
    return found


_SETTLE = "待填、待核实、没有选定的内容和留给别人看的记号，请在素材或 Word 中"
_IN_CELL = "请核实后在 Word 的这一格里只留数，再取回"


def _is_unfinished(finding: Finding, standing: Sequence[Finding]) -> bool:
    """Whether a cell that a finding is about holds a mark of work not done (140待核实)."""
    kept = _kept()
    return bool(finding.cell) and any(item.cell == finding.cell and item.code in kept for item in standing)
