"""What a model is told of a part beside its figures and notes: how long it may be, by a local requirement too."""

from __future__ import annotations

from pathlib import Path

from drafting.figures import report
from nianbao.drafting.brief import briefs
from nianbao.drafting.engines.paste import whole_prompt
from nianbao.facts import FactBook
from nianbao.kinds.profiles import profile_at
from nianbao.report import Note

LIMITED = """
id: yunling-2024
name: 云岭市2024年度
document: {title: 云岭市关于编制2024年度报告的通知, number: 云政办函〔2025〕3号, date: 2025-01-06}
places: [云岭市]
years: [2024]
verified: read
limits:
  - {section: overview, most: 500, quote: 总体情况不超过500字}
"""


def test_a_local_limit_is_shared_out_over_the_parts_of_its_section(tmp_path: Path) -> None:
    notes = [
        Note(id=f"{aspect}{n}", aspect=aspect, what="公开", object=f"第{n}批补贴名单和发放情况" * 4, quantity="30条")
        for aspect in ("proactive", "management", "platform")
        for n in range(4)
    ]
    (tmp_path / "p.yaml").write_text(LIMITED, encoding="utf-8")
    given = report("2021", {"requests.new.natural": 9, "requests.open.natural": 9}, notes=notes)
    free = sum(item.most for item in briefs(FactBook(given)) if item.section_id == "overview")
    assert free > 500
    bound = given.model_copy(update={"profiles": [profile_at(tmp_path / "p.yaml")]})
    parts = briefs(FactBook(bound))
    assert sum(item.most for item in parts if item.section_id == "overview") <= 500
    (sheet,) = whole_prompt(FactBook(bound), show_values=True)
    assert all(f"不超过 {item.most} 字" in sheet.masked()[0] for item in parts)


def test_a_part_never_stands_beside_its_own_sum() -> None:
    """Written as they stand, the results have to come to their total."""
    given = report("2021", {"requests.new.natural": 3, "requests.open.natural": 2, "requests.other1.natural": 1})
    (part,) = [item for item in briefs(FactBook(given), show_values=True) if item.key == "overview.requests"]
    (line,) = [line for line in part.fact_lines.splitlines() if "逾期不补正" in line]
    assert "其他处理1件，其中申请人逾期不补正不再处理1件" in line


def test_the_share_of_a_groups_only_row_is_given_at_the_group() -> None:
    """Behind the row it reads as a share of the group, which is all of it."""
    given = report("2021", {"requests.new.natural": 50, "requests.open.natural": 30,
        "requests.unable1.natural": 18, "requests.other1.natural": 2})  # fmt: skip
    (part,) = [item for item in briefs(FactBook(given), show_values=True) if item.key == "overview.requests"]
    (line,) = [line for line in part.fact_lines.splitlines() if "逾期不补正" in line]
    assert "其他处理2件（占4%），其中申请人逾期不补正不再处理2件" in line
