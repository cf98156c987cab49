"""Marks of what awaits verification (【待核实】) in a Word file to be returned: those that were settled are struck out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from nianbao.report import Paragraph, Report
from nianbao.text.wordml import UNSUPPORTED, Char, atoms
from nianbao.text.wordml_part import main_root, with_main
from nianbao.writing.docx_changes import Changer
from nianbao.writing.docx_runs import runs_between

__all__ = ["marks_struck"]


def marks_struck(data: bytes, report: Report, *, author: str, when: datetime) -> bytes:
    """A Word file whose marks are struck out, as tracked changes, where the sentence no longer awaits anything.

    Args:
        data: the file, which says what the report says once its changes are accepted. report: as decided.
        author, when: of the changes.
    """
    root = main_root(data)
    changer = Changer(root, when, author)
    held = {item.text.strip(): item for _, item in report.paragraphs()}
    struck = False
    for element in changer.places.paragraphs:
        text = "".join(char.text for char in _chars(element))
        paragraph = held.get(text.replace(UNSUPPORTED, "").strip()) if UNSUPPORTED in text else None
        if paragraph is None:
            continue
        for start in reversed(_settled(text, paragraph)):
            for run in runs_between(_chars(element), start, start + len(UNSUPPORTED)):
                changer.delete(run)
                struck = True
    return with_main(data, root) if struck else data


def _chars(paragraph: Any) -> list[Char]:
    """The characters of a paragraph, marks of ours with them."""
    return [Char(sign, atom.element, at) for atom in atoms(paragraph) for at, sign in enumerate(atom.text)]


def _settled(text: str, paragraph: Paragraph) -> list[int]:
    """Offsets of the marks behind which nothing waits: each sentence that still waits keeps one, the nearest behind."""
    marks: list[tuple[int, int]] = []  # where it stands, and where that is in the words alone
    for number, match in enumerate(re.finditer(re.escape(UNSUPPORTED), text)):
        marks.append((match.start(), match.start() - number * len(UNSUPPORTED)))
    lead = len(text) - len(text.lstrip())
    at = lead
    for sentence in paragraph.sentences:
        at += len(sentence.text)
        if sentence.support == "unsupported":
            behind = [mark for mark in marks if mark[1] >= at - 1]
            kept = behind[0] if behind else marks[-1] if marks else None
            marks = [mark for mark in marks if mark != kept]
    return [place for place, _ in marks]
