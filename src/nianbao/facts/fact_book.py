"""All facts of a report, computed on demand: cells, sums, shares, trends, figures in notes; their names for people."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from functools import cached_property, lru_cache

from nianbao.errors import NianbaoError
from nianbao.facts.fact import Fact, Trend, figure, figure_as_given, percent
from nianbao.facts.note_parts import note_parts, problem_parts
from nianbao.kinds import Form, form_for, form_named
from nianbao.patterns import lazy
from nianbao.report import Blank, Cell, FactRef, Report, Span, Text
from nianbao.text import Quantity, raw_numerals
from nianbao.text.maskable_data import private_data
from nianbao.text.personal_data import Personal, personal
from nianbao.text.sentences import overlapping


def form_of(report: Report) -> Form | None:
    """The form a report is by: its own edition, else that for its year; None where neither is known."""
    if report.edition:
        return form_named(report.edition, report.kind)
    if report.year is not None:
        try:
            return form_for(report.kind, report.year)
        except NianbaoError:
            return None
    return None


def _skeleton(text: str, found: list[Quantity]) -> str:
    """The words around the figures, as a short hash: it changes when a note is reworded, not recounted."""
    out, at = [], 0
    for quantity in found:
        out += [text[at : quantity.start], "#", quantity.measure]
        at = quantity.end
    out.append(text[at:])
    return hashlib.sha256("".join("".join(out).split()).encode()).hexdigest()[:4]


_HIDDEN = "《条例》第十五条：涉及个人隐私的信息不得公开"
_TRENDS: dict[Trend, str] = {"up": "增长", "down": "下降", "same": "持平"}
_CLIP = 24
"""Characters of a note that a message shows."""


_AS_A_WORD = 2
"""Characters of a name that may be a word elsewhere: 申请人高峰, 用水高峰."""


def _hidden(item: Personal) -> Blank:
    return Blank(what=f"{item.what}已隐去", basis=_HIDDEN)


def left_out(blank: Blank) -> bool:
    """Whether a blank stands for what must not be published, and is not to be filled in."""
    return blank.basis == _HIDDEN


def _text(words: str) -> list[Span]:
    return [Text(text=words)] if words else []


_Sums = dict[str, tuple[str, str, str, tuple[str, ...]]]


@lru_cache(maxsize=64)
def _sums_of(form_now: Form) -> _Sums:
    """Sums of groups and the form's derived facts: id → name, short, measure, cells."""
    found: _Sums = {}
    totals = {
        (identity.block, identity.each, identity.computes) for identity in form_now.identities if identity.computes
    }
    for block in form_now.blocks.values():
        for group in block.groups.values():
            in_rows = any(group in path for path in block.row_paths)
            for path in block.column_paths if in_rows else block.row_paths:
                other = path[-1]
                along = "column" if in_rows else "row"
                leaves = [leaf.id or "" for leaf in group.leaves() if (block.id, along, leaf.id) not in totals]
                pairs = [(leaf, other.id or "") if in_rows else (other.id or "", leaf) for leaf in leaves]
                cells = tuple(block.cell_id(*pair) for pair in pairs)
                id = (
                    block.cell_id(group.id or "", other.id or "")
                    if in_rows
                    else block.cell_id(other.id or "", group.id or "")
                )
                measures = {form_now.cells[cell].measure for cell in cells}
                if len(measures) == 1 and id not in form_now.cells:
                    name = group.name or group.label
                    found[id] = (name, group.short or name, measures.pop(), cells)
    for derived in form_now.derived:
        found[derived.id] = (derived.name, derived.name, derived.measure, derived.sum)
    return found


@lru_cache(maxsize=64)
def _wholes_of(form_now: Form) -> dict[str, str]:
    """For the parts of a computed total: part → total, in the direction of rows."""
    found: dict[str, str] = {}
    for identity in form_now.identities:
        if identity.computes:
            block = form_now.blocks[identity.block]
            for instance in form_now.instances[identity.id]:
                if identity.each == "column":
                    for term in identity.left:
                        found[block.cell_id(term.ref, instance.key)] = instance.right[0][0]
                for part, _, _ in instance.left:
                    found.setdefault(part, instance.right[0][0])
    return found


class FactBook:
    """The facts of a report.

    ``book[id]`` gives a fact; KeyError when there is none or a cell it needs has no value.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.form = form_of(report)
        self._figures: dict[str, Fact | None] = {}

    # ── figures of the form

    @cached_property
    def _then(self) -> dict[str, str]:
        """Cells that mean the same last year: this year's id → the id in last year's edition."""
        last, form_now = self.report.last, self.form
        if last is None or form_now is None:
            return {}
        try:
            return form_now.same_cells(form_named(last.edition, form_now.kind) if last.edition else form_now)
        except NianbaoError:
            return {}

    def last_cell(self, id: str) -> Cell | None:
        """Last year's cell that means the same as a cell of this year's form."""
        was = self._then.get(id)
        return self.report.last.cells.get(was) if was is not None and self.report.last is not None else None

    def cell(self, id: str, *, last: bool = False) -> Decimal | None:
        """The value of a cell, this year's or last year's; None where it has none or does not compare."""
        cell = self.last_cell(id) if last else self.report.cells.get(id)
        return None if cell is None else cell.value

    @property
    def _sums(self) -> _Sums:
        return _sums_of(self.form) if self.form is not None else {}

    @property
    def _wholes(self) -> dict[str, str]:
        return _wholes_of(self.form) if self.form is not None else {}

    def value(self, id: str) -> Decimal | None:
        """The number of a fact, or None."""
        fact = self.get(id)
        return None if fact is None else fact.value

    def trend(self, id: str) -> Trend | None:
        """Whether a figure rose, fell or stayed against last year; None where either is unknown."""
        now, then = self.value(id), self.value("last." + id)
        if now is None or then is None:
            return None
        return "up" if now > then else "down" if now < then else "same"

    def _figure(self, id: str) -> Fact | None:
        """A figure of the form; made once, however often sentences ask for it."""
        if id not in self._figures:
            self._figures[id] = self._made(id)
        return self._figures[id]

    def _made(self, id: str) -> Fact | None:
        last = id.startswith("last.")
        base = id.removeprefix("last.")
        if self.form is not None and base in self.form.cells:
            cell = self.form.cells[base]
            source = self.last_cell(base) if last else self.report.cells.get(base)
            if source is None or source.value is None:
                return None
            measure = cell.measure or source.unit
            leaf = cell.rows[-1] if cell.rows[-1].label else cell.columns[-1]
            return Fact(
                id,
                cell.name,
                leaf.short or leaf.name or leaf.label,
                source.value,
                measure,
                figure_as_given(source) + measure,
                (self._source(base, last=last),),
            )
        if base in self._sums:
            name, short, measure, cells = self._sums[base]
            values = [self.cell(cell, last=last) for cell in cells]
            if any(value is None for value in values):
                return None
            total = sum((value for value in values if value is not None), Decimal(0))
            return Fact(
                id,
                name,
                short,
                total,
                measure,
                figure(total) + measure,
                tuple(self._source(cell, last=last) for cell in cells),
            )
        return None

    def _source(self, cell: str, *, last: bool) -> str:
        """What a figure rests on; last year's cell by the id in last year's form."""
        return f"last:{self._then[cell]}" if last else f"cell:{cell}"

    def _derived(self, id: str) -> Fact | None:
        base, _, what = id.rpartition(".")
        fact = self._figure(base)
        if fact is None or fact.value is None:
            return None
        if what == "share":
            whole = self._figure(self._wholes.get(base, ""))
            if whole is None or not whole.value:
                return None
            share = percent(fact.value, whole.value)
            return Fact(
                id, f"{fact.name}占比", fact.short, share, "%", figure(share) + "%", fact.sources + whole.sources
            )
        then = self._figure("last." + base)
        if then is None or then.value is None:
            return None
        sources = fact.sources + then.sources
        if what == "trend" and (trend := self.trend(base)):
            return Fact(id, f"{fact.name}比上年", fact.short, None, "", _TRENDS[trend], sources)
        difference = abs(fact.value - then.value)
        if what == "diff":
            return Fact(
                id,
                f"{fact.name}与上年之差",
                fact.short,
                difference,
                fact.measure,
                figure(difference) + fact.measure,
                sources,
            )
        if what == "growth" and then.value:
            rate = percent(difference, then.value)
            return Fact(id, f"{fact.name}比上年变动幅度", fact.short, rate, "%", figure(rate) + "%", sources)
        return None

    # ── figures in the clerk's own words

    @cached_property
    def _people(self) -> dict[str, str]:
        """Names and numbers of people in notes and problems, by their words: what each is."""
        fields = [text for note in self.report.notes for _, text in note_parts(note)]
        fields += [text for problem in self.report.problems for _, text in problem_parts(problem)]
        found = {text[item.start : item.end]: item.what for text in fields for item in personal(text)}
        return {words: what for words, what in found.items() if len(words) > _AS_A_WORD}

    def _personal(self, text: str) -> list[Personal]:
        """What of a text must not be published: by what stands around it, or because a note tells of it elsewhere."""
        found = personal(text)
        known = overlapping((item.start, item.end) for item in found)
        again = [
            Personal(match.start(), match.end(), what)
            for words, what in self._people.items()
            for match in re.finditer(re.escape(words), text)
            if not known(match.start(), match.end())
        ]
        ends = 0
        for item in sorted(again, key=lambda one: (one.start, -one.end)):
            if item.start >= ends:
                found.append(item)
                ends = item.end
        return sorted(found)

    def without_people(self, spans: list[Span]) -> list[Span]:
        """Spans in whose words what must not be published is a blank."""
        out: list[Span] = []
        for span in spans:
            if not isinstance(span, Text):
                out.append(span)
                continue
            at = 0
            for item in self._personal(span.text):
                out += [*_text(span.text[at : item.start]), _hidden(item)]
                at = item.end
            out += _text(span.text[at:])
        return out

    @cached_property
    def unsent(self) -> frozenset[str]:
        """Ids of figures in notes and problems that are part of what is masked when it is sent: 3栋2单元501室."""
        fields = [(f"note:{note.id}.{field}", text) for note in self.report.notes for field, text in note_parts(note)]
        fields += [
            (f"problem:{item.id}.{field}", text) for item in self.report.problems for field, text in problem_parts(item)
        ]
        return frozenset(
            fact.id
            for source, text in fields
            for start, end, fact in self._literals(source, text)
            if any(item.start < end and start < item.end for item in private_data(text))
        )

    def words(self, source: str, text: str, *, hide: bool = True) -> list[Span]:
        """A person's words as spans: every figure in them a reference to a fact, what tells who a person is a blank.

        Args:
            source: ``note:<id>.<field>`` or ``problem:<id>.<field>``.
            text: the words. hide: whether what tells who a person is becomes a blank; else it stays, to be masked
                when it is sent.
        """
        spans: list[Span] = []
        at = 0
        places: list[tuple[int, int, Span]] = [
            (start, end, FactRef(id=fact.id, value=fact.value, text=fact.text))
            for start, end, fact in self._literals(source, text)
        ]
        if hide:
            places += [(item.start, item.end, _hidden(item)) for item in self._personal(text)]
        for start, end, span in sorted(places, key=lambda item: item[0]):
            spans += [*_text(text[at:start]), span]
            at = end
        return spans + _text(text[at:])

    def _literals(self, source: str, text: str, around: str = "") -> list[tuple[int, int, Fact]]:
        hidden = overlapping((item.start, item.end) for item in self._personal(text))
        found = [item for item in raw_numerals(text) if not hidden(item.start, item.end)]
        mark = _skeleton(text, found)
        kind, _, rest = source.partition(":")
        id, _, field = rest.rpartition(".")
        words = around or text
        name = f"素材“{words[:_CLIP]}{'…' if len(words) > _CLIP else ''}”"
        return [
            (
                q.start,
                q.end,
                Fact(f"{kind}.{id}.{field}{n}.{mark}", name, q.text, q.value, q.measure, q.text, (f"{kind}:{id}",)),
            )
            for n, q in enumerate(found, 1)
        ]

    @cached_property
    def noted(self) -> dict[str, Fact]:
        """The figures in notes, problems, contact and date, by id."""
        found: dict[str, Fact] = {}
        for note in self.report.notes:
            for field, text in note_parts(note):
                around = note.what + note.object + text if field == "quantity" else text
                found.update((fact.id, fact) for _, _, fact in self._literals(f"note:{note.id}.{field}", text, around))
        for problem in self.report.problems:
            for field, text in problem_parts(problem):
                found.update((fact.id, fact) for _, _, fact in self._literals(f"problem:{problem.id}.{field}", text))
        for label, text in self.report.contact.items():
            id = f"contact.{label}"
            found[id] = Fact(id, label, label, None, "", text, ("contact",))
        if self.report.date:
            found["date"] = Fact("date", "成文日期", "成文日期", None, "", self.report.date, ("date",))
        return found

    # ── the mapping

    def get(self, id: str) -> Fact | None:
        """The fact with an id, or None."""
        return self.noted.get(id) or self._figure(id) or self._derived(id)

    def __getitem__(self, id: str) -> Fact:
        fact = self.get(id)
        if fact is None:
            raise KeyError(id)
        return fact

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.get(id) is not None

    @cached_property
    def all(self) -> dict[str, Fact]:
        """Every fact that has a value, by id: what a model may be given."""
        found: dict[str, Fact] = {}
        bases = [*(self.form.cells if self.form else ()), *self._sums]
        for base in bases:
            for id in (base, "last." + base, *(f"{base}.{what}" for what in ("trend", "diff", "growth", "share"))):
                if (fact := self.get(id)) is not None:
                    found[id] = fact
        return found | self.noted


_TREND = lazy(r"trend\(([^()]+)\) = (up|down|same)")
_WORDS = {"up": "增长", "down": "下降", "same": "持平"}
_ID = lazy(r"(?<![A-Za-z0-9_.])[a-z][a-z0-9_-]*(?:\.[A-Za-z0-9_:@-]+)+")


def named(text: str, book: FactBook) -> str:
    """A text in which each fact and cell is called by its name; what there is no more is left out.

    Args:
        text: such as ``成立条件已不满足：requests.new.total = 0``. book: of the report.
    """
    text = _TREND.sub(lambda match: f"{match[1]} 比上年{_WORDS[match[2]]}", text)
    return _ID.sub(lambda match: _name(match[0], book), text).replace("（）", "")


def _name(id: str, book: FactBook) -> str:
    last, base = id.startswith("last."), id.removeprefix("last.")
    fact = book.get(base)
    cell = book.form.cells.get(base) if book.form is not None else None
    name = fact.name if fact is not None else cell.name if cell is not None else ""
    return f"上年{name}" if last and name else name
