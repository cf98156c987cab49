"""A clerk's answer to a question (追问): understood or refused, and the words that it becomes in the report."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from nianbao.errors import InputError, NianbaoError
from nianbao.facts import says_none
from nianbao.kinds.questions import NO, YES, Question
from nianbao.patterns import lazy
from nianbao.reading.cell_values import official_date
from nianbao.text import allowed_characters, chinese_number, fold, punctuate, raw_numerals
from nianbao.text.dates import in_figures, no_such_day, no_such_days
from nianbao.text.quantities import alike, measure_of

LEFT = "不写"
"""The answer that keeps a thing out of the report; it is an answer, and the question is not asked again."""
_MOST = 500
_FEWEST = 4
"""Chinese characters that a sentence has at least."""
_MATTER = "方面"
_HAN = lazy("[\u4e00-\u9fff]")
_NAME = 60
_YES = ("是", "有", "对", "都是", "是的", "y", "yes")
_NO = ("否", "没有", "无", "不是", "没", "不", "n", "no")
_NUMBER = lazy(
    r"(?P<about>大约|约|近|超过|不到)?(?P<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千]+)"
    r"(?P<more>余|多|来)?(?P<scale>万)?(?P<more2>余|多)?(?P<measure>[\u4e00-\u9fff]{0,4}?)(?P<or>左右|上下)?"
)
_DAY = lazy(
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?(?P<part>底|初|中旬|上旬|下旬)?"
)
_TAIL = "。，；、,;. \u3000"


class RefusedAnswer(NianbaoError):
    """An answer that does not fit its question; says what would."""


class Parsed(NamedTuple):
    """An answer as understood.

    Attributes:
        kind: ``left`` for 不写, ``none`` for 0, 没有 and 否, else ``some``.
        text: as it is kept and shown. value: of a number.
    """

    kind: Literal["left", "none", "some"]
    text: str
    value: Decimal | None = None

    def is_as(self, wanted: str) -> bool:
        """Whether it is what another question needs: ``some``, 是, 否, or a choice."""
        return self.kind == "some" if wanted == "some" else self.text == wanted


def choices_of(question: Question) -> list[str]:
    """What can be chosen, 不写 last; nothing where words or a figure are asked for."""
    if question.answer == "yes_no":
        return [YES, NO, LEFT]
    return [*question.choices, LEFT] if question.answer == "choice" else []


def how_to_answer(question: Question) -> str:
    """What an answer looks like, in a few words."""
    how = {
        "yes_no": f"填{YES}或{NO}",
        "number": f"填数字，单位是{question.measure}",
        "date": "填年月或年月日",
        "name": "写名称",
        "choice": "从列表中选",
        "text": "写一句话",
        "list": "写几项，用顿号隔开",
    }[question.answer]
    if question.help and question.answer in ("text", "name"):
        return question.help  # says more than that it is words
    return f"{how}；{question.help}" if question.help else how


def parsed(question: Question, raw: str) -> Parsed:
    """An answer as its question takes it.

    Raises:
        RefusedAnswer: it does not fit; says what would, in Chinese.
    """
    try:
        text = " ".join(allowed_characters.typed(raw, "回答").split())
    except InputError as error:
        raise RefusedAnswer(str(error)) from error
    bare = text.strip(_TAIL)
    if not bare:
        raise RefusedAnswer("没有写回答")
    if len(text) > _MOST:
        raise RefusedAnswer(f"写了 {len(text)} 个字，请控制在 {_MOST} 字以内")
    if bare == LEFT:
        return Parsed("left", LEFT)
    return {
        "yes_no": _yes_no,
        "number": _number,
        "date": _date,
        "name": _name,
        "choice": _choice,
        "text": _words,
        "list": _list,
    }[question.answer](question, bare)


def _yes_no(_: Question, text: str) -> Parsed:
    plain = fold(text).lower()
    if plain in ("1", *_YES):
        return Parsed("some", YES)
    if plain in ("2", *_NO):
        return Parsed("none", NO)
    raise RefusedAnswer(f"请填“{YES}”或“{NO}”；不想写进报告的填“{LEFT}”")


def _number(question: Question, text: str) -> Parsed:
    plain = fold(text).replace(" ", "").replace("，", ",")
    if says_none(plain) or plain in ("零", "〇"):
        return Parsed("none", f"0{question.measure}", Decimal(0))
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise RefusedAnswer(f"请填一个数字，单位是{question.measure}，如 3；没有的填 0")
    digits = match["digits"].replace(",", "")
    number = chinese_number(digits) if not digits[0].isdigit() else None
    value = Decimal(number) if number is not None else Decimal(digits) if digits[0].isdigit() else None
    if value is None:
        raise RefusedAnswer(f"请填一个数字，单位是{question.measure}，如 3；没有的填 0")
    given = match["measure"]
    if given and not (alike(given, question.measure) or question.measure.startswith(given)):
        raise RefusedAnswer(f"问的是多少{question.measure}，写的是“{text[:20]}”；请只填数字")
    loose = any(match[name] for name in ("about", "more", "more2", "or"))
    if question.cell and (loose or match["scale"]):
        raise RefusedAnswer("这个数要填进表里，请填准确的数字")
    if value != value.to_integral_value() and question.measure not in ("元", "万元") and not match["scale"]:
        raise RefusedAnswer(f"单位是{question.measure}，请填整数")
    scaled = value * 10_000 if match["scale"] else value
    if not scaled:
        return Parsed("none", f"0{question.measure}", Decimal(0))
    shown = f"{match['about'] or ''}{value:f}{match['more'] or ''}{match['scale'] or ''}{match['more2'] or ''}"
    return Parsed("some", f"{shown}{question.measure}{match['or'] or ''}", scaled)


def _date(_: Question, text: str) -> Parsed:
    if says_none(text):
        return Parsed("none", "没有")
    plain = in_figures(fold(text).replace(" ", ""))
    _refuse_no_such_day(plain)
    if day := official_date(plain):
        return Parsed("some", day)
    match = _DAY.fullmatch(plain)
    if match is None or no_such_day(None, int(match["month"]), int(match["day"] or 1)):
        raise RefusedAnswer("请填日期，如 5月、5月12日；没有的写“没有”")
    year = f"{match['year']}年" if match["year"] else ""
    day = f"{int(match['day'])}日" if match["day"] else ""
    return Parsed("some", f"{year}{int(match['month'])}月{day}{match['part'] or ''}")


def _refuse_no_such_day(text: str) -> None:
    """Refuse an answer that names a day or a month that no calendar has.

    Raises:
        RefusedAnswer: it does; says why.
    """
    folded = fold(text)
    for start, end, why in no_such_days(text):
        raise RefusedAnswer(f"“{folded[start:end]}”没有这一天（{why}）：请核对日期")


def _name(_: Question, text: str) -> Parsed:
    if says_none(text):
        return Parsed("none", "没有")
    _refuse_no_such_day(text)
    if len(text) > _NAME or "。" in text:
        raise RefusedAnswer(f"请只填名称，不超过 {_NAME} 个字")
    return Parsed("some", punctuate(text))


def _choice(question: Question, text: str) -> Parsed:
    options = list(question.choices)
    plain = fold(text)
    if plain.isdigit() and 1 <= int(plain) <= len(options):
        return Parsed("some", options[int(plain) - 1])
    if plain == str(len(options) + 1):
        return Parsed("left", LEFT)
    found = [item for item in options if item == text] or [item for item in options if text in item]
    if len(found) != 1:
        raise RefusedAnswer(f"请从下列各项中选一项：{'、'.join(options)}、{LEFT}")
    return Parsed("some", found[0])


def _words(question: Question, text: str) -> Parsed:
    if says_none(text):
        return Parsed("none", "没有")
    if "？" in text or "?" in text:
        raise RefusedAnswer("回答里有问号：拿不准的先跳过，问清了再答")
    _refuse_no_such_day(text)
    if question.answer == "text" and not question.field and _DAY.fullmatch(in_figures(fold(text).replace(" ", ""))):
        raise RefusedAnswer("只写了日期，写不成一句话：请写清谁做了什么、结果怎样；没有的写“没有”")
    words = punctuate(text).strip(_TAIL)
    if question.answer == "text" and not question.field and len(_HAN.findall(words)) < _FEWEST:
        raise RefusedAnswer("太短，写不成一句话：请写清谁做了什么、结果怎样；没有的写“没有”")
    return Parsed("some", words)


_PARTED = lazy(r"\s*[；;、，,]\s*")


def _list(question: Question, text: str) -> Parsed:
    said = _words(question, text)
    if said.kind != "some":
        return said
    return Parsed("some", "、".join(part for part in _PARTED.split(said.text.replace("。", "；")) if part))


def counted(text: str, measure: str) -> Decimal | None:
    """The sum of the figures of a text that count by a measure word or one like it; None where there are none."""
    found = [
        item.value
        for item in raw_numerals(text)
        if item.value is not None and (not measure or alike(measure_of(item, text[item.end :]) or measure, measure))
    ]
    return sum(found, Decimal(0)) if found else None


def sentence_of(question: Question, answer: Parsed) -> str:
    """The sentence that an answer becomes; empty where it becomes none."""
    if answer.kind == "left":
        return ""
    if question.answer == "choice":
        return question.choices[answer.text]
    template = question.none if answer.kind == "none" else question.says
    before, mark, behind = template.partition("{answer}")
    if not mark:
        return template
    words = answer.text
    if len(lead := before.rstrip("，")) > 1 and words.startswith(lead):  # she begins as the sentence does
        words = words.removeprefix(lead).lstrip("，")
    if lead.endswith(_MATTER) and lead.removesuffix(_MATTER)[-2:] in words:  # she names the matter herself
        before = ""
    return f"{before}{words}{behind}".replace("。。", "。")
