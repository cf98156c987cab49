"""The look of the page of a report with remarks in its margin.

Levels differ by word, underline and colour, never by colour alone. Text on its ground has a contrast of at
least 4.5 to 1.
"""

from __future__ import annotations

from nianbao.writing.annotations import Level
from nianbao.writing.html_pieces import FACE, TABLE_STYLE

__all__ = ["LOOKS", "STYLE"]

LOOKS: dict[Level, tuple[str, str, str]] = {
    "error": ("#a40000", "#fde7e7", "underline double"),
    "warning": ("#6b4a00", "#fff1c9", "underline wavy"),
    "info": ("#0b4a7a", "#e3f0fa", "underline dotted"),
}
"""Level → ink, ground, underline."""
_SANS = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", SimHei, sans-serif'


def _level(level: Level) -> str:
    ink, ground, line = LOOKS[level]
    return f"""\
mark.{level} {{ background: {ground}; text-decoration: {line} {ink}; }}
.{level} > .level, .ref.{level} {{ color: {ink}; }}
.note.{level} {{ border-left-color: {ink}; background: {ground}; }}
#show-{level}:not(:checked) ~ .results mark.{level} {{ background: none; text-decoration: none; }}
#show-{level}:not(:checked) ~ .results .note.{level} {{ display: none; }}
#show-{level}:not(:checked) ~ .results .ref.{level} {{ display: none; }}
"""


STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ max-width: 78rem; margin: 1.5rem auto; padding: 0 1rem; color: #000; background: #fff;
  font: 1.125rem/1.8 {FACE}; }}
h1, h2, .summary, .files, .filter, .notes, .whole {{ font-family: {_SANS}; }}
h1 {{ font-size: 1.4rem; margin: 0 0 .3em; }}
h2 {{ font-size: 1.15rem; margin: 2rem 0 .3em; padding-top: .8rem; border-top: 2px solid #000; }}
.summary, .files, .filter {{ font-size: .95rem; }}
.summary {{ margin: 0 0 .3em; }}
.files {{ margin: 0 0 .8em; padding-left: 1.6em; }}
input.filter {{ width: 1.1rem; height: 1.1rem; vertical-align: -.15em; margin: 0 .3em 0 0; }}
label.filter {{ margin-right: 1.4em; }}
.row {{ display: grid; grid-template-columns: minmax(0, 1fr) 22rem; column-gap: 1.5rem; }}
.said {{ min-width: 0; }}
.said p {{ margin: 0; text-indent: 2em; overflow-wrap: anywhere; }}
.said p.title {{ font-size: 1.5rem; text-align: center; text-indent: 0; line-height: 1.5; }}
h3, h4, h5, h6 {{ font-size: 1.125rem; margin: .8em 0 .3em; text-indent: 2em; }}
h3 {{ font-family: SimHei, "Noto Sans CJK SC", sans-serif; }}
h4 {{ font-family: KaiTi, STKaiti, serif; }}
.said p.sign {{ text-align: right; padding-right: 4em; text-indent: 0; }}
.notes, .whole {{ font-size: .85rem; line-height: 1.55; padding: .3rem 0; }}
.note {{ margin: 0 0 .4rem; padding: .25rem .6rem; border-left: 4px solid; overflow-wrap: anywhere; }}
.note p {{ margin: 0; }}
.note .more {{ color: #333; }}
.note .level {{ font-weight: bold; }}
.note .code {{ color: #444; }}
.note a {{ color: inherit; font-weight: bold; }}
.ref {{ font: bold .7em {_SANS}; vertical-align: super; line-height: 1; padding: 0 .15em; text-decoration: none;
  user-select: none; white-space: nowrap; }}
.ref:hover, .ref:focus {{ text-decoration: underline; }}
:target {{ outline: 3px solid #0b4a7a; outline-offset: 2px; }}
mark {{ color: inherit; text-decoration-thickness: 2px; text-underline-offset: .2em; }}
td mark {{ padding: 0 .3em; }}
{"".join(_level(level) for level in LOOKS)}{TABLE_STYLE}\
@media (max-width: 60rem) {{
  .row {{ display: block; }}
  .notes {{ padding: .2rem 0 .6rem 1rem; }}
  body {{ font-size: 1rem; }}
  label.filter::after {{ content: "\\A"; white-space: pre; }}
  h3, h4, h5, h6 {{ font-size: 1rem; }}
  .said p.title {{ font-size: 1.25rem; }}
}}
@media print {{
  @page {{ size: A4; margin: 18mm 14mm; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  body {{ max-width: none; margin: 0; padding: 0; font-size: 10.5pt; line-height: 1.6; }}
  .row {{ display: grid; grid-template-columns: minmax(0, 1fr) 6cm; column-gap: .5cm; }}
  .row.wide {{ display: block; }}
  .notes, .whole {{ font-size: 8pt; }}
  .note {{ break-inside: avoid; }}
  table {{ font-size: 7.5pt; }}
  h3, h4, h5, h6 {{ font-size: 10.5pt; break-after: avoid; }}
  .said p.title {{ font-size: 14pt; }}
  .filter {{ display: none; }}
}}
"""
