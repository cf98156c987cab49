"""Comments (批注) of a Word file: what they say, and which characters they stand at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from nianbao.report import Comment, DocxPlace, Report
from nianbao.text.allowed_characters import plain
from nianbao.wordml.content import Char, tag

__all__ = ["Anchors", "named", "said_of"]

_OPEN = 50
"""Comments open at one place; where there are more, the file is made to take time."""


def said_of(document: Any) -> dict[str, tuple[str, str]]:
    """Author and text of each comment that says something, by its id."""
    try:
        return {
            str(comment.comment_id): (plain(comment.author), plain(comment.text))
            for comment in document.comments
            if comment.text.strip()
        }
    except (KeyError, AttributeError, ValueError):
        return {}


class Anchors:
    """What each comment covers, by elements: the ends of its range lie between elements, never inside one."""

    def __init__(self, body: Any) -> None:
        self.covered: dict[str, set[Any]] = {}
        points: list[tuple[str, Any]] = []
        now: set[str] = set()
        for element in body.iter(
            *map(tag, ("commentRangeStart", "commentRangeEnd", "commentReference", "t", "tab", "noBreakHyphen"))
        ):
            id = element.get(tag("id")) or ""
            if element.tag == tag("commentRangeStart"):
                now.add(id)
            elif element.tag == tag("commentRangeEnd"):
                now.discard(id)
            elif element.tag == tag("commentReference"):
                points.append((id, element))
            else:
                for open_id in now if len(now) <= _OPEN else ():
                    self.covered.setdefault(open_id, set()).add(element)
        for id, element in points:
            if id not in self.covered:  # a comment at a point stands at its whole paragraph
                paragraph = next(element.iterancestors(tag("p")), None)
                if paragraph is not None:
                    self.covered[id] = set(paragraph.iter(tag("t")))

    def comments(self, said: dict[str, tuple[str, str]], chars: Sequence[Char], place: DocxPlace) -> Iterable[Comment]:
        """The comments at a block.

        Args:
            said: author and text by id. chars: of the block. place: of the block.
        """
        first = next((index for index, char in enumerate(chars) if char.element is not None), 0)
        for id, (author, text) in said.items():
            elements = self.covered.get(id, ())
            held = [index for index, char in enumerate(chars) if char.element in elements]
            if held:
                start = 0 if held[0] == first else held[0]
                yield Comment(text=text, author=author, location=place, start=start, end=held[-1] + 1)


def named(report: Report, comments: Iterable[Comment]) -> list[Comment]:
    """Comments with the ids of what they stand at; those at what is not part of the report are left out."""
    ids: list[tuple[object, dict[str, str]]] = [(line.location, {}) for line in report.title_lines]
    for section in report.sections:
        ids.append((section.location, {"section": section.id}))
        ids += [(item.location, {"section": section.id, "paragraph": item.id}) for item in section.paragraphs]
    ids += [(cell.location, {"cell": id}) for id, cell in report.cells.items()]
    by_place = {place: names for place, names in ids if isinstance(place, DocxPlace)}
    return [
        comment.model_copy(update=by_place[comment.location])
        for comment in comments
        if isinstance(comment.location, DocxPlace) and comment.location in by_place
    ]
