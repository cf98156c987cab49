"""What was answered to single sentences, mended or read, whichever question they stood in: it stays theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.drafting.answers import BadAnswer, MendAnswer, Mended, Verdict, VerifyAnswer, parse
from nianbao.drafting.mending import asked_back
from nianbao.patterns import lazy

_SENTENCE = lazy(r"(?m)^([0-9]+)\. (.*〔依据：([^〕]*)〕)$")
_GIVEN = lazy(r"(?m)^- ([^：\n]+)：(.*)$")

_Key = tuple[str, ...]
"""A sentence, and what it rests on as it was shown: reworded notes make it another."""


def _read(question: str) -> Iterator[tuple[int, _Key]]:
    """The sentences of a question for a reading."""
    given = dict(_GIVEN.findall(question))
    for match in _SENTENCE.finditer(question):
        yield int(match[1]), (match[2], *(given.get(id, "") for id in match[3].split("、")))


class SentencesAnswered:
    """Answers to sentences, the latest of each.

    Args:
        exchanges: questions and their answers, in the order they came; of what is of no use nothing is kept.
    """

    def __init__(self, exchanges: Iterable[tuple[str, str]] = ()) -> None:
        self._mended: dict[_Key, list[Mended]] = {}
        self._read: dict[_Key, Verdict] = {}
        for question, answer in exchanges:
            question = question.replace("\r\n", "\n")
            try:
                if asked_back(question):
                    self.mended(question, parse(answer, MendAnswer))
                elif _SENTENCE.search(question):
                    self.read(question, parse(answer, VerifyAnswer))
            except BadAnswer:
                continue

    def mended(self, question: str, answer: MendAnswer) -> None:
        """Take sentences that were written anew."""
        for number, key in asked_back(question):
            if rows := [item for item in answer.sentences if item.n == number]:
                self._mended[key] = rows

    def read(self, question: str, answer: VerifyAnswer) -> None:
        """Take a reading."""
        verdicts = {item.n: item for item in answer.verdicts}
        for number, key in _read(question):
            if number in verdicts:
                self._read[key] = verdicts[number]

    def mend(self, question: str) -> str:
        """What was answered to the sentences that a question asks for anew; empty for nothing."""
        rows = [
            item.model_copy(update={"n": number})
            for number, key in asked_back(question)
            for item in self._mended.get(key, ())
        ]
        return MendAnswer(sentences=rows).model_dump_json() if rows else ""

    def reading(self, question: str) -> str:
        """The verdicts on the sentences of a question; empty for none."""
        rows = [
            self._read[key].model_copy(update={"n": number}) for number, key in _read(question) if key in self._read
        ]
        return VerifyAnswer(verdicts=rows).model_dump_json() if rows else ""
