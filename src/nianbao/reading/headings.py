"""Classifies a line: section heading, aspect, sub-heading, date; cuts paragraphs at headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from nianbao.errors import NianbaoError
from nianbao.kinds import DEFAULT_KIND, Form, editions_marked, form_for, latest, subject_pattern
from nianbao.patterns import HAN, lazy
from nianbao.reading.blocks import Block, Para
from nianbao.report import DocxPlace, Location, TextPlace, Unit, kinds
from nianbao.text import bare, chinese_number, fold

_FIRST = lazy(r"^\s*(?:[一二三四五六七八九十]{1,2}\s*[、．.]\s*\S|第[一二三四五六七八九十]{1,2}部分[、：:\s]?\s*\S)")
_SPACED = lazy(rf"^[一二三四五六七八九十]{{1,2}}[ \t\u00a0\u3000]+[{HAN}、 \u3000]{{2,24}}$")
"""一　概述: an ordinal with a space for its mark, and nothing but words."""
_SECOND = lazy(r"^\s*[（(]?[一二三四五六七八九十]{1,3}[）)]")
_THIRD = lazy(r"^\s*[0-9]{1,2}[.．、]\s*\D")
_LONG = 40
_ALIKE, _SAME_ORDINAL = 75, 15
"""Indel ratio from which a heading is a section's, and how much its own ordinal counts towards it."""
DATE_LINE = lazy(
    r"^\s*([0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)\s*$"
)
_YEAR = lazy(r"((?:19|20)[0-9]{2}|[一二][〇零○0九八][〇零○0-9一二三四五六七八九]{2})\s*年")
_ENDS = ("。", "；", "，", "：", ";")
_OPEN = "；;，,、"


_OF_NONE = lazy(r"收费|减免|费用|经费|支出|咨询|投诉|组织领导|解读|附表|附件|下一步|打算|计划|思路|重点领域")
"""What a heading of an older outline is about that no section of the form is, however alike the rest."""
_ORDINAL = lazy(r"^(?:[一二三四五六七八九十]{1,2}[，.]|第[一二三四五六七八九十]{1,2}部分[，：]?)")
_OF_YEAR = lazy(r"^[0-9]{4}年度?(?=.{4})")


def _spaced(line: str) -> bool:
    return line[:1] in "一二三四五六七八九十" and _SPACED.match(line) is not None


def _own(title: str) -> str:
    """A heading's words without its ordinal and its year."""
    line = title.strip()
    if _spaced(line):
        return bare(re.sub(r"^\S+\s", "", line))
    return _OF_YEAR.sub("", _ORDINAL.sub("", bare(title)))


def section_of(text: str, form: Form, *, heading: bool = False) -> str | None:
    """The section a line is the heading of.

    Args:
        heading: whether the format itself says that it is a heading.

    Returns:
        The form's id; ``""`` for a first-level heading we do not know; None where it is no heading.
    """
    line = text.strip()
    if not line or len(line) > _LONG:
        return None
    mine = bare(line)
    if line.endswith(_ENDS):
        return _exact(form.headings, False).get(mine.rstrip("。；，："))  # 一、总体情况：
    found = _exact(form.headings, heading).get(mine)
    if found is not None:
        return found
    if _SECOND.match(line) or _THIRD.match(line):
        return None
    if not _FIRST.match(line) and not _spaced(line) and not heading:
        return None
    if _OF_NONE.search(mine):
        return ""
    own = _exact(form.headings, True).get(_own(line))
    if own is not None:
        return own
    from rapidfuzz import fuzz

    scored = [
        (fuzz.ratio(_own(line), _own(title)) + (_SAME_ORDINAL if _ordinal(line) == _ordinal(title) else 0), id)
        for title, id in form.headings
    ]
    best = max(scored)
    return best[1] if best[0] >= _ALIKE else ""


@lru_cache(maxsize=16)
def _exact(headings: tuple[tuple[str, str], ...], own: bool) -> dict[str, str]:
    """Bare titles, and with ``own`` those without their ordinal, to the section's id; the first of a name counts."""
    found: dict[str, str] = {}
    for title, id in headings:
        found.setdefault(bare(title), id)
        if own:
            found.setdefault(_own(title), id)
    return found


def _ordinal(title: str) -> str:
    found = re.match(r"\s*(?:第)?([一二三四五六七八九十]{1,2})", title)
    return found[1] if found else ""


_COUNTED = lazy(r"^\s*([0-9]{1,2})[.．、]\s*")
"""1. for 一、: what a list that numbers itself gives when it is copied."""


def without_ordinal(title: str) -> str:
    """A heading's words, bare, without its ordinal."""
    return _own(_COUNTED.sub("", title.strip()))


def unnumbered(text: str, form: Form) -> str | None:
    """The section a line names that is its title without an ordinal, and nothing else; None for any other."""
    line = text.strip()
    if not line or len(line) > _LONG:
        return None
    if _COUNTED.match(line):  # only in the form's own words: 1.主动公开情况 is a sub-heading of section 一
        mine = bare(_COUNTED.sub("", line))
        return next((section.id for section in form.sections if _own(section.title) == mine), None)
    return _exact(form.headings, True).get(bare(line))


_NUMBERED = lazy(r"(?:^|[\s。])[一二三四五六七八九十]、")


@lru_cache(maxsize=16)
def _inside(headings: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    titles = sorted({title for title, _ in headings}, key=len, reverse=True)
    words = "|".join(re.escape(fold(title)) for title in titles)
    return re.compile(rf"(?:(?<=^)|(?<=[\s。）]))(?:{words})(?=\s|$|（[一二三]）|20[0-9]{{2}}年|[：。])")


def headings_within(text: str, form: Form) -> list[tuple[int, int]]:
    """Where headings stand inside a line that goes on behind them: a page saved without its line breaks.

    A heading counts when it is a section's to the letter, ordinal included, with space or a full stop before it, and
    space, a sub-heading or a year behind it.
    """
    if len(text) <= _LONG or "、" not in text or not _NUMBERED.search(text):
        return []
    return [match.span() for match in _inside(form.headings).finditer(fold(text))]


def sub_heading(text: str) -> int:
    """The level of a sub-heading (2 for （一）, 3 for 1.); 0 where it is none."""
    line = text.strip()
    if len(line) > _LONG or line.endswith((*_ENDS, "！", "？", "】")) or "。" in line:
        return 0
    if _SECOND.match(line):
        return 2
    if _THIRD.match(line) and len(line) <= 30 and "，" not in line:
        return 3
    return 0


def goes_on(before: str, text: str) -> bool:
    """Whether a line is the next of a list whose line before is not at its end: 2.整改问题3个； 3.建立台账."""
    one, two = _COUNTED.match(before), _COUNTED.match(text)
    return one is not None and two is not None and int(two[1]) == int(one[1]) + 1 and before.rstrip()[-1] in _OPEN


def title_year(text: str) -> int | None:
    """The report year a title names."""
    match = _YEAR.search(text)
    if match is None:
        return None
    raw = match.group(1).replace("○", "〇")
    return int(raw) if raw.isdigit() else chinese_number(raw.replace("0", "〇"))


_SUBJECT, _SUBJECT_LAST = "SUBJECT", "SUBJECT(?:工作)?(?:情况)?$"


def names_report(title: str) -> bool:
    """Whether a title has a word for a report: what stands behind one is looked for only then, being slow to begin."""
    return any(word in title for word in ("报告", "年报", "总结"))


_BEHIND = lazy(rf"(?:报告|年报|总结)(?:[（(](?P<in>[{HAN}]{{3,40}})[）)]|[—－-]+(?P<after>[{HAN}]{{3,40}}))$")
"""A unit that stands behind the title's words: …年度报告（白沙镇人民政府）."""
_GLOSS = lazy(rf"^(?P<name>.{{2,40}}?)[（(](?P<gloss>[{HAN}]{{2,20}})[）)]$")
_ORGANS = ("公司", "院", "站", "所", "馆", "社", "会", "队", "海关", "支行")
_NO_ORGANS = ("大学", "学院", "学校", "中学", "小学", "幼儿园")
"""What makes no report of this form (《条例》 art. 55: by rules of their own)."""


def title_unit(title: str) -> Unit | None:
    """The unit a title names: before the year or before 政府信息公开, or in brackets behind the title."""
    plain = "".join(title.split())
    match = _YEAR.search(plain)
    head = plain[: match.start()] if match else ""
    early = subject_pattern(_SUBJECT).search(head)
    if early is not None and early.start():  # 白沙镇政务公开工作报告（2021年度）
        head = head[: early.start()]
    if not head.strip("《“”》〈关于"):  # 2024年白沙镇政府信息公开…
        rest = plain[match.end() :].removeprefix("度") if match else plain
        subject = subject_pattern(_SUBJECT).search(rest)
        head = rest[: subject.start()] if subject else ""
    unit = _unit_named(head)
    if unit is None and names_report(plain) and (behind := _BEHIND.search(plain)) and not head.strip("《“”》〈关于"):
        unit = _unit_named(behind["in"] or behind["after"])
    return unit


def _unit_named(head: str) -> Unit | None:
    """A unit, where the words before a title's subject are one."""
    name = head.strip("《“”》〈").removeprefix("关于").removesuffix("关于")
    name = subject_pattern(_SUBJECT_LAST).sub("", name).removesuffix("关于")
    gloss = _GLOSS.match(name) if name.endswith(("）", ")")) else None
    if gloss is not None:  # 文化和旅游局（文物局）, 白沙街道办事处（本级）
        known = _unit_named(gloss["name"])
        other = _unit_named(gloss["gloss"]) if known is not None else None
        return known.model_copy(update={"aliases": (other.name,)}) if known is not None and other is not None else known
    if not 2 <= len(name) <= 40 or not re.fullmatch(rf"[{HAN}（）()·]+", name) or name[0] in "我本全该各":
        return None
    if name.endswith(_NO_ORGANS):
        return None
    unit = Unit.parse(name)
    endings = [ending for item in kinds().values() for ending in item.endings]
    return unit if unit.kind != "other" or name.endswith((*endings, *_ORGANS)) else None


def choose_form(labels: str, year: int | None, kind: str = DEFAULT_KIND) -> tuple[Form, str, list[str]]:
    """The form to read by, the edition the labels show, and remarks.

    The labels say which edition it is, of several that they fit the one for the year, the newest of those; without any,
    the year does; without a year, the newest.
    """
    marked = editions_marked(labels, kind)
    if marked:
        plain = "".join(labels.split())
        fitting = [form for form in marked if year is not None and form.covers(year)]
        most = max(sum(mark in plain for mark in form.marks) for form in marked)
        leading = [form for form in marked if sum(mark in plain for mark in form.marks) == most]
        chosen = next((form for form in reversed(leading) if form in fitting), leading[-1])
        strange = [form for form in marked if any(mark in plain for mark in form.marks if mark not in chosen.marks)]
        mixed = [form for form in marked if form is chosen or form in strange]
        said = "和".join(f"{form.name}的栏目" for form in mixed)
        return chosen, chosen.edition, [f"表格里同时有{said}，两个版本混用"] if strange else []
    try:
        return (form_for(kind, year) if year else latest(kind)), "", []
    except NianbaoError:
        return latest(kind), "", []


def aspect_of(text: str, form: Form) -> str | None:
    """The aspect of section 一 a sub-heading names."""
    own = re.sub(r"^（[^）]*）", "", bare(text))
    labels = [(label, aspect.id) for aspect in form.aspects for label in (aspect.label, *aspect.aliases)]
    return next((id for label, id in labels if bare(label) in own), None)


def _moved(place: Location | None, start: int, end: int) -> Location | None:
    """The place of a part of a paragraph."""
    if isinstance(place, TextPlace):
        return place.part(start, end)
    return place.model_copy(update={"at": place.at + start}) if isinstance(place, DocxPlace) else place


def _parts(block: Para, cuts: list[tuple[int, int]]) -> list[Block]:
    found: list[Block] = []
    marks = [0, *(at for cut in cuts for at in cut), len(block.text)]
    for start, end in pairwise(marks):
        piece = block.text[start:end]
        if not piece.strip():
            continue
        begin = start + len(piece) - len(piece.lstrip())
        finish = begin + len(piece.strip())
        place = _moved(block.location, begin, finish)
        bookmarks = [] if found else block.bookmarks
        found.append(replace(block, text=piece.strip(), location=place, bookmarks=bookmarks, title=False))
    return found


def parted(blocks: Sequence[Block], form: Form) -> list[Block]:
    """The blocks, a paragraph that goes on behind a section's heading as several."""
    found: list[Block] = []
    for block in blocks:
        cuts = headings_within(block.text, form) if isinstance(block, Para) else []
        found += _parts(block, cuts) if isinstance(block, Para) and cuts else [block]
    return found
