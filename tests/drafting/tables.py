"""Tables by chance that add up, from few requests to many, for both editions."""

from __future__ import annotations

import random
from decimal import Decimal

from drafting.figures import zeros
from nianbao.facts import complete, computed_cells
from nianbao.kinds import form_named
from nianbao.report import Cell, LastYear, Report, Unit

WHO = ("natural", "business", "research", "welfare", "legal", "other")
RESULTS = ("upheld", "corrected", "other", "pending")
SIZES = (0, 1, 2, 4, 9, 30, 200)
LEVELS = ("", "简", "中", "详")


def _cells(edition: str, rng: random.Random, most: int, carried: dict[str, int] | None = None) -> dict[str, int]:
    """Figures that are not zero: every request that came in or was carried in is dealt with or carried over."""
    form = form_named(edition)
    done = [row.id or "" for node in form.blocks["requests"].rows[2].children for row in node.leaves()]
    rows = [*rng.sample([row for row in done if row != "total"], rng.randint(1, 8)), "carry_out"]
    found: dict[str, int] = {}
    came = rng.sample(WHO, rng.choice((1, 1, 2, 3, 6)))
    for who in WHO:
        if who not in came and not (carried or {}).get(who):
            continue
        new = rng.randint(0, most) if who in came else 0
        carry_in = (carried or {}).get(who, rng.choice((0, 0, 1, 2)) if carried is None else 0)
        found[f"requests.new.{who}"], found[f"requests.carry_in.{who}"] = new, carry_in
        for _ in range(new + carry_in):
            id = f"requests.{rng.choice(rows)}.{who}"
            found[id] = found.get(id, 0) + 1
    for block in ("reconsideration", "direct", "after"):
        for result in rng.sample(RESULTS, rng.choice((0, 1, 2, 4))):
            found[f"remedies.{block}.{result}"] = rng.randint(1, max(most // 3, 1))
    for id in form.cells:
        if id.split(".")[0] in ("documents", "licensing", "enforcement") and rng.random() < 0.5:
            found[id] = rng.choice((1, 2, 2, most))
    return {id: value for id, value in found.items() if id in form.cells}


def by_chance(seed: int, edition: str = "2021") -> Report:
    """A report with figures by chance; always the same for a seed."""
    rng = random.Random(f"{edition}{seed}")
    form = form_named(edition)
    computed = computed_cells(form)

    def whole(figures: dict[str, int]) -> dict[str, Cell]:
        raw = {id: cell for id, cell in zeros(form).items() if id not in computed}
        return complete(form, raw | {id: Cell(value=Decimal(n), raw=str(n)) for id, n in figures.items()})

    most = rng.choice(SIZES)
    last = _cells(edition, rng, rng.choice((0, most, 9)))
    carried = {who: last.get(f"requests.carry_out.{who}", 0) for who in WHO}
    now = _cells(edition, rng, most, carried if seed % 3 else None)
    year = 2020 if edition == "2019" else 2024
    then = LastYear(year=year - 1, edition=edition, cells=whole(last)) if seed % 3 else None
    return Report(
        unit=Unit.parse("云岭县白沙镇人民政府"), year=year, edition=edition, structured=True, stage="draft",
        cells=whole(now), last=then, detail=LEVELS[seed % 4], date=f"{year + 1}年1月20日",
    )  # fmt: skip
