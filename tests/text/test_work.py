"""Work grows with the length of what is read, not with its square: counted in calls, never in seconds."""

from __future__ import annotations

import cProfile
import random
from collections.abc import Callable
from typing import Any

import pytest

from nianbao import check, draft
from nianbao.drafting import outline
from nianbao.drafting.answers import AspectAnswer, Said
from nianbao.drafting.brief import briefs
from nianbao.drafting.drafted_part import locked_aspect
from nianbao.facts import FactBook
from nianbao.reading import FORMATS, Given, read_text
from nianbao.report import Report, Unit

HEAD = "单位: 云岭县白沙镇人民政府\n年度: 2024\n其余: 零\n素材:\n  主动公开:\n"
UNIT = Unit.parse("云岭县白沙镇人民政府")
HAN = "公开信息制度平台目录群众办事指南培训考核监督答复流程网站专栏政策解读会议审查清单更新规范管理窗口宣传服务基层村务"
Work = Callable[[], Any]


def words(seed: int, length: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(HAN) for _ in range(length))


def notes(lines: list[str]) -> Report:
    return FORMATS[".yaml"]((HEAD + "".join(f"    - {line}\n" for line in lines)).encode(), "x.yaml", Given())


def one_note(unit: str) -> Callable[[int], Work]:
    def made(size: int) -> Work:
        report = notes([unit * (size // len(unit)) + "。"])
        return lambda: draft(report)

    return made


def many_notes(line: Callable[[int], str]) -> Callable[[int], Work]:
    def made(size: int) -> Work:
        report = notes([line(number) for number in range(size // 25)])
        return lambda: draft(report)

    return made


def text(body: Callable[[int], str]) -> Callable[[int], Work]:
    def made(size: int) -> Work:
        title = "白沙镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n"
        whole = f"{title}{body(size)}\n六、其他需要报告的事项\n没有。\n"
        return lambda: check(read_text(whole, unit=UNIT, year=2024))

    return made


def repeated(unit: str) -> Callable[[int], Work]:
    return text(lambda size: unit * (size // len(unit)))


def model(size: int) -> Work:
    """A part locked, with a sentence for every note."""
    book = FactBook(outline(notes([words(number, 24) for number in range(size // 25)])))
    brief = next(item for item in briefs(book) if item.key == "overview.proactive")
    said = [Said(text=f"{told}。", sources=[id]) for id, parts in brief.words.items() for _, told in parts]
    return lambda: locked_aspect(AspectAnswer(sentences=said), brief)


KINDS: dict[str, tuple[int, Callable[[int], Work]]] = {
    "one note of figures": (2_000, one_note("编发简报23条、公开目录5件、")),
    "one note of dates": (2_000, one_note("2024年3月1日，")),
    "one note of rates": (120, one_note("增长23%，下降5个百分点，")),
    "one note of more rates than a sentence holds": (4_000, one_note("增长23%，下降5个百分点，")),
    "one note without a stop": (4_000, one_note("编发政府信息简报并公开目录组织业务培训")),
    "one note of names": (8_000, one_note("申请人张小明，王某某，")),
    "many notes": (2_000, many_notes(lambda number: words(number, 24))),
    "many notes that deny": (2_000, many_notes(lambda n: f"没有发生{words(n, 8)}，未收到{words(-n, 6)}")),
    "many notes that say how often": (2_000, many_notes(lambda n: f"每季度{words(n, 6)}，每周{words(-n, 6)}一次")),
    "a long text": (8_000, text(lambda size: "\n".join(f"{words(n, 40)}{n % 90}次。" for n in range(size // 44)))),
    "one sentence without a stop": (16_000, text(lambda size: words(1, size))),
    "scope words without a stop": (2_000, repeated("我镇我县全市")),
    "figures without a stop": (4_000, repeated("新收申请3件，办结2件，其中")),
    "a character that shows nothing": (4_000, repeated("公\u200b开政府信息")),
    "quotes that are not closed": (4_000, repeated("“公开《条例（办")),
    "a model's part": (2_000, model),
}


def calls(work: Work) -> int:
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_length(kind: str) -> None:
    """What another length adds is the double for the double length; a square would add four times as much.

    Up to three times passes: a cache that is full at one of the lengths counts once for what it forgot.
    """
    size, made = KINDS[kind]
    for _ in range(2):
        calls(made(size))  # what is loaded once, for the text and for the profile
    one, two, four = (calls(made(times * size)) for times in (1, 2, 4))
    assert two > one, "nothing was counted"
    assert (four - two) / (two - one) < 3, (one, two, four)
