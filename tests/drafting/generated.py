"""Twelve inputs as different as offices are: kinds of unit, years, figures from none to many, notes few and many."""

from __future__ import annotations

import random
from decimal import Decimal

from drafting.figures import zeros
from nianbao.facts import complete, computed_cells
from nianbao.kinds import Form, form_for, form_named
from nianbao.report import Cell, LastYear, Note, Problem, Report, Unit

UNITS = (
    ("云岭县白沙镇人民政府", 2024), ("罗湾乡人民政府", 2023), ("江州市经纬街道办事处", 2022), ("云岭县卫生健康局", 2025),
    ("云岭县人民政府", 2021), ("东川高新技术产业开发区管理委员会", 2023), ("江州市人民政府办公室", 2024),
    ("云岭县审计局", 2020), ("大街乡人民政府", 2019), ("云岭县发展和改革委员会", 2022),
    ("安镇街道办事处", 2020), ("云岭县融媒体中心", 2025),
)  # fmt: skip
DID = {
    "proactive": [("公开", "政府信息", "{}条", "县政府网站"), ("发布", "政策解读", "{}篇", "政务新媒体"),
                  ("回复", "网上咨询", "{}件", ""), ("更新", "机构职能和办事指南", "{}项", "")],
    "requests": [("会商", "疑难申请", "{}件", ""), ("当面答疑", "申请人", "{}人次", "")],
    "management": [("清理", "过期信息", "{}条", ""), ("审核", "拟公开文件", "{}份", ""), ("归集", "历史文件", "{}份", "")],
    "platform": [("新设", "查询专栏", "{}个", ""), ("改版", "公开指南页面", "", ""), ("更新", "村务公开栏", "{}块", "")],
    "supervision": [("培训", "信息员", "{}人次", ""), ("开展", "自查", "{}次", ""), ("通报", "栏目更新情况", "{}次", "")],
}  # fmt: skip
FREE = {
    "proactive": "预算和决算分别在3月和9月公布，惠民补贴名单按季张榜。",
    "requests": "申请由专人登记；答复前送司法所看一遍。",
    "management": "文件拟稿时写明公开属性。",
    "platform": "查阅点设在办事大厅一楼",
    "supervision": "上级考核等次为良好。评议收到意见4条，均已答复。没有追究责任的情形。",
}
PROBLEMS = [
    ("解读形式单一", "多数是文字稿", "重要政策配图解", "办公室", "6月底前"),
    ("答复时间偏长", "有2件到期前一天才答复", "收到后3日内分办", "综合科", ""),
    ("村级公开栏更新不及时", "", "每季度检查一次并通报", "", "长期"),
    ("信息员变动频繁", "新换了5人", "编一份上手手册", "人事科", "3月底前"),
]
RAW = ("new", "open", "partial", "deny2", "deny5", "unable1", "unable3", "reject1", "reject4", "carry_out")
WHO = ("natural", "business", "research", "welfare", "legal", "other")


def _figures(edition: Form, rng: random.Random, most: int) -> dict[str, Cell]:
    """Figures that add up: every request that came in is dealt with or carried over."""
    cells = {id: cell for id, cell in zeros(edition).items() if id not in computed_cells(edition)}

    def put(id: str, value: int) -> None:
        if id in cells and value:
            cells[id] = Cell(value=Decimal(value), raw=str(value))

    for who in WHO:
        came = rng.randint(0, most) if who in ("natural", "business") or rng.random() < 0.3 else 0
        put(f"requests.new.{who}", came)
        results: dict[str, int] = {}
        for _ in range(came):
            row = rng.choice(RAW[1:])
            results[row] = results.get(row, 0) + 1
        for row, count in results.items():
            put(f"requests.{row}.{who}", count)
    if most:
        for id in ("documents.normative.made", "documents.normative.in_force", "licensing.licence.decisions",
                   "enforcement.penalty.decisions", "remedies.reconsideration.upheld", "remedies.direct.pending"):  # fmt: skip
            put(id, rng.randint(0, most * 2))
    return complete(edition, cells)


def generated(number: int) -> Report:
    """The input with a number from 0 to 11; always the same."""
    rng = random.Random(number)
    name, year = UNITS[number]
    edition = form_for("disclosure", year)
    notes, problems = [], []
    for aspect, rows in DID.items():
        for what, thing, quantity, channel in rng.sample(rows, rng.randint(0, len(rows))):
            count = quantity.format(rng.randint(1, 300)) if quantity else ""
            id = f"{aspect}{len(notes)}"
            notes.append(Note(id=id, aspect=aspect, what=what, object=thing, quantity=count, channel=channel))
        if rng.random() < 0.6:
            notes.append(Note(id=f"{aspect}free", aspect=aspect, text=FREE[aspect]))
    for n, (what, cause, measure, owner, deadline) in enumerate(rng.sample(PROBLEMS, rng.randint(1, len(PROBLEMS)))):
        when = f"{year + 1}年{deadline}" if deadline[:1].isdigit() else deadline
        problems.append(
            Problem(id=f"p{n}", problem=what, cause=cause, measure=measure, owner=owner, deadline=when, raised=n == 1)
        )
    then = LastYear(year=year - 1, edition=edition.edition, cells=_figures(form_named(edition.edition), rng, 4))
    return Report(
        unit=Unit.parse(name), year=year, edition=edition.edition, structured=True, stage="draft",
        cells=_figures(edition, rng, (0, 1, 3, 9)[number % 4]), notes=notes, problems=problems,
        last=then if number % 3 else None,
    )  # fmt: skip


_THINGS = [
    "春耕补贴",
    "河道清淤",
    "路灯维修",
    "养老助餐",
    "茶园改造",
    "农房改建",
    "校车安排",
    "水库除险",
    "集市搬迁",
    "垃圾分类",
    "古树挂牌",
    "灌渠衬砌",
]
_DOINGS = ["张贴", "讲解", "答疑", "回访", "抽查", "更新", "归档", "公示", "清理", "通报"]


def own_words(unit: str, year: int, seed: int) -> Report:
    """A town's input with figures by chance and notes that no other seed has."""
    rng = random.Random(f"{unit}{year}{seed}")
    edition = form_for("disclosure", year)
    notes = [
        Note(
            id=f"n{n}",
            aspect=aspect,
            what=rng.choice(_DOINGS),
            object="和".join(rng.sample(_THINGS, 2)),
            quantity=f"{rng.randint(2, 300)}次",
            channel=f"{rng.choice('东南西北')}{rng.choice('村街湾坡')}公开栏",
        )
        for n, aspect in enumerate(DID)
    ]
    problems = [Problem(id="p", problem=f"{rng.choice(_THINGS)}公开不及时", measure=f"每月{rng.choice(_DOINGS)}一次")]
    then = LastYear(year=year - 1, edition=edition.edition, cells=_figures(form_named(edition.edition), rng, 6))
    return Report(
        unit=Unit.parse(unit), year=year, edition=edition.edition, structured=True, stage="draft",
        cells=_figures(edition, rng, rng.randint(0, 9)), notes=notes, problems=problems, last=then,
    )  # fmt: skip
