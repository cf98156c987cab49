"""Collects what stands behind a draft: notes, problems, fact names, the kind's wording, the unit's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from nianbao.facts import FactBook, form_of, note_parts, problem_parts
from nianbao.patterns import lazy
from nianbao.report import Report, Sentence
from nianbao.text import fold, raw_numerals

if TYPE_CHECKING:
    from nianbao.claims import ReportClaims


_PLANNED = ("measure", "owner", "deadline")
"""Columns of a problem that tell what is going to be done."""
_APART = ("time", "channel", "result", "cause", "measure", "owner", "deadline")
"""Columns that stand for themselves; 做了什么, 对象, 数量 are read in one go."""
_SLOT = lazy(r"\{\{[^}]*\}\}|\{[a-z_]+\}")


class Column(NamedTuple):
    """A column of a note in its source's text: its name and place."""

    name: str
    start: int
    end: int


class Source:
    """One thing a sentence may rest on.

    Attributes:
        id: ``note:…``, ``problem:…``, or ``form`` for the kind's own wording. text: its words, folded, columns apart.
        columns: which part of the text is which column. tells: whether its clauses tell something that a sentence can
            turn round; the wording of a form does not. measured: whether it is a problem behind one of its measures.
    """

    def __init__(
        self, id: str, parts: Iterable[tuple[str, str]], *, tells: bool = True, measured: bool = False
    ) -> None:
        self.id, self.tells, self.measured = id, tells, measured
        text, columns = "", []
        before = ""
        for name, words in parts:
            if text:
                apart = name in _APART or before in _APART or name.startswith("text") or name == "problem"
                text += "。" if apart and before not in ("time", "channel") else "，" if apart else " "
            columns.append(Column(name, len(text), len(text) + len(words)))
            text += fold(words).replace("→", "，")  # one after another, as clauses are
            before = name
        self.text = text
        self.columns = tuple(columns)

    def column(self, at: int) -> str:
        """The name of the column at an offset of the text; empty between two."""
        return next((item.name for item in self.columns if item.start <= at < item.end), "")

    def has_column(self, name: str) -> bool:
        """Whether the note has something in a column."""
        return any(column.name == name for column in self.columns)

    def binds(self, at: int) -> bool:
        """Whether what stands there says how far a sentence may go: what a problem denies or limits does not bind the
        measure against it."""
        return self.tells and (not self.measured or self.planned(at))

    def planned(self, at: int) -> bool:
        """Whether what stands there is what is going to be done."""
        return self.column(at) in _PLANNED


class Sources:
    """Everything behind a report."""

    def __init__(self, report: Report, book: FactBook | None = None) -> None:
        self.report = report
        self.book = book if book is not None else FactBook(report)

    @cached_property
    def told(self) -> dict[str, Source]:
        """What the clerk wrote, by id."""
        found = {f"note:{note.id}": Source(f"note:{note.id}", note_parts(note)) for note in self.report.notes}
        for item in self.report.problems:
            found[f"problem:{item.id}"] = Source(f"problem:{item.id}", problem_parts(item))
        return {id: source for id, source in found.items() if source.text}

    def behind(self, sentence: Sentence) -> Sources:
        """The sources as a sentence rests on them: a measure on what is planned, with the words of its problem."""
        return self._of_measures if sentence.id.startswith("measure.") else self

    @cached_property
    def _of_measures(self) -> Sources:
        found = Sources(self.report, self.book)
        problems = {f"problem:{item.id}": problem_parts(item) for item in self.report.problems}
        found.told = {
            id: Source(id, problems[id], measured=True) if id in problems else source
            for id, source in self.told.items()
        }
        return found

    @cached_property
    def form(self) -> Source:
        """How the kind itself tells its figures, and that there are none."""
        return Source("form", (("text", words) for words in self._form_words()), tells=False)

    def _form_words(self) -> Iterator[str]:
        form = form_of(self.report)
        if form is None:
            return
        told = [words for item in form.statements for words in item.wordings]
        told += [item.none for item in form.required]
        told += [section.title.partition("、")[2] for section in form.sections]
        told += [word for cell in form.cells.values() for word in (cell.name, cell.label) if word]
        for text in dict.fromkeys(told):
            yield _SLOT.sub("，", text)

    @cached_property
    def claims(self) -> ReportClaims:
        """What reads a text's claims on the tables."""
        from nianbao.claims import claims_of  # not needed where no table is asked

        return claims_of(self.report, self.book)

    @cached_property
    def figures(self) -> frozenset[tuple[Decimal, str]]:
        """Figures of the tables, and what is worked out from them, with their measure words."""
        return frozenset(
            (abs(fact.value), fact.measure)
            for fact in self.book.all.values()
            if fact.value is not None and not fact.id.startswith(("note.", "problem."))
        )

    @cached_property
    def _told_cells(self) -> tuple[str, ...]:
        """The form's own long words for what the tables have some of: 保护第三方合法权益."""
        form = form_of(self.report)
        cells = form.cells if form is not None else {}
        some = {id: cell for id, cell in cells.items() if (fact := self.book.get(id)) is not None and fact.value}
        rows = {
            part[match.end() :]
            for cell in some.values()
            for part in cell.label.split(" · ")
            if (match := _NUMBERED.match(part)) is not None
        }
        rows |= {part for cell in some.values() for part in cell.label.split(" · ") if part.startswith("尚未")}
        return tuple(fold(row) for row in sorted(rows) if len(row) >= _LONG_LABEL)

    def tabled(self, text: str) -> bool:
        """Whether a text has a figure of the tables, or the form's own words for what they have some of."""
        return any(word in text for word in self._told_cells) or any(
            (item.value, item.measure) in self.figures for item in raw_numerals(text)
        )

    @cached_property
    def own(self) -> frozenset[str]:
        """Names of the unit and of the places it lies in, what it calls itself, its contact; each as a whole."""
        unit = self.report.unit
        words = set(self.report.contact.values())
        if unit is not None:
            of = unit.of
            words |= {unit.name[-_LAST_WORD:], *unit.names, *unit.within, unit.full, unit.name}
            words |= {*of.self, *of.organs, unit.place}
            words |= {f"{place[-1]}{of.word}" for place in unit.within[:1] if not of.level and of.word}  # 县局
            words |= {f"{word}{office}" for word in (*of.organs, unit.self_word) for office in _OFFICES}
            words |= {f"{prefix}{of.word}{end}" for prefix in ("我", "本", "") for end in ("里", "上", "内")}
            words |= {f"{prefix}{of.word}" for prefix in ("我", "本", "全", "")}
        found = frozenset(fold(word) for word in words if len(word) > 1)
        return found | frozenset([unit.of.word]) if unit is not None and unit.of.word else found

    @cached_property
    def _where(self) -> dict[str, list[str]]:
        """Which sources have two characters side by side."""
        found: dict[str, list[str]] = {}
        for id, source in self.told.items():
            for pair in {source.text[at : at + 2] for at in range(len(source.text) - 1)}:
                found.setdefault(pair, []).append(id)
        return found

    def likely(self, text: str, most: int = 4) -> list[str]:
        """Ids of the sources that a sentence may be of, where it names none: for each clause the one most like it."""
        found: dict[str, None] = {}
        for clause in _CLAUSES.split(text):
            shares: dict[str, float] = {}
            for pair in sorted({clause[at : at + 2] for at in range(len(clause) - 1)}):
                ids = self._where.get(pair, ())
                for id in ids:
                    shares[id] = shares.get(id, 0) + 1 / len(ids)
            if shares:
                found[max(sorted(shares), key=lambda one: round(shares[one], 9))] = None
        return list(found)[:most]

    def cited(self, ids: Sequence[str]) -> list[Source]:
        """The sources that a sentence names; the kind's wording where it names figures of tables."""
        found = [self.told[id] for id in dict.fromkeys(ids) if id in self.told]
        if any(id.startswith(("cell:", "last:", "form:")) for id in ids):
            found.append(self.form)
        return found


_NUMBERED = lazy(r"[0-9]+\.|（[一二三四五六七]）")
_LONG_LABEL = 4
"""Characters of a row's name that nobody writes by chance."""
_CLAUSES = lazy("[，。；：]")
_LAST_WORD = 2
"""Characters of a name that say what it is: 支队 of 消防救援支队."""
_OFFICES = ("办公室", "党政办公室", "党政综合办公室", "党政办", "党政综合办", "综合办")
