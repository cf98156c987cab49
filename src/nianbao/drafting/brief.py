"""A brief (任务): what a model is given for one part of a report, and what its text must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from nianbao.claims import Binder, claims_of
from nianbao.drafting.accounts import place_statements, uncovered
from nianbao.drafting.figures_given import figures_given
from nianbao.drafting.note_sentences import answered_none, is_bare, is_left_out, own_words, reportable
from nianbao.drafting.notes_left_out import uncertain
from nianbao.drafting.prompts import Message, Prompt, figures_told
from nianbao.drafting.short_ids import ShortIds
from nianbao.facts import Fact, FactBook, form_of, note_parts, problem_parts
from nianbao.facts.binding import UNIT_IDS, wire
from nianbao.kinds import Form, kind_of
from nianbao.kinds.roles import roles_of
from nianbao.patterns import lazy
from nianbao.report import FactRef, Note, Problem, Report, Sentence, Span
from nianbao.report.model import limits_of
from nianbao.text import raw_numerals
from nianbao.text.masking import Mask
from nianbao.text.personal_data import masked

_COLUMNS = {
    "time": "时间",
    "channel": "渠道",
    "what": "做了什么",
    "object": "对象或内容",
    "quantity": "数量",
    "result": "结果",
    "problem": "问题",
    "cause": "表现或原因",
    "measure": "措施",
    "owner": "负责",
    "deadline": "时限",
}
_DERIVED = (".diff", ".growth", ".trend", ".share")
_ORDER = {
    True: "先写新收多少、怎样提交、问什么，接着写上年结转、办结、结转下年度，再写办理结果，再写复议和诉讼；"
    "说明某个数的素材（渠道、事由、经过、结果、期限）跟着写在那个数旁边；申请由谁受理、怎样审核会商、其他做法写在最后",
    False: "先写做了的事，讲同一件事的放在一起，数据写在与它有关的事旁边，没有相关的写在最后",
}
_LEAST, _MOST = 200, 1200
"""Characters that a part may have at least, and at most."""
_OPENING, _SHORTEST = 110, 60
"""Characters of a section's opening sentence, and of a part where a local requirement leaves little."""
_OPENS = (
    "只写半句，不超过 {most} 字，接在“{opens}”的后面，读起来是一句概括全年的话，不是清单："
    "先用一项说主动公开了哪些方面的信息（两三个方面，用“等”带过，不写条数，后面还要写），"
    "再写新收、办结多少件申请，有上年结转、结转下年度的也写上，看得出办结的不等于新收的；不写“做好”，"
    "培训、会议、装修一类的单件事不写；如“主动公开惠农补贴、村级财务等信息，"
    "新收政府信息公开申请9件，加上上年结转的1件，办结8件，结转下年度继续办理2件。”；"
    "字和数取自下面的数据和素材，没有申请的写明没有，不评价，不写后面没有的事；依据写它概括的那几条"
)
_OTHERS = ".others"
"""What ends the id of the figures that a reader is shown besides a part's own."""
_LAST = 600
"""Characters of last year's part that are shown."""


@dataclass(frozen=True)
class Required:
    """A sentence on figures that the part must say: its own wording, and the facts that stand for it.

    Attributes:
        sentence: as the offline engine says it; taken where the model leaves it out.
        shown: ids that must be in the text. derived: of these one must be, where there are no others (a rise, its
            rate, its difference). cited: ids of which one must be among the sources, where nothing is shown.
    """

    sentence: Sentence
    shown: frozenset[str]
    derived: frozenset[str]
    cited: frozenset[str]

    @property
    def own(self) -> str:
        """What it is called as a source."""
        return f"said:{self.sentence.id}"


@dataclass(frozen=True)
class Brief:
    """One part's brief.

    Attributes:
        key: ``overview.requests`` or ``problems``. task: the prompt. label: the part in Chinese.
        book: the facts. facts: what may be used, by id. required: sentences on figures that must be said.
        notes, problems: what it is written from. last: last year's text, figures and people left out.
        concrete: what makes the aspect concrete. section: title of the section it stands in.
        show_values: whether figures are shown as they are. short: the ids that a model is shown.
        figures_first: whether what is counted stands before what was noted. shared: the report's binder.
        share: characters of what a local requirement allows its section; 0 where none does.
        opens: of the sentence that opens a section, the words before what a model may add; empty for any other part.
            What it does not add is no fault.
    """

    key: str
    task: str
    label: str
    book: FactBook
    facts: dict[str, Fact]
    required: tuple[Required, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    last: str = ""
    concrete: str = ""
    section: str = ""
    show_values: bool = field(default=True, compare=False)
    short: ShortIds = field(default_factory=ShortIds, compare=False, repr=False)
    figures_first: bool = field(default=False, compare=False)
    mask: Mask = field(default_factory=Mask, compare=False, repr=False)
    shared: Binder | None = field(default=None, compare=False, repr=False)
    share: int = 0
    opens: str = ""

    @cached_property
    def words(self) -> dict[str, list[tuple[str, str]]]:
        """The notes and problems in the wire form, people in them: source id → (column, words). Masked when sent."""
        form = form_of(self.book.report)
        none = {note.id: answered_none(note, form.required if form else ()) for note in self.notes}
        given = [
            (f"note:{note.id}", [("text1", item.none)] if (item := none[note.id]) else list(note_parts(note)))
            for note in self.notes
        ]
        given += [(f"problem:{item.id}", list(problem_parts(item))) for item in self.problems]
        told = {
            source: [(part, self.wired(_told(self.book, source, part, text))) for part, text in parts]
            for source, parts in given
        }
        return {source: [(part, text) for part, text in parts if text.strip()] for source, parts in told.items()}

    def wired(self, spans: Iterable[Span]) -> str:
        """Spans as they are worked with: with figures or with their ids."""
        return wire(spans, self.book.unsent if self.show_values else None)

    def named(self, sources: Iterable[str]) -> list[str]:
        """The ids of a sentence's sources as the model is shown them; of figures, the sentences that state them."""
        given = list(sources)
        notes = [self.short.shown.get(source, source) for source in given if source in self.words]
        cells = set(given) - set(self.words)
        return notes + [self._name(item) for item in self.required if cells & set(item.sentence.sources or ())]

    def telling(self, sources: Iterable[str]) -> list[str]:
        """What a sentence's sources say, as a model is shown it: columns of notes, sentences on the figures."""
        given = set(sources)
        found = [text for source in self.words if source in given for _, text in self.words[source]]
        found += [self.wired(item.sentence.spans) for item in self.required if given & set(item.sentence.sources or ())]
        return [self.short.out(text) for text in found]

    def _name(self, item: Required) -> str:
        return self.short.shown.get(item.own, item.own)

    @property
    def section_id(self) -> str:
        """The id of the section that it is for."""
        return self.key.partition(".")[0]

    @property
    def aspect(self) -> str | None:
        """The id of the aspect that it is for."""
        return self.key.partition(".")[2] or None

    @cached_property
    def binder(self) -> Binder:
        """What binds a text's figures to the facts."""
        return self.shared or Binder(claims_of(self.book.report, self.book))

    @cached_property
    def plain(self) -> str:
        """The words of the notes and problems as the clerk wrote them, a line each."""
        parts = [text for note in self.notes for _, text in note_parts(note)]
        return "\n".join([*parts, *(text for item in self.problems for _, text in problem_parts(item))])

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id a sentence may refer to."""
        return frozenset({*self.facts, *UNIT_IDS})

    @cached_property
    def sources(self) -> dict[str, str]:
        """What a sentence may rest on: an id as a model may write it → the source's own name."""
        found = {id: id for id in self.facts}
        for source in self.words:
            found |= {source: source, source.partition(":")[2]: source}
        found |= {item.own: item.own for item in self.required}
        return found

    def rests_on(self, own: str) -> list[str]:
        """The cells and notes that a source stands for: itself, a fact's, or those of a sentence on figures."""
        said = next((item.sentence for item in self.required if item.own == own), None)
        if said is not None:
            return list(said.sources or ())
        return list(self.facts[own].sources) if own in self.facts else [own]

    @cached_property
    def noted(self) -> str:
        """The words of the notes and problems in the wire form, a line each."""
        return "\n".join(text for parts in self.words.values() for _, text in parts)

    @cached_property
    def given(self) -> str:
        """All that a sentence may take words from, a line each: notes, our wording of the figures, the unit's names."""
        unit = self.book.report.unit
        own = [*unit.names, unit.full, *unit.within] if unit is not None else []
        return "\n".join([self.noted, *(item.sentence.text for item in self.required), *own, self.label, self.concrete])

    def citing(self, ids: Iterable[str]) -> Brief:
        """The brief with what an answer cites of the report's other parts: it may say this of them here as well.

        Args:
            ids: as the answer has them. What is no id of a note or a problem of the report is left out.
        """
        report, known = self.book.report, set(self.words)
        wanted = {id if ":" in id else f"{kind}:{id}" for id in ids for kind in ("note", "problem")} - known
        notes = tuple(note for note in report.notes if f"note:{note.id}" in wanted)
        problems = tuple(item for item in report.problems if f"problem:{item.id}" in wanted)
        if not notes and not problems:
            return self
        more = _noted(self.book, [*(f"note:{note.id}" for note in notes), *(f"problem:{item.id}" for item in problems)])
        return replace(self, notes=self.notes + notes, problems=self.problems + problems, facts={**self.facts, **more})

    def showing(self, cited: Iterable[str]) -> Brief:
        """The brief with all that its sentences rest on, as a reader has to see it: other parts' notes, and figures of
        the tables that no account of this part tells.

        Args:
            cited: the sentences' sources.
        """
        made = self.citing(id for id in cited if id.startswith(("note:", "problem:")))
        told = {source for item in made.required for source in item.sentence.sources or ()}
        left = set(cited) - told
        cells = [fact.id for fact in self.book.all.values() if len(fact.sources) == 1 and fact.sources[0] in left]
        spans = figures_given([id for id in cells if id not in self.book.noted], self.book)
        if not spans:
            return made
        sentence = Sentence(id=f"{self.key}{_OTHERS}", spans=spans, sources=sorted(left))
        return replace(made, required=(*made.required, Required(sentence, frozenset(), frozenset(), frozenset())))

    @property
    def most(self) -> int:
        """Characters the part may have: twice its notes and what its figures take, within a local requirement."""
        if self.opens:
            return _OPENING
        accounts = sum(len(item.sentence.text) for item in self.required)
        return min(self.share or _MOST, max(_LEAST, min(_MOST, 60 + 2 * len(self.plain) + accounts + accounts // 4)))

    @property
    def fact_lines(self) -> str:
        """What has to be said of the figures, a line for each of our sentences, as the prompt has it."""
        if self.opens:
            return f"- {self.short.out(self.concrete)}"
        lines = [f"- {self._name(item)}：{self.short.out(self.wired(self.given_of(item)))}" for item in self.required]
        return "\n".join(lines) or "（没有）"

    def given_of(self, item: Required) -> list[Span]:
        """The figures of a sentence of ours as a model is given them; its own words where it states none."""
        elsewhere = {id for other in self.required if other is not item for id in other.shown}
        ids = [id for id in _cells(item.sentence, self.book) if id in item.shown or id not in elsewhere]
        return figures_given(ids, self.book) or list(item.sentence.spans)

    @property
    def _opens_shown(self) -> str:
        return self.opens.replace("{{year}}", str(self.book.report.year or ""))

    @property
    def note_lines(self) -> str:
        """The notes or problems, a line each, as the prompt has them."""
        lines = []
        for source, parts in self.words.items():
            said = "；".join(f"{_COLUMNS[part]}：{text}" if part in _COLUMNS else text for part, text in parts)
            lines.append(f"- {self.short.shown.get(source, source)}：{self.short.out(said)}")
        return "\n".join(lines) or "（没有）"

    def inputs(self) -> dict[str, str]:
        """What the part's prompt may use."""
        report = self.book.report
        return {
            "report": kind_of(report.kind).name,
            "section": self.section,
            "kind": report.unit.of.label if report.unit else "机关",
            "year": str(report.year or ""),
            "next_year": str(report.year + 1) if report.year else "",
            "order": _ORDER[self.figures_first],
            "aspect": self.label,
            "concrete": self.concrete,
            "facts": self.fact_lines,
            "notes": self.note_lines,
            "last": self.last or "（没有）",
            "most": str(self.most),
            "figures": figures_told(shown=self.show_values),
        }

    @property
    def block(self) -> str:
        """The part as a question for several has it."""
        if self.task == "problems":
            return f"◆ {self.label}（问题和措施，不超过 {self.most} 字）\n【素材】\n{self.note_lines}"
        if self.opens:
            return f"◆ {self.label}（{_OPENS.format(opens=self._opens_shown, most=self.most)}）"
        head = f"◆ {self.label}（{_ORDER[self.figures_first]}；不超过 {self.most} 字）"
        return f"{head}\n【数据】\n{self.fact_lines}\n【素材】\n{self.note_lines}"


def whole_messages(prompt: Prompt, parts: Sequence[Brief]) -> list[Message]:
    """The messages that ask for several parts at once.

    Args:
        prompt: ``report``. parts: at least one.
    """
    given = parts[0].inputs()
    named = ("report", "kind", "year", "next_year", "figures")
    return prompt.fill(parts="\n\n".join(part.block for part in parts), **{name: given[name] for name in named})


_MEDIA = "公众号|服务号|订阅号|微信|微博|抖音|快手|视频号|头条|小程序|客户端|账号|网站|平台"
_NAMED = '[“"「『](?P<{}>[^“”"「」『』，。；\n]{{2,20}})[”"」』]'
_ACCOUNT = lazy(f"(?:{_MEDIA})号?{_NAMED.format('name')}|{_NAMED.format('before')}(?:政务|官方|微信)?(?:{_MEDIA})")
"""The name of an account, behind what it is or before: 公众号“…”, “…”公众号."""


def _account_names(book: FactBook) -> Iterator[str]:
    """Names of accounts that tell the unit's: its own name is not sent either, but written as {{unit}}."""
    unit = book.report.unit
    place = unit.place.rstrip("省市县区镇乡") if unit is not None else ""
    words = [note.words for note in book.report.notes]
    words += [" ".join(text for _, text in problem_parts(item)) for item in book.report.problems]
    for match in _ACCOUNT.finditer("\n".join(words)):
        name = match["name"] or match["before"]
        if len(place) > 1 and place in name:
            yield name


def _names_nobody(book: FactBook) -> set[str]:
    """Words that read as a name and are none here: the unit's places and those it lies in, with and without what they
    are (县, 镇), and what the tables count."""
    unit = book.report.unit
    names = (*unit.names, *unit.within) if unit is not None else ()
    told = {"".join(name.split()) for name in names}
    counted = (fact.name for id, fact in book.all.items() if id not in book.noted)
    return {*told, *(name.rstrip("省市州盟县区旗镇乡村") for name in told), *counted}


def mask_of(book: FactBook) -> Mask:
    """The placeholders of a report: those of its notes and problems, in their order, the same for every question."""
    mask = Mask({id: fact.text for id, fact in book.noted.items()}, _names_nobody(book))
    for note in book.report.notes:
        mask.reserve(note.words)
    for words in _account_names(book):
        mask.know("账号名称", words)
    for note in book.report.notes:
        for part, text in note_parts(note):
            mask.out(wire(own_words(book, f"note:{note.id}.{part}", text, hide=False)))
    for problem in book.report.problems:
        for part, text in problem_parts(problem):
            mask.out(wire(own_words(book, f"problem:{problem.id}.{part}", text, hide=False)))
    return mask


def _told(book: FactBook, source: str, part: str, text: str) -> list[Span]:
    """A part of a note or a problem without what is no statement for a report: that is not shown to a model either."""
    if source.startswith("note:") and not source.startswith("note:answer:") and part.startswith(("text", "result")):
        return reportable(book, f"{source}.{part}", text)
    return own_words(book, f"{source}.{part}", text, hide=False)


def uncertain_measures(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Problems whose measure the clerk was not certain of herself, each with why: a person has to settle that."""
    for item in problems:
        if why := uncertain(dict(problem_parts(item)).get("measure", "")):
            yield item, why


def _promised(item: Problem) -> Problem:
    """A problem, without a measure that is uncertain."""
    if not any(uncertain_measures([item])):
        return item
    return item.model_copy(update={"measure": "", "owner": "", "deadline": ""})


def _reference(text: str) -> str:
    """Last year's text for its way of writing only: without people, without figures."""
    text = masked(text)[:_LAST]
    out, at = [], 0
    for item in raw_numerals(text):
        out += [text[at : item.start], "□", item.measure]
        at = item.end
    return "".join([*out, text[at:]]).strip()


def _cells(sentence: Sentence, book: FactBook) -> list[str]:
    """Ids of the facts that a sentence on figures shows or is guarded by; trends by their own."""
    ids = [span.id for span in sentence.spans if isinstance(span, FactRef)]
    for guard in sentence.guards:
        if guard.text.startswith("trend("):
            ids.append(guard.text.removeprefix("trend(").partition(")")[0].strip() + ".trend")
            continue
        ids += [word for word in guard.text.replace("+", " ").split() if "." in word and not word[0].isdigit()]
    return [id for id in dict.fromkeys(ids) if book.get(id) is not None]


def _whose(sentence: Sentence, book: FactBook) -> set[str]:
    """Ids of figures that a sentence of ours has in brackets for who applied: told or not, the sums stay right."""
    kinds = roles_of(book.form).columns if book.form is not None else ()
    found: set[str] = set()
    inside = False
    for span in sentence.spans:
        if isinstance(span, FactRef):
            found |= {span.id} if inside and span.id.rpartition(".")[2] in kinds else set()
        else:
            opens, closes = span.shown.rfind("（"), span.shown.rfind("）")
            inside = opens > closes if max(opens, closes) >= 0 else inside
    return found


def _required(sentence: Sentence, book: FactBook) -> Required:
    refs = [span.id for span in sentence.spans if isinstance(span, FactRef)]
    aside = {item.id for item in book.form.derived if item.aside} if book.form is not None else set()
    shown = frozenset(id for id in refs if not id.endswith(_DERIVED) and not id.startswith("last.")) - aside
    shown -= _whose(sentence, book)
    ids = frozenset(_cells(sentence, book))
    derived = frozenset(id for id in ids if id.endswith(_DERIVED))
    return Required(sentence, shown, derived, ids - derived)


def _facts(sentences: Iterable[Sentence], book: FactBook) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for sentence in sentences:
        for id in _cells(sentence, book):
            base, _, trend = id.rpartition(".")
            more = [f"{base}.diff", f"{base}.growth"] if trend == "trend" else []  # may be told where ours does not
            found.update((one, fact) for one in (id, *more) if (fact := book.get(one)) is not None)
    return found


def _noted(book: FactBook, sources: Iterable[str]) -> dict[str, Fact]:
    wanted = set(sources)
    return {id: fact for id, fact in book.noted.items() if wanted & set(fact.sources)}


def _aspects(
    form: Form, book: FactBook, mask: Mask, binder: Binder, short: ShortIds, *, show_values: bool
) -> Iterator[Brief]:
    report = book.report
    sections = {section.id: section for section in form.sections}
    first_table = form.tables[0].section if form.tables else ""
    for aspect in form.aspects:
        section = sections[aspect.section or form.sections[0].id]
        notes = tuple(
            note
            for note in report.notes
            if note.aspect == aspect.id
            and note.words.strip()
            and (answered_none(note, form.required) or not (is_bare(note) or is_left_out(book, note)))
        )
        figures = place_statements(form, book, section.id, aspect.id)
        figures += uncovered(form, book) if aspect.id == first_table else []
        if not notes and not figures:
            continue  # nothing to write from: the blank that the offline engine leaves
        last = report.last.text if report.last else {}
        made = Brief(
            key=f"{section.id}.{aspect.id}",
            task="aspect",
            label=aspect.label,
            book=book,
            facts=_facts(figures, book) | _noted(book, (f"note:{note.id}" for note in notes)),
            required=tuple(_required(sentence, book) for sentence in figures),
            notes=notes,
            last=_reference(last.get(f"{section.id}.{aspect.id}") or ""),
            concrete=aspect.concrete,
            section=section.title,
            show_values=show_values,
            short=short,
            figures_first=aspect.figures_first,
            mask=mask,
            shared=binder,
        )
        shown = [span.id for item in made.required for span in made.given_of(item) if isinstance(span, FactRef)]
        yield replace(made, facts=made.facts | {id: book[id] for id in shown})


def _within_limits(parts: list[Brief], form: Form, report: Report) -> list[Brief]:
    """Parts with their share of what local requirements allow a section, its opening and headings aside."""
    out = parts
    for limit in limits_of(report):
        own = [item.most for item in out if form.role_of_section(item.section_id) == limit.section]
        left = (limit.most or 0) - _OPENING
        if sum(own) > left:
            out = [
                replace(item, share=max(_SHORTEST, left * item.most // sum(own)))
                if form.role_of_section(item.section_id) == limit.section
                else item
                for item in out
            ]
    return out


def _opening(form: Form, parts: Sequence[Brief]) -> Iterator[Brief]:
    """The brief for the sentence that opens the section of aspects, where the form has one that a model can end; it
    may tell the main figures of every one of them."""
    first = parts[0]
    for sentence in place_statements(form, first.book, first.section_id, None):
        if match := _OPENED.match(wire(sentence.spans, {})):
            key = f"{first.section_id}.lead"
            facts: dict[str, Fact] = {}
            for part in parts:
                facts |= part.facts if part.section_id == first.section_id else {}
            yield replace(
                first,
                key=key,
                label="总起",
                facts=facts,
                required=(),
                notes=(),
                last="",
                concrete=first.wired(sentence.spans),
                opens=match[0],
                share=0,
            )
            return


_OPENED = lazy("[^。]*?开展[^，。]*工作，")
"""The words of an opening sentence that stay, whoever ends it."""


def briefs(book: FactBook, *, show_values: bool = True, opening: bool = False) -> list[Brief]:
    """What a report's parts are to be written from: the aspects of section 一 that have something, and section 五.

    Args:
        book: the facts of the report to draft. show_values: whether a model sees the figures, not their ids alone.
        opening: whether the section's opening sentence is one of them, where all is asked for at once.
    """
    form = form_of(book.report)
    if form is None:
        return []
    mask = mask_of(book)
    binder = Binder(claims_of(book.report, book))
    short = ShortIds()
    short.add("素", (f"note:{note.id}" for note in book.report.notes))
    short.add("问", (f"problem:{item.id}" for item in book.report.problems))
    found = list(_aspects(form, book, mask, binder, short, show_values=show_values))
    problems = tuple(_promised(item) for item in book.report.problems if item.problem.strip())
    section = next((item for item in form.sections if item.holding in ("both", "problems")), None)
    if problems and section is not None:
        last = book.report.last.text if book.report.last else {}
        found.append(
            Brief(
                key=section.id,
                task="problems",
                label=section.title,
                book=book,
                facts=_noted(book, (f"problem:{item.id}" for item in problems)),
                problems=problems,
                section=section.title,
                last=_reference(last.get(section.id) or ""),
                show_values=show_values,
                short=short,
                mask=mask,
                shared=binder,
            )
        )
    found = _within_limits(found, form, book.report)
    if opening and found and found[0].task == "aspect" and any(item.notes for item in found):
        found = [*_opening(form, found), *found]
    for item in found:
        short.add("表", (said.own for said in item.required))
        short.add("数", (id for id in item.facts if id not in book.unsent))  # those are masked with what is around them
    short.add("表", (f"said:{item.key}{_OTHERS}" for item in found))
    mask.alias(short.own)
    for item in found:  # whatever is masked in one question has the same placeholder in all of them
        for given in item.inputs().values():
            mask.out(given)
    return found
