"""What of a sentence is not licensed by its sources, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from nianbao.licence.covering import Ground, Piece, covered
from nianbao.licence.note_figures import NoteFigures
from nianbao.licence.relations import broken_relations
from nianbao.licence.sources import Source, Sources
from nianbao.licence.traits import CLAUSE_ENDS, Traits, data, found_in, words
from nianbao.licence.untold import Untold
from nianbao.licence.vocabulary import FUNCTION, relating, vocabulary
from nianbao.patterns import lazy
from nianbao.report import FactRef, Sentence, Span, Text
from nianbao.text import Quantity, fold, quantities, raw_numerals
from nianbao.text.quantities import chinese_number, measures_like, several_in, spelt_in


class Doubt(NamedTuple):
    """What of a sentence is not licensed.

    Attributes:
        start, end: its place in the sentence. kind: ``words`` (``body``, ``channel``, ``rate``, ``all``,
            ``mechanism``, ``promise`` or ``cause`` where they are such), ``figure``, or the relation that is broken.
        slight: 0, or how much it counts of what a sentence may have and be licensed all the same.
        why: plain Chinese, fit for a complaint to a model or a mark to a clerk.
        wording: whether it is only that words are not found, beside what a source tells: a reader may settle that.
    """

    start: int
    end: int
    kind: str
    why: str
    slight: float = 0
    wording: bool = False


_WHY = lazy("针对|鉴于|面对|由于|因为|随着|结合|(?<![认以作成改转列视])为了?(?=[^，。；]{3})|凡")
"""What stands behind these in its clause says why, or of what: a word that adds little does there."""
_SLIGHT = 1.0
"""How much of slight doubts a sentence may have and be licensed all the same."""
_LIGHT = 0.5
"""What a word counts that adds little."""


@dataclass(frozen=True)
class Verdict:
    """A sentence held against what it rests on.

    Attributes:
        doubts: what is not licensed, in the order of the text. grounded: whether it says anything that a source has;
            False for a sentence of nothing but neutral words. cited: ids of the sources that it was held against.
        told: where a source's words begin in it.
    """

    doubts: tuple[Doubt, ...]
    grounded: bool
    cited: tuple[str, ...] = ()
    told: tuple[int, ...] = ()

    @property
    def licensed(self) -> bool:
        """Whether every word and relation of it is licensed."""
        return all(doubt.slight for doubt in self.doubts) and sum(doubt.slight for doubt in self.doubts) <= _SLIGHT

    @property
    def wording(self) -> tuple[Doubt, ...]:
        """The words that are not found, where that is all that is in doubt; none otherwise."""
        if self.licensed or not self.grounded or not all(doubt.wording for doubt in self.doubts):
            return ()
        return self.doubts

    @property
    def why(self) -> str:
        """Everything that is not licensed, in one line; empty where all is."""
        return "；".join(dict.fromkeys(doubt.why for doubt in self.doubts))


def _unlicensed(text: str, pieces: Sequence[Piece], ground: Ground) -> list[Doubt]:
    """Runs of characters that neither a source nor the vocabulary gives."""
    marks = [""] * len(text)
    for piece in pieces:
        for at in range(piece.start, piece.end):
            marks[at] = piece.kind
    _recombined(text, pieces, marks, ground)
    begins = {piece.start: piece for piece in pieces}
    found: list[Doubt] = []
    at = done = 0
    while at < len(text):
        if marks[at] != "unknown":
            at += 1
            continue
        end = at
        while end < len(text) and marks[end] == "unknown":
            end += 1
        start, stop = at, end
        while start > done and _joins(text, marks, begins, start - 1) and at - start < 3:
            start -= 1
        while stop < len(text) and _joins(text, marks, begins, stop) and stop - end < 3:
            stop += 1
        at = done = stop
        if any(ground.longer(word) for word in (text[start:stop], *_with_neighbour(text, start, stop, marks))):
            continue
        counts = start - 1 if start and chinese_number(text[start - 1]) is not None else start
        if any(_counted_alike(source.text, text[counts:stop]) for source in ground.sources if source.tells):
            continue
        if (count := chinese_number(text[counts])) is not None and stop - counts == 2 and _lists(text, counts, count):
            continue  # 科室初审、党政办复审、领导终审三道
        found.append(Doubt(start, stop, "words", f"“{text[start:stop]}”在素材里找不到依据", wording=True))
    found = [doubt for doubt in found if not _in_heading(text, doubt) and not _FROM.match(text[: doubt.end + 1])]
    left = Untold(text, pieces, ground)
    found = [_lightly(text, doubt, left, ground) or doubt for doubt in found]
    found = [
        doubt if doubt.slight else doubt._replace(why=doubt.why + _instead(left.left(doubt.start))) for doubt in found
    ]
    for piece in pieces:
        if piece.kind == "akin":
            left.take(piece.start, vocabulary().families.get(piece.text, frozenset()))
    for piece in pieces:
        if marks[piece.start] == piece.kind == "light":  # in the place of a source's word, or saying nothing itself
            why = _WHY.search(text, text.rfind("，", 0, piece.start) + 1, piece.start) is not None
            stands = left.take(piece.start) or piece.text in vocabulary().empty
            slight = _LIGHT if stands and not why else 0
        elif piece.kind == "akin" and piece.text in vocabulary().slight:
            slight = _LIGHT
        else:
            continue
        found.append(Doubt(piece.start, piece.end, "words", f"“{piece.text}”在素材里找不到依据", slight, wording=True))
    return found


def _lightly(text: str, doubt: Doubt, left: Untold, ground: Ground) -> Doubt | None:
    """The doubt of a short word that stands in the place of a source's word of which it has a character."""
    word = text[doubt.start : doubt.end]
    if word in vocabulary().empty and not _WHY.search(text, text.rfind("，", 0, doubt.start) + 1, doubt.start):
        return doubt._replace(slight=_LIGHT)  # 版本 of 那一版
    if len(word) > _SHORT or any(one in word for one in relating()):
        return None
    kind = _own_kind(text, doubt)
    if kind == "mechanism" and ground.shortened(word):
        return doubt._replace(slight=_LIGHT)  # 自查 of 自己查出
    return doubt._replace(slight=_LIGHT) if not kind and left.shares(doubt.start, word) else None


def _counted_alike(told: str, said: str) -> bool:
    """Whether a source counts as words do, in another measure word: 多项 of 好几样, 两处 of 两边."""
    value = chinese_number(said[:1])
    return several_in(told, said) or (value is not None and spelt_in(told, Decimal(value), said[1:]))


_SHORT = 2
"""Characters of a word that may stand for one of a source's."""


def _instead(words: str) -> str:
    """What a source says where a sentence has words of its own, for whoever reads it."""
    return f"，请核实：素材原话是“{words}”" if words else ""


def _with_neighbour(text: str, start: int, stop: int, marks: Sequence[str]) -> Iterable[str]:
    """One character that nobody gave with the character of a source before it: 空置 of 空了."""
    if stop - start == 1 and start and marks[start - 1] in ("source", "letter"):
        yield text[start - 1 : stop]


_HEADING = lazy("^在?[^，。；]{2,10}(?:方面|上)，")


_FROM = lazy("^从[^，。；]{2,8}看，$")
"""From where one looks at it: 从评议情况看."""


def _in_heading(text: str, doubt: Doubt) -> bool:
    """Whether a doubt is of a topic that the heading of a sentence names: 在队伍培训方面，."""
    heading = _HEADING.match(text)
    if heading is None or doubt.end > heading.end():
        return False
    topics = (match.span() for match in words("headings").finditer(heading.group()))
    return any(start <= doubt.start and doubt.end <= end for start, end in topics)


def _joins(text: str, marks: Sequence[str], begins: Mapping[int, Piece], at: int) -> bool:
    """Whether a character beside one that nobody gave is of the same word."""
    if marks[at] == "letter":
        return True
    piece = begins.get(at)
    return (
        piece is not None
        and piece.kind in ("neutral", "akin", "synonym")
        and piece.end - piece.start == 1
        and text[at] not in FUNCTION
    )


def _recombined(text: str, pieces: Sequence[Piece], marks: list[str], ground: Ground) -> None:
    """Mark single characters that together make a word which nobody gave."""
    index = 0
    while index < len(pieces):
        if pieces[index].kind != "letter":
            index += 1
            continue
        stop = index
        while stop < len(pieces) and pieces[stop].kind == "letter":
            stop += 1
        letters = text[pieces[index].start : pieces[stop - 1].end]
        if len(letters) > 1 and not ground.shortened(letters):
            for at in range(pieces[index].start, pieces[stop - 1].end):
                marks[at] = "unknown"
        index = stop
    _known_words(text, pieces, marks, ground)


def _known_words(text: str, pieces: Sequence[Piece], marks: list[str], ground: Ground) -> None:
    """Mark known words that no source has and that were put together from smaller pieces."""
    known = vocabulary()
    piece_at = [index for index, piece in enumerate(pieces) for _ in range(piece.start, piece.end)]
    for start in range(len(text) - 1):
        for end in range(start + 2, min(start + known.longest, len(text)) + 1):
            word, parts = text[start:end], pieces[piece_at[start] : piece_at[end - 1] + 1]
            if word not in known.words or word in known.neutral or len(parts) < 2 or FUNCTION.issuperset(word):
                continue  # 并为 in 并为其另制…
            if word not in known.closed and any(part.end - part.start > 1 for part in parts):
                continue
            given = [part for part in parts if part.kind in ("source", "own", "figure") and part.end - part.start > 1]
            if word in known.closed and 2 * max((part.end - part.start for part in given), default=0) >= len(word):
                continue
            if any(part.start < start or end < part.end for part in parts if part.end - part.start > 1):
                continue  # 先进 in 先进行脱敏
            if not ground.licensed(word) and (word in known.closed or not ground.akin(word)):
                marks[start:end] = ["unknown"] * (end - start)


def _figures(text: str, sources: Sequence[Source], given: Sources, bound: Sequence[tuple[int, int]]) -> list[Doubt]:
    """Figures that no source gives; until claims are read, by value and measure."""
    more = given.figures if any(not source.tells for source in sources) else frozenset()
    known = NoteFigures((source.text for source in sources), more, given.report.year)
    found = []
    for item in raw_numerals(text):
        bounded = item.measure == "年" and text.startswith(
            _BEFORE_OR_AFTER, item.end
        )  # 2020年以前: no year of the report's
        is_given = (item.value, "年") in known.own if bounded else known.give(item, text)
        if is_given or any(start < item.end and item.start < end for start, end in bound):
            continue
        if item.value == 1 and item.measure in measures_like("次") and _each(text, item.start, sources):
            continue
        nth = text.endswith("第", 0, item.start) and (item.value, "") in known.own
        if nth or "各" in text[max(0, item.start - 6) : item.start] or _counts_a_list(text, item):
            continue
        if (
            not item.measure
            and text[item.end : item.end + 1] in _RANGE
            and item.value in {value for value, _ in known.own}
        ):
            continue
        if told := known.otherwise(item, text):
            found.append(Doubt(item.start, item.end, "words", f"“{item.text}”素材写作“{told}”", wording=True))
            continue
        kind = "all" if item.measure == "%" and item.value == 100 else "figure"
        found.append(Doubt(item.start, item.end, kind, f"“{item.text}”不是素材或表格里的数"))
    return found


_BEFORE_OR_AFTER = ("以前", "之前", "以后", "之后", "以来")
_RANGE = ("至", "到", "-", "—", "~")
_JOINS = lazy("[、和与及]")


def _counts_a_list(text: str, item: Quantity) -> bool:
    """Whether a small number counts the members of a list in its clause (4月和10月两次)."""
    return item.value is not None and _lists(text, item.start, item.value)


def _lists(text: str, at: int, count: Decimal | int) -> bool:
    begin = max(text.rfind(mark, 0, at) for mark in "，。；") + 1
    end = min((found for mark in "，。；" if (found := text.find(mark, at)) >= 0), default=len(text))
    return 2 <= count <= 9 and len(_JOINS.findall(text[begin:end])) + 1 == count


def _each(text: str, at: int, sources: Sequence[Source]) -> bool:
    """Whether a clause says of something that it is done each month, as a source does: once is then no count."""
    begin = max(text.rfind(mark, 0, at) for mark in "，。；") + 1
    return any(word in text[begin:at] for word in ("每", "按", "逐")) and any(
        mark in source.text for source in sources for mark in ("每", "按", "逐")
    )


def put_in(sentence: Sentence) -> list[tuple[int, int]]:
    """Places of a sentence's text that code put in: figures, names, blanks; none of a note that it does not cite."""
    found, at = [], 0
    for span in sentence.spans:
        end = at + len(span.shown)
        if not isinstance(span, Text) and not _uncited(span, sentence):
            found.append((at, end))
        at = end
    return found


def _uncited(span: Span, sentence: Sentence) -> bool:
    """Whether a figure is of a note or a problem that the sentence, which cites something, does not cite."""
    if not isinstance(span, FactRef) or not span.id.startswith(("note.", "problem.")):
        return False
    kind, note, *_ = span.id.split(".")
    return bool(sentence.sources) and f"{kind}:{note}" not in (sentence.sources or ())


def judge(
    text: str,
    sources: Sources,
    cited: Iterable[str] | None = None,
    *,
    bound: Sequence[tuple[int, int]] = (),
    also: Sequence[Source] = (),
    tables: bool = False,
) -> Verdict:
    """Hold a sentence against the sources that it cites.

    Args:
        text: the sentence as it reads, its figures filled in. sources: everything behind the report.
        cited: ids of what it rests on (``note:…``, ``problem:…``, ``cell:…``, ``last:…``, ``form:…``); None or none
            where it does not say: then the notes most like it. bound: places of figures and names that code put in.
        also: more that it may rest on, such as the sentence that it rewords. tables: whether its claims are held
            against the tables as well; the lock and the rules on figures do so otherwise.
    """
    words = fold(text)
    ids = list(cited or ())
    told = [id for id in ids if id in sources.told]
    if not told and any(id.startswith(_TABLES) for id in ids):
        found = _denied_falsely(words, _judged(words, sources, ids, bound, also), sources)
        return _against_tables(words, found, sources) if tables else found
    told = told or sources.likely(words)
    found = _named_in_job(words, _judged(words, sources, told, bound, also), sources)
    found = _led(words, _as_the_form(words, found, sources), sources)
    if found.licensed and found.grounded:
        return found
    return _with_tables(words, found, _judged(words, sources, [*told, "form:"], bound, also), sources, tables=tables)


_LEAD = lazy("^[一二三四五六七八九十]是[^，。；：]{2,16}[。：，]")
"""A lead that says what the sentence is about: 二是公开民生保障信息。."""


def _led(text: str, found: Verdict, sources: Sources) -> Verdict:
    """A verdict without doubts of a topic that a lead names in words of the report's other notes: it asserts nothing
    of them."""
    lead = _LEAD.match(text)
    if lead is None:
        return found
    told = [source.text for source in sources.told.values()]
    left = [
        doubt
        for doubt in found.doubts
        if doubt.kind != "words"
        or doubt.end > lead.end()
        or not any(text[doubt.start : doubt.end] in words for words in told)
    ]
    return replace(found, doubts=tuple(left))


_LONG = 12
"""Characters of a clause that nobody writes by chance as the form has it."""


def _as_the_form(text: str, found: Verdict, sources: Sources) -> Verdict:
    """A verdict without doubts of a clause that is the form's own, word for word, behind the unit as its subject:
    我镇依照《…条例》开展政府信息公开工作."""

    def own(doubt: Doubt) -> bool:
        begin = max(text.rfind(mark, 0, doubt.start) for mark in "，。；") + 1
        end = min((at for mark in "，。；" if (at := text.find(mark, doubt.end)) >= 0), default=len(text))
        behind = max((word for word in sources.own if text.startswith(word, begin)), key=len, default="")
        clause = text[begin + len(behind) : end]
        return len(clause) >= _LONG and clause in sources.form.text

    if not found.doubts:
        return found
    return replace(found, doubts=tuple(doubt for doubt in found.doubts if doubt.kind == "figure" or not own(doubt)))


_TABLES = ("cell:", "last:", "form:")


_NAME = 4
"""Characters, at least, of a name of which a source has the end, and behind the words that it has not at most."""


def _named_in_job(text: str, found: Verdict, sources: Sources) -> Verdict:
    """A verdict without the words that another note of the job has for the same thing: 老旧小区 for a note's 老小区.

    A word stands beside two characters of the sources that it cites, and with them in the other note.
    """
    if not found.doubts or not found.grounded:
        return found
    others = [source.text for id, source in sources.told.items() if id not in found.cited]
    cited = [source.text for source in sources.cited(found.cited) if source.tells]

    def named(doubt: Doubt) -> bool:
        ends = range(max(doubt.end + 2, doubt.start + _NAME), doubt.end + _NAME + 1)
        names = [text[doubt.start : end] for end in ends if end <= len(text)]  # 县政府网站 for a note's 网站 too
        return any(any(name[-2:] in one for one in cited) and any(name in one for one in others) for name in names)

    doubts = tuple(one for one in found.doubts if not (one.wording and one.kind == "words" and named(one)))
    return replace(found, doubts=doubts)


def _with_tables(text: str, found: Verdict, more: Verdict, sources: Sources, *, tables: bool) -> Verdict:
    """A verdict in which clauses that tell figures of the tables, or none, may say so as the form does."""
    places: list[tuple[int, int]] = []
    nothing: list[tuple[int, int]] = []
    start = 0

    def found_told(first: int, last: int) -> bool:
        return any(first <= at < last for at in found.told)

    for end in (*(match.start() for match in _CLAUSES.finditer(text)), len(text)):
        clause = text[start:end]
        goes_on = bool(places) and places[-1][1] == start - 1 and text[start - 1] == "，" and not found_told(start, end)
        none = (
            found_in(clause, "none", "not_negations")
            and not found_in(clause, "promises")
            and _none_there(clause, sources)
        )
        if sources.tabled(clause) or none or goes_on:
            places.append((start, end))
            nothing += [(start, end)] if none else []
        start = end + 1

    for begin, _ in list(places):
        lead = max((text.rfind(mark, 0, max(begin - 1, 0)) for mark in "，。；"), default=-1) + 1
        if begin and text[begin - 1] == "，" and lead < begin - 1 and not found_told(lead, begin - 1):
            places.append((lead, begin - 1))  # 新收申请中，自然人11件

    def told(doubt: Doubt) -> bool:
        return any(start <= doubt.start < end for start, end in places)

    def settled(doubt: Doubt) -> bool:
        """Whether the notes alone license all of the clause, or the tables surely have none of what it denies."""
        clause = next((place for place in places if place[0] <= doubt.start < place[1]), (0, 0))
        if doubt.kind == "denial" and clause in nothing:
            return True
        return not any(clause[0] <= one.start < clause[1] for one in found.doubts)

    doubts = [doubt for doubt in found.doubts if not told(doubt) or doubt.kind in _WHATEVER_THE_FORM_SAYS]
    doubts += [doubt for doubt in more.doubts if told(doubt) and not settled(doubt) and doubt not in doubts]
    made = Verdict(tuple(sorted(doubts)), found.grounded or bool(places and more.grounded), found.cited)
    return _against_tables(text, made, sources) if places and tables else made


_WHATEVER_THE_FORM_SAYS = ("agent", "splice")
"""Kinds of doubt that say how a note has it: a clause that has a figure of the tables as well is held to that too."""


def _none_there(clause: str, sources: Sources) -> bool:
    """Whether a clause surely says that there was none of what the tables count, and they have none."""
    if not sources.report.cells:
        return False
    from nianbao.claims import against_facts  # not needed where no table is asked

    if values := _denied_cells(clause, sources):
        return not any(values)
    claims = sources.claims
    return any(
        (held := against_facts(claim, claims.book, claims.roles)) is not None and held.holds is True
        for claim in claims.reader.read(clause).claims
        if claim.sure and (claim.denied or claim.value == 0)
    )


def _denied_cells(clause: str, sources: Sources) -> list[Decimal]:
    """What the tables have of what a clause says there is none of, by the form's own name: 没有作出行政许可处理决定."""
    match = _NONE_OF.fullmatch(clause)
    if match is None:
        return []
    return [
        fact.value
        for id, fact in sources.book.all.items()
        if fact.value is not None and fact.short == match["name"] and id in sources.report.cells
    ]


def _denied_falsely(text: str, found: Verdict, sources: Sources) -> Verdict:
    """A verdict with what the text says that there is none of and the tables have."""
    doubts, start = list(found.doubts), 0
    for end in (*(match.start() for match in _CLAUSES.finditer(text)), len(text)):
        if any(_denied_cells(text[start:end], sources)):
            doubts.append(Doubt(start, end, "denial", f"“{text[start:end]}”与表格不符"))
        start = end + 1
    return replace(found, doubts=tuple(sorted(doubts)))


_NONE_OF = lazy(
    "(?:全年|本年度?)?(?:没有|未|无)(?:作出|收取|实施|发生)?(?P<name>[^，。；]{4,}?)(?:处理)?(?:决定|事项|金额|费用)?"
)


def _against_tables(text: str, found: Verdict, sources: Sources) -> Verdict:
    """A verdict with what the text surely says of the tables and they hold otherwise."""
    if not sources.report.cells:
        return found
    from nianbao.claims import against_facts  # not needed where no table is asked

    claims = sources.claims
    noted = {
        (item.value, item.measure)
        for source in sources.cited(found.cited)
        if source.tells
        for item in quantities(source.text)
    }
    wrong = []
    for claim in claims.reader.read(text).claims:
        if not claim.sure or any((item.value, item.measure) in noted for item in quantities(claim.text)):
            continue  # a figure of a note's
        held = against_facts(claim, claims.book, claims.roles)
        if held is not None and held.holds is False:
            wrong.append(Doubt(claim.start, claim.end, "table", f"这里说{held.said}，{held.known}"))
    return replace(found, doubts=tuple(sorted([*found.doubts, *wrong]))) if wrong else found


_CLAUSES = lazy("[，。；]")


def _judged(
    words: str, sources: Sources, ids: Sequence[str], bound: Sequence[tuple[int, int]], also: Sequence[Source]
) -> Verdict:
    given = [*sources.cited(ids), *also]
    ground = Ground(given, sources.own)
    pieces = covered(words, ground)
    doubts = _unlicensed(words, pieces, ground)
    doubts += _figures(words, given, sources, bound)
    doubts += [Doubt(*item) for item in broken_relations(words, pieces, ground)]
    sorts = [doubt._replace(kind=_kind(words, doubt)) if doubt.kind == "words" else doubt for doubt in doubts]
    surely = {start for _, start in found_in(words, "universal", "not_universal")}
    sorts = [
        doubt._replace(slight=0) if doubt.kind in ("cause", "promise") or doubt.start in surely else doubt
        for doubt in sorts
    ]
    said_by_form = vocabulary().things | vocabulary().bare
    told = tuple(
        piece.start for piece in pieces if piece.hits and len(piece.text) > 1 and piece.text not in said_by_form
    )
    sorts = [doubt._replace(wording=doubt.wording and _reworded(words, doubt, told)) for doubt in sorts]
    return Verdict(tuple(sorted(sorts)), any(piece.hits for piece in pieces), tuple(ids), told)


_IN_OTHER_WORDS = ("", "body", "channel", "mechanism")
"""Kinds of words that may say in another way what a source says; how often, all, why and what is promised may not."""


def _reworded(text: str, doubt: Doubt, told: Sequence[int]) -> bool:
    """Whether words that nobody gave stand beside what a source tells, in one clause: else they add one."""
    said = text[doubt.start : doubt.end]
    if _own_kind(text, doubt) not in _IN_OTHER_WORDS or any(word in said for word in relating()):
        return False
    first = max(text.rfind(mark, 0, doubt.start) for mark in CLAUSE_ENDS) + 1
    last = min((at for mark in CLAUSE_ENDS if (at := text.find(mark, doubt.end)) >= 0), default=len(text))
    counted = any(first <= item.start < last for item in quantities(text))
    return counted or any(first <= at < last for at in told)


_PARTICLE = lazy("所(?=[致需涉称指述列提用获处要求])")
"""所 before a verb, which is no body."""


def _own_kind(text: str, doubt: Doubt) -> str:
    """What sort of words nobody gave: a body, a channel, how often, how far; empty for any others."""
    said = text[doubt.start : doubt.end + 1]
    if found_in(said, "channels"):
        return "channel"
    for word, kind in vocabulary().kinds.items():
        if word in said:
            return str(kind)
    if found_in(said, "rates"):
        return "rate"
    named = found_in(_PARTICLE.sub("", said), "bodies", "not_bodies")
    return "body" if named and not found_in(said, "no_bodies") else ""


def _kind(text: str, doubt: Doubt) -> str:
    """The sort of words that nobody gave; of any others what their clause is: a promise, a cause."""
    if own := _own_kind(text, doubt):
        return own
    begin = max(text.rfind(mark, 0, doubt.start) for mark in "，。；") + 1
    clause = text[begin : doubt.start]
    planned = {text[one.start : one.end] for one in Traits(text).plans if one.first <= doubt.start < one.last}
    if planned - set(data()["under_way"]) or found_in(text[begin : doubt.end], "promised"):
        return "promise"
    return "cause" if found_in(clause, "causes", "not_causes") else "words"
