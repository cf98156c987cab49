"""Two reports, files or job folders compared; a draft and its own Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nianbao.align.alignment import ParagraphPair, SectionPair
from nianbao.align.carried_over import Carried, Stock, carried
from nianbao.align.differences import differences
from nianbao.align.figures import cells_compared, shared_blocks
from nianbao.align.paragraphs import Beside, Sections, beside, sections_paired
from nianbao.checking import check
from nianbao.errors import InputError
from nianbao.facts import form_of
from nianbao.jobs.check.check_file import Checked, CheckOptions, check_file
from nianbao.jobs.store.folder import holds_job
from nianbao.reading.docx import DocxParsed
from nianbao.report import Paragraph, Report, Section, bookmark
from nianbao.reviewing.compare.comparison import Comparison, Particular

__all__ = ["beside_its_file", "compare", "compare_files"]


def compare(old: Report, new: Report, *, old_name: str = "", new_name: str = "", findings: bool = True) -> Comparison:
    """Compare two reports: sections and paragraphs by content, words, figures, tables, what is carried over.

    Args:
        old, new: any two reports: last year's and a draft, a draft and what the clerk made of it, two candidates.
        old_name, new_name: how the reader calls them; the titles where empty.
        findings: whether both are checked too (most of the time it takes).

    Returns:
        The comparison. Never raises on what a report contains.
    """
    stock = Stock(old, (paragraph.text for _, paragraph in old.paragraphs() if paragraph.role == "body"))
    own = Stock(new, ())
    sections = sections_paired(old.sections, new.sections)
    pairs: list[SectionPair] = []
    counts: list[tuple[str, Carried]] = []
    for chosen, placed in zip(sections, beside(old.sections, new.sections, sections), strict=True):
        count = _carried(stock, own, placed)
        one = old.sections[chosen.old] if chosen.old is not None else Section(id="")
        other = new.sections[chosen.new] if chosen.new is not None else Section(id="")
        id = (other if chosen.new is not None else one).id
        counts.append((id, count))
        heading = tuple(differences(one.heading, other.heading))
        pairs.append(SectionPair(id, heading, tuple(pair for pair, _ in placed), count.share))
    return Comparison(
        old=old,
        new=new,
        old_name=old_name or _name(old, "A"),
        new_name=new_name or _name(new, "B"),
        title=tuple(differences(old.title, new.title)),
        sections=tuple(pairs),
        cells=tuple(cells_compared(old, new)),
        old_findings=tuple(check(old)) if findings else (),
        new_findings=tuple(check(new)) if findings else (),
        carried=_overall(counts),
        particulars=tuple(_particulars(old, new)),
        remarks=tuple(_remarks(old, new, sections)),
    )


def _name(report: Report, otherwise: str) -> str:
    if report.title:
        return report.title
    if report.unit is not None and report.year is not None:
        return f"{report.unit.name} {report.year} 年"
    return otherwise


def _carried(old: Stock, new: Stock, placed: Beside) -> Carried:
    kept = total = 0
    for pair, befores in placed:
        if pair.new is not None and pair.new.role == "body":
            count = carried(old, new, pair.new.text, befores)
            kept, total = kept + count.kept, total + count.all
    return Carried(kept, total)


def _overall(counts: Sequence[tuple[str, Carried]]) -> float | None:
    """Over the narrative: the form lays down what stands before the first section, so it is left out."""
    own = [count for id, count in counts if id != "preamble"]
    if not sum(count.all for count in own):
        own = [count for _, count in counts]
    return Carried(sum(count.kept for count in own), sum(count.all for count in own)).share


def _particulars(old: Report, new: Report) -> Iterator[Particular]:
    def pair(label: str, values: Sequence[str]) -> Iterator[Particular]:
        if any(values):
            yield Particular(label, *values)

    both = (old, new)
    yield from pair("编制机关", [report.unit.full if report.unit is not None else "" for report in both])
    yield from pair("年度", [str(report.year) if report.year is not None else "" for report in both])
    forms = [form_of(report) for report in both]
    yield from pair("格式", [form.name if form is not None else "" for form in forms])
    yield from pair("成文日期", [report.date for report in both])
    for label in dict.fromkeys([*new.contact, *old.contact]):
        yield from pair(label, [report.contact.get(label, "") for report in both])


def _remarks(old: Report, new: Report, sections: Sequence[Sections]) -> Iterator[str]:
    if old.unit is not None and new.unit is not None and not set(old.unit.names) & set(new.unit.names):
        yield f"两份不是同一单位的报告：A 是{old.unit.name}，B 是{new.unit.name}。"
    before, after = form_of(old), form_of(new)
    if before is not None and after is not None and before.edition != after.edition and (old.cells or new.cells):
        same = shared_blocks(before, after)
        names = [item.name for item in after.tables if item.printed and any(block.id in same for block in item.blocks)]
        kept = "、".join(f"“{name}”" for name in names)
        yield f"两份的表格格式不同（A 是{before.name}，B 是{after.name}）：" + (
            f"只有{kept}逐格对照，其余的表意思不同，不对照。" if names else "表格不能对照。"
        )
    for name, report in (("A", old), ("B", new)):
        if not report.sections:
            yield f"{name} 没有正文（是素材，或还没有起草），只对照表格中的数字。"
        elif sections and not any(section.id not in ("", "preamble", "body") for section in report.sections):
            yield f"{name} 里没有认出年报的各个部分，按一般文字对照。"
        unread = len(report.remarks) + sum(len(table.remarks) for table in report.tables)
        if unread:
            yield f"{name} 有 {unread} 处没有读准，可用 nianbao read 查看。"


def compare_files(old: str, new: str) -> tuple[Comparison, list[str]]:
    """Compare two files.

    Args:
        old, new: anything ``nianbao check`` takes, but standard input.

    Returns:
        The comparison, findings with the silences that hold for each file; and what the user should know.

    Raises:
        InputError: one cannot be read, is no report, or both are the same file.
    """
    for name in (old, new):
        _usable(name)
    if Path(old).resolve() == Path(new).resolve():
        raise InputError.one(new, "A 和 B 是同一个文件", "请给出两份不同的报告")
    options = CheckOptions(keep=True)
    sides = [check_file(name, options) for name in (old, new)]
    before, after = (_report(side) for side in sides)
    names = _names(old, new)
    compared = compare(before, after, old_name=names[0], new_name=names[1], findings=False)
    found = replace(compared, old_findings=tuple(sides[0].findings), new_findings=tuple(sides[1].findings))
    messages = [f"{side}：{line}" for side, item in zip("AB", sides, strict=True) for line in item.messages]
    return found, messages


def _usable(name: str) -> None:
    path = Path(name)
    if name == "-":
        raise InputError.one(name, "不能从标准输入读要对照的报告", "请存成文件再对照")
    if path.is_dir() and not holds_job(path):
        raise InputError.one(
            name,
            "这个文件夹里没有草稿，也没有素材，不是一份报告的文件夹",
            "请给出其中的一个文件，或 nianbao new 建的文件夹",
        )


def _report(side: Checked) -> Report:
    assert side.report is not None
    report = side.report
    if not report.cells and not any(paragraph.text.strip() for _, paragraph in report.paragraphs()):
        raise InputError.one(side.path, "没有读到报告的正文，也没有读到表格里的数字", "请确认给的是年报")
    return report


def _names(old: str, new: str) -> tuple[str, str]:
    """The last parts of the two paths; the whole where those are the same."""
    names = Path(old).name or Path(old).resolve().name, Path(new).name or Path(new).resolve().name
    return names if names[0] != names[1] else (old, new)


def _pair(old: tuple[Section, Paragraph] | None, section: Section, new: Paragraph) -> ParagraphPair:
    home, was = old or (None, None)
    runs = tuple(differences(was.text if was else "", new.text))
    kind = "added" if was is None else "same" if was.text == new.text else "changed"
    moved = home is not None and home.id != section.id
    return ParagraphPair(kind, was, new, home.id if home else "", section.id, runs, moved=moved)  # type: ignore[arg-type]


def beside_its_file(parsed: DocxParsed, new: Report) -> Comparison:
    """What a draft, with what is suggested for it, changes in its Word file.

    Args:
        parsed: the file. new: the draft.

    Returns:
        A comparison of the two; a paragraph is the one its bookmark says, else the one with the same words.
    """
    old = parsed.report
    marked: dict[str, tuple[Section, Paragraph]] = {}
    texts: dict[str, list[tuple[Section, Paragraph]]] = {}
    for section, paragraph in old.paragraphs():
        texts.setdefault(paragraph.text, []).append((section, paragraph))
        for name in parsed.bookmarks.get(paragraph.id, ()):
            marked.setdefault(name, (section, paragraph))
    met: set[str] = set()

    def was(paragraph: Paragraph) -> tuple[Section, Paragraph] | None:
        own = marked.get(bookmark(paragraph.id))
        found = next(
            (item for item in ([own] if own else []) + texts.get(paragraph.text, []) if item[1].id not in met), None
        )
        if found is not None:
            met.add(found[1].id)
        return found

    sections: list[SectionPair] = []
    for section in new.sections:
        before = old.section(section.id)
        pairs = tuple(_pair(was(item), section, item) for item in section.paragraphs if item.text.strip())
        heading = tuple(differences(before.heading if before else "", section.heading))
        sections.append(SectionPair(section.id, heading, pairs))
    title = tuple(differences(old.title, new.title))
    return Comparison(old, new, "年报.docx", "草稿", title, tuple(sections))
