"""TABLE: relations between figures (勾稽关系), computed by one function for every edition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.blanks_as_zero import zeros
from nianbao.facts import computed_cells, figure
from nianbao.kinds import Block, Form, Identity, Instance, Node, Term
from nianbao.patterns import lazy
from nianbao.report import SheetPlace

_ORDINAL = lazy(r"^(?:[0-9]+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
_FEW = 4
_OPPOSITE = {"=": "≠", "<=": ">", ">=": "<"}
_HOLDS = {
    "=": lambda left, right: left == right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def _short(node: Node) -> str:
    """How a message calls a row or column: without ordinals and brackets."""
    label = node.label or node.name or ""
    for name in (node.short, node.name):
        if name and len(name) < len(label):
            label = name
    return _ORDINAL.sub("", label).removesuffix("政府信息公开申请")


def _term_name(form: Form, block: Block, term: Term, axis: str) -> str:
    group = block.groups.get(term.ref)
    if group is not None:
        return _short(group)
    paths = block.row_paths if axis == "column" else block.column_paths
    for path in paths:
        if path[-1].id == term.ref:
            name = _short(path[-1])
            name = {"上年结转": "结转", "办理结果总计": "总计", "结转下年度继续办理": "结转下年"}.get(name, name)
            return f"上年{name}" if term.last else name
    cell = form.cells.get(block.cell_id(term.ref, ""))
    return (f"上年{cell.name}" if term.last else cell.name) if cell else term.ref


_ZERO = Decimal(0)


def _figure(context: Context, id: str, *, last: bool, empty: frozenset[str]) -> Decimal | None:
    """A cell's figure, that of an empty cell among ``empty`` zero; None where it has none."""
    value = context.book.cell(id, last=last)
    return _ZERO if value is None and not last and id in empty else value


def _total(context: Context, side: tuple[tuple[str, int, bool], ...], empty: frozenset[str]) -> Decimal | None:
    """The sum of one side; None where a figure of it is missing."""
    total, cell = _ZERO, context.book.cell
    for id, sign, last in side:
        one = cell(id, last=last)
        if one is not None:
            total += sign * one
        elif last or id not in empty:
            return None
    return total


class _Side:
    """One side of an identity: the sum, the terms for the message, the cells for the evidence."""

    def __init__(
        self, context: Context, form: Form, identity: Identity, terms: tuple[Term, ...], key: str, empty: frozenset[str]
    ) -> None:
        self.summed = identity.computes is not None
        self.total = Decimal(0)
        self.blanks: list[str] = []
        self.short: list[str] = []
        self.full: list[str] = []
        self.unknown: list[str] = []
        block = form.blocks[identity.block]
        for term in terms:
            row, column = ("", key) if identity.each == "column" else (key, "")
            value = Decimal(0)
            for id in form.resolve(block, term, row=row, column=column):
                one = _figure(context, id, last=term.last, empty=empty)
                label = form.cells[id].label
                if not term.last and id in empty:
                    self.blanks.append(label)
                if one is None:
                    self.unknown.append(("上年·" if term.last else "") + label)
                    continue
                value += one
                sign = "-" if term.sign < 0 else "+"
                self.full.append(f"{sign} {'上年·' if term.last else ''}{label} {figure(one)}")
            self.total += term.sign * value
            name = _term_name(form, block, term, identity.each)
            self.short.append(f"{'-' if term.sign < 0 else '+'} {name} {figure(value)}")

    @property
    def shown(self) -> list[str]:
        """The terms: of a sum those that are not zero, or one; of a balance each, its zeros may be what is wrong."""
        if not self.summed and len(self.short) <= _FEW:
            return self.short
        return [term for term in self.short if not term.endswith(" 0")] or self.short[:1]

    def message(self) -> str:
        """新收 3 + 结转 1."""
        return " ".join(self.shown).removeprefix("+ ") or "0"

    def equation(self) -> str:
        """Every cell with its figure; of many, those that are not zero."""
        full = self.full
        if len(full) > _FEW:
            full = [term for term in full if not term.endswith(" 0")]
        return " ".join(full).removeprefix("+ ") or "0"


def _told_at(instance: Instance) -> str:
    """The cell of this year's at which a relation that does not hold is told."""
    years = instance.identity.compares_years
    sides = (*instance.left, *instance.right) if years else (*instance.right, *instance.left)
    return next(id for id, _, last in sides if not last)


_WORKBOOKS = (".xlsx", ".xls", ".et")


def _last_places(context: Context, instance: Instance) -> dict[str, str]:
    """Where last year's figures of a relation stand, when they were read from a report of their own."""
    last = context.report.last
    if last is None or not last.source:
        return {}
    used = [context.book.last_cell(id) for id, _, before in (*instance.left, *instance.right) if before]
    places = [cell.location for cell in used if cell is not None and cell.location is not None]
    typed = any(isinstance(place, SheetPlace) for place in places) and not last.source.endswith(_WORKBOOKS)
    source = f"素材（上年报告为 {last.source}）" if typed else last.source  # its figures stand in the clerk's workbook
    return {"上年出处": f"{source} {'、'.join(map(str, places))}".strip()} if used else {}


def _where(form: Form, identity: Identity, instance: Instance) -> str:
    block = form.blocks[identity.block]
    if identity.each == "column":
        path = next(path for path in block.column_paths if path[-1].id == instance.key)
        return f"“{path[-1].label}”栏"
    if instance.where:
        return f"“{instance.where}”一行"
    group = next(
        (
            path[-2].label
            for path in block.column_paths
            if instance.right
            and block.cell_id(instance.key, path[-1].id or "") == instance.right[0][0]
            and len(path) > 1
        ),
        "",
    )
    return f"“{group}”" if group else f"“{block.title or block.id}”"


def identity_findings(context: Context, code: str) -> Iterator[Finding]:
    """What the identities of a code find.

    A relation that does not hold is a finding with both sides in the message and the full equation as
    evidence. One that cannot be worked out, because a figure is missing, is told once for its table. Empty cells are
    reckoned as zero where the rest of the table shows that they are; what rests on that is no more than a warning.
    Relations with last year are silent when last year's figures were not given at all.
    """
    form = context.form
    if form is None or not context.report.cells:
        return
    for identity in form.identities:
        if identity.code != code:
            continue
        if identity.compares_years and context.report.last is None:
            continue
        missing: list[str] = []
        broken: list[tuple[str, Decimal, Finding]] = []
        assessed = False
        empty = zeros(context, identity.block).cells
        for instance in form.instances[identity.id]:
            one, other = _total(context, instance.left, empty), _total(context, instance.right, empty)
            if one is not None and other is not None and _HOLDS[identity.op](one, other):
                assessed = True  # as nearly always: words are made only for what does not hold
                continue
            if identity.computes is None and _holds_but_for_totals(context, form, instance, empty):
                assessed = True  # the total that is wrong is told where it is summed
                continue
            left = _Side(context, form, identity, identity.left, instance.key, empty)
            right = _Side(context, form, identity, identity.right, instance.key, empty)
            if left.unknown or right.unknown:
                missing += left.unknown + right.unknown
                continue
            assessed = True
            mark = _OPPOSITE[identity.op]
            cell = _told_at(instance)
            sums = (
                f"，即 {figure(left.total)} {mark} {figure(right.total)}"
                if max(len(left.shown), len(right.shown)) > 1
                else ""
            )
            blanks = [*left.blanks, *right.blanks]
            as_zero = "（空格按零算）" if blanks else ""
            finding = context.cell(
                cell,
                f"{_where(form, identity, instance)}：{left.message()} {mark} {right.message()}{sums}{as_zero}",
                severity="warning" if blanks else identity.severity,
                evidence={
                    "等式": f"{left.equation()} {identity.op} {right.equation()}",
                    "左": figure(left.total),
                    "右": figure(right.total),
                    "依据": identity.basis,
                    "勾稽关系": identity.id,
                    **_last_places(context, instance),
                    **({"按零算的空格": "、".join(blanks)} if blanks else {}),
                },
                fix=(
                    "请核对原始台账：空格确实是零的写 0，不是零的补上数字；再改正填错的一格"
                    if blanks
                    else "请核对原始台账，改正填错的一格；总计留空可以由程序算出"
                ),
            )
            broken.append((instance.key, left.total - right.total, finding))
        yield from _without_echo(form, identity, broken)
        if missing and _told_as_missing(context, form, identity):
            continue
        if missing and (not _comparable(context, form, identity) or (identity.compares_years and not assessed)):
            continue  # last year's figures for it were not given at all
        if missing:
            shown = "、".join(f"“{label}”" for label in dict.fromkeys(missing[:3]))
            yield context.whole(
                f"{identity.basis}：无法核对，{shown}{'等' if len(set(missing)) > 3 else ''}没有数字",
                severity=identity.severity,
                verdict="unassessed",
                evidence={"依据": identity.basis, "勾稽关系": identity.id},
                fix="请补上数字；确实没有的，写 0 或声明其余为零（上年的表在各张上年表里声明）"
                if any(label.startswith("上年·") for label in missing)
                else "请补上数字；确实没有的，写 0 或声明其余为零",
            )


def _without_echo(form: Form, identity: Identity, broken: list[tuple[str, Decimal, Finding]]) -> Iterator[Finding]:
    """Leave out a total that is wrong only because its parts are: it would say the same twice."""
    totals = {other.computes for other in form.identities if other.block == identity.block}
    for key, residual, finding in broken:
        parts = [rest for other, rest, _ in broken if other not in totals]
        if key in totals and parts and sum(parts) == residual:
            continue
        yield finding


def _holds_but_for_totals(context: Context, form: Form, instance: Instance, empty: frozenset[str]) -> bool:
    """Whether a relation holds with the sums of the parts in place of totals that are not their sums."""
    sums = computed_cells(form)
    sides = []
    for side in (instance.left, instance.right):
        total = Decimal(0)
        for id, sign, last in side:
            value = _figure(context, id, last=last, empty=empty)
            if value is None:
                return False
            parts = {value} if last else {_total(context, one.left, empty) for one in sums.get(id, ())}
            part = parts.pop() if len(parts) == 1 else None  # of sums that differ, none is the right total
            total += sign * (value if part is None else part)
        sides.append(total)
    return bool(_HOLDS[instance.identity.op](*sides))


def _told_as_missing(context: Context, form: Form, identity: Identity) -> bool:
    """Whether cells that a clerk left empty are told anyway, once for their table (TABLE10), or were not asked for."""
    if not context.report.structured or identity.compares_years:
        return False
    cells = context.report.cells
    held = [cells[id] for id in cells if id in form.cells and form.cells[id].block == identity.block]
    if any(cell.value is None for cell in held):
        return False  # a cell with a stroke is there and has no figure
    return not held or any(table.printed and identity.block in [b.id for b in table.blocks] for table in form.tables)


def _comparable(context: Context, form: Form, identity: Identity) -> bool:
    """Whether to say that a relation could not be worked out.

    Not of figures a published report has no table for, and not where the edition before had other columns.
    """
    if not context.report.structured:
        unprinted = {block.id for table in form.tables if not table.printed for block in table.blocks}
        if identity.block in unprinted:
            return False
    last, before = context.report.last, form.before
    edition = last.edition if last is not None else ""
    if not identity.compares_years or edition in ("", form.edition):
        return True
    return before is not None and before.edition == edition and identity.block in before.blocks


@rule("TABLE01", "row-sum", "error", "arithmetic")
def row_sum(context: Context) -> Iterator[Finding]:
    """各类申请人之和不等于总计

    【是什么】第三部分表格每一行，自然人和五类法人或其他组织之和应当等于总计。
    【依据】表格自身：总计栏就是各栏之和。
    【错】
    - 新收：自然人 2、商业企业 1，总计填 4
    【对】
    - 新收：自然人 2、商业企业 1，总计填 3
    【怎么改】核对台账，改正填错的一栏；总计留空由程序算出。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】总计由程序计算，不要自己写总数。
    """
    return identity_findings(context, "TABLE01")


@rule("TABLE02", "column-sum", "error", "arithmetic")
def column_sum(context: Context) -> Iterator[Finding]:
    """各项办理结果之和不等于（七）总计

    【是什么】第三部分表格每一栏，（一）至（六）各项之和应当等于（七）总计。
    【依据】表格自身：（七）总计是本年度办理结果各项之和。
    【错】
    - 予以公开 2、无法提供 1，（七）总计填 2
    【对】
    - 予以公开 2、无法提供 1，（七）总计填 3
    【怎么改】核对每件申请的办理结果，一件只计入一项。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】办理结果各项之和就是办结总数，不要另写总数。
    """
    return identity_findings(context, "TABLE02")


@rule("TABLE03", "balance", "error", "arithmetic")
def balance(context: Context) -> Iterator[Finding]:
    """新收加上年结转不等于办结加结转下年

    【是什么】第三部分表格每一栏，第一项加第二项之和，等于第三项（总计）加第四项之和。
    【依据】表格左上角注明的勾稽关系。
    【错】
    - 新收 3、上年结转 1，总计 3、结转下年 0
    【对】
    - 新收 3、上年结转 1，总计 3、结转下年 1
    【怎么改】逐件核对：年底没有办完的计入“结转下年度继续办理”。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】收到的申请要么办结，要么结转下年。
    """
    return identity_findings(context, "TABLE03")


@rule("TABLE04", "carried-over", "error", "arithmetic")
def carried_over(context: Context) -> Iterator[Finding]:
    """上年结转与上年报告的结转下年不一致

    【是什么】今年的“上年结转”每一栏应当等于上年报告同一栏的“结转下年度继续办理”。
    【依据】两个栏目的含义；两个版本的表格这两行相同。
    【错】
    - 上年报告结转下年 2，今年上年结转填 0
    【对】
    - 上年报告结转下年 2，今年上年结转填 2
    【怎么改】以已公开的上年报告为准；上年报告有误的，先更正上年报告。
    【怎么不报】没有给上年数字（素材里的“上年”各表，或 --previous 上年报告）时不核对。
    【一句话】上年结转的件数以上年报告为准。
    """
    return identity_findings(context, "TABLE04")


@rule("TABLE05", "in-force", "warning", "inference")
def in_force(context: Context) -> Iterator[Finding]:
    """主动公开情况表与上年接不上，或自身对不上

    【是什么】现行有效件数一般等于上年现行有效加本年制发减本年废止；试行格式的项目数量同理。
    【依据】实务做法；清理、失效、合并会合法地打破，所以只作警告。
    【错】
    - 上年现行有效 5、本年制发 2、废止 0，现行有效填 5
    【对】
    - 上年现行有效 5、本年制发 2、废止 0，现行有效填 7
    【怎么改】核对文件目录；因清理、到期失效减少的，可以不改，留好依据备查。
    【怎么不报】没有给上年数字（素材里的“上年”各表，或 --previous 上年报告）时，跨年的关系不核对；
    2021 年度与 2020 年度的栏目不同，也不核对。
    【一句话】规范性文件的件数只用表里的数。
    """
    return identity_findings(context, "TABLE05")


@rule("TABLE06", "remedy-sum", "error", "arithmetic")
def remedy_sum(context: Context) -> Iterator[Finding]:
    """复议或诉讼各结果之和不等于总计

    【是什么】第四部分表格三组，结果维持、结果纠正、其他结果、尚未审结之和应当等于总计。
    【依据】表格自身：总计是四种结果之和。
    【错】
    - 行政复议：结果维持 1、尚未审结 1，总计填 1
    【对】
    - 行政复议：结果维持 1、尚未审结 1，总计填 2
    【怎么改】逐件核对案件结果；总计留空由程序算出。
    【怎么不报】数字一致就不会报。有空格时：已填的数字表明空格是零的，按零核对，对不上的只作警告；看不出的，只说明无法核对。
    【一句话】复议、诉讼的总数由程序计算。
    """
    return identity_findings(context, "TABLE06")


@rule("TABLE15", "unlikely-relation", "warning", "inference")
def unlikely_relation(context: Context) -> Iterator[Finding]:
    """数字之间的关系少见

    【是什么】例如上年尚未审结的案件今年没有计入，实际收取的信息处理费多于通知收取的。
    【依据】由栏目含义推断，没有明文，所以只作警告。
    【错】
    - 上年行政复议尚未审结 2，今年行政复议总计填 0
    【对】
    - 上年行政复议尚未审结 2，今年行政复议总计填 2
    【怎么改】核对案件台账；确属例外的可以不改。
    【怎么不报】没有给上年数字时不核对。
    【一句话】上年没有审结的案件今年要有交代。
    """
    return identity_findings(context, "TABLE15")
