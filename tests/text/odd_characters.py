"""Characters that people and programs really bring: what shows nothing, what is lost, what marks text up."""

from __future__ import annotations

__all__ = ["CONTROLS", "INVISIBLE", "LOST", "MARKUP", "NAMES", "SIGNS"]

CONTROLS = [chr(code) for code in (*range(0x01, 0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0xA0))]
"""C0 and C1, but for the tab, the line feed, the carriage return and NUL, which no format here can carry."""
SURROGATES = ["\ud800", "\udbff", "\udc00", "\udfff"]
NONCHARACTERS = ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]
INVISIBLE = [
    *("\u200b", "\u200c", "\u200d", "\u2060", "\u2061", "\u2064", "\ufeff", "\u00ad", "\u034f", "\u180e"),
    *("\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2068", "\u2069"),
    *("\ufe00", "\ufe0e", "\ufe0f", "\U000e0100", "\U000e01ef", "\u180b"),
    *("\u0301", "\u0488", "\u20dd", "\u3099", "\u302a", "\u0e31"),
    *("\u2028", "\u2029", "\u206a", "\u206f", "\ufff9", "\ufffa", "\ufffb", "\ufffc"),
    *("\U000e0001", "\U000e0041", "\U000e007f", "\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\U0001d173"),
]
LOST = ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffd", "\u0378"]
"""They stand for a character that only a person can tell."""
SIGNS = ["\U0001f600", "\u2705", "\u0e01", "\U0001d7cf"]
"""They show, and are none of an official text."""
NAMES = ["〇", "·", "\u4dae", "\U00020bb7", "\U0002a700", "\U0002b740", "\U0002b820", "\U0002ceb0", "\U00030000",
         "\U00031350", "\u3400", "ǖ", "ཀ",
         "ئۇيغۇر", "ᠮᠣᠩᠭᠣᠯ\u180b", "ꆈꌠ", "한", "\u00a0", "㎡", "①", "ⅲ", "№"]  # fmt: skip
"""In names of people and places, and in official texts: they have to pass."""
MARKUP = [
    "<b>公开</b>", "&lt;b&gt;公开", "# 公开", "`公开`", "```\n公开\n```", "| 公开 | 信息 |", "**公开**", "__公开__",
    "[公开](https://example.com/a)", "$\\frac{1}{2}$公开", "公开\\textbf{信息}", "😀公开", "✅公开", "公开<br/>",
    "<script>公开</script>", "*公开*", "公开→信息", "~~公开~~", "公开&nbsp;信息", "@公开", "＃公开＃", "公开^2",
]  # fmt: skip
