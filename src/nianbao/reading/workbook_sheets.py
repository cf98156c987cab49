"""The sheets of a workbook: which is which, and what stands on those that are nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nianbao.kinds import layout
from nianbao.kinds.workbook_template import MAP, TableSheet, texts
from nianbao.reading.workbook_file import Sheet, at
from nianbao.text import bare

__all__ = ["known_words", "strangers"]

_COPY = re.compile(r"^(?:副本|复件)\s*|\s*(?:[(（]\s*[0-9]+\s*[)）]|[-_ ]?副本|_[0-9]+)$")


def known_words(tables: list[TableSheet], titles: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By the title a sheet has now: the words that the template puts on it."""
    words = {}
    for item in tables:
        labels = {bare(cell.text) for cell in layout(item.table).cells if cell.text}
        words[titles.get(item.title, item.title)] = frozenset(labels | {bare(texts()["table_rest"])})
    for key in ("notes", "problems"):
        title = texts()["sheets"][key]
        labels = {bare(column["label"]) for column in texts()[key]} | {
            bare(word) for word in texts()["hidden"].values()
        }
        words[titles.get(title, title)] = frozenset(labels)
    rows = [*texts()["unit"], *({"label": label, "help": texts()["contact_help"]} for label in texts()["contact"])]
    title = texts()["sheets"]["unit"]
    words[titles.get(title, title)] = frozenset(bare(row[key]) for row in rows for key in ("label", "help"))
    return words


def _content(sheet: Sheet, words: frozenset[str]) -> dict[tuple[int, int], str]:
    """What a person filled in: all but the template's own words, its first line and its marks."""
    return {
        place: text
        for place, text in sheet.values.items()
        if bare(text) not in words
        and place not in sheet.formulas
        and not re.fullmatch(r"[0-9]{4}年 .{4,40}|#[0-9]+", text)
    }


def _alike(sheet: Sheet, ours: Sheet, words: frozenset[str]) -> bool:
    """Whether most of the template's words on a sheet of ours stand at the same places of another."""
    places = [place for place, text in ours.values.items() if bare(text) in words]
    same = [place for place in places if bare(sheet.text(place)) == bare(ours.text(place))]
    return len(same) * 5 >= len(places) * 3


def strangers(
    sheets: Mapping[str, Sheet], words: Mapping[str, frozenset[str]], help_title: str
) -> Iterator[tuple[str, str, bool]]:
    """Sheets that the template does not have: their title, what to say, and whether it has to be settled first.

    A copy of one of ours with the same content, or with none, is only told; one with other content may be the one that
    was meant.
    """
    for title, sheet in sheets.items():
        if title in words or title in (MAP, help_title) or not sheet.filled:
            continue
        like = [one for one in words if one in sheets and _alike(sheet, sheets[one], words[one])]
        if not like:
            cells = f"（如 {at(sheet.filled[0])}“{sheet.text(sheet.filled[0])[:10]}”）"
            yield title, f"工作表“{title}”不是素材里原有的表，里面的内容没有读{cells}", False
            continue
        like.sort(key=lambda one: (one != _COPY.sub("", title), one not in title))
        theirs = _content(sheet, words[like[0]])
        if not theirs:
            continue
        same = next((one for one in like if _content(sheets[one], words[one]) == theirs), None)
        if same is not None:
            yield title, f"工作表“{title}”和“{same}”内容一样，只读了“{same}”", False
            continue
        ours = _content(sheets[like[0]], words[like[0]])
        place = min(place for place in {*theirs, *ours} if theirs.get(place) != ours.get(place))
        what = f"{at(place)} 一张是“{ours.get(place, '')[:10]}”，一张是“{theirs.get(place, '')[:10]}”"
        yield title, f"有两张“{like[0]}”（另一张是“{title}”），内容不一样：{what}", True
