"""What a model answers: shapes that take nothing else, and text that is made such an answer where it safely can."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nianbao.drafting.plain_words import allowed_value, limits
from nianbao.patterns import lazy


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Said(_Shape):
    """A sentence in the wire form, and the ids it rests on."""

    text: str
    sources: list[str]


class AspectAnswer(_Shape):
    """An aspect of section 一."""

    sentences: list[Said]


class AspectPart(_Shape):
    """An aspect of a whole report."""

    id: str
    sentences: list[Said]


class ProblemAnswer(_Shape):
    """A problem and its measures."""

    id: str
    problem: list[Said]
    measures: list[Said]


class ProblemsAnswer(_Shape):
    """Section 五."""

    problems: list[ProblemAnswer]


class Mended(_Shape):
    """A sentence in place of the one with this number; no words where there is to be none."""

    n: int
    text: str
    sources: list[str]


class MendAnswer(_Shape):
    """Sentences in place of those that went back."""

    sentences: list[Mended]


class ReportAnswer(_Shape):
    """A whole report."""

    aspects: list[AspectPart]
    problems: list[ProblemAnswer]

    def by_part(self) -> dict[str, str]:
        """The answers of its parts, by what it calls them: an aspect's name; ``problems``."""
        parts = {
            item.id.strip().rpartition(".")[2]: AspectAnswer(sentences=item.sentences).model_dump_json()
            for item in self.aspects
        }
        problems = {"problems": ProblemsAnswer(problems=self.problems).model_dump_json()} if self.problems else {}
        return parts | problems


class Quoted(_Shape):
    """Words of a sentence that were asked about, and the words of its sources that say it; empty where none do."""

    word: str
    quote: str


class Verdict(_Shape):
    """Whether a sentence rests on what it was given."""

    n: int
    verdict: Literal["supported", "generic", "unsupported"]
    sources: list[str]
    why: str
    words: list[Quoted] = []


class VerifyAnswer(_Shape):
    """Verdicts on the sentences of a part."""

    verdicts: list[Verdict]


class JudgeAnswer(_Shape):
    """Which of two texts is the better one, and why."""

    better: Literal["甲", "乙", "一样"]
    why: str = ""


class Polished(_Shape):
    """A sentence in other words."""

    id: str
    text: str


class PolishAnswer(_Shape):
    """Sentences in other words."""

    sentences: list[Polished]


class _Lenient(_Shape):
    """A shape whose texts may have been written as numbers."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class ReadCell(_Lenient):
    """A cell of the tables and its value, as a reader of the whole report names them."""

    cell: str
    value: str


class ReadFault(_Lenient):
    """A mistake that a reader found.

    Attributes:
        at: number of the paragraph. quote: words of it. kind: of mistake. said: the words of the quotation that are
            wrong. right: what the quotation should be. why: the reason.
        cells: of a figure: what the text speaks of, and what it is compared with. calc: how the right figure is found.
    """

    at: str
    quote: str
    kind: str
    said: str
    right: str
    why: str
    cells: list[ReadCell]
    calc: str


class ReadDoubt(_Lenient):
    """A finding of the program that a reader holds to be none.

    Attributes:
        found: its number. words: of the paragraph, that show it. why: the reason.
    """

    found: str
    words: str
    why: str


class ReadAnswer(_Lenient):
    """Mistakes that a reader found, findings that it doubts, and the number of the last paragraph that it read."""

    faults: list[ReadFault]
    doubts: list[ReadDoubt] = Field(default_factory=list)
    read: str


_ASKED: tuple[type[_Shape], ...] = (
    ReportAnswer,
    AspectAnswer,
    ProblemsAnswer,
    MendAnswer,
    VerifyAnswer,
    JudgeAnswer,
    PolishAnswer,
    ReadAnswer,
)


class BadAnswer(Exception):
    """An answer that is not what was asked for; the message says why, for the model and for people, in Chinese."""


S = TypeVar("S", bound=BaseModel)

_THINK = lazy(r"<think(?:ing)?>.*?</think(?:ing)?>")
_OPEN_THINK = lazy(r"^.*</think(?:ing)?>")
_FENCE = lazy(r"```[A-Za-z0-9]*[ \t]*\n(.*?)```")
_TRAILING = lazy(r",(\s*[\]}])")
_OPENING, _CLOSING = '"“＂', '"”＂'
_FULL = str.maketrans("｛｝［］：，＂", '{}[]:,"')
_WORDS = {
    "missing": "缺少",
    "extra_forbidden": "不应有",
    "string_type": "应是文字",
    "list_type": "应是列表",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "literal_error": "写得不对",
    "model_type": "应是对象",
    "model_attributes_type": "应是对象",
}


@lru_cache(maxsize=16)
def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a shape, as endpoints take it: no references, nothing optional."""
    schema = shape.model_json_schema()
    defs = schema.pop("$defs", {})

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return plain(defs[value["$ref"].rpartition("/")[2]])
            return {key: plain(item) for key, item in value.items() if key not in ("title", "description")}
        return [plain(item) for item in value] if isinstance(value, list) else value

    cleaned: dict[str, Any] = plain(schema)
    return cleaned


def _outside_strings(text: str) -> str:
    """Full-width punctuation of JSON made half-width where no string is open; “ ” that stand for quotes too."""
    out: list[str] = []
    inside = False
    previous = ""
    for at, char in enumerate(text):
        if inside:
            inside = not (char in _CLOSING and previous != "\\" and _ends_string(text, at + 1))
            out.append('"' if not inside else '\\"' if char == '"' and previous != "\\" else char)
        elif char in _OPENING:
            inside = True
            out.append('"')
        else:
            out.append(char.translate(_FULL))
        previous = "" if previous == "\\" else char
    return "".join(out)


def _ends_string(text: str, at: int) -> bool:
    """Whether what follows a quote is what follows a string in JSON."""
    rest = text[at : at + 40].lstrip()
    return not rest or rest[0] in ",:]}，：］｝"


def _loaded(text: str) -> Any:
    """The first JSON object of a text.

    Raises:
        BadAnswer: there is none that is whole.
    """
    start = min((at for at in (text.find("{"), text.find("｛")) if at >= 0), default=-1)
    if start < 0:
        raise BadAnswer("回答里没有 JSON 对象")
    decoder = json.JSONDecoder(strict=False)
    body = text[start:]
    for attempt in (body, _TRAILING.sub(r"\1", body), _TRAILING.sub(r"\1", _outside_strings(body))):
        try:
            value, _ = decoder.raw_decode(attempt)
        except (ValueError, RecursionError):
            continue
        return value
    if body.count("{") + body.count("｛") > body.count("}") + body.count("｝"):
        raise BadAnswer("JSON 没有写完，缺少结尾")
    raise BadAnswer("回答不是正确的 JSON（检查引号、逗号）")


def _candidates(text: str) -> list[str]:
    """Where the answer may stand: in code fences, the last first, else anywhere behind what was thought aloud."""
    text = text.replace("\ufeff", "").replace("\x00", "")
    text = re.sub(_THINK.pattern, "", text, flags=re.DOTALL)
    text = re.sub(_OPEN_THINK.pattern, "", text, flags=re.DOTALL)
    fenced = re.findall(_FENCE.pattern, text, flags=re.DOTALL)
    return [*reversed(fenced), text]


def _why(error: ValidationError) -> str:
    found = []
    for item in error.errors()[:5]:
        place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in item["loc"]).lstrip(".")
        found.append(f"{place or '整体'}{_WORDS.get(item['type'], '写得不对')}")
    return "；".join(found)


def usable(text: str, schema: dict[str, Any]) -> bool:
    """Whether a text is an answer of the shape with this schema; True for a schema that is none of ours."""
    shape = next((shape for shape in _ASKED if schema_of(shape) == schema), None)
    if shape is None:
        return True
    try:
        parse(text, shape)
    except BadAnswer:
        return False
    return True


def parse(text: str, shape: type[S]) -> S:
    """The answer in a model's text.

    Code fences, thinking aloud, words around it, a byte order mark, trailing commas and full-width quotes are
    understood; characters that show nothing are left out. What is cut off or of another shape is not understood.

    Raises:
        BadAnswer: what is wrong with it.
    """
    if not text.strip().strip("\ufeff"):
        raise BadAnswer("回答是空的")
    if len(text) > (most := limits()["answer"]):
        raise BadAnswer(f"回答有 {len(text)} 字，超过 {most} 字，没有读；只回答要求的内容")
    first: BadAnswer | None = None
    for candidate in _candidates(text):
        try:
            value = _loaded(candidate)
        except BadAnswer as error:
            first = first or error
            continue
        try:
            return shape.model_validate(allowed_value(value))
        except ValidationError as error:
            first = BadAnswer(f"回答的结构不对：{_why(error)}")
    raise first or BadAnswer("回答里没有 JSON 对象")
