"""Reports to review: a job folder drafted by the program, with things in it that want deciding."""

from __future__ import annotations

import shutil
from pathlib import Path

from jobs.folders import kept
from nianbao.files import digest
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.draft_file import keep_snapshot, load, save
from nianbao.jobs.store.draft_values import DraftFile, FileState
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.word_file import rendered
from nianbao.report import Blank, Paragraph, Section, Sentence, Text

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
NASTY = "<script>document.title='stolen'</script>"
PLANTED = {
    "overview.management": ["截止12月底,专栏内的信息都已核对。"],
    "overview.platform": ["截止10月底，14个村的公开栏都已更新。", "群众查询时间明显缩短。"],
    "overview.supervision": ["截止9月底，两次培训都已办完。"],
    "overview.requests": [f"申请表上写的是{NASTY}。"],
}
GUESS = "群众查询时间明显缩短。"
MISSING = "社会评议结果情况"


def _with(section: Section) -> Section:
    return section.model_copy(update={"paragraphs": [_planted(item) for item in section.paragraphs]})


def _planted(paragraph: Paragraph) -> Paragraph:
    more = [
        Sentence(
            id=f"planted.{paragraph.id}.{number}",
            spans=[Text(text=text)],
            sources=[],
            support="unsupported" if text == GUESS else "supported",
            origin="chat",
        )
        for number, text in enumerate(PLANTED.get(paragraph.id, []))
    ]
    if paragraph.id == "overview.supervision":
        blank = Blank(what=MISSING, basis="《条例》第五十条")
        more.append(Sentence(id="planted.blank", spans=[blank], support="blank", origin="offline"))
    return paragraph.model_copy(update={"sentences": [*paragraph.sentences, *more]}) if more else paragraph


def job(folder: Path) -> Job:
    """A job folder with a draft in which things were planted, as if an engine had written them; its Word file says so.

    Args:
        folder: to make; drafts of folders with the same name are copies of one.
    """
    return Job(kept(f"planted {folder.name}", folder, _drafted))


def _drafted(folder: Path) -> None:
    shutil.copy(EXAMPLE, folder / "report.yaml")
    made = Job(folder)
    redraft(made)
    draft = load(made)
    assert draft is not None
    report = draft.report.model_copy(update={"sections": [_with(item) for item in draft.report.sections]})
    rewrite(made, draft.model_copy(update={"report": report}))


def rewrite(job: Job, draft: DraftFile) -> None:
    """Make a draft the one that the folder and its Word file hold."""
    data = rendered(job, draft)
    draft.files[job.docx_path.name] = FileState(sha256=digest(data))
    job.docx_path.write_bytes(data)
    keep_snapshot(job, draft)
    save(job, draft)


def text(job: Job) -> str:
    """All words of a draft, a paragraph a line."""
    draft = load(job)
    assert draft is not None
    return "\n".join(paragraph.text for _, paragraph in draft.report.paragraphs())
