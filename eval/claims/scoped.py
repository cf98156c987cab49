"""True sentences about report tables with words that restrict them, made by a grammar: what the checks say of them.

``scoped.py [--number N] [--seed S] [--show]`` takes the reports of every set beside it. Each sentence tells what the
tables have, and then what they cannot tell: another unit's figure (全县法院), a channel's, a month's, a topic's, one of
papers (答复书3份), a stage (还没有宣判), how much more (翻一番还多). None of it is false, so that every finding of
figures above a hint is a false alarm. Then one figure that the tables have is changed, and nothing else: it is to be
found.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from run import FIGURES, _placed, _said

from nianbao import draft, load
from nianbao.claims import ReportClaims, claims_of, value_of
from nianbao.report import Report

HERE = Path(__file__).parent
OTHERS = (
    "全县法院",
    "全市法院",
    "县法院",
    "各镇",
    "各乡镇",
    "乡镇",
    "县直部门",
    "市直各单位",
    "邻县",
    "两家直属单位",
    "派出机构",
    "下属事业单位",
    "县自然资源局",
    "住建局、人社局两家",
    "三个街道",
    "兄弟单位",
    "上级机关",
    "开发区",
    "省厅",
    "各村",
)
OUTSIDE = ("邻县", "兄弟单位", "上级机关", "省厅")
TOLD_OF_OTHERS = (
    "{who}全年受理行政案件{n}件",
    "{who}收到政府信息公开申请{n}件",
    "{who}新收申请{n}件",
    "{who}受理{n}件",
    "{who}办结申请{n}件，其中予以公开{m}件",
    "{who}被申请行政复议{n}件",
    "{who}发生行政诉讼{n}起",
    "{who}作出行政许可决定{n}件、行政处罚决定{m}件",
    "{who}制发规范性文件{n}件",
    "{who}承办{n}件，不予公开{m}件",
)
SOME = (
    "通过网络提交的有{k}件",
    "信函寄来的{k}件",
    "当面提交{k}件",
    "3月份收到{k}件",
    "上半年受理{k}件",
    "四季度收到{k}件",
    "涉及征地拆迁的{k}件",
    "问到补贴发放的有{k}件",
    "经过会商的{k}件",
    "延期答复{k}件",
    "告知补正{k}件",
    "正在征求第三方意见的{k}件",
    "由法制科直接办理{k}件",
    "提前办结的{k}件",
    "涉及跨部门协查的{k}件",
    "答复用时在10个工作日以内的{k}件",
)
PAPERS = (
    "制作答复书{n}份",
    "许可证{n}本",
    "寄送补正告知书{n}件",
    "发出征求意见函{n}件",
    "收到群众来信{n}件",
    "接听咨询电话{n}次",
    "办理信访件{n}件",
    "答复网民留言{n}条",
    "归档案卷{n}件",
    "收到部门协查函{n}份",
    "办理人大代表建议{n}件",
    "移送案件线索{n}件",
    "收到12345热线工单{n}件",
    "审查文件稿{n}件",
)
STAGES = (
    "到年底还没有宣判",
    "尚未开庭",
    "至今没有作出判决",
    "仍在审理当中",
    "还在等候法院通知",
    "二审尚未开庭",
    "已经开庭而没有判决",
)
PAST = (
    "前年为{n}件",
    "前年是{n}件",
    "三年前不过{n}件",
    "近三年合计{n}件",
    "“十三五”以来累计{n}件",
    "历年累计{n}件",
)


class Row(NamedTuple):
    """A row of the form: how it is told, and whose part it is."""

    role: str
    say: str
    measure: str = "件"


ROWS = (
    Row("requests.new", "新收政府信息公开申请"),
    Row("requests.carry_in", "上年结转申请"),
    Row("requests.done", "办结政府信息公开申请"),
    Row("requests.open", "予以公开"),
    Row("requests.partial", "部分公开"),
    Row("requests.deny", "不予公开"),
    Row("requests.unable", "无法提供"),
    Row("requests.reject", "不予处理"),
    Row("requests.carry_out", "结转下年度继续办理"),
    Row("remedies.reconsideration", "因政府信息公开被申请行政复议"),
    Row("remedies.litigation", "因政府信息公开被提起行政诉讼"),
    Row("remedies.direct", "未经复议直接起诉的"),
    Row("remedies.after", "复议后起诉的"),
    Row("decisions.licence", "作出行政许可处理决定"),
    Row("decisions.penalty", "作出行政处罚决定"),
)


class Made(NamedTuple):
    """A sentence, where it stands, what was changed in it (nothing where it is true), and of which grammar it is."""

    text: str
    section: str
    wrong: str
    kind: str


def _value(told: ReportClaims, role: str, *, last: bool = False) -> int | None:
    if role not in told.roles.by_id:
        return None
    found = value_of([f"last.{id}" if last else id for id in told.roles.facts(role)], told.book)
    return int(found) if found is not None else None


def _moved(now: int, then: int, rng: random.Random) -> str:
    """How a figure moved, in words that are right."""
    if not then or now == then:
        return ""
    ratio = now / then
    said: list[str] = []
    if now == then * 2:
        said += ["翻了一番", "是上年的两倍", "增长了一倍"]
    elif ratio > 2:
        said += [
            f"比上年翻一番还多{now - 2 * then}件",
            "比上年翻了一番还不止",
            "是上年的两倍还多",
            "比上年多出一倍以上",
        ]
    elif ratio > 1.8:
        said += ["比上年增长近一倍", f"离上年的两倍只差{2 * then - now}件", "差一点就翻了一番"]
    if 1 < ratio < 2:
        said += ["还不到上年的两倍", "比上年多，但没有翻番", f"比上年多了{now - then}件"]
    if ratio < 1:
        said += [f"比上年少{then - now}件", "没有上年多", f"离上年的{then}件还差{then - now}件"]
    if ratio < 0.5:
        said += ["还不到上年的一半", "比上年减少一半还多"]
    return rng.choice(said) if said else ""


def sentences(told: ReportClaims, rng: random.Random) -> Iterator[Made]:
    """True sentences of a report without end, and each with one figure changed."""
    known = [(row, now) for row in ROWS if (now := _value(told, row.role))]
    requests = [(row, now) for row, now in known if row.role.startswith("requests.")]
    courts = [
        (row, now) for row, now in known if row.role in ("remedies.litigation", "remedies.direct", "remedies.after")
    ]
    if not known:
        return
    of: list[Callable[[], tuple[Row, int, str, str]]] = []

    def others() -> tuple[Row, int, str, str]:
        row, now = rng.choice(known)
        who, told_of = rng.choice(OTHERS), rng.choice(TOLD_OF_OTHERS)
        if "决定" in told_of or "文件" in told_of:
            who = rng.choice(OUTSIDE)  # a government's own tables count its whole region
        return row, now, told_of.format(who=who, n=rng.randint(40, 900), m=rng.randint(2, 40)), "whose"

    def some() -> tuple[Row, int, str, str]:
        row, now = rng.choice([item for item in requests if item[0].role != "requests.carry_in"] or requests)
        return row, now, rng.choice(SOME).format(k=rng.randint(1, now)), "some"

    def papers() -> tuple[Row, int, str, str]:
        row, now = rng.choice(requests)
        return row, now, rng.choice(PAPERS).format(n=rng.randint(1, 300)), "papers"

    def past() -> tuple[Row, int, str, str]:
        row, now = rng.choice(known)
        return row, now, rng.choice(PAST).format(n=rng.randint(1, 300)), "past"

    def moved() -> tuple[Row, int, str, str]:
        row, now = rng.choice(known)
        return row, now, _moved(now, _value(told, row.role, last=True) or 0, rng), "moved"

    def staged() -> tuple[Row, int, str, str]:
        row, now = rng.choice(courts)
        pending = _value(told, f"{row.role}.pending") or 0
        return row, now, rng.choice(STAGES) if pending == now else "", "stage"

    of += [others, papers, past, moved] + ([some] if requests else []) + ([staged] * bool(courts))
    if not requests:
        of = [others, past, moved]
    while True:
        row, now, said, kind = rng.choice(of)()
        if not said:
            continue
        own = f"{row.say}{{}}{row.measure}"
        frame = rng.choice(("全年{own}，{said}。", "{own}，{said}。", "{said}，本机关{own}。", "{own}；{said}。"))
        if kind in ("some", "moved", "stage", "past"):
            frame = rng.choice(("全年{own}，{said}。", "{own}，{said}。", "本年度{own}，{said}，均已登记在册。"))
        section = "行政复议行政诉讼" if row.role.startswith("remedies.") else "收到和处理政府信息公开申请情况"
        if row.role.startswith("decisions."):
            section = "主动公开政府信息情况"
        text = frame.format(own=own, said=said)
        yield Made(text.format(now), section, "", kind)
        other = now + rng.choice((2, 3, 11)) if kind != "moved" else now
        if other != now:
            yield Made(text.format(other), section, f"{other}{row.measure}", kind)


def main() -> None:
    """Make sentences, check them, and print how many true ones raise an alarm and how many false ones are found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    paths = sorted(HERE.glob("*/reports/*.yaml"))
    true: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    false: Counter[str] = Counter()
    found: Counter[str] = Counter()
    each = max(asked.number // len(paths), 1)
    for path in paths:
        given: Report = load(path)
        bare = draft(given).report
        rng = random.Random(f"{asked.seed} {path.relative_to(HERE)}")
        made = sentences(claims_of(given), rng)
        done = 0
        for item in made:
            report = _placed(bare, item.section, item.text)
            report = report.model_copy(update={"unit": given.unit, "year": given.year})
            heard = [
                row for row in _said(report, item.text, given.last) if row[1] != "info" and row[0].startswith(FIGURES)
            ]
            if item.wrong:
                at = item.text.find(item.wrong)
                false[item.kind] += 1
                found[item.kind] += any(row[2] < at + len(item.wrong) and at < row[3] for row in heard)
            else:
                true[item.kind] += 1
                alarms[item.kind] += bool(heard)
                if heard and asked.show:
                    sys.stdout.write(f"{path.relative_to(HERE)} {item.kind}: {item.text} {heard}\n")
            done += not item.wrong
            if done > each:
                break
    for kind in true:
        sys.stdout.write(f"{kind}: alarms {alarms[kind]} of {true[kind]}, found {found[kind]} of {false[kind]}\n")
    sys.stdout.write(f"all: alarms {alarms.total()} of {true.total()}, found {found.total()} of {false.total()}\n")


if __name__ == "__main__":
    main()
