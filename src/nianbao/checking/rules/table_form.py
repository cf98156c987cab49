"""TABLE: tables that are not the form's, cells that are no figure, content that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nianbao.checking.context import Context, is_whole
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.blanks_as_zero import zeros
from nianbao.facts import computed_cells, figure
from nianbao.kinds import CellForm, Form, Table, editions
from nianbao.report import Remark, Report, SheetPlace, YamlPlace

_LISTED = 4


def _listed(labels: list[str]) -> str:
    shown = "、".join(f"“{label}”" for label in labels[:_LISTED])
    return f"{shown}等 {len(labels)} 格" if len(labels) > _LISTED else shown


def _forms(context: Context) -> Iterator[tuple[Form, Table, list[CellForm]]]:
    form = context.form
    if form is None or not (context.report.cells or context.report.tables or context.report.structured):
        return
    for table in form.tables:
        yield form, table, form.cells_of[table.id]


@rule("TABLE07", "blank-cell", "warning", "usage", tags=("blank_cell",))
def blank_cell(context: Context) -> Iterator[Finding]:
    """表格里有空格、斜杠或横线

    【是什么】空格、“/”“-”“无”和 0 是不同的意思，读者分不清是零还是漏填。
    【依据】通行填法是零也写 0；没有见到明文，所以只作警告。
    【错】
    - 行政许可：处理决定数量填“/”
    【对】
    - 行政许可：处理决定数量填“0”
    【怎么改】确实没有的写 0，或在素材中声明其余为零；有数字的补上。
    【怎么不报】声明“其余: 零”，没有填的格就按零写入。已公布的报告里，已填的数字表明空格都是零的，照样按零核对勾稽关系。
    【一句话】表格由程序填写，不要在文中解释空格。
    """
    for _, table, cells in _forms(context):
        found = [
            cell
            for cell in cells
            if (held := context.report.cells.get(cell.id)) is not None and held.value is None and held.state == "blank"
            and not (held.typed or "").strip()  # words typed in Word are told by themselves (SRC20)
        ]  # fmt: skip
        if found and table.printed:
            first = context.report.cells[found[0].id]
            raws = sorted({context.report.cells[cell.id].raw or "空" for cell in found})
            reckoned = {
                cell.id for block in table.blocks for cell in found if cell.id in zeros(context, block.id).cells
            }
            as_zero = (
                f"；已填的数字表明{'这些' if len(reckoned) == len(found) else f'其中 {len(reckoned)} 个'}空格都是零，"
                "勾稽关系按零核对"
                if reckoned
                else ""
            )
            yield context.whole(
                f"{table.name}有 {len(found)} 格没有数字（{'、'.join(raw.strip() or '空' for raw in raws)}）："
                f"{_listed([cell.label for cell in found])}{as_zero}",
                location=first.location,
                where=table.name,
                fix="确实没有的写 0（可声明其余为零），有数字的补上",
            )


@rule("TABLE08", "regulation-by-unqualified", "warning", "norm", tags=("form",))
def regulation(context: Context) -> Iterator[Finding]:
    """本级机关不能制定规章

    【是什么】规章只能由国务院部门、省级政府和设区的市（自治州）政府制定；乡镇、街道、县、区和地方部门应填 0。
    【依据】《立法法》第九十一条、第九十三条；《地方组织法》第七十四条。“规章制度”不是规章。
    【错】
    - 某镇的“规章”一行填了 2
    【对】
    - 某镇的“规章”一行填 0
    【怎么改】改为 0；属于规范性文件的填到下一行，内部制度不填。
    【怎么不报】单位是省、设区的市或自治州政府时不报。
    【一句话】乡镇、街道和部门不制定规章。
    """
    unit = context.report.unit
    if unit is None or unit.kind in ("other", "province", "region", "city", "autonomous_prefecture"):
        return
    for _, _, cells in _forms(context):
        rows: dict[tuple[str, str], list[CellForm]] = {}
        for cell in cells:
            if cell.rows[-1].label == "规章" and (context.book.cell(cell.id) or 0) > 0:
                rows.setdefault((cell.block, cell.row), []).append(cell)
        for found in rows.values():
            yield context.cell(
                found[0].id,
                f"{unit.of.label}不能制定规章，“规章”一行填了 {figure(context.book.cell(found[0].id) or Decimal(0))}",
                evidence={"依据": "《立法法》第九十一条、第九十三条"},
                fix="改为 0；规范性文件填到下一行，内部规章制度不填",
            )


@rule("TABLE09", "wrong-edition", "error", "norm", tags=("form",))
def wrong_edition(context: Context) -> Iterator[Finding]:
    """表格版本与报告年度不符

    【是什么】2019、2020 年度用试行格式，2021 年度起用新格式；旧表格的栏目与新表格不同。
    【依据】国办公开办函〔2019〕60号；国办公开办函〔2021〕30号。
    【错】
    - 2023 年度报告用了有“本年新制作数量”的表格
    【对】
    - 2023 年度报告用有“本年制发件数”的表格
    【怎么改】用本年度的格式重新填表。
    【怎么不报】版本与年度一致就不会报。
    【一句话】表格版本由年度决定。
    """
    report = context.report
    if not report.edition or report.year is None:
        return
    right = next((item for item in reversed(editions(report.kind)) if item.covers(report.year)), None)
    form = context.form
    if right is None or form is None or right.edition == form.edition or form.covers(report.year):
        return
    place = report.tables[0].location if report.tables else None
    yield context.whole(
        f"{report.year} 年度应当用{right.name}，表格是{form.name}",
        location=place,
        evidence={"依据": f"{right.basis.document}（{right.basis.number}）"},
        fix=f"请用{right.name}重新填表",
    )


@rule("TABLE10", "missing-cells", "error", "form", tags=("form",))
def missing_cells(context: Context) -> Iterator[Finding]:
    """缺表、缺行或缺数

    【是什么】法定表格缺了一张、几行，或素材里有格既没有填、也没有声明为零。
    【依据】统一格式的表格是报告的组成部分。
    【错】
    - 第三部分没有表格
    【对】
    - 三张表齐全，零也写 0
    【怎么改】补上数字；确实都是零的，声明“其余: 零”。
    【怎么不报】声明其余为零，或各格都填上。行名写错、格数不对而没有读的行不算缺，由 TABLE16 说明。
    【一句话】表格由程序写入，不要在文中代替表格。
    """
    report = context.report
    laid_down = context.form is not None and any(table.printed for table in context.form.tables)
    if laid_down and is_whole(context) and not (report.cells or report.tables or report.structured):
        yield context.whole(
            "没有读到法定表格（可能没有、是图片，或复制时丢失），表格和勾稽关系不能核对",
            verdict="unassessed",
            fix="请用带表格的文件检查；公开的报告里表格应当是文字，不是图片",
        )
    empty: list[tuple[str, str]] = []
    for form, table, cells in _forms(context):
        if not table.printed:
            continue
        seen = report.structured or any(item.id == table.id for item in report.tables)
        if not seen:
            section = next((item for item in report.sections if item.id == table.section), None)
            if section is not None or len(report.tables) > 0:
                yield context.whole(
                    f"没有{table.name}（{form.section(table.section).title}）",
                    location=section.location if section else None,
                    fix="请补上这张表",
                )
            continue
        skipped = computed_cells(form) if report.structured else {}
        gone = [cell for cell in cells if cell.id not in report.cells and cell.id not in skipped]
        if not report.structured:
            yield from _not_there(context, table, gone)
        elif gone:
            whole = len(gone) == len([cell for cell in cells if cell.id not in skipped])
            what = "一格都没有填" if whole else f"有 {len(gone)} 格没有填"
            empty.append((f"{table.name}{what}", "" if whole else _listed([cell.label for cell in gone])))
    if empty:  # one line: what was forgotten is one thing
        shown = empty[0][1] if len(empty) == 1 else ""
        yield context.whole(
            "，".join(what for what, _ in empty) + "，也没有声明为零" + (f"：{shown}" if shown else ""),
            fix=_declare(report),
        )


def _declare(report: Report) -> str:
    """How to say that the rest is zero, in the kind of input that there is."""
    places = [*(cell.location for cell in report.cells.values()), *(item.location for item in report.notes)]
    types = {place.type for place in (*places, *(item.location for item in report.problems)) if place is not None}
    sheet = "在“单位”表或这张表上方的“没有填的格都是零”处选“是”"
    yaml = "在 report.yaml 里写“其余: 零”"
    ways = [way for kind, way in (("sheet", sheet), ("yaml", yaml)) if kind in types] or [sheet, yaml]
    return f"请补上数字；确实都是零的，{'，或'.join(ways)}"


def _not_there(context: Context, table: Table, gone: list[CellForm]) -> Iterator[Finding]:
    """Rows and cells that a printed table has not; of what stands there and was not read TABLE16 tells."""
    seen = next(item for item in context.report.tables if item.id == table.id)
    gone = [cell for cell in gone if cell.id not in seen.unread]
    if not gone:
        return
    lacking = {cell.id for cell in gone}
    named: list[str] = []
    places = context.form.cells.values() if context.form is not None else ()
    for cell in gone:
        row = [other.id for other in places if (other.block, other.row) == (cell.block, cell.row)]
        label = cell.rows[-1].label
        named.append(f"“{label}”一行" if label and lacking.issuperset(row) else f"“{cell.label}”")
    named = list(dict.fromkeys(named))
    shown = "、".join(named[:_LISTED]) + (f"等 {len(named)} 处" if len(named) > _LISTED else "")
    yield context.whole(
        f"{table.name}里没有{shown}", location=seen.location, where=table.name, fix="请补上缺少的行或格，零也写 0"
    )


@rule("TABLE11", "altered-label", "warning", "form", tags=("form",))
def altered_label(context: Context) -> Iterator[Finding]:
    """表格的行名、栏名与格式不同

    【是什么】行名或栏名写错了字、少了字，或用了另一个版本的名称。能断定是哪一行、哪一栏的，数字照读，这里说明。
    【依据】统一格式的表格；名称应当与格式逐字相同。各地印出的名称略有出入，所以只作警告。
    【错】
    - “1.属于国家秘密”一行写成“1.属于国家秘蜜”
    - 2021年格式的“行政规范性文件”一行写成“规范性文件”
    【对】
    - 行名、栏名与本年度的格式一致
    【怎么改】改成格式里的名称；顺便核对这一行、这一栏的数字是不是它的。
    【怎么不报】名称后面加括号注明单位、口径的不报。
    【一句话】表格由程序写入，行名、栏名不要改。
    """
    form = context.form
    if form is None:
        return
    axes = {"row": "行名", "column": "栏名", "title": "小标题"}
    whose = {item.edition: item.name for item in editions(context.report.kind)}
    year = context.report.year
    right = next(
        (item for item in reversed(editions(context.report.kind)) if year is not None and item.covers(year)), None
    )
    for item in context.report.tables:
        for altered in item.altered:
            told = f"{axes[altered.axis]}“{altered.found}”应为“{altered.meant}”"
            if altered.edition:
                asks = f"，{year} 年度应当用{right.name}" if right is not None else ""
                told = (
                    f"{axes[altered.axis]}“{altered.found}”是{whose.get(altered.edition, '另一版本')}的，"
                    f"表格其余部分是{form.name}{asks}；{form.name}里是“{altered.meant}”"
                )
            yield context.whole(
                f"{told}，数字已按“{altered.meant}”读",
                location=altered.location or item.location,
                where=form.table(item.id).name,
                quote=altered.found,
                fix="改成格式里的名称，并核对数字有没有填错行",
            )


@rule("TABLE13", "money-without-unit", "warning", "inference")
def money_unit(context: Context) -> Iterator[Finding]:
    """金额没有写单位

    【是什么】试行格式“采购总金额”的栏目没有注明单位，只写数字分不清是元还是万元。
    【依据】表格自身没有单位；由填报含义推断，所以只作警告。
    【错】
    - 采购总金额：8040
    【对】
    - 采购总金额：8040元
    【怎么改】在数字后写上“元”或“万元”。
    【怎么不报】金额为零时不报。
    【一句话】金额的单位由程序写入。
    """
    for _, _, cells in _forms(context):
        for cell in cells:
            held = context.report.cells.get(cell.id)
            if cell.kind == "money" and not cell.measure and held and held.value and held.value > 0 and not held.unit:
                yield context.cell(
                    cell.id, f"“{cell.label}”填了 {figure(held.value)}，没有写单位", fix="请写成“……元”或“……万元”"
                )


def _wrong_number(cell: CellForm, value: Decimal) -> str:
    if cell.kind == "count" and value != value.to_integral_value():
        return "件数不能是小数"
    if cell.kind != "signed" and value < 0:
        return "不能是负数" if cell.kind == "count" else "金额不能是负数"
    if cell.kind == "signed" and value != value.to_integral_value():
        return "项目增减不能是小数"
    return ""


_TOO_LARGE = 10**8


@rule("TABLE14", "not-a-count", "error", "form", tags=("form",))
def not_a_count(context: Context) -> Iterator[Finding]:
    """件数是负数、小数或大得不可能

    【是什么】除“本年增/减”以外，件数应当是不小于零的整数；金额不能是负数。一格超过一亿的，多半是多按了几位。
    【依据】表格自身：各栏是件数。一亿的界限是推断，所以只作警告。
    【错】
    - 予以公开：-1
    - 予以公开：1000000000000000
    【对】
    - 予以公开：1
    【怎么改】核对后改为整数；减少的项目填在“本年增/减”栏。
    【怎么不报】“本年增/减”可以是负数，不会报。
    【一句话】件数是不小于零的整数。
    """
    given = context.report.cells
    for _, _, cells in _forms(context):
        for cell in cells:
            held = given.get(cell.id)
            if held is None or held.value is None or (0 <= held.value < _TOO_LARGE and held.value == int(held.value)):
                continue  # nearly always
            if held.state == "computed":
                continue  # the cell that makes a total so large is told itself
            if why := _wrong_number(cell, held.value):
                yield context.cell(cell.id, f"“{cell.label}”填了 {figure(held.value)}，{why}", fix="请核对后改正")
            elif abs(held.value) >= _TOO_LARGE:
                yield context.cell(
                    cell.id,
                    f"“{cell.label}”填了 {figure(held.value)}，超过一亿",
                    severity="warning",
                    fix="请核对是不是多写了几位",
                )


@rule("TABLE16", "not-read", "warning", "form", tags=("form",))
def not_read(context: Context) -> Iterator[Finding]:
    """有内容没有读出来

    【是什么】表格多一行、少一格、表头认不出来，格里不是数字，文件里有图片或别的表，这些内容没有读，也就没有检查；或者文字里有看不见的字符、网页的记号，去掉了才读。
    【依据】统一格式的表格；读不准的不猜，如实说明。
    【错】
    - “总计”一行只有 6 格，应有 7 格
    【对】
    - 每一行的格数都与表头相同
    【怎么改】对照原件补齐这一行，或改用带表格的 Word 文件检查。
    【怎么不报】表格与统一格式一致就不会报。
    【一句话】表格由程序写入。
    """
    report = context.report
    names = {table.id: table.name for table in context.form.tables} if context.form is not None else {}
    for item in report.tables:
        for remark in item.remarks:
            yield context.whole(
                f"表格读取时：{remark}",
                verdict="unassessed",
                location=remark.location or item.location,
                where=names.get(item.id, ""),
                fix="对照原件核对这一处；改正后重新检查",
            )
    for remark in report.remarks:
        yield context.whole(f"{remark}", verdict="unassessed", location=remark.location, fix=_after_looking(remark))


def _after_looking(remark: Remark) -> str:
    """What to do about something that was not read, or otherwise than it stands."""
    if isinstance(remark.location, SheetPlace | YamlPlace):
        return "请打开素材看这一处：要写进报告的，填在该填的格里，不要的删去；改过的保存后重新起草，没有错的不用改"
    if remark.kept:
        return "请对照原件看这一处：读得不对的，改好原件再检查；对的不用改"
    return "请打开原件看这一处：有年报的文字或数字的，写成文字、表格再检查；没有的（如标志、装饰）不用改"
