"""A whole report in each edition, invented: every section, figures in every group, a blank, an unsupported sentence."""

from __future__ import annotations

from decimal import Decimal

from nianbao.facts import complete, computed_cells
from nianbao.kinds import Form, form_named
from nianbao.report import Blank, Cell, FactRef, Paragraph, Report, Section, Sentence, Text, Unit

EDITIONS = ("2019", "2021")
BLANK_CELL = "requests.deny8.legal"
"""The cell that has no value."""

_SHARED = {
    "requests.new.natural": "9",
    "requests.new.business": "3",
    "requests.new.welfare": "1",
    "requests.new.legal": "1",
    "requests.carry_in.natural": "1",
    "requests.open.natural": "3",
    "requests.open.business": "1",
    "requests.partial.natural": "1",
    "requests.partial.business": "1",
    "requests.deny4.natural": "1",
    "requests.deny6.business": "1",
    "requests.unable1.natural": "2",
    "requests.unable1.legal": "1",
    "requests.reject1.natural": "2",
    "requests.carry_out.natural": "1",
    "requests.carry_out.welfare": "1",
    "remedies.reconsideration.upheld": "1",
    "remedies.reconsideration.corrected": "1",
    "remedies.direct.pending": "1",
    "remedies.after.upheld": "1",
}
_OWN = {
    "2019": {
        "documents.normative.made": "2",
        "documents.normative.published": "2",
        "documents.normative.total": "11",
        "licensing.licence.previous": "18",
        "licensing.licence.change": "-3",
        "licensing.licence.decisions": "126",
        "enforcement.penalty.previous": "40",
        "enforcement.penalty.change": "5",
        "enforcement.penalty.decisions": "7",
        "procurement.central.items": "4",
        "procurement.central.amount": "251000",
    },
    "2021": {
        "documents.normative.made": "2",
        "documents.normative.repealed": "1",
        "documents.normative.in_force": "6",
        "licensing.licence.decisions": "38",
        "enforcement.penalty.decisions": "12",
        "enforcement.coercion.decisions": "1",
        "fees.charge.amount": "0.32",
        "handling_fee.notices": "1",
        "handling_fee.charged": "320",
        "handling_fee.collected": "320",
    },
}


def cells(edition: Form) -> dict[str, Cell]:
    """Figures for every cell but one, totals computed; those not named are a declared zero."""
    given = _SHARED | _OWN.get(edition.edition, {})
    computed = computed_cells(edition)
    raw: dict[str, Cell] = {}
    for id in edition.cells:
        if id in given:
            unit = "元" if id == "procurement.central.amount" else ""
            raw[id] = Cell(value=Decimal(given[id]), raw=given[id] + unit, unit=unit)
        elif id not in computed:
            raw[id] = Cell(value=Decimal(0), state="zero")
    raw[BLANK_CELL] = Cell(value=None, state="blank")
    for key in ("requests.deny8.total", "requests.total.legal"):
        raw[key] = Cell(value=Decimal(0 if "deny8" in key else 1), raw="0" if "deny8" in key else "1")
    done = complete(edition, raw)
    done.setdefault("requests.total.total", Cell(value=Decimal(13), raw="13"))
    return done


def _said(id: str, *texts: str) -> Paragraph:
    sentences = [
        Sentence(id=f"{id}.{number}", spans=[Text(text=text)], support="supported", origin="offline")
        for number, text in enumerate(texts)
    ]
    return Paragraph(id=id, sentences=sentences)


def _heading(id: str, text: str) -> Paragraph:
    return Paragraph(id=id, role="heading", level=2, sentences=[Sentence(id=f"{id}.0", spans=[Text(text=text)])])


def _overview(edition: Form) -> list[Paragraph]:
    words = {
        "proactive": "通过县政府网站的白沙镇专栏公开信息186条，其中财政预决算4条、惠民补贴52条、项目建设31条。",
        "requests": "办公室统一登记申请，疑难的送县司法局会商。",
        "management": "4月和10月清理过期信息23条。拟公开的信息先由站所初审，再由办公室复核并做保密审查。",
        "platform": "5月开设惠民补贴查询栏，可以按村查询。更新14个村的村务公开栏。",
        "supervision": "3月和9月培训站所和村级信息员，到会60余人。",
    }
    paragraphs: list[Paragraph] = []
    for number, aspect in enumerate(edition.aspects):
        paragraphs.append(_heading(f"overview.{aspect.id}.h", f"（{'一二三四五六七'[number]}）{aspect.label}"))
        body = _said(f"overview.{aspect.id}", words.get(aspect.id, "本年没有变化。"))
        if aspect.id == "requests":
            spans = [Text(text="全年新收申请"), FactRef(id="requests.new.total", value=Decimal(14), text="14件")]
            body.sentences.insert(
                0, Sentence(id="overview.new", spans=[*spans, Text(text="。")], support="supported", origin="offline")
            )
        if aspect.id == "platform":
            guess = [Text(text="群众查询时间明显缩短。")]
            body.sentences.append(Sentence(id="overview.guess", spans=guess, support="unsupported", origin="chat"))
        if aspect.id == "supervision":
            missing = Blank(what="社会评议结果情况", basis="《条例》第五十条")
            body.sentences.append(Sentence(id="overview.blank", spans=[missing], support="blank"))
        paragraphs.append(body)
    return paragraphs


def _sections(edition: Form) -> list[Section]:
    text: dict[str, list[Paragraph]] = {
        "overview": _overview(edition),
        "problems": [
            _heading("problems.h1", "（一）存在的主要问题"),
            _said("problems.1", "1.解读形式单一。9篇解读中有8篇是文字稿，年纪大的群众不爱看。"),
            _said("problems.2", "2.答复不够规范。2件复议中有1件被纠正，原因是答复没有写明理由。"),
            _heading("problems.h2", "（二）改进措施"),
            _said("problems.3", "1.惠民补贴政策一律配图解，并在村广播播放，由办公室负责，6月底前完成。"),
            _said("problems.4", "2.统一答复文书样式，发出前经司法所审核，3月底前完成。"),
        ],
        "other": [_said("other.1", "无其他需要报告的事项。")],
    }
    preamble = _said("preamble.1", "本报告按照规定的格式编制。", "如有疑问，请与白沙镇人民政府办公室联系。")
    sections = [Section(id="preamble", paragraphs=[preamble])]
    sections += [
        Section(id=item.id, heading=item.title, table=item.table, paragraphs=text.get(item.id, []))
        for item in edition.sections
    ]
    return sections


def sample(edition: str = "2021", **more: object) -> Report:
    """A drafted report of an invented town.

    Args:
        edition: ``2019`` or ``2021``. more: fields to replace.
    """
    chosen = form_named(edition)
    year = 2020 if edition == "2019" else 2024
    base = Report(
        unit=Unit.parse("云岭县白沙镇人民政府"),
        year=year,
        edition=edition,
        stage="draft",
        title=f"云岭县白沙镇人民政府{year}年政府信息公开工作年度报告",
        sections=_sections(chosen),
        cells=cells(chosen),
        date=f"{year + 1}年1月15日",
    )
    return base.model_copy(update=more)


def finished(edition: str = "2021") -> Report:
    """The same report with nothing left for a person, at stage ``final``."""
    report = sample(edition).model_copy(deep=True)
    for sentence in report.sentences():
        if sentence.support == "blank":
            sentence.spans = [Text(text="邀请人大代表和群众代表20人评议，收到意见6条，已逐条答复。")]
        sentence.support = "supported"
    return report.model_copy(update={"stage": "final"})
