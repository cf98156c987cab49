"""What offices write into a table's cell for no value."""

__all__ = ["BLANKS"]

BLANKS = ("", "/", "-", "—", "——", "--", "无", "\\")
"""The raw text is kept, and none of them is a zero."""
