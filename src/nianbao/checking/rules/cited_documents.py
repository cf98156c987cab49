"""Finds where a report cites a document, and which one of the known documents it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.kinds import Document, References, documents_of, references_of
from nianbao.patterns import lazy
from nianbao.text import fold

__all__ = ["Cited", "cited", "documents", "known", "tidied", "tidy_titles"]


def documents(context: Context) -> tuple[Document, ...]:
    """The documents that reports of this kind cite."""
    report = context.report
    return context.memo("documents", lambda: documents_of(report.kind, report.edition))


def known(context: Context) -> References:
    """What the kind's documents say that reports repeat."""
    return references_of(context.report.kind)


_TITLE = lazy(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》")
_AFTER = lazy(
    r"[（(]?\s*(国务院令第[0-9]+号|[\u4e00-\u9fff]{2,10}?\s*[〔\[【（［]\s*[0-9]{4}\s*[〕\]】）］]\s*(?:第)?0*[0-9]{1,5}\s*号)"
)
_INSIDE = lazy(r"[（(]([\u4e00-\u9fff]{2,10}?[〔\[【（［][0-9]{4}[〕\]】）］](?:第)?0*[0-9]{1,5}号)[）)]$")


class Cited(NamedTuple):
    """A title in a report: its place, and the number beside it with its own; empty where it has none."""

    start: int
    end: int
    title: str
    number: str
    number_at: tuple[int, int]
    lead: str


def tidied(title: str) -> str:
    """A title for comparison: one kind of inner brackets, no spaces."""
    text = fold(title).replace("《", "〈").replace("》", "〉").replace("<", "〈").replace(">", "〉")
    return "".join(text.split())


def _tidy_number(number: str) -> str:
    text = "".join(number.split())
    return re.sub(r"[〔\[【（［(]([0-9]{4})[〕\]】）］)](?:第)?0*", r"〔\1〕", text)


def cited(context: Context) -> list[Cited]:
    """Every title in the report with the number that stands behind it, or inside it."""

    def work() -> list[Cited]:
        text = context.document.text
        found = []
        for match in _TITLE.finditer(text):
            title, number, span = match.group(1), "", (0, 0)
            inner = _INSIDE.search(title)
            if inner:
                number, span = inner.group(1), (match.start(1) + inner.start(1), match.start(1) + inner.end(1))
                title = title[: inner.start()]
            elif after := _AFTER.match(text, match.end()):
                number, span = after.group(1), after.span(1)
            lead = text[max(0, match.start() - 30) : match.start()]
            found.append(Cited(match.start(), match.end(), tidied(title), _tidy_number(number), span, lead))
        return found

    return context.memo("cited", work)


def tidy_titles(context: Context) -> list[tuple[str, str, Document]]:
    """Every known title: for comparison, as it is, and its document."""
    return context.memo(
        "titles", lambda: [(tidied(title), title, item) for item in documents(context) for title in item.titles]
    )
