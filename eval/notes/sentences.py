"""Notes → sentences: a job's notes, or the set's lines, each with the sentence it became or why it was left out.

python eval/notes/sentences.py JOB              # a folder, workbook or report.yaml: its notes, aspect by aspect
python eval/notes/sentences.py FILE.yaml        # {unit, year, lines: [{text, aspect}]} or a list of such, each alone
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from nianbao import load
from nianbao.drafting.note_sentences import left_out, note_sentences
from nianbao.drafting.problem_paragraphs import measure_paragraph, problem_paragraph
from nianbao.facts import FactBook
from nianbao.facts.note_parts import identify_notes, identify_problems
from nianbao.kinds import form_for
from nianbao.report import Note, Problem, Report, Unit


def _shown(words: str, book: FactBook, note: Note) -> None:
    print(f"素材：{words}")
    for sentence in note_sentences(book, [note]):
        print(f"  → {sentence.text}{'〔照原话，请读〕' if sentence.verbatim else ''}")
    for item in left_out(book, [note]):
        print(f"  × {item.text}（{item.why}）")


def _lines(sets: list[dict[str, Any]]) -> None:
    for one in sets:
        unit = Unit.parse(one["unit"]) if one.get("unit") else None
        print(f"## {one.get('unit')} {one.get('year')}")
        for line in one["lines"]:
            row = line if isinstance(line, dict) else {"text": line}
            fields = {
                key: str(row[key]) for key in ("what", "object", "quantity", "time", "channel", "result") if key in row
            }
            text, aspect = str(row.get("text", "")), str(row.get("aspect", ""))
            base = Report(kind="disclosure", unit=unit, year=one.get("year"))
            if aspect in ("问题", "措施"):
                problem = identify_problems([Problem(id="", problem=text, measure=text)])[0]
                book = FactBook(base.model_copy(update={"problems": [problem]}))
                made = problem_paragraph if aspect == "问题" else measure_paragraph
                told = made(book, problem, 1) if aspect == "问题" else measure_paragraph(book, problem, 1)
                print(f"素材（{aspect}）：{text}\n  → " + "".join(item.text for item in told.sentences))
            elif aspect not in ("标题",):
                named = {item.label: item.id for item in form_for("disclosure", one.get("year")).aspects}
                note = identify_notes([Note(id="", aspect=named.get(aspect, "supervision"), text=text, **fields)])[0]
                _shown(" | ".join([*fields.values(), text]), FactBook(base.model_copy(update={"notes": [note]})), note)


def main(path: str) -> None:
    """Print them."""
    file = Path(path)
    if file.suffix in (".yaml", ".yml"):
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        sets = data if isinstance(data, list) else [data]
        if sets and isinstance(sets[0], dict) and "lines" in sets[0]:
            _lines(sets)
            return
    report = load(path)
    book = FactBook(report)
    for note in report.notes:
        _shown(note.words, book, note)


if __name__ == "__main__":
    main(sys.argv[1])
