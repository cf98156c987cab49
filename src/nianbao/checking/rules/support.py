"""SRC: what a sentence claims that no note and no figure supports; where both are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.data import load_data
from nianbao.lazy import lazy
from nianbao.report import FactRef, Note, Sentence, UnitRef
from nianbao.text import Quantity, any_of, fold, quantities, raw_numerals

_ENOUGH = 0.34
"""The share of a claim's pairs of characters that a note must have to be what it rests on."""


class _Entry(NamedTuple):
    name: str
    words: tuple[str, ...]
    by: tuple[str, ...]
    near: tuple[str, ...]


class _Lexicon(NamedTuple):
    pattern: re.Pattern[str]
    by_word: dict[str, tuple[_Entry, ...]]


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("support.yaml"))


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


@lru_cache(maxsize=8)
def _lexicon(family: str) -> _Lexicon:
    entries = [
        _Entry(row["name"], _folded(row["words"]), _folded(row.get("by", ())), _folded(row["near"]))
        for row in _data()[family]
    ]
    by_word: dict[str, list[_Entry]] = {}
    for entry in entries:
        for word in entry.words:
            by_word.setdefault(word, []).append(entry)
    return _Lexicon(any_of(by_word), {word: tuple(items) for word, items in by_word.items()})


class _Claims(NamedTuple):
    """A sentence to be held against the notes: its place, its text, itself."""

    start: int
    end: int
    text: str
    sentence: Sentence
    section: str


def _known(context: Context) -> bool:
    """Whether what stands behind the text is known."""
    return bool(context.report.notes or context.report.problems) and not context.report.structured


def _ground(context: Context) -> str:
    """Everything the notes and problems say, folded."""

    def work() -> str:
        report = context.report
        parts = [note.words for note in report.notes]
        for item in report.problems:
            parts += [item.problem, item.cause, item.measure, item.owner, item.deadline]
        parts += [report.unit.full if report.unit else "", *report.contact.values()]
        return fold("\n".join(part for part in parts if part))

    return context.memo("ground", work)


def noted_figures(context: Context) -> set[tuple[Decimal, str]]:
    """Every figure the notes and problems have, with its measure word."""

    def work() -> set[tuple[Decimal, str]]:
        return {(item.value, item.measure) for item in quantities(_ground(context)) if item.value is not None}

    return context.memo("noted figures", work)


def licensed(context: Context, quantity: Quantity) -> bool:
    """Whether a note has the figure, or it is the difference or the rate of change of two of its figures."""
    value = quantity.value
    if value is None:
        return False
    noted = noted_figures(context)
    if (value, quantity.measure) in noted:
        return True
    if quantity.measure == "年":
        return context.report.year is not None and value in (context.report.year, context.report.year - 1)
    same = sorted({held for held, measure in noted if measure == quantity.measure})
    if quantity.measure == "%":
        by_measure: dict[str, list[Decimal]] = {}
        for held, measure in noted:
            by_measure.setdefault(measure, []).append(held)
        return any(
            old and abs(abs(new - old) / old * 100 - value) < Decimal("0.06")
            for values in by_measure.values()
            for new in values
            for old in values
        )
    return any(one - other == value for one in same for other in same)


_HELD = ("clerk", "reviewer")


def _claims(context: Context) -> list[_Claims]:
    """Sentences whose support is in question: not the form's own, not what a person wrote and answers for."""

    def work() -> list[_Claims]:
        found = []
        for passage in context.passages:
            if passage.paragraph.role == "heading" or passage.section.id == "preamble":
                continue
            at = 0
            for sentence in passage.paragraph.sentences:
                end = at + len(sentence.text)
                ours = bool(sentence.sources) and all(
                    source.startswith(("form:", "unit")) for source in sentence.sources or ()
                )
                if sentence.origin not in _HELD and not ours and sentence.support not in ("unsupported", "blank"):
                    found.append(
                        _Claims(
                            passage.offset + at,
                            passage.offset + end,
                            passage.folded[at:end],
                            sentence,
                            passage.section.id,
                        )
                    )
                at = end
        return found

    return context.memo("claims", work) if _known(context) else []


def _unsupported(context: Context, family: str, what: str, advice: str) -> Iterator[Finding]:
    """Words of a lexicon that no note has, in any of their spellings."""
    if not _known(context):
        return
    lexicon, ground = _lexicon(family), _ground(context)
    figures = family == "completeness"
    for claim in _claims(context):
        if figures and claim.sentence.sources and any(source.startswith("cell:") for source in claim.sentence.sources):
            continue  # what the figures themselves show
        told: set[str] = set()
        for match in lexicon.pattern.finditer(claim.text):
            word = match.group()
            if word in told or (word == "均" and not _adverb(claim.text, match.end())):
                continue
            if claim.text.endswith(("下", "上", "本", "全", "该", "跨", "报告"), 0, match.start()) and word == "年度":
                continue  # 结转下年度: when, not how often
            if family == "bodies" and word in _OWN_OFFICE and _OWN.search(claim.text, 0, match.end()):
                continue
            told.add(word)
            entries = lexicon.by_word[word]
            if any(other in ground for entry in entries for other in (*entry.words, *entry.by)):
                continue
            plausible = any(other in ground for entry in entries for other in entry.near)
            yield context.mark(
                claim.start + match.start(),
                claim.start + match.end(),
                f"素材里没有提到{what}“{word}”" + ("，只有相近的说法" if plausible else ""),
                severity="info" if plausible else "warning",
                fix=advice,
            )


_OWN_OFFICE = ("办公室", "党政办", "党政办公室", "党政综合办")
_OWN = lazy(
    r"(?:^|[，。；、由])(?:[我本]?[省市县区州旗镇乡](?:人民)?政府|街道办事处|我[省市县区州旗镇乡局委]|本机关)(?:办公室|党政办公室|党政综合办|党政办)$"
)
"""The reporting unit's own office: it needs no note."""


def _adverb(text: str, end: int) -> bool:
    return text[end : end + 1] not in ("等", "衡", "值", "摊", "线") if end < len(text) else False


@rule("SRC07", "mechanism-without-source", "warning", "norm")
def mechanism(context: Context) -> Iterator[Finding]:
    """写了素材里没有的制度、机制

    【是什么】“落实三审三校制度”“建立会商机制”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；相近的说法按用词判断，所以只作警告。
    【错】
    - 落实三审三校制度。（素材只写了每月更新公开栏）
    【对】
    - 落实三级审核。（素材写明三审三校）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一件事的任何一种说法就不会报。
    【一句话】素材没有写的制度、机制不写。
    """
    return _unsupported(context, "mechanisms", "制度机制", "确有其事的补进素材，没有的删去")


@rule("SRC08", "body-without-source", "warning", "norm")
def body(context: Context) -> Iterator[Finding]:
    """写了素材里没有的机构、人员

    【是什么】“由司法所审查”“邀请人大代表评议”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 邀请人大代表评议公开工作。（素材没有提到）
    【对】
    - 由党政办公室负责。（素材写明党政办）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一机构的任何一种说法就不会报。
    【一句话】素材没有写的机构、人员不写。
    """
    return _unsupported(context, "bodies", "机构人员", "确有其事的补进素材，没有的删去")


@rule("SRC09", "channel-without-source", "warning", "norm")
def channel(context: Context) -> Iterator[Finding]:
    """写了素材里没有的渠道

    【是什么】“通过微博、短信公开”，素材里没有提到这些渠道。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 通过微博公开信息。（素材只写了公开栏）
    【对】
    - 通过公示栏公开信息。（素材写明公开栏）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一渠道的任何一种说法就不会报。
    【一句话】素材没有写的渠道不写。
    """
    return _unsupported(context, "channels", "公开渠道", "确有其事的补进素材，没有的删去")


@rule("SRC10", "frequency-without-source", "warning", "norm")
def frequency(context: Context) -> Iterator[Finding]:
    """写了素材里没有的频次

    【是什么】“每周更新”“第一时间回应”，素材里没有提到。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 每周更新公开栏。（素材没有写多久更新一次）
    【对】
    - 按月更新公开栏。（素材写明每月）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】素材里有同一频次的任何一种说法就不会报。
    【一句话】素材没有写的频次不写。
    """
    return _unsupported(context, "frequencies", "频次", "确有其事的补进素材，没有的删去")


@rule("SRC11", "completeness-without-source", "warning", "norm")
def completeness(context: Context) -> Iterator[Finding]:
    """写了素材里没有的“全部”“100%”

    【是什么】“均按时办结”“公开率100%”“未发生泄密”，素材和表格里没有。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 政策解读率100%。（素材没有提到）
    【对】
    - 各村公开栏全部更新。（素材写明全部更新）
    【怎么改】有台账为证的补进素材，没有的删去。
    【怎么不报】素材里有同样的说法，或由表格数字得出，不会报。
    【一句话】素材没有写的“全部”“100%”“未发生”不写。
    """
    return _unsupported(context, "completeness", "这样的程度", "有台账为证的补进素材，没有的删去")


def _pairs(text: str) -> set[str]:
    words = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _rests(claim: str, ground: set[str]) -> float:
    mine = _pairs(_EMPTY.sub("", claim))
    return len(mine & ground) / len(mine) if mine else 1.0


_EMPTY = lazy(r"政府信息公开|政务公开|信息公开|公开工作|进一步|不断|持续|确保|力争|年底前|工作|我[镇乡局县市区]|我街道")


@rule("SRC12", "cause-without-source", "warning", "norm")
def cause(context: Context) -> Iterator[Finding]:
    """写了素材里没有的原因

    【是什么】“由于机构改革，更新不及时”，素材里没有写这个原因。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 由于机构改革人员调整，栏目更新不及时。（素材没有写原因）
    【对】
    - 由于经办人兼职较多，栏目更新不及时。（素材写明经办人兼职较多）
    【怎么改】确是这个原因的补进素材“表现或原因”，不是的删去。
    【怎么不报】素材里写了这个原因就不会报。
    【一句话】素材没有写的原因不写。
    """
    ground = _pairs(_ground(context)) if _known(context) else set()
    pattern = any_of(_data()["causes"])
    for claim in _claims(context):
        for match in pattern.finditer(claim.text):
            stop = min(
                [at for mark in "，。；" if (at := claim.text.find(mark, match.end())) >= 0], default=len(claim.text)
            )
            reason = claim.text[match.end() : stop]
            if match.group() in ("导致", "致使"):
                begin = max(claim.text.rfind(mark, 0, match.start()) for mark in "。；") + 1
                reason = claim.text[begin : match.start()]
            if len(reason) >= 4 and _rests(reason, ground) < _ENOUGH:
                yield context.mark(
                    claim.start + match.start(),
                    claim.start + max(stop, match.end()),
                    "素材里没有写这个原因",
                    severity="warning",
                    fix="确是这个原因的补进素材“表现或原因”，不是的删去",
                )
                break


@rule("SRC13", "commitment-without-source", "warning", "norm")
def commitment(context: Context) -> Iterator[Finding]:
    """写了素材里没有的承诺

    【是什么】“力争年底前建成政务公开体验区”，素材的措施里没有。
    【依据】报告公布后就是承诺；内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 力争年底前建成政务公开体验区。（素材没有这条措施）
    【对】
    - 确保每月更新公开栏。（素材写明每月更新公开栏）
    【怎么改】确有打算的补进素材“措施”，没有的删去。
    【怎么不报】素材里写了这条措施就不会报。
    【一句话】素材没有写的承诺不写。
    """
    ground = _pairs(_ground(context)) if _known(context) else set()
    pattern = any_of(_data()["commitments"])
    for claim in _claims(context):
        match = pattern.search(claim.text)
        if match is None:
            continue
        begin = max(claim.text.rfind(mark, 0, match.start()) for mark in "，。；") + 1
        stop = min(
            [at for mark in "，。；" if (at := claim.text.find(mark, match.end())) >= 0], default=len(claim.text)
        )
        promise = claim.text[begin:stop]
        if len(promise) >= 6 and _rests(promise, ground) < _ENOUGH:
            yield context.mark(
                claim.start + begin,
                claim.start + stop,
                "素材里没有这项承诺",
                severity="warning",
                fix="确有打算的补进素材“措施”，没有的删去",
            )


_DENIAL = lazy(r"一直(?:没有|未)|从未|没有|尚未|未曾|未能|未|没(?!收)|没(?=收到)|无(?=[\u4e00-\u9fff])")
_DENIES = 0.6
"""The share of a denied clause's pairs of characters that stand in a note which says it was done."""


@rule("SRC14", "contradiction", "warning", "norm")
def contradiction(context: Context) -> Iterator[Finding]:
    """与素材矛盾

    【是什么】素材写培训3次，文中写培训5次；素材写每季度，文中写每周；素材写开展过，文中说没有。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；是不是同一件事按用词判断，所以只作警告。
    【错】
    - 全年组织培训5次。（素材写培训3次）
    【对】
    - 全年组织培训3次。（素材写培训3次）
    【怎么改】以事实为准，改素材或改文字。
    【怎么不报】与素材一致就不会报。
    【一句话】不与素材矛盾。
    """
    if not _known(context):
        return
    notes = [(note, fold(note.words), quantities(note.words)) for note in context.report.notes]
    values = tuple(_data()["frequency_values"])
    for claim in _claims(context):
        yield from _denied(context, claim, notes)
        yield from _other_count(context, claim, notes)
        said = [word for word in values if word in claim.text]
        for word in said:
            subject = _subject(claim.text, claim.text.find(word) + len(word))
            for note, words, _ in notes:
                other = next((item for item in values if item in words), "")
                if other and word not in words and subject and subject in words:
                    yield context.mark(
                        claim.start + claim.text.find(word),
                        claim.start + claim.text.find(word) + len(word),
                        f"这里写“{word}”，素材写“{other}”",
                        severity="warning",
                        evidence={"素材": note.words[:60]},
                        fix="以事实为准，改素材或改文字",
                    )
                    break


def _denied(context: Context, claim: _Claims, notes: list[tuple[Note, str, list[Quantity]]]) -> Iterator[Finding]:
    """A clause that says something was not done, of which a note says that it was."""
    at = 0
    for clause in re.split("(?<=[，。；])", claim.text):
        denial = _DENIAL.search(clause)
        if denial is not None:
            rest = _pairs(_YEARS.sub("", clause.replace(denial.group(), "")))
            for note, words, _ in notes:
                if len(rest) >= 3 and not _DENIAL.search(words) and len(rest & _pairs(words)) / len(rest) >= _DENIES:
                    yield context.mark(
                        claim.start + at,
                        claim.start + at + len(clause),
                        f"这里说没有，素材写“{note.words[:30]}”",
                        severity="warning",
                        fix="以事实为准，改素材或改文字",
                    )
                    break
        at += len(clause)


_YEARS = lazy(r"本年度|全年|20[0-9]{2}年度?|我[镇乡街道局县市区]+|政府信息公开")


def _subject(text: str, at: int) -> str:
    """The four characters that say what a frequency is of."""
    match = re.match(r"(?:一次|[0-9]次|至少|对|开展|组织|进行)?([\u4e00-\u9fff]{4})", text[at:])
    return match.group(1) if match else ""


def _other_count(context: Context, claim: _Claims, notes: list[tuple[Note, str, list[Quantity]]]) -> Iterator[Finding]:
    """A count with a measure word that a note has for the same noun, with another number."""
    for quantity in raw_numerals(claim.text):
        noun = re.sub(r"[^\u4e00-\u9fff]", "", claim.text[max(0, quantity.start - 4) : quantity.start])[-2:]
        if len(noun) < 2 or quantity.value is None or not quantity.measure:
            continue
        same = [
            (note, other)
            for note, words, counted in notes
            for other in counted
            if other.measure == quantity.measure and noun in words[max(0, other.start - 8) : other.end + 4]
        ]
        if any(
            other.value == quantity.value and other.measure == quantity.measure
            for _, _, counted in notes
            for other in counted
        ):
            continue  # a note has the figure, whatever noun stands next to it
        if same and all(other.value != quantity.value for _, other in same):
            note, other = same[0]
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"这里写“{quantity.text}”，素材写“{other.text}”",
                severity="warning",
                evidence={"素材": note.words[:60]},
                fix="以事实为准，改素材或改文字",
            )


@rule("SRC15", "unused-note", "info", "inference")
def unused(context: Context) -> Iterator[Finding]:
    """素材没有用上

    【是什么】素材里写的一件事，报告里没有写到。
    【依据】国办公开办函〔2021〕30号：内容不能遗漏；是不是写到了按用词判断，所以只作提示。
    【错】
    - 素材写了培训，报告没有写
    【对】
    - 素材写的都写到了
    【怎么改】补写，或确认不必写。
    【怎么不报】报告里有相近的文字，或素材的数都写到了，就不会报。
    【一句话】素材写的事都要写到。
    """
    if not _known(context):
        return
    body = _pairs(context.document.folded)
    used = {
        source.removeprefix("note:") for sentence in context.report.sentences() for source in sentence.sources or ()
    }
    told = {(item.value, item.measure) for item in quantities(context.document.folded)}
    for note in context.report.notes:
        figures = {(item.value, item.measure) for item in quantities(note.words) if item.measure != "年"}
        if len(figures) > 1 and figures <= told:
            continue  # every figure of it is in the text
        if note.id not in used and _rests(note.words, body) < 0.6:
            yield context.whole(
                f"素材没有写到：{note.words[:40]}", severity="info", location=note.location, fix="补写，或确认不必写"
            )


@rule("SRC17", "sentence-without-source", "warning", "norm")
def sentence_without_source(context: Context) -> Iterator[Finding]:
    """整句话在素材里找不到

    【是什么】起草的一句话，用词与任何一条素材都对不上，也不是由数字得出的。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；对不对得上按用词判断，所以只作警告。
    【错】
    - 面向群众开展宣讲，扩大知晓面。（素材写清理网站过期信息9条）
    【对】
    - 清理了网站上的过期信息。（素材写清理网站过期信息9条）
    【怎么改】确有其事的补进素材，没有的删去。
    【怎么不报】用词与素材有三分之一以上相合，或由表格数字得出，不会报。
    【一句话】素材没有写的事不写。
    """
    if not _known(context):
        return
    ground = _pairs(_ground(context))
    for claim in _claims(context):
        if any(source.startswith("cell:") for source in claim.sentence.sources or ()):
            continue
        if (
            any(isinstance(span, FactRef | UnitRef) for span in claim.sentence.spans)
            or claim.sentence.origin == "offline"
        ):
            continue  # bound to figures, or composed of notes by code
        counted = raw_numerals(claim.text)
        if len(counted) > 1 and all(licensed(context, item) for item in counted):
            continue  # every figure is the notes' own
        if len(_pairs(_EMPTY.sub("", claim.text))) >= 5 and _rests(claim.text, ground) < _ENOUGH:
            end = claim.start + len(claim.text.rstrip())
            yield context.mark(
                claim.start, end, "这句话在素材里找不到依据", severity="warning", fix="确有其事的补进素材，没有的删去"
            )


@rule("SRC16", "figure-without-source", "warning", "norm")
def figure_without_source(context: Context) -> Iterator[Finding]:
    """文中的数在表格和素材里都没有

    【是什么】别处起草的文字里，这个数既不在表格里，也不在素材里。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；能不能由别的数算出看不全，所以只作警告。
    【错】
    - 公开信息25条。（素材和表格里没有25）
    【对】
    - 公开信息23条。（素材写明23条）
    【怎么改】改正，或把数写进素材。
    【怎么不报】数在表格、素材里，或是文号、条款、日期，不会报。
    【一句话】只用素材和表格里的数。
    """
    if not _known(context):
        return
    known: set[Decimal] = {q.value for q in quantities(_ground(context)) if q.value is not None}
    known |= {cell.value for cell in context.report.cells.values() if cell.value is not None}
    if context.report.last is not None:
        known |= {cell.value for cell in context.report.last.cells.values() if cell.value is not None}
    for fact in context.book.all.values():
        if fact.value is not None:
            known.add(abs(fact.value))
    year = context.report.year
    for claim in _claims(context):
        if claim.sentence.origin != "past":
            continue  # SRC05
        for quantity in raw_numerals(claim.text):
            if (
                quantity.value is None
                or quantity.value in known
                or quantity.measure in ("年", "月", "日", "方面", "个")
            ):
                continue
            if year is not None and quantity.value in (year - 1, year, year + 1):
                continue
            yield context.mark(
                claim.start + quantity.start,
                claim.start + quantity.end,
                f"“{quantity.text}”在表格和素材里都没有",
                severity="warning",
                fix="改正，或把数写进素材",
            )
