"""Metrics of mistakes: another unit or year, and findings by length of the text."""

from __future__ import annotations

import re

from nianbao.checking import Finding, Severity, tagged
from nianbao.checking.finding import Tag
from nianbao.checking.rules.notes import noted
from nianbao.patterns import any_of, lazy
from nianbao.report import Unit, neutral_forms
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import body, ground, kept, stretch
from nianbao.text import fold


def _texts(scored: Scored) -> list[tuple[str, str, str]]:
    """Every paragraph, preamble and headings too: section, id, folded text."""

    def make() -> list[tuple[str, str, str]]:
        return [
            (section.id, paragraph.id, fold(paragraph.text))
            for section, paragraph in scored.report.paragraphs()
            if paragraph.text.strip()
        ]

    return kept(scored, "texts", make)


def _wrong(scored: Scored, tag: Tag) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for item in scored.findings:
        if item.code in tagged(tag) and item.verdict == "fails" and item.start is not None:
            found.setdefault(item.paragraph, []).append(item)
    return found


def _meets(item: Finding, start: int, end: int) -> bool:
    place = stretch(item)
    return place is not None and place[0] < end and start < place[1]


def _own(unit: Unit) -> re.Pattern[str]:
    words = {*unit.names, *unit.of.self, *neutral_forms(), *unit.of.organs, unit.scope}
    return any_of(fold(word) for word in words if word)


_PLACE = lazy(
    r"[\u4e00-\u9fff]{2}(?:镇|乡|街道)(?=人民政府|办事处|党委|党工委|政务公开|20[0-9]{2}年|专栏|专页|公众号|微信公众号)"
)
_NO_NAME = lazy(
    "[各全我本该和与及的在到等对向由从为城集村乡镇小所辖区县市内外跨沿入下驻个家是以把让按多两几每其他街过副理据经报]"
)
"""Characters that do not stand in the two before 镇, 乡 or 街道 where these end a name."""


def _other_places(scored: Scored, text: str) -> list[tuple[int, int]]:
    """Names of townships and streets that neither the unit nor its notes have."""
    unit = scored.case.input.unit
    known = noted(ground(scored)) + "".join((*unit.names, *unit.within) if unit is not None else ())
    return [
        match.span()
        for match in _PLACE.finditer(text)
        if not _NO_NAME.search(match.group()[:2]) and match.group() not in known
    ]


@metric("unit_correctness", "单位称谓正确率", "单位年度", better="up")
def unit_correctness(scored: Scored) -> float | None:
    """Share of the mentions of the unit that are right.

    Range: 0 to 1, more is better; None where the unit is not known or not mentioned.
    Meaning: right are its names, self-references (我镇), organ (镇政府) and scope word (全镇); wrong is what rules
        UNIT01 to UNIT04 and UNIT06 object to (another kind's self-reference or organ, another place as subject), and
        any organ or column of a township or street that neither the unit's name nor a note has.
    Source: the check engine's rules on the unit (docs/rules.md); 政府信息公开条例 art. 50 has each organ report itself.
    Weakness: another name is told by its ending; a wrong name without one is neither right nor wrong, and a township
        that is rightly named but in no note counts as wrong.
    """
    unit = scored.case.input.unit
    if unit is None:
        return None
    pattern, wrong = _own(unit), _wrong(scored, "unit")
    good, bad = 0, len(wrong.get("", ()))  # of the title
    for _, id, text in _texts(scored):
        objected = wrong.get(id, [])
        others = [span for span in _other_places(scored, text) if not any(_meets(item, *span) for item in objected)]
        bad += len(objected) + len(others)
        good += sum(not any(_meets(item, *match.span()) for item in objected) for match in pattern.finditer(text))
    return good / (good + bad) if good + bad else None


_YEAR = lazy(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_TITLES = lazy(r"《[^《》]*》")
_AHEAD = lazy(r"将|拟|计划|下一步|前完成|底前|年底|力争")
_COMPARED = lazy(r"比|较|上年|同期|结转|提出")


def _is_right(scored: Scored, year: int, section: str, clause: str) -> bool:
    due = scored.case.input.year
    if due is None or year == due:
        return True
    told = kept(scored, "noted years", lambda: set(_YEAR.findall(noted(ground(scored)))))
    if str(year) in told or (scored.case.input.date and str(year) in scored.case.input.date):
        return True
    if year == due + 1:
        return section == "problems" or bool(_AHEAD.search(clause))
    return year == due - 1 and bool(_COMPARED.search(clause))


@metric("year_correctness", "年度正确率", "单位年度", better="up")
def year_correctness(scored: Scored) -> float | None:
    """Share of the years named in the text that are right.

    Range: 0 to 1, more is better; None where no year is named.
    Meaning: right is the year of the report; a year that a note, the contact or the date names; the next one in section
        五 or where the sentence says what will be done; the one before where the sentence compares. What rules YEAR01,
        YEAR02, YEAR05, YEAR07 and YEAR09 object to is wrong in any case. Years in titles of documents are left out.
    Source: the form's period (1月1日至12月31日, 国办公开办函〔2021〕30号) and the check engine's rules on years.
    Weakness: a wrong year that a note happens to name passes.
    """
    wrong = _wrong(scored, "year")
    good = total = 0
    for section, id, text in _texts(scored):
        hidden = _TITLES.sub(lambda match: "\u25a1" * len(match.group()), text)
        for match in _YEAR.finditer(hidden):
            total += 1
            begin = hidden.rfind("。", 0, match.start()) + 1
            clause = hidden[begin : hidden.find("。", match.start()) % (len(hidden) + 1)]
            objected = any(_meets(item, match.start(), match.end()) for item in wrong.get(id, ()))
            good += not objected and _is_right(scored, int(match.group()), section, clause)
    return good / total if total else None


_PER = 1000


def _rate(scored: Scored, severity: Severity) -> float | None:
    characters = len("".join(body(scored).split()))
    if not characters:
        return None
    return sum(item.counts and item.severity == severity for item in scored.findings) * _PER / characters


@metric("errors_per_1000", "每千字错误数", "检查", better="down", high=None)
def errors_per_1000(scored: Scored) -> float | None:
    """Findings of severity 错误 for 1,000 characters of the body.

    Range: 0 upwards, less is better; None for a text without words.
    Meaning: every finding that counts (assessed, not silenced), tables and missing items included, over the characters
        of sections 一 to 六 without tables, headings and blanks.
    Source: defects for a unit of length, as usual in copy editing; the rules are in docs/rules.md.
    Weakness: a place left for the clerk to fill is an error too, so sparse notes raise it whoever writes, and a text
        that says less has fewer places to be wrong: read it beside note_coverage.
    """
    return _rate(scored, "error")


@metric("warnings_per_1000", "每千字警告数", "检查", better="down", high=None)
def warnings_per_1000(scored: Scored) -> float | None:
    """Findings of severity 警告 for 1,000 characters of the body.

    Range: 0 upwards, less is better; None for a text without words.
    Meaning: as errors_per_1000, of warnings: what is most likely wrong and a person has to look at.
    Source: as errors_per_1000.
    Weakness: some rules mark a place once however much is wrong there; false alarms count.
    """
    return _rate(scored, "warning")


@metric("infos_per_1000", "每千字提示数", "检查", better="down", high=None)
def infos_per_1000(scored: Scored) -> float | None:
    """Findings of severity 提示 for 1,000 characters of the body.

    Range: 0 upwards, less is better; None for a text without words.
    Meaning: as errors_per_1000, of advice on wording and of notes that may have been left out.
    Source: as errors_per_1000.
    Weakness: advice is usage, not norm: a good text may have some.
    """
    return _rate(scored, "info")
