"""The figure lock: a model's sentence bound to the facts that it states, and judged by what it says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.drafting.answers import Said
from nianbao.drafting.brief import Brief
from nianbao.drafting.complaints import Complaint
from nianbao.drafting.joined_sentence import Joined, words
from nianbao.drafting.note_sentences import unit_words
from nianbao.drafting.plain_words import broken, limits, mended
from nianbao.errors import nearest
from nianbao.facts import Fact, FactBook, UnknownFact, bind
from nianbao.facts.binding import REFERENCE, UNIT_IDS, tidied
from nianbao.patterns import lazy
from nianbao.report import FactRef, Guard, Sentence, Span, Text, UnitRef
from nianbao.text import quantities
from nianbao.text.masking import invented, placeholders
from nianbao.text.personal_data import personal


class Locked(NamedTuple):
    """A sentence that passed, or what is wrong with it."""

    sentence: Sentence | None
    complaints: list[Complaint]


_BRACE = lazy("[{}｛｝]")
_MARK = lazy(
    r"^\s*(?:[0-9０-９]{1,2}[.．、](?![0-9０-９])|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,2}、|[-•·●])\s*"
)
"""A list mark: section 五 has its own."""
_DATES = ("年", "月", "日")
_ENDS = ("。", "！", "？", "。”", "。）", "；", "：")


def _measure_after(text: str) -> str:
    """The measure word that a text begins with, unless a longer word begins so (条例, 人员)."""
    if text.startswith(tuple(words()["longer"])):
        return ""
    return next((word for word in sorted(words()["measures"], key=len, reverse=True) if text.startswith(word)), "")


def _references(text: str, brief: Brief) -> tuple[str, list[str]]:
    """The text with measure words that a fact already has left out, and what is wrong with its references."""
    wrong: list[str] = []
    out: list[str] = []
    at = 0
    for match in REFERENCE.finditer(text):
        id = match.group(1)
        out.append(text[at : match.end()])
        at = match.end()
        if id not in brief.ids:
            near = nearest(id, brief.ids)
            wrong.append(f"没有编号“{id}”" + (f"，{near}" if near else "，只能用给出的编号"))
            continue
        fact = brief.facts.get(id)
        counts = id in ("year", "next_year") if fact is None else fact.value is not None
        if counts and (numeral := re.search(words()["before"], text[: match.start()])):
            wrong.append(f"{{{{{id}}}}} 前面不能写“{numeral.group()}”，合起来成了另一个数")
        if fact is None:
            continue
        if (word := _measure_after(text[at:])) and fact.measure not in _DATES:
            if fact.text.endswith(word):
                at += len(word)
            elif fact.measure:
                wrong.append(f"{{{{{id}}}}} 已带单位“{fact.measure}”，后面不能写“{word}”")
        if before := next((word for word in words()["about"] if text.endswith(word, 0, match.start())), ""):
            wrong.append(f"{{{{{id}}}}} 前面不能写“{before}”")
        if fact.value == 0:
            wrong.append(f"{id} 是零，不能写成一个数；写“没有”“未发生”，编号只放在 sources 里")
    return "".join([*out, text[at:]]), wrong


def _years(spans: list[Span], year: int | None) -> list[Span]:
    """The report's own year, and the next, as references: 2024年 is {{year}}年."""
    if year is None:
        return spans
    known = {str(year): "year", str(year + 1): "next_year"}
    pattern = re.compile(f"({'|'.join(known)})(?=年)")
    out: list[Span] = []
    for span in spans:
        if not isinstance(span, Text):
            out.append(span)
            continue
        pieces = [piece for piece in pattern.split(span.text) if piece]
        out += [UnitRef(id=known[piece], text=piece) if piece in known else Text(text=piece) for piece in pieces]
    return out


def _told_of_people(text: str, brief: Brief) -> list[str]:
    """Kinds of what a sentence tells of people and no note does."""
    bare = REFERENCE.sub("", text)
    found = [item.what for item in personal(bare) if bare[item.start : item.end] not in brief.noted]
    return list(dict.fromkeys([*invented(text), *found]))


def _counted_in(mark: str, brief: Brief) -> bool:
    """Whether what stands in round brackets is what a note counts, and no placeholder: （邮箱29）."""
    numbers = {item.value for item in quantities(mark)}
    return bool(numbers) and numbers <= {item.value for item in quantities(brief.plain)}


_UNIT_NAMED = lazy(
    r"(?:^|[，。；：、])(?P<place>(?P<name>[\u4e00-\u9fff]{2,3})(?:镇|乡|街道|县|区|市))(?=[\u4e00-\u9fff{0-9])"
)


def _other_units(text: str, brief: Brief) -> list[str]:
    """Towns and the like that begin a clause as who does something, and that neither notes nor the unit's names have.

    Only where what stands before 镇 is no word that we know (修复乡专栏): other places are the licence's to doubt.
    """
    from nianbao.licence.vocabulary import vocabulary

    words = vocabulary().words
    return [
        match["place"]
        for match in _UNIT_NAMED.finditer(text)
        if match["place"] not in brief.given
        and not any(match["name"][at:] in words or match["name"][:-at] in words for at in range(1, len(match["name"])))
        and match["name"] not in words
        and match["name"][0] not in "我本全各该外某每"
    ]


def _guards(facts: Sequence[Fact], cited: Sequence[Fact], book: FactBook) -> list[Guard]:
    """Under what a sentence stays true: the figures it shows are not zero, those it rests on as zero are."""
    guards: list[str] = []
    for fact in (*facts, *cited):
        if fact.sources and fact.sources[0].startswith(("note:", "problem:", "contact", "date")):
            continue
        if fact.id.endswith(".trend"):
            base = fact.id.removesuffix(".trend")
            guards.append(f"trend({base}) = {book.trend(base)}")
        elif fact.value is not None and "." in fact.id and not fact.id.endswith((".diff", ".growth", ".share")):
            guards.append(f"{fact.id} {'= 0' if fact.value == 0 else '> 0'}")
    return [Guard(text=text) for text in dict.fromkeys(guards)]


_NAME = 3
"""Characters, at least, of a name's end by which a text names a figure whose number stands for it: 尚未审结."""


def _named(text: str, account: Sentence, book: FactBook) -> list[str]:
    """Cells of an account that a text names, whichever figure its number was bound to: 复议后起诉1件，尚未审结."""
    facts = [fact for id in account.sources or () if (fact := book.get(id.partition(":")[2])) is not None]
    return [
        source
        for fact in facts
        if fact.value and any(fact.name[at:] in text for at in range(1, len(fact.name) - _NAME + 1))
        for source in fact.sources
    ]


def lock(said: Said, brief: Brief, id: str, before: str = "") -> Locked:
    """A sentence of an answer, bound to its facts.

    Args:
        said: as answered. brief: what it was to be written from. id: for the sentence.
        before: what was kept before it, which may say what it is about.

    Returns:
        The sentence, its support not judged yet; or None with everything wrong with it.
    """
    given_sources = brief.short.ids(said.sources)
    brief = brief.citing(given_sources)
    text = _MARK.sub("", brief.short.back(tidied(mended(said.text), {*brief.ids, *brief.short.own})))
    complaints: list[Complaint] = []

    def wrong(why: str, *, fatal: bool = True) -> None:
        complaints.append(Complaint(why, said.text.strip(), fatal))

    if not text.strip("。；，、 "):
        return Locked(None, [Complaint("有一句是空的")])
    if why := broken(REFERENCE.sub("，", text), brief.given):
        wrong(why)
    if "\n" in text or "\t" in text or len(text) > limits()["sentence"] + 40 * text.count("{{"):
        wrong("一句话太长，或者分了段；请分成几句")
    for what in _told_of_people(text, brief):
        wrong(f"写了素材里没有的{what}，不能写")
    for mark in placeholders(text):
        if mark.strip("（）()") != mark and _counted_in(mark, brief):
            continue
        wrong(f"代号“{mark}”不是给出的，不能写")
    for place in _other_units(text, brief):
        wrong(f"“{place}”不是素材里的地名；单位自称写 {{{{self}}}}，不写别的单位和地方")
    text, references = _references(text, brief)
    for why in references:
        wrong(why)
    known = brief.sources
    sources: dict[str, None] = {}
    cited: list[Fact] = []
    accounts: list[Sentence] = []
    for source in given_sources:
        if source in UNIT_IDS:
            continue
        own = known.get(source)
        if own is None and source in brief.short.shown:
            continue  # of another part of the same sheet: what it tells is bound by the words and figures
        if own is None:
            near = nearest(source, known) or nearest(source, brief.short.own)
            wrong(f"sources 里的“{source}”不是给出的编号" + (f"，{near}" if near else ""), fatal=False)
        elif own in brief.facts:
            cited.append(brief.facts[own])
            sources.update(dict.fromkeys(brief.facts[own].sources))
        elif (account := next((item.sentence for item in brief.required if item.own == own), None)) is not None:
            accounts.append(account)
        else:
            sources[own] = None
    if any(not item.fatal for item in complaints) and not sources and not accounts:
        wrong("没有写对依据", fatal=False)
    if references:
        return Locked(None, complaints)
    if not text.endswith(_ENDS):
        text = text.rstrip("，、 ;；") + "。"
    try:
        spans = bind(text, brief.book)
    except UnknownFact as error:
        wrong(str(error))
        return Locked(None, complaints)
    report = brief.book.report
    spans = unit_words(brief.book.without_people(spans), report.unit)
    if any(_BRACE.search(span.text) for span in spans if isinstance(span, Text)):
        wrong("花括号没有成对，或者编号写错；编号写成 {{编号}}")
    notes = [source for source in sources if source.startswith(("note:", "problem:"))]
    given = spans
    joined = Joined(given, brief, notes, before)
    for why in joined.wrong:
        wrong(why)
    spans = _years(joined.spans, report.year)
    if any(item.fatal for item in complaints):
        return Locked(None, complaints)
    shown = [brief.book[span.id] for span in spans if isinstance(span, FactRef) and span.id in brief.book]
    named = {span.id for span in given if isinstance(span, FactRef)}
    for fact in (*shown, *joined.facts):
        if notes and fact.id not in named and fact.id in brief.book.noted and not set(fact.sources) & set(notes):
            continue  # a figure of a note that the answer does not cite: the licence says so
        sources.update(dict.fromkeys(fact.sources))
    told: list[Guard] = []
    for account in accounts:  # of which no figure tells what the sentence rests on
        if not set(account.sources or ()) & set(sources):
            sources.update(dict.fromkeys(account.sources or ()))
            told += account.guards
        sources.update(dict.fromkeys(_named(text, account, brief.book)))
    guards = [*told, *_guards(shown, cited, brief.book), *(Guard(text=text) for text in joined.guards)]
    sentence = Sentence(
        id=id,
        spans=spans,
        sources=list(sources),
        guards=list({guard.text: guard for guard in guards}.values()),
        support="supported" if sources else "unsupported",
        origin="chat",
    )
    return Locked(sentence, complaints)
