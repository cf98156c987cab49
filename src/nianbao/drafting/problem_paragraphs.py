"""Paragraphs of section 五: problems and their measures, numbered alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.drafting.accounts import blank_sentence
from nianbao.drafting.note_sentences import own_words, writer_of
from nianbao.drafting.plain_words import bare
from nianbao.facts import FactBook, problem_parts
from nianbao.kinds import Heading
from nianbao.patterns import lazy
from nianbao.report import FactRef, Paragraph, Problem, Sentence, Span, Text

_ORDINALS = "一二三四五六七八九十"
_NUMBER = lazy("[0-9]+\\.|[一二三四五六七八九十]是|第[0-9]+，|对此，")
_FEW = 5
"""Characters, with the stop, of what names a problem and says nothing of it: 人手。"""
_MONTH = lazy("[0-9]月")
"""In a report of a year a month of the next one has to be told with the year."""
_TOLD = lazy("(?:上年|去年|上一年)[^，。；]{0,8}(?:提|指出|报告|发现|查出|反馈)")
"""A problem's own words that say last year's report named it."""
_KEPT_UP = lazy("每|凡|一律|后[^，；。]{0,8}内|以后|今后|先[^，；。]{1,12}再|一并|同时|才|同步")
"""What a measure that is kept up says: it is put into effect by a day, and not done with."""
_STANDING = ("长期", "全年", "常态", "持续", "每")


def _words(book: FactBook, problem: Problem, field: str) -> list[Span]:
    parts = dict(problem_parts(problem))
    if field not in parts:
        return []
    spans = own_words(book, f"problem:{problem.id}.{field}", parts[field])
    return spans if field == "owner" else writer_of(book).clause(f"problem:{problem.id}", spans)


def _sentence(id: str, spans: list[Span], *problems: Problem) -> Sentence:
    sources = [f"problem:{problem.id}" for problem in problems]
    return Sentence(id=id, spans=spans, sources=sources, support="supported", origin="offline")


def _own(book: FactBook, sentence: Sentence) -> Sentence:
    """A sentence, marked to be read where its words are not those of a report."""
    spans = sentence.spans[1:] if _NUMBER.fullmatch(sentence.spans[0].shown) else sentence.spans
    words = "".join(span.shown for span in spans)
    measure = sentence.id.startswith("measure.")
    undated = measure and _MONTH.search(words) is not None and "年" not in words.replace("年底", "")
    own = undated or len(words) <= _FEW or writer_of(book).is_spoken(spans, verbs=measure)
    return sentence.model_copy(update={"verbatim": own})


def _deadline(book: FactBook, problem: Problem) -> list[Span]:
    """完成时限 as a clause: 6月底前完成, 每季度开展, 长期坚持."""
    words = dict(problem_parts(problem)).get("deadline", "")
    if not words:
        return []
    if words.startswith(_STANDING):
        tail = "开展" if words.startswith("每") else "坚持"
    elif words.endswith("完成"):
        tail = ""
    elif words.endswith(("起", "全年")):
        tail = "开展"
    else:  # by the end of a month, on a day: before; in a month, a half year: then, as she wrote it
        kept_up = _KEPT_UP.search(dict(problem_parts(problem)).get("measure", "")) is not None
        done = "落实" if kept_up else "完成"
        tail = f"前{done}" if words.endswith(("底", "末", "日", "号")) else done
    return [*_words(book, problem, "deadline"), *([Text(text=tail)] if tail else [])]


def problem_mark(book: FactBook, number: int) -> str:
    """What stands before a problem, and before its measure where these are apart; nothing before the only one."""
    if len(book.report.problems) == 1:
        return ""
    if book.report.measures != "对应":
        return f"{number}."
    return f"{_ORDINALS[number - 1]}是" if number <= len(_ORDINALS) else f"第{number}，"


def measure_mark(book: FactBook, number: int) -> str:
    """What stands before a measure."""
    return "对此，" if book.report.measures == "对应" else problem_mark(book, number)


def _marked(mark: str) -> list[Span]:
    return [Text(text=mark)] if mark else []


def raised_before(problem: Problem, said: str) -> list[Sentence]:
    """That last year's report named a problem already, behind the problem itself; nothing where its words say so.

    Args:
        said: the words of the sentences before it.
    """
    if not problem.raised or _TOLD.search(said):
        return []
    told = Text(text="该问题在上年报告中已经提出，仍然存在。")  # it stands among this year's problems
    return [_sentence(f"problem.{problem.id}.raised", [told], problem)]


def problem_paragraph(book: FactBook, problem: Problem, number: int) -> Paragraph:
    """A problem with what shows or causes it, and that it is not new."""
    stop = Text(text="。")
    id = f"problem.{problem.id}"
    mark, words = _marked(problem_mark(book, number)), _words(book, problem, "problem")
    if not words:
        blank = blank_sentence(id, f"第{number}个问题", "素材里的话不是报告里的话")
        sentences = [blank.model_copy(update={"spans": [*mark, *blank.spans]})]
        return Paragraph(id=f"problems.{problem.id}", sentences=sentences)
    sentences = [_own(book, _sentence(id, [*mark, *words, stop], problem))]
    if cause := _words(book, problem, "cause"):
        sentences.append(_own(book, _sentence(f"{id}.cause", [*cause, stop], problem)))
    sentences += raised_before(problem, "".join(sentence.text for sentence in sentences))
    return Paragraph(id=f"problems.{problem.id}", sentences=sentences)


def measure_paragraph(book: FactBook, problem: Problem, number: int) -> Paragraph:
    """A problem's measure: what is done, who answers for it, by when."""
    before = _marked(measure_mark(book, number))
    id = f"measure.{problem.id}"
    told = _measure(book, problem) if _words(book, problem, "measure") else []
    if not told:
        blank = blank_sentence(id, f"第{number}个问题的改进措施", "问题与措施应当一一对应")
        whose = _whose(book, problem, "")
        stop = [Text(text="。")] if whose else []
        sentence = blank.model_copy(update={"spans": [*before, *blank.spans, *whose, *stop]})
    else:
        sentence = _own(book, _sentence(id, [*before, *told, Text(text="。")], problem))
    return Paragraph(id=f"problems.{problem.id}.measure", sentences=[sentence])


def _measure(book: FactBook, problem: Problem) -> list[Span]:
    """What is done, who answers for it, by when: 每季度通报一次，由办公室负责，6月底前落实."""
    spans = _words(book, problem, "measure")
    spans = [*spans, *_whose(book, problem, "".join(span.shown for span in spans))]
    return [span for span in spans if span.shown]


def _whose(book: FactBook, problem: Problem, done: str) -> list[Span]:
    """Who answers for what is done, where that does not say it, and by when: ，由办公室负责，6月底前落实."""
    spans: list[Span] = []
    owner = _words(book, problem, "owner")
    words = "".join(span.shown for span in owner)
    if owner and f"由{words}" not in done:
        shared = re.search("牵头|配合|负责", words)
        spans = [Text(text="，由"), *owner, *([] if shared else [Text(text="负责")])]
    if deadline := _deadline(book, problem):
        spans = [*spans, Text(text="，"), *deadline]
    return spans


def assignment(book: FactBook, problem: Problem, said: Sequence[Sentence]) -> list[Sentence]:
    """Who answers for a measure and until when, where the sentences that tell it leave that out."""
    text = bare("".join(sentence.text for sentence in said))
    shown = {span.id for sentence in said for span in sentence.spans if isinstance(span, FactRef)}
    parts = dict(problem_parts(problem))
    clauses: list[list[Span]] = []
    if (owner := _words(book, problem, "owner")) and bare(parts["owner"]) not in text:
        clauses.append([Text(text="由"), *owner, Text(text="负责")])
    deadline = _deadline(book, problem)
    due = {span.id for span in deadline if isinstance(span, FactRef)}
    told = bare("".join(span.shown for span in _words(book, problem, "deadline")).removesuffix("完成"))
    if deadline and told not in text and (not due <= shown if due else parts["deadline"][:2] not in text):
        clauses.append(deadline)
    if not clauses:
        return []
    spans = [*clauses[0], *(span for clause in clauses[1:] for span in (Text(text="，"), *clause)), Text(text="。")]
    return [_sentence(f"measure.{problem.id}.assigned", spans, problem)]


def _heading(section: Heading, index: int) -> Paragraph:
    text = section.parts[index]
    id = f"{section.id}.part{index + 1}"
    fixed = Sentence(id=id, spans=[Text(text=text)], sources=[f"form:{id}"], support="supported", origin="offline")
    return Paragraph(id=id, role="heading", level=2, sentences=[fixed])


def problem_paragraphs(book: FactBook, section: Heading) -> list[Paragraph]:
    """The paragraphs of a section on problems, on measures, or on both.

    Owners and deadlines that several measures share are named once, after the measures.
    """
    problems, holds = book.report.problems, section.holding
    if not problems:
        if holds == "measures":
            return []  # what there is to do is asked for where the problems stand
        blank = blank_sentence("blank.problems", section.blank or section.title.partition("、")[2], section.basis)
        return [Paragraph(id="problems.none", sentences=[blank])]
    if book.report.measures == "对应" and holds == "both":
        return _beside(book, problems)
    paragraphs = _problems(book, problems) if holds != "measures" else []
    measures = _measures(book, problems) if holds != "problems" else []
    if len(section.parts) >= 2:
        return [_heading(section, 0), *paragraphs, _heading(section, 1), *measures]
    return [*paragraphs, *measures]


def _beside(book: FactBook, problems: list[Problem]) -> list[Paragraph]:
    """Each problem with its measure behind it."""
    return [
        paragraph
        for number, problem in enumerate(problems, 1)
        for paragraph in (problem_paragraph(book, problem, number), measure_paragraph(book, problem, number))
    ]


def _problems(book: FactBook, problems: list[Problem]) -> list[Paragraph]:
    return [problem_paragraph(book, problem, number) for number, problem in enumerate(problems, 1)]


def _measures(book: FactBook, problems: list[Problem]) -> list[Paragraph]:
    return [measure_paragraph(book, problem, number) for number, problem in enumerate(problems, 1)]
