"""Clean reports to plant defects in: made of our own sentences, figures that add up, several kinds of unit and years."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal

from nianbao.checking import Finding, check
from nianbao.facts import complete, computed_cells
from nianbao.kinds import form_for
from nianbao.reading import read_text
from nianbao.report import Cell, LastYear, Note, Report, TableSeen, Unit

__all__ = ["Base", "clean"]

_UNITS = (
    ("云岭县白沙镇人民政府", "镇", "我镇", "镇政府"),
    ("云岭县罗湾乡人民政府", "乡", "我乡", "乡政府"),
    ("江州市云岭区经纬街道办事处", "街道", "我街道", "街道办事处"),
    ("云岭县水务局", "局", "我局", "局机关"),
    ("江州市云岭县人民政府", "县", "我县", "县政府"),
    ("云岭县青石镇人民政府", "镇", "我镇", "镇政府"),
)
_WHO = ("natural", "business", "legal")


@dataclass(frozen=True)
class Base:
    """A report as text and cells, before it is read.

    Attributes:
        text: plain text, a line a paragraph. cells: by the form's ids. last: last year's text by section.
        notes: what stands behind the text, where a kind of plant needs it known.
    """

    unit: str
    word: str
    own: str
    organ: str
    year: int
    text: str
    cells: dict[str, Cell]
    last: dict[str, str] = field(default_factory=dict)
    last_cells: dict[str, Cell] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    form_year: int = 0

    def change(self, old: str, new: str) -> Base:
        """With the first ``old`` replaced; ValueError when it is not there."""
        if old not in self.text:
            raise ValueError(old)
        return replace(self, text=self.text.replace(old, new, 1))

    def cell(self, id: str, value: int | None, raw: str | None = None) -> Base:
        """With a cell replaced."""
        held = Cell(
            value=None if value is None else Decimal(value),
            raw=str(value) if raw is None else raw,
            state="blank" if value is None else "given",
        )
        return replace(self, cells=self.cells | {id: held})

    def report(self) -> Report:
        """Read as any text is, its tables put in."""
        made = read_text(self.text, unit=Unit.parse(self.unit), year=self.year)
        form = form_for("disclosure", self.form_year or self.year)
        seen = [TableSeen(id=table.id) for table in form.tables if table.printed]
        last = LastYear(year=self.year - 1, edition=form.edition, cells=self.last_cells, text=self.last)
        return made.model_copy(
            update={
                "cells": self.cells,
                "tables": seen,
                "edition": form.edition,
                "last": last if self.last or self.last_cells else None,
                "notes": list(self.notes),
            }
        )

    def findings(self) -> list[Finding]:
        """What the checks say."""
        return check(self.report())


def _cells(year: int, rng: random.Random) -> dict[str, Cell]:
    form = form_for("disclosure", year)
    raw = {id: Cell(value=Decimal(0), raw="0") for id in form.cells if id not in computed_cells(form)}

    def put(id: str, value: int) -> None:
        if id in raw:
            raw[id] = Cell(value=Decimal(value), raw=str(value))

    for who in _WHO:
        came, carried = rng.randint(1, 6), rng.randint(0, 1)
        opened = rng.randint(0, came)
        put(f"requests.new.{who}", came)
        put(f"requests.carry_in.{who}", carried)
        put(f"requests.open.{who}", opened)
        put(f"requests.unable1.{who}", came + carried - opened)
    put("documents.normative.made", 1)
    put("documents.normative.in_force", rng.randint(3, 9))
    put("remedies.reconsideration.upheld", rng.randint(1, 2))
    put("remedies.direct.other", 1)
    made = complete(form, raw)
    return {
        id: (cell if cell.state == "given" else Cell(value=cell.value, raw=str(cell.value)))
        for id, cell in made.items()
    }


def clean(number: int) -> Base:
    """The clean report with a number; always the same."""
    rng = random.Random(f"clean {number}")
    unit, word, own, organ = _UNITS[number % len(_UNITS)]
    year = 2020 + number % 6
    cells = _cells(year, rng)

    def total(id: str) -> int:
        return int(cells[id].value or 0)

    new, done, carried = (total(f"requests.{row}.total") for row in ("new", "total", "carry_in"))
    remedies = total("remedies.reconsideration.total")
    site, board, chat = rng.randint(40, 90), rng.randint(10, 30), rng.randint(5, 9)
    whole = site + board + chat
    before = whole - rng.randint(2, 9)
    number_2021 = "国办公开办函〔2021〕30号" if year > 2020 else "国办公开办函〔2019〕60号"
    title = (
        "《中华人民共和国政府信息公开工作年度报告格式》"
        if year > 2020
        else "《中华人民共和国政府信息公开工作年度报告格式（试行）》"
    )
    region = word == "县"
    scope = {"街道": "全街道", "局": "全局"}.get(word, f"全{word}")
    share = f"{Decimal(site) / whole * 100:.1f}"
    platform = "政府信息公开平台建设" if year > 2020 else "平台建设"
    fee = "本年度没有收取信息处理费，没有其他需要报告的事项。" if year > 2020 else "没有其他需要报告的事项。"
    first = rng.choice(
        [
            f"{year}年，{own}主动公开政府信息{whole}条，其中网站{site}条、公开栏{board}条、其他渠道{chat}条，比上年增加{whole - before}条。",
            f"{year}年，{own}主动公开政府信息{whole}条（网站{site}条、公开栏{board}条、其他渠道{chat}条），其中网站公开的占{share}%。",
        ]
    )
    second = rng.choice(
        [
            "惠农补贴、低保救助、危房改造的名单按户公示，张贴七天后归档。",
            "预算和决算分别在3月、9月公布，村级工程的招标结果同步张贴。",
            "办事指南改成一页纸，写明材料、窗口和时限，放在大厅入口。",
        ]
    )
    third = rng.choice(
        [
            "拟公开的文件由起草人写明属性，分管负责人核对后送党政办，涉密的不上网。",
            "每条信息发布前由两人核对，错字当场改正；到期的通知及时撤下。",
        ]
    )
    fourth = rng.choice(
        [
            "微信公众号增设“一问一答”栏，公开栏换成带锁的橱窗。",
            "网站专栏按事项重新排列，公众号推送附上原文链接。",
        ]
    )
    fifth = rng.choice(
        [
            "组织培训2次，参加46人次；上级考核等次为良好，社会评议收到意见3条，没有需要追究责任的情形。",
            "年中自查一次，改正问题4处。上级考核得分居前，群众代表参加社会评议，没有发生责任追究。",
        ]
    )
    lines = [
        f"{unit}{year}年政府信息公开工作年度报告",
        f"根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{title}（{number_2021}）要求，编制本报告。"
        f"本报告所列数据统计期限为{year}年1月1日至{year}年12月31日。如有疑问，请与{unit}联系，电话：0571-88889999。",
        "一、总体情况",
        "（一）主动公开",
        first,
        second,
        "（二）依申请公开",
        f"全年新收政府信息公开申请{new}件，上年结转{carried}件，办结申请{done}件。"
        + ("其中自然人申请较多。" if rng.random() < 0.5 else "疑难的送司法部门会商。"),
        "（三）政府信息管理",
        third,
        f"（四）{platform}",
        fourth,
        "（五）监督保障",
        fifth,
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        f"因政府信息公开被申请行政复议{remedies}件。" if not region else "复议、诉讼情况见表。",
        "五、存在的主要问题及改进情况",
        "（一）存在的主要问题",
        "一是政策解读多是文字，群众看着费劲；二是部分公开栏更新不够及时。",
        "（二）改进情况",
        f"一是{year + 1}年制作图解6期，由党政办负责；二是每月核查一次公开栏，发现过期的当天更换。",
        "六、其他需要报告的事项",
        fee,
        unit,
        f"{year + 1}年1月{rng.randint(8, 28)}日",
    ]
    if rng.random() < 0.5 and not region:
        lines.insert(5, f"{scope}政务公开事项目录于5月调整，新增8项。")
    return Base(unit, word, own, organ, year, "\n".join(lines) + "\n", cells)
