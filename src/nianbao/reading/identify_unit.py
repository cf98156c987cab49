"""Finds kind, title, unit, year and superior places of a report; refuses a file in which nothing was recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nianbao.errors import InputError
from nianbao.kinds import DEFAULT_KIND, Form, all_kinds, editions, latest, subject_pattern, subjects
from nianbao.patterns import HAN, lazy
from nianbao.reading.blocks import Block, Para, TableGrid
from nianbao.reading.headings import DATE_LINE, names_report, section_of, sub_heading, title_unit, title_year
from nianbao.report import Remark, Report, Unit
from nianbao.report.unit import split_prefix
from nianbao.text import bare

_NAMED = (
    rf"(?P<unit>[{HAN}（）()·]{{2,40}}?)(?P<more>SUBJECT工作)?"
    r"(?P<year>20[0-9]{2})年度?(?:SUBJECT)?(?:年度)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
)
_MADE = lazy(rf"由(?P<unit>[{HAN}]{{3,40}}?)(?:组织)?编制")
_GIVES = lazy(rf"(?:^|[，。,])(?P<unit>[{HAN}]{{3,30}}?)(?:现|特|兹)向社会(?:公布|公开|发布)")
_COVERS = rf"(?:涵盖|反映)了?(?:20[0-9]{{2}}年度?)?(?P<unit>[{HAN}]{{3,30}}?)SUBJECT工作"
_OF_YEAR = rf"(?:将|公布|发布|编制|《)20[0-9]{{2}}年度?(?P<unit>[{HAN}]{{3,30}}?)SUBJECT(?:工作)?(?:年度|年报|情况)"
_CONTACT = lazy(
    rf"(?:与|联系[：:])(?P<unit>[{HAN}]{{2,20}}?(?:镇|乡|街道|苏木)(?:人民政府|办事处)?)"
    r"(?:联系|政务公开|信息公开|党政|综合|办公室)"
)
"""Only a township or a street: who answers for a county's report may be another."""
_LEAD = lazy(
    r"^.*?(?:(?:现|特|并|兹|予以|正式)?(?:将|向)?(?:社会|公众)*(?:公布|发布|公开|编制|印发|报告|制定|形成|涵盖)了?|名称)"
)
_PERIOD = lazy(
    r"(?:统计|数据|时限|期限|时间段|截止)[^。]{0,20}?(?P<from>20[0-9]{2})年度?1月1日[^。]{0,6}?"
    r"(?:(?P<to>20[0-9]{2})年)?12月31日"
)
_ITS = r"(?P<year>20[0-9]{2})年度?[^。，；]{0,20}?SUBJECT(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
_BEGINS = lazy(r"^(?:截[至止]到?)?(?P<year>20[0-9]{2})年(?:度|以来|来|底|全年|我|，|,)")
_OFFICES = ("办公室", "领导小组", "信息公开办", "小组")


def _names(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        plain = "".join(text.split())
        for match in subject_pattern(_NAMED).finditer(plain):
            yield match["unit"]
        for pattern in (_MADE, _GIVES, subject_pattern(_COVERS), subject_pattern(_OF_YEAR), _CONTACT):
            for match in pattern.finditer(plain):
                if not match["unit"].endswith(_OFFICES):
                    yield match["unit"]


def unit_said(texts: Sequence[str]) -> Unit | None:
    """The unit that the words before section 一 say the report is of; None where they name none, or several."""
    found: dict[str, Unit] = {}
    for name in _names(texts):
        if name.endswith("关于"):
            continue  # who sent a notice about it
        own = _LEAD.sub("", name, count=1) or name
        unit = title_unit(f"{own}2000年{subjects()[0]}报告")
        if unit is not None and len(unit.place) >= 2 and not _FOREIGN.search(unit.name):
            found[unit.place] = max(unit, found.get(unit.place, unit), key=lambda item: len(item.name))
    longest = max(found.values(), key=lambda unit: len(unit.name), default=None)
    return longest if longest is not None and len(found) == 1 else None


def in_full(unit: Unit, texts: Sequence[str]) -> Unit:
    """A unit that its title names in short, by its full name where the text says it: 卫健局, 云岭区卫生健康局.

    Args:
        texts: the paragraphs before the first section, and the last two.
    """
    said = unit_said(texts[:-2]) or signed(texts)
    if said is None or unit.within or said.kind != unit.kind or unit.place in said.name:
        return unit
    rest = iter(said.own)
    return said if all(char in rest for char in unit.own) else unit


def signed(texts: Sequence[str]) -> Unit | None:
    """The unit that signs: alone on the line above a date that ends the text."""
    if len(texts) < 2 or not DATE_LINE.match(texts[-1].strip()):
        return None
    return title_unit(f"{texts[-2].strip()}2000年{subjects()[0]}报告")


_FOREIGN = lazy(r"要求|根据|关于|国务院|规定|精神|结合|我|本|通知|条例|按照")


def year_said(preamble: Sequence[str], overview: Sequence[str]) -> int | None:
    """The year that the text says the report is of; None where it says none, or says two.

    Args:
        preamble: the paragraphs before the first section. overview: those of the first sections.
    """
    words = ["".join(text.split()) for text in (*preamble, *overview[:2])]
    period = {
        match["from"] for text in words for match in _PERIOD.finditer(text) if match["to"] in (None, match["from"])
    }
    its = {match["year"] for text in words[: len(preamble)] for match in subject_pattern(_ITS).finditer(text)}
    starts = ["".join(part.split()) for text in overview for part in text.split("。")[:2]]
    begins = {match["year"] for start in starts if (match := _BEGINS.match(start))}
    for found in (period, its, begins):
        if len(found) == 1:
            return int(found.pop())
        if found:
            return None
    return None


_BEFORE = lazy(
    r"(?:^|[，。：；、（(《“”\"\s,:;]|联系|通过|与|由|在|为|至|到|是|位于|属于|系|公布|发布|公开|编制|地址)"
    r"(?P<places>(?:(?:(?!公布|发布|公开|编制|地址|报告|通过|可以|登录|访问|关于)[^\W0-9a-zA-Z_请与联系是由在到至为位属]){1,9}?"
    r"(?:省|自治区|市|自治州|自治县|县|区|旗|盟))+)$"
)
"""Names of places right before another, and what may stand before them: no part of a name."""
_NO_PLACE = lazy(r"[我本全该各上省市县区](?:省|市|县|区)|[和向从对经按]")


def placed(unit: Unit, texts: Sequence[str]) -> Unit:
    """A unit with the places it lies in as the text writes them before its name, nearest first.

    Only what stands right before the name counts, and only when the text never says otherwise.
    """
    place, found = unit.place, set[tuple[str, ...]]()
    if len(place) < 3 or (unit.of.level == 0 and not unit.within):
        return unit  # 自然资源局 there is in every place above it too
    start = unit.within[-1] if unit.within else place
    for text in texts:
        for match in re.finditer(re.escape(start), text):
            before = _BEFORE.search(text, max(match.start() - 30, 0), match.start())
            if before is None:
                continue
            places, rest = split_prefix(before["places"] + unit.own)
            if rest == unit.own and places and not any(_NO_PLACE.match(item) for item in places):
                found.add(tuple(reversed(places)))
    longest = max(found, key=len, default=())
    if not longest or any(longest[: len(item)] != item for item in found):
        return unit
    within = (*unit.within, *(item for item in longest if item not in unit.within))
    return unit.model_copy(update={"within": within})


_WORDS = ("年度报告", "年报")
_LONGEST, _LINES, _DEEPEST = 60, 4, 40
"""Characters of a title's line, its lines, and how many lines of furniture may stand above it."""
_FURNITURE = lazy(r"[>＞»|：:0-9/]|首页|登录|注册|打印|字号|无障碍|来源|浏览|当前位置|索引|正文|收藏|分享|专栏|目录")
_ENDS = lazy(rf"(?:报告|年报|总结)(?:[（(][^（）()]{{1,20}}[）)]|[—－-]+[{HAN}]{{3,30}})?[》”]?$")


def _is_furniture(text: str) -> bool:
    """Whether a line is the page's own: where it stands on the site, when it was put there, the name of a column."""
    if any(text in kind.columns for kind in all_kinds()):
        return True
    return bool(_FURNITURE.search(text.split("年")[0].rstrip("0123456789〇○零一二三四五六七八九")))


def _text(block: Block) -> str:
    return block.text.strip(" \t\u00a0\u3000|") if isinstance(block, Para) else "。"


def _ends(text: str) -> bool:
    """Whether a title ends there."""
    return names_report(text) and bool(_ENDS.search(text))


def _stops(text: str, form: Form) -> bool:
    """Whether a line cannot belong to a title."""
    if len(text) > _LONGEST or text.endswith(("。", "：", ":", "；", "，", ",")):
        return True
    return section_of(text, form) is not None or sub_heading(text) > 0


def _span(blocks: Sequence[Block], start: int, form: Form) -> tuple[str, int]:
    """The title that begins at a block, and the block behind it; empty where none does."""
    joined, lines, at = "", 0, start
    while at < len(blocks) and lines < _LINES and not _ends("".join(joined.split())):
        text = _text(blocks[at])
        if _stops(text, form):
            break
        joined += text
        lines += bool(text)
        at += 1
    plain = "".join(joined.split())
    return (joined, at) if any(word in plain for word in (*_WORDS, *subjects())) else ("", start)


def _filled(blocks: Sequence[Block]) -> list[int]:
    """The blocks at the start that could hold the title: lines above the first heading or long paragraph."""
    return [index for index, block in enumerate(blocks[:_DEEPEST]) if isinstance(block, Para) and _text(block)]


def title_span(blocks: Sequence[Block], form: Form) -> tuple[int, int]:
    """Where the title begins and ends among the blocks; an empty span where there is none.

    What stands at the top is the title, unless a unit and a year can only be read when some lines there are taken
    for the page's furniture.
    """
    first, end = _span(blocks, 0, form)
    if first and "关于报送" not in first and title_unit(first) and title_year(first) is not None:
        return _without_furniture(blocks, end, form)
    for start in _filled(blocks):
        text = _text(blocks[start])
        if section_of(text, form) is not None:
            break
        if _is_furniture(text):
            continue
        found, stop = _span(blocks, start, form)
        plain = "".join(found.split())
        if _ends(plain) and "关于报送" not in plain and title_unit(found) and title_year(found) is not None:
            return _without_furniture(blocks, stop, form, start)
    return (0, end) if first and not _is_furniture(first) else (0, 0)


def _without_furniture(blocks: Sequence[Block], end: int, form: Form, start: int = 0) -> tuple[int, int]:
    """The title without lines above it that are no part of it: the rest of the text knows only the shorter name."""
    filled = [index for index in range(start, end) if _text(blocks[index])]
    body = "".join("".join(item.text.split()) for item in blocks[end:] if isinstance(item, Para))
    whole = title_unit(_span(blocks, start, form)[0])
    if whole is None or whole.name in body:
        return start, end
    for before, index in zip(reversed(filled[:-1]), reversed(filled[1:]), strict=True):
        shorter = title_unit("".join(_text(block) for block in blocks[index:end]))
        if shorter is None:
            continue
        known = re.search(rf"(?:(?<![{HAN}])|(?<=年)){re.escape(shorter.name)}", body)
        if known or _is_furniture(_text(blocks[before])):
            return index, end
    return start, end


_TITLE_MOST, _HEAD = 60, 40
"""Characters of a title's line, and how many paragraphs at the start may be one."""
_TITLED, _HEADED, _MARKED = 3, 2, 3
"""What a title, a heading to the letter and a table's own label count for."""
_REPORT = lazy(r"报告|年报|报表|总结")


def titled(text: str) -> str:
    """The kind whose report a title names; empty where it names none, or where the words are no title."""
    plain = "".join(text.split())
    if len(plain) > _TITLE_MOST or not _REPORT.search(plain) or plain.endswith(("。", "；", "，")):
        return ""
    ends = [(plain.rfind(word) + len(word), len(word), kind.id) for kind in all_kinds() for word in kind.subjects]
    found = [item for item in ends if item[0] >= item[1]]
    return max(found)[2] if found else ""


@lru_cache(maxsize=8)
def _headings(_forms: tuple[int, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in editions():
        found.setdefault(form.kind, set()).update(bare(title) for title, _ in form.headings)
    return found


def _own_headings() -> dict[str, set[str]]:
    return _headings(tuple(id(form) for form in editions()))


def kind_said(blocks: Sequence[Block], given: str = "") -> str:
    """The id of the kind of report that paragraphs and tables are of.

    Args:
        blocks: in order. given: what the user said; it counts.

    Returns:
        The kind with most to say for it; the default one where nothing speaks for another.
    """
    if given:
        return given
    kinds = all_kinds()
    if len(kinds) == 1:
        return kinds[0].id
    score = dict.fromkeys((kind.id for kind in kinds), 0)
    paragraphs = [item.text for item in blocks if isinstance(item, Para) and item.text.strip()]
    for text in paragraphs[:_HEAD]:
        if (said := titled(text)) and score[said] < _TITLED:
            score[said] += _TITLED
    lines = {bare(text) for text in paragraphs if len(text) <= _TITLE_MOST}
    for id, own in _own_headings().items():
        score[id] += _HEADED * len(lines & own)
    labels = "".join(
        "".join(cell.text.split()) for item in blocks if isinstance(item, TableGrid) for cell in item.cells
    )
    for form in editions() if labels else ():
        score[form.kind] += _MARKED * any(mark in labels for mark in form.marks)
    best = max(score.values())
    return DEFAULT_KIND if score[DEFAULT_KIND] == best else next(id for id, value in score.items() if value == best)


def form_said(blocks: Sequence[Block], given: str = "") -> Form:
    """The newest edition of the kind of report that paragraphs and tables are of."""
    return latest(kind_said(blocks, given))


_WHOLE = 3
"""From how many sections on the rules themselves say that the tables are missing."""
_WHAT = "没有认出年报的任何一个部分，也没有找到年报的表，不像一份{names}，没有检查"
_UNKNOWN = "标题是这种报告，没有认出它的各个部分，按一般文字检查"
_REMEDY = (
    "请确认给的是年报正文；网页请打开正文那一页再保存，图片、扫描件请用 Word 原稿；"
    "只查一段文字的，用 nianbao check --passage"
)


def _sections(report: Report) -> int:
    """How many sections of the form it has."""
    known = {section.id for form in editions(report.kind) for section in form.sections}
    return sum(section.id in known for section in report.sections)


def is_recognised(report: Report) -> bool:
    """Whether a section or a table of the form was found, or it is figures and notes."""
    if report.structured:
        return bool(report.unit or report.cells or report.notes or report.problems or report.sections)
    if report.cells or report.tables or _sections(report) > 0:
        return True
    return not latest(report.kind).fixed and titled(report.title) == report.kind and bool(report.sections)


def recognised(report: Report, where: str) -> Report:
    """A report as read from a file.

    Returns:
        The report; with a remark where it has sections and no table and no rule says so.

    Raises:
        InputError: no section and no table of the form was found.
    """
    if not is_recognised(report):
        known = "；".join(str(remark) for remark in report.remarks[:2])
        what = _WHAT.replace("{names}", "或者".join(kind.name for kind in all_kinds()))
        raise InputError.one(where, f"{known}；{what}" if known else what, _REMEDY)
    form = latest(report.kind)
    if report.structured or report.cells or report.tables:
        return report
    if not any(table.printed for table in form.tables):
        unknown = [] if _sections(report) else [Remark(text=_UNKNOWN, kept=True)]
        return report.model_copy(update={"remarks": [*unknown, *report.remarks]})
    if _sections(report) >= _WHOLE:
        return report
    remark = Remark(text=f"只认出 {_sections(report)} 个部分，没有找到年报的表（可能没有、是图片，或没有读出来）")
    return report.model_copy(update={"remarks": [remark, *report.remarks]})
