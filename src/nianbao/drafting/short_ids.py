"""Short ids (编号) that a model is shown: 素1 a note, 问1 a problem, 表1 a sentence on figures, 数1 a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nianbao.facts.binding import REFERENCE, plain_ids
from nianbao.patterns import lazy

_SEVERAL = lazy("[、，,;；/ ]+")
_WORDY = lazy(r"^(?:素材|问题|表格|数据|编号)?[【\[（(〔]?(素|问|表|数)(?:材|题|格|据)?[0]*([1-9][0-9]*)[】\]）)〕]?$")


@dataclass
class ShortIds:
    """The short ids of one report, the same in every question about it; empty where ids are shown as they are."""

    shown: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, ids: Iterable[str]) -> None:
        """Number ids that have no short one yet, in their order."""
        number = sum(1 for short in self.own if short.startswith(kind))
        for id in ids:
            if id not in self.shown:
                number += 1
                self.shown[id], self.own[f"{kind}{number}"] = f"{kind}{number}", id

    def out(self, text: str) -> str:
        """A text with its references (``{{id}}``) under their short ids."""
        return REFERENCE.sub(lambda match: f"{{{{{self.shown.get(match.group(1), match.group(1))}}}}}", text)

    def back(self, text: str) -> str:
        """A model's text with its references under the ids that we know."""
        return REFERENCE.sub(lambda match: f"{{{{{self.id(match.group(1))}}}}}", text)

    def told(self, text: str) -> str:
        """What is told of an answer, with every id as the model was shown it."""
        known = sorted((id for id in self.shown if ":" in id or "." in id), key=len, reverse=True)
        if not known:
            return text
        pattern = r"(?<![\w.])(?:" + "|".join(map(re.escape, known)) + r")(?![\w])(?!\.\w)"
        return re.sub(pattern, lambda match: self.shown[match.group()], text)

    def id(self, item: str) -> str:
        """The id that one of a model's stands for; itself where it stands for none."""
        plain = plain_ids(item)
        match = _WORDY.match(plain)
        return self.own.get(f"{match.group(1)}{match.group(2)}" if match else plain, plain)

    def ids(self, items: Iterable[str]) -> list[str]:
        """The ids of a list of sources, several in one string apart."""
        found: dict[str, None] = {}
        for item in items:
            pieces = [self.id(piece) for piece in _SEVERAL.split(item.strip()) if piece]
            several = bool(pieces) and all(piece in self.shown for piece in pieces)
            found.update(dict.fromkeys(pieces if several else [self.id(item)]))
        return list(found)
