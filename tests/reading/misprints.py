"""Labels of tables misprinted: characters wrong, missing, doubled or swapped, and characters that sound alike."""

from __future__ import annotations

import random
import re
from functools import cache

from nianbao.kinds import editions
from nianbao.reading.table_labels import distance, own_words
from nianbao.text import bare

HOMOPHONES = dict(
    zip(
        "密请件计然公行政制复结总诉维持纠正予部其织研构商业企服务律机体益社会科强罚收规章性文范许可处理决定数量没有现成信息",
        "蜜清建记燃工形正治覆节宗述唯侍究证与布奇职妍购伤叶起付雾绿几休宜射绘棵墙罪受归张姓问饭许克触里绝订树良每又线城新席",
        strict=True,
    )
)
_FIGURE = re.compile(r"[-+]?[0-9][0-9,.]*|")


@cache
def labels() -> tuple[str, ...]:
    """Every label of a row or column of every edition."""
    found = {
        path[-1].label
        for form in editions()
        for table in form.tables
        for block in table.blocks
        for path in (*block.row_paths, *block.column_paths)
    }
    return tuple(sorted(found - {""}))


@cache
def _signs() -> str:
    return "".join(sorted(set("".join(labels())) - set("（）“”、，：0123456789.")))


def is_label(text: str) -> bool:
    """Whether a text is one of the forms' labels, to the letter."""
    return bare(text) in {bare(label) for label in labels()}


def misprinted(rng: random.Random, label: str) -> str:
    """A label with one or two mistakes, still nearer to itself than to any other.

    Characters put in are those of the forms' own labels: the likeliest to make another label of it.
    """
    for _ in range(200):
        text = label
        for _ in range(rng.choice((1, 1, 2))):
            at = rng.randrange(len(text))
            how = rng.choice(("other", "missing", "doubled", "swapped", "alike", "alike"))
            if how == "alike":
                places = [place for place, sign in enumerate(text) if sign in HOMOPHONES] or [at]
                at = rng.choice(places)
                text = text[:at] + HOMOPHONES.get(text[at], text[at]) + text[at + 1 :]
            elif how == "other":
                text = text[:at] + rng.choice(_signs()) + text[at + 1 :]
            elif how == "missing" and len(text) > 2:
                text = text[:at] + text[at + 1 :]
            elif how == "doubled":
                text = text[:at] + text[at] + text[at:]
            elif how == "swapped" and at + 1 < len(text):
                text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if not own_words(text)[1] or _FIGURE.fullmatch(text):
            continue
        own, same = distance(text, label), own_words(label)[1]
        if all(distance(text, other) > own for other in labels() if own_words(other)[1] != same):
            return text
    return label
