"""Two reports → comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.align.differences import differences
from nianbao.checking import check
from nianbao.facts import form_of
from nianbao.report import Report, Section
from nianbao.reviewing.carried import Carried, Stock, carried
from nianbao.reviewing.cells_compared import cells_compared, shared_blocks
from nianbao.reviewing.comparison import Comparison, Particular, SectionPair
from nianbao.reviewing.paragraphs_compared import Beside, beside
from nianbao.reviewing.sections_paired import Sections, sections_paired

__all__ = ["compare"]


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
