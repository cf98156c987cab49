"""Defects to plant in a clean report, each at a random place.

The words here are the planter's own: nothing is taken from the rules or their data.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from base import Base
from nianbao.report import Cell, Note

__all__ = ["KINDS", "Plant"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Plant:
    """A planted defect.

    Attributes:
        base: the report with it. expected: codes of which one must be found. where: words that the finding
            must overlap; empty where it is about the report or a table as a whole.
        also: codes that may rightly be found besides, for the same defect.
        origin: what the planted sentence is said to come from, where that matters.
    """

    base: Base
    expected: tuple[str, ...]
    where: str = ""
    also: tuple[str, ...] = ()
    origin: str = "past"


Planter = Callable[[Base, random.Random], Plant]
KINDS: dict[str, Planter] = {}


def kind(name: str) -> Callable[[Planter], Planter]:
    """Enter a kind of defect."""

    def add(planter: Planter) -> Planter:
        KINDS[name] = planter
        return planter

    return add


_INSIDE = ("（一）主动公开", "（三）政府信息管理", "（五）监督保障")


def say(base: Base, rng: random.Random, sentence: str, after: tuple[str, ...] = _INSIDE) -> Base:
    """Put a sentence at the end of a paragraph under one of the headings."""
    lines = base.text.split("\n")
    heads = [index for index, line in enumerate(lines) if line in after]
    index = rng.choice(heads) + 1
    lines[index] += sentence
    return replace(base, text="\n".join(lines))


def body_lines(base: Base) -> list[int]:
    """Indexes of the lines of the overview that are text."""
    lines = base.text.split("\n")
    first, last = lines.index("一、总体情况"), lines.index("二、主动公开政府信息情况")
    return [index for index in range(first + 1, last) if not lines[index].startswith("（") and len(lines[index]) > 12]


def pick(rng: random.Random, words: str) -> str:
    return rng.choice(words.split())


# ── UNIT


@kind("自称是别的机关")
def self_reference(base: Base, rng: random.Random) -> Plant:
    wrong = {
        "镇": "我街道 我局 我乡 我委 本街道",
        "乡": "我镇 我局 我街道 本镇",
        "街道": "我镇 我乡 本镇",
        "局": "我镇 我街道 我乡 我委",
        "县": "我镇 我局 我街道",
    }[base.word]
    word = pick(rng, wrong)
    text = rng.choice(["{}按期更新了办事指南。", "{}组织了一次座谈。", "在大厅里，{}放了意见簿。"]).format(word)
    return Plant(say(base, rng, text), ("UNIT01",), word, also=("UNIT03",))


@kind("机关名称与类别不符")
def organ(base: Base, rng: random.Random) -> Plant:
    word = pick(rng, "街道人民政府 镇办事处 乡办事处 镇党工委 乡党工委 街道党委")
    return Plant(say(base, rng, f"{word}听取了两次汇报。"), ("UNIT02",), word)


@kind("范围词不符")
def scope(base: Base, rng: random.Random) -> Plant:
    wrong = {
        "镇": "全街道 全乡 全市 全县",
        "乡": "全镇 全街道 全县",
        "街道": "全镇 全乡 全区",
        "局": "全镇 全街道 全乡",
        "县": "全市 全省 全州",
    }
    word = pick(rng, wrong[base.word])
    return Plant(say(base, rng, f"{word}共公开办事指南{rng.randint(11, 60)}条。"), ("UNIT03",), word, also=("NUM01",))


@kind("别处的地名")
def foreign(base: Base, rng: random.Random) -> Plant:
    if base.word in ("局", "县"):
        place = pick(rng, "平远县 长岗县 宁河县 柳江县")
        return Plant(say(base, rng, f"按照{place}委的安排，年底前清理了栏目。"), ("UNIT04",), place)
    place = pick(rng, "柳河镇 双桥镇 石门乡 新安镇 南岭乡 永兴街道 梅园镇")
    tail = rng.choice(["积极配合县里检查。", "按照要求整改了两处。", "通过广播播放通知。"])
    return Plant(say(base, rng, f"{place}{tail}"), ("UNIT04",), place)


@kind("负责人职务不符")
def head(base: Base, rng: random.Random) -> Plant:
    wrong = {"镇": "乡长", "乡": "镇长", "街道": "镇长"}.get(base.word)
    if wrong is None:
        return self_reference(base, rng)
    return Plant(say(base, rng, f"由{rng.choice(['', '副'])}{wrong}任组长。"), ("UNIT05",), wrong)


@kind("单位名称前后不一")
def name(base: Base, rng: random.Random) -> Plant:
    changes = {"白沙镇": "白砂镇", "罗湾乡": "罗弯乡", "经纬街道": "径纬街道", "青石镇": "清石镇", "云岭县": "云领县"}
    for right, wrong in changes.items():
        contact = f"请与{base.unit}联系"
        if right in base.unit and (right != "云岭县" or base.word == "县"):
            return Plant(base.change(contact, contact.replace(right, wrong)), ("UNIT06",), wrong)
    return self_reference(base, rng)


@kind("别的层级的职责")
def level(base: Base, rng: random.Random) -> Plant:
    if base.word not in ("镇", "乡", "街道"):
        return scope(base, rng)
    phrase = rng.choice(
        ["指导各乡镇编制目录", "督促各乡镇整改", "对各乡镇、各部门进行通报", "召开新闻发布会4场", "编辑出版政府公报6期"]
    )
    return Plant(say(base, rng, f"{phrase}。"), ("UNIT07",), phrase[:4])


# ── YEAR


@kind("正文年份陈旧")
def stale_year(base: Base, rng: random.Random) -> Plant:
    old = base.year - 1
    text = f"{base.year}年，{base.own}"
    return Plant(base.change(text, f"{old}年，{base.own}"), ("YEAR01",), str(old), also=("NUM04",))


@kind("统计期限写错")
def period(base: Base, rng: random.Random) -> Plant:
    right = f"{base.year}年1月1日至{base.year}年12月31日"
    wrong = rng.choice([
        f"{base.year}年1月1日至{base.year}年12月30日", f"{base.year - 1}年1月1日至{base.year - 1}年12月31日",
        f"{base.year}年1月1日至{base.year + 1}年12月31日", f"{base.year}年1月至12月31日".replace("1月至", "2月1日至"),
    ])  # fmt: skip
    return Plant(base.change(right, wrong), ("YEAR02",), wrong[:8], also=("YEAR01", "FORM09"))


@kind("写了后来的事")
def anachronism(base: Base, rng: random.Random) -> Plant:
    events = [
        (2021, "十九届六中全会"),
        (2022, "党的二十大精神"),
        (2024, "二十届三中全会"),
        (2025, "二十届四中全会"),
        (2024, "党纪学习教育"),
        (2023, "新质生产力"),
    ]
    later = [event for when, event in events if when > base.year]
    if not later:
        return stale_year(base, rng)
    event = rng.choice(later)
    return Plant(say(base, rng, f"组织学习{event}有关内容，张贴宣传画12张。"), ("YEAR03",), event)


@kind("过时的提法")
def outdated(base: Base, rng: random.Random) -> Plant:
    phrase = pick(rng, "国土局 环保局 工商局 国税局 质监局 安监局 卫计委")
    return Plant(say(base, rng, f"配合{phrase}公布检查结果3次。"), ("YEAR04",), phrase)


@kind("下一年写错")
def next_year(base: Base, rng: random.Random) -> Plant:
    wrong = base.year if rng.random() < 0.7 else base.year - 1
    return Plant(
        base.change(f"一是{base.year + 1}年制作", f"一是{wrong}年将制作"), ("YEAR05",), str(wrong), also=("YEAR01",)
    )


@kind("今年去年")
def this_year(base: Base, rng: random.Random) -> Plant:
    word = pick(rng, "今年 去年 明年")
    return Plant(say(base, rng, f"{word}在大厅放了意见簿。"), ("YEAR06",), word)


@kind("别的年份的要点")
def points(base: Base, rng: random.Random) -> Plant:
    wrong = base.year - rng.randint(1, 3)
    return Plant(say(base, rng, f"对照《{wrong}年政务公开工作要点》逐项落实。"), ("YEAR07",), str(wrong))


@kind("日期不存在或残缺")
def date(base: Base, rng: random.Random) -> Plant:
    y = base.year
    wrong = rng.choice(
        [
            f"{y}年2月30日",
            f"{y}年13月5日",
            f"{y}年4月31日",
            f"20{y}年6月1日",
            f"{y}11月3日",
            f"{y}年6月35日",
            "11月31日",
        ]
    )
    return Plant(say(base, rng, f"目录于{wrong}更新。"), ("YEAR08",), wrong[:4], also=("YEAR01",))


# ── NUM


@kind("文字与表格件数不同")
def count(base: Base, rng: random.Random) -> Plant:
    new = int(base.cells["requests.new.total"].value or 0)
    carried = int(base.cells["requests.carry_in.total"].value or 0)
    wrong = rng.choice([n for n in range(1, 40) if n not in (new, new + carried)])
    text = f"新收政府信息公开申请{new}件"
    return Plant(base.change(text, f"新收政府信息公开申请{wrong}件"), ("NUM01",), str(wrong))


@kind("说没有申请而表格有")
def none(base: Base, rng: random.Random) -> Plant:
    text = re.search(r"全年新收政府信息公开申请[0-9]+件，上年结转[0-9]+件，办结申请[0-9]+件。", base.text)
    assert text is not None
    wrong = rng.choice(["全年没有收到政府信息公开申请。", "本年度未收到政府信息公开申请。"])
    return Plant(base.change(text.group(), wrong), ("NUM01",), "收到")


@kind("分项之和不等于总数")
def parts(base: Base, rng: random.Random) -> Plant:
    whole = rng.randint(90, 200)
    a, b = rng.randint(20, 30), rng.randint(15, 25)
    rest = whole - a - b
    wrong = rest + rng.choice([-9, -4, 3, 7, 11])
    text = rng.choice([
        f"大厅接待群众{whole}人，其中咨询{a}人、办事{b}人、其他{wrong}人。",
        f"发放资料{whole}份，包括指南{a}份、目录{b}份、其他资料{wrong}份。",
        f"答复留言{whole}条（农业{a}条、教育{b}条、其他{wrong}条）。",
    ])  # fmt: skip
    return Plant(say(base, rng, text), ("NUM02",), str(whole))


@kind("百分比算错")
def share(base: Base, rng: random.Random) -> Plant:
    whole, part = rng.randint(40, 90), rng.randint(5, 30)
    right = part / whole * 100
    wrong = rng.choice([right + 8, right - 4 if right > 6 else right + 5])
    return Plant(say(base, rng, f"收到留言{whole}条，其中咨询{part}条，占{wrong:.1f}%。"), ("NUM03",), f"{wrong:.1f}")


@kind("同比算错")
def growth(base: Base, rng: random.Random) -> Plant:
    now, then = rng.randint(60, 90), rng.randint(30, 50)
    text = rng.choice([
        f"接听咨询{now}次，比上年的{then}次增加{now - then + 5}次。",
        f"接听咨询{now}次，比上年的{then}次减少{now - then}次。",
        f"接听咨询{now}次，比上年增加{now - then}次，增长{(now - then) / then * 100 + 9:.1f}%。",
        f"接听咨询{now}次，比{base.year - 1}年（{then}次）增长{(now - then) / then * 100 - 6:.1f}%。",
    ])  # fmt: skip
    return Plant(say(base, rng, text), ("NUM04",), "加" if "加" in text else "少" if "少" in text else "长")


@kind("申请的量词")
def measure(base: Base, rng: random.Random) -> Plant:
    text = re.search(r"新收政府信息公开申请([0-9]+)件", base.text)
    assert text is not None
    word = pick(rng, "起 宗 条 个")
    return Plant(base.change(text.group(), text.group()[:-1] + word), ("NUM05",), word)


@kind("说的项数与列的不同")
def stated(base: Base, rng: random.Random) -> Plant:
    said = pick(rng, "三项 五项 四个方面的 六项")
    text = f"重点做好以下{said}工作：一是修订目录；二是调整栏目。"
    return Plant(say(base, rng, text), ("NUM06",), said[:1])


@kind("确数加约数词")
def approximate(base: Base, rng: random.Random) -> Plant:
    number = rng.choice([n for n in range(21, 400) if n % 10])
    text = rng.choice([f"张贴通知{number}余张。", f"解答咨询{number}多次。", f"印发明白纸约{number // 10 * 10}余份。"])
    return Plant(say(base, rng, text), ("NUM07",), "余" if "余" in text else "多")


@kind("收到的与办结、结转的不平")
def letters(base: Base, rng: random.Random) -> Plant:
    before, new, left = rng.randint(2, 6), rng.randint(20, 40), rng.randint(1, 5)
    done = before + new - left + rng.choice([-3, -1, 2])
    text = f"信箱上年结转来信{before}件，收到来信{new}件，答复来信{done}件，结转到下一年度{left}件。"
    return Plant(say(base, rng, text), ("NUM08",), str(new), also=("NUM01",))


@kind("平均数算错")
def mean(base: Base, rng: random.Random) -> Plant:
    month = rng.randint(8, 30)
    text = rng.choice([
        f"大厅接受群众咨询{month * 12}次，月均接受咨询{month + 4}次。",
        f"简报编印{month * 4}期，平均每季度编印{month - 3}期。",
    ])  # fmt: skip
    return Plant(say(base, rng, text), ("NUM09",), str(month + 4) if "月均" in text else f"{month - 3}期")


@kind("每次的数与合计不符")
def each(base: Base, rng: random.Random) -> Plant:
    times, people = rng.randint(3, 9), rng.randint(20, 60)
    wrong = times * people + rng.choice([-15, 10, 25])
    text = f"开办夜校{times}场，每场到课{people}人，累计到课{wrong}人次。"
    return Plant(say(base, rng, text), ("NUM10",), str(wrong))


@kind("数字不成形")
def broken(base: Base, rng: random.Random) -> Plant:
    wrong = rng.choice([f"{rng.randint(1, 9)},{rng.randint(10, 99)}", f"0{rng.randint(11, 99)}", "1..5"])
    return Plant(say(base, rng, f"大厅接受群众咨询{wrong}次。"), ("NUM11",), wrong)


@kind("同一个数前后不同")
def retold(base: Base, rng: random.Random) -> Plant:
    first = rng.randint(101, 899)
    tens, units = divmod(first % 100, 10)
    other = first // 100 * 100 + (units * 10 + tens if units != tens else tens * 10 + (units + 1) % 10)
    text = f"全年公开政府信息{first}条，存档备查。办公室核对了全年公开的{other}条政府信息。"
    return Plant(say(base, rng, text), ("NUM12",), str(other))


# ── TABLE


def _row(base: Base, rng: random.Random) -> str:
    rows = [row for row in ("new", "open", "unable1") if (base.cells[f"requests.{row}.total"].value or 0) > 0]
    return rng.choice(rows)


@kind("一行的总计错")
def row_total(base: Base, rng: random.Random) -> Plant:
    id = f"requests.{_row(base, rng)}.total"
    return Plant(
        base.cell(id, int(base.cells[id].value or 0) + rng.randint(1, 5)),
        ("TABLE01",),
        also=("TABLE02", "TABLE03", "NUM01"),
    )


@kind("办理结果总计错")
def column_total(base: Base, rng: random.Random) -> Plant:
    who = rng.choice(["natural", "business", "legal"])
    id = f"requests.total.{who}"
    return Plant(base.cell(id, int(base.cells[id].value or 0) + 1), ("TABLE02",), also=("TABLE01", "TABLE03"))


@kind("收结不平")
def balance(base: Base, rng: random.Random) -> Plant:
    who = rng.choice(["natural", "business", "legal"])
    base = base.cell(f"requests.carry_out.{who}", 1).cell("requests.carry_out.total", 1)
    return Plant(base, ("TABLE03",), also=("NUM01",))


@kind("与上年结转不符")
def carried(base: Base, rng: random.Random) -> Plant:
    cells = {
        f"requests.carry_out.{who}": base.cells[f"requests.carry_in.{who}"]
        for who in ("natural", "business", "research", "welfare", "legal", "other", "total")
    }
    who = rng.choice(["natural", "business", "legal"])
    value = int(cells[f"requests.carry_out.{who}"].value or 0) + 2
    cells[f"requests.carry_out.{who}"] = Cell(value=value, raw=str(value))  # type: ignore[arg-type]
    return Plant(replace(base, last_cells=cells), ("TABLE04",))


@kind("复议合计错")
def remedies(base: Base, rng: random.Random) -> Plant:
    block = rng.choice(["reconsideration", "direct"])
    id = f"remedies.{block}.total"
    return Plant(
        base.cell(id, int(base.cells[id].value or 0) + rng.randint(1, 3)), ("TABLE06",), also=("NUM01", "TABLE15")
    )


@kind("空格和斜杠")
def blank(base: Base, rng: random.Random) -> Plant:
    id = rng.choice([id for id, cell in base.cells.items() if not (cell.value or 0)])
    return Plant(
        base.cell(id, None, rng.choice(["", "/", "-", "无"])),
        ("TABLE07",),
        also=("TABLE01", "TABLE02", "TABLE03", "TABLE06", "TABLE05"),
    )


@kind("乡镇填了规章")
def regulations(base: Base, rng: random.Random) -> Plant:
    return (
        Plant(base.cell("documents.regulations.made", rng.randint(1, 3)), ("TABLE08",), also=("TABLE05",))
        if base.year > 2020
        else blank(base, rng)
    )


@kind("表格版本与年度不符")
def edition(base: Base, rng: random.Random) -> Plant:
    year = base.year
    other = 2020 if year > 2020 else 2022
    return Plant(replace(base, form_year=base.year, year=other), ("TABLE09",), also=("*",))


@kind("少了一行")
def row_gone(base: Base, rng: random.Random) -> Plant:
    row = rng.choice(["deny3", "deny5", "unable2", "reject4"])
    cells = {id: cell for id, cell in base.cells.items() if not id.startswith(f"requests.{row}.")}
    return Plant(replace(base, cells=cells), ("TABLE10",), also=("TABLE02",))


@kind("负数和小数")
def negative(base: Base, rng: random.Random) -> Plant:
    id = rng.choice(["enforcement.penalty.decisions", "licensing.licence.decisions"])
    base = (
        replace(base, cells=base.cells | {id: Cell(value=-2, raw="-2")})
        if rng.random() < 0.5
        else replace(base, cells=base.cells | {id: Cell(value="2.5", raw="2.5")})
    )  # type: ignore[arg-type]
    return Plant(base, ("TABLE14",))


# ── FORM

_HEADINGS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@kind("标题文字改动")
def heading(base: Base, rng: random.Random) -> Plant:
    right = rng.choice(_HEADINGS)
    at = rng.randint(3, len(right) - 2)
    wrong = right[:at] + right[at + 1 :] if rng.random() < 0.5 else right[:at] + right[at] + right[at:]
    return Plant(
        base.change(f"\n{right}\n", f"\n{wrong}\n"), ("FORM01", "TEXT01", "DUP01", "TEXT07"), wrong, also=("*",)
    )


@kind("少了一个部分")
def section_gone(base: Base, rng: random.Random) -> Plant:
    right = rng.choice(_HEADINGS[1:3])
    return Plant(base.change(f"{right}\n", ""), ("FORM01",), also=("FORM03",))


@kind("部分的顺序错")
def order(base: Base, rng: random.Random) -> Plant:
    a, b = _HEADINGS[0], _HEADINGS[1]
    text = base.text.replace(a, "\0").replace(b, a).replace("\0", b)
    return Plant(replace(base, text=text), ("FORM01",), also=("FORM03", "NUM01"))


@kind("部分数目说错")
def claimed(base: Base, rng: random.Random) -> Plant:
    said = pick(rng, "四 五 七 八")
    return Plant(base.change("要求，编制本报告。", f"要求，编制本报告。本报告由{said}个部分组成。"), ("FORM02",), said)


@kind("序号跳号")
def ordinal(base: Base, rng: random.Random) -> Plant:
    lines = [line for line in base.text.split("\n") if re.match("（[三四]）", line)]
    line = rng.choice(lines)
    wrong = "（" + {"三": "四", "四": "六"}[line[1]] + "）"
    return Plant(base.change(f"\n{line}\n", f"\n{wrong}{line[3:]}\n"), ("FORM03",), wrong[1])


@kind("一是三是")
def inline(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        ["主要做法：一是修订目录；三是调整栏目。", "主要做法：一是修订目录；二是调整栏目；四是通报结果。"]
    )
    return Plant(say(base, rng, text), ("FORM03",), "是")


@kind("缺一个方面")
def aspect(base: Base, rng: random.Random) -> Plant:
    lines = base.text.split("\n")
    platform = next(index for index, line in enumerate(lines) if line.startswith("（四）"))
    kept = lines[:platform] + lines[platform + 2 :]
    text = "\n".join(kept).replace("（五）监督保障", "（四）监督保障")
    for word in ("网站", "公开栏", "公众号", "平台", "专栏"):
        text = text.replace(word, "大厅")
    return Plant(replace(base, text=text), ("FORM04",), also=("*",))


@kind("标题断行")
def title(base: Base, rng: random.Random) -> Plant:
    return Plant(
        base.change(
            "政府信息公开工作年度报告\n",
            rng.choice(
                ["政府信\n息公开工作年度报告\n", "政府信息\n公开工作年度报告\n", "政府信息公开工作年\n度报告\n"]
            ),
        ),
        ("FORM05",),
        also=("TEXT01", "DUP01"),
    )


@kind("半角标点")
def half(base: Base, rng: random.Random) -> Plant:
    lines = base.text.split("\n")
    index = rng.choice([i for i in body_lines(base) if "，" in lines[i] or "；" in lines[i]])
    marks = [m.start() for m in re.finditer("[，；]", lines[index]) if not lines[index][m.start() - 1].isdigit()]
    if not marks:
        return say_half(base, rng)
    at = rng.choice(marks)
    mark = {"，": ",", "；": ";"}[lines[index][at]]
    lines[index] = lines[index][:at] + mark + lines[index][at + 1 :]
    return Plant(replace(base, text="\n".join(lines)), ("FORM06",), mark, also=("TEXT07",))


def say_half(base: Base, rng: random.Random) -> Plant:
    return Plant(say(base, rng, "大厅放了意见簿,每周收一次。"), ("FORM06",), ",")


@kind("多余空格")
def space(base: Base, rng: random.Random) -> Plant:
    lines = base.text.split("\n")
    index = rng.choice(body_lines(base))
    places = [
        i
        for i in range(2, len(lines[index]) - 2)
        if all("\u4e00" <= c <= "\u9fff" for c in lines[index][i - 1 : i + 1])
    ]
    at = rng.choice(places)
    lines[index] = lines[index][:at] + rng.choice([" ", "　", "\u00a0"]) + lines[index][at:]
    return Plant(replace(base, text="\n".join(lines)), ("FORM07",), lines[index][at])


@kind("旧提纲的标题")
def old_heading(base: Base, rng: random.Random) -> Plant:
    wrong = pick(rng, "政府信息公开的收费及减免情况 公开制度建设情况 政务公开工作部署和落实情况 咨询处理情况")
    return Plant(
        base.change("（三）政府信息管理\n", f"（三）{wrong}\n"), ("FORM08",), wrong[-6:], also=("FORM04", "TEXT08")
    )


@kind("没有统计期限")
def no_period(base: Base, rng: random.Random) -> Plant:
    return Plant(base.change(f"本报告所列数据统计期限为{base.year}年1月1日至{base.year}年12月31日。", ""), ("FORM09",))


@kind("没有落款日期")
def no_date(base: Base, rng: random.Random) -> Plant:
    return Plant(replace(base, text=re.sub(r"[0-9]{4}年1月[0-9]+日\n$", "", base.text)), ("FORM10",))


# ── DUP


@kind("词语重复")
def doubled(base: Base, rng: random.Random) -> Plant:
    lines = base.text.split("\n")
    index = rng.choice(body_lines(base))
    size = rng.choice([2, 2, 3, 4])
    places = [
        i for i in range(len(lines[index]) - size) if re.fullmatch("[\u4e00-\u9fff]+", lines[index][i : i + size])
    ]
    at = rng.choice(places)
    word = lines[index][at : at + size]
    lines[index] = lines[index][:at] + word + lines[index][at:]
    return Plant(replace(base, text="\n".join(lines)), ("DUP01", "TEXT01"), word, also=("*",))


@kind("整句重复")
def repeated(base: Base, rng: random.Random) -> Plant:
    lines = base.text.split("\n")
    sentences = [
        s + "。" for i in body_lines(base) for s in lines[i].split("。") if 22 <= len(s) <= 60 and "“" not in s
    ]
    if not sentences:
        return doubled(base, rng)
    sentence = rng.choice(sentences)
    last = max(i for i in body_lines(base))
    lines[last] += sentence
    return Plant(replace(base, text="\n".join(lines)), ("DUP02",), sentence, also=("DUP06", "NUM01", "NUM02", "NUM04"))


@kind("首尾重复")
def ends(base: Base, rng: random.Random) -> Plant:
    clause = rng.choice(["逐条核对公开事项", "按时更换橱窗内容", "认真听取群众意见", "及时撤下到期通知"])
    return Plant(say(base, rng, f"{clause}，登记在册，{clause}。"), ("DUP06", "DUP02"), clause)


@kind("与上年雷同")
def last_year(base: Base, rng: random.Random) -> Plant:
    extra = "便民大厅每天安排一名熟悉业务的干部坐班，群众想看什么文件当场打印，一时找不到的记下电话第二天回复，节假日由值班人员代收代转并做好交接。"
    changed = base.change("（三）政府信息管理\n", f"（三）政府信息管理\n{extra}\n")
    return Plant(replace(changed, last={"overview": extra.replace("一名", "一位")}), ("DUP03",), extra[:8])


@kind("用字重复太多")
def filler(base: Base, rng: random.Random) -> Plant:
    word = pick(rng, "进一步 不断 切实")
    text = "，".join(
        f"{word}{item}" for item in ("改进方式", "明确分工", "压缩时限", "规范格式", "畅通渠道", "接受监督", "积累经验")
    )
    return Plant(say(base, rng, text + "。"), ("DUP07",), word)


# ── TEXT

_MISPRINTS: list[dict[str, str]] = yaml.load((HERE / "misprints.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
_INVENTIONS: list[dict[str, str]] = yaml.load((HERE / "inventions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@kind("官方用语缺字错字")
def misprint(base: Base, rng: random.Random) -> Plant:
    row = rng.choice(_MISPRINTS)
    text = rng.choice(["对照“甲表”核对{}的内容。", "群众询问了{}的有关要求。", "张贴了{}的说明。"]).format(row["wrong"])
    return Plant(say(base, rng, text.replace("“甲表”", "清单")), ("TEXT01", "TEXT13", "DUP01", "LAW06"), row["wrong"])


@kind("句子没有主干")
def fragment(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(["根据县里会议精神。", "按照《条例》和上级通知要求。", "依据年初的工作安排。"])
    return Plant(say(base, rng, text), ("TEXT02",), text[:4])


@kind("的地不分")
def de(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        [
            "认真的做好登记。",
            "及时的公开补助名单。",
            "主动的开展宣传。",
            "准确的答复申请人的疑问。",
            "全面的推进清理。",
            "有序的完成整改。",
        ]
    )
    return Plant(say(base, rng, text), ("TEXT03",), "的")


@kind("标点不成对")
def unbalanced(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        [
            "修订《办事指南，发到各村。",
            "公开目录（2版已经印发。",
            "落实“谁制作、谁公开的要求。",
            "修订办事指南》，发到各村。",
            "落实谁制作、谁公开”的要求。",
        ]
    )
    mark = re.search("[《》（“”]", text)
    assert mark is not None
    return Plant(say(base, rng, text), ("TEXT04",), mark.group())


@kind("顿号连分句")
def pause(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        [
            "调整了目录、按照要求重新排版。",
            "补充了案例、从而便于群众理解。",
            "核对了数字、根据台账改正两处。",
            "印发《甲办法》、《乙规定》。",
        ]
    )
    return Plant(say(base, rng, text), ("TEXT05",), "、")


@kind("搭配不当")
def collocation(base: Base, rng: random.Random) -> Plant:
    text = pick(
        rng,
        "严格根据程序办理。 提高公开力度。 加强业务水平。 扩大公开渠道。 目的是为了方便群众。 深化主动公开内容。 涉及到群众利益的都张贴。",
    )
    return Plant(say(base, rng, text), ("TEXT06",), text[:4])


@kind("标点重复")
def punctuation(base: Base, rng: random.Random) -> Plant:
    lines = base.text.split("\n")
    index = rng.choice(body_lines(base))
    at = rng.choice([m.start() for m in re.finditer("[，。；、]", lines[index])])
    mark = lines[index][at]
    lines[index] = lines[index][:at] + mark + lines[index][at:]
    return Plant(replace(base, text="\n".join(lines)), ("TEXT07",), mark)


@kind("截止截至")
def until(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        [
            f"截止{base.year}年底，回复留言9条。",
            "截止12月31日，回复留言9条。",
            "截止到年末，回复留言9条。",
            "截止目前，回复留言9条。",
        ]
    )
    return Plant(say(base, rng, text), ("TEXT10",), "截止")


@kind("混入垃圾词")
def spam(base: Base, rng: random.Random) -> Plant:
    word = pick(rng, "老虎机游戏 bet365 百家乐 真人娱乐 新葡京 威廉希尔")
    return Plant(say(base, rng, f"来源：{word}网。"), ("TEXT11",), word)


@kind("特别是前缺逗号")
def especially(base: Base, rng: random.Random) -> Plant:
    word = pick(rng, "特别是 尤其是")
    return Plant(say(base, rng, f"公布群众关心的事项{word}救助和补贴的发放。"), ("TEXT12",), word)


@kind("错别字")
def typo(base: Base, rng: random.Random) -> Plant:
    wrong = pick(rng, "布署 台帐 参于 一如继往 再接再励 齐抓公管 既使 登陆网站")
    return Plant(say(base, rng, f"年初{wrong}了有关事项。"), ("TEXT13",), wrong[:2])


# ── LAW


@kind("字号括号不对")
def brackets(base: Base, rng: random.Random) -> Plant:
    right = re.search("〔(20[0-9]{2})〕([36]0)号", base.text)
    assert right is not None
    wrong = rng.choice(["[{}]{}号", "（{}）{}号", "【{}】{}号", "〔{}〕第{}号"]).format(right[1], right[2])
    return Plant(base.change(right.group(), wrong), ("LAW01",), wrong[:5], also=("LAW02", "LAW03"))


@kind("字号与文件名不符")
def number(base: Base, rng: random.Random) -> Plant:
    right = "国办公开办函〔2021〕30号" if base.year > 2020 else "国办公开办函〔2019〕60号"
    wrong = rng.choice(
        ["国办公开办函〔2019〕61号", "国办发〔2021〕30号", "国办函〔2020〕109号", "国办公开办函〔2021〕31号"]
    )
    return Plant(base.change(right, wrong), ("LAW02",), wrong[:6], also=("LAW03", "YEAR03"))


@kind("依据已被代替")
def superseded(base: Base, rng: random.Random) -> Plant:
    if base.year > 2020:
        old = base.change("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
        return Plant(
            old.change(
                "《中华人民共和国政府信息公开工作年度报告格式》",
                "《中华人民共和国政府信息公开工作年度报告格式（试行）》",
            ),
            ("LAW03",),
        )
    return Plant(base.change("国务院令第711号", "国务院令第492号"), ("LAW03",), "492")


@kind("条文序号不对")
def article(base: Base, rng: random.Random) -> Plant:
    wrong = pick(rng, "第三十一条 第三十二条 第二十条 第六十一条 第九条")
    return Plant(
        base.change("（国务院令第711号）和", f"（国务院令第711号）{wrong}和")
        if False
        else say(base, rng, f"依据《条例》{wrong}编制年度报告。"),
        ("LAW04",),
        wrong[:3],
    )


@kind("文件名引错")
def misquoted(base: Base, rng: random.Random) -> Plant:
    right = "中华人民共和国政府信息公开条例"
    at = rng.randint(7, len(right) - 3)
    wrong = right[:at] + right[at + 1 :]
    return Plant(base.change(right, wrong), ("LAW05", "TEXT01"), wrong[:6], also=("TEXT01",))


@kind("不是条例的用语")
def terms(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        [
            "全年未收到公开信息要求。",
            "坚持以公开为原则、不公开为例外。",
            "其中同意公开答复3件。",
            "申请信息不存在数为0。",
            "依申请公开申请均有登记。",
        ]
    )
    return Plant(say(base, rng, text), ("LAW06",), text, also=("NUM01",))


@kind("落款日期过晚")
def late(base: Base, rng: random.Random) -> Plant:
    month = 5 if base.word == "县" else rng.choice([2, 3, 4])
    return Plant(
        replace(base, text=re.sub(r"([0-9]{4})年1月([0-9]+)日\n$", rf"\1年{month}月\2日\n", base.text)), ("LAW07",)
    )


@kind("没有写考核评议追究")
def assessment(base: Base, rng: random.Random) -> Plant:
    if base.word in ("街道", "局"):
        return late(base, rng)
    text = re.sub("（五）监督保障\n.*\n", "（五）监督保障\n组织培训2次，参加46人次，年中自查一次。\n", base.text)
    return Plant(replace(base, text=text), ("LAW08",))


@kind("没有写信息处理费")
def fee(base: Base, rng: random.Random) -> Plant:
    if base.year <= 2020:
        return late(base, rng)
    return Plant(
        base.change(
            "本年度没有收取信息处理费，没有其他需要报告的事项。", rng.choice(["无。", "没有其他需要报告的事项。"])
        ),
        ("LAW09",),
    )


@kind("说成新工作")
def new_work(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        ["政府信息公开是一项全新的工作。", "政府信息公开工作还处于起步阶段。", "政府信息公开工作刚刚起步。"]
    )
    return Plant(say(base, rng, text), ("LAW10",), text[-6:-2])


# ── PAIR


@kind("问题没有措施")
def no_measure(base: Base, rng: random.Random) -> Plant:
    problem = rng.choice(
        [
            "三是经办人员业务能力不足，新人多",
            "三是保密审查把关不严",
            "三是各站所之间协调配合不够",
            "三是宣传少，群众知晓率不高",
        ]
    )
    return Plant(base.change("更新不够及时。", f"更新不够及时；{problem}。"), ("PAIR01",), problem[:4])


@kind("措施没有问题")
def no_problem(base: Base, rng: random.Random) -> Plant:
    measure = rng.choice(["三是组织业务培训2次", "三是加强保密审查", "三是加强与县直部门的协调配合"])
    return Plant(base.change("当天更换。", f"当天更换；{measure}。"), ("PAIR02",), measure[:4])


@kind("第五部分为空")
def empty(base: Base, rng: random.Random) -> Plant:
    text = re.sub(
        "五、存在的主要问题及改进情况\n(?:.*\n)*?六、",
        "五、存在的主要问题及改进情况\n" + rng.choice(["无。\n", "", "暂无问题。\n"]) + "六、",
        base.text,
    )
    return Plant(replace(base, text=text), ("PAIR04",))


@kind("问题与上年相同")
def same_problem(base: Base, rng: random.Random) -> Plant:
    problem = "一是政策解读多是文字，群众看着费劲；二是部分公开栏更新不够及时。"
    return Plant(replace(base, last={"problems": problem}), ("PAIR03",), "一是政策", also=("DUP03",))


@kind("措施空泛")
def vague(base: Base, rng: random.Random) -> Plant:
    text = re.sub(
        "一是20[0-9]{2}年制作.*",
        "加强图解制作，丰富解读的形式，提升解读水平，同时抓好公开栏更新，不断提高时效。",
        base.text,
    )
    return Plant(replace(base, text=text), ("PAIR05",))


@kind("占位符")
def placeholder(base: Base, rng: random.Random) -> Plant:
    text = rng.choice(
        ["培训××次。", "发放资料XX份。", "（此处填写培训情况）", "参加培训____人。", "XX镇人民政府", "【请补充数据】"]
    )
    return Plant(say(base, rng, text), ("PAIR06",), re.search("××|XX|此处|____|请补充", text).group())  # type: ignore[union-attr]


# ── PRIV


@kind("手机号码")
def mobile(base: Base, rng: random.Random) -> Plant:
    number = f"1{rng.choice('3578')}{rng.randint(10**8, 10**9 - 1)}"
    return Plant(say(base, rng, f"咨询可拨打{number}。"), ("PRIV01",), number)


@kind("身份证号码")
def identity(base: Base, rng: random.Random) -> Plant:
    body = f"{rng.choice(['330106', '510104', '230123'])}19{rng.randint(50, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(0, 999):03d}"
    check = "10X98765432"[sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(body)) % 11]
    return Plant(say(base, rng, f"申请表中的证件号{body}{check}已核对。"), ("PRIV02",), body)


@kind("银行卡号")
def card(base: Base, rng: random.Random) -> Plant:
    body = "62" + "".join(str(rng.randint(0, 9)) for _ in range(16))
    digit = next(
        d
        for d in "0123456789"
        if sum(sum(divmod(int(c) * (1 + i % 2), 10)) for i, c in enumerate(reversed(body + d))) % 10 == 0
    )
    return Plant(say(base, rng, f"退款转入银行卡{body}{digit}。"), ("PRIV04",), body)


@kind("当事人姓名")
def party(base: Base, rng: random.Random) -> Plant:
    person = rng.choice("王李张刘陈杨赵黄周吴") + rng.choice(["建国", "小红", "志强", "丽", "德胜", "芳"])
    text = rng.choice([f"申请人{person}要求公开征地批文，已答复。", f"原告{person}不服答复，向法院起诉。"])
    return Plant(say(base, rng, text), ("PRIV03",), person)


@kind("个人邮箱")
def mailbox(base: Base, rng: random.Random) -> Plant:
    mail = f"zw{rng.randint(1000, 9999)}@{rng.choice(['qq.com', '163.com', '126.com'])}"
    return Plant(base.change("电话：0571-88889999。", f"电话：0571-88889999，邮箱：{mail}。"), ("PRIV05",), mail)


@kind("工作人员姓名")
def staff(base: Base, rng: random.Random) -> Plant:
    person = rng.choice("王李张刘陈杨赵黄周吴") + rng.choice(["建国", "小红", "志强", "丽"])
    return Plant(base.change("电话：0571-88889999。", f"联系人：{person}，电话：0571-88889999。"), ("PRIV06",), person)


# ── SRC: scripted inventions, written by another hand

_TRUE = (
    "全年在县政府网站公开信息46条",
    "镇公开栏更换内容4次",
    "清理网站过期信息9条",
    "组织培训2次，参加40人",
    "收到申请2件，由党政办登记",
    "解读惠农政策5条",
)
_CODES = {
    "mechanism": "SRC07", "body": "SRC08", "channel": "SRC09", "frequency": "SRC10", "completeness": "SRC11",
    "cause": "SRC12", "commitment": "SRC13", "contradiction": "SRC14",
}  # fmt: skip
_CHINESE = {
    "mechanism": "虚构的制度机制", "body": "虚构的机构人员", "channel": "虚构的渠道", "frequency": "虚构的频次",
    "completeness": "虚构的程度", "cause": "虚构的原因", "commitment": "虚构的承诺", "contradiction": "与素材矛盾",
}  # fmt: skip


def _inventor(what: str) -> Planter:
    rows: list[dict[str, Any]] = [row for row in _INVENTIONS if row["kind"] == what]

    def planter(base: Base, rng: random.Random) -> Plant:
        row = rng.choice(rows)
        true = [*_TRUE, *([row["note"]] if "note" in row else [])]
        notes = tuple(Note(id=f"n{index}", aspect="proactive", text=text) for index, text in enumerate(true))
        text = f"{base.unit}{base.year}年政府信息公开工作年度报告\n一、总体情况\n{row['text']}\n"
        also = ("*",)
        codes = (_CODES[what], "SRC17", "SRC18")  # the words that nobody gave, the whole sentence, or some of it
        return Plant(replace(base, text=text, notes=notes, cells={}), codes, "", also, origin="chat")

    return planter


for _what, _name in _CHINESE.items():
    KINDS[_name] = _inventor(_what)
