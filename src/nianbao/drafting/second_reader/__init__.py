"""审读: a model reads a whole report with its tables for what no rule finds; code judges what it says.

``read_report(report, findings, model, options)`` → ``SecondReading``: findings that stand in the text, borne out by
code or by two readings (warnings) or by the reader's word alone (hints), never errors; and what was not read.
``questions`` are what is sent; ``reading_sheet`` has them as a text file for a web chat.
"""

from nianbao.drafting.second_reader.read_report import SecondReading, questions, read_report

__all__ = ["SecondReading", "questions", "read_report"]
