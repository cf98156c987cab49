"""Stable placeholders (代号) in place of what tells of people: 〔姓名1〕 goes out, what it stands for comes back."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nianbao.patterns import HAN, lazy
from nianbao.text.maskable_data import private_data, replaced, surname_end

CANNOT = (
    "程序认不全：少见的姓名、写法特别的号码、能看出是谁的情节（职务、亲属、事情经过），可能没有换掉；"
    "素材里有这些的，发送前请自己改掉"
)
"""What no program can promise, said wherever something is sent."""
_REF = lazy(r"\{\{\s*([^{}]+?)\s*\}\}")
_PLACEHOLDER = lazy(rf"[〔\[【（(［][ ]?(?P<kind>[{HAN}、]{{2,8}}?)[ ]?(?P<number>[0-9０-９]{{1,4}})[ ]?[〕\]】）)］]")
_EVERYWHERE = (
    "姓名",
    "身份证号",
    "手机号码",
    "银行卡号",
    "电话号码",
    "证件号码",
    "号码",
    "邮箱",
    "车牌号",
    "账号",
    "住址",
    "密码、密钥",
    "案号",
    "账号名称",
)
"""Kinds of which every further mention is masked too, whatever stands around it."""
_ROUND = "（("
_KINDS = (
    "姓名", "号码", "住址", "病情", "金额", "案号", "账号", "邮箱", "位置",
    "证号", "卡号", "牌号", "日期", "状况", "密钥", "代码", "地址",
)  # fmt: skip
_SHORTEST = 2
_FURTHER = 1000
"""From where what no note has is numbered, and how many numbers there are.

The next free number would be another person's in the next question."""
INVENTED = "〔不是素材里的{what}〕"
_INVENTED = lazy(rf"〔不是素材里的([{HAN}、]{{2,8}})〕")


class Masked(NamedTuple):
    """What was masked: its kind, the words, the placeholder, how often."""

    kind: str
    words: str
    placeholder: str
    times: int


def placeholders(text: str) -> list[str]:
    """Placeholders that stand in a text, whichever brackets a model gave them; in round ones words and a number may be
    anything (网上262件（含邮箱29）)."""
    return [
        match.group()
        for match in _PLACEHOLDER.finditer(text)
        if (match["kind"] in _EVERYWHERE if match.group()[0] in _ROUND else match["kind"].endswith(_KINDS))
    ]


def invented(text: str) -> list[str]:
    """Kinds of what a model wrote of people that it was not given."""
    return list(dict.fromkeys(_INVENTED.findall(text)))


class Mask:
    """Placeholders given so far, by what they stand for.

    Args:
        values: what references (``{{id}}``) in texts stand for; what they make together with the words around
            them is masked as one.
        nobody: words that are no name, whatever stands around them: the unit's places, the form's words.

    The same words have the same placeholder in every text of a mask.
    """

    def __init__(self, values: Mapping[str, str] | None = None, nobody: Iterable[str] = ()) -> None:
        self._values = dict(values or {})
        self._nobody = frozenset(nobody)
        self._own = True
        self._given: dict[tuple[str, str], str] = {}
        self._back: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def reserve(self, text: str) -> None:
        """Give no placeholder that somebody wrote into a text."""
        for match in _PLACEHOLDER.finditer(text):
            mark = f"〔{match['kind']}{int(match['number'])}〕"
            if mark not in self._back:
                self._back[mark] = match.group()

    def know(self, kind: str, words: str) -> None:
        """Mask these words too, wherever they stand."""
        self._placeholder(kind, words)

    def alias(self, ids: Mapping[str, str]) -> None:
        """Further ids of what references stand for: id → the one known."""
        self._values |= {other: self._values[id] for other, id in ids.items() if id in self._values}

    def fork(self) -> Mask:
        """A mask that begins with the same placeholders; what it gives further has the same number in every other one,
        whatever stands before it."""
        made = Mask(self._values, self._nobody)
        made._own = False
        made._given, made._back = dict(self._given), dict(self._back)
        return made

    def out(self, text: str) -> str:
        """A text as it may leave the machine."""
        self.reserve(text)
        view = replaced(text, _REF, lambda match: self._values.get(match.group(1)) or "￼")
        spans = [
            (*view.place(item.start, surname_end(view.shown, item) or item.end), item.what)
            for item in private_data(view.shown)
        ]
        spans = [
            span
            for span in spans
            if not _PLACEHOLDER.fullmatch(words := text[span[0] : span[1]])
            and not (span[2] == "姓名" and words in self._nobody)
        ]
        for start, end, kind in spans:
            self._placeholder(kind, text[start:end])
        spans += self._further(text)
        out, at = [], 0
        for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start < at:
                continue
            mark = self._placeholder(kind, text[start:end])
            self._counts[mark] += 1
            out += [text[at:start], mark]
            at = end
        return "".join([*out, text[at:]])

    def _placeholder(self, kind: str, words: str) -> str:
        known = self._given.get((kind, words))
        if known is not None:
            return known
        number = 1 if self._own else _FURTHER + int(hashlib.sha256(words.encode()).hexdigest(), 16) % _FURTHER
        while (mark := f"〔{kind}{number}〕") in self._back:
            number += 1
        self._given[kind, words] = mark
        self._back[mark] = words
        return mark

    def _further(self, text: str) -> list[tuple[int, int, str]]:
        """Further mentions of what is known."""
        found = []
        for kind, words in self._given:
            if kind in _EVERYWHERE and len(words) >= _SHORTEST:
                at = text.find(words)
                while at >= 0:
                    found.append((at, at + len(words), kind))
                    at = text.find(words, at + len(words))
        return found

    def back(self, text: str, *, json_string: bool = False) -> str:
        """A text with what its placeholders stand for; one that was in no text of this mask stays.

        Args:
            json_string: whether the words go into strings of JSON.
        """

        def put(match: re.Match[str]) -> str:
            mark = f"〔{match['kind']}{int(match['number'])}〕"
            if not self._counts[mark]:
                return match.group()
            words = self._back[mark]
            return json.dumps(words, ensure_ascii=False)[1:-1] if json_string else words

        return _PLACEHOLDER.sub(put, text)

    def agrees(self, masked: str, text: str) -> bool:
        """Whether a text as it was sent is this text, every placeholder of ours standing for the same; one that is
        not ours was given to what only the question had.
        """
        out, at = [], 0
        for match in _PLACEHOLDER.finditer(masked):
            known = self._back.get(f"〔{match['kind']}{int(match['number'])}〕")
            out += [re.escape(masked[at : match.start()]), ".+?" if known is None else re.escape(known)]
            at = match.end()
        return re.fullmatch("".join([*out, re.escape(masked[at:])]), text) is not None

    @property
    def masked(self) -> list[Masked]:
        """What was masked in the texts so far, by kind."""
        found = [
            Masked(kind, _REF.sub(lambda m: self._values.get(m.group(1), m.group()), words), mark, self._counts[mark])
            for (kind, words), mark in self._given.items()
            if self._counts[mark]
        ]
        order = list(dict.fromkeys(item.kind for item in found))
        return sorted(found, key=lambda item: order.index(item.kind))


def without_invented(text: str, given: Iterable[str]) -> str:
    """A model's text with what it tells of people left out, unless it was given in these words."""
    known = "\n".join(given)
    out, at = [], 0
    for item in private_data(text):
        words = text[item.start : item.end]
        if words in known or _PLACEHOLDER.search(words) or _INVENTED.search(words):
            continue
        out += [text[at : item.start], INVENTED.format(what=item.what)]
        at = item.end
    return "".join([*out, text[at:]])
