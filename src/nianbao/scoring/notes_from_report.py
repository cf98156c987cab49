"""Proposes notes and problems from the narrative of a past report, for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.rules.stated_problems import NUMBERED, Item, lacks, problems_and_measures
from nianbao.facts import FactBook
from nianbao.kinds import Form
from nianbao.package_data import data_file
from nianbao.patterns import alternatives
from nianbao.report import Note, Paragraph, Problem, Report
from nianbao.text import quantities, split_sentences
from nianbao.text.personal_data import masked, personal

_OWNER = re.compile(r"[，。]由(?P<owner>[^，。；由]{2,20}?)(?:牵头)?负责(?=[，。；]|$)")
_DEADLINE = re.compile(
    r"[，。](?P<deadline>20[0-9]{2}年[^，。；]{0,8}?(?:底前|月前|日前|年前|季度前|前))完成(?=[，。；]|$)"
)


def stated_problems(report: Report, clean: Callable[[str], str], messages: list[str]) -> Iterator[Problem]:
    """The problems of section 五, each with the measure that answers it, where one does."""
    context = Context(report)
    problems, measures = problems_and_measures(context)
    text = context.document.text

    def words(item: Item) -> str:
        return clean(NUMBERED.sub("", text[item.start : item.end].strip(), count=1))

    matched = _matched(problems, measures)
    for index, item in enumerate(problems):
        said = words(item)
        own = text[item.start : item.end]
        measure = ""
        if item.own:
            behind = [each for each in measures if item.start < each.start < item.own_end]
            measure = "".join(words(each) for each in behind)
            if not behind and item.own.split("\n")[0] in own:
                measure = item.own
        elif index in matched:
            measure = words(measures[matched[index]])
        if not measure:
            messages.append(f"问题“{said[:16]}…”没有看出对应的措施，请补写")
        head, cause = _parted(said)
        yield Problem(id="", problem=head, cause=cause, **_measure(measure))
    if not problems:
        messages.append("第五部分没有看出问题，请补写")
    if not any(item.own for item in problems):
        for index, each in enumerate(measures):
            if index not in matched.values():
                messages.append(f"措施“{words(each)[:16]}…”没有看出对应的问题，没有列入")


def _matched(problems: list[Item], measures: list[Item]) -> dict[int, int]:
    """Which measure answers which problem: one each in order, else by what both speak of."""
    if len(problems) == len(measures):
        return {index: index for index in range(len(problems))}
    found: dict[int, int] = {}
    for index, item in enumerate(problems):
        free = [number for number in range(len(measures)) if number not in found.values()]
        best = max(free, key=lambda number: len(item.topics & measures[number].topics), default=None)
        if best is not None and item.topics & measures[best].topics:
            found[index] = best
    if len(problems) == 1 and measures and not found:
        found[0] = 0
    return found


def _parted(text: str) -> tuple[str, str]:
    """A problem and how it shows: its first sentence or clause, and the rest."""
    sentences = [part.strip() for part in split_sentences(text.strip()) if part.strip()]
    first = sentences[0] if sentences else text.strip()
    rest = "".join(sentences[1:])
    if not rest and lacks().search(head := first.partition("，")[0]):
        first, rest = head, first[len(head) + 1 :]
    return first.rstrip("。；，"), rest.rstrip("。；")


def _measure(text: str) -> dict[str, str]:
    """A measure's words, and who does it by when where that stands at its end."""
    text = text.strip().rstrip("。；")
    found = {"owner": "", "deadline": ""}
    for pattern in (_DEADLINE, _OWNER):
        match = pattern.search(text)
        if match is not None and match.end() == len(text):
            key = "owner" if pattern is _OWNER else "deadline"
            found[key], text = match[key], text[: match.start()]
    return {"measure": text, **found}


_FEE = re.compile("信息处理费|收费通知|收取.{0,6}费用")
_NOTHING = re.compile(
    "^[^，。；]{0,12}(?:没有|无|暂无)[^，。；]{0,6}(?:其他)?[^，。；]{0,4}(?:需要)?(?:报告|说明)的?(?:事项|情况)?[。；]?$"
    "|^(?:暂?无|没有)。?$"
)
_LEAD = re.compile(
    r"^(?:20[0-9]{2}年(?:度|以来)?|本年度?|一年来|[一二三四五六七八九]是|[0-9]{1,2}[.．、]"
    r"|（[一二三四五六七八九十]+）)[，,]?"
)
_COMPARED = re.compile(
    r"[，；]?[^，；。]*(?:[比较与]上年(?!结转)|上年为)[^，；。]*"
    r"|[，；](?:同比)?(?:增长|下降|增加|减少)[0-9.]+(?:%|件)"
)
"""What a sentence says of last year, whose figures a past report does not hold."""
_WHEN = re.compile(r"(?<![0-9年])[0-9]{1,2}月|季度|半年")


class Narrative(NamedTuple):
    """What a narrative tells, as an input has it.

    Attributes:
        notes, problems: proposed, personal data left out. messages: what was left out and why, in Chinese.
        fee: figures of the handling fee by column, all zero where none was taken; None where nothing is said of it.
    """

    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    fee: dict[str, Decimal] | None
    messages: tuple[str, ...]


_data = data_file(__file__, "narrative.yaml")


@lru_cache(maxsize=1)
def _clause() -> re.Pattern[str]:
    """A sentence of one clause whose columns are plain: [time，][通过 channel，] what object quantity [，result]。"""
    months = r"(?:20[0-9]{2}年)?[0-9]{1,2}月(?:(?:[至、和—-])[0-9]{1,2}月)*"
    return re.compile(
        rf"^(?:(?P<time>{months}|[上下]半年|第[一二三四]季度)[，,]?)?"
        rf"(?:(?:通过|在|利用|依托)(?P<channel>[^，。；、0-9]{{2,24}}?)[，,]?)?(?:共|累计|全年|主动)*"
        rf"(?P<what>{alternatives(_data()['verbs'])})(?P<object>[^，。；、0-9：:]{{2,24}}?)"
        r"(?P<quantity>[0-9][0-9.]*万?余?[^0-9，。；、：:（(]{1,3})(?:[，,](?P<result>[^。；]{2,60}))?[。；]?$"
    )


def narrative(report: Report, form: Form) -> Narrative:
    """Take a past report's narrative apart.

    Returns:
        Notes by sentence of section 一, problems with their measures, and what was left out. Nothing is invented:
        a sentence whose columns are not plain stays whole, as free text.
    """
    taken = _Taken(report, form)
    holding = {heading.id for heading in form.sections if heading.holding}
    for section, paragraph in report.paragraphs():
        if paragraph.role != "body":
            continue
        if section.id in holding:
            continue  # problems and measures, which are taken apart below
        if aspects := form.aspects_of(section.id):
            taken.overview(paragraph if len(aspects) > 1 else paragraph.model_copy(update={"aspect": aspects[0].id}))
        elif section.id == form.sections[-1].id:
            taken.other(paragraph.text)
    problems = tuple(stated_problems(report, taken.clean, taken.messages))
    messages = [f"{what}：{count} 句，没有列为素材" for what, count in taken.left.items()]
    if taken.hidden:
        messages.append(f"素材中隐去个人信息 {taken.hidden} 处；参考报告里的原文没有改动，请先看是否需要隐去")
    order = {aspect.id: place for place, aspect in enumerate(form.aspects)}
    notes = tuple(sorted(taken.notes, key=lambda note: order.get(note.aspect, len(order))))
    return Narrative(notes, problems, taken.fee, (*messages, *taken.messages))


class _Taken:
    """Collects notes while the sentences are walked."""

    def __init__(self, report: Report, form: Form) -> None:
        self.form = form
        self.notes: list[Note] = []
        self.left: dict[str, int] = {}
        self.fee: dict[str, Decimal] | None = None
        self.hidden = 0
        self.messages: list[str] = []
        self._aspect = ""
        unit = report.unit
        names = [unit.name, unit.own, unit.place] if unit is not None else []
        own = f"{alternatives([*names, '□'])}|[我本全](?:[镇乡局县市区委办]|街道|单位|机关)"
        self._name = re.compile(f"^(?:{own})?[，,]?")
        book = FactBook(report)
        values = {cell.value for cell in report.cells.values() if cell.value is not None}
        sums = {book.value(f"{block}.{group}.total") for block, group in _groups(form)}
        derived = {book.value(item.id) for item in form.derived}
        self._figures = {value for value in values | sums | derived if value is not None}

    def clean(self, text: str) -> str:
        """A text without personal data."""
        self.hidden += len(personal(text))
        return masked(text).strip()

    def overview(self, paragraph: Paragraph) -> None:
        """The sentences of a paragraph of section 一."""
        self._aspect = paragraph.aspect or ""
        for sentence in split_sentences(paragraph.text):
            text = _LEAD.sub("", _LEAD.sub("", sentence.strip()))
            aspect = self._aspect or self._named(text)
            label = re.match(rf"^(?:{'|'.join(self._labels(aspect))})(?:工作)?(?:方面|情况)?[：:，,。]", text)
            text = text[label.end() :].strip() if label else text
            if len(text) < 4:
                continue
            why = self._left_out(text, aspect)
            if why:
                self.left[why] = self.left.get(why, 0) + 1
                continue
            self.notes.append(self._note(text, aspect or self.form.aspects[0].id))

    def other(self, text: str) -> None:
        """The sentences of section 六."""
        for sentence in split_sentences(text):
            if _FEE.search(sentence):
                self._fee(sentence)
            elif _NOTHING.match(sentence.strip()):
                if not any(note.aspect == self.form.sections[-1].id for note in self.notes):
                    self.notes.append(Note(id="", aspect=self.form.sections[-1].id, text="无"))
            elif len(sentence.strip()) > 3:
                self.notes.append(Note(id="", aspect=self.form.sections[-1].id, text=self.clean(sentence)))

    def _fee(self, text: str) -> None:
        if any(word in text for word in ("未", "没有", "无")) and not re.search("[1-9][0-9.]*(?:件|元)", text):
            self.fee = self.fee or {"notices": Decimal(0), "charged": Decimal(0), "collected": Decimal(0)}
            return
        found = {
            "notices": re.search(r"通知[^0-9，]{0,6}([0-9]+)件|([0-9]+)件[^，。]{0,4}通知", text),
            "charged": re.search(r"(?:通知|总金额)[^0-9，。件]{0,12}([0-9][0-9.]*)元", text),
            "collected": re.search(r"实际收[取费][^0-9，。]{0,10}([0-9][0-9.]*)元", text),
        }
        if all(found.values()):
            self.fee = {key: Decimal(next(filter(None, hit.groups()))) for key, hit in found.items() if hit}
        else:
            self.messages.append("信息处理费没有全部读出，请在 report.yaml 的 handling_fee 里填写")

    def _labels(self, aspect: str) -> list[str]:
        found = next((item for item in self.form.aspects if item.id == aspect), None)
        return [re.escape(label) for label in (found.label, *found.aliases)] if found else ["□"]

    def _named(self, text: str) -> str:
        """The aspect that a sentence without a sub-heading speaks of; empty where none is plain."""
        for aspect in self.form.aspects:
            if text.startswith((aspect.label, *aspect.aliases)):
                self._aspect = aspect.id
                return aspect.id
        for aspect in reversed(self.form.aspects):
            if any(topic in text for topic in aspect.topics):
                return aspect.id
        return ""

    def _left_out(self, text: str, aspect: str) -> str:
        if "【待" in text:
            return "原文还是待填、待核实"
        data = _data()
        bare = _COMPARED.sub("", text)
        found = [item for item in quantities(bare) if item.value is not None]
        told = any(word in text for word in data["tables"]) and not _WHEN.search(text)
        counted = all(item.measure in data["measures"] and item.value in self._figures for item in found)
        if told and counted and (found or bare != text):
            return "只讲表格里的数字"
        denied = any(word in text for word in data["denials"])
        if told and not found and denied and aspect in ("requests", "proactive", ""):
            return "只讲表格里的数字"
        plain = not re.search("[0-9《]", text)
        if plain and (self._name.sub("", text).startswith(tuple(data["talk"])) or not aspect):
            return "没有讲到具体工作"
        return ""

    def _note(self, text: str, aspect: str) -> Note:
        text = self.clean(text)
        match = _clause().match(text)
        if match is None or "〔已隐去〕" in text:
            return Note(id="", aspect=aspect, text=text.rstrip("。；"))
        return Note(id="", aspect=aspect, **{key: value or "" for key, value in match.groupdict().items()})


def _groups(form: Form) -> Iterator[tuple[str, str]]:
    for block in form.blocks.values():
        for group in block.groups.values():
            if group.id:
                yield block.id, group.id
